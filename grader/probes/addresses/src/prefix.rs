use addresses::prefix::{broadcast, class, contains, hosts, last, mask, network, parent, size, split};
use given::addresses::{Family, Hosts, Prefix, Special};
use given::hex::number;
use probe::Table;
use serde::{Deserialize, Serialize};

/// A number as it crosses the pipe: JSON's numbers can't hold 128 bits.
#[derive(Serialize, Deserialize)]
struct Number(#[serde(with = "number")] u128);

pub(crate) fn calls(table: &mut Table) {
    table
        .call("mask", |(family, len): (Family, u8)| -> Number {
            let mask: u128 = mask(family, len);
            Number(mask)
        })
        .call("network", |(family, Number(address), len): (Family, Number, u8)| -> Prefix {
            network(family, address, len)
        })
        .call("contains", |(prefix, family, Number(address)): (Prefix, Family, Number)| -> bool {
            contains(&prefix, family, address)
        })
        .call("last", |(prefix,): (Prefix,)| -> Number {
            let last: u128 = last(&prefix);
            Number(last)
        })
        .call("size", |(prefix,): (Prefix,)| -> Option<Number> {
            let size: Option<u128> = size(&prefix);
            size.map(Number)
        })
        .call("broadcast", |(prefix,): (Prefix,)| -> Option<Number> {
            let broadcast: Option<u128> = broadcast(&prefix);
            broadcast.map(Number)
        })
        .call("hosts", |(prefix,): (Prefix,)| -> Hosts { hosts(&prefix) })
        .call("split", |(prefix,): (Prefix,)| -> Option<(Prefix, Prefix)> { split(&prefix) })
        .call("parent", |(prefix,): (Prefix,)| -> Option<Prefix> { parent(&prefix) })
        .call("class", |(address,): (u32,)| -> Special { class(address) });
}
