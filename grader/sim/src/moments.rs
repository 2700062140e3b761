//! What happened, in the order in which it happened, and which messages take two steps.
//!
//! A message leaves at one moment and arrives at another. Most are drawn as one straight arrow, as if they
//! arrived at once; that is honest as long as the receiver sees the same things in the same order.

use std::collections::{BTreeMap, BTreeSet};

use given::time::Micros;

use crate::trace::{Delivery, Event, Message, Trace};

/// Something that happens to one actor at one time.
pub(crate) struct Moment {
    pub(crate) event: usize,
    pub(crate) at: Option<Micros>,
    pub(crate) kind: Kind,
}

impl Moment {
    /// Whether it is told apart from what was told before: the arrival of a straight arrow is told with the arrow.
    pub(crate) fn is_a_step(&self) -> bool {
        self.kind != Kind::Arrives(Arrow::Straight)
    }

    fn is_bent(&self) -> bool {
        matches!(self.kind, Kind::Arrives(Arrow::Bent { .. }))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Leaves,
    /// Arrives, or for a copy: ends, in whatever way.
    Arrives(Arrow),
    Noted,
}

/// How a message that arrives is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrow {
    /// On the row on which it left.
    Straight,
    /// On a row of its own.
    Bent {
        /// Whether one that was sent later, on the same way, is here already.
        overtaken: bool,
    },
}

/// All moments of a trace, the earliest first.
pub(crate) fn moments(trace: &Trace) -> Vec<Moment> {
    let mut moments = in_order(trace);
    let arrows = arrows(trace, &moments);
    for (moment, arrow) in moments.iter_mut().zip(arrows) {
        if let Kind::Arrives(straight) = &mut moment.kind {
            *straight = arrow;
        }
    }
    moments
}

/// The messages whose end is a step of its own.
pub(crate) fn bent(moments: &[Moment]) -> BTreeSet<usize> {
    moments.iter().filter(|moment| moment.is_bent()).map(|moment| moment.event).collect()
}

/// Whether a step is to be marked as the first difference: of a message that has two, the first.
pub(crate) fn is_first_difference(trace: &Trace, moment: &Moment) -> bool {
    // Copies leave in the step of their original, and have but the one in which they end.
    let is_copy =
        matches!(&trace.events()[moment.event], Event::Message(message) if message.copy_of.is_some());
    let starts_here = !moment.is_bent() || is_copy;
    starts_here && trace.first_difference().is_some_and(|id| id.index() == moment.event)
}

/// The original's event for a copy, else its own.
pub(crate) fn original(event: usize, message: &Message) -> usize {
    message.copy_of.map_or(event, |original| original.index())
}

/// By time; at one time, in the order in which they were told. A moment without a time is as late as the
/// event told before it, and nothing ends before it has left, however carelessly its times were told.
fn in_order(trace: &Trace) -> Vec<Moment> {
    let mut now = Micros(0);
    let mut left: Vec<Micros> = Vec::new();
    let mut timed = Vec::new();
    for (event, happened) in trace.events().iter().enumerate() {
        now = told_at(happened).unwrap_or(now);
        left.push(now);
        let mut add = |at, time, kind| timed.push((time, Moment { event, at, kind }));
        match happened {
            Event::Note(note) => add(note.at, now, Kind::Noted),
            Event::Message(message) => {
                if message.copy_of.is_none() || message.is_to_itself() {
                    add(message.sent_at, now, Kind::Leaves);
                }
                if let Some(at) = ends(message) {
                    let earliest = left[original(event, message)];
                    add(at, at.unwrap_or(now).max(earliest), Kind::Arrives(Arrow::Straight));
                }
            }
        }
    }
    timed.sort_by_key(|(time, moment)| (*time, moment.event));
    timed.into_iter().map(|(_, moment)| moment).collect()
}

fn told_at(happened: &Event) -> Option<Micros> {
    match happened {
        Event::Note(note) => note.at,
        Event::Message(message) => message.sent_at,
    }
}

/// Whether a message ends at a moment of its own, and when. Copies always do, since they leave with the
/// original.
fn ends(message: &Message) -> Option<Option<Micros>> {
    match message.delivery {
        _ if message.is_to_itself() => None,
        Delivery::Arrived { at, .. } => Some(at),
        Delivery::Lost { .. } | Delivery::InFlight => message.copy_of.map(|_| message.sent_at),
    }
}

