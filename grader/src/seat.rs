//! Where a probe sits: asks it, and puts a fresh one in its place when it died.

use std::io;
use std::time::Duration;

use ::probe::Answer;

use crate::peer::Peer;
use crate::probe::{Ending, Launch, Probe, Response};
use crate::process::Limits;
use crate::script::Script;

/// Probes that may die on one exercise before the rest of its checks is not run.
const MAX_DEATHS: u32 = 50;

/// The place of a chapter's probe.
#[derive(Debug)]
pub struct Seat {
    launch: Launch,
    probe: Option<Probe>,
    deaths: u32,
    /// Where the other end of this exercise's conversations listens.
    port: Option<u16>,
}

/// What came of a script.
#[derive(Debug)]
pub struct Told {
    /// The answers in order, or how the probe ended instead.
    pub answers: Result<Vec<Answer>, Ending>,
    /// What learner code printed meanwhile.
    pub printed: String,
}

impl Seat {
    /// A place for probes that are started this way. The first starts with the first question.
    pub fn new(launch: Launch) -> Seat {
        Seat { launch, probe: None, deaths: 0, port: None }
    }

    /// Makes room for the next exercise: what the one before did to its process, or how often it died, is not this
    /// one's fault.
    pub fn next_exercise(&mut self) {
        *self = Seat::new(self.launch.clone());
    }

    /// Whether so many probes have died here that it is enough.
    pub fn worn_out(&self) -> bool {
        self.deaths >= MAX_DEATHS
    }

    /// Whether nobody has been asked anything here since the last death.
    pub fn is_fresh(&self) -> bool {
        self.probe.is_none()
    }

    /// Replaces the probe by a fresh one, which knows of nothing that was asked before.
    pub fn clear(&mut self) {
        self.probe = None;
    }

    /// Asks the calls of a script as one question.
    pub fn ask(&mut self, exercise: &str, script: &Script, limits: Limits) -> io::Result<Told> {
        let calls = script.of(exercise);
        let probe = match &mut self.probe {
            Some(probe) => probe,
            empty => empty.insert(self.launch.start(self.port)?),
        };
        let Response { answers, printed } = probe.ask(calls, limits)?;
        if answers.is_err() {
            self.probe = None;
            self.deaths += 1;
        }
        Ok(Told { answers, printed: crate::sanitise::print(&printed) })
    }

    /// The other end of a conversation, which the probe may reach. All of an exercise's listen on the same port, one
    /// after the other, because a probe that runs can't be granted another; the first to have it gets a fresh probe.
    pub fn peer(&mut self) -> io::Result<Peer> {
        if let Some(port) = self.port
            && let Ok(peer) = Peer::listen(port)
        {
            return Ok(peer);
        }
        let peer = Peer::listen(0)?;
        self.port = Some(peer.port());
        self.clear();
        Ok(peer)
    }

    /// The time that the present probe has used so far; none is used before the first question.
    pub fn time_used(&self) -> Duration {
        self.probe.as_ref().map(Probe::time_used).unwrap_or_default()
    }
}
