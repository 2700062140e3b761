//! A race of two addresses, in virtual time.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ::addresses::dialer::Dialer;
use given::addresses::{Do, Event, Family};
use sim::{ActorId, Micros, Trace};

use crate::{Drawing, Figure, Ladder};

pub(super) const RACE: Figure = Figure {
    name: "addresses/dialer/race",
    title: "Two addresses race: the first says nothing, the second begins 250 ms later and wins",
    draw: || Drawing::Ladder(Ladder { can_be_lost: LOSABLE.map(String::from).to_vec(), trace: race }),
};

/// What the reader can have lost, as places in the list that the figure is asked for. The connection to 2001:db8::1
/// need not be: nobody answers there anyway.
const LOSABLE: [&str; 3] = ["answer for IPv6", "answer for IPv4", "connect to 192.0.2.1"];
const V6_ANSWER_LOST: usize = 0;
const V4_ANSWER_LOST: usize = 1;
const V4_CONNECT_LOST: usize = 2;

/// How long a message travels, one way, in milliseconds: to the resolver, and to London.
const NEAR: u64 = 10;
const FAR: u64 = 30;
/// The resolver knows the IPv6 address at once, and has to ask for the other one.
const LOOKING: u64 = 15;
/// After how long the system asks the resolver again.
const ASK_AGAIN: u64 = 2000;
/// After how long it tries again to connect. It waits twice as long each time.
const CONNECT_AGAIN: u64 = 1000;

/// What comes to somebody, or wakes somebody, at some time.
enum Coming {
    /// The resolver is done with a lookup.
    Answer(Family),
    /// London gets a connection attempt, at its IPv4 address.
    Attempt,
    /// The dialer is told.
    Tell(Event),
    /// The system asks again for these addresses.
    AskAgain(Family),
    /// The system tries again, after so many milliseconds.
    TryAgain(IpAddr, u64),
}

struct World<'a> {
    trace: Trace,
    you: ActorId,
    resolver: ActorId,
    v6: ActorId,
    v4: ActorId,
    lost: &'a [usize],
    now: Micros,
    /// By time; of the same time, in the order in which they were thought of.
    coming: BTreeMap<(Micros, usize), Coming>,
    thought_of: usize,
}

fn race(lost: &[usize]) -> Trace {
    let mut trace = Trace::new();
    let [you, resolver, v6, v4] = ["you", "resolver", V6, V4].map(|name| trace.actor(name));
    let coming = BTreeMap::new();
    let mut world = World { trace, you, resolver, v6, v4, lost, now: Micros(0), coming, thought_of: 0 };
    let mut dialer = Dialer::new();
    let mut waits_until = None;
    loop {
        let what = dialer.next(world.now);
        match what {
            Do::Resolve(family) => world.ask(family, false),
            Do::Connect(address) => world.connect(address, 0),
            Do::Close(_) => world.note(&what),
            Do::Wait { until } => {
                // It says so again after each event; once is enough to read.
                if until.is_some() && until != waits_until {
                    world.note(&what);
                }
                waits_until = until;
                if let Some(event) = world.sleep(until) {
                    dialer.on(world.now, event);
                }
            }
            Do::Done(_) => {
                world.note(&what);
                return world.trace;
            }
        }
    }
}

const V6: &str = "2001:db8::1";
const V4: &str = "192.0.2.1";

