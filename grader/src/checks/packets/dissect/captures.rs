//! The checks of `read_pcap`.

use given::packets::{Capture, PcapError};

use super::files::{File, Habit, Oddities, Read, Record, files, read};
use super::known;
use crate::finding::Dump;
use crate::sanitise;
use crate::script::{Script, call};
use crate::spell::{Bytes, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// Habits by the mistakes that they are.
const HABITS: &[(&str, Habit)] = &[
    ("snaplen-for-link", Habit::SnaplenForLink),
    ("version-turned-round", Habit::VersionTurnedRound),
    ("one-record", Habit::OneRecord),
    ("record-header-kept", Habit::HeaderKept),
    ("micros-as-nanos", Habit::MicrosAsNanos),
    ("fraction-lost", Habit::FractionLost),
    ("time-wraps", Habit::TimeWraps),
    ("snaplen-as-length", Habit::SnaplenAsLength),
    ("pads-to-four", Habit::PadsToFour),
    ("original-as-kept", Habit::OriginalAsKept),
    ("original-lost", Habit::OriginalLost),
    ("lengths-swapped", Habit::LengthsSwapped),
    ("swapped-magic", Habit::BigRefused),
    ("always-little", Habit::AlwaysLittle),
    ("little-records", Habit::LittleRecords),
    ("nano-refused", Habit::NanoRefused),
    ("nanos-as-micros", Habit::NanosAsMicros),
    ("cut-file-refused", Habit::CutRefused),
    ("piece-kept", Habit::PieceKept),
    ("rest-not-counted", Habit::RestNotCounted),
    ("rest-without-header", Habit::RestIsOfPacket),
    // Before the next one, which says the same of a short file, but not of a long one.
    ("length-before-magic", Habit::LengthBeforeMagic),
    ("magic-unchecked", Habit::MagicUnchecked),
    ("version-unchecked", Habit::VersionUnchecked),
    ("magic-turned-round", Habit::MagicTurnedRound),
];

fn ask(file: &[u8]) -> Script {
    call("read_pcap", (Bytes(file.to_vec()),)).spelled("read_pcap(file)")
}

/// The next answer must be what is in this file.
fn is_read(
    check: &str,
    bytes: &[u8],
    dump: impl Fn(&str) -> Dump,
    seen: &mut Seen<'_>,
) -> Result<(), Trouble> {
    let right = read(bytes, None);
    let own: Read = seen.value().map_err(|trouble| {
        let (_, expected, _) = difference(&right, &right);
        seen.expected(expected);
        let trouble = match check {
            "cut_short" => trouble.panic_looks_like("cut-file-panics"),
            "not_a_capture" => trouble.panic_looks_like("short-file-panics"),
            "file_header" => trouble.panic_with_looks_like("TryFromIntError", "link-upper-half"),
            _ => trouble.panic_with_looks_like("attempt to multiply with overflow", "time-wraps"),
        };
        trouble.figure(dump(""))
    })?;
    ensure(own == right, || {
        let (saw, expected, wrong) = difference(&own, &right);
        seen.differs(&right);
        seen.shown_as(&saw);
        let trouble = Trouble::new(seen.expected(sanitise::line(&expected)));
        let looks = known(HABITS, check).into_iter().find(|(_, habit)| read(bytes, Some(*habit)) == own);
        let trouble = looks.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug));
        trouble.figure(dump(&wrong))
    })
}

/// The first thing that differs: what was seen, what should have been, and how a dump calls it.
fn difference(own: &Read, right: &Read) -> (String, String, String) {
    let (own, right) = match (own, right) {
        (Ok(own), Ok(right)) => (own, right),
        (Err(PcapError::NotPcap { .. }), Ok(_)) => return (in_short(own), in_short(right), "magic".into()),
        (Err(PcapError::Version { .. }), Ok(_)) => return (in_short(own), in_short(right), "version".into()),
        _ => return (in_short(own), in_short(right), String::new()),
    };
    let part = |name: String, own: String, right: String, wrong: String| {
        (own != right).then(|| (format!("{name} = {own}"), format!("{name} = {right}"), wrong))
    };
    let link = part("link".into(), own.link.spell(), right.link.spell(), "link type".into());
    let pairs = own.records.iter().zip(&right.records).enumerate();
    let records = pairs.flat_map(|(number, (own, right))| {
        let name = |field: &str| format!("records[{number}].{field}");
        let wrong = |field: &str| format!("[{number}] {field}");
        let bytes = |bytes: &[u8]| Bytes(bytes.to_vec()).spell();
        [
            part(name("nanos"), own.nanos.spell(), right.nanos.spell(), format!("[{number}] time")),
            part(name("bytes"), bytes(&own.bytes), bytes(&right.bytes), wrong("packet")),
            part(name("original_len"), own.original_len.spell(), right.original_len.spell(), wrong("had")),
        ]
    });
    let count = own.records.len().min(right.records.len());
    let (many, counted) = (own.records.len().spell(), right.records.len().spell());
    let one_more = if own.records.len() > count { "a piece".into() } else { format!("[{count}] kept") };
    let counts = part("records.len()".into(), many, counted, one_more);
    let rest = part("rest".into(), own.rest.spell(), right.rest.spell(), "a piece".into());
    [link].into_iter().chain(records).chain([counts, rest]).flatten().next().unwrap_or_else(|| {
        let whole = in_short(&Ok(right.clone()));
        (whole.clone(), whole, String::new())
    })
}

