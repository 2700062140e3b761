use addresses::dns_name::{decode_name, encode_name, parse_name, same_name};
use given::addresses::{Name, NameError};
use probe::{Bytes, Table};

pub(crate) fn calls(table: &mut Table) {
    table
        .call("parse_name", |(text,): (String,)| -> Result<Name, NameError> { parse_name(&text) })
        .call("encode_name", |(name,): (Name,)| -> Bytes { Bytes(encode_name(&name)) })
        .call("decode_name", |(message, at): (Bytes, usize)| -> Result<(Name, usize), NameError> {
            decode_name(&message, at)
        })
        .call("same_name", |(one, other): (Name, Name)| -> bool { same_name(&one, &other) });
}
