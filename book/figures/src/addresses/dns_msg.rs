//! A query as it travels, the flags of a message, and a conversation with a liar in it.

use ::addresses::cursor::{Reader, Writer};
use ::addresses::dns_msg::{decode_response, encode_query, resolve};
use ::addresses::dns_name::{decode_name, parse_name};
use given::addresses::{Class, Query, RecordType};
use sim::{Micros, Trace};

use super::dns_name::Spans;
use crate::{Bits, Drawing, Field, Figure, Hex, Ladder, Spelling};

pub(super) const HEADER: Figure = Figure {
    name: "addresses/dns_msg/header",
    title: "The second field of a DNS header: 16 bits of flags, as a usual response has them",
    draw: header,
};

pub(super) const QUERY: Figure = Figure {
    name: "addresses/dns_msg/query",
    title: "A query for the IPv6 addresses of london.example, byte by byte",
    draw: query,
};

pub(super) const RESOLVE: Figure = Figure {
    name: "addresses/dns_msg/resolve",
    title: "Tokyo asks a resolver for london.example, and a stranger answers as well",
    draw: || Drawing::Ladder(Ladder { can_be_lost: LOSABLE.map(String::from).to_vec(), trace: conversation }),
};

/// QR, RD and RA, and no error: what most responses have.
const USUAL: u16 = 0x8180;

const FLAGS: [(&str, u32, &str); 8] = [
    ("QR", 1, "Is this a response? In a query it is 0."),
    ("OPCODE", 4, "What kind of query this is about. 0 is the usual one."),
    ("AA", 1, "Authoritative answer: the server is in charge of the name, and did not ask others."),
    ("TC", 1, "Truncated: the message did not fit, and there would be more."),
    ("RD", 1, "Recursion desired: the one who asked wants the server to ask others."),
    ("RA", 1, "Recursion available: the server does so."),
    ("Z", 3, "Zero in RFC 1035. Later RFCs gave two of these bits to DNSSEC."),
    ("RCODE", 4, "How it went: 0 is no error, 2 a failure of the server, 3 no such name, 5 refused."),
];

fn header() -> Drawing {
    let fields = FLAGS.map(|(name, bits, about)| Field { name, bits, about });
    Drawing::Bits(Bits { fields: fields.into(), value: USUAL.into(), spelling: Spelling::Bytes })
}

fn query() -> Drawing {
    let bytes = encode_query(&asks(0x1267, RecordType::AAAA));
    let mut reader = Reader::new(&bytes);
    let mut spans = Spans { message: &bytes, spans: Vec::new() };
    for name in ["ID", "flags", "QDCOUNT", "ANCOUNT", "NSCOUNT", "ARCOUNT"] {
        let value = reader.u16().expect("a header has six fields");
        let said = match name {
            "ID" => format!("0x{value:04x}"),
            "flags" => format!("0x{value:04x}: RD alone"),
            _ => value.to_string(),
        };
        spans.field(2, name, said);
    }
    spans.name();
    spans.field(2, "QTYPE", format!("{}: AAAA", RecordType::AAAA.0));
    spans.field(2, "QCLASS", format!("{}: IN", Class::IN.0));
    let spans = spans.spans;
    Drawing::Hex(Hex { bytes, spans })
}

fn asks(id: u16, qtype: RecordType) -> Query {
    Query { id, name: parse_name("london.example").expect("it is a name"), qtype }
}

/// What the reader can have lost, as places in the list that the figure is asked for.
const LOSABLE: [&str; 3] = ["query", "answer", "lie"];
const QUERY_LOST: usize = 0;
const ANSWER_LOST: usize = 1;
const LIE_LOST: usize = 2;

const ID: u16 = 4711;
/// The stranger does not see the query, and guesses.
const GUESS: u16 = 4242;
const LONDON: [u8; 4] = [192, 0, 2, 1];
const THIEF: [u8; 4] = [203, 0, 113, 66];

/// How long the program `addr` waits before it asks again, in milliseconds.
const WAIT: u64 = 2000;

