//! A packet of ARP, field by field, and the first bytes of an IPv4 header.

use given::packets::{FieldName, Layer, LinkType};
use packets::dissect::dissect;

use crate::{Bits, Drawing, Field, Figure, Hex, Span, Spelling};

pub(super) const ARP: Figure = Figure {
    name: "packets/dissect/arp",
    title: "who has the address of the gateway? A frame of 42 bytes, field by field",
    draw: arp,
};

pub(super) const FIRST_BYTES: Figure = Figure {
    name: "packets/dissect/first-bytes",
    title: "the first four bytes of an IPv4 packet are four fields",
    draw: first_bytes,
};

/// The first packet of the sample that the program `dissect` has built in.
fn request() -> Vec<u8> {
    let tokyo = [2, 0, 0x5E, 0x10, 0, 1];
    let frame = [&[0xFF; 6][..], &tokyo, &[0x08, 0x06]].concat();
    let head = [0, 1, 8, 0, 6, 4, 0, 1];
    [&frame[..], &head, &tokyo, &[192, 0, 2, 1], &[0; 6], &[192, 0, 2, 254]].concat()
}

fn arp() -> Drawing {
    let bytes = request();
    let spans = dissect(LinkType::ETHERNET, &bytes)
        .into_iter()
        .map(|field| Span {
            range: field.start / 8..field.end / 8,
            name: format!("{} {}", field.name.layer(), field.name.label()),
            value: field.value.map(|value| field.name.spell(value)).unwrap_or_default(),
            points_to: None,
        })
        .collect();
    Drawing::Hex(Hex { bytes, spans })
}

/// 115 bytes, as in the header that the page about checksums holds on to.
const VALUE: u32 = 0x4500_0073;

fn first_bytes() -> Drawing {
    const ABOUT: [(FieldName, &str); 4] = [
        (FieldName::Ipv4Version, "Which version of IP this is: the upper half of the first byte."),
        (FieldName::Ipv4HeaderLength, "How long the header is, in words of 4 bytes: the lower half."),
        (FieldName::Ipv4TrafficClass, "How the packet would like to be treated."),
        (FieldName::Ipv4TotalLength, "How long header and payload are, in bytes."),
    ];
    // The places are those of our dissector, and the words are those of this page.
    let fields = dissect(LinkType::RAW_IP, &VALUE.to_be_bytes())
        .into_iter()
        .filter(|field| field.name.layer() == Layer::Ipv4)
        .zip(ABOUT)
        .map(|(field, (name, about))| {
            assert_eq!(field.name, name, "the fields are those that the page is about");
            Field { name: name.label(), bits: (field.end - field.start) as u32, about }
        })
        .collect();
    Drawing::Bits(Bits { fields, value: VALUE.into(), spelling: Spelling::Bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each field of the packet has whole bytes, or the figure would have gaps.
    #[test]
    fn the_request_has_no_field_that_is_less_than_a_byte() {
        let fields = dissect(LinkType::ETHERNET, &request());
        assert!(fields.iter().all(|field| field.start % 8 == 0 && field.end % 8 == 0));
        assert_eq!(fields.len(), 3 + 9);
    }
}
