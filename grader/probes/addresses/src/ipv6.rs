use addresses::ipv6::{canonical_v6, parse_v6};
use given::addresses::V6Error;
use given::hex::number;
use probe::Table;
use serde::{Deserialize, Serialize};

/// An address as it crosses the pipe: JSON's numbers can't hold 128 bits.
#[derive(Serialize, Deserialize)]
struct Address(#[serde(with = "number")] u128);

pub(crate) fn calls(table: &mut Table) {
    table
        .call("parse_v6", |(text,): (String,)| -> Result<Address, V6Error> { parse_v6(&text).map(Address) })
        .call("canonical_v6", |(Address(address),): (Address,)| -> String { canonical_v6(address) });
}
