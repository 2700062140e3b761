//! Messages as the grader writes and reads them: an encoder, and a reader that knows the name of every byte and
//! that can be given a habit.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use given::addresses::{
    Class, Data, Flags, MsgError, Name, NameError, Query, Question, Rcode, Record, RecordType, Response,
    Short,
};

use crate::finding::Dump;
use crate::sanitise;

/// What `decode_response` answers.
pub(super) type Read = Result<Response, MsgError>;

/// A message to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Message {
    pub(super) id: u16,
    pub(super) flags: u16,
    pub(super) questions: Vec<Question>,
    /// Answers, authority, additional.
    pub(super) sections: [Vec<Sent>; 3],
    /// Whether the ends of names that were written before are pointers.
    pub(super) compress: bool,
    /// How many bytes follow on the last record.
    pub(super) behind: usize,
}

/// A record to be written.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) name: Name,
    pub(super) rtype: RecordType,
    pub(super) class: Class,
    pub(super) ttl: u32,
    pub(super) rdata: Rdata,
}

/// The data of a record to be written.
#[derive(Clone, Debug)]
pub(super) enum Rdata {
    Bytes(Vec<u8>),
    Name(Name),
}

/// Bytes, and where in them each end of a name was written.
#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
    known: Vec<(Vec<Vec<u8>>, usize)>,
    compress: bool,
}

impl Message {
    pub(super) fn emit(&self) -> Vec<u8> {
        let mut out = Out { compress: self.compress, ..Out::default() };
        out.u16(self.id);
        out.u16(self.flags);
        out.u16(self.questions.len() as u16);
        self.sections.iter().for_each(|section| out.u16(section.len() as u16));
        for Question { name, qtype, qclass } in &self.questions {
            out.name(name);
            out.u16(qtype.0);
            out.u16(qclass.0);
        }
        self.sections.iter().flatten().for_each(|record| out.record(record));
        out.bytes.extend((0..self.behind).map(|at| at as u8 ^ 0xC0));
        out.bytes
    }
}

impl Out {
    fn u16(&mut self, value: u16) {
        self.bytes.extend(value.to_be_bytes());
    }

    fn name(&mut self, name: &Name) {
        let mut labels = &name.labels[..];
        while let [label, rest @ ..] = labels {
            let known = self.known.iter().find(|(known, _)| known == labels);
            if let (true, Some((_, at))) = (self.compress, known) {
                return self.u16(0xC000 | *at as u16);
            }
            // A pointer has 14 bits.
            if self.bytes.len() < 1 << 14 {
                self.known.push((labels.to_vec(), self.bytes.len()));
            }
            self.bytes.push(label.len() as u8);
            self.bytes.extend(label);
            labels = rest;
        }
        self.bytes.push(0);
    }

    fn record(&mut self, record: &Sent) {
        self.name(&record.name);
        self.u16(record.rtype.0);
        self.u16(record.class.0);
        self.bytes.extend(record.ttl.to_be_bytes());
        let at = self.bytes.len();
        self.u16(0);
        match &record.rdata {
            Rdata::Bytes(bytes) => self.bytes.extend(bytes),
            Rdata::Name(name) => self.name(name),
        }
        let rdlength = (self.bytes.len() - at - 2) as u16;
        self.bytes[at..at + 2].copy_from_slice(&rdlength.to_be_bytes());
    }
}

/// How one writes a query: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writes {
    Right,
    NoRecursion,
    BitsFromTheLeft,
    NameAsText,
    ClassFirst,
    QuestionNotCounted,
}

pub(super) const WRITES: [(&str, Writes); 5] = [
    ("recursion-not-desired", Writes::NoRecursion),
    ("bits-from-the-left", Writes::BitsFromTheLeft),
    ("name-as-text", Writes::NameAsText),
    ("class-before-type", Writes::ClassFirst),
    ("question-not-counted", Writes::QuestionNotCounted),
];

