//! When nobody may be told of an error.

use std::net::Ipv4Addr;

use given::packets::IcmpError;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use super::icmp::{answer, any_error, ask_error, good_packets};
use super::model::{self, DONT_FRAGMENT, Datagram, HEADER, ICMP, MORE_FRAGMENTS, Packet, TCP, UDP, V4};
use super::pictures;
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// An error, and the packet it is about.
type Case = (IcmpError, Packet);

/// The next answer must be a message, or none. `slug` says which mistake a wrong answer looks like.
fn judged(
    packet: &Packet,
    seen: &mut Seen<'_>,
    marked: &[&str],
    slug: Option<&'static str>,
) -> Result<(), Trouble> {
    let may = model::may_be_told(packet);
    let right = if may { "Some message: its sender may be told" } else { "None" };
    let own = answer(seen).map_err(|trouble| {
        seen.expected(right);
        trouble.figure(pictures::packet(packet, marked))
    })?;
    ensure(own.is_some() == may, || {
        let trouble = Trouble::new(seen.expected(right)).figure(pictures::packet(packet, marked));
        slug.into_iter().fold(trouble, Trouble::looks_like)
    })
}

fn about(packet: Packet) -> Case {
    (IcmpError::TimeExceeded, packet)
}

/// An error that quotes a datagram, in a packet.
fn quoting(kind: u8) -> Packet {
    Packet::new(ICMP, &model::icmp(kind, 0, [0; 4], &Packet::udp().whole()[..28]))
}

/// An error of any type, and what only looks like one.
fn errors() -> impl Strategy<Value = Case> {
    let kinds = (select(&model::ERROR_TYPES[..]), select(&[ICMP, ICMP, UDP, TCP][..]));
    (any_error(), kinds, any::<u8>(), 0..11_usize, 0..40_usize).prop_map(
        |(error, (kind, protocol), code, option_words, len)| {
            let payload = model::icmp(kind, code, [0; 4], &vec![0x5A; len]);
            (error, Packet { option_words, ..Packet::new(protocol, &payload) })
        },
    )
}

pub(super) fn errors_are_not_answered(trial: &mut Trial<'_>) -> Verdict {
    // Port 0x0305: its first byte looks like a type. And what has no payload is no message of ICMP that was cut off.
    let datagram = Datagram::new(V4, 0x0305, 53, b"hi").bytes();
    let forced = [
        quoting(3),
        quoting(11),
        quoting(5),
        quoting(4),
        quoting(12),
        Packet { option_words: 2, ..quoting(3) },
        Packet::new(UDP, &datagram),
        Packet::new(UDP, &[]),
        Packet::new(ICMP, &[]),
        Packet::new(ICMP, &[11]),
    ]
    .map(about);
    trial.law(
        forced,
        errors(),
        |(error, packet)| ask_error(*error, packet.bytes()),
        |(_, packet), seen| {
            let is_icmp = packet.protocol == ICMP;
            let slug = match packet.payload.first() {
                _ if !is_icmp => "looks-like-icmp",
                None => "empty-icmp-answered",
                Some(_) if packet.option_words > 0 => "options-taken-for-icmp",
                Some(3) => "icmp-about-icmp",
                Some(_) => "error-types-incomplete",
            };
            let marked = if is_icmp { "payload" } else { "protocol" };
            judged(packet, seen, &[marked], Some(slug)).map_err(|trouble| match packet.payload.len() {
                0..HEADER if is_icmp => trouble.panic_looks_like("short-icmp-panics"),
                0 => trouble.panic_with_looks_like("index out of bounds", "looks-like-icmp"),
                _ => trouble,
            })
        },
    )
}

fn fragments() -> impl Strategy<Value = Case> {
    let offset = prop_oneof![Just(0_u16), 1..0x2000_u16, (0..13_u32).prop_map(|bit| 1 << bit)];
    let flags = select(&[0, DONT_FRAGMENT, MORE_FRAGMENTS][..]);
    (any_error(), good_packets(40), offset, flags).prop_map(|(error, packet, offset, flags)| {
        (error, Packet { flags_and_offset: offset | flags, ..packet })
    })
}

pub(super) fn later_fragments_are_not_answered(trial: &mut Trial<'_>) -> Verdict {
    let fragment = |flags_and_offset| about(Packet { flags_and_offset, ..Packet::udp() });
    let forced = [
        fragment(DONT_FRAGMENT),
        fragment(MORE_FRAGMENTS),
        fragment(MORE_FRAGMENTS | 185),
        fragment(370),
        fragment(0x0100),
        fragment(0x1000),
        fragment(1),
    ];
    trial.law(
        forced,
        fragments(),
        |(error, packet)| ask_error(*error, packet.bytes()),
        |(_, packet), seen| {
            let offset = packet.flags_and_offset & 0x1FFF;
            let slug = match (packet.flags_and_offset, offset) {
                (DONT_FRAGMENT, _) => Some("flags-taken-for-offset"),
                (MORE_FRAGMENTS, _) => Some("first-fragment-refused"),
                (_, 0) => None,
                (flags, _) if flags & MORE_FRAGMENTS == 0 && offset == 370 => Some("last-fragment-answered"),
                (_, offset) if offset & 0xFF == 0 => Some("half-an-offset"),
                _ => Some("later-fragment-answered"),
            };
            judged(packet, seen, &["flags"], slug)
        },
    )
}

