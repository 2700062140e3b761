//! A stream in pieces, what a receiver should say of each piece, and what its answers look like if it does not.

use given::packets::FrameError;

use super::line::{ESCAPE, FLAG, HABITS, Habit, Line, Told};
use crate::finding::Dump;
use crate::script::{Object, Script};
use crate::spell::Bytes;
use crate::trial::{Seen, Trouble};

/// The receiver that scripts are about, as cards call it.
const LINE: Object = Object { number: 1, name: "line" };

/// More bytes than this on one line of a card help nobody.
const SHOWN: usize = 24;

/// Bytes of a stream, cut into pieces.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    pub(super) limit: usize,
    pub(super) pieces: Vec<Vec<u8>>,
    /// How many pieces come after those that are judged. If something was wrong, what is said of these tells mistakes
    /// apart.
    pub(super) more: usize,
}

impl Heard {
    /// All in one piece.
    pub(super) fn whole(stream: impl Into<Vec<u8>>) -> Heard {
        Heard { limit: 1500, pieces: vec![stream.into()], more: 0 }
    }

    /// These pieces.
    pub(super) fn pieces(pieces: &[&[u8]]) -> Heard {
        Heard { limit: 1500, pieces: pieces.iter().map(|piece| piece.to_vec()).collect(), more: 0 }
    }

    /// Cut at these places.
    pub(super) fn cut(stream: &[u8], mut cuts: Vec<usize>) -> Heard {
        cuts.sort_unstable();
        let mut begin = 0;
        let mut pieces = Vec::new();
        for end in cuts.into_iter().chain([stream.len()]) {
            pieces.push(stream[begin..end].to_vec());
            begin = end;
        }
        Heard { limit: 1500, pieces, more: 0 }
    }

    /// A byte a piece.
    pub(super) fn one_by_one(stream: &[u8]) -> Heard {
        Heard::cut(stream, (1..stream.len()).collect())
    }

    pub(super) fn limit(self, limit: usize) -> Heard {
        Heard { limit, ..self }
    }

    /// The same, and then these pieces, which are not judged.
    pub(super) fn then(mut self, more: &[&[u8]]) -> Heard {
        self.pieces.extend(more.iter().map(|piece| piece.to_vec()));
        Heard { more: more.len(), ..self }
    }

    fn played(&self, habit: Habit) -> Vec<Vec<Told>> {
        let mut line = Line::new(self.limit, habit);
        self.pieces.iter().map(|piece| line.push(piece)).collect()
    }
}

/// Bytes as numbers, also those that could be text.
pub(super) fn numbers(bytes: &[u8]) -> String {
    match bytes {
        [first, ..] if bytes.len() > SHOWN && bytes.iter().all(|byte| byte == first) => {
            format!("&[{first:#04x}; {}]", bytes.len())
        }
        _ => {
            let numbers: Vec<String> = bytes.iter().map(|byte| format!("{byte:#04x}")).collect();
            format!("&[{}]", numbers.join(", "))
        }
    }
}

/// A new receiver, and all pieces.
pub(super) fn ask(heard: &Heard) -> Script {
    let mut script = Script::default().new(LINE, "Deframer::new", (heard.limit,));
    if heard.limit == usize::MAX {
        let rust = "let mut line = Deframer::new(usize::MAX)";
        script = script.spelled(rust).coded(rust);
    }
    heard.pieces.iter().fold(script, |script, piece| {
        let spelled = format!("line.push({})", numbers(piece));
        script.on(LINE, "Deframer::push", (Bytes(piece.clone()),)).spelled(spelled)
    })
}

