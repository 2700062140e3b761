//! What is milder than one thing that goes wrong.

use std::time::Duration;

use given::time::Micros;

use super::fate::Fate;
use super::shrink::Mishap;
use super::weather::{Crash, FOREVER, Partition, Split};

/// What to try in place of it, the mildest first. Each is smaller in a way that can't go on for ever.
pub(super) fn milder(mishap: &Mishap) -> Vec<Mishap> {
    match mishap {
        Mishap::Fate(link, place, fate) => {
            milder_fates(*fate).into_iter().map(|fate| Mishap::Fate(*link, *place, fate)).collect()
        }
        Mishap::Partition(partition) => {
            milder_partitions(partition).into_iter().map(Mishap::Partition).collect()
        }
        Mishap::Crash(crash) => milder_crashes(crash).into_iter().map(Mishap::Crash).collect(),
    }
}

fn milder_fates(fate: Fate) -> Vec<Fate> {
    // A loss is easier to think about than damage.
    let or_lost = |milder: Vec<Fate>| [vec![Fate::Drop], milder].concat();
    let numbers = |number, least, fate: fn(u32) -> Fate| -> Vec<Fate> {
        smaller(u64::from(number), least).map(|number| fate(number as u32)).collect()
    };
    match fate {
        Fate::Deliver | Fate::Drop | Fate::Join | Fate::Reset => vec![],
        Fate::Delay(late) => shorter(late, 1).map(Fate::Delay).collect(),
        Fate::Duplicate(late) => shorter(late, 0).map(Fate::Duplicate).collect(),
        Fate::Swap(packets) => numbers(packets, 1, Fate::Swap),
        Fate::FlipBit(bit) => or_lost(numbers(bit, 0, Fate::FlipBit)),
        Fate::SwapWords(one, other) if (one, other) != (0, 1) => or_lost(vec![Fate::SwapWords(0, 1)]),
        Fate::SwapWords(..) => vec![Fate::Drop],
        Fate::Truncate(bytes) => or_lost(numbers(bytes, 0, Fate::Truncate)),
        Fate::Cut(bytes) => numbers(bytes, 1, Fate::Cut),
        Fate::Pieces(bytes) => vec![Fate::Cut(bytes)],
    }
}

fn milder_partitions(partition: &Partition) -> Vec<Partition> {
    let Partition { split, from, until } = partition;
    let fewer: Vec<Split> = match split {
        Split::Nodes(nodes) => without_one(nodes).into_iter().map(Split::Nodes).collect(),
        Split::Links(links) => without_one(links).into_iter().map(Split::Links).collect(),
    };
    let fewer = fewer.into_iter().map(|split| Partition { split, ..partition.clone() });
    // One that lasts for ever may have to.
    let last = if *until == FOREVER { from.0.saturating_add(1 << 32) } else { until.0 };
    let millis = Duration::from_micros(last.saturating_sub(from.0));
    let lengths: Vec<Duration> = shorter(millis, 1).collect();
    let ends_sooner = lengths.iter().map(|length| Partition { until: *from + *length, ..partition.clone() });
    let begins_later = lengths.iter().filter(|_| *until != FOREVER).map(|length| {
        let from = Micros(until.0 - length.as_micros() as u64);
        Partition { from, ..partition.clone() }
    });
    fewer.chain(ends_sooner).chain(begins_later).collect()
}

fn milder_crashes(crash: &Crash) -> Vec<Crash> {
    let Some(restart) = crash.restart else { return vec![] };
    let length = Duration::from_micros(restart.0.saturating_sub(crash.at.0));
    shorter(length, 1).map(|length| Crash { restart: Some(crash.at + length), ..*crash }).collect()
}

fn without_one<T: Copy>(all: &[T]) -> Vec<Vec<T>> {
    let without = |place: usize| {
        let mut others = all.to_vec();
        others.remove(place);
        others
    };
    if all.len() < 2 { vec![] } else { (0..all.len()).map(without).collect() }
}

/// Whole milliseconds below it, at least so many.
fn shorter(time: Duration, least: u64) -> impl Iterator<Item = Duration> {
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    // A time with a fraction is longer than its whole milliseconds.
    let is_longer = Duration::from_millis(millis) < time;
    smaller(millis.saturating_add(is_longer.into()), least).map(Duration::from_millis)
}

/// Numbers below it, the least first and then nearer and nearer: each misses the number by half as much as the one
/// before, so what is taken at last is the smallest that goes wrong.
fn smaller(number: u64, least: u64) -> impl Iterator<Item = u64> {
    let mut missing = number.saturating_sub(least);
    std::iter::from_fn(move || {
        let next = (missing > 0).then(|| number - missing);
        missing /= 2;
        next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_nearer() {
        assert_eq!(smaller(20, 1).collect::<Vec<_>>(), [1, 11, 16, 18, 19]);
        assert_eq!(smaller(1, 1).count(), 0);
        assert_eq!(smaller(0, 1).count(), 0);
        let shorter = |micros| shorter(Duration::from_micros(micros), 1).collect::<Vec<_>>();
        assert_eq!(shorter(1500), [Duration::from_millis(1)]);
        assert_eq!(shorter(1000), []);
        assert_eq!(shorter(999), []);
    }
}
