//! The header of IPv4.

use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// What the header of an IPv4 packet says (RFC 791 §3.1).
///
/// Four things in the header are not here, because they follow from the rest: the version is 4, the two lengths
/// follow from the options and the payload, and the checksum follows from everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ipv4Header {
    /// How the packet would like to be treated: six bits of priority (RFC 2474 §3), and two with which routers
    /// report a jam (RFC 3168 §5). RFC 791 called it the type of service.
    pub traffic_class: u8,
    /// Which fragments belong together: those of one packet have the same number.
    pub identification: u16,
    /// DF: nobody may cut this packet into fragments.
    pub dont_fragment: bool,
    /// MF: this is a fragment, and not the last one.
    pub more_fragments: bool,
    /// Where in the whole payload this fragment begins, in units of 8 bytes: at most 8191. A packet that is whole has
    /// 0 here.
    pub fragment_offset: u16,
    /// Time to live: how many routers may still forward this packet.
    pub ttl: u8,
    /// What the payload is: see [`protocol`].
    pub protocol: u8,
    /// Who sent it, as a number: 192.168.1.1 is `0xC0A8_0101`.
    pub source: u32,
    /// Who shall have it.
    pub destination: u32,
    /// What stands between the destination and the payload, as it is: a multiple of 4 bytes, and at most 40.
    #[serde(with = "crate::hex")]
    pub options: Vec<u8>,
}

impl Ipv4Header {
    /// The header of a whole packet without options: its time to live is 64, and the other numbers are 0.
    pub fn new(protocol: u8, source: u32, destination: u32) -> Ipv4Header {
        Ipv4Header {
            traffic_class: 0,
            identification: 0,
            dont_fragment: false,
            more_fragments: false,
            fragment_offset: 0,
            ttl: 64,
            protocol,
            source,
            destination,
            options: vec![],
        }
    }
}

/// `192.0.2.1 to 198.51.100.7, protocol 17, ttl 64`, and what is not as usual.
impl fmt::Display for Ipv4Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ipv4Header { protocol, ttl, .. } = *self;
        let (source, destination) = (Ipv4Addr::from(self.source), Ipv4Addr::from(self.destination));
        write!(f, "{source} to {destination}, protocol {protocol}, ttl {ttl}")?;
        if self.traffic_class != 0 {
            write!(f, ", traffic class {:#04x}", self.traffic_class)?;
        }
        if self.identification != 0 {
            write!(f, ", id {}", self.identification)?;
        }
        if self.dont_fragment {
            write!(f, ", DF")?;
        }
        if self.more_fragments {
            write!(f, ", MF")?;
        }
        if self.fragment_offset != 0 {
            write!(f, ", offset {}", self.fragment_offset)?;
        }
        if !self.options.is_empty() {
            write!(f, ", options {}", crate::hex::encode(&self.options))?;
        }
        Ok(())
    }
}

/// Numbers of protocols, as they stand in the IP header (IANA, Assigned Internet Protocol Numbers).
pub mod protocol {
    /// ICMP: what routers and hosts tell one another about packets (RFC 792).
    pub const ICMP: u8 = 1;
    /// TCP (RFC 9293).
    pub const TCP: u8 = 6;
    /// UDP (RFC 768).
    pub const UDP: u8 = 17;
}

/// Why bytes are not an IPv4 packet.
///
/// Nothing is believed before what stands in front of it was looked at. So where several are true, it is the first
/// of these: fewer than 20 bytes, the version, a header of fewer than 20 bytes, fewer bytes than the header has, the
/// total length, the checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ipv4Error {
    /// There are fewer bytes than the header has: than the 20 that every header has, or than it says itself.
    Truncated {
        /// How many bytes the header has.
        needed: usize,
        /// How many there are.
        got: usize,
    },
    /// The version is another one than 4.
    Version {
        /// The upper four bits of the first byte.
        version: u8,
    },
    /// The header claims to be shorter than 20 bytes.
    HeaderLength {
        /// The lower four bits of the first byte: the length in words of 4 bytes.
        words: u8,
    },
    /// The packet claims to be shorter than its header, or longer than what arrived.
    TotalLength {
        /// The length that the packet claims, in bytes.
        claimed: usize,
        /// How many bytes there are.
        got: usize,
    },
    /// The checksum of the header is wrong.
    Checksum {
        /// What stands in the field.
        found: u16,
        /// What should stand there.
        expected: u16,
    },
}

impl fmt::Display for Ipv4Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ipv4Error::Truncated { needed, got } => {
                write!(f, "the header has {needed} bytes, and {got} are there")
            }
            Ipv4Error::Version { version } => write!(f, "the version is {version}, not 4"),
            Ipv4Error::HeaderLength { words } => {
                write!(f, "a header of {words} words is too short: 5 are the least")
            }
            Ipv4Error::TotalLength { claimed, got } => {
                write!(f, "the packet claims to have {claimed} bytes, and {got} are there")
            }
            Ipv4Error::Checksum { found, expected } => {
                write!(f, "the header's checksum is {found:#06x}, and should be {expected:#06x}")
            }
        }
    }
}

impl std::error::Error for Ipv4Error {}
