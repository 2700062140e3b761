//! `distance_vector`: the rules of RFC 2453 one by one, and whole networks against Floyd and Warshall.

use std::collections::BTreeMap;
use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;
use packets::distance_vector::{DistanceVector, INFINITY, MAX_ENTRIES};
use proptest::prelude::*;

const LINE: RipInterface = RipInterface { network: None, cost: 1 };

const fn network(number: u32) -> RipNetwork {
    RipNetwork { address: (10 << 24) | (number << 16), len: 16 }
}

const fn lan(number: u32) -> RipInterface {
    RipInterface { network: Some(network(number)), cost: 1 }
}

fn entry(number: u32, metric: u32) -> RipEntry {
    RipEntry { network: network(number), metric }
}

fn at(seconds: u64) -> Micros {
    Micros::from_millis(1000 * seconds)
}

/// The metrics in the table, by network number.
fn metrics(router: &DistanceVector) -> Vec<(u32, u32)> {
    let number = |route: &RipRoute| (route.network.address >> 16 & 0xFF, route.metric);
    router.routes().iter().map(number).collect()
}

fn told(interface: usize, entries: &[RipEntry]) -> RipUpdate {
    RipUpdate { interface, entries: entries.to_vec() }
}

#[test]
fn a_route_lives_180_seconds_and_is_dead_for_120() {
    let mut router = DistanceVector::new(at(0), &[LINE, LINE]);
    router.handle_update(at(0), 0, 7, &[entry(6, 2)]);
    assert_eq!(router.poll_update(at(0)), [told(0, &[entry(6, 16)]), told(1, &[entry(6, 3)])]);
    for seconds in (30..180).step_by(30) {
        assert_eq!(router.poll_timeout(), at(seconds));
        assert_eq!(router.poll_update(at(seconds))[1], told(1, &[entry(6, 3)]));
    }
    // What a dead neighbor repeats is no sign of life.
    for seconds in (180..300).step_by(30) {
        router.handle_update(at(seconds), 0, 7, &[entry(6, 16)]);
        assert_eq!(router.poll_update(at(seconds))[1], told(1, &[entry(6, 16)]));
    }
    assert_eq!(router.poll_update(at(300)), []);
    assert_eq!(router.routes(), []);
}

#[test]
fn news_are_told_at_once_but_not_every_moment() {
    let mut router = DistanceVector::new(at(0), &[LINE, LINE]);
    assert_eq!(router.poll_update(at(0)), []);
    router.handle_update(at(5), 0, 7, &[entry(6, 2)]);
    assert_eq!(router.poll_update(at(5))[1], told(1, &[entry(6, 3)]));

    router.handle_update(Micros::from_millis(5200), 0, 7, &[entry(5, 2)]);
    assert_eq!(router.poll_update(Micros::from_millis(5200)), []);
    assert_eq!(router.poll_timeout(), at(6));
    assert_eq!(router.poll_update(at(6))[1], told(1, &[entry(5, 3)]));
    assert_eq!(router.poll_timeout(), at(30));
}

#[test]
fn who_is_late_is_on_time_again_with_the_next() {
    let mut router = DistanceVector::new(at(3), &[lan(1), LINE]);
    assert_eq!(router.poll_update(at(3)).len(), 2);
    assert_eq!(router.poll_update(at(100)).len(), 2);
    assert_eq!(router.poll_timeout(), at(123));
}

#[test]
fn numbers_that_are_no_metric_say_nothing() {
    let mut router = DistanceVector::new(at(0), &[RipInterface { network: None, cost: 15 }]);
    router.handle_update(
        at(0),
        0,
        7,
        &[entry(1, 0), entry(2, 1), entry(3, 17), entry(4, u32::MAX), entry(5, 16)],
    );
    assert_eq!(metrics(&router), []);
    let mut router = DistanceVector::new(at(0), &[RipInterface { network: None, cost: 14 }]);
    router.handle_update(at(0), 0, 7, &[entry(2, 1)]);
    assert_eq!(metrics(&router), [(2, 15)]);
    router.handle_update(at(1), 0, 7, &[entry(2, u32::MAX)]);
    assert_eq!(metrics(&router), [(2, 15)]);
}