/// Addresses at the ends of what is special, and others.
fn addresses() -> impl Strategy<Value = u32> {
    const SPECIAL: [u32; 9] = [0, 10, 127, 169, 192, 224, 239, 240, 255];
    let near = (select(&SPECIAL[..]), any::<u32>(), 0..4_u8).prop_map(|(first, rest, kind)| {
        let first = first << 24;
        match kind {
            0 => first,
            1 => first | 0x00FF_FFFF,
            2 => first.wrapping_sub(1),
            _ => first | rest >> 8,
        }
    });
    prop_oneof![near, any::<u32>()]
}

pub(super) fn crowds_are_not_answered(trial: &mut Trial<'_>) -> Verdict {
    let to = |destination: [u8; 4]| {
        about(Packet { destination: u32::from_be_bytes(destination), ..Packet::udp() })
    };
    let forced = [
        to([255, 255, 255, 255]),
        to([224, 0, 0, 1]),
        to([239, 255, 255, 250]),
        to([232, 1, 2, 3]),
        // A broadcast in a network of 256 addresses, and an address like others in one of 512.
        to([198, 51, 100, 255]),
        to([223, 255, 255, 255]),
    ];
    // Class E is not in the list, and nobody uses it as a destination: neither answer would be wrong.
    let random = (any_error(), good_packets(40), addresses())
        .prop_filter("class E", |(_, _, to)| *to < 0xF000_0000 || *to == u32::MAX)
        .prop_map(|(error, packet, destination)| (error, Packet { destination, ..packet }));
    trial.law(
        forced,
        random,
        |(error, packet)| ask_error(*error, packet.bytes()),
        |(_, packet), seen| {
            let destination = Ipv4Addr::from(packet.destination);
            let slug = match destination.octets() {
                [255, 255, 255, 255] => Some("broadcast-answered"),
                [224, 0, 0, _] => Some("multicast-answered"),
                [224..=239, ..] => Some("multicast-cut-short"),
                [.., 255] => Some("guesses-broadcasts"),
                _ => None,
            };
            judged(packet, seen, &["destination"], slug)
        },
    )
}

pub(super) fn nobody_is_told(trial: &mut Trial<'_>) -> Verdict {
    let from = |source: [u8; 4]| about(Packet { source: u32::from_be_bytes(source), ..Packet::udp() });
    let forced = [
        from([224, 0, 0, 1]),
        from([255, 255, 255, 255]),
        from([0, 0, 0, 0]),
        from([127, 0, 0, 1]),
        from([240, 0, 0, 1]),
        from([0, 1, 2, 3]),
        from([127, 1, 2, 3]),
        from([239, 1, 2, 3]),
        from([10, 0, 0, 1]),
        from([126, 255, 255, 255]),
        from([128, 0, 0, 1]),
        from([223, 255, 255, 254]),
        from([1, 0, 0, 1]),
    ];
    let random = (any_error(), good_packets(40), addresses())
        .prop_map(|(error, packet, source)| (error, Packet { source, ..packet }));
    trial.law(
        forced,
        random,
        |(error, packet)| ask_error(*error, packet.bytes()),
        |(_, packet), seen| {
            let source = Ipv4Addr::from(packet.source);
            let slug = match source.octets() {
                _ if model::may_be_told(packet) => source.is_private().then_some("private-source-refused"),
                [224, 0, 0, 1] => Some("source-not-looked-at"),
                [224..=239, ..] => Some("multicast-source-cut-short"),
                [255, 255, 255, 255] => Some("broadcast-source-answered"),
                [0, 0, 0, 0] => Some("zero-source-answered"),
                [0, ..] => Some("one-zero-only"),
                [127, 0, 0, 1] => Some("loopback-answered"),
                [127, ..] => Some("one-loopback-only"),
                _ => Some("class-e-answered"),
            };
            judged(packet, seen, &["source"], slug)
        },
    )
}

/// How bytes are no IPv4 packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wreck {
    /// Cut off behind so many bytes.
    Cut(usize),
    /// One bit of the header is another one.
    Flipped(usize, u8),
    /// A header of fewer words than every header has, and its checksum is right.
    Words(u8),
    /// Another version, and the checksum is right.
    Version(u8),
}

