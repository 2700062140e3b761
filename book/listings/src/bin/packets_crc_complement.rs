//! A check of 16 bits that is compared in a wider type.

fn main() {
    // ANCHOR: compare
    // What is in the register, and the check that arrived: its inverse.
    let (register, arrived): (u16, u16) = (0x0f0f, 0xf0f0);

    // As C computes. Here one has to ask for it.
    let inverted = !i32::from(register);
    println!("{}", if inverted == i32::from(arrived) { "intact" } else { "damaged" });

    // `!` keeps the type: sixteen bits in, sixteen bits out.
    let inverted = !register;
    println!("{}", if inverted == arrived { "intact" } else { "damaged" });
    // ANCHOR_END: compare
}
