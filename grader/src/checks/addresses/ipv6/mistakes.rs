//! What the checks recognise in wrong answers.

use crate::catalogue::Mistake;

pub(super) const GROUPS_REVERSED: Mistake = Mistake {
    slug: "groups-reversed",
    name: "the last group is taken for the most significant one",
    ask: "Which group of 1:2:3:4:5:6:7:8 is worth the most, and by how many bits must it be shifted?",
};

pub(super) const EIGHT_BIT_GROUPS: Mistake = Mistake {
    slug: "eight-bit-groups",
    name: "each group moves the number by 8 bits, so that groups overlap",
    ask: "How many bits do four hexadecimal digits hold?",
};

pub(super) const SUM_NOT_SHIFT: Mistake = Mistake {
    slug: "sum-not-shift",
    name: "the groups are added up, as if their places did not count",
    ask: "Are 1:0:0:0:0:0:0:2 and 2:0:0:0:0:0:0:1 the same address?",
};

pub(super) const DECIMAL_GROUPS: Mistake = Mistake {
    slug: "decimal-groups",
    name: "the digits of a group are taken for decimal ones",
    ask: "What number is `10` in hexadecimal?",
};

pub(super) const UPPERCASE: Mistake = Mistake {
    slug: "uppercase",
    name: "the hexadecimal letters are upper case",
    ask: "`{:x}` and `{:X}` differ in one thing. Which of them does RFC 5952 want?",
};

pub(super) const PADS_GROUPS: Mistake = Mistake {
    slug: "pads-groups",
    name: "groups are filled up with zeros",
    ask: "How many digits does the group db8 need?",
};

pub(super) const WRITTEN_BACKWARDS: Mistake = Mistake {
    slug: "written-backwards",
    name: "the groups are written in the wrong order, the least significant first",
    ask: "Which of its groups is left when you shift a number 112 bits to the right?",
};

pub(super) const GAP_AT_THE_EDGE: Mistake = Mistake {
    slug: "gap-at-the-edge",
    name: "where `::` begins or ends the text, an empty group is seen beside it",
    ask: "What does `\"\".split(':')` give: nothing, or one empty piece?",
};

pub(super) const GAP_AT_THE_WRONG_PLACE: Mistake = Mistake {
    slug: "gap-at-the-wrong-place",
    name: "the missing zeros are not put where `::` stands",
    ask: "In 1::2, which groups of the address are 1 and 2, and where are the six others?",
};

pub(super) const TAIL_COUNTS_AS_ONE: Mistake = Mistake {
    slug: "tail-counts-as-one",
    name: "the IPv4 address at the end is counted as one group",
    ask: "How many bits has a group, and how many an IPv4 address?",
};

pub(super) const TAIL_REVERSED: Mistake = Mistake {
    slug: "tail-reversed",
    name: "the octets of the IPv4 address are put in backwards",
    ask: "`parse_v4` gives a number. Which of its octets is the most significant one, and is it still?",
};

pub(super) const TAIL_IS_16_BITS: Mistake = Mistake {
    slug: "tail-is-16-bits",
    name: "room for 16 bits is made for the IPv4 address, and it spills into the group before",
    ask: "By how many bits must the groups before it move, for an IPv4 address to fit behind them?",
};

pub(super) const TWO_GAPS_WRITTEN: Mistake = Mistake {
    slug: "two-gaps-written",
    name: "every row of zeros becomes a `::`",
    ask: "In 1::2::3, how many zeros does each `::` stand for?",
};

pub(super) const GAP_COLON_MISSING: Mistake = Mistake {
    slug: "gap-colon-missing",
    name: "where the zeros are at an end of the text, a colon is missing",
    ask: "What do you join with colons, and how many empty pieces must be in front for two of them?",
};

pub(super) const ZERO_GROUP_VANISHES: Mistake = Mistake {
    slug: "zero-group-vanishes",
    name: "a group of zeros loses all its digits",
    ask: "When all zeros in front are taken away from 0000, what is left?",
};

pub(super) const NO_GAP_WRITTEN: Mistake = Mistake {
    slug: "no-gap-written",
    name: "no zeros are left out",
    ask: "Which groups may `::` stand for here, and what is the shortest text that way?",
};

pub(super) const FIRST_RUN_NOT_LONGEST: Mistake = Mistake {
    slug: "first-run-not-longest",
    name: "`::` stands for the first row of zeros, though a later one is longer",
    ask: "Have you seen all rows when you decide?",
};

