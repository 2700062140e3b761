//! Lengths of time as people write them.

use std::fmt;
use std::time::Duration;

/// In milliseconds, with the digits it takes and no more: `30 ms`, `1.5 ms`.
pub(super) struct Millis(pub(super) Duration);

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:06}", self.0.subsec_nanos() % 1_000_000);
        let millis = self.0.as_millis();
        match fraction.trim_end_matches('0') {
            "" => write!(f, "{millis} ms"),
            digits => write!(f, "{millis}.{digits} ms"),
        }
    }
}

/// Reads the number in front of `ms`. `None` if it is not one, or does not fit.
pub(super) fn millis(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let millis: u64 = whole.parse().ok()?;
    let nanos: u32 = format!("{fraction:0<6}").parse().ok()?;
    Duration::from_millis(millis).checked_add(Duration::from_nanos(nanos.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let cases = [(0, "0 ms"), (30_000_000, "30 ms"), (1_500_000, "1.5 ms"), (1, "0.000001 ms")];
        for (nanos, text) in cases {
            let time = Duration::from_nanos(nanos);
            assert_eq!(Millis(time).to_string(), text);
            assert_eq!(millis(text.trim_end_matches(" ms")), Some(time));
        }
        for wrong in ["", ".", "1.", ".5", "-1", "+1", "1.0000001", "1e3", "99999999999999999999"] {
            assert_eq!(millis(wrong), None, "{wrong}");
        }
    }
}
