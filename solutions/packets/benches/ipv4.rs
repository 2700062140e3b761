//! Our `parse` and etherparse's, side by side: `cargo bench -p solution-packets --bench ipv4`.
//!
//! Like with like: etherparse reads a header without verifying anything, so its checksum is computed and compared
//! behind it, and the payload is cut out.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measuring time and telling it is what this is for"
)]

mod side_by_side;

use std::hint::black_box;

use given::packets::{Ipv4Header, protocol};
use packets::ipv4::{emit, parse};

/// Words of options: as nearly all packets have them, and as many as can be.
const OPTIONS: [usize; 2] = [0, 10];

/// Packets a round.
const PACKETS: usize = 50_000;

fn main() {
    divan::main();
    if side_by_side::is_asked_for() {
        OPTIONS.into_iter().for_each(compare);
    }
}

fn packet(words: usize) -> Vec<u8> {
    let header = Ipv4Header::new(protocol::TCP, 0xC000_0201, 0xC633_6407);
    emit(&Ipv4Header { options: vec![1; 4 * words], ..header }, &[0x2A; 1000])
}

/// The payload's length, so that nothing can be left out.
fn read_by_us(packet: &[u8]) -> usize {
    let (header, payload) = parse(packet).expect("it is right");
    black_box(&header);
    payload.len()
}

/// The same.
fn read_by_etherparse(packet: &[u8]) -> usize {
    let (header, rest) = etherparse::Ipv4Header::from_slice(packet).expect("it is right");
    assert_eq!(header.calc_header_checksum(), header.header_checksum);
    let len = header.payload_len().expect("it is right");
    black_box(&header);
    rest[..usize::from(len)].len()
}

#[divan::bench(args = OPTIONS)]
fn ours(bencher: divan::Bencher<'_, '_>, words: usize) {
    let packet = packet(words);
    bencher.bench_local(|| read_by_us(black_box(&packet)));
}

#[divan::bench(args = OPTIONS)]
fn etherparse(bencher: divan::Bencher<'_, '_>, words: usize) {
    let packet = packet(words);
    bencher.bench_local(|| read_by_etherparse(black_box(&packet)));
}

fn compare(words: usize) {
    let packet = packet(words);
    let ours = || read_by_us(black_box(&packet));
    let ratio = side_by_side::ratio(PACKETS, ours, || read_by_etherparse(black_box(&packet)));
    println!("{words:>3} words of options: {ratio:.2} times the speed of etherparse (at least 0.5 is asked)");
}
