//! Where the fields of a message of ARP lie in a struct, with and without gaps.

use std::mem::{offset_of, size_of};

// ANCHOR: message
#[repr(C)]
struct Loose {
    hardware: u16,
    protocol: u16,
    lengths: [u8; 2],
    operation: u16,
    sender_mac: [u8; 6],
    sender_address: u32,
    target_mac: [u8; 6],
    target_address: u32,
}

#[repr(C, packed)] // no gaps, and no field may be borrowed
struct Packed {
    hardware: u16,
    protocol: u16,
    lengths: [u8; 2],
    operation: u16,
    sender_mac: [u8; 6],
    sender_address: u32,
    target_mac: [u8; 6],
    target_address: u32,
}
// ANCHOR_END: message

fn main() {
    println!("loose:  {} bytes, sender at {}", size_of::<Loose>(), offset_of!(Loose, sender_address));
    println!("packed: {} bytes, sender at {}", size_of::<Packed>(), offset_of!(Packed, sender_address));
}
