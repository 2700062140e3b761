//! One running probe: its questions, its answers, what it printed meanwhile.
//!
//! It asks and listens, and never judges. Once it has run learner code a probe is hostile: what it says counts
//! only as the answer to the one question that is open, under that question's id.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ::probe::{Answer, Call, MAX_LINE_BYTES, Question, Reply, end_of_print};

use confine::{Network, Orders};

use crate::confinement::{Confinement, next_uid};
use crate::process::{Exit, Heard, Limit, Limits, Process, unguessable};

/// The time that a question which only computes may take.
pub const TO_COMPUTE: Limits = Limits { wall: Duration::from_secs(5), cpu: Some(Duration::from_secs(1)) };

/// The most bytes of print that are shown.
const MAX_PRINTED_BYTES: usize = 4 << 10;

/// The processor time of a probe's whole life, in seconds. [`Limits::cpu`] bounds each question long before; this is for
/// a probe whose judge was killed.
const LIFE_CPU_SECONDS: u64 = 300;

/// How to start a probe.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The linked program.
    pub program: PathBuf,
    /// An empty folder to run in.
    pub folder: PathBuf,
    /// How it is confined.
    pub confinement: Confinement,
    /// Whether it talks over UDP.
    pub udp: bool,
}

/// A running probe.
#[derive(Debug)]
pub struct Probe {
    process: Process,
    time_percent: u32,
}

/// What came of a question.
#[derive(Debug)]
pub struct Response {
    /// The answers in order, or how the probe ended instead.
    pub answers: Result<Vec<Answer>, Ending>,
    /// What learner code printed meanwhile.
    pub printed: Vec<u8>,
}

/// How a probe ended in the middle of a question. It is gone then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It exited or was killed by a signal.
    Exited(Exit),
    /// Its stack was full: 16 MiB.
    StackOverflow,
    /// It used more processor time than a question may.
    UsedUpCpu(Duration),
    /// It did not answer in time, and was not busy computing either.
    TookTooLong(Duration),
    /// It went over a limit: memory, print, the length of an answer.
    OverLimit(&'static str),
    /// It said something that is not the answer to the question.
    SpokeOutOfTurn,
}

impl Launch {
    /// Starts a probe. It may reach `port` on loopback, if there is one, and else nobody; all of loopback if it talks
    /// over UDP.
    pub fn start(&self, port: Option<u16>) -> io::Result<Probe> {
        let network = match port {
            _ if self.udp => Network::Loopback,
            Some(port) => Network::Ports(vec![port]),
            None => Network::None,
        };
        let mut orders = Orders::to_run(self.confinement.tier, &self.program, network);
        // Nothing of our environment reaches learner code; a backtrace would only hide the message.
        orders.environment = vec![(String::from("RUST_BACKTRACE"), String::from("0"))];
        orders.limits.cpu_seconds = LIFE_CPU_SECONDS;
        orders.uid = Some(next_uid());
        let process = Process::launch(&self.confinement, orders, &self.folder)?;
        Ok(Probe { process, time_percent: self.confinement.time_percent })
    }

    /// The folder of the programs, for messages.
    pub fn program(&self) -> &Path {
        &self.program
    }
}

impl Probe {
    /// Asks one question and waits for its answers. After an [`Ending`] the probe is of no more use. Where it could not
    /// be started as it should, that is the error.
    pub fn ask(&mut self, calls: Vec<Call>, limits: Limits) -> io::Result<Response> {
        let limits = limits.percent(self.time_percent);
        let id = unguessable();
        let mut line =
            serde_json::to_vec(&Question { id: id.clone(), calls }).expect("questions are plain data");
        line.push(b'\n');
        if self.process.unasked().is_some() {
            return Ok(self.end(Ending::SpokeOutOfTurn));
        }
        self.process.send(line);
        Ok(match self.process.wait(limits) {
            Heard::Line(line) => self.read(&id, &line, limits),
            Heard::Exit(exit) => self.exited(exit),
            Heard::Refused(reason) => return Err(io::Error::other(reason)),
            Heard::Killed(limit) => self.end(match limit {
                Limit::Wall => Ending::TookTooLong(limits.wall),
                Limit::Cpu => Ending::UsedUpCpu(limits.cpu.unwrap_or_default()),
                Limit::Line => Ending::OverLimit("its answer is longer than 1 MiB"),
                Limit::Output => Ending::OverLimit("it printed more than 8 MiB"),
                Limit::Memory => {
                    Ending::OverLimit("it used more memory than 640 MiB, what it shares included")
                }
            }),
        })
    }

    /// The time that the probe has used so far.
    pub fn time_used(&self) -> Duration {
        self.process.time_used()
    }

    fn read(&mut self, id: &str, line: &[u8], limits: Limits) -> Response {
        match serde_json::from_slice::<Reply>(line) {
            Ok(reply) if reply.id == id => {
                let printed = self.process.printed_until(end_of_print(id).as_bytes());
                Response { answers: Ok(reply.answers), printed: shorten(printed) }
            }
            // Where the streams can't be told apart, what is no reply is print.
            Err(_) if cfg!(not(unix)) => match self.process.wait(limits) {
                Heard::Line(line) => self.read(id, &line, limits),
                _ => self.end(Ending::SpokeOutOfTurn),
            },
            _ => self.end(Ending::SpokeOutOfTurn),
        }
    }

    fn exited(&mut self, exit: Exit) -> Response {
        let response = self.end(Ending::Exited(exit));
        // The process tells about its own end, which it may do as it likes: no points hang on the difference.
        let ending = if contains(&response.printed, b"memory allocation of ") {
            Ending::OverLimit("it asked for more memory than 512 MiB")
        } else if contains(&response.printed, b"has overflowed its stack") {
            Ending::StackOverflow
        } else {
            return response;
        };
        Response { answers: Err(ending), ..response }
    }

    fn end(&mut self, ending: Ending) -> Response {
        Response { answers: Err(ending), printed: shorten(self.process.printed()) }
    }
}

/// The number of bytes that a call takes in a question, nearly.
pub fn size(call: &Call) -> usize {
    serde_json::to_vec(call).map_or(MAX_LINE_BYTES, |text| text.len() + 1)
}

fn shorten(mut printed: Vec<u8>) -> Vec<u8> {
    if printed.len() > MAX_PRINTED_BYTES {
        let tail = printed.split_off(printed.len() - MAX_PRINTED_BYTES / 2);
        printed.truncate(MAX_PRINTED_BYTES / 2);
        printed.extend_from_slice("\n… (more was printed) …\n".as_bytes());
        printed.extend_from_slice(&tail);
    }
    printed
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
