//! Starts programs, bounds them, and leaves none behind.
//!
//! Owns groups, pipes and deadlines, and is the only room that knows what time it is. It does not know what it
//! runs. It never waits for the end of a pipe, because any heir of the program may hold the other end open for
//! ever: it waits for a line, for the program's exit, or for a deadline.

use std::cell::OnceCell;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use confine::{Orders, REFUSED};

use crate::confinement::{Confinement, Tier};
use crate::platform;

/// A program of ours to start. Its environment is empty but for `env`.
#[derive(Debug)]
pub struct Program<'a> {
    /// The program's file.
    pub path: &'a Path,
    /// Its arguments.
    pub args: Vec<String>,
    /// Where it runs.
    pub folder: &'a Path,
    /// Its environment.
    pub env: Vec<(String, String)>,
    /// Whether it also gets our own environment.
    pub inherit_env: bool,
}

/// What a program may use until the next [`Process::wait`] is over.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time on the clock. Where `cpu` is bounded too, a program that wants the processor and doesn't get it is given up to
    /// six times as much.
    pub wall: Duration,
    /// Time on the processor, where the system tells; elsewhere only `wall` counts.
    pub cpu: Option<Duration>,
}

impl Limits {
    /// So many hundredths of these.
    pub(crate) fn percent(self, percent: u32) -> Limits {
        let of = |time: Duration| time * percent / 100;
        Limits { wall: of(self.wall), cpu: self.cpu.map(of) }
    }
}

/// What was heard first.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// A whole line of standard output, without its end.
    Line(Vec<u8>),
    /// The program ended.
    Exit(Exit),
    /// It was killed, with all its group, because a limit was reached.
    Killed(Limit),
    /// It was never started: this is why the launcher could not do as it was told. Our fault.
    Refused(String),
}

/// How a program ended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With a status.
    Code(i32),
    /// By a signal: number and name.
    Signal(i32, String),
}

/// A limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::wall`].
    Wall,
    /// [`Limits::cpu`].
    Cpu,
    /// [`MAX_LINE_BYTES`].
    Line,
    /// [`MAX_OUTPUT_BYTES`].
    Output,
    /// The memory that it and its children touched. See [`Process::launch`].
    Memory,
}

/// A line of standard output has at most so many bytes: 1 MiB.
pub const MAX_LINE_BYTES: usize = probe::MAX_LINE_BYTES;
/// Standard error between two waits has at most so many bytes: 8 MiB.
pub const MAX_OUTPUT_BYTES: usize = 8 << 20;
/// So much of it is kept: 64 KiB.
const KEPT_BYTES: usize = 64 << 10;
/// How often we look whether the program has ended or used up its time.
const TICK: Duration = Duration::from_millis(20);
/// How often we look how much memory is in use.
const MEMORY_TICK: Duration = Duration::from_millis(50);
/// So many times its time on the clock more has a program that computes and does not get the processor.
const HUNGER: u32 = 5;
/// How long we listen to the pipes of a program that has ended.
const GRACE: Duration = Duration::from_millis(100);

/// A program that runs.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: Option<SyncSender<Vec<u8>>>,
    output: Receiver<Piece>,
    printed: Vec<u8>,
    printed_bytes: usize,
    over: Option<Exit>,
    started: Instant,
    launched: Option<Launched>,
}

/// What is known of a program that a launcher starts.
#[derive(Debug)]
struct Launched {
    tier: Tier,
    /// What the launcher says when it refuses, and the program can't know.
    mark: String,
    /// The program's number, once it is there.
    number: OnceCell<u32>,
    /// The most that may be touched of memory.
    most_bytes: u64,
    /// When we last looked how much it was.
    looked: Instant,
}

#[derive(Debug)]
enum Piece {
    Line(Vec<u8>),
    LongLine,
    Print(Vec<u8>),
    EndOfLines,
}

/// Groups that run now, so that an interrupt can end them all.
static GROUPS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Kills everything that was started and still runs. For the moment before we end ourselves: whatever is started
/// after this is not killed, so nothing more is started.
pub fn kill_all() {
    // The lock is kept for good: a program that is about to be started waits for it, and we end.
    let groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
    for group in groups.iter() {
        platform::kill_group(*group);
    }
    let front = IN_FRONT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(child) = front.as_ref() {
        stop(child);
    }
    if ADOPTS.load(Ordering::Relaxed) {
        end_strangers(&groups, None);
    }
    std::mem::forget((groups, front));
}

