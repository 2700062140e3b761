//! Where on its way an arrow turns down to wait for its row.
//!
//! A lane is a column of the gap in front of the receiver. Arrows that keep their order get lanes in which
//! they do not cross, so that a crossing is worth a look.

use super::rows::Thread;

/// The columns on either side of a gap that are left for the ends of arrows.
pub(super) const MARGIN: usize = 3;

/// How many lanes a gap of this many columns has: every other column between the margins.
pub(super) fn lanes_of(gap: usize) -> usize {
    (gap + 1).saturating_sub(2 * MARGIN) / 2
}

/// The columns that a gap needs for this many lanes.
pub(super) fn gap_for(lanes: usize) -> usize {
    2 * MARGIN + (2 * lanes).saturating_sub(1)
}

/// How many arrows wait in one gap at once, at most.
pub(super) fn busiest(threads: &[Thread]) -> usize {
    let at_once = |thread: &Thread| {
        let is_waiting = |other: &&Thread| (other.starts..=other.ends).contains(&thread.starts);
        threads.iter().filter(|other| gap_of(other) == gap_of(thread)).filter(is_waiting).count()
    };
    threads.iter().map(at_once).max().unwrap_or(0)
}

/// The lane of each arrow, counted from the left of its gap. `None` where all are taken.
pub(super) fn assign(threads: &[Thread], lanes: usize) -> Vec<Option<usize>> {
    let mut assigned: Vec<Option<usize>> = vec![None; threads.len()];
    let mut order: Vec<usize> = (0..threads.len()).collect();
    order.sort_by_key(|&index| (threads[index].starts, threads[index].ends));
    for index in order {
        let thread = &threads[index];
        let taken = |same_way: bool| {
            let others = threads.iter().zip(&assigned);
            let met = others.filter(|(other, _)| gap_of(other) == gap_of(thread) && meet(other, thread));
            let met = met.filter(|(other, _)| !same_way || is_rightward(other) == is_rightward(thread));
            met.filter_map(|(_, lane)| *lane).collect::<Vec<_>>()
        };
        let (met, before) = (taken(false), taken(true));
        let free = (0..lanes).filter(|lane| !met.contains(lane));
        assigned[index] = match is_rightward(thread) {
            true => free.max_by_key(|lane| (before.iter().all(|other| lane < other), *lane)),
            false => free.min_by_key(|lane| (before.iter().any(|other| lane < other), *lane)),
        };
    }
    assigned
}

fn is_rightward(thread: &Thread) -> bool {
    thread.from < thread.to
}

/// The gap in front of the receiver, by the actor at its left.
pub(super) fn gap_of(thread: &Thread) -> usize {
    if is_rightward(thread) { thread.to - 1 } else { thread.to }
}

fn meet(one: &Thread, other: &Thread) -> bool {
    one.starts <= other.ends && other.starts <= one.ends
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every three arrows between two actors that leave and end on one of five rows.
    fn every_few_threads() -> impl Iterator<Item = Vec<Thread>> {
        let spans: Vec<_> =
            (0..5).flat_map(|starts| (starts + 1..5).map(move |ends| (starts, ends))).collect();
        let ways = [(0, 1), (1, 0)];
        let thread = move |number: usize| {
            let ((starts, ends), (from, to)) = (spans[number / 2], ways[number % 2]);
            Thread { from, to, starts, ends }
        };
        (0..20 * 20 * 20).map(move |number| {
            [number % 20, number / 20 % 20, number / 400].into_iter().map(&thread).collect()
        })
    }

    #[test]
    fn arrows_that_wait_at_once_have_lanes_of_their_own() {
        for threads in every_few_threads() {
            let lanes = assign(&threads, busiest(&threads));
            assert!(lanes.iter().all(Option::is_some));
            for (one, other) in [(0, 1), (0, 2), (1, 2)] {
                assert!(!meet(&threads[one], &threads[other]) || lanes[one] != lanes[other]);
            }
        }
    }

    #[test]
    fn there_is_no_arrow_in_a_lane_that_is_not_there() {
        let thread = |starts| Thread { from: 0, to: 1, starts, ends: 9 };
        assert_eq!(assign(&[thread(0), thread(1), thread(2)], 2), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_gap_has_the_lanes_that_it_was_made_for() {
        assert!((1..9).all(|lanes| lanes_of(gap_for(lanes)) == lanes));
    }
}
