//! addresses/ipv6: one address, hundreds of spellings, one right one.

mod figures;
mod inputs;
mod mistakes;
mod model;

use std::net::Ipv6Addr;

use given::addresses::V6Error;
use proptest::prelude::Strategy;
use proptest::strategy::Just;

use self::figures::{parts, ugly_table, zeros};
use self::inputs::{addresses, eight_groups, spellings, texts, with_gap, with_tail};
use self::mistakes::*;
use self::model::{READERS, Reader, WRITERS, groups};
use super::fewer;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::script::{Script, call};
use crate::spell::{Spell, Wide};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "ipv6",
    title: "one address, hundreds of spellings, one right one",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 75,
    needs: &["dotted"],
    rust: &["iterators"],
    hints: [
        "Begin with eight groups and nothing left out: cut the text at its colons, and put 16 bits after 16 bits into the number. Then ask what `::` changes. It has something before it and something behind it, and each of those is a list of groups, perhaps an empty one.",
        "`text.split_once(\"::\")` gives both sides; of an empty side, `split(':')` would make one empty group, so ask first. If the last group has a dot in it, take it off the list: `parse_v4` reads it, and it counts as two. Then you know how many groups there are, whether that is allowed, and how many zeros are missing. Writing: find the longest row of zeros first, and write what is before it and behind it.",
        "The count comes first: `got` over 7 beside a `::`, or over 8 without it, is `TooMany`; under 8 without it is `TooFew`. Then chain the front, `8 - got` times \"0\", and the back: `enumerate` gives each group its place. A group that is empty or not all `is_ascii_hexdigit` is `NotHex`, one of more than 4 digits is `TooLong`, all others are `u16::from_str_radix(group, 16)`. To find the row: go through the groups, begin a new row behind each that is not 0, and keep a row only if it is longer than the one that you keep already.",
    ],
    compare: "Look at how our `longest_zeros` gets the first of two equal rows by one `>`, and how `split` keeps the two ends of the text from being cases of their own.",
    checks: &[
        Check {
            name: "reads_eight_groups",
            title: "eight groups of hexadecimal digits are one number of 128 bits",
            points: 2,
            rule: "RFC 4291, section 2.2, form 1: eight pieces of 16 bits, the first of them the most significant",
            book: "eight-groups",
            after: &[],
            mistakes: &[GROUPS_REVERSED, EIGHT_BIT_GROUPS, SUM_NOT_SHIFT, DECIMAL_GROUPS],
            run: reads_eight_groups,
        },
        Check {
            name: "writes_groups",
            title: "a number without zero groups is written as its eight groups, small and short",
            points: 1,
            rule: "RFC 5952, sections 4.1 and 4.3: no zeros in front of a group, and lower case",
            book: "canonical",
            after: &[],
            mistakes: &[UPPERCASE, PADS_GROUPS, WRITTEN_BACKWARDS],
            run: writes_groups,
        },
        Check {
            name: "reads_gap",
            title: "`::` stands for the groups of zeros that are left out, wherever it is",
            points: 2,
            rule: "RFC 4291, section 2.2, form 2: `::` stands for one or more groups of zeros, at either end too",
            book: "the-gap",
            after: &["reads_eight_groups"],
            mistakes: &[GAP_AT_THE_EDGE, GAP_AT_THE_WRONG_PLACE],
            run: reads_gap,
        },
        Check {
            name: "reads_tail",
            title: "the last 32 bits may be an IPv4 address in dots",
            points: 2,
            rule: "RFC 4291, section 2.2, form 3: six groups, and the last four octets in decimal",
            book: "tails",
            after: &["reads_eight_groups", "reads_gap"],
            mistakes: &[TAIL_COUNTS_AS_ONE, TAIL_REVERSED, TAIL_IS_16_BITS],
            run: reads_tail,
        },
        Check {
            name: "every_number_survives",
            title: "any number, written and read again, is the same number",
            points: 2,
            rule: "the docs of `canonical_v6`: `parse_v6` reads every such text, and gives back the address",
            book: "canonical",
            after: &["reads_gap", "reads_tail", "writes_groups"],
            mistakes: &[TWO_GAPS_WRITTEN, GAP_COLON_MISSING, ZERO_GROUP_VANISHES],
            run: every_number_survives,
        },
        Check {
            name: "longest_row_is_left_out",
            title: "`::` stands for the longest row of zeros; of equals the first, and never one group",
            points: 3,
            rule: "RFC 5952, section 4.2: as short as `::` can make it; not for one group; the first of equal rows",
            book: "longest-row",
            after: &["writes_groups"],
            mistakes: &[
                NO_GAP_WRITTEN,
                FIRST_RUN_NOT_LONGEST,
                TIE_TAKES_LAST,
                COMPRESSES_SINGLE_ZERO,
                ROW_AT_THE_END_MISSED,
            ],
            run: longest_row_is_left_out,
        },
        Check {
            name: "mapped_have_dots",
            title: "IPv4-mapped addresses are written with their IPv4 address in dots, and no others are",
            points: 1,
            rule: "RFC 5952, section 5: mixed notation where a known prefix says so; here that is ::ffff:0:0/96 alone",
            book: "tails",
            after: &["writes_groups"],
            mistakes: &[MAPPED_IN_HEX, COMPATIBLE_WITH_TAIL, ANY_FFFF_IS_MAPPED],
            run: mapped_have_dots,
        },
        Check {
            name: "every_spelling_becomes_one",
            title: "whatever the spelling of an address, it is read, and becomes the canonical one",
            points: 2,
            rule: "RFC 5952, sections 2 and 4: all spellings of RFC 4291 are accepted, and one is written",
            book: "many-spellings",
            after: &["reads_gap", "reads_tail", "longest_row_is_left_out", "mapped_have_dots"],
            mistakes: &[UPPER_CASE_REFUSED, PADDED_GROUPS_REFUSED, GAP_OF_ONE_REFUSED],
            run: every_spelling_becomes_one,
        },
        Check {
            name: "parses_what_std_parses",
            title: "a text is an address exactly when the standard library says so",
            points: 3,
            rule: "RFC 4291, section 2.2: `::` once, groups of one to four digits, an IPv4 address only at the end",
            book: "strict",
            after: &["reads_eight_groups", "reads_gap", "reads_tail"],
            mistakes: &[
                TWO_DOUBLE_COLONS_OK,
                EMPTY_GROUP_OK,
                GAP_OF_NOTHING_OK,
                SHORT_FORM_OK,
                EXTRA_GROUPS_OK,
                V4_TAIL_MISPLACED,
                LAX_TAIL,
                PLUS_SIGN_OK,
                FIVE_DIGITS_OK,
                WRAPS_GROUPS,
                SPACES_OK,
                ZONE_OK,
                BRACKETS_OK,
                COUNT_UNDERFLOWS,
                GROUP_OVERFLOWS,
                UNWRAPS_BAD_TEXT,
            ],
            run: parses_what_std_parses,
        },
        Check {
            name: "errors_say_why",
            title: "the error says what is wrong, and where",
            points: 2,
            rule: "the docs of `parse_v6`: what stands first in the list of errors is the answer",
            book: "errors",
            after: &["parses_what_std_parses"],
            mistakes: &[
                GROUPS_FROM_ZERO,
                GROUPS_AS_WRITTEN,
                LENGTH_BEFORE_DIGITS,
                COUNT_COMES_LAST,
                TAIL_COMES_FIRST,
                SECOND_GAP_IS_A_GROUP,
                GAP_COUNTS_AS_A_GROUP,
                EMPTY_TEXT_IS_A_GROUP,
                MOST_IS_ALWAYS_8,
            ],
            run: errors_say_why,
        },
        Check {
            name: "ugly_to_canonical",
            title: "fifteen ugly spellings become what the table says",
            points: 1,
            rule: "RFC 5952, section 4: the one spelling that everybody writes",
            book: "many-spellings",
            after: &["reads_eight_groups", "writes_groups"],
            mistakes: &[],
            run: ugly_to_canonical,
        },
    ],
};

