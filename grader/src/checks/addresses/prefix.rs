//! addresses/prefix: all the addresses that begin alike.

mod inputs;
mod mistakes;
mod model;
mod pictures;
mod plan;

use std::net::Ipv4Addr;

use given::addresses::{Family, Hosts, Prefix, Special};
use proptest::prelude::Strategy;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::inputs::{Guest, PLACES, Place, V6_EVERYTHING, V6_LAST, guests, places, special_addresses, v4, v6};
use self::mistakes::*;
use self::model::{BLOCKS, Habit, Habit::*, ends};
pub(super) use self::pictures::row_of_bits;
use self::pictures::{answered, at_the_door, bits, ends_of, given, neighborhood, sizes, text};
use self::plan::office_plan;
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::{Hex, Ref, Spell, Wide};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "prefix",
    title: "all the addresses that begin alike",
    track: Track::First,
    level: Level::Beginner,
    minutes: 75,
    needs: &[],
    rust: &[],
    hints: [
        "Begin with `mask`: once you have it, `network` is one `&`, and `contains` and `last` are not much more. Draw 192.0.2.77/26 as 32 bits and mark the first 26 of them. Which bits must be one, which must be zero?",
        "Ones in all bits of a family: `u128::MAX >> (128 - width)`. The bits behind the prefix are what is left of these when you shift them to the right by `len`; the mask is all the others (`^`). A shift by as many bits as the type has is a panic; `unbounded_shr` and `checked_shl` are made for that. Write `hosts` after `broadcast`, and let it ask `broadcast`.",
        "`let behind = ones.unbounded_shr(len.into())`; `mask` is `ones ^ behind`, `network` is `address & mask`, `last` is `bits | behind`, `size` is `1_u128.checked_shl((width - len).into())`. `broadcast` is `last` if the family is V4 and `len <= 30`. `split` sets the bit `1 << (width - 1 - len)` in the upper half; `parent` is `network` with `len.checked_sub(1)?`. `class` goes through a table of prefixes and asks `contains`; the one address 255.255.255.255 comes before 240.0.0.0/4.",
    ],
    compare: "Look at how `hosts` asks `broadcast`, so that the rule of RFC 3021 stands in one place, and how `class` uses `contains`.",
    checks: &[
        Check {
            name: "mask_has_its_ones",
            title: "an IPv4 mask has ones in the first bits, and zeros behind them",
            points: 1,
            rule: "RFC 4632, section 3.1: the bits of the mask that are one say which bits of an address are the prefix",
            book: "mask",
            after: &[],
            mistakes: &[MASK_LITTLE_ENDIAN, MASK_INVERTED, ONES_AT_THE_END, WHOLE_OCTETS, V4_AS_128_BITS],
            run: mask_has_its_ones,
        },
        Check {
            name: "mask_at_the_ends",
            title: "a mask may have no ones, or ones only, and an IPv6 mask has 128 bits",
            points: 1,
            rule: "the docs of `Prefix`: the length is 0 to the width of the family, and both ends are possible",
            book: "mask",
            after: &["mask_has_its_ones"],
            mistakes: &[SHIFT_BY_32, V6_AS_32_BITS],
            run: mask_at_the_ends,
        },
        Check {
            name: "network_begins_alike",
            title: "the network of an address has its first bits, and zeros behind them",
            points: 2,
            rule: "the docs of `Prefix`: all bits after the first `len` are zero",
            book: "network",
            after: &[],
            mistakes: &[SHIFT_BY_32, HOST_BITS_KEPT, WRONG_HALF, LAST_NOT_FIRST, WHOLE_OCTETS],
            run: network_begins_alike,
        },
        Check {
            name: "contains_what_begins_alike",
            title: "an address is in a prefix if its first bits are those, and it is of that family",
            points: 2,
            rule: "RFC 4632, section 3.1: addresses belong together that agree in the first bits, however many these are",
            book: "contains",
            after: &[],
            mistakes: &[
                SHIFT_BY_32,
                FAMILY_IGNORED,
                ZEROS_NOT_COMPARED,
                WHOLE_OCTETS,
                ENDS_LEFT_OUT,
                END_OVERFLOWS,
            ],
            run: contains_what_begins_alike,
        },
        Check {
            name: "last_has_ones_behind",
            title: "the highest address has ones in all bits behind the prefix",
            points: 1,
            rule: "the docs of `last`; no address of the prefix has more ones than that",
            book: "last",
            after: &[],
            mistakes: &[SHIFT_BY_32, ONE_PAST_THE_END, V4_AS_128_BITS, END_OVERFLOWS],
            run: last_has_ones_behind,
        },
        Check {
            name: "size_doubles",
            title: "each bit that is not of the prefix doubles the number of addresses",
            points: 2,
            rule: "RFC 4632, section 3.1: its table of lengths and how many addresses they have",
            book: "size",
            after: &[],
            mistakes: &[
                SHIFT_BY_32,
                SIZE_OF_HOSTS,
                FENCE_POST,
                TWO_TO_THE_LENGTH,
                SIZE_OF_EVERYTHING,
                V4_SIZE_IN_32_BITS,
            ],
            run: size_doubles,
        },
        Check {
            name: "broadcast_of_v4",
            title: "an IPv4 prefix of up to 30 bits has a broadcast address, its highest; no other prefix has",
            points: 2,
            rule: "RFC 3021, section 2.1: none on links of length 31; RFC 4291, section 2: none in IPv6",
            book: "broadcast",
            after: &[],
            mistakes: &[
                SLASH31_HAS_BROADCAST,
                SLASH32_HAS_BROADCAST,
                SLASH30_LOSES_BROADCAST,
                V6_HAS_BROADCAST,
                LOWEST_FOR_BROADCAST,
                LIMITED_BROADCAST,
            ],
            run: broadcast_of_v4,
        },
        Check {
            name: "hosts_are_the_others",
            title: "machines can have all addresses but the broadcast address and, beside it, the lowest",
            points: 2,
            rule: "RFC 1122, section 3.2.1.3: all zeros and all ones are no machine's; RFC 3021, section 2.1: but on a /31 they are",
            book: "hosts",
            after: &[],
            mistakes: &[SLASH31_LOSES_HOSTS, BROADCAST_AS_HOST, NETWORK_AS_HOST, V6_LOSES_HOSTS],
            run: hosts_are_the_others,
        },
        Check {
            name: "office_plan",
            title: "the nine networks of an office are exactly those of the plan",
            points: 1,
            rule: "RFC 4632, section 3.1; RFC 3021, section 2.1, for the last two",
            book: "a-plan",
            after: &["mask_has_its_ones", "network_begins_alike"],
            mistakes: &[
                SLASH31_LOSES_HOSTS,
                BROADCAST_AS_HOST,
                NETWORK_AS_HOST,
                SLASH31_HAS_BROADCAST,
                SLASH32_HAS_BROADCAST,
            ],
            run: office_plan,
        },
        Check {
            name: "split_makes_halves",
            title: "the halves of a prefix are one bit longer, and differ in that bit",
            points: 2,
            rule: "the docs of `split`: the lower half first",
            book: "halves",
            after: &[],
            mistakes: &[SHIFT_BY_32, HALVES_SWAPPED, SAME_LENGTH, WRONG_BIT],
            run: split_makes_halves,
        },
        Check {
            name: "parent_of_both_halves",
            title: "both halves of a prefix have it for their parent",
            points: 1,
            rule: "the docs of `parent`: the prefix that this one is a half of",
            book: "halves",
            after: &["split_makes_halves"],
            mistakes: &[SHIFT_BY_32, HOST_BITS_KEPT],
            run: parent_of_both_halves,
        },
        Check {
            name: "no_half_and_no_parent",
            title: "one address has no halves, and everything has no parent",
            points: 1,
            rule: "the docs of `split` and `parent`: `None`",
            book: "halves",
            after: &["split_makes_halves", "parent_of_both_halves"],
            mistakes: &[SPLITS_ONE_ADDRESS, PARENT_OF_EVERYTHING],
            run: no_half_and_no_parent,
        },
        Check {
            name: "class_as_std",
            title: "an address is private, loopback, link-local and so on exactly when the standard library says so",
            points: 2,
            rule: "RFC 6890, section 2.2.2: the list of special blocks; RFC 1112, section 4: multicast",
            book: "special",
            after: &[],
            mistakes: &[
                PRIVATE_172_IS_16,
                PRIVATE_172_IS_8,
                LOOPBACK_IS_ONE_ADDRESS,
                DOCUMENTATION_IS_ONE_BLOCK,
                SHARED_IS_PRIVATE,
                MULTICAST_TAKES_RESERVED,
                BROADCAST_IS_RESERVED,
                CLASS_READS_BACKWARDS,
                LAST_OF_BLOCK_LEFT_OUT,
            ],
            run: class_as_std,
        },
        Check {
            name: "class_as_the_table",
            title: "every special block begins and ends where RFC 6890 says",
            points: 2,
            rule: "RFC 6890, section 2.2.2: the list of special blocks; RFC 1112, section 4: multicast",
            book: "special",
            after: &["class_as_std"],
            mistakes: &[THIS_NETWORK_IS_ONE_ADDRESS, BENCHMARKING_IS_16, PROTOCOLS_ARE_GLOBAL],
            run: class_as_the_table,
        },
    ],
};

