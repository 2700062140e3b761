//! What becomes of one packet.
//!
//! This owns what a fate does to bytes, and how fates are spelled. When a packet arrives is for the link.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use super::spell::Millis;

/// What becomes of one packet, or of one write on a stream.
///
/// A link takes an explicit list of them, one for each packet in the order in which it was sent; what lies beyond
/// the list is delivered as usual. Chances only make such a list ([`Rates`](super::Rates)), so a run that goes
/// wrong can be made smaller until it says "drop only packet 3".
///
/// Numbers that are too large for a packet are made to fit it, so that a list can be made before anybody knows how
/// long packets are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It arrives as usual.
    #[default]
    Deliver,
    /// It arrives so much later. On a link of packets, later ones may overtake it; on a stream they wait behind it.
    Delay(Duration),
    /// It never arrives.
    Drop,
    /// It arrives, and so much later a copy of it.
    Duplicate(Duration),
    /// So many later packets arrive first, or as many as there are in [`HOLD`].
    Swap(u32),
    /// This bit is flipped, counted from the first byte's highest. Counting goes round at the end.
    FlipBit(u32),
    /// These two 16-bit words change places, counted from 0. Counting goes round after the last whole word. The sum
    /// that IP, TCP and UDP check stays the same.
    SwapWords(u32, u32),
    /// Only so many bytes arrive.
    Truncate(u32),
    /// On a stream: it arrives in two pieces, the first of so many bytes. A packet stays whole.
    Cut(u32),
    /// On a stream: it arrives in pieces of so many bytes. A packet stays whole.
    Pieces(u32),
    /// On a stream: it waits for the next write, or for [`HOLD`], and both arrive as one piece. A packet does not.
    Join,
    /// On a stream: it never arrives, and both ends are told that the stream is broken. A packet arrives.
    Reset,
}

/// The longest that a packet is held back for others: about what a patient sender waits before it sends again.
pub const HOLD: Duration = Duration::from_secs(1);

impl Fate {
    /// What arrives in place of these bytes, and what happened to them in a few words; `None` if they arrive as they
    /// were sent.
    pub fn damage(self, bytes: &[u8]) -> Option<(String, Vec<u8>)> {
        let (what, changed) = match self {
            Fate::FlipBit(bit) => flipped(bytes, bit)?,
            Fate::SwapWords(one, other) => swapped(bytes, one, other)?,
            Fate::Truncate(length) => {
                let kept = bytes.get(..length as usize)?;
                (format!("{length} of {} bytes", bytes.len()), kept.to_vec())
            }
            _ => return None,
        };
        (changed != bytes).then_some((what, changed))
    }

    /// The pieces in which so many bytes of a stream arrive. There is at least one, and only the one of no bytes is
    /// empty.
    pub fn pieces(self, length: usize) -> Vec<Range<usize>> {
        let at_most = match self {
            Fate::Cut(first) => {
                let first = first as usize;
                let is_inside = 0 < first && first < length;
                return if is_inside { vec![0..first, first..length] } else { whole(length) };
            }
            Fate::Pieces(bytes) => bytes.max(1) as usize,
            _ => return whole(length),
        };
        match length {
            0 => whole(length),
            _ => (0..length).step_by(at_most).map(|start| start..length.min(start + at_most)).collect(),
        }
    }
}

/// A list that is `fate` for the packet of this number, counted from 1, and delivers all others.
pub fn single(number: usize, fate: Fate) -> Vec<Fate> {
    let mut fates = vec![Fate::Deliver; number.saturating_sub(1)];
    fates.push(fate);
    fates
}

/// The list without its end that says nothing: what lies beyond a list is delivered anyway.
pub fn trim(fates: &mut Vec<Fate>) {
    let used = fates.iter().rposition(|fate| *fate != Fate::Deliver).map_or(0, |last| last + 1);
    fates.truncate(used);
}

fn whole(length: usize) -> Vec<Range<usize>> {
    vec![Range { start: 0, end: length }]
}

fn flipped(bytes: &[u8], bit: u32) -> Option<(String, Vec<u8>)> {
    let bit = (bit as usize).checked_rem(bytes.len() * 8)?;
    let mut changed = bytes.to_vec();
    changed[bit / 8] ^= 0x80 >> (bit % 8);
    Some((format!("bit {bit} flipped"), changed))
}

