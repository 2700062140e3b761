//! Punycode: a label in any script, spelled in ASCII (RFC 3492).
//!
//! The names of machines were made of the letters `a` to `z`, digits and hyphens. `london` could be asked for
//! from the start, and `東京` could not. It was too late to change every program in between. So since 2003 a
//! label in another script is rewritten into what the old programs let pass.
//!
//! What is ASCII comes first, as it is, and then a delimiter, `-`. All else is left out, and the reader puts
//! it back in. The reader walks: through all the places of the text so far, from in front of it to behind it,
//! once for each code point from U+0080 on. The numbers behind the delimiter say how many steps to walk
//! before each character that is put in.
//!
//! ```text
//! bücher  ->  bcher-kva         b c h e r   and one number, "kva"
//!
//! U+0080                       0 1 2 3 4 5      the six places: 6 steps
//! U+0081                       0 1 2 3 4 5      6 steps more
//! ...                                           124 rounds: 744 steps
//! U+00FC, which is ü           0 1              and one, to the place behind b
//!
//! "kva" is 745:   k = 10    v = 21, worth 35 each    a = 0, the last digit
//! ```
//!
//! After each character the walk goes on from there, one place further. So a text that stays within one
//! alphabet has small numbers. How many digits a number takes depends on the numbers before it, and nothing
//! stands between two numbers (RFC 3492 §3.3 and §3.4).
//!
//! The parameters are those of RFC 3492 §5, and all numbers have 32 bits:
//!
//! ```text
//! base 36     tmin 1     tmax 26     skew 38     damp 700     initial_bias 72     initial_n 0x80
//!
//! digits      a to z are 0 to 25, in either case, and 0 to 9 are 26 to 35
//! ```
//!
//! Left out: the `xn--` in front, which says that a label is Punycode, and everything that comes before:
//! which characters a name may have, and which of them count as the same (`Bücher` is looked up as `bücher`).
//! Left out, too, is a limit. The work grows with the square of the length, so whoever takes labels from
//! strangers lets none of more than 63 bytes come here, which is the longest that can be in a name (RFC 1035
//! §2.3.4).

use std::collections::BTreeSet;

use given::addresses::PunycodeError;

// RFC 3492 §5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;
const DELIMITER: char = '-';

/// Writes a label in Punycode, as RFC 3492 §6.3 says: the ASCII characters, a delimiter if there are any of
/// those, and the numbers.
///
/// The ASCII characters stay as they are, in upper or lower case, also those that no name may have. A label
/// that is ASCII alone gets a delimiter at its end. The digits of the numbers are in lower case.
///
/// # Errors
///
/// [`PunycodeError::Overflow`] if a number does not fit 32 bits. Only a label of thousands of characters has
/// such numbers.
///
/// # Examples
///
/// ```
/// use addresses::punycode::to_ascii;
///
/// assert_eq!(to_ascii("bücher"), Ok("bcher-kva".into()));
/// assert_eq!(to_ascii("東京"), Ok("1lqs71d".into()));
/// assert_eq!(to_ascii("München-Ost"), Ok("Mnchen-Ost-9db".into()));
/// assert_eq!(to_ascii("London"), Ok("London-".into()));
/// assert_eq!(to_ascii(""), Ok("".into()));
/// ```
pub fn to_ascii(label: &str) -> Result<String, PunycodeError> {
    let mut ascii: String = label.chars().filter(char::is_ascii).collect();
    // How many characters the reader has so far.
    let mut known = count(ascii.len())?;
    if known > 0 {
        ascii.push(DELIMITER);
    }

    let mut bias = Bias::new();
    // Where the reader is: at this code point, and `delta` steps away from the last character it put in.
    let (mut n, mut delta) = (INITIAL_N, 0_u32);
    // The reader meets the code points in their order. A `BTreeSet` is sorted, and has each once.
    let missing: BTreeSet<char> = label.chars().filter(|character| !character.is_ascii()).collect();
    for next in missing {
        // As many rounds as there are code points in between. Each goes to all places: one more than
        // characters.
        let rounds = u32::from(next) - n;
        delta = sum(delta, rounds, known + 1)?;
        n = u32::from(next);
        for character in label.chars() {
            // The reader has the lower ones already, and has to walk past them.
            if character < next {
                delta = sum(delta, 1, 1)?;
            }
            if character == next {
                push_number(&mut ascii, delta, &bias);
                known += 1;
                bias.adapt(delta, known);
                delta = 0;
            }
        }
        // The reader walks past the end of the text, to the first place of the next code point.
        delta += 1;
        n += 1;
    }
    Ok(ascii)
}

