//! `aggregate` against every address of a small block, another way to find the fewest prefixes, and the crate
//! `ipnet`.

use std::net::{Ipv4Addr, Ipv6Addr};

use addresses::aggregate::aggregate;
use given::addresses::{Family, Prefix};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::prelude::*;

fn v4(lowest: &str, len: u8) -> Prefix {
    let lowest: Ipv4Addr = lowest.parse().expect("the tests spell addresses well");
    Prefix { family: Family::V4, bits: u128::from(u32::from(lowest)), len }
}

fn v6(lowest: &str, len: u8) -> Prefix {
    let lowest: Ipv6Addr = lowest.parse().expect("the tests spell addresses well");
    Prefix { family: Family::V6, bits: u128::from(lowest), len }
}

#[test]
fn every_case_has_its_fewest_prefixes() {
    let cases: &[(&str, &[Prefix], &[Prefix])] = &[
        ("nothing", &[], &[]),
        ("one", &[v4("10.0.0.0", 8)], &[v4("10.0.0.0", 8)]),
        ("twice", &[v4("10.0.0.0", 8), v4("10.0.0.0", 8)], &[v4("10.0.0.0", 8)]),
        ("the larger one first", &[v4("10.0.0.0", 8), v4("10.1.0.0", 16)], &[v4("10.0.0.0", 8)]),
        ("the larger one last", &[v4("10.0.0.0", 16), v4("10.0.0.0", 8)], &[v4("10.0.0.0", 8)]),
        ("two halves", &[v4("10.0.1.0", 24), v4("10.0.0.0", 24)], &[v4("10.0.0.0", 23)]),
        (
            "neighbors of two parents",
            &[v4("10.0.1.0", 24), v4("10.0.2.0", 24)],
            &[v4("10.0.1.0", 24), v4("10.0.2.0", 24)],
        ),
        (
            "neighbors of two lengths",
            &[v4("10.0.0.0", 24), v4("10.0.1.0", 25)],
            &[v4("10.0.0.0", 24), v4("10.0.1.0", 25)],
        ),
        (
            "four quarters",
            &[v4("10.0.3.0", 24), v4("10.0.0.0", 24), v4("10.0.2.0", 24), v4("10.0.1.0", 24)],
            &[v4("10.0.0.0", 22)],
        ),
        (
            "halves of ever larger prefixes",
            &[
                v4("10.0.0.0", 32),
                v4("10.0.0.1", 32),
                v4("10.0.0.2", 31),
                v4("10.0.0.4", 30),
                v4("10.0.0.8", 29),
            ],
            &[v4("10.0.0.0", 28)],
        ),
        (
            "inside what was put together",
            &[v4("10.0.0.0", 24), v4("10.0.1.0", 24), v4("10.0.1.128", 25), v4("10.0.2.0", 24)],
            &[v4("10.0.0.0", 23), v4("10.0.2.0", 24)],
        ),
        ("the whole of IPv4", &[v4("128.0.0.0", 1), v4("0.0.0.0", 1)], &[v4("0.0.0.0", 0)]),
        ("the whole of IPv6", &[v6("8000::", 1), v6("::", 1)], &[v6("::", 0)]),
        ("all there is", &[v6("::", 0), v4("0.0.0.0", 0)], &[v4("0.0.0.0", 0), v6("::", 0)]),
        (
            "the same number in both families",
            &[v6("::", 128), v4("0.0.0.1", 32), v6("::1", 128), v4("0.0.0.0", 32)],
            &[v4("0.0.0.0", 31), v6("::", 127)],
        ),
        (
            "the last addresses",
            &[v4("255.255.255.255", 32), v4("255.255.255.254", 32)],
            &[v4("255.255.255.254", 31)],
        ),
    ];
    for (name, prefixes, expected) in cases {
        assert_eq!(aggregate(prefixes), *expected, "{name}");
    }
}

#[test]
fn a_hundred_thousand_prefixes_become_one() {
    let prefixes: Vec<Prefix> =
        (0..100_000).rev().map(|index| Prefix { family: Family::V4, bits: index, len: 32 }).collect();
    // 100 000 is 0b1_1000_0110_1010_0000: one prefix for each of its ones.
    assert_eq!(aggregate(&prefixes).len(), 6);
    assert_eq!(aggregate(&prefixes[100_000 - 65_536..]), [v4("0.0.0.0", 16)]);
}

/// How many bits tell the addresses of the small block apart. It is 10.0.0.0/20.
const SMALL: u8 = 12;

/// Prefixes inside the small block.
fn small_prefixes() -> impl Strategy<Value = Vec<Prefix>> {
    let prefix = (0..1_u128 << SMALL, 0..=SMALL).prop_map(|(host, zeros)| {
        let bits = 0x0a00_0000 | host >> zeros << zeros;
        Prefix { family: Family::V4, bits, len: 32 - zeros }
    });
    // Few large ones, or there would be nothing left to put together.
    let prefix = prop_oneof![1 => prefix.clone(), 6 => prefix.prop_map(|prefix| end_of(prefix, 6))];
    prop::collection::vec(prefix, 0..60)
}

