//! `cargo grade list`.

use std::fmt::Write;

use grader::catalogue::{Course, Target, Track};
use grader::confinement::Confinement;
use grader::report::text::words;

use super::{Failure, Options, grade_for, print};

/// Shows every exercise with its state, which is graded for that.
pub(crate) fn list(course: &Course, confinement: &Confinement, options: &Options) -> Result<u8, Failure> {
    let target = Target { track: options.track.map(Track::from), ..Target::default() };
    let report = grade_for(course, confinement, target, options, None)?;
    let mut text = String::new();
    for (chapter, graded) in course.chapters.iter().zip(&report.chapters) {
        let _ = writeln!(
            text,
            "{}  {}  {} of {} points",
            chapter.name, chapter.title, graded.points, graded.max_points
        );
        let exercises = chapter.exercises.iter().zip(&graded.exercises);
        for (exercise, graded) in
            exercises.filter(|(exercise, _)| target.covers(chapter.name, exercise.name, exercise.track))
        {
            let _ = writeln!(
                text,
                "  {:16} {:5} {:12} {:>3} min  {:13} {}{}",
                exercise.name,
                exercise.track.name(),
                exercise.level.name(),
                exercise.minutes,
                words(graded.status),
                exercise.title,
                if exercise.rust.is_empty() {
                    String::new()
                } else {
                    format!(" (Rust: {})", exercise.rust.join(", "))
                }
            );
        }
    }
    print(&text, options.color)?;
    Ok(super::PASSED)
}