/// How each moment that is an arrival is drawn; the others are told `Straight`.
fn arrows(trace: &Trace, moments: &[Moment]) -> Vec<Arrow> {
    let usual = usual_flight(trace);
    let mut drawn = Drawn::new(trace);
    let arrow = |(place, moment): (usize, &Moment)| match &trace.events()[moment.event] {
        Event::Note(note) => {
            if let Some(actor) = note.actor {
                drawn.last_of[actor.index()] = Some(place);
            }
            Arrow::Straight
        }
        Event::Message(message) if moment.kind == Kind::Leaves => {
            drawn.left.insert(moment.event, place);
            drawn.last_of[message.from.index()] = Some(place);
            Arrow::Straight
        }
        Event::Message(message) => {
            let slow = flight(message) > usual.map(|usual| usual.saturating_mul(2));
            drawn.arrives(place, moment.event, message, slow)
        }
    };
    moments.iter().enumerate().map(arrow).collect()
}

/// Where moments come to stand on the page.
struct Drawn {
    /// Where each message left.
    left: BTreeMap<usize, usize>,
    /// The lowest place that each actor has seen something at.
    last_of: Vec<Option<usize>>,
    /// The latest departure among what has arrived, from one actor to another.
    newest: BTreeMap<(usize, usize), usize>,
}

impl Drawn {
    fn new(trace: &Trace) -> Self {
        Self { left: BTreeMap::new(), last_of: vec![None; trace.actors().len()], newest: BTreeMap::new() }
    }

    fn arrives(&mut self, place: usize, event: usize, message: &Message, slow: bool) -> Arrow {
        if !matches!(message.delivery, Delivery::Arrived { .. }) {
            return Arrow::Bent { overtaken: false };
        }
        let left = self.left[&original(event, message)];
        let newest = self.newest.entry((message.from.index(), message.to.index())).or_insert(left);
        let overtaken = *newest > left;
        *newest = left.max(*newest);

        let last = &mut self.last_of[message.to.index()];
        let bent = slow || message.copy_of.is_some() || last.is_some_and(|last| last > left);
        *last = (*last).max(Some(if bent { place } else { left }));
        if bent { Arrow::Bent { overtaken } } else { Arrow::Straight }
    }
}

/// The median time that messages take, the lower one of two.
fn usual_flight(trace: &Trace) -> Option<u64> {
    let mut flights: Vec<u64> = trace
        .events()
        .iter()
        .filter_map(|event| match event {
            Event::Message(message) if message.copy_of.is_none() => flight(message),
            _ => None,
        })
        .collect();
    flights.sort_unstable();
    flights.get(flights.len().saturating_sub(1) / 2).copied()
}

fn flight(message: &Message) -> Option<u64> {
    match (message.sent_at, &message.delivery) {
        (Some(sent), Delivery::Arrived { at: Some(arrived), .. }) => Some(arrived.0 - sent.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every conversation of three messages, each sent at one of three times, either way, quickly or slowly.
    fn every_small_trace() -> impl Iterator<Item = Trace> {
        let choices = |number: u64| [number % 18, number / 18 % 18, number / 18 / 18];
        (0..18 * 18 * 18).map(move |number| {
            let mut trace = Trace::new();
            let ends = [trace.actor("a"), trace.actor("b")];
            for choice in choices(number) {
                let (sent, flight) = (choice / 2 % 3 * 10, [5, 10, 25][(choice / 6) as usize]);
                let (from, to) = if choice % 2 == 0 { (ends[0], ends[1]) } else { (ends[1], ends[0]) };
                trace.message(from, to, "x").sent(Micros(sent)).arrives(Micros(sent + flight));
            }
            trace
        })
    }

    #[test]
    fn each_actor_sees_on_the_page_what_it_saw_in_time() {
        for trace in every_small_trace() {
            let mut left = BTreeMap::new();
            let mut last: [Option<usize>; 2] = [None; 2];
            for (place, moment) in moments(&trace).iter().enumerate() {
                let Event::Message(message) = &trace.events()[moment.event] else { continue };
                let (actor, drawn) = match moment.kind {
                    Kind::Arrives(Arrow::Straight) => (message.to, left[&moment.event]),
                    Kind::Arrives(Arrow::Bent { .. }) => (message.to, place),
                    _ => (message.from, place),
                };
                left.entry(moment.event).or_insert(place);
                let last = &mut last[actor.index()];
                assert!(*last < Some(drawn), "{trace:?}");
                *last = Some(drawn);
            }
        }
    }
}
