//! The record of a conversation, and the builder that writes it like a story.
//!
//! A trace is plain data: it compares, it survives JSON, and the same conversation gives the same trace.
//! What is derived from it (which message overtook which, who was slow) is left to those who draw.
//!
//! Never here: how anything looks, who was right, or the present time. Either every event carries a virtual
//! time, as in a simulation, or none does, as on real sockets, where only the order comes out the same
//! twice.

use std::fmt;

use given::time::Micros;
use serde::{Deserialize, Serialize};

/// A conversation between actors: what each sent, what became of it, what each thought of it.
///
/// Every id in it is good: [`Deserialize`] refuses a trace that speaks of an actor or an event it does not
/// have.
///
/// ```
/// use sim::{Micros, Trace, ladder};
///
/// let ms = Micros::from_millis;
/// let mut trace = Trace::new();
/// let client = trace.actor("client");
/// let server = trace.actor("server");
/// trace.message(client, server, "SYN seq=100").sent(ms(0)).arrives(ms(50));
/// trace.note(server, "LISTEN → SYN-RCVD").at(ms(50));
/// trace.message(server, client, "SYN,ACK seq=300 ack=101").sent(ms(50)).lost("fate 2: drop");
///
/// println!("{}", ladder(&trace, 80));
/// ```
///
/// # As JSON
///
/// A trace is written and read by serde, so its fourth writer is any of serde's formats. This is what JSON looks
/// like:
///
/// ```
/// # let json = r#"
/// {
///   "actors": [{ "name": "Tokyo" }, { "name": "London" }],
///   "events": [
///     { "message": { "from": 0, "to": 1, "label": "chunk 0 of 2", "sent_at": 0, "bytes": "6865",
///         "delivery": { "arrived": { "at": 50000 } } } },
///     { "message": { "from": 0, "to": 1, "label": "chunk 0 of 2", "sent_at": 0, "bytes": "6865", "copy_of": 0,
///         "delivery": { "arrived": { "at": 60000, "damage": { "what": "bit 7 flipped", "bytes": "6965" } } } } },
///     { "message": { "from": 0, "to": 1, "label": "chunk 1 of 2", "sent_at": 10000,
///         "delivery": { "lost": { "why": "fate 2: drop" } } } },
///     { "note": { "actor": 1, "at": 60000, "text": "missing 1" } },
///     { "message": { "from": 1, "to": 0, "label": "again: 1", "sent_at": 60000, "delivery": "in_flight" } },
///     { "note": { "at": 70000, "text": "a cable is cut" } }
///   ],
///   "first_difference": 4
/// }
/// # "#;
/// # let trace: sim::Trace = serde_json::from_str(json).unwrap();
/// # let written: serde_json::Value = serde_json::to_value(&trace).unwrap();
/// # assert_eq!(written, serde_json::from_str::<serde_json::Value>(json).unwrap());
/// ```
///
/// - `from`, `to` and a note's `actor` are places in `actors`; `copy_of` and `first_difference` are places in
///   `events`. All count from 0. A note without `actor` is about the whole scene.
/// - `sent_at` and `at` are whole microseconds. They are absent where there are no times, as `bytes` (in
///   hexadecimal), `copy_of`, `damage`, `fate` and `first_difference` are where there is nothing to say.
/// - `delivery` is one of `{"arrived": {}}`, `{"lost": {"why": ""}}` and `"in_flight"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Trace {
    actors: Vec<Actor>,
    events: Vec<Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_difference: Option<EventId>,
}

impl Trace {
    /// An empty trace: nobody, and nothing happened.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an actor. Pictures show actors in the order in which they were added.
    pub fn actor(&mut self, name: impl Into<String>) -> ActorId {
        self.actors.push(Actor { name: name.into() });
        ActorId(self.actors.len() - 1)
    }

