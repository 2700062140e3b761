//! addresses/dotted: one address, four spellings.

use std::net::Ipv4Addr;

use given::addresses::AddrError;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::{Index, select};

use super::{fewer, number};
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::{Dump, Table};
use crate::sanitise;
use crate::script::{Script, call};
use crate::spell::{Hex, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dotted",
    title: "one address, four spellings",
    track: Track::First,
    level: Level::Beginner,
    minutes: 45,
    needs: &[],
    rust: &[],
    hints: [
        "Begin with the functions that write: take the number apart into four bytes, as in hello/name_machine, and write each byte. Reading comes last: cut the text at its dots, and ask yourself what could be wrong with one piece.",
        "`format!` can write a byte in binary, `{byte:b}`, and a number in hexadecimal, `{number:X}`; a width with a zero in front, as in `{byte:08b}`, fills up with zeros. To read: `text.split('.')` gives the pieces, also empty ones. `\"+1\".parse::<u8>()` is `Ok(1)`, so look at the characters before you parse.",
        "Collect the pieces of `split('.')`; if there are not 4, that is `Count`. For each, with its number from 1: empty, or not all `is_ascii_digit`, is `NotDigit`; longer than 1 and `starts_with('0')` is `LeadingZero`; what `parse::<u8>()` then still refuses is `TooBig`. Shift the address 8 bits to the left, and put the octet in.",
    ],
    compare: "Look at the order of the questions in our `parse_octet`: after the first two, only one thing can still be wrong, so `parse` can do the rest.",
    checks: &[
        Check {
            name: "writes_dotted",
            title: "the number 0xC0A80101 is written 192.168.1.1, and any other like that",
            points: 2,
            rule: "RFC 791, appendix B: the octet that is sent first is the most significant one, and it is written first",
            book: "four-octets",
            after: &[],
            mistakes: &[WRITTEN_BACKWARDS, PADS_OCTETS],
            run: writes_dotted,
        },
        Check {
            name: "binary_reads_back",
            title: "the binary digits, read back, are the number",
            points: 1,
            rule: "RFC 791, section 2.3: an address is 32 bits, and the zeros among them count",
            book: "binary",
            after: &[],
            mistakes: &[UNPADDED_BITS],
            run: binary_reads_back,
        },
        Check {
            name: "hex_reads_back",
            title: "the hexadecimal digits, read back, are the number",
            points: 1,
            rule: "RFC 791, section 2.3: an address is 32 bits; a hexadecimal digit stands for four of them",
            book: "hexadecimal",
            after: &[],
            mistakes: &[UNPADDED_HEX],
            run: hex_reads_back,
        },
        Check {
            name: "three_spellings",
            title: "twelve addresses are spelled exactly as the table says",
            points: 1,
            rule: "the docs of `binary` and `hex`: groups of eight digits with dots between them; `0x`, then upper case",
            book: "three-spellings",
            after: &["writes_dotted", "binary_reads_back", "hex_reads_back"],
            mistakes: &[LOWER_CASE_HEX, HEX_WITHOUT_PREFIX, BITS_WITHOUT_DOTS],
            run: three_spellings,
        },
        Check {
            name: "reads_dotted",
            title: "192.168.1.1 is read as the number 0xC0A80101",
            points: 1,
            rule: "RFC 791, appendix B: the octet that is sent first is the most significant one, and it is written first",
            book: "four-octets",
            after: &[],
            mistakes: &[OCTETS_REVERSED, SUM_NOT_SHIFT],
            run: reads_dotted,
        },
        Check {
            name: "every_number_survives",
            title: "any number, written and read again, is the same number",
            points: 2,
            rule: "RFC 791, section 2.3: an address is 32 bits, and each octet may be anything from 0 to 255",
            book: "four-octets",
            after: &["writes_dotted", "reads_dotted"],
            mistakes: &[REFUSES_255],
            run: every_number_survives,
        },
        Check {
            name: "parses_what_std_parses",
            title: "a text is an address exactly when the standard library says so",
            points: 3,
            rule: "RFC 6943, section 3.1.1: the strict form; RFC 3986, section 3.2.2: the grammar of IPv4address",
            book: "strict",
            after: &["reads_dotted"],
            mistakes: &[
                PLUS_SIGN_OK,
                LEADING_ZERO_OK,
                WRAPS_256,
                TRAILING_DOT,
                SPACES_OK,
                SHORT_FORM_OK,
                EXTRA_OCTETS_OK,
                EMPTY_IS_ZERO,
                OCTET_OVERFLOWS,
                UNWRAPS_BAD_TEXT,
            ],
            run: parses_what_std_parses,
        },
        Check {
            name: "errors_say_why",
            title: "the error says what is wrong, and with which octet",
            points: 2,
            rule: "the docs of `parse_v4`: the number of parts first, then the first wrong octet, then the list's order",
            book: "errors",
            after: &["reads_dotted", "parses_what_std_parses"],
            mistakes: &[
                COUNT_COMES_LAST,
                OCTETS_FROM_ZERO,
                LONG_IS_NOT_DIGIT,
                SIZE_BEFORE_ZERO,
                OTHER_SCRIPTS,
            ],
            run: errors_say_why,
        },
    ],
};

