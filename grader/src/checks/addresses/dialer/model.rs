//! A dialer as the docs of the exercise describe it, which may have a habit that is a mistake.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
use given::time::Micros;

use super::world::{Player, family};
use crate::trial::Trouble;

/// RFC 8305, sections 3 and 5.
const RESOLUTION_DELAY: Duration = Duration::from_millis(50);
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);
const MIN_ATTEMPT_DELAY: Duration = Duration::from_millis(10);

/// How a dialer goes about it: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    AsksV4First,
    LookupsOneByOne,
    GivesUpAtOnce,
    WaitsForBoth,
    ConnectingIsConnected,
    ConnectsAgain,
    NoResolutionDelay,
    ResolutionFromStart,
    ResolutionFromZero,
    WaitsForV6,
    EmptyIsNoAnswer,
    V6WaitsToo,
    DelayStartsOver,
    Serial,
    AllAtOnce,
    DelayFromFirst,
    DelayFromPlan,
    DurationForMoment,
    TrustsAlarm,
    StrictTurns,
    FailureIgnored,
    NoMinimum,
    MinimumFromFailure,
    AnyFailure,
    V4AllFirst,
    V6AllFirst,
    LastFirst,
    LateGoLast,
    CountsTurns,
    V4Begins,
    Leaks,
    ClosesWinner,
    ClosesFailed,
    ClosesNewestFirst,
    ClosesForEver,
    DoneBeforeClosing,
    LatestWins,
    FirstErrorOnly,
    FirstErrorEnds,
    LastErrorOnly,
    ErrorsAsTheyCame,
    GivesUpBetween,
    NeverGivesUp,
    TriesTwice,
    ComparesNeighbors,
    StrangersWin,
    FailedWins,
    UntriedFails,
    LaterWinnerWins,
    LoserFails,
    LastWordCounts,
    GoesOn,
}

use Habit::*;

/// The mistakes that give themselves away by what is done.
pub(super) const HABITS: [(&str, Habit); 52] = [
    ("v4-asked-first", AsksV4First),
    ("lookups-one-by-one", LookupsOneByOne),
    ("gives-up-early", GivesUpAtOnce),
    ("gives-up-early", GivesUpBetween),
    ("waits-for-both-answers", WaitsForBoth),
    ("connecting-is-connected", ConnectingIsConnected),
    ("connects-again", ConnectsAgain),
    ("resolution-delay-skipped", NoResolutionDelay),
    ("resolution-delay-from-the-start", ResolutionFromStart),
    ("resolution-delay-from-the-start", ResolutionFromZero),
    ("waits-for-ipv6", WaitsForV6),
    ("empty-is-no-answer", EmptyIsNoAnswer),
    ("ipv6-waits-too", V6WaitsToo),
    ("delay-starts-over", DelayStartsOver),
    ("serial-attempts", Serial),
    ("all-at-once", AllAtOnce),
    ("delay-from-the-first", DelayFromFirst),
    ("delay-from-the-plan", DelayFromPlan),
    ("duration-for-a-moment", DurationForMoment),
    ("trusts-the-alarm", TrustsAlarm),
    ("waits-for-its-turn", StrictTurns),
    ("failure-ignored", FailureIgnored),
    ("no-minimum-delay", NoMinimum),
    ("minimum-from-the-failure", MinimumFromFailure),
    ("any-failure-counts", AnyFailure),
    ("v4-only-first", V4AllFirst),
    ("no-turns", V6AllFirst),
    ("last-address-first", LastFirst),
    ("late-addresses-last", LateGoLast),
    ("turns-by-number", CountsTurns),
    ("v4-begins", V4Begins),
    ("leaks-losers", Leaks),
    ("closes-the-winner", ClosesWinner),
    ("closes-the-failed", ClosesFailed),
    ("closes-newest-first", ClosesNewestFirst),
    ("closes-for-ever", ClosesForEver),
    ("done-before-closing", DoneBeforeClosing),
    ("latest-wins", LatestWins),
    ("first-error-wins", FirstErrorOnly),
    ("first-error-wins", FirstErrorEnds),
    ("last-error-wins", LastErrorOnly),
    ("errors-as-they-came", ErrorsAsTheyCame),
    ("never-gives-up", NeverGivesUp),
    ("tries-twice", TriesTwice),
    ("compares-neighbors", ComparesNeighbors),
    ("strangers-win", StrangersWin),
    ("failed-comes-back", FailedWins),
    ("untried-fails", UntriedFails),
    ("later-winner-wins", LaterWinnerWins),
    ("closes-what-failed-late", LoserFails),
    ("last-word-counts", LastWordCounts),
    ("goes-on-after-the-end", GoesOn),
];

