//! One number, spelled three ways.

fn main() {
    // ANCHOR: spellings
    let address: u32 = 0xC0A8_0101;
    println!("{address}");
    println!("{address:032b}");
    println!("{:?}", address.to_be_bytes());
    // ANCHOR_END: spellings
}
