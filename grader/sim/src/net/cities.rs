//! The six cities of the course: one network that exercises, checks and figures share.
//!
//! ```text
//!   Singapore --- Frankfurt
//!       |             |
//!     Tokyo       Amsterdam
//!       |        /    |
//!   New York ----- London
//! ```
//!
//! A ring of six, and a line between Amsterdam and New York. From Tokyo to London it is two lines by New York, and
//! four by Singapore.

use std::time::Duration;

use super::link::Link;
use super::network::{Network, NodeId, Wire};
use super::shape::Edges;

/// The cities, in the order in which the course names them.
pub const NAMES: [&str; 6] = ["Tokyo", "Frankfurt", "Amsterdam", "Singapore", "New York", "London"];

/// Their places in [`NAMES`], and as nodes of [`network`].
pub const TOKYO: usize = 0;
/// See [`TOKYO`].
pub const FRANKFURT: usize = 1;
/// See [`TOKYO`].
pub const AMSTERDAM: usize = 2;
/// See [`TOKYO`].
pub const SINGAPORE: usize = 3;
/// See [`TOKYO`].
pub const NEW_YORK: usize = 4;
/// See [`TOKYO`].
pub const LONDON: usize = 5;

/// A line between two cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Road {
    /// The places of its two ends in [`NAMES`].
    pub ends: (usize, usize),
    /// How long a signal travels on it, about: light in glass needs 5 ms for 1000 km, and cables make detours.
    pub delay: Duration,
}

/// The lines, clockwise around the ring, then the one across.
pub const ROADS: [Road; 7] = [
    road(TOKYO, SINGAPORE, 35),
    road(SINGAPORE, FRANKFURT, 80),
    road(FRANKFURT, AMSTERDAM, 4),
    road(AMSTERDAM, LONDON, 4),
    road(LONDON, NEW_YORK, 35),
    road(NEW_YORK, TOKYO, 80),
    road(AMSTERDAM, NEW_YORK, 40),
];

const fn road(one: usize, other: usize, millis: u64) -> Road {
    Road { ends: (one, other), delay: Duration::from_millis(millis) }
}

/// The network of a city, an address and a length: Tokyo's is 10.1.0.0/16, London's 10.6.0.0/16.
pub const fn lan(city: usize) -> (u32, u8) {
    ((10 << 24) | ((city as u32 + 1) << 16), 16)
}

/// The router of a city, in the city's own network: Tokyo's is 10.1.0.1.
pub const fn router(city: usize) -> u32 {
    lan(city).0 | 1
}

/// The addresses of a road's two ends, for those who give lines networks of their own: the first road is 10.0.1.0/30,
/// from 10.0.1.1 to 10.0.1.2.
pub const fn road_ends(road: usize) -> [u32; 2] {
    let network = (10 << 24) | ((road as u32 + 1) << 8);
    [network | 1, network | 2]
}

/// The roads as edges.
pub fn edges() -> Edges {
    ROADS.iter().map(|road| road.ends).collect()
}

/// The cities as nodes, and their roads as wires. Each city has its interfaces in the order of [`ROADS`].
pub fn network() -> (Network, Vec<NodeId>, Vec<Wire>) {
    let mut network = Network::new();
    let nodes: Vec<NodeId> = NAMES.iter().map(|name| network.node(*name)).collect();
    let wire = |road: &Road| network.wires(&nodes, &[road.ends], Link::new().delay(road.delay));
    let wires = ROADS.iter().flat_map(wire).collect();
    (network, nodes, wires)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_city_has_two_or_three_neighbors() {
        let (network, nodes, wires) = network();
        assert_eq!(wires.len(), ROADS.len());
        let neighbors: Vec<usize> = nodes.iter().map(|node| network.neighbors(*node).len()).collect();
        assert_eq!(neighbors, [2, 2, 3, 2, 3, 2]);
    }

    #[test]
    fn addresses_are_as_the_docs_say() {
        assert_eq!(lan(TOKYO), (0x0A01_0000, 16));
        assert_eq!(router(LONDON), 0x0A06_0001);
        assert_eq!(road_ends(0), [0x0A00_0101, 0x0A00_0102]);
    }
}
