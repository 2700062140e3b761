//! The checks of `dissect`.

use given::packets::{FieldName, LinkType, PacketField, ethertype, protocol};
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::inputs::{self, Packet, Sort, UNKNOWN_PROTOCOL, UNKNOWN_TYPE, V4, V6, packets};
use super::model::{Quirk, fields, fields_with};
use super::{known, pictures};
use crate::script::{Script, call};
use crate::spell::{Bytes, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// Quirks by the mistakes that they are.
const QUIRKS: &[(&str, Quirk)] = &[
    ("bytes-not-bits", Quirk::BytesNotBits),
    ("end-is-last", Quirk::EndIsLast),
    ("length-not-end", Quirk::LengthNotEnd),
    ("values-missing", Quirk::ValuesMissing),
    ("little-endian", Quirk::LittleEndian),
    ("payload-missing", Quirk::PayloadMissing),
    ("source-first", Quirk::SourceFirst),
    ("link-ignored", Quirk::LinkIgnored),
    ("flags-backwards", Quirk::FlagsBackwards),
    ("offset-keeps-flags", Quirk::OffsetKeepsFlags),
    ("offset-in-bytes", Quirk::OffsetInBytes),
    ("header-length-in-bytes", Quirk::HeaderLengthInBytes),
    ("addresses-swapped", Quirk::AddressesSwapped),
    ("options-in-payload", Quirk::OptionsInPayload),
    ("options-in-words", Quirk::OptionsInWords),
    ("padding-leaks", Quirk::PaddingLeaks),
    ("total-without-header", Quirk::TotalWithoutHeader),
    ("padding-lost", Quirk::PaddingLost),
    ("header-in-later-fragment", Quirk::HeaderInLaterFragment),
    ("first-fragment-unread", Quirk::FirstFragmentUnread),
    ("ports-swapped", Quirk::PortsSwapped),
    ("udp-length-ignored", Quirk::UdpLengthIgnored),
    ("udp-length-without-header", Quirk::UdpLengthWithoutHeader),
    ("padding-twice", Quirk::PaddingTwice),
    ("tcp-options-in-payload", Quirk::TcpOptionsInPayload),
    ("six-flags", Quirk::SixFlags),
    ("nine-flags", Quirk::NineFlags),
    ("flags-keep-offset", Quirk::FlagsKeepOffset),
    ("numbers-swapped", Quirk::NumbersSwapped),
    ("echo-always", Quirk::EchoAlways),
    ("echo-request-alone", Quirk::EchoRequestAlone),
    // Before the next one, which says the same of a packet that was too large.
    ("mtu-unknown", Quirk::MtuUnknown),
    ("rest-always", Quirk::RestAlways),
    ("mtu-always", Quirk::MtuAlways),
    ("arp-padding-is-payload", Quirk::ArpPaddingIsPayload),
    ("arp-sizes-ignored", Quirk::ArpSizesIgnored),
    ("arp-cards-first", Quirk::ArpCardsFirst),
    ("v6-old-layout", Quirk::V6OldLayout),
    ("v6-length-with-header", Quirk::V6LengthWithHeader),
    ("v6-length-ignored", Quirk::V6LengthIgnored),
    ("addresses-cut", Quirk::AddressesCut),
    ("v6-carries-nothing", Quirk::V6CarriesNothing),
    ("icmp-behind-v6", Quirk::IcmpBehindV6),
    ("truncated-lost", Quirk::TruncatedLost),
    ("truncated-is-payload", Quirk::TruncatedIsPayload),
    ("all-or-nothing", Quirk::AllOrNothing),
    ("half-number", Quirk::HalfNumber),
    ("promise-is-malformed", Quirk::PromiseIsMalformed),
    ("malformed-lost", Quirk::MalformedLost),
    ("malformed-hides-field", Quirk::MalformedHidesField),
    ("malformed-eats-padding", Quirk::MalformedEatsPadding),
];

fn ask(packet: &Packet) -> Script {
    let spelled = format!("dissect({}, packet)", packet.link.spell());
    call("dissect", (packet.link, Bytes(packet.bytes.clone()))).spelled(spelled)
}

/// The next answer must be the fields of this packet.
fn are_right(check: &str, packet: &Packet, seen: &mut Seen<'_>) -> Result<Vec<PacketField>, Trouble> {
    let right = fields(packet);
    let own: Vec<PacketField> = seen.value().map_err(|trouble| {
        seen.expected(format!("{} fields", right.len()));
        // Where it went wrong nobody knows. The last field is the one for which there is least left.
        let last = right.len().saturating_sub(1);
        trouble.figure(pictures::around("the packet", packet, &right, last))
    })?;
    if own == right {
        return Ok(own);
    }
    let first = own.iter().zip(&right).take_while(|(own, right)| own == right).count();
    seen.differs(&right);
    seen.shown_as(&pictures::line(&own, first));
    let mut trouble = Trouble::new(seen.expected(pictures::line(&right, first)));
    let looks = known(QUIRKS, check).into_iter().find(|(_, quirk)| fields_with(packet, Some(*quirk)) == own);
    trouble = match looks {
        Some((slug, _)) => trouble.looks_like(slug),
        None => looks_like_many(check, &own, &right, trouble),
    };
    Err(trouble.figure(pictures::around("the packet", packet, &right, first)))
}

/// Mistakes that give not one answer but many.
fn looks_like_many(check: &str, own: &[PacketField], right: &[PacketField], trouble: Trouble) -> Trouble {
    let is_empty = own.iter().any(|field| field.start == field.end);
    match check {
        "frame" | "ipv4" | "tcp" if is_empty => trouble.looks_like("empty-field"),
        "ipv4" => {
            let version = right.iter().position(|field| field.name == FieldName::Ipv4Version).unwrap_or(0);
            let looks = |own: &PacketField| {
                own.name == FieldName::Ipv4HeaderLength || own.value == right[version + 1].value
            };
            trouble.looks_like_if(own.get(version).is_some_and(looks), "nibbles-swapped")
        }
        "malformed" if own.iter().all(|field| field.name == FieldName::Malformed) => {
            trouble.looks_like("malformed-alone")
        }
        "malformed" => {
            let Some(lie) = lie_in(right) else { return trouble };
            let goes_on = own.len() > lie + 1 && own[..=lie] == right[..=lie];
            let goes_on = goes_on && own.get(lie + 1).is_some_and(|next| next.name != FieldName::Malformed);
            trouble.looks_like_if(goes_on, believed(right[lie].name))
        }
        _ => trouble,
    }
}

/// The place of the field whose value can't be, in the right answer.
fn lie_in(right: &[PacketField]) -> Option<usize> {
    let malformed = right.iter().position(|field| field.name == FieldName::Malformed);
    malformed.unwrap_or(right.len()).checked_sub(1)
}

/// The mistake of those who believe it.
fn believed(name: FieldName) -> &'static str {
    match name {
        FieldName::Ipv4Version | FieldName::Ipv6Version => "version-believed",
        FieldName::Ipv4HeaderLength => "header-length-believed",
        FieldName::Ipv4TotalLength => "total-length-believed",
        FieldName::UdpLength => "udp-length-believed",
        _ => "data-offset-believed",
    }
}

