//! One list of all addresses, each with what has become of it, and one timer, which every event sets anew.

use std::net::IpAddr;
use std::time::Duration;

use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
use given::time::Micros;

pub const RESOLUTION_DELAY: Duration = Duration::from_millis(50);
pub const CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(250);
pub const MIN_CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Status {
    Waiting,
    /// The attempts are numbered.
    Running(usize),
    Failed(usize, ConnectError),
    Closed,
}

#[derive(Debug, Default)]
pub struct Dialer {
    asked: usize,
    v6_answered: bool,
    v4_answered: bool,
    known: Vec<(IpAddr, Status)>,
    begun: usize,
    latest_began: Micros,
    v4_is_next: bool,
    /// No attempt begins before this moment.
    gate: Micros,
    winner: Option<IpAddr>,
}

impl Dialer {
    pub fn new() -> Self {
        Dialer::default()
    }

    pub fn next(&mut self, now: Micros) -> Do {
        if let Some(winner) = self.winner {
            return self.close_one(winner);
        }
        if self.asked < 2 {
            self.asked += 1;
            return Do::Resolve(if self.asked == 1 { Family::V6 } else { Family::V4 });
        }
        let waiting = |v4: bool| {
            self.known.iter().position(|(of, status)| *status == Status::Waiting && of.is_ipv4() == v4)
        };
        let Some(at) = waiting(self.v4_is_next).or_else(|| waiting(!self.v4_is_next)) else {
            return self.error().map_or(Do::Wait { until: None }, |error| Do::Done(Err(error)));
        };
        if now < self.gate {
            return Do::Wait { until: Some(self.gate) };
        }
        let (address, status) = &mut self.known[at];
        *status = Status::Running(self.begun);
        self.begun += 1;
        self.v4_is_next = address.is_ipv6();
        self.latest_began = now;
        self.gate = now + CONNECTION_ATTEMPT_DELAY;
        Do::Connect(*address)
    }

    pub fn on(&mut self, now: Micros, event: Event) {
        match event {
            Event::Resolved { .. } if self.winner.is_some() => {}
            Event::Resolved { family, addresses } => {
                match family {
                    Family::V6 => self.v6_answered = true,
                    Family::V4 => self.v4_answered = true,
                }
                if self.begun == 0 && family == Family::V4 && !self.v6_answered {
                    self.gate = now + RESOLUTION_DELAY;
                } else if self.begun == 0 {
                    self.gate = now;
                }
                for address in addresses {
                    if self.known.iter().all(|(of, _)| *of != address) {
                        self.known.push((address, Status::Waiting));
                    }
                }
            }
            Event::Connected(address) => {
                if self.number(address).is_some() {
                    self.winner = self.winner.or(Some(address));
                }
            }
            Event::Failed { address, error } => {
                let Some(number) = self.number(address).filter(|_| self.winner != Some(address)) else { return };
                for (of, status) in &mut self.known {
                    if *of == address {
                        *status = Status::Failed(number, error);
                    }
                }
                if number + 1 == self.begun {
                    self.gate = self.latest_began + MIN_CONNECTION_ATTEMPT_DELAY;
                }
            }
        }
    }

    /// The number of the attempt at an address, if it is running.
    fn number(&self, address: IpAddr) -> Option<usize> {
        self.known.iter().find_map(|(of, status)| match status {
            Status::Running(number) if *of == address => Some(*number),
            _ => None,
        })
    }

    fn close_one(&mut self, winner: IpAddr) -> Do {
        let running = |(address, status): &&mut (IpAddr, Status)| {
            *address != winner && matches!(status, Status::Running(_))
        };
        let number = |(_, status): &&mut (IpAddr, Status)| match status {
            Status::Running(number) => *number,
            _ => usize::MAX,
        };
        match self.known.iter_mut().filter(running).min_by_key(number) {
            Some((loser, status)) => {
                *status = Status::Closed;
                Do::Close(*loser)
            }
            None => Do::Done(Ok(winner)),
        }
    }

    fn error(&self) -> Option<DialError> {
        let mut failed = Vec::new();
        for (address, status) in &self.known {
            let Status::Failed(number, error) = *status else { return None };
            failed.push((number, FailedAttempt { address: *address, error }));
        }
        failed.sort_by_key(|(number, _)| *number);
        let attempts = failed.into_iter().map(|(_, failed)| failed).collect();
        (self.v6_answered && self.v4_answered).then_some(DialError { attempts })
    }
}
