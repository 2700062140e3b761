//! What `arp` works on: frames of Ethernet, messages of ARP, and what passes between the link and IP.

use std::fmt;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::Mac;

impl Mac {
    /// Whether this is the address of a group of cards, as [`Mac::BROADCAST`] is: the least significant bit of its
    /// first byte is 1 (IEEE 802.3, section 3.2.3). No card has such an address for itself.
    pub fn is_group(self) -> bool {
        self.0[0] & 1 == 1
    }
}

/// The header of an Ethernet frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EthernetHeader {
    /// Which card shall take it.
    pub destination: Mac,
    /// Which card sent it.
    pub source: Mac,
    /// What the payload is: see [`ethertype`](super::ethertype).
    pub ethertype: u16,
}

/// `00:00:5e:00:53:01 to ff:ff:ff:ff:ff:ff, type 0x0806`
impl fmt::Display for EthernetHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let EthernetHeader { destination, source, ethertype } = self;
        write!(f, "{source} to {destination}, type {ethertype:#06x}")
    }
}

/// Why bytes are not an Ethernet frame with a type. Where several are true, it is the first of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EthernetError {
    /// There are fewer bytes than the header has.
    Truncated {
        /// How many bytes there are.
        got: usize,
    },
    /// Where the type is expected stands a number below `0x0600`: the length of the payload. That is how IEEE 802.3
    /// wrote frames at first, and some machines still do.
    Length {
        /// That number.
        length: u16,
    },
}

impl fmt::Display for EthernetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EthernetError::Truncated { got } => write!(f, "the header has 14 bytes, and {got} are there"),
            EthernetError::Length { length } => write!(f, "{length:#06x} is a length, not a type"),
        }
    }
}

impl std::error::Error for EthernetError {}

/// What a message of ARP is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ArpOperation {
    /// 1: who has the target's IPv4 address?
    Request,
    /// 2: the sender has the sender's IPv4 address.
    Reply,
}

impl ArpOperation {
    /// Its number in the message.
    pub fn number(self) -> u16 {
        match self {
            ArpOperation::Request => 1,
            ArpOperation::Reply => 2,
        }
    }
}

/// A message of ARP, about the addresses of IPv4 and of Ethernet (RFC 826).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArpMessage {
    /// What it is for.
    pub operation: ArpOperation,
    /// The card of whoever sends it.
    pub sender_mac: Mac,
    /// The IPv4 address of whoever sends it, as a number: 192.0.2.1 is `0xC000_0201`.
    pub sender_address: u32,
    /// The card of whoever it is for. In a request nobody knows it yet: what stands here has no meaning.
    pub target_mac: Mac,
    /// The IPv4 address of whoever it is for.
    pub target_address: u32,
}

/// `who has 192.0.2.7? tell 192.0.2.1 at 00:00:5e:00:53:01`, and
/// `192.0.2.7 is at 00:00:5e:00:53:07, to 192.0.2.1 at 00:00:5e:00:53:01`.
impl fmt::Display for ArpMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ArpMessage { sender_mac, target_mac, .. } = self;
        let (sender, target) = (Ipv4Addr::from(self.sender_address), Ipv4Addr::from(self.target_address));
        match self.operation {
            ArpOperation::Request if *target_mac == Mac::default() => {
                write!(f, "who has {target}? tell {sender} at {sender_mac}")
            }
            ArpOperation::Request => {
                write!(f, "who has {target} at {target_mac}? tell {sender} at {sender_mac}")
            }
            ArpOperation::Reply => write!(f, "{sender} is at {sender_mac}, to {target} at {target_mac}"),
        }
    }
}

/// Why bytes are not a message of ARP about IPv4 and Ethernet. Where several are true, it is the first of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArpError {
    /// There are fewer bytes than such a message has.
    Truncated {
        /// How many bytes there are.
        got: usize,
    },
    /// The kind of link is another one than 1, Ethernet.
    Hardware {
        /// Its number.
        hardware: u16,
    },
    /// The addresses asked about are others than those of IPv4, [`ethertype::IPV4`](super::ethertype::IPV4).
    Protocol {
        /// Their number.
        protocol: u16,
    },
    /// The addresses are of other lengths than 6 bytes and 4 bytes.
    Lengths {
        /// How many bytes the address of a card has.
        hardware: u8,
        /// How many bytes the other address has.
        protocol: u8,
    },
    /// The message is neither a request nor a reply.
    Operation {
        /// Its number.
        operation: u16,
    },
}

impl fmt::Display for ArpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArpError::Truncated { got } => write!(f, "the message has 28 bytes, and {got} are there"),
            ArpError::Hardware { hardware } => write!(f, "the kind of link is {hardware}, not 1"),
            ArpError::Protocol { protocol } => {
                write!(f, "the addresses are of the protocol {protocol:#06x}, not of IPv4")
            }
            ArpError::Lengths { hardware, protocol } => {
                write!(f, "addresses of {hardware} and {protocol} bytes, not of 6 and 4")
            }
            ArpError::Operation { operation } => {
                write!(f, "operation {operation} is neither a request nor a reply")
            }
        }
    }
}

impl std::error::Error for ArpError {}

/// What comes of a frame that has arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReceived {
    /// Frames to send now.
    #[serde(with = "list")]
    pub frames: Vec<Vec<u8>>,
    /// A packet for the IP layer.
    pub packet: Option<LinkPacket>,
}

/// A packet that a frame has brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPacket {
    /// The payload of the frame: the packet, and perhaps bytes of padding behind it.
    #[serde(with = "crate::hex")]
    pub bytes: Vec<u8>,
    /// Whether the frame was for all cards. IP must know: nobody forwards such a packet (RFC 1812 §5.3.4), or
    /// complains about it with ICMP (RFC 1122 §3.2.2).
    pub broadcast: bool,
}

/// What comes of time that has passed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkTimeout {
    /// Frames to send now.
    #[serde(with = "list")]
    pub frames: Vec<Vec<u8>>,
    /// Packets that waited for a neighbor that does not answer.
    pub undeliverable: Vec<Undeliverable>,
}

/// A packet that the link can't deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undeliverable {
    /// The IPv4 address of the neighbor that should have had it.
    pub next_hop: u32,
    /// The packet, as it was given.
    #[serde(with = "crate::hex")]
    pub packet: Vec<u8>,
}

/// A list of bytes as a list of hexadecimal texts.
mod list {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(list: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(list.iter().map(|bytes| crate::hex::encode(bytes)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let bytes = texts.iter().map(|text| crate::hex::decode(text)).collect::<Option<_>>();
        bytes.ok_or_else(|| D::Error::custom("expected an even number of hexadecimal digits"))
    }
}
