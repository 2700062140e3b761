//! packets/crc: the remainder behind each frame.

mod mistakes;
mod model;
mod noise;
mod pictures;
mod wrong;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::{Bytes, Hex, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

use mistakes::*;
use noise::{noise_is_noticed, right_and_wrong, short_frames};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "crc",
    title: "a remainder behind each frame",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 60,
    needs: &[],
    rust: &[],
    hints: [
        "Begin with one step on paper: which bit falls out of 0x80 after seven shifts, and of what is left after the eighth? `shift_in` is that step in a loop. All other functions are a line or two around it, and a private function that shifts in a whole slice helps most of them.",
        "In a step read `register & 1` first, then `register >>= 1`, and then, if what you read was 1, `register ^= 0xEDB8_8320`. A CRC is an inverted register: `!crc` gives the register back. `to_le_bytes()` has the least significant byte first. `0xDEBB_20E3` inverted is `0x2144_DF1C`.",
        "`crc32_more` is `!all(!crc, more)`, if `all(register, bytes)` folds `shift_in` over the bytes; `crc32` is `crc32_more(0, bytes)`. `fcs_is_right` asks for the length, and for `crc32(frame) == 0x2144_DF1C`. `crc32_flipped` is `crc ^ all(0, flips)`. `unnoticed` is `(0xEDB8_8320 << 1 | 1) << start` as a `u64`, of whose `to_le_bytes()` it takes the first five.",
    ],
    compare: "Ours takes sixteen bytes at once. On what fact do that and `crc32_flipped` both rest?",
    checks: &[
        Check {
            name: "eight_steps",
            title: "eight times the register moves to the right, and a 1 that falls out lets the polynomial in",
            points: 2,
            rule: "IEEE 802.3, section 3.2.9: the generating polynomial; the docs of `shift_in`: eight steps",
            book: "register",
            after: &[],
            mistakes: &[
                UNREFLECTED_POLY,
                CASTAGNOLI,
                POLYNOMIAL_TYPO,
                SHIFTS_LEFT,
                BYTE_AT_THE_TOP,
                BYTE_MIRRORED,
                NOT_EIGHT_STEPS,
                XOR_BEFORE_SHIFT,
                ASKS_AFTER_SHIFT,
                INVERTED_INSIDE,
            ],
            run: eight_steps,
        },
        Check {
            name: "byte_meets_register",
            title: "the byte meets the register's lower bits, and the others move down",
            points: 1,
            rule: "the docs of `shift_in`: an exclusive or with the lower eight bits, then eight steps",
            book: "register",
            after: &["eight_steps"],
            mistakes: &[REGISTER_LOST, REGISTER_NOT_SHIFTED, BYTE_NOT_XORED, BYTE_ASKED_ALONE],
            run: byte_meets_register,
        },
        Check {
            name: "ones_at_both_ends",
            title: "the register begins with ones, and is inverted at the end",
            points: 2,
            rule: "IEEE 802.3, section 3.2.9 (a) and (e): the first 32 bits and the remainder are complemented",
            book: "ones",
            after: &[],
            mistakes: &[
                NO_FINAL_XOR,
                NO_INITIAL_ONES,
                NO_ONES_AT_ALL,
                ONES_IN_ONE_BYTE,
                SKIPS_LAST_BYTE,
                LAST_BYTE_ALONE,
                BYTES_BACKWARDS,
                ANSWER_TURNED_ROUND,
                EMPTY_PANICS,
                REMAINDER_LOST,
                REMAINDER_PANICS,
                PADDED,
                UNREFLECTED_POLY,
                CASTAGNOLI,
                SHIFTS_LEFT,
                BYTE_AT_THE_TOP,
                BYTE_MIRRORED,
            ],
            run: ones_at_both_ends,
        },
        Check {
            name: "every_byte",
            title: "all 256 bytes are right, each alone",
            points: 1,
            rule: "IEEE 802.3, section 3.2.9: the division is the same for every frame",
            book: "tables",
            after: &["eight_steps", "ones_at_both_ends"],
            mistakes: &[TABLE_TYPO, TABLE_TOO_SHORT],
            run: every_byte,
        },
        Check {
            name: "equals_the_standard",
            title: "it is the remainder of the whole message, however long and whatever is in it",
            points: 2,
            rule: "IEEE 802.3, section 3.2.9 (a) to (e); vectors of crc32fast",
            book: "division",
            after: &["ones_at_both_ends"],
            mistakes: &[STOPS_AT_ZERO, LENGTH_IN_A_BYTE, BLOCK_FORGETS, TABLES_TURNED_ROUND],
            run: equals_the_standard,
        },
        Check {
            name: "pieces_continue",
            title: "the CRC of a beginning and the rest of the bytes give the CRC of the whole",
            points: 2,
            rule: "RFC 1662, appendix C.3: a new FCS from the current one and the new data",
            book: "pieces",
            after: &["ones_at_both_ends"],
            mistakes: &[
                CHAIN_NOT_UNDONE,
                CHAIN_NOT_INVERTED,
                CHAIN_RAW,
                STARTS_OVER,
                PIECES_XORED,
                CRC_AS_BYTES,
                EMPTY_PIECE_FORGETS,
            ],
            run: pieces_continue,
        },
        Check {
            name: "fcs_behind_the_frame",
            title: "the FCS stands behind the frame, its least significant byte first",
            points: 2,
            rule: "RFC 1662, appendix C.3: complement, and the least significant byte first",
            book: "fcs",
            after: &["ones_at_both_ends"],
            mistakes: &[
                FCS_BIG_ENDIAN,
                FCS_MIRRORED,
                FCS_IN_FRONT,
                FCS_ALONE,
                FCS_MISSING,
                FCS_NOT_INVERTED,
                PADDED_TO_60,
            ],
            run: fcs_behind_the_frame,
        },
        Check {
            name: "right_and_wrong",
            title: "a frame with its FCS is right, and one with another number is not",
            points: 2,
            rule: "RFC 1662, appendix C.3: over frame and FCS the good final FCS is the same for all frames",
            book: "residue",
            after: &[],
            mistakes: &[
                EVERYTHING_RIGHT,
                NOTHING_RIGHT,
                UPSIDE_DOWN,
                RESIDUE_OF_THE_REGISTER,
                WAITS_FOR_ZERO,
                COMPARES_BIG_ENDIAN,
                EITHER_ORDER,
                FCS_COUNTED,
            ],
            run: right_and_wrong,
        },
        Check {
            name: "short_frames",
            title: "fewer than four bytes hold no FCS; four can",
            points: 1,
            rule: "the docs of `fcs_is_right`: any bytes of any length",
            book: "residue",
            after: &["right_and_wrong"],
            mistakes: &[SHORT_PANICS, SHORT_ACCEPTED, EMPTY_FRAME_REFUSED],
            run: short_frames,
        },
        Check {
            name: "noise_is_noticed",
            title: "one bit, any burst of at most 32 bits, and damages that no sum sees are noticed",
            points: 2,
            rule: "IEEE 802.3, section 3.2.9: no multiple of the polynomial is as short as that",
            book: "noticed",
            after: &["right_and_wrong"],
            mistakes: &[COMPARED_IN_PART],
            run: noise_is_noticed,
        },
        Check {
            name: "flips_without_the_message",
            title: "which bits were turned over is enough to know the new CRC",
            points: 2,
            rule: "the docs of `crc32_flipped`: the CRC of the message after, from that before and the flips alone",
            book: "enemy",
            after: &[],
            mistakes: &[
                FLIPS_IGNORED,
                ONES_NOT_CANCELLED,
                FLIPS_ALONE,
                FLIPS_APPENDED,
                FLIPS_INVERTED,
                PLACE_FORGOTTEN,
            ],
            run: flips_without_the_message,
        },
        Check {
            name: "polynomial_is_unnoticed",
            title: "the polynomial itself, laid over a frame, leaves its FCS right",
            points: 1,
            rule: "the docs of `unnoticed`: 33 bits, the highest power first",
            book: "unnoticed",
            after: &[],
            mistakes: &[
                START_IGNORED,
                WITHOUT_ITS_FIRST_BIT,
                FIRST_BIT_LAST,
                UNREFLECTED_BURST,
                BURST_BACKWARDS,
                START_FROM_THE_LEFT,
                BURST_IN_32_BITS,
            ],
            run: polynomial_is_unnoticed,
        },
    ],
};

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

