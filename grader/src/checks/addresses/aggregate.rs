//! addresses/aggregate: the fewest prefixes that say the same.

mod inputs;
mod model;

use std::net::Ipv4Addr;

use given::addresses::{Family, Prefix};

use self::inputs::{BLOCK, BLOCK_BITS, List, apart, halved, in_the_block, inside, neighbors, rows, v4, v6};
use self::model::{Habit, Habit::*, fewest, last, lies_inside, parent};
use super::fewer;
use super::prefix::row_of_bits;
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::{Detail, Finding, Kind, Step, Table};
use crate::script::{Script, call};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "aggregate",
    title: "the fewest prefixes that say the same",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 60,
    needs: &["prefix"],
    rust: &[],
    hints: [
        "Begin with a sorted copy of the list. Where does a prefix stand in it that lies inside another one, and where the other half of a prefix? With the right order, all that matters stands side by side.",
        "Sort by family, lowest address and length, so that the larger of two that begin alike comes first. Then go through the list once, and keep a second list of what is finished: what lies inside its last prefix goes, all else is put behind it. Two prefixes are the halves of one if they differ and have the same `parent`. When two have become one, what stands before the new one now?",
        "`let mut kept: Vec<Prefix> = Vec::new();` For each prefix of the sorted list: `continue` if `kept.last()` contains its `bits` (of its own family); `push` it; then, as long as the last two of `kept` have the same `parent`, take both away and push that parent. It has to be a loop: four quarters become two halves, and then one.",
    ],
    compare: "Look at why one look at the last of `kept` is enough for what lies inside, and count how often a prefix can be pushed.",
    checks: &[
        Check {
            name: "sorted_and_apart",
            title: "prefixes that have nothing to do with one another stay, and are sorted",
            points: 1,
            rule: "the docs of `aggregate`: IPv4 before IPv6, then by the lowest address",
            book: "sorted",
            after: &[],
            mistakes: &[UNSORTED, SORTED_BY_LENGTH, V6_FIRST],
            run: sorted_and_apart,
        },
        Check {
            name: "inside_goes",
            title: "a prefix that lies inside another one goes, and so does one that is there twice",
            points: 2,
            rule: "the docs of `aggregate`: no prefix lies inside another",
            book: "inside",
            after: &["sorted_and_apart"],
            mistakes: &[
                KEEPS_DOUBLES,
                DOUBLES_ARE_HALVES,
                KEEPS_INSIDE,
                COMPARES_WITH_NEIGHBOUR,
                INSIDE_STANDS_BEFORE,
                FAMILIES_MIXED,
            ],
            run: inside_goes,
        },
        Check {
            name: "halves_join",
            title: "the two halves of a prefix become that prefix",
            points: 2,
            rule: "RFC 4632, section 3.1: a prefix that is one bit shorter has the addresses of two",
            book: "halves",
            after: &["sorted_and_apart"],
            mistakes: &[KEEPS_HALVES],
            run: halves_join,
        },
        Check {
            name: "only_halves_join",
            title: "neighbors that are not the halves of one prefix stay as they are",
            points: 2,
            rule: "the docs of `aggregate`: exactly the addresses of these, none more",
            book: "neighbors",
            after: &["halves_join"],
            mistakes: &[MERGES_NON_SIBLINGS, MERGES_TWO_LENGTHS],
            run: only_halves_join,
        },
        Check {
            name: "joined_join_again",
            title: "a prefix made of two halves may be a half itself",
            points: 2,
            rule: "the docs of `aggregate`: no two are the halves of one",
            book: "again",
            after: &["halves_join", "only_halves_join"],
            mistakes: &[JOINS_ONCE],
            run: joined_join_again,
        },
        Check {
            name: "everything_and_the_end",
            title: "it works at the highest addresses, and two halves of everything are everything",
            points: 1,
            rule: "the docs of `Prefix`: a length of 0 is possible, and so is one of the whole width",
            book: "everything",
            after: &["halves_join"],
            mistakes: &[STOPS_BEFORE_EVERYTHING, END_OVERFLOWS],
            run: everything_and_the_end,
        },
        Check {
            name: "covers_the_same",
            title: "each address of a block is covered exactly if it was before",
            points: 3,
            rule: "the docs of `aggregate`: exactly the addresses of these, none more, and none less",
            book: "same-addresses",
            after: &["sorted_and_apart", "halves_join"],
            mistakes: &[MERGES_NON_SIBLINGS, MERGES_TWO_LENGTHS, DOUBLES_ARE_HALVES, INSIDE_STANDS_BEFORE],
            run: covers_the_same,
        },
        Check {
            name: "nothing_is_left_to_do",
            title: "in the answer no prefix lies inside another, and no two are the halves of one",
            points: 2,
            rule: "the docs of `aggregate`: the fewest prefixes",
            book: "fewest",
            after: &["covers_the_same"],
            mistakes: &[JOINS_ONCE, KEEPS_INSIDE, COMPARES_WITH_NEIGHBOUR, INSIDE_STANDS_BEFORE],
            run: nothing_is_left_to_do,
        },
        Check {
            name: "provider",
            title: "thirteen prefixes of a provider become seven",
            points: 1,
            rule: "RFC 4632, section 4: a provider announces its customers' networks as one, where it can",
            book: "a-provider",
            after: &["sorted_and_apart"],
            mistakes: &[MERGES_NON_SIBLINGS, JOINS_ONCE, KEEPS_HALVES, KEEPS_INSIDE],
            run: provider,
        },
        Check {
            name: "long_lists",
            title: "a list sixteen times as long takes not much more than sixteen times as long",
            points: 2,
            rule: "the docs of `aggregate`: the work must not grow with the square of the number of prefixes",
            book: "how-fast",
            after: &["nothing_is_left_to_do"],
            mistakes: &[EVERY_PAIR],
            run: long_lists,
        },
    ],
};

