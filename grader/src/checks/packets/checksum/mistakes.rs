//! What can go wrong while words are added up, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const LITTLE_ENDIAN: Mistake = Mistake {
    slug: "little-endian",
    name: "the second byte of a word is taken for the more significant",
    ask: "45 00 on the wire: is that the word 0x4500 or 0x0045?",
};

pub(super) const BYTES_NOT_WORDS: Mistake = Mistake {
    slug: "bytes-not-words",
    name: "single bytes are added up, not pairs of them",
    ask: "Into how many words do four bytes go? Which weight has the first byte of each?",
};

pub(super) const XOR_NOT_SUM: Mistake = Mistake {
    slug: "xor-not-sum",
    name: "the words are joined with exclusive or, not added",
    ask: "What is 1 + 3, and what is 1 ^ 3?",
};

pub(super) const SUM_INVERTED: Mistake = Mistake {
    slug: "sum-inverted",
    name: "the answer is the inverse of the sum: that is the checksum, and comes in a later function",
    ask: "What do the docs of `ones_sum` say of inverting?",
};

pub(super) const SKIPS_LAST_WORD: Mistake = Mistake {
    slug: "skips-last-word",
    name: "the last word is not in the sum",
    ask: "At which positions do words begin in six bytes? How far does your loop go?",
};

pub(super) const CARRY_LOST: Mistake = Mistake {
    slug: "carry-lost",
    name: "the carry out of the 16 bits is forgotten, as in the arithmetic of a CPU's register",
    ask: "What does ones' complement do with a 1 that falls out at the top?",
};

pub(super) const SUM_OVERFLOWS: Mistake = Mistake {
    slug: "sum-overflows",
    name: "the total outgrows its type, and Rust stops the program",
    ask: "Which type holds the total until you fold it, and how large can it become?",
};

pub(super) const SUM_SATURATES: Mistake = Mistake {
    slug: "sum-saturates",
    name: "the sum stays at ffff when it should go on from the bottom",
    ask: "A clock's hand passes the top. Does it stay there?",
};

pub(super) const SINGLE_FOLD: Mistake = Mistake {
    slug: "single-fold",
    name: "the carry is added once; that this can carry again is forgotten",
    ask: "What is 0xffff + 1, and into how many bits does it go?",
};

pub(super) const ODD_BYTE_LOW: Mistake = Mistake {
    slug: "odd-byte-low",
    name: "the odd last byte is taken for the lower half of a word",
    ask: "If one more byte came behind it, a zero, which half of the word would the last byte be?",
};

pub(super) const ODD_BYTE_LOST: Mistake = Mistake {
    slug: "odd-byte-lost",
    name: "the odd last byte is not in the sum, so damage to it is never noticed",
    ask: "What does `chunks_exact(2)` leave over of three bytes?",
};

pub(super) const ODD_BYTE_PANICS: Mistake = Mistake {
    slug: "odd-byte-panics",
    name: "it reaches for the second byte of a word that has only one",
    ask: "How long is the last piece that `chunks(2)` gives of three bytes?",
};

pub(super) const PADDED_IN_FRONT: Mistake = Mistake {
    slug: "padded-in-front",
    name: "the zero byte that makes the number even is put in front, so all bytes change their halves",
    ask: "Of three bytes a, b, c: which two are the first word?",
};

pub(super) const MODULO_65535: Mistake = Mistake {
    slug: "modulo-65535",
    name: "the remainder of a division by 65535 is 0 where adding the carries gives ffff",
    ask: "Take the word ffff alone. Is there any carry to add?",
};

pub(super) const NOTHING_TO_ADD: Mistake = Mistake {
    slug: "nothing-to-add",
    name: "it takes for granted that there is a first byte",
    ask: "What do you have before you have added anything?",
};

pub(super) const LONG_SUM_OVERFLOWS: Mistake = Mistake {
    slug: "long-sum-overflows",
    name: "the total of many words outgrows even 32 bits",
    ask: "How many times does 0xffff fit into a `u32`?",
};

pub(super) const JOIN_CARRY_LOST: Mistake = Mistake {
    slug: "join-carry-lost",
    name: "the two sums are added without their carry",
    ask: "In which arithmetic is a sum of sums the sum of the whole?",
};

pub(super) const JOIN_OVERFLOWS: Mistake = Mistake {
    slug: "join-overflows",
    name: "the two sums are added in a type that does not hold them, and Rust stops the program",
    ask: "How many bits can the sum of two 16-bit numbers need?",
};

pub(super) const ODD_PIECE_NOT_SWAPPED: Mistake = Mistake {
    slug: "odd-piece-not-swapped",
    name: "behind an odd piece each byte stands in the other half of its word, and the sum is taken as if it did not",
    ask: "Which half of a word was the right piece's first byte when it was added up alone, and which is it in the whole?",
};