/// When an attempt may begin.
enum When {
    Now,
    /// So long after a moment.
    After(Micros, Duration),
    /// Not before something happens.
    Event,
}

struct Attempt {
    address: IpAddr,
    began: Micros,
    /// When it could have begun.
    planned: Micros,
    failed: Option<(Micros, ConnectError)>,
}

/// A dialer that keeps all waiting addresses in one list, as they came.
pub(super) struct Model {
    habit: Habit,
    start: Option<Micros>,
    asked: usize,
    /// When the answers came, and whether they had addresses: IPv6, IPv4.
    answers: [Option<(Micros, bool)>; 2],
    waiting: Vec<IpAddr>,
    attempts: Vec<Attempt>,
    /// Whether it said until when to wait, and nothing happened since.
    alarm: bool,
    winner: Option<IpAddr>,
    losers: VecDeque<IpAddr>,
}

impl Player for Model {
    fn next(&mut self, now: Micros) -> Result<Do, Trouble> {
        Ok(self.decide(now))
    }

    fn on(&mut self, now: Micros, event: &Event) -> Result<(), Trouble> {
        self.alarm = false;
        match event {
            Event::Resolved { family, addresses } => self.resolved(now, *family, addresses),
            Event::Connected(address) => self.connected(*address),
            Event::Failed { address, error } => self.failed(now, *address, *error),
        }
        Ok(())
    }
}

impl Model {
    pub(super) fn new(habit: Habit) -> Model {
        Model {
            habit,
            start: None,
            asked: 0,
            answers: [None; 2],
            waiting: vec![],
            attempts: vec![],
            alarm: false,
            winner: None,
            losers: VecDeque::new(),
        }
    }

    fn decide(&mut self, now: Micros) -> Do {
        self.start.get_or_insert(now);
        if let Some(winner) = self.winner {
            return self.end(now, winner);
        }
        let order = match self.habit {
            AsksV4First => [Family::V4, Family::V6],
            _ => [Family::V6, Family::V4],
        };
        let may_ask = self.habit != LookupsOneByOne || self.asked == 0 || self.answers[0].is_some();
        if let (Some(family), true) = (order.get(self.asked), may_ask) {
            self.asked += 1;
            return Do::Resolve(*family);
        }
        if let Some(error) = self.loss() {
            return Do::Done(Err(error));
        }
        let Some(address) = self.pick() else { return Do::Wait { until: None } };
        match self.when(now, address) {
            When::Event => Do::Wait { until: None },
            When::After(moment, delay)
                if now < moment + delay && !(self.habit == TrustsAlarm && self.alarm) =>
            {
                self.alarm = true;
                let begin = if self.habit == DurationForMoment { Micros(0) } else { moment };
                Do::Wait { until: Some(begin + delay) }
            }
            When::After(moment, delay) => self.begin(now, moment + delay, address),
            When::Now => self.begin(now, now, address),
        }
    }

    fn end(&mut self, now: Micros, winner: IpAddr) -> Do {
        let done = Do::Done(Ok(winner));
        match (self.habit, self.losers.front().copied()) {
            (GoesOn, None) if !self.waiting.is_empty() => self.begin(now, now, self.waiting[0]),
            (_, None) => done,
            (DoneBeforeClosing, Some(_)) if self.asked == 2 => {
                self.asked = 3;
                done
            }
            (ClosesForEver, Some(loser)) => Do::Close(loser),
            (_, Some(loser)) => {
                self.losers.pop_front();
                Do::Close(loser)
            }
        }
    }

