//! Lists of prefixes: apart, inside one another, halves of one another.

use given::addresses::{Family, Prefix};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use super::model::{fewest, halves, last};

pub(super) type List = Vec<Prefix>;

/// A prefix of IPv4, spelled by its octets.
pub(super) const fn v4(a: u8, b: u8, c: u8, d: u8, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: u32::from_be_bytes([a, b, c, d]) as u128, len }
}

/// A prefix of IPv6, spelled by its first four groups.
pub(super) const fn v6(groups: u64, len: u8) -> Prefix {
    Prefix { family: Family::V6, bits: (groups as u128) << 64, len }
}

/// What a prefix of one of the families is made of: few stems, so that prefixes lie inside one another, and a length.
type Draw = (u8, u8, u16, u8);

fn draw() -> impl Strategy<Value = Draw> {
    (0..5_u8, 0..4_u8, any::<u16>(), 3..=16_u8)
}

/// The first 16 bits say it all: the others are zero, or too long a prefix to have any.
fn made((family, stem, any, len): Draw) -> Prefix {
    let family = if family < 3 { Family::V4 } else { Family::V6 };
    let bits = match stem {
        0 => 0x0a00,
        1 => 0x0a00 | any & 0xff,
        2 => any & 0x8080,
        _ => any,
    };
    let bits = u128::from(u32::from(bits) >> (16 - len) << (16 - len));
    Prefix { family, bits: bits << (family.width() - 16), len }
}

/// Lists of both families, with doubles, and prefixes inside others.
pub(super) fn in_both_families() -> impl Strategy<Value = List> {
    vec(draw().prop_map(made), 0..16)
}

/// Lists where nothing can be done but sort them. No two stand beside each other, and none begins with 0.0.0.0, so
/// that only a wrong order is wrong.
pub(super) fn apart() -> impl Strategy<Value = List> {
    (in_both_families(), any::<u64>()).prop_map(|(list, order)| {
        let mut apart: List = Vec::new();
        for prefix in fewest(&list) {
            let is_beside = |before: &Prefix| {
                before.family == prefix.family && last(*before).checked_add(1) == Some(prefix.bits)
            };
            if prefix.bits > 0 && !apart.last().is_some_and(is_beside) {
                apart.push(prefix);
            }
        }
        shuffled(apart, order)
    })
}

/// Lists that can be sorted, and from which doubles and what lies inside others can go.
pub(super) fn inside() -> impl Strategy<Value = List> {
    (apart(), vec((any::<u8>(), any::<u64>(), 0..50_u8), 0..6), any::<u64>()).prop_map(
        |(list, inner, order)| {
            let more = inner.into_iter().filter_map(|(which, any, deeper)| {
                let outer = *list.get(usize::from(which) % list.len().max(1))?;
                Some(deep(outer, any.into(), deeper.saturating_sub(10)))
            });
            let more: List = more.collect();
            // Everything in IPv4, in which nothing of IPv6 lies.
            let everything = (order % 8 == 7).then_some(v4(0, 0, 0, 0, 0));
            shuffled([list, more, everything.into_iter().collect()].concat(), order)
        },
    )
}

/// A prefix inside another one, some bits longer.
fn deep(outer: Prefix, any: u128, deeper: u8) -> Prefix {
    let width = outer.family.width();
    let len = (outer.len + deeper).min(width);
    let all = last(Prefix { bits: 0, len: outer.len, ..outer });
    let behind = last(Prefix { bits: 0, len, ..outer });
    Prefix { bits: outer.bits | (any << (width / 2)) & all & !behind, len, ..outer }
}

/// Lists where some are the halves of one.
pub(super) fn halved() -> impl Strategy<Value = List> {
    (apart(), any::<u16>(), any::<u64>()).prop_map(|(list, which, order)| {
        let cut = |(at, whole): (usize, Prefix)| {
            let (low, high) = halves(whole);
            if which >> at & 1 == 1 { vec![low, high] } else { vec![whole] }
        };
        shuffled(list.into_iter().enumerate().flat_map(cut).collect(), order)
    })
}

/// Pairs that stand beside each other and are not the halves of one: the upper half of something and what comes
/// after it, or a lower half and a part of the upper one.
pub(super) fn neighbors() -> impl Strategy<Value = List> {
    (draw(), 0..5_u8).prop_map(|(draw, shorter)| {
        let prefix = made(draw);
        let len = prefix.len.max(2);
        let step = 1 << (prefix.family.width() - len);
        // Not the highest of all, so that something comes after it.
        let upper = Prefix { bits: (prefix.bits | step) & !(step << (len - 1)), len, ..prefix };
        match shorter {
            0..2 => vec![Prefix { bits: upper.bits + step, ..upper }, upper],
            _ => vec![Prefix { len: len + shorter, ..upper }, Prefix { bits: upper.bits - step, ..upper }],
        }
    })
}

