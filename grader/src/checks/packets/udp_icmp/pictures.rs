//! What the cards show: bytes with the names of their fields, and what an error quotes of a packet.

use std::net::Ipv4Addr;

use given::packets::IcmpError;

use super::model::{self, Arrival, HEADER, ICMP, Packet, TCP, UDP, word};
use crate::finding::{Dump, Table};

/// So many bytes are shown of those that have more.
const SHOWN: usize = 48;

/// A field: how many bytes, and what they are.
type Named = (usize, String);

/// Bytes field by field. Those whose name begins with one of these words are marked.
fn draw(title: &str, bytes: &[u8], fields: Vec<Named>, wrong: &[&str]) -> Dump {
    let is_long = bytes.len() > SHOWN;
    let title = if is_long { format!("the beginning of {title}") } else { title.to_owned() };
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let mut dump = Dump::new(title, shown);
    let mut at = 0;
    for (len, name) in fields {
        let len = len.min(shown.len() - at);
        let is_wrong = wrong.iter().any(|word| name.starts_with(word));
        // Of a field that is not there, only those are told that the story is about.
        if is_wrong {
            dump = dump.wrong(at, len, name);
        } else if len > 0 {
            dump = dump.field(at, len, name);
        }
        at += len;
    }
    dump
}

/// What a UDP header says, as far as there is one.
pub(super) fn datagram(title: &str, bytes: &[u8], wrong: &[&str]) -> Dump {
    if bytes.len() < HEADER {
        let fields = vec![(bytes.len(), String::from("too short for the 8 bytes of a header"))];
        return draw(title, bytes, fields, wrong);
    }
    let claimed = usize::from(word(bytes, 4));
    let data = claimed.clamp(HEADER, bytes.len()) - HEADER;
    let fields = vec![
        (2, format!("source port {}", word(bytes, 0))),
        (2, format!("destination port {}", word(bytes, 2))),
        (2, format!("length {claimed}")),
        (2, format!("checksum {:04x}", word(bytes, 6))),
        (data, String::from("data")),
        (bytes.len() - HEADER - data, String::from("behind the datagram")),
    ];
    draw(title, bytes, fields, wrong)
}

/// What an IP packet brought.
pub(super) fn arrived(arrival: &Arrival, wrong: &[&str]) -> Dump {
    datagram("bytes", &arrival.bytes, wrong)
}

/// The parts of a sum, and the sum.
pub(super) fn covered(arrival: &Arrival) -> Table {
    let Arrival { ends, bytes } = arrival;
    let claimed = bytes.get(4..6).map_or(0, |length| usize::from(word(length, 0)));
    let datagram = &bytes[..claimed.min(bytes.len())];
    let pseudo = model::pseudo(ends, UDP, datagram.len());
    let row = |name: &str, word: u16| vec![String::from(name), format!("{word:04x}")];
    let checksum = model::udp_checksum(ends, datagram);
    Table {
        title: String::from("what the checksum covers"),
        head: ["part", "sum"].map(String::from).to_vec(),
        rows: vec![
            row("pseudo header", model::sum(&pseudo)),
            row("datagram, field zeroed", model::sum(&model::with_word(datagram, 6, 0))),
            row("both", model::sum(&[pseudo, model::with_word(datagram, 6, 0)].concat())),
            row("inverted, and never 0", checksum),
        ],
        wrong: vec![],
    }
}

/// A message of ICMP whose last four bytes of the header are an identifier and a number.
pub(super) fn echo(title: &str, message: &[u8], wrong: &[&str]) -> Dump {
    if message.len() < HEADER {
        let fields = vec![(message.len(), String::from("too short for the 8 bytes of a header"))];
        return draw(title, message, fields, wrong);
    }
    let fields = vec![
        (1, format!("type {}", kind(message[0]))),
        (1, format!("code {}", message[1])),
        (2, checksum(message)),
        (2, format!("identifier {:04x}", word(message, 4))),
        (2, format!("number {}", word(message, 6))),
        (message.len() - HEADER, String::from("data")),
    ];
    draw(title, message, fields, wrong)
}

/// The checksum of a message, and if it is wrong, the right one.
fn checksum(message: &[u8]) -> String {
    let field = word(message, 2);
    if model::sum(message) == 0xFFFF {
        return format!("checksum {field:04x}, fits");
    }
    let right = word(&model::summed(message, 2), 2);
    format!("checksum {field:04x}, does not fit: {right:04x} would")
}

