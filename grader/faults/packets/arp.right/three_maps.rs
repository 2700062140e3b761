//! Cards, questions and packets in a map each, and bytes read one after the other. A reply goes before what waited.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use given::packets::{
    ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, LinkPacket, LinkReceived, LinkTimeout, Mac,
    Undeliverable,
};
use given::time::Micros;

pub const MIN_FRAME_BYTES: usize = 60;
pub const ENTRY_LIFE: Duration = Duration::from_secs(30);
pub const REQUEST_INTERVAL: Duration = Duration::from_secs(5);
pub const MAX_REQUESTS: u32 = 3;
pub const MAX_QUEUED: usize = 3;
pub const MAX_NEIGHBORS: usize = 16;

/// Takes bytes off the front.
struct Front<'a>(&'a [u8]);

impl<'a> Front<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }
}

pub fn parse_ethernet(frame: &[u8]) -> Result<(EthernetHeader, &[u8]), EthernetError> {
    let mut front = Front(frame);
    let mut header = || Some((front.take()?, front.take()?, front.take()?));
    match header() {
        None => Err(EthernetError::Truncated { got: frame.len() }),
        Some((destination, source, ethertype)) => {
            let ethertype = u16::from_be_bytes(ethertype);
            if ethertype >> 8 < 6 {
                return Err(EthernetError::Length { length: ethertype });
            }
            Ok((EthernetHeader { destination: Mac(destination), source: Mac(source), ethertype }, front.0))
        }
    }
}

pub fn emit_ethernet(header: &EthernetHeader, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![0; MIN_FRAME_BYTES.max(14 + payload.len())];
    frame[..6].copy_from_slice(&header.destination.0);
    frame[6..12].copy_from_slice(&header.source.0);
    frame[12] = (header.ethertype >> 8) as u8;
    frame[13] = header.ethertype as u8;
    frame[14..14 + payload.len()].copy_from_slice(payload);
    frame
}

pub fn parse_arp(payload: &[u8]) -> Result<ArpMessage, ArpError> {
    let mut front = Front(payload);
    if payload.len() < 28 {
        return Err(ArpError::Truncated { got: payload.len() });
    }
    let mut word = || front.take().map(u16::from_be_bytes).unwrap_or_default();
    let (hardware, protocol, lengths, operation) = (word(), word(), word(), word());
    let known = match (hardware, protocol, lengths, operation) {
        (1, 0x0800, 0x0604, 1) => ArpOperation::Request,
        (1, 0x0800, 0x0604, 2) => ArpOperation::Reply,
        (1, 0x0800, 0x0604, _) => return Err(ArpError::Operation { operation }),
        (1, 0x0800, ..) => {
            let [hardware, protocol] = lengths.to_be_bytes();
            return Err(ArpError::Lengths { hardware, protocol });
        }
        (1, ..) => return Err(ArpError::Protocol { protocol }),
        _ => return Err(ArpError::Hardware { hardware }),
    };
    let mut end = || {
        let mac = Mac(front.take().unwrap_or_default());
        (mac, u32::from_be_bytes(front.take().unwrap_or_default()))
    };
    let ((sender_mac, sender_address), (target_mac, target_address)) = (end(), end());
    Ok(ArpMessage { operation: known, sender_mac, sender_address, target_mac, target_address })
}

pub fn emit_arp(message: &ArpMessage) -> Vec<u8> {
    let mut bytes = vec![0, 1, 8, 0, 6, 4];
    bytes.extend(message.operation.number().to_be_bytes());
    bytes.extend(message.sender_mac.0);
    bytes.extend(message.sender_address.to_be_bytes());
    bytes.extend(message.target_mac.0);
    bytes.extend(message.target_address.to_be_bytes());
    bytes
}

#[derive(Debug)]
pub struct Neighbors {
    mac: Mac,
    address: u32,
    /// Who is known, and until when.
    cards: HashMap<u32, (Mac, Micros)>,
    /// Who was asked for, when the next question is due, and how many there may still be.
    questions: HashMap<u32, (Micros, u32)>,
    packets: HashMap<u32, VecDeque<Vec<u8>>>,
}

impl Neighbors {
    pub fn new(mac: Mac, address: u32) -> Self {
        Neighbors { mac, address, cards: HashMap::new(), questions: HashMap::new(), packets: HashMap::new() }
    }

