//! What `emit` writes, and whether it is what others write and `parse` reads.

use given::packets::Ipv4Header;
use proptest::prelude::{Strategy, any};

use super::cases::{self, NOTHING, header, rfc_791, with_options};
use super::model::Field::{self, *};
use super::model::{self, Answer, Arrival, FIXED};
use super::numbers;
use super::parsing::{answers, ask};
use super::pictures;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

/// A header, and what shall follow it.
type Packet = (Ipv4Header, Vec<u8>);

fn ask_emit((header, payload): &Packet) -> Script {
    let payload = Bytes(payload.clone());
    let spelled = format!("emit(&header, {})   // {header}", payload.spell());
    call("emit", (Ref(header.clone()), payload)).spelled(spelled)
}

fn packet(arrival: Arrival) -> Packet {
    (arrival.header, arrival.payload)
}

/// What is compared: with some checks the checksum is not, because it is not asked for yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sum {
    Counts,
    Open,
}

/// The next answer must be the right bytes. What certain mistakes would write is only made where it is not.
fn writes(
    packet: &Packet,
    seen: &mut Seen<'_>,
    sum: Sum,
    mistakes: impl FnOnce(&Writing<'_>) -> Vec<Looks<Vec<u8>>>,
) -> Result<(), Trouble> {
    let (header, payload) = packet;
    let right = model::emit(header, payload);
    let own: Bytes = match seen.value() {
        Ok(own) => own,
        Err(trouble) => {
            seen.differs(&Bytes(right.clone()));
            return Err(trouble);
        }
    };
    let comparable = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        if sum == Sum::Open && bytes.len() >= 12 {
            bytes[10..12].copy_from_slice(&right[10..12]);
        }
        bytes
    };
    let compared = comparable(&own);
    if compared == right {
        return Ok(());
    }
    let trouble =
        Trouble::new(seen.differs(&Bytes(right.clone()))).figure(pictures::emitted(&right, &compared));
    let mistakes = mistakes(&Writing { header, payload, right: &right });
    let looks = mistakes.iter().find(|(_, wrong)| comparable(wrong) == compared);
    Err(looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)))
}

/// What should be written, for those who do it otherwise.
struct Writing<'a> {
    header: &'a Ipv4Header,
    payload: &'a [u8],
    right: &'a [u8],
}

impl Writing<'_> {
    /// With these bytes reversed.
    fn reversed(&self, fields: &[Field]) -> Vec<u8> {
        let mut bytes = self.right.to_vec();
        for field in fields {
            let (begin, bits) = field.place();
            bytes[begin / 8..(begin + bits) / 8].reverse();
        }
        bytes
    }

    /// With another number in a field.
    fn with(&self, field: Field, number: usize) -> Vec<u8> {
        let mut bytes = self.right.to_vec();
        field.put(&mut bytes, number as u32);
        bytes
    }

    /// With this in the bytes of flags and offset.
    fn with_shared(&self, shared: u16) -> Vec<u8> {
        let mut bytes = self.right.to_vec();
        bytes[6..8].copy_from_slice(&shared.to_be_bytes());
        bytes
    }

    /// With this in the checksum field.
    fn with_sum(&self, sum: u16) -> Vec<u8> {
        self.with(Checksum, sum.into())
    }

    fn header_bytes(&self) -> usize {
        FIXED + self.header.options.len()
    }
}

fn plain() -> impl Strategy<Value = Packet> {
    (cases::plain_header(), cases::payload(12))
}

