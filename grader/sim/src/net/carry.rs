//! How things travel: what leaves, what becomes of it, when it arrives. What only streams do is in `stream`.

use given::time::Micros;

use crate::trace::EventId;

use super::fate::{Fate, HOLD};
use super::link::{Line, Traffic};
use super::network::LinkId;
use super::node::Node;
use super::queue::Key;
use super::record::{Sent, numbered};
use super::simulation::{Happening, Simulation};
use super::stream::{Joining, RESET};
use super::weather::Downs;

/// One link during a run.
#[derive(Debug)]
pub(super) struct State {
    pub(super) line: Line,
    pub(super) downs: Downs,
    pub(super) traffic: Traffic,
    /// Packets that others are to overtake.
    held: Vec<Held>,
    /// What the next write on a stream is to travel with.
    pub(super) joining: Joining,
    /// On a stream: when the last of what was written will arrive.
    pub(super) last_arrival: Micros,
    /// How often the writer of a stream has heard that it is broken, and how often the reader. What was written in
    /// another count than it is read is lost.
    pub(super) writer_breaks: u32,
    pub(super) reader_breaks: u32,
}

#[derive(Debug)]
struct Held {
    flight: Key,
    usual: Micros,
    to_pass: u32,
}

/// Something that is on its way.
pub(super) struct Flight {
    link: LinkId,
    what: Cargo,
    /// Its message in the trace, if one is written, and those that travel with it.
    events: Vec<EventId>,
    /// What happened to the last of them.
    damage: Option<Damage>,
    breaks: u32,
}

#[derive(Clone)]
pub(super) enum Cargo {
    Bytes(Vec<u8>),
    End,
}

#[derive(Clone)]
struct Damage {
    what: String,
    /// Where the damaged message begins among the bytes.
    from: usize,
}

impl State {
    pub(super) fn new(downs: Downs) -> Self {
        State {
            line: Line::default(),
            downs,
            traffic: Traffic::default(),
            held: vec![],
            joining: Joining::default(),
            last_arrival: Micros(0),
            writer_breaks: 0,
            reader_breaks: 0,
        }
    }
}

