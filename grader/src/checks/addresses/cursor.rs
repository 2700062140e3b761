//! addresses/cursor: numbers from bytes and back, never past the end.

use given::addresses::{Short, TooWide};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::{Index, select};
use serde::{Deserialize, Serialize};

use super::{bytes, draw, fewer, number};
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::Dump;
use crate::script::{Object, Script};
use crate::spell::{Bytes, Slice, Spell};
use crate::trial::{Seen, Talk, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "cursor",
    title: "numbers from bytes and back, never past the end",
    track: Track::First,
    level: Level::Beginner,
    minutes: 75,
    needs: &[],
    rust: &["lifetimes"],
    hints: [
        "A reader has two fields: the bytes, borrowed, and how many of them were read. Begin with `new`, `u8` and `pos`. Which method do all the others need? It gives out the next `n` bytes, or says that there are too few.",
        "Write `rest` and `take` first. `slice.get(..n)` answers `None` where there are fewer than `n`, and never panics. Move the position only when nothing can fail any more; then a failed read can't have moved it. `u16::from_be_bytes` wants an array: `taken.try_into()` makes one of a slice. A writer is a `Vec<u8>`.",
        "`take`: `let rest = self.rest(); let taken = rest.get(..n).ok_or(Short { needed: n, left: rest.len() })?; self.pos += n; Ok(taken)`. `u16` is `u16::from_be_bytes` of `take(2)?`. `u24` puts a 0 in front and is a `u32`. Writing: `self.written.extend_from_slice(&value.to_be_bytes())`; for `u24` the first of the four bytes must be 0, or the answer is `TooWide`.",
    ],
    compare: "Look at where our `take` moves the position, and how `array` lets every number be one line.",
    checks: &[
        Check {
            name: "reads_bytes_in_order",
            title: "u8 gives the bytes one after the other",
            points: 1,
            rule: "the docs of `Reader`: reading a field moves the position behind it",
            book: "position",
            after: &[],
            mistakes: &[NEVER_MOVES],
            run: reads_bytes_in_order,
        },
        Check {
            name: "most_significant_first",
            title: "two, three, four and eight bytes are numbers, the most significant byte first",
            points: 2,
            rule: "RFC 791, appendix B: of a number in several octets, the most significant one is sent first",
            book: "byte-order",
            after: &["reads_bytes_in_order"],
            mistakes: &[NATIVE_ENDIAN, SIGN_EXTENDS],
            run: most_significant_first,
        },
        Check {
            name: "position_and_rest",
            title: "pos counts what was read, and rest is what was not",
            points: 2,
            rule: "the docs of `Reader`: its position is how many bytes it has read; `rest` leaves it where it is",
            book: "position",
            after: &["reads_bytes_in_order", "most_significant_first"],
            mistakes: &[REST_MOVES, REST_IS_ALL, POS_IS_LEFT],
            run: position_and_rest,
        },
        Check {
            name: "lends_what_it_reads",
            title: "take lends the next bytes out of the input, and copies none",
            points: 1,
            rule: "the docs of `take`: the bytes are lent out of those that the reader was made from",
            book: "lending",
            after: &["reads_bytes_in_order"],
            mistakes: &[TAKES_FROM_THE_START, COPIES],
            run: lends_what_it_reads,
        },
        Check {
            name: "short_reads_are_errors",
            title: "a read past the end is refused, and says what it needed and what is left",
            points: 2,
            rule: "the docs of `Short`: a peer may send less than it promised, and nothing that it sends may make you panic",
            book: "past-the-end",
            after: &["reads_bytes_in_order", "most_significant_first"],
            mistakes: &[
                NO_BOUNDS_CHECK,
                OFF_BY_ONE_END,
                LENGTH_OVERFLOWS,
                LEFT_COUNTS_ALL,
                NEEDED_IS_MISSING,
            ],
            run: short_reads_are_errors,
        },
        Check {
            name: "failed_read_moves_nothing",
            title: "a read that fails leaves the position where it was",
            points: 2,
            rule: "the docs of `Reader`: a read that fails leaves the position where it was",
            book: "all-or-nothing",
            after: &["position_and_rest", "short_reads_are_errors"],
            mistakes: &[PARTIAL_ADVANCE],
            run: failed_read_moves_nothing,
        },
        Check {
            name: "any_script",
            title: "any reads, in any order, of any bytes, go as they should",
            points: 2,
            rule: "the docs of `Reader`: it never panics, and after a read that failed a smaller field can still be read",
            book: "all-or-nothing",
            after: &["position_and_rest", "lends_what_it_reads", "failed_read_moves_nothing"],
            mistakes: &[STAYS_SHORT],
            run: any_script,
        },
        Check {
            name: "header_fields",
            title: "the fields of an IPv4 header are read as the drawing shows",
            points: 1,
            rule: "RFC 791, section 3.1: the header, field by field",
            book: "a-real-header",
            after: &["reads_bytes_in_order"],
            mistakes: &[],
            run: header_fields,
        },
        Check {
            name: "writes_most_significant_first",
            title: "a number is written as its bytes, the most significant first",
            points: 2,
            rule: "RFC 791, appendix B: of a number in several octets, the most significant one is sent first",
            book: "byte-order",
            after: &[],
            mistakes: &[WRITES_NATIVE_ENDIAN],
            run: writes_most_significant_first,
        },
        Check {
            name: "writes_one_behind_the_other",
            title: "fields and bytes stand one behind the other, and pos counts the bytes",
            points: 1,
            rule: "the docs of `Writer`: its position is how many bytes it has written",
            book: "writing",
            after: &["writes_most_significant_first"],
            mistakes: &[POS_COUNTS_FIELDS],
            run: writes_one_behind_the_other,
        },
        Check {
            name: "what_is_written_reads_back",
            title: "what was written without an error reads back the same",
            points: 2,
            rule: "a field of 24 bits holds 24 bits; what does not fit must be refused, not cut",
            book: "u24",
            after: &["most_significant_first", "writes_most_significant_first"],
            mistakes: &[SILENT_TRUNCATE],
            run: what_is_written_reads_back,
        },
        Check {
            name: "too_wide_is_refused",
            title: "a u24 over 0xFFFFFF is refused, and nothing is written",
            points: 1,
            rule: "the docs of `Writer::u24`: `TooWide` with the value and 24 bits; then nothing is written",
            book: "u24",
            after: &["writes_most_significant_first"],
            mistakes: &[WRITES_BEFORE_REFUSING, LIMIT_OFF_BY_ONE],
            run: too_wide_is_refused,
        },
        Check {
            name: "patch_overwrites_two_bytes",
            title: "patch_u16 overwrites two bytes that were written, and refuses others",
            points: 2,
            rule: "the docs of `Writer::patch_u16`: the bytes at `at` and behind it; `Short` if both have not been written",
            book: "patching",
            after: &["writes_most_significant_first"],
            mistakes: &[
                PATCH_APPENDS,
                PATCH_INSERTS,
                PATCH_NATIVE_ENDIAN,
                PATCH_PANICS,
                PATCH_GROWS,
                PATCH_REFUSES_THE_END,
            ],
            run: patch_overwrites_two_bytes,
        },
    ],
};

