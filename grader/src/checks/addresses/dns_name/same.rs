//! Which names are the same: what is asked about two of them, and comparisons that have a habit.

use given::addresses::Name;
use proptest::prelude::{Strategy, any};
use proptest::sample::Index;

use super::super::fewer;
use super::inputs::{any_byte, name, names, plain};
use super::model::{hex, label_text};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::Ref;
use crate::trial::{Seen, Trial, Trouble, Verdict};

pub(super) fn case_is_ignored(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        ("www.London.example", "WWW.london.EXAMPLE"),
        ("London.example", "Paris.example"),
        ("example", "EXAMPLE"),
        ("a", "b"),
        ("z.A", "Z.a"),
        (".", "."),
    ];
    let random = (names(plain), any::<u64>(), 0..4_u8).prop_map(|(one, flips, kind)| {
        let mut other = cased(&one, flips);
        if let (0, Some(label)) = (kind, other.labels.first_mut()) {
            label[0] = if label[0] == b'0' { b'1' } else { b'0' };
        }
        (one, other)
    });
    let forced = forced.map(|(one, other)| (name(one), name(other)));
    trial.law(forced, random, ask_pair, |pair, seen| judge_pair(pair, seen, &["case-sensitive-eq"]))
}

pub(super) fn nothing_else_is_ignored(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let of = |labels: &[&[u8]]| Name { labels: labels.iter().map(|label| label.to_vec()).collect() };
    let forced = [
        (of(&[b"\xC4"]), of(&[b"\xC5"])),
        (of(&[b"@"]), of(&[b"`"])),
        (of(&[b"\xC4"]), of(&[b"\xE4"])),
        (of(&[b"["]), of(&[b"{"])),
        (of(&[b"1"]), of(&[b"\x11"])),
        (of(&[b"a.b"]), of(&[b"a", b"b"])),
        (of(&[b"a", b"bc"]), of(&[b"ab", b"c"])),
        (of(&[b"a", b"b"]), of(&[b"a"])),
        (of(&[b"a"]), of(&[b"a", b"b"])),
        (of(&[b"b"]), of(&[b"a", b"b"])),
        (of(&[b"a", b"b"]), of(&[b"b"])),
        (of(&[b"a"]), of(&[])),
        (of(&[b"a", b"b"]), of(&[b"b", b"a"])),
        (of(&[b"abc", b"d"]), of(&[b"abd", b"d"])),
    ];
    let changed =
        (names(any_byte), any::<u64>(), any::<Index>(), 0..6_u8).prop_map(|(one, flips, at, kind)| {
            let mut other = cased(&one, flips);
            let count = other.labels.len();
            match kind {
                _ if count == 0 => {}
                0 => drop(other.labels.remove(at.index(count))),
                1 => other.labels[at.index(count)][0] ^= 0x20,
                2 => *other.labels[at.index(count)].last_mut().expect("no label is empty") ^= 1,
                3 => other.labels.swap(at.index(count), 0),
                4 => other.labels.push(b"a".to_vec()),
                _ => {}
            }
            (one, other)
        });
    let likely = ["lossy-eq", "case-of-other-bytes", "joined-eq", "shorter-is-enough"];
    trial.law(forced, changed, ask_pair, |pair, seen| judge_pair(pair, seen, &likely))
}

type Pair = (Name, Name);

/// How one compares names with a habit that is a mistake.
pub(super) type Compare = fn(&Name, &Name) -> bool;

pub(super) const COMPARED: [(&str, Compare); 9] = [
    ("case-sensitive-eq", |one, other| one == other),
    ("case-of-other-bytes", |one, other| {
        each_label(one, other, |label| label.iter().map(|byte| byte | 0x20).collect())
    }),
    ("case-of-other-bytes", |one, other| {
        each_label(one, other, |label| label.iter().map(|byte| latin(*byte)).collect())
    }),
    ("joined-eq", |one, other| one.labels.join(&b'.').eq_ignore_ascii_case(&other.labels.join(&b'.'))),
    ("joined-eq", |one, other| one.labels.concat().eq_ignore_ascii_case(&other.labels.concat())),
    ("shorter-is-enough", |one, other| same_labels(one.labels.iter().zip(&other.labels))),
    ("shorter-is-enough", |one, other| same_labels(one.labels.iter().rev().zip(other.labels.iter().rev()))),
    ("shorter-is-enough", |one, other| {
        one.labels.len() <= other.labels.len() && same_labels(one.labels.iter().zip(&other.labels))
    }),
    ("lossy-eq", |one, other| each_label(one, other, lossy)),
];

fn same_labels<'a>(mut pairs: impl Iterator<Item = (&'a Vec<u8>, &'a Vec<u8>)>) -> bool {
    pairs.all(|(one, other)| one.eq_ignore_ascii_case(other))
}

fn each_label(one: &Name, other: &Name, fold: fn(&[u8]) -> Vec<u8>) -> bool {
    let folded = |name: &Name| -> Vec<Vec<u8>> { name.labels.iter().map(|label| fold(label)).collect() };
    folded(one) == folded(other)
}

fn lossy(label: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(label).to_lowercase().into_bytes()
}

/// As in ISO 8859-1, where 0xC0 to 0xDE are the upper case of 0xE0 to 0xFE.
fn latin(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' | 0xC0..=0xDE => byte | 0x20,
        _ => byte,
    }
}

fn judge_pair((one, other): &Pair, seen: &mut Seen<'_>, likely: &[&str]) -> Result<(), Trouble> {
    let right = one.labels.len() == other.labels.len() && same_labels(one.labels.iter().zip(&other.labels));
    let compared = COMPARED.iter().filter(|(slug, _)| likely.contains(slug));
    let looks: Vec<(&str, bool)> = compared.map(|(slug, compare)| (*slug, compare(one, other))).collect();
    seen.returns(right, &looks).map(drop).map_err(|trouble| trouble.figure(picture(one, other)))
}

/// The labels of two names beside each other. The first two that are not the same are marked.
fn picture(one: &Name, other: &Name) -> Table {
    const MOST: usize = 6;
    let cell = |name: &Name, number: usize| match name.labels.get(number) {
        Some(label) => format!("{}   {}", label_text(label), hex(label)),
        None => String::from("none"),
    };
    let count = one.labels.len().max(other.labels.len());
    let rows =
        (0..count).map(|number| vec![(number + 1).to_string(), cell(one, number), cell(other, number)]);
    let differs = |number: &usize| match (one.labels.get(*number), other.labels.get(*number)) {
        (Some(one), Some(other)) => !one.eq_ignore_ascii_case(other),
        _ => true,
    };
    Table {
        title: String::from("their labels, with their bytes"),
        head: ["label", "of the one", "of the other"].map(String::from).to_vec(),
        rows: rows.take(MOST).collect(),
        wrong: (0..count.min(MOST)).find(differs).into_iter().collect(),
    }
}

fn ask_pair((one, other): &Pair) -> Script {
    call("same_name", (Ref(one.clone()), Ref(other.clone())))
}

fn cased(name: &Name, flips: u64) -> Name {
    let mut name = name.clone();
    for (number, byte) in name.labels.iter_mut().flatten().enumerate() {
        if flips >> (number % 64) & 1 == 1 && byte.is_ascii_alphabetic() {
            *byte ^= 0x20;
        }
    }
    name
}
