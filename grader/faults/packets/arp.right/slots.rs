//! A fixed table of sixteen slots, as a small device would have it: no map, and nothing grows but queues of three.

use std::time::Duration;

use given::packets::{
    ArpError, ArpMessage, ArpOperation, EthernetError, EthernetHeader, LinkPacket, LinkReceived, LinkTimeout, Mac,
    Undeliverable, ethertype,
};
use given::time::Micros;

pub const MIN_FRAME_BYTES: usize = 60;
pub const ENTRY_LIFE: Duration = Duration::from_secs(30);
pub const REQUEST_INTERVAL: Duration = Duration::from_secs(5);
pub const MAX_REQUESTS: u32 = 3;
pub const MAX_QUEUED: usize = 3;
pub const MAX_NEIGHBORS: usize = 16;

pub fn parse_ethernet(frame: &[u8]) -> Result<(EthernetHeader, &[u8]), EthernetError> {
    match frame {
        [a, b, c, d, e, f, g, h, i, j, k, l, high, low, payload @ ..] => {
            let ethertype = u16::from(*high) * 256 + u16::from(*low);
            if ethertype < 1536 {
                Err(EthernetError::Length { length: ethertype })
            } else {
                let (destination, source) = (Mac([*a, *b, *c, *d, *e, *f]), Mac([*g, *h, *i, *j, *k, *l]));
                Ok((EthernetHeader { destination, source, ethertype }, payload))
            }
        }
        _ => Err(EthernetError::Truncated { got: frame.len() }),
    }
}

pub fn emit_ethernet(header: &EthernetHeader, payload: &[u8]) -> Vec<u8> {
    let head = header.destination.0.into_iter().chain(header.source.0).chain(header.ethertype.to_be_bytes());
    let padding = std::iter::repeat_n(0, 46_usize.saturating_sub(payload.len()));
    head.chain(payload.iter().copied()).chain(padding).collect()
}

pub fn parse_arp(payload: &[u8]) -> Result<ArpMessage, ArpError> {
    if payload.len() < 28 {
        return Err(ArpError::Truncated { got: payload.len() });
    }
    let number = |from: usize, to: usize| payload[from..to].iter().fold(0_u32, |n, b| n << 8 | u32::from(*b));
    let mac = |at: usize| Mac(std::array::from_fn(|index| payload[at + index]));
    if number(0, 2) != 1 {
        return Err(ArpError::Hardware { hardware: number(0, 2) as u16 });
    }
    if number(2, 4) != 0x0800 {
        return Err(ArpError::Protocol { protocol: number(2, 4) as u16 });
    }
    if payload[4..6] != [6, 4] {
        return Err(ArpError::Lengths { hardware: payload[4], protocol: payload[5] });
    }
    let operation = match number(6, 8) {
        1 => ArpOperation::Request,
        2 => ArpOperation::Reply,
        other => return Err(ArpError::Operation { operation: other as u16 }),
    };
    Ok(ArpMessage {
        operation,
        sender_mac: mac(8),
        sender_address: number(14, 18),
        target_mac: mac(18),
        target_address: number(24, 28),
    })
}

pub fn emit_arp(message: &ArpMessage) -> Vec<u8> {
    let mut bytes = vec![0; 28];
    bytes[1] = 1;
    bytes[2] = 8;
    bytes[4] = 6;
    bytes[5] = 4;
    bytes[7] = message.operation.number() as u8;
    bytes[8..14].copy_from_slice(&message.sender_mac.0);
    bytes[14..18].copy_from_slice(&message.sender_address.to_be_bytes());
    bytes[18..24].copy_from_slice(&message.target_mac.0);
    bytes[24..28].copy_from_slice(&message.target_address.to_be_bytes());
    bytes
}

#[derive(Clone, Debug)]
struct Slot {
    address: u32,
    mac: Option<Mac>,
    /// Of one that is known, when it was heard; of one that waits, when it was asked.
    since: Micros,
    requests: u32,
    queue: Vec<Vec<u8>>,
}

#[derive(Debug)]
pub struct Neighbors {
    mac: Mac,
    address: u32,
    slots: [Option<Slot>; MAX_NEIGHBORS],
}

impl Neighbors {
    pub fn new(mac: Mac, address: u32) -> Self {
        Neighbors { mac, address, slots: std::array::from_fn(|_| None) }
    }

    pub fn send(&mut self, now: Micros, next_hop: u32, packet: Vec<u8>) -> Option<Vec<u8>> {
        if next_hop == u32::from_be_bytes([255; 4]) {
            return Some(self.out(Mac::BROADCAST, ethertype::IPV4, &packet));
        }
        self.clean(now);
        let place = match self.find(next_hop) {
            Some(place) => place,
            None => {
                let place = self.free().or_else(|| self.oldest())?;
                let slot = Slot { address: next_hop, mac: None, since: now, requests: 1, queue: vec![packet] };
                self.slots[place] = Some(slot);
                return Some(self.ask(next_hop));
            }
        };
        let slot = self.slots[place].as_mut()?;
        if let Some(mac) = slot.mac {
            return Some(self.out(mac, ethertype::IPV4, &packet));
        }
        slot.queue.push(packet);
        let excess = slot.queue.len().saturating_sub(MAX_QUEUED);
        slot.queue.drain(..excess);
        None
    }

