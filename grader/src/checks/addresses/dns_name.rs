//! addresses/dns_name: names on the wire, and where their pointers lead.

mod inputs;
mod mistakes;
mod model;
mod same;
mod text;

use given::addresses::{Name, NameError};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;
use serde::de::DeserializeOwned;

use self::inputs::{
    alone, any_byte, chain, circles, compressed, graphs, in_runs, name, name_of, names, nearly_too_long,
    plain, wire,
};
use self::mistakes::*;
use self::model::{Decoded, Habit, Spot};
use self::same::{case_is_ignored, nothing_else_is_ignored};
use self::text::{reads_text, text_errors, text_limits};
use super::fewer;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Table;
use crate::sanitise;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dns_name",
    title: "names on the wire, and where their pointers lead",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 120,
    needs: &[],
    rust: &["slices"],
    hints: [
        "Begin with `parse_name` of texts that are right, and with `encode_name`: both are a loop over the labels. Then `decode_name` without pointers: it is a walk with a place, `here`, which every piece moves on. What are the three things that a byte can begin, and what are its first two bits then?",
        "`first >> 6` are the first two bits of a byte, and `first & 0b0011_1111` are the others. `bytes.get(here..)` is `None` where there is no such place, and never panics. A pointer changes `here`, and nothing else of the walk: the labels so far stay. Remember the place behind the first pointer; `next` is that one, if there was any. For the errors of a text, write a function that looks at one label and asks the questions in the order of the docs.",
        "Keep four things: `here`, `run` (where the present run began), `end` (the bytes from there on may not be read; at first the length of the message), and `length`, which begins with 1 for the zero. A label adds `1 + label.len()` to `length`: over 255 is `NameTooLong`. A pointer: `target >= run` is `PointerNotPrior`. Otherwise `next = next.or(Some(here + 2))`, `end = run`, and then `run` and `here` become `target`. As `end` gets smaller with every pointer, the walk comes to an end. `same_name`: as many labels, and `eq_ignore_ascii_case` for each two.",
    ],
    compare: "Look at how our `decode_name` knows that it comes to an end: no count of pointers, no list of places where it has been.",
    checks: &[
        Check {
            name: "reads_text",
            title: "a text is cut into labels at its dots, and a dot at the end changes nothing",
            points: 2,
            rule: "RFC 1035, section 3.1: a name is a row of labels, and the last of them is the root's, which is empty",
            book: "labels",
            after: &[],
            mistakes: &[
                LABELS_REVERSED,
                LAST_DOT_IS_A_LABEL,
                ROOT_IS_REFUSED,
                ROOT_IS_A_LABEL,
                LOWER_CASES,
                HOST_NAMES_ONLY,
            ],
            run: reads_text,
        },
        Check {
            name: "writes_labels",
            title: "before each label stands its length, and a zero ends the name",
            points: 2,
            rule: "RFC 1035, section 3.1: each label is a length octet and so many octets; the length zero, of the root, ends the name",
            book: "on-the-wire",
            after: &[],
            mistakes: &[
                NO_ROOT_BYTE,
                DOTS_NOT_LENGTHS,
                LENGTH_COUNTS_ITSELF,
                ZERO_AFTER_EACH_LABEL,
                LENGTH_AS_DIGIT,
                LABELS_REVERSED,
                LOWER_CASES,
            ],
            run: writes_labels,
        },
        Check {
            name: "reads_labels",
            title: "labels are read from their place in a message, and the next field is behind the zero",
            points: 2,
            rule: "RFC 1035, section 3.1: each label is a length octet and so many octets; the length zero, of the root, ends the name",
            book: "on-the-wire",
            after: &[],
            mistakes: &[STARTS_AT_ZERO, NEXT_IS_THE_ZERO, NEXT_FROM_THE_NAME, LOWER_CASES],
            run: reads_labels,
        },
        Check {
            name: "every_name_survives",
            title: "any name, written and read again, is the same name, whatever bytes are in it",
            points: 2,
            rule: "RFC 2181, section 11: any binary string may be a label",
            book: "any-bytes",
            after: &["writes_labels", "reads_labels"],
            mistakes: &[LABELS_WITH_DOTS, LABELS_ARE_TEXT],
            run: every_name_survives,
        },
        Check {
            name: "text_errors",
            title: "the error says what is wrong with a text, and with which label",
            points: 2,
            rule: "the docs of `parse_name`: the first wrong label decides, and of it the first error in the list",
            book: "text",
            after: &["reads_text"],
            mistakes: &[
                EMPTY_LABEL_OK,
                TWO_LAST_DOTS_OK,
                EMPTY_IS_ROOT,
                LABELS_FROM_ZERO,
                ODD_CHARACTERS_OK,
                OTHER_ALPHABETS,
                BACKSLASH_OK,
                LENGTH_BEFORE_CHARACTERS,
                KIND_BY_KIND,
            ],
            run: text_errors,
        },
        Check {
            name: "text_limits",
            title: "in a text, a label has at most 63 bytes, and a name takes at most 255",
            points: 2,
            rule: "RFC 1035, section 2.3.4: labels are 63 octets or less, names 255 octets or less, with lengths and root",
            book: "limits",
            after: &["reads_text"],
            mistakes: &[
                NO_LABEL_LIMIT,
                LABEL_64_OK,
                LABEL_63_REFUSED,
                NO_NAME_LIMIT,
                TEXT_IS_COUNTED,
                NAME_256_OK,
                NAME_255_REFUSED,
                LAST_DOT_IS_COUNTED,
                LIMIT_BEFORE_LABELS,
            ],
            run: text_limits,
        },
        Check {
            name: "ends_too_soon",
            title: "a message that ends before the name does is refused, and never read past its end",
            points: 2,
            rule: "the docs of `decode_name`: `Truncated`; the message may be empty, and `at` may be anything",
            book: "too-short",
            after: &["reads_labels"],
            mistakes: &[END_IS_ROOT, NO_BOUNDS_CHECK, PLACE_OVERFLOWS],
            run: ends_too_soon,
        },
        Check {
            name: "reserved_bits",
            title: "a byte that begins with the bits 01 or 10 is refused, and the error says where it stands",
            points: 1,
            rule: "RFC 1035, section 4.1.4: of the four values of the first two bits, 01 and 10 are reserved",
            book: "two-bits",
            after: &["reads_labels"],
            mistakes: &[RESERVED_IS_LENGTH, RESERVED_IS_POINTER, ERRORS_TELL_THE_START],
            run: reserved_bits,
        },
        Check {
            name: "rfc_picture",
            title: "the four names in the picture of RFC 1035 are read",
            points: 2,
            rule: "RFC 1035, section 4.1.4: a pointer is two octets, 11 and 14 bits; they count from the first octet of the message",
            book: "pointers",
            after: &["reads_labels"],
            mistakes: &[
                POINTER_IS_RESERVED,
                POINTER_FROM_THE_NAME,
                POINTER_FROM_ITSELF,
                POINTER_KEEPS_ITS_MARK,
                POINTER_ENDS_THE_NAME,
                POINTER_DROPS_THE_START,
                ONE_LABEL_BEHIND_POINTER,
            ],
            run: rfc_picture,
        },
        Check {
            name: "follows_pointers",
            title: "a pointer may lead to a name that ends in a pointer, however far away",
            points: 2,
            rule: "RFC 1035, section 4.1.4: a name is labels that end in a zero or in a pointer, also where a pointer leads",
            book: "pointers",
            after: &["rfc_picture"],
            mistakes: &[POINTER_LOW_BYTE_ONLY, ONE_POINTER_ONLY],
            run: follows_pointers,
        },
        Check {
            name: "next_after_pointer",
            title: "the next field begins right behind the first pointer",
            points: 2,
            rule: "RFC 1035, section 4.1.4: in the place where a name is written, a pointer takes two octets and is the end of it",
            book: "next-field",
            after: &["rfc_picture", "follows_pointers"],
            mistakes: &[NEXT_AFTER_TARGET, NEXT_AFTER_LAST_POINTER, POINTER_IS_ONE_BYTE],
            run: next_after_pointer,
        },
        Check {
            name: "long_chains",
            title: "a chain of pointers may be as long as the message allows",
            points: 1,
            rule: "the docs of `decode_name`: a name may have any number of pointers; each that leads back is followed",
            book: "loops",
            after: &["next_after_pointer"],
            mistakes: &[LONG_CHAIN_REFUSED],
            run: long_chains,
        },
        Check {
            name: "pointers_lead_back",
            title: "a pointer that does not lead back is refused, so there is no way round in a circle",
            points: 3,
            rule: "RFC 1035, section 4.1.4: a pointer stands for a prior occurrence of the name; the docs of `decode_name`: it leads to an earlier run",
            book: "loops",
            after: &["next_after_pointer"],
            mistakes: &[POINTER_LOOP, FORWARD_POINTER_OK, OWN_RUN_OK, ERRORS_TELL_THE_START],
            run: pointers_lead_back,
        },
        Check {
            name: "runs_do_not_overlap",
            title: "the run that a pointer leads to ends before the run with the pointer begins",
            points: 1,
            rule: "the docs of `decode_name`: `Truncated` where an earlier run does not end before the later one",
            book: "loops",
            after: &["pointers_lead_back"],
            mistakes: &[RUNS_OVERLAP],
            run: runs_do_not_overlap,
        },
        Check {
            name: "wire_limits",
            title: "a name takes at most 255 bytes, all of it spelled out, also behind pointers",
            points: 2,
            rule: "RFC 1035, section 2.3.4: names are 255 octets or less; RFC 1035, section 3.1: with lengths and root",
            book: "limits",
            after: &["next_after_pointer"],
            mistakes: &[
                NO_NAME_LIMIT,
                LIMIT_OF_A_RUN,
                LIMIT_WITHOUT_LENGTHS,
                NAME_256_OK,
                NAME_255_REFUSED,
                LIMIT_COMES_LAST,
            ],
            run: wire_limits,
        },
        Check {
            name: "any_bytes",
            title: "any bytes at all are read as a name or refused with the right reason",
            points: 2,
            rule: "the docs of `decode_name`: in the order of the name, the first thing that is wrong decides",
            book: "loops",
            after: &["ends_too_soon", "reserved_bits", "runs_do_not_overlap"],
            mistakes: &[HALF_POINTER],
            run: any_bytes,
        },
        Check {
            name: "case_is_ignored",
            title: "names that differ in upper and lower case alone are the same",
            points: 1,
            rule: "RFC 4343, section 3: ASCII letters are compared without their case",
            book: "case",
            after: &[],
            mistakes: &[CASE_SENSITIVE_EQ],
            run: case_is_ignored,
        },
        Check {
            name: "nothing_else_is_ignored",
            title: "names that differ in anything else are not the same",
            points: 1,
            rule: "RFC 4343, section 3: only the octets of `A` to `Z` and `a` to `z` have a case",
            book: "case",
            after: &["case_is_ignored"],
            mistakes: &[LOSSY_EQ, CASE_OF_OTHER_BYTES, JOINED_EQ, SHORTER_IS_ENOUGH],
            run: nothing_else_is_ignored,
        },
    ],
};

