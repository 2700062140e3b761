//! Capture files: how they are written, and how those read them who have got one thing wrong.

use given::packets::{Capture, LinkType, PcapError, PcapRecord};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use crate::finding::{Dump, Field};

/// What comes of reading.
pub(super) type Read = Result<Capture, PcapError>;

/// A capture file before it is bytes.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// The most significant byte of a number comes first.
    pub(super) big: bool,
    /// Times are told in nanoseconds, not in microseconds.
    pub(super) nano: bool,
    pub(super) snaplen: u32,
    /// With what stands in the upper half of the number.
    pub(super) link: u32,
    pub(super) records: Vec<Record>,
    /// The first bytes of one record more.
    pub(super) piece: Vec<u8>,
}

/// A record before it is bytes.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) seconds: u32,
    pub(super) ticks: u32,
    /// How many bytes of the packet were not kept.
    pub(super) lost: u32,
    pub(super) bytes: Vec<u8>,
}

impl Record {
    pub(super) fn new(seconds: u32, ticks: u32, lost: u32, bytes: &[u8]) -> Record {
        Record { seconds, ticks, lost, bytes: bytes.to_vec() }
    }

    fn original_len(&self) -> u32 {
        self.bytes.len() as u32 + self.lost
    }
}

impl File {
    /// As tcpdump writes it on most machines of today.
    pub(super) fn usual(link: u32, records: Vec<Record>) -> File {
        File { big: false, nano: false, snaplen: 262_144, link, records, piece: vec![] }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let head = [if self.nano { 0xA1B2_3C4D } else { 0xA1B2_C3D4 }];
        let mut bytes = head.map(|number| self.number(number)).concat();
        bytes.extend(
            [2_u16, 4]
                .map(|number| if self.big { number.to_be_bytes() } else { number.to_le_bytes() })
                .concat(),
        );
        bytes.extend([0, 0, self.snaplen, self.link].map(|number| self.number(number)).concat());
        for record in &self.records {
            bytes.extend(self.record(record));
        }
        bytes.extend_from_slice(&self.piece);
        bytes
    }

    pub(super) fn record(&self, record: &Record) -> Vec<u8> {
        let numbers = [record.seconds, record.ticks, record.bytes.len() as u32, record.original_len()];
        [numbers.map(|number| self.number(number)).concat(), record.bytes.clone()].concat()
    }

