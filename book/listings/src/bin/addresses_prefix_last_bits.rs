//! The last bits of a number, and the shift that must not happen.

// ANCHOR: last
/// For `n` from 0 to 32.
fn last_bits(number: u32, n: u32) -> u32 {
    match number.checked_shl(32 - n) {
        None => 0,
        Some(moved) => moved >> (32 - n),
    }
}
// ANCHOR_END: last

fn main() {
    for n in [0, 6, 8, 32] {
        println!("the last {n:>2} bits of 0xc000024d are 0x{:x}", last_bits(0xc000_024d, n));
    }
}
