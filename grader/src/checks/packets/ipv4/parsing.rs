//! What `parse` answers to packets that are right, and to those that are not.

use given::hex;
use given::packets::{Ipv4Error, Ipv4Header};
use proptest::prelude::{Strategy, any};

use super::cases::{self, Cut, NOTHING, arrival, header, rfc_791, with_options};
use super::model::Field::*;
use super::model::{self, Answer, Arrival, Expected, FIXED};
use super::numbers;
use super::pictures::{self, same_place};
use crate::script::{Script, call};
use crate::spell::{Bytes, Slice};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict};

/// What `parse` should be asked about these bytes.
pub(super) fn ask(packet: &[u8]) -> Script {
    call("parse", (Bytes(packet.to_vec()),)).spelled(format!("parse({})", numbers(packet)))
}

/// The next answer must be the right one. What certain mistakes would answer is only made where it is not.
pub(super) fn answers(
    packet: &[u8],
    seen: &mut Seen<'_>,
    mistakes: impl FnOnce(&Answer, &Answer) -> Vec<Looks<Answer>>,
) -> Result<(), Trouble> {
    let right = model::parse(packet);
    let expected = Expected { packet, answer: right.clone() };
    match seen.value::<Answer>() {
        Ok(own) if is_same(&right, &own) => Ok(()),
        Ok(own) => {
            let trouble = Trouble::new(seen.differs(&expected))
                .figure(pictures::arrived(packet, &pictures::wrong_parts(&right, &own)));
            let mistakes = mistakes(&right, &own);
            let looks = mistakes.iter().find(|(_, wrong)| is_same(wrong, &own));
            Err(looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)))
        }
        Err(trouble) => {
            seen.differs(&expected);
            Err(trouble.figure(pictures::arrived(packet, &pictures::wrong_parts(&right, &right))))
        }
    }
}

fn is_same(a: &Answer, b: &Answer) -> bool {
    match (a, b) {
        (Ok((a, a_payload)), Ok((b, b_payload))) => a == b && same_place(a_payload, b_payload),
        (Err(a), Err(b)) => a == b,
        _ => false,
    }
}

/// What the right answer becomes if its header is changed in this way, or its payload.
struct Mistaken {
    header: Ipv4Header,
    payload: Slice,
}

impl Mistaken {
    /// Of a packet that is right.
    fn of(right: &Answer) -> Option<Mistaken> {
        right
            .as_ref()
            .ok()
            .map(|(header, payload)| Mistaken { header: header.clone(), payload: payload.clone() })
    }

    fn header(&self, change: impl FnOnce(&mut Ipv4Header)) -> Answer {
        let mut header = self.header.clone();
        change(&mut header);
        Ok((header, self.payload.clone()))
    }

    fn payload(&self, offset: usize, end: usize) -> Answer {
        let len = end.saturating_sub(offset);
        Ok((self.header.clone(), Slice::Span { offset, len }))
    }
}

pub(super) fn numbers_are_read(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        rfc_791::example_1(),
        Arrival::new(header(), b"hi"),
        Arrival::new(header(), b""),
        Arrival::new(header(), &[0x2A; 280]),
        Arrival::new(Ipv4Header { ttl: 0, ..header() }, b"hi"),
        Arrival::new(Ipv4Header { ttl: 255, protocol: 0, source: 1, destination: u32::MAX, ..header() }, b""),
    ];
    let random = (cases::plain_header(), cases::payload_with_end(12))
        .prop_map(|(header, payload)| Arrival::new(header, &payload));
    trial.law(
        forced,
        random,
        |arrival| ask(&arrival.bytes()),
        |arrival, seen| {
            let packet = arrival.bytes();
            let total = packet.len();
            answers(&packet, seen, |right, own| misread(&packet, right, own)).map_err(|trouble| {
                let beyond = format!("range end index {} out of range", FIXED + total);
                trouble.panic_with_looks_like(&beyond, "total-is-payload").panic_with_looks_like(
                    "range start index 20 out of range for slice of length 5",
                    "ihl-in-bytes",
                )
            })
        },
    )
}

