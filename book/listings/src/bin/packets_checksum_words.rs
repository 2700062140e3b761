//! Seven bytes at an odd address, as words.

// ANCHOR: words
fn total(bytes: &[u8]) -> u32 {
    let mut pairs = bytes.chunks_exact(2);
    let mut total = 0;
    for pair in &mut pairs {
        // An array of two bytes has no alignment, and "be" says which of them counts more.
        total += u32::from(u16::from_be_bytes([pair[0], pair[1]]));
    }
    // What is left over has a name. It can't be read past its end, but it can be forgotten.
    for last in pairs.remainder() {
        total += u32::from(*last) << 8;
    }
    total
}
// ANCHOR_END: words

fn main() {
    let bytes = [0x99, 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6];
    println!("8 bytes: 0x{:x}", total(&bytes));
    println!("7 bytes: 0x{:x}", total(&bytes[1..]));
}