fn law(
    check: &'static str,
    trial: &mut Trial<'_>,
    forced: impl IntoIterator<Item = Packet>,
    random: BoxedStrategy<Packet>,
    panics: &'static [(&'static str, &'static str)],
) -> Verdict {
    trial.cases = trial.cases.div_ceil(4);
    trial.law(forced, random, ask, |packet, seen| {
        let right = are_right(check, packet, seen).map(drop);
        right.map_err(|trouble| {
            panics.iter().fold(trouble, |trouble, (words, slug)| trouble.panic_with_looks_like(words, slug))
        })
    })
}

/// What Rust says of an index, a range or a difference that can't be.
const REACHES_BEHIND: [&str; 4] =
    ["out of bounds", "out of range", "TryFromSliceError", "subtract with overflow"];

pub(super) fn frame(trial: &mut Trial<'_>) -> Verdict {
    let forced =
        [inputs::frame(UNKNOWN_TYPE, b"hi"), inputs::frame(UNKNOWN_TYPE, b""), inputs::frame(0xFFFF, &[7])];
    law("frame", trial, forced, packets(Sort::Frame), &[])
}

pub(super) fn ipv4(trial: &mut Trial<'_>) -> Verdict {
    let unknown = V4::of(UNKNOWN_PROTOCOL);
    let fragment = V4 { flags_and_offset: 0x20B9, ..unknown.clone() };
    let forced = [
        unknown.carrying(b"hi"),
        fragment.carrying(b"12345678"),
        V4 { flags_and_offset: 0x8000, ..unknown.clone() }.carrying(&[]),
        V4 { ttl: 0, class: 0, identification: 0, checksum: 0, ..unknown.clone() }.carrying(&[1]),
        inputs::frame(ethertype::IPV4, &unknown.carrying(b"in a frame").bytes),
    ];
    trial.table(forced, ask, |packet, seen| are_right("ipv4", packet, seen).map(drop))
}

