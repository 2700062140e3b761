//! hello/cut: a message in numbered chunks.

use given::hello::Chunk;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use super::{chunks, numbered};
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::{Bytes, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "cut",
    title: "long messages travel in numbered chunks",
    track: Track::First,
    level: Level::Beginner,
    minutes: 10,
    needs: &[],
    rust: &[],
    hints: [
        "Write down by hand the chunks of \"hello\" for size 2. How many are there, and how long is the last?",
        "Slices have a method that gives out pieces of at most `n` bytes, the short last one too. And what does it give for an empty slice?",
        "`message.chunks(size)` gives the pieces; collect them to know how many there are. If there is none, make it one empty piece. Then number them with `enumerate`.",
    ],
    compare: "Look at how we handle the empty message, and where the count for `of` comes from.",
    checks: &[
        Check {
            name: "three_full_chunks",
            title: "six bytes in chunks of two are three numbered chunks",
            points: 1,
            rule: "given::hello::Chunk: the first number is 0, and each chunk says how many there are",
            book: "numbers",
            after: &[],
            mistakes: &[
                NUMBERS_FROM_ONE,
                NUMBERS_COUNT_BYTES,
                OF_IS_LAST_NUMBER,
                OF_SO_FAR,
                OF_COUNTS_BYTES,
                DIVISION_PLUS_ONE,
                SIZE_IS_HOW_MANY,
                OVERLAPS,
            ],
            run: three_full_chunks,
        },
        Check {
            name: "nothing_lost",
            title: "the chunks, put end to end, are the message",
            points: 2,
            rule: "what the chunks do not carry, nobody can put back",
            book: "remainder",
            after: &["three_full_chunks"],
            mistakes: &[DROPS_REMAINDER, PADS_LAST_CHUNK, BYTES_ARE_NOT_TEXT],
            run: nothing_lost,
        },
        Check {
            name: "sizes",
            title: "every chunk is full, but perhaps the last",
            points: 1,
            rule: "every chunk costs a header: so none is smaller than it must be, and none larger than the network takes",
            book: "remainder",
            after: &["three_full_chunks"],
            mistakes: &[ONE_TOO_LONG, BYTES_ARE_NOT_TEXT],
            run: sizes,
        },
        Check {
            name: "numbers_count_up",
            title: "numbers count up from 0, and all chunks agree how many there are",
            points: 1,
            rule: "given::hello::Chunk: the first number is 0, and each chunk says how many there are",
            book: "numbers",
            after: &["three_full_chunks"],
            mistakes: &[OF_WITHOUT_REMAINDER],
            run: numbers_count_up,
        },
        Check {
            name: "empty_message",
            title: "the empty message is one empty chunk, number 0 of 1",
            points: 1,
            rule: "a message that is empty is still a message: the other side waits for it",
            book: "empty",
            after: &["three_full_chunks"],
            mistakes: &[EMPTY_PANICS, EMPTY_SENDS_NOTHING, EMPTY_OF_NONE],
            run: empty_message,
        },
    ],
};

const NUMBERS_FROM_ONE: Mistake = Mistake {
    slug: "numbers-from-one-skip",
    name: "the first chunk has number 1, so a receiver waits for number 0 for ever",
    ask: "Which number has the first element of an array in Rust?",
};

const NUMBERS_COUNT_BYTES: Mistake = Mistake {
    slug: "numbers-count-bytes",
    name: "a chunk's number says at which byte it begins, not which chunk it is",
    ask: "Tokyo sends three chunks. Which three numbers does London wait for?",
};

const OF_IS_LAST_NUMBER: Mistake = Mistake {
    slug: "of-is-last-number",
    name: "`of` is the number of the last chunk, which is one less than how many there are",
    ask: "Chunks 0, 1 and 2: how many are they?",
};

const OF_SO_FAR: Mistake = Mistake {
    slug: "of-so-far",
    name: "`of` counts the chunks made so far, so it differs from chunk to chunk",
    ask: "London may get the first chunk first. What does its `of` tell London now, and what should it?",
};

const OF_COUNTS_BYTES: Mistake = Mistake {
    slug: "of-counts-bytes",
    name: "`of` counts the bytes of the message, not its chunks",
    ask: "London waits until it has `of` chunks. For how many does it wait here?",
};

const DIVISION_PLUS_ONE: Mistake = Mistake {
    slug: "division-plus-one",
    name: "one chunk too many is counted when the last one is full",
    ask: "What is 6 / 2 + 1, and how many chunks of 2 hold 6 bytes? When is one more needed?",
};

const SIZE_IS_HOW_MANY: Mistake = Mistake {
    slug: "size-is-how-many",
    name: "`size` is taken for how many chunks there are, not for how long each is",
    ask: "Which of the two does `size` limit: the bytes in a chunk, or the chunks in a message?",
};

const OVERLAPS: Mistake = Mistake {
    slug: "overlaps",
    name: "each chunk begins one byte after the one before, so most bytes are sent again and again",
    ask: "If a chunk has taken two bytes, where does the next one begin?",
};

