//! hello/put_back: chunks in any order, some of them twice, some of them never.

use given::hello::{Chunk, Missing};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;
use sim::{Micros, Trace};

use super::chunks;
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::script::{Script, call};
use crate::spell::Bytes;
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "put_back",
    title: "the message from chunks in any order, or what is missing",
    track: Track::First,
    level: Level::Beginner,
    minutes: 20,
    needs: &[],
    rust: &[],
    hints: [
        "The order of arrival says nothing. What does a chunk tell you about its own place?",
        "A map from number to bytes forgets the order of arrival and keeps each number once. When it is filled, which numbers below `of` does it not have?",
        "Fill a `BTreeMap<u32, &[u8]>`. Collect all numbers in `0..of` that are not in it; if there is one, that list is the error. Otherwise the map's values, in its order, are the message. With nothing arrived, take `of` to be 1.",
    ],
    compare: "We keep each number once by putting the chunks into a map; compare how you skip duplicates.",
    checks: &[
        Check {
            name: "in_order",
            title: "chunks that arrive in order are the message",
            points: 1,
            rule: "the exercise: the bytes of the chunks in the order of their numbers, each number once",
            book: "put-back",
            after: &[],
            mistakes: &[HASH_ORDER, LAST_CHUNK_MISPLACED, ONE_TOO_MANY],
            run: in_order,
        },
        Check {
            name: "any_order",
            title: "the order of arrival does not matter",
            points: 2,
            rule: "RFC 791, section 1.4: each datagram is independent of every other, so one may overtake another",
            book: "any-order",
            after: &["in_order"],
            mistakes: &[TRUSTS_ARRIVAL_ORDER, LATE_IS_MISSING],
            run: any_order,
        },
        Check {
            name: "twice_is_once",
            title: "a chunk that arrives twice is there once, and its number says which it is",
            points: 1,
            rule: "given::hello::Chunk: its number says which piece it is; RFC 9293, section 3.8: duplicates arrive, made by the network or by a sender that sends again",
            book: "duplicates",
            after: &["in_order"],
            mistakes: &[KEEPS_DUPLICATES, EQUAL_BYTES_ARE_COPIES],
            run: twice_is_once,
        },
        Check {
            name: "gaps",
            title: "all missing numbers are told, lowest first",
            points: 2,
            rule: "RFC 791, section 1.4: the Internet Protocol sends nothing again, so whoever misses something must say what",
            book: "gaps",
            after: &["in_order"],
            mistakes: &[COUNTS_DUPLICATES, FIRST_GAP_ONLY, IGNORES_OF, GAPS_OUT_OF_ORDER],
            run: gaps,
        },
        Check {
            name: "empty_message",
            title: "one chunk without bytes is the empty message",
            points: 1,
            rule: "given::hello::Chunk: the whole message has at least one piece, because even the empty message is sent",
            book: "gaps",
            after: &["in_order"],
            mistakes: &[EMPTY_IS_MISSING],
            run: empty_message,
        },
        Check {
            name: "nothing_arrived",
            title: "when nothing has arrived, chunk 0 is missing",
            points: 1,
            rule: "every message has at least one chunk, even the empty one",
            book: "gaps",
            after: &["in_order"],
            mistakes: &[NOTHING_IS_EMPTY, NOTHING_PANICS, NAMES_NO_NUMBER],
            run: nothing_arrived,
        },
    ],
};

const HASH_ORDER: Mistake = Mistake {
    slug: "hash-order",
    name: "the chunks come in an order that is neither theirs nor that of arrival, as from a HashMap",
    ask: "In what order does the collection you keep the chunks in give them back?",
};

const LAST_CHUNK_MISPLACED: Mistake = Mistake {
    slug: "last-chunk-misplaced",
    name: "a chunk's place is worked out from its own length, and the last chunk is shorter",
    ask: "At which byte of the message does the last chunk begin? Which chunks' lengths decide that?",
};

