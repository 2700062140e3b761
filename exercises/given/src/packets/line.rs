//! Bits, what becomes of them on a wire, and what can be wrong with it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Bits in the order in which they travel: `true` is 1.
///
/// As text they are digits. Spaces between them are for the reader: `"11110 01001".parse()`.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bits(pub Vec<bool>);

/// What a wire does, one moment after the other: `true` is the high level, `false` the low one.
///
/// All moments have the same length. How many of them a bit takes is for the line code to say.
///
/// As text, `-` is high and `_` is low, so that a text looks like the signal: `"_--_".parse()`. Spaces are for
/// the reader.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Levels(pub Vec<bool>);

/// Why what came over a wire is not bytes. Bits and groups are counted from 0, in the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineError {
    /// Bytes are not whole: something is missing at the end, or too much.
    Length {
        /// How many levels, or bits of a block code, there are.
        got: usize,
        /// How many of them make one byte. `got` is not a multiple of it.
        of: usize,
    },
    /// Both halves of this bit have the same level. In a Manchester signal that never happens.
    NoChange {
        /// Which bit.
        bit: usize,
    },
    /// This group of five bits stands for no data: it is one of those with which the two ends of the line talk
    /// to each other.
    Control {
        /// Which group.
        group: usize,
    },
    /// This group of five bits stands for nothing at all.
    Invalid {
        /// Which group.
        group: usize,
    },
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::Length { got, of } => write!(f, "{got} are not a multiple of {of}, which make a byte"),
            LineError::NoChange { bit } => write!(f, "the level does not change in the middle of bit {bit}"),
            LineError::Control { group } => write!(f, "group {group} is control and not data"),
            LineError::Invalid { group } => write!(f, "group {group} is not in the code"),
        }
    }
}

impl std::error::Error for LineError {}

/// A text holds something that is neither a space nor one of the two signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongSign {
    /// What it holds.
    pub sign: char,
}

impl fmt::Display for WrongSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is neither of the two signs", self.sign)
    }
}

impl std::error::Error for WrongSign {}

/// Both types as text: a sign for `false` and one for `true`, next to each other.
macro_rules! as_text {
    ($type:ident, $off:literal, $on:literal) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let text: String = self.0.iter().map(|on| if *on { $on } else { $off }).collect();
                f.write_str(&text)
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($type))
            }
        }

        impl FromStr for $type {
            type Err = WrongSign;

            fn from_str(text: &str) -> Result<Self, WrongSign> {
                let signs = text.chars().filter(|sign| *sign != ' ');
                let read = signs.map(|sign| match sign {
                    $off => Ok(false),
                    $on => Ok(true),
                    sign => Err(WrongSign { sign }),
                });
                read.collect::<Result<_, _>>().map($type)
            }
        }

        impl TryFrom<String> for $type {
            type Error = WrongSign;

            fn try_from(text: String) -> Result<Self, WrongSign> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> String {
                value.to_string()
            }
        }
    };
}

as_text!(Bits, '0', '1');
as_text!(Levels, '_', '-');
