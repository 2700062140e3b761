//! Whole networks of the learner's routers, on the simulated network.
//!
//! What must come of them is a law: the tables are those of Floyd and Warshall, at the latest some time after
//! all is said. A model keeps it, as tests show. So first the learner's routers are asked what the model's were, all
//! at once; if they answer the same, the law holds. If not, they run by themselves, and the law decides.

use std::cell::RefCell;
use std::collections::VecDeque;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;
use proptest::prelude::{Strategy, any};
use sim::Trace;
use sim::net::{
    Chance, Climate, Dice, Ended, Fate, Limits, Link, Network, Node, NodeId, Rates, Simulation, Transmit,
    Weather, Wire, shape, single,
};

use super::model::{Habit, INFINITY, Model};
use super::story::{Answer, Call, answer, ask, habits_of, lan, line, network, short};
use crate::finding::{Figure, Table};
use crate::script::{Object, Script};
use crate::trial::{Seen, Talk, Trouble};

/// Calls that are asked in one question, so that it fits into a line.
const AT_ONCE: usize = 400;
/// Events of one run before nobody believes that it comes to rest.
const MAX_EVENTS: u64 = 20_000;

/// Routers, each with a network of its own, and lines between them.
#[derive(Clone, Debug)]
pub(super) struct Town {
    /// Their names. The network of the first is 10.1.0.0/16.
    pub(super) names: Vec<&'static str>,
    /// Two routers and a cost each.
    pub(super) roads: Vec<(usize, usize, u32)>,
    /// How long a signal takes on each, in milliseconds.
    pub(super) delays: Vec<u64>,
    /// The fates of the first so many packets of each line are drawn from this.
    pub(super) weather: (usize, u64),
    /// An update that is lost, if that is not left to chance: on this line, from its first end, the one of this number.
    pub(super) lost: Option<(usize, usize)>,
    /// What breaks, and at which second.
    pub(super) cut: Option<(u64, Cut)>,
    /// When it is looked at the tables, in seconds.
    pub(super) until: u64,
}

/// What breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A router's own network, and it is told.
    Network(usize),
    /// A line, and its ends are told.
    Line(usize),
    /// A line, and nobody is told.
    InSilence(usize),
}

const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

impl Town {
    /// Routers A, B, C, … with lines of these costs, in fair weather.
    pub(super) fn new(routers: usize, roads: &[(usize, usize, u32)], until: u64) -> Town {
        Town {
            names: LETTERS[..routers].to_vec(),
            roads: roads.to_vec(),
            delays: (0..roads.len()).map(|road| 10 + 7 * (road as u64 % 5)).collect(),
            weather: (0, 0),
            lost: None,
            cut: None,
            until,
        }
    }

    pub(super) fn losing(mut self, packets: usize, seed: u64) -> Town {
        self.weather = (packets, seed);
        self
    }

    pub(super) fn without(mut self, road: usize, number: usize) -> Town {
        self.lost = Some((road, number));
        self
    }

    pub(super) fn cut(mut self, second: u64, cut: Cut) -> Town {
        self.cut = Some((second, cut));
        self
    }

    /// The lines of a router, in the order of its interfaces from 1. Interface 0 is its own network.
    fn roads_of(&self, router: usize) -> Vec<usize> {
        let is_end = |road: &usize| self.roads[*road].0 == router || self.roads[*road].1 == router;
        (0..self.roads.len()).filter(is_end).collect()
    }

    pub(super) fn interface(&self, router: usize, road: usize) -> usize {
        1 + self.roads_of(router).iter().position(|of| *of == road).expect("it ends there")
    }

    fn interfaces(&self, router: usize) -> Vec<RipInterface> {
        let lines = self.roads_of(router).into_iter().map(|road| line(self.roads[road].2));
        [lan(router as u32 + 1, 1)].into_iter().chain(lines).collect()
    }

    fn network(&self) -> (Network, Vec<Wire>) {
        let mut network = Network::new();
        let nodes: Vec<NodeId> = self.names.iter().map(|name| network.node(*name)).collect();
        let mut wires = Vec::new();
        for (road, (one, other, _)) in self.roads.iter().enumerate() {
            let link = Link::new().delay(std::time::Duration::from_millis(self.delays[road]));
            let port = |router: usize| nodes[router].port(self.interface(router, road));
            wires.push(network.wire(port(*one), port(*other), link));
        }
        (network, wires)
    }