pub(super) fn options(trial: &mut Trial<'_>) -> Verdict {
    let with = |words: usize| V4 {
        options: (0..words).map(|word| [1, 2, 3, word as u8]).collect(),
        ..V4::of(UNKNOWN_PROTOCOL)
    };
    let forced = [with(1).carrying(b"hi"), with(10).carrying(b"hi"), with(3).carrying(b"")];
    law("options", trial, forced, inputs::with_options(), &[("", "options-panic")])
}

pub(super) fn padding(trial: &mut Trial<'_>) -> Verdict {
    let header = V4::of(UNKNOWN_PROTOCOL);
    let short = inputs::frame(ethertype::IPV4, &header.carrying(b"hi").bytes).padded(&[0; 24]);
    // The frame first: it has so much padding that a length which forgets the header ends within it.
    let forced = [short, header.carrying(b"hi").padded(&[0; 3]), header.carrying(b"").padded(b"left")];
    law("padding", trial, forced, packets(Sort::V4), &[])
}

pub(super) fn udp(trial: &mut Trial<'_>) -> Verdict {
    let header = V4::of(protocol::UDP);
    let less = inputs::udp_of_length(10, b"hello, London");
    let forced = [
        header.carrying(&inputs::udp(b"hi")),
        header.carrying(&less),
        header.carrying(&less).padded(&[0; 2]),
        header.carrying(&inputs::udp(b"")),
        header.carrying(&inputs::udp_of_length(8, b"hi")),
        header.carrying(&inputs::udp_of_length(500, b"hi")),
    ];
    law("udp", trial, forced, packets(Sort::Udp), &[])
}

pub(super) fn tcp(trial: &mut Trial<'_>) -> Verdict {
    let header = V4::of(protocol::TCP);
    let maximum = [[2, 4, 5, 0xB4]];
    let flagged =
        |high: u8, flags: u8| header.carrying(&inputs::tcp(&[], b"")).with(32, 0x50 | high).with(33, flags);
    let forced = [
        header.carrying(&inputs::tcp(&[], b"GET /")),
        header.carrying(&inputs::tcp(&maximum, b"")),
        flagged(0, 0xC2),
        flagged(1, 0x12),
        header.carrying(&inputs::tcp(&[[1; 4]; 10], b"all of it")),
    ];
    law("tcp", trial, forced, packets(Sort::Tcp), &[("", "options-panic")])
}