/// Times something, for bounds that the caller checks itself. Never for a verdict.
pub fn stopwatch() -> impl Fn() -> Duration {
    let start = now();
    move || now().duration_since(start)
}

/// A program that has the terminal: with our own output, environment, folder and process group.
#[derive(Debug)]
pub struct InFront(Arc<Mutex<Child>>);

/// The one that runs now, so that an interrupt can end it.
static IN_FRONT: Mutex<Option<Arc<Mutex<Child>>>> = Mutex::new(None);
/// How long a program that we ask to end may take to end what it started itself.
const TO_END: Duration = Duration::from_secs(3);

impl InFront {
    /// Starts a program; `input` says whether it also gets our own standard input.
    pub fn start(path: &Path, args: &[String], input: bool) -> io::Result<InFront> {
        #[expect(clippy::disallowed_methods, reason = "this room starts programs")]
        let mut command = Command::new(path);
        command.args(args).stdin(if input { Stdio::inherit() } else { Stdio::null() });
        let mut front = IN_FRONT.lock().unwrap_or_else(PoisonError::into_inner);
        let child = Arc::new(Mutex::new(command.spawn()?));
        *front = Some(child.clone());
        Ok(InFront(child))
    }

    /// Waits until it has ended.
    pub fn wait(&self) -> io::Result<Exit> {
        loop {
            if let Some(exit) = self.over()? {
                return Ok(exit);
            }
            pause(TICK / 4);
        }
    }

    /// How it ended, if it has.
    pub fn over(&self) -> io::Result<Option<Exit>> {
        let status = self.0.lock().unwrap_or_else(PoisonError::into_inner).try_wait()?;
        Ok(status.map(exit))
    }

    /// Asks it to end what it started and itself, and makes sure that it does.
    pub fn stop(&self) {
        stop(&self.0);
    }
}

