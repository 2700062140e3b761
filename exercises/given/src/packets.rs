//! Given to the exercises of `packets`.

mod ethernet;
mod ip;
mod line;
mod transport;

pub use ethernet::*;
pub use ip::*;
pub use line::*;
pub use transport::*;
