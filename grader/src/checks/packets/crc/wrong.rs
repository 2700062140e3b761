//! What certain mistakes make of a register, and so of a CRC. A wrong answer that is one of these has that mistake.

use super::model;
use crate::trial::Looks;

/// The polynomial as it must stand in a register that is shifted to the right.
pub(super) const MIRRORED: u32 = 0xEDB8_8320;
/// The same as books write it, for a register that is shifted to the left.
const PLAIN: u32 = 0x04C1_1DB7;
/// Castagnoli's polynomial, which iSCSI and SCTP have, mirrored.
const CASTAGNOLI: u32 = 0x82F6_3B78;

/// One byte into a register.
type Enter = fn(u32, u8) -> u32;

fn right(register: u32, polynomial: u32, steps: u32) -> u32 {
    (0..steps).fold(
        register,
        |register, _| {
            if register & 1 == 1 { register >> 1 ^ polynomial } else { register >> 1 }
        },
    )
}

fn left(register: u32, polynomial: u32) -> u32 {
    (0..8).fold(
        register,
        |register, _| {
            if register >> 31 == 1 { register << 1 ^ polynomial } else { register << 1 }
        },
    )
}

/// The registers of people who divide in another way, whichever bytes come.
const OTHER_DIVISIONS: [(&str, Enter); 7] = [
    ("unreflected-poly", |register, byte| right(register ^ u32::from(byte), PLAIN, 8)),
    ("castagnoli", |register, byte| right(register ^ u32::from(byte), CASTAGNOLI, 8)),
    ("shifts-left", |register, byte| left(register ^ u32::from(byte) << 24, PLAIN)),
    ("shifts-left", |register, byte| left(register ^ u32::from(byte) << 24, MIRRORED)),
    ("shifts-left", |register, byte| left(register ^ u32::from(byte), PLAIN)),
    ("byte-at-the-top", |register, byte| right(register ^ u32::from(byte) << 24, MIRRORED, 8)),
    ("byte-mirrored", |register, byte| right(register ^ u32::from(byte.reverse_bits()), MIRRORED, 8)),
];

/// What mistakes make of an empty register and a byte.
pub(super) fn steps(byte: u8) -> Vec<Looks<u32>> {
    let start = u32::from(byte);
    let before_shift = (0..8).fold(start, |register: u32, _| {
        (if register & 1 == 1 { register ^ MIRRORED } else { register }) >> 1
    });
    let after_shift = (0..8).fold(start, |register: u32, _| {
        let register = register >> 1;
        if register & 1 == 1 { register ^ MIRRORED } else { register }
    });
    let mut looks: Vec<Looks<u32>> =
        OTHER_DIVISIONS.iter().map(|(slug, enter)| (*slug, enter(0, byte))).collect();
    looks.extend([
        ("xor-before-shift", before_shift),
        ("asks-after-shift", after_shift),
        ("inverted-inside", !right(start, MIRRORED, 8)),
        ("inverted-inside", right(!0 ^ start, MIRRORED, 8)),
        ("inverted-inside", !right(!0 ^ start, MIRRORED, 8)),
    ]);
    looks.extend(
        (1..=16).filter(|steps| *steps != 8).map(|steps| ("not-eight-steps", right(start, MIRRORED, steps))),
    );
    looks.retain(|(_, wrong)| *wrong != model::shift_in(0, byte) && *wrong != 0);
    looks
}

/// Whether a byte becomes this with a slip of the pen in the polynomial: one or two digits are other ones, or one is
/// missing.
pub(super) fn is_of_a_misspelled_polynomial(byte: u8, came: u32) -> bool {
    let changes = || (0..8).flat_map(|digit| (0..16).map(move |other| other << (4 * digit)));
    let changed = changes().flat_map(|one| changes().map(move |two| MIRRORED ^ one ^ two));
    let missing = (0..8).map(|digit| {
        let below = (1 << (4 * digit)) - 1;
        MIRRORED & below | (MIRRORED >> 4) & !below
    });
    let mut misspelled = changed.chain(missing).filter(|polynomial| *polynomial != MIRRORED);
    misspelled.any(|polynomial| right(u32::from(byte), polynomial, 8) == came)
}

