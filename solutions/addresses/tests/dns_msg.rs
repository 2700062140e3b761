//! `dns_msg` against the crate `hickory-proto`, tables of lies, and a model of how aliases are followed.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use addresses::dns_msg::{MAX_ALIASES, decode_response, encode_query, resolve};
use addresses::dns_name::{encode_name, parse_name};
use given::addresses::{
    Class, Data, Flags, MsgError, Name, NameError, Query, Question, Rcode, Record, RecordType, Response,
    Short, Why,
};
use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query as ForeignQuery};
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NULL, TXT};
use hickory_proto::rr::{DNSClass, Name as ForeignName, RData, Record as ForeignRecord};
use proptest::prelude::*;
use proptest::sample::Index;

fn name(text: &str) -> Name {
    parse_name(text).expect("the tests spell names well")
}

fn server() -> SocketAddr {
    "198.51.100.53:53".parse().expect("an address and a port")
}

/// A query for the IPv4 addresses of a name.
fn query(text: &str) -> Query {
    Query { id: 0x1267, name: name(text), qtype: RecordType::A }
}

/// The response to it that says nothing.
fn empty_response(query: &Query) -> Response {
    Response {
        id: query.id,
        flags: Flags {
            qr: true,
            opcode: 0,
            aa: false,
            tc: false,
            rd: true,
            ra: true,
            rcode: Rcode::NO_ERROR,
        },
        questions: vec![Question { name: query.name.clone(), qtype: query.qtype, qclass: Class::IN }],
        answers: Vec::new(),
    }
}

fn record(name: Name, data: Data) -> Record {
    let rtype = match data {
        Data::A(_) => RecordType::A,
        Data::Aaaa(_) => RecordType::AAAA,
        Data::Cname(_) => RecordType::CNAME,
        Data::Other(_) => RecordType(16),
    };
    Record { name, rtype, class: Class::IN, ttl: 300, data }
}

fn a(text: &str, address: [u8; 4]) -> Record {
    record(name(text), Data::A(address.into()))
}

fn cname(text: &str, target: &str) -> Record {
    record(name(text), Data::Cname(name(target)))
}

fn v4(address: [u8; 4]) -> IpAddr {
    address.into()
}

fn resolved(query: &Query, response: &Response) -> Result<Vec<IpAddr>, Why> {
    resolve(query, server(), server(), response)
}

/// A response by hand: the counts, and what comes behind them. The id is 0x1267, the flags QR, RD and RA.
fn message(counts: [u16; 4], behind: &[&[u8]]) -> Vec<u8> {
    let mut message = b"\x12\x67\x81\x80".to_vec();
    counts.iter().for_each(|count| message.extend_from_slice(&count.to_be_bytes()));
    message.extend_from_slice(&behind.concat());
    message
}

#[test]
fn a_query_has_one_question_and_wants_recursion() {
    let query = Query { id: 0xC0A8, name: name("www.London.example"), qtype: RecordType::A };
    let bytes = b"\xC0\xA8\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\
        \x03www\x06London\x07example\x00\x00\x01\x00\x01";
    assert_eq!(encode_query(&query), bytes);
    let query = Query { id: 0, name: name("."), qtype: RecordType(0xFFFE) };
    assert_eq!(encode_query(&query), b"\0\0\x01\0\0\x01\0\0\0\0\0\0\0\xFF\xFE\0\x01");
}

