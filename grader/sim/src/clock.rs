//! The times of a conversation, as one column.

use given::time::Micros;

/// The column of times, in milliseconds; nothing where there are no times.
pub(crate) struct Clock {
    digits: usize,
    decimals: usize,
}

const HEAD: &str = "t ms";
const SPACE: &str = "   ";

impl Clock {
    pub(crate) fn new(times: impl Iterator<Item = Micros>) -> Self {
        let times: Vec<u64> = times.map(|time| time.0).collect();
        let decimals =
            [1000, 100, 10].iter().filter(|unit| times.iter().any(|time| time % *unit != 0)).count();
        let mut clock = Self { digits: 0, decimals };
        if let Some(last) = times.iter().max() {
            clock.digits = clock.text(Micros(*last)).len().max(HEAD.len());
        }
        clock
    }

    /// Whether there are no times.
    pub(crate) fn is_empty(&self) -> bool {
        self.digits == 0
    }

    /// The columns of the times alone.
    pub(crate) fn columns(&self) -> usize {
        self.digits
    }

    /// The columns that it takes, with the space after it.
    pub(crate) fn width(&self) -> usize {
        self.head().len()
    }

    pub(crate) fn head(&self) -> String {
        if self.digits == 0 { String::new() } else { format!("{HEAD:>0$}{SPACE}", self.digits) }
    }

    pub(crate) fn show(&self, time: Option<Micros>) -> String {
        let text = time.map(|time| self.text(time)).unwrap_or_default();
        if self.digits == 0 { String::new() } else { format!("{text:>0$}{SPACE}", self.digits) }
    }

    /// All times have as many digits after the point as the finest of them needs.
    pub(crate) fn text(&self, time: Micros) -> String {
        let (whole, fraction) = (time.0 / 1000, format!("{:03}", time.0 % 1000));
        match self.decimals {
            0 => whole.to_string(),
            digits => format!("{whole}.{}", &fraction[..digits]),
        }
    }
}
