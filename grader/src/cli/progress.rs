//! One line that says what is going on: on a terminal only.

use std::io::{IsTerminal, Write, stderr};
use std::sync::Mutex;

use grader::grade::Event;

/// Columns where nobody tells: of a pipe, or a terminal that doesn't say.
const DEFAULT_WIDTH: usize = 100;

/// The line.
pub(crate) struct Progress {
    shown: bool,
    /// What stands on the line, so that the same is not written again.
    line: Mutex<String>,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Progress {
        Progress { shown: !quiet && stderr().is_terminal(), line: Mutex::default() }
    }

    /// Shows what happens.
    pub(crate) fn show(&self, event: &Event) {
        let text = match event {
            Event::Waiting => String::from("another cargo grade is running here; waiting for it …"),
            Event::Preparing => {
                String::from("building what your code is linked with: once, about half a minute …")
            }
            Event::BuildingPeer => String::from(
                "building a server that we did not write, to try your code against: once, about a minute …",
            ),
            Event::Building => String::from("building your code …"),
            Event::Checked { done, of } => format!("checking {done}/{of}"),
        };
        self.write(&text);
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        self.write("");
    }

    fn write(&self, text: &str) {
        let mut line = self.line.lock().expect("nobody panics while writing a line");
        if self.shown && *line != text {
            let _ = write!(stderr(), "\r\x1b[2K{text}");
            let _ = stderr().flush();
            text.clone_into(&mut line);
        }
    }
}

/// How many columns to write for.
pub(crate) fn terminal_width() -> usize {
    if !std::io::stdout().is_terminal() {
        return DEFAULT_WIDTH;
    }
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0))
}
