//! hello: an hour's warm-up, one exercise for each question that opens the book.

pub mod cut;
pub mod name_machine;
pub mod notice;
pub mod put_back;
pub mod send;

use given::hello::Chunk;

use crate::catalogue::Chapter;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "hello",
    title: "two machines, one conversation",
    needs: &[],
    exercises: &[name_machine::EXERCISE, cut::EXERCISE, put_back::EXERCISE, notice::EXERCISE, send::EXERCISE],
    udp: false,
    house_rules: &[],
};

/// A message in chunks of `size` bytes, as the network should see them.
fn chunks(message: &[u8], size: usize) -> Vec<Chunk> {
    numbered(if message.is_empty() { vec![message] } else { message.chunks(size).collect() })
}

/// Pieces with their numbers.
fn numbered(pieces: Vec<&[u8]>) -> Vec<Chunk> {
    let of = pieces.len() as u32;
    (0..).zip(pieces).map(|(number, piece)| Chunk { number, of, bytes: piece.to_vec() }).collect()
}
