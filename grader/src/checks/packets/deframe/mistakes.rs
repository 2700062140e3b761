//! What can go wrong with frames on a line, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const FCS_LEFT_OUT: Mistake = Mistake {
    slug: "fcs-left-out",
    name: "the frame has no FCS",
    ask: "What will the receiver compare the payload with?",
};

pub(super) const FCS_TURNED_ROUND: Mistake = Mistake {
    slug: "fcs-turned-round",
    name: "the FCS has its most significant byte first",
    ask: "In which order does `with_fcs` put the four bytes?",
};

pub(super) const OPENING_FLAG_LEFT_OUT: Mistake = Mistake {
    slug: "opening-flag-left-out",
    name: "there is no flag in front of the frame",
    ask: "If there was noise on the line before this frame, what does the receiver take it for?",
};

pub(super) const CLOSING_FLAG_LEFT_OUT: Mistake = Mistake {
    slug: "closing-flag-left-out",
    name: "there is no flag behind the frame",
    ask: "If nothing is sent after this frame, when does the receiver know that it is whole?",
};

pub(super) const FLAG_NOT_ESCAPED: Mistake = Mistake {
    slug: "flag-not-escaped",
    name: "a 7E of the payload is sent as it is, and ends the frame",
    ask: "The receiver sees 7E. How does it know whether that is a byte of the payload?",
};

pub(super) const ESCAPE_NOT_ESCAPED: Mistake = Mistake {
    slug: "escape-not-escaped",
    name: "a 7D of the payload is sent as it is, and the receiver takes it for an escape",
    ask: "Which bytes have a meaning of their own for the receiver? Is 7E the only one?",
};

pub(super) const NOT_TURNED_OVER: Mistake = Mistake {
    slug: "not-turned-over",
    name: "there is an escape, but the byte behind it is still what it was",
    ask: "A receiver that begins to listen right behind the escape sees 7E. What does it think?",
};

pub(super) const ESCAPED_TWICE: Mistake = Mistake {
    slug: "escaped-twice",
    name: "the escapes that were put in are escaped once more",
    ask: "When the second replacement begins, which bytes 7D are already there, and who put them there?",
};

pub(super) const FCS_NOT_ESCAPED: Mistake = Mistake {
    slug: "fcs-not-escaped",
    name: "the payload is escaped and the FCS is not",
    ask: "Can one of the four bytes of an FCS be 7E?",
};

pub(super) const FCS_OF_THE_ESCAPED: Mistake = Mistake {
    slug: "fcs-of-the-escaped",
    name: "the FCS is computed over the bytes with their escapes",
    ask: "Which comes first, the FCS or the escapes? What does the receiver undo first?",
};

pub(super) const FLAGS_ESCAPED: Mistake = Mistake {
    slug: "flags-escaped",
    name: "the two flags around the frame are escaped as well",
    ask: "Which two bytes of the frame should the receiver take for what they seem?",
};

pub(super) const CONTROLS_ESCAPED: Mistake = Mistake {
    slug: "controls-escaped",
    name: "bytes below 20 are escaped, too",
    ask: "Which bytes do the docs of `encode_frame` escape, and which are sent as they are?",
};

pub(super) const FCS_DELIVERED: Mistake = Mistake {
    slug: "fcs-delivered",
    name: "the payload still has its FCS behind it",
    ask: "What did the sender put in, and what comes out? Which bytes are too many?",
};

pub(super) const ESCAPES_NOT_UNDONE: Mistake = Mistake {
    slug: "escapes-not-undone",
    name: "the escapes are still in the frame when it is judged",
    ask: "The sender computed the FCS before it put the escapes in. When does the receiver have to take them out?",
};

pub(super) const ESCAPE_SPLIT_LOST: Mistake = Mistake {
    slug: "escape-split-lost",
    name: "if a piece ends with an escape, the next piece doesn't know about it",
    ask: "The first byte of this piece belongs to an escape that came before. Where do you remember that?",
};