impl World<'_> {
    /// Lets time pass until the dialer is to be told something, or wants to be woken.
    fn sleep(&mut self, until: Option<Micros>) -> Option<Event> {
        loop {
            let ((at, _), _) = self.coming.first_key_value()?;
            if let Some(until) = until.filter(|until| until < at) {
                self.now = until;
                return None;
            }
            let ((at, _), what) = self.coming.pop_first()?;
            self.now = at;
            match what {
                Coming::Answer(family) => self.answer(family),
                Coming::Attempt => self.accept(),
                Coming::AskAgain(family) => self.ask(family, true),
                Coming::TryAgain(address, waited) => self.connect(address, waited),
                Coming::Tell(event) => {
                    self.forget(&event);
                    return Some(event);
                }
            }
        }
    }

    fn ask(&mut self, family: Family, again: bool) {
        let (label, looking) = match family {
            Family::V6 => ("resolve IPv6", 0),
            Family::V4 => ("resolve IPv4", LOOKING),
        };
        let sent = self.trace.message(self.you, self.resolver, spoken(label, again));
        sent.sent(self.now).arrives(later(self.now, NEAR));
        // The second answer is the resolver's to send, and nobody loses it.
        if !again && self.is_lost(family) {
            self.comes(ASK_AGAIN, Coming::AskAgain(family));
        }
        self.comes(NEAR + looking, Coming::Answer(family));
    }

    fn answer(&mut self, family: Family) {
        let address = match family {
            Family::V6 => V6,
            Family::V4 => V4,
        };
        let is_lost = self.is_lost(family) && self.now < Micros::from_millis(ASK_AGAIN);
        let addresses = vec![address.parse().expect("it is an address")];
        let sent = self.trace.message(self.resolver, self.you, format!("the address {address}"));
        let sent = sent.sent(self.now);
        if is_lost {
            sent.lost("");
        } else {
            sent.arrives(later(self.now, NEAR));
            self.comes(NEAR, Coming::Tell(Event::Resolved { family, addresses }));
        }
    }

    /// Sends an attempt on its way. The system has `waited` for an answer to the one before, if there was one.
    fn connect(&mut self, address: IpAddr, waited: u64) {
        let to = if address.is_ipv6() { self.v6 } else { self.v4 };
        let label = spoken(&format!("connect {address}"), waited > 0);
        let sent = self.trace.message(self.you, to, label).sent(self.now);
        let is_lost = waited == 0 && self.lost.contains(&V4_CONNECT_LOST);
        if address.is_ipv4() && !is_lost {
            sent.arrives(later(self.now, FAR));
            self.comes(FAR, Coming::Attempt);
            return;
        }
        sent.lost(if address.is_ipv6() { "nobody answers" } else { "" });
        let wait = if waited == 0 { CONNECT_AGAIN } else { 2 * waited };
        self.comes(wait, Coming::TryAgain(address, wait));
    }

    fn accept(&mut self) {
        let sent = self.trace.message(self.v4, self.you, "connected");
        sent.sent(self.now).arrives(later(self.now, FAR));
        self.comes(FAR, Coming::Tell(Event::Connected(V4.parse().expect("it is an address"))));
    }

    /// What has an answer need not be asked for again.
    fn forget(&mut self, event: &Event) {
        if let Event::Resolved { family, .. } = event {
            self.coming.retain(|_, what| !matches!(what, Coming::AskAgain(of) if of == family));
        }
    }

    fn is_lost(&self, family: Family) -> bool {
        self.lost.contains(match family {
            Family::V6 => &V6_ANSWER_LOST,
            Family::V4 => &V4_ANSWER_LOST,
        })
    }

    fn comes(&mut self, in_ms: u64, what: Coming) {
        self.thought_of += 1;
        self.coming.insert((later(self.now, in_ms), self.thought_of), what);
    }

    fn note(&mut self, what: &Do) {
        self.trace.note(self.you, what.to_string()).at(self.now);
    }
}

fn later(time: Micros, ms: u64) -> Micros {
    Micros(time.0 + Micros::from_millis(ms).0)
}

fn spoken(label: &str, again: bool) -> String {
    if again { format!("{label}, again") } else { label.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_lost_the_address_that_answers_wins() {
        for lost in [&[][..], &[0], &[1], &[2], &[0, 1], &[0, 2], &[1, 2], &[0, 1, 2]] {
            let trace = race(lost);
            let Some(sim::Event::Note(note)) = trace.events().last() else { panic!("it ends with a note") };
            assert_eq!(note.text, "done: 192.0.2.1", "{lost:?}");
        }
    }

    #[test]
    fn if_nothing_else_is_lost_ipv4_begins_250_ms_later() {
        let trace = race(&[]);
        let began = |address: &str| {
            trace.events().iter().find_map(|event| match event {
                sim::Event::Message(message) if message.label == format!("connect {address}") => {
                    message.sent_at
                }
                _ => None,
            })
        };
        assert_eq!(began(V6), Some(Micros::from_millis(20)));
        assert_eq!(began(V4), Some(Micros::from_millis(270)));
    }
}
