//! A dissector: which bits of a captured packet are which field, and what they say.
//!
//! A program that listens on a wire, such as tcpdump, writes what came by into a *capture file*. Later somebody
//! opens it and wants to know what those bytes are. Nothing is trusted here, because nothing in the file was checked
//! by anybody: a packet may be damaged on purpose, and the file may have kept only its first bytes.
//!
//! ```text
//!   a capture file                          a packet
//!   +-------------+  24 bytes               +----------------------+
//!   | file header |                         | Ethernet             |  14 bytes
//!   +-------------+                         +------+-------+-------+
//!   | record      |  16 bytes, and          | IPv4 | IPv6  |  ARP  |  20 or more, 40, 28 bytes
//!   |    a packet |  as many as it says     +------+-------+-------+
//!   +-------------+                         | ICMP | UDP  | TCP |      8, 8, 20 or more bytes
//!   | record      |                         +------+------+-----+
//!   |    a packet |                         | payload           |
//!   +-------------+                         +-------------------+
//!   |     ...     |                         | padding           |
//! ```
//!
//! Each layer says what the next one is, and where it ends. So a dissector is a walk: read the fields of a header in
//! the order in which they stand there, decide by what they say, and go on behind them. Fields are counted in bits,
//! because headers are: the first byte of an IPv4 packet is two fields.
//!
//! Left out: Ethernet's tags of virtual networks and its frames with a length instead of a type, extension headers
//! and ICMP of IPv6, what is in the options, and everything that a program says. Fragments are not put together, and
//! streams of TCP are not followed. Whether checksums are right is not said either: the values are there, and the
//! program `dissect` looks at them.

use given::packets::FieldName::{self, *};
use given::packets::{Capture, LinkType, PacketField, PcapError, PcapRecord, ethertype, protocol};

/// Reads a capture file: the format of libpcap, which tcpdump writes (draft-ietf-opsawg-pcap).
///
/// The file begins with a header of 24 bytes:
///
/// | bytes | |
/// | --- | --- |
/// | 0 to 3 | which format this is |
/// | 4, 5 and 6, 7 | the version, two numbers: 2 and 4 |
/// | 8 to 15 | nothing that counts |
/// | 16 to 19 | how many bytes of a packet are kept at most |
/// | 20 to 23 | in the lower 16 bits, what the packets begin with: [`Capture::link`] |
///
/// Behind it follow the records, each a header of 16 bytes and a packet:
///
/// | bytes | |
/// | --- | --- |
/// | 0 to 3 | when the packet came by: the seconds since the beginning of 1970 |
/// | 4 to 7 | and how much later, in microseconds, or in nanoseconds |
/// | 8 to 11 | how many bytes were kept: so many follow |
/// | 12 to 15 | how many bytes the packet had: [`PcapRecord::original_len`] |
///
/// All of these are unsigned numbers, in the order of bytes of the machine that wrote the file. Its first four bytes
/// say which order that is, and what the times count. They are one of two numbers, written in that order too:
///
/// | first bytes | most significant byte | times |
/// | --- | --- | --- |
/// | `a1 b2 c3 d4` | first | seconds and microseconds |
/// | `d4 c3 b2 a1` | last | seconds and microseconds |
/// | `a1 b2 3c 4d` | first | seconds and nanoseconds |
/// | `4d 3c b2 a1` | last | seconds and nanoseconds |
///
/// Whoever captures may be stopped in the middle of writing. So the end of the file may be a piece of a record, its
/// header or its packet cut off. That is no error: all records before it are given, and [`Capture::rest`] says how
/// many bytes are left over. Only the number of bytes that were kept says where a record ends. No other number must
/// fit it.
///
/// [`PcapRecord::original_len`]: given::packets::PcapRecord::original_len
///
/// # Errors
///
/// [`PcapError::TooShort`] if there are fewer than 4 bytes, [`PcapError::NotPcap`] if the first 4 are none of those
/// above, `TooShort` again if there are fewer than 24, and then [`PcapError::Version`].
///
/// # Examples
///
/// ```
/// use given::packets::{LinkType, PcapError};
/// use packets::dissect::read_pcap;
///
/// let file = [
///     0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0, // the file header
///     10, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 60, 0, 0, 0, 0xAA, 0xBB, // a record
///     10, 0, 0, 0, 9, 0, // and a piece of one
/// ];
/// let capture = read_pcap(&file).expect("it is a capture");
/// assert_eq!(capture.link, LinkType::ETHERNET);
/// assert_eq!(capture.records.len(), 1);
/// assert_eq!(capture.records[0].nanos, 10_000_007_000);
/// assert_eq!(capture.records[0].original_len, 60);
/// assert_eq!(capture.records[0].bytes, [0xAA, 0xBB]);
/// assert_eq!(capture.rest, 6);
///
/// assert_eq!(read_pcap(b"GET / HTTP/1.1"), Err(PcapError::NotPcap { magic: *b"GET " }));
/// ```
pub fn read_pcap(file: &[u8]) -> Result<Capture, PcapError> {
    let too_short = PcapError::TooShort { got: file.len() };
    let magic = *file.first_chunk::<4>().ok_or(too_short)?;
    let (order, nanos_per_tick) = match magic {
        [0xA1, 0xB2, 0xC3, 0xD4] => (Order::MostSignificantFirst, 1000),
        [0xD4, 0xC3, 0xB2, 0xA1] => (Order::LeastSignificantFirst, 1000),
        [0xA1, 0xB2, 0x3C, 0x4D] => (Order::MostSignificantFirst, 1),
        [0x4D, 0x3C, 0xB2, 0xA1] => (Order::LeastSignificantFirst, 1),
        magic => return Err(PcapError::NotPcap { magic }),
    };
    let (header, mut left) = file.split_first_chunk::<24>().ok_or(too_short)?;
    let (major, minor) = (order.u16(header, 4), order.u16(header, 6));
    if (major, minor) != (2, 4) {
        return Err(PcapError::Version { major, minor });
    }
    // The upper half of this number has other things to say, about check sequences of frames.
    let link = LinkType(order.u32(header, 20) as u16);

    let mut records = Vec::new();
    while let Some((record, behind)) = read_record(left, order, nanos_per_tick) {
        records.push(record);
        left = behind;
    }
    Ok(Capture { link, records, rest: left.len() })
}

