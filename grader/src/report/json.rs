//! The report as JSON, version 1. `grader/report.schema.json` says what it looks like.

use super::Report;

/// Writes a report as JSON, with a line end.
pub fn render(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report is plain data");
    text.push('\n');
    text
}
