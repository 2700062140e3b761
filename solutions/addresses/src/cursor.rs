//! Reads numbers from bytes, and writes them, one after the other.
//!
//! What Tokyo sends to London is a row of bytes. Both know the layout: first a byte, then two bytes that are
//! one number, and so on. A [`Reader`] walks along such a row and hands out the next field, a [`Writer`] puts
//! down the next field. Every later exercise that reads or writes a packet stands on ideas from here.
//!
//! ```text
//! position   0     1     2     3     4     5     6
//!          +-----+-----+-----+-----+-----+-----+
//! bytes    | 45  | 00  | 54  | C0  | A8  | 01  |      in hexadecimal
//!          +-----+-----+-----+-----+-----+-----+
//! fields   | u8  |    u16    |       u24       |
//!            0x45    0x0054       0xC0A801
//!                ^ the position after reading the u8
//! ```
//!
//! Numbers are always big endian: the most significant byte comes first (RFC 791, appendix B). A `u24` has
//! three bytes; Rust has no type of that size, so it travels in a `u32`.
//!
//! The bytes come from a stranger and may end too soon, by accident or by intent. Reading past the end is how
//! many famous holes in software came about. A `Reader` answers [`Short`] instead. It never panics, whatever
//! the bytes are and whatever it is asked for.
//!
//! Left out: fields of single bits, text, and streams where more bytes may come later.

use given::addresses::{Short, TooWide};

