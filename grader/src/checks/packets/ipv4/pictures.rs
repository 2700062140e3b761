//! What the cards show: a packet in rows of four bytes, as RFC 791 draws it.

use std::net::Ipv4Addr;

use given::packets::{Ipv4Error, Ipv4Header};

use super::model::Field::{self, *};
use super::model::{self, Answer, FIXED, LAYOUT};
use crate::finding::Dump;
use crate::spell::Slice;

/// A part of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Of(Field),
    Options,
    Payload,
    /// What else arrived.
    Filling,
    /// Where the bytes end.
    End,
}

/// A stretch of bytes that may be marked: from, to, what it says, and the parts in it.
struct Stretch {
    begin: usize,
    end: usize,
    label: String,
    parts: Vec<Part>,
}

/// A packet that arrived, with these parts marked.
pub(super) fn arrived(packet: &[u8], wrong: &[Part]) -> Dump {
    draw("what arrived", packet, wrong, |_, _| None)
}

/// What should be emitted, and where something else was.
pub(super) fn emitted(right: &[u8], own: &[u8]) -> Dump {
    let differs = |begin: usize, end: usize| own.get(begin..end) != right.get(begin..end);
    let wrong: Vec<Part> = stretches(right)
        .into_iter()
        .filter(|stretch| differs(stretch.begin, stretch.end))
        .flat_map(|stretch| stretch.parts)
        .collect();
    let mut dump = draw("what should be emitted", right, &wrong, |begin, end| {
        let own = own.get(begin..end.min(begin + 8)).filter(|own| !own.is_empty() && differs(begin, end))?;
        Some(format!("yours: {}", hex(own)))
    });
    if own.len() != right.len() {
        dump = dump.wrong(right.len(), 0, format!("the end; yours has {} bytes", own.len()));
    }
    dump
}

fn draw(title: &str, packet: &[u8], wrong: &[Part], remark: impl Fn(usize, usize) -> Option<String>) -> Dump {
    let mut dump = Dump::new(title, packet);
    let is_wrong = |stretch: &Stretch| stretch.parts.iter().any(|part| wrong.contains(part));
    let mut rest = stretches(packet).into_iter().peekable();
    while let Some(mut stretch) = rest.next() {
        // Fields of the same row share a line, unless one of them is what it is about.
        let row = stretch.begin / 4;
        while let Some(next) = rest.next_if(|next| {
            next.begin < FIXED && next.begin / 4 == row && !is_wrong(next) && !is_wrong(&stretch)
        }) {
            stretch.end = next.end;
            stretch.label = format!("{}, {}", stretch.label, next.label);
            stretch.parts.extend(next.parts);
        }
        let Stretch { begin, end, mut label, .. } = stretch;
        if let Some(remark) = remark(begin, end) {
            label = format!("{label}; {remark}");
        }
        dump = if is_wrong(&Stretch { begin, end, label: String::new(), parts: stretch.parts.clone() }) {
            dump.wrong(begin, end - begin, label)
        } else {
            dump.field(begin, end - begin, label)
        };
    }
    if wrong.contains(&Part::End) {
        dump = dump.wrong(packet.len(), 0, "the end");
    }
    dump
}

/// All that these bytes have of a packet, in order.
fn stretches(packet: &[u8]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    // In another version, what follows means something else.
    if packet.first().is_some_and(|_| Version.of(packet) != 4) {
        let end = packet.len();
        let first = (0, 1, label(Version, packet), Part::Of(Version));
        let rest = (1, end, String::from("means something else there"), Part::Payload);
        let parts = [first, rest].into_iter().filter(|(begin, end, ..)| begin < end);
        return parts
            .map(|(begin, end, label, part)| Stretch { begin, end, label, parts: vec![part] })
            .collect();
    }
    for (field, _) in LAYOUT {
        let (begin, bits) = field.place();
        let (begin, end) = (begin / 8, (begin + bits).div_ceil(8));
        if end > packet.len() {
            break;
        }
        let label = label(field, packet);
        match stretches.last_mut() {
            // Bits of the same bytes, as far as they do.
            Some(last) if begin < last.end => {
                last.end = end;
                if !label.is_empty() {
                    let comma = if last.label.is_empty() { "" } else { ", " };
                    last.label = format!("{}{comma}{label}", last.label);
                }
                last.parts.push(Part::Of(field));
            }
            _ => stretches.push(Stretch { begin, end, label, parts: vec![Part::Of(field)] }),
        }
    }
    if packet.len() >= FIXED {
        let options = model::header_bytes(packet).clamp(FIXED, packet.len());
        let payload = (TotalLength.of(packet) as usize).clamp(options, packet.len());
        let parts = [
            (FIXED, options, "options", vec![Part::Options]),
            (options, payload, "payload", vec![Part::Payload]),
            (payload, packet.len(), "behind the packet", vec![Part::Filling]),
        ];
        for (begin, end, label, parts) in parts {
            let label =
                if end - begin > 8 { format!("{label}, {} bytes", end - begin) } else { label.into() };
            if begin < end {
                stretches.push(Stretch { begin, end, label, parts });
            }
        }
    }
    stretches
}

