//! The report as JSON, version 1. `grader/report.schema.json` says what it looks like.

use serde::Serialize;

use super::Report;

/// Writes a report as JSON, with a line end.
pub fn render(report: &Report) -> String {
    pretty(report)
}

/// Plain data as JSON in lines, with nothing in it that a log could take for a command: `##[` can only stand in a
/// string, where its second sign can be escaped. No line begins with a string's contents.
pub(super) fn pretty(data: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(data).expect("a report is plain data");
    text.replace("##[", "#\\u0023[") + "\n"
}
