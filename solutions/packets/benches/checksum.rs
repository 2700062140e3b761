//! Our sum and smoltcp's, side by side: `cargo bench -p solution-packets --bench checksum`.
//!
//! What it prints at the end is a ratio of two medians of the same run on the same machine. A time alone says
//! more about the machine than about the code.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring time and telling it is what this is for"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use packets::checksum::ones_sum;
use smoltcp::wire::checksum;

/// An IPv4 header, a segment on Ethernet, and the largest of all.
const SIZES: [usize; 3] = [20, 1460, 65_515];

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
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| ones_sum(black_box(&bytes)));
}

#[divan::bench(args = SIZES)]
fn smoltcp(bencher: divan::Bencher<'_, '_>, len: usize) {
    let bytes = bytes(len);
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| checksum::data(black_box(&bytes)));
}

/// Measured in turns, so that whatever else the machine does disturbs both alike.
fn compare(len: usize) {
    const ROUNDS: usize = 101;
    let bytes = bytes(len);
    let (mut ours, mut theirs) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        ours.push(time(|| ones_sum(black_box(&bytes)), len));
        theirs.push(time(|| checksum::data(black_box(&bytes)), len));
    }
    let (ours, theirs) = (median(ours), median(theirs));
    let ratio = theirs.as_secs_f64() / ours.as_secs_f64();
    println!("{len:>6} bytes: {ratio:.2} times the speed of smoltcp (at least 0.5 is asked)");
}

/// About 4 MB a round, so that the clock's own grain does not count.
fn time(sum: impl Fn() -> u16, len: usize) -> Duration {
    let begin = Instant::now();
    for _ in 0..4_000_000 / len {
        black_box(sum());
    }
    begin.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
