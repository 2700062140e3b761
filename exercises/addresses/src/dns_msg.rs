//! Asks for the address of a name, and decides whether to believe the answer.
//!
//! Tokyo wants the number of `www.london.example`. It sends a query to a server, usually in one UDP packet,
//! and the server sends a response. Both are messages of the same layout: a header, and four sections (RFC
//! 1035 §4.1). The header says how many entries each section has.
//!
//! ```text
//! byte     0        2        4         6         8         10        12
//!          +--------+--------+---------+---------+---------+---------+---------------------
//!          |   id   | flags  | qdcount | ancount | nscount | arcount | the sections ...
//!          +--------+--------+---------+---------+---------+---------+---------------------
//!                             |         |         |         '- additional: records that may be of use
//!                             |         |         '- authority: records that say who else can be asked
//!                             |         '- answers: records
//!                             '- questions
//!
//! flags    +--+-----------+--+--+--+--+--------+-----------+
//!          |QR|  opcode   |AA|TC|RD|RA|   0    |   rcode   |
//!          +--+-----------+--+--+--+--+--------+-----------+
//! bit       15 14 ...   11 10  9  8  7 6 ... 4  3   ...   0
//!
//! question                        record, in all the other sections
//! +------+-------+--------+       +------+-------+-------+-------+----------+-------+
//! | name | qtype | qclass |       | name | rtype | class |  ttl  | rdlength | rdata |
//! +------+-------+--------+       +------+-------+-------+-------+----------+-------+
//! bytes:     2       2                       2       2       4         2      rdlength
//! ```
//!
//! A name may be an alias. Then its record is a CNAME, whose data is the name that it stands for, and the
//! address is to be found there (RFC 1034 §3.6.2). A kind server sends the whole chain along, in some order.
//!
//! ```text
//! www.london.example.  300 IN CNAME  web.london.example.
//! web.london.example.  300 IN A      192.0.2.1
//! ```
//!
//! Nobody signs these messages, and anybody can send one that says it is from the server. A false answer that
//! comes before the true one leads Tokyo to a thief's machine. What protects us is that the thief has to
//! guess: the port that we asked from, and the id. So a response is believed only if all of it fits the query
//! (RFC 5452 §9.1). That makes it hard to lie to us for somebody far away. It is no help against somebody on
//! the way, who sees our query.
//!
//! Left out: queries over TCP, servers that send us on to others, DNSSEC (which does sign), and EDNS (RFC
//! 6891), whose OPT record in the last section is skipped like any other. What follows from a TTL is left to
//! the one who stores the answer.

use std::net::{IpAddr, SocketAddr};

use given::addresses::{MsgError, Query, Response, Why};

/// The most aliases that [`resolve`] follows. Honest chains are short, and a circle has no end.
pub const MAX_ALIASES: usize = 16;

/// Writes a query as it travels.
///
/// The flags have RD set, so that the server asks others if it must, and no other bit. There is one question:
/// the name without pointers, the type, and the class IN. The other sections are empty.
///
/// The caller promises that the name is well formed, as the docs of `Name` say.
///
/// # Examples
///
/// ```
/// use addresses::dns_msg::encode_query;
/// use addresses::dns_name::parse_name;
/// use given::addresses::{Query, RecordType};
///
/// let query = Query { id: 0x1267, name: parse_name("london.example")?, qtype: RecordType::AAAA };
/// assert_eq!(
///     encode_query(&query),
///     b"\x12\x67\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x06london\x07example\x00\x00\x1C\x00\x01"
/// );
/// # Ok::<(), given::addresses::NameError>(())
/// ```
pub fn encode_query(query: &Query) -> Vec<u8> {
    todo!()
}

