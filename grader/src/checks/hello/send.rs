//! hello/send: a message over a real connection, and the answer.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use sim::Trace;

use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::peer::{Heard, Until};
use crate::script::call;
use crate::spell::{Bytes, Spell};
use crate::trial::{Talk, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "send",
    title: "a message over a real connection, and its answer",
    track: Track::First,
    level: Level::Beginner,
    minutes: 15,
    needs: &[],
    rust: &[],
    hints: [
        "`read` and `write` say how much they moved. What must you do when that is less than you wanted?",
        "The traits `Read` and `Write` have methods that go on until everything is moved. And how does the other side learn that your message is over, while you still want to read?",
        "`line.write_all(message)?`, then `line.finish()?`, then `line.read_to_end(&mut answer)?`, in this order.",
    ],
    compare: "Four lines; compare their order, and think about what each would do if it came earlier.",
    checks: &[
        Check {
            name: "one_byte_each_way",
            title: "one byte arrives, and the byte that comes back is returned",
            points: 1,
            rule: "RFC 9293, section 2.2: TCP gives programs a reliable stream of bytes, in order",
            book: "a-stream",
            after: &[],
            mistakes: &[
                FINISHES_FIRST,
                READS_FIRST,
                ANSWER_NOT_READ,
                WHOLE_BUFFER,
                ZERO_IS_NOT_THE_END,
                ADDS_A_LINE_END,
            ],
            run: one_byte_each_way,
        },
        Check {
            name: "all_is_sent",
            title: "the whole message arrives, however little is taken at a time",
            points: 2,
            rule: "std::io::Write::write: it answers how many bytes were taken, and that may be fewer than all",
            book: "partial-writes",
            after: &["one_byte_each_way"],
            mistakes: &[ONE_WRITE_IS_ALL, BYTES_ARE_NOT_TEXT],
            run: all_is_sent,
        },
        Check {
            name: "all_is_read",
            title: "the whole answer is returned, however little comes at a time",
            points: 2,
            rule: "std::io::Read::read: it answers how many bytes came; only 0 of them are the end",
            book: "partial-reads",
            after: &["one_byte_each_way"],
            mistakes: &[ONE_READ_IS_ALL, AS_LONG_AS_THE_MESSAGE, ONE_LINE_IS_ALL],
            run: all_is_read,
        },
        Check {
            name: "end_is_said",
            title: "the other side learns that the message is over, before it answers",
            points: 1,
            rule: "RFC 9293, section 3.6: who closes says \"I have no more data to send\", and may go on receiving",
            book: "half-close",
            after: &["one_byte_each_way"],
            mistakes: &[NO_HALF_CLOSE, EMPTY_IS_NOT_SENT],
            run: end_is_said,
        },
        Check {
            name: "errors_are_returned",
            title: "an error of the connection is returned, not hidden and not a panic",
            points: 1,
            rule: "the exercise: the first error that the connection reports, just as it is",
            book: "errors",
            after: &["one_byte_each_way"],
            mistakes: &[ERRORS_PANIC, ERRORS_ARE_HIDDEN],
            run: errors_are_returned,
        },
    ],
};

const FINISHES_FIRST: Mistake = Mistake {
    slug: "finishes-first",
    name: "it says that nothing more comes, and only then wants to send the message",
    ask: "What may you still do with a direction of the connection after you have ended it?",
};

const READS_FIRST: Mistake = Mistake {
    slug: "reads-first",
    name: "it waits for the answer before it has sent the message, so both wait for each other",
    ask: "What is London waiting for while you wait for its answer?",
};

const ANSWER_NOT_READ: Mistake = Mistake {
    slug: "answer-not-read",
    name: "it returns before the answer has come, or closes the direction in which it would come",
    ask: "After your message is over, which direction is still open, and who reads what comes there?",
};

const WHOLE_BUFFER: Mistake = Mistake {
    slug: "whole-buffer",
    name: "the whole buffer is returned, also the part that no byte was read into",
    ask: "What does `read` answer, and how much of the buffer does that say is the answer?",
};

const ZERO_IS_NOT_THE_END: Mistake = Mistake {
    slug: "zero-is-not-the-end",
    name: "the end of the answer is not noticed, so the loop goes round for ever",
    ask: "What does `read` answer when the other side has finished?",
};

const ADDS_A_LINE_END: Mistake = Mistake {
    slug: "adds-a-line-end",
    name: "a line end is sent after the message",
    ask: "Is every message a line? What would London do with one byte more than Tokyo said?",
};

const ONE_WRITE_IS_ALL: Mistake = Mistake {
    slug: "one-write-is-all",
    name: "one call of `write` is taken for the whole message",
    ask: "What does `write` answer, and what became of the bytes that it did not take?",
};

