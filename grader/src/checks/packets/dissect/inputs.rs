//! Packets to take apart, as they are written.

use given::packets::{LinkType, ethertype, protocol};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

/// What a packet begins with, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) link: LinkType,
    pub(super) bytes: Vec<u8>,
}

impl Packet {
    pub(super) fn raw(bytes: Vec<u8>) -> Packet {
        Packet { link: LinkType::RAW_IP, bytes }
    }

    /// The first bytes of it.
    pub(super) fn cut(&self, len: usize) -> Packet {
        Packet { link: self.link, bytes: self.bytes[..len.min(self.bytes.len())].to_vec() }
    }

    /// With more bytes behind it.
    pub(super) fn padded(mut self, padding: &[u8]) -> Packet {
        self.bytes.extend_from_slice(padding);
        self
    }

    /// With another value in one byte.
    pub(super) fn with(mut self, at: usize, value: u8) -> Packet {
        if let Some(byte) = self.bytes.get_mut(at) {
            *byte = value;
        }
        self
    }
}

/// The cards of two machines in Tokyo.
pub(super) const CARDS: [[u8; 6]; 2] = [[2, 0, 0x5E, 0x10, 0, 1], [2, 0, 0x5E, 0x10, 0, 2]];
const TOKYO: [u8; 4] = [192, 0, 2, 1];
const LONDON: [u8; 4] = [198, 51, 100, 7];
/// A type and a protocol that are kept for experiments (IEEE 802, and RFC 3692 §2.1).
pub(super) const UNKNOWN_TYPE: u16 = 0x88B5;
pub(super) const UNKNOWN_PROTOCOL: u8 = 253;

/// An Ethernet frame.
pub(super) fn frame(kind: u16, carried: &[u8]) -> Packet {
    let [tokyo, gateway] = CARDS;
    let bytes = [&gateway[..], &tokyo, &kind.to_be_bytes(), carried].concat();
    Packet { link: LinkType::ETHERNET, bytes }
}

/// The header of IPv4, without what it carries.
#[derive(Clone, Debug)]
pub(super) struct V4 {
    pub(super) class: u8,
    pub(super) identification: u16,
    /// The three flags, and the offset.
    pub(super) flags_and_offset: u16,
    pub(super) ttl: u8,
    pub(super) protocol: u8,
    pub(super) checksum: u16,
    pub(super) source: [u8; 4],
    pub(super) destination: [u8; 4],
    /// In words of 4 bytes.
    pub(super) options: Vec<[u8; 4]>,
}

impl V4 {
    /// From Tokyo to London, and all numbers are different.
    pub(super) fn of(protocol: u8) -> V4 {
        V4 {
            class: 0x28,
            identification: 0x1C46,
            flags_and_offset: 0x4000,
            ttl: 61,
            protocol,
            checksum: 0xB1E6,
            source: TOKYO,
            destination: LONDON,
            options: vec![],
        }
    }

    pub(super) fn carrying(&self, carried: &[u8]) -> Packet {
        let header = 20 + 4 * self.options.len();
        let [length_high, length_low] = ((header + carried.len()) as u16).to_be_bytes();
        let mut bytes = vec![0x40 | (header / 4) as u8, self.class, length_high, length_low];
        for word in [self.identification, self.flags_and_offset] {
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend([self.ttl, self.protocol]);
        bytes.extend(self.checksum.to_be_bytes());
        bytes.extend([self.source, self.destination].concat());
        bytes.extend(self.options.concat());
        bytes.extend_from_slice(carried);
        Packet::raw(bytes)
    }
}

/// The header of IPv6.
#[derive(Clone, Debug)]
pub(super) struct V6 {
    /// Version, traffic class and flow label.
    pub(super) first: u32,
    pub(super) next: u8,
    pub(super) hops: u8,
    pub(super) source: u128,
    pub(super) destination: u128,
}

impl V6 {
    pub(super) fn of(next: u8) -> V6 {
        let address = |last: u128| 0x2001_0DB8_1234_0000_0000_0000_0000_0000 | last;
        V6 { first: 0x6281_2345, next, hops: 61, source: address(1), destination: address(0x99) }
    }

