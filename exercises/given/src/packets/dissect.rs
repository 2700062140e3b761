//! What `dissect` works on: captures, and the fields of what was captured.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::{Mac, ethertype, protocol};

/// What the packets of a capture begin with: a number of the registry at
/// <https://www.tcpdump.org/linktypes.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkType(pub u16);

impl LinkType {
    /// Ethernet frames, from the destination's address on and without the frame check sequence.
    pub const ETHERNET: LinkType = LinkType(1);
    /// IP packets of either version, with nothing in front.
    pub const RAW_IP: LinkType = LinkType(101);
}

/// `Ethernet`, `raw IP`, or the number.
impl fmt::Display for LinkType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            LinkType::ETHERNET => f.write_str("Ethernet"),
            LinkType::RAW_IP => f.write_str("raw IP"),
            LinkType(number) => write!(f, "link type {number}"),
        }
    }
}

/// What a capture file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// What all of its packets begin with.
    pub link: LinkType,
    /// Its packets, in the order of the file.
    pub records: Vec<PcapRecord>,
    /// How many bytes at the end of the file are not a whole record. It is 0, if nobody cut the file short.
    pub rest: usize,
}

/// A packet of a capture, and when it came by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PcapRecord {
    /// When: nanoseconds since the beginning of 1970.
    pub nanos: u64,
    /// How many bytes the packet had on its way. The file may have kept only the first of them.
    pub original_len: u32,
    /// The bytes that were kept.
    #[serde(with = "crate::hex")]
    pub bytes: Vec<u8>,
}

/// Why bytes are not a capture file. Where several are true, it is the first of this list, except that a file of at
/// least 4 bytes is `NotPcap` rather than `TooShort`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PcapError {
    /// There are fewer bytes than the file header has, which are 24.
    TooShort {
        /// How many there are.
        got: usize,
    },
    /// It begins with other bytes than a capture file.
    NotPcap {
        /// The first four, as they stand in the file.
        magic: [u8; 4],
    },
    /// The version of the format is another one than 2.4.
    Version {
        /// The number before the dot.
        major: u16,
        /// The number behind it.
        minor: u16,
    },
}

impl fmt::Display for PcapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PcapError::TooShort { got } => {
                write!(f, "a capture file has at least 24 bytes, and {got} are there")
            }
            PcapError::NotPcap { magic } => {
                write!(f, "a capture file does not begin with {}", crate::hex::encode(magic))
            }
            PcapError::Version { major, minor } => write!(f, "the version is {major}.{minor}, not 2.4"),
        }
    }
}

impl std::error::Error for PcapError {}

/// Some bits of a packet that belong together, and what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PacketField {
    /// What they are.
    pub name: FieldName,
    /// The first bit, counted from 0 over the whole packet: the most significant bit of the first byte is bit 0.
    pub start: usize,
    /// The bit behind the last one.
    pub end: usize,
    /// The bits as a number, the first the most significant. `None` where they are bytes and not a number:
    /// of options, and of the [`Layer::Rest`].
    #[serde(with = "number_or_none")]
    pub value: Option<u128>,
}

