//! What happened on a network, as data, and the pictures drawn from it.
//!
//! A [`Trace`] is the one record of a conversation: who spoke, what was sent, when, and what became of it.
//! Simulators and checks write it; everything that shows a conversation to a person reads it, so that no two
//! pictures of the same conversation can disagree. It has four writers:
//!
//! | writer | for |
//! |---|---|
//! | [`ladder()`], [`ladder_ascii`] | a terminal |
//! | [`svg()`] | a page, or a file of its own |
//! | [`list()`] | who can't see a picture: a sentence a step |
//! | JSON | programs; see [`Trace`] for the format |
//!
//! The first three tell of the same steps in the same order, and show what strangers wrote with the same care: no
//! label can command a terminal, break out of its element, or hide or reorder what stands beside it.
//!
//! This crate owns the trace of what happened; its times are `given::time::Micros`. It never knows who plays: an
//! actor is a name, a message is a line of text. It opens no socket, reads no clock, and judges nothing.

mod clock;
mod ladder;
mod list;
mod moments;
mod svg;
mod text;
mod trace;
mod words;

pub use given::time::Micros;
pub use ladder::{MIN_WIDTH, ladder, ladder_ascii};
pub use list::{Step, list};
pub use svg::{Svg, svg};
pub use trace::{
    Actor, ActorId, Damage, Delivery, Event, EventId, Message, Note, Noting, Sending, Trace, TraceError,
};
