//! Which card has this address? Ethernet, and the protocol ARP that asks it.
//!
//! Tokyo's packet for London must first reach the router in Tokyo's own building, over a wire that many machines
//! share. Cards on that wire know nothing of IP. Each has an address of its own, a [`Mac`], and takes the frames
//! that bear it. So an address of IP has to become the address of a card. Nobody keeps a list: Tokyo asks all of
//! them, and whoever it is answers.
//!
//! ```text
//!  Tokyo 192.0.2.1                                           the router 192.0.2.254
//!    | to all: who has 192.0.2.254? tell 192.0.2.1 at 00:00:5e:00:53:01 |
//!    | ---------------------------------------------------------------> |
//!    |       192.0.2.254 is at 00:00:5e:00:53:fe                        |
//!    | <--------------------------------------------------------------- |
//!    | the packet for London                                            |
//!    | ---------------------------------------------------------------> |
//! ```
//!
//! Both the question and the packet travel in frames (RFC 894):
//!
//! ```text
//!  0            6            12     14                          60 or more
//! +------------+------------+------+---------------------------+
//! |destination |   source   | type | payload, and zeros if it  |
//! |            |            |      | is shorter than 46 bytes  |
//! +------------+------------+------+---------------------------+
//! ```
//!
//! A message of ARP names two machines, each by both of its addresses (RFC 826, "Packet format"):
//!
//! ```text
//!  0      2      4    5    6      8            14       18           24       28
//! +------+------+----+----+------+------------+--------+------------+--------+
//! | 0001 | 0800 | 06 | 04 | oper |   sender   | sender |   target   | target |
//! | link | IPv4 | lengths | 1, 2 |    mac     |  IPv4  |    mac     |  IPv4  |
//! +------+------+----+----+------+------------+--------+------------+--------+
//! ```
//!
//! What was learned is remembered for a while, in the ARP cache: [`Neighbors`]. It believes whoever speaks. That
//! is how ARP is, and what an intruder can make of it is on the page of this exercise.
//!
//! Left out: the check sequence at the end of a frame (the exercise `crc`), and tags of virtual networks (IEEE
//! 802.1Q); addresses of groups other than "all" (RFC 1112 §6.4); asking a neighbor itself, before its entry
//! expires, whether it is still there; and noticing that somebody else has our address (RFC 5227).

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::time::Duration;

use given::packets::{
    ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, LinkPacket, LinkReceived, LinkTimeout,
    Mac, Undeliverable, ethertype,
};
use given::time::Micros;

/// How many bytes a frame has at least, without the check sequence.
pub const MIN_FRAME_BYTES: usize = 60;

/// How long a neighbor's card is remembered after it was last heard of.
pub const ENTRY_LIFE: Duration = Duration::from_secs(30);

/// How long after a request the next one for the same neighbor is sent.
pub const REQUEST_INTERVAL: Duration = Duration::from_secs(5);

/// How many requests a neighbor may leave without an answer.
pub const MAX_REQUESTS: u32 = 3;

/// How many packets wait for one neighbor, at most.
pub const MAX_QUEUED: usize = 3;

/// How many neighbors have an entry, at most.
pub const MAX_NEIGHBORS: usize = 16;

/// The address of IPv4 that means everybody on the link (RFC 919 §7).
const EVERYBODY: u32 = 0xFFFF_FFFF;

/// Where the fields of a frame's header are.
mod frame {
    use super::Range;

    pub(super) const DESTINATION: Range<usize> = 0..6;
    pub(super) const SOURCE: Range<usize> = 6..12;
    pub(super) const TYPE: Range<usize> = 12..14;
    pub(super) const HEADER_BYTES: usize = TYPE.end;
    /// What stands in the place of the type and is less is a length (IEEE 802.3, section 3.2.6).
    pub(super) const FIRST_TYPE: u16 = 0x0600;
}

/// Where the fields of a message of ARP are.
mod message {
    use super::Range;

