//! The header bit by bit: what the bytes of a packet should be, and what they say.
//!
//! One table says how many bits each field has, in order. Writing puts them down one behind the other, and reading
//! counts to where a field begins. So nothing here knows a mask, a shift or the number of a byte.

use given::packets::{Ipv4Error, Ipv4Header};

use crate::spell::{Bytes, Slice};

/// A field of the header, in the order in which they stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks::packets) enum Field {
    Version,
    Words,
    TrafficClass,
    TotalLength,
    Identification,
    Reserved,
    DontFragment,
    MoreFragments,
    FragmentOffset,
    Ttl,
    Protocol,
    Checksum,
    Source,
    Destination,
}

use Field::*;

/// How many bits each field has.
pub(super) const LAYOUT: [(Field, usize); 14] = [
    (Version, 4),
    (Words, 4),
    (TrafficClass, 8),
    (TotalLength, 16),
    (Identification, 16),
    (Reserved, 1),
    (DontFragment, 1),
    (MoreFragments, 1),
    (FragmentOffset, 13),
    (Ttl, 8),
    (Protocol, 8),
    (Checksum, 16),
    (Source, 32),
    (Destination, 32),
];

/// What all fields together have, in bytes.
pub(super) const FIXED: usize = 20;

impl Field {
    /// The bit at which it begins, and how many it has.
    pub(super) fn place(self) -> (usize, usize) {
        let mut begin = 0;
        for (field, bits) in LAYOUT {
            if field == self {
                return (begin, bits);
            }
            begin += bits;
        }
        unreachable!("the table has all fields")
    }

    /// What these bytes say. They have the field.
    pub(in crate::checks::packets) fn of(self, bytes: &[u8]) -> u32 {
        let (begin, bits) = self.place();
        let bit = |at: usize| u32::from(bytes[at / 8] >> (7 - at % 8) & 1);
        (begin..begin + bits).fold(0, |number, at| number << 1 | bit(at))
    }

    /// Puts a number there.
    pub(super) fn put(self, bytes: &mut [u8], number: u32) {
        let (begin, bits) = self.place();
        for (index, at) in (begin..begin + bits).enumerate() {
            let mask = 1 << (7 - at % 8);
            match number >> (bits - 1 - index) & 1 {
                1 => bytes[at / 8] |= mask,
                _ => bytes[at / 8] &= !mask,
            }
        }
    }

    /// What belongs there.
    fn value(self, header: &Ipv4Header, payload: &[u8]) -> u32 {
        match self {
            Version => 4,
            Words => (FIXED + header.options.len()) as u32 / 4,
            TrafficClass => header.traffic_class.into(),
            TotalLength => (FIXED + header.options.len() + payload.len()) as u32,
            Identification => header.identification.into(),
            Reserved | Checksum => 0,
            DontFragment => header.dont_fragment.into(),
            MoreFragments => header.more_fragments.into(),
            FragmentOffset => header.fragment_offset.into(),
            Ttl => header.ttl.into(),
            Protocol => header.protocol.into(),
            Source => header.source,
            Destination => header.destination,
        }
    }
}

/// The ones' complement sum of all the words: a remainder, but for sums that are divided without one.
pub(in crate::checks::packets) fn sum(bytes: &[u8]) -> u16 {
    let word = |pair: &[u8]| u64::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u64::from(*low));
    let whole: u64 = bytes.chunks(2).map(word).sum();
    match (whole, whole % 0xFFFF) {
        (0, _) => 0,
        (_, 0) => 0xFFFF,
        (_, rest) => rest as u16,
    }
}

/// What belongs into the checksum field of these bytes, if it covers all of them.
pub(in crate::checks::packets) fn checksum(bytes: &[u8]) -> u16 {
    let mut zeroed = bytes.to_vec();
    Checksum.put(&mut zeroed, 0);
    !sum(&zeroed)
}

/// What `emit` should give.
pub(in crate::checks::packets) fn emit(header: &Ipv4Header, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; FIXED];
    for (field, _) in LAYOUT {
        field.put(&mut bytes, field.value(header, payload));
    }
    bytes.extend(&header.options);
    let sum = checksum(&bytes);
    Checksum.put(&mut bytes, sum.into());
    bytes.extend(payload);
    bytes
}