type Parsed = Result<Wide, V6Error>;

fn ask(text: &str) -> Script {
    call("parse_v6", (text.to_owned(),))
}

fn ask_to_write(address: u128) -> Script {
    call("canonical_v6", (Wide(address),))
}

fn right(text: &str) -> Parsed {
    Reader::ByTheDocs.read(text).map(Wide)
}

fn canonical(address: u128) -> String {
    Ipv6Addr::from(address).to_string()
}

/// The next answer must be what the docs say of this text.
fn reads(text: &str, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = right(text);
    let parsed: Parsed = seen.value().map_err(|trouble| {
        seen.differs(&right);
        panicked(trouble, right.is_err()).figure(parts(text, None))
    })?;
    ensure(parsed == right, || named(Trouble::new(seen.differs(&right)), text, &parsed))
}

/// The mistake whose answer this is, and a picture.
fn named(trouble: Trouble, text: &str, parsed: &Parsed) -> Trouble {
    let value = (*parsed).map(|Wide(address)| address);
    let reader = READERS.iter().find(|(_, reader)| reader.read(text) == value);
    let refused = if parsed.is_err() && right(text).is_ok() { unusual(text) } else { None };
    let slug = reader.map(|(slug, _)| *slug).or(refused);
    slug.into_iter().fold(trouble, Trouble::looks_like).figure(parts(text, Some(parsed)))
}

