//! The header of IPv4: from bytes to what they say, and back.
//!
//! Tokyo's packet to London passes many machines. All that each of them learns about it stands in its first
//! bytes, the *header*, and behind the header comes the *payload*, which only London will look into. Here bytes
//! become an [`Ipv4Header`] and a payload, if they really are a packet, and the two become bytes again. A router
//! does both for every packet, so both are on the way of every byte of the Internet.
//!
//! ```text
//!  bit  0       4       8              16    19              24             31
//!      +-------+-------+---------------+-------------------------------+
//!    0 |version| words | traffic class |         total length          |
//!      +-------+-------+---------------+-----+-------------------------+
//!    4 |        identification         |0 D M|     fragment offset     |
//!      +---------------+---------------+-----+-------------------------+
//!    8 | time to live  |   protocol    |           checksum            |
//!      +---------------+---------------+-------------------------------+
//!   12 |                        source address                         |
//!      +---------------------------------------------------------------+
//!   16 |                      destination address                      |
//!      +---------------------------------------------------------------+
//!   20 |           options: none, mostly, and ten lines at most        |
//! byte +---------------------------------------------------------------+
//! ```
//!
//! That is RFC 791 §3.1. Each line has four bytes, and bit 0 is the most significant of the first. D and M are DF
//! and MF: "don't fragment", and "more fragments". The length in *words* counts lines: 5, if there are no options.
//!
//! Left out: what the options mean, which addresses may be a source (RFC 1122 §3.2.1.3), and putting fragments
//! together (the exercise `fragment`).

use given::packets::{Ipv4Error, Ipv4Header};

/// Reads an IPv4 packet: what its header says, and its payload.
///
/// `packet` is what arrived, from the first byte of the header on. All numbers of more than one byte are big
/// endian. The header's length stands in it in words of 4 bytes. Where it is more than 5 words, what is behind
/// the first 20 bytes are the options; they are handed over as they are, whatever they say.
///
/// The payload begins behind the header and ends where the *total length* says. More bytes may have arrived than
/// that: Ethernet fills up frames that are too short. They don't belong to the packet. The payload is a part of
/// `packet`, not a copy.
///
/// The highest bit of byte 6 is reserved. Whether it is set makes no difference.
///
/// # Errors
///
/// Nothing is believed before what stands in front of it was looked at. So where several things are wrong, the first
/// one of these is told:
///
/// 1. [`Ipv4Error::Truncated`], if there are fewer than 20 bytes: that many are `needed`.
/// 2. [`Ipv4Error::Version`], if the version is not 4.
/// 3. [`Ipv4Error::HeaderLength`], if the header claims fewer than 5 words.
/// 4. [`Ipv4Error::Truncated`], if there are fewer bytes than the header claims to have.
/// 5. [`Ipv4Error::TotalLength`], if the total length is less than the header's length, or more than what arrived.
/// 6. [`Ipv4Error::Checksum`], if the [`ones_sum`] of the whole header, options and checksum included, is not
///    `0xFFFF`. What should stand in the field is what [`checksum`] gives. (A field that holds the other one of
///    the two zeros has the right sum, so it is fine.)
///
/// Whatever the bytes are, it does not panic.
///
/// # Examples
///
/// ```
/// use given::packets::{Ipv4Error, protocol};
/// use packets::ipv4::parse;
///
/// let mut packet = [
///     0x45, 0x00, 0x00, 0x16, 0x00, 0x07, 0x40, 0x00, 0x40, 0x11, 0x4E, 0x94, // 22 bytes, DF, checksum 0x4E94
///     0xC0, 0x00, 0x02, 0x01, 0xC6, 0x33, 0x64, 0x07, // 192.0.2.1 to 198.51.100.7
///     b'h', b'i', 0x00, 0x00, 0x00, // the rest is not of this packet
/// ];
/// let (header, payload) = parse(&packet).unwrap();
/// assert_eq!((header.identification, header.dont_fragment, header.fragment_offset), (7, true, 0));
/// assert_eq!((header.ttl, header.protocol), (64, protocol::UDP));
/// assert_eq!((header.source, header.destination), (0xC000_0201, 0xC633_6407));
/// assert_eq!(header.options, []);
/// assert_eq!(payload, b"hi");
///
/// assert_eq!(parse(&packet[..21]), Err(Ipv4Error::TotalLength { claimed: 22, got: 21 }));
/// assert_eq!(parse(&packet[..19]), Err(Ipv4Error::Truncated { needed: 20, got: 19 }));
///
/// packet[8] = 63; // a router counts down, and forgets the checksum
/// assert_eq!(parse(&packet), Err(Ipv4Error::Checksum { found: 0x4E94, expected: 0x4F94 }));
/// ```
pub fn parse(packet: &[u8]) -> Result<(Ipv4Header, &[u8]), Ipv4Error> {
    todo!()
}

/// The bytes of a packet with this header and this payload.
///
/// What is not in an [`Ipv4Header`] follows from what is: the version is 4, the header's length in words is 5 and
/// the words of the options, the total length is that of everything in bytes, the reserved bit is 0, and the checksum
/// covers the header, its options included.
///
/// [`parse`] gives back the same header and the same payload.
///
/// # Panics
///
/// If the header says what has no room in one: options that are no multiple of 4 bytes or more than 40, a fragment
/// offset above 8191; or if the packet would be longer than 65,535 bytes. Nobody will ask.
///
/// # Examples
///
/// ```
/// use given::packets::{Ipv4Header, protocol};
/// use packets::ipv4::emit;
///
/// let header = Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407);
/// let header = Ipv4Header { identification: 7, dont_fragment: true, ..header };
/// let packet = emit(&header, b"hi");
/// assert_eq!(packet[..8], [0x45, 0x00, 0x00, 0x16, 0x00, 0x07, 0x40, 0x00]);
/// assert_eq!(packet[8..12], [0x40, 0x11, 0x4E, 0x94]);
/// assert_eq!(packet[12..], *b"\xC0\x00\x02\x01\xC6\x33\x64\x07hi");
///
/// let header = Ipv4Header { options: vec![1, 1, 1, 0], ..header };
/// assert_eq!(emit(&header, b"hi")[..4], [0x46, 0x00, 0x00, 0x1A]); // a word more, four bytes more
/// ```
pub fn emit(header: &Ipv4Header, payload: &[u8]) -> Vec<u8> {
    todo!()
}
