//! Of several that are equally long, which one?

fn main() {
    // ANCHOR: shown
    let words = ["ox", "ant", "bee", "fly", "a"];
    let longest = words.iter().max_by_key(|word| word.len());
    println!("{longest:?}");
    // ANCHOR_END: shown
}
