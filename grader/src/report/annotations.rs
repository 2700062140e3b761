//! The report as commands for GitHub's runner, which shows them beside the lines of a change. Pure: a report in, text
//! out.
//!
//! The format is that of GitHub's page on workflow commands: `::error file=…,line=…,title=…::message`. Of each kind
//! ten a step are shown, and of a message its first 4096 characters.

use std::fmt::Write;

use super::{CheckReport, ExerciseReport, Report, UnitStatus};
use crate::sanitise;

/// So many of one kind are shown of a step.
pub const MAX_OF_A_KIND: usize = 10;
/// Bytes of a message before it is escaped. The runner counts characters of UTF-16, which are never more.
pub const MAX_MESSAGE_BYTES: usize = 4096;
/// Bytes of a title.
const MAX_TITLE_BYTES: usize = 200;

/// Writes an error for each check that did not pass and each file that could not be graded, and a warning for each of
/// the report's. Where there are too many the last one says how many more.
pub fn render(report: &Report) -> String {
    let report = &sanitise::report(report);
    let exercises = report
        .chapters
        .iter()
        .flat_map(|chapter| chapter.exercises.iter().map(move |exercise| (chapter.name.as_str(), exercise)));
    let errors = exercises.flat_map(|(chapter, exercise)| errors(report, chapter, exercise)).collect();
    let warnings = report.warnings.iter().map(|warning| Annotation {
        place: None,
        title: String::from("cargo grade"),
        message: warning.clone(),
    });
    commands("error", errors) + &commands("warning", warnings.collect())
}

struct Annotation {
    /// The file below the checkout, and the line in it.
    place: Option<(String, Option<u32>)>,
    title: String,
    message: String,
}

fn errors(report: &Report, chapter: &str, exercise: &ExerciseReport) -> Vec<Annotation> {
    if matches!(exercise.status, UnitStatus::DidNotBuild | UnitStatus::Refused) {
        let message = exercise.message.clone().unwrap_or_default();
        let title = format!("{chapter}/{} {}", exercise.name, super::text::words(exercise.status));
        return vec![Annotation { place: Some(place(report, exercise, &message)), title, message }];
    }
    let failed = exercise.checks.iter().filter(|check| check.status.is_failure());
    failed.map(|check| error(report, exercise, check)).collect()
}

fn error(report: &Report, exercise: &ExerciseReport, check: &CheckReport) -> Annotation {
    let CheckReport { id, title, fault, message, replay, .. } = check;
    let mut text = format!("{title}\n{}", super::text::told(check));
    if let Some(fault) = fault {
        let _ = write!(text, "\nlooks like {fault}");
    }
    if let Some(token) = replay {
        let _ = write!(text, "\ncargo grade replay {token}");
    }
    let place = place(report, exercise, message.as_deref().unwrap_or_default());
    Annotation { place: Some(place), title: id.clone(), message: text }
}

/// The place that a message names, or else the exercise's file.
fn place(report: &Report, exercise: &ExerciseReport, message: &str) -> (String, Option<u32>) {
    match exercise.place_in(message) {
        Some((file, line)) => (report.checkout_path(file), Some(line)),
        None => (report.checkout_path(&exercise.file), None),
    }
}

fn commands(kind: &str, mut all: Vec<Annotation>) -> String {
    if all.len() > MAX_OF_A_KIND {
        let more = all.split_off(MAX_OF_A_KIND - 1).len();
        all.push(Annotation {
            place: None,
            title: String::from("cargo grade"),
            message: format!("and {more} more, which the report has"),
        });
    }
    all.iter().map(|annotation| command(kind, annotation)).collect()
}

fn command(kind: &str, Annotation { place, title, message }: &Annotation) -> String {
    let mut properties = String::new();
    // The runner drops a property without a value, and so do we.
    if let Some((file, line)) = place.as_ref().filter(|(file, _)| !file.is_empty()) {
        let _ = write!(properties, "file={},", property(file));
        if let Some(line) = line {
            let _ = write!(properties, "line={line},");
        }
    }
    let _ = write!(properties, "title={}", property(begin(title, MAX_TITLE_BYTES)));
    format!("::{kind} {properties}::{}\n", data(begin(message, MAX_MESSAGE_BYTES)))
}

fn begin(text: &str, most: usize) -> &str {
    text[..text.floor_char_boundary(most)].trim()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
