//! The packets that are asked about: forced ones with names, and random ones that lean towards edges.

use given::packets::{Ipv4Header, protocol};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::model::Field::{self, *};
use super::model::{self, Arrival};

/// 192.0.2.1 and 198.51.100.7: addresses that are kept for examples.
pub(super) const TOKYO: u32 = 0xC000_0201;
pub(super) const LONDON: u32 = 0xC633_6407;

/// Four bytes of options that mean nothing: three times "no operation", and the end of the list.
pub(super) const NOTHING: [u8; 4] = [1, 1, 1, 0];

/// From Tokyo to London, with a number.
pub(super) fn header() -> Ipv4Header {
    Ipv4Header { identification: 7, ..Ipv4Header::new(protocol::UDP, TOKYO, LONDON) }
}

/// The same, with options.
pub(super) fn with_options(options: &[u8]) -> Ipv4Header {
    Ipv4Header { options: options.to_vec(), ..header() }
}

/// RFC 791, appendix A. It leaves the addresses open, and what the options and the data are.
pub(super) mod rfc_791 {
    use super::*;

    fn header(protocol: u8, ttl: u8) -> Ipv4Header {
        Ipv4Header { identification: 111, ttl, ..Ipv4Header::new(protocol, TOKYO, LONDON) }
    }

    /// Example 1: one byte of data.
    pub(in super::super) fn example_1() -> Arrival {
        Arrival::new(header(protocol::ICMP, 123), &[0x2A])
    }

    /// Example 2: 452 bytes of data, and the two fragments of them.
    pub(in super::super) fn example_2() -> [Arrival; 3] {
        let data: Vec<u8> = (0..452_u16).map(|at| (at % 251) as u8).collect();
        let first = Ipv4Header { more_fragments: true, ..header(protocol::TCP, 119) };
        let second = Ipv4Header { fragment_offset: 32, ..header(protocol::TCP, 119) };
        [
            Arrival::new(header(protocol::TCP, 123), &data),
            Arrival::new(first, &data[..256]),
            Arrival::new(second, &data[256..]),
        ]
    }

    /// Example 3: 12 bytes of options, 576 bytes in all.
    pub(in super::super) fn example_3() -> Arrival {
        let options = vec![0x88, 3, 0x2A, 0x88, 4, 0x2A, 0x2A, 1, 0x89, 3, 0x2A, 0];
        Arrival::new(Ipv4Header { options, ..header(protocol::TCP, 123) }, &[0x2A; 544])
    }
}

/// Numbers of 16 bits, every other at an edge.
fn number() -> impl Strategy<Value = u16> {
    prop_oneof![
        3 => any::<u16>(),
        1 => prop_oneof![Just(0), Just(1), Just(0xFF), Just(0x100), Just(0x7FFF), Just(0x8000), Just(0xFFFF)],
    ]
}

fn address() -> impl Strategy<Value = u32> {
    prop_oneof![4 => any::<u32>(), 1 => Just(0), 1 => Just(u32::MAX), 1 => Just(0x7F00_0001)]
}

fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![3 => any::<u8>(), 1 => Just(0), 1 => Just(1), 1 => Just(0xFF)]
}

/// Bytes, many of which are zero, also at their end.
pub(super) fn payload(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![2 => any::<u8>(), 1 => Just(0)], 0..=most)
}

/// Bytes that don't end with a zero: for checks that are not about where a payload ends.
pub(super) fn payload_with_end(most: usize) -> impl Strategy<Value = Vec<u8>> {
    payload(most).prop_map(|mut payload| {
        if let Some(last) = payload.last_mut() {
            *last = (*last).max(1);
        }
        payload
    })
}

/// A header without flags, offset, options and traffic class.
pub(super) fn plain_header() -> impl Strategy<Value = Ipv4Header> {
    (number(), byte(), byte(), address(), address()).prop_map(
        |(identification, ttl, protocol, source, destination)| Ipv4Header {
            identification,
            ttl,
            ..Ipv4Header::new(protocol, source, destination)
        },
    )
}

/// With all that 16 bits can say about fragments.
pub(super) fn fragment_header() -> impl Strategy<Value = Ipv4Header> {
    let offset = prop_oneof![1 => Just(0), 1 => Just(8191), 1 => Just(4096), 3 => 0..=8191_u16];
    (plain_header(), any::<bool>(), any::<bool>(), offset).prop_map(
        |(header, dont_fragment, more_fragments, fragment_offset)| Ipv4Header {
            dont_fragment,
            more_fragments,
            fragment_offset,
            ..header
        },
    )
}

/// So many words of options, as a rule not none.
pub(super) fn options() -> impl Strategy<Value = Vec<u8>> {
    let words = prop_oneof![4 => 1..=10_usize, 1 => Just(10), 1 => Just(0)];
    words.prop_flat_map(|words| vec(prop_oneof![any::<u8>(), 0..=1_u8], 4 * words))
}

pub(super) fn options_header() -> impl Strategy<Value = Ipv4Header> {
    (plain_header(), options()).prop_map(|(header, options)| Ipv4Header { options, ..header })
}

