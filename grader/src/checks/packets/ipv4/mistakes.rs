//! What can go wrong between a header and its bytes, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const LITTLE_ENDIAN: Mistake = Mistake {
    slug: "little-endian",
    name: "the byte that comes first is taken for the less significant one",
    ask: "Bytes 4 and 5 are 00 07. Is that 7, or 0x0700?",
};

pub(super) const ADDRESSES_SWAPPED: Mistake = Mistake {
    slug: "addresses-swapped",
    name: "source and destination are mixed up: the answer would go to whoever asks, from whoever is asked",
    ask: "Which of the two addresses stands first in the header?",
};

pub(super) const TTL_AND_PROTOCOL_SWAPPED: Mistake = Mistake {
    slug: "ttl-and-protocol-swapped",
    name: "time to live and protocol are mixed up",
    ask: "Which of the two is byte 8?",
};

pub(super) const NIBBLES_SWAPPED: Mistake = Mistake {
    slug: "nibbles-swapped",
    name: "the two halves of the first byte are mixed up: 5 is taken for the version",
    ask: "The first byte is 0x45. Which of its digits is the upper half, and which half stands first in the drawing?",
};

pub(super) const IHL_IN_BYTES: Mistake = Mistake {
    slug: "ihl-in-bytes",
    name: "the header's length is taken for a number of bytes, and it is one of words",
    ask: "The header says 5, and has 20 bytes. Five of what?",
};

pub(super) const HEADER_IN_PAYLOAD: Mistake = Mistake {
    slug: "header-in-payload",
    name: "the payload begins at the first byte of the packet, so it holds the header as well",
    ask: "How many bytes of the packet are header, and which is the first one behind them?",
};

pub(super) const TOTAL_IS_PAYLOAD: Mistake = Mistake {
    slug: "total-is-payload",
    name: "the total length is taken for the length of the payload, and it counts the header, too",
    ask: "The total length is 21, and the header has 20 bytes. How many bytes has the payload?",
};

pub(super) const TOTAL_IN_ONE_BYTE: Mistake = Mistake {
    slug: "total-in-one-byte",
    name: "only the lower byte of the total length is read",
    ask: "The total length is 01 2c, in two bytes. Which number is that? Which type can hold it?",
};

pub(super) const PAYLOAD_SUMMED: Mistake = Mistake {
    slug: "payload-summed",
    name: "the payload is added up, too, and the checksum covers the header alone",
    ask: "Which bytes does the checksum of IPv4 cover?",
};

pub(super) const RIGHT_SUM_REFUSED: Mistake = Mistake {
    slug: "right-sum-refused",
    name: "a header is refused although its checksum is the right one",
    ask: "What is the sum of a whole header, checksum included: 0 or 0xFFFF?",
};

pub(super) const FLAGS_MASK_WRONG: Mistake = Mistake {
    slug: "flags-mask-wrong",
    name: "the flags are read from the wrong bits",
    ask: "Which of the three bits above the offset is reserved? So at which masks are DF and MF?",
};

pub(super) const FLAGS_SWAPPED: Mistake = Mistake {
    slug: "flags-swapped",
    name: "DF and MF are mixed up",
    ask: "Three bits stand above the offset: 0, D, M. Which mask has D, and which M?",
};

pub(super) const OFFSET_WITH_FLAGS: Mistake = Mistake {
    slug: "offset-with-flags",
    name: "the flags are still in the fragment offset",
    ask: "How many of the 16 bits belong to the offset? What is in the others?",
};

pub(super) const OFFSET_CUT: Mistake = Mistake {
    slug: "offset-cut",
    name: "the offset has lost its upper bits",
    ask: "The offset has 13 bits. What is the largest number that it can be, and can yours be that?",
};

pub(super) const OFFSET_IN_BYTES: Mistake = Mistake {
    slug: "offset-in-bytes",
    name: "the offset is given in bytes, and the header's field counts pieces of 8 bytes",
    ask: "In which unit do the docs of `fragment_offset` count?",
};

pub(super) const OFFSET_SHIFTED: Mistake = Mistake {
    slug: "offset-shifted",
    name: "the flags are taken for the lower end of their 16 bits, and the offset is moved over them",
    ask: "Do the flags stand in the first bits of byte 6, or in the last ones of byte 7?",
};

pub(super) const RESERVED_REFUSED: Mistake = Mistake {
    slug: "reserved-refused",
    name: "a packet is refused because its reserved bit is set",
    ask: "What do the docs of `parse` say of the highest bit of byte 6?",
};