/// Reads an answer, which must be the right one. Otherwise the mistake is named that `looks` knows.
fn judge<T>(
    seen: &mut Seen<'_>,
    right: &T,
    looks: impl FnOnce(&T) -> Option<&'static str>,
) -> Result<(), Trouble>
where
    T: DeserializeOwned + Spell + PartialEq,
{
    let answer: T = match seen.value() {
        Ok(answer) if answer == *right => return Ok(()),
        Ok(answer) => answer,
        Err(trouble) => {
            seen.differs(right);
            return Err(trouble);
        }
    };
    let mut message = seen.differs(right);
    if answer.spell() == right.spell() {
        // A card shows names as people write them. An empty label can't be seen in that.
        seen.shown_as(&answer.rust());
        message = seen.expected(right.rust());
    }
    let trouble = Trouble::new(message);
    Err(looks(&answer).into_iter().fold(trouble, Trouble::looks_like))
}

/// Reads what came of a name in a message. Of the mistakes only those are named that are likely in this check: the
/// others can't be, after the checks before.
fn judge_spot(spot: &Spot, seen: &mut Seen<'_>, likely: &[&str]) -> Result<(), Trouble> {
    judge(seen, &spot.right(), |answer| spot_looks(spot, answer, likely))
        .map_err(|trouble| trouble.figure(spot.picture()))
}

