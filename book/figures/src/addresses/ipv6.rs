//! The 16 bytes of an address, and what its canonical text has for each of them.

use ::addresses::ipv6::{canonical_v6, parse_v6};

use crate::{Drawing, Figure, Hex, Span};

pub(super) const CANONICAL: Figure = Figure {
    name: "addresses/ipv6/canonical",
    title: "the 16 bytes of 2001:db8::1, and what the text has for them",
    draw: || Drawing::Hex(groups("2001:DB8:0:0:0:0:0:1")),
};

pub(super) const TIE: Figure = Figure {
    name: "addresses/ipv6/tie",
    title: "the 16 bytes of 2001:db8::1:0:0:1, which has two rows of zeros of the same length",
    draw: || Drawing::Hex(groups("2001:db8:0:0:1:0:0:1")),
};

/// The bytes of an address, by the groups of its canonical text. What `::` stands for belongs together.
fn groups(text: &str) -> Hex {
    let address = parse_v6(text).expect("it is an address");
    let canonical = canonical_v6(address);
    let (front, back) = canonical.split_once("::").expect("a row of zeros is left out");
    let [front, back]: [Vec<&str>; 2] =
        [front, back].map(|side| side.split(':').filter(|group| !group.is_empty()).collect());
    let left_out = 8 - front.len() - back.len();

    let group = |(index, group): (usize, &str)| Span {
        range: 2 * index..2 * index + 2,
        name: format!("group {}", index + 1),
        value: group.to_owned(),
        points_to: None,
    };
    let gap = Span {
        range: 2 * front.len()..2 * (front.len() + left_out),
        name: format!("groups {} to {}", front.len() + 1, front.len() + left_out),
        value: format!(":: for {left_out} groups of zeros"),
        points_to: None,
    };
    let spans = front.iter().copied().enumerate().map(group).chain([gap]);
    let behind = back.iter().enumerate().map(|(index, text)| group((front.len() + left_out + index, text)));
    Hex { bytes: address.to_be_bytes().to_vec(), spans: spans.chain(behind).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(hex: &Hex) -> Vec<(usize, &str)> {
        hex.spans.iter().map(|span| (span.range.end, span.value.as_str())).collect()
    }

    #[test]
    fn each_group_stands_where_its_bytes_are() {
        let hex = groups("2001:DB8:0:0:0:0:0:1");
        assert_eq!(said(&hex), [(2, "2001"), (4, "db8"), (14, ":: for 5 groups of zeros"), (16, "1")]);
        assert_eq!(hex.bytes[..4], [0x20, 0x01, 0x0d, 0xb8]);
        assert!(hex.bytes[4..15].iter().all(|byte| *byte == 0));
    }

    #[test]
    fn of_two_equal_rows_the_second_is_written() {
        let hex = groups("2001:db8:0:0:1:0:0:1");
        let written = [
            (2, "2001"),
            (4, "db8"),
            (8, ":: for 2 groups of zeros"),
            (10, "1"),
            (12, "0"),
            (14, "0"),
            (16, "1"),
        ];
        assert_eq!(said(&hex), written);
    }
}
