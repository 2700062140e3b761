//! How long is a struct?

use std::mem::{offset_of, size_of};

// ANCHOR: shown
#[repr(C)]
struct Message {
    head: [u16; 4],
    sender_mac: [u8; 6],
    sender_address: u32,
}

fn main() {
    let at = offset_of!(Message, sender_address);
    println!("{} bytes, the address at {at}", size_of::<Message>());
}
// ANCHOR_END: shown
