//! packets: its exercises, in order.

pub mod checksum;
pub mod line_code;

use crate::catalogue::Chapter;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "packets",
    title: "packets",
    needs: &[],
    exercises: &[line_code::EXERCISE, checksum::EXERCISE],
};
