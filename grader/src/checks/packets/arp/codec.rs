//! The bytes of frames and of messages: written and read, and what is neither.

use given::packets::{ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, Mac, ethertype};
use proptest::array::uniform6;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use super::wire::{
    FIELDS_OF_MESSAGE, ROUTER, TOKYO, bytes_of, card_of, dump, fields_of_frame, frame, header_of, message_of,
    unpadded,
};
use crate::finding::Dump;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Slice, Spell};
use crate::trial::{Looks, Seen, Trial, Trouble, Verdict, ensure};

/// A frame to take apart or to put together.
#[derive(Clone, Debug)]
struct Framed {
    header: EthernetHeader,
    payload: Vec<u8>,
}

impl Framed {
    fn bytes(&self) -> Vec<u8> {
        let EthernetHeader { destination, source, ethertype } = self.header;
        frame(destination, source, ethertype, &self.payload)
    }
}

fn framed(destination: Mac, ethertype: u16, payload: &[u8]) -> Framed {
    let header = EthernetHeader { destination, source: card_of(TOKYO), ethertype };
    Framed { header, payload: payload.to_vec() }
}

fn frames() -> Vec<Framed> {
    let asked = bytes_of(&question());
    vec![
        framed(Mac::BROADCAST, ethertype::ARP, &asked),
        framed(
            card_of(ROUTER),
            ethertype::IPV4,
            &[&[0x45; 20][..], &[0; 40], b"ends in zeros", &[0; 27]].concat(),
        ),
        framed(card_of(ROUTER), ethertype::IPV6, b"short"),
    ]
}

fn any_framed() -> impl Strategy<Value = Framed> {
    let ethertype = prop_oneof![
        Just(ethertype::IPV4),
        Just(ethertype::ARP),
        // The first one has a check of its own.
        Just(0x0601),
        Just(0xFFFF),
        0x0601..=0xFFFF_u16,
    ];
    let len = prop_oneof![Just(0), 1..60_usize, 44..49_usize, Just(100)];
    let payload = len.prop_flat_map(|len| vec(prop_oneof![any::<u8>(), Just(0)], len));
    (mac(), mac(), ethertype, payload).prop_map(|(destination, source, ethertype, payload)| Framed {
        header: EthernetHeader { destination, source, ethertype },
        payload,
    })
}

fn mac() -> impl Strategy<Value = Mac> {
    prop_oneof![uniform6(any::<u8>()).prop_map(Mac), Just(Mac::BROADCAST)]
}

/// What reading a frame gives, the payload as bytes.
type Read = Result<(EthernetHeader, Vec<u8>), EthernetError>;

fn ask_to_read(frame: &[u8]) -> Script {
    call("parse_ethernet", (Bytes(frame.to_vec()),)).spelled("parse_ethernet(frame)")
}

/// What `parse_ethernet` should have said: as a card shows it, and as a test has it.
struct Expected<'a> {
    frame: &'a [u8],
    right: &'a Read,
}

impl Spell for Expected<'_> {
    fn spell(&self) -> String {
        let spans = self.right.clone().map(|(header, payload)| {
            (header, Slice::Span { offset: self.frame.len() - payload.len(), len: payload.len() })
        });
        spans.spell()
    }

    fn rust(&self) -> String {
        match self.right {
            Ok((header, payload)) => {
                let payload = Bytes(payload.clone()).spell();
                format!("Ok(({}, &{}[..]))", header.rust(), payload.trim_start_matches('&'))
            }
            Err(error) => Err::<(), _>(*error).rust(),
        }
    }
}

/// Reads the next answer, which must be the right one. Where a payload lies does not matter.
fn reads(frame: &[u8], right: &Read, looks: &[Looks<Read>], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let expected = Expected { frame, right };
    let came = match seen.value::<Result<(EthernetHeader, Slice), EthernetError>>() {
        Ok(came) => came.map(|(header, payload)| (header, bytes_at(frame, payload))),
        Err(trouble) => {
            seen.differs(&expected);
            return Err(trouble.panic_looks_like("short-frame-panics").figure(picture(frame, None, right)));
        }
    };
    ensure(came == *right, || {
        let differs = seen.differs(&expected);
        let looks = looks.iter().find(|(_, wrong)| *wrong == came).map(|(slug, _)| *slug);
        let trouble = Trouble::new(differs).figure(picture(frame, Some(&came), right));
        looks.into_iter().fold(trouble, Trouble::looks_like)
    })
}

