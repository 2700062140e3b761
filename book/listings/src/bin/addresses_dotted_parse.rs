//! What Rust's `parse` takes for a byte.

fn main() {
    let taken: Vec<&str> =
        ["+1", "007", " 1", "256", ""].into_iter().filter(|text| text.parse::<u8>().is_ok()).collect();
    println!("{taken:?}");
}
