//! A small reader of names in messages, which may have a habit that is a mistake, and a picture of its way.

use given::addresses::{Name, NameError};

use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::Bytes;

/// What reading a name comes to: the name, and where the next field begins.
pub(super) type Decoded = Result<(Name, usize), NameError>;

/// A message, and a place in it where a name is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) message: Vec<u8>,
    pub(super) at: usize,
}

/// How one reads a name: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    // Labels.
    StartsAtZero,
    NextIsTheZero,
    NextFromTheName,
    SplitsAtDots,
    RefusesOddBytes,
    ReplacesOddBytes,
    LowerCases,
    EndIsRoot,
    // The first two bits.
    SixBitsAreLength,
    EightBitsAreLength,
    AnyMarkIsPointer,
    FirstBitIsPointer,
    // Pointers.
    PointerIsReserved,
    HalfIsZero,
    FromTheName,
    FromThePointer,
    KeepsTheMarks,
    LowByteOnly,
    PointerEnds,
    DropsTheStart,
    OneLabelMore,
    OnePointerOnly,
    // Where the next field begins.
    NextAfterTarget,
    NextAfterLastPointer,
    PointerIsOneByte,
    // Which pointers are followed.
    AnyPointer,
    BeforeTheName,
    BeforeThePointer,
    RunsOverlap,
    TellsTheStart,
    // How long a name may be.
    LimitWithoutZero,
    LimitIsReached,
    LimitOfARun,
    LimitWithoutLengths,
    NoLimit,
    LimitComesLast,
}

use Habit::*;

/// Each habit with the mistake that it is.
pub(super) const HABITS: [(&str, Habit); 36] = [
    ("starts-at-zero", StartsAtZero),
    ("next-is-the-zero", NextIsTheZero),
    ("next-from-the-name", NextFromTheName),
    ("labels-with-dots", SplitsAtDots),
    ("labels-are-text", RefusesOddBytes),
    ("labels-are-text", ReplacesOddBytes),
    ("lower-cases", LowerCases),
    ("end-is-root", EndIsRoot),
    ("reserved-is-length", SixBitsAreLength),
    ("reserved-is-length", EightBitsAreLength),
    ("reserved-is-pointer", AnyMarkIsPointer),
    ("reserved-is-pointer", FirstBitIsPointer),
    ("pointer-is-reserved", PointerIsReserved),
    ("half-pointer", HalfIsZero),
    ("pointer-from-the-name", FromTheName),
    ("pointer-from-itself", FromThePointer),
    ("pointer-keeps-its-mark", KeepsTheMarks),
    ("pointer-low-byte-only", LowByteOnly),
    ("pointer-ends-the-name", PointerEnds),
    ("pointer-drops-the-start", DropsTheStart),
    ("one-label-behind-pointer", OneLabelMore),
    ("one-pointer-only", OnePointerOnly),
    ("next-after-target", NextAfterTarget),
    ("next-after-last-pointer", NextAfterLastPointer),
    ("pointer-is-one-byte", PointerIsOneByte),
    ("forward-pointer-ok", AnyPointer),
    ("forward-pointer-ok", BeforeTheName),
    ("own-run-ok", BeforeThePointer),
    ("runs-overlap", RunsOverlap),
    ("errors-tell-the-start", TellsTheStart),
    ("name-256-ok", LimitWithoutZero),
    ("name-255-refused", LimitIsReached),
    ("limit-comes-last", LimitComesLast),
    ("limit-of-a-run", LimitOfARun),
    ("limit-without-lengths", LimitWithoutLengths),
    ("no-name-limit", NoLimit),
];

/// Pointers that a reader follows who never asks where they lead, before we believe that it never ends.
const ENDLESS: usize = 10_000;

/// What a name is made of.
enum Piece {
    Root,
    Label(Vec<u8>),
    Pointer(usize),
}

/// A piece on the way: where it stands, how many bytes it has, and what it is.
type Stop = (usize, usize, String);

/// A name, as far as it is read.
struct Reading<'a> {
    habit: Habit,
    /// Whether pointers are followed wherever they lead, beside the habit.
    follows_all: bool,
    message: &'a [u8],
    /// Where the name begins.
    at: usize,
    labels: Vec<Vec<u8>>,
    /// How long the name is so far, as the habit counts.
    length: usize,
    /// Where the pointers stand that were followed.
    pointers: Vec<usize>,
    way: Vec<Stop>,
}

impl Spot {
    pub(super) fn new(message: &[u8], at: usize) -> Spot {
        Spot { message: message.to_vec(), at }
    }

