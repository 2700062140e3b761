//! A run: nodes on a network in some weather, an event after another.
//!
//! This owns the present time and the order of events. How a packet travels is in `carry`.

use given::time::Micros;

use crate::trace::{Noting, Trace};

use super::carry::{Flight, State};
use super::link::Traffic;
use super::network::{LinkId, Network, NodeId};
use super::node::{Node, Transmit};
use super::queue::{Key, Queue};
use super::record::{Keep, Record};
use super::stream::Break;
use super::weather::{Split, Weather};

/// A run. It owns its nodes (which may be `&mut` or boxes), and borrows what it can't change.
///
/// The same network, weather and nodes give the same run: there is no clock, no thread and no chance in it.
pub struct Simulation<'a, N> {
    pub(super) network: &'a Network,
    pub(super) weather: &'a Weather,
    seats: Vec<Seat<N>>,
    pub(super) states: Vec<State>,
    pub(super) queue: Queue<Happening>,
    pub(super) record: Record<'a>,
    pub(super) now: Micros,
    /// Events and packets until now.
    happened: u64,
}

/// A node and its place in the run.
struct Seat<N> {
    node: N,
    is_down: bool,
    timer: Option<Key>,
}

/// How far a run may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The last moment at which something may happen.
    pub until: Micros,
    /// How many events and packets there may be, those of earlier calls not counted.
    pub events: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing more will happen: nothing is on its way, and nobody waits for a moment.
    Quiet,
    /// What happens next is after the last moment.
    Deadline,
    /// There were as many events as there may be: somebody is busy for ever.
    TooManyEvents,
}

/// Something that will happen.
pub(super) enum Happening {
    /// A node is asked what it does, because the run begins or because it had too much to do at once.
    Ask(NodeId),
    Timer(NodeId),
    Arrive(Flight),
    /// What waits for another write to travel with has waited long enough.
    Release(LinkId),
    /// Somebody hears that a stream is broken.
    Break(Break),
    Split(usize),
    Heal(usize),
    Crash(NodeId),
    Restart(NodeId),
}

/// How many packets a node may send before others have their turn.
const AT_ONCE: usize = 10_000;

impl Default for Limits {
    /// An hour, and a million events.
    fn default() -> Self {
        Limits { until: Micros::from_millis(3_600_000), events: 1_000_000 }
    }
}

impl Limits {
    /// Until this moment.
    pub fn until(until: Micros) -> Self {
        Limits { until, ..Limits::default() }
    }
}

impl<'a, N: Node> Simulation<'a, N> {
    /// A run that is about to begin, at time 0. Nodes are in the order of the network.
    ///
    /// # Panics
    ///
    /// If there are more or fewer than the network has, or the weather is that of another network.
    pub fn new(network: &'a Network, weather: &'a Weather, nodes: impl IntoIterator<Item = N>) -> Self {
        let seat = |node| Seat { node, is_down: false, timer: None };
        let seats: Vec<Seat<N>> = nodes.into_iter().map(seat).collect();
        assert_eq!(seats.len(), network.nodes().len(), "a network has as many nodes as names");
        assert!(weather.fits(network), "the weather is of another network");
        let states = network.links().map(|link| State::new(weather.downs(network, link))).collect();
        let record = Record::new(network);
        let queue = planned(network, weather);
        Simulation { network, weather, seats, states, queue, record, now: Micros(0), happened: 0 }
    }

    /// With what a person calls packets, for the trace. Otherwise they are called by their size.
    pub fn labelled(mut self, label: impl Fn(&[u8]) -> String + 'a) -> Self {
        self.record.label = Box::new(label);
        self
    }

    /// With so much kept in the trace.
    pub fn keeping(mut self, keep: Keep) -> Self {
        self.record.keep = keep;
        self
    }