const NEVER_MOVES: Mistake = Mistake {
    slug: "never-moves",
    name: "every read gives the first byte again: the position is not moved",
    ask: "What in the reader is different after `u8` from what it was before?",
};

const NATIVE_ENDIAN: Mistake = Mistake {
    slug: "native-endian",
    name: "the first byte is taken for the least significant one, as most processors keep numbers in memory",
    ask: "In which order does the network send the bytes of a number, and which function of `u16` has that in its name?",
};

const SIGN_EXTENDS: Mistake = Mistake {
    slug: "sign-extends",
    name: "a byte of 128 or more is taken for a negative number, and fills the bits before it with ones",
    ask: "Is there an `i8` or an `i32` on the way from the byte to the number?",
};

const REST_MOVES: Mistake = Mistake {
    slug: "rest-moves",
    name: "`rest` moves the position",
    ask: "`rest` only looks. What would its signature need, to be allowed to move anything?",
};

const REST_IS_ALL: Mistake = Mistake {
    slug: "rest-is-all",
    name: "`rest` gives all the bytes, also those that were read",
    ask: "At which index begins what was not read yet?",
};

const POS_IS_LEFT: Mistake = Mistake {
    slug: "pos-is-left",
    name: "`pos` tells how many bytes are left, not how many were read",
    ask: "What should `pos` be before anything was read?",
};

const TAKES_FROM_THE_START: Mistake = Mistake {
    slug: "takes-from-the-start",
    name: "`take` gives the first bytes of all, not the next ones",
    ask: "Where does the slice begin that `take` cuts out, and where is the position?",
};

const COPIES: Mistake = Mistake {
    slug: "copies-what-it-lends",
    name: "the bytes are copied, where a part of the input could be lent",
    ask: "A slice is a place and a length. Why make new bytes, when they are there already?",
};

const NO_BOUNDS_CHECK: Mistake = Mistake {
    slug: "no-bounds-check",
    name: "it reads past the end without asking, and Rust stops the program",
    ask: "The stranger's bytes end too soon. Which line finds out first, yours or Rust's?",
};

const OFF_BY_ONE_END: Mistake = Mistake {
    slug: "off-by-one-end",
    name: "the end is off by one: what ends just behind it is let through, or what ends exactly there is refused",
    ask: "Two bytes are left. Which reads must work, and which is the first that must not?",
};

const LENGTH_OVERFLOWS: Mistake = Mistake {
    slug: "length-overflows",
    name: "position and length are added up, and the sum is too large for a usize",
    ask: "A stranger says that `usize::MAX` bytes follow. What is the position plus that?",
};

const LEFT_COUNTS_ALL: Mistake = Mistake {
    slug: "left-counts-all",
    name: "`left` counts all the bytes, also those that were read",
    ask: "How many bytes could still be read, where it failed?",
};

const NEEDED_IS_MISSING: Mistake = Mistake {
    slug: "needed-is-missing",
    name: "`needed` tells how many bytes are missing, not how many were asked for",
    ask: "How many bytes has a u32, however many there are?",
};

const PARTIAL_ADVANCE: Mistake = Mistake {
    slug: "partial-advance",
    name: "a read that failed has eaten some bytes",
    ask: "What has happened already, when you notice that there are too few?",
};

const STAYS_SHORT: Mistake = Mistake {
    slug: "stays-short",
    name: "after one read that failed, every read fails",
    ask: "One byte is left, and two were asked for. Can one still be read?",
};

const WRITES_NATIVE_ENDIAN: Mistake = Mistake {
    slug: "writes-native-endian",
    name: "the least significant byte is written first",
    ask: "Which end of the number must travel first?",
};

const POS_COUNTS_FIELDS: Mistake = Mistake {
    slug: "pos-counts-fields",
    name: "`pos` counts fields, not bytes",
    ask: "By how much does a u32 move the position?",
};

const SILENT_TRUNCATE: Mistake = Mistake {
    slug: "silent-truncate",
    name: "a number that needs more than 24 bits is cut, and nobody is told",
    ask: "What is left of 0x01000000 in three bytes?",
};

const WRITES_BEFORE_REFUSING: Mistake = Mistake {
    slug: "writes-before-refusing",
    name: "a number is refused, and written all the same",
    ask: "What comes first in your `u24`, the question or the writing?",
};

const LIMIT_OFF_BY_ONE: Mistake = Mistake {
    slug: "limit-off-by-one",
    name: "the limit of a u24 is off by one",
    ask: "What is the largest number of 24 bits, and is it allowed?",
};

const PATCH_APPENDS: Mistake = Mistake {
    slug: "patch-appends",
    name: "the two bytes are put at the end, and what was to be overwritten stays",
    ask: "How long should the writing be after a patch, compared with before?",
};

const PATCH_INSERTS: Mistake = Mistake {
    slug: "patch-inserts",
    name: "the two bytes are pushed in, and all behind them move",
    ask: "How long should the writing be after a patch, compared with before?",
};

const PATCH_NATIVE_ENDIAN: Mistake = Mistake {
    slug: "patch-native-endian",
    name: "the patch puts the least significant byte first",
    ask: "Does `patch_u16` write a number in the same order as `u16`?",
};

const PATCH_PANICS: Mistake = Mistake {
    slug: "patch-panics",
    name: "a patch past the end makes it panic",
    ask: "`at` may be anything. For which of them are there two bytes to overwrite?",
};

const PATCH_GROWS: Mistake = Mistake {
    slug: "patch-grows",
    name: "a patch past the end makes the writing longer, where it should be refused",
    ask: "May a patch write where nothing has been written yet?",
};

const PATCH_REFUSES_THE_END: Mistake = Mistake {
    slug: "patch-refuses-the-end",
    name: "the last two bytes can't be patched: the end is off by one",
    ask: "Four bytes were written. What is the largest `at` that has two bytes?",
};

/// The reader that a script is about, as cards call it.
const READER: Object = Object { number: 1, name: "reader" };
/// The writer.
const WRITER: Object = Object { number: 2, name: "writer" };

/// A number of a field, of whatever width; people read it in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Number(u64);

impl Spell for Number {
    fn spell(&self) -> String {
        format!("0x{:02X}", self.0)
    }
}