/// What mistakes make of a packet that is right.
fn misread(packet: &[u8], right: &Answer, own: &Answer) -> Vec<Looks<Answer>> {
    let Some(mistaken) = Mistaken::of(right) else { return vec![] };
    let got = packet.len();
    let sixteen = |header: &mut Ipv4Header| header.identification = header.identification.swap_bytes();
    let thirty_two = |header: &mut Ipv4Header| {
        header.source = header.source.swap_bytes();
        header.destination = header.destination.swap_bytes();
    };
    let reversed = usize::from((got as u16).swap_bytes());
    let all = |header: &mut Ipv4Header| {
        sixteen(header);
        thirty_two(header);
    };
    let one_byte = got & 0xFF;
    let mut mistakes = vec![
        ("little-endian", mistaken.header(sixteen)),
        ("little-endian", mistaken.header(thirty_two)),
        ("little-endian", mistaken.header(all)),
        ("little-endian", Err(Ipv4Error::TotalLength { claimed: reversed, got })),
        (
            "addresses-swapped",
            mistaken.header(|header| std::mem::swap(&mut header.source, &mut header.destination)),
        ),
        (
            "ttl-and-protocol-swapped",
            mistaken.header(|header| std::mem::swap(&mut header.ttl, &mut header.protocol)),
        ),
        ("nibbles-swapped", Err(Ipv4Error::Version { version: 5 })),
        ("ihl-in-bytes", Err(Ipv4Error::HeaderLength { words: 5 })),
        ("ihl-in-bytes", mistaken.payload(5, got)),
        ("header-in-payload", mistaken.payload(0, got)),
        ("total-is-payload", Err(Ipv4Error::TotalLength { claimed: got, got })),
        ("total-in-one-byte", mistaken.payload(FIXED, one_byte)),
        ("total-in-one-byte", Err(Ipv4Error::TotalLength { claimed: one_byte, got })),
        ("total-is-payload", Err(Ipv4Error::TotalLength { claimed: got + FIXED, got })),
    ];
    if got == FIXED && matches!(own, Err(Ipv4Error::Truncated { .. } | Ipv4Error::TotalLength { .. })) {
        mistakes.insert(0, ("exactly-20-refused", own.clone()));
    }
    if let Err(Ipv4Error::Checksum { found, expected }) = own {
        let slug = if found == expected { "right-sum-refused" } else { "payload-summed" };
        let of_all = *expected == model::checksum(packet);
        if found == expected || of_all {
            mistakes.push((slug, own.clone()));
        }
    }
    mistakes
}