    /// Adds a message. Until told more, it has arrived, and nobody knows when: all there is to say about a
    /// conversation on real sockets.
    ///
    /// # Panics
    ///
    /// If an actor is of another trace.
    pub fn message(&mut self, from: ActorId, to: ActorId, label: impl Into<String>) -> Sending<'_> {
        self.must_have(from);
        self.must_have(to);
        self.events.push(Event::Message(Message {
            from,
            to,
            label: label.into(),
            sent_at: None,
            delivery: Delivery::Arrived { at: None, damage: None },
            bytes: None,
            fate: None,
            copy_of: None,
        }));
        let id = EventId(self.events.len() - 1);
        Sending { trace: self, id }
    }

    /// Takes up a message again, to tell what became of it. `None` if the event is a note.
    pub fn resume(&mut self, id: EventId) -> Option<Sending<'_>> {
        matches!(self.events.get(id.0), Some(Event::Message(_))).then_some(Sending { trace: self, id })
    }

    /// Adds a note at one actor: a state it moves to, a timer that fires, what it delivers.
    ///
    /// # Panics
    ///
    /// If the actor is of another trace.
    pub fn note(&mut self, actor: ActorId, text: impl Into<String>) -> Noting<'_> {
        self.must_have(actor);
        self.push_note(Some(actor), text.into())
    }

    /// Adds a note about the whole scene, at no one actor: the network splits, a cable is cut.
    pub fn scene(&mut self, text: impl Into<String>) -> Noting<'_> {
        self.push_note(None, text.into())
    }

    /// The actors, in the order in which pictures show them.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The name of an actor.
    ///
    /// # Panics
    ///
    /// If the actor is of another trace.
    pub fn name(&self, actor: ActorId) -> &str {
        &self.actors[actor.0].name
    }

    /// What happened, in the order in which it was told: messages stand where they were sent.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The first event at which this conversation differs from the one that should have been.
    pub fn first_difference(&self) -> Option<EventId> {
        self.first_difference
    }

    /// The same conversation, with each of its texts changed by `change`.
    pub fn with_texts(self, change: &mut impl FnMut(&str) -> String) -> Self {
        let Trace { actors, events, first_difference } = self;
        let actors = actors.into_iter().map(|Actor { name }| Actor { name: change(&name) }).collect();
        let events = events.into_iter().map(|event| match event {
            Event::Message(message) => Event::Message(message.with_texts(change)),
            Event::Note(Note { actor, at, text }) => Event::Note(Note { actor, at, text: change(&text) }),
        });
        Trace { actors, events: events.collect(), first_difference }
    }

    /// The id of the event in this place.
    pub(crate) fn id(&self, place: usize) -> EventId {
        debug_assert!(place < self.events.len(), "there is no event {place}");
        EventId(place)
    }

    fn push_note(&mut self, actor: Option<ActorId>, text: String) -> Noting<'_> {
        self.events.push(Event::Note(Note { actor, at: None, text }));
        let id = EventId(self.events.len() - 1);
        Noting { trace: self, id }
    }

    fn must_have(&self, actor: ActorId) {
        assert!(actor.0 < self.actors.len(), "actor {} is of another trace", actor.0);
    }
}

/// Someone who takes part: a client, a router, one of forty nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// What a person calls it. Any text: who draws it makes it harmless.
    pub name: String,
}

/// Which actor of its trace, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorId(usize);

impl ActorId {
    /// The place of the actor in [`Trace::actors`].
    pub fn index(self) -> usize {
        self.0
    }
}

/// Which event of its trace, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventId(usize);

impl EventId {
    /// The place of the event in [`Trace::events`].
    pub fn index(self) -> usize {
        self.0
    }
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An actor sent something to another.
    Message(Message),
    /// Something happened at one actor, or to the whole scene.
    Note(Note),
}

/// Something sent from one actor to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who sent it.
    pub from: ActorId,
    /// Who was to get it. An actor may send to itself.
    pub to: ActorId,
    /// What it is, in one line. Any text: who draws it makes it harmless.
    pub label: String,
    /// When it left, if the trace has times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Micros>,
    /// What became of it.
    pub delivery: Delivery,
    /// What it carried as it left, where somebody will want to see the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional_hex")]
    pub bytes: Option<Vec<u8>>,
    /// What the network was told to do with it, where its delivery does not say so: `fate 3: delay 30 ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fate: Option<String>,
    /// The earlier message that the network doubled to make this one. A retransmission is not a copy: its
    /// sender sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<EventId>,
}

/// What became of a message. A fate is what the network is told beforehand; this is what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It reached the receiver.
    Arrived {
        /// When, if the trace has times. Not before it was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Micros>,
        /// How it had changed on the way. `None` if it arrived as it was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        damage: Option<Damage>,
    },
    /// It never reached the receiver.
    Lost {
        /// The reason in a few words, `fate 3: drop`; empty if there is no more to say.
        why: String,
    },
    /// It was still on its way when the trace ended.
    InFlight,
}

/// How a message changed on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    /// What happened to it in a few words: `bit 17 flipped`.
    pub what: String,
    /// The bytes that arrived in place of [`Message::bytes`], where somebody will want to see them.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional_hex")]
    pub bytes: Option<Vec<u8>>,
}

