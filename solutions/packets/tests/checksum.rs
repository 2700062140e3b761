//! `checksum` against the examples of the RFCs, the arithmetic that they rest on, and smoltcp and etherparse.

use given::packets::{Ends, Transport};
use packets::checksum::{checksum, is_intact, join, ones_sum, segment_checksum, update};
use proptest::prelude::*;
use smoltcp::wire::{IpAddress, Ipv4Packet, TcpPacket, UdpPacket};

/// 192.168.0.1 sends 115 bytes to 192.168.0.199, without a checksum yet.
const HEADER: [u8; 20] = [
    0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00, 0xC0, 0xA8, 0x00, 0x01, 0xC0,
    0xA8, 0x00, 0xC7,
];

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

fn filled(bytes: &[u8], at: usize, checksum: u16) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + 2].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// RFC 1071 §3, in all three of its ways.
#[test]
fn the_example_of_rfc_1071() {
    let bytes = [0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7];
    assert_eq!(ones_sum(&bytes), 0xDDF2);
    assert_eq!(ones_sum(&words(&[0x0100, 0x03F2, 0xF5F4, 0xF7F6])), 0xF2DD);
    assert_eq!(join(ones_sum(&bytes[..3]), 3, ones_sum(&bytes[3..])), 0xDDF2);
}

/// RFC 1624 §4.
#[test]
fn the_examples_of_rfc_1624() {
    assert_eq!(update(0xDD2F, 0x5555, 0x3285), 0x0000);
    // The other words of that header are cd7a together.
    assert_eq!(checksum(&words(&[0x5555, 0xCD7A, 0]), 4), 0xDD2F);
    assert_eq!(checksum(&words(&[0x3285, 0xCD7A, 0]), 4), 0x0000);
}

#[test]
fn a_header_and_the_next_hop() {
    assert_eq!(checksum(&HEADER, 10), 0xB861);
    let sent = filled(&HEADER, 10, 0xB861);
    assert_eq!(ones_sum(&sent), 0xFFFF);
    assert!(Ipv4Packet::new_unchecked(&sent[..]).verify_checksum());
    let forwarded = filled(&sent, 8, 0x3F11);
    assert_eq!(update(0xB861, 0x4011, 0x3F11), checksum(&forwarded, 10));
}

#[test]
fn edges_of_the_sum() {
    assert_eq!(ones_sum(&[]), 0);
    assert_eq!(ones_sum(&[0; 100]), 0);
    assert_eq!(ones_sum(&[0xFF, 0xFF]), 0xFFFF);
    assert_eq!(ones_sum(&[0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x01]), 0x0001);
    assert_eq!(ones_sum(&[0xAB]), 0xAB00);
    // More than fits into 32 bits.
    assert_eq!(ones_sum(&vec![0xFF; 1 << 20]), 0xFFFF);
}

#[test]
fn zero_is_for_tcp_and_not_for_udp() {
    let ends = Ends::V4 { source: 0, destination: 0 };
    let udp = words(&[0, 0, 0, 0, 0xFFFF - 17 - 10]);
    assert_eq!(segment_checksum(&ends, Transport::Udp, &udp), 0xFFFF);
    let mut tcp = words(&[0; 10]);
    tcp.extend(words(&[0xFFFF - 6 - 22]));
    assert_eq!(segment_checksum(&ends, Transport::Tcp, &tcp), 0);
    for field in [0, 0xFFFF] {
        assert!(is_intact(&ends, Transport::Udp, &filled(&udp, 6, field)));
        assert!(is_intact(&ends, Transport::Tcp, &filled(&tcp, 16, field)));
    }
}

#[test]
fn what_arrives_may_be_of_any_length() {
    let ends = Ends::V6 { source: 1, destination: 2 };
    for len in 0..=20 {
        for transport in [Transport::Tcp, Transport::Udp] {
            assert!(!is_intact(&ends, transport, &vec![0; len]));
        }
    }
}

fn of_ends(ends: &Ends) -> [IpAddress; 2] {
    match *ends {
        Ends::V4 { source, destination } => [source, destination].map(|it| IpAddress::Ipv4(it.into())),
        Ends::V6 { source, destination } => [source, destination].map(|it| IpAddress::Ipv6(it.into())),
    }
}