pub(super) fn icmp(trial: &mut Trial<'_>) -> Verdict {
    let header = V4::of(protocol::ICMP);
    let quoted = V4::of(protocol::UDP).carrying(&inputs::udp(b"")).bytes;
    let forced = [
        header.carrying(&inputs::icmp(8, 0, b"ping")),
        header.carrying(&inputs::icmp(0, 0, b"ping")),
        header.carrying(&inputs::icmp(11, 0, &quoted)),
        header.carrying(&inputs::icmp(3, 3, &quoted)),
        header.carrying(&inputs::icmp(3, 4, &quoted)),
        header.carrying(&inputs::icmp(5, 4, &quoted)),
        header.carrying(&inputs::icmp(8, 9, b"")),
    ];
    law("icmp", trial, forced, packets(Sort::Icmp), &[])
}

pub(super) fn arp(trial: &mut Trial<'_>) -> Verdict {
    let message = inputs::arp();
    let of = |kinds: [u8; 6]| [&kinds[..], &message[6..]].concat();
    let forced = [
        inputs::frame(ethertype::ARP, &message),
        inputs::frame(ethertype::ARP, &message).padded(&[0; 18]),
        inputs::frame(ethertype::ARP, &of([0, 1, 0x86, 0xDD, 6, 16])).padded(&[7; 12]),
        inputs::frame(ethertype::ARP, &of([0, 6, 8, 0, 6, 4])),
        inputs::frame(ethertype::ARP, &of([0, 1, 8, 0, 6, 6])),
    ];
    law("arp", trial, forced, packets(Sort::Arp), &[])
}

pub(super) fn ipv6(trial: &mut Trial<'_>) -> Verdict {
    let header = V6::of(UNKNOWN_PROTOCOL);
    let forced = [
        header.carrying(b"hi"),
        header.carrying(b"hi").padded(&[0; 3]),
        inputs::frame(ethertype::IPV6, &header.carrying(b"").bytes),
        V6 { first: 0x6FFF_0000, source: u128::MAX, destination: 1 << 127, ..header }.carrying(&[0x45; 50]),
    ];
    law("ipv6", trial, forced, packets(Sort::V6), &[])
}

pub(super) fn fragments(trial: &mut Trial<'_>) -> Verdict {
    let fragment = |protocol: u8, flags_and_offset: u16, data: &[u8]| {
        V4 { flags_and_offset, ..V4::of(protocol) }.carrying(data)
    };
    let datagram = inputs::udp_of_length(1500, b"the beginning of a long one");
    let forced = [
        fragment(protocol::UDP, 0x00B9, b"the end of a long one"),
        fragment(protocol::UDP, 0x2000, &datagram),
        fragment(protocol::TCP, 0x20B9, &[0; 24]),
        fragment(protocol::ICMP, 0x0001, b"datadata"),
        fragment(protocol::UDP, 0x1FFF, b""),
    ];
    let flags_and_offset = prop_oneof![
        Just(0x2000_u16),
        (1..0x2000_u16, any::<bool>()).prop_map(|(offset, more)| offset | if more { 0x2000 } else { 0 })
    ];
    let random = (packets(Sort::Udp), flags_and_offset).prop_map(|(packet, flags)| {
        let at = if packet.link == LinkType::ETHERNET { 20 } else { 6 };
        let [high, low] = flags.to_be_bytes();
        packet.with(at, high).with(at + 1, low)
    });
    law("fragments", trial, forced, random.boxed(), &[])
}

/// What `cargo dev vectors` keeps: packets, and what etherparse says of them.
pub(super) fn vectors() -> Vec<Packet> {
    let records = corpus::records(include_str!("../../../../corpus/packets/dissected.txt"));
    let packet = |record: &corpus::Record| {
        let link = if record.text("link") == "ethernet" { LinkType::ETHERNET } else { LinkType::RAW_IP };
        Packet { link, bytes: record.bytes("packet") }
    };
    records.iter().map(packet).collect()
}

