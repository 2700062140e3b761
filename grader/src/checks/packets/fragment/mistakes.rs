//! The mistakes that the checks of `fragment` know by sight.

use crate::catalogue::Mistake;

pub(super) const ROOM_NOT_IN_EIGHTS: Mistake = Mistake {
    slug: "room-not-in-eights",
    name: "all bytes that are left are taken, also where they are no multiple of 8",
    ask: "An offset counts in eights. At which byte could the next fragment begin?",
};

pub(super) const ROOM_WITHOUT_HEADER: Mistake = Mistake {
    slug: "room-without-header",
    name: "the whole packet is taken for payload: the header's bytes are not counted",
    ask: "How many bytes of a packet of 280 does its header take?",
};

pub(super) const ROOM_ROUNDED_UP: Mistake = Mistake {
    slug: "room-rounded-up",
    name: "the room is rounded up to a multiple of 8, so the packet gets longer than the link allows",
    ask: "260 bytes are left. Do 264 fit?",
};

pub(super) const ROOM_IN_UNITS: Mistake = Mistake {
    slug: "room-in-units",
    name: "the answer counts units of 8 bytes, not bytes",
    ask: "What do the docs of `room` count?",
};

pub(super) const HEADER_ROUNDED_TOO: Mistake = Mistake {
    slug: "header-rounded-too",
    name: "the whole packet is rounded down to a multiple of 8, and then the header is taken off",
    ask: "Which of the two must be a multiple of 8: the packet's length, or the payload's?",
};

pub(super) const MTU_BELOW_HEADER: Mistake = Mistake {
    slug: "mtu-below-header",
    name: "a link that takes less than a header makes the program stop",
    ask: "How much is 19 - 20 in a `usize`? Which method of it stops at 0?",
};

pub(super) const OFFSET_IN_BYTES: Mistake = Mistake {
    slug: "offset-in-bytes",
    name: "the offset counts bytes, where it should count units of 8",
    ask: "The field has 13 bits, and a payload up to 65,515 bytes. What must one step of it be?",
};

pub(super) const OFFSET_MISSING: Mistake = Mistake {
    slug: "offset-missing",
    name: "each fragment says that it is the first",
    ask: "London gets the fragments in some order. From what does it learn where each belongs?",
};

pub(super) const MF_ON_LAST: Mistake = Mistake {
    slug: "mf-on-last",
    name: "the last fragment says that more follow, so nobody ever knows that it is the last",
    ask: "How does London learn where the payload ends?",
};

pub(super) const MF_MISSING: Mistake = Mistake {
    slug: "mf-missing",
    name: "no fragment says that more follow",
    ask: "What does London make of a fragment at offset 0 without MF?",
};

pub(super) const PIECES_NOT_IN_EIGHTS: Mistake = Mistake {
    slug: "pieces-not-in-eights",
    name: "a fragment that is not the last has a payload that is no multiple of 8, so the offset of the next one can't be said",
    ask: "The first fragment has 260 bytes. What would the offset field of the second one have to say?",
};

pub(super) const HEADER_NOT_COUNTED: Mistake = Mistake {
    slug: "header-not-counted",
    name: "the pieces are as long as the link allows, and then a header comes on top",
    ask: "How long is the packet that you send, header and all?",
};

pub(super) const LAST_PIECE_LOST: Mistake = Mistake {
    slug: "last-piece-lost",
    name: "what is left at the end is not sent",
    ask: "Add up the payloads of your fragments. How many bytes had the packet?",
};

pub(super) const LAST_PIECE_IN_EIGHTS: Mistake = Mistake {
    slug: "last-piece-in-eights",
    name: "what is left would fit, and is cut once more because it is no multiple of 8",
    ask: "Who comes behind the last fragment, and needs its offset in eights?",
};

pub(super) const LAST_PIECE_FIRST: Mistake = Mistake {
    slug: "last-piece-first",
    name: "the fragments are right, and in the wrong order",
    ask: "From which end does the loop go, and what do the docs ask for?",
};

pub(super) const LAST_PIECE_FILLED_UP: Mistake = Mistake {
    slug: "last-piece-filled-up",
    name: "the last fragment is filled up with zeros, and the packet gets longer than it was",
    ask: "How many bytes are left for the last fragment?",
};

pub(super) const CUTS_NOTHING: Mistake = Mistake {
    slug: "cuts-nothing",
    name: "a packet that is too long goes as it is",
    ask: "How long is what you send, and how long may it be on this link?",
};