fn stop(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // What has ended is not asked: its number may be another's by now.
    if matches!(child.try_wait(), Ok(None)) {
        platform::ask_to_end(child.id());
        let deadline = now() + TO_END;
        while matches!(child.try_wait(), Ok(None)) && now() < deadline {
            pause(TICK / 4);
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn pause(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "std waits for a child with a deadline in no other way")]
    thread::sleep(time);
}

/// Runs a program that says a little and ends soon: how it ended, and all that it said.
pub fn listen_to(program: &Program<'_>) -> io::Result<(Exit, String)> {
    const SOON: Limits = Limits { wall: Duration::from_secs(60), cpu: None };
    let mut process = Process::start(program)?;
    process.send_end();
    let mut said = String::new();
    loop {
        match process.wait(SOON) {
            Heard::Line(line) => said += &format!("{}\n", String::from_utf8_lossy(&line)),
            Heard::Exit(exit) => {
                said += &String::from_utf8_lossy(&process.printed());
                return Ok((exit, said));
            }
            Heard::Killed(limit) => return Err(io::Error::other(format!("stopped: {limit:?}"))),
            Heard::Refused(reason) => return Err(io::Error::other(reason)),
        }
    }
}

fn exit(status: ExitStatus) -> Exit {
    match platform::signal(status) {
        Some((number, name)) => Exit::Signal(number, name),
        None => Exit::Code(status.code().unwrap_or(-1)),
    }
}

impl Process {
    /// Starts a program of ours in a process group of its own.
    pub fn start(program: &Program<'_>) -> io::Result<Process> {
        Process::spawn(command(program), None)
    }

    /// Has a launcher start a program that nobody trusts, in `folder`. It dies with the *thread* that calls this.
    ///
    /// Beside the limits of its orders it is bounded by the memory that it and its children have touched, shared or
    /// not: a quarter more than [`confine::Limits::data_bytes`].
    pub fn launch(confinement: &Confinement, orders: Orders, folder: &Path) -> io::Result<Process> {
        let orders = confinement.complete(orders);
        let mark = unguessable();
        #[expect(clippy::disallowed_methods, reason = "this room starts programs")]
        let mut command = Command::new(&confinement.launcher);
        command.env_clear().args(orders.command_line(&mark)?).current_dir(folder);
        let launched = Launched {
            tier: confinement.tier,
            mark,
            number: OnceCell::new(),
            most_bytes: orders.limits.data_bytes / 4 * 5,
            looked: now(),
        };
        Process::spawn(command, Some(launched))
    }

    fn spawn(mut command: Command, launched: Option<Launched>) -> io::Result<Process> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
        let mut child = platform::in_own_group(&mut command).spawn()?;
        groups.push(child.id());
        drop(groups);

        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(lines), Some(print)) = pipes else { unreachable!("all three were asked for") };
        let (sender, output) = mpsc::sync_channel(64);
        let print_sender = sender.clone();
        // These threads end when their pipe does. If an heir keeps a pipe open they stay, and harm nothing.
        thread::spawn(move || read_lines(lines, &sender));
        thread::spawn(move || read_print(print, &print_sender));
        Ok(Process {
            child,
            input: Some(write_all(input)),
            output,
            printed: Vec::new(),
            printed_bytes: 0,
            over: None,
            started: now(),
            launched,
        })
    }

    /// Sends bytes to standard input, without waiting for the program to read them.
    pub fn send(&mut self, bytes: Vec<u8>) {
        if let Some(input) = &self.input {
            // It fails where the program no longer reads; its end will tell.
            let _ = input.send(bytes);
        }
    }

    /// Closes standard input.
    pub fn send_end(&mut self) {
        self.input = None;
    }

    /// Waits for the next line, the end, or a limit, whichever comes first.
    pub fn wait(&mut self, limits: Limits) -> Heard {
        let deadline = now() + limits.wall;
        // What still computes has only been kept waiting, by a busy machine: its processor time says when it is enough.
        let patience = deadline + limits.wall * HUNGER;
        let cpu_deadline = limits.cpu.and_then(|cpu| Some(self.cpu_time()? + cpu));
        loop {
            let next = if now() < deadline { deadline } else { patience };
            match self.output.recv_timeout(TICK.min(next.saturating_duration_since(now()))) {
                Ok(Piece::Line(line)) => return Heard::Line(line),
                Ok(Piece::LongLine) => return self.stop(Limit::Line),
                Ok(Piece::Print(bytes)) => {
                    self.keep(&bytes);
                    if self.printed_bytes > MAX_OUTPUT_BYTES {
                        return self.stop(Limit::Output);
                    }
                }
                Ok(Piece::EndOfLines) | Err(RecvTimeoutError::Disconnected) => {
                    return self.last_words(deadline);
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(exit) = self.exit() {
                        return self.said_before(exit);
                    }
                }
            }
            if now() >= deadline && !(limits.cpu.is_some() && now() < patience && self.wants_processor()) {
                return self.stop(Limit::Wall);
            }
            if let (Some(used), Some(most)) = (self.cpu_time(), cpu_deadline)
                && used > most
            {
                return self.stop(Limit::Cpu);
            }
            if self.has_too_much_memory() {
                return self.stop(Limit::Memory);
            }
        }
    }

    /// Waits until standard error holds `mark`, within a bound, and takes all that came before it. Where the mark
    /// doesn't come, what is there is taken.
    pub fn printed_until(&mut self, mark: &[u8]) -> Vec<u8> {
        let deadline = now() + GRACE * 5;
        loop {
            if let Some(at) = find(&self.printed, mark) {
                let mut printed = std::mem::take(&mut self.printed);
                self.printed = printed.split_off(at)[mark.len()..].to_vec();
                self.printed_bytes = self.printed.len();
                return printed;
            }
            match self.output.recv_timeout(deadline.saturating_duration_since(now())) {
                Ok(Piece::Print(bytes)) => self.keep(&bytes),
                Ok(_) => {}
                Err(_) => return self.printed(),
            }
        }
    }

    /// Takes what standard error has held so far: the first half and the last of what is kept.
    pub fn printed(&mut self) -> Vec<u8> {
        self.printed_bytes = 0;
        std::mem::take(&mut self.printed)
    }

    /// The processor time used so far; the time since the start where the system doesn't tell.
    pub fn time_used(&self) -> Duration {
        self.cpu_time().unwrap_or_else(|| now().duration_since(self.started))
    }

    /// `None` where the system doesn't tell. A program that is not there yet has used none.
    fn cpu_time(&self) -> Option<Duration> {
        match self.number() {
            Some(number) => platform::cpu_time(number),
            None => Some(Duration::ZERO),
        }
    }

    fn wants_processor(&self) -> bool {
        self.number().is_some_and(platform::wants_processor)
    }

    /// The number of the program itself, once it is there.
    fn number(&self) -> Option<u32> {
        let Some(Launched { tier, number, .. }) = &self.launched else { return Some(self.child.id()) };
        number.get().copied().or_else(|| {
            let found = confine::program_of(*tier, self.child.id())?;
            Some(*number.get_or_init(|| found))
        })
    }

    fn has_too_much_memory(&mut self) -> bool {
        let Some(launched) = &mut self.launched else { return false };
        if now().duration_since(launched.looked) < MEMORY_TICK {
            return false;
        }
        launched.looked = now();
        platform::memory_of_tree(self.child.id()) > launched.most_bytes
    }

    /// The next line if it is there already: something said without being asked.
    pub fn unasked(&mut self) -> Option<Vec<u8>> {
        loop {
            match self.output.try_recv() {
                Ok(Piece::Line(line)) => return Some(line),
                Ok(Piece::Print(bytes)) => self.keep(&bytes),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }

    /// Keeps the beginning and the newest end, so that both the first print and a last message survive.
    fn keep(&mut self, bytes: &[u8]) {
        self.printed_bytes += bytes.len();
        self.printed.extend_from_slice(bytes);
        if self.printed.len() > KEPT_BYTES {
            let cut = self.printed.len() - KEPT_BYTES;
            self.printed.drain(KEPT_BYTES / 2..KEPT_BYTES / 2 + cut);
        }
    }

    /// Standard output is closed: the program is ending, or pretends to.
    fn last_words(&mut self, deadline: Instant) -> Heard {
        let end = deadline.min(now() + GRACE * 5);
        loop {
            if let Some(exit) = self.exit() {
                return self.drain(exit);
            }
            match self.output.recv_timeout(Duration::from_millis(1)) {
                Ok(Piece::Print(bytes)) => self.keep(&bytes),
                // Closed as well: nothing left to wait for but the exit itself.
                Err(RecvTimeoutError::Disconnected) => thread::yield_now(),
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            }
            if now() >= end {
                return self.stop(Limit::Wall);
            }
        }
    }

    /// The program has ended, perhaps between two looks at its lines: on a busy machine the last ones are still on
    /// their way. They are heard first.
    fn said_before(&mut self, exit: Exit) -> Heard {
        let deadline = now() + GRACE * 5;
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(now())) {
                Ok(Piece::Line(line)) => return Heard::Line(line),
                Ok(Piece::LongLine) => return self.stop(Limit::Line),
                Ok(Piece::Print(bytes)) => self.keep(&bytes),
                Ok(Piece::EndOfLines) | Err(_) => return self.drain(exit),
            }
        }
    }

    /// The program has ended. Takes what its pipes still hold, but does not wait for its heirs.
    fn drain(&mut self, exit: Exit) -> Heard {
        let deadline = now() + GRACE;
        while let Ok(piece) = self.output.recv_timeout(deadline.saturating_duration_since(now())) {
            if let Piece::Print(bytes) = piece {
                self.keep(&bytes);
            }
        }
        platform::kill_group(self.child.id());
        sweep();
        match self.refusal(&exit) {
            Some(reason) => Heard::Refused(reason),
            None => Heard::Exit(exit),
        }
    }

    fn refusal(&self, exit: &Exit) -> Option<String> {
        let Launched { mark, .. } = self.launched.as_ref().filter(|_| *exit == Exit::Code(REFUSED))?;
        confine::refusal(mark, &String::from_utf8_lossy(&self.printed))
    }

    fn exit(&mut self) -> Option<Exit> {
        if self.over.is_none()
            && let Ok(Some(status)) = self.child.try_wait()
        {
            self.over = Some(exit(status));
        }
        self.over.clone()
    }

    fn stop(&mut self, limit: Limit) -> Heard {
        self.kill();
        Heard::Killed(limit)
    }

    fn kill(&mut self) {
        platform::kill_group(self.child.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
        sweep();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A program that has ended was swept up then, and its number may be another's by now.
        if self.over.is_none() {
            self.kill();
        }
        let mut groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
        groups.retain(|group| *group != self.child.id());
    }
}