    pub(super) const HARDWARE: Range<usize> = 0..2;
    pub(super) const PROTOCOL: Range<usize> = 2..4;
    pub(super) const HARDWARE_LENGTH: usize = 4;
    pub(super) const PROTOCOL_LENGTH: usize = 5;
    pub(super) const OPERATION: Range<usize> = 6..8;
    pub(super) const SENDER_MAC: Range<usize> = 8..14;
    pub(super) const SENDER_ADDRESS: Range<usize> = 14..18;
    pub(super) const TARGET_MAC: Range<usize> = 18..24;
    pub(super) const TARGET_ADDRESS: Range<usize> = 24..28;
    pub(super) const BYTES: usize = TARGET_ADDRESS.end;
    /// The number of Ethernet among the kinds of links.
    pub(super) const ETHERNET: u16 = 1;
    pub(super) const MAC_BYTES: u8 = 6;
    pub(super) const ADDRESS_BYTES: u8 = 4;
}

/// Takes a frame apart: its header, and its payload, which is all the rest.
///
/// The header is the destination, the source and the type, of 6, 6 and 2 bytes; numbers of more than one byte have
/// the most significant byte first. Short payloads were padded by whoever sent them, and nothing in the frame says
/// where the padding begins, so it is part of what you give. The check sequence is not: the card has removed it.
/// There may be no payload at all.
///
/// # Errors
///
/// - [`EthernetError::Truncated`] if there are fewer than 14 bytes.
/// - Otherwise, [`EthernetError::Length`] if the number in the place of the type is below `0x0600`.
///
/// # Examples
///
/// ```
/// use given::packets::{EthernetError, EthernetHeader, Mac, ethertype};
/// use packets::arp::parse_ethernet;
///
/// let mut frame = vec![0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x5E, 0x00, 0x53, 0x01, 0x08, 0x06];
/// frame.extend(b"who has it?");
///
/// let source = Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]);
/// let header = EthernetHeader { destination: Mac::BROADCAST, source, ethertype: ethertype::ARP };
/// assert_eq!(parse_ethernet(&frame), Ok((header, &b"who has it?"[..])));
///
/// assert_eq!(parse_ethernet(&frame[..13]), Err(EthernetError::Truncated { got: 13 }));
/// frame[12..14].copy_from_slice(&[0x00, 0x0B]); // eleven bytes follow
/// assert_eq!(parse_ethernet(&frame), Err(EthernetError::Length { length: 11 }));
/// ```
pub fn parse_ethernet(frame: &[u8]) -> Result<(EthernetHeader, &[u8]), EthernetError> {
    let Some((header, payload)) = frame.split_at_checked(frame::HEADER_BYTES) else {
        return Err(EthernetError::Truncated { got: frame.len() });
    };
    let ethertype = u16::from_be_bytes(taken(header, frame::TYPE));
    if ethertype < frame::FIRST_TYPE {
        return Err(EthernetError::Length { length: ethertype });
    }
    let destination = Mac(taken(header, frame::DESTINATION));
    let source = Mac(taken(header, frame::SOURCE));
    Ok((EthernetHeader { destination, source, ethertype }, payload))
}

/// The bytes of a field. The length that the caller wants must be that of the field.
fn taken<const N: usize>(bytes: &[u8], field: Range<usize>) -> [u8; N] {
    bytes[field].try_into().expect("the field has this length")
}

/// Makes a frame of a header and a payload. It undoes [`parse_ethernet`], but for the padding.
///
/// A frame of fewer than 60 bytes ([`MIN_FRAME_BYTES`]) gets zeros behind the payload, until it has 60 (RFC 894). A
/// longer one is as long as header and payload are. The card adds the check sequence.
///
/// # Examples
///
/// ```
/// use given::packets::{EthernetHeader, Mac};
/// use packets::arp::emit_ethernet;
///
/// let [destination, source] = [Mac([2, 0, 0, 0, 0, 2]), Mac([2, 0, 0, 0, 0, 1])];
/// let header = EthernetHeader { destination, source, ethertype: 0x0800 };
///
/// let frame = emit_ethernet(&header, b"hello");
/// assert_eq!(frame[..14], [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x08, 0x00]);
/// assert_eq!(frame[14..], [&b"hello"[..], &[0; 41]].concat());
/// assert_eq!(emit_ethernet(&header, &[7; 100]).len(), 114);
/// ```
pub fn emit_ethernet(header: &EthernetHeader, payload: &[u8]) -> Vec<u8> {
    let EthernetHeader { destination, source, ethertype } = header;
    let mut frame = [&destination.0[..], &source.0, &ethertype.to_be_bytes(), payload].concat();
    if frame.len() < MIN_FRAME_BYTES {
        // Without the `if`, this would cut a longer frame.
        frame.resize(MIN_FRAME_BYTES, 0);
    }
    frame
}

