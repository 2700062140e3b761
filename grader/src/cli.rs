//! Arguments, environment, printing, exit status. It decides nothing about submissions.

mod debugger;
mod doctor;
mod hint;
mod list;
mod moments;
mod output;
mod progress;
mod reset;
mod run;
mod skip;
mod watch;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use grader::catalogue::{Course, Target, Track, UnknownTarget};
use grader::compile::Toolchain;
use grader::confinement::{Confinement, Tier};
use grader::error::Error;
use grader::grade::{Replay, Request, Workshop, grade};
use grader::report::test::NoTest;
use grader::report::{self, Layers, Report};
use grader::sanitise;
use grader::seed::Seed;

use output::Format;
use progress::Progress;

/// All that was asked for passed.
const PASSED: u8 = 0;
/// It was graded, and something did not pass.
const NOT_PASSED: u8 = 1;
/// The command line makes no sense.
const USAGE: u8 = 2;
/// Our fault.
const OUR_FAULT: u8 = 70;
/// Random cases a check with --thorough.
const THOROUGH_CASES: u32 = 5000;
/// Ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Grades what is in `exercises/`, and shows where to go on.
///
/// Without arguments it grades everything: a line a chapter, the first thing that is wrong in full, and the next
/// thing to do. A target is a chapter (`hello`), an exercise (`hello/cut`) or a check (`hello/cut/sizes`).
#[derive(Parser, Debug)]
#[command(name = "cargo grade", bin_name = "cargo grade", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit status: 0 all that was asked for passed, 1 something did not, 2 usage, 70 our fault, 130 interrupted."
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// A chapter, an exercise or a check.
    target: Option<String>,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Show every exercise, its track, level, minutes and state
    List {
        /// Of this folder, which holds <chapter>/src, instead of exercises/
        #[arg(long, value_name = "DIR")]
        submission: Option<PathBuf>,
        /// Only the exercises up to this track
        #[arg(long, value_enum)]
        track: Option<TrackName>,
    },
    /// Show a hint: the first time a nudge, then more, the third time nearly there
    Hint {
        /// An exercise
        target: String,
        /// Show this hint, 1 to 3, instead of the next
        #[arg(long)]
        step: Option<usize>,
    },
    /// Grade what you save, as you save it, and show the way to the next exercise
    Watch {
        /// A chapter or an exercise: no others
        target: Option<String>,
        /// Only the exercises up to this track
        #[arg(long, value_enum)]
        track: Option<TrackName>,
        /// Look for saves twice a second instead of being told of them
        #[arg(long)]
        poll: bool,
        /// No keys, no colors: lines for a log or a screen reader; commands are lines of input
        #[arg(long)]
        plain: bool,
        /// Refuse to grade where your code can't be confined so much
        #[arg(long, value_enum, value_name = "TIER")]
        require_sandbox: Option<TierName>,
    },
    /// Run one of the chapters' programs with your code in it, as in `cargo grade run addr -- 10.0.0.0/8`
    Run {
        /// The program
        program: String,
        /// What it gets
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Fetch and build what grading needs, so that the first one is quick and needs no network
    Prepare {
        /// Also the servers that some exercises are tried against at the end
        #[arg(long)]
        all: bool,
    },
    /// Say what is missing or odd on this machine, and how to mend it
    Doctor,
    /// Put an exercise aside: it earns nothing, and ours stands in where others need it
    Skip {
        /// An exercise
        target: String,
        /// Take it up again
        #[arg(long)]
        undo: bool,
    },
    /// Put the stub back; the file that was there is kept beside it
    Reset {
        /// An exercise
        target: String,
        /// Don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Show one failure again: the same check, seed and case, on any machine
    Replay {
        /// What a report prints after `replay`
        token: String,
        /// Build the probe for a debugger, too, and say how to stop in your code
        #[arg(long)]
        debugger: bool,
        #[command(flatten)]
        options: Options,
    },
    /// Grade once and write reports, in one or many formats
    Report {
        /// A chapter, an exercise or a check
        target: Option<String>,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Args, Clone, Debug, Default)]
struct Options {
    /// Grade this folder, which holds <chapter>/src, instead of exercises/
    #[arg(long, value_name = "DIR")]
    submission: Option<PathBuf>,
    /// Where random inputs come from: hexadecimal digits, or `fresh` for a new seed, printed afterwards
    #[arg(long, value_name = "SEED")]
    seed: Option<String>,
    /// Random cases a check; usually 200
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    cases: Option<u32>,
    /// Many more random cases: about a minute for all the course
    #[arg(long, conflicts_with = "cases")]
    thorough: bool,
    /// Only the exercises up to this track: `first` is a course of its own, `deep` is everything
    #[arg(long, value_enum)]
    track: Option<TrackName>,
    /// What exercises stand on that need others: yours where they pass and ours elsewhere, or always ours, or yours
    #[arg(long, value_enum, default_value = "default")]
    layers: LayersName,
    /// Write the first failure as a Rust test to paste into your crate, instead of the report
    #[arg(long = "test", conflicts_with = "format")]
    as_test: bool,
    /// How to write the report; several, with commas or one by one, with --output
    #[arg(long, value_enum, value_delimiter = ',', default_value = "text")]
    format: Vec<Format>,
    /// Write into this file instead of standard output, or into this folder: report.txt, report.json, summary.md,
    /// annotations.txt, junit.xml, report.sarif, brief.json
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Refuse to grade where learner code can't be confined so much: for the code of strangers
    #[arg(long, value_enum, value_name = "TIER")]
    require_sandbox: Option<TierName>,
    /// When to use color
    #[arg(long, value_enum, default_value = "auto")]
    color: Color,
    /// The report of a run of `watch`, which has keys for what to do next
    #[arg(long, hide = true)]
    watched: bool,
    /// No progress, no report: only the exit status, and files with --output
    #[arg(long, short)]
    quiet: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum TrackName {
    First,
    Core,
    Deep,
}

impl From<TrackName> for Track {
    fn from(name: TrackName) -> Track {
        match name {
            TrackName::First => Track::First,
            TrackName::Core => Track::Core,
            TrackName::Deep => Track::Deep,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LayersName {
    #[default]
    Default,
    Reference,
    Mine,
}

impl From<LayersName> for Layers {
    fn from(name: LayersName) -> Layers {
        match name {
            LayersName::Default => Layers::Default,
            LayersName::Reference => Layers::Reference,
            LayersName::Mine => Layers::Mine,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum TierName {
    /// Also a network, processes and mounts of its own
    Strict,
    /// Also files and system calls
    Landlock,
    /// An environment of our own, and limits
    Basic,
}

impl From<TierName> for Tier {
    fn from(name: TierName) -> Tier {
        match name {
            TierName::Strict => Tier::Strict,
            TierName::Landlock => Tier::Landlock,
            TierName::Basic => Tier::Basic,
        }
    }
}

#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// Why a command did not do what it says.
enum Failure {
    /// What was typed makes no sense.
    Usage(String),
    /// We could not do our job.
    Ours(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            // Whoever names a folder that isn't there can mend that.
            Error::NoSubmission { .. } => Failure::Usage(error.to_string()),
            error => Failure::Ours(error),
        }
    }
}

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { PASSED });
        }
    };
    // While there is one thread.
    let confinement = match cli.most_confinement().map(confine).transpose() {
        Ok(confinement) => confinement,
        Err(error) => return fail(&format!("look for a sandbox: {error}"), OUR_FAULT),
    };
    if let Err(error) = ctrlc::set_handler(interrupted) {
        return fail(&format!("listen for Ctrl-C: {error}"), OUR_FAULT);
    }
    let mut course = grader::checks::course();
    // For a grader that was built elsewhere, and for tests.
    if let Some(root) = variable("GRADER_COURSE") {
        course.root = PathBuf::from(root);
    }
    let done = obey(&course, cli, confinement);
    match done {
        Ok(status) => ExitCode::from(status),
        Err(Failure::Usage(message)) => fail(&message, USAGE),
        Err(Failure::Ours(error)) => {
            let version = env!("CARGO_PKG_VERSION");
            fail(&format!("{error}\nthis is our fault, not yours (grader {version})"), OUR_FAULT)
        }
    }
}

impl Cli {
    /// How much a command that builds or runs learner code may use of what this machine offers; `None` for one that
    /// doesn't.
    fn most_confinement(&self) -> Option<Tier> {
        match &self.command {
            None => Some(Tier::Strict),
            Some(Command::Report { .. } | Command::Replay { .. }) => Some(Tier::Strict),
            Some(Command::List { .. } | Command::Doctor) => Some(Tier::Strict),
            // Only to see whether there is what its gradings demand.
            Some(Command::Watch { require_sandbox: Some(_), .. }) => Some(Tier::Strict),
            // What they build is for the learner, or runs on the real network.
            Some(Command::Run { .. } | Command::Prepare { .. }) => Some(Tier::Landlock),
            _ => None,
        }
    }
}

/// Finds out how learner code can be confined, and guards ourselves from it.
fn confine(most: Tier) -> std::io::Result<Confinement> {
    grader::process::adopt_orphans()?;
    let confinement = Confinement::find(std::env::current_exe()?, most);
    confinement.guard()?;
    Ok(confinement)
}

/// Fails where learner code can't be confined as much as is demanded.
fn demand(tier: Option<TierName>, confinement: &Confinement) -> Result<(), Failure> {
    match tier.map(Tier::from) {
        Some(demanded) if demanded > confinement.tier => {
            Err(Failure::Ours(Error::Sandbox { demanded, confinement: confinement.clone() }))
        }
        _ => Ok(()),
    }
}

fn obey(course: &Course, cli: Cli, confinement: Option<Confinement>) -> Result<u8, Failure> {
    let found = || confinement.expect("it was looked for where learner code is built");
    match cli.command {
        None => grade_and_show(course, &found(), cli.target.as_deref(), &cli.options),
        Some(Command::Report { target, options }) => {
            grade_and_show(course, &found(), target.as_deref(), &options)
        }
        Some(Command::Replay { token, debugger, options }) => {
            replay(course, &found(), &token, debugger, &options)
        }
        Some(Command::Run { program, args }) => run::run(course, found(), &program, &args),
        Some(Command::Watch { target, track, poll, plain, require_sandbox }) => {
            if require_sandbox.is_some() {
                demand(require_sandbox, &found())?;
            }
            watch::watch(course, target.as_deref(), track, watch::How { poll, plain, require_sandbox })
        }
        Some(Command::Prepare { all }) => run::prepare(course, found(), all),
        Some(Command::Doctor) => doctor::doctor(course, &found()),
        Some(Command::List { submission, track }) => {
            list::list(course, &found(), &Options { submission, track, ..Options::default() })
        }
        Some(Command::Hint { target, step }) => hint::hint(course, &target, step),
        Some(Command::Skip { target, undo }) => skip::skip(course, &target, undo),
        Some(Command::Reset { target, yes }) => reset::reset(course, &target, yes),
    }
}

fn fail(message: &str, status: u8) -> ExitCode {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let text = sanitise::inert(&format!("{style}error{style:#}: {message}"));
    let _ = writeln!(anstream::stderr(), "{text}");
    ExitCode::from(status)
}

/// Ctrl-C: end every child, then ourselves.
fn interrupted() {
    grader::process::kill_all();
    grader::platform::keys_as_usual();
    let _ = writeln!(std::io::stderr(), "\ninterrupted");
    #[expect(
        clippy::disallowed_methods,
        reason = "the handler runs beside main, which may be waiting for a child"
    )]
    std::process::exit(INTERRUPTED)
}

fn grade_and_show(
    course: &Course,
    confinement: &Confinement,
    target: Option<&str>,
    options: &Options,
) -> Result<u8, Failure> {
    let target = match target {
        Some(command) if Cli::command().find_subcommand(command).is_some() => {
            return Err(Failure::Usage(format!("options come after the command: `cargo grade {command} …`")));
        }
        Some(text) => course.target(text).map_err(unknown)?,
        None => Target::default(),
    };
    let target = Target { track: options.track.map(Track::from), ..target };
    let report = grade_and_report(course, confinement, target, options, None)?;
    Ok(status(&report, target))
}

fn grade_and_report(
    course: &Course,
    confinement: &Confinement,
    target: Target<'_>,
    options: &Options,
    only: Option<u32>,
) -> Result<Report, Failure> {
    output::check(options)?;
    let report = grade_for(course, confinement, target, options, only)?;
    if options.as_test {
        show_test(&report, target, options)?;
    } else {
        show(course, target, options, &report)?;
    }
    if options.seed.as_deref() == Some("fresh") && !options.quiet {
        say(&format!("seed {}", report.seed));
    }
    Ok(report)
}

fn status(report: &Report, target: Target<'_>) -> u8 {
    match (report.is_broken(), report.is_full(target)) {
        (true, _) => OUR_FAULT,
        (false, true) => PASSED,
        (false, false) => NOT_PASSED,
    }
}

/// A line for the person, beside what was asked for.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{}", sanitise::inert(line));
}

