//! packets/checksum: words added up in ones' complement.

mod mistakes;
mod model;
mod pictures;

use std::net::{Ipv4Addr, Ipv6Addr};

use given::packets::{Ends, Transport};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;
use serde::{Deserialize, Serialize};

use self::mistakes::*;
use self::model::Segment;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "checksum",
    title: "a sum that every packet carries",
    track: Track::First,
    level: Level::Intermediate,
    minutes: 55,
    needs: &[],
    rust: &["slices"],
    hints: [
        "Do the example of RFC 1071 on paper: 0001 + f203 + f4f5 + f6f7. How many digits has the total, and what becomes of the first? Then: which of the other functions can be said with `ones_sum` and with one more, private, that adds two words?",
        "`chunks_exact(2)` gives the pairs, and its `remainder()` the odd byte. `u16::from_be_bytes` makes a word, a `u64` holds any total, and a `while` folds it. `!word` inverts, `word.swap_bytes()` swaps. Zeros add nothing, so a field of zeros may as well be left out.",
        "`join` is `add(left, right)`, with `right.swap_bytes()` if `left_len` is odd. `checksum` joins the sums of `&bytes[..at]` and `&bytes[at + 2..]` and inverts. For a segment add the sums of the addresses' `to_be_bytes()`, the protocol and the length; `is_intact` does the same with the field in. `update` is `!add(add(!old_checksum, !old), new)`.",
    ],
    compare: "Our `ones_sum` reads four bytes at once, in the machine's own order, and swaps once at the end. Why may it?",
    checks: &[
        Check {
            name: "words_add_up",
            title: "two bytes are a word, the first the more significant, and words are added up",
            points: 1,
            rule: "RFC 1071 §1: adjacent octets are paired to form 16-bit integers",
            book: "words",
            after: &[],
            mistakes: &[LITTLE_ENDIAN, BYTES_NOT_WORDS, XOR_NOT_SUM, SUM_INVERTED, SKIPS_LAST_WORD],
            run: words_add_up,
        },
        Check {
            name: "carry_comes_back",
            title: "what does not fit into 16 bits is added at the bottom, until all fits",
            points: 2,
            rule: "RFC 1071 §1 and §3: the sum is a ones' complement sum",
            book: "carry",
            after: &["words_add_up"],
            mistakes: &[CARRY_LOST, SUM_OVERFLOWS, SUM_SATURATES, SINGLE_FOLD],
            run: carry_comes_back,
        },
        Check {
            name: "odd_byte",
            title: "an odd last byte is the upper half of a word",
            points: 1,
            rule: "RFC 1071 §1: the last byte is paired with a zero byte behind it",
            book: "odd",
            after: &["words_add_up"],
            mistakes: &[ODD_BYTE_LOW, ODD_BYTE_LOST, ODD_BYTE_PANICS, PADDED_IN_FRONT],
            run: odd_byte,
        },
        Check {
            name: "any_bytes",
            title: "all bytes have a sum; swap the bytes of each word, and it is the same sum, swapped",
            points: 2,
            rule: "RFC 1071 §2 (B): the sum can be computed in either byte order",
            book: "ring",
            after: &["carry_comes_back", "odd_byte"],
            mistakes: &[MODULO_65535, NOTHING_TO_ADD, LONG_SUM_OVERFLOWS],
            run: any_bytes,
        },
        Check {
            name: "pieces_join",
            title: "two pieces have the sum of the whole, wherever it was cut",
            points: 2,
            rule: "RFC 1071 §2 (A) and (B): the sum can be split, if each byte keeps its half of the word",
            book: "pieces",
            after: &["carry_comes_back"],
            mistakes: &[
                JOIN_CARRY_LOST,
                JOIN_OVERFLOWS,
                ODD_PIECE_NOT_SWAPPED,
                SWAPS_ALWAYS,
                SWAPS_LEFT,
                SWAPS_BOTH,
            ],
            run: pieces_join,
        },
        Check {
            name: "field_counts_as_zero",
            title: "with the checksum in its field, a header has the sum ffff",
            points: 2,
            rule: "RFC 1071 §1: the field is cleared, and the sum's complement is placed in it",
            book: "checksum",
            after: &["carry_comes_back"],
            mistakes: &[FIELD_NOT_ZEROED, NOT_INVERTED, TWOS_COMPLEMENT, ZERO_AVOIDED, STOPS_AT_FIELD],
            run: field_counts_as_zero,
        },
        Check {
            name: "segments",
            title: "a segment's checksum covers its addresses, its protocol and its length",
            points: 3,
            rule: "RFC 9293 §3.1, RFC 768, RFC 8200 §8.1: the pseudo header",
            book: "pseudo",
            after: &["field_counts_as_zero", "odd_byte"],
            mistakes: &[
                PSEUDO_MISSING,
                SEGMENT_NOT_INVERTED,
                SEGMENT_FIELD_NOT_ZEROED,
                PSEUDO_LEN_OF_IP,
                PSEUDO_LEN_OF_PAYLOAD,
                PSEUDO_LEN_OF_HEADER,
                PAD_COUNTED,
                PSEUDO_NO_LENGTH,
                PSEUDO_NO_PROTOCOL,
                PROTOCOL_IN_HIGH_BYTE,
                ADDRESSES_MISSING,
                ALWAYS_UDP,
                ALWAYS_TCP,
                WRONG_FIELD,
                V6_CUT,
                UDP_ZERO_SENT,
                TCP_ZERO_CHANGED,
            ],
            run: segments,
        },
        Check {
            name: "good_and_corrupt",
            title: "five segments are taken for intact, and five damaged ones are not",
            points: 2,
            rule: "RFC 1071 §1: the sum over the same bytes, the field included, is all ones",
            book: "verify",
            after: &["carry_comes_back", "odd_byte"],
            mistakes: &[EVERYTHING_INTACT, NOTHING_INTACT, INTACT_UPSIDE_DOWN, VERIFIES_WITHOUT_PSEUDO],
            run: good_and_corrupt,
        },
        Check {
            name: "same_sum_slips_through",
            title: "damage that keeps the sum is not noticed: words swapped, 0000 turned into ffff",
            points: 1,
            rule: "RFC 1624 §5: the sum is compared with all ones, so both zeros are the same to it",
            book: "what-it-cannot-see",
            after: &["good_and_corrupt"],
            mistakes: &[RECOMPUTES_AND_COMPARES, FIELD_TAKEN_FOR_GRANTED],
            run: same_sum_slips_through,
        },
        Check {
            name: "update_is_recompute",
            title: "the updated checksum is the one that adding up the changed header gives",
            points: 2,
            rule: "RFC 1624 §3, equation 3: HC' = ~(~HC + ~m + m')",
            book: "update",
            after: &["carry_comes_back"],
            mistakes: &[
                UPDATE_CARRY_LOST,
                UPDATE_OVERFLOWS,
                UPDATE_BACKWARDS,
                UPDATE_NOT_INVERTED,
                UPDATE_STAYS,
                MINUS_ZERO,
            ],
            run: update_is_recompute,
        },
    ],
};