#[test]
fn every_bit_of_the_flags_has_its_place() {
    let none = Flags { qr: false, opcode: 0, aa: false, tc: false, rd: false, ra: false, rcode: Rcode(0) };
    let bits: [(u16, Flags); 17] = [
        (0, none),
        (0x8000, Flags { qr: true, ..none }),
        (0x4000, Flags { opcode: 8, ..none }),
        (0x2000, Flags { opcode: 4, ..none }),
        (0x1000, Flags { opcode: 2, ..none }),
        (0x0800, Flags { opcode: 1, ..none }),
        (0x0400, Flags { aa: true, ..none }),
        (0x0200, Flags { tc: true, ..none }),
        (0x0100, Flags { rd: true, ..none }),
        (0x0080, Flags { ra: true, ..none }),
        (0x0040, none),
        (0x0020, none),
        (0x0010, none),
        (0x0008, Flags { rcode: Rcode(8), ..none }),
        (0x0004, Flags { rcode: Rcode(4), ..none }),
        (0x0002, Flags { rcode: Rcode(2), ..none }),
        (0x0001, Flags { rcode: Rcode(1), ..none }),
    ];
    for (bits, flags) in bits {
        let mut message = message([0; 4], &[]);
        message[2..4].copy_from_slice(&bits.to_be_bytes());
        assert_eq!(decode_response(&message).map(|response| response.flags), Ok(flags), "{bits:#06x}");
    }
}

#[test]
fn counts_are_not_believed() {
    for place in 0..4 {
        let mut counts = [0; 4];
        counts[place] = u16::MAX;
        let end = MsgError::Name(NameError::Truncated);
        assert_eq!(decode_response(&message(counts, &[])), Err(end), "{place}");
        // One root name after the other, up to the end.
        let cut = decode_response(&message(counts, &[&[0; 23]])).expect_err("65535 did not come");
        assert!(matches!(cut, MsgError::Short(_) | MsgError::Name(NameError::Truncated)), "{cut:?}");
    }
    assert!(decode_response(&message([0, 0, u16::MAX, u16::MAX], &[])).is_err());
}

#[test]
fn a_field_that_is_cut_says_how_much_is_there() {
    let short = |needed, left| Err(MsgError::Short(Short { needed, left }));
    assert_eq!(decode_response(b""), short(2, 0));
    assert_eq!(decode_response(&message([0; 4], &[])[..11]), short(2, 1));
    assert_eq!(decode_response(&message([1, 0, 0, 0], &[b"\0\0"])), short(2, 1));
    assert_eq!(decode_response(&message([0, 1, 0, 0], &[b"\0\0\x01\0\x01\0\0\0"])), short(4, 3));
    assert_eq!(decode_response(&message([0, 1, 0, 0], &[b"\0\0\x01\0\x01\0\0\0\0\0\x04abc"])), short(4, 3));
    assert_eq!(
        decode_response(&message([0, 0, 0, 1], &[b"\0\0\x63\0\x01\0\0\0\0\xFF\xFFabc"])),
        short(65535, 3)
    );
}

#[test]
fn bytes_behind_the_last_record_are_ignored() {
    let response = decode_response(&message([0; 4], &[b"and more"])).expect("the header is all there is");
    assert_eq!((response.questions, response.answers), (vec![], vec![]));
}

/// The data behind `. TYPE CLASS 0`, as the only answer.
fn only_answer(rtype: u16, class: u16, rdata: &[u8]) -> Result<Data, MsgError> {
    let head = [&[0][..], &rtype.to_be_bytes(), &class.to_be_bytes(), &[0; 4]].concat();
    let rdlength = (rdata.len() as u16).to_be_bytes();
    // Something that is not ours follows, so that who reads too far does not fall off the end.
    let mut response = decode_response(&message([0, 1, 0, 0], &[&head, &rdlength, rdata, &[0; 20]]))?;
    assert_eq!(response.answers.len(), 1);
    Ok(response.answers.remove(0).data)
}

