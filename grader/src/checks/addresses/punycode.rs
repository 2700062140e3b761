//! addresses/punycode: letters of the world in names of ASCII.

mod figures;
mod inputs;
mod mistakes;
mod model;

use corpus::punycode::SAMPLES;
use given::addresses::PunycodeError;

use self::inputs::{ascii_labels, labels, texts, with_one, written};
use self::mistakes::*;
use self::model::{HABITS, Habit};
use super::fewer;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Table;
use crate::sanitise;
use crate::script::{Script, call};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "punycode",
    title: "letters of the world in names of ASCII",
    track: Track::Deep,
    level: Level::Advanced,
    minutes: 90,
    needs: &[],
    rust: &["iterators"],
    hints: [
        "Play the reader with a pencil before you write the writer: take `bcher`, walk through its six places once for each code point from U+0080 on, and see that step 745 is where `ü` belongs. The writer counts those steps. Begin with labels that have one such character; then the bias never matters.",
        "Take the characters that are missing in the order of their code points, each once. For each: as many rounds as there are code points in between, a round being one step more than the text so far has characters; then go through the label, a step for each character that is lower, and write the number where it is the one. Behind the last one, a step past the end. A digit at place `p` has the threshold `36 * (p + 1) - bias`, at least 1 and at most 26.",
        "Write a number `q`: while `q >= t`, push the digit `t + (q - t) % (36 - t)` and go on with `(q - t) / (36 - t)`; then push `q`. Read one: `i += digit * w`, stop if `digit < t`, else `w *= 36 - t`, all with `checked_mul` and `checked_add`. Then `adapt(i - old_i, length + 1)`, `n += i / (length + 1)`, `i %= length + 1`, put `char::from_u32(n)` in at `i`, and `i += 1`. Adapt: divide by 700 the first time and by 2 later, add a `length`th of it, divide by 35 while it is over 455 and add 36 to `k` each time; the bias is `k + 36 * delta / (delta + 38)`.",
    ],
    compare: "Look at how `Bias` is shared: writer and reader must never disagree about a threshold, so both ask the same four lines.",
    checks: &[
        Check {
            name: "writes_ascii",
            title: "a label of ASCII alone is written as it is, with a delimiter behind it",
            points: 1,
            rule: "RFC 3492, section 3.1: the basic code points first, then a delimiter if there are any",
            book: "ascii-first",
            after: &[],
            mistakes: &[NO_DELIMITER, ASCII_IN_LOWER_CASE],
            run: writes_ascii,
        },
        Check {
            name: "writes_one_character",
            title: "one other character is a number: the steps that lead to it",
            points: 3,
            rule: "RFC 3492, sections 3.2 and 3.3: the walk through all places, and how its length is written",
            book: "the-walk",
            after: &["writes_ascii"],
            mistakes: &[
                DELIMITER_WITHOUT_ASCII,
                NUMERALS_FIRST,
                UPPER_CASE_DIGITS,
                HIGH_DIGIT_FIRST,
                ROUNDS_OF_LENGTH,
                CODE_POINTS_FROM_ZERO,
                K_FROM_ZERO,
                LOWER_NOT_COUNTED,
            ],
            run: writes_one_character,
        },
        Check {
            name: "reads_ascii",
            title: "what ends with its delimiter is read as what stands in front of it",
            points: 1,
            rule: "RFC 3492, section 6.2: all before the last delimiter is copied to the output",
            book: "ascii-first",
            after: &[],
            mistakes: &[ASCII_IN_LOWER_CASE],
            run: reads_ascii,
        },
        Check {
            name: "reads_one_character",
            title: "one number is read, and its character put in where the walk ends",
            points: 2,
            rule: "RFC 3492, section 6.2: i div (length + 1) code points further, at place i mod (length + 1)",
            book: "the-walk",
            after: &["reads_ascii"],
            mistakes: &[UPPER_CASE_REFUSED],
            run: reads_one_character,
        },
        Check {
            name: "writes_many",
            title: "each number counts from the one before it, and the bias learns from each",
            points: 3,
            rule: "RFC 3492, sections 3.4, 6.1 and 6.3: the bias is adapted after each number",
            book: "bias",
            after: &["writes_one_character"],
            mistakes: &[
                END_NOT_COUNTED,
                ROUND_NOT_FINISHED,
                DELTA_NOT_RESET,
                BIAS_NEVER_ADAPTS,
                DAMPS_ALWAYS,
                DAMPS_NEVER,
                ADAPTS_TO_OLD_LENGTH,
            ],
            run: writes_many,
        },
        Check {
            name: "reads_many",
            title: "the reader walks on from each character, and its bias learns as the writer's does",
            points: 2,
            rule: "RFC 3492, section 6.2: the bias is adapted after each number, and the walk goes on behind the character",
            book: "bias",
            after: &["reads_one_character"],
            mistakes: &[STAYS_ON_CHARACTER, PLACES_IN_BYTES],
            run: reads_many,
        },
        Check {
            name: "samples",
            title: "the samples that RFC 3492 publishes are written and read",
            points: 2,
            rule: "RFC 3492, section 7.1: sample strings (A) to (S)",
            book: "samples",
            after: &["writes_ascii", "reads_ascii"],
            mistakes: &[BIAS_ADAPT_FIRST],
            run: samples,
        },
        Check {
            name: "every_label_survives",
            title: "any label, written and read again, is the same label",
            points: 2,
            rule: "RFC 3492, section 1.1: every string of code points has one spelling, and that leads back to it",
            book: "the-walk",
            after: &["writes_one_character", "reads_one_character"],
            mistakes: &[DELIMITER_FIRST_NOT_LAST],
            run: every_label_survives,
        },
        Check {
            name: "bad_texts_are_refused",
            title: "what is no Punycode is refused, and the error says why",
            points: 3,
            rule: "the docs of `to_unicode`; RFC 3492, sections 6.2 and 6.4: fail on overflow, and on what is no digit",
            book: "errors",
            after: &["reads_one_character"],
            mistakes: &[
                LEADING_DELIMITER_OK,
                NOT_ASCII_OK,
                TRUNCATED_OK,
                AT_COUNTS_DIGITS,
                SURROGATE_OK,
                NOT_CHARACTER_IS_OVERFLOW,
                NO_OVERFLOW_CHECK,
                UNWRAPS_BAD_TEXT,
            ],
            run: bad_texts_are_refused,
        },
        Check {
            name: "long_labels_overflow",
            title: "a label whose number needs more than 32 bits is refused, and no other",
            points: 1,
            rule: "RFC 3492, section 6.4: an encoder must notice overflow; the docs of `to_ascii`: 32 bits",
            book: "overflow",
            after: &["writes_one_character"],
            mistakes: &[NO_OVERFLOW_CHECK],
            run: long_labels_overflow,
        },
        Check {
            name: "delta_by_delta",
            title: "a Czech question is written and read number by number as the table says",
            points: 1,
            rule: "RFC 3492, section 7.1, sample (D): its four numbers",
            book: "samples",
            after: &["writes_one_character", "reads_one_character"],
            mistakes: &[],
            run: delta_by_delta,
        },
    ],
};