    fn weather(&self, network: &Network, wires: &[Wire]) -> Weather {
        let (packets, seed) = self.weather;
        let late = std::time::Duration::from_millis(100);
        let rates = Rates::new().drop(Chance::percent(20)).duplicate(Chance::percent(20), late);
        let mut weather = Climate::new(network).packets(packets).everywhere(rates).weather(seed);
        if let Some((road, number)) = self.lost {
            weather = weather.on(wires[road].there, single(number, Fate::Drop));
        }
        match self.cut {
            Some((second, Cut::Line(road) | Cut::InSilence(road))) => {
                weather.cut([wires[road].there, wires[road].back], at(second), sim::net::FOREVER)
            }
            _ => weather,
        }
    }

    /// Who must be told of the cut, and which of their interfaces it is.
    fn told(&self) -> Vec<(usize, usize)> {
        match self.cut {
            Some((_, Cut::Network(router))) => vec![(router, 0)],
            Some((_, Cut::Line(road))) => {
                let (one, other, _) = self.roads[road];
                vec![(one, self.interface(one, road)), (other, self.interface(other, road))]
            }
            Some((_, Cut::InSilence(_))) | None => vec![],
        }
    }

    /// How far it is from each router to each network in the end, by Floyd and Warshall.
    pub(super) fn distances(&self) -> Vec<Vec<u32>> {
        let count = self.names.len();
        let mut far = vec![vec![INFINITY; count]; count];
        for (road, &(one, other, cost)) in self.roads.iter().enumerate() {
            if !matches!(self.cut, Some((_, Cut::Line(cut) | Cut::InSilence(cut))) if cut == road) {
                far[one][other] = far[one][other].min(cost);
                far[other][one] = far[one][other];
            }
        }
        for (router, row) in far.iter_mut().enumerate() {
            row[router] = 0;
        }
        for by in 0..count {
            for from in 0..count {
                for to in 0..count {
                    far[from][to] = far[from][to].min(far[from][by] + far[by][to]);
                }
            }
        }
        let lost = |network: usize| matches!(self.cut, Some((_, Cut::Network(router))) if router == network);
        let metric = |network: usize, far: u32| if lost(network) { INFINITY } else { INFINITY.min(far + 1) };
        far.iter().map(|row| (0..count).map(|network| metric(network, row[network])).collect()).collect()
    }

    /// The network in a sentence.
    pub(super) fn words(&self) -> String {
        let road = |(one, other, cost): &(usize, usize, u32)| {
            let cost = if *cost == 1 { String::new() } else { format!(" at {cost}") };
            format!("{}-{}{cost}", self.names[*one], self.names[*other])
        };
        let roads: Vec<String> = self.roads.iter().map(road).collect();
        let mut text = format!("{} routers, lines {}", self.names.len(), roads.join(", "));
        if self.weather.0 > 0 {
            text += &format!(
                "; some of the first {} updates on each line are lost, some come twice",
                self.weather.0
            );
        }
        if let Some((road, number)) = self.lost {
            let (one, other, _) = self.roads[road];
            text += &format!("; update {number} from {} to {} is lost", self.names[one], self.names[other]);
        }
        let between = |road: usize| {
            let (one, other, _) = self.roads[road];
            format!("{}-{}", self.names[one], self.names[other])
        };
        text += &match self.cut {
            None => String::new(),
            Some((second, Cut::Network(router))) => {
                format!("; at {second} s {} loses its own network", self.names[router])
            }
            Some((second, Cut::Line(road))) => format!("; at {second} s the line {} breaks", between(road)),
            Some((second, Cut::InSilence(road))) => {
                format!("; at {second} s the line {} breaks, and nobody is told", between(road))
            }
        };
        text
    }
}

pub(super) fn at(second: u64) -> Micros {
    Micros::from_millis(1000 * second)
}

