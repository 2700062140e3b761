//! The receiver's end: what is on the line in each check.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::judge::{Heard, ask, judge};
use super::line::{ESCAPE, FLAG, content, escaped, flagged, is_special, with_fcs};
use super::payload;
use crate::trial::{Trial, Verdict};

/// A law about what a receiver says of a stream.
fn heard(
    trial: &mut Trial<'_>,
    forced: impl IntoIterator<Item = Heard>,
    random: impl Strategy<Value = Heard>,
    likely: &[&'static str],
) -> Verdict {
    trial.law(forced, random, ask, |heard, seen| judge(heard, seen, likely))
}

/// The contents of frames with these payloads.
fn contents(payloads: &[&[u8]]) -> Vec<Vec<u8>> {
    payloads.iter().map(|payload| content(payload)).collect()
}

fn one(payload: &[u8]) -> Vec<u8> {
    flagged(&contents(&[payload]))
}

/// Payloads that are not empty: for an empty one there is a check of its own.
fn filled(most: usize) -> impl Strategy<Value = Vec<u8>> {
    payload(most).prop_map(|payload| if payload.is_empty() { b"~".to_vec() } else { payload })
}

pub(super) fn one_frame(trial: &mut Trial<'_>) -> Verdict {
    let forced = [&b"hi"[..], b"to London", b"~}", b"+"].map(|payload| Heard::whole(one(payload)));
    let random = filled(20).prop_map(|payload| Heard::whole(one(&payload)));
    heard(trial, forced, random, &["fcs-delivered", "escapes-not-undone", "fcs-turned-round"])
}

/// At the places where something can go wrong, or all over.
fn cuts(stream: &[u8], places: &[Index], how: u8) -> Heard {
    let behind_escapes = stream.iter().zip(1..).filter(|(byte, _)| **byte == ESCAPE).map(|(_, end)| end);
    match how {
        0 => Heard::one_by_one(stream),
        1 => Heard::cut(stream, behind_escapes.collect()),
        _ => Heard::cut(stream, places.iter().map(|place| place.index(stream.len() + 1)).collect()),
    }
}

fn some_cuts() -> impl Strategy<Value = (Vec<Index>, u8)> {
    (vec(any::<Index>(), 0..5), 0..5_u8)
}

pub(super) fn cut_anywhere(trial: &mut Trial<'_>) -> Verdict {
    let frame = one(b"hi");
    let tilde = one(b"~hi");
    let forced = [
        Heard::pieces(&[&frame[..4], &frame[4..]]),
        Heard::pieces(&[&tilde[..2], &tilde[2..]]),
        Heard::pieces(&[&frame[..frame.len() - 1], &frame[frame.len() - 1..]]),
        Heard::pieces(&[&frame[..1], &frame[1..]]),
        Heard::pieces(&[&frame[..3], &[], &frame[3..]]),
        Heard::one_by_one(&one(b"~}")),
    ];
    let random =
        (filled(12), some_cuts()).prop_map(|(payload, (places, how))| cuts(&one(&payload), &places, how));
    heard(trial, forced, random, &["escape-split-lost", "frame-split-lost", "piece-is-a-frame"])
}

pub(super) fn one_flag_between(trial: &mut Trial<'_>) -> Verdict {
    let two = flagged(&contents(&[b"hi", b"ho"]));
    let forced = [
        Heard::pieces(&[&two[..8], &two[8..]]),
        Heard::whole([one(b"hi"), one(b"ho")].concat()),
        Heard::whole(two),
        Heard::whole(one(b"")),
        Heard::whole([FLAG; 4]),
        Heard::whole([one(b""), one(b""), one(b"hi")].concat()),
    ];
    let random = vec((payload(6), 1..4_usize), 1..5).prop_map(|frames| {
        let mut stream = vec![FLAG];
        for (payload, flags) in frames {
            stream.extend(content(&payload));
            stream.extend(vec![FLAG; flags]);
        }
        Heard::whole(stream)
    });
    let likely = ["flags-in-pairs", "empty-frame-told", "empty-payload-refused", "one-frame-a-piece"];
    heard(trial, forced, random, &likely)
}

/// Bytes without a flag.
fn noise(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![3 => any::<u8>(), 1 => Just(ESCAPE)], 0..most).prop_map(|mut noise| {
        noise.retain(|byte| *byte != FLAG);
        noise
    })
}

pub(super) fn joins_in_the_middle(trial: &mut Trial<'_>) -> Verdict {
    let join = |before: &[u8]| Heard::whole([before, &one(b"hi")].concat());
    let forced = [join(b"ondon"), join(b"n"), join(&content(b"London")), join(&[ESCAPE]), join(b"")];
    let random =
        (noise(10), filled(6)).prop_map(|(before, payload)| Heard::whole([before, one(&payload)].concat()));
    heard(trial, forced, random, &["starts-in-a-frame"])
}

