//! What `dialer` says and hears.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Family;
use crate::time::Micros;

/// What a dialer wants done next. Whoever drives it does it, and tells what comes of it as an [`Event`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Do {
    /// Ask the DNS for the name's addresses of this family. What comes of it is an [`Event::Resolved`].
    Resolve(Family),
    /// Begin to connect to this address, and do not wait for it. What comes of it is an [`Event::Connected`]
    /// or an [`Event::Failed`].
    Connect(IpAddr),
    /// Give up this attempt, or close its connection if there is one by now: it is not needed any more.
    Close(IpAddr),
    /// There is nothing to do now. Ask again after the next event, and at this moment if no event comes
    /// before.
    Wait {
        /// The moment. Without one, only an event can change anything.
        until: Option<Micros>,
    },
    /// It is over: this address is connected, or none can be.
    Done(Result<IpAddr, DialError>),
}

/// `resolve IPv6`, `connect 192.0.2.1`, `wait until 250 ms`
impl fmt::Display for Do {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Do::Resolve(Family::V4) => write!(f, "resolve IPv4"),
            Do::Resolve(Family::V6) => write!(f, "resolve IPv6"),
            Do::Connect(address) => write!(f, "connect {address}"),
            Do::Close(address) => write!(f, "close {address}"),
            Do::Wait { until: Some(until) } => write!(f, "wait until {until}"),
            Do::Wait { until: None } => write!(f, "wait"),
            Do::Done(Ok(address)) => write!(f, "done: {address}"),
            Do::Done(Err(error)) => write!(f, "done: {error}"),
        }
    }
}

/// What happened outside of a dialer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The DNS has answered, or will not answer any more.
    Resolved {
        /// Which family was asked for.
        family: Family,
        /// The addresses, all of this family, the best one first. There may be none.
        addresses: Vec<IpAddr>,
    },
    /// This attempt has become a connection.
    Connected(IpAddr),
    /// This attempt has failed.
    Failed {
        /// The address.
        address: IpAddr,
        /// Why.
        error: ConnectError,
    },
}

/// `192.0.2.1 failed: refused`
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Resolved { family, addresses } => {
                let family = match family {
                    Family::V4 => "IPv4",
                    Family::V6 => "IPv6",
                };
                write!(f, "resolved {family}:")?;
                if addresses.is_empty() {
                    write!(f, " no addresses")?;
                }
                addresses.iter().try_for_each(|address| write!(f, " {address}"))
            }
            Event::Connected(address) => write!(f, "{address} connected"),
            Event::Failed { address, error } => write!(f, "{address} failed: {error}"),
        }
    }
}

/// Why an attempt to connect has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ConnectError {
    /// The machine is there and does not take connections at this port.
    Refused,
    /// No way leads there.
    Unreachable,
    /// There was no answer, for longer than anybody wants to wait.
    TimedOut,
}

/// `timed out`
impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ConnectError::Refused => "refused",
            ConnectError::Unreachable => "unreachable",
            ConnectError::TimedOut => "timed out",
        })
    }
}

impl std::error::Error for ConnectError {}

/// An attempt that has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FailedAttempt {
    /// The address.
    pub address: IpAddr,
    /// Why.
    pub error: ConnectError,
}

/// `192.0.2.1: refused`
impl fmt::Display for FailedAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.address, self.error)
    }
}

/// No address could be connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialError {
    /// Every attempt, in the order in which they began. Empty if there was no address to try.
    pub attempts: Vec<FailedAttempt>,
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts.is_empty() {
            return f.write_str("the name has no addresses");
        }
        f.write_str("no address could be connected")?;
        for (index, attempt) in self.attempts.iter().enumerate() {
            write!(f, "{} {attempt}", if index == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for DialError {}
