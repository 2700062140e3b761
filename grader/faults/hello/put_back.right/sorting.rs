//! Puts a message back together by sorting the chunks and reading along the numbers.

use given::hello::{Chunk, Missing};

/// Puts the message back together, or says which chunks are missing.
pub fn put_back(arrived: &[Chunk]) -> Result<Vec<u8>, Missing> {
    if arrived.is_empty() {
        return Err(Missing { numbers: vec![0] });
    }
    let mut chunks = arrived.to_vec();
    chunks.sort_by_key(|chunk| chunk.number);
    chunks.dedup_by_key(|chunk| chunk.number);
    let mut message = vec![];
    let mut missing = vec![];
    let mut expected = 0;
    for chunk in &chunks {
        missing.extend(expected..chunk.number);
        message.extend(&chunk.bytes);
        expected = chunk.number + 1;
    }
    missing.extend(expected..chunks[0].of);
    if !missing.is_empty() {
        return Err(Missing { numbers: missing });
    }
    Ok(message)
}