impl Writes {
    /// The bytes of a query.
    pub(super) fn query(self, query: &Query) -> Vec<u8> {
        let mut out = Out::default();
        out.u16(query.id);
        out.u16(match self {
            Writes::NoRecursion => 0,
            Writes::BitsFromTheLeft => 1 << 7,
            _ => 1 << 8,
        });
        out.u16(u16::from(self != Writes::QuestionNotCounted));
        [0, 0, 0].into_iter().for_each(|count| out.u16(count));
        match self {
            Writes::NameAsText => out.bytes.extend(query.name.to_string().trim_end_matches('.').bytes()),
            _ => out.name(&query.name),
        }
        let (one, other) = (query.qtype.0, Class::IN.0);
        let fields = if self == Writes::ClassFirst { [other, one] } else { [one, other] };
        fields.into_iter().for_each(|field| out.u16(field));
        out.bytes
    }
}

/// How one reads a message: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    Right,
    BitsFromTheLeft,
    WideRcode,
    WideOpcode,
    ClassFirst,
    OneQuestion,
    OneQuestionAtMost,
    OneAnswer,
    ZeroTtl,
    PointersFromTheData,
    AliasInOneClass,
    AnyClass,
    NothingOfOthers,
    FourOfOthers,
    OthersAreAnswers,
    LooksIntoOthers,
    OthersUnread,
    LengthByType,
    AliasLengthUnchecked,
    LengthFirst,
    WholeHeader,
    WholeRecord,
    OneNameError,
}

pub(super) const READS: [(&str, Reads); 22] = [
    ("bits-from-the-left", Reads::BitsFromTheLeft),
    ("mask-too-wide", Reads::WideRcode),
    ("mask-too-wide", Reads::WideOpcode),
    ("class-before-type", Reads::ClassFirst),
    ("one-question-only", Reads::OneQuestion),
    ("one-question-only", Reads::OneQuestionAtMost),
    ("one-answer-only", Reads::OneAnswer),
    ("ttl-made-zero", Reads::ZeroTtl),
    ("pointers-from-the-data", Reads::PointersFromTheData),
    ("alias-in-one-class", Reads::AliasInOneClass),
    ("class-not-looked-at", Reads::AnyClass),
    ("rdlength-ignored", Reads::NothingOfOthers),
    ("rdlength-ignored", Reads::FourOfOthers),
    ("looks-into-other-sections", Reads::LooksIntoOthers),
    ("other-sections-are-answers", Reads::OthersAreAnswers),
    ("other-sections-unread", Reads::OthersUnread),
    ("length-by-type", Reads::LengthByType),
    ("alias-length-unchecked", Reads::AliasLengthUnchecked),
    ("length-before-cut", Reads::LengthFirst),
    ("fields-in-one-go", Reads::WholeHeader),
    ("fields-in-one-go", Reads::WholeRecord),
    ("one-error-for-all-names", Reads::OneNameError),
];

/// A part of a message. Entries are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Header,
    Question(usize),
    /// In which of the three sections of records, and which of them.
    Record(usize, usize),
    /// What follows on the last record.
    Behind,
}

/// A field of a message, where it stands, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) part: Part,
    pub(super) field: &'static str,
    offset: usize,
    len: usize,
    says: String,
}

impl Reads {
    /// Reads a message in this way.
    pub(super) fn read(self, message: &[u8]) -> Read {
        Walk { message, habit: self, at: 0, part: Part::Header, told: None }.message()
    }

    /// The fields of a message, read in this way, up to the one that is wrong.
    pub(super) fn places(self, message: &[u8]) -> Vec<Place> {
        let mut walk = Walk { message, habit: self, at: 0, part: Part::Header, told: Some(Vec::new()) };
        let _ = walk.message();
        walk.told.unwrap_or_default()
    }