pub(super) const NEW_IDENTIFICATIONS: Mistake = Mistake {
    slug: "new-identifications",
    name: "each fragment has an identification of its own, so nobody can tell that they belong together",
    ask: "By which field does London find the other fragments of a packet?",
};

pub(super) const COUNTS_DOWN_TTL: Mistake = Mistake {
    slug: "counts-down-ttl",
    name: "the time to live is counted down, which is not the business of cutting",
    ask: "Who counts the time to live down, and how often for one hop?",
};

pub(super) const HEADER_MADE_ANEW: Mistake = Mistake {
    slug: "header-made-anew",
    name: "what the header said beside the addresses is lost: time to live, traffic class",
    ask: "Which fields does RFC 791 list as those that may change?",
};

pub(super) const TOTAL_LENGTH_STALE: Mistake = Mistake {
    slug: "total-length-stale",
    name: "each fragment claims to be as long as the whole packet",
    ask: "Which length does the header of a fragment state, its own or the packet's?",
};

pub(super) const CHECKSUM_STALE: Mistake = Mistake {
    slug: "checksum-stale",
    name: "the checksum does not cover the header as it is now",
    ask: "Which fields did you change? What covers them?",
};

pub(super) const CUTS_WHAT_FITS: Mistake = Mistake {
    slug: "cuts-what-fits",
    name: "a packet that is exactly as long as the link allows is cut, or refused",
    ask: "Is 60 more than 60?",
};

pub(super) const DF_FORBIDS_SENDING: Mistake = Mistake {
    slug: "df-forbids-sending",
    name: "DF keeps a packet from being sent that needs no cutting",
    ask: "What exactly does DF forbid?",
};

pub(super) const PADDING_TRAVELS: Mistake = Mistake {
    slug: "padding-travels",
    name: "bytes that the last link filled in travel on, as if they were of the packet",
    ask: "Which field says where the packet ends?",
};

pub(super) const DF_IGNORED: Mistake = Mistake {
    slug: "df-ignored",
    name: "a packet with DF is cut",
    ask: "Whose wish does a router carry out if DF is set, and how does the sender learn of it?",
};

pub(super) const TOO_SMALL_COMES_FIRST: Mistake = Mistake {
    slug: "too-small-comes-first",
    name: "the link is blamed where DF forbids cutting anyway",
    ask: "In which order do the docs list the errors?",
};

pub(super) const NEEDS_EIGHT_MORE: Mistake = Mistake {
    slug: "needs-eight-more",
    name: "the error asks for less than a fragment takes",
    ask: "What does the smallest fragment have behind its header?",
};

pub(super) const TINY_MTU_ENDLESS: Mistake = Mistake {
    slug: "tiny-mtu-endless",
    name: "with no room for payload, it cuts off nothing, again and again",
    ask: "How much shorter does the rest get in one turn of your loop?",
};

pub(super) const TINY_MTU_PANICS: Mistake = Mistake {
    slug: "tiny-mtu-panics",
    name: "a link that takes less than a header and 8 bytes makes the program stop",
    ask: "What does `room` give if nothing fits, and what do you do then?",
};

pub(super) const UNWRAPS_THE_PARSER: Mistake = Mistake {
    slug: "unwraps-the-parser",
    name: "bytes that are no packet make the program stop",
    ask: "Which of the errors holds what `parse` says?",
};

pub(super) const OFFSET_RUNS_OVER: Mistake = Mistake {
    slug: "offset-runs-over",
    name: "offsets above 8191 come out, and have no room in their 13 bits",
    ask: "Where does the last piece of this fragment begin, in units of 8? What is the most that 13 bits can say?",
};

pub(super) const OFFSET_STARTS_OVER: Mistake = Mistake {
    slug: "offset-starts-over",
    name: "the pieces of a fragment begin at 0, as if it were a whole packet",
    ask: "The fragment that you cut begins at byte 32 of the payload. Where do its pieces begin?",
};

pub(super) const MIDDLE_LOSES_MF: Mistake = Mistake {
    slug: "middle-loses-mf",
    name: "the last piece of a fragment from the middle says that nothing follows",
    ask: "Does the payload end where this fragment ends?",
};

pub(super) const COPIES_ALL_OPTIONS: Mistake = Mistake {
    slug: "copies-all-options",
    name: "all options are copied, also those that belong in the first fragment alone",
    ask: "What says of an option that it is copied?",
};