fn spot_looks(spot: &Spot, answer: &Decoded, likely: &[&str]) -> Option<&'static str> {
    let mut habits = model::HABITS.into_iter().filter(|(slug, _)| likely.contains(slug));
    habits.find(|(_, habit)| spot.read(*habit).as_ref() == Some(answer)).map(|(slug, _)| slug)
}

fn writes_labels(trial: &mut Trial<'_>) -> Verdict {
    let table = [name("www.London.example"), name("a"), name("."), name("x.y"), name_of(&[63, 12, 1])];
    trial.table(
        table,
        |name| call("encode_name", (Ref(name.clone()),)),
        |name, seen| {
            let right = wire(name);
            let each = |write: fn(&[u8]) -> Vec<u8>| -> Vec<u8> {
                name.labels.iter().flat_map(|label| write(label)).collect()
            };
            let ended = |mut bytes: Vec<u8>| {
                bytes.push(0);
                bytes
            };
            let text = name.labels.join(&b'.');
            let reversed = Name { labels: name.labels.iter().rev().cloned().collect() };
            let with_length = |label: &[u8]| [&[label.len() as u8], label].concat();
            let looks = [
                ("no-root-byte", each(with_length)),
                ("dots-not-lengths", text.clone()),
                ("dots-not-lengths", ended(text)),
                ("dots-not-lengths", name.to_string().into_bytes()),
                ("dots-not-lengths", ended(name.to_string().into_bytes())),
                ("length-counts-itself", ended(each(|label| [&[label.len() as u8 + 1], label].concat()))),
                ("zero-after-each-label", each(|label| [label, &[0]].concat())),
                ("zero-after-each-label", each(|label| [&[label.len() as u8], label, &[0]].concat())),
                ("zero-after-each-label", ended(each(|label| [&[label.len() as u8], label, &[0]].concat()))),
                (
                    "length-as-digit",
                    ended(each(|label| [label.len().to_string().as_bytes(), label].concat())),
                ),
                ("length-as-digit", ended(each(|label| [&[b'0' + label.len() as u8], label].concat()))),
                ("labels-reversed", wire(&reversed)),
                ("lower-cases", right.to_ascii_lowercase()),
            ];
            let looks: Vec<(&str, Bytes)> =
                looks.into_iter().map(|(slug, bytes)| (slug, Bytes(bytes))).collect();
            let title = format!("what should be written, {} bytes", right.len());
            let figure = Table { title, ..Spot::new(&right, 0).picture() };
            seen.returns(Bytes(right), &looks).map(drop).map_err(|trouble| trouble.figure(figure))
        },
    )
}