    fn flags(self, bits: u16) -> Flags {
        // RFC 1035 draws bit 0 at the left, where the most significant bit is.
        let bits = if self == Reads::BitsFromTheLeft { bits.reverse_bits() } else { bits };
        let is_set = |bit: u16| bits >> bit & 1 == 1;
        let (mut opcode, mut rcode) = (bits >> 11 & 0xF, bits & 0xF);
        match self {
            // Shifted and masked, but not turned round.
            Reads::BitsFromTheLeft => {
                opcode = bits.reverse_bits() >> 1 & 0xF;
                rcode = bits.reverse_bits() >> 12;
            }
            Reads::WideRcode => rcode = bits & 0x7F,
            Reads::WideOpcode => opcode = bits >> 11,
            _ => {}
        }
        Flags {
            qr: is_set(15),
            opcode: opcode as u8,
            aa: is_set(10),
            tc: is_set(9),
            rd: is_set(8),
            ra: is_set(7),
            rcode: Rcode(rcode as u8),
        }
    }
}

/// The name at a place of a message, and where the next field begins.
fn name_at(message: &[u8], at: usize) -> Result<(Name, usize), NameError> {
    let (mut labels, mut length, mut next) = (Vec::new(), 1, None);
    // A run of labels must end before this, and began there.
    let (mut end, mut run, mut here) = (message.len(), at, at);
    loop {
        let readable = &message[..end];
        let first = *readable.get(here).ok_or(NameError::Truncated)?;
        let size = usize::from(first & 0x3F);
        match first >> 6 {
            0 if size == 0 => return Ok((Name { labels }, next.unwrap_or(here + 1))),
            0 => {
                let label = readable.get(here + 1..here + 1 + size).ok_or(NameError::Truncated)?;
                length += 1 + size;
                if length > 255 {
                    return Err(NameError::NameTooLong);
                }
                labels.push(label.to_vec());
                here += 1 + size;
            }
            3 => {
                let low = *readable.get(here + 1).ok_or(NameError::Truncated)?;
                let target = size << 8 | usize::from(low);
                if target >= run {
                    return Err(NameError::PointerNotPrior { at: here, target });
                }
                next = next.or(Some(here + 2));
                (end, run, here) = (run, target, target);
            }
            _ => return Err(NameError::ReservedBits { at: here }),
        }
    }
}

/// A message that is being read.
struct Walk<'a> {
    message: &'a [u8],
    habit: Reads,
    at: usize,
    part: Part,
    /// The fields so far, if somebody wants to know: to spell them takes longer than to read them.
    told: Option<Vec<Place>>,
}