/// The fields that hold a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    U8,
    U16,
    U24,
    U32,
    U64,
}

use Kind::{U8, U16, U24, U32, U64};

/// Each with its name and its width in bytes.
const KINDS: [(Kind, &str, usize); 5] =
    [(U8, "u8", 1), (U16, "u16", 2), (U24, "u24", 3), (U32, "u32", 4), (U64, "u64", 8)];

impl Kind {
    fn name(self) -> &'static str {
        KINDS[self as usize].1
    }

    fn width(self) -> usize {
        KINDS[self as usize].2
    }

    /// The number's bytes in the order of the network.
    fn emit(self, value: u64) -> Vec<u8> {
        value.to_be_bytes()[8 - self.width()..].to_vec()
    }
}

/// What is asked of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    Number(Kind),
    Take(usize),
    Rest,
    Pos,
}

/// What a reader answers. A slice is told as its place in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Number(Result<u64, Short>),
    Taken(Result<(usize, usize), Short>),
    Rest(usize, usize),
    Pos(usize),
}

impl Read {
    /// How many bytes it asks for.
    fn needs(self) -> usize {
        match self {
            Read::Number(kind) => kind.width(),
            Read::Take(n) => n,
            Read::Rest | Read::Pos => 0,
        }
    }

    fn spell(self) -> String {
        match self {
            Read::Number(kind) => kind.name().to_owned(),
            Read::Take(usize::MAX) => String::from("take(usize::MAX)"),
            Read::Take(n) => format!("take({n})"),
            Read::Rest => String::from("rest"),
            Read::Pos => String::from("pos"),
        }
    }

    fn ask(self, script: Script) -> Script {
        match self {
            Read::Number(kind) => script.on(READER, &format!("Reader::{}", kind.name()), ()),
            Read::Take(n) => {
                script.on(READER, "Reader::take", (n,)).spelled(format!("reader.{}", self.spell()))
            }
            Read::Rest => script.on(READER, "Reader::rest", ()),
            Read::Pos => script.on(READER, "Reader::pos", ()),
        }
    }
}

/// Bytes, and what is asked of a reader of them, in order.
#[derive(Clone, Debug)]
struct Reading {
    bytes: Vec<u8>,
    reads: Vec<Read>,
}

/// How a reader reads: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Right,
    NeverMoves,
    LittleEndian,
    SignExtendsNumber,
    SignExtendsBytes,
    RestMoves,
    RestIsAll,
    PosIsLeft,
    TakesFromTheStart,
    RefusesTheLast,
    LeftCountsAll,
    NeededIsMissing,
    EatsOnFailure,
    EatsByteByByte,
    StaysShort,
}

const HABITS: [(&str, Habit); 14] = [
    ("never-moves", Habit::NeverMoves),
    ("native-endian", Habit::LittleEndian),
    ("sign-extends", Habit::SignExtendsNumber),
    ("sign-extends", Habit::SignExtendsBytes),
    ("rest-moves", Habit::RestMoves),
    ("rest-is-all", Habit::RestIsAll),
    ("pos-is-left", Habit::PosIsLeft),
    ("takes-from-the-start", Habit::TakesFromTheStart),
    ("off-by-one-end", Habit::RefusesTheLast),
    ("left-counts-all", Habit::LeftCountsAll),
    ("needed-is-missing", Habit::NeededIsMissing),
    ("partial-advance", Habit::EatsOnFailure),
    ("partial-advance", Habit::EatsByteByByte),
    ("stays-short", Habit::StaysShort),
];

/// A reader that is a position, and may have a habit.
struct Model<'a> {
    bytes: &'a [u8],
    pos: usize,
    failed: bool,
    habit: Habit,
}

impl Model<'_> {
    fn read(&mut self, read: Read) -> Told {
        match read {
            Read::Number(kind) => Told::Number(self.advance(read).map(|at| self.number(at, kind))),
            Read::Take(n) => Told::Taken(
                self.advance(read).map(|at| (if self.habit == Habit::TakesFromTheStart { 0 } else { at }, n)),
            ),
            Read::Rest => {
                let at = if self.habit == Habit::RestIsAll { 0 } else { self.pos };
                if self.habit == Habit::RestMoves {
                    self.pos = self.bytes.len();
                }
                Told::Rest(at, self.bytes.len() - at)
            }
            Read::Pos if self.habit == Habit::PosIsLeft => Told::Pos(self.bytes.len() - self.pos),
            Read::Pos => Told::Pos(self.pos),
        }
    }

    /// Passes over what is asked for, and gives where it begins.
    fn advance(&mut self, read: Read) -> Result<usize, Short> {
        let (needed, left) = (read.needs(), self.bytes.len() - self.pos);
        let refused = needed > left
            || self.habit == Habit::RefusesTheLast && needed == left && needed > 0
            || self.habit == Habit::StaysShort && self.failed;
        if refused {
            self.failed = true;
            let all = self.bytes.len();
            return Err(match self.habit {
                Habit::LeftCountsAll => Short { needed, left: all },
                Habit::NeededIsMissing => Short { needed: needed - left, left },
                Habit::EatsOnFailure => {
                    self.pos = all;
                    Short { needed, left }
                }
                // Fields made of other fields: what fails is one byte.
                Habit::EatsByteByByte if matches!(read, Read::Number(_)) => {
                    self.pos = all;
                    Short { needed: 1, left: 0 }
                }
                _ => Short { needed, left },
            });
        }
        let at = self.pos;
        if self.habit != Habit::NeverMoves {
            self.pos += needed;
        }
        Ok(at)
    }

    fn number(&self, at: usize, kind: Kind) -> u64 {
        let bytes = &self.bytes[at..at + kind.width()];
        let mask = u64::MAX >> (64 - 8 * if kind == U24 { 4 } else { kind.width() });
        let join = |number: u64, byte: &u8| match self.habit {
            Habit::SignExtendsBytes => number << 8 | *byte as i8 as u64,
            _ => number << 8 | u64::from(*byte),
        };
        let number = match self.habit {
            Habit::LittleEndian => bytes.iter().rev().fold(0, join),
            _ => bytes.iter().fold(0, join),
        };
        let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
        let ones = if self.habit == Habit::SignExtendsNumber && negative {
            u64::MAX << (8 * kind.width() - 1)
        } else {
            0
        };
        (number | ones) & mask
    }
}

impl Reading {
    fn new(bytes: &[u8], reads: &[Read]) -> Reading {
        Reading { bytes: bytes.to_vec(), reads: reads.to_vec() }
    }

