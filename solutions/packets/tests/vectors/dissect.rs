//! Packets and their fields.

use corpus::Record;
use etherparse::{
    ArpHardwareId, ArpOperation, ArpPacket, EtherType, Icmpv4Type, IpFragOffset, IpNumber, Ipv4Options,
    PacketBuilder, PacketBuilderStep, TcpOptionElement, UdpHeader, icmpv4,
};
use given::packets::LinkType;

use crate::others::etherparse_says;

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