const UNSORTED: Mistake = Mistake {
    slug: "unsorted",
    name: "the right prefixes, but not in the order that is asked for",
    ask: "By what do the docs sort, and in what order did the prefixes come?",
};

const SORTED_BY_LENGTH: Mistake = Mistake {
    slug: "sorted-by-length",
    name: "the length counts before the address",
    ask: "Which comes first, 10.0.0.0/16 or 11.0.0.0/8?",
};

const V6_FIRST: Mistake =
    Mistake { slug: "v6-first", name: "IPv6 comes before IPv4", ask: "What do the docs sort by first?" };

const KEEPS_DOUBLES: Mistake = Mistake {
    slug: "keeps-doubles",
    name: "a prefix that is there twice stays twice",
    ask: "Does a prefix lie inside one that is equal to it?",
};

const KEEPS_INSIDE: Mistake = Mistake {
    slug: "keeps-inside",
    name: "prefixes inside others stay, though the others have all their addresses",
    ask: "Which addresses would be missing without the smaller one?",
};

const COMPARES_WITH_NEIGHBOUR: Mistake = Mistake {
    slug: "compares-with-neighbor",
    name: "a prefix is compared with the one before it in the list, and that one may be gone",
    ask: "10.1.0.0/16 went, because 10.0.0.0/8 is there. With which of the two must the next one be compared?",
};

const INSIDE_STANDS_BEFORE: Mistake = Mistake {
    slug: "inside-stands-before",
    name: "where two begin with the same address, the smaller one may come first, and then the larger one is not seen for what it is",
    ask: "10.0.0.0/16 and 10.0.0.0/8 begin with the same address. Which of them does your sort put first?",
};

const FAMILIES_MIXED: Mistake = Mistake {
    slug: "families-mixed",
    name: "an IPv6 prefix is taken for a part of an IPv4 one",
    ask: "You ask whether a prefix contains an address. Of which family do you say that the address is?",
};

const KEEPS_HALVES: Mistake = Mistake {
    slug: "keeps-halves",
    name: "the two halves of a prefix stay two",
    ask: "When do two prefixes have the same `parent`?",
};

const MERGES_NON_SIBLINGS: Mistake = Mistake {
    slug: "merges-non-siblings",
    name: "neighbors are put together that are not the halves of one prefix",
    ask: "How do the bits of two halves differ, and how do these? Whose addresses come in with the new prefix?",
};

const MERGES_TWO_LENGTHS: Mistake = Mistake {
    slug: "merges-two-lengths",
    name: "a half and a part of the other half are taken for the whole",
    ask: "How many addresses have the two together, and how many has what you made of them?",
};