/// The one thing about a right text that some readers refuse, if there is no other.
fn unusual(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split(":").filter(|part| !part.contains('.')).collect();
    let is_padded = parts.iter().any(|part| part.len() > 1 && part.starts_with('0'));
    let tail = usize::from(text.contains('.')) * 2;
    let groups = tail + parts.iter().filter(|part| !part.is_empty()).count();
    let features = [
        (text.contains(|letter: char| letter.is_ascii_uppercase()), "upper-case-refused"),
        (is_padded, "padded-groups-refused"),
        (text.contains("::") && groups == 7, "gap-of-one-refused"),
    ];
    let mut present = features.iter().filter(|(is_present, _)| *is_present);
    let first = present.next()?;
    present.next().is_none().then_some(first.1)
}

/// Sums, products and differences that don't fit have messages of their own.
fn panicked(trouble: Trouble, is_bad_text: bool) -> Trouble {
    let trouble = trouble
        .panic_with_looks_like("attempt to subtract with overflow", "count-underflows")
        .panic_with_looks_like("attempt to add with overflow", "group-overflows")
        .panic_with_looks_like("attempt to multiply with overflow", "group-overflows");
    if is_bad_text { trouble.panic_looks_like("unwraps-bad-text") } else { trouble }
}

/// The next answer must be the canonical text of this address.
fn writes(address: u128, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = canonical(address);
    let text: String = seen.value().inspect_err(|_| drop(seen.differs(&right)))?;
    ensure(text == right, || {
        let trouble = Trouble::new(seen.differs(&right));
        written_by(&text, address).into_iter().fold(trouble, Trouble::looks_like).figure(zeros(address))
    })
}

/// The mistake that writes an address like this.
fn written_by(text: &str, address: u128) -> Option<&'static str> {
    WRITERS.iter().find(|(_, writer)| writer.write(address) == text).map(|(slug, _)| *slug)
}

const EIGHT_GROUPS: [&str; 4] =
    ["1:2:3:4:5:6:7:8", "10:20:30:40:50:60:70:80", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1", "0:0:0:0:0:0:0:1"];

fn reads_eight_groups(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        EIGHT_GROUPS.map(String::from),
        eight_groups(),
        |text| ask(text),
        |text, seen| reads(text, seen),
    )
}

const GAPS: [&str; 7] =
    ["2001:db8::1", "1::2", "::1", "1::", "::", "fe80::1:2:3", "2001:db8:aaaa:bbbb:cccc:dddd::"];

fn reads_gap(trial: &mut Trial<'_>) -> Verdict {
    trial.law(GAPS.map(String::from), with_gap(), |text| ask(text), |text, seen| reads(text, seen))
}

const TAILS: [&str; 5] = [
    "::ffff:192.0.2.1",
    "1:2:3:4:5:6:192.0.2.1",
    "64:ff9b::192.0.2.33",
    "::255.255.255.255",
    "1:2:3:4::192.0.2.1",
];

fn reads_tail(trial: &mut Trial<'_>) -> Verdict {
    trial.law(TAILS.map(String::from), with_tail(), |text| ask(text), |text, seen| reads(text, seen))
}

fn writes_groups(trial: &mut Trial<'_>) -> Verdict {
    let forced = [0x2001_0db8_aaaa_bbbb_cccc_dddd_eeee_0001, 0x1_0002_0003_0004_0005_0006_0007_0008];
    let without_zeros = addresses().prop_map(|address| {
        // Nor may it look as if it were IPv4-mapped.
        let address = if address >> 32 & 0xffff == 0xffff { address ^ 1 << 32 } else { address };
        groups(address).into_iter().fold(0, |address, group| address << 16 | u128::from(group.max(1)))
    });
    trial.law(forced, without_zeros, |address| ask_to_write(*address), |address, seen| writes(*address, seen))
}