/// The first record, and what stands behind it. `None` if not all of it is there.
fn read_record(left: &[u8], order: Order, nanos_per_tick: u64) -> Option<(PcapRecord, &[u8])> {
    let (header, behind) = left.split_first_chunk::<16>()?;
    let [seconds, ticks, kept, original_len] = [0, 4, 8, 12].map(|at| order.u32(header, at));
    // `kept` may be any number, so first we look whether so many bytes are there, and only then make room for them.
    let (bytes, behind) = behind.split_at_checked(kept as usize)?;
    let nanos = u64::from(seconds) * 1_000_000_000 + u64::from(ticks) * nanos_per_tick;
    Some((PcapRecord { nanos, original_len, bytes: bytes.to_vec() }, behind))
}

/// Which byte of a number comes first.
#[derive(Clone, Copy)]
enum Order {
    MostSignificantFirst,
    LeastSignificantFirst,
}

impl Order {
    /// The number whose first byte is at `at`. It has to be there.
    fn u16(self, bytes: &[u8], at: usize) -> u16 {
        let number = [bytes[at], bytes[at + 1]];
        match self {
            Order::MostSignificantFirst => u16::from_be_bytes(number),
            Order::LeastSignificantFirst => u16::from_le_bytes(number),
        }
    }

    /// The same with four bytes.
    fn u32(self, bytes: &[u8], at: usize) -> u32 {
        let number = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        match self {
            Order::MostSignificantFirst => u32::from_be_bytes(number),
            Order::LeastSignificantFirst => u32::from_le_bytes(number),
        }
    }
}

