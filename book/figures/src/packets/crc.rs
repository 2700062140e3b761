//! The register at work, a frame with its FCS, and what is noticed on a wire.

use packets::crc::{crc32, crc32_flipped, fcs_is_right, unnoticed, with_fcs};
use sim::{ActorId, Trace};

use crate::{Drawing, Figure, Hex, Ladder, Signal, Span, Wave};

/// The same frame five times, and what the next machine says.
pub(super) const FATES: Figure = Figure {
    name: "packets/crc/fates",
    title: "a burst and swapped words are noticed; the polynomial and a forger are not",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| conversation() }),
};

/// A register of three places divides six bits.
pub(super) const REGISTER: Figure = Figure {
    name: "packets/crc/register",
    title: "the bits 110101 enter a register of three places, which ends as 111",
    draw: || Drawing::Signal(register()),
};

/// A question to everybody on the wire, with the four bytes behind it.
pub(super) const FRAME: Figure = Figure {
    name: "packets/crc/frame",
    title: "a frame of Ethernet, 60 bytes and the FCS",
    draw: || Drawing::Hex(frame()),
};

const SAID: &[u8] = b"pay 10 to 20";

fn flipped(bytes: &[u8], flips: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (byte, flip) in bytes[at..].iter_mut().zip(flips) {
        *byte ^= flip;
    }
    bytes
}

fn conversation() -> Trace {
    let sent = with_fcs(SAID);
    let mut swapped = sent.clone();
    for at in [4, 5] {
        swapped.swap(at, at + 6);
    }
    // "10" becomes "90", and the FCS is mended with nothing but the FCS itself and the flips.
    let mut flips = vec![0; SAID.len()];
    flips[4] = b'1' ^ b'9';
    let mended = crc32_flipped(crc32(SAID), &flips);
    let forged = [flipped(SAID, &flips, 0), mended.to_le_bytes().to_vec()].concat();
    let fates = [
        ("a burst of four bytes", flipped(&sent, &[0x11, 0x20, 0x04, 0x08], 4)),
        ("words swapped", swapped),
        ("the polynomial laid over it", flipped(&sent, &unnoticed(0), 3)),
        ("forged on purpose", forged),
    ];

    let mut trace = Trace::new();
    let (tokyo, next) = (trace.actor("Tokyo"), trace.actor("New York"));
    trace.message(tokyo, next, label(&sent)).carrying(sent.clone());
    judge(&mut trace, next, &sent);
    for (fate, arrived) in fates {
        trace.message(tokyo, next, label(&sent)).carrying(sent.clone()).damaged_into(fate, arrived.clone());
        judge(&mut trace, next, &arrived);
    }
    trace
}

fn label(frame: &[u8]) -> String {
    let (said, fcs) = frame.split_last_chunk::<4>().expect("all frames here have an FCS");
    let fcs: String = fcs.iter().map(|byte| format!(" {byte:02x}")).collect();
    format!("\"{}\", FCS{fcs}", said.escape_ascii())
}

fn judge(trace: &mut Trace, next: ActorId, arrived: &[u8]) {
    let verdict = if fcs_is_right(arrived) { "taken for intact" } else { "damaged, thrown away" };
    trace.note(next, format!("{}: {verdict}", label(arrived)));
}

/// The polynomial x³ + x + 1: a neighbor of the one that matters, small enough for a page.
const POLYNOMIAL: u8 = 0b110;
const MESSAGE: [u8; 6] = [1, 1, 0, 1, 0, 1];

/// What is in the register before the first bit, and after each.
fn states() -> Vec<u8> {
    let step = |register: &mut u8, bit: &u8| {
        let together = (*register & 1) ^ bit;
        *register = (*register >> 1) ^ (together * POLYNOMIAL);
        Some(*register)
    };
    [0].into_iter().chain(MESSAGE.iter().scan(0, step)).collect()
}

fn register() -> Signal {
    let states = states();
    let wave = |name: &str, levels: Vec<bool>| Wave {
        name: name.into(),
        bits: levels.iter().map(|level| u8::from(*level).to_string()).collect(),
        levels,
    };
    let place = |place: u8| states.iter().map(|state| state >> place & 1 == 1).collect();
    // After the last bit nothing comes.
    let coming = MESSAGE.iter().map(|bit| *bit == 1).chain([false]).collect();
    Signal {
        waves: vec![
            wave("the next bit", coming),
            wave("place 2", place(2)),
            wave("place 1", place(1)),
            wave("place 0, which falls out", place(0)),
        ],
    }
}

fn frame() -> Hex {
    let sender = [0x02, 0, 0, 0, 0, 0x01];
    let question = [0x00, 0x01, 0x08, 0x00, 0x06, 0x04, 0x00, 0x01];
    let fields: [(&[u8], &str, &str); 9] = [
        (&[0xFF; 6], "destination", "everybody on this wire"),
        (&sender, "source", "a card in Tokyo"),
        (&[0x08, 0x06], "type", "ARP"),
        (&question, "a question about IPv4 on Ethernet", ""),
        (&sender, "who asks", "the same card"),
        (&[192, 0, 2, 1], "who asks", "192.0.2.1"),
        (&[0; 6], "whose card?", "not known yet"),
        (&[192, 0, 2, 7], "whose card?", "192.0.2.7"),
        (&[0; 18], "pad", "up to 60 bytes"),
    ];
    let bytes: Vec<u8> = fields.iter().flat_map(|(bytes, ..)| bytes.iter().copied()).collect();
    let crc = crc32(&bytes);
    let mut at = 0;
    let mut span = |len: usize, name: &str, value: &str| {
        let range = at..at + len;
        at += len;
        Span { range, name: name.to_owned(), value: value.to_owned(), points_to: None }
    };
    let mut spans: Vec<Span> =
        fields.iter().map(|(bytes, name, value)| span(bytes.len(), name, value)).collect();
    spans.push(span(4, "FCS", &format!("the CRC is {crc:#010x}")));
    Hex { bytes: with_fcs(&bytes), spans }
}

#[cfg(test)]
mod tests {
    use sim::Event;

    use super::*;

    #[test]
    fn two_of_four_damages_are_noticed() {
        let trace = conversation();
        let verdicts: Vec<bool> = trace
            .events()
            .iter()
            .filter_map(|event| match event {
                Event::Note(note) => Some(note.text.ends_with("taken for intact")),
                Event::Message(_) => None,
            })
            .collect();
        assert_eq!(verdicts, [true, false, false, true, true]);
    }

    /// What the page works out by hand.
    #[test]
    fn the_register_ends_as_the_remainder() {
        assert_eq!(states(), [0b000, 0b110, 0b101, 0b100, 0b100, 0b010, 0b111]);
    }

    #[test]
    fn the_frame_is_one_of_the_shortest() {
        let Hex { bytes, spans } = frame();
        assert_eq!(bytes.len(), 64);
        assert_eq!(spans.last().map(|span| span.range.clone()), Some(60..64));
        assert!(fcs_is_right(&bytes));
    }
}
