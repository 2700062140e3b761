//! Time as protocols see it: a number that somebody hands in.

use std::fmt;
use std::ops::Add;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment, in microseconds since some beginning that all moments of one story share.
///
/// No protocol here reads a clock. Whoever drives it says what time it is, so a test can let an hour pass in
/// no time, and the same story always has the same end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Micros(pub u64);

impl Micros {
    /// A moment given in milliseconds; the last one there is, for those that do not fit.
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis.saturating_mul(1000))
    }
}

/// The moment that is so much later; the last one there is, for those that do not fit.
impl Add<Duration> for Micros {
    type Output = Micros;

    fn add(self, duration: Duration) -> Micros {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        Micros(self.0.saturating_add(micros))
    }
}

/// In milliseconds, with the digits it takes: `50 ms`, `1.5 ms`.
impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:03}", self.0 % 1000);
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{} ms", self.0 / 1000),
            digits => write!(f, "{}.{digits} ms", self.0 / 1000),
        }
    }
}