const WRITTEN_BACKWARDS: Mistake = Mistake {
    slug: "written-backwards",
    name: "the octets are written in the wrong order, the least significant first",
    ask: "Which of its four bytes does a number lose when you shift it 24 bits to the right, and which one stays?",
};

const PADS_OCTETS: Mistake = Mistake {
    slug: "pads-octets",
    name: "octets are filled up with zeros, and some readers take 010 for octal: 8",
    ask: "How would a program in C read the number 010?",
};

const UNPADDED_BITS: Mistake = Mistake {
    slug: "unpadded-bits",
    name: "the zeros in front of an octet's bits are missing, so nobody can tell which bit is which",
    ask: "How many binary digits has the octet 1, if an octet always has eight bits?",
};

const UNPADDED_HEX: Mistake = Mistake {
    slug: "unpadded-hex",
    name: "zeros in front of hexadecimal digits are missing",
    ask: "How many hexadecimal digits do 32 bits take, whatever they are?",
};

const LOWER_CASE_HEX: Mistake = Mistake {
    slug: "lower-case-hex",
    name: "the hexadecimal letters are lower case",
    ask: "`{:x}` and `{:X}` differ in one thing. Which?",
};

const HEX_WITHOUT_PREFIX: Mistake = Mistake {
    slug: "hex-without-0x",
    name: "`0x` is missing in front of the hexadecimal digits",
    ask: "What number is 10000000, if nobody says in which base it is written?",
};

const BITS_WITHOUT_DOTS: Mistake = Mistake {
    slug: "bits-without-dots",
    name: "the dots between the groups of bits are missing",
    ask: "Can you see at a glance where the third octet begins in your 32 digits?",
};

const OCTETS_REVERSED: Mistake = Mistake {
    slug: "octets-reversed",
    name: "the last octet is taken for the most significant one",
    ask: "Which octet of 192.168.1.1 should be worth the most, and how far must it be shifted?",
};

const SUM_NOT_SHIFT: Mistake = Mistake {
    slug: "sum-not-shift",
    name: "the octets are added up, as if their places did not count",
    ask: "Are 10.0.0.1 and 1.0.0.10 the same machine?",
};

const REFUSES_255: Mistake = Mistake {
    slug: "refuses-255",
    name: "the octet 255 is refused",
    ask: "What is the largest number that eight bits hold?",
};

const PLUS_SIGN_OK: Mistake = Mistake {
    slug: "plus-sign-ok",
    name: "a plus sign is let through",
    ask: "What does `\"+1\".parse::<u8>()` give?",
};

const LEADING_ZERO_OK: Mistake = Mistake {
    slug: "leading-zero-ok",
    name: "superfluous zeros in front are let through: one reader says ten, another says octal, eight",
    ask: "A guard that reads decimal lets 010.0.0.1 pass. Where does it go, if the machine behind reads octal?",
};

const WRAPS_256: Mistake = Mistake {
    slug: "wraps-256",
    name: "an octet over 255 is let through, and its high bits are lost or spill into the octet before",
    ask: "What does `as u8` do with 256, and what does `256 << 16` do to the octet before?",
};

const TRAILING_DOT: Mistake = Mistake {
    slug: "trailing-dot",
    name: "a dot behind the last octet is let through",
    ask: "How many pieces does `\"1.2.3.4.\".split('.')` give, and what is the last one?",
};

const SPACES_OK: Mistake = Mistake {
    slug: "spaces-ok",
    name: "spaces or line ends are let through",
    ask: "Does the text consist of the address alone? Who else might read it, and read it otherwise?",
};