fn grade_for(
    course: &Course,
    confinement: &Confinement,
    target: Target<'_>,
    options: &Options,
    only: Option<u32>,
) -> Result<Report, Failure> {
    demand(options.require_sandbox, confinement)?;
    let seed = match options.seed.as_deref() {
        None => Seed::default(),
        Some("fresh") => Seed::fresh(),
        Some(text) => text.parse().map_err(|message| Failure::Usage(format!("--seed: {message}")))?,
    };
    let request = Request {
        target,
        seed,
        cases: if options.thorough { Some(THOROUGH_CASES) } else { options.cases },
        only,
        layers: options.layers.into(),
        // Where a grade is of record, what is missing must be seen.
        needs_peers: variable("CI").is_some_and(|value| !value.is_empty()),
        skipped: if options.submission.is_none() { skip::read(course)? } else { BTreeSet::new() },
        ..Request::new(submission(course, options))
    };
    let progress = Progress::new(options.quiet);
    let workshop = workshop(course, confinement.clone());
    let report = grade(course, &workshop, &request, &|event| progress.show(&event));
    progress.clear();
    Ok(report?)
}

fn replay(
    course: &Course,
    confinement: &Confinement,
    token: &str,
    debugger: bool,
    options: &Options,
) -> Result<u8, Failure> {
    let replay: Replay = token.parse().map_err(Failure::Usage)?;
    let options = Options { seed: Some(replay.seed.to_string()), ..options.clone() };
    let target = course.target(&replay.check).map_err(unknown)?;
    let report = grade_and_report(course, confinement, target, &options, Some(replay.case))?;
    if debugger {
        debugger::prepare(course, confinement, target, &report)?;
    }
    let status = status(&report, target);
    if status == PASSED && !options.quiet {
        let _ = writeln!(anstream::stdout(), "  that case passes now");
    }
    Ok(status)
}

