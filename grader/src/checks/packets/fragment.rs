//! packets/fragment: packets in pieces.

mod cutting;
mod inputs;
mod memory;
mod mistakes;
mod model;
mod pieces;
mod stories;
mod vectors;
mod wire;

use proptest::strategy::Just;

use self::mistakes::*;
use self::stories::{Story, tell};
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::trial::{Trial, Verdict};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "fragment",
    title: "a packet in pieces, and whole again",
    track: Track::Core,
    level: Level::Advanced,
    minutes: 120,
    needs: &["ipv4"],
    rust: &["slices", "maps", "structs with state"],
    hints: [
        "Do the cutting on paper first: 452 bytes of payload, 280 bytes a packet, 20 of them header. Which numbers go into the two headers? For the other half take three cards with `0 to 7`, `8 to 15` and `16 to 19, no MF`, shuffle them, and lay them down one by one. What do you look at to know that all is there? Which card told you where the end is?",
        "`fragment` parses, refuses, and then goes through the payload: if the rest fits, it is the last piece, or else `room(…)` bytes are the next one. Clone the header and change three fields; `emit` does lengths and checksum. In `Reassembly` keep a map from (source, destination, protocol, identification) to what is there of a packet: when it began, its pieces by offset (a `BTreeMap` keeps them sorted), and the end, once it is known.",
        "`push`: parse; whole? give it back; nonsense? `None`. Find or begin the packet; if its minute is over, `None`. The same piece is there? `None`. A neighbor in the map reaches into it, or it into the next one, or the ends disagree? Remove the packet. Otherwise put it in. If no piece overlaps another, the packet is whole when the lengths of its pieces add up to its end: remove it and emit it with the first piece's header, without MF. Then, while more is kept than may be, remove the packet that began first. `handle_timeout` removes all whose `began + REASSEMBLY_TIMEOUT <= now`, oldest first.",
    ],
    compare: "Our solution keeps no list of holes: pieces that can't overlap are complete when their lengths add up. When would that be wrong, if overlaps were allowed?",
    checks: &[
        Check {
            name: "room_in_eights",
            title: "a fragment takes as many bytes as fit behind its header, in eights",
            points: 1,
            rule: "RFC 791, section 3.2: the number of fragment blocks is (MTU - header length) / 8, rounded down",
            book: "eights",
            after: &[],
            mistakes: &[
                ROOM_NOT_IN_EIGHTS,
                ROOM_WITHOUT_HEADER,
                ROOM_ROUNDED_UP,
                ROOM_IN_UNITS,
                HEADER_ROUNDED_TOO,
                MTU_BELOW_HEADER,
            ],
            run: pieces::room_in_eights,
        },
        Check {
            name: "pieces_cover_the_payload",
            title: "the fragments are the payload, in order, none longer than the link allows",
            points: 3,
            rule: "RFC 791, section 3.2: an example fragmentation procedure; appendix A, example 2",
            book: "cutting",
            after: &["room_in_eights"],
            mistakes: &[
                CUTS_NOTHING,
                OFFSET_IN_BYTES,
                OFFSET_MISSING,
                MF_ON_LAST,
                MF_MISSING,
                PIECES_NOT_IN_EIGHTS,
                HEADER_NOT_COUNTED,
                LAST_PIECE_LOST,
                LAST_PIECE_IN_EIGHTS,
                LAST_PIECE_FIRST,
                LAST_PIECE_FILLED_UP,
            ],
            run: pieces::pieces_cover_the_payload,
        },
        Check {
            name: "headers_say_the_same",
            title: "each fragment's header says what the packet's says, but for its own place and length",
            points: 2,
            rule: "RFC 791, section 3.2: the fields which may be affected by fragmentation",
            book: "headers",
            after: &["pieces_cover_the_payload"],
            mistakes: &[
                NEW_IDENTIFICATIONS,
                COUNTS_DOWN_TTL,
                HEADER_MADE_ANEW,
                TOTAL_LENGTH_STALE,
                CHECKSUM_STALE,
            ],
            run: pieces::headers_say_the_same,
        },
        Check {
            name: "what_fits_goes_as_it_is",
            title: "a packet that fits goes as it is, with DF or without",
            points: 1,
            rule: "RFC 791, section 3.2: if the total length is at most the MTU, no fragmentation is done",
            book: "cutting",
            after: &["pieces_cover_the_payload"],
            mistakes: &[CUTS_WHAT_FITS, DF_FORBIDS_SENDING, PADDING_TRAVELS],
            run: pieces::what_fits_goes_as_it_is,
        },
        Check {
            name: "df_is_obeyed",
            title: "a packet with DF that is too long is not cut",
            points: 1,
            rule: "RFC 791, section 2.3: a datagram marked don't fragment is not fragmented under any circumstances",
            book: "df",
            after: &["pieces_cover_the_payload"],
            mistakes: &[TOO_SMALL_COMES_FIRST, DF_IGNORED],
            run: pieces::df_is_obeyed,
        },
        Check {
            name: "errors_say_why",
            title: "what can't be cut is refused, with the reason",
            points: 2,
            rule: "RFC 791, section 3.2: the smallest fragment has a header and 8 bytes; the docs of `fragment`: the order of errors",
            book: "errors",
            after: &["df_is_obeyed"],
            mistakes: &[
                NEEDS_EIGHT_MORE,
                TINY_MTU_ENDLESS,
                TINY_MTU_PANICS,
                UNWRAPS_THE_PARSER,
                OFFSET_RUNS_OVER,
            ],
            run: pieces::errors_say_why,
        },
        Check {
            name: "a_fragment_is_cut_again",
            title: "pieces of a fragment have their place in the whole payload, and its MF at the end",
            points: 2,
            rule: "RFC 791, section 3.2: the second fragment's offset is the old one plus the blocks of the first; its MF is the old one",
            book: "cut-again",
            after: &["pieces_cover_the_payload"],
            mistakes: &[OFFSET_STARTS_OVER, MIDDLE_LOSES_MF],
            run: pieces::a_fragment_is_cut_again,
        },
        Check {
            name: "marked_options_are_copied",
            title: "the options with the highest bit set are copied, and the others are not",
            points: 2,
            rule: "RFC 791, section 3.1: the copied flag of an option's type",
            book: "options",
            after: &[],
            mistakes: &[
                COPIES_ALL_OPTIONS,
                COPIES_NO_OPTIONS,
                COPIED_IS_THE_LOW_BIT,
                COPIES_THE_OTHERS,
                NOP_HAS_A_LENGTH,
                LENGTH_WITHOUT_ITS_HEAD,
                OPTIONS_NOT_PADDED,
                PADS_WHAT_IS_FULL,
                READS_BEHIND_THE_END,
                BROKEN_OPTION_COPIED,
                BROKEN_OPTION_LOSES_ALL,
                FIRST_OPTION_ONLY,
                OPTION_ENDLESS,
                OPTION_PAST_THE_END,
            ],
            run: pieces::marked_options_are_copied,
        },
        Check {
            name: "options_in_fragments",
            title: "the first fragment has all options, and the others have the copied ones",
            points: 1,
            rule: "RFC 791, section 3.2: some options are copied, others remain with the first fragment only",
            book: "options",
            after: &["pieces_cover_the_payload", "marked_options_are_copied"],
            mistakes: &[OPTIONS_EVERYWHERE, OPTIONS_FIRST_ONLY, OPTIONS_NOWHERE, ROOM_OF_THE_FIRST],
            run: pieces::options_in_fragments,
        },
        Check {
            name: "pieces_make_the_packet",
            title: "fragments that come in order are the packet again, when the last one has come",
            points: 2,
            rule: "RFC 791, section 3.2: an example reassembly procedure",
            book: "together",
            after: &[],
            mistakes: &[
                OFFSET_READ_IN_BYTES,
                WHOLE_KEEPS_MF,
                WHOLE_LENGTH_STALE,
                WHOLE_CHECKSUM_STALE,
                PAYLOAD_WITHOUT_HEADER,
            ],
            run: |trial| stories(trial, "pieces_make_the_packet"),
        },
        Check {
            name: "any_order",
            title: "in whatever order they come, and how often, the packet comes out once",
            points: 3,
            rule: "RFC 791, section 3.2; RFC 815, section 2: any number of fragments, in any order, with duplicates",
            book: "any-order",
            after: &["pieces_make_the_packet"],
            mistakes: &[
                LAST_IS_ALL,
                LAST_FIRST_BREAKS,
                TRUSTS_ARRIVAL_ORDER,
                FIRST_COMES_FIRST,
                COUNTS_DUPLICATES,
                DUPLICATES_SPOIL,
                DELIVERS_TWICE,
                HEADER_OF_THE_FIRST_TO_COME,
                HEADER_OF_THE_LAST_TO_COME,
            ],
            run: |trial| stories(trial, "any_order"),
        },
        Check {
            name: "whole_packets_pass",
            title: "a packet that is no fragment passes, and touches nothing",
            points: 1,
            rule: "RFC 6864, section 4.1: the identification of an atomic datagram must be ignored",
            book: "together",
            after: &["pieces_make_the_packet"],
            mistakes: &[WHOLE_SWALLOWED, PADDING_LEAKS, WHOLE_FLUSHES, WHOLE_TAKEN_FOR_A_PIECE],
            run: |trial| stories(trial, "whole_packets_pass"),
        },
        Check {
            name: "packets_are_told_apart",
            title: "fragments belong together if source, destination, protocol and identification are the same",
            points: 2,
            rule: "RFC 791, section 3.2: the buffer identifier is source, destination, protocol and identification",
            book: "key",
            after: &["pieces_make_the_packet"],
            mistakes: &[KEY_LACKS_SOURCE, KEY_LACKS_DESTINATION, KEY_LACKS_PROTO, KEY_LACKS_ID],
            run: |trial| stories(trial, "packets_are_told_apart"),
        },
        Check {
            name: "holes_close",
            title: "the holes are what is missing, from the first one, without end, to the last",
            points: 2,
            rule: "RFC 815, section 3: the hole descriptor list",
            book: "holes",
            after: &["pieces_make_the_packet"],
            mistakes: &[
                NOTHING_KNOWN_NOTHING_MISSING,
                PIECES_FOR_HOLES,
                HOLES_END_ONE_TOO_FAR,
                HOLES_OF_NOTHING,
                END_STAYS_OPEN,
            ],
            run: |trial| stories(trial, "holes_close"),
        },
        Check {
            name: "contradictions_make_no_packet",
            title: "of fragments that contradict one another, no packet comes that nobody sent",
            points: 3,
            rule: "the docs of `Reassembly`; for IPv6 RFC 8200, section 4.5: reassembly must be abandoned; RFC 1858, section 4",
            book: "contradictions",
            after: &["any_order"],
            mistakes: &[END_MAY_MOVE, OVERLAP_SPLICE],
            run: |trial| stories(trial, "contradictions_make_no_packet"),
        },
        Check {
            name: "nonsense_is_ignored",
            title: "what can't be a fragment is as if it had never come",
            points: 2,
            rule: "the docs of `push`; RFC 791, section 3.1: the total length has 16 bits, offsets count 8 bytes",
            book: "nonsense",
            after: &["any_order"],
            mistakes: &[
                PANICS_ON_NONSENSE,
                RAGGED_MIDDLE_TAKEN,
                EMPTY_FRAGMENT_TAKEN,
                PING_OF_DEATH,
                SUM_TOO_LONG,
            ],
            run: |trial| stories(trial, "nonsense_is_ignored"),
        },
        Check {
            name: "a_minute",
            title: "a packet is given up 60 seconds after the first of its fragments came",
            points: 2,
            rule: "RFC 1122, section 3.3.2: there MUST be a timeout; it SHOULD be fixed, and 60 to 120 seconds are recommended. Exactly 60 is the course's own rule",
            book: "a-minute",
            after: &["any_order"],
            mistakes: &[
                SIXTY_MILLISECONDS,
                TIMER_RESTARTS,
                WAKES_FOR_THE_LATEST,
                WAKES_FOR_NOTHING,
                TRUSTS_THE_ALARM,
                A_MOMENT_TOO_LONG,
                NEVER_TIMES_OUT,
            ],
            run: |trial| stories(trial, "a_minute"),
        },
        Check {
            name: "the_first_fragment_is_reported",
            title: "of each packet that is given up, the first fragment is reported once, if it came",
            points: 2,
            rule: "RFC 1122, section 3.3.2: what timed out MUST be discarded, and time exceeded sent if fragment zero was received; RFC 792: otherwise it need not be",
            book: "reports",
            after: &["a_minute"],
            mistakes: &[
                REPORTS_NOBODY,
                REPORTS_WITHOUT_FIRST,
                REPORTS_ALL_PIECES,
                REPORTS_THE_PAYLOAD,
                REPORTS_AGAIN,
                REPORTS_NEWEST_FIRST,
            ],
            run: |trial| stories(trial, "the_first_fragment_is_reported"),
        },
        Check {
            name: "kept_bytes_have_a_limit",
            title: "no more is kept than may be, and nothing is thrown away while there is room",
            points: 3,
            rule: "the docs of `Reassembly`: at most `max_bytes` bytes, of all packets together",
            book: "memory",
            after: &["any_order"],
            mistakes: &[
                NO_BOUND,
                BOUND_PER_PACKET,
                GIVES_UP_WHILE_THERE_IS_ROOM,
                DUPLICATES_COUNTED,
                FINISHED_STILL_COUNTED,
                GIVEN_UP_STILL_COUNTED,
                CONTRADICTED_STILL_COUNTED,
            ],
            run: memory::kept_bytes_have_a_limit,
        },
        Check {
            name: "as_others_do_it",
            title: "it cuts like smoltcp, and puts together what smoltcp and etherparse put together",
            points: 1,
            rule: "RFC 791, section 3.2",
            book: "others",
            after: &["headers_say_the_same", "any_order"],
            mistakes: &[],
            run: vectors::as_others_do_it,
        },
        Check {
            name: "any_story",
            title: "whatever comes, is lost, comes twice or too late: what comes out was sent",
            points: 2,
            rule: "RFC 791, section 3.2, RFC 1122, section 3.3.2, and the docs of `Reassembly`",
            book: "any-story",
            after: &["packets_are_told_apart", "the_first_fragment_is_reported"],
            mistakes: &[],
            run: |trial| stories(trial, "any_story"),
        },
    ],
};

