//! A receiver whose clock is one in a hundred too fast counts the bits of a wire on which nothing happens.

fn main() {
    // Sender and receiver agree on 1000 ns a bit. This receiver's 1000 ns are really 990.
    let (bit, tick) = (1000, 990);
    let counted = [10, 40, 60, 1000].map(|zeros| {
        let silence = zeros * bit;
        // It looks at the wire in the middle of each bit, or what it takes for the middle.
        let looks = (silence + tick / 2) / tick;
        looks.to_string()
    });
    println!("{}", counted.join(", "));
}