impl Walk<'_> {
    fn message(&mut self) -> Read {
        if self.habit == Reads::WholeHeader {
            self.left_for(12)?;
        }
        let id = self.number("id", 2, |id| format!("id {id} = {id:#06x}"))? as u16;
        let habit = self.habit;
        let flags = self.number("flags", 2, |bits| format!("flags {}", Reads::Right.flags(bits as u16)))?;
        let flags = habit.flags(flags as u16);
        let mut counts = [0; 4];
        for (count, field) in counts.iter_mut().zip(["qdcount", "ancount", "nscount", "arcount"]) {
            *count = self.number(field, 2, |count| format!("{field} {count}"))? as usize;
        }
        let mut questions = Vec::new();
        let qdcount = match habit {
            Reads::OneQuestion => 1,
            Reads::OneQuestionAtMost => counts[0].min(1),
            _ => counts[0],
        };
        for index in 0..qdcount {
            self.part = Part::Question(index);
            questions.push(self.question()?);
        }
        let mut answers = Vec::new();
        for (section, count) in counts[1..].iter().enumerate() {
            match (section, habit) {
                (0, Reads::OneAnswer) => self.records(0, (*count).min(1), true, &mut answers)?,
                (0, _) | (_, Reads::OthersAreAnswers) => self.records(section, *count, true, &mut answers)?,
                (_, Reads::OthersUnread) => {}
                (_, _) => {
                    let looks = habit == Reads::LooksIntoOthers;
                    self.records(section, *count, looks, &mut Vec::new())?;
                }
            }
        }
        let behind = self.message.len() - self.at;
        if behind > 0 {
            self.part = Part::Behind;
            self.tell("rest", behind, |_| String::from("bytes that no count announces"));
        }
        Ok(Response { id, flags, questions, answers })
    }

    fn question(&mut self) -> Result<Question, MsgError> {
        let name = self.name()?;
        if self.habit == Reads::WholeRecord {
            self.left_for(4)?;
        }
        let (qtype, qclass) = self.type_and_class()?;
        Ok(Question { name, qtype, qclass })
    }

    fn records(
        &mut self,
        section: usize,
        count: usize,
        looks: bool,
        into: &mut Vec<Record>,
    ) -> Result<(), MsgError> {
        for index in 0..count {
            self.part = Part::Record(section, index);
            into.push(self.record(looks)?);
        }
        Ok(())
    }

    fn record(&mut self, looks: bool) -> Result<Record, MsgError> {
        let name = self.name()?;
        if self.habit == Reads::WholeRecord {
            self.left_for(10)?;
        }
        let (rtype, class) = self.type_and_class()?;
        let ttl = self.number("ttl", 4, |ttl| format!("ttl {ttl}"))? as u32;
        let ttl = if self.habit == Reads::ZeroTtl && ttl >> 31 == 1 { 0 } else { ttl };
        let rdlength = self.number("rdlength", 2, |rdlength| format!("rdlength {rdlength}"))? as usize;
        let data = self.data(rtype, class, rdlength, looks)?;
        Ok(Record { name, rtype, class, ttl, data })
    }

    fn data(
        &mut self,
        rtype: RecordType,
        class: Class,
        rdlength: usize,
        looks: bool,
    ) -> Result<Data, MsgError> {
        let is_in = class == Class::IN || self.habit == Reads::AnyClass;
        let size = match rtype {
            RecordType::A if looks && is_in => Some(4),
            RecordType::AAAA if looks && is_in => Some(16),
            _ => None,
        };
        let is_alias = looks && rtype == RecordType::CNAME && (is_in || self.habit != Reads::AliasInOneClass);
        let wrong_length = MsgError::DataLength { rtype, rdlength: rdlength as u16 };
        if self.habit == Reads::LengthFirst && size.is_some_and(|size| size != rdlength) {
            return Err(wrong_length);
        }
        let taken = match (self.habit, size) {
            (Reads::LengthByType, Some(size)) => size,
            (Reads::NothingOfOthers, None) if !is_alias => 0,
            (Reads::FourOfOthers, None) if !is_alias => 4,
            _ => rdlength,
        };
        let at = self.at;
        self.left_for(taken).inspect_err(|_| {
            self.tell("data", self.message.len() - at, |len| format!("data: {len} of {taken} bytes"));
        })?;
        let bytes = &self.message[at..at + taken];
        if let Some(size) = size.filter(|size| *size != taken) {
            self.tell("data", taken, |len| format!("data: {len} bytes, and {rtype} has {size}"));
            return Err(wrong_length);
        }
        let data = match (is_alias, bytes) {
            (true, _) => self.alias(bytes)?,
            (_, [a, b, c, d]) if size.is_some() => Data::A(Ipv4Addr::new(*a, *b, *c, *d)),
            (_, long) if size.is_some() => Data::Aaaa(Ipv6Addr::from(
                <[u8; 16]>::try_from(long).expect("its size is that of an address"),
            )),
            _ => Data::Other(bytes.to_vec()),
        };
        self.tell("data", taken, |_| format!("data: {data}"));
        self.at += taken;
        Ok(data)
    }

    fn alias(&mut self, bytes: &[u8]) -> Result<Data, MsgError> {
        let read = match self.habit {
            Reads::PointersFromTheData => name_at(bytes, 0).map(|(name, next)| (name, self.at + next)),
            _ => name_at(self.message, self.at),
        };
        let (name, next) = read.map_err(|error| self.bad_name("data", error))?;
        if next == self.at + bytes.len() || self.habit == Reads::AliasLengthUnchecked {
            return Ok(Data::Cname(name));
        }
        let size = next - self.at;
        self.tell("data", bytes.len(), |len| format!("data: {len} bytes, and the name has {size}"));
        Err(MsgError::DataLength { rtype: RecordType::CNAME, rdlength: bytes.len() as u16 })
    }

    fn type_and_class(&mut self) -> Result<(RecordType, Class), MsgError> {
        let habit = self.habit;
        let one = self.number("type", 2, |one| format!("type {}", RecordType(one as u16)))? as u16;
        let other = self.number("class", 2, |other| format!("class {}", Class(other as u16)))? as u16;
        let (rtype, class) = if habit == Reads::ClassFirst { (other, one) } else { (one, other) };
        Ok((RecordType(rtype), Class(class)))
    }

    fn name(&mut self) -> Result<Name, MsgError> {
        let (name, next) = name_at(self.message, self.at).map_err(|error| self.bad_name("name", error))?;
        self.tell("name", next - self.at, |_| format!("name {name}"));
        self.at = next;
        Ok(name)
    }

    fn bad_name(&mut self, field: &'static str, error: NameError) -> MsgError {
        let left = self.message.len().saturating_sub(self.at);
        // The bytes up to where it is wrong; of a name that goes on elsewhere, the pointer.
        let len = match error {
            NameError::PointerNotPrior { at, .. } if at >= self.at => at + 2 - self.at,
            NameError::ReservedBits { at } if at >= self.at => at + 1 - self.at,
            NameError::Truncated => left,
            _ => left.min(2),
        };
        self.tell(field, len, |_| format!("{field}: {error}"));
        match self.habit {
            Reads::OneNameError => MsgError::Name(NameError::Truncated),
            _ => MsgError::Name(error),
        }
    }

    fn number(
        &mut self,
        field: &'static str,
        size: usize,
        says: impl FnOnce(u64) -> String,
    ) -> Result<u64, MsgError> {
        let here = self.message.len() - self.at;
        self.left_for(size).inspect_err(|_| {
            self.tell(field, here, |here| format!("{field}: {here} of {size} bytes"));
        })?;
        let bytes = &self.message[self.at..self.at + size];
        let value = bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
        self.tell(field, size, |_| says(value));
        self.at += size;
        Ok(value)
    }

    fn left_for(&self, needed: usize) -> Result<(), MsgError> {
        let left = self.message.len() - self.at;
        if left < needed { Err(MsgError::Short(Short { needed, left })) } else { Ok(()) }
    }

    fn tell(&mut self, field: &'static str, len: usize, says: impl FnOnce(usize) -> String) {
        if let Some(places) = &mut self.told {
            places.push(Place { part: self.part, field, offset: self.at, len, says: says(len) });
        }
    }
}