pub(super) fn numbers_are_written(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        packet(rfc_791::example_1()),
        (header(), b"hi".to_vec()),
        (header(), vec![]),
        (header(), vec![0x2A; 280]),
        (Ipv4Header { ttl: 0, protocol: 255, identification: 0xFFFF, ..header() }, b"hi\0".to_vec()),
    ];
    trial.law(forced, plain(), ask_emit, |packet, seen| {
        writes(packet, seen, Sum::Open, |writing| {
            let [both, sixteen, thirty_two] = [
                [TotalLength, Identification, Source, Destination].as_slice(),
                &[TotalLength, Identification],
                &[Source, Destination],
            ];
            let mut swapped = writing.right.to_vec();
            swapped[12..20].rotate_left(4);
            let mut first = writing.right.to_vec();
            first[0] = 0x54;
            vec![
                ("emits-little-endian", writing.reversed(both)),
                ("emits-little-endian", writing.reversed(sixteen)),
                ("emits-little-endian", writing.reversed(thirty_two)),
                ("emits-little-endian", writing.reversed(&[TotalLength])),
                ("emits-addresses-swapped", swapped),
                ("emits-first-byte-wrong", first),
                ("emits-total-of-payload", writing.with(TotalLength, writing.payload.len())),
                ("emits-total-of-header", writing.with(TotalLength, FIXED)),
                ("emits-total-in-one-byte", writing.with(TotalLength, writing.right.len() & 0xFF)),
                ("emits-no-payload", writing.right[..FIXED].to_vec()),
            ]
        })
    })
}

pub(super) fn flags_are_packed(trial: &mut Trial<'_>) -> Verdict {
    let [_, first, second] = rfc_791::example_2();
    let forced = [
        // With both flags first: of DF alone, flags that are mixed up and flags a bit too far look the same.
        (Ipv4Header { dont_fragment: true, more_fragments: true, ..header() }, b"fragment".to_vec()),
        (Ipv4Header { dont_fragment: true, ..header() }, b"hi".to_vec()),
        (Ipv4Header { more_fragments: true, ..header() }, b"fragment".to_vec()),
        // Not less than 8, so that an offset in bytes is another one than none.
        (Ipv4Header { fragment_offset: 72, ..header() }, b"hi".to_vec()),
        (Ipv4Header { more_fragments: true, fragment_offset: 1, ..header() }, b"fragment".to_vec()),
        (Ipv4Header { more_fragments: true, fragment_offset: 8191, ..header() }, vec![]),
        packet(first),
        packet(second),
    ];
    let random = (cases::fragment_header(), cases::payload(4));
    trial.law(forced, random, ask_emit, |packet, seen| {
        writes(packet, seen, Sum::Open, |writing| {
            let Ipv4Header { fragment_offset: offset, .. } = *writing.header;
            let (dont, more) =
                (u16::from(writing.header.dont_fragment), u16::from(writing.header.more_fragments));
            let flags = dont << 14 | more << 13;
            let shared = |shared| writing.with_shared(shared);
            vec![
                ("emits-flags-swapped", shared(dont << 13 | more << 14 | offset)),
                ("emits-offset-in-bytes", shared(flags | (offset / 8))),
                ("emits-offset-in-bytes", shared(flags | offset.wrapping_mul(8))),
                ("emits-offset-in-bytes", shared(flags | offset.wrapping_mul(8) & 0x1FFF)),
                ("emits-flags-mask-wrong", shared(dont << 15 | more << 14 | offset)),
                ("emits-flags-mask-wrong", shared(dont << 13 | more << 12 | offset)),
                ("emits-flags-mask-wrong", shared(dont << 1 | more << 2 | offset << 3)),
                ("emits-flags-mask-wrong", shared(dont << 1 | more | offset << 3)),
                ("emits-no-offset", shared(flags)),
                ("emits-no-flags", shared(offset)),
            ]
        })
    })
}

pub(super) fn options_are_written(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        (with_options(&[0x94, 4, 0, 0]), b"hi".to_vec()),
        (with_options(&[7; 40]), b"hi".to_vec()),
        (with_options(&NOTHING), vec![]),
        packet(rfc_791::example_3()),
    ];
    let random = (cases::options_header(), cases::payload(6));
    trial.law(forced, random, ask_emit, |packet, seen| {
        writes(packet, seen, Sum::Open, |writing| {
            let payload = writing.payload;
            let without = |bytes: Vec<u8>| [&bytes[..FIXED], payload].concat();
            let total = FIXED + payload.len();
            let bare = writing.with(Words, 5);
            let mut short = bare.clone();
            TotalLength.put(&mut short, total as u32);
            let last = [&writing.right[..FIXED], payload, &writing.header.options].concat();
            vec![
                ("emits-no-options", without(short.clone())),
                ("emits-no-options", without(bare.clone())),
                ("emits-no-options", without(writing.right.to_vec())),
                ("emits-no-options", without(writing.with(TotalLength, total))),
                ("emits-words-of-5", bare),
                ("emits-words-of-5", short),
                ("emits-total-without-options", writing.with(TotalLength, total)),
                ("emits-options-last", last),
            ]
        })
    })
}

