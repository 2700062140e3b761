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

use given::packets::{Ends, IcmpError, UdpError, UdpPorts};

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
    todo!()
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
    todo!()
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
    todo!()
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
    todo!()
}