/// The next answer must be this number.
fn number(seen: &mut Seen<'_>, right: u32, mistakes: &[Looks<u32>]) -> Result<(), Trouble> {
    let mistakes: Vec<Looks<Hex>> = mistakes.iter().map(|(slug, wrong)| (*slug, Hex(*wrong))).collect();
    seen.returns(Hex(right), &mistakes).map(drop)
}

fn ask_byte(register: u32, byte: u8) -> Script {
    let spelled = format!("shift_in({register:#x}, {byte:#04x})");
    call("shift_in", (Hex(register), byte)).spelled(spelled)
}

fn eight_steps(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        // With the first all mistakes differ, and the next shows the polynomial itself.
        [0x53, 0x80, 0x40, 0x01, 0xFF, 0x00],
        any::<u8>(),
        |byte| ask_byte(0, *byte),
        |byte, seen| {
            let right = model::shift_in(0, *byte);
            let Hex(came) = seen.value().inspect_err(|_| {
                seen.differs(&Hex(right));
            })?;
            ensure(came == right, || {
                let trouble = Trouble::new(seen.differs(&Hex(right)));
                wrong::steps(*byte)
                    .into_iter()
                    .fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == wrong, slug))
                    .looks_like_if(wrong::is_of_a_misspelled_polynomial(*byte, came), "polynomial-typo")
                    .figure(pictures::steps(0, *byte))
            })
        },
    )
}

