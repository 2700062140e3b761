//! All by way of texts of digits, without a shift or a mask; reading goes by a table the other way round.

use std::collections::HashMap;

use given::packets::{Bits, Levels, LineError};

const DATA: &str = "11110 01001 10100 10101 01010 01011 01110 01111 10010 10011 10110 10111 11010 11011 11100 11101";

fn digits(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| format!("{byte:08b}").chars().rev().collect::<Vec<_>>()).collect()
}

fn levels(text: &str) -> Levels {
    text.replace('0', "_").replace('1', "-").parse().unwrap_or_default()
}

pub fn nrz(bytes: &[u8]) -> Levels {
    levels(&digits(bytes))
}

pub fn manchester(bytes: &[u8]) -> Levels {
    levels(&digits(bytes).replace('0', "d").replace('1', "01").replace('d', "10"))
}

pub fn read_manchester(levels: &Levels) -> Result<Vec<u8>, LineError> {
    let text = levels.to_string();
    if text.len() % 16 != 0 {
        return Err(LineError::Length { got: text.len(), of: 16 });
    }
    let mut bits = String::new();
    for bit in 0..text.len() / 2 {
        bits.push(match &text[2 * bit..2 * bit + 2] {
            "_-" => '1',
            "-_" => '0',
            _ => return Err(LineError::NoChange { bit }),
        });
    }
    let byte = |at: usize| {
        let text: String = bits[8 * at..8 * at + 8].chars().rev().collect();
        u8::from_str_radix(&text, 2).unwrap_or_default()
    };
    Ok((0..bits.len() / 8).map(byte).collect())
}

pub fn encode_4b5b(bytes: &[u8]) -> Bits {
    let groups: Vec<&str> = DATA.split(' ').collect();
    let mut text = String::new();
    for byte in bytes {
        for digit in format!("{byte:02x}").chars().rev() {
            text += groups[digit.to_digit(16).unwrap_or_default() as usize];
        }
    }
    text.parse().unwrap_or_default()
}

pub fn decode_4b5b(bits: &Bits) -> Result<Vec<u8>, LineError> {
    let text = bits.to_string();
    if text.len() % 10 != 0 {
        return Err(LineError::Length { got: text.len(), of: 10 });
    }
    let halves: HashMap<&str, u8> = DATA.split(' ').zip(0..).collect();
    let mut bytes = Vec::new();
    for group in 0..text.len() / 5 {
        let five = &text[5 * group..5 * group + 5];
        let Some(half) = halves.get(five) else {
            let control = ["11111", "11000", "10001", "01101", "00111"].contains(&five);
            return Err(if control { LineError::Control { group } } else { LineError::Invalid { group } });
        };
        if group % 2 == 0 {
            bytes.push(*half);
        } else if let Some(byte) = bytes.last_mut() {
            *byte += 16 * half;
        }
    }
    Ok(bytes)
}

pub fn nrzi(bits: &Bits) -> Levels {
    // High after an odd number of ones.
    let high = |last: usize| bits.0[..=last].iter().filter(|bit| **bit).count() % 2 == 1;
    Levels((0..bits.0.len()).map(high).collect())
}
