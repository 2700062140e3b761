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
            mistakes: &[ONE_READ_IS_ALL, AS_LONG_AS_THE_MESSAGE, ONE_LINE_IS_ALL, ANSWER_IS_NOT_TEXT],
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
            title: "an error of the connection is returned: not hidden, and no panic",
            points: 1,
            rule: "the exercise: the first error that the connection reports, just as it is",
            book: "errors",
            after: &["one_byte_each_way"],
            mistakes: &[ERRORS_PANIC, ERRORS_ARE_HIDDEN, ERRORS_ARE_CHANGED],
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
    name: "the message is taken for text, and this one is none",
    ask: "`message` is a slice of bytes. What do you turn it into, and can all bytes be turned into that?",
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

const ANSWER_IS_NOT_TEXT: Mistake = Mistake {
    slug: "answer-is-not-text",
    name: "the answer is taken for text, and this one is none",
    ask: "You must return bytes. Into what do you read them, and can it hold all bytes?",
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

const ERRORS_ARE_CHANGED: Mistake = Mistake {
    slug: "errors-are-changed",
    name: "another error is returned than the one that the connection reported",
    ask: "Could the caller still tell a broken connection from one that is slow?",
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
        let said = converse(input, Until::Bytes(1), talk)?;
        said.judge(input, &[Judged::Message, Judged::Answer], talk)
    })
}

fn all_is_sent(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(CASES);
    let forced = [input(b"hello", b"y", 2), input(&[0xff, 0xfe, b'\n', 0], b"y", 1)];
    trial.story(forced, Some(inputs()), |input, talk| {
        let said = converse(input, Until::Bytes(input.0.len()), talk)?;
        said.judge(input, &[Judged::Message], talk)
    })
}

fn all_is_read(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(CASES);
    let forced = [input(b"hi", b"hello", 1), input(b"hi", b"one\ntwo", 1), input(b"hi", &[b'a', 0xff, 0], 1)];
    trial.story(forced, Some(inputs()), |input, talk| {
        let said = converse(input, Until::Bytes(input.0.len()), talk)?;
        said.judge(input, &[Judged::Answer], talk)
    })
}

fn end_is_said(trial: &mut Trial<'_>) -> Verdict {
    // One byte each way: whether all is sent and all is read is not the question here.
    let forced = [input(b"x", b"y", 1024), input(b"", b"y", 1024), input(b"x", b"", 1024)];
    trial.story(forced, None::<Just<Input>>, |input, talk| {
        let said = converse(input, Until::End, talk)?;
        said.judge(input, &[Judged::End, Judged::Answer], talk)
    })
}

/// What is wrong with a line, and the call that tries it: this end has finished already, so the first write
/// fails; or nobody answers and it does not wait, so the first read fails.
const BROKEN: [(&str, &str); 2] = [
    ("send_too_late", "line can't be written to"),
    ("send_in_vain", "nobody answers, and line waits for 10 ms and no longer"),
];

fn errors_are_returned(trial: &mut Trial<'_>) -> Verdict {
    trial.story(BROKEN, None::<Just<(&str, &str)>>, |(function, broken), talk| {
        // Somebody listens and never answers.
        let silent = talk.peer()?;
        let script = call(function, (silent.port(), Bytes(b"hello".to_vec())))
            .spelled(format!("send(&mut line, b\"hello\")   // {broken}"))
            .of_the_probe();
        let came: Came = talk.ask(&script, |seen| seen.value()).map_err(|trouble| {
            talk.expected("Err(what the line reported)");
            trouble.panic_looks_like("errors-panic").time_out_looks_like("errors-are-hidden")
        })?;
        drop(silent);
        // The kinds by which systems say that nothing came in time. A write does not say so.
        let in_vain = matches!(came.as_ref().err().map(String::as_str), Some("WouldBlock" | "TimedOut"));
        let (right, expected, changed) = match *function {
            "send_too_late" => (came.is_err() && !in_vain, "Err(what the first write reported)", false),
            _ => (in_vain, "Err(what the first read reported)", came.is_err()),
        };
        ensure(right, || {
            Trouble::new(talk.expected(expected))
                .looks_like_if(changed, "errors-are-changed")
                .looks_like("errors-are-hidden")
        })
    })
}

/// A conversation that is over.
struct Said {
    /// What `send` returned.
    came: Came,
    /// What the peer heard.
    heard: Heard,
    /// Whether the peer waited for more in vain, and so did not answer.
    hung_up: bool,
}

/// What a check is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judged {
    /// All bytes of the message must have arrived.
    Message,
    /// The peer must have learned that the message is over.
    End,
    /// The whole answer must have been returned.
    Answer,
}

/// Has the learner's code talk with a peer.
fn converse((message, answer, most): &Input, until: Until, talk: &mut Talk<'_, '_>) -> Result<Said, Trouble> {
    let peer = talk.peer()?;
    let message = Bytes(message.clone());
    let script = call("send", (peer.port(), *most, message.clone()))
        .spelled(format!(
            "send(&mut line, {})   // line moves at most {most} byte{} a call",
            message.spell(),
            if *most == 1 { "" } else { "s" }
        ))
        .of_the_probe();
    let listening = peer.answer(until, answer.clone());
    let result = talk.ask(&script, |seen| {
        let came: Came = seen.value()?;
        if let Ok(Bytes(bytes)) = &came {
            seen.shown_as(&format!("Ok({})", without_zeros(bytes)));
        }
        Ok(came)
    });
    let heard = listening.heard();
    let came = result.map_err(|trouble| {
        talk.expected(format!("Ok({})", Bytes(answer.clone()).spell()));
        trouble
            .panic_with_looks_like("Utf8Error", "bytes-are-not-text")
            .time_out_looks_like("zero-is-not-the-end")
    })?;
    let enough = match until {
        Until::End => false,
        Until::Bytes(count) => heard.bytes.len() >= count,
    };
    Ok(Said { came, hung_up: !enough && !heard.finished, heard })
}