pub(super) const COPIES_NO_OPTIONS: Mistake = Mistake {
    slug: "copies-no-options",
    name: "no option is copied, not even one that is marked so",
    ask: "What does the highest bit of an option's type say?",
};

pub(super) const COPIED_IS_THE_LOW_BIT: Mistake = Mistake {
    slug: "copied-is-the-low-bit",
    name: "the lowest bit of the type is taken for the one that says copy",
    ask: "RFC 791 counts bits from the most significant. Which one is its bit 0?",
};

pub(super) const COPIES_THE_OTHERS: Mistake = Mistake {
    slug: "copies-the-others",
    name: "those options are copied that should not be, and the others not",
    ask: "Does a 1 in the highest bit mean copy, or leave?",
};

pub(super) const NOP_HAS_A_LENGTH: Mistake = Mistake {
    slug: "nop-has-a-length",
    name: "the option 1, which is a single byte, is taken for one with a length",
    ask: "Which options have no second byte?",
};

pub(super) const LENGTH_WITHOUT_ITS_HEAD: Mistake = Mistake {
    slug: "length-without-its-head",
    name: "an option's length is taken for that of its data, without type and length",
    ask: "The option 94 04 00 00: how many bytes has it, and what does its second byte say?",
};

pub(super) const OPTIONS_NOT_PADDED: Mistake = Mistake {
    slug: "options-not-padded",
    name: "the options that are left are no multiple of 4 bytes, and a header has whole words",
    ask: "In what does the header count its own length?",
};

pub(super) const PADS_WHAT_IS_FULL: Mistake = Mistake {
    slug: "pads-what-is-full",
    name: "zeros are put behind options that are whole words already",
    ask: "How many bytes are missing at 4 to the next multiple of 4?",
};

pub(super) const READS_BEHIND_THE_END: Mistake = Mistake {
    slug: "reads-behind-the-end",
    name: "what stands behind the end of the list is read as options",
    ask: "What does an option of type 0 say of what follows?",
};

pub(super) const BROKEN_OPTION_COPIED: Mistake = Mistake {
    slug: "broken-option-copied",
    name: "an option that goes past the end is copied as far as it is there",
    ask: "Who could read half an option?",
};

pub(super) const BROKEN_OPTION_LOSES_ALL: Mistake = Mistake {
    slug: "broken-option-loses-all",
    name: "because of an option that can't be read, those before it are lost, too",
    ask: "What do the docs say of the options before the nonsense?",
};

pub(super) const FIRST_OPTION_ONLY: Mistake = Mistake {
    slug: "first-option-only",
    name: "only the first option is looked at",
    ask: "What comes behind the first option?",
};

pub(super) const OPTION_ENDLESS: Mistake = Mistake {
    slug: "option-of-length-zero-hangs",
    name: "an option whose length is 0 is read again and again",
    ask: "By how much do you go on behind an option of length 0?",
};

pub(super) const OPTION_PAST_THE_END: Mistake = Mistake {
    slug: "option-past-the-end-panics",
    name: "it is believed that an option is as long as it says, or has a length at all",
    ask: "Who wrote that length, and have you compared it with what is there?",
};

pub(super) const OPTIONS_EVERYWHERE: Mistake = Mistake {
    slug: "options-everywhere",
    name: "all options go into each fragment",
    ask: "What does `copied_options` leave out?",
};

pub(super) const OPTIONS_FIRST_ONLY: Mistake = Mistake {
    slug: "options-first-only",
    name: "the options go into the first fragment alone, also those that are to be copied",
    ask: "Which options does a router need on the way of the second fragment?",
};

pub(super) const OPTIONS_NOWHERE: Mistake = Mistake {
    slug: "options-nowhere",
    name: "the fragments have no options",
    ask: "Which of the fragments has all options?",
};

pub(super) const ROOM_OF_THE_FIRST: Mistake = Mistake {
    slug: "room-of-the-first",
    name: "the fragments behind the first have shorter headers, and don't use the room",
    ask: "How long is the header of the second fragment?",
};

pub(super) const WHOLE_KEEPS_MF: Mistake = Mistake {
    slug: "whole-keeps-mf",
    name: "the whole packet still says that more follows",
    ask: "What do MF and the offset say in a packet that is whole?",
};

