//! Layouts are data: a table a header, and one loop that walks over them. What comes next is a state.

use given::packets::FieldName::{self, *};
use given::packets::{Capture, LinkType, PacketField, PcapError, PcapRecord};

pub fn read_pcap(file: &[u8]) -> Result<Capture, PcapError> {
    let got = file.len();
    if got < 4 {
        return Err(PcapError::TooShort { got });
    }
    let magic = [file[0], file[1], file[2], file[3]];
    let turned = [magic[3], magic[2], magic[1], magic[0]];
    let is_known = |magic: [u8; 4]| {
        [0xA1B2_C3D4_u32, 0xA1B2_3C4D].into_iter().find(|known| known.to_be_bytes() == magic)
    };
    let (known, is_little) = match (is_known(magic), is_known(turned)) {
        (Some(known), _) => (known, false),
        (None, Some(known)) => (known, true),
        (None, None) => return Err(PcapError::NotPcap { magic }),
    };
    if got < 24 {
        return Err(PcapError::TooShort { got });
    }
    // All numbers are cut out of the file and turned round if they must be.
    let number = |at: usize, len: usize| -> u64 {
        let mut bytes = file[at..at + len].to_vec();
        if is_little {
            bytes.reverse();
        }
        bytes.into_iter().fold(0, |number, byte| number * 256 + u64::from(byte))
    };
    let (major, minor) = (number(4, 2) as u16, number(6, 2) as u16);
    if major != 2 || minor != 4 {
        return Err(PcapError::Version { major, minor });
    }
    let mut capture = Capture { link: LinkType((number(20, 4) % 65_536) as u16), records: vec![], rest: 0 };
    let mut at = 24;
    loop {
        capture.rest = got - at;
        if capture.rest < 16 {
            return Ok(capture);
        }
        let kept = number(at + 8, 4) as usize;
        if capture.rest - 16 < kept {
            return Ok(capture);
        }
        let fraction = number(at + 4, 4) * if known == 0xA1B2_C3D4 { 1000 } else { 1 };
        capture.records.push(PcapRecord {
            nanos: number(at, 4) * 1_000_000_000 + fraction,
            original_len: number(at + 12, 4) as u32,
            bytes: file[at + 16..at + 16 + kept].to_vec(),
        });
        at += 16 + kept;
    }
}

/// A header, or how it ends.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Ethernet,
    Arp,
    ArpAddresses,
    V4,
    V4Options,
    V6,
    Udp,
    Tcp,
    TcpOptions,
    Icmp,
    Echo,
    Mtu,
    IcmpRest,
    End(FieldName),
}

impl State {
    fn layout(self) -> &'static [(FieldName, usize)] {
        match self {
            State::Ethernet => &[(EthernetDestination, 48), (EthernetSource, 48), (EtherType, 16)],
            State::Arp => &[
                (ArpHardware, 16),
                (ArpProtocol, 16),
                (ArpHardwareLength, 8),
                (ArpProtocolLength, 8),
                (ArpOperation, 16),
            ],
            State::ArpAddresses => {
                &[(ArpSenderMac, 48), (ArpSenderIp, 32), (ArpTargetMac, 48), (ArpTargetIp, 32)]
            }
            State::V4 => &[
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
            ],
            State::V6 => &[
                (Ipv6Version, 4),
                (Ipv6TrafficClass, 8),
                (Ipv6FlowLabel, 20),
                (Ipv6PayloadLength, 16),
                (Ipv6NextHeader, 8),
                (Ipv6HopLimit, 8),
                (Ipv6Source, 128),
                (Ipv6Destination, 128),
            ],
            State::Udp => {
                &[(UdpSourcePort, 16), (UdpDestinationPort, 16), (UdpLength, 16), (UdpChecksum, 16)]
            }
            State::Tcp => &[
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
            ],
            State::Icmp => &[(IcmpType, 8), (IcmpCode, 8), (IcmpChecksum, 16)],
            State::Echo => &[(IcmpIdentifier, 16), (IcmpSequence, 16)],
            State::Mtu => &[(IcmpUnused, 16), (IcmpNextHopMtu, 16)],
            State::IcmpRest => &[(IcmpRest, 32)],
            State::V4Options | State::TcpOptions | State::End(_) => &[],
        }
    }
}

