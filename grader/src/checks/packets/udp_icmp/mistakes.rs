//! The mistakes that the checks know by sight.

use crate::catalogue::Mistake;

pub(super) const PORTS_SWAPPED: Mistake = Mistake {
    slug: "ports-swapped",
    name: "source and destination port have changed places",
    ask: "Which of the two does a receiver need first, and which one only for its answer? What does the drawing say?",
};

pub(super) const LITTLE_ENDIAN: Mistake = Mistake {
    slug: "little-endian",
    name: "the less significant byte of each number goes first",
    ask: "Port 53 is 0x0035. Which of its two bytes travels first?",
};

pub(super) const LENGTH_OF_DATA: Mistake = Mistake {
    slug: "length-of-data",
    name: "the length counts the data alone",
    ask: "What is the least length that a datagram can have, and why is it not 0?",
};

pub(super) const LENGTH_OF_PACKET: Mistake = Mistake {
    slug: "length-of-packet",
    name: "the length is that of the IP packet, its header included",
    ask: "Which header is UDP's own?",
};

pub(super) const HEADER_MISSING: Mistake = Mistake {
    slug: "header-missing",
    name: "the data go out without a header",
    ask: "How does the other machine know for which of its programs they are?",
};

pub(super) const DATA_MISSING: Mistake = Mistake {
    slug: "data-missing",
    name: "the header goes out without the data",
    ask: "What stands behind the eight bytes?",
};

pub(super) const NO_ROOM_FOR_THE_CHECKSUM: Mistake = Mistake {
    slug: "no-room-for-the-checksum",
    name: "there are no two bytes for the checksum, so the data begin too early",
    ask: "How many bytes do four numbers of 16 bits take?",
};

pub(super) const CHECKSUM_LEFT_ZERO: Mistake = Mistake {
    slug: "checksum-left-zero",
    name: "the checksum field stays 0, which says \"I have computed none\"",
    ask: "What do the docs of `udp_emit` say of the checksum? And what does a receiver do with a 0?",
};

pub(super) const SENT_WITHOUT_PSEUDO_HEADER: Mistake = Mistake {
    slug: "sent-without-pseudo-header",
    name: "the checksum covers the datagram alone, so it may be delivered to anybody",
    ask: "Where in the datagram do the addresses stand? What are the `ends` for?",
};

pub(super) const SUMMED_BEFORE_DATA: Mistake = Mistake {
    slug: "summed-before-data",
    name: "the checksum is computed before the data are there",
    ask: "At which moment does the datagram look as it will travel, but for the field itself?",
};

pub(super) const SUMMED_BEFORE_LENGTH: Mistake = Mistake {
    slug: "summed-before-length",
    name: "the checksum is computed before the length is in the header",
    ask: "At which moment does the datagram look as it will travel, but for the field itself?",
};

pub(super) const SUMMED_AS_TCP: Mistake = Mistake {
    slug: "summed-as-tcp",
    name: "the checksum is computed as TCP does it: with its protocol number, or its place for the field",
    ask: "Which `Transport` is this?",
};

pub(super) const CHECKSUM_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "checksum-little-endian",
    name: "the checksum's less significant byte goes first",
    ask: "Which bytes of the field does `to_be_bytes` give?",
};

pub(super) const CHECKSUM_NOT_INVERTED: Mistake = Mistake {
    slug: "checksum-not-inverted",
    name: "the sum itself is sent, not its inverse",
    ask: "The receiver adds up everything and wants ffff. What must be in the field?",
};

pub(super) const ZERO_SENT: Mistake = Mistake {
    slug: "zero-sent",
    name: "a checksum that comes out as 0 is sent as 0, and then means that there is none",
    ask: "There are two zeros in this arithmetic. Which of them is free to be used?",
};

pub(super) const READ_PORTS_SWAPPED: Mistake = Mistake {
    slug: "read-ports-swapped",
    name: "source and destination port have changed places",
    ask: "Which two bytes come first?",
};

pub(super) const READ_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "read-little-endian",
    name: "the first byte of a number is taken for the less significant one",
    ask: "04 00 on the wire: is that port 1024, or port 4?",
};

pub(super) const HEADER_IN_DATA: Mistake = Mistake {
    slug: "header-in-data",
    name: "the data begin with the header",
    ask: "How many bytes has the header, and where do the data begin?",
};

