//! An hour's warm-up: two machines talk.
//!
//! One machine is in Tokyo, the other in London. Tokyo has a message for London. Five questions stand between
//! them, and each is an exercise of a few lines:
//!
//! | exercise | question |
//! | --- | --- |
//! | [`name_machine`] | Which machine, among billions, does Tokyo mean? |
//! | [`cut`] | How does a message travel that is too long to go at once? |
//! | [`put_back`] | What if its pieces arrive in another order, twice, or not at all? |
//! | [`notice`] | What if a piece is damaged on the way? |
//! | [`send`] | How do two real programs say all this to one another? |
//!
//! The answers here are small and honest ones. Every later chapter takes one of these questions and answers
//! it the way the Internet does.
//!
//! At the end they are a program: `cargo run -q -p hello --bin say` says what it does, and how two terminals
//! talk. It is given, in `src/bin/say.rs`, and says which exercise it needs that is not written yet.

pub mod name_machine;

pub mod cut;

pub mod put_back;

pub mod notice;

pub mod send;
