//! `punycode` against the samples of RFC 3492 and the crate `idna`.

use addresses::punycode::{to_ascii, to_unicode};
use given::addresses::PunycodeError::{self, NotAscii, NotCharacter, NotDigit, Overflow, Truncated};
use proptest::prelude::*;

/// RFC 3492 §7.1, (A) to (S): the name of the sample, the label, and its Punycode.
const SAMPLES: [(&str, &str, &str); 19] = [
    (
        "Arabic (Egyptian)",
        "\u{0644}\u{064A}\u{0647}\u{0645}\u{0627}\u{0628}\u{062A}\u{0643}\u{0644}\u{0645}\u{0648}\u{0634}\
         \u{0639}\u{0631}\u{0628}\u{064A}\u{061F}",
        "egbpdaj6bu4bxfgehfvwxn",
    ),
    (
        "Chinese (simplified)",
        "\u{4ED6}\u{4EEC}\u{4E3A}\u{4EC0}\u{4E48}\u{4E0D}\u{8BF4}\u{4E2D}\u{6587}",
        "ihqwcrb4cv8a8dqg056pqjye",
    ),
    (
        "Chinese (traditional)",
        "\u{4ED6}\u{5011}\u{7232}\u{4EC0}\u{9EBD}\u{4E0D}\u{8AAA}\u{4E2D}\u{6587}",
        "ihqwctvzc91f659drss3x8bo0yb",
    ),
    ("Czech", "Pro\u{010D}prost\u{011B}nemluv\u{00ED}\u{010D}esky", "Proprostnemluvesky-uyb24dma41a"),
    (
        "Hebrew",
        "\u{05DC}\u{05DE}\u{05D4}\u{05D4}\u{05DD}\u{05E4}\u{05E9}\u{05D5}\u{05D8}\u{05DC}\u{05D0}\u{05DE}\
         \u{05D3}\u{05D1}\u{05E8}\u{05D9}\u{05DD}\u{05E2}\u{05D1}\u{05E8}\u{05D9}\u{05EA}",
        "4dbcagdahymbxekheh6e0a7fei0b",
    ),
    (
        "Hindi (Devanagari)",
        "\u{092F}\u{0939}\u{0932}\u{094B}\u{0917}\u{0939}\u{093F}\u{0928}\u{094D}\u{0926}\u{0940}\u{0915}\
         \u{094D}\u{092F}\u{094B}\u{0902}\u{0928}\u{0939}\u{0940}\u{0902}\u{092C}\u{094B}\u{0932}\u{0938}\
         \u{0915}\u{0924}\u{0947}\u{0939}\u{0948}\u{0902}",
        "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd",
    ),
    (
        "Japanese (kanji and hiragana)",
        "\u{306A}\u{305C}\u{307F}\u{3093}\u{306A}\u{65E5}\u{672C}\u{8A9E}\u{3092}\u{8A71}\u{3057}\u{3066}\
         \u{304F}\u{308C}\u{306A}\u{3044}\u{306E}\u{304B}",
        "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
    ),
    (
        "Korean (Hangul syllables)",
        "\u{C138}\u{ACC4}\u{C758}\u{BAA8}\u{B4E0}\u{C0AC}\u{B78C}\u{B4E4}\u{C774}\u{D55C}\u{AD6D}\u{C5B4}\
         \u{B97C}\u{C774}\u{D574}\u{D55C}\u{B2E4}\u{BA74}\u{C5BC}\u{B9C8}\u{B098}\u{C88B}\u{C744}\u{AE4C}",
        "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
    ),
    (
        "Russian (Cyrillic)",
        "\u{043F}\u{043E}\u{0447}\u{0435}\u{043C}\u{0443}\u{0436}\u{0435}\u{043E}\u{043D}\u{0438}\u{043D}\
         \u{0435}\u{0433}\u{043E}\u{0432}\u{043E}\u{0440}\u{044F}\u{0442}\u{043F}\u{043E}\u{0440}\u{0443}\
         \u{0441}\u{0441}\u{043A}\u{0438}",
        "b1abfaaepdrnnbgefbaDotcwatmq2g4l",
    ),
    (
        "Spanish",
        "Porqu\u{00E9}nopuedensimplementehablarenEspa\u{00F1}ol",
        "PorqunopuedensimplementehablarenEspaol-fmd56a",
    ),
    (
        "Vietnamese",
        "T\u{1EA1}isaoh\u{1ECD}kh\u{00F4}ngth\u{1EC3}ch\u{1EC9}n\u{00F3}iti\u{1EBF}ngVi\u{1EC7}t",
        "TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g",
    ),
    (
        "3<nen>B<gumi><kinpachi><sensei>",
        "3\u{5E74}B\u{7D44}\u{91D1}\u{516B}\u{5148}\u{751F}",
        "3B-ww4c5e180e575a65lsy2b",
    ),
    (
        "<amuro><namie>-with-SUPER-MONKEYS",
        "\u{5B89}\u{5BA4}\u{5948}\u{7F8E}\u{6075}-with-SUPER-MONKEYS",
        "-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n",
    ),
    (
        "Hello-Another-Way-<sorezore><no><basho>",
        "Hello-Another-Way-\u{305D}\u{308C}\u{305E}\u{308C}\u{306E}\u{5834}\u{6240}",
        "Hello-Another-Way--fc4qua05auwb3674vfr0b",
    ),
    (
        "<hitotsu><yane><no><shita>2",
        "\u{3072}\u{3068}\u{3064}\u{5C4B}\u{6839}\u{306E}\u{4E0B}2",
        "2-u9tlzr9756bt3uc0v",
    ),
    (
        "Maji<de>Koi<suru>5<byou><mae>",
        "Maji\u{3067}Koi\u{3059}\u{308B}5\u{79D2}\u{524D}",
        "MajiKoi5-783gue6qz075azm5e",
    ),
    ("<pafii>de<runba>", "\u{30D1}\u{30D5}\u{30A3}\u{30FC}de\u{30EB}\u{30F3}\u{30D0}", "de-jg4avhby1noc0d"),
    ("<sono><supiido><de>", "\u{305D}\u{306E}\u{30B9}\u{30D4}\u{30FC}\u{30C9}\u{3067}", "d9juau41awczczp"),
    ("-> $1.00 <-", "-> $1.00 <-", "-> $1.00 <--"),
];

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
