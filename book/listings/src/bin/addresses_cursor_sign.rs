//! Makes one number of two bytes: once through a type with a sign, once through one without.

// ANCHOR: sign
fn with_sign(bytes: [u8; 2]) -> u32 {
    let [first, second] = bytes.map(u8::cast_signed);
    (first as u32) << 8 | second as u32
}

fn without_sign(bytes: [u8; 2]) -> u32 {
    u16::from_be_bytes(bytes).into()
}
// ANCHOR_END: sign

fn main() {
    let bytes = [0xC0, 0xA8];
    println!("with a sign     0x{:X}", with_sign(bytes));
    println!("without a sign  0x{:X}", without_sign(bytes));
}
