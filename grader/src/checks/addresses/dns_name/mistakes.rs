//! What can go wrong with names, in the order of the checks that know it.

use crate::catalogue::Mistake;

pub(super) const LABELS_REVERSED: Mistake = Mistake {
    slug: "labels-reversed",
    name: "the labels stand in the wrong order, the last one first",
    ask: "Which label of `www.london.example` is sent first?",
};

pub(super) const LAST_DOT_IS_A_LABEL: Mistake = Mistake {
    slug: "last-dot-is-a-label",
    name: "the dot at the end is taken for one between two labels, the second of them empty",
    ask: "How many pieces does `\"a.\".split('.')` give, and what is the last one?",
};

pub(super) const ROOT_IS_REFUSED: Mistake = Mistake {
    slug: "root-is-refused",
    name: "the root is refused: without its dot, `.` is an empty text",
    ask: "Which text has no labels at all, and is a name all the same?",
};

pub(super) const ROOT_IS_A_LABEL: Mistake = Mistake {
    slug: "root-is-a-label",
    name: "the root is given an empty label",
    ask: "How many labels has the root, by the docs of `Name`?",
};

pub(super) const LOWER_CASES: Mistake = Mistake {
    slug: "lower-cases",
    name: "upper case is turned into lower case, and what the sender wrote is lost",
    ask: "Who is to decide that case does not matter: who reads a name, or who compares two?",
};

pub(super) const HOST_NAMES_ONLY: Mistake = Mistake {
    slug: "host-names-only",
    name: "only letters, digits and hyphens are let through, but other names are names too",
    ask: "What do the docs allow in a label besides the characters of machine names?",
};

pub(super) const NO_ROOT_BYTE: Mistake = Mistake {
    slug: "no-root-byte",
    name: "the zero at the end is missing, so nobody can tell where the name ends",
    ask: "How does a reader know that no label follows on the last one?",
};

pub(super) const DOTS_NOT_LENGTHS: Mistake = Mistake {
    slug: "dots-not-lengths",
    name: "the dots are written, where the lengths should stand",
    ask: "A label may have a dot in it. How would a reader find the end of that one?",
};

pub(super) const LENGTH_COUNTS_ITSELF: Mistake = Mistake {
    slug: "length-counts-itself",
    name: "the length counts its own byte",
    ask: "How many bytes follow on the length of `www`?",
};

pub(super) const ZERO_AFTER_EACH_LABEL: Mistake = Mistake {
    slug: "zero-after-each-label",
    name: "a zero is written behind each label, as C has it behind text",
    ask: "What does a reader take the first zero for?",
};

pub(super) const LENGTH_AS_DIGIT: Mistake = Mistake {
    slug: "length-as-digit",
    name: "the length is written as the digit that people read",
    ask: "Which number is the byte `b'3'`?",
};

pub(super) const STARTS_AT_ZERO: Mistake = Mistake {
    slug: "starts-at-zero",
    name: "the name is read from the first byte of the message, wherever it was asked for",
    ask: "Where should the name begin, and where did you begin?",
};

pub(super) const NEXT_IS_THE_ZERO: Mistake = Mistake {
    slug: "next-is-the-zero",
    name: "`next` is the place of the zero",
    ask: "The zero belongs to the name. At which place does the next field begin?",
};

pub(super) const NEXT_FROM_THE_NAME: Mistake = Mistake {
    slug: "next-from-the-name",
    name: "`next` counts from where the name begins",
    ask: "From which byte do the places of a message count?",
};

pub(super) const LABELS_WITH_DOTS: Mistake = Mistake {
    slug: "labels-with-dots",
    name: "a dot in a label is taken for a dot between two labels",
    ask: "What tells a reader of bytes where a label ends?",
};

pub(super) const LABELS_ARE_TEXT: Mistake = Mistake {
    slug: "labels-are-text",
    name: "the bytes of a label are taken for text, and some of them can't be",
    ask: "Is there a `str` or a `char` on the way from the message to the label?",
};

