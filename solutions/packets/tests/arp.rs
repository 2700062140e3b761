//! `arp` against smoltcp's and etherparse's wire formats, and as a neighbor of smoltcp; and its laws, told as
//! conversations.

use std::collections::{BTreeMap, VecDeque};

use etherparse::{ArpPacket, Ethernet2Header, Ethernet2HeaderSlice};
use given::packets::{
    ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, LinkPacket, LinkReceived, LinkTimeout,
    Mac, Undeliverable, ethertype,
};
use given::time::Micros;
use packets::arp::{
    MAX_NEIGHBORS, MAX_QUEUED, Neighbors, emit_arp, emit_ethernet, parse_arp, parse_ethernet,
};
use proptest::prelude::*;
use smoltcp::iface::{Config, Interface, SocketSet, SocketStorage};
use smoltcp::phy::{ChecksumCapabilities, Device, DeviceCapabilities, Medium, RxToken, TxToken};
use smoltcp::socket::raw;
use smoltcp::time::Instant;
use smoltcp::wire::{
    ArpOperation as SmolOperation, ArpPacket as SmolArp, ArpRepr, EthernetAddress, EthernetFrame,
    HardwareAddress, IpCidr, IpProtocol, IpVersion, Ipv4Address, Ipv4Packet, Ipv4Repr,
};

const MAC: Mac = Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]);
const ADDRESS: u32 = 0xC000_0201;
const ROUTER: u32 = 0xC000_02FE;

/// The card of the neighbor with this address.
fn card(address: u32) -> Mac {
    Mac([0x00, 0x00, 0x5E, 0x00, 0x53, address as u8])
}

fn ms(millis: u64) -> Micros {
    Micros::from_millis(millis)
}

fn tokyo() -> Neighbors {
    Neighbors::new(MAC, ADDRESS)
}

fn arp(operation: ArpOperation, sender: u32, sender_mac: Mac, target: u32) -> Vec<u8> {
    let (destination, target_mac) = match operation {
        ArpOperation::Request => (Mac::BROADCAST, Mac::default()),
        ArpOperation::Reply => (MAC, MAC),
    };
    let message =
        ArpMessage { operation, sender_mac, sender_address: sender, target_mac, target_address: target };
    let header = EthernetHeader { destination, source: sender_mac, ethertype: ethertype::ARP };
    emit_ethernet(&header, &emit_arp(&message))
}

fn asks(sender: u32, target: u32) -> Vec<u8> {
    arp(ArpOperation::Request, sender, card(sender), target)
}

fn is_at(sender: u32) -> Vec<u8> {
    arp(ArpOperation::Reply, sender, card(sender), ADDRESS)
}

/// What a frame is, in a word.
fn told(frame: &[u8]) -> String {
    let (header, payload) = parse_ethernet(frame).expect("a frame");
    assert_eq!(header.source, MAC);
    match header.ethertype {
        ethertype::IPV4 => {
            let end = payload.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            format!("{} to {}", String::from_utf8_lossy(&payload[..end]), header.destination.0[5])
        }
        _ => {
            let message = parse_arp(payload).expect("a message");
            assert_eq!((message.sender_mac, message.sender_address), (MAC, ADDRESS));
            match message.operation {
                ArpOperation::Request => {
                    assert_eq!((header.destination, message.target_mac), (Mac::BROADCAST, Mac::default()));
                    format!("who has {}?", message.target_address as u8)
                }
                ArpOperation::Reply => {
                    assert_eq!(header.destination, message.target_mac);
                    format!("I am here, {}", message.target_address as u8)
                }
            }
        }
    }
}

fn send(tokyo: &mut Neighbors, at: u64, to: u32, packet: &str) -> String {
    tokyo.send(ms(at), to, packet.into()).map_or(String::new(), |frame| told(&frame))
}

fn comes(tokyo: &mut Neighbors, at: u64, frame: &[u8]) -> Vec<String> {
    let LinkReceived { frames, packet } = tokyo.handle_frame(ms(at), frame);
    assert_eq!(packet, None);
    frames.iter().map(|frame| told(frame)).collect()
}