pub fn dissect(link: LinkType, bytes: &[u8]) -> Vec<PacketField> {
    let all = 8 * bytes.len();
    let mut fields: Vec<PacketField> = Vec::new();
    let mut limit = all;
    let mut state = match (link, bytes.first()) {
        (LinkType::ETHERNET, _) => State::Ethernet,
        (LinkType::RAW_IP, Some(0x40..=0x4F)) => State::V4,
        (LinkType::RAW_IP, Some(0x60..=0x6F)) => State::V6,
        (LinkType::RAW_IP, Some(_)) => State::End(Malformed),
        _ => State::End(Payload),
    };
    let left = loop {
        if let State::End(left) = state {
            break left;
        }
        state = step(state, bytes, &mut limit, &mut fields);
    };
    for (name, end) in [(left, limit), (Padding, all)] {
        let start = fields.last().map_or(0, |field| field.end);
        if start < end {
            fields.push(PacketField { name, start, end, value: None });
        }
    }
    fields
}

/// Walks over one header, and says what comes behind it.
fn step(state: State, bytes: &[u8], limit: &mut usize, fields: &mut Vec<PacketField>) -> State {
    let from = fields.last().map_or(0, |field| field.end);
    let mut at = from;
    for (name, width) in state.layout() {
        if *limit < at + width {
            return State::End(Truncated);
        }
        // Digits of base 2, the way people read numbers.
        let digits: String = (at..at + width)
            .map(|bit| if bytes[bit / 8] & (128 >> (bit % 8)) == 0 { '0' } else { '1' })
            .collect();
        let value = u128::from_str_radix(&digits, 2).unwrap_or(0);
        fields.push(PacketField { name: *name, start: at, end: at + width, value: Some(value) });
        at += width;
        let words = |name| 4 * number(fields, name);
        let is_wrong = match name {
            Ipv4Version => value != 4,
            Ipv6Version => value != 6,
            Ipv4HeaderLength | TcpDataOffset => value < 5,
            Ipv4TotalLength => value < words(Ipv4HeaderLength),
            UdpLength => value < 8,
            _ => false,
        };
        if is_wrong {
            return State::End(Malformed);
        }
        if matches!(name, Ipv4TotalLength | UdpLength) {
            *limit = (*limit).min(from + 8 * value as usize);
        }
    }
    let by_protocol = |protocol: u128, with_icmp: bool| match protocol {
        1 if with_icmp => State::Icmp,
        6 => State::Tcp,
        17 => State::Udp,
        _ => State::End(Payload),
    };
    match state {
        State::Ethernet => match number(fields, EtherType) {
            0x0800 => State::V4,
            0x0806 => State::Arp,
            0x86DD => State::V6,
            _ => State::End(Payload),
        },
        State::Arp => {
            let kinds = [ArpHardware, ArpProtocol, ArpHardwareLength, ArpProtocolLength];
            let is_usual = kinds.map(|name| number(fields, name)) == [1, 0x0800, 6, 4];
            if is_usual { State::ArpAddresses } else { State::End(Payload) }
        }
        State::ArpAddresses => {
            *limit = at;
            State::End(Payload)
        }
        State::V4 | State::Tcp => {
            let (name, length) = if state == State::V4 {
                (Ipv4Options, number(fields, Ipv4HeaderLength))
            } else {
                (TcpOptions, number(fields, TcpDataOffset))
            };
            let end = at + 32 * (length as usize - 5);
            if *limit < end {
                return State::End(Truncated);
            }
            if at < end {
                fields.push(PacketField { name, start: at, end, value: None });
            }
            if state == State::V4 { State::V4Options } else { State::TcpOptions }
        }
        State::V4Options if number(fields, Ipv4FragmentOffset) > 0 => State::End(Payload),
        State::V4Options => by_protocol(number(fields, Ipv4Protocol), true),
        State::V6 => {
            *limit = (*limit).min(at + 8 * number(fields, Ipv6PayloadLength) as usize);
            by_protocol(number(fields, Ipv6NextHeader), false)
        }
        State::Icmp => match (number(fields, IcmpType), number(fields, IcmpCode)) {
            (0 | 8, _) => State::Echo,
            (3, 4) => State::Mtu,
            _ => State::IcmpRest,
        },
        _ => State::End(Payload),
    }
}

/// The value of a field that has been walked over.
fn number(fields: &[PacketField], name: FieldName) -> u128 {
    fields.iter().find(|field| field.name == name).and_then(|field| field.value).unwrap_or(0)
}
