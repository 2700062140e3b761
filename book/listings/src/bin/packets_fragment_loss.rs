//! How often a packet of ten fragments comes, if each fragment comes 99 times of a hundred.

fn main() {
    // ANCHOR: shown
    let comes: f64 = 0.99;
    println!("{:.1} %", 100.0 * comes.powi(10));
    // ANCHOR_END: shown
}
