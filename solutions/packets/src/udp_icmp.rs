//! UDP, which says for which program a packet is, and ICMP, which says what became of it.
//!
//! IP brings a packet to a machine, and there its work ends. On the machine run many programs. UDP adds the least
//! that is needed to get to one of them: two *ports*, a length and a checksum, and then comes what the program
//! has to say. It promises nothing that IP does not promise.
//!
//! ```text
//!   bit 0               16              31         bit 0       8       16              31
//!       +---------------+---------------+              +-------+-------+---------------+
//!     0 |  source port  |  destination  |            0 | type  | code  |   checksum    |
//!       +---------------+---------------+              +-------+-------+---------------+
//!     4 |    length     |   checksum    |            4 |   for each type something else|
//!       +---------------+---------------+              +-------------------------------+
//!     8 |             data              |            8 | echo: data                    |
//!       |                               |              | error: the packet, from the   |
//!  byte +-------------------------------+         byte | first byte of its header on   |
//!                                                      +-------------------------------+
//!        UDP: RFC 768                                   ICMP: RFC 792
//! ```
//!
//! IP throws a packet away when it can't do better, and tells nobody. Whoever threw it away *may* tell its sender
//! with a message of ICMP, which is a packet again and can be lost as any other. Such an error quotes the
//! beginning of the packet that it is about: by the addresses and ports in it, the sender knows which of its programs
//! to tell. And there is a question that anybody may ask a machine: are you there? That is an *echo*, and `ping` is
//! the program for it.
//!
//! Errors about errors would never end, and errors about a packet to everybody would come from everybody. So
//! most of [`icmp_error`] is about when to be quiet.
//!
//! Left out: ICMP for IPv6, which is another protocol (RFC 4443); what belongs to extensions in an error (RFC
//! 4884); how many errors one may send in a second (RFC 1812 §4.3.2.8); UDP over IPv6 without a checksum, which
//! tunnels may do (RFC 6935), and with a length of 0, "jumbo" (RFC 2675 §4).

use given::packets::{Ends, IcmpError, Ipv4Header, Transport, UdpError, UdpPorts, icmp_type, protocol};

use crate::checksum::{checksum, is_intact, ones_sum, segment_checksum};
use crate::ipv4;

/// Both have one of eight bytes.
const HEADER: usize = 8;

/// Where ICMP keeps its checksum.
const ICMP_CHECKSUM_AT: usize = 2;

/// What an error may quote: the whole of it, in an IP packet without options, has at most 576 bytes (RFC 1812
/// §4.3.2.3). So many bytes every machine accepts (RFC 791 §3.1).
const MAX_QUOTE: usize = 576 - IPV4_HEADER - HEADER;

/// The header of an IPv4 packet without options.
const IPV4_HEADER: usize = 20;

