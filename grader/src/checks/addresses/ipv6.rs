//! addresses/ipv6: one address, hundreds of spellings, one right one.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "ipv6",
    title: "one address, hundreds of spellings, one right one",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 75,
    needs: &["dotted"],
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
