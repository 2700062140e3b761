//! Vectors that the oracles of this chapter make, for whoever has no oracle: see the crate `corpus`.

use corpus::Record;
use hickory_proto::rr::Name;
use hickory_proto::serialize::binary::{BinEncodable, BinEncoder};

/// Names that stand in one message, one behind the other.
const NAMES: &[&[&str]] = &[
    // The example of RFC 1035 §4.1.4.
    &["F.ISI.ARPA.", "FOO.F.ISI.ARPA.", "ARPA.", "."],
    &["www.london.example.", "london.example.", "example.", "mail.london.example.", "www.london.example."],
    // Each but the first is a label and a pointer to the one before.
    &["a.", "b.a.", "c.b.a.", "d.c.b.a.", "e.d.c.b.a."],
    &["www.london.example.", "www.tokyo.example.", "www.tokyo.test.", "example.www.london."],
    &["Www.London.Example.", "www.london.example.", "WWW.LONDON.EXAMPLE."],
    &[".", "."],
    &[LONGEST, "x.example.", LONGEST],
];

/// It takes 255 bytes: three labels of 63, one of 61.
const LONGEST: &str = "\
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.\
    bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.\
    ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc.\
    ddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.";

#[test]
fn dns_names() {
    let about = [
        "Messages of 12 bytes, in the place of a header, and of names. hickory-proto points back wherever it can.",
        "",
        "message  all bytes",
        "name     where it begins, where reading goes on behind it, and the name",
    ];
    let records: Vec<Record> = NAMES.iter().map(|names| message_of_names(names)).collect();
    corpus::keep("addresses/dns_names.txt", "hickory-proto", &about, &records);
}

fn message_of_names(names: &[&str]) -> Record {
    let mut message = Vec::new();
    let mut encoder = BinEncoder::new(&mut message);
    encoder.emit_vec(&[0; 12]).expect("there is room");
    let mut places = Vec::new();
    for text in names {
        let name = Name::from_ascii(text).expect("such names are fine");
        let at = encoder.offset();
        name.emit(&mut encoder).expect("there is room");
        places.push(format!("{at} {} {}", encoder.offset(), name.to_ascii()));
    }
    let record = Record::default().with_bytes("message", &message);
    places.iter().fold(record, |record, place| record.with("name", place))
}

#[test]
fn dns_messages() {
    let about = [
        "Messages of servers, and what is in them. Data that nobody looks into is as RFC 3597, section 5, has it.",
        "",
        "message  all bytes",
        "header   the number, and what the flags say",
    ];
    corpus::keep("addresses/dns_messages.txt", "hickory-proto", &about, &messages::records());
}

/// Messages of servers.
mod messages {
    use addresses::dns_msg::decode_response;
    use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
    use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, NULL, SOA, TXT};
    use hickory_proto::rr::{Name, RData, Record, RecordType};

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
            record(
                "example.",
                60,
                RData::Unknown { code: 65280.into(), rdata: NULL::with(vec![0xC0, 0x0C, 0]) },
            ),
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

    /// All messages, described.
    pub(super) fn records() -> Vec<corpus::Record> {
        messages().iter().map(|(about, message)| described_message(about, message)).collect()
    }

    /// A message as it travels, and what `hickory-proto` says is in it.
    fn described_message(about: &str, message: &Message) -> corpus::Record {
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
        let record = corpus::Record::default()
            .with("about", about)
            .with_bytes("message", &bytes)
            .with("header", format!("id {}, {flags}{rcode}", metadata.id));
        let question =
            |query: &Query| format!("{} {} {}", query.name(), query.query_class(), kind(query.query_type()));
        let record =
            read.queries.iter().fold(record, |record, query| record.with("question", question(query)));
        read.answers.iter().fold(record, |record, answer| record.with("answer", described(answer)))
    }

    /// The name of a type, as far as `given` knows it.
    fn kind(rtype: RecordType) -> String {
        match rtype {
            RecordType::A | RecordType::AAAA | RecordType::CNAME => rtype.to_string(),
            _ => format!("TYPE{}", u16::from(rtype)),
        }
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
}
