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

use std::marker::PhantomData;

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
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<&'a ()>,
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
    // Put your own fields here, in place of this one. More types and functions of your own are welcome.
    _yours: PhantomData<()>,
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
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
        todo!()
    }
}

// given
/// The same as [`Writer::new`].
impl Default for Writer {
    fn default() -> Self {
        Writer::new()
    }
}
