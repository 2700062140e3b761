//! Routers that tell each other how far it is to London, in virtual time.

use std::collections::BTreeMap;
use std::time::Duration;

use ::packets::distance_vector::{DistanceVector, INFINITY, UPDATE_PERIOD};
use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use sim::net::cities::{self, LONDON, NAMES, NEW_YORK, TOKYO};
use sim::{ActorId, Micros, Trace};

use crate::{Drawing, Figure, Ladder};

pub(super) const RUMOR: Figure = Figure {
    name: "packets/distance_vector/rumor",
    title: "London tells New York of itself, New York tells Tokyo, and each adds a line",
    draw: || {
        let can_be_lost = ["London's first word", "New York's first word"].map(String::from).to_vec();
        Drawing::Ladder(Ladder { can_be_lost, trace: rumor })
    },
};

pub(super) const COUNTING: Figure = Figure {
    name: "packets/distance_vector/counting",
    title: "Without poisoned reverse and triggered updates two routers count to 16 together",
    draw: || Drawing::Ladder(Ladder { can_be_lost: vec![], trace: counting }),
};

pub(super) const POISONED: Figure = Figure {
    name: "packets/distance_vector/poisoned",
    title: "With poisoned reverse and triggered updates the same cut is over at once",
    draw: || Drawing::Ladder(Ladder { can_be_lost: vec![String::from("the bad news")], trace: poisoned }),
};

/// Routers in a row, with the line between each and the next. Interface 0 of each is its own network, and then come
/// its lines.
struct Row {
    cities: Vec<usize>,
    routers: Vec<DistanceVector>,
    starts: Vec<Micros>,
    delay: Duration,
    /// Whether they do all that RFC 2453 demands, or only what it begins with: no poisoned reverse, and no update
    /// between the periods.
    is_careful: bool,
    /// By time, and of the same time in the order in which they left: to whom, from where, and what.
    on_the_way: BTreeMap<(Micros, usize), (usize, usize, Vec<RipEntry>)>,
    /// Updates with a word about London, by number, that never arrive; and how many there were.
    lost: Vec<usize>,
    words: usize,
    /// Before this nothing is drawn: everybody has long known where London is.
    drawn_from: Micros,
    trace: Trace,
    actors: Vec<ActorId>,
    known: Vec<Option<u32>>,
}

const fn lan(city: usize) -> RipNetwork {
    let (address, len) = cities::lan(city);
    RipNetwork { address, len }
}

fn seconds(seconds: u64) -> Micros {
    Micros::from_millis(1000 * seconds)
}

impl Row {
    fn new(cities: &[usize], starts: &[Micros], delay: Duration) -> Row {
        let mut trace = Trace::new();
        let actors: Vec<ActorId> = cities.iter().map(|city| trace.actor(NAMES[*city])).collect();
        let last = cities.len() - 1;
        let router = |(place, start): (usize, &Micros)| {
            let own = RipInterface { network: Some(lan(cities[place])), cost: 1 };
            let line = RipInterface { network: None, cost: 1 };
            let lines = usize::from(place > 0) + usize::from(place < last);
            DistanceVector::new(*start, &[vec![own], vec![line; lines]].concat())
        };
        Row {
            routers: starts.iter().enumerate().map(router).collect(),
            starts: starts.to_vec(),
            cities: cities.to_vec(),
            delay,
            is_careful: true,
            on_the_way: BTreeMap::new(),
            lost: vec![],
            words: 0,
            drawn_from: Micros(0),
            known: vec![None; actors.len()],
            trace,
            actors,
        }
    }

    /// The router at the other end of a line.
    fn neighbor(&self, place: usize, interface: usize) -> usize {
        if place > 0 && interface == 1 { place - 1 } else { place + 1 }
    }

    /// The interface at which `place` meets its neighbor `other`.
    fn interface(&self, place: usize, other: usize) -> usize {
        if other < place || place == 0 { 1 } else { 2 }
    }

    /// Lets everything happen until this moment.
    fn run(&mut self, until: Micros) {
        loop {
            let wakes = self.routers.iter().map(DistanceVector::poll_timeout).zip(0..).min();
            let (wakes, place) = wakes.expect("there are routers");
            let arrives = self.on_the_way.first_key_value().map_or(wakes, |((at, _), _)| *at);
            if wakes.min(arrives) > until {
                return;
            }
            if arrives <= wakes && !self.on_the_way.is_empty() {
                let Some(((now, _), (to, from, entries))) = self.on_the_way.pop_first() else { return };
                // Nobody is there yet.
                if now < self.starts[to] {
                    continue;
                }
                let interface = self.interface(to, from);
                let address = cities::router(self.cities[from]);
                self.routers[to].handle_update(now, interface, address, &entries);
                self.poll(now, to);
            } else {
                self.poll(wakes, place);
            }
        }
    }