/// Whether children that we did not start are ours to end.
static ADOPTS: AtomicBool = AtomicBool::new(false);
/// How long what was left behind may take to be gone.
const TO_BE_GONE: Duration = Duration::from_secs(1);

/// From now on what a program leaves behind becomes our child, wherever its group and its session are, and is ended
/// with it. Only for a process whose children are all started by this room. Linux; elsewhere nothing happens.
pub fn adopt_orphans() -> io::Result<()> {
    platform::adopt_orphans()?;
    ADOPTS.store(true, Ordering::Relaxed);
    Ok(())
}

fn sweep() {
    if !ADOPTS.load(Ordering::Relaxed) {
        return;
    }
    // Both are held, so that none that is being started is taken for a stranger.
    let groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
    let front = IN_FRONT.lock().unwrap_or_else(PoisonError::into_inner);
    let front = front.as_ref().map(|child| child.lock().unwrap_or_else(PoisonError::into_inner).id());
    end_strangers(&groups, front);
}

/// Ends children that we did not start, and those that become ours by it.
fn end_strangers(groups: &[u32], front: Option<u32>) {
    let deadline = now() + TO_BE_GONE;
    loop {
        let mut strangers = platform::children(std::process::id());
        strangers.retain(|child| !groups.contains(child) && front != Some(*child));
        if strangers.is_empty() || now() > deadline {
            return;
        }
        for stranger in strangers {
            platform::end_child(stranger);
        }
        thread::yield_now();
    }
}

