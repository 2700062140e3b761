//! `lpm` against a table that looks at every route, and against the crate `prefix-trie`.

use std::net::{Ipv4Addr, Ipv6Addr};

use addresses::lpm::RouteTable;
use given::addresses::{Family, Prefix};
use prefix_trie::PrefixMap;
use proptest::prelude::*;

/// A prefix as people write it: `v4("10.0.0.0", 8)`.
fn v4(lowest: &str, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: v4_number(lowest), len }
}

fn v4_number(address: &str) -> u128 {
    let address: Ipv4Addr = address.parse().expect("the tests spell addresses well");
    u128::from(u32::from(address))
}

fn v6(lowest: &str, len: u8) -> Prefix {
    Prefix { family: Family::V6, bits: v6_number(lowest), len }
}

fn v6_number(address: &str) -> u128 {
    let address: Ipv6Addr = address.parse().expect("the tests spell addresses well");
    u128::from(address)
}

/// A campus: two sites, a room inside a building inside a site, one host apart, two ways out.
fn campus() -> Vec<(Prefix, &'static str)> {
    vec![
        (v4("0.0.0.0", 0), "provider"),
        (v4("10.0.0.0", 8), "east"),
        (v4("10.128.0.0", 9), "west"),
        (v4("10.1.0.0", 16), "library"),
        (v4("10.1.2.0", 24), "room 12"),
        (v4("10.1.2.3", 32), "printer"),
        (v4("192.0.2.0", 31), "bridge"),
        (v6("::", 0), "tunnel"),
        (v6("2001:db8::", 32), "campus"),
    ]
}

#[test]
fn the_campus_finds_its_way() {
    let table = filled(&campus());
    let journeys = [
        ("10.1.2.3", "printer"),
        ("10.1.2.4", "room 12"),
        ("10.1.3.3", "library"),
        ("10.0.0.1", "east"),
        ("10.127.255.255", "east"),
        ("10.128.0.0", "west"),
        ("10.255.255.255", "west"),
        ("11.0.0.0", "provider"),
        ("192.0.2.1", "bridge"),
        ("192.0.2.2", "provider"),
        ("255.255.255.255", "provider"),
    ];
    for (address, next) in journeys {
        let route = table.lookup(Family::V4, v4_number(address));
        assert_eq!(route.map(|(_, value)| *value), Some(next), "{address}");
    }
    let inside = table.lookup(Family::V6, v6_number("2001:db8::1"));
    assert_eq!(inside, Some((v6("2001:db8::", 32), &"campus")));
    let outside = table.lookup(Family::V6, v6_number("2001:db9::1"));
    assert_eq!(outside, Some((v6("::", 0), &"tunnel")));
}

#[test]
fn an_empty_table_knows_no_route() {
    let table: RouteTable<u32> = RouteTable::default();
    assert_eq!(table.lookup(Family::V4, 0), None);
    assert_eq!(table.lookup(Family::V6, u128::MAX), None);
    assert_eq!(table.walk(), []);
}

#[test]
fn the_default_route_can_come_and_go() {
    for (everything, highest) in [(v4("0.0.0.0", 0), u128::from(u32::MAX)), (v6("::", 0), u128::MAX)] {
        let mut table = RouteTable::new();
        assert_eq!(table.insert(everything, 1), None);
        assert_eq!(table.insert(everything, 2), Some(1));
        assert_eq!(table.lookup(everything.family, 0), Some((everything, &2)));
        assert_eq!(table.lookup(everything.family, highest), Some((everything, &2)));
        assert_eq!(table.remove(&everything), Some(2));
        assert_eq!(table.lookup(everything.family, 0), None);
    }
}

