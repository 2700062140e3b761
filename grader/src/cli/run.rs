//! `cargo grade run` and `prepare`: the learner's code as a program, and what a grading needs, built ahead.

use std::path::Path;

use grader::catalogue::{Chapter, Course};
use grader::confinement::Confinement;
use grader::error::Error;
use grader::grade::{Built, Request, build_program, prepare as prepare_all};
use grader::process::{Exit, InFront};
use grader::report::text::wrapped;
use grader::stage::programs;

use super::progress::Progress;
use super::{Color, Failure, Options, print, skip, submission, workshop};

/// Builds a chapter's program with the learner's code, and runs it. Its exit status is ours.
pub(crate) fn run(
    course: &Course,
    confinement: Confinement,
    name: &str,
    args: &[String],
) -> Result<u8, Failure> {
    let chapter = find(course, name)?;
    let request =
        Request { skipped: skip::read(course)?, ..Request::new(submission(course, &Options::default())) };
    let progress = Progress::new(false);
    let workshop = workshop(course, confinement);
    let built = build_program(course, &workshop, &request, (chapter, name), &|event| progress.show(&event));
    progress.clear();
    let Built { path, ours } = built?;
    // What other chapters lend is told only where it matters: whether all of it is used, nobody knows.
    let ours: Vec<&str> =
        ours.into_iter().filter(|(of, _)| *of == chapter.name).map(|(_, exercise)| exercise).collect();
    if !ours.is_empty() {
        let yours =
            chapter.exercises.iter().map(|exercise| exercise.name).filter(|name| !ours.contains(name));
        let yours: Vec<&str> = yours.collect();
        let yours = if yours.is_empty() { "nothing yet".to_owned() } else { yours.join(", ") };
        let style = anstyle::Style::new().dimmed();
        let width = super::progress::terminal_width().min(100);
        let words = format!("{yours}; ours, until you write it: {}", ours.join(", "));
        super::say(&format!("{style}{}{style:#}", wrapped("yours in it: ", &words, width).trim_end()));
    }
    let running = InFront::start(&path, args, true).and_then(|program| program.wait());
    match running.map_err(Error::io("run", &path))? {
        Exit::Code(code) => Ok(u8::try_from(code).unwrap_or(super::NOT_PASSED)),
        Exit::Signal(_, signal) => {
            super::say(&format!("{name} was ended by {signal}"));
            Ok(super::NOT_PASSED)
        }
    }
}

fn find(course: &Course, name: &str) -> Result<&'static Chapter, Failure> {
    let mut all: Vec<String> = Vec::new();
    for chapter in course.chapters {
        for (program, _) in programs(course, chapter)? {
            if program == name {
                return Ok(chapter);
            }
            all.push(program);
        }
    }
    let asked = grader::sanitise::line(name);
    Err(Failure::Usage(format!("there is no program `{asked}`; there are: {}", all.join(", "))))
}

/// Fetches and builds what a grading needs, so that the first one is quick and needs no network.
pub(crate) fn prepare(course: &Course, confinement: Confinement, all: bool) -> Result<u8, Failure> {
    let progress = Progress::new(false);
    let workshop = workshop(course, confinement);
    let done = prepare_all(course, &workshop, all, &|event| progress.show(&event));
    progress.clear();
    done?;
    let slot: &Path = &workshop.slot;
    print(
        &format!("ready; from now on grading needs no network (built in {})\n", slot.display()),
        Color::Auto,
    )?;
    Ok(super::PASSED)
}
