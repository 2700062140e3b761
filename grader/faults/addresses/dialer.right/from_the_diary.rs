//! Remembers everything that was said and heard, in order, and thinks it all over at every question.

use std::net::IpAddr;
use std::time::Duration;

use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
use given::time::Micros;

pub const RESOLUTION_DELAY: Duration = Duration::from_millis(50);
pub const CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(250);
pub const MIN_CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(10);

#[derive(Debug)]
enum Line {
    Did(Micros, Do),
    Heard(Micros, Event),
}

#[derive(Debug, Default)]
pub struct Dialer(Vec<Line>);

impl Dialer {
    pub fn new() -> Self {
        Dialer(Vec::new())
    }

    pub fn on(&mut self, now: Micros, event: Event) {
        self.0.push(Line::Heard(now, event));
    }

    pub fn next(&mut self, now: Micros) -> Do {
        let what = self.think(now);
        if !matches!(what, Do::Wait { .. } | Do::Done(_)) {
            self.0.push(Line::Did(now, what.clone()));
        }
        what
    }

    fn think(&self, now: Micros) -> Do {
        if let Some((place, winner)) = self.victory() {
            let loser = self.attempts(self.0.len()).into_iter().find(|(_, address)| {
                *address != winner && self.failure(*address, self.0.len()).is_none() && !self.is_closed(*address)
            });
            debug_assert!(place < self.0.len());
            return loser.map_or(Do::Done(Ok(winner)), |(_, loser)| Do::Close(loser));
        }
        for family in [Family::V6, Family::V4] {
            if !self.0.iter().any(|line| matches!(line, Line::Did(_, Do::Resolve(of)) if *of == family)) {
                return Do::Resolve(family);
            }
        }
        let attempts = self.attempts(self.0.len());
        let answer = |family: Family| {
            self.0.iter().find_map(|line| match line {
                Line::Heard(when, Event::Resolved { family: of, addresses }) if *of == family => {
                    Some((*when, addresses.as_slice()))
                }
                _ => None,
            })
        };
        let (six, four) = (answer(Family::V6), answer(Family::V4));
        let untried = |answer: Option<(Micros, &[IpAddr])>| {
            let all = answer.map_or(&[][..], |(_, all)| all);
            all.iter().copied().find(|address| attempts.iter().all(|(_, tried)| tried != address))
        };
        let (next_six, next_four) = (untried(six), untried(four));
        let next = match attempts.last() {
            Some((_, IpAddr::V6(_))) => next_four.or(next_six),
            _ => next_six.or(next_four),
        };
        let Some(next) = next else {
            let failed = attempts.iter().map(|(_, address)| {
                let error = self.failure(*address, self.0.len())?;
                Some(FailedAttempt { address: *address, error })
            });
            return match (six, four, failed.collect()) {
                (Some(_), Some(_), Some(attempts)) => Do::Done(Err(DialError { attempts })),
                _ => Do::Wait { until: None },
            };
        };
        let moment = match (attempts.last(), four) {
            (Some((began, latest)), _) if self.failure(*latest, self.0.len()).is_some() => {
                *began + MIN_CONNECTION_ATTEMPT_DELAY
            }
            (Some((began, _)), _) => *began + CONNECTION_ATTEMPT_DELAY,
            (None, Some((answered, _))) if next.is_ipv4() && six.is_none() => answered + RESOLUTION_DELAY,
            (None, _) => now,
        };
        if now < moment { Do::Wait { until: Some(moment) } } else { Do::Connect(next) }
    }

    /// The attempts that had begun before this line.
    fn attempts(&self, before: usize) -> Vec<(Micros, IpAddr)> {
        let attempt = |line: &Line| match line {
            Line::Did(when, Do::Connect(address)) => Some((*when, *address)),
            _ => None,
        };
        self.0[..before].iter().filter_map(attempt).collect()
    }

    fn is_closed(&self, address: IpAddr) -> bool {
        self.0.iter().any(|line| matches!(line, Line::Did(_, Do::Close(of)) if *of == address))
    }

    /// Why the attempt at this address had failed before this line.
    fn failure(&self, address: IpAddr, before: usize) -> Option<ConnectError> {
        let begun = |line: &Line| matches!(line, Line::Did(_, Do::Connect(of)) if *of == address);
        let began = self.0[..before].iter().position(begun)?;
        self.0[began..before].iter().find_map(|line| match line {
            Line::Heard(_, Event::Failed { address: of, error }) if *of == address => Some(*error),
            _ => None,
        })
    }

    /// The line that told of the victory, and whose it is.
    fn victory(&self) -> Option<(usize, IpAddr)> {
        self.0.iter().enumerate().find_map(|(place, line)| match line {
            Line::Heard(_, Event::Connected(address)) => {
                let begun = self.attempts(place).iter().any(|(_, of)| of == address);
                (begun && self.failure(*address, place).is_none()).then_some((place, *address))
            }
            _ => None,
        })
    }
}
