//! A failure as a Rust test, to paste into the learner's crate. Pure: a report in, text out.
//!
//! Only a story of calls of the public interface can be told so. Where what should have come is not one value, the
//! test says that what came is wrong, and a comment says why.

use std::fmt::Write;

use super::Report;
use crate::catalogue::Target;
use crate::checks::CHAPTERS;
use crate::finding::{Code, Step};

/// Why there is no test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTest {
    /// Nothing that was asked for went wrong.
    NothingFailed,
    /// What went wrong is no story of calls that a test can make.
    NoCalls,
}

/// Writes the first failure of what was asked for as a test.
pub fn render(report: &Report, target: Target<'_>) -> Result<String, NoTest> {
    let (chapter, exercise, check) = report
        .asked_checks(target)
        .find(|(.., check)| check.status.is_failure())
        .ok_or(NoTest::NothingFailed)?;
    let steps = check.detail.iter().flat_map(|detail| &detail.steps);
    let code: Option<Vec<(&Step, &Code)>> = steps.map(|step| Some((step, step.code.as_ref()?))).collect();
    let code = code.filter(|code| !code.is_empty()).ok_or(NoTest::NoCalls)?;
    let mut text = format!("// {}\n", check.title);
    if let Some(token) = &check.replay {
        let _ = writeln!(text, "// cargo grade replay {token}");
    }
    let name = check.id.rsplit('/').next().unwrap_or("test");
    // Types of other chapters stand in the signatures of this one.
    let needs = CHAPTERS.iter().find(|known| known.name == chapter).map_or(&[][..], |known| known.needs);
    let others: String = needs.iter().map(|need| format!("    use given::{need}::*;\n")).collect();
    let _ = write!(
        text,
        "#[test]\n#[allow(unused_imports, unused_variables, unused_mut, reason = \"made by cargo grade --test\")]\nfn {}_{name}() {{\n    use {chapter}::{}::*;\n    use given::{chapter}::*;\n{others}    use given::time::*;\n\n",
        exercise.name, exercise.name
    );
    let wrong = code.iter().position(|(step, _)| step.expected.is_some());
    for (index, (step, code)) in code.iter().enumerate() {
        let _ = writeln!(text, "    {}", statement(step, code, wrong.is_some_and(|wrong| index < wrong)));
    }
    text.push_str("}\n");
    // In the strings of Rust's own text, and nowhere else: so no log takes what follows for a command.
    Ok(text.replace("##[", "#\\x23["))
}

/// One call; `right` says that it gave what it should.
fn statement(step: &Step, Code { call, saw, expected }: &Code, right: bool) -> String {
    let nothing = |value: &Option<String>| value.as_deref() == Some("()");
    if call.starts_with("let ") || nothing(saw) || nothing(expected) {
        return format!("{call};");
    }
    match (expected, saw, &step.expected) {
        (Some(expected), ..) => format!("assert_eq!({call}, {expected});"),
        // It should be something else, and there is more than one thing that it may be.
        (None, Some(saw), Some(words)) => format!("assert_ne!({call}, {saw}); // should be: {words}"),
        (None, Some(saw), None) if right => format!("assert_eq!({call}, {saw});"),
        _ => format!("let _ = {call};"),
    }
}