fn byte_meets_register(trial: &mut Trial<'_>) -> Verdict {
    // With the first all mistakes differ. In the second eight zeros fall out.
    let forced = [
        (0x1234_5678, 0x9A),
        (0x1234_5678, 0x78),
        (0x1234_5678, 0x00),
        (0x0000_0100, 0x00),
        (0xFFFF_FFFF, 0xFF),
        (0x80, 0x80),
    ];
    trial.law(
        forced,
        (any::<u32>(), any::<u8>()),
        |(register, byte)| ask_byte(*register, *byte),
        |(register, byte), seen| {
            number(seen, model::shift_in(*register, *byte), &wrong::meetings(*register, *byte)).map_err(
                |trouble| {
                    trouble
                        .panic_with_looks_like("attempt to add with overflow", "byte-not-xored")
                        .figure(pictures::steps(*register, *byte))
                },
            )
        },
    )
}

fn ones_at_both_ends(trial: &mut Trial<'_>) -> Verdict {
    // Six bytes tell those who leave out the last one from those who take four or eight at once and leave out the rest.
    let cases: [&[u8]; 4] = [b"London", b"123456789", b"1", b""];
    trial.table(
        cases.map(<[u8]>::to_vec),
        |bytes| ask_crc(bytes),
        |bytes, seen| {
            number(seen, model::crc32(bytes), &wrong::crcs(bytes))
                .map_err(|trouble| remainder_panics(trouble.figure(pictures::message(bytes)), bytes))
        },
    )
}

/// Whoever takes several bytes at once reaches beyond the last ones. With none at all the first byte is the trouble.
fn remainder_panics(trouble: Trouble, bytes: &[u8]) -> Trouble {
    if bytes.is_empty() {
        return trouble.panic_looks_like("empty-panics");
    }
    trouble
        .panic_with_looks_like("out of bounds", "remainder-panics")
        .panic_with_looks_like("out of range", "remainder-panics")
        .panic_with_looks_like("TryFromSliceError", "remainder-panics")
}

fn ask_crc(bytes: &[u8]) -> Script {
    call("crc32", (Bytes(bytes.to_vec()),))
}

