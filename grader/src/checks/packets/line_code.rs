//! packets/line_code: bytes as levels on a wire, and back.

mod mistakes;
mod wire;

use given::packets::{Bits, Levels, LineError};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;

use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

use mistakes::*;
use wire::{Read, spaced};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "line_code",
    title: "bits on a wire",
    track: Track::Core,
    level: Level::Beginner,
    minutes: 45,
    needs: &[],
    rust: &[],
    hints: [
        "Everything here is a list of `bool`. Begin with a private function that gives the bits of some bytes in the order in which they travel: `nrz` is that list, and `manchester` makes two levels of each bit. For 4B/5B write down the table, as an array with 16 places.",
        "Bit number `place` of a byte is `byte >> place & 1 == 1`, and place 0 travels first. The lower half of a byte is `byte & 0x0f`, the upper one `byte >> 4`. To read, go through `chunks_exact(2)` or `chunks_exact(5)` with `enumerate`, but look at the length before: `chunks_exact` leaves a short piece at the end out.",
        "In Manchester code the halves of a bit are `[!bit, bit]`; to read, the second half is the bit, if the two differ. In 4B/5B push the five bits into a number, `number << 1 | u8::from(bit)`, and look for it with `position` in the array; what is not there is looked for in an array of the five control groups. In NRZI keep a `level`, change it by `level ^= bit`, and write it down after that.",
    ],
    compare: "Look at what our two readers share: one function asks about the length, and it comes first in both.",
    checks: &[
        Check {
            name: "nrz_low_bit_first",
            title: "the bits of a byte go out one by one, the least significant first",
            points: 2,
            rule: "IEEE 802.3, section 3.3: each octet is sent low-order bit first; the docs of `nrz`: high is 1",
            book: "low-bit-first",
            after: &[],
            mistakes: &[MSB_FIRST, LEVELS_INVERTED, LAST_BYTE_FIRST],
            run: nrz_low_bit_first,
        },
        Check {
            name: "manchester_always_changes",
            title: "in the middle of each bit the level changes: up is 1, down is 0",
            points: 2,
            rule: "IEEE 802.3, clause 7: the second half of a bit has the bit's level, and the first half the other one",
            book: "manchester",
            after: &["nrz_low_bit_first"],
            mistakes: &[THOMAS, CLOCK_LOST, RETURNS_TO_ZERO, MSB_FIRST],
            run: manchester_always_changes,
        },
        Check {
            name: "manchester_reads_back",
            title: "a Manchester signal is read as the bytes that it was made of",
            points: 2,
            rule: "what one end writes, the other end reads",
            book: "manchester",
            after: &[],
            mistakes: &[THOMAS, MSB_FIRST, LAST_BYTE_FIRST],
            run: manchester_reads_back,
        },
        Check {
            name: "manchester_notices",
            title: "a bit without a change, and bytes that are not whole, are errors",
            points: 2,
            rule: "the docs of `read_manchester`: whole bytes first, then the first bit without a change",
            book: "no-change",
            after: &["manchester_reads_back"],
            mistakes: &[
                LOST_CLOCK_OK,
                RAGGED_END_OK,
                PANICS_AT_THE_END,
                LENGTH_IN_BITS,
                LENGTH_OF_A_PART,
                LENGTH_COMES_LAST,
                COUNTED_FROM_ONE,
                COUNTS_HALVES,
                BIT_OF_ITS_BYTE,
                LAST_NOT_FIRST,
            ],
            run: manchester_notices,
        },
        Check {
            name: "never_four_zeros",
            title: "four bits become five, and there are never four zeros in a row",
            points: 1,
            rule: "IEEE 802.3, table 24-1: no group begins with more than one zero or ends with more than two",
            book: "four-to-five",
            after: &[],
            mistakes: &[BITS_UNCODED, PLAIN_FIVE],
            run: never_four_zeros,
        },
        Check {
            name: "each_half_a_group",
            title: "each half of a byte becomes its group, the lower half first",
            points: 2,
            rule: "IEEE 802.3, table 24-1 and section 24.2: a group for each half of a byte, the lower half first",
            book: "four-to-five",
            after: &["never_four_zeros"],
            mistakes: &[NIBBLE_ORDER, GROUP_BACKWARDS, HALF_BACKWARDS, ONE_HALF_TWICE, TABLE_TYPO],
            run: each_half_a_group,
        },
        Check {
            name: "groups_read_back",
            title: "groups are read as the bytes that they were made of",
            points: 2,
            rule: "what one end writes, the other end reads",
            book: "four-to-five",
            after: &[],
            mistakes: &[NIBBLE_ORDER, GROUP_BACKWARDS, HALF_BACKWARDS],
            run: groups_read_back,
        },
        Check {
            name: "sixteen_groups_are_no_data",
            title: "of 32 groups 16 are data; five are control, and eleven are nothing",
            points: 2,
            rule: "IEEE 802.3, table 24-1; the docs of `decode_4b5b`: whole bytes first, then the first such group",
            book: "no-data",
            after: &["groups_read_back"],
            mistakes: &[
                INVALID_GROUP_OK,
                UNWRAPS_BAD_GROUP,
                CONTROL_IS_INVALID,
                INVALID_IS_CONTROL,
                RAGGED_END_OK,
                PANICS_AT_THE_END,
                LENGTH_OF_A_PART,
                LENGTH_COMES_LAST,
                COUNTED_FROM_ONE,
                GROUPS_COUNT_BYTES,
                LAST_NOT_FIRST,
            ],
            run: sixteen_groups_are_no_data,
        },
        Check {
            name: "nrzi_changes_at_ones",
            title: "in NRZI the level changes at each 1, and stays at each 0",
            points: 2,
            rule: "the docs of `nrzi`: inverted on ones, and low before the first bit",
            book: "nrzi",
            after: &[],
            mistakes: &[NRZ_NOT_NRZI, CHANGES_AT_ZERO, STARTS_HIGH, LEVEL_TOO_LATE],
            run: nrzi_changes_at_ones,
        },
    ],
};