    pub(super) fn carrying(&self, carried: &[u8]) -> Packet {
        let mut bytes = self.first.to_be_bytes().to_vec();
        bytes.extend((carried.len() as u16).to_be_bytes());
        bytes.extend([self.next, self.hops]);
        bytes.extend(self.source.to_be_bytes());
        bytes.extend(self.destination.to_be_bytes());
        bytes.extend_from_slice(carried);
        Packet::raw(bytes)
    }
}

/// A UDP datagram with this length in its header.
pub(super) fn udp_of_length(length: u16, data: &[u8]) -> Vec<u8> {
    let words = [1024, 53, length, 0x6907];
    [words.map(u16::to_be_bytes).concat(), data.to_vec()].concat()
}

pub(super) fn udp(data: &[u8]) -> Vec<u8> {
    udp_of_length((8 + data.len()) as u16, data)
}

/// A TCP segment with these options, in words of 4 bytes.
pub(super) fn tcp(options: &[[u8; 4]], data: &[u8]) -> Vec<u8> {
    let offset = (5 + options.len()) as u16;
    let words = [1024, 80, 0x1234, 0x5678, 0x9ABC, 0xDEF0, offset << 12 | 0x18, 0x7210, 0x5172, 3];
    [&words.map(u16::to_be_bytes).concat()[..], &options.concat(), data].concat()
}

pub(super) fn icmp(kind: u8, code: u8, data: &[u8]) -> Vec<u8> {
    [&[kind, code, 0x5D, 0x21, 0x12, 0x34, 0x05, 0x78][..], data].concat()
}

/// A request of ARP: who has the gateway's address?
pub(super) fn arp() -> Vec<u8> {
    let head = [0, 1, 8, 0, 6, 4, 0, 1];
    [&head[..], &CARDS[0], &TOKYO, &[0; 6], &[192, 0, 2, 254]].concat()
}

/// The sort of packet that a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Frame,
    V4,
    V6,
    Udp,
    Tcp,
    Icmp,
    Arp,
}

/// Numbers of 16 bits, of which the ends are frequent.
fn number() -> impl Strategy<Value = u16> {
    prop_oneof![4 => any::<u16>(), 1 => Just(0), 1 => Just(u16::MAX), 1 => Just(1), 1 => Just(0x8000)]
}

fn data() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![1 => Just(vec![]), 5 => vec(any::<u8>(), 1..12)]
}

/// Half of the headers have none, as in the world outside; the others up to the most that there is room for.
fn options() -> impl Strategy<Value = Vec<[u8; 4]>> {
    prop_oneof![4 => Just(vec![]), 3 => vec(any::<[u8; 4]>(), 1..4), 1 => vec(any::<[u8; 4]>(), 10)]
}

fn v4(protocol: u8) -> impl Strategy<Value = V4> {
    // No fragments: they have a check of their own.
    let flags = (0..4_u16).prop_map(|flags| flags << 14);
    (any::<[u8; 2]>(), number(), flags, number(), any::<[[u8; 4]; 2]>(), options()).prop_map(
        move |([class, ttl], identification, flags_and_offset, checksum, [source, destination], options)| {
            V4 {
                class,
                identification,
                flags_and_offset,
                ttl,
                protocol,
                checksum,
                source,
                destination,
                options,
            }
        },
    )
}

fn v6(next: u8) -> impl Strategy<Value = V6> {
    (any::<u32>(), any::<u8>(), any::<u128>(), any::<u128>()).prop_map(
        move |(first, hops, source, destination)| {
            let first = 0x6000_0000 | first >> 4;
            V6 { first, next, hops, source, destination }
        },
    )
}

fn udp_segment() -> impl Strategy<Value = Vec<u8>> {
    (any::<[u16; 3]>(), data(), 0..3_u16, any::<bool>()).prop_map(
        |([source, destination, sum], data, by, more)| {
            let length = 8 + data.len() as u16;
            // Mostly the right one. A smaller one leaves bytes over, a larger one promises too much.
            let length = if more { length + by } else { (length - by).max(8) };
            let head = [source, destination, length, sum].map(u16::to_be_bytes).concat();
            [head, data].concat()
        },
    )
}

fn tcp_segment() -> impl Strategy<Value = Vec<u8>> {
    (any::<[u16; 6]>(), any::<[u16; 3]>(), any::<u16>(), options(), data()).prop_map(
        |([a, b, c, d, e, f], last, flags, options, data)| {
            let offset = (5 + options.len() as u16) << 12 | flags >> 4;
            let head: Vec<u16> = [&[a, b, c, d, e, f, offset][..], &last].concat();
            let head: Vec<u8> = head.into_iter().flat_map(u16::to_be_bytes).collect();
            [head, options.concat(), data].concat()
        },
    )
}

fn icmp_message() -> impl Strategy<Value = Vec<u8>> {
    let kind = prop_oneof![Just(0_u8), Just(3), Just(8), Just(11), any::<u8>()];
    let code = prop_oneof![Just(4_u8), 0..6_u8];
    (kind, code, any::<[u8; 6]>(), data())
        .prop_map(|(kind, code, rest, data)| [&[kind, code][..], &rest, &data].concat())
}

