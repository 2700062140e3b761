//! The report as SARIF 2.1.0, for code scanning and editors. Pure: a report in, text out.
//!
//! Results are checks that did not pass, by the check's id, and files that could not be graded, by the rules `refused`
//! and `did_not_build`. What is not written is no result. The structs are the part of the format that we write; a crate
//! with all of it (serde-sarif) would bring more crates than `cargo grade` has otherwise.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{CheckReport, ExerciseReport, Report, UnitStatus};
use crate::sanitise;

/// Results of a run that GitHub shows.
const MAX_RESULTS: usize = 5000;
/// Bytes of a result's message: what is told in a line or two, not the whole story.
const MAX_MESSAGE_BYTES: usize = 4096;

/// Writes the report as SARIF, with a line end.
pub fn render(report: &Report) -> String {
    let report = &sanitise::report(report);
    let mut rules = BTreeMap::new();
    let mut results = Vec::new();
    for chapter in &report.chapters {
        for exercise in &chapter.exercises {
            for (rule, result) in found(report, &chapter.name, exercise) {
                rules.insert(rule.id.clone(), rule);
                results.push(result);
            }
        }
    }
    results.truncate(MAX_RESULTS);
    let driver = Driver {
        name: "cargo grade",
        version: report.grader_version.clone(),
        rules: rules.into_values().collect(),
    };
    let run = Run {
        tool: Tool { driver },
        invocations: [Invocation { execution_successful: !report.is_broken() }],
        results,
    };
    super::json::pretty(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    })
}

/// What is wrong with an exercise, and the rule that says so.
fn found(report: &Report, chapter: &str, exercise: &ExerciseReport) -> Vec<(Rule, Finding)> {
    let could_not = |id: &str, title: &str| {
        let message = exercise.message.as_deref().unwrap_or(title);
        let rule = Rule::new(id, title, "Read what the message says of the file.");
        vec![(rule, Finding::new(report, exercise, id, &format!("{chapter}/{}: {message}", exercise.name)))]
    };
    match exercise.status {
        UnitStatus::Refused => could_not("refused", "the file can be taken"),
        UnitStatus::DidNotBuild => could_not("did_not_build", "the file compiles"),
        _ => {
            let failed = exercise.checks.iter().filter(|check| check.status.is_failure());
            failed.map(|check| of_check(report, exercise, check)).collect()
        }
    }
}

fn of_check(report: &Report, exercise: &ExerciseReport, check: &CheckReport) -> (Rule, Finding) {
    let CheckReport { id, title, fault, book, .. } = check;
    let fault = fault.as_deref().map(|fault| format!("\nlooks like {fault}")).unwrap_or_default();
    let text = format!("{title}\n{}{fault}", super::text::told(check));
    let rule = Rule::new(id, title, &format!("Read {}.", super::text::page(book)));
    (rule, Finding::new(report, exercise, id, &text))
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: String,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
}

/// What GitHub asks of a rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    full_description: Text,
    help: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: String,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
}

/// What tells GitHub that two runs found the same.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints {
    primary_location_line_hash: String,
}

impl Rule {
    fn new(id: &str, title: &str, help: &str) -> Rule {
        let text = |text: &str| Text { text: text.to_owned() };
        Rule {
            id: id.to_owned(),
            short_description: text(title),
            full_description: text(title),
            help: text(help),
        }
    }
}

impl Finding {
    fn new(report: &Report, exercise: &ExerciseReport, rule: &str, message: &str) -> Finding {
        let (file, line) = match exercise.place_in(message) {
            Some((file, line)) => (file, Some(line)),
            None => (exercise.file.as_str(), None),
        };
        // Where the line stands says nothing of what is wrong: it moves with each edit.
        let hash = Sha256::digest(format!("{rule}\n{}", exercise.file));
        Finding {
            rule_id: rule.to_owned(),
            level: "error",
            message: Text { text: message[..message.floor_char_boundary(MAX_MESSAGE_BYTES)].to_owned() },
            locations: [Location {
                physical_location: PhysicalLocation {
                    artifact_location: ArtifactLocation { uri: uri(&report.checkout_path(file)) },
                    region: line.map(|start_line| Region { start_line }),
                },
            }],
            partial_fingerprints: Fingerprints {
                primary_location_line_hash: format!("{}:1", given::hex::encode(&hash[..8])),
            },
        }
    }
}

/// A path as a relative reference: RFC 3986, 3.3 and 4.2.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