pub(super) const LENGTH_WITHOUT_HEADER: Mistake = Mistake {
    slug: "length-without-header",
    name: "the length is taken for that of the data alone",
    ask: "A datagram without data: what is its length?",
};

pub(super) const PSEUDO_HEADER_SKIPPED: Mistake = Mistake {
    slug: "pseudo-header-skipped",
    name: "the datagram alone is added up, without the addresses, the protocol and the length",
    ask: "Where in the datagram do the addresses stand? What are the `ends` for?",
};

pub(super) const READ_AS_TCP: Mistake = Mistake {
    slug: "read-as-tcp",
    name: "the checksum is verified as TCP's",
    ask: "Which `Transport` is this?",
};

pub(super) const RIGHT_SUM_REFUSED: Mistake = Mistake {
    slug: "right-sum-refused",
    name: "the checksum that should be there is there, and the datagram is refused all the same",
    ask: "What is the sum of everything, field included, if nothing was damaged? 0 or ffff?",
};

pub(super) const LENGTH_IGNORED: Mistake = Mistake {
    slug: "length-ignored",
    name: "the datagram is taken to go on to the last byte that arrived",
    ask: "Ethernet fills up short packets with zeros. Who says where the datagram ends?",
};

pub(super) const SURPLUS_REFUSED: Mistake = Mistake {
    slug: "surplus-refused",
    name: "bytes behind the datagram are taken for an error",
    ask: "Must the payload of an IP packet be as long as the datagram in it?",
};

pub(super) const LENGTH_CAPPED: Mistake = Mistake {
    slug: "length-capped",
    name: "a datagram of which only a part arrived is accepted",
    ask: "The length says more bytes than there are. Where is the rest?",
};

pub(super) const TRUSTS_LENGTH: Mistake = Mistake {
    slug: "trusts-length",
    name: "the length is believed, and Rust stops the program where the bytes end",
    ask: "Who has written the length: you, or a stranger?",
};

pub(super) const TINY_LENGTH_ACCEPTED: Mistake = Mistake {
    slug: "tiny-length-accepted",
    name: "a length below 8 is accepted, although the header alone has 8 bytes",
    ask: "What is the least length that a datagram can have?",
};

pub(super) const TINY_LENGTH_PANICS: Mistake = Mistake {
    slug: "tiny-length-panics",
    name: "with a length below 8 the data would end before they begin, and Rust stops the program",
    ask: "What is the least length that a datagram can have?",
};

pub(super) const SHORT_PANICS: Mistake = Mistake {
    slug: "short-panics",
    name: "it reads a header that is not there",
    ask: "How many bytes must there be before you may look at the first number? At the last?",
};

pub(super) const LENGTH_OF_NOTHING: Mistake = Mistake {
    slug: "length-of-nothing",
    name: "fewer than 8 bytes are told as a wrong length, and there is no length yet to be wrong",
    ask: "At which byte does the length stand? Is there one in what arrived?",
};

pub(super) const CHECKSUM_BEFORE_LENGTH: Mistake = Mistake {
    slug: "checksum-before-length",
    name: "the checksum is looked at before the length is",
    ask: "Which bytes does the checksum cover? Who says so, and have you asked?",
};

pub(super) const CHECKSUM_IGNORED: Mistake = Mistake {
    slug: "checksum-ignored",
    name: "a damaged datagram is accepted: nobody looks at the checksum",
    ask: "Something on the way turned a bit. Which of your lines would notice?",
};

pub(super) const DAMAGE_OVER_IPV6_ACCEPTED: Mistake = Mistake {
    slug: "damage-over-ipv6-accepted",
    name: "over IPv6 nobody looks at the checksum",
    ask: "Which header protects the addresses over IPv6, if not UDP's?",
};

pub(super) const EXPECTED_WITH_FIELD: Mistake = Mistake {
    slug: "expected-with-field",
    name: "`expected` was computed with the wrong checksum still in its field",
    ask: "As what do you count the field while you compute what belongs into it?",
};

pub(super) const EXPECTED_NOT_INVERTED: Mistake = Mistake {
    slug: "expected-not-inverted",
    name: "`expected` is the sum, not the checksum",
    ask: "What would the sender of these bytes have put into the field?",
};

