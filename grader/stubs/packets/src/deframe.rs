//! Frames on a serial line: where does one begin, and where does it end?
//!
//! A wire between two machines gives bytes, one after the other, for as long as it is plugged in. It does not say
//! which of them belong together. So the sender marks the ends: a byte that is kept for that, the *flag*, stands
//! before and behind each frame. And because the same byte may also be in the payload, there is another one, the
//! *escape*, which says that the next byte is not what it seems. This is how PPP does it (RFC 1662), with which
//! machines talk over modems, phone lines and inside of many cellular devices.
//!
//! ```text
//!     +------+---------------------------+------------+------+
//!     | flag | payload                   | FCS        | flag |
//!     | 7E   | any bytes, even none      | four bytes | 7E   |
//!     +------+---------------------------+------------+------+
//!            |<-- here 7E is sent as 7D 5E, and 7D -->|
//!            |    as 7D 5D: the escape, and then the  |
//!            |    byte with its bit 0x20 turned over  |
//! ```
//!
//! What London does with each byte depends on what came before, and that is one of three things:
//!
//! ```text
//!                              other: kept
//!                                 +--+
//!                                 v  |
//!                  7E           +------+  7D        +---------+
//!     skipping ---------------->| in a |----------->| escaped |
//!        ^  |                   | frame|<-----------|         |
//!        |  | other: dropped    +------+  other:     +---------+
//!        +--+                    |    ^   kept, with      |
//!        ^                       +----+   0x20 turned     | 7E: aborted,
//!        |     too long            7E: judged,   over     | and in a frame
//!        +------------------------ and in a frame         v
//! ```
//!
//! Left out: the two bytes FF 03, *address* and *control*, with which PPP begins each frame, and its field for the
//! protocol, which both are payload here; the map by which two ends agree to escape more than these two bytes for
//! the sake of modems that listen (ACCM; what is escaped is understood all the same); the FCS of 16 bits,
//! which PPP takes unless both ends agree on the one of 32; and lines that carry bits and not bytes (RFC 1662,
//! section 5).

use std::marker::PhantomData;

use given::packets::FrameError;

/// A payload as a frame, ready to be sent: flag, payload, FCS, flag.
///
/// The FCS is the CRC of the payload as it was *before* any escape, in four bytes, the least significant first,
/// as [`with_fcs`](crate::crc::with_fcs) makes it (RFC 1662, appendix C.3). Between the two flags, in the payload and
/// in the FCS, each `7E` is sent as `7D 5E`, and each `7D` as `7D 5D` (RFC 1662, section 4.2). All other bytes are
/// sent as they are.
///
/// PPP would put the bytes `FF 03` and the number of a protocol in front of the payload. This function does
/// not: whoever wants them makes them a part of the payload.
///
/// # Examples
///
/// ```
/// use packets::deframe::encode_frame;
///
/// assert_eq!(encode_frame(b"hi"), [0x7E, b'h', b'i', 0xAC, 0x2A, 0x93, 0xD8, 0x7E]);
/// // '}' is 0x7D, and '~' is 0x7E.
/// assert_eq!(encode_frame(b"~}"), [0x7E, 0x7D, 0x5E, 0x7D, 0x5D, 0x06, 0x4B, 0xD1, 0xDE, 0x7E]);
/// assert_eq!(encode_frame(b""), [0x7E, 0x00, 0x00, 0x00, 0x00, 0x7E]);
/// ```
pub fn encode_frame(payload: &[u8]) -> Vec<u8> {
    todo!()
}

