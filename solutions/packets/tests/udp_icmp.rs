//! `udp_icmp` against etherparse and smoltcp, and against the rules about when to be quiet.

use etherparse::icmpv4::{DestUnreachableHeader, ParameterProblemHeader, TimeExceededCode};
use etherparse::{Icmpv4Header, Icmpv4Type, UdpHeader};
use given::packets::{Ends, IcmpError, Ipv4Header, UdpError, UdpPorts, protocol};
use packets::ipv4;
use packets::udp_icmp::{icmp_echo_reply, icmp_error, udp_emit, udp_parse};
use proptest::prelude::*;
use smoltcp::phy::ChecksumCapabilities;
use smoltcp::wire::{Icmpv4Packet, Icmpv4Repr, IpAddress, UdpPacket};

const TOKYO: u32 = 0xC000_0201;
const LONDON: u32 = 0xC633_6407;

const ALL_ERRORS: [IcmpError; 9] = [
    IcmpError::NetUnreachable,
    IcmpError::HostUnreachable,
    IcmpError::ProtocolUnreachable,
    IcmpError::PortUnreachable,
    IcmpError::FragmentationNeeded { mtu: 1400 },
    IcmpError::Prohibited,
    IcmpError::TimeExceeded,
    IcmpError::ReassemblyTimeExceeded,
    IcmpError::ParameterProblem { pointer: 20 },
];

fn from_tokyo(protocol: u8) -> Ipv4Header {
    Ipv4Header::new(protocol, TOKYO, LONDON)
}

/// Whether the sender of this packet may be told what is wrong with it.
fn may_be_told(header: &Ipv4Header, payload: &[u8]) -> bool {
    let answers = ALL_ERRORS.map(|error| icmp_error(&error, &ipv4::emit(header, payload)).is_some());
    assert!(answers.iter().all(|answer| *answer == answers[0]), "the error makes a difference for {header}");
    answers[0]
}

#[test]
fn a_datagram_ends_where_it_says() {
    let ends = Ends::V4 { source: TOKYO, destination: LONDON };
    let ports = UdpPorts { source: 1024, destination: 53 };
    let mut bytes = udp_emit(&ends, &ports, b"data");
    for len in 0..bytes.len() {
        let error = if len < 8 {
            UdpError::Truncated { got: len }
        } else {
            UdpError::Length { claimed: 12, got: len }
        };
        assert_eq!(udp_parse(&ends, &bytes[..len]), Err(error));
    }
    bytes.extend(b"padding");
    assert_eq!(udp_parse(&ends, &bytes), Ok((ports, &b"data"[..])));
    for claimed in 0..8 {
        bytes[5] = claimed;
        let claimed = usize::from(claimed);
        assert_eq!(udp_parse(&ends, &bytes), Err(UdpError::Length { claimed, got: 19 }));
    }
}

#[test]
fn the_longest_datagram() {
    let ends = Ends::V6 { source: 1, destination: 2 };
    let data = vec![0xA5; 65_527];
    let datagram = udp_emit(&ends, &UdpPorts { source: 1, destination: 2 }, &data);
    assert_eq!(datagram[4..6], [0xFF, 0xFF]);
    assert_eq!(udp_parse(&ends, &datagram).map(|(_, data)| data.len()), Ok(65_527));
}

#[test]
fn no_checksum_is_fine_over_ipv4_alone() {
    let datagram = [0, 1, 0, 2, 0, 9, 0, 0, 0xFF];
    let v4 = Ends::V4 { source: TOKYO, destination: LONDON };
    assert_eq!(udp_parse(&v4, &datagram), Ok((UdpPorts { source: 1, destination: 2 }, &[0xFF][..])));
    let v6 = Ends::V6 { source: 1, destination: 2 };
    assert_eq!(udp_parse(&v6, &datagram), Err(UdpError::NoChecksum));
}

