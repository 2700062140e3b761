//! Routers and packets to ask about: those that show a mistake in little, and random ones that lean towards the edges.

use given::addresses::{Family, Prefix};
use given::packets::{IcmpError, Interface, Ipv4Header, Via, protocol};

use super::model::{Habit, Model};
use super::wire;

mod random;

pub(super) use random::random;

/// A router, what it is told, and what arrives.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) interfaces: Vec<Interface>,
    pub(super) ops: Vec<Op>,
}

/// Something that happens to a router.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Add(Prefix, Via),
    Remove(Prefix),
    /// Through which interface, and what.
    Packet(usize, Vec<u8>),
}

/// In Tokyo, behind interface 0 of its router.
pub(super) const HOST: u32 = 0x0A01_0007;
/// In London.
pub(super) const LONDON: u32 = 0x0A06_0009;
/// In Frankfurt.
pub(super) const FRANKFURT: u32 = 0x0A02_0009;
/// Where nobody knows the way.
const NOWHERE: u32 = 0xCB00_7109;
/// Tokyo's router: in the city, at the cable to New York, and at the one to Singapore.
const CITY: u32 = 0x0A01_0001;
const TO_NEW_YORK: u32 = 0x0A00_0602;
const TO_SINGAPORE: u32 = 0x0A00_0101;
const NEW_YORK: u32 = 0x0A00_0601;
const SINGAPORE: u32 = 0x0A00_0102;

pub(super) fn prefix(bits: u32, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: bits.into(), len }
}

/// An interface in the network of its address.
pub(super) fn interface(address: u32, len: u8) -> Interface {
    let network = prefix(address & u32::MAX.checked_shl(32 - u32::from(len)).unwrap_or(0), len);
    Interface { address, network, mtu: 1500, checks_source: false }
}

/// The other machine on a line, and some machine in a city.
fn neighbor(interface: &Interface) -> u32 {
    match interface.network.len {
        31.. => interface.address ^ 1,
        30 => interface.address ^ 3,
        _ => interface.network.bits as u32 | 2,
    }
}

impl Case {
    /// Tokyo's router, without routes but to its own networks.
    fn tokyo() -> Case {
        Case {
            interfaces: vec![interface(CITY, 16), interface(TO_NEW_YORK, 30), interface(TO_SINGAPORE, 30)],
            ops: vec![],
        }
    }

    /// Tokyo's router, which knows the ways to London and to Frankfurt.
    fn routed() -> Case {
        Case::tokyo().add(0x0A06_0000, 16, 1, Some(NEW_YORK)).add(0x0A02_0000, 16, 2, Some(SINGAPORE))
    }

    fn add(mut self, bits: u32, len: u8, interface: usize, next_hop: Option<u32>) -> Case {
        self.ops.push(Op::Add(prefix(bits, len), Via { interface, next_hop }));
        self
    }

    fn remove(mut self, bits: u32, len: u8) -> Case {
        self.ops.push(Op::Remove(prefix(bits, len)));
        self
    }

    /// Whether what is told to the router leads a packet somewhere.
    fn has_route_for(&self, packet: &[u8]) -> bool {
        let Some(&[one, two, three, four]) = packet.get(16..20) else { return true };
        let mut model = Model::new(Habit::Right, &self.interfaces);
        for op in &self.ops {
            match op {
                Op::Add(prefix, via) => model.add(*prefix, *via),
                Op::Remove(prefix) => drop(model.remove(prefix)),
                Op::Packet(..) => {}
            }
        }
        model.route(u32::from_be_bytes([one, two, three, four])).is_some()
    }

    fn arrives(mut self, interface: usize, packet: Vec<u8>) -> Case {
        self.ops.push(Op::Packet(interface, packet));
        self
    }

    fn mtu(mut self, interface: usize, mtu: u16) -> Case {
        self.interfaces[interface].mtu = mtu;
        self
    }

    fn checks_source(mut self, interface: usize) -> Case {
        self.interfaces[interface].checks_source = true;
        self
    }

    fn swapped(mut self, interface: usize, other: Interface) -> Case {
        self.interfaces[interface] = other;
        self
    }
}