/// Somebody who answers for the routers of a town.
pub(super) trait Player {
    fn call(&mut self, router: usize, now: Micros, calls: &[Call]) -> Result<Vec<Answer>, Trouble>;
}

/// A model, and all that it was asked.
pub(super) struct Models {
    habit: Habit,
    routers: Vec<Option<Model>>,
    asked: Vec<(usize, Micros, Call, Answer)>,
}

impl Models {
    pub(super) fn new(habit: Habit, town: &Town) -> Models {
        Models { habit, routers: vec![None; town.names.len()], asked: vec![] }
    }
}

impl Player for Models {
    fn call(&mut self, router: usize, now: Micros, calls: &[Call]) -> Result<Vec<Answer>, Trouble> {
        let mut answers = Vec::new();
        for call in calls {
            let answer = answer(&mut self.routers[router], self.habit, now, call);
            self.asked.push((router, now, call.clone(), answer.clone()));
            answers.push(answer);
        }
        Ok(answers)
    }
}

/// The learner's routers, behind their pipe.
pub(super) struct Learners<'l, 't, 'a> {
    talk: &'l mut Talk<'t, 'a>,
    names: Vec<&'static str>,
}

impl<'l, 't, 'a> Learners<'l, 't, 'a> {
    pub(super) fn new(talk: &'l mut Talk<'t, 'a>, town: &Town) -> Self {
        Learners { talk, names: town.names.clone() }
    }
}

impl Player for Learners<'_, '_, '_> {
    fn call(&mut self, router: usize, now: Micros, calls: &[Call]) -> Result<Vec<Answer>, Trouble> {
        let object = Object { number: router as u32 + 1, name: self.names[router] };
        let script = calls.iter().fold(Script::default(), |script, call| ask(script, object, now, call));
        self.talk.ask(&script, |seen| calls.iter().map(|call| read(call, seen)).collect())
    }
}

/// Reads an answer that is no part of the story.
fn read(call: &Call, seen: &mut Seen<'_>) -> Result<Answer, Trouble> {
    let answer = match call {
        Call::New(_) | Call::Hear(..) | Call::Down(_) => seen.skip().map(|()| Answer::Nothing),
        Call::Update => seen.value().map(Answer::Updates),
        Call::Timeout => seen.value().map(Answer::Moment),
        Call::Table => seen.value().map(Answer::Table),
    };
    if answer.is_ok() {
        seen.leave_out();
    }
    answer
}

/// A router in the simulation.
struct Seat<'p, P> {
    player: &'p RefCell<P>,
    number: usize,
    wakes: Micros,
    outbox: VecDeque<Transmit>,
    networks: usize,
}

impl<P: Player> Seat<'_, P> {
    /// Lets something happen, and hears what comes of it.
    fn call(&mut self, now: Micros, call: Option<Call>) -> Result<(), Trouble> {
        let skipped = usize::from(call.is_some());
        let calls: Vec<Call> = call.into_iter().chain([Call::Update, Call::Timeout]).collect();
        let answers = self.player.borrow_mut().call(self.number, now, &calls)?;
        for answer in answers.into_iter().skip(skipped) {
            match answer {
                Answer::Updates(updates) => self.send(updates)?,
                Answer::Moment(wakes) => self.wakes = wakes,
                Answer::Nothing | Answer::Table(_) => {}
            }
        }
        Ok(())
    }

    fn send(&mut self, updates: Vec<RipUpdate>) -> Result<(), Trouble> {
        for RipUpdate { interface, entries } in updates {
            for RipEntry { network, metric } in &entries {
                crate::trial::ensure((1..=INFINITY).contains(metric), || {
                    Trouble::new(format!(
                        "an update says that {network} is at {metric}: metrics go from 1 to 16"
                    ))
                })?;
            }
            crate::trial::ensure(entries.len() <= self.networks, || {
                Trouble::new(format!(
                    "an update has {} entries, and there are {} networks",
                    entries.len(),
                    self.networks
                ))
            })?;
            // Nobody else is on a router's own network.
            if interface > 0 {
                self.outbox.push_back(Transmit::packet(interface, emit(self.number, &entries)));
            }
        }
        Ok(())
    }
}