pub(super) fn flags_share_bits(trial: &mut Trial<'_>) -> Verdict {
    let [_, first, second] = rfc_791::example_2();
    let forced = [
        // With both flags first: of DF alone, flags that are mixed up and flags a bit too far look the same.
        Arrival::new(Ipv4Header { dont_fragment: true, more_fragments: true, ..header() }, b"fragment"),
        Arrival::new(Ipv4Header { dont_fragment: true, ..header() }, b"hi"),
        Arrival::new(Ipv4Header { more_fragments: true, ..header() }, b"fragment"),
        Arrival::new(Ipv4Header { fragment_offset: 1, ..header() }, b"hi"),
        Arrival::new(Ipv4Header { fragment_offset: 8191, more_fragments: true, ..header() }, b""),
        Arrival::new(Ipv4Header { fragment_offset: 4096, ..header() }, b"hi"),
        Arrival { reserved: true, ..Arrival::new(header(), b"hi") },
        first,
        second,
    ];
    let random = (cases::fragment_header(), cases::payload_with_end(4), any::<bool>())
        .prop_map(|(header, payload, reserved)| Arrival { reserved, ..Arrival::new(header, &payload) });
    trial.law(
        forced,
        random,
        |arrival| ask(&arrival.bytes()),
        |arrival, seen| {
            answers(&arrival.bytes(), seen, |right, own| {
                let Some(mistaken) = Mistaken::of(right) else { return vec![] };
                let Ipv4Header { dont_fragment, more_fragments, fragment_offset, .. } = arrival.header;
                let flags =
                    [arrival.reserved, dont_fragment, more_fragments].map(u16::from).map(|flag| flag << 13);
                let shared = flags[0] << 2 | flags[1] << 1 | flags[2] | fragment_offset;
                let set = |dont: u16, more: u16, offset: u16| {
                    mistaken.header(|header| {
                        header.dont_fragment = shared & dont != 0;
                        header.more_fragments = shared & more != 0;
                        header.fragment_offset = offset;
                    })
                };
                let offset = |offset: u16| set(0x4000, 0x2000, offset);
                let mut mistakes = vec![
                    ("flags-swapped", set(0x2000, 0x4000, fragment_offset)),
                    ("flags-mask-wrong", set(0x8000, 0x4000, fragment_offset)),
                    ("flags-mask-wrong", set(0x8000, 0x4000, shared & 0x3FFF)),
                    ("flags-mask-wrong", set(0x2000, 0x1000, fragment_offset)),
                    ("flags-mask-wrong", set(0x2000, 0x1000, shared & 0x0FFF)),
                    ("flags-mask-wrong", set(2, 1, fragment_offset)),
                    ("flags-mask-wrong", set(2, 4, fragment_offset)),
                    ("offset-with-flags", offset(shared)),
                    ("offset-with-flags", offset(shared & 0x7FFF)),
                    ("offset-with-flags", offset(shared & 0x3FFF)),
                    ("offset-cut", offset(shared & 0x0FFF)),
                    ("offset-cut", offset(shared & 0x07FF)),
                    ("offset-cut", offset(shared & 0x00FF)),
                    ("offset-in-bytes", offset(fragment_offset.wrapping_mul(8))),
                    ("offset-shifted", offset(shared >> 3)),
                    ("offset-shifted", set(2, 1, shared >> 3)),
                    ("offset-shifted", set(2, 4, shared >> 3)),
                ];
                if arrival.reserved && own.is_err() {
                    mistakes.push(("reserved-refused", own.clone()));
                }
                mistakes
            })
        },
    )
}

pub(super) fn options_move_the_payload(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Arrival::new(with_options(&[0x94, 4, 0, 0]), b"hi"),
        Arrival::new(with_options(&NOTHING), b"hi"),
        Arrival::new(with_options(&[7; 40]), b"hi"),
        Arrival::new(with_options(&[0, 1, 2, 3]), b""),
        rfc_791::example_3(),
    ];
    let random = (cases::options_header(), cases::payload_with_end(6))
        .prop_map(|(header, payload)| Arrival::new(header, &payload));
    trial.law(
        forced,
        random,
        |arrival| ask(&arrival.bytes()),
        |arrival, seen| {
            let packet = arrival.bytes();
            answers(&packet, seen, |right, own| {
                let Some(mistaken) = Mistaken::of(right) else { return vec![] };
                let without = |header: &mut Ipv4Header| header.options.clear();
                let until = |behind: usize| {
                    mistaken.header(|header| {
                        let end = header.options.iter().position(|byte| *byte == 0);
                        header.options.truncate(end.map_or(40, |end| end + behind));
                    })
                };
                let fixed = Slice::Span { offset: FIXED, len: packet.len() - FIXED };
                let mut bare = arrival.header.clone();
                without(&mut bare);
                let mut mistakes = vec![
                    ("options-lost", mistaken.header(without)),
                    ("options-in-payload", Ok((bare, fixed.clone()))),
                    ("options-in-payload", Ok((arrival.header.clone(), fixed))),
                    ("options-cut-at-end", until(0)),
                    ("options-cut-at-end", until(1)),
                ];
                match own {
                    Err(Ipv4Error::Checksum { found, expected })
                        if [*found, *expected].contains(&model::checksum(&packet[..FIXED])) =>
                    {
                        mistakes.push(("options-not-summed", own.clone()));
                    }
                    Err(Ipv4Error::HeaderLength { .. }) => mistakes.push(("options-refused", own.clone())),
                    _ => {}
                }
                mistakes
            })
        },
    )
}

