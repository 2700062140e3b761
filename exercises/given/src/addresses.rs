//! Given to the exercises of `addresses`.

#[cfg(not(feature = "bare"))]
mod dial;
#[cfg(not(feature = "bare"))]
mod dns;
#[cfg(not(feature = "bare"))]
mod prefix;
#[cfg(not(feature = "bare"))]
mod ranges;
mod text;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use text::*;
#[cfg(not(feature = "bare"))]
pub use {dial::*, dns::*, prefix::*, ranges::*};

/// Why a text is not an IPv4 address in the dotted form. Octets are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddrError {
    /// Split at its dots, the text has `got` parts. An address has four.
    Count {
        /// How many parts there are, empty ones too.
        got: usize,
    },
    /// This octet is empty, or something in it is not one of the ASCII digits `0` to `9`.
    NotDigit {
        /// Which octet, from 1 to 4.
        octet: usize,
    },
    /// This octet has more than one digit and starts with `0`. Some readers take that for octal.
    LeadingZero {
        /// Which octet, from 1 to 4.
        octet: usize,
    },
    /// This octet is more than 255, which is the most that eight bits hold.
    TooBig {
        /// Which octet, from 1 to 4.
        octet: usize,
    },
}

impl fmt::Display for AddrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AddrError::Count { got } => write!(f, "expected 4 parts between dots, got {got}"),
            AddrError::NotDigit { octet } => write!(f, "octet {octet} is not a number in ASCII digits"),
            AddrError::LeadingZero { octet } => write!(f, "octet {octet} starts with a superfluous zero"),
            AddrError::TooBig { octet } => write!(f, "octet {octet} is more than 255"),
        }
    }
}

impl std::error::Error for AddrError {}

/// A read or a patch would run past the end of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Short {
    /// How many bytes were asked for.
    pub needed: usize,
    /// How many there are.
    pub left: usize,
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "needed {} bytes, {} left", self.needed, self.left)
    }
}

impl std::error::Error for Short {}

/// A number does not fit the field that it was to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TooWide {
    /// The number.
    pub value: u32,
    /// How many bits the field has.
    pub bits: u32,
}

impl fmt::Display for TooWide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not fit {} bits", self.value, self.bits)
    }
}

impl std::error::Error for TooWide {}

/// One of the two kinds of Internet address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Family {
    /// IPv4, 32 bits.
    V4,
    /// IPv6, 128 bits.
    V6,
}

impl Family {
    /// How many bits an address of this family has.
    pub fn width(self) -> u8 {
        match self {
            Family::V4 => 32,
            Family::V6 => 128,
        }
    }
}