fn conversation(lost: &[usize]) -> Trace {
    let ms = Micros::from_millis;
    let query = asks(ID, RecordType::A);
    let message = encode_query(&query);
    let mut trace = Trace::new();
    let tokyo = trace.actor("Tokyo");
    let resolver = trace.actor("resolver");
    let stranger = trace.actor("stranger");

    let lie = answer(&message, GUESS, THIEF);
    let truth = answer(&message, ID, LONDON);
    let asked = format!("query {ID}: london.example A?");
    let told = |id: u16, [a, b, c, d]: [u8; 4]| format!("response {id}: {a}.{b}.{c}.{d}");

    let query_lost = lost.contains(&QUERY_LOST);
    let sent = trace.message(tokyo, resolver, &asked).carrying(message.clone()).sent(ms(0));
    if query_lost {
        sent.lost("")
    } else {
        sent.arrives(ms(30))
    };
    let lie_lost = lost.contains(&LIE_LOST);
    let sent = trace.message(stranger, tokyo, told(GUESS, THIEF)).carrying(lie.clone()).sent(ms(5));
    if lie_lost {
        sent.lost("")
    } else {
        sent.arrives(ms(20))
    };
    if !lie_lost {
        trace.note(tokyo, hears(&query, &lie)).at(ms(20));
    }
    // A query that was lost has no answer that could be.
    let answer_lost = lost.contains(&ANSWER_LOST);
    if !query_lost {
        let sent = trace.message(resolver, tokyo, told(ID, LONDON)).carrying(truth.clone()).sent(ms(30));
        if answer_lost {
            sent.lost("")
        } else {
            sent.arrives(ms(60))
        };
    }
    if !query_lost && !answer_lost {
        trace.note(tokyo, hears(&query, &truth)).at(ms(60));
        return trace;
    }
    trace.note(tokyo, format!("no answer for {WAIT} ms: asks again")).at(ms(WAIT));
    trace.message(tokyo, resolver, asked).carrying(message).sent(ms(WAIT)).arrives(ms(WAIT + 30));
    let sent = trace.message(resolver, tokyo, told(ID, LONDON)).carrying(truth.clone()).sent(ms(WAIT + 30));
    sent.arrives(ms(WAIT + 60));
    trace.note(tokyo, hears(&query, &truth)).at(ms(WAIT + 60));
    trace
}

/// What our `resolve` makes of a message. It has the resolver's address on it: the stranger writes what he likes there.
fn hears(query: &Query, message: &[u8]) -> String {
    let resolver = "198.51.100.53:53".parse().expect("it is an address");
    let response = decode_response(message).expect("even the stranger can write messages");
    match resolve(query, resolver, resolver, &response) {
        Ok(addresses) => {
            addresses.iter().fold("believed:".to_owned(), |text, address| format!("{text} {address}"))
        }
        Err(why) => format!("refused: {why}"),
    }
}

/// A response with the question of this query, and one address.
fn answer(query: &[u8], id: u16, address: [u8; 4]) -> Vec<u8> {
    const HEADER: usize = 12;
    let (_, end) = decode_name(query, HEADER).expect("the question begins with a name");
    let mut writer = Writer::new();
    for field in [id, USUAL, 1, 1, 0, 0] {
        writer.u16(field);
    }
    // The name, and behind it the type and the class.
    writer.bytes(&query[HEADER..end + 4]);
    writer.u16(0b11 << 14 | HEADER as u16);
    writer.u16(RecordType::A.0);
    writer.u16(Class::IN.0);
    writer.u32(300);
    writer.u16(4);
    writer.bytes(&address);
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields are where our code reads them: each bit, alone in a header, is seen in the field that has it.
    #[test]
    fn the_flags_are_where_we_read_them() {
        assert_eq!(FLAGS.iter().map(|(_, bits, _)| bits).sum::<u32>(), 16);
        let mut place = 16;
        for (name, bits, _) in FLAGS {
            place -= bits;
            let mut message = [0; 12];
            message[2..4].copy_from_slice(&(1_u16 << place).to_be_bytes());
            let flags = decode_response(&message).expect("a header is a message").flags;
            let is_one = match name {
                "QR" => flags.qr,
                "OPCODE" => flags.opcode == 1,
                "AA" => flags.aa,
                "TC" => flags.tc,
                "RD" => flags.rd,
                "RA" => flags.ra,
                "RCODE" => flags.rcode.0 == 1,
                _ => true,
            };
            assert!(is_one, "{name}");
        }
    }

    #[test]
    fn only_the_true_answer_is_believed_whatever_is_lost() {
        for lost in [&[][..], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]] {
            let trace = conversation(lost);
            let notes = crate::notes(&trace);
            assert_eq!(notes.last().copied(), Some("believed: 192.0.2.1"), "{lost:?}");
            let refused = notes.iter().filter(|note| note.starts_with("refused: ")).count();
            assert_eq!(refused, usize::from(!lost.contains(&LIE_LOST)), "{lost:?}");
        }
    }
}
