//! What came of it all: plain data, the source of everything that is shown.
//!
//! It holds no durations and no measured figures: the same submission and seed give the same report.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Target, Track};
use crate::finding::Detail;
use crate::submission::GradedFile;

pub mod annotations;
pub mod brief;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod summary;
pub mod test;
pub mod text;

/// All outcomes of one grading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this format: 1.
    pub version: u32,
    /// The version of the grader.
    pub grader_version: String,
    /// A hash of the checks: reports are comparable where it is equal.
    pub suite: String,
    /// The commit of the course, where it is known.
    pub base_commit: Option<String>,
    /// The submission, as it was named.
    pub submission: String,
    /// The files that were graded.
    pub files: Vec<GradedFile>,
    /// The master seed, in hexadecimal.
    pub seed: String,
    /// Whose modules exercises stand on.
    pub layers: Layers,
    /// How learner code was confined.
    pub sandbox: Sandbox,
    /// What was odd about the submission, beside its code.
    pub warnings: Vec<String>,
    /// Points of all exercises but the optional ones.
    pub points: u32,
    /// What they are worth.
    pub max_points: u32,
    /// Points of the optional ones, beside the total.
    pub deep_points: u32,
    /// In the order of the course.
    pub chapters: Vec<ChapterReport>,
}

/// Whose modules an exercise stands on, where it needs others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layers {
    /// The learner's where they pass, ours where they don't.
    #[default]
    Default,
    /// Ours.
    Reference,
    /// The learner's, whatever they do.
    Mine,
}

/// How learner code was confined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// The tier in force: `strict`, `landlock` or `basic`.
    pub tier: String,
    /// What is not enforced, a sentence each: what was expected and what the machine said.
    pub missing: Vec<String>,
}

/// One chapter's outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChapterReport {
    /// Its name.
    pub name: String,
    /// The worst that applies.
    pub status: UnitStatus,
    /// Points, those of optional exercises excepted.
    pub points: u32,
    /// What they are worth.
    pub max_points: u32,
    /// In order.
    pub exercises: Vec<ExerciseReport>,
}

/// One exercise's outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExerciseReport {
    /// Its name.
    pub name: String,
    /// Its file, `<chapter>/src/<name>.rs`.
    pub file: String,
    /// The course within the course that it belongs to.
    pub track: Track,
    /// The worst that applies.
    pub status: UnitStatus,
    /// Points.
    pub points: u32,
    /// What it is worth.
    pub max_points: u32,
    /// Exercises for which our modules stood in.
    pub stand_ins: Vec<String>,
    /// Why it could not be graded: the compiler's message, or what was refused.
    pub message: Option<String>,
    /// In order; always all of them.
    pub checks: Vec<CheckReport>,
}

/// One check's outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckReport {
    /// `<chapter>/<exercise>/<check>`.
    pub id: String,
    /// The fact that it checks.
    pub title: String,
    /// What came of it.
    pub status: Status,
    /// Points.
    pub points: u32,
    /// What it is worth.
    pub max_points: u32,
    /// The mistake that it looks like, by its slug.
    pub fault: Option<String>,
    /// What differs, in a line, or why it was skipped.
    pub message: Option<String>,
    /// The shortest story that shows it.
    pub detail: Option<Detail>,
    /// What should be better but costs no points.
    pub advice: Vec<String>,
    /// What learner code printed.
    pub printed: String,
    /// The calls that show it, for a debugger.
    #[serde(skip)]
    pub calls: Vec<probe::Call>,
    /// What `cargo grade replay` takes to show exactly this again.
    pub replay: Option<String>,
    /// The place in the book, `<chapter>/<exercise>#<anchor>`.
    pub book: String,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The fact holds.
    Passed,
    /// It does not.
    Failed,
    /// A `todo!()` was reached.
    NotWritten,
    /// Learner code panicked.
    Panicked,
    /// The process ended in the middle of a call.
    Crashed,
    /// No answer in time.
    TimedOut,
    /// Too much memory, print or answer.
    OverLimit,
    /// Something spoke on the judge's line that was not the answer.
    Protocol,
    /// It was not run.
    Skipped,
    /// We could not do our job.
    Broken,
}