#[test]
fn the_longest_prefix_is_one_address() {
    for host in [v4("255.255.255.255", 32), v6("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128)] {
        let mut table = RouteTable::new();
        table.insert(host, ());
        assert_eq!(table.lookup(host.family, host.bits), Some((host, &())));
        assert_eq!(table.lookup(host.family, host.bits - 1), None);
        assert_eq!(table.remove(&host), Some(()));
    }
}

#[test]
fn the_families_never_meet() {
    let mut table = RouteTable::new();
    table.insert(v4("0.0.0.0", 0), 4);
    assert_eq!(table.lookup(Family::V6, 0), None);
    assert_eq!(table.remove(&v6("::", 0)), None);
    assert_eq!(table.insert(v6("::", 0), 6), None);
    assert_eq!(table.walk(), [(v4("0.0.0.0", 0), &4), (v6("::", 0), &6)]);
}

#[test]
fn the_lowest_address_alone_does_not_make_a_route() {
    let mut table = RouteTable::new();
    table.insert(v4("10.0.0.0", 8), 8);
    table.insert(v4("10.0.0.0", 24), 24);
    assert_eq!(table.remove(&v4("10.0.0.0", 16)), None);
    assert_eq!(table.remove(&v4("10.0.0.0", 8)), Some(8));
    assert_eq!(table.walk(), [(v4("10.0.0.0", 24), &24)]);
}

#[test]
fn the_walk_is_sorted() {
    let mut routes = campus();
    routes.reverse();
    let table = filled(&routes);
    let walked: Vec<String> = table.walk().iter().map(|(prefix, _)| prefix.to_string()).collect();
    assert_eq!(
        walked,
        [
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.1.0.0/16",
            "10.1.2.0/24",
            "10.1.2.3/32",
            "10.128.0.0/9",
            "192.0.2.0/31",
            "::/0",
            "2001:db8::/32",
        ]
    );
}

fn filled<T: Copy>(routes: &[(Prefix, T)]) -> RouteTable<T> {
    let mut table = RouteTable::new();
    for (prefix, value) in routes {
        table.insert(*prefix, *value);
    }
    table
}

fn copied(routes: Vec<(Prefix, &u32)>) -> Vec<(Prefix, u32)> {
    routes.into_iter().map(|(prefix, value)| (prefix, *value)).collect()
}

/// The rule in the fewest words: all routes in a list, and a question is asked of every one.
#[derive(Default)]
struct Scan(Vec<(Prefix, u32)>);

impl Scan {
    fn insert(&mut self, prefix: Prefix, value: u32) -> Option<u32> {
        let old = self.remove(&prefix);
        self.0.push((prefix, value));
        old
    }

    fn remove(&mut self, prefix: &Prefix) -> Option<u32> {
        let index = self.0.iter().position(|(known, _)| known == prefix)?;
        Some(self.0.swap_remove(index).1)
    }

    fn lookup(&self, family: Family, address: u128) -> Option<(Prefix, &u32)> {
        let matching =
            self.0.iter().filter(|(prefix, _)| prefix.family == family && matches(prefix, address));
        matching.max_by_key(|(prefix, _)| prefix.len).map(|(prefix, value)| (*prefix, value))
    }

    fn walk(&self) -> Vec<(Prefix, &u32)> {
        let mut routes: Vec<_> = self.0.iter().map(|(prefix, value)| (*prefix, value)).collect();
        routes.sort_by_key(|(prefix, _)| (prefix.family, prefix.bits, prefix.len));
        routes
    }
}

/// Do the first bits agree?
fn matches(prefix: &Prefix, address: u128) -> bool {
    cut_off(prefix.family, address, prefix.len) == prefix.bits
}

/// The number with all bits behind the first `len` set to zero.
fn cut_off(family: Family, number: u128, len: u8) -> u128 {
    let behind = u32::from(family.width() - len);
    number.checked_shr(behind).and_then(|number| number.checked_shl(behind)).unwrap_or(0)
}

fn families() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::V4), Just(Family::V6)]
}

/// Addresses that often share their first bits: most of their bytes are 0 or 10.
///
/// The strategies map plain numbers. Value trees of many nested `prop_oneof` and `prop_flat_map` are so large
/// that they overflow the stack of a test.
fn addresses() -> impl Strategy<Value = (Family, u128)> {
    (families(), any::<u128>()).prop_map(|(family, number)| {
        let bytes = number.to_be_bytes().map(|byte| match byte % 8 {
            0..=3 => 0,
            4..=6 => 10,
            _ => byte,
        });
        (family, u128::from_be_bytes(bytes) >> (128 - u32::from(family.width())))
    })
}

/// Prefixes of all lengths, those of a single address more often than others.
fn prefixes() -> impl Strategy<Value = Prefix> {
    (addresses(), 0_u8..=140).prop_map(|((family, address), len)| {
        let width = family.width();
        let len = if len > 128 { width } else { len % (width + 1) };
        Prefix { family, bits: cut_off(family, address, len), len }
    })
}

/// Routes no two of which have the same prefix, so that their order cannot matter.
fn different_routes() -> impl Strategy<Value = Vec<(Prefix, u32)>> {
    prop::collection::hash_map(prefixes(), any::<u32>(), 0..30)
        .prop_map(|routes| routes.into_iter().collect())
}

#[derive(Clone, Debug)]
enum Step {
    Insert(Prefix, u32),
    Remove(Prefix),
    Lookup(Family, u128),
    Walk,
}