const SHORT_FORM_OK: Mistake = Mistake {
    slug: "short-form-ok",
    name: "fewer than four octets are let through",
    ask: "Is 127.1 the address 127.0.0.1, or 127.1.0.0? Who decides?",
};

const EXTRA_OCTETS_OK: Mistake = Mistake {
    slug: "extra-octets-ok",
    name: "what follows on the fourth octet is not looked at",
    ask: "After the fourth octet, how do you know that nothing more comes?",
};

const EMPTY_IS_ZERO: Mistake = Mistake {
    slug: "empty-is-zero",
    name: "an octet without digits is taken for 0",
    ask: "Of an empty text, does \"all its characters are digits\" hold?",
};

const OCTET_OVERFLOWS: Mistake = Mistake {
    slug: "octet-overflows",
    name: "the digits are added up in a number that they don't fit, and Rust stops the program",
    ask: "A stranger may send a thousand digits. When do you notice that the octet is too big?",
};

const UNWRAPS_BAD_TEXT: Mistake = Mistake {
    slug: "unwraps-bad-text",
    name: "text that is no address makes it panic, where an error is asked for",
    ask: "Which call here can fail on a text that a stranger made up, and what do you do with its error?",
};

const COUNT_COMES_LAST: Mistake = Mistake {
    slug: "count-comes-last",
    name: "octets are looked at before it is known that there are four",
    ask: "Which question do the docs ask first: how many parts there are, or what is in them?",
};

const OCTETS_FROM_ZERO: Mistake = Mistake {
    slug: "octets-from-zero",
    name: "octets are counted from 0",
    ask: "`enumerate` begins with 0. With what do the docs begin?",
};

const LONG_IS_NOT_DIGIT: Mistake = Mistake {
    slug: "long-is-not-digit",
    name: "a number that is very long is said not to be one",
    ask: "`parse` fails for more than one reason. Is each of them \"not a digit\"?",
};

const SIZE_BEFORE_ZERO: Mistake = Mistake {
    slug: "size-before-zero",
    name: "the size is asked about before the zero in front",
    ask: "Both are true of 0256. Which stands first in the list of the docs?",
};

const OTHER_SCRIPTS: Mistake = Mistake {
    slug: "other-scripts",
    name: "digits of other scripts are taken for digits",
    ask: "How do `is_numeric` and `is_ascii_digit` differ?",
};

/// Addresses that everybody meets: the edges, loopback, private and documentation ranges, multicast.
#[rustfmt::skip]
const TWELVE: [(u32, [&str; 3]); 12] = [
    (0x0000_0000, ["0.0.0.0",         "00000000.00000000.00000000.00000000", "0x00000000"]),
    (0x0A00_0001, ["10.0.0.1",        "00001010.00000000.00000000.00000001", "0x0A000001"]),
    (0x6440_0001, ["100.64.0.1",      "01100100.01000000.00000000.00000001", "0x64400001"]),
    (0x7F00_0001, ["127.0.0.1",       "01111111.00000000.00000000.00000001", "0x7F000001"]),
    (0xA9FE_0001, ["169.254.0.1",     "10101001.11111110.00000000.00000001", "0xA9FE0001"]),
    (0xAC10_0001, ["172.16.0.1",      "10101100.00010000.00000000.00000001", "0xAC100001"]),
    (0xC000_0201, ["192.0.2.1",       "11000000.00000000.00000010.00000001", "0xC0000201"]),
    (0xC0A8_0101, ["192.168.1.1",     "11000000.10101000.00000001.00000001", "0xC0A80101"]),
    (0xC633_6401, ["198.51.100.1",    "11000110.00110011.01100100.00000001", "0xC6336401"]),
    (0xCB00_7101, ["203.0.113.1",     "11001011.00000000.01110001.00000001", "0xCB007101"]),
    (0xE000_0001, ["224.0.0.1",       "11100000.00000000.00000000.00000001", "0xE0000001"]),
    (0xFFFF_FFFF, ["255.255.255.255", "11111111.11111111.11111111.11111111", "0xFFFFFFFF"]),
];

fn addresses() -> impl Strategy<Value = u32> {
    number(32).prop_map(|number| number as u32)
}

/// No two octets alike, then the edges.
const FORCED: [u32; 6] = [0xC0A8_0102, 1, 0x0100_0000, 0x0A00_000A, 0, u32::MAX];

