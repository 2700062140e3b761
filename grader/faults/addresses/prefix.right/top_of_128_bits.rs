//! Keeps every address at the top of 128 bits, where both families begin, and asks the standard library.

use std::net::Ipv4Addr;

use given::addresses::{Family, Hosts, Prefix, Special};

fn up(family: Family, number: u128) -> u128 {
    number << (128 - family.width())
}

fn down(family: Family, number: u128) -> u128 {
    number >> (128 - family.width())
}

fn top(len: u8) -> u128 {
    u128::MAX.checked_shl(128 - u32::from(len)).unwrap_or(0)
}

pub fn mask(family: Family, len: u8) -> u128 {
    down(family, top(len))
}

pub fn network(family: Family, address: u128, len: u8) -> Prefix {
    Prefix { family, bits: down(family, up(family, address) & top(len)), len }
}

pub fn contains(prefix: &Prefix, family: Family, address: u128) -> bool {
    let differ = up(family, address) ^ up(prefix.family, prefix.bits);
    family == prefix.family && differ.leading_zeros() >= u32::from(prefix.len)
}

pub fn last(prefix: &Prefix) -> u128 {
    down(prefix.family, up(prefix.family, prefix.bits) | !top(prefix.len))
}

pub fn size(prefix: &Prefix) -> Option<u128> {
    2_u128.checked_pow(u32::from(prefix.family.width() - prefix.len))
}

pub fn broadcast(prefix: &Prefix) -> Option<u128> {
    if prefix.family == Family::V6 || prefix.len > 30 { None } else { Some(last(prefix)) }
}

pub fn hosts(prefix: &Prefix) -> Hosts {
    let all = Hosts { family: prefix.family, first: prefix.bits, last: last(prefix) };
    match prefix {
        Prefix { family: Family::V4, len: ..=30, .. } => {
            Hosts { first: all.first + 1, last: all.last - 1, ..all }
        }
        _ => all,
    }
}

pub fn split(prefix: &Prefix) -> Option<(Prefix, Prefix)> {
    let longer = |address| network(prefix.family, address, prefix.len + 1);
    (prefix.len < prefix.family.width()).then(|| (longer(prefix.bits), longer(last(prefix))))
}

pub fn parent(prefix: &Prefix) -> Option<Prefix> {
    match prefix.len {
        0 => None,
        len => Some(network(prefix.family, prefix.bits, len - 1)),
    }
}

pub fn class(address: u32) -> Special {
    let std = Ipv4Addr::from(address);
    let first = |count: u32| address >> (32 - count);
    match () {
        () if std.is_broadcast() => Special::Broadcast,
        () if std.is_private() => Special::Private,
        () if std.is_loopback() => Special::Loopback,
        () if std.is_link_local() => Special::LinkLocal,
        () if std.is_documentation() => Special::Documentation,
        () if std.is_multicast() => Special::Multicast,
        () if first(8) == 0 => Special::ThisNetwork,
        () if first(10) == 100 << 2 | 1 => Special::Shared,
        () if first(24) == 192 << 16 => Special::ProtocolAssignments,
        () if first(15) == 198 << 7 | 9 => Special::Benchmarking,
        () if first(4) == 0xf => Special::Reserved,
        () => Special::Global,
    }
}