    /// Asks the learner's code. Of a long message the card shows only what the picture has of it.
    pub(super) fn ask(&self) -> Script {
        let script = call("decode_name", (Bytes(self.message.clone()), self.at));
        match self.message.len() {
            0..=40 => script,
            _ => script.spelled(format!("decode_name(&message, {})", self.at)),
        }
    }

    /// What comes of it; `None` if it never ends.
    pub(super) fn read(&self, habit: Habit) -> Option<Decoded> {
        Reading::new(self, habit).read()
    }

    /// The same by one who does not ask yet where pointers lead.
    pub(super) fn read_and_follow_all(&self, habit: Habit) -> Option<Decoded> {
        Reading { follows_all: true, ..Reading::new(self, habit) }.read()
    }

    pub(super) fn right(&self) -> Decoded {
        self.read(Right).expect("pointers that lead back come to an end")
    }

    /// How many pointers are followed: what the tests of generators ask.
    #[cfg(test)]
    pub(super) fn pointers(&self) -> usize {
        let mut reading = Reading::new(self, Right);
        reading.read();
        reading.pointers.len()
    }

    /// Whether it goes wrong at a pointer whose second byte is missing.
    pub(super) fn ends_in_half_a_pointer(&self) -> bool {
        self.way().last().is_some_and(|(.., what)| what.starts_with(HALF_A_POINTER))
    }

    /// The pieces in the order in which they are read.
    fn way(&self) -> Vec<Stop> {
        let mut reading = Reading::new(self, Right);
        reading.read();
        reading.way
    }

    /// The way of the name, piece by piece. Where it goes wrong is marked.
    pub(super) fn picture(&self) -> Table {
        const MOST: usize = 9;
        const FIRST: usize = 4;
        let way = self.way();
        let left_out = way.len().saturating_sub(MOST);
        let mut rows = Vec::new();
        for (number, (at, count, what)) in way.into_iter().enumerate() {
            if !(FIRST..FIRST + left_out).contains(&number) {
                let bytes = self.message.get(at..at + count).unwrap_or_default();
                rows.push(vec![at.to_string(), hex(bytes), what]);
            } else if number == FIRST {
                rows.push(vec![String::from("…"), String::new(), format!("{left_out} pieces more")]);
            }
        }
        let wrong = if self.right().is_err() { vec![rows.len() - 1] } else { vec![] };
        Table {
            title: format!("the way from {}, in a message of {} bytes", self.at, self.message.len()),
            head: ["place", "bytes", "what it is"].map(String::from).to_vec(),
            rows,
            wrong,
        }
    }
}

const HALF_A_POINTER: &str = "half a pointer";

/// A few bytes in hexadecimal; of many only the first.
pub(super) fn hex(bytes: &[u8]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = bytes.iter().take(MOST).map(|byte| format!("{byte:02x}")).collect();
    if bytes.len() > MOST {
        shown.push(String::from("…"));
    }
    shown.join(" ")
}

/// A label as people read it; of a long one the beginning.
pub(super) fn label_text(label: &[u8]) -> String {
    const MOST: usize = 12;
    let text = Name { labels: vec![label.to_vec()] }.to_string();
    let text = text.strip_suffix('.').unwrap_or(&text);
    let shown: String = text.chars().take(MOST).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}

