//! `notice`: what the sum sees, and what it cannot see.

use hello::notice::{intact, sum, unnoticed};
use proptest::prelude::*;

#[test]
fn the_sum_of_nothing_is_zero() {
    assert_eq!(sum(&[]), 0);
    assert!(intact(&[], 0));
    assert!(!intact(&[], 1));
}

#[test]
fn the_sum_keeps_its_low_eight_bits() {
    assert_eq!(sum(&[255, 1]), 0);
    assert_eq!(sum(&[255; 256]), 0);
    assert_eq!(sum(&[255; 257]), 255);
    assert_eq!(sum(&vec![1; 100_000]), 160); // 100 000 = 390 * 256 + 160
}

#[test]
fn the_last_byte_counts() {
    assert_ne!(sum(b"hello"), sum(b"hellp"));
    assert_eq!(sum(&[9]), 9);
}

#[test]
fn where_no_two_bytes_differ_no_swap_does_damage() {
    for bytes in [&b""[..], b"a", b"aa", &[0; 300]] {
        assert_eq!(unnoticed(bytes), None);
    }
}

#[test]
fn one_byte_that_differs_is_enough() {
    assert!(unnoticed(b"aaaaab").is_some());
    assert!(unnoticed(b"baaaaa").is_some());
}

proptest! {
    #[test]
    fn the_sum_is_the_sum_modulo_256(bytes: Vec<u8>) {
        let total: u64 = bytes.iter().map(|byte| u64::from(*byte)).sum();
        prop_assert_eq!(u64::from(sum(&bytes)), total % 256);
    }

    #[test]
    fn one_changed_byte_is_always_noticed(
        bytes in prop::collection::vec(any::<u8>(), 1..100),
        at: prop::sample::Index,
        change in 1_u8..,
    ) {
        let mut damaged = bytes.clone();
        *at.get_mut(&mut damaged) ^= change;
        prop_assert!(intact(&bytes, sum(&bytes)));
        prop_assert!(!intact(&damaged, sum(&bytes)));
    }

    /// Few different bytes, so that messages of equal ones come up.
    #[test]
    fn a_swap_is_never_noticed(bytes in prop::collection::vec(0_u8..3, 0..6)) {
        let all_equal = bytes.windows(2).all(|pair| pair[0] == pair[1]);
        let Some(damaged) = unnoticed(&bytes) else {
            prop_assert!(all_equal);
            return Ok(());
        };
        prop_assert!(intact(&damaged, sum(&bytes)));
        prop_assert_eq!(damaged.len(), bytes.len());
        let changed: Vec<usize> = (0..bytes.len()).filter(|&at| damaged[at] != bytes[at]).collect();
        prop_assert_eq!(changed.len(), 2);
        prop_assert_eq!((damaged[changed[0]], damaged[changed[1]]), (bytes[changed[1]], bytes[changed[0]]));
    }
}