pub(super) const FOUND_AND_EXPECTED_SWAPPED: Mistake = Mistake {
    slug: "found-and-expected-swapped",
    name: "`found` and `expected` have changed places",
    ask: "Which of the two has arrived?",
};

pub(super) const ZERO_CHECKSUM_REJECTED: Mistake = Mistake {
    slug: "zero-checksum-rejected",
    name: "over IPv4 a checksum field of 0 is taken for a wrong checksum",
    ask: "RFC 768 gives one number in this field a meaning of its own. Which one?",
};

pub(super) const ZERO_ACCEPTED_OVER_IPV6: Mistake = Mistake {
    slug: "zero-accepted-over-ipv6",
    name: "a datagram without a checksum is accepted over IPv6",
    ask: "What else protects the addresses: in an IPv4 header, and in one of IPv6?",
};

pub(super) const ZERO_IS_JUST_WRONG: Mistake = Mistake {
    slug: "zero-is-just-wrong",
    name: "over IPv6 a missing checksum is told as a wrong one",
    ask: "What does `NoChecksum` say that `Checksum` does not?",
};

pub(super) const ONES_ARE_NONE: Mistake = Mistake {
    slug: "ones-are-none",
    name: "ffff is taken for \"no checksum\" as well",
    ask: "If the checksum comes out as 0, what does the sender put into the field? Would you still verify it?",
};

pub(super) const TYPE_STAYS: Mistake = Mistake {
    slug: "type-stays",
    name: "the answer is an echo again, so the other side would answer it, and so on",
    ask: "By which byte does the one who asked know an answer from a question?",
};

pub(super) const ECHO_CHECKSUM_STALE: Mistake = Mistake {
    slug: "echo-checksum-stale",
    name: "the answer has the checksum of the question",
    ask: "The checksum covers the type. Has the type changed?",
};

pub(super) const ECHO_CHECKSUM_MISSING: Mistake = Mistake {
    slug: "echo-checksum-missing",
    name: "the checksum field is left 0. Only in UDP would that mean that there is none",
    ask: "What would the other side add up to?",
};

pub(super) const ECHO_CARRY_LOST: Mistake = Mistake {
    slug: "echo-carry-lost",
    name: "0x0800 is added to the checksum as a CPU adds: where that carries, the carry is lost",
    ask: "In which arithmetic is the checksum a sum? What happens there at the top?",
};

pub(super) const ECHO_DATA_NOT_SUMMED: Mistake = Mistake {
    slug: "echo-data-not-summed",
    name: "the checksum covers the header alone",
    ask: "How much of an ICMP message does its checksum cover?",
};

pub(super) const ECHO_FIELD_NOT_ZEROED: Mistake = Mistake {
    slug: "echo-field-not-zeroed",
    name: "the old checksum was still in its field when the new one was computed",
    ask: "As what do you count the field while you compute what belongs into it?",
};

pub(super) const ECHO_DATA_LOST: Mistake = Mistake {
    slug: "echo-data-lost",
    name: "the data of the echo do not come back",
    ask: "`ping` compares what comes back with what it sent. What does it find?",
};

pub(super) const IDENTIFIER_LOST: Mistake = Mistake {
    slug: "identifier-lost",
    name: "identifier and number are 0 in the answer",
    ask: "Two people ping from one machine. How does each know which answers are for whom?",
};

pub(super) const ANSWERS_REPLIES: Mistake = Mistake {
    slug: "answers-replies",
    name: "a reply is answered with a reply",
    ask: "Your machine answers a reply. What does the other side do, if it is written like yours?",
};

pub(super) const ANSWERS_OTHER_TYPES: Mistake = Mistake {
    slug: "answers-other-types",
    name: "a message that is no echo is answered as if it were one",
    ask: "What is the one type that asks for this answer?",
};

pub(super) const ANSWERS_DAMAGED: Mistake = Mistake {
    slug: "answers-damaged",
    name: "a damaged echo is answered, and with a checksum that says it is fine",
    ask: "What does the sum over the whole message tell you, before you change anything?",
};

pub(super) const SHORT_ECHO_PANICS: Mistake = Mistake {
    slug: "short-echo-panics",
    name: "it reads a header that is not there",
    ask: "How many bytes must there be before you may look at the type? At the number?",
};

