//! Writes down what happens, as a trace.

use given::time::Micros;

use crate::trace::{ActorId, Event, EventId, Noting, Trace};

use super::fate::Fate;
use super::network::{Network, NodeId};

/// How much of a run is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keep {
    /// Nothing: for the runs of a search, of which only the last is looked at. A run is the same whatever is kept.
    Nothing,
    /// What happened, without the bytes.
    Labels,
    /// All.
    #[default]
    Bytes,
}

/// What a person calls a packet.
pub(super) type Label<'a> = Box<dyn Fn(&[u8]) -> String + 'a>;

pub(super) struct Record<'a> {
    pub(super) trace: Trace,
    actors: Vec<ActorId>,
    pub(super) label: Label<'a>,
    pub(super) keep: Keep,
}

/// Something that is sent.
pub(super) struct Sent<'a> {
    pub(super) from: NodeId,
    pub(super) to: NodeId,
    pub(super) at: Micros,
    pub(super) label: String,
    pub(super) bytes: &'a [u8],
}

impl<'a> Record<'a> {
    pub(super) fn new(network: &Network) -> Self {
        let mut trace = Trace::new();
        let actors = network.nodes().map(|node| trace.actor(network.name(node))).collect();
        Record { trace, actors, label: Box::new(by_size), keep: Keep::default() }
    }

    /// The label of some bytes, or nothing where nobody will read it.
    pub(super) fn label(&self, bytes: &[u8]) -> String {
        if self.keep == Keep::Nothing { String::new() } else { (self.label)(bytes) }
    }

    /// A message that is on its way.
    pub(super) fn sent(&mut self, sent: Sent<'_>) -> Option<EventId> {
        if self.keep == Keep::Nothing {
            return None;
        }
        let (from, to) = (self.actors[sent.from.index()], self.actors[sent.to.index()]);
        let message = self.trace.message(from, to, sent.label).sent(sent.at);
        Some(if self.keep == Keep::Bytes { message.carrying(sent.bytes).id() } else { message.id() })
    }

    pub(super) fn fated(&mut self, event: Option<EventId>, number: usize, fate: Fate) {
        if let Some(message) = event.and_then(|event| self.trace.resume(event)) {
            message.fated(numbered(number, fate));
        }
    }

    /// A copy of it is on its way.
    pub(super) fn copied(&mut self, event: Option<EventId>) -> Option<EventId> {
        Some(self.trace.resume(event?)?.again().id())
    }

    pub(super) fn lost(&mut self, event: Option<EventId>, why: impl Into<String>) {
        if let Some(message) = event.and_then(|event| self.trace.resume(event)) {
            message.lost(why);
        }
    }

    pub(super) fn arrived(&mut self, event: EventId, at: Micros, damage: Option<(String, &[u8])>) {
        let bytes_kept = self.keep == Keep::Bytes;
        let Some(message) = self.trace.resume(event) else { return };
        let message = message.arrives(at);
        match damage {
            Some((what, bytes)) if bytes_kept => drop(message.damaged_into(what, bytes)),
            Some((what, _)) => drop(message.damaged(what)),
            None => {}
        }
    }

    pub(super) fn noted(&mut self, node: NodeId, at: Micros, text: impl Into<String>) {
        if self.keep != Keep::Nothing {
            self.note(node, at, text);
        }
    }

    pub(super) fn scene(&mut self, at: Micros, text: impl Into<String>) {
        if self.keep != Keep::Nothing {
            self.trace.scene(text).at(at);
        }
    }

    pub(super) fn note(&mut self, node: NodeId, at: Micros, text: impl Into<String>) -> Noting<'_> {
        self.trace.note(self.actors[node.index()], text).at(at)
    }
}

/// As in `fate 3: drop`. Fates are counted from 1.
pub(super) fn numbered(number: usize, fate: Fate) -> String {
    format!("fate {number}: {fate}")
}

/// How many messages nodes sent, without the copies that the network made.
pub fn messages_sent(trace: &Trace) -> usize {
    let is_sent = |event: &&Event| matches!(event, Event::Message(message) if message.copy_of.is_none());
    trace.events().iter().filter(is_sent).count()
}

fn by_size(bytes: &[u8]) -> String {
    match bytes.len() {
        1 => String::from("1 byte"),
        more => format!("{more} bytes"),
    }
}