const DROPS_REMAINDER: Mistake = Mistake {
    slug: "drops-remainder",
    name: "the last chunk, when it is shorter than the others, is thrown away",
    ask: "What is left over of 3 bytes after chunks of 2?",
};

const PADS_LAST_CHUNK: Mistake = Mistake {
    slug: "pads-last-chunk",
    name: "the last chunk is filled up with bytes that are not in the message",
    ask: "How could London tell the bytes that you added from bytes that you meant?",
};

const BYTES_ARE_NOT_TEXT: Mistake = Mistake {
    slug: "bytes-are-not-text",
    name: "the message is taken for text, and cut or changed letter by letter",
    ask: "Is every message text? And how many bytes has one letter of 東京?",
};

const ONE_TOO_LONG: Mistake = Mistake {
    slug: "remainder-joins-last",
    name: "what is left over is added to the last full chunk, which is then too long",
    ask: "May any chunk be longer than `size`?",
};

const OF_WITHOUT_REMAINDER: Mistake = Mistake {
    slug: "of-without-remainder",
    name: "the short last chunk is not counted in `of`",
    ask: "What is 3 / 2 in Rust, and how many chunks of 2 hold 3 bytes?",
};

const EMPTY_PANICS: Mistake = Mistake {
    slug: "empty-panics",
    name: "the empty message makes it panic",
    ask: "What is `message.len() - 1` when there is nothing in it? And `chunks[0]`?",
};

const EMPTY_SENDS_NOTHING: Mistake = Mistake {
    slug: "empty-sends-nothing",
    name: "the empty message is no chunk at all, so nobody can tell it from one that was lost",
    ask: "How would the other side learn that you sent it an empty message?",
};

const EMPTY_OF_NONE: Mistake = Mistake {
    slug: "empty-of-none",
    name: "there is a chunk, and it says that there are none",
    ask: "What is the least that `of` can be, when some chunk says it?",
};

/// A message, and the size of its chunks.
type Input = (Vec<u8>, usize);

fn ask((message, size): &Input) -> Script {
    call("cut", (Bytes(message.clone()), *size))
}

fn inputs() -> impl Strategy<Value = Input> {
    (vec(any::<u8>(), 1..60), 1..12_usize)
}

/// Sizes that fit and that don't, by one; a message shorter than a chunk; chunks of one; letters of three bytes,
/// and bytes that are no letters; more chunks than a byte can count.
fn forced() -> [Input; 8] {
    [
        (b"abc".to_vec(), 2),
        (b"hello".to_vec(), 2),
        (b"ab".to_vec(), 2),
        (b"a".to_vec(), 100),
        (b"abc".to_vec(), 1),
        ("東京".as_bytes().to_vec(), 2),
        (vec![0xff, 0x00], 1),
        (vec![b'x'; 300], 1),
    ]
}

fn three_full_chunks(trial: &mut Trial<'_>) -> Verdict {
    trial.table([(b"abcdef".to_vec(), 2), (b"Tokyo!".to_vec(), 2)], ask, |input, seen| {
        let came = came(input, seen)?;
        let right = chunks(&input.0, input.1);
        ensure(came == right, || {
            let trouble = Trouble::new(seen.expected(words(&right)));
            wrong_chunks(input)
                .into_iter()
                .fold(trouble, |trouble, (slug, wrong)| trouble.looks_like_if(came == wrong, slug))
        })
    })
}

/// What certain mistakes make of a message whose chunks are all full.
fn wrong_chunks((message, size): &Input) -> Vec<Looks<Vec<Chunk>>> {
    let right = chunks(message, *size);
    let change = |change: &dyn Fn(&mut Chunk)| {
        let mut wrong = right.clone();
        wrong.iter_mut().for_each(change);
        wrong
    };
    vec![
        ("numbers-from-one-skip", change(&|chunk| chunk.number += 1)),
        ("numbers-count-bytes", change(&|chunk| chunk.number *= *size as u32)),
        ("of-is-last-number", change(&|chunk| chunk.of -= 1)),
        ("of-so-far", change(&|chunk| chunk.of = chunk.number)),
        ("of-so-far", change(&|chunk| chunk.of = chunk.number + 1)),
        ("of-counts-bytes", change(&|chunk| chunk.of = message.len() as u32)),
        ("division-plus-one", change(&|chunk| chunk.of += 1)),
        ("division-plus-one", numbered(message.chunks(*size).chain([&[][..]]).collect())),
        ("size-is-how-many", numbered(message.chunks(message.len() / size).collect())),
        ("overlaps", numbered(message.windows(*size).collect())),
    ]
}

fn nothing_lost(trial: &mut Trial<'_>) -> Verdict {
    trial.law(forced(), inputs(), ask, |input, seen| {
        let (cut, (message, size)) = (came(input, seen)?, input);
        let sent: Vec<u8> = cut.iter().flat_map(|chunk| chunk.bytes.clone()).collect();
        ensure(sent == *message, || {
            let (whole, added) = (message.len() / size * size, sent.strip_prefix(&message[..]));
            let as_text = String::from_utf8_lossy(message);
            seen.expected(format!("chunks whose bytes, end to end, are {}", Bytes(message.clone()).spell()));
            Trouble::new("the chunks, put end to end, are not the message")
                .looks_like_if(sent == message[..whole], "drops-remainder")
                .looks_like_if(
                    added.is_some_and(|added| added.iter().all(|byte| *byte == added[0])),
                    "pads-last-chunk",
                )
                .looks_like_if(sent == as_text.as_bytes(), "bytes-are-not-text")
                .figure(beside(&cut, &chunks(message, *size)))
        })
    })
}

