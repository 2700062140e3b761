//! Two reports made by hand, to look at: one full, and one with all that can go wrong.

use grader::catalogue::Track;
use grader::finding::{Detail, Dump, Figure, Step, Table};
use grader::report::{
    ChapterReport, CheckReport, ExerciseReport, Layers, Report, Sandbox, Status, UnitStatus,
};
use grader::submission::GradedFile;

/// Everything passed.
pub(crate) fn full() -> Report {
    let exercises = ["name_machine", "cut", "put_back", "notice", "send"]
        .map(|name| exercise(name, vec![check(name, "a_fact", "a fact that holds", Status::Passed)]));
    report(exercises.to_vec())
}

/// Wrong, panicked, not written, not built, refused.
pub(crate) fn mixed() -> Report {
    let wrong = CheckReport {
        fault: Some(String::from("drops-remainder")),
        message: Some(String::from("expected 3 chunks, saw 2")),
        detail: Some(story()),
        printed: String::from(
            "size = 2\n::error file=a.rs,line=1::forged\nsee ##[error]forged </details> ```` @all\n",
        ),
        replay: Some(String::from("hello/cut/nothing_lost.0.3")),
        ..check("cut", "nothing_lost", "the chunks, put end to end, are the message", Status::Failed)
    };
    let panicked = CheckReport {
        message: Some(String::from(
            "panicked at exercises/hello/src/put_back.rs:31:9: 100% of ::error::it, ]]>",
        )),
        replay: Some(String::from("hello/put_back/in_order.0.0")),
        ..check("put_back", "in_order", "chunks in order are the message", Status::Panicked)
    };
    let skipped = CheckReport {
        message: Some(String::from("after in_order")),
        ..check("put_back", "any_order", "chunks in any order are the message", Status::Skipped)
    };
    let not_run = |name, reason: &str| CheckReport {
        message: Some(reason.to_owned()),
        ..check(name, "a_fact", "a fact that nobody could check", Status::Skipped)
    };
    let exercises = vec![
        exercise("name_machine", vec![check("name_machine", "a_fact", "a fact", Status::NotWritten)]),
        exercise("cut", vec![check("cut", "a_fact", "a fact that holds", Status::Passed), wrong]),
        exercise("put_back", vec![panicked, skipped]),
        ExerciseReport {
            status: UnitStatus::DidNotBuild,
            message: Some(String::from(
                "error: ::error file=a.rs::forged\n  --> exercises/hello/src/notice.rs:4:1\n   |\n 4 | compile_error!(\"::error file=a.rs::forged\");\n   | ^^^^^^^^^^^",
            )),
            ..exercise("notice", vec![not_run("notice", "its file does not compile")])
        },
        ExerciseReport {
            status: UnitStatus::Refused,
            message: Some(String::from(
                "hello/src/send.rs: is a link, a pipe or a device; expected a regular file",
            )),
            ..exercise("send", vec![not_run("send", "its file can't be taken")])
        },
    ];
    let warning = "hello/src/extra.rs belongs to no exercise and is left out";
    Report { warnings: vec![warning.to_owned()], ..report(exercises) }
}

/// A call, a dump with a caret, a table, a ladder.
fn story() -> Detail {
    let step = Step {
        did: String::from("cut(b\"abcde\", 2)"),
        saw: Some(String::from(
            "[Chunk { number: 0, of: 2, bytes: b\"ab\" }, Chunk { number: 1, of: 2, bytes: b\"cd\" }]",
        )),
        expected: Some(String::from("3 chunks, the last of them b\"e\"")),
        code: None,
    };
    let dump = Dump::new("the message", b"abcde").field(0, 4, "in chunks").wrong(4, 1, "lost");
    let table = Table {
        title: String::from("what became of each byte"),
        head: vec![String::from("byte"), String::from("chunk")],
        rows: vec![vec![String::from("a"), String::from("0")], vec![String::from("e"), String::from("none")]],
        wrong: vec![1],
    };
    let mut trace = sim::Trace::new();
    let (client, server) = (trace.actor("client"), trace.actor("server"));
    trace.message(client, server, "chunk 0");
    trace.message(client, server, "chunk 1").lost("it was dropped").first_difference();
    Detail { steps: vec![step], figures: vec![dump.into(), table.into(), Figure::Ladder(trace)] }
}

fn report(exercises: Vec<ExerciseReport>) -> Report {
    let (points, max_points) = exercises
        .iter()
        .fold((0, 0), |(points, max), exercise| (points + exercise.points, max + exercise.max_points));
    let chapter = ChapterReport {
        name: String::from("hello"),
        status: UnitStatus::of(exercises.iter().map(|exercise| exercise.status)),
        points,
        max_points,
        exercises,
    };
    Report {
        version: 1,
        grader_version: String::from("0.1.0"),
        suite: String::from("0123456789abcdef"),
        base_commit: None,
        submission: String::from("exercises"),
        files: vec![GradedFile {
            path: String::from("hello/src/cut.rs"),
            sha256: "0123456789abcdef".repeat(4),
        }],
        seed: String::from("0"),
        layers: Layers::Default,
        sandbox: Sandbox {
            tier: String::from("basic"),
            missing: vec![String::from("files"), String::from("network")],
        },
        warnings: vec![],
        points,
        max_points,
        deep_points: 0,
        chapters: vec![chapter],
    }
}

fn exercise(name: &str, checks: Vec<CheckReport>) -> ExerciseReport {
    ExerciseReport {
        name: name.to_owned(),
        file: format!("hello/src/{name}.rs"),
        track: Track::First,
        status: ExerciseReport::status_of(&checks),
        points: checks.iter().map(|check| check.points).sum(),
        max_points: checks.iter().map(|check| check.max_points).sum(),
        stand_ins: vec![],
        message: None,
        checks,
    }
}

fn check(exercise: &str, name: &str, title: &str, status: Status) -> CheckReport {
    CheckReport {
        id: format!("hello/{exercise}/{name}"),
        title: title.to_owned(),
        status,
        points: if status == Status::Passed { 2 } else { 0 },
        max_points: 2,
        fault: None,
        message: None,
        detail: None,
        advice: vec![],
        printed: String::new(),
        calls: vec![],
        replay: None,
        book: format!("hello/{exercise}#numbers"),
    }
}