/// The same prefix, or the lowest that has so few bits of its own.
fn end_of(prefix: Prefix, most: u8) -> Prefix {
    Prefix { len: prefix.len.max(32 - most), ..prefix }
}

/// Neighboring prefixes of one length, some of them missing: much to put together.
fn rows() -> impl Strategy<Value = Vec<Prefix>> {
    (families(), 0_u8..4, prop::collection::vec(prop::bool::weighted(0.8), 0..64)).prop_map(
        |(family, zeros, there)| {
            let indices = (0..).zip(there).filter(|(_, there)| *there).map(|(index, _)| index);
            indices
                .map(|index: u128| Prefix { family, bits: index << zeros, len: family.width() - zeros })
                .collect()
        },
    )
}

fn families() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::V4), Just(Family::V6)]
}

/// Prefixes that are often inside one another.
fn any_prefixes() -> impl Strategy<Value = Vec<Prefix>> {
    let byte = || prop_oneof![Just(0_u8), Just(128), any::<u8>()];
    let prefix = (families(), prop::array::uniform2(byte()), 0_u8..=16).prop_map(|(family, bytes, len)| {
        let bits = u128::from(u16::from_be_bytes(bytes)) >> (16 - len) << (16 - len);
        Prefix { family, bits: bits << (family.width() - 16), len }
    });
    prop::collection::vec(prefix, 0..40)
}

/// Which addresses of the small block the prefixes have.
fn covered(prefixes: &[Prefix]) -> Vec<bool> {
    let mut covered = vec![false; 1 << SMALL];
    for prefix in prefixes {
        let first = (prefix.bits - 0x0a00_0000) as usize;
        covered[first..first + (1 << (32 - prefix.len))].fill(true);
    }
    covered
}

/// The fewest prefixes, found from above: cut until a piece is all covered, or not at all.
fn pieces(covered: &[bool], lowest: u128, found: &mut Vec<Prefix>) {
    if covered.iter().all(|covered| *covered) {
        let len = 32 - covered.len().trailing_zeros() as u8;
        found.push(Prefix { family: Family::V4, bits: lowest, len });
    } else if covered.iter().any(|covered| *covered) {
        let (low, high) = covered.split_at(covered.len() / 2);
        pieces(low, lowest, found);
        pieces(high, lowest + low.len() as u128, found);
    }
}

proptest! {
    #[test]
    fn exactly_the_same_addresses_are_covered(prefixes in small_prefixes()) {
        prop_assert_eq!(covered(&aggregate(&prefixes)), covered(&prefixes));
    }

    #[test]
    fn cutting_from_above_finds_the_same(prefixes in small_prefixes()) {
        let mut expected = Vec::new();
        pieces(&covered(&prefixes), 0x0a00_0000, &mut expected);
        prop_assert_eq!(aggregate(&prefixes), expected);
    }

    #[test]
    fn the_order_does_not_matter_and_nothing_is_left_to_do(
        (prefixes, shuffled) in prop_oneof![any_prefixes(), rows()]
            .prop_flat_map(|prefixes| (Just(prefixes.clone()), Just(prefixes).prop_shuffle())),
    ) {
        let fewest = aggregate(&prefixes);
        prop_assert_eq!(&aggregate(&shuffled), &fewest);
        prop_assert_eq!(&aggregate(&fewest), &fewest);
        prop_assert!(fewest.is_sorted_by_key(|prefix| (prefix.family, prefix.bits)));
    }

    #[test]
    fn ipnet_finds_the_same(prefixes in prop_oneof![any_prefixes(), rows(), small_prefixes()]) {
        let theirs = IpNet::aggregate(&prefixes.iter().map(theirs).collect());
        let mut expected: Vec<Prefix> = theirs.into_iter().map(ours).collect();
        expected.sort_by_key(|prefix| (prefix.family, prefix.bits));
        prop_assert_eq!(aggregate(&prefixes), expected);
    }
}

fn theirs(prefix: &Prefix) -> IpNet {
    match prefix.family {
        Family::V4 => Ipv4Net::new_assert(Ipv4Addr::from(prefix.bits as u32), prefix.len).into(),
        Family::V6 => Ipv6Net::new_assert(Ipv6Addr::from(prefix.bits), prefix.len).into(),
    }
}

fn ours(net: IpNet) -> Prefix {
    match net {
        IpNet::V4(net) => {
            Prefix { family: Family::V4, bits: u32::from(net.network()).into(), len: net.prefix_len() }
        }
        IpNet::V6(net) => Prefix { family: Family::V6, bits: net.network().into(), len: net.prefix_len() },
    }
}
