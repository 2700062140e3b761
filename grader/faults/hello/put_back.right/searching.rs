//! Puts a message back together by looking for each number in turn. Slow for many chunks, and right.

use given::hello::{Chunk, Missing};

/// Puts the message back together, or says which chunks are missing.
pub fn put_back(arrived: &[Chunk]) -> Result<Vec<u8>, Missing> {
    let of = if arrived.is_empty() { 1 } else { arrived[0].of };
    let find = |number: u32| arrived.iter().find(|chunk| chunk.number == number);
    let missing: Vec<u32> = (0..of).filter(|number| find(*number).is_none()).collect();
    match missing[..] {
        [] => Ok((0..of).filter_map(find).flat_map(|chunk| chunk.bytes.iter().copied()).collect()),
        _ => Err(Missing { numbers: missing }),
    }
}