pub(super) fn stacks(trial: &mut Trial<'_>) -> Verdict {
    let over_v6 = V6::of(protocol::UDP).carrying(&inputs::udp(b"hi"));
    let forced = [over_v6, V6::of(protocol::ICMP).carrying(&inputs::icmp(8, 0, b"ping"))];
    law("stacks", trial, forced.into_iter().chain(vectors()), inputs::all_packets(), &[])
}

/// One packet of each kind of header, with all that can be in it, and padding.
fn full_packets() -> [Packet; 4] {
    let mut v4 = V4::of(protocol::TCP);
    v4.options = vec![[1; 4]];
    let segment = v4.carrying(&inputs::tcp(&[[2, 4, 5, 0xB4]], b"hi"));
    let datagram = V6::of(protocol::UDP).carrying(&inputs::udp_of_length(10, b"hi!"));
    [
        inputs::frame(ethertype::IPV4, &segment.bytes).padded(&[0; 2]),
        datagram,
        V4::of(protocol::ICMP).carrying(&inputs::icmp(3, 4, b"data")),
        inputs::frame(ethertype::ARP, &inputs::arp()).padded(&[0; 2]),
    ]
}

pub(super) fn cut_anywhere(trial: &mut Trial<'_>) -> Verdict {
    let first = V4::of(protocol::UDP).carrying(&inputs::udp(b"hello"));
    // The shortest of the telling ones first: half of a port, a payload that was cut, an address that was.
    let forced = [25, 30, 18, 5, 1, 0].map(|len| first.cut(len));
    let all = full_packets()
        .into_iter()
        .flat_map(|packet| (0..packet.bytes.len()).map(move |len| packet.cut(len)).collect::<Vec<_>>());
    let random = (inputs::all_packets(), any::<Index>())
        .prop_map(|(packet, at)| packet.cut(at.index(packet.bytes.len() + 1)));
    let panics: &'static [(&str, &str)] = &[("", "truncated-panics")];
    law("cut_anywhere", trial, forced.into_iter().chain(all), random.boxed(), panics)
}

/// Fields that can have values that can't be, and those values.
const LIES: [(FieldName, [u16; 4]); 6] = [
    (FieldName::Ipv4Version, [5, 0, 15, 6]),
    (FieldName::Ipv4HeaderLength, [4, 0, 1, 3]),
    (FieldName::Ipv4TotalLength, [19, 0, 1, 4]),
    (FieldName::UdpLength, [7, 0, 1, 4]),
    (FieldName::TcpDataOffset, [4, 0, 1, 3]),
    (FieldName::Ipv6Version, [4, 0, 15, 7]),
];

/// The packet with another value in one of its fields, if it has that field.
fn lie(packet: &Packet, name: FieldName, value: u16) -> Packet {
    let mut bytes = packet.bytes.clone();
    if let Some(field) = fields(packet).iter().find(|field| field.name == name) {
        for (place, bit) in (field.start..field.end).rev().enumerate() {
            let mask = 0x80 >> (bit % 8);
            let is_one = value.checked_shr(place as u32).unwrap_or(0) & 1 == 1;
            bytes[bit / 8] = if is_one { bytes[bit / 8] | mask } else { bytes[bit / 8] & !mask };
        }
    }
    Packet { link: packet.link, bytes }
}

