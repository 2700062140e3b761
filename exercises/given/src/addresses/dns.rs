//! Names and messages of the DNS: given to `dns_name` and `dns_msg`.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::Short;
use crate::hex;

/// A domain name: its labels.
///
/// A name is well formed if each label has 1 to 63 bytes, and the whole name takes at most 255 bytes in a
/// message (RFC 1035 §2.3.4). There a byte stands before each label, which says how long it is, and a zero at
/// the end: they count as well. Within a label any byte may stand, a dot too (RFC 2181 §11).
///
/// `==` says whether two names are spelled alike, to the case of every letter. To the DNS, names that differ
/// in case alone are the same name: that is another question, and an exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// The labels in the order in which they are written: `www`, `example`, `com`. The root has none.
    #[serde(with = "labels")]
    pub labels: Vec<Vec<u8>>,
}

/// As text, with a dot after every label, also the last: `www.example.com.`. The root is `.`.
///
/// What would be taken for something else, or not be seen, is escaped as in RFC 4343 §2.1: a dot or a
/// backslash in a label has a backslash before it, and a byte that is no visible ASCII character is `\` and
/// three decimal digits.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.labels.is_empty() {
            return f.write_str(".");
        }
        for label in &self.labels {
            for byte in label {
                match byte {
                    b'.' | b'\\' => write!(f, "\\{}", char::from(*byte))?,
                    b'!'..=b'~' => write!(f, "{}", char::from(*byte))?,
                    _ => write!(f, "\\{byte:03}")?,
                }
            }
            f.write_str(".")?;
        }
        Ok(())
    }
}

/// Why something is not a domain name. Labels are counted from 1, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NameError {
    /// In a text: there is nothing in this label.
    EmptyLabel {
        /// Which label.
        label: usize,
    },
    /// In a text: this label has a character that is not a visible ASCII character, or a backslash.
    NotPlain {
        /// Which label.
        label: usize,
    },
    /// In a text: this label is longer than 63 bytes.
    LabelTooLong {
        /// Which label.
        label: usize,
        /// How many bytes it has.
        bytes: usize,
    },
    /// The name takes more than 255 bytes, the lengths before the labels and the zero at the end included.
    NameTooLong,
    /// In a message: the bytes end before the name does.
    Truncated,
    /// In a message: the pointer at `at` does not lead back.
    PointerNotPrior {
        /// Where the pointer stands, counted from the start of the message.
        at: usize,
        /// Where it leads.
        target: usize,
    },
    /// In a message: the length byte at `at` begins with the bits 01 or 10, which are reserved.
    ReservedBits {
        /// Where the byte stands, counted from the start of the message.
        at: usize,
    },
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameError::EmptyLabel { label } => write!(f, "label {label} is empty"),
            NameError::NotPlain { label } => {
                write!(f, "label {label} has a character that is not plain ASCII, or a backslash")
            }
            NameError::LabelTooLong { label, bytes } => {
                write!(f, "label {label} has {bytes} bytes, and 63 are the most")
            }
            NameError::NameTooLong => write!(f, "the name takes more than 255 bytes"),
            NameError::Truncated => write!(f, "the bytes end before the name does"),
            NameError::PointerNotPrior { at, target } => {
                write!(
                    f,
                    "the pointer at {at} leads to {target}, which is not before the labels that it ends"
                )
            }
            NameError::ReservedBits { at } => write!(f, "the length at {at} begins with reserved bits"),
        }
    }
}

impl std::error::Error for NameError {}

/// What kind of data a record has, or is asked for. The number is that of RFC 1035 §3.2.2 and its successors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RecordType(pub u16);

impl RecordType {
    /// An IPv4 address (RFC 1035 §3.4.1).
    pub const A: RecordType = RecordType(1);
    /// The name is an alias, and this is the name that it stands for (RFC 1035 §3.3.1).
    pub const CNAME: RecordType = RecordType(5);
    /// An IPv6 address (RFC 3596 §2.1).
    pub const AAAA: RecordType = RecordType(28);
    /// No data of the name at all, but a remark about the message (RFC 6891 §6.1.1).
    pub const OPT: RecordType = RecordType(41);
}

/// `A`, and `TYPE65` for a type without a name here (RFC 3597 §5).
impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            RecordType::A => f.write_str("A"),
            RecordType::CNAME => f.write_str("CNAME"),
            RecordType::AAAA => f.write_str("AAAA"),
            RecordType::OPT => f.write_str("OPT"),
            RecordType(number) => write!(f, "TYPE{number}"),
        }
    }
}

