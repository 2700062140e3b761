//! Which number the bytes 0 0 1 0 are.

use std::net::Ipv4Addr;

fn main() {
    println!("{}", u32::from(Ipv4Addr::new(0, 0, 1, 0)));
}
