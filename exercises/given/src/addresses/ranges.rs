//! Ranges of addresses: the answers of `prefix`.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::Family;

/// The addresses that machines can have, from the first to the last: never none.
///
/// Two ends, and no count: `::/0` has 2 to the 128 addresses, one more than the largest `u128`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hosts {
    /// Which kind of address.
    pub family: Family,
    /// The lowest address that a machine can have.
    #[serde(with = "crate::hex::number")]
    pub first: u128,
    /// The highest address that a machine can have. It may be the first, too.
    #[serde(with = "crate::hex::number")]
    pub last: u128,
}

/// `10.0.0.1 to 10.255.255.254`
impl fmt::Display for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Hosts { family, first, last } = *self;
        match family {
            Family::V4 => write!(f, "{} to {}", Ipv4Addr::from(first as u32), Ipv4Addr::from(last as u32)),
            Family::V6 => write!(f, "{} to {}", Ipv6Addr::from(first), Ipv6Addr::from(last)),
        }
    }
}

/// What an IPv4 address is for, by the block that it lies in. The blocks are those of RFC 6890 §2.2.2, and
/// multicast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Special {
    /// 0.0.0.0/8: this machine, which does not know its address yet (RFC 1122 §3.2.1.3).
    ThisNetwork,
    /// 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16: free for all to use inside their own network (RFC 1918
    /// §3).
    Private,
    /// 100.64.0.0/10: between a provider and its customers, who share public addresses (RFC 6598).
    Shared,
    /// 127.0.0.0/8: stays inside the machine (RFC 1122 §3.2.1.3).
    Loopback,
    /// 169.254.0.0/16: made up by a machine that nobody gave one, good on its own link alone (RFC 3927).
    LinkLocal,
    /// 192.0.0.0/24: for protocols of the IETF (RFC 6890 §2.1).
    ProtocolAssignments,
    /// 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24: for examples in texts (RFC 5737 §3).
    Documentation,
    /// 198.18.0.0/15: for measuring devices in a laboratory (RFC 2544).
    Benchmarking,
    /// 224.0.0.0/4: a group of machines, each of which gets a copy (RFC 1112 §4).
    Multicast,
    /// 240.0.0.0/4, but for its last address: kept for a future that has not come (RFC 1112 §4).
    Reserved,
    /// 255.255.255.255: all machines on this link (RFC 919 §7).
    Broadcast,
    /// All others. They are the addresses by which one machine finds another all over the Internet.
    Global,
}

/// `link-local`
impl fmt::Display for Special {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Special::ThisNetwork => "this network",
            Special::Private => "private",
            Special::Shared => "shared",
            Special::Loopback => "loopback",
            Special::LinkLocal => "link-local",
            Special::ProtocolAssignments => "protocol assignments",
            Special::Documentation => "documentation",
            Special::Benchmarking => "benchmarking",
            Special::Multicast => "multicast",
            Special::Reserved => "reserved",
            Special::Broadcast => "broadcast",
            Special::Global => "global",
        })
    }
}
