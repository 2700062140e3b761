//! Why a text is refused: the errors of `ipv6` and `punycode`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::AddrError;

/// Why a text is not an IPv6 address. A group is named by its place in the address, from 1 to 8, where `::`
/// takes up as many places as it stands for: in `1::x`, the last group is number 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum V6Error {
    /// There is more than one `::`. Nobody could tell how many zeros each stands for.
    TwoGaps,
    /// There are more groups than fit. An IPv4 tail counts as two.
    TooMany {
        /// How many groups there are, empty ones too.
        got: usize,
        /// How many fit: 7 beside a `::`, which stands for at least one group, and 8 without it.
        most: usize,
    },
    /// There are fewer than eight groups, and no `::` that stands for the others. An IPv4 tail counts as two.
    TooFew {
        /// How many groups there are, empty ones too.
        got: usize,
    },
    /// This group is empty, or something in it is not one of `0` to `9`, `a` to `f` and `A` to `F`.
    NotHex {
        /// Which group, from 1 to 8.
        group: usize,
    },
    /// This group has more than four digits.
    TooLong {
        /// Which group, from 1 to 8.
        group: usize,
    },
    /// The last group has a dot, so it should be an IPv4 address, and is not.
    Tail {
        /// What is wrong with it.
        error: AddrError,
    },
}

impl fmt::Display for V6Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            V6Error::TwoGaps => write!(f, "`::` stands there more than once"),
            V6Error::TooMany { got, most } => write!(f, "expected at most {most} groups, got {got}"),
            V6Error::TooFew { got } => write!(f, "expected 8 groups or a `::`, got {got} groups"),
            V6Error::NotHex { group } => write!(f, "group {group} is not a number in hexadecimal digits"),
            V6Error::TooLong { group } => write!(f, "group {group} has more than 4 digits"),
            V6Error::Tail { error } => write!(f, "the IPv4 address at the end: {error}"),
        }
    }
}

impl std::error::Error for V6Error {}

/// Why a text is not Punycode, or cannot be written in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PunycodeError {
    /// This byte belongs to a character outside ASCII. Punycode is ASCII alone.
    NotAscii {
        /// Which byte, from 0.
        at: usize,
    },
    /// This byte should be a digit, and is neither a letter nor one of `0` to `9`.
    NotDigit {
        /// Which byte, from 0.
        at: usize,
    },
    /// The text ends within a number: its last digit says that another one follows.
    Truncated,
    /// A number does not fit 32 bits.
    Overflow,
    /// The numbers name a code point that is no character: a surrogate, or one above U+10FFFF.
    NotCharacter {
        /// The code point.
        code_point: u32,
    },
}

impl fmt::Display for PunycodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PunycodeError::NotAscii { at } => write!(f, "byte {at} is not ASCII"),
            PunycodeError::NotDigit { at } => write!(f, "byte {at} is neither a letter nor a digit"),
            PunycodeError::Truncated => write!(f, "the last number has no end"),
            PunycodeError::Overflow => write!(f, "a number does not fit 32 bits"),
            PunycodeError::NotCharacter { code_point } => write!(f, "U+{code_point:04X} is not a character"),
        }
    }
}

impl std::error::Error for PunycodeError {}
