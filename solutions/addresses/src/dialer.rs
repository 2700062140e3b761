//! Connects to a name that has many addresses, without waiting for the broken ones: Happy Eyeballs.
//!
//! London has addresses of both families, and Tokyo can't know which of them work from where it stands. An
//! address that does not work often says nothing, and a program that waits for it waits a minute or two. To
//! try all of them at once would be quick, and a burden to every server in the world. RFC 8305 goes between:
//! one attempt after the other, but with little time between them. The earlier ones go on meanwhile, and the
//! first that becomes a connection wins.
//!
//! ```text
//! ms                   0    20  50             300  340
//! resolve IPv6         +---------!              |    |
//! resolve IPv4         +-----!   |              |    |
//! connect 2001:db8::1            +-------------------x   the loser: closed
//! connect 192.0.2.1                             +----!   connected: done
//!                            .....               the resolution delay: IPv4 gives IPv6 up to 50 ms
//!                                .............   the connection attempt delay: 250 ms for each attempt
//! ```
//!
//! A dialer has no socket and no clock. It says what should be done, and hears what came of it; both carry
//! the time. The program around it owns the sockets, and is a loop of a few lines:
//!
//! ```text
//! +--------+   next(now) -> Do    +----------------+
//! |        | -------------------> | the program:   |
//! | dialer |                      | sockets, names |
//! |        | <------------------- | and a clock    |
//! +--------+   on(now, Event)     +----------------+
//! ```
//!
//! So a whole race runs in a test in no time, and runs the same way every time.
//!
//! Left out: most of RFC 6724 §6, which sorts addresses by more than their family; why a lookup failed (it is
//! told as one without addresses); and delays that follow from how long earlier connections took.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
use given::time::Micros;

/// How long an IPv4 address waits for the first IPv6 address (RFC 8305 §3).
pub const RESOLUTION_DELAY: Duration = Duration::from_millis(50);

/// How long after an attempt the next one begins (RFC 8305 §5).
pub const CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// How soon after an attempt the next one may begin, whatever happens (RFC 8305 §5).
pub const MIN_CONNECTION_ATTEMPT_DELAY: Duration = Duration::from_millis(10);

/// One race to connect to one name.
///
/// *Lookups.* First the addresses of both families are asked for, those of IPv6 before those of IPv4 (RFC
/// 8305 §3).
///
/// *Order.* The families take turns (RFC 8305 §4): an attempt is of the other family than the one before it
/// if an address of that other family waits, and of the same family otherwise. The first one is of IPv6 if
/// such an address waits. Within a family the order is that of the lookup. No address is tried twice.
///
/// *The first attempt* begins as soon as an address waits. But IPv4 is patient: while only addresses of IPv4
/// wait, and the answer for IPv6 is missing, the attempt begins [`RESOLUTION_DELAY`] after the answer for
/// IPv4 came. If the answer for IPv6 comes before that, there is nothing more to wait for, even if it has no
/// addresses.
///
/// *The next attempt* begins [`CONNECTION_ATTEMPT_DELAY`] after the latest one began. If the latest one has
/// failed before that, it begins at once, but never earlier than [`MIN_CONNECTION_ATTEMPT_DELAY`] after the
/// latest one began. If no address waits at that time, it begins when one comes. That an attempt before the
/// latest one has failed changes nothing.
///
/// *The end.* The first attempt that becomes a connection wins. All others that have not failed are closed,
/// and no more begin. If both lookups have answered, no address waits, and all attempts have failed, the end
/// is an error with all that went wrong.
///
/// The caller promises that time never goes back, that everything is done that the dialer says, and that each
/// lookup is answered once.
///
/// # Examples
///
/// ```
/// use addresses::dialer::Dialer;
/// use given::addresses::{Do, Event, Family};
/// use given::time::Micros;
///
/// let ms = Micros::from_millis;
/// let london = "2001:db8::1".parse().unwrap();
/// let backup = "192.0.2.1".parse().unwrap();
///
/// let mut dialer = Dialer::new();
/// assert_eq!(dialer.next(ms(0)), Do::Resolve(Family::V6));
/// assert_eq!(dialer.next(ms(0)), Do::Resolve(Family::V4));
/// assert_eq!(dialer.next(ms(0)), Do::Wait { until: None });
///
/// dialer.on(ms(20), Event::Resolved { family: Family::V4, addresses: vec![backup] });
/// assert_eq!(dialer.next(ms(20)), Do::Wait { until: Some(ms(70)) });
/// dialer.on(ms(50), Event::Resolved { family: Family::V6, addresses: vec![london] });
/// assert_eq!(dialer.next(ms(50)), Do::Connect(london));
/// assert_eq!(dialer.next(ms(50)), Do::Wait { until: Some(ms(300)) });
/// assert_eq!(dialer.next(ms(300)), Do::Connect(backup));
/// assert_eq!(dialer.next(ms(300)), Do::Wait { until: None });
///
/// dialer.on(ms(340), Event::Connected(backup));
/// assert_eq!(dialer.next(ms(340)), Do::Close(london));
/// assert_eq!(dialer.next(ms(340)), Do::Done(Ok(backup)));
/// ```
#[derive(Debug)]
pub struct Dialer {
    /// A race has a winner or has none, and each has its own fields. So nobody can begin an attempt after the
    /// end by mistake: what it takes to begin one is gone.
    state: State,
}

