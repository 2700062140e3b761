//! Addresses, their spellings, and texts that are nearly one.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::{Index, select};

use super::model::groups;

/// Numbers whose groups are often zero or at an edge. Some hold an IPv4 address.
pub(super) fn addresses() -> impl Strategy<Value = u128> {
    (any::<u128>(), any::<u8>(), any::<u8>(), 0..16_u8).prop_map(|(random, zeros, edges, kind)| {
        let tail = random & 0xffff_ffff;
        match kind {
            0 => return 0xffff << 32 | tail,
            1 => return tail,
            2 => return random & !(0xffff << 32) | 0xffff << 32,
            3 => return 0x64_ff9b << 96 | tail,
            _ => {}
        }
        // Some have few zeros.
        let zeros = if kind < 8 { zeros & edges } else { zeros };
        let mut address = 0;
        for (at, group) in groups(random).into_iter().enumerate() {
            let group = match (zeros >> at & 1 == 1, edges >> at & 1 == 1) {
                (true, _) => 0,
                (false, true) => [1, 0xffff, 0x10, 0xf00, 0xabc, 0x1000, 0xff, 0xdb8][usize::from(group) % 8],
                (false, false) => group,
            };
            address = address << 16 | u128::from(group);
        }
        address
    })
}

/// One of the spellings of an address.
#[derive(Clone, Debug)]
struct Spelling {
    address: u128,
    /// The groups that `::` stands for. They are zero.
    gap: Range<usize>,
    padded: u8,
    upper: u8,
    tail: bool,
}

impl Spelling {
    fn plain(address: u128) -> Spelling {
        Spelling { address, gap: 0..0, padded: 0, upper: 0, tail: false }
    }

    fn text(&self) -> String {
        let count = if self.tail { 6 } else { 8 };
        let mut groups = groups(self.address);
        groups[self.gap.clone()].fill(0);
        let spell = |at: usize| {
            let text = match self.padded >> at & 1 {
                0 => format!("{:x}", groups[at]),
                _ => format!("{:04x}", groups[at]),
            };
            if self.upper >> at & 1 == 1 { text.to_uppercase() } else { text }
        };
        let side = |places: Range<usize>| {
            let mut parts: Vec<String> = places.clone().map(spell).collect();
            if places.end == count && self.tail {
                parts.push(Ipv4Addr::from(self.address as u32).to_string());
            }
            parts.join(":")
        };
        match self.gap.is_empty() {
            true => side(0..count),
            false => format!("{}::{}", side(0..self.gap.start), side(self.gap.end..count)),
        }
    }
}

/// Eight groups, spelled plainly.
pub(super) fn eight_groups() -> impl Strategy<Value = String> {
    addresses().prop_map(|address| Spelling::plain(address).text())
}

/// A gap of two or more groups, anywhere.
pub(super) fn with_gap() -> impl Strategy<Value = String> {
    (addresses(), 0..7_usize, 2..9_usize).prop_map(|(address, start, length)| {
        Spelling { gap: start..8.min(start + length), ..Spelling::plain(address) }.text()
    })
}

/// An IPv4 tail, with a gap before it or without.
pub(super) fn with_tail() -> impl Strategy<Value = String> {
    (addresses(), 0..5_usize, 0..7_usize).prop_map(|(address, start, length)| {
        let gap = if length < 2 { 0..0 } else { start..6.min(start + length) };
        Spelling { gap, tail: true, ..Spelling::plain(address) }.text()
    })
}

/// Any right spelling: a gap where there are zeros, and letters and zeros in front as they come.
pub(super) fn spellings() -> impl Strategy<Value = String> {
    let style = (0..8_usize, 0..9_usize, any::<u8>(), any::<u8>(), 0..4_u8);
    (addresses(), style).prop_map(|(address, (start, length, padded, upper, tail))| {
        let tail = tail == 0;
        let end = (start + length).min(if tail { 6 } else { 8 });
        let gap = if start < end { start..end } else { 0..0 };
        Spelling { address, gap, padded, upper, tail }.text()
    })
}

