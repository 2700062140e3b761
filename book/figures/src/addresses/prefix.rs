//! A prefix as bits, and as a stretch of the number line.

use ::addresses::dotted::{dotted, parse_v4};
use ::addresses::prefix::{broadcast, hosts, last, network, parent, split};
use given::addresses::{Family, Prefix};

use crate::{Bits, Drawing, Field, Figure, Line, Spelling, Stretch};

/// The reader turns bits on and off, and sees which of them leave the network.
pub(super) const BITS: Figure = Figure {
    name: "addresses/prefix/bits",
    title: "192.0.2.77/26: the 26 bits of the prefix, and the 6 behind them",
    draw: || Drawing::Bits(bits()),
};

pub(super) const LINE: Figure = Figure {
    name: "addresses/prefix/line",
    title: "the prefix 192.0.2.64/26, its parent, its halves, and what machines can have of it",
    draw: || Drawing::Line(line()),
};

const LEN: u8 = 26;

fn address() -> u128 {
    parse_v4("192.0.2.77").expect("it is an address").into()
}

fn bits() -> Bits {
    Bits {
        fields: vec![
            Field {
                name: "prefix",
                bits: LEN.into(),
                about: "Names the network. All its machines have the same bits here.",
            },
            Field {
                name: "host",
                bits: (Family::V4.width() - LEN).into(),
                about: "Tells the machines of the network apart. In the prefix itself all these are 0.",
            },
        ],
        value: address(),
        spelling: Spelling::Dotted,
    }
}

fn line() -> Line {
    let prefix = network(Family::V4, address(), LEN);
    let whole = parent(&prefix).expect("it is not everything");
    let (low, high) = split(&prefix).expect("it is more than one address");
    let hosts = hosts(&prefix);
    let broadcast = broadcast(&prefix).expect("it is IPv4, and not too long");

    let stretch = |prefix: &Prefix, note: String| Stretch {
        name: prefix.to_string(),
        ends: (prefix.bits, last(prefix)),
        note,
    };
    let spell: fn(u128) -> String = |address| dotted(address as u32);
    let stretches = vec![
        stretch(&whole, String::from("the parent, one bit shorter")),
        stretch(&prefix, format!("the network; broadcast {}", spell(broadcast))),
        Stretch {
            name: String::from("hosts"),
            ends: (hosts.first, hosts.last),
            note: String::from("what machines can have"),
        },
        stretch(&low, String::from("the lower half")),
        stretch(&high, String::from("the upper half")),
    ];
    let ends = [whole.bits, prefix.bits, hosts.first, low.bits, last(&low), high.bits];
    let mut marks = [&ends[..], &[hosts.last, last(&prefix), last(&whole)]].concat();
    marks.sort_unstable();
    marks.dedup();
    Line { spell, marks, stretches }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_are_an_address() {
        assert_eq!(bits().fields.iter().map(|field| field.bits).sum::<u32>(), 32);
    }

    #[test]
    fn the_halves_are_the_whole_and_the_ends_are_no_machines() {
        let line = line();
        let ends = |index: usize| line.stretches[index].ends;
        let [whole, network, hosts, low, high] = [0, 1, 2, 3, 4].map(ends);
        assert!(whole.0 <= network.0 && network.1 <= whole.1);
        assert_eq!((network.0 + 1, network.1 - 1), hosts);
        assert_eq!((network.0, low.1 + 1, high.1), (low.0, high.0, network.1));
        assert_eq!(line.stretches[1].note, "the network; broadcast 192.0.2.127");
    }
}
