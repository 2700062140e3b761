//! Messages, wrecks of messages, and attempts to be believed.

use std::net::SocketAddr;
use std::ops::RangeInclusive;

use given::addresses::{Class, Data, Flags, Name, Query, Question, Rcode, Record, RecordType, Response, Why};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::{Index, select};

use super::belief::{Attempt, Believes};
use super::wire::{Message, Rdata, Sent};
use crate::checks::addresses::{bytes, number};

/// A name from text, for names that need no escapes.
pub(super) fn name(text: &str) -> Name {
    let labels = text.split('.').filter(|label| !label.is_empty());
    Name { labels: labels.map(|label| label.as_bytes().to_vec()).collect() }
}

/// Names that often have a common end, so that there is something to point to; the root among them.
pub(super) fn names() -> impl Strategy<Value = Name> {
    const FIRST: [&[u8]; 6] = [b"", b"web", b"WWW", b"_dns", b"x.y", b"\x00\xFF"];
    (0..4_usize, 0..FIRST.len(), any::<bool>()).prop_map(|(ends, first, long)| {
        let mut labels: Vec<Vec<u8>> =
            ["www", "London", "example"][3 - ends..].iter().map(|label| label.as_bytes().to_vec()).collect();
        if first > 0 {
            labels.insert(0, FIRST[first].repeat(if long && first == 1 { 21 } else { 1 }));
        }
        Name { labels }
    })
}

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    A,
    Aaaa,
    Cname,
    /// A type that we don't look into, some that do not exist yet among them.
    Other,
    /// An address of another class than IN.
    OtherClass,
}

pub(super) fn questions(count: RangeInclusive<usize>) -> impl Strategy<Value = Vec<Question>> {
    let one = (names(), select(vec![1, 28, 5, 16, 65, 255]), select(vec![1, 1, 1, 3, 255]));
    vec(
        one.prop_map(|(name, qtype, qclass)| Question {
            name,
            qtype: RecordType(qtype),
            qclass: Class(qclass),
        }),
        count,
    )
}

/// A record of one of these kinds. One CNAME in eight is not of class IN.
pub(super) fn records(kinds: &'static [Kind]) -> impl Strategy<Value = Sent> {
    const OTHERS: [u16; 6] = [16, 41, 65, 99, 0, 65535];
    (select(kinds), names(), names(), number(32), bytes(24), 0..25_usize, 0..8_u8, 0..OTHERS.len()).prop_map(
        |(kind, name, target, ttl, mut bytes, size, class, other)| {
            let is_in = kind != Kind::OtherClass && (kind != Kind::Cname || class != 7);
            let class = Class(if is_in { 1 } else { 3 });
            let (rtype, size) = match kind {
                Kind::OtherClass => ([RecordType::A, RecordType::AAAA][other % 2], size),
                Kind::A => (RecordType::A, 4),
                Kind::Aaaa => (RecordType::AAAA, 16),
                Kind::Cname => (RecordType::CNAME, 0),
                Kind::Other => (RecordType(OTHERS[other]), size),
            };
            bytes.truncate(size);
            let rdata = if kind == Kind::Cname { Rdata::Name(target) } else { Rdata::Bytes(bytes) };
            Sent { name, rtype, class, ttl: ttl as u32, rdata }
        },
    )
}

/// Messages with one question and answers of these kinds.
pub(super) fn with_answers(kinds: &'static [Kind]) -> impl Strategy<Value = Message> {
    (heads(), questions(1..=1), vec(records(kinds), 0..5)).prop_map(|(head, questions, answers)| Message {
        questions,
        sections: [answers, vec![], vec![]],
        ..head
    })
}

/// Messages without any entries.
pub(super) fn heads() -> impl Strategy<Value = Message> {
    (number(16), number(16), any::<bool>()).prop_map(|(id, flags, compress)| Message {
        id: id as u16,
        flags: flags as u16,
        compress,
        ..Message::default()
    })
}

pub(super) const ALL: &[Kind] =
    &[Kind::A, Kind::A, Kind::Aaaa, Kind::Cname, Kind::Cname, Kind::Other, Kind::OtherClass];