/// Reads a UDP datagram: between which ports it travels, and its data.
///
/// `bytes` is the payload of the IP packet that came, whose header says the `ends`. The datagram begins with four
/// numbers of 16 bits: the source port, the destination port, the length, the checksum. The length counts the 8
/// bytes of this header and the data. It says where the datagram ends: if there are more bytes than that, they don't
/// belong to it, and the checksum does not cover them. The data are a part of `bytes`, not a copy.
///
/// The checksum is that of [`crate::checksum::segment_checksum`]. If its field is 0, the sender has computed none:
/// over IPv4 the datagram is accepted as it is (RFC 768), over IPv6 it is refused (RFC 8200 §8.1).
///
/// # Errors
///
/// The first that is true:
///
/// - [`UdpError::Truncated`] if there are fewer than 8 bytes.
/// - [`UdpError::Length`] if the length is less than 8, or more than there are bytes.
/// - [`UdpError::NoChecksum`] if the checksum is 0, over IPv6.
/// - [`UdpError::Checksum`] if the datagram is not intact, as [`crate::checksum::is_intact`] says. `expected` is
///   what [`crate::checksum::segment_checksum`] gives for it.
///
/// Whatever the bytes are, it does not panic.
///
/// # Examples
///
/// ```
/// use given::packets::{Ends, UdpError, UdpPorts};
/// use packets::udp_icmp::udp_parse;
///
/// let ends = Ends::V4 { source: 0xC000_0201, destination: 0xC633_6407 }; // 192.0.2.1 to 198.51.100.7
/// // Ports 1024 and 53, length 10, the checksum, and "hi". What stands behind is not part of the datagram.
/// let mut bytes = [0x04, 0x00, 0x00, 0x35, 0x00, 0x0A, 0xA6, 0xFF, b'h', b'i', 0x00, 0x00];
/// let ports = UdpPorts { source: 1024, destination: 53 };
/// assert_eq!(udp_parse(&ends, &bytes), Ok((ports, &b"hi"[..])));
///
/// assert_eq!(udp_parse(&ends, &bytes[..9]), Err(UdpError::Length { claimed: 10, got: 9 }));
/// assert_eq!(udp_parse(&ends, &bytes[..7]), Err(UdpError::Truncated { got: 7 }));
///
/// bytes[9] = b'o';
/// assert_eq!(udp_parse(&ends, &bytes), Err(UdpError::Checksum { found: 0xA6FF, expected: 0xA6F9 }));
/// bytes[6..8].fill(0);
/// assert_eq!(udp_parse(&ends, &bytes), Ok((ports, &b"ho"[..])));
/// ```
pub fn udp_parse<'a>(ends: &Ends, bytes: &'a [u8]) -> Result<(UdpPorts, &'a [u8]), UdpError> {
    let got = bytes.len();
    let Some((header, _)) = bytes.split_first_chunk::<HEADER>() else {
        return Err(UdpError::Truncated { got });
    };
    let [source, destination, claimed, found] = words(header);
    let claimed = usize::from(claimed);
    if !(HEADER..=got).contains(&claimed) {
        return Err(UdpError::Length { claimed, got });
    }
    // From here on there is nothing but the datagram: what it does not claim, nobody can sum up by mistake.
    let datagram = &bytes[..claimed];
    match (ends, found) {
        (Ends::V4 { .. }, 0) => {}
        (Ends::V6 { .. }, 0) => return Err(UdpError::NoChecksum),
        // To compute it anew and to compare would do here: the two zeros, which that confuses, are told apart above.
        _ if is_intact(ends, Transport::Udp, datagram) => {}
        _ => {
            let expected = segment_checksum(ends, Transport::Udp, datagram);
            return Err(UdpError::Checksum { found, expected });
        }
    }
    Ok((UdpPorts { source, destination }, &datagram[HEADER..]))
}

/// The four numbers of a header.
fn words(header: &[u8; HEADER]) -> [u16; 4] {
    let [a, b, c, d, e, f, g, h] = *header;
    [[a, b], [c, d], [e, f], [g, h]].map(u16::from_be_bytes)
}

/// Makes a UDP datagram: a header, and the data behind it. It undoes [`udp_parse`].
///
/// The header says the ports, the length of header and data together, and the checksum, which is always there.
///
/// # Panics
///
/// If the length does not fit into its 16 bits: nobody asks for more than 65,527 bytes of data.
///
/// # Examples
///
/// ```
/// use given::packets::{Ends, UdpPorts};
/// use packets::udp_icmp::udp_emit;
///
/// let ends = Ends::V4 { source: 0xC000_0201, destination: 0xC633_6407 };
/// let ports = UdpPorts { source: 1024, destination: 53 };
/// let datagram = [0x04, 0x00, 0x00, 0x35, 0x00, 0x0A, 0xA6, 0xFF, b'h', b'i'];
/// assert_eq!(udp_emit(&ends, &ports, b"hi"), datagram);
/// ```
pub fn udp_emit(ends: &Ends, ports: &UdpPorts, data: &[u8]) -> Vec<u8> {
    let UdpPorts { source, destination } = *ports;
    let length = u16::try_from(HEADER + data.len()).expect("the docs allow 65,527 bytes of data");
    let mut datagram: Vec<u8> =
        [source, destination, length, 0].into_iter().flat_map(u16::to_be_bytes).collect();
    datagram.extend_from_slice(data);
    // Last, because it covers all the rest: also the length, which UDP says twice.
    put_checksum(&mut datagram, Transport::Udp.checksum_at(), |datagram| {
        segment_checksum(ends, Transport::Udp, datagram)
    });
    datagram
}

/// Computes the checksum of these bytes and puts it into them.
fn put_checksum(bytes: &mut [u8], at: usize, compute: impl Fn(&[u8]) -> u16) {
    let field = compute(bytes).to_be_bytes();
    bytes[at..at + 2].copy_from_slice(&field);
}