pub(super) fn malformed(trial: &mut Trial<'_>) -> Verdict {
    let [udp, tcp] = [(protocol::UDP, inputs::udp(b"hi")), (protocol::TCP, inputs::tcp(&[], b"hi"))]
        .map(|(number, segment)| inputs::frame(ethertype::IPV4, &V4::of(number).carrying(&segment).bytes));
    let v6 = inputs::frame(ethertype::IPV6, &V6::of(protocol::UDP).carrying(&inputs::udp(b"hi")).bytes);
    let of = |name: FieldName| match name {
        FieldName::TcpDataOffset => &tcp,
        FieldName::Ipv6Version => &v6,
        _ => &udp,
    };
    let lies = LIES.iter().flat_map(|(name, values)| values.map(|value| lie(of(*name), *name, value)));
    let more = [lie(&udp, FieldName::UdpLength, 7).padded(&[0; 4]), Packet::raw(vec![0x30, 1, 2])];
    let forced: Vec<Packet> = lies.chain(more).collect();
    let random = (inputs::all_packets(), 0..LIES.len(), 0..4_usize).prop_map(|(packet, which, value)| {
        let (name, values) = LIES[which];
        lie(&packet, name, values[value])
    });
    trial.cases = trial.cases.div_ceil(2);
    trial.law(forced, random.boxed(), ask, |packet, seen| {
        are_right("malformed", packet, seen).map(drop).map_err(|trouble| {
            let right = fields(packet);
            let slug = lie_in(&right).map_or("version-believed", |lie| believed(right[lie].name));
            REACHES_BEHIND.iter().fold(trouble, |trouble, words| trouble.panic_with_looks_like(words, slug))
        })
    })
}

/// Packets that are as bad as can be.
fn whatever() -> BoxedStrategy<Packet> {
    inputs::whatever()
}

/// The fields that came, whatever they are. It only must not panic.
fn came(packet: &Packet, seen: &mut Seen<'_>) -> Result<Vec<PacketField>, Trouble> {
    seen.value().map_err(|trouble: Trouble| {
        seen.expected(String::from("fields, whatever the packet says"));
        let right = fields(packet);
        let last = right.len().saturating_sub(1);
        trouble.panic_looks_like("panics-on-noise").figure(pictures::around(
            "the packet",
            packet,
            &right,
            last,
        ))
    })
}

pub(super) fn every_bit_once(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.div_ceil(2);
    let datagram = V4::of(protocol::UDP).carrying(&inputs::udp_of_length(10, b"hello"));
    let forced =
        [datagram.clone().padded(&[0; 2]), datagram, Packet::raw(vec![]), Packet::raw(vec![0x45; 70])];
    let forced =
        forced.into_iter().chain([0, 113].map(|link| Packet { link: LinkType(link), bytes: vec![2; 9] }));
    trial.law(forced, whatever(), ask, |packet, seen| {
        let own = came(packet, seen)?;
        let all = 8 * packet.bytes.len();
        let mut at = 0;
        let mut broken = None;
        for (number, field) in own.iter().enumerate() {
            let what = match field.start {
                start if start > at => Some(format!("bits {at} to {start} belong to no field")),
                start if start < at => Some(format!("bits {start} to {at} belong to two fields")),
                _ if field.end <= field.start => Some(String::from("this field has no bits")),
                _ if field.end > all => Some(format!("the packet ends at bit {all}")),
                _ => None,
            };
            if let Some(what) = what {
                let is_empty = what.ends_with("no bits");
                broken = Some((number, what, is_empty));
                break;
            }
            at = field.end;
        }
        let ends = (at < all).then(|| (own.len(), format!("bits {at} to {all} belong to no field"), false));
        let Some((number, what, is_empty)) = broken.or(ends) else { return Ok(()) };
        seen.shown_as(&format!("{}: {what}", pictures::line(&own, number)));
        seen.expected(format!("a field that begins at bit {at}"));
        let trouble = Trouble::new(what).looks_like(if is_empty { "empty-field" } else { "gap-or-overlap" });
        Err(trouble.figure(pictures::around("your fields", packet, &own, number)))
    })
}

