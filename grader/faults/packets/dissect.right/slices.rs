//! By slices of bytes: each layer gets the bytes that are its own, and gives the fields in them. Places are made
//! absolute at the end, by adding up.

use given::packets::FieldName::{self, *};
use given::packets::{Capture, LinkType, PacketField, PcapError, PcapRecord};

type Number = fn([u8; 4]) -> u32;

pub fn read_pcap(file: &[u8]) -> Result<Capture, PcapError> {
    let got = file.len();
    let [a, b, c, d, header @ ..] = file else { return Err(PcapError::TooShort { got }) };
    let (number, factor): (Number, u64) = match [a, b, c, d].map(|byte| *byte) {
        [0xA1, 0xB2, 0xC3, 0xD4] => (u32::from_be_bytes, 1000),
        [0xA1, 0xB2, 0x3C, 0x4D] => (u32::from_be_bytes, 1),
        [0xD4, 0xC3, 0xB2, 0xA1] => (u32::from_le_bytes, 1000),
        [0x4D, 0x3C, 0xB2, 0xA1] => (u32::from_le_bytes, 1),
        magic => return Err(PcapError::NotPcap { magic }),
    };
    let numbers = |bytes: &[u8]| -> Vec<u32> {
        bytes.chunks_exact(4).map(|four| number([four[0], four[1], four[2], four[3]])).collect()
    };
    if header.len() < 20 {
        return Err(PcapError::TooShort { got });
    }
    let (header, mut records) = header.split_at(20);
    let is_big = number([0, 0, 0, 1]) == 1;
    let half = |at: usize| {
        let (high, low) = if is_big { (header[at], header[at + 1]) } else { (header[at + 1], header[at]) };
        u16::from(high) << 8 | u16::from(low)
    };
    if (half(0), half(2)) != (2, 4) {
        return Err(PcapError::Version { major: half(0), minor: half(2) });
    }
    let link = LinkType((numbers(header)[4] & 0xFFFF) as u16);
    let mut capture = Capture { link, records: Vec::new(), rest: 0 };
    while records.len() >= 16 {
        let head = numbers(&records[..16]);
        let end = 16_usize.saturating_add(head[2] as usize);
        let Some(whole) = records.get(16..end) else { break };
        let nanos = u64::from(head[0]) * 1_000_000_000 + u64::from(head[1]) * factor;
        capture.records.push(PcapRecord { nanos, original_len: head[3], bytes: whole.to_vec() });
        records = &records[end..];
    }
    capture.rest = records.len();
    Ok(capture)
}

/// A name, how many bits, and whether they are a number.
type Part = (FieldName, usize, bool);

/// The parts of some bytes. All that is left of them is the last part, and may be empty.
type Parts = Vec<Part>;

pub fn dissect(link: LinkType, bytes: &[u8]) -> Vec<PacketField> {
    let parts = match (link, bytes) {
        (LinkType::ETHERNET, _) => ethernet(bytes),
        (LinkType::RAW_IP, [0x40..=0x4F, ..]) => ipv4(bytes),
        (LinkType::RAW_IP, [0x60..=0x6F, ..]) => ipv6(bytes),
        (LinkType::RAW_IP, [_, ..]) => all(bytes, Malformed),
        _ => all(bytes, Payload),
    };
    let mut start = 0;
    let mut fields = Vec::new();
    for (name, bits, is_number) in parts.into_iter().filter(|(_, bits, _)| *bits > 0) {
        let value = is_number.then(|| number(bytes, start, bits));
        fields.push(PacketField { name, start, end: start + bits, value });
        start += bits;
    }
    fields
}

fn all(bytes: &[u8], name: FieldName) -> Parts {
    vec![(name, 8 * bytes.len(), false)]
}