/// The answer to an ICMP message, if the message is an echo: an echo reply.
///
/// `message` is the payload of an IPv4 packet of the protocol ICMP, and so is the answer. Its header has 8 bytes:
/// the type, the code, the [`crate::checksum::checksum`] in two bytes, and then an identifier and a sequence number of
/// two bytes each, which mean something to the one who asks. Behind it come data, any number of bytes.
///
/// The answer has the type [`icmp_type::ECHO_REPLY`] where the message has [`icmp_type::ECHO`], and a checksum that
/// covers the whole of it. Everything else is as it came: the identifier, the sequence number, all of the data (RFC
/// 792, RFC 1122 §3.2.2.6).
///
/// It is `None`
///
/// - if there are fewer than 8 bytes,
/// - if the type is another one than [`icmp_type::ECHO`],
/// - if the message was damaged: the [`crate::checksum::ones_sum`] of all its bytes is not `0xFFFF`.
///
/// The code of an echo is 0. Whether an echo with another code is answered is for you to decide.
///
/// # Examples
///
/// ```
/// use packets::udp_icmp::icmp_echo_reply;
///
/// // Echo, code 0, its checksum, identifier 0x1234, number 1, and "abcd".
/// let mut ping = [8, 0, 0x21, 0x04, 0x12, 0x34, 0x00, 0x01, b'a', b'b', b'c', b'd'];
/// let pong = [0, 0, 0x29, 0x04, 0x12, 0x34, 0x00, 0x01, b'a', b'b', b'c', b'd'];
/// assert_eq!(icmp_echo_reply(&ping), Some(pong.to_vec()));
/// assert_eq!(icmp_echo_reply(&pong), None);
///
/// ping[8] = b'A';
/// assert_eq!(icmp_echo_reply(&ping), None);
/// ```
pub fn icmp_echo_reply(message: &[u8]) -> Option<Vec<u8>> {
    let is_echo = message.len() >= HEADER && message[0] == icmp_type::ECHO;
    // A damaged echo must not be answered: the new checksum would vouch for the damage.
    if !is_echo || ones_sum(message) != 0xFFFF {
        return None;
    }
    let mut reply = message.to_vec();
    reply[0] = icmp_type::ECHO_REPLY;
    // `update` would do it without reading the data again. We have just read them, so little would be gained.
    put_icmp_checksum(&mut reply);
    Some(reply)
}

/// No pseudo header here: the checksum covers the message alone.
fn put_icmp_checksum(message: &mut [u8]) {
    put_checksum(message, ICMP_CHECKSUM_AT, |message| checksum(message, ICMP_CHECKSUM_AT));
}

/// The ICMP message that tells the sender of a packet what went wrong with it, if it may be told.
///
/// `packet` is the IPv4 packet as it came, from the first byte of its header on. The answer is what goes into
/// another IPv4 packet, of the protocol ICMP, to the source of this one:
///
/// - the type and the code of the `error`, a byte each: see [`IcmpError`];
/// - the [`crate::checksum::checksum`] of the whole message, 2 bytes;
/// - 4 bytes, which are 0 but for two errors. In [`IcmpError::FragmentationNeeded`] the last 2 are the MTU (RFC 1191
///   §4), in [`IcmpError::ParameterProblem`] the first one is the pointer (RFC 792);
/// - the *quote*: the packet itself, byte for byte, from the start of its header on. It is as long as possible, so
///   that the answer, with 20 bytes of IP header in front of it, has at most 576 bytes (RFC 1812 §4.3.2.3).
///   What has arrived behind the end of the packet, where its total length says, is not quoted.
///
/// # When there is no answer
///
/// It is `None` where an error may not be sent, whatever the `error` is (RFC 1122 §3.2.2, RFC 1812 §4.3.2.7):
///
/// - if `packet` is not an IPv4 packet: [`crate::ipv4::parse`] has an error for it, as for a header's wrong checksum;
/// - if it is a fragment, and not the first: its offset is not 0. (An error about the first one is allowed.)
/// - if its destination is many machines: multicast, 224.0.0.0/4, or the broadcast address 255.255.255.255;
/// - if its source is not one machine: 0.0.0.0/8, loopback 127.0.0.0/8, multicast 224.0.0.0/4, class E
///   240.0.0.0/4, to which the broadcast address belongs;
/// - if it carries an ICMP error: protocol ICMP, and of type 3, 4, 5, 11 or 12 (the errors in [`icmp_type`]). Errors
///   about the other types are allowed. If a message of ICMP has no bytes, it has no type, and it is `None`.
///
/// Other addresses may be broadcasts as well, as 192.0.2.255 in its network, and a frame to all may have an
/// address of one machine in it. From the packet alone nobody can tell, so that is for the caller.
///
/// # Examples
///
/// ```
/// use given::packets::{IcmpError, Ipv4Header, icmp_type, protocol};
/// use packets::{ipv4, udp_icmp::icmp_error};
///
/// // 192.0.2.1 to 198.51.100.7
/// let packet = ipv4::emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407), b"datagram");
/// let error = icmp_error(&IcmpError::FragmentationNeeded { mtu: 1400 }, &packet).unwrap();
/// assert_eq!(error[..8], [3, 4, 0x55, 0xE1, 0, 0, 0x05, 0x78]);
/// assert_eq!(error[8..], packet);
///
/// // To everybody.
/// let packet = ipv4::emit(&Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xFFFF_FFFF), b"datagram");
/// assert_eq!(icmp_error(&IcmpError::PortUnreachable, &packet), None);
/// ```
pub fn icmp_error(error: &IcmpError, packet: &[u8]) -> Option<Vec<u8>> {
    let (header, payload) = ipv4::parse(packet).ok()?;
    if !may_be_told(&header, payload) {
        return None;
    }
    let total_length = IPV4_HEADER + header.options.len() + payload.len();
    // A header has 60 bytes at most, so the 8 bytes behind it that RFC 792 demands always fit.
    let quote = &packet[..total_length.min(MAX_QUOTE)];
    let mut message = first_bytes(error).to_vec();
    message.extend_from_slice(quote);
    put_icmp_checksum(&mut message);
    Some(message)
}

