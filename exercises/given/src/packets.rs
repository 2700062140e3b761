//! Given to the exercises of `packets`.

mod line;

pub use line::*;
