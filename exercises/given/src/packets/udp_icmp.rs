//! What `udp_icmp` works on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Between which two programs a datagram travels: a number for each, on its own machine (RFC 768).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UdpPorts {
    /// Whose program sent it, and where an answer should go. 0 if nobody waits for one.
    pub source: u16,
    /// Whose program shall have it.
    pub destination: u16,
}

/// `1024 to 53`
impl fmt::Display for UdpPorts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UdpPorts { source, destination } = self;
        write!(f, "{source} to {destination}")
    }
}

/// Why bytes are not a UDP datagram. Where several are true, it is the first of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UdpError {
    /// There are fewer bytes than the 8 of the header.
    Truncated {
        /// How many there are.
        got: usize,
    },
    /// The datagram claims to be shorter than its header, or longer than what arrived.
    Length {
        /// What stands in the field, in bytes.
        claimed: usize,
        /// How many bytes arrived.
        got: usize,
    },
    /// The checksum field is 0, "there is none". Over IPv6 that is forbidden.
    NoChecksum,
    /// The checksum is wrong.
    Checksum {
        /// What stands in the field.
        found: u16,
        /// What the sender of these bytes would have put there.
        expected: u16,
    },
}

impl fmt::Display for UdpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UdpError::Truncated { got } => write!(f, "the header has 8 bytes, and {got} are there"),
            UdpError::Length { claimed, got } => {
                write!(f, "the datagram claims to have {claimed} bytes, and {got} are there")
            }
            UdpError::NoChecksum => write!(f, "it has no checksum, and over IPv6 it must have one"),
            UdpError::Checksum { found, expected } => {
                write!(f, "the checksum is {found:#06x}, and should be {expected:#06x}")
            }
        }
    }
}

impl std::error::Error for UdpError {}

/// What went wrong with a packet: the errors that ICMP reports (RFC 792). Each has a type and a code there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum IcmpError {
    /// No route leads to its destination. Type 3, code 0.
    NetUnreachable,
    /// A route does, and the machine at its end does not answer. Type 3, code 1.
    HostUnreachable,
    /// The machine knows no such protocol. Type 3, code 2.
    ProtocolUnreachable,
    /// No program has this port. Type 3, code 3.
    PortUnreachable,
    /// It is too large for the next link, and says that nobody may cut it. Type 3, code 4.
    FragmentationNeeded {
        /// How many bytes a packet may have on that link, its header included (RFC 1191 §4).
        mtu: u16,
    },
    /// Somebody has decided that such packets do not pass. Type 3, code 13 (RFC 1812 §5.2.7.1).
    Prohibited,
    /// A router should count its time to live down, and nothing would be left. Type 11, code 0.
    TimeExceeded,
    /// Some of its fragments did not come in time. Type 11, code 1.
    ReassemblyTimeExceeded,
    /// Something in its header can't be. Type 12, code 0.
    ParameterProblem {
        /// Which byte of the packet it is, counted from 0.
        pointer: u8,
    },
}

impl fmt::Display for IcmpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IcmpError::NetUnreachable => write!(f, "network unreachable"),
            IcmpError::HostUnreachable => write!(f, "host unreachable"),
            IcmpError::ProtocolUnreachable => write!(f, "protocol unreachable"),
            IcmpError::PortUnreachable => write!(f, "port unreachable"),
            IcmpError::FragmentationNeeded { mtu } => write!(f, "fragmentation needed, MTU {mtu}"),
            IcmpError::Prohibited => write!(f, "prohibited"),
            IcmpError::TimeExceeded => write!(f, "time exceeded"),
            IcmpError::ReassemblyTimeExceeded => write!(f, "reassembly time exceeded"),
            IcmpError::ParameterProblem { pointer } => write!(f, "parameter problem at byte {pointer}"),
        }
    }
}

/// The first byte of an ICMP message: what it is (RFC 792).
pub mod icmp_type {
    /// The answer to [`ECHO`].
    pub const ECHO_REPLY: u8 = 0;
    /// An error: the packet can't get where it should.
    pub const DESTINATION_UNREACHABLE: u8 = 3;
    /// An error: send more slowly. Hosts must not send it any more (RFC 6633 §3), and routers should not (RFC 1812
    /// §4.3.3.3).
    pub const SOURCE_QUENCH: u8 = 4;
    /// An error: another router is nearer.
    pub const REDIRECT: u8 = 5;
    /// A question: are you there? It is what `ping` sends.
    pub const ECHO: u8 = 8;
    /// An error: the packet was on its way for too long.
    pub const TIME_EXCEEDED: u8 = 11;
    /// An error: the packet's header makes no sense.
    pub const PARAMETER_PROBLEM: u8 = 12;
}