pub(super) fn checksum_is_filled_in(trial: &mut Trial<'_>) -> Verdict {
    let zero = |header: Ipv4Header| (cases::of_zero(&header, b"hi"), b"hi".to_vec());
    let forced = [
        (header(), b"hi".to_vec()),
        (with_options(&NOTHING), b"hi".to_vec()),
        zero(header()),
        zero(with_options(&NOTHING)),
        (header(), vec![]),
    ];
    let random = (cases::options_header(), cases::payload(6), 0..8_u8).prop_map(|(header, payload, kind)| {
        let header = if kind == 0 { cases::of_zero(&header, &payload) } else { header };
        (header, payload)
    });
    trial.law(forced, random, ask_emit, |packet, seen| {
        writes(packet, seen, Sum::Counts, |writing| {
            let right = writing.right;
            let sum = Checksum.of(right) as u16;
            let of = |end: usize| writing.with_sum(model::checksum(&right[..end]));
            let header = writing.header_bytes();
            vec![
                ("emits-zero-avoided", writing.with_sum(if sum == 0 { 0xFFFF } else { sum })),
                ("emits-no-checksum", writing.with_sum(0)),
                ("emits-sum-not-inverted", writing.with_sum(!sum)),
                ("emits-sum-little-endian", writing.with_sum(sum.swap_bytes())),
                ("emits-sum-of-all", of(right.len())),
                ("emits-sum-too-early", of(12)),
                ("emits-sum-too-early", of(16)),
                // Without options that is right.
                ("emits-sum-of-20", if header > FIXED { of(FIXED) } else { vec![] }),
            ]
        })
    })
}

/// What `cargo dev vectors` keeps: a header and a payload, and the packet that etherparse made of them.
fn vectors() -> Vec<(Packet, Vec<u8>)> {
    let records = corpus::records(include_str!("../../../../corpus/packets/ipv4_packets.txt"));
    let vector = |record: &corpus::Record| {
        let number = |name: &str| -> u32 { record.text(name).parse().expect("a decimal number") };
        let address =
            |name: &str| u32::from_str_radix(record.text(name), 16).expect("an address in hexadecimal");
        let bytes = |name: &str| if record.text(name) == "-" { vec![] } else { record.bytes(name) };
        let header = Ipv4Header {
            traffic_class: number("traffic-class") as u8,
            identification: number("identification") as u16,
            dont_fragment: record.text("flags").contains("DF"),
            more_fragments: record.text("flags").contains("MF"),
            fragment_offset: number("offset") as u16,
            ttl: number("ttl") as u8,
            protocol: number("protocol") as u8,
            source: address("source"),
            destination: address("destination"),
            options: bytes("options"),
        };
        ((header, bytes("payload")), bytes("packet"))
    };
    records.iter().map(vector).collect()
}