/// Addresses that are often written in a wrong way, the simplest first.
const WRITTEN: [u128; 12] = [
    1,
    0,
    0x2001_0db8_0000_0000_0000_0000_0000_0000,
    0x2001_0db8_0000_0000_0000_0000_0000_0001,
    0x2001_0000_0000_0001_0000_0000_0000_0001,
    0x2001_0db8_0000_0000_0001_0000_0000_0001,
    0x0001_0000_0001_0000_0001_0000_0001_0000,
    0x2001_0db8_0000_0001_0001_0001_0001_0001,
    0x0000_0001_0002_0003_0004_0005_0006_0007,
    0x0001_0002_0003_0004_0005_0006_0007_0000,
    0x0000_0000_0003_0004_0005_0006_0000_0000,
    0x0001_0000_0000_0000_0002_0000_0000_0003,
];

fn every_number_survives(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    trial.story(WRITTEN, Some(addresses()), |address, talk| {
        let text: String = talk.ask(&ask_to_write(*address).kept_as("text"), |seen| seen.value())?;
        talk.ask(&ask(&text).coded("parse_v6(&text)"), |seen| {
            let right = Ok(Wide(*address));
            let parsed: Parsed = seen.value().inspect_err(|_| drop(seen.differs(&right)))?;
            ensure(parsed == right, || {
                let trouble = Trouble::new(seen.differs(&right));
                let writer = written_by(&text, *address);
                writer.into_iter().fold(trouble, Trouble::looks_like).figure(zeros(*address))
            })
        })
    })
}

fn longest_row_is_left_out(trial: &mut Trial<'_>) -> Verdict {
    // Those that have a tail are for the next check.
    let in_groups =
        addresses().prop_map(|address| if address >> 32 == 0xffff { address | 1 << 127 } else { address });
    trial.law(WRITTEN, in_groups, |address| ask_to_write(*address), |address, seen| writes(*address, seen))
}

/// The last 32 bits of all are the same IPv4 address, and only the first is IPv4-mapped.
const WITH_V4: [u128; 7] = [
    0x0000_0000_0000_0000_0000_ffff_c000_0201,
    0x0000_0000_0000_0000_0000_0000_c000_0201,
    0x2001_0db8_0000_0000_0000_ffff_c000_0201,
    0x0064_ff9b_0000_0000_0000_0000_c000_0201,
    0x0000_0000_0000_0000_ffff_0000_c000_0201,
    0x0000_0000_0000_0000_0000_fffe_c000_0201,
    0x0000_0000_0000_0000_0000_ffff_0000_0000,
];

fn mapped_have_dots(trial: &mut Trial<'_>) -> Verdict {
    // Half of them are mapped, and others nearly.
    let random = addresses().prop_map(|address| match address >> 112 & 0b111 {
        0..4 => 0xffff << 32 | address & 0xffff_ffff,
        4 => 0x1_ffff << 32 | address & 0xffff_ffff,
        5 => address & 0xffff_ffff,
        _ => address,
    });
    trial.law(WITH_V4, random, |address| ask_to_write(*address), |address, seen| writes(*address, seen))
}

/// RFC 5952, section 2: all of these are spellings that people used.
const SPELLED: [&str; 16] = [
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AAAA",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:AaAa",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:01",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001",
    "2001:db8:aaaa:bbbb:cccc:dddd::1",
    "2001:db8:aaaa:bbbb:cccc:dddd:0:1",
    "2001:db8:0:0:1:0:0:1",
    "2001:0db8:0:0:1:0:0:1",
    "2001:db8::1:0:0:1",
    "2001:db8::0:1:0:0:1",
    "2001:0db8::1:0:0:1",
    "2001:db8:0:0:1::1",
    "2001:db8:0000:0:1::1",
    "2001:DB8:0:0:1::1",
    "2001:db8:0:0:0::1",
    "2001:db8:0:0:0:0:0.0.0.1",
];

fn every_spelling_becomes_one(trial: &mut Trial<'_>) -> Verdict {
    let number = |text: &str| text.parse::<Ipv6Addr>().map(u128::from).expect("it is an address");
    trial.law(
        SPELLED.map(String::from),
        spellings(),
        |text| ask(text).call("canonical_v6", (Wide(number(text)),)),
        |text, seen| {
            reads(text, seen)?;
            writes(number(text), seen)
        },
    )
}

