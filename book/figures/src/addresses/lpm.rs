//! The routes of a campus as a tree, and a lookup on a stretch of the number line.

use ::addresses::dotted::{dotted, parse_v4};
use ::addresses::lpm::RouteTable;
use ::addresses::prefix::{contains, last, network};
use given::addresses::{Family, Prefix};

use crate::{Drawing, Figure, Line, Node, Stretch, Tree};

pub(super) const TRIE: Figure = Figure {
    name: "addresses/lpm/trie",
    title: "The routes of a campus as a tree: each step down is made of bits, and each way down is a prefix",
    draw: trie,
};

pub(super) const PATH: Figure = Figure {
    name: "addresses/lpm/path",
    title: "The prefixes that have the address 192.0.2.77 lie inside one another, and the longest is the answer",
    draw: path,
};

const CAMPUS: [(&str, &str); 7] = [
    ("0.0.0.0/0", "the provider"),
    ("10.0.0.0/8", "the campus"),
    ("10.1.0.0/16", "the library"),
    ("10.1.2.0/24", "room 12"),
    ("10.1.3.0/24", "room 13"),
    ("10.128.0.0/9", "the dormitories"),
    ("172.16.0.0/12", "the laboratory"),
];

fn trie() -> Drawing {
    Drawing::Tree(Tree { root: node(&table(&CAMPUS).walk(), 0) })
}

/// The node for what all these routes share, below a node that has used the first bits already.
///
/// A node for each bit would be 24 nodes deep. So here a line stands for a row of bits, and there is a node only
/// where a route ends, or where the ways part.
fn node(routes: &[(Prefix, &&str)], used: u8) -> Node {
    let (first, last) = (routes[0].0, routes[routes.len() - 1].0);
    // The routes are sorted. So all of them share what the first and the last share, and one that ends there is first.
    let shared = (first.bits as u32 ^ last.bits as u32).leading_zeros() as u8;
    let len = shared.min(first.len);
    let is_route = len == first.len;
    let below = &routes[usize::from(is_route)..];
    let ones = below.partition_point(|(prefix, _)| prefix.bits as u32 & (1 << (31 - len)) == 0);
    let here = network(Family::V4, first.bits, len);
    Node {
        branch: format!("{:032b}", first.bits)[usize::from(used)..usize::from(len)].to_owned(),
        label: if is_route { format!("{here} {}", routes[0].1) } else { here.to_string() },
        marked: is_route,
        children: [&below[..ones], &below[ones..]]
            .into_iter()
            .filter(|routes| !routes.is_empty())
            .map(|routes| node(routes, len))
            .collect(),
    }
}

const LAB: [(&str, &str); 4] = [
    ("192.0.2.0/24", "the laboratory"),
    ("192.0.2.64/26", "the workshop"),
    ("192.0.2.76/30", "the lathe"),
    ("192.0.2.128/25", "the guests"),
];

fn path() -> Drawing {
    let routes = table(&LAB);
    let address = address("192.0.2.77");
    let found = routes.lookup(Family::V4, address).map(|(prefix, _)| prefix);
    let stretches = routes.walk().into_iter().map(|(prefix, name)| Stretch {
        name: format!("{prefix} {name}"),
        ends: (prefix.bits, last(&prefix)),
        note: if found == Some(prefix) {
            String::from("has the address, and is the longest that does: the answer")
        } else if contains(&prefix, Family::V4, address) {
            String::from("has the address")
        } else {
            String::from("does not have it")
        },
    });
    let whole = prefix(LAB[0].0);
    let marks = vec![whole.bits, address, last(&whole)];
    Drawing::Line(Line { spell: |number| dotted(number as u32), marks, stretches: stretches.collect() })
}

fn table(routes: &[(&'static str, &'static str)]) -> RouteTable<&'static str> {
    let mut table = RouteTable::new();
    for (text, name) in routes {
        table.insert(prefix(text), *name);
    }
    table
}

fn prefix(text: &str) -> Prefix {
    let (start, len) = text.split_once('/').expect("it has a slash");
    network(Family::V4, address(start), len.parse().expect("a number is behind the slash"))
}

fn address(text: &str) -> u128 {
    parse_v4(text).expect("it is an address").into()
}
