//! One link, one way: how long it takes, and how much it holds.
//!
//! This owns sizes and times. What becomes of a packet otherwise is for its [`Fate`](super::Fate) and the
//! [`Weather`](super::Weather).

use std::collections::VecDeque;
use std::num::NonZeroU64;
use std::time::Duration;

use given::time::Micros;

/// What a link is like. [`Link::new`] has no delay and no limits.
///
/// A packet waits until those before it have left, leaves at the link's rate, and arrives after the link's delay, so
/// an idle link takes `size / rate + delay`. Times inside are nanoseconds; arrivals are rounded up to microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// From the last bit's departure to its arrival.
    pub delay: Duration,
    /// In bits a second; `None` if a packet leaves in no time, however large.
    pub rate: Option<NonZeroU64>,
    /// How many bytes may wait for those before them to leave. What does not fit is lost. One packet can always
    /// leave without waiting. `None` if there is no end of room.
    pub queue_bytes: Option<usize>,
    /// The longest packet; a longer one is lost. `None` if any packet will do.
    pub mtu: Option<usize>,
    /// Whether it carries a stream of bytes, reliable and in order. Then there is no loss but by an explicit fate;
    /// a partition only delays, and `queue_bytes` and `mtu` say nothing.
    pub is_stream: bool,
}

/// What crossed a link, in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Packets, or writes on a stream, that were sent: also how many fates were used.
    pub packets: u64,
    /// The bytes in them.
    pub bytes: u64,
    /// Arrivals: of packets and of copies, damaged or not, or of pieces of a stream.
    pub arrived: u64,
}

impl Link {
    /// Packets, at once and without limits.
    pub const fn new() -> Self {
        Link { delay: Duration::ZERO, rate: None, queue_bytes: None, mtu: None, is_stream: false }
    }

    /// A stream of bytes instead of packets.
    pub const fn stream() -> Self {
        Link { is_stream: true, ..Self::new() }
    }

    /// With this delay.
    pub const fn delay(self, delay: Duration) -> Self {
        Link { delay, ..self }
    }

    /// With this rate, in bits a second.
    ///
    /// # Panics
    ///
    /// If it is 0: a link on which nothing ever moves is a [`Partition`](super::Partition).
    pub const fn rate(self, bits_per_second: u64) -> Self {
        let rate = NonZeroU64::new(bits_per_second);
        assert!(rate.is_some(), "a rate of 0");
        Link { rate, ..self }
    }

    /// With room for so many bytes that wait.
    pub const fn queue_bytes(self, bytes: usize) -> Self {
        Link { queue_bytes: Some(bytes), ..self }
    }

    /// With this longest packet.
    pub const fn mtu(self, bytes: usize) -> Self {
        Link { mtu: Some(bytes), ..self }
    }
}

/// What is on its way out of a link.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// When the last packet has left.
    free_at: Nanos,
    /// When each packet begins to leave, and its size; of those that had begun, some may be missing.
    waiting: VecDeque<(Nanos, usize)>,
    waiting_bytes: usize,
}

/// Nanoseconds since the beginning. Those of a `u64` of microseconds do not fit into a `u64`.
type Nanos = u128;

/// There is no room for a packet.
pub(super) struct QueueFull;

impl Line {
    /// Lets a packet wait and leave; gives its arrival.
    pub(super) fn send(&mut self, link: &Link, now: Micros, size: usize) -> Result<Micros, QueueFull> {
        let now = nanos(now);
        while let Some((_, size)) = self.waiting.pop_front_if(|(begins, _)| *begins <= now) {
            self.waiting_bytes -= size;
        }
        let begins = now.max(self.free_at);
        if begins > now {
            if !link.is_stream && link.queue_bytes.is_some_and(|room| self.waiting_bytes + size > room) {
                return Err(QueueFull);
            }
            self.waiting.push_back((begins, size));
            self.waiting_bytes += size;
        }
        self.free_at = begins + link.rate.map_or(0, |rate| leaving(size, rate));
        Ok(micros(self.free_at + link.delay.as_nanos()))
    }
}

fn leaving(size: usize, rate: NonZeroU64) -> Nanos {
    (size as u128 * 8 * 1_000_000_000).div_ceil(rate.get().into())
}

fn nanos(at: Micros) -> Nanos {
    u128::from(at.0) * 1000
}

fn micros(at: Nanos) -> Micros {
    Micros(u64::try_from(at.div_ceil(1000)).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_link_takes_size_over_rate_and_delay() {
        let link = Link::new().rate(1_000_000).delay(Duration::from_millis(20));
        // 1250 bytes are 10 000 bits: 10 ms.
        assert_eq!(Line::default().send(&link, Micros(7), 1250).ok(), Some(Micros(30_007)));
        assert_eq!(Line::default().send(&Link::new(), Micros(7), 1250).ok(), Some(Micros(7)));
    }

    #[test]
    fn a_busy_link_lets_packets_wait_in_order() {
        let link = Link::new().rate(8_000_000).queue_bytes(2000);
        let mut line = Line::default();
        let mut send = |now, size| line.send(&link, Micros(now), size).ok();
        assert_eq!(send(0, 1000), Some(Micros(1000)));
        assert_eq!(send(0, 1000), Some(Micros(2000)));
        assert_eq!(send(0, 1000), Some(Micros(3000)));
        assert_eq!(send(0, 1000), None);
        // The second begins to leave, so there is room for another.
        assert_eq!(send(1000, 1000), Some(Micros(4000)));
        assert_eq!(send(1000, 1), None);
        assert_eq!(send(9000, 5000), Some(Micros(14_000)));
    }

    #[test]
    fn rounding_does_not_add_up() {
        // 1.2 µs each.
        let link = Link::new().rate(10_000_000_000);
        let mut line = Line::default();
        let last = (0..1000).filter_map(|_| line.send(&link, Micros(0), 1500).ok()).last();
        assert_eq!(last, Some(Micros(1200)));
    }
}
