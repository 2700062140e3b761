//! Bytes on a wire: NRZ, Manchester, and 4B/5B with NRZI.
//!
//! A wire carries no bits. It has a level, high or low, and the level may change. Tokyo and London agree how
//! long a bit takes and what stands for 0 and for 1: that is a *line code*. The first idea is to show each bit as
//! a level. It has a flaw: a long run of equal bits is a wire on which nothing happens, and London's clock, which
//! is never exactly Tokyo's, loses count. So the other codes make sure that the level changes often.
//!
//! ```text
//! bits          1     1     0     0     1     0     1     0       0x53, least significant first
//!
//!             +-----+-----+           +-----+     +-----+
//! NRZ                     |           |     |     |     |
//!                         +-----+-----+     +-----+     +-----
//!
//!                +--+  +--+--+  +--+     +--+--+     +--+--+
//! Manchester     |  |  |     |  |  |     |     |     |     |
//!             +--+  +--+     +--+  +--+--+     +--+--+     +--
//! ```
//!
//! | code | levels for a byte | equal levels in a row, at most | used by |
//! | --- | --- | --- | --- |
//! | NRZ | 8 | no limit | short lines that have a clock beside them |
//! | Manchester | 16 | 2 | Ethernet at 10 Mbit/s (IEEE 802.3, clause 14: 10BASE-T) |
//! | 4B/5B and NRZI | 10 | 4 | FDDI, Ethernet at 100 Mbit/s over fiber (clauses 24 and 26: 100BASE-FX) |
//!
//! Within a byte the least significant bit, or half byte, travels first. That is Ethernet's order. The order of
//! the bytes is not concerned.
//!
//! Left out: the start and the end of a frame, which real lines mark with the control groups; the scrambler
//! and the third level that 100BASE-TX needs on copper; voltages; and how London finds the middle of a bit.

use given::packets::{Bits, Levels, LineError};

/// Bytes as NRZ, *non-return to zero*: one level a bit, high for 1 and low for 0.
///
/// The bytes travel in their order. Of each byte the least significant bit travels first, as on Ethernet.
///
/// # Examples
///
/// ```
/// use packets::line_code::nrz;
///
/// // 0x53 is 0101_0011. Read it from the right.
/// assert_eq!(nrz(&[0x53]).to_string(), "--__-_-_");
/// assert_eq!(nrz(&[0x01, 0x80]).to_string(), "-______________-");
/// assert_eq!(nrz(&[]).to_string(), "");
/// ```
pub fn nrz(bytes: &[u8]) -> Levels {
    todo!()
}

/// Bytes in Manchester code: two levels a bit, with a change between them. Up is 1 (first low, then high), and
/// down is 0 (first high, then low).
///
/// That is the convention of IEEE 802.3, and thus of Ethernet. Many books have the opposite one, after
/// G. E. Thomas. The bits travel in the order of [`nrz`].
///
/// # Examples
///
/// ```
/// use packets::line_code::manchester;
///
/// // The bits of 0x53 are 1 1 0 0 1 0 1 0.
/// assert_eq!(manchester(&[0x53]).to_string(), "_-_--_-__--__--_");
/// assert_eq!(manchester(&[]).to_string(), "");
/// ```
pub fn manchester(bytes: &[u8]) -> Levels {
    todo!()
}

/// Reads the bytes of a Manchester signal, which begins with the first half of a bit. It undoes [`manchester`].
///
/// # Errors
///
/// - [`LineError::Length`] if the levels are no whole bytes, whatever is in them. A byte is of 16 levels.
/// - Otherwise, [`LineError::NoChange`] with the first bit whose two halves have the same level. Bits are counted
///   from 0, through all bytes.
///
/// # Examples
///
/// ```
/// use given::packets::{Levels, LineError};
/// use packets::line_code::read_manchester;
///
/// let levels = |text: &str| text.parse::<Levels>().unwrap();
///
/// assert_eq!(read_manchester(&levels("_-_- -_-_ _--_ _--_")), Ok(vec![0x53]));
/// assert_eq!(read_manchester(&levels("")), Ok(vec![]));
///
/// assert_eq!(read_manchester(&levels("_-_- -")), Err(LineError::Length { got: 5, of: 16 }));
/// assert_eq!(read_manchester(&levels("_-_- -_-- _--_ _--_")), Err(LineError::NoChange { bit: 3 }));
/// ```
pub fn read_manchester(levels: &Levels) -> Result<Vec<u8>, LineError> {
    todo!()
}

