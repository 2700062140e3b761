//! Frames as bytes on a line, and what a receiver makes of damage.

use packets::crc::with_fcs;
use packets::deframe::{Deframer, encode_frame};
use sim::{ActorId, Trace};

use crate::{Drawing, Figure, Hex, Ladder, Span};

/// Two frames with one flag between them, and each kind of escape.
pub(super) const STREAM: Figure = Figure {
    name: "packets/deframe/stream",
    title: "two frames in a stream, with a flag between them, and escapes in the payload and in the FCS",
    draw: || Drawing::Hex(stream()),
};

/// A byte is damaged into a flag, and a flag into something else.
pub(super) const DAMAGE: Figure = Figure {
    name: "packets/deframe/damage",
    title: "a flag too many and a flag too few each cost a frame or two, and no more",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| conversation() }),
};

/// A tilde is 7E and a brace is 7D; the FCS of a plus has a 7E in it.
const PAYLOADS: [&[u8]; 2] = [b"a~b}", b"+"];

fn stream() -> Hex {
    let mut bytes = Vec::new();
    let mut spans = Vec::new();
    let mut span = |bytes: &mut Vec<u8>, more: &[u8], name: &str, value: String| {
        let range = bytes.len()..bytes.len() + more.len();
        bytes.extend_from_slice(more);
        spans.push(Span { range, name: name.to_owned(), value, points_to: None });
    };
    for (number, payload) in PAYLOADS.into_iter().enumerate() {
        let frame = encode_frame(payload);
        let mut left = frame.as_slice();
        let mut next = |len: usize| {
            let (next, rest) = left.split_at(len);
            left = rest;
            next
        };
        // The flag that ended the frame before is the one that begins this one.
        let flag = next(1);
        if number == 0 {
            span(&mut bytes, flag, "flag", "a frame begins".into());
        }
        for (place, byte) in with_fcs(payload).into_iter().enumerate() {
            let name = if place < payload.len() { "payload" } else { "FCS" };
            let stuffed = next(if [0x7D, 0x7E].contains(&byte) { 2 } else { 1 });
            let value = match (stuffed, place < payload.len()) {
                ([0x7D, _], _) => format!("escaped, stands for {byte:02x}"),
                (_, true) => format!("{:?}", char::from(byte)),
                (_, false) => format!("byte {} of 4", place - payload.len() + 1),
            };
            span(&mut bytes, stuffed, name, value);
        }
        let ends = if number == 0 { "a frame ends, and the next begins" } else { "a frame ends" };
        span(&mut bytes, next(1), "flag", ends.into());
    }
    Hex { bytes, spans }
}

fn conversation() -> Trace {
    let mut trace = Trace::new();
    let (tokyo, next) = (trace.actor("Tokyo"), trace.actor("New York"));
    let mut line = Deframer::new(1500);
    // One flag between two frames: the first has both of its own, the others bring the one behind them.
    let texts = ["one", "two", "three", "four", "five"];
    for (number, text) in texts.into_iter().enumerate() {
        let frame = encode_frame(text.as_bytes());
        let sent = if number == 0 { frame } else { frame[1..].to_vec() };
        let mut arrives = sent.clone();
        let fate = match number {
            // The w of "two".
            1 => Some((1, "a byte became 7e")),
            // The flag behind "three".
            2 => Some((sent.len() - 1, "the flag became 7f")),
            _ => None,
        };
        if let Some((place, _)) = fate {
            arrives[place] = if arrives[place] == 0x7E { 0x7F } else { 0x7E };
        }
        let message = trace.message(tokyo, next, format!("\"{text}\", FCS, flag")).carrying(sent);
        if let Some((_, fate)) = fate {
            message.damaged_into(fate, arrives.clone());
        }
        tell(&mut trace, next, &mut line, &arrives);
    }
    trace
}

fn tell(trace: &mut Trace, next: ActorId, line: &mut Deframer, arrives: &[u8]) {
    let told = line.push(arrives);
    if told.is_empty() {
        trace.note(next, "no frame has ended");
    }
    for told in told {
        let words = match told {
            Ok(payload) => format!("\"{}\"", payload.escape_ascii()),
            Err(error) => error.to_string(),
        };
        trace.note(next, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_two_frames() {
        let Hex { bytes, spans } = stream();
        let payloads = PAYLOADS.map(|payload| Ok(payload.to_vec()));
        assert_eq!(Deframer::new(1500).push(&bytes), payloads);
        assert_eq!(spans.last().map(|span| span.range.end), Some(bytes.len()));
    }

    /// What the page says about it.
    #[test]
    fn damage_costs_the_frames_it_touches() {
        let trace = conversation();
        let told = crate::notes(&trace);
        assert_eq!(told.first(), Some(&"\"one\""));
        assert_eq!(told.last(), Some(&"\"five\""));
        assert_eq!(told.iter().filter(|told| told.starts_with('"')).count(), 2);
        assert_eq!(told.len(), 6, "{told:?}");
    }
}
