//! Reads one byte after the other and remembers where it is. No slice of the text is ever made, and the parts
//! are counted on the way.

use given::addresses::AddrError;

/// What is known of the octet that is being read.
#[derive(Clone, Copy)]
enum State {
    Empty,
    Zero,
    Number(u32),
    BadZero,
    TooBig,
    NotDigit,
}

pub fn parse_v4(text: &str) -> Result<u32, AddrError> {
    let (mut address, mut octet, mut state) = (0_u32, 1, State::Empty);
    let mut first_error = None;
    for byte in text.bytes().chain([b'.']) {
        if byte != b'.' {
            state = state.after(byte);
            continue;
        }
        match state.end(octet) {
            Ok(value) => address = address.wrapping_mul(256).wrapping_add(value),
            Err(error) => first_error = first_error.or(Some(error)),
        }
        (octet, state) = (octet + 1, State::Empty);
    }
    match (octet - 1, first_error) {
        (4, None) => Ok(address),
        (4, Some(error)) => Err(error),
        (got, _) => Err(AddrError::Count { got }),
    }
}

impl State {
    fn after(self, byte: u8) -> State {
        let digit = match byte {
            b'0'..=b'9' => u32::from(byte - b'0'),
            _ => return State::NotDigit,
        };
        match self {
            State::NotDigit => State::NotDigit,
            State::Empty if digit == 0 => State::Zero,
            State::Empty => State::Number(digit),
            State::Zero | State::BadZero => State::BadZero,
            State::TooBig => State::TooBig,
            State::Number(number) if number * 10 + digit > 255 => State::TooBig,
            State::Number(number) => State::Number(number * 10 + digit),
        }
    }

    fn end(self, octet: usize) -> Result<u32, AddrError> {
        match self {
            State::Zero => Ok(0),
            State::Number(number) => Ok(number),
            State::Empty | State::NotDigit => Err(AddrError::NotDigit { octet }),
            State::BadZero => Err(AddrError::LeadingZero { octet }),
            State::TooBig => Err(AddrError::TooBig { octet }),
        }
    }
}

pub fn dotted(address: u32) -> String {
    let mut text = String::new();
    for shift in [24, 16, 8, 0] {
        if !text.is_empty() {
            text.push('.');
        }
        text += &(address >> shift & 0xFF).to_string();
    }
    text
}

pub fn binary(address: u32) -> String {
    let mut text = String::new();
    for bit in (0..32).rev() {
        text.push(if address >> bit & 1 == 1 { '1' } else { '0' });
        if bit % 8 == 0 && bit > 0 {
            text.push('.');
        }
    }
    text
}

pub fn hex(address: u32) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digits = (0..8).rev().map(|place| DIGITS[(address >> (4 * place) & 0xF) as usize]);
    ['0', 'x'].into_iter().chain(digits).collect()
}