impl<P: Player> Node for Seat<'_, P> {
    type Error = Trouble;

    fn handle_packet(&mut self, now: Micros, interface: usize, bytes: &[u8]) -> Result<(), Trouble> {
        let (from, entries) = parse(bytes);
        self.call(now, Some(Call::Hear(interface, from as u32 + 1, entries)))
    }

    fn handle_timer(&mut self, now: Micros) -> Result<(), Trouble> {
        self.call(now, None)
    }

    fn poll_transmit(&mut self, _now: Micros) -> Result<Option<Transmit>, Trouble> {
        Ok(self.outbox.pop_front())
    }

    fn poll_timeout(&mut self) -> Result<Option<Micros>, Trouble> {
        Ok(Some(self.wakes))
    }
}

/// An update as it travels here: who sends it, and nine bytes an entry.
fn emit(from: usize, entries: &[RipEntry]) -> Vec<u8> {
    let mut bytes = vec![from as u8];
    for RipEntry { network, metric } in entries {
        bytes.extend(network.address.to_be_bytes());
        bytes.push(network.len);
        bytes.extend(metric.to_be_bytes());
    }
    bytes
}

fn parse(bytes: &[u8]) -> (usize, Vec<RipEntry>) {
    let entry = |bytes: &[u8; 9]| {
        let [a, b, c, d, len, metric @ ..] = *bytes;
        let network = RipNetwork { address: u32::from_be_bytes([a, b, c, d]), len };
        RipEntry { network, metric: u32::from_be_bytes(metric) }
    };
    let (entries, _) = bytes[1..].as_chunks::<9>();
    (usize::from(bytes[0]), entries.iter().map(entry).collect())
}

/// The tables of all routers at a moment.
pub(super) type Tables = Vec<Vec<RipRoute>>;

/// Lets a town live, and looks at its tables at these moments, too. What happened goes into `trace`.
pub(super) fn run<P: Player>(
    town: &Town,
    player: P,
    moments: &[Micros],
    trace: &mut Trace,
) -> (Result<Vec<Tables>, Trouble>, P) {
    let player = RefCell::new(player);
    let result = live(town, &player, moments, trace);
    (result, player.into_inner())
}

fn live<P: Player>(
    town: &Town,
    player: &RefCell<P>,
    moments: &[Micros],
    trace: &mut Trace,
) -> Result<Vec<Tables>, Trouble> {
    let (network, wires) = town.network();
    let weather = town.weather(&network, &wires);
    let nodes: Vec<NodeId> = network.nodes().collect();
    let mut seats = Vec::new();
    for number in 0..nodes.len() {
        let outbox = VecDeque::new();
        let mut seat = Seat { player, number, wakes: Micros(0), outbox, networks: nodes.len() };
        seat.call(Micros(0), Some(Call::New(town.interfaces(number))))?;
        seats.push(seat);
    }
    let mut simulation = Simulation::new(&network, &weather, seats).labelled(|bytes| short(&parse(bytes).1));
    let cut = town.cut.map(|(second, _)| at(second));
    let mut stops: Vec<(Micros, bool)> = moments.iter().map(|moment| (*moment, true)).collect();
    stops.push((at(town.until), true));
    stops.extend(cut.map(|cut| (cut, false)));
    // What breaks breaks before anybody looks.
    stops.sort_by_key(|(moment, looks)| (*moment, *looks));
    let mut all = Vec::new();
    for (moment, looks) in stops {
        let mut go = || -> Result<(), Trouble> {
            let ended = simulation.run(Limits { until: moment, events: MAX_EVENTS })?;
            crate::trial::ensure(ended != Ended::TooManyEvents, || {
                Trouble::new("the routers never come to rest: there is always something to do at once")
            })?;
            if looks {
                let look = |node: &NodeId| {
                    let number = node.index();
                    player.borrow_mut().call(number, moment, &[Call::Table]).map(|mut answers| match answers
                        .pop()
                    {
                        Some(Answer::Table(routes)) => routes,
                        _ => vec![],
                    })
                };
                all.push(nodes.iter().map(look).collect::<Result<Tables, Trouble>>()?);
            } else {
                for (router, interface) in town.told() {
                    simulation
                        .tell(nodes[router], |seat, now| seat.call(now, Some(Call::Down(interface))))?;
                }
            }
            Ok(())
        };
        if let Err(trouble) = go() {
            *trace = simulation.trace().clone();
            return Err(trouble);
        }
    }
    *trace = simulation.trace().clone();
    Ok(all)
}

