//! Bytes and large numbers as hexadecimal text: how they are spelled between the grader and your code.
//!
//! For use as `#[serde(with = "crate::hex")]` on a field of bytes, and `#[serde(with = "crate::hex::number")]`
//! on a `u128`, which JSON's numbers cannot hold.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Spells bytes as two hexadecimal digits each: `[0xc0, 0xa8]` is `c0a8`.
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 0xf)]));
    }
    text
}

/// Reads what [`encode`] wrote. `None` for an odd number of digits, or anything that is not a digit.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    digits.chunks_exact(2).map(|pair| Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8)).collect()
}

/// Writes bytes as hexadecimal text.
pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    encode(bytes).serialize(serializer)
}

/// Reads bytes from hexadecimal text.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    decode(&text).ok_or_else(|| D::Error::custom("expected an even number of hexadecimal digits"))
}

/// A `u128` as hexadecimal text.
pub mod number {
    use super::*;

    /// Writes a number as hexadecimal text, without leading zeros.
    pub fn serialize<S: Serializer>(number: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        format!("{number:x}").serialize(serializer)
    }

    /// Reads a number from hexadecimal text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let text = String::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map_err(|_| D::Error::custom("expected up to 32 hexadecimal digits"))
    }
}
