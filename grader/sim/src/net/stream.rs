//! What only streams do: pieces, writes that travel together, ends, breaks.

use std::mem;
use std::time::Duration;

use given::time::Micros;

use crate::trace::EventId;

use super::carry::{Cargo, Flight};
use super::fate::{Fate, HOLD};
use super::network::{LinkId, NodeId, Port};
use super::node::Node;
use super::queue::Key;
use super::record::numbered;
use super::simulation::{Happening, Simulation};

/// Writes that wait.
#[derive(Debug, Default)]
pub(super) struct Joining {
    bytes: Vec<u8>,
    events: Vec<EventId>,
    release: Option<Key>,
}

/// Somebody hears that a stream is broken.
pub(super) struct Break {
    at: Port,
    peer: NodeId,
    /// What it writes to, and what it reads from.
    out: Option<LinkId>,
    into: Option<LinkId>,
    /// The message that says so, if the peer said it.
    event: Option<EventId>,
}

/// Why what was on its way is lost.
pub(super) const RESET: &str = "the stream is broken";

impl<N: Node> Simulation<'_, N> {
    /// Writes on a stream.
    pub(super) fn write(&mut self, id: LinkId, bytes: &[u8], fate: Fate, number: usize) {
        let pieces = fate.pieces(bytes.len());
        let label = self.record.label(bytes);
        for piece in &pieces {
            let part = match pieces.len() {
                1 => label.clone(),
                _ => format!("{label}, {} to {} of {}", piece.start + 1, piece.end, bytes.len()),
            };
            let bytes = &bytes[piece.clone()];
            let event = self.sent(id, part, bytes);
            if fate == Fate::Join {
                self.record.fated(event, number, fate);
                return self.join(id, bytes, event);
            }
            self.write_piece(id, bytes, event, fate, number);
        }
    }

    fn write_piece(&mut self, id: LinkId, bytes: &[u8], event: Option<EventId>, fate: Fate, number: usize) {
        let Joining { bytes: mut joined, mut events, release } = mem::take(&mut self.states[id.0].joining);
        if let Some(release) = release {
            self.queue.cancel(release);
        }
        let from = joined.len();
        joined.extend_from_slice(bytes);
        let late = if let Fate::Delay(late) = fate { late } else { Duration::ZERO };
        let Some(arrival) = self.arrival(id, joined.len(), late) else { return };
        if fate == Fate::Reset {
            let (port, peer) = self.network.ends(id);
            self.lose(&events, RESET);
            self.record.lost(event, numbered(number, fate));
            let back = self.network.back(id);
            self.plan_break(arrival, port, peer.node, Some(id), back, None);
            return self.plan_break(arrival, peer, port.node, back, Some(id), None);
        }
        events.extend(event);
        let flight = self.flight(id, Cargo::Bytes(joined), events);
        match fate {
            // It has met that already. Its delay is in its arrival, because those behind it wait, too.
            Fate::Delay(_) | Fate::Cut(_) | Fate::Pieces(_) => {
                self.record.fated(event, number, fate);
                self.meet(flight, arrival, Fate::Deliver, number, 0);
            }
            _ => self.meet(flight, arrival, fate, number, from),
        }
    }

    /// Lets a write wait for the next.
    fn join(&mut self, id: LinkId, bytes: &[u8], event: Option<EventId>) {
        let joining = &mut self.states[id.0].joining;
        joining.bytes.extend_from_slice(bytes);
        joining.events.extend(event);
        if joining.release.is_none() {
            joining.release = Some(self.queue.plan(self.now + HOLD, Happening::Release(id)));
        }
    }

    /// What waited for another write goes alone.
    pub(super) fn release(&mut self, id: LinkId) {
        let Joining { bytes, events, .. } = mem::take(&mut self.states[id.0].joining);
        if let Some(arrival) = self.arrival(id, bytes.len(), Duration::ZERO) {
            let flight = self.flight(id, Cargo::Bytes(bytes), events);
            self.queue.plan(arrival, Happening::Arrive(flight));
        }
    }

    /// Ends a stream, after all that was written.
    pub(super) fn carry_end(&mut self, id: LinkId) {
        if !self.network.laid(id).link.is_stream {
            return;
        }
        if let Some(release) = self.states[id.0].joining.release {
            self.queue.cancel(release);
            self.release(id);
        }
        let event = self.sent(id, String::from("end"), &[]);
        if let Some(arrival) = self.arrival(id, 0, Duration::ZERO) {
            let flight = self.flight(id, Cargo::End, event.into_iter().collect());
            self.queue.plan(arrival, Happening::Arrive(flight));
        }
    }

    fn flight(&self, id: LinkId, what: Cargo, events: Vec<EventId>) -> Flight {
        Flight::new(id, what, events, self.states[id.0].writer_breaks)
    }

    /// When so many bytes of a stream arrive; `None` if they never do.
    fn arrival(&mut self, id: LinkId, size: usize, late: Duration) -> Option<Micros> {
        let link = &self.network.laid(id).link;
        let state = &mut self.states[id.0];
        let leaves = state.downs.up_from(self.now)?;
        let arrives = state.line.send(link, leaves, size).ok()? + late;
        let arrives = state.downs.up_from(arrives)?.max(state.last_arrival);
        state.last_arrival = arrives;
        Some(arrives)
    }

    /// Not before what a stream's reader gets before.
    pub(super) fn in_order(&mut self, id: LinkId, arrival: Micros) -> Micros {
        let state = &mut self.states[id.0];
        if self.network.laid(id).link.is_stream {
            state.last_arrival = state.last_arrival.max(arrival);
            return state.last_arrival;
        }
        arrival
    }

    /// A node breaks off what it writes and reads at a port, and its peer will hear of it.
    pub(super) fn break_off(&mut self, out: LinkId) {
        if !self.network.laid(out).link.is_stream {
            return;
        }
        let event = self.sent(out, String::from("reset"), &[]);
        self.break_with(out, event);
    }

    /// A node crashed: all its streams break.
    pub(super) fn break_all(&mut self, node: NodeId) {
        let network = self.network;
        for out in network.links() {
            let laid = network.laid(out);
            if laid.link.is_stream && laid.from.node == node {
                self.break_with(out, None);
            }
        }
    }

    fn break_with(&mut self, out: LinkId, event: Option<EventId>) {
        let (port, peer) = self.network.ends(out);
        let back = self.network.back(out);
        self.broken(Some(out), back);
        if let Some(arrival) = self.arrival(out, 0, Duration::ZERO) {
            self.plan_break(arrival, peer, port.node, back, Some(out), event);
        }
    }

    /// What was written to a node that is down breaks the stream.
    pub(super) fn refuse(&mut self, link: LinkId, reader: Port, writer: Port) {
        let back = self.network.back(link);
        self.broken(back, Some(link));
        let arrival = match back {
            Some(back) => self.arrival(back, 0, Duration::ZERO),
            None => Some(self.now + self.network.laid(link).link.delay),
        };
        if let Some(arrival) = arrival {
            self.plan_break(arrival, writer, reader.node, Some(link), back, None);
        }
    }

    fn plan_break(
        &mut self,
        arrival: Micros,
        at: Port,
        peer: NodeId,
        out: Option<LinkId>,
        into: Option<LinkId>,
        event: Option<EventId>,
    ) {
        self.queue.plan(arrival, Happening::Break(Break { at, peer, out, into, event }));
    }

    pub(super) fn hear_break(&mut self, broken: Break) -> Result<(), N::Error> {
        let Break { at, peer, out, into, event } = broken;
        self.broken(out, into);
        if self.is_down(at.node) {
            self.record.lost(event, format!("{} is down", self.network.name(at.node)));
            return Ok(());
        }
        if let Some(event) = event {
            self.record.arrived(event, self.now, None);
        }
        let text = format!("its stream to {} is broken", self.network.name(peer));
        self.record.noted(at.node, self.now, text);
        let now = self.now;
        self.at(at.node).handle_reset(now, at.interface)?;
        self.ask(at.node)
    }

    /// One end of a stream knows that it is broken.
    fn broken(&mut self, out: Option<LinkId>, into: Option<LinkId>) {
        if let Some(out) = out {
            let state = &mut self.states[out.0];
            state.writer_breaks += 1;
            let Joining { events, release, .. } = mem::take(&mut state.joining);
            if let Some(release) = release {
                self.queue.cancel(release);
            }
            self.lose(&events, RESET);
        }
        if let Some(into) = into {
            self.states[into.0].reader_breaks += 1;
        }
    }
}
