//! Our sum and smoltcp's, side by side: `cargo bench -p solution-packets --bench checksum`.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring time and telling it is what this is for"
)]

mod side_by_side;

use std::hint::black_box;

use packets::checksum::ones_sum;
use smoltcp::wire::checksum;

/// An IPv4 header, a segment on Ethernet, and the largest of all.
const SIZES: [usize; 3] = [20, 1460, 65_515];

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
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| ones_sum(black_box(&bytes)));
}

#[divan::bench(args = SIZES)]
fn smoltcp(bencher: divan::Bencher<'_, '_>, len: usize) {
    let bytes = bytes(len);
    bencher.counter(divan::counter::BytesCount::new(len)).bench_local(|| checksum::data(black_box(&bytes)));
}

fn compare(len: usize) {
    let bytes = bytes(len);
    let ours = || ones_sum(black_box(&bytes));
    let ratio = side_by_side::ratio(4_000_000 / len, ours, || checksum::data(black_box(&bytes)));
    println!("{len:>6} bytes: {ratio:.2} times the speed of smoltcp (at least 0.5 is asked)");
}