/// 128 random bits as text: what a program that was not told can't say.
pub(crate) fn unguessable() -> String {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).expect("the system has random bits");
    given::hex::encode(&bits)
}

fn command(program: &Program<'_>) -> Command {
    #[expect(clippy::disallowed_methods, reason = "this room starts programs")]
    let mut command = Command::new(program.path);
    if !program.inherit_env {
        command.env_clear();
    }
    command.args(&program.args).current_dir(program.folder).envs(program.env.iter().cloned());
    command
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "this room owns the deadlines")]
    Instant::now()
}

/// A thread that writes what it is sent, so that a program that doesn't read can't stop us.
fn write_all(mut input: ChildStdin) -> SyncSender<Vec<u8>> {
    let (sender, bytes) = mpsc::sync_channel::<Vec<u8>>(4);
    thread::spawn(move || {
        while let Ok(bytes) = bytes.recv() {
            if input.write_all(&bytes).and_then(|()| input.flush()).is_err() {
                return;
            }
        }
    });
    sender
}

fn read_lines(mut pipe: impl Read, sender: &SyncSender<Piece>) {
    let mut line = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    while let Ok(count @ 1..) = pipe.read(&mut buffer) {
        let mut rest = &buffer[..count];
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            line.extend_from_slice(&rest[..end]);
            rest = &rest[end + 1..];
            if line.len() >= MAX_LINE_BYTES || sender.send(Piece::Line(std::mem::take(&mut line))).is_err() {
                let _ = sender.send(Piece::LongLine);
                return;
            }
        }
        line.extend_from_slice(rest);
        if line.len() >= MAX_LINE_BYTES {
            let _ = sender.send(Piece::LongLine);
            return;
        }
    }
    let _ = sender.send(Piece::EndOfLines);
}

fn read_print(mut pipe: impl Read, sender: &SyncSender<Piece>) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(count @ 1..) = pipe.read(&mut buffer) {
        if sender.send(Piece::Print(buffer[..count].to_vec())).is_err() {
            return;
        }
    }
}

fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    text.windows(mark.len()).position(|window| window == mark)
}
