//! Makes ranges of numbers of the prefixes, joins those that touch, and cuts the ranges into prefixes again.

use given::addresses::{Family, Prefix};

use crate::prefix::last;

pub fn aggregate(prefixes: &[Prefix]) -> Vec<Prefix> {
    [Family::V4, Family::V6].into_iter().flat_map(|family| of_family(family, prefixes)).collect()
}

fn of_family(family: Family, prefixes: &[Prefix]) -> Vec<Prefix> {
    let own = prefixes.iter().filter(|prefix| prefix.family == family);
    let mut ranges: Vec<(u128, u128)> = own.map(|prefix| (prefix.bits, last(prefix))).collect();
    ranges.sort_unstable();
    let mut joined: Vec<(u128, u128)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined.into_iter().flat_map(|(from, to)| cut(family, from, to)).collect()
}

/// From the lowest address on, always the largest prefix that begins there and does not reach too far.
fn cut(family: Family, mut from: u128, to: u128) -> Vec<Prefix> {
    let mut found = Vec::new();
    loop {
        let fits = |len: &u8| {
            let behind = (u128::MAX >> (128 - family.width())).unbounded_shr((*len).into());
            from & behind == 0 && from | behind <= to
        };
        let len = (0..=family.width()).find(|len| fits(len)).expect("one address fits");
        let prefix = Prefix { family, bits: from, len };
        found.push(prefix);
        match last(&prefix) {
            end if end == to => return found,
            end => from = end + 1,
        }
    }
}