    fn poll(&mut self, now: Micros, place: usize) {
        let updates = self.routers[place].poll_update(now);
        self.note(now, place);
        let since = now.0 - self.starts[place].0;
        let is_period = since.is_multiple_of(UPDATE_PERIOD.as_micros() as u64);
        for RipUpdate { interface, mut entries } in updates {
            if interface == 0 || !(self.is_careful || is_period) {
                continue;
            }
            if !self.is_careful {
                let routes = self.routers[place].routes();
                let plain = |route: &RipRoute| RipEntry { network: route.network, metric: route.metric };
                entries = routes.iter().map(plain).collect();
            }
            self.send(now, place, self.neighbor(place, interface), entries);
        }
    }

    fn send(&mut self, now: Micros, from: usize, to: usize, entries: Vec<RipEntry>) {
        let number = self.words;
        let word = entries.iter().find(|entry| entry.network == lan(LONDON));
        let is_lost = word.is_some() && now >= self.drawn_from && self.lost.contains(&number);
        if let Some(word) = word.filter(|_| now >= self.drawn_from) {
            self.words += 1;
            let label = format!("London: {}", word.metric);
            let sent = self.trace.message(self.actors[from], self.actors[to], label).sent(now);
            if is_lost {
                sent.lost("");
            } else {
                sent.arrives(now + self.delay);
            }
        }
        if !is_lost {
            let order = self.on_the_way.last_key_value().map_or(0, |((_, order), _)| order + 1);
            self.on_the_way.insert((now + self.delay, order), (to, from, entries));
        }
    }

    /// Says what a router believes of London, if that is something else than before.
    fn note(&mut self, now: Micros, place: usize) {
        let routes = self.routers[place].routes();
        let metric = routes.iter().find(|route| route.network == lan(LONDON)).map(|route| route.metric);
        if metric != self.known[place] && now >= self.drawn_from {
            let text = match metric {
                None => String::from("London: no row"),
                Some(INFINITY) => String::from("London can't be reached"),
                Some(metric) => format!("London is {metric} from here"),
            };
            self.trace.note(self.actors[place], text).at(now);
        }
        self.known[place] = metric;
    }

    fn knows(&self, place: usize) -> bool {
        self.known[place].is_some()
    }
}

/// The words that can be lost, by their numbers: each router tells each neighbor.
fn rumor(lost: &[usize]) -> Trace {
    let mut row = Row::new(&[LONDON, NEW_YORK, TOKYO], &[Micros(0); 3], Duration::from_millis(40));
    // London's first word is the first of all. New York's first to Tokyo comes after one back to London.
    row.lost = lost.iter().map(|which| [0, 2][*which]).collect();
    let mut until = 0;
    while !row.knows(2) || !row.on_the_way.is_empty() {
        until += 1;
        row.run(Micros::from_millis(until));
    }
    row.trace
}

/// London and New York, who have long known each other. Their periods do not begin together.
fn pair() -> Row {
    let mut row = Row::new(&[LONDON, NEW_YORK], &[Micros(0), seconds(15)], Duration::from_millis(40));
    row.drawn_from = seconds(100);
    row
}

/// Between its own period and New York's, London loses its network.
const LOST_AT: u64 = 100;

fn lose(row: &mut Row) {
    row.run(seconds(LOST_AT));
    row.routers[0].link_down(seconds(LOST_AT), 0);
    row.poll(seconds(LOST_AT), 0);
}

fn counting(_lost: &[usize]) -> Trace {
    let mut row = pair();
    row.is_careful = false;
    lose(&mut row);
    let is_over = |row: &Row| row.known.iter().all(|metric| *metric == Some(INFINITY));
    let mut until = LOST_AT;
    while !is_over(&row) {
        until += 1;
        row.run(seconds(until));
    }
    row.trace
}

fn poisoned(lost: &[usize]) -> Trace {
    let mut row = pair();
    row.lost = lost.to_vec();
    lose(&mut row);
    row.run(seconds(121));
    row.trace
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(trace: &Trace) -> Vec<String> {
        let note = |event: &sim::Event| match event {
            sim::Event::Note(note) => Some(note.text.clone()),
            sim::Event::Message(_) => None,
        };
        trace.events().iter().filter_map(note).collect()
    }

    #[test]
    fn tokyo_hears_of_london_whatever_is_lost() {
        for lost in [&[][..], &[0], &[1], &[0, 1]] {
            let notes = notes(&rumor(lost));
            assert_eq!(notes.last().map(String::as_str), Some("London is 3 from here"), "{lost:?}");
        }
    }

    #[test]
    fn without_care_all_numbers_up_to_16_are_said() {
        let trace = counting(&[]);
        let said = |event: &sim::Event| match event {
            sim::Event::Message(message) => Some(message.label.clone()),
            sim::Event::Note(_) => None,
        };
        let said: Vec<String> = trace.events().iter().filter_map(said).collect();
        let expected: Vec<String> = (2..=16).map(|metric| format!("London: {metric}")).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn with_care_nobody_believes_in_a_way_back() {
        for lost in [&[][..], &[0]] {
            let notes = notes(&poisoned(lost));
            assert!(notes.iter().all(|note| note == "London can't be reached"), "{lost:?}: {notes:?}");
            assert_eq!(notes.len(), 2, "{lost:?}");
        }
    }
}
