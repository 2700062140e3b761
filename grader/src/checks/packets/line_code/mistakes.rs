//! What can go wrong between bytes and a wire, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const MSB_FIRST: Mistake = Mistake {
    slug: "msb-first",
    name: "the most significant bit of each byte goes first, but Ethernet sends the least significant one first",
    ask: "Which bit of 0x01 is the 1, and which bit travels first?",
};

pub(super) const LAST_BYTE_FIRST: Mistake = Mistake {
    slug: "last-byte-first",
    name: "the last byte goes first",
    ask: "\"Least significant first\" is said of the bits in a byte. In which order do the bytes travel?",
};

pub(super) const LEVELS_INVERTED: Mistake = Mistake {
    slug: "levels-inverted",
    name: "high and low are the other way round",
    ask: "Which level do the docs give a 1 in NRZ?",
};

pub(super) const THOMAS: Mistake = Mistake {
    slug: "thomas-not-ieee",
    name: "up and down are the other way round: this is the convention of Thomas, and Ethernet has that of IEEE 802.3",
    ask: "Which half of the bit has the bit's own level, the first or the second?",
};

pub(super) const CLOCK_LOST: Mistake = Mistake {
    slug: "clock-lost",
    name: "nothing changes in the middle of a bit, so the other end can't see where the bits are",
    ask: "What does the wire do for a whole second, if all bits of that second are 0?",
};

pub(super) const RETURNS_TO_ZERO: Mistake = Mistake {
    slug: "returns-to-zero",
    name: "a 1 has a change in its middle, and a 0 has none",
    ask: "What do the two halves of a 0 look like? Do they differ?",
};

pub(super) const LOST_CLOCK_OK: Mistake = Mistake {
    slug: "lost-clock-ok",
    name: "a bit is read from a place where the level does not change",
    ask: "Two halves of a bit may come in four ways. How many of them does Manchester code write?",
};

pub(super) const RAGGED_END_OK: Mistake = Mistake {
    slug: "ragged-end-ok",
    name: "what is left over at the end, and is no whole byte, is passed over in silence",
    ask: "What does `chunks_exact` do with a short piece at the end? Who hears of it?",
};

pub(super) const PANICS_AT_THE_END: Mistake = Mistake {
    slug: "panics-at-the-end",
    name: "where the input ends in the middle of a byte, it panics",
    ask: "Which index does your code take for granted, and how many are there in the last piece?",
};

pub(super) const LENGTH_IN_BITS: Mistake = Mistake {
    slug: "length-in-bits",
    name: "the length is told in bits, and the docs tell it in levels",
    ask: "How many levels make one byte of a Manchester signal?",
};

pub(super) const LENGTH_OF_A_PART: Mistake = Mistake {
    slug: "length-of-a-part",
    name: "`of` is how many make a bit or a group, and not how many make a byte",
    ask: "`of` says how many make a whole byte. How many levels, or bits of 4B/5B, is that?",
};

pub(super) const LENGTH_COMES_LAST: Mistake = Mistake {
    slug: "length-comes-last",
    name: "what is inside is looked at before it is known that the bytes are whole",
    ask: "Both are wrong here. Which one do the docs ask about first?",
};

pub(super) const COUNTED_FROM_ONE: Mistake = Mistake {
    slug: "counted-from-one",
    name: "bits or groups are counted from 1",
    ask: "Which number has the first element of a slice in Rust?",
};

pub(super) const COUNTS_HALVES: Mistake = Mistake {
    slug: "counts-halves",
    name: "the number is that of a level, not that of a bit",
    ask: "Each bit has two levels. To which bit does level 6 belong?",
};

pub(super) const BIT_OF_ITS_BYTE: Mistake = Mistake {
    slug: "bit-of-its-byte",
    name: "the count begins again with each byte",
    ask: "Which number has the first bit of the second byte, if bits are counted through all bytes?",
};