/// A number that people read in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Word(u16);

impl Spell for Word {
    fn spell(&self) -> String {
        format!("{:#06x}", self.0)
    }
}

/// The next answer must be this word.
fn word(seen: &mut Seen<'_>, right: u16, mistakes: &[Looks<u16>]) -> Result<(), Trouble> {
    let mistakes: Vec<Looks<Word>> = mistakes.iter().map(|(slug, wrong)| (*slug, Word(*wrong))).collect();
    seen.returns(Word(right), &mistakes).map(drop)
}

fn ask_sum(bytes: &[u8]) -> Script {
    call("ones_sum", (Bytes(bytes.to_vec()),)).spelled(format!("ones_sum({})", numbers(bytes)))
}

/// Bytes as numbers, also those that could be text.
fn numbers(bytes: &[u8]) -> String {
    match bytes {
        [first, .., last] if bytes.len() > 16 && first == last => format!("&[{first:#04x}; {}]", bytes.len()),
        _ => {
            let numbers: Vec<String> = bytes.iter().map(|byte| format!("{byte:#04x}")).collect();
            format!("&[{}]", numbers.join(", "))
        }
    }
}

fn paper(bytes: &[u8]) -> crate::finding::Table {
    pictures::worksheet("on paper", bytes)
}

/// A total that outgrew its type, or that did not fit the answer's.
fn overflows(trouble: Trouble, slug: &'static str) -> Trouble {
    trouble
        .panic_with_looks_like("attempt to add with overflow", slug)
        .panic_with_looks_like("TryFromIntError", slug)
}