/// Bytes in 4B/5B: each half of a byte becomes a group of five bits.
///
/// The lower half of a byte (its four least significant bits) goes first, then the upper half. The groups are
/// those of IEEE 802.3, table 24-1, and of FDDI. They travel as written here, the leftmost bit first:
///
/// | half | group | half | group | half | group | half | group |
/// | --- | --- | --- | --- | --- | --- | --- | --- |
/// | `0` | 11110 | `4` | 01010 | `8` | 10010 | `C` | 11010 |
/// | `1` | 01001 | `5` | 01011 | `9` | 10011 | `D` | 11011 |
/// | `2` | 10100 | `6` | 01110 | `A` | 10110 | `E` | 11100 |
/// | `3` | 10101 | `7` | 01111 | `B` | 10111 | `F` | 11101 |
///
/// # Examples
///
/// ```
/// use packets::line_code::encode_4b5b;
///
/// // First the group of 3, then the group of 5.
/// assert_eq!(encode_4b5b(&[0x53]).to_string(), "1010101011");
/// assert_eq!(encode_4b5b(&[0x00, 0xff]).to_string(), "11110111101110111101");
/// assert_eq!(encode_4b5b(&[]).to_string(), "");
/// ```
pub fn encode_4b5b(bytes: &[u8]) -> Bits {
    todo!()
}

/// Reads the bytes of a 4B/5B code. It undoes [`encode_4b5b`].
///
/// # Errors
///
/// - [`LineError::Length`] if the bits are no whole bytes, whatever is in them. A byte is of 10 bits.
/// - Otherwise the first group that is not in the table of [`encode_4b5b`] decides. Groups are counted from 0.
///   - [`LineError::Control`] if it is one of the control groups: I 11111, J 11000, K 10001, T 01101, R 00111.
///   - [`LineError::Invalid`] if it is one of the other eleven.
///
/// # Examples
///
/// ```
/// use given::packets::{Bits, LineError};
/// use packets::line_code::decode_4b5b;
///
/// let bits = |text: &str| text.parse::<Bits>().unwrap();
///
/// assert_eq!(decode_4b5b(&bits("10101 01011")), Ok(vec![0x53]));
/// assert_eq!(decode_4b5b(&bits("")), Ok(vec![]));
///
/// assert_eq!(decode_4b5b(&bits("10101")), Err(LineError::Length { got: 5, of: 10 }));
/// assert_eq!(decode_4b5b(&bits("10101 01101")), Err(LineError::Control { group: 1 }));
/// assert_eq!(decode_4b5b(&bits("00000 01101")), Err(LineError::Invalid { group: 0 }));
/// ```
pub fn decode_4b5b(bits: &Bits) -> Result<Vec<u8>, LineError> {
    todo!()
}

/// Bits as NRZI, *non-return to zero, inverted on ones*: one level a bit. At a 1 the level changes, at a 0 it stays.
///
/// Before the first bit the wire is low.
///
/// # Examples
///
/// ```
/// use given::packets::Bits;
/// use packets::line_code::nrzi;
///
/// let bits = |text: &str| text.parse::<Bits>().unwrap();
///
/// assert_eq!(nrzi(&bits("1 1 0 0 1 0 1 0")).to_string(), "-___--__");
/// assert_eq!(nrzi(&bits("0")).to_string(), "_");
/// assert_eq!(nrzi(&bits("")).to_string(), "");
/// ```
pub fn nrzi(bits: &Bits) -> Levels {
    todo!()
}
