//! Cuts a message into numbered chunks.
//!
//! Tokyo's message may be long, and everything on the way to London has a limit to what it carries at once.
//! Small pieces are kinder, too: everybody who shares a line gets a turn, and a piece that is lost is cheap
//! to send again. So Tokyo cuts the message. The pieces may arrive in any order, so each says which one it is
//! and how many there are. Such a piece is a [`Chunk`].
//!
//! ```text
//! message    h  e  l  l  o  !  !            size 3
//!
//! number 0   h  e  l                        of 3
//! number 1            l  o  !               of 3
//! number 2                     !            of 3
//! ```
//!
//! Left out: how a chunk is laid out as bytes on the wire (the chapter `packets`), and what to do about one
//! that is lost (`tcp`).

use given::hello::Chunk;

/// Cuts `message` into chunks of at most `size` bytes.
///
/// Every chunk holds exactly `size` bytes, except the last, which holds what is left: at least one byte. The
/// chunks come in order and are numbered 0, 1, 2 and so on. Each one's `of` says how many there are in all.
/// Their bytes, one chunk after the other, are the message: nothing is lost, nothing is sent twice.
///
/// The empty message is cut into one chunk without bytes, number 0 of 1. Otherwise London could not tell
/// "nothing was said" from "nothing has arrived yet".
///
/// `size` counts bytes and is at least 1, and there are fewer than 2^32 chunks: the caller promises both.
///
/// # Examples
///
/// ```
/// use given::hello::Chunk;
/// use hello::cut::cut;
///
/// assert_eq!(
///     cut(b"hello", 2),
///     [
///         Chunk { number: 0, of: 3, bytes: b"he".to_vec() },
///         Chunk { number: 1, of: 3, bytes: b"ll".to_vec() },
///         Chunk { number: 2, of: 3, bytes: b"o".to_vec() },
///     ]
/// );
/// assert_eq!(cut(b"", 2), [Chunk { number: 0, of: 1, bytes: vec![] }]);
/// ```
pub fn cut(message: &[u8], size: usize) -> Vec<Chunk> {
    todo!()
}
