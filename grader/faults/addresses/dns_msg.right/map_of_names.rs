//! Without a cursor: places and slices. The answers are sorted into a map by name first, and the aliases are
//! followed by a function that calls itself.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use given::addresses::{
    Class, Data, Flags, MsgError, Name, Query, Question, Rcode, Record, RecordType, Response, Short, Why,
};

use crate::dns_name::{decode_name, encode_name};

pub const MAX_ALIASES: usize = 16;

pub fn encode_query(query: &Query) -> Vec<u8> {
    let [high, low] = query.id.to_be_bytes();
    let mut bytes = vec![high, low, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    bytes.append(&mut encode_name(&query.name));
    bytes.extend(query.qtype.0.to_be_bytes());
    bytes.extend([0, 1]);
    bytes
}

/// So many bytes from a place that is never behind the end, and the place behind them.
fn cut(message: &[u8], at: usize, needed: usize) -> Result<(&[u8], usize), MsgError> {
    let rest = &message[at..];
    match rest.split_at_checked(needed) {
        Some((bytes, _)) => Ok((bytes, at + needed)),
        None => Err(MsgError::Short(Short { needed, left: rest.len() })),
    }
}

fn number(message: &[u8], at: &mut usize, size: usize) -> Result<u32, MsgError> {
    let (bytes, next) = cut(message, *at, size)?;
    *at = next;
    Ok(bytes.iter().fold(0, |number, byte| number * 256 + u32::from(*byte)))
}

pub fn decode_response(message: &[u8]) -> Result<Response, MsgError> {
    let mut at = 0;
    let mut header = [0_u16; 6];
    for field in &mut header {
        *field = number(message, &mut at, 2)? as u16;
    }
    let [id, flags, counts @ ..] = header;
    let (mut questions, mut answers) = (Vec::new(), Vec::new());
    let mut left = counts;
    while let Some(section) = left.iter().position(|left| *left > 0) {
        left[section] -= 1;
        let (name, next) = decode_name(message, at).map_err(MsgError::Name)?;
        at = next;
        let rtype = RecordType(number(message, &mut at, 2)? as u16);
        let class = Class(number(message, &mut at, 2)? as u16);
        if section == 0 {
            questions.push(Question { name, qtype: rtype, qclass: class });
            continue;
        }
        let ttl = number(message, &mut at, 4)?;
        let rdlength = number(message, &mut at, 2)?;
        let (rdata, next) = cut(message, at, rdlength as usize)?;
        if section == 1 {
            let wrong = MsgError::DataLength { rtype, rdlength: rdlength as u16 };
            let data = look(message, at, rdata, rtype, class)?.ok_or(wrong)?;
            answers.push(Record { name, rtype, class, ttl, data });
        }
        at = next;
    }
    let [high, low] = flags.to_be_bytes();
    let flags = Flags {
        qr: high >= 128,
        opcode: high / 8 % 16,
        aa: high / 4 % 2 == 1,
        tc: high / 2 % 2 == 1,
        rd: high % 2 == 1,
        ra: low >= 128,
        rcode: Rcode(low % 16),
    };
    Ok(Response { id, flags, questions, answers })
}

/// `None` if the length is wrong.
fn look(
    message: &[u8],
    at: usize,
    rdata: &[u8],
    rtype: RecordType,
    class: Class,
) -> Result<Option<Data>, MsgError> {
    if rtype == RecordType::CNAME {
        let (name, next) = decode_name(message, at).map_err(MsgError::Name)?;
        return Ok((next - at == rdata.len()).then_some(Data::Cname(name)));
    }
    if class != Class::IN || rtype != RecordType::A && rtype != RecordType::AAAA {
        return Ok(Some(Data::Other(rdata.to_vec())));
    }
    Ok(match (rtype, rdata.len()) {
        (RecordType::A, 4) => Some(Data::A([rdata[0], rdata[1], rdata[2], rdata[3]].into())),
        (RecordType::AAAA, 16) => {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(rdata);
            Some(Data::Aaaa(bytes.into()))
        }
        _ => None,
    })
}

/// What is known of a name.
#[derive(Default)]
struct Known {
    addresses: Vec<IpAddr>,
    alias: Option<Vec<u8>>,
}

/// Names that the DNS does not tell apart are the same key.
fn key(name: &Name) -> Vec<u8> {
    // A length is at most 63, and the smallest capital letter is 65.
    encode_name(name).to_ascii_lowercase()
}

pub fn resolve(
    query: &Query,
    asked: SocketAddr,
    from: SocketAddr,
    response: &Response,
) -> Result<Vec<IpAddr>, Why> {
    let wanted = key(&query.name);
    let is_ours = |question: &Question| {
        (key(&question.name), question.qtype, question.qclass) == (wanted.clone(), query.qtype, Class::IN)
    };
    let Response { id, flags, questions, answers } = response;
    match flags {
        _ if asked != from => return Err(Why::WrongSource { asked, from }),
        _ if query.id != *id => return Err(Why::WrongId { expected: query.id, got: *id }),
        Flags { qr: false, .. } | Flags { opcode: 1.., .. } => return Err(Why::NotAResponse),
        _ if questions.len() != 1 || !questions.iter().all(is_ours) => return Err(Why::WrongQuestion),
        Flags { tc: true, .. } => return Err(Why::Truncated),
        Flags { rcode, .. } if rcode.0 > 0 => return Err(Why::Failed(*rcode)),
        _ => {}
    }
    let mut known: HashMap<Vec<u8>, Known> = HashMap::new();
    for Record { name, data, .. } in answers.iter().filter(|record| record.class == Class::IN) {
        let known = known.entry(key(name)).or_default();
        match data {
            Data::A(address) if query.qtype == RecordType::A => known.addresses.push((*address).into()),
            Data::Aaaa(address) if query.qtype == RecordType::AAAA => known.addresses.push((*address).into()),
            Data::Cname(target) if known.alias.is_none() => known.alias = Some(key(target)),
            _ => {}
        }
    }
    follow(&known, &wanted, MAX_ALIASES)
}

fn follow(known: &HashMap<Vec<u8>, Known>, name: &[u8], left: usize) -> Result<Vec<IpAddr>, Why> {
    let Known { addresses, alias } = known.get(name).ok_or(Why::NoAddress)?;
    match alias {
        _ if !addresses.is_empty() => Ok(addresses.clone()),
        None => Err(Why::NoAddress),
        Some(_) if left == 0 => Err(Why::TooManyAliases),
        Some(target) => follow(known, target, left - 1),
    }
}
