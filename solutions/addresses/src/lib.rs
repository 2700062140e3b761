//! Addresses: how one machine among billions is found.
//!
//! Tokyo sends a packet to London. In front of it stands one number, London's address. These exercises read
//! and write that number, as people do and as wires do, and look up where packets for it must go next.
//!
//! | exercise | question |
//! | --- | --- |
//! | [`dotted`] | How do people write an IPv4 address, and what do they get wrong? |
//! | [`cursor`] | How do numbers travel as bytes, and how are they read without running past the end? |
//! | [`ipv6`] | One IPv6 address has hundreds of spellings. Which one is the right one to write? |
//! | [`prefix`] | Which addresses does 192.0.2.64/26 stand for, and what are they for? |
//! | [`aggregate`] | How few prefixes say the same? |
//! | [`lpm`] | A router knows thousands of routes. Which one is for this address? |
//! | [`dns_name`] | How does a name travel, and where do the pointers in it lead? |
//! | [`dns_msg`] | What is the address of a name, and is the answer the one that we asked for? |
//! | [`punycode`] | Names on the wire are ASCII. Where does `bücher` go? |
//! | [`dialer`] | A name has many addresses, and some are broken. Which one answers first? |
//!
//! Together they are a program: `cargo run -q -p addresses --bin addr` says what it does. It is given, in
//! `src/bin/addr.rs`, and does a little more with each exercise that is written.

pub mod dotted;

pub mod cursor;

pub mod ipv6;

pub mod prefix;

pub mod aggregate;

pub mod lpm;

pub mod dns_name;

pub mod dns_msg;

pub mod punycode;

pub mod dialer;