fn words_add_up(trial: &mut Trial<'_>) -> Verdict {
    // Nothing grows past 16 bits: the first step needs pairs, and a sum.
    let cases: [&[u8]; 3] =
        [&[0x45, 0x00, 0x00, 0x73], &[0x00, 0x01, 0x00, 0x02, 0x00, 0x03], &[0x12, 0x34, 0x56, 0x78]];
    trial.table(
        cases.map(<[u8]>::to_vec),
        |bytes| ask_sum(bytes),
        |bytes, seen| {
            let words = model::words(bytes);
            let right = model::sum(bytes);
            let mistakes = [
                ("little-endian", right.swap_bytes()),
                ("bytes-not-words", bytes.iter().map(|byte| u16::from(*byte)).sum()),
                ("xor-not-sum", words.iter().fold(0, |xor, word| xor ^ word)),
                ("sum-inverted", !right),
                ("skips-last-word", model::sum(&bytes[..bytes.len() - 2])),
            ];
            word(seen, right, &mistakes).map_err(|trouble| trouble.figure(paper(bytes)))
        },
    )
}

fn carry_comes_back(trial: &mut Trial<'_>) -> Verdict {
    let cases: [&[u8]; 4] = [
        // RFC 1071 §3.
        &[0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7],
        &[0xFF, 0xFF, 0x00, 0x02],
        // Folding carries again.
        &[0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x01],
        &[0xFF, 0xFE, 0x80, 0x00, 0x80, 0x00, 0x00, 0x01],
    ];
    trial.table(
        cases.map(<[u8]>::to_vec),
        |bytes| ask_sum(bytes),
        |bytes, seen| {
            let words = model::words(bytes);
            let whole = model::whole(bytes);
            let mistakes = [
                ("carry-lost", whole as u16),
                ("sum-saturates", words.iter().fold(0_u16, |sum, word| sum.saturating_add(*word))),
                ("single-fold", model::folded_once(whole)),
            ];
            word(seen, model::fold(whole), &mistakes).map_err(|trouble| {
                // The cases before this one need one fold, and were right.
                let slug = if model::carries_twice(whole) { "single-fold" } else { "sum-overflows" };
                overflows(trouble, slug).figure(paper(bytes))
            })
        },
    )
}

fn odd_byte(trial: &mut Trial<'_>) -> Verdict {
    let cases: [&[u8]; 3] = [&[0x12, 0x34, 0x56], &[0xAB], &[0x01, 0x02, 0x03, 0x04, 0x05]];
    trial.table(
        cases.map(<[u8]>::to_vec),
        |bytes| ask_sum(bytes),
        |bytes, seen| {
            let (last, even) = bytes.split_last().expect("no case is empty");
            let mistakes = [
                ("odd-byte-low", model::add(&[model::sum(even), u16::from(*last)])),
                ("odd-byte-lost", model::sum(even)),
                ("padded-in-front", model::sum(&[&[0], &bytes[..]].concat())),
            ];
            word(seen, model::sum(bytes), &mistakes).map_err(|trouble| {
                trouble
                    .panic_with_looks_like("out of bounds", "odd-byte-panics")
                    .panic_with_looks_like("out of range", "odd-byte-panics")
                    .panic_with_looks_like("TryFromSliceError", "odd-byte-panics")
                    .panic_with_looks_like("`None` value", "odd-byte-panics")
                    .figure(paper(bytes))
            })
        },
    )
}

/// Random bytes, among which runs of zeros and of ones are common: they are where carries do special things.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![2 => any::<u8>(), 1 => Just(0xFF), 1 => Just(0)], 0..most)
}