    fn ask(&self) -> Script {
        let input = Bytes(self.bytes.clone());
        let spelled = format!("let input = {}; let mut reader = Reader::new(input)", input.spell());
        let script = Script::default().new(READER, "Reader::new", (input,)).spelled(&spelled).coded(spelled);
        self.reads.iter().fold(script, |script, read| read.ask(script))
    }

    /// What a reader with this habit answers.
    fn told(&self, habit: Habit) -> Vec<Told> {
        let mut model = Model { bytes: &self.bytes, pos: 0, failed: false, habit };
        self.reads.iter().map(|read| model.read(*read)).collect()
    }

    /// Reads the learner's answers, up to the first that is wrong. Only mistakes that are likely in this check are
    /// named: the others can't be, after the checks before.
    fn judge(&self, seen: &mut Seen<'_>, likely: &[&str]) -> Result<(), Trouble> {
        seen.skip()?;
        let expected = self.told(Habit::Right);
        for (index, expected_now) in expected.iter().enumerate() {
            let told =
                self.hear(index, expected_now, seen).map_err(|trouble| trouble.figure(self.dump(index)))?;
            if told == *expected_now {
                continue;
            }
            let looks = HABITS.iter().filter(|(slug, _)| likely.contains(slug)).find(|(_, habit)| {
                let like = self.told(*habit);
                like[..index] == expected[..index] && like[index] == told
            });
            let trouble = Trouble::new(seen.differs(expected_now)).figure(self.dump(index));
            return Err(looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)));
        }
        Ok(())
    }

    /// The learner's next answer. A copy of the right bytes is told at once.
    fn hear(&self, index: usize, expected: &Told, seen: &mut Seen<'_>) -> Result<Told, Trouble> {
        let slice = |slice: Slice, place: Option<(usize, usize)>, seen: &mut Seen<'_>| match slice {
            // Nothing may lie anywhere.
            Slice::Span { len: 0, .. } => Ok((place.map_or(0, |(at, _)| at), 0)),
            Slice::Elsewhere(bytes) if bytes.is_empty() => Ok((place.map_or(0, |(at, _)| at), 0)),
            Slice::Span { offset, len } => Ok((offset, len)),
            Slice::Elsewhere(bytes) => {
                let same = place.is_some_and(|(at, len)| self.bytes[at..at + len] == *bytes);
                let differs = seen.differs(expected);
                let message = if same {
                    String::from("the right bytes, but a copy of them, not a part of the input")
                } else {
                    differs
                };
                Err(Trouble::new(message).looks_like_if(same, "copies-what-it-lends"))
            }
        };
        let read = self.reads[index];
        let place = match expected {
            Told::Taken(Ok(place)) => Some(*place),
            Told::Rest(at, len) => Some((*at, *len)),
            _ => None,
        };
        let panicked = |trouble: Trouble| self.panicked(index, trouble);
        Ok(match read {
            Read::Number(_) => {
                let number: Result<Number, Short> = seen.value().map_err(panicked)?;
                Told::Number(number.map(|Number(value)| value))
            }
            Read::Take(_) => match seen.value::<Result<Slice, Short>>().map_err(panicked)? {
                Ok(lent) => Told::Taken(Ok(slice(lent, place, seen)?)),
                Err(short) => Told::Taken(Err(short)),
            },
            Read::Rest => {
                let lent: Slice = seen.value().map_err(panicked)?;
                let (at, len) = slice(lent, place, seen)?;
                Told::Rest(at, len)
            }
            Read::Pos => Told::Pos(seen.value().map_err(panicked)?),
        })
    }

    fn panicked(&self, index: usize, trouble: Trouble) -> Trouble {
        let (needed, left) = (self.reads[index].needs(), self.bytes.len() - self.pos_before(index));
        let too_far = needed > left;
        let trouble = if too_far {
            trouble.panic_with_looks_like("attempt to add with overflow", "length-overflows")
        } else {
            trouble
        };
        match needed {
            // A whole byte too many is seen before, where the end is looked at but off by one.
            _ if needed == left + 1 => trouble.panic_looks_like("off-by-one-end"),
            _ if needed > left => trouble.panic_looks_like("no-bounds-check"),
            _ => trouble,
        }
    }

    fn pos_before(&self, index: usize) -> usize {
        let mut model = Model { bytes: &self.bytes, pos: 0, failed: false, habit: Habit::Right };
        for read in &self.reads[..index] {
            model.read(*read);
        }
        model.pos
    }

    /// The input, with the fields that were read; what the step is about is marked.
    fn dump(&self, index: usize) -> Dump {
        let mut dump = Dump::new("input", &self.bytes);
        for (number, read) in self.reads[..=index].iter().enumerate() {
            let at = self.pos_before(number);
            let (needed, left) = (read.needs(), self.bytes.len() - at);
            let field = match read {
                Read::Number(kind) if needed <= left => {
                    let value = self.bytes[at..at + needed]
                        .iter()
                        .fold(0, |value, byte| value << 8 | u64::from(*byte));
                    format!("{} = {}", kind.name(), Number(value).spell())
                }
                _ => read.spell(),
            };
            dump = match read {
                Read::Rest | Read::Pos if number == index => {
                    dump.wrong(at, left, format!("not read yet: from position {at}, {left} left"))
                }
                Read::Rest | Read::Pos => dump,
                _ if needed > left && number == index => {
                    dump.wrong(at, left, format!("{field} here, and {left} left"))
                }
                _ if needed > left => dump,
                _ if number == index => dump.wrong(at, needed, field),
                _ => dump.field(at, needed, field),
            };
        }
        dump
    }
}

impl Spell for Told {
    fn spell(&self) -> String {
        let lent = |(offset, len): &(usize, usize)| Slice::Span { offset: *offset, len: *len };
        match self {
            Told::Number(number) => number.map(Number).spell(),
            Told::Taken(taken) => taken.as_ref().map(lent).map_err(Clone::clone).spell(),
            Told::Rest(at, len) => lent(&(*at, *len)).spell(),
            Told::Pos(pos) => pos.spell(),
        }
    }

    fn rust(&self) -> String {
        match self {
            Told::Number(number) => number.map(Number).rust(),
            Told::Taken(Err(short)) => Err::<(), _>(*short).rust(),
            told => told.spell(),
        }
    }
}

/// Reads that fit, of bytes that no habit reads in the same way, and some bytes more.
fn fitting(reads: impl Strategy<Value = Vec<Read>>) -> impl Strategy<Value = Reading> {
    (reads, bytes(40), 0..4_usize).prop_map(|(reads, bytes, more)| {
        let needed: usize = reads.iter().map(|read| read.needs()).sum();
        Reading { bytes: bytes[..needed + more].to_vec(), reads }
    })
}

