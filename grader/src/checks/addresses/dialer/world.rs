//! A world in which all is settled beforehand: when lookups answer, and what becomes of an attempt. A race in it is
//! what a dialer is asked and told, and what it answers. There is no clock: the next moment is when something
//! happens.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use given::addresses::{ConnectError, Do, Event, Family};
use given::time::Micros;
use sim::Trace;

use crate::trial::Trouble;

/// Questions at one moment before nobody believes that they end.
const MAX_ASKED: usize = 12;
/// Questions and events of a race.
const MAX_ENTRIES: usize = 100;

/// `2001:db8::<number>`
pub(super) const fn v6(number: u16) -> IpAddr {
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, number))
}

/// `192.0.2.<number>`
pub(super) const fn v4(number: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, number))
}

pub(super) fn family(address: IpAddr) -> Family {
    if address.is_ipv6() { Family::V6 } else { Family::V4 }
}

/// What becomes of an attempt, so many milliseconds after it began.
type Fate = (u64, Result<(), ConnectError>);

/// All times are milliseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    /// When the race begins.
    pub(super) start: u64,
    /// How long a lookup takes, and what it finds. One that is not here does not answer.
    pub(super) answers: Vec<(u64, Family, Vec<IpAddr>)>,
    /// An address that is not here says nothing.
    pub(super) fates: Vec<(IpAddr, Fate)>,
    /// What happens so long after the start whatever the dialer does.
    pub(super) strays: Vec<(u64, Event)>,
    /// How late the dialer is asked when it has said until when to wait.
    pub(super) late: u64,
    /// So long after the start it is asked out of turn.
    pub(super) looks: Vec<u64>,
    /// How many attempts begin before the story stops, if it does.
    pub(super) attempts: Option<usize>,
    /// Whether the dialer is told also what happens after its `Done`.
    pub(super) goes_on: bool,
}

impl World {
    pub(super) fn v6(mut self, after: u64, numbers: &[u16]) -> World {
        self.answers.push((after, Family::V6, numbers.iter().copied().map(v6).collect()));
        self
    }

    pub(super) fn v4(mut self, after: u64, numbers: &[u8]) -> World {
        self.answers.push((after, Family::V4, numbers.iter().copied().map(v4).collect()));
        self
    }

    /// This address can be connected, and that takes so long.
    pub(super) fn up(mut self, address: IpAddr, after: u64) -> World {
        self.fates.push((address, (after, Ok(()))));
        self
    }

    /// This one can't.
    pub(super) fn down(mut self, address: IpAddr, after: u64, error: ConnectError) -> World {
        self.fates.push((address, (after, Err(error))));
        self
    }

    pub(super) fn stray(mut self, at: u64, event: Event) -> World {
        self.strays.push((at, event));
        self
    }

    fn answer(&self, asked: Family) -> Option<(u64, Event)> {
        let (after, family, addresses) = self.answers.iter().find(|(_, family, _)| *family == asked)?;
        Some((*after, Event::Resolved { family: *family, addresses: addresses.clone() }))
    }

    fn end_of(&self, address: IpAddr) -> Option<(u64, Event)> {
        let (_, (after, end)) = self.fates.iter().find(|(of, _)| *of == address)?;
        Some(match end {
            Ok(()) => (*after, Event::Connected(address)),
            Err(error) => (*after, Event::Failed { address, error: *error }),
        })
    }
}

/// Somebody who is asked what to do, and told what happens.
pub(super) trait Player {
    fn next(&mut self, now: Micros) -> Result<Do, Trouble>;
    fn on(&mut self, now: Micros, event: &Event) -> Result<(), Trouble>;
}

/// One call of a race.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// What was answered.
    Next(Micros, Do),
    /// What was told.
    On(Micros, Event),
}

/// How a race stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It is over.
    Done,
    /// The story is told only so far.
    Cut,
    /// Nothing will happen any more.
    Silence,
    /// There is something to do for ever.
    Endless,
}

/// Something that will happen.
struct Planned {
    at: Micros,
    event: Event,
    /// The attempt that it comes of, and with which it goes.
    attempt: Option<IpAddr>,
}

