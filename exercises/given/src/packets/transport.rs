//! What `checksum` works on.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// Between which two addresses a packet travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ends {
    /// Over IPv4. Each address is a number: 192.168.1.1 is `0xC0A8_0101`.
    V4 {
        /// Who sends it.
        source: u32,
        /// Who shall have it.
        destination: u32,
    },
    /// Over IPv6. Each address is a number: `::1` is 1.
    V6 {
        /// Who sends it.
        #[serde(with = "crate::hex::number")]
        source: u128,
        /// Who shall have it.
        #[serde(with = "crate::hex::number")]
        destination: u128,
    },
}

/// As people write addresses: `192.0.2.1 to 198.51.100.7`.
impl fmt::Display for Ends {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Ends::V4 { source, destination } => {
                write!(f, "{} to {}", Ipv4Addr::from(source), Ipv4Addr::from(destination))
            }
            Ends::V6 { source, destination } => {
                write!(f, "{} to {}", Ipv6Addr::from(source), Ipv6Addr::from(destination))
            }
        }
    }
}

/// What a packet carries to a program: a segment of TCP, or a datagram of UDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Transport {
    /// TCP, with a header of at least 20 bytes (RFC 9293 §3.1).
    Tcp,
    /// UDP, with a header of 8 bytes (RFC 768).
    Udp,
}

impl Transport {
    /// Its number, which stands in the IP header.
    pub fn number(self) -> u8 {
        match self {
            Transport::Tcp => 6,
            Transport::Udp => 17,
        }
    }

    /// At which byte of its header the two bytes of the checksum begin.
    pub fn checksum_at(self) -> usize {
        match self {
            Transport::Tcp => 16,
            Transport::Udp => 6,
        }
    }
}
