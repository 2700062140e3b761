//! `ipv4` against the examples of RFC 791, and against etherparse and smoltcp.

use etherparse::{IpDscp, IpEcn, IpFragOffset, IpNumber, Ipv4Options};
use given::packets::{Ipv4Error, Ipv4Header, protocol};
use packets::checksum::ones_sum;
use packets::ipv4::{emit, parse};
use proptest::collection::vec;
use proptest::prelude::*;
use smoltcp::wire::Ipv4Packet;

const LONDON: u32 = 0xC633_6407;
const TOKYO: u32 = 0xC000_0201;

fn header() -> impl Strategy<Value = Ipv4Header> {
    let numbers = (any::<u8>(), any::<u16>(), any::<bool>(), any::<bool>(), 0..=8191_u16);
    let rest = (any::<u8>(), any::<u8>(), any::<u32>(), any::<u32>(), vec(any::<u32>(), 0..=10));
    (numbers, rest).prop_map(|(numbers, (ttl, protocol, source, destination, options))| {
        let (traffic_class, identification, dont_fragment, more_fragments, fragment_offset) = numbers;
        Ipv4Header {
            traffic_class,
            identification,
            dont_fragment,
            more_fragments,
            fragment_offset,
            ttl,
            protocol,
            source,
            destination,
            options: options.into_iter().flat_map(u32::to_be_bytes).collect(),
        }
    })
}

/// The header as etherparse has it.
fn theirs(header: &Ipv4Header, payload_len: usize) -> etherparse::Ipv4Header {
    let mut theirs = etherparse::Ipv4Header {
        dscp: IpDscp::try_new(header.traffic_class >> 2).expect("six bits"),
        ecn: IpEcn::try_new(header.traffic_class & 3).expect("two bits"),
        total_len: (20 + header.options.len() + payload_len) as u16,
        identification: header.identification,
        dont_fragment: header.dont_fragment,
        more_fragments: header.more_fragments,
        fragment_offset: IpFragOffset::try_new(header.fragment_offset).expect("13 bits"),
        time_to_live: header.ttl,
        protocol: IpNumber(header.protocol),
        header_checksum: 0,
        source: header.source.to_be_bytes(),
        destination: header.destination.to_be_bytes(),
        options: Ipv4Options::try_from(header.options.as_slice()).expect("whole words, at most ten"),
    };
    theirs.header_checksum = theirs.calc_header_checksum();
    theirs
}

/// The bytes with the checksum that they should have.
fn repaired(packet: &[u8], header_len: usize) -> Vec<u8> {
    let mut packet = packet.to_vec();
    packet[10..12].fill(0);
    let checksum = !ones_sum(&packet[..header_len]);
    packet[10..12].copy_from_slice(&checksum.to_be_bytes());
    packet
}

/// RFC 791, appendix A: it leaves the checksum and the addresses open.
#[test]
fn the_examples_of_rfc_791() {
    let of =
        |protocol, ttl| Ipv4Header { identification: 111, ttl, ..Ipv4Header::new(protocol, TOKYO, LONDON) };

    let first = emit(&of(protocol::ICMP, 123), &[0]);
    assert_eq!(first[..10], [0x45, 0, 0, 21, 0, 111, 0, 0, 123, 1]);

    let whole = emit(&of(protocol::TCP, 123), &[0; 452]);
    assert_eq!(whole[..10], [0x45, 0, 0x01, 0xD8, 0, 111, 0, 0, 123, 6]);
    let begins = emit(&Ipv4Header { more_fragments: true, ..of(protocol::TCP, 119) }, &[0; 256]);
    assert_eq!(begins[..10], [0x45, 0, 0x01, 0x14, 0, 111, 0x20, 0, 119, 6]);
    let ends = emit(&Ipv4Header { fragment_offset: 32, ..of(protocol::TCP, 119) }, &[0; 196]);
    assert_eq!(ends[..10], [0x45, 0, 0, 216, 0, 111, 0, 32, 119, 6]);

    let options = vec![0x88, 3, 9, 0x88, 4, 9, 9, 1, 0x89, 3, 9, 0];
    let third = emit(&Ipv4Header { options: options.clone(), ..of(protocol::TCP, 123) }, &[0; 544]);
    assert_eq!(third[..10], [0x48, 0, 0x02, 0x40, 0, 111, 0, 0, 123, 6]);
    assert_eq!(third[20..32], options);
    assert_eq!(parse(&third).expect("it is right").0.options, options);
}

