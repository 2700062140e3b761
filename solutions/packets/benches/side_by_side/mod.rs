//! Two implementations against each other in one run on one machine. A time alone says more about the machine than about
//! the code; a ratio of two medians that were measured in turns says something about the code.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often both are measured.
const ROUNDS: usize = 101;

/// How many times the speed of `theirs` ours has. Each is called `calls` times a round, so that the clock's own grain
/// does not count.
pub(crate) fn ratio<T>(calls: usize, ours: impl Fn() -> T, theirs: impl Fn() -> T) -> f64 {
    let (mut our_times, mut their_times) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    // In turns, so that whatever else the machine does disturbs both alike.
    for _ in 0..ROUNDS {
        our_times.push(time(calls, &ours));
        their_times.push(time(calls, &theirs));
    }
    median(their_times).as_secs_f64() / median(our_times).as_secs_f64()
}

/// Whether a person asked for a measurement: `cargo test --benches` runs benches as well, and wants none.
pub(crate) fn is_asked_for() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

fn time<T>(calls: usize, of: impl Fn() -> T) -> Duration {
    let begin = Instant::now();
    for _ in 0..calls {
        black_box(of());
    }
    begin.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
