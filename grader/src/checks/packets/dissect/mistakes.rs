//! The mistakes that the checks know by sight, a list a check.

use crate::catalogue::Mistake;

const fn mistake(slug: &'static str, name: &'static str, ask: &'static str) -> Mistake {
    Mistake { slug, name, ask }
}

// Those that more than one check knows.
const EMPTY_FIELD: Mistake =
    mistake("empty-field", "there is a field without any bits", "How many bits has the shortest field?");

const OPTIONS_PANIC: Mistake = mistake(
    "options-panic",
    "it does not survive a header of more than 20 bytes",
    "How many bytes of options are there if a header says that it has 6 words?",
);

const PANICS_ON_NOISE: Mistake = mistake(
    "panics-on-noise",
    "it does not survive every packet",
    "Which of your calculations can go wrong, if a number in the packet is anything it likes?",
);

const PROMISE_IS_MALFORMED: Mistake = mistake(
    "promise-is-malformed",
    "a length that promises more bytes than there are is called malformed",
    "Of each packet the capture kept 64 bytes. What do the total lengths of long packets say?",
);

pub(super) const FILE_HEADER: &[Mistake] = &[
    mistake(
        "snaplen-for-link",
        "the most bytes that are kept of a packet are taken for what the packets begin with",
        "At which byte of the file does each of the two numbers begin?",
    ),
    mistake(
        "version-turned-round",
        "the version is read in the other order than the rest of the file",
        "In which order are the bytes `02 00` the number 2?",
    ),
    mistake(
        "link-upper-half",
        "all 32 bits of the last number are taken for the link type, and the upper half says something else",
        "Which bits of the number at byte 20 are the link type?",
    ),
];

pub(super) const RECORDS: &[Mistake] = &[
    mistake(
        "one-record",
        "the first record is read, and no other",
        "How do you know that a file has no more records?",
    ),
    mistake(
        "record-header-kept",
        "the packet has the header of its record in front",
        "Which bytes came over the wire, and which were added by whoever wrote the file?",
    ),
    mistake(
        "micros-as-nanos",
        "the microseconds are added as if they were nanoseconds",
        "How many nanoseconds are 7 microseconds?",
    ),
    mistake(
        "fraction-lost",
        "the time is told in whole seconds",
        "What do the second four bytes of a record say?",
    ),
    mistake(
        "time-wraps",
        "the time outgrows the type in which it is computed",
        "How many nanoseconds have gone by since 1970, and how many does a `u32` hold?",
    ),
    mistake(
        "snaplen-as-length",
        "the number in the file header is taken for the length of each packet",
        "Which number says how many bytes were kept of this packet, and which how many are kept of any packet at most?",
    ),
    mistake(
        "pads-to-four",
        "the next record is expected at a multiple of four bytes, and nothing stands between two records",
        "A record with a packet of 5 bytes ends at byte 45. Where does the next one begin?",
    ),
];

pub(super) const CUT_PACKETS: &[Mistake] = &[
    mistake(
        "original-as-kept",
        "the length that the packet had on its way is taken for how many bytes are in the file",
        "Of which of the two lengths are the bytes there?",
    ),
    mistake(
        "original-lost",
        "the length that the packet had is not kept: it is said to be as long as what is in the file",
        "Which of the two lengths belongs into `original_len`?",
    ),
    mistake(
        "lengths-swapped",
        "the two lengths are exchanged",
        "In which order do the two lengths stand in the record's header?",
    ),
];

pub(super) const BOTH_ORDERS: &[Mistake] = &[
    mistake(
        "swapped-magic",
        "a file that was written in the other order of bytes is refused",
        "What are the first four bytes of a file that a machine wrote which puts the most significant byte first?",
    ),
    mistake(
        "always-little",
        "the order that the first four bytes tell is not used for the numbers that follow",
        "In a file that begins with `a1 b2`, which byte of the link type is the most significant one?",
    ),
    mistake(
        "little-records",
        "the file header is read in the order of the file, and the records are always read in the same order",
        "Who wrote the numbers of a record, and who those of the file header?",
    ),
];

pub(super) const NANOSECONDS: &[Mistake] = &[
    mistake(
        "nano-refused",
        "a file whose times are told in nanoseconds is refused",
        "Which four beginnings can a file have?",
    ),
    mistake(
        "nanos-as-micros",
        "nanoseconds are taken for microseconds",
        "What do the last two bytes of the magic number say?",
    ),
];