#[derive(Debug)]
enum State {
    /// Nobody has won yet.
    Racing(Race),
    /// Somebody has.
    Won(Won),
}

#[derive(Debug)]
struct Race {
    /// The lookups that were not asked for yet, first the first.
    unasked: VecDeque<Family>,
    v6: Lookup,
    v4: Lookup,
    /// All attempts, also those that failed, in the order in which they began. Their times and families say
    /// when the next one begins, and of which family: there is no timer that could disagree.
    attempts: Vec<Attempt>,
}

#[derive(Debug, Default)]
struct Lookup {
    /// When the answer came, once it has.
    answered: Option<Micros>,
    /// The addresses that were not tried yet, the best one first.
    waiting: VecDeque<IpAddr>,
}

#[derive(Debug)]
struct Attempt {
    address: IpAddr,
    family: Family,
    began: Micros,
    /// Why it failed, if it has.
    error: Option<ConnectError>,
}

#[derive(Debug)]
struct Won {
    winner: IpAddr,
    /// The attempts that are still to be closed, in the order in which they began.
    losers: VecDeque<IpAddr>,
}

impl Dialer {
    /// A race that has not begun.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::dialer::Dialer;
    /// use given::addresses::{Do, Family};
    /// use given::time::Micros;
    ///
    /// assert_eq!(Dialer::new().next(Micros(0)), Do::Resolve(Family::V6));
    /// ```
    pub fn new() -> Self {
        let unasked = VecDeque::from([Family::V6, Family::V4]);
        let (v6, v4) = (Lookup::default(), Lookup::default());
        Dialer { state: State::Racing(Race { unasked, v6, v4, attempts: Vec::new() }) }
    }

