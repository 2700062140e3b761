//! The report as JSON, version 1. `grader/report.schema.json` says what it looks like.

use serde::Serialize;

use super::Report;

/// Writes a report as JSON, with a line end.
pub fn render(report: &Report) -> String {
    pretty(report)
}

/// Plain data as JSON in lines, with nothing in it that a log could take for a command. What would end a line, and the
/// `##[` that begins a command in the middle of one, can only stand in strings, where they are escaped.
pub(super) fn pretty(data: &impl Serialize) -> String {
    inert(serde_json::to_string_pretty(data).expect("a report is plain data"))
}

/// The same in one line.
pub(super) fn compact(data: &impl Serialize) -> String {
    inert(serde_json::to_string(data).expect("a report is plain data"))
}

fn inert(mut text: String) -> String {
    for (sign, escaped) in
        [("##[", "#\\u0023["), ("\u{85}", "\\u0085"), ("\u{2028}", "\\u2028"), ("\u{2029}", "\\u2029")]
    {
        if text.contains(sign) {
            text = text.replace(sign, escaped);
        }
    }
    text.push('\n');
    text
}
