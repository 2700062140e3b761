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

use given::addresses::PunycodeError;

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
    todo!()
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
    todo!()
}