fn bytes_at(frame: &[u8], part: Slice) -> Vec<u8> {
    match part {
        Slice::Span { offset, len } => frame.get(offset..offset + len).unwrap_or_default().to_vec(),
        Slice::Elsewhere(bytes) => bytes.0,
    }
}

/// The frame that was read. Marked is what was read wrongly.
fn picture(frame: &[u8], came: Option<&Read>, right: &Read) -> Dump {
    let mut dump = Dump::new("frame", frame);
    let Some((header, _)) = header_of(frame) else { return dump };
    let is_no_type = header.ethertype < 0x0600;
    let names = [
        (0, 6, format!("destination {}", header.destination)),
        (6, 6, format!("source {}", header.source)),
        (12, 2, format!("{} {:#06x}", if is_no_type { "length" } else { "type" }, header.ethertype)),
        (14, frame.len() - 14, String::from("payload")),
    ];
    let wrong = |at: usize| match (came, right) {
        (Some(Ok((came, payload))), Ok((right, should))) => match at {
            0 => came.destination != right.destination,
            6 => came.source != right.source,
            12 => came.ethertype != right.ethertype,
            _ => payload != should,
        },
        (_, Err(EthernetError::Length { .. })) | (Some(Err(EthernetError::Length { .. })), _) => at == 12,
        _ => false,
    };
    for (at, len, name) in names.into_iter().filter(|(_, len, _)| *len > 0) {
        dump = if wrong(at) { dump.wrong(at, len, name) } else { dump.field(at, len, name) };
    }
    dump
}

pub(super) fn header_is_read(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        frames(),
        any_framed(),
        |framed| ask_to_read(&framed.bytes()),
        |framed, seen| {
            let bytes = framed.bytes();
            let header = framed.header;
            let payload = |from: usize| bytes[from..].to_vec();
            let turned = EthernetHeader { destination: header.source, source: header.destination, ..header };
            let little = EthernetHeader { ethertype: header.ethertype.swap_bytes(), ..header };
            let end = bytes.iter().rposition(|byte| *byte != 0).map_or(14, |last| (last + 1).max(14));
            let length = little.ethertype;
            let looks = [
                ("destination-source-swapped", Ok((turned, payload(14)))),
                ("type-little-endian", Ok((little, payload(14)))),
                ("type-little-endian", Err(EthernetError::Length { length })),
                ("payload-with-type", Ok((header, payload(12)))),
                ("payload-with-header", Ok((header, payload(0)))),
                ("padding-trimmed", Ok((header, bytes[14..end].to_vec()))),
            ];
            reads(&bytes, &Ok((header, payload(14))), &looks, seen)
        },
    )
}

pub(super) fn what_is_no_frame(trial: &mut Trial<'_>) -> Verdict {
    let of_length = |length: u16, payload: &[u8]| unpadded(card_of(ROUTER), card_of(TOKYO), length, payload);
    let whole = of_length(ethertype::IPV4, b"");
    let short = (0..14).map(|len| whole[..len].to_vec());
    let lengths = [46, 0, 1500, 1501, 0x05FF].map(|length| of_length(length, &[0xAA; 46]));
    let frames = [whole.clone(), of_length(ethertype::IPV4, b"runt"), of_length(0x0600, b"first")];
    trial.table(
        short.rev().chain(lengths).chain(frames),
        |frame| ask_to_read(frame),
        |frame, seen| {
            let read = header_of(frame).map(|(header, payload)| (header, payload.to_vec()));
            let right = match &read {
                None => Err(EthernetError::Truncated { got: frame.len() }),
                Some((header, _)) if header.ethertype < 0x0600 => {
                    Err(EthernetError::Length { length: header.ethertype })
                }
                Some(read) => Ok(read.clone()),
            };
            let got = frame.len();
            let mut looks: Vec<Looks<Read>> = vec![];
            if let Some((header, payload)) = &read {
                let taken = Ok((*header, payload.clone()));
                looks.push((
                    if header.ethertype > 1500 { "limit-at-1500" } else { "length-is-a-type" },
                    taken,
                ));
                let refused = if payload.is_empty() { "empty-payload-refused" } else { "runts-refused" };
                looks.push((refused, Err(EthernetError::Truncated { got })));
                looks.push(("first-type-refused", Err(EthernetError::Length { length: header.ethertype })));
            }
            reads(frame, &right, &looks, seen)
        },
    )
}

