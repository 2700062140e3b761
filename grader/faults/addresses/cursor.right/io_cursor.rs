//! Lets `std::io` read and write, with its own cursor, and checks the length before.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use given::addresses::{Short, TooWide};

#[derive(Clone, Debug)]
pub struct Reader<'a> {
    inner: Cursor<&'a [u8]>,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { inner: Cursor::new(bytes) }
    }

    pub fn u8(&mut self) -> Result<u8, Short> {
        Ok(self.number(1)? as u8)
    }

    pub fn u16(&mut self) -> Result<u16, Short> {
        Ok(self.number(2)? as u16)
    }

    pub fn u24(&mut self) -> Result<u32, Short> {
        Ok(self.number(3)? as u32)
    }

    pub fn u32(&mut self) -> Result<u32, Short> {
        Ok(self.number(4)? as u32)
    }

    pub fn u64(&mut self) -> Result<u64, Short> {
        self.number(8)
    }

    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Short> {
        let rest = self.rest();
        if rest.len() < n {
            return Err(Short { needed: n, left: rest.len() });
        }
        self.inner.set_position((self.pos() + n) as u64);
        Ok(&rest[..n])
    }

    pub fn rest(&self) -> &'a [u8] {
        let bytes: &'a [u8] = self.inner.get_ref();
        &bytes[self.pos()..]
    }

    pub fn pos(&self) -> usize {
        self.inner.position() as usize
    }

    fn number(&mut self, width: usize) -> Result<u64, Short> {
        let left = self.rest().len();
        if left < width {
            return Err(Short { needed: width, left });
        }
        let mut bytes = [0; 8];
        self.inner.read_exact(&mut bytes[8 - width..]).expect("there are as many");
        Ok(u64::from_be_bytes(bytes))
    }
}

#[derive(Clone, Debug)]
pub struct Writer {
    inner: Cursor<Vec<u8>>,
}

impl Default for Writer {
    fn default() -> Self {
        Writer::new()
    }
}

impl Writer {
    pub fn new() -> Self {
        Writer { inner: Cursor::new(Vec::new()) }
    }

    pub fn u8(&mut self, value: u8) {
        self.bytes(&[value]);
    }

    pub fn u16(&mut self, value: u16) {
        self.bytes(&value.to_be_bytes());
    }

    pub fn u24(&mut self, value: u32) -> Result<(), TooWide> {
        match value {
            0..=0x00FF_FFFF => self.bytes(&value.to_be_bytes()[1..]),
            _ => return Err(TooWide { value, bits: 24 }),
        }
        Ok(())
    }

    pub fn u32(&mut self, value: u32) {
        self.bytes(&value.to_be_bytes());
    }

    pub fn u64(&mut self, value: u64) {
        self.bytes(&value.to_be_bytes());
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.inner.write_all(bytes).expect("a Vec takes everything");
    }

    pub fn patch_u16(&mut self, at: usize, value: u16) -> Result<(), Short> {
        let left = self.pos().saturating_sub(at);
        if left < 2 {
            return Err(Short { needed: 2, left });
        }
        self.inner.set_position(at as u64);
        self.u16(value);
        self.inner.seek(SeekFrom::End(0)).expect("the end is there");
        Ok(())
    }

    pub fn pos(&self) -> usize {
        self.inner.get_ref().len()
    }

    pub fn finish(self) -> Vec<u8> {
        self.inner.into_inner()
    }
}
