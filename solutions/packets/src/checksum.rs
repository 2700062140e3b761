//! The Internet checksum: one sum for the headers of IPv4, and for all of each TCP segment and UDP datagram.
//!
//! Tokyo takes the bytes in pairs, reads each pair as a number of 16 bits, and adds up these *words*. A carry
//! out of the top comes back in at the bottom; this is called *ones' complement* addition. All bits of the sum
//! are then inverted, and the result is put into the header. London adds up what arrived, checksum included.
//! A number and its inverse together are sixteen ones, so an undamaged packet has the sum `0xFFFF`.
//!
//! ```text
//!   bytes   00 01   f2 03   f4 f5   f6 f7        RFC 1071 §3
//!   words    0001 +  f203 +  f4f5 +  f6f7  =  2ddf0
//!                                             ╰┬──╯ the 2 did not fit into 16 bits:
//!                                    ddf0 + 2  =  ddf2    the sum
//!                                                 220d    the checksum, all bits inverted
//! ```
//!
//! TCP and UDP let their checksum cover more than is sent: before the segment stands, in thought, a *pseudo
//! header* with what the packet's IP header says about where it goes. So a segment that was delivered to a
//! wrong address has a wrong checksum.
//!
//! ```text
//!   IPv4, RFC 9293 §3.1, RFC 768            IPv6, RFC 8200 §8.1
//!   +--------+--------+--------+--------+   +--------+--------+--------+--------+
//!   |           source address          |   |         source address            |
//!   +--------+--------+--------+--------+   |                         4 lines   |
//!   |         destination address       |   +--------+--------+--------+--------+
//!   +--------+--------+--------+--------+   |       destination address         |
//!   |  zero  |protocol| segment's length|   |                         4 lines   |
//!   +--------+--------+--------+--------+   +--------+--------+--------+--------+
//!                                           |         segment's length          |
//!                                           +--------+--------+--------+--------+
//!                                           |           zero           |protocol|
//!                                           +--------+--------+--------+--------+
//! ```
//!
//! A router changes a word of each header that it forwards, and need not add up the others again: [`update`].
//!
//! Left out: UDP over IPv4 without any checksum (the exercise `udp_icmp`), and enemies. Whoever changes a
//! packet on purpose can call [`update`], too. What they cannot deceive comes in the chapter `tls`.

use given::packets::{Ends, Transport};

/// The ones' complement sum of all the words (RFC 1071 §1).
///
/// Two bytes are a word, the first the more significant. If the number of bytes is odd, the last byte is a word
/// with a zero byte *behind* it. A sum that needs more than 16 bits is *folded*: what is above the lower 16 is
/// added to them, until nothing is above.
///
/// However many bytes there are, there is an answer. The sum of no bytes is 0. The sum is 0 only if all bytes
/// are; other sums that would be divisible by 65535 are `0xFFFF`, which is the second zero of this arithmetic.
///
/// # Examples
///
/// ```
/// use packets::checksum::ones_sum;
///
/// assert_eq!(ones_sum(&[0x45, 0x00, 0x00, 0x73]), 0x4573);
/// assert_eq!(ones_sum(&[0xFF, 0xFF, 0x00, 0x02]), 0x0002); // 0x10001, and the 1 on top comes back in
/// assert_eq!(ones_sum(&[0x12, 0x34, 0x56]), 0x6834); // 0x1234 + 0x5600
///
/// assert_eq!(ones_sum(&[0, 1, 0xF2, 3, 0xF4, 0xF5, 0xF6, 0xF7]), 0xDDF2); // RFC 1071 §3
/// ```
pub fn ones_sum(bytes: &[u8]) -> u16 {
    // Four bytes at a time are two words side by side (RFC 1071 §2 (C)). Folding brings the upper one down, as it
    // does with all carries, and a `u64` has room for those of 16 GiB. Zeros behind the last bytes add nothing.
    let (quads, rest) = bytes.as_chunks::<4>();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    // "ne" is native endian: whichever order this machine reads without turning bytes round. Every word is then
    // swapped, or none is. If they are, so is their sum, and to swap that once is enough (RFC 1071 §2 (B)).
    let number = |quad: &[u8; 4]| u64::from(u32::from_ne_bytes(*quad));
    let sum: u64 = quads.iter().map(number).sum();
    u16::from_be(fold(sum + number(&last)))
}