    pub fn send(&mut self, now: Micros, next_hop: u32, packet: Vec<u8>) -> Option<Vec<u8>> {
        if next_hop == !0 {
            return Some(self.wrap(Mac::BROADCAST, 0x0800, &packet));
        }
        if let Some((card, until)) = self.cards.get(&next_hop)
            && now < *until
        {
            return Some(self.wrap(*card, 0x0800, &packet));
        }
        self.cards.remove(&next_hop);
        if self.questions.contains_key(&next_hop) {
            let queue = self.packets.entry(next_hop).or_default();
            queue.push_back(packet);
            if queue.len() > MAX_QUEUED {
                queue.pop_front();
            }
            return None;
        }
        if self.entries(now) >= MAX_NEIGHBORS {
            let (_, victim) = self.cards.iter().map(|(address, (_, until))| (*until, *address)).min()?;
            self.cards.remove(&victim);
        }
        self.questions.insert(next_hop, (now + REQUEST_INTERVAL, MAX_REQUESTS - 1));
        self.packets.insert(next_hop, VecDeque::from([packet]));
        Some(self.question(next_hop))
    }

    pub fn handle_frame(&mut self, now: Micros, frame: &[u8]) -> LinkReceived {
        let (frames, packet) = self.look_at(now, frame).unwrap_or_default();
        LinkReceived { frames, packet }
    }

    pub fn handle_timeout(&mut self, now: Micros) -> LinkTimeout {
        let mut out = LinkTimeout::default();
        let due: Vec<u32> =
            self.questions.iter().filter(|(_, (due, _))| *due <= now).map(|(address, _)| *address).collect();
        for address in due {
            match self.questions.get_mut(&address) {
                Some((due, left)) if *left > 0 => {
                    *due = now + REQUEST_INTERVAL;
                    *left -= 1;
                    out.frames.push(self.question(address));
                }
                _ => {
                    self.questions.remove(&address);
                    for packet in self.packets.remove(&address).unwrap_or_default() {
                        out.undeliverable.push(Undeliverable { next_hop: address, packet });
                    }
                }
            }
        }
        out
    }

    pub fn poll_timeout(&self) -> Option<Micros> {
        self.questions.values().map(|(due, _)| *due).min()
    }

    /// How many entries there are, after those that are too old have been thrown away.
    fn entries(&mut self, now: Micros) -> usize {
        self.cards.retain(|_, (_, until)| now < *until);
        self.cards.len() + self.questions.len()
    }

    fn look_at(&mut self, now: Micros, frame: &[u8]) -> Option<(Vec<Vec<u8>>, Option<LinkPacket>)> {
        let (header, payload) = parse_ethernet(frame).ok()?;
        let broadcast = header.destination == Mac::BROADCAST;
        if !broadcast && header.destination != self.mac {
            return None;
        }
        if header.ethertype == 0x0800 {
            return Some((vec![], Some(LinkPacket { bytes: payload.to_vec(), broadcast })));
        }
        let message = parse_arp(payload).ok().filter(|_| header.ethertype == 0x0806)?;
        if message.sender_mac.is_group() {
            return None;
        }
        let to_us = message.target_address == self.address;
        let mut frames = vec![];
        if to_us && message.operation == ArpOperation::Request {
            let answer = ArpMessage {
                operation: ArpOperation::Reply,
                sender_mac: self.mac,
                sender_address: self.address,
                target_mac: message.sender_mac,
                target_address: message.sender_address,
            };
            frames.push(self.wrap(message.sender_mac, 0x0806, &emit_arp(&answer)));
        }
        let who = message.sender_address;
        let entries = self.entries(now);
        let has_entry = self.cards.contains_key(&who) || self.questions.contains_key(&who);
        let is_somebody = who != 0 && who != self.address;
        if is_somebody && (has_entry || to_us && entries < MAX_NEIGHBORS) {
            self.questions.remove(&who);
            self.cards.insert(who, (message.sender_mac, now + ENTRY_LIFE));
            for packet in self.packets.remove(&who).unwrap_or_default() {
                frames.push(self.wrap(message.sender_mac, 0x0800, &packet));
            }
        }
        Some((frames, None))
    }

    fn question(&self, target_address: u32) -> Vec<u8> {
        let question = ArpMessage {
            operation: ArpOperation::Request,
            sender_mac: self.mac,
            sender_address: self.address,
            target_mac: Mac([0; 6]),
            target_address,
        };
        self.wrap(Mac::BROADCAST, 0x0806, &emit_arp(&question))
    }

    fn wrap(&self, destination: Mac, ethertype: u16, payload: &[u8]) -> Vec<u8> {
        emit_ethernet(&EthernetHeader { destination, source: self.mac, ethertype }, payload)
    }
}
