//! An exercise that needs another is judged all the same while the other does not pass: ours stands in.
//!
//! On a course that exists only here: chapter `toy` with `base` and `uses`, which needs it; chapter `far` with
//! `away`, which needs `toy/base`, and `alone`, which needs nothing and may use it all the same.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;
#[path = "support/toy.rs"]
mod toy;

use std::path::{Path, PathBuf};
use std::process::Command;

use dev::submissions::write;
use dev::workshop::{grade_folder, workshop};
use grader::catalogue::{Chapter, Check, Course, Target};
use grader::grade::{Request, Workshop, build_program};
use grader::report::text::{self, View};
use grader::report::{Report, UnitStatus};
use grader::script::call;
use grader::trial::{Trial, Verdict};
use proptest::prelude::any;
use tempfile::TempDir;

use toy::{check, exercise};

static CHAPTERS: &[Chapter] = &[
    Chapter {
        name: "toy",
        title: "a toy",
        needs: &[],
        exercises: &[exercise("base", &[], BASE), exercise("uses", &["base"], FOURFOLD)],
        udp: false,
        house_rules: &[],
    },
    Chapter {
        name: "far",
        title: "far away",
        needs: &["toy"],
        exercises: &[exercise("away", &["toy/base"], FOURFOLD), exercise("alone", &[], FOURFOLD)],
        udp: false,
        house_rules: &[],
    },
];

// A check's list must live for ever, and so must be a constant.
const BASE: &[Check] = &[check("right", base)];
const FOURFOLD: &[Check] = &[check("right", fourfold)];

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
const STUB_BASE: &str = "pub fn double(x: u32) -> u32 { todo!() }";
const STUB_USES: &str = "pub fn fourfold(x: u32) -> u32 { todo!() }";
const RIGHT_AWAY: &str = "pub fn fourfold(x: u32) -> u32 { toy::base::double(toy::base::double(x)) }";

struct Scratch {
    folder: TempDir,
    course: Course,
    workshop: Workshop,
}

impl Scratch {
    fn new(slot: &str) -> Scratch {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let root = folder.path();
        toy::found(root);
        let put = |path: &str, text: &str| write(&root.join(path), text).expect("it can be written");
        put("grader/stubs/far/src/bin/twelve.rs", "fn main() { println!(\"{}\", far::away::fourfold(3)); }");
        for (tree, base, uses) in
            [("solutions", RIGHT_BASE, RIGHT_USES), ("grader/stubs", STUB_BASE, STUB_USES)]
        {
            put(&format!("{tree}/toy/src/lib.rs"), "pub mod base;\npub mod uses;\n");
            put(&format!("{tree}/toy/src/base.rs"), base);
            put(&format!("{tree}/toy/src/uses.rs"), uses);
            put(&format!("{tree}/far/src/lib.rs"), "pub mod away;\npub mod alone;\n");
            for name in ["away", "alone"] {
                put(&format!("{tree}/far/src/{name}.rs"), &uses.replace("crate::base", "toy::base"));
            }
        }
        for (chapter, calls) in [
            (
                "toy",
                "table.exercise(\"base\").call(\"double\", |(x,): (u32,)| -> u32 { toy::base::double(x) }); \
                 table.exercise(\"uses\").call(\"fourfold\", |(x,): (u32,)| -> u32 { toy::uses::fourfold(x) });",
            ),
            (
                "far",
                "table.exercise(\"away\").call(\"fourfold\", |(x,): (u32,)| -> u32 { far::away::fourfold(x) }); \
                 table.exercise(\"alone\").call(\"fourfold\", |(x,): (u32,)| -> u32 { far::alone::fourfold(x) });",
            ),
        ] {
            let text = format!("fn main() {{ probe::serve(|table| {{ {calls} }}); }}");
            put(&format!("grader/probes/{chapter}/src/main.rs"), &text);
        }
        let course = Course { root: root.to_owned(), chapters: CHAPTERS };
        let slot = Path::new(env!("CARGO_TARGET_TMPDIR")).join(slot);
        dev::lock::make(&course, &slot).expect("a lockfile can be made");
        Scratch { workshop: workshop(slot, PathBuf::from(env!("CARGO_BIN_EXE_dev"))), course, folder }
    }

    /// Grades a submission with these texts.
    fn grade(&self, base: &str, uses: &str, away: &str) -> Report {
        self.grade_target(
            &[("toy/src/base.rs", base), ("toy/src/uses.rs", uses), ("far/src/away.rs", away)],
            "",
        )
    }

    /// Grades a submission with these files; of the whole course if nothing is asked for.
    fn grade_target(&self, files: &[(&str, &str)], target: &str) -> Report {
        let submission = self.submission(files);
        let target = if target.is_empty() {
            Target::default()
        } else {
            self.course.target(target).expect("it exists")
        };
        grade_folder(&self.course, &self.workshop, &submission, target).expect("grading works")
    }

