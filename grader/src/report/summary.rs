//! The report as Markdown, for the summary of a step of GitHub's. Pure: a report in, text out.
//!
//! Numbers and words of ours stand in a table. Whatever else the report says, whoever said it, stands in code: nothing
//! in there is a link, a picture, a mention or HTML. GitHub drops a summary of more than 1 MiB, so ours ends before.

use std::fmt::Write;

use super::{ExerciseReport, Report, UnitStatus};
use crate::sanitise;

/// The most bytes of a summary: 900 KiB.
pub const MAX_BYTES: usize = 900 << 10;
/// The most bytes of what is told of one exercise.
const MAX_STORY_BYTES: usize = 16 << 10;
/// Room for the last line.
const LAST_LINE_BYTES: usize = 200;

/// Writes the report as Markdown.
pub fn render(report: &Report) -> String {
    let report = &sanitise::report(report);
    let mut text = format!("# cargo grade: {} of {} points\n\n", report.points, report.max_points);
    if report.is_broken() {
        text.push_str("Something in the grader itself is broken. That is our fault, and no verdict.\n\n");
    }
    push(&mut text, &table(report), 0);
    let warnings = report.warnings.iter().map(|warning| format!("warning: {warning}\n")).collect::<String>();
    if !warnings.is_empty() {
        push(&mut text, &format!("\n{}", fenced(&warnings)), 0);
    }
    push(&mut text, &format!("\n{}", fenced(&confinement(report))), 0);
    let troubles: Vec<(&str, &ExerciseReport)> = report
        .chapters
        .iter()
        .flat_map(|chapter| chapter.exercises.iter().map(|exercise| (chapter.name.as_str(), exercise)))
        .filter(|(_, exercise)| exercise.status >= UnitStatus::Failed)
        .collect();
    if !troubles.is_empty() {
        push(&mut text, "\n## What did not pass\n", 0);
    }
    for (index, (chapter, exercise)) in troubles.iter().enumerate() {
        if !push(&mut text, &format!("\n{}", fenced(&story(chapter, exercise))), LAST_LINE_BYTES) {
            let _ = writeln!(text, "\nThere is no room for {} more.", troubles.len() - index);
            break;
        }
    }
    text
}

/// Appends a part, if there is still room after it.
fn push(text: &mut String, part: &str, room: usize) -> bool {
    let fits = text.len() + part.len() + room <= MAX_BYTES;
    if fits {
        text.push_str(part);
    }
    fits
}

fn table(report: &Report) -> String {
    let mut text = String::from("| | points | |\n|---|---:|---|\n");
    for chapter in &report.chapters {
        let status = super::text::words(chapter.status);
        let _ = writeln!(
            text,
            "| `{}` | {} of {} | {status} |",
            name(&chapter.name),
            chapter.points,
            chapter.max_points
        );
    }
    if report.deep_points > 0 {
        let _ = writeln!(text, "| optional | {} | beside the total |", report.deep_points);
    }
    text
}

fn confinement(report: &Report) -> String {
    let missing = match report.sandbox.missing.as_slice() {
        [] => String::new(),
        missing => format!("; what a stricter one would add: {}", missing.join(", ")),
    };
    format!("confinement: {}{missing}", report.sandbox.tier)
}

/// A name of the catalogue, which has no sign that Markdown knows. A report that was read from a file may lie.
fn name(text: &str) -> String {
    const MAX_NAME: usize = 64;
    let plain = |sign: char| if sign.is_ascii_alphanumeric() || sign == '_' { sign } else { '?' };
    if text.is_empty() { String::from("?") } else { text.chars().take(MAX_NAME).map(plain).collect() }
}

/// What is wrong with an exercise: its first trouble in full, the others in a line.
fn story(chapter: &str, exercise: &ExerciseReport) -> String {
    let mut text = format!("{chapter}/{}: {}\n", exercise.name, super::text::words(exercise.status));
    if let Some(message) = &exercise.message {
        let _ = writeln!(text, "\n{message}");
    }
    let mut troubles = exercise.checks.iter().filter(|check| check.status.is_failure());
    if let Some(check) = troubles.next() {
        let _ = write!(text, "\n{}: {}\n{}", check.id, check.title, super::text::plain_story(check));
    }
    for check in troubles {
        let _ = writeln!(text, "\n{}: {}, {}", check.id, check.title, super::text::words_of(check.status));
    }
    text
}

/// A text as a block of code, whose fence is longer than any run of backticks in it.
fn fenced(text: &str) -> String {
    let cut = &text[..text.floor_char_boundary(MAX_STORY_BYTES)];
    let end =
        if cut.len() < text.len() { "\n… (there is more, and the other reports have it)\n" } else { "\n" };
    let inert = sanitise::inert(cut.trim_end());
    let longest = inert.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{inert}{end}{fence}\n")
}