pub(super) const CUT_SHORT: &[Mistake] = &[
    mistake(
        "cut-file-refused",
        "because the last record is not whole, those before it are lost, too",
        "Somebody pressed Ctrl-C while tcpdump was writing. What would they like to see of an hour's capture?",
    ),
    mistake(
        "cut-file-panics",
        "it reaches behind the end of a file that was cut short",
        "Who says that the bytes are there which a record's header promises?",
    ),
    mistake(
        "piece-kept",
        "the packet of a record that is not whole is given as if all of it were there",
        "How would anybody tell this packet from one that was captured like that?",
    ),
    mistake(
        "rest-not-counted",
        "`rest` is 0 although bytes are left over",
        "Behind the last whole record, how many bytes are there?",
    ),
    mistake(
        "rest-without-header",
        "the header of the record that is not whole does not count as left over",
        "Where does the last whole record end?",
    ),
];

pub(super) const NOT_A_CAPTURE: &[Mistake] = &[
    mistake(
        "magic-unchecked",
        "a file that begins with anything at all is taken for a capture",
        "How do you know that this file is none?",
    ),
    mistake(
        "version-unchecked",
        "a version of the format that nobody knows is read like the one that is known",
        "What may be different in a version that you do not know?",
    ),
    mistake(
        "length-before-magic",
        "a short file is called too short before anybody has looked whether it is a capture at all",
        "Which of the two is more helpful to somebody who has given the wrong file?",
    ),
    mistake(
        "magic-turned-round",
        "the four bytes are given in another order than they stand in the file",
        "If nobody knows what the file is, who knows its order of bytes?",
    ),
    mistake(
        "short-file-panics",
        "it reaches for bytes that a short file does not have",
        "How many bytes must there be before you may look at the fourth?",
    ),
];

pub(super) const FRAME: &[Mistake] = &[
    mistake(
        "bytes-not-bits",
        "places are counted in bytes, not in bits",
        "At which bit does the second byte begin?",
    ),
    mistake(
        "end-is-last",
        "`end` is the last bit of a field, and it should be the one behind it",
        "The first field has 48 bits and begins at bit 0. Which is the first bit of the second one?",
    ),
    mistake(
        "length-not-end",
        "`end` is how many bits a field has, and it should be where the field ends",
        "The second field begins at bit 48 and has 48 bits. Which bit is behind it?",
    ),
    mistake(
        "values-missing",
        "fields that are numbers have no value",
        "Which fields have no value, as the docs of `PacketField` say?",
    ),
    mistake(
        "little-endian",
        "the first byte of a number is taken for the least significant one",
        "In which order do numbers travel in a network?",
    ),
    EMPTY_FIELD,
    mistake(
        "payload-missing",
        "the bytes behind the header belong to no field",
        "Which name have bytes that nobody here takes apart?",
    ),
    mistake(
        "source-first",
        "the two addresses of a frame are exchanged: the destination comes first",
        "Which of the two addresses does a card need first, to know whether it may sleep on?",
    ),
];

pub(super) const IPV4: &[Mistake] = &[
    mistake(
        "link-ignored",
        "the packet is taken for an Ethernet frame, whatever the link type says",
        "What is the first argument of `dissect` for?",
    ),
    mistake(
        "nibbles-swapped",
        "version and header length are exchanged: the version is the upper half of the first byte",
        "Which half of the byte `45` is drawn on the left in RFC 791?",
    ),
    mistake(
        "flags-backwards",
        "the three flags are named from the wrong side",
        "Which of the three bits is drawn first in RFC 791, and what does it mean?",
    ),
    mistake(
        "offset-keeps-flags",
        "the value of the fragment offset still has the flags in it",
        "How many bits has the fragment offset, and how many has a `u16`?",
    ),
    mistake(
        "offset-in-bytes",
        "the value of the fragment offset is told in bytes, and in the header it counts units of 8",
        "Which number do the 13 bits make, as they are?",
    ),
    mistake(
        "header-length-in-bytes",
        "the value of the header length is told in bytes, and in the header it counts words",
        "Which number do the four bits make, as they are?",
    ),
    mistake(
        "addresses-swapped",
        "source and destination are exchanged: in an IP header the source comes first",
        "Is it the same order as in a frame?",
    ),
    EMPTY_FIELD,
];

