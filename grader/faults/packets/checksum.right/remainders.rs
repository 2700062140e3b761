//! Ones' complement is arithmetic modulo 65535, with 65535 in the place of 0 for all that is not nothing. So here is no
//! carry at all: remainders, and differences in place of inverted words.

use given::packets::{Ends, Transport};

const M: u128 = 65_535;

/// The one of the two zeros that a sum gets.
fn of(total: u128) -> u16 {
    if total == 0 { 0 } else { ((total - 1) % M + 1) as u16 }
}

/// The bytes as the digits of one huge number: 65536 is 1 here, so its digits to the base 65536 may be added.
fn total(bytes: &[u8]) -> u128 {
    let digit = |(at, byte): (usize, &u8)| u128::from(*byte) * if at % 2 == 0 { 256 } else { 1 };
    bytes.iter().enumerate().map(digit).sum()
}

pub fn ones_sum(bytes: &[u8]) -> u16 {
    of(total(bytes))
}

pub fn join(left: u16, left_len: usize, right: u16) -> u16 {
    // Eight places to the left, as often as bytes stand before it: 256 * 256 is 1.
    let moved = if left_len % 2 == 0 { u128::from(right) } else { u128::from(right) * 256 };
    of(u128::from(left) + moved)
}

pub fn checksum(bytes: &[u8], at: usize) -> u16 {
    let field = total(&bytes[at..at + 2]);
    (M - u128::from(of(total(bytes) - if at % 2 == 0 { field } else { 0 }))) as u16
}

fn pseudo(ends: &Ends, transport: Transport, len: usize) -> u128 {
    let (a, b) = match *ends {
        Ends::V4 { source, destination } => (u128::from(source), u128::from(destination)),
        Ends::V6 { source, destination } => (source, destination),
    };
    // The number itself: its words weigh 65536 to some power, which is 1.
    a % M + b % M + u128::from(transport.number()) + len as u128
}

pub fn segment_checksum(ends: &Ends, transport: Transport, segment: &[u8]) -> u16 {
    let at = transport.checksum_at();
    let all = pseudo(ends, transport, segment.len()) + total(segment) - total(&segment[at..at + 2]);
    match (M - u128::from(of(all))) as u16 {
        0 if transport == Transport::Udp => 0xFFFF,
        checksum => checksum,
    }
}

pub fn is_intact(ends: &Ends, transport: Transport, segment: &[u8]) -> bool {
    (pseudo(ends, transport, segment.len()) + total(segment)) % M == 0
}

pub fn update(old_checksum: u16, old: u16, new: u16) -> u16 {
    let sum = (M - u128::from(old_checksum)) + (M - u128::from(old)) + u128::from(new);
    (M - u128::from(of(sum))) as u16
}
