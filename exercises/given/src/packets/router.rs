//! What `router` works on: interfaces, routes, and what becomes of a packet.

use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use crate::addresses::Prefix;

/// Where a router is connected to a network: one of its network cards, or its end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interface {
    /// The router's own address on that network, as a number: 192.168.1.1 is `0xC0A8_0101`.
    pub address: u32,
    /// The network itself, of IPv4: its addresses can be reached from here without another router. The address above
    /// is one of them.
    pub network: Prefix,
    /// How many bytes a packet on this network may have, its header included: at least 68, which every network
    /// takes (RFC 791 §3.2).
    pub mtu: u16,
    /// Whether a packet that comes from here is thrown away where the way back to its source is not through here as
    /// well. So nobody on this network can pretend to be somewhere else (RFC 1812 §5.3.8, RFC 2827).
    pub checks_source: bool,
}

/// `10.1.0.1 in 10.1.0.0/16, MTU 1500`, and whether it checks sources.
impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Interface { address, network, mtu, checks_source } = self;
        write!(f, "{} in {network}, MTU {mtu}", Ipv4Addr::from(*address))?;
        if *checks_source { write!(f, ", checks sources") } else { Ok(()) }
    }
}

/// The way of a route: one step, to where the next router knows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Via {
    /// Through which of the router's interfaces, counted from 0.
    pub interface: usize,
    /// To which router there. `None` if the destinations are on that network themselves, and need no other router.
    pub next_hop: Option<u32>,
}

/// `interface 1, to 10.0.5.1`, or `interface 0, directly`.
impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.next_hop {
            Some(next_hop) => write!(f, "interface {}, to {}", self.interface, Ipv4Addr::from(next_hop)),
            None => write!(f, "interface {}, directly", self.interface),
        }
    }
}

/// Something that a router does about a packet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Routed {
    /// It sends a packet to a machine on one of its networks.
    Send {
        /// Through which interface.
        interface: usize,
        /// To which machine there: the one whose card the link's frame is for.
        next_hop: u32,
        /// What, from the first byte of the IPv4 header on.
        #[serde(with = "crate::hex")]
        packet: Vec<u8>,
    },
    /// It hands the packet to whoever waits for it on the router itself.
    Deliver {
        /// What, from the first byte of the IPv4 header on.
        #[serde(with = "crate::hex")]
        packet: Vec<u8>,
    },
}

/// `sends 28 bytes through interface 1 to 10.0.5.1`, or `delivers 28 bytes`.
impl fmt::Display for Routed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Routed::Send { interface, next_hop, packet } => {
                let (bytes, next_hop) = (packet.len(), Ipv4Addr::from(*next_hop));
                write!(f, "sends {bytes} bytes through interface {interface} to {next_hop}")
            }
            Routed::Deliver { packet } => write!(f, "delivers {} bytes", packet.len()),
        }
    }
}
