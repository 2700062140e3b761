//! As hardware does it: four bytes are held back, because they may be the FCS, and the CRC runs along.

use std::collections::VecDeque;

use given::packets::FrameError;

use crate::crc::{crc32_more, with_fcs};

pub fn encode_frame(payload: &[u8]) -> Vec<u8> {
    let stuffed = with_fcs(payload).into_iter().flat_map(|byte| match byte {
        0x7E => vec![0x7D, 0x5E],
        0x7D => vec![0x7D, 0x5D],
        _ => vec![byte],
    });
    [0x7E].into_iter().chain(stuffed).chain([0x7E]).collect()
}

#[derive(Default)]
pub struct Deframer {
    limit: usize,
    heard_a_flag: bool,
    too_long: bool,
    escape: bool,
    payload: Vec<u8>,
    held_back: VecDeque<u8>,
    crc: u32,
}

impl Deframer {
    pub fn new(limit: usize) -> Deframer {
        Deframer { limit, ..Deframer::default() }
    }

    pub fn push(&mut self, bytes: &[u8]) -> Vec<Result<Vec<u8>, FrameError>> {
        let mut answers = Vec::new();
        for byte in bytes {
            if *byte == 0x7E {
                let ended = std::mem::replace(self, Deframer { heard_a_flag: true, ..Deframer::new(self.limit) });
                answers.extend(ended.answer());
            } else if !self.heard_a_flag || self.too_long {
            } else if *byte == 0x7D && !self.escape {
                self.escape = true;
            } else {
                let turned = if std::mem::take(&mut self.escape) { 0x20 } else { 0 };
                self.held_back.push_back(byte ^ turned);
                if self.held_back.len() > 4 {
                    if self.payload.len() == self.limit {
                        self.too_long = true;
                        answers.push(Err(FrameError::TooLong { limit: self.limit }));
                        continue;
                    }
                    let payload = self.held_back.pop_front();
                    self.crc = crc32_more(self.crc, payload.as_slice());
                    self.payload.extend(payload);
                }
            }
        }
        answers
    }

    fn answer(self) -> Option<Result<Vec<u8>, FrameError>> {
        let fcs: Vec<u8> = self.held_back.into_iter().collect();
        if !self.heard_a_flag || self.too_long {
            None
        } else if self.escape {
            Some(Err(FrameError::Aborted))
        } else {
            match fcs.try_into().map(u32::from_le_bytes) {
                Ok(fcs) if fcs == self.crc => Some(Ok(self.payload)),
                Ok(_) => Some(Err(FrameError::BadFcs)),
                Err(fcs) if fcs.is_empty() => None,
                Err(fcs) => Some(Err(FrameError::TooShort { got: fcs.len() })),
            }
        }
    }
}