    fn submission(&self, files: &[(&str, &str)]) -> PathBuf {
        let submission = self.folder.path().join("submission");
        for (path, text) in files {
            write(&submission.join(path), text).expect("it can be written");
        }
        submission
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

    let scratch = Scratch::new("toy-slot");
    let none = || vec![];
    let ours = |name: &str| vec![name.to_owned()];

    let all_right = scratch.grade(RIGHT_BASE, RIGHT_USES, RIGHT_AWAY);
    assert_eq!(verdicts(&all_right), [(Passed, none()), (Passed, none()), (Passed, none())]);

    for (base, status) in [
        ("pub fn double(x: u32) -> u32 { x.wrapping_mul(3) }", Failed),
        ("pub fn double(x: u32) -> u32 {", DidNotBuild),
        (STUB_BASE, NotWritten),
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

/// What an exercise uses without a need of it is the learner's own as well, whatever was graded or run before.
#[test]
fn what_nobody_asked_for_is_not_what_was_staged_before() {
    let scratch = Scratch::new("alone-slot");
    let alone = |base: &str| {
        let files =
            [("toy/src/base.rs", base), ("toy/src/uses.rs", RIGHT_USES), ("far/src/alone.rs", RIGHT_AWAY)];
        let report = scratch.grade_target(&files, "far/alone");
        support::exercise(&report, "far", "alone").status
    };
    assert_eq!(alone(RIGHT_BASE), UnitStatus::Passed);
    assert_eq!(alone("pub fn double(x: u32) -> u32 { x.wrapping_mul(3) }"), UnitStatus::Failed);
    // A file that does not compile is its stub for all others.
    assert_eq!(alone("pub fn double(x: u32) -> u32 {"), UnitStatus::NotWritten);
    assert_eq!(alone(RIGHT_BASE), UnitStatus::Passed);
}

#[test]
fn ours_stands_in_for_a_program_and_for_nothing_after_it() {
    let scratch = Scratch::new("program-slot");
    let far = scratch.course.chapter("far").expect("it exists");
    for (base, away, ours) in [
        (RIGHT_BASE, RIGHT_AWAY, &[("toy", "uses")][..]),
        (STUB_BASE, RIGHT_AWAY, &[("toy", "base"), ("toy", "uses")]),
        ("nonsense {", "nonsense {", &[("far", "away"), ("toy", "base"), ("toy", "uses")]),
    ] {
        let files = [
            ("toy/src/base.rs", base),
            ("toy/src/uses.rs", STUB_USES),
            ("far/src/away.rs", away),
            ("far/src/alone.rs", RIGHT_AWAY),
        ];
        let request = Request::new(scratch.submission(&files));
        let built = build_program(&scratch.course, &scratch.workshop, &request, (far, "twelve"), &|_| {});
        let built = built.expect("it can be built");
        assert_eq!(built.ours.into_iter().collect::<Vec<_>>(), ours, "{base}");
        #[expect(clippy::disallowed_methods, reason = "as `cargo grade run` does it")]
        let output = Command::new(built.path).output().expect("it runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "12\n", "{base}");
        let report = scratch.grade_target(&files, "far/alone");
        let alone = support::exercise(&report, "far", "alone").status;
        let expected = if base == RIGHT_BASE { UnitStatus::Passed } else { UnitStatus::NotWritten };
        assert_eq!(alone, expected, "{base}");
    }
}

#[test]
fn what_another_exercise_lacks_is_told_as_that() {
    let scratch = Scratch::new("lacks-slot");
    // It doesn't need this one, so ours does not stand in.
    let calls = "pub fn fourfold(x: u32) -> u32 { toy::uses::fourfold(x) }";
    let report = scratch.grade(RIGHT_BASE, STUB_USES, calls);
    let away = support::exercise(&report, "far", "away");
    assert_eq!((away.status, away.points), (UnitStatus::NotWritten, 0));
    for (target, line) in [
        ("far", "away 0 of 1 not written a toy (calls toy/uses, which is not written)"),
        ("far/away", "it is right 0/1 (calls toy/uses, which is not written)"),
        ("far/away", "first cargo grade toy/uses it is called, and not written"),
        ("toy/uses", "it is right 0/1 (not written)"),
    ] {
        let target = scratch.course.target(target).expect("it exists");
        let view = View { target, ..View::of(&scratch.course) };
        let plain = anstream::adapter::strip_str(&text::render(&report, &view)).to_string();
        let told = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(line), "{line}: {told}");
    }
    // What a learner writes into it is not taken for an exercise, and begins no line.
    let forged = "pub fn fourfold(_: u32) -> u32 { todo!(\"exercises/\\n::error ::forged/src/x.rs\") }";
    let report = scratch.grade(RIGHT_BASE, STUB_USES, forged);
    for target in ["far", "far/away"] {
        let target = scratch.course.target(target).expect("it exists");
        let told = text::render(&report, &View { target, ..View::of(&scratch.course) });
        assert!(!told.contains("which is not written") && !told.contains("\n::error"), "{told}");
    }
}