/// All fields that are told apart. Unless their docs say something else, they are numbers, and stand in a header in
/// the order of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FieldName {
    /// 48 bits: the card that shall have the frame (IEEE 802.3, section 3.2).
    EthernetDestination,
    /// 48 bits: the card that sent it.
    EthernetSource,
    /// 16 bits: what the frame carries. See [`ethertype`].
    EtherType,

    /// 16 bits: the kind of link (RFC 826). 1 is Ethernet.
    ArpHardware,
    /// 16 bits: the kind of address that is asked for, as an [`ethertype`].
    ArpProtocol,
    /// 8 bits: how many bytes an address of a card has.
    ArpHardwareLength,
    /// 8 bits: how many bytes an address of the protocol has.
    ArpProtocolLength,
    /// 16 bits: 1 is a request, 2 a reply.
    ArpOperation,
    /// 48 bits: the card of who sends the message.
    ArpSenderMac,
    /// 32 bits: the IPv4 address of who sends the message.
    ArpSenderIp,
    /// 48 bits: the card of who is asked, or answered. In a request nobody knows it.
    ArpTargetMac,
    /// 32 bits: the IPv4 address of who is asked, or answered.
    ArpTargetIp,

    /// 4 bits (RFC 791 §3.1). It is 4.
    Ipv4Version,
    /// 4 bits: the length of the header, in words of 4 bytes.
    Ipv4HeaderLength,
    /// 8 bits: how the packet would like to be treated.
    Ipv4TrafficClass,
    /// 16 bits: the length of header and payload, in bytes.
    Ipv4TotalLength,
    /// 16 bits: which fragments belong together.
    Ipv4Identification,
    /// 1 bit, which means nothing.
    Ipv4ReservedFlag,
    /// 1 bit, DF: nobody may cut this packet into fragments.
    Ipv4DontFragment,
    /// 1 bit, MF: this is a fragment, and not the last one.
    Ipv4MoreFragments,
    /// 13 bits: where in the whole payload this fragment begins, in units of 8 bytes.
    Ipv4FragmentOffset,
    /// 8 bits: how many routers may still forward this packet.
    Ipv4TimeToLive,
    /// 8 bits: what the payload is. See [`protocol`].
    Ipv4Protocol,
    /// 16 bits: the checksum of the header.
    Ipv4Checksum,
    /// 32 bits: who sent it.
    Ipv4Source,
    /// 32 bits: who shall have it.
    Ipv4Destination,
    /// Bytes: what the header has behind its first 20 bytes.
    Ipv4Options,

    /// 4 bits (RFC 8200 §3). It is 6.
    Ipv6Version,
    /// 8 bits: how the packet would like to be treated.
    Ipv6TrafficClass,
    /// 20 bits: packets of one conversation have the same.
    Ipv6FlowLabel,
    /// 16 bits: how many bytes there are behind the header.
    Ipv6PayloadLength,
    /// 8 bits: what the payload is, with the numbers of [`protocol`].
    Ipv6NextHeader,
    /// 8 bits: how many routers may still forward this packet.
    Ipv6HopLimit,
    /// 128 bits: who sent it.
    Ipv6Source,
    /// 128 bits: who shall have it.
    Ipv6Destination,

    /// 8 bits: what kind of message it is (RFC 792).
    IcmpType,
    /// 8 bits: which of that kind.
    IcmpCode,
    /// 16 bits: the checksum of the whole message.
    IcmpChecksum,
    /// 16 bits, in an echo request or reply: which conversation.
    IcmpIdentifier,
    /// 16 bits, in an echo request or reply: which request of the conversation.
    IcmpSequence,
    /// 16 bits that mean nothing, where a packet was too large for a link (RFC 1191 §4).
    IcmpUnused,
    /// 16 bits, behind those: the largest packet that would have fitted.
    IcmpNextHopMtu,
    /// 32 bits, in all other messages.
    IcmpRest,

    /// 16 bits: the port of the program that sent it (RFC 768).
    UdpSourcePort,
    /// 16 bits: the port of the program that shall have it.
    UdpDestinationPort,
    /// 16 bits: the length of header and data, in bytes.
    UdpLength,
    /// 16 bits: the checksum.
    UdpChecksum,

    /// 16 bits: the port of the program that sent it (RFC 9293 §3.1).
    TcpSourcePort,
    /// 16 bits: the port of the program that shall have it.
    TcpDestinationPort,
    /// 32 bits: the number of the first byte of the data.
    TcpSequence,
    /// 32 bits: the number of the byte that is expected next.
    TcpAcknowledgment,
    /// 4 bits: the length of the header, in words of 4 bytes.
    TcpDataOffset,
    /// 4 bits that are reserved. (The last of them has got a meaning since, in RFC 9768.)
    TcpReserved,
    /// 8 bits: CWR, ECE, URG, ACK, PSH, RST, SYN, FIN, in this order.
    TcpFlags,
    /// 16 bits: how many bytes may be sent.
    TcpWindow,
    /// 16 bits: the checksum.
    TcpChecksum,
    /// 16 bits: where urgent data ends, if URG is set.
    TcpUrgentPointer,
    /// Bytes: what the header has behind its first 20 bytes.
    TcpOptions,

    /// Bytes: what a layer carries, and nobody here takes apart.
    Payload,
    /// Bits: what is there of a field of which not all is there.
    Truncated,
    /// Bits: what stands behind a field whose value can't be.
    Malformed,
    /// Bytes: what stands behind the end, where a length says that an end is.
    Padding,
}