/// What mistakes make of a register and a byte, of those who are right if the register is empty.
pub(super) fn meetings(register: u32, byte: u8) -> Vec<Looks<u32>> {
    let low = register & 0xFF;
    let alone = |low: u32| right(low, MIRRORED, 8);
    let met = alone(low ^ u32::from(byte));
    let looks = [
        ("register-lost", met),
        ("register-lost", alone(u32::from(byte))),
        ("register-not-shifted", met ^ register),
        ("byte-not-xored", right(register | u32::from(byte), MIRRORED, 8)),
        ("byte-not-xored", right(register.wrapping_add(u32::from(byte)), MIRRORED, 8)),
        // To put the byte over the register's lower bits comes to the same.
        ("byte-asked-alone", register >> 8 ^ alone(u32::from(byte))),
    ];
    looks.into_iter().filter(|(_, wrong)| *wrong != model::shift_in(register, byte)).collect()
}

/// All bytes into a register that begins so.
pub(super) fn register(start: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(start, |register, byte| right(register ^ u32::from(*byte), MIRRORED, 8))
}

/// What mistakes make of short messages.
pub(super) fn crcs(bytes: &[u8]) -> Vec<Looks<u32>> {
    let backwards: Vec<u8> = bytes.iter().rev().copied().collect();
    let first = bytes.split_last().map_or(bytes, |(_, first)| first);
    let last = &bytes[first.len()..];
    let right = model::crc32(bytes);
    let mut looks = vec![
        ("no-final-xor", register(!0, bytes)),
        ("no-initial-ones", !register(0, bytes)),
        ("no-ones-at-all", register(0, bytes)),
        ("ones-in-one-byte", !register(0xFF, bytes)),
        ("ones-in-one-byte", !register(1, bytes)),
        ("skips-last-byte", !register(!0, first)),
        ("last-byte-alone", !register(!0, last)),
        ("bytes-backwards", !register(!0, &backwards)),
        ("answer-turned-round", right.swap_bytes()),
        ("answer-turned-round", right.reverse_bits()),
    ];
    for (slug, enter) in OTHER_DIVISIONS {
        let register = bytes.iter().fold(!0, |register, byte| enter(register, *byte));
        looks.extend([(slug, !register), (slug, register)]);
    }
    looks.extend(in_pieces(bytes));
    looks.retain(|(_, wrong)| *wrong != right);
    looks
}

/// What those make of it who take several bytes at once, and forget what is left over.
fn in_pieces(bytes: &[u8]) -> Vec<Looks<u32>> {
    let at_once = [4, 8, 16];
    let lost = at_once.map(|at_once| ("remainder-lost", bytes[..bytes.len() / at_once * at_once].to_vec()));
    let padded = at_once.map(|at_once| {
        let mut padded = bytes.to_vec();
        padded.resize(bytes.len().next_multiple_of(at_once), 0);
        ("padded", padded)
    });
    lost.into_iter().chain(padded).map(|(slug, bytes)| (slug, !register(!0, &bytes))).collect()
}

/// What mistakes make of long messages.
pub(super) fn long_crcs(bytes: &[u8]) -> Vec<Looks<u32>> {
    let until_zero = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let mut looks = vec![
        ("stops-at-zero", !register(!0, &bytes[..until_zero])),
        ("length-in-a-byte", !register(!0, &bytes[..bytes.len() % 256])),
    ];
    for at_once in [4, 8, 16] {
        let (blocks, rest) = bytes.split_at(bytes.len() / at_once * at_once);
        let by_blocks =
            |block: fn(u32, &[u8]) -> u32| !register(blocks.chunks(at_once).fold(!0, block), rest);
        looks.push(("block-forgets", by_blocks(|_, block| register(0, block))));
        looks.push(("tables-turned-round", by_blocks(turned_round)));
    }
    looks.retain(|(_, wrong)| *wrong != model::crc32(bytes));
    looks
}

