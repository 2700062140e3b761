//! Packets as the grader makes them, and what should be answered to them. Nothing here is the reference solution.

use std::net::{Ipv4Addr, Ipv6Addr};

use given::packets::{Ends, IcmpError, Ipv4Header, UdpError, UdpPorts};

pub(super) use crate::checks::packets::ipv4::model::sum;
use crate::checks::packets::ipv4::model::{emit, repair};
use crate::spell::Slice;

/// UDP and ICMP both have a header of so many bytes.
pub(super) const HEADER: usize = 8;
/// The protocols' numbers in the IP header.
pub(super) const ICMP: u8 = 1;
pub(super) const TCP: u8 = 6;
pub(super) const UDP: u8 = 17;
/// The most that an error may quote: 576 bytes less a header of IP and one of ICMP.
pub(in crate::checks::packets) const MOST: usize = 548;

pub(super) const TOKYO: u32 = Ipv4Addr::new(192, 0, 2, 1).to_bits();
pub(super) const LONDON: u32 = Ipv4Addr::new(198, 51, 100, 7).to_bits();

/// From Tokyo to London.
pub(super) const V4: Ends = Ends::V4 { source: TOKYO, destination: LONDON };
pub(super) const V6: Ends = Ends::V6 {
    source: Ipv6Addr::new(0x2001, 0xDB8, 0x1234, 0, 0, 0, 0, 1).to_bits(),
    destination: Ipv6Addr::new(0x2001, 0xDB8, 0x5678, 0, 0, 0, 0, 7).to_bits(),
};

/// With this number in the two bytes from here on.
pub(super) fn with_word(bytes: &[u8], at: usize, word: u16) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + 2].copy_from_slice(&word.to_be_bytes());
    bytes
}

pub(super) fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

/// With its checksum in it, which covers nothing else.
pub(in crate::checks::packets) fn summed(bytes: &[u8], at: usize) -> Vec<u8> {
    let zeroed = with_word(bytes, at, 0);
    with_word(&zeroed, at, !sum(&zeroed))
}

/// What stands in thought before a datagram of this length.
pub(super) fn pseudo(ends: &Ends, protocol: u8, len: usize) -> Vec<u8> {
    let (mut bytes, len) = match ends {
        Ends::V4 { source, destination } => {
            ([source.to_be_bytes(), destination.to_be_bytes()].concat(), (len as u16).to_be_bytes().to_vec())
        }
        Ends::V6 { source, destination } => {
            ([source.to_be_bytes(), destination.to_be_bytes()].concat(), (len as u32).to_be_bytes().to_vec())
        }
    };
    bytes.extend(len);
    bytes.extend([0, protocol]);
    bytes
}

/// The checksum of a datagram before UDP's rule for 0: over a pseudo header, and these bytes with their field zeroed.
pub(super) fn raw_checksum(pseudo: &[u8], datagram: &[u8]) -> u16 {
    !sum(&[pseudo, &with_word(datagram, 6, 0)].concat())
}

/// 0 is not sent.
pub(super) fn finished(checksum: u16) -> u16 {
    if checksum == 0 { 0xFFFF } else { checksum }
}

pub(super) fn udp_checksum(ends: &Ends, datagram: &[u8]) -> u16 {
    finished(raw_checksum(&pseudo(ends, UDP, datagram.len()), datagram))
}

/// A datagram to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Datagram {
    pub(super) ends: Ends,
    pub(super) ports: UdpPorts,
    pub(super) data: Vec<u8>,
}

impl Datagram {
    pub(super) fn new(ends: Ends, source: u16, destination: u16, data: &[u8]) -> Datagram {
        Datagram { ends, ports: UdpPorts { source, destination }, data: data.to_vec() }
    }

