//! Ones' complement by long division: what the answers should be, and what they are with a habit that is a mistake.

use given::packets::{Ends, Transport};

/// Which bytes a segment consists of, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) ends: Ends,
    pub(super) transport: Transport,
    pub(super) bytes: Vec<u8>,
}

/// Two bytes a word, and a zero behind an odd last one.
pub(super) fn words(bytes: &[u8]) -> Vec<u16> {
    bytes
        .chunks(2)
        .map(|pair| u16::from(pair[0]) << 8 | pair.get(1).map_or(0, |low| u16::from(*low)))
        .collect()
}

/// All the words, and no carry brought back yet.
pub(super) fn whole(bytes: &[u8]) -> u64 {
    words(bytes).into_iter().map(u64::from).sum()
}

/// Bringing carries back is the remainder of a division by 65535, but for sums that it divides: they are `0xFFFF`.
pub(super) fn fold(whole: u64) -> u16 {
    match (whole, whole % 0xFFFF) {
        (0, _) => 0,
        (_, 0) => 0xFFFF,
        (_, rest) => rest as u16,
    }
}

pub(super) fn sum(bytes: &[u8]) -> u16 {
    fold(whole(bytes))
}

pub(super) fn add(terms: &[u16]) -> u16 {
    fold(terms.iter().map(|term| u64::from(*term)).sum())
}

/// What `sum` would be if the carry were added once and not again.
pub(super) fn folded_once(whole: u64) -> u16 {
    ((whole & 0xFFFF) + (whole >> 16)) as u16
}

/// Whether the first fold carries.
pub(super) fn carries_twice(whole: u64) -> bool {
    (whole & 0xFFFF) + (whole >> 16) > 0xFFFF
}

/// The bytes of each word swapped, the zero behind an odd last one included.
pub(super) fn swapped(bytes: &[u8]) -> Vec<u8> {
    words(bytes).into_iter().flat_map(u16::to_le_bytes).collect()
}

/// With zeros where the checksum is.
pub(super) fn zeroed(bytes: &[u8], at: usize) -> Vec<u8> {
    filled(bytes, at, 0)
}

/// With this where the checksum is.
pub(super) fn filled(bytes: &[u8], at: usize, checksum: u16) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + 2].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

pub(super) fn checksum(bytes: &[u8], at: usize) -> u16 {
    !sum(&zeroed(bytes, at))
}

/// The fields of a pseudo header, in order.
pub(super) fn pseudo(ends: &Ends, protocol: u8, len: usize) -> Vec<(&'static str, Vec<u8>)> {
    let len = len as u32;
    match ends {
        Ends::V4 { source, destination } => vec![
            ("source", source.to_be_bytes().to_vec()),
            ("destination", destination.to_be_bytes().to_vec()),
            ("zero, protocol", vec![0, protocol]),
            ("length", (len as u16).to_be_bytes().to_vec()),
        ],
        Ends::V6 { source, destination } => vec![
            ("source", source.to_be_bytes().to_vec()),
            ("destination", destination.to_be_bytes().to_vec()),
            ("length", len.to_be_bytes().to_vec()),
            ("zeros, protocol", vec![0, 0, 0, protocol]),
        ],
    }
}

/// A pseudo header, as a sum.
fn pseudo_sum(ends: &Ends, protocol: u8, len: usize) -> u16 {
    let sums: Vec<u16> = pseudo(ends, protocol, len).iter().map(|(_, bytes)| sum(bytes)).collect();
    add(&sums)
}

impl Segment {
    fn own_sum(&self) -> u16 {
        sum(&zeroed(&self.bytes, self.transport.checksum_at()))
    }

    fn pseudo_sum(&self) -> u16 {
        pseudo_sum(&self.ends, self.transport.number(), self.bytes.len())
    }

    /// All that the checksum covers, its own field counted as zeros.
    pub(super) fn sum(&self) -> u16 {
        add(&[self.pseudo_sum(), self.own_sum()])
    }

    /// All that the receiver adds up.
    pub(super) fn sum_as_it_came(&self) -> u16 {
        add(&[self.pseudo_sum(), sum(&self.bytes)])
    }

    pub(super) fn checksum(&self) -> u16 {
        self.finished(!self.sum())
    }