/// Messages with anything in them.
pub(super) fn messages() -> impl Strategy<Value = Message> {
    let section = || vec(records(ALL), 0..4);
    (heads(), questions(0..=2), [section(), section(), section()], 0..8_usize).prop_map(
        |(head, questions, sections, behind)| Message {
            questions,
            sections,
            behind: behind.saturating_sub(4),
            ..head
        },
    )
}

/// What should be read of a message, by the way in which it was made.
#[cfg(test)]
pub(super) fn response(message: &Message) -> Response {
    let bit = |bit: u16| message.flags & 1 << bit != 0;
    let record = |sent: &Sent| {
        let Sent { name, rtype, class, ttl, rdata } = sent.clone();
        let data = match rdata {
            Rdata::Name(name) => Data::Cname(name),
            Rdata::Bytes(bytes) if class != Class::IN => Data::Other(bytes),
            Rdata::Bytes(bytes) => match rtype {
                RecordType::A => Data::A(<[u8; 4]>::try_from(bytes).expect("four bytes").into()),
                RecordType::AAAA => Data::Aaaa(<[u8; 16]>::try_from(bytes).expect("sixteen bytes").into()),
                _ => Data::Other(bytes),
            },
        };
        Record { name, rtype, class, ttl, data }
    };
    Response {
        id: message.id,
        flags: Flags {
            qr: bit(15),
            opcode: (message.flags >> 11 & 15) as u8,
            aa: bit(10),
            tc: bit(9),
            rd: bit(8),
            ra: bit(7),
            rcode: Rcode((message.flags & 15) as u8),
        },
        questions: message.questions.clone(),
        answers: message.sections[0].iter().map(record).collect(),
    }
}

/// Messages that somebody has tampered with: in the length of some data, in up to three bytes, or by a cut.
pub(super) fn wrecks() -> impl Strategy<Value = Vec<u8>> {
    const BYTES: [u8; 12] = [0, 1, 2, 4, 5, 16, 28, 0x3F, 0x40, 0xC0, 0xC1, 0xFF];
    let change = (any::<Index>(), 0..2 * BYTES.len(), any::<u8>());
    (messages(), vec(change, 0..4), 0..4_u8, any::<Index>()).prop_map(|(mut message, changes, how, at)| {
        let answers = &mut message.sections[0];
        if how == 1 && !answers.is_empty() {
            let changed = at.index(answers.len());
            answers[changed].rdata = wrong_length(&answers[changed].rdata, changes.len());
        }
        let mut bytes = message.emit();
        // The header decides most, and is short: leave it alone half of the time.
        let start = if how < 2 { 12.min(bytes.len() - 1) } else { 0 };
        for (index, known, any) in changes {
            *index.get_mut(&mut bytes[start..]) = BYTES.get(known).copied().unwrap_or(any);
        }
        if how == 0 {
            bytes.truncate(at.index(bytes.len()));
        }
        bytes
    })
}

/// Data with a byte too few, or more bytes than there should be.
fn wrong_length(rdata: &Rdata, more: usize) -> Rdata {
    let mut bytes = match rdata {
        Rdata::Bytes(bytes) => bytes.clone(),
        Rdata::Name(_) => b"\x03web\0".to_vec(),
    };
    if more == 0 {
        bytes.pop();
    }
    bytes.resize(bytes.len() + more, 0);
    Rdata::Bytes(bytes)
}

/// The thief's machine.
pub(super) const THIEF: [u8; 4] = [203, 0, 113, 66];

/// The server that is asked, as everybody knows its port.
pub(super) fn server() -> SocketAddr {
    SocketAddr::from(([198, 51, 100, 53], 53))
}

/// The honest answer to a query for an address of this type.
fn honest(id: u16, qtype: RecordType) -> Attempt {
    let owner = name("london.example");
    let data = match qtype {
        RecordType::AAAA => Data::Aaaa([0x2001, 0xDB8, 0, 0, 0, 0, 0, 1].into()),
        _ => Data::A([192, 0, 2, 1].into()),
    };
    let flags =
        Flags { qr: true, opcode: 0, aa: false, tc: false, rd: true, ra: true, rcode: Rcode::NO_ERROR };
    Attempt {
        query: Query { id, name: owner.clone(), qtype },
        asked: server(),
        from: server(),
        response: Response {
            id,
            flags,
            questions: vec![Question { name: owner.clone(), qtype, qclass: Class::IN }],
            answers: vec![Record { name: owner, rtype: qtype, class: Class::IN, ttl: 300, data }],
        },
    }
}

