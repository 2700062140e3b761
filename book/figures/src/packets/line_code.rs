//! The same byte in each code, as the wire has it.

use given::packets::Levels;
use packets::line_code::{encode_4b5b, manchester, nrz, nrzi};

use crate::{Drawing, Figure, Signal, Wave};

/// A byte with runs of both kinds.
pub(super) const WIRE: Figure = Figure {
    name: "packets/line_code/wire",
    title: "one byte, 0x53, in three codes on the wire",
    draw: || Drawing::Signal(signal(0x53)),
};

/// The byte on which NRZ does nothing at all.
pub(super) const ZEROS: Figure = Figure {
    name: "packets/line_code/zeros",
    title: "the byte 0x00: in NRZ nothing happens, in the others the wire never rests",
    draw: || Drawing::Signal(signal(0x00)),
};

fn signal(byte: u8) -> Signal {
    let bytes = &[byte];
    let plain = nrz(bytes);
    let bits: Vec<String> = plain.0.iter().map(|level| u8::from(*level).to_string()).collect();
    let code = encode_4b5b(bytes);
    let groups: Vec<String> = code.0.iter().map(|bit| u8::from(*bit).to_string()).collect();
    Signal {
        waves: vec![
            wave("NRZ", &bits, plain),
            wave("Manchester", &bits, manchester(bytes)),
            wave("4B/5B with NRZI", &groups, nrzi(&code)),
        ],
    }
}

fn wave(name: &str, bits: &[String], levels: Levels) -> Wave {
    Wave { name: name.into(), bits: bits.to_vec(), levels: levels.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_codes_but_nrz_change_for_zeros() {
        let changes: Vec<usize> = signal(0)
            .waves
            .iter()
            .map(|wave| wave.levels.windows(2).filter(|pair| pair[0] != pair[1]).count())
            .collect();
        assert_eq!(changes, [0, 15, 7]);
    }
}