pub(super) fn any_byte_may_be_escaped(trial: &mut Trial<'_>) -> Verdict {
    // What would become a flag can't be escaped: no sender does that.
    let can = |byte: u8| byte ^ 0x20 != FLAG;
    let all_of = |payload: &[u8]| Heard::whole(flagged(&[escaped(&with_fcs(payload), can)]));
    let only = |payload: &[u8], special| flagged(&[escaped(&with_fcs(payload), |byte| byte == special)]);
    let forced = [
        // A byte that gets the bit, one that loses it, and one that is an escape itself on the wire.
        Heard::pieces(&[&only(b"hi", b'h'), &only(b"\x03", 0x03), &only(b"a]", b']')]),
        all_of(b"hi"),
        all_of(b"]]~}"),
    ];
    let random = (payload(10), any::<u64>()).prop_map(move |(mut payload, which)| {
        payload.push(b'.');
        let mut place = 0;
        let escapes = |byte| {
            place += 1;
            is_special(byte) || can(byte) && which >> (place % 64) & 1 == 1
        };
        Heard::whole(flagged(&[escaped(&with_fcs(&payload), escapes)]))
    });
    heard(trial, forced, random, &["known-escapes-only", "escape-sets-the-bit", "escape-read-again"])
}

/// What may stand between two flags and is no frame.
fn bad() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        // Damage to the FCS itself has a check of its own.
        (filled(6), any::<Index>(), 1..=255_u8).prop_map(|(payload, at, flips)| {
            let mut whole = with_fcs(&payload);
            whole[at.index(payload.len())] ^= flips;
            escaped(&whole, is_special)
        }),
        filled(4).prop_map(|short| escaped(&short, is_special)),
        (payload(6), any::<Index>()).prop_map(|(payload, end)| {
            let whole = with_fcs(&payload);
            let given_up = escaped(&whole[..end.index(whole.len() + 1)], is_special);
            [&given_up[..], &[ESCAPE]].concat()
        }),
    ]
}

/// One of each kind. All begin with bytes that a frame behind them would notice.
fn all_bad() -> [Vec<u8>; 6] {
    let given_up = [&content(b"hi")[..], &[ESCAPE]].concat();
    let wrong_fcs = [&b"ho"[..], &content(b"hi")[2..]].concat();
    [wrong_fcs, b"hi".to_vec(), b"Toky\x7D".to_vec(), given_up, b"n".to_vec(), b"~lo".to_vec()]
        .map(|bad| if bad.contains(&FLAG) { escaped(&bad, is_special) } else { bad })
}

pub(super) fn damage_is_named(trial: &mut Trial<'_>) -> Verdict {
    let forced = all_bad().map(|bad| Heard::whole(flagged(&[bad])).then(&[&[FLAG]]));
    let forced = forced.into_iter().chain([Heard::whole([FLAG, ESCAPE, FLAG])]);
    let random = bad().prop_map(|bad| Heard::whole(flagged(&[bad])));
    let likely = [
        "fcs-not-checked",
        "short-panics",
        "short-is-bad-fcs",
        "short-silent",
        "abort-ignored",
        "abort-silent",
        "flag-escaped",
    ];
    heard(trial, forced, random, &likely)
}

pub(super) fn next_frame_is_whole(trial: &mut Trial<'_>) -> Verdict {
    let forced = all_bad().map(|bad| {
        let stream = flagged(&[bad.clone(), content(b"yes")]);
        let more: [&[u8]; 3] = [&[&content(b"hi")[..], &[FLAG]].concat(), &[b'T', ESCAPE, FLAG], &[FLAG]];
        Heard::cut(&stream, vec![bad.len() + 2]).then(&more)
    });
    let next = prop_oneof![2 => bad(), 3 => payload(5).prop_map(|payload| content(&payload))];
    let random = (vec(next, 1..4), payload(5)).prop_map(|(mut contents, last)| {
        contents.push(content(&last));
        Heard::whole(flagged(&contents))
    });
    let likely = ["bad-frame-kills-stream", "skips-after-error", "leftovers-kept", "escape-outlives-abort"];
    heard(trial, forced, random, &likely)
}

/// A frame with one bit turned over, and one behind it.
fn flipped(payload: &[u8], bit: usize) -> Heard {
    let mut stream = flagged(&[content(payload), content(b"yes")]);
    stream[1 + bit / 8] ^= 1 << (bit % 8);
    Heard::whole(stream)
}