    pub fn handle_frame(&mut self, now: Micros, frame: &[u8]) -> LinkReceived {
        let nothing = LinkReceived { frames: vec![], packet: None };
        let (header, payload) = match parse_ethernet(frame) {
            Ok(parts) => parts,
            Err(_) => return nothing,
        };
        let broadcast = header.destination == Mac::BROADCAST;
        if !(broadcast || header.destination == self.mac) {
            return nothing;
        }
        if header.ethertype == ethertype::IPV4 {
            return LinkReceived { frames: vec![], packet: Some(LinkPacket { bytes: payload.to_vec(), broadcast }) };
        }
        if header.ethertype != ethertype::ARP {
            return nothing;
        }
        match parse_arp(payload) {
            Ok(message) if !message.sender_mac.is_group() => {
                LinkReceived { frames: self.hear(now, message), packet: None }
            }
            _ => nothing,
        }
    }

    pub fn handle_timeout(&mut self, now: Micros) -> LinkTimeout {
        let mut out = LinkTimeout { frames: vec![], undeliverable: vec![] };
        for place in (0..MAX_NEIGHBORS).rev() {
            let Some(slot) = &mut self.slots[place] else { continue };
            if slot.mac.is_some() || now < slot.since + REQUEST_INTERVAL {
                continue;
            }
            let next_hop = slot.address;
            if slot.requests == MAX_REQUESTS {
                let queue = std::mem::take(&mut slot.queue);
                out.undeliverable.extend(queue.into_iter().map(|packet| Undeliverable { next_hop, packet }));
                self.slots[place] = None;
            } else {
                slot.requests += 1;
                slot.since = now;
                out.frames.push(self.ask(next_hop));
            }
        }
        out
    }

    pub fn poll_timeout(&self) -> Option<Micros> {
        let mut first: Option<Micros> = None;
        for slot in self.slots.iter().flatten().filter(|slot| slot.mac.is_none()) {
            let due = slot.since + REQUEST_INTERVAL;
            first = Some(first.map_or(due, |first| first.min(due)));
        }
        first
    }

    fn hear(&mut self, now: Micros, message: ArpMessage) -> Vec<Vec<u8>> {
        self.clean(now);
        let who = message.sender_address;
        let to_us = message.target_address == self.address;
        let mut frames = vec![];
        let place = match self.find(who) {
            _ if who == 0 || who == self.address => None,
            Some(place) => Some(place),
            None if to_us => self.free(),
            None => None,
        };
        if let Some(place) = place {
            let slot =
                Slot { address: who, mac: Some(message.sender_mac), since: now, requests: 0, queue: vec![] };
            let before = self.slots[place].replace(slot);
            for packet in before.into_iter().flat_map(|slot| slot.queue) {
                frames.push(self.out(message.sender_mac, ethertype::IPV4, &packet));
            }
        }
        if to_us && message.operation == ArpOperation::Request {
            let reply = ArpMessage {
                operation: ArpOperation::Reply,
                sender_mac: self.mac,
                sender_address: self.address,
                target_mac: message.sender_mac,
                target_address: message.sender_address,
            };
            frames.push(self.out(reply.target_mac, ethertype::ARP, &emit_arp(&reply)));
        }
        frames
    }

    fn clean(&mut self, now: Micros) {
        for slot in &mut self.slots {
            if slot.as_ref().is_some_and(|slot| slot.mac.is_some() && now >= slot.since + ENTRY_LIFE) {
                *slot = None;
            }
        }
    }

    fn find(&self, address: u32) -> Option<usize> {
        self.slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| slot.address == address))
    }

    fn free(&self) -> Option<usize> {
        self.slots.iter().position(Option::is_none)
    }

    /// Of those that are known.
    fn oldest(&self) -> Option<usize> {
        let age = |place: &usize| self.slots[*place].as_ref().map(|slot| (slot.since, slot.address));
        let is_known = |place: &usize| self.slots[*place].as_ref().is_some_and(|slot| slot.mac.is_some());
        (0..MAX_NEIGHBORS).filter(is_known).min_by_key(age)
    }

    fn ask(&self, target_address: u32) -> Vec<u8> {
        let (operation, target_mac) = (ArpOperation::Request, Mac::default());
        let (sender_mac, sender_address) = (self.mac, self.address);
        let message = ArpMessage { operation, sender_mac, sender_address, target_mac, target_address };
        self.out(Mac::BROADCAST, ethertype::ARP, &emit_arp(&message))
    }

    fn out(&self, destination: Mac, ethertype: u16, payload: &[u8]) -> Vec<u8> {
        emit_ethernet(&EthernetHeader { destination, source: self.mac, ethertype }, payload)
    }
}
