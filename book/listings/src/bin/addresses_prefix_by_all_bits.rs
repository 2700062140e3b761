//! A shift by all the bits that there are, in three ways.

fn main() {
    // ANCHOR: shown
    let one: u32 = 1;
    println!("{:?} {} {}", one.checked_shl(32), one.wrapping_shl(32), one.unbounded_shl(32));
    // ANCHOR_END: shown
}