/// What remains of a packet, and whether it is none any more.
fn wrecked((_, packet, wreck): &(IcmpError, Packet, Wreck)) -> Vec<u8> {
    let mut bytes = packet.bytes();
    let header = packet.header_len();
    match *wreck {
        Wreck::Cut(len) => bytes.truncate(len),
        Wreck::Flipped(at, bit) => bytes[at] ^= 1 << bit,
        Wreck::Words(words) => {
            bytes[0] = 0x40 | words;
            let summed = model::summed(&bytes[..header], 10);
            bytes[..header].copy_from_slice(&summed);
        }
        Wreck::Version(version) => {
            bytes[0] = version << 4 | bytes[0] & 0x0F;
            let summed = model::summed(&bytes[..header], 10);
            bytes[..header].copy_from_slice(&summed);
        }
    }
    bytes
}

fn wrecks() -> impl Strategy<Value = (IcmpError, Packet, Wreck)> {
    (any_error(), good_packets(40), 0..4, any::<(Index, u8)>()).prop_map(
        |(error, packet, kind, (place, number))| {
            let packet = Packet { padding: 0, ..packet };
            let wreck = match kind {
                0 => Wreck::Cut(place.index(packet.total_len())),
                1 => Wreck::Flipped(place.index(packet.header_len()), number % 8),
                2 => Wreck::Words(number % 5),
                _ => Wreck::Version(if number % 16 == 4 { 6 } else { number % 16 }),
            };
            (error, packet, wreck)
        },
    )
}

pub(super) fn wrecks_are_not_answered(trial: &mut Trial<'_>) -> Verdict {
    let of = |wreck| (IcmpError::TimeExceeded, Packet::udp(), wreck);
    let forced = [
        of(Wreck::Flipped(19, 0)),
        of(Wreck::Cut(29)),
        of(Wreck::Cut(19)),
        of(Wreck::Cut(0)),
        of(Wreck::Version(6)),
        of(Wreck::Words(4)),
    ];
    trial.law(
        forced,
        wrecks(),
        |case| ask_error(case.0, wrecked(case)),
        |case, seen| {
            let (.., wreck) = case;
            let bytes = wrecked(case);
            let shown = |trouble: Trouble| {
                let len = bytes.len();
                let dump = crate::finding::Dump::new("packet", &bytes);
                let (at, len, label) = match wreck {
                    Wreck::Cut(0) => (0, 0, String::from("nothing has arrived")),
                    Wreck::Cut(_) => (len, 0, String::from("the rest of the packet has not arrived")),
                    Wreck::Flipped(at, _) => {
                        (*at, 1, String::from("damaged, so the header checksum does not fit"))
                    }
                    Wreck::Words(words) => {
                        (0, 1, format!("a header of {words} words, and a checksum that fits"))
                    }
                    Wreck::Version(version) => (0, 1, format!("version {version}, and a checksum that fits")),
                };
                trouble.figure(dump.wrong(at, len, label))
            };
            let own = answer(seen).map_err(|trouble| {
                seen.expected("None");
                shown(trouble.panic_looks_like("wreck-panics"))
            })?;
            ensure(own.is_none(), || {
                let trouble = Trouble::new(seen.expected("None"))
                    .looks_like_if(matches!(wreck, Wreck::Flipped(..)), "damaged-header-answered")
                    .looks_like_if(matches!(wreck, Wreck::Cut(_)), "cut-packet-answered");
                shown(trouble)
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    /// Of all inputs a part is answered, and a part is not.
    #[test]
    fn a_part_may_be_told() {
        let told = |packets: Vec<Packet>| packets.iter().filter(|packet| model::may_be_told(packet)).count();
        let packets = |cases: Vec<Case>| cases.into_iter().map(|(_, packet)| packet).collect();
        let count = told(packets(drawn(&errors())));
        assert!((100..300).contains(&count), "{count}");
        let count = told(packets(drawn(&fragments())));
        assert!((40..300).contains(&count), "{count}");
        let from = |source| Packet { source, ..Packet::udp() };
        let count = told(drawn(&addresses()).into_iter().map(from).collect());
        assert!((100..300).contains(&count), "{count}");
        let to = |destination| Packet { destination, ..Packet::udp() };
        let count = told(drawn(&addresses()).into_iter().map(to).collect());
        assert!((200..380).contains(&count), "{count}");
        assert_eq!(told(packets(drawn(&(any_error(), good_packets(40))))), 400);
    }

    #[test]
    fn wrecks_are_no_packets() {
        for case in drawn(&wrecks()) {
            let bytes = wrecked(&case);
            let header = usize::from(bytes.first().copied().unwrap_or(0) & 0x0F) * 4;
            let is_packet = bytes.len() >= 20
                && bytes[0] >> 4 == 4
                && (20..=bytes.len()).contains(&header)
                && usize::from(model::word(&bytes, 2)) <= bytes.len()
                && model::sum(&bytes[..header]) == 0xFFFF;
            assert!(!is_packet, "{case:?}");
        }
    }
}