type Answer = Result<String, PunycodeError>;

fn ask_to_write(label: &str) -> Script {
    call("to_ascii", (label.to_owned(),))
}

fn ask_to_read(text: &str) -> Script {
    call("to_unicode", (text.to_owned(),))
}

/// What somebody with a habit makes of one label or text.
type Play<'a> = &'a dyn Fn(Habit) -> Answer;

fn slug_of(answer: &Answer, play: impl Fn(Habit) -> Answer) -> Option<&'static str> {
    HABITS.iter().find(|(_, habit)| play(*habit) == *answer).map(|(slug, _)| *slug)
}

/// The next answer must be the Punycode of this label.
fn writes(label: &str, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = Habit::ByTheBook.write(label);
    let answer: Answer = seen.value().map_err(|trouble| {
        seen.differs(&right);
        pictured(overflowed(trouble), label, None)
    })?;
    ensure(answer == right, || {
        let trouble = Trouble::new(seen.differs(&right));
        let slug = slug_of(&answer, |habit| habit.write(label));
        pictured(slug.into_iter().fold(trouble, Trouble::looks_like), label, answer.as_deref().ok())
    })
}

fn pictured(trouble: Trouble, label: &str, yours: Option<&str>) -> Trouble {
    figures::writing(label, yours).into_iter().fold(trouble, Trouble::figure)
}