/// Reads a message of ARP from the payload of a frame: its first 28 bytes.
///
/// In this order they are: the kind of link, 1 for Ethernet (2 bytes); the protocol that the addresses belong to,
/// `0x0800` for IPv4 (2); how many bytes the two kinds of addresses have, 6 and 4 (1 and 1); the operation (2); of
/// the sender the address of the card (6) and that of IPv4 (4); and both of the target (6 and 4). What comes behind
/// them is padding, and may be anything.
///
/// # Errors
///
/// The first of these that applies:
///
/// - [`ArpError::Truncated`] if there are fewer than 28 bytes;
/// - [`ArpError::Hardware`], [`ArpError::Protocol`] and [`ArpError::Lengths`] if it is about another kind of link,
///   other addresses than those of IPv4, or addresses of another length;
/// - [`ArpError::Operation`] if it is neither a request nor a reply.
///
/// # Examples
///
/// ```
/// use given::packets::{ArpError, ArpMessage, ArpOperation, Mac};
/// use packets::arp::parse_arp;
///
/// let mut bytes = [
///     0x00, 0x01, 0x08, 0x00, 6, 4, 0x00, 0x01, // Ethernet, IPv4, their lengths, and a request
///     0x00, 0x00, 0x5E, 0x00, 0x53, 0x01, 192, 0, 2, 1, // from this card, 192.0.2.1
///     0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 192, 0, 2, 254, // for 192.0.2.254
/// ];
/// let question = ArpMessage {
///     operation: ArpOperation::Request,
///     sender_mac: Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]),
///     sender_address: 0xC000_0201,
///     target_mac: Mac([0; 6]),
///     target_address: 0xC000_02FE,
/// };
/// assert_eq!(parse_arp(&bytes), Ok(question));
/// assert_eq!(parse_arp(&[&bytes[..], &[0; 18]].concat()), Ok(question)); // padded to 46 bytes
///
/// bytes[7] = 9;
/// assert_eq!(parse_arp(&bytes), Err(ArpError::Operation { operation: 9 }));
/// ```
pub fn parse_arp(payload: &[u8]) -> Result<ArpMessage, ArpError> {
    let Some(bytes) = payload.get(..message::BYTES) else {
        return Err(ArpError::Truncated { got: payload.len() });
    };
    let word = |field| u16::from_be_bytes(taken(bytes, field));
    let hardware = word(message::HARDWARE);
    if hardware != message::ETHERNET {
        return Err(ArpError::Hardware { hardware });
    }
    let protocol = word(message::PROTOCOL);
    if protocol != ethertype::IPV4 {
        return Err(ArpError::Protocol { protocol });
    }
    let (hardware, protocol) = (bytes[message::HARDWARE_LENGTH], bytes[message::PROTOCOL_LENGTH]);
    if (hardware, protocol) != (message::MAC_BYTES, message::ADDRESS_BYTES) {
        return Err(ArpError::Lengths { hardware, protocol });
    }
    let operation = match word(message::OPERATION) {
        1 => ArpOperation::Request,
        2 => ArpOperation::Reply,
        operation => return Err(ArpError::Operation { operation }),
    };
    Ok(ArpMessage {
        operation,
        sender_mac: Mac(taken(bytes, message::SENDER_MAC)),
        sender_address: u32::from_be_bytes(taken(bytes, message::SENDER_ADDRESS)),
        target_mac: Mac(taken(bytes, message::TARGET_MAC)),
        target_address: u32::from_be_bytes(taken(bytes, message::TARGET_ADDRESS)),
    })
}