    /// Its bytes, with this in the checksum field.
    pub(super) fn with_checksum(&self, checksum: u16) -> Vec<u8> {
        let UdpPorts { source, destination } = self.ports;
        let header = [source, destination, (HEADER + self.data.len()) as u16, checksum];
        header.into_iter().flat_map(u16::to_be_bytes).chain(self.data.iter().copied()).collect()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.with_checksum(udp_checksum(&self.ends, &self.with_checksum(0)))
    }

    /// With two more bytes of data that make the checksum come out as 0.
    pub(super) fn of_zero(mut self) -> Datagram {
        self.data.truncate(self.data.len() / 2 * 2);
        self.data.extend([0, 0]);
        let bytes = self.with_checksum(0);
        let missing = raw_checksum(&pseudo(&self.ends, UDP, bytes.len()), &bytes);
        let at = self.data.len() - 2;
        self.data[at..].copy_from_slice(&missing.to_be_bytes());
        self
    }

    pub(super) fn arrival(&self) -> Arrival {
        Arrival { ends: self.ends, bytes: self.bytes() }
    }
}

/// What an IP packet brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    pub(super) ends: Ends,
    pub(super) bytes: Vec<u8>,
}

/// What `udp_parse` says to it.
pub(super) type Answer = Result<(UdpPorts, Slice), UdpError>;

impl Arrival {
    pub(super) fn is_v6(&self) -> bool {
        matches!(self.ends, Ends::V6 { .. })
    }

    /// The ports, and the data between these places.
    pub(super) fn says(&self, begin: usize, end: usize) -> Answer {
        let ports = UdpPorts { source: word(&self.bytes, 0), destination: word(&self.bytes, 2) };
        Ok((ports, Slice::Span { offset: begin, len: end.saturating_sub(begin) }))
    }

    pub(super) fn right(&self) -> Answer {
        let got = self.bytes.len();
        if got < HEADER {
            return Err(UdpError::Truncated { got });
        }
        let (claimed, found) = (usize::from(word(&self.bytes, 4)), word(&self.bytes, 6));
        if claimed < HEADER || got < claimed {
            return Err(UdpError::Length { claimed, got });
        }
        let expected = udp_checksum(&self.ends, &self.bytes[..claimed]);
        match (self.is_v6(), found) {
            (true, 0) => Err(UdpError::NoChecksum),
            (false, 0) => self.says(HEADER, claimed),
            // Of the two zeros UDP sends one, and the other was looked at before.
            _ if found == expected => self.says(HEADER, claimed),
            _ => Err(UdpError::Checksum { found, expected }),
        }
    }
}

/// The same answer. Data of no bytes may lie anywhere.
pub(super) fn is_same(one: &Answer, other: &Answer) -> bool {
    let len = |slice: &Slice| match slice {
        Slice::Span { len, .. } => *len,
        Slice::Elsewhere(bytes) => bytes.len(),
    };
    match (one, other) {
        (Ok((ports, data)), Ok((others, more))) => {
            ports == others && (data == more || len(data) == 0 && len(more) == 0)
        }
        (one, other) => one == other,
    }
}

/// An IPv4 packet to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) source: u32,
    pub(super) destination: u32,
    pub(super) protocol: u8,
    pub(super) ttl: u8,
    /// The two flags that are in use and the reserved one, and 13 bits of offset.
    pub(super) flags_and_offset: u16,
    /// How many words of 4 bytes the options have.
    pub(super) option_words: usize,
    pub(super) payload: Vec<u8>,
    /// What arrived behind its end.
    pub(super) padding: usize,
}

pub(super) const DONT_FRAGMENT: u16 = 0x4000;
pub(super) const MORE_FRAGMENTS: u16 = 0x2000;

impl Packet {
    /// From Tokyo to London.
    pub(super) fn new(protocol: u8, payload: &[u8]) -> Packet {
        Packet {
            source: TOKYO,
            destination: LONDON,
            protocol,
            ttl: 1,
            flags_and_offset: 0,
            option_words: 0,
            payload: payload.to_vec(),
            padding: 0,
        }
    }

