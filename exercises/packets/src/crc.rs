//! The CRC: the frame is one long number, and the remainder of a division travels behind it.
//!
//! A sum does not know places. A remainder does: each bit of the frame counts differently, as each digit of a number
//! does. Ethernet puts a remainder of 32 bits behind each frame, the *frame check sequence* (FCS), and London
//! divides again. It is the division without carries, in which adding and taking away are both an exclusive or. So
//! all it takes is a register of 32 bits that is shifted to the right, and a few gates:
//!
//! ```text
//!                                                               the next bit
//!                                                                    |
//!     place 31                                             place 0   v
//!     +---+---+---+---+---+---+   ...   +---+---+---+---+---+---+
//!     |   |   |   |   |   |   |         |   |   |   |   |   |   |-> xor
//!     +---+---+---+---+---+---+   ...   +---+---+---+---+---+---+    |
//!      ^   ^   ^       ^   ^                     ^                   |
//!      |   |   |       |   |                     |                   |  a 1 turns over the bits of
//!      +---+---+-------+---+------- ... ---------+-------------------+  0xEDB88320, a 0 turns over none
//! ```
//!
//! The polynomial is x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1 (IEEE 802.3,
//! section 3.2.9). Because a byte's least significant bit travels first, the highest power is at the *right* end of
//! the register, and the polynomial is written mirrored. Of 33 coefficients the first is always 1 and is not
//! written: it is the bit that has fallen out.
//!
//! ```text
//!     x³²   x³¹ ... x⁰ , as books write it    1   0000 0100 1100 0001 0001 1101 1011 0111    0x04C11DB7
//!     x⁰  ... x³¹   x³², as they travel           1110 1101 1011 1000 1000 0011 0010 0000  1     0xEDB88320
//! ```
//!
//! Left out: fields of other widths and polynomials; the flags and escapes that mark where a frame ends (the exercise
//! `deframe`); the instructions that processors have for this. And there is no protection against somebody who
//! changes a frame on purpose: [`crc32_flipped`] shows why.

/// The register after one more byte. This is the division alone: here nothing is inverted.
///
/// The byte meets the lower eight bits of the register in an exclusive or. Then the register is shifted to the right
/// by one place, eight times. Each time the bit that falls out of place 0 decides: if it is a 1, the register is
/// combined with `0xEDB8_8320` in an exclusive or, after the shift.
///
/// # Examples
///
/// ```
/// use packets::crc::shift_in;
///
/// // Seven times a 0 falls out, and then the 1.
/// assert_eq!(shift_in(0, 0x80), 0xEDB8_8320);
/// // One step earlier: the polynomial is shifted by one, and the 0 at its end fell out.
/// assert_eq!(shift_in(0, 0x40), 0x76DC_4190);
/// // The byte and the register's lower bits are the same: eight zeros fall out.
/// assert_eq!(shift_in(0x1234_5678, 0x78), 0x0012_3456);
/// assert_eq!(shift_in(0, 0), 0);
/// ```
pub fn shift_in(register: u32, byte: u8) -> u32 {
    todo!()
}

/// The CRC of these bytes, as Ethernet, PPP, zip and many others compute it (IEEE 802.3, section 3.2.9; RFC 1662,
/// appendix C.3).
///
/// The register begins with 32 ones. All bytes are shifted in, as [`shift_in`] does it, in their order. What then
/// stands in the register is inverted, all 32 bits of it. The CRC of no bytes is 0.
///
/// # Examples
///
/// ```
/// use packets::crc::crc32;
///
/// assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
/// assert_eq!(crc32(&[0x00]), 0xD202_EF8D);
/// assert_eq!(crc32(&[0x00, 0x00]), 0x41D9_12FF); // leading zeros count
/// assert_eq!(crc32(&[]), 0);
/// ```
pub fn crc32(bytes: &[u8]) -> u32 {
    todo!()
}

/// The CRC of a message of which there is more: `crc` is that of what came before, as [`crc32`] gives it, and `more`
/// comes right behind.
///
/// However a message is cut into pieces, the answer after the last one is what [`crc32`] gives for the whole. The
/// CRC before the first piece is that of no bytes.
///
/// # Examples
///
/// ```
/// use packets::crc::{crc32, crc32_more};
///
/// let crc = crc32(b"12345");
/// assert_eq!(crc32_more(crc, b"6789"), crc32(b"123456789"));
/// assert_eq!(crc32_more(crc, b""), crc);
/// assert_eq!(crc32_more(0, b"123456789"), 0xCBF4_3926);
/// ```
pub fn crc32_more(crc: u32, more: &[u8]) -> u32 {
    todo!()
}

