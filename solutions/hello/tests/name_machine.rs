//! `name_machine` against RFC 791's byte order, the standard library, and itself.

use std::net::Ipv4Addr;

use hello::name_machine::{bytes, number};
use proptest::prelude::*;

#[test]
fn the_bytes_of_192_168_1_1_are_one_number() {
    assert_eq!(number([192, 168, 1, 1]), 0xC0A8_0101);
    assert_eq!(number([192, 168, 1, 1]), 3_232_235_777);
    assert_eq!(bytes(0xC0A8_0101), [192, 168, 1, 1]);
}

/// RFC 791, appendix B, pictures 170 as `10101010`: its leftmost bit, sent first, is the most significant.
#[test]
fn the_first_bit_is_the_most_significant() {
    assert_eq!(number([170, 0, 0, 0]), 0b10101010_00000000_00000000_00000000);
    assert_eq!(number([0x80, 0, 0, 0]), 1 << 31);
}

#[test]
fn every_byte_has_its_own_place() {
    assert_eq!(number([1, 2, 3, 4]), 0x0102_0304);
    assert_eq!(number([0, 0, 0, 0]), 0);
    assert_eq!(number([255, 255, 255, 255]), u32::MAX);
    for place in 0..4 {
        for byte in 0..=255 {
            let mut four = [0; 4];
            four[place] = byte;
            assert_eq!(bytes(number(four)), four);
        }
    }
}

proptest! {
    #[test]
    fn every_number_survives(address: u32) {
        prop_assert_eq!(number(bytes(address)), address);
    }

    #[test]
    fn the_standard_library_agrees(four: [u8; 4]) {
        prop_assert_eq!(number(four), u32::from_be_bytes(four));
        prop_assert_eq!(number(four), u32::from(Ipv4Addr::from(four)));
        prop_assert_eq!(bytes(number(four)), four);
    }
}