fn every_byte(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        ["crc32", "shift_in"],
        |function| {
            (0..=255).fold(Script::default(), |script, byte: u8| match *function {
                "crc32" => {
                    script.call("crc32", (Bytes(vec![byte]),)).spelled(format!("crc32(&[{byte:#04x}])"))
                }
                _ => script.call("shift_in", (Hex(0), byte)).spelled(format!("shift_in(0x0, {byte:#04x})")),
            })
        },
        |function, seen| {
            let of = |byte: u8| {
                if *function == "crc32" { model::crc32(&[byte]) } else { model::shift_in(0, byte) }
            };
            let mut wrong = Vec::new();
            for byte in 0..=255 {
                let right = of(byte);
                let Hex(came) = seen.value().map_err(|trouble| {
                    seen.differs(&Hex(right));
                    trouble.panic_with_looks_like("out of bounds", "table-too-short")
                })?;
                match (came == right, wrong.is_empty()) {
                    (false, true) => {
                        seen.differs(&Hex(right));
                    }
                    _ => seen.leave_out(),
                }
                if came != right {
                    wrong.push((byte, came));
                }
            }
            ensure(wrong.is_empty(), || {
                /// A slip of the pen, and not another division.
                const FEW: usize = 16;
                Trouble::new(format!("of 256 bytes {} are wrong", wrong.len()))
                    .looks_like_if(wrong.len() <= FEW, "table-typo")
                    .figure(entries(&wrong, of, *function == "crc32"))
            })
        },
    )
}

/// The first bytes that are wrong, and which entry of a table each would ask for.
fn entries(wrong: &[(u8, u32)], right: impl Fn(u8) -> u32, from_ones: bool) -> Table {
    let entry = |byte: u8| if from_ones { !byte } else { byte };
    let row = |(byte, came): &(u8, u32)| {
        let entry = format!("{:02x}", entry(*byte));
        vec![format!("{byte:02x}"), entry, format!("{came:08x}"), format!("{:08x}", right(*byte))]
    };
    Table {
        title: format!("of 256 bytes, wrong: {}", wrong.len()),
        head: ["byte", "entry, if you have a table", "came", "should have come"].map(String::from).to_vec(),
        rows: wrong.iter().take(6).map(row).collect(),
        wrong: vec![],
    }
}

/// Random bytes, among which zeros are common.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![3 => any::<u8>(), 1 => Just(0), 1 => Just(0xFF)], 0..most)
}

/// What `cargo dev vectors` keeps: messages, and the CRC that crc32fast makes of each.
fn vectors() -> Vec<(Vec<u8>, u32)> {
    let records = corpus::records(include_str!("../../../corpus/packets/crcs.txt"));
    let crc = |text: &str| u32::from_str_radix(text, 16).expect("a number in hexadecimal");
    records.iter().map(|record| (record.bytes("bytes"), crc(record.text("crc")))).collect()
}

fn equals_the_standard(trial: &mut Trial<'_>) -> Verdict {
    let short: [&[u8]; 4] = [&[1, 0, 2], &[0, 0], &[0xFF; 4], &[0; 8]];
    let forced = short.map(<[u8]>::to_vec).into_iter().chain(vectors().into_iter().map(|(bytes, _)| bytes));
    trial.law(
        forced,
        bytes(70),
        |bytes| ask_crc(bytes).spelled(format!("crc32({})", numbers(bytes))),
        |bytes, seen| {
            number(seen, model::crc32(bytes), &wrong::long_crcs(bytes))
                .map_err(|trouble| trouble.figure(pictures::message(bytes)))
        },
    )
}

/// A message in two pieces.
type Pieces = (Vec<u8>, Vec<u8>);

fn pieces_continue(trial: &mut Trial<'_>) -> Verdict {
    let pieces = |first: &[u8], second: &[u8]| (first.to_vec(), second.to_vec());
    let forced: [Pieces; 6] = [
        pieces(b"12345", b"6789"),
        pieces(b"1", b"2"),
        pieces(b"12345", b""),
        pieces(b"", b"6789"),
        pieces(b"", b""),
        pieces(b"Tokyo", &[0, 0, 0]),
    ];
    trial.law(
        forced,
        (bytes(24), bytes(40)),
        |(first, second)| {
            let comment = format!("   // the first piece was {}", Bytes(first.clone()).spell());
            let crc = Hex(model::crc32(first));
            let second = Bytes(second.clone());
            let spelled = format!("crc32_more({}, {}){comment}", crc.spell(), second.spell());
            call("crc32_more", (crc, second)).spelled(spelled)
        },
        |(first, second), seen| {
            let whole = [&first[..], second].concat();
            number(seen, model::crc32(&whole), &wrong::continued(model::crc32(first), second))
                .map_err(|trouble| trouble.figure(pictures::pieces(first, second)))
        },
    )
}

