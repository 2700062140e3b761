//! How many bytes of data a length promises, when it is smaller than the header.

// ANCHOR: length
/// The length counts the header's 8 bytes, too.
fn data(length: u16) -> Option<usize> {
    // `length - 8` would stop this program where it has no answer. This asks for the answer, or none.
    usize::from(length).checked_sub(8)
}

/// What one gets who subtracts and does not ask: numbers without a sign go round at 0.
fn unasked(length: u16) -> usize {
    usize::from(length).wrapping_sub(8)
}
// ANCHOR_END: length

fn main() {
    for length in [10, 8, 7] {
        let asked = data(length).map_or(String::from("none"), |bytes| bytes.to_string());
        println!("length {length}: {} bytes of data, or {asked}", unasked(length));
    }
}
