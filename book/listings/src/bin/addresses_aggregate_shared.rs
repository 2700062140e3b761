//! How many bits from the front two addresses share.

use std::net::Ipv4Addr;

// ANCHOR: shown
fn shared(a: Ipv4Addr, b: Ipv4Addr) -> u32 {
    (a.to_bits() ^ b.to_bits()).leading_zeros()
}

fn main() {
    let [zero, one, two] = [0, 1, 2].map(|octet| Ipv4Addr::new(10, 0, octet, 0));
    println!("{} {}", shared(zero, one), shared(one, two));
}
// ANCHOR_END: shown
