//! Given to the exercises of `addresses`.

mod dial;
mod dns;
mod ranges;
mod text;

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

pub use dial::*;
pub use dns::*;
pub use ranges::*;
pub use text::*;

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

/// The addresses that agree in their first `len` bits: `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Prefix {
    /// Which kind of address.
    pub family: Family,
    /// The lowest address of the prefix, as a number below 2 to the [`Family::width`]: 10.0.0.0 is
    /// `0x0a00_0000`. All bits after the first `len` are zero.
    #[serde(with = "crate::hex::number")]
    pub bits: u128,
    /// How many bits they agree in, counted from the most significant: 0 to [`Family::width`].
    pub len: u8,
}

/// The usual notation, as in `10.0.0.0/8` and `2001:db8::/32`.
impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.family {
            Family::V4 => write!(f, "{}/{}", Ipv4Addr::from(self.bits as u32), self.len),
            Family::V6 => write!(f, "{}/{}", Ipv6Addr::from(self.bits), self.len),
        }
    }
}
