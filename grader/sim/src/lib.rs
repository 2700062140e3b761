//! What happened on a network, as data, and the pictures drawn from it.
//!
//! A [`Trace`] is the one record of a conversation: who spoke, what was sent, when, and what became of it.
//! Simulators and checks write it; everything that shows a conversation to a person reads it, so that no two
//! pictures of the same conversation can disagree. The first picture is the terminal's [`ladder`].
//!
//! This crate owns the trace of what happened; its times are `given::time::Micros`. It never knows who plays: an actor is a
//! name, a message is a line of text. It opens no socket, reads no clock, and judges nothing.

mod ladder;
mod trace;

pub use given::time::Micros;
pub use ladder::{MIN_WIDTH, ladder, ladder_ascii};
pub use trace::{
    Actor, ActorId, Damage, Delivery, Event, EventId, Message, Note, Noting, Sending, Trace, TraceError,
};