const DOUBLES_ARE_HALVES: Mistake = Mistake {
    slug: "doubles-are-halves",
    name: "a prefix that is there twice is taken for both halves of its parent",
    ask: "Two equal prefixes have the same parent too. What else must hold of halves?",
};

const JOINS_ONCE: Mistake = Mistake {
    slug: "joins-once",
    name: "what was put together is not looked at again, and it was a half itself",
    ask: "Two have become one. What stands before it now, and could it be the other half?",
};

const STOPS_BEFORE_EVERYTHING: Mistake = Mistake {
    slug: "stops-before-everything",
    name: "the halves of everything stay two",
    ask: "What is the parent of 128.0.0.0/1?",
};

const END_OVERFLOWS: Mistake = Mistake {
    slug: "end-overflows",
    name: "the address behind a prefix is computed, and the highest has none behind it",
    ask: "What is the number behind ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, and do you need it?",
};

const EVERY_PAIR: Mistake = Mistake {
    slug: "every-pair",
    name: "each prefix is compared with all others, or the list is moved for each of them",
    ask: "In a sorted list, which prefix can be the other half of this one? Must you look at the others?",
};

const HABITS: [(&str, Habit); 16] = [
    ("sorted-by-length", ByLength),
    ("v6-first", V6First),
    ("families-mixed", ForgetsFamily),
    ("keeps-doubles", KeepsDoubles),
    ("keeps-inside", KeepsInside),
    ("compares-with-neighbor", LooksAtNeighbor),
    ("inside-stands-before", ByAddress),
    ("inside-stands-before", ByAddressBlindly),
    ("merges-non-siblings", JoinsNeighbors),
    ("merges-non-siblings", JoinsAndKeepsBits),
    ("merges-two-lengths", JoinsTwoLengths),
    ("doubles-are-halves", JoinsDoubles),
    ("stops-before-everything", NeverEverything),
    ("joins-once", JoinsOnceEach),
    ("joins-once", JoinsInOnePass),
    ("keeps-halves", KeepsHalves),
];

fn ask(list: &List) -> Script {
    call("aggregate", (list.clone(),))
}

/// Reads the answer, which must be the one list that the docs ask for.
fn judged(list: &List, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = fewest(list);
    let own: List = heard(list, seen)?;
    ensure(own == right, || wrong(list, &own, seen, String::from("what was given, sorted")))
}

fn heard(list: &List, seen: &mut Seen<'_>) -> Result<List, Trouble> {
    seen.value().map_err(|trouble| {
        seen.differs(&fewest(list));
        let trouble = trouble.panic_with_looks_like("attempt to add with overflow", "end-overflows");
        trouble.figure(fates(list, None, String::from("what was given, sorted")))
    })
}

/// The trouble with an answer, and the mistake that would give exactly that one.
fn wrong(list: &List, own: &List, seen: &mut Seen<'_>, title: String) -> Trouble {
    let right = fewest(list);
    let named = HABITS.iter().find(|(_, habit)| habit.aggregate(list) == *own);
    let mut sorted = own.clone();
    sorted.sort_by_key(|prefix| (prefix.family, prefix.bits, prefix.len));
    let trouble = Trouble::new(seen.differs(&right));
    let trouble = named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug));
    trouble.looks_like_if(sorted == right, "unsorted").figure(fates(list, Some(own), title))
}