pub(super) fn payload_is_cut(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Arrival::new(header(), b"hi").filled(24, 0),
        Arrival::new(header(), b"hi\0\0"),
        Arrival::new(header(), b"hi").filled(46, 0),
        Arrival::new(header(), b"").filled(46, 0),
        Arrival::new(header(), b"hi").filled(46, 0xFF),
        Arrival::new(with_options(&NOTHING), b"hi\0").filled(46, 0),
    ];
    trial.law(
        forced,
        arrival(cases::options_header()),
        |arrival| ask(&arrival.bytes()),
        |arrival, seen| {
            let packet = arrival.bytes();
            answers(&packet, seen, |right, own| {
                let Some(mistaken) = Mistaken::of(right) else { return vec![] };
                let begin = FIXED + arrival.header.options.len();
                let trimmed = |end: usize| {
                    let zeros = packet[begin..end].iter().rev().take_while(|byte| **byte == 0).count();
                    mistaken.payload(begin, end - zeros)
                };
                let mut mistakes = vec![
                    ("padding-leaks", mistaken.payload(begin, packet.len())),
                    ("zeros-trimmed", trimmed(packet.len())),
                    ("zeros-trimmed", trimmed(begin + arrival.payload.len())),
                ];
                if let Err(Ipv4Error::TotalLength { .. }) = own {
                    mistakes.push(("padding-refused", own.clone()));
                }
                mistakes
            })
        },
    )
}

pub(super) fn cut_packets_are_refused(trial: &mut Trial<'_>) -> Verdict {
    let plain = model::emit(&header(), b"hi");
    let optional = model::emit(&with_options(&NOTHING), b"hey");
    let bare = model::emit(&header(), b"");
    let forced = [Cut::new(&plain, 21), Cut::new(&plain, 19), Cut::new(&optional, 22), Cut::new(&bare, 20)];
    let forced = forced.into_iter().chain(cases::all_cuts(&plain)).chain(cases::all_cuts(&optional));
    trial.law(
        forced,
        cases::cut(),
        |cut| ask(cut.came()),
        |cut, seen| {
            answers(cut.came(), seen, |right, own| mistaken_cut(cut, right, own))
                .map_err(|trouble| trouble.panic_looks_like("trusts-length"))
        },
    )
}

fn mistaken_cut(Cut { packet, got }: &Cut, right: &Answer, own: &Answer) -> Vec<Looks<Answer>> {
    let (total, got) = (packet.len(), *got);
    let header = model::header_bytes(packet);
    let mut mistakes = Vec::new();
    match (right, own) {
        (Err(Ipv4Error::TotalLength { .. }), Ok(_)) => mistakes.push(("cut-payload-accepted", own.clone())),
        (Err(Ipv4Error::TotalLength { .. }), _) => {
            let payload = Ipv4Error::TotalLength { claimed: total - header, got: got - header };
            mistakes.extend([
                ("total-called-truncated", Err(Ipv4Error::Truncated { needed: total, got })),
                ("total-called-truncated", Err(Ipv4Error::Truncated { needed: total, got: total - got })),
                ("missing-not-got", Err(Ipv4Error::TotalLength { claimed: total, got: total - got })),
                ("lengths-without-header", Err(payload)),
                ("lengths-without-header", Err(Ipv4Error::TotalLength { claimed: total - header, got })),
            ]);
        }
        (Err(Ipv4Error::Truncated { needed, .. }), _) => {
            mistakes
                .push(("missing-not-got", Err(Ipv4Error::Truncated { needed: *needed, got: needed - got })));
            let is_told = matches!(own, Err(Ipv4Error::Truncated { got: told, .. }) if *told == got);
            let wrong_needed = matches!(own, Err(Ipv4Error::Truncated { needed: FIXED, .. }));
            if *needed > FIXED && (!is_told || wrong_needed) {
                mistakes.push(("cut-header-unnoticed", own.clone()));
            }
        }
        _ => {}
    }
    mistakes
}

