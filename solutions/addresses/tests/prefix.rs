//! `prefix` against a model that looks at every bit, the table of RFC 4632, the standard library's
//! `Ipv4Addr`, and the crate `ipnet`.

use std::net::{Ipv4Addr, Ipv6Addr};

use addresses::prefix::{broadcast, class, contains, hosts, last, mask, network, parent, size, split};
use given::addresses::{Family, Hosts, Prefix, Special};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::prelude::*;

fn v4(lowest: &str, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: u128::from(v4_number(lowest)), len }
}

fn v4_number(address: &str) -> u32 {
    let address: Ipv4Addr = address.parse().expect("the tests spell addresses well");
    u32::from(address)
}

fn v6(lowest: &str, len: u8) -> Prefix {
    let lowest: Ipv6Addr = lowest.parse().expect("the tests spell addresses well");
    Prefix { family: Family::V6, bits: u128::from(lowest), len }
}

#[test]
fn one_room_in_every_way() {
    let room = v4("192.0.2.64", 26);
    assert_eq!(mask(Family::V4, 26), u128::from(v4_number("255.255.255.192")));
    assert_eq!(network(Family::V4, u128::from(v4_number("192.0.2.77")), 26), room);
    assert_eq!(last(&room), u128::from(v4_number("192.0.2.127")));
    assert_eq!(broadcast(&room), Some(last(&room)));
    assert_eq!(size(&room), Some(64));
    assert_eq!(hosts(&room).to_string(), "192.0.2.65 to 192.0.2.126");
    assert_eq!(split(&room), Some((v4("192.0.2.64", 27), v4("192.0.2.96", 27))));
    assert_eq!(parent(&room), Some(v4("192.0.2.0", 25)));
}

/// RFC 4632 §3.1: each length has twice as many addresses as the next.
#[test]
fn every_length_of_ipv4_has_its_size() {
    let sizes = [(32, 1), (31, 2), (30, 4), (24, 256), (20, 4096), (16, 65_536), (8, 16_777_216)];
    for (len, addresses) in sizes {
        assert_eq!(size(&v4("0.0.0.0", len)), Some(addresses), "/{len}");
    }
    for len in 0..=32 {
        let prefix = v4("0.0.0.0", len);
        assert_eq!(size(&prefix), Some(last(&prefix) + 1), "/{len}");
        assert_eq!(mask(Family::V4, len) + last(&prefix), u128::from(u32::MAX), "/{len}");
    }
}

#[test]
fn the_largest_and_the_smallest_prefixes_do_not_overflow() {
    let everything = v6("::", 0);
    assert_eq!(mask(Family::V6, 0), 0);
    assert_eq!(network(Family::V6, u128::MAX, 0), everything);
    assert_eq!(last(&everything), u128::MAX);
    assert_eq!(size(&everything), None);
    assert_eq!(hosts(&everything), Hosts { family: Family::V6, first: 0, last: u128::MAX });
    assert_eq!(split(&everything), Some((v6("::", 1), v6("8000::", 1))));
    assert_eq!(parent(&everything), None);
    assert!(contains(&everything, Family::V6, u128::MAX));

    assert_eq!(size(&v6("::", 1)), Some(1 << 127));
    assert_eq!(size(&v4("0.0.0.0", 0)), Some(1 << 32));
    assert_eq!(hosts(&v4("0.0.0.0", 0)).to_string(), "0.0.0.1 to 255.255.255.254");
    assert_eq!(parent(&v4("0.0.0.0", 0)), None);

    for host in [v4("255.255.255.255", 32), v6("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128)] {
        assert_eq!(network(host.family, host.bits, host.len), host);
        assert_eq!(last(&host), host.bits);
        assert_eq!(size(&host), Some(1));
        assert_eq!(hosts(&host), Hosts { family: host.family, first: host.bits, last: host.bits });
        assert_eq!(split(&host), None);
    }
}

/// RFC 3021 §2.1, and RFC 4291 §2.
#[test]
fn a_link_of_two_machines_has_no_broadcast_and_neither_has_ipv6() {
    let of = |prefix| (broadcast(&prefix), hosts(&prefix).to_string());
    let last_of_4 = u128::from(v4_number("192.0.2.3"));
    assert_eq!(of(v4("192.0.2.0", 30)), (Some(last_of_4), "192.0.2.1 to 192.0.2.2".into()));
    assert_eq!(of(v4("192.0.2.0", 31)), (None, "192.0.2.0 to 192.0.2.1".into()));
    assert_eq!(of(v4("192.0.2.0", 32)), (None, "192.0.2.0 to 192.0.2.0".into()));
    assert_eq!(of(v6("2001:db8::", 126)), (None, "2001:db8:: to 2001:db8::3".into()));
    assert_eq!(of(v6("::", 31)).0, None);
}

#[test]
fn every_special_block_begins_and_ends_where_it_should() {
    let blocks = [
        ("0.0.0.0", "0.255.255.255", Special::ThisNetwork),
        ("1.0.0.0", "9.255.255.255", Special::Global),
        ("10.0.0.0", "10.255.255.255", Special::Private),
        ("11.0.0.0", "100.63.255.255", Special::Global),
        ("100.64.0.0", "100.127.255.255", Special::Shared),
        ("100.128.0.0", "126.255.255.255", Special::Global),
        ("127.0.0.0", "127.255.255.255", Special::Loopback),
        ("128.0.0.0", "169.253.255.255", Special::Global),
        ("169.254.0.0", "169.254.255.255", Special::LinkLocal),
        ("169.255.0.0", "172.15.255.255", Special::Global),
        ("172.16.0.0", "172.31.255.255", Special::Private),
        ("172.32.0.0", "191.255.255.255", Special::Global),
        ("192.0.0.0", "192.0.0.255", Special::ProtocolAssignments),
        ("192.0.1.0", "192.0.1.255", Special::Global),
        ("192.0.2.0", "192.0.2.255", Special::Documentation),
        ("192.0.3.0", "192.167.255.255", Special::Global),
        ("192.168.0.0", "192.168.255.255", Special::Private),
        ("192.169.0.0", "198.17.255.255", Special::Global),
        ("198.18.0.0", "198.19.255.255", Special::Benchmarking),
        ("198.20.0.0", "198.51.99.255", Special::Global),
        ("198.51.100.0", "198.51.100.255", Special::Documentation),
        ("198.51.101.0", "203.0.112.255", Special::Global),
        ("203.0.113.0", "203.0.113.255", Special::Documentation),
        ("203.0.114.0", "223.255.255.255", Special::Global),
        ("224.0.0.0", "239.255.255.255", Special::Multicast),
        ("240.0.0.0", "255.255.255.254", Special::Reserved),
        ("255.255.255.255", "255.255.255.255", Special::Broadcast),
    ];
    let mut next = 0;
    for (first, last, special) in blocks {
        assert_eq!(u64::from(v4_number(first)), next, "{first} follows the row above");
        assert_eq!(class(v4_number(first)), special, "{first}");
        assert_eq!(class(v4_number(last)), special, "{last}");
        next = u64::from(v4_number(last)) + 1;
    }
    assert_eq!(next, 1 << 32);
}

fn families() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::V4), Just(Family::V6)]
}

