//! The first time that something happens to a learner, it is explained: once.
//!
//! What was explained is remembered in the slot, as files without contents.

use std::fmt::Write;

use grader::catalogue::{Course, Target};
use grader::report::{Report, Status, UnitStatus};

use super::slot;

/// Something that is explained the first time that it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Pass,
    CompileError,
    Card,
    ChapterDone,
}

impl Moment {
    fn file(self) -> &'static str {
        match self {
            Moment::Pass => "first-pass",
            Moment::CompileError => "first-compile-error",
            Moment::Card => "first-card",
            Moment::ChapterDone => "first-chapter",
        }
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Moment::Pass => &[
                "Your first exercise. That is the whole loop: write, save, grade.",
                "`compare` names our own solution. Read it beside yours; they need not look alike.",
            ],
            Moment::CompileError => &[
                "Your first message of the compiler. It is Rust's own, at your own file and line.",
                "An exercise that does not compile costs nothing in the others.",
            ],
            Moment::Card => &[
                "Your first card: what was called, what came (`saw`), and what should have (`expected`).",
                "The input is a small one that still goes wrong. Think about `ask` before you take a hint.",
                "The same with --test behind it writes the case as a Rust test.",
            ],
            Moment::ChapterDone => &[
                "Your first chapter. What you wrote is a working tool now: `run` starts it.",
                "git commit keeps it; `cargo grade list` shows what there is beside it.",
            ],
        }
    }
}

/// What is to be said of a report to somebody to whom it was never said; remembers that it was.
pub(crate) fn explain(course: &Course, target: Target<'_>, report: &Report) -> String {
    let folder = slot(course).join("explained");
    let mut text = String::new();
    for moment in moments(target, report) {
        let file = folder.join(moment.file());
        if file.exists() {
            continue;
        }
        #[expect(clippy::disallowed_methods, reason = "this room remembers what was explained")]
        let remembered = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, ""));
        // Where nothing can be remembered, nothing is said: better never than every time.
        if remembered.is_err() {
            continue;
        }
        for (index, line) in moment.words().iter().enumerate() {
            let style = anstyle::AnsiColor::Cyan.on_default();
            let bar = if index == 0 { "\n" } else { "" };
            let _ = writeln!(text, "{bar}{style}│{style:#} {line}");
        }
    }
    text
}

fn moments(target: Target<'_>, report: &Report) -> impl Iterator<Item = Moment> {
    let asked: Vec<_> = report.asked(target).map(|(_, exercise)| exercise).collect();
    let some = |status: UnitStatus| asked.iter().any(|exercise| exercise.status == status);
    let card = asked.iter().any(|exercise| {
        exercise.checks.iter().any(|check| check.status.is_failure() && check.status != Status::Skipped)
    });
    let done = report.chapters.iter().any(|chapter| chapter.status == UnitStatus::Passed);
    [
        some(UnitStatus::DidNotBuild).then_some(Moment::CompileError),
        card.then_some(Moment::Card),
        some(UnitStatus::Passed).then_some(Moment::Pass),
        done.then_some(Moment::ChapterDone),
    ]
    .into_iter()
    .flatten()
}
