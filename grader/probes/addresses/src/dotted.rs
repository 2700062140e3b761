use addresses::dotted::{binary, dotted, hex, parse_v4};
use given::addresses::AddrError;
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .call("parse_v4", |(text,): (String,)| -> Result<u32, AddrError> { parse_v4(&text) })
        .call("dotted", |(address,): (u32,)| -> String { dotted(address) })
        .call("binary", |(address,): (u32,)| -> String { binary(address) })
        .call("hex", |(address,): (u32,)| -> String { hex(address) });
}