pub(super) const SHORT_ECHO_ANSWERED: Mistake = Mistake {
    slug: "short-echo-answered",
    name: "a message is answered that is too short for an identifier and a number",
    ask: "Which fields has every echo, and how many bytes do they take?",
};

pub(super) const TYPE_AND_CODE_SWAPPED: Mistake = Mistake {
    slug: "type-and-code-swapped",
    name: "type and code have changed places",
    ask: "Which of them says \"unreachable\", and which one says \"port\"?",
};

pub(super) const ALWAYS_UNREACHABLE: Mistake = Mistake {
    slug: "always-unreachable",
    name: "every error is reported as \"destination unreachable\", type 3",
    ask: "Which type has an error about time? And which one about the header?",
};

pub(super) const CODES_MIXED_UP: Mistake = Mistake {
    slug: "codes-mixed-up",
    name: "the type is right, and the code is that of another error",
    ask: "What does the list in the docs of `IcmpError` say for this one?",
};

pub(super) const NO_UNUSED_BYTES: Mistake = Mistake {
    slug: "no-unused-bytes",
    name: "the four bytes between the checksum and the quote are missing",
    ask: "At which byte does a receiver look for the quote, if all errors have one layout?",
};

pub(super) const MTU_MISSING: Mistake = Mistake {
    slug: "mtu-missing",
    name: "the error says that the packet is too large, and not what would be small enough",
    ask: "What can the sender do with this answer? What more would it like to know?",
};

pub(super) const MTU_IN_FRONT: Mistake = Mistake {
    slug: "mtu-in-front",
    name: "the MTU is in the first two of the four bytes; its place is in the last two",
    ask: "In which two of the four bytes does RFC 1191 put the MTU?",
};

pub(super) const MTU_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "mtu-little-endian",
    name: "the MTU's less significant byte goes first",
    ask: "In which order do numbers travel?",
};

pub(super) const POINTER_MISSING: Mistake = Mistake {
    slug: "pointer-missing",
    name: "the error says that something in the header can't be, and not what",
    ask: "Which byte of the header was it? Where in the message does its number go?",
};

pub(super) const POINTER_BEHIND: Mistake = Mistake {
    slug: "pointer-behind",
    name: "the pointer is in the last of the four bytes; its place is in the first",
    ask: "In which of the four bytes does RFC 792 put the pointer?",
};

pub(super) const ERROR_CHECKSUM_MISSING: Mistake = Mistake {
    slug: "error-checksum-missing",
    name: "the checksum field is left 0",
    ask: "What does the receiver's sum come to?",
};

pub(super) const QUOTE_NOT_SUMMED: Mistake = Mistake {
    slug: "quote-not-summed",
    name: "the checksum does not cover the quote",
    ask: "How much of an ICMP message does its checksum cover? Is all of it there when you compute it?",
};

pub(super) const ERROR_CHECKSUM_LITTLE_ENDIAN: Mistake = Mistake {
    slug: "error-checksum-little-endian",
    name: "the checksum's less significant byte goes first",
    ask: "In which order do numbers travel?",
};

pub(super) const ERROR_CHECKSUM_NOT_INVERTED: Mistake = Mistake {
    slug: "error-checksum-not-inverted",
    name: "the sum itself is sent, not its inverse",
    ask: "The receiver adds up everything and wants ffff. What must be in the field?",
};

pub(super) const PSEUDO_HEADER_IN_ICMP: Mistake = Mistake {
    slug: "pseudo-header-in-icmp",
    name: "the checksum covers a pseudo header, which ICMP does not have",
    ask: "Which protocols have a pseudo header, and which function of `checksum` has none?",
};

pub(super) const QUOTE_TOO_SHORT: Mistake = Mistake {
    slug: "quote-too-short",
    name: "the quote is shorter than the header and 8 bytes more",
    ask: "The sender has many programs. By which bytes of its packet does it know which one to tell?",
};

pub(super) const OPTIONS_NOT_COUNTED: Mistake = Mistake {
    slug: "options-not-counted",
    name: "28 bytes are quoted, as if every header had 20",
    ask: "This header has options. Where in the packet do the ports stand?",
};

pub(super) const HEADER_NOT_QUOTED: Mistake = Mistake {
    slug: "header-not-quoted",
    name: "the payload is quoted without its header",
    ask: "Whose address does the sender want to see: where did the packet go?",
};

