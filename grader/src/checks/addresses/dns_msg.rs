//! addresses/dns_msg: a name asked for, and an answer believed.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dns_msg",
    title: "a name asked for, and an answer believed",
    track: Track::First,
    level: Level::Intermediate,
    minutes: 120,
    needs: &["cursor", "dns_name"],
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
