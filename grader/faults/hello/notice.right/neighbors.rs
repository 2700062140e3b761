//! Adds up in a wide number, and swaps the last two neighbors that differ.

/// The sum modulo 256.
pub fn sum(bytes: &[u8]) -> u8 {
    let mut sum = 0_u64;
    for byte in bytes {
        sum += u64::from(*byte);
    }
    (sum % 256) as u8
}

/// Whether `sum` is the sum of these bytes.
pub fn intact(bytes: &[u8], sum: u8) -> bool {
    // Taking away each byte must leave nothing.
    bytes.iter().fold(sum, |left, byte| left.wrapping_sub(*byte)) == 0
}

/// Damage that is not noticed.
pub fn unnoticed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut damaged = bytes.to_vec();
    for at in (1..bytes.len()).rev() {
        if damaged[at] != damaged[at - 1] {
            damaged.swap(at, at - 1);
            return Some(damaged);
        }
    }
    None
}
