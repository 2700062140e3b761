//! hello/name_machine: four bytes are one number.

use proptest::prelude::any;

use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::Hex;
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "name_machine",
    title: "four bytes are one number",
    track: Track::First,
    level: Level::Beginner,
    minutes: 10,
    needs: &[],
    rust: &[],
    hints: [
        "In the number 1234 the first digit counts thousands. What does the first of four bytes count?",
        "Moving a number 8 bits to the left, `<< 8`, multiplies it by 256. How far must each byte move? Mind that a `u8` has no room to move in.",
        "`u32::from(bytes[0]) << 24` puts the first byte in its place; the others move 16, 8 and 0 bits, and `|` joins them. To go back, `>>` moves a byte to the low end, and `as u8` keeps only that.",
    ],
    compare: "We shift by hand, to show the places; `u32::from_be_bytes` and `to_be_bytes` of the standard library do the same.",
    checks: &[
        Check {
            name: "first_byte_counts_most",
            title: "the bytes 192 168 1 1 are the number 0xC0A80101",
            points: 2,
            rule: "RFC 791, appendix B: the byte that is sent first is the most significant one",
            book: "network-byte-order",
            after: &[],
            mistakes: &[LITTLE_ENDIAN, SUM_NOT_SHIFT, SHIFTS_TOO_FAR],
            run: first_byte_counts_most,
        },
        Check {
            name: "any_four_bytes",
            title: "any four bytes are one number, and different bytes are different numbers",
            points: 2,
            rule: "RFC 791, section 2.3: an address has a fixed length of four octets, 32 bits",
            book: "network-byte-order",
            after: &[],
            mistakes: &[BASE_255, OUTGROWS_ITS_TYPE],
            run: any_four_bytes,
        },
        Check {
            name: "every_number_survives",
            title: "a number taken apart is the four bytes that make it",
            points: 2,
            rule: "RFC 791, appendix B: the byte that is sent first is the most significant one",
            book: "network-byte-order",
            after: &[],
            mistakes: &[BYTES_LITTLE_ENDIAN, MASK_WITHOUT_SHIFT, MORE_THAN_A_BYTE],
            run: every_number_survives,
        },
    ],
};

const LITTLE_ENDIAN: Mistake = Mistake {
    slug: "little-endian",
    name: "the last byte is taken for the most significant one",
    ask: "Which byte of 192 168 1 1 travels first, and what should it be worth?",
};

const SUM_NOT_SHIFT: Mistake = Mistake {
    slug: "sum-not-shift",
    name: "the four bytes are added up, as if their places did not count",
    ask: "What number are the bytes 0 0 1 0? Is it the same as for 0 0 0 1?",
};

const SHIFTS_TOO_FAR: Mistake = Mistake {
    slug: "shifts-too-far",
    name: "something is shifted by as many bits as its type has, or more, and Rust stops the program",
    ask: "How many bits has what stands left of each shift? And in what order does Rust work out `a << 24 + b`?",
};

const BASE_255: Mistake = Mistake {
    slug: "base-255",
    name: "each place is worth 255 times the next one",
    ask: "How many different values has a byte, 0 included?",
};

const OUTGROWS_ITS_TYPE: Mistake = Mistake {
    slug: "outgrows-its-type",
    name: "a step of the calculation outgrows its type, and Rust stops the program",
    ask: "What is the largest number that each step can make, and which type has room for it?",
};

const BYTES_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "bytes-little-endian",
    name: "the least significant byte comes first",
    ask: "Which end of 0xC0A80101 must travel first?",
};

const MASK_WITHOUT_SHIFT: Mistake = Mistake {
    slug: "mask-without-shift",
    name: "the byte is cut out but stays where it was, and a `u8` keeps only the low end",
    ask: "What is 0xC0A80101 & 0xFF000000, and what are its low eight bits?",
};

const MORE_THAN_A_BYTE: Mistake = Mistake {
    slug: "more-than-a-byte",
    name: "what shall become a byte still has more than eight bits",
    ask: "What is left of 0xC0A80101 after `>> 16`, and how much of that do you want?",
};

fn first_byte_counts_most(trial: &mut Trial<'_>) -> Verdict {
    trial.table([[192, 168, 1, 1], [0, 0, 0, 1], [0, 0, 1, 0], [10, 0, 0, 1]], ask_number, judge_number)
}

fn any_four_bytes(trial: &mut Trial<'_>) -> Verdict {
    trial.law([[0; 4], [255; 4], [128, 0, 0, 0], [0, 0, 0, 255]], any::<[u8; 4]>(), ask_number, judge_number)
}

fn ask_number(bytes: &[u8; 4]) -> Script {
    call("number", (*bytes,))
}

fn judge_number(bytes: &[u8; 4], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let in_base = |base: u32| bytes.iter().fold(0, |number, byte| number * base + u32::from(*byte));
    let mistakes = [
        ("little-endian", Hex(u32::from_le_bytes(*bytes))),
        ("sum-not-shift", Hex(in_base(1))),
        ("base-255", Hex(in_base(255))),
    ];
    seen.returns(Hex(u32::from_be_bytes(*bytes)), &mistakes).map(drop).map_err(|trouble| {
        trouble
            .panic_with_looks_like("shift left with overflow", "shifts-too-far")
            .panic_with_looks_like("attempt to add with overflow", "sum-not-shift")
            .panic_with_looks_like("overflow", "outgrows-its-type")
            .figure(places(bytes))
    })
}

fn every_number_survives(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        [0xC0A8_0101, 1, 0, u32::MAX, 0x8000_0000],
        any::<u32>(),
        |number| call("bytes", (Hex(*number),)),
        |number, seen| {
            let bytes = number.to_be_bytes();
            let in_place = [0, 0, 0, bytes[3]];
            let in_base_255 = [3, 2, 1, 0].map(|place| (number / 255_u32.pow(place) % 255) as u8);
            let mistakes = [
                ("bytes-little-endian", number.to_le_bytes()),
                ("mask-without-shift", in_place),
                ("base-255", in_base_255),
            ];
            seen.returns(bytes, &mistakes).map(drop).map_err(|trouble| {
                trouble
                    .panic_with_looks_like("TryFromIntError", "more-than-a-byte")
                    .panic_with_looks_like("shift right with overflow", "shifts-too-far")
                    .figure(places(&bytes))
            })
        },
    )
}

/// What each byte counts, in the order they travel.
fn places(bytes: &[u8; 4]) -> Table {
    let counts = ["2^24 = 16777216, the most", "2^16 = 65536", "2^8 = 256", "1, the least"];
    let row = |(byte, counts): (&u8, &str)| vec![byte.to_string(), format!("{byte:02X}"), counts.to_owned()];
    Table {
        title: String::from("the bytes in the order they travel"),
        head: ["byte", "hex", "counts"].map(String::from).to_vec(),
        rows: bytes.iter().zip(counts).map(row).collect(),
        wrong: vec![],
    }
}