fn arp_message() -> impl Strategy<Value = Vec<u8>> {
    // One in four is for another kind of link or address.
    let kinds = prop_oneof![
        3 => Just([0, 1, 8, 0, 6, 4]),
        1 => prop_oneof![Just([0, 6, 8, 0, 6, 4]), Just([0, 1, 0x86, 0xDD, 6, 16]), Just([0, 1, 8, 0, 8, 4])],
    ];
    (kinds, any::<[u8; 2]>(), vec(any::<u8>(), 20))
        .prop_map(|(kinds, operation, addresses)| [&kinds[..], &operation, &addresses].concat())
}

/// In front of an IP packet, half of the time, the header of a frame; and behind it some bytes of padding.
fn in_frames(packets: impl Strategy<Value = Packet> + 'static) -> BoxedStrategy<Packet> {
    let padding = prop_oneof![2 => Just(vec![]), 1 => vec(any::<u8>(), 1..9)];
    let framed = (packets, any::<bool>(), padding).prop_map(|(packet, framed, padding)| {
        let kind = if packet.bytes[0] >> 4 == 4 { ethertype::IPV4 } else { ethertype::IPV6 };
        let packet = if framed { frame(kind, &packet.bytes) } else { packet };
        packet.padded(&padding)
    });
    framed.boxed()
}

/// Random packets of IPv4, without a frame and without padding.
pub(super) fn with_options() -> BoxedStrategy<Packet> {
    (v4(UNKNOWN_PROTOCOL), data()).prop_map(|(header, data)| header.carrying(&data)).boxed()
}

/// Random packets of a sort, all of them well formed. UDP and TCP are in IPv4.
pub(super) fn packets(sort: Sort) -> BoxedStrategy<Packet> {
    packets_over(sort, false)
}

/// The same; or one in three of those of UDP and TCP is in IPv6.
fn packets_over(sort: Sort, or_v6: bool) -> BoxedStrategy<Packet> {
    let over_ip = |protocol: u8, segments: BoxedStrategy<Vec<u8>>| {
        let over_v6 = u32::from(or_v6 && protocol != protocol::ICMP);
        let v4 = (v4(protocol), segments.clone()).prop_map(|(header, segment)| header.carrying(&segment));
        let v6 = (v6(protocol), segments).prop_map(|(header, segment)| header.carrying(&segment));
        in_frames(prop_oneof![2 => v4, over_v6 => v6])
    };
    match sort {
        Sort::Frame => (any::<[u8; 12]>(), data())
            .prop_map(|(cards, data)| {
                let bytes = [&cards[..], &UNKNOWN_TYPE.to_be_bytes(), &data].concat();
                Packet { link: LinkType::ETHERNET, bytes }
            })
            .boxed(),
        Sort::V4 => in_frames(with_options()),
        Sort::V6 => {
            in_frames((v6(UNKNOWN_PROTOCOL), data()).prop_map(|(header, data)| header.carrying(&data)))
        }
        Sort::Udp => over_ip(protocol::UDP, udp_segment().boxed()),
        Sort::Tcp => over_ip(protocol::TCP, tcp_segment().boxed()),
        Sort::Icmp => over_ip(protocol::ICMP, icmp_message().boxed()),
        Sort::Arp => (arp_message(), prop_oneof![Just(0_usize), Just(18), 0..30_usize])
            .prop_map(|(message, padding)| frame(ethertype::ARP, &message).padded(&vec![0; padding]))
            .boxed(),
    }
}

/// Random packets of all sorts.
pub(super) fn all_packets() -> BoxedStrategy<Packet> {
    use Sort::{Arp, Icmp, Tcp, Udp, V4, V6};
    let [v4, v6, udp, tcp, icmp, arp] = [V4, V6, Udp, Tcp, Icmp, Arp].map(|sort| packets_over(sort, true));
    prop_oneof![1 => v4, 1 => v6, 3 => udp, 3 => tcp, 2 => icmp, 1 => arp].boxed()
}

/// Anything that may arrive: a good packet in which some bytes are others, and of which the end is missing.
pub(super) fn whatever() -> BoxedStrategy<Packet> {
    let lies = vec((any::<u8>(), prop_oneof![any::<u8>(), Just(0), Just(255), Just(0x44)]), 0..4);
    let cut = prop_oneof![2 => Just(usize::MAX), 1 => 0..90_usize];
    (all_packets(), lies, cut)
        .prop_map(|(packet, lies, cut)| {
            let len = packet.bytes.len().max(1);
            let lied = lies
                .into_iter()
                .fold(packet, |packet, (at, value)| packet.with(usize::from(at) % len, value));
            lied.cut(cut)
        })
        .boxed()
}
