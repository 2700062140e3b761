//! The six cities: a trip from one to another, the map, and what each router is told of it.

use std::time::Duration;

use given::addresses::Prefix;
use given::packets::{Interface, Ipv4Header, Via, protocol};
use sim::net::cities::{NAMES, ROADS, Road, lan, road_ends, router};

use super::cases::{self, Case, Op, prefix};
use super::wire;

/// A network that nobody has, for which routers have circles in their tables.
pub(super) const LOST: (u32, u8) = (0x0A09_0000, 16);

/// What is sent across the world.
#[derive(Clone, Debug)]
pub(super) struct Trip {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Roads that nobody takes, if there is another way.
    pub(super) closed: Vec<usize>,
    /// Cities that send packets for the lost network round in a circle.
    pub(super) circle: &'static [usize],
    pub(super) sends: Sends,
}

#[derive(Clone, Debug)]
pub(super) enum Sends {
    /// A datagram with this time to live.
    Datagram(u8),
    /// An echo.
    Ping,
    /// A datagram of so many bytes into the circle.
    IntoCircle(u8),
    /// Three datagrams for each time to live from 1 on, one after the other.
    Traceroute,
}

/// In a city: the one who sends, and the one who answers.
pub(super) fn machine(city: usize, number: u32) -> u32 {
    lan(city).0 | number
}

impl Trip {
    pub(super) fn source(&self) -> u32 {
        machine(self.from, 7)
    }

    pub(super) fn destination(&self) -> u32 {
        match self.sends {
            Sends::IntoCircle(_) => LOST.0 | 9,
            _ => machine(self.to, 9),
        }
    }

    /// What is sent first.
    pub(super) fn packet(&self, ttl: u8) -> Vec<u8> {
        let header = Ipv4Header { ttl, ..Ipv4Header::new(protocol::UDP, self.source(), self.destination()) };
        match self.sends {
            Sends::Ping => wire::emit(&Ipv4Header { protocol: protocol::ICMP, ..header }, &wire::echo(8)),
            _ => wire::emit(&header, &wire::datagram(0)),
        }
    }

    /// A city's router, with its interfaces in the order of its roads and its city last, and all that it is told.
    pub(super) fn case(&self, city: usize) -> Case {
        let mut ops = Vec::new();
        for other in (0..NAMES.len()).filter(|other| *other != city) {
            if let Some(neighbor) = self.next(city, other) {
                ops.push(Op::Add(network(other), via(city, neighbor)));
            }
        }
        if let Some(at) = self.circle.iter().position(|member| *member == city) {
            let next = self.circle[(at + 1) % self.circle.len()];
            ops.push(Op::Add(prefix(LOST.0, LOST.1), via(city, next)));
        } else if let (Some(entry), Sends::IntoCircle(_)) = (self.circle.first(), &self.sends)
            && let Some(neighbor) = self.next(city, *entry)
        {
            ops.push(Op::Add(prefix(LOST.0, LOST.1), via(city, neighbor)));
        }
        Case { interfaces: interfaces(city), ops }
    }

    /// The neighbor on the shortest way to another city: Dijkstra's, from the other end.
    pub(super) fn next(&self, from: usize, to: usize) -> Option<usize> {
        let mut distances = [None; 6];
        let mut open = vec![(Duration::ZERO, to)];
        while let Some(nearest) = open.iter().min().copied() {
            open.retain(|candidate| *candidate != nearest);
            let (distance, city) = nearest;
            if distances[city].is_some() {
                continue;
            }
            distances[city] = Some(distance);
            open.extend(self.roads(city).map(|(neighbor, delay)| (distance + delay, neighbor)));
        }
        let onward = |(neighbor, delay): (usize, Duration)| Some((distances[neighbor]? + delay, neighbor));
        self.roads(from).filter_map(onward).min().map(|(_, neighbor)| neighbor)
    }

    /// The open roads of a city: where they lead, and how long they take.
    pub(super) fn roads(&self, city: usize) -> impl Iterator<Item = (usize, Duration)> {
        let is_open = |(road, _): &(usize, &Road)| !self.closed.contains(road);
        ROADS.iter().enumerate().filter(is_open).filter_map(move |(_, road)| match road.ends {
            (one, other) if one == city => Some((other, road.delay)),
            (one, other) if other == city => Some((one, road.delay)),
            _ => None,
        })
    }
}

pub(super) fn network(city: usize) -> Prefix {
    let (bits, len) = lan(city);
    prefix(bits, len)
}

/// The roads of a city, each with its place in the list and the place of the city's end.
pub(super) fn ends(city: usize) -> impl Iterator<Item = (usize, usize)> {
    ROADS.iter().enumerate().filter_map(move |(road, of)| match of.ends {
        (one, _) if one == city => Some((road, 0)),
        (_, other) if other == city => Some((road, 1)),
        _ => None,
    })
}

pub(super) fn interfaces(city: usize) -> Vec<Interface> {
    let road = |(road, end): (usize, usize)| cases::interface(road_ends(road)[end], 30);
    ends(city).map(road).chain([cases::interface(router(city), lan(city).1)]).collect()
}

/// The step from a city to its neighbor.
pub(super) fn via(city: usize, neighbor: usize) -> Via {
    let leads_there = |(_, (road, end)): &(usize, (usize, usize))| {
        let (one, other) = ROADS[*road].ends;
        (if *end == 0 { other } else { one }) == neighbor
    };
    let (interface, (road, end)) = ends(city).enumerate().find(leads_there).expect("they are neighbors");
    Via { interface, next_hop: Some(road_ends(road)[1 - end]) }
}