/// A remark: a state, a timer, what an actor delivered, a cable that was cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Whom it is about; `None` if it is about the whole scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<ActorId>,
    /// When, if the trace has times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Micros>,
    /// What there is to say, in one line. Any text: who draws it makes it harmless.
    pub text: String,
}

/// A message being told: its methods fill in what became of it.
#[derive(Debug)]
pub struct Sending<'a> {
    trace: &'a mut Trace,
    id: EventId,
}

impl Sending<'_> {
    /// When it left. From now on it is on its way, until told that it arrived.
    ///
    /// # Panics
    ///
    /// If it has already arrived before that.
    pub fn sent(mut self, at: Micros) -> Self {
        let message = self.message();
        message.sent_at = Some(at);
        if message.delivery == (Delivery::Arrived { at: None, damage: None }) {
            message.delivery = Delivery::InFlight;
        }
        self.in_order()
    }

    /// When it reached the receiver.
    ///
    /// # Panics
    ///
    /// If that is before it was sent.
    pub fn arrives(mut self, time: Micros) -> Self {
        match &mut self.message().delivery {
            Delivery::Arrived { at, .. } => *at = Some(time),
            other => *other = Delivery::Arrived { at: Some(time), damage: None },
        }
        self.in_order()
    }

    /// It never reached the receiver. The reason in a few words, or nothing: pictures say "lost" themselves.
    pub fn lost(mut self, why: impl Into<String>) -> Self {
        self.message().delivery = Delivery::Lost { why: why.into() };
        self
    }

    /// It changed on its way: `bit 17 flipped`. Say first when it [`arrives`](Self::arrives), if there are
    /// times.
    pub fn damaged(self, what: impl Into<String>) -> Self {
        self.arrived_with(Damage { what: what.into(), bytes: None })
    }

    /// It changed on its way, and these bytes arrived.
    pub fn damaged_into(self, what: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.arrived_with(Damage { what: what.into(), bytes: Some(bytes.into()) })
    }

    /// What it carried as it left.
    pub fn carrying(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.message().bytes = Some(bytes.into());
        self
    }

    /// What the network was told to do with it: `fate 3: delay 30 ms`. What [`lost`](Self::lost) and
    /// [`damaged`](Self::damaged) say need not be said here.
    pub fn fated(mut self, fate: impl Into<String>) -> Self {
        self.message().fate = Some(fate.into());
        self
    }

    /// The network doubled it: adds a copy, whose own fate is told next.
    ///
    /// ```
    /// # let ms = sim::Micros::from_millis;
    /// # let mut trace = sim::Trace::new();
    /// # let (client, server) = (trace.actor("client"), trace.actor("server"));
    /// trace.message(client, server, "DATA 1").sent(ms(0)).arrives(ms(50)).again().arrives(ms(80));
    /// assert_eq!(trace.events().len(), 2);
    /// ```
    pub fn again(mut self) -> Self {
        let original = self.message().copy_of.unwrap_or(self.id);
        let mut copy = self.message().clone();
        copy.copy_of = Some(original);
        copy.delivery = match copy.sent_at {
            Some(_) => Delivery::InFlight,
            None => Delivery::Arrived { at: None, damage: None },
        };
        self.trace.events.push(Event::Message(copy));
        self.id = EventId(self.trace.events.len() - 1);
        self
    }

    /// Marks it as the first event that differs from what should have been.
    pub fn first_difference(self) -> Self {
        self.trace.first_difference = Some(self.id);
        self
    }

    /// Which event it is, to take it up again with [`Trace::resume`].
    pub fn id(&self) -> EventId {
        self.id
    }

    fn message(&mut self) -> &mut Message {
        match &mut self.trace.events[self.id.0] {
            Event::Message(message) => message,
            Event::Note(_) => unreachable!("only messages are being sent"),
        }
    }

    fn arrived_with(mut self, changed: Damage) -> Self {
        let message = self.message();
        match &mut message.delivery {
            Delivery::Arrived { damage, .. } => *damage = Some(changed),
            other => *other = Delivery::Arrived { at: None, damage: Some(changed) },
        }
        self
    }

    fn in_order(mut self) -> Self {
        assert!(!self.message().arrives_before_it_is_sent(), "a message arrives before it is sent");
        self
    }
}

impl Message {
    /// Whether its sender is its receiver.
    pub fn is_to_itself(&self) -> bool {
        self.from == self.to
    }

