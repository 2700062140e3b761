//! Spellings of one address, read and written again.

use std::net::Ipv6Addr;

// ANCHOR: show
fn show(text: &str) {
    match text.parse::<Ipv6Addr>() {
        Ok(address) => println!("{text:<22}  {address}"),
        Err(_) => println!("{text:<22}  refused"),
    }
}
// ANCHOR_END: show

fn main() {
    for text in [
        "2001:DB8:0:0:0:0:0:1",
        "2001:0db8::0001",
        "2001:db8:0::0:1",
        "2001:db8::1",
        "0:0:0:0:0:FFFF:7F00:1",
        "1::2::3",
        "fe80::1%1",
    ] {
        show(text);
    }
}
