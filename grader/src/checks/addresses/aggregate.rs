//! addresses/aggregate: the fewest prefixes that say the same.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "aggregate",
    title: "the fewest prefixes that say the same",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 60,
    needs: &["prefix"],
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
