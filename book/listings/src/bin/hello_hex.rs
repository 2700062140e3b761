//! A byte in hexadecimal.

fn main() {
    println!("{}", 0xA8);
}
