//! What happens on a network, as data: a network that can be told what goes wrong, and the pictures of what came of it.
//!
//! # The trace and its writers
//!
//! A [`Trace`] is the one record of a conversation: who spoke, what was sent, when, and what became of it.
//! Simulators and checks write it; everything that shows a conversation to a person reads it, so that no two
//! pictures of the same conversation can disagree. It has five writers:
//!
//! | writer | for |
//! |---|---|
//! | [`ladder()`], [`ladder_ascii`] | a terminal |
//! | [`svg()`] | a page, or a file of its own |
//! | [`list()`] | who can't see a picture: a sentence a step |
//! | JSON | programs; see [`Trace`] for the format |
//! | [`pcapng()`] | Wireshark and its kin: the bytes, with what became of them as comments |
//!
//! The first three tell of the same steps in the same order, and show what strangers wrote with the same care: no
//! label can command a terminal, break out of its element, or hide or reorder what stands beside it.
//!
//! # The network
//!
//! [`net`] runs nodes on links in virtual time. What goes wrong is an explicit list, so a run can be replayed from a
//! small text, and made smaller until a person sees what it takes:
//!
//! | for | there is |
//! |---|---|
//! | who is connected to whom | [`net::Network`], [`net::Link`], [`net::shape`], [`net::cities`] |
//! | what goes wrong | [`net::Weather`], [`net::Fate`], [`net::Partition`], [`net::Crash`] |
//! | drawing that from chances and a seed | [`net::Climate`], [`net::Rates`], [`net::Bursts`], [`net::Dice`] |
//! | making it smaller | [`net::WeatherTree`], [`net::fates`] |
//! | keeping it | [`net::replay`] |
//! | who takes part | [`net::Node`], [`net::Scripted`] |
//! | the run | [`net::Simulation`], [`net::Limits`], [`net::Ended`] |
//!
//! # What this crate does not do
//!
//! It never knows who plays: an actor is a name, a packet is bytes with a label that somebody else makes. It opens no
//! socket, reads no clock, has no thread, writes no file, and judges nothing. Its times are `given::time::Micros`.

mod clock;
mod ladder;
mod list;
mod moments;
pub mod net;
mod pcapng;
mod svg;
mod text;
mod trace;
mod words;

pub use given::time::Micros;
pub use ladder::{MIN_WIDTH, ladder, ladder_ascii};
pub use list::{Step, list};
pub use pcapng::{LinkType, Vantage, pcapng};
pub use svg::{Svg, svg};
pub use trace::{
    Actor, ActorId, Damage, Delivery, Event, EventId, Message, Note, Noting, Sending, Trace, TraceError,
};
