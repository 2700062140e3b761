//! What the cards show: addresses as their bits, and tables around them.

use std::net::{Ipv4Addr, Ipv6Addr};

use given::addresses::{Family, Prefix};

use super::model::{BLOCKS, Block, Habit::Right, ends};
use crate::finding::Table;

/// Addresses as people write them.
pub(super) fn text(family: Family, address: u128) -> String {
    match (family, u32::try_from(address)) {
        (Family::V4, Ok(address)) => Ipv4Addr::from(address).to_string(),
        (Family::V4, Err(_)) => format!("{address:#x}"),
        (Family::V6, _) => Ipv6Addr::from(address).to_string(),
    }
}

/// A row of a picture: its name, a number if there is one, and whether it is wrong.
pub(super) type Row = (&'static str, Option<u128>, bool);

/// A number that is right.
pub(super) fn given(name: &'static str, number: u128) -> Row {
    (name, Some(number), false)
}

/// The learner's own number, which should be the right one.
pub(super) fn answered(name: &'static str, own: Option<u128>, right: Option<u128>) -> Row {
    (name, own, own != right)
}

/// Numbers as their bits, with a line behind the prefix. Those that are wrong are marked.
pub(super) fn bits(family: Family, len: u8, rows: &[Row]) -> Table {
    let rows: Vec<(&str, u128, bool)> =
        rows.iter().filter_map(|(name, number, wrong)| Some((*name, (*number)?, *wrong))).collect();
    let row = |(name, number, _): &(&str, u128, bool)| {
        let mut row = vec![(*name).to_owned(), row_of_bits(family, len, *number)];
        if family == Family::V4 {
            row.push(if *name == DIFFER { String::new() } else { text(family, *number) });
        }
        row
    };
    let behind = family.width() - len;
    let head: &[&str] = match (family, len % 4) {
        (Family::V4, _) => &["", "bits", "address"],
        (Family::V6, 0) => &["", "hexadecimal digits"],
        (Family::V6, _) => &["", "hexadecimal digits, and one as its bits"],
    };
    Table {
        title: format!("the first {len} bits | the other {behind}"),
        head: head.iter().map(|name| String::from(*name)).collect(),
        rows: rows.iter().map(row).collect(),
        wrong: (0..rows.len()).filter(|at| rows[*at].2).collect(),
    }
}

/// The row that has ones where two numbers differ.
const DIFFER: &str = "differ";

/// A number as its bits in groups of eight, or in IPv6 as hexadecimal digits in groups of four. A digit with the end
/// of the prefix in it is spelled as its bits, as `(01|10)`.
pub(in super::super) fn row_of_bits(family: Family, len: u8, number: u128) -> String {
    if family == Family::V4 && u32::try_from(number).is_err() {
        return String::from("has more than 32 bits");
    }
    let (size, group, len) = match family {
        Family::V4 => (1, 8, usize::from(len)),
        Family::V6 => (4, 4, usize::from(len)),
    };
    let mut text = String::new();
    for at in 0..usize::from(family.width()) / size {
        if at > 0 && at % group == 0 {
            text.push(if family == Family::V4 { ' ' } else { ':' });
        }
        if at * size == len {
            text.push('|');
        }
        let digit = number >> (usize::from(family.width()) - size * (at + 1)) & ((1 << size) - 1);
        if at * size < len && len < (at + 1) * size {
            let bits = format!("{digit:04b}");
            let (before, behind) = bits.split_at(len % size);
            text.push_str(&format!("({before}|{behind})"));
        } else {
            text.push_str(&format!("{digit:x}"));
        }
    }
    if len == usize::from(family.width()) {
        text.push('|');
    }
    text
}

/// A prefix and an address, one below the other, or why they can't be compared.
pub(super) fn at_the_door(prefix: Prefix, family: Family, address: u128) -> Table {
    let Prefix { family: own, len, bits: lowest } = prefix;
    if own == family {
        let differ = lowest ^ address;
        return bits(own, len, &[given("prefix", lowest), given("address", address), given(DIFFER, differ)]);
    }
    let row = |name: &str, family: Family, number: u128| {
        vec![name.to_owned(), format!("{family:?}"), text(family, number)]
    };
    Table {
        title: String::from("the two are of different families"),
        head: ["", "family", ""].map(String::from).to_vec(),
        rows: vec![row("prefix", own, lowest), row("address", family, address)],
        wrong: vec![],
    }
}

/// How many addresses prefixes of about this length have.
pub(super) fn sizes(prefix: Prefix) -> Table {
    let width = prefix.family.width();
    let from = prefix.len.saturating_sub(1);
    let rows = (from..=width).take(3).map(|len| {
        let size = Right
            .size(Prefix { len, ..prefix })
            .map_or_else(|| String::from("340282366920938463463374607431768211456"), |size| size.to_string());
        vec![format!("/{len}"), (width - len).to_string(), size]
    });
    Table {
        title: String::from("lengths beside each other"),
        head: ["length", "bits behind", "addresses"].map(String::from).to_vec(),
        rows: rows.collect(),
        wrong: vec![usize::from(prefix.len - from)],
    }
}

/// The ends of a prefix as bits, and other addresses.
pub(super) fn ends_of(prefix: Prefix, others: &[Row]) -> Table {
    let lowest = [given("lowest", prefix.bits), given("highest", Right.last(prefix))];
    bits(prefix.family, prefix.len, &[&lowest, others].concat())
}

/// The special blocks around an address. Those that it lies in are marked.
pub(super) fn neighborhood(address: u32) -> Table {
    let contains = |block: &Block| (ends(block).0..=ends(block).1).contains(&address);
    let before = BLOCKS.iter().filter(|block| ends(block).1 < address).max_by_key(|block| ends(block).1);
    let behind = BLOCKS.iter().filter(|block| ends(block).0 > address).min_by_key(|block| ends(block).0);
    let inside: Vec<&Block> = BLOCKS.iter().filter(|block| contains(block)).collect();
    let is_global = inside.is_empty();
    let row = |block: &Block| {
        let (first, last) = ends(block);
        let (octets, len, special) = *block;
        let name = format!("{}/{len}", Ipv4Addr::from(octets));
        vec![name, Ipv4Addr::from(first).to_string(), Ipv4Addr::from(last).to_string(), special.to_string()]
    };
    let mut rows: Vec<Vec<String>> = before.into_iter().map(row).collect();
    let from = rows.len();
    if is_global {
        rows.push(vec![
            String::from("-"),
            Ipv4Addr::from(address).to_string(),
            String::new(),
            String::from("no block"),
        ]);
    }
    rows.extend(inside.into_iter().map(row));
    let to = rows.len();
    rows.extend(behind.map(row));
    Table {
        title: format!("the blocks around {}; ← is where it lies", Ipv4Addr::from(address)),
        head: ["block", "from", "to", "for"].map(String::from).to_vec(),
        rows,
        wrong: (from..to).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_drawn_with_a_line_behind_the_prefix() {
        assert_eq!(row_of_bits(Family::V4, 26, 0xc000_024d), "11000000 00000000 00000010 01|001101");
        assert_eq!(row_of_bits(Family::V4, 8, 0x0a00_0001), "00001010 |00000000 00000000 00000001");
        assert_eq!(row_of_bits(Family::V4, 0, 0), "|00000000 00000000 00000000 00000000");
        assert_eq!(
            row_of_bits(Family::V6, 34, 0x2001_0db8_6000_0000 << 64),
            "2001:0db8:(01|10)000:0000:0000:0000:0000:0000"
        );
        assert_eq!(row_of_bits(Family::V6, 128, 1), "0000:0000:0000:0000:0000:0000:0000:0001|");
    }
}
