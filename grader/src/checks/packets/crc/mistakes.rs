//! What can go wrong with a CRC, and what to ask then.

use crate::catalogue::Mistake;

pub(super) const UNREFLECTED_POLY: Mistake = Mistake {
    slug: "unreflected-poly",
    name: "the polynomial is written as in books, 04C11DB7, but the register is shifted to the right",
    ask: "Which coefficient falls out first, and at which end of the register must the next one stand?",
};

pub(super) const CASTAGNOLI: Mistake = Mistake {
    slug: "castagnoli",
    name: "the polynomial is Castagnoli's, 82F63B78, which iSCSI and SCTP use, and not Ethernet's",
    ask: "Two good CRCs of 32 bits are in wide use. Which of them do the docs ask for?",
};

pub(super) const POLYNOMIAL_TYPO: Mistake = Mistake {
    slug: "polynomial-typo",
    name: "there is a slip of the pen in the polynomial: a digit or two are wrong, or one is missing",
    ask: "What does `shift_in(0, 0x80)` give? That is the polynomial as you have it. Which digit differs?",
};

pub(super) const SHIFTS_LEFT: Mistake = Mistake {
    slug: "shifts-left",
    name: "the register is shifted to the left, as if the most significant bit of each byte travelled first",
    ask: "Which bit of a byte travels first on Ethernet? Then at which end does the register push its bits out?",
};

pub(super) const BYTE_AT_THE_TOP: Mistake = Mistake {
    slug: "byte-at-the-top",
    name: "the byte enters at the upper end of the register, and the bits fall out at the lower end",
    ask: "Which bits of the register fall out in the next eight steps, so where must the byte be to meet them?",
};

pub(super) const BYTE_MIRRORED: Mistake = Mistake {
    slug: "byte-mirrored",
    name: "the bits of the byte are turned round, but the register is mirrored already",
    ask: "The least significant bit of a byte travels first. Which bit of the register falls out first?",
};

pub(super) const NOT_EIGHT_STEPS: Mistake = Mistake {
    slug: "not-eight-steps",
    name: "the register takes too many steps for a byte, or too few",
    ask: "How many bits has a byte, and how many does a step deal with?",
};

pub(super) const XOR_BEFORE_SHIFT: Mistake = Mistake {
    slug: "xor-before-shift",
    name: "the polynomial enters before the shift, so it is shifted away by one place too many",
    ask: "Which comes first, the shift or the exclusive or? What becomes of the polynomial's last bit?",
};

pub(super) const ASKS_AFTER_SHIFT: Mistake = Mistake {
    slug: "asks-after-shift",
    name: "the bit that decides is read after the shift: that is the next one, and the one that fell out is lost",
    ask: "In which line is the bit read that falls out, before the shift or after it?",
};

pub(super) const INVERTED_INSIDE: Mistake = Mistake {
    slug: "inverted-inside",
    name: "the register is inverted here, and that belongs to `crc32`, once at each end of a whole message",
    ask: "What do the docs say that an empty register and a zero byte give?",
};

pub(super) const REGISTER_LOST: Mistake = Mistake {
    slug: "register-lost",
    name: "what was in the register before is not in the answer",
    ask: "A byte pushes eight bits out. Where are the other 24 bits of the register afterwards?",
};

pub(super) const REGISTER_NOT_SHIFTED: Mistake = Mistake {
    slug: "register-not-shifted",
    name: "the old register is put in as it is, not shifted by eight places",
    ask: "By how many places has everything in the register moved after a byte?",
};

pub(super) const BYTE_NOT_XORED: Mistake = Mistake {
    slug: "byte-not-xored",
    name: "the byte is added to the register's lower bits, or combined in another way than an exclusive or",
    ask: "If the byte and the register's lower eight bits are the same, which bits fall out?",
};

pub(super) const BYTE_ASKED_ALONE: Mistake = Mistake {
    slug: "byte-asked-alone",
    name: "the eight bits that fall out are taken from the byte alone, and the register's lower bits have no say",
    ask: "What do the register's lower eight bits do with the byte, before anything falls out?",
};

pub(super) const NO_FINAL_XOR: Mistake = Mistake {
    slug: "no-final-xor",
    name: "the register is given as it is, and not inverted at the end",
    ask: "What is the CRC of no bytes, by the docs? What does the register hold then?",
};

pub(super) const NO_INITIAL_ONES: Mistake = Mistake {
    slug: "no-initial-ones",
    name: "the register begins with zeros, so zeros at the beginning of a message don't count",
    ask: "What does a zero byte change in a register that is 0? And in one that is all ones?",
};