    fn with_texts(self, change: &mut impl FnMut(&str) -> String) -> Self {
        let Message { from, to, label, sent_at, delivery, bytes, fate, copy_of } = self;
        let delivery = match delivery {
            Delivery::Arrived { at, damage } => Delivery::Arrived {
                at,
                damage: damage.map(|Damage { what, bytes }| Damage { what: change(&what), bytes }),
            },
            Delivery::Lost { why } => Delivery::Lost { why: change(&why) },
            Delivery::InFlight => Delivery::InFlight,
        };
        let (label, fate) = (change(&label), fate.map(|fate| change(&fate)));
        Message { from, to, label, sent_at, delivery, bytes, fate, copy_of }
    }

    fn arrives_before_it_is_sent(&self) -> bool {
        match (self.sent_at, &self.delivery) {
            (Some(sent), Delivery::Arrived { at: Some(arrived), .. }) => *arrived < sent,
            _ => false,
        }
    }
}

/// A note being told.
#[derive(Debug)]
pub struct Noting<'a> {
    trace: &'a mut Trace,
    id: EventId,
}

impl Noting<'_> {
    /// When it happened.
    pub fn at(self, at: Micros) -> Self {
        if let Event::Note(note) = &mut self.trace.events[self.id.0] {
            note.at = Some(at);
        }
        self
    }

    /// Marks it as the first event that differs from what should have been.
    pub fn first_difference(self) -> Self {
        self.trace.first_difference = Some(self.id);
        self
    }

    /// Which event it is.
    pub fn id(&self) -> EventId {
        self.id
    }
}

/// Why a text is not a trace, although it has the shape of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// An event speaks of an actor that is not there.
    UnknownActor {
        /// The event.
        event: usize,
        /// The actor.
        actor: usize,
    },
    /// A copy must name an earlier message between the same actors that is no copy itself.
    NoOriginal {
        /// The event.
        event: usize,
    },
    /// A message cannot arrive before it is sent.
    ArrivesBeforeSent {
        /// The event.
        event: usize,
    },
    /// The first difference is at an event that is not there.
    UnknownDifference {
        /// The event.
        event: usize,
    },
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownActor { event, actor } => {
                write!(f, "event {event} speaks of actor {actor}, who is not there")
            }
            Self::NoOriginal { event } => {
                write!(f, "event {event} is a copy of no earlier message of the same two actors")
            }
            Self::ArrivesBeforeSent { event } => write!(f, "message {event} arrives before it is sent"),
            Self::UnknownDifference { event } => {
                write!(f, "the first difference is event {event}, which is not there")
            }
        }
    }
}

impl std::error::Error for TraceError {}

/// The shape of a trace, before its ids are known to be good.
#[derive(Deserialize)]
struct Unchecked {
    actors: Vec<Actor>,
    events: Vec<Event>,
    #[serde(default)]
    first_difference: Option<EventId>,
}

impl TryFrom<Unchecked> for Trace {
    type Error = TraceError;

    fn try_from(found: Unchecked) -> Result<Self, TraceError> {
        let Unchecked { actors, events, first_difference } = found;
        for (index, event) in events.iter().enumerate() {
            check_actors(index, event, actors.len())?;
            if let Event::Message(message) = event {
                check_message(index, message, &events)?;
            }
        }
        match first_difference {
            Some(EventId(event)) if event >= events.len() => Err(TraceError::UnknownDifference { event }),
            _ => Ok(Self { actors, events, first_difference }),
        }
    }
}

fn check_actors(index: usize, event: &Event, actors: usize) -> Result<(), TraceError> {
    let named = match event {
        Event::Message(message) => [Some(message.from), Some(message.to)],
        Event::Note(note) => [note.actor, None],
    };
    match named.into_iter().flatten().find(|actor| actor.0 >= actors) {
        Some(ActorId(actor)) => Err(TraceError::UnknownActor { event: index, actor }),
        None => Ok(()),
    }
}

fn check_message(index: usize, message: &Message, events: &[Event]) -> Result<(), TraceError> {
    if message.arrives_before_it_is_sent() {
        return Err(TraceError::ArrivesBeforeSent { event: index });
    }
    let Some(original) = message.copy_of else { return Ok(()) };
    match events[..index].get(original.0) {
        Some(Event::Message(first))
            if first.copy_of.is_none() && (first.from, first.to) == (message.from, message.to) =>
        {
            Ok(())
        }
        _ => Err(TraceError::NoOriginal { event: index }),
    }
}

/// Bytes that may be absent, as hexadecimal text.
mod optional_hex {
    use given::hex;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => serializer.serialize_some(&hex::encode(bytes)),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        #[derive(Deserialize)]
        struct Bytes(#[serde(with = "hex")] Vec<u8>);

        Ok(Option::<Bytes>::deserialize(deserializer)?.map(|bytes| bytes.0))
    }
}
