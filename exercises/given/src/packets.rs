//! Given to the exercises of `packets`.

mod arp;
mod deframe;
mod dissect;
mod distance_vector;
mod ethernet;
mod fragment;
mod ip;
mod line;
mod router;
mod transport;
mod udp_icmp;

pub use arp::*;
pub use deframe::*;
pub use dissect::*;
pub use distance_vector::*;
pub use ethernet::*;
pub use fragment::*;
pub use ip::*;
pub use line::*;
pub use router::*;
pub use transport::*;
pub use udp_icmp::*;