#[test]
fn the_type_says_how_data_is_read() {
    let sixteen: [u8; 16] = std::array::from_fn(|index| index as u8);
    assert_eq!(only_answer(1, 1, b"\xC0\x00\x02\x01"), Ok(Data::A([192, 0, 2, 1].into())));
    assert_eq!(only_answer(28, 1, &sixteen), Ok(Data::Aaaa(sixteen.into())));
    assert_eq!(only_answer(5, 1, b"\x03web\x00"), Ok(Data::Cname(name("web"))));
    assert_eq!(only_answer(16, 1, b"\x04text"), Ok(Data::Other(b"\x04text".to_vec())));
    assert_eq!(only_answer(99, 1, b""), Ok(Data::Other(vec![])));
    // In another class, an address is something else. An alias is always an alias (RFC 1035 §3.3).
    assert_eq!(only_answer(1, 3, b"\x00\x01"), Ok(Data::Other(vec![0, 1])));
    assert_eq!(only_answer(28, 255, b""), Ok(Data::Other(vec![])));
    assert_eq!(only_answer(5, 3, b"\x00"), Ok(Data::Cname(name("."))));
}

#[test]
fn data_of_the_wrong_length_is_refused() {
    let wrong = |rtype, rdlength| Err(MsgError::DataLength { rtype, rdlength });
    for length in [0, 3, 5, 16] {
        assert_eq!(only_answer(1, 1, &vec![0; length]), wrong(RecordType::A, length as u16));
    }
    for length in [0, 4, 15, 17] {
        assert_eq!(only_answer(28, 1, &vec![0; length]), wrong(RecordType::AAAA, length as u16));
    }
    // The name ends too soon, or too late: it does not know where the data ends.
    assert_eq!(only_answer(5, 1, b"\x03web\x00\x00"), wrong(RecordType::CNAME, 6));
    assert_eq!(only_answer(5, 1, b"\x03web"), wrong(RecordType::CNAME, 4));
    assert_eq!(only_answer(5, 1, b""), wrong(RecordType::CNAME, 0));
    assert_eq!(
        only_answer(5, 1, b"\xC0\xFF"),
        Err(MsgError::Name(NameError::PointerNotPrior { at: 23, target: 255 }))
    );
}

#[test]
fn pointers_in_data_count_from_the_first_byte() {
    let question = b"\x03www\x06london\x07example\x00\x00\x01\x00\x01";
    let alias = b"\xC0\x0C\x00\x05\x00\x01\x00\x00\x00\x05\x00\x06\x03web\xC0\x10";
    let address = b"\xC0\x2E\x00\x01\x00\x01\x00\x00\x00\x05\x00\x04\xC0\x00\x02\x01";
    let place = 12 + question.len() + 12;
    let mut message = message([1, 2, 0, 0], &[question, alias, address]);
    // The second record is about the name in the data of the first.
    let second = place + 6;
    message[second..second + 2].copy_from_slice(&(0xC000 | place as u16).to_be_bytes());
    let response = decode_response(&message).expect("all is there");
    assert_eq!(response.answers[0].data, Data::Cname(name("web.london.example")));
    assert_eq!(response.answers[1].name, name("web.london.example"));
    assert_eq!(resolved(&query("www.london.example"), &response), Ok(vec![v4([192, 0, 2, 1])]));
}

#[test]
fn other_sections_are_skipped_by_their_lengths() {
    // An A record of three bytes, a CNAME that is none, an OPT record, a type from the future. And the third
    // section has an address too, which is not an answer.
    let authority = b"\0\0\x01\0\x01\0\0\0\0\0\x03abc\0\0\x05\0\x01\0\0\0\0\0\x01\xC0";
    let additional = b"\0\0\x29\x04\xD0\0\0\x80\0\0\x04\0\x0A\0\0\0\xFF\x00\0\x01\0\0\0\0\0\x02\xC0\x0C";
    let glue = b"\x03www\0\0\x01\0\x01\0\0\0\0\0\x04\xC0\0\x02\x09";
    let response = decode_response(&message([0, 0, 2, 3], &[authority, additional, glue]));
    assert_eq!(response.map(|response| response.answers), Ok(vec![]));

    let cut = decode_response(&message([0, 0, 2, 3], &[authority, additional, &glue[..18]]));
    assert_eq!(cut, Err(MsgError::Short(Short { needed: 4, left: 3 })));
    let none = decode_response(&message([0, 0, 2, 4], &[authority, additional, glue]));
    assert_eq!(none, Err(MsgError::Name(NameError::Truncated)));
}