pub(super) const OPTIONS_IN_PAYLOAD: Mistake = Mistake {
    slug: "options-in-payload",
    name: "the payload begins at byte 20, whatever the header says of its length",
    ask: "The header says how many words it has. What stands between byte 20 and its end?",
};

pub(super) const OPTIONS_LOST: Mistake = Mistake {
    slug: "options-lost",
    name: "the header has options, and they are not in the answer",
    ask: "From which byte to which do the options go?",
};

pub(super) const OPTIONS_CUT_AT_END: Mistake = Mistake {
    slug: "options-cut-at-end",
    name: "the options end at their first zero, and they shall be handed over as they are",
    ask: "What do the docs of `parse` say of the options: who will make sense of them?",
};

pub(super) const OPTIONS_REFUSED: Mistake = Mistake {
    slug: "options-refused",
    name: "a header with options is refused",
    ask: "Which lengths may a header have? Which does yours allow?",
};

pub(super) const OPTIONS_NOT_SUMMED: Mistake = Mistake {
    slug: "options-not-summed",
    name: "the checksum is verified over 20 bytes, and it covers the options as well",
    ask: "How long is the header that the sender has added up?",
};

pub(super) const PADDING_LEAKS: Mistake = Mistake {
    slug: "padding-leaks",
    name: "the payload goes on to the end of what arrived, so what Ethernet filled in is taken for data",
    ask: "More arrived than belongs to the packet. Which field says where it ends?",
};

pub(super) const PADDING_REFUSED: Mistake = Mistake {
    slug: "padding-refused",
    name: "a packet is refused because more arrived than belongs to it",
    ask: "A frame of Ethernet carries at least 46 bytes. What becomes of a packet of 22 in it?",
};

pub(super) const ZEROS_TRIMMED: Mistake = Mistake {
    slug: "zeros-trimmed",
    name: "zeros at the end are cut off, and some of them were data",
    ask: "How do you tell a zero that was sent from one that was filled in?",
};

pub(super) const TRUSTS_LENGTH: Mistake = Mistake {
    slug: "trusts-length",
    name: "it reads bytes that are not there: a length was not compared with what arrived",
    ask: "How many bytes must there be before you may read that one? Who says that there are?",
};

pub(super) const CUT_PAYLOAD_ACCEPTED: Mistake = Mistake {
    slug: "cut-payload-accepted",
    name: "a packet of which the end is missing is taken for a whole one",
    ask: "The packet claims more bytes than there are. What would London do with a part of the payload?",
};

pub(super) const CUT_HEADER_UNNOTICED: Mistake = Mistake {
    slug: "cut-header-unnoticed",
    name: "the header's own end is missing, and it is not told",
    ask: "The header says that it has more than 20 bytes. Are they all there?",
};

pub(super) const TOTAL_CALLED_TRUNCATED: Mistake = Mistake {
    slug: "total-called-truncated",
    name: "a packet with a whole header and a part of its payload is said to lack a part of its header",
    ask: "Is all of the header there? Which error tells of the length of the whole packet?",
};

pub(super) const MISSING_NOT_GOT: Mistake = Mistake {
    slug: "missing-not-got",
    name: "the error tells how many bytes are missing, and `got` is how many are there",
    ask: "How many bytes arrived?",
};

pub(super) const LENGTHS_WITHOUT_HEADER: Mistake = Mistake {
    slug: "lengths-without-header",
    name: "the error tells lengths of the payload, and the packet's own are asked for",
    ask: "Does the total length count the header?",
};

pub(super) const EXACTLY_20_REFUSED: Mistake = Mistake {
    slug: "exactly-20-refused",
    name: "a packet of nothing but a header is refused",
    ask: "Can a packet be without a payload? How many bytes are then there?",
};

pub(super) const VERSION_UNCHECKED: Mistake = Mistake {
    slug: "version-unchecked",
    name: "a packet of another version is read as if it were of version 4",
    ask: "In a packet of another version, what do the other bytes mean?",
};

pub(super) const VERSION_NOT_SHIFTED: Mistake = Mistake {
    slug: "version-not-shifted",
    name: "the error tells all of the first byte, or its upper half at the wrong place",
    ask: "Which number is the version of a packet that begins with 0x65?",
};

pub(super) const WORDS_UNCHECKED: Mistake = Mistake {
    slug: "words-unchecked",
    name: "a header that claims to be shorter than 20 bytes is believed",
    ask: "Five fields of 32 bits are in every header. How many words is the least?",
};

pub(super) const WORDS_IN_BYTES: Mistake = Mistake {
    slug: "words-in-bytes",
    name: "the error tells the length in bytes, and `words` is what stands in the header",
    ask: "What stands in the lower half of the first byte?",
};

