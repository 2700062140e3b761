//! One hash map for each length: a lookup asks for the first `len` bits in each, from the longest on.

use std::collections::HashMap;

use given::addresses::{Family, Prefix};

#[derive(Debug)]
pub struct RouteTable<T> {
    by_length: HashMap<(Family, u8), HashMap<u128, T>>,
}

impl<T> Default for RouteTable<T> {
    fn default() -> Self {
        RouteTable::new()
    }
}

impl<T> RouteTable<T> {
    pub fn new() -> Self {
        RouteTable { by_length: HashMap::new() }
    }

    pub fn insert(&mut self, prefix: Prefix, value: T) -> Option<T> {
        self.by_length.entry((prefix.family, prefix.len)).or_default().insert(prefix.bits, value)
    }

    pub fn remove(&mut self, prefix: &Prefix) -> Option<T> {
        self.by_length.get_mut(&(prefix.family, prefix.len))?.remove(&prefix.bits)
    }

    pub fn lookup(&self, family: Family, address: u128) -> Option<(Prefix, &T)> {
        (0..=family.width()).rev().find_map(|len| {
            let host_bits = family.width() - len;
            // A shift by all 128 bits is refused; then nothing is left of the address.
            let bits = address.checked_shr(host_bits.into()).map_or(0, |bits| bits << host_bits);
            let value = self.by_length.get(&(family, len))?.get(&bits)?;
            Some((Prefix { family, bits, len }, value))
        })
    }

    pub fn walk(&self) -> Vec<(Prefix, &T)> {
        let maps = self.by_length.iter();
        let mut routes: Vec<(Prefix, &T)> = maps
            .flat_map(|((family, len), map)| {
                map.iter().map(|(bits, value)| (Prefix { family: *family, bits: *bits, len: *len }, value))
            })
            .collect();
        routes.sort_by_key(|(prefix, _)| (prefix.family, prefix.bits, prefix.len));
        routes
    }
}