fn unknown(unknown: UnknownTarget) -> Failure {
    let UnknownTarget { asked, nearest } = unknown;
    let asked = sanitise::line(&asked);
    Failure::Usage(match nearest {
        Some(nearest) => format!("there is no `{asked}`; did you mean `{nearest}`?"),
        None => format!(
            "there is no `{asked}`; expected a chapter, chapter/exercise or chapter/exercise/check, which `cargo grade list` shows"
        ),
    })
}

/// The exercise that a command wants named.
fn exercise_target(course: &Course, text: &str) -> Result<(&'static str, &'static str), Failure> {
    match course.target(text).map_err(unknown)? {
        Target { chapter: Some(chapter), exercise: Some(exercise), .. } => Ok((chapter, exercise)),
        _ => Err(Failure::Usage(format!(
            "expected one exercise, as in `{text}/…`; `cargo grade list` shows them"
        ))),
    }
}

fn submission(course: &Course, options: &Options) -> PathBuf {
    match &options.submission {
        Some(path) => path.clone(),
        // As short as it can be said from here, so that paths can be clicked.
        None => {
            let exercises = course.root.join("exercises");
            #[expect(clippy::disallowed_methods, reason = "this room knows where it was started")]
            let here = std::env::current_dir().unwrap_or_default();
            exercises.strip_prefix(&here).map(Path::to_owned).unwrap_or(exercises)
        }
    }
}