fn some_bytes() -> impl Strategy<Value = Bytes> {
    vec(any::<u8>(), 0..12).prop_map(Bytes)
}

/// No mirror image of itself in any way; one bit at either end; two bytes that differ; nothing.
fn forced() -> [Bytes; 5] {
    [vec![0x53], vec![0x01], vec![0x80], vec![0x12, 0x34], vec![]].map(Bytes)
}

/// The call of a function that takes bytes. They are numbers on the card: their bits are to be thought of.
fn ask_bytes(function: &'static str, bytes: &Bytes) -> Script {
    call(function, (bytes.clone(),)).spelled(format!("{function}(&{})", wire::numbers(bytes)))
}

/// What the wire should do, beside what it does, under the bits that it is about.
fn signal(above: [String; 2], came: String, right: String) -> Table {
    /// More than fits on a card helps nobody.
    const MOST: usize = 70;
    let cut = |text: String| -> String {
        if text.chars().count() > MOST { text.chars().take(MOST).chain(['…']).collect() } else { text }
    };
    let [name, above] = above;
    Table {
        title: String::from("on the wire, from left to right"),
        head: vec![name, cut(above)],
        rows: vec![vec![String::from("came"), cut(came)], vec![String::from("should have come"), cut(right)]],
        wrong: vec![0],
    }
}

/// The bits of bytes, each over as many levels as it has.
fn bits_above(bytes: &[u8], width: usize) -> [String; 2] {
    let text: String =
        wire::lsb_first(bytes).iter().map(|bit| format!("{:<width$}", u8::from(*bit))).collect();
    [String::from("bits"), text.trim_end().to_owned()]
}

fn nrz_low_bit_first(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        forced(),
        some_bytes(),
        |bytes| ask_bytes("nrz", bytes),
        |bytes, seen| {
            let right = wire::nrz(bytes);
            let mistakes = [
                ("msb-first", wire::nrz(&wire::mirrored(bytes))),
                ("levels-inverted", wire::inverted(&right)),
                ("last-byte-first", wire::nrz(&wire::backwards(bytes))),
            ];
            levels_are(right, &mistakes, bits_above(bytes, 1), seen)
        },
    )
}

/// The next answer must be these levels; a picture shows where they differ.
fn levels_are(
    right: Levels,
    mistakes: &[Looks<Levels>],
    above: [String; 2],
    seen: &mut Seen<'_>,
) -> Result<(), Trouble> {
    let came: Levels = seen.value().inspect_err(|_| {
        seen.differs(&right);
    })?;
    ensure(came == right, || {
        let trouble = Trouble::new(seen.differs(&right));
        mistakes
            .iter()
            .fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == *wrong, slug))
            .figure(signal(above, came.to_string(), right.to_string()))
    })
}

