//! A datagram, an error with what it quotes, and the way from Tokyo to London, found with both.

use std::time::Duration;

use given::packets::{Ends, IcmpError, Ipv4Header, UdpPorts, protocol};
use given::time::Micros;
use packets::ipv4;
use packets::udp_icmp::{icmp_error, udp_emit, udp_parse};
use sim::{ActorId, Trace};

use crate::{Drawing, Figure, Hex, Ladder, Span};

/// A datagram, field after field.
pub(super) const DATAGRAM: Figure =
    Figure { name: "packets/udp_icmp/datagram", title: "a UDP datagram of ten bytes", draw: datagram };

/// An error in its packet, down to the ports of the packet that it is about.
pub(super) const ERROR: Figure = Figure {
    name: "packets/udp_icmp/error",
    title: "an ICMP error in its packet, and the packet that it quotes",
    draw: error,
};

/// The probes of a traceroute, and what becomes of them. Answers can be lost.
pub(super) const TRACEROUTE: Figure = Figure {
    name: "packets/udp_icmp/traceroute",
    title: "three probes with 1, 2 and 3 as their time to live, and who answers each",
    draw: || {
        let answers = HOPS.iter().map(|(name, ..)| format!("answer of {name}")).collect();
        Drawing::Ladder(Ladder { can_be_lost: answers, trace: traceroute })
    },
};

const TOKYO: u32 = 0xC000_0201;
const LONDON: u32 = 0xC633_6407;
const ENDS: Ends = Ends::V4 { source: TOKYO, destination: LONDON };

/// What lies on the way, its address there, and how long a packet takes from Tokyo.
const HOPS: [(&str, u32, u64); 3] =
    [("Singapore", 0xCB00_7101, 35), ("Frankfurt", 0xCB00_7102, 95), ("London", LONDON, 105)];

/// Where `traceroute` begins to count.
const FIRST_PORT: u16 = 33_434;

/// How long Tokyo waits for an answer.
const PATIENCE: Duration = Duration::from_millis(300);

/// Fields one after the other: how many bytes, name, value.
fn spans<const N: usize>(fields: [(usize, &str, String); N]) -> Vec<Span> {
    let mut at = 0;
    let span = |(len, name, value): (usize, &str, String)| {
        let range = at..at + len;
        at += len;
        Span { range, name: name.to_owned(), value, points_to: None }
    };
    fields.into_iter().map(span).collect()
}

/// The number in the two bytes from here on.
fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn datagram() -> Drawing {
    let bytes = udp_emit(&ENDS, &UdpPorts { source: 1024, destination: 53 }, b"hi");
    let spans = spans([
        (2, "source port", number(&bytes, 0).to_string()),
        (2, "destination port", number(&bytes, 2).to_string()),
        (2, "length", format!("{}: 8 of header, 2 of data", number(&bytes, 4))),
        (2, "checksum", format!("{:#06x}, with the addresses", number(&bytes, 6))),
        (2, "data", String::from("\"hi\"")),
    ]);
    Drawing::Hex(Hex { bytes, spans })
}

/// Tokyo's probe of this number, as it comes to the machine at which it has no time left.
fn probe(hop: usize) -> Vec<u8> {
    let ports = UdpPorts { source: 40_000, destination: FIRST_PORT + hop as u16 };
    let header = Ipv4Header { ttl: 1, ..Ipv4Header::new(protocol::UDP, TOKYO, LONDON) };
    ipv4::emit(&header, &udp_emit(&ENDS, &ports, b"hi"))
}

fn error() -> Drawing {
    let (_, singapore, _) = HOPS[0];
    let quoted = probe(0);
    let message = icmp_error(&IcmpError::TimeExceeded, &quoted).expect("Tokyo may be told");
    let bytes = ipv4::emit(&Ipv4Header::new(protocol::ICMP, singapore, TOKYO), &message);
    let spans = spans([
        (12, "IP header", format!("total length {}, protocol 1: ICMP", bytes.len())),
        (4, "source address", String::from("203.0.113.1: Singapore")),
        (4, "destination address", String::from("192.0.2.1: Tokyo")),
        (1, "type", format!("{}: time exceeded", message[0])),
        (1, "code", format!("{}: in transit", message[1])),
        (2, "checksum", format!("{:#06x}, over the whole message", number(&message, 2))),
        (4, "unused", String::from("0")),
        (12, "quote: IP header", String::from("ttl 1, protocol 17: UDP")),
        (4, "quote: source address", String::from("192.0.2.1: Tokyo")),
        (4, "quote: destination address", String::from("198.51.100.7: London")),
        (2, "quote: source port", number(&quoted, 20).to_string()),
        (2, "quote: destination port", format!("{}: the first probe", number(&quoted, 22))),
        (2, "quote: length", number(&quoted, 24).to_string()),
        (2, "quote: checksum", format!("{:#06x}", number(&quoted, 26))),
        (2, "quote: data", String::from("\"hi\"")),
    ]);
    Drawing::Hex(Hex { bytes, spans })
}

fn traceroute(lost: &[usize]) -> Trace {
    let mut trace = Trace::new();
    let tokyo = trace.actor("Tokyo");
    let places: Vec<ActorId> = HOPS.iter().map(|(name, ..)| trace.actor(*name)).collect();
    let mut now = Micros::default();
    for (hop, ((name, _, millis), place)) in HOPS.into_iter().zip(places).enumerate() {
        let packet = probe(hop);
        let after = Duration::from_millis(millis);
        let (sent, arrives) = (now, now + after);
        let label = format!("ttl {}, to port {}", hop + 1, usize::from(FIRST_PORT) + hop);
        trace.message(tokyo, place, label).sent(sent).arrives(arrives).carrying(packet.clone());
        let error = what_is_wrong(&packet, name == "London");
        let message = icmp_error(&error, &packet).expect("Tokyo may be told");
        let answer = trace.message(place, tokyo, error.to_string()).sent(arrives).carrying(message.clone());
        if lost.contains(&hop) {
            answer.lost("on the way");
            now = sent + PATIENCE;
            trace.note(tokyo, format!("{}  *", hop + 1)).at(now);
        } else {
            now = arrives + after;
            answer.arrives(now);
            trace.note(tokyo, format!("{}  {name}  {} ms", hop + 1, 2 * millis)).at(now);
        }
    }
    trace
}

/// On the way a packet with a time to live of 1 ends. In London nobody counts down, and somebody looks at the port.
fn what_is_wrong(packet: &[u8], is_there: bool) -> IcmpError {
    if !is_there {
        return IcmpError::TimeExceeded;
    }
    let (_, payload) = ipv4::parse(packet).expect("it is a good packet");
    udp_parse(&ENDS, payload).expect("it is a good datagram");
    IcmpError::PortUnreachable
}

#[cfg(test)]
mod tests {
    use sim::Event;

    use super::*;

    fn notes(lost: &[usize]) -> Vec<String> {
        let note = |event: &Event| match event {
            Event::Note(note) => Some(note.text.clone()),
            Event::Message(_) => None,
        };
        traceroute(lost).events().iter().filter_map(note).collect()
    }

    #[test]
    fn each_probe_finds_one_machine() {
        assert_eq!(notes(&[]), ["1  Singapore  70 ms", "2  Frankfurt  190 ms", "3  London  210 ms"]);
        assert_eq!(notes(&[1]), ["1  Singapore  70 ms", "2  *", "3  London  210 ms"]);
    }
}