/// Texts that a reader with one of the habits takes for an address, and others that look harmless.
const TEXTS: [&str; 36] = [
    "2001:db8::1",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8:",
    ":1:2:3:4:5:6:7:8",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
    "1:::2",
    "1::2:",
    "1::2::3",
    "::1::",
    "1::2:3:4:5:6:7:8:9",
    "1:2:3:4::5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "1:2",
    "1:2:3:4:5:6:7",
    "192.0.2.1::",
    "::192.0.2.1:5",
    "192.0.2.1:1:2:3:4:5:6",
    "1:2:192.0.2.1::7:8",
    "::192.0.2.01",
    "::192.0.2",
    "::192.0.2.256",
    "::+1",
    "::12345",
    "::00001",
    "::ffffffffffffffffffffffff",
    " ::1",
    "::1\n",
    "fe80::1%eth0",
    "[::1]",
    "::g",
    "::-1",
    "::0x1",
    "::/0",
    ":",
    "",
];

fn parses_what_std_parses(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        TEXTS.map(String::from),
        texts(),
        |text| ask(text),
        |text, seen| {
            let right = text.parse::<Ipv6Addr>().ok().map(u128::from);
            let parsed: Parsed = seen
                .value()
                .map_err(|trouble| panicked(trouble, right.is_none()).figure(parts(text, None)))?;
            let got = parsed.ok().map(|Wide(address)| address);
            ensure(got == right, || {
                let message = match right {
                    Some(address) => seen.differs(&Parsed::Ok(Wide(address))),
                    None => seen.expected("an error"),
                };
                named(Trouble::new(message), text, &parsed)
            })
        },
    )
}

const WRONG: [&str; 24] = [
    "",
    "1:2:3:4:5:6:7:x",
    "::g",
    "x:1",
    "1:2:3:4:5:6:7:8:x",
    "::1234x",
    "::1:2::",
    "1::2::3",
    ":::",
    "::::",
    "1:2:3:4::5:6:7:8",
    "1::2:3:4:5:6:192.0.2.1",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:192.0.2.1",
    "::12345:192.0.2",
    "x::192.0.2",
    "::192.0.2",
    "::192.0.2.01",
    "192.0.2.1::",
    "12345:x::",
    "x:12345::",
    "::00001",
    "fe80::1%eth0.5",
    "192.0.2.1",
];

fn errors_say_why(trial: &mut Trial<'_>) -> Verdict {
    trial.law(WRONG.map(String::from), texts(), |text| ask(text), |text, seen| reads(text, seen))
}

/// Spellings that are right and ugly, and the canonical one.
#[rustfmt::skip]
const UGLY: [(&str, &str); 15] = [
    ("0:0:0:0:0:0:0:0",                         "::"),
    ("0000:0000:0000:0000:0000:0000:0000:0001", "::1"),
    ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
    ("2001:DB8::ABCD:EF",                       "2001:db8::abcd:ef"),
    ("2001:db8::0:1",                           "2001:db8::1"),
    ("2001:db8::1:1:1:1:1",                     "2001:db8:0:1:1:1:1:1"),
    ("2001:0:0:1:0:0:0:1",                      "2001:0:0:1::1"),
    ("2001:db8:0:0:1:0:0:1",                    "2001:db8::1:0:0:1"),
    ("0:1:0:1:0:1:0:1",                         "0:1:0:1:0:1:0:1"),
    ("FF02:0::2",                               "ff02::2"),
    ("FE80:0:0:0:0:0:0:0",                      "fe80::"),
    ("1:2:3:4:5:6:7::",                         "1:2:3:4:5:6:7:0"),
    ("0:0:0:0:0:FFFF:C000:0201",                "::ffff:192.0.2.1"),
    ("::192.0.2.1",                             "::c000:201"),
    ("64:ff9b::192.0.2.33",                     "64:ff9b::c000:221"),
];

