//! All by places in the bytes: the IP header is read here and not by `ipv4`, the echo's checksum is updated and not
//! computed, and a datagram's checksum is computed anew and compared. An echo with a code is not answered.

use given::packets::{Ends, IcmpError, Transport, UdpError, UdpPorts};

use crate::checksum::{ones_sum, segment_checksum, update};

fn number(bytes: &[u8], at: usize) -> usize {
    usize::from(bytes[at]) * 256 + usize::from(bytes[at + 1])
}

pub fn udp_parse<'a>(ends: &Ends, bytes: &'a [u8]) -> Result<(UdpPorts, &'a [u8]), UdpError> {
    if bytes.len() < 8 {
        return Err(UdpError::Truncated { got: bytes.len() });
    }
    let claimed = number(bytes, 4);
    if claimed < 8 || claimed > bytes.len() {
        return Err(UdpError::Length { claimed, got: bytes.len() });
    }
    let ports = UdpPorts { source: number(bytes, 0) as u16, destination: number(bytes, 2) as u16 };
    let found = number(bytes, 6) as u16;
    if found == 0 {
        return match ends {
            Ends::V4 { .. } if claimed == 8 => Ok((ports, &[])),
            Ends::V4 { .. } => Ok((ports, &bytes[8..claimed])),
            Ends::V6 { .. } => Err(UdpError::NoChecksum),
        };
    }
    let expected = segment_checksum(ends, Transport::Udp, &bytes[..claimed]);
    if found == expected { Ok((ports, &bytes[8..claimed])) } else { Err(UdpError::Checksum { found, expected }) }
}

pub fn udp_emit(ends: &Ends, ports: &UdpPorts, data: &[u8]) -> Vec<u8> {
    let mut datagram = vec![0; 8 + data.len()];
    datagram[0] = (ports.source / 256) as u8;
    datagram[1] = (ports.source % 256) as u8;
    datagram[2] = (ports.destination / 256) as u8;
    datagram[3] = (ports.destination % 256) as u8;
    datagram[4] = ((8 + data.len()) / 256) as u8;
    datagram[5] = ((8 + data.len()) % 256) as u8;
    for (at, byte) in data.iter().enumerate() {
        datagram[8 + at] = *byte;
    }
    let checksum = segment_checksum(ends, Transport::Udp, &datagram);
    datagram[6] = (checksum / 256) as u8;
    datagram[7] = (checksum % 256) as u8;
    datagram
}

pub fn icmp_echo_reply(message: &[u8]) -> Option<Vec<u8>> {
    if message.len() < 8 || message[0] != 8 || message[1] != 0 || ones_sum(message) != 0xFFFF {
        return None;
    }
    let came = number(message, 2) as u16;
    let [high, low] = update(came, 0x0800, 0x0000).to_be_bytes();
    let mut reply = vec![0, 0, high, low];
    reply.extend(&message[4..]);
    Some(reply)
}

pub fn icmp_error(error: &IcmpError, packet: &[u8]) -> Option<Vec<u8>> {
    if packet.len() < 20 || packet[0] >> 4 != 4 {
        return None;
    }
    let header = usize::from(packet[0] % 16) * 4;
    let total = number(packet, 2);
    if header < 20 || total < header || total > packet.len() || ones_sum(&packet[..header]) != 0xFFFF {
        return None;
    }
    if number(packet, 6) % 0x2000 != 0 {
        return None;
    }
    if packet[12] == 0 || packet[12] == 127 || packet[12] > 223 {
        return None;
    }
    if (224..240).contains(&packet[16]) || packet[16..20] == [255; 4] {
        return None;
    }
    if packet[9] == 1 && (total == header || [3, 4, 5, 11, 12].contains(&packet[header])) {
        return None;
    }
    let mut message = match error {
        IcmpError::NetUnreachable => vec![3, 0, 0, 0, 0, 0, 0, 0],
        IcmpError::HostUnreachable => vec![3, 1, 0, 0, 0, 0, 0, 0],
        IcmpError::ProtocolUnreachable => vec![3, 2, 0, 0, 0, 0, 0, 0],
        IcmpError::PortUnreachable => vec![3, 3, 0, 0, 0, 0, 0, 0],
        IcmpError::FragmentationNeeded { mtu } => vec![3, 4, 0, 0, 0, 0, (mtu / 256) as u8, (mtu % 256) as u8],
        IcmpError::Prohibited => vec![3, 13, 0, 0, 0, 0, 0, 0],
        IcmpError::TimeExceeded => vec![11, 0, 0, 0, 0, 0, 0, 0],
        IcmpError::ReassemblyTimeExceeded => vec![11, 1, 0, 0, 0, 0, 0, 0],
        IcmpError::ParameterProblem { pointer } => vec![12, 0, 0, 0, *pointer, 0, 0, 0],
    };
    message.extend(packet[..total].iter().take(548));
    let checksum = !ones_sum(&message);
    message[2] = (checksum / 256) as u8;
    message[3] = (checksum % 256) as u8;
    Some(message)
}
