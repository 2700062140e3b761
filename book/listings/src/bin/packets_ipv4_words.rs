//! From words to bytes, with and without brackets.

#[expect(clippy::precedence, reason = "the missing brackets are what this is about")]
fn main() {
    // ANCHOR: shown
    let first: u8 = 0x45;
    println!("{} {}", first & 0x0F * 4, (first & 0x0F) * 4);
    // ANCHOR_END: shown
}