pub(super) const EMPTY_LABEL_OK: Mistake = Mistake {
    slug: "empty-label-ok",
    name: "empty labels are let through, or skipped",
    ask: "What stands between two dots that follow on each other?",
};

pub(super) const TWO_LAST_DOTS_OK: Mistake = Mistake {
    slug: "two-last-dots-ok",
    name: "more than one dot at the end is let through",
    ask: "How many dots at the end do the docs take off?",
};

pub(super) const EMPTY_IS_ROOT: Mistake = Mistake {
    slug: "empty-is-root",
    name: "the empty text is taken for the root",
    ask: "How is the root written, and what do the docs say of the empty text?",
};

pub(super) const LABELS_FROM_ZERO: Mistake = Mistake {
    slug: "labels-from-zero",
    name: "labels are counted from 0",
    ask: "`enumerate` begins with 0. With what do the docs begin?",
};

pub(super) const ODD_CHARACTERS_OK: Mistake = Mistake {
    slug: "odd-characters-ok",
    name: "spaces or control characters are let through",
    ask: "Which characters can be seen? Is there a function of `u8` that says so?",
};

pub(super) const OTHER_ALPHABETS: Mistake = Mistake {
    slug: "other-alphabets",
    name: "letters that are not ASCII are let through",
    ask: "How many bytes has `ü`, and what would another program take them for?",
};

pub(super) const BACKSLASH_OK: Mistake = Mistake {
    slug: "backslash-ok",
    name: "the backslash is let through, which means an escape to other programs",
    ask: "Which two visible characters may not stand in a label?",
};

pub(super) const LENGTH_BEFORE_CHARACTERS: Mistake = Mistake {
    slug: "length-before-characters",
    name: "the length of a label is asked about before what is in it",
    ask: "Both are true of a long label with a space. Which stands first in the list of the docs?",
};

pub(super) const KIND_BY_KIND: Mistake = Mistake {
    slug: "kind-by-kind",
    name: "all labels are asked one question before any is asked the next",
    ask: "Two labels are wrong in different ways. Which of them decides, by the docs?",
};

pub(super) const NO_LABEL_LIMIT: Mistake = Mistake {
    slug: "no-label-limit",
    name: "labels may have any length",
    ask: "How many bits has the byte before a label for its length?",
};

pub(super) const LABEL_64_OK: Mistake = Mistake {
    slug: "label-64-ok",
    name: "a label of 64 bytes is let through",
    ask: "What is the largest number that six bits hold?",
};

pub(super) const LABEL_63_REFUSED: Mistake = Mistake {
    slug: "label-63-refused",
    name: "a label of 63 bytes is refused",
    ask: "Is the most that is allowed allowed?",
};

pub(super) const NO_NAME_LIMIT: Mistake = Mistake {
    slug: "no-name-limit",
    name: "names may have any length",
    ask: "What do you compare with `MAX_NAME`, and when?",
};

pub(super) const TEXT_IS_COUNTED: Mistake = Mistake {
    slug: "text-is-counted",
    name: "the characters of the text are counted, not the bytes that the name takes in a message",
    ask: "Which bytes does a name take in a message that its text does not show?",
};

pub(super) const NAME_256_OK: Mistake = Mistake {
    slug: "name-256-ok",
    name: "a name of 256 bytes is let through: the zero at the end is not counted",
    ask: "Write the longest name out, byte for byte. Which one did you leave out?",
};

pub(super) const NAME_255_REFUSED: Mistake = Mistake {
    slug: "name-255-refused",
    name: "a name of 255 bytes is refused",
    ask: "Is the most that is allowed allowed?",
};

pub(super) const LAST_DOT_IS_COUNTED: Mistake = Mistake {
    slug: "last-dot-is-counted",
    name: "the dot at the end makes the name longer",
    ask: "Does `example.` take more bytes in a message than `example`?",
};