fn ugly_to_canonical(trial: &mut Trial<'_>) -> Verdict {
    trial.story([()], None::<Just<()>>, |(), talk| {
        let mut first_trouble = None;
        let reading =
            UGLY.iter().fold(Script::default(), |script, (ugly, _)| script.call("parse_v6", (*ugly,)));
        let read: Vec<Parsed> = talk.ask(&reading, |seen| {
            let mut read = vec![];
            for (ugly, _) in UGLY {
                let parsed: Parsed = seen.value()?;
                // Only the first that is wrong is told as a step; the table shows them all.
                if parsed == right(ugly) || first_trouble.is_some() {
                    seen.leave_out();
                } else {
                    first_trouble = Some(Trouble::new(seen.differs(&right(ugly))));
                }
                read.push(parsed);
            }
            Ok(read)
        })?;
        let writing = read
            .iter()
            .flatten()
            .fold(Script::default(), |script, address| script.call("canonical_v6", (*address,)));
        let rows: Vec<String> = talk.ask(&writing, |seen| {
            let mut rows = vec![];
            for parsed in &read {
                let row = match parsed {
                    Ok(Wide(address)) => {
                        let text: String = seen.value()?;
                        let right = canonical(*address);
                        if text == right || first_trouble.is_some() {
                            seen.leave_out();
                        } else {
                            let trouble = Trouble::new(seen.differs(&right));
                            let slug = written_by(&text, *address);
                            first_trouble = Some(slug.into_iter().fold(trouble, Trouble::looks_like));
                        }
                        text
                    }
                    Err(error) => format!("refused: {}", error.spell()),
                };
                rows.push(row);
            }
            Ok(rows)
        })?;
        first_trouble.map_or(Ok(()), |trouble| Err(trouble.figure(ugly_table(&rows))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::model::Writer;
    use super::*;

    #[test]
    fn the_table_is_right() {
        for (ugly, right) in UGLY {
            assert_eq!(ugly.parse::<Ipv6Addr>().map(|address| address.to_string()).as_deref(), Ok(right));
        }
    }

    #[test]
    fn our_model_reads_and_writes_like_std() {
        for text in drawn(&texts(), 3000).iter().map(String::as_str).chain(TEXTS).chain(WRONG).chain(SPELLED)
        {
            assert_eq!(
                Reader::ByTheDocs.read(text).ok(),
                text.parse::<Ipv6Addr>().ok().map(u128::from),
                "{text:?}"
            );
        }
        for address in drawn(&addresses(), 1000).into_iter().chain(WRITTEN).chain(WITH_V4) {
            assert_eq!(Writer::Canonical.write(address), canonical(address));
        }
    }

    /// Whoever reads with a habit fails at a forced text, and there the mistake is named.
    #[test]
    fn each_habit_of_reading_shows_in_a_forced_text() {
        let texts: Vec<&str> = [&EIGHT_GROUPS[..], &GAPS, &TAILS, &SPELLED].concat();
        for (slug, reader) in READERS {
            let accepts =
                TEXTS.iter().filter(|text| reader.read(text).ok() != Reader::ByTheDocs.read(text).ok());
            let says = WRONG.iter().filter(|text| reader.read(text) != Reader::ByTheDocs.read(text));
            let reads = texts.iter().filter(|text| reader.read(text) != Reader::ByTheDocs.read(text));
            let first = reads.chain(accepts).chain(says).next().expect("it shows");
            let named = READERS.iter().find(|(_, other)| other.read(first) == reader.read(first));
            assert_eq!(named.map(|(slug, _)| *slug), Some(slug), "{reader:?} {first:?}");
        }
    }

    #[test]
    fn each_habit_of_writing_shows_in_a_forced_number() {
        let numbers = [&[0x2001_0db8_aaaa_bbbb_cccc_dddd_eeee_0001], &WRITTEN[..], &WITH_V4].concat();
        for (slug, writer) in WRITERS {
            let first = numbers.iter().find(|number| writer.write(**number) != canonical(**number));
            let first = *first.expect("it shows");
            assert_eq!(written_by(&writer.write(first), first), Some(slug), "{writer:?} {first:x}");
        }
    }

    #[test]
    fn refused_spellings_have_one_reason() {
        assert_eq!(unusual("2001:db8::1"), None);
        assert_eq!(unusual("2001:DB8::1"), Some("upper-case-refused"));
        assert_eq!(unusual("2001:0db8::1"), Some("padded-groups-refused"));
        assert_eq!(unusual("1:2:3:4:5::192.0.2.1"), Some("gap-of-one-refused"));
        assert_eq!(unusual("2001:0DB8::1"), None);
    }
}