/// A way in which a message differs from the honest answer. Only the first is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    Case,
    Address,
    Port(u16),
    V6,
    Id(u16),
    Query,
    Opcode(u8),
    NoQuestion,
    TwoQuestions(bool),
    QuestionTwice,
    QuestionName(bool),
    QuestionType(u16),
    QuestionClass(u16),
    Cut,
    Rcode(u8),
    NoAnswers,
}

impl Lie {
    pub(super) fn tell(self, attempt: &mut Attempt) {
        let response = &mut attempt.response;
        let question = response.questions.first().cloned();
        let ours = question.unwrap_or(Question { name: name("."), qtype: RecordType(0), qclass: Class(0) });
        let mut say = |question: Question| {
            if let Some(first) = response.questions.first_mut() {
                *first = question;
            }
        };
        match self {
            Lie::Case => say(Question { name: name("LONDON.Example"), ..ours }),
            Lie::Address => attempt.from.set_ip([203, 0, 113, 9].into()),
            Lie::Port(port) => attempt.from.set_port(port),
            Lie::V6 => attempt.from.set_ip(std::net::Ipv4Addr::new(198, 51, 100, 53).to_ipv6_mapped().into()),
            Lie::Id(xor) => response.id ^= xor,
            Lie::Query => response.flags.qr = false,
            Lie::Opcode(opcode) => response.flags.opcode = opcode,
            Lie::NoQuestion => response.questions.clear(),
            Lie::TwoQuestions(first) => {
                let other = Question { name: name("tokyo.example"), ..ours };
                response.questions.insert(usize::from(first).min(response.questions.len()), other);
            }
            Lie::QuestionTwice => response.questions.push(ours),
            Lie::QuestionName(longer) => {
                let text = if longer { "www.london.example" } else { "tokyo.example" };
                say(Question { name: name(text), ..ours });
            }
            Lie::QuestionType(qtype) => say(Question { qtype: RecordType(qtype), ..ours }),
            Lie::QuestionClass(qclass) => say(Question { qclass: Class(qclass), ..ours }),
            Lie::Cut => response.flags.tc = true,
            Lie::Rcode(rcode) => response.flags.rcode = Rcode(rcode),
            Lie::NoAnswers => response.answers.clear(),
        }
    }
}

/// Lies about whose answer this is, and one time in seven the harmless one.
pub(super) fn spoofs() -> impl Strategy<Value = Lie> {
    (0..14_u8, number(16)).prop_map(|(kind, number)| {
        let number = (number as u16).max(1);
        match kind {
            0..2 => Lie::Case,
            2 => Lie::Address,
            3 => Lie::Port(number ^ 53),
            4 => Lie::V6,
            5..7 => Lie::Id(number),
            7 => Lie::Query,
            8 => Lie::Opcode(1 + (number % 15) as u8),
            9 => Lie::NoQuestion,
            10 => [Lie::TwoQuestions(false), Lie::TwoQuestions(true), Lie::QuestionTwice]
                [usize::from(number) % 3],
            11 => Lie::QuestionName(number.is_multiple_of(2)),
            12 => Lie::QuestionType(number.saturating_add(1).max(29)),
            _ => Lie::QuestionClass(number.saturating_add(1)),
        }
    })
}

/// Reasons why the true server has no answer for us.
pub(super) fn refusals() -> impl Strategy<Value = Lie> {
    (0..4_u8, 1..16_u8).prop_map(|(kind, rcode)| match kind {
        0 => Lie::Cut,
        1 => Lie::NoAnswers,
        _ => Lie::Rcode(rcode),
    })
}

/// The honest answer with these lies in it. Who lies about whose answer it is wants us to go to the thief's machine.
pub(super) fn lied(id: u16, qtype: RecordType, lies: &[Lie]) -> Attempt {
    let mut attempt = honest(id, qtype);
    lies.iter().for_each(|lie| lie.tell(&mut attempt));
    if Believes::Right.doubts(&attempt).iter().any(Why::is_about_another_message) {
        for record in &mut attempt.response.answers {
            if let Data::A(address) = &mut record.data {
                *address = THIEF.into();
            }
        }
    }
    attempt
}

