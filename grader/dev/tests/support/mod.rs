//! What the tests that grade have in common: one slot for all, so that dependencies are built once.

use std::path::{Path, PathBuf};

use dev::submissions::Made;
use dev::workshop::{grade_folder, workshop};
use grader::catalogue::{Course, Target};
use grader::grade::Workshop;
use grader::report::{CheckReport, ExerciseReport, Report};

pub(crate) fn course() -> Course {
    grader::checks::course()
}

pub(crate) fn shop() -> Workshop {
    workshop(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("slot"))
}

pub(crate) fn grade(submission: &Path, target: &str) -> Report {
    let course = course();
    let target =
        if target.is_empty() { Target::default() } else { course.target(target).expect("it exists") };
    grade_folder(&course, &shop(), submission, target).expect("grading works")
}

/// A chapter of the solutions, to be changed.
pub(crate) fn solved(chapter: &str) -> Made {
    Made::copy_of(&course().root.join("solutions"), chapter).expect("solutions can be copied")
}

pub(crate) fn exercise<'a>(report: &'a Report, chapter: &str, name: &str) -> &'a ExerciseReport {
    dev::faults::exercise_of(report, chapter, name).expect("every exercise is listed")
}

pub(crate) fn check<'a>(report: &'a Report, id: &str) -> &'a CheckReport {
    let checks =
        report.chapters.iter().flat_map(|chapter| &chapter.exercises).flat_map(|found| &found.checks);
    checks.into_iter().find(|check| check.id == id).expect("every check is listed")
}