pub(super) const OPTIONS: &[Mistake] = &[
    mistake(
        "options-in-payload",
        "the header is taken for 20 bytes, so its options are taken for payload",
        "Which field of the header says where the header ends?",
    ),
    mistake(
        "options-in-words",
        "of each word of options only one byte is taken",
        "In which unit does the header length count, and in which do you?",
    ),
    OPTIONS_PANIC,
];

pub(super) const PADDING: &[Mistake] = &[
    mistake(
        "padding-leaks",
        "bytes behind the end of the packet are taken for payload",
        "A frame has at least 46 bytes behind its header. What is in them if a packet is shorter?",
    ),
    mistake(
        "total-without-header",
        "the total length is taken for the length of what is behind the header",
        "What does the total length of IPv4 count?",
    ),
    mistake(
        "padding-lost",
        "the bytes behind the end of the packet belong to no field",
        "Which name have bytes behind the end that a length tells of?",
    ),
];

pub(super) const UDP: &[Mistake] = &[
    mistake(
        "ports-swapped",
        "the two ports are exchanged",
        "Which of the two ports is drawn first in RFC 768?",
    ),
    mistake(
        "udp-length-ignored",
        "the payload goes on behind the end of the datagram, to the end of the packet",
        "Two lengths tell of an end. Which of the two ends comes first?",
    ),
    mistake(
        "udp-length-without-header",
        "the length of UDP is taken for the length of the data",
        "Does the length of UDP count its header?",
    ),
    mistake(
        "padding-twice",
        "what is behind the end of the datagram and what is behind the end of the packet are two fields",
        "From which end on is everything padding?",
    ),
    PROMISE_IS_MALFORMED,
];

pub(super) const TCP: &[Mistake] = &[
    mistake(
        "six-flags",
        "the flags are six, and so are the reserved bits: so it was until 2001",
        "What became of the last two of the six reserved bits (RFC 3168 §6.1)?",
    ),
    mistake(
        "nine-flags",
        "the flags are nine: the bit in front of the eight, with which others experiment, is a reserved one in RFC 9293",
        "How many reserved bits does RFC 9293 draw?",
    ),
    mistake(
        "numbers-swapped",
        "the sequence number and the acknowledgment are exchanged",
        "Which of the two is drawn first in RFC 9293?",
    ),
    mistake(
        "tcp-options-in-payload",
        "the header is taken for 20 bytes, so its options are taken for data",
        "Which field of the header says where the data begins?",
    ),
    mistake(
        "flags-keep-offset",
        "the value of the flags still has the data offset in it",
        "How many bits have the flags, and how many has a `u16`?",
    ),
    EMPTY_FIELD,
    OPTIONS_PANIC,
];

pub(super) const ICMP: &[Mistake] = &[
    mistake(
        "echo-always",
        "every message is taken for an echo, with an identifier and a sequence number",
        "Whose sequence number would stand in a message that says that time is exceeded?",
    ),
    mistake(
        "echo-request-alone",
        "an echo reply is not taken for an echo",
        "How does whoever sent a request know to which request a reply belongs?",
    ),
    mistake(
        "rest-always",
        "an echo's identifier and sequence number are not told apart",
        "For which types do the docs name two fields behind the checksum?",
    ),
    mistake(
        "mtu-unknown",
        "the MTU of the next hop is not told apart",
        "What does a router say besides \"too large\" (RFC 1191 §4)?",
    ),
    mistake(
        "mtu-always",
        "every unreachable destination is said to have an MTU; only code 4 has one",
        "Which of the reasons for which a destination is unreachable has to do with a size?",
    ),
];

pub(super) const ARP: &[Mistake] = &[
    mistake(
        "arp-padding-is-payload",
        "the bytes that fill up the frame are taken for something that ARP carries",
        "What does an ARP message carry?",
    ),
    mistake(
        "arp-sizes-ignored",
        "addresses are cut to 6 and 4 bytes although the message is about other addresses",
        "What do the first four fields of an ARP message say about the rest of it?",
    ),
    mistake(
        "arp-cards-first",
        "the addresses are taken for two cards and then two IP addresses",
        "In which order does RFC 826 list the four addresses?",
    ),
];

