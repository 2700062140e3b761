//! What the cards show: sums as one does them on paper.

use super::model::{Segment, checksum, fold, pseudo, sum, whole, words, zeroed};
use crate::finding::Table;

/// Rows of words shown, at most, at the beginning and at the end.
const ROWS: usize = 5;

fn table(title: impl Into<String>, head: &[&str], rows: Vec<Vec<String>>) -> Table {
    Table {
        title: title.into(),
        head: head.iter().map(|name| String::from(*name)).collect(),
        rows,
        wrong: vec![],
    }
}

fn row<const N: usize>(cells: [String; N]) -> Vec<String> {
    cells.to_vec()
}

/// Two digits a byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// Word by word, with the total as it grows, and then the carries.
pub(super) fn worksheet(title: impl Into<String>, bytes: &[u8]) -> Table {
    let mut total = 0;
    let mut rows = Vec::new();
    for (pair, word) in bytes.chunks(2).zip(words(bytes)) {
        total += u64::from(word);
        let pad = if pair.len() == 1 { " .." } else { "" };
        rows.push(row([format!("{}{pad}", hex(pair)), format!("{word:04x}"), format!("{total:>6x}")]));
    }
    if rows.len() > 2 * ROWS + 1 {
        let left_out = rows.len() - 2 * ROWS;
        rows.splice(
            ROWS..rows.len() - ROWS,
            [row([format!("{left_out} more"), String::new(), String::new()])],
        );
    }
    rows.extend(carries(total));
    table(title, &["bytes", "word", " total"], rows)
}

/// The carry added to what is below it, until there is none.
fn carries(mut total: u64) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    while total > 0xFFFF {
        let (carry, rest) = (total >> 16, total & 0xFFFF);
        total = carry + rest;
        rows.push(row([String::from("carry"), format!("{rest:04x} + {carry:x}"), format!("{total:>6x}")]));
    }
    rows
}

/// The same, inverted at the end.
pub(super) fn header_worksheet(bytes: &[u8], at: usize) -> Table {
    let zeroed = zeroed(bytes, at);
    let mut sheet = worksheet(format!("with zeros in bytes {at} and {}", at + 1), &zeroed);
    let inverted = format!("{:>6}", format!("{:04x}", checksum(bytes, at)));
    sheet.rows.push(row([String::from("inverted"), String::new(), inverted]));
    sheet
}

/// Two pieces, the words of the right one as they were added up and as they stand in the whole.
pub(super) fn pieces(bytes: &[u8], cut: usize) -> Table {
    let (left, right) = bytes.split_at(cut);
    let line = |name: &str, bytes: &[u8]| {
        let padded: Vec<String> = words(bytes).iter().map(|word| format!("{word:04x}")).collect();
        let padded = if padded.len() > 2 * ROWS {
            format!("{} … {}", padded[..ROWS].join(" "), padded[padded.len() - 1])
        } else {
            padded.join(" ")
        };
        row([String::from(name), padded, format!("{:04x}", sum(bytes))])
    };
    let mut rows = vec![line("left, alone", left), line("right, alone", right)];
    if cut % 2 == 1 {
        rows.push(line("right, where it stands", &[&[0], right].concat()));
    }
    rows.push(line("the whole", bytes));
    table(format!("cut behind {cut} of {} bytes", bytes.len()), &["piece", "words", "sum"], rows)
}

/// Pseudo header and segment, a row a part.
pub(super) fn segment_worksheet(segment: &Segment) -> Table {
    let Segment { ends, transport, bytes } = segment;
    let part = |name: &str, bytes: &[u8]| {
        let words: Vec<String> = words(bytes).iter().map(|word| format!("{word:04x}")).collect();
        let words = if words.len() > 8 { format!("{} words", words.len()) } else { words.join(" ") };
        row([String::from(name), words, format!("{:04x}", sum(bytes))])
    };
    let fields = pseudo(ends, transport.number(), bytes.len());
    let mut rows: Vec<Vec<String>> = fields.iter().map(|(name, bytes)| part(name, bytes)).collect();
    rows.push(part("segment, field zeroed", &zeroed(bytes, transport.checksum_at())));
    let total = |name: &str, number: u16| row([String::from(name), String::new(), format!("{number:04x}")]);
    rows.push(total("all together", segment.sum()));
    rows.push(total("inverted", !segment.sum()));
    table("what the checksum covers", &["part", "words", "sum"], rows)
}

/// What a receiver adds up.
pub(super) fn receipt(segment: &Segment) -> Table {
    let Segment { ends, transport, bytes } = segment;
    let head: Vec<u8> =
        pseudo(ends, transport.number(), bytes.len()).into_iter().flat_map(|(_, bytes)| bytes).collect();
    let at = transport.checksum_at();
    let mut rows = vec![row([String::from("pseudo header"), format!("{:04x}", sum(&head))])];
    if let Some(field) = bytes.get(at..at + 2) {
        rows.push(row([String::from("segment without field"), format!("{:04x}", sum(&zeroed(bytes, at)))]));
        rows.push(row([String::from("field"), format!("{:04x}", sum(field))]));
    } else {
        rows.push(row([String::from("segment"), format!("{:04x}", sum(bytes))]));
    }
    rows.push(row([String::from("all together"), format!("{:04x}", fold(whole(&head) + whole(bytes)))]));
    table("what the receiver adds up", &["part", "sum"], rows)
}

/// The terms of equation 3.
pub(super) fn update_worksheet(old_checksum: u16, old: u16, new: u16) -> Table {
    let sum = super::model::add(&[!old_checksum, !old, new]);
    let rows = [
        ("sum of the old header", !old_checksum),
        ("take out the old word", !old),
        ("put in the new word", new),
        ("sum of the new header", sum),
        ("inverted", !sum),
    ];
    let rows = rows.map(|(name, word)| row([String::from(name), format!("{word:04x}")]));
    table("from the old header to the new", &["step", "word"], rows.to_vec())
}
