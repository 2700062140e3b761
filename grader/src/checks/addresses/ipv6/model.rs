//! How IPv6 addresses are read and written: right, or with a habit that is a mistake.

use std::net::Ipv4Addr;

use given::addresses::V6Error;

use super::super::dotted::read_strictly;

/// How one reads an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    ByTheDocs,
    LastGroupFirst,
    EightBitGroups,
    Sums,
    Decimal,
    EdgeIsAGroup,
    ZerosBehind,
    NoZeros,
    TailIsOneGroup,
    TailReversed,
    TailIs16Bits,
    PlusSign,
    AnyLength,
    CutsGroups,
    GroupsSpill,
    EmptyIsZero,
    SkipsEmpty,
    OnlyFirstGap,
    GapOfNothing,
    FillsBehind,
    FillsBefore,
    IgnoresMore,
    TailAnywhere,
    TailBeforeGap,
    TailWithZeros,
    Trims,
    CutsZone,
    DropsBrackets,
    GroupsFromZero,
    GroupsAsWritten,
    LengthFirst,
    CountLast,
    TailFirst,
    SecondGapIsAGroup,
    GapIsAGroup,
    EmptyTextIsAGroup,
    MostIsEight,
}

use Reader::*;

/// The mistakes that the habits are. Where a text shows several in the same way, the first is named. So those come
/// first that get the reason wrong and nothing else: no other answer of theirs can be mistaken for one.
pub(super) const READERS: [(&str, Reader); 36] = [
    ("groups-from-zero", GroupsFromZero),
    ("groups-as-written", GroupsAsWritten),
    ("length-before-digits", LengthFirst),
    ("count-comes-last", CountLast),
    ("tail-comes-first", TailFirst),
    ("second-gap-is-a-group", SecondGapIsAGroup),
    ("gap-counts-as-a-group", GapIsAGroup),
    ("empty-text-is-a-group", EmptyTextIsAGroup),
    ("most-is-always-8", MostIsEight),
    ("groups-reversed", LastGroupFirst),
    ("eight-bit-groups", EightBitGroups),
    ("sum-not-shift", Sums),
    ("decimal-groups", Decimal),
    ("gap-at-the-edge", EdgeIsAGroup),
    ("gap-at-the-wrong-place", ZerosBehind),
    ("gap-at-the-wrong-place", NoZeros),
    ("tail-counts-as-one", TailIsOneGroup),
    ("tail-reversed", TailReversed),
    ("tail-is-16-bits", TailIs16Bits),
    ("plus-sign-ok", PlusSign),
    ("five-digits-ok", AnyLength),
    ("wraps-groups", CutsGroups),
    ("wraps-groups", GroupsSpill),
    ("empty-group-ok", EmptyIsZero),
    ("empty-group-ok", SkipsEmpty),
    ("two-double-colons-ok", OnlyFirstGap),
    ("gap-of-nothing-ok", GapOfNothing),
    ("short-form-ok", FillsBehind),
    ("short-form-ok", FillsBefore),
    ("extra-groups-ok", IgnoresMore),
    ("v4-tail-misplaced", TailAnywhere),
    ("v4-tail-misplaced", TailBeforeGap),
    ("lax-tail", TailWithZeros),
    ("spaces-ok", Trims),
    ("zone-ok", CutsZone),
    ("brackets-ok", DropsBrackets),
];

/// A part of a text between colons.
struct Part<'a> {
    text: &'a str,
    is_tail: bool,
}

impl Reader {
    /// Reads an address in this way.
    pub(super) fn read(self, text: &str) -> Result<u128, V6Error> {
        let text = match self {
            Trims => text.trim(),
            CutsZone => text.split('%').next().unwrap_or(text),
            DropsBrackets => text.trim_start_matches('[').trim_end_matches(']'),
            _ => text,
        };
        let mut sides: Vec<&str> = text.splitn(2, "::").collect();
        let has_gap = sides.len() == 2;
        if has_gap && sides[1].contains("::") {
            match self {
                OnlyFirstGap => sides[1] = sides[1].split("::").next().unwrap_or_default(),
                SkipsEmpty | EmptyIsZero | SecondGapIsAGroup => {}
                _ => return Err(V6Error::TwoGaps),
            }
        }
        let last = sides.len() - 1;
        let mut parts: Vec<Part<'_>> = sides
            .iter()
            .enumerate()
            .flat_map(|(side, text)| self.parts(text, has_gap, side == last))
            .collect();
        let in_front = if has_gap { self.parts(sides[0], true, false).len() } else { 0 };

        let width = |part: &Part<'_>| if part.is_tail && self != TailIsOneGroup { 2 } else { 1 };
        let mut got: usize = parts.iter().map(width).sum();
        if self == IgnoresMore && !has_gap {
            while got > 8 {
                got -= parts.pop().map_or(0, |part| width(&part));
            }
        }
        let count = self.count(got, has_gap);
        if self != CountLast {
            count?;
        }

        if let (TailFirst, Some(part)) = (self, parts.iter().find(|part| part.is_tail)) {
            self.tail(part.text)?;
        }

        // Each part has a number, and the gap is filled with zeros.
        let missing = 8_usize.saturating_sub(got);
        let zeros = vec![(0, 16); if has_gap && self != NoZeros { missing } else { 0 }];
        let gap = if self == ZerosBehind { parts.len() } else { in_front };
        let mut number = 1;
        let mut values = vec![];
        for (at, part) in parts.iter().enumerate() {
            if at == gap {
                values.extend_from_slice(&zeros);
            }
            let is_shifted = has_gap && at >= in_front && self != GroupsAsWritten && count.is_ok();
            let named = number + if is_shifted { missing } else { 0 } - usize::from(self == GroupsFromZero);
            values.push(match part.is_tail {
                true => (u64::from(self.tail(part.text)?), 32),
                false => (self.group(part.text, named)?, 16),
            });
            number += width(part);
        }
        count?;
        if gap == parts.len() {
            values.extend(zeros);
        }
        if self == FillsBehind && !has_gap {
            values.extend(vec![(0, 16); missing]);
        }
        Ok(self.address(values))
    }

