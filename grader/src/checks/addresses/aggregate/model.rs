//! The fewest prefixes, found from above by cutting, and what comes out with a habit that is a mistake.

use std::cmp::Reverse;

use given::addresses::{Family, Prefix};

/// The fewest prefixes with exactly the addresses of these, sorted. Both families are cut in halves, and the halves
/// in halves, until a piece lies inside one of the prefixes or has nothing to do with any.
pub(super) fn fewest(prefixes: &[Prefix]) -> Vec<Prefix> {
    let of = |family| pieces(Prefix { family, bits: 0, len: 0 }, prefixes);
    [of(Family::V4), of(Family::V6)].concat()
}

fn pieces(piece: Prefix, prefixes: &[Prefix]) -> Vec<Prefix> {
    let touches = |other: &&Prefix| lies_inside(piece, **other) || lies_inside(**other, piece);
    let near: Vec<Prefix> = prefixes.iter().filter(touches).copied().collect();
    if near.is_empty() || near.iter().any(|other| lies_inside(piece, *other)) {
        return near.first().map(|_| piece).into_iter().collect();
    }
    let (low, high) = halves(piece);
    let both = [pieces(low, &near), pieces(high, &near)].concat();
    if both == [low, high] { vec![piece] } else { both }
}

pub(super) fn lies_inside(inner: Prefix, outer: Prefix) -> bool {
    inner.family == outer.family && inner.len >= outer.len && begin_alike(inner, outer, outer.len)
}

/// Lengths may be longer than any: answers are looked at, too.
fn begin_alike(a: Prefix, b: Prefix, len: u8) -> bool {
    (a.bits ^ b.bits).unbounded_shr(a.family.width().saturating_sub(len).into()) == 0
}

/// The two halves of a prefix that is not one address alone.
pub(super) fn halves(whole: Prefix) -> (Prefix, Prefix) {
    let low = Prefix { len: whole.len + 1, ..whole };
    (low, Prefix { bits: whole.bits | 1 << (whole.family.width() - low.len), ..low })
}

/// One bit shorter, if it can be.
pub(super) fn parent(half: Prefix) -> Option<Prefix> {
    let len = half.len.checked_sub(1)?;
    let behind = u32::from(half.family.width().saturating_sub(len));
    Some(Prefix { bits: half.bits.unbounded_shr(behind).unbounded_shl(behind), len, ..half })
}

/// The highest address.
pub(super) fn last(prefix: Prefix) -> u128 {
    let all = u128::MAX >> (128 - prefix.family.width());
    prefix.bits | all.unbounded_shr(prefix.len.into())
}

/// How one goes about it: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    ByLength,
    V6First,
    KeepsInside,
    KeepsDoubles,
    LooksAtNeighbor,
    /// Sorts by the lowest address alone, and asks whether the one before is the larger one.
    ByAddress,
    /// Sorts by the lowest address alone, and asks only whether the one before has it.
    ByAddressBlindly,
    ForgetsFamily,
    KeepsHalves,
    JoinsNeighbors,
    JoinsAndKeepsBits,
    JoinsTwoLengths,
    JoinsDoubles,
    JoinsOnceEach,
    JoinsInOnePass,
    NeverEverything,
}

use Habit::*;

impl Habit {
    pub(super) fn aggregate(self, prefixes: &[Prefix]) -> Vec<Prefix> {
        let mut sorted = prefixes.to_vec();
        if matches!(self, ByAddress | ByAddressBlindly) {
            sorted.sort_by_key(|prefix| (prefix.family, prefix.bits));
        } else {
            sorted.sort_by_key(|prefix| (prefix.family, prefix.bits, prefix.len));
        }
        let mut kept: Vec<Prefix> = Vec::new();
        for (at, prefix) in sorted.iter().enumerate() {
            let neighbor = at.checked_sub(1).map(|before| sorted[before]);
            if !self.drops(kept.last().copied(), neighbor, *prefix) {
                kept.push(*prefix);
                while let [.., low, high] = kept[..]
                    && let Some(whole) = self.joined(low, high)
                {
                    kept.truncate(kept.len() - 2);
                    kept.push(whole);
                    if self == JoinsOnceEach {
                        break;
                    }
                }
            }
        }
        match self {
            JoinsInOnePass => return one_pass(&kept),
            ByLength => kept.sort_by_key(|prefix| (prefix.family, prefix.len, prefix.bits)),
            V6First => kept.sort_by_key(|prefix| (Reverse(prefix.family), prefix.bits)),
            _ => {}
        }
        kept
    }