/// With everything that there is, so only where all of it has been asked about before.
pub(super) fn any_header() -> impl Strategy<Value = Ipv4Header> {
    let options = prop_oneof![1 => Just(vec![]), 1 => options()];
    (fragment_header(), byte(), options).prop_map(|(header, traffic_class, options)| Ipv4Header {
        traffic_class,
        options,
        ..header
    })
}

/// Something as it may be on a link: with filling behind it.
pub(super) fn arrival(header: impl Strategy<Value = Ipv4Header>) -> impl Strategy<Value = Arrival> {
    let filling = prop_oneof![2 => Just(vec![]), 1 => vec(Just(0), 1..26), 1 => payload(8)];
    (header, payload(12), filling)
        .prop_map(|(header, payload, filling)| Arrival { filling, ..Arrival::new(header, &payload) })
}

/// A packet, and how many bytes of it came.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) packet: Vec<u8>,
    pub(super) got: usize,
}

impl Cut {
    pub(super) fn new(packet: &[u8], got: usize) -> Cut {
        Cut { packet: packet.to_vec(), got }
    }

    pub(super) fn came(&self) -> &[u8] {
        &self.packet[..self.got]
    }
}

/// Every place at which a packet can be cut, and the whole.
pub(super) fn all_cuts(packet: &[u8]) -> impl Iterator<Item = Cut> {
    (0..=packet.len()).map(|got| Cut::new(packet, got))
}

pub(super) fn cut() -> impl Strategy<Value = Cut> {
    let header = prop_oneof![1 => plain_header().boxed(), 2 => options_header().boxed()];
    (header, payload(12), any::<Index>()).prop_map(|(header, payload, got)| {
        let packet = model::emit(&header, &payload);
        let got = got.index(packet.len() + 1);
        Cut { packet, got }
    })
}

/// A right packet in which fields were changed, with a checksum that fits again.
pub(super) fn lying(arrival: &Arrival, lies: &[(Field, u32)]) -> Vec<u8> {
    let mut packet = arrival.bytes();
    for (field, value) in lies {
        field.put(&mut packet, *value);
    }
    model::repair(&mut packet);
    packet
}

/// What is done to a packet so that several things may be wrong with it.
#[derive(Clone, Debug)]
enum Harm {
    Lie(Field, u32),
    Cut(Index),
    Flip(Index, u8),
    Repair,
}

fn harm() -> impl Strategy<Value = Harm> {
    let version = prop_oneof![Just(6), 0..16_u32].prop_map(|value| Harm::Lie(Version, value));
    let words = (0..16_u32).prop_map(|value| Harm::Lie(Words, value));
    let total = prop_oneof![0..70_u32, Just(0xFFFF)].prop_map(|value| Harm::Lie(TotalLength, value));
    let reserved = (0..2_u32).prop_map(|value| Harm::Lie(Reserved, value));
    prop_oneof![
        version,
        words,
        total,
        reserved,
        any::<Index>().prop_map(Harm::Cut),
        (any::<Index>(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        Just(Harm::Repair),
    ]
}

/// Bytes of which some are a packet, most are nearly one, and some have never been.
pub(super) fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let harmed = (arrival(any_header()), vec(harm(), 0..4)).prop_map(|(arrival, harms)| {
        harms.iter().fold(arrival.bytes(), |mut packet, harm| {
            match harm {
                Harm::Lie(field, value) if packet.len() >= model::FIXED => field.put(&mut packet, *value),
                Harm::Cut(at) => packet.truncate(at.index(packet.len() + 1)),
                Harm::Flip(at, bit) if !packet.is_empty() => {
                    let at = at.index(packet.len().min(24));
                    packet[at] ^= 1 << bit;
                }
                Harm::Repair => model::repair(&mut packet),
                _ => {}
            }
            packet
        })
    });
    let bytes = (vec(any::<u8>(), 0..70), any::<bool>()).prop_map(|(mut bytes, looks_right)| {
        if let (Some(first), true) = (bytes.first_mut(), looks_right) {
            *first = 0x40 | *first & 0x0F;
        }
        bytes
    });
    prop_oneof![4 => harmed, 1 => bytes]
}

/// A packet whose header has one bit that was changed on the way, and not one of its lengths or its version.
pub(super) fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let header = prop_oneof![plain_header().boxed(), options_header().boxed()];
    (header, payload(6), any::<Index>(), 0..8_u8).prop_map(|(header, payload, at, bit)| {
        let mut packet = model::emit(&header, &payload);
        let places: Vec<usize> = [1].into_iter().chain(4..model::FIXED + header.options.len()).collect();
        packet[*at.get(&places)] ^= 1 << bit;
        packet
    })
}

/// A header whose checksum comes out as 0.
pub(super) fn of_zero(header: &Ipv4Header, payload: &[u8]) -> Ipv4Header {
    let header = Ipv4Header { identification: 0, ..header.clone() };
    let rest = !(Checksum.of(&model::emit(&header, payload)) as u16);
    Ipv4Header { identification: 0xFFFF - rest, ..header }
}

/// What a generator gives, as a check would see it.
#[cfg(test)]
pub(super) fn drawn<S: Strategy>(strategy: &S, count: u32) -> Vec<S::Value> {
    use proptest::strategy::ValueTree;

    let streams = crate::seed::Seed::default().streams("a test");
    let one = |case| strategy.new_tree(&mut streams.runner(case)).expect("it generates").current();
    (0..count).map(one).collect()
}
