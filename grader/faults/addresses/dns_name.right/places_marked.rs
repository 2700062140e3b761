//! Two passes over a name in a message: the first collects the places of its labels and marks the bytes that were
//! read, the second copies. Text is judged label by label with the questions in a table.

use std::collections::HashSet;

use given::addresses::{Name, NameError};

type Question = (fn(&str) -> bool, fn(usize, &str) -> NameError);

const QUESTIONS: [Question; 3] = [
    (str::is_empty, |label, _| NameError::EmptyLabel { label }),
    (|text| text.contains(|each: char| !('!'..='~').contains(&each) || each == '\\'), |label, _| {
        NameError::NotPlain { label }
    }),
    (|text| text.len() >= 64, |label, text| NameError::LabelTooLong { label, bytes: text.len() }),
];

pub fn parse_name(text: &str) -> Result<Name, NameError> {
    if matches!(text, ".") {
        return Ok(Name { labels: vec![] });
    }
    let mut texts: Vec<&str> = text.split('.').collect();
    if texts.len() > 1 && texts[texts.len() - 1].is_empty() {
        texts.pop();
    }
    for (number, text) in (1..).zip(&texts) {
        for (is_wrong, error) in QUESTIONS {
            if is_wrong(text) {
                return Err(error(number, text));
            }
        }
    }
    // A length before each label, where the text has a dot behind it; and the zero.
    if texts.join(".").len() + 2 > 255 {
        return Err(NameError::NameTooLong);
    }
    Ok(Name { labels: texts.into_iter().map(Vec::from).collect() })
}

pub fn encode_name(name: &Name) -> Vec<u8> {
    let root = vec![];
    let labels = name.labels.iter().chain([&root]);
    labels.flat_map(|label| std::iter::once(label.len() as u8).chain(label.iter().copied())).collect()
}

pub fn decode_name(message: &[u8], at: usize) -> Result<(Name, usize), NameError> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut starts = vec![at];
    let mut read = HashSet::new();
    let mut here = at;
    let mut next = None;
    let mut byte = |place: usize, starts: &[usize]| -> Result<u8, NameError> {
        // A byte of a later run is as good as none.
        let later = starts.len() > 1 && place >= starts[starts.len() - 2];
        let value = message.get(place).filter(|_| !later).ok_or(NameError::Truncated)?;
        assert!(read.insert(place), "no byte is read twice");
        Ok(*value)
    };
    loop {
        let first = byte(here, &starts)?;
        if first == 0 {
            break;
        }
        if first & 0xC0 == 0xC0 {
            let target = usize::from(first & 0x3F) << 8 | usize::from(byte(here + 1, &starts)?);
            if target >= starts[starts.len() - 1] {
                return Err(NameError::PointerNotPrior { at: here, target });
            }
            next.get_or_insert(here + 2);
            starts.push(target);
            here = target;
        } else if first & 0xC0 == 0 {
            let length = usize::from(first);
            for place in 0..length {
                byte(here + 1 + place, &starts)?;
            }
            spans.push((here + 1, length));
            if spans.iter().map(|(_, length)| length + 1).sum::<usize>() >= 255 {
                return Err(NameError::NameTooLong);
            }
            here += 1 + length;
        } else {
            return Err(NameError::ReservedBits { at: here });
        }
    }
    let labels = spans.into_iter().map(|(at, length)| message[at..at + length].to_vec()).collect();
    Ok((Name { labels }, next.unwrap_or(here + 1)))
}

pub fn same_name(one: &Name, other: &Name) -> bool {
    let lower = |name: &Name| -> Vec<String> {
        let text = |label: &Vec<u8>| label.escape_ascii().to_string();
        name.labels.iter().map(|label| text(&label.to_ascii_lowercase())).collect()
    };
    lower(one) == lower(other)
}