fn reads_labels(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Spot::new(b"\x03www\x06London\x07example\x00", 0),
        Spot::new(b"\x03www\x06London\x07example\x00", 4),
        Spot::new(b"???\x01a\x00?", 3),
        Spot::new(b"\x01a\x00", 2),
    ];
    let likely = ["starts-at-zero", "next-is-the-zero", "next-from-the-name", "lower-cases"];
    trial.law(forced, alone(plain), Spot::ask, |spot, seen| judge_spot(spot, seen, &likely))
}

fn every_name_survives(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [b"a.b".to_vec(), vec![0xFC], vec![0, b'\\', b' '], vec![0x80; 63]];
    let forced = forced.map(|label| Name { labels: vec![label, b"example".to_vec()] });
    trial.story(forced, Some(names(any_byte)), |name, talk| {
        let right = wire(name);
        let split =
            name.labels.iter().flat_map(|label| label.split(|byte| *byte == b'.')).map(<[u8]>::to_vec);
        let looks = [("labels-with-dots", Bytes(wire(&Name { labels: split.collect() })))];
        talk.ask(&call("encode_name", (Ref(name.clone()),)), |seen| {
            seen.returns(Bytes(right.clone()), &looks).map(drop)
        })?;
        let spot = Spot::new(&right, 0);
        talk.ask(&spot.ask(), |seen| {
            judge_spot(&spot, seen, &["labels-with-dots", "labels-are-text"])
                .map_err(|trouble| trouble.panic_with_looks_like("Utf8Error", "labels-are-text"))
        })
    })
}