    /// What to do now: one thing. After it has been done, or begun, ask for the next one, until the answer is
    /// [`Do::Wait`] or [`Do::Done`]. It may be asked at any moment: early, late, or more often than it takes.
    ///
    /// The answer is the first of these that applies:
    ///
    /// 1. [`Do::Close`] if an attempt has won, for each of the others that has not failed, in the order in
    ///    which they began, and for each once;
    /// 2. [`Do::Done`] with the winner, then and ever after;
    /// 3. [`Do::Resolve`] for IPv6 the first time, for IPv4 the second time;
    /// 4. [`Do::Connect`] if an attempt may begin at `now`. It has begun then, at `now`;
    /// 5. [`Do::Wait`] if an address waits for its turn, until the moment at which its attempt may begin if
    ///    nothing happens before;
    /// 6. [`Do::Done`] with the error if both lookups have answered and all attempts have failed, then and
    ///    ever after. There may have been no attempt at all;
    /// 7. [`Do::Wait`] for an event.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::dialer::Dialer;
    /// use given::addresses::{ConnectError, DialError, Do, Event, FailedAttempt, Family};
    /// use given::time::Micros;
    ///
    /// let ms = Micros::from_millis;
    /// let address = "2001:db8::1".parse().unwrap();
    ///
    /// let mut dialer = Dialer::new();
    /// dialer.next(ms(0));
    /// dialer.next(ms(0));
    /// dialer.on(ms(5), Event::Resolved { family: Family::V6, addresses: vec![address] });
    /// dialer.on(ms(6), Event::Resolved { family: Family::V4, addresses: vec![] });
    /// assert_eq!(dialer.next(ms(6)), Do::Connect(address));
    ///
    /// dialer.on(ms(9), Event::Failed { address, error: ConnectError::Refused });
    /// let attempts = vec![FailedAttempt { address, error: ConnectError::Refused }];
    /// assert_eq!(dialer.next(ms(9)), Do::Done(Err(DialError { attempts })));
    /// ```
    pub fn next(&mut self, now: Micros) -> Do {
        match &mut self.state {
            State::Racing(race) => race.next(now),
            State::Won(won) => won.next(),
        }
    }

    /// Tells what has happened at `now`.
    ///
    /// An address that came before, in this answer or the other one, is not tried again. What happens to an
    /// address that was never tried, or to an attempt that has failed or was closed, changes nothing. After
    /// an attempt has won, the answer of a lookup changes nothing either; an attempt that becomes a
    /// connection too late is a loser like the others, and one that fails before it was closed need not be
    /// closed any more.
    ///
    /// # Examples
    ///
    /// ```
    /// use addresses::dialer::Dialer;
    /// use given::addresses::{Do, Event, Family};
    /// use given::time::Micros;
    ///
    /// let ms = Micros::from_millis;
    /// let address = "2001:db8::1".parse().unwrap();
    ///
    /// let mut dialer = Dialer::new();
    /// dialer.next(ms(0));
    /// dialer.next(ms(0));
    /// dialer.on(ms(5), Event::Resolved { family: Family::V6, addresses: vec![address] });
    /// assert_eq!(dialer.next(ms(5)), Do::Connect(address));
    /// dialer.on(ms(9), Event::Connected(address));
    /// assert_eq!(dialer.next(ms(9)), Do::Done(Ok(address)));
    /// ```
    pub fn on(&mut self, now: Micros, event: Event) {
        match (&mut self.state, event) {
            (State::Racing(race), Event::Resolved { family, addresses }) => {
                race.resolved(now, family, addresses);
            }
            (State::Racing(race), Event::Failed { address, error }) => race.failed(address, error),
            (State::Racing(race), Event::Connected(address)) => {
                if let Some(won) = race.won(address) {
                    self.state = State::Won(won);
                }
            }
            (State::Won(won), Event::Failed { address, .. }) => won.losers.retain(|loser| *loser != address),
            // Too late.
            (State::Won(_), Event::Resolved { .. } | Event::Connected(_)) => {}
        }
    }
}

// given
/// The same as [`Dialer::new`].
impl Default for Dialer {
    fn default() -> Self {
        Dialer::new()
    }
}

impl Race {
    fn next(&mut self, now: Micros) -> Do {
        if let Some(family) = self.unasked.pop_front() {
            return Do::Resolve(family);
        }
        let Some(family) = self.next_family() else {
            return match self.loss() {
                Some(error) => Do::Done(Err(error)),
                None => Do::Wait { until: None },
            };
        };
        match self.earliest(family) {
            Some(earliest) if now < earliest => Do::Wait { until: Some(earliest) },
            _ => self.begin(now, family),
        }
    }

