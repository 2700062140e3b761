//! Keeps what is left as a slice that grows shorter, and cuts arrays off its front. The position is a difference
//! of lengths.

use given::addresses::{Short, TooWide};

#[derive(Clone, Debug)]
pub struct Reader<'a> {
    left: &'a [u8],
    whole: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { left: bytes, whole: bytes.len() }
    }

    pub fn u8(&mut self) -> Result<u8, Short> {
        self.cut().map(u8::from_be_bytes)
    }

    pub fn u16(&mut self) -> Result<u16, Short> {
        self.cut().map(u16::from_be_bytes)
    }

    pub fn u24(&mut self) -> Result<u32, Short> {
        self.cut().map(|[a, b, c]: [u8; 3]| u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c))
    }

    pub fn u32(&mut self) -> Result<u32, Short> {
        self.cut().map(u32::from_be_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, Short> {
        self.cut().map(u64::from_be_bytes)
    }

    pub fn take(&mut self, n: usize) -> Result<&'a [u8], Short> {
        match self.left.split_at_checked(n) {
            None => Err(Short { needed: n, left: self.left.len() }),
            // An empty slice may lie anywhere.
            Some((&[], _)) => Ok(&[]),
            Some((taken, left)) => {
                self.left = left;
                Ok(taken)
            }
        }
    }

    pub fn rest(&self) -> &'a [u8] {
        self.left
    }

    pub fn pos(&self) -> usize {
        self.whole - self.left.len()
    }

    fn cut<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (chunk, left) =
            self.left.split_first_chunk().ok_or(Short { needed: N, left: self.left.len() })?;
        self.left = left;
        Ok(*chunk)
    }
}

/// Bytes by place; a hole can't be: the next place is always the number of bytes.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: std::collections::VecDeque<u8>,
}

impl Writer {
    pub fn new() -> Self {
        Writer::default()
    }

    pub fn u8(&mut self, value: u8) {
        self.bytes.push_back(value);
    }

    pub fn u16(&mut self, value: u16) {
        self.u8((value >> 8) as u8);
        self.u8(value as u8);
    }

    pub fn u24(&mut self, value: u32) -> Result<(), TooWide> {
        if value >> 24 != 0 {
            return Err(TooWide { value, bits: 24 });
        }
        self.u8((value >> 16) as u8);
        self.u16(value as u16);
        Ok(())
    }

    pub fn u32(&mut self, value: u32) {
        self.u16((value >> 16) as u16);
        self.u16(value as u16);
    }

    pub fn u64(&mut self, value: u64) {
        self.u32((value >> 32) as u32);
        self.u32(value as u32);
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
    }

    pub fn patch_u16(&mut self, at: usize, value: u16) -> Result<(), Short> {
        let second = at.checked_add(1).filter(|second| *second < self.bytes.len());
        let Some(second) = second else {
            return Err(Short { needed: 2, left: usize::from(at < self.bytes.len()) });
        };
        self.bytes[at] = (value >> 8) as u8;
        self.bytes[second] = value as u8;
        Ok(())
    }

    pub fn pos(&self) -> usize {
        self.bytes.len()
    }

    pub fn finish(self) -> Vec<u8> {
        self.bytes.into()
    }
}
