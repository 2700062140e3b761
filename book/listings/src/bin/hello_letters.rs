//! How many letters and how many bytes a text has.

fn main() {
    let text = "東京";
    println!("{} letters, {} bytes", text.chars().count(), text.len());
}
