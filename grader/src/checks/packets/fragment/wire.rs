//! IPv4 packets as the checks make and read them, without the learner's code and without ours.

use std::net::Ipv4Addr;

use given::packets::{Ipv4Header, protocol};

use crate::checks::packets::ipv4::model::{emit, sum};
use crate::finding::{Dump, Table};

/// From Tokyo to London, unless a packet says otherwise.
pub(super) const TOKYO: u32 = 0xC000_0201;
pub(super) const LONDON: u32 = 0xC633_6407;

/// A header without options.
pub(super) const HEAD: usize = 20;
/// What an offset counts.
pub(super) const UNIT: usize = 8;
/// What the total length can say.
pub(super) const LONGEST: usize = 65_535;

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packet {
    pub(super) header: Ipv4Header,
    pub(super) payload: Vec<u8>,
}

impl Packet {
    /// A whole one, whose payload says where each of its bytes belongs.
    pub(super) fn new(identification: u16, len: usize) -> Packet {
        let header = Ipv4Header { identification, ..Ipv4Header::new(protocol::UDP, TOKYO, LONDON) };
        Packet { header, payload: text('a', 0, len) }
    }

    /// The same, changed.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Ipv4Header)) -> Packet {
        change(&mut self.header);
        self
    }

    pub(super) fn header_bytes(&self) -> usize {
        HEAD + self.header.options.len()
    }

    pub(super) fn len(&self) -> usize {
        self.header_bytes() + self.payload.len()
    }

    /// Where in the whole payload its own begins.
    pub(super) fn start(&self) -> usize {
        UNIT * usize::from(self.header.fragment_offset)
    }

    /// And where the next one begins.
    pub(super) fn end(&self) -> usize {
        self.start() + self.payload.len()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.start() == 0 && !self.header.more_fragments
    }

    /// A part of its payload, in a packet of its own. MF is set, but where the payload ends.
    pub(super) fn piece(&self, start: usize, end: usize) -> Packet {
        let end = end.min(self.payload.len());
        let payload = self.payload[start..end].to_vec();
        let header = Ipv4Header {
            fragment_offset: (start / UNIT) as u16,
            more_fragments: end < self.payload.len(),
            ..self.header.clone()
        };
        Packet { header, payload }
    }

    /// Cut into pieces of so many bytes.
    pub(super) fn pieces(&self, len: usize) -> Vec<Packet> {
        (0..self.payload.len()).step_by(len).map(|start| self.piece(start, start + len)).collect()
    }

    /// As it travels. Fields that have no room for what they say lose their upper bits, as in C.
    pub(super) fn bytes(&self) -> Vec<u8> {
        emit(&self.header, &self.payload)
    }

    /// What came, if it is a packet: the lengths fit, and the checksum is right. What stands behind its end is left out.
    pub(super) fn read(bytes: &[u8]) -> Option<Packet> {
        let number = |at: usize| bytes.get(at..at + 2).map(|two| u16::from_be_bytes([two[0], two[1]]));
        let wide = |at: usize| Some(u32::from(number(at)?) << 16 | u32::from(number(at + 2)?));
        let first = *bytes.first()?;
        let header_bytes = 4 * usize::from(first & 0x0F);
        let total = usize::from(number(2)?);
        let fits = (HEAD..=total).contains(&header_bytes) && total <= bytes.len();
        if first >> 4 != 4 || !fits || sum(&bytes[..header_bytes]) != 0xFFFF {
            return None;
        }
        let place = number(6)?;
        let header = Ipv4Header {
            traffic_class: bytes[1],
            identification: number(4)?,
            dont_fragment: place >> 14 & 1 == 1,
            more_fragments: place >> 13 & 1 == 1,
            fragment_offset: place & 0x1FFF,
            ttl: bytes[8],
            protocol: bytes[9],
            source: wide(12)?,
            destination: wide(16)?,
            options: bytes[HEAD..header_bytes].to_vec(),
        };
        Some(Packet { header, payload: bytes[header_bytes..total].to_vec() })
    }

    /// `id 7: 8 to 15, MF`, and what is not as in Tokyo's other packets.
    pub(super) fn words(&self) -> String {
        let header = &self.header;
        let usual = Ipv4Header::new(protocol::UDP, TOKYO, LONDON);
        let mut words = format!("id {}: {}", header.identification, self.place());
        if header.source != usual.source {
            words += &format!(", from {}", Ipv4Addr::from(header.source));
        }
        if header.destination != usual.destination {
            words += &format!(", to {}", Ipv4Addr::from(header.destination));
        }
        if header.protocol != usual.protocol {
            words += &format!(", protocol {}", header.protocol);
        }
        if header.ttl != usual.ttl {
            words += &format!(", ttl {}", header.ttl);
        }
        if header.dont_fragment {
            words += ", DF";
        }
        if !header.options.is_empty() {
            words += &format!(", {} bytes of options", header.options.len());
        }
        words
    }

    /// Which bytes of the whole payload it has, and whether more follow.
    pub(super) fn place(&self) -> String {
        if self.is_whole() {
            return format!("whole, {} bytes", self.payload.len());
        }
        let bytes = match self.payload.len() {
            0 => format!("nothing at {}", self.start()),
            _ => format!("{} to {}", self.start(), self.end() - 1),
        };
        if self.header.more_fragments { format!("{bytes}, MF") } else { bytes }
    }
}

