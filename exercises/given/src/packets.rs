//! Given to the exercises of `packets`.

mod line;
mod transport;

pub use line::*;
pub use transport::*;
