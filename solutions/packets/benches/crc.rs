//! Our CRC and crc32fast's, side by side: `cargo bench -p solution-packets --bench crc`.
//!
//! What it prints at the end is a ratio of two medians of the same run on the same machine. A time alone says
//! more about the machine than about the code. crc32fast uses instructions that some processors have for it; ours
//! is compared with the path that it takes without them.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring time and telling it is what this is for"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use crc32fast::Hasher;
use packets::crc::crc32;

/// The shortest frame of Ethernet and the longest, without FCS, and a file.
const SIZES: [usize; 3] = [60, 1514, 65_536];

fn main() {
    divan::main();
    // `cargo test --benches` runs this as well, and wants no measurement.
    if std::env::args().any(|argument| argument == "--bench") {
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

/// Measured in turns, so that whatever else the machine does disturbs both alike.
fn compare(len: usize) {
    const ROUNDS: usize = 101;
    let bytes = bytes(len);
    let (mut our_times, mut their_times) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        our_times.push(time(|| crc32(black_box(&bytes)), len));
        their_times.push(time(|| theirs(black_box(&bytes)), len));
    }
    let ratio = median(their_times).as_secs_f64() / median(our_times).as_secs_f64();
    println!(
        "{len:>6} bytes: {ratio:.2} times the speed of crc32fast without special instructions (at least 0.5 is asked)"
    );
}

/// About 4 MB a round, so that the clock's own grain does not count.
fn time(crc: impl Fn() -> u32, len: usize) -> Duration {
    let begin = Instant::now();
    for _ in 0..4_000_000 / len {
        black_box(crc());
    }
    begin.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