/// Puts a frame together in some wrong way.
fn joined(parts: &[&[u8]]) -> Bytes {
    Bytes(parts.concat())
}

pub(super) fn frames_are_padded(trial: &mut Trial<'_>) -> Verdict {
    let lens =
        [100, 0, 45, 46, 47, 1500].map(|len| framed(card_of(ROUTER), ethertype::IPV4, &vec![0x45; len]));
    trial.law(
        frames().into_iter().chain(lens),
        any_framed(),
        |Framed { header, payload }| {
            let ethertype = header.ethertype;
            let spelled = format!(
                "emit_ethernet({} to {}, type {ethertype:#06x}, {} bytes of payload)",
                header.source,
                header.destination,
                payload.len()
            );
            call("emit_ethernet", (Ref(*header), Bytes(payload.clone()))).spelled(spelled)
        },
        |framed, seen| {
            let EthernetHeader { destination, source, ethertype } = framed.header;
            let payload = &framed.payload[..];
            let right = framed.bytes();
            let bare = unpadded(destination, source, ethertype, payload);
            let zeros = |to: usize, len: usize| vec![0; to.saturating_sub(len)];
            let head = &bare[..14];
            let little = ethertype.swap_bytes();
            let looks = [
                ("not-padded", Bytes(bare.clone())),
                ("padded-to-64", joined(&[&bare, &zeros(64, bare.len())])),
                ("payload-padded-to-60", joined(&[&bare, &zeros(60, payload.len())])),
                ("always-padded", joined(&[&bare, &[0; 46]])),
                ("padded-in-front", joined(&[head, &zeros(46, payload.len()), payload])),
                ("cut-at-sixty", Bytes(right[..60].to_vec())),
                ("destination-source-swapped", Bytes(frame(source, destination, ethertype, payload))),
                ("type-little-endian", Bytes(frame(destination, source, little, payload))),
            ];
            emits("frame", &right, &fields_of_frame(usize::MAX, payload.len()), &looks, seen)
        },
    )
}