    fn number(&self, number: u32) -> [u8; 4] {
        if self.big { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    /// The bytes with the names of their fields. `wrong` is the field that the story is about, by its name; in a
    /// record, with the record's number. `[0] time` are the two numbers of a record's time.
    pub(super) fn dump(&self, wrong: &str) -> Dump {
        let mut dump = Dump::new("the file", &self.bytes());
        let mut at = 0;
        let mut field = |len: usize, label: String| {
            let wrong = match wrong.strip_suffix("time") {
                _ if wrong.is_empty() => false,
                Some(record) => label.starts_with(record) && label.ends_with("seconds"),
                None => label.starts_with(wrong),
            };
            dump.fields.push(Field { offset: at, len, label, wrong });
            at += len;
        };
        field(
            4,
            format!(
                "magic: {} first, {}",
                if self.big { "most significant byte" } else { "least significant byte" },
                if self.nano { "nanoseconds" } else { "microseconds" }
            ),
        );
        field(4, String::from("version 2.4"));
        field(8, String::from("nothing that counts"));
        field(4, format!("at most {} bytes are kept", self.snaplen));
        let more = if self.link > 0xFFFF { ", and something else in the upper half" } else { "" };
        field(4, format!("link type {}{more}", self.link as u16));
        for (number, record) in self.records.iter().enumerate() {
            let Record { seconds, ticks, bytes, .. } = record;
            field(4, format!("[{number}] {seconds} seconds"));
            field(
                4,
                format!("[{number}] {ticks} {}", if self.nano { "nanoseconds" } else { "microseconds" }),
            );
            field(4, format!("[{number}] kept: {} bytes", bytes.len()));
            field(4, format!("[{number}] had: {} bytes", record.original_len()));
            if !bytes.is_empty() {
                field(bytes.len(), format!("[{number}] packet"));
            }
        }
        if !self.piece.is_empty() {
            field(self.piece.len(), String::from("a piece of a record"));
        }
        dump
    }
}

/// A thing that somebody who reads such files has got wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    SnaplenForLink,
    OneRecord,
    HeaderKept,
    MicrosAsNanos,
    FractionLost,
    TimeWraps,
    SnaplenAsLength,
    PadsToFour,
    OriginalAsKept,
    OriginalLost,
    LengthsSwapped,
    BigRefused,
    AlwaysLittle,
    LittleRecords,
    NanoRefused,
    NanosAsMicros,
    CutRefused,
    PieceKept,
    RestNotCounted,
    RestIsOfPacket,
    MagicUnchecked,
    VersionUnchecked,
    LengthBeforeMagic,
    MagicTurnedRound,
    VersionTurnedRound,
}

/// Reads a file like somebody with this habit; without one, as it should be.
pub(super) fn read(file: &[u8], habit: Option<Habit>) -> Read {
    use Habit::*;
    let has = |other| habit == Some(other);
    let too_short = Err(PcapError::TooShort { got: file.len() });
    let Some(Ok(magic)) = file.get(..4).map(<[u8; 4]>::try_from) else { return too_short };
    if has(LengthBeforeMagic) && file.len() < 24 {
        return too_short;
    }
    let (big, nano) = match magic {
        [0xA1, 0xB2, 0xC3, 0xD4] if !has(BigRefused) => (true, false),
        [0xD4, 0xC3, 0xB2, 0xA1] => (false, false),
        [0xA1, 0xB2, 0x3C, 0x4D] if !has(NanoRefused) && !has(BigRefused) => (true, true),
        [0x4D, 0x3C, 0xB2, 0xA1] if !has(NanoRefused) => (false, true),
        _ if has(MagicUnchecked) => (false, false),
        [a, b, c, d] if has(MagicTurnedRound) => return Err(PcapError::NotPcap { magic: [d, c, b, a] }),
        magic => return Err(PcapError::NotPcap { magic }),
    };
    if file.len() < 24 {
        return too_short;
    }
    let number = |big: bool, bytes: &[u8]| {
        let digit = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
        if big { bytes.iter().fold(0, digit) } else { bytes.iter().rev().fold(0, digit) }
    };
    let big = big && !has(AlwaysLittle);
    let [major, minor] =
        [&file[4..6], &file[6..8]].map(|bytes| number(big != has(VersionTurnedRound), bytes) as u16);
    if (major, minor) != (2, 4) && !has(VersionUnchecked) {
        return Err(PcapError::Version { major, minor });
    }
    let snaplen = number(big, &file[16..20]);
    let link = if has(SnaplenForLink) { snaplen } else { number(big, &file[20..24]) };
    let big = big && !has(LittleRecords);
    let mut records = Vec::new();
    let mut left = &file[24..];
    while let Some(header) = left.get(..16) {
        let [seconds, ticks, kept, had] = [0, 4, 8, 12].map(|at| number(big, &header[at..at + 4]));
        let (kept, had) = match habit {
            Some(SnaplenAsLength) => (snaplen, had),
            Some(OriginalAsKept) => (had, had),
            Some(OriginalLost) => (kept, kept),
            Some(LengthsSwapped) => (had, kept),
            _ => (kept, had),
        };
        let behind = &left[16..];
        let Some(bytes) = behind.get(..kept as usize) else {
            if has(PieceKept) {
                records.push(PcapRecord {
                    nanos: nanos(seconds, ticks, nano, habit),
                    original_len: had,
                    bytes: behind.to_vec(),
                });
                left = &[];
            } else if has(RestIsOfPacket) {
                left = behind;
            }
            break;
        };
        let bytes = if has(HeaderKept) { [header, bytes].concat() } else { bytes.to_vec() };
        records.push(PcapRecord { nanos: nanos(seconds, ticks, nano, habit), original_len: had, bytes });
        let behind = &behind[kept as usize..];
        let padding = if has(PadsToFour) { (4 - kept as usize % 4) % 4 } else { 0 };
        left = &behind[padding.min(behind.len())..];
        if has(OneRecord) {
            break;
        }
    }
    if has(CutRefused) && !left.is_empty() {
        return Err(PcapError::TooShort { got: file.len() });
    }
    let rest = if has(RestNotCounted) { 0 } else { left.len() };
    Ok(Capture { link: LinkType(link as u16), records, rest })
}

fn nanos(seconds: u32, ticks: u32, nano: bool, habit: Option<Habit>) -> u64 {
    let each = match habit {
        Some(Habit::MicrosAsNanos) => 1,
        Some(Habit::NanosAsMicros) => 1000,
        Some(Habit::FractionLost) => 0,
        _ if nano => 1,
        _ => 1000,
    };
    if habit == Some(Habit::TimeWraps) {
        let nanos = seconds.wrapping_mul(1_000_000_000).wrapping_add(ticks.wrapping_mul(each as u32));
        return u64::from(nanos);
    }
    u64::from(seconds) * 1_000_000_000 + u64::from(ticks) * each
}

/// What a file may have that is not as usual.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Oddities {
    pub(super) lost: bool,
    pub(super) big: bool,
    pub(super) nano: bool,
    pub(super) cut: bool,
}

