//! Takes two fields out of an IPv4 header.

// ANCHOR: border
fn total_length(header: &[u8; 20]) -> u16 {
    let [_, _, high, low, ..] = *header;
    u16::from_be_bytes([high, low])
}

fn destination(header: &[u8; 20]) -> u32 {
    let [.., first, second, third, fourth] = *header;
    u32::from_be_bytes([first, second, third, fourth])
}
// ANCHOR_END: border

fn main() {
    let header = [0x45, 0, 0, 84, 0, 0, 0, 0, 0, 0, 0, 0, 192, 168, 1, 1, 192, 0, 2, 1];
    println!("{} bytes to 0x{:08X}", total_length(&header), destination(&header));
}