/// A way in which a response differs from the right one, and what is said of it.
type Lie = (fn(&mut Response), Why);

/// The order is that of the questions: of two lies, the first is found.
const LIES: &[Lie] = &[
    (|response| response.id ^= 0x8000, Why::WrongId { expected: 0x1267, got: 0x9267 }),
    (|response| response.flags.qr = false, Why::NotAResponse),
    (|response| response.flags.opcode = 2, Why::NotAResponse),
    (|response| response.questions.clear(), Why::WrongQuestion),
    (|response| response.flags.tc = true, Why::Truncated),
    (|response| response.flags.rcode = Rcode::NAME_ERROR, Why::Failed(Rcode::NAME_ERROR)),
    (|response| response.answers.clear(), Why::NoAddress),
];

#[test]
fn every_lie_is_found_and_the_first_one_first() {
    let query = query("www.london.example");
    let mut honest = empty_response(&query);
    honest.answers = vec![a("www.london.example", [192, 0, 2, 1])];
    assert_eq!(resolved(&query, &honest), Ok(vec![v4([192, 0, 2, 1])]));
    for (index, (lie, why)) in LIES.iter().enumerate() {
        let mut response = honest.clone();
        lie(&mut response);
        assert_eq!(resolved(&query, &response), Err(*why));
        for (second, _) in &LIES[index + 1..] {
            second(&mut response);
        }
        assert_eq!(resolved(&query, &response), Err(*why));
        for from in ["198.51.100.53:5353", "198.51.100.54:53", "[2001:db8::53]:53"] {
            let from = from.parse().expect("an address and a port");
            let why = Why::WrongSource { asked: server(), from };
            assert_eq!(resolve(&query, server(), from, &response), Err(why));
        }
    }
}

#[test]
fn the_question_must_be_ours_and_the_only_one() {
    let query = query("www.london.example");
    let mut honest = empty_response(&query);
    honest.answers = vec![a("www.london.example", [192, 0, 2, 1])];
    let ours = honest.questions[0].clone();
    let wrong = [
        vec![],
        vec![ours.clone(), ours.clone()],
        vec![Question { name: name("london.example"), ..ours.clone() }],
        vec![Question { name: name("www.london.example.org"), ..ours.clone() }],
        vec![Question { qtype: RecordType::AAAA, ..ours.clone() }],
        vec![Question { qclass: Class(3), ..ours.clone() }],
    ];
    for questions in wrong {
        let response = Response { questions, ..honest.clone() };
        assert_eq!(resolved(&query, &response), Err(Why::WrongQuestion), "{response}");
    }
    let cased = Question { name: name("WWW.London.Example"), ..ours };
    let response = Response { questions: vec![cased], ..honest };
    assert_eq!(resolved(&query, &response), Ok(vec![v4([192, 0, 2, 1])]));
}

#[test]
fn what_is_about_another_message_is_told_apart() {
    let from = server();
    let about_another = [
        Why::WrongSource { asked: from, from },
        Why::WrongId { expected: 1, got: 2 },
        Why::NotAResponse,
        Why::WrongQuestion,
    ];
    let about_ours = [Why::Truncated, Why::Failed(Rcode::REFUSED), Why::TooManyAliases, Why::NoAddress];
    assert!(about_another.iter().all(Why::is_about_another_message));
    assert!(!about_ours.iter().any(Why::is_about_another_message));
}

