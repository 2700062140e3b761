use addresses::cursor::{Reader, Writer};
use given::addresses::{Short, TooWide};
use probe::{Bytes, Slice, Table};

/// A reader, and the bytes that it reads: what it gives out is told as a place in them.
struct Reading {
    whole: &'static [u8],
    reader: Reader<'static>,
}

pub(crate) fn calls(table: &mut Table) {
    table
        .new("Reader::new", |(bytes,): (Bytes,)| {
            let whole = bytes.leak();
            Reading { whole, reader: Reader::new(whole) }
        })
        .on("Reader::u8", |on: &mut Reading, (): ()| -> Result<u8, Short> { on.reader.u8() })
        .on("Reader::u16", |on: &mut Reading, (): ()| -> Result<u16, Short> { on.reader.u16() })
        .on("Reader::u24", |on: &mut Reading, (): ()| -> Result<u32, Short> { on.reader.u24() })
        .on("Reader::u32", |on: &mut Reading, (): ()| -> Result<u32, Short> { on.reader.u32() })
        .on("Reader::u64", |on: &mut Reading, (): ()| -> Result<u64, Short> { on.reader.u64() })
        .on("Reader::take", |on: &mut Reading, (n,): (usize,)| -> Result<Slice, Short> {
            let part: &'static [u8] = on.reader.take(n)?;
            Ok(Slice::of(on.whole, part))
        })
        .on("Reader::rest", |on: &mut Reading, (): ()| -> Slice {
            let part: &'static [u8] = on.reader.rest();
            Slice::of(on.whole, part)
        })
        .on("Reader::pos", |on: &mut Reading, (): ()| -> usize { on.reader.pos() })
        .new("Writer::new", |(): ()| -> Writer { Writer::new() })
        .on("Writer::u8", |writer: &mut Writer, (value,): (u8,)| writer.u8(value))
        .on("Writer::u16", |writer: &mut Writer, (value,): (u16,)| writer.u16(value))
        .on("Writer::u24", |writer: &mut Writer, (value,): (u32,)| -> Result<(), TooWide> {
            writer.u24(value)
        })
        .on("Writer::u32", |writer: &mut Writer, (value,): (u32,)| writer.u32(value))
        .on("Writer::u64", |writer: &mut Writer, (value,): (u64,)| writer.u64(value))
        .on("Writer::bytes", |writer: &mut Writer, (bytes,): (Bytes,)| writer.bytes(&bytes))
        .on("Writer::patch_u16", |writer: &mut Writer, (at, value): (usize, u16)| -> Result<(), Short> {
            writer.patch_u16(at, value)
        })
        .on("Writer::pos", |writer: &mut Writer, (): ()| -> usize { writer.pos() })
        .end("Writer::finish", |writer: Writer, (): ()| -> Bytes { Bytes(writer.finish()) });
}