/// All fields of a packet, in order. `link` says what it begins with.
///
/// [`FieldName`] lists the fields of each header, in the order in which they stand there, and how many bits each has.
/// Each bit of the packet belongs to exactly one field of the answer, so each field begins where the one before it
/// ends. No field is without bits. No bytes have no fields.
///
/// What comes next is decided like this:
///
/// - [`LinkType::ETHERNET`]: the header of Ethernet, and behind it, by its type ([`ethertype`]), ARP, IPv4 or IPv6.
/// - [`LinkType::RAW_IP`]: IPv4 or IPv6. The upper four bits of the first byte say which: 4 or 6. Where they say
///   something else, all of the packet is [`Malformed`].
/// - IPv4 and IPv6, by their [`protocol`]: TCP, UDP, and behind IPv4 also ICMP. But a fragment whose offset is not 0
///   has no such header, since it begins in the middle of something.
/// - ARP for Ethernet and IPv4 (hardware 1, protocol `0x0800`, lengths 6 and 4) has all of its 9 fields, and ends
///   behind them. Another one has the first five.
/// - ICMP has [`IcmpIdentifier`] and [`IcmpSequence`] behind the checksum if its type is 0 or 8, [`IcmpUnused`] and
///   [`IcmpNextHopMtu`] if its type is 3 and its code is 4, and else [`IcmpRest`].
/// - Everything that is not one of these is [`Payload`]: what has another type or protocol, and all of a packet with
///   another link type. What UDP, TCP and ICMP carry is as well.
///
/// Where it ends:
///
/// - The total length of IPv4, the payload length of IPv6, the length of UDP, and the end of ARP's fields say where
///   something ends. What stands behind that is no payload. From the first such end on, all is [`Padding`].
/// - A length that promises more bytes than there are is no mistake: the capture kept only the beginning. What is
///   there is taken apart.
/// - Where the bytes (or what such a length left of them) end in the middle of a field, what is there of it is one
///   field, [`Truncated`]. The fields before it stay. If they end between two fields, nothing says so. A payload is
///   just shorter.
/// - A field whose value can't be is given as it is, and what stands behind it is one field, [`Malformed`], up to
///   the end. Such fields are a version other than 4 in IPv4 and other than 6 in IPv6, and a length that is too small
///   for the header that it is in: a header length or a data offset of less than 5 words, a total length of less than
///   the header length says, and a length of UDP of less than 8.
///
/// [`FieldName`]: given::packets::FieldName
/// [`ethertype`]: given::packets::ethertype
/// [`protocol`]: given::packets::protocol
/// [`Malformed`]: given::packets::FieldName::Malformed
/// [`Payload`]: given::packets::FieldName::Payload
/// [`Padding`]: given::packets::FieldName::Padding
/// [`Truncated`]: given::packets::FieldName::Truncated
/// [`IcmpIdentifier`]: given::packets::FieldName::IcmpIdentifier
/// [`IcmpSequence`]: given::packets::FieldName::IcmpSequence
/// [`IcmpUnused`]: given::packets::FieldName::IcmpUnused
/// [`IcmpNextHopMtu`]: given::packets::FieldName::IcmpNextHopMtu
/// [`IcmpRest`]: given::packets::FieldName::IcmpRest
///
/// # Examples
///
/// ```
/// use given::packets::{FieldName, LinkType, PacketField};
/// use packets::dissect::dissect;
///
/// // Tokyo's card sends to all cards, and what it sends is of a type that nobody here knows.
/// let frame = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 0, 1, 0x88, 0xB5, b'h', b'i'];
/// let field = |name, start, end, value| PacketField { name, start, end, value };
/// assert_eq!(
///     dissect(LinkType::ETHERNET, &frame),
///     [
///         field(FieldName::EthernetDestination, 0, 48, Some(0xFFFF_FFFF_FFFF)),
///         field(FieldName::EthernetSource, 48, 96, Some(0x0200_0000_0001)),
///         field(FieldName::EtherType, 96, 112, Some(0x88B5)),
///         field(FieldName::Payload, 112, 128, None),
///     ]
/// );
///
/// // Of this packet one byte was kept: a field, and half of the next one.
/// assert_eq!(
///     dissect(LinkType::RAW_IP, &[0x60]),
///     [field(FieldName::Ipv6Version, 0, 4, Some(6)), field(FieldName::Truncated, 4, 8, None)]
/// );
/// ```
pub fn dissect(link: LinkType, bytes: &[u8]) -> Vec<PacketField> {
    let mut walk = Walk { bytes, at: 0, end: bytes.len() * 8, fields: Vec::new() };
    let stopped = match link {
        LinkType::ETHERNET => walk.ethernet(),
        LinkType::RAW_IP => walk.ip(),
        _ => Ok(()),
    };
    let rest = match stopped {
        Ok(()) => Payload,
        Err(Stop::Truncated) => Truncated,
        Err(Stop::Malformed) => Malformed,
    };
    walk.all_until(walk.end, rest);
    walk.all_until(bytes.len() * 8, Padding);
    walk.fields
}

