//! {{chapter}}: its exercises, in order.

pub mod {{exercise}};

use crate::catalogue::Chapter;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "{{chapter}}",
    title: "{{chapter}}",
    needs: &[],
    exercises: &[{{exercise}}::EXERCISE],
    udp: false,
    house_rules: &[],
};