fn writes_dotted(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        FORCED,
        addresses(),
        |address| call("dotted", (Hex(*address),)),
        |address, seen| {
            let [a, b, c, d] = address.to_be_bytes();
            let mistakes = [
                ("written-backwards", format!("{d}.{c}.{b}.{a}")),
                ("pads-octets", format!("{a:03}.{b:03}.{c:03}.{d:03}")),
            ];
            seen.returns(Ipv4Addr::from(*address).to_string(), &mistakes)
                .map(drop)
                .map_err(|trouble| trouble.figure(octets(*address)))
        },
    )
}

fn binary_reads_back(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        FORCED,
        addresses(),
        |address| call("binary", (Hex(*address),)),
        |address, seen| {
            let [a, b, c, d] = address.to_be_bytes();
            let text: String = seen.value()?;
            ensure(read_back(&text.replace('.', ""), 2, 32) == Some(*address), || {
                // The right bits, but for zeros: each octet's, or those of the whole number.
                let read: Vec<_> = text.split('.').map(|bits| u8::from_str_radix(bits.trim(), 2)).collect();
                let unpadded = text == format!("{address:b}")
                    || (text.len() < 35 || text.contains(' ')) && read == [a, b, c, d].map(Ok);
                Trouble::new(seen.expected(format!("{a:08b}.{b:08b}.{c:08b}.{d:08b}").spell()))
                    .looks_like_if(unpadded, "unpadded-bits")
                    .looks_like_if(text == format!("{d:08b}.{c:08b}.{b:08b}.{a:08b}"), "written-backwards")
                    .figure(octets(*address))
            })
        },
    )
}

fn hex_reads_back(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        FORCED,
        addresses(),
        |address| call("hex", (Hex(*address),)),
        |address, seen| {
            let [a, b, c, d] = address.to_be_bytes();
            let text: String = seen.value()?;
            let digits = text.to_lowercase();
            let digits = digits.strip_prefix("0x").unwrap_or(&digits);
            ensure(read_back(digits, 16, 8) == Some(*address), || {
                let unpadded = u32::from_str_radix(digits.trim(), 16) == Ok(*address)
                    || digits == format!("{a:x}{b:x}{c:x}{d:x}");
                Trouble::new(seen.expected(format!("0x{address:08X}").spell()))
                    .looks_like_if(unpadded, "unpadded-hex")
                    .looks_like_if(digits == format!("{d:02x}{c:02x}{b:02x}{a:02x}"), "written-backwards")
                    .figure(octets(*address))
            })
        },
    )
}

/// The number that exactly `count` digits are, and nothing but digits.
fn read_back(digits: &str, radix: u32, count: usize) -> Option<u32> {
    let all = digits.len() == count && digits.chars().all(|digit| digit.is_digit(radix));
    u32::from_str_radix(digits, radix).ok().filter(|_| all)
}

const SPELLINGS: [&str; 3] = ["dotted", "binary", "hex"];

fn three_spellings(trial: &mut Trial<'_>) -> Verdict {
    let ask = |(): &()| {
        let calls = TWELVE.iter().flat_map(|(address, _)| SPELLINGS.map(|function| (function, *address)));
        calls.fold(Script::default(), |script, (function, address)| script.call(function, (Hex(address),)))
    };
    trial.table([()], ask, |(), seen| {
        let mut rows = Vec::new();
        let mut first_trouble = None;
        for (_, expected) in TWELVE {
            let mut row = Vec::new();
            for (function, expected) in SPELLINGS.into_iter().zip(expected) {
                let text: String = seen.value()?;
                if text == expected || first_trouble.is_some() {
                    // Only the first that is wrong is told as a step; the table shows them all.
                    seen.leave_out();
                } else {
                    first_trouble = Some(misspelled(function, &text, expected, seen));
                }
                row.push(text);
            }
            rows.push(row);
        }
        first_trouble.map_or(Ok(()), |trouble| Err(trouble.figure(spellings(&rows))))
    })
}

fn misspelled(function: &str, text: &str, expected: &str, seen: &mut Seen<'_>) -> Trouble {
    let (is_hex, is_binary) = (function == "hex", function == "binary");
    Trouble::new(seen.differs(&expected))
        .looks_like_if(is_hex && Some(text) == expected.strip_prefix("0x"), "hex-without-0x")
        .looks_like_if(is_hex && text.to_lowercase() == expected.to_lowercase(), "lower-case-hex")
        .looks_like_if(is_binary && text == expected.replace('.', ""), "bits-without-dots")
}