/// The same, every third of them with words more that make folding carry again. Chance alone never does.
fn sums() -> impl Strategy<Value = Vec<u8>> {
    let twice = bytes(40).prop_map(|mut bytes| {
        bytes.truncate(bytes.len() / 2 * 2);
        bytes.extend([0xFF; 4]);
        let low = model::whole(&bytes) as u16;
        bytes.extend((0xFFFF - low).to_be_bytes());
        bytes
    });
    prop_oneof![2 => bytes(60), 1 => twice]
}

/// More words of ones than a `u32` has room for.
const LONG: usize = 2 * 65_540;

fn any_bytes(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![0x01, 0x02, 0x03, 0x04],
        vec![0xFF, 0xFF],
        vec![],
        vec![0, 0],
        vec![0x80, 0x00, 0x7F, 0xFF],
        vec![0xFF; LONG],
    ];
    trial.law(
        forced,
        sums(),
        |bytes| {
            let swapped = model::swapped(bytes);
            ask_sum(bytes)
                .call("ones_sum", (Bytes(swapped.clone()),))
                .spelled(format!("ones_sum({})", numbers(&swapped)))
        },
        |bytes, seen| {
            let whole = model::whole(bytes);
            let right = model::fold(whole);
            let mistakes = [
                ("modulo-65535", (whole % 0xFFFF) as u16),
                (
                    "long-sum-overflows",
                    if bytes.len() < LONG { right } else { model::fold(whole & 0xFFFF_FFFF) },
                ),
            ];
            for right in [right, right.swap_bytes()] {
                word(seen, right, &mistakes).map_err(|trouble| {
                    if bytes.len() >= LONG {
                        return overflows(trouble, "long-sum-overflows");
                    }
                    let trouble = trouble.figure(paper(bytes));
                    if bytes.is_empty() { trouble.panic_looks_like("nothing-to-add") } else { trouble }
                })?;
            }
            Ok(())
        },
    )
}

/// Bytes, and where they are cut.
type Cut = (Vec<u8>, usize);

fn cuts() -> impl Strategy<Value = Cut> {
    (bytes(24), any::<Index>()).prop_map(|(bytes, at)| {
        let cut = at.index(bytes.len() + 1);
        (bytes, cut)
    })
}

fn pieces_join(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        (vec![0x12, 0x34, 0x56, 0x78], 2),
        (vec![0x12, 0x34, 0x56, 0x78], 1),
        (vec![0xF4, 0xF5, 0xF6, 0xF7], 2),
        (vec![0x12, 0x34, 0x56], 1),
        (vec![0x12, 0x34, 0x56], 3),
        (vec![0x12, 0x34], 0),
        (vec![], 0),
        (vec![0xFF, 0xFF, 0xFF, 0xFF], 3),
    ];
    trial.law(
        forced,
        cuts(),
        |(bytes, cut)| {
            let (left, right) = bytes.split_at(*cut);
            call("join", (Word(model::sum(left)), *cut, Word(model::sum(right))))
        },
        |(bytes, cut), seen| {
            let (left, right) = bytes.split_at(*cut);
            let (left, right) = (model::sum(left), model::sum(right));
            let expected = model::sum(bytes);
            let turned = if cut % 2 == 1 { right.swap_bytes() } else { right };
            let mistakes = [
                ("odd-piece-not-swapped", model::add(&[left, right])),
                ("swaps-always", model::add(&[left, right.swap_bytes()])),
                ("swaps-left", model::add(&[left.swap_bytes(), right])),
                ("swaps-both", model::add(&[left, right]).swap_bytes()),
                ("join-carry-lost", left.wrapping_add(turned)),
            ];
            let odd = |slug| ["odd-piece-not-swapped", "swaps-left", "swaps-both"].contains(&slug);
            let mistakes: Vec<Looks<u16>> = mistakes
                .into_iter()
                .filter(|(slug, _)| *slug == "join-carry-lost" || odd(slug) == (cut % 2 == 1))
                .collect();
            word(seen, expected, &mistakes)
                .map_err(|trouble| overflows(trouble, "join-overflows").figure(pictures::pieces(bytes, *cut)))
        },
    )
}

/// Bytes, and where their checksum field is.
type Header = (Vec<u8>, usize);

