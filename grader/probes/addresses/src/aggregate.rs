use addresses::aggregate::aggregate;
use given::addresses::{Family, Prefix};
use probe::Table;

pub(crate) fn calls(table: &mut Table) {
    table
        .call("aggregate", |(prefixes,): (Vec<Prefix>,)| -> Vec<Prefix> { aggregate(&prefixes) })
        // Too many to send one by one: the probe makes lists of prefixes from a number, for the growth check.
        .call("aggregate_many", |(lists, length): (u32, u32)| -> usize {
            let lists = (0..lists).map(|list| -> Vec<Prefix> { aggregate(&scattered(list, length)) });
            lists.map(|fewest| fewest.len()).sum()
        });
}

/// Prefixes of length 24: half of them in a row, so that they can be put together, the others all over the range
/// (Knuth's multiplicative hashing).
fn scattered(list: u32, length: u32) -> Vec<Prefix> {
    let one = |number: u32| {
        let network = if number.is_multiple_of(2) {
            0x000a_0000 + number / 2
        } else {
            (list + number).wrapping_mul(2_654_435_761) >> 8
        };
        Prefix { family: Family::V4, bits: u128::from(network << 8), len: 24 }
    };
    (0..length).map(one).collect()
}
