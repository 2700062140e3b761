//! Frames and messages once more, byte for byte, and in words.

use std::net::Ipv4Addr;

use given::packets::{ArpMessage, ArpOperation, EthernetHeader, Mac, ethertype};

use crate::finding::Dump;

/// The machine that the learner's code is.
pub(super) const TOKYO: u32 = address(1);
/// Its way to London.
pub(super) const ROUTER: u32 = address(254);
/// Another machine on the link.
pub(super) const PRINTER: u32 = address(7);
/// And one that Tokyo never speaks to.
pub(super) const STRANGER: u32 = address(9);
/// The card of somebody who claims the addresses of others.
pub(super) const INTRUDER: Mac = card(0x66);

/// `192.0.2.<number>`
pub(super) const fn address(number: u8) -> u32 {
    0xC000_0200 | number as u32
}

/// `00:00:5e:00:53:<number>`, which is kept for examples (RFC 9542).
pub(super) const fn card(number: u8) -> Mac {
    Mac([0x00, 0x00, 0x5E, 0x00, 0x53, number])
}

/// Who has the address with this number has the card with this number.
pub(super) fn card_of(address: u32) -> Mac {
    card(address as u8)
}

/// A frame, padded.
pub(super) fn frame(destination: Mac, source: Mac, ethertype: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = unpadded(destination, source, ethertype, payload);
    while frame.len() < 60 {
        frame.push(0);
    }
    frame
}

pub(super) fn unpadded(destination: Mac, source: Mac, ethertype: u16, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::new();
    frame.extend(destination.0);
    frame.extend(source.0);
    frame.extend(ethertype.to_be_bytes());
    frame.extend(payload);
    frame
}

/// The bytes of a message.
pub(super) fn bytes_of(message: &ArpMessage) -> Vec<u8> {
    let mut bytes = vec![0, 1, 8, 0, 6, 4, 0];
    bytes.push(match message.operation {
        ArpOperation::Request => 1,
        ArpOperation::Reply => 2,
    });
    for (mac, address) in
        [(message.sender_mac, message.sender_address), (message.target_mac, message.target_address)]
    {
        bytes.extend(mac.0);
        bytes.extend(address.to_be_bytes());
    }
    bytes
}

/// A request as it should be, in its frame.
pub(super) fn who_has(target: u32, sender: u32) -> Vec<u8> {
    let message = ArpMessage {
        operation: ArpOperation::Request,
        sender_mac: card_of(sender),
        sender_address: sender,
        target_mac: Mac::default(),
        target_address: target,
    };
    frame(Mac::BROADCAST, card_of(sender), ethertype::ARP, &bytes_of(&message))
}

/// A reply that says: the sender is at this card.
pub(super) fn is_at(sender: u32, sender_mac: Mac, target: u32) -> Vec<u8> {
    let message = ArpMessage {
        operation: ArpOperation::Reply,
        sender_mac,
        sender_address: sender,
        target_mac: card_of(target),
        target_address: target,
    };
    frame(card_of(target), sender_mac, ethertype::ARP, &bytes_of(&message))
}

/// What a frame's fields are; `None` where there are too few bytes.
pub(super) fn header_of(frame: &[u8]) -> Option<(EthernetHeader, &[u8])> {
    let destination = Mac(frame.get(0..6)?.try_into().ok()?);
    let source = Mac(frame.get(6..12)?.try_into().ok()?);
    let ethertype = u16::from_be_bytes(frame.get(12..14)?.try_into().ok()?);
    Some((EthernetHeader { destination, source, ethertype }, &frame[14..]))
}

/// What a payload says, if it is a message as it should be.
pub(super) fn message_of(payload: &[u8]) -> Option<ArpMessage> {
    let operation = match payload.get(..8)? {
        [0, 1, 8, 0, 6, 4, 0, 1] => ArpOperation::Request,
        [0, 1, 8, 0, 6, 4, 0, 2] => ArpOperation::Reply,
        _ => return None,
    };
    let mac = |at: usize| Some(Mac(payload.get(at..at + 6)?.try_into().ok()?));
    let address = |at: usize| Some(u32::from_be_bytes(payload.get(at..at + 4)?.try_into().ok()?));
    Some(ArpMessage {
        operation,
        sender_mac: mac(8)?,
        sender_address: address(14)?,
        target_mac: mac(18)?,
        target_address: address(24)?,
    })
}

pub(super) fn is_arp(frame: &[u8]) -> bool {
    frame.get(12..14) == Some(&ethertype::ARP.to_be_bytes()[..])
}