/// Reads fields from bytes, from the first to the last.
///
/// Its position is how many bytes it has read. Reading a field moves the position behind it. A read that
/// fails leaves the position where it was, so a smaller field can still be read.
///
/// # Examples
///
/// ```
/// use addresses::cursor::Reader;
/// use given::addresses::Short;
///
/// let mut reader = Reader::new(&[0x45, 0x00, 0x54, 0xC0]);
/// assert_eq!(reader.u8(), Ok(0x45));
/// assert_eq!(reader.u16(), Ok(0x0054));
/// assert_eq!(reader.pos(), 3);
///
/// assert_eq!(reader.u16(), Err(Short { needed: 2, left: 1 }));
/// assert_eq!(reader.pos(), 3);
/// assert_eq!(reader.u8(), Ok(0xC0));
/// ```
#[derive(Debug)]
pub struct Reader<'a> {
    /// All the bytes, also those that were read. We borrow them: `'a` says that they live at least as long as
    /// what we lend out of them.
    bytes: &'a [u8],
    /// How many of them were read. Never more than there are.
    pos: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first of these bytes. There may be none.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// let reader = Reader::new(&[1, 2, 3]);
    /// assert_eq!(reader.pos(), 0);
    /// assert_eq!(reader.rest(), &[1, 2, 3]);
    /// ```
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, pos: 0 }
    }

    /// Reads one byte.
    ///
    /// # Errors
    ///
    /// [`Short`] if no byte is left: 1 is needed.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    /// use given::addresses::Short;
    ///
    /// let mut reader = Reader::new(&[0xC0]);
    /// assert_eq!(reader.u8(), Ok(0xC0));
    /// assert_eq!(reader.u8(), Err(Short { needed: 1, left: 0 }));
    /// ```
    pub fn u8(&mut self) -> Result<u8, Short> {
        let [byte] = self.array()?;
        Ok(byte)
    }

    /// Reads two bytes as one number, the most significant first.
    ///
    /// # Errors
    ///
    /// [`Short`] if fewer than 2 bytes are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// assert_eq!(Reader::new(&[0xC0, 0xA8]).u16(), Ok(0xC0A8));
    /// ```
    pub fn u16(&mut self) -> Result<u16, Short> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    /// Reads three bytes as one number, the most significant first. It is at most 0xFFFFFF.
    ///
    /// # Errors
    ///
    /// [`Short`] if fewer than 3 bytes are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// assert_eq!(Reader::new(&[0xC0, 0xA8, 0x01]).u24(), Ok(0xC0A801));
    /// ```
    pub fn u24(&mut self) -> Result<u32, Short> {
        // A fourth byte in front, which is 0, makes a u32 of the three and does not change the number.
        let [high, middle, low] = self.array()?;
        Ok(u32::from_be_bytes([0, high, middle, low]))
    }

    /// Reads four bytes as one number, the most significant first.
    ///
    /// # Errors
    ///
    /// [`Short`] if fewer than 4 bytes are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// assert_eq!(Reader::new(&[192, 168, 1, 1]).u32(), Ok(0xC0A8_0101));
    /// ```
    pub fn u32(&mut self) -> Result<u32, Short> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    /// Reads eight bytes as one number, the most significant first.
    ///
    /// # Errors
    ///
    /// [`Short`] if fewer than 8 bytes are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// assert_eq!(Reader::new(&[0, 0, 0, 0, 0, 0, 1, 0]).u64(), Ok(256));
    /// ```
    pub fn u64(&mut self) -> Result<u64, Short> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    /// Reads the next `n` bytes as they are.
    ///
    /// They are lent out of the bytes that the reader was made from, not copied. `n` may be anything: 0 bytes
    /// can always be read, also at the end.
    ///
    /// # Errors
    ///
    /// [`Short`] if fewer than `n` bytes are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    /// use given::addresses::Short;
    ///
    /// let mut reader = Reader::new(b"hello");
    /// assert_eq!(reader.take(4), Ok(&b"hell"[..]));
    /// assert_eq!(reader.take(usize::MAX), Err(Short { needed: usize::MAX, left: 1 }));
    /// assert_eq!(reader.take(1), Ok(&b"o"[..]));
    /// assert_eq!(reader.take(0), Ok(&b""[..]));
    /// ```
    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Short> {
        let rest = self.rest();
        // Why not ask whether `self.pos + n` is past the end? The stranger chose `n`, and that sum can
        // overflow. `get` answers `None` where there are fewer than `n`.
        let taken = rest.get(..n).ok_or(Short { needed: n, left: rest.len() })?;
        // Only here does the position move, and only when nothing can fail any more.
        self.pos += n;
        Ok(taken)
    }

    /// The bytes that were not read yet. The position stays where it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// let mut reader = Reader::new(&[1, 2, 3]);
    /// assert_eq!(reader.u8(), Ok(1));
    /// assert_eq!(reader.rest(), &[2, 3]);
    /// assert_eq!(reader.rest(), &[2, 3]);
    /// ```
    pub fn rest(&self) -> &'a [u8] {
        &self.bytes[self.pos..]
    }

    /// How many bytes were read so far.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Reader;
    ///
    /// let mut reader = Reader::new(&[1, 2, 3]);
    /// assert!(reader.u16().is_ok());
    /// assert_eq!(reader.pos(), 2);
    /// ```
    pub fn pos(&self) -> usize {
        self.pos
    }

    /// The next `N` bytes as an array. A slice may have any length. An array has its length in its type, so
    /// it fits `from_be_bytes` and `let [a, b, c]`. Rust finds `N` from what the caller does with the array.
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let taken = self.take(N)?;
        Ok(taken.try_into().expect("take gives exactly as many bytes as it was asked for"))
    }
}

/// Writes fields, one behind the other, into bytes of its own.
///
/// Its position is how many bytes it has written. It has room for as many as come.
///
/// # Examples
///
/// ```
/// use addresses::cursor::Writer;
///
/// let mut writer = Writer::new();
/// writer.u8(0x45);
/// writer.u16(0); // the total length, not known yet
/// writer.bytes(b"hello");
///
/// let length = writer.pos() as u16;
/// writer.patch_u16(1, length)?;
/// assert_eq!(writer.finish(), b"\x45\x00\x08hello");
/// # Ok::<(), given::addresses::Short>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    /// What was written so far. The position is its length, so no second number can disagree with it.
    written: Vec<u8>,
}

impl Writer {
    /// A writer that has written nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let writer = Writer::new();
    /// assert_eq!(writer.pos(), 0);
    /// assert_eq!(writer.finish(), b"");
    /// ```
    pub fn new() -> Self {
        Writer { written: Vec::new() }
    }