pub(super) const NO_ONES_AT_ALL: Mistake = Mistake {
    slug: "no-ones-at-all",
    name: "it is the division alone: neither does the register begin with ones, nor is it inverted at the end",
    ask: "Which two things does `crc32` do beside shifting in all bytes?",
};

pub(super) const ONES_IN_ONE_BYTE: Mistake = Mistake {
    slug: "ones-in-one-byte",
    name: "the register begins with few ones, and not with 32 of them",
    ask: "How many hexadecimal digits are 32 ones?",
};

pub(super) const SKIPS_LAST_BYTE: Mistake = Mistake {
    slug: "skips-last-byte",
    name: "the last byte is not in the CRC",
    ask: "Where does your loop end?",
};

pub(super) const LAST_BYTE_ALONE: Mistake = Mistake {
    slug: "last-byte-alone",
    name: "the register begins anew with each byte, so only the last one is in the CRC",
    ask: "What is in the register when the second byte comes?",
};

pub(super) const BYTES_BACKWARDS: Mistake = Mistake {
    slug: "bytes-backwards",
    name: "the bytes are shifted in from the last to the first",
    ask: "Mirrored are the bits in a byte. In which order do the bytes travel?",
};

pub(super) const ANSWER_TURNED_ROUND: Mistake = Mistake {
    slug: "answer-turned-round",
    name: "the answer is right, but turned round, byte by byte or bit by bit",
    ask: "The CRC is a number. Who cares in which order its bytes are sent: this function, or the one that makes an FCS?",
};

pub(super) const EMPTY_PANICS: Mistake = Mistake {
    slug: "empty-panics",
    name: "it takes for granted that there is a first byte",
    ask: "What is in the register before anything was shifted in?",
};

pub(super) const TABLE_TYPO: Mistake = Mistake {
    slug: "table-typo",
    name: "nearly all bytes are right: there is a wrong entry in a table",
    ask: "Who wrote the table? Could the function that you have for a single byte make it?",
};

pub(super) const TABLE_TOO_SHORT: Mistake = Mistake {
    slug: "table-too-short",
    name: "the table has no entry for a byte",
    ask: "How many values can a byte have, the zero included?",
};

pub(super) const REMAINDER_LOST: Mistake = Mistake {
    slug: "remainder-lost",
    name: "the bytes are taken several at a time, and what is left over at the end is not in the CRC",
    ask: "What do `chunks_exact` and `as_chunks` leave over, and what becomes of it?",
};

pub(super) const REMAINDER_PANICS: Mistake = Mistake {
    slug: "remainder-panics",
    name: "the bytes are taken several at a time, and it reaches for some that are not there",
    ask: "How long is the last piece, if the length is no multiple?",
};

pub(super) const PADDED: Mistake = Mistake {
    slug: "padded",
    name: "the bytes are filled up with zeros to a multiple of some length, and the zeros are counted",
    ask: "Does a zero behind the message change what is in the register?",
};

pub(super) const STOPS_AT_ZERO: Mistake = Mistake {
    slug: "stops-at-zero",
    name: "it ends at the first zero byte, as if a frame were a text of C",
    ask: "May a frame hold a zero byte?",
};

pub(super) const LENGTH_IN_A_BYTE: Mistake = Mistake {
    slug: "length-in-a-byte",
    name: "the length is counted in a byte, so of each 256 bytes none is left",
    ask: "Which type holds the length or the position? How long may a frame be?",
};

pub(super) const BLOCK_FORGETS: Mistake = Mistake {
    slug: "block-forgets",
    name: "several bytes are taken at once, and what was in the register before them is lost",
    ask: "Which bytes of a block does the register meet?",
};

pub(super) const TABLES_TURNED_ROUND: Mistake = Mistake {
    slug: "tables-turned-round",
    name: "several bytes are taken at once, and each asks the table of the one at the other end of the block",
    ask: "How many zeros must be thought behind the first byte of a block, and how many behind the last?",
};

pub(super) const CHAIN_NOT_UNDONE: Mistake = Mistake {
    slug: "chain-not-undone",
    name: "the inversion at the end of the first piece is not undone before the second begins",
    ask: "What was in the register when `crc` was given as the answer?",
};

pub(super) const CHAIN_NOT_INVERTED: Mistake = Mistake {
    slug: "chain-not-inverted",
    name: "the register is given as it is, and not inverted at the end of this piece",
    ask: "If no piece comes any more, is your answer the CRC of the whole?",
};