    fn parts<'a>(self, side: &'a str, has_gap: bool, is_last: bool) -> Vec<Part<'a>> {
        let is_group = self == EdgeIsAGroup && has_gap || self == EmptyTextIsAGroup && !has_gap;
        if side.is_empty() && !is_group {
            return vec![];
        }
        let mut texts: Vec<&str> = side.split(':').collect();
        if self == SkipsEmpty {
            texts.retain(|text| !text.is_empty());
        }
        let last = texts.len().wrapping_sub(1);
        let is_tail = |at: usize, text: &str| {
            let at_end = at == last && (is_last || self == TailBeforeGap);
            text.contains('.') && (at_end || self == TailAnywhere)
        };
        let part = |(at, text)| Part { text, is_tail: is_tail(at, text) };
        texts.into_iter().enumerate().map(part).collect()
    }

    fn count(self, got: usize, has_gap: bool) -> Result<(), V6Error> {
        let most = if has_gap && self != GapOfNothing { 7 } else { 8 };
        match got {
            _ if got > most && has_gap && self == GapIsAGroup => {
                Err(V6Error::TooMany { got: got + 1, most: 8 })
            }
            _ if got > most && self == MostIsEight => Err(V6Error::TooMany { got, most: 8 }),
            _ if got > most => Err(V6Error::TooMany { got, most }),
            8 => Ok(()),
            _ if has_gap || matches!(self, FillsBehind | FillsBefore) => Ok(()),
            _ => Err(V6Error::TooFew { got }),
        }
    }

    fn group(self, text: &str, group: usize) -> Result<u64, V6Error> {
        let (not_hex, too_long) = (Err(V6Error::NotHex { group }), Err(V6Error::TooLong { group }));
        let digits = match self {
            PlusSign => text.strip_prefix('+').unwrap_or(text),
            EmptyIsZero if text.is_empty() => "0",
            _ => text,
        };
        if self == LengthFirst && text.len() > 4 {
            return too_long;
        }
        let radix = if self == Decimal { 10 } else { 16 };
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
            return not_hex;
        }
        let value = u64::from_str_radix(digits, radix).ok();
        match value {
            Some(value) if text.len() <= 4 => Ok(value),
            Some(value) if self == GroupsSpill => Ok(value),
            Some(value) if self == CutsGroups => Ok(value & 0xffff),
            Some(value @ 0..=0xffff) if self == AnyLength => Ok(value),
            _ => too_long,
        }
    }

    fn tail(self, text: &str) -> Result<u32, V6Error> {
        let octets: Vec<String> = match self {
            TailWithZeros => text.split('.').map(without_zeros).collect(),
            _ => text.split('.').map(String::from).collect(),
        };
        let tail = read_strictly(&octets.join(".")).map_err(|error| V6Error::Tail { error })?;
        Ok(if self == TailReversed { tail.swap_bytes() } else { tail })
    }

    /// What the values of groups and tails, with their bits, are together.
    fn address(self, mut values: Vec<(u64, u32)>) -> u128 {
        if self == LastGroupFirst {
            values.reverse();
        }
        values.into_iter().fold(0_u128, |address, (value, bits)| match (self, bits) {
            (Sums, _) => address.wrapping_add(value.into()),
            (EightBitGroups, 16) => address << 8 | u128::from(value),
            (TailIs16Bits, 32) => address << 16 | u128::from(value),
            // Addition lets a group that is too big spill into the one before.
            _ => (address << bits).wrapping_add(value.into()),
        })
    }
}