    /// The address whose turn it is.
    fn pick(&self) -> Option<IpAddr> {
        let of = |wanted: Family| {
            let mut all = self.waiting.iter().copied().filter(|address| family(*address) == wanted);
            if self.habit == LastFirst { all.next_back() } else { all.next() }
        };
        let latest = self.attempts.last().map(|latest| family(latest.address));
        let preferred = match (self.habit, latest) {
            (V4AllFirst, _) | (V4Begins, None) => Family::V4,
            (V6AllFirst, _) | (_, None) => Family::V6,
            (CountsTurns, _) => [Family::V6, Family::V4][self.attempts.len() % 2],
            (_, Some(latest)) => other(latest),
        };
        match (self.habit, latest) {
            (LateGoLast, Some(_)) => self.waiting.first().copied(),
            (StrictTurns, Some(_)) => of(preferred),
            _ => of(preferred).or_else(|| of(other(preferred))),
        }
    }

    fn when(&self, now: Micros, address: IpAddr) -> When {
        match (self.attempts.first(), self.attempts.last()) {
            (Some(first), Some(latest)) => self.when_next(first, latest),
            _ => self.when_first(now, family(address)),
        }
    }

    fn when_first(&self, now: Micros, family: Family) -> When {
        let [six, four] = self.answers;
        let (own, others) = if family == Family::V6 { (six, four) } else { (four, six) };
        let (answered, _) = own.expect("its addresses came with an answer");
        match (self.habit, family, others) {
            (EmptyIsNoAnswer, Family::V4, Some((_, false))) => When::After(answered, RESOLUTION_DELAY),
            (_, _, Some(_)) => When::Now,
            (WaitsForBoth, _, None) | (WaitsForV6, Family::V4, None) => When::Event,
            (V6WaitsToo, Family::V6, None) => When::After(answered, RESOLUTION_DELAY),
            (_, Family::V6, None) | (NoResolutionDelay, _, None) => When::Now,
            (ResolutionFromStart, _, None) => {
                When::After(self.start.expect("it was asked"), RESOLUTION_DELAY)
            }
            (ResolutionFromZero, _, None) => When::After(Micros(0), RESOLUTION_DELAY),
            (DelayStartsOver, _, None) => When::After(now, RESOLUTION_DELAY),
            (_, Family::V4, None) => When::After(answered, RESOLUTION_DELAY),
        }
    }

    fn when_next(&self, first: &Attempt, latest: &Attempt) -> When {
        let failed = match self.habit {
            FailureIgnored => None,
            AnyFailure => {
                let failed = self.attempts.iter().filter_map(|attempt| attempt.failed);
                failed.map(|(when, _)| when).filter(|when| *when >= latest.began).min()
            }
            _ => latest.failed.map(|(when, _)| when),
        };
        match (self.habit, failed) {
            (AllAtOnce, _) | (NoMinimum, Some(_)) => When::Now,
            (MinimumFromFailure, Some(failed)) => When::After(failed, MIN_ATTEMPT_DELAY),
            (_, Some(_)) => When::After(latest.began, MIN_ATTEMPT_DELAY),
            (Serial, None) => When::Event,
            (DelayFromFirst, None) => When::After(first.began, ATTEMPT_DELAY * self.attempts.len() as u32),
            (DelayFromPlan, None) => When::After(latest.planned, ATTEMPT_DELAY),
            (_, None) => When::After(latest.began, ATTEMPT_DELAY),
        }
    }

    fn begin(&mut self, now: Micros, planned: Micros, address: IpAddr) -> Do {
        if self.habit == LateGoLast && self.attempts.is_empty() {
            self.waiting = in_turns(&self.waiting);
        }
        if self.habit != ConnectsAgain {
            let at = self.waiting.iter().position(|waiting| *waiting == address).expect("it waits");
            self.waiting.remove(at);
        }
        self.attempts.push(Attempt { address, began: now, planned, failed: None });
        self.alarm = false;
        if self.habit == ConnectingIsConnected {
            self.winner = Some(address);
        }
        Do::Connect(address)
    }