const BYTES_ARE_NOT_TEXT: Mistake = Mistake {
    slug: "bytes-are-not-text",
    name: "message or answer is taken for text, and not all bytes are",
    ask: "Which of your types or methods says text where only bytes were promised?",
};

const ONE_READ_IS_ALL: Mistake = Mistake {
    slug: "one-read-is-all",
    name: "what the first `read` brings is taken for the whole answer",
    ask: "How do you know that nothing more will come?",
};

const AS_LONG_AS_THE_MESSAGE: Mistake = Mistake {
    slug: "as-long-as-the-message",
    name: "as many bytes are read as were sent",
    ask: "Who decides how long the answer is, and how does the end of it show?",
};

const ONE_LINE_IS_ALL: Mistake = Mistake {
    slug: "one-line-is-all",
    name: "reading stops at the end of a line",
    ask: "Which byte ends the answer, if any byte may stand in it?",
};

const NO_HALF_CLOSE: Mistake = Mistake {
    slug: "no-half-close",
    name: "the answer is awaited before the other side knows that the message is over, so both wait for each other",
    ask: "London answers when the message is over. How does it know?",
};

const EMPTY_IS_NOT_SENT: Mistake = Mistake {
    slug: "empty-is-not-sent",
    name: "an empty message is not treated like any other",
    ask: "What does London wait for when the message is empty, and may it not answer?",
};

const ERRORS_PANIC: Mistake = Mistake {
    slug: "errors-panic",
    name: "an error of the connection stops the whole program",
    ask: "What could the caller of `send` do about a broken connection, if it were told?",
};

const ERRORS_ARE_HIDDEN: Mistake = Mistake {
    slug: "errors-are-hidden",
    name: "an error is passed over, as if all had gone well",
    ask: "What does your code do with the `Err` of `write`, of `finish` and of `read`?",
};

/// Message, answer, and how many bytes move in one call.
type Input = (Vec<u8>, Vec<u8>, usize);

/// What `send` returned.
type Came = Result<Bytes, String>;

/// Conversations are slower than calls: fewer of them.
const CASES: u32 = 24;

fn inputs() -> impl Strategy<Value = Input> {
    (vec(b'a'..=b'z', 1..12), vec(b'a'..=b'z', 0..12), 1..5_usize)
}

fn input(message: &[u8], answer: &[u8], most: usize) -> Input {
    (message.to_vec(), answer.to_vec(), most)
}

fn one_byte_each_way(trial: &mut Trial<'_>) -> Verdict {
    trial.story([input(b"x", b"y", 1024)], None::<Just<Input>>, |input, talk| {
        let (came, heard) = converse(input, Until::Bytes(1), talk)?;
        sent(input, &came, &heard, talk)?;
        returned(input, &came, &heard, talk)
    })
}

fn all_is_sent(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(CASES);
    let forced = [input(b"hello", b"y", 2), input(&[0xff, 0xfe, b'\n', 0], b"y", 1)];
    trial.story(forced, Some(inputs()), |input, talk| {
        let (came, heard) = converse(input, Until::Bytes(input.0.len()), talk)?;
        sent(input, &came, &heard, talk)
    })
}

fn all_is_read(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(CASES);
    let forced = [input(b"hi", b"hello", 1), input(b"hi", b"one\ntwo", 1), input(b"hi", &[b'a', 0xff, 0], 1)];
    trial.story(forced, Some(inputs()), |input, talk| {
        // One byte is enough for the other side: whether all is sent is not the question here.
        let (came, heard) = converse(input, Until::Bytes(1), talk)?;
        returned(input, &came, &heard, talk)
    })
}

fn end_is_said(trial: &mut Trial<'_>) -> Verdict {
    let forced = [input(b"hello", b"yes", 5), input(b"", b"yes", 5), input(b"hello", b"", 5)];
    trial.story(forced, None::<Just<Input>>, |input, talk| {
        let (came, heard) = converse(input, Until::End, talk)?;
        ensure(heard.finished, || {
            Trouble::new("the other side waited for the end of the message, in vain")
                .looks_like("no-half-close")
                .figure(ladder(&heard, None))
        })?;
        returned(input, &came, &heard, talk)
    })
}

fn errors_are_returned(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        ("send_too_late", "send(&mut line, b\"hello\")   // line can't be written to"),
        (
            "send_in_vain",
            "send(&mut line, b\"hello\")   // nobody answers, and line waits for 10 ms and no longer",
        ),
    ];
    trial.story(forced, None::<Just<(&str, &str)>>, |(call_name, spelled), talk| {
        // Whoever listens does not answer: the connection stands, and nothing ever comes.
        let peer = talk.peer()?;
        let script = call(call_name, (peer.port(), Bytes(b"hello".to_vec()))).spelled(*spelled);
        let came: Came = talk
            .ask(&script, |seen| seen.value().map_err(|trouble| trouble.panic_looks_like("errors-panic")))?;
        ensure(came.is_err(), || {
            Trouble::new(talk.expected("Err(what the line reported)")).looks_like("errors-are-hidden")
        })
    })
}

