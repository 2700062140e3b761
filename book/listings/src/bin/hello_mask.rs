//! The low four bits of a byte.

fn main() {
    println!("{}", 0b1010_1000 & 0b1111);
}