/// How many bytes the header says it has.
pub(in crate::checks::packets) fn header_bytes(packet: &[u8]) -> usize {
    Words.of(packet) as usize * 4
}

/// Computes the checksum anew, where the header is all there.
pub(in crate::checks::packets) fn repair(packet: &mut [u8]) {
    if packet.len() >= FIXED {
        let end = header_bytes(packet).clamp(FIXED, packet.len());
        let sum = checksum(&packet[..end]);
        Checksum.put(packet, sum.into());
    }
}

/// What `parse` answers: the payload as its place in the packet.
pub(in crate::checks::packets) type Answer = Result<(Ipv4Header, Slice), Ipv4Error>;

/// What `parse` should answer.
pub(in crate::checks::packets) fn parse(packet: &[u8]) -> Answer {
    let got = packet.len();
    if got < FIXED {
        return Err(Ipv4Error::Truncated { needed: FIXED, got });
    }
    let (version, words) = (Version.of(packet) as u8, Words.of(packet) as u8);
    let (needed, claimed) = (header_bytes(packet), TotalLength.of(packet) as usize);
    match () {
        () if version != 4 => Err(Ipv4Error::Version { version }),
        () if words < 5 => Err(Ipv4Error::HeaderLength { words }),
        () if got < needed => Err(Ipv4Error::Truncated { needed, got }),
        () if claimed < needed || claimed > got => Err(Ipv4Error::TotalLength { claimed, got }),
        () if sum(&packet[..needed]) != 0xFFFF => Err(Ipv4Error::Checksum {
            found: Checksum.of(packet) as u16,
            expected: checksum(&packet[..needed]),
        }),
        () => Ok((read(packet), Slice::Span { offset: needed, len: claimed - needed })),
    }
}

/// The fields, whatever they say. The header is all there.
pub(in crate::checks::packets) fn read(packet: &[u8]) -> Ipv4Header {
    Ipv4Header {
        traffic_class: TrafficClass.of(packet) as u8,
        identification: Identification.of(packet) as u16,
        dont_fragment: DontFragment.of(packet) == 1,
        more_fragments: MoreFragments.of(packet) == 1,
        fragment_offset: FragmentOffset.of(packet) as u16,
        ttl: Ttl.of(packet) as u8,
        protocol: Protocol.of(packet) as u8,
        source: Source.of(packet),
        destination: Destination.of(packet),
        options: packet[FIXED..header_bytes(packet).max(FIXED)].to_vec(),
    }
}

/// A packet, and what else arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrival {
    pub(super) header: Ipv4Header,
    pub(super) payload: Vec<u8>,
    /// What Ethernet filled in behind it.
    pub(super) filling: Vec<u8>,
    /// The bit that must be zero.
    pub(super) reserved: bool,
}

impl Arrival {
    pub(super) fn new(header: Ipv4Header, payload: &[u8]) -> Arrival {
        Arrival { header, payload: payload.to_vec(), filling: vec![], reserved: false }
    }

    /// With a frame filled up to so many bytes, as Ethernet does, or with something else in it.
    pub(super) fn filled(self, len: usize, with: u8) -> Arrival {
        let own = FIXED + self.header.options.len() + self.payload.len();
        Arrival { filling: vec![with; len - own], ..self }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = emit(&self.header, &self.payload);
        Reserved.put(&mut bytes, self.reserved.into());
        repair(&mut bytes);
        bytes.extend(&self.filling);
        bytes
    }
}

/// The right answer to a packet, which as Rust holds the payload itself: where it lies can't be said there.
#[derive(Clone, Debug)]
pub(super) struct Expected<'a> {
    pub(super) packet: &'a [u8],
    pub(super) answer: Answer,
}

impl crate::spell::Spell for Expected<'_> {
    fn spell(&self) -> String {
        self.answer.spell()
    }

    fn rust(&self) -> String {
        match &self.answer {
            Ok((header, Slice::Span { offset, len })) => {
                let payload = Bytes(self.packet[*offset..offset + len].to_vec());
                format!("Ok(({}, &{}[..]))", header.rust(), payload.spell().trim_start_matches('&'))
            }
            other => other.rust(),
        }
    }
}