/// Reads a response, as far as we need it: the header, the questions and the answers.
///
/// The records of the other two sections have to be there, and are skipped: their data is never looked at.
/// Bytes behind the last record are ignored. Whether the message is a response at all, and to which query, is
/// not asked here: see [`resolve`].
///
/// Names may have pointers, which count from the first byte of the message. The data of a record is
///
/// - `Data::A` if the type is A and the class is IN: 4 bytes, the address;
/// - `Data::Aaaa` if the type is AAAA and the class is IN: 16 bytes, the address;
/// - `Data::Cname` if the type is CNAME, in any class: a name that ends where the data ends;
/// - `Data::Other` in all other cases: the bytes as they are.
///
/// # Errors
///
/// The fields are looked at in the order of the message, and the first that is wrong decides:
///
/// - [`MsgError::Short`] if the message ends within a field that is no name, data of a record included.
///   `needed` is how long that field is, and `left` how many bytes of it are there. The counts in the header
///   promise up to 65535 entries each, and may lie.
/// - [`MsgError::Name`] if there should be a name, and `decode_name` refuses it.
/// - [`MsgError::DataLength`] if the data has all its bytes, and is longer or shorter than the address that
///   it should be, or than the name in it.
///
/// # Examples
///
/// ```
/// use addresses::dns_msg::decode_response;
/// use addresses::dns_name::parse_name;
/// use given::addresses::{Class, Data, MsgError, RecordType, Short};
///
/// let message = b"\x12\x67\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\
///     \x06london\x07example\x00\x00\x01\x00\x01\
///     \xC0\x0C\x00\x01\x00\x01\x00\x00\x01\x2C\x00\x04\xC0\x00\x02\x01";
/// let response = decode_response(message)?;
/// assert_eq!(response.id, 0x1267);
/// assert!(response.flags.qr && response.flags.rd && response.flags.ra && !response.flags.tc);
/// assert_eq!(response.questions[0].name, parse_name("london.example")?);
///
/// let record = &response.answers[0];
/// assert_eq!(record.name, parse_name("london.example")?);
/// assert_eq!((record.rtype, record.class, record.ttl), (RecordType::A, Class::IN, 300));
/// assert_eq!(record.data, Data::A([192, 0, 2, 1].into()));
///
/// assert_eq!(decode_response(&message[..7]), Err(MsgError::Short(Short { needed: 2, left: 1 })));
/// # Ok::<(), MsgError>(())
/// ```
pub fn decode_response(message: &[u8]) -> Result<Response, MsgError> {
    todo!()
}

/// The addresses that the name of the query has, if this response is the answer to it.
///
/// The query went to `asked`, and the message came from `from`. The caller promises that the query is for
/// `RecordType::A` or `RecordType::AAAA`.
///
/// Of the answers only those of class IN count. We look for a name, at first that of the query. Its addresses
/// are the data of all answers that have this name, and have as their data an address of the type asked for.
/// If there are any, they are the result, in the order of the message. If there are none, and some answer
/// with this name has a `Data::Cname`, then the name in it is the one that we look for next; if there are
/// several, that of the first counts. In which order the answers came never matters otherwise: the record for
/// the end of a chain may stand before that for its beginning.
///
/// Names are compared as `same_name` does, always: a server may spell them in another case.
///
/// # Errors
///
/// First, is the message the answer to our query (RFC 5452 §9.1)? Then, does it have what we want? The first
/// of these that is true is the answer:
///
/// 1. [`Why::WrongSource`]: it came from another address or port than the query went to.
/// 2. [`Why::WrongId`]: its id is not that of the query.
/// 3. [`Why::NotAResponse`]: QR is not set, or the opcode is not 0.
/// 4. [`Why::WrongQuestion`]: it has no question, or more than one (RFC 9619 §4); or the question is not
///    the one of the query, in name, type and class IN.
/// 5. [`Why::Truncated`]: TC is set. What there is may be only a part.
/// 6. [`Why::Failed`], with the code, if that is not `Rcode::NO_ERROR`.
/// 7. [`Why::NoAddress`]: there is neither an address nor an alias for the name that we look for.
/// 8. [`Why::TooManyAliases`]: there would be one more alias to follow after [`MAX_ALIASES`] of them.
///
/// The port that the message came *to*, which RFC 5452 wants compared as well, is the business of the system:
/// it gives us what came to our port.
///
/// # Examples
///
/// ```
/// use addresses::dns_msg::resolve;
/// use addresses::dns_name::parse_name;
/// use given::addresses::{Class, Data, Flags, Query, Question, Rcode, Record, RecordType, Response, Why};
///
/// let (www, web) = (parse_name("www.london.example")?, parse_name("web.london.example")?);
/// let query = Query { id: 7, name: www.clone(), qtype: RecordType::A };
/// let server = "198.51.100.53:53".parse().expect("an address and a port");
///
/// let record = |name, rtype, data| Record { name, rtype, class: Class::IN, ttl: 300, data };
/// let alias = record(www.clone(), RecordType::CNAME, Data::Cname(web.clone()));
/// let address = record(web, RecordType::A, Data::A([192, 0, 2, 1].into()));
/// let (qr, aa, tc, rd, ra) = (true, false, false, true, true);
/// let mut response = Response {
///     id: 7,
///     flags: Flags { qr, opcode: 0, aa, tc, rd, ra, rcode: Rcode::NO_ERROR },
///     questions: vec![Question { name: www, qtype: RecordType::A, qclass: Class::IN }],
///     answers: vec![address, alias],
/// };
/// assert_eq!(resolve(&query, server, server, &response), Ok(vec![[192, 0, 2, 1].into()]));
///
/// response.id = 8;
/// assert_eq!(resolve(&query, server, server, &response), Err(Why::WrongId { expected: 7, got: 8 }));
/// # Ok::<(), given::addresses::NameError>(())
/// ```
pub fn resolve(
    query: &Query,
    asked: SocketAddr,
    from: SocketAddr,
    response: &Response,
) -> Result<Vec<IpAddr>, Why> {
    todo!()
}