pub(super) fn version_4_and_5_words(trial: &mut Trial<'_>) -> Verdict {
    let whole = Arrival::new(header(), b"hi");
    let lie = |field, value: u32| cases::lying(&whole, &[(field, value)]);
    let forced = [lie(Version, 6), lie(Version, 5), lie(Words, 4)]
        .into_iter()
        .chain((0..16).map(|version| lie(Version, version)))
        .chain((0..5).map(|words| lie(Words, words)));
    let random = (arrival(cases::plain_header()), 0..16_u32, 0..6_u32).prop_map(
        |(arrival, version, words)| match words {
            5 => cases::lying(&arrival, &[(Version, version)]),
            words => cases::lying(&arrival, &[(Words, words)]),
        },
    );
    trial.law(
        forced,
        random,
        |packet| ask(packet),
        |packet, seen| {
            let result = answers(packet, seen, |right, own| {
                let mut mistakes = Vec::new();
                match (right, own) {
                    (Err(Ipv4Error::Version { .. }), Err(Ipv4Error::Version { version: told }))
                        if [packet[0], packet[0] & 0xF0].contains(told) =>
                    {
                        mistakes.push(("version-not-shifted", own.clone()));
                    }
                    (Err(Ipv4Error::Version { .. }), Ok(_)) => {
                        mistakes.push(("version-unchecked", own.clone()));
                    }
                    (
                        Err(Ipv4Error::HeaderLength { words }),
                        Err(Ipv4Error::HeaderLength { words: told }),
                    ) if *told == words * 4 => {
                        mistakes.push(("words-in-bytes", own.clone()));
                    }
                    (Err(Ipv4Error::HeaderLength { .. }), Ok(_) | Err(Ipv4Error::Checksum { .. })) => {
                        mistakes.push(("words-unchecked", own.clone()));
                    }
                    _ => {}
                }
                mistakes
            });
            let is_short = Words.of(packet) < 5 && Version.of(packet) == 4;
            result.map_err(
                |trouble| {
                    if is_short { trouble.panic_looks_like("words-unchecked") } else { trouble }
                },
            )
        },
    )
}

/// A header, and what it says instead of its total length.
type Claim = (Ipv4Header, u32);

fn claiming((header, total): &Claim) -> Vec<u8> {
    cases::lying(&Arrival::new(header.clone(), b"hi"), &[(TotalLength, *total)])
}

pub(super) fn total_is_not_less_than_header(trial: &mut Trial<'_>) -> Verdict {
    let optional = || with_options(&NOTHING);
    let forced = [
        (header(), 19),
        (header(), 0),
        (header(), 20),
        (optional(), 22),
        (optional(), 20),
        (optional(), 24),
        (header(), 23),
        (header(), 0xFFFF),
    ];
    let total = |header: Ipv4Header| {
        let own = FIXED + header.options.len();
        (0..own as u32 + 4).prop_map(move |total| (header.clone(), total))
    };
    trial.law(
        forced,
        cases::options_header().prop_flat_map(total),
        |claim| ask(&claiming(claim)),
        |claim, seen| {
            let needed = (FIXED + claim.0.options.len()) as u32;
            // With a header of 20 bytes there is only one way to go wrong, and it was tried before.
            let slug = match claim.1 {
                below if below >= needed => None,
                20.. => Some("total-against-20"),
                _ => Some("total-below-header"),
            };
            answers(&claiming(claim), seen, |right, own| match (right, own, slug) {
                (Err(Ipv4Error::TotalLength { .. }), Ok(_), Some(slug)) => vec![(slug, own.clone())],
                _ => vec![],
            })
            .map_err(|trouble| match slug {
                Some(slug) => trouble.panic_looks_like(slug),
                None => trouble,
            })
        },
    )
}