fn label(field: Field, packet: &[u8]) -> String {
    let number = field.of(packet);
    let flag = |name: &str| if number == 1 { String::from(name) } else { String::new() };
    match field {
        Version => format!("version {number}"),
        Words => format!("{number} words"),
        TrafficClass => format!("class {number:#04x}"),
        TotalLength => format!("total length {number}"),
        Identification => format!("id {number}"),
        Reserved => flag("reserved bit"),
        DontFragment => flag("DF"),
        MoreFragments => flag("MF"),
        FragmentOffset => format!("offset {number}"),
        Ttl => format!("ttl {number}"),
        Protocol => format!("protocol {number}"),
        Checksum => verdict(packet),
        Source => format!("from {}", Ipv4Addr::from(number)),
        Destination => format!("to {}", Ipv4Addr::from(number)),
    }
}

/// The checksum, and whether it is right, where the header is all there.
fn verdict(packet: &[u8]) -> String {
    let found = Checksum.of(packet);
    let header = match model::header_bytes(packet) {
        len @ FIXED.. => packet.get(..len),
        _ => None,
    };
    match header {
        Some(header) if model::sum(header) == 0xFFFF => format!("checksum {found:04x}, right"),
        Some(header) => format!("checksum {found:04x}, wrong: {:04x}", model::checksum(header)),
        None => format!("checksum {found:04x}"),
    }
}

/// What an answer is wrong about.
pub(super) fn wrong_parts(right: &Answer, own: &Answer) -> Vec<Part> {
    match (right, own) {
        (Ok((right, payload)), Ok((own, own_payload))) => {
            let mut parts = wrong_fields(right, own);
            match (payload, own_payload) {
                _ if same_place(payload, own_payload) => {}
                (Slice::Span { offset, len }, Slice::Span { offset: own, len: more })
                    if offset == own && len < more =>
                {
                    parts.push(Part::Filling);
                }
                _ => parts.push(Part::Payload),
            }
            parts
        }
        (Err(error), _) | (Ok(_), Err(error)) => vec![about(error)],
    }
}

/// Whether it is the same part of the packet. All that are empty are the same.
pub(super) fn same_place(right: &Slice, own: &Slice) -> bool {
    let is_empty = |slice: &Slice| match slice {
        Slice::Span { len, .. } => *len == 0,
        Slice::Elsewhere(bytes) => bytes.is_empty(),
    };
    right == own || is_empty(right) && is_empty(own)
}

fn wrong_fields(right: &Ipv4Header, own: &Ipv4Header) -> Vec<Part> {
    let fields = [
        (right.traffic_class == own.traffic_class, Part::Of(TrafficClass)),
        (right.identification == own.identification, Part::Of(Identification)),
        (right.dont_fragment == own.dont_fragment, Part::Of(DontFragment)),
        (right.more_fragments == own.more_fragments, Part::Of(MoreFragments)),
        (right.fragment_offset == own.fragment_offset, Part::Of(FragmentOffset)),
        (right.ttl == own.ttl, Part::Of(Ttl)),
        (right.protocol == own.protocol, Part::Of(Protocol)),
        (right.source == own.source, Part::Of(Source)),
        (right.destination == own.destination, Part::Of(Destination)),
        (right.options == own.options, Part::Options),
    ];
    fields.into_iter().filter(|(same, _)| !same).map(|(_, part)| part).collect()
}

fn about(error: &Ipv4Error) -> Part {
    match error {
        Ipv4Error::Truncated { .. } => Part::End,
        Ipv4Error::Version { .. } => Part::Of(Version),
        Ipv4Error::HeaderLength { .. } => Part::Of(Words),
        Ipv4Error::TotalLength { .. } => Part::Of(TotalLength),
        Ipv4Error::Checksum { .. } => Part::Of(Checksum),
    }
}

/// Two digits a byte.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
