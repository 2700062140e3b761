//! Figures of packets, a module a page.

mod arp;
mod checksum;
mod crc;
mod deframe;
mod dissect;
mod distance_vector;
mod fragment;
mod index;
mod ipv4;
mod line_code;
mod router;
mod udp_icmp;

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] = &[
    index::JOURNEY,
    line_code::WIRE,
    line_code::ZEROS,
    crc::FATES,
    crc::REGISTER,
    crc::FRAME,
    deframe::STREAM,
    deframe::DAMAGE,
    checksum::FATES,
    checksum::HEADER,
    arp::FIRST_PACKET,
    arp::FRAME,
    arp::SPOOFING,
    ipv4::HEADER,
    ipv4::FILLED,
    ipv4::CIRCLE,
    udp_icmp::DATAGRAM,
    udp_icmp::ERROR,
    udp_icmp::TRACEROUTE,
    fragment::JOURNEY,
    fragment::HOLES,
    router::TRACEROUTE,
    distance_vector::RUMOR,
    distance_vector::COUNTING,
    distance_vector::POISONED,
    dissect::ARP,
    dissect::FIRST_BYTES,
];