pub(super) const TOTAL_BELOW_HEADER: Mistake = Mistake {
    slug: "total-below-header",
    name: "a total length that is less than the header's is believed",
    ask: "Where does the payload end, and where does it begin? Which of the two must not be first?",
};

pub(super) const TOTAL_AGAINST_20: Mistake = Mistake {
    slug: "total-against-20",
    name: "the total length is compared with 20 bytes, and this header is longer",
    ask: "Where does the payload of a packet with options begin?",
};

pub(super) const CHECKSUM_UNCHECKED: Mistake = Mistake {
    slug: "checksum-unchecked",
    name: "a damaged header is believed",
    ask: "What did you do with bytes 10 and 11?",
};

pub(super) const FOUND_AND_EXPECTED_SWAPPED: Mistake = Mistake {
    slug: "found-and-expected-swapped",
    name: "the two checksums in the error are mixed up",
    ask: "Which of the two stands in the packet?",
};

pub(super) const EXPECTED_WITH_FIELD: Mistake = Mistake {
    slug: "expected-with-field",
    name: "what should stand in the field was computed with what stands in it",
    ask: "As what does the field count while its own value is computed?",
};

pub(super) const EXPECTED_NOT_INVERTED: Mistake = Mistake {
    slug: "expected-not-inverted",
    name: "what should stand in the field is the inverse of the sum, not the sum",
    ask: "Which function of `checksum` says what belongs into a field?",
};

pub(super) const RECOMPUTES_AND_COMPARES: Mistake = Mistake {
    slug: "recomputes-and-compares",
    name: "the checksum is computed anew and compared with the field, where both zeros would do",
    ask: "What is the sum of the whole header if the field is 0000? And if it is ffff?",
};

pub(super) const LENGTH_BEFORE_VERSION: Mistake = Mistake {
    slug: "length-before-version",
    name: "the header's length is judged before the version, and in another version there is no such field",
    ask: "A packet of version 6 begins with 0x60. What does its second digit tell?",
};

pub(super) const VERSION_BEFORE_20: Mistake = Mistake {
    slug: "version-before-20",
    name: "the version is judged before it is known that there is a header",
    ask: "What is the first thing in the list of errors?",
};

pub(super) const TOTAL_TOO_EARLY: Mistake = Mistake {
    slug: "total-too-early",
    name: "the total length is judged before what stands in front of it",
    ask: "Which of the two errors stands first in the list of the docs?",
};

pub(super) const CHECKSUM_TOO_EARLY: Mistake = Mistake {
    slug: "checksum-too-early",
    name: "the checksum is judged before the lengths",
    ask: "Which bytes do you add up if the lengths are wrong?",
};

pub(super) const EMITS_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "emits-little-endian",
    name: "the less significant byte is written first",
    ask: "A total length of 22: is that 00 16 or 16 00 on the wire?",
};

pub(super) const EMITS_ADDRESSES_SWAPPED: Mistake = Mistake {
    slug: "emits-addresses-swapped",
    name: "the destination is written where the source belongs",
    ask: "Which of the two addresses stands first in the header?",
};

pub(super) const EMITS_FIRST_BYTE_WRONG: Mistake = Mistake {
    slug: "emits-first-byte-wrong",
    name: "the first byte is 0x54: its halves are swapped, or the length in it was not divided by 4",
    ask: "What is `5 << 4 | 4`, and what is `4 << 4 | 20`? Which two numbers belong into that byte?",
};

pub(super) const EMITS_TOTAL_OF_PAYLOAD: Mistake = Mistake {
    slug: "emits-total-of-payload",
    name: "the total length is that of the payload, without the header",
    ask: "How many bytes will the receiver have when all has arrived?",
};

pub(super) const EMITS_TOTAL_OF_HEADER: Mistake = Mistake {
    slug: "emits-total-of-header",
    name: "the total length is that of the header, without the payload",
    ask: "How many bytes will the receiver have when all has arrived?",
};

pub(super) const EMITS_TOTAL_IN_ONE_BYTE: Mistake = Mistake {
    slug: "emits-total-in-one-byte",
    name: "only the lower byte of the total length is written",
    ask: "What is 300 as a `u8`? Which type holds the length on its way into the header?",
};

pub(super) const EMITS_NO_PAYLOAD: Mistake = Mistake {
    slug: "emits-no-payload",
    name: "the payload is missing",
    ask: "What comes behind the destination?",
};

pub(super) const EMITS_FLAGS_MASK_WRONG: Mistake = Mistake {
    slug: "emits-flags-mask-wrong",
    name: "the flags are written to the wrong bits",
    ask: "Which of the three bits above the offset is reserved? So which numbers are DF and MF?",
};