/// The 28 bytes of a message of ARP, as [`parse_arp`] describes and reads them. Padding is for [`emit_ethernet`].
///
/// # Examples
///
/// ```
/// use given::packets::{ArpMessage, ArpOperation, Mac};
/// use packets::arp::emit_arp;
///
/// let answer = ArpMessage {
///     operation: ArpOperation::Reply,
///     sender_mac: Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0xFE]),
///     sender_address: 0xC000_02FE,
///     target_mac: Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]),
///     target_address: 0xC000_0201,
/// };
/// let bytes = [
///     0x00, 0x01, 0x08, 0x00, 6, 4, 0x00, 0x02, // Ethernet, IPv4, their lengths, and a reply
///     0x00, 0x00, 0x5E, 0x00, 0x53, 0xFE, 192, 0, 2, 254, // from this card, 192.0.2.254
///     0x00, 0x00, 0x5E, 0x00, 0x53, 0x01, 192, 0, 2, 1, // to this one, 192.0.2.1
/// ];
/// assert_eq!(emit_arp(&answer), bytes);
/// ```
pub fn emit_arp(message: &ArpMessage) -> Vec<u8> {
    let ArpMessage { operation, sender_mac, sender_address, target_mac, target_address } = message;
    [
        &message::ETHERNET.to_be_bytes()[..],
        &ethertype::IPV4.to_be_bytes(),
        &[message::MAC_BYTES, message::ADDRESS_BYTES],
        &operation.number().to_be_bytes(),
        &sender_mac.0,
        &sender_address.to_be_bytes(),
        &target_mac.0,
        &target_address.to_be_bytes(),
    ]
    .concat()
}

/// One machine's end of a link: it has a card and an IPv4 address there, and knows the cards of some neighbors.
///
/// *Entries.* A neighbor has no entry, or it *waits*, or it is *known*. One that waits is being asked for, and has
/// a queue of packets. Of one that is known, the card is remembered for [`ENTRY_LIFE`] after it was learned or
/// refreshed; from that moment on there is no entry. That packets are sent to it does not refresh it (RFC 1122
/// §2.3.2.1).
///
/// *Requests.* A request is a frame for all cards. Its sender is this machine, its target has the neighbor's IPv4
/// address, and zeros for the card. The first is sent when the neighbor begins to wait. Then [`handle_timeout`] asks
/// again, [`REQUEST_INTERVAL`] after the latest request. After [`MAX_REQUESTS`] it gives up, when one more interval
/// has passed: the neighbor has no entry any more.
///
/// *Room.* At most [`MAX_QUEUED`] packets wait for a neighbor. If one more comes, the oldest of them is lost. At most
/// [`MAX_NEIGHBORS`] neighbors have an entry, those that wait counted. Who speaks to a machine that has no more room
/// gets its answer, and no entry. For a neighbor that this machine itself wants to reach there is room: the known
/// one that was learned or refreshed longest ago is forgotten, of several the one with the lowest address. If all
/// entries wait, there is none, and the packet is lost.
///
/// All packets that are lost are lost silently: IP promises nothing else.
///
/// The caller promises that time never goes back.
///
/// [`handle_timeout`]: Neighbors::handle_timeout
///
/// # Examples
///
/// ```
/// use given::packets::{ArpMessage, ArpOperation, EthernetHeader, Mac, ethertype};
/// use given::time::Micros;
/// use packets::arp::{Neighbors, emit_arp, emit_ethernet, parse_arp, parse_ethernet};
///
/// let (mac, address) = (Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
/// let (router_mac, router) = (Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0xFE]), 0xC000_02FE);
/// let ms = Micros::from_millis;
///
/// // A packet has to go to the router, and nobody knows its card. So all are asked.
/// let mut tokyo = Neighbors::new(mac, address);
/// let asked = tokyo.send(ms(0), router, b"to London".to_vec()).unwrap();
/// let (header, payload) = parse_ethernet(&asked).unwrap();
/// assert_eq!(header, EthernetHeader { destination: Mac::BROADCAST, source: mac, ethertype: ethertype::ARP });
/// assert_eq!(parse_arp(payload).unwrap().target_address, router);
/// assert_eq!(tokyo.poll_timeout(), Some(ms(5000)));
///
/// // The router answers, and the packet goes.
/// let answer = ArpMessage {
///     operation: ArpOperation::Reply,
///     sender_mac: router_mac,
///     sender_address: router,
///     target_mac: mac,
///     target_address: address,
/// };
/// let header = EthernetHeader { destination: mac, source: router_mac, ethertype: ethertype::ARP };
/// let received = tokyo.handle_frame(ms(3), &emit_ethernet(&header, &emit_arp(&answer)));
/// let to_router = EthernetHeader { destination: router_mac, source: mac, ethertype: ethertype::IPV4 };
/// assert_eq!(received.frames, [emit_ethernet(&to_router, b"to London")]);
/// assert_eq!(tokyo.poll_timeout(), None);
///
/// // The next one need not wait.
/// assert_eq!(tokyo.send(ms(4), router, b"more".to_vec()), Some(emit_ethernet(&to_router, b"more")));
/// ```
#[derive(Debug)]
pub struct Neighbors {
    mac: Mac,
    address: u32,
    /// By the neighbor's IPv4 address. The tree keeps them in order, so that the same story always goes the same
    /// way, and of several neighbors with equal rights the lowest address comes first.
    entries: BTreeMap<u32, Entry>,
}