pub(super) const QUOTE_CHANGED: Mistake = Mistake {
    slug: "quote-changed",
    name: "the quote is not byte for byte what arrived",
    ask: "Did you copy the header, or write it anew? Which of its fields did you mean to change?",
};

pub(super) const PADDING_QUOTED: Mistake = Mistake {
    slug: "padding-quoted",
    name: "bytes are quoted that arrived behind the end of the packet",
    ask: "Ethernet fills up short packets. Who says where the packet ends?",
};

pub(super) const QUOTE_NOT_CUT: Mistake = Mistake {
    slug: "quote-not-cut",
    name: "the whole packet is quoted, however long it is",
    ask: "How many bytes has the answer, with both of its headers? How many may it have?",
};

pub(super) const HEADERS_NOT_COUNTED: Mistake = Mistake {
    slug: "headers-not-counted",
    name: "the quote alone, or with only one of the headers, has 576 bytes",
    ask: "What stands before the quote in the packet that carries it?",
};

pub(super) const SHORT_PACKET_PANICS: Mistake = Mistake {
    slug: "short-packet-panics",
    name: "it quotes more bytes than the packet has",
    ask: "How long is the shortest packet that can arrive?",
};

pub(super) const QUOTES_THE_LEAST: Mistake = Mistake {
    slug: "quotes-the-least",
    name: "the header and 8 bytes are quoted, as RFC 792 had it, although much more would fit",
    ask: "What could a sender learn from more of its packet? How much does RFC 1812 say?",
};

pub(super) const ICMP_ABOUT_ICMP: Mistake = Mistake {
    slug: "icmp-about-icmp",
    name: "an error is answered with an error",
    ask: "Two routers believe of each other that the other one is wrong. When do they stop?",
};

pub(super) const ERROR_TYPES_INCOMPLETE: Mistake = Mistake {
    slug: "error-types-incomplete",
    name: "some ICMP errors are not known to be errors",
    ask: "RFC 1122 lists five types of errors. Which of them do you look for?",
};

pub(super) const OPTIONS_TAKEN_FOR_ICMP: Mistake = Mistake {
    slug: "options-taken-for-icmp",
    name: "the type is read at byte 20, also where options stand there",
    ask: "How long is this header? Which function knows?",
};

pub(super) const LOOKS_LIKE_ICMP: Mistake = Mistake {
    slug: "looks-like-icmp",
    name: "the payload is taken for a message of ICMP, and the packet is of another protocol",
    ask: "Which field of the header says what the payload is? Do you look at it before you look at the payload?",
};

pub(super) const SHORT_ICMP_PANICS: Mistake = Mistake {
    slug: "short-icmp-panics",
    name: "it reads the type of a message that has none",
    ask: "Can the payload be empty?",
};

pub(super) const EMPTY_ICMP_ANSWERED: Mistake = Mistake {
    slug: "empty-icmp-answered",
    name: "an ICMP message of no bytes is answered, and nobody knows what it was",
    ask: "The message was cut off. Was it an error? If you can't tell, what is the safer answer?",
};

pub(super) const LATER_FRAGMENT_ANSWERED: Mistake = Mistake {
    slug: "later-fragment-answered",
    name: "a fragment is answered that is not the first",
    ask: "A packet in forty fragments can't be delivered. How many errors should its sender get? And what would the quote show?",
};

pub(super) const LAST_FRAGMENT_ANSWERED: Mistake = Mistake {
    slug: "last-fragment-answered",
    name: "only MF tells it that this is a fragment, and the last one does not have it",
    ask: "What do all fragments have, except the first?",
};

pub(super) const HALF_AN_OFFSET: Mistake = Mistake {
    slug: "half-an-offset",
    name: "of the fragment offset only a part is looked at",
    ask: "How many bits has the offset? What is the offset of a fragment whose lower byte of it is 0?",
};

pub(super) const FIRST_FRAGMENT_REFUSED: Mistake = Mistake {
    slug: "first-fragment-refused",
    name: "the first fragment is taken for a later one",
    ask: "What does the first fragment have in common with a whole packet? What do the docs say about it?",
};

pub(super) const FLAGS_TAKEN_FOR_OFFSET: Mistake = Mistake {
    slug: "flags-taken-for-offset",
    name: "DF is taken for a part of the fragment offset",
    ask: "Which bits of bytes 6 and 7 are flags, and which are the offset?",
};