fn in_short(read: &Read) -> String {
    match read {
        Ok(Capture { records, rest, .. }) => {
            let plural = if records.len() == 1 { "" } else { "s" };
            format!("Ok, with {} record{plural}, rest {rest}", records.len())
        }
        // As in the dump of the file.
        Err(PcapError::NotPcap { magic: [a, b, c, d] }) => {
            format!("Err(NotPcap {{ magic: [{a:#04x}, {b:#04x}, {c:#04x}, {d:#04x}] }})")
        }
        Err(error) => format!("Err({})", error.spell()),
    }
}

fn law(check: &str, trial: &mut Trial<'_>, forced: impl IntoIterator<Item = File>, may: Oddities) -> Verdict {
    trial.cases = trial.cases.div_ceil(2);
    trial.law(
        forced,
        files(may),
        |file| ask(&file.bytes()),
        |file, seen| is_read(check, &file.bytes(), |wrong| file.dump(wrong), seen),
    )
}

pub(super) fn file_header(trial: &mut Trial<'_>) -> Verdict {
    let files = [1, 101, 147, 0x2400_0001].map(|link| File::usual(link, vec![]));
    trial.table(
        files,
        |file| ask(&file.bytes()),
        |file, seen| is_read("file_header", &file.bytes(), |wrong| file.dump(wrong), seen),
    )
}

pub(super) fn records(trial: &mut Trial<'_>) -> Verdict {
    let one = Record::new(2, 7, 0, &[0xC0, 0xDE]);
    let forced = [
        File::usual(1, vec![one.clone()]),
        File::usual(1, vec![one.clone(), Record::new(3, 500_000, 0, &[0xAB; 4])]),
        File::usual(1, vec![Record::new(1_767_225_600, 999_999, 0, &[])]),
        File::usual(101, vec![Record::new(u32::MAX, 0, 0, &[0x45]), one.clone(), one]),
    ];
    law("records", trial, forced, Oddities::default())
}

pub(super) fn cut_packets(trial: &mut Trial<'_>) -> Verdict {
    let two = vec![Record::new(2, 7, 1, &[0xC0, 0xDE]), Record::new(2, 9, 0, &[0xAB; 3])];
    let short =
        File { snaplen: 4, ..File::usual(1, vec![Record::new(2, 7, 1510, &[0xC0, 0xDE, 0xC0, 0xDE])]) };
    let forced = [File::usual(1, two), short, File::usual(1, vec![Record::new(0, 0, 60, &[])])];
    law("cut_packets", trial, forced, Oddities { lost: true, ..Oddities::default() })
}

pub(super) fn both_orders(trial: &mut Trial<'_>) -> Verdict {
    let big = |link, records| File { big: true, ..File::usual(link, records) };
    let forced = [
        big(101, vec![]),
        big(1, vec![Record::new(2, 7, 2, &[0xC0, 0xDE])]),
        big(0x2400_0001, vec![]),
        File::usual(1, vec![Record::new(2, 7, 2, &[0xC0, 0xDE])]),
    ];
    law("both_orders", trial, forced, Oddities { lost: true, big: true, ..Oddities::default() })
}

pub(super) fn nanoseconds(trial: &mut Trial<'_>) -> Verdict {
    let nano = |big| File { big, nano: true, ..File::usual(1, vec![Record::new(2, 7, 0, &[0xC0, 0xDE])]) };
    law(
        "nanoseconds",
        trial,
        [nano(false), nano(true)],
        Oddities { big: true, nano: true, ..Oddities::default() },
    )
}

pub(super) fn cut_short(trial: &mut Trial<'_>) -> Verdict {
    let file = |piece: &[u8]| File {
        piece: piece.to_vec(),
        ..File::usual(1, vec![Record::new(2, 7, 0, &[0xC0, 0xDE])])
    };
    let whole = file(&[]).record(&Record::new(3, 0, 0, &[0xAB; 6]));
    let endless = [3, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 4, 0, 0, 0, 0xAB, 0xAB, 0xAB, 0xAB];
    let forced =
        [file(&whole[..18]), file(&whole[..5]), file(&whole[..16]), file(&endless), file(&whole[..21])];
    law("cut_short", trial, forced, Oddities { lost: true, big: true, nano: true, cut: true })
}

pub(super) fn not_a_capture(trial: &mut Trial<'_>) -> Verdict {
    let header = File::usual(1, vec![]).bytes();
    let version = |major: u8, minor: u8| {
        let mut header = header.clone();
        (header[4], header[6]) = (major, minor);
        header
    };
    let of_pcapng = [0x0A, 0x0D, 0x0D, 0x0A, 0x1C, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A];
    let big = File { big: true, ..File::usual(1, vec![]) };
    let files = [
        b"GET /index.html HTTP/1.1\r\n".to_vec(),
        of_pcapng.to_vec(),
        vec![],
        vec![0xD4, 0xC3, 0xB2],
        header[..23].to_vec(),
        header[..4].to_vec(),
        version(2, 3),
        version(1, 4),
        version(3, 0),
        [&big.bytes()[..5], &[9], &big.bytes()[6..]].concat(),
    ];
    trial.table(
        files,
        |file| ask(file),
        |file, seen| is_read("not_a_capture", file, |_| Dump::new("the file", file), seen),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_habit_is_one_of_some_check() {
        for (slug, _) in HABITS {
            assert!(crate::checks::packets::dissect::EXERCISE.mistake(slug).is_some(), "{slug}");
        }
    }

    #[test]
    fn errors_come_in_their_order() {
        assert_eq!(read(b"", None), Err(PcapError::TooShort { got: 0 }));
        assert_eq!(read(b"GET /", None), Err(PcapError::NotPcap { magic: *b"GET " }));
        assert_eq!(read(&[0xA1, 0xB2, 0xC3, 0xD4, 9], None), Err(PcapError::TooShort { got: 5 }));
    }
}
