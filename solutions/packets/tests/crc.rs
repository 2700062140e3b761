//! `crc` against published values, the division that it is, and crc32fast.

use packets::crc::{crc32, crc32_flipped, crc32_more, fcs_is_right, shift_in, unnoticed, with_fcs};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// The value that catalogues of CRCs check by, and those that others print of it.
#[test]
fn published_values() {
    assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    assert_eq!(crc32(b""), 0);
    assert_eq!(crc32(b"a"), 0xE8B7_BE43);
    assert_eq!(crc32(b"The quick brown fox jumps over the lazy dog"), 0x414F_A339);
    // The end of every PNG file is a chunk without data: its name, and its CRC.
    assert_eq!(crc32(b"IEND"), 0xAE42_6082);
}

/// RFC 1662, appendix C.3 begins its table with these, and calls the last one the good final FCS.
#[test]
fn what_rfc_1662_prints() {
    assert_eq!(shift_in(0, 0), 0);
    assert_eq!(shift_in(0, 1), 0x7707_3096);
    assert_eq!(shift_in(0, 255), 0x2D02_EF8D);
    assert_eq!(!crc32(&with_fcs(b"any frame")), 0xDEBB_20E3);
}

/// The definition in IEEE 802.3, section 3.2.9: the bits as they travel, the first 32 inverted, 32 more behind them,
/// divided by 33 bits as on paper.
fn divided(bytes: &[u8]) -> u32 {
    let mut bits: Vec<bool> =
        bytes.iter().flat_map(|byte| (0..8).map(move |place| byte >> place & 1 == 1)).collect();
    let len = bits.len();
    bits.extend([false; 32]);
    bits[..32].iter_mut().for_each(|bit| *bit = !*bit);
    for at in 0..len {
        if bits[at] {
            for (below, term) in (0..=32).rev().zip(0..) {
                bits[at + term] ^= 0x1_04C1_1DB7_u64 >> below & 1 == 1;
            }
        }
    }
    // The first bit of the remainder travels first, and so it is the least significant.
    !bits[len..].iter().rev().fold(0, |crc, bit| crc << 1 | u32::from(*bit))
}

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![2 => any::<u8>(), 1 => Just(0), 1 => Just(0xFF)], 0..most)
}

fn flipped(message: &[u8], flips: &[u8]) -> Vec<u8> {
    message.iter().zip(flips).map(|(byte, flip)| byte ^ flip).collect()
}

/// A burst in a message of so many bits: its first bit, its length, and what is flipped within.
fn burst(bits: usize, first: usize, len: usize, within: u64) -> Vec<u8> {
    let mut flips = vec![0; bits / 8];
    for at in first..bits.min(first + len) {
        let inside = within >> (at - first) & 1 == 1;
        if inside || at == first || at + 1 == first + len {
            flips[at / 8] |= 1 << (at % 8);
        }
    }
    flips
}

/// All of one bit, and all of two bits at most 32 apart, in a short frame.
#[test]
fn every_short_burst_of_two_bits_is_noticed() {
    let sent = with_fcs(b"Tokyo to London");
    let bits = sent.len() * 8;
    for first in 0..bits {
        for len in 1..=32.min(bits - first) {
            assert!(!fcs_is_right(&flipped(&sent, &burst(bits, first, len, 0))), "{first} {len}");
        }
    }
}

#[test]
fn fewer_than_four_bytes_are_never_right() {
    for len in 0..4 {
        assert!(!fcs_is_right(&vec![0; len]));
    }
    // What the length is asked for: is there a short frame that has the good CRC by accident? No, of 16 million.
    let two = (0..=u16::MAX).map(u16::to_le_bytes);
    let crcs = two.map(|two| crc32(&two)).collect::<Vec<_>>();
    assert!(crcs.iter().all(|crc| *crc != 0x2144_DF1C));
    assert!(crcs.iter().all(|crc| (0..=255).all(|last| crc32_more(*crc, &[last]) != 0x2144_DF1C)));
}

