//! packets/deframe: flags and escapes, and a receiver that finds frames in a stream.

mod judge;
mod line;
mod mistakes;
mod receive;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Dump;
use crate::script::{Script, call};
use crate::spell::Bytes;
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

use judge::numbers;
use line::{ESCAPE, FLAG, content, crc32, escaped, flagged, is_special, with_fcs};
use mistakes::*;

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "deframe",
    title: "where a frame begins",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 60,
    needs: &["crc"],
    rust: &["ownership"],
    hints: [
        "Begin with `encode_frame`: `with_fcs` of the exercise `crc` gives payload and FCS, and then each byte of both is sent as one byte or as two. For the receiver write down, on paper, what a byte can mean: that depends on very little of what came before. Whatever it depends on lives in the struct.",
        "An enum with three variants is enough: waiting for a flag, in a frame, right behind an escape. Write a method that takes one byte and gives an `Option` of an answer, and let `push` be a loop over it. Ask for the flag first, because a flag is a flag in each of the three. `std::mem::take` gives you what was kept and leaves an empty `Vec` behind.",
        "Flag: take what was kept, be in a frame, and answer by what was before: nothing if waiting, `Aborted` if behind an escape, and otherwise by length: 0 is nothing, below 4 `TooShort`, else `fcs_is_right`, and `truncate` by 4. Any other byte: waiting drops it; behind an escape keep `byte ^ 0x20` and be in the frame; in the frame `0x7D` is an escape, and the rest is kept. To keep: if `kept.len() == limit.saturating_add(4)`, clear, wait for a flag, and answer `TooLong`.",
    ],
    compare: "In our receiver a flag is asked for before anything else. What can't go wrong because of that?",
    checks: &[
        Check {
            name: "frame_by_hand",
            title: "a frame is a flag, the payload, the FCS and a flag",
            points: 2,
            rule: "RFC 1662, sections 3.1 and 4.1: each frame begins and ends with 7E; appendix C.3: the FCS of 32 bits",
            book: "flags",
            after: &[],
            mistakes: &[
                FCS_LEFT_OUT,
                FCS_TURNED_ROUND,
                OPENING_FLAG_LEFT_OUT,
                CLOSING_FLAG_LEFT_OUT,
                FLAGS_ESCAPED,
            ],
            run: frame_by_hand,
        },
        Check {
            name: "special_bytes_escaped",
            title: "7E and 7D become two bytes between the flags, and no other byte does",
            points: 2,
            rule: "RFC 1662, section 4.2: the FCS first, then the escapes; 7E is 7D 5E, and 7D is 7D 5D",
            book: "escapes",
            after: &["frame_by_hand"],
            mistakes: &[
                FLAG_NOT_ESCAPED,
                ESCAPE_NOT_ESCAPED,
                NOT_TURNED_OVER,
                ESCAPED_TWICE,
                FCS_NOT_ESCAPED,
                FCS_OF_THE_ESCAPED,
                CONTROLS_ESCAPED,
            ],
            run: special_bytes_escaped,
        },
        Check {
            name: "one_frame",
            title: "what was put into a frame comes out of it",
            points: 2,
            rule: "what one end sends, the other end reads",
            book: "receiver",
            after: &[],
            mistakes: &[FCS_DELIVERED, ESCAPES_NOT_UNDONE, FCS_TURNED_ROUND],
            run: receive::one_frame,
        },
        Check {
            name: "cut_anywhere",
            title: "a frame may come in pieces that are cut anywhere, also behind an escape",
            points: 2,
            rule: "the docs of `Deframer`: however a stream is cut, all the answers together are the same",
            book: "pieces",
            after: &["one_frame"],
            mistakes: &[ESCAPE_SPLIT_LOST, FRAME_SPLIT_LOST, PIECE_IS_A_FRAME],
            run: receive::cut_anywhere,
        },
        Check {
            name: "one_flag_between",
            title: "one flag is enough between two frames, and more of them mean nothing",
            points: 2,
            rule: "RFC 1662, section 3.1: one flag is required between two frames, and two in a row are silently discarded",
            book: "between",
            after: &["one_frame"],
            mistakes: &[FLAGS_IN_PAIRS, EMPTY_FRAME_TOLD, EMPTY_PAYLOAD_REFUSED, ONE_FRAME_A_PIECE],
            run: receive::one_flag_between,
        },
        Check {
            name: "joins_in_the_middle",
            title: "what comes before the first flag is nobody's frame",
            points: 1,
            rule: "the docs of `Deframer`: it is the rest of a frame whose beginning nobody saw, and is skipped",
            book: "between",
            after: &["one_frame"],
            mistakes: &[STARTS_IN_A_FRAME],
            run: receive::joins_in_the_middle,
        },
        Check {
            name: "any_byte_may_be_escaped",
            title: "a sender may escape more than it must",
            points: 1,
            rule: "RFC 1662, section 4.2: the octet behind the escape is combined with 20, unless it is the flag",
            book: "any-escape",
            after: &["one_frame"],
            mistakes: &[KNOWN_ESCAPES_ONLY, ESCAPE_SETS_THE_BIT, ESCAPE_READ_AGAIN],
            run: receive::any_byte_may_be_escaped,
        },
        Check {
            name: "damage_is_named",
            title: "damaged, too short, given up: each is told by its name",
            points: 2,
            rule: "RFC 1662, section 4.3, and the docs of `Deframer`: which bytes between two flags are which error",
            book: "damage",
            after: &["one_frame"],
            mistakes: &[
                FCS_NOT_CHECKED,
                SHORT_PANICS,
                SHORT_IS_BAD_FCS,
                SHORT_SILENT,
                ABORT_IGNORED,
                ABORT_SILENT,
                FLAG_ESCAPED,
            ],
            run: receive::damage_is_named,
        },
        Check {
            name: "next_frame_is_whole",
            title: "the flag that ends a bad frame begins a good one",
            points: 2,
            rule: "RFC 1662, section 3.1: flags are what keeps two ends in step; the docs of `Deframer`: an error concerns its own frame alone",
            book: "next-flag",
            after: &["damage_is_named"],
            mistakes: &[BAD_FRAME_KILLS_STREAM, SKIPS_AFTER_ERROR, LEFTOVERS_KEPT, ESCAPE_OUTLIVES_ABORT],
            run: receive::next_frame_is_whole,
        },
        Check {
            name: "flips_are_noticed",
            title: "whichever bit is turned over, no payload arrives that was not sent",
            points: 1,
            rule: "RFC 1662, appendix C.3: all 32 bits of the FCS count; section 3.1: the next flag puts things right",
            book: "damage",
            after: &["next_frame_is_whole"],
            mistakes: &[FCS_COMPARED_IN_PART],
            run: receive::flips_are_noticed,
        },
        Check {
            name: "limit_is_kept",
            title: "a frame that is too long is told at once, and once, and the next one is read",
            points: 3,
            rule: "the docs of `Deframer`: `limit` + 4 bytes are kept, and one more is the error",
            book: "limit",
            after: &["next_frame_is_whole"],
            mistakes: &[
                NO_LIMIT,
                TOLD_AT_THE_END,
                TOLD_AGAIN,
                REST_JUDGED,
                LIMIT_COUNTS_FCS,
                LIMIT_OFF_BY_ONE,
                LIMIT_COUNTS_ESCAPES,
                LIMIT_OF_THE_STREAM,
                LIMIT_RESERVED,
                LIMIT_PLUS_FOUR,
            ],
            run: receive::limit_is_kept,
        },
        Check {
            name: "any_stream_anyhow_cut",
            title: "whatever is on the line, and however it is cut, the answers are the same",
            points: 2,
            rule: "the docs of `Deframer`: the pieces have no meaning",
            book: "pieces",
            after: &[
                "cut_anywhere",
                "one_flag_between",
                "joins_in_the_middle",
                "any_byte_may_be_escaped",
                "flips_are_noticed",
                "limit_is_kept",
            ],
            mistakes: &[],
            run: receive::any_stream_anyhow_cut,
        },
    ],
};

