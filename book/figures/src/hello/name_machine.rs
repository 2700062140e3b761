//! Four bytes, one number.

use hello::name_machine::number;

use crate::{Bits, Drawing, Field, Figure, Spelling};

/// The reader changes bytes and sees what they are worth.
pub(super) const ADDRESS: Figure = Figure {
    name: "hello/name_machine/address",
    title: "the four bytes of an address, and the number that they are",
    draw: || {
        let field = |name, about| Field { name, bits: 8, about };
        Drawing::Bits(Bits {
            fields: vec![
                field(
                    "first byte",
                    "Travels first and counts the most: it is worth 2^24, or 16777216, times its value.",
                ),
                field("second byte", "Worth 2^16, or 65536, times its value."),
                field("third byte", "Worth 2^8, or 256, times its value."),
                field("fourth byte", "Travels last and counts the least: it is worth its value."),
            ],
            value: number([192, 168, 1, 1]).into(),
            spelling: Spelling::Dotted,
        })
    },
};
