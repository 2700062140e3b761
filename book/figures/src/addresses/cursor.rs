//! A small message, written by our writer and read by our reader.

use ::addresses::cursor::{Reader, Writer};
use given::addresses::Short;

use crate::{Drawing, Figure, Hex, Span};

/// The fields of a message, each where the reader finds it.
pub(super) const FIELDS: Figure = Figure {
    name: "addresses/cursor/fields",
    title: "a message of 15 bytes and its fields, in the order in which a reader takes them out",
    draw: || Drawing::Hex(fields()),
};

fn fields() -> Hex {
    let bytes = message();
    let mut fields = Fields { reader: Reader::new(&bytes), spans: Vec::new() };
    fields.number("version", |reader| reader.u8().map(u64::from));
    let length = fields.number("length", |reader| reader.u16().map(u64::from));
    fields.number("number", |reader| reader.u24().map(u64::from));
    fields.number("address", |reader| reader.u32().map(u64::from));
    let text = usize::try_from(length).expect("it has 16 bits") - fields.reader.pos();
    fields.field("text", |reader| {
        let text = reader.take(text).expect("the length is right");
        format!("take({text:?}): {}", String::from_utf8_lossy(text), text = text.len())
    });
    let spans = fields.spans;
    Hex { bytes, spans }
}

/// The length counts all the bytes, so it is known last and stands near the front.
fn message() -> Vec<u8> {
    let mut writer = Writer::new();
    writer.u8(0x45);
    let length = writer.pos();
    writer.u16(0);
    writer.u24(0x0102).expect("it has no more than 24 bits");
    writer.u32(0xC0A8_0101);
    writer.bytes(b"hello");
    let total = writer.pos() as u16;
    writer.patch_u16(length, total).expect("there is a place for it");
    writer.finish()
}

/// A reader, and where it was before and after each field.
struct Fields<'a> {
    reader: Reader<'a>,
    spans: Vec<Span>,
}

impl<'a> Fields<'a> {
    /// Reads a number, and gives it back.
    fn number(&mut self, name: &str, read: impl FnOnce(&mut Reader<'a>) -> Result<u64, Short>) -> u64 {
        let mut number = 0;
        self.field(name, |reader| {
            let start = reader.pos();
            number = read(reader).expect("the message is complete");
            let width = reader.pos() - start;
            format!("u{}: 0x{number:0digits$X}", 8 * width, digits = 2 * width)
        });
        number
    }

    /// Reads something, and keeps how far the reader went.
    fn field(&mut self, name: &str, read: impl FnOnce(&mut Reader<'a>) -> String) {
        let start = self.reader.pos();
        let value = read(&mut self.reader);
        let range = start..self.reader.pos();
        self.spans.push(Span { range, name: name.to_owned(), value, points_to: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_are_what_was_written() {
        let hex = fields();
        assert_eq!(hex.bytes, b"\x45\x00\x0f\x00\x01\x02\xc0\xa8\x01\x01hello");
        let said: Vec<(usize, &str)> =
            hex.spans.iter().map(|span| (span.range.end, span.value.as_str())).collect();
        assert_eq!(
            said,
            [
                (1, "u8: 0x45"),
                (3, "u16: 0x000F"),
                (6, "u24: 0x000102"),
                (10, "u32: 0xC0A80101"),
                (15, "take(5): hello"),
            ]
        );
    }
}