/// An IPv4 header from which a datagram behind it was cut off, with this in its checksum field.
fn header(field: u16) -> Header {
    let header = [
        0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11, 0x00, 0x00, 0xC0, 0xA8, 0x00, 0x01, 0xC0,
        0xA8, 0x00, 0xC7,
    ];
    (model::filled(&header, 10, field), 10)
}

fn headers() -> impl Strategy<Value = Header> {
    (bytes(40), any::<[u8; 2]>(), any::<Index>()).prop_map(|(mut bytes, field, at)| {
        bytes.extend(field);
        let at = at.index(bytes.len() / 2) * 2;
        (bytes, at)
    })
}

fn field_counts_as_zero(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        header(0),
        header(0xBEEF),
        header(0xB861),
        // An echo request: its field is near its beginning, and its length is odd.
        (vec![0x08, 0x00, 0x12, 0x34, 0x00, 0x01, 0x00, 0x01, b'h', b'e', b'y'], 2),
        // The field is at an end.
        (vec![0x12, 0x34, 0x56, 0x78], 0),
        (vec![0x12, 0x34, 0x56, 0x78], 2),
        // The other words are ffff together.
        (vec![0xAA, 0xAA, 0x00, 0x00, 0x55, 0x55], 2),
    ];
    trial.law(
        forced,
        headers(),
        |(bytes, at)| {
            call("checksum", (Bytes(bytes.clone()), *at))
                .spelled(format!("checksum({}, {at})", numbers(bytes)))
        },
        |(bytes, at), seen| {
            let right = model::checksum(bytes, *at);
            let mistakes = [
                ("zero-avoided", if right == 0 { 0xFFFF } else { right }),
                ("field-not-zeroed", !model::sum(bytes)),
                ("not-inverted", !right),
                ("twos-complement", right.wrapping_add(1)),
                ("stops-at-field", !model::sum(&bytes[..*at])),
            ];
            word(seen, right, &mistakes)
                .map_err(|trouble| trouble.figure(pictures::header_worksheet(bytes, *at)))
        },
    )
}

fn v4(source: [u8; 4], destination: [u8; 4]) -> Ends {
    Ends::V4 { source: Ipv4Addr::from(source).into(), destination: Ipv4Addr::from(destination).into() }
}

/// From addresses that are kept for examples.
fn v4_ends() -> Ends {
    v4([192, 0, 2, 1], [198, 51, 100, 7])
}

/// The same.
fn v6_ends() -> Ends {
    let address = |last| Ipv6Addr::new(0x2001, 0xDB8, 0x1234, 0, 0, 0, 0, last).into();
    Ends::V6 { source: address(1), destination: address(0x99) }
}

/// A segment whose checksum field holds something that does not belong there.
fn segment(ends: Ends, transport: Transport, data: &[u8]) -> Segment {
    let header: Vec<u8> = match transport {
        Transport::Udp => {
            let len = (8 + data.len()) as u16;
            [1024, 53, len, 0xBEEF].into_iter().flat_map(u16::to_be_bytes).collect()
        }
        Transport::Tcp => {
            let words = [1024, 80, 0x0000, 0x1000, 0x0000, 0x2000, 0x5018, 0x7210, 0xBEEF, 0];
            words.into_iter().flat_map(u16::to_be_bytes).collect()
        }
    };
    Segment { ends, transport, bytes: [&header, data].concat() }
}

fn any_ends() -> impl Strategy<Value = Ends> {
    prop_oneof![
        (any::<u32>(), any::<u32>()).prop_map(|(source, destination)| Ends::V4 { source, destination }),
        (any::<u128>(), any::<u128>()).prop_map(|(source, destination)| Ends::V6 { source, destination }),
    ]
}

/// Every fourth has a checksum that comes out as 0.
fn any_segment() -> impl Strategy<Value = Segment> {
    let transport = prop_oneof![Just(Transport::Tcp), Just(Transport::Udp)];
    (any_ends(), transport, bytes(40), 0..4).prop_map(|(ends, transport, data, kind)| {
        let segment = segment(ends, transport, &data);
        if kind == 0 { segment.of_zero() } else { segment }
    })
}

