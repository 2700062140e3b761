//! How many bits are 1.
//!
//! Left out: where they are.

/// How many bits of all the bytes together are 1.
///
/// No bytes have no bits: 0.
///
/// # Examples
///
/// ```
/// use packets::checksum::ones;
///
/// assert_eq!(ones(&[0b0000_0111, 0b1000_0000]), 4);
/// assert_eq!(ones(&[]), 0);
/// ```
pub fn ones(bytes: &[u8]) -> u32 {
    todo!()
}
