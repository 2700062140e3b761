//! Addresses that agree in their first bits.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::Family;

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
