//! Our CRC and crc32fast's, side by side: `cargo bench -p solution-packets --bench crc`.
//!
//! crc32fast uses instructions that some processors have for it; ours is compared with the path that it takes without
//! them.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring time and telling it is what this is for"
)]

mod side_by_side;

use std::hint::black_box;

use crc32fast::Hasher;
use packets::crc::crc32;

/// The shortest frame of Ethernet and the longest, without FCS, and a file.
const SIZES: [usize; 3] = [60, 1514, 65_536];

fn main() {
    divan::main();
    if side_by_side::is_asked_for() {
        SIZES.into_iter().for_each(compare);
    }
}

fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 31 + 7) as u8).collect()
}

#[divan::bench(args = SIZES)]
fn ours(bencher: divan::Bencher<'_, '_>, len: usize) {
    let bytes = bytes(len);
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| crc32(black_box(&bytes)));
}

#[divan::bench(args = SIZES)]
fn crc32fast(bencher: divan::Bencher<'_, '_>, len: usize) {
    let bytes = bytes(len);
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| theirs(black_box(&bytes)));
}

fn theirs(bytes: &[u8]) -> u32 {
    let mut hasher = Hasher::internal_new_baseline(0, 0);
    hasher.update(bytes);
    hasher.finalize()
}

fn compare(len: usize) {
    let bytes = bytes(len);
    let ratio =
        side_by_side::ratio(4_000_000 / len, || crc32(black_box(&bytes)), || theirs(black_box(&bytes)));
    println!(
        "{len:>6} bytes: {ratio:.2} times the speed of crc32fast without special instructions (at least 0.5 is asked)"
    );
}
