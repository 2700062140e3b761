//! Pictures of addresses and of their spellings.

use std::net::Ipv4Addr;
use std::ops::Range;

use given::addresses::V6Error;

use super::super::dotted::read_strictly;
use super::model::{Reader, Writer, groups, rows_of_zeros};
use super::{Parsed, UGLY};
use crate::finding::Table;
use crate::sanitise;
use crate::spell::{Spell, Wide};

/// The learner's own table; the rows that differ from the committed one are marked.
pub(super) fn ugly_table(rows: &[String]) -> Table {
    let cell = |text: &String| -> String { sanitise::line(text).chars().take(28).collect() };
    let cells = |((ugly, right), text): (&(&str, &str), &String)| {
        vec![(*ugly).to_owned(), cell(text), (*right).to_owned()]
    };
    let differs = |at: &usize| rows[*at] != UGLY[*at].1;
    Table {
        title: String::from("your table"),
        head: ["ugly", "yours", "canonical"].map(String::from).to_vec(),
        rows: UGLY.iter().zip(rows).map(cells).collect(),
        wrong: (0..rows.len()).filter(differs).collect(),
    }
}

/// A text, split at its colons, with what is to be said of each part; and what the learner made of it. What
/// decides is marked.
pub(super) fn parts(text: &str, answer: Option<&Parsed>) -> Table {
    let yours = answer.and_then(|answer| answer.as_ref().ok()).map(|Wide(address)| *address);
    // `None` is a gap.
    let mut parts: Vec<Option<&str>> = vec![];
    for (side, text) in text.split("::").enumerate() {
        parts.extend((side > 0).then_some(None));
        parts.extend(text.split(':').filter(|_| !text.is_empty()).map(Some));
    }
    let right = Reader::ByTheDocs.read(text);
    let is_tail = |at: usize| at + 1 == parts.len() && parts[at].is_some_and(|part| part.contains('.'));
    let width = |at: usize| if parts[at].is_none() { 0 } else { 1 + usize::from(is_tail(at)) };
    let got: usize = (0..parts.len()).map(width).sum();
    let is_counted =
        !matches!(right, Err(V6Error::TwoGaps | V6Error::TooMany { .. } | V6Error::TooFew { .. }));

    let mut table = Table { title: title(text, got), head: vec![], rows: vec![], wrong: vec![] };
    let (mut place, mut gaps) = (1, 0);
    for (at, part) in parts.iter().enumerate() {
        let width = if part.is_none() && is_counted { 8 - got } else { width(at) };
        let places = place..place + width;
        let what = match part {
            None if gaps > 0 => String::from("another gap"),
            None if is_counted => groups_of_zeros(width),
            None => String::from("a gap"),
            Some(part) if is_tail(at) => match read_strictly(part) {
                Ok(_) => String::from("an IPv4 address, which is two groups"),
                Err(error) => error.to_string(),
            },
            Some(part) => said_of(part),
        };
        let is_wrong = match right {
            Err(V6Error::TwoGaps) => part.is_none() && gaps > 0,
            Err(V6Error::TooMany { most, .. }) => part.is_some() && places.end > most + 1,
            Err(V6Error::TooFew { .. }) => false,
            Err(V6Error::NotHex { group } | V6Error::TooLong { group }) => places == (group..group + 1),
            Err(V6Error::Tail { .. }) => is_tail(at),
            Ok(address) => match answer {
                Some(Ok(Wide(yours))) => within(*yours, &places) != within(address, &places),
                Some(Err(V6Error::NotHex { group } | V6Error::TooLong { group })) => places.contains(group),
                _ => false,
            },
        };
        table.wrong.extend(is_wrong.then_some(at));
        let mut row = vec![range(&places), format!("{:?}", part.unwrap_or("::")), what];
        row.extend(yours.filter(|_| right.is_ok()).map(|yours| within(yours, &places)));
        table.rows.push(row);
        gaps += usize::from(part.is_none());
        place += width;
    }
    let columns = if yours.is_some() && right.is_ok() { 4 } else { 3 };
    table.head = ["groups", "text", "what it is", "yours"].map(String::from)[..columns].to_vec();
    table
}

fn title(text: &str, got: usize) -> String {
    let groups = if got == 1 { "group" } else { "groups" };
    if text.contains("::") {
        format!("{text:?}: {got} {groups} beside `::`; there may be 7")
    } else {
        format!("{text:?}: {got} {groups}; without `::` there must be 8")
    }
}

fn groups_of_zeros(count: usize) -> String {
    if count == 1 { String::from("a group of zeros") } else { format!("{count} groups of zeros") }
}

fn said_of(part: &str) -> String {
    let is_hex = part.chars().all(|digit| digit.is_ascii_hexdigit());
    match part.len() {
        0 => String::from("is empty"),
        _ if !is_hex => String::from("has something in it that is no hexadecimal digit"),
        1..=4 => format!("the group {}", part.to_ascii_lowercase()),
        length => format!("has {length} digits"),
    }
}

/// The numbers of groups.
fn range(places: &Range<usize>) -> String {
    match places.len() {
        0 => String::new(),
        1 => places.start.to_string(),
        _ => format!("{} to {}", places.start, places.end - 1),
    }
}

/// The groups at these places of an address, from 1.
fn within(address: u128, places: &Range<usize>) -> String {
    let groups = &groups(address)[places.start - 1..places.end - 1];
    groups.iter().map(|group| format!("{group:x}")).collect::<Vec<_>>().join(":")
}

/// The groups of an address, with its rows of zeros. The one that `::` must stand for is marked, or the tail.
pub(super) fn zeros(address: u128) -> Table {
    let rows = rows_of_zeros(groups(address));
    let chosen = Writer::Canonical.rows(groups(address));
    let is_mapped = address >> 32 == 0xffff;
    let mut table = Table {
        title: format!("the groups of {}", Wide(address).spell()),
        head: ["groups", "value", ""].map(String::from).to_vec(),
        rows: vec![],
        wrong: vec![],
    };
    let mut at = 0;
    while at < 8 {
        let row = rows.iter().find(|(start, _)| *start == at);
        let tail = is_mapped && at == 6;
        let length = if tail {
            2
        } else {
            row.map_or(1, |(_, length)| (*length).min(if is_mapped { 6 - at } else { 8 }))
        };
        let what = match row {
            _ if tail => format!("the IPv4 address {}", Ipv4Addr::from(address as u32)),
            Some((_, length)) => groups_of_zeros(*length),
            None => String::new(),
        };
        if tail || !is_mapped && row.is_some() && row == chosen.first() {
            table.wrong.push(table.rows.len());
        }
        let places = at + 1..at + 1 + length;
        table.rows.push(vec![range(&places), within(address, &places), what]);
        at += length;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::inputs::{addresses, texts};
    use super::super::right;
    use super::*;

    #[test]
    fn every_text_and_number_has_a_picture() {
        for text in drawn(&texts(), 1000) {
            let right = right(&text);
            for answer in [Some(&right), Some(&Ok(Wide(1))), Some(&Err(V6Error::NotHex { group: 8 })), None] {
                let table = parts(&text, answer);
                assert!(table.rows.iter().all(|row| row.len() == table.head.len()), "{text:?}");
                let is_named = !matches!(right, Ok(_) | Err(V6Error::TooFew { .. }));
                assert!(!is_named || !table.wrong.is_empty(), "{text:?}");
            }
        }
        for address in drawn(&addresses(), 500) {
            assert!(zeros(address).rows.len() <= 8);
        }
    }
}