pub(super) const FRAME_SPLIT_LOST: Mistake = Mistake {
    slug: "frame-split-lost",
    name: "what came of a frame in one piece is forgotten when the next piece comes",
    ask: "What of a frame must still be there when `push` is called again, and does it live in the struct?",
};

pub(super) const PIECE_IS_A_FRAME: Mistake = Mistake {
    slug: "piece-is-a-frame",
    name: "the end of a piece is taken for the end of the frame",
    ask: "What ends a frame: that there are no more bytes for the moment, or a certain byte?",
};

pub(super) const FLAGS_IN_PAIRS: Mistake = Mistake {
    slug: "flags-in-pairs",
    name: "a flag that ends a frame is not taken for the beginning of the next one",
    ask: "There is one flag between two frames. Which of the two does it belong to?",
};

pub(super) const EMPTY_FRAME_TOLD: Mistake = Mistake {
    slug: "empty-frame-told",
    name: "nothing between two flags is reported as a frame",
    ask: "A sender with nothing to say sends flags all day. How many frames are that?",
};

pub(super) const EMPTY_PAYLOAD_REFUSED: Mistake = Mistake {
    slug: "empty-payload-refused",
    name: "a frame with an FCS and no payload is not delivered",
    ask: "How many bytes stand between the flags if somebody sends an empty payload?",
};

pub(super) const ONE_FRAME_A_PIECE: Mistake = Mistake {
    slug: "one-frame-a-piece",
    name: "of the frames that end in one piece only the first is delivered",
    ask: "What becomes of the bytes behind the first frame of a piece?",
};

pub(super) const STARTS_IN_A_FRAME: Mistake = Mistake {
    slug: "starts-in-a-frame",
    name: "what comes before the first flag is taken for a frame",
    ask: "A receiver is switched on while the sender speaks. What has it seen of the frame that ends first?",
};

pub(super) const KNOWN_ESCAPES_ONLY: Mistake = Mistake {
    slug: "known-escapes-only",
    name: "only 7D 5E and 7D 5D are undone, and no other escapes",
    ask: "Must a sender leave all other bytes as they are? What do the docs of `Deframer` say of the byte behind an escape?",
};

pub(super) const ESCAPE_SETS_THE_BIT: Mistake = Mistake {
    slug: "escape-sets-the-bit",
    name: "behind an escape the bit 20 is set, where it should be turned over",
    ask: "5E and 5D don't have the bit 20. What should become of 23, which has it?",
};

pub(super) const ESCAPE_READ_AGAIN: Mistake = Mistake {
    slug: "escape-read-again",
    name: "a 7D behind an escape is taken for an escape once more",
    ask: "Which question comes first for a byte: what it is, or what came before it?",
};

pub(super) const FCS_NOT_CHECKED: Mistake = Mistake {
    slug: "fcs-not-checked",
    name: "the FCS is cut off and not compared",
    ask: "What is the FCS for?",
};

pub(super) const SHORT_PANICS: Mistake = Mistake {
    slug: "short-panics",
    name: "a frame of fewer than four bytes is cut where it has nothing",
    ask: "What is the length of the payload if there are two bytes, and four of them are the FCS?",
};

pub(super) const SHORT_IS_BAD_FCS: Mistake = Mistake {
    slug: "short-is-bad-fcs",
    name: "fewer than four bytes are reported as damaged",
    ask: "Was there an FCS to compare? Which error do the docs name for one to three bytes?",
};

pub(super) const SHORT_SILENT: Mistake = Mistake {
    slug: "short-silent",
    name: "one to three bytes between flags have no answer",
    ask: "Which number of bytes between two flags has no answer?",
};

pub(super) const ABORT_IGNORED: Mistake = Mistake {
    slug: "abort-ignored",
    name: "a frame that its sender gave up is judged like any other",
    ask: "What was the last byte before this flag, and what does that mean?",
};

pub(super) const ABORT_SILENT: Mistake = Mistake {
    slug: "abort-silent",
    name: "a frame that its sender gave up has no answer",
    ask: "What should whoever counts the errors of this line learn of it?",
};

