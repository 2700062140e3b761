//! packets: its exercises, in order.

pub mod arp;
pub mod checksum;
pub mod crc;
pub mod deframe;
pub mod dissect;
pub mod distance_vector;
pub mod fragment;
pub mod ipv4;
pub mod line_code;
pub mod router;
pub mod udp_icmp;

use crate::catalogue::Chapter;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "packets",
    title: "from bits on a wire to a route across the world",
    needs: &["addresses"],
    exercises: &[
        line_code::EXERCISE,
        crc::EXERCISE,
        deframe::EXERCISE,
        checksum::EXERCISE,
        arp::EXERCISE,
        ipv4::EXERCISE,
        udp_icmp::EXERCISE,
        fragment::EXERCISE,
        router::EXERCISE,
        distance_vector::EXERCISE,
        dissect::EXERCISE,
    ],
    udp: false,
    house_rules: &[],
};
