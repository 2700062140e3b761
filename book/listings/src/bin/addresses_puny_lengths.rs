//! How long is a label?

fn main() {
    // ANCHOR: lengths
    let label = "bücher";
    let places = label.chars().filter(char::is_ascii).count() + 1;
    println!("{} {} {places}", label.len(), label.chars().count());
    // ANCHOR_END: lengths
}