/// A payload in which each 8 bytes say whose they are and where they belong: `a0......a8......`. So whatever is put
/// together wrongly can be seen.
pub(super) fn text(whose: char, start: usize, len: usize) -> Vec<u8> {
    let units = (start / UNIT..).map(|unit| format!("{:.<8}", format!("{whose}{}", unit * UNIT)));
    let all = units.flat_map(String::into_bytes).skip(start % UNIT);
    all.take(len).collect()
}

/// What a packet is, in a line, also if it is none.
pub(super) fn describe(bytes: &[u8]) -> String {
    Packet::read(bytes).map_or_else(|| not_a_packet(bytes), |packet| packet.words())
}

/// Why it is none.
fn not_a_packet(bytes: &[u8]) -> String {
    let Some(header) = bytes.get(..HEAD) else { return format!("{} bytes, no packet", bytes.len()) };
    let header_bytes = 4 * usize::from(header[0] & 0x0F);
    let total = usize::from(u16::from_be_bytes([header[2], header[3]]));
    if header[0] >> 4 != 4 || !(HEAD..=total).contains(&header_bytes) {
        String::from("no packet: the header's first byte is wrong")
    } else if total > bytes.len() {
        format!("no packet: it claims {total} bytes, and has {}", bytes.len())
    } else {
        String::from("no packet: its checksum is wrong")
    }
}

/// The fields of a header, with a caret at those in which it differs from the right one.
pub(super) fn header_dump(title: &str, came: &[u8], right: &[u8]) -> Dump {
    const FIELDS: [(usize, usize, &str); 10] = [
        (0, 1, "version, words"),
        (1, 1, "traffic class"),
        (2, 2, "total length"),
        (4, 2, "identification"),
        (6, 2, "DF, MF, fragment offset"),
        (8, 1, "time to live"),
        (9, 1, "protocol"),
        (10, 2, "checksum"),
        (12, 4, "source"),
        (16, 4, "destination"),
    ];
    let len = |bytes: &[u8]| bytes.first().map_or(0, |first| 4 * usize::from(first & 0x0F)).min(bytes.len());
    let head = &came[..len(came)];
    let mut dump = Dump::new(title, head);
    for (offset, len, name) in FIELDS {
        let Some(field) = head.get(offset..offset + len) else { return dump };
        let should = right.get(offset..offset + len);
        if should == Some(field) {
            dump = dump.field(offset, len, name);
        } else {
            let should: String =
                should.unwrap_or_default().iter().map(|byte| format!("{byte:02x}")).collect();
            dump = dump.wrong(offset, len, format!("{name}, should be {should}"));
        }
    }
    if head.len() > HEAD {
        dump = dump.field(HEAD, head.len() - HEAD, "options");
    }
    dump
}

/// A payload 8 bytes a row, as it came and as it should be.
pub(super) fn units(came: &[u8], right: &[u8]) -> Table {
    const ROWS: usize = 8;
    let part = |bytes: &[u8], at: usize| {
        let part = bytes.get(at..).unwrap_or_default();
        let part = &part[..part.len().min(UNIT)];
        if part.is_empty() { String::from("-") } else { part.escape_ascii().to_string() }
    };
    let starts: Vec<usize> = (0..came.len().max(right.len())).step_by(UNIT).collect();
    // Around the first difference, if there are many.
    let differs = starts.iter().position(|at| part(came, *at) != part(right, *at)).unwrap_or(0);
    let from = if starts.len() > ROWS { differs.saturating_sub(2).min(starts.len() - ROWS) } else { 0 };
    let shown: Vec<usize> = starts.into_iter().skip(from).take(ROWS).collect();
    Table {
        title: String::from("the payload"),
        head: ["from byte", "came", "should be"].map(String::from).to_vec(),
        wrong: (0..shown.len()).filter(|row| part(came, shown[*row]) != part(right, shown[*row])).collect(),
        rows: shown.iter().map(|at| vec![at.to_string(), part(came, *at), part(right, *at)]).collect(),
    }
}
