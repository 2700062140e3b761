//! How labels are written in Punycode and read from it: right, or with a habit that is a mistake.
//!
//! Nothing here is quick. The steps between two characters are not counted on the way, as RFC 3492 does it, but
//! computed from where the two are in the finished label, in numbers that can't overflow.

use given::addresses::PunycodeError::{self, NotAscii, NotCharacter, NotDigit, Overflow, Truncated};

/// How one reads and writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    ByTheBook,
    // Writing.
    NoDelimiter,
    AlwaysDelimiter,
    LowersAscii,
    HighDigitFirst,
    UpperDigits,
    LowerNotCounted,
    EndNotCounted,
    RoundNotFinished,
    NeverReset,
    AdaptsFirst,
    // Both.
    NumeralsFirst,
    PlaceForK,
    RoundsOfLength,
    FromZero,
    NeverAdapts,
    DampsAlways,
    DampsNever,
    OldLength,
    Wraps,
    // Reading.
    FirstDelimiter,
    DelimiterInFront,
    LowersFront,
    RefusesUpper,
    StaysOnCharacter,
    NoAsciiCheck,
    EndsAnywhere,
    CountsFromDelimiter,
    NeverOverflows,
    Replaces,
    BadIsOverflow,
}

use Habit::*;

/// The mistakes that the habits are. Where a text shows several in the same way, the first is named.
pub(super) const HABITS: [(&str, Habit); 30] = [
    ("no-delimiter", NoDelimiter),
    ("delimiter-without-ascii", AlwaysDelimiter),
    ("ascii-in-lower-case", LowersAscii),
    ("ascii-in-lower-case", LowersFront),
    ("k-from-zero", PlaceForK),
    ("numerals-first", NumeralsFirst),
    ("upper-case-digits", UpperDigits),
    ("high-digit-first", HighDigitFirst),
    ("rounds-of-length", RoundsOfLength),
    ("code-points-from-zero", FromZero),
    ("end-not-counted", EndNotCounted),
    ("lower-not-counted", LowerNotCounted),
    ("round-not-finished", RoundNotFinished),
    ("delta-not-reset", NeverReset),
    ("bias-never-adapts", NeverAdapts),
    ("bias-adapt-first", AdaptsFirst),
    ("damps-always", DampsAlways),
    ("damps-never", DampsNever),
    ("adapts-to-old-length", OldLength),
    ("stays-on-character", StaysOnCharacter),
    ("upper-case-refused", RefusesUpper),
    ("delimiter-first-not-last", FirstDelimiter),
    ("leading-delimiter-ok", DelimiterInFront),
    ("not-ascii-ok", NoAsciiCheck),
    ("truncated-ok", EndsAnywhere),
    ("at-counts-digits", CountsFromDelimiter),
    ("surrogate-ok", Replaces),
    ("not-character-is-overflow", BadIsOverflow),
    ("no-overflow-check", NeverOverflows),
    ("no-overflow-check", Wraps),
];

/// One number, and the character that it puts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) number: u64,
    /// With which its digits are written.
    pub(super) bias: u64,
    pub(super) digits: String,
    pub(super) character: char,
    /// Which character of the text then.
    pub(super) place: usize,
    /// The text then.
    pub(super) text: String,
}

impl Habit {
    /// Writes a label in this way.
    pub(super) fn write(self, label: &str) -> Result<String, PunycodeError> {
        let mut ascii: String = label.chars().filter(char::is_ascii).collect();
        if self == LowersAscii {
            ascii.make_ascii_lowercase();
        }
        let is_left_out =
            ascii.is_empty() && self != AlwaysDelimiter || self == NoDelimiter && label.is_ascii();
        if !is_left_out {
            ascii.push('-');
        }
        for step in self.steps(label)? {
            ascii += &step.digits;
        }
        Ok(ascii)
    }

