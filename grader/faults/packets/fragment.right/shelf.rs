//! Fragments on a shelf, as they came, and all of them looked through each time. The fragments are cut from the list
//! of places where they begin. What has no room is the packet that came last.

use std::time::Duration;

use given::packets::{FragmentError, Hole, Ipv4Header};
use given::time::Micros;

use crate::ipv4::{emit, parse};

pub const REASSEMBLY_TIMEOUT: Duration = Duration::from_secs(60);

pub fn room(header_bytes: usize, mtu: usize) -> usize {
    (0..=mtu).rev().find(|bytes| bytes % 8 == 0 && header_bytes + bytes <= mtu).unwrap_or(0)
}

pub fn copied_options(options: &[u8]) -> Vec<u8> {
    let mut copied = read_options(options).concat();
    copied.resize(copied.len().div_ceil(4) * 4, 0);
    copied
}

fn read_options(options: &[u8]) -> Vec<&[u8]> {
    match options {
        [1, rest @ ..] => read_options(rest),
        [kind, len, ..] if *kind > 1 && *len > 1 && usize::from(*len) <= options.len() => {
            let (option, rest) = options.split_at(usize::from(*len));
            let own = if kind >> 7 == 1 { vec![option] } else { vec![] };
            own.into_iter().chain(read_options(rest)).collect()
        }
        _ => vec![],
    }
}

pub fn fragment(packet: &[u8], mtu: usize) -> Result<Vec<Vec<u8>>, FragmentError> {
    let (header, payload) = parse(packet).map_err(FragmentError::NotIpv4)?;
    let total = 20 + header.options.len() + payload.len();
    let end = usize::from(header.fragment_offset) * 8 + payload.len();
    match total {
        _ if total <= mtu => return Ok(vec![packet[..total].to_vec()]),
        _ if header.dont_fragment => return Err(FragmentError::DontFragment),
        _ if total - payload.len() + end > 65_535 => return Err(FragmentError::PastTheEnd { end }),
        _ if room(total - payload.len(), mtu) == 0 => {
            return Err(FragmentError::MtuTooSmall { mtu, needed: total - payload.len() + 8 });
        }
        _ => {}
    }
    let later = copied_options(&header.options);
    let own = |start: usize| if start == 0 { &header.options } else { &later };
    let mut starts = vec![0];
    loop {
        let start = *starts.last().unwrap();
        if 20 + own(start).len() + payload.len() - start <= mtu {
            break;
        }
        starts.push(start + room(20 + own(start).len(), mtu));
    }
    let ends = starts.iter().skip(1).copied().chain([payload.len()]);
    Ok(starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let piece = Ipv4Header {
                options: own(*start).clone(),
                fragment_offset: header.fragment_offset + (start / 8) as u16,
                more_fragments: header.more_fragments || end < payload.len(),
                ..header.clone()
            };
            emit(&piece, &payload[*start..end])
        })
        .collect())
}

#[derive(Clone, Debug, PartialEq)]
struct Piece {
    header: Ipv4Header,
    payload: Vec<u8>,
    packet: Vec<u8>,
    /// When the first fragment of its packet came, and how many had begun before.
    began: Micros,
    number: usize,
}

impl Piece {
    fn start(&self) -> usize {
        8 * usize::from(self.header.fragment_offset)
    }

    fn end(&self) -> usize {
        self.start() + self.payload.len()
    }

    fn is_of(&self, header: &Ipv4Header) -> bool {
        let of = |header: &Ipv4Header| {
            [header.source, header.destination, header.protocol.into(), header.identification.into()]
        };
        of(&self.header) == of(header)
    }

    /// Whether both can be true.
    fn agrees(&self, other: &Piece) -> bool {
        let apart = self.end() <= other.start() || other.end() <= self.start();
        let ends = |a: &Piece, b: &Piece| a.header.more_fragments || b.end() <= a.end() && (b.header.more_fragments || b.end() == a.end());
        apart && ends(self, other) && ends(other, self)
    }
}

#[derive(Debug)]
pub struct Reassembly {
    most: usize,
    count: usize,
    shelf: Vec<Piece>,
}

impl Reassembly {
    pub fn new(max_bytes: usize) -> Self {
        Reassembly { most: max_bytes, count: 0, shelf: vec![] }
    }

