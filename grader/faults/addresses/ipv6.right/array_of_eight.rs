//! Fills an array of eight groups: from the left until the gap, from the right behind it. Writes by trying every
//! row of zeros and keeping the shortest text.

use given::addresses::V6Error;

use crate::dotted::{dotted, parse_v4};

pub fn parse_v6(text: &str) -> Result<u128, V6Error> {
    let mut pieces: Vec<Option<&str>> = Vec::new();
    let mut gap = None;
    let mut rest = text;
    // One piece after the other, from the left.
    while !rest.is_empty() {
        if let (None, Some(behind)) = (gap, rest.strip_prefix("::")) {
            gap = Some(pieces.len());
            if behind.contains("::") {
                return Err(V6Error::TwoGaps);
            }
            rest = behind;
            continue;
        }
        let end = rest.find(':').unwrap_or(rest.len());
        pieces.push(Some(&rest[..end]));
        rest = &rest[end..];
        if rest.starts_with("::") && gap.is_none() {
            continue;
        }
        if let Some(behind) = rest.strip_prefix(':') {
            rest = behind;
            if rest.is_empty() {
                pieces.push(Some(""));
            }
        }
    }

    let behind_gap = gap.is_none_or(|gap| gap < pieces.len());
    let tail = match pieces.last() {
        Some(Some(last)) if last.contains('.') && behind_gap => Some(*last),
        _ => None,
    };
    if tail.is_some() {
        pieces.pop();
        pieces.extend([None, None]);
    }
    match (gap, pieces.len()) {
        (Some(_), got @ 8..) => return Err(V6Error::TooMany { got, most: 7 }),
        (None, got @ 9..) => return Err(V6Error::TooMany { got, most: 8 }),
        (None, got @ ..8) => return Err(V6Error::TooFew { got }),
        _ => {}
    }

    let mut groups = [0_u16; 8];
    let count = pieces.len();
    for (at, piece) in pieces.into_iter().enumerate() {
        let place = if gap.is_some_and(|gap| at >= gap) { 8 - count + at } else { at };
        let Some(digits) = piece else { continue };
        let mut value = 0_u16;
        for digit in digits.chars() {
            let digit = digit.to_digit(16).ok_or(V6Error::NotHex { group: place + 1 })?;
            value = value << 4 | digit as u16;
        }
        match digits.len() {
            0 => return Err(V6Error::NotHex { group: place + 1 }),
            1..=4 => groups[place] = value,
            _ => return Err(V6Error::TooLong { group: place + 1 }),
        }
    }
    if let Some(tail) = tail {
        let address = parse_v4(tail).map_err(|error| V6Error::Tail { error })?;
        groups[6] = (address >> 16) as u16;
        groups[7] = address as u16;
    }
    let bytes: Vec<u8> = groups.into_iter().flat_map(u16::to_be_bytes).collect();
    Ok(u128::from_be_bytes(bytes.try_into().expect("eight groups are sixteen bytes")))
}

pub fn canonical_v6(address: u128) -> String {
    if (0xffff_0000_0000..=0xffff_ffff_ffff).contains(&address) {
        return "::ffff:".to_owned() + &dotted((address & 0xffff_ffff) as u32);
    }
    let digits = format!("{address:032x}");
    let groups: Vec<&str> = (0..8)
        .map(|at| digits[4 * at..4 * at + 4].trim_start_matches('0'))
        .map(|group| if group.is_empty() { "0" } else { group })
        .collect();
    // From the longest row to the shortest, and from left to right.
    for length in (2..=8).rev() {
        for start in 0..=8 - length {
            if groups[start..start + length].iter().all(|group| *group == "0") {
                let (front, back) = (groups[..start].join(":"), groups[start + length..].join(":"));
                return [front, back].join("::");
            }
        }
    }
    groups.join(":")
}