fn manchester_always_changes(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        forced(),
        some_bytes(),
        |bytes| ask_bytes("manchester", bytes),
        |bytes, seen| {
            let right = wire::manchester(bytes);
            let mistakes = [
                ("thomas-not-ieee", wire::inverted(&right)),
                ("clock-lost", wire::in_halves(bytes, |bit| [bit, bit])),
                ("clock-lost", wire::nrz(bytes)),
                ("returns-to-zero", wire::in_halves(bytes, |bit| [false, bit])),
                ("returns-to-zero", wire::in_halves(bytes, |bit| [bit, false])),
                ("msb-first", wire::manchester(&wire::mirrored(bytes))),
            ];
            levels_are(right, &mistakes, bits_above(bytes, 2), seen)
        },
    )
}

fn manchester_reads_back(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        forced(),
        some_bytes(),
        |bytes| call("read_manchester", (Ref(wire::manchester(bytes)),)),
        |bytes, seen| {
            let mistakes = [
                ("thomas-not-ieee", Ok(Bytes(wire::complement(bytes)))),
                ("msb-first", Ok(Bytes(wire::mirrored(bytes)))),
                ("last-byte-first", Ok(Bytes(wire::backwards(bytes)))),
            ];
            read_is(Ok(bytes.clone()), &mistakes, seen)
        },
    )
}

/// The next answer must be this.
fn read_is(right: Read, mistakes: &[Looks<Read>], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let came: Read = seen.value().inspect_err(|_| reads(&right, seen))?;
    ensure(came == right, || {
        let trouble = wrongly_read(&came, &right, seen);
        mistakes.iter().fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == *wrong, slug))
    })
}

/// Says what should have been read.
fn reads(right: &Read, seen: &mut Seen<'_>) {
    seen.differs(right);
    seen.expected(read_in_words(right));
}

/// Says what was read, and what should have been.
fn wrongly_read(came: &Read, right: &Read, seen: &mut Seen<'_>) -> Trouble {
    seen.differs(right);
    seen.shown_as(&read_in_words(came));
    Trouble::new(seen.expected(read_in_words(right)))
}

fn read_in_words(read: &Read) -> String {
    match read {
        Ok(bytes) => format!("Ok({})", wire::numbers(bytes)),
        Err(error) => format!("Err({})", error.spell()),
    }
}

/// A Manchester signal, of which the halves of some bits were made equal, and so many levels at the end cut off.
#[derive(Clone, Debug)]
struct Hurt {
    bytes: Vec<u8>,
    places: Vec<usize>,
    cut: usize,
}

impl Hurt {
    fn new(bytes: &[u8], places: &[usize], cut: usize) -> Hurt {
        Hurt { bytes: bytes.to_vec(), places: places.to_vec(), cut }
    }

    fn signal(&self) -> Levels {
        let mut levels = wire::manchester(&self.bytes);
        for bit in &self.places {
            levels.0[2 * bit] = levels.0[2 * bit + 1];
        }
        levels.0.truncate(levels.0.len() - self.cut);
        levels
    }
}

/// One wrong bit in three, one wrong end in three, both in one; seldom a whole byte too few, which nobody can see.
fn hurts() -> impl Strategy<Value = Hurt> {
    let places = vec(any::<Index>(), 1..4);
    (vec(any::<u8>(), 1..6), places, 1..17_usize, 0..3_u8).prop_map(|(bytes, places, cut, what)| Hurt {
        places: if what == 1 {
            vec![]
        } else {
            places.iter().map(|place| place.index(bytes.len() * 8)).collect()
        },
        cut: if what == 0 { 0 } else { cut },
        bytes,
    })
}