/// Of which network a record speaks. There is one left that matters (RFC 1035 §3.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Class(pub u16);

impl Class {
    /// The Internet.
    pub const IN: Class = Class(1);
}

/// `IN`, and `CLASS3` for a class without a name here (RFC 3597 §5).
impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Class::IN => f.write_str("IN"),
            Class(number) => write!(f, "CLASS{number}"),
        }
    }
}

/// How a server says that it went well, or what went wrong (RFC 1035 §4.1.1): four bits, so 0 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rcode(pub u8);

impl Rcode {
    /// No error.
    pub const NO_ERROR: Rcode = Rcode(0);
    /// The server did not understand the query.
    pub const FORMAT_ERROR: Rcode = Rcode(1);
    /// The server has a problem of its own.
    pub const SERVER_FAILURE: Rcode = Rcode(2);
    /// There is no such name.
    pub const NAME_ERROR: Rcode = Rcode(3);
    /// The server does not do this kind of query.
    pub const NOT_IMPLEMENTED: Rcode = Rcode(4);
    /// The server does not want to answer.
    pub const REFUSED: Rcode = Rcode(5);
}

/// `no such name`, and `response code 9` for one without a name here.
impl fmt::Display for Rcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Rcode::NO_ERROR => f.write_str("no error"),
            Rcode::FORMAT_ERROR => f.write_str("format error"),
            Rcode::SERVER_FAILURE => f.write_str("server failure"),
            Rcode::NAME_ERROR => f.write_str("no such name"),
            Rcode::NOT_IMPLEMENTED => f.write_str("not implemented"),
            Rcode::REFUSED => f.write_str("refused"),
            Rcode(number) => write!(f, "response code {number}"),
        }
    }
}

/// What we ask a server: one name, and which kind of its data we want. The class is always [`Class::IN`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// A number that nobody can guess, which the response repeats.
    pub id: u16,
    /// The name. Well formed, as the docs of [`Name`] say.
    pub name: Name,
    /// Which kind of data.
    pub qtype: RecordType,
}

/// `query 4711: www.example.com. IN A`
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "query {}: {} {} {}", self.id, self.name, Class::IN, self.qtype)
    }
}

/// What a server sent: the header, the questions that it repeats, and its answers. A response has two more
/// sections of records, which say who else could be asked and what else may be of use. They are left out
/// here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The number of the query that this answers.
    pub id: u16,
    /// What the server says of the whole message.
    pub flags: Flags,
    /// The questions that are answered, as the server repeats them. Ours is the only one, if it is ours.
    pub questions: Vec<Question>,
    /// The records of the answer section, in the order in which they came.
    pub answers: Vec<Record>,
}

/// Flags, then a line a question, and a line a record.
impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "response {}: {}", self.id, self.flags)?;
        for question in &self.questions {
            write!(f, "\n  question {question}")?;
        }
        for record in &self.answers {
            write!(f, "\n  answer {record}")?;
        }
        Ok(())
    }
}

/// The second field of the header (RFC 1035 §4.1.1). Of its 16 bits, the three that are not here are of no
/// use to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags {
    /// Is this a response? A query says no.
    pub qr: bool,
    /// What kind of query this is about: 0 to 15, and 0 is the usual one.
    pub opcode: u8,
    /// Authoritative answer: the server is in charge of the name, and did not ask others.
    pub aa: bool,
    /// Truncated: the message did not fit, and there would be more.
    pub tc: bool,
    /// Recursion desired: the one who asked wanted the server to ask others.
    pub rd: bool,
    /// Recursion available: the server does so.
    pub ra: bool,
    /// How it went.
    pub rcode: Rcode,
}

/// `qr rd ra no error`
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Flags { qr, opcode, aa, tc, rd, ra, rcode } = *self;
        for (is_set, name) in [(qr, "qr"), (aa, "aa"), (tc, "tc"), (rd, "rd"), (ra, "ra")] {
            if is_set {
                write!(f, "{name} ")?;
            }
        }
        if opcode != 0 {
            write!(f, "opcode {opcode} ")?;
        }
        write!(f, "{rcode}")
    }
}

/// A question, as a message has it (RFC 1035 §4.1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Of which name something is asked.
    pub name: Name,
    /// Which kind of data is asked for.
    pub qtype: RecordType,
    /// Of which network.
    pub qclass: Class,
}

/// `www.example.com. IN A`
impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.qclass, self.qtype)
    }
}

