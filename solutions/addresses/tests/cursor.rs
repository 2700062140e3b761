//! `cursor` against `to_be_bytes`, the crate `byteorder`, and a model.

use addresses::cursor::{Reader, Writer};
use byteorder::{BigEndian, WriteBytesExt};
use given::addresses::{Short, TooWide};
use proptest::prelude::*;

/// A field and what is in it.
#[derive(Clone, Debug, PartialEq)]
enum Field {
    U8(u8),
    U16(u16),
    U24(u32),
    U32(u32),
    U64(u64),
    Bytes(Vec<u8>),
}

use Field::{Bytes, U8, U16, U24, U32, U64};

impl Field {
    fn write(&self, writer: &mut Writer) {
        match self {
            U8(value) => writer.u8(*value),
            U16(value) => writer.u16(*value),
            U24(value) => writer.u24(*value).expect("the strategy keeps to 24 bits"),
            U32(value) => writer.u32(*value),
            U64(value) => writer.u64(*value),
            Bytes(bytes) => writer.bytes(bytes),
        }
    }

    fn write_with_byteorder(&self, bytes: &mut Vec<u8>) {
        let done = match self {
            U8(value) => bytes.write_u8(*value),
            U16(value) => bytes.write_u16::<BigEndian>(*value),
            U24(value) => bytes.write_u24::<BigEndian>(*value),
            U32(value) => bytes.write_u32::<BigEndian>(*value),
            U64(value) => bytes.write_u64::<BigEndian>(*value),
            Bytes(some) => return bytes.extend_from_slice(some),
        };
        done.expect("a Vec takes everything");
    }

    /// Reads a field of this kind and width.
    fn read_like(&self, reader: &mut Reader<'_>) -> Result<Field, Short> {
        Ok(match self {
            U8(_) => U8(reader.u8()?),
            U16(_) => U16(reader.u16()?),
            U24(_) => U24(reader.u24()?),
            U32(_) => U32(reader.u32()?),
            U64(_) => U64(reader.u64()?),
            Bytes(bytes) => Bytes(reader.take(bytes.len())?.to_vec()),
        })
    }

    fn width(&self) -> usize {
        match self {
            U8(_) => 1,
            U16(_) => 2,
            U24(_) => 3,
            U32(_) => 4,
            U64(_) => 8,
            Bytes(bytes) => bytes.len(),
        }
    }
}

fn fields() -> impl Strategy<Value = Vec<Field>> {
    let field = prop_oneof![
        any::<u8>().prop_map(U8),
        any::<u16>().prop_map(U16),
        (0..1_u32 << 24).prop_map(U24),
        any::<u32>().prop_map(U32),
        any::<u64>().prop_map(U64),
        prop::collection::vec(any::<u8>(), 0..5).prop_map(Bytes),
    ];
    prop::collection::vec(field, 0..12)
}

fn written(fields: &[Field]) -> Vec<u8> {
    let mut writer = Writer::new();
    for field in fields {
        field.write(&mut writer);
    }
    writer.finish()
}

/// The numbers of RFC 791, appendix B: fields are sent in the order in which they are read on the page.
#[test]
fn the_most_significant_byte_comes_first() {
    let bytes: Vec<u8> = (1..=18).collect();
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.u8(), Ok(0x01));
    assert_eq!(reader.u16(), Ok(0x0203));
    assert_eq!(reader.u24(), Ok(0x0004_0506));
    assert_eq!(reader.u32(), Ok(0x0708_090A));
    assert_eq!(reader.u64(), Ok(0x0B0C_0D0E_0F10_1112));
    assert_eq!(reader.pos(), 18);

    let fields = [U8(0x01), U16(0x0203), U24(0x04_0506), U32(0x0708_090A), U64(0x0B0C_0D0E_0F10_1112)];
    assert_eq!(written(&fields), bytes);
}

#[test]
fn bytes_above_127_are_not_negative() {
    let bytes = [0xFF; 8];
    assert_eq!(Reader::new(&bytes).u16(), Ok(0xFFFF));
    assert_eq!(Reader::new(&bytes).u24(), Ok(0x00FF_FFFF));
    assert_eq!(Reader::new(&bytes).u64(), Ok(u64::MAX));
    assert_eq!(Reader::new(&[0x80, 0, 0]).u24(), Ok(0x0080_0000));
}

#[test]
fn any_length_can_be_asked_for() {
    let mut reader = Reader::new(b"hello");
    assert_eq!(reader.u8(), Ok(b'h'));
    for needed in [5, usize::MAX - 1, usize::MAX] {
        assert_eq!(reader.take(needed), Err(Short { needed, left: 4 }));
    }
    assert_eq!(reader.take(4), Ok(&b"ello"[..]));
    assert_eq!(reader.take(0), Ok(&b""[..]));
    assert_eq!(reader.rest(), b"");
}

