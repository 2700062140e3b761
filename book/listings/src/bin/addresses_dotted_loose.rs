//! Reads texts twice: with the strict function of the library, and loosely, as `inet_addr` does in C.

use std::net::Ipv4Addr;

// ANCHOR: show
fn show(text: &str) {
    let strict = text.parse::<Ipv4Addr>();
    let strict = strict.map_or("refused".to_owned(), |address| address.to_string());
    // Rust's library has nothing like it. This one is written by hand.
    let loose = inet_addr(text).unwrap_or(Ipv4Addr::BROADCAST);
    println!("{text:<16}  {strict:<16}  {loose}");
}
// ANCHOR_END: show

/// One to four numbers, each as C spells numbers. The last has all the bytes that the others left over.
fn inet_addr(text: &str) -> Option<Ipv4Addr> {
    let (first, last) = text.rsplit_once('.').unwrap_or(("", text));
    let mut bytes = [0; 4];
    let mut used = 0;
    for number in first.split('.').filter(|_| !first.is_empty()) {
        *bytes[..3].get_mut(used)? = u8::try_from(as_c_spells(number)?).ok()?;
        used += 1;
    }
    let rest = as_c_spells(last)?;
    let is_small = rest.leading_zeros() as usize >= 8 * used;
    is_small.then(|| (u32::from_be_bytes(bytes) | rest).into())
}

/// `0x10` is sixteen, `010` is eight, `10` is ten.
fn as_c_spells(number: &str) -> Option<u32> {
    let (digits, radix) = match number.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&number[2..], 16),
        [b'0', _, ..] => (&number[1..], 8),
        _ => (number, 10),
    };
    u32::from_str_radix(digits, radix).ok()
}

fn main() {
    println!("{:<16}  {:<16}  loose", "text", "strict");
    for text in ["192.168.1.1", "127.1", "010.0.0.1", "0x7f.0.0.1", "localhost", "255.255.255.255"] {
        show(text);
    }
}