#[test]
fn a_packet_waits_for_the_answer_and_the_next_does_not() {
    let mut tokyo = tokyo();
    assert_eq!(send(&mut tokyo, 0, ROUTER, "one"), "who has 254?");
    assert_eq!(send(&mut tokyo, 1, ROUTER, "two"), "");
    assert_eq!(send(&mut tokyo, 2, 0xC000_0207, "print"), "who has 7?");
    assert_eq!(comes(&mut tokyo, 3, &is_at(ROUTER)), ["one to 254", "two to 254"]);
    assert_eq!(comes(&mut tokyo, 4, &is_at(ROUTER)), [""; 0]);
    assert_eq!(send(&mut tokyo, 5, ROUTER, "three"), "three to 254");
    assert_eq!(tokyo.poll_timeout(), Some(ms(5002)));
}

#[test]
fn an_entry_lives_thirty_seconds_from_the_last_word() {
    let mut tokyo = tokyo();
    comes(&mut tokyo, 0, &asks(ROUTER, ADDRESS));
    assert_eq!(send(&mut tokyo, 29_999, ROUTER, "one"), "one to 254");
    // Somebody else is asked, and that is a word.
    comes(&mut tokyo, 29_999, &asks(ROUTER, 0xC000_0207));
    assert_eq!(send(&mut tokyo, 59_998, ROUTER, "two"), "two to 254");
    assert_eq!(send(&mut tokyo, 59_999, ROUTER, "three"), "who has 254?");
}

#[test]
fn who_is_not_the_target_makes_no_entry() {
    let mut tokyo = tokyo();
    assert_eq!(comes(&mut tokyo, 0, &asks(ROUTER, 0xC000_0207)), [""; 0]);
    assert_eq!(send(&mut tokyo, 1, ROUTER, "one"), "who has 254?");
    // It has one now, and whoever is asked, it counts.
    assert_eq!(comes(&mut tokyo, 2, &asks(ROUTER, 0xC000_0207)), ["one to 254"]);
}

#[test]
fn a_probe_is_answered_and_teaches_nothing() {
    let mut tokyo = tokyo();
    let probe = arp(ArpOperation::Request, 0, card(9), ADDRESS);
    assert_eq!(comes(&mut tokyo, 0, &probe), ["I am here, 0"]);
    assert_eq!(send(&mut tokyo, 1, 0, "nobody"), "who has 0?");
    // Nor does somebody who has our address.
    assert_eq!(
        comes(&mut tokyo, 2, &arp(ArpOperation::Request, ADDRESS, card(9), ADDRESS)),
        ["I am here, 1"]
    );
}

#[test]
fn nobody_is_a_group() {
    let mut tokyo = tokyo();
    send(&mut tokyo, 0, ROUTER, "one");
    for mac in [Mac::BROADCAST, Mac([0x01, 0x00, 0x5E, 0, 0, 1])] {
        assert_eq!(comes(&mut tokyo, 1, &arp(ArpOperation::Reply, ROUTER, mac, ADDRESS)), [""; 0]);
        assert_eq!(comes(&mut tokyo, 1, &arp(ArpOperation::Request, ROUTER, mac, ADDRESS)), [""; 0]);
    }
    assert_eq!(comes(&mut tokyo, 2, &is_at(ROUTER)), ["one to 254"]);
}

