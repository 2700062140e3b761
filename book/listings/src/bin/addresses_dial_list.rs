//! From text to addresses that a program can connect to. No name is looked up: these are numbers already.

use std::net::ToSocketAddrs;

fn main() {
    // ANCHOR: list
    for text in ["2001:db8::1", "192.0.2.1", "192.0.2.300"] {
        match (text, 443).to_socket_addrs() {
            Ok(addresses) => {
                addresses.for_each(|address| println!("{} port {}", address.ip(), address.port()))
            }
            Err(_) => println!("{text} is no address"),
        }
    }
    // ANCHOR_END: list
}
