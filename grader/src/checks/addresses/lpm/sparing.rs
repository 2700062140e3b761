//! Lists that are made smaller in one way more: by leaving out whatever the mistake does not need.

use std::fmt::Debug;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// Steps that the strategy itself has to make a list smaller, so that a trial has some left for ours.
const STEPS: u32 = 400;

/// The lists of a strategy. It makes them smaller in its own way first. Where what stands later in a list is told by
/// what stands earlier, that keeps too much: whatever is left out there changes all behind it. So at the end we leave
/// items out of the list itself, one at a time, until each that is left is needed.
#[derive(Clone, Debug)]
pub(super) struct Sparing<S>(pub(super) S);

/// See [`Sparing`].
#[derive(Debug)]
pub(super) struct SparingTree<V: ValueTree> {
    inner: V,
    /// Steps that are left for the inner tree.
    steps: u32,
    /// The last list that went wrong.
    wrong: V::Value,
    /// The place of what is left out of it now, once the inner tree is done.
    place: Option<usize>,
    /// Whether something could be left out since the first place was tried last.
    less: bool,
}

impl<T: Clone + Debug, S: Strategy<Value = Vec<T>>> Strategy for Sparing<S> {
    type Tree = SparingTree<S::Tree>;
    type Value = Vec<T>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let inner = self.0.new_tree(runner)?;
        Ok(SparingTree { wrong: inner.current(), inner, steps: STEPS, place: None, less: false })
    }
}

impl<T: Clone + Debug, V: ValueTree<Value = Vec<T>>> SparingTree<V> {
    /// A step of the inner tree; the first of ours, if it is done.
    fn step(&mut self, how: fn(&mut V) -> bool) -> bool {
        if self.steps > 0 && how(&mut self.inner) {
            self.steps -= 1;
            return true;
        }
        self.place = Some(0);
        self.is_there()
    }

    /// Whether there is something to leave out. Behind the end we begin again, if that may help.
    fn is_there(&mut self) -> bool {
        let end = self.wrong.len();
        if self.less && self.place.is_some_and(|place| place >= end) {
            (self.place, self.less) = (Some(0), false);
        }
        self.place.is_some_and(|place| place < end)
    }
}

impl<T: Clone + Debug, V: ValueTree<Value = Vec<T>>> ValueTree for SparingTree<V> {
    type Value = Vec<T>;

    fn current(&self) -> Vec<T> {
        let Some(place) = self.place else { return self.inner.current() };
        let mut list = self.wrong.clone();
        if place < list.len() {
            list.remove(place);
        }
        list
    }

    fn simplify(&mut self) -> bool {
        // Whoever asks for less says that this one still goes wrong.
        self.wrong = self.current();
        if self.place.is_none() {
            return self.step(V::simplify);
        }
        // The next item has moved to the same place.
        self.less = true;
        self.is_there()
    }

    fn complicate(&mut self) -> bool {
        let Some(place) = self.place else { return self.step(V::complicate) };
        self.place = Some(place + 1);
        self.is_there()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;

    use super::*;
    use crate::seed::Seed;

    /// Sums of what comes before: what is left out changes all behind it.
    fn sums() -> impl Strategy<Value = Vec<u32>> {
        vec(0..10_u32, 1..30).prop_map(|items| {
            let mut sum = 0;
            let add = |item| {
                sum += item;
                sum
            };
            items.into_iter().map(add).collect()
        })
    }

    #[test]
    fn only_what_is_needed_stays() {
        let is_wrong = |list: &[u32]| list.iter().filter(|sum| **sum % 7 == 3).count() >= 2;
        let mut tried = 0;
        for case in 0..100 {
            let mut runner = Seed::default().streams("a test").runner(case);
            let mut tree = Sparing(sums()).new_tree(&mut runner).expect("it generates");
            let mut found = tree.current();
            if !is_wrong(&found) {
                continue;
            }
            tried += 1;
            let mut smaller = tree.simplify();
            while smaller {
                let list = tree.current();
                smaller = if is_wrong(&list) {
                    found = list;
                    tree.simplify()
                } else {
                    tree.complicate()
                };
            }
            assert_eq!(found.len(), 2, "{found:?}");
        }
        assert!(tried > 30, "{tried}");
    }
}