impl Place {
    pub(super) fn range(&self) -> Range<usize> {
        self.offset..self.offset + self.len
    }
}

impl Part {
    /// As a card names it.
    fn title(self) -> String {
        match self {
            Part::Header => String::from("header"),
            Part::Behind => String::from("what follows"),
            Part::Question(index) => format!("question {}", index + 1),
            Part::Record(section, index) => {
                format!("{} {}", ["answer", "authority", "additional"][section], index + 1)
            }
        }
    }
}

/// A message and its parts by name. The part with the field that the story is about is shown field by field.
pub(super) fn dump(title: &str, message: &[u8], places: &[Place], wrong: Option<usize>) -> Dump {
    let place = wrong.and_then(|wrong| places.get(wrong));
    let mut dump = Dump::new(title, message);
    for part in places.chunk_by(|one, other| one.part == other.part) {
        let title = part[0].part.title();
        if place.is_some_and(|place| place.part == part[0].part) {
            for field in part {
                let label = match field.part {
                    Part::Header => label(&field.says),
                    _ => label(&format!("{title}: {}", field.says)),
                };
                dump = if Some(field) == place {
                    dump.wrong(field.offset, field.len, label)
                } else {
                    dump.field(field.offset, field.len, label)
                };
            }
        } else {
            // Of the header, only what is in front of the counts, because a label is short.
            let most = if part[0].part == Part::Header { 2 } else { part.len() };
            let says: Vec<&str> = part.iter().take(most).map(|field| field.says.as_str()).collect();
            let len = part.iter().map(|field| field.len).sum();
            dump = dump.field(part[0].offset, len, label(&format!("{title}: {}", says.join(", "))));
        }
    }
    dump
}

