//! The 32 bits of an address as a strip.

use ::addresses::dotted::parse_v4;

use crate::{Bits, Drawing, Field, Figure, Spelling};

/// The reader turns bits on and off, and sees all the spellings change.
pub(super) const STRIP: Figure = Figure {
    name: "addresses/dotted/strip",
    title: "the 32 bits of an address, and its spellings",
    draw: || Drawing::Bits(strip()),
};

fn strip() -> Bits {
    let octet = |name, about| Field { name, bits: 8, about };
    Bits {
        fields: vec![
            octet("octet 1", "Stands first in the text and travels first. Its leftmost bit is worth 2^31."),
            octet("octet 2", "As hexadecimal, every octet is exactly two digits."),
            octet("octet 3", "The octet 1 is 00000001: the zeros count, or the bits behind them would move."),
            octet(
                "octet 4",
                "Stands last. Its rightmost bit is worth 1: it tells odd numbers from even ones.",
            ),
        ],
        value: parse_v4("192.168.1.1").expect("it is an address").into(),
        spelling: Spelling::Dotted,
    }
}

#[cfg(test)]
mod tests {
    use ::addresses::dotted::binary;

    use super::*;

    #[test]
    fn the_fields_are_the_groups_of_the_text() {
        let strip = strip();
        let groups = binary(strip.value as u32);
        assert!(groups.split('.').map(str::len).eq(strip.fields.iter().map(|field| field.bits as usize)));
    }
}