#[test]
fn requests_are_five_seconds_apart_and_three() {
    let mut tokyo = tokyo();
    for packet in ["one", "two", "three", "four"] {
        send(&mut tokyo, 0, ROUTER, packet);
    }
    let asked = |out: LinkTimeout| out.frames.iter().map(|frame| told(frame)).collect::<Vec<_>>();
    assert_eq!(tokyo.handle_timeout(ms(4999)), LinkTimeout::default());
    assert_eq!(asked(tokyo.handle_timeout(ms(5000))), ["who has 254?"]);
    // Late: one request, and the interval counts from it.
    assert_eq!(asked(tokyo.handle_timeout(ms(17_000))), ["who has 254?"]);
    assert_eq!(tokyo.poll_timeout(), Some(ms(22_000)));
    assert_eq!(send(&mut tokyo, 21_999, ROUTER, "five"), "");
    let LinkTimeout { frames, undeliverable } = tokyo.handle_timeout(ms(22_000));
    assert!(frames.is_empty());
    let packets = ["three", "four", "five"];
    let expected = packets.map(|packet| Undeliverable { next_hop: ROUTER, packet: packet.into() });
    assert_eq!(undeliverable, expected);
    assert_eq!(send(&mut tokyo, 22_000, ROUTER, "six"), "who has 254?");
}

#[test]
fn frames_of_others_and_rubbish_change_nothing() {
    let mut tokyo = tokyo();
    let mut foreign = is_at(ROUTER);
    foreign[..6].copy_from_slice(&card(9).0);
    comes(&mut tokyo, 0, &foreign);
    for len in 0..42 {
        comes(&mut tokyo, 0, &is_at(ROUTER)[..len]);
    }
    assert_eq!(send(&mut tokyo, 1, ROUTER, "one"), "who has 254?");
    assert_eq!(comes(&mut tokyo, 2, &is_at(ROUTER)[..42]), ["one to 254"]);

    for (destination, expected) in [(MAC, Some(false)), (Mac::BROADCAST, Some(true)), (card(9), None)] {
        let header = EthernetHeader { destination, source: card(7), ethertype: ethertype::IPV4 };
        let packet = tokyo.handle_frame(ms(3), &emit_ethernet(&header, b"hi")).packet;
        let bytes = [&b"hi"[..], &[0; 44]].concat();
        assert_eq!(packet, expected.map(|broadcast| LinkPacket { bytes, broadcast }));
    }
}

#[test]
fn strangers_push_out_nobody() {
    let mut tokyo = tokyo();
    let neighbor = |number: usize| 0xC000_0200 + number as u32;
    for number in 2..2 + MAX_NEIGHBORS {
        comes(&mut tokyo, number as u64, &asks(neighbor(number), ADDRESS));
    }
    // One more is answered.
    assert_eq!(comes(&mut tokyo, 100, &asks(neighbor(99), ADDRESS)), ["I am here, 99"]);
    assert_eq!(send(&mut tokyo, 101, neighbor(2), "one"), "one to 2");
    // And now Tokyo wants to reach it. The oldest goes.
    assert_eq!(send(&mut tokyo, 102, neighbor(99), "one"), "who has 99?");
    assert_eq!(send(&mut tokyo, 103, neighbor(3), "two"), "two to 3");
    assert_eq!(send(&mut tokyo, 104, neighbor(2), "two"), "who has 2?");
    assert_eq!(send(&mut tokyo, 105, neighbor(3), "three"), "who has 3?");
    // All wait: there is no room.
    for number in 20..40 {
        send(&mut tokyo, 200, neighbor(number), "x");
    }
    assert_eq!(send(&mut tokyo, 201, neighbor(50), "lost"), "");
    assert_eq!(comes(&mut tokyo, 202, &is_at(neighbor(50))), [""; 0]);
}

fn mac() -> impl Strategy<Value = Mac> {
    any::<[u8; 6]>().prop_map(Mac)
}

fn header() -> impl Strategy<Value = EthernetHeader> {
    (mac(), mac(), 0x0600..=u16::MAX).prop_map(|(destination, source, ethertype)| EthernetHeader {
        destination,
        source,
        ethertype,
    })
}

fn message() -> impl Strategy<Value = ArpMessage> {
    let operation = prop_oneof![Just(ArpOperation::Request), Just(ArpOperation::Reply)];
    (operation, mac(), any::<u32>(), mac(), any::<u32>()).prop_map(
        |(operation, sender_mac, sender_address, target_mac, target_address)| ArpMessage {
            operation,
            sender_mac,
            sender_address,
            target_mac,
            target_address,
        },
    )
}