pub(super) const SWAPS_ALWAYS: Mistake = Mistake {
    slug: "swaps-always",
    name: "the right piece's sum is swapped although it begins with a whole word",
    ask: "After how many bytes does a new word begin?",
};

pub(super) const SWAPS_LEFT: Mistake = Mistake {
    slug: "swaps-left",
    name: "the left piece's sum is swapped, and it is the right piece that has moved",
    ask: "Which of the two pieces begins where it would begin alone?",
};

pub(super) const SWAPS_BOTH: Mistake = Mistake {
    slug: "swaps-both",
    name: "the sum of both is swapped, and not that of the right piece alone",
    ask: "Which of the two pieces begins where it would begin alone?",
};

pub(super) const FIELD_NOT_ZEROED: Mistake = Mistake {
    slug: "field-not-zeroed",
    name: "what was in the checksum field is added up as well",
    ask: "What do you count the field as while you compute what belongs into it?",
};

pub(super) const NOT_INVERTED: Mistake = Mistake {
    slug: "not-inverted",
    name: "the sum itself is given, not its inverse",
    ask: "The receiver adds everything up, field included, and wants ffff. What must be in the field?",
};

pub(super) const TWOS_COMPLEMENT: Mistake = Mistake {
    slug: "twos-complement",
    name: "the sum is negated as a CPU does it, which is the inverse plus one",
    ask: "What is x + !x, and what is x + (!x + 1), in 16 bits?",
};

pub(super) const ZERO_AVOIDED: Mistake = Mistake {
    slug: "zero-avoided",
    name: "a checksum of 0 is turned into ffff, which only UDP asks for",
    ask: "In which of these headers does a checksum of 0 mean that there is none?",
};

pub(super) const STOPS_AT_FIELD: Mistake = Mistake {
    slug: "stops-at-field",
    name: "what stands behind the field is not added up",
    ask: "In an IPv4 header, what stands behind the checksum?",
};

pub(super) const PSEUDO_MISSING: Mistake = Mistake {
    slug: "pseudo-missing",
    name: "the segment alone is added up, so it may be delivered to anybody",
    ask: "Where in the segment do the addresses stand?",
};

pub(super) const SEGMENT_NOT_INVERTED: Mistake = Mistake {
    slug: "segment-not-inverted",
    name: "the sum itself is given, not its inverse",
    ask: "The receiver adds everything up, field included, and wants ffff. What must be in the field?",
};

pub(super) const SEGMENT_FIELD_NOT_ZEROED: Mistake = Mistake {
    slug: "segment-field-not-zeroed",
    name: "what was in the segment's checksum field is added up as well",
    ask: "What do you count the field as while you compute what belongs into it?",
};

pub(super) const PSEUDO_LEN_OF_IP: Mistake = Mistake {
    slug: "pseudo-len-of-ip",
    name: "the pseudo header has the length of the whole IP packet, its header included",
    ask: "Whose length stands in the pseudo header: the packet's, or that of what it carries?",
};

pub(super) const PSEUDO_LEN_OF_PAYLOAD: Mistake = Mistake {
    slug: "pseudo-len-of-payload",
    name: "the pseudo header has the length of the data behind the segment's header",
    ask: "Is the segment's own header counted in its length?",
};

pub(super) const PSEUDO_LEN_OF_HEADER: Mistake = Mistake {
    slug: "pseudo-len-of-header",
    name: "the pseudo header has the length of the segment's header alone",
    ask: "Is the data counted in the length of a segment?",
};

pub(super) const PAD_COUNTED: Mistake = Mistake {
    slug: "pad-counted",
    name: "the zero byte that completes the last word is counted in the length, although nobody sends it",
    ask: "How many bytes has the segment on the wire?",
};

pub(super) const PSEUDO_NO_LENGTH: Mistake = Mistake {
    slug: "pseudo-no-length",
    name: "the pseudo header lacks the length",
    ask: "Which four things does the pseudo header tell?",
};

pub(super) const PSEUDO_NO_PROTOCOL: Mistake = Mistake {
    slug: "pseudo-no-protocol",
    name: "the pseudo header lacks the protocol",
    ask: "Which four things does the pseudo header tell?",
};

pub(super) const PROTOCOL_IN_HIGH_BYTE: Mistake = Mistake {
    slug: "protocol-in-high-byte",
    name: "the protocol is taken for the upper byte of its word, and it is the lower",
    ask: "In the pseudo header, on which side of the protocol does the zero stand?",
};