fn sizes(trial: &mut Trial<'_>) -> Verdict {
    trial.law(forced(), inputs(), ask, |input, seen| {
        let (cut, (message, size)) = (came(input, seen)?, input);
        let right = chunks(message, *size);
        let lengths = |chunks: &[Chunk]| chunks.iter().map(|chunk| chunk.bytes.len()).collect::<Vec<_>>();
        let (came, expected) = (lengths(&cut), lengths(&right));
        ensure(came == expected, || {
            let joined = came.last().is_some_and(|last| last > size) && came.len() + 1 == expected.len();
            let letters = String::from_utf8_lossy(message).chars().map(char::len_utf8).collect::<Vec<_>>();
            let in_letters: Vec<usize> = letters.chunks(*size).map(|chunk| chunk.iter().sum()).collect();
            seen.expected(format!("chunks of {} bytes", listed(&expected)));
            Trouble::new(format!("chunks of {} bytes", listed(&came)))
                .looks_like_if(joined, "remainder-joins-last")
                .looks_like_if(came == in_letters, "bytes-are-not-text")
                .looks_like_if(expected.split_last().is_some_and(|(_, full)| came == full), "drops-remainder")
                .figure(beside(&cut, &right))
        })
    })
}

fn numbers_count_up(trial: &mut Trial<'_>) -> Verdict {
    trial.law(forced(), inputs(), ask, |input, seen| {
        let (cut, (message, size)) = (came(input, seen)?, input);
        let count = cut.len() as u32;
        let right = cut.iter().zip(0..).all(|(chunk, number)| chunk.number == number && chunk.of == count);
        ensure(right, || {
            let short = (message.len() / size) as u32;
            seen.expected(format!("numbers from 0 to {}, and `of` {count} in each", count.saturating_sub(1)));
            Trouble::new("the numbers do not count up, or `of` is not how many there are")
                .looks_like_if(
                    short < count && cut.iter().all(|chunk| chunk.of == short),
                    "of-without-remainder",
                )
                .figure(beside(&cut, &numbered(cut.iter().map(|chunk| &chunk.bytes[..]).collect())))
        })
    })
}

fn empty_message(trial: &mut Trial<'_>) -> Verdict {
    trial.table([(vec![], 1), (vec![], 8)], ask, |_, seen| {
        let one = |of| vec![Chunk { number: 0, of, bytes: vec![] }];
        let mistakes = [("empty-sends-nothing", vec![]), ("empty-of-none", one(0))];
        let came = seen.returns(one(1), &mistakes);
        came.map(drop).map_err(|trouble| trouble.panic_looks_like("empty-panics"))
    })
}

/// The chunks that came.
fn came((message, size): &Input, seen: &mut Seen<'_>) -> Result<Vec<Chunk>, Trouble> {
    match seen.value::<Vec<Chunk>>() {
        Ok(came) => {
            seen.shown_as(&words(&came));
            Ok(came)
        }
        Err(trouble) => {
            seen.expected(words(&chunks(message, *size)));
            Err(trouble.panic_with_looks_like("Utf8Error", "bytes-are-not-text"))
        }
    }
}

/// `chunk 0 of 2 "he", chunk 1 of 2 "y"`.
fn words(chunks: &[Chunk]) -> String {
    let words: Vec<String> = chunks.iter().map(Chunk::to_string).collect();
    if words.is_empty() { String::from("no chunk") } else { words.join(", ") }
}

/// `2, 2 and 1`.
fn listed(lengths: &[usize]) -> String {
    let words: Vec<String> = lengths.iter().map(usize::to_string).collect();
    match &words[..] {
        [] => String::from("no"),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What came, and beside it what should have: some rows from the first that differs.
fn beside(came: &[Chunk], right: &[Chunk]) -> Table {
    const ROWS: usize = 6;
    let cell = |chunk: Option<&Chunk>| chunk.map_or_else(|| String::from("nothing"), Chunk::to_string);
    let differs = |at: &usize| came.get(*at) != right.get(*at);
    let all = came.len().max(right.len());
    let from = (0..all).find(differs).unwrap_or(0).min(all.saturating_sub(ROWS));
    let shown = from..all.min(from + ROWS);
    Table {
        title: if shown.len() == all {
            String::from("chunk by chunk")
        } else {
            format!("chunk by chunk, {} of {all}", shown.len())
        },
        head: ["came", "should have come"].map(String::from).to_vec(),
        rows: shown.clone().map(|at| vec![cell(came.get(at)), cell(right.get(at))]).collect(),
        wrong: (0..).zip(shown).filter(|(_, at)| differs(at)).map(|(row, _)| row).collect(),
    }
}