/// Whole bytes first, and then what is too much at both ends shifted out.
fn number(bytes: &[u8], start: usize, bits: usize) -> u128 {
    let end = start + bits;
    let mut number = 0_u128;
    for (at, byte) in bytes.iter().enumerate().take(end.div_ceil(8)).skip(start / 8) {
        let own = if at == start / 8 { byte & (0xFF >> (start % 8)) } else { *byte };
        let unused = if at == end / 8 { 8 - end % 8 } else { 0 };
        number = number << (8 - unused) | u128::from(own >> unused);
    }
    number
}

/// The parts of a header, followed by what `behind` makes of what is behind it. `names` and `bits` say what is in it;
/// `is_possible` is asked after each number.
fn header(
    bytes: &[u8],
    layout: &[(FieldName, usize)],
    is_possible: impl Fn(FieldName, usize) -> bool,
    behind: impl FnOnce(&[u8]) -> Parts,
) -> Parts {
    let (mut parts, mut at) = (Parts::new(), 0);
    for (name, bits) in layout {
        if at + bits > 8 * bytes.len() {
            parts.push((Truncated, 8 * bytes.len() - at, false));
            return parts;
        }
        parts.push((*name, *bits, true));
        let value = number(bytes, at, *bits) as usize;
        at += bits;
        if !is_possible(*name, value) {
            parts.push((Malformed, 8 * bytes.len() - at, false));
            return parts;
        }
    }
    parts.extend(behind(&bytes[at / 8..]));
    parts
}

/// The parts of the first `length` bytes, and then padding. Where there are fewer, so be it.
fn ending(bytes: &[u8], length: usize, inside: impl FnOnce(&[u8]) -> Parts) -> Parts {
    let (inner, padding) = bytes.split_at(length.min(bytes.len()));
    let mut parts = inside(inner);
    // Padding behind padding is one.
    match parts.last_mut() {
        Some((Padding, bits, _)) => *bits += 8 * padding.len(),
        _ => parts.push((Padding, 8 * padding.len(), false)),
    }
    parts
}

/// Options are bytes, and then comes what is behind them.
fn options(bytes: &[u8], name: FieldName, length: usize, behind: impl FnOnce(&[u8]) -> Parts) -> Parts {
    match bytes.split_at_checked(length) {
        Some((own, rest)) => [vec![(name, 8 * own.len(), false)], behind(rest)].concat(),
        None => all(bytes, Truncated),
    }
}

fn ethernet(bytes: &[u8]) -> Parts {
    let layout = [(EthernetDestination, 48), (EthernetSource, 48), (EtherType, 16)];
    header(bytes, &layout, |_, _| true, |rest| match bytes[12..14] {
        [0x08, 0x00] => ipv4(rest),
        [0x08, 0x06] => arp(rest),
        [0x86, 0xDD] => ipv6(rest),
        _ => all(rest, Payload),
    })
}

fn arp(bytes: &[u8]) -> Parts {
    let layout = [
        (ArpHardware, 16),
        (ArpProtocol, 16),
        (ArpHardwareLength, 8),
        (ArpProtocolLength, 8),
        (ArpOperation, 16),
    ];
    let addresses = [(ArpSenderMac, 48), (ArpSenderIp, 32), (ArpTargetMac, 48), (ArpTargetIp, 32)];
    header(bytes, &layout, |_, _| true, |rest| match bytes[..6] {
        [0, 1, 8, 0, 6, 4] => header(rest, &addresses, |_, _| true, |rest| all(rest, Padding)),
        _ => all(rest, Payload),
    })
}

