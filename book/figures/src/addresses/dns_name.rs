//! A message in which names point to one another.

use ::addresses::cursor::{Reader, Writer};
use ::addresses::dns_name::{decode_name, encode_name, parse_name};
use given::addresses::{Class, RecordType};

use crate::{Drawing, Figure, Hex, Span};

pub(super) const POINTERS: Figure = Figure {
    name: "addresses/dns_name/pointers",
    title: "A DNS response of 70 bytes with four names, three of which end in a pointer to an earlier one",
    draw: pointers,
};

fn pointers() -> Drawing {
    let bytes = message();
    let mut spans = Spans { message: &bytes, spans: Vec::new() };
    spans.field(12, "header", "one question, two answers");
    spans.name();
    spans.field(4, "type, class", "A, IN");
    spans.name();
    spans.field(10, "type, class, TTL, length", "CNAME, IN, 300 seconds, 6 bytes");
    spans.name();
    spans.name();
    spans.field(10, "type, class, TTL, length", "A, IN, 300 seconds, 4 bytes");
    spans.field(4, "address", "192.0.2.1");
    let spans = spans.spans;
    Drawing::Hex(Hex { bytes, spans })
}

/// Spans of a message, one behind the other.
pub(super) struct Spans<'a> {
    pub(super) message: &'a [u8],
    pub(super) spans: Vec<Span>,
}

impl Spans<'_> {
    /// The next so many bytes are one field.
    pub(super) fn field(&mut self, length: usize, name: &str, value: impl Into<String>) {
        let at = self.at();
        self.spans.push(Span {
            range: at..at + length,
            name: name.to_owned(),
            value: value.into(),
            points_to: None,
        });
    }

    /// The next bytes are a name, as far as it is written here: labels, and the end or a pointer.
    pub(super) fn name(&mut self) {
        let (_, next) = decode_name(self.message, self.at()).expect("there is a name");
        while self.at() < next {
            let mut reader = Reader::new(&self.message[self.at()..next]);
            let first = reader.u8().expect("the name is not at its end");
            match first >> 6 {
                0b11 => self.pointer(first),
                _ if first == 0 => self.field(1, "root", "the name ends"),
                _ => {
                    let label = reader.take(usize::from(first)).expect("the label is there");
                    let label = String::from_utf8_lossy(label).into_owned();
                    self.field(1 + usize::from(first), "label", label);
                }
            }
        }
    }

    fn pointer(&mut self, first: u8) {
        let at = self.at();
        let target = usize::from(u16::from_be_bytes([first & 0b0011_1111, self.message[at + 1]]));
        let (name, _) = decode_name(self.message, target).expect("it leads to a name");
        self.field(2, "pointer", format!("to byte {target}: {name}"));
        if let Some(pointer) = self.spans.last_mut() {
            pointer.points_to = Some(target);
        }
    }

    fn at(&self) -> usize {
        self.spans.last().map_or(0, |span| span.range.end)
    }
}

/// `www.london.example` is an alias of `web.london.example`, and that has an address.
fn message() -> Vec<u8> {
    let mut writer = Writer::new();
    for field in [4711, 0x8180, 1, 2, 0, 0] {
        writer.u16(field);
    }
    let question = 12;
    writer.bytes(&encode_name(&parse_name("www.london.example").expect("it is a name")));
    writer.u16(RecordType::A.0);
    writer.u16(Class::IN.0);

    let london = question + 4;
    let web = b"\x03web";
    record(&mut writer, question, RecordType::CNAME, web.len() + 2);
    let alias = writer.pos();
    writer.bytes(web);
    writer.u16(pointer(london));

    record(&mut writer, alias, RecordType::A, 4);
    writer.bytes(&[192, 0, 2, 1]);
    writer.finish()
}

/// A record up to its data, for the name that is written at this place.
fn record(writer: &mut Writer, name: usize, rtype: RecordType, rdlength: usize) {
    writer.u16(pointer(name));
    writer.u16(rtype.0);
    writer.u16(Class::IN.0);
    writer.u32(300);
    writer.u16(rdlength as u16);
}

fn pointer(target: usize) -> u16 {
    0b11 << 14 | target as u16
}

#[cfg(test)]
mod tests {
    use ::addresses::dns_msg::{decode_response, resolve};
    use given::addresses::Query;

    use super::*;

    #[test]
    fn the_message_means_what_the_figure_says() {
        let response = decode_response(&message()).expect("it is a message");
        let name = parse_name("www.london.example").expect("it is a name");
        let query = Query { id: 4711, name, qtype: RecordType::A };
        let server = "198.51.100.53:53".parse().expect("it is an address");
        assert_eq!(resolve(&query, server, server, &response), Ok(vec![[192, 0, 2, 1].into()]));
        assert_eq!(response.answers.len(), 2);
    }

    #[test]
    fn every_byte_is_in_a_span() {
        let Drawing::Hex(hex) = pointers() else { panic!("it is bytes") };
        assert_eq!(hex.spans.last().map(|span| span.range.end), Some(hex.bytes.len()));
        assert_eq!(hex.bytes.len(), 70);
    }
}