pub(super) const BROADCAST_ANSWERED: Mistake = Mistake {
    slug: "broadcast-answered",
    name: "a packet to everybody is answered",
    ask: "A hundred machines get this packet, and none wants it. How many errors does its sender get?",
};

pub(super) const MULTICAST_ANSWERED: Mistake = Mistake {
    slug: "multicast-answered",
    name: "a packet to a group is answered",
    ask: "How many machines can be in a group? What does each of them send?",
};

pub(super) const MULTICAST_CUT_SHORT: Mistake = Mistake {
    slug: "multicast-cut-short",
    name: "of the multicast addresses only the first ones are known",
    ask: "How many addresses have the four bits 1110 in front? Which is the last of them?",
};

pub(super) const GUESSES_BROADCASTS: Mistake = Mistake {
    slug: "guesses-broadcasts",
    name: "an address that ends in 255 is taken for a broadcast",
    ask: "198.51.100.0/23 is a network of 512 addresses. What is 198.51.100.255 in it?",
};

pub(super) const SOURCE_NOT_LOOKED_AT: Mistake = Mistake {
    slug: "source-not-looked-at",
    name: "nobody looks at the source of the packet before it is answered",
    ask: "To whom will your answer go? Who is that?",
};

pub(super) const BROADCAST_SOURCE_ANSWERED: Mistake = Mistake {
    slug: "broadcast-source-answered",
    name: "the answer would go to everybody",
    ask: "To whom will your answer go? Who is that?",
};

pub(super) const ZERO_SOURCE_ANSWERED: Mistake = Mistake {
    slug: "zero-source-answered",
    name: "the answer would go to 0.0.0.0, which is nobody",
    ask: "Which machine has the address 0.0.0.0?",
};

pub(super) const ONE_ZERO_ONLY: Mistake = Mistake {
    slug: "one-zero-only",
    name: "of the addresses that begin with 0 only one is known",
    ask: "What do the docs say: one address, or a prefix? How many addresses are in it?",
};

pub(super) const LOOPBACK_ANSWERED: Mistake = Mistake {
    slug: "loopback-answered",
    name: "the answer would go to a loopback address: to the machine that sends it",
    ask: "Can a packet from another machine have this source? Where will the answer end?",
};

pub(super) const ONE_LOOPBACK_ONLY: Mistake = Mistake {
    slug: "one-loopback-only",
    name: "of the loopback addresses only 127.0.0.1 is known",
    ask: "What do the docs say: one address, or a prefix? How many addresses are in it?",
};

pub(super) const CLASS_E_ANSWERED: Mistake = Mistake {
    slug: "class-e-answered",
    name: "the answer would go to an address of class E, which no machine has",
    ask: "Which addresses have four ones in front?",
};

pub(super) const MULTICAST_SOURCE_CUT_SHORT: Mistake = Mistake {
    slug: "multicast-source-cut-short",
    name: "of the multicast addresses only the first ones are known",
    ask: "How many addresses have the four bits 1110 in front? Which is the last of them?",
};

pub(super) const PRIVATE_SOURCE_REFUSED: Mistake = Mistake {
    slug: "private-source-refused",
    name: "a private source is refused, and it is one machine like others",
    ask: "Your own network is full of such addresses. Who may answer them?",
};

pub(super) const DAMAGED_HEADER_ANSWERED: Mistake = Mistake {
    slug: "damaged-header-answered",
    name: "a packet is answered whose header was damaged",
    ask: "The header has changed on the way. To whom will your answer go?",
};

pub(super) const CUT_PACKET_ANSWERED: Mistake = Mistake {
    slug: "cut-packet-answered",
    name: "a packet is answered of which only a part arrived",
    ask: "What did `ipv4::parse` say to it?",
};

pub(super) const WRECK_PANICS: Mistake = Mistake {
    slug: "wreck-panics",
    name: "what is no packet makes it panic",
    ask: "Which of your lines is the first to look at these bytes? If it is `ipv4::parse`: what do you do with its `Err`?",
};

pub(super) const ALL_ICMP_REFUSED: Mistake = Mistake {
    slug: "all-icmp-refused",
    name: "nothing of ICMP is ever answered, not even an echo",
    ask: "Which messages of ICMP are errors, and which are questions? What does the rule forbid?",
};
