//! `cargo grade replay TOKEN --debugger`: the probe, the one question that shows a failure, and how to stop in it.

use std::fs;

use grader::catalogue::{Course, Target};
use grader::confinement::Confinement;
use grader::error::Error;
use grader::grade::build_for_debugger;
use grader::report::Report;

use super::progress::Progress;
use super::{Color, Failure, print, workshop};

/// Builds the probe that a debugger can follow, records the question, and prints the command.
pub(crate) fn prepare(
    course: &Course,
    confinement: &Confinement,
    target: Target<'_>,
    report: &Report,
) -> Result<(), Failure> {
    let failed = report.asked_checks(target).find(|(.., check)| check.status.is_failure());
    let Some((chapter, exercise, check)) = failed else { return Ok(()) };
    if check.calls.is_empty() {
        return print(
            "\n  no debugger: what went wrong needs its peer, which waits for nobody\n",
            Color::Auto,
        );
    }
    let chapter = course.chapter(chapter).expect("reports are of the course");
    let workshop = workshop(course, confinement.clone());
    let progress = Progress::new(false);
    let built = build_for_debugger(course, &workshop, chapter, &|event| progress.show(&event));
    progress.clear();
    let Some(probe) = built? else {
        return print("\n  no debugger: the probe does not build\n", Color::Auto);
    };
    let question = serde_json::json!({ "id": "1", "calls": check.calls });
    let path = workshop.slot.join("question.json");
    #[expect(clippy::disallowed_methods, reason = "this room records the question")]
    fs::write(&path, format!("{question}\n")).map_err(Error::io("write", &path))?;
    let function = check.calls.last().and_then(|call| call.call.split('/').nth(1)).unwrap_or_default();
    print(
        &format!(
            "\n  debug   rust-gdb -q -ex 'break {}::{}::{function}' -ex 'run < {}' {}\n          or, without a debugger: {} < {}\n",
            chapter.name,
            exercise.name,
            path.display(),
            probe.display(),
            probe.display(),
            path.display(),
        ),
        Color::Auto,
    )
}
