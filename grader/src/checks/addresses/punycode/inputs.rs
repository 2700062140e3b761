//! Labels of several scripts, their Punycode, and texts that are nearly that.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::{Index, select};

use super::model::Habit;

/// One number a character: strategies that choose one of several take longer than the checks.
fn character(draw: u32) -> char {
    let draw_of = |first: char, count: u32| char::from_u32(u32::from(first) + draw / 16 % count);
    let edges = [
        '-',
        '-',
        '0',
        '9',
        'Z',
        'A',
        ' ',
        '_',
        '\u{7f}',
        '\u{80}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10ffff}',
    ];
    let character = match draw % 16 {
        0..5 => draw_of('a', 26),
        5 | 6 => Some(edges[draw as usize / 16 % edges.len()]),
        7..11 => draw_of('\u{e0}', 32),
        11..13 => draw_of('\u{3041}', 86),
        13 => draw_of('\u{430}', 32),
        14 => draw_of('\u{4e00}', 0x5000),
        _ => draw_of('\0', 0x11_0000),
    };
    character.unwrap_or('\u{fffd}')
}

/// Labels of a few characters, often close to one another.
pub(super) fn labels() -> impl Strategy<Value = String> {
    vec(any::<u32>(), 0..24).prop_map(|draws| {
        draws.into_iter().fold(String::new(), |mut label, draw| {
            // One character in eight stands there already.
            let again = label.chars().nth(draw as usize / 8 % 16).filter(|_| draw % 8 == 7);
            label.push(again.unwrap_or_else(|| character(draw)));
            label
        })
    })
}

/// Labels of ASCII alone, with no hyphen or with some.
pub(super) fn ascii_labels(hyphens: bool) -> impl Strategy<Value = String> {
    let of = move |draw: u32| match draw % 95 + 32 {
        45 if !hyphens => 'x',
        code => char::from(code as u8),
    };
    vec(any::<u32>(), 0..16).prop_map(move |draws| draws.into_iter().map(of).collect())
}

/// ASCII, and one other character in it.
pub(super) fn with_one(hyphens: bool) -> impl Strategy<Value = String> {
    (ascii_labels(hyphens), any::<Index>(), any::<u32>()).prop_map(|(mut label, at, draw)| {
        let other = character(draw);
        let at = at.index(label.len() + 1);
        label.insert(at, if other.is_ascii() { 'ü' } else { other });
        label
    })
}

/// The Punycode of labels, with digits in either case.
pub(super) fn written(labels: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (labels, any::<u16>()).prop_map(|(label, upper)| {
        let text = Habit::ByTheBook.write(&label).expect("so few characters have small numbers");
        let (_, start) = Habit::ByTheBook.front(&text);
        let digits = text[start..].chars().enumerate().map(|(at, digit)| {
            if upper >> (at % 16) & 0b111 == 0b111 { digit.to_ascii_uppercase() } else { digit }
        });
        let digits: String = digits.collect();
        text[..start].to_owned() + &digits
    })
}

/// One change of a text.
#[derive(Clone, Debug)]
enum Change {
    Insert(Index, &'static str),
    Delete(Index),
    Replace(Index, &'static str),
    Keep(Index),
}

/// Punycode, and what becomes of it by one or two changes; and rows of digits that nobody wrote.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let digits = |seed: u64| {
        // Rows of high digits make large numbers.
        let alphabet: &[u8] = if seed.is_multiple_of(2) {
            b"abcdefghijklmnopqrstuvwxyz0123456789-aaabbc"
        } else {
            b"999999998z"
        };
        let digit = |at: u32| alphabet[(seed.rotate_left(7 * at + 3) % alphabet.len() as u64) as usize];
        (0..(seed / 2 % 17) as u32).map(|at| char::from(digit(at))).collect::<String>()
    };
    let rows = any::<u64>().prop_map(digits);
    (written(labels()), rows, 0..4_u8, vec(changes(), 0..3)).prop_map(|(text, row, kind, changes)| {
        let text = if kind == 0 { row } else { text };
        changes.iter().fold(text, |text, change| change.make(&text))
    })
}

fn changes() -> impl Strategy<Value = Change> {
    let pieces = || select(vec!["-", "a", "z", "9", "0", "Z", "_", "ü", "99999", "--", " ", "é", "東", "b"]);
    (0..8_u8, any::<Index>(), pieces()).prop_map(|(kind, at, piece)| match kind {
        0..3 => Change::Insert(at, piece),
        3 | 4 => Change::Delete(at),
        5 | 6 => Change::Replace(at, piece),
        _ => Change::Keep(at),
    })
}

impl Change {
    fn make(&self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let length = characters.len();
        match self {
            Change::Insert(at, piece) => {
                let at = at.index(length + 1);
                characters.splice(at..at, piece.chars());
            }
            _ if length == 0 => {}
            Change::Delete(at) => drop(characters.remove(at.index(length))),
            Change::Replace(at, piece) => {
                let at = at.index(length);
                characters.splice(at..=at, piece.chars());
            }
            Change::Keep(at) => characters.truncate(at.index(length)),
        }
        characters.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use given::addresses::PunycodeError;

    use super::super::super::tests::drawn;
    use super::*;

    #[test]
    fn labels_are_of_all_kinds() {
        let labels = drawn(&labels(), 1000);
        let among = |is: fn(&str) -> bool| labels.iter().filter(|label| is(label)).count();
        let others = |label: &str| label.chars().filter(|character| !character.is_ascii()).count();
        assert!(among(|label| label.contains('-')) > 100);
        assert!(among(|label| label.is_ascii() && !label.is_empty()) > 10);
        assert!(among(|label| !label.contains(|character: char| character.is_ascii())) > 30);
        assert!(labels.iter().filter(|label| others(label) > 5).count() > 300);
        assert!(among(|label| label.contains('\u{10ffff}')) > 10);
        assert!(
            among(|label| {
                let mut all: Vec<char> = label.chars().filter(|character| !character.is_ascii()).collect();
                let count = all.len();
                all.sort_unstable();
                all.dedup();
                all.len() < count
            }) > 200,
            "twice the same"
        );
        assert!(drawn(&with_one(true), 300).iter().all(|label| others(label) == 1));
        assert!(
            drawn(&ascii_labels(false), 300).iter().all(|label| label.is_ascii() && !label.contains('-'))
        );
    }

    #[test]
    fn texts_are_good_and_bad_in_every_way() {
        let texts = drawn(&texts(), 2000);
        let among = |is: fn(&Result<String, PunycodeError>) -> bool| {
            texts.iter().filter(|text| is(&Habit::ByTheBook.read(text))).count()
        };
        assert!(among(|read| read.is_ok()) >= 400);
        assert!(among(|read| matches!(read, Err(PunycodeError::NotAscii { .. }))) >= 100);
        assert!(among(|read| matches!(read, Err(PunycodeError::NotDigit { .. }))) >= 100);
        assert!(among(|read| matches!(read, Err(PunycodeError::Truncated))) >= 100);
        let overflows = among(|read| matches!(read, Err(PunycodeError::Overflow)));
        assert!(overflows >= 50, "{overflows}");
        assert!(among(|read| matches!(read, Err(PunycodeError::NotCharacter { .. }))) >= 50);
    }
}
