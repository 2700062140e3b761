//! Reports that nobody wrote: every text in them is somebody's who wishes us no good.

use grader::catalogue::Track;
use grader::finding::{Detail, Dump, Field, Figure, Step, Table};
use grader::report::{
    ChapterReport, CheckReport, ExerciseReport, Layers, Report, Sandbox, Status, UnitStatus,
};
use grader::submission::GradedFile;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// What breaks out of some format, or commands somebody who reads it.
pub(crate) const PIECES: &[&str] = &[
    "::error file=a.rs,line=1::forged",
    "::error::forged",
    "::add-mask::e",
    "::set-output name=result::full",
    "::stop-commands::x",
    "::notice title=Autograding report::{}",
    "##[error]forged",
    "##[add-mask]e",
    "#",
    "##[",
    "##",
    "[group]",
    "::",
    ":",
    "%0A::error::forged",
    "%25",
    "%3A%2C",
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\t",
    "  ",
    "\u{a0}",
    "\u{0}",
    "\u{7}",
    "\u{8}",
    "\u{1b}[31m",
    "\u{1b}[2J",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]8;;https://example.com\u{1b}\\",
    "\u{1b}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{ffff}",
    "\u{e000}",
    "]]>",
    "<![CDATA[",
    "-->",
    "<!--",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    "&b;",
    "&#0;",
    "<script>alert(1)</script>",
    "</failure></testcase>",
    "</details>",
    "<img src=x>",
    "![](https://example.com/x.png)",
    "[a](https://example.com)",
    "<https://example.com>",
    "https://example.com",
    "@mention",
    "# head",
    "- item",
    "> quote",
    "| cell |",
    "*bold*",
    "_under_",
    "\\",
    "`",
    "``",
    "```",
    "````````",
    "~~~",
    "\n```\n",
    "\n\n",
    "\"",
    "'",
    "{}",
    "${{ github.token }}",
    "$(id)",
    "../../etc/passwd",
    "exercises/hello/src/cut.rs:12:5",
    "hello/src/cut.rs:0",
    "hello/src/cut.rs:99999999999999",
    "panicked at exercises/hello/src/cut/inner.rs:3:1: ",
    "todo!()",
    "世界",
    "e\u{301}",
    "a",
    "=",
    ",",
    ";",
    "]",
];

/// A text made of such pieces.
pub(crate) fn text() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        200 => select(PIECES).prop_map(String::from),
        20 => any::<char>().prop_map(String::from),
        // Longer than what a line, an annotation, a text may have.
        1 => (select(vec![250usize, 5_000, 70_000]), select(PIECES))
            .prop_map(|(bytes, piece)| piece.repeat(bytes / piece.len() + 1)),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat()).boxed()
}

/// Where the names in a report come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// From the catalogue and the grader, as in every report that it makes: what the schema has patterns for.
    Ours,
    /// From a file that somebody else wrote.
    Hostile,
}

impl Names {
    fn or(self, ours: &'static str) -> BoxedStrategy<String> {
        match self {
            Names::Ours => Just(ours.to_owned()).boxed(),
            Names::Hostile => text(),
        }
    }
}

/// Reports with such texts.
pub(crate) fn reports(names: Names) -> BoxedStrategy<Report> {
    let file =
        (names.or("hello/src/cut.rs"), names.or(HASH)).prop_map(|(path, sha256)| GradedFile { path, sha256 });
    let sandbox = (names.or("basic"), texts()).prop_map(|(tier, missing)| Sandbox { tier, missing });
    let head =
        (text(), names.or("0123456789abcdef"), option::of(names.or(COMMIT)), text(), names.or("0"), sandbox);
    (head, vec(file, 0..2), vec(text(), 0..14), vec(chapter(names), 0..3), 0u32..100)
        .prop_map(|(head, files, warnings, chapters, points)| {
            let (grader_version, suite, base_commit, submission, seed, sandbox) = head;
            Report {
                version: 1,
                grader_version,
                suite,
                base_commit,
                submission,
                files,
                seed,
                layers: Layers::Default,
                sandbox,
                warnings,
                points,
                max_points: 100,
                deep_points: points,
                chapters,
            }
        })
        .boxed()
}

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..3)
}