fn ends_too_soon(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Spot::new(b"\x03www", 0),
        Spot::new(b"\x03www\x03a", 0),
        Spot::new(b"", 0),
        Spot::new(b"\x01a\x00", 3),
        Spot::new(b"\x01a\x00", 70_000),
        Spot::new(b"\x01a\x00", usize::MAX),
        Spot::new(b"\x3F", 0),
    ];
    let random = (alone(plain), any::<Index>()).prop_map(|(mut spot, cut)| {
        let end = spot.right().map_or(0, |(_, next)| next);
        spot.message.truncate(cut.index(end));
        spot
    });
    trial.law(forced, random, Spot::ask, |spot, seen| {
        judge_spot(spot, seen, &["end-is-root"]).map_err(|trouble| {
            trouble
                .panic_with_looks_like("attempt to add with overflow", "place-overflows")
                .panic_looks_like("no-bounds-check")
        })
    })
}

fn reserved_bits(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let spot = |(labels, reserved): (Vec<u8>, u8)| {
        let mut message: Vec<u8> = labels.iter().flat_map(|letter| [1, *letter]).collect();
        message.push(0x40 + reserved % 0x80);
        // Whoever takes it for a length, of six bits or of eight, has enough to read.
        message.extend(b"bcd");
        message.extend([0; 190]);
        Spot { message, at: 0 }
    };
    let forced =
        [(vec![b'a'], 0x43 - 0x40), (vec![b'a'], 0x83 - 0x40), (vec![], 0), (vec![], 0x7F)].map(spot);
    let random = (vec(b'a'..=b'z', 0..4), any::<u8>()).prop_map(spot);
    trial.law(forced, random, Spot::ask, |spot, seen| {
        judge_spot(spot, seen, &["reserved-is-length", "reserved-is-pointer", "errors-tell-the-start"])
    })
}

/// The picture in RFC 1035, section 4.1.4: places, what stands there, and which name that is.
const PICTURE: [(usize, &str, &str); 4] = [
    (20, "01 F  03 ISI  04 ARPA  00", "F.ISI.ARPA."),
    (40, "03 FOO  pointer → 20", "FOO.F.ISI.ARPA."),
    (64, "pointer → 26", "ARPA."),
    (92, "00", "."),
];

/// The RFC leaves open what is between the names: here it is reserved bytes, and at 60 a name that nobody asks for.
fn picture() -> Vec<u8> {
    let mut message = vec![0x7F; 93];
    let names: [(usize, &[u8]); 5] = [
        (20, b"\x01F\x03ISI\x04ARPA\x00"),
        (40, b"\x03FOO\xC0\x14"),
        (60, b"\x01x\x00"),
        (64, b"\xC0\x1A"),
        (92, b"\x00"),
    ];
    for (at, bytes) in names {
        message[at..at + bytes.len()].copy_from_slice(bytes);
    }
    message
}