/// The slot of this course: outside the course's folder, so that nothing that is built there finds our answers.
fn slot(course: &Course) -> PathBuf {
    variable("GRADER_SLOT").map(PathBuf::from).unwrap_or_else(|| {
        let cache = dirs::cache_dir().unwrap_or_else(|| course.root.join("target"));
        cache.join("networking-course").join(slot_name(&course.root))
    })
}

fn workshop(course: &Course, confinement: Confinement) -> Workshop {
    let slot = slot(course);
    Workshop { peers: slot.join("peers"), slot, tools: tools(), confinement }
}

/// The toolchain that built us, or else the one that cargo says it runs.
fn tools() -> Toolchain {
    let built_with = PathBuf::from(env!("CARGO"));
    let cargo = if built_with.exists() {
        built_with
    } else {
        variable("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
    };
    Toolchain::find(cargo, &variable("PATH").unwrap_or_default())
}

fn variable(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "this room reads the environment")]
    std::env::var_os(name)
}

/// One slot for each copy of the course.
fn slot_name(root: &Path) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(root.display().to_string());
    format!("slot-{}", given::hex::encode(&hash[..6]))
}

fn show(course: &Course, target: Target<'_>, options: &Options, report: &Report) -> Result<(), Failure> {
    for format in &options.format {
        let text = render(course, target, options, report, *format);
        match &options.output {
            Some(path) => output::write_report(path, *format, options, &text)?,
            None if options.quiet => {}
            None => print(&text, options.color)?,
        }
    }
    let is_learner = options.submission.is_none() && options.format == [Format::Text] && !options.quiet;
    if is_learner && options.output.is_none() {
        print(&moments::explain(course, target, report), options.color)?;
    }
    Ok(())
}