const ONE_TOO_MANY: Mistake = Mistake {
    slug: "one-too-many",
    name: "it waits for a chunk with the number `of`, which there is not",
    ask: "There are three chunks. Which number has the last of them?",
};

const TRUSTS_ARRIVAL_ORDER: Mistake = Mistake {
    slug: "trusts-arrival-order",
    name: "the chunks are put together in the order in which they arrived",
    ask: "Which of these chunks was cut off the message first, and how can London know?",
};

const LATE_IS_MISSING: Mistake = Mistake {
    slug: "late-is-missing",
    name: "a chunk that is overtaken is called missing, although it has arrived",
    ask: "When do you know that a chunk is missing: when another comes before it, or when you have seen all?",
};

const KEEPS_DUPLICATES: Mistake = Mistake {
    slug: "keeps-duplicates",
    name: "a chunk that arrived twice is in the message twice",
    ask: "Where does your code look whether it already has the chunk with this number?",
};

const EQUAL_BYTES_ARE_COPIES: Mistake = Mistake {
    slug: "equal-bytes-are-copies",
    name: "two chunks with equal bytes are taken for one, although their numbers differ",
    ask: "The bytes are equal. Are the numbers?",
};

const COUNTS_DUPLICATES: Mistake = Mistake {
    slug: "counts-duplicates",
    name: "chunks are counted, and a copy is counted like a chunk that was missing",
    ask: "Three chunks of three are here. Can one still be missing?",
};

const FIRST_GAP_ONLY: Mistake = Mistake {
    slug: "first-gap-only",
    name: "only the first missing chunk is told",
    ask: "What would it cost, in trips around the world, to ask for one missing chunk at a time?",
};

const IGNORES_OF: Mistake = Mistake {
    slug: "ignores-of",
    name: "it looks only as far as chunks have arrived, so an end that is missing is not noticed",
    ask: "Which field of a chunk tells you how many there should be?",
};

const GAPS_OUT_OF_ORDER: Mistake = Mistake {
    slug: "gaps-out-of-order",
    name: "the missing numbers are the right ones, but not lowest first, each once",
    ask: "What decides the order in which your code finds the missing numbers?",
};

const EMPTY_IS_MISSING: Mistake = Mistake {
    slug: "empty-is-missing",
    name: "a chunk without bytes is taken for one that has not arrived",
    ask: "How does your code mark a place where nothing has arrived yet? Can a chunk look like that mark?",
};

const NOTHING_IS_EMPTY: Mistake = Mistake {
    slug: "nothing-is-empty",
    name: "that nothing has arrived is taken for the empty message",
    ask: "How many chunks has the empty message?",
};

const NOTHING_PANICS: Mistake = Mistake {
    slug: "nothing-panics",
    name: "it looks into the first chunk although there is none",
    ask: "Where do you read `of` from, when nothing has arrived?",
};

const NAMES_NO_NUMBER: Mistake = Mistake {
    slug: "names-no-number",
    name: "it says that something is missing, but not what, so Tokyo does not know what to send again",
    ask: "Which chunk has every message, however short it is?",
};

/// A message, and what the network did with its chunks: in which order they arrived, by number.
#[derive(Clone, Debug)]
struct Arrivals {
    sent: Vec<Chunk>,
    order: Vec<usize>,
}

/// What `put_back` answers.
type Came = Result<Bytes, Missing>;

impl Arrivals {
    fn new(message: &[u8], size: usize, order: impl IntoIterator<Item = usize>) -> Arrivals {
        Arrivals { sent: chunks(message, size), order: order.into_iter().collect() }
    }

    fn chunks(&self) -> Vec<Chunk> {
        self.order.iter().map(|number| self.sent[*number].clone()).collect()
    }

    /// What it must answer.
    fn right(&self) -> Came {
        self.right_up_to(self.sent.len())
    }

    /// What it would answer if there were only so many chunks.
    fn right_up_to(&self, count: usize) -> Came {
        let missing = (0..count).filter(|number| !self.order.contains(number));
        let numbers: Vec<u32> = missing.map(|number| number as u32).collect();
        if !numbers.is_empty() {
            return Err(Missing { numbers });
        }
        let mut order = self.order.clone();
        order.sort_unstable();
        order.dedup();
        Ok(self.end_to_end(&order))
    }