/// The learner's own table; the rows that differ from the committed ones are marked.
fn spellings(rows: &[Vec<String>]) -> Table {
    let cell = |text: &String| -> String { sanitise::line(text).chars().take(36).collect() };
    let wrong = rows.iter().zip(TWELVE).enumerate().filter(|(_, (row, (_, expected)))| **row != expected[..]);
    Table {
        title: String::from("your table"),
        head: SPELLINGS.map(String::from).to_vec(),
        rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        wrong: wrong.map(|(number, _)| number).collect(),
    }
}

type Parsed = Result<Hex, AddrError>;

fn ask(text: &str) -> Script {
    call("parse_v4", (text.to_owned(),))
}

fn reads_dotted(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        ["192.168.1.1", "10.0.0.1", "0.0.0.1", "1.2.3.4"],
        |text| ask(text),
        |text, seen| {
            let address: Ipv4Addr = text.parse().expect("it is an address");
            let bytes = address.octets();
            let mistakes: [(_, Parsed); 2] = [
                ("octets-reversed", Ok(Hex(u32::from_le_bytes(bytes)))),
                ("sum-not-shift", Ok(Hex(bytes.iter().map(|byte| u32::from(*byte)).sum()))),
            ];
            seen.returns(Ok(Hex(address.to_bits())), &mistakes)
                .map(drop)
                .map_err(|trouble| trouble.figure(octets(address.to_bits())))
        },
    )
}

fn every_number_survives(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    trial.story([0, 0xC0A8_0101, u32::MAX], Some(addresses()), |address, talk| {
        let text: String =
            talk.ask(&call("dotted", (Hex(*address),)).kept_as("text"), |seen| seen.value())?;
        talk.ask(&ask(&text).coded("parse_v4(&text)"), |seen| {
            let refused = (1..=4).map(|octet| ("refuses-255", Err(AddrError::TooBig { octet })));
            let has_255 = address.to_be_bytes().contains(&255);
            let mistakes: Vec<(_, Parsed)> = refused.filter(|_| has_255).collect();
            seen.returns(Ok(Hex(*address)), &mistakes).map(drop)
        })
    })
}

/// How one reads an address: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Strict,
    PlusSign,
    DecimalZeros,
    OctalZeros,
    LowBits,
    Spills,
    TrailingDot,
    SkipsEmpty,
    Trims,
    TrimsParts,
    FillsBehind,
    FillsBefore,
    IgnoresMore,
    EmptyIsZero,
    CountLast,
    FromZero,
    LongIsNotDigit,
    SizeFirst,
    AnyScript,
}

use Habit::*;

/// Habits that let a text through that is no address, with the mistakes that they are.
const LAX: [(&str, Habit); 13] = [
    ("plus-sign-ok", PlusSign),
    ("leading-zero-ok", DecimalZeros),
    ("leading-zero-ok", OctalZeros),
    ("wraps-256", LowBits),
    ("wraps-256", Spills),
    ("trailing-dot", TrailingDot),
    ("spaces-ok", Trims),
    ("spaces-ok", TrimsParts),
    ("short-form-ok", FillsBehind),
    ("short-form-ok", FillsBefore),
    ("extra-octets-ok", IgnoresMore),
    ("empty-is-zero", EmptyIsZero),
    ("trailing-dot", SkipsEmpty),
];

/// Habits that give the wrong reason.
const CONFUSED: [(&str, Habit); 5] = [
    ("count-comes-last", CountLast),
    ("octets-from-zero", FromZero),
    ("long-is-not-digit", LongIsNotDigit),
    ("size-before-zero", SizeFirst),
    ("other-scripts", AnyScript),
];

/// Reads an address as the docs of `parse_v4` say: other exercises build on that.
pub(super) fn read_strictly(text: &str) -> Result<u32, AddrError> {
    Strict.read(text)
}