pub(super) const IPV6: &[Mistake] = &[
    mistake(
        "v6-old-layout",
        "traffic class and flow label are cut as in the first version of IPv6, 4 and 24 bits",
        "How many bits has the traffic class in RFC 8200?",
    ),
    mistake(
        "v6-length-with-header",
        "the payload length is taken for the length of the whole packet",
        "In which of the two versions is the header counted?",
    ),
    mistake(
        "v6-length-ignored",
        "bytes behind the end of the packet are taken for payload",
        "Which field of IPv6 says where the packet ends?",
    ),
    mistake(
        "addresses-cut",
        "of each address only the last 64 bits have come along",
        "How many bits has an IPv6 address, and how many has the type in which you collect them?",
    ),
];

pub(super) const FRAGMENTS: &[Mistake] = &[
    mistake(
        "header-in-later-fragment",
        "the middle of somebody's data is taken for a header",
        "With which fragment does the header of the datagram travel?",
    ),
    mistake(
        "first-fragment-unread",
        "the first fragment is taken for one without a header",
        "What is the fragment offset of the fragment that begins at the beginning?",
    ),
];

pub(super) const STACKS: &[Mistake] = &[
    mistake(
        "v6-carries-nothing",
        "UDP and TCP are taken apart behind IPv4, and not behind IPv6",
        "What does UDP have to know about the packet that it is in?",
    ),
    mistake(
        "icmp-behind-v6",
        "the ICMP of IPv4 is seen behind an IPv6 header; IPv6 has one of its own, with another number",
        "Behind which versions do the docs want ICMP?",
    ),
];

pub(super) const CUT_ANYWHERE: &[Mistake] = &[
    mistake(
        "truncated-panics",
        "it reaches behind the last byte that was captured",
        "Who says that a packet has as many bytes as its headers need?",
    ),
    mistake(
        "truncated-lost",
        "what is there of a field that is not whole belongs to no field",
        "Which name have the bits of a field of which not all are there?",
    ),
    mistake(
        "truncated-is-payload",
        "what is there of a field that is not whole is taken for payload",
        "Which name have the bits of a field of which not all are there?",
    ),
    mistake(
        "all-or-nothing",
        "a header that is not whole loses the fields that are",
        "The last byte of a header is missing. Which of its fields can you still read?",
    ),
    mistake(
        "half-number",
        "a field of which not all bits are there is given with the value of those that are",
        "Of a port only the first byte was kept. Which port is it?",
    ),
    PROMISE_IS_MALFORMED,
];

pub(super) const MALFORMED: &[Mistake] = &[
    mistake(
        "version-believed",
        "behind a version that can't be, it goes on as if nothing had happened",
        "Whose layout do the next bytes have if the version is another one?",
    ),
    mistake(
        "header-length-believed",
        "a header length of less than 5 words is believed",
        "How many words does every IPv4 header have?",
    ),
    mistake(
        "total-length-believed",
        "a total length that ends within the header is believed",
        "What does a total length of 19 say about a header of 20 bytes?",
    ),
    mistake(
        "udp-length-believed",
        "a length of UDP that ends within the header is believed",
        "What is the least that the length of UDP can be?",
    ),
    mistake(
        "data-offset-believed",
        "a data offset of less than 5 words is believed",
        "How many words does every TCP header have?",
    ),
    mistake(
        "malformed-lost",
        "what stands behind the value that can't be belongs to no field",
        "Which name have bits behind a field whose value can't be?",
    ),
    mistake(
        "malformed-hides-field",
        "the field whose value can't be is not given itself",
        "What would somebody who looks for the mistake like to see first?",
    ),
    mistake(
        "malformed-eats-padding",
        "what is behind the end of the packet is called malformed, too",
        "Where does the packet end that the malformed thing is in?",
    ),
    mistake(
        "malformed-alone",
        "all fields are thrown away because of one",
        "Which fields stand before the one whose value can't be?",
    ),
];

pub(super) const EVERY_BIT_ONCE: &[Mistake] = &[
    mistake(
        "gap-or-overlap",
        "a field does not begin where the one before it ends",
        "Where does each of your fields begin? Is that said in one place, or in many?",
    ),
    EMPTY_FIELD,
    PANICS_ON_NOISE,
];

pub(super) const WRITTEN_BACK: &[Mistake] = &[
    mistake(
        "value-too-wide",
        "a value has more bits than its field",
        "Which is the largest number that fits into so many bits?",
    ),
    mistake(
        "value-cut",
        "a value has lost bits at its upper end",
        "Has the type in which you collect the bits room for them all?",
    ),
    PANICS_ON_NOISE,
];
