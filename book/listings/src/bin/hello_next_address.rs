//! The address after 192.168.1.1, and what comes of adding to the bytes as a PC keeps them in memory.

use std::net::Ipv4Addr;

fn main() {
    // ANCHOR: next
    let address = Ipv4Addr::new(192, 168, 1, 1);
    // `address + 1` does not compile: an address is no number. Which number is meant, we must say.
    println!("{}", Ipv4Addr::from(u32::from(address) + 1));

    // To do it wrong takes two more words.
    let as_in_memory = u32::from_le_bytes(address.octets());
    println!("{}", Ipv4Addr::from((as_in_memory + 1).to_le_bytes()));
    // ANCHOR_END: next
}