fn by_smoltcp(ends: &Ends, transport: Transport, segment: &[u8]) -> u16 {
    let [source, destination] = of_ends(ends);
    let mut segment = segment.to_vec();
    match transport {
        Transport::Udp => UdpPacket::new_unchecked(&mut segment[..]).fill_checksum(&source, &destination),
        Transport::Tcp => TcpPacket::new_unchecked(&mut segment[..]).fill_checksum(&source, &destination),
    }
    let at = transport.checksum_at();
    u16::from_be_bytes([segment[at], segment[at + 1]])
}

fn smoltcp_verifies(ends: &Ends, transport: Transport, segment: &[u8]) -> bool {
    let [source, destination] = of_ends(ends);
    match transport {
        Transport::Udp => UdpPacket::new_unchecked(segment).verify_checksum(&source, &destination),
        Transport::Tcp => TcpPacket::new_unchecked(segment).verify_checksum(&source, &destination),
    }
}

fn by_etherparse(ends: &Ends, transport: Transport, segment: &[u8]) -> u16 {
    let computed = match (transport, ends) {
        (Transport::Udp, Ends::V4 { source, destination }) => {
            let (header, data) = etherparse::UdpHeader::from_slice(segment).expect("a whole header");
            header.calc_checksum_ipv4_raw(source.to_be_bytes(), destination.to_be_bytes(), data)
        }
        (Transport::Udp, Ends::V6 { source, destination }) => {
            let (header, data) = etherparse::UdpHeader::from_slice(segment).expect("a whole header");
            header.calc_checksum_ipv6_raw(source.to_be_bytes(), destination.to_be_bytes(), data)
        }
        (Transport::Tcp, Ends::V4 { source, destination }) => {
            let (header, data) = etherparse::TcpHeader::from_slice(segment).expect("a whole header");
            header.calc_checksum_ipv4_raw(source.to_be_bytes(), destination.to_be_bytes(), data)
        }
        (Transport::Tcp, Ends::V6 { source, destination }) => {
            let (header, data) = etherparse::TcpHeader::from_slice(segment).expect("a whole header");
            header.calc_checksum_ipv6_raw(source.to_be_bytes(), destination.to_be_bytes(), data)
        }
    };
    computed.expect("the segment is short enough")
}

/// Few different bytes, so that carries and zeros are common.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![any::<u8>(), Just(0xFF), Just(0)], 0..most)
}

fn ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        any::<(u32, u32)>().prop_map(|(source, destination)| Ends::V4 { source, destination }),
        any::<(u128, u128)>().prop_map(|(source, destination)| Ends::V6 { source, destination }),
    ]
}

/// A header that others can read as well, and data behind it.
fn segment(transport: Transport, data: &[u8]) -> Vec<u8> {
    let header = match transport {
        Transport::Udp => words(&[1024, 53, 8 + data.len() as u16, 0xBEEF]),
        Transport::Tcp => words(&[1024, 80, 0, 1, 0, 2, 0x5018, 0x7210, 0xBEEF, 0]),
    };
    [&header, data].concat()
}