/// What `cargo dev vectors` keeps: a segment as smoltcp made it, and the same one damaged.
fn vectors() -> Vec<(Segment, Segment)> {
    let records = corpus::records(include_str!("../../../corpus/packets/segments.txt"));
    let address = |text: &str| u128::from_str_radix(text, 16).expect("an address in hexadecimal");
    let pair = |record: &corpus::Record| {
        let (source, destination) = (address(record.text("source")), address(record.text("destination")));
        let ends = match record.text("source").len() {
            8 => Ends::V4 { source: source as u32, destination: destination as u32 },
            _ => Ends::V6 { source, destination },
        };
        let transport = if record.text("transport") == "tcp" { Transport::Tcp } else { Transport::Udp };
        let segment = |name| Segment { ends, transport, bytes: record.bytes(name) };
        (segment("good"), segment("corrupt"))
    };
    records.iter().map(pair).collect()
}

fn ask_segment(function: &str, Segment { ends, transport, bytes }: &Segment) -> Script {
    let spelled = format!("{function}({}, {transport:?}, {})", ends.spell(), numbers(bytes));
    call(function, (Ref(*ends), *transport, Bytes(bytes.clone()))).spelled(spelled)
}

fn segments(trial: &mut Trial<'_>) -> Verdict {
    let forced = vectors().into_iter().map(|(good, _)| good).chain([
        segment(v4_ends(), Transport::Udp, b""),
        segment(v4_ends(), Transport::Udp, b"zero").of_zero(),
        segment(v4_ends(), Transport::Tcp, b"zero").of_zero(),
    ]);
    trial.law(
        forced,
        any_segment(),
        |segment| ask_segment("segment_checksum", segment),
        |segment, seen| {
            let mistaken = segment.mistaken();
            let mistaken: Vec<Looks<u16>> = mistaken
                .into_iter()
                .map(|(slug, wrong)| {
                    (if slug == "field-not-zeroed" { "segment-field-not-zeroed" } else { slug }, wrong)
                })
                .collect();
            word(seen, segment.checksum(), &mistaken)
                .map_err(|trouble| trouble.figure(pictures::segment_worksheet(segment)))
        },
    )
}

/// Whether the next answer is `right`.
fn answers(right: bool, seen: &mut Seen<'_>) -> Result<bool, Trouble> {
    let came = seen.value::<bool>();
    if !matches!(came, Ok(came) if came == right) {
        seen.expected(right.to_string());
    }
    came.map(|came| came == right)
}

/// A segment with the checksum that it would have alone: it fits only for those who add up no pseudo header.
fn alone(segment: Segment) -> Segment {
    let at = segment.transport.checksum_at();
    let bytes = model::filled(&segment.bytes, at, model::checksum(&segment.bytes, at));
    Segment { bytes, ..segment }
}

fn good_and_corrupt(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        vectors(),
        |(good, corrupt)| {
            let alone = alone(good.clone());
            let segments = [
                (good, ""),
                (corrupt, "   // damaged"),
                (&alone, "   // the checksum is of the segment alone"),
            ];
            segments.into_iter().fold(Script::default(), |script, (segment, what)| {
                let Segment { ends, transport, bytes } = segment;
                let spelled = format!("is_intact({}, {transport:?}, {}){what}", ends.spell(), numbers(bytes));
                script.call("is_intact", (Ref(*ends), *transport, Bytes(bytes.clone()))).spelled(spelled)
            })
        },
        |(good, corrupt), seen| {
            let (accepts, notices, alone) =
                (answers(true, seen)?, answers(false, seen)?, answers(false, seen)?);
            ensure(accepts && notices && alone, || {
                let (trouble, shown) = if accepts {
                    (Trouble::new("a damaged segment is taken for intact"), corrupt)
                } else {
                    (Trouble::new("an undamaged segment is refused"), good)
                };
                trouble
                    .looks_like_if(!accepts && notices && !alone, "verifies-without-pseudo")
                    .looks_like_if(!accepts && notices, "nothing-intact")
                    .looks_like_if(!accepts && !notices, "intact-upside-down")
                    .looks_like_if(accepts && !notices && !alone, "everything-intact")
                    .figure(pictures::receipt(shown))
            })
        },
    )
}