/// The frame, and its FCS behind it: four bytes that hold the [`crc32`] of the frame, the *least* significant first
/// (RFC 1662, appendix C.3).
///
/// That is the opposite of what nearly all other numbers on the network do. It is due to the order of bits: the
/// first bit to travel has the highest power, all through the frame, and so it is in the FCS.
///
/// # Examples
///
/// ```
/// use packets::crc::with_fcs;
///
/// assert_eq!(with_fcs(b"123456789"), b"123456789\x26\x39\xF4\xCB");
/// assert_eq!(with_fcs(b""), [0, 0, 0, 0]);
/// ```
pub fn with_fcs(frame: &[u8]) -> Vec<u8> {
    todo!()
}

/// Whether a frame arrived with the FCS that it should have. Its last four bytes are the FCS.
///
/// One can compute the [`crc32`] of all but the last four bytes and compare. There is a shorter way, which need not
/// know where the frame ends: the [`crc32`] of frame *and* FCS is always the same number, `0x2144_DF1C`, if the
/// FCS is the right one, and never if it is not. (RFC 1662, appendix C.3, has the number as it is before the
/// inversion: `0xDEBB_20E3`.)
///
/// `frame` is what arrived: any bytes of any length. Fewer than four have no FCS, and it is not right.
///
/// # Examples
///
/// ```
/// use packets::crc::fcs_is_right;
///
/// assert!(fcs_is_right(b"123456789\x26\x39\xF4\xCB"));
/// assert!(!fcs_is_right(b"123456780\x26\x39\xF4\xCB"));
/// assert!(fcs_is_right(&[0, 0, 0, 0])); // an empty frame
/// assert!(!fcs_is_right(&[0, 0, 0]));
/// ```
pub fn fcs_is_right(frame: &[u8]) -> bool {
    todo!()
}

/// The CRC of a message in which bits were turned over, from the CRC that it had.
///
/// `crc` is the [`crc32`] of the message before. `flips` is as long as the message, and has a 1 for each bit
/// that is turned over, a 0 for each that stays: it is the exclusive or of the message before and the message after.
/// The answer is the [`crc32`] of the message after. The message itself is not needed, and neither is any secret:
/// that is why a CRC stops noise and not an enemy.
///
/// # Examples
///
/// ```
/// use packets::crc::{crc32, crc32_flipped};
///
/// let crc = crc32(b"pay 10");
/// // '1' is 0x31 and '9' is 0x39.
/// assert_eq!(crc32_flipped(crc, &[0, 0, 0, 0, 0x08, 0]), crc32(b"pay 90"));
/// assert_eq!(crc32_flipped(crc, &[0, 0, 0, 0, 0, 0]), crc);
/// ```
pub fn crc32_flipped(crc: u32, flips: &[u8]) -> u32 {
    todo!()
}

/// The shortest damage that is never noticed: a pattern of flips as in [`crc32_flipped`] that leaves every right FCS
/// right.
///
/// From the first flipped bit to the last it is 33 bits long, and it is the only one of that length. (No shorter one
/// goes unnoticed.) It is the whole polynomial, x³² included, because the remainder of the polynomial divided by
/// itself is 0: 1, and behind it the bits of `0xEDB8_8320`, the least significant first.
///
/// `start` says where the first flipped bit is: 0 to 7 bits after the first that travels of the first byte, which is
/// the least significant. So the 33 bits are within five bytes.
///
/// # Examples
///
/// ```
/// use packets::crc::{fcs_is_right, unnoticed, with_fcs};
///
/// assert_eq!(unnoticed(0), [0x41, 0x06, 0x71, 0xDB, 0x01]);
///
/// let sent = with_fcs(b"to Frankfurt");
/// let flips = unnoticed(3);
/// let damaged: Vec<u8> = sent.iter().zip(flips.iter().chain(&[0; 11])).map(|(byte, flip)| byte ^ flip).collect();
/// assert_ne!(damaged, sent);
/// assert!(fcs_is_right(&damaged));
/// ```
pub fn unnoticed(start: u32) -> [u8; 5] {
    todo!()
}