fn manchester_notices(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Hurt::new(&[0x53], &[3], 0),
        Hurt::new(&[0x53], &[], 1),
        Hurt::new(&[0x53], &[], 8),
        Hurt::new(&[0x53], &[2], 1),
        Hurt::new(&[0x53], &[1, 4], 0),
        Hurt::new(&[0x12, 0x34], &[9], 0),
        Hurt::new(&[0x12, 0x34], &[], 2),
        Hurt::new(&[0x12, 0x34], &[15], 0),
        Hurt::new(&[0x12, 0x34], &[0], 0),
    ];
    let ask = |hurt: &Hurt| call("read_manchester", (Ref(hurt.signal()),));
    trial.law(forced, hurts(), ask, |hurt, seen| {
        let signal = hurt.signal();
        let (got, still) = (signal.0.len(), wire::still(&signal));
        let whole = got.is_multiple_of(16);
        let right = match still.first() {
            _ if !whole => LineError::Length { got, of: 16 },
            Some(bit) => LineError::NoChange { bit: *bit },
            // A whole byte was cut off: what is left is a good signal.
            None => {
                let left = &hurt.bytes[..got / 16];
                return read_is(Ok(Bytes(left.to_vec())), &[], seen);
            }
        };
        let right: Read = Err(right);
        let came: Read = seen.value().map_err(|trouble| {
            reads(&right, seen);
            if whole { trouble } else { trouble.panic_looks_like("panics-at-the-end") }
        })?;
        ensure(came == right, || {
            let no_change = |bit| Err(LineError::NoChange { bit });
            let first = still.first().copied();
            let trouble = wrongly_read(&came, &right, seen);
            let trouble = if whole {
                let first = first.unwrap_or(0);
                trouble
                    .looks_like_if(came.is_ok(), "lost-clock-ok")
                    .looks_like_if(
                        still.last().is_some_and(|last| came == no_change(*last)),
                        "last-not-first",
                    )
                    .looks_like_if(came == no_change(first + 1), "counted-from-one")
                    .looks_like_if(
                        came == no_change(2 * first) || came == no_change(2 * first + 1),
                        "counts-halves",
                    )
                    .looks_like_if(came == no_change(first % 8), "bit-of-its-byte")
            } else {
                trouble
                    .looks_like_if(came.is_ok(), "ragged-end-ok")
                    .looks_like_if(first.is_some_and(|first| came == no_change(first)), "length-comes-last")
                    .looks_like_if(came == Err(LineError::Length { got: got / 2, of: 8 }), "length-in-bits")
                    .looks_like_if(came == Err(LineError::Length { got, of: 2 }), "length-of-a-part")
            };
            trouble.figure(halves_of(&signal, &still))
        })
    })
}

/// A Manchester signal, bit by bit, and what each pair says.
fn halves_of(signal: &Levels, still: &[usize]) -> Table {
    let from = still.first().copied().unwrap_or(signal.0.len() / 2).saturating_sub(2);
    let name = |pair: &[bool]| match pair {
        [false, true] => "up: 1",
        [true, false] => "down: 0",
        [_, _] => "no change",
        _ => "the second half is missing",
    };
    let pairs: Vec<(usize, &[bool])> = signal.0.chunks(2).enumerate().skip(from).take(6).collect();
    let wrong = |pair: &[bool]| !matches!(pair, [first, second] if first != second);
    Table {
        title: String::from("the signal, bit by bit"),
        head: ["bit", "halves", "which is"].map(String::from).to_vec(),
        rows: pairs
            .iter()
            .map(|(bit, pair)| {
                vec![bit.to_string(), Levels(pair.to_vec()).to_string(), String::from(name(pair))]
            })
            .collect(),
        wrong: (0..pairs.len()).filter(|row| wrong(pairs[*row].1)).collect(),
    }
}

fn never_four_zeros(trial: &mut Trial<'_>) -> Verdict {
    let forced = [vec![0x00], vec![0x10], vec![0x42, 0x01], vec![0x00; 4], vec![]].map(Bytes);
    trial.law(
        forced,
        some_bytes(),
        |bytes| ask_bytes("encode_4b5b", bytes),
        |bytes, seen| {
            let came: Bits = seen.value()?;
            let text = came.to_string();
            let words = format!("Bits({})", spaced(&text, 5));
            ensure(text.len() == 10 * bytes.len(), || {
                seen.shown_as(&words);
                let uncoded = [&bytes.0, &wire::mirrored(bytes)].map(|bytes| wire::nrz(bytes).0);
                seen.expected(format!(
                    "{} bits, which are two groups of five for each byte",
                    10 * bytes.len()
                ));
                Trouble::new(format!("{} bits for {} bytes", text.len(), bytes.len()))
                    .looks_like_if(uncoded.contains(&came.0), "bits-uncoded")
            })?;
            ensure(!text.contains("0000"), || {
                let plain = |bytes: &[u8]| wire::in_groups(bytes, |half| format!("{half:05b}"));
                let is_plain = came == plain(bytes) || came == plain(&wire::swapped(bytes));
                let at = text.find("0000").unwrap_or(0);
                seen.shown_as(&words);
                seen.expected("no more than three zeros in a row");
                Trouble::new(format!("four zeros in a row, from bit {at}"))
                    .looks_like_if(is_plain, "plain-five")
            })
        },
    )
}