impl<N: Node> Simulation<'_, N> {
    /// Sends a packet, or a write on a stream.
    pub(super) fn carry(&mut self, link: LinkId, bytes: &[u8]) {
        let is_stream = self.network.laid(link).link.is_stream;
        if is_stream && bytes.is_empty() {
            return;
        }
        let traffic = &mut self.states[link.0].traffic;
        let place = traffic.packets as usize;
        traffic.packets += 1;
        traffic.bytes += bytes.len() as u64;
        let fate = self.weather.fate(link, place);
        if is_stream {
            self.write(link, bytes, fate, place + 1);
        } else {
            self.send(link, bytes, fate, place + 1);
        }
    }

    fn send(&mut self, id: LinkId, bytes: &[u8], fate: Fate, number: usize) {
        let link = self.network.laid(id).link;
        let event = self.sent(id, self.record.label(bytes), bytes);
        let state = &mut self.states[id.0];
        if let Some(mtu) = link.mtu.filter(|mtu| bytes.len() > *mtu) {
            return self.record.lost(event, format!("{} bytes, MTU {mtu}", bytes.len()));
        }
        if state.downs.is_down(self.now) {
            return self.record.lost(event, DOWN);
        }
        let Ok(usual) = state.line.send(&link, self.now, bytes.len()) else {
            return self.record.lost(event, "queue full");
        };
        let flight = Flight::new(id, Cargo::Bytes(bytes.to_vec()), event.into_iter().collect(), 0);
        self.meet(flight, usual, fate, number, 0);
    }

    /// Lets a fate happen to what would arrive at its usual time: to the message that begins at this place of its
    /// bytes. What is before it waited for it on a stream.
    pub(super) fn meet(&mut self, mut flight: Flight, usual: Micros, fate: Fate, number: usize, from: usize) {
        let id = flight.link;
        let event = flight.events.last().copied();
        match fate {
            Fate::Drop if from == 0 => return self.lose(&flight.events, &numbered(number, fate)),
            Fate::Drop => {
                flight.events.pop();
                flight.keep(from);
                self.record.lost(event, numbered(number, fate));
                self.queue.plan(usual, Happening::Arrive(flight));
            }
            Fate::Delay(late) => {
                self.record.fated(event, number, fate);
                let arrival = usual + late;
                self.queue.plan(arrival, Happening::Arrive(flight));
                return self.passed(id, arrival);
            }
            Fate::Duplicate(late) => {
                self.record.fated(event, number, fate);
                let mut copy = flight.clone_of(self.record.copied(event));
                copy.drop_before(from);
                self.queue.plan(usual, Happening::Arrive(flight));
                let later = self.in_order(id, usual + late);
                self.queue.plan(later, Happening::Arrive(copy));
            }
            Fate::Swap(to_pass) if to_pass > 0 => {
                self.record.fated(event, number, fate);
                let key = self.queue.plan(usual + HOLD, Happening::Arrive(flight));
                self.states[id.0].held.push(Held { flight: key, usual, to_pass });
                return;
            }
            Fate::FlipBit(_) | Fate::SwapWords(..) | Fate::Truncate(_) => {
                flight.damage(fate, number, from);
                self.queue.plan(usual, Happening::Arrive(flight));
            }
            _ => drop(self.queue.plan(usual, Happening::Arrive(flight))),
        }
        self.passed(id, usual);
    }

    /// Something will arrive: what it was to overtake is one nearer to its own arrival.
    fn passed(&mut self, id: LinkId, arrival: Micros) {
        let queue = &mut self.queue;
        self.states[id.0].held.retain_mut(|held| {
            held.to_pass -= 1;
            let arrival = held.usual.max(arrival);
            if held.to_pass == 0
                && arrival < held.flight.at
                && let Some(flight) = queue.cancel(held.flight)
            {
                queue.plan(arrival, flight);
            }
            held.to_pass > 0
        });
    }

    pub(super) fn arrive(&mut self, flight: Flight) -> Result<(), N::Error> {
        let laid = self.network.laid(flight.link);
        let (from, to) = (laid.from, laid.to);
        let state = &mut self.states[flight.link.0];
        if laid.link.is_stream && flight.breaks != state.reader_breaks {
            self.lose(&flight.events, RESET);
            return Ok(());
        }
        if self.is_down(to.node) {
            self.lose(&flight.events, &format!("{} is down", self.network.name(to.node)));
            if laid.link.is_stream {
                self.refuse(flight.link, to, from);
            }
            return Ok(());
        }
        let state = &mut self.states[flight.link.0];
        if !laid.link.is_stream && state.downs.is_down(self.now) {
            self.lose(&flight.events, DOWN);
            return Ok(());
        }
        state.traffic.arrived += 1;
        self.arrived(&flight);
        let now = self.now;
        match flight.what {
            // Who reads nothing from a stream takes it for the end.
            Cargo::Bytes(bytes) if laid.link.is_stream && bytes.is_empty() => return Ok(()),
            Cargo::Bytes(bytes) => self.at(to.node).handle_packet(now, to.interface, &bytes)?,
            Cargo::End => self.at(to.node).handle_end(now, to.interface)?,
        }
        self.ask(to.node)
    }

    pub(super) fn sent(&mut self, id: LinkId, label: String, bytes: &[u8]) -> Option<EventId> {
        let (from, to) = self.network.ends(id);
        self.record.sent(Sent { from: from.node, to: to.node, at: self.now, label, bytes })
    }

    pub(super) fn lose(&mut self, events: &[EventId], why: &str) {
        for event in events {
            self.record.lost(Some(*event), why);
        }
    }

    fn arrived(&mut self, flight: &Flight) {
        let Some((last, others)) = flight.events.split_last() else { return };
        for event in others {
            self.record.arrived(*event, self.now, None);
        }
        let bytes = match &flight.what {
            Cargo::Bytes(bytes) => bytes.as_slice(),
            Cargo::End => &[],
        };
        let damage = flight.damage.as_ref();
        let damage = damage.map(|damage| (damage.what.clone(), bytes.get(damage.from..).unwrap_or_default()));
        self.record.arrived(*last, self.now, damage);
    }
}

const DOWN: &str = "partition";

impl Flight {
    /// On a stream, `breaks` is how often its writer has heard that it is broken.
    pub(super) fn new(link: LinkId, what: Cargo, events: Vec<EventId>, breaks: u32) -> Self {
        Flight { link, what, events, damage: None, breaks }
    }

    fn clone_of(&self, event: Option<EventId>) -> Self {
        let events = event.into_iter().collect();
        Flight {
            link: self.link,
            what: self.what.clone(),
            events,
            damage: self.damage.clone(),
            breaks: self.breaks,
        }
    }

    fn keep(&mut self, bytes: usize) {
        if let Cargo::Bytes(all) = &mut self.what {
            all.truncate(bytes);
        }
    }

    fn drop_before(&mut self, start: usize) {
        if let Cargo::Bytes(all) = &mut self.what {
            all.drain(..start);
        }
    }

    fn damage(&mut self, fate: Fate, number: usize, from: usize) {
        let Cargo::Bytes(bytes) = &mut self.what else { return };
        if let Some((what, changed)) = fate.damage(&bytes[from..]) {
            bytes.truncate(from);
            bytes.extend(changed);
            self.damage = Some(Damage { what: format!("fate {number}: {what}"), from });
        }
    }
}