    /// UDP has no 0.
    fn finished(&self, checksum: u16) -> u16 {
        match (self.transport, checksum) {
            (Transport::Udp, 0) => 0xFFFF,
            (_, checksum) => checksum,
        }
    }

    /// With its checksum in it.
    pub(super) fn filled(self) -> Segment {
        let bytes = filled(&self.bytes, self.transport.checksum_at(), self.checksum());
        Segment { bytes, ..self }
    }

    /// With a last word that makes the checksum come out as 0.
    pub(super) fn of_zero(mut self) -> Segment {
        self.bytes.truncate(self.bytes.len() / 2 * 2);
        if self.transport == Transport::Udp {
            // UDP says its length once more, in its own header.
            let len = self.bytes.len() as u16 + 2;
            self.bytes[4..6].copy_from_slice(&len.to_be_bytes());
        }
        let before = Segment { bytes: [&self.bytes[..], &[0, 0]].concat(), ..self };
        let last = 0xFFFF - before.sum();
        self.bytes.extend_from_slice(&last.to_be_bytes());
        self
    }

    /// What certain mistakes make of it.
    pub(super) fn mistaken(&self) -> Vec<(&'static str, u16)> {
        let Segment { ends, transport, bytes } = self;
        let (len, protocol, own) = (bytes.len(), transport.number(), self.own_sum());
        let (right, wrong_way) = (self.sum(), self.pseudo_sum());
        let of = |sum: u16| self.finished(!sum);
        let with = |pseudo: u16| of(add(&[pseudo, own]));
        let header = if matches!(ends, Ends::V4 { .. }) { 20 } else { 40 };
        let low = |address: u128| sum(&(address as u32).to_be_bytes());
        let others = [6, 16].into_iter().filter(|at| *at != transport.checksum_at() && at + 2 <= len);
        let mut mistaken = vec![
            ("udp-zero-sent", !right),
            ("tcp-zero-changed", if right == 0xFFFF { 0xFFFF } else { !right }),
            ("pseudo-missing", of(own)),
            ("segment-not-inverted", right),
            ("field-not-zeroed", of(add(&[wrong_way, sum(bytes)]))),
            ("pseudo-len-of-ip", with(pseudo_sum(ends, protocol, len + header))),
            ("pseudo-len-of-payload", with(pseudo_sum(ends, protocol, len - self.header()))),
            ("pseudo-len-of-header", with(pseudo_sum(ends, protocol, self.header()))),
            ("pad-counted", with(pseudo_sum(ends, protocol, len.next_multiple_of(2)))),
            ("pseudo-no-length", with(pseudo_sum(ends, protocol, 0))),
            ("pseudo-no-protocol", with(pseudo_sum(ends, 0, len))),
            ("protocol-in-high-byte", with(add(&[pseudo_sum(ends, 0, len), u16::from(protocol) << 8]))),
            ("addresses-missing", with(add(&[u16::from(protocol), len as u16]))),
            ("always-udp", with(pseudo_sum(ends, 17, len))),
            ("always-tcp", with(pseudo_sum(ends, 6, len))),
        ];
        mistaken.extend(others.map(|at| {
            let own = sum(&zeroed(bytes, at));
            ("wrong-field", of(add(&[wrong_way, own])))
        }));
        if let Ends::V6 { source, destination } = *ends {
            let rest = add(&[u16::from(protocol), len as u16]);
            mistaken.push(("v6-cut-to-32-bits", with(add(&[low(source), low(destination), rest]))));
        }
        mistaken.retain(|(_, wrong)| *wrong != self.checksum());
        mistaken
    }

    /// Its header's bytes, if it has no options.
    fn header(&self) -> usize {
        match self.transport {
            Transport::Tcp => 20,
            Transport::Udp => 8,
        }
    }
}

/// What a word's change makes of a checksum.
pub(super) fn update(old_checksum: u16, old: u16, new: u16) -> u16 {
    !add(&[!old_checksum, !old, new])
}

/// Equation 2 of RFC 1624, which is the one of RFC 1141.
pub(super) fn update_of_1141(old_checksum: u16, old: u16, new: u16) -> u16 {
    add(&[old_checksum, old, !new])
}