/// Honest answers, in which these lies are told.
pub(super) fn told(lies: impl Strategy<Value = Vec<Lie>>) -> impl Strategy<Value = Attempt> {
    let qtype = select(vec![RecordType::A, RecordType::A, RecordType::AAAA]);
    (number(16), qtype, lies).prop_map(|(id, qtype, lies)| lied(id as u16, qtype, &lies))
}

/// An answer to a query for number 0: of which number it speaks, and what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fact {
    pub(super) owner: u8,
    /// Whether the owner is spelled in upper case.
    pub(super) upper: bool,
    pub(super) class: u16,
    pub(super) says: Says,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Says {
    /// An address of the family that is asked for.
    Address(u8),
    /// An address of the other family.
    OtherFamily(u8),
    Alias(u8),
    Other,
}

/// Number 3 as a name. Number 0 is the name that is asked for.
fn numbered(number: u8, upper: bool) -> Name {
    let text = match number {
        0 => String::from("www.london.example"),
        1 => String::from("web.london.example"),
        number => format!("n{number}.example"),
    };
    name(&if upper { text.to_uppercase() } else { text })
}

impl Fact {
    pub(super) fn new(owner: u8, says: Says) -> Fact {
        Fact { owner, upper: false, class: 1, says }
    }

    fn record(self, qtype: RecordType) -> Record {
        let v4 = |last| Data::A([192, 0, 2, last].into());
        let v6 = |last| Data::Aaaa([0x2001, 0xDB8, 0, 0, 0, 0, 0, u16::from(last)].into());
        let data = match self.says {
            Says::Address(last) if qtype == RecordType::AAAA => v6(last),
            Says::Address(last) => v4(last),
            Says::OtherFamily(last) if qtype == RecordType::AAAA => v4(last),
            Says::OtherFamily(last) => v6(last),
            Says::Alias(target) => Data::Cname(numbered(target, false)),
            Says::Other => Data::Other(vec![192, 0, 2, 9]),
        };
        let rtype = match data {
            Data::A(_) => RecordType::A,
            Data::Aaaa(_) => RecordType::AAAA,
            Data::Cname(_) => RecordType::CNAME,
            Data::Other(_) => RecordType(16),
        };
        Record { name: numbered(self.owner, self.upper), rtype, class: Class(self.class), ttl: 300, data }
    }
}

/// The attempt whose answers are these.
pub(super) fn answered(qtype: RecordType, facts: &[Fact]) -> Attempt {
    let mut attempt = honest(0x1267, qtype);
    attempt.query.name = numbered(0, false);
    attempt.response.questions[0].name = numbered(0, false);
    attempt.response.answers = facts.iter().map(|fact| fact.record(qtype)).collect();
    attempt
}

/// Facts about numbers up to this, of which some have an address, or several, or are aliases.
pub(super) fn facts(most: u8, aliases: bool) -> impl Strategy<Value = Fact> {
    (0..=most, 0..=most, 0..12_u8, 1..200_u8, any::<bool>(), 0..8_u8).prop_map(
        move |(owner, target, says, last, upper, class)| {
            let says = match says {
                0..2 => Says::OtherFamily(last),
                2 => Says::Other,
                3..9 if aliases => Says::Alias(target),
                _ => Says::Address(last),
            };
            Fact { owner, upper, class: if class == 7 { 3 } else { 1 }, says }
        },
    )
}

pub(super) fn families() -> impl Strategy<Value = RecordType> {
    select(vec![RecordType::A, RecordType::AAAA])
}

/// A chain of so many aliases in the order of the way, and an address at its end.
pub(super) fn chain(aliases: u8) -> Vec<Fact> {
    let links = (0..aliases).map(|number| Fact::new(number, Says::Alias(number + 1)));
    links.chain([Fact::new(aliases, Says::Address(1))]).collect()
}