#[test]
fn errors_are_not_answered_and_questions_are() {
    for kind in [0, 8, 13, 14, 15, 16, 17, 18] {
        assert!(may_be_told(&from_tokyo(protocol::ICMP), &[kind]), "type {kind}");
    }
    for kind in [3, 4, 5, 11, 12] {
        assert!(!may_be_told(&from_tokyo(protocol::ICMP), &[kind, 0, 0, 0, 0, 0, 0, 0]), "type {kind}");
        assert!(may_be_told(&from_tokyo(protocol::UDP), &[kind, 0, 0, 0, 0, 0, 0, 0]), "port {kind} << 8");
    }
    assert!(!may_be_told(&from_tokyo(protocol::ICMP), &[]));
    for error in ALL_ERRORS {
        let answer = icmp_error(&error, &ipv4::emit(&from_tokyo(protocol::TCP), &[])).unwrap();
        assert!(!may_be_told(&from_tokyo(protocol::ICMP), &answer), "{error}");
    }
}

#[test]
fn later_fragments_are_not_answered() {
    let fragment = |fragment_offset, more_fragments| Ipv4Header {
        fragment_offset,
        more_fragments,
        ..from_tokyo(protocol::UDP)
    };
    assert!(may_be_told(&fragment(0, true), b"first"));
    assert!(may_be_told(&Ipv4Header { dont_fragment: true, ..fragment(0, false) }, b"whole"));
    for offset in [1, 0x100, 0x1FFF] {
        assert!(!may_be_told(&fragment(offset, true), b"later"));
        assert!(!may_be_told(&fragment(offset, false), b"last"));
    }
}

#[test]
fn crowds_are_not_answered() {
    let source = |source| may_be_told(&Ipv4Header::new(protocol::UDP, source, LONDON), b"");
    for address in
        [0, 0x00FF_FFFF, 0x7F00_0001, 0x7FFF_FFFF, 0xE000_0001, 0xEFFF_FFFF, 0xF000_0000, 0xFFFF_FFFF]
    {
        assert!(!source(address), "{address:#x}");
    }
    for address in [0x0100_0000, 0x0A00_0001, 0x7EFF_FFFF, 0x8000_0000, 0xC0A8_01FF, 0xDFFF_FFFF] {
        assert!(source(address), "{address:#x}");
    }
    let destination = |destination| may_be_told(&Ipv4Header::new(protocol::UDP, TOKYO, destination), b"");
    for address in [0xE000_0000, 0xE000_0001, 0xEFFF_FFFF, 0xFFFF_FFFF] {
        assert!(!destination(address), "{address:#x}");
    }
    for address in [0x0A00_0001, 0x7F00_0001, 0xC000_02FF, 0xDFFF_FFFF] {
        assert!(destination(address), "{address:#x}");
    }
}

#[test]
fn what_is_no_packet_is_not_answered() {
    let packet = ipv4::emit(&from_tokyo(protocol::UDP), b"data");
    for len in 0..packet.len() {
        assert_eq!(icmp_error(&IcmpError::TimeExceeded, &packet[..len]), None);
    }
    let mut damaged = packet;
    damaged[8] ^= 1;
    assert_eq!(icmp_error(&IcmpError::TimeExceeded, &damaged), None);
}

/// The lengths on both sides of the largest quote, with and without options, and with something behind the packet.
#[test]
fn an_answer_has_576_bytes_at_most() {
    for options in [0, 4, 40] {
        for payload in [0, 1, 7, 8, 9, 487, 488, 489, 527, 528, 529, 1480] {
            let header = Ipv4Header { options: vec![1; options], ..from_tokyo(protocol::UDP) };
            let packet = ipv4::emit(&header, &vec![7; payload]);
            let arrived = [&packet[..], &[9; 30]].concat();
            let answer = icmp_error(&IcmpError::TimeExceeded, &arrived).unwrap();
            assert_eq!(answer[8..], packet[..packet.len().min(548)]);
            let header = Ipv4Header::new(protocol::ICMP, LONDON, TOKYO);
            assert!(ipv4::emit(&header, &answer).len() <= 576);
        }
    }
}

fn of_ends(ends: &Ends) -> [IpAddress; 2] {
    match *ends {
        Ends::V4 { source, destination } => [source, destination].map(|it| IpAddress::Ipv4(it.into())),
        Ends::V6 { source, destination } => [source, destination].map(|it| IpAddress::Ipv6(it.into())),
    }
}

