//! packets/ipv4: the header of IPv4, from bytes to what they say, and back.

mod cases;
mod emitting;
pub(super) mod header;
mod mistakes;
pub(super) mod model;
mod parsing;
mod pictures;

use crate::catalogue::{Check, Exercise, Level, Track};

use mistakes::*;

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "ipv4",
    title: "twenty bytes that every packet begins with",
    track: Track::First,
    level: Level::Intermediate,
    minutes: 75,
    needs: &["checksum"],
    rust: &["slices"],
    hints: [
        "Write `parse` first as if every packet were right and without options: each field from its place in the drawing, the payload from byte 20 on. Then look at the list of errors in its docs: it is the order of your code. What must be true before you may read byte 0? And before you may cut the payload out?",
        "`u16::from_be_bytes([packet[4], packet[5]])` reads a number. `first >> 4` and `first & 0x0F` are the halves of a byte, and the second one counts words of 4 bytes. For the 16 bits from byte 6 on: `& 0x4000` is DF, `& 0x2000` is MF, `& 0x1FFF` the offset. A slice `&packet[from..to]` panics unless `from <= to` and `to <= packet.len()`, so compare both first.",
        "`parse`: fewer than 20 bytes, version, words below 5, `packet.len() < header_len`, then `total < header_len || total > packet.len()`, then `ones_sum(&packet[..header_len]) != 0xFFFF`. The options are `packet[20..header_len]`, the payload is `&packet[header_len..total]`. `emit`: push the fields in their order with `to_be_bytes`, two zeros for the checksum, the options; then `checksum(&packet, 10)` into bytes 10 and 11; then the payload.",
    ],
    compare: "Our `parse` leaves all lengths to a function of its own, `split`. Which mistakes can the code behind it no longer make?",
    checks: &[
        Check {
            name: "numbers_are_read",
            title: "each number is read from its place, the most significant byte first",
            points: 1,
            rule: "RFC 791 §3.1: the header's fields; appendix B: the most significant octet first",
            book: "fields",
            after: &[],
            mistakes: &[
                LITTLE_ENDIAN,
                ADDRESSES_SWAPPED,
                TTL_AND_PROTOCOL_SWAPPED,
                NIBBLES_SWAPPED,
                IHL_IN_BYTES,
                HEADER_IN_PAYLOAD,
                EXACTLY_20_REFUSED,
                TOTAL_IS_PAYLOAD,
                TOTAL_IN_ONE_BYTE,
                PAYLOAD_SUMMED,
                RIGHT_SUM_REFUSED,
            ],
            run: parsing::numbers_are_read,
        },
        Check {
            name: "flags_share_bits",
            title: "two flags and an offset share 16 bits, and a reserved bit makes no difference",
            points: 2,
            rule: "RFC 791 §3.1: three bits of flags, the first reserved, then 13 bits of fragment offset",
            book: "flags",
            after: &["numbers_are_read"],
            mistakes: &[
                FLAGS_MASK_WRONG,
                FLAGS_SWAPPED,
                OFFSET_WITH_FLAGS,
                OFFSET_CUT,
                OFFSET_IN_BYTES,
                OFFSET_SHIFTED,
                RESERVED_REFUSED,
            ],
            run: parsing::flags_share_bits,
        },
        Check {
            name: "options_move_the_payload",
            title: "what a longer header has behind its 20 bytes are options, and the payload begins behind them",
            points: 2,
            rule: "RFC 791 §3.1: IHL is the length of the header in 32-bit words, and points to the data",
            book: "options",
            after: &["numbers_are_read"],
            mistakes: &[
                OPTIONS_IN_PAYLOAD,
                OPTIONS_LOST,
                OPTIONS_CUT_AT_END,
                OPTIONS_REFUSED,
                OPTIONS_NOT_SUMMED,
            ],
            run: parsing::options_move_the_payload,
        },
        Check {
            name: "payload_is_cut",
            title: "the payload ends where the total length says, however much arrived",
            points: 2,
            rule: "RFC 791 §3.1: total length; RFC 894: Ethernet fills up short frames, and that is no part of the packet",
            book: "total-length",
            after: &["options_move_the_payload"],
            mistakes: &[PADDING_LEAKS, PADDING_REFUSED, ZEROS_TRIMMED],
            run: parsing::payload_is_cut,
        },
        Check {
            name: "cut_packets_are_refused",
            title: "a packet that is not all there is refused, wherever it was cut off",
            points: 2,
            rule: "the docs of `Ipv4Error`: fewer bytes than the header has, or than the packet claims",
            book: "too-short",
            after: &["numbers_are_read"],
            mistakes: &[
                TRUSTS_LENGTH,
                CUT_PAYLOAD_ACCEPTED,
                CUT_HEADER_UNNOTICED,
                TOTAL_CALLED_TRUNCATED,
                MISSING_NOT_GOT,
                LENGTHS_WITHOUT_HEADER,
            ],
            run: parsing::cut_packets_are_refused,
        },
        Check {
            name: "version_4_and_5_words",
            title: "only version 4 is read, and no header of fewer than 5 words",
            points: 1,
            rule: "RFC 1122 §3.2.1.1: another version is discarded; RFC 791 §3.1: the least correct length is 5",
            book: "version",
            after: &["numbers_are_read"],
            mistakes: &[VERSION_UNCHECKED, VERSION_NOT_SHIFTED, WORDS_UNCHECKED, WORDS_IN_BYTES],
            run: parsing::version_4_and_5_words,
        },
        Check {
            name: "total_is_not_less_than_header",
            title: "a total length that is less than the header's is refused",
            points: 1,
            rule: "RFC 791 §3.1: the total length includes the header",
            book: "too-short",
            after: &["payload_is_cut"],
            mistakes: &[TOTAL_BELOW_HEADER, TOTAL_AGAINST_20],
            run: parsing::total_is_not_less_than_header,
        },
        Check {
            name: "damage_is_noticed",
            title: "a header in which a bit has changed is refused, with the checksum that it should have",
            points: 2,
            rule: "RFC 1122 §3.2.1.2: a host verifies the header's checksum and discards what has a bad one",
            book: "verify",
            after: &["options_move_the_payload"],
            mistakes: &[
                CHECKSUM_UNCHECKED,
                FOUND_AND_EXPECTED_SWAPPED,
                EXPECTED_WITH_FIELD,
                EXPECTED_NOT_INVERTED,
            ],
            run: parsing::damage_is_noticed,
        },
        Check {
            name: "both_zeros_are_right",
            title: "a header whose sum is ffff is right, whichever of the two zeros its field holds",
            points: 1,
            rule: "RFC 1071 §1 and RFC 1624 §5: the sum over everything, field included, is compared with all ones",
            book: "verify",
            after: &["damage_is_noticed"],
            mistakes: &[RECOMPUTES_AND_COMPARES],
            run: parsing::both_zeros_are_right,
        },
        Check {
            name: "first_wrong_thing_is_told",
            title: "whatever the bytes are, there is an answer: the first thing that is wrong",
            points: 3,
            rule: "the docs of `parse`: nothing is believed before what stands in front of it was looked at",
            book: "order",
            after: &[
                "flags_share_bits",
                "cut_packets_are_refused",
                "version_4_and_5_words",
                "total_is_not_less_than_header",
                "damage_is_noticed",
            ],
            mistakes: &[LENGTH_BEFORE_VERSION, VERSION_BEFORE_20, TOTAL_TOO_EARLY, CHECKSUM_TOO_EARLY],
            run: parsing::first_wrong_thing_is_told,
        },
        Check {
            name: "numbers_are_written",
            title: "each number is written to its place, and the payload behind them",
            points: 1,
            rule: "RFC 791 §3.1: the header's fields, in order; the total length counts header and data",
            book: "writing",
            after: &[],
            mistakes: &[
                EMITS_LITTLE_ENDIAN,
                EMITS_ADDRESSES_SWAPPED,
                EMITS_FIRST_BYTE_WRONG,
                EMITS_TOTAL_OF_PAYLOAD,
                EMITS_TOTAL_OF_HEADER,
                EMITS_TOTAL_IN_ONE_BYTE,
                EMITS_NO_PAYLOAD,
            ],
            run: emitting::numbers_are_written,
        },
        Check {
            name: "flags_are_packed",
            title: "the flags are written above the offset, and the reserved bit stays 0",
            points: 1,
            rule: "RFC 791 §3.1: bit 0 is reserved and must be zero, bit 1 is DF, bit 2 is MF",
            book: "flags",
            after: &["numbers_are_written"],
            mistakes: &[
                EMITS_FLAGS_MASK_WRONG,
                EMITS_FLAGS_SWAPPED,
                EMITS_OFFSET_IN_BYTES,
                EMITS_NO_OFFSET,
                EMITS_NO_FLAGS,
            ],
            run: emitting::flags_are_packed,
        },
        Check {
            name: "options_are_written",
            title: "options are written in front of the payload, and both lengths count them",
            points: 1,
            rule: "RFC 791 §3.1: IHL and total length",
            book: "options",
            after: &["numbers_are_written"],
            mistakes: &[EMITS_NO_OPTIONS, EMITS_WORDS_OF_5, EMITS_TOTAL_WITHOUT_OPTIONS, EMITS_OPTIONS_LAST],
            run: emitting::options_are_written,
        },
        Check {
            name: "checksum_is_filled_in",
            title: "with its checksum in it, the header has the sum ffff",
            points: 2,
            rule: "RFC 791 §3.1: a checksum on the header only, its own field counted as zero",
            book: "writing",
            after: &["options_are_written"],
            mistakes: &[
                EMITS_NO_CHECKSUM,
                EMITS_SUM_NOT_INVERTED,
                EMITS_SUM_LITTLE_ENDIAN,
                EMITS_SUM_OF_20,
                EMITS_SUM_OF_ALL,
                EMITS_SUM_TOO_EARLY,
                EMITS_ZERO_AVOIDED,
            ],
            run: emitting::checksum_is_filled_in,
        },
        Check {
            name: "others_agree",
            title: "packets that another implementation wrote are written the same, and read as they were meant",
            points: 1,
            rule: "etherparse wrote them, and smoltcp reads them; RFC 2474 §3 and RFC 3168 §5: the second byte",
            book: "whom-it-is-for",
            after: &["flags_share_bits", "payload_is_cut", "flags_are_packed", "checksum_is_filled_in"],
            mistakes: &[TRAFFIC_CLASS_CUT, TRAFFIC_CLASS_LOST, EMITS_NO_TRAFFIC_CLASS],
            run: emitting::others_agree,
        },
        Check {
            name: "what_was_emitted_is_parsed",
            title: "what `emit` writes, `parse` reads, up to the largest packet that there can be",
            points: 2,
            rule: "RFC 791 §3.1: the total length allows up to 65,535 octets",
            book: "total-length",
            after: &["others_agree"],
            mistakes: &[LARGE_PACKETS_PANIC],
            run: emitting::what_was_emitted_is_parsed,
        },
    ],
};

/// Bytes as numbers, also those that could be text. Of many, the first ones.
fn numbers(bytes: &[u8]) -> String {
    /// The longest header, and a bit of payload.
    const MOST: usize = 80;
    let shown = &bytes[..bytes.len().min(MOST)];
    let numbers: Vec<String> = shown.iter().map(|byte| format!("{byte:#04x}")).collect();
    let rest = match bytes.len() - shown.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("&[{}{rest}]", numbers.join(", "))
}
