//! `cargo grade skip`: exercises that the learner has put aside.
//!
//! `exercises/skipped.txt` lists them, a line each, so that they stay aside on every machine that the learner works on.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use grader::catalogue::Course;
use grader::error::Error;

use super::{Color, Failure, exercise_target, output, print};

/// Puts an exercise aside, or takes it up again.
pub(crate) fn skip(course: &Course, target: &str, undo: bool) -> Result<u8, Failure> {
    let (chapter, name) = exercise_target(course, target)?;
    let exercise = format!("{chapter}/{name}");
    let mut skipped = read(course)?;
    let text = match (undo, skipped.contains(&exercise)) {
        (false, true) => format!("{exercise} is put aside already\n"),
        (true, false) => format!("{exercise} is not put aside\n"),
        (false, false) => {
            skipped.insert(exercise.clone());
            write(course, &skipped)?;
            format!("{exercise} is put aside; take it up again with: cargo grade skip --undo {exercise}\n")
        }
        (true, true) => {
            skipped.remove(&exercise);
            write(course, &skipped)?;
            format!("{exercise} is taken up again\n")
        }
    };
    print(&text, Color::Auto)?;
    Ok(super::PASSED)
}

/// The exercises that are put aside. What the course doesn't have is kept in the file, and means nothing.
pub(crate) fn read(course: &Course) -> Result<BTreeSet<String>, Error> {
    let path = file(course);
    match fs::read_to_string(&path) {
        Ok(text) => {
            Ok(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::io("read", &path)(error)),
    }
}

fn write(course: &Course, skipped: &BTreeSet<String>) -> Result<(), Failure> {
    let lines: String = skipped.iter().map(|exercise| format!("{exercise}\n")).collect();
    output::write(&file(course), &lines)
}

fn file(course: &Course) -> PathBuf {
    course.root.join("exercises/skipped.txt")
}
