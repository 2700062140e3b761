//! What will happen, in order: by time, and at one time in the order in which it was planned.

use std::collections::BTreeMap;

use given::time::Micros;

/// What is planned.
#[derive(Debug)]
pub(super) struct Queue<T> {
    planned: BTreeMap<Key, T>,
    count: u64,
}

/// Names something that is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) at: Micros,
    number: u64,
}

impl<T> Queue<T> {
    pub(super) fn new() -> Self {
        Queue { planned: BTreeMap::new(), count: 0 }
    }

    pub(super) fn plan(&mut self, at: Micros, what: T) -> Key {
        let key = Key { at, number: self.count };
        self.count += 1;
        self.planned.insert(key, what);
        key
    }

    /// `None` if it has happened.
    pub(super) fn cancel(&mut self, key: Key) -> Option<T> {
        self.planned.remove(&key)
    }

    pub(super) fn next_at(&self) -> Option<Micros> {
        self.planned.first_key_value().map(|(key, _)| key.at)
    }

    pub(super) fn pop(&mut self) -> Option<(Micros, T)> {
        self.planned.pop_first().map(|(key, what)| (key.at, what))
    }
}