pub(super) fn others_agree(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        vectors(),
        |(packet, bytes)| {
            let parse = format!("parse({})", numbers(bytes));
            ask_emit(packet).call("parse", (Bytes(bytes.clone()),)).spelled(parse)
        },
        |(packet, bytes), seen| {
            writes(packet, seen, Sum::Counts, |writing| {
                let without = Ipv4Header { traffic_class: 0, ..writing.header.clone() };
                vec![("emits-no-traffic-class", model::emit(&without, writing.payload))]
            })?;
            answers(bytes, seen, |right, _| {
                let Ok((header, payload)) = right else { return vec![] };
                let class = header.traffic_class;
                let with = |traffic_class: u8| -> Answer {
                    Ok((Ipv4Header { traffic_class, ..header.clone() }, payload.clone()))
                };
                vec![
                    ("traffic-class-lost", with(0)),
                    ("traffic-class-cut", with(class & 0xFC)),
                    ("traffic-class-cut", with(class & 0xE0)),
                    ("traffic-class-cut", with(class >> 2)),
                    ("traffic-class-cut", with(class >> 5)),
                    ("traffic-class-cut", with(class & 0x03)),
                    ("traffic-class-cut", with(class & 0x0F)),
                ]
            })
        },
    )
}

pub(super) fn what_was_emitted_is_parsed(trial: &mut Trial<'_>) -> Verdict {
    let long = |header: Ipv4Header, total: usize| {
        let len = total - FIXED - header.options.len();
        (header, vec![0x2A; len])
    };
    let forced = [
        (header(), b"hi".to_vec()),
        long(header(), 300),
        long(header(), 1500),
        long(header(), 1501),
        packet(rfc_791::example_2()[0].clone()),
        long(header(), 0x8000),
        long(header(), 0xFFFF),
        long(with_options(&[7; 40]), 0xFFFF),
    ];
    let random = (cases::any_header(), cases::payload(300), any::<bool>())
        .prop_map(|(header, payload, short)| (header, if short { vec![] } else { payload }));
    trial.story(forced, Some(random), |packet, talk| {
        let total = FIXED + packet.0.options.len() + packet.1.len();
        let emitted = talk.ask(&ask_emit(packet).kept_as("packet"), |seen| -> Result<Bytes, Trouble> {
            let emitted: Bytes = seen.value().map_err(|trouble| {
                if total > 1500 { trouble.panic_looks_like("large-packets-panic") } else { trouble }
            })?;
            let right = model::emit(&packet.0, &packet.1);
            ensure(emitted.0 == right, || {
                Trouble::new(seen.differs(&Bytes(right.clone()))).figure(pictures::emitted(&right, &emitted))
            })?;
            Ok(emitted)
        })?;
        let script = ask(&emitted).spelled("parse(&packet)").coded("parse(&packet)");
        talk.ask(&script, |seen| {
            answers(&emitted, seen, |_, _| vec![]).map_err(|trouble| {
                if total > 1500 { trouble.panic_looks_like("large-packets-panic") } else { trouble }
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::cases::drawn;
    use super::*;

    #[test]
    fn the_model_agrees_with_what_others_wrote() {
        let vectors = vectors();
        assert!(vectors.len() >= 8);
        for ((header, payload), bytes) in vectors {
            assert_eq!(model::emit(&header, &payload), bytes);
            let (read, _) = model::parse(&bytes).expect("it is right");
            assert_eq!(read, header);
        }
    }

    #[test]
    fn traffic_classes_of_the_vectors_tell_all_mistakes_apart() {
        let classes: Vec<u8> = vectors().iter().map(|((header, _), _)| header.traffic_class).collect();
        assert!(
            classes.iter().any(|class| class & 3 != 0 && class & 0xFC != 0 && class & 0xE0 != class & 0xFC)
        );
    }

    #[test]
    fn rfc_791_has_these_lengths() {
        let [whole, first, second] = rfc_791::example_2().map(|arrival| arrival.bytes().len());
        let others = [rfc_791::example_1(), rfc_791::example_3()].map(|arrival| arrival.bytes().len());
        assert_eq!((whole, first, second, others), (472, 276, 216, [21, 576]));
    }

    #[test]
    fn random_offsets_reach_the_most_and_beyond_a_byte() {
        let all = drawn(&cases::fragment_header(), 200);
        assert!(all.iter().any(|header| header.fragment_offset == 8191 && header.more_fragments));
        assert!(all.iter().filter(|header| header.fragment_offset > 255).count() >= 60);
        assert!(all.iter().filter(|header| header.fragment_offset == 0).count() >= 10);
    }
}