/// What came of an exercise or a chapter. Ordered from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitStatus {
    /// Everything passed.
    Passed,
    /// Nothing was run.
    Skipped,
    /// Nothing is written yet.
    NotWritten,
    /// Some passed, the rest is not written or was skipped.
    Partial,
    /// A check ran and did not pass.
    Failed,
    /// We could not do our job.
    Broken,
    /// Its file does not compile.
    DidNotBuild,
    /// Its file can't be taken.
    Refused,
}

impl Status {
    /// As the reports spell it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Passed => "passed",
            Status::Failed => "failed",
            Status::NotWritten => "not_written",
            Status::Panicked => "panicked",
            Status::Crashed => "crashed",
            Status::TimedOut => "timed_out",
            Status::OverLimit => "over_limit",
            Status::Protocol => "protocol",
            Status::Skipped => "skipped",
            Status::Broken => "broken",
        }
    }

    /// Whether it ran and did not pass.
    pub fn is_failure(self) -> bool {
        !matches!(self, Status::Passed | Status::NotWritten | Status::Skipped | Status::Broken)
    }

    fn unit(self) -> UnitStatus {
        match self {
            Status::Passed => UnitStatus::Passed,
            Status::Skipped => UnitStatus::Skipped,
            Status::NotWritten => UnitStatus::NotWritten,
            Status::Broken => UnitStatus::Broken,
            _ => UnitStatus::Failed,
        }
    }
}

impl UnitStatus {
    /// As the reports spell it.
    pub fn name(self) -> &'static str {
        match self {
            UnitStatus::Passed => "passed",
            UnitStatus::Skipped => "skipped",
            UnitStatus::NotWritten => "not_written",
            UnitStatus::Partial => "partial",
            UnitStatus::Failed => "failed",
            UnitStatus::Broken => "broken",
            UnitStatus::DidNotBuild => "did_not_build",
            UnitStatus::Refused => "refused",
        }
    }

    /// The status of a whole whose parts have these: the worst, but `partial` where some passed and the worst is
    /// only that others are not written or were skipped.
    pub fn of(parts: impl IntoIterator<Item = UnitStatus>) -> UnitStatus {
        let mut worst = None;
        let mut some_passed = false;
        for part in parts {
            some_passed |= part == UnitStatus::Passed;
            worst = worst.max(Some(part));
        }
        match worst {
            Some(UnitStatus::Skipped | UnitStatus::NotWritten) if some_passed => UnitStatus::Partial,
            worst => worst.unwrap_or(UnitStatus::Skipped),
        }
    }
}

impl ExerciseReport {
    /// What its checks say of it.
    pub fn status_of(checks: &[CheckReport]) -> UnitStatus {
        UnitStatus::of(checks.iter().map(|check| check.status.unit()))
    }

    /// The first file of this exercise that a message names with a line, and that line, from 1.
    pub fn place_in<'a>(&self, message: &'a str) -> Option<(&'a str, u32)> {
        const END: &str = ".rs";
        let stem = self.file.strip_suffix(END)?;
        let in_path = |sign: char| matches!(sign, 'a'..='z' | '0'..='9' | '_' | '/');
        message.match_indices(".rs:").find_map(|(end, colon)| {
            let path = message[..end].trim_end_matches(in_path).len()..end;
            let start = path.start + message[path.clone()].rfind(stem)?;
            let (before, inside) = (&message[path.start..start], &message[start + stem.len()..end]);
            let is_own = (before.is_empty() || before.ends_with('/'))
                && (inside.is_empty() || inside.starts_with('/'));
            let rest = &message[end + colon.len()..];
            let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
            let line = rest[..digits].parse().ok().filter(|line| *line > 0)?;
            is_own.then_some((&message[start..end + END.len()], line))
        })
    }

    /// Whether it is optional.
    pub fn is_deep(&self) -> bool {
        self.track == Track::Deep
    }
}

