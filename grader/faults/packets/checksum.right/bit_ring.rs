//! Never more than 16 bits: each word is added with its carry at once, as a CPU with an add-with-carry does it, and in
//! the machine's own byte order until the end (RFC 1071 §2 (B)). Pseudo headers are put together in memory.

use given::packets::{Ends, Transport};

fn add(a: u16, b: u16) -> u16 {
    let (sum, carry) = a.overflowing_add(b);
    sum + u16::from(carry)
}

pub fn ones_sum(bytes: &[u8]) -> u16 {
    let mut sum = 0;
    for pair in bytes.chunks(2) {
        let word = [pair[0], pair.get(1).copied().unwrap_or(0)];
        sum = add(sum, u16::from_ne_bytes(word));
    }
    u16::from_be_bytes(sum.to_ne_bytes())
}

pub fn join(left: u16, left_len: usize, right: u16) -> u16 {
    add(left, right.rotate_left(8 * (left_len % 2) as u32))
}

pub fn checksum(bytes: &[u8], at: usize) -> u16 {
    let mut zeroed = bytes.to_vec();
    zeroed[at] = 0;
    zeroed[at + 1] = 0;
    !ones_sum(&zeroed)
}

fn covered(ends: &Ends, transport: Transport, segment: &[u8]) -> Vec<u8> {
    let mut covered = Vec::new();
    let len = segment.len() as u32;
    match ends {
        Ends::V4 { source, destination } => {
            covered.extend(source.to_be_bytes());
            covered.extend(destination.to_be_bytes());
            covered.extend([0, transport.number()]);
            covered.extend(&len.to_be_bytes()[2..]);
        }
        Ends::V6 { source, destination } => {
            covered.extend(source.to_be_bytes());
            covered.extend(destination.to_be_bytes());
            covered.extend(len.to_be_bytes());
            covered.extend([0, 0, 0, transport.number()]);
        }
    }
    covered.extend(segment);
    covered
}

pub fn segment_checksum(ends: &Ends, transport: Transport, segment: &[u8]) -> u16 {
    let covered = covered(ends, transport, segment);
    let at = covered.len() - segment.len() + transport.checksum_at();
    let checksum = checksum(&covered, at);
    if transport == Transport::Udp && checksum == 0 { 0xFFFF } else { checksum }
}

pub fn is_intact(ends: &Ends, transport: Transport, segment: &[u8]) -> bool {
    !ones_sum(&covered(ends, transport, segment)) == 0
}

pub fn update(old_checksum: u16, old: u16, new: u16) -> u16 {
    !add(add(!old_checksum, new), !old)
}