pub(super) const WHOLE_LENGTH_STALE: Mistake = Mistake {
    slug: "whole-length-stale",
    name: "the whole packet still claims the length of its first fragment",
    ask: "Which fields of the first fragment's header are not right for the whole?",
};

pub(super) const WHOLE_CHECKSUM_STALE: Mistake = Mistake {
    slug: "whole-checksum-stale",
    name: "the whole packet still has the checksum of its first fragment",
    ask: "Which fields of the header did you change? What covers them?",
};

pub(super) const PAYLOAD_WITHOUT_HEADER: Mistake = Mistake {
    slug: "payload-without-header",
    name: "the payload comes without a header",
    ask: "What does `push` give: a packet, or what a packet carries?",
};

pub(super) const OFFSET_READ_IN_BYTES: Mistake = Mistake {
    slug: "offset-read-in-bytes",
    name: "the offset is read as bytes, where it counts units of 8",
    ask: "A fragment of 8 bytes is followed by one with the offset 1. At which byte does that begin?",
};

pub(super) const LAST_IS_ALL: Mistake = Mistake {
    slug: "last-is-all",
    name: "when the fragment without MF comes, all is taken for there",
    ask: "Is the last fragment also the last to come?",
};

pub(super) const LAST_FIRST_BREAKS: Mistake = Mistake {
    slug: "last-first-breaks",
    name: "whether all is there is only asked when the fragment without MF comes",
    ask: "The last fragment came first. Which fragment completes the packet now?",
};

pub(super) const TRUSTS_ARRIVAL_ORDER: Mistake = Mistake {
    slug: "trusts-arrival-order",
    name: "the pieces are put one behind the other as they came",
    ask: "By what do you sort?",
};

pub(super) const COUNTS_DUPLICATES: Mistake = Mistake {
    slug: "counts-duplicates",
    name: "bytes that came twice are counted twice, so a packet with holes is taken for whole",
    ask: "You know how many bytes came. Do you know that they are different ones?",
};

pub(super) const DUPLICATES_SPOIL: Mistake = Mistake {
    slug: "duplicates-spoil",
    name: "a fragment that comes twice is taken for a contradiction",
    ask: "What does the network do with packets at times? Do the two copies say different things?",
};

pub(super) const FIRST_COMES_FIRST: Mistake = Mistake {
    slug: "first-comes-first",
    name: "it is taken for granted that the fragment with offset 0 comes before the others",
    ask: "What keeps the second fragment from overtaking the first?",
};

pub(super) const HEADER_OF_THE_FIRST_TO_COME: Mistake = Mistake {
    slug: "header-of-the-first-to-come",
    name: "the whole packet has the header of the fragment that came first, not of the one with offset 0",
    ask: "Which fragment has all the options?",
};

pub(super) const HEADER_OF_THE_LAST_TO_COME: Mistake = Mistake {
    slug: "header-of-the-last-to-come",
    name: "the whole packet has the header of the fragment that completed it, not of the one with offset 0",
    ask: "Which fragment has all the options?",
};

pub(super) const DELIVERS_TWICE: Mistake = Mistake {
    slug: "delivers-twice",
    name: "a duplicate that comes when the packet is out already brings it out again",
    ask: "What do you still know of a packet when you have given it back?",
};

pub(super) const WHOLE_SWALLOWED: Mistake = Mistake {
    slug: "whole-swallowed",
    name: "a packet that is no fragment is not given back",
    ask: "Offset 0 and no MF: what is missing of this packet?",
};

pub(super) const WHOLE_FLUSHES: Mistake = Mistake {
    slug: "whole-flushes",
    name: "a whole packet throws away fragments that have its identification",
    ask: "Must an identification be unique on a packet that nobody cuts?",
};

pub(super) const WHOLE_TAKEN_FOR_A_PIECE: Mistake = Mistake {
    slug: "whole-taken-for-a-piece",
    name: "a whole packet is put among the fragments that have its identification",
    ask: "Offset 0 and no MF: what is this packet a part of?",
};

pub(super) const PADDING_LEAKS: Mistake = Mistake {
    slug: "padding-leaks",
    name: "bytes behind the packet's end are taken for its own",
    ask: "Which field says where the packet ends?",
};

pub(super) const KEY_LACKS_SOURCE: Mistake = Mistake {
    slug: "key-lacks-source",
    name: "fragments from two senders are put together",
    ask: "Two machines count identifications, each for itself. May they be at the same number?",
};