#[test]
fn only_answers_to_the_question_count() {
    let query = query("www.london.example");
    let mut response = empty_response(&query);
    response.answers = vec![
        a("www.tokyo.example", [192, 0, 2, 66]),
        record(name("www.london.example"), Data::Aaaa("2001:db8::1".parse().expect("an address"))),
        Record { class: Class(3), ..a("www.london.example", [192, 0, 2, 67]) },
        Record { class: Class(3), ..cname("www.london.example", "www.tokyo.example") },
        record(name("www.london.example"), Data::Other(vec![192, 0, 2, 68])),
    ];
    assert_eq!(resolved(&query, &response), Err(Why::NoAddress));
    response.answers.push(a("www.LONDON.example", [192, 0, 2, 2]));
    response.answers.push(a("www.london.example", [192, 0, 2, 1]));
    let expected = vec![v4([192, 0, 2, 2]), v4([192, 0, 2, 1])];
    assert_eq!(resolved(&query, &response), Ok(expected));
}

#[test]
fn both_families_are_asked_for_alike() {
    let query = Query { qtype: RecordType::AAAA, ..query("www.london.example") };
    let mut response = empty_response(&query);
    let address = "2001:db8::1".parse().expect("an address");
    response.answers = vec![
        a("web.london.example", [192, 0, 2, 1]),
        record(name("web.london.example"), Data::Aaaa(address)),
        cname("www.london.example", "web.london.example"),
    ];
    assert_eq!(resolved(&query, &response), Ok(vec![address.into()]));
}

/// `n0.example` is an alias of `n1.example`, and so on, `length` times. The last one has an address.
fn chain(length: usize) -> Vec<Record> {
    let mut answers: Vec<Record> = (0..length)
        .map(|index| cname(&format!("n{index}.example"), &format!("N{}.Example", index + 1)))
        .collect();
    answers.push(a(&format!("n{length}.EXAMPLE"), [192, 0, 2, 1]));
    answers
}

#[test]
fn a_chain_has_at_most_16_aliases() {
    assert_eq!(MAX_ALIASES, 16);
    let query = query("n0.example");
    for length in 0..=20 {
        let mut response = empty_response(&query);
        response.answers = chain(length);
        let expected =
            if length <= MAX_ALIASES { Ok(vec![v4([192, 0, 2, 1])]) } else { Err(Why::TooManyAliases) };
        assert_eq!(resolved(&query, &response), expected, "{length}");
        response.answers.reverse();
        assert_eq!(resolved(&query, &response), expected, "{length}");
        // The address goes, and the chain leads nowhere.
        response.answers.remove(0);
        let expected = if length <= MAX_ALIASES { Why::NoAddress } else { Why::TooManyAliases };
        assert_eq!(resolved(&query, &response), Err(expected), "{length}");
    }
}

#[test]
fn a_circle_of_aliases_has_an_end() {
    let query = query("n0.example");
    for length in 1..5 {
        let mut response = empty_response(&query);
        response.answers = (0..length)
            .map(|index| cname(&format!("n{index}.example"), &format!("n{}.example", (index + 1) % length)))
            .collect();
        assert_eq!(resolved(&query, &response), Err(Why::TooManyAliases), "{length}");
    }
}

/// What `resolve` should find, on numbers instead of names: number 0 is the name of the query.
fn model(answers: &[(u8, Fact)]) -> Result<Vec<u8>, Why> {
    let mut wanted = 0;
    for _ in 0..=MAX_ALIASES {
        let (mut addresses, mut alias) = (Vec::new(), None);
        for (_, fact) in answers.iter().filter(|(number, _)| *number == wanted) {
            match fact {
                Fact::Address(last) => addresses.push(*last),
                Fact::Alias(to) => alias = alias.or(Some(*to)),
                Fact::Other => {}
            }
        }
        match alias {
            _ if !addresses.is_empty() => return Ok(addresses),
            Some(to) => wanted = to,
            None => return Err(Why::NoAddress),
        }
    }
    Err(Why::TooManyAliases)
}

#[derive(Clone, Copy, Debug)]
enum Fact {
    Address(u8),
    Alias(u8),
    Other,
}