/// A walk over a packet: the fields so far, and where it goes on. Places are bits.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the packet ends, as far as its lengths have told. Never behind the last byte, and never before `at`.
    end: usize,
    fields: Vec<PacketField>,
}

/// Why the rest is not a payload.
enum Stop {
    /// The next field is not all there.
    Truncated,
    /// The last field has a value that can't be.
    Malformed,
}

impl Walk<'_> {
    fn ethernet(&mut self) -> Result<(), Stop> {
        self.number(EthernetDestination, 48)?;
        self.number(EthernetSource, 48)?;
        match self.number(EtherType, 16)? as u16 {
            ethertype::ARP => self.arp(),
            ethertype::IPV4 => self.ipv4(),
            ethertype::IPV6 => self.ipv6(),
            _ => Ok(()),
        }
    }

    fn arp(&mut self) -> Result<(), Stop> {
        let hardware = self.number(ArpHardware, 16)?;
        let protocol = self.number(ArpProtocol, 16)?;
        let hardware_length = self.number(ArpHardwareLength, 8)?;
        let protocol_length = self.number(ArpProtocolLength, 8)?;
        self.number(ArpOperation, 16)?;
        if (hardware, protocol, hardware_length, protocol_length) != (1, ethertype::IPV4.into(), 6, 4) {
            return Ok(());
        }
        self.number(ArpSenderMac, 48)?;
        self.number(ArpSenderIp, 32)?;
        self.number(ArpTargetMac, 48)?;
        self.number(ArpTargetIp, 32)?;
        // Ethernet makes short frames longer, and ARP has no length that says so.
        self.end = self.at;
        Ok(())
    }

    /// Without a header in front that says which version it is, the version must.
    fn ip(&mut self) -> Result<(), Stop> {
        match self.bytes.first().map(|first| first >> 4) {
            Some(4) => self.ipv4(),
            Some(6) => self.ipv6(),
            Some(_) => Err(Stop::Malformed),
            None => Ok(()),
        }
    }

    fn ipv4(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let version = self.number(Ipv4Version, 4)?;
        possible(version == 4)?;
        let header_len = 4 * self.number(Ipv4HeaderLength, 4)? as usize;
        possible(header_len >= 20)?;
        self.number(Ipv4TrafficClass, 8)?;
        let total_len = self.number(Ipv4TotalLength, 16)? as usize;
        possible(total_len >= header_len)?;
        self.ends_at(start + 8 * total_len);
        self.number(Ipv4Identification, 16)?;
        self.number(Ipv4ReservedFlag, 1)?;
        self.number(Ipv4DontFragment, 1)?;
        self.number(Ipv4MoreFragments, 1)?;
        let offset = self.number(Ipv4FragmentOffset, 13)?;
        self.number(Ipv4TimeToLive, 8)?;
        let protocol = self.number(Ipv4Protocol, 8)?;
        self.number(Ipv4Checksum, 16)?;
        self.number(Ipv4Source, 32)?;
        self.number(Ipv4Destination, 32)?;
        self.options(Ipv4Options, header_len - 20)?;
        match protocol as u8 {
            // The header of what was cut into fragments went with the first of them.
            _ if offset != 0 => Ok(()),
            protocol::ICMP => self.icmp(),
            protocol => self.transport(protocol),
        }
    }

    fn ipv6(&mut self) -> Result<(), Stop> {
        let version = self.number(Ipv6Version, 4)?;
        possible(version == 6)?;
        self.number(Ipv6TrafficClass, 8)?;
        self.number(Ipv6FlowLabel, 20)?;
        let payload_len = self.number(Ipv6PayloadLength, 16)? as usize;
        let next = self.number(Ipv6NextHeader, 8)?;
        self.number(Ipv6HopLimit, 8)?;
        self.number(Ipv6Source, 128)?;
        self.number(Ipv6Destination, 128)?;
        // The header is not counted in this length, other than in IPv4.
        self.ends_at(self.at + 8 * payload_len);
        self.transport(next as u8)
    }

    fn transport(&mut self, protocol: u8) -> Result<(), Stop> {
        match protocol {
            protocol::TCP => self.tcp(),
            protocol::UDP => self.udp(),
            _ => Ok(()),
        }
    }

    fn icmp(&mut self) -> Result<(), Stop> {
        let kind = self.number(IcmpType, 8)?;
        let code = self.number(IcmpCode, 8)?;
        self.number(IcmpChecksum, 16)?;
        match (kind, code) {
            (0 | 8, _) => {
                self.number(IcmpIdentifier, 16)?;
                self.number(IcmpSequence, 16)?;
            }
            (3, 4) => {
                self.number(IcmpUnused, 16)?;
                self.number(IcmpNextHopMtu, 16)?;
            }
            _ => {
                self.number(IcmpRest, 32)?;
            }
        }
        Ok(())
    }

    fn udp(&mut self) -> Result<(), Stop> {
        let start = self.at;
        self.number(UdpSourcePort, 16)?;
        self.number(UdpDestinationPort, 16)?;
        let len = self.number(UdpLength, 16)? as usize;
        possible(len >= 8)?;
        self.ends_at(start + 8 * len);
        self.number(UdpChecksum, 16)?;
        Ok(())
    }

    fn tcp(&mut self) -> Result<(), Stop> {
        self.number(TcpSourcePort, 16)?;
        self.number(TcpDestinationPort, 16)?;
        self.number(TcpSequence, 32)?;
        self.number(TcpAcknowledgment, 32)?;
        let header_len = 4 * self.number(TcpDataOffset, 4)? as usize;
        possible(header_len >= 20)?;
        self.number(TcpReserved, 4)?;
        self.number(TcpFlags, 8)?;
        self.number(TcpWindow, 16)?;
        self.number(TcpChecksum, 16)?;
        self.number(TcpUrgentPointer, 16)?;
        self.options(TcpOptions, header_len - 20)
    }

    /// The next field, a number of so many bits.
    fn number(&mut self, name: FieldName, bits: usize) -> Result<u128, Stop> {
        let (start, end) = self.take(bits)?;
        let value = (start..end).fold(0, |value, bit| value << 1 | self.bit(bit));
        self.fields.push(PacketField { name, start, end, value: Some(value) });
        Ok(value)
    }

    /// The next field, so many bytes that are no number. There may be none.
    fn options(&mut self, name: FieldName, bytes: usize) -> Result<(), Stop> {
        let (start, end) = self.take(8 * bytes)?;
        if start < end {
            self.fields.push(PacketField { name, start, end, value: None });
        }
        Ok(())
    }

    /// The only place that moves on, so nobody can read behind the end.
    fn take(&mut self, bits: usize) -> Result<(usize, usize), Stop> {
        if bits > self.end - self.at {
            return Err(Stop::Truncated);
        }
        let start = self.at;
        self.at += bits;
        Ok((start, self.at))
    }

    fn bit(&self, bit: usize) -> u128 {
        u128::from(self.bytes[bit / 8] >> (7 - bit % 8) & 1)
    }

    /// A length says that this is the end. A packet can end earlier than what it is in, and not later.
    fn ends_at(&mut self, end: usize) {
        self.end = self.end.min(end);
    }

    /// Everything up to there is one field, unless that is nothing.
    fn all_until(&mut self, end: usize, name: FieldName) {
        if self.at < end {
            self.fields.push(PacketField { name, start: self.at, end, value: None });
            self.at = end;
        }
    }
}

fn possible(is_possible: bool) -> Result<(), Stop> {
    if is_possible { Ok(()) } else { Err(Stop::Malformed) }
}