pub(super) const KEY_LACKS_DESTINATION: Mistake = Mistake {
    slug: "key-lacks-destination",
    name: "fragments to two addresses are put together",
    ask: "Can one machine have two addresses?",
};

pub(super) const KEY_LACKS_PROTO: Mistake = Mistake {
    slug: "key-lacks-proto",
    name: "fragments of two protocols are put together",
    ask: "Four fields say what belongs together. Which one is missing?",
};

pub(super) const KEY_LACKS_ID: Mistake = Mistake {
    slug: "key-lacks-id",
    name: "fragments of two packets are put together",
    ask: "Four fields say what belongs together. Which one is missing?",
};

pub(super) const HOLES_END_ONE_TOO_FAR: Mistake = Mistake {
    slug: "holes-end-one-too-far",
    name: "a hole ends with the first byte that is there, not with the last that is missing",
    ask: "A piece begins at byte 8. Which is the last byte that is missing before it?",
};

pub(super) const END_STAYS_OPEN: Mistake = Mistake {
    slug: "end-stays-open",
    name: "behind the end of the payload, a hole is left that goes on for ever",
    ask: "What do you know when a fragment without MF has come?",
};

pub(super) const NOTHING_KNOWN_NOTHING_MISSING: Mistake = Mistake {
    slug: "nothing-known-nothing-missing",
    name: "of a packet of which nothing has come, nothing is missing, it says",
    ask: "What is missing of a packet of which no fragment has come?",
};

pub(super) const PIECES_FOR_HOLES: Mistake = Mistake {
    slug: "pieces-for-holes",
    name: "the stretches that are there are told, not those that are missing",
    ask: "What is a hole?",
};

pub(super) const HOLES_OF_NOTHING: Mistake = Mistake {
    slug: "holes-of-nothing",
    name: "between pieces that touch each other, a hole without bytes is told",
    ask: "How many bytes are missing between a piece that ends with byte 7 and one that begins with byte 8?",
};

pub(super) const OVERLAP_SPLICE: Mistake = Mistake {
    slug: "overlap-splice",
    name: "pieces that contradict one another are put together, and nobody has sent what comes out",
    ask: "Two fragments say different things about one byte. How do you know which one is Tokyo's?",
};

pub(super) const END_MAY_MOVE: Mistake = Mistake {
    slug: "end-may-move",
    name: "it is not noticed that two fragments disagree about where the payload ends",
    ask: "One fragment says: here is the end. What does another one say that has bytes behind it?",
};

pub(super) const RAGGED_MIDDLE_TAKEN: Mistake = Mistake {
    slug: "ragged-middle-taken",
    name: "a fragment is taken that has MF and 7 bytes, so that nothing could follow it",
    ask: "Where would the next fragment begin, and can its offset say so?",
};

pub(super) const EMPTY_FRAGMENT_TAKEN: Mistake = Mistake {
    slug: "empty-fragment-taken",
    name: "a fragment without any payload is taken for one",
    ask: "What does a fragment tell that has no bytes?",
};

pub(super) const PING_OF_DEATH: Mistake = Mistake {
    slug: "ping-of-death",
    name: "a fragment is taken that ends where no packet can be",
    ask: "The highest offset is 65,528. How many bytes may stand there, if a packet has at most 65,535 with its header?",
};

pub(super) const SUM_TOO_LONG: Mistake = Mistake {
    slug: "sum-too-long",
    name: "the pieces are fine, and together with the first one's header they are longer than a packet can be",
    ask: "How long is the header of the whole packet, and how long is the packet?",
};

pub(super) const PANICS_ON_NONSENSE: Mistake = Mistake {
    slug: "panics-on-nonsense",
    name: "bytes that are no packet make the program stop",
    ask: "What should `push` give for bytes that `parse` refuses?",
};

pub(super) const NEVER_TIMES_OUT: Mistake = Mistake {
    slug: "never-times-out",
    name: "a packet that is never completed is kept for ever",
    ask: "The last fragment is lost, and nobody sends it again. How long do you wait?",
};

pub(super) const TIMER_RESTARTS: Mistake = Mistake {
    slug: "timer-restarts",
    name: "each fragment starts the minute anew, so one a minute keeps a packet for ever",
    ask: "From which moment on does the minute count?",
};