/// Finds the frames in a stream of bytes, as they come.
///
/// The bytes come in pieces, and what a piece is has no meaning: it may end within a frame, between an escape and
/// the byte behind it, or hold ten frames. However a stream is cut, all the answers together are the same.
///
/// A *flag*, `7E`, ends the frame that came before it, and begins the next one. What stands between two flags has one
/// answer:
///
/// - An escape, `7D`, is dropped, and the byte behind it is kept with its bit `0x20` turned over, *whatever byte it
///   is*: a sender may escape more than it must. `7D 7D` stands for `5D`. Only a flag is never escaped.
/// - Nothing between two flags is not a frame, and has no answer. (A line that has nothing to say may send flags.)
/// - If an escape stands right before the second flag, the answer is [`FrameError::Aborted`], whatever came before it.
///   The flag is a flag all the same, and begins the next frame.
/// - One to three bytes, escapes undone, are [`FrameError::TooShort`].
/// - Four or more are payload and FCS. If the FCS is right, the answer is the payload, without the FCS, and
///   [`FrameError::BadFcs`] if it is not.
/// - More than `limit` bytes of payload are never kept: as soon as there are `limit` + 4 bytes, escapes undone, and
///   then *one more*, the answer is [`FrameError::TooLong`], at once. The rest of that frame has no answer. It
///   is skipped up to the next flag, which begins the next frame.
///
/// An error concerns its own frame alone. What comes before the first flag of all is the rest of a frame whose
/// beginning nobody saw. It is skipped, too.
///
/// # Examples
///
/// ```
/// use given::packets::FrameError;
/// use packets::deframe::Deframer;
///
/// let mut line = Deframer::new(1500);
/// // Somebody speaks already when we begin to listen. Then a whole frame, and the beginning of another.
/// assert_eq!(line.push(b"ondon\x7Ehi\xAC\x2A\x93\xD8\x7E\x7D"), [Ok(b"hi".to_vec())]);
/// // The byte behind the escape, another escaped byte, the FCS, and the end.
/// assert_eq!(line.push(b"\x5E\x7D\x5D\x06\x4B\xD1\xDE\x7E"), [Ok(b"~}".to_vec())]);
/// // One bit was turned over; two bytes are no FCS; the sender gave up.
/// assert_eq!(
///     line.push(b"ho\xAC\x2A\x93\xD8\x7Ehi\x7EToky\x7D\x7E"),
///     [Err(FrameError::BadFcs), Err(FrameError::TooShort { got: 2 }), Err(FrameError::Aborted)]
/// );
/// ```
#[derive(Debug)]
pub struct Deframer {
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<()>,
}

impl Deframer {
    /// A receiver that has not heard anything yet, and keeps payloads of at most `limit` bytes.
    ///
    /// The limit may be any number. `usize::MAX` says that there is none. So nothing can be reserved for it ahead.
    ///
    /// # Examples
    ///
    /// ```
    /// use given::packets::FrameError;
    /// use packets::deframe::Deframer;
    ///
    /// let mut line = Deframer::new(2);
    /// assert_eq!(line.push(b"\x7Ehi\xAC\x2A\x93\xD8\x7E"), [Ok(b"hi".to_vec())]);
    /// // Of six bytes the last four might be the FCS. The seventh is one too many, wherever the frame will end.
    /// assert_eq!(line.push(b"London"), []);
    /// assert_eq!(line.push(b"!"), [Err(FrameError::TooLong { limit: 2 })]);
    /// assert_eq!(line.push(b" and so on\x7E"), []);
    /// ```
    pub fn new(limit: usize) -> Deframer {
        todo!()
    }

    /// The next bytes of the stream, as many as there happen to be: what became of each frame that ended in them,
    /// or became too long in them, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// use packets::deframe::Deframer;
    ///
    /// let mut line = Deframer::new(1500);
    /// assert_eq!(line.push(b"\x7Ehi\xAC\x2A"), []);
    /// assert_eq!(line.push(b""), []);
    /// assert_eq!(line.push(b"\x93\xD8"), []);
    /// // A frame is there when its second flag is. One flag is enough between two frames.
    /// assert_eq!(line.push(b"\x7E"), [Ok(b"hi".to_vec())]);
    /// assert_eq!(line.push(b"\0\0\0\0\x7E\x7E\x7E"), [Ok(vec![])]);
    /// ```
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Result<Vec<u8>, FrameError>> {
        todo!()
    }
}