/// The next answer must be what the docs say of this text.
fn reads(text: &str, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = Habit::ByTheBook.read(text);
    let answer: Answer = seen.value().map_err(|trouble| {
        seen.differs(&right);
        let trouble = overflowed(trouble).panic_with_looks_like("is_char_boundary", "places-in-bytes");
        let trouble = if right.is_ok() { trouble } else { trouble.panic_looks_like("unwraps-bad-text") };
        trouble.figure(figures::reading(text, None))
    })?;
    ensure(answer == right, || {
        let trouble = Trouble::new(seen.differs(&right));
        let slug = slug_of(&answer, |habit| habit.read(text));
        let trouble = slug.into_iter().fold(trouble, Trouble::looks_like);
        trouble.figure(figures::reading(text, Some(&answer)))
    })
}

fn overflowed(trouble: Trouble) -> Trouble {
    trouble
        .panic_with_looks_like("attempt to add with overflow", "no-overflow-check")
        .panic_with_looks_like("attempt to multiply with overflow", "no-overflow-check")
}

const ASCII: [&str; 6] = ["London", "a", "a-b", "", "-", "--"];

fn writes_ascii(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        ASCII.map(String::from),
        ascii_labels(true),
        |label| ask_to_write(label),
        |label, seen| writes(label, seen),
    )
}

fn reads_ascii(trial: &mut Trial<'_>) -> Verdict {
    // Hyphens of its own are for `every_label_survives`.
    trial.law(
        ["London-", "a-", ""].map(String::from),
        written(ascii_labels(false)),
        |text| ask_to_read(text),
        |text, seen| reads(text, seen),
    )
}

/// Labels with one character to put in, at the start, within, and at the end; and the first and the last of all.
const ONE: [&str; 9] = ["bücher", "ü", "éa", "aé", "東", "München-Ost", "-ü", "\u{80}", "\u{10ffff}"];

fn right_text(label: &str) -> String {
    Habit::ByTheBook.write(label).expect("it is short")
}

fn writes_one_character(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        ONE.map(String::from),
        with_one(true),
        |label| ask_to_write(label),
        |label, seen| writes(label, seen),
    )
}

fn reads_one_character(trial: &mut Trial<'_>) -> Verdict {
    // Hyphens of its own are for `every_label_survives`.
    let plain = ONE.into_iter().filter(|label| !label.contains('-')).map(right_text);
    let forced = plain.chain(["BCHER-KVA", "TDA"].map(String::from));
    trial.law(forced, written(with_one(false)), |text| ask_to_read(text), |text, seen| reads(text, seen))
}

/// Labels with more of them: the same twice, in order and not, close together and far apart.
const MANY: [&str; 11] = [
    "üü",
    "äö",
    "öä",
    "äa",
    "aäbö",
    "éàé",
    "東京",
    "ü東",
    "東ü京é",
    "münchen-öst-straße",
    "\u{80}\u{10ffff}",
];

fn writes_many(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        MANY.map(String::from),
        labels(),
        |label| ask_to_write(label),
        |label, seen| writes(label, seen),
    )
}

fn reads_many(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        MANY.map(right_text),
        written(labels()),
        |text| ask_to_read(text),
        |text, seen| reads(text, seen),
    )
}

fn samples(trial: &mut Trial<'_>) -> Verdict {
    // The Czech one first, which most people find the easiest to read.
    let mut samples = SAMPLES;
    samples.rotate_left(3);
    trial.table(
        samples,
        |(_, label, text)| ask_to_write(label).call("to_unicode", (*text,)),
        |(_, label, text), seen| {
            writes(label, seen)?;
            reads(text, seen)
        },
    )
}

fn every_label_survives(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = ["bücher", "a-b", "a-b-ü", "-", "", "\u{d7ff}\u{e000}", "\u{10ffff}\u{10000}\u{ffff}"];
    trial.story(forced.map(String::from), Some(labels()), |label, talk| {
        let ascii: Answer = talk.ask(&ask_to_write(label).kept_as("ascii"), |seen| {
            let answer: Answer = seen.value()?;
            ensure(answer.is_ok(), || Trouble::new(seen.expected("a text: no number is as large as that")))?;
            Ok(answer)
        })?;
        let Ok(ascii) = ascii else { return Ok(()) };
        talk.ask(&ask_to_read(&ascii).coded("to_unicode(&ascii.unwrap())"), |seen| {
            let right = Ok(label.clone());
            let answer: Answer = seen.value().inspect_err(|_| drop(seen.differs(&right)))?;
            ensure(answer == right, || {
                let trouble = Trouble::new(seen.differs(&right));
                let is_well_written = Habit::ByTheBook.write(label).as_ref() == Ok(&ascii);
                let slug = if is_well_written {
                    slug_of(&answer, |habit| habit.read(&ascii))
                } else {
                    slug_of(&Ok(ascii.clone()), |habit| habit.write(label))
                };
                let trouble = slug.into_iter().fold(trouble, Trouble::looks_like);
                pictured(trouble, label, Some(&ascii))
            })
        })
    })
}