    /// The bytes of these chunks, one after the other.
    fn end_to_end(&self, order: &[usize]) -> Bytes {
        Bytes(order.iter().flat_map(|number| self.sent[*number].bytes.clone()).collect())
    }

    /// What one may answer who takes chunks for copies because their bytes are equal: what is left, end to end, or
    /// what is then missing.
    fn by_bytes(&self) -> Vec<Came> {
        let mut sorted = self.order.clone();
        sorted.sort_unstable();
        let mut answers = Vec::new();
        for order in [&self.order, &sorted] {
            let same = |one: usize, other: usize| self.sent[one].bytes == self.sent[other].bytes;
            let mut neighbors = order.clone();
            neighbors.dedup_by(|one, other| same(*one, *other));
            let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
            for number in order {
                if !firsts.iter().any(|other| same(*other, *number)) {
                    firsts.push(*number);
                }
                lasts.retain(|other| !same(*other, *number));
                lasts.push(*number);
            }
            let lacks = |left: &Vec<usize>| order.iter().any(|number| !left.contains(number));
            for mut left in [neighbors, firsts, lasts].into_iter().filter(lacks) {
                answers.push(Ok(self.end_to_end(&left)));
                left.sort_unstable();
                answers.push(Ok(self.end_to_end(&left)));
                let missing = (0..self.sent.len()).filter(|number| !left.contains(number));
                answers.push(Err(Missing { numbers: missing.map(|number| number as u32).collect() }));
                // Those behind as many as are left.
                let behind = left.len()..self.sent.len();
                answers.push(Err(Missing { numbers: behind.map(|number| number as u32).collect() }));
                // By one who counts what is left, and then finds all of the numbers.
                if self.order.len() == self.sent.len() {
                    answers.push(Err(Missing { numbers: vec![] }));
                }
            }
        }
        answers
    }

    /// The bytes, each chunk at its number times its own length.
    fn misplaced(&self) -> Bytes {
        let mut bytes = vec![0; self.end_to_end(&self.order).len()];
        for chunk in self.chunks() {
            let at = chunk.number as usize * chunk.bytes.len();
            if let Some(place) = bytes.get_mut(at..at + chunk.bytes.len()) {
                place.copy_from_slice(&chunk.bytes);
            }
        }
        Bytes(bytes)
    }

    /// Whether these are the sent chunks, each once and whole, in whatever order. No two of them share a byte.
    fn is_some_order(&self, bytes: &[u8]) -> bool {
        let whole = |chunk: &Chunk| bytes.windows(chunk.bytes.len()).any(|window| window == chunk.bytes);
        bytes.len() == self.sent.iter().map(|chunk| chunk.bytes.len()).sum::<usize>()
            && self.sent.iter().all(whole)
    }

    /// The trouble with a picture of what happened, if that fits a card.
    fn drawn(&self, trouble: Trouble) -> Trouble {
        const MOST: usize = 9;
        if self.order.len().max(self.sent.len()) > MOST { trouble } else { trouble.figure(self.trace()) }
    }

    /// Who sent what when, and what became of it.
    fn trace(&self) -> Trace {
        let mut trace = Trace::new();
        let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London: your put_back"));
        for (index, chunk) in self.sent.iter().enumerate() {
            let mut arrivals =
                (0..).zip(&self.order).filter(|(_, number)| **number == index).map(|(at, _)| at);
            let left = Micros::from_millis(index as u64);
            let arrives = |at: u64| Micros::from_millis(self.sent.len() as u64 + 10 * (at + 1));
            let sending = trace.message(tokyo, london, chunk.to_string()).sent(left);
            match arrivals.next() {
                None => drop(sending.lost("on the way")),
                Some(first) => drop(arrivals.fold(sending.arrives(arrives(first)), |sending, at| {
                    sending.again().arrives(arrives(at))
                })),
            }
        }
        trace
    }
}