    /// Whose turn is it? `None` if no address waits.
    fn next_family(&self) -> Option<Family> {
        let preferred = self.attempts.last().map_or(Family::V6, |latest| other(latest.family));
        [preferred, other(preferred)].into_iter().find(|family| !self.lookup(*family).waiting.is_empty())
    }

    /// When an attempt of this family may begin. `None` if it need not wait.
    fn earliest(&self, family: Family) -> Option<Micros> {
        match self.attempts.last() {
            // To wait is to give the latest attempt a chance. It has none any more.
            Some(latest) if latest.error.is_some() => Some(latest.began + MIN_CONNECTION_ATTEMPT_DELAY),
            Some(latest) => Some(latest.began + CONNECTION_ATTEMPT_DELAY),
            // The answer for IPv6 often comes a few milliseconds behind the other one.
            None if family == Family::V4 && self.v6.answered.is_none() => {
                self.v4.answered.map(|answered| answered + RESOLUTION_DELAY)
            }
            None => None,
        }
    }

    fn begin(&mut self, now: Micros, family: Family) -> Do {
        let address = self.lookup_mut(family).waiting.pop_front().expect("it is the turn of this family");
        self.attempts.push(Attempt { address, family, began: now, error: None });
        Do::Connect(address)
    }

    /// The error, if all hope is lost: no answer is missing, and no attempt is left that has not failed. Only
    /// asked where no address waits.
    fn loss(&self) -> Option<DialError> {
        self.v6.answered.and(self.v4.answered)?;
        let failed =
            |attempt: &Attempt| attempt.error.map(|error| FailedAttempt { address: attempt.address, error });
        // One attempt that has not failed, one `None`, makes a `None` of all.
        let attempts = self.attempts.iter().map(failed).collect::<Option<_>>()?;
        Some(DialError { attempts })
    }

    fn resolved(&mut self, now: Micros, family: Family, addresses: Vec<IpAddr>) {
        self.lookup_mut(family).answered = Some(now);
        for address in addresses {
            if !self.is_known(address) {
                self.lookup_mut(family).waiting.push_back(address);
            }
        }
    }

    fn failed(&mut self, address: IpAddr, error: ConnectError) {
        let running = self.attempts.iter_mut().find(|attempt| attempt.is_running(address));
        if let Some(attempt) = running {
            attempt.error = Some(error);
        }
    }

    /// Ends the race, if this is an attempt that can win it.
    fn won(&self, winner: IpAddr) -> Option<Won> {
        self.attempts.iter().find(|attempt| attempt.is_running(winner))?;
        let losers =
            self.attempts.iter().filter(|attempt| attempt.error.is_none() && attempt.address != winner);
        Some(Won { winner, losers: losers.map(|loser| loser.address).collect() })
    }

    fn is_known(&self, address: IpAddr) -> bool {
        self.attempts.iter().any(|attempt| attempt.address == address)
            || self.v6.waiting.contains(&address)
            || self.v4.waiting.contains(&address)
    }

    fn lookup(&self, family: Family) -> &Lookup {
        match family {
            Family::V6 => &self.v6,
            Family::V4 => &self.v4,
        }
    }

    fn lookup_mut(&mut self, family: Family) -> &mut Lookup {
        match family {
            Family::V6 => &mut self.v6,
            Family::V4 => &mut self.v4,
        }
    }
}

impl Attempt {
    /// Is this the attempt at the address, and can still become a connection?
    fn is_running(&self, address: IpAddr) -> bool {
        self.address == address && self.error.is_none()
    }
}

impl Won {
    fn next(&mut self) -> Do {
        match self.losers.pop_front() {
            Some(loser) => Do::Close(loser),
            None => Do::Done(Ok(self.winner)),
        }
    }
}

fn other(family: Family) -> Family {
    match family {
        Family::V4 => Family::V6,
        Family::V6 => Family::V4,
    }
}