fn by_smoltcp(message: &ArpMessage) -> Vec<u8> {
    let repr = ArpRepr::EthernetIpv4 {
        operation: match message.operation {
            ArpOperation::Request => SmolOperation::Request,
            ArpOperation::Reply => SmolOperation::Reply,
        },
        source_hardware_addr: EthernetAddress(message.sender_mac.0),
        source_protocol_addr: Ipv4Address::from(message.sender_address),
        target_hardware_addr: EthernetAddress(message.target_mac.0),
        target_protocol_addr: Ipv4Address::from(message.target_address),
    };
    let mut bytes = vec![0; repr.buffer_len()];
    repr.emit(&mut SmolArp::new_unchecked(&mut bytes[..]));
    bytes
}

proptest! {
    #[test]
    fn frames_are_those_of_smoltcp_and_etherparse(header in header(), payload in prop::collection::vec(any::<u8>(), 0..100)) {
        let frame = emit_ethernet(&header, &payload);
        prop_assert_eq!(frame.len(), (14 + payload.len()).max(60));
        let (parsed, rest) = parse_ethernet(&frame).unwrap();
        prop_assert_eq!(parsed, header);
        prop_assert_eq!(&rest[..payload.len()], &payload[..]);
        prop_assert!(rest[payload.len()..].iter().all(|byte| *byte == 0));

        let theirs = EthernetFrame::new_checked(&frame[..]).unwrap();
        prop_assert_eq!(theirs.dst_addr(), EthernetAddress(header.destination.0));
        prop_assert_eq!(theirs.src_addr(), EthernetAddress(header.source.0));
        prop_assert_eq!(u16::from(theirs.ethertype()), header.ethertype);
        prop_assert_eq!(theirs.payload(), rest);

        let theirs = Ethernet2HeaderSlice::from_slice(&frame).unwrap().to_header();
        let expected = Ethernet2Header {
            destination: header.destination.0,
            source: header.source.0,
            ether_type: etherparse::EtherType(header.ethertype),
        };
        prop_assert_eq!(theirs, expected);
    }

    #[test]
    fn messages_are_those_of_smoltcp_and_etherparse(message in message(), padding in prop::collection::vec(any::<u8>(), 0..20)) {
        let bytes = emit_arp(&message);
        prop_assert_eq!(&bytes, &by_smoltcp(&message));
        prop_assert_eq!(parse_arp(&[&bytes[..], &padding].concat()), Ok(message));
        for len in 0..28 {
            prop_assert_eq!(parse_arp(&bytes[..len]), Err(ArpError::Truncated { got: len }));
        }
        let theirs = etherparse::ArpPacketSlice::from_slice(&bytes).unwrap();
        let theirs: ArpPacket = theirs.to_packet();
        prop_assert_eq!(theirs.to_bytes().to_vec(), bytes);
        prop_assert_eq!(theirs.operation.0, message.operation.number());
        let theirs = theirs.try_eth_ipv4().unwrap();
        prop_assert_eq!(theirs.sender_mac, message.sender_mac.0);
        prop_assert_eq!(theirs.sender_ipv4, message.sender_address.to_be_bytes());
        prop_assert_eq!(theirs.target_mac, message.target_mac.0);
        prop_assert_eq!(theirs.target_ipv4, message.target_address.to_be_bytes());
    }

    /// smoltcp refuses the same messages; it also knows operations that we do not.
    #[test]
    fn what_is_refused_is_refused_by_smoltcp(mut bytes in prop::collection::vec(0..3_u8, 28..40), good: bool, at in 0..8_usize, byte: u8) {
        if good {
            bytes[..8].copy_from_slice(&[0, 1, 8, 0, 6, 4, 0, 1]);
            bytes[at] = byte;
        }
        let theirs = SmolArp::new_checked(&bytes[..]).ok().and_then(|packet| ArpRepr::parse(&packet).ok());
        match parse_arp(&bytes) {
            Ok(message) => prop_assert_eq!(by_smoltcp(&message), &bytes[..28]),
            Err(ArpError::Operation { .. }) => {}
            Err(error) => prop_assert!(theirs.is_none(), "{error}"),
        }
    }

    #[test]
    fn no_bytes_panic(frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..64), 0..8)) {
        let mut tokyo = tokyo();
        for frame in frames {
            let _ = parse_arp(&frame);
            let header = EthernetHeader { destination: MAC, source: MAC, ethertype: ethertype::ARP };
            tokyo.handle_frame(ms(0), &frame);
            tokyo.handle_frame(ms(0), &emit_ethernet(&header, &frame));
        }
    }

    #[test]
    fn a_length_is_no_type(length in 0..0x0600_u16, rest in prop::collection::vec(any::<u8>(), 0..60)) {
        let frame = [&[0; 12][..], &length.to_be_bytes(), &rest].concat();
        prop_assert_eq!(parse_ethernet(&frame), Err(EthernetError::Length { length }));
    }

    /// However packets, frames and time come: no packet is sent twice, those for one neighbor stay in order,
    /// requests for one neighbor are five seconds apart while nothing is forgotten for lack of room, and what is
    /// kept stays small.
    #[test]
    fn whatever_happens_the_laws_hold(acts in prop::collection::vec((0..4_000_u64, 0..6_u8, 2..8_u32), 0..120)) {
        let mut tokyo = tokyo();
        let mut now = 0;
        let mut asked: BTreeMap<u32, u64> = BTreeMap::new();
        let mut sent: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
        let mut left = vec![];
        for (number, (wait, act, neighbor)) in acts.into_iter().enumerate() {
            now += wait;
            let neighbor = 0xC000_0200 + neighbor;
            match act {
                0 | 1 => left.extend(tokyo.send(ms(now), neighbor, number.to_string().into())),
                2 => left.extend(tokyo.handle_frame(ms(now), &is_at(neighbor)).frames),
                3 => left.extend(tokyo.handle_frame(ms(now), &asks(neighbor, ROUTER)).frames),
                _ => {
                    let due = tokyo.poll_timeout();
                    let out = tokyo.handle_timeout(ms(now));
                    let idle = out == LinkTimeout::default();
                    prop_assert_eq!(idle, due.is_none_or(|due| due > ms(now)));
                    prop_assert!(out.undeliverable.len() <= MAX_QUEUED * MAX_NEIGHBORS);
                    left.extend(out.frames);
                }
            }
            for frame in left.drain(..) {
                let (header, payload) = parse_ethernet(&frame).unwrap();
                if header.ethertype == ethertype::ARP {
                    let target = parse_arp(payload).unwrap().target_address;
                    let before = asked.insert(target, now);
                    prop_assert!(before.is_none_or(|before| now >= before + 5000));
                } else {
                    let text = told(&frame);
                    let (packet, to) = text.split_once(" to ").unwrap();
                    sent.entry(to.parse().unwrap()).or_default().push(packet.parse().unwrap());
                }
            }
        }
        for packets in sent.values() {
            prop_assert!(packets.is_sorted_by(|one, next| one < next), "{packets:?}");
        }
    }
}