/// What was given, as bits, and what must become of each. Marked is what did not become that.
fn fates(list: &List, own: Option<&List>, title: String) -> Table {
    const MOST: usize = 10;
    let right = fewest(list);
    let mut given = list.clone();
    given.sort_by_key(|prefix| (prefix.family, prefix.bits, prefix.len));
    let fate = |prefix: &Prefix| right.iter().copied().find(|whole| lies_inside(*prefix, *whole));
    let has_it = |own: &List, prefix: &Prefix| {
        let count = own.iter().filter(|own| fate(prefix) == Some(**own)).count();
        count == 1 && (fate(prefix) == Some(*prefix) || !own.contains(prefix))
    };
    let row = |prefix: &Prefix| {
        let all = row_of_bits(prefix.family, prefix.len, prefix.bits);
        let bits = first_bits(&all);
        let fate = match fate(prefix) {
            Some(whole) if whole == *prefix => String::from("stays"),
            Some(whole) if list.contains(&whole) => format!("is inside {whole}"),
            Some(whole) => format!("becomes {whole}"),
            None => String::new(),
        };
        vec![prefix.to_string(), bits, fate]
    };
    let is_wrong = |prefix: &Prefix| own.is_some_and(|own| !has_it(own, prefix));
    // Of a long list, what is around the first that is wrong.
    let first = given.iter().position(is_wrong).unwrap_or_default().saturating_sub(2);
    let from = first.min(given.len().saturating_sub(MOST));
    let shown = &given[from..given.len().min(from + MOST)];
    let mut rows: Vec<Vec<String>> = shown.iter().map(row).collect();
    if given.len() > shown.len() {
        rows.push(vec![format!("and {} more", given.len() - shown.len()), String::new(), String::new()]);
    }
    Table {
        title,
        head: ["given", "its first bits", "should be"].map(String::from).to_vec(),
        rows,
        wrong: (0..shown.len()).filter(|at| is_wrong(&shown[*at])).collect(),
    }
}

/// What stands before the line in a row of bits. IPv6 is spelled in hexadecimal digits; those bits of the last one
/// that count come alone.
fn first_bits(row: &str) -> String {
    let before = row.split('|').next().unwrap_or_default();
    let trimmed = |digits: &str| digits.trim_end_matches([':', ' ']).to_owned();
    match before.split_once('(') {
        Some(("", bits)) => bits.to_owned(),
        Some((digits, bits)) => format!("{} + {bits}", trimmed(digits)),
        None => trimmed(before),
    }
}

fn sorted_and_apart(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![v4(10, 2, 0, 0, 16), v4(10, 0, 0, 0, 16)],
        vec![v4(11, 0, 0, 0, 8), v4(10, 0, 0, 0, 16)],
        vec![v6(0x2001_0db8_0000_0000, 32), v4(192, 0, 2, 0, 24)],
        vec![v6(0, 32), v4(192, 0, 2, 0, 24), v6(0x2001_0db8_0000_0000, 48), v4(10, 0, 0, 0, 8)],
    ];
    trial.law(forced, apart(), ask, judged)
}

fn inside_goes(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![v4(10, 0, 0, 0, 8), v4(10, 0, 0, 0, 8)],
        vec![v4(10, 1, 0, 0, 16), v4(10, 0, 0, 0, 8)],
        vec![v4(10, 0, 0, 0, 8), v4(10, 1, 0, 0, 16), v4(10, 3, 0, 0, 16)],
        vec![v4(10, 0, 0, 0, 16), v4(10, 0, 0, 0, 8)],
        vec![v4(10, 7, 0, 1, 32), v4(10, 0, 0, 0, 8), v4(11, 0, 0, 0, 32)],
        vec![v6(0x2001_0db8_0000_0000, 32), v4(0, 0, 0, 0, 0), v4(10, 0, 0, 0, 8)],
    ];
    trial.law(forced, inside(), ask, judged)
}

fn halves_join(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![v4(10, 0, 1, 0, 24), v4(10, 0, 0, 0, 24)],
        vec![v4(192, 0, 2, 128, 25), v4(10, 0, 0, 0, 8), v4(192, 0, 2, 0, 25)],
        vec![v6(0x2001_0db8_8000_0000, 33), v6(0x2001_0db8_0000_0000, 33)],
    ];
    trial.law(forced, halved(), ask, judged)
}

fn only_halves_join(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![v4(10, 0, 1, 0, 24), v4(10, 0, 2, 0, 24)],
        vec![v4(10, 0, 0, 0, 24), v4(10, 0, 1, 0, 25)],
        vec![v4(10, 0, 0, 0, 25), v4(10, 0, 1, 0, 24)],
        vec![v4(10, 0, 0, 0, 24), v4(10, 0, 2, 0, 24)],
        vec![v4(127, 0, 0, 0, 8), v4(128, 0, 0, 0, 8)],
    ];
    trial.law(forced, neighbors(), ask, judged)
}