pub(super) const TIE_TAKES_LAST: Mistake = Mistake {
    slug: "tie-takes-last",
    name: "of rows that are equally long, the last is left out",
    ask: "Is a row better than the one you have if it is just as long? And which one does `max_by_key` give?",
};

pub(super) const COMPRESSES_SINGLE_ZERO: Mistake = Mistake {
    slug: "compresses-single-zero",
    name: "`::` stands for one group alone",
    ask: "How many characters does `::` save where it stands for one 0?",
};

pub(super) const ROW_AT_THE_END_MISSED: Mistake = Mistake {
    slug: "row-at-the-end-missed",
    name: "a row of zeros that reaches the last group is not seen",
    ask: "Where does your loop notice that a row has ended, and does that happen behind group 8?",
};

pub(super) const MAPPED_IN_HEX: Mistake = Mistake {
    slug: "mapped-in-hex",
    name: "an IPv4-mapped address is written without dots",
    ask: "Which groups tell that an address is IPv4-mapped, and who would like to read the rest in dots?",
};

pub(super) const COMPATIBLE_WITH_TAIL: Mistake = Mistake {
    slug: "compatible-with-tail",
    name: "small numbers are written in dots, as if they were IPv4-mapped",
    ask: "What is group 6 of an IPv4-mapped address, and what is it here?",
};

pub(super) const ANY_FFFF_IS_MAPPED: Mistake = Mistake {
    slug: "any-ffff-is-mapped",
    name: "group 6 alone is looked at, and the five groups before it are lost",
    ask: "How many groups in front must be zero for an address to be IPv4-mapped?",
};

pub(super) const UPPER_CASE_REFUSED: Mistake = Mistake {
    slug: "upper-case-refused",
    name: "digits in upper case are refused",
    ask: "RFC 5952 says how to write. Does it say that others may be refused?",
};

pub(super) const PADDED_GROUPS_REFUSED: Mistake = Mistake {
    slug: "padded-groups-refused",
    name: "groups with zeros in front are refused, as those of an IPv4 address are",
    ask: "May a group be 0db8? What did it mean in dotted, and can it mean that here?",
};

pub(super) const GAP_OF_ONE_REFUSED: Mistake = Mistake {
    slug: "gap-of-one-refused",
    name: "a `::` that stands for one group is refused",
    ask: "How many groups, at least, may `::` stand for when you read, and how many when you write?",
};

pub(super) const TWO_DOUBLE_COLONS_OK: Mistake = Mistake {
    slug: "two-double-colons-ok",
    name: "a second `::` is let through",
    ask: "In 1::2::3, how many zeros does each `::` stand for?",
};

pub(super) const EMPTY_GROUP_OK: Mistake = Mistake {
    slug: "empty-group-ok",
    name: "an empty group is passed over, or taken for 0",
    ask: "Of an empty text, does \"all its characters are digits\" hold? And where may a single colon stand?",
};

pub(super) const GAP_OF_NOTHING_OK: Mistake = Mistake {
    slug: "gap-of-nothing-ok",
    name: "a `::` beside eight groups is let through, where it stands for nothing",
    ask: "How many groups, at least, does a `::` stand for, and how many are left for the others?",
};

pub(super) const SHORT_FORM_OK: Mistake = Mistake {
    slug: "short-form-ok",
    name: "fewer than eight groups are let through, without a `::`",
    ask: "Is 1:2 the address 1:2:0:0:0:0:0:0, or 0:0:0:0:0:0:1:2? Who decides?",
};

pub(super) const EXTRA_GROUPS_OK: Mistake = Mistake {
    slug: "extra-groups-ok",
    name: "what follows on the eighth group is not looked at",
    ask: "After the eighth group, how do you know that nothing more comes?",
};

pub(super) const V4_TAIL_MISPLACED: Mistake = Mistake {
    slug: "v4-tail-misplaced",
    name: "an IPv4 address is let through where it is not at the end",
    ask: "Which 32 bits of an address may be spelled in dots?",
};

pub(super) const LAX_TAIL: Mistake = Mistake {
    slug: "lax-tail",
    name: "the IPv4 address at the end is read less strictly than `parse_v4` reads it",
    ask: "Which function of yours knows already which octets are allowed?",
};

pub(super) const PLUS_SIGN_OK: Mistake = Mistake {
    slug: "plus-sign-ok",
    name: "a plus sign is let through",
    ask: "What does `u16::from_str_radix(\"+1\", 16)` give?",
};

