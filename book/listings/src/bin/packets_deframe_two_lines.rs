//! Two lines, and who remembers the escape.

/// Whether the last byte was an escape.
#[derive(Default)]
struct Line {
    escaped: bool,
}

impl Line {
    /// The byte that this one stands for, if it stands for one.
    fn take(&mut self, byte: u8) -> Option<u8> {
        if byte == 0x7d && !self.escaped {
            self.escaped = true;
            return None;
        }
        let turned = if std::mem::take(&mut self.escaped) { 0x20 } else { 0 };
        Some(byte ^ turned)
    }
}

fn main() {
    // ANCHOR: lines
    // Two lines that share what they remember. One has to build that on purpose.
    let mut both = Line::default();
    both.take(0x7d); // from Tokyo
    let (london, tokyo) = (both.take(0x5e), both.take(0x5e));
    println!("London {london:02x?}, Tokyo {tokyo:02x?}");

    // Each has its own.
    let (mut from_tokyo, mut from_london) = (Line::default(), Line::default());
    from_tokyo.take(0x7d);
    let (london, tokyo) = (from_london.take(0x5e), from_tokyo.take(0x5e));
    println!("London {london:02x?}, Tokyo {tokyo:02x?}");
    // ANCHOR_END: lines
}
