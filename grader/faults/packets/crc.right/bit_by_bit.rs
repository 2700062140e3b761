//! As one reads the definition: a bit at a time, without a table, and comparing instead of a residue.

const POLYNOMIAL: u32 = 0xEDB88320;

fn bit(register: u32, bit: u32) -> u32 {
    // Only the polynomial or nothing can come in, so that is a product with 0 or 1.
    register >> 1 ^ ((register ^ bit) & 1) * POLYNOMIAL
}

pub fn shift_in(register: u32, byte: u8) -> u32 {
    (0..8).fold(register, |register, place| bit(register, u32::from(byte >> place)))
}

pub fn crc32(bytes: &[u8]) -> u32 {
    let mut register = 0xFFFFFFFF;
    for byte in bytes {
        register = shift_in(register, *byte);
    }
    register ^ 0xFFFFFFFF
}

pub fn crc32_more(crc: u32, more: &[u8]) -> u32 {
    let mut register = crc ^ 0xFFFFFFFF;
    for byte in more {
        register = shift_in(register, *byte);
    }
    register ^ 0xFFFFFFFF
}

pub fn with_fcs(frame: &[u8]) -> Vec<u8> {
    let mut out = frame.to_vec();
    let crc = crc32(frame);
    out.extend((0..4).map(|at| (crc >> (8 * at)) as u8));
    out
}

pub fn fcs_is_right(frame: &[u8]) -> bool {
    if frame.len() < 4 {
        return false;
    }
    let (frame, fcs) = frame.split_at(frame.len() - 4);
    crc32(frame).to_le_bytes() == fcs
}

pub fn crc32_flipped(crc: u32, flips: &[u8]) -> u32 {
    // Messages of zeros have a CRC as well, and what two CRCs have in common cancels out.
    crc ^ crc32(flips) ^ crc32(&vec![0; flips.len()])
}

pub fn unnoticed(start: u32) -> [u8; 5] {
    // The powers of x that are there, the highest first.
    let powers = [32, 26, 23, 22, 16, 12, 11, 10, 8, 7, 5, 4, 2, 1, 0];
    let mut burst = [0; 5];
    for power in powers {
        let at = start + 32 - power;
        burst[at as usize / 8] |= 1 << (at % 8);
    }
    burst
}