fn joined_join_again(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        [0, 1, 2, 3].map(|octet| v4(10, 0, octet, 0, 24)).to_vec(),
        vec![v4(10, 0, 0, 0, 31), v4(10, 0, 0, 2, 32), v4(10, 0, 0, 3, 32)],
        vec![v4(10, 0, 0, 2, 31), v4(10, 0, 0, 1, 32), v4(10, 0, 0, 0, 32), v4(10, 0, 0, 4, 30)],
        vec![v4(10, 0, 0, 0, 30), v4(10, 0, 0, 4, 31), v4(10, 0, 0, 6, 32), v4(10, 0, 0, 7, 32)],
    ];
    trial.law(forced, rows(), ask, judged)
}

fn everything_and_the_end(trial: &mut Trial<'_>) -> Verdict {
    let highest = |family: Family, before: u128, len: u8| {
        let all = u128::MAX >> (128 - family.width());
        Prefix { family, bits: all - before, len }
    };
    let cases = [
        vec![v4(128, 0, 0, 0, 1), v4(0, 0, 0, 0, 1)],
        vec![v6(1 << 63, 1), v6(0, 1)],
        vec![highest(Family::V4, 0, 32), highest(Family::V4, 1, 32)],
        vec![highest(Family::V6, 0, 128)],
        vec![highest(Family::V6, 0, 128), highest(Family::V6, 1, 128)],
        vec![v6(0, 0), v4(0, 0, 0, 0, 0)],
        vec![v6(0, 0), v6(1 << 63, 1), highest(Family::V6, 0, 128), v6(0, 1)],
        vec![v4(0, 0, 0, 0, 2), v4(64, 0, 0, 0, 2), v4(192, 0, 0, 0, 2), v4(128, 0, 0, 0, 2)],
    ];
    trial.table(cases, ask, judged)
}

fn covers_the_same(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        vec![],
        vec![v4(10, 0, 1, 0, 24), v4(10, 0, 2, 0, 24)],
        vec![v4(10, 0, 0, 0, 32), v4(10, 0, 0, 2, 32), v4(10, 0, 0, 1, 32)],
        vec![v4(10, 0, 1, 0, 25), v4(10, 0, 1, 0, 24)],
        vec![v4(10, 0, 4, 0, 22), v4(10, 0, 5, 0, 24), v4(10, 0, 8, 0, 22), v4(10, 0, 12, 0, 23)],
        vec![BLOCK],
    ];
    fewer(trial);
    trial.law(forced, in_the_block(), ask, |list, seen| {
        let own = heard(list, seen)?;
        let (before, after) = (covered(list), covered(&own));
        let outside = own
            .iter()
            .find(|prefix| !lies_inside(**prefix, BLOCK))
            .map(|prefix| (format!("your {prefix} reaches out of {BLOCK}, where nothing was given"), prefix));
        let differs = before.iter().zip(&after).position(|(before, after)| before != after);
        let title = match (outside, differs) {
            (Some((title, _)), _) => title,
            (None, Some(at)) => told(BLOCK.bits + at as u128, before[at], &own),
            (None, None) => return Ok(()),
        };
        Err(wrong(list, &own, seen, title))
    })
}

/// Which addresses of the block are covered.
fn covered(list: &[Prefix]) -> Vec<bool> {
    let mut covered = vec![false; 1 << BLOCK_BITS];
    for prefix in list.iter().filter(|prefix| lies_inside(**prefix, BLOCK) && prefix.len <= 32) {
        let (first, last) = (prefix.bits - BLOCK.bits, last(*prefix) - BLOCK.bits);
        covered[first as usize..=last as usize].fill(true);
    }
    covered
}

/// An address that is covered in one of the lists alone.
fn told(address: u128, before: bool, own: &[Prefix]) -> String {
    let name = Ipv4Addr::from(address as u32);
    let one = Prefix { bits: address, len: 32, ..BLOCK };
    let holder = own.iter().find(|prefix| lies_inside(one, **prefix));
    match holder {
        Some(holder) if !before => format!("{name} is in your {holder}, and in none of these"),
        _ => format!("{name} is in one of these, and in none of yours"),
    }
}

