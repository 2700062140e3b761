//! How bytes cross the pipe.

use std::fmt;
use std::ops::Deref;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes, as hexadecimal text: `"c0a80101"`.
///
/// A long repetitive input may be spelled `{"repeat": ["61", 1000000]}`, a million times the byte 0x61.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

/// More than this many bytes are not made from a `repeat`: 64 MiB.
const MAX_REPEATED_BYTES: usize = 64 << 20;

impl Bytes {
    /// The bytes for good, for learner types that borrow them. The process is short-lived; they are never freed.
    pub fn leak(self) -> &'static [u8] {
        Vec::leak(self.0)
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes(bytes)
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        given::hex::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BytesVisitor)
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hexadecimal text, or {\"repeat\": [hexadecimal text, times]}")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Bytes, E> {
        given::hex::decode(text)
            .map(Bytes)
            .ok_or_else(|| E::custom("expected an even number of hexadecimal digits"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Bytes, A::Error> {
        let Some((name, (pattern, times))) = map.next_entry::<String, (String, usize)>()? else {
            return Err(A::Error::custom("expected \"repeat\""));
        };
        let pattern = given::hex::decode(&pattern).filter(|_| name == "repeat");
        match pattern {
            Some(pattern) if pattern.len().saturating_mul(times) <= MAX_REPEATED_BYTES => {
                Ok(Bytes(pattern.repeat(times)))
            }
            _ => Err(A::Error::custom("expected \"repeat\" with hexadecimal text, of 64 MiB at most in all")),
        }
    }
}

/// A slice that a learner's function gave back: where it lies in the input, if it lies there.
///
/// A place rather than a copy proves that nothing was copied, and costs nothing however long the slice is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slice {
    /// `len` bytes of the input, from `offset` on.
    Span {
        /// Where it begins, counted from the start of the input.
        offset: usize,
        /// How many bytes.
        len: usize,
    },
    /// Bytes that lie somewhere else.
    Elsewhere(Bytes),
}

impl Slice {
    /// Describes `part` as a slice of `whole`.
    pub fn of(whole: &[u8], part: &[u8]) -> Slice {
        let bounds = whole.as_ptr_range();
        let inner = part.as_ptr_range();
        if bounds.start <= inner.start && inner.end <= bounds.end {
            Slice::Span { offset: inner.start.addr() - bounds.start.addr(), len: part.len() }
        } else {
            Slice::Elsewhere(Bytes(part.to_vec()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_hexadecimal_text_or_a_repetition() {
        let read = |text: &str| serde_json::from_str::<Bytes>(text).map(|bytes| bytes.0);
        assert_eq!(read("\"c0a8\"").unwrap(), [0xc0, 0xa8]);
        assert_eq!(read("{\"repeat\": [\"6162\", 2]}").unwrap(), b"abab");
        for wrong in
            ["\"c0a\"", "\"zz\"", "{\"again\": [\"61\", 2]}", "{\"repeat\": [\"61\", 99999999999]}", "7"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_slice_of_the_input_is_a_span_and_a_copy_is_not() {
        let whole = [1, 2, 3, 4];
        assert_eq!(Slice::of(&whole, &whole[1..3]), Slice::Span { offset: 1, len: 2 });
        assert_eq!(Slice::of(&whole, &whole[4..]), Slice::Span { offset: 4, len: 0 });
        let copy = whole.to_vec();
        assert_eq!(Slice::of(&whole, &copy[1..3]), Slice::Elsewhere(Bytes(vec![2, 3])));
    }
}
