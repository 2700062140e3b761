//! IPv4 packets and what their headers say.

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
