//! A line and its two ends, made of rules alone: how a frame is sent, and what a receiver says, rightly or with a
//! habit that is a mistake.

use given::packets::FrameError;

use crate::spell::Bytes;

pub(super) const FLAG: u8 = 0x7E;
pub(super) const ESCAPE: u8 = 0x7D;
pub(super) const FCS: usize = 4;

/// What became of a frame.
pub(super) type Told = Result<Bytes, FrameError>;

/// The CRC, bit by bit.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |register, byte| {
        (0..8).fold(register ^ u32::from(*byte), |register: u32, _| {
            let falls_out = register & 1;
            (register >> 1) ^ (falls_out * 0xEDB8_8320)
        })
    })
}

/// Payload and FCS, without escapes.
pub(super) fn with_fcs(payload: &[u8]) -> Vec<u8> {
    [payload, &crc32(payload).to_le_bytes()].concat()
}

/// Whether this must be escaped.
pub(super) fn is_special(byte: u8) -> bool {
    byte == FLAG || byte == ESCAPE
}

/// With an escape in front of each byte for which `escapes` says so, and that byte turned over.
pub(super) fn escaped(bytes: &[u8], mut escapes: impl FnMut(u8) -> bool) -> Vec<u8> {
    let mut stuffed = Vec::new();
    for byte in bytes {
        if escapes(*byte) {
            stuffed.extend([ESCAPE, byte ^ 0x20]);
        } else {
            stuffed.push(*byte);
        }
    }
    stuffed
}

/// What stands between the flags.
pub(super) fn content(payload: &[u8]) -> Vec<u8> {
    escaped(&with_fcs(payload), is_special)
}

/// These contents, with one flag before each, and one behind the last.
pub(super) fn flagged(contents: &[Vec<u8>]) -> Vec<u8> {
    let mut stream = vec![FLAG];
    for content in contents {
        stream.extend_from_slice(content);
        stream.push(FLAG);
    }
    stream
}

/// How a receiver behaves: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    FcsDelivered,
    EscapesNotUndone,
    FcsTurnedRound,
    EscapeSplitLost,
    FrameSplitLost,
    WholeFramesOnly,
    PieceIsAFrame,
    FlagsInPairs,
    EmptyFrameTold,
    EmptyPayloadSilent,
    EmptyPayloadShort,
    FirstAnswerOnly,
    StopsAtFirst,
    StartsInAFrame,
    KeptBehindUnknown,
    DropsUnknown,
    SetsTheBit,
    EscapeReadAgain,
    FcsNotChecked,
    ShortIsBadFcs,
    ShortSilent,
    AbortIgnored,
    AbortSilent,
    FlagEscaped,
    DeadAfterError,
    SkipsAfterError,
    LeftoversOfAll,
    LeftoversOfAborted,
    EscapeOutlivesAbort,
    NoLimit,
    ToldAtTheEnd,
    ToldForEachByte,
    ToldAgainAtTheEnd,
    RestJudged,
    LimitCountsFcs,
    OneTooMany,
    OneTooFew,
    LimitCountsEscapes,
    LimitOfTheStream,
    LowHalfCompared,
    HighHalfCompared,
}