pub(super) fn written_back(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.div_ceil(2);
    let v6 = V6 { source: u128::MAX, ..V6::of(protocol::UDP) }.carrying(&inputs::udp(b"hi"));
    let fragment = V4 { flags_and_offset: 0x60B9, ..V4::of(protocol::UDP) }.carrying(b"later");
    trial.law([fragment, v6], whatever(), ask, |packet, seen| {
        let own = came(packet, seen)?;
        let bit = |at: usize| packet.bytes.get(at / 8).map_or(0, |byte| u128::from(byte >> (7 - at % 8) & 1));
        for (number, field) in own.iter().enumerate() {
            let Some(value) = field.value else { continue };
            let width = field.end.saturating_sub(field.start);
            let there = (field.start..field.end).fold(0, |value, at| value << 1 | bit(at));
            ensure(value == there, || {
                seen.shown_as(&pictures::line(&own, number));
                let trouble = Trouble::new(seen.expected(format!("{there:#x}, which the bits say")));
                trouble
                    .looks_like_if(value.checked_shr(width as u32).unwrap_or(0) > 0, "value-too-wide")
                    .looks_like_if(
                        [8, 16, 32, 64].iter().any(|kept| there % (1 << kept) == value),
                        "value-cut",
                    )
                    .figure(pictures::around("your fields", packet, &own, number))
            })?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::checks::packets::dissect::EXERCISE;
    use crate::seed::Seed;

    fn drawn<S: Strategy>(strategy: &S) -> Vec<S::Value> {
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        (0..400).map(|case| one(case).expect("it generates").current()).collect()
    }

    #[test]
    fn every_quirk_is_one_of_some_check() {
        for (slug, _) in QUIRKS {
            assert!(EXERCISE.mistake(slug).is_some(), "{slug}");
        }
    }

    /// etherparse has no padding, and does not look into options.
    #[test]
    fn the_model_says_what_etherparse_says() {
        let records = corpus::records(include_str!("../../../../corpus/packets/dissected.txt"));
        assert!(records.len() >= 8);
        for (record, packet) in records.iter().zip(vectors()) {
            let said =
                fields(&packet).into_iter().filter(|field| field.name != FieldName::Padding).map(|field| {
                    let bytes = &packet.bytes[field.start / 8..field.end / 8];
                    let value =
                        field.value.map_or_else(|| given::hex::encode(bytes), |value| format!("{value:x}"));
                    format!("{:?} {value}", field.name)
                });
            assert_eq!(said.collect::<Vec<_>>(), record.all("field"), "{record}");
        }
    }

    #[test]
    fn packets_of_all_kinds_are_drawn() {
        let all = drawn(&inputs::all_packets());
        let has = |name: FieldName| {
            all.iter().filter(|packet| fields(packet).iter().any(|field| field.name == name)).count()
        };
        for name in [FieldName::Ipv4Options, FieldName::TcpOptions, FieldName::Padding, FieldName::IcmpRest] {
            assert!(has(name) > 20, "{name:?}: {}", has(name));
        }
        for name in [FieldName::IcmpNextHopMtu, FieldName::IcmpSequence, FieldName::ArpTargetIp] {
            assert!(has(name) > 5, "{name:?}: {}", has(name));
        }
        assert!(has(FieldName::Ipv6Source) > 80 && has(FieldName::EthernetSource) > 100);
        assert_eq!(has(FieldName::Malformed) + has(FieldName::Truncated), 0);
    }

    #[test]
    fn what_is_as_bad_as_can_be_is_bad_in_every_way() {
        let all = drawn(&inputs::whatever());
        let has = |name: FieldName| {
            all.iter().filter(|packet| fields(packet).iter().any(|field| field.name == name)).count()
        };
        for name in [FieldName::Malformed, FieldName::Truncated, FieldName::Padding, FieldName::Payload] {
            assert!(has(name) > 20, "{name:?}: {}", has(name));
        }
    }

    /// The model keeps its own law.
    #[test]
    fn the_model_gives_each_bit_to_one_field() {
        for packet in drawn(&inputs::whatever()) {
            let mut at = 0;
            for field in fields(&packet) {
                assert!(field.start == at && field.end > at, "{field} of {packet:?}");
                at = field.end;
            }
            assert_eq!(at, 8 * packet.bytes.len(), "{packet:?}");
        }
    }
}
