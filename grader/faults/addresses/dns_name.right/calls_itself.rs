//! What a pointer leads to is a name in the bytes before, so the function calls itself with these bytes alone. Text
//! is read character by character, and a name is written from its end.

use given::addresses::{Name, NameError};

pub fn parse_name(text: &str) -> Result<Name, NameError> {
    let mut labels: Vec<Vec<u8>> = vec![vec![]];
    let mut odd = vec![false];
    for character in text.chars() {
        let number = labels.len();
        match character {
            '.' => {
                check(&labels[number - 1], odd[number - 1], number).or_else(|error| match (text, error) {
                    (".", _) => Ok(()),
                    (_, error) => Err(error),
                })?;
                labels.push(vec![]);
                odd.push(false);
            }
            _ => {
                odd[number - 1] |= !matches!(character, '!'..='~') || character == '\\';
                let mut buffer = [0; 4];
                labels[number - 1].extend(character.encode_utf8(&mut buffer).bytes());
            }
        }
    }
    let number = labels.len();
    match labels.last() {
        Some(last) if last.is_empty() && number > 1 => drop(labels.pop()),
        Some(last) => check(last, odd[number - 1], number)?,
        None => {}
    }
    labels.retain(|label| !label.is_empty());
    let length: usize = labels.iter().map(|label| label.len() + 1).sum();
    if length > 254 { Err(NameError::NameTooLong) } else { Ok(Name { labels }) }
}

fn check(label: &[u8], odd: bool, number: usize) -> Result<(), NameError> {
    match label.len() {
        0 => Err(NameError::EmptyLabel { label: number }),
        _ if odd => Err(NameError::NotPlain { label: number }),
        0..=63 => Ok(()),
        bytes => Err(NameError::LabelTooLong { label: number, bytes }),
    }
}

pub fn encode_name(name: &Name) -> Vec<u8> {
    let mut backwards = vec![0];
    for label in name.labels.iter().rev() {
        backwards.extend(label.iter().rev());
        backwards.push(label.len() as u8);
    }
    backwards.reverse();
    backwards
}

pub fn decode_name(message: &[u8], at: usize) -> Result<(Name, usize), NameError> {
    let mut name = Name { labels: vec![] };
    let next = decode_run(message, at, &mut name, 254)?;
    Ok((name, next))
}

/// Reads a run and what it leads to, with so many bytes left for labels; says where the run ends.
fn decode_run(bytes: &[u8], start: usize, name: &mut Name, mut left: usize) -> Result<usize, NameError> {
    let mut at = start;
    loop {
        let first = *bytes.get(at).ok_or(NameError::Truncated)?;
        match first {
            0 => return Ok(at + 1),
            1..=63 => {
                let end = at + 1 + usize::from(first);
                let label = bytes.get(at + 1..end).ok_or(NameError::Truncated)?;
                left = left.checked_sub(1 + label.len()).ok_or(NameError::NameTooLong)?;
                name.labels.push(label.into());
                at = end;
            }
            64..192 => return Err(NameError::ReservedBits { at }),
            192.. => {
                let second = *bytes.get(at + 1).ok_or(NameError::Truncated)?;
                let target = usize::from(first - 192) * 256 + usize::from(second);
                if target >= start {
                    return Err(NameError::PointerNotPrior { at, target });
                }
                decode_run(&bytes[..start], target, name, left)?;
                return Ok(at + 2);
            }
        }
    }
}

pub fn same_name(one: &Name, other: &Name) -> bool {
    encode_lower(one) == encode_lower(other)
}

/// No length is a letter's code in upper case: so case can be taken from a name as it travels, but a length of 65 to
/// 90 does not exist.
fn encode_lower(name: &Name) -> Vec<u8> {
    encode_name(name).to_ascii_lowercase()
}
