//! One list, sorted as `walk` gives it: what matches an address lies before it, and is found by halving.

use given::addresses::{Family, Prefix};

#[derive(Clone, Debug)]
pub struct RouteTable<T> {
    routes: Vec<(Prefix, T)>,
}

impl<T> Default for RouteTable<T> {
    fn default() -> Self {
        RouteTable::new()
    }
}

impl<T> RouteTable<T> {
    pub fn new() -> Self {
        RouteTable { routes: vec![] }
    }

    fn find(&self, prefix: &Prefix) -> Result<usize, usize> {
        let key = |prefix: &Prefix| (prefix.family, prefix.bits, prefix.len);
        self.routes.binary_search_by_key(&key(prefix), |(other, _)| key(other))
    }

    pub fn insert(&mut self, prefix: Prefix, value: T) -> Option<T> {
        match self.find(&prefix) {
            Ok(at) => Some(std::mem::replace(&mut self.routes[at].1, value)),
            Err(at) => {
                self.routes.insert(at, (prefix, value));
                None
            }
        }
    }

    pub fn remove(&mut self, prefix: &Prefix) -> Option<T> {
        let at = self.find(prefix).ok()?;
        Some(self.routes.remove(at).1)
    }

    pub fn lookup(&self, family: Family, address: u128) -> Option<(Prefix, &T)> {
        let mut bits = address;
        for len in (0..=family.width()).rev() {
            if let Ok(at) = self.find(&Prefix { family, bits, len }) {
                return Some((self.routes[at].0, &self.routes[at].1));
            }
            // The last bit of this length is not one of the next.
            if len > 0 {
                bits &= !(1 << (family.width() - len));
            }
        }
        None
    }

    pub fn walk(&self) -> Vec<(Prefix, &T)> {
        self.routes.iter().map(|(prefix, value)| (*prefix, value)).collect()
    }
}