/// A wire with smoltcp at its other end.
#[derive(Default)]
struct Wire {
    to_smoltcp: VecDeque<Vec<u8>>,
    from_smoltcp: VecDeque<Vec<u8>>,
}

struct Rx(Vec<u8>);
struct Tx<'a>(&'a mut VecDeque<Vec<u8>>);

impl RxToken for Rx {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

impl TxToken for Tx<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut frame = vec![0; len];
        let result = write(&mut frame);
        self.0.push_back(frame);
        result
    }
}

impl Device for Wire {
    type RxToken<'a> = Rx;
    type TxToken<'a> = Tx<'a>;

    fn receive(&mut self, _at: Instant) -> Option<(Rx, Tx<'_>)> {
        Some((Rx(self.to_smoltcp.pop_front()?), Tx(&mut self.from_smoltcp)))
    }

    fn transmit(&mut self, _at: Instant) -> Option<Tx<'_>> {
        Some(Tx(&mut self.from_smoltcp))
    }

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ethernet;
        capabilities.max_transmission_unit = 1514;
        capabilities
    }
}

/// A whole stack that we did not write is on the same link. It answers Tokyo, and takes the packet that waited; and it
/// asks for Tokyo, and gets an answer that it believes.
#[test]
fn smoltcp_is_a_neighbor() {
    const PROTOCOL: u8 = 253; // for experiments (RFC 3692)
    let packet = |source: u32, destination: u32| {
        let mut bytes = vec![0; 20];
        let repr = Ipv4Repr {
            src_addr: source.into(),
            dst_addr: destination.into(),
            next_header: IpProtocol::from(PROTOCOL),
            payload_len: 0,
            hop_limit: 64,
        };
        repr.emit(&mut Ipv4Packet::new_unchecked(&mut bytes[..]), &ChecksumCapabilities::default());
        bytes
    };

    let mut wire = Wire::default();
    let config = Config::new(HardwareAddress::Ethernet(EthernetAddress(card(ROUTER).0)));
    let mut router = Interface::new(config, &mut wire, Instant::ZERO);
    router.update_ip_addrs(|addresses| {
        addresses.push(IpCidr::new(Ipv4Address::from(ROUTER).into(), 24)).expect("there is room for one");
    });
    let (mut rx_meta, mut rx) = ([raw::PacketMetadata::EMPTY; 2], [0; 200]);
    let (mut tx_meta, mut tx) = ([raw::PacketMetadata::EMPTY; 2], [0; 200]);
    let socket = raw::Socket::new(
        Some(IpVersion::Ipv4),
        Some(IpProtocol::from(PROTOCOL)),
        raw::PacketBuffer::new(&mut rx_meta[..], &mut rx[..]),
        raw::PacketBuffer::new(&mut tx_meta[..], &mut tx[..]),
    );
    let mut storage = [SocketStorage::EMPTY; 1];
    let mut sockets = SocketSet::new(&mut storage[..]);
    let handle = sockets.add(socket);

    // Tokyo asks, smoltcp answers, and the packet arrives.
    let mut tokyo = tokyo();
    let sent = packet(ADDRESS, ROUTER);
    wire.to_smoltcp.extend(tokyo.send(ms(0), ROUTER, sent.clone()));
    for _ in 0..2 {
        router.poll(Instant::ZERO, &mut wire, &mut sockets);
        for frame in wire.from_smoltcp.drain(..) {
            wire.to_smoltcp.extend(tokyo.handle_frame(ms(1), &frame).frames);
        }
    }
    let socket = sockets.get_mut::<raw::Socket<'_>>(handle);
    assert_eq!(socket.recv().expect("the packet came"), sent);

    // smoltcp's entry for Tokyo comes from that. Another Tokyo, which has just come to the link, it must ask for.
    let (other_mac, other_address) = (card(0x42), 0xC000_0242);
    let mut other = Neighbors::new(other_mac, other_address);
    let answer = packet(ROUTER, other_address);
    socket.send_slice(&answer).expect("there is room");
    let mut came = None;
    for _ in 0..3 {
        router.poll(Instant::ZERO, &mut wire, &mut sockets);
        for frame in wire.from_smoltcp.drain(..) {
            let LinkReceived { frames, packet } = other.handle_frame(ms(2), &frame);
            wire.to_smoltcp.extend(frames);
            came = came.or(packet);
        }
    }
    let came = came.expect("smoltcp has sent it");
    assert_eq!((&came.bytes[..20], came.broadcast), (&answer[..], false));
    assert_eq!(told_by(&other.send(ms(3), ROUTER, b"hi".to_vec()).expect("it is known")), card(ROUTER));
}

fn told_by(frame: &[u8]) -> Mac {
    parse_ethernet(frame).expect("a frame").0.destination
}