type Habits = &'static [(&'static str, Habit)];

/// Reads the next answer, which must be what the model gives. A mistake is named where the model gives it with that
/// mistake as its habit. The picture is drawn with what was answered, if anything was.
fn judged<T: DeserializeOwned + Spell + PartialEq>(
    seen: &mut Seen<'_>,
    habits: Habits,
    play: impl Fn(Habit) -> T,
    picture: impl Fn(Option<&T>) -> Table,
) -> Result<(), Trouble> {
    let right = play(Right);
    let own: T = match seen.value() {
        Ok(own) if own == right => return Ok(()),
        Ok(own) => own,
        Err(trouble) => {
            seen.differs(&right);
            return Err(trouble.figure(picture(None)));
        }
    };
    let trouble = Trouble::new(seen.differs(&right)).figure(picture(Some(&own)));
    let named = habits.iter().find(|(_, habit)| play(*habit) == own);
    Err(named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug)))
}

/// Shifts by too much have a message of their own, and so have sums.
fn overflowed(trouble: Trouble) -> Trouble {
    trouble
        .panic_with_looks_like("attempt to shift", "shift-by-32")
        .panic_with_looks_like("attempt to add with overflow", "end-overflows")
}

const MASKS: Habits = &[
    ("shift-by-32", WrapsShift),
    ("mask-little-endian", LittleEndian),
    ("mask-inverted", Inverted),
    ("ones-at-the-end", OnesAtTheEnd),
    ("whole-octets", WholeOctets),
    ("v4-as-128-bits", Spills),
    ("v4-as-128-bits", TopOf128),
    ("v6-as-32-bits", Narrow),
];

