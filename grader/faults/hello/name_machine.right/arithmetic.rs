//! Four bytes and one number, by arithmetic: a number in base 256.

/// Makes one number of four bytes.
pub fn number(bytes: [u8; 4]) -> u32 {
    bytes.iter().fold(0, |number, byte| number * 256 + u32::from(*byte))
}

/// Takes a number apart into four bytes.
pub fn bytes(number: u32) -> [u8; 4] {
    let mut bytes = [0; 4];
    let mut rest = number;
    for byte in bytes.iter_mut().rev() {
        *byte = (rest % 256) as u8;
        rest /= 256;
    }
    bytes
}
