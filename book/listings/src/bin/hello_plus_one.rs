//! A try at counting the chunks of 4 bytes that hold 11 bytes, and 12.

fn main() {
    let [eleven, twelve] = [11, 12].map(|bytes| bytes / 4 + 1);
    println!("{eleven} and {twelve}");
}