/// What arrived, and what became of it on the way.
type Slip = (&'static str, Segment);

/// Segments that are not as they were sent, and whose sum is.
fn slips() -> Vec<Slip> {
    let good = segment(v4_ends(), Transport::Udp, b"pay 10 to 20").filled();
    let mut swapped = good.clone();
    // "pay 20 to 10"
    for at in [12, 13] {
        swapped.bytes.swap(at, at + 6);
    }
    let turned = Segment { ends: v4([198, 51, 100, 7], [192, 0, 2, 1]), ..good };
    let mut ones = segment(v6_ends(), Transport::Tcp, b"\0\0").filled();
    ones.bytes[20..22].fill(0xFF);
    let of_zero = |transport| segment(v4_ends(), transport, b"").of_zero().filled();
    let changed = |segment: Segment, field: u16| {
        let bytes = model::filled(&segment.bytes, segment.transport.checksum_at(), field);
        Segment { bytes, ..segment }
    };
    vec![
        ("words swapped", swapped),
        ("source and destination swapped", turned),
        ("a word 0000 turned into ffff", ones),
        ("UDP's ffff, as it is sent", of_zero(Transport::Udp)),
        ("TCP's 0000, turned into ffff", changed(of_zero(Transport::Tcp), 0xFFFF)),
        ("TCP's 0000, as it is sent", of_zero(Transport::Tcp)),
    ]
}

fn same_sum_slips_through(trial: &mut Trial<'_>) -> Verdict {
    let too_short = Segment { ends: v4_ends(), transport: Transport::Tcp, bytes: vec![0x12, 0x34, 0x56] };
    let cases = slips().into_iter().chain([("too short for a header", too_short)]);
    trial.table(
        cases,
        |(what, segment)| {
            let Segment { ends, transport, bytes } = segment;
            let spelled =
                format!("is_intact({}, {transport:?}, {})   // {what}", ends.spell(), numbers(bytes));
            call("is_intact", (Ref(*ends), *transport, Bytes(bytes.clone()))).spelled(spelled)
        },
        |(_, segment), seen| {
            let right = segment.sum_as_it_came() == 0xFFFF;
            let came = answers(right, seen)
                .map_err(|trouble| trouble.panic_looks_like("field-taken-for-granted"))?;
            ensure(came, || {
                let at = segment.transport.checksum_at();
                let field = segment.bytes.get(at..at + 2).map(model::sum);
                let zeros = matches!(field, Some(0 | 0xFFFF));
                Trouble::new(if right {
                    "a sum that fits is refused"
                } else {
                    "a sum that does not fit is accepted"
                })
                .looks_like_if(right && zeros, "recomputes-and-compares")
                .figure(pictures::receipt(segment))
            })
        },
    )
}

/// A header without its checksum, the number of a word, and what becomes of it.
#[derive(Clone, Debug)]
struct Change {
    words: Vec<u16>,
    at: usize,
    new: u16,
}

impl Change {
    fn old(&self) -> u16 {
        self.words[self.at]
    }

    fn before(&self) -> u16 {
        !model::add(&self.words)
    }

    fn after(&self) -> u16 {
        let mut words = self.words.clone();
        words[self.at] = self.new;
        !model::add(&words)
    }

    /// To what makes the checksum 0.
    fn reaching_zero(self) -> Change {
        let mut words = self.words.clone();
        words[self.at] = 0;
        Change { new: 0xFFFF - model::add(&words), ..self }
    }
}

/// The first word is never 0, and is not changed: no header of IP is all zeros. Every third change makes the
/// checksum 0.
fn changes() -> impl Strategy<Value = Change> {
    let word = || prop_oneof![3 => any::<u16>(), 1 => Just(0), 1 => Just(0xFFFF)];
    (1..=0xFFFF_u16, vec(word(), 1..10), any::<Index>(), word(), 0..3).prop_map(
        |(first, rest, at, new, kind)| {
            let at = 1 + at.index(rest.len());
            let change = Change { words: [&[first], &rest[..]].concat(), at, new };
            if kind == 0 { change.reaching_zero() } else { change }
        },
    )
}

fn update_is_recompute(trial: &mut Trial<'_>) -> Verdict {
    let header = |words: &[u16], at, new| Change { words: words.to_vec(), at, new };
    // The header of the book, without its checksum: a router counts time to live down.
    let book = [0x4500, 0x0073, 0x0000, 0x4000, 0x4011, 0xC0A8, 0x0001, 0xC0A8, 0x00C7];
    // RFC 1624 §4: all other words together are cd7a.
    let of_rfc = [0x5555, 0xCD7A];
    let forced = [
        header(&book, 4, 0x3F11),
        header(&book, 2, 0xFFFF),
        header(&of_rfc, 0, 0x3285),
        header(&of_rfc, 0, 0x5555),
        header(&[0x4500, 0xFFFF], 1, 0x0000),
        header(&[0x4500, 0xBAFF], 1, 0xBAFF),
    ];
    trial.law(
        forced,
        changes(),
        |change| call("update", (Word(change.before()), Word(change.old()), Word(change.new))),
        |change, seen| {
            let (before, old, new, after) = (change.before(), change.old(), change.new, change.after());
            let mistakes = [
                ("update-stays", before),
                ("minus-zero", model::update_of_1141(before, old, new)),
                ("update-backwards", model::update(before, new, old)),
                ("update-not-inverted", !after),
                ("update-carry-lost", !(!before).wrapping_add(!old).wrapping_add(new)),
                ("update-carry-lost", before.wrapping_add(old).wrapping_sub(new)),
            ];
            word(seen, after, &mistakes).map_err(|trouble| {
                overflows(trouble, "update-overflows")
                    .panic_with_looks_like("attempt to subtract with overflow", "update-overflows")
                    .figure(pictures::update_worksheet(before, old, new))
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::drawn;

    #[test]
    fn the_model_knows_the_published_examples() {
        assert_eq!(model::sum(&[0, 1, 0xF2, 3, 0xF4, 0xF5, 0xF6, 0xF7]), 0xDDF2);
        let (bytes, at) = header(0xBEEF);
        assert_eq!(model::checksum(&bytes, at), 0xB861);
        assert_eq!(model::update(0xDD2F, 0x5555, 0x3285), 0);
        assert_eq!(model::update_of_1141(0xDD2F, 0x5555, 0x3285), 0xFFFF);
    }

    #[test]
    fn vectors_and_slips_are_what_they_are_called() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 5);
        for (good, corrupt) in &vectors {
            assert_eq!(good.sum_as_it_came(), 0xFFFF, "{good:?}");
            assert_eq!(
                model::sum(&good.bytes[good.transport.checksum_at()..][..2]),
                good.checksum(),
                "{good:?}"
            );
            assert_ne!(corrupt.sum_as_it_came(), 0xFFFF, "{corrupt:?}");
        }
        for (what, segment) in slips() {
            assert_eq!(segment.sum_as_it_came(), 0xFFFF, "{what}");
        }
    }

    #[test]
    fn a_quarter_of_the_segments_come_out_as_zero() {
        let segments = drawn(any_segment());
        let zeros = segments.iter().filter(|segment| segment.sum() == 0xFFFF).count();
        assert!((20..80).contains(&zeros), "{zeros}");
    }

    #[test]
    fn a_third_of_the_changes_tell_the_equations_apart() {
        let changes = drawn(changes());
        let apart = |change: &&Change| {
            change.after() != model::update_of_1141(change.before(), change.old(), change.new)
        };
        let count = changes.iter().filter(apart).count();
        assert!((40..120).contains(&count), "{count}");
        for change in changes {
            assert_eq!(
                model::update(change.before(), change.old(), change.new),
                change.after(),
                "{change:?}"
            );
        }
    }

    #[test]
    fn a_third_of_the_sums_carry_twice_and_half_of_the_cuts_are_odd() {
        let sums = drawn(sums());
        let twice = sums.iter().filter(|bytes| model::carries_twice(model::whole(bytes))).count();
        assert!((40..120).contains(&twice), "{twice}");
        let odd = drawn(cuts()).iter().filter(|(_, cut)| cut % 2 == 1).count();
        assert!((50..150).contains(&odd), "{odd}");
    }
}
