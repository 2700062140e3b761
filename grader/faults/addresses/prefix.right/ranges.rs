//! Thinks of a prefix as a range of numbers, from which bits are never cut out: sums and remainders, no masks.

use given::addresses::{Family, Hosts, Prefix, Special};

/// One less than the number of addresses, which always fits.
fn distance(family: Family, len: u8) -> u128 {
    (len..family.width()).fold(0, |distance, _| distance * 2 + 1)
}

fn most(family: Family) -> u128 {
    distance(family, 0)
}

pub fn mask(family: Family, len: u8) -> u128 {
    most(family) - distance(family, len)
}

pub fn network(family: Family, address: u128, len: u8) -> Prefix {
    let beyond = match distance(family, len).checked_add(1) {
        Some(size) => address % size,
        None => address,
    };
    Prefix { family, bits: address - beyond, len }
}

pub fn contains(prefix: &Prefix, family: Family, address: u128) -> bool {
    family == prefix.family && (prefix.bits..=last(prefix)).contains(&address)
}

pub fn last(prefix: &Prefix) -> u128 {
    prefix.bits + distance(prefix.family, prefix.len)
}

pub fn size(prefix: &Prefix) -> Option<u128> {
    distance(prefix.family, prefix.len).checked_add(1)
}

pub fn broadcast(prefix: &Prefix) -> Option<u128> {
    match (prefix.family, distance(prefix.family, prefix.len)) {
        (Family::V4, 3..) => Some(last(prefix)),
        _ => None,
    }
}

pub fn hosts(prefix: &Prefix) -> Hosts {
    let spared = u128::from(broadcast(prefix).is_some());
    Hosts { family: prefix.family, first: prefix.bits + spared, last: last(prefix) - spared }
}

pub fn split(prefix: &Prefix) -> Option<(Prefix, Prefix)> {
    let middle = match distance(prefix.family, prefix.len) {
        0 => return None,
        distance => prefix.bits + distance / 2 + 1,
    };
    let half = |address| network(prefix.family, address, prefix.len + 1);
    Some((half(prefix.bits), half(middle)))
}

pub fn parent(prefix: &Prefix) -> Option<Prefix> {
    (prefix.len > 0).then(|| network(prefix.family, prefix.bits, prefix.len - 1))
}

pub fn class(address: u32) -> Special {
    match address.to_be_bytes() {
        [255, 255, 255, 255] => Special::Broadcast,
        [0, ..] => Special::ThisNetwork,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Special::Private,
        [100, 64..=127, ..] => Special::Shared,
        [127, ..] => Special::Loopback,
        [169, 254, ..] => Special::LinkLocal,
        [192, 0, 0, _] => Special::ProtocolAssignments,
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Special::Documentation,
        [198, 18 | 19, ..] => Special::Benchmarking,
        [224..=239, ..] => Special::Multicast,
        [240..=255, ..] => Special::Reserved,
        _ => Special::Global,
    }
}