/// Bytes among which those with a meaning are common.
fn payload(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => any::<u8>(),
        1 => Just(FLAG),
        1 => Just(ESCAPE),
        1 => prop_oneof![Just(FLAG ^ 0x20), Just(ESCAPE ^ 0x20)],
    ];
    vec(byte, 0..most)
}

/// Payloads whose frames have no byte that somebody might escape.
fn plain(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let special = |byte: &u8| *byte < 0x20 || is_special(*byte);
    payload(most).prop_map(move |mut payload| {
        while with_fcs(&payload).iter().any(special) {
            // One byte more each time, so that another FCS comes.
            payload.retain(|byte| !special(byte));
            payload.push(b'a' + (payload.len() % 26) as u8);
        }
        payload
    })
}

fn ask_encode(payload: &[u8]) -> Script {
    call("encode_frame", (Bytes(payload.to_vec()),)).spelled(format!("encode_frame({})", numbers(payload)))
}

/// The next answer must be the frame of this payload.
fn frame_is(payload: &[u8], mistakes: &[Looks<Vec<u8>>], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = flagged(&[content(payload)]);
    let came = seen.value::<Bytes>().inspect_err(|_| {
        seen.expected(numbers(&right));
    })?;
    ensure(came.0 == right, || {
        seen.differs(&Bytes(right.clone()));
        seen.shown_as(&numbers(&came.0));
        let trouble = Trouble::new(seen.expected(numbers(&right))).figure(sent(payload, &came.0));
        let named = mistakes.iter().find(|(_, wrong)| *wrong == came.0);
        named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug))
    })
}

