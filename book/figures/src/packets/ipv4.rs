//! The header bit by bit, a packet in a frame that is too large for it, and one that goes in circles.

use given::packets::{Ipv4Header, protocol};
use packets::ipv4::{emit, parse};
use sim::{ActorId, Trace};

use crate::{Bits, Drawing, Field, Figure, Hex, Ladder, Span, Spelling};

/// The first twelve bytes of a header: all but the addresses.
pub(super) const HEADER: Figure = Figure {
    name: "packets/ipv4/header",
    title: "the first three rows of an IPv4 header, bit by bit",
    draw: header,
};

/// The payload of a frame, of which most is no packet.
pub(super) const FILLED: Figure = Figure {
    name: "packets/ipv4/filled",
    title: "forty-six bytes that came in a frame: a packet of twenty-two, and zeros",
    draw: filled,
};

/// Two routers that believe of each other to be nearer to London.
pub(super) const CIRCLE: Figure = Figure {
    name: "packets/ipv4/circle",
    title: "two routers send a packet to and fro, until its time to live is used up",
    draw: || Drawing::Ladder(Ladder { can_be_lost: Vec::new(), trace: |_| circle() }),
};

/// What a link layer without a use for it fills a frame up to (IEEE 802.3).
const FRAME: usize = 46;

const FIELDS: [(&str, u32, &str); 12] = [
    (
        "version",
        4,
        "4 in each packet of IPv4. In a packet of IPv6 a 6 stands here, and the rest means something else.",
    ),
    ("IHL", 4, "How many words of 4 bytes the header has: 5, and one more for each 4 bytes of options."),
    (
        "traffic class",
        8,
        "How the packet would like to be treated, and whether a router on the way was in a jam.",
    ),
    ("total length", 16, "The bytes of the whole packet, header and payload."),
    ("identification", 16, "Fragments of one packet have the same number."),
    ("0", 1, "Reserved: zero when it is sent, and not looked at when it arrives."),
    ("DF", 1, "Don't fragment: rather throw it away than cut it."),
    ("MF", 1, "More fragments: this is one, and not the last."),
    ("fragment offset", 13, "Where in the whole payload this fragment begins, in pieces of 8 bytes."),
    ("time to live", 8, "How many routers may still forward it."),
    ("protocol", 8, "What the payload is: 1 is ICMP, 6 is TCP, 17 is UDP."),
    ("checksum", 16, "The inverse of the sum of the header's other words."),
];

/// The packet of the examples.
fn packet() -> Vec<u8> {
    let header = Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407);
    emit(&Ipv4Header { identification: 7, dont_fragment: true, ..header }, b"hi")
}

fn header() -> Drawing {
    let value = packet()[..12].iter().fold(0, |value, byte| value << 8 | u128::from(*byte));
    let fields = FIELDS.map(|(name, bits, about)| Field { name, bits, about });
    Drawing::Bits(Bits { fields: fields.into(), value, spelling: Spelling::Bytes })
}

fn filled() -> Drawing {
    let mut bytes = packet();
    let total = bytes.len();
    bytes.resize(FRAME, 0);
    let (header, payload) = parse(&bytes).expect("it is right");
    let begin = total - payload.len();
    let spans = [
        (0..2, "version, IHL, traffic class", String::from("4, 5 words, 0")),
        (2..4, "total length", total.to_string()),
        (4..begin, "the rest of the header", header.to_string()),
        (begin..total, "payload", format!("\"{}\"", payload.escape_ascii())),
        (total..FRAME, "filled in by Ethernet", format!("{} zeros", FRAME - total)),
    ];
    let spans =
        spans.map(|(range, name, value)| Span { range, name: name.to_owned(), value, points_to: None });
    Drawing::Hex(Hex { bytes, spans: spans.into() })
}

fn circle() -> Trace {
    let mut trace = Trace::new();
    let (tokyo, singapore, frankfurt) =
        (trace.actor("Tokyo"), trace.actor("Singapore"), trace.actor("Frankfurt"));
    let header = Ipv4Header { ttl: 4, ..Ipv4Header::new(protocol::UDP, 0xC000_0201, 0xC633_6407) };
    let mut packet = emit(&header, b"hi");
    let mut holder: ActorId = tokyo;
    loop {
        let next = if holder == singapore { frankfurt } else { singapore };
        let (header, payload) = parse(&packet).expect("we emitted it");
        trace.message(holder, next, format!("to London, ttl {}", header.ttl)).carrying(packet.clone());
        // What a router does: count down, and make the header anew, with the checksum that now belongs there.
        match header.ttl - 1 {
            0 => {
                trace.note(next, "1 - 1 is 0: thrown away");
                return trace;
            }
            ttl => packet = emit(&Ipv4Header { ttl, ..header.clone() }, payload),
        }
        holder = next;
    }
}

#[cfg(test)]
mod tests {
    use sim::Event;

    use super::*;

    #[test]
    fn a_circle_ends() {
        let trace = circle();
        let sent: Vec<&str> = trace
            .events()
            .iter()
            .filter_map(|event| match event {
                Event::Message(message) => Some(message.label.as_str()),
                Event::Note(_) => None,
            })
            .collect();
        assert_eq!(sent, [4, 3, 2, 1].map(|ttl| format!("to London, ttl {ttl}")));
    }

    #[test]
    fn the_fields_are_three_rows() {
        assert_eq!(FIELDS.iter().map(|(_, bits, _)| bits).sum::<u32>(), 96);
    }
}