/// Chains in any order, with facts about other names among them.
pub(super) fn shuffled_chains() -> impl Strategy<Value = Vec<Fact>> {
    let others = vec(facts(3, false), 0..3).prop_map(|mut others: Vec<Fact>| {
        // About other names, that is: those numbers stand in no chain.
        others.iter_mut().for_each(|fact| fact.owner += 50);
        others
    });
    (0..6_u8, others)
        .prop_flat_map(|(aliases, others)| Just([chain(aliases), others].concat()).prop_shuffle())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::belief::{BELIEVES, MAX_ALIASES};
    use super::super::wire::{READS, Reads};
    use super::*;

    #[test]
    fn messages_are_of_all_kinds() {
        let all = drawn(&messages(), 500);
        let records: Vec<&Sent> = all.iter().flat_map(|message| &message.sections).flatten().collect();
        for rtype in [1, 28, 5, 16, 41, 65535] {
            assert!(records.iter().filter(|sent| sent.rtype == RecordType(rtype)).count() >= 30, "{rtype}");
        }
        assert!(all.iter().filter(|message| message.behind > 0).count() >= 100);
        let shorter = |message: &&Message| {
            let plain = Message { compress: false, ..(*message).clone() };
            message.emit().len() < plain.emit().len()
        };
        assert!(all.iter().filter(shorter).count() >= 100);
    }

    #[test]
    fn each_habit_of_reading_shows() {
        let wrecks = drawn(&wrecks(), 1000);
        for (slug, habit) in READS {
            let shows = |bytes: &&Vec<u8>| habit.read(bytes) != Reads::Right.read(bytes);
            assert!(wrecks.iter().any(|bytes| shows(&bytes)), "{slug} {habit:?}");
        }
    }

    #[test]
    fn each_lie_is_found_and_the_harmless_one_is_not() {
        let attempts = drawn(&told(vec(spoofs(), 1..=1)), 1000);
        let count = |is: fn(&Why) -> bool| {
            let is = |attempt: &&Attempt| Believes::Right.resolve(attempt).as_ref().is_err_and(is);
            attempts.iter().filter(is).count()
        };
        assert!(count(|why| matches!(why, Why::WrongSource { .. })) >= 100);
        assert!(count(|why| matches!(why, Why::WrongId { .. })) >= 100);
        assert!(count(|why| *why == Why::NotAResponse) >= 80);
        assert!(count(|why| *why == Why::WrongQuestion) >= 200);
        assert!(attempts.iter().filter(|attempt| Believes::Right.resolve(attempt).is_ok()).count() >= 100);
    }

    #[test]
    fn answers_are_of_all_kinds() {
        let attempts: Vec<Attempt> = drawn(&(families(), vec(facts(3, true), 0..8)), 1000)
            .iter()
            .map(|(qtype, facts)| answered(*qtype, facts))
            .chain([15, 16, 17].map(|aliases| answered(RecordType::A, &chain(aliases))))
            .chain(drawn(&told(vec(refusals(), 1..3)), 100))
            .chain(drawn(&told(vec(spoofs(), 1..=1)), 1000))
            .collect();
        let resolved: Vec<_> = attempts.iter().map(|attempt| Believes::Right.resolve(attempt)).collect();
        assert!(resolved.iter().filter(|resolved| resolved.is_ok()).count() >= 200);
        assert!(resolved.iter().filter(|resolved| **resolved == Err(Why::TooManyAliases)).count() >= 50);
        assert!(resolved.iter().filter(|resolved| **resolved == Err(Why::NoAddress)).count() >= 200);
        for (slug, habit) in BELIEVES {
            let shows = |attempt: &Attempt| habit.resolve(attempt) != Believes::Right.resolve(attempt);
            assert!(attempts.iter().any(shows), "{slug} {habit:?}");
        }
    }

    #[test]
    fn chains_have_addresses_at_their_ends() {
        for facts in drawn(&shuffled_chains(), 300) {
            assert!(Believes::Right.resolve(&answered(RecordType::A, &facts)).is_ok(), "{facts:?}");
        }
        let ends = |aliases| Believes::Right.resolve(&answered(RecordType::A, &chain(aliases)));
        assert!(ends(MAX_ALIASES as u8).is_ok());
        assert_eq!(ends(MAX_ALIASES as u8 + 1), Err(Why::TooManyAliases));
    }
}