/// Whether the learner's routers keep the law: in the end, all tables are those of Floyd and Warshall.
pub(super) fn judge(check: &str, town: &Town, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    if is_like_the_model(town, &[], talk)? {
        return Ok(());
    }
    let mut trace = Trace::new();
    let (result, _) = run(town, Learners::new(talk, town), &[], &mut trace);
    let all = match result {
        Ok(all) => all,
        Err(trouble) => {
            talk.note(town.words(), "see below");
            return Err(pictures(town, &trace, None).into_iter().fold(trouble, Trouble::figure));
        }
    };
    let tables = all.last().expect("the end is looked at");
    let Some((router, network)) = first_difference(town, tables) else { return Ok(()) };
    let right = town.distances();
    talk.note(
        format!("{}; at {} s we look at the tables", town.words(), town.until),
        format!("in {}: {}", town.names[router], cell(&tables[router], network)),
    );
    let must = metric_words(right[router][network]);
    let trouble = Trouble::new(talk.expected(format!("{must}, and no other")));
    let slug = named(check, town, &[], &all, &trace);
    let trouble = slug.into_iter().fold(trouble, Trouble::looks_like);
    Err(pictures(town, &trace, Some(tables)).into_iter().fold(trouble, Trouble::figure))
}

/// Asks the learner's routers all that a model's were asked. Says whether all answers are the same.
fn is_like_the_model(town: &Town, moments: &[Micros], talk: &mut Talk<'_, '_>) -> Result<bool, Trouble> {
    let (result, models) = run(town, Models::new(Habit::Right, town), moments, &mut Trace::new());
    result?;
    for asked in models.asked.chunks(AT_ONCE) {
        let mut script = Script::default();
        for (router, now, call, _) in asked {
            let object = Object { number: *router as u32 + 1, name: town.names[*router] };
            script = ask(script, object, *now, call);
        }
        let same = talk.ask(&script, |seen| {
            let mut same = true;
            for (_, _, call, right) in asked {
                match read(call, seen) {
                    Ok(given) => same &= given == *right,
                    // It will be told in the run.
                    Err(_) => return Ok(false),
                }
            }
            Ok(same)
        })?;
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The first router and network whose row is not as it must be.
pub(super) fn first_difference(town: &Town, tables: &Tables) -> Option<(usize, usize)> {
    let right = town.distances();
    let all = (0..town.names.len()).flat_map(|router| (0..town.names.len()).map(move |of| (router, of)));
    let mut all = all.filter(|(router, of)| !is_right(&tables[*router], *of, right[*router][*of]));
    all.next()
}

/// Whether a table says this of a network; and says nothing, or that it can't be reached, where it can't be.
fn is_right(table: &[RipRoute], of: usize, right: u32) -> bool {
    let mut rows = table.iter().filter(|route| route.network == network(of as u32 + 1));
    match (rows.next(), rows.next()) {
        (None, _) => right == INFINITY,
        (Some(row), None) => row.metric == right,
        (Some(_), Some(_)) => false,
    }
}

fn cell(table: &[RipRoute], of: usize) -> String {
    let rows = table.iter().filter(|route| route.network == network(of as u32 + 1));
    let rows: Vec<String> = rows.map(RipRoute::to_string).collect();
    if rows.is_empty() { format!("no row for {}", network(of as u32 + 1)) } else { rows.join("; ") }
}

fn metric_words(metric: u32) -> String {
    match metric {
        INFINITY => String::from("16 or no row"),
        metric => metric.to_string(),
    }
}

/// The mistake by which a town lives just like this.
pub(super) fn named(
    check: &str,
    town: &Town,
    moments: &[Micros],
    all: &[Tables],
    trace: &Trace,
) -> Option<&'static str> {
    let lives = |habit: Habit| {
        let mut other = Trace::new();
        let (result, _) = run(town, Models::new(habit, town), moments, &mut other);
        result.is_ok_and(|tables| tables.iter().zip(all).all(|(one, other)| same(one, other)))
            && other == *trace
    };
    habits_of(check).find(|(_, habit)| lives(*habit)).map(|(slug, _)| slug)
}

fn same(one: &Tables, other: &Tables) -> bool {
    let table = |(one, other): (&Vec<RipRoute>, &Vec<RipRoute>)| {
        Answer::Table(one.clone()) == Answer::Table(other.clone())
    };
    one.len() == other.len() && one.iter().zip(other).all(table)
}

/// The tables side by side, and what was said in a small town.
fn pictures(town: &Town, trace: &Trace, tables: Option<&Tables>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = tables.map(|tables| table(town, tables).into()).into_iter().collect();
    if town.names.len() <= 2 {
        figures.push(trace.clone().into());
    }
    figures
}

fn table(town: &Town, tables: &Tables) -> Table {
    let right = town.distances();
    let cell = |router: usize, of: usize| {
        let row = tables[router].iter().find(|route| route.network == network(of as u32 + 1));
        let given = row.map_or(String::from("-"), |row| row.metric.to_string());
        let must = right[router][of];
        if is_right(&tables[router], of, must) { given } else { format!("{given}, must be {must}") }
    };
    let count = town.names.len();
    let row = |router: usize| {
        let cells = (0..count).map(|of| cell(router, of));
        [town.names[router].to_owned()].into_iter().chain(cells).collect()
    };
    let is_wrong = |router: &usize| (0..count).any(|of| !is_right(&tables[*router], of, right[*router][of]));
    let networks = (0..count).map(|of| format!("{} ({})", town.names[of], network(of as u32 + 1)));
    Table {
        title: format!("how far it is at {} s: rows from, columns to", town.until),
        head: [String::from("from")].into_iter().chain(networks).collect(),
        rows: (0..count).map(row).collect(),
        wrong: (0..count).filter(is_wrong).collect(),
    }
}

/// What a random town is made of.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    routers: usize,
    packets: usize,
    seed: u64,
}

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    let parts = (2..=6_usize, 0..=8_usize, any::<u64>().no_shrink());
    parts.prop_map(|(routers, packets, seed)| Drawn { routers, packets, seed })
}

