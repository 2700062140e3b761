//! Packets as bytes: made, read, counted down, cut, answered, and put into words, without the learner's code and without
//! ours.

use std::net::Ipv4Addr;

use given::packets::{IcmpError, Ipv4Error, Ipv4Header, icmp_type, protocol};

pub(super) use crate::checks::packets::ipv4::model::emit;
use crate::checks::packets::{ipv4::model as ipv4, udp_icmp::model as udp_icmp};

/// The bytes of a header without options.
pub(super) const HEADER: usize = 20;
/// Where the fields are that a router may change.
const TTL_AT: usize = 8;
const CHECKSUM_AT: usize = 10;

/// A packet that was read.
pub(super) struct Read<'a> {
    pub(super) header: Ipv4Header,
    /// Without what a link has put behind it.
    pub(super) packet: &'a [u8],
    pub(super) payload: &'a [u8],
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

/// Reads a packet, if it is one. Whether its checksum must be right is up to the caller.
pub(super) fn read(arrived: &[u8], must_be_intact: bool) -> Option<Read<'_>> {
    match ipv4::parse(arrived) {
        Ok(_) => {}
        // It is looked at last: all else is as it should be.
        Err(Ipv4Error::Checksum { .. }) if !must_be_intact => {}
        Err(_) => return None,
    }
    let (len, total) = (ipv4::header_bytes(arrived), usize::from(u16_at(arrived, 2)));
    Some(Read { header: ipv4::read(arrived), packet: &arrived[..total], payload: &arrived[len..total] })
}

/// How long the header says that it is.
pub(super) fn header_len(packet: &[u8]) -> usize {
    if packet.is_empty() { 0 } else { ipv4::header_bytes(packet) }
}

/// Whether the checksum of the header is right.
pub(super) fn is_intact(packet: &[u8]) -> bool {
    packet
        .get(..header_len(packet))
        .is_some_and(|header| header.len() >= HEADER && ipv4::sum(header) == 0xFFFF)
}

/// The packet with another time to live, and the checksum that belongs to it.
pub(super) fn with_ttl(packet: &[u8], ttl: u8) -> Vec<u8> {
    repaired(&with_stale_ttl(packet, ttl))
}

/// The same, with the checksum of before.
pub(super) fn with_stale_ttl(packet: &[u8], ttl: u8) -> Vec<u8> {
    let mut packet = packet.to_vec();
    packet[TTL_AT] = ttl;
    packet
}

/// The packet with the checksum that it should have.
pub(super) fn repaired(packet: &[u8]) -> Vec<u8> {
    let mut packet = packet.to_vec();
    ipv4::repair(&mut packet);
    packet
}

/// The same, as far as the first 20 bytes go.
pub(super) fn repaired_without_options(packet: &[u8]) -> Vec<u8> {
    let mut packet = packet.to_vec();
    let checksum = ipv4::checksum(&packet[..HEADER]);
    packet[CHECKSUM_AT..CHECKSUM_AT + 2].copy_from_slice(&checksum.to_be_bytes());
    packet
}

/// The packet with one router less to go, its checksum increased by what is missing: with the carry that comes back in,
/// or without.
pub(super) fn one_less(packet: &[u8], with_carry: bool) -> Vec<u8> {
    let old = u16_at(packet, CHECKSUM_AT);
    let (mended, carry) = old.overflowing_add(0x0100);
    let mended = mended + u16::from(carry && with_carry);
    let mut packet = with_stale_ttl(packet, packet[TTL_AT].wrapping_sub(1));
    packet[CHECKSUM_AT..CHECKSUM_AT + 2].copy_from_slice(&mended.to_be_bytes());
    packet
}

/// The packet to somebody else.
pub(super) fn readdressed(packet: &[u8], destination: u32) -> Vec<u8> {
    let mut packet = packet.to_vec();
    packet[16..20].copy_from_slice(&destination.to_be_bytes());
    repaired(&packet)
}

/// The packet with the bit that nobody uses.
pub(super) fn with_reserved_bit(packet: &[u8]) -> Vec<u8> {
    let mut packet = packet.to_vec();
    packet[6] |= 0x80;
    repaired(&packet)
}

/// The packet, which may be cut now.
pub(super) fn without_df(packet: &[u8]) -> Vec<u8> {
    let mut packet = packet.to_vec();
    packet[6] &= !0x40;
    repaired(&packet)
}

