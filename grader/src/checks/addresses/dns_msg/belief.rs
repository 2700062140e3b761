//! What one believes of a response: `resolve`, right or with a habit, and pictures of why.

use std::net::{IpAddr, SocketAddr};

use given::addresses::{Class, Data, Name, Query, Question, Rcode, Record, RecordType, Response, Why};

use crate::finding::Table;
use crate::script::{Script, call};
use crate::spell::Ref;

/// What `resolve` answers.
pub(super) type Resolved = Result<Vec<IpAddr>, Why>;

/// The most aliases that the docs let `resolve` follow.
pub(super) const MAX_ALIASES: usize = 16;

/// A query, and a message that came after it.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) query: Query,
    pub(super) asked: SocketAddr,
    pub(super) from: SocketAddr,
    pub(super) response: Response,
}

/// How one decides: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Believes {
    Right,
    AnySource,
    AnyPort,
    AnyAddress,
    AnyId,
    Queries,
    AnyOpcode,
    AnyQuestion,
    AnyQuestionName,
    AnyQuestionType,
    AnyQuestionClass,
    OneOfTheQuestions,
    FirstOfTheQuestions,
    AllOfNoQuestions,
    QuestionCase,
    Truncated,
    AnyRcode,
    NothingIsFine,
    OnlyV4,
    OneAddress,
    FirstAnswer,
    EveryAnswer,
    NameCase,
    AnyClass,
    BothFamilies,
    OnePass,
    NoAliases,
    AliasFirst,
    LastAlias,
    OneFewer,
    OneMore,
    NoAddressInCircles,
    NoLimit,
}

/// Each with its mistake. Of two that give the same, the first is named, so those that show in fewer cases come first.
pub(super) const BELIEVES: [(&str, Believes); 32] = [
    ("port-unchecked", Believes::AnyPort),
    ("address-unchecked", Believes::AnyAddress),
    ("source-unchecked", Believes::AnySource),
    ("ignores-id", Believes::AnyId),
    ("qr-bit-unchecked", Believes::Queries),
    ("opcode-unchecked", Believes::AnyOpcode),
    ("question-half-checked", Believes::AnyQuestionName),
    ("question-half-checked", Believes::AnyQuestionType),
    ("question-half-checked", Believes::AnyQuestionClass),
    ("other-questions-ok", Believes::OneOfTheQuestions),
    ("other-questions-ok", Believes::FirstOfTheQuestions),
    ("no-question-ok", Believes::AllOfNoQuestions),
    ("question-unchecked", Believes::AnyQuestion),
    ("case-sensitive-question", Believes::QuestionCase),
    ("tc-ignored", Believes::Truncated),
    ("rcode-ignored", Believes::AnyRcode),
    ("no-address-is-fine", Believes::NothingIsFine),
    ("only-v4", Believes::OnlyV4),
    ("one-address-only", Believes::OneAddress),
    ("case-sensitive-names", Believes::NameCase),
    ("answers-of-any-class", Believes::AnyClass),
    ("both-families", Believes::BothFamilies),
    ("alias-before-address", Believes::AliasFirst),
    ("last-alias-wins", Believes::LastAlias),
    ("first-answer-wins", Believes::FirstAnswer),
    ("every-answer-counts", Believes::EveryAnswer),
    ("order-matters", Believes::OnePass),
    ("aliases-not-followed", Believes::NoAliases),
    ("alias-limit-off-by-one", Believes::OneFewer),
    ("alias-limit-off-by-one", Believes::OneMore),
    ("no-alias-limit", Believes::NoLimit),
    ("circle-is-no-address", Believes::NoAddressInCircles),
];

impl Believes {
    /// What comes of an attempt, decided in this way.
    pub(super) fn resolve(self, attempt: &Attempt) -> Resolved {
        self.doubts(attempt).into_iter().next().map_or_else(|| self.follow(attempt), Err)
    }

    /// All that speaks against believing, in the order of the docs.
    pub(super) fn doubts(self, Attempt { query, asked, from, response }: &Attempt) -> Vec<Why> {
        let same_source = match self {
            Believes::AnySource => true,
            Believes::AnyPort => from.ip() == asked.ip(),
            Believes::AnyAddress => from.port() == asked.port(),
            _ => from == asked,
        };
        let same_id = response.id == query.id || self == Believes::AnyId;
        let is_response = (response.flags.qr || self == Believes::Queries)
            && (response.flags.opcode == 0 || self == Believes::AnyOpcode);
        let tc = response.flags.tc && self != Believes::Truncated;
        let failed = response.flags.rcode != Rcode::NO_ERROR && self != Believes::AnyRcode;
        let doubts = [
            (!same_source, Why::WrongSource { asked: *asked, from: *from }),
            (!same_id, Why::WrongId { expected: query.id, got: response.id }),
            (!is_response, Why::NotAResponse),
            (!self.is_question(query, &response.questions), Why::WrongQuestion),
            (tc, Why::Truncated),
            (failed, Why::Failed(response.flags.rcode)),
        ];
        doubts.into_iter().filter(|(is_true, _)| *is_true).map(|(_, why)| why).collect()
    }

