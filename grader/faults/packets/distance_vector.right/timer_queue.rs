//! Three tables: what is connected, what was learned, what is dead. All that is to come waits in one queue, in
//! which alarms that mean nothing any more are passed over when they ring.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;

pub const INFINITY: u32 = 16;
pub const UPDATE_PERIOD: Duration = Duration::from_secs(30);
pub const TIMEOUT: Duration = Duration::from_secs(180);
pub const GARBAGE_COLLECTION: Duration = Duration::from_secs(120);
pub const TRIGGERED_GAP: Duration = Duration::from_secs(1);
pub const MAX_ENTRIES: usize = 25;

#[derive(Debug, Clone, Copy)]
struct Learned {
    metric: u32,
    from: (usize, u32),
    until: Micros,
}

#[derive(Debug)]
pub struct DistanceVector {
    /// The cost of each interface that is up.
    costs: HashMap<usize, u32>,
    count: usize,
    own: HashMap<RipNetwork, (usize, u32)>,
    learned: HashMap<RipNetwork, Learned>,
    dead: HashMap<RipNetwork, Micros>,
    news: BTreeSet<RipNetwork>,
    queue: BinaryHeap<Reverse<(Micros, RipNetwork)>>,
    next_update: Micros,
    next_triggered: Micros,
}

impl DistanceVector {
    pub fn new(now: Micros, interfaces: &[RipInterface]) -> Self {
        let numbered = || interfaces.iter().enumerate();
        let own = numbered().filter_map(|(at, of)| Some((of.network?, (at, of.cost))));
        DistanceVector {
            costs: numbered().map(|(at, of)| (at, of.cost)).collect(),
            count: interfaces.len(),
            own: own.collect(),
            learned: HashMap::new(),
            dead: HashMap::new(),
            news: BTreeSet::new(),
            queue: BinaryHeap::new(),
            next_update: now,
            next_triggered: now,
        }
    }

    pub fn handle_update(&mut self, now: Micros, interface: usize, from: u32, entries: &[RipEntry]) {
        let Some(cost) = self.costs.get(&interface).copied() else { return };
        for RipEntry { network, metric } in entries {
            match *metric {
                0 | 17.. => {}
                _ if self.own.contains_key(network) => {}
                metric if metric + cost < INFINITY => self.good(now, *network, metric + cost, (interface, from)),
                _ => self.bad(now, *network, (interface, from)),
            }
        }
    }

    fn good(&mut self, now: Micros, network: RipNetwork, metric: u32, from: (usize, u32)) {
        let until = now + TIMEOUT;
        let before = self.learned.get(&network).copied();
        if before.is_some_and(|before| before.from != from && before.metric <= metric) {
            return;
        }
        self.dead.remove(&network);
        self.learned.insert(network, Learned { metric, from, until });
        self.queue.push(Reverse((until, network)));
        if before.is_none_or(|before| before.metric != metric) {
            self.news.insert(network);
        }
    }

    fn bad(&mut self, now: Micros, network: RipNetwork, from: (usize, u32)) {
        if self.learned.get(&network).is_some_and(|before| before.from == from) {
            self.bury(now, network);
        }
    }

    fn bury(&mut self, now: Micros, network: RipNetwork) {
        self.own.remove(&network);
        self.learned.remove(&network);
        self.dead.insert(network, now + GARBAGE_COLLECTION);
        self.queue.push(Reverse((now + GARBAGE_COLLECTION, network)));
        self.news.insert(network);
    }

    pub fn link_down(&mut self, now: Micros, interface: usize) {
        self.costs.remove(&interface);
        let own = self.own.iter().filter(|(_, (at, _))| *at == interface).map(|(network, _)| *network);
        let learned = self.learned.iter().filter(|(_, of)| of.from.0 == interface).map(|(network, _)| *network);
        let gone: Vec<RipNetwork> = own.chain(learned).collect();
        gone.into_iter().for_each(|network| self.bury(now, network));
    }

    /// Whether an alarm still means something.
    fn is_meant(&self, moment: Micros, network: RipNetwork) -> bool {
        self.learned.get(&network).is_some_and(|of| of.until == moment)
            || self.dead.get(&network) == Some(&moment)
    }

    pub fn poll_update(&mut self, now: Micros) -> Vec<RipUpdate> {
        while let Some(Reverse((moment, network))) = self.queue.peek().copied()
            && moment <= now
        {
            self.queue.pop();
            if self.learned.get(&network).is_some_and(|of| of.until == moment) {
                self.bury(now, network);
            } else if self.dead.get(&network) == Some(&moment) {
                self.dead.remove(&network);
                self.news.remove(&network);
            }
        }
        let mut routes = self.routes();
        if now >= self.next_update {
            while now >= self.next_update {
                self.next_update = self.next_update + UPDATE_PERIOD;
            }
        } else if !self.news.is_empty() && now >= self.next_triggered {
            self.next_triggered = now + TRIGGERED_GAP;
            routes.retain(|route| self.news.contains(&route.network));
        } else {
            return vec![];
        }
        self.news.clear();
        let mut updates = Vec::new();
        for interface in (0..self.count).filter(|interface| self.costs.contains_key(interface)) {
            for some in routes.chunks(MAX_ENTRIES) {
                let entry = |route: &RipRoute| RipEntry {
                    network: route.network,
                    metric: if route.interface == interface { INFINITY } else { route.metric },
                };
                updates.push(RipUpdate { interface, entries: some.iter().map(entry).collect() });
            }
        }
        updates
    }

    pub fn poll_timeout(&self) -> Micros {
        let meant = self.queue.iter().filter(|Reverse((moment, network))| self.is_meant(*moment, *network));
        let first = meant.map(|Reverse((moment, _))| *moment).min();
        let news = (!self.news.is_empty()).then_some(self.next_triggered);
        [first, news].into_iter().flatten().fold(self.next_update, Micros::min)
    }

    pub fn routes(&self) -> Vec<RipRoute> {
        let own = self.own.iter().map(|(network, (interface, metric))| RipRoute {
            network: *network,
            metric: *metric,
            interface: *interface,
            next_hop: None,
        });
        let learned = self.learned.iter().map(|(network, of)| RipRoute {
            network: *network,
            metric: of.metric,
            interface: of.from.0,
            next_hop: Some(of.from.1),
        });
        // Nobody looks where the dead would have gone.
        let dead = self.dead.keys().map(|network| RipRoute {
            network: *network,
            metric: INFINITY,
            interface: 0,
            next_hop: None,
        });
        let mut all: Vec<RipRoute> = own.chain(learned).chain(dead).collect();
        all.sort_by_key(|route| route.network);
        all
    }
}