/// Random files. An oddity that is allowed is frequent.
pub(super) fn files(may: Oddities) -> BoxedStrategy<File> {
    let lost = prop_oneof![1 => Just(0), 2 => 1..2000_u32];
    let record = (any::<u32>(), 0..1_000_000_u32, lost, vec(any::<u8>(), 0..9)).prop_map(
        move |(seconds, ticks, lost, bytes)| Record {
            seconds,
            ticks: if may.nano { ticks * 1000 + 7 } else { ticks },
            lost: if may.lost { lost } else { 0 },
            bytes,
        },
    );
    let link = prop_oneof![Just(1_u32), Just(101), Just(147), Just(0x2400_0001)];
    let flags = (any::<bool>(), any::<bool>());
    (vec(record, 0..4), link, flags, 64..70_000_u32, any::<proptest::sample::Index>())
        .prop_map(move |(mut records, link, (big, nano), snaplen, at)| {
            let last = if may.cut { records.pop() } else { None };
            let nano = may.nano && nano;
            for record in records.iter_mut().filter(|_| may.nano && !nano) {
                record.ticks /= 1000;
            }
            let mut file = File { big: may.big && big, nano, snaplen, link, records, piece: vec![] };
            if let Some(last) = last {
                let whole = file.record(&last);
                file.piece = whole[..at.index(whole.len())].to_vec();
            }
            file
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::seed::Seed;

    /// What is in a file.
    fn capture(file: &File) -> Capture {
        let records = file.records.iter().map(|record| {
            let ticks = u64::from(record.ticks) * if file.nano { 1 } else { 1000 };
            PcapRecord {
                nanos: u64::from(record.seconds) * 1_000_000_000 + ticks,
                original_len: record.original_len(),
                bytes: record.bytes.clone(),
            }
        });
        Capture { link: LinkType(file.link as u16), records: records.collect(), rest: file.piece.len() }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let all = Oddities { lost: true, big: true, nano: true, cut: true };
        let strategy = files(all);
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        let drawn: Vec<File> = (0..400).map(|case| one(case).expect("it generates").current()).collect();
        for file in &drawn {
            assert_eq!(read(&file.bytes(), None), Ok(capture(file)), "{file:?}");
        }
        let count = |fact: &dyn Fn(&File) -> bool| drawn.iter().filter(|file| fact(file)).count();
        assert!(count(&|file| file.big && file.nano) > 50);
        assert!(count(&|file| !file.big && !file.nano) > 50);
        assert!(count(&|file| !file.records.is_empty() && !file.piece.is_empty()) > 100);
        assert!(count(&|file| (1..16).contains(&file.piece.len())) > 50);
        assert!(count(&|file| file.piece.len() >= 16) > 30);
        assert!(count(&|file| file.records.iter().any(|record| record.lost > 0)) > 100);
    }
}