/// What is known of a neighbor. A card and a queue are never there together: where the card is known, nothing waits.
#[derive(Debug)]
enum Entry {
    Waiting(Waiting),
    /// Here is the card, and the moment at which that was learned.
    Known(Mac, Micros),
}

#[derive(Debug)]
struct Waiting {
    /// When the latest request was sent. The next moment that matters follows from it, so there is no timer that
    /// could disagree.
    asked: Micros,
    /// How many requests were sent.
    requests: u32,
    /// The packets, the oldest first: as many as there is room for.
    queue: VecDeque<Vec<u8>>,
}

impl Neighbors {
    /// A machine with this card and this IPv4 address, which knows nobody.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::Mac;
    /// use packets::arp::Neighbors;
    ///
    /// let tokyo = Neighbors::new(Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
    /// assert_eq!(tokyo.poll_timeout(), None);
    /// ```
    pub fn new(mac: Mac, address: u32) -> Self {
        Neighbors { mac, address, entries: BTreeMap::new() }
    }

    /// Sends an IPv4 packet to the neighbor that has the IPv4 address `next_hop`: a router or, if it is on this
    /// link, the packet's destination itself. The packet is not looked into.
    ///
    /// The answer is the frame to send now, if there is one:
    ///
    /// - If the neighbor is known, the packet, in a frame for its card.
    /// - If it waits, none. The packet waits with the others.
    /// - If it has no entry, a request. The neighbor waits from now on, and the packet waits for it.
    /// - If `next_hop` is 255.255.255.255, which means everybody, the packet, in a frame for all cards. Nobody is
    ///   asked, and there is no entry.
    ///
    /// `next_hop` is never this machine's own address.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::Mac;
    /// use given::time::Micros;
    /// use packets::arp::{Neighbors, parse_ethernet};
    ///
    /// let mut tokyo = Neighbors::new(Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
    /// assert!(tokyo.send(Micros(0), 0xC000_02FE, vec![0x45; 20]).is_some()); // who has 192.0.2.254?
    /// assert_eq!(tokyo.send(Micros(1), 0xC000_02FE, vec![0x45; 20]), None); // it has been asked already
    ///
    /// let to_all = tokyo.send(Micros(2), 0xFFFF_FFFF, vec![0x45; 20]).unwrap();
    /// assert_eq!(parse_ethernet(&to_all).unwrap().0.destination, Mac::BROADCAST);
    /// ```
    pub fn send(&mut self, now: Micros, next_hop: u32, packet: Vec<u8>) -> Option<Vec<u8>> {
        if next_hop == EVERYBODY {
            return Some(self.frame(Mac::BROADCAST, ethertype::IPV4, &packet));
        }
        self.forget_expired(now);
        match self.entries.get_mut(&next_hop) {
            Some(Entry::Known(mac, _)) => {
                let mac = *mac;
                Some(self.frame(mac, ethertype::IPV4, &packet))
            }
            Some(Entry::Waiting(waiting)) => {
                waiting.queue(packet);
                None
            }
            None => {
                if !self.makes_room() {
                    return None;
                }
                let waiting = Waiting { asked: now, requests: 1, queue: VecDeque::from([packet]) };
                self.entries.insert(next_hop, Entry::Waiting(waiting));
                Some(self.request(next_hop))
            }
        }
    }