impl Reading<'_> {
    fn new(spot: &Spot, habit: Habit) -> Reading<'_> {
        Reading {
            habit,
            follows_all: false,
            message: &spot.message,
            at: spot.at,
            labels: vec![],
            length: usize::from(!matches!(habit, LimitWithoutZero | LimitWithoutLengths)),
            pointers: vec![],
            way: vec![],
        }
    }

    fn read(&mut self) -> Option<Decoded> {
        let mut here = if self.habit == StartsAtZero { 0 } else { self.at };
        // What may be read ends where the later run began.
        let (mut end, mut run) = (self.message.len(), here);
        loop {
            let piece = match self.piece(here, end) {
                Ok(piece) => piece,
                Err(error) => return Some(Err(error)),
            };
            match piece {
                Piece::Root => return Some(self.finish(here)),
                Piece::Label(label) => {
                    here += 1 + label.len();
                    if let Err(error) = self.take(label) {
                        return Some(Err(error));
                    }
                    if self.habit == OneLabelMore && !self.pointers.is_empty() {
                        return Some(self.finish(here));
                    }
                }
                // It goes no further, so what comes next is behind the two bytes.
                Piece::Pointer(_)
                    if self.habit == PointerEnds
                        || self.habit == OnePointerOnly && !self.pointers.is_empty() =>
                {
                    return Some(self.finish(here + 1));
                }
                Piece::Pointer(target) => {
                    let is_followed = match self.habit {
                        _ if self.follows_all => true,
                        AnyPointer => true,
                        BeforeTheName => target < self.at,
                        BeforeThePointer => target < here,
                        _ => target < run,
                    };
                    if !is_followed {
                        self.say(here, 2, format!("a pointer → {target}, not before its run at {run}"));
                        let at = if self.habit == TellsTheStart { self.at } else { here };
                        return Some(Err(NameError::PointerNotPrior { at, target }));
                    }
                    self.say(here, 2, format!("a pointer → {target}"));
                    self.pointers.push(here);
                    if self.pointers.len() > ENDLESS {
                        return None;
                    }
                    match self.habit {
                        DropsTheStart => self.labels.clear(),
                        LimitOfARun => self.length = 1,
                        _ => {}
                    }
                    if !self.follows_all
                        && !matches!(self.habit, AnyPointer | BeforeTheName | BeforeThePointer | RunsOverlap)
                    {
                        end = run;
                    }
                    (run, here) = (target, target);
                }
            }
        }
    }

    /// The piece at this place, of the bytes before `end`.
    fn piece(&mut self, here: usize, end: usize) -> Result<Piece, NameError> {
        let bytes = self.message[..end].get(here..).unwrap_or_default();
        let why = if end == self.message.len() { "the message ends" } else { "the later run begins" };
        let Some((&first, behind)) = bytes.split_first() else {
            self.say(here.min(end), 0, format!("nothing: {why} at {end}"));
            return if self.habit == EndIsRoot { Ok(Piece::Root) } else { Err(NameError::Truncated) };
        };
        let (mark, six_bits) = (first >> 6, usize::from(first & 0x3F));
        let is_pointer = match self.habit {
            AnyMarkIsPointer => mark != 0,
            FirstBitIsPointer => mark & 0b10 != 0,
            PointerIsReserved => false,
            _ => mark == 0b11,
        };
        let length = match self.habit {
            _ if is_pointer => return self.pointer(here, bytes, why),
            EightBitsAreLength => usize::from(first),
            SixBitsAreLength => six_bits,
            _ if mark == 0 => six_bits,
            _ => {
                self.say(here, 1, format!("reserved: the bits are {first:08b}"));
                let at = if self.habit == TellsTheStart { self.at } else { here };
                return Err(NameError::ReservedBits { at });
            }
        };
        if length == 0 {
            self.say(here, 1, String::from("the root: the end"));
            return Ok(Piece::Root);
        }
        let Some(label) = behind.get(..length) else {
            self.say(here, bytes.len(), format!("a label of {length}, but {why} at {end}"));
            return Err(NameError::Truncated);
        };
        self.say(here, 1 + length, format!("a label of {length}: {}", label_text(label)));
        Ok(Piece::Label(label.to_vec()))
    }

    fn pointer(&mut self, here: usize, bytes: &[u8], why: &str) -> Result<Piece, NameError> {
        let (first, second) = match bytes {
            [first, second, ..] => (first, second),
            [first] if self.habit == HalfIsZero => (first, &0),
            _ => {
                self.say(here, 1, format!("{HALF_A_POINTER}: {why}"));
                return Err(NameError::Truncated);
            }
        };
        let offset = usize::from(u16::from_be_bytes([first & 0x3F, *second]));
        Ok(Piece::Pointer(match self.habit {
            FromTheName => self.at + offset,
            FromThePointer => here + offset,
            KeepsTheMarks => offset | 0xC000,
            LowByteOnly => usize::from(*second),
            _ => offset,
        }))
    }

    /// Puts a label to the name, if there is room.
    fn take(&mut self, label: Vec<u8>) -> Result<(), NameError> {
        let text = String::from_utf8_lossy(&label).into_owned();
        self.length += match self.habit {
            LimitWithoutLengths => label.len(),
            _ => 1 + label.len(),
        };
        let most = match self.habit {
            LimitIsReached => 254,
            NoLimit | LimitComesLast => usize::MAX,
            _ => 255,
        };
        if self.length > most {
            if let Some((.., what)) = self.way.last_mut() {
                *what = format!("{what}: {} bytes with the zero", self.length);
            }
            return Err(NameError::NameTooLong);
        }
        match self.habit {
            RefusesOddBytes if !label.is_ascii() => {
                return Err(NameError::NotPlain { label: self.labels.len() + 1 });
            }
            ReplacesOddBytes => self.labels.push(text.into_bytes()),
            LowerCases => self.labels.push(label.to_ascii_lowercase()),
            SplitsAtDots => self.labels.extend(label.split(|byte| *byte == b'.').map(<[u8]>::to_vec)),
            _ => self.labels.push(label),
        }
        Ok(())
    }

    /// The name, whose last byte is at this place.
    fn finish(&mut self, here: usize) -> Decoded {
        if self.habit == LimitComesLast && self.length > 255 {
            return Err(NameError::NameTooLong);
        }
        let (first, last) = (self.pointers.first(), self.pointers.last());
        let next = match (self.habit, first, last) {
            (NextAfterTarget, ..) => here + 1,
            (NextAfterLastPointer, _, Some(last)) => last + 2,
            (PointerIsOneByte, Some(first), _) => first + 1,
            (_, Some(first), _) => first + 2,
            (NextIsTheZero, ..) => here,
            (NextFromTheName, ..) => here + 1 - self.at,
            _ => here + 1,
        };
        Ok((Name { labels: std::mem::take(&mut self.labels) }, next))
    }

    fn say(&mut self, at: usize, count: usize, what: String) {
        self.way.push((at, count, what));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four names of RFC 1035, section 4.1.4; and what is wrong with pointers.
    #[test]
    fn the_model_reads_as_the_rfc_says() {
        let message = b"\x01F\x03ISI\x04ARPA\x00\x03FOO\xC0\x00\xC0\x06\x00";
        let read = |at| Spot::new(message, at).right().map(|(name, next)| (name.to_string(), next));
        assert_eq!(read(0), Ok((String::from("F.ISI.ARPA."), 12)));
        assert_eq!(read(12), Ok((String::from("FOO.F.ISI.ARPA."), 18)));
        assert_eq!(read(18), Ok((String::from("ARPA."), 20)));
        assert_eq!(read(20), Ok((String::from("."), 21)));
        assert_eq!(read(21), Err(NameError::Truncated));
        assert_eq!(read(16), Ok((String::from("F.ISI.ARPA."), 18)));
        assert_eq!(read(usize::MAX), Err(NameError::Truncated));
        let wrong = |message: &[u8], at| Spot::new(message, at).right().unwrap_err();
        assert_eq!(wrong(b"\x03www\xC0\x00", 0), NameError::PointerNotPrior { at: 4, target: 0 });
        assert_eq!(wrong(b"\x03ab\xC0\x00\x00", 3), NameError::Truncated);
        assert_eq!(wrong(b"\x00\x40", 1), NameError::ReservedBits { at: 1 });
        assert_eq!(
            wrong(&b"\x3Faaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".repeat(5), 0),
            NameError::NameTooLong
        );
    }

    /// A habit that nothing shows would name no mistake.
    #[test]
    fn every_habit_differs_somewhere() {
        let rfc = b"\x01F\x03ISI\x04ARPA\x00\x03FOO\xC0\x00\x03B.\xFF\xC0\x0C\xC0\x12";
        let mut spots: Vec<Spot> = (0..rfc.len()).map(|at| Spot::new(rfc, at)).collect();
        let more: [(&[u8], usize); 10] = [
            (b"\x02a", 0),
            (b"\x01a", 0),
            (b"\x41a\x00", 0),
            (b"\x81a\x00", 0),
            (b"\x00\x41\x00\x00", 1),
            (b"\xC0\x00", 0),
            (b"\xC0\x02\x00\xC0\x00", 3),
            (b"\x01a\xC0\x00", 0),
            (b"\x03ab\xC0\x00\x00", 3),
            (b"\x00\xC0", 1),
        ];
        spots.extend(more.map(|(message, at)| Spot::new(message, at)));
        let far = [vec![0; 300], vec![1, b'a', 0, 0xC1, 0x2C]].concat();
        spots.push(Spot::new(&far, 303));
        for lengths in [vec![63, 63, 63, 61], vec![63, 63, 63, 62], vec![63, 63, 63, 63, 200]] {
            let label = |length: &u8| [vec![*length], vec![b'a'; usize::from(*length)]].concat();
            let mut message: Vec<u8> = lengths.iter().flat_map(label).collect();
            message.push(0);
            spots.push(Spot::new(&message, 0));
            message.extend_from_slice(
                b"\x3Ebbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\xC0\x00",
            );
            spots.push(Spot::new(&message, message.len() - 65));
        }
        for (slug, habit) in HABITS {
            let shows = spots.iter().any(|spot| spot.read(habit).as_ref() != Some(&spot.right()));
            assert!(shows, "{slug} {habit:?}");
        }
    }
}
