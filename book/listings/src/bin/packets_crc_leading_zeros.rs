//! A register that begins with zeros does not see zeros. One that begins with ones does.

// ANCHOR: shown
/// What is left in a register of three bits, for the polynomial x³ + x + 1.
fn remainder(start: u32, bits: &str) -> u32 {
    bits.chars().filter_map(|digit| digit.to_digit(2)).fold(start, |register, bit| {
        let together = (register & 1) ^ bit;
        (register >> 1) ^ (together * 0b110)
    })
}

fn main() {
    let same = |start| remainder(start, "101") == remainder(start, "000101");
    println!("{} {}", same(0b000), same(0b111));
}
// ANCHOR_END: shown
