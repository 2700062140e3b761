//! What the checks recognise in wrong answers.

use crate::catalogue::Mistake;

pub(super) const NO_DELIMITER: Mistake = Mistake {
    slug: "no-delimiter",
    name: "a label of ASCII alone gets no delimiter",
    ask: "How would a reader know that `london` is no row of digits?",
};

pub(super) const DELIMITER_WITHOUT_ASCII: Mistake = Mistake {
    slug: "delimiter-without-ascii",
    name: "a delimiter is written where nothing is in front of it",
    ask: "When do the docs ask for a delimiter, and is anything in front of it here?",
};

pub(super) const ASCII_IN_LOWER_CASE: Mistake = Mistake {
    slug: "ascii-in-lower-case",
    name: "the ASCII characters are made lower case",
    ask: "Whose task is it to say that `B` and `b` are the same: that of this function, or of what comes before?",
};

pub(super) const NUMERALS_FIRST: Mistake = Mistake {
    slug: "numerals-first",
    name: "the digits begin with 0 to 9, as in other bases, and not with a to z",
    ask: "Which digit stands for 0 in RFC 3492, section 5?",
};

pub(super) const UPPER_CASE_DIGITS: Mistake = Mistake {
    slug: "upper-case-digits",
    name: "the digits are written in upper case",
    ask: "A reader takes both. Which do the docs ask for when you write?",
};

pub(super) const HIGH_DIGIT_FIRST: Mistake = Mistake {
    slug: "high-digit-first",
    name: "the most significant digit is written first, as people do it",
    ask: "A digit that is small enough ends the number. Which one comes last, the one worth most or least?",
};

pub(super) const ROUNDS_OF_LENGTH: Mistake = Mistake {
    slug: "rounds-of-length",
    name: "a round has as many steps as there are characters: one place is left out",
    ask: "In how many places can a character be put into a text of five?",
};

pub(super) const CODE_POINTS_FROM_ZERO: Mistake = Mistake {
    slug: "code-points-from-zero",
    name: "the walk begins at code point 0",
    ask: "What is the first code point that can be missing from the ASCII in front?",
};

pub(super) const K_FROM_ZERO: Mistake = Mistake {
    slug: "k-from-zero",
    name: "`k` begins with 0, so that each place has the threshold of the one before it",
    ask: "What is `k` for the first digit of a number, in RFC 3492, section 6.3?",
};

pub(super) const LOWER_NOT_COUNTED: Mistake = Mistake {
    slug: "lower-not-counted",
    name: "only whole rounds are counted, and not the places within a round",
    ask: "Which characters does the reader have already when it comes past, and how many steps do they take?",
};

pub(super) const END_NOT_COUNTED: Mistake = Mistake {
    slug: "end-not-counted",
    name: "the step past the end of the text is not counted, when a round is over",
    ask: "From the last place of a round to the first of the next: how many steps is that?",
};

pub(super) const ROUND_NOT_FINISHED: Mistake = Mistake {
    slug: "round-not-finished",
    name: "the walk is not moved on to the next code point, when all of one are put in",
    ask: "All characters of one code point are in. At which code point is the walk then, and at which place?",
};

pub(super) const DELTA_NOT_RESET: Mistake = Mistake {
    slug: "delta-not-reset",
    name: "steps are counted again that were told with the number before",
    ask: "From where does the reader walk on after it has put in a character?",
};

pub(super) const BIAS_NEVER_ADAPTS: Mistake = Mistake {
    slug: "bias-never-adapts",
    name: "the bias stays what it was at the start",
    ask: "What does the reader know after the first number that it did not know before?",
};

pub(super) const BIAS_ADAPT_FIRST: Mistake = Mistake {
    slug: "bias-adapt-first",
    name: "the bias learns from a number before that number is written",
    ask: "When the reader meets the first digit of a number, what can its bias have been adapted to?",
};

pub(super) const DAMPS_ALWAYS: Mistake = Mistake {
    slug: "damps-always",
    name: "every number is divided by 700, not the first alone",
    ask: "Why is the first number so much larger than the others?",
};

pub(super) const DAMPS_NEVER: Mistake = Mistake {
    slug: "damps-never",
    name: "the first number is halved like all others",
    ask: "Why is the first number so much larger than the others, and what does RFC 3492 do about it?",
};

pub(super) const ADAPTS_TO_OLD_LENGTH: Mistake = Mistake {
    slug: "adapts-to-old-length",
    name: "the bias is adapted to the length that the text had before the character was put in",
    ask: "`numpoints` is a number of characters. When are they counted?",
};

pub(super) const STAYS_ON_CHARACTER: Mistake = Mistake {
    slug: "stays-on-character",
    name: "the walk goes on in front of the character that was put in, not behind it",
    ask: "A character has been put in at place 3. Which is the first place that comes after it?",
};

pub(super) const PLACES_IN_BYTES: Mistake = Mistake {
    slug: "places-in-bytes",
    name: "a place among characters is taken for a place among bytes, and Rust stops the program",
    ask: "How many bytes has `ü` in a String, and what does `String::insert` count?",
};

pub(super) const UPPER_CASE_REFUSED: Mistake = Mistake {
    slug: "upper-case-refused",
    name: "digits in upper case are refused",
    ask: "What is the value of the digit `K`?",
};

pub(super) const DELIMITER_FIRST_NOT_LAST: Mistake = Mistake {
    slug: "delimiter-first-not-last",
    name: "the text is cut at its first hyphen, not at its last",
    ask: "Which hyphens can be the label's own, and can one be among the digits?",
};

pub(super) const LEADING_DELIMITER_OK: Mistake = Mistake {
    slug: "leading-delimiter-ok",
    name: "a delimiter with nothing in front of it is let through",
    ask: "If `-kva` and `kva` meant the same label, how many spellings would a name have?",
};

pub(super) const NOT_ASCII_OK: Mistake = Mistake {
    slug: "not-ascii-ok",
    name: "nobody looks whether the text is ASCII",
    ask: "What should have become of the `ü` of `bücher-kva`, before anybody called it Punycode?",
};

pub(super) const TRUNCATED_OK: Mistake = Mistake {
    slug: "truncated-ok",
    name: "a number whose last digit is missing is taken as it is",
    ask: "What does a digit say that is not below its threshold?",
};

pub(super) const AT_COUNTS_DIGITS: Mistake = Mistake {
    slug: "at-counts-digits",
    name: "the wrong byte is counted from behind the delimiter",
    ask: "From where do the docs of the error count?",
};

pub(super) const SURROGATE_OK: Mistake = Mistake {
    slug: "surrogate-ok",
    name: "a code point that is no character is let through, as U+FFFD",
    ask: "What does `char::from_u32` say of U+D800, and who is to be told?",
};

pub(super) const NOT_CHARACTER_IS_OVERFLOW: Mistake = Mistake {
    slug: "not-character-is-overflow",
    name: "a number that fits is said to be too large, because it is no character",
    ask: "How many bits has the largest code point, and how many do the numbers have?",
};

pub(super) const NO_OVERFLOW_CHECK: Mistake = Mistake {
    slug: "no-overflow-check",
    name: "a number that does not fit 32 bits is not noticed",
    ask: "Which sums and products of the procedure can a stranger make as large as he likes?",
};

pub(super) const UNWRAPS_BAD_TEXT: Mistake = Mistake {
    slug: "unwraps-bad-text",
    name: "text that is no Punycode makes it panic, where an error is asked for",
    ask: "Which call here can fail on a text that a stranger made up, and what do you do with its error?",
};