    /// Writes one byte.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u8(0xC0);
    /// assert_eq!(writer.finish(), [0xC0]);
    /// ```
    pub fn u8(&mut self, value: u8) {
        self.written.push(value);
    }

    /// Writes a number as two bytes, the most significant first.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u16(0xC0A8);
    /// assert_eq!(writer.finish(), [0xC0, 0xA8]);
    /// ```
    pub fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    /// Writes a number as three bytes, the most significant first.
    ///
    /// # Errors
    ///
    /// [`TooWide`], with the value and 24 bits, if the value is more than 0xFFFFFF. Then nothing is written.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    /// use given::addresses::TooWide;
    ///
    /// let mut writer = Writer::new();
    /// assert_eq!(writer.u24(0xC0A801), Ok(()));
    /// assert_eq!(writer.u24(0x0100_0000), Err(TooWide { value: 0x0100_0000, bits: 24 }));
    /// assert_eq!(writer.finish(), [0xC0, 0xA8, 0x01]);
    /// ```
    pub fn u24(&mut self, value: u32) -> Result<(), TooWide> {
        // The most significant of the four bytes is the one that has no place. So it must be 0.
        let [0, low @ ..] = value.to_be_bytes() else {
            return Err(TooWide { value, bits: 24 });
        };
        self.bytes(&low);
        Ok(())
    }

    /// Writes a number as four bytes, the most significant first.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u32(0xC0A8_0101);
    /// assert_eq!(writer.finish(), [192, 168, 1, 1]);
    /// ```
    pub fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    /// Writes a number as eight bytes, the most significant first.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u64(256);
    /// assert_eq!(writer.finish(), [0, 0, 0, 0, 0, 0, 1, 0]);
    /// ```
    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_be_bytes());
    }

    /// Writes bytes as they are. There may be none.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.bytes(b"hello");
    /// writer.bytes(b"");
    /// assert_eq!(writer.finish(), b"hello");
    /// ```
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
    }

    /// Overwrites two bytes that were written before with this number, the most significant first.
    ///
    /// They are the bytes at `at` and behind it, where 0 is the first byte that was written. This is for a
    /// number that is known only later, as the length in front of what it counts. The position stays where it
    /// is: the next field is written behind all others, as before.
    ///
    /// # Errors
    ///
    /// [`Short`] if the two bytes have not both been written: 2 are needed, and `left` says how many there
    /// are from `at` on, 0 if `at` is past the end. Then nothing changes. `at` may be anything.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    /// use given::addresses::Short;
    ///
    /// let mut writer = Writer::new();
    /// writer.u32(0);
    /// assert_eq!(writer.patch_u16(1, 0xC0A8), Ok(()));
    /// assert_eq!(writer.patch_u16(3, 0xC0A8), Err(Short { needed: 2, left: 1 }));
    /// assert_eq!(writer.patch_u16(9, 0xC0A8), Err(Short { needed: 2, left: 0 }));
    /// assert_eq!(writer.finish(), [0, 0xC0, 0xA8, 0]);
    /// ```
    pub fn patch_u16(&mut self, at: usize, value: u16) -> Result<(), Short> {
        // "Saturating": where `at` is past the end, the difference stays 0 and does not go below.
        let left = self.written.len().saturating_sub(at);
        if left < 2 {
            return Err(Short { needed: 2, left });
        }
        self.written[at..at + 2].copy_from_slice(&value.to_be_bytes());
        Ok(())
    }

    /// How many bytes were written so far.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u32(0);
    /// assert_eq!(writer.pos(), 4);
    /// ```
    pub fn pos(&self) -> usize {
        self.written.len()
    }

    /// Ends the writing, and gives out all the bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::cursor::Writer;
    ///
    /// let mut writer = Writer::new();
    /// writer.u8(1);
    /// writer.u16(2);
    /// assert_eq!(writer.finish(), [1, 0, 2]);
    /// ```
    pub fn finish(self) -> Vec<u8> {
        self.written
    }
}

// given
/// The same as [`Writer::new`].
impl Default for Writer {
    fn default() -> Self {
        Writer::new()
    }
}
