//! Vectors of `udp_icmp`.

use corpus::Record;
use etherparse::{IpNumber, Ipv4Header, UdpHeader};
use smoltcp::wire::IpAddress;

use super::checksum::{V4, V6, smoltcp_verifies};

/// A datagram to be sent: between which addresses and ports, and what it says.
type Datagram = ([&'static str; 2], [u16; 2], &'static [u8]);

const DATAGRAMS: &[Datagram] = &[
    (V4, [1024, 53], b"hello, London!"),
    (V4, [40_000, 33_434], b"an odd number"),
    // These addresses, ports and data come out as 0, so ffff is sent.
    (V4, [1024, 53], &[0xA7, 0x59]),
    (V6, [53, 49_152], b"\x00\x00\xff\xff"),
    (V6, [65_535, 1], b""),
];

#[test]
fn datagrams() {
    let about = [
        "UDP datagrams as etherparse makes them. smoltcp verifies each.",
        "",
        "source       an address in hexadecimal, 8 digits over IPv4, 32 over IPv6",
        "destination  the same",
        "from         the source port",
        "to           the destination port",
        "data         what it says",
        "datagram     all its bytes",
    ];
    let records: Vec<Record> = DATAGRAMS.iter().map(datagram_record).collect();
    corpus::keep("packets/datagrams.txt", "etherparse", &about, &records);
}

fn datagram_record((ends, [from, to], data): &Datagram) -> Record {
    let [source, destination] = ends.map(|text| text.parse().expect("the test spells addresses well"));
    let header = match (source, destination) {
        (IpAddress::Ipv4(source), IpAddress::Ipv4(destination)) => {
            let (source, destination) = (source.octets(), destination.octets());
            let ip = Ipv4Header::new(0, 64, IpNumber::UDP, source, destination).expect("it is short");
            UdpHeader::with_ipv4_checksum(*from, *to, &ip, data)
        }
        (IpAddress::Ipv6(source), IpAddress::Ipv6(destination)) => {
            let (source, destination) = (source.octets(), destination.octets());
            let ip = etherparse::Ipv6Header { source, destination, ..Default::default() };
            UdpHeader::with_ipv6_checksum(*from, *to, &ip, data)
        }
        _ => panic!("both ends are of one family"),
    };
    let datagram = [&header.expect("the data are short").to_bytes(), *data].concat();
    assert!(smoltcp_verifies("udp", &datagram, source, destination), "{data:?}");
    let digits = |address: IpAddress| match address {
        IpAddress::Ipv4(address) => format!("{:08x}", u32::from(address)),
        IpAddress::Ipv6(address) => format!("{:032x}", u128::from(address)),
    };
    Record::default()
        .with("source", digits(source))
        .with("destination", digits(destination))
        .with("from", from)
        .with("to", to)
        .with_bytes("data", data)
        .with_bytes("datagram", &datagram)
}

#[test]
fn icmp_errors() {
    use etherparse::Icmpv4Type::{DestinationUnreachable, ParameterProblem, TimeExceeded};
    use etherparse::icmpv4::DestUnreachableHeader as Unreachable;
    use etherparse::icmpv4::ParameterProblemHeader::PointerIndicatesError;
    use etherparse::icmpv4::TimeExceededCode::{FragmentReassemblyTimeExceeded, TtlExceededInTransit};

    let errors = [
        ("network unreachable", DestinationUnreachable(Unreachable::Network)),
        ("host unreachable", DestinationUnreachable(Unreachable::Host)),
        ("protocol unreachable", DestinationUnreachable(Unreachable::Protocol)),
        ("port unreachable", DestinationUnreachable(Unreachable::Port)),
        (
            "fragmentation needed, MTU 1400",
            DestinationUnreachable(Unreachable::FragmentationNeeded { next_hop_mtu: 1400 }),
        ),
        ("prohibited", DestinationUnreachable(Unreachable::FilterProhibited)),
        ("time exceeded", TimeExceeded(TtlExceededInTransit)),
        ("reassembly time exceeded", TimeExceeded(FragmentReassemblyTimeExceeded)),
        ("parameter problem at byte 20", ParameterProblem(PointerIndicatesError(20))),
    ];
    let about = [
        "Errors of ICMP as etherparse makes them. smoltcp verifies each.",
        "",
        "error    what went wrong",
        "quote    the packet that it is about",
        "message  all bytes of the error",
    ];
    let record = |(error, kind): (&str, etherparse::Icmpv4Type)| {
        let (source, destination) = ([192, 0, 2, 1], [198, 51, 100, 7]);
        let mut ip = Ipv4Header::new(10, 1, IpNumber::UDP, source, destination).expect("it is short");
        ip.header_checksum = ip.calc_header_checksum();
        let udp = UdpHeader::with_ipv4_checksum(40_000, 33_434, &ip, b"hi").expect("it is short");
        let quote = [&ip.to_bytes()[..], &udp.to_bytes(), b"hi"].concat();
        let header = etherparse::Icmpv4Header::with_checksum(kind, &quote);
        let message = [&header.to_bytes()[..], &quote].concat();
        let theirs = smoltcp::wire::Icmpv4Packet::new_checked(&message[..]).expect("a whole message");
        assert!(theirs.verify_checksum(), "{error}");
        Record::default().with("error", error).with_bytes("quote", &quote).with_bytes("message", &message)
    };
    corpus::keep("packets/icmp_errors.txt", "etherparse", &about, &errors.map(record));
}