impl Habit {
    /// Reads an address in this way.
    fn read(self, text: &str) -> Result<u32, AddrError> {
        let text = match self {
            Trims => text.trim(),
            TrailingDot => text.strip_suffix('.').unwrap_or(text),
            _ => text,
        };
        let mut parts: Vec<&str> = text.split('.').collect();
        let zeros = std::iter::repeat_n("0", 4_usize.saturating_sub(parts.len()));
        match self {
            SkipsEmpty => parts.retain(|part| !part.is_empty()),
            IgnoresMore => parts.truncate(4),
            FillsBehind => parts.extend(zeros),
            FillsBefore => drop(parts.splice(parts.len() - 1..parts.len() - 1, zeros)),
            _ => {}
        }
        let count = if parts.len() == 4 { Ok(()) } else { Err(AddrError::Count { got: parts.len() }) };
        if self != CountLast {
            count?;
        }
        let octets = (1..).zip(&parts).map(|(number, part)| self.read_octet(part, number));
        let octets = octets.collect::<Result<Vec<u64>, AddrError>>()?;
        count?;
        // Addition lets an octet that is too big spill into the one before.
        Ok(octets.into_iter().fold(0_u64, |address, octet| (address << 8).wrapping_add(octet)) as u32)
    }

    fn read_octet(self, text: &str, number: usize) -> Result<u64, AddrError> {
        let octet = if self == FromZero { number - 1 } else { number };
        let (not_digit, too_big) = (AddrError::NotDigit { octet }, AddrError::TooBig { octet });
        let text = match self {
            TrimsParts => text.trim(),
            PlusSign => text.strip_prefix('+').unwrap_or(text),
            EmptyIsZero if text.is_empty() => "0",
            _ => text,
        };
        let is_digit = |digit: char| digit.is_ascii_digit() || self == AnyScript && digit.is_numeric();
        if text.is_empty() || !text.chars().all(is_digit) {
            return Err(not_digit);
        }
        let has_zeros = text.len() > 1 && text.starts_with('0');
        let value = u64::from_str_radix(text, if self == OctalZeros && has_zeros { 8 } else { 10 });
        let is_small = matches!(value, Ok(0..=255));
        if has_zeros && !matches!(self, DecimalZeros | OctalZeros) && (is_small || self != SizeFirst) {
            return Err(AddrError::LeadingZero { octet });
        }
        match value {
            Ok(value) if is_small || self == Spills => Ok(value),
            Ok(value) if self == LowBits => Ok(value & 0xFF),
            Ok(0..=0xFFFF_FFFF) => Err(too_big),
            _ if self == LongIsNotDigit => Err(not_digit),
            _ => Err(too_big),
        }
    }
}

/// Texts that a reader with one of the habits takes for an address, and others that look harmless.
const TEXTS: [&str; 27] = [
    "1.2.3.4",
    "0.0.0.0",
    "255.255.255.255",
    "+1.2.3.4",
    "1.2.3.+4",
    "010.0.0.1",
    "1.2.3.04",
    "00.0.0.0",
    "256.0.0.1",
    "1.2.3.300",
    "1.2.3.99999999999",
    "1.2.3.99999999999999999999999999",
    "1.2.3.4.5",
    "1.2.3.4.",
    ".1.2.3.4",
    " 1.2.3.4",
    "1.2.3.4\n",
    "1. 2.3.4",
    "127.1",
    "127.0.1",
    "1",
    "1.2..4",
    "",
    "...",
    "1.2.3.-4",
    "0x7f.0.0.1",
    "1.2.3.४",
];

fn parses_what_std_parses(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        TEXTS.map(String::from),
        texts(),
        |text| ask(text),
        |text, seen| {
            let right = text.parse::<Ipv4Addr>().ok().map(Ipv4Addr::to_bits);
            let parsed: Parsed = seen.value().map_err(|trouble| {
                let harmless = right.is_some();
                let trouble = overflowed(trouble);
                let trouble = if harmless { trouble } else { trouble.panic_looks_like("unwraps-bad-text") };
                trouble.figure(parts(text))
            })?;
            let got = parsed.as_ref().ok().map(|Hex(address)| *address);
            ensure(got == right, || {
                let message = match right {
                    Some(address) => seen.expected(format!("Ok({})", Hex(address).spell())),
                    None => seen.expected("an error"),
                };
                let refuses_255 =
                    parsed.is_err() && right.is_some_and(|address| address.to_be_bytes().contains(&255));
                let lax = LAX.iter().find(|(_, habit)| got.is_some() && habit.read(text).ok() == got);
                let trouble =
                    Trouble::new(message).looks_like_if(refuses_255, "refuses-255").figure(parts(text));
                lax.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug))
            })
        },
    )
}

