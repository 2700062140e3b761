//! A first try at the number of an address, with the bytes the wrong way round.

// ANCHOR: number
pub fn number(bytes: [u8; 4]) -> u32 {
    let [a, b, c, d] = bytes.map(u32::from);
    a | b << 8 | c << 16 | d << 24
}
// ANCHOR_END: number

fn main() {
    println!("0x{:08X}", number([192, 168, 1, 1]));
}