/// Neighbors of one length, some of them missing: much to put together, and again.
pub(super) fn rows() -> impl Strategy<Value = List> {
    (any::<bool>(), 0..4_u8, present(), any::<u64>()).prop_map(|(is_v4, zeros, present, order)| {
        let family = if is_v4 { Family::V4 } else { Family::V6 };
        let first = Prefix { family, bits: 0, len: family.width() - zeros };
        shuffled(row(first, present), order)
    })
}

/// Which of 32 are there: three of four.
fn present() -> impl Strategy<Value = u32> {
    (any::<u32>(), any::<u32>()).prop_map(|(some, others)| some | others)
}

/// A prefix, and those that come after it, of which a bit says whether each is there.
fn row(first: Prefix, present: u32) -> List {
    let step = 1 << (first.family.width() - first.len);
    let at = |at: u32| Prefix { bits: first.bits + u128::from(at) * step, ..first };
    (0..32).filter(|place| present >> place & 1 == 1).map(at).collect()
}

/// How many bits tell the addresses of the block apart in which all of them are looked at: 10.0.0.0/20.
pub(super) const BLOCK_BITS: u8 = 12;
/// That block.
pub(super) const BLOCK: Prefix = v4(10, 0, 0, 0, 32 - BLOCK_BITS);

/// Prefixes inside the block: some anywhere, one of ten of any size, and in half of the lists a row of neighbors.
pub(super) fn in_the_block() -> impl Strategy<Value = List> {
    let prefix = (0..10_u8, 0..=BLOCK_BITS, any::<u16>()).prop_map(|(any_size, zeros, any)| {
        let zeros = if any_size == 9 { zeros } else { zeros % 3 };
        let most = if any_size % 2 == 0 { 0x1f } else { 0xfff };
        let bits = (u128::from(any) & most) >> zeros << zeros;
        Prefix { bits: BLOCK.bits | bits, len: 32 - zeros, ..BLOCK }
    });
    (vec(prefix, 0..8), any::<bool>(), present(), any::<u64>()).prop_map(
        |(mut list, has_row, present, order)| {
            if has_row {
                list.extend(row(Prefix { len: 32, ..BLOCK }, present));
            }
            // One in four is there twice.
            let again: List = list
                .iter()
                .zip(0..64)
                .filter(|(_, at)| order >> at & 3 == 3)
                .map(|(prefix, _)| *prefix)
                .collect();
            list.extend(again);
            shuffled(list, order)
        },
    )
}

/// The same, in an order that the number says. How two of them stand does not depend on the others, so that a list
/// that is made smaller keeps its order.
fn shuffled(mut list: List, order: u64) -> List {
    list.sort_by_key(|prefix| {
        let number = prefix.bits ^ prefix.bits >> 64 ^ u128::from(prefix.len) << 20;
        (number as u64 ^ order).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32).wrapping_mul(order | 1)
    });
    list
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::model::{Habit, lies_inside};
    use super::*;

    fn count(lists: &[List], is: impl Fn(&List) -> bool) -> usize {
        lists.iter().filter(|list| is(list)).count()
    }

    fn some_pair(list: &List, is: impl Fn(Prefix, Prefix) -> bool) -> bool {
        let others = |at: usize| list.iter().enumerate().filter(move |(other, _)| *other != at);
        list.iter().enumerate().any(|(at, a)| others(at).any(|(_, b)| is(*a, *b)))
    }

    #[test]
    fn lists_are_what_they_are_called() {
        let apart = drawn(&apart(), 200);
        assert_eq!(count(&apart, |list| fewest(list).len() == list.len()), 200);
        assert!(count(&apart, |list| fewest(list) != *list) >= 100);
        let inside = drawn(&inside(), 200);
        assert!(count(&inside, |list| some_pair(list, lies_inside)) >= 100);
        assert!(count(&inside, |list| some_pair(list, |a, b| a == b)) >= 20);
        assert!(inside.iter().all(|list| fewest(list).iter().all(|kept| list.contains(kept))));
        let halved = drawn(&halved(), 200);
        assert!(count(&halved, |list| fewest(list).len() < list.len()) >= 100);
        assert!(halved.iter().all(|list| Habit::JoinsInOnePass.aggregate(list) == fewest(list)));
        let neighbors = drawn(&neighbors(), 200);
        assert_eq!(count(&neighbors, |list| fewest(list).len() == 2), 200);
        assert!(count(&neighbors, |list| Habit::JoinsNeighbors.aggregate(list) != fewest(list)) >= 40);
        assert!(count(&neighbors, |list| Habit::JoinsTwoLengths.aggregate(list) != fewest(list)) >= 80);
    }

    #[test]
    fn there_is_much_to_put_together() {
        for lists in [drawn(&rows(), 200), drawn(&in_the_block(), 200)] {
            let again = |list: &List| Habit::JoinsInOnePass.aggregate(list) != fewest(list);
            assert!(count(&lists, again) >= 80, "{}", count(&lists, again));
        }
        let both = drawn(&in_both_families(), 200);
        let has = |list: &List, family: Family| list.iter().any(|prefix| prefix.family == family);
        assert!(count(&both, |list| has(list, Family::V4) && has(list, Family::V6)) >= 120);
    }
}