    fn is_question(self, query: &Query, questions: &[Question]) -> bool {
        let fits = |question: &Question| {
            let spelled_alike = self != Believes::QuestionCase || question.name == query.name;
            (same(&question.name, &query.name) && spelled_alike || self == Believes::AnyQuestionName)
                && (question.qtype == query.qtype || self == Believes::AnyQuestionType)
                && (question.qclass == Class::IN || self == Believes::AnyQuestionClass)
        };
        match self {
            Believes::AnyQuestion => true,
            Believes::OneOfTheQuestions => questions.iter().any(fits),
            Believes::FirstOfTheQuestions => questions.first().is_some_and(fits),
            Believes::AllOfNoQuestions => questions.iter().all(fits) && questions.len() < 2,
            _ => questions.len() == 1 && fits(&questions[0]),
        }
    }

    /// Looks for the addresses in the answers.
    fn follow(self, Attempt { query, response, .. }: &Attempt) -> Resolved {
        let answers = &response.answers;
        match self {
            Believes::FirstAnswer => {
                let first = answers.iter().find_map(|record| self.address(query.qtype, record));
                return first.map(|address| vec![address]).ok_or(Why::NoAddress);
            }
            Believes::EveryAnswer => {
                let all: Vec<_> =
                    answers.iter().filter_map(|record| self.address(query.qtype, record)).collect();
                return if all.is_empty() { Err(Why::NoAddress) } else { Ok(all) };
            }
            Believes::OnePass => return self.one_pass(query, answers),
            _ => {}
        }
        let most = match self {
            Believes::OneFewer => MAX_ALIASES - 1,
            Believes::OneMore => MAX_ALIASES + 1,
            Believes::NoAliases => 0,
            // After as many aliases as there are records, it goes round.
            Believes::NoAddressInCircles | Believes::NoLimit => answers.len(),
            _ => MAX_ALIASES,
        };
        let mut wanted = &query.name;
        for _ in 0..=most {
            let mut own = answers.iter().filter(|record| self.is_about(record, wanted));
            let mut addresses: Vec<_> =
                own.clone().filter_map(|record| self.address(query.qtype, record)).collect();
            let alias = match self {
                Believes::LastAlias => own.rfind(|record| target(record).is_some()),
                _ => own.find(|record| target(record).is_some()),
            };
            if self == Believes::OneAddress {
                addresses.truncate(1);
            }
            match alias.and_then(target) {
                Some(target) if addresses.is_empty() || self == Believes::AliasFirst => wanted = target,
                None if addresses.is_empty() && self != Believes::NothingIsFine => {
                    return Err(Why::NoAddress);
                }
                _ => return Ok(addresses),
            }
        }
        Err(match self {
            Believes::NoAliases | Believes::NoAddressInCircles => Why::NoAddress,
            _ => Why::TooManyAliases,
        })
    }

    /// Reads the answers once, and so misses what stands before its alias.
    fn one_pass(self, query: &Query, answers: &[Record]) -> Resolved {
        let (mut wanted, mut addresses) = (&query.name, Vec::new());
        for record in answers.iter().filter(|record| record.class == Class::IN) {
            match (target(record), self.address(query.qtype, record)) {
                _ if !same(&record.name, wanted) => {}
                (Some(target), _) => wanted = target,
                (_, address) => addresses.extend(address),
            }
        }
        if addresses.is_empty() { Err(Why::NoAddress) } else { Ok(addresses) }
    }

    fn is_about(self, record: &Record, name: &Name) -> bool {
        let is_same =
            if self == Believes::NameCase { record.name == *name } else { same(&record.name, name) };
        is_same && (record.class == Class::IN || self == Believes::AnyClass)
    }

    fn address(self, qtype: RecordType, record: &Record) -> Option<IpAddr> {
        let both = self == Believes::BothFamilies;
        match record.data {
            Data::A(address) if both || qtype == RecordType::A => Some(address.into()),
            Data::Aaaa(_) if self == Believes::OnlyV4 => None,
            Data::Aaaa(address) if both || qtype == RecordType::AAAA => Some(address.into()),
            _ => None,
        }
    }
}