fn facts() -> impl Strategy<Value = Vec<(u8, Fact)>> {
    let fact = (0_u8..6, 0_u8..8, any::<u8>()).prop_map(|(name, kind, number)| match kind {
        0..=1 => (name, Fact::Address(number)),
        2..=6 => (name, Fact::Alias(number % 6)),
        _ => (name, Fact::Other),
    });
    prop::collection::vec(fact, 0..12)
}

/// Number 3 as a name, in this or that case.
fn numbered(number: u8, upper: bool) -> Name {
    name(&if upper { format!("N{number}.EXAMPLE") } else { format!("n{number}.example") })
}

/// A record that `hickory-proto` is to write, and what we should read of it.
#[derive(Clone, Debug)]
struct Sent {
    theirs: ForeignRecord,
    ours: Record,
}

fn to_foreign(name: &Name) -> ForeignName {
    ForeignName::from_labels(name.labels.iter().map(Vec::as_slice)).expect("the name is well formed")
}

/// Names that often have a common end, so that there is something to point to.
fn names() -> impl Strategy<Value = Name> {
    let label = prop::collection::vec(any::<u8>(), 1..5);
    (prop::option::of(label), 0_usize..4).prop_map(|(label, ends)| {
        let end = ["www", "London", "example"].into_iter().skip(3 - ends).map(Vec::from);
        Name { labels: label.into_iter().chain(end).collect() }
    })
}

fn sent() -> impl Strategy<Value = Sent> {
    (names(), any::<u32>(), 0_u8..7, names(), prop::collection::vec(any::<u8>(), 16..30)).prop_map(
        |(name, ttl, kind, target, bytes)| {
            let four: [u8; 4] = std::array::from_fn(|index| bytes[index]);
            let sixteen: [u8; 16] = std::array::from_fn(|index| bytes[index]);
            let unknown = 60_000 + u16::from(bytes[0]);
            let other = || Data::Other(bytes.clone());
            let text = || [&[bytes.len() as u8][..], &bytes].concat();
            let (rtype, rdata, data) = match kind {
                0..=1 => (RecordType::A, RData::A(A(four.into())), Data::A(four.into())),
                2 => (RecordType::AAAA, RData::AAAA(AAAA(sixteen.into())), Data::Aaaa(sixteen.into())),
                3..=4 => (RecordType::CNAME, RData::CNAME(CNAME(to_foreign(&target))), Data::Cname(target)),
                5 => (RecordType(16), RData::TXT(TXT::from_bytes(vec![&bytes])), Data::Other(text())),
                _ => (
                    RecordType(unknown),
                    RData::Unknown { code: unknown.into(), rdata: NULL::with(bytes.clone()) },
                    other(),
                ),
            };
            let theirs = ForeignRecord::from_rdata(to_foreign(&name), ttl, rdata);
            Sent { theirs, ours: Record { name, rtype, class: Class::IN, ttl, data } }
        },
    )
}