pub(super) const LIMIT_BEFORE_LABELS: Mistake = Mistake {
    slug: "limit-before-labels",
    name: "the length of the name is asked about before its labels",
    ask: "One label is wrong, and the name is too long. Which do the docs ask about first?",
};

pub(super) const END_IS_ROOT: Mistake = Mistake {
    slug: "end-is-root",
    name: "the end of the message is taken for the end of the name",
    ask: "What ends a name? Did you read it?",
};

pub(super) const NO_BOUNDS_CHECK: Mistake = Mistake {
    slug: "no-bounds-check",
    name: "it reads past the end without asking, and Rust stops the program",
    ask: "The stranger's bytes end too soon. Which line finds out first, yours or Rust's?",
};

pub(super) const PLACE_OVERFLOWS: Mistake = Mistake {
    slug: "place-overflows",
    name: "a place and a length are added up, and the sum is too large for a usize",
    ask: "`at` may be `usize::MAX`. What is one more than that?",
};

pub(super) const RESERVED_IS_LENGTH: Mistake = Mistake {
    slug: "reserved-is-length",
    name: "the bits 01 and 10 are taken for a part of the length, or are not looked at",
    ask: "Of the eight bits of the length byte, how many are the length?",
};

pub(super) const RESERVED_IS_POINTER: Mistake = Mistake {
    slug: "reserved-is-pointer",
    name: "a reserved byte is taken for a pointer",
    ask: "How many of the first two bits must be 1 for a pointer?",
};

pub(super) const ERRORS_TELL_THE_START: Mistake = Mistake {
    slug: "errors-tell-the-start",
    name: "`at` in the error is where the name begins, not where the wrong byte stands",
    ask: "Someone looks for the wrong byte in the message. Which place do you tell them?",
};

pub(super) const POINTER_IS_RESERVED: Mistake = Mistake {
    slug: "pointer-is-reserved",
    name: "the bits 11 are taken for reserved ones",
    ask: "Which of the four pairs of bits are reserved?",
};

pub(super) const POINTER_FROM_THE_NAME: Mistake = Mistake {
    slug: "pointer-from-the-name",
    name: "a pointer is counted from where the name begins",
    ask: "From which byte do pointers count, by the docs?",
};

pub(super) const POINTER_FROM_ITSELF: Mistake = Mistake {
    slug: "pointer-from-itself",
    name: "a pointer is counted from where it stands",
    ask: "From which byte do pointers count, by the docs?",
};

pub(super) const POINTER_KEEPS_ITS_MARK: Mistake = Mistake {
    slug: "pointer-keeps-its-mark",
    name: "the two bits that mark a pointer are taken for a part of the place",
    ask: "What is 0xC014 without its first two bits?",
};

pub(super) const POINTER_ENDS_THE_NAME: Mistake = Mistake {
    slug: "pointer-ends-the-name",
    name: "the name ends at the pointer, and what it leads to is lost",
    ask: "What stands in the place where the pointer leads?",
};

pub(super) const POINTER_DROPS_THE_START: Mistake = Mistake {
    slug: "pointer-drops-the-start",
    name: "the labels before the pointer are lost",
    ask: "Which labels did you read before you came to the pointer?",
};

pub(super) const ONE_LABEL_BEHIND_POINTER: Mistake = Mistake {
    slug: "one-label-behind-pointer",
    name: "of what the pointer leads to, only the first label is read",
    ask: "Where does the name end, once it has gone on at another place?",
};

pub(super) const POINTER_LOW_BYTE_ONLY: Mistake = Mistake {
    slug: "pointer-low-byte-only",
    name: "of a pointer only the second byte is read",
    ask: "How many bits has the place where a pointer leads, and in how many bytes do they stand?",
};

pub(super) const ONE_POINTER_ONLY: Mistake = Mistake {
    slug: "one-pointer-only",
    name: "only one pointer is followed",
    ask: "What may end the labels to which a pointer leads?",
};

pub(super) const NEXT_AFTER_TARGET: Mistake = Mistake {
    slug: "next-after-target",
    name: "`next` is behind the zero where the name ended at last, not behind the pointer",
    ask: "How many bytes does the name take here, where it was asked for?",
};