fn kinds() -> impl Strategy<Value = Kind> {
    select(KINDS.map(|(kind, ..)| kind).to_vec())
}

/// A few numbers that fit, and then a read that asks for more than is left.
fn too_short() -> impl Strategy<Value = Reading> {
    let large = [usize::MAX, usize::MAX - 1, usize::MAX / 2, u32::MAX as usize];
    let last = (0..3_u8, kinds(), 1..9_usize).prop_map(move |(what, kind, n)| match what {
        0 => Read::Number(kind),
        1 => Read::Take(n),
        _ => Read::Take(large[n % large.len()]),
    });
    (vec(kinds().prop_map(Read::Number), 0..4), last, bytes(40), any::<Index>()).prop_map(
        |(mut reads, last, bytes, left)| {
            let before: usize = reads.iter().map(|read| read.needs()).sum();
            let left = left.index(last.needs().min(8));
            reads.push(last);
            Reading { bytes: bytes[..before + left].to_vec(), reads }
        },
    )
}

fn reads_bytes_in_order(trial: &mut Trial<'_>) -> Verdict {
    let all = |bytes: Vec<u8>| Reading { reads: vec![Read::Number(U8); bytes.len()], bytes };
    let forced = [vec![0xC0, 0xA8, 0x01], vec![0xC0], vec![0xFF, 0x80, 0x7F]].map(all);
    trial.law(
        forced,
        (bytes(9), 2..9_usize).prop_map(move |(bytes, count)| all(bytes[..count].to_vec())),
        Reading::ask,
        |reading, seen| reading.judge(seen, &["never-moves", "off-by-one-end"]),
    )
}

fn most_significant_first(trial: &mut Trial<'_>) -> Verdict {
    let one =
        |(kind, value): (Kind, u64)| Reading { bytes: kind.emit(value), reads: vec![Read::Number(kind)] };
    let forced = [
        (U16, 0xC0A8),
        (U16, 0x0080),
        (U24, 0x00C0_A801),
        (U24, 0x0001_0203),
        (U32, 0x4500_0054),
        (U32, 0xFF80_0001),
        (U64, 0x0102_0304_0506_0708),
        (U64, 0xFFFF_FFFF_FFFF_FFFE),
    ];
    trial.law(forced.map(one), values().prop_map(one), Reading::ask, |reading, seen| {
        reading.judge(seen, &["native-endian", "sign-extends", "off-by-one-end"])
    })
}

/// A field and a number that fits it.
fn values() -> impl Strategy<Value = (Kind, u64)> {
    (kinds(), draw()).prop_map(|(kind, draw)| (kind, draw.number(8 * kind.width() as u32) as u64))
}

fn position_and_rest(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let looks = |reads: Vec<Kind>| {
        let each = reads.into_iter().flat_map(|kind| [Read::Number(kind), Read::Pos, Read::Rest]);
        [Read::Pos, Read::Rest].into_iter().chain(each).chain([Read::Pos]).collect::<Vec<_>>()
    };
    let forced = [
        Reading::new(&[1, 2, 3], &[Read::Number(U8), Read::Pos]),
        Reading::new(&[1, 2, 3], &[Read::Number(U8), Read::Rest, Read::Pos]),
        Reading::new(&[1, 2, 3], &[Read::Pos, Read::Rest, Read::Rest]),
        Reading::new(&[], &[Read::Pos, Read::Rest]),
        Reading::new(&[1, 2], &[Read::Number(U16), Read::Pos, Read::Rest]),
    ];
    let random = fitting(vec(kinds(), 0..4).prop_map(looks));
    trial.law(forced, random, Reading::ask, |reading, seen| {
        reading.judge(seen, &["rest-moves", "rest-is-all", "pos-is-left"])
    })
}

fn lends_what_it_reads(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Reading::new(b"hello", &[Read::Take(4), Read::Take(1)]),
        Reading::new(b"hello", &[Read::Take(5), Read::Take(0)]),
        Reading::new(b"hello", &[Read::Number(U8), Read::Take(2), Read::Rest]),
        Reading::new(b"", &[Read::Take(0)]),
    ];
    let random = fitting(vec((0..9_usize).prop_map(Read::Take), 1..5));
    trial.law(forced, random, Reading::ask, |reading, seen| {
        reading.judge(seen, &["takes-from-the-start", "rest-moves", "rest-is-all", "off-by-one-end"])
    })
}

fn short_reads_are_errors(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Reading::new(&[0xC0], &[Read::Number(U32)]),
        Reading::new(&[0xC0], &[Read::Number(U16)]),
        Reading::new(&[], &[Read::Number(U8)]),
        Reading::new(&[1, 2, 3], &[Read::Number(U8), Read::Number(U24)]),
        Reading::new(&[1, 2, 3], &[Read::Take(4)]),
        Reading::new(&[1, 2, 3], &[Read::Number(U8), Read::Take(usize::MAX)]),
        Reading::new(&[1, 2, 3, 4, 5, 6, 7], &[Read::Number(U64)]),
    ];
    trial.law(forced, too_short(), Reading::ask, |reading, seen| {
        reading.judge(seen, &["off-by-one-end", "left-counts-all", "needed-is-missing", "partial-advance"])
    })
}

fn failed_read_moves_nothing(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let looks = |mut reading: Reading| {
        reading.reads.extend([Read::Pos, Read::Rest]);
        reading
    };
    let forced = [
        Reading::new(&[0xC0], &[Read::Number(U16), Read::Pos]),
        Reading::new(&[1, 2, 3], &[Read::Number(U8), Read::Take(3), Read::Pos, Read::Rest]),
    ];
    trial.law(forced, too_short().prop_map(looks), Reading::ask, |reading, seen| {
        reading.judge(seen, &["partial-advance"])
    })
}

fn any_script(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Reading::new(&[0xC0], &[Read::Number(U16), Read::Number(U8)]),
        Reading::new(&[1, 2], &[Read::Take(3), Read::Number(U16), Read::Number(U8), Read::Take(0)]),
    ];
    trial.law(forced, any_reading(), Reading::ask, |reading, seen| {
        reading.judge(seen, &["partial-advance", "stays-short"])
    })
}

/// Few bytes and many reads, so that about half of the reads find too few left.
fn any_reading() -> impl Strategy<Value = Reading> {
    let large = [usize::MAX, usize::MAX - 1, 1 << 31, 255];
    let read = (0..11_u8, kinds(), 0..6_usize).prop_map(move |(what, kind, n)| match what {
        0..5 => Read::Number(kind),
        5..8 => Read::Take(n),
        8 => Read::Take(large[n % large.len()]),
        9 => Read::Rest,
        _ => Read::Pos,
    });
    (bytes(24), 0..24_usize, vec(read, 1..9))
        .prop_map(|(bytes, count, reads)| Reading::new(&bytes[..count], &reads))
}

