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

use crate::checksum::{checksum, ones_sum};

/// The first four bits of each packet.
const VERSION: u8 = 4;

/// Lengths in the header count words of so many bytes. Exceptions: the total length counts bytes, and the fragment
/// offset counts pieces of 8.
const WORD_BYTES: usize = 4;

/// A header without options, and one with as many as can be: its length in words has four bits.
const MIN_HEADER_BYTES: usize = 5 * WORD_BYTES;
const MAX_HEADER_BYTES: usize = 15 * WORD_BYTES;

/// At which byte the fields begin.
mod at {
    pub(super) const VERSION_AND_WORDS: usize = 0;
    pub(super) const TRAFFIC_CLASS: usize = 1;
    pub(super) const TOTAL_LENGTH: usize = 2;
    pub(super) const IDENTIFICATION: usize = 4;
    pub(super) const FLAGS_AND_OFFSET: usize = 6;
    pub(super) const TTL: usize = 8;
    pub(super) const PROTOCOL: usize = 9;
    pub(super) const CHECKSUM: usize = 10;
    pub(super) const SOURCE: usize = 12;
    pub(super) const DESTINATION: usize = 16;
    pub(super) const OPTIONS: usize = 20;
}

/// Two flags and the fragment offset share 16 bits. The bit above both is reserved.
const DONT_FRAGMENT: u16 = 0b0100_0000_0000_0000;
const MORE_FRAGMENTS: u16 = 0b0010_0000_0000_0000;
const FRAGMENT_OFFSET: u16 = 0b0001_1111_1111_1111;

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
    let (header, payload) = split(packet)?;
    // The sum over everything, field included, is what RFC 1071 §1 asks of a receiver. To compute the checksum
    // anew and to compare it would refuse the other zero, which older routers have sent (RFC 1624 §5).
    if ones_sum(header) != 0xFFFF {
        let (found, expected) = (u16_at(header, at::CHECKSUM), checksum(header, at::CHECKSUM));
        return Err(Ipv4Error::Checksum { found, expected });
    }
    let flags_and_offset = u16_at(header, at::FLAGS_AND_OFFSET);
    let read = Ipv4Header {
        traffic_class: header[at::TRAFFIC_CLASS],
        identification: u16_at(header, at::IDENTIFICATION),
        dont_fragment: flags_and_offset & DONT_FRAGMENT != 0,
        more_fragments: flags_and_offset & MORE_FRAGMENTS != 0,
        fragment_offset: flags_and_offset & FRAGMENT_OFFSET,
        ttl: header[at::TTL],
        protocol: header[at::PROTOCOL],
        source: u32_at(header, at::SOURCE),
        destination: u32_at(header, at::DESTINATION),
        options: header[at::OPTIONS..].to_vec(),
    };
    Ok((read, payload))
}

/// The bytes of the header, which are at least 20, and those of the payload.
///
/// Whoever has them need no longer care about lengths: a header that is too short can't be had from here.
fn split(packet: &[u8]) -> Result<(&[u8], &[u8]), Ipv4Error> {
    let got = packet.len();
    if got < MIN_HEADER_BYTES {
        return Err(Ipv4Error::Truncated { needed: MIN_HEADER_BYTES, got });
    }
    let first = packet[at::VERSION_AND_WORDS];
    let (version, words) = (first >> 4, first & 0x0F);
    // First the version: in another one, what follows means something else (RFC 1122 §3.2.1.1).
    if version != VERSION {
        return Err(Ipv4Error::Version { version });
    }
    let header_bytes = usize::from(words) * WORD_BYTES;
    if header_bytes < MIN_HEADER_BYTES {
        return Err(Ipv4Error::HeaderLength { words });
    }
    if header_bytes > got {
        return Err(Ipv4Error::Truncated { needed: header_bytes, got });
    }
    let claimed = usize::from(u16_at(packet, at::TOTAL_LENGTH));
    if !(header_bytes..=got).contains(&claimed) {
        return Err(Ipv4Error::TotalLength { claimed, got });
    }
    Ok(packet[..claimed].split_at(header_bytes))
}

/// Two bytes as a number, the first the more significant (RFC 791, appendix B).
fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

/// Four bytes as a number.
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
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
    let header_bytes = MIN_HEADER_BYTES + header.options.len();
    assert!(header_bytes.is_multiple_of(WORD_BYTES), "options are whole words");
    assert!(header_bytes <= MAX_HEADER_BYTES, "options are at most 40 bytes");
    assert!(header.fragment_offset <= FRAGMENT_OFFSET, "a fragment offset has 13 bits");
    let total_bytes = u16::try_from(header_bytes + payload.len()).expect("a packet has at most 65,535 bytes");

    let mut packet = Vec::with_capacity(total_bytes.into());
    packet.extend([VERSION << 4 | (header_bytes / WORD_BYTES) as u8, header.traffic_class]);
    packet.extend(total_bytes.to_be_bytes());
    packet.extend(header.identification.to_be_bytes());
    packet.extend(flags_and_offset(header).to_be_bytes());
    packet.extend([header.ttl, header.protocol]);
    packet.extend([0, 0]); // the checksum, which we only know when the rest is there
    packet.extend(header.source.to_be_bytes());
    packet.extend(header.destination.to_be_bytes());
    packet.extend(&header.options);
    let checksum = checksum(&packet, at::CHECKSUM);
    packet[at::CHECKSUM..at::CHECKSUM + 2].copy_from_slice(&checksum.to_be_bytes());

    packet.extend(payload);
    packet
}

/// The 16 bits that two flags and an offset share.
fn flags_and_offset(header: &Ipv4Header) -> u16 {
    let flag = |is_set: bool, bit: u16| if is_set { bit } else { 0 };
    flag(header.dont_fragment, DONT_FRAGMENT)
        | flag(header.more_fragments, MORE_FRAGMENTS)
        | header.fragment_offset
}