pub(super) const ADDRESSES_MISSING: Mistake = Mistake {
    slug: "addresses-missing",
    name: "the pseudo header lacks the addresses, so the segment may be delivered to anybody",
    ask: "Which four things does the pseudo header tell?",
};

pub(super) const ALWAYS_UDP: Mistake =
    Mistake { slug: "always-udp", name: "the protocol is always that of UDP", ask: "Which number has TCP?" };

pub(super) const ALWAYS_TCP: Mistake =
    Mistake { slug: "always-tcp", name: "the protocol is always that of TCP", ask: "Which number has UDP?" };

pub(super) const WRONG_FIELD: Mistake = Mistake {
    slug: "wrong-field",
    name: "the bytes counted as zeros are those of the other protocol's checksum field",
    ask: "At which byte of a TCP header does the checksum stand, and at which of a UDP header?",
};

pub(super) const V6_CUT: Mistake = Mistake {
    slug: "v6-cut-to-32-bits",
    name: "of each IPv6 address only the last 32 bits are added up",
    ask: "How many words has an IPv6 address?",
};

pub(super) const UDP_ZERO_SENT: Mistake = Mistake {
    slug: "udp-zero-sent",
    name: "a UDP checksum that comes out as 0 is sent as 0, which says that there is none",
    ask: "What does a receiver make of a UDP datagram whose checksum field is 0?",
};

pub(super) const TCP_ZERO_CHANGED: Mistake = Mistake {
    slug: "tcp-zero-changed",
    name: "a TCP checksum of 0 is turned into ffff, which only UDP asks for",
    ask: "Can a TCP segment do without a checksum? Then what does 0 mean in its field?",
};

pub(super) const EVERYTHING_INTACT: Mistake = Mistake {
    slug: "everything-intact",
    name: "damaged segments are taken for intact",
    ask: "What does your `is_intact` compare with what?",
};

pub(super) const NOTHING_INTACT: Mistake = Mistake {
    slug: "nothing-intact",
    name: "undamaged segments are refused",
    ask: "What is the sum of all that is added up when nothing is damaged: 0 or ffff?",
};

pub(super) const INTACT_UPSIDE_DOWN: Mistake = Mistake {
    slug: "intact-upside-down",
    name: "it answers the opposite: whether there is damage",
    ask: "How does this sentence end: the segment is intact if the sum ...?",
};

pub(super) const VERIFIES_WITHOUT_PSEUDO: Mistake = Mistake {
    slug: "verifies-without-pseudo",
    name: "the segment alone is added up, without the pseudo header that its checksum covers",
    ask: "Does the receiver add up the same as the sender?",
};

pub(super) const RECOMPUTES_AND_COMPARES: Mistake = Mistake {
    slug: "recomputes-and-compares",
    name: "the checksum is computed anew and compared with the field, where both zeros would do",
    ask: "What is the sum of everything, field included, if the field is 0000? And if it is ffff?",
};

pub(super) const FIELD_TAKEN_FOR_GRANTED: Mistake = Mistake {
    slug: "field-taken-for-granted",
    name: "it takes for granted that what arrived is long enough to have a checksum field",
    ask: "Who decides how many bytes arrive? Must you look at the field alone at all?",
};

pub(super) const UPDATE_CARRY_LOST: Mistake = Mistake {
    slug: "update-carry-lost",
    name: "the terms are added without their carries",
    ask: "In which arithmetic does equation 3 hold?",
};

pub(super) const UPDATE_OVERFLOWS: Mistake = Mistake {
    slug: "update-overflows",
    name: "the terms are added in a type that does not hold them, and Rust stops the program",
    ask: "How many bits can the sum of three 16-bit numbers need?",
};

pub(super) const UPDATE_BACKWARDS: Mistake = Mistake {
    slug: "update-backwards",
    name: "the change goes the wrong way: the old word is put in, and the new one taken out",
    ask: "A word grows by 1. Does the sum grow or shrink? And the checksum, which is its inverse?",
};

pub(super) const UPDATE_NOT_INVERTED: Mistake = Mistake {
    slug: "update-not-inverted",
    name: "the sum of the changed header is given, not its inverse",
    ask: "What stands in a header: its sum, or the inverse of it?",
};

pub(super) const UPDATE_STAYS: Mistake = Mistake {
    slug: "update-stays",
    name: "the new checksum is the old one, although a word has changed",
    ask: "Which of the three arguments does your answer depend on?",
};

pub(super) const MINUS_ZERO: Mistake = Mistake {
    slug: "minus-zero",
    name: "equation 2, of RFC 1141, gives ffff where adding up the header gives 0",
    ask: "Which of the two zeros can `!sum` be, if the sum of a header is never 0?",
};