pub(super) const CHAIN_RAW: Mistake = Mistake {
    slug: "chain-raw",
    name: "the CRC of the first piece is taken for the register, and the register is given as the answer",
    ask: "A CRC is an inverted register. How often must one be turned into the other here?",
};

pub(super) const STARTS_OVER: Mistake = Mistake {
    slug: "starts-over",
    name: "it is the CRC of the second piece alone",
    ask: "Which of the two arguments does your answer depend on?",
};

pub(super) const PIECES_XORED: Mistake = Mistake {
    slug: "pieces-xored",
    name: "the CRCs of the two pieces are combined in an exclusive or, so the order of the pieces does not count",
    ask: "What has happened in the register to the first piece, while the second was shifted in?",
};

pub(super) const CRC_AS_BYTES: Mistake = Mistake {
    slug: "crc-as-bytes",
    name: "the CRC of the first piece is shifted in as if it were four bytes of the message",
    ask: "Is the CRC of the first piece a part of the message, or is it what the register was?",
};

pub(super) const EMPTY_PIECE_FORGETS: Mistake = Mistake {
    slug: "empty-piece-forgets",
    name: "an empty piece gives 0, and everything before it is forgotten",
    ask: "If nothing more comes, what is the CRC of the whole?",
};

pub(super) const FCS_BIG_ENDIAN: Mistake = Mistake {
    slug: "fcs-big-endian",
    name: "the FCS is sent with its most significant byte first, as other numbers are",
    ask: "The highest power travels first. In which byte of the number is it, in this mirrored CRC?",
};

pub(super) const FCS_MIRRORED: Mistake = Mistake {
    slug: "fcs-mirrored",
    name: "the bits of the FCS are turned round, but the register is mirrored already",
    ask: "Do the bits of an FCS travel in another order than those of the frame?",
};

pub(super) const FCS_IN_FRONT: Mistake = Mistake {
    slug: "fcs-in-front",
    name: "the FCS stands before the frame",
    ask: "When does a card know the FCS of a frame that it is just sending?",
};

pub(super) const FCS_ALONE: Mistake = Mistake {
    slug: "fcs-alone",
    name: "the FCS is there, and the frame is gone",
    ask: "What do the docs say that comes before the FCS?",
};

pub(super) const FCS_MISSING: Mistake = Mistake {
    slug: "fcs-missing",
    name: "the frame is there, and no FCS behind it",
    ask: "How many bytes is the answer longer than the frame?",
};

pub(super) const FCS_NOT_INVERTED: Mistake = Mistake {
    slug: "fcs-not-inverted",
    name: "the FCS is the register before the inversion at the end",
    ask: "What goes into the FCS, the register or its inverse?",
};

pub(super) const PADDED_TO_60: Mistake = Mistake {
    slug: "padded-to-60",
    name: "a short frame is filled up with zeros, which nobody asked for here",
    ask: "Ethernet has a shortest frame. Is it the FCS that needs it, and do the docs speak of it?",
};

pub(super) const EVERYTHING_RIGHT: Mistake = Mistake {
    slug: "everything-right",
    name: "damaged frames are taken for right as well",
    ask: "With what do you compare?",
};

pub(super) const NOTHING_RIGHT: Mistake = Mistake {
    slug: "nothing-right",
    name: "undamaged frames are refused as well",
    ask: "Take the frame of the docs and compute both sides of your comparison by hand. Which number is which?",
};

pub(super) const UPSIDE_DOWN: Mistake = Mistake {
    slug: "upside-down",
    name: "right frames are refused, and damaged ones accepted",
    ask: "What does `true` say: that all is well, or that something is wrong?",
};

pub(super) const RESIDUE_OF_THE_REGISTER: Mistake = Mistake {
    slug: "residue-of-the-register",
    name: "the answer of `crc32` is compared with DEBB20E3, which is the register before it is inverted",
    ask: "What is the inverse of DEBB20E3?",
};

pub(super) const WAITS_FOR_ZERO: Mistake = Mistake {
    slug: "waits-for-zero",
    name: "the CRC of frame and FCS is expected to be 0; the inversions make another number of it",
    ask: "Which number do the docs name? What is `crc32` of four zero bytes?",
};

pub(super) const COMPARES_BIG_ENDIAN: Mistake = Mistake {
    slug: "compares-big-endian",
    name: "the last four bytes are read with the most significant first",
    ask: "In which order did `with_fcs` write them?",
};

