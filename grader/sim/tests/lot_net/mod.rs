//! A transfer by go-back-n, with flaws to plant: the smallest protocol that can go wrong in every kind of weather.

use std::convert::Infallible;
use std::time::Duration;

use sim::Trace;
use sim::net::{Ended, Keep, Limits, Link, Micros, Network, Node, Simulation, Transmit, Weather};

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Nothing.
    None,
    /// The receiver does not notice what it has already.
    DeliversDuplicates,
    /// The receiver takes whatever is newer.
    SkipsGaps,
    /// The sender has no timer.
    NeverSendsAgain,
    /// The sender does not send packet 3 again.
    GivesUpOnPacket3,
}

const PACKETS: u16 = 300;
const WINDOW: u16 = 8;
const PATIENCE: Duration = Duration::from_millis(250);

enum Peer {
    Sender { base: u16, next: u16, timer: Option<Micros>, flaw: Flaw },
    Receiver { delivered: Vec<u16>, acks: u16, flaw: Flaw, notes: Vec<String> },
}

impl Node for Peer {
    type Error = Infallible;

    fn handle_packet(&mut self, now: Micros, _interface: usize, bytes: &[u8]) -> Result<(), Infallible> {
        let number = u16::from_be_bytes([bytes[0], bytes[1]]);
        match self {
            Peer::Sender { base, next, timer, .. } => {
                if number > *base {
                    *base = number;
                    *next = number.max(*next);
                    *timer = (*base < *next).then_some(now + PATIENCE);
                }
            }
            Peer::Receiver { delivered, acks, flaw, notes } => {
                let expected = delivered.last().map_or(0, |last| last + 1);
                let takes = match flaw {
                    Flaw::DeliversDuplicates => number <= expected,
                    Flaw::SkipsGaps => number >= expected,
                    _ => number == expected,
                };
                if takes {
                    let again = if number < expected { " again" } else { "" };
                    notes.push(format!("delivers {number}{again}"));
                    delivered.push(number);
                }
                *acks += 1;
            }
        }
        Ok(())
    }

    fn handle_timer(&mut self, now: Micros) -> Result<(), Infallible> {
        if let Peer::Sender { base, next, timer, .. } = self {
            *next = *base;
            *timer = Some(now + PATIENCE);
        }
        Ok(())
    }

    fn poll_transmit(&mut self, now: Micros) -> Result<Option<Transmit>, Infallible> {
        match self {
            Peer::Sender { base, next, timer, flaw } => {
                let is_open = *next < PACKETS && *next < *base + WINDOW;
                if !is_open {
                    return Ok(None);
                }
                let number = *next;
                *next += 1;
                let was_sent = timer.is_some() && number == *base && *base == 2;
                if *flaw == Flaw::GivesUpOnPacket3 && was_sent && now > Micros(0) {
                    *timer = None;
                    return Ok(None);
                }
                if *flaw != Flaw::NeverSendsAgain && timer.is_none() {
                    *timer = Some(now + PATIENCE);
                }
                Ok(Some(Transmit::packet(0, number.to_be_bytes())))
            }
            Peer::Receiver { delivered, acks, .. } => {
                if *acks == 0 {
                    return Ok(None);
                }
                *acks -= 1;
                let next = delivered.last().map_or(0, |last| last + 1);
                Ok(Some(Transmit::packet(0, next.to_be_bytes())))
            }
        }
    }

    fn poll_timeout(&mut self) -> Result<Option<Micros>, Infallible> {
        Ok(match self {
            Peer::Sender { timer, base, flaw, .. } if *base < PACKETS && *flaw != Flaw::NeverSendsAgain => {
                *timer
            }
            _ => None,
        })
    }

    fn poll_note(&mut self) -> Option<String> {
        match self {
            Peer::Sender { .. } => None,
            Peer::Receiver { notes, .. } => (!notes.is_empty()).then(|| notes.remove(0)),
        }
    }
}

/// Sends 300 numbers; gives what happened, and which were delivered.
pub(crate) fn transfer(weather: &Weather, flaw: Flaw, keep: Keep) -> (Trace, Vec<u16>) {
    let (network, _, _) = Network::pair(Link::new().delay(Duration::from_millis(50)));
    let nodes = [
        Peer::Sender { base: 0, next: 0, timer: None, flaw },
        Peer::Receiver { delivered: vec![], acks: 0, flaw, notes: vec![] },
    ];
    let label = |bytes: &[u8]| u16::from_be_bytes([bytes[0], bytes[1]]).to_string();
    let mut simulation = Simulation::new(&network, weather, nodes).labelled(label).keeping(keep);
    // In fair weather it takes 4 s. A flaw may keep it busy for ever.
    let Ok(ended) = simulation.run(Limits::until(Micros::from_millis(60_000)));
    assert_ne!(ended, Ended::TooManyEvents);
    let (trace, nodes) = simulation.into_parts();
    match nodes.into_iter().nth(1) {
        Some(Peer::Receiver { delivered, .. }) => (trace, delivered),
        _ => unreachable!("the receiver is second"),
    }
}

/// Whether something else than the 300 numbers in order is delivered.
pub(crate) fn goes_wrong(weather: &Weather, flaw: Flaw) -> bool {
    let (_, delivered) = transfer(weather, flaw, Keep::Nothing);
    !delivered.into_iter().eq(0..PACKETS)
}
