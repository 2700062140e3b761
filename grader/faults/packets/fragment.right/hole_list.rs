//! Holes in a list, as in RFC 815, and a buffer that grows. What contradicts itself is remembered until its time is
//! up, overlaps that agree are fine, and when there is no room, what comes is refused.

use std::collections::HashMap;
use std::time::Duration;

use given::packets::{FragmentError, Hole, Ipv4Header};
use given::time::Micros;

use crate::ipv4::{emit, parse};

pub const REASSEMBLY_TIMEOUT: Duration = Duration::from_secs(60);

pub fn room(header_bytes: usize, mtu: usize) -> usize {
    if mtu < header_bytes { 0 } else { (mtu - header_bytes) & !7 }
}

pub fn copied_options(options: &[u8]) -> Vec<u8> {
    let mut copied = vec![];
    let mut at = 0;
    while at < options.len() && options[at] != 0 {
        if options[at] == 1 {
            at += 1;
            continue;
        }
        let Some(len) = options.get(at + 1).map(|len| *len as usize) else { break };
        if len < 2 || at + len > options.len() {
            break;
        }
        if options[at] >= 128 {
            copied.extend_from_slice(&options[at..at + len]);
        }
        at += len;
    }
    while copied.len() % 4 != 0 {
        copied.push(0);
    }
    copied
}

/// In two, and then the second one again, as RFC 791 describes it.
pub fn fragment(packet: &[u8], mtu: usize) -> Result<Vec<Vec<u8>>, FragmentError> {
    let (header, payload) = match parse(packet) {
        Ok(parsed) => parsed,
        Err(error) => return Err(FragmentError::NotIpv4(error)),
    };
    let header_bytes = 20 + header.options.len();
    if header_bytes + payload.len() <= mtu {
        return Ok(vec![packet[..header_bytes + payload.len()].to_vec()]);
    }
    if header.dont_fragment {
        return Err(FragmentError::DontFragment);
    }
    let end = header.fragment_offset as usize * 8 + payload.len();
    if end + header_bytes > 65_535 {
        return Err(FragmentError::PastTheEnd { end });
    }
    let first = room(header_bytes, mtu);
    if first == 0 {
        return Err(FragmentError::MtuTooSmall { mtu, needed: header_bytes + 8 });
    }
    let (left, right) = payload.split_at(first);
    let mut all = vec![emit(&Ipv4Header { more_fragments: true, ..header.clone() }, left)];
    let rest = Ipv4Header {
        fragment_offset: header.fragment_offset + (first / 8) as u16,
        options: copied_options(&header.options),
        ..header
    };
    all.extend(fragment(&emit(&rest, right), mtu)?);
    Ok(all)
}

#[derive(Debug, Default)]
struct Packet {
    began: Micros,
    order: u64,
    spoiled: bool,
    first: Option<Vec<u8>>,
    buffer: Vec<u8>,
    /// First and last byte; the last one may be as far as there is.
    holes: Vec<(usize, usize)>,
    end: Option<usize>,
    /// Behind this byte, something follows.
    goes_on: usize,
    kept: usize,
}

#[derive(Debug, Default)]
pub struct Reassembly {
    most: usize,
    packets: HashMap<(u32, u32, u8, u16), Packet>,
    count: u64,
}

impl Reassembly {
    pub fn new(max_bytes: usize) -> Self {
        Reassembly { most: max_bytes, ..Reassembly::default() }
    }