/// A label must fit its line.
fn label(text: &str) -> String {
    const MOST: usize = 56;
    let text = sanitise::line(text);
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::super::inputs::{messages, response, wrecks};
    use super::*;

    #[test]
    fn our_reader_reads_what_our_writer_wrote() {
        for message in drawn(&messages(), 500) {
            assert_eq!(Reads::Right.read(&message.emit()), Ok(response(&message)), "{message:?}");
        }
    }

    #[test]
    fn fields_lie_side_by_side() {
        for message in drawn(&messages(), 200) {
            let bytes = message.emit();
            let places = Reads::Right.places(&bytes);
            let mut at = 0;
            for place in &places {
                assert_eq!(place.offset, at, "{places:?}");
                at += place.len;
            }
            assert_eq!(at, bytes.len());
        }
    }

    #[test]
    fn names_are_found_as_rfc_1035_draws_them() {
        // RFC 1035, section 4.1.4: F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40, ARPA at 64, the root at 92.
        let mut bytes = vec![0; 93];
        bytes[20..32].copy_from_slice(b"\x01F\x03ISI\x04ARPA\0");
        bytes[40..46].copy_from_slice(b"\x03FOO\xC0\x14");
        bytes[64..66].copy_from_slice(b"\xC0\x1A");
        let at = |at| name_at(&bytes, at).map(|(name, next)| (name.to_string(), next));
        assert_eq!(at(20), Ok((String::from("F.ISI.ARPA."), 32)));
        assert_eq!(at(40), Ok((String::from("FOO.F.ISI.ARPA."), 46)));
        assert_eq!(at(64), Ok((String::from("ARPA."), 66)));
        assert_eq!(at(92), Ok((String::from("."), 93)));
        assert_eq!(at(93), Err(NameError::Truncated));
    }

    #[test]
    fn the_reader_survives_wrecks_and_says_what_is_wrong() {
        let wrecks = drawn(&wrecks(), 1000);
        let count =
            |is: fn(&Read) -> bool| wrecks.iter().filter(|bytes| is(&Reads::Right.read(bytes))).count();
        assert!(count(|read| read.is_ok()) >= 100);
        assert!(count(|read| matches!(read, Err(MsgError::Short(_)))) >= 100);
        assert!(count(|read| matches!(read, Err(MsgError::DataLength { .. }))) >= 30);
        assert!(count(|read| matches!(read, Err(MsgError::Name(NameError::Truncated)))) >= 50);
        assert!(count(|read| matches!(read, Err(MsgError::Name(NameError::PointerNotPrior { .. })))) >= 50);
        assert!(count(|read| matches!(read, Err(MsgError::Name(NameError::ReservedBits { .. })))) >= 20);
    }

    #[test]
    fn labels_fit_a_line() {
        assert_eq!(label("ttl 300"), "ttl 300");
        assert_eq!(label(&"x".repeat(100)).chars().count(), 56);
    }
}
