//! Packets on cards: field by field, with what each field should be where it is another.

use std::cmp::Ordering;

use given::packets::{icmp_type, protocol};

use super::model::{header_bytes, sum};
use crate::finding::Dump;

/// The bytes of a header without options.
const HEADER: usize = 20;
/// More places than that are marked as one.
const MOST_MARKS: usize = 3;
/// Of longer places nobody reads what they should be.
const MOST_TOLD: usize = 4;

/// A packet, and what should have been. Fields that may hold anything are told by `is_free`.
pub(in crate::checks::packets) fn dump(
    title: &str,
    seen: &[u8],
    wanted: &[u8],
    is_free: impl Fn(usize) -> bool,
) -> Dump {
    const FIELDS: [(usize, usize, &str); 10] = [
        (0, 1, "version, header length"),
        (1, 1, "traffic class"),
        (2, 2, "total length"),
        (4, 2, "identification"),
        (6, 2, "flags, offset"),
        (8, 1, "time to live"),
        (9, 1, "protocol"),
        (10, 2, "checksum"),
        (12, 4, "source"),
        (16, 4, "destination"),
    ];
    let mut dump = Dump::new(title, seen);
    for (at, len, name) in FIELDS {
        let Some(here) = seen.get(at..at + len) else { break };
        let should = wanted.get(at..at + len).filter(|should| *should != here && !is_free(at));
        dump = match should {
            Some(should) => dump.wrong(at, len, format!("{name}, should be {}", hex(should))),
            None => dump.field(at, len, name),
        };
    }
    let [header, other] = [seen, wanted].map(|packet| {
        let len = if packet.is_empty() { 0 } else { header_bytes(packet) };
        len.max(HEADER).min(packet.len())
    });
    let options = |packet: &[u8], end: usize| packet.get(HEADER..end).unwrap_or_default().to_vec();
    let dump = stretch(dump, HEADER, "options", &options(seen, header), &options(wanted, other));
    payload(dump, header, seen, &seen[header..], &wanted[other..])
}

/// What a packet carries: a message of ICMP field by field.
fn payload(dump: Dump, at: usize, packet: &[u8], seen: &[u8], wanted: &[u8]) -> Dump {
    let (Some((head, data)), Some((other, rest))) =
        (seen.split_first_chunk::<8>(), wanted.split_first_chunk::<8>())
    else {
        return stretch(dump, at, "payload", seen, wanted);
    };
    let is_icmp = packet[9] == protocol::ICMP && packet[6] & 0x1F == 0 && packet[7] == 0;
    if !is_icmp {
        return stretch(dump, at, "payload", seen, wanted);
    }
    let name = match head[0] {
        icmp_type::ECHO | icmp_type::ECHO_REPLY => "data",
        _ => "the packet, quoted",
    };
    // Where the message is another one, its checksum is another one, too, and no mistake.
    let checksum = if sum(seen) == 0xFFFF { &head[2..4] } else { &other[2..4] };
    let dump = stretch(dump, at, "ICMP type", &head[..1], &other[..1]);
    let dump = stretch(dump, at + 1, "ICMP code", &head[1..2], &other[1..2]);
    let dump = stretch(dump, at + 2, "ICMP checksum", &head[2..4], checksum);
    let dump = stretch(dump, at + 4, "rest of the ICMP header", &head[4..], &other[4..]);
    stretch(dump, at + 8, name, data, rest)
}

/// Some bytes, marked where they should be others, and where they should end or go on.
fn stretch(mut dump: Dump, at: usize, name: &str, seen: &[u8], wanted: &[u8]) -> Dump {
    let common = seen.len().min(wanted.len());
    for (begin, end, differs) in runs(&seen[..common], &wanted[..common]) {
        let len = end - begin;
        dump = match differs {
            true if len <= MOST_TOLD => {
                dump.wrong(at + begin, len, format!("{name}, should be {}", hex(&wanted[begin..end])))
            }
            true => dump.wrong(at + begin, len, format!("{name}, should be other bytes")),
            false => dump.field(at + begin, len, if begin == 0 { name } else { "" }),
        };
    }
    match seen.len().cmp(&wanted.len()) {
        Ordering::Less => {
            let missing = wanted.len() - common;
            let bytes = if missing == 1 { "byte is" } else { "bytes are" };
            dump.wrong(at + common, 0, format!("{name}: {missing} {bytes} missing here"))
        }
        Ordering::Equal => dump,
        Ordering::Greater => {
            dump.wrong(at + common, seen.len() - common, format!("{name}: nothing of this should be there"))
        }
    }
}

/// From where to where two lists of one length are equal, and where they differ, in turn.
fn runs(one: &[u8], other: &[u8]) -> Vec<(usize, usize, bool)> {
    let mut runs: Vec<(usize, usize, bool)> = Vec::new();
    for (at, (one, other)) in one.iter().zip(other).enumerate() {
        match runs.last_mut() {
            Some((_, end, differs)) if *differs == (one != other) => *end = at + 1,
            _ => runs.push((at, at + 1, one != other)),
        }
    }
    let marked: Vec<(usize, usize, bool)> = runs.iter().copied().filter(|(.., differs)| *differs).collect();
    match marked[..] {
        [(begin, ..), .., (_, end, _)] if marked.len() > MOST_MARKS => {
            let all = [(0, begin, false), (begin, end, true), (end, one.len(), false)];
            all.into_iter().filter(|(begin, end, _)| begin < end).collect()
        }
        _ => runs,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use given::packets::Ipv4Header;

    use super::super::model::emit;
    use super::*;

    fn marked(dump: &Dump) -> Vec<(usize, usize, &str)> {
        let wrong = dump.fields.iter().filter(|field| field.wrong);
        wrong.map(|field| (field.offset, field.len, &field.label[..])).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        let packet = |payload: &[u8]| emit(&Ipv4Header::new(17, 0x0A01_0007, 0x0A06_0009), payload);
        let (seen, wanted) = (packet(b"hello"), packet(b"hallo"));
        let drawn = dump("packet", &seen, &wanted, |_| false);
        assert_eq!(marked(&drawn), [(21, 1, "payload, should be 61")]);
        let covered: usize = drawn.fields.iter().map(|field| field.len).sum();
        assert_eq!(covered, seen.len());
    }

    #[test]
    fn the_checksum_of_another_message_is_no_mistake() {
        let packet = |message: &[u8]| emit(&Ipv4Header::new(1, 1, 2), message);
        let message = |code: u8| [vec![3, code, 0xFC, 0xFF - code, 0, 0, 0, 0], vec![0; 2]].concat();
        let [seen, wanted] = [1, 0].map(|code| packet(&message(code)));
        assert_eq!(sum(&message(1)), 0xFFFF);
        let drawn = dump("packet", &seen, &wanted, |_| false);
        assert_eq!(marked(&drawn), [(21, 1, "ICMP code, should be 00")]);
        let drawn = dump("packet", &seen[..29], &wanted, |_| false);
        assert_eq!(marked(&drawn).last(), Some(&(29, 0, "the packet, quoted: 1 byte is missing here")));
    }

    #[test]
    fn many_places_are_one() {
        assert_eq!(runs(b"abcde", b"abcde"), [(0, 5, false)]);
        assert_eq!(runs(b"abc", b"aXc"), [(0, 1, false), (1, 2, true), (2, 3, false)]);
        assert_eq!(runs(b"a1b2c3d4e", b"aXbXcXdXe"), [(0, 1, false), (1, 8, true), (8, 9, false)]);
        assert_eq!(runs(b"", b""), []);
    }
}