fn ipv4(bytes: &[u8]) -> Parts {
    let layout = [
        (Ipv4Version, 4),
        (Ipv4HeaderLength, 4),
        (Ipv4TrafficClass, 8),
        (Ipv4TotalLength, 16),
        (Ipv4Identification, 16),
        (Ipv4ReservedFlag, 1),
        (Ipv4DontFragment, 1),
        (Ipv4MoreFragments, 1),
        (Ipv4FragmentOffset, 13),
        (Ipv4TimeToLive, 8),
        (Ipv4Protocol, 8),
        (Ipv4Checksum, 16),
        (Ipv4Source, 32),
        (Ipv4Destination, 32),
    ];
    let words = bytes.first().map_or(0, |first| usize::from(first & 15));
    let total = bytes.get(2..4).map_or(0, |pair| usize::from(pair[0]) << 8 | usize::from(pair[1]));
    let is_possible = |name: FieldName, value: usize| match name {
        Ipv4Version => value == 4,
        Ipv4HeaderLength => value >= 5,
        Ipv4TotalLength => value >= 4 * words,
        _ => true,
    };
    let is_sane = bytes.len() >= 4 && bytes[0] >> 4 == 4 && words >= 5 && total >= 4 * words;
    let length = if is_sane { total } else { bytes.len() };
    ending(bytes, length, |bytes| {
        header(bytes, &layout, is_possible, |rest| {
            options(rest, Ipv4Options, 4 * words - 20, |rest| match (bytes[6] & 0x1F, bytes[7], bytes[9]) {
                (0, 0, 1) => icmp(rest),
                (0, 0, protocol) => transport(rest, protocol),
                _ => all(rest, Payload),
            })
        })
    })
}

fn ipv6(bytes: &[u8]) -> Parts {
    let layout = [
        (Ipv6Version, 4),
        (Ipv6TrafficClass, 8),
        (Ipv6FlowLabel, 20),
        (Ipv6PayloadLength, 16),
        (Ipv6NextHeader, 8),
        (Ipv6HopLimit, 8),
        (Ipv6Source, 128),
        (Ipv6Destination, 128),
    ];
    let is_possible = |name: FieldName, value: usize| name != Ipv6Version || value == 6;
    header(bytes, &layout, is_possible, |rest| {
        let length = usize::from(bytes[4]) << 8 | usize::from(bytes[5]);
        ending(rest, length, |rest| transport(rest, bytes[6]))
    })
}

fn transport(bytes: &[u8], protocol: u8) -> Parts {
    match protocol {
        6 => tcp(bytes),
        17 => udp(bytes),
        _ => all(bytes, Payload),
    }
}

fn udp(bytes: &[u8]) -> Parts {
    let layout = [(UdpSourcePort, 16), (UdpDestinationPort, 16), (UdpLength, 16), (UdpChecksum, 16)];
    let length = bytes.get(4..6).map_or(0, |pair| usize::from(pair[0]) << 8 | usize::from(pair[1]));
    let is_possible = |name: FieldName, value: usize| name != UdpLength || value >= 8;
    let length = if length < 8 { bytes.len() } else { length };
    ending(bytes, length, |bytes| header(bytes, &layout, is_possible, |rest| all(rest, Payload)))
}

fn tcp(bytes: &[u8]) -> Parts {
    let layout = [
        (TcpSourcePort, 16),
        (TcpDestinationPort, 16),
        (TcpSequence, 32),
        (TcpAcknowledgment, 32),
        (TcpDataOffset, 4),
        (TcpReserved, 4),
        (TcpFlags, 8),
        (TcpWindow, 16),
        (TcpChecksum, 16),
        (TcpUrgentPointer, 16),
    ];
    let is_possible = |name: FieldName, value: usize| name != TcpDataOffset || value >= 5;
    header(bytes, &layout, is_possible, |rest| {
        options(rest, TcpOptions, 4 * usize::from(bytes[12] >> 4) - 20, |rest| all(rest, Payload))
    })
}

fn icmp(bytes: &[u8]) -> Parts {
    let layout = [(IcmpType, 8), (IcmpCode, 8), (IcmpChecksum, 16)];
    header(bytes, &layout, |_, _| true, |rest| {
        let second: &[(FieldName, usize)] = match bytes[..2] {
            [0 | 8, _] => &[(IcmpIdentifier, 16), (IcmpSequence, 16)],
            [3, 4] => &[(IcmpUnused, 16), (IcmpNextHopMtu, 16)],
            _ => &[(IcmpRest, 32)],
        };
        header(rest, second, |_, _| true, |rest| all(rest, Payload))
    })
}
