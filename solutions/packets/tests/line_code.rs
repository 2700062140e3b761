//! `line_code` against the published table of 4B/5B, what Ethernet sends before each frame, and the properties for
//! which the codes were chosen.

use given::packets::{Bits, Levels, LineError};
use packets::line_code::{decode_4b5b, encode_4b5b, manchester, nrz, nrzi, read_manchester};
use proptest::prelude::*;

fn bits(text: &str) -> Bits {
    text.parse().expect("the text is of bits")
}

fn levels(text: &str) -> Levels {
    text.parse().expect("the text is of levels")
}

/// The longest run of equal values, or of this one.
fn longest_run(values: &[bool], of: Option<bool>) -> usize {
    let runs = values.chunk_by(|a, b| a == b).filter(|run| of.is_none_or(|of| run[0] == of));
    runs.map(<[bool]>::len).max().unwrap_or(0)
}

/// What NRZI means to a reader: a change is 1.
fn read_nrzi(levels: &Levels) -> Bits {
    let before = [false].into_iter().chain(levels.0.iter().copied());
    Bits(before.zip(&levels.0).map(|(before, level)| before != *level).collect())
}

/// IEEE 802.3, table 24-1, and FDDI's table of symbols (ANSI X3.263).
const TABLE: [&str; 16] = [
    "11110", "01001", "10100", "10101", "01010", "01011", "01110", "01111", "10010", "10011", "10110",
    "10111", "11010", "11011", "11100", "11101",
];

#[test]
fn the_groups_are_those_of_the_table() {
    for (half, group) in (0..).zip(TABLE) {
        assert_eq!(encode_4b5b(&[half << 4 | half]), bits(&group.repeat(2)), "{half:x}");
    }
}

/// IEEE 802.3, section 3.2: before each frame a station sends seven bytes of alternating bits and the byte 10101011,
/// written in the order of sending. As numbers that are 0x55 and 0xd5.
#[test]
fn ethernets_preamble_is_a_square_wave() {
    let mut preamble = [0x55; 8];
    preamble[7] = 0xd5;
    assert_eq!(nrz(&preamble), levels(&("-_".repeat(31) + "--")));
    // In Manchester code alternating bits are half as many changes. The last two bits are equal and break the rhythm.
    assert_eq!(manchester(&preamble), levels(&("_--_".repeat(31) + "_-_-")));
}

/// The 32 groups are 16 of data, 5 of control, and 11 that mean nothing.
#[test]
fn every_group_is_read_as_what_it_is() {
    let [mut data, mut control, mut invalid] = [0; 3];
    for number in 0..32 {
        match decode_4b5b(&bits(&format!("11110{number:05b}"))) {
            Ok(_) => data += 1,
            Err(LineError::Control { group: 1 }) => control += 1,
            Err(LineError::Invalid { group: 1 }) => invalid += 1,
            Err(other) => panic!("{number:05b}: {other}"),
        }
    }
    assert_eq!((data, control, invalid), (16, 5, 11));
}

/// The start of a stream is J and K, its end T and R. No data look like that at any place, even across the bounds of
/// groups: that is how a receiver finds out where groups begin.
#[test]
fn no_data_look_like_the_start_of_a_stream() {
    for four in 0..=u16::MAX {
        let text = encode_4b5b(&four.to_le_bytes()).to_string();
        assert!(!text.contains("1100010001"), "{four:04x} is {text}");
    }
}

#[test]
fn errors_say_what_and_where() {
    assert_eq!(read_manchester(&levels("_")), Err(LineError::Length { got: 1, of: 16 }));
    assert_eq!(read_manchester(&levels(&"_-".repeat(12))), Err(LineError::Length { got: 24, of: 16 }));
    assert_eq!(read_manchester(&levels(&"__".repeat(12))), Err(LineError::Length { got: 24, of: 16 }));
    let signal = "_-".repeat(9) + "--" + &"-_".repeat(5) + "__";
    assert_eq!(read_manchester(&levels(&signal)), Err(LineError::NoChange { bit: 9 }));

    assert_eq!(decode_4b5b(&bits("0000000000 1")), Err(LineError::Length { got: 11, of: 10 }));
    assert_eq!(decode_4b5b(&bits("11110 11111")), Err(LineError::Control { group: 1 }));
    assert_eq!(decode_4b5b(&bits("11110 11110 00100 11111")), Err(LineError::Invalid { group: 2 }));
}

#[test]
fn nrzi_changes_at_ones() {
    assert_eq!(nrzi(&bits("1111")), levels("-_-_"));
    assert_eq!(nrzi(&bits("0000")), levels("____"));
    assert_eq!(nrzi(&bits("1000")), levels("----"));
}

#[test]
fn what_is_given_is_read_as_it_is_written() {
    assert_eq!(format!("{:?} {:?}", bits("01 1"), levels("_- -")), "Bits(011) Levels(_--)");
    assert_eq!("012".parse::<Bits>().map_err(|error| error.sign), Err('2'));
    assert_eq!(
        LineError::NoChange { bit: 3 }.to_string(),
        "the level does not change in the middle of bit 3"
    );
}

proptest! {
    #[test]
    fn bytes_survive(bytes: Vec<u8>) {
        prop_assert_eq!(read_manchester(&manchester(&bytes)), Ok(bytes.clone()));
        prop_assert_eq!(decode_4b5b(&encode_4b5b(&bytes)), Ok(bytes.clone()));
        prop_assert_eq!(read_nrzi(&nrzi(&encode_4b5b(&bytes))), encode_4b5b(&bytes));
    }

    /// NRZ is the bytes as one large number that is read from its low end.
    #[test]
    fn nrz_is_a_number(number: u64) {
        let text: String = format!("{number:064b}").replace('0', "_").replace('1', "-").chars().rev().collect();
        prop_assert_eq!(nrz(&number.to_le_bytes()).to_string(), text);
    }

    #[test]
    fn the_wire_is_never_still_for_long(bytes: Vec<u8>) {
        prop_assert!(longest_run(&manchester(&bytes).0, None) <= 2);
        let code = encode_4b5b(&bytes);
        prop_assert!(longest_run(&code.0, Some(false)) <= 3);
        prop_assert!(longest_run(&nrzi(&code).0, None) <= 4);
    }

    /// Who swaps the two wires of a pair turns the signal over. Manchester then reads the complement of each bit.
    #[test]
    fn manchester_upside_down_is_the_complement(bytes: Vec<u8>) {
        let over = Levels(manchester(&bytes).0.iter().map(|level| !level).collect());
        let complement = bytes.iter().map(|byte| !byte).collect();
        prop_assert_eq!(read_manchester(&over), Ok(complement));
    }

    /// Exactly what an encoder can have written is read.
    #[test]
    fn what_is_read_was_written(signal in prop::collection::vec(any::<bool>(), 0..64)) {
        let (levels, bits) = (Levels(signal.clone()), Bits(signal));
        if let Ok(bytes) = read_manchester(&levels) {
            prop_assert_eq!(manchester(&bytes), levels);
        }
        if let Ok(bytes) = decode_4b5b(&bits) {
            prop_assert_eq!(encode_4b5b(&bytes), bits);
        }
    }
}
