//! addresses/prefix: all the addresses that begin alike.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "prefix",
    title: "all the addresses that begin alike",
    track: Track::First,
    level: Level::Beginner,
    minutes: 60,
    needs: &[],
    rust: &[],
    hints: ["", "", ""],
    compare: "",
    checks: &[Check {
        name: "placeholder",
        title: "placeholder",
        points: 1,
        rule: "placeholder",
        book: "placeholder",
        after: &[],
        mistakes: &[],
        run: |_| Ok(()),
    }],
};