pub(super) const EMITS_FLAGS_SWAPPED: Mistake = Mistake {
    slug: "emits-flags-swapped",
    name: "DF and MF are mixed up",
    ask: "Three bits stand above the offset: 0, D, M. Which number has D, and which M?",
};

pub(super) const EMITS_OFFSET_IN_BYTES: Mistake = Mistake {
    slug: "emits-offset-in-bytes",
    name: "the offset is multiplied or divided by 8 (or moved by three bits, which is the same), and it goes \
           into its 13 bits as it is",
    ask: "In which unit is `fragment_offset`, and in which is the header's field?",
};

pub(super) const EMITS_NO_OFFSET: Mistake = Mistake {
    slug: "emits-no-offset",
    name: "the fragment offset is missing",
    ask: "What shares its 16 bits with the flags?",
};

pub(super) const EMITS_NO_FLAGS: Mistake = Mistake {
    slug: "emits-no-flags",
    name: "the flags are missing",
    ask: "What shares its 16 bits with the offset?",
};

pub(super) const EMITS_NO_OPTIONS: Mistake = Mistake {
    slug: "emits-no-options",
    name: "the options are not written",
    ask: "What stands between the destination and the payload?",
};

pub(super) const EMITS_WORDS_OF_5: Mistake = Mistake {
    slug: "emits-words-of-5",
    name: "the length in words is 5, and with the options the header has more",
    ask: "How does the receiver find the first byte of the payload?",
};

pub(super) const EMITS_TOTAL_WITHOUT_OPTIONS: Mistake = Mistake {
    slug: "emits-total-without-options",
    name: "the total length does not count the options",
    ask: "How many bytes will the receiver have when all has arrived?",
};

pub(super) const EMITS_OPTIONS_LAST: Mistake = Mistake {
    slug: "emits-options-last",
    name: "the options stand behind the payload",
    ask: "Are the options a part of the header or of the payload?",
};

pub(super) const EMITS_NO_CHECKSUM: Mistake = Mistake {
    slug: "emits-no-checksum",
    name: "the checksum is left at zero",
    ask: "What does the receiver do with a header whose checksum is wrong?",
};

pub(super) const EMITS_SUM_NOT_INVERTED: Mistake = Mistake {
    slug: "emits-sum-not-inverted",
    name: "the field holds the sum, not its inverse",
    ask: "The receiver adds up the header, field included, and wants ffff. What must be in the field?",
};

pub(super) const EMITS_SUM_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "emits-sum-little-endian",
    name: "the two bytes of the checksum are swapped",
    ask: "Which byte of a number goes first?",
};

pub(super) const EMITS_SUM_OF_20: Mistake = Mistake {
    slug: "emits-sum-of-20",
    name: "the checksum covers 20 bytes, and not the options",
    ask: "Which bytes will the receiver add up?",
};

pub(super) const EMITS_SUM_OF_ALL: Mistake = Mistake {
    slug: "emits-sum-of-all",
    name: "the checksum covers the payload, too, and it is to cover the header alone",
    ask: "Which bytes will the receiver add up?",
};

pub(super) const EMITS_SUM_TOO_EARLY: Mistake = Mistake {
    slug: "emits-sum-too-early",
    name: "the checksum was computed when a part of the header was not written yet",
    ask: "Which fields stand behind the checksum, and when do you write them?",
};

pub(super) const EMITS_ZERO_AVOIDED: Mistake = Mistake {
    slug: "emits-zero-avoided",
    name: "a checksum of 0 is turned into ffff, which only UDP asks for",
    ask: "Can an IPv4 header do without a checksum? Then what does 0 mean in its field?",
};

pub(super) const TRAFFIC_CLASS_CUT: Mistake = Mistake {
    slug: "traffic-class-cut",
    name: "only a part of the traffic class is read",
    ask: "How many bits has the second byte of the header? Which of them does RFC 2474 use, and which RFC 3168?",
};

pub(super) const TRAFFIC_CLASS_LOST: Mistake = Mistake {
    slug: "traffic-class-lost",
    name: "the traffic class is read as 0, whatever it is",
    ask: "What is the second byte of the header?",
};

pub(super) const EMITS_NO_TRAFFIC_CLASS: Mistake = Mistake {
    slug: "emits-no-traffic-class",
    name: "the traffic class is written as 0, whatever it is",
    ask: "What is the second byte of the header?",
};

pub(super) const LARGE_PACKETS_PANIC: Mistake = Mistake {
    slug: "large-packets-panic",
    name: "the packet is larger than your code expects, and Rust stops the program",
    ask: "An Ethernet frame carries 1500 bytes. How many can a packet have?",
};