proptest! {
    /// RFC 1071 §1 is the definition, and this is arithmetic: 2 to the 16 is 1 where 65535 is 0.
    #[test]
    fn the_sum_is_a_remainder(bytes in bytes(100)) {
        let padded = [&bytes[..], &[0]].concat();
        let whole: u64 = padded.chunks_exact(2).map(|word| u64::from(word[0]) << 8 | u64::from(word[1])).sum();
        prop_assert_eq!(u64::from(ones_sum(&bytes)) % 0xFFFF, whole % 0xFFFF);
        prop_assert_eq!(ones_sum(&bytes) == 0, whole == 0);
        prop_assert_eq!(ones_sum(&bytes), smoltcp::wire::checksum::data(&bytes));
    }

    #[test]
    fn swapped_bytes_have_the_swapped_sum(bytes in bytes(100)) {
        let swapped: Vec<u8> =
            bytes.chunks(2).flat_map(|word| [word.get(1).copied().unwrap_or(0), word[0]]).collect();
        prop_assert_eq!(ones_sum(&swapped), ones_sum(&bytes).swap_bytes());
    }

    #[test]
    fn pieces_join_wherever_they_are_cut(bytes in bytes(40)) {
        for cut in 0..=bytes.len() {
            let (left, right) = bytes.split_at(cut);
            prop_assert_eq!(join(ones_sum(left), cut, ones_sum(right)), ones_sum(&bytes));
        }
    }

    #[test]
    fn what_is_put_in_verifies(mut bytes in bytes(40), field: [u8; 2], place: prop::sample::Index) {
        bytes.extend(field);
        let at = place.index(bytes.len() / 2) * 2;
        let sent = filled(&bytes, at, checksum(&bytes, at));
        prop_assert!(ones_sum(&sent) == 0xFFFF);
        prop_assert_eq!(checksum(&sent, at), checksum(&bytes, at));
    }

    #[test]
    fn segments_are_those_of_smoltcp_and_etherparse(ends in ends(), udp: bool, data in bytes(60)) {
        let transport = if udp { Transport::Udp } else { Transport::Tcp };
        let segment = segment(transport, &data);
        let own = segment_checksum(&ends, transport, &segment);
        prop_assert_eq!(own, by_smoltcp(&ends, transport, &segment));
        prop_assert_eq!(own, by_etherparse(&ends, transport, &segment));

        let sent = filled(&segment, transport.checksum_at(), own);
        prop_assert!(is_intact(&ends, transport, &sent));
        prop_assert!(smoltcp_verifies(&ends, transport, &sent));
    }

    /// One flipped bit is always noticed, whichever it is.
    #[test]
    fn damage_is_judged_as_smoltcp_does(ends in ends(), data in bytes(30), place: prop::sample::Index, bit in 0..8) {
        let segment = segment(Transport::Tcp, &data);
        let mut sent = filled(&segment, 16, segment_checksum(&ends, Transport::Tcp, &segment));
        sent[place.index(segment.len())] ^= 1_u8 << bit;
        prop_assert!(!is_intact(&ends, Transport::Tcp, &sent));
        prop_assert!(!smoltcp_verifies(&ends, Transport::Tcp, &sent));
    }

    /// Why there are CRCs, and codes with keys.
    #[test]
    fn swapped_words_are_not_noticed(ends in ends(), data in bytes(60), a: prop::sample::Index, b: prop::sample::Index) {
        let segment = segment(Transport::Tcp, &data);
        let mut sent = filled(&segment, 16, segment_checksum(&ends, Transport::Tcp, &segment));
        let [a, b] = [a, b].map(|place| place.index(sent.len() / 2) * 2);
        sent.swap(a, b);
        sent.swap(a + 1, b + 1);
        prop_assert!(is_intact(&ends, Transport::Tcp, &sent));
    }

    /// The first word is none of those that change: no header of IP is all zeros.
    #[test]
    fn an_update_is_a_recomputation(
        first in 1..=0xFFFF_u16,
        mut rest in prop::collection::vec(prop_oneof![any::<u16>(), Just(0), Just(0xFFFF)], 1..10),
        place: prop::sample::Index,
        new in prop_oneof![any::<u16>(), Just(0), Just(0xFFFF)],
    ) {
        let of = |rest: &[u16]| checksum(&words(&[&[0, first], rest].concat()), 0);
        let before = of(&rest);
        let at = place.index(rest.len());
        let old = std::mem::replace(&mut rest[at], new);
        prop_assert_eq!(update(before, old, new), of(&rest));
    }

    /// Whoever changes a packet on purpose repairs its checksum with the tool that routers use.
    #[test]
    fn an_enemy_is_not_noticed(ends in ends(), data in bytes(60), place: prop::sample::Index, new: u16) {
        let segment = segment(Transport::Tcp, &data);
        let right = segment_checksum(&ends, Transport::Tcp, &segment);
        let at = place.index(8) * 2; // one of the words before the field
        let old = u16::from_be_bytes([segment[at], segment[at + 1]]);
        let forged = filled(&filled(&segment, at, new), 16, update(right, old, new));
        prop_assert!(is_intact(&ends, Transport::Tcp, &forged));
    }
}
