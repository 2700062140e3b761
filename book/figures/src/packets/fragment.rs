//! A packet that is cut on its way, and the holes that close at its end.

use std::time::Duration;

use given::packets::{Hole, Ipv4Header, protocol};
use packets::fragment::{REASSEMBLY_TIMEOUT, Reassembly, fragment};
use packets::ipv4::{emit, parse};
use sim::{ActorId, Micros, Trace};

use crate::{Drawing, Figure, Ladder, Line, Stretch};

/// Two links with another MTU each, and London puts together what comes.
pub(super) const JOURNEY: Figure = Figure {
    name: "packets/fragment/journey",
    title: "a packet of 1000 bytes is cut twice, and comes out whole",
    draw: || Drawing::Ladder(Ladder { can_be_lost: LOSABLE.map(String::from).to_vec(), trace: journey }),
};

/// What is missing of a packet after each of its fragments.
pub(super) const HOLES: Figure = Figure {
    name: "packets/fragment/holes",
    title: "the holes of a packet of 40 bytes close, one fragment after the other",
    draw: || Drawing::Line(holes()),
};

/// What the reader can have lost, all of it behind Frankfurt.
const LOSABLE: [&str; 3] = ["first fragment", "middle fragment", "last fragment"];

const NEAR: u64 = 20;
const FAR: u64 = 80;

fn header() -> Ipv4Header {
    Ipv4Header { identification: 7, ..Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407) }
}

fn label(packet: &[u8]) -> String {
    let (header, payload) = parse(packet).expect("our packets are packets");
    let start = 8 * usize::from(header.fragment_offset);
    let end = start + payload.len() - 1;
    match (start, header.more_fragments) {
        (0, false) => format!("whole, {} bytes", packet.len()),
        (_, true) => format!("{start} to {end}, MF"),
        (_, false) => format!("{start} to {end}"),
    }
}

fn journey(lost: &[usize]) -> Trace {
    let mut trace = Trace::new();
    let [tokyo, singapore, frankfurt, london] =
        ["Tokyo", "Singapore", "Frankfurt", "London"].map(|name| trace.actor(name));
    let packet = emit(&header(), &[b'x'; 980]);
    let ms = Micros::from_millis;
    let hops = [(tokyo, singapore, 1500, 0), (singapore, frankfurt, 700, NEAR)];
    let mut pieces = vec![packet];
    for (from, to, mtu, at) in hops {
        pieces = cut(&pieces, mtu);
        for piece in &pieces {
            trace.message(from, to, label(piece)).sent(ms(at)).arrives(ms(at + NEAR));
        }
    }
    pieces = cut(&pieces, 500);
    let mut reassembly = Reassembly::new(65_536);
    let arrive = NEAR + NEAR + FAR;
    let mut came = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let sent = trace.message(frankfurt, london, label(piece)).sent(ms(NEAR + NEAR));
        // The middle one takes another way.
        let at = ms(if index == 1 { arrive + 30 } else { arrive });
        if lost.contains(&index) {
            sent.lost("");
        } else {
            sent.arrives(at);
            came.push((at, piece));
        }
    }
    came.sort_by_key(|(at, _)| *at);
    for (at, piece) in came {
        match reassembly.push(at, piece) {
            Some(whole) => drop(trace.note(london, label(&whole)).at(at)),
            None => drop(trace.note(london, missing(&reassembly.holes(piece))).at(at)),
        }
    }
    give_up(&mut trace, london, tokyo, &mut reassembly);
    trace
}

fn cut(packets: &[Vec<u8>], mtu: usize) -> Vec<Vec<u8>> {
    packets.iter().flat_map(|packet| fragment(packet, mtu).expect("it may be cut")).collect()
}

/// A minute later, if something is missing for good.
fn give_up(trace: &mut Trace, london: ActorId, tokyo: ActorId, reassembly: &mut Reassembly) {
    let Some(moment) = reassembly.poll_timeout() else { return };
    let firsts = reassembly.handle_timeout(moment);
    let seconds = REASSEMBLY_TIMEOUT.as_secs();
    trace.note(london, format!("given up after {seconds} s")).at(moment);
    for _ in firsts {
        let back = moment + Duration::from_millis(NEAR + NEAR + FAR);
        trace.message(london, tokyo, "ICMP: time exceeded").sent(moment).arrives(back);
    }
}

fn missing(holes: &[Hole]) -> String {
    let all: Vec<String> = holes.iter().map(Hole::to_string).collect();
    format!("missing: {}", all.join("; "))
}

/// In which order the fragments come, each of 8 bytes.
const ORDER: [usize; 4] = [1, 3, 4, 0];
const BYTES: usize = 40;
/// How far the line is drawn behind the end that nobody knows yet.
const BEYOND: u128 = 55;

fn holes() -> Line {
    let packet = emit(&header(), &[b'x'; BYTES]);
    let fragments = fragment(&packet, 28).expect("it may be cut");
    let mut reassembly = Reassembly::new(65_536);
    let mut stretches = stretches("at first", &reassembly.holes(&packet));
    for at in ORDER {
        assert_eq!(reassembly.push(Micros(0), &fragments[at]), None, "one is still missing");
        let came = format!("after {}", label(&fragments[at]));
        stretches.extend(self::stretches(&came, &reassembly.holes(&packet)));
    }
    Line {
        spell: |byte| if byte == BEYOND { String::from("…") } else { byte.to_string() },
        marks: (0..=BYTES as u128 / 8).map(|unit| 8 * unit).chain([BEYOND]).collect(),
        stretches,
    }
}

fn stretches(when: &str, holes: &[Hole]) -> Vec<Stretch> {
    let one = |hole: &Hole| Stretch {
        name: when.to_owned(),
        ends: (hole.first as u128, hole.last.map_or(BEYOND, |last| last as u128)),
        note: format!("missing {hole}"),
    };
    holes.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use sim::Event;

    use super::*;

    fn notes(trace: &Trace) -> Vec<String> {
        let note = |event: &Event| match event {
            Event::Note(note) => Some(note.text.clone()),
            Event::Message(_) => None,
        };
        trace.events().iter().filter_map(note).collect()
    }

    fn is_told(trace: &Trace) -> bool {
        trace
            .events()
            .iter()
            .any(|event| matches!(event, Event::Message(message) if message.label.contains("ICMP")))
    }

    #[test]
    fn it_comes_out_whole_or_is_given_up() {
        let trace = journey(&[]);
        assert_eq!(notes(&trace).last().map(String::as_str), Some("whole, 1000 bytes"));
        assert!(!is_told(&trace));
        for lost in [&[0][..], &[1], &[2], &[0, 1], &[1, 2]] {
            let trace = journey(lost);
            assert_eq!(notes(&trace).last().map(String::as_str), Some("given up after 60 s"), "{lost:?}");
            assert_eq!(is_told(&trace), !lost.contains(&0), "{lost:?}");
        }
        assert!(notes(&journey(&[0, 1, 2])).is_empty());
    }

    #[test]
    fn the_last_hole_has_an_end_as_soon_as_the_last_fragment_is_there() {
        let line = holes();
        let open: Vec<bool> = line.stretches.iter().map(|stretch| stretch.ends.1 == BEYOND).collect();
        assert_eq!(open, [true, false, true, false, false, true, false, false, false]);
    }
}