    /// The error, if all hope is lost.
    fn loss(&self) -> Option<DialError> {
        let mut failed: Vec<(Micros, FailedAttempt)> = Vec::new();
        for Attempt { address, failed: end, .. } in &self.attempts {
            failed.extend(end.map(|(when, error)| (when, FailedAttempt { address: *address, error })));
        }
        let all_failed = failed.len() == self.attempts.len() && self.waiting.is_empty();
        let answered = self.answers.iter().all(Option::is_some);
        let is_lost = match self.habit {
            FirstErrorEnds if !failed.is_empty() => true,
            GivesUpAtOnce => all_failed,
            GivesUpBetween => all_failed && (answered || !failed.is_empty()),
            NeverGivesUp => all_failed && answered && !failed.is_empty(),
            _ => all_failed && answered,
        };
        match self.habit {
            FirstErrorOnly | FirstErrorEnds => failed.truncate(1),
            LastErrorOnly => drop(failed.drain(..failed.len().saturating_sub(1))),
            ErrorsAsTheyCame => failed.sort_by_key(|(when, _)| *when),
            _ => {}
        }
        is_lost.then(|| DialError { attempts: failed.into_iter().map(|(_, failed)| failed).collect() })
    }

    fn resolved(&mut self, now: Micros, family: Family, addresses: &[IpAddr]) {
        if self.winner.is_some() && self.habit != GoesOn {
            return;
        }
        self.answers[usize::from(family == Family::V4)] = Some((now, !addresses.is_empty()));
        let mut previous = None;
        for address in addresses {
            let known = self.waiting.contains(address)
                || self.attempts.iter().any(|attempt| attempt.address == *address);
            let skipped = match self.habit {
                TriesTwice => false,
                ComparesNeighbors => previous == Some(*address),
                _ => known,
            };
            if !skipped {
                self.waiting.push(*address);
            }
            previous = Some(*address);
        }
    }

    fn connected(&mut self, address: IpAddr) {
        let attempt = self.attempts.iter().find(|attempt| attempt.address == address);
        let can_win = match self.habit {
            StrangersWin => true,
            FailedWins => attempt.is_some(),
            _ => attempt.is_some_and(|attempt| attempt.failed.is_none()),
        };
        match self.winner {
            Some(_) if self.habit == LaterWinnerWins => self.winner = Some(address),
            None if can_win => self.won(address),
            _ => {}
        }
    }

    fn won(&mut self, address: IpAddr) {
        let winner = match (self.habit, self.attempts.last()) {
            (LatestWins, Some(latest)) => latest.address,
            _ => address,
        };
        let is_loser = |attempt: &&Attempt| match self.habit {
            Leaks => false,
            ClosesWinner => attempt.failed.is_none(),
            ClosesFailed => attempt.address != winner,
            _ => attempt.failed.is_none() && attempt.address != winner,
        };
        self.losers = self.attempts.iter().filter(is_loser).map(|attempt| attempt.address).collect();
        if self.habit == ClosesNewestFirst {
            self.losers.make_contiguous().reverse();
        }
        self.winner = Some(winner);
        self.waiting.clear();
    }

    fn failed(&mut self, now: Micros, address: IpAddr, error: ConnectError) {
        if self.winner.is_some() {
            if self.habit != LoserFails {
                self.losers.retain(|loser| *loser != address);
            }
            return;
        }
        if self.habit == UntriedFails {
            self.waiting.retain(|waiting| *waiting != address);
        }
        let attempt = self.attempts.iter_mut().find(|attempt| {
            attempt.address == address && (attempt.failed.is_none() || self.habit == LastWordCounts)
        });
        if let Some(attempt) = attempt {
            attempt.failed = Some((now, error));
        }
    }
}

fn other(family: Family) -> Family {
    match family {
        Family::V4 => Family::V6,
        Family::V6 => Family::V4,
    }
}

/// One of each family, as long as there are both.
fn in_turns(waiting: &[IpAddr]) -> Vec<IpAddr> {
    let of = |wanted: Family| waiting.iter().copied().filter(move |address| family(*address) == wanted);
    let (mut six, mut four) = (of(Family::V6), of(Family::V4));
    let pairs = std::iter::from_fn(|| match (six.next(), four.next()) {
        (None, None) => None,
        (six, four) => Some(six.into_iter().chain(four)),
    });
    pairs.flatten().collect()
}