fn fcs_behind_the_frame(trial: &mut Trial<'_>) -> Verdict {
    let forced: [&[u8]; 3] = [b"to London", &[0x00, 0x01, 0x02], b""];
    trial.law(
        forced.map(<[u8]>::to_vec),
        bytes(40),
        |frame| call("with_fcs", (Bytes(frame.clone()),)),
        |frame, seen| {
            let right = model::with_fcs(frame);
            let crc = model::crc32(frame);
            let behind = |fcs: [u8; 4]| [&frame[..], &fcs].concat();
            let padded = [&frame[..], &vec![0; 60_usize.saturating_sub(frame.len())]].concat();
            let mistakes = [
                ("fcs-big-endian", behind(crc.to_be_bytes())),
                ("fcs-mirrored", behind(crc.reverse_bits().to_be_bytes())),
                ("fcs-mirrored", behind(crc.reverse_bits().to_le_bytes())),
                ("fcs-in-front", [&crc.to_le_bytes()[..], frame].concat()),
                ("fcs-in-front", [&crc.to_be_bytes()[..], frame].concat()),
                ("fcs-alone", crc.to_le_bytes().to_vec()),
                ("fcs-missing", frame.clone()),
                ("fcs-not-inverted", behind((!crc).to_le_bytes())),
                ("padded-to-60", model::with_fcs(&padded)),
            ];
            let mistakes: Vec<Looks<Bytes>> = mistakes
                .into_iter()
                .filter(|(_, wrong)| *wrong != right)
                .map(|(slug, wrong)| (slug, Bytes(wrong)))
                .collect();
            let came: Bytes = seen.value().inspect_err(|_| {
                seen.differs(&Bytes(right.clone()));
            })?;
            ensure(came.0 == right, || {
                seen.differs(&Bytes(right.clone()));
                seen.shown_as(&numbers(&came.0));
                let trouble = Trouble::new(seen.expected(numbers(&right)));
                mistakes
                    .iter()
                    .fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == *wrong, slug))
                    .figure(pictures::sent(frame))
            })
        },
    )
}

/// A message, and which bits are turned over, so many bytes of each.
type Flips = (Vec<u8>, Vec<u8>);

/// Half of them are flips in one byte alone, with zeros around it.
fn flips() -> impl Strategy<Value = Flips> {
    (vec((any::<u8>(), any::<u8>()), 1..24), any::<Index>(), any::<bool>()).prop_map(|(pairs, at, alone)| {
        let at = at.index(pairs.len());
        pairs
            .into_iter()
            .enumerate()
            .map(|(place, (byte, flip))| (byte, if alone && place != at { 0 } else { flip }))
            .unzip()
    })
}

fn flips_without_the_message(trial: &mut Trial<'_>) -> Verdict {
    let case = |message: &[u8], flips: &[u8]| (message.to_vec(), flips.to_vec());
    let forced: [Flips; 6] = [
        case(b"pay 10", &[0, 0, 0, 0, 0x08, 0]),
        case(b"1", &[0x01]),
        case(b"pay 10", &[0, 0, 0, 0, 0, 0x01]),
        case(b"to London", &[0xFF; 9]),
        case(b"to London", &[0; 9]),
        case(b"", b""),
    ];
    trial.law(
        forced,
        flips(),
        |(message, flips)| {
            let crc = model::crc32(message);
            let spelled = format!("crc32_flipped({crc:#010X}, {})", numbers(flips)).replacen("0X", "0x", 1);
            call("crc32_flipped", (Hex(crc), Bytes(flips.clone()))).spelled(spelled)
        },
        |(message, flips), seen| {
            let after = model::flipped(message, flips);
            number(seen, model::crc32(&after), &wrong::flips(model::crc32(message), flips))
                .map_err(|trouble| trouble.figure(pictures::flips(message, flips)))
        },
    )
}

