//! An exercise that needs another is judged all the same while the other does not pass: ours stands in.
//!
//! On a course that exists only here: chapter `toy` with `base` and `uses`, which needs it; chapter `far` with
//! `away`, which needs `toy/base`.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::path::{Path, PathBuf};

use dev::submissions::{copy, write};
use dev::workshop::{grade_folder, workshop};
use grader::catalogue::{Chapter, Check, Course, Exercise, Level, Target, Track};
use grader::grade::Workshop;
use grader::report::{Report, UnitStatus};
use grader::script::call;
use grader::trial::{Trial, Verdict};
use proptest::prelude::any;
use tempfile::TempDir;

static CHAPTERS: &[Chapter] = &[
    Chapter {
        name: "toy",
        title: "a toy",
        needs: &[],
        exercises: &[exercise("base", &[]), exercise("uses", &["base"])],
        udp: false,
        house_rules: &[],
    },
    Chapter {
        name: "far",
        title: "far away",
        needs: &["toy"],
        exercises: &[exercise("away", &["toy/base"])],
        udp: false,
        house_rules: &[],
    },
];

const fn exercise(name: &'static str, needs: &'static [&'static str]) -> Exercise {
    // A check's list must live for ever, and so must be one of two constants.
    const BASE: &[Check] = &[check(base)];
    const FOURFOLD: &[Check] = &[check(fourfold)];

    Exercise {
        name,
        title: "numbers",
        track: Track::Core,
        level: Level::Beginner,
        minutes: 5,
        needs,
        rust: &[],
        hints: ["", "", ""],
        compare: "",
        checks: if needs.is_empty() { BASE } else { FOURFOLD },
    }
}

const fn check(run: fn(&mut Trial<'_>) -> Verdict) -> Check {
    Check {
        name: "right",
        title: "it is right",
        points: 1,
        rule: "arithmetic",
        book: "numbers",
        after: &[],
        mistakes: &[],
        run,
    }
}

fn base(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [1],
        any::<u32>(),
        |x| call("double", (*x,)),
        |x, seen| seen.returns(x.wrapping_mul(2), &[]).map(drop),
    )
}

fn fourfold(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [1],
        any::<u32>(),
        |x| call("fourfold", (*x,)),
        |x, seen| seen.returns(x.wrapping_mul(4), &[]).map(drop),
    )
}

const RIGHT_BASE: &str = "pub fn double(x: u32) -> u32 { x.wrapping_mul(2) }";
const RIGHT_USES: &str = "pub fn fourfold(x: u32) -> u32 { crate::base::double(crate::base::double(x)) }";
const RIGHT_AWAY: &str = "pub fn fourfold(x: u32) -> u32 { toy::base::double(toy::base::double(x)) }";

struct Scratch {
    folder: TempDir,
    course: Course,
    workshop: Workshop,
}