impl Report {
    /// The exercises that were asked for, with their chapters' names.
    pub fn asked<'a>(&'a self, target: Target<'a>) -> impl Iterator<Item = (&'a str, &'a ExerciseReport)> {
        self.chapters.iter().flat_map(move |chapter| {
            let name = chapter.name.as_str();
            let asked =
                move |exercise: &&ExerciseReport| target.demands(name, &exercise.name, exercise.track);
            chapter.exercises.iter().filter(asked).map(move |exercise| (name, exercise))
        })
    }

    /// The checks that were asked for, with their chapters and exercises.
    pub fn asked_checks<'a>(
        &'a self,
        target: Target<'a>,
    ) -> impl Iterator<Item = (&'a str, &'a ExerciseReport, &'a CheckReport)> {
        self.asked(target).flat_map(move |(chapter, exercise)| {
            let asked = move |check: &&CheckReport| {
                target.covers_check(check.id.rsplit('/').next().unwrap_or(&check.id))
            };
            exercise.checks.iter().filter(asked).map(move |check| (chapter, exercise, check))
        })
    }

    /// Whether all that was asked for passed. Nothing asked for is nothing passed.
    pub fn is_full(&self, target: Target<'_>) -> bool {
        let mut checks = self.asked_checks(target).peekable();
        checks.peek().is_some() && checks.all(|(_, _, check)| check.status == Status::Passed)
    }

    /// The path of an exercise's file below the folder that was checked out, with `/`.
    ///
    /// A submission that is named from elsewhere, with `..` or from the root, is the `exercises/` of a checkout.
    pub fn checkout_path(&self, file: &str) -> String {
        let submission = self.submission.replace('\\', "/");
        let names: Vec<&str> = submission.split('/').filter(|name| !matches!(*name, "" | ".")).collect();
        let is_below = !submission.starts_with('/') && !names.contains(&"..") && !submission.contains(':');
        let folder = if is_below { names } else { vec!["exercises"] };
        // A report that was read from a file may lie.
        let file = file.split('/').filter(|name| !matches!(*name, "" | "." | ".."));
        folder.into_iter().chain(file).collect::<Vec<_>>().join("/")
    }

    /// Whether something is our fault.
    pub fn is_broken(&self) -> bool {
        self.chapters
            .iter()
            .flat_map(|chapter| &chapter.exercises)
            .any(|exercise| exercise.checks.iter().any(|check| check.status == Status::Broken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(submission: &str) -> Report {
        Report {
            version: 1,
            grader_version: String::new(),
            suite: String::new(),
            base_commit: None,
            submission: submission.to_owned(),
            files: vec![],
            seed: String::new(),
            layers: Layers::Default,
            sandbox: Sandbox { tier: String::new(), missing: vec![] },
            warnings: vec![],
            points: 0,
            max_points: 0,
            deep_points: 0,
            chapters: vec![],
        }
    }

    #[test]
    fn files_are_told_from_where_the_checkout_begins() {
        for (submission, path) in [
            ("exercises", "exercises/hello/src/cut.rs"),
            ("./their/exercises/", "their/exercises/hello/src/cut.rs"),
            ("solutions", "solutions/hello/src/cut.rs"),
            ("../submission/exercises", "exercises/hello/src/cut.rs"),
            ("/home/runner/work/exercises", "exercises/hello/src/cut.rs"),
            ("C:\\work\\exercises", "exercises/hello/src/cut.rs"),
        ] {
            assert_eq!(report(submission).checkout_path("hello/src/cut.rs"), path, "{submission}");
        }
        assert_eq!(report("exercises").checkout_path("../../etc/passwd"), "exercises/etc/passwd");
    }

    #[test]
    fn a_place_is_that_of_the_exercise() {
        let exercise = ExerciseReport {
            name: String::from("cut"),
            file: String::from("hello/src/cut.rs"),
            track: Track::First,
            status: UnitStatus::Failed,
            points: 0,
            max_points: 0,
            stand_ins: vec![],
            message: None,
            checks: vec![],
        };
        for (message, place) in [
            ("panicked at exercises/hello/src/cut.rs:12:5: oh", Some(("hello/src/cut.rs", 12))),
            (
                "error\n --> exercises/hello/src/cut/parts/inner.rs:3:1",
                Some(("hello/src/cut/parts/inner.rs", 3)),
            ),
            ("at src/slice.rs:9 of std, then exercises/hello/src/cut.rs:4", Some(("hello/src/cut.rs", 4))),
            ("exercises/hello/src/cut_off.rs:1", None),
            ("exercises/othello/src/cut.rs:1, otherhello/src/cut.rs:1", None),
            ("hello/src/cut.rs:0, hello/src/cut.rs:99999999999, hello/src/cut.rs:x", None),
            ("hello/src/cut.rs", None),
        ] {
            assert_eq!(exercise.place_in(message), place, "{message}");
        }
    }
}