pub(super) const FLAG_ESCAPED: Mistake = Mistake {
    slug: "flag-escaped",
    name: "a flag behind an escape is taken for a byte of the payload",
    ask: "If a byte 7E can be a part of a frame, what can a receiver still rely on after damage?",
};

pub(super) const BAD_FRAME_KILLS_STREAM: Mistake = Mistake {
    slug: "bad-frame-kills-stream",
    name: "after an error nothing is delivered any more",
    ask: "The flag behind a bad frame begins another one. What is wrong with that?",
};

pub(super) const SKIPS_AFTER_ERROR: Mistake = Mistake {
    slug: "skips-after-error",
    name: "after an error the receiver waits for one more flag, and loses a good frame",
    ask: "The flag that ended the bad frame: what does it begin?",
};

pub(super) const LEFTOVERS_KEPT: Mistake = Mistake {
    slug: "leftovers-kept",
    name: "bytes of a bad frame stand in front of the next one",
    ask: "What is in your buffer when the next frame begins, on each of the ways to get there?",
};

pub(super) const ESCAPE_OUTLIVES_ABORT: Mistake = Mistake {
    slug: "escape-outlives-abort",
    name: "the escape of a frame that was given up changes the first byte of the next frame",
    ask: "A flag begins a frame. What do you still remember of the one before?",
};

pub(super) const NO_LIMIT: Mistake = Mistake {
    slug: "no-limit",
    name: "the limit is never asked for",
    ask: "How much memory does the receiver use if the other end never sends a flag?",
};

pub(super) const TOLD_AT_THE_END: Mistake = Mistake {
    slug: "told-at-the-end",
    name: "that a frame is too long is said only when it ends",
    ask: "When is it known that the frame is too long? And what if its flag never comes?",
};

pub(super) const TOLD_AGAIN: Mistake = Mistake {
    slug: "told-again",
    name: "one frame that is too long is reported several times",
    ask: "After the report, which bytes still belong to that frame?",
};

pub(super) const REST_JUDGED: Mistake = Mistake {
    slug: "rest-judged",
    name: "the rest of a frame that is too long is taken for a frame of its own",
    ask: "Where does the next frame begin: behind the byte that was too much, or behind a flag?",
};

pub(super) const LIMIT_COUNTS_FCS: Mistake = Mistake {
    slug: "limit-counts-fcs",
    name: "the FCS is counted as a part of the payload",
    ask: "With a limit of 2, how many bytes may stand between the flags?",
};

pub(super) const LIMIT_OFF_BY_ONE: Mistake = Mistake {
    slug: "limit-off-by-one",
    name: "the limit is missed by one",
    ask: "How many bytes are kept before this one comes, and how many may be kept after it?",
};

pub(super) const LIMIT_COUNTS_ESCAPES: Mistake = Mistake {
    slug: "limit-counts-escapes",
    name: "an escape is counted as a byte of the frame",
    ask: "The payload is short enough, and its frame is longer on the wire. Which of the two has the limit?",
};

pub(super) const LIMIT_OF_THE_STREAM: Mistake = Mistake {
    slug: "limit-of-the-stream",
    name: "the limit is used up by all frames together",
    ask: "At which byte does your count go back to 0?",
};

pub(super) const LIMIT_RESERVED: Mistake = Mistake {
    slug: "limit-reserved",
    name: "memory for the limit is reserved before a byte has come",
    ask: "What does `usize::MAX` ask for, if it is taken for a number of bytes?",
};

pub(super) const LIMIT_PLUS_FOUR: Mistake = Mistake {
    slug: "limit-plus-four",
    name: "four more than the limit is a number that does not exist",
    ask: "What is `usize::MAX + 4`, and which method of numbers stops at the greatest one?",
};

pub(super) const FCS_COMPARED_IN_PART: Mistake = Mistake {
    slug: "fcs-compared-in-part",
    name: "of the FCS only two bytes are compared",
    ask: "Which bits of the FCS could be wrong without your noticing?",
};