fn rfc_picture(trial: &mut Trial<'_>) -> Verdict {
    let message = picture();
    let spots = PICTURE.map(|(at, ..)| Spot::new(&message, at));
    let ask = |spots: &[Spot; 4]| {
        spots.iter().fold(Script::default(), |script, spot| {
            let args = (Bytes(spot.message.clone()), spot.at);
            script.call("decode_name", args).spelled(format!("decode_name(&message, {})", spot.at))
        })
    };
    trial.table([spots], ask, |spots, seen| {
        let mut rows = Vec::new();
        let mut first_trouble = None;
        for (spot, (at, bytes, committed)) in spots.iter().zip(PICTURE) {
            let answer: Decoded = match seen.value() {
                Ok(answer) => answer,
                Err(trouble) => {
                    seen.differs(&spot.right());
                    // 49172 is 0xC014: where the first pointer leads, with the bits that mark it.
                    let trouble = trouble.panic_with_looks_like("49172", "pointer-keeps-its-mark");
                    return Err(trouble.figure(spot.picture()));
                }
            };
            let read = match &answer {
                Ok((name, _)) => name.to_string(),
                Err(error) => error.spell(),
            };
            // Where the next field begins is another check's business.
            if read == committed || first_trouble.is_some() {
                seen.leave_out();
            } else {
                let trouble = Trouble::new(seen.differs(&spot.right()));
                first_trouble =
                    Some(picture_looks(spot, &answer).into_iter().fold(trouble, Trouble::looks_like));
            }
            rows.push([at.to_string(), bytes.to_owned(), read]);
        }
        first_trouble.map_or(Ok(()), |trouble| Err(trouble.figure(pictured(&rows))))
    })
}

/// The mistakes that a first pointer shows, also where it is not yet asked where a pointer leads. One who takes it
/// for a label finds too few bytes, as others do: that names nothing.
fn picture_looks(spot: &Spot, answer: &Decoded) -> Option<&'static str> {
    let name = |decoded: &Decoded| decoded.as_ref().map(|(name, _)| name.clone()).map_err(|error| *error);
    let is_it = |like: Option<Decoded>| like.is_some_and(|like| name(&like) == name(answer));
    let likely = [
        "pointer-is-reserved",
        "pointer-from-the-name",
        "pointer-from-itself",
        "pointer-keeps-its-mark",
        "pointer-ends-the-name",
        "pointer-drops-the-start",
        "one-label-behind-pointer",
    ];
    let mut habits = model::HABITS.into_iter().filter(|(slug, _)| likely.contains(slug));
    let found = habits.find(|(_, habit)| is_it(spot.read(*habit)) || is_it(spot.read_and_follow_all(*habit)));
    found.map(|(slug, _)| slug).filter(|_| *answer != Err(NameError::Truncated))
}

/// The picture as the learner's code reads it. Rows that differ from the committed ones are marked.
fn pictured(rows: &[[String; 3]]) -> Table {
    let wrong =
        rows.iter().zip(PICTURE).enumerate().filter(|(_, (row, (.., committed)))| row[2] != *committed);
    let cell = |text: &String| -> String { sanitise::line(text).chars().take(48).collect() };
    Table {
        title: String::from("the picture, as you read it"),
        head: ["place", "what stands there", "your name"].map(String::from).to_vec(),
        rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        wrong: wrong.map(|(number, _)| number).collect(),
    }
}

/// Two names, of which the later one points to the earlier, both behind so many other bytes.
fn far(before: usize) -> Spot {
    let mut message = vec![0; before];
    message.extend(b"\x01b\x00\x01a");
    message.extend((0xC000 | before as u16).to_be_bytes());
    Spot { message, at: before + 3 }
}