fn errors_say_why(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        "1.2.3",
        "",
        "1.2.3.4.",
        "x.2.3",
        "1.2.3.x",
        "1..3.4",
        "1.02.3.4",
        "1.2.256.4",
        "1.2.3.99999999999",
        "1.2.3.0256",
        "1.2.3.4x",
        "1.2.3.0x",
        "1.2.3.००",
        "256.x.3.4",
        "x.256.3.4",
        "1.2.3.99999999999999999999999999",
    ];
    trial.law(
        forced.map(String::from),
        texts(),
        |text| ask(text),
        |text, seen| {
            let mistakes = CONFUSED.map(|(slug, habit)| (slug, habit.read(text).map(Hex)));
            seen.returns(Strict.read(text).map(Hex), &mistakes).map(drop).map_err(|trouble| {
                let trouble = overflowed(trouble);
                trouble.panic_looks_like("unwraps-bad-text").figure(parts(text))
            })
        },
    )
}

/// Sums and products that are too large have messages of their own.
fn overflowed(trouble: Trouble) -> Trouble {
    trouble
        .panic_with_looks_like("attempt to add with overflow", "octet-overflows")
        .panic_with_looks_like("attempt to multiply with overflow", "octet-overflows")
}

/// One change of a text that was an address.
#[derive(Clone, Debug)]
enum Change {
    Number(Index, &'static str),
    Zeros(Index, usize),
    Insert(Index, char),
    Replace(Index, char),
    Delete(Index),
    Double(Index),
    Swap(Index),
    Keep(usize),
    Extra(Index, u8),
    Empty(Index),
}

/// Addresses, and what becomes of them by one or two changes. It shrinks to fewer changes, smaller octets.
fn texts() -> impl Strategy<Value = String> {
    let octet = prop_oneof![select(vec![0, 1, 9, 10, 99, 100, 199, 200, 249, 250, 254, 255_u8]), any::<u8>()];
    ([octet.clone(), octet.clone(), octet.clone(), octet], vec(changes(), 0..3)).prop_map(
        |(octets, changes)| {
            changes.iter().fold(Ipv4Addr::from(octets).to_string(), |text, change| change.make(&text))
        },
    )
}

fn changes() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let numbers = vec![
        "0",
        "255",
        "256",
        "257",
        "260",
        "300",
        "999",
        "1000",
        "4294967295",
        "4294967297",
        "18446744073709551617",
    ];
    let inserted = vec!['0', '1', '.', '+', '-', ' ', '\n', 'x', 'a', ',', '\0'];
    let alike = vec!['O', 'l', '１', '१', '²', '。', '٠', 'é', '\u{200b}'];
    prop_oneof![
        3 => (at(), select(numbers)).prop_map(|(at, number)| Change::Number(at, number)),
        2 => (at(), 1..4_usize).prop_map(|(at, count)| Change::Zeros(at, count)),
        2 => (at(), select(inserted)).prop_map(|(at, character)| Change::Insert(at, character)),
        1 => (at(), select(alike)).prop_map(|(at, character)| Change::Replace(at, character)),
        2 => at().prop_map(Change::Delete),
        1 => at().prop_map(Change::Double),
        2 => at().prop_map(Change::Swap),
        1 => (1..4_usize).prop_map(Change::Keep),
        1 => (at(), any::<u8>()).prop_map(|(at, octet)| Change::Extra(at, octet)),
        1 => at().prop_map(Change::Empty),
        1 => Just(Change::Keep(4)),
    ]
}

impl Change {
    fn make(&self, text: &str) -> String {
        let mut parts: Vec<String> = text.split('.').map(String::from).collect();
        let mut characters: Vec<char> = text.chars().collect();
        let (count, length) = (parts.len(), characters.len());
        match self {
            Change::Number(at, number) => parts[at.index(count)] = (*number).to_owned(),
            Change::Zeros(at, zeros) => parts[at.index(count)].insert_str(0, &"0".repeat(*zeros)),
            Change::Keep(most) => parts.truncate(*most),
            Change::Extra(at, octet) => parts.insert(at.index(count + 1), octet.to_string()),
            Change::Empty(at) => parts[at.index(count)].clear(),
            Change::Insert(at, character) => {
                characters.insert(at.index(length + 1), *character);
                return characters.into_iter().collect();
            }
            _ if length == 0 => {}
            Change::Replace(at, character) => characters[at.index(length)] = *character,
            Change::Delete(at) => drop(characters.remove(at.index(length))),
            Change::Double(at) => characters.insert(at.index(length), characters[at.index(length)]),
            Change::Swap(at) => characters.swap(at.index(length), (at.index(length) + 1) % length),
        }
        match self {
            Change::Replace(..) | Change::Delete(_) | Change::Double(_) | Change::Swap(_) => {
                characters.into_iter().collect()
            }
            _ => parts.join("."),
        }
    }
}