pub(super) const EITHER_ORDER: Mistake = Mistake {
    slug: "either-order",
    name: "an FCS is accepted in either order of its bytes, so twice as much damage goes unnoticed",
    ask: "Who sends an FCS that way round? What does a guess cost that is never needed?",
};

pub(super) const FCS_COUNTED: Mistake = Mistake {
    slug: "fcs-counted",
    name: "the FCS is compared with the CRC of everything that arrived, the FCS included",
    ask: "Of which bytes did the sender compute the CRC?",
};

pub(super) const SHORT_PANICS: Mistake = Mistake {
    slug: "short-panics",
    name: "it takes four bytes for granted, and anybody can send three",
    ask: "What is `frame.len() - 4` for a frame of three bytes?",
};

pub(super) const SHORT_ACCEPTED: Mistake = Mistake {
    slug: "short-accepted",
    name: "a frame that is too short to have an FCS is taken for right",
    ask: "What arrived of the FCS?",
};

pub(super) const EMPTY_FRAME_REFUSED: Mistake = Mistake {
    slug: "empty-frame-refused",
    name: "an FCS of no bytes is an FCS, too: four bytes alone can be right",
    ask: "What is `crc32` of no bytes? With four bytes, how many are left for the frame?",
};

pub(super) const COMPARED_IN_PART: Mistake = Mistake {
    slug: "compared-in-part",
    name: "not all four bytes of the FCS are compared",
    ask: "How many bits has the number that you compare?",
};

pub(super) const FLIPS_IGNORED: Mistake = Mistake {
    slug: "flips-ignored",
    name: "the CRC stays what it was, although bits were turned over",
    ask: "Which of the two arguments does your answer depend on?",
};

pub(super) const ONES_NOT_CANCELLED: Mistake = Mistake {
    slug: "ones-not-cancelled",
    name: "`crc32` of the flips brings the initial and the final ones in a third time",
    ask: "Ones are in the CRC before and in the CRC after. Are any left in the exclusive or of the two?",
};

pub(super) const FLIPS_ALONE: Mistake = Mistake {
    slug: "flips-alone",
    name: "it is what becomes of the flips alone, and the CRC before has no part in it",
    ask: "Which of the two arguments does your answer depend on?",
};

pub(super) const FLIPS_APPENDED: Mistake = Mistake {
    slug: "flips-appended",
    name: "the flips are shifted in behind the message, and they are laid over it",
    ask: "How long is the message after the flips, compared with before?",
};

pub(super) const FLIPS_INVERTED: Mistake = Mistake {
    slug: "flips-inverted",
    name: "the answer is inverted once too often",
    ask: "`crc` is inverted already. What must the answer be if no bit was turned over?",
};

pub(super) const PLACE_FORGOTTEN: Mistake = Mistake {
    slug: "place-forgotten",
    name: "the zeros behind the last flip are left out, or not as many are counted as there are",
    ask: "The register goes on to move after the flip. How many bytes still come?",
};

pub(super) const START_IGNORED: Mistake = Mistake {
    slug: "start-ignored",
    name: "the burst always begins at the first bit",
    ask: "Which argument does your answer depend on?",
};

pub(super) const WITHOUT_ITS_FIRST_BIT: Mistake = Mistake {
    slug: "without-its-first-bit",
    name: "the coefficient of x³² is missing: it is not written in EDB88320, because it is always 1",
    ask: "How many bits has your burst, from the first flip to the last?",
};

pub(super) const FIRST_BIT_LAST: Mistake = Mistake {
    slug: "first-bit-last",
    name: "x³² is put at the end, behind x⁰",
    ask: "The highest power travels first. At which end of the mirrored number is its place?",
};

pub(super) const UNREFLECTED_BURST: Mistake = Mistake {
    slug: "unreflected-burst",
    name: "the polynomial is written as in books, the highest power in the most significant bit",
    ask: "Which bit of a byte travels first? Which power must be in it?",
};

pub(super) const BURST_BACKWARDS: Mistake = Mistake {
    slug: "burst-backwards",
    name: "the bytes of the burst come from the last to the first",
    ask: "In which byte must the first flip be?",
};

pub(super) const START_FROM_THE_LEFT: Mistake = Mistake {
    slug: "start-from-the-left",
    name: "bits are counted from the most significant one, and the least significant travels first",
    ask: "Which bit of the first byte is flipped for a start of 0, by the example?",
};

pub(super) const BURST_IN_32_BITS: Mistake = Mistake {
    slug: "burst-in-32-bits",
    name: "33 bits don't fit into 32: what is above is lost",
    ask: "Up to which bit can the burst reach, and which type is wide enough?",
};
