//! The report in few bytes: as JSON, but without what anybody said or printed, and without pictures, all in one line. For a
//! program that repeats nothing but what the catalogue says, such as the one that comments on pull requests: a learner's
//! prints alone can make the whole report many mebibytes long. Pure: a report in, text out.

use super::{Report, json};

/// Writes a report as JSON of the same version.
pub fn render(report: &Report) -> String {
    let mut brief = report.clone();
    brief.files.clear();
    brief.warnings.clear();
    for exercise in brief.chapters.iter_mut().flat_map(|chapter| &mut chapter.exercises) {
        exercise.message = None;
        for check in &mut exercise.checks {
            check.message = None;
            check.detail = None;
            check.advice.clear();
            check.printed.clear();
        }
    }
    json::compact(&brief)
}