/// A message of `hickory-proto`, and what we should read of it.
fn messages() -> impl Strategy<Value = (Message, Response)> {
    let sections = [0_usize..6, 0..3, 0..3].map(|count| prop::collection::vec(sent(), count));
    (any::<u16>(), any::<u16>(), names(), any::<u16>(), sections).prop_map(
        |(id, bits, name, qtype, [answers, authority, additional])| {
            let flag = |bit: u16| bits & 1 << bit != 0;
            let flags = Flags {
                qr: flag(0),
                opcode: [0, 2, 4, 5][usize::from(bits >> 14)],
                aa: flag(1),
                tc: flag(2),
                rd: flag(3),
                ra: flag(4),
                rcode: Rcode((bits >> 8 & 0xF) as u8),
            };
            let kind = if flags.qr { MessageType::Response } else { MessageType::Query };
            let mut message = Message::new(id, kind, OpCode::from_u8(flags.opcode));
            message.metadata.authoritative = flags.aa;
            message.metadata.truncation = flags.tc;
            message.metadata.recursion_desired = flags.rd;
            message.metadata.recursion_available = flags.ra;
            message.metadata.authentic_data = flag(5);
            message.metadata.checking_disabled = flag(6);
            message.metadata.response_code = u16::from(flags.rcode.0).into();
            message.add_query(ForeignQuery::query(to_foreign(&name), qtype.into()));
            message.add_answers(answers.iter().map(|sent| sent.theirs.clone()));
            message.add_authorities(authority.into_iter().map(|sent| sent.theirs));
            message.add_additionals(additional.into_iter().map(|sent| sent.theirs));
            let exchange = RData::MX(MX::new(10, to_foreign(&name)));
            message.add_authority(ForeignRecord::from_rdata(to_foreign(&name), 5, exchange));
            if flag(7) {
                message.set_edns(Edns::new());
            }
            let questions = vec![Question { name, qtype: RecordType(qtype), qclass: Class::IN }];
            let answers = answers.into_iter().map(|sent| sent.ours).collect();
            (message, Response { id, flags, questions, answers })
        },
    )
}

/// What is in a message, as far as both of us look into it: the id, the questions and the answers.
type Seen = (u16, Vec<Question>, Vec<Record>);

/// What `hickory-proto` sees. It takes an A record of any class for an address.
fn seen_by_hickory(message: &[u8]) -> Option<Seen> {
    let name = |name: &ForeignName| Name { labels: name.iter().map(<[u8]>::to_vec).collect() };
    let message = Message::from_vec(message).ok()?;
    let questions = message.queries.iter().map(|query| Question {
        name: name(query.name()),
        qtype: RecordType(query.query_type().into()),
        qclass: Class(query.query_class().into()),
    });
    let answers = message.answers.iter().map(|record| Record {
        name: name(&record.name),
        rtype: RecordType(record.record_type().into()),
        class: Class(record.dns_class.into()),
        ttl: record.ttl,
        data: match &record.data {
            RData::A(address) if record.dns_class == DNSClass::IN => Data::A(address.0),
            RData::AAAA(address) if record.dns_class == DNSClass::IN => Data::Aaaa(address.0),
            RData::CNAME(target) => Data::Cname(name(&target.0)),
            _ => Data::Other(Vec::new()),
        },
    });
    Some((message.metadata.id, questions.collect(), answers.collect()))
}

fn seen_by_us(message: &[u8]) -> Result<Seen, MsgError> {
    let mut response = decode_response(message)?;
    for record in &mut response.answers {
        if let Data::Other(bytes) = &mut record.data {
            bytes.clear();
        }
    }
    Ok((response.id, response.questions, response.answers))
}