/// The header of a packet from 192.168.0.1 to 192.168.0.199.
const HEADER: [u8; 20] = [
    0x45, 0x00, 0x00, 0x73, 0x00, 0x01, 0x40, 0x00, 0x40, 0x11, 0xB8, 0x60, 0xC0, 0xA8, 0x00, 0x01, 0xC0,
    0xA8, 0x00, 0xC7,
];

/// Its fields: how each is read, its name, what is read, and the position after it.
const FIELDS: [(Kind, &str, u64, usize); 10] = [
    (U8, "version 4, header of 5 words", 0x45, 1),
    (U8, "type of service", 0x00, 2),
    (U16, "total length", 0x0073, 4),
    (U16, "identification", 0x0001, 6),
    (U16, "flags and fragment offset", 0x4000, 8),
    (U8, "time to live", 0x40, 9),
    (U8, "protocol", 0x11, 10),
    (U16, "header checksum", 0xB860, 12),
    (U32, "source address", 0xC0A8_0001, 16),
    (U32, "destination address", 0xC0A8_00C7, 20),
];

fn header_fields(trial: &mut Trial<'_>) -> Verdict {
    let ask = |(): &()| {
        let script = Reading::new(&HEADER, &[])
            .ask()
            .spelled("let mut reader = Reader::new(&header)   // then field after field");
        FIELDS.iter().fold(script, |script, (kind, name, ..)| {
            let spelled = format!("reader.{}()   // {name}", kind.name());
            Read::Pos.ask(Read::Number(*kind).ask(script).spelled(spelled))
        })
    };
    trial.table([()], ask, |(), seen| {
        seen.skip()?;
        let mut dump = Dump::new("the header, as you read it", &HEADER);
        let mut wrong: Option<Trouble> = None;
        let mut at = 0;
        for (kind, name, expected, pos_after) in FIELDS {
            let is_first = wrong.is_none();
            let number: Result<Number, Short> = seen.value()?;
            let right = Ok(Number(expected));
            if number != right && is_first {
                let backwards =
                    kind.emit(expected).iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
                let is_backwards = number == Ok(Number(backwards));
                wrong = Some(Trouble::new(seen.differs(&right)).looks_like_if(is_backwards, "native-endian"));
            }
            let pos: usize = seen.value()?;
            if pos != pos_after && wrong.is_none() {
                let is_left = pos == HEADER.len() - pos_after;
                wrong = Some(Trouble::new(seen.differs(&pos_after)).looks_like_if(is_left, "pos-is-left"));
            } else {
                seen.leave_out();
            }
            // Only the first field that is wrong is told as steps; the picture shows them all.
            if !is_first || wrong.is_none() {
                seen.leave_out();
            }
            let read =
                format!("{name} = {}", number.map_or_else(|short| short.spell(), |number| number.spell()));
            dump = match (number == right, pos == pos_after) {
                (true, true) => dump.field(at, kind.width(), read),
                (true, false) => dump.wrong(at, kind.width(), format!("{read}, and then pos is {pos}")),
                (false, _) => {
                    dump.wrong(at, kind.width(), format!("{read}, should be {}", Number(expected).spell()))
                }
            };
            at = pos_after;
        }
        wrong.map_or(Ok(()), |trouble| Err(trouble.figure(dump)))
    })
}

/// What is asked of a writer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Write {
    Number(Kind, u64),
    Bytes(Vec<u8>),
    Patch(usize, u16),
    Pos,
}

/// What a writer answers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrote {
    Done,
    Number(Result<(), TooWide>),
    Patched(Result<(), Short>),
    Pos(usize),
    All(Bytes),
}

impl Write {
    fn ask(&self, script: Script) -> Script {
        match self {
            Write::Number(kind, value) => {
                script.on(WRITER, &format!("Writer::{}", kind.name()), (Number(*value),))
            }
            Write::Bytes(bytes) => script.on(WRITER, "Writer::bytes", (Bytes(bytes.clone()),)),
            Write::Patch(at, value) => {
                script.on(WRITER, "Writer::patch_u16", (*at, Number(u64::from(*value))))
            }
            Write::Pos => script.on(WRITER, "Writer::pos", ()),
        }
    }
}

/// How a writer writes: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WriteHabit {
    Right,
    LittleEndian,
    PosCountsFields,
    CutsWide,
    WritesWide,
    WritesWideCut,
    AllowsOneMore,
    RefusesTheMost,
    PatchAppends,
    PatchInserts,
    PatchLittleEndian,
    PatchGrows,
    PatchRefusesTheEnd,
}

const WRITE_HABITS: [(&str, WriteHabit); 12] = [
    ("writes-native-endian", WriteHabit::LittleEndian),
    ("pos-counts-fields", WriteHabit::PosCountsFields),
    ("silent-truncate", WriteHabit::CutsWide),
    ("writes-before-refusing", WriteHabit::WritesWide),
    ("writes-before-refusing", WriteHabit::WritesWideCut),
    ("limit-off-by-one", WriteHabit::AllowsOneMore),
    ("limit-off-by-one", WriteHabit::RefusesTheMost),
    ("patch-appends", WriteHabit::PatchAppends),
    ("patch-inserts", WriteHabit::PatchInserts),
    ("patch-native-endian", WriteHabit::PatchLittleEndian),
    ("patch-grows", WriteHabit::PatchGrows),
    ("patch-refuses-the-end", WriteHabit::PatchRefusesTheEnd),
];

/// What is asked of a new writer, in order; then it is finished.
type Writing = Vec<Write>;

fn ask_writes(writing: &Writing) -> Script {
    let script = Script::default().new(WRITER, "Writer::new", ());
    writing.iter().fold(script, |script, write| write.ask(script)).on(WRITER, "Writer::finish", ())
}

/// What a writer with this habit answers, the whole writing last.
fn wrote(writing: &Writing, habit: WriteHabit) -> Vec<Wrote> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut fields = 0;
    let mut told: Vec<Wrote> = writing
        .iter()
        .map(|write| match write {
            Write::Number(kind, value) => {
                fields += 1;
                write_number(&mut bytes, *kind, *value, habit)
            }
            Write::Bytes(some) => {
                fields += 1;
                bytes.extend_from_slice(some);
                Wrote::Done
            }
            Write::Patch(at, value) => Wrote::Patched(patch(&mut bytes, *at, *value, habit)),
            Write::Pos if habit == WriteHabit::PosCountsFields => Wrote::Pos(fields),
            Write::Pos => Wrote::Pos(bytes.len()),
        })
        .collect();
    told.push(Wrote::All(Bytes(bytes)));
    told
}