    pub fn push(&mut self, now: Micros, packet: &[u8]) -> Option<Vec<u8>> {
        let (header, payload) = parse(packet).ok()?;
        let header_bytes = 20 + header.options.len();
        let packet = &packet[..header_bytes + payload.len()];
        let start = header.fragment_offset as usize * 8;
        if start == 0 && !header.more_fragments {
            return Some(packet.to_vec());
        }
        if payload.is_empty()
            || header.more_fragments && payload.len() % 8 != 0
            || header_bytes + start + payload.len() > 65_535
        {
            return None;
        }
        let key = (header.source, header.destination, header.protocol, header.identification);
        let kept: usize = self.packets.values().map(|packet| packet.kept).sum();
        let known = self.packets.entry(key).or_insert_with(|| {
            self.count += 1;
            Packet { began: now, order: self.count, holes: vec![(0, usize::MAX)], ..Packet::default() }
        });
        if known.spoiled || known.began + REASSEMBLY_TIMEOUT <= now {
            return None;
        }
        let new = known.take(&header, start, payload);
        if known.spoiled {
            *known = Packet { began: known.began, order: known.order, spoiled: true, ..Packet::default() };
            return None;
        }
        if start == 0 && known.first.is_none() {
            known.first = Some(packet.to_vec());
        }
        if known.holes.is_empty() {
            let done = self.packets.remove(&key)?;
            let (header, _) = parse(done.first.as_ref()?).ok()?;
            if 20 + header.options.len() + done.buffer.len() > 65_535 {
                return None;
            }
            return Some(emit(&Ipv4Header { more_fragments: false, ..header }, &done.buffer));
        }
        if new {
            known.kept += packet.len();
            if kept + packet.len() > self.most {
                self.packets.remove(&key);
            }
        }
        None
    }

    pub fn holes(&self, fragment: &[u8]) -> Vec<Hole> {
        let known = parse(fragment).ok().and_then(|(header, _)| {
            self.packets.get(&(header.source, header.destination, header.protocol, header.identification))
        });
        let all = vec![(0, usize::MAX)];
        let mut holes = known.map_or(all, |packet| packet.holes.clone());
        holes.sort();
        holes.iter().map(|(first, last)| Hole { first: *first, last: (*last != usize::MAX).then_some(*last) }).collect()
    }

    pub fn poll_timeout(&self) -> Option<Micros> {
        self.packets.values().map(|packet| packet.began + REASSEMBLY_TIMEOUT).min()
    }

    pub fn handle_timeout(&mut self, now: Micros) -> Vec<Vec<u8>> {
        let over = |packet: &Packet| packet.began + REASSEMBLY_TIMEOUT <= now;
        let mut firsts: Vec<(u64, Vec<u8>)> = self
            .packets
            .values()
            .filter(|packet| over(packet))
            .filter_map(|packet| Some((packet.order, packet.first.clone()?)))
            .collect();
        self.packets.retain(|_, packet| !over(packet));
        firsts.sort();
        firsts.into_iter().map(|(_, first)| first).collect()
    }
}

impl Packet {
    /// Puts a piece in. Whether there was anything new in it.
    fn take(&mut self, header: &Ipv4Header, start: usize, payload: &[u8]) -> bool {
        let end = start + payload.len();
        let is_hole = |at: usize, holes: &[(usize, usize)]| holes.iter().any(|(first, last)| (*first..=*last).contains(&at));
        // Is anything there that says something else?
        for (at, byte) in (start..).zip(payload) {
            if !is_hole(at, &self.holes) && self.buffer.get(at) != Some(byte) {
                self.spoiled = true;
                return false;
            }
        }
        if header.more_fragments {
            self.goes_on = self.goes_on.max(end);
        } else if self.end.is_some_and(|known| known != end) {
            self.spoiled = true;
            return false;
        } else {
            self.end = Some(end);
        }
        // What goes on must go on before the end.
        if self.end.is_some_and(|known| self.goes_on >= known) {
            self.spoiled = true;
            return false;
        }
        let mut new = false;
        let mut left = vec![];
        for (first, last) in std::mem::take(&mut self.holes) {
            if start > last || end <= first {
                left.push((first, last));
                continue;
            }
            new = true;
            if first < start {
                left.push((first, start - 1));
            }
            if last >= end {
                left.push((end, last));
            }
        }
        // Behind the end nothing is missing.
        if let Some(known) = self.end {
            left.retain(|(first, _)| *first < known);
            for (_, last) in &mut left {
                *last = (*last).min(known - 1);
            }
        }
        self.holes = left;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        self.buffer[start..end].copy_from_slice(payload);
        new
    }
}
