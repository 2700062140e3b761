//! `deframe` against what RFC 1662 prints, frames made by hand, crc32fast, and another way to take a stream apart.

use given::packets::FrameError;
use packets::deframe::{Deframer, encode_frame};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

type Answers = Vec<Result<Vec<u8>, FrameError>>;

const NO_LIMIT: usize = usize::MAX;

/// RFC 1662, section 4.2: "0x7e is encoded as 0x7d, 0x5e", and so on. The last three are escapes that a sender need not
/// make: some modems take these bytes for orders, two of them to stop and to go on.
const ESCAPED: [(u8, [u8; 2]); 5] = [
    (0x7E, [0x7D, 0x5E]),
    (0x7D, [0x7D, 0x5D]),
    (0x03, [0x7D, 0x23]),
    (0x11, [0x7D, 0x31]),
    (0x13, [0x7D, 0x33]),
];

#[test]
fn what_rfc_1662_prints() {
    for (byte, escaped) in ESCAPED {
        let fcs = crc32fast::hash(&[byte]).to_le_bytes();
        let stream = [&[0x7E], &escaped[..], &stuffed(&fcs), &[0x7E]].concat();
        assert_eq!(Deframer::new(1).push(&stream), [Ok(vec![byte])]);
    }
}

/// `crc32` of each payload as other programs print it, and the escapes by hand.
#[test]
fn frames_made_by_hand() {
    assert_eq!(encode_frame(b"123456789"), b"\x7E123456789\x26\x39\xF4\xCB\x7E");
    // The CRC is 0x7EBE16CD: there is a flag in the FCS.
    assert_eq!(encode_frame(b"+"), [0x7E, 0x2B, 0xCD, 0x16, 0xBE, 0x7D, 0x5E, 0x7E]);
    // The CRC is 0x7DC4A46F: there is an escape.
    assert_eq!(encode_frame(b"Tokyo 13"), b"\x7ETokyo 13\x6F\xA4\xC4\x7D\x5D\x7E");
}

/// By way of a list of all bytes, where the solution goes byte by byte.
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let pieces: Vec<Vec<u8>> = bytes
        .split_inclusive(|byte| [0x7E, 0x7D].contains(byte))
        .map(|piece| match piece {
            [before @ .., 0x7E] => [before, b"}^"].concat(),
            [before @ .., 0x7D] => [before, b"}]"].concat(),
            _ => piece.to_vec(),
        })
        .collect();
    pieces.concat()
}

/// A whole stream, taken apart from outside to inside: first at the flags, then at the escapes.
fn taken_apart(stream: &[u8], limit: usize) -> Answers {
    let mut between: Vec<&[u8]> = stream.split(|byte| *byte == 0x7E).collect();
    let open = between.pop().expect("splitting gives at least one piece");
    let whole = between.len();
    let mut answers: Answers =
        between.into_iter().skip(1).filter_map(|piece| read(piece, limit, true)).collect();
    // What has no end yet can only be too long.
    if whole > 0 {
        answers.extend(read(open, limit, false));
    }
    answers
}

fn read(piece: &[u8], limit: usize, ended: bool) -> Option<Result<Vec<u8>, FrameError>> {
    let mut kept = Vec::new();
    let mut bytes = piece.iter();
    let mut aborted = false;
    while let Some(byte) = bytes.next() {
        match (byte, bytes.as_slice().first()) {
            (0x7D, Some(next)) => {
                kept.push(next ^ 0x20);
                bytes.next();
            }
            (0x7D, None) => aborted = true,
            _ => kept.push(*byte),
        }
    }
    let (len, room) = (kept.len(), limit.saturating_add(4));
    match len {
        _ if len > room => Some(Err(FrameError::TooLong { limit })),
        _ if !ended => None,
        _ if aborted => Some(Err(FrameError::Aborted)),
        0 => None,
        1..4 => Some(Err(FrameError::TooShort { got: len })),
        _ => {
            let fcs = kept.split_off(len - 4);
            let right = crc32fast::hash(&kept).to_le_bytes() == fcs[..];
            Some(if right { Ok(kept) } else { Err(FrameError::BadFcs) })
        }
    }
}