fn mask_has_its_ones(trial: &mut Trial<'_>) -> Verdict {
    masks(trial, [26, 8, 12].into_iter().chain(1..32).map(|len| (Family::V4, len)))
}

fn mask_at_the_ends(trial: &mut Trial<'_>) -> Verdict {
    let first = [(Family::V4, 0), (Family::V4, 32), (Family::V6, 26), (Family::V6, 0), (Family::V6, 128)];
    masks(trial, first.into_iter().chain((1..128).map(|len| (Family::V6, len))))
}

fn masks(trial: &mut Trial<'_>, cases: impl Iterator<Item = (Family, u8)>) -> Verdict {
    trial.table(
        cases,
        |(family, len)| call("mask", (*family, *len)),
        |(family, len), seen| {
            let play = |habit: Habit| Wide(habit.mask(*family, *len));
            let picture = |own: Option<&Wide>| {
                let right = play(Right).0;
                let own = own.map(|own| own.0);
                bits(*family, *len, &[given("mask", right), answered("yours", own, Some(right))])
            };
            judged(seen, MASKS, play, picture).map_err(overflowed)
        },
    )
}

const NETWORKS: Habits = &[
    ("shift-by-32", WrapsShift),
    ("host-bits-kept", KeepsHostBits),
    ("wrong-half", KeepsHostPart),
    ("last-not-first", SetsTheRest),
    ("whole-octets", WholeOctets),
];