    /// Takes a frame that came over the link, and says what comes of it.
    ///
    /// Frames for other cards change nothing: only those for this one or for all are looked at. Nothing comes, too,
    /// of bytes that are no frame or no message of ARP, and of payloads that are neither IPv4 nor ARP.
    ///
    /// An IPv4 packet is handed on as [`LinkReceived::packet`]: the whole payload, with padding, and whether it came
    /// to all. Nothing is learned from it. Its source may be far away, and is no neighbor then.
    ///
    /// From a message of ARP, request or reply, this is done, in this order (RFC 826, "Packet Reception"):
    ///
    /// 1. If the sender's card is that of a group ([`Mac::is_group`]), nothing at all (RFC 1812 §3.3.2, of replies).
    /// 2. If the sender has an entry, the sender is known from now on, by the card in the message, whoever is asked
    ///    and whatever was known before. Packets that waited for it are sent, in the order in which they came.
    ///    Otherwise, if the target's IPv4 address is that of this machine, and there is room, the sender gets such
    ///    an entry. But nothing is learned where the sender's address is 0, as from somebody who has none yet
    ///    (RFC 5227 §2.1.1), or this machine's own.
    /// 3. If it is a request, and the target's IPv4 address is that of this machine, it is answered: a reply from
    ///    this machine to the sender of the message, in a frame for its card alone (RFC 826, RFC 5227 §2.5).
    ///
    /// All addresses are those in the message. That the frame came from another card, or the target's card in a
    /// message is not this one, does not matter. The reply and the packets may stand in any order in
    /// [`LinkReceived::frames`].
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{ArpMessage, ArpOperation, EthernetHeader, LinkPacket, Mac, ethertype};
    /// use given::time::Micros;
    /// use packets::arp::{Neighbors, emit_arp, emit_ethernet};
    ///
    /// let (mac, address) = (Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
    /// let (printer_mac, printer) = (Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x07]), 0xC000_0207);
    /// let mut tokyo = Neighbors::new(mac, address);
    ///
    /// // The printer asks for Tokyo. It is answered, and known from now on.
    /// let question = ArpMessage {
    ///     operation: ArpOperation::Request,
    ///     sender_mac: printer_mac,
    ///     sender_address: printer,
    ///     target_mac: Mac([0; 6]),
    ///     target_address: address,
    /// };
    /// let to_all = |ethertype| EthernetHeader { destination: Mac::BROADCAST, source: printer_mac, ethertype };
    /// let received = tokyo.handle_frame(Micros(0), &emit_ethernet(&to_all(ethertype::ARP), &emit_arp(&question)));
    ///
    /// let answer = ArpMessage {
    ///     operation: ArpOperation::Reply,
    ///     sender_mac: mac,
    ///     sender_address: address,
    ///     target_mac: printer_mac,
    ///     target_address: printer,
    /// };
    /// let to_printer = |ethertype| EthernetHeader { destination: printer_mac, source: mac, ethertype };
    /// assert_eq!(received.frames, [emit_ethernet(&to_printer(ethertype::ARP), &emit_arp(&answer))]);
    /// assert_eq!(received.packet, None);
    /// let sent = tokyo.send(Micros(1), printer, b"a page".to_vec());
    /// assert_eq!(sent, Some(emit_ethernet(&to_printer(ethertype::IPV4), b"a page")));
    ///
    /// // A packet goes up to IP, with the padding.
    /// let received = tokyo.handle_frame(Micros(2), &emit_ethernet(&to_all(ethertype::IPV4), b"paper is out"));
    /// let bytes = [&b"paper is out"[..], &[0; 34]].concat();
    /// assert_eq!(received.packet, Some(LinkPacket { bytes, broadcast: true }));
    /// ```
    pub fn handle_frame(&mut self, now: Micros, frame: &[u8]) -> LinkReceived {
        let mut received = LinkReceived::default();
        let Ok((header, payload)) = parse_ethernet(frame) else { return received };
        let broadcast = header.destination == Mac::BROADCAST;
        if header.destination != self.mac && !broadcast {
            return received;
        }
        match header.ethertype {
            ethertype::IPV4 => received.packet = Some(LinkPacket { bytes: payload.to_vec(), broadcast }),
            ethertype::ARP => {
                if let Ok(message) = parse_arp(payload) {
                    received.frames = self.handle_arp(now, &message);
                }
            }
            _ => {}
        }
        received
    }