fn payload(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![2 => any::<u8>(), 1 => Just(0x7E), 1 => Just(0x7D), 1 => Just(0x5E)], 0..most)
}

/// Frames and pieces of them, flags, escapes, and noise.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => payload(8).prop_map(|payload| encode_frame(&payload)),
        1 => payload(8).prop_map(|payload| encode_frame(&payload)[1..].to_vec()),
        1 => (payload(8), any::<Index>()).prop_map(|(payload, at)| {
            let frame = encode_frame(&payload);
            frame[..at.index(frame.len())].to_vec()
        }),
        1 => payload(12),
    ];
    vec(part, 0..6).prop_map(|parts| parts.concat())
}

fn in_pieces(stream: &[u8], mut cuts: Vec<usize>, limit: usize) -> Answers {
    cuts.sort_unstable();
    let mut line = Deframer::new(limit);
    let mut begin = 0;
    let mut answers = Vec::new();
    for end in cuts.into_iter().chain([stream.len()]) {
        answers.extend(line.push(&stream[begin..end]));
        begin = end;
    }
    answers
}

#[test]
fn the_limit_is_that_of_the_payload() {
    let frame = encode_frame(b"London");
    assert_eq!(Deframer::new(6).push(&frame), [Ok(b"London".to_vec())]);
    assert_eq!(Deframer::new(5).push(&frame), [Err(FrameError::TooLong { limit: 5 })]);
    assert_eq!(Deframer::new(0).push(&encode_frame(b"")), [Ok(vec![])]);
    // What comes out of no end of bytes is one answer, and the line recovers.
    let mut line = Deframer::new(5);
    assert_eq!(line.push(&[0x7E]), []);
    let answers: usize = (0..1000).map(|_| line.push(&[b'x'; 1000]).len()).sum();
    assert_eq!(answers, 1);
    assert_eq!(line.push(b"\x7E\0\0\0\0\x7E"), [Ok(vec![])]);
}

proptest! {
    #[test]
    fn a_frame_is_flags_around_what_is_stuffed(payload in payload(40)) {
        let content = [&payload[..], &crc32fast::hash(&payload).to_le_bytes()].concat();
        prop_assert_eq!(encode_frame(&payload), [&[0x7E], &stuffed(&content)[..], &[0x7E]].concat());
    }

    #[test]
    fn frames_come_back_however_they_are_cut(payloads in vec(payload(12), 0..5), cuts in vec(any::<Index>(), 0..6)) {
        let stream: Vec<u8> = payloads.iter().flat_map(|payload| encode_frame(payload)).collect();
        let cuts = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        let all: Answers = payloads.into_iter().map(Ok).collect();
        prop_assert_eq!(in_pieces(&stream, cuts, 12), all);
    }

    #[test]
    fn any_stream_is_what_it_is_as_a_whole(
        stream in stream(),
        cuts in vec(any::<Index>(), 0..8),
        limit in prop_oneof![0..10_usize, Just(NO_LIMIT), Just(NO_LIMIT - 3)],
    ) {
        let cuts = cuts.iter().map(|cut| cut.index(stream.len() + 1)).collect();
        prop_assert_eq!(in_pieces(&stream, cuts, limit), taken_apart(&stream, limit));
        prop_assert_eq!(in_pieces(&stream, (0..=stream.len()).collect(), limit), taken_apart(&stream, limit));
    }

    /// The frame is lost, and at most the one behind it, if the flag between them was hit. What arrives was sent.
    #[test]
    fn a_flipped_bit_never_makes_another_payload(payloads in vec(payload(10), 3), at: Index, bit in 0..8) {
        let frames: Vec<Vec<u8>> = payloads.iter().map(|payload| encode_frame(payload)).collect();
        let mut stream = frames.concat();
        let at = at.index(frames[0].len() - 2) + 1;
        stream[at] ^= 1_u8 << bit;
        let arrived: Vec<Vec<u8>> = Deframer::new(NO_LIMIT).push(&stream).into_iter().flatten().collect();
        prop_assert_eq!(arrived, &payloads[1..]);
    }
}
