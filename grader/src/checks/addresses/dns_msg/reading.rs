//! The checks of `encode_query` and `decode_response`: bytes.

use given::addresses::{Class, Data, MsgError, NameError, Query, Question, RecordType, Response};
use proptest::prelude::{Strategy, any};

use super::inputs::{self, Kind, heads, name};
use super::wire::{self, Message, Part, Place, READS, Rdata, Read, Reads, Sent, WRITES, Writes};
use super::{known, named};
use crate::checks::addresses::{bytes, fewer, number};
use crate::finding::{Dump, Table};
use crate::sanitise;
use crate::script::{Script, call};
use crate::spell::{Bytes, Ref, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

pub(super) fn query(id: u16, text: &str, qtype: RecordType) -> Query {
    Query { id, name: name(text), qtype }
}

pub(super) fn ask_query(query: &Query) -> Script {
    call("encode_query", (Ref(query.clone()),)).spelled(format!("encode_query(&query), {query}"))
}

pub(super) fn query_header(trial: &mut Trial<'_>) -> Verdict {
    const HEADER: usize = 12;
    let ids = number(16).prop_map(|id| query(id as u16, "london.example", RecordType::A));
    let forced = [0x1267, 0, 0xFFFF].map(|id| query(id, "london.example", RecordType::A));
    trial.law(forced, ids, ask_query, |query, seen| {
        let Bytes(own) = seen.value()?;
        let start = own.get(..HEADER).unwrap_or(&own);
        let right = Writes::Right.query(query);
        ensure(start == &right[..HEADER], || {
            let looks = WRITES.iter().find(|(_, habit)| habit.query(query)[..HEADER] == *start);
            seen.differs(&Bytes(right.clone()));
            seen.shown_as(&format!("{} at the start", Bytes(start.to_vec()).spell()));
            let trouble = Trouble::new(seen.expected(Bytes(right[..HEADER].to_vec()).spell()));
            named(trouble, looks).figure(written(&right, &own, HEADER))
        })
    })
}

pub(super) fn query_question(trial: &mut Trial<'_>) -> Verdict {
    let queries = (number(16), inputs::names(), number(16)).prop_map(|(id, name, qtype)| Query {
        id: id as u16,
        name,
        qtype: RecordType(qtype as u16),
    });
    let longest = [&"a".repeat(63)[..], &"b".repeat(63), &"c".repeat(63), &"d".repeat(61)].join(".");
    let forced = [
        query(0x1267, "uk", RecordType::AAAA),
        query(0x1267, "London.example", RecordType::A),
        query(1, "", RecordType::A),
        query(1, &longest, RecordType::A),
    ];
    trial.law(forced, queries, ask_query, |query, seen| {
        let own: Bytes = seen.value()?;
        let right = Writes::Right.query(query);
        ensure(own.0 == right, || {
            let looks = WRITES.iter().find(|(_, habit)| habit.query(query) == own.0);
            let trouble = Trouble::new(seen.differs(&Bytes(right.clone())));
            named(trouble, looks).figure(written(&right, &own, right.len()))
        })
    })
}
/// The query as it should be, up to this byte; the first field that was written otherwise is marked.
fn written(right: &[u8], own: &[u8], most: usize) -> Dump {
    let mut places = Reads::Right.places(right);
    places.retain(|place| place.range().end <= most);
    let wrong = places.iter().position(|place| own.get(place.range()) != right.get(place.range()));
    wire::dump("what should be written", &right[..most], &places, wrong.or(places.len().checked_sub(1)))
}

fn ask_message(message: &[u8]) -> Script {
    ask_also(Script::default(), message)
}

fn ask_also(script: Script, message: &[u8]) -> Script {
    script.call("decode_response", (Bytes(message.to_vec()),)).spelled("decode_response(message)")
}

fn judge_message(check: &str, message: &[u8], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = Reads::Right.read(message);
    let own = seen.value::<Read>().map_err(|trouble| {
        let places = Reads::Right.places(message);
        let end = places.len().checked_sub(1).filter(|_| right.is_err());
        trouble
            .panic_with_looks_like("attempt to add with overflow", "counts-overflow")
            .panic_looks_like("panics-on-bad-bytes")
            .figure(wire::dump("message", message, &places, end))
    })?;
    ensure(own == right, || {
        let known = known(&READS, check);
        let looks = known.iter().find(|(_, habit)| habit.read(message) == own);
        let places = Reads::Right.places(message);
        let wrong = wrong_place(&places, &own, &right, message, looks.map(|(_, habit)| *habit));
        named(differs(&own, &right, seen), looks).figure(wire::dump("message", message, &places, wrong))
    })
}

/// Says how two readings differ in the first thing that differs, because a whole response is too long for a card.
fn differs(own: &Read, right: &Read, seen: &mut Seen<'_>) -> Trouble {
    seen.differs(right);
    let (saw, expected) = match (own, right) {
        (Ok(own), Ok(right)) => match difference(own, right) {
            Some(Difference { path, own, right, .. }) => {
                (format!("{path} = {own}"), format!("{path} = {right}"))
            }
            None => (String::from("another response"), String::from("this response")),
        },
        _ => (in_short(own), in_short(right)),
    };
    seen.shown_as(&saw);
    Trouble::new(seen.expected(sanitise::line(&expected)))
}

fn in_short(read: &Read) -> String {
    let count = |number: usize, what: &str| match number {
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    match read {
        Ok(Response { questions, answers, .. }) => {
            format!("Ok, with {} and {}", count(questions.len(), "question"), count(answers.len(), "answer"))
        }
        Err(error) => format!("Err({})", error.spell()),
    }
}

/// The first thing in which two responses differ, and which field of the message says it.
struct Difference {
    part: Part,
    field: &'static str,
    path: String,
    own: String,
    right: String,
}

fn difference(own: &Response, right: &Response) -> Option<Difference> {
    let mut found = None;
    let mut compare = |part, field, path: String, own: String, right: String| {
        if found.is_none() && own != right {
            found = Some(Difference { part, field, path, own, right });
        }
    };
    let flags = |response: &Response| {
        let flags = response.flags;
        format!("{flags} (opcode {}, rcode {})", flags.opcode, flags.rcode.0)
    };
    compare(Part::Header, "id", "id".into(), own.id.to_string(), right.id.to_string());
    compare(Part::Header, "flags", "flags".into(), flags(own), flags(right));
    let (many, counted) = (own.questions.len().to_string(), right.questions.len().to_string());
    compare(Part::Header, "qdcount", "questions.len()".into(), many, counted);
    for (index, (own, right)) in own.questions.iter().zip(&right.questions).enumerate() {
        let part = Part::Question(index);
        let mut compare = |field, name: &str, own: String, right: String| {
            compare(part, field, format!("questions[{index}].{name}"), own, right);
        };
        compare("name", "name", own.name.to_string(), right.name.to_string());
        compare("type", "qtype", own.qtype.to_string(), right.qtype.to_string());
        compare("class", "qclass", own.qclass.to_string(), right.qclass.to_string());
    }
    for (index, (own, right)) in own.answers.iter().zip(&right.answers).enumerate() {
        let part = Part::Record(0, index);
        let mut compare = |field, name: &str, own: String, right: String| {
            compare(part, field, format!("answers[{index}].{name}"), own, right);
        };
        compare("name", "name", own.name.to_string(), right.name.to_string());
        compare("type", "rtype", own.rtype.to_string(), right.rtype.to_string());
        compare("class", "class", own.class.to_string(), right.class.to_string());
        compare("ttl", "ttl", own.ttl.to_string(), right.ttl.to_string());
        compare("data", "data", spelled(&own.data), spelled(&right.data));
    }
    let (many, counted) = (own.answers.len().to_string(), right.answers.len().to_string());
    compare(Part::Header, "ancount", "answers.len()".into(), many, counted);
    found
}

/// Data as Rust has it, but for the quotes: its `Display` does not say which variant it is.
fn spelled(data: &Data) -> String {
    match data {
        Data::A(address) => format!("Data::A({address})"),
        Data::Aaaa(address) => format!("Data::Aaaa({address})"),
        Data::Cname(name) => format!("Data::Cname({name})"),
        Data::Other(bytes) => format!("Data::Other({})", Bytes(bytes.clone()).spell()),
    }
}

/// Where in the message it goes wrong: the field that was read otherwise, the one that should have been refused,
/// or the first that a reader with this habit takes for something else.
fn wrong_place(
    places: &[Place],
    own: &Read,
    right: &Read,
    message: &[u8],
    habit: Option<Reads>,
) -> Option<usize> {
    match (own, right) {
        (Ok(own), Ok(right)) => {
            let Difference { part, field, .. } = difference(own, right)?;
            places.iter().position(|place| place.part == part && place.field == field)
        }
        (_, Err(_)) => places.len().checked_sub(1),
        (Err(_), Ok(_)) => match habit.map(|habit| habit.places(message)) {
            Some(other) => (0..places.len()).find(|at| places.get(*at) != other.get(*at)),
            None => places.iter().position(|place| place.part == Part::Behind),
        },
    }
}

fn message_law(
    trial: &mut Trial<'_>,
    check: &str,
    forced: impl IntoIterator<Item = Message>,
    random: impl Strategy<Value = Message>,
) -> Verdict {
    fewer(trial);
    trial.law(
        forced,
        random,
        |message| ask_message(&message.emit()),
        |message, seen| judge_message(check, &message.emit(), seen),
    )
}

/// A response to a query for this name, so far without answers.
fn reply(text: &str, qtype: RecordType) -> Message {
    let question = Question { name: name(text), qtype, qclass: Class::IN };
    Message { id: 0x1267, flags: 0x8180, questions: vec![question], compress: true, ..Message::default() }
}

fn with(message: Message, sections: [Vec<Sent>; 3]) -> Message {
    Message { sections, ..message }
}

fn sent(owner: &str, rtype: u16, rdata: &[u8]) -> Sent {
    let (rtype, rdata) = (RecordType(rtype), Rdata::Bytes(rdata.to_vec()));
    Sent { name: name(owner), rtype, class: Class::IN, ttl: 300, rdata }
}

fn alias(owner: &str, target: &str) -> Sent {
    Sent { rdata: Rdata::Name(name(target)), ..sent(owner, 5, &[]) }
}

const V4: [u8; 4] = [192, 0, 2, 1];
const V6: [u8; 16] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

pub(super) fn reads_headers(trial: &mut Trial<'_>) -> Verdict {
    let head = |flags| Message { id: 0x1267, flags, ..Message::default() };
    let bits = (0..16).rev().map(|bit| head(1 << bit));
    let forced = [head(0x8180), head(0x81A0), head(0x8583)].into_iter().chain(bits);
    message_law(trial, "reads_headers", forced, heads())
}

pub(super) fn reads_questions(trial: &mut Trial<'_>) -> Verdict {
    let one = reply("uk", RecordType::AAAA);
    let two = Message { questions: [&one.questions[..], &one.questions].concat(), ..one.clone() };
    let none = Message { questions: vec![], ..one.clone() };
    let random =
        (heads(), inputs::questions(0..=3)).prop_map(|(head, questions)| Message { questions, ..head });
    message_law(trial, "reads_questions", [one, two, none], random)
}

pub(super) fn reads_addresses(trial: &mut Trial<'_>) -> Verdict {
    let reply = reply("uk", RecordType::A);
    let (v4, v6) = (sent("uk", 1, &V4), sent("uk", 28, &V6));
    let forced = [
        vec![v4.clone()],
        vec![v6.clone()],
        vec![v4.clone(), v6.clone()],
        vec![Sent { ttl: 1 << 31, ..v4 }],
        vec![],
    ];
    let forced = forced.map(|answers| with(reply.clone(), [answers, vec![], vec![]]));
    message_law(trial, "reads_addresses", forced, inputs::with_answers(&[Kind::A, Kind::Aaaa]))
}

pub(super) fn reads_aliases(trial: &mut Trial<'_>) -> Verdict {
    let reply = reply("www.uk", RecordType::A);
    let (web, address) = (alias("www.uk", "web.uk"), sent("web.uk", 1, &V4));
    let forced = [
        vec![alias("www.uk", "uk")],
        vec![web.clone(), address],
        vec![Sent { class: Class(3), ..web.clone() }],
        vec![alias("www.uk", "")],
    ];
    let forced = forced.map(|answers| with(reply.clone(), [answers, vec![], vec![]]));
    let plain = Message { compress: false, ..forced[1].clone() };
    message_law(
        trial,
        "reads_aliases",
        forced.into_iter().chain([plain]),
        inputs::with_answers(&[Kind::Cname, Kind::A]),
    )
}

pub(super) fn skips_unknown_types(trial: &mut Trial<'_>) -> Verdict {
    let reply = reply("uk", RecordType::A);
    let types =
        [(16, &b"\x05hello"[..]), (65, b"\0\x01\0"), (65535, b"\xC0"), (99, b""), (41, b"\0\x01\x02\x03")];
    let classes = [sent("uk", 1, &V4), sent("uk", 28, &V6), sent("uk", 1, b"")];
    let forced = types
        .map(|(rtype, rdata)| sent("uk", rtype, rdata))
        .into_iter()
        .chain(classes.map(|record| Sent { class: Class(3), ..record }))
        .map(|unknown| with(reply.clone(), [vec![unknown, sent("uk", 1, &V4)], vec![], vec![]]));
    let random = inputs::with_answers(&[Kind::Other, Kind::Other, Kind::OtherClass, Kind::A]);
    message_law(trial, "skips_unknown_types", forced, random)
}

pub(super) fn skips_other_sections(trial: &mut Trial<'_>) -> Verdict {
    let reply = reply("uk", RecordType::A);
    let answers = || vec![sent("uk", 1, &V4)];
    let opt = Sent { class: Class(1232), ttl: 0, ..sent("", 41, b"\0\x0A\0\0") };
    let forced = [
        with(
            reply.clone(),
            [answers(), vec![sent("uk", 2, b"\x02ns\0")], vec![sent("ns", 1, &[192, 0, 2, 53])]],
        ),
        with(reply.clone(), [answers(), vec![], vec![opt.clone()]]),
        with(reply.clone(), [vec![], vec![sent("uk", 1, b"\x01\x02\x03")], vec![]]),
        with(reply.clone(), [answers(), vec![], vec![sent("uk", 5, b"\xFF"), opt]]),
        Message { behind: 3, ..with(reply.clone(), [answers(), vec![], vec![]]) },
    ];
    fewer(trial);
    trial.law(
        forced,
        inputs::messages(),
        |message| ask_message(&message.emit()),
        |message, seen| {
            let bytes = message.emit();
            judge_message("skips_other_sections", &bytes, seen).map_err(|trouble| {
                // Any error will do: there is none to give.
                let refused = message.behind > 0 && seen.last_saw().starts_with("Err(");
                trouble.looks_like_if(refused, "refuses-what-follows")
            })
        },
    )
}

/// What another program wrote, and what it says of it: title, bytes, and the rows of the table.
type Vector = (String, Vec<u8>, Vec<[String; 2]>);

/// The vectors are text, so that people can read them too: `cargo dev vectors` makes them.
fn vectors() -> Vec<Vector> {
    let records = corpus::records(include_str!("../../../../corpus/addresses/dns_messages.txt"));
    let vector = |record: &corpus::Record| {
        let rows = record.fields.iter().filter(|(kind, _)| kind != "about" && kind != "message");
        let rows = rows.map(|(kind, text)| [kind.clone(), text.clone()]).collect();
        (record.text("about").to_owned(), record.bytes("message"), rows)
    };
    records.iter().map(vector).collect()
}

/// A response as `dig` would show it, a row a line.
fn rows(read: &Read) -> Vec<[String; 2]> {
    let response = match read {
        Ok(response) => response,
        Err(error) => return vec![[String::from("error"), error.to_string()]],
    };
    let head = ["header".into(), format!("id {}, {}", response.id, response.flags)];
    let questions = response.questions.iter().map(|question| ["question".into(), question.to_string()]);
    let answers = response.answers.iter().map(|answer| ["answer".into(), answer.to_string()]);
    [head].into_iter().chain(questions).chain(answers).collect()
}

pub(super) fn as_hickory_wrote_it(trial: &mut Trial<'_>) -> Verdict {
    trial.table(
        vectors(),
        |(_, bytes, _)| ask_message(bytes),
        |(title, bytes, expected), seen| {
            let own: Read = seen.value()?;
            let rows = rows(&own);
            ensure(rows == *expected, || {
                let wrong = (0..rows.len().max(expected.len())).find(|at| rows.get(*at) != expected.get(*at));
                let at = wrong.unwrap_or_default();
                let say =
                    |rows: &[[String; 2]]| rows.get(at).map_or("nothing more".into(), |row| row.join(": "));
                seen.differs(&Reads::Right.read(bytes));
                seen.shown_as(&say(&rows));
                Trouble::new(seen.expected(say(expected))).figure(Table {
                    title: format!("your answer: {title}"),
                    head: ["", "what it says"].map(String::from).to_vec(),
                    rows: rows
                        .iter()
                        .map(|row| row.iter().map(|cell| sanitise::line(cell)).collect())
                        .collect(),
                    wrong: (0..rows.len()).filter(|at| rows.get(*at) != expected.get(*at)).collect(),
                })
            })
        },
    )
}

pub(super) fn data_must_fit_its_type(trial: &mut Trial<'_>) -> Verdict {
    let reply = reply("uk", RecordType::A);
    let one = move |rtype: u16, rdata: &[u8], tail: bool| {
        let next = tail.then(|| sent("uk", 1, &V4));
        let answers = [sent("uk", rtype, rdata)].into_iter().chain(next).collect();
        with(reply.clone(), [answers, vec![], vec![]])
    };
    let forced = [
        one(1, &[192, 0, 2, 1, 0], true),
        one(1, &[192, 0, 2], true),
        one(28, &V6[..15], true),
        one(28, &V4, true),
        one(5, b"\x03web\x00\x00", true),
        one(5, b"\x03web", true),
        one(5, b"", true),
        one(1, b"", false),
        one(1, &V4, true),
    ];
    let random = (0..3_usize, bytes(20), 0..20_usize, any::<bool>());
    let random = random.prop_map(move |(kind, mut bytes, size, tail)| {
        bytes.truncate(size);
        if kind == 2 {
            bytes = [b"\x03web\0", &bytes[..]].concat();
            bytes.truncate(size.min(7));
        }
        one([1, 28, 5][kind], &bytes, tail)
    });
    message_law(trial, "data_must_fit_its_type", forced, random)
}

pub(super) fn cut_anywhere(trial: &mut Trial<'_>) -> Verdict {
    // Each case is a message at all its lengths.
    trial.cases = trial.cases.div_ceil(20);
    let reply = reply("uk", RecordType::A);
    let answers = || vec![alias("uk", "a.uk"), sent("a.uk", 1, &V4)];
    let long = sent("uk", 1, &[192, 0, 2, 1, 0]);
    let forced = [
        with(reply.clone(), [vec![], vec![], vec![sent("", 41, b"\0\x0A\0\0")]]).emit(),
        with(reply.clone(), [answers(), vec![sent("uk", 16, b"\x02hi")], vec![]]).emit(),
        with(reply, [vec![long], vec![], vec![]]).emit(),
        // Four counts that lie.
        [&[0x12, 0x67, 0x81, 0x80, 0, 0, 0, 0][..], &[0xFF; 4], &[0; 5]].concat(),
        [&[0x12, 0x67, 0x81, 0x80][..], &[0xFF; 8], &[0; 20]].concat(),
    ];
    let random = inputs::messages().prop_map(|message| Message { behind: 0, ..message }.emit());
    let ask = |message: &Vec<u8>| {
        (0..message.len()).fold(Script::default(), |script, end| ask_also(script, &message[..end]))
    };
    trial.law(forced, random, ask, |message, seen| {
        for end in 0..message.len() {
            judge_message("cut_anywhere", &message[..end], seen)?;
            seen.leave_out();
        }
        Ok(())
    })
}

pub(super) fn any_bytes(trial: &mut Trial<'_>) -> Verdict {
    let head = |counts: [u8; 4]| {
        let counts = counts.map(|count| [0, count]).concat();
        [&[0x12, 0x67, 0x81, 0x80][..], &counts].concat()
    };
    let forced = [
        vec![],
        head([1, 0, 0, 0]),
        [head([1, 0, 0, 0]), vec![0xC0, 0x0C, 0, 1, 0, 1]].concat(),
        [head([1, 0, 0, 0]), vec![0xC0, 0xFF, 0, 1, 0, 1]].concat(),
        [head([0, 1, 0, 0]), vec![0x40, 0, 0, 1, 0, 1]].concat(),
        [head([0, 1, 0, 0]), b"\0\0\x05\0\x01\0\0\0\0\0\x02\xC0\xFF".to_vec()].concat(),
        vec![0xFF; 40],
        vec![0; 12],
    ];
    fewer(trial);
    trial.law(
        forced,
        inputs::wrecks(),
        |message| ask_message(message),
        |message, seen| {
            judge_message("any_bytes", message, seen).map_err(|trouble| {
                let right = Reads::Right.read(message);
                let is_name = matches!(right, Err(MsgError::Name(error)) if error != NameError::Truncated);
                let said = seen.last_saw().starts_with("Err(Name(");
                trouble.looks_like_if(is_name && said, "one-error-for-all-names")
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_are_whole_and_our_reader_reads_them() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 6);
        for (title, bytes, expected) in vectors {
            assert_eq!(rows(&Reads::Right.read(&bytes)), expected, "{title}");
        }
    }

    #[test]
    fn the_first_difference_is_found() {
        let (_, bytes, _) = &vectors()[1];
        let right = Reads::Right.read(bytes).expect("it is a message");
        let path = |change: fn(&mut Response)| {
            let mut own = right.clone();
            change(&mut own);
            difference(&own, &right).map(|difference| (difference.path, difference.own))
        };
        assert_eq!(path(|_| ()), None);
        assert_eq!(path(|own| own.id = 1), Some(("id".into(), "1".into())));
        assert_eq!(path(|own| own.answers[1].ttl = 5), Some(("answers[1].ttl".into(), "5".into())));
        assert_eq!(path(|own| own.answers.truncate(1)), Some(("answers.len()".into(), "1".into())));
    }

    #[test]
    fn queries_are_what_the_docs_show() {
        let query = query(0x1267, "london.example", RecordType::AAAA);
        let bytes =
            b"\x12\x67\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x06london\x07example\x00\x00\x1C\x00\x01";
        assert_eq!(Writes::Right.query(&query), bytes);
    }
}
