//! With what `std` knows of addresses, and with equation 2 of RFC 1624 for the echo: where the checksum could be 0 or
//! ffff, it gives the other one of the two. Everybody who adds up finds it right.

use std::net::Ipv4Addr;

use given::packets::{Ends, IcmpError, Transport, UdpError, UdpPorts, icmp_type, protocol};

use crate::checksum::{checksum, is_intact, join, ones_sum, segment_checksum};
use crate::ipv4;

/// Takes a number from the front.
fn take(bytes: &mut &[u8]) -> Option<u16> {
    let (number, rest) = bytes.split_first_chunk::<2>()?;
    *bytes = rest;
    Some(u16::from_be_bytes(*number))
}

pub fn udp_parse<'a>(ends: &Ends, bytes: &'a [u8]) -> Result<(UdpPorts, &'a [u8]), UdpError> {
    let got = bytes.len();
    let mut rest = bytes;
    let numbers = [(); 4].map(|()| take(&mut rest));
    let [Some(source), Some(destination), Some(length), Some(found)] = numbers else {
        return Err(UdpError::Truncated { got });
    };
    let claimed = usize::from(length);
    let length_error = UdpError::Length { claimed, got };
    let data = claimed.checked_sub(8).and_then(|len| rest.get(..len)).ok_or(length_error)?;
    let datagram = &bytes[..claimed];
    let is_v4 = matches!(ends, Ends::V4 { .. });
    if found == 0 && !is_v4 {
        return Err(UdpError::NoChecksum);
    }
    if found != 0 && !is_intact(ends, Transport::Udp, datagram) {
        return Err(UdpError::Checksum { found, expected: segment_checksum(ends, Transport::Udp, datagram) });
    }
    Ok((UdpPorts { source, destination }, data))
}

pub fn udp_emit(ends: &Ends, ports: &UdpPorts, data: &[u8]) -> Vec<u8> {
    let length = (8 + data.len()) as u16;
    let head = [ports.source.to_be_bytes(), ports.destination.to_be_bytes(), length.to_be_bytes()].concat();
    let open = [&head[..], &[0, 0], data].concat();
    let field = segment_checksum(ends, Transport::Udp, &open).to_be_bytes();
    [&head[..], &field, data].concat()
}

pub fn icmp_echo_reply(message: &[u8]) -> Option<Vec<u8>> {
    let [icmp_type::ECHO, code, high, low, _, _, _, _, ..] = *message else { return None };
    if ones_sum(message) != 0xFFFF {
        return None;
    }
    let without = join(u16::from_be_bytes([high, low]), 2, 0x0800);
    let [high, low] = if without == 0 { [0xFF, 0xFF] } else { without.to_be_bytes() };
    Some([&[icmp_type::ECHO_REPLY, code, high, low], &message[4..]].concat())
}

pub fn icmp_error(error: &IcmpError, packet: &[u8]) -> Option<Vec<u8>> {
    let (header, payload) = ipv4::parse(packet).ok()?;
    let (source, destination) = (Ipv4Addr::from(header.source), Ipv4Addr::from(header.destination));
    let is_nobody = source.octets()[0] == 0
        || source.is_loopback()
        || source.is_multicast()
        || source.is_broadcast()
        || source.octets()[0] >= 240;
    let is_error = || match payload {
        [] => true,
        [kind, ..] => matches!(kind, 3..=5 | 11 | 12),
    };
    let quiet = header.fragment_offset > 0
        || destination.is_multicast()
        || destination.is_broadcast()
        || is_nobody
        || header.protocol == protocol::ICMP && is_error();
    (!quiet).then(|| {
        let (kind, code, number) = match *error {
            IcmpError::NetUnreachable => (3, 0, 0),
            IcmpError::HostUnreachable => (3, 1, 0),
            IcmpError::ProtocolUnreachable => (3, 2, 0),
            IcmpError::PortUnreachable => (3, 3, 0),
            IcmpError::FragmentationNeeded { mtu } => (3, 4, u32::from(mtu)),
            IcmpError::Prohibited => (3, 13, 0),
            IcmpError::TimeExceeded => (11, 0, 0),
            IcmpError::ReassemblyTimeExceeded => (11, 1, 0),
            IcmpError::ParameterProblem { pointer } => (12, 0, u32::from(pointer) << 24),
        };
        let end = packet.len() - (packet.len() - 20 - header.options.len() - payload.len());
        let room = 576 - 20 - 8;
        let rest = [&number.to_be_bytes()[..], &packet[..end.min(room)]].concat();
        let open = [&[kind, code, 0, 0], &rest[..]].concat();
        let field = checksum(&open, 2).to_be_bytes();
        [&[kind, code], &field[..], &rest].concat()
    })
}