/// Adds what is above the lower 16 bits to them. That can carry again, so once is not enough.
fn fold(mut sum: u64) -> u16 {
    while sum > 0xFFFF {
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    sum as u16
}

/// Adds in ones' complement. The order does not matter, and neither does how terms are grouped.
fn add(a: u16, b: u16) -> u16 {
    fold(u64::from(a) + u64::from(b))
}

/// The sum of two pieces that follow one another, from the sum of each.
///
/// `left` is the sum of the first `left_len` bytes, `right` that of the bytes behind them, each as [`ones_sum`]
/// gives it. The answer is what [`ones_sum`] gives for all of them together.
///
/// If `left_len` is odd, the right piece begins in the middle of a word. So in the whole, each of its bytes
/// stands in the other half of a word than it did when the piece was added up alone. Swapping the two bytes of
/// each word swaps the two bytes of the sum (RFC 1071 §2, (A) and (B)).
///
/// # Examples
///
/// ```
/// use packets::checksum::{join, ones_sum};
///
/// let bytes = [0x12, 0x34, 0x56, 0x78];
/// assert_eq!(ones_sum(&bytes), 0x68AC);
/// assert_eq!(join(ones_sum(&bytes[..2]), 2, ones_sum(&bytes[2..])), 0x68AC);
/// assert_eq!(join(ones_sum(&bytes[..1]), 1, ones_sum(&bytes[1..])), 0x68AC);
/// ```
pub fn join(left: u16, left_len: usize, right: u16) -> u16 {
    // Why swapping is allowed: a carry out of the top goes into the bottom, so the 16 bits are a ring without
    // a beginning. Turning a ring by eight places changes no addition in it.
    if left_len.is_multiple_of(2) { add(left, right) } else { add(left, right.swap_bytes()) }
}

/// What belongs into the checksum field of a header: the inverse of the [`ones_sum`] of all its bytes, those of
/// the field counted as zeros (RFC 1071 §1, RFC 791 §3.1).
///
/// The field's two bytes begin at `at`, which is even. Whatever they hold does not matter. `bytes` are all that
/// the checksum covers: of an IPv4 packet the header alone, of an ICMP message the whole. The answer may be any
/// number, 0 too.
///
/// # Panics
///
/// If the field does not lie within `bytes`. Nobody will ask.
///
/// # Examples
///
/// ```
/// use packets::checksum::{checksum, ones_sum};
///
/// let mut header = [
///     0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, // the checksum comes next
///     0x00, 0x00, 0xC0, 0xA8, 0x00, 0x01, 0xC0, 0xA8, 0x00, 0xC7,
/// ];
/// assert_eq!(checksum(&header, 10), 0xB861);
///
/// header[10..12].copy_from_slice(&0xB861_u16.to_be_bytes());
/// assert_eq!(checksum(&header, 10), 0xB861); // what is in the field does not count
/// assert_eq!(ones_sum(&header), 0xFFFF); // and this is what the receiver looks for
/// ```
pub fn checksum(bytes: &[u8], at: usize) -> u16 {
    // Zeros add nothing. So we leave the field out, and need neither a copy nor a header that we may change.
    let (before, behind) = (&bytes[..at], &bytes[at + 2..]);
    !join(ones_sum(before), at, ones_sum(behind))
}

/// What belongs into the checksum field of a TCP segment or a UDP datagram.
///
/// It is the inverse of the [`ones_sum`] of the pseudo header and the whole segment, its own header included,
/// with the field itself ([`Transport::checksum_at`]) counted as zeros. The pseudo header is, over IPv4 (RFC 9293
/// §3.1, RFC 768), 12 bytes:
///
/// - the source address and the destination address, 4 bytes each;
/// - a zero byte, and the protocol ([`Transport::number`]) in a byte;
/// - the length of the segment in bytes, in 2 bytes. An odd one stays odd.
///
/// Over IPv6 (RFC 8200 §8.1) it is 40 bytes: the two addresses of 16 bytes each, the length of the segment in 4
/// bytes, three zero bytes, and the protocol in a byte.
///
/// In UDP a checksum of 0 says "there is none". So where 0 comes out, UDP's field gets `0xFFFF`, the other zero
/// (RFC 768). TCP's gets the 0.
///
/// `segment` has at least the whole header, and at most the 65,515 bytes that fit into an IPv4 packet.
///
/// # Examples
///
/// ```
/// use given::packets::{Ends, Transport};
/// use packets::checksum::segment_checksum;
///
/// let ends = Ends::V4 { source: 0xC000_0201, destination: 0xC000_0202 }; // 192.0.2.1 to 192.0.2.2
/// // Ports 1024 and 53, length 10, no checksum yet, and "hi".
/// let datagram = [0x04, 0x00, 0x00, 0x35, 0x00, 0x0A, 0x00, 0x00, b'h', b'i'];
/// // Inverted, that is c000 + 0201 + c000 + 0202 + 0011 + 000a, and 0400 + 0035 + 000a + 6869.
/// assert_eq!(segment_checksum(&ends, Transport::Udp, &datagram), 0x0F38);
/// ```
pub fn segment_checksum(ends: &Ends, transport: Transport, segment: &[u8]) -> u16 {
    let own = !checksum(segment, transport.checksum_at());
    let checksum = !add(pseudo_sum(ends, transport, segment.len()), own);
    match (transport, checksum) {
        (Transport::Udp, 0) => 0xFFFF,
        (_, checksum) => checksum,
    }
}

/// The sum of the pseudo header: of all its words, which nobody ever puts one behind the other in memory.
fn pseudo_sum(ends: &Ends, transport: Transport, len: usize) -> u16 {
    let addresses = match ends {
        Ends::V4 { source, destination } => {
            add(ones_sum(&source.to_be_bytes()), ones_sum(&destination.to_be_bytes()))
        }
        Ends::V6 { source, destination } => {
            add(ones_sum(&source.to_be_bytes()), ones_sum(&destination.to_be_bytes()))
        }
    };
    // The length has two bytes in one family and four in the other. Leading zeros make no difference to a sum,
    // and neither does the order of the fields.
    let rest = add(u16::from(transport.number()), fold(len as u64));
    add(addresses, rest)
}

/// Whether a TCP segment or a UDP datagram arrived with the checksum that it should have.
///
/// It has if the [`ones_sum`] of pseudo header and segment, the checksum field *included*, is `0xFFFF` (RFC 1071
/// §1). Nothing else is looked at. So a field that holds the other one of the two zeros is fine as well, and
/// damage that keeps the sum is not noticed (RFC 1624 §5).
///
/// `segment` is what arrived, as its IP packet says where it begins and ends: any bytes of any length.
///
/// # Examples
///
/// ```
/// use given::packets::{Ends, Transport};
/// use packets::checksum::is_intact;
///
/// let ends = Ends::V4 { source: 0xC000_0201, destination: 0xC000_0202 };
/// let mut datagram = [0x04, 0x00, 0x00, 0x35, 0x00, 0x0A, 0x0F, 0x38, b'h', b'i'];
/// assert!(is_intact(&ends, Transport::Udp, &datagram));
///
/// datagram[9] = b'o';
/// assert!(!is_intact(&ends, Transport::Udp, &datagram));
/// ```
pub fn is_intact(ends: &Ends, transport: Transport, segment: &[u8]) -> bool {
    add(pseudo_sum(ends, transport, segment.len()), ones_sum(segment)) == 0xFFFF
}

/// The checksum of a header in which one word has changed, from the checksum that it had (RFC 1624 §3).
///
/// `old` is what the word was, `new` is what it is now. The header itself is not needed. The answer is what
/// [`checksum`] gives for the changed header, if `old_checksum` was what it gave before. (One header is excepted:
/// that in which all words but the field are zero now. There is none in IP.)
///
/// # Examples
///
/// ```
/// use packets::checksum::update;
///
/// // A router makes time to live 0x3F out of 0x40. The protocol, 0x11, is in the same word.
/// assert_eq!(update(0xB861, 0x4011, 0x3F11), 0xB961);
///
/// assert_eq!(update(0xDD2F, 0x5555, 0x3285), 0x0000); // RFC 1624 §4
/// ```
pub fn update(old_checksum: u16, old: u16, new: u16) -> u16 {
    // Take the inverse away, take the old word out, put the new one in, and invert again. To take `old` out is
    // to add its inverse. This is equation 3 of RFC 1624. Equation 2, of RFC 1141, saves two inversions, and
    // gives 0xFFFF where 0 is right.
    !add(add(!old_checksum, !old), new)
}
