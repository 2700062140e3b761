//! addresses: how one machine among billions is found.

pub mod cursor;
pub mod dotted;
pub mod lpm;

use proptest::prelude::Strategy;
use proptest::prop_oneof;
use proptest::sample::select;

use crate::catalogue::Chapter;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "addresses",
    title: "one machine among billions",
    needs: &[],
    exercises: &[dotted::EXERCISE, cursor::EXERCISE, lpm::EXERCISE],
};

/// A number of so many bits. Half of them are at an edge (0, the most, one beside a power of two), because that
/// is where mistakes live.
fn number(bits: u32) -> impl Strategy<Value = u128> {
    let most = u128::MAX >> (128 - bits);
    let powers = (0..bits).map(|bit| 1_u128 << bit).flat_map(|power| [power - 1, power, power + 1]);
    let mut edges: Vec<u128> = powers.chain([most - 1, most]).filter(|edge| *edge <= most).collect();
    edges.sort_unstable();
    edges.dedup();
    prop_oneof![select(edges), 0..=most]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    /// What a generator gives, as a check would see it.
    pub(super) fn drawn<S: Strategy>(strategy: &S, count: u32) -> Vec<S::Value> {
        use proptest::strategy::ValueTree;

        let one = |case| {
            strategy.new_tree(&mut Seed::default().streams("a test").runner(case)).expect("it generates")
        };
        (0..count).map(|case| one(case).current()).collect()
    }

    #[test]
    fn half_of_the_numbers_are_at_an_edge() {
        for bits in [8, 24, 32, 64, 128] {
            let most = u128::MAX >> (128 - bits);
            let all = drawn(&number(bits), 400);
            assert!(all.iter().all(|number| *number <= most));
            let near = |number: &u128| number.is_power_of_two() || number.wrapping_add(1).is_power_of_two();
            let at_an_edge =
                all.iter().filter(|number| near(number) || near(&(*number - 1)) || **number >= most - 1);
            assert!(at_an_edge.count() > 120, "{bits}");
        }
    }
}
