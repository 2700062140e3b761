//! Vectors of `arp`.

use corpus::Record;
use smoltcp::wire::{ArpOperation, ArpPacket, ArpRepr, EthernetAddress, EthernetFrame, EthernetProtocol};

/// A message of ARP: the operation; of sender and target the last byte of the card's address 00:00:5e:00:53:x, if it has
/// one, and the IPv4 address; and for which card the frame is.
type Arp = (&'static str, ArpOperation, [(Option<u8>, [u8; 4]); 2], Option<u8>);

#[rustfmt::skip]
const ARP: &[Arp] = &[
    ("a request", ArpOperation::Request, [(Some(0x01), [192, 0, 2, 1]), (None, [192, 0, 2, 254])], None),
    ("its reply", ArpOperation::Reply, [(Some(0xFE), [192, 0, 2, 254]), (Some(0x01), [192, 0, 2, 1])], Some(0x01)),
    ("a probe", ArpOperation::Request, [(Some(0x07), [0, 0, 0, 0]), (None, [192, 0, 2, 7])], None),
    ("an announcement", ArpOperation::Request, [(Some(0x07), [192, 0, 2, 7]), (None, [192, 0, 2, 7])], None),
];

#[test]
fn arp() {
    let about = [
        "Messages of ARP in frames of Ethernet, as smoltcp writes them; the frame is padded. etherparse agrees on each.",
        "",
        "what         what it is",
        "operation    1 is a request, 2 a reply",
        "sender       card and IPv4 address, 6 and 4 bytes",
        "target       the same",
        "destination  the card that the frame is for",
        "source       the card that it comes from",
        "message      the 28 bytes of the message",
        "frame        all bytes of the frame, but the check sequence",
    ];
    let records: Vec<Record> = ARP.iter().map(arp_record).collect();
    corpus::keep("packets/arp.txt", "smoltcp", &about, &records);
}

fn arp_record((what, operation, [sender, target], destination): &Arp) -> Record {
    let card =
        |last: Option<u8>| EthernetAddress(last.map_or([0; 6], |last| [0x00, 0x00, 0x5E, 0x00, 0x53, last]));
    let repr = ArpRepr::EthernetIpv4 {
        operation: *operation,
        source_hardware_addr: card(sender.0),
        source_protocol_addr: sender.1.into(),
        target_hardware_addr: card(target.0),
        target_protocol_addr: target.1.into(),
    };
    let mut message = vec![0; repr.buffer_len()];
    repr.emit(&mut ArpPacket::new_unchecked(&mut message[..]));

    let destination = destination.map_or(EthernetAddress::BROADCAST, |last| card(Some(last)));
    let mut bytes = vec![0; 60];
    let mut frame = EthernetFrame::new_unchecked(&mut bytes[..]);
    frame.set_dst_addr(destination);
    frame.set_src_addr(card(sender.0));
    frame.set_ethertype(EthernetProtocol::Arp);
    frame.payload_mut()[..message.len()].copy_from_slice(&message);

    let theirs = etherparse::SlicedPacket::from_ethernet(&bytes).expect("etherparse reads it");
    let Some(etherparse::LinkSlice::Ethernet2(link)) = &theirs.link else { panic!("it is a frame") };
    assert_eq!((link.destination(), link.source()), (destination.0, card(sender.0).0), "{what}");
    let Some(etherparse::NetSlice::Arp(arp)) = theirs.net else { panic!("it is about ARP") };
    assert_eq!(arp.to_packet().to_bytes()[..], message[..], "{what}");

    let end = |(last, address): (Option<u8>, [u8; 4])| [&card(last).0[..], &address].concat();
    Record::default()
        .with("what", *what)
        .with("operation", u16::from(*operation).to_string())
        .with_bytes("sender", &end(*sender))
        .with_bytes("target", &end(*target))
        .with_bytes("destination", &destination.0)
        .with_bytes("source", &card(sender.0).0)
        .with_bytes("message", &message)
        .with_bytes("frame", &bytes)
}
