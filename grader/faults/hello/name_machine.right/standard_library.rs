//! Four bytes and one number, as the standard library does it.

/// Makes one number of four bytes.
pub fn number(bytes: [u8; 4]) -> u32 {
    std::net::Ipv4Addr::from(bytes).to_bits()
}

/// Takes a number apart into four bytes.
pub fn bytes(number: u32) -> [u8; 4] {
    number.to_be_bytes()
}
