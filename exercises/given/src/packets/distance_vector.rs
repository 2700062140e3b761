//! What routers tell each other, and what comes of it: RIP-2 without its bytes.

use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// A place that packets go to: all addresses that agree in their first `len` bits. The entries of RIP-2 have a
/// subnet mask in place of `len` (RFC 2453 §4).
///
/// They sort by address, and the same address by length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RipNetwork {
    /// The lowest address of the network, as a number: 10.6.0.0 is `0x0A06_0000`.
    pub address: u32,
    /// How many bits its addresses agree in, from 0 to 32.
    pub len: u8,
}

/// `10.6.0.0/16`
impl fmt::Display for RipNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", Ipv4Addr::from(self.address), self.len)
    }
}

/// Where a router is connected to something. Its place in the list is its number, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RipInterface {
    /// The network that it is connected to. `None` at a line between two routers that is no network of its own
    /// (RFC 1812 §2.2.7 calls it unnumbered). RIP-2 itself has no such lines (RFC 2453 §5.4); they keep tables small.
    pub network: Option<RipNetwork>,
    /// What it costs to cross this network or line: from 1 to 15. Where all cost 1, as is usual, a sum of costs is a
    /// number of hops.
    pub cost: u32,
}

/// `10.1.0.0/16, cost 1` or `a line, cost 1`
impl fmt::Display for RipInterface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.network {
            Some(network) => write!(f, "{network}, cost {}", self.cost),
            None => write!(f, "a line, cost {}", self.cost),
        }
    }
}

/// What a router says of one network: how far it is from there. Nothing is said about the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RipEntry {
    /// Which network.
    pub network: RipNetwork,
    /// The sum of all costs from the router that says it: from 1 to 15, or 16, which is infinity: not at all. A
    /// neighbor may send any number.
    pub metric: u32,
}

/// `10.6.0.0/16: 3`
impl fmt::Display for RipEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.network, self.metric)
    }
}

/// A message to all neighbors on one interface.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RipUpdate {
    /// Where it goes out.
    pub interface: usize,
    /// What it says.
    pub entries: Vec<RipEntry>,
}

/// `to interface 1: 10.1.0.0/16: 1, 10.6.0.0/16: 3`
impl fmt::Display for RipUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "to interface {}", self.interface)?;
        for (index, entry) in self.entries.iter().enumerate() {
            write!(f, "{} {entry}", if index == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

/// What a router knows about one network: a row of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RipRoute {
    /// Which network.
    pub network: RipNetwork,
    /// The sum of all costs from here, from 1 to 15; 16 if it can't be reached.
    pub metric: u32,
    /// Where packets for it leave.
    pub interface: usize,
    /// The neighbor who takes them from there. `None` if the network is right there, at the interface.
    pub next_hop: Option<u32>,
}

/// `10.6.0.0/16: 3 by 10.5.0.1 at interface 1` or `10.1.0.0/16: 1 at interface 0`
impl fmt::Display for RipRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.network, self.metric)?;
        if let Some(next_hop) = self.next_hop {
            write!(f, " by {}", Ipv4Addr::from(next_hop))?;
        }
        write!(f, " at interface {}", self.interface)
    }
}