fn follows_pointers(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [chain(2), far(300), far(0x3FFF)];
    trial.law(forced, compressed(), Spot::ask, |spot, seen| {
        let right = spot.right();
        let answer: Decoded = seen.value().map_err(|trouble| trouble.figure(spot.picture()))?;
        match (&answer, &right) {
            // Where the next field begins is another check's business.
            (Ok((name, _)), Ok((right, _))) if name == right => Ok(()),
            _ => {
                let trouble = Trouble::new(seen.differs(&right)).figure(spot.picture());
                let looks = spot_looks(spot, &answer, &["pointer-low-byte-only", "one-pointer-only"]);
                Err(looks.into_iter().fold(trouble, Trouble::looks_like))
            }
        }
    })
}

fn next_after_pointer(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Spot::new(b"\x03com\x00\x01a\xC0\x00?", 5),
        Spot::new(b"\x03com\x00\xC0\x00?", 5),
        Spot::new(b"\x03com\x00\x01a\xC0\x00\x01b\xC0\x05?", 9),
    ];
    trial.law(forced, compressed(), Spot::ask, |spot, seen| {
        judge_spot(spot, seen, &["next-after-target", "next-after-last-pointer", "pointer-is-one-byte"])
    })
}

/// Beside numbers that people choose for a limit; at last as many as a message can have.
const CHAINS: [usize; 22] =
    [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 16, 17, 32, 33, 64, 65, 100, 101, 128, 129, 1001, 8192];

fn long_chains(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        CHAINS,
        |pointers| {
            let spot = chain(*pointers);
            let at = spot.at;
            spot.ask().spelled(format!(
                "decode_name(&message, {at})   // {pointers} pointers, each to the one before"
            ))
        },
        |pointers, seen| {
            let spot = chain(*pointers);
            // The shorter ones were read: this is not the first that is asked for.
            let looks = |answer: &Decoded| (answer.is_err() && *pointers > 2).then_some("long-chain-refused");
            judge(seen, &spot.right(), looks).map_err(|trouble| trouble.figure(spot.picture()))
        },
    )
}

fn pointers_lead_back(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Spot::new(b"\xC0\x00", 0),
        Spot::new(b"\xC0\x02\xC0\x00", 0),
        Spot::new(b"\x01a\xC0\x04\x01b\x00", 0),
        Spot::new(b"\xC0\x02\x00\xC0\x00", 3),
        Spot::new(b"\x03www\xC0\x00", 0),
        Spot::new(b"\x01a\x01b\xC0\x02", 0),
        Spot::new(b"\x01a\xFF\xFF", 0),
        Spot::new(b"\xC0\x02\xC0\x00\xC0\x00", 4),
    ];
    trial.story(forced, Some(circles()), |spot, talk| {
        let right = spot.right();
        let result = talk.ask(&spot.ask(), |seen| judge(seen, &right, |answer| circle_looks(spot, answer)));
        result.map_err(|trouble| {
            // What does not come to an end has no answer, and was not judged.
            talk.expected(right.spell());
            trouble.endless_looks_like("pointer-loop").figure(spot.picture())
        })
    })
}

fn circle_looks(spot: &Spot, answer: &Decoded) -> Option<&'static str> {
    let is = |habit| spot.read(habit).as_ref() == Some(answer);
    match answer {
        // It came to an end because the labels of the circle were too many.
        Err(NameError::NameTooLong) if is(Habit::BeforeThePointer) => Some("own-run-ok"),
        Err(NameError::NameTooLong) if is(Habit::AnyPointer) || is(Habit::BeforeTheName) => {
            Some("pointer-loop")
        }
        _ => spot_looks(spot, answer, &["forward-pointer-ok", "errors-tell-the-start"]),
    }
}