/// Each habit, and the mistake that it is.
pub(super) const HABITS: [(&str, Habit); 41] = [
    ("fcs-delivered", Habit::FcsDelivered),
    ("escapes-not-undone", Habit::EscapesNotUndone),
    ("fcs-turned-round", Habit::FcsTurnedRound),
    ("escape-split-lost", Habit::EscapeSplitLost),
    ("frame-split-lost", Habit::FrameSplitLost),
    ("frame-split-lost", Habit::WholeFramesOnly),
    ("piece-is-a-frame", Habit::PieceIsAFrame),
    ("flags-in-pairs", Habit::FlagsInPairs),
    ("empty-frame-told", Habit::EmptyFrameTold),
    ("empty-payload-refused", Habit::EmptyPayloadSilent),
    ("empty-payload-refused", Habit::EmptyPayloadShort),
    ("one-frame-a-piece", Habit::FirstAnswerOnly),
    ("one-frame-a-piece", Habit::StopsAtFirst),
    ("starts-in-a-frame", Habit::StartsInAFrame),
    ("known-escapes-only", Habit::KeptBehindUnknown),
    ("known-escapes-only", Habit::DropsUnknown),
    ("escape-sets-the-bit", Habit::SetsTheBit),
    ("escape-read-again", Habit::EscapeReadAgain),
    ("fcs-not-checked", Habit::FcsNotChecked),
    ("short-is-bad-fcs", Habit::ShortIsBadFcs),
    ("short-silent", Habit::ShortSilent),
    ("abort-ignored", Habit::AbortIgnored),
    ("abort-silent", Habit::AbortSilent),
    ("flag-escaped", Habit::FlagEscaped),
    ("bad-frame-kills-stream", Habit::DeadAfterError),
    ("skips-after-error", Habit::SkipsAfterError),
    ("leftovers-kept", Habit::LeftoversOfAll),
    ("leftovers-kept", Habit::LeftoversOfAborted),
    ("escape-outlives-abort", Habit::EscapeOutlivesAbort),
    ("no-limit", Habit::NoLimit),
    ("told-at-the-end", Habit::ToldAtTheEnd),
    ("told-again", Habit::ToldForEachByte),
    ("told-again", Habit::ToldAgainAtTheEnd),
    ("rest-judged", Habit::RestJudged),
    ("limit-counts-fcs", Habit::LimitCountsFcs),
    ("limit-off-by-one", Habit::OneTooMany),
    ("limit-off-by-one", Habit::OneTooFew),
    ("limit-counts-escapes", Habit::LimitCountsEscapes),
    ("limit-of-the-stream", Habit::LimitOfTheStream),
    ("fcs-compared-in-part", Habit::LowHalfCompared),
    ("fcs-compared-in-part", Habit::HighHalfCompared),
];

/// A receiver.
#[derive(Debug)]
pub(super) struct Line {
    habit: Habit,
    limit: usize,
    kept: Vec<u8>,
    /// What counts against the limit.
    counted: usize,
    in_frame: bool,
    escaped: bool,
    /// This frame is too long, and that has been said, or will be.
    too_long: bool,
    dead: bool,
}

impl Line {
    pub(super) fn new(limit: usize, habit: Habit) -> Line {
        let in_frame = habit == Habit::StartsInAFrame;
        let (kept, counted) = (vec![], 0);
        Line { habit, limit, kept, counted, in_frame, escaped: false, too_long: false, dead: false }
    }

    pub(super) fn push(&mut self, piece: &[u8]) -> Vec<Told> {
        match self.habit {
            Habit::EscapeSplitLost => self.escaped = false,
            Habit::FrameSplitLost => self.kept.clear(),
            Habit::WholeFramesOnly => {
                self.kept.clear();
                (self.in_frame, self.escaped) = (false, false);
            }
            _ => {}
        }
        let mut told = Vec::new();
        for byte in piece {
            told.extend(self.take(*byte));
            if self.habit == Habit::StopsAtFirst && !told.is_empty() {
                break;
            }
        }
        match self.habit {
            Habit::FirstAnswerOnly => told.truncate(1),
            Habit::PieceIsAFrame => told.extend(self.end()),
            _ => {}
        }
        told
    }

    fn take(&mut self, byte: u8) -> Option<Told> {
        if self.dead {
            return None;
        }
        if byte == FLAG && !(self.habit == Habit::FlagEscaped && self.escaped) {
            let told = if self.in_frame { self.end() } else { None };
            self.in_frame = match self.habit {
                Habit::FlagsInPairs => !self.in_frame,
                Habit::SkipsAfterError => !matches!(told, Some(Err(_))),
                _ => true,
            };
            return told;
        }
        if !self.in_frame {
            return None;
        }
        if self.habit == Habit::LimitCountsEscapes && byte == ESCAPE && !self.escaped {
            self.counted += 1;
        }
        match (self.habit, self.escaped, byte) {
            (Habit::EscapesNotUndone, ..) => self.keep(byte),
            (Habit::EscapeReadAgain, true, ESCAPE) => None,
            (_, false, ESCAPE) => {
                self.escaped = true;
                None
            }
            (_, false, _) => self.keep(byte),
            (habit, true, _) => {
                self.escaped = false;
                let known = is_special(byte ^ 0x20);
                match habit {
                    Habit::DropsUnknown if !known => None,
                    Habit::KeptBehindUnknown if !known => self.keep(byte),
                    Habit::SetsTheBit => self.keep(byte | 0x20),
                    _ => self.keep(byte ^ 0x20),
                }
            }
        }
    }

