//! Addresses: how one machine among billions is found.
//!
//! Tokyo sends a packet to London. In front of it stands one number, London's address. These exercises read
//! and write that number, as people do and as wires do, and look up where packets for it must go next.
//!
//! | exercise | question |
//! | --- | --- |
//! | [`dotted`] | How do people write an IPv4 address, and what do they get wrong? |
//! | [`cursor`] | How do numbers travel as bytes, and how are they read without running past the end? |
//! | [`lpm`] | A router knows thousands of routes. Which one is for this address? |

pub mod dotted;

pub mod cursor;

pub mod lpm;