/// Bytes as Rust, but for a long row of zeros at the end.
fn without_zeros(bytes: &[u8]) -> String {
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    match bytes.len() - end {
        zeros @ 9.. => format!("{} and {zeros} zeros", Bytes(bytes[..end].to_vec()).spell()),
        _ => Bytes(bytes.to_vec()).spell(),
    }
}

impl Said {
    /// Demands what the check is about, and tells the story if it is not so.
    fn judge(&self, input: &Input, judged: &[Judged], talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
        let (message, answer, _) = input;
        let right: Came = Ok(Bytes(answer.clone()));
        let wrong = |what| {
            judged.contains(&what)
                && match what {
                    Judged::Message => self.heard.bytes != *message,
                    Judged::End => !self.heard.finished,
                    Judged::Answer => self.came != right,
                }
        };
        if !judged.iter().any(|what| wrong(*what)) {
            return Ok(());
        }
        // The call is still the last step.
        let mut differs = String::new();
        if wrong(Judged::Answer) {
            differs = talk.expected(right.spell());
        }
        let heard = Bytes(self.heard.bytes.clone()).spell();
        if wrong(Judged::Message) {
            talk.note("the other side heard", heard);
            differs = talk.expected(Bytes(message.clone()).spell());
        } else if wrong(Judged::End) {
            talk.note("the other side heard", format!("{heard}, and waited for the end"));
            differs = talk.expected(format!("{}, and then the end", Bytes(message.clone()).spell()));
        }
        let mistake = if wrong(Judged::End) {
            Some("no-half-close")
        } else if wrong(Judged::Message) || self.hung_up {
            // Who waits for the rest of a message does not answer.
            self.wrong_message(message)
        } else {
            self.wrong_answer(input)
        };
        Err(mistake.into_iter().fold(Trouble::new(differs).figure(self.ladder(answer)), Trouble::looks_like))
    }

    /// The mistake by which this was heard where `message` was to be sent.
    fn wrong_message(&self, message: &[u8]) -> Option<&'static str> {
        let Heard { bytes, finished } = &self.heard;
        match &bytes[..] {
            [] if !finished => Some("reads-first"),
            // Only the system's own errors have a number.
            [] => {
                self.came.as_ref().err().filter(|error| error.contains("os error")).map(|_| "finishes-first")
            }
            _ if message.starts_with(bytes) => Some("one-write-is-all"),
            _ if matches!(bytes.strip_prefix(message), Some(b"\n" | b"\r\n")) => Some("adds-a-line-end"),
            _ if *bytes == String::from_utf8_lossy(message).as_bytes() => Some("bytes-are-not-text"),
            _ => None,
        }
    }

    /// The mistake by which this was returned where another answer came.
    fn wrong_answer(&self, (message, right, _): &Input) -> Option<&'static str> {
        let came = match &self.came {
            Ok(Bytes(came)) => came,
            Err(error) if error.contains("UTF-8") => return Some("answer-is-not-text"),
            Err(error) if error.contains("whole buffer") => return Some("as-long-as-the-message"),
            Err(_) => return message.is_empty().then_some("empty-is-not-sent"),
        };
        let same = came.iter().zip(right).take_while(|(came, right)| came == right).count();
        let line = right.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        match &came[same..] {
            _ if message.is_empty() => Some("empty-is-not-sent"),
            _ if came.is_empty() => Some("answer-not-read"),
            [0, zeros @ ..] if zeros.iter().all(|byte| *byte == 0) => Some("whole-buffer"),
            [_, ..] if came == String::from_utf8_lossy(right).as_bytes() => Some("answer-is-not-text"),
            [_, ..] => None,
            [] if line.len() < right.len() && line.trim_ascii_end() == came.trim_ascii_end() => {
                Some("one-line-is-all")
            }
            [] if came.len() > 1 && came.len() == message.len() => Some("as-long-as-the-message"),
            [] => Some("one-read-is-all"),
        }
    }

    /// The conversation as the other side saw it. Nobody knows when anything happened, only in which order.
    fn ladder(&self, answer: &[u8]) -> Trace {
        let mut trace = Trace::new();
        let (own, other) = (trace.actor("Tokyo: your send"), trace.actor("London"));
        if !self.heard.bytes.is_empty() {
            trace.message(own, other, quoted(&self.heard.bytes)).carrying(self.heard.bytes.clone());
        }
        if self.heard.finished {
            trace.message(own, other, "nothing more comes");
        }
        if self.hung_up {
            trace.note(other, "waits for more, or for the end, and hangs up").first_difference();
            return trace;
        }
        if !answer.is_empty() {
            let slowly = if answer.len() > 1 { ", a byte at a time" } else { "" };
            trace.message(other, own, format!("{}{slowly}", quoted(answer)));
        }
        trace.message(other, own, "nothing more comes");
        trace
    }
}

/// Text in quotes, or numbers. The ladder escapes what must not stand in it.
fn quoted(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => format!("\"{text}\""),
        Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "),
    }
}