/// What a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The header of an Ethernet frame.
    Ethernet,
    /// A message of ARP.
    Arp,
    /// The header of an IPv4 packet.
    Ipv4,
    /// The header of an IPv6 packet.
    Ipv6,
    /// The beginning of an ICMP message.
    Icmp,
    /// The header of a UDP datagram.
    Udp,
    /// The header of a TCP segment.
    Tcp,
    /// Everything else.
    Rest,
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Layer::Ethernet => "Ethernet",
            Layer::Arp => "ARP",
            Layer::Ipv4 => "IPv4",
            Layer::Ipv6 => "IPv6",
            Layer::Icmp => "ICMP",
            Layer::Udp => "UDP",
            Layer::Tcp => "TCP",
            Layer::Rest => "rest",
        })
    }
}

impl FieldName {
    /// What it belongs to.
    pub fn layer(self) -> Layer {
        self.about().0
    }

    /// What people call it: `time to live`.
    pub fn label(self) -> &'static str {
        self.about().1
    }

    fn about(self) -> (Layer, &'static str) {
        use FieldName::*;
        use Layer::*;
        match self {
            EthernetDestination => (Ethernet, "destination"),
            EthernetSource => (Ethernet, "source"),
            EtherType => (Ethernet, "type"),
            ArpHardware => (Arp, "hardware"),
            ArpProtocol => (Arp, "protocol"),
            ArpHardwareLength => (Arp, "hardware length"),
            ArpProtocolLength => (Arp, "protocol length"),
            ArpOperation => (Arp, "operation"),
            ArpSenderMac => (Arp, "sender's card"),
            ArpSenderIp => (Arp, "sender"),
            ArpTargetMac => (Arp, "target's card"),
            ArpTargetIp => (Arp, "target"),
            Ipv4Version => (Ipv4, "version"),
            Ipv4HeaderLength => (Ipv4, "header length"),
            Ipv4TrafficClass => (Ipv4, "traffic class"),
            Ipv4TotalLength => (Ipv4, "total length"),
            Ipv4Identification => (Ipv4, "identification"),
            Ipv4ReservedFlag => (Ipv4, "reserved flag"),
            Ipv4DontFragment => (Ipv4, "don't fragment"),
            Ipv4MoreFragments => (Ipv4, "more fragments"),
            Ipv4FragmentOffset => (Ipv4, "fragment offset"),
            Ipv4TimeToLive => (Ipv4, "time to live"),
            Ipv4Protocol => (Ipv4, "protocol"),
            Ipv4Checksum => (Ipv4, "checksum"),
            Ipv4Source => (Ipv4, "source"),
            Ipv4Destination => (Ipv4, "destination"),
            Ipv4Options => (Ipv4, "options"),
            Ipv6Version => (Ipv6, "version"),
            Ipv6TrafficClass => (Ipv6, "traffic class"),
            Ipv6FlowLabel => (Ipv6, "flow label"),
            Ipv6PayloadLength => (Ipv6, "payload length"),
            Ipv6NextHeader => (Ipv6, "next header"),
            Ipv6HopLimit => (Ipv6, "hop limit"),
            Ipv6Source => (Ipv6, "source"),
            Ipv6Destination => (Ipv6, "destination"),
            IcmpType => (Icmp, "type"),
            IcmpCode => (Icmp, "code"),
            IcmpChecksum => (Icmp, "checksum"),
            IcmpIdentifier => (Icmp, "identifier"),
            IcmpSequence => (Icmp, "sequence number"),
            IcmpUnused => (Icmp, "unused"),
            IcmpNextHopMtu => (Icmp, "next hop's MTU"),
            IcmpRest => (Icmp, "rest of the header"),
            UdpSourcePort => (Udp, "source port"),
            UdpDestinationPort => (Udp, "destination port"),
            UdpLength => (Udp, "length"),
            UdpChecksum => (Udp, "checksum"),
            TcpSourcePort => (Tcp, "source port"),
            TcpDestinationPort => (Tcp, "destination port"),
            TcpSequence => (Tcp, "sequence number"),
            TcpAcknowledgment => (Tcp, "acknowledgment"),
            TcpDataOffset => (Tcp, "data offset"),
            TcpReserved => (Tcp, "reserved"),
            TcpFlags => (Tcp, "flags"),
            TcpWindow => (Tcp, "window"),
            TcpChecksum => (Tcp, "checksum"),
            TcpUrgentPointer => (Tcp, "urgent pointer"),
            TcpOptions => (Tcp, "options"),
            Payload => (Rest, "payload"),
            Truncated => (Rest, "truncated"),
            Malformed => (Rest, "malformed"),
            Padding => (Rest, "padding"),
        }
    }

    /// A value of this field as people spell it: `192.0.2.1`, `0x0800 (IPv4)`, `5 (20 bytes)`.
    pub fn spell(self, value: u128) -> String {
        use FieldName::*;
        let known = |text: Option<&str>| text.map(|text| format!(" ({text})")).unwrap_or_default();
        match self {
            EthernetDestination | EthernetSource | ArpSenderMac | ArpTargetMac => {
                let [.., a, b, c, d, e, f] = value.to_be_bytes();
                Mac([a, b, c, d, e, f]).to_string()
            }
            ArpSenderIp | ArpTargetIp | Ipv4Source | Ipv4Destination => {
                Ipv4Addr::from(value as u32).to_string()
            }
            Ipv6Source | Ipv6Destination => Ipv6Addr::from(value).to_string(),
            EtherType | ArpProtocol => format!("{value:#06x}{}", known(ethertype_name(value))),
            Ipv4Protocol | Ipv6NextHeader => format!("{value}{}", known(protocol_name(value))),
            Ipv4HeaderLength | TcpDataOffset => format!("{value} ({} bytes)", value * 4),
            Ipv4FragmentOffset if value > 0 => format!("{value} (byte {})", value * 8),
            Ipv4TrafficClass | Ipv6TrafficClass => format!("{value:#04x}"),
            Ipv6FlowLabel => format!("{value:#07x}"),
            Ipv4Checksum | IcmpChecksum | UdpChecksum | TcpChecksum => format!("{value:#06x}"),
            IcmpRest => format!("{value:#010x}"),
            ArpHardware => format!("{value}{}", known((value == 1).then_some("Ethernet"))),
            ArpOperation => {
                let name = [(1, "request"), (2, "reply")].into_iter().find(|(number, _)| *number == value);
                format!("{value}{}", known(name.map(|(_, name)| name)))
            }
            IcmpType => format!("{value}{}", known(icmp_name(value))),
            TcpFlags => format!("{value:#04x}{}", known(Some(&tcp_flags(value)))),
            _ => value.to_string(),
        }
    }
}

