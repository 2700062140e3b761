//! The first word of an IPv6 packet, out of a frame.

// ANCHOR: shown
fn first_word(packet: &[u8]) -> Option<(u32, u32, u32)> {
    // Four bytes as a number, or `None` where there are fewer. Where they lie does not matter.
    let word = u32::from_be_bytes(*packet.first_chunk()?);
    Some((word >> 28, word >> 20 & 0xFF, word & 0xF_FFFF))
}
// ANCHOR_END: shown

fn main() {
    let mut frame = [0; 54];
    frame[14..18].copy_from_slice(&[0x6B, 0x81, 0x23, 0x45]);
    for packet in [&frame[14..], &frame[52..]] {
        match first_word(packet) {
            Some((version, class, label)) => {
                println!("version {version}, class {class:#x}, label {label:#x}")
            }
            None => println!("too short"),
        }
    }
}
