//! A header with its checksum, and what a checksum notices.

use given::packets::{Ends, Transport};
use packets::checksum::{checksum, is_intact, ones_sum, segment_checksum, update};
use sim::{ActorId, Trace};

use crate::{Drawing, Figure, Hex, Ladder, Span};

/// The same datagram three times: damaged by noise, by a card that swaps words, by somebody who means it.
pub(super) const FATES: Figure = Figure {
    name: "packets/checksum/fates",
    title: "noise is noticed, swapped words and a forger are not",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| conversation() }),
};

/// An IPv4 header, field after field.
pub(super) const HEADER: Figure = Figure {
    name: "packets/checksum/header",
    title: "the twenty bytes of an IPv4 header, with its checksum",
    draw: header,
};

const ENDS: Ends = Ends::V4 { source: 0xC000_0201, destination: 0xC633_6407 };
const DATA: &[u8] = b"pay 10 to 20";
/// The header of a UDP datagram: what it says stands behind.
const UDP: usize = 8;

/// Ports 1024 and 53, the length, the checksum, and what it says.
fn datagram() -> Vec<u8> {
    let len = (UDP + DATA.len()) as u16;
    let head: Vec<u8> = [1024, 53, len, 0].into_iter().flat_map(u16::to_be_bytes).collect();
    let datagram = [&head, DATA].concat();
    let field = segment_checksum(&ENDS, Transport::Udp, &datagram);
    with_checksum(&datagram, field)
}

fn with_checksum(datagram: &[u8], field: u16) -> Vec<u8> {
    let mut datagram = datagram.to_vec();
    datagram[6..8].copy_from_slice(&field.to_be_bytes());
    datagram
}

fn word(bytes: &[u8], at: usize) -> u16 {
    ones_sum(&bytes[at..at + 2])
}

fn conversation() -> Trace {
    let sent = datagram();
    let mut noise = sent.clone();
    noise[UDP + 4] ^= 1;
    let mut swapped = sent.clone();
    for at in [0, 1] {
        swapped.swap(UDP + 4 + at, UDP + 10 + at);
    }
    // "10" becomes "90", and the checksum is repaired as a router repairs it.
    let mut forged = sent.clone();
    forged[UDP + 4] = b'9';
    let repaired = update(word(&sent, 6), word(&sent, UDP + 4), word(&forged, UDP + 4));
    let forged = with_checksum(&forged, repaired);

    let mut trace = Trace::new();
    let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
    let fates = [("one bit flipped", noise), ("words swapped", swapped), ("forged on purpose", forged)];
    for (fate, arrived) in fates {
        trace.message(tokyo, london, label(&sent)).carrying(sent.clone()).damaged_into(fate, arrived.clone());
        judge(&mut trace, london, &arrived);
    }
    trace
}

fn label(datagram: &[u8]) -> String {
    format!("\"{}\", checksum {:04x}", datagram[UDP..].escape_ascii(), word(datagram, 6))
}

fn judge(trace: &mut Trace, london: ActorId, arrived: &[u8]) {
    let verdict =
        if is_intact(&ENDS, Transport::Udp, arrived) { "taken for intact" } else { "damaged, thrown away" };
    trace.note(london, format!("{}: {verdict}", label(arrived)));
}

fn header() -> Drawing {
    let words = [0x4500, 0x0073, 0x0000, 0x4000, 0x4011, 0x0000, 0xC0A8, 0x0001, 0xC0A8, 0x00C7_u16];
    let mut bytes: Vec<u8> = words.into_iter().flat_map(u16::to_be_bytes).collect();
    let field = checksum(&bytes, 10);
    bytes[10..12].copy_from_slice(&field.to_be_bytes());
    let fields = [
        (2, "version, length of the header, type of service", "4, 5 words, 0"),
        (2, "total length", "115"),
        (2, "identification", "0"),
        (2, "flags and fragment offset", "don't fragment, 0"),
        (2, "time to live, protocol", "64, 17: UDP"),
        (2, "header checksum", ""),
        (4, "source address", "192.168.0.1"),
        (4, "destination address", "192.168.0.199"),
    ];
    let mut at = 0;
    let spans = fields
        .into_iter()
        .map(|(len, name, value)| {
            let range = at..at + len;
            at += len;
            let value = if value.is_empty() { format!("{field:#06x}") } else { value.to_owned() };
            Span { range, name: name.to_owned(), value, points_to: None }
        })
        .collect();
    Drawing::Hex(Hex { bytes, spans })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes;

    #[test]
    fn noise_alone_is_noticed() {
        let trace = conversation();
        let notes = notes(&trace);
        assert_eq!(notes.len(), 3);
        assert!(notes[0].starts_with("\"pay 00 to 20"), "{}", notes[0]);
        assert!(notes[0].ends_with("thrown away"), "{}", notes[0]);
        assert!(notes[1].starts_with("\"pay 20 to 10"), "{}", notes[1]);
        assert!(notes[1].ends_with("taken for intact"), "{}", notes[1]);
        assert!(notes[2].starts_with("\"pay 90 to 20"), "{}", notes[2]);
        assert!(notes[2].ends_with("taken for intact"), "{}", notes[2]);
    }
}