/// How long it takes after the last loss until all is well, in seconds: a period, and a second for each hop.
const SETTLED: u64 = 130;
/// When it breaks.
const BREAKS: u64 = 40;
/// How long a wrong route may live where the ends are told: the worst of them counts to 16.
const COUNTED: u64 = 60;

impl Drawn {
    /// A random graph; each sixth is a line, a ring, or two halves with one bridge.
    fn town(&self, dice: &mut Dice) -> Town {
        let edges = match dice.below(6) {
            0 => shape::line(self.routers),
            1 => shape::ring(self.routers),
            2 => shape::two_cliques(self.routers),
            _ => shape::random(self.routers, dice.below(4) as usize, dice),
        };
        let roads: Vec<_> =
            edges.into_iter().map(|(one, other)| (one, other, 1 + dice.below(3) as u32)).collect();
        let delays = roads.iter().map(|_| 1 + dice.below(90)).collect();
        Town { delays, ..Town::new(self.routers, &roads, SETTLED) }
    }

    /// Lossy at first.
    pub(super) fn lossy(&self) -> Town {
        self.town(&mut Dice::new(self.seed)).losing(self.packets, self.seed)
    }

    /// Something breaks.
    pub(super) fn broken(&self) -> Town {
        let mut dice = Dice::new(self.seed);
        let town = self.town(&mut dice);
        let road = dice.below(town.roads.len() as u64) as usize;
        let (cut, until) = match dice.below(4) {
            0 => (Cut::Network(dice.below(self.routers as u64) as usize), BREAKS + COUNTED),
            1 => (Cut::InSilence(road), BREAKS + 180 + COUNTED),
            _ => (Cut::Line(road), BREAKS + COUNTED),
        };
        Town { until, ..town.cut(BREAKS, cut) }
    }
}

#[cfg(test)]
mod tests;
