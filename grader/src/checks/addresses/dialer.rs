//! addresses/dialer: many addresses, some broken: the first that answers.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dialer",
    title: "many addresses, some broken: the first that answers",
    track: Track::Deep,
    level: Level::Advanced,
    minutes: 120,
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