pub(super) const LAST_NOT_FIRST: Mistake = Mistake {
    slug: "last-not-first",
    name: "there are several wrong places, and it is the last one that is told",
    ask: "Does your loop end at the first wrong place, or does it go on?",
};

pub(super) const BITS_UNCODED: Mistake = Mistake {
    slug: "bits-uncoded",
    name: "the bits travel as they are: a byte takes 8 of them and not 10",
    ask: "How many bits become of four in 4B/5B?",
};

pub(super) const PLAIN_FIVE: Mistake = Mistake {
    slug: "plain-five",
    name: "each half of a byte gets a 0 in front, which makes the runs of zeros only longer",
    ask: "How many ones has your group for 0?",
};

pub(super) const NIBBLE_ORDER: Mistake = Mistake {
    slug: "nibble-order",
    name: "the upper half of each byte goes first",
    ask: "Which half of 0x53 is the lower one, and which half travels first?",
};

pub(super) const GROUP_BACKWARDS: Mistake = Mistake {
    slug: "group-backwards",
    name: "the five bits of each group are in the opposite order",
    ask: "The table says 11110 for 0. Which of these bits travels first?",
};

pub(super) const HALF_BACKWARDS: Mistake = Mistake {
    slug: "half-backwards",
    name: "the bits of each half are in the opposite order before they are looked up",
    ask: "The half `3` is 0011. Which number is 1100?",
};

pub(super) const ONE_HALF_TWICE: Mistake = Mistake {
    slug: "one-half-twice",
    name: "both groups of a byte stand for the same half of it",
    ask: "What are `0x53 & 0x0f` and `0x53 >> 4`, and which of your two groups comes from which?",
};

pub(super) const TABLE_TYPO: Mistake = Mistake {
    slug: "table-typo",
    name: "a group is not the one of the table",
    ask: "Which group has this half in the docs, digit for digit?",
};

pub(super) const INVALID_GROUP_OK: Mistake = Mistake {
    slug: "invalid-group-ok",
    name: "a group that stands for no data is taken for data",
    ask: "Five bits may come in 32 ways. How many of them are in the table of data?",
};

pub(super) const UNWRAPS_BAD_GROUP: Mistake = Mistake {
    slug: "unwraps-bad-group",
    name: "a group that stands for no data makes it panic",
    ask: "A single bit that flips on the way can make such a group. What should happen to the program then?",
};

pub(super) const CONTROL_IS_INVALID: Mistake = Mistake {
    slug: "control-is-invalid",
    name: "a control group is said to be in no table",
    ask: "Which five groups do the docs list beside those of data, and how does your code tell them from the rest?",
};

pub(super) const INVALID_IS_CONTROL: Mistake = Mistake {
    slug: "invalid-is-control",
    name: "a group that is in no table is said to be control",
    ask: "Is this group one of I, J, K, T and R?",
};

pub(super) const GROUPS_COUNT_BYTES: Mistake = Mistake {
    slug: "groups-count-bytes",
    name: "the number is that of a byte, not that of a group",
    ask: "Each byte has two groups. Which number has the second group of the first byte?",
};

pub(super) const NRZ_NOT_NRZI: Mistake = Mistake {
    slug: "nrz-not-nrzi",
    name: "the level is the bit itself, as in NRZ",
    ask: "In NRZI, what does a second 1 do after a first one?",
};

pub(super) const CHANGES_AT_ZERO: Mistake = Mistake {
    slug: "changes-at-zero",
    name: "the level changes at a 0 and stays at a 1, as on USB",
    ask: "The I of NRZI stands for \"inverted on ones\". When does the level change?",
};

pub(super) const STARTS_HIGH: Mistake = Mistake {
    slug: "starts-high",
    name: "the wire is taken to be high before the first bit",
    ask: "Which level has the wire before the first bit, and which one after a first 1?",
};

pub(super) const LEVEL_TOO_LATE: Mistake = Mistake {
    slug: "level-too-late",
    name: "each bit gets the level from before it: the change comes one bit too late",
    ask: "Do you write down the level before or after you have looked at the bit?",
};