fn nothing_is_left_to_do(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    trial.law(
        [
            [3, 2, 1, 0].map(|octet| v4(10, 0, octet, 0, 24)).to_vec(),
            vec![v4(10, 0, 1, 0, 25), v4(10, 0, 1, 0, 24), v4(10, 0, 0, 0, 24)],
        ],
        in_the_block(),
        ask,
        |list, seen| {
            let own = heard(list, seen)?;
            let pairs =
                || own.iter().enumerate().flat_map(|(at, a)| own[at + 1..].iter().map(move |b| (a, b)));
            let inside = pairs().find(|(a, b)| lies_inside(**a, **b) || lies_inside(**b, **a));
            let whole = |a: &Prefix, b: &Prefix| parent(*a).filter(|whole| parent(*b) == Some(*whole));
            let halves = pairs().find_map(|(a, b)| Some((a, b, whole(a, b)?)));
            let title = match (inside, halves) {
                (Some((a, b)), _) => {
                    format!("{a} and {b} are both in your list, and one has all of the other")
                }
                (None, Some((a, b, whole))) => format!("your {a} and {b} are the halves of {whole}"),
                (None, None) => return Ok(()),
            };
            Err(wrong(list, &own, seen, title))
        },
    )
}

/// What a provider's customers announce, as it came in.
const ANNOUNCED: [Prefix; 13] = [
    v4(10, 20, 7, 0, 24),
    v6(0x2001_0db8_8000_0000, 33),
    v4(10, 20, 1, 0, 24),
    v4(10, 20, 9, 1, 32),
    v4(10, 20, 2, 0, 23),
    v4(10, 20, 5, 0, 24),
    v4(10, 20, 0, 0, 24),
    v4(10, 20, 2, 128, 25),
    v6(0x2001_0db8_0000_0000, 33),
    v4(10, 20, 6, 0, 24),
    v4(10, 20, 9, 1, 32),
    v4(172, 16, 0, 0, 12),
    v6(0x2001_0db9_0000_0000, 48),
];

/// What the provider announces to the world, and whose addresses these are.
const PROVIDER: [(&str, &str); 7] = [
    ("10.20.0.0/22", "10.20.0.0/24, 10.20.1.0/24, 10.20.2.0/23, 10.20.2.128/25"),
    ("10.20.5.0/24", "10.20.5.0/24"),
    ("10.20.6.0/23", "10.20.6.0/24, 10.20.7.0/24"),
    ("10.20.9.1/32", "10.20.9.1/32, twice"),
    ("172.16.0.0/12", "172.16.0.0/12"),
    ("2001:db8::/32", "2001:db8::/33, 2001:db8:8000::/33"),
    ("2001:db9::/48", "2001:db9::/48"),
];

fn provider(trial: &mut Trial<'_>) -> Verdict {
    let list = ANNOUNCED.to_vec();
    trial.table(
        [list],
        |list| ask(list).spelled("aggregate(&announced)   // 13 prefixes"),
        |list, seen| {
            let own: List = heard(list, seen)?;
            let texts: Vec<String> = own.iter().map(Prefix::to_string).collect();
            ensure(texts == PROVIDER.map(|(prefix, _)| String::from(prefix)), || {
                let mut trouble = Trouble::new(seen.differs(&fewest(list)));
                if let Some((slug, _)) = HABITS.iter().find(|(_, habit)| habit.aggregate(list) == own) {
                    trouble = trouble.looks_like(slug);
                }
                let right =
                    texts.iter().filter(|text| PROVIDER.iter().any(|(prefix, _)| prefix == text)).count();
                seen.shown_as(&format!("{} prefixes, {right} of them right", own.len()));
                seen.expected(format!("{} prefixes", PROVIDER.len()));
                trouble.figure(announcements(&texts))
            })
        },
    )
}

/// The learner's announcements beside those that it should be.
fn announcements(own: &[String]) -> Table {
    const MOST: usize = 14;
    let mut rows: Vec<Vec<String>> = PROVIDER
        .iter()
        .map(|(prefix, made_of)| {
            let yours = own.iter().find(|own| own == prefix).map_or("-", |own| own);
            vec![yours.to_owned(), String::from(*prefix), String::from(*made_of)]
        })
        .collect();
    let others = own.iter().filter(|own| PROVIDER.iter().all(|(prefix, _)| own != prefix));
    rows.extend(others.map(|own| vec![own.clone(), String::from("-"), String::new()]));
    rows.truncate(MOST);
    let wrong = rows.iter().enumerate().filter(|(_, row)| row[0] != row[1]).map(|(at, _)| at).collect();
    Table {
        title: String::from("what the provider announces"),
        head: ["yours", "should be", "made of"].map(String::from).to_vec(),
        rows,
        wrong,
    }
}

