//! The types that the exercises are written over: one module a chapter.
//!
//! Read them, use them, leave them as they are: the grader builds its own copy. All fields are public. Every
//! type derives serde's traits, because the grader's questions and your answers cross a pipe as text.

pub mod addresses;
pub mod hello;
pub mod hex;
#[cfg(not(feature = "bare"))]
pub mod packets;
pub mod program;
pub mod time;
