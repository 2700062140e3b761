//! A part of some bytes.

fn main() {
    let bytes = b"hello";
    println!("{}", bytes[1..3].len());
}