/// Texts that are refused, and some beside them that are not.
const BAD: [&str; 30] = [
    "bcher-k_a",
    "a.b",
    "bcher-kva ",
    "bcher-k",
    "b",
    "bcher-kva9",
    "-kva",
    "-",
    "--tda",
    "bücher-kva",
    "bcher-kü",
    "ü",
    "a_ü",
    "999",
    "999!",
    // The first code points that are no characters, and their neighbors.
    "hb9b",
    "ib9b",
    "zy0c",
    "0y0c",
    "a-rc4g",
    "dn32g",
    "en32g",
    // A number of 2 to the 32; one that fits, with a code point that does not; and the last that fits.
    "l0902716a",
    "k0902716a",
    "xw902716a",
    "ww902716a",
    "99999999",
    "99999999!",
    "zzzzzzzzz9999999999",
    "a-99999999",
];

fn bad_texts_are_refused(trial: &mut Trial<'_>) -> Verdict {
    trial.law(BAD.map(String::from), texts(), |text| ask_to_read(text), |text, seen| reads(text, seen))
}

/// So many times `a`, and the last character of all: 32 bits hold (0x10ffff - 0x80) * 3855, but not * 3856.
fn long_labels_overflow(trial: &mut Trial<'_>) -> Verdict {
    let label = |letters: &usize| format!("{}\u{10ffff}", "a".repeat(*letters));
    let ask = |letters: &usize| {
        let code = format!(r#"to_ascii(&("a".repeat({letters}) + "\u{{10ffff}}"))"#);
        ask_to_write(&label(letters)).spelled(code.clone()).coded(code)
    };
    trial.table([3854, 3855, 5000, 8000], ask, |letters, seen| {
        let label = label(letters);
        let right = Habit::ByTheBook.write(&label);
        let answer: Answer = seen.value().map_err(|trouble| {
            if right.is_err() {
                seen.differs(&right);
            }
            overflowed(trouble).figure(figures::long_walk(*letters))
        })?;
        let told = |answer: &Answer| match answer {
            Ok(text) => format!("Ok(\"a…a{}\")", sanitise::line(text.trim_start_matches('a'))),
            Err(error) => format!("Err({error:?})"),
        };
        ensure(answer == right, || {
            seen.shown_as(&told(&answer));
            let message = if right.is_err() { seen.differs(&right) } else { seen.expected(told(&right)) };
            let trouble = Trouble::new(message).figure(figures::long_walk(*letters));
            let slug = slug_of(&answer, |habit| habit.write(&label));
            slug.into_iter().fold(trouble, Trouble::looks_like)
        })
    })
}

/// RFC 3492, section 7.1, sample (D), with what is in front, and one number more in each row: the number, its
/// digits, and the label then.
#[rustfmt::skip]
const TRACE: [(u32, &str, &str); 5] = [
    (0,    "Proprostnemluvesky-", "Proprostnemluvesky"),
    (2085, "uyb",                 "Proprostnemluvíesky"),
    (628,  "24d",                 "Pročprostnemluvíesky"),
    (12,   "ma",                  "Pročprostnemluvíčesky"),
    (300,  "41a",                 "Pročprostěnemluvíčesky"),
];

fn delta_by_delta(trial: &mut Trial<'_>) -> Verdict {
    // The first numbers of a label are those of a shorter one, so each row can be asked for.
    let texts: Vec<String> =
        (1..=TRACE.len()).map(|rows| TRACE[..rows].iter().map(|row| row.1).collect()).collect();
    let ask = |(): &()| {
        let rows = TRACE.iter().zip(&texts);
        rows.fold(Script::default(), |script, ((.., label), text)| {
            script.call("to_ascii", (*label,)).call("to_unicode", (text.clone(),))
        })
    };
    trial.table([()], ask, |(), seen| {
        let mut rows = vec![];
        let mut first_trouble = None;
        for ((.., label), text) in TRACE.iter().zip(&texts) {
            let mut row = vec![];
            let asked: [(&str, Play<'_>); 2] =
                [(text, &|habit| habit.write(label)), (label, &|habit| habit.read(text))];
            for (right, play) in asked {
                let right: Answer = Ok(right.to_owned());
                let answer: Answer = seen.value()?;
                // Only the first that is wrong is told as a step; the table shows them all.
                if answer == right || first_trouble.is_some() {
                    seen.leave_out();
                } else {
                    let trouble = Trouble::new(seen.differs(&right));
                    first_trouble =
                        Some(slug_of(&answer, play).into_iter().fold(trouble, Trouble::looks_like));
                }
                row.push(answer);
            }
            rows.push(row);
        }
        first_trouble.map_or(Ok(()), |trouble| Err(trouble.figure(trace(&rows, &texts))))
    })
}

/// The learner's own trace; the rows that differ from the committed one are marked.
fn trace(rows: &[Vec<Answer>], texts: &[String]) -> Table {
    let told = |answer: &Answer| match answer {
        Ok(text) => sanitise::line(text).chars().take(40).collect(),
        Err(error) => error.to_string(),
    };
    let mut table = Table {
        title: String::from("your trace, a number more in each row"),
        head: ["number", "digits", "you write", "you read"].map(String::from).to_vec(),
        rows: vec![],
        wrong: vec![],
    };
    for (at, ((number, digits, label), answers)) in TRACE.iter().zip(rows).enumerate() {
        let (number, digits) = if at == 0 { (String::new(), "") } else { (number.to_string(), *digits) };
        table.rows.push(vec![number, digits.to_owned(), told(&answers[0]), told(&answers[1])]);
        let is_right = answers[0].as_ref() == Ok(&texts[at]) && answers[1].as_deref() == Ok(label);
        table.wrong.extend((!is_right).then_some(at));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn our_model_writes_and_reads_the_samples() {
        for (name, label, text) in SAMPLES {
            // One sample marks an upper-case letter with a digit in upper case (appendix A).
            let (_, start) = Habit::ByTheBook.front(text);
            let lower = text[..start].to_owned() + &text[start..].to_lowercase();
            assert_eq!(Habit::ByTheBook.write(label), Ok(lower), "{name}");
            assert_eq!(Habit::ByTheBook.read(text).as_deref(), Ok(label), "{name}");
        }
        for label in drawn(&labels(), 500) {
            assert_eq!(Habit::ByTheBook.read(&right_text(&label)), Ok(label));
        }
    }

    #[test]
    fn the_trace_is_right() {
        let (_, label, _) = SAMPLES[3];
        let steps = Habit::ByTheBook.steps(label).expect("it is short");
        let steps: Vec<_> =
            steps.iter().map(|step| (step.number as u32, step.digits.as_str(), step.text.as_str())).collect();
        assert_eq!(steps, TRACE[1..]);
    }

    #[test]
    fn the_limit_of_long_labels_is_where_we_say() {
        let write = |letters: usize| Habit::ByTheBook.write(&format!("{}\u{10ffff}", "a".repeat(letters)));
        assert!(write(3854).is_ok());
        assert_eq!(write(3855), Err(PunycodeError::Overflow));
    }

    /// Whoever has a habit fails at a forced label or text, and there the mistake is named.
    #[test]
    fn each_habit_shows_in_a_forced_case() {
        let labels = [&ASCII[..], &ONE, &MANY].concat();
        let mut texts = ["London-", "BCHER-KVA", "a-b-", "a-b-eha"].map(String::from).to_vec();
        texts.extend(ONE.iter().chain(&MANY).map(|label| right_text(label)));
        texts.extend(BAD.map(String::from));
        for (slug, habit) in HABITS {
            let right = Habit::ByTheBook;
            let label = labels.iter().find(|label| habit.write(label) != right.write(label));
            let text = texts.iter().find(|text| habit.read(text) != right.read(text));
            assert!(label.is_some() || text.is_some(), "{habit:?}");
            if let Some(label) = label {
                let named = slug_of(&habit.write(label), |habit| habit.write(label));
                assert_eq!(named, Some(slug), "{habit:?} {label:?}");
            }
            if let Some(text) = text {
                let named = slug_of(&habit.read(text), |habit| habit.read(text));
                assert_eq!(named, Some(slug), "{habit:?} {text:?}");
            }
        }
    }
}