    /// Whether a prefix goes, because of the last one that was kept, or the one before it in the sorted list.
    fn drops(self, kept: Option<Prefix>, neighbor: Option<Prefix>, prefix: Prefix) -> bool {
        let is_double = neighbor == Some(prefix);
        let is_inside = kept.is_some_and(|kept| lies_inside(prefix, kept));
        match self {
            KeepsInside => is_double,
            // Those that lie inside a larger one go, and it is not larger than itself.
            KeepsDoubles => is_inside && kept != Some(prefix),
            JoinsDoubles => is_inside && !is_double,
            LooksAtNeighbor => neighbor.is_some_and(|neighbor| lies_inside(prefix, neighbor)),
            ByAddressBlindly => {
                kept.is_some_and(|kept| kept.family == prefix.family && begin_alike(prefix, kept, kept.len))
            }
            ForgetsFamily => kept.is_some_and(|kept| prefix.bits & mask(kept) == kept.bits),
            _ => is_inside,
        }
    }

    /// What becomes of two that stand beside each other in the sorted list.
    fn joined(self, low: Prefix, high: Prefix) -> Option<Prefix> {
        let whole = parent(low)?;
        let (same_parent, same_length) = (parent(high) == Some(whole), low.len == high.len);
        let beside = low.family == high.family && last(low).checked_add(1) == Some(high.bits);
        let joins = match self {
            KeepsHalves | JoinsInOnePass => false,
            JoinsNeighbors | JoinsAndKeepsBits => beside && same_length,
            JoinsTwoLengths => beside && lies_inside(high, whole),
            JoinsDoubles => same_parent,
            NeverEverything => same_parent && low != high && whole.len > 0,
            _ => same_parent && low != high,
        };
        let bits = if self == JoinsAndKeepsBits { low.bits } else { whole.bits };
        joins.then_some(Prefix { bits, ..whole })
    }
}

/// Ones in the bits of the prefix, in the width of its family.
fn mask(prefix: Prefix) -> u128 {
    last(Prefix { bits: 0, len: 0, ..prefix }) ^ last(Prefix { bits: 0, ..prefix })
}

/// Takes pairs of halves together, from one end of the list to the other, and never looks back.
fn one_pass(prefixes: &[Prefix]) -> Vec<Prefix> {
    match prefixes {
        [low, high, rest @ ..] => match Right.joined(*low, *high) {
            Some(whole) => [vec![whole], one_pass(rest)].concat(),
            None => [vec![*low], one_pass(&prefixes[1..])].concat(),
        },
        _ => prefixes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::inputs::{in_both_families, in_the_block, rows};
    use super::*;

    #[test]
    fn cutting_and_joining_come_to_the_same() {
        let lists =
            [drawn(&in_both_families(), 300), drawn(&in_the_block(), 200), drawn(&rows(), 100)].concat();
        for list in lists {
            let fewest = fewest(&list);
            assert_eq!(Right.aggregate(&list), fewest, "{list:?}");
            assert!(fewest.is_sorted_by_key(|prefix| (prefix.family, prefix.bits)));
        }
    }

    #[test]
    fn the_ends_come_out_right() {
        let v6 = |bits, len| Prefix { family: Family::V6, bits, len };
        assert_eq!(fewest(&[]), []);
        assert_eq!(fewest(&[v6(1 << 127, 1), v6(0, 1)]), [v6(0, 0)]);
        assert_eq!(fewest(&[v6(u128::MAX, 128), v6(u128::MAX - 1, 128)]), [v6(u128::MAX - 1, 127)]);
        assert_eq!(parent(v6(u128::MAX, 1)), Some(v6(0, 0)));
        assert_eq!((last(v6(0, 0)), last(v6(4, 127))), (u128::MAX, 5));
        assert_eq!(last(Prefix { family: Family::V4, bits: 0x0a00_0000, len: 8 }), 0x0aff_ffff);
    }
}
