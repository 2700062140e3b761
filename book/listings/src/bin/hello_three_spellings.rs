//! One number, spelled three ways.

use std::net::Ipv4Addr;

fn main() {
    // ANCHOR: spellings
    let address: u32 = 0xC0A8_0101;
    println!("{address}");
    println!("{address:032b}");
    println!("{}", Ipv4Addr::from(address));
    // ANCHOR_END: spellings
}