    /// The numbers of a label.
    pub(super) fn steps(self, label: &str) -> Result<Vec<Step>, PunycodeError> {
        let all: Vec<(char, usize)> = label.chars().zip(0..).collect();
        let mut order: Vec<(char, usize)> =
            all.iter().copied().filter(|(character, _)| !character.is_ascii()).collect();
        order.sort_unstable();

        let mut steps: Vec<Step> = vec![];
        let mut bias = 72;
        let mut sum = 0;
        for next in order {
            let known: Vec<char> = all.iter().filter(|one| **one < next).map(|one| one.0).collect();
            let place = all.iter().filter(|one| one.1 < next.1 && **one < next).count();
            let mut delta = self.distance(steps.last(), next.0, place, known.len());
            if self == NeverReset {
                sum += delta;
                delta = sum;
            }
            let number = self.fits(u64::try_from(delta).unwrap_or(u64::MAX))?;
            let adapted = self.adapt(number, known.len() + 1, steps.is_empty());
            let used = if self == AdaptsFirst { adapted } else { bias };
            let digits = self.digits(number, used);
            bias = if self == NeverAdapts { bias } else { adapted };
            let mut text = known;
            text.insert(place, next.0);
            let text = text.into_iter().collect();
            steps.push(Step { number, bias: used, digits, character: next.0, place, text });
        }
        Ok(steps)
    }

    /// How many steps it is from behind the last character that was put in to this one, in a text of so many.
    fn distance(self, last: Option<&Step>, next: char, place: usize, known: usize) -> u128 {
        let (known, mut place) = (known as u128, place as u128);
        let places = if self == RoundsOfLength { known } else { known + 1 };
        let from = |n: u32| u128::from(u32::from(next) - n);
        if self == LowerNotCounted {
            place = 0;
        }
        match last {
            None => from(if self == FromZero { 0 } else { 0x80 }) * places + place,
            Some(last) if last.character == next && self == LowerNotCounted => 0,
            Some(last) if last.character == next => place - (last.place as u128 + 1),
            Some(last) => {
                let rounds = from(u32::from(last.character) + 1);
                let behind = if self == LowerNotCounted { 0 } else { known - 1 - last.place as u128 };
                match self {
                    EndNotCounted => behind + rounds * places + place,
                    RoundNotFinished => behind + (rounds + 1) * places + place,
                    _ => behind + 1 + rounds * places + place,
                }
            }
        }
    }

    /// RFC 3492, section 6.1.
    fn adapt(self, delta: u64, characters: usize, is_first: bool) -> u64 {
        let characters = if self == OldLength { (characters - 1).max(1) } else { characters } as u64;
        let damps = is_first && self != DampsNever || self == DampsAlways;
        let delta = delta / if damps { 700 } else { 2 };
        let mut delta = delta + delta / characters;
        let mut divisions = 0;
        while delta > 455 {
            delta /= 35;
            divisions += 1;
        }
        36 * divisions + 36 * delta / (delta + 38)
    }

    fn threshold(self, place: u64, bias: u64) -> u64 {
        let k = 36 * if self == PlaceForK { place } else { place + 1 };
        k.saturating_sub(bias).clamp(1, 26)
    }

    fn digits(self, mut number: u64, bias: u64) -> String {
        let mut values = vec![];
        for place in 0.. {
            let threshold = self.threshold(place, bias);
            if number < threshold {
                break;
            }
            values.push(threshold + (number - threshold) % (36 - threshold));
            number = (number - threshold) / (36 - threshold);
        }
        values.push(number);
        if self == HighDigitFirst {
            values.reverse();
        }
        let alphabet = match self {
            NumeralsFirst => b"0123456789abcdefghijklmnopqrstuvwxyz",
            UpperDigits => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
            _ => b"abcdefghijklmnopqrstuvwxyz0123456789",
        };
        values.into_iter().map(|value| char::from(alphabet[value as usize])).collect()
    }

    /// Reads a label in this way.
    pub(super) fn read(self, text: &str) -> Result<String, PunycodeError> {
        self.walk(text).1
    }

    /// What stands in front of the numbers, and where they begin.
    pub(super) fn front(self, text: &str) -> (&str, usize) {
        let delimiter = if self == FirstDelimiter { text.find('-') } else { text.rfind('-') };
        match delimiter {
            Some(at) if at > 0 || self == DelimiterInFront => (&text[..at], at + 1),
            _ => ("", 0),
        }
    }