/// All halves, each once as the lower and once as the upper one.
fn all_halves() -> impl Iterator<Item = Bytes> {
    let first = Bytes(vec![0x53]);
    [first].into_iter().chain((0..16).map(|half: u8| Bytes(vec![16 * half + (half + 1) % 16])))
}

fn each_half_a_group(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        all_halves(),
        some_bytes(),
        |bytes| ask_bytes("encode_4b5b", bytes),
        |bytes, seen| {
            let right = wire::block(bytes);
            let mirrored = |half| wire::group(wire::half_mirrored(half));
            let mistakes = [
                ("nibble-order", wire::block(&wire::swapped(bytes))),
                ("group-backwards", wire::in_groups(bytes, |half| wire::text_backwards(&wire::group(half)))),
                ("half-backwards", wire::in_groups(bytes, mirrored)),
                ("one-half-twice", wire::block(&wire::twice(bytes, |byte| byte & 15))),
                ("one-half-twice", wire::block(&wire::twice(bytes, |byte| byte >> 4))),
            ];
            let came: Bits = seen.value().inspect_err(|_| {
                seen.differs(&right);
            })?;
            ensure(came == right, || {
                let trouble =
                    mistakes.iter().fold(Trouble::new(seen.differs(&right)), |trouble, (slug, wrong)| {
                        trouble.looks_like_if(came == *wrong, slug)
                    });
                let differ = came.0.chunks(5).zip(right.0.chunks(5)).filter(|(came, right)| came != right);
                let one_group = bytes.len() == 1 && came.0.len() == 10 && differ.count() == 1;
                let halves: Vec<String> =
                    wire::halves(bytes).iter().map(|half| format!("{half:<5X}")).collect();
                let above = [String::from("half"), halves.join(" ").trim_end().to_owned()];
                let [came, right] = [&came, &right].map(|bits| spaced(&bits.to_string(), 5));
                seen.shown_as(&format!("Bits({came})"));
                seen.expected(format!("Bits({right})"));
                trouble.looks_like_if(one_group, "table-typo").figure(signal(above, came, right))
            })
        },
    )
}

/// The call of `decode_4b5b`, with its groups apart.
fn ask_bits(bits: Bits) -> Script {
    let spelled = format!("decode_4b5b(Bits({}))", spaced(&bits.to_string(), 5));
    call("decode_4b5b", (Ref(bits),)).spelled(spelled)
}

fn groups_read_back(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        all_halves(),
        some_bytes(),
        |bytes| ask_bits(wire::block(bytes)),
        |bytes, seen| {
            // Who takes the last of five bits for the first sees other groups, and some that are no data.
            let backwards = wire::in_groups(bytes, |half| wire::text_backwards(&wire::group(half)));
            let half = |half: u8| wire::half_mirrored(half);
            let mirrored: Vec<u8> = bytes.iter().map(|byte| half(byte & 15) | half(byte >> 4) << 4).collect();
            let mistakes = [
                ("nibble-order", Ok(Bytes(wire::swapped(bytes)))),
                ("group-backwards", wire::read_block(&backwards)),
                ("half-backwards", Ok(Bytes(mirrored))),
            ];
            read_is(Ok(bytes.clone()), &mistakes, seen)
        },
    )
}

/// Groups as they came: a number of five bits each, and what is left over.
type Groups = (Vec<u8>, Vec<bool>);

fn came_as((groups, left): &Groups) -> Bits {
    let text: String = groups.iter().map(|group| format!("{group:05b}")).collect();
    Bits(wire::digits(&text).into_iter().chain(left.iter().copied()).collect())
}

/// All groups, each once as the second of a byte, where the others are data.
fn each_group() -> impl Iterator<Item = Groups> {
    (0..32).map(|group| (vec![0b11110, group], vec![]))
}