fn swapped(bytes: &[u8], one: u32, other: u32) -> Option<(String, Vec<u8>)> {
    let words = bytes.len() / 2;
    let [one, other] = [(one as usize).checked_rem(words)?, (other as usize).checked_rem(words)?];
    let mut changed = bytes.to_vec();
    changed.swap(2 * one, 2 * other);
    changed.swap(2 * one + 1, 2 * other + 1);
    Some((format!("words {one} and {other} swapped"), changed))
}

/// As in a replay file: `deliver`, `delay 30 ms`, `flip 17`.
impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fate::Deliver => f.write_str("deliver"),
            Fate::Delay(late) => write!(f, "delay {}", Millis(*late)),
            Fate::Drop => f.write_str("drop"),
            Fate::Duplicate(Duration::ZERO) => f.write_str("dup"),
            Fate::Duplicate(late) => write!(f, "dup {}", Millis(*late)),
            Fate::Swap(packets) => write!(f, "swap {packets}"),
            Fate::FlipBit(bit) => write!(f, "flip {bit}"),
            Fate::SwapWords(one, other) => write!(f, "swap-words {one} {other}"),
            Fate::Truncate(bytes) => write!(f, "truncate {bytes}"),
            Fate::Cut(bytes) => write!(f, "cut {bytes}"),
            Fate::Pieces(bytes) => write!(f, "pieces {bytes}"),
            Fate::Join => f.write_str("join"),
            Fate::Reset => f.write_str("reset"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_as_small_as_it_says() {
        let bytes = [0x00, 0x01, 0x02, 0x03, 0x04];
        type Damaged<'a> = Option<(&'a str, &'a [u8])>;
        let cases: &[(Fate, Damaged<'_>)] = &[
            (Fate::FlipBit(0), Some(("bit 0 flipped", &[0x80, 1, 2, 3, 4]))),
            (Fate::FlipBit(15), Some(("bit 15 flipped", &[0, 0, 2, 3, 4]))),
            (Fate::FlipBit(40), Some(("bit 0 flipped", &[0x80, 1, 2, 3, 4]))),
            (Fate::SwapWords(0, 1), Some(("words 0 and 1 swapped", &[2, 3, 0, 1, 4]))),
            (Fate::SwapWords(1, 2), Some(("words 1 and 0 swapped", &[2, 3, 0, 1, 4]))),
            (Fate::SwapWords(1, 1), None),
            (Fate::Truncate(2), Some(("2 of 5 bytes", &[0, 1]))),
            (Fate::Truncate(5), None),
            (Fate::Truncate(6), None),
            (Fate::Drop, None),
        ];
        for (fate, expected) in cases {
            let expected = expected.map(|(what, bytes)| (what.to_owned(), bytes.to_vec()));
            assert_eq!(fate.damage(&bytes), expected, "{fate}");
        }
        assert_eq!(Fate::FlipBit(3).damage(&[]), None);
        assert_eq!(Fate::SwapWords(0, 1).damage(&[7]), None);
    }

    #[test]
    fn pieces_are_the_whole_in_order() {
        for length in 0..9 {
            for number in 0..11 {
                for fate in [Fate::Cut(number), Fate::Pieces(number), Fate::Deliver] {
                    let pieces = fate.pieces(length);
                    let joined: Vec<usize> = pieces.iter().cloned().flatten().collect();
                    assert_eq!(joined, (0..length).collect::<Vec<_>>(), "{fate} of {length}");
                    assert!(
                        length == 0 || pieces.iter().all(|piece| !piece.is_empty()),
                        "{fate} of {length}"
                    );
                }
            }
        }
        assert_eq!(Fate::Cut(2).pieces(5), [0..2, 2..5]);
        assert_eq!(Fate::Pieces(2).pieces(5), [0..2, 2..4, 4..5]);
    }

    #[test]
    fn a_single_fate_is_counted_from_1() {
        assert_eq!(single(3, Fate::Drop), [Fate::Deliver, Fate::Deliver, Fate::Drop]);
        let mut fates = vec![Fate::Drop, Fate::Deliver, Fate::Deliver];
        trim(&mut fates);
        assert_eq!(fates, [Fate::Drop]);
    }
}