pub(super) const NEXT_AFTER_LAST_POINTER: Mistake = Mistake {
    slug: "next-after-last-pointer",
    name: "`next` is behind the last pointer, not the first",
    ask: "Which pointer stands in the place where the name was asked for?",
};

pub(super) const POINTER_IS_ONE_BYTE: Mistake = Mistake {
    slug: "pointer-is-one-byte",
    name: "`next` is one byte behind the beginning of the pointer, which has two",
    ask: "How many bytes has a pointer?",
};

pub(super) const LONG_CHAIN_REFUSED: Mistake = Mistake {
    slug: "long-chain-refused",
    name: "after some pointers the name is refused, although every one of them leads back",
    ask: "What makes a chain of pointers endless: that it is long?",
};

pub(super) const POINTER_LOOP: Mistake = Mistake {
    slug: "pointer-loop",
    name: "it follows pointers round in a circle",
    ask: "Where have you been already, when a pointer leads there again?",
};

pub(super) const FORWARD_POINTER_OK: Mistake = Mistake {
    slug: "forward-pointer-ok",
    name: "a pointer is followed that does not lead back",
    ask: "The name must have been written before it is pointed to. Is that true of the place here?",
};

pub(super) const OWN_RUN_OK: Mistake = Mistake {
    slug: "own-run-ok",
    name: "a pointer may lead into the labels before it, which lead to it again",
    ask: "After the jump, which bytes do you come by on your way to the same pointer?",
};

pub(super) const RUNS_OVERLAP: Mistake = Mistake {
    slug: "runs-overlap",
    name: "a run is read on into the run from which a pointer led to it",
    ask: "After a pointer, which bytes of the message may still be read?",
};

pub(super) const LIMIT_OF_A_RUN: Mistake = Mistake {
    slug: "limit-of-a-run",
    name: "the length is counted anew behind each pointer",
    ask: "If all of the name is spelled out, does it matter where its labels stand?",
};

pub(super) const LIMIT_WITHOUT_LENGTHS: Mistake = Mistake {
    slug: "limit-without-lengths",
    name: "the bytes before the labels, which say how long they are, are not counted",
    ask: "How many bytes does a label of 63 take in a message?",
};

pub(super) const LIMIT_COMES_LAST: Mistake = Mistake {
    slug: "limit-comes-last",
    name: "the limit is asked about when all labels are read, and something else is found first",
    ask: "A short message can speak of a very long name. When do you notice?",
};

pub(super) const HALF_POINTER: Mistake = Mistake {
    slug: "half-pointer",
    name: "the second byte of a pointer is missing, and is read all the same",
    ask: "A pointer begins with the last byte that there is. What do you read next?",
};

pub(super) const CASE_SENSITIVE_EQ: Mistake = Mistake {
    slug: "case-sensitive-eq",
    name: "upper and lower case are taken for different",
    ask: "Where would a user come to who types `Example.COM`?",
};

pub(super) const LOSSY_EQ: Mistake = Mistake {
    slug: "lossy-eq",
    name: "bytes that are no text are all taken for the same",
    ask: "What does `from_utf8_lossy` make of 0xC4, and what of 0xC5?",
};

pub(super) const CASE_OF_OTHER_BYTES: Mistake = Mistake {
    slug: "case-of-other-bytes",
    name: "bytes that are no ASCII letters are given a case, too",
    ask: "Which bytes are `A` to `Z`? Does yours change any other?",
};

pub(super) const JOINED_EQ: Mistake = Mistake {
    slug: "joined-eq",
    name: "the labels are put together before they are compared, and where one ends is lost",
    ask: "Is a label `a.b` the same as a label `a` and a label `b`?",
};

pub(super) const SHORTER_IS_ENOUGH: Mistake = Mistake {
    slug: "shorter-is-enough",
    name: "where one name has no more labels, the rest of the other is not looked at",
    ask: "How long does `zip` go on?",
};