/// Reads a label from Punycode, as RFC 3492 §6.2 says: what is in front of the last delimiter, and the
/// characters that the numbers behind it put in.
///
/// A delimiter that has nothing in front of it is none, but a wrong digit. A text without a delimiter is
/// numbers alone. Digits are read in upper and in lower case. What is in front of the delimiter stays as it
/// is.
///
/// No two texts mean the same label, unless they differ in the case of their digits alone.
///
/// # Errors
///
/// [`PunycodeError::NotAscii`] with the first byte that is not ASCII, wherever it is. In all other texts,
/// what the procedure of §6.2 meets first decides:
///
/// - [`PunycodeError::Truncated`]: it needs another digit, and the text is at its end;
/// - [`PunycodeError::NotDigit`]: it needs a digit, and this byte is none;
/// - [`PunycodeError::Overflow`]: one of its numbers does not fit 32 bits, where it says "fail on overflow";
/// - [`PunycodeError::NotCharacter`]: the code point to put in, `n`, is above U+10FFFF, or is one of U+D800
///   to U+DFFF. Those are the surrogates. UTF-16 uses them in pairs, and they are not characters.
///
/// # Examples
///
/// ```
/// use addresses::punycode::to_unicode;
/// use given::addresses::PunycodeError;
///
/// assert_eq!(to_unicode("bcher-kva"), Ok("bücher".into()));
/// assert_eq!(to_unicode("BCHER-KVA"), Ok("BüCHER".into()));
/// assert_eq!(to_unicode("London-"), Ok("London".into()));
///
/// assert_eq!(to_unicode("bücher"), Err(PunycodeError::NotAscii { at: 1 }));
/// assert_eq!(to_unicode("bcher-k_a"), Err(PunycodeError::NotDigit { at: 7 }));
/// assert_eq!(to_unicode("-kva"), Err(PunycodeError::NotDigit { at: 0 }));
/// assert_eq!(to_unicode("bcher-kv"), Err(PunycodeError::Truncated));
/// assert_eq!(to_unicode("99999999"), Err(PunycodeError::Overflow));
/// assert_eq!(to_unicode("ib9b"), Err(PunycodeError::NotCharacter { code_point: 0xd800 }));
/// assert_eq!(to_unicode("en32g"), Err(PunycodeError::NotCharacter { code_point: 0x110000 }));
/// ```
pub fn to_unicode(ascii: &str) -> Result<String, PunycodeError> {
    if let Some(at) = ascii.bytes().position(|byte| !byte.is_ascii()) {
        return Err(PunycodeError::NotAscii { at });
    }
    // The last delimiter: the label may have hyphens of its own, the digits never have.
    let (known, start) = match ascii.rfind(DELIMITER) {
        None | Some(0) => ("", 0),
        Some(at) => (&ascii[..at], at + 1),
    };
    let mut label: Vec<char> = known.chars().collect();
    let mut digits = Digits { bytes: ascii.as_bytes(), at: start };

    let mut bias = Bias::new();
    // Where the walk is: at this code point, and this place in the label.
    let (mut n, mut place) = (INITIAL_N, 0_u32);
    while !digits.is_at_end() {
        let from = place;
        let steps = digits.number(from, &bias)?;
        let places = count(label.len() + 1)?;
        bias.adapt(steps - from, places);
        // So many steps from the first place. Each full round is one code point further.
        n = sum(n, steps / places, 1)?;
        place = steps % places;
        let character = char::from_u32(n).ok_or(PunycodeError::NotCharacter { code_point: n })?;
        label.insert(place as usize, character);
        place += 1;
    }
    Ok(label.into_iter().collect())
}