pub(super) fn damage_is_noticed(trial: &mut Trial<'_>) -> Verdict {
    let flipped = |packet: Vec<u8>, at: usize, by: u8| {
        let mut packet = packet;
        packet[at] ^= by;
        packet
    };
    let plain = || model::emit(&header(), b"hi");
    let optional = || model::emit(&with_options(&NOTHING), b"hi");
    let forced = [
        // A router counts 64 down to 63, and forgets the checksum.
        flipped(plain(), 8, 0x7F),
        flipped(plain(), 10, 0x01),
        flipped(plain(), 19, 0x80),
        flipped(optional(), 22, 0x10),
        // The payload is not covered.
        flipped(plain(), 20, 0x01),
    ];
    trial.law(
        forced,
        cases::damaged(),
        |packet| ask(packet),
        |packet, seen| {
            answers(packet, seen, |right, own| match right {
                Err(Ipv4Error::Checksum { found, expected }) => {
                    let error = |found, expected| Err(Ipv4Error::Checksum { found, expected });
                    let with_field = !model::sum(&packet[..model::header_bytes(packet)]);
                    let mut mistakes = vec![
                        ("found-and-expected-swapped", error(*expected, *found)),
                        ("expected-with-field", error(*found, with_field)),
                        ("expected-not-inverted", error(*found, !*expected)),
                    ];
                    if own.is_ok() {
                        mistakes.push(("checksum-unchecked", own.clone()));
                    }
                    mistakes
                }
                _ => vec![],
            })
        },
    )
}

/// A packet whose checksum comes out as 0, with that or with the other zero in its field.
type Zero = (Ipv4Header, u16);

fn zero((header, field): &Zero) -> Vec<u8> {
    let mut packet = model::emit(&cases::of_zero(header, b"hi"), b"hi");
    Checksum.put(&mut packet, (*field).into());
    packet
}

pub(super) fn both_zeros_are_right(trial: &mut Trial<'_>) -> Verdict {
    let forced = [(header(), 0xFFFF), (header(), 0), (with_options(&NOTHING), 0xFFFF)];
    let random = (cases::options_header(), any::<bool>())
        .prop_map(|(header, ones)| (header, if ones { 0xFFFF } else { 0 }));
    trial.law(
        forced,
        random,
        |case| ask(&zero(case)),
        |case, seen| {
            answers(&zero(case), seen, |_, own| match own {
                Err(Ipv4Error::Checksum { found: 0xFFFF, expected: 0 }) => {
                    vec![("recomputes-and-compares", own.clone())]
                }
                _ => vec![],
            })
        },
    )
}

