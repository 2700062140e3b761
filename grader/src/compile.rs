//! Builds what is staged, and turns cargo's messages into probes, or into what is wrong with which file.
//!
//! It knows cargo's arguments and its JSON. It never looks at the learner's own folder.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use confine::Orders;

use crate::catalogue::Chapter;
use crate::confinement::Confinement;
use crate::error::Error;
use crate::house;
use crate::process::{Exit, Heard, Limit, Limits, Process, Program, listen_to};
use crate::sanitise;
use crate::stage::{self, Copy, Slot, own_path};

/// The tools that build.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The toolchain's own cargo, not a proxy that would look for a toolchain file.
    pub cargo: PathBuf,
    /// The folder of the toolchain, with its `bin` and `lib`.
    pub folder: PathBuf,
    /// Where a linker is found.
    pub path: OsString,
}

/// What came of a build.
#[derive(Debug, Default)]
pub struct Compiled {
    /// What is wrong, in the order in which it was found; empty if everything was built.
    pub errors: Vec<Diagnostic>,
    /// Warnings about nothing in a learner's code.
    pub warnings: Vec<String>,
    /// Whether everything was built.
    pub success: bool,
    /// Whether it was stopped because it took too long.
    pub timed_out: bool,
    /// Whether it was stopped because it used too much memory.
    pub out_of_memory: bool,
    /// The end of what cargo said itself.
    pub said: String,
}

/// One error of the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where, if it is in one of a chapter's files.
    pub place: Option<Place>,
    /// The name of the lint, or the number of the error.
    pub lint: Option<String>,
    /// The compiler's own message, at the learner's own path.
    pub rendered: String,
}

/// A file of a staged chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The chapter.
    pub chapter: String,
    /// The file, below `src`.
    pub file: String,
    /// Whether it is the probe's and not the learner's: then a public interface is not what the stub's is.
    pub in_probe: bool,
}

/// How long a build of learner crates may take.
const TO_BUILD: Limits = Limits { wall: Duration::from_secs(120), cpu: None };
/// How long fetching and building our own crates may take between two lines of progress.
const TO_PREPARE: Limits = Limits { wall: Duration::from_secs(600), cpu: None };

/// Fetches our dependencies into the slot and builds them. The only step that may use the network; no learner
/// code is built by it.
pub fn prepare(slot: &Slot, tools: &Toolchain, confinement: &Confinement) -> Result<(), Error> {
    let vendor = slot.vendor().display().to_string();
    let fetch = ["vendor", "--locked", "--quiet", "--versioned-dirs", &vendor].map(String::from).to_vec();
    // With our own environment: the proxy, the certificates and the cargo home are the user's.
    let fetch =
        Program { path: &tools.cargo, args: fetch, folder: &slot.stage(), env: vec![], inherit_env: true };
    run(Process::start(&fetch))
        .map_err(|said| Error::Prepare { doing: "fetch the crates that exercises are built with", said })?;
    // Confined as a learner's build will be, so that what is missing then shows now, as our fault.
    run(cargo(slot, tools, confinement, build([String::from("--package=probe")])))
        .map_err(|said| Error::Prepare { doing: "build the crates that exercises are built with", said })
}