pub(super) fn flips_are_noticed(trial: &mut Trial<'_>) -> Verdict {
    let bits = |payload: &[u8]| content(payload).len() * 8;
    let all = |payload: &'static [u8]| (0..bits(payload)).map(move |bit| flipped(payload, bit));
    // From the FCS to the front: which of its bytes are compared is seen best in itself.
    let forced = all(b"hi").rev().chain(all(b"~^}]"));
    let random = (payload(12), any::<Index>())
        .prop_map(move |(payload, bit)| flipped(&payload, bit.index(bits(&payload))));
    heard(trial, forced, random, &["fcs-compared-in-part"])
}

pub(super) fn limit_is_kept(trial: &mut Trial<'_>) -> Verdict {
    let limit = |limit, pieces: &[&[u8]]| Heard::pieces(pieces).limit(limit);
    let three = one(b"yes");
    let tilde = one(b"~}");
    let forced = [
        limit(3, &[&three[..4], &three[4..5], &three[5..7], &three[7..]]),
        limit(2, &[&[FLAG], b"London", b"!", b"!!!", &[FLAG], &content(b"hi"), &[FLAG]]),
        limit(2, &[&three[..7], &three[7..8], &three[8..], &content(b"hi"), &[FLAG]]),
        limit(2, &[&tilde[..5], &tilde[5..6], &tilde[6..8], &tilde[8..]]),
        limit(2, &[&one(b"hi"), &one(b"ho"), &one(b"no")]),
        limit(2, &[&[FLAG], b"Londo\x7D", b"\x5E!", &[FLAG], &content(b"hi"), &[FLAG]]),
        limit(0, &[&one(b""), &one(b"h"), &one(b"")]),
        limit(usize::MAX, &[&one(b"hi")]),
        limit(usize::MAX - 3, &[&one(b"hi")]),
        limit(5, &[&[FLAG], &[b'x'; 2000], &[FLAG], &content(b"hi"), &[FLAG]]),
    ];
    let contents = vec(prop_oneof![3 => payload(8).prop_map(|payload| content(&payload)), 1 => bad()], 1..4);
    let random = (contents, 0..8_usize, some_cuts())
        .prop_map(|(contents, limit, (places, how))| cuts(&flagged(&contents), &places, how).limit(limit));
    let likely = [
        "no-limit",
        "told-at-the-end",
        "told-again",
        "rest-judged",
        "limit-counts-fcs",
        "limit-off-by-one",
        "limit-counts-escapes",
        "limit-of-the-stream",
        "limit-reserved",
        "limit-plus-four",
    ];
    heard(trial, forced, random, &likely)
}

/// Anything: frames, what is none, flags, noise.
fn anything() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        3 => payload(8).prop_map(|payload| one(&payload)),
        2 => payload(8).prop_map(|payload| [content(&payload), vec![FLAG]].concat()),
        2 => bad().prop_map(|bad| [bad, vec![FLAG]].concat()),
        1 => payload(10),
    ];
    vec(part, 0..6).prop_map(|parts| parts.concat())
}

pub(super) fn any_stream_anyhow_cut(trial: &mut Trial<'_>) -> Verdict {
    let random = (anything(), prop_oneof![3 => Just(1500), 1 => 0..8_usize], some_cuts())
        .prop_map(|(stream, limit, (places, how))| cuts(&stream, &places, how).limit(limit));
    heard(trial, [], random, &[])
}

#[cfg(test)]
mod tests {
    use given::packets::FrameError;

    use super::super::line::{Habit, Line, Told};
    use super::*;
    use crate::trial::drawn;

    /// All that a right receiver says of many random streams.
    fn told(streams: impl Strategy<Value = Heard>) -> Vec<Told> {
        let hear = |Heard { limit, pieces, .. }: Heard| {
            let mut line = Line::new(limit, Habit::Right);
            pieces.iter().flat_map(|piece| line.push(piece)).collect::<Vec<_>>()
        };
        drawn(streams).into_iter().flat_map(hear).collect()
    }

    #[test]
    fn all_that_can_happen_does() {
        let told =
            told((anything(), 0..8_usize).prop_map(|(stream, limit)| Heard::whole(stream).limit(limit)));
        let count = |is: fn(&Told) -> bool| told.iter().filter(|told| is(told)).count();
        let counts = [
            count(|told| matches!(told, Ok(payload) if !payload.0.is_empty())),
            count(|told| matches!(told, Ok(payload) if payload.0.is_empty())),
            count(|told| *told == Err(FrameError::BadFcs)),
            count(|told| *told == Err(FrameError::Aborted)),
            count(|told| matches!(told, Err(FrameError::TooShort { .. }))),
            count(|told| matches!(told, Err(FrameError::TooLong { .. }))),
        ];
        assert!(counts.iter().all(|count| *count >= 20), "{counts:?}");
    }

    #[test]
    fn nothing_bad_is_a_frame() {
        let told = told(bad().prop_map(|bad| Heard::whole(flagged(&[bad]))));
        assert_eq!(told.len(), 200);
        assert!(told.iter().all(Result::is_err));
    }
}