    /// A datagram of UDP, in which stands "hi".
    pub(super) fn udp() -> Packet {
        Packet::new(UDP, &Datagram::new(V4, 40_000, 33_434, b"hi").bytes())
    }

    pub(super) fn header_len(&self) -> usize {
        20 + 4 * self.option_words
    }

    pub(super) fn total_len(&self) -> usize {
        self.header_len() + self.payload.len()
    }

    /// What arrived, padding and all.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let header = Ipv4Header {
            identification: 0x1267,
            ttl: self.ttl,
            // "No operation", as often as it fits.
            options: vec![1; 4 * self.option_words],
            ..Ipv4Header::new(self.protocol, self.source, self.destination)
        };
        let mut bytes = with_word(&emit(&header, &self.payload), 6, self.flags_and_offset);
        repair(&mut bytes);
        bytes.resize(bytes.len() + self.padding, 0xEE);
        bytes
    }

    /// The packet without what stands behind it.
    pub(super) fn whole(&self) -> Vec<u8> {
        let mut bytes = self.bytes();
        bytes.truncate(self.total_len());
        bytes
    }

    /// How much of it must be quoted, and how much may be.
    pub(super) fn quotable(&self) -> (usize, usize) {
        ((self.header_len() + 8).min(self.total_len()), self.total_len().min(MOST))
    }
}

/// Type, code, and the four bytes behind the checksum.
pub(in crate::checks::packets) fn first_bytes(error: &IcmpError) -> (u8, u8, [u8; 4]) {
    let of = |error: &IcmpError| match error {
        IcmpError::NetUnreachable => (3, 0),
        IcmpError::HostUnreachable => (3, 1),
        IcmpError::ProtocolUnreachable => (3, 2),
        IcmpError::PortUnreachable => (3, 3),
        IcmpError::FragmentationNeeded { .. } => (3, 4),
        IcmpError::Prohibited => (3, 13),
        IcmpError::TimeExceeded => (11, 0),
        IcmpError::ReassemblyTimeExceeded => (11, 1),
        IcmpError::ParameterProblem { .. } => (12, 0),
    };
    let (kind, code) = of(error);
    let rest = match *error {
        IcmpError::FragmentationNeeded { mtu } => u32::from(mtu).to_be_bytes(),
        IcmpError::ParameterProblem { pointer } => [pointer, 0, 0, 0],
        _ => [0; 4],
    };
    (kind, code, rest)
}

/// An ICMP message with its checksum.
pub(in crate::checks::packets) fn icmp(kind: u8, code: u8, rest: [u8; 4], data: &[u8]) -> Vec<u8> {
    summed(&[&[kind, code, 0, 0], &rest, data].concat(), 2)
}

/// An echo.
pub(in crate::checks::packets) fn echo(id: u16, number: u16, data: &[u8]) -> Vec<u8> {
    let ([a, b], [c, d]) = (id.to_be_bytes(), number.to_be_bytes());
    icmp(8, 0, [a, b, c, d], data)
}

/// Which types of ICMP are errors.
pub(super) const ERROR_TYPES: [u8; 5] = [3, 11, 5, 4, 12];

/// Whether a packet's sender may be told of an error.
pub(super) fn may_be_told(packet: &Packet) -> bool {
    let [source, destination] = [packet.source, packet.destination].map(Ipv4Addr::from);
    let is_error = || match packet.payload.first() {
        Some(kind) => ERROR_TYPES.contains(kind),
        None => true,
    };
    let first = |address: Ipv4Addr| address.octets()[0];
    let carries_error = packet.protocol == ICMP && is_error();
    packet.flags_and_offset & 0x1FFF == 0
        && !destination.is_multicast()
        && !destination.is_broadcast()
        && !source.is_loopback()
        && (1..224).contains(&first(source))
        && !carries_error
}