fn network_begins_alike(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        PLACES,
        places(),
        |Place { family, address, len }| {
            let spelled = format!(
                "network({family:?}, {}, {len})   // {}",
                Wide(*address).spell(),
                text(*family, *address)
            );
            call("network", (*family, Wide(*address), *len)).spelled(spelled)
        },
        |Place { family, address, len }, seen| {
            let picture = |own: Option<&Prefix>| {
                let right = Right.network(*family, *address, *len).bits;
                let own = own.map(|own| own.bits);
                let rows = [
                    given("address", *address),
                    given("network", right),
                    answered("yours", own, Some(right)),
                ];
                bits(*family, *len, &rows)
            };
            judged(seen, NETWORKS, |habit| habit.network(*family, *address, *len), picture)
                .map_err(overflowed)
        },
    )
}

const GUESTS: Habits = &[
    ("family-ignored", ForgetsFamily),
    ("shift-by-32", WrapsShift),
    ("whole-octets", WholeOctets),
    ("zeros-not-compared", OnesOnly),
    ("ends-left-out", WithoutFirst),
    ("ends-left-out", WithoutLast),
    ("ends-left-out", WithoutEnds),
];

fn contains_what_begins_alike(trial: &mut Trial<'_>) -> Verdict {
    let room = v4(192, 0, 2, 77, 26);
    let forced = [
        room.has(room),
        room.has(v4(192, 0, 2, 128, 32)),
        room.has(v4(192, 0, 2, 63, 32)),
        room.has(v4(193, 0, 2, 77, 32)),
        room.has(v4(192, 0, 2, 64, 32)),
        room.has(v4(192, 0, 2, 127, 32)),
        room.has(v4(10, 1, 2, 3, 32)),
        v6(0, 32).has(v6(1, 128)),
        v6(0, 32).has(V6_LAST),
        room.has(Place { family: Family::V6, ..room }),
        V6_EVERYTHING.has(room),
        Place::everything(Family::V4).has(room),
        V6_EVERYTHING.has(V6_LAST),
        V6_LAST.has(V6_LAST),
    ];
    trial.law(
        forced,
        guests(),
        |Guest { prefix, family, address }| {
            let spelled = format!(
                "contains({prefix}, {family:?}, {})   // {}",
                Wide(*address).spell(),
                text(*family, *address)
            );
            call("contains", (Ref(*prefix), *family, Wide(*address))).spelled(spelled)
        },
        |Guest { prefix, family, address }, seen| {
            let picture = |_: Option<&bool>| at_the_door(*prefix, *family, *address);
            judged(seen, GUESTS, |habit| habit.contains(*prefix, *family, *address), picture)
                .map_err(overflowed)
        },
    )
}

const LASTS: Habits = &[
    ("one-past-the-end", OnePast),
    ("v4-as-128-bits", NotOfMask),
    ("v4-as-128-bits", TopOf128),
    ("shift-by-32", WrapsShift),
];

fn last_has_ones_behind(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        PLACES,
        places(),
        |place| call("last", (Ref(place.prefix()),)),
        |place, seen| {
            let prefix = place.prefix();
            let play = |habit: Habit| Wide(habit.last(prefix));
            let picture = |own: Option<&Wide>| {
                ends_of(prefix, &[answered("yours", own.map(|own| own.0), Some(play(Right).0))])
            };
            judged(seen, LASTS, play, picture).map_err(overflowed)
        },
    )
}