    /// The numbers of a text as far as they can be read, and what comes of them.
    pub(super) fn walk(self, text: &str) -> (Vec<Step>, Result<String, PunycodeError>) {
        let mut steps = vec![];
        if let (Some(at), true) = (text.bytes().position(|byte| !byte.is_ascii()), self != NoAsciiCheck) {
            return (steps, Err(NotAscii { at }));
        }
        let (front, start) = self.front(text);
        let mut label: Vec<char> = front.chars().collect();
        if self == LowersFront {
            label.iter_mut().for_each(|letter| letter.make_ascii_lowercase());
        }
        let mut digits = Digits { habit: self, bytes: text.as_bytes(), start, at: start };
        let (mut bias, mut n, mut place) = (72, if self == FromZero { 0 } else { 0x80 }, 0);
        while digits.at < digits.bytes.len() {
            let begin = digits.at;
            match self.put_in(&mut digits, &mut label, bias, n, place) {
                Ok(step) => {
                    let adapted = self.adapt(step.number, label.len(), steps.is_empty());
                    bias = if self == NeverAdapts { bias } else { adapted };
                    n = u32::from(step.character).into();
                    place = step.place as u64 + u64::from(self != StaysOnCharacter);
                    steps.push(Step { digits: text[begin..digits.at].to_owned(), ..step });
                }
                Err(error) => return (steps, Err(error)),
            }
        }
        (steps, Ok(label.into_iter().collect()))
    }

    fn put_in(
        self,
        digits: &mut Digits<'_>,
        label: &mut Vec<char>,
        bias: u64,
        n: u64,
        place: u64,
    ) -> Result<Step, PunycodeError> {
        let far = digits.number(place, bias)?;
        let places = label.len() as u64 + u64::from(self != RoundsOfLength);
        let n = self.fits(n + far / places.max(1))?;
        let at = (far % places.max(1)) as usize;
        let character = match char::from_u32(n as u32) {
            Some(character) => character,
            None if self == Replaces => char::REPLACEMENT_CHARACTER,
            None if self == BadIsOverflow => return Err(Overflow),
            None => return Err(NotCharacter { code_point: n as u32 }),
        };
        label.insert(at, character);
        let text = label.iter().collect();
        let number = far.wrapping_sub(place);
        Ok(Step { number, bias, digits: String::new(), character, place: at, text })
    }

    /// A number that must fit 32 bits.
    fn fits(self, number: u64) -> Result<u64, PunycodeError> {
        match self {
            NeverOverflows => Ok(number),
            Wraps => Ok(number & 0xffff_ffff),
            _ if number > u64::from(u32::MAX) => Err(Overflow),
            _ => Ok(number),
        }
    }
}

/// The digits of a text, read one after the other.
struct Digits<'a> {
    habit: Habit,
    bytes: &'a [u8],
    start: usize,
    at: usize,
}

impl Digits<'_> {
    fn number(&mut self, start: u64, bias: u64) -> Result<u64, PunycodeError> {
        let (mut number, mut weight) = (start, 1_u64);
        for place in 0.. {
            if self.at == self.bytes.len() && place > 0 && self.habit == EndsAnywhere {
                break;
            }
            let digit = self.digit()?;
            number = self.habit.fits(number.wrapping_add(digit.wrapping_mul(weight)))?;
            let threshold = self.habit.threshold(place, bias);
            if digit < threshold {
                break;
            }
            weight = self.habit.fits(weight.wrapping_mul(36 - threshold))?;
        }
        Ok(number)
    }

    fn digit(&mut self) -> Result<u64, PunycodeError> {
        let byte = *self.bytes.get(self.at).ok_or(Truncated)?;
        let at = if self.habit == CountsFromDelimiter { self.at - self.start } else { self.at };
        let letters = if self.habit == NumeralsFirst { 10 } else { 0 };
        let value = match byte {
            b'A'..=b'Z' if self.habit == RefusesUpper => return Err(NotDigit { at }),
            b'a'..=b'z' => byte - b'a' + letters,
            b'A'..=b'Z' => byte - b'A' + letters,
            b'0'..=b'9' if self.habit == NumeralsFirst => byte - b'0',
            b'0'..=b'9' => byte - b'0' + 26,
            _ => return Err(NotDigit { at }),
        };
        self.at += 1;
        Ok(value.into())
    }
}
