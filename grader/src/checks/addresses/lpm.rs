//! addresses/lpm

use crate::catalogue::{Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "lpm",
    title: "one address, four spellings",
    track: Track::First,
    level: Level::Beginner,
    minutes: 45,
    needs: &[],
    rust: &[],
    hints: ["", "", ""],
    compare: "",
    checks: &[],
};