/// A datagram from Tokyo.
pub(super) fn udp(destination: u32) -> Vec<u8> {
    udp_from(HOST, destination)
}

fn udp_from(source: u32, destination: u32) -> Vec<u8> {
    wire::emit(&Ipv4Header::new(protocol::UDP, source, destination), &wire::datagram(8))
}

fn with(destination: u32, change: impl FnOnce(&mut Ipv4Header), payload: &[u8]) -> Vec<u8> {
    let mut header = Ipv4Header::new(protocol::UDP, HOST, destination);
    change(&mut header);
    wire::emit(&header, payload)
}

fn ping(source: u32, destination: u32) -> Vec<u8> {
    wire::emit(&Ipv4Header::new(protocol::ICMP, source, destination), &wire::echo(8))
}

fn padded(mut packet: Vec<u8>) -> Vec<u8> {
    packet.extend([0; 10]);
    packet
}

/// Two options: one that all fragments have, and one that the first has alone.
const OPTIONS: [u8; 8] = [148, 4, 0, 0, 7, 3, 4, 0];

/// The cases of each check that are asked before random ones. A mistake shows in one of its check's, in little.
pub(super) fn forced(check: &str) -> Vec<Case> {
    let (tokyo, routed) = (Case::tokyo, Case::routed);
    match check {
        "connected" => vec![
            // Neither the first interface, nor that on which it came.
            tokyo().arrives(2, udp_from(SINGAPORE, NEW_YORK)),
            tokyo().arrives(0, udp(NEW_YORK)),
            tokyo().arrives(1, udp_from(NEW_YORK, HOST)),
            tokyo().arrives(0, udp(0x0A01_0008)),
        ],
        "next_router" => vec![
            routed().arrives(0, udp(LONDON)),
            routed().arrives(1, udp_from(LONDON, FRANKFURT)),
            routed().add(0x0A07_0000, 16, 2, None).arrives(0, udp(0x0A07_0005)),
            routed().arrives(1, udp_from(NEW_YORK, LONDON)),
        ],
        "longest_route" => vec![
            tokyo().add(0, 0, 1, Some(NEW_YORK)).arrives(0, udp(LONDON)),
            // The first, the shortest and the last lead elsewhere.
            tokyo()
                .add(0x0A00_0000, 8, 1, Some(NEW_YORK))
                .add(0x0A06_0000, 24, 2, Some(SINGAPORE))
                .add(0, 0, 0, Some(0x0A01_0002))
                .add(0x0A06_0000, 16, 0, Some(0x0A01_0003))
                .arrives(0, udp(LONDON)),
            routed().add(0, 0, 2, Some(SINGAPORE)).arrives(0, udp(LONDON)),
            tokyo()
                .add(0x0A06_0000, 16, 1, Some(NEW_YORK))
                .add(0x0A06_0000, 24, 2, Some(SINGAPORE))
                .arrives(0, udp(LONDON)),
            routed().add(0x0A06_0000, 16, 2, Some(SINGAPORE)).arrives(0, udp(LONDON)),
            routed().add(0, 0, 2, Some(SINGAPORE)).remove(0x0A06_0000, 16).arrives(0, udp(LONDON)),
            routed().add(0, 0, 2, Some(SINGAPORE)).remove(0, 0).arrives(0, udp(LONDON)),
            routed().remove(0x0A06_0000, 24).remove(0x0A01_0000, 16).remove(0x0A01_0000, 16),
        ],
        "counted_down" => vec![
            routed().arrives(0, udp(LONDON)),
            // Its checksum is above 0xFF00: one more in the upper byte, and there is a carry.
            routed().arrives(0, with_checksum_above(0xFF00)),
            routed().arrives(
                0,
                with(
                    LONDON,
                    |header| {
                        (header.traffic_class, header.identification, header.dont_fragment) = (0xB8, 7, true);
                    },
                    b"hello",
                ),
            ),
            routed().arrives(0, with(LONDON, |header| header.options = OPTIONS.to_vec(), b"hello")),
            routed().arrives(0, padded(udp(LONDON))),
            routed().arrives(0, with(LONDON, |header| header.ttl = 255, b"")),
            routed().arrives(0, wire::with_reserved_bit(&udp(LONDON))),
        ],
        "only_packets" => {
            let good = udp(LONDON);
            let damaged = |at: usize, to: u8| {
                let mut packet = good.clone();
                packet[at] = to;
                packet
            };
            let mut cases = vec![routed().arrives(0, damaged(8, 63)), routed().arrives(0, damaged(18, 9))];
            cases.extend((0..good.len()).map(|len| routed().arrives(0, good[..len].to_vec())));
            // Their checksums are right: what is wrong is something else.
            for (at, to) in [(0, 0x65), (0, 0x44), (0, 0x4F), (3, 19), (3, 0xFF)] {
                cases.push(routed().arrives(0, wire::repaired_without_options(&damaged(at, to))));
            }
            cases
        }
        "time_exceeded" => vec![
            routed().arrives(0, with(LONDON, |header| header.ttl = 1, b"hello")),
            routed().arrives(0, with(LONDON, |header| header.ttl = 0, b"hello")),
            routed().arrives(0, with(LONDON, |header| header.ttl = 2, b"hello")),
        ],
        "errors_go_back" => vec![
            routed().arrives(0, udp(NOWHERE)),
            routed().arrives(1, udp_from(HOST, NOWHERE)),
            routed().arrives(0, with(NOWHERE, |header| header.ttl = 200, &wire::datagram(600))),
            routed().arrives(1, udp_from(LONDON, NOWHERE)),
            routed().arrives(2, udp_from(LONDON, NOWHERE)),
            routed().arrives(0, with(NOWHERE, |header| header.ttl = 1, b"")),
            routed().arrives(0, udp_from(NOWHERE, NOWHERE + 1)),
            routed().arrives(
                0,
                with(NOWHERE, |header| header.protocol = protocol::ICMP, &about(&udp_from(NOWHERE, HOST))),
            ),
            routed().arrives(0, with(NOWHERE, |header| header.fragment_offset = 5, b"hello")),
        ],
        "for_this_router" => vec![
            routed().arrives(0, udp(CITY)),
            routed().arrives(0, udp(TO_SINGAPORE)),
            routed().arrives(0, with(CITY, |header| header.ttl = 1, b"hello")),
            routed().arrives(0, with(CITY, |header| header.ttl = 0, b"hello")),
            routed().arrives(1, udp_from(LONDON, HOST)),
            routed().arrives(0, padded(udp(CITY))),
            routed().arrives(0, with(CITY, |header| header.options = OPTIONS.to_vec(), b"hello")),
        ],
        "echo_is_answered" => {
            let short = |ttl: u8| {
                with(CITY, |header| (header.ttl, header.protocol) = (ttl, protocol::ICMP), &wire::echo(4))
            };
            let mut damaged = wire::echo(4);
            damaged[9] ^= 1;
            let part = |change: fn(&mut Ipv4Header)| {
                let change = move |header: &mut Ipv4Header| {
                    header.protocol = protocol::ICMP;
                    change(header);
                };
                with(CITY, change, &wire::echo(8))
            };
            vec![
                routed().arrives(0, ping(HOST, CITY)),
                routed().arrives(0, ping(HOST, TO_NEW_YORK)),
                routed().arrives(2, ping(LONDON, CITY)),
                routed().arrives(0, short(1)),
                routed().arrives(0, part(|header| header.more_fragments = true)),
                routed().arrives(0, part(|header| header.fragment_offset = 3)),
                routed().arrives(0, ping(HOST, LONDON)),
                routed().arrives(0, with(CITY, |header| header.protocol = protocol::ICMP, &damaged)),
                routed().arrives(
                    0,
                    with(
                        CITY,
                        |header| header.protocol = protocol::ICMP,
                        &wire::echo_reply(&wire::echo(4)).expect("an echo"),
                    ),
                ),
                routed().mtu(0, 100).arrives(0, wire::emit(&pinging(), &wire::echo(200))),
            ]
        }
        "broadcasts_stay" => {
            let open = || routed().add(0, 0, 1, Some(NEW_YORK));
            vec![
                open().arrives(1, udp_from(LONDON, 0x0A01_FFFF)),
                open().arrives(0, udp(u32::MAX)),
                open().arrives(1, ping(LONDON, 0x0A01_FFFF)),
                open().arrives(0, udp(0xE000_0009)),
                open().arrives(0, udp(0x7F00_0001)),
                open().arrives(0, udp(0x0000_0001)),
                open().arrives(0, udp(0xF000_0001)),
                routed().arrives(0, udp(0x7F00_0001)),
                routed().swapped(2, interface(0x0A00_0100, 31)).arrives(0, udp(0x0A00_0101)),
                open().arrives(0, udp(0x0A06_FFFF)),
                open().arrives(0, udp(0x0A01_0000)),
            ]
        }
        "sources_are_machines" => vec![
            routed().arrives(0, udp_from(0x7F00_0001, LONDON)),
            routed().arrives(0, udp_from(0, LONDON)),
            routed().arrives(0, udp_from(0xE000_0001, LONDON)),
            routed().arrives(0, udp_from(u32::MAX, LONDON)),
            routed().arrives(1, udp_from(0x0A01_FFFF, FRANKFURT)),
            routed().arrives(0, udp_from(0x7F00_0001, CITY)),
            routed().arrives(0, ping(0x0A01_FFFF, CITY)),
            routed().arrives(0, udp_from(0x0A02_FFFF, LONDON)),
        ],
        "sources_are_checked" => vec![
            routed().checks_source(0).arrives(0, udp_from(FRANKFURT, LONDON)),
            routed().arrives(0, udp_from(FRANKFURT, LONDON)),
            routed().checks_source(1).arrives(1, udp_from(LONDON, FRANKFURT)),
            routed().checks_source(0).arrives(0, udp_from(NOWHERE, LONDON)),
            routed().checks_source(0).arrives(0, udp(LONDON)),
            routed().checks_source(0).arrives(0, udp_from(FRANKFURT, CITY)),
            routed().checks_source(1).arrives(0, udp_from(FRANKFURT, LONDON)),
            routed().checks_source(0).arrives(0, ping(FRANKFURT, CITY)),
        ],
        "what_does_not_fit" => {
            let long = || wire::datagram(72);
            let narrow = || routed().mtu(1, 68);
            vec![
                routed().mtu(0, 68).arrives(0, with(LONDON, |_| {}, &long())),
                narrow().arrives(0, with(LONDON, |_| {}, &long())),
                narrow().arrives(0, with(LONDON, |header| header.dont_fragment = true, &long())),
                narrow().arrives(0, with(LONDON, |header| header.dont_fragment = true, &wire::datagram(40))),
                narrow().arrives(0, with(LONDON, |_| {}, &wire::datagram(40))),
                narrow().arrives(0, with(LONDON, |header| header.dont_fragment = true, &wire::datagram(41))),
                narrow().arrives(0, with(LONDON, |header| header.ttl = 1, &long())),
                narrow().arrives(
                    0,
                    with(LONDON, |header| header.options = OPTIONS.to_vec(), &wire::datagram(100)),
                ),
                narrow().arrives(
                    0,
                    with(
                        LONDON,
                        |header| (header.fragment_offset, header.more_fragments) = (9, true),
                        &[7; 96],
                    ),
                ),
                narrow().arrives(1, udp_from(LONDON, NOWHERE)),
                routed().mtu(0, 68).arrives(0, with(NOWHERE, |_| {}, &wire::datagram(60))),
                narrow().arrives(0, with(LONDON, |header| header.fragment_offset = 8191, &long())),
            ]
        }
        _ => vec![],
    }
}

fn pinging() -> Ipv4Header {
    Ipv4Header::new(protocol::ICMP, HOST, CITY)
}

/// An error about a packet.
fn about(packet: &[u8]) -> Vec<u8> {
    wire::error(&IcmpError::PortUnreachable, packet).expect("it may be told")
}

/// A packet for London whose checksum is at least so large.
fn with_checksum_above(least: u16) -> Vec<u8> {
    let packets =
        (0..).map(|identification| with(LONDON, |header| header.identification = identification, b"hello"));
    let checksum = |packet: &Vec<u8>| u16::from_be_bytes([packet[10], packet[11]]);
    let mut packets = packets.skip_while(|packet| checksum(packet) < least);
    packets.next().expect("each checksum is that of some number")
}