fn write_number(bytes: &mut Vec<u8>, kind: Kind, value: u64, habit: WriteHabit) -> Wrote {
    let mut own = kind.emit(value);
    if habit == WriteHabit::LittleEndian {
        own.reverse();
    }
    let limit = match habit {
        WriteHabit::CutsWide => u64::MAX,
        WriteHabit::AllowsOneMore => 1 << 24,
        WriteHabit::RefusesTheMost => (1 << 24) - 2,
        _ => (1 << 24) - 1,
    };
    match kind {
        U24 if value > limit => {
            match habit {
                WriteHabit::WritesWide => bytes.extend((value as u32).to_be_bytes()),
                WriteHabit::WritesWideCut => bytes.extend(own),
                _ => {}
            }
            Wrote::Number(Err(TooWide { value: value as u32, bits: 24 }))
        }
        U24 => {
            bytes.extend(own);
            Wrote::Number(Ok(()))
        }
        _ => {
            bytes.extend(own);
            Wrote::Done
        }
    }
}

fn patch(bytes: &mut Vec<u8>, at: usize, value: u16, habit: WriteHabit) -> Result<(), Short> {
    let left = bytes.len().saturating_sub(at);
    let value =
        if habit == WriteHabit::PatchLittleEndian { value.to_le_bytes() } else { value.to_be_bytes() };
    if left < 2 && habit == WriteHabit::PatchGrows && at < 1 << 16 {
        bytes.resize(at + 2, 0);
    } else if left < 2 || left == 2 && habit == WriteHabit::PatchRefusesTheEnd {
        return Err(Short { needed: 2, left });
    }
    match habit {
        WriteHabit::PatchAppends => bytes.extend(value),
        WriteHabit::PatchInserts => drop(bytes.splice(at..at, value)),
        _ => bytes[at..at + 2].copy_from_slice(&value),
    }
    Ok(())
}

fn judge_writes(writing: &Writing, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    seen.skip()?;
    let expected = wrote(writing, WriteHabit::Right);
    for (index, expected_now) in expected.iter().enumerate() {
        let is_patch = matches!(writing.get(index), Some(Write::Patch(..)));
        let told = hear_write(expected_now, seen)
            .map_err(|trouble| if is_patch { trouble.panic_looks_like("patch-panics") } else { trouble })?;
        if told == *expected_now {
            continue;
        }
        let looks = WRITE_HABITS.iter().find(|(_, habit)| {
            let like = wrote(writing, *habit);
            like[..index] == expected[..index] && like[index] == told
        });
        let message = match expected_now {
            Wrote::Done => seen.differs(&()),
            Wrote::Number(result) => seen.differs(result),
            Wrote::Patched(result) => seen.differs(result),
            Wrote::Pos(pos) => seen.differs(pos),
            Wrote::All(bytes) => seen.differs(bytes),
        };
        let mut trouble = Trouble::new(message);
        if let (Wrote::All(right), Wrote::All(own)) = (expected_now, &told) {
            trouble = trouble.figure(written(writing, right, own));
        }
        return Err(looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)));
    }
    Ok(())
}

fn hear_write(expected: &Wrote, seen: &mut Seen<'_>) -> Result<Wrote, Trouble> {
    Ok(match expected {
        Wrote::Done => {
            seen.skip()?;
            Wrote::Done
        }
        Wrote::Number(_) => Wrote::Number(seen.value()?),
        Wrote::Patched(_) => Wrote::Patched(seen.value()?),
        Wrote::Pos(_) => Wrote::Pos(seen.value()?),
        Wrote::All(_) => Wrote::All(seen.value()?),
    })
}

/// What should have been written, field by field; what was written otherwise is marked.
fn written(writing: &Writing, right: &Bytes, own: &Bytes) -> Dump {
    // Who wrote each byte last: the number of the call.
    let mut writers: Vec<usize> = Vec::new();
    for (number, write) in writing.iter().enumerate() {
        match write {
            Write::Number(U24, value) if *value >= 1 << 24 => {}
            Write::Number(kind, _) => writers.extend(vec![number; kind.width()]),
            Write::Bytes(bytes) => writers.extend(vec![number; bytes.len()]),
            Write::Patch(at, _) if at.saturating_add(1) < writers.len() => writers[*at..at + 2].fill(number),
            Write::Patch(..) | Write::Pos => {}
        }
    }
    let mut dump = Dump::new("what should be written", right);
    let mut at = 0;
    for chunk in writers.chunk_by(|a, b| a == b) {
        let label = match &writing[chunk[0]] {
            Write::Number(kind, value) => format!("{} {}", kind.name(), Number(*value).spell()),
            Write::Patch(_, value) => format!("patch_u16 {}", Number(u64::from(*value)).spell()),
            _ => String::from("bytes"),
        };
        let end = at + chunk.len();
        let same = own.get(at..end) == right.get(at..end);
        dump = if same { dump.field(at, chunk.len(), label) } else { dump.wrong(at, chunk.len(), label) };
        at = end;
    }
    if own.len() > right.len() {
        dump = dump.wrong(at, 0, format!("the end, but yours goes on: {} more", own.len() - right.len()));
    }
    dump
}

fn writes_most_significant_first(trial: &mut Trial<'_>) -> Verdict {
    let one = |(kind, value): (Kind, u64)| vec![Write::Number(kind, value)];
    let forced = [
        (U8, 0xC0),
        (U16, 0xC0A8),
        (U24, 0x00C0_A801),
        (U32, 0xC0A8_0102),
        (U64, 0x0102_0304_0506_0708),
        (U24, 0x0080_00FF),
        (U64, u64::MAX - 1),
    ];
    // The largest u24 has a check of its own.
    let below =
        |(kind, value): (Kind, u64)| one((kind, if kind == U24 { value.min(0x00FF_FFFE) } else { value }));
    trial.law(forced.map(one), values().prop_map(below), ask_writes, judge_writes)
}

fn writes() -> impl Strategy<Value = Write> {
    (0..7_u8, values(), 0..5_usize, bytes(5)).prop_map(|(what, (kind, value), count, bytes)| match what {
        0..4 => Write::Number(kind, value),
        4..6 => Write::Bytes(bytes[..count].to_vec()),
        _ => Write::Pos,
    })
}

fn writes_one_behind_the_other(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        vec![Write::Number(U8, 0x45), Write::Number(U16, 0x0054)],
        vec![Write::Pos, Write::Number(U16, 0x0054), Write::Pos],
        vec![Write::Bytes(b"hello".to_vec()), Write::Bytes(vec![]), Write::Number(U8, 1), Write::Pos],
        vec![],
    ];
    trial.law(forced, vec(writes(), 0..8), ask_writes, judge_writes)
}