/// One change of a text that was an address.
#[derive(Clone, Debug)]
enum Change {
    Part(Index, &'static str),
    Insert(Index, &'static str),
    Delete(Index),
    Double(Index),
    Swap(Index),
    Keep(usize),
    More(Index),
    Gap(Index),
}

/// Addresses in some spelling, and what becomes of them by one or two changes.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let canonical = addresses().prop_map(|address| Ipv6Addr::from(address).to_string());
    let text = prop_oneof![2 => canonical, 2 => spellings(), 1 => with_tail()];
    (text, vec(changes(), 0..3))
        .prop_map(|(text, changes)| changes.iter().fold(text, |text, change| change.make(&text)))
}

fn changes() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    #[rustfmt::skip]
    let parts = vec![
        "", "", "0", "0", "00000", "10000", "12345", "ffffffff", "100000001", "g", "+1", "-1", "0x1", "1.2.3.4", "1.2.3",
        "1.2.3.04", "256.0.0.1", "1.2.3.x", "1:2", "1%eth0",
    ];
    #[rustfmt::skip]
    let inserted = vec![
        ":", ":", "::", "0", "F", ".", "+", "-", " ", "\n", "%", "/", "[", "]", "g", "\0", "é", "٣", "：", "1.2.3.4",
    ];
    prop_oneof![
        4 => (at(), select(parts)).prop_map(|(at, part)| Change::Part(at, part)),
        4 => (at(), select(inserted)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => at().prop_map(Change::Delete),
        1 => at().prop_map(Change::Double),
        1 => at().prop_map(Change::Swap),
        1 => (1..8_usize).prop_map(Change::Keep),
        1 => at().prop_map(Change::More),
        2 => at().prop_map(Change::Gap),
    ]
}

impl Change {
    fn make(&self, text: &str) -> String {
        let mut parts: Vec<&str> = text.split(':').collect();
        let mut characters: Vec<char> = text.chars().collect();
        let (count, length) = (parts.len(), characters.len());
        match self {
            Change::Part(at, part) => parts[at.index(count)] = part,
            Change::Keep(most) => parts.truncate(*most),
            Change::More(at) => parts.insert(at.index(count), parts[at.index(count)]),
            Change::Gap(at) => parts.insert(at.index(count) + 1, ""),
            Change::Insert(at, piece) => {
                let at = at.index(length + 1);
                characters.splice(at..at, piece.chars());
                return characters.into_iter().collect();
            }
            _ if length == 0 => return String::new(),
            Change::Delete(at) => drop(characters.remove(at.index(length))),
            Change::Double(at) => characters.insert(at.index(length), characters[at.index(length)]),
            Change::Swap(at) => characters.swap(at.index(length), (at.index(length) + 1) % length),
        }
        match self {
            Change::Delete(_) | Change::Double(_) | Change::Swap(_) => characters.into_iter().collect(),
            _ => parts.join(":"),
        }
    }
}

#[cfg(test)]
mod tests {
    use given::addresses::V6Error;

    use super::super::super::tests::drawn;
    use super::super::model::{Reader, Writer, rows_of_zeros};
    use super::*;

    #[test]
    fn spellings_are_right() {
        for texts in [
            drawn(&eight_groups(), 300),
            drawn(&with_gap(), 300),
            drawn(&with_tail(), 300),
            drawn(&spellings(), 1000),
        ] {
            for text in texts {
                assert!(text.parse::<Ipv6Addr>().is_ok(), "{text}");
            }
        }
        let spellings = drawn(&spellings(), 500);
        let among = |is: fn(&str) -> bool| spellings.iter().filter(|text| is(text)).count();
        assert!(among(|text| text.starts_with("::")) > 20);
        assert!(among(|text| text.ends_with("::")) > 20);
        assert!(among(|text| text.contains('.')) > 50);
        assert!(among(|text| !text.contains("::")) > 50);
    }

    #[test]
    fn addresses_have_rows_of_all_kinds() {
        let addresses = drawn(&addresses(), 1000);
        let among = |is: fn(u128) -> bool| addresses.iter().filter(|address| is(**address)).count();
        assert!(among(|address| address >> 32 == 0xffff) > 30, "mapped");
        // The first row is not the longest; two are equally long; a single zero; a row at either end; no row.
        assert!(among(|address| Writer::FirstRow.write(address) != Writer::Canonical.write(address)) > 20);
        assert!(among(|address| Writer::LastOfTies.write(address) != Writer::Canonical.write(address)) > 20);
        assert!(among(|address| Writer::SingleZero.write(address) != Writer::Canonical.write(address)) > 50);
        assert!(among(|address| Writer::EndIsMissed.write(address) != Writer::Canonical.write(address)) > 50);
        assert!(among(|address| address >> 112 == 0) > 50);
        assert!(among(|address| rows_of_zeros(groups(address)).is_empty()) > 10);
    }

    #[test]
    fn texts_are_good_and_bad_in_every_way() {
        let texts = drawn(&texts(), 2000);
        let among = |is: fn(&Result<u128, V6Error>) -> bool| {
            texts.iter().filter(|text| is(&Reader::ByTheDocs.read(text))).count()
        };
        assert!(among(|read| read.is_ok()) >= 600);
        assert!(among(|read| matches!(read, Err(V6Error::TwoGaps))) >= 50);
        assert!(among(|read| matches!(read, Err(V6Error::TooMany { most: 7, .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(V6Error::TooMany { most: 8, .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(V6Error::TooFew { .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(V6Error::NotHex { .. }))) >= 100);
        assert!(among(|read| matches!(read, Err(V6Error::TooLong { .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(V6Error::Tail { .. }))) >= 30);
    }
}