/// Scripts over few prefixes, so that the same ones come and go.
fn scripts() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(prefixes(), 1..8).prop_flat_map(|known| {
        let known = || prop::sample::select(known.clone());
        let step = prop_oneof![
            4 => (known(), any::<u32>()).prop_map(|(prefix, value)| Step::Insert(prefix, value)),
            3 => known().prop_map(Step::Remove),
            4 => addresses().prop_map(|(family, address)| Step::Lookup(family, address)),
            2 => known().prop_map(|prefix| Step::Lookup(prefix.family, prefix.bits)),
            1 => Just(Step::Walk),
        ];
        prop::collection::vec(step, 0..40)
    })
}

proptest! {
    #[test]
    fn a_scan_of_every_route_answers_the_same(script in scripts()) {
        let (mut table, mut scan) = (RouteTable::new(), Scan::default());
        for step in script {
            match step {
                Step::Insert(prefix, value) => {
                    prop_assert_eq!(table.insert(prefix, value), scan.insert(prefix, value));
                }
                Step::Remove(prefix) => prop_assert_eq!(table.remove(&prefix), scan.remove(&prefix)),
                Step::Lookup(family, address) => {
                    prop_assert_eq!(table.lookup(family, address), scan.lookup(family, address));
                }
                Step::Walk => prop_assert_eq!(table.walk(), scan.walk()),
            }
        }
        prop_assert_eq!(table.walk(), scan.walk());
    }

    #[test]
    fn the_order_of_insertion_does_not_matter(
        (routes, shuffled) in
            different_routes().prop_flat_map(|routes| (Just(routes.clone()), Just(routes).prop_shuffle())),
        questions in prop::collection::vec(addresses(), 10),
    ) {
        let (table, other) = (filled(&routes), filled(&shuffled));
        prop_assert_eq!(table.walk(), other.walk());
        for (family, address) in questions {
            prop_assert_eq!(table.lookup(family, address), other.lookup(family, address));
        }
    }

    #[test]
    fn removing_undoes_inserting(
        routes in prop::collection::vec((prefixes(), any::<u32>()), 0..20),
        extra in prefixes(),
    ) {
        let mut table = filled(&routes);
        table.remove(&extra);
        let before = copied(table.walk());
        prop_assert_eq!(table.insert(extra, 1), None);
        prop_assert_eq!(table.remove(&extra), Some(1));
        prop_assert_eq!(copied(table.walk()), before);
    }

    #[test]
    fn prefix_trie_answers_the_same(
        routes in prop::collection::vec((prefixes(), any::<u32>()), 0..60),
        gone in prop::collection::vec(any::<prop::sample::Index>(), 0..20),
        questions in prop::collection::vec(addresses(), 20),
    ) {
        let mut table = RouteTable::new();
        let mut other = Foreign::default();
        for (prefix, value) in &routes {
            prop_assert_eq!(table.insert(*prefix, *value), other.insert(*prefix, *value));
        }
        for index in gone.iter().filter(|_| !routes.is_empty()) {
            let (prefix, _) = index.get(&routes);
            prop_assert_eq!(table.remove(prefix), other.remove(prefix));
        }
        for (family, address) in questions {
            prop_assert_eq!(table.lookup(family, address), other.lookup(family, address));
        }
        prop_assert_eq!(table.walk(), other.walk());
    }
}

/// `prefix-trie` behind our interface.
#[derive(Default)]
struct Foreign {
    v4: PrefixMap<(u32, u8), u32>,
    v6: PrefixMap<(u128, u8), u32>,
}

impl Foreign {
    fn insert(&mut self, prefix: Prefix, value: u32) -> Option<u32> {
        match prefix.family {
            Family::V4 => self.v4.insert((prefix.bits as u32, prefix.len), value),
            Family::V6 => self.v6.insert((prefix.bits, prefix.len), value),
        }
    }

    fn remove(&mut self, prefix: &Prefix) -> Option<u32> {
        match prefix.family {
            Family::V4 => self.v4.remove(&(prefix.bits as u32, prefix.len)),
            Family::V6 => self.v6.remove(&(prefix.bits, prefix.len)),
        }
    }

    fn lookup(&self, family: Family, address: u128) -> Option<(Prefix, &u32)> {
        match family {
            Family::V4 => self.v4.get_lpm(&(address as u32, 32)).map(ours_v4),
            Family::V6 => self.v6.get_lpm(&(address, 128)).map(ours_v6),
        }
    }

    fn walk(&self) -> Vec<(Prefix, &u32)> {
        self.v4.iter().map(ours_v4).chain(self.v6.iter().map(ours_v6)).collect()
    }
}

fn ours_v4(((bits, len), value): ((u32, u8), &u32)) -> (Prefix, &u32) {
    (Prefix { family: Family::V4, bits: u128::from(bits), len }, value)
}

fn ours_v6(((bits, len), value): ((u128, u8), &u32)) -> (Prefix, &u32) {
    (Prefix { family: Family::V6, bits, len }, value)
}
