use addresses::lpm::RouteTable;
use given::addresses::{Family, Prefix};
use given::hex::number;
use probe::Table;
use serde::Deserialize;

/// An address as it crosses the pipe: JSON's numbers can't hold 128 bits.
#[derive(Deserialize)]
struct Address(#[serde(with = "number")] u128);

type Routes = RouteTable<u32>;

pub(crate) fn calls(table: &mut Table) {
    table
        .new("RouteTable::new", |(): ()| -> Routes { RouteTable::new() })
        .on("RouteTable::insert", |routes: &mut Routes, (prefix, value): (Prefix, u32)| -> Option<u32> {
            routes.insert(prefix, value)
        })
        .on("RouteTable::remove", |routes: &mut Routes, (prefix,): (Prefix,)| -> Option<u32> {
            routes.remove(&prefix)
        })
        .on(
            "RouteTable::lookup",
            |routes: &mut Routes, (family, Address(address)): (Family, Address)| -> Option<(Prefix, u32)> {
                let found: Option<(Prefix, &u32)> = routes.lookup(family, address);
                found.map(|(prefix, value)| (prefix, *value))
            },
        )
        .on("RouteTable::walk", |routes: &mut Routes, (): ()| -> Vec<(Prefix, u32)> {
            let all: Vec<(Prefix, &u32)> = routes.walk();
            all.into_iter().map(|(prefix, value)| (prefix, *value)).collect()
        })
        // Too many to send one by one: the probe makes routes and addresses from a number, for the growth check.
        .on("RouteTable::fill", |routes: &mut Routes, (count, seed): (u32, u32)| {
            for (value, bits) in (0..count).zip(scattered(seed)) {
                let len = 12 + (value % 13) as u8;
                let bits = u128::from(bits >> (32 - len) << (32 - len));
                routes.insert(Prefix { family: Family::V4, bits, len }, value);
            }
        })
        .on("RouteTable::look_up_many", |routes: &mut Routes, (count, seed): (u32, u32)| -> u32 {
            let found = scattered(seed).take(count as usize).filter_map(|address| {
                routes.lookup(Family::V4, u128::from(address)).map(|(_, value)| *value)
            });
            found.fold(0, u32::wrapping_add)
        });
}

/// Numbers all over the range (Knuth's multiplicative hashing), the same for the same seed.
fn scattered(seed: u32) -> impl Iterator<Item = u32> {
    (seed..).map(|number| number.wrapping_mul(2_654_435_761))
}
