//! `cargo grade hint`.

use std::path::PathBuf;

use grader::catalogue::Course;
use grader::error::Error;
use grader::report::text::wrapped;

use super::progress::terminal_width;
use super::{Color, Failure, exercise_target, print, slot};

/// Shows the next hint of an exercise, and remembers that it was shown.
pub(crate) fn hint(course: &Course, target: &str, step: Option<usize>) -> Result<u8, Failure> {
    let (chapter, name) = exercise_target(course, target)?;
    let exercise = course.chapter(chapter).and_then(|chapter| chapter.exercise(name)).expect("targets exist");
    let memory = slot(course).join("hints").join(format!("{chapter}-{name}"));
    let last = exercise.hints.len();
    let step = match step {
        Some(step) if (1..=last).contains(&step) => step,
        Some(step) => return Err(Failure::Usage(format!("there are hints 1 to {last}, not {step}"))),
        None => {
            let seen =
                std::fs::read_to_string(&memory).ok().and_then(|text| text.trim().parse::<usize>().ok());
            seen.map_or(1, |seen| (seen + 1).clamp(1, last))
        }
    };
    remember(&memory, step)?;
    let more =
        if step < last { format!("   (more: cargo grade hint {chapter}/{name})") } else { String::new() };
    print(
        &format!(
            "{chapter}/{name}, hint {step} of {last}{more}\n\n{}",
            wrapped("  ", exercise.hints[step - 1], terminal_width().min(100))
        ),
        Color::Auto,
    )?;
    Ok(super::PASSED)
}

fn remember(memory: &PathBuf, step: usize) -> Result<(), Failure> {
    let folder = memory.parent().expect("it lies in the slot");
    std::fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
    #[expect(clippy::disallowed_methods, reason = "this room remembers what was shown")]
    std::fs::write(memory, step.to_string()).map_err(Error::io("write", memory))?;
    Ok(())
}
