//! The arithmetic that has two zeros.

fn main() {
    let x: u16 = 0x1234;
    let ones = x + !x;
    let twos = x.wrapping_add(x.wrapping_neg());
    println!("{ones:#06x} {twos:#06x}");
}
