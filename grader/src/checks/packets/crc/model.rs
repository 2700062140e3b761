//! The remainder, as IEEE 802.3 defines it: all bits of the frame in a row, divided by 33 bits as one does it on paper.
//! No register, no table, no mirrored number.

/// x³², x²⁶, …, x⁰: the generator polynomial, the highest power first.
pub(super) const GENERATOR: [bool; 33] = {
    let mut terms = [false; 33];
    let powers = [32, 26, 23, 22, 16, 12, 11, 10, 8, 7, 5, 4, 2, 1, 0];
    let mut at = 0;
    while at < powers.len() {
        terms[32 - powers[at]] = true;
        at += 1;
    }
    terms
};

/// Bytes of the FCS.
pub(super) const FCS: usize = 4;

/// All bits in the order in which they travel: the least significant of each byte first.
pub(super) fn bits(bytes: &[u8]) -> Vec<bool> {
    bytes.iter().flat_map(|byte| (0..8).map(move |place| byte >> place & 1 == 1)).collect()
}

/// Bits as they travel, put into bytes again.
pub(super) fn bytes(bits: &[bool]) -> Vec<u8> {
    let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks(8).map(byte).collect()
}

/// The last 32 of these bits, after the generator was taken away wherever a 1 stood before them.
fn remainder(mut bits: Vec<bool>) -> Vec<bool> {
    let quotient = bits.len() - 32;
    for at in 0..quotient {
        if bits[at] {
            for (bit, term) in bits[at..].iter_mut().zip(GENERATOR) {
                *bit ^= term;
            }
        }
    }
    bits.split_off(quotient)
}

/// 32 bits as a number, the one that travels first the least significant.
fn number(bits: &[bool]) -> u32 {
    bits.iter().rev().fold(0, |number, bit| number << 1 | u32::from(*bit))
}

/// The bytes, divided: zeros in the place of the FCS, and neither the first bits nor the last inverted.
#[cfg(test)]
pub(super) fn divided(bytes: &[u8]) -> u32 {
    number(&remainder([bits(bytes), vec![false; 32]].concat()))
}

/// IEEE 802.3, section 3.2.9, (a) to (e).
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut bits = [bits(bytes), vec![false; 32]].concat();
    bits[..32].iter_mut().for_each(|bit| *bit = !*bit);
    !number(&remainder(bits))
}

/// What is left of a register of 32 bits and a byte: the byte comes eight places behind what the register holds.
pub(super) fn shift_in(register: u32, byte: u8) -> u32 {
    let mut bits = [bits(&register.to_le_bytes()), vec![false; 8]].concat();
    for (bit, of_byte) in bits.iter_mut().zip(self::bits(&[byte])) {
        *bit ^= of_byte;
    }
    number(&remainder(bits))
}

/// The frame with its FCS behind it.
pub(super) fn with_fcs(frame: &[u8]) -> Vec<u8> {
    [frame, &crc32(frame).to_le_bytes()].concat()
}

/// The frame, and a number where its FCS should be.
pub(super) fn with_number(frame: &[u8], number: u32) -> Vec<u8> {
    [frame, &number.to_le_bytes()].concat()
}

/// Whether the last four bytes are the FCS of those before.
pub(super) fn is_right(frame: &[u8]) -> bool {
    frame.split_last_chunk::<FCS>().is_some_and(|(frame, fcs)| crc32(frame).to_le_bytes() == *fcs)
}

/// The bits that are 1 in `flips` turned over.
pub(super) fn flipped(bytes: &[u8], flips: &[u8]) -> Vec<u8> {
    bytes.iter().zip(flips).map(|(byte, flip)| byte ^ flip).collect()
}

/// The generator as flips in five bytes, from this bit on.
pub(super) fn unnoticed(start: u32) -> [u8; 5] {
    let start = start as usize;
    let mut flips = [false; 40];
    flips[start..start + 33].copy_from_slice(&GENERATOR);
    bytes(&flips).try_into().expect("forty bits are five bytes")
}

/// The number x for which `differs` is 0. It is a number that comes of each bit of x alone, as it is with CRCs: so each
/// bit can be tried alone, and what they do is put together. `None` where there is no such x.
pub(super) fn solve(differs: impl Fn(u32) -> u32) -> Option<u32> {
    let rest = differs(0);
    // What each bit changes, and which bits made it. Each has a highest bit that none of the others has.
    let mut known: Vec<(u32, u32)> = Vec::new();
    let reduced = |known: &[(u32, u32)], (change, from): (u32, u32)| {
        known.iter().fold((change, from), |(change, from), (other, other_from)| {
            if change >> other.ilog2() & 1 == 1 {
                (change ^ other, from ^ other_from)
            } else {
                (change, from)
            }
        })
    };
    for bit in (0..32).map(|place| 1 << place) {
        let (change, from) = reduced(&known, (differs(bit) ^ rest, bit));
        if change != 0 {
            known.push((change, from));
        }
    }
    let (left, from) = reduced(&known, (rest, 0));
    (left == 0).then_some(from)
}

/// The sum of the Internet, which does not know places (RFC 1071): to show what it would have said.
#[cfg(test)]
pub(super) fn internet_sum(bytes: &[u8]) -> u16 {
    let words = bytes.chunks(2).map(|word| u64::from(word[0]) << 8 | u64::from(*word.get(1).unwrap_or(&0)));
    let sum: u64 = words.sum();
    if sum == 0 { 0 } else { ((sum - 1) % 0xFFFF + 1) as u16 }
}
