//! Cuts a message by taking bytes off its front until none are left, and counts afterwards.

use given::hello::Chunk;

/// Cuts `message` into chunks of at most `size` bytes.
pub fn cut(message: &[u8], size: usize) -> Vec<Chunk> {
    let mut rest = message.to_vec();
    let mut chunks: Vec<Chunk> = vec![];
    loop {
        let tail = if rest.len() > size { rest.split_off(size) } else { vec![] };
        chunks.push(Chunk { number: chunks.len() as u32, of: 0, bytes: rest });
        rest = tail;
        if rest.is_empty() {
            break;
        }
    }
    let of = chunks.len() as u32;
    chunks.iter_mut().for_each(|chunk| chunk.of = of);
    chunks
}
