//! `punycode` against the samples of RFC 3492 and the crate `idna`.

use addresses::punycode::{to_ascii, to_unicode};
use corpus::punycode::SAMPLES;
use given::addresses::PunycodeError::{self, NotAscii, NotCharacter, NotDigit, Overflow, Truncated};
use proptest::prelude::*;

#[test]
fn every_sample_is_read_and_written() {
    for (name, label, ascii) in SAMPLES {
        assert_eq!(to_unicode(ascii).as_deref(), Ok(label), "{name}");
        // One sample has a digit in upper case, where its author had marked an upper-case letter (appendix
        // A).
        let ascii = if name == "Russian (Cyrillic)" { ascii.to_lowercase() } else { ascii.to_owned() };
        assert_eq!(to_ascii(label), Ok(ascii), "{name}");
    }
}

#[test]
fn the_delimiter_is_the_last_hyphen() {
    let labels =
        [("", ""), ("a", "a-"), ("-", "--"), ("--", "---"), ("a-b", "a-b-"), ("ü", "tda"), ("-ü", "--eha")];
    for (label, ascii) in labels {
        assert_eq!(to_ascii(label).as_deref(), Ok(ascii));
        assert_eq!(to_unicode(ascii).as_deref(), Ok(label));
    }
}

#[test]
fn digits_have_no_case_and_ascii_keeps_its_own() {
    assert_eq!(to_unicode("TDA").as_deref(), Ok("ü"));
    assert_eq!(to_unicode("tDa").as_deref(), Ok("ü"));
    assert_eq!(to_unicode("BcheR-KvA").as_deref(), Ok("BücheR"));
    assert_eq!(to_ascii("BücheR").as_deref(), Ok("BcheR-kva"));
}

/// The first and the last code point of all that can be a character.
#[test]
fn code_points_at_the_edges_survive() {
    for label in ["\u{80}", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10000}", "\u{10ffff}", "\u{80}\u{10ffff}"]
    {
        let ascii = to_ascii(label).expect("so few characters have small numbers");
        assert_eq!(to_unicode(&ascii).as_deref(), Ok(label));
    }
    assert_eq!(to_unicode("a").as_deref(), Ok("\u{80}"));
    assert_eq!(to_unicode("dn32g").as_deref(), Ok("\u{10ffff}"));
}

#[test]
fn every_mistake_has_its_error() {
    let mistakes: &[(&str, PunycodeError)] = &[
        ("ü", NotAscii { at: 0 }),
        ("bücher-kva", NotAscii { at: 1 }),
        ("bcher-kü", NotAscii { at: 7 }),
        ("a_ü", NotAscii { at: 2 }),
        ("-", NotDigit { at: 0 }),
        ("-kva", NotDigit { at: 0 }),
        (" ", NotDigit { at: 0 }),
        ("a.b", NotDigit { at: 1 }),
        ("bcher-k_a", NotDigit { at: 7 }),
        ("bcher-kva ", NotDigit { at: 9 }),
        ("b", Truncated),
        ("bcher-k", Truncated),
        ("bcher-kva9", Truncated),
        // The procedure meets the end, or the wrong digit, before the number is too large, or after it.
        ("999", Truncated),
        ("999!", NotDigit { at: 3 }),
        ("99999999", Overflow),
        ("99999999!", Overflow),
        // The number itself is 2 to the 32.
        ("l0902716a", Overflow),
        // The number fits, and the code point, which is the number and U+0080, does not.
        ("k0902716a", Overflow),
        ("xw902716a", Overflow),
        // One less fits.
        ("ww902716a", NotCharacter { code_point: u32::MAX }),
        ("ib9b", NotCharacter { code_point: 0xd800 }),
        ("a-rc4g", NotCharacter { code_point: 0xd800 }),
        ("zy0c", NotCharacter { code_point: 0xdfff }),
        ("en32g", NotCharacter { code_point: 0x11_0000 }),
    ];
    for (ascii, error) in mistakes {
        assert_eq!(to_unicode(ascii), Err(*error), "{ascii:?}");
        assert_eq!(idna::punycode::decode_to_string(ascii), None, "{ascii:?}");
    }
}

/// 32 bits hold (0x10ffff - 0x80) * 3855, but not * 3856.
#[test]
fn a_label_of_thousands_of_characters_overflows() {
    let label = |letters| format!("{}\u{10ffff}", "a".repeat(letters));
    assert!(to_ascii(&label(3854)).is_ok());
    assert_eq!(to_ascii(&label(3855)), Err(Overflow));
    assert_eq!(idna::punycode::encode_str(&label(3855)), None);
}

/// Characters of several scripts, often close to one another.
fn labels() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        3 => prop::char::range('a', 'z'),
        1 => prop::sample::select(vec!['-', 'Z', '0', '9', ' ', '\0', '\u{7f}', '\u{80}', '\u{10ffff}']),
        3 => prop::char::range('\u{e0}', '\u{ff}'),
        2 => prop::char::range('\u{3041}', '\u{3096}'),
        2 => prop::char::range('\u{4e00}', '\u{9fff}'),
        1 => any::<char>(),
    ];
    prop::collection::vec(character, 0..64).prop_map(String::from_iter)
}

/// Punycode with something put in, taken out, or replaced; and rows of digits.
fn nearly_punycode() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec!["", "-", "a", "9", "0", "Z", "_", "ü", "99999", "--"]);
    let edited = (labels(), any::<prop::sample::Index>(), 0_usize..3, piece).prop_map(
        |(label, at, removed, piece)| {
            let mut text = to_ascii(&label).expect("so few characters have small numbers");
            let at = at.index(text.len() + 1);
            let end = (at + removed).min(text.len());
            text.replace_range(at..end, piece);
            text
        },
    );
    prop_oneof![edited, "[a-z]{0,4}-?[a-zA-Z0-9]{0,12}", "[a-c]{0,30}"]
}

proptest! {
    #[test]
    fn every_label_survives(label in prop_oneof![labels(), any::<String>()]) {
        let ascii = to_ascii(&label);
        prop_assert!(ascii.as_ref().is_ok_and(|ascii| ascii.is_ascii()), "{:?}", ascii);
        prop_assert_eq!(ascii.and_then(|ascii| to_unicode(&ascii)), Ok(label));
    }

    #[test]
    fn no_two_texts_mean_the_same_label(ascii in nearly_punycode()) {
        if let Ok(label) = to_unicode(&ascii) {
            let again = to_ascii(&label).expect("what was read has small numbers");
            prop_assert!(again.eq_ignore_ascii_case(&ascii), "{} {}", ascii, again);
        }
    }

    #[test]
    fn no_text_panics(ascii in prop_oneof![any::<String>(), "[ -~]{0,40}"]) {
        let _ = to_unicode(&ascii);
    }

    #[test]
    fn idna_writes_the_same(label in prop_oneof![labels(), any::<String>()]) {
        prop_assert_eq!(to_ascii(&label).ok(), idna::punycode::encode_str(&label));
    }

    #[test]
    fn idna_reads_the_same(ascii in prop_oneof![nearly_punycode(), "[ -~]{0,12}", any::<String>()]) {
        prop_assert_eq!(to_unicode(&ascii).ok(), idna::punycode::decode_to_string(&ascii));
    }
}