proptest! {
    #[test]
    fn hickory_understands_our_queries(id: u16, name in names(), qtype: u16) {
        let query = Query { id, name, qtype: RecordType(qtype) };
        let message = Message::from_vec(&encode_query(&query)).expect("it is one");
        prop_assert_eq!(message.metadata.id, id);
        prop_assert_eq!(message.metadata.message_type, MessageType::Query);
        prop_assert_eq!(message.metadata.op_code, OpCode::Query);
        prop_assert!(message.metadata.recursion_desired && !message.metadata.truncation);
        let expected = ForeignQuery::query(to_foreign(&query.name), qtype.into());
        prop_assert_eq!(message.all_sections().count(), 0);
        prop_assert_eq!(message.queries, vec![expected]);
    }

    #[test]
    fn we_understand_what_hickory_writes((message, response) in messages()) {
        let bytes = message.to_vec().expect("it is well formed");
        prop_assert_eq!(decode_response(&bytes), Ok(response));
    }

    #[test]
    fn a_cut_at_any_byte_is_noticed((message, _) in messages()) {
        let bytes = message.to_vec().expect("it is well formed");
        for end in 0..bytes.len() {
            let cut = decode_response(&bytes[..end]);
            let is_noticed = matches!(cut, Err(MsgError::Short(_) | MsgError::Name(NameError::Truncated)));
            prop_assert!(is_noticed, "{}: {:?}", end, cut);
        }
    }

    #[test]
    fn any_bytes_may_come(
        header in prop::array::uniform12(prop_oneof![3 => 0_u8..3, 1 => any::<u8>()]),
        behind in prop::collection::vec(prop_oneof![any::<u8>(), 0_u8..6, Just(0xC0)], 0..200),
    ) {
        let bytes = [&header[..], &behind].concat();
        if let Ok(response) = decode_response(&bytes) {
            let counts = [4, 6].map(|at| usize::from(u16::from_be_bytes([header[at], header[at + 1]])));
            prop_assert_eq!(counts, [response.questions.len(), response.answers.len()]);
        }
    }

    /// Where `hickory-proto` takes a message that somebody has tampered with, we read the same. The other way
    /// round does not hold: it also looks into data that we do not look into.
    #[test]
    fn hickory_reads_the_same_after_tampering(
        (message, _) in messages(),
        changes in prop::collection::vec((any::<Index>(), any::<u8>()), 0..4),
    ) {
        let mut bytes = message.to_vec().expect("it is well formed");
        for (index, byte) in changes {
            *index.get_mut(&mut bytes) = byte;
        }
        if let Some(theirs) = seen_by_hickory(&bytes) {
            prop_assert_eq!(seen_by_us(&bytes), Ok(theirs));
        }
    }

    #[test]
    fn aliases_are_followed_as_the_model_does(facts in facts(), cases in any::<[bool; 26]>()) {
        let mut cases = cases.iter().cycle().copied();
        let mut named = |number| numbered(number, cases.next().unwrap_or_default());
        let query = Query { id: 1, name: named(0), qtype: RecordType::A };
        let mut response = empty_response(&query);
        response.answers = facts.iter().map(|(number, fact)| {
            let data = match fact {
                Fact::Address(last) => Data::A(Ipv4Addr::new(192, 0, 2, *last)),
                Fact::Alias(to) => Data::Cname(named(*to)),
                Fact::Other => Data::Other(vec![192, 0, 2, 1]),
            };
            record(named(*number), data)
        }).collect();
        let expected = model(&facts);
        let expected = expected.map(|lasts| lasts.into_iter().map(|last| v4([192, 0, 2, last])).collect());
        prop_assert_eq!(resolved(&query, &response), expected);
    }

    #[test]
    fn the_order_of_a_chain_does_not_matter(
        answers in (0_usize..=16).prop_flat_map(|length| Just(chain(length)).prop_shuffle()),
    ) {
        let query = query("n0.example");
        let mut response = empty_response(&query);
        response.answers = answers;
        prop_assert_eq!(resolved(&query, &response), Ok(vec![v4([192, 0, 2, 1])]));
    }

    /// Whoever does not know what we asked can't make us believe anything.
    #[test]
    fn a_guess_is_not_believed(
        id in prop_oneof![Just(0x1267), any::<u16>()],
        port in prop_oneof![Just(53), any::<u16>()],
        name in prop_oneof![Just(name("WWW.london.example")), names()],
        qtype in prop_oneof![Just(1), any::<u16>()],
    ) {
        let query = query("www.london.example");
        let mut response = empty_response(&query);
        response.id = id;
        response.questions[0].name = name.clone();
        response.questions[0].qtype = RecordType(qtype);
        response.answers = vec![a("www.london.example", [203, 0, 113, 66])];
        let from = SocketAddr::new(server().ip(), port);
        let is_right = from == server()
            && id == query.id
            && qtype == 1
            && encode_name(&name).eq_ignore_ascii_case(&encode_name(&query.name));
        let believed = resolve(&query, server(), from, &response);
        prop_assert_eq!(believed.is_ok(), is_right, "{:?}", believed);
    }
}