/// What was lent lives as long as the bytes, longer than the reader.
#[test]
fn bytes_are_lent_not_copied() {
    let bytes = *b"hello";
    let (taken, rest) = {
        let mut reader = Reader::new(&bytes);
        (reader.take(2).expect("there are five"), reader.rest())
    };
    assert!(std::ptr::eq(taken, &bytes[..2]));
    assert!(std::ptr::eq(rest, &bytes[2..]));
}

#[test]
fn what_needs_25_bits_is_not_written() {
    let mut writer = Writer::default();
    for value in [1 << 24, 0xFF00_0000, u32::MAX] {
        assert_eq!(writer.u24(value), Err(TooWide { value, bits: 24 }));
    }
    assert_eq!(writer.pos(), 0);
    assert_eq!(writer.u24(0x00FF_FFFF), Ok(()));
    assert_eq!(writer.finish(), [0xFF; 3]);
}

#[test]
fn a_patch_needs_both_its_bytes() {
    let mut writer = Writer::new();
    writer.bytes(b"abc");
    let gone = [(2, 1), (3, 0), (4, 0), (usize::MAX - 1, 0), (usize::MAX, 0)];
    for (at, left) in gone {
        assert_eq!(writer.patch_u16(at, 0xFFFF), Err(Short { needed: 2, left }));
    }
    assert_eq!(writer.patch_u16(1, 0x5859), Ok(()));
    assert_eq!(writer.pos(), 3);
    writer.u8(b'!');
    assert_eq!(writer.finish(), b"aXY!");
}

proptest! {
    #[test]
    fn what_is_written_is_read(fields in fields()) {
        let bytes = written(&fields);
        let mut reader = Reader::new(&bytes);
        for field in &fields {
            prop_assert_eq!(field.read_like(&mut reader), Ok(field.clone()));
        }
        prop_assert_eq!(reader.rest(), b"");
    }

    #[test]
    fn byteorder_writes_the_same(fields in fields()) {
        let mut bytes = Vec::new();
        for field in &fields {
            field.write_with_byteorder(&mut bytes);
        }
        prop_assert_eq!(written(&fields), bytes);
    }

    #[test]
    fn the_standard_library_has_the_same_order(number: u64) {
        let bytes = number.to_be_bytes();
        prop_assert_eq!(written(&[U64(number)]), bytes);
        prop_assert_eq!(Reader::new(&bytes).u64(), Ok(number));
        prop_assert_eq!(Reader::new(&bytes[4..]).u32(), Ok(number as u32));
        prop_assert_eq!(Reader::new(&bytes[5..]).u24(), Ok(number as u32 & 0x00FF_FFFF));
        prop_assert_eq!(Reader::new(&bytes[6..]).u16(), Ok(number as u16));
        prop_assert_eq!(Reader::new(&bytes[7..]).u8(), Ok(number as u8));
    }

    /// Reads any fields from any bytes: no read panics, and one that fails moves nothing.
    #[test]
    fn a_failing_read_stays_where_it_was(
        bytes in prop::collection::vec(any::<u8>(), 0..40),
        fields in fields(),
    ) {
        let mut reader = Reader::new(&bytes);
        for field in &fields {
            let before = reader.pos();
            let (needed, left) = (field.width(), bytes.len() - before);
            let read = field.read_like(&mut reader);
            if needed <= left {
                prop_assert_eq!(written(&[read?]), &bytes[before..before + needed]);
                prop_assert_eq!(reader.pos(), before + needed);
            } else {
                prop_assert_eq!(read, Err(Short { needed, left }));
                prop_assert_eq!(reader.pos(), before);
            }
            prop_assert_eq!(reader.rest(), &bytes[reader.pos()..]);
        }
    }

    #[test]
    fn a_cut_at_any_byte_is_short_by_what_was_cut(fields in fields()) {
        let bytes = written(&fields);
        for end in 0..bytes.len() {
            let mut reader = Reader::new(&bytes[..end]);
            let error = fields.iter().find_map(|field| field.read_like(&mut reader).err());
            let Some(Short { needed, left }) = error else {
                return Err(TestCaseError::fail("the end is gone, and nobody noticed"));
            };
            prop_assert!(needed > left && reader.pos() + left == end);
        }
    }

    #[test]
    fn a_patch_changes_two_bytes_and_no_others(
        bytes in prop::collection::vec(any::<u8>(), 0..12),
        at in 0_usize..14,
        value: u16,
    ) {
        let mut writer = Writer::new();
        writer.bytes(&bytes);
        let patched = writer.patch_u16(at, value);
        let mut expected = bytes.clone();
        if let Some(place) = expected.get_mut(at..at + 2) {
            place.copy_from_slice(&value.to_be_bytes());
            prop_assert_eq!(patched, Ok(()));
        } else {
            prop_assert_eq!(patched, Err(Short { needed: 2, left: bytes.len().saturating_sub(at) }));
        }
        prop_assert_eq!(writer.pos(), bytes.len());
        prop_assert_eq!(writer.finish(), expected);
    }
}
