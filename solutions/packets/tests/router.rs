//! `router`: what it forwards against etherparse, its limits against the clock, and a loop of three.

use given::addresses::{Family, Prefix};
use given::packets::{IcmpError, Interface, Ipv4Header, Routed, Via, icmp_type, protocol};
use given::time::Micros;
use packets::ipv4::{emit, parse};
use packets::router::Router;
use packets::udp_icmp::icmp_error;
use proptest::collection::vec;
use proptest::prelude::*;

/// In the city, behind interface 0.
const TOKYO: u32 = 0x0A01_0007;
/// Far away, behind interface 1.
const LONDON: u32 = 0x0A06_0009;

const CITY: u32 = 0x0A01_0001;
const CABLE: u32 = 0x0A00_0602;
const NEW_YORK: u32 = 0x0A00_0601;

fn v4(bits: u32, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: bits.into(), len }
}

fn interface(address: u32, len: u8, mtu: u16) -> Interface {
    let network = v4(address & (u32::MAX << (32 - len)), len);
    Interface { address, network, mtu, checks_source: false }
}

fn tokyo(mtu: u16) -> Router {
    let mut router = Router::new(vec![interface(CITY, 16, 1500), interface(CABLE, 30, mtu)]);
    router.add_route(v4(0x0A06_0000, 16), Via { interface: 1, next_hop: Some(NEW_YORK) });
    router
}

fn packet(ttl: u8, destination: u32) -> Vec<u8> {
    emit(&Ipv4Header { ttl, ..Ipv4Header::new(protocol::UDP, TOKYO, destination) }, b"datagram")
}

/// The one packet that is sent.
fn sent(routed: &[Routed]) -> (usize, u32, &[u8]) {
    match routed {
        [Routed::Send { interface, next_hop, packet }] => (*interface, *next_hop, packet),
        other => panic!("{other:?}"),
    }
}

/// Type and code of the ICMP message that is sent.
fn error(routed: &[Routed]) -> [u8; 2] {
    let (_, _, packet) = sent(routed);
    let (header, message) = parse(packet).unwrap();
    assert_eq!(header.protocol, protocol::ICMP);
    [message[0], message[1]]
}

proptest! {
    #[test]
    fn a_forwarded_packet_is_what_etherparse_makes_of_it(
        traffic_class: u8, identification: u16, dont_fragment: bool, more_fragments: bool, offset in 0..=8191_u16,
        ttl in 2..=255_u8, protocol: u8, options in vec(any::<u32>(), 0..=10), payload in vec(any::<u8>(), 0..100),
    ) {
        let header = Ipv4Header {
            traffic_class, identification, dont_fragment, more_fragments, fragment_offset: offset, ttl, protocol,
            source: TOKYO, destination: LONDON,
            options: options.into_iter().flat_map(u32::to_be_bytes).collect(),
        };
        let packet = emit(&header, &payload);
        let (mut theirs, rest) = etherparse::Ipv4Header::from_slice(&packet).unwrap();
        theirs.time_to_live -= 1;
        theirs.header_checksum = theirs.calc_header_checksum();
        let mut expected = theirs.to_bytes().to_vec();
        expected.extend_from_slice(rest);
        let routed = tokyo(1500).handle_packet(Micros(0), 0, &packet);
        prop_assert_eq!(sent(&routed), (1, NEW_YORK, &expected[..]));
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..100), interface in 0..2_usize) {
        tokyo(68).handle_packet(Micros(0), interface, &bytes);
    }

    #[test]
    fn no_packet_makes_it_panic(
        source: u32, destination: u32, ttl: u8, protocol in 0..3_u8, offset in 0..=8191_u16, more: bool, df: bool,
        len in 0..3000_usize,
    ) {
        let header = Ipv4Header {
            ttl, dont_fragment: df, more_fragments: more, fragment_offset: offset,
            ..Ipv4Header::new(protocol, source, destination)
        };
        let mut router = tokyo(68);
        router.add_route(v4(0, 0), Via { interface: 1, next_hop: Some(NEW_YORK) });
        for routed in router.handle_packet(Micros(0), 0, &emit(&header, &vec![8; len])) {
            if let Routed::Send { interface: 1, packet, .. } = routed {
                prop_assert!(packet.len() <= 68);
                prop_assert!(parse(&packet).is_ok());
            }
        }
    }

    /// The two promises of the docs, for any times.
    #[test]
    fn errors_are_limited(gaps in vec(0..300_000_u64, 1..200)) {
        let mut router = tokyo(1500);
        let (mut now, mut moments) = (Micros(5_000_000), Vec::<u64>::new());
        for gap in gaps {
            now.0 += gap;
            let lately = |within: u64| moments.iter().filter(|moment| **moment + within > now.0).count();
            let before = lately(1_000_000);
            let told = !router.handle_packet(now, 0, &packet(1, LONDON)).is_empty();
            prop_assert!(before < 20 || !told);
            prop_assert!(before > 0 || told);
            if told {
                moments.push(now.0);
            }
        }
    }
}