/// A frame as it should be sent, and where the one that came is another.
fn sent(payload: &[u8], came: &[u8]) -> Dump {
    let right = flagged(&[content(payload)]);
    let differs = right.iter().zip(came).take_while(|(right, came)| right == came).count();
    let payload_len = escaped(payload, is_special).len();
    let fields = [
        (1, String::from("flag")),
        (payload_len, format!("the payload, b\"{}\"", payload.escape_ascii())),
        (right.len() - payload_len - 2, format!("the FCS, of {:08x}", crc32(payload))),
        (1, String::from("flag")),
    ];
    let mut at = 0;
    let mut dump = Dump::new("as it should be sent", &right);
    for (len, label) in fields {
        if len > 0 {
            // Where one is only longer than the other, the end differs.
            let here = (at..at + len).contains(&differs.min(right.len() - 1));
            dump = if here { dump.wrong(at, len, label) } else { dump.field(at, len, label) };
        }
        at += len;
    }
    dump
}

fn frame_by_hand(trial: &mut Trial<'_>) -> Verdict {
    let forced = [&b"hi"[..], b"pay 10"].map(<[u8]>::to_vec);
    trial.law(
        forced,
        plain(20),
        |payload| ask_encode(payload),
        |payload, seen| {
            let turned = [payload.as_slice(), &crc32(payload).to_be_bytes()].concat();
            let right = flagged(&[with_fcs(payload)]);
            let mistakes = [
                ("fcs-left-out", flagged(std::slice::from_ref(payload))),
                ("fcs-turned-round", flagged(&[turned])),
                ("opening-flag-left-out", right[1..].to_vec()),
                ("closing-flag-left-out", right[..right.len() - 1].to_vec()),
                ("flags-escaped", escaped(&right, is_special)),
            ];
            frame_is(payload, &mistakes, seen)
        },
    )
}

fn special_bytes_escaped(trial: &mut Trial<'_>) -> Verdict {
    let forced: [&[u8]; 9] = [b"~", b"}", b"~}", b"+", b"Tokyo 13", b"\x03", b"", b"^]", b"}^}]"];
    trial.law(
        forced.map(<[u8]>::to_vec),
        payload(16),
        |payload| ask_encode(payload),
        |payload, seen| {
            let whole = with_fcs(payload);
            let (_, fcs) = whole.split_at(payload.len());
            let only = |special| flagged(&[escaped(&whole, |byte| byte == special)]);
            let not_turned = whole
                .iter()
                .flat_map(|byte| if is_special(*byte) { vec![ESCAPE, *byte] } else { vec![*byte] });
            // First the flags, and then every escape, those of the flags among them.
            let twice = escaped(&escaped(&whole, |byte| byte == FLAG), |byte| byte == ESCAPE);
            let stuffed = escaped(payload, is_special);
            let mistakes = [
                // First, because it is the other two as well where only the FCS has such a byte.
                ("fcs-not-escaped", flagged(&[[&stuffed[..], fcs].concat()])),
                ("flag-not-escaped", only(ESCAPE)),
                ("escape-not-escaped", only(FLAG)),
                ("not-turned-over", flagged(&[not_turned.collect()])),
                ("escaped-twice", flagged(&[twice])),
                (
                    "fcs-of-the-escaped",
                    flagged(&[[&stuffed[..], &escaped(&crc32(&stuffed).to_le_bytes(), is_special)].concat()]),
                ),
                ("fcs-of-the-escaped", flagged(&[with_fcs(&stuffed)])),
                ("controls-escaped", flagged(&[escaped(&whole, |byte| byte < 0x20 || is_special(byte))])),
            ];
            frame_is(payload, &mistakes, seen)
        },
    )
}