/// Whether a packet's sender may be told about it.
fn may_be_told(header: &Ipv4Header, payload: &[u8]) -> bool {
    let is_first = header.fragment_offset == 0;
    is_first && !is_to_many(header.destination) && is_one_machine(header.source) && !is_error(header, payload)
}

/// Multicast has `1110` in front. A broadcast to one network looks like any address of it, from elsewhere.
fn is_to_many(destination: u32) -> bool {
    destination >> 28 == 0xE || destination == u32::MAX
}

/// RFC 1812 §5.3.7 has the same list for a router. It includes addresses that one machine alone may use for itself.
fn is_one_machine(source: u32) -> bool {
    !matches!(source >> 24, 0 | 127 | 224..)
}

/// Whether this is an error already, or nothing of which we could know.
fn is_error(header: &Ipv4Header, payload: &[u8]) -> bool {
    use icmp_type::{DESTINATION_UNREACHABLE, PARAMETER_PROBLEM, REDIRECT, SOURCE_QUENCH, TIME_EXCEEDED};

    let errors = [DESTINATION_UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM];
    header.protocol == protocol::ICMP && payload.first().is_none_or(|kind| errors.contains(kind))
}

/// What stands in front of the quote, without a checksum yet.
fn first_bytes(error: &IcmpError) -> [u8; HEADER] {
    use icmp_type::{DESTINATION_UNREACHABLE, PARAMETER_PROBLEM, TIME_EXCEEDED};

    let (kind, code, rest) = match *error {
        IcmpError::NetUnreachable => (DESTINATION_UNREACHABLE, 0, [0; 4]),
        IcmpError::HostUnreachable => (DESTINATION_UNREACHABLE, 1, [0; 4]),
        IcmpError::ProtocolUnreachable => (DESTINATION_UNREACHABLE, 2, [0; 4]),
        IcmpError::PortUnreachable => (DESTINATION_UNREACHABLE, 3, [0; 4]),
        IcmpError::FragmentationNeeded { mtu } => {
            let [high, low] = mtu.to_be_bytes();
            (DESTINATION_UNREACHABLE, 4, [0, 0, high, low])
        }
        IcmpError::Prohibited => (DESTINATION_UNREACHABLE, 13, [0; 4]),
        IcmpError::TimeExceeded => (TIME_EXCEEDED, 0, [0; 4]),
        IcmpError::ReassemblyTimeExceeded => (TIME_EXCEEDED, 1, [0; 4]),
        IcmpError::ParameterProblem { pointer } => (PARAMETER_PROBLEM, 0, [pointer, 0, 0, 0]),
    };
    let [a, b, c, d] = rest;
    [kind, code, 0, 0, a, b, c, d]
}
