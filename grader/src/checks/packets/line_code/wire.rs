//! What belongs on the wire: the codes once more, as tables and texts, and what is read back.

use given::packets::{Bits, Levels, LineError};

use crate::spell::Bytes;

/// What reading gives.
pub(super) type Read = Result<Bytes, LineError>;

/// IEEE 802.3, table 24-1.
pub(super) const GROUPS: [&str; 16] = [
    "11110", "01001", "10100", "10101", "01010", "01011", "01110", "01111", "10010", "10011", "10110",
    "10111", "11010", "11011", "11100", "11101",
];

/// I, J, K, T and R of the same table.
pub(super) const CONTROL: [&str; 5] = ["11111", "11000", "10001", "01101", "00111"];

/// The bits of a text of digits.
pub(super) fn digits(text: &str) -> Vec<bool> {
    text.bytes().map(|digit| digit == b'1').collect()
}

/// All bits, the least significant of each byte first.
pub(super) fn lsb_first(bytes: &[u8]) -> Vec<bool> {
    digits(&bytes.iter().map(|byte| format!("{:08b}", byte.reverse_bits())).collect::<String>())
}

/// The bytes with the bits of each the other way round.
pub(super) fn mirrored(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte.reverse_bits()).collect()
}

pub(super) fn backwards<T: Clone>(items: &[T]) -> Vec<T> {
    items.iter().rev().cloned().collect()
}

pub(super) fn complement(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| !byte).collect()
}

pub(super) fn nrz(bytes: &[u8]) -> Levels {
    Levels(lsb_first(bytes))
}

/// Two levels a bit, which `halves` gives.
pub(super) fn in_halves(bytes: &[u8], halves: impl Fn(bool) -> [bool; 2]) -> Levels {
    Levels(lsb_first(bytes).into_iter().flat_map(halves).collect())
}

pub(super) fn manchester(bytes: &[u8]) -> Levels {
    in_halves(bytes, |bit| [!bit, bit])
}

pub(super) fn inverted(levels: &Levels) -> Levels {
    Levels(levels.0.iter().map(|level| !level).collect())
}

/// The lower half of each byte, then the upper one.
pub(super) fn halves(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]).collect()
}

/// Both halves of each byte in the other's place.
pub(super) fn swapped(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte.rotate_left(4)).collect()
}

/// One half of each byte in both places.
pub(super) fn twice(bytes: &[u8], half: impl Fn(u8) -> u8) -> Vec<u8> {
    bytes.iter().map(|byte| half(*byte) * 0x11).collect()
}

/// The group that each half becomes.
pub(super) fn in_groups(bytes: &[u8], group: impl Fn(u8) -> String) -> Bits {
    Bits(digits(&halves(bytes).into_iter().map(group).collect::<String>()))
}

pub(super) fn group(half: u8) -> String {
    GROUPS[usize::from(half)].to_owned()
}

pub(super) fn block(bytes: &[u8]) -> Bits {
    in_groups(bytes, group)
}

pub(super) fn text_backwards(text: &str) -> String {
    text.chars().rev().collect()
}

/// The number of four bits, with the bits the other way round.
pub(super) fn half_mirrored(half: u8) -> u8 {
    half.reverse_bits() >> 4
}

/// What NRZI makes of bits, if the wire is at this level before the first, and changes at these.
pub(super) fn nrzi(bits: &Bits, before: bool, at: bool) -> Levels {
    let mut level = before;
    let levels = bits.0.iter().map(|bit| {
        level ^= *bit == at;
        level
    });
    Levels(levels.collect())
}

/// The bits of a Manchester signal in which nothing changes.
pub(super) fn still(levels: &Levels) -> Vec<usize> {
    let pairs = levels.0.chunks_exact(2).enumerate();
    pairs.filter(|(_, pair)| pair[0] == pair[1]).map(|(bit, _)| bit).collect()
}

/// The groups that are no data, each with its error.
pub(super) fn not_data(bits: &Bits) -> Vec<(usize, LineError)> {
    let mut found = Vec::new();
    for (number, five) in bits.0.chunks_exact(5).enumerate() {
        let text = Bits(five.to_vec()).to_string();
        if CONTROL.contains(&text.as_str()) {
            found.push((number, LineError::Control { group: number }));
        } else if !GROUPS.contains(&text.as_str()) {
            found.push((number, LineError::Invalid { group: number }));
        }
    }
    found
}

/// What is read of whole bytes in groups.
pub(super) fn read_block(bits: &Bits) -> Read {
    if let Some((_, error)) = not_data(bits).first() {
        return Err(*error);
    }
    let half = |five: &[bool]| GROUPS.iter().position(|data| digits(data) == five).unwrap_or(0) as u8;
    Ok(Bytes(bits.0.chunks_exact(10).map(|ten| half(&ten[..5]) | half(&ten[5..]) << 4).collect()))
}

/// Bytes as numbers: whoever thinks of their bits does not want them as letters.
pub(super) fn numbers(bytes: &[u8]) -> String {
    let numbers: Vec<String> = bytes.iter().map(|byte| format!("{byte:#04x}")).collect();
    format!("[{}]", numbers.join(", "))
}

/// The bits in groups of so many: `1010101011` as `10101 01011`.
pub(super) fn spaced(text: &str, size: usize) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(size).map(|chunk| chunk.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