impl Scratch {
    fn new() -> Scratch {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let real = grader::checks::course().root;
        let root = folder.path();
        for tree in ["exercises/given", "grader/probe", "grader/stage"] {
            copy(&real.join(tree), &root.join(tree)).expect("the course can be copied");
        }
        let lock = std::fs::read_to_string(real.join("Cargo.lock")).expect("the lockfile is there");
        let put = |path: &str, text: &str| write(&root.join(path), text).expect("it can be written");
        put("Cargo.lock", &lock);
        for (tree, base, uses) in [
            ("solutions", RIGHT_BASE, RIGHT_USES),
            (
                "grader/stubs",
                "pub fn double(x: u32) -> u32 { todo!() }",
                "pub fn fourfold(x: u32) -> u32 { todo!() }",
            ),
        ] {
            put(&format!("{tree}/toy/src/lib.rs"), "pub mod base;\npub mod uses;\n");
            put(&format!("{tree}/toy/src/base.rs"), base);
            put(&format!("{tree}/toy/src/uses.rs"), uses);
            put(&format!("{tree}/far/src/lib.rs"), "pub mod away;\n");
            put(&format!("{tree}/far/src/away.rs"), &uses.replace("crate::base", "toy::base"));
        }
        for (chapter, calls) in [
            (
                "toy",
                "table.exercise(\"base\").call(\"double\", |(x,): (u32,)| -> u32 { toy::base::double(x) }); \
                 table.exercise(\"uses\").call(\"fourfold\", |(x,): (u32,)| -> u32 { toy::uses::fourfold(x) });",
            ),
            (
                "far",
                "table.exercise(\"away\").call(\"fourfold\", |(x,): (u32,)| -> u32 { far::away::fourfold(x) });",
            ),
        ] {
            let text = format!("fn main() {{ probe::serve(|table| {{ {calls} }}); }}");
            put(&format!("grader/probes/{chapter}/src/main.rs"), &text);
        }
        let course = Course { root: root.to_owned(), chapters: CHAPTERS };
        let slot = Path::new(env!("CARGO_TARGET_TMPDIR")).join("toy-slot");
        dev::lock::make(&course, &slot).expect("a lockfile can be made");
        Scratch { workshop: workshop(slot, PathBuf::from(env!("CARGO_BIN_EXE_dev"))), course, folder }
    }

    /// Grades a submission with these texts.
    fn grade(&self, base: &str, uses: &str, away: &str) -> Report {
        let submission = self.folder.path().join("submission");
        for (path, text) in [("toy/src/base.rs", base), ("toy/src/uses.rs", uses), ("far/src/away.rs", away)]
        {
            write(&submission.join(path), text).expect("it can be written");
        }
        grade_folder(&self.course, &self.workshop, &submission, Target::default()).expect("grading works")
    }
}

/// Status and stand-ins of base, uses and away.
fn verdicts(report: &Report) -> Vec<(UnitStatus, Vec<String>)> {
    [("toy", "base"), ("toy", "uses"), ("far", "away")]
        .map(|(chapter, name)| {
            let found = support::exercise(report, chapter, name);
            (found.status, found.stand_ins.clone())
        })
        .to_vec()
}

#[test]
fn ours_stands_in_for_what_does_not_pass() {
    use UnitStatus::{DidNotBuild, Failed, NotWritten, Passed};

    let scratch = Scratch::new();
    let none = || vec![];
    let ours = |name: &str| vec![name.to_owned()];

    let all_right = scratch.grade(RIGHT_BASE, RIGHT_USES, RIGHT_AWAY);
    assert_eq!(verdicts(&all_right), [(Passed, none()), (Passed, none()), (Passed, none())]);

    for (base, status) in [
        ("pub fn double(x: u32) -> u32 { x.wrapping_mul(3) }", Failed),
        ("pub fn double(x: u32) -> u32 {", DidNotBuild),
        ("pub fn double(x: u32) -> u32 { todo!() }", NotWritten),
        ("pub fn double(x: u32) -> u32 { loop {} }", Failed),
    ] {
        let report = scratch.grade(base, RIGHT_USES, RIGHT_AWAY);
        let expected = [(status, none()), (Passed, ours("base")), (Passed, ours("toy/base"))];
        assert_eq!(verdicts(&report), expected, "{base}");
    }

    // What is judged is always the learner's own.
    let wrong = "pub fn fourfold(x: u32) -> u32 { crate::base::double(x) }";
    let report = scratch.grade("pub fn double(x: u32) -> u32 { 0 }", wrong, &wrong.replace("crate", "toy"));
    assert_eq!(verdicts(&report), [(Failed, none()), (Failed, ours("base")), (Failed, ours("toy/base"))]);

    // What passes stands on itself, whatever else fails.
    let report = scratch.grade(RIGHT_BASE, "nonsense {", RIGHT_AWAY);
    assert_eq!(verdicts(&report), [(Passed, none()), (DidNotBuild, none()), (Passed, none())]);
}