/// The four bytes of an address, and the octets that they are.
fn octets(address: u32) -> Dump {
    let bytes = address.to_be_bytes();
    let places = ["the most significant", "", "", "the least significant"];
    (0..).zip(bytes).zip(places).fold(Dump::new("the number", &bytes), |dump, ((at, byte), place)| {
        let place = if place.is_empty() { String::new() } else { format!(", {place}") };
        dump.field(at, 1, format!("octet {}: {byte}, {byte:08b}{place}", at + 1))
    })
}

/// A text, split at its dots, with what is to be said of each part. The part that decides is marked.
fn parts(text: &str) -> Table {
    let parts: Vec<&str> = text.split('.').collect();
    let said: Vec<Result<u64, AddrError>> =
        (1..).zip(&parts).map(|(number, part)| Strict.read_octet(part, number)).collect();
    let row = |(number, (part, said)): (usize, (&&str, &Result<u64, AddrError>))| {
        let said = match said {
            Ok(octet) => format!("the octet {octet}"),
            Err(AddrError::LeadingZero { .. }) => String::from("has a superfluous zero in front"),
            Err(AddrError::TooBig { .. }) => String::from("is more than 255"),
            Err(_) if part.is_empty() => String::from("is empty"),
            Err(_) => String::from("has something in it that is no ASCII digit"),
        };
        vec![number.to_string(), format!("{part:?}"), said]
    };
    let rows = (1..).zip(parts.iter().zip(&said)).map(row).collect();
    let first_wrong = said.iter().position(Result::is_err);
    let wrong: Vec<usize> =
        if parts.len() == 4 { first_wrong.into_iter().collect() } else { (4..parts.len()).collect() };
    let count = match parts.len() {
        4 => String::from("split at its dots"),
        1 => String::from("1 part; an address has 4"),
        count => format!("{count} parts; an address has 4"),
    };
    Table {
        title: format!("{text:?}, {count}"),
        head: ["part", "text", "what it is"].map(String::from).to_vec(),
        rows,
        wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn the_table_is_right() {
        for (address, [dotted, binary, hex]) in TWELVE {
            assert_eq!(dotted.parse(), Ok(Ipv4Addr::from(address)));
            assert_eq!(read_back(&binary.replace('.', ""), 2, 32), Some(address));
            assert_eq!(hex, format!("0x{address:08X}"));
        }
    }

    #[test]
    fn our_model_accepts_what_std_accepts() {
        for text in drawn(&texts(), 2000).iter().map(String::as_str).chain(TEXTS) {
            assert_eq!(
                Strict.read(text).ok(),
                text.parse::<Ipv4Addr>().ok().map(Ipv4Addr::to_bits),
                "{text:?}"
            );
        }
    }

    #[test]
    fn texts_are_good_and_bad_in_every_way() {
        let texts = drawn(&texts(), 1000);
        let among = |is: fn(&Result<u32, AddrError>) -> bool| {
            texts.iter().filter(|text| is(&Strict.read(text))).count()
        };
        assert!(among(|read| read.is_ok()) >= 250);
        assert!(among(|read| read.is_err()) >= 250);
        assert!(among(|read| matches!(read, Err(AddrError::Count { .. }))) >= 100);
        assert!(among(|read| matches!(read, Err(AddrError::NotDigit { .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(AddrError::LeadingZero { .. }))) >= 50);
        assert!(among(|read| matches!(read, Err(AddrError::TooBig { .. }))) >= 50);
    }

    #[test]
    fn each_habit_shows_in_a_forced_text() {
        for (slug, habit) in LAX {
            let shows = TEXTS.iter().any(|text| {
                let first = LAX.iter().find(|(_, other)| other.read(text).is_ok());
                Strict.read(text).is_err()
                    && habit.read(text).is_ok()
                    && first.is_some_and(|(named, _)| *named == slug)
            });
            assert!(shows, "{slug} {habit:?}");
        }
    }
}