/// A type, and what RFC 792 calls it.
fn kind(kind: u8) -> String {
    let name = match kind {
        0 => "echo reply",
        3 => "destination unreachable",
        4 => "source quench",
        5 => "redirect",
        8 => "echo",
        11 => "time exceeded",
        12 => "parameter problem",
        13 => "timestamp",
        14 => "timestamp reply",
        _ => return kind.to_string(),
    };
    format!("{kind}, {name}")
}

/// A message that reports an error.
pub(super) fn error(title: &str, of: &IcmpError, message: &[u8], wrong: &[&str]) -> Dump {
    if message.len() < HEADER {
        let fields = vec![(message.len(), String::from("too short for the 8 bytes of a header"))];
        return draw(title, message, fields, wrong);
    }
    let rest = match of {
        IcmpError::FragmentationNeeded { .. } => {
            vec![(2, String::from("unused")), (2, format!("MTU {}", word(message, 6)))]
        }
        IcmpError::ParameterProblem { .. } => {
            vec![(1, format!("pointer {}", message[4])), (3, String::from("unused"))]
        }
        _ => vec![(4, String::from("unused"))],
    };
    let mut fields = vec![
        (1, format!("type {}", kind(message[0]))),
        (1, format!("code {}", message[1])),
        (2, checksum(message)),
    ];
    fields.extend(rest);
    fields.push((message.len() - HEADER, String::from("the packet, quoted")));
    draw(title, message, fields, wrong)
}

/// A packet that something is wrong with.
pub(super) fn packet(packet: &Packet, wrong: &[&str]) -> Dump {
    let protocol = match packet.protocol {
        ICMP => "1: ICMP",
        TCP => "6: TCP",
        UDP => "17: UDP",
        _ => "another",
    };
    let flag = |bit: u16, name: &str| if packet.flags_and_offset & bit == 0 { "" } else { name }.to_owned();
    let words = 5 + packet.option_words;
    let mut fields = vec![
        (4, format!("version 4, header of {words} words, total length {}", packet.total_len())),
        (2, String::from("identification")),
        (
            2,
            format!(
                "flags and offset:{}{} offset {}",
                flag(model::DONT_FRAGMENT, " DF,"),
                flag(model::MORE_FRAGMENTS, " MF,"),
                packet.flags_and_offset & 0x1FFF
            ),
        ),
        (1, format!("ttl {}", packet.ttl)),
        (1, format!("protocol {protocol}")),
        (2, String::from("header checksum")),
        (4, format!("source {}", Ipv4Addr::from(packet.source))),
        (4, format!("destination {}", Ipv4Addr::from(packet.destination))),
        (4 * packet.option_words, String::from("options")),
    ];
    match packet.payload.first() {
        Some(first) if packet.protocol == ICMP && packet.flags_and_offset & 0x1FFF == 0 => {
            fields.push((1, format!("payload: ICMP type {}", kind(*first))));
            fields.push((packet.payload.len() - 1, String::from("the rest of it")));
        }
        _ => fields.push((packet.payload.len(), String::from("payload"))),
    }
    fields.push((packet.padding, String::from("behind the packet")));
    // Two fields of a byte share a line, unless it is about one of them.
    if !wrong.contains(&"protocol") {
        let (_, protocol) = fields.remove(4);
        fields[3] = (2, format!("{}, {protocol}", fields[3].1));
    }
    draw("packet", &packet.bytes(), fields, wrong)
}

/// A quote that begins with the payload.
pub(super) fn headless(quote: &[u8]) -> Dump {
    let fields = vec![(quote.len(), String::from("the payload, and no header in front of it"))];
    draw("your quote", quote, fields, &["the payload"])
}

/// How long a quote is, and how long it may be.
pub(super) fn lengths(packet: &Packet, own: Option<usize>) -> Table {
    let row = |part: String, bytes: usize| vec![part, format!("{bytes:>5}")];
    let mut rows = vec![
        row(String::from("the packet: its header"), packet.header_len()),
        row(String::from("the packet: its payload"), packet.payload.len()),
    ];
    if packet.padding > 0 {
        rows.push(row(String::from("what arrived behind it"), packet.padding));
    }
    let (least, most) = packet.quotable();
    let wrong = if own.is_some() { vec![rows.len()] } else { vec![] };
    rows.extend(own.map(|own| row(String::from("your quote"), own)));
    rows.push(row(String::from("a quote has at least"), least));
    rows.push(row(String::from("and at most"), most));
    rows.push(row(String::from("IP header and ICMP header before your quote"), 20 + HEADER));
    rows.extend(own.map(|own| row(String::from("all together, at most 576"), 20 + HEADER + own)));
    Table { title: String::from("how long"), head: ["what", "bytes"].map(String::from).to_vec(), rows, wrong }
}