#[test]
fn two_neighbors_on_one_network_are_two() {
    let mut router = DistanceVector::new(at(0), &[lan(1), LINE]);
    router.handle_update(at(0), 0, 7, &[entry(6, 2)]);
    router.handle_update(at(0), 0, 8, &[entry(6, 5)]);
    assert_eq!(metrics(&router), [(1, 1), (6, 3)]);
    // And one neighbor on two lines is two as well.
    router.handle_update(at(0), 1, 7, &[entry(6, 9)]);
    assert_eq!(metrics(&router), [(1, 1), (6, 3)]);
}

#[test]
fn long_tables_are_told_in_pieces() {
    let mut router = DistanceVector::new(at(0), &[LINE, LINE]);
    let entries: Vec<RipEntry> = (0..60).map(|number| entry(number, 1)).collect();
    router.handle_update(at(0), 0, 7, &entries);
    let sizes: Vec<(usize, usize)> =
        router.poll_update(at(0)).iter().map(|update| (update.interface, update.entries.len())).collect();
    assert_eq!(
        sizes,
        [(0, MAX_ENTRIES), (0, MAX_ENTRIES), (0, 10), (1, MAX_ENTRIES), (1, MAX_ENTRIES), (1, 10)]
    );
}

/// An update that arrives: at which router and interface, from whom, and what.
type Arrival = (usize, usize, u32, Vec<RipEntry>);

/// Routers and the lines between them, each with its two ends and its cost. An update takes some milliseconds.
struct World {
    routers: Vec<DistanceVector>,
    lines: Vec<(usize, usize, u32)>,
    cut: Vec<usize>,
    /// By the moment at which it arrives, and of the same moment in the order in which it was sent.
    on_the_way: BTreeMap<(Micros, usize), Arrival>,
    sent: usize,
}

impl World {
    fn new(routers: usize, lines: &[(usize, usize, u32)]) -> World {
        let interfaces = |router: usize| {
            let own = [lan(router as u32)];
            let lines = lines.iter().filter(move |(one, other, _)| *one == router || *other == router);
            own.into_iter().chain(lines.map(|(_, _, cost)| RipInterface { network: None, cost: *cost }))
        };
        let router = |router| DistanceVector::new(at(0), &interfaces(router).collect::<Vec<_>>());
        World {
            routers: (0..routers).map(router).collect(),
            lines: lines.to_vec(),
            cut: vec![],
            on_the_way: BTreeMap::new(),
            sent: 0,
        }
    }

    /// The lines of a router, in the order of its interfaces from 1.
    fn lines_of(&self, router: usize) -> Vec<usize> {
        let is_at = |line: &usize| self.lines[*line].0 == router || self.lines[*line].1 == router;
        (0..self.lines.len()).filter(is_at).collect()
    }

    fn poll(&mut self, now: Micros, router: usize) {
        for RipUpdate { interface, entries } in self.routers[router].poll_update(now) {
            assert!(entries.iter().all(|entry| (1..=INFINITY).contains(&entry.metric)), "{entries:?}");
            // Interface 0 is the router's own network, where nobody listens.
            let Some(line) = interface.checked_sub(1).map(|at| self.lines_of(router)[at]) else { continue };
            let (one, other, _) = self.lines[line];
            let to = one + other - router;
            let there = self.lines_of(to).iter().position(|at| *at == line).expect("it has two ends") + 1;
            self.sent += 1;
            if !self.cut.contains(&line) {
                let arrives = now + Duration::from_millis(5 + (line as u64 * 7) % 60);
                self.on_the_way.insert((arrives, self.sent), (to, there, router as u32, entries));
            }
        }
    }