fn what_is_written_reads_back(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    fewer(trial);
    // One in four is a u24 that may be too wide.
    let field = (0..4_u8, kinds(), draw()).prop_map(|(what, kind, draw)| match what {
        0..3 => (kind, draw.number(8 * kind.width() as u32) as u64),
        _ => (U24, draw.number(32) as u64),
    });
    let forced = [
        vec![(U24, 0x00C0_A801)],
        vec![(U24, 0x0100_0000)],
        vec![(U8, 0x45), (U16, 0x0054), (U32, 0xC0A8_0101)],
    ];
    trial.story(forced, Some(vec(field, 1..6)), |fields, talk| {
        let (kept, bytes) = write_all(fields, talk)?;
        let kept_bytes: usize = kept.iter().map(|(kind, _)| kind.width()).sum();
        let too_many = kept.len() < fields.len() && bytes.len() > kept_bytes;
        let reads: Vec<Read> = kept.iter().map(|(kind, _)| Read::Number(*kind)).collect();
        // Other bytes would have been written by code that is right, so a test of these alone says nothing.
        talk.ask(&Reading::new(&bytes, &reads).ask().of_the_probe(), |seen| {
            seen.skip()?;
            for (kind, value) in &kept {
                let cut = *kind == U24 && *value >= 1 << 24;
                let read: Result<Number, Short> = seen.value()?;
                ensure(read == Ok(Number(*value)), || {
                    Trouble::new(seen.differs(&Ok::<_, Short>(Number(*value))))
                        .looks_like_if(cut, "silent-truncate")
                        .looks_like_if(too_many, "writes-before-refusing")
                })?;
            }
            Ok(())
        })
    })
}

/// Writes the fields; gives those that were not refused, and all the bytes.
fn write_all(fields: &[(Kind, u64)], talk: &mut Talk<'_, '_>) -> Result<(Vec<(Kind, u64)>, Bytes), Trouble> {
    let writing = fields.iter().map(|(kind, value)| Write::Number(*kind, *value)).collect();
    talk.ask(&ask_writes(&writing), |seen| {
        seen.skip()?;
        let mut kept = Vec::new();
        for field in fields {
            if field.0 != U24 {
                seen.skip()?;
            } else if seen.value::<Result<(), TooWide>>()?.is_err() {
                continue;
            }
            kept.push(*field);
        }
        Ok((kept, seen.value()?))
    })
}

fn too_wide_is_refused(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let around = |value: u64| vec![Write::Number(U8, 0x45), Write::Number(U24, value), Write::Pos];
    let forced = [0x0200_0000, 0x0100_0000, 0x00FF_FFFF, 0xFF00_0000, u64::from(u32::MAX), 0];
    trial.law(
        forced.map(around),
        number(32).prop_map(move |value| around(value as u64)),
        ask_writes,
        judge_writes,
    )
}

fn patch_overwrites_two_bytes(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let zeros = |count| Write::Bytes(vec![0; count]);
    let forced = [
        vec![zeros(4), Write::Patch(1, 0xC0A8)],
        vec![zeros(4), Write::Patch(1, 0xC0A8), Write::Pos],
        vec![zeros(2), Write::Patch(0, 0x0102), Write::Number(U8, 3)],
        vec![zeros(4), Write::Patch(2, 0x0102)],
        vec![zeros(4), Write::Patch(3, 0x0102)],
        vec![zeros(4), Write::Patch(4, 0x0102)],
        vec![Write::Patch(0, 0x0102)],
        vec![zeros(4), Write::Patch(9, 0x0102), Write::Pos],
        vec![zeros(4), Write::Patch(usize::MAX, 0x0102)],
    ];
    trial.law(forced, patchings(), ask_writes, judge_writes)
}

/// Fields and patches; about half of the patches fit.
fn patchings() -> impl Strategy<Value = Writing> {
    let far = [usize::MAX, usize::MAX - 1, 1 << 31];
    let write =
        (0..14_u8, writes(), 0..12_usize, any::<u16>()).prop_map(
            move |(what, write, at, value)| match what {
                0..7 => write,
                7..13 => Write::Patch(at, value),
                _ => Write::Patch(far[at % far.len()], value),
            },
        );
    (0..8_usize, vec(write, 1..7)).prop_map(|(zeros, mut writing)| {
        writing.insert(0, Write::Bytes(vec![0; zeros]));
        writing
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn the_header_is_the_one_of_its_fields() {
        let bytes: Vec<u8> = FIELDS.iter().flat_map(|(kind, _, value, _)| kind.emit(*value)).collect();
        assert_eq!(bytes, HEADER);
        let sum: u32 = HEADER.chunks(2).map(|pair| u32::from(u16::from_be_bytes([pair[0], pair[1]]))).sum();
        assert_eq!((sum & 0xFFFF) + (sum >> 16), 0xFFFF, "the checksum is right");
    }

    #[test]
    fn reads_fit_or_fail_as_they_are_meant_to() {
        let failures = |reading: &Reading| {
            let is_short = |told: &&Told| matches!(told, Told::Number(Err(_)) | Told::Taken(Err(_)));
            reading.told(Habit::Right).iter().filter(is_short).count()
        };
        for reading in drawn(&fitting(vec((0..9_usize).prop_map(Read::Take), 1..5)), 300) {
            assert_eq!(failures(&reading), 0);
        }
        let short = drawn(&too_short(), 300);
        assert!(short.iter().all(|reading| failures(reading) == 1));
        let by_one = short.iter().filter(|reading| {
            let last = reading.reads.len() - 1;
            reading.reads[last].needs() == reading.bytes.len() - reading.pos_before(last) + 1
        });
        assert!(by_one.count() >= 30);
        let any = drawn(&any_reading(), 300);
        let (reads, failed): (usize, usize) =
            any.iter().fold((0, 0), |(all, failed), one| (all + one.reads.len(), failed + failures(one)));
        assert!(failed * 4 >= reads && failed * 4 <= reads * 3, "{failed} of {reads}");
    }

    #[test]
    fn patches_fit_and_do_not() {
        let all = drawn(&patchings(), 300);
        let told: Vec<Wrote> = all.iter().flat_map(|writing| wrote(writing, WriteHabit::Right)).collect();
        let count = |is: fn(&Wrote) -> bool| told.iter().filter(|told| is(told)).count();
        let (fit, refused) = (
            count(|told| matches!(told, Wrote::Patched(Ok(())))),
            count(|told| matches!(told, Wrote::Patched(Err(_)))),
        );
        assert!(fit.min(refused) * 4 >= fit + refused, "{fit} {refused}");
    }
}
