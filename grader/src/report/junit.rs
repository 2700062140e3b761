//! The report as JUnit's XML, as Jenkins' schema has it. Pure: a report in, text out.
//!
//! A suite is an exercise and a case is a check. Of what did not pass, a wrong answer is a `failure`, and what
//! ended the learner's code is an `error`; what is not written, or did not run, is `skipped`. A file that could not be
//! graded has a case of its own that says why. There are no times: a report has none.
//!
//! The XML is written here, and not by a library: it is five elements, and no library writes `::` in such a way that a
//! log takes it for no command. The tests read it with one.

use std::fmt::Write;

use super::{CheckReport, ExerciseReport, Report, Status, UnitStatus};
use crate::sanitise;

/// Writes the report as XML 1.0, in UTF-8.
pub fn render(report: &Report) -> String {
    let report = &sanitise::report(report);
    let suites: Vec<Suite<'_>> = report
        .chapters
        .iter()
        .flat_map(|chapter| chapter.exercises.iter().map(|exercise| Suite::new(&chapter.name, exercise)))
        .collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cargo grade\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        suites.iter().map(Suite::tests).sum::<usize>(),
        suites.iter().map(Suite::failures).sum::<usize>(),
        suites.iter().map(Suite::errors).sum::<usize>(),
    );
    for suite in &suites {
        suite.write(&mut text, report);
    }
    text + "</testsuites>\n"
}

struct Suite<'a> {
    chapter: &'a str,
    exercise: &'a ExerciseReport,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    name: String,
    outcome: Option<Outcome<'a>>,
    printed: &'a str,
}

/// What is told of a case that did not pass.
struct Outcome<'a> {
    element: &'static str,
    kind: &'static str,
    message: &'a str,
    story: String,
}

impl<'a> Suite<'a> {
    fn new(chapter: &'a str, exercise: &'a ExerciseReport) -> Suite<'a> {
        let file = could_not_be_graded(exercise).into_iter();
        let cases = file.chain(exercise.checks.iter().map(Case::new)).collect();
        Suite { chapter, exercise, cases }
    }

    fn tests(&self) -> usize {
        self.cases.len()
    }

    fn failures(&self) -> usize {
        self.count("failure")
    }

    fn errors(&self) -> usize {
        self.count("error")
    }

    fn count(&self, element: &str) -> usize {
        let has = |case: &&Case<'_>| case.outcome.as_ref().is_some_and(|outcome| outcome.element == element);
        self.cases.iter().filter(has).count()
    }

    fn write(&self, text: &mut String, report: &Report) {
        let Suite { chapter, exercise, cases } = self;
        let (name, class) = (format!("{chapter}/{}", exercise.name), format!("{chapter}.{}", exercise.name));
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" file=\"{}\">",
            attribute(&name),
            self.tests(),
            self.failures(),
            self.errors(),
            self.count("skipped"),
            attribute(&report.checkout_path(&exercise.file)),
        );
        for case in cases {
            case.write(text, &class);
        }
        text.push_str("  </testsuite>\n");
    }
}

/// The case of a file that could not be graded.
fn could_not_be_graded(exercise: &ExerciseReport) -> Option<Case<'_>> {
    matches!(exercise.status, UnitStatus::DidNotBuild | UnitStatus::Refused).then(|| {
        let message = exercise.message.as_deref().unwrap_or_default();
        let first = message.lines().next().unwrap_or_default();
        Case {
            name: String::from("the file can be graded"),
            outcome: Some(Outcome {
                element: "error",
                kind: exercise.status.name(),
                message: first,
                story: message.to_owned(),
            }),
            printed: "",
        }
    })
}

impl<'a> Case<'a> {
    fn new(check: &'a CheckReport) -> Case<'a> {
        let CheckReport { id, title, status, message, printed, .. } = check;
        let element = match status {
            Status::Passed => None,
            Status::Skipped | Status::NotWritten => Some("skipped"),
            Status::Failed => Some("failure"),
            _ => Some("error"),
        };
        let outcome = element.map(|element| Outcome {
            element,
            kind: status.name(),
            message: message.as_deref().unwrap_or_default(),
            story: if status.is_failure() { super::text::plain_story(check) } else { String::new() },
        });
        let name = id.rsplit('/').next().unwrap_or(id);
        Case { name: format!("{name}: {title}"), outcome, printed }
    }

    fn write(&self, text: &mut String, class: &str) {
        let Case { name, outcome, printed } = self;
        let _ = write!(text, "    <testcase classname=\"{}\" name=\"{}\"", attribute(class), attribute(name));
        if outcome.is_none() && printed.is_empty() {
            text.push_str("/>\n");
            return;
        }
        text.push_str(">\n");
        if let Some(Outcome { element, kind, message, story }) = outcome {
            let _ = writeln!(
                text,
                "      <{element} type=\"{kind}\" message=\"{}\">{}</{element}>",
                attribute(message),
                content(story)
            );
        }
        if !printed.is_empty() {
            let _ = writeln!(text, "      <system-out>{}</system-out>", content(printed));
        }
        text.push_str("    </testcase>\n");
    }
}

/// Text as the value of an attribute. Parsers make a blank of a line end there, unless it is written as a number.
fn attribute(text: &str) -> String {
    content(text).replace('\n', "&#10;")
}

/// Text as the content of an element. The sanitiser has left no character that XML 1.0 forbids.
fn content(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut after = ' ';
    for character in text.chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            // No log sees a command in it.
            ':' if after == ':' => escaped.push_str("&#58;"),
            _ => escaped.push(character),
        }
        after = character;
    }
    escaped
}