    fn keep(&mut self, byte: u8) -> Option<Told> {
        let error = Err(FrameError::TooLong { limit: self.limit });
        if self.too_long {
            return (self.habit == Habit::ToldForEachByte).then_some(error);
        }
        let room = match self.habit {
            Habit::LimitCountsFcs => self.limit,
            Habit::OneTooMany => self.limit.saturating_add(FCS + 1),
            Habit::OneTooFew => self.limit.saturating_add(FCS - 1),
            _ => self.limit.saturating_add(FCS),
        };
        self.counted += 1;
        if self.counted <= room || self.habit == Habit::NoLimit {
            self.kept.push(byte);
            return None;
        }
        if self.habit == Habit::RestJudged {
            (self.counted, self.kept) = (0, vec![]);
        } else {
            self.too_long = true;
        }
        self.dead = self.habit == Habit::DeadAfterError;
        (self.habit != Habit::ToldAtTheEnd).then_some(error)
    }

    /// What a flag says of the frame that it ends.
    fn end(&mut self) -> Option<Told> {
        let kept = std::mem::take(&mut self.kept);
        let escaped = std::mem::take(&mut self.escaped);
        let too_long = std::mem::take(&mut self.too_long);
        if self.habit != Habit::LimitOfTheStream {
            self.counted = 0;
        }
        let told = match self.habit {
            Habit::ToldAtTheEnd | Habit::ToldAgainAtTheEnd if too_long => {
                Some(Err(FrameError::TooLong { limit: self.limit }))
            }
            _ if too_long => None,
            Habit::AbortSilent if escaped => None,
            habit if escaped && habit != Habit::AbortIgnored => Some(Err(FrameError::Aborted)),
            _ => self.judged(&kept),
        };
        if let Some(Err(error)) = &told {
            match self.habit {
                Habit::LeftoversOfAll => self.kept = kept,
                Habit::LeftoversOfAborted if *error == FrameError::Aborted => self.kept = kept,
                Habit::EscapeOutlivesAbort => self.escaped = *error == FrameError::Aborted,
                Habit::DeadAfterError => self.dead = true,
                _ => {}
            }
            self.counted = self.counted.max(self.kept.len());
        }
        told
    }

    fn judged(&self, kept: &[u8]) -> Option<Told> {
        let Some((payload, fcs)) = kept.split_last_chunk::<FCS>() else {
            let short = Some(Err(FrameError::TooShort { got: kept.len() }));
            return match self.habit {
                Habit::EmptyFrameTold => short,
                _ if kept.is_empty() => None,
                Habit::ShortIsBadFcs => Some(Err(FrameError::BadFcs)),
                Habit::ShortSilent => None,
                _ => short,
            };
        };
        let (crc, came) = (crc32(payload), u32::from_le_bytes(*fcs));
        let right = match self.habit {
            Habit::FcsNotChecked => true,
            Habit::FcsTurnedRound => crc.swap_bytes() == came,
            Habit::LowHalfCompared => crc << 16 == came << 16,
            Habit::HighHalfCompared => crc >> 16 == came >> 16,
            _ => crc == came,
        };
        Some(match self.habit {
            _ if !right => Err(FrameError::BadFcs),
            Habit::EmptyPayloadSilent if payload.is_empty() => return None,
            Habit::EmptyPayloadShort if payload.is_empty() => Err(FrameError::TooShort { got: FCS }),
            Habit::FcsDelivered => Ok(Bytes(kept.to_vec())),
            _ => Ok(Bytes(payload.to_vec())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_by_hand() {
        assert_eq!(flagged(&[content(b"~}")]), b"\x7E\x7D\x5E\x7D\x5D\x06\x4B\xD1\xDE\x7E");
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_right_line_by_hand() {
        let mut line = Line::new(2, Habit::Right);
        assert_eq!(line.push(b"on\x7D\x7Ehi\xAC\x2A\x93\xD8\x7E"), [Ok(Bytes(b"hi".to_vec()))]);
        assert_eq!(line.push(b"ho\xAC\x2A\x93\xD8\x7E"), [Err(FrameError::BadFcs)]);
        assert_eq!(line.push(b"\x7E\x7D"), []);
        assert_eq!(
            line.push(b"\x7E\x7D\x7D\x7E"),
            [Err(FrameError::Aborted), Err(FrameError::TooShort { got: 1 })]
        );
        assert_eq!(line.push(b"London"), []);
        assert_eq!(line.push(b"!!!\x7D"), [Err(FrameError::TooLong { limit: 2 })]);
        assert_eq!(line.push(b"\x7E\0\0\0\0\x7E\x7E"), [Ok(Bytes(vec![]))]);
    }
}
