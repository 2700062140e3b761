//! Notices damage, most of the time.
//!
//! Between Tokyo and London a wire hums, a radio crackles, a memory chip ages, and a byte changes. Nothing
//! can stop that. But London can notice. Tokyo adds up the bytes of a chunk and sends the sum along. London
//! adds up what arrived and compares.
//!
//! ```text
//! sent       68 65 6c 6c 6f | 14      the sum of the five is 0x214: its low eight bits are 0x14
//! arrived    68 65 6c 6d 6f | 14      the sum of the five is 0x215: 0x15 is not 0x14
//!                     ^^ damaged
//! ```
//!
//! The sum is one byte, and there are far more messages than sums. So some damage must slip through, and the
//! third function here finds such damage. The chapter `packets` answers with better sums.
//!
//! Left out: repairing the damage (a damaged chunk is thrown away, and is then missing like any other), and
//! an enemy who changes the bytes and the sum together (the chapter `tls`).

/// Adds up all the bytes and keeps the low eight bits: the sum modulo 256.
///
/// The sum of no bytes is 0. However many bytes there are and however large they are, there is an answer.
///
/// # Examples
///
/// ```
/// use hello::notice::sum;
///
/// assert_eq!(sum(&[1, 2, 3]), 6);
/// assert_eq!(sum(&[200, 100]), 44); // 300 - 256
/// assert_eq!(sum(&[]), 0);
/// ```
pub fn sum(bytes: &[u8]) -> u8 {
    // A plain `+` panics in a debug build when the sum leaves its eight bits. `wrapping_add` drops what does
    // not fit, and that is what modulo 256 means.
    bytes.iter().fold(0, |sum: u8, byte| sum.wrapping_add(*byte))
}

/// Is `came` the sum of these bytes? If it is not, they or the sum that came with them were damaged.
///
/// If it is, they are probably intact. [`unnoticed`] shows that they need not be.
///
/// # Examples
///
/// ```
/// use hello::notice::intact;
///
/// assert!(intact(b"hello", 0x14));
/// assert!(!intact(b"helmo", 0x14));
/// ```
pub fn intact(bytes: &[u8], came: u8) -> bool {
    sum(bytes) == came
}

/// Damages a copy of `bytes` in a way that [`intact`] does not notice: swaps two bytes that differ.
///
/// The copy has the same length, is not equal to `bytes`, and has the same sum. Any two bytes that differ may
/// be the ones that are swapped; all others stay where they are.
///
/// `None` if no two bytes differ: if there are none, or one, or all are equal.
///
/// # Examples
///
/// ```
/// use hello::notice::{intact, sum, unnoticed};
///
/// let damaged = unnoticed(b"ab").unwrap();
/// assert_eq!(damaged, b"ba");
/// assert!(intact(&damaged, sum(b"ab")));
///
/// assert_eq!(unnoticed(b"aaa"), None);
/// assert_eq!(unnoticed(b""), None);
/// ```
pub fn unnoticed(bytes: &[u8]) -> Option<Vec<u8>> {
    // If any two bytes differ, then one of them differs from the first byte. So we need not try all pairs.
    // The `?` says: nothing found, so the answer is `None`.
    let first = bytes.first()?;
    let other = bytes.iter().position(|byte| byte != first)?;
    // a + b is b + a. A sum does not see the order of what it adds, and order is all that a swap changes.
    let mut damaged = bytes.to_vec();
    damaged.swap(0, other);
    Some(damaged)
}