/// A number of addresses, which people read in decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Count(#[serde(with = "given::hex::number")] u128);

impl Spell for Count {
    fn spell(&self) -> String {
        self.0.to_string()
    }
}

const SIZES: Habits = &[
    ("size-of-everything", EverythingIsNothing),
    ("size-of-everything", EverythingIsMost),
    ("size-of-hosts", HostsOnly),
    ("fence-post", FencePost),
    ("two-to-the-length", TwoToTheLength),
    ("v4-size-in-32-bits", NoSizeOfV4),
    ("v4-size-in-32-bits", ZeroSizeOfV4),
];

fn size_doubles(trial: &mut Trial<'_>) -> Verdict {
    let all = |family: Family| {
        (0..=family.width()).rev().map(move |len| Place { len, ..Place::everything(family) })
    };
    let first = [v4(192, 0, 2, 77, 26), v4(10, 0, 0, 0, 8)];
    trial.table(
        first.into_iter().chain(all(Family::V4)).chain(all(Family::V6)),
        |place| call("size", (Ref(place.prefix()),)),
        |place, seen| {
            let prefix = place.prefix();
            let play = |habit: Habit| habit.size(prefix).map(Count);
            judged(seen, SIZES, play, |_| sizes(prefix)).map_err(|trouble| {
                let trouble = if prefix == V6_EVERYTHING.prefix() {
                    trouble.panic_with_looks_like("attempt to", "size-of-everything")
                } else {
                    trouble
                };
                overflowed(trouble)
            })
        },
    )
}

const BROADCASTS: Habits = &[
    ("slash31-has-broadcast", Slash31Broadcasts),
    ("slash32-has-broadcast", Slash32Broadcasts),
    ("slash30-loses-broadcast", Slash30IsLink),
    ("v6-has-broadcast", V6Broadcasts),
    ("lowest-for-broadcast", LowestIsBroadcast),
    ("limited-broadcast", AllOnes),
];

fn broadcast_of_v4(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        PLACES,
        places(),
        |place| call("broadcast", (Ref(place.prefix()),)),
        |place, seen| {
            let prefix = place.prefix();
            let play = |habit: Habit| habit.broadcast(prefix).map(Wide);
            let picture = |own: Option<&Option<Wide>>| {
                let own = own.copied().flatten().map(|own| own.0);
                ends_of(prefix, &[answered("yours", own, Right.broadcast(prefix))])
            };
            judged(seen, BROADCASTS, play, picture).map_err(overflowed)
        },
    )
}

const HOSTS: Habits = &[
    ("slash31-loses-hosts", TakesTwoOfV4),
    ("v6-loses-hosts", TakesTwoOfV6),
    ("broadcast-as-host", BroadcastIsHost),
    ("network-as-host", NetworkIsHost),
    ("broadcast-as-host", AllAreHosts),
];

fn hosts_are_the_others(trial: &mut Trial<'_>) -> Verdict {
    trial.law(
        PLACES,
        places(),
        |place| call("hosts", (Ref(place.prefix()),)),
        |place, seen| {
            let prefix = place.prefix();
            let picture = |own: Option<&Hosts>| {
                let own = own.filter(|own| own.family == prefix.family);
                let right = Right.hosts(prefix);
                let rows = [
                    answered("your first", own.map(|own| own.first), Some(right.first)),
                    answered("your last", own.map(|own| own.last), Some(right.last)),
                ];
                ends_of(prefix, &rows)
            };
            let takes_two = match prefix.family {
                Family::V4 => "slash31-loses-hosts",
                Family::V6 => "v6-loses-hosts",
            };
            let has_two = Right.broadcast(prefix).is_some();
            judged(seen, HOSTS, |habit| habit.hosts(prefix), picture).map_err(|trouble| {
                let trouble = if has_two {
                    trouble
                } else {
                    trouble.panic_with_looks_like("attempt to subtract", takes_two)
                };
                overflowed(trouble)
            })
        },
    )
}

