//! Addresses in order: by their difference, and by comparison.

// ANCHOR: order
/// The distance tells which one is greater, it seems.
fn by_difference(a: &u32, b: &u32) -> std::cmp::Ordering {
    a.wrapping_sub(*b).cast_signed().cmp(&0)
}

fn by_comparison(a: &u32, b: &u32) -> std::cmp::Ordering {
    a.cmp(b)
}
// ANCHOR_END: order

fn main() {
    // 192.0.2.0 and 10.0.0.0
    let mut addresses = [0xc000_0200, 0x0a00_0000];
    addresses.sort_by(by_difference);
    println!("by difference: {:08x} {:08x}", addresses[0], addresses[1]);
    addresses.sort_by(by_comparison);
    println!("by comparison: {:08x} {:08x}", addresses[0], addresses[1]);
}
