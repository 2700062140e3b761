//! Vectors that the oracles of this chapter make, for whoever has no oracle: see the crate `corpus`.

mod others;

use corpus::Record;
use etherparse::{
    ArpHardwareId, ArpOperation, ArpPacket, EtherType, Icmpv4Type, IpFragOffset, IpNumber, Ipv4Options,
    PacketBuilder, PacketBuilderStep, TcpHeader, TcpHeaderSlice, TcpOptionElement, UdpHeader, icmpv4,
};
use given::packets::LinkType;
use smoltcp::wire::{IpAddress, TcpPacket, UdpPacket};

use self::others::etherparse_says;

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
const V4: [&str; 2] = ["192.0.2.1", "198.51.100.7"];
const V6: [&str; 2] = ["2001:db8:1234::1", "2001:db8:1234::99"];

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

fn smoltcp_verifies(transport: &str, segment: &[u8], source: IpAddress, destination: IpAddress) -> bool {
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

/// Packets of all kinds, each from a few bytes that etherparse turns into headers.
#[test]
fn dissected() {
    let about = [
        "Packets as etherparse writes them, and what etherparse says of them.",
        "",
        "link    what the packet begins with: ethernet or raw",
        "packet  all bytes",
        "field   name and value: the digits of a number, two digits for each of other bytes; padding is left out",
    ];
    let records: Vec<Record> = packets().iter().map(dissected_record).collect();
    corpus::keep("packets/dissected.txt", "etherparse", &about, &records);
}

fn dissected_record((about, packet): &(&str, Vec<u8>)) -> Record {
    let is_raw = about.ends_with("without a frame");
    let link = if is_raw { LinkType::RAW_IP } else { LinkType::ETHERNET };
    let record = Record::default()
        .with("about", about)
        .with("link", if is_raw { "raw" } else { "ethernet" })
        .with_bytes("packet", packet);
    let fields = etherparse_says(link, packet);
    fields
        .into_iter()
        .fold(record, |record, (name, value)| record.with("field", format_args!("{name:?} {value}")))
}

fn packets() -> Vec<(&'static str, Vec<u8>)> {
    const TOKYO: [u8; 6] = [2, 0, 0x5E, 0x10, 0, 1];
    const GATEWAY: [u8; 6] = [2, 0, 0x5E, 0x10, 0, 2];
    const V6_SOURCE: [u8; 16] = [0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const V6_DESTINATION: [u8; 16] = [0x20, 1, 0xD, 0xB8, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];
    let frame = || PacketBuilder::ethernet2(TOKYO, GATEWAY);
    let (source, destination) = ([192, 0, 2, 1], [198, 51, 100, 7]);
    let written = |builder: PacketBuilderStep<UdpHeader>, data: &[u8]| {
        let mut packet = Vec::new();
        builder.write_to_vec(&mut packet, data).expect("it is short enough");
        packet
    };
    let mut tcp = Vec::new();
    let options = [TcpOptionElement::MaximumSegmentSize(1460), TcpOptionElement::WindowScale(7)];
    let syn = frame().ipv4(source, destination, 64).tcp(49_152, 80, 0x1234_5678, 64_240).syn();
    syn.options(&options).expect("two short ones").write_to_vec(&mut tcp, b"").expect("it is short enough");
    let mut tcp6 = Vec::new();
    let push = frame().ipv6(V6_SOURCE, V6_DESTINATION, 61).tcp(80, 49_152, 1, 502).ack(0x1234_5679).psh();
    push.write_to_vec(&mut tcp6, b"HTTP/1.1 200 OK\r\n").expect("it is short enough");
    let mut ping = Vec::new();
    let echo = frame().ipv4(source, destination, 64).icmpv4_echo_request(0x1234, 5);
    echo.write_to_vec(&mut ping, b"abcdefgh").expect("it is short enough");
    ping.extend([0; 10]);
    let mut too_large = Vec::new();
    let kind = Icmpv4Type::DestinationUnreachable(icmpv4::DestUnreachableHeader::FragmentationNeeded {
        next_hop_mtu: 1280,
    });
    let quoted = &written(PacketBuilder::ipv4(source, destination, 3).udp(1024, 53), b"")[..];
    let error = PacketBuilder::ipv4([203, 0, 113, 1], source, 255).icmpv4(kind);
    error.write_to_vec(&mut too_large, quoted).expect("it is short enough");
    let mut request = Vec::new();
    let who_has = ArpPacket::new(
        ArpHardwareId::ETHERNET,
        EtherType::IPV4,
        ArpOperation::REQUEST,
        &TOKYO,
        &source,
        &[0; 6],
        &[192, 0, 2, 254],
    );
    let broadcast = PacketBuilder::ethernet2(TOKYO, [0xFF; 6]).arp(who_has.expect("the addresses fit"));
    broadcast.write_to_vec(&mut request).expect("it is short enough");
    request.extend([0; 18]);
    let mut late =
        etherparse::Ipv4Header::new(22, 64, IpNumber::UDP, source, destination).expect("it is short enough");
    late.fragment_offset = IpFragOffset::try_new(185).expect("13 bits");
    late.more_fragments = true;
    late.options = Ipv4Options::try_from(&[0x94, 4, 0, 0][..]).expect("a word");
    let late = [&late.to_bytes()[..], b"the middle of a letter"].concat();
    let mut short = written(frame().ipv4(source, destination, 64).udp(1024, 53), b"hi");
    short.extend([0; 16]);
    vec![
        ("a datagram", written(frame().ipv4(source, destination, 64).udp(1024, 53), b"hello, London")),
        ("a datagram so short that the frame was filled up", short),
        ("a datagram over IPv6", written(frame().ipv6(V6_SOURCE, V6_DESTINATION, 64).udp(1024, 53), b"hi")),
        ("the beginning of a connection", tcp),
        ("a part of a page over IPv6", tcp6),
        ("an echo request, and padding", ping),
        ("a packet was too large, without a frame", too_large),
        ("who has the address of the gateway?", request),
        ("a fragment with an option, without a frame", late),
    ]
}

/// For `ipv4`.
mod ipv4 {
    use corpus::Record;
    use etherparse::{IpDscp, IpEcn, IpFragOffset, IpNumber, Ipv4Header, Ipv4Options};
    use smoltcp::wire::Ipv4Packet;

    /// An IPv4 packet: what its header says, and what it carries.
    struct Packet {
        about: &'static str,
        traffic_class: u8,
        identification: u16,
        flags: &'static str,
        offset: u16,
        ttl: u8,
        protocol: u8,
        options: &'static [u8],
        payload: &'static [u8],
    }

    /// Tokyo asks London for an answer.
    const PING: Packet = Packet {
        about: "an echo request",
        traffic_class: 0,
        identification: 0x1C46,
        flags: "DF",
        offset: 0,
        ttl: 64,
        protocol: 1,
        options: b"",
        payload: b"\x08\x00\x12\x34\x00\x01\x00\x01hello",
    };

    #[rustfmt::skip]
    const PACKETS: &[Packet] = &[
        PING,
        Packet { about: "voice, which is in a hurry", traffic_class: 0xB8, protocol: 17, flags: "-", payload: b"\x04\x00\x13\x8C\x00\x0A\x00\x00hi", ..PING },
        Packet { about: "a segment on whose way there is a jam", traffic_class: 0x03, protocol: 6, payload: b"", ..PING },
        Packet { about: "both parts of the traffic class", traffic_class: 0x4A, protocol: 6, identification: 0xFFFF, ..PING },
        Packet { about: "all bits of the traffic class", traffic_class: 0xFF, protocol: 255, ttl: 255, ..PING },
        Packet { about: "the first fragment", flags: "MF", payload: b"sixteen bytes of", ..PING },
        Packet { about: "the second fragment", flags: "MF", offset: 2, payload: b" data in ", ..PING },
        Packet { about: "the last fragment", flags: "-", offset: 8191, payload: b"", ..PING },
        Packet { about: "routers are asked to look at it", traffic_class: 0xC0, flags: "-", ttl: 1, protocol: 2, options: b"\x94\x04\x00\x00", payload: b"\x16\x00\x09\xFB\xE0\x00\x00\xFB", ..PING },
        Packet { about: "as many options as can be", options: &[1; 40], payload: b"hi", ..PING },
    ];

    #[test]
    fn ipv4_packets() {
        let about = [
            "IPv4 packets from 192.0.2.1 to 198.51.100.7 as etherparse writes them. smoltcp reads each as it was meant.",
            "",
            "about                  what it is",
            "traffic-class          in decimal, as all numbers that follow",
            "identification, ttl, protocol",
            "flags                  DF, MF, or -",
            "offset                 in units of 8 bytes",
            "source, destination    in hexadecimal",
            "options, payload       bytes, or - if there are none",
            "packet                 all bytes of it",
        ];
        let records: Vec<Record> = PACKETS.iter().map(ipv4_record).collect();
        corpus::keep("packets/ipv4_packets.txt", "etherparse", &about, &records);
    }

    fn ipv4_record(packet: &Packet) -> Record {
        let Packet { about, traffic_class, identification, flags, offset, ttl, protocol, options, payload } =
            packet;
        let (source, destination) = ([192, 0, 2, 1], [198, 51, 100, 7]);
        let mut header = Ipv4Header {
            dscp: IpDscp::try_new(traffic_class >> 2).expect("six bits"),
            ecn: IpEcn::try_new(traffic_class & 3).expect("two bits"),
            total_len: (20 + options.len() + payload.len()) as u16,
            identification: *identification,
            dont_fragment: *flags == "DF",
            more_fragments: *flags == "MF",
            fragment_offset: IpFragOffset::try_new(*offset).expect("13 bits"),
            time_to_live: *ttl,
            protocol: IpNumber(*protocol),
            header_checksum: 0,
            source,
            destination,
            options: Ipv4Options::try_from(*options).expect("whole words, at most ten"),
        };
        header.header_checksum = header.calc_header_checksum();
        let bytes = [&header.to_bytes()[..], payload].concat();

        let read = Ipv4Packet::new_checked(&bytes[..]).expect("smoltcp takes it");
        assert!(read.verify_checksum(), "{about}");
        assert_eq!(read.dscp() << 2 | read.ecn(), *traffic_class, "{about}");
        assert_eq!((read.dont_frag(), read.more_frags()), (*flags == "DF", *flags == "MF"), "{about}");
        assert_eq!((read.ident(), read.frag_offset()), (*identification, offset * 8), "{about}");
        assert_eq!((read.hop_limit(), u8::from(read.next_header())), (*ttl, *protocol), "{about}");
        assert_eq!((read.src_addr().octets(), read.dst_addr().octets()), (source, destination), "{about}");
        assert_eq!(read.payload(), *payload, "{about}");

        Record::default()
            .with("about", about)
            .with("traffic-class", traffic_class)
            .with("identification", identification)
            .with("flags", flags)
            .with("offset", offset)
            .with("ttl", ttl)
            .with("protocol", protocol)
            .with_bytes("source", &source)
            .with_bytes("destination", &destination)
            .with("options", bytes_or_none(options))
            .with("payload", bytes_or_none(payload))
            .with_bytes("packet", &bytes)
    }

    fn bytes_or_none(bytes: &[u8]) -> String {
        if bytes.is_empty() { String::from("-") } else { given::hex::encode(bytes) }
    }
}
