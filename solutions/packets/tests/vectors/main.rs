//! Vectors that the oracles of this chapter make, for whoever has no oracle: see the crate `corpus`. A module an
//! exercise.

mod arp;
mod checksum;
mod crc;
mod dissect;
mod fragment;
mod ipv4;
#[path = "../others/mod.rs"]
mod others;
mod udp_icmp;