fn chapter(names: Names) -> impl Strategy<Value = ChapterReport> {
    (names.or("hello"), unit_status(), vec(exercise(names), 0..4)).prop_map(|(name, status, exercises)| {
        ChapterReport { name, status, points: 1, max_points: 2, exercises }
    })
}

fn exercise(names: Names) -> impl Strategy<Value = ExerciseReport> {
    let head = (names.or("cut"), names.or("hello/src/cut.rs"), unit_status());
    (head, texts(), option::of(text()), vec(check(names), 1..5)).prop_map(
        |((name, file, status), stand_ins, message, checks)| ExerciseReport {
            name,
            file,
            track: Track::First,
            status,
            points: 1,
            max_points: 2,
            stand_ins,
            message,
            checks,
        },
    )
}

fn check(names: Names) -> impl Strategy<Value = CheckReport> {
    let head = (names.or("hello/cut/sizes"), text(), status(), option::of(names.or("drops-remainder")));
    // The schema asks for a title.
    let head = head.prop_map(|(id, title, status, fault)| (id, format!("it {title}"), status, fault));
    let tail = (texts(), text(), option::of(names.or("hello/cut/sizes.0.1")), text());
    (head, option::of(text()), option::of(detail()), tail).prop_map(|(head, message, detail, tail)| {
        let (id, title, status, fault) = head;
        let (advice, printed, replay, book) = tail;
        CheckReport {
            id,
            title,
            status,
            points: 0,
            max_points: 1,
            fault,
            message,
            detail,
            advice,
            printed,
            calls: vec![],
            replay,
            book,
        }
    })
}

fn detail() -> impl Strategy<Value = Detail> {
    let step = (text(), option::of(text()), option::of(text())).prop_map(|(did, saw, expected)| Step {
        did,
        saw,
        expected,
        code: None,
    });
    (vec(step, 0..4), vec(figure(), 0..3)).prop_map(|(steps, figures)| Detail { steps, figures })
}

fn figure() -> impl Strategy<Value = Figure> {
    let field = (0usize..20, 0usize..20, text(), any::<bool>())
        .prop_map(|(offset, len, label, wrong)| Field { offset, len, label, wrong });
    let dump = (text(), vec(any::<u8>(), 0..40), vec(field, 0..3))
        .prop_map(|(title, bytes, fields)| Figure::Dump(Dump { title, bytes, fields }));
    let table = (text(), vec(text(), 2), vec(vec(text(), 2), 0..3))
        .prop_map(|(title, head, rows)| Figure::Table(Table { title, head, rows, wrong: vec![0] }));
    let ladder = (text(), text(), text(), text(), text()).prop_map(|(one, other, label, why, note)| {
        let mut trace = sim::Trace::new();
        let (one, other) = (trace.actor(one), trace.actor(other));
        trace.message(one, other, label.clone());
        trace.message(other, one, label).lost(why.clone()).fated(why.clone());
        trace.message(one, other, note.clone()).damaged(why);
        trace.note(one, note.clone());
        trace.scene(note);
        Figure::Ladder(trace)
    });
    prop_oneof![dump, table, ladder]
}

fn status() -> impl Strategy<Value = Status> {
    select(vec![
        Status::Passed,
        Status::Failed,
        Status::NotWritten,
        Status::Panicked,
        Status::Crashed,
        Status::TimedOut,
        Status::OverLimit,
        Status::Protocol,
        Status::Skipped,
        Status::Broken,
    ])
}

fn unit_status() -> impl Strategy<Value = UnitStatus> {
    select(vec![
        UnitStatus::Passed,
        UnitStatus::Skipped,
        UnitStatus::NotWritten,
        UnitStatus::Partial,
        UnitStatus::Failed,
        UnitStatus::Broken,
        UnitStatus::DidNotBuild,
        UnitStatus::Refused,
    ])
}
