//! Asks in two ways whether so many bytes are left.

// ANCHOR: wraps
fn adds(size: usize, position: usize, needed: usize) -> bool {
    position.wrapping_add(needed) <= size
}

fn subtracts(size: usize, position: usize, needed: usize) -> bool {
    needed <= size - position
}
// ANCHOR_END: wraps

fn main() {
    let says = |goes_on| if goes_on { "go on" } else { "too few" };
    println!("adds: {}", says(adds(4, 3, usize::MAX)));
    println!("subtracts: {}", says(subtracts(4, 3, usize::MAX)));
}