/// Random stories of a check: each is a conversation of up to twenty calls.
const STORIES: u32 = 80;

fn stories(trial: &mut Trial<'_>, check: &'static str) -> Verdict {
    trial.cases = trial.cases.min(STORIES);
    match check {
        "pieces_make_the_packet" => tell(trial, check, inputs::in_order(), inputs::some_in_order()),
        "any_order" => tell(trial, check, inputs::any_order(), inputs::some_in_any_order()),
        "whole_packets_pass" => tell(trial, check, inputs::whole_packets(), inputs::some_whole()),
        "packets_are_told_apart" => tell(trial, check, inputs::told_apart(), inputs::some_told_apart()),
        "holes_close" => tell(trial, check, inputs::holes(), inputs::some_holes()),
        "contradictions_make_no_packet" => {
            tell(trial, check, inputs::contradictions(), inputs::some_contradictions())
        }
        "nonsense_is_ignored" => tell(trial, check, inputs::nonsense(), inputs::some_nonsense()),
        "a_minute" => {
            trial.cases = 0;
            tell(trial, check, inputs::a_minute(), Just(Story::default()))
        }
        "the_first_fragment_is_reported" => tell(trial, check, inputs::reports(), inputs::some_times(false)),
        _ => tell(trial, check, vec![], inputs::some_times(true)),
    }
}
