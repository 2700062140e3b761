//! Prefixes, sorted as texts.

fn main() {
    // ANCHOR: shown
    let mut prefixes = ["9.0.0.0/8", "10.2.0.0/16", "10.10.0.0/16"];
    prefixes.sort();
    println!("{}", prefixes.join(", "));
    // ANCHOR_END: shown
}
