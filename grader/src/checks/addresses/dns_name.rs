//! addresses/dns_name: names on the wire, and where their pointers lead.

use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dns_name",
    title: "names on the wire, and where their pointers lead",
    track: Track::Core,
    level: Level::Intermediate,
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
