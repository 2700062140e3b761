//! addresses/punycode: letters of the world in names of ASCII.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "punycode",
    title: "letters of the world in names of ASCII",
    track: Track::Deep,
    level: Level::Advanced,
    minutes: 90,
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
