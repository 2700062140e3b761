//! 200 and 100 do not fit into a byte together.

fn main() {
    // ANCHOR: add
    let (a, b): (u8, u8) = (200, 100);
    // `a + b` would stop a debug build. What we want is the low eight bits, and we say so.
    let sum = a.wrapping_add(b);
    println!("{a} + {b} = {sum}");
    // ANCHOR_END: add
}
