//! Pictures of labels, number by number.

use given::addresses::PunycodeError;

use super::Answer;
use super::model::{Habit, Step};
use crate::finding::Table;
use crate::sanitise;

/// Most rows of a table.
const ROWS: usize = 10;

/// The numbers of a label as they should be written. The first that the learner's text has otherwise is marked.
pub(super) fn writing(label: &str, yours: Option<&str>) -> Option<Table> {
    let steps = Habit::ByTheBook.steps(label).ok()?;
    let ascii: String = label.chars().filter(char::is_ascii).collect();
    let front = if ascii.is_empty() { String::new() } else { format!("{ascii}-") };
    let mut table = table(label, &front, &ascii, &steps);
    if let Some(yours) = yours {
        table.head.insert(YOURS, String::from("yours"));
        let mut rest = Some(yours);
        let last = steps.len();
        for (at, digits) in [&front].into_iter().chain(steps.iter().map(|step| &step.digits)).enumerate() {
            // Numbers have no ends, so what comes behind the first wrong one can't be told apart.
            let left = rest.unwrap_or_default();
            rest = rest
                .and_then(|rest| rest.strip_prefix(digits.as_str()))
                .filter(|rest| at < last || rest.is_empty());
            let is_first = rest.is_none() && table.wrong.is_empty();
            table.wrong.extend(is_first.then_some(at));
            let told = if rest.is_some() {
                digits
            } else if is_first {
                left
            } else {
                ""
            };
            table.rows[at].insert(YOURS, end_of(told));
        }
    }
    Some(around(table))
}

/// Where the column of the learner's digits is.
const YOURS: usize = 3;

/// The numbers of a text, and what they put in. What stops the reader is marked, or the first character that the
/// learner's label has otherwise.
pub(super) fn reading(text: &str, yours: Option<&Answer>) -> Table {
    let (steps, end) = Habit::ByTheBook.walk(text);
    let (front, start) = if text.is_ascii() { Habit::ByTheBook.front(text) } else { ("", 0) };
    let mut table = table(text, &text[..start], front, &steps);
    let ends: Vec<usize> = std::iter::once(&text[..start])
        .chain(steps.iter().map(|step| step.digits.as_str()))
        .scan(0, |end, digits| {
            *end += digits.len();
            Some(*end)
        })
        .collect();
    match (end, yours) {
        (Err(error), _) => {
            table.wrong.push(table.rows.len());
            let rest = end_of(&text[ends[steps.len()]..]);
            table.rows.push(vec![String::new(), String::new(), rest, error.to_string(), String::new()]);
        }
        (Ok(right), Some(Ok(yours))) => {
            let known = |label: &str, most: char| -> String {
                label.chars().filter(|character| *character <= most).collect()
            };
            let lasts = ['\u{7f}'].into_iter().chain(steps.iter().map(|step| step.character));
            let wrong = lasts.zip(0..).find(|(most, _)| known(&right, *most) != known(yours, *most));
            table.wrong.extend(wrong.map(|(_, row)| row).or(Some(steps.len()).filter(|_| right != *yours)));
        }
        // The learner's reader stopped, and should not have.
        (Ok(_), Some(Err(PunycodeError::NotDigit { at } | PunycodeError::NotAscii { at }))) => {
            table.wrong.extend(ends.iter().position(|end| at < end));
        }
        (Ok(_), _) => {}
    }
    around(table)
}

fn table(text: &str, front: &str, ascii: &str, steps: &[Step]) -> Table {
    let what = if ascii.is_empty() { "nothing in front" } else { "what is ASCII" };
    let first =
        vec![String::new(), String::new(), end_of(front), what.to_owned(), around_place(ascii, ascii.len())];
    let row = |step: &Step| {
        let puts_in = format!("U+{:04X} at {}", u32::from(step.character), step.place);
        vec![
            step.number.to_string(),
            step.bias.to_string(),
            step.digits.clone(),
            puts_in,
            around_place(&step.text, step.place),
        ]
    };
    Table {
        title: format!("{text:?}, number by number"),
        head: ["number", "bias", "digits", "puts in", "the label then"].map(String::from).to_vec(),
        rows: std::iter::once(first).chain(steps.iter().map(row)).collect(),
        wrong: vec![],
    }
}

/// How far it is to the last character, behind so many letters.
pub(super) fn long_walk(letters: usize) -> Table {
    let rounds = 0x10_ffff - 0x80_u64;
    let places = letters as u64 + 1;
    let steps = rounds * places + letters as u64;
    let row = |what: &str, count: u64| vec![what.to_owned(), format!("{count:>10}")];
    Table {
        title: format!("{letters} letters, and U+10FFFF behind them"),
        head: ["", "     count"].map(String::from).to_vec(),
        rows: vec![
            row("rounds, from U+0080", rounds),
            row("places in each of them", places),
            row("steps, with those of the last round", steps),
            row("the most that 32 bits hold", u32::MAX.into()),
        ],
        wrong: vec![2],
    }
}

/// Those of many rows that are before what is marked, and a few behind it.
fn around(mut table: Table) -> Table {
    let end = table.wrong.first().map_or(ROWS, |wrong| wrong + 3).clamp(ROWS, table.rows.len().max(ROWS));
    table.rows.truncate(end);
    let start = table.rows.len().saturating_sub(ROWS);
    table.rows.drain(..start);
    table.wrong.iter_mut().for_each(|wrong| *wrong -= start);
    table
}

/// So much of a long text that a row is not longer than a line: its end, because there the numbers are.
fn end_of(text: &str) -> String {
    const MOST: usize = 14;
    let length = text.chars().count();
    let end: String = text.chars().skip(length.saturating_sub(MOST)).collect();
    sanitise::line(&if length > MOST { format!("…{end}") } else { end })
}

/// So much of a long text, around a place in it.
fn around_place(text: &str, place: usize) -> String {
    const BESIDE: usize = 11;
    let start = place.saturating_sub(BESIDE);
    let part: String = text.chars().skip(start).take(2 * BESIDE + 1).collect();
    let before = if start > 0 { "…" } else { "" };
    let behind = if text.chars().count() > start + 2 * BESIDE + 1 { "…" } else { "" };
    sanitise::line(&format!("{before}{part}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::inputs::{labels, texts};
    use super::*;

    #[test]
    fn every_label_and_text_has_a_picture() {
        for label in drawn(&labels(), 300) {
            let right = Habit::ByTheBook.write(&label).expect("it is short");
            assert_eq!(writing(&label, Some(&right)).map(|table| table.wrong), Some(vec![]));
            assert_eq!(writing(&label, Some("!")).map(|table| table.wrong.len()), Some(1), "{label:?}");
            let table = writing(&label, Some(&format!("{right}a"))).expect("it is short");
            assert!(table.rows.len() <= ROWS && table.wrong[0] < table.rows.len());
        }
        for text in drawn(&texts(), 1000) {
            let right = Habit::ByTheBook.read(&text);
            assert_eq!(reading(&text, Some(&right)).wrong.len(), usize::from(right.is_err()), "{text:?}");
            let table = reading(&text, Some(&Ok(String::from("\u{10fffe}"))));
            assert!(table.wrong.len() == 1 && table.wrong[0] < table.rows.len(), "{text:?}");
            reading(&text, Some(&Err(PunycodeError::NotDigit { at: 3 })));
        }
    }
}
