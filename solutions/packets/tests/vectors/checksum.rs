//! Segments with their checksums.

use corpus::Record;
use etherparse::{TcpHeader, TcpHeaderSlice, UdpHeader};
use smoltcp::wire::{IpAddress, TcpPacket, UdpPacket};

/// What is sent, and which bit is damaged.
struct Case {
    about: &'static str,
    ends: [&'static str; 2],
    transport: &'static str,
    data: &'static [u8],
    /// A byte of the whole segment, and what it is damaged by.
    damage: (usize, u8),
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { about: "one bit of the data", ends: V4, transport: "udp", data: b"hello, London!", damage: (11, 0x04) },
    Case { about: "the odd last byte", ends: V4, transport: "udp", data: b"hello, London", damage: (20, 0x21) },
    Case { about: "a number of the header", ends: V4, transport: "tcp", data: b"GET /", damage: (8, 0x80) },
    Case { about: "a port", ends: V6, transport: "udp", data: b"\x00\x00\xff\xff", damage: (3, 0x01) },
    Case { about: "the checksum itself", ends: V6, transport: "tcp", data: b"", damage: (17, 0x10) },
];

/// Addresses that are kept for examples.
pub(super) const V4: [&str; 2] = ["192.0.2.1", "198.51.100.7"];
pub(super) const V6: [&str; 2] = ["2001:db8:1234::1", "2001:db8:1234::99"];

#[test]
fn segments() {
    let about = [
        "Segments with the checksum that smoltcp puts in, and the same damaged. smoltcp and etherparse agree on each.",
        "",
        "damaged      what is",
        "source       an address in hexadecimal, 8 digits over IPv4, 32 over IPv6",
        "destination  the same",
        "transport    tcp or udp",
        "good         all bytes of the segment",
        "corrupt      the same, damaged",
    ];
    let records: Vec<Record> = CASES.iter().map(record).collect();
    corpus::keep("packets/segments.txt", "smoltcp", &about, &records);
}

fn record(case: &Case) -> Record {
    let [source, destination] = case.ends.map(|text| text.parse().expect("the test spells addresses well"));
    let mut good = header(case);
    good.extend_from_slice(case.data);
    fill(case.transport, &mut good, source, destination);
    let mut corrupt = good.clone();
    corrupt[case.damage.0] ^= case.damage.1;
    for (segment, right) in [(&good, true), (&corrupt, false)] {
        assert_eq!(smoltcp_verifies(case.transport, segment, source, destination), right, "{}", case.about);
        assert_eq!(etherparse_agrees(case.transport, segment, source, destination), right, "{}", case.about);
    }
    let digits = |address: IpAddress| match address {
        IpAddress::Ipv4(address) => format!("{:08x}", u32::from(address)),
        IpAddress::Ipv6(address) => format!("{:032x}", u128::from(address)),
    };
    Record::default()
        .with("damaged", case.about)
        .with("source", digits(source))
        .with("destination", digits(destination))
        .with("transport", case.transport)
        .with_bytes("good", &good)
        .with_bytes("corrupt", &corrupt)
}

/// A header without a checksum.
fn header(case: &Case) -> Vec<u8> {
    let words: Vec<u16> = match case.transport {
        "udp" => vec![1024, 53, 8 + case.data.len() as u16, 0],
        // Ports, sequence number, acknowledgement number, 5 words and the flags ACK and PSH, window, checksum, urgent.
        _ => vec![1024, 80, 0, 0x1000, 0, 0x2000, 0x5018, 0x7210, 0, 0],
    };
    words.into_iter().flat_map(u16::to_be_bytes).collect()
}

fn fill(transport: &str, segment: &mut [u8], source: IpAddress, destination: IpAddress) {
    if transport == "udp" {
        UdpPacket::new_unchecked(segment).fill_checksum(&source, &destination);
    } else {
        TcpPacket::new_unchecked(segment).fill_checksum(&source, &destination);
    }
}

pub(super) fn smoltcp_verifies(
    transport: &str,
    segment: &[u8],
    source: IpAddress,
    destination: IpAddress,
) -> bool {
    if transport == "udp" {
        UdpPacket::new_unchecked(segment).verify_checksum(&source, &destination)
    } else {
        TcpPacket::new_unchecked(segment).verify_checksum(&source, &destination)
    }
}

/// etherparse computes the checksum anew; it does not verify.
fn etherparse_agrees(transport: &str, segment: &[u8], source: IpAddress, destination: IpAddress) -> bool {
    use IpAddress::{Ipv4, Ipv6};
    let (computed, came) = if transport == "udp" {
        let (header, data) = UdpHeader::from_slice(segment).expect("a whole header");
        let computed = match (source, destination) {
            (Ipv4(source), Ipv4(destination)) => {
                header.calc_checksum_ipv4_raw(source.octets(), destination.octets(), data)
            }
            (Ipv6(source), Ipv6(destination)) => {
                header.calc_checksum_ipv6_raw(source.octets(), destination.octets(), data)
            }
            _ => panic!("both ends are of one family"),
        };
        (computed, header.checksum)
    } else {
        let header: TcpHeader = TcpHeaderSlice::from_slice(segment).expect("a whole header").to_header();
        let data = &segment[header.header_len()..];
        let computed = match (source, destination) {
            (Ipv4(source), Ipv4(destination)) => {
                header.calc_checksum_ipv4_raw(source.octets(), destination.octets(), data)
            }
            (Ipv6(source), Ipv6(destination)) => {
                header.calc_checksum_ipv6_raw(source.octets(), destination.octets(), data)
            }
            _ => panic!("both ends are of one family"),
        };
        (computed, header.checksum)
    };
    computed.expect("the segment is short enough") == came
}