    /// Tells that it is `now`. Neighbors that wait, and were last asked an interval ago or longer, are asked again;
    /// or, if they were asked [`MAX_REQUESTS`] times, they are given up, and their packets come back.
    ///
    /// It may be called at any time. Called too early, it does nothing. Called too late, it sends one request for a
    /// neighbor and not several, and the next interval begins at `now`. The neighbors may come in any order; the
    /// packets of one neighbor are in the order in which they were to be sent.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::{LinkTimeout, Mac, Undeliverable};
    /// use given::time::Micros;
    /// use packets::arp::Neighbors;
    ///
    /// let ms = Micros::from_millis;
    /// let mut tokyo = Neighbors::new(Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
    /// let request = tokyo.send(ms(0), 0xC000_0299, b"anybody there?".to_vec()).unwrap();
    ///
    /// assert_eq!(tokyo.handle_timeout(ms(4999)), LinkTimeout::default());
    /// let again = LinkTimeout { frames: vec![request], undeliverable: vec![] };
    /// assert_eq!(tokyo.handle_timeout(ms(5000)), again);
    /// assert_eq!(tokyo.handle_timeout(ms(10_000)), again);
    ///
    /// let packet = Undeliverable { next_hop: 0xC000_0299, packet: b"anybody there?".to_vec() };
    /// assert_eq!(tokyo.handle_timeout(ms(15_000)), LinkTimeout { frames: vec![], undeliverable: vec![packet] });
    /// assert_eq!(tokyo.poll_timeout(), None);
    /// ```
    pub fn handle_timeout(&mut self, now: Micros) -> LinkTimeout {
        let mut out = LinkTimeout::default();
        let mut again = Vec::new();
        self.entries.retain(|next_hop, entry| match entry {
            Entry::Waiting(waiting) if waiting.due() <= now => {
                if waiting.requests < MAX_REQUESTS {
                    waiting.requests += 1;
                    waiting.asked = now;
                    again.push(*next_hop);
                    return true;
                }
                // To say that a neighbor is unreachable is right only now that all asking was in vain (RFC 1122 §2.4).
                let back = |packet| Undeliverable { next_hop: *next_hop, packet };
                out.undeliverable.extend(waiting.queue.drain(..).map(back));
                false
            }
            _ => true,
        });
        out.frames = again.into_iter().map(|next_hop| self.request(next_hop)).collect();
        out
    }

    /// When [`handle_timeout`](Neighbors::handle_timeout) will next have something to do, unless something else
    /// happens before; `None` if nobody waits. The moment may have passed.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::Mac;
    /// use given::time::Micros;
    /// use packets::arp::Neighbors;
    ///
    /// let ms = Micros::from_millis;
    /// let mut tokyo = Neighbors::new(Mac([0x00, 0x00, 0x5E, 0x00, 0x53, 0x01]), 0xC000_0201);
    /// tokyo.send(ms(100), 0xC000_0299, b"anybody there?".to_vec());
    /// assert_eq!(tokyo.poll_timeout(), Some(ms(5100)));
    /// tokyo.send(ms(200), 0xC000_0298, b"or there?".to_vec());
    /// assert_eq!(tokyo.poll_timeout(), Some(ms(5100)));
    /// ```
    pub fn poll_timeout(&self) -> Option<Micros> {
        let due = |entry: &Entry| match entry {
            Entry::Waiting(waiting) => Some(waiting.due()),
            Entry::Known(..) => None,
        };
        self.entries.values().filter_map(due).min()
    }

