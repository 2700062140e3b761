//! One IPv4 address, four spellings: a number, dotted decimal, binary and hexadecimal.
//!
//! To Tokyo's machine, London's address is a number of 32 bits. People cannot keep such numbers apart, so
//! they write the four bytes in decimal, with dots between them. Each of the four is called an *octet*.
//! Binary shows which bits two addresses share, and hexadecimal is binary in short: one digit for four bits.
//!
//! ```text
//! number                  3232235777
//!
//! dotted       192   .   168    .    1     .    1
//! binary    11000000 . 10101000 . 00000001 . 00000001
//! hex       0x  C0         A8         01         01      written 0xC0A80101
//!           most significant         least significant
//! ```
//!
//! Programs have read addresses in many ways. `127.1`, `0x7f.0.0.1` and `0177.0.0.1` all reach 127.0.0.1
//! where the reader is the C function `inet_aton`. RFC 6943 §3.1.1 calls these the loose forms. Now suppose
//! that a guard at the door reads a text in one way, and the machine behind it in another. The guard lets
//! pass what it should have stopped. So here only the strict form counts: four octets in plain decimal, as
//! `IPv4address` in the grammar of RFC 3986 §3.2.2.
//!
//! Left out: the loose forms, ports (`192.168.1.1:80`), names (`localhost` is one), and IPv6.
//!
//! House rule: not with types of `std::net`, nor given ones that use them. They read and write addresses; here you do.

use given::addresses::AddrError;

/// Reads an IPv4 address in the strict dotted form (RFC 6943 §3.1.1, RFC 3986 §3.2.2).
///
/// That is four octets with a dot between each two, and nothing else before, between or behind them: no
/// space, no sign. An octet is a number from 0 to 255 in the ASCII digits `0` to `9`, without superfluous
/// zeros in front. The first octet is the most significant.
///
/// # Errors
///
/// The text is split at its dots first. If there are not four parts, the answer is
///
/// - [`AddrError::Count`] with the number of parts, whatever is in them. Empty parts count, so `1.2.3.4.` has
///   five. The empty text is one empty part.
///
/// Otherwise the octets are looked at from left to right, and the first wrong one decides. Octets are counted
/// from 1. Where several of these are true of it, the one that stands first in this list is the answer:
///
/// 1. [`AddrError::NotDigit`]: it is empty, or something in it is not an ASCII digit;
/// 2. [`AddrError::LeadingZero`]: it has more than one digit, and the first is `0`;
/// 3. [`AddrError::TooBig`]: it is more than 255. There is no limit to how many digits it may have.
///
/// # Examples
///
/// ```
/// use addresses::dotted::parse_v4;
/// use given::addresses::AddrError;
///
/// assert_eq!(parse_v4("192.168.1.1"), Ok(0xC0A8_0101));
/// assert_eq!(parse_v4("0.0.0.0"), Ok(0));
///
/// assert_eq!(parse_v4("127.1"), Err(AddrError::Count { got: 2 }));
/// assert_eq!(parse_v4(""), Err(AddrError::Count { got: 1 }));
/// assert_eq!(parse_v4("192.168.+1.1"), Err(AddrError::NotDigit { octet: 3 }));
/// assert_eq!(parse_v4("192.168..1"), Err(AddrError::NotDigit { octet: 3 }));
/// assert_eq!(parse_v4("192.0168.1.1"), Err(AddrError::LeadingZero { octet: 2 }));
/// assert_eq!(parse_v4("256.168.1.x"), Err(AddrError::TooBig { octet: 1 }));
/// ```
pub fn parse_v4(text: &str) -> Result<u32, AddrError> {
    todo!()
}

/// Writes an address in the dotted form: four octets in decimal, the most significant first.
///
/// No octet has superfluous zeros in front. [`parse_v4`] reads every such text, and gives back the address.
///
/// # Examples
///
/// ```
/// use addresses::dotted::dotted;
///
/// assert_eq!(dotted(0xC0A8_0101), "192.168.1.1");
/// assert_eq!(dotted(0), "0.0.0.0");
/// ```
pub fn dotted(address: u32) -> String {
    todo!()
}

/// Writes an address in binary: four groups of exactly eight digits, the most significant first, with a dot
/// between each two.
///
/// # Examples
///
/// ```
/// use addresses::dotted::binary;
///
/// assert_eq!(binary(0xC0A8_0101), "11000000.10101000.00000001.00000001");
/// assert_eq!(binary(0), "00000000.00000000.00000000.00000000");
/// ```
pub fn binary(address: u32) -> String {
    todo!()
}

/// Writes an address in hexadecimal: `0x`, then exactly eight digits, with the letters `A` to `F` in upper
/// case.
///
/// # Examples
///
/// ```
/// use addresses::dotted::hex;
///
/// assert_eq!(hex(0xC0A8_0101), "0xC0A80101");
/// assert_eq!(hex(10), "0x0000000A");
/// ```
pub fn hex(address: u32) -> String {
    todo!()
}