#[test]
fn a_header_that_many_books_show() {
    let mut packet = vec![0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0xB8, 0x61];
    packet.extend([0xC0, 0xA8, 0x00, 0x01, 0xC0, 0xA8, 0x00, 0xC7]);
    packet.resize(115, 0x2A);
    let (header, payload) = parse(&packet).expect("it is right");
    assert_eq!(header.to_string(), "192.168.0.1 to 192.168.0.199, protocol 17, ttl 64, DF");
    assert_eq!(payload, [0x2A; 95]);
    assert_eq!(emit(&header, payload), packet);
}

#[test]
fn the_first_thing_that_is_wrong_is_told() {
    let right = emit(&Ipv4Header { options: vec![1, 1, 1, 0], ..Ipv4Header::new(17, TOKYO, LONDON) }, b"hi");
    let with = |edits: &[(usize, u8)], len: usize| {
        let mut packet = right.clone();
        packet.resize(len, 0);
        for (at, byte) in edits {
            packet[*at] = *byte;
        }
        parse(&packet).map(|_| ())
    };
    assert_eq!(parse(&[]), Err(Ipv4Error::Truncated { needed: 20, got: 0 }));
    assert_eq!(with(&[(0, 0x64)], 19), Err(Ipv4Error::Truncated { needed: 20, got: 19 }));
    assert_eq!(with(&[(0, 0x6F)], 20), Err(Ipv4Error::Version { version: 6 }));
    assert_eq!(with(&[(0, 0x04)], 20), Err(Ipv4Error::Version { version: 0 }));
    assert_eq!(with(&[(0, 0x44), (3, 0)], 20), Err(Ipv4Error::HeaderLength { words: 4 }));
    assert_eq!(with(&[(3, 0)], 23), Err(Ipv4Error::Truncated { needed: 24, got: 23 }));
    assert_eq!(with(&[(3, 23)], 26), Err(Ipv4Error::TotalLength { claimed: 23, got: 26 }));
    assert_eq!(with(&[(8, 0)], 25), Err(Ipv4Error::TotalLength { claimed: 26, got: 25 }));
    let Err(Ipv4Error::Checksum { found, expected }) = with(&[(8, 63)], 26) else {
        panic!("it is not noticed")
    };
    assert_eq!(found.wrapping_add(0x0100), expected);
    assert_eq!(with(&[(23, 1)], 26), Err(Ipv4Error::Checksum { found, expected: found - 1 }));
}

#[test]
fn both_zeros_are_fine() {
    let of = |identification| Ipv4Header { identification, ..Ipv4Header::new(17, TOKYO, LONDON) };
    let numbers = 0..=u16::MAX;
    let is_zero = |packet: &Vec<u8>| packet[10..12] == [0, 0];
    let mut packet = numbers.map(|id| emit(&of(id), &[])).find(is_zero).expect("one has the checksum 0");
    assert!(parse(&packet).is_ok());
    packet[10..12].fill(0xFF);
    assert!(parse(&packet).is_ok());
    assert!(Ipv4Packet::new_unchecked(&packet).verify_checksum());
}

#[test]
fn what_ethernet_fills_in_is_not_of_the_packet() {
    let mut packet = emit(&Ipv4Header::new(17, TOKYO, LONDON), b"hi");
    packet.resize(46, 0);
    assert_eq!(parse(&packet).expect("it is right").1, b"hi");
}