/// Mostly data, so that a wrong group is not always the first. Half of them are not whole bytes.
fn groups() -> impl Strategy<Value = Groups> {
    let data = |half: u8| u8::from_str_radix(wire::GROUPS[usize::from(half)], 2).unwrap_or(0);
    let group = (0..16_u8, 0..32_u8, 0..4_u8)
        .prop_map(move |(half, any, what)| if what == 0 { any } else { data(half) });
    (vec(group, 0..9), vec(any::<bool>(), 0..10), any::<bool>()).prop_map(|(mut groups, left, whole)| {
        if whole {
            groups.truncate(groups.len() / 2 * 2);
        }
        (groups, if whole { vec![] } else { left })
    })
}

fn sixteen_groups_are_no_data(trial: &mut Trial<'_>) -> Verdict {
    let edges: [Groups; 6] = [
        (vec![0b10101], vec![]),
        (vec![0b10101, 0b01011], vec![true]),
        (vec![0b00000], vec![]),
        (vec![0b00000, 0b11111], vec![]),
        (vec![0b11110, 0b11110, 0b11000, 0b10001], vec![]),
        (vec![], vec![]),
    ];
    let forced = each_group().chain(edges);
    trial.law(
        forced,
        groups(),
        |groups| ask_bits(came_as(groups)),
        |groups, seen| {
            let bits = came_as(groups);
            let (got, wrong) = (bits.0.len(), wire::not_data(&bits));
            let whole = got.is_multiple_of(10);
            let right = match wrong.first() {
                _ if !whole => Err(LineError::Length { got, of: 10 }),
                Some((_, error)) => Err(*error),
                None => wire::read_block(&bits),
            };
            let came: Read = seen.value().map_err(|trouble| {
                reads(&right, seen);
                let slug = if whole { "unwraps-bad-group" } else { "panics-at-the-end" };
                if right.is_err() { trouble.panic_looks_like(slug) } else { trouble }
            })?;
            ensure(came == right, || {
                let trouble = wrongly_read(&came, &right, seen);
                let Err(error) = right else { return trouble };
                let same = |change: &dyn Fn(usize) -> usize| came == Err(moved(error, change));
                let first_wrong = wrong.first().map(|(_, error)| Err(*error));
                let trouble = if whole {
                    let last = wrong.last().map(|(_, error)| Err(*error));
                    trouble
                        .looks_like_if(came.is_ok(), "invalid-group-ok")
                        .looks_like_if(came == Err(other_kind(error)), other_name(error))
                        .looks_like_if(Some(&came) == last.as_ref(), "last-not-first")
                        .looks_like_if(same(&|group| group + 1), "counted-from-one")
                        .looks_like_if(same(&|group| group / 2), "groups-count-bytes")
                } else {
                    trouble
                        .looks_like_if(came.is_ok(), "ragged-end-ok")
                        .looks_like_if(Some(&came) == first_wrong.as_ref(), "length-comes-last")
                        .looks_like_if(came == Err(LineError::Length { got, of: 5 }), "length-of-a-part")
                };
                trouble.figure(groups_of(&bits))
            })
        },
    )
}

/// The same error about another group.
fn moved(error: LineError, change: impl Fn(usize) -> usize) -> LineError {
    match error {
        LineError::Control { group } => LineError::Control { group: change(group) },
        LineError::Invalid { group } => LineError::Invalid { group: change(group) },
        other => other,
    }
}

/// The other error about the same group.
fn other_kind(error: LineError) -> LineError {
    match error {
        LineError::Control { group } => LineError::Invalid { group },
        LineError::Invalid { group } => LineError::Control { group },
        other => other,
    }
}

fn other_name(error: LineError) -> &'static str {
    if matches!(error, LineError::Control { .. }) { "control-is-invalid" } else { "invalid-is-control" }
}