fn without_zeros(octet: &str) -> String {
    let rest = octet.trim_start_matches('0');
    if rest.is_empty() && !octet.is_empty() { String::from("0") } else { rest.to_owned() }
}

/// How one writes an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    Canonical,
    UpperCase,
    Pads,
    Backwards,
    EveryRow,
    OneColonAtEdges,
    ZeroVanishes,
    FirstRow,
    LastOfTies,
    SingleZero,
    NoGap,
    EndIsMissed,
    MappedInHex,
    LowNumbersHaveTails,
    CompatibleHaveTails,
    AnyFfff,
}

/// The mistakes that the habits are. Where a number shows several in the same way, the first is named.
pub(super) const WRITERS: [(&str, Writer); 15] = [
    ("uppercase", Writer::UpperCase),
    ("pads-groups", Writer::Pads),
    ("written-backwards", Writer::Backwards),
    ("two-gaps-written", Writer::EveryRow),
    ("gap-colon-missing", Writer::OneColonAtEdges),
    ("first-run-not-longest", Writer::FirstRow),
    ("tie-takes-last", Writer::LastOfTies),
    ("compresses-single-zero", Writer::SingleZero),
    ("zero-group-vanishes", Writer::ZeroVanishes),
    ("row-at-the-end-missed", Writer::EndIsMissed),
    ("no-gap-written", Writer::NoGap),
    ("mapped-in-hex", Writer::MappedInHex),
    ("compatible-with-tail", Writer::LowNumbersHaveTails),
    ("compatible-with-tail", Writer::CompatibleHaveTails),
    ("any-ffff-is-mapped", Writer::AnyFfff),
];

/// The eight groups of an address, the most significant first.
pub(super) fn groups(address: u128) -> [u16; 8] {
    std::array::from_fn(|index| (address >> (112 - 16 * index)) as u16)
}

/// The rows of zeros among groups: where each begins, and how many groups it has.
pub(super) fn rows_of_zeros(groups: [u16; 8]) -> Vec<(usize, usize)> {
    let is_start = |at: &usize| groups[*at] == 0 && (*at == 0 || groups[at - 1] != 0);
    let length = |at: usize| groups[at..].iter().take_while(|group| **group == 0).count();
    (0..8).filter(is_start).map(|at| (at, length(at))).collect()
}

impl Writer {
    /// Writes an address in this way.
    pub(super) fn write(self, address: u128) -> String {
        let tail = Ipv4Addr::from(address as u32);
        let mut groups = groups(address);
        let high = address >> 32;
        match self {
            Writer::Backwards => groups.reverse(),
            Writer::MappedInHex => {}
            _ if high == 0xffff || self == Writer::AnyFfff && high & 0xffff == 0xffff => {
                return format!("::ffff:{tail}");
            }
            Writer::LowNumbersHaveTails if high == 0 => return format!("::{tail}"),
            Writer::CompatibleHaveTails if high == 0 && address > 0xffff => return format!("::{tail}"),
            _ => {}
        }
        let texts = groups.map(|group| match self {
            Writer::UpperCase => format!("{group:X}"),
            Writer::Pads => format!("{group:04x}"),
            Writer::ZeroVanishes if group == 0 => String::new(),
            _ => format!("{group:x}"),
        });
        let rows = self.rows(groups);
        let mut parts: Vec<&str> = vec![];
        let mut at = 0;
        while at < 8 {
            let row = rows.iter().find(|(start, _)| *start == at);
            // An empty part, and at an edge one more: between them are the colons.
            match row {
                Some((_, length)) => {
                    let edges = usize::from(at == 0) + usize::from(at + length == 8);
                    parts.extend(vec![""; if self == Writer::OneColonAtEdges { 1 } else { 1 + edges }]);
                    at += length;
                }
                None => {
                    parts.push(&texts[at]);
                    at += 1;
                }
            }
        }
        parts.join(":")
    }

    /// The rows that `::` stands for.
    pub(super) fn rows(self, groups: [u16; 8]) -> Vec<(usize, usize)> {
        let mut rows = rows_of_zeros(groups);
        let least = if self == Writer::SingleZero { 1 } else { 2 };
        rows.retain(|(_, length)| *length >= least);
        let longest = rows.iter().map(|(_, length)| *length).max().unwrap_or(0);
        match self {
            Writer::NoGap => return vec![],
            Writer::EveryRow => return rows,
            Writer::EndIsMissed => {
                rows.retain(|(at, length)| at + length < 8);
                let longest = rows.iter().map(|(_, length)| *length).max().unwrap_or(0);
                rows.retain(|(_, length)| *length == longest);
            }
            Writer::FirstRow => {}
            _ => rows.retain(|(_, length)| *length == longest),
        }
        if self == Writer::LastOfTies { rows.last() } else { rows.first() }.copied().into_iter().collect()
    }
}
