//! As algebra: polynomials over the field of two elements, multiplied and divided, with the highest power in the most
//! significant bit as in books. Bytes are mirrored when they come in, and the answer when it goes out.

/// x³² and all the others.
const G: u64 = 0x1_04C1_1DB7;

fn rest(mut polynomial: u64) -> u64 {
    while polynomial >= 1 << 32 {
        polynomial ^= G << (63 - polynomial.leading_zeros() - 32);
    }
    polynomial
}

fn times(a: u64, b: u64) -> u64 {
    (0..32).rev().fold(0, |product, power| rest(product << 1) ^ if b >> power & 1 == 1 { a } else { 0 })
}

/// x to this power.
fn x(power: usize) -> u64 {
    let (mut result, mut square, mut left) = (1, 2, power);
    while left > 0 {
        if left % 2 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        left /= 2;
    }
    result
}

/// The message times x³².
fn message(bytes: &[u8]) -> u64 {
    let number = bytes.iter().fold(0, |number, byte| rest(number << 8) ^ u64::from(byte.reverse_bits()));
    times(number, rest(1 << 32))
}

fn mirrored(polynomial: u64) -> u32 {
    (polynomial as u32).reverse_bits()
}

pub fn shift_in(register: u32, byte: u8) -> u32 {
    let register = u64::from(register.reverse_bits());
    mirrored(times(register, x(8)) ^ message(&[byte]))
}

pub fn crc32(bytes: &[u8]) -> u32 {
    crc32_more(0, bytes)
}

pub fn crc32_more(crc: u32, more: &[u8]) -> u32 {
    let before = u64::from((!crc).reverse_bits());
    !mirrored(times(before, x(8 * more.len())) ^ message(more))
}

pub fn with_fcs(frame: &[u8]) -> Vec<u8> {
    let mut frame = frame.to_vec();
    let crc = crc32(&frame);
    frame.extend_from_slice(&crc.to_le_bytes());
    frame
}

pub fn fcs_is_right(frame: &[u8]) -> bool {
    matches!(frame.split_last_chunk(), Some((frame, fcs)) if crc32(frame) == u32::from_le_bytes(*fcs))
}

pub fn crc32_flipped(crc: u32, flips: &[u8]) -> u32 {
    crc ^ mirrored(message(flips))
}

pub fn unnoticed(start: u32) -> [u8; 5] {
    // In forty bits, the first that travels the most significant: it has seven places to the right.
    let flips = G << (7 - start);
    std::array::from_fn(|at| (flips >> (32 - 8 * at)) as u8).map(u8::reverse_bits)
}