/// Reads the next answer, which must be these bytes.
fn emits(
    what: &str,
    right: &[u8],
    fields: &[(usize, usize, &'static str)],
    looks: &[Looks<Bytes>],
    seen: &mut Seen<'_>,
) -> Result<(), Trouble> {
    let came = seen.value::<Bytes>()?;
    seen.shown_as(&format!("{} bytes", came.0.len()));
    ensure(came.0 == right, || {
        seen.differs(&Bytes(right.to_vec()));
        let same = came.0.len() == right.len();
        let should = if same { format!("{} others", right.len()) } else { format!("{} bytes", right.len()) };
        let trouble = Trouble::new(seen.expected(should)).figure(dump(what, &came.0, fields, right));
        let looks = looks.iter().find(|(_, wrong)| *wrong == came).map(|(slug, _)| *slug);
        looks.into_iter().fold(trouble, Trouble::looks_like)
    })
}

/// Tokyo asks for its router.
fn question() -> ArpMessage {
    ArpMessage {
        operation: ArpOperation::Request,
        sender_mac: card_of(TOKYO),
        sender_address: TOKYO,
        target_mac: Mac::default(),
        target_address: ROUTER,
    }
}

/// What `cargo dev vectors` keeps: messages as smoltcp writes them.
fn vectors() -> Vec<(ArpMessage, Vec<u8>)> {
    let records = corpus::records(include_str!("../../../../corpus/packets/arp.txt"));
    let end = |bytes: Vec<u8>| {
        let (mac, address) = bytes.split_at(6);
        let address = u32::from_be_bytes(address.try_into().expect("four bytes"));
        (Mac(mac.try_into().expect("six bytes")), address)
    };
    let vector = |record: &corpus::Record| {
        let operation = match record.text("operation") {
            "1" => ArpOperation::Request,
            _ => ArpOperation::Reply,
        };
        let (sender_mac, sender_address) = end(record.bytes("sender"));
        let (target_mac, target_address) = end(record.bytes("target"));
        let message = ArpMessage { operation, sender_mac, sender_address, target_mac, target_address };
        (message, record.bytes("message"))
    };
    records.iter().map(vector).collect()
}

fn any_message() -> impl Strategy<Value = ArpMessage> {
    let operation = prop_oneof![Just(ArpOperation::Request), Just(ArpOperation::Reply)];
    (operation, mac(), any::<u32>(), mac(), any::<u32>()).prop_map(
        |(operation, sender_mac, sender_address, target_mac, target_address)| ArpMessage {
            operation,
            sender_mac,
            sender_address,
            target_mac,
            target_address,
        },
    )
}

type Message = Result<ArpMessage, ArpError>;

fn turned(message: ArpMessage) -> ArpMessage {
    ArpMessage {
        operation: message.operation,
        sender_mac: message.target_mac,
        sender_address: message.target_address,
        target_mac: message.sender_mac,
        target_address: message.sender_address,
    }
}

fn little(message: ArpMessage) -> ArpMessage {
    ArpMessage {
        sender_address: message.sender_address.swap_bytes(),
        target_address: message.target_address.swap_bytes(),
        ..message
    }
}

fn other_operation(message: ArpMessage) -> ArpMessage {
    let operation = match message.operation {
        ArpOperation::Request => ArpOperation::Reply,
        ArpOperation::Reply => ArpOperation::Request,
    };
    ArpMessage { operation, ..message }
}

/// The four addresses, read as if both of cards came first.
fn cards_first(bytes: &[u8], operation: ArpOperation) -> ArpMessage {
    let mac = |at: usize| Mac(bytes[at..at + 6].try_into().expect("six bytes"));
    let address = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    ArpMessage {
        operation,
        sender_mac: mac(8),
        target_mac: mac(14),
        sender_address: address(20),
        target_address: address(24),
    }
}

fn ask_for_message(payload: &[u8]) -> Script {
    call("parse_arp", (Bytes(payload.to_vec()),)).spelled("parse_arp(payload)")
}

/// A payload with the names of its fields; which of them are wrong is told.
fn message_picture(payload: &[u8], wrong: &[usize]) -> Dump {
    let mut dump = Dump::new("payload", payload);
    for (at, len, name) in FIELDS_OF_MESSAGE.into_iter().chain([(28, payload.len(), "padding")]) {
        let here = len.min(payload.len().saturating_sub(at));
        if here > 0 {
            let is_wrong = wrong.contains(&at);
            dump = if is_wrong { dump.wrong(at, here, name) } else { dump.field(at, here, name) };
        }
    }
    dump
}

/// Reads the next answer, which must be the right one.
fn understands(
    payload: &[u8],
    right: Message,
    looks: &[Looks<Message>],
    wrong: &dyn Fn(&Message) -> Vec<usize>,
    seen: &mut Seen<'_>,
) -> Result<(), Trouble> {
    let came = match seen.value::<Message>() {
        Ok(came) => came,
        Err(trouble) => {
            seen.differs(&right);
            return Err(trouble
                .panic_looks_like("short-message-panics")
                .figure(message_picture(payload, &[])));
        }
    };
    ensure(came == right, || {
        let trouble = Trouble::new(seen.differs(&right)).figure(message_picture(payload, &wrong(&came)));
        let looks = looks.iter().find(|(_, wrong)| *wrong == came).map(|(slug, _)| *slug);
        looks.into_iter().fold(trouble, Trouble::looks_like)
    })
}

pub(super) fn message_is_read(trial: &mut Trial<'_>) -> Verdict {
    let bare = vectors().into_iter().map(|(message, bytes)| (message, bytes, 0));
    let padded = vectors().into_iter().map(|(message, bytes)| (message, bytes, 18));
    let random = (any_message(), 0..20_usize).prop_map(|(message, padding)| {
        let bytes = bytes_of(&message);
        (message, bytes, padding)
    });
    let payload = |bytes: &[u8], padding: usize| [bytes, &[0, 0, 0xEE, 7].repeat(5)[..padding]].concat();
    trial.law(
        bare.chain(padded),
        random,
        |(_, bytes, padding)| ask_for_message(&payload(bytes, *padding)),
        |(message, bytes, padding), seen| {
            let payload = payload(bytes, *padding);
            let operation = message.operation.number().swap_bytes();
            let looks = [
                ("sender-target-swapped", Ok(turned(*message))),
                ("cards-first", Ok(cards_first(bytes, message.operation))),
                ("address-little-endian", Ok(little(*message))),
                ("operation-little-endian", Err(ArpError::Operation { operation })),
                ("operations-swapped", Ok(other_operation(*message))),
                ("padding-refused", Err(ArpError::Truncated { got: payload.len() })),
            ];
            let wrong = |came: &Message| match came {
                Ok(came) => {
                    let fields = [
                        (6, came.operation != message.operation),
                        (8, came.sender_mac != message.sender_mac),
                        (14, came.sender_address != message.sender_address),
                        (18, came.target_mac != message.target_mac),
                        (24, came.target_address != message.target_address),
                    ];
                    fields.into_iter().filter(|(_, wrong)| *wrong).map(|(at, _)| at).collect()
                }
                Err(ArpError::Operation { .. }) => vec![6],
                Err(_) => vec![],
            };
            understands(&payload, Ok(*message), &looks, &wrong, seen)
        },
    )
}

pub(super) fn message_is_written(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        vectors().into_iter().map(|(message, _)| message),
        any_message(),
        |message| call("emit_arp", (Ref(*message),)).spelled(format!("emit_arp({})", message.spell())),
        |message, seen| {
            let right = bytes_of(message);
            let with = |at: usize, bytes: &[u8]| {
                let mut changed = right.clone();
                changed[at..at + bytes.len()].copy_from_slice(bytes);
                Bytes(changed)
            };
            let ArpMessage { sender_mac, sender_address, target_mac, target_address, .. } = *message;
            let operation = message.operation.number().to_le_bytes();
            let looks = [
                ("sender-target-swapped", Bytes(bytes_of(&turned(*message)))),
                (
                    "cards-first",
                    joined(&[
                        &right[..8],
                        &sender_mac.0,
                        &target_mac.0,
                        &sender_address.to_be_bytes(),
                        &target_address.to_be_bytes(),
                    ]),
                ),
                ("address-little-endian", Bytes(bytes_of(&little(*message)))),
                ("operation-little-endian", with(6, &operation)),
                ("operations-swapped", Bytes(bytes_of(&other_operation(*message)))),
                ("lengths-swapped", with(4, &[4, 6])),
                ("lengths-missing", with(4, &[0, 0])),
                ("asks-about-itself", with(2, &ethertype::ARP.to_be_bytes())),
                ("message-padded", joined(&[&right, &[0; 18]])),
            ];
            emits("message", &right, &FIELDS_OF_MESSAGE, &looks, seen)
        },
    )
}

/// A payload and all that is wrong with it, the first of the list first.
fn mistaken(changes: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = bytes_of(&question());
    bytes.extend([0; 18]);
    for (at, change) in changes {
        bytes[*at..at + change.len()].copy_from_slice(change);
    }
    bytes
}

fn all_errors(payload: &[u8]) -> Vec<ArpError> {
    let mut errors = vec![];
    if payload.len() < 28 {
        errors.push(ArpError::Truncated { got: payload.len() });
    }
    let word = |at: usize| payload.get(at..at + 2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    if let Some(hardware) = word(0).filter(|hardware| *hardware != 1) {
        errors.push(ArpError::Hardware { hardware });
    }
    if let Some(protocol) = word(2).filter(|protocol| *protocol != 0x0800) {
        errors.push(ArpError::Protocol { protocol });
    }
    if let Some([hardware, protocol]) = payload.get(4..6).filter(|lengths| *lengths != [6, 4]) {
        errors.push(ArpError::Lengths { hardware: *hardware, protocol: *protocol });
    }
    if let Some(operation) = word(6).filter(|operation| ![1, 2].contains(operation)) {
        errors.push(ArpError::Operation { operation });
    }
    errors
}

pub(super) fn what_is_no_message(trial: &mut Trial<'_>) -> Verdict {
    let whole = bytes_of(&question());
    let short = (0..28).rev().map(|len| whole[..len].to_vec());
    let wrong: [&[(usize, &[u8])]; 14] = [
        &[(0, &[0, 6])],
        &[(0, &[1, 0])],
        &[(2, &[0x86, 0xDD])],
        &[(2, &[0x08, 0x06])],
        &[(4, &[8, 4])],
        &[(4, &[6, 16])],
        &[(4, &[4, 6])],
        &[(6, &[0, 3])],
        &[(6, &[0, 0])],
        &[(6, &[1, 1])],
        &[(0, &[0, 6]), (2, &[0x86, 0xDD]), (4, &[8, 16])],
        &[(2, &[0x86, 0xDD]), (4, &[6, 16])],
        &[(4, &[6, 16]), (6, &[0, 9])],
        &[(0, &[0, 6]), (6, &[0, 9])],
    ];
    let cut = mistaken(&[(0, &[0, 6])])[..27].to_vec();
    trial.table(
        short.chain(wrong.map(mistaken)).chain([cut]),
        |payload| ask_for_message(payload),
        |payload, seen| {
            let errors = all_errors(payload);
            let mut looks: Vec<Looks<Message>> =
                errors.iter().skip(1).map(|error| ("errors-out-of-order", Err(*error))).collect();
            let (slug, at) = match errors[0] {
                ArpError::Truncated { .. } => ("", 28),
                ArpError::Hardware { .. } => ("hardware-unchecked", 0),
                ArpError::Protocol { .. } => ("protocol-unchecked", 2),
                ArpError::Lengths { .. } => ("lengths-unchecked", 4),
                ArpError::Operation { .. } => ("operation-unchecked", 6),
            };
            if let Some(bytes) = payload.get(..28).filter(|_| errors.len() == 1) {
                // Read as if nothing were wrong, and as either operation.
                let mut bytes = bytes.to_vec();
                bytes[..6].copy_from_slice(&[0, 1, 8, 0, 6, 4]);
                for operation in [1, 2] {
                    bytes[6..8].copy_from_slice(&[0, operation]);
                    looks.extend(message_of(&bytes).map(|message| (slug, Ok(message))));
                }
            }
            understands(payload, Err(errors[0]), &looks, &|_| vec![at], seen)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::super::wire::card;
    use super::*;

    #[test]
    fn our_bytes_are_those_of_smoltcp() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 4);
        for (message, bytes) in vectors {
            assert_eq!(bytes_of(&message), bytes);
            assert_eq!(message_of(&bytes), Some(message));
        }
        for record in corpus::records(include_str!("../../../../corpus/packets/arp.txt")) {
            let mac = |name| Mac(record.bytes(name).try_into().expect("six bytes"));
            let frame = frame(mac("destination"), mac("source"), ethertype::ARP, &record.bytes("message"));
            assert_eq!(frame, record.bytes("frame"));
        }
        assert_eq!(card(1), card_of(TOKYO));
    }

    #[test]
    fn random_frames_lie_around_the_shortest_one() {
        let frames = drawn(&any_framed(), 200);
        let count = |lens: std::ops::RangeInclusive<usize>| {
            frames.iter().filter(|framed| lens.contains(&framed.payload.len())).count()
        };
        assert!(count(0..=0) > 20 && count(45..=47) > 20 && count(47..=100) > 40 && count(1..=44) > 40);
    }
}