    fn run(&mut self, until: Micros) {
        loop {
            let wakes = self
                .routers
                .iter()
                .map(DistanceVector::poll_timeout)
                .zip(0..)
                .min()
                .expect("somebody is there");
            let arrives = self.on_the_way.first_key_value().map(|((at, _), _)| *at);
            if wakes.0.min(arrives.unwrap_or(wakes.0)) > until {
                return;
            }
            if arrives.is_some_and(|at| at <= wakes.0) {
                let ((now, _), (to, interface, from, entries)) =
                    self.on_the_way.pop_first().expect("it is there");
                self.routers[to].handle_update(now, interface, from, &entries);
                self.poll(now, to);
            } else {
                self.poll(wakes.0, wakes.1);
            }
        }
    }

    /// The distances of Floyd and Warshall, with the network at the end.
    fn distances(&self) -> Vec<Vec<u32>> {
        let count = self.routers.len();
        let mut distance = vec![vec![INFINITY; count]; count];
        for (line, &(one, other, cost)) in self.lines.iter().enumerate() {
            if !self.cut.contains(&line) {
                distance[one][other] = distance[one][other].min(cost);
                distance[other][one] = distance[one][other];
            }
        }
        for (router, row) in distance.iter_mut().enumerate() {
            row[router] = 0;
        }
        for by in 0..count {
            for from in 0..count {
                for to in 0..count {
                    distance[from][to] = distance[from][to].min(distance[from][by] + distance[by][to]);
                }
            }
        }
        distance.iter().map(|row| row.iter().map(|metric| INFINITY.min(metric + 1)).collect()).collect()
    }

    fn assert_shortest(&self) {
        for (router, distances) in self.routers.iter().zip(self.distances()) {
            let expected: Vec<(u32, u32)> =
                (0..).zip(distances).filter(|(_, metric)| *metric < INFINITY).collect();
            let found: Vec<_> =
                metrics(router).into_iter().filter(|(_, metric)| *metric < INFINITY).collect();
            assert_eq!(found, expected);
        }
    }
}

fn lines(routers: usize) -> impl Strategy<Value = Vec<(usize, usize, u32)>> {
    let tree: Vec<_> = (1..routers).map(|router| (0..router, Just(router), 1..=3_u32)).collect();
    let more = proptest::collection::vec((0..routers, 0..routers, 1..=3_u32), 0..4);
    (tree, more).prop_map(|(tree, more)| {
        let more = more.into_iter().filter(|(one, other, _)| one != other);
        tree.into_iter().chain(more).collect()
    })
}

proptest! {
    #[test]
    fn networks_find_the_shortest_ways(lines in (2..8_usize).prop_flat_map(|routers| (Just(routers), lines(routers)))) {
        let mut world = World::new(lines.0, &lines.1);
        world.run(at(60));
        world.assert_shortest();
    }

    #[test]
    fn after_a_cut_that_nobody_reports_they_find_them_again(
        lines in (2..7_usize).prop_flat_map(|routers| (Just(routers), lines(routers))),
        cut: prop::sample::Index,
    ) {
        let mut world = World::new(lines.0, &lines.1);
        world.run(at(60));
        world.cut.push(cut.index(world.lines.len()));
        world.run(at(60 + 180 + 120));
        world.assert_shortest();
    }

    #[test]
    fn after_a_cut_that_is_reported_it_takes_a_minute(
        lines in (2..7_usize).prop_flat_map(|routers| (Just(routers), lines(routers))),
        cut: prop::sample::Index,
    ) {
        let mut world = World::new(lines.0, &lines.1);
        world.run(at(60));
        let line = cut.index(world.lines.len());
        world.cut.push(line);
        let (one, other, _) = world.lines[line];
        for router in [one, other] {
            let interface = world.lines_of(router).iter().position(|of| *of == line).expect("it is there") + 1;
            world.routers[router].link_down(at(61), interface);
            world.poll(at(61), router);
        }
        world.run(at(61 + 60));
        world.assert_shortest();
    }
}