fn polynomial_is_unnoticed(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        [3, 0, 1, 2, 4, 5, 6, 7],
        |start| call("unnoticed", (*start,)),
        |start, seen| {
            let right = model::unnoticed(*start);
            let came: [u8; 5] = seen.value().map_err(|trouble| {
                seen.differs(&right);
                seen.expected(numbers(&right).trim_start_matches('&'));
                trouble
                    .panic_with_looks_like("attempt to shift left with overflow", "burst-in-32-bits")
                    .panic_with_looks_like("TryFromIntError", "burst-in-32-bits")
            })?;
            ensure(came == right, || {
                seen.differs(&right);
                seen.shown_as(numbers(&came).trim_start_matches('&'));
                let trouble = Trouble::new(seen.expected(numbers(&right).trim_start_matches('&')));
                wrong::bursts(*start)
                    .into_iter()
                    .fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == wrong, slug))
                    .figure(pictures::burst(&came, *start))
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::drawn;

    #[test]
    fn the_model_knows_the_published_values() {
        assert_eq!(model::crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(model::crc32(b""), 0);
        assert_eq!(model::divided(&[0x80]), 0xEDB8_8320);
        assert_eq!(model::crc32(&model::with_fcs(b"Frankfurt")), 0x2144_DF1C);
        assert_eq!(model::unnoticed(0), [0x41, 0x06, 0x71, 0xDB, 0x01]);
    }

    #[test]
    fn the_model_is_crc32fast() {
        let vectors = vectors();
        assert!(vectors.len() >= 7, "{}", vectors.len());
        for (bytes, crc) in vectors {
            assert_eq!(model::crc32(&bytes), crc, "{bytes:?}");
        }
    }

    /// The pictures are drawn with a register, and the answers are judged by a division.
    #[test]
    fn the_register_of_the_pictures_is_the_division() {
        for bytes in drawn(bytes(70)) {
            assert_eq!(!wrong::register(!0, &bytes), model::crc32(&bytes));
            assert_eq!(wrong::register(0, &bytes), model::divided(&bytes));
        }
        for (register, byte) in drawn((any::<u32>(), any::<u8>())) {
            assert_eq!(wrong::register(register, &[byte]), model::shift_in(register, byte));
        }
    }

    #[test]
    fn no_mistake_is_right() {
        for bytes in drawn(bytes(20)) {
            assert!(wrong::crcs(&bytes).iter().all(|(_, wrong)| *wrong != model::crc32(&bytes)));
        }
        for start in 0..8 {
            assert!(wrong::bursts(start).iter().all(|(_, wrong)| *wrong != model::unnoticed(start)));
        }
    }

    /// What the first case shows must have one name.
    #[test]
    fn with_the_first_case_all_mistakes_differ() {
        fn differ<T: PartialEq + std::fmt::Debug>(looks: &[Looks<T>]) {
            for (slug, wrong) in looks {
                assert!(
                    looks.iter().all(|(other, same)| same != wrong || other == slug),
                    "{slug} {wrong:x?}"
                );
            }
        }
        differ(&wrong::steps(0x53));
        differ(&wrong::meetings(0x1234_5678, 0x9A));
        differ(&wrong::crcs(b"London"));
        differ(&wrong::long_crcs(&[1, 0, 2]));
        differ(&wrong::continued(model::crc32(b"12345"), b"6789"));
        differ(&wrong::flips(model::crc32(b"pay 10"), &[0, 0, 0, 0, 0x08, 0]));
        differ(&wrong::bursts(3));
    }

    #[test]
    fn a_third_of_the_flips_are_followed_by_zeros() {
        let flips = drawn(flips());
        let followed = flips.iter().filter(|(_, flips)| flips.len() > 1 && flips.ends_with(&[0])).count();
        assert!((50..120).contains(&followed), "{followed}");
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_polynomial() {
        let typo = wrong::is_of_a_misspelled_polynomial;
        assert!(typo(0x80, 0xEDB8_8230));
        assert!(typo(0x80, 0x0EDB_8320));
        assert!(!typo(0x80, 0xEDB8_8320));
        assert!(wrong::steps(0x53).iter().all(|(_, wrong)| !typo(0x53, *wrong)));
    }
}