/// One thing known of a name (RFC 1035 §4.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Whose data this is.
    pub name: Name,
    /// Which kind of data.
    pub rtype: RecordType,
    /// Of which network.
    pub class: Class,
    /// For how many seconds we may remember it, as the server sent it.
    pub ttl: u32,
    /// The data.
    pub data: Data,
}

/// `www.example.com. 300 IN A 192.0.2.1`
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {} {}", self.name, self.ttl, self.class, self.rtype, self.data)
    }
}

/// The data of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Data {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// The name that the record's own name is an alias of.
    Cname(Name),
    /// What we do not look into.
    Other(#[serde(with = "hex")] Vec<u8>),
}

/// `192.0.2.1`, and `\# 2 c0a8` for bytes that nobody looked into (RFC 3597 §5).
impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Data::A(address) => write!(f, "{address}"),
            Data::Aaaa(address) => write!(f, "{address}"),
            Data::Cname(name) => write!(f, "{name}"),
            Data::Other(bytes) => write!(f, "\\# {} {}", bytes.len(), hex::encode(bytes)),
        }
    }
}

/// Why bytes are not a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MsgError {
    /// The message ends within a field, or before all the records have come that it promised.
    Short(Short),
    /// There should be a name, and it is not one.
    Name(NameError),
    /// The data of a record is not as long as the type of the record wants it.
    DataLength {
        /// The type.
        rtype: RecordType,
        /// How long it is.
        rdlength: u16,
    },
}

impl fmt::Display for MsgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MsgError::Short(short) => write!(f, "the message is too short: {short}"),
            MsgError::Name(error) => write!(f, "a name in the message: {error}"),
            MsgError::DataLength { rtype, rdlength } => {
                write!(f, "{rdlength} bytes are the wrong length for the data of {rtype}")
            }
        }
    }
}

impl std::error::Error for MsgError {}

/// So that `?` works where the message is read.
impl From<Short> for MsgError {
    fn from(short: Short) -> Self {
        MsgError::Short(short)
    }
}

/// So that `?` works where a name is read.
impl From<NameError> for MsgError {
    fn from(error: NameError) -> Self {
        MsgError::Name(error)
    }
}

/// Why a response does not say which addresses the name has.
///
/// Of the first four variants nobody knows who sent the message: see [`Why::is_about_another_message`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The message came from somewhere else.
    WrongSource {
        /// Where the query went.
        asked: SocketAddr,
        /// Where the message came from.
        from: SocketAddr,
    },
    /// The message has another number than the query.
    WrongId {
        /// The number of the query.
        expected: u16,
        /// The number of the message.
        got: u16,
    },
    /// The message is a query itself, or answers another kind of query.
    NotAResponse,
    /// The message does not repeat our question, or not it alone.
    WrongQuestion,
    /// The message says that it was cut. The server has to be asked again, in a way that has no such limit.
    Truncated,
    /// The server says that it has no answer, and why.
    Failed(Rcode),
    /// One alias leads to the next, and to the next, more often than is good.
    TooManyAliases,
    /// The name is there, as far as the message says, and has no such address.
    NoAddress,
}

impl Why {
    /// Is this message no answer to our query at all? Anybody can send us one. It says nothing about the
    /// name, and the right answer may still be on its way: throw it away, and keep waiting.
    pub fn is_about_another_message(&self) -> bool {
        matches!(self, Why::WrongSource { .. } | Why::WrongId { .. } | Why::NotAResponse | Why::WrongQuestion)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::WrongSource { asked, from } => write!(f, "we asked {asked}, and this is from {from}"),
            Why::WrongId { expected, got } => {
                write!(f, "the query has the number {expected}, this has {got}")
            }
            Why::NotAResponse => write!(f, "this is not a response to a query like ours"),
            Why::WrongQuestion => write!(f, "this answers another question"),
            Why::Truncated => write!(f, "the response was cut"),
            Why::Failed(rcode) => write!(f, "the server answers: {rcode}"),
            Why::TooManyAliases => write!(f, "too many aliases in a row"),
            Why::NoAddress => write!(f, "the name has no such address"),
        }
    }
}

impl std::error::Error for Why {}

/// Labels cross the pipe as hexadecimal text, like all bytes.
mod labels {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::hex;

    pub(super) fn serialize<S: Serializer>(labels: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(labels.iter().map(|label| hex::encode(label)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let labels: Option<_> = texts.iter().map(|text| hex::decode(text)).collect();
        labels.ok_or_else(|| D::Error::custom("expected an even number of hexadecimal digits a label"))
    }
}
