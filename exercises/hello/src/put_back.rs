//! Puts a message back together from its chunks.
//!
//! The chunks that [`cut`](crate::cut) made have crossed the world. The Internet promises to try, and no
//! more: a chunk may overtake another, arrive twice, or never arrive. London looks at what it has got. Either
//! that is the whole message, or London can say exactly which chunks it still waits for, so that Tokyo can
//! send those again.
//!
//! ```text
//! arrived            2 of 4   0 of 4   2 of 4   3 of 4
//!
//! in its place       0        -        2        3
//!                             ^ number 1 is missing
//! ```
//!
//! Left out: chunks of two messages at once, damaged chunks (the next exercise, [`notice`](crate::notice)),
//! and numbers that lie. Here a chunk's `of` is believed. A program on the open Internet must not believe a
//! number that a stranger sends before it has compared it with a limit.

use given::hello::{Chunk, Missing};

/// Puts the message back together from the chunks that have arrived, or says which ones are missing.
///
/// The chunks may be in any order, and some may be there more than once. The message is the bytes of the
/// chunks in the order of their numbers, each number once.
///
/// The caller promises that all chunks belong to one message: they agree on `of`, which is at least 1, their
/// numbers are below it, and chunks with the same number are equal.
///
/// # Errors
///
/// [`Missing`] if at least one chunk has not arrived: all the numbers that are missing, lowest first, each
/// once. If nothing has arrived at all, nobody knows how many there are; but there is always a first one, so
/// the answer is that chunk 0 is missing.
///
/// # Examples
///
/// ```
/// use given::hello::{Chunk, Missing};
/// use hello::put_back::put_back;
///
/// let he = Chunk { number: 0, of: 3, bytes: b"he".to_vec() };
/// let ll = Chunk { number: 1, of: 3, bytes: b"ll".to_vec() };
/// let o = Chunk { number: 2, of: 3, bytes: b"o".to_vec() };
///
/// assert_eq!(put_back(&[o.clone(), he.clone(), ll, he]), Ok(b"hello".to_vec()));
/// assert_eq!(put_back(&[o]), Err(Missing { numbers: vec![0, 1] }));
/// assert_eq!(put_back(&[]), Err(Missing { numbers: vec![0] }));
/// ```
pub fn put_back(arrived: &[Chunk]) -> Result<Vec<u8>, Missing> {
    todo!()
}