pub(super) const FIVE_DIGITS_OK: Mistake = Mistake {
    slug: "five-digits-ok",
    name: "a group of more than four digits is let through, if its value is small",
    ask: "The group 00001 fits 16 bits. Is that the question?",
};

pub(super) const WRAPS_GROUPS: Mistake = Mistake {
    slug: "wraps-groups",
    name: "a group over ffff is let through, and its high bits are lost or spill into the group before",
    ask: "What does `as u16` do with 0x12345, and where does its first digit go if nothing cuts it off?",
};

pub(super) const SPACES_OK: Mistake = Mistake {
    slug: "spaces-ok",
    name: "spaces or line ends are let through",
    ask: "Does the text consist of the address alone? Who else might read it, and read it otherwise?",
};

pub(super) const ZONE_OK: Mistake = Mistake {
    slug: "zone-ok",
    name: "what stands behind a percent sign is cut off",
    ask: "fe80::1%eth0 says on which network the address is. Where has that gone in 128 bits?",
};

pub(super) const BRACKETS_OK: Mistake = Mistake {
    slug: "brackets-ok",
    name: "brackets around the address are let through",
    ask: "To what do the brackets in [::1]:80 belong: the address, or the place where the port follows?",
};

pub(super) const COUNT_UNDERFLOWS: Mistake = Mistake {
    slug: "count-underflows",
    name: "more groups than fit make the number of zeros negative, and Rust stops the program",
    ask: "A stranger sends nine groups and a `::`. What is 8 minus that, and what do you ask before?",
};

pub(super) const GROUP_OVERFLOWS: Mistake = Mistake {
    slug: "group-overflows",
    name: "the digits are added up in a number that they don't fit, and Rust stops the program",
    ask: "A stranger may send a thousand digits. When do you notice that the group is too long?",
};

pub(super) const UNWRAPS_BAD_TEXT: Mistake = Mistake {
    slug: "unwraps-bad-text",
    name: "text that is no address makes it panic, where an error is asked for",
    ask: "Which call here can fail on a text that a stranger made up, and what do you do with its error?",
};

pub(super) const GROUPS_FROM_ZERO: Mistake = Mistake {
    slug: "groups-from-zero",
    name: "groups are counted from 0",
    ask: "`enumerate` begins with 0. With what do the docs begin?",
};

pub(super) const GROUPS_AS_WRITTEN: Mistake = Mistake {
    slug: "groups-as-written",
    name: "groups are counted in the text, as if `::` stood for none",
    ask: "In ::g, which of the eight groups of the address is wrong?",
};

pub(super) const LENGTH_BEFORE_DIGITS: Mistake = Mistake {
    slug: "length-before-digits",
    name: "the length of a group is asked about before its digits",
    ask: "Both are true of 1234x. Which stands first in the list of the docs?",
};

pub(super) const COUNT_COMES_LAST: Mistake = Mistake {
    slug: "count-comes-last",
    name: "groups are looked at before it is known that there is the right number of them",
    ask: "Which question do the docs ask first: how many groups there are, or what is in them?",
};

pub(super) const TAIL_COMES_FIRST: Mistake = Mistake {
    slug: "tail-comes-first",
    name: "the IPv4 address at the end is looked at before the groups",
    ask: "Two things are wrong. Which of them stands first in the list of the docs?",
};

pub(super) const SECOND_GAP_IS_A_GROUP: Mistake = Mistake {
    slug: "second-gap-is-a-group",
    name: "a second `::` is taken for an empty group",
    ask: "After the first `::` you know what is behind it. What can be in there that `split(':')` can't tell you?",
};

pub(super) const GAP_COUNTS_AS_A_GROUP: Mistake = Mistake {
    slug: "gap-counts-as-a-group",
    name: "the `::` is counted as a group",
    ask: "How many groups are beside the `::`, and how many may there be?",
};

pub(super) const EMPTY_TEXT_IS_A_GROUP: Mistake = Mistake {
    slug: "empty-text-is-a-group",
    name: "the empty text is said to have a group",
    ask: "What does `\"\".split(':')` give: nothing, or one empty piece?",
};

pub(super) const MOST_IS_ALWAYS_8: Mistake = Mistake {
    slug: "most-is-always-8",
    name: "`most` is 8 beside a `::`, too",
    ask: "A `::` stands for at least one group. How many fit beside it?",
};