/// Whether two names are the same to the DNS (RFC 4343).
fn same(one: &Name, other: &Name) -> bool {
    one.labels.len() == other.labels.len()
        && one.labels.iter().zip(&other.labels).all(|(one, other)| one.eq_ignore_ascii_case(other))
}

fn target(record: &Record) -> Option<&Name> {
    match &record.data {
        Data::Cname(target) => Some(target),
        _ => None,
    }
}

impl Attempt {
    pub(super) fn ask(&self) -> Script {
        let Attempt { query, asked, from, response } = self.clone();
        call("resolve", (Ref(query), asked, from, Ref(response)))
            .spelled("resolve(&query, asked, from, &response)")
    }

    /// What we know, beside what the message says of itself; what does not fit is marked.
    pub(super) fn comparison(&self, _own: Option<&Resolved>) -> Table {
        let Attempt { query, asked, from, response } = self;
        let is_marked = |why: fn(&Why) -> bool| Believes::Right.doubts(self).iter().any(why);
        let ours = Question { name: query.name.clone(), qtype: query.qtype, qclass: Class::IN };
        let questions: Vec<String> = response.questions.iter().map(Question::to_string).collect();
        let mut rows = vec![
            (
                "address, port",
                asked.to_string(),
                from.to_string(),
                is_marked(|why| matches!(why, Why::WrongSource { .. })),
            ),
            ("id", query.id.to_string(), response.id.to_string(), response.id != query.id),
            (
                "qr",
                String::from("a query"),
                say(response.flags.qr, "a response", "a query"),
                !response.flags.qr,
            ),
            ("opcode", String::from("0"), response.flags.opcode.to_string(), response.flags.opcode != 0),
        ];
        let fits = !is_marked(|why| *why == Why::WrongQuestion);
        for number in 0..questions.len().max(1) {
            let ours = if number == 0 { ours.to_string() } else { String::from("-") };
            let theirs = questions.get(number).map_or("none", String::as_str).to_owned();
            rows.push(("question", ours, theirs, !fits && (number > 0 || questions.len() < 2)));
        }
        let (tc, rcode) = (response.flags.tc, response.flags.rcode);
        if tc {
            rows.push(("tc", String::from("-"), String::from("cut"), true));
        }
        if rcode != Rcode::NO_ERROR {
            rows.push(("rcode", String::from("-"), format!("{}, {rcode}", rcode.0), true));
        }
        if response.answers.is_empty() {
            rows.push(("answers", String::from("-"), String::from("none"), true));
        }
        Table {
            title: String::from("what we know, and what the message says"),
            head: ["", "query", "response"].map(String::from).to_vec(),
            wrong: rows.iter().enumerate().filter(|(_, row)| row.3).map(|(number, _)| number).collect(),
            rows: rows.into_iter().map(|(name, ours, theirs, _)| vec![name.into(), ours, theirs]).collect(),
        }
    }

    /// The answers; those whose address is missing, or should not be there, are marked.
    pub(super) fn answers(&self, own: Option<&Resolved>) -> Table {
        const ENDS: usize = 3;
        let none = Vec::new();
        let right = Believes::Right.resolve(self);
        let right = right.as_ref().unwrap_or(&none);
        let own = own.map_or(right, |own| own.as_ref().unwrap_or(&none));
        let answers = &self.response.answers;
        let address = |record| Believes::BothFamilies.address(self.query.qtype, record);
        let mut rows = Vec::new();
        let mut wrong = Vec::new();
        for (number, record) in answers.iter().enumerate() {
            let is_long = answers.len() > 3 * ENDS;
            if is_long && (ENDS..answers.len() - ENDS).contains(&number) {
                if number == ENDS {
                    rows.push(vec![format!("… {} more like these", answers.len() - 2 * ENDS)]);
                }
                continue;
            }
            if address(record).is_some_and(|address| right.contains(&address) != own.contains(&address)) {
                wrong.push(rows.len());
            }
            rows.push(vec![
                record.name.to_string(),
                record.class.to_string(),
                record.rtype.to_string(),
                record.data.to_string(),
            ]);
        }
        Table {
            title: format!("the answers to {}", self.query),
            head: ["name", "class", "type", "data"].map(String::from).to_vec(),
            rows,
            wrong,
        }
    }
}

fn say(is_true: bool, yes: &str, no: &str) -> String {
    if is_true { yes } else { no }.to_owned()
}
