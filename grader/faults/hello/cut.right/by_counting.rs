//! Cuts a message by working out where each chunk begins and ends.

use given::hello::Chunk;

/// Cuts `message` into chunks of at most `size` bytes.
pub fn cut(message: &[u8], size: usize) -> Vec<Chunk> {
    let mut of = message.len() / size;
    if message.len() % size > 0 || message.is_empty() {
        of += 1;
    }
    let mut chunks = Vec::new();
    for number in 0..of {
        let start = number * size;
        let end = std::cmp::min(start + size, message.len());
        chunks.push(Chunk { number: number as u32, of: of as u32, bytes: message[start..end].to_vec() });
    }
    chunks
}
