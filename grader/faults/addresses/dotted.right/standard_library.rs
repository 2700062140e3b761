//! Lets the standard library read and write, and asks why only when it refuses.

use std::net::Ipv4Addr;

use given::addresses::AddrError;

pub fn parse_v4(text: &str) -> Result<u32, AddrError> {
    text.parse().map(Ipv4Addr::to_bits).map_err(|_| why(text))
}

fn why(text: &str) -> AddrError {
    let got = 1 + text.matches('.').count();
    let mut octets = (1..).zip(text.split('.'));
    let wrong = octets.find_map(|(octet, digits)| match digits.as_bytes() {
        [b'0'] => None,
        [] => Some(AddrError::NotDigit { octet }),
        all if all.iter().any(|byte| !matches!(byte, b'0'..=b'9')) => Some(AddrError::NotDigit { octet }),
        [b'0', ..] => Some(AddrError::LeadingZero { octet }),
        [_] | [_, _] => None,
        [_, _, _] if digits <= "255" => None,
        _ => Some(AddrError::TooBig { octet }),
    });
    wrong.filter(|_| got == 4).unwrap_or(AddrError::Count { got })
}

pub fn dotted(address: u32) -> String {
    Ipv4Addr::from_bits(address).to_string()
}

pub fn binary(address: u32) -> String {
    let bits = format!("{address:032b}");
    [&bits[..8], &bits[8..16], &bits[16..24], &bits[24..]].join(".")
}

pub fn hex(address: u32) -> String {
    format!("{address:#010X}")
}