    fn handle_arp(&mut self, now: Micros, message: &ArpMessage) -> Vec<Vec<u8>> {
        let ArpMessage { operation, sender_mac, sender_address, target_address, .. } = *message;
        if sender_mac.is_group() {
            return vec![];
        }
        self.forget_expired(now);
        let is_for_us = target_address == self.address;
        let mut frames = Vec::new();
        if sender_address != 0 && sender_address != self.address {
            // Not a word about the operation yet: a request tells as much of its sender as a reply does.
            let has_entry = self.entries.contains_key(&sender_address);
            if has_entry || is_for_us && self.entries.len() < MAX_NEIGHBORS {
                frames = self.learn(now, sender_address, sender_mac);
            }
        }
        if is_for_us && operation == ArpOperation::Request {
            frames.push(self.reply(message));
        }
        frames
    }

    /// Remembers a neighbor's card, and sends it what has waited.
    fn learn(&mut self, now: Micros, neighbor: u32, mac: Mac) -> Vec<Vec<u8>> {
        match self.entries.insert(neighbor, Entry::Known(mac, now)) {
            Some(Entry::Waiting(waiting)) => {
                waiting.queue.iter().map(|packet| self.frame(mac, ethertype::IPV4, packet)).collect()
            }
            Some(Entry::Known(..)) | None => vec![],
        }
    }

    fn forget_expired(&mut self, now: Micros) {
        self.entries.retain(|_, entry| match entry {
            Entry::Known(_, learned) => now < *learned + ENTRY_LIFE,
            Entry::Waiting(_) => true,
        });
    }

    /// Whether there is room for one more entry, if need be that of the neighbor that was heard of longest ago.
    ///
    /// Only what this machine wants for itself may push out something else. If requests could, an intruder who
    /// invents a new sender each time would make Tokyo ask for its router again before every packet.
    fn makes_room(&mut self) -> bool {
        if self.entries.len() < MAX_NEIGHBORS {
            return true;
        }
        let learned = |(neighbor, entry): (&u32, &Entry)| match entry {
            Entry::Known(_, learned) => Some((*learned, *neighbor)),
            Entry::Waiting(_) => None,
        };
        let oldest = self.entries.iter().filter_map(learned).min();
        oldest.is_some_and(|(_, neighbor)| self.entries.remove(&neighbor).is_some())
    }

    fn request(&self, next_hop: u32) -> Vec<u8> {
        let message = ArpMessage {
            operation: ArpOperation::Request,
            sender_mac: self.mac,
            sender_address: self.address,
            target_mac: Mac::default(),
            target_address: next_hop,
        };
        self.frame(Mac::BROADCAST, ethertype::ARP, &emit_arp(&message))
    }

    fn reply(&self, request: &ArpMessage) -> Vec<u8> {
        let message = ArpMessage {
            operation: ArpOperation::Reply,
            sender_mac: self.mac,
            sender_address: self.address,
            target_mac: request.sender_mac,
            target_address: request.sender_address,
        };
        self.frame(request.sender_mac, ethertype::ARP, &emit_arp(&message))
    }

    fn frame(&self, destination: Mac, ethertype: u16, payload: &[u8]) -> Vec<u8> {
        emit_ethernet(&EthernetHeader { destination, source: self.mac, ethertype }, payload)
    }
}

impl Waiting {
    /// When the latest request has gone unanswered long enough.
    fn due(&self) -> Micros {
        self.asked + REQUEST_INTERVAL
    }

    /// Adds a packet. The latest is worth the most, and should be kept (RFC 1122 §2.3.2.2).
    fn queue(&mut self, packet: Vec<u8>) {
        if self.queue.len() == MAX_QUEUED {
            self.queue.pop_front();
        }
        self.queue.push_back(packet);
    }
}