/// `start + factor * weight`, if that fits 32 bits.
fn sum(start: u32, factor: u32, weight: u32) -> Result<u32, PunycodeError> {
    let product = factor.checked_mul(weight);
    product.and_then(|product| start.checked_add(product)).ok_or(PunycodeError::Overflow)
}

/// So many characters, as a number of 32 bits.
fn count(characters: usize) -> Result<u32, PunycodeError> {
    u32::try_from(characters).map_err(|_| PunycodeError::Overflow)
}

/// How large the next number is likely to be, by those before it (RFC 3492 §3.4).
struct Bias {
    /// The bias itself.
    value: u32,
    /// Was there no number yet? The first one leads from U+0080 to the alphabet of the label, and is much
    /// larger than those that follow.
    is_first: bool,
}

impl Bias {
    fn new() -> Self {
        Bias { value: INITIAL_BIAS, is_first: true }
    }

    /// From which value on a digit says that another one follows. The digits of a number have their places,
    /// from the least significant: 0, 1, 2 and so on.
    fn threshold(&self, place: u32) -> u32 {
        // RFC 3492 writes `k` for base * (place + 1). "Saturating" stays 0 where the bias is more.
        (BASE * (place + 1)).saturating_sub(self.value).clamp(T_MIN, T_MAX)
    }

    /// Learns from a number, after which the label has so many characters (RFC 3492 §6.1).
    fn adapt(&mut self, delta: u32, characters: u32) {
        let mut delta = delta / if self.is_first { DAMP } else { 2 };
        // The next walk goes through a longer text.
        delta += delta / characters;
        let mut k = 0;
        while delta > (BASE - T_MIN) * T_MAX / 2 {
            delta /= BASE - T_MIN;
            k += BASE;
        }
        self.value = k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
        self.is_first = false;
    }
}

/// Writes a number, the least significant digit first (RFC 3492 §3.3).
///
/// In decimal each digit can be followed by another, and only a space tells where a number ends. Here a digit
/// below the threshold of its place is the last one, and all others are not. So of the 36 digits only those
/// from the threshold on are left to count with, and the next place is worth so many times this one.
fn push_number(ascii: &mut String, number: u32, bias: &Bias) {
    let mut rest = number;
    for place in 0.. {
        let threshold = bias.threshold(place);
        if rest < threshold {
            break;
        }
        rest -= threshold;
        ascii.push(digit(threshold + rest % (BASE - threshold)));
        rest /= BASE - threshold;
    }
    ascii.push(digit(rest));
}

/// The digit of this value, which is below 36.
fn digit(value: u32) -> char {
    let digit = match value as u8 {
        letter @ 0..26 => b'a' + letter,
        number => b'0' + (number - 26),
    };
    char::from(digit)
}

/// The value of a digit.
fn value(digit: u8) -> Option<u32> {
    let value = match digit {
        b'a'..=b'z' => digit - b'a',
        b'A'..=b'Z' => digit - b'A',
        b'0'..=b'9' => digit - b'0' + 26,
        _ => return None,
    };
    Some(u32::from(value))
}

/// Reads numbers from the end of a label.
struct Digits<'a> {
    /// The whole label: errors count from its start.
    bytes: &'a [u8],
    /// The next digit.
    at: usize,
}

impl Digits<'_> {
    fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Reads the next number, and adds it to this one.
    fn number(&mut self, start: u32, bias: &Bias) -> Result<u32, PunycodeError> {
        let (mut number, mut weight) = (start, 1_u32);
        for place in 0.. {
            let digit = self.digit()?;
            number = sum(number, digit, weight)?;
            let threshold = bias.threshold(place);
            if digit < threshold {
                break;
            }
            weight = sum(0, weight, BASE - threshold)?;
        }
        Ok(number)
    }

    fn digit(&mut self) -> Result<u32, PunycodeError> {
        let byte = *self.bytes.get(self.at).ok_or(PunycodeError::Truncated)?;
        let value = value(byte).ok_or(PunycodeError::NotDigit { at: self.at })?;
        self.at += 1;
        Ok(value)
    }
}