fn runs_do_not_overlap(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Spot::new(b"\x03ab\xC0\x00\x00", 3),
        Spot::new(b"\x01a\x01b\x00\xC0\x00\x00", 5),
        Spot::new(b"\x01a\xC0\x00", 2),
        Spot::new(b"\x01a\x01b\xC0\x00", 4),
        Spot::new(b"\x03a\x01b\xC0\x00\x00\x00", 2),
    ];
    // A run without an end before the later one, which the pointer leads to.
    let random = (vec(1..4_usize, 1..4), 0..3_usize, any::<bool>()).prop_map(|(lengths, short, labeled)| {
        let mut message: Vec<u8> = wire(&name_of(&lengths));
        message.pop();
        message.truncate(message.len() - short.min(lengths[lengths.len() - 1]));
        let at = message.len();
        message.extend_from_slice(if labeled {
            b"\x01z\xC0\x00\x00\x00\x00"
        } else {
            b"\xC0\x00\x00\x00\x00"
        });
        Spot { message, at }
    });
    trial.law(forced, random, Spot::ask, |spot, seen| judge_spot(spot, seen, &["runs-overlap"]))
}

fn wire_limits(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let mut without_end = in_runs(&name_of(&[63, 63, 63, 63]), &[]);
    without_end.message.pop();
    let forced = [
        in_runs(&name_of(&[63, 63, 63, 61]), &[]),
        in_runs(&name_of(&[1; 127]), &[]),
        in_runs(&name_of(&[61, 63, 63, 63]), &[1]),
        in_runs(&name_of(&[63, 63, 63, 63, 63]), &[]),
        in_runs(&name_of(&[63, 63, 63, 63, 63]), &[2]),
        in_runs(&name_of(&[63, 63, 63, 63]), &[]),
        in_runs(&name_of(&[63, 63, 63, 62]), &[]),
        in_runs(&name_of(&[62, 63, 63, 63]), &[1]),
        without_end,
    ];
    let likely = [
        "no-name-limit",
        "limit-of-a-run",
        "limit-without-lengths",
        "name-256-ok",
        "name-255-refused",
        "limit-comes-last",
    ];
    trial.law(forced, nearly_too_long(), Spot::ask, |spot, seen| judge_spot(spot, seen, &likely))
}

fn any_bytes(trial: &mut Trial<'_>) -> Verdict {
    trial.cases *= 2;
    let forced = [
        Spot::new(b"\x00\xC0", 1),
        Spot::new(b"\x03www\xC0", 0),
        Spot::new(b"\xC0", 0),
        Spot::new(b"\x00\xC0\xC0\x01\x00", 2),
        Spot::new(b"\x80\xC0\x00", 1),
        Spot::new(b"\x00\x01a\xC0\x00", 1),
        Spot::new(b"\x00\xFF", 1),
    ];
    trial.law(forced, graphs(), Spot::ask, |spot, seen| {
        judge_spot(spot, seen, &["half-pointer"]).map_err(|trouble| match spot.ends_in_half_a_pointer() {
            true => trouble.panic_looks_like("half-pointer"),
            false => trouble,
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The committed names are what the RFC draws, and what the model reads.
    #[test]
    fn the_picture_is_read_as_it_is_drawn() {
        for (at, _, committed) in PICTURE {
            let read = Spot::new(&picture(), at).right().map(|(name, _)| name.to_string());
            assert_eq!(read, Ok(committed.to_owned()));
        }
    }

    /// A slug that is spelled otherwise in one of the two lists would never be named.
    #[test]
    fn every_habit_is_a_mistake_of_the_exercise() {
        let of_checks = EXERCISE.checks.iter().flat_map(|check| check.mistakes);
        let slugs: BTreeSet<&str> = of_checks.map(|mistake| mistake.slug).collect();
        let texts = text::HABITS.iter().map(|(slug, _)| *slug);
        let spots = model::HABITS.iter().map(|(slug, _)| *slug);
        for slug in texts.chain(spots).chain(same::COMPARED.iter().map(|(slug, _)| *slug)) {
            assert!(slugs.contains(slug), "{slug}");
        }
    }
}
