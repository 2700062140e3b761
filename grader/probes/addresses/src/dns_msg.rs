use std::net::{IpAddr, SocketAddr};

use addresses::dns_msg::{decode_response, encode_query, resolve};
use given::addresses::{MsgError, Query, Response, Why};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("encode_query", |(query,): (Query,)| -> Bytes { Bytes(encode_query(&query)) })
        .call("decode_response", |(message,): (Bytes,)| -> Result<Response, MsgError> {
            decode_response(&message)
        })
        .call(
            "resolve",
            |(query, asked, from, response): (Query, SocketAddr, SocketAddr, Response)| -> Result<
                Vec<IpAddr>,
                Why,
            > { resolve(&query, asked, from, &response) },
        );
}