/// Reads the answers, up to the first that is wrong. One of the `likely` mistakes is named if a receiver that has it
/// as a habit gives all of these answers, the later ones as well.
pub(super) fn judge(heard: &Heard, seen: &mut Seen<'_>, likely: &[&'static str]) -> Result<(), Trouble> {
    seen.skip().map_err(|trouble| limit_taken(trouble, likely))?;
    let right = heard.played(Habit::Right);
    let mut came: Vec<Vec<Told>> = Vec::new();
    for (at, right_now) in right.iter().enumerate().take(right.len() - heard.more) {
        let told: Vec<Told> = seen.value().map_err(|trouble| {
            seen.differs(right_now);
            let too_short = |told: &Told| matches!(told, Err(FrameError::TooShort { .. }));
            let short = right_now.iter().any(too_short) && likely.contains(&"short-panics");
            let trouble = limit_taken(trouble, likely);
            let trouble = if short { trouble.panic_looks_like("short-panics") } else { trouble };
            trouble.figure(picture(heard, at, &[]))
        })?;
        let as_expected = told == *right_now;
        came.push(told);
        if as_expected {
            if right_now.is_empty() {
                seen.leave_unsaid();
            }
            continue;
        }
        let message = seen.differs(right_now);
        let figure = picture(heard, at, &came[at]);
        while came.len() < right.len() {
            let more = seen.value::<Vec<Told>>();
            seen.leave_out();
            let Ok(more) = more else { break };
            came.push(more);
        }
        let known = HABITS.iter().filter(|(slug, _)| likely.contains(slug));
        let mut alike = known.filter(|(_, habit)| heard.played(*habit).starts_with(&came));
        let named = alike.next().map(|(slug, _)| *slug);
        let trouble = Trouble::new(message).figure(figure);
        return Err(named.into_iter().fold(trouble, Trouble::looks_like));
    }
    Ok(())
}

/// What a panic says of how the limit was used.
fn limit_taken(trouble: Trouble, likely: &[&'static str]) -> Trouble {
    let words =
        [("capacity overflow", "limit-reserved"), ("attempt to add with overflow", "limit-plus-four")];
    words
        .into_iter()
        .filter(|(_, slug)| likely.contains(slug))
        .fold(trouble, |trouble, (words, slug)| trouble.panic_with_looks_like(words, slug))
}

/// All that has come, up to the end of this piece, and what it is. Where the answers first differ from what was told of
/// this piece, there is a caret.
fn picture(heard: &Heard, at: usize, told: &[Told]) -> Dump {
    let stream = heard.pieces[..=at].concat();
    let right = heard.played(Habit::Right);
    let agree = right[at].iter().zip(told).take_while(|(right, told)| right == told).count();
    let answer = right[..at].iter().map(Vec::len).sum::<usize>() + agree;
    let spans = spans(&stream, heard.limit);
    let is = |kind: Kind| spans.iter().position(|span| span.kind == kind);
    let answered = spans.iter().enumerate().filter(|(_, span)| span.kind == Kind::Answered).nth(answer);
    let too_much = told.len() > right[at].len();
    let wrong = match told.get(agree) {
        Some(Err(FrameError::TooShort { got: 0 })) => is(Kind::Flags),
        _ if too_much && at == 0 => is(Kind::Before),
        _ => None,
    };
    let last = spans.iter().rposition(|span| span.kind != Kind::Flag);
    let wrong = wrong.or(answered.map(|(place, _)| place)).or(last);
    let dump = Dump::new("on the line so far", &stream);
    spans.into_iter().enumerate().fold(dump, |dump, (place, span)| {
        let Span { begin, len, label, .. } = span;
        if Some(place) == wrong { dump.wrong(begin, len, label) } else { dump.field(begin, len, label) }
    })
}

/// What a stretch of a stream is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Before,
    Flag,
    Flags,
    Answered,
    Open,
}

#[derive(Debug)]
struct Span {
    begin: usize,
    len: usize,
    kind: Kind,
    label: String,
}

fn spans(stream: &[u8], limit: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut begin = 0;
    for piece in stream.chunk_by(|a, b| (*a == FLAG) == (*b == FLAG)) {
        let len = piece.len();
        let ended = begin + len < stream.len();
        let (kind, label) = match piece {
            [FLAG] => (Kind::Flag, String::from("flag")),
            [FLAG, ..] => (Kind::Flags, String::from("flags")),
            _ if begin == 0 => (Kind::Before, String::from("before the first flag")),
            _ => between(piece, limit, ended),
        };
        spans.push(Span { begin, len, kind, label });
        begin += len;
    }
    spans
}

/// What stands between two flags, or behind the last.
fn between(inside: &[u8], limit: usize, ended: bool) -> (Kind, String) {
    let mut line = Line::new(limit, Habit::Right);
    let told = line.push(&[&[FLAG][..], inside, if ended { &[FLAG] } else { &[] }].concat());
    match told.first() {
        Some(Ok(payload)) => {
            let escapes = if inside.contains(&ESCAPE) { ", with escapes" } else { "" };
            (Kind::Answered, format!("the frame of b\"{}\"{escapes}", payload.0.escape_ascii()))
        }
        Some(Err(error)) => (Kind::Answered, error.to_string()),
        None => (Kind::Open, String::from("a frame that has not ended")),
    }
}