fn ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        any::<(u32, u32)>().prop_map(|(source, destination)| Ends::V4 { source, destination }),
        any::<(u128, u128)>().prop_map(|(source, destination)| Ends::V6 { source, destination }),
    ]
}

fn ports() -> impl Strategy<Value = UdpPorts> {
    any::<(u16, u16)>().prop_map(|(source, destination)| UdpPorts { source, destination })
}

/// Few different bytes, so that checksums of 0 happen.
fn data(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![any::<u8>(), Just(0xFF), Just(0)], 0..most)
}

fn any_error() -> impl Strategy<Value = IcmpError> {
    prop_oneof![
        prop::sample::select(&ALL_ERRORS[..]),
        any::<u16>().prop_map(|mtu| IcmpError::FragmentationNeeded { mtu }),
        any::<u8>().prop_map(|pointer| IcmpError::ParameterProblem { pointer }),
    ]
}

fn of_etherparse(error: IcmpError) -> Icmpv4Type {
    use DestUnreachableHeader as Unreachable;
    match error {
        IcmpError::NetUnreachable => Icmpv4Type::DestinationUnreachable(Unreachable::Network),
        IcmpError::HostUnreachable => Icmpv4Type::DestinationUnreachable(Unreachable::Host),
        IcmpError::ProtocolUnreachable => Icmpv4Type::DestinationUnreachable(Unreachable::Protocol),
        IcmpError::PortUnreachable => Icmpv4Type::DestinationUnreachable(Unreachable::Port),
        IcmpError::FragmentationNeeded { mtu } => {
            Icmpv4Type::DestinationUnreachable(Unreachable::FragmentationNeeded { next_hop_mtu: mtu })
        }
        IcmpError::Prohibited => Icmpv4Type::DestinationUnreachable(Unreachable::FilterProhibited),
        IcmpError::TimeExceeded => Icmpv4Type::TimeExceeded(TimeExceededCode::TtlExceededInTransit),
        IcmpError::ReassemblyTimeExceeded => {
            Icmpv4Type::TimeExceeded(TimeExceededCode::FragmentReassemblyTimeExceeded)
        }
        IcmpError::ParameterProblem { pointer } => {
            Icmpv4Type::ParameterProblem(ParameterProblemHeader::PointerIndicatesError(pointer))
        }
    }
}