type Halves = Option<(Prefix, Prefix)>;

const HALVES: Habits = &[
    ("halves-swapped", HighFirst),
    ("same-length", SameLength),
    ("wrong-bit", BitTooHigh),
    ("wrong-bit", AddsTooHigh),
    ("wrong-bit", BitTooLow),
];

fn split_makes_halves(trial: &mut Trial<'_>) -> Verdict {
    let forced = PLACES.map(shorter);
    trial.law(
        forced,
        places().prop_map(shorter),
        |place| call("split", (Ref(place.prefix()),)),
        |place, seen| halves(place.prefix(), seen).map_err(overflowed),
    )
}

/// Not of the whole width, so that there is a half of it.
fn shorter(place: Place) -> Place {
    place.up_to(place.family.width() - 1)
}

fn halves(prefix: Prefix, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let picture = |own: Option<&Halves>| {
        let right = Right.split(prefix).expect("it is not of the whole width");
        let own = own.copied().flatten();
        let rows = [
            given("lower", right.0.bits),
            given("upper", right.1.bits),
            answered("your first", own.map(|own| own.0.bits), Some(right.0.bits)),
            answered("your second", own.map(|own| own.1.bits), Some(right.1.bits)),
        ];
        bits(prefix.family, prefix.len, &rows)
    };
    judged(seen, HALVES, |habit| habit.split(prefix), picture)
}

const PARENTS: Habits = &[("shift-by-32", WrapsShift), ("host-bits-kept", KeepsHostBits)];

fn parent_of_both_halves(trial: &mut Trial<'_>) -> Verdict {
    let halves_of = |place: &Place| Right.split(place.prefix()).expect("it is not of the whole width");
    trial.law(
        PLACES.map(shorter),
        places().prop_map(shorter),
        |place| {
            let (low, high) = halves_of(place);
            call("split", (Ref(place.prefix()),)).call("parent", (Ref(low),)).call("parent", (Ref(high),))
        },
        |place, seen| {
            let (low, high) = halves_of(place);
            halves(place.prefix(), seen)?;
            for half in [low, high] {
                let picture = |own: Option<&Option<Prefix>>| {
                    let own = own.copied().flatten().map(|own| own.bits);
                    let right = place.prefix().bits;
                    let rows = [
                        given("half", half.bits),
                        given("parent", right),
                        answered("yours", own, Some(right)),
                    ];
                    bits(half.family, place.len, &rows)
                };
                judged(seen, PARENTS, |habit| habit.parent(half), picture).map_err(overflowed)?;
            }
            Ok(())
        },
    )
}

fn no_half_and_no_parent(trial: &mut Trial<'_>) -> Verdict {
    let one = |family: Family, address| Place { family, address, len: family.width() };
    let cases = [
        v4(192, 0, 2, 77, 32),
        V6_LAST,
        v4(0, 0, 0, 0, 32),
        one(Family::V6, 0),
        Place::everything(Family::V4),
        V6_EVERYTHING,
    ];
    trial.table(
        cases,
        |place| call(if place.len == 0 { "parent" } else { "split" }, (Ref(place.prefix()),)),
        |place, seen| {
            let prefix = place.prefix();
            // Those of all other lengths were right before: what goes wrong here is what is special here.
            if place.len == 0 {
                let judged = judged(seen, &[], |habit| habit.parent(prefix), |_| ends_of(prefix, &[]));
                judged.map_err(|trouble| trouble.looks_like("parent-of-everything"))
            } else {
                let judged = judged(seen, &[], |habit| habit.split(prefix), |_| ends_of(prefix, &[]));
                judged.map_err(|trouble| trouble.looks_like("splits-one-address"))
            }
        },
    )
}