    /// Lets things happen until there is nothing more, or the limits are reached. It can be called again, with
    /// limits that are further away.
    ///
    /// # Errors
    ///
    /// As soon as a node fails.
    pub fn run(&mut self, limits: Limits) -> Result<Ended, N::Error> {
        let begun = self.happened;
        loop {
            match self.queue.next_at() {
                None => return Ok(Ended::Quiet),
                Some(at) if at > limits.until => {
                    self.now = self.now.max(limits.until);
                    return Ok(Ended::Deadline);
                }
                Some(_) if self.happened - begun >= limits.events => return Ok(Ended::TooManyEvents),
                Some(_) => self.step()?,
            };
        }
    }

    /// Lets the next thing happen, whenever that is. Says whether there was one.
    ///
    /// # Errors
    ///
    /// If a node fails.
    pub fn step(&mut self) -> Result<bool, N::Error> {
        let Some((at, happening)) = self.queue.pop() else { return Ok(false) };
        self.now = self.now.max(at);
        self.happened += 1;
        match happening {
            Happening::Ask(node) if self.is_down(node) => {}
            Happening::Ask(node) => self.ask(node)?,
            Happening::Timer(node) => self.timer(node)?,
            Happening::Arrive(flight) => self.arrive(flight)?,
            Happening::Release(link) => self.release(link),
            Happening::Break(broken) => self.hear_break(broken)?,
            Happening::Split(place) => self.tell_split(place, "down", "cut off"),
            Happening::Heal(place) => self.tell_split(place, "up again", "back"),
            Happening::Crash(node) => self.crash(node)?,
            Happening::Restart(node) => self.restart(node)?,
        }
        Ok(true)
    }

    /// Does something with a node at the present moment, as its user would, and asks it what it does then.
    ///
    /// # Errors
    ///
    /// If the node fails.
    pub fn tell<T>(
        &mut self,
        node: NodeId,
        say: impl FnOnce(&mut N, Micros) -> Result<T, N::Error>,
    ) -> Result<T, N::Error> {
        let answer = say(&mut self.seats[node.0].node, self.now)?;
        if !self.is_down(node) {
            self.ask(node)?;
        }
        Ok(answer)
    }

    /// The present time.
    pub fn now(&self) -> Micros {
        self.now
    }

    /// A node, to look at.
    pub fn node(&self, node: NodeId) -> &N {
        &self.seats[node.0].node
    }

    /// Whether a node has crashed and not yet started again.
    pub fn is_down(&self, node: NodeId) -> bool {
        self.seats[node.0].is_down
    }

    /// What crossed a link until now.
    pub fn traffic(&self, link: LinkId) -> Traffic {
        self.states[link.0].traffic
    }

