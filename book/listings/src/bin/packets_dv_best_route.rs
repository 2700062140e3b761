//! A neighbor says a number that is no metric.

const INFINITY: u32 = 16;

// ANCHOR: add
fn added(told: u32, cost: u32) -> u32 {
    // `told + cost` stops the program in a debug build. To go around, one has to ask for it.
    let sum = told.wrapping_add(cost);
    sum.min(INFINITY)
}
// ANCHOR_END: add

fn main() {
    for told in [2, 16, 4_294_967_295] {
        println!("told {told}, so from here it is {}", added(told, 1));
    }
}
