//! A trace as a capture file, for Wireshark, tshark and every other tool that reads pcapng.
//!
//! The format is that of the IETF draft `draft-ietf-opsawg-pcapng`. This writes one section: a section header, an
//! interface description for each actor, and an enhanced packet for each message whose bytes the trace has. All
//! numbers are little-endian, times are microseconds since 1970.
//!
//! What the network did to a packet stands beside it as a comment: `fate 3: drop`. Wireshark shows it above the
//! packet, and finds it with the filter `frame.comment contains "fate"`.

use given::time::Micros;

use crate::trace::{ActorId, Delivery, Event, Message, Trace};

/// What the packets are, so that a tool knows how to read them: a number of the registry at
/// <https://www.tcpdump.org/linktypes.html>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkType(pub u16);

impl LinkType {
    /// Ethernet frames, without a check sequence.
    pub const ETHERNET: LinkType = LinkType(1);
    /// IP packets of either version.
    pub const RAW_IP: LinkType = LinkType(101);
    /// Whatever the two ends agree on.
    pub const USER0: LinkType = LinkType(147);
}

/// Where the capture was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vantage {
    /// Everywhere, as nobody can: each packet once, as it left and when it left, and each copy that the network made.
    /// The interface is the sender's.
    Everywhere,
    /// At one actor: what it sent, as it left, and what arrived there, as it arrived.
    At(ActorId),
}

/// Writes a capture. Messages without bytes are not in it; where a trace has no times, all is at time 0.
pub fn pcapng(trace: &Trace, link_type: LinkType, vantage: Vantage) -> Vec<u8> {
    let mut file = Vec::new();
    section_header(&mut file);
    for actor in trace.actors() {
        interface(&mut file, link_type, &actor.name);
    }
    for seen in captured(trace, vantage) {
        packet(&mut file, &seen);
    }
    file
}

/// A packet as the capture saw it.
struct Seen<'a> {
    at: Micros,
    interface: usize,
    bytes: &'a [u8],
    /// How long it was when it left.
    length: usize,
    direction: u32,
    comment: Option<String>,
}

const INBOUND: u32 = 1;
const OUTBOUND: u32 = 2;

fn captured(trace: &Trace, vantage: Vantage) -> Vec<Seen<'_>> {
    let messages = trace.events().iter().filter_map(|event| match event {
        Event::Message(message) => Some(message),
        Event::Note(_) => None,
    });
    let mut all = Vec::new();
    for message in messages {
        let Some(bytes) = &message.bytes else { continue };
        let is_at = |actor: ActorId| vantage == Vantage::At(actor);
        let leaves_here = vantage == Vantage::Everywhere || is_at(message.from) && message.copy_of.is_none();
        if leaves_here {
            all.push(Seen {
                at: message.sent_at.unwrap_or_default(),
                interface: message.from.index(),
                bytes,
                length: bytes.len(),
                direction: OUTBOUND,
                comment: fate(message),
            });
        }
        if is_at(message.to) {
            all.extend(arrival(message, bytes));
        }
    }
    // Those of one moment stay in the order in which they were told.
    all.sort_by_key(|seen| seen.at);
    all
}

fn arrival<'a>(message: &'a Message, sent: &'a [u8]) -> Option<Seen<'a>> {
    let Delivery::Arrived { at, damage } = &message.delivery else { return None };
    let changed = damage.as_ref().and_then(|damage| damage.bytes.as_deref());
    let bytes = changed.unwrap_or(sent);
    Some(Seen {
        at: at.or(message.sent_at).unwrap_or_default(),
        interface: message.to.index(),
        bytes,
        length: bytes.len(),
        direction: INBOUND,
        comment: fate(message),
    })
}

/// What became of it, where that is not what usually does.
fn fate(message: &Message) -> Option<String> {
    let told = match &message.delivery {
        Delivery::Lost { why } if why.is_empty() => Some("lost"),
        Delivery::Lost { why } => Some(why.as_str()),
        Delivery::Arrived { damage: Some(damage), .. } => Some(damage.what.as_str()),
        Delivery::Arrived { damage: None, .. } | Delivery::InFlight => message.fate.as_deref(),
    };
    let copy = message.copy_of.map(|_| "a copy that the network made");
    match (copy, told) {
        (Some(copy), Some(told)) => Some(format!("{copy} ({told})")),
        (copy, told) => copy.or(told).map(str::to_owned),
    }
}

const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION: u32 = 1;
const ENHANCED_PACKET: u32 = 6;

/// Reads the same both ways only for who knows the order of its bytes.
const BYTE_ORDER: u32 = 0x1a2b_3c4d;
/// Nobody counted how long the section is.
const UNKNOWN_LENGTH: u64 = u64::MAX;

const COMMENT: u16 = 1;
const NAME: u16 = 2;
const FLAGS: u16 = 2;
const TIME_RESOLUTION: u16 = 9;

fn section_header(file: &mut Vec<u8>) {
    let mut body = Vec::new();
    body.extend(BYTE_ORDER.to_le_bytes());
    // Version 1.0.
    body.extend([1_u16.to_le_bytes(), 0_u16.to_le_bytes()].concat());
    body.extend(UNKNOWN_LENGTH.to_le_bytes());
    block(file, SECTION_HEADER, &body);
}

fn interface(file: &mut Vec<u8>, link_type: LinkType, name: &str) {
    let mut body = Vec::new();
    body.extend(link_type.0.to_le_bytes());
    // Reserved; then no limit to how much of a packet is kept.
    body.extend([0; 2]);
    body.extend(0_u32.to_le_bytes());
    option(&mut body, NAME, name.as_bytes());
    // Times count 10⁻⁶ seconds. It is what they would count anyway, said so that nobody has to know.
    option(&mut body, TIME_RESOLUTION, &[6]);
    end_of_options(&mut body);
    block(file, INTERFACE_DESCRIPTION, &body);
}

fn packet(file: &mut Vec<u8>, seen: &Seen<'_>) {
    let mut body = Vec::new();
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    body.extend(number(seen.interface));
    body.extend(((seen.at.0 >> 32) as u32).to_le_bytes());
    body.extend((seen.at.0 as u32).to_le_bytes());
    body.extend(number(seen.bytes.len()));
    body.extend(number(seen.length));
    body.extend(seen.bytes);
    pad(&mut body);
    if let Some(comment) = &seen.comment {
        option(&mut body, COMMENT, comment.as_bytes());
    }
    option(&mut body, FLAGS, &seen.direction.to_le_bytes());
    end_of_options(&mut body);
    block(file, ENHANCED_PACKET, &body);
}

/// A block has its length at both ends, so that a file can be read backwards.
fn block(file: &mut Vec<u8>, kind: u32, body: &[u8]) {
    let length = (body.len() as u32 + 12).to_le_bytes();
    file.extend(kind.to_le_bytes());
    file.extend(length);
    file.extend(body);
    file.extend(length);
}

fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    let value = &value[..value.len().min(MAX_OPTION)];
    body.extend(code.to_le_bytes());
    body.extend((value.len() as u16).to_le_bytes());
    body.extend(value);
    pad(body);
}

/// The most that an option can hold. A longer comment is cut.
const MAX_OPTION: usize = u16::MAX as usize;

fn end_of_options(body: &mut Vec<u8>) {
    body.extend([0; 4]);
}

/// Everything begins at a multiple of four bytes.
fn pad(body: &mut Vec<u8>) {
    body.resize(body.len().next_multiple_of(4), 0);
}
