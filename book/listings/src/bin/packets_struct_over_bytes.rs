//! Five bytes of a header, and a structure that seems to be the same.

// ANCHOR: laid
#[repr(C)]
struct Head {
    first: u8,
    number: u32,
}

fn read_head(wire: &[u8]) {
    // The structure has three bytes of nothing in its middle, here as well. It can't be laid over a slice, though.
    println!("on the wire {} bytes, in memory {}", wire.len(), size_of::<Head>());

    // A pattern says how many bytes there must be. Without this line the next one does not compile.
    let [first, a, b, c, d, ..] = *wire else { return println!("too short") };
    let number = u32::from_be_bytes([a, b, c, d]);
    println!("version {}, length {}, number {number}", first >> 4, first & 15);
}
// ANCHOR_END: laid

fn main() {
    read_head(&[0x45, 0x00, 0x00, 0x01, 0x02]);
}