fn ethertype_name(value: u128) -> Option<&'static str> {
    match u16::try_from(value).ok()? {
        ethertype::IPV4 => Some("IPv4"),
        ethertype::ARP => Some("ARP"),
        ethertype::IPV6 => Some("IPv6"),
        _ => None,
    }
}

fn protocol_name(value: u128) -> Option<&'static str> {
    match u8::try_from(value).ok()? {
        protocol::ICMP => Some("ICMP"),
        protocol::TCP => Some("TCP"),
        protocol::UDP => Some("UDP"),
        _ => None,
    }
}

fn icmp_name(value: u128) -> Option<&'static str> {
    match value {
        0 => Some("echo reply"),
        3 => Some("destination unreachable"),
        8 => Some("echo request"),
        11 => Some("time exceeded"),
        12 => Some("parameter problem"),
        _ => None,
    }
}

fn tcp_flags(value: u128) -> String {
    const NAMES: [&str; 8] = ["CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"];
    let set = NAMES.iter().enumerate().filter(|(place, _)| value >> (7 - place) & 1 == 1);
    let names: Vec<&str> = set.map(|(_, name)| *name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// `Ipv4 time to live 64, bits 176 to 184`. Of a field that is no number, how long it is.
impl fmt::Display for PacketField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PacketField { name, start, end, value } = *self;
        if name.layer() != Layer::Rest {
            write!(f, "{} ", name.layer())?;
        }
        f.write_str(name.label())?;
        if let Some(value) = value {
            write!(f, " {}", name.spell(value))?;
        }
        write!(f, ", bits {start} to {end}")
    }
}

/// A number of up to 128 bits, or none, as hexadecimal text.
mod number_or_none {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Option<u128>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(|value| format!("{value:x}")).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u128>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let number = |text: String| u128::from_str_radix(&text, 16);
        text.map(number).transpose().map_err(|_| D::Error::custom("expected up to 32 hexadecimal digits"))
    }
}
