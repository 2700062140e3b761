//! Two numbers in order: by comparing them, and by the sign of their difference.

fn main() {
    // ANCHOR: order
    let mut numbers = [3_000_000_000_u32, 1];
    numbers.sort();
    println!("{numbers:?}");

    // `a - b` stops a debug build when it would fall below 0. To be wrong, one must ask for it by name.
    numbers.sort_by(|a, b| (a.wrapping_sub(*b) as i32).cmp(&0));
    println!("{numbers:?}");
    // ANCHOR_END: order
}