proptest! {
    #[test]
    fn what_was_emitted_is_parsed(header in header(), payload in vec(any::<u8>(), 0..200)) {
        let packet = emit(&header, &payload);
        prop_assert_eq!(parse(&packet), Ok((header, payload.as_slice())));
    }

    #[test]
    fn etherparse_writes_the_same_header(header in header(), payload in vec(any::<u8>(), 0..50)) {
        let packet = emit(&header, &payload);
        let theirs = theirs(&header, payload.len());
        prop_assert_eq!(packet, [&theirs.to_bytes()[..], &payload].concat());
    }

    #[test]
    fn etherparse_reads_the_same_header(header in header(), payload in vec(any::<u8>(), 0..50)) {
        let packet = emit(&header, &payload);
        let (read, rest) = etherparse::Ipv4Header::from_slice(&packet).expect("it is right");
        prop_assert_eq!(&read, &theirs(&header, payload.len()));
        prop_assert_eq!(rest, &payload);
    }

    #[test]
    fn smoltcp_reads_the_same(header in header(), payload in vec(any::<u8>(), 0..50)) {
        let packet = emit(&header, &payload);
        let theirs = Ipv4Packet::new_checked(&packet[..]).expect("it is right");
        prop_assert!(theirs.verify_checksum());
        prop_assert_eq!(usize::from(theirs.header_len()), 20 + header.options.len());
        prop_assert_eq!(usize::from(theirs.total_len()), packet.len());
        prop_assert_eq!(theirs.dscp() << 2 | theirs.ecn(), header.traffic_class);
        prop_assert_eq!(theirs.ident(), header.identification);
        prop_assert_eq!(theirs.dont_frag(), header.dont_fragment);
        prop_assert_eq!(theirs.more_frags(), header.more_fragments);
        prop_assert_eq!(theirs.frag_offset() / 8, header.fragment_offset);
        prop_assert_eq!(theirs.hop_limit(), header.ttl);
        prop_assert_eq!(u8::from(theirs.next_header()), header.protocol);
        prop_assert_eq!(u32::from(theirs.src_addr()), header.source);
        prop_assert_eq!(u32::from(theirs.dst_addr()), header.destination);
        prop_assert_eq!(theirs.payload(), &payload[..]);
    }

    /// Neither refuses a header of another version or a wrong checksum by itself, so both are asked about that, too.
    #[test]
    fn damaged_packets_are_refused_as_by_smoltcp(
        header in header(),
        payload in vec(any::<u8>(), 0..30),
        damage in vec((any::<prop::sample::Index>(), any::<u8>()), 0..3),
        cut in any::<prop::sample::Index>(),
        repair: bool,
    ) {
        let mut packet = emit(&header, &payload);
        for (at, byte) in damage {
            let at = at.index(4.min(packet.len()));
            packet[at] = byte;
        }
        let header_len = 4 * usize::from(packet[0] & 0x0F);
        if repair && (20..=packet.len()).contains(&header_len) {
            packet = repaired(&packet, header_len);
        }
        packet.truncate(packet.len() - cut.index(packet.len() + 1) / 2);
        let theirs = Ipv4Packet::new_checked(&packet[..])
            .is_ok_and(|theirs| theirs.version() == 4 && theirs.header_len() >= 20 && theirs.verify_checksum());
        prop_assert_eq!(parse(&packet).is_ok(), theirs);
    }

    #[test]
    fn any_bytes_are_answered(bytes in vec(any::<u8>(), 0..100)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn the_reserved_bit_makes_no_difference(header in header(), payload in vec(any::<u8>(), 0..30)) {
        let mut packet = emit(&header, &payload);
        packet[6] |= 0x80;
        let packet = repaired(&packet, 20 + header.options.len());
        prop_assert_eq!(parse(&packet), Ok((header, payload.as_slice())));
    }

    #[test]
    fn every_shorter_one_is_refused(header in header(), payload in vec(any::<u8>(), 0..8)) {
        let packet = emit(&header, &payload);
        let header_len = 20 + header.options.len();
        for got in 0..packet.len() {
            let told = match got {
                0..20 => Ipv4Error::Truncated { needed: 20, got },
                _ if got < header_len => Ipv4Error::Truncated { needed: header_len, got },
                _ => Ipv4Error::TotalLength { claimed: packet.len(), got },
            };
            prop_assert_eq!(parse(&packet[..got]), Err(told));
        }
    }
}
