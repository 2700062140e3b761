//! The messages of `grader/src/checks/addresses/dns_msg/vectors.txt` are what `hickory-proto` writes, and what is
//! said of them is what it says. If it no longer is, this test prints the file as it should be.

use std::fmt::Write;

use addresses::dns_msg::decode_response;
use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, NULL, SOA, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};

const VECTORS: &str = include_str!("../../../grader/src/checks/addresses/dns_msg/vectors.txt");

/// The version is that of Cargo.lock.
const HEAD: &str = "\
# Messages that the crate hickory-proto 0.26.3 wrote, and what it says is in them; data that we do not look into
# as RFC 3597, section 5, has it. Made by solutions/addresses/tests/dns_vectors.rs, which also checks them.
";

fn name(text: &str) -> Name {
    text.parse().expect("the test spells names well")
}

fn record(owner: &str, ttl: u32, data: RData) -> Record {
    Record::from_rdata(name(owner), ttl, data)
}

fn a(owner: &str, last: u8) -> Record {
    record(owner, 300, RData::A(A::new(192, 0, 2, last)))
}

fn cname(owner: &str, target: &str) -> Record {
    record(owner, 3600, RData::CNAME(CNAME(name(target))))
}

fn response(id: u16, owner: &str, qtype: RecordType, answers: Vec<Record>) -> Message {
    let mut message = Message::new(id, MessageType::Response, OpCode::Query);
    message.metadata.recursion_desired = true;
    message.metadata.recursion_available = true;
    message.add_query(Query::query(name(owner), qtype));
    message.add_answers(answers);
    message
}

/// Each with what it is an example of.
fn messages() -> Vec<(&'static str, Message)> {
    let one = response(0x1267, "london.example.", RecordType::A, vec![a("london.example.", 1)]);

    let links = vec![
        cname("www.london.example.", "web.london.example."),
        a("web.london.example.", 1),
        a("web.london.example.", 2),
    ];
    let mut chain = response(0xC0A8, "www.london.example.", RecordType::A, links);
    chain.add_authority(record("london.example.", 86400, RData::NS(NS(name("ns.london.example.")))));
    chain.add_additional(a("ns.london.example.", 53));
    chain.set_edns(Edns::new());

    let v6 = record("tokyo.example.", 0, RData::AAAA(AAAA::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1)));
    let mut v6 = response(1, "tokyo.example.", RecordType::AAAA, vec![v6]);
    v6.metadata.authoritative = true;
    v6.metadata.authentic_data = true;

    let mut none = response(0xFFFF, "nowhere.example.", RecordType::A, vec![]);
    none.metadata.response_code = ResponseCode::NXDomain;
    let soa = SOA::new(name("ns.example."), name("hostmaster.example."), 1, 7200, 3600, 1_209_600, 300);
    none.add_authority(record("example.", 300, RData::SOA(soa)));

    let others = vec![
        record("example.", 60, RData::TXT(TXT::new(vec![String::from("hello")]))),
        record("example.", 60, RData::Unknown { code: 65280.into(), rdata: NULL::with(vec![0xC0, 0x0C, 0]) }),
        record("example.", u32::MAX, RData::A(A::new(192, 0, 2, 9))),
        record("example.", 60, RData::Unknown { code: 65281.into(), rdata: NULL::with(vec![1]) }),
    ];
    let mut others = response(0x0800, "example.", RecordType::ANY, others);
    others.add_additional(record("example.", 60, RData::MX(MX::new(10, name("mail.example.")))));

    let mut cut = response(0x0053, "london.example.", RecordType::A, vec![]);
    cut.metadata.truncation = true;

    vec![
        ("one address", one),
        ("an alias, and two addresses of the name that it stands for", chain),
        ("an IPv6 address, from the server in charge", v6),
        ("there is no such name", none),
        ("types that nobody here looks into", others),
        ("cut", cut),
    ]
}

/// What `hickory-proto` says of a record. The `Display` of `RData` as a whole does not link without its feature `std`.
fn described(record: &Record) -> String {
    let data = match &record.data {
        RData::A(address) => address.to_string(),
        RData::AAAA(address) => address.to_string(),
        RData::CNAME(target) => target.to_string(),
        RData::TXT(text) => unknown(
            &text
                .txt_data
                .iter()
                .flat_map(|part| [&[part.len() as u8][..], part].concat())
                .collect::<Vec<_>>(),
        ),
        RData::Unknown { rdata, .. } => unknown(&rdata.anything),
        other => panic!("no message has such data among its answers: {}", u16::from(other.record_type())),
    };
    let Record { name, ttl, dns_class, .. } = record;
    format!("{name} {ttl} {dns_class} {} {data}", kind(record.record_type()))
}

/// Data that nobody looks into (RFC 3597, section 5).
fn unknown(bytes: &[u8]) -> String {
    format!("\\# {} {}", bytes.len(), given::hex::encode(bytes))
}

fn vectors() -> String {
    let mut text = HEAD.to_owned();
    for (title, message) in messages() {
        let bytes = message.to_vec().expect("it is well formed");
        let read = Message::from_vec(&bytes).expect("it reads what it wrote");
        let metadata = read.metadata;
        let flags = [
            (metadata.message_type == MessageType::Response, "qr "),
            (metadata.authoritative, "aa "),
            (metadata.truncation, "tc "),
            (metadata.recursion_desired, "rd "),
            (metadata.recursion_available, "ra "),
        ];
        let flags: String = flags.into_iter().filter(|flag| flag.0).map(|flag| flag.1).collect();
        let rcode = match metadata.response_code {
            ResponseCode::NXDomain => "no such name",
            _ => "no error",
        };
        let _ = write!(text, "\nmessage: {title}\n");
        for row in bytes.chunks(32) {
            let _ = writeln!(text, "bytes: {}", given::hex::encode(row));
        }
        let _ = writeln!(text, "header: id {}, {flags}{rcode}", metadata.id);
        for query in &read.queries {
            let _ = writeln!(
                text,
                "question: {} {} {}",
                query.name(),
                query.query_class(),
                kind(query.query_type())
            );
        }
        for record in &read.answers {
            let _ = writeln!(text, "answer: {}", described(record));
        }
    }
    text
}

/// The name of a type, as far as `given` knows it.
fn kind(rtype: RecordType) -> String {
    match rtype {
        RecordType::A | RecordType::AAAA | RecordType::CNAME => rtype.to_string(),
        _ => format!("TYPE{}", u16::from(rtype)),
    }
}

#[test]
fn the_vectors_are_what_hickory_writes() {
    let expected = vectors();
    assert!(VECTORS == expected, "the vectors should be:\n{expected}");
}

#[test]
fn we_read_them() {
    for (title, message) in messages() {
        let bytes = message.to_vec().expect("it is well formed");
        let response = decode_response(&bytes).unwrap_or_else(|error| panic!("{title}: {error}"));
        assert_eq!(response.answers.len(), message.answers.len());
        assert_eq!(response.id, message.metadata.id);
    }
}