fn ask(arrivals: &Arrivals) -> Script {
    call("put_back", (arrivals.chunks(),))
}

/// A message whose bytes all differ, in chunks that arrive as they were sent.
fn orderly() -> impl Strategy<Value = Arrivals> {
    (0..26_u8, 1..26_usize, 1..9_usize).prop_map(|(first, length, size)| {
        let message: Vec<u8> = (0..length).map(|at| b'a' + (first + at as u8) % 26).collect();
        let count = chunks(&message, size).len();
        Arrivals::new(&message, size, 0..count)
    })
}

/// An orderly message and the keys that sort its chunks: all equal keys are the order in which they were sent, so
/// a counterexample shrinks towards that.
fn shuffled() -> impl Strategy<Value = Arrivals> {
    (orderly(), vec(0..100_u8, 26)).prop_map(|(mut arrivals, keys)| {
        arrivals.order.sort_by_key(|number| keys[*number]);
        arrivals
    })
}

/// Shuffled, and some chunks arrive more than once. Few letters, so that different chunks are often equal.
fn doubled() -> impl Strategy<Value = Arrivals> {
    let letters = vec(b'a'..=b'c', 26);
    (shuffled(), letters, vec(any::<(Index, Index)>(), 1..4)).prop_map(|(mut arrivals, letters, again)| {
        let mut letters = letters.into_iter();
        arrivals
            .sent
            .iter_mut()
            .flat_map(|chunk| &mut chunk.bytes)
            .zip(&mut letters)
            .for_each(|(byte, letter)| *byte = letter);
        for (number, place) in again {
            arrivals.order.insert(place.index(arrivals.order.len() + 1), number.index(arrivals.sent.len()));
        }
        arrivals
    })
}

/// Doubled, and some chunks are lost with all their copies, but not all of them.
fn with_gaps() -> impl Strategy<Value = Arrivals> {
    (doubled(), vec(any::<bool>(), 26))
        .prop_map(|(arrivals, lost)| {
            let order = arrivals.order.iter().copied().filter(|number| !lost[*number]).collect();
            Arrivals { order, ..arrivals }
        })
        .prop_filter("something arrives and something does not", |arrivals| {
            !arrivals.order.is_empty() && arrivals.right().is_err()
        })
}

fn in_order(trial: &mut Trial<'_>) -> Verdict {
    let forced = [Arrivals::new(b"hello", 2, [0, 1, 2]), Arrivals::new(b"hi", 5, [0])];
    trial.law(forced, orderly(), ask, |arrivals, seen| {
        let mistakes = [
            ("last-chunk-misplaced", Ok(arrivals.misplaced())),
            ("one-too-many", Err(Missing { numbers: vec![arrivals.sent.len() as u32] })),
        ];
        judge(arrivals, seen, &mistakes, |came| {
            came.as_ref().is_ok_and(|bytes| arrivals.is_some_order(bytes)).then_some("hash-order")
        })
    })
}

fn any_order(trial: &mut Trial<'_>) -> Verdict {
    // More chunks than a byte can count, no two of them equal.
    let many: Vec<u8> = (0..300_u16).flat_map(u16::to_be_bytes).collect();
    let forced = [Arrivals::new(b"hello", 3, [1, 0]), Arrivals::new(&many, 2, (0..300).rev())];
    trial.law(forced, shuffled(), ask, |arrivals, seen| {
        let mistakes = [("trusts-arrival-order", Ok(arrivals.end_to_end(&arrivals.order)))];
        judge(arrivals, seen, &mistakes, |came| came.is_err().then_some("late-is-missing"))
    })
}