/// Prefixes in a short list, and how many times more are in a long one.
const SHORT: u32 = 256;
const TIMES: u32 = 16;
/// Comparing all pairs takes [`TIMES`] as long for one long list as for so many short ones; sorting, less than twice.
const LIMIT: u32 = 6;

fn long_lists(trial: &mut Trial<'_>) -> Verdict {
    let spelled = |lists: u32, length: u32| match lists {
        1 => format!("aggregate one list of {length} prefixes"),
        _ => format!("aggregate {lists} lists of {length} prefixes each"),
    };
    for _ in 0..3 {
        let mut measure = |lists: u32, length: u32| {
            let script =
                call("aggregate_many", (lists, length)).spelled(spelled(lists, length)).of_the_probe();
            trial.best_time(&Script::default(), &script)
        };
        let short = measure(TIMES, SHORT)?;
        // Where the short lists were quick, what takes so long with the long one is its length.
        let long = measure(1, SHORT * TIMES).map_err(|finding| match finding.kind {
            Kind::TimedOut => Box::new(Finding { fault: Some("every-pair"), ..*finding }),
            _ => finding,
        })?;
        if long <= short * LIMIT {
            return Ok(());
        }
        if long > short * (2 * LIMIT) {
            break;
        }
    }
    let step = |did: String, saw: String, expected: Option<&str>| Step {
        did,
        saw: Some(saw),
        expected: expected.map(String::from),
        code: None,
    };
    let steps = vec![
        step(spelled(TIMES, SHORT), String::from("takes a moment"), None),
        step(
            spelled(1, SHORT * TIMES),
            format!("takes more than {LIMIT} times as long"),
            Some("takes about as long: there are as many prefixes, only in one list"),
        ),
    ];
    Err(Box::new(Finding {
        kind: Kind::Failed,
        message: format!(
            "one list of {} prefixes takes more than {LIMIT} times as long as {TIMES} of {SHORT}",
            SHORT * TIMES
        ),
        fault: Some("every-pair"),
        detail: Detail { steps, figures: vec![] },
        printed: String::new(),
        case: 0,
        calls: vec![],
    }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn the_provider_is_right() {
        let texts: Vec<String> = fewest(&ANNOUNCED).iter().map(Prefix::to_string).collect();
        assert_eq!(texts, PROVIDER.map(|(prefix, _)| prefix));
        let made_of = |whole: &str| {
            ANNOUNCED
                .iter()
                .filter(|prefix| {
                    fewest(&ANNOUNCED)
                        .iter()
                        .any(|kept| kept.to_string() == whole && lies_inside(**prefix, *kept))
                })
                .count()
        };
        assert_eq!(PROVIDER.map(|(prefix, _)| made_of(prefix)), [4, 1, 2, 2, 1, 2, 1]);
    }

    #[test]
    fn first_bits_are_those_before_the_line() {
        assert_eq!(first_bits("00001010 |00000000 00000000 00000000"), "00001010");
        assert_eq!(first_bits("2001:0db8:(01|10)000:0000:0000:0000:0000:0000"), "2001:0db8 + 01");
        assert_eq!(first_bits("(1|000)000:0000:0000:0000:0000:0000:0000:0000"), "1");
        assert_eq!(first_bits("2001:0db8:|0000:0000:0000:0000:0000:0000"), "2001:0db8");
    }

    #[test]
    fn looking_at_every_address_finds_what_is_wrong() {
        let lists = drawn(&in_the_block(), 300);
        assert!(lists.iter().all(|list| covered(list) == covered(&fewest(list))));
        for habit in [JoinsNeighbors, JoinsTwoLengths, JoinsDoubles] {
            let shows = |list: &&List| covered(list) != covered(&habit.aggregate(list));
            let count = lists.iter().filter(shows).count();
            assert!(count >= 30, "{habit:?} {count}");
        }
    }
}
