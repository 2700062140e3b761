//! Puts a message back together in a table with one place a chunk, as one would on a desk.

use given::hello::{Chunk, Missing};

/// Puts the message back together, or says which chunks are missing.
pub fn put_back(arrived: &[Chunk]) -> Result<Vec<u8>, Missing> {
    let Some(any) = arrived.last() else {
        return Err(Missing { numbers: vec![0] });
    };
    let mut places: Vec<Option<&Chunk>> = vec![None; any.of as usize];
    for chunk in arrived {
        places[chunk.number as usize] = Some(chunk);
    }
    let mut message = Vec::new();
    let mut numbers = Vec::new();
    for (number, place) in places.iter().enumerate() {
        match place {
            Some(chunk) => message.extend_from_slice(&chunk.bytes),
            None => numbers.push(number as u32),
        }
    }
    if numbers.is_empty() { Ok(message) } else { Err(Missing { numbers }) }
}
