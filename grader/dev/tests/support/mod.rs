//! What the tests that grade have in common: one slot for all, so that dependencies are built once.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use dev::submissions::Made;
use dev::workshop::{grade_folder, workshop};
use grader::catalogue::{Course, Target};
use grader::grade::Workshop;
use grader::report::{CheckReport, ExerciseReport, Report};

pub(crate) fn course() -> Course {
    grader::checks::course()
}

/// Lends a slot that nobody uses: there are two, so that tests side by side need not wait for one another.
pub(crate) fn shop<T>(work: impl FnOnce(&Workshop) -> T) -> T {
    static SLOTS: [Mutex<()>; 2] = [Mutex::new(()), Mutex::new(())];
    let free = SLOTS.iter().enumerate().find_map(|(number, slot)| Some((number, slot.try_lock().ok()?)));
    let (number, _lent) =
        free.unwrap_or_else(|| (0, SLOTS[0].lock().unwrap_or_else(PoisonError::into_inner)));
    let slot = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("slot-{number}"));
    work(&workshop(slot, PathBuf::from(env!("CARGO_BIN_EXE_dev"))))
}

pub(crate) fn grade(submission: &Path, target: &str) -> Report {
    let course = course();
    let target =
        if target.is_empty() { Target::default() } else { course.target(target).expect("it exists") };
    shop(|shop| grade_folder(&course, shop, submission, target)).expect("grading works")
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