/// Prints the first failure as a test.
fn show_test(report: &Report, target: Target<'_>, options: &Options) -> Result<(), Failure> {
    let text = match report::test::render(report, target) {
        Ok(text) => text,
        Err(NoTest::NothingFailed) => String::from("// nothing that was asked for went wrong\n"),
        Err(NoTest::NoCalls) => {
            String::from("// what went wrong is no story of calls that a test can make\n")
        }
    };
    match &options.output {
        Some(path) => output::write(path, &text),
        None => print(&text, options.color),
    }
}

fn render(course: &Course, target: Target<'_>, options: &Options, report: &Report, format: Format) -> String {
    match format {
        Format::Json => report::json::render(report),
        Format::Summary => report::summary::render(report),
        Format::Annotations => report::annotations::render(report),
        Format::Junit => report::junit::render(report),
        Format::Sarif => report::sarif::render(report),
        Format::Brief => report::brief::render(report),
        Format::Text => {
            let named = options
                .submission
                .as_ref()
                .map(|path| format!(" --submission {}", sanitise::line(&path.display().to_string())));
            let width = progress::terminal_width();
            let program = program(course, target);
            let view = report::text::View {
                course,
                target,
                width,
                options: named.as_deref().unwrap_or_default(),
                watched: options.watched,
                program: program.as_deref(),
                solution_line: solution_line(course, target),
            };
            report::text::render(report, &view)
        }
    }
}

/// The first program of the chapter asked for.
fn program(course: &Course, target: Target<'_>) -> Option<String> {
    let chapter = course.chapter(target.chapter?)?;
    Some(grader::stage::programs(course, chapter).ok()?.into_iter().next()?.0)
}

/// Where our solution of an exercise begins, past its documentation.
fn solution_line(course: &Course, target: Target<'_>) -> usize {
    let (Some(chapter), Some(exercise)) = (target.chapter, target.exercise) else { return 1 };
    let path = course.root.join("solutions").join(chapter).join("src").join(format!("{exercise}.rs"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().position(|line| line.starts_with("pub ")).map_or(1, |index| index + 1)
}

fn print(text: &str, color: Color) -> Result<(), Failure> {
    let mut stdout = AutoStream::new(std::io::stdout(), color.into());
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // Whoever closed the pipe has read enough.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::io("write", Path::new("standard output"))(error).into())
        }
        _ => Ok(()),
    }
}
