//! Asks for two bytes at a time, also where the message has no two left.

fn main() {
    // ANCHOR: ask
    let message: &[u8] = b"hello";
    for begin in [0, 2, 4] {
        match message.get(begin..begin + 2) {
            Some(two) => println!("{begin}: {}", two.escape_ascii()),
            None => println!("{begin}: there are no two"),
        }
    }
    // ANCHOR_END: ask
}