pub(super) fn first_wrong_thing_is_told(trial: &mut Trial<'_>) -> Verdict {
    let lying = |lies: &[_]| cases::lying(&Arrival::new(header(), b"hi"), lies);
    let mut late = lying(&[(TotalLength, 23)]);
    late[8] = 63;
    let forced = [
        // A packet of IPv6, as it begins.
        hex::decode("6000000000083a4020010db80000000000000001").expect("it is hexadecimal"),
        vec![0x60],
        vec![],
        vec![0x45],
        lying(&[(Version, 6), (Words, 15)]),
        lying(&[(Version, 6), (TotalLength, 0)]),
        lying(&[(Words, 4), (TotalLength, 0)]),
        lying(&[(Words, 15), (TotalLength, 59)]),
        late,
        vec![0; 20],
        vec![0xFF; 60],
        vec![0x4F; 60],
    ];
    trial.law(
        forced,
        cases::any_bytes(),
        |packet| ask(packet),
        |packet, seen| {
            answers(packet, seen, |right, own| {
                use Ipv4Error::{Checksum, HeaderLength, TotalLength, Truncated, Version};
                let slug = match (right, own) {
                    (Err(Version { .. }), Err(HeaderLength { .. } | Truncated { .. })) => {
                        "length-before-version"
                    }
                    (Err(Truncated { needed: FIXED, .. }), Err(Version { .. })) => "version-before-20",
                    (Err(_), Err(TotalLength { .. })) => "total-too-early",
                    (Err(_), Err(Checksum { .. })) => "checksum-too-early",
                    _ => return vec![],
                };
                vec![(slug, own.clone())]
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::cases::drawn;
    use super::*;

    #[test]
    fn cuts_and_lies_are_of_all_kinds() {
        use Ipv4Error::{Checksum, HeaderLength, TotalLength, Truncated, Version};
        let all = drawn(&cases::any_bytes(), 600);
        let answers: Vec<Answer> = all.iter().map(|packet| model::parse(packet)).collect();
        let count = |is: fn(&Answer) -> bool| answers.iter().filter(|answer| is(answer)).count();
        for (what, found) in [
            ("right", count(|answer| answer.is_ok())),
            ("fewer than 20", count(|answer| matches!(answer, Err(Truncated { needed: 20, .. })))),
            ("fewer than the header", count(|answer| matches!(answer, Err(Truncated { needed: 24.., .. })))),
            ("version", count(|answer| matches!(answer, Err(Version { .. })))),
            ("header length", count(|answer| matches!(answer, Err(HeaderLength { .. })))),
            ("total length", count(|answer| matches!(answer, Err(TotalLength { .. })))),
            ("checksum", count(|answer| matches!(answer, Err(Checksum { .. })))),
        ] {
            assert!(found >= 12, "{what}: {found}");
        }
    }

    #[test]
    fn what_is_damaged_has_a_wrong_checksum_and_nothing_else_wrong() {
        for packet in drawn(&cases::damaged(), 300) {
            assert!(matches!(model::parse(&packet), Err(Ipv4Error::Checksum { .. })), "{packet:02x?}");
        }
    }

    #[test]
    fn zeros_are_zeros() {
        for header in drawn(&cases::options_header(), 100) {
            assert_eq!(model::emit(&cases::of_zero(&header, b"hi"), b"hi")[10..12], [0, 0]);
            assert!(model::parse(&zero(&(header, 0xFFFF))).is_ok());
        }
    }

    #[test]
    fn random_arrivals_are_filled_and_end_with_zeros_of_their_own() {
        let all = drawn(&arrival(cases::options_header()), 300);
        let filled = all.iter().filter(|arrival| !arrival.filling.is_empty()).count();
        let zeros = all.iter().filter(|arrival| arrival.payload.last() == Some(&0)).count();
        let options = all.iter().filter(|arrival| !arrival.header.options.is_empty()).count();
        for count in [filled, zeros, options] {
            assert!((60..260).contains(&count), "{count}");
        }
        for arrival in all {
            let (header, payload) = model::parse(&arrival.bytes()).expect("it is right");
            assert_eq!(header, arrival.header);
            assert_eq!(
                payload,
                Slice::Span { offset: FIXED + header.options.len(), len: arrival.payload.len() }
            );
        }
    }

    #[test]
    fn random_cuts_are_in_each_part() {
        let all = drawn(&cases::cut(), 300);
        let within = |from: usize, to: fn(&Cut) -> usize| {
            all.iter().filter(|cut| (from..to(cut)).contains(&cut.got)).count()
        };
        assert!(within(0, |_| FIXED) >= 50);
        assert!(within(FIXED, |cut| model::header_bytes(&cut.packet)) >= 30);
        assert!(within(FIXED, |cut| cut.packet.len()) >= 80);
    }
}