/// Groups one by one, and what each stands for.
fn groups_of(bits: &Bits) -> Table {
    let text = bits.to_string();
    let groups: Vec<&str> =
        (0..text.len().div_ceil(5)).map(|at| &text[5 * at..text.len().min(5 * at + 5)]).collect();
    let place = |table: &[&str], group: &str| table.iter().position(|other| *other == group);
    let means = |group: &str| match (place(&wire::GROUPS, group), place(&wire::CONTROL, group)) {
        (Some(half), _) => format!("data {half:X}"),
        (_, Some(control)) => format!("control {}", ["I", "J", "K", "T", "R"][control]),
        _ if group.len() < 5 => String::from("no whole group"),
        _ => String::from("nothing"),
    };
    let mut rows: Vec<Vec<String>> = groups
        .iter()
        .enumerate()
        .take(8)
        .map(|(number, group)| vec![number.to_string(), String::from(*group), means(group)])
        .collect();
    if groups.len() % 2 == 1 && groups.len() < 8 {
        rows.push(vec![
            groups.len().to_string(),
            String::new(),
            String::from("missing: the byte's other half"),
        ]);
    }
    Table {
        title: String::from("group by group"),
        head: ["group", "bits", "stands for"].map(String::from).to_vec(),
        wrong: (0..rows.len()).filter(|row| !rows[*row][2].starts_with("data")).collect(),
        rows,
    }
}

/// No change, a change, a change back, each in a place of its own.
fn runs() -> impl Strategy<Value = Bits> {
    vec(any::<bool>(), 0..40).prop_map(Bits)
}

fn nrzi_changes_at_ones(trial: &mut Trial<'_>) -> Verdict {
    let forced = ["110010", "1", "0", "111111", "000000", ""].map(|text| Bits(wire::digits(text)));
    trial.law(
        forced,
        runs(),
        |bits| call("nrzi", (Ref(bits.clone()),)),
        |bits, seen| {
            let right = wire::nrzi(bits, false, true);
            let mut late = vec![false];
            late.extend_from_slice(&right.0);
            late.truncate(right.0.len());
            let mistakes = [
                ("nrz-not-nrzi", Levels(bits.0.clone())),
                ("changes-at-zero", wire::nrzi(bits, false, false)),
                ("changes-at-zero", wire::nrzi(bits, true, false)),
                ("starts-high", wire::inverted(&right)),
                ("level-too-late", Levels(late)),
            ];
            levels_are(right, &mistakes, [String::from("bits"), bits.to_string()], seen)
        },
    )
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::seed::Seed;

    /// What a generator gives, as a check would see it.
    fn drawn<S: Strategy>(strategy: &S) -> Vec<S::Value> {
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        (0..400).map(|case| one(case).expect("it generates").current()).collect()
    }

    #[test]
    fn signals_are_hurt_in_every_way() {
        let all = drawn(&hurts());
        let count = |fact: &dyn Fn(&Hurt) -> bool| all.iter().filter(|hurt| fact(hurt)).count();
        let ragged = |hurt: &Hurt| !hurt.signal().0.len().is_multiple_of(16);
        let still = |hurt: &Hurt| wire::still(&hurt.signal()).len();
        assert!(count(&|hurt| !ragged(hurt) && still(hurt) > 0) > 80);
        assert!(count(&|hurt| !ragged(hurt) && still(hurt) > 1) > 40);
        assert!(count(&|hurt| ragged(hurt) && still(hurt) > 0) > 80);
        assert!(count(&|hurt| ragged(hurt) && still(hurt) == 0) > 80);
        assert!(count(&|hurt| hurt.cut % 2 == 1) > 80);
    }

    #[test]
    fn groups_are_of_every_kind() {
        let all: Vec<Bits> = drawn(&groups()).iter().map(came_as).collect();
        let whole = |bits: &&Bits| bits.0.len().is_multiple_of(10);
        let first = |bits: &Bits| wire::not_data(bits).first().map(|(_, error)| *error);
        let is_control = |bits: &&Bits| matches!(first(bits), Some(LineError::Control { .. }));
        let is_invalid = |bits: &&Bits| matches!(first(bits), Some(LineError::Invalid { .. }));
        assert!(all.iter().filter(whole).filter(is_control).count() > 20);
        assert!(all.iter().filter(whole).filter(is_invalid).count() > 30);
        assert!(
            all.iter().filter(whole).filter(|bits| !bits.0.is_empty() && first(bits).is_none()).count() > 20
        );
        assert!(all.iter().filter(|bits| !whole(bits)).filter(|bits| first(bits).is_some()).count() > 50);
    }

    #[test]
    fn the_codes_are_undone_by_what_reads_them() {
        for byte in 0..=255 {
            let bytes = [byte, !byte];
            assert_eq!(wire::read_block(&wire::block(&bytes)), Ok(Bytes(bytes.to_vec())));
            assert!(wire::not_data(&wire::block(&bytes)).is_empty());
            assert!(wire::still(&wire::manchester(&bytes)).is_empty());
        }
    }
}