    pub fn push(&mut self, now: Micros, packet: &[u8]) -> Option<Vec<u8>> {
        let (header, payload) = parse(packet).ok()?;
        let packet = packet[..20 + header.options.len() + payload.len()].to_vec();
        self.count += 1;
        let piece = Piece { header, payload: payload.to_vec(), packet, began: now, number: self.count };
        if !piece.header.more_fragments && piece.start() == 0 {
            return Some(piece.packet);
        }
        let ragged = piece.header.more_fragments && piece.payload.len() % 8 > 0;
        if piece.payload.is_empty() || ragged || piece.start() + piece.packet.len() > 65_535 {
            return None;
        }
        // Too late is never.
        self.shelf.retain(|old| old.began + REASSEMBLY_TIMEOUT > now || !old.is_of(&piece.header));
        let (mut own, others): (Vec<Piece>, Vec<Piece>) =
            self.shelf.drain(..).partition(|old| old.is_of(&piece.header));
        self.shelf = others;
        let same = |old: &Piece| {
            old.start() == piece.start()
                && old.payload == piece.payload
                && old.header.more_fragments == piece.header.more_fragments
        };
        if own.iter().any(same) {
            self.shelf.extend(own);
            return None;
        }
        if !own.iter().all(|old| old.agrees(&piece)) {
            return None;
        }
        let (began, number) = own.first().map_or((now, piece.number), |old| (old.began, old.number));
        own.push(Piece { began, number, ..piece });
        let whole = whole(&own);
        if whole.is_none() {
            let bytes = |pieces: &[Piece]| pieces.iter().map(|piece| piece.payload.len()).sum::<usize>();
            if bytes(&self.shelf) + bytes(&own) <= self.most {
                self.shelf.extend(own);
            }
            return None;
        }
        whole.filter(|whole| whole.len() <= 65_535)
    }

    pub fn holes(&self, fragment: &[u8]) -> Vec<Hole> {
        let Ok((header, _)) = parse(fragment) else { return vec![Hole { first: 0, last: None }] };
        let mut own: Vec<&Piece> = self.shelf.iter().filter(|piece| piece.is_of(&header)).collect();
        own.sort_by_key(|piece| piece.start());
        let starts: Vec<usize> = own.iter().map(|piece| piece.start()).collect();
        let ends: Vec<usize> = [0].into_iter().chain(own.iter().map(|piece| piece.end())).collect();
        let mut holes: Vec<Hole> = ends
            .iter()
            .zip(&starts)
            .filter(|(end, start)| end < start)
            .map(|(end, start)| Hole { first: *end, last: Some(start - 1) })
            .collect();
        if own.last().is_none_or(|last| last.header.more_fragments) {
            holes.push(Hole { first: ends[ends.len() - 1], last: None });
        }
        holes
    }

    pub fn poll_timeout(&self) -> Option<Micros> {
        self.shelf.iter().map(|piece| piece.began + REASSEMBLY_TIMEOUT).min()
    }

    pub fn handle_timeout(&mut self, now: Micros) -> Vec<Vec<u8>> {
        let (over, on): (Vec<Piece>, Vec<Piece>) =
            self.shelf.drain(..).partition(|piece| piece.began + REASSEMBLY_TIMEOUT <= now);
        self.shelf = on;
        // Packets move on the shelf when a piece comes, so the order is that of their beginnings.
        let mut firsts: Vec<Piece> = over.into_iter().filter(|piece| piece.start() == 0).collect();
        firsts.sort_by_key(|piece| piece.number);
        firsts.into_iter().map(|piece| piece.packet).collect()
    }
}

/// The packet, if nothing is missing. One that is too long is a long text without a header: nobody gets it.
fn whole(own: &[Piece]) -> Option<Vec<u8>> {
    let mut own: Vec<&Piece> = own.iter().collect();
    own.sort_by_key(|piece| piece.start());
    let touches = own.windows(2).all(|pair| pair[0].end() == pair[1].start());
    let first = own.first().filter(|first| first.start() == 0)?;
    own.last().filter(|last| !last.header.more_fragments && touches)?;
    let payload: Vec<u8> = own.iter().flat_map(|piece| piece.payload.clone()).collect();
    if 20 + first.header.options.len() + payload.len() > 65_535 {
        return Some(vec![0; 65_536]);
    }
    Some(emit(&Ipv4Header { more_fragments: false, ..first.header.clone() }, &payload))
}