pub(super) const A_MOMENT_TOO_LONG: Mistake = Mistake {
    slug: "a-moment-too-long",
    name: "a packet is still there at the moment at which its time is up",
    ask: "Is 60 seconds after its first fragment before the end, or is it the end?",
};

pub(super) const TRUSTS_THE_ALARM: Mistake = Mistake {
    slug: "trusts-the-alarm",
    name: "the time is only looked at in `handle_timeout`, and a fragment that comes too late completes the packet",
    ask: "Who promises that `handle_timeout` is called before the next fragment comes?",
};

pub(super) const SIXTY_MILLISECONDS: Mistake = Mistake {
    slug: "sixty-milliseconds",
    name: "the unit is wrong: packets are given up after 60 milliseconds",
    ask: "What does a `Micros` count? How long takes a packet from Tokyo to London?",
};

pub(super) const WAKES_FOR_THE_LATEST: Mistake = Mistake {
    slug: "wakes-for-the-latest",
    name: "the moment is that of the packet that began last, and the others wait too long",
    ask: "Two packets are unfinished. Which one is given up first?",
};

pub(super) const WAKES_FOR_NOTHING: Mistake = Mistake {
    slug: "wakes-for-nothing",
    name: "the alarm is set although nothing is kept",
    ask: "What is there to give up when all packets are finished?",
};

pub(super) const REPORTS_WITHOUT_FIRST: Mistake = Mistake {
    slug: "reports-without-first",
    name: "a packet is reported whose first fragment never came",
    ask: "An ICMP message quotes the ports, so that the sender finds the program. Which fragment has them?",
};

pub(super) const REPORTS_NOBODY: Mistake = Mistake {
    slug: "reports-nobody",
    name: "no sender is told that its packet was given up",
    ask: "What does the list hold that `handle_timeout` gives?",
};

pub(super) const REPORTS_AGAIN: Mistake = Mistake {
    slug: "reports-again",
    name: "a packet is reported each time, and never forgotten",
    ask: "What do you still know of a packet when you have given it up?",
};

pub(super) const REPORTS_NEWEST_FIRST: Mistake = Mistake {
    slug: "reports-newest-first",
    name: "the packets are reported in another order than they began",
    ask: "In which order does your collection go through the packets?",
};

pub(super) const REPORTS_ALL_PIECES: Mistake = Mistake {
    slug: "reports-all-pieces",
    name: "every fragment of the packet is reported",
    ask: "How many messages should the sender get about one packet?",
};

pub(super) const REPORTS_THE_PAYLOAD: Mistake = Mistake {
    slug: "reports-the-payload",
    name: "the payload of the first fragment is told, and not the packet as it came",
    ask: "From what does the caller learn to whom the message goes?",
};

pub(super) const NO_BOUND: Mistake = Mistake {
    slug: "no-bound",
    name: "there is no limit to what is kept",
    ask: "What does somebody fill who sends first fragments only, a million of them?",
};

pub(super) const BOUND_PER_PACKET: Mistake = Mistake {
    slug: "bound-per-packet",
    name: "each packet may fill the memory, and there may be many",
    ask: "How many packets can be unfinished at once? What is the limit a limit of?",
};

pub(super) const GIVES_UP_WHILE_THERE_IS_ROOM: Mistake = Mistake {
    slug: "gives-up-while-there-is-room",
    name: "something is thrown away although all of it fits",
    ask: "Add up what is kept when this fragment comes. Is it more than the limit?",
};

pub(super) const DUPLICATES_COUNTED: Mistake = Mistake {
    slug: "duplicates-counted",
    name: "a duplicate counts as if it were kept",
    ask: "A fragment comes four times. How often do you keep it?",
};

pub(super) const FINISHED_STILL_COUNTED: Mistake = Mistake {
    slug: "finished-still-counted",
    name: "packets that are finished still count, until nothing has room any more",
    ask: "What becomes of the count when a packet is given back?",
};

pub(super) const GIVEN_UP_STILL_COUNTED: Mistake = Mistake {
    slug: "given-up-still-counted",
    name: "packets that were given up still count, until nothing has room any more",
    ask: "What becomes of the count when a packet's time is up?",
};

pub(super) const CONTRADICTED_STILL_COUNTED: Mistake = Mistake {
    slug: "contradicted-still-counted",
    name: "packets that contradicted themselves still count, until nothing has room any more",
    ask: "What becomes of the count when a packet is thrown away?",
};
