//! The check against a server that we did not write: hickory's, on loopback.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use given::addresses::{MsgError, Query, Rcode, RecordType, Response, Why};
use proptest::strategy::Just;

use super::reading::{ask_query, query};
use crate::script::call;
use crate::spell::{Bytes, Ref};
use crate::trial::{Trial, Trouble, Verdict};

/// What is asked, and what `resolve` must say of the answer. `grader/peers/dns` has the zone.
fn questions() -> Vec<(Query, Result<Vec<IpAddr>, Why>)> {
    let v4 = |a, b, c, d| IpAddr::V4(Ipv4Addr::new(a, b, c, d));
    let v6 = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1));
    vec![
        (query(0x1267, "london.example", RecordType::A), Ok(vec![v4(192, 0, 2, 1)])),
        (query(0x0800, "london.example", RecordType::AAAA), Ok(vec![v6])),
        (query(0xFFFF, "www.example", RecordType::A), Ok(vec![v4(198, 51, 100, 7)])),
        (query(1, "paris.example", RecordType::A), Err(Why::NoAddress)),
        (query(2, "tokyo.example", RecordType::A), Err(Why::Failed(Rcode::NAME_ERROR))),
        (query(3, "london.elsewhere", RecordType::A), Err(Why::Failed(Rcode::REFUSED))),
    ]
}

pub(super) fn a_real_server(trial: &mut Trial<'_>) -> Verdict {
    // The server's real port is another one each time, and would be in the card.
    let asked = SocketAddr::from(([192, 0, 2, 53], 53));
    trial.story(questions(), None::<Just<(Query, Result<Vec<IpAddr>, Why>)>>, |(query, expected), talk| {
        let server = talk.server("dns")?;
        let Bytes(datagram) = talk.ask(&ask_query(query), |seen| seen.value())?;
        let (_, answer) = talk.ask_server(&server, &datagram)?;
        talk.note("send it to hickory's server", format!("{} bytes come back", answer.len()));
        let decoded = call("decode_response", (Bytes(answer),)).spelled("decode_response(message)");
        let decoded = talk.ask(&decoded, |seen| seen.value::<Result<Response, MsgError>>())?;
        let response =
            decoded.map_err(|error| Trouble::new(talk.expected(format!("the response, not: {error}"))))?;
        let resolved = call("resolve", (Ref(query.clone()), asked, asked, Ref(response)))
            .spelled("resolve(&query, asked, from, &response)");
        talk.ask(&resolved, |seen| seen.returns(expected.clone(), &[]).map(drop))
    })
}