fn twice_is_once(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Arrivals::new(b"aa", 1, [0, 1]),
        Arrivals::new(b"ab", 1, [0, 0, 1]),
        Arrivals::new(b"ab", 1, [0, 1, 0]),
        Arrivals::new(b"aa", 1, [0, 0, 1]),
    ];
    trial.law(forced, doubled(), ask, |arrivals, seen| {
        let mut sorted = arrivals.order.clone();
        sorted.sort_unstable();
        let mistakes = [
            ("keeps-duplicates", Ok(arrivals.end_to_end(&sorted))),
            ("keeps-duplicates", Ok(arrivals.end_to_end(&arrivals.order))),
            ("ignores-of", arrivals.right_up_to(arrivals.order.len())),
        ];
        judge(arrivals, seen, &mistakes, |came| {
            arrivals.by_bytes().contains(came).then_some("equal-bytes-are-copies")
        })
    })
}

fn gaps(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        Arrivals::new(b"abc", 1, [0, 2]),
        Arrivals::new(b"abc", 1, [0, 1]),
        Arrivals::new(b"abcd", 1, [0, 3]),
        Arrivals::new(b"abc", 1, [2, 0, 0]),
        Arrivals::new(b"abcd", 1, [1]),
    ];
    trial.law(forced, with_gaps(), ask, |arrivals, seen| {
        let Err(Missing { numbers }) = arrivals.right() else { return seen.skip() };
        let highest = arrivals.order.iter().max().map_or(0, |number| number + 1);
        let mistakes = [
            ("first-gap-only", Err(Missing { numbers: numbers[..1].to_vec() })),
            ("ignores-of", arrivals.right_up_to(highest)),
            ("ignores-of", arrivals.right_up_to(arrivals.order.len())),
        ];
        let enough = arrivals.order.len() >= arrivals.sent.len();
        judge(arrivals, seen, &mistakes, |came| match came {
            Ok(_) if enough => Some("counts-duplicates"),
            came if arrivals.by_bytes().contains(came) => Some("equal-bytes-are-copies"),
            Ok(_) => None,
            Err(Missing { numbers: told }) => {
                let mut told = told.clone();
                told.sort_unstable();
                told.dedup();
                (told == numbers).then_some("gaps-out-of-order")
            }
        })
        .map_err(|trouble| trouble.panic_with_looks_like("out of bounds", "ignores-of"))
    })
}

fn empty_message(trial: &mut Trial<'_>) -> Verdict {
    trial.table([Arrivals::new(b"", 5, [0]), Arrivals::new(b"", 5, [0, 0])], ask, |arrivals, seen| {
        let mistakes = [
            ("empty-is-missing", Err(Missing { numbers: vec![0] })),
            ("ignores-of", arrivals.right_up_to(arrivals.order.len())),
        ];
        judge(arrivals, seen, &mistakes, |_| None)
    })
}

fn nothing_arrived(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        [()],
        |()| call("put_back", (Vec::<Chunk>::new(),)),
        |(), seen| {
            let missing = |numbers| -> Came { Err(Missing { numbers }) };
            let mistakes = [("nothing-is-empty", Ok(Bytes(vec![]))), ("names-no-number", missing(vec![]))];
            seen.returns(missing(vec![0]), &mistakes)
                .map(drop)
                .map_err(|trouble| trouble.panic_looks_like("nothing-panics"))
        },
    )
}

/// The answer must be right. If it is what one of `mistakes` would give, or `mistake` knows it, that is named.
fn judge(
    arrivals: &Arrivals,
    seen: &mut Seen<'_>,
    mistakes: &[Looks<Came>],
    mistake: impl Fn(&Came) -> Option<&'static str>,
) -> Result<(), Trouble> {
    let right = arrivals.right();
    let came: Came = match seen.value() {
        Ok(came) if came == right => return Ok(()),
        Ok(came) => came,
        Err(trouble) => {
            seen.differs(&right);
            return Err(arrivals.drawn(trouble));
        }
    };
    let known = mistakes.iter().find(|(_, wrong)| *wrong == came).map(|(slug, _)| *slug);
    let trouble = arrivals.drawn(Trouble::new(seen.differs(&right)));
    Err(known.or_else(|| mistake(&came)).into_iter().fold(trouble, Trouble::looks_like))
}