/// Lets a dialer race. What it was asked and told goes into `entries`, also where it comes to no end.
pub(super) fn run(world: &World, player: &mut impl Player, entries: &mut Vec<Entry>) -> Result<End, Trouble> {
    let after = |moment: Micros, millis: u64| moment + Duration::from_millis(millis);
    let start = Micros::from_millis(world.start);
    let stray =
        |(at, event): &(u64, Event)| Planned { at: after(start, *at), event: event.clone(), attempt: None };
    let mut plan: Vec<Planned> = world.strays.iter().map(stray).collect();
    let mut now = start;
    loop {
        let mut asked = 0;
        let until = loop {
            asked += 1;
            if asked > MAX_ASKED || entries.len() > MAX_ENTRIES {
                return Ok(End::Endless);
            }
            let what = player.next(now)?;
            entries.push(Entry::Next(now, what.clone()));
            let (planned, attempt) = match what {
                Do::Resolve(family) => (world.answer(family), None),
                Do::Connect(_) if world.attempts.is_some_and(|most| begun(entries) == most) => {
                    return Ok(End::Cut);
                }
                Do::Connect(address) => (world.end_of(address), Some(address)),
                Do::Close(address) => {
                    plan.retain(|planned| planned.attempt != Some(address));
                    (None, None)
                }
                Do::Wait { until } => break until,
                // It is over for ever: to ask once more is to hear the same.
                Do::Done(_) if !was_done(entries) => (None, None),
                Do::Done(_) if world.goes_on && !plan.is_empty() => break None,
                Do::Done(_) => return Ok(End::Done),
            };
            plan.extend(planned.map(|(millis, event)| Planned { at: after(now, millis), event, attempt }));
        };
        let timer = until.map(|until| after(until.max(now), world.late));
        let look = world.looks.iter().map(|at| after(start, *at)).filter(|look| *look > now);
        let moments = plan.iter().map(|planned| planned.at).chain(timer).chain(look);
        let Some(moment) = moments.min() else { return Ok(End::Silence) };
        now = moment;
        for planned in plan.extract_if(.., |planned| planned.at <= now) {
            player.on(now, &planned.event)?;
            entries.push(Entry::On(now, planned.event));
        }
    }
}

/// How many attempts have begun.
fn begun(entries: &[Entry]) -> usize {
    entries.iter().filter(|entry| matches!(entry, Entry::Next(_, Do::Connect(_)))).count()
}

/// Whether the last answer but one was the end already.
fn was_done(entries: &[Entry]) -> bool {
    let mut answers = entries.iter().rev().filter(|entry| matches!(entry, Entry::Next(..)));
    matches!(answers.nth(1), Some(Entry::Next(_, Do::Done(_))))
}

/// A race as a ladder. `wrong` is the entry that should have been another one.
pub(super) fn ladder(entries: &[Entry], end: Option<End>, wrong: Option<usize>) -> Trace {
    let mut trace = Trace::new();
    let dialer = trace.actor("dialer");
    let network = trace.actor("network");
    for (index, entry) in entries.iter().enumerate() {
        let is_wrong = wrong == Some(index);
        let (now, label) = match entry {
            Entry::On(now, event) => {
                trace.message(network, dialer, event.to_string()).sent(*now).arrives(*now);
                continue;
            }
            // Waiting shows as time that passes, and what is over stays so.
            Entry::Next(_, Do::Wait { .. }) if !is_wrong => continue,
            Entry::Next(_, Do::Done(_)) if !is_wrong && was_done(&entries[..=index]) => continue,
            // Who goes round for ever need not be watched.
            entry if wrong.is_some_and(|wrong| index > wrong + 1) && *entry == entries[index - 1] => continue,
            Entry::Next(now, what) => (*now, what),
        };
        match label {
            Do::Wait { .. } | Do::Done(_) => {
                let text = match label {
                    Do::Done(Err(_)) => String::from("done: no connection"),
                    other => other.to_string(),
                };
                let note = trace.note(dialer, text).at(now);
                if is_wrong {
                    note.first_difference();
                }
            }
            Do::Resolve(_) | Do::Connect(_) | Do::Close(_) => {
                let message = trace.message(dialer, network, label.to_string()).sent(now).arrives(now);
                if is_wrong {
                    message.first_difference();
                }
            }
        }
    }
    match end {
        Some(End::Silence) => drop(trace.scene("nothing more happens")),
        Some(End::Endless) => drop(trace.scene("and so on, for ever")),
        Some(End::Done | End::Cut) | None => {}
    }
    trace
}
