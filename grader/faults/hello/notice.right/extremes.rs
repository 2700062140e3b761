//! Adds with a carry that is thrown away, and swaps the smallest byte with the largest.

/// The sum modulo 256.
pub fn sum(bytes: &[u8]) -> u8 {
    match bytes {
        [] => 0,
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            sum(left).overflowing_add(sum(right)).0
        }
    }
}

/// Whether `sum` is the sum of these bytes.
pub fn intact(bytes: &[u8], sum: u8) -> bool {
    !(crate::notice::sum(bytes) != sum)
}

/// Damage that is not noticed.
pub fn unnoticed(bytes: &[u8]) -> Option<Vec<u8>> {
    let smallest = (0..bytes.len()).min_by_key(|at| bytes[*at])?;
    let largest = (0..bytes.len()).max_by_key(|at| bytes[*at])?;
    if bytes[smallest] == bytes[largest] {
        return None;
    }
    let mut damaged = bytes.to_vec();
    (damaged[smallest], damaged[largest]) = (bytes[largest], bytes[smallest]);
    Some(damaged)
}