/// Has the learner's code talk with a peer; gives what it returned and what the peer heard.
fn converse(
    (message, answer, most): &Input,
    until: Until,
    talk: &mut Talk<'_, '_>,
) -> Result<(Came, Heard), Trouble> {
    let peer = talk.peer()?;
    let (message, answer) = (Bytes(message.clone()), Bytes(answer.clone()));
    let script = call("send", (peer.port(), *most, message.clone()))
        .spelled(format!("send(&mut line, {})   // line.most is {most}", message.spell()));
    let listening = peer.answer(until, answer.0);
    let result = talk.ask(&script, |seen| {
        seen.value().map_err(|trouble| {
            trouble
                .panic_with_looks_like("Utf8Error", "bytes-are-not-text")
                .time_out_looks_like("zero-is-not-the-end")
        })
    });
    let heard = listening.heard();
    talk.note("the other side heard", Bytes(heard.bytes.clone()).spell());
    Ok((result?, heard))
}

/// The whole message must have arrived.
fn sent((message, ..): &Input, came: &Came, heard: &Heard, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    ensure(heard.bytes == *message, || {
        let nothing = heard.bytes.is_empty();
        let added = heard.bytes.strip_prefix(&message[..]);
        Trouble::new(talk.expected(Bytes(message.clone()).spell()))
            .looks_like_if(nothing && heard.finished && came.is_err(), "finishes-first")
            .looks_like_if(nothing && !heard.finished, "reads-first")
            .looks_like_if(matches!(added, Some(b"\n" | b"\r\n")), "adds-a-line-end")
            .looks_like_if(heard.bytes == String::from_utf8_lossy(message).as_bytes(), "bytes-are-not-text")
            .looks_like_if(!nothing && message.starts_with(&heard.bytes), "one-write-is-all")
            .figure(ladder(heard, None))
    })
}

/// The whole answer must have been returned.
fn returned(input: &Input, came: &Came, heard: &Heard, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    let right: Came = Ok(Bytes(input.1.clone()));
    ensure(*came == right, || {
        let message = format!("expected {}, and it returned {}", right.spell(), came.spell());
        talk.note("it should have returned", right.spell());
        let trouble = Trouble::new(message).figure(ladder(heard, Some(&input.1)));
        let mistake = match came {
            Ok(Bytes(came)) => wrong_answer(input, came),
            Err(error) if error.contains("UTF-8") => Some("bytes-are-not-text"),
            Err(error) if error.contains("whole buffer") => Some("as-long-as-the-message"),
            Err(_) => input.0.is_empty().then_some("empty-is-not-sent"),
        };
        mistake.into_iter().fold(trouble, Trouble::looks_like)
    })
}

/// The mistake that would return `came` where another answer was right.
fn wrong_answer((message, right, _): &Input, came: &[u8]) -> Option<&'static str> {
    let same = came.iter().zip(right).take_while(|(came, right)| came == right).count();
    let (line, rest) = (right.split_inclusive(|byte| *byte == b'\n').next(), &came[same..]);
    match came {
        _ if message.is_empty() => Some("empty-is-not-sent"),
        [] => Some("answer-not-read"),
        _ if !rest.is_empty() && rest.iter().all(|byte| *byte == 0) => Some("whole-buffer"),
        _ if *came == *String::from_utf8_lossy(right).as_bytes() => Some("bytes-are-not-text"),
        _ if same < came.len() => None,
        _ if line.is_some_and(|line| line.trim_ascii_end() == came.trim_ascii_end()) => {
            Some("one-line-is-all")
        }
        _ if came.len() > 1 && came.len() == message.len() => Some("as-long-as-the-message"),
        _ => Some("one-read-is-all"),
    }
}

/// The conversation as the other side saw it. Nobody knows when anything happened, only in which order.
fn ladder(heard: &Heard, answer: Option<&[u8]>) -> Trace {
    let mut trace = Trace::new();
    let (own, other) = (trace.actor("Tokyo: your send"), trace.actor("London"));
    if !heard.bytes.is_empty() {
        let label = format!("\"{}\"", heard.bytes.escape_ascii());
        trace.message(own, other, label).carrying(heard.bytes.clone());
    }
    if heard.finished {
        trace.message(own, other, "nothing more comes");
    }
    match answer {
        Some(answer) => {
            if !answer.is_empty() {
                trace.message(other, own, format!("\"{}\", a byte at a time", answer.escape_ascii()));
            }
            trace.message(other, own, "nothing more comes");
        }
        None if !heard.finished => {
            trace.note(other, "waits for more, or for the end, and hangs up").first_difference();
        }
        None => {}
    }
    trace
}