/// A packet in pieces that fit, if it can be cut and need be.
pub(super) fn cut(packet: &[u8], mtu: usize) -> Vec<Vec<u8>> {
    let Some(Read { header, packet, payload }) = read(packet, false) else { return vec![] };
    if packet.len() <= mtu {
        return vec![packet.to_vec()];
    }
    let start = usize::from(header.fragment_offset) * 8;
    if HEADER + header.options.len() + start + payload.len() > 0xFFFF {
        return vec![];
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    while done < payload.len() {
        let options = if done == 0 { header.options.clone() } else { copied(&header.options) };
        let room = mtu - HEADER - options.len();
        let rest = payload.len() - done;
        let len = if rest <= room { rest } else { room / 8 * 8 };
        let piece = Ipv4Header {
            fragment_offset: ((start + done) / 8) as u16,
            more_fragments: header.more_fragments || len < rest,
            options,
            ..header.clone()
        };
        pieces.push(emit(&piece, &payload[done..done + len]));
        done += len;
    }
    pieces
}

/// The options that go into all fragments (RFC 791 §3.1): their highest bit says so.
fn copied(options: &[u8]) -> Vec<u8> {
    let mut copied = Vec::new();
    let mut rest = options;
    while let [kind, ..] = rest
        && *kind != 0
    {
        let len = if *kind == 1 { 1 } else { usize::from(rest.get(1).copied().unwrap_or(0)) };
        if len == 0 || len > rest.len() {
            break;
        }
        if kind & 0x80 != 0 {
            copied.extend_from_slice(&rest[..len]);
        }
        rest = &rest[len..];
    }
    copied.resize(copied.len().next_multiple_of(4), 0);
    copied
}

/// A UDP datagram without a checksum.
pub(super) fn datagram(len: usize) -> Vec<u8> {
    let head = [33434_u16, 33435, (8 + len) as u16, 0];
    head.into_iter().flat_map(u16::to_be_bytes).chain((0..len).map(|at| at as u8)).collect()
}

/// An ICMP echo with so many bytes of data.
pub(super) fn echo(len: usize) -> Vec<u8> {
    let data: Vec<u8> = (0..len).map(|at| b'a' + (at % 23) as u8).collect();
    udp_icmp::echo(0x1234, 1, &data)
}

/// What answers an echo, if the message is one.
pub(super) fn echo_reply(message: &[u8]) -> Option<Vec<u8>> {
    if message.len() < 8 || message[0] != icmp_type::ECHO || ipv4::sum(message) != 0xFFFF {
        return None;
    }
    let mut reply = message.to_vec();
    reply[0] = icmp_type::ECHO_REPLY;
    Some(resummed(&reply))
}

/// The ICMP message about a packet, as RFC 1122 §3.2.2 and RFC 1812 §4.3.2 allow it.
pub(super) fn error(error: &IcmpError, packet: &[u8]) -> Option<Vec<u8>> {
    let Read { header, packet, payload } = read(packet, true)?;
    let is_error = header.protocol == protocol::ICMP
        && payload.first().is_none_or(|kind| matches!(kind, 3 | 4 | 5 | 11 | 12));
    let is_to_many = header.destination >> 28 == 0xE || header.destination == u32::MAX;
    if is_error || header.fragment_offset != 0 || is_nobody(header.source) || is_to_many {
        return None;
    }
    let (kind, code, rest) = udp_icmp::first_bytes(error);
    Some(udp_icmp::icmp(kind, code, rest, &packet[..packet.len().min(udp_icmp::MOST)]))
}

/// An ICMP message with the checksum that it should have.
pub(super) fn resummed(message: &[u8]) -> Vec<u8> {
    udp_icmp::summed(message, 2)
}

/// Whether an address can't be that of one machine: 0/8, 127/8, and all from 224.0.0.0 on.
pub(super) fn is_nobody(address: u32) -> bool {
    let first = address >> 24;
    first == 0 || first == 127 || first >= 224
}

/// An address as people write it.
pub(super) fn dotted(address: u32) -> Ipv4Addr {
    Ipv4Addr::from(address)
}

/// A packet in a line.
pub(super) fn words(packet: &[u8]) -> String {
    let Some(Read { header, payload, .. }) = read(packet, false) else {
        return format!("{} bytes that are no packet", packet.len());
    };
    let mut words = format!(
        "{} from {} to {}, ttl {}, {} bytes",
        contents(&header, payload),
        dotted(header.source),
        dotted(header.destination),
        header.ttl,
        packet.len(),
    );
    if header.dont_fragment {
        words += ", DF";
    }
    if header.more_fragments || header.fragment_offset != 0 {
        words += if header.more_fragments { ", MF" } else { "" };
        words += &format!(", offset {}", header.fragment_offset);
    }
    if !header.options.is_empty() {
        words += &format!(", {} bytes of options", header.options.len());
    }
    if !is_intact(packet) {
        words += ", wrong checksum";
    }
    words
}

/// What a packet carries, in a few words.
pub(super) fn contents(header: &Ipv4Header, payload: &[u8]) -> String {
    if header.fragment_offset != 0 {
        return String::from("fragment");
    }
    match (header.protocol, payload) {
        (protocol::UDP, _) => String::from("UDP"),
        (protocol::TCP, _) => String::from("TCP"),
        (protocol::ICMP, [kind, code, _, _, _, _, high, low, ..]) => match (*kind, *code) {
            (icmp_type::ECHO, _) => String::from("echo"),
            (icmp_type::ECHO_REPLY, _) => String::from("echo reply"),
            (icmp_type::DESTINATION_UNREACHABLE, 0) => String::from("network unreachable"),
            (icmp_type::DESTINATION_UNREACHABLE, 1) => String::from("host unreachable"),
            (icmp_type::DESTINATION_UNREACHABLE, 3) => String::from("port unreachable"),
            (icmp_type::DESTINATION_UNREACHABLE, 4) => {
                format!("fragmentation needed (MTU {})", u16::from_be_bytes([*high, *low]))
            }
            (icmp_type::TIME_EXCEEDED, 0) => String::from("time exceeded"),
            (icmp_type::TIME_EXCEEDED, 1) => String::from("reassembly time exceeded"),
            (kind, code) => format!("ICMP {kind}, code {code}"),
        },
        (other, _) => format!("protocol {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokyo to London.
    fn header() -> Ipv4Header {
        Ipv4Header::new(protocol::UDP, 0x0A01_0007, 0x0A06_0009)
    }

    #[test]
    fn what_is_made_is_read() {
        let header = Ipv4Header { options: vec![7, 3, 4, 0], identification: 9, ..header() };
        let mut bytes = emit(&header, b"hello");
        bytes.extend([0; 9]);
        let read = read(&bytes, true).unwrap();
        assert_eq!((read.header, read.payload, read.packet.len()), (header, &b"hello"[..], 29));
        assert!(is_intact(&bytes));
    }

    #[test]
    fn the_two_ways_to_count_down_agree() {
        for traffic_class in 0..=255 {
            let packet = emit(&Ipv4Header { traffic_class, ..header() }, b"");
            let (anew, mended) = (with_ttl(&packet, 63), one_less(&packet, true));
            assert!(is_intact(&mended));
            assert_eq!(anew[..10], mended[..10]);
        }
    }

    #[test]
    fn pieces_are_those_of_rfc_791() {
        let pieces = cut(&emit(&header(), &[7; 452]), 280);
        assert_eq!(pieces.iter().map(Vec::len).collect::<Vec<_>>(), [276, 216]);
        assert_eq!(read(&pieces[1], true).unwrap().header.fragment_offset, 32);
        let options = Ipv4Header { options: vec![148, 4, 0, 0, 7, 3, 4, 0], ..header() };
        let pieces = cut(&emit(&options, &[7; 100]), 68);
        assert_eq!(pieces.iter().map(|piece| header_len(piece)).collect::<Vec<_>>(), [28, 24, 24]);
    }

    #[test]
    fn words_say_what_is_in_it() {
        let bytes = emit(&Ipv4Header { dont_fragment: true, ..header() }, &datagram(0));
        assert_eq!(words(&bytes), "UDP from 10.1.0.7 to 10.6.0.9, ttl 64, 28 bytes, DF");
        let message = error(&IcmpError::TimeExceeded, &bytes).unwrap();
        let icmp = emit(&Ipv4Header { protocol: protocol::ICMP, ..header() }, &message);
        assert!(words(&with_stale_ttl(&icmp, 9)).starts_with("time exceeded from 10.1.0.7"));
        assert!(words(&with_stale_ttl(&icmp, 9)).ends_with("ttl 9, 56 bytes, wrong checksum"));
        assert_eq!(words(b"abc"), "3 bytes that are no packet");
        assert_eq!(echo_reply(&echo(3)).unwrap()[..2], [0, 0]);
    }
}
