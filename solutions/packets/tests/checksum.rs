//! `checksum` against the digits that the standard library writes.

use packets::checksum::ones;
use proptest::prelude::*;

#[test]
fn the_first_and_the_last_bit_count() {
    assert_eq!(ones(&[0x80, 0x00, 0x01]), 2);
}

#[test]
fn no_bytes_have_no_bits() {
    assert_eq!(ones(&[]), 0);
}

proptest! {
    #[test]
    fn ones_are_written_as_1(bytes: Vec<u8>) {
        let digits: String = bytes.iter().map(|byte| format!("{byte:b}")).collect();
        prop_assert_eq!(ones(&bytes) as usize, digits.matches('1').count());
    }
}