#[test]
fn time_to_live_counts_routers() {
    let mut router = tokyo(1500);
    for ttl in [0, 1] {
        let routed = router.handle_packet(Micros(0), 0, &packet(ttl, LONDON));
        assert_eq!(error(&routed), [icmp_type::TIME_EXCEEDED, 0]);
        assert_eq!(sent(&routed).1, TOKYO);
    }
    let routed = router.handle_packet(Micros(0), 0, &packet(2, LONDON));
    assert_eq!(parse(sent(&routed).2).unwrap().0.ttl, 1);
}

#[test]
fn what_does_not_fit_is_cut_or_reported() {
    let mut router = tokyo(296);
    let header = Ipv4Header::new(protocol::UDP, TOKYO, LONDON);
    let routed = router.handle_packet(Micros(0), 0, &emit(&header, &[b'x'; 500]));
    let lengths: Vec<usize> =
        routed.iter().map(|routed| sent(std::slice::from_ref(routed)).2.len()).collect();
    assert_eq!(lengths, [292, 248]);

    let header = Ipv4Header { dont_fragment: true, ..header };
    let too_long = emit(&header, &[b'x'; 500]);
    let routed = router.handle_packet(Micros(0), 0, &too_long);
    let (_, message) = parse(sent(&routed).2).unwrap();
    assert_eq!(message, icmp_error(&IcmpError::FragmentationNeeded { mtu: 296 }, &too_long).unwrap());
}

#[test]
fn errors_that_do_not_fit_are_cut() {
    let mut router = Router::new(vec![interface(CITY, 16, 100)]);
    let long = emit(&Ipv4Header::new(protocol::UDP, TOKYO, LONDON), &[b'x'; 600]);
    let routed = router.handle_packet(Micros(0), 0, &long);
    assert_eq!(routed.len(), 556_usize.div_ceil(80));
}

#[test]
fn the_rest_of_a_full_bucket_is_not_lost() {
    let mut router = tokyo(1500);
    let mut told = |now| !router.handle_packet(Micros(now), 0, &packet(1, LONDON)).is_empty();
    assert_eq!((0..30).filter(|_| told(0)).count(), 10);
    // A token in 100 ms, also where somebody asks in between.
    assert!(!told(60_000) && told(120_000) && !told(180_000) && told(200_000) && !told(299_999));
}

#[test]
fn a_loop_ends() {
    // Three routers, each of which believes that London is behind the next.
    let ring = |own: u32, next: u32| {
        let mut router = Router::new(vec![interface(0x0A00_0100 | own, 24, 1500)]);
        router.add_route(v4(0x0A06_0000, 16), Via { interface: 0, next_hop: Some(0x0A00_0100 | next) });
        router
    };
    let mut routers = [ring(0, 1), ring(1, 2), ring(2, 0)];
    let header = Ipv4Header { ttl: 200, ..Ipv4Header::new(protocol::UDP, 0x0A00_0109, LONDON) };
    let mut packet = emit(&header, b"");
    let mut steps = 0;
    let last = loop {
        let routed = routers[steps % 3].handle_packet(Micros(0), 0, &packet);
        let (_, next_hop, next) = sent(&routed);
        if next_hop == 0x0A00_0109 {
            break next.to_vec();
        }
        packet = next.to_vec();
        steps += 1;
    };
    assert_eq!(steps, 199);
    assert_eq!(parse(&last).unwrap().1[0], icmp_type::TIME_EXCEEDED);
}