proptest! {
    #[test]
    fn datagrams_are_those_of_etherparse_and_smoltcp(ends in ends(), ports in ports(), data in data(60)) {
        let datagram = udp_emit(&ends, &ports, &data);
        prop_assert_eq!(udp_parse(&ends, &datagram), Ok((ports, &data[..])));

        let header = match ends {
            Ends::V4 { source, destination } => {
                let (source, destination) = (source.to_be_bytes(), destination.to_be_bytes());
                let header = etherparse::Ipv4Header::new(0, 64, etherparse::IpNumber::UDP, source, destination);
                UdpHeader::with_ipv4_checksum(ports.source, ports.destination, &header.unwrap(), &data)
            }
            Ends::V6 { source, destination } => {
                let mut header = etherparse::Ipv6Header::default();
                (header.source, header.destination) = (source.to_be_bytes(), destination.to_be_bytes());
                UdpHeader::with_ipv6_checksum(ports.source, ports.destination, &header, &data)
            }
        };
        prop_assert_eq!(&datagram[..8], &header.unwrap().to_bytes()[..]);

        let [source, destination] = of_ends(&ends);
        let packet = UdpPacket::new_checked(&datagram[..]).unwrap();
        prop_assert_eq!((packet.src_port(), packet.dst_port()), (ports.source, ports.destination));
        prop_assert_eq!(packet.payload(), &data[..]);
        prop_assert!(packet.verify_checksum(&source, &destination));
    }

    /// smoltcp takes no checksum for a right one, over IPv6 as well; that is RFC 6935, and out of our scope.
    #[test]
    fn arriving_bytes_are_judged_as_smoltcp_does(
        ends in ends(),
        data in data(20),
        surplus in data(4),
        place: prop::sample::Index,
        damage in prop_oneof![Just(0), any::<u8>()],
    ) {
        let mut bytes = udp_emit(&ends, &UdpPorts { source: 53, destination: 1024 }, &data);
        bytes.extend(surplus);
        let place = place.index(bytes.len());
        bytes[place] ^= damage;
        let [source, destination] = of_ends(&ends);
        let theirs = UdpPacket::new_checked(&bytes[..])
            .ok()
            .filter(|packet| packet.verify_checksum(&source, &destination));
        let no_checksum = bytes[6..8] == [0, 0] && matches!(ends, Ends::V6 { .. });
        let ours = udp_parse(&ends, &bytes);
        match theirs {
            Some(theirs) if !no_checksum => {
                prop_assert_eq!(ours.map(|(_, data)| data), Ok(theirs.payload()));
            }
            _ => prop_assert!(ours.is_err()),
        }
    }

    #[test]
    fn any_bytes_are_a_datagram_or_an_error(ends in ends(), bytes in data(40)) {
        if let Ok((ports, data)) = udp_parse(&ends, &bytes) {
            prop_assert_eq!(&udp_emit(&ends, &ports, data)[..6], &bytes[..6]);
        }
    }

    #[test]
    fn an_echo_is_answered_as_smoltcp_answers(ident: u16, seq_no: u16, data in data(60)) {
        let caps = ChecksumCapabilities::default();
        let emit = |repr: Icmpv4Repr<'_>| {
            let mut bytes = vec![0; repr.buffer_len()];
            repr.emit(&mut Icmpv4Packet::new_unchecked(&mut bytes), &caps);
            bytes
        };
        let echo = emit(Icmpv4Repr::EchoRequest { ident, seq_no, data: &data });
        let reply = icmp_echo_reply(&echo).unwrap();
        prop_assert_eq!(&reply, &emit(Icmpv4Repr::EchoReply { ident, seq_no, data: &data }));
        prop_assert_eq!(icmp_echo_reply(&reply), None);

        let (header, rest) = Icmpv4Header::from_slice(&reply).unwrap();
        let id_and_seq = etherparse::IcmpEchoHeader { id: ident, seq: seq_no };
        prop_assert_eq!(header.icmp_type, Icmpv4Type::EchoReply(id_and_seq));
        prop_assert_eq!(rest, &data[..]);
    }

    #[test]
    fn a_damaged_echo_is_not_answered(ident: u16, data in data(20), place: prop::sample::Index, bit in 0..8) {
        let [high, low] = ident.to_be_bytes();
        let mut echo = Icmpv4Header::with_checksum(
            Icmpv4Type::EchoRequest(etherparse::IcmpEchoHeader { id: ident, seq: 1 }),
            &data,
        )
        .to_bytes()
        .to_vec();
        prop_assert_eq!(&echo[4..6], &[high, low]);
        echo.extend(&data);
        prop_assert!(icmp_echo_reply(&echo).is_some());
        let place = place.index(echo.len());
        echo[place] ^= 1_u8 << bit;
        prop_assert_eq!(icmp_echo_reply(&echo), None);
    }

    #[test]
    fn errors_are_those_of_etherparse_and_smoltcp(error in any_error(), payload in data(1000)) {
        let packet = ipv4::emit(&from_tokyo(protocol::UDP), &payload);
        let answer = icmp_error(&error, &packet).unwrap();

        let theirs = Icmpv4Header::with_checksum(of_etherparse(error), &answer[8..]);
        prop_assert_eq!(&answer[..8], &theirs.to_bytes()[..]);
        let (read, quote) = Icmpv4Header::from_slice(&answer).unwrap();
        prop_assert_eq!(read.icmp_type, of_etherparse(error));
        prop_assert!(packet.starts_with(quote));
        prop_assert!(Icmpv4Packet::new_checked(&answer[..]).unwrap().verify_checksum());
    }

    #[test]
    fn any_bytes_have_an_answer_or_none(error in any_error(), bytes in data(60)) {
        let _ = icmp_error(&error, &bytes);
        let _ = icmp_echo_reply(&bytes);
    }
}