const CLASSES: Habits = &[
    ("private-172-is-16", Instead(&[BLOCKS[6]], &[([172, 16, 0, 0], 16, Special::Private)])),
    ("private-172-is-8", Instead(&[], &[([172, 0, 0, 0], 8, Special::Private)])),
    ("loopback-is-one-address", Instead(&[BLOCKS[4]], &[([127, 0, 0, 1], 32, Special::Loopback)])),
    ("documentation-is-one-block", Instead(&[BLOCKS[12], BLOCKS[13]], &[])),
    ("shared-is-private", Instead(&[], &[([100, 64, 0, 0], 10, Special::Private)])),
    ("multicast-takes-reserved", Instead(&[BLOCKS[0]], &[([224, 0, 0, 0], 3, Special::Multicast)])),
    ("broadcast-is-reserved", Instead(&[BLOCKS[14]], &[])),
    ("this-network-is-one-address", Instead(&[BLOCKS[2]], &[([0, 0, 0, 0], 32, Special::ThisNetwork)])),
    ("benchmarking-is-16", Instead(&[BLOCKS[7]], &[([198, 18, 0, 0], 16, Special::Benchmarking)])),
    ("protocols-are-global", Instead(&[BLOCKS[10]], &[])),
    ("last-of-block-left-out", WithoutLastOfBlock),
    ("class-reads-backwards", ReadsBackwards),
];

fn ask_class(address: &u32) -> Script {
    let spelled = format!("class({})   // {}", Hex(*address).spell(), Ipv4Addr::from(*address));
    call("class", (Hex(*address),)).spelled(spelled)
}

/// What the standard library says of an address. It has no word for the others.
fn as_std(address: u32) -> Option<Special> {
    let address = Ipv4Addr::from(address);
    let words = [
        (address.is_private(), Special::Private),
        (address.is_loopback(), Special::Loopback),
        (address.is_link_local(), Special::LinkLocal),
        (address.is_documentation(), Special::Documentation),
        (address.is_multicast(), Special::Multicast),
        (address.is_broadcast(), Special::Broadcast),
    ];
    words.into_iter().find(|(is_it, _)| *is_it).map(|(_, special)| special)
}

const KNOWN_TO_STD: [Special; 6] = [
    Special::Private,
    Special::Loopback,
    Special::LinkLocal,
    Special::Documentation,
    Special::Multicast,
    Special::Broadcast,
];

fn class_as_std(trial: &mut Trial<'_>) -> Verdict {
    #[rustfmt::skip]
    let forced = [
        [1, 0, 0, 10], [10, 0, 0, 1], [127, 0, 0, 1], [192, 168, 1, 1], [198, 51, 100, 1], [172, 20, 0, 1],
        [127, 9, 9, 9], [169, 254, 7, 7], [192, 0, 2, 1], [203, 0, 113, 9], [224, 0, 0, 251], [8, 8, 8, 8], [172, 15, 255, 255],
        [172, 32, 0, 0], [100, 64, 0, 1], [240, 0, 0, 1], [10, 255, 255, 255], [255, 255, 255, 255],
    ];
    trial.law(forced.map(u32::from_be_bytes), special_addresses(), ask_class, |address, seen| {
        let own: Special = seen.value().map_err(|trouble| trouble.figure(neighborhood(*address)))?;
        let right = as_std(*address);
        let is_right = right.map_or(!KNOWN_TO_STD.contains(&own), |right| own == right);
        ensure(is_right, || {
            let message = match right {
                Some(right) => seen.differs(&right),
                None => seen.expected(format!("not {own:?}: the standard library's is_… are all false")),
            };
            let named = CLASSES.iter().find(|(_, habit)| habit.class(*address) == own);
            let trouble = Trouble::new(message).figure(neighborhood(*address));
            named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug))
        })
    })
}

fn class_as_the_table(trial: &mut Trial<'_>) -> Verdict {
    let edges = BLOCKS.iter().flat_map(|block| {
        let (first, last) = ends(block);
        [first, first.wrapping_add(1), last, first.wrapping_sub(1), last.wrapping_add(1)]
    });
    trial.table(edges, ask_class, |address, seen| {
        judged(seen, CLASSES, |habit| habit.class(*address), |_| neighborhood(*address))
    })
}