/// A family, an address of it, and a length.
fn addresses() -> impl Strategy<Value = (Family, u128, u8)> {
    let number = prop_oneof![Just(0), Just(u128::MAX), any::<u128>()];
    (families(), number).prop_flat_map(|(family, number)| {
        let width = family.width();
        let address = if family == Family::V4 { number & u128::from(u32::MAX) } else { number };
        let len = prop_oneof![Just(0), Just(1), Just(width - 2), Just(width - 1), Just(width), 0..=width];
        (Just(family), Just(address), len)
    })
}

fn prefixes() -> impl Strategy<Value = Prefix> {
    addresses().prop_map(|(family, address, len)| network(family, address, len))
}

/// Addresses near the edges of special blocks, and any others.
fn v4_addresses() -> impl Strategy<Value = u32> {
    let edge = prop::sample::select(vec![
        "10.0.0.0",
        "100.64.0.0",
        "127.0.0.0",
        "169.254.0.0",
        "172.16.0.0",
        "172.32.0.0",
        "192.0.0.0",
        "192.0.2.0",
        "192.168.0.0",
        "198.18.0.0",
        "198.51.100.0",
        "203.0.113.0",
        "224.0.0.0",
        "240.0.0.0",
        "0.0.0.0",
    ]);
    prop_oneof![
        (edge, -2..=2).prop_map(|(edge, step)| v4_number(edge).wrapping_add_signed(step)),
        any::<u32>()
    ]
}

/// The bits of an address, the most significant first.
fn bits(family: Family, address: u128) -> Vec<bool> {
    (0..family.width()).rev().map(|place| address >> place & 1 == 1).collect()
}