/// A block, of which each byte asks the table that the one at the other end should ask.
fn turned_round(start: u32, block: &[u8]) -> u32 {
    let mut block = block.to_vec();
    for (byte, of_register) in block.iter_mut().zip(start.to_le_bytes()) {
        *byte ^= of_register;
    }
    let with_zeros_behind =
        |(behind, byte): (usize, &u8)| register(0, &[&[*byte][..], &vec![0; behind]].concat());
    block.iter().enumerate().map(with_zeros_behind).fold(0, |register, part| register ^ part)
}

/// What mistakes make of a second piece.
pub(super) fn continued(crc: u32, more: &[u8]) -> Vec<Looks<u32>> {
    let right = !register(!crc, more);
    let as_bytes = |bytes: [u8; 4]| !register(!0, &[&bytes, more].concat());
    let looks = [
        ("empty-piece-forgets", if more.is_empty() { 0 } else { right }),
        ("chain-not-undone", !register(crc, more)),
        ("chain-not-inverted", register(!crc, more)),
        ("chain-raw", register(crc, more)),
        ("starts-over", !register(!0, more)),
        ("pieces-xored", crc ^ !register(!0, more)),
        ("crc-as-bytes", as_bytes(crc.to_le_bytes())),
        ("crc-as-bytes", as_bytes(crc.to_be_bytes())),
    ];
    looks.into_iter().filter(|(_, wrong)| *wrong != right).collect()
}

/// What mistakes make of flipped bits.
pub(super) fn flips(crc: u32, flips: &[u8]) -> Vec<Looks<u32>> {
    let right = crc ^ register(0, flips);
    let until = flips.iter().rposition(|flip| *flip != 0).map_or(0, |last| last + 1);
    let zeros = |len: usize| !register(!0, &vec![0; len]);
    let looks = [
        ("flips-ignored", crc),
        ("ones-not-cancelled", crc ^ !register(!0, flips)),
        ("flips-alone", register(0, flips)),
        ("flips-alone", !register(!0, flips)),
        ("flips-appended", !register(!crc, flips)),
        ("flips-inverted", !right),
        ("place-forgotten", crc ^ register(0, &flips[..until])),
        ("place-forgotten", crc ^ !register(!0, flips) ^ zeros(1)),
        ("place-forgotten", crc ^ !register(!0, flips) ^ zeros(4)),
    ];
    looks.into_iter().filter(|(_, wrong)| *wrong != right).collect()
}

/// What mistakes make of the shortest damage that goes unnoticed.
pub(super) fn bursts(start: u32) -> Vec<Looks<[u8; 5]>> {
    let five = |number: u64| {
        let [a, b, c, d, e, ..] = number.to_le_bytes();
        [a, b, c, d, e]
    };
    let whole = u64::from(MIRRORED) << 1 | 1;
    let right = model::unnoticed(start);
    let backwards = |mut bytes: [u8; 5]| {
        bytes.reverse();
        bytes
    };
    let looks = [
        ("start-ignored", five(whole)),
        ("without-its-first-bit", five(u64::from(MIRRORED) << start)),
        ("without-its-first-bit", five(u64::from(MIRRORED) << 1 << start)),
        ("first-bit-last", five((1 << 32 | u64::from(MIRRORED)) << start)),
        ("unreflected-burst", five((1 << 32 | u64::from(PLAIN)) << start)),
        ("unreflected-burst", backwards(five((1 << 32 | u64::from(PLAIN)) << start))),
        ("burst-backwards", backwards(right)),
        ("start-from-the-left", five(whole << (7 - start))),
        ("burst-in-32-bits", five(u64::from((whole as u32) << start))),
    ];
    looks.into_iter().filter(|(_, wrong)| *wrong != right).collect()
}
