//! Rows in a list that is sorted when somebody looks, with a field for each thing that can be said of a row.

use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;

pub const INFINITY: u32 = 16;
pub const UPDATE_PERIOD: Duration = Duration::from_secs(30);
pub const TIMEOUT: Duration = Duration::from_secs(180);
pub const GARBAGE_COLLECTION: Duration = Duration::from_secs(120);
pub const TRIGGERED_GAP: Duration = Duration::from_secs(1);
pub const MAX_ENTRIES: usize = 25;

#[derive(Debug, Clone)]
struct Row {
    route: RipRoute,
    /// When it dies, if it lives; when it goes, if it is dead; nothing, if it is our own.
    alarm: Option<Micros>,
    changed: bool,
}

#[derive(Debug)]
pub struct DistanceVector {
    start: Micros,
    interfaces: Vec<RipInterface>,
    down: Vec<usize>,
    rows: Vec<Row>,
    /// How many periods have begun.
    periods: u64,
    last_triggered: Option<Micros>,
}

impl DistanceVector {
    pub fn new(now: Micros, interfaces: &[RipInterface]) -> Self {
        let mut rows = Vec::new();
        for (interface, of) in interfaces.iter().enumerate() {
            if let Some(network) = of.network {
                let route = RipRoute { network, metric: of.cost, interface, next_hop: None };
                rows.push(Row { route, alarm: None, changed: false });
            }
        }
        DistanceVector {
            start: now,
            interfaces: interfaces.to_vec(),
            down: vec![],
            rows,
            periods: 0,
            last_triggered: None,
        }
    }

    pub fn handle_update(&mut self, now: Micros, interface: usize, from: u32, entries: &[RipEntry]) {
        if self.down.contains(&interface) {
            return;
        }
        for entry in entries {
            if entry.metric == 0 || entry.metric > INFINITY {
                continue;
            }
            let metric = (entry.metric + self.interfaces[interface].cost).min(INFINITY);
            let route = RipRoute { network: entry.network, metric, interface, next_hop: Some(from) };
            self.offer(now, route);
        }
    }

    fn offer(&mut self, now: Micros, offer: RipRoute) {
        let is_unreachable = offer.metric == INFINITY;
        let alarm = Some(now + if is_unreachable { GARBAGE_COLLECTION } else { TIMEOUT });
        let Some(row) = self.rows.iter_mut().find(|row| row.route.network == offer.network) else {
            if !is_unreachable {
                self.rows.push(Row { route: offer, alarm, changed: true });
            }
            return;
        };
        let is_own = row.route.next_hop.is_none() && row.route.metric < INFINITY;
        let is_from_next_hop =
            (row.route.interface, row.route.next_hop) == (offer.interface, offer.next_hop);
        if is_own || (!is_from_next_hop && offer.metric >= row.route.metric) {
            return;
        }
        if offer.metric != row.route.metric {
            *row = Row { route: offer, alarm, changed: true };
        } else if !is_unreachable {
            row.alarm = alarm;
        }
    }

    pub fn link_down(&mut self, now: Micros, interface: usize) {
        self.down.push(interface);
        for row in &mut self.rows {
            if row.route.interface == interface && row.route.metric != INFINITY {
                row.route.metric = INFINITY;
                row.alarm = Some(now + GARBAGE_COLLECTION);
                row.changed = true;
            }
        }
    }

    fn next_period(&self) -> Micros {
        (0..self.periods).fold(self.start, |moment, _| moment + UPDATE_PERIOD)
    }

    fn triggered_from(&self) -> Micros {
        self.last_triggered.map_or(self.start, |last| last + TRIGGERED_GAP)
    }

    pub fn poll_update(&mut self, now: Micros) -> Vec<RipUpdate> {
        let is_due = |row: &Row| row.alarm.is_some_and(|alarm| alarm <= now);
        self.rows.retain(|row| row.route.metric != INFINITY || !is_due(row));
        for row in &mut self.rows {
            if is_due(row) {
                row.route.metric = INFINITY;
                row.alarm = Some(now + GARBAGE_COLLECTION);
                row.changed = true;
            }
        }
        self.rows.sort_by_key(|row| row.route.network);
        let everything = self.next_period() <= now;
        while self.next_period() <= now {
            self.periods += 1;
        }
        if !everything {
            if now < self.triggered_from() || self.rows.iter().all(|row| !row.changed) {
                return vec![];
            }
            self.last_triggered = Some(now);
        }
        let mut routes = Vec::new();
        for row in &mut self.rows {
            if row.changed || everything {
                routes.push(row.route);
            }
            row.changed = false;
        }
        let mut updates = Vec::new();
        for interface in 0..self.interfaces.len() {
            if self.down.contains(&interface) {
                continue;
            }
            let mut entries = Vec::new();
            for route in &routes {
                let metric = if route.interface == interface { INFINITY } else { route.metric };
                entries.push(RipEntry { network: route.network, metric });
                if entries.len() == MAX_ENTRIES {
                    updates.push(RipUpdate { interface, entries: std::mem::take(&mut entries) });
                }
            }
            if !entries.is_empty() {
                updates.push(RipUpdate { interface, entries });
            }
        }
        updates
    }

    pub fn poll_timeout(&self) -> Micros {
        let mut next = self.next_period();
        for row in &self.rows {
            if let Some(alarm) = row.alarm {
                next = next.min(alarm);
            }
            if row.changed {
                next = next.min(self.triggered_from());
            }
        }
        next
    }

    pub fn routes(&self) -> Vec<RipRoute> {
        let mut routes: Vec<RipRoute> = self.rows.iter().map(|row| row.route).collect();
        routes.sort_by_key(|route| route.network);
        routes
    }
}