/// A program to build of what is staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The probe of a chapter.
    Probe(&'static str, Copy),
    /// The same with all that a debugger wants to know.
    ProbeForDebugger(&'static str),
    /// One of a chapter's own programs.
    Program(&'static str, String),
}

impl Goal {
    fn args(&self) -> Vec<String> {
        let package = |name: &str| format!("--package={name}");
        match self {
            Goal::Probe(chapter, copy) => vec![package(&copy.probe_package(chapter))],
            Goal::ProbeForDebugger(chapter) => {
                vec![package(&Copy::Own.probe_package(chapter)), String::from("--profile=debugger")]
            }
            Goal::Program(chapter, name) => {
                vec![package(&Copy::Own.package(chapter)), format!("--bin={name}")]
            }
        }
    }

    /// What cargo calls the program.
    fn target(&self) -> String {
        match self {
            Goal::Probe(chapter, copy) => copy.probe_package(chapter),
            Goal::ProbeForDebugger(chapter) => Copy::Own.probe_package(chapter),
            Goal::Program(_, name) => name.clone(),
        }
    }
}

/// Builds these programs; `built` is called with each as soon as it is linked.
pub fn compile(
    slot: &Slot,
    tools: &Toolchain,
    confinement: &Confinement,
    goals: &[Goal],
    mut built: impl FnMut(&Goal, PathBuf),
) -> Result<Compiled, Error> {
    let args = goals.iter().flat_map(Goal::args).chain([String::from(JSON)]);
    listen(slot, tools, confinement, build(args), |target, path| {
        let goal = goals.iter().find(|goal| goal.target() == target);
        if let Some(goal) = goal
            && path.starts_with(slot.target())
        {
            built(goal, path);
        }
    })
}

/// Lets clippy look at the stand-in copy of a chapter for what its house rules ban. What it says of anything else
/// does not count.
pub fn look_for_banned(
    slot: &Slot,
    tools: &Toolchain,
    confinement: &Confinement,
    chapter: &Chapter,
) -> Result<Compiled, Error> {
    let package = format!("--package={}", Copy::StandIn.package(chapter.name));
    let mut command = vec![String::from("clippy"), String::from("--frozen"), package, String::from(JSON)];
    // What is given may hold what is banned, or be written as text with it.
    command.extend(["--features=given/bare", "--no-deps", "--", "-Aclippy::all"].map(String::from));
    command.extend(house::LINTS.map(|lint| format!("-F{lint}")));
    let compiled = listen(slot, tools, confinement, command, |_, _| {})?;
    // A rule that names nothing bans nothing.
    match compiled.warnings.iter().find(|warning| warning.contains("does not refer to")) {
        Some(said) => Err(Error::Prepare { doing: "read the house rules", said: said.clone() }),
        None => Ok(compiled),
    }
}

const JSON: &str = "--message-format=json";

/// Runs cargo and reads its messages; `built` is called with each program's name and path.
fn listen(
    slot: &Slot,
    tools: &Toolchain,
    confinement: &Confinement,
    command: Vec<String>,
    mut built: impl FnMut(&str, PathBuf),
) -> Result<Compiled, Error> {
    let cargo = cargo(slot, tools, confinement, command);
    let mut cargo = cargo.map_err(Error::io("start", &tools.cargo))?;
    cargo.send_end();
    let elapsed = crate::process::stopwatch();
    let mut compiled = Compiled::default();
    loop {
        let left = TO_BUILD.percent(confinement.time_percent).wall.saturating_sub(elapsed());
        match cargo.wait(Limits { wall: left, cpu: None }) {
            Heard::Line(line) => match serde_json::from_slice(&line) {
                Ok(Message::Artifact { target, executable: Some(path) }) => built(&target.name, path),
                Ok(Message::Diagnostic { message }) if message.level.starts_with("error") => {
                    compiled.errors.push(message.into());
                }
                // The warnings of lints have a code; those about our own configuration have none.
                Ok(Message::Diagnostic { message }) if message.code.is_none() => {
                    compiled.warnings.push(sanitise::text(&message.message));
                }
                _ => {}
            },
            Heard::Exit(exit) => {
                compiled.success = exit == Exit::Code(0);
                break;
            }
            Heard::Killed(Limit::Memory) => {
                compiled.out_of_memory = true;
                break;
            }
            Heard::Killed(_) => {
                compiled.timed_out = true;
                break;
            }
            Heard::Refused(reason) => {
                return Err(Error::io("start", &tools.cargo)(std::io::Error::other(reason)));
            }
        }
    }
    compiled.said = sanitise::text(&String::from_utf8_lossy(&cargo.printed()));
    // Messages without a place say only that there were others.
    if compiled.errors.iter().any(|error| error.place.is_some()) {
        compiled.errors.retain(|error| error.place.is_some());
    }
    Ok(compiled)
}

/// Builds a peer from the folder of its package, into `target`: its program, or what cargo said. Nothing of a
/// submission is near; the network may be used, as in [`prepare`].
pub fn build_peer(tools: &Toolchain, package: &Path, target: &Path) -> Result<PathBuf, String> {
    let target_dir = (String::from("CARGO_TARGET_DIR"), target.display().to_string());
    let args = ["build", "--locked", "--message-format=json"].map(String::from).to_vec();
    let program =
        Program { path: &tools.cargo, args, folder: package, env: vec![target_dir], inherit_env: true };
    let mut process = Process::start(&program).map_err(|error| error.to_string())?;
    process.send_end();
    let mut executable = None;
    loop {
        match process.wait(TO_PREPARE) {
            Heard::Line(line) => {
                if let Ok(Message::Artifact { executable: Some(path), .. }) = serde_json::from_slice(&line) {
                    executable = Some(path);
                }
            }
            Heard::Exit(Exit::Code(0)) => {
                return executable.ok_or_else(|| String::from("cargo made no program"));
            }
            Heard::Exit(_) => return Err(sanitise::text(&String::from_utf8_lossy(&process.printed()))),
            Heard::Killed(limit) => return Err(format!("stopped: {limit:?}")),
            Heard::Refused(reason) => return Err(reason),
        }
    }
}

fn run(process: std::io::Result<Process>) -> Result<(), String> {
    let mut process = process.map_err(|error| error.to_string())?;
    process.send_end();
    loop {
        match process.wait(TO_PREPARE) {
            Heard::Line(_) => {}
            Heard::Exit(Exit::Code(0)) => return Ok(()),
            Heard::Exit(_) => return Err(sanitise::text(&String::from_utf8_lossy(&process.printed()))),
            Heard::Killed(limit) => return Err(format!("stopped: {limit:?}")),
            Heard::Refused(reason) => return Err(reason),
        }
    }
}

/// The command that builds these.
fn build(more: impl IntoIterator<Item = String>) -> Vec<String> {
    ["build", "--frozen", "--keep-going"].map(String::from).into_iter().chain(more).collect()
}

/// Starts cargo in the slot: confined, offline, with an environment of our own making.
fn cargo(
    slot: &Slot,
    tools: &Toolchain,
    confinement: &Confinement,
    mut command: Vec<String>,
) -> std::io::Result<Process> {
    let mut orders = Orders::to_build(
        confinement.tier,
        &tools.cargo,
        &tools.folder,
        vec![slot.stage(), slot.vendor()],
        vec![slot.target(), slot.home(), slot.temporary()],
    );
    orders.execute.extend(tools.linker_folder());
    let text = |path: PathBuf| path.display().to_string();
    let manifest = text(slot.stage().join("Cargo.toml"));
    command.splice(1..1, [String::from("--manifest-path"), manifest]);
    orders.arguments = command;
    let mut env: Vec<(String, String)> = [
        ("CARGO_HOME", text(slot.home())),
        ("CARGO_TARGET_DIR", text(slot.target())),
        ("HOME", text(slot.home())),
        ("TMPDIR", text(slot.temporary())),
        ("LC_ALL", String::from("C")),
        ("CARGO_TERM_COLOR", String::from("never")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec();
    env.push((String::from("PATH"), tools.path.to_string_lossy().into_owned()));
    if cfg!(windows) {
        // Without these the linker's own programs don't start there. Not tested.
        env.extend(tools.system_variables());
    }
    orders.environment = env;
    // Cargo looks for configuration where it is started, and in every folder above. In the uppermost there is none of
    // a learner's; ours lies in cargo's home.
    let stage = slot.stage();
    let top = stage.ancestors().last().unwrap_or(&stage);
    Process::launch(confinement, orders, top)
}

impl Toolchain {
    /// The toolchain that built the grader, or the one that `cargo run` says it belongs to.
    pub fn find(cargo: PathBuf, path: &OsString) -> Toolchain {
        let mut folders: Vec<PathBuf> = cargo.parent().map(Path::to_owned).into_iter().collect();
        folders.extend(std::env::split_paths(path));
        let path = std::env::join_paths(folders).unwrap_or_else(|_| path.clone());
        let (cargo, folder) = in_toolchain(cargo);
        Toolchain { cargo, folder, path }
    }

    /// Where the linker's own parts lie, if it is not one of the system's: the folder above that of the `cc` that is
    /// found first.
    fn linker_folder(&self) -> Option<PathBuf> {
        let linker =
            std::env::split_paths(&self.path).map(|folder| folder.join("cc")).find(|path| path.is_file())?;
        let folder = linker.canonicalize().ok()?.ancestors().nth(2)?.to_owned();
        // The root would be everything.
        folder.parent().is_some().then_some(folder)
    }

    fn system_variables(&self) -> Vec<(String, String)> {
        #[expect(clippy::disallowed_methods, reason = "what programs on Windows need to start at all")]
        ["SystemRoot", "TEMP", "TMP", "ProgramData"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), std::env::var(name).ok()?)))
            .collect()
    }
}

/// A cargo with its toolchain's folder. Where it lies in none, it is rustup's proxy, or only a name; then the compiler
/// of its neighborhood is asked where it is at home.
fn in_toolchain(cargo: PathBuf) -> (PathBuf, PathBuf) {
    let home = |cargo: &Path| cargo.canonicalize().ok()?.ancestors().nth(2).map(Path::to_owned);
    if let Some(folder) = home(&cargo).filter(|folder| folder.join("lib/rustlib").is_dir()) {
        return (cargo, folder);
    }
    let args = ["--print", "sysroot"].map(String::from).to_vec();
    let rustc = cargo.with_file_name("rustc");
    let ask = Program { path: &rustc, args, folder: Path::new("."), env: vec![], inherit_env: true };
    match listen_to(&ask) {
        Ok((Exit::Code(0), said)) => {
            let folder = PathBuf::from(said.trim());
            let own = folder.join("bin/cargo");
            (if own.is_file() { own } else { cargo }, folder)
        }
        _ => (cargo.clone(), home(&cargo).unwrap_or(cargo)),
    }
}

/// The files at fault: chapter and file's owner, each once.
pub fn at_fault(errors: &[Diagnostic]) -> BTreeSet<(String, String)> {
    errors
        .iter()
        .filter_map(|error| error.place.as_ref())
        .filter_map(|place| Some((place.chapter.clone(), crate::submission::owner(&place.file)?.to_owned())))
        .collect()
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target, executable: Option<PathBuf> },
    #[serde(rename = "compiler-message")]
    Diagnostic { message: Rustc },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Rustc {
    level: String,
    code: Option<Code>,
    message: String,
    rendered: Option<String>,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

impl From<Rustc> for Diagnostic {
    fn from(message: Rustc) -> Diagnostic {
        let place = message.spans.iter().filter(|span| span.is_primary).find_map(Span::place);
        let rendered = message.rendered.unwrap_or(message.message);
        let lint = message.code.map(|code| code.code);
        Diagnostic { place, lint, rendered: own_path(&sanitise::text(&rendered)).trim_end().to_owned() }
    }
}

impl Span {
    /// The file of ours that it lies in, or that the macro was used in.
    fn place(&self) -> Option<Place> {
        let mut span = self;
        loop {
            if let Some(place) = Place::of(&span.file_name) {
                return Some(place);
            }
            span = &span.expansion.as_deref()?.span;
        }
    }
}

impl Place {
    fn of(path: &str) -> Option<Place> {
        let path = path.replace('\\', "/");
        let (folder, rest) = path.split_once('/')?;
        let in_probe = match folder {
            "exercises" | "stand-in" => false,
            "probes" | "stand-in-probes" => true,
            _ => return None,
        };
        let (chapter, rest) = rest.split_once('/')?;
        Some(Place { chapter: chapter.to_owned(), file: rest.strip_prefix("src/")?.to_owned(), in_probe })
    }
}

/// Makes the slot ready: ours laid out, dependencies built. `preparing` is called once if that takes time.
pub fn make_ready(
    slot: &Slot,
    tools: &Toolchain,
    confinement: &Confinement,
    course: &crate::catalogue::Course,
    preparing: impl FnOnce(),
) -> Result<(), Error> {
    let hash = slot.lay_out(course)?;
    // Another compiler builds other files.
    let hash = format!("{hash} {}", tools.cargo.display());
    if !stage::is_prepared(slot, &hash) {
        preparing();
        prepare(slot, tools, confinement)?;
        stage::remember_prepared(slot, &hash)?;
    }
    Ok(())
}
