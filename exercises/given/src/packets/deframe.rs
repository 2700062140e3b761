//! What can be wrong with a frame on a serial line.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why the bytes between two flags are not a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FrameError {
    /// They are fewer than the four bytes of an FCS.
    TooShort {
        /// How many they are, escapes undone. At least one: nothing between two flags is no error.
        got: usize,
    },
    /// They are more than the receiver wants to keep.
    TooLong {
        /// How many bytes a payload may have.
        limit: usize,
    },
    /// The FCS does not fit the bytes before it: something was damaged.
    BadFcs,
    /// There is an escape in front of the second flag. The sender has given the frame up.
    Aborted,
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FrameError::TooShort { got } => write!(f, "too short for an FCS: {got} of 4 bytes"),
            FrameError::TooLong { limit } => write!(f, "the payload is longer than {limit} bytes"),
            FrameError::BadFcs => f.write_str("the FCS does not fit the frame"),
            FrameError::Aborted => f.write_str("the sender has given the frame up"),
        }
    }
}

impl std::error::Error for FrameError {}
