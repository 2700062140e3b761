//! Four bytes are one number, and that number says which machine.
//!
//! Tokyo must say which machine it means. On the Internet it says a number of 32 bits: an *IPv4 address*. A
//! program likes it as one number, because numbers can be compared and counted. A wire carries bytes, one
//! after the other, and four bytes have 32 bits. So both machines turn one into the other, and they must
//! agree which byte comes first. The Internet agreed long ago (RFC 791, appendix B): the first byte is the
//! most significant one. This is called *network byte order*, or *big endian*.
//!
//! ```text
//!   first     second    third     fourth      in the order they travel
//! +---------+---------+---------+---------+
//! |   192   |   168   |    1    |    1    |   each byte as a decimal number
//! |   C0    |   A8    |   01    |   01    |   each byte in hexadecimal
//! +---------+---------+---------+---------+
//!  most significant     least significant     together: 0xC0A80101, which is 3232235777
//! ```
//!
//! The text with dots, `192.168.1.1`, is for people. In front of every message travel the four bytes.
//!
//! Left out: reading and writing that text (the chapter `addresses` begins with it), and the longer addresses
//! of IPv6. Also, one machine may have several addresses; here it has one.

/// Makes one number of four bytes in network byte order: `bytes[0]` is the most significant.
///
/// Every four bytes are an address, so this never fails. [`bytes`] undoes it.
///
/// # Examples
///
/// ```
/// use hello::name_machine::number;
///
/// assert_eq!(number([192, 168, 1, 1]), 0xC0A8_0101);
/// assert_eq!(number([0, 0, 0, 1]), 1);
/// assert_eq!(number([1, 0, 0, 0]), 16_777_216);
/// ```
pub fn number(bytes: [u8; 4]) -> u32 {
    todo!()
}

/// Takes a number apart into four bytes in network byte order: the most significant comes first.
///
/// There are always four, also for small numbers. [`number`] undoes it.
///
/// # Examples
///
/// ```
/// use hello::name_machine::bytes;
///
/// assert_eq!(bytes(0xC0A8_0101), [192, 168, 1, 1]);
/// assert_eq!(bytes(1), [0, 0, 0, 1]);
/// ```
pub fn bytes(number: u32) -> [u8; 4] {
    todo!()
}
