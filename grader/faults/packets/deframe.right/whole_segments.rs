//! Keeps what is on the wire, escapes and all, and undoes them when there is something to decide.

use given::packets::FrameError;

use crate::crc::crc32;

pub fn encode_frame(payload: &[u8]) -> Vec<u8> {
    let fcs = crc32(payload).to_le_bytes();
    let mut frame: Vec<u8> = payload.iter().chain(&fcs).copied().collect();
    // From the end to the front, so that what is inserted does not move what is still to be looked at.
    for at in (0..frame.len()).rev() {
        if frame[at] == 0x7D || frame[at] == 0x7E {
            frame[at] -= 0x20;
            frame.insert(at, 0x7D);
        }
    }
    frame.insert(0, 0x7E);
    frame.push(0x7E);
    frame
}

pub struct Deframer {
    limit: usize,
    /// `None` where the bytes up to the next flag are nobody's.
    segment: Option<Vec<u8>>,
}

impl Deframer {
    pub fn new(limit: usize) -> Deframer {
        Deframer { limit, segment: None }
    }

    pub fn push(&mut self, bytes: &[u8]) -> Vec<Result<Vec<u8>, FrameError>> {
        let mut answers = Vec::new();
        let mut parts = bytes.split(|byte| *byte == 0x7E).peekable();
        while let Some(part) = parts.next() {
            if let Some(segment) = &mut self.segment {
                segment.extend(part);
                let (kept, open) = undone(segment);
                if kept.len().checked_sub(4).is_some_and(|payload| payload > self.limit) {
                    answers.push(Err(FrameError::TooLong { limit: self.limit }));
                    self.segment = None;
                } else if parts.peek().is_some() {
                    answers.extend(ended(kept, open));
                }
            }
            if parts.peek().is_some() {
                self.segment = Some(Vec::new());
            }
        }
        answers
    }
}

/// The bytes without escapes, and whether the last escape has no byte behind it.
fn undone(segment: &[u8]) -> (Vec<u8>, bool) {
    let mut kept = Vec::new();
    let mut rest = segment;
    loop {
        rest = match rest {
            [] => return (kept, false),
            [0x7D] => return (kept, true),
            [0x7D, byte, rest @ ..] => {
                kept.push(byte ^ 0x20);
                rest
            }
            [byte, rest @ ..] => {
                kept.push(*byte);
                rest
            }
        };
    }
}

fn ended(mut kept: Vec<u8>, open: bool) -> Option<Result<Vec<u8>, FrameError>> {
    if open {
        return Some(Err(FrameError::Aborted));
    }
    match kept.len() {
        0 => None,
        got @ 1..4 => Some(Err(FrameError::TooShort { got })),
        len => {
            let fcs = kept.split_off(len - 4);
            let fits = fcs == crc32(&kept).to_le_bytes();
            Some(fits.then_some(kept).ok_or(FrameError::BadFcs))
        }
    }
}