proptest! {
    #[test]
    fn it_is_the_remainder(bytes in bytes(80)) {
        prop_assert_eq!(crc32(&bytes), divided(&bytes));
    }

    #[test]
    fn it_is_that_of_crc32fast(bytes in bytes(200)) {
        prop_assert_eq!(crc32(&bytes), crc32fast::hash(&bytes));
    }

    #[test]
    fn bytes_one_by_one_come_to_the_same(bytes in bytes(80)) {
        let register = bytes.iter().fold(0xFFFF_FFFF, |register, byte| shift_in(register, *byte));
        prop_assert_eq!(crc32(&bytes), !register);
    }

    #[test]
    fn pieces_come_to_the_same(bytes in bytes(100), cuts in vec(any::<Index>(), 0..4)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([bytes.len()]);
        let mut begin = 0;
        let mut crc = 0;
        for end in ends {
            crc = crc32_more(crc, &bytes[begin..end]);
            begin = end;
        }
        prop_assert_eq!(crc, crc32(&bytes));
    }

    #[test]
    fn the_residue_is_the_other_way_to_compare(frame in bytes(60), flips in vec(prop_oneof![3 => Just(0), 1 => any::<u8>()], 64)) {
        let sent = with_fcs(&frame);
        prop_assert!(fcs_is_right(&sent));
        let came = flipped(&sent, &flips);
        let (frame, fcs) = came.split_last_chunk::<4>().expect("an FCS has four bytes");
        prop_assert_eq!(fcs_is_right(&came), crc32(frame).to_le_bytes() == *fcs);
    }

    #[test]
    fn bursts_of_at_most_32_bits_are_noticed(frame in bytes(60), first: Index, len in 1..=32_usize, within: u64) {
        let sent = with_fcs(&frame);
        let bits = sent.len() * 8;
        prop_assert!(!fcs_is_right(&flipped(&sent, &burst(bits, first.index(bits), len, within))));
    }

    /// Of all bursts of 33 bits one goes unnoticed, wherever it is.
    #[test]
    fn one_burst_of_33_bits_is_not_noticed(frame in bytes(60), first: Index, start in 0..8_u32) {
        let sent = with_fcs(&[&frame[..], b"!"].concat());
        let mut flips = vec![0; sent.len()];
        let at = first.index(sent.len() - 4);
        flips[at..at + 5].copy_from_slice(&unnoticed(start));
        prop_assert!(fcs_is_right(&flipped(&sent, &flips)));
        prop_assert_eq!(flips[at] & (1_u8 << start).wrapping_sub(1), 0);
        prop_assert_eq!(flips[at] >> start & 1, 1);
    }

    #[test]
    fn another_burst_of_33_bits_is_noticed(frame in bytes(60), first: Index, within in 0..1_u64 << 31) {
        let within = within << 1;
        prop_assume!(within != 0x1_DB71_0641 & 0xFFFF_FFFE);
        let sent = with_fcs(&[&frame[..], b"!"].concat());
        let bits = sent.len() * 8;
        let flips = burst(bits, first.index(bits - 32), 33, within);
        prop_assert!(!fcs_is_right(&flipped(&sent, &flips)));
    }

    /// Why it is no protection from somebody who means it.
    #[test]
    fn flips_are_accounted_for_without_the_message(message in bytes(60), flips in vec(any::<u8>(), 60)) {
        let flips = &flips[..message.len()];
        let after = flipped(&message, flips);
        prop_assert_eq!(crc32_flipped(crc32(&message), flips), crc32(&after));
    }

    /// What the Internet checksum can't see.
    #[test]
    fn swapped_words_are_noticed(frame in vec(any::<u8>(), 8..60), a: Index, b: Index) {
        let sent = with_fcs(&frame);
        let mut came = sent.clone();
        let [a, b] = [a, b].map(|place| place.index(frame.len() / 2) * 2);
        came.swap(a, b);
        came.swap(a + 1, b + 1);
        // Two words that are the same are not damaged by it. Of others the chance is one in four billion.
        prop_assert_eq!(fcs_is_right(&came), came == sent);
    }
}