proptest! {
    #[test]
    fn every_bit_is_where_it_should_be((family, address, len) in addresses()) {
        let (mask, prefix) = (bits(family, mask(family, len)), network(family, address, len));
        let (address, first, last) =
            (bits(family, address), bits(family, prefix.bits), bits(family, last(&prefix)));
        for place in 0..usize::from(family.width()) {
            let is_named = place < usize::from(len);
            prop_assert_eq!(mask[place], is_named);
            prop_assert_eq!(first[place], is_named && address[place]);
            prop_assert_eq!(last[place], !is_named || address[place]);
        }
        prop_assert_eq!((prefix.family, prefix.len), (family, len));
    }

    #[test]
    fn a_prefix_contains_what_is_between_its_ends(prefix in prefixes(), other in addresses()) {
        let (family, address, _) = other;
        let is_between = prefix.bits <= address && address <= last(&prefix);
        prop_assert_eq!(contains(&prefix, family, address), family == prefix.family && is_between);
        prop_assert!(contains(&prefix, prefix.family, prefix.bits));
        prop_assert!(contains(&prefix, prefix.family, last(&prefix)));
    }

    #[test]
    fn the_halves_of_a_prefix_have_it_for_their_parent(prefix in prefixes()) {
        if let Some((low, high)) = split(&prefix) {
            prop_assert_eq!((parent(&low), parent(&high)), (Some(prefix), Some(prefix)));
            prop_assert_eq!((low.bits, last(&high)), (prefix.bits, last(&prefix)));
            prop_assert_eq!(last(&low) + 1, high.bits);
        } else {
            prop_assert_eq!(prefix.len, prefix.family.width());
        }
        if let Some(parent) = parent(&prefix) {
            let halves = split(&parent).expect("a parent is shorter than the whole width");
            prop_assert!(halves.0 == prefix || halves.1 == prefix);
        } else {
            prop_assert_eq!(prefix.len, 0);
        }
    }

    #[test]
    fn the_standard_library_knows_the_same_special_addresses(address in v4_addresses()) {
        let (special, theirs) = (class(address), Ipv4Addr::from(address));
        prop_assert_eq!(special == Special::Private, theirs.is_private(), "{}", theirs);
        prop_assert_eq!(special == Special::Loopback, theirs.is_loopback(), "{}", theirs);
        prop_assert_eq!(special == Special::LinkLocal, theirs.is_link_local(), "{}", theirs);
        prop_assert_eq!(special == Special::Documentation, theirs.is_documentation(), "{}", theirs);
        prop_assert_eq!(special == Special::Multicast, theirs.is_multicast(), "{}", theirs);
        prop_assert_eq!(special == Special::Broadcast, theirs.is_broadcast(), "{}", theirs);
        prop_assert!(special == Special::ThisNetwork || !theirs.is_unspecified());
    }

    #[test]
    fn ipnet_answers_the_same_for_ipv4(address: u32, len in 0_u8..=32, other in v4_addresses()) {
        let prefix = network(Family::V4, address.into(), len);
        let theirs = Ipv4Net::new(address.into(), len).expect("the length is at most 32");
        prop_assert_eq!(mask(Family::V4, len), u32::from(theirs.netmask()).into());
        prop_assert_eq!(prefix.bits, u32::from(theirs.network()).into());
        prop_assert_eq!(last(&prefix), u32::from(theirs.broadcast()).into());
        prop_assert_eq!(parent(&prefix), theirs.trunc().supernet().map(|net| ours(net.into())));
        let halves = split(&prefix).map(|(low, high)| vec![low, high]);
        let their_halves = theirs.trunc().subnets(len + 1).ok();
        prop_assert_eq!(halves, their_halves.map(|nets| nets.map(|net| ours(net.into())).collect()));
        prop_assert_eq!(contains(&prefix, Family::V4, other.into()), theirs.contains(&Ipv4Addr::from(other)));
        let (ours, mut theirs) = (hosts(&prefix), theirs.hosts());
        let count = ours.last - ours.first + 1;
        prop_assert_eq!(Some(ours.first), theirs.next().map(|host| u32::from(host).into()));
        // Theirs is an iterator. Counting it, or walking to its end, is for small prefixes.
        if count <= 1 << 12 {
            prop_assert_eq!(count, 1 + theirs.count() as u128);
            let last = theirs.last().map_or(ours.first, |host| u32::from(host).into());
            prop_assert_eq!(ours.last, last);
        }
    }

    #[test]
    fn ipnet_answers_the_same_for_ipv6(address: u128, len in 0_u8..=128, other: u128) {
        let prefix = network(Family::V6, address, len);
        let theirs = Ipv6Net::new(address.into(), len).expect("the length is at most 128");
        prop_assert_eq!(mask(Family::V6, len), u128::from(theirs.netmask()));
        prop_assert_eq!(prefix.bits, u128::from(theirs.network()));
        prop_assert_eq!(last(&prefix), u128::from(theirs.broadcast()));
        prop_assert_eq!(parent(&prefix), theirs.trunc().supernet().map(|net| ours(net.into())));
        prop_assert_eq!(contains(&prefix, Family::V6, other), theirs.contains(&Ipv6Addr::from(other)));
        // Their hosts are all addresses of the prefix, as ours.
        prop_assert_eq!(Some(hosts(&prefix).first), theirs.hosts().next().map(u128::from));
    }
}

/// A prefix of `ipnet` as ours.
fn ours(net: IpNet) -> Prefix {
    match net {
        IpNet::V4(net) => {
            Prefix { family: Family::V4, bits: u32::from(net.network()).into(), len: net.prefix_len() }
        }
        IpNet::V6(net) => Prefix { family: Family::V6, bits: net.network().into(), len: net.prefix_len() },
    }
}