/// A frame in words: what it is, and whatever about it is not as usual.
pub(super) fn words(frame: &[u8], ours: bool) -> String {
    let Some((header, payload)) = header_of(frame) else {
        return format!("{} bytes that are no frame", frame.len());
    };
    let (mut words, usual) = match (header.ethertype, message_of(payload)) {
        (ethertype::ARP, Some(message)) => words_of_arp(&message),
        (ethertype::IPV4, _) if ours => (
            format!("{} to {}", text(payload), name(header.destination)),
            EthernetHeader { source: card_of(TOKYO), ..header },
        ),
        (ethertype::IPV4, _) => (
            format!("{} from {}", text(payload), header.source),
            EthernetHeader { destination: card_of(TOKYO), ..header },
        ),
        (ethertype::ARP, None) => (format!("no message of ARP, {} bytes", payload.len()), header),
        (length, _) if length < 0x0600 => (format!("a frame of the length {length}"), header),
        (other, _) => (format!("a payload of type {other:#06x}"), header),
    };
    if header.destination != usual.destination {
        words += &format!(", in a frame to {}", name(header.destination));
    }
    if header.source != usual.source {
        words += &format!(", in a frame from {}", header.source);
    }
    if frame.len() < 60 {
        words += &format!(", {} bytes", frame.len());
    }
    words
}

/// A message in words, and the header that its frame should have.
fn words_of_arp(message: &ArpMessage) -> (String, EthernetHeader) {
    let ArpMessage { operation, sender_mac, target_mac, .. } = *message;
    let [sender, target] = [message.sender_address, message.target_address].map(Ipv4Addr::from);
    let (mut words, destination) = match operation {
        ArpOperation::Request => (format!("who has {target}? tell {sender}"), Mac::BROADCAST),
        ArpOperation::Reply => (format!("{sender} is at {sender_mac}, to {target}"), target_mac),
    };
    match operation {
        ArpOperation::Request => {
            if sender_mac != card_of(message.sender_address) {
                words += &format!(" at {sender_mac}");
            }
            if target_mac != Mac::default() {
                words += &format!(", target's card {target_mac}");
            }
        }
        ArpOperation::Reply => {
            if target_mac != card_of(message.target_address) {
                words += &format!(" at {target_mac}");
            }
        }
    }
    (words, EthernetHeader { destination, source: sender_mac, ethertype: ethertype::ARP })
}

pub(super) fn name(mac: Mac) -> String {
    if mac == Mac::BROADCAST { String::from("all") } else { mac.to_string() }
}

/// A payload that is a text, without the padding; of a packet with a header, only whose it is.
pub(super) fn text(payload: &[u8]) -> String {
    if let (Some(0x45), Some([a, b, c, d])) = (payload.first(), payload.get(12..16)) {
        return format!("a packet of {a}.{b}.{c}.{d}");
    }
    let len = payload.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    format!("\"{}\"", payload[..len].escape_ascii())
}

/// The header of an IPv4 packet from this address to Tokyo, as far as anybody here looks at it.
pub(super) fn packet_of(source: u32) -> Vec<u8> {
    let mut packet = vec![0x45, 0, 0, 20, 0, 0, 0, 0, 64, 17, 0, 0];
    packet.extend(source.to_be_bytes());
    packet.extend(TOKYO.to_be_bytes());
    packet
}

/// The fields of a frame: where each begins, how long it is, and what it is called.
pub(super) fn fields_of_frame(len: usize, payload_len: usize) -> Vec<(usize, usize, &'static str)> {
    let end = (14 + payload_len).min(len);
    let fields = [(0, 6, "destination"), (6, 6, "source"), (12, 2, "type")];
    let mut fields: Vec<_> = fields.into_iter().filter(|(at, field, _)| at + field <= len).collect();
    fields.extend([(14, end.saturating_sub(14), "payload"), (end, len - end, "padding")]);
    fields.retain(|(_, len, _)| *len > 0);
    fields
}

pub(super) const FIELDS_OF_MESSAGE: [(usize, usize, &str); 9] = [
    (0, 2, "kind of link"),
    (2, 2, "protocol"),
    (4, 1, "bytes of a card's address"),
    (5, 1, "bytes of the other address"),
    (6, 2, "operation"),
    (8, 6, "sender: card"),
    (14, 4, "sender: IPv4"),
    (18, 6, "target: card"),
    (24, 4, "target: IPv4"),
];

/// Bytes with the names of their fields. A field is wrong if its bytes are others than those that should be there.
pub(super) fn dump(title: &str, bytes: &[u8], fields: &[(usize, usize, &str)], right: &[u8]) -> Dump {
    let mut dump = Dump::new(title, bytes);
    for (at, len, name) in fields {
        let end = at.saturating_add(*len);
        let here = bytes.get(*at..end.min(bytes.len())).unwrap_or_default();
        if here.is_empty() {
            continue;
        }
        let should = right.get(*at..end.min(right.len())).unwrap_or_default();
        let is_right = should == here;
        let label = match should.len() {
            _ if is_right => (*name).to_owned(),
            1..=6 => format!("{name}: should be {}", spaced(should)),
            _ => format!("{name}: not so"),
        };
        dump = if is_right { dump.field(*at, here.len(), label) } else { dump.wrong(*at, here.len(), label) };
    }
    dump
}

fn spaced(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}