    /// Adds a remark at a node, which can be marked as the first difference.
    pub fn note(&mut self, node: NodeId, text: impl Into<String>) -> Noting<'_> {
        self.record.note(node, self.now, text)
    }

    /// What happened until now.
    pub fn trace(&self) -> &Trace {
        &self.record.trace
    }

    /// The same, to mark the first difference in it.
    pub fn trace_mut(&mut self) -> &mut Trace {
        &mut self.record.trace
    }

    /// What happened, and the nodes as they are now.
    pub fn into_parts(self) -> (Trace, Vec<N>) {
        (self.record.trace, self.seats.into_iter().map(|seat| seat.node).collect())
    }

    /// The node, to be told something.
    pub(super) fn at(&mut self, node: NodeId) -> &mut N {
        &mut self.seats[node.0].node
    }

    /// Asks a node what it does.
    pub(super) fn ask(&mut self, node: NodeId) -> Result<(), N::Error> {
        self.take_notes(node);
        for _ in 0..AT_ONCE {
            let transmit = self.seats[node.0].node.poll_transmit(self.now)?;
            self.take_notes(node);
            let Some(transmit) = transmit else { return self.set_timer(node) };
            self.happened += 1;
            self.transmit(node, transmit);
        }
        self.queue.plan(self.now, Happening::Ask(node));
        Ok(())
    }

    fn transmit(&mut self, node: NodeId, transmit: Transmit) {
        let (Transmit::Packet { interface, .. }
        | Transmit::End { interface }
        | Transmit::Reset { interface }) = transmit;
        let network = self.network;
        let port = node.port(interface);
        if network.leaving(port).is_empty() {
            self.record.noted(node, self.now, format!("sends on interface {interface}, where no link is"));
        }
        for link in network.leaving(port) {
            match &transmit {
                Transmit::Packet { bytes, .. } => self.carry(*link, bytes),
                Transmit::End { .. } => self.carry_end(*link),
                Transmit::Reset { .. } => self.break_off(*link),
            }
        }
    }

    fn take_notes(&mut self, node: NodeId) {
        while let Some(note) = self.seats[node.0].node.poll_note() {
            self.record.noted(node, self.now, note);
        }
    }

    fn set_timer(&mut self, node: NodeId) -> Result<(), N::Error> {
        let seat = &mut self.seats[node.0];
        let wanted = seat.node.poll_timeout()?.map(|at| at.max(self.now));
        // One that is set already keeps its place among what happens at that moment.
        if seat.timer.map(|key| key.at) != wanted {
            if let Some(key) = seat.timer {
                self.queue.cancel(key);
            }
            seat.timer = wanted.map(|at| self.queue.plan(at, Happening::Timer(node)));
        }
        Ok(())
    }

    fn timer(&mut self, node: NodeId) -> Result<(), N::Error> {
        let seat = &mut self.seats[node.0];
        seat.timer = None;
        seat.node.handle_timer(self.now)?;
        self.ask(node)
    }

    fn crash(&mut self, node: NodeId) -> Result<(), N::Error> {
        if self.is_down(node) {
            return Ok(());
        }
        let seat = &mut self.seats[node.0];
        seat.is_down = true;
        if let Some(key) = seat.timer.take() {
            self.queue.cancel(key);
        }
        self.record.noted(node, self.now, "crashes");
        self.seats[node.0].node.crash(self.now)?;
        self.take_notes(node);
        self.break_all(node);
        Ok(())
    }

    fn restart(&mut self, node: NodeId) -> Result<(), N::Error> {
        if !self.is_down(node) {
            return Ok(());
        }
        self.seats[node.0].is_down = false;
        self.record.noted(node, self.now, "starts again");
        self.seats[node.0].node.restart(self.now)?;
        self.ask(node)
    }

    fn tell_split(&mut self, place: usize, links_are: &str, nodes_are: &str) {
        let text = match &self.weather.partitions[place].split {
            Split::Nodes(nodes) => {
                let names: Vec<&str> = nodes.iter().map(|node| self.network.name(*node)).collect();
                let are = if names.len() == 1 { "is" } else { "are" };
                format!("{} {are} {nodes_are}", names.join(", "))
            }
            Split::Links(links) => {
                let names: Vec<String> = links.iter().map(|link| self.arrow(*link)).collect();
                let are = if names.len() == 1 { "is" } else { "are" };
                format!("{} {are} {links_are}", names.join(", "))
            }
        };
        self.record.scene(self.now, text);
    }

    fn arrow(&self, link: LinkId) -> String {
        let (from, to) = self.network.ends(link);
        format!("{} → {}", self.network.name(from.node), self.network.name(to.node))
    }
}

/// What is known beforehand. At one moment, partitions come before crashes, and both before the beginning.
fn planned(network: &Network, weather: &Weather) -> Queue<Happening> {
    let mut queue = Queue::new();
    for (place, partition) in weather.partitions.iter().enumerate() {
        queue.plan(partition.from, Happening::Split(place));
        if !partition.is_forever() {
            queue.plan(partition.until, Happening::Heal(place));
        }
    }
    for crash in &weather.crashes {
        queue.plan(crash.at, Happening::Crash(crash.node));
        if let Some(at) = crash.restart {
            queue.plan(at, Happening::Restart(crash.node));
        }
    }
    for node in network.nodes() {
        queue.plan(Micros(0), Happening::Ask(node));
    }
    queue
}

impl<N> std::fmt::Debug for Simulation<'_, N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulation").field("now", &self.now).field("happened", &self.happened).finish()
    }
}
