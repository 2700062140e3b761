//! `cargo grade watch`: grades what is saved, and waits for a key before it goes on.
//!
//! It grades nothing itself. Each grading is a `cargo grade` of its own, in front of the person, so that a save in the
//! middle of it can stop it whole and start another.

use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Read, Write, stdin, stdout};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use anstyle::{AnsiColor, Style};
use grader::catalogue::{Chapter, Course, Exercise, Target, Track};
use grader::error::Error;
use grader::grade::ExerciseId;
use grader::platform::{keys_as_usual, keys_at_once};
use grader::process::{Exit, InFront};
use grader::report::{Report, UnitStatus};
use grader::watch::{Contents, Noticing, Saves};

use clap::ValueEnum;

use super::{Failure, Options, TierName, TrackName, slot, submission, unknown, variable};

/// How to watch.
#[derive(Clone, Copy)]
pub(crate) struct How {
    /// Look for saves every now and then.
    pub(crate) poll: bool,
    /// No keys, no colors.
    pub(crate) plain: bool,
    /// Each grading has to be confined so much.
    pub(crate) require_sandbox: Option<TierName>,
}

/// Something that happens while we wait.
enum Happening {
    Saved(BTreeSet<ExerciseId>),
    Key(char),
    /// The run of this number has ended.
    Ended(u32, Option<i32>),
}

const GOOD: Style = AnsiColor::Green.on_default();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Watches until somebody quits.
pub(crate) fn watch(
    course: &Course,
    target: Option<&str>,
    track: Option<TrackName>,
    how: How,
) -> Result<u8, Failure> {
    let target = match target {
        Some(text) => course.target(text).map_err(unknown)?,
        None => Target::default(),
    };
    if target.check.is_some() {
        return Err(Failure::Usage(String::from("expected a chapter or an exercise to watch, not a check")));
    }
    let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
    let plain = how.plain || is_dumb || !stdout().is_terminal() || !stdin().is_terminal();
    let target = Target { track: track.map(Track::from), ..target };
    let mut watching = Watching::new(course, target, plain)?;
    watching.sandbox = how.require_sandbox.as_ref().map(option);
    let (sender, happenings) = mpsc::channel();
    watching.sender = Some(sender.clone());
    let _keys = (!plain).then(Keys::take);
    listen_for_keys(sender.clone(), plain);
    watching.listen_for_saves(sender, how.poll)?;
    watching.look_where_we_are()?;
    watching.begin()?;
    watching.go_on(&happenings)
}

fn option(tier: &TierName) -> String {
    let value = tier.to_possible_value().expect("no tier is hidden");
    format!("--require-sandbox={}", value.get_name())
}

/// While it lives, keys are heard as they are pressed.
struct Keys;

impl Keys {
    fn take() -> Keys {
        keys_at_once();
        Keys
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        keys_as_usual();
    }
}

struct Watching<'a> {
    course: &'a Course,
    target: Target<'a>,
    plain: bool,
    /// The option that says how much each grading must be confined, if that was asked for.
    sandbox: Option<String>,
    program: PathBuf,
    folder: PathBuf,
    sender: Option<Sender<Happening>>,
    /// The exercises that are done or put aside.
    done: BTreeSet<ExerciseId>,
    /// The one that we are at.
    at: Option<ExerciseId>,
    /// What runs now, with its number.
    running: Option<(u32, std::sync::Arc<InFront>)>,
    runs: u32,
    /// The last run was a grading of the exercise that we are at.
    grading: bool,
    /// Finds saves that nobody told of.
    unnoticed: Contents,
    polls: bool,
}

impl<'a> Watching<'a> {
    fn new(course: &'a Course, target: Target<'a>, plain: bool) -> Result<Watching<'a>, Failure> {
        let folder = submission(course, &Options::default());
        let program = std::env::current_exe()
            .map_err(|error| Failure::Usage(format!("find the grader itself: {error}")))?;
        let unnoticed = Contents::new(course, &folder);
        Ok(Watching {
            course,
            target,
            plain,
            sandbox: None,
            program,
            folder,
            sender: None,
            done: BTreeSet::new(),
            at: None,
            running: None,
            runs: 0,
            grading: false,
            unnoticed,
            polls: false,
        })
    }

    fn listen_for_saves(&mut self, sender: Sender<Happening>, poll: bool) -> Result<(), Failure> {
        let (mut saves, noticing) = Saves::new(self.course, &self.folder, poll).map_err(Failure::Usage)?;
        if let Noticing::Polling(why) = noticing {
            self.polls = true;
            self.line(&format!("looking for saves twice a second ({why})"));
        }
        thread::spawn(move || {
            for saved in &mut saves {
                if sender.send(Happening::Saved(saved)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Grades everything once, unseen, to know what is done.
    fn look_where_we_are(&mut self) -> Result<(), Failure> {
        self.line("looking where you are …");
        let path = slot(self.course).join("watch.json");
        let args = ["report", "--format", "json", "--output", &path.display().to_string()].map(String::from);
        let args: Vec<String> = args.into_iter().chain(self.sandbox.clone()).collect();
        let run = InFront::start(&self.program, &args, false).and_then(|run| run.wait());
        run.map_err(Error::io("start", &self.program))?;
        let text = std::fs::read_to_string(&path).map_err(Error::io("read", &path))?;
        let report: Report = serde_json::from_str(&text)
            .map_err(|error| Failure::Usage(format!("the grader's report makes no sense: {error}")))?;
        for ((chapter, exercise), graded) in
            self.course.exercises().zip(report.chapters.iter().flat_map(|chapter| &chapter.exercises))
        {
            if matches!(graded.status, UnitStatus::Passed | UnitStatus::Skipped) {
                self.done.insert((chapter.name, exercise.name));
            }
        }
        Ok(())
    }

    /// Begins with the first exercise that is not done.
    fn begin(&mut self) -> Result<(), Failure> {
        match self.next_open() {
            Some((chapter, exercise)) => self.grade((chapter.name, exercise.name)),
            None => {
                self.line(&format!("{GOOD}✓ everything here is done{GOOD:#}"));
                self.keys();
                Ok(())
            }
        }
    }

    fn go_on(mut self, happenings: &Receiver<Happening>) -> Result<u8, Failure> {
        while let Ok(happening) = happenings.recv() {
            match happening {
                Happening::Saved(saved) => self.saved(&saved)?,
                Happening::Ended(number, code) => self.ended(number, code)?,
                Happening::Key('q') => {
                    self.stop();
                    self.line("bye; your files are as you saved them");
                    return Ok(super::PASSED);
                }
                Happening::Key(key) => self.key(key)?,
            }
        }
        Ok(super::PASSED)
    }

    /// Somebody saved. What runs now is about an older text.
    fn saved(&mut self, saved: &BTreeSet<ExerciseId>) -> Result<(), Failure> {
        self.unnoticed.look();
        // The one that we are at, if it is among them: else the first that was asked for.
        let here = self.at.filter(|at| saved.contains(at));
        let asked = self.asked().into_iter().map(|(chapter, exercise)| (chapter.name, exercise.name));
        let first = here.or_else(|| asked.clone().find(|id| saved.contains(id)));
        let Some(id) = first else {
            if let Some((chapter, exercise)) = saved.first() {
                self.line(&format!("{DIM}{chapter}/{exercise} was saved, and is not watched{DIM:#}"));
            }
            return Ok(());
        };
        if self.running.is_some() {
            self.stop();
            self.line(&format!("{DIM}saved again: starting over{DIM:#}"));
        }
        for other in saved {
            self.done.remove(other);
        }
        self.grade(id)
    }

    fn key(&mut self, key: char) -> Result<(), Failure> {
        match key {
            'n' => self.go_to_next(),
            'h' => self.of_this_one("hint"),
            'l' => self.run(&["list"], false),
            'r' | '\n' => self.again(),
            'x' => self.put_aside(),
            '?' => {
                self.help();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn go_to_next(&mut self) -> Result<(), Failure> {
        self.stop();
        if let Some(at) = self.at
            && let Some((chapter, exercise)) = self.open_after(at)
        {
            return self.grade((chapter.name, exercise.name));
        }
        self.begin()
    }

    /// Grades once more. A save that nobody told of shows now.
    fn again(&mut self) -> Result<(), Failure> {
        let unnoticed = self.unnoticed.look();
        if !unnoticed.is_empty() && !self.polls {
            self.line("that save went unnoticed; from now on I look twice a second");
            if let Some(sender) = self.sender.clone() {
                self.listen_for_saves(sender, true)?;
            }
        }
        self.stop();
        match self.at {
            Some(at) => self.grade(at),
            None => self.begin(),
        }
    }

    fn put_aside(&mut self) -> Result<(), Failure> {
        let Some(at) = self.at else { return Ok(()) };
        self.stop();
        let args = ["skip", &format!("{}/{}", at.0, at.1)].map(String::from);
        let run = InFront::start(&self.program, &args, false).and_then(|run| run.wait());
        run.map_err(Error::io("start", &self.program))?;
        self.done.insert(at);
        self.begin()
    }

    fn of_this_one(&mut self, command: &str) -> Result<(), Failure> {
        match self.at {
            Some((chapter, exercise)) => self.run(&[command, &format!("{chapter}/{exercise}")], false),
            None => Ok(()),
        }
    }

    fn grade(&mut self, id: ExerciseId) -> Result<(), Failure> {
        self.at = Some(id);
        let (chapter, exercise) = id;
        let name = format!("{chapter}/{exercise}");
        if self.plain {
            self.line(&format!("grading {name}"));
        } else {
            let file = format!("exercises/{chapter}/src/{exercise}.rs");
            let width = super::progress::terminal_width().min(100);
            let rule = "─".repeat(width.saturating_sub(name.len() + file.len() + 6));
            self.line(&format!("\n{DIM}──{DIM:#} {BOLD}{name}{BOLD:#}  {file} {DIM}{rule}{DIM:#}"));
        }
        self.run(&[&name, "--watched"], true)
    }

    /// Starts one of our own commands in front of the person.
    fn run(&mut self, args: &[&str], grading: bool) -> Result<(), Failure> {
        self.stop();
        let mut args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        if grading {
            args.extend(self.sandbox.clone());
        }
        if grading && self.plain {
            args.extend(["--color", "never"].map(String::from));
        }
        let child = InFront::start(&self.program, &args, false).map_err(Error::io("start", &self.program))?;
        let child = std::sync::Arc::new(child);
        self.runs += 1;
        self.grading = grading;
        let (number, watched) = (self.runs, child.clone());
        self.running = Some((number, child));
        let sender = self.sender.clone().expect("it is there before anything runs");
        thread::spawn(move || {
            let code = match watched.wait() {
                Ok(Exit::Code(code)) => Some(code),
                _ => None,
            };
            let _ = sender.send(Happening::Ended(number, code));
        });
        Ok(())
    }

    fn stop(&mut self) {
        if let Some((_, child)) = self.running.take() {
            child.stop();
        }
    }

    fn ended(&mut self, number: u32, code: Option<i32>) -> Result<(), Failure> {
        // One that was stopped ends as well, and means nothing any more.
        if self.running.as_ref().is_none_or(|(running, _)| *running != number) {
            return Ok(());
        }
        self.running = None;
        if let (true, Some(at)) = (self.grading, self.at) {
            if code == Some(0) {
                self.done.insert(at);
                self.announce();
            } else {
                self.done.remove(&at);
            }
        }
        self.keys();
        Ok(())
    }

    /// What comes next, when the person is ready.
    fn announce(&self) {
        let at = self.at.expect("something was graded");
        match self.open_after(at).or_else(|| self.next_open()) {
            Some((chapter, exercise)) => self.line(&format!(
                "\n  next, when you are ready: {BOLD}{}{BOLD:#}, about {} minutes\n  open    exercises/{}/src/{}.rs",
                exercise.title, exercise.minutes, chapter.name, exercise.name
            )),
            None => self.line(&format!("\n{GOOD}✓ everything here is done{GOOD:#}")),
        }
    }

    fn asked(&self) -> Vec<(&'static Chapter, &'static Exercise)> {
        let target = self.target;
        let covered = |(chapter, exercise): &(&'static Chapter, &'static Exercise)| {
            target.covers(chapter.name, exercise.name, exercise.track)
        };
        self.course.exercises().filter(covered).collect()
    }

    fn is_open(&self, (chapter, exercise): &(&'static Chapter, &'static Exercise)) -> bool {
        self.target.demands(chapter.name, exercise.name, exercise.track)
            && !self.done.contains(&(chapter.name, exercise.name))
    }

    fn next_open(&self) -> Option<(&'static Chapter, &'static Exercise)> {
        self.asked().into_iter().find(|one| self.is_open(one))
    }

    fn open_after(&self, at: ExerciseId) -> Option<(&'static Chapter, &'static Exercise)> {
        let after =
            self.asked().into_iter().skip_while(|(chapter, exercise)| (chapter.name, exercise.name) != at);
        after.skip(1).find(|one| self.is_open(one))
    }

    fn keys(&self) {
        if !self.plain {
            self.line(&format!(
                "\n{DIM}save to grade ·{DIM:#} n {DIM}next ·{DIM:#} h {DIM}hint ·{DIM:#} l {DIM}list ·{DIM:#} r {DIM}run again ·{DIM:#} x {DIM}put aside ·{DIM:#} q {DIM}quit{DIM:#}"
            ));
        }
    }

    fn help(&self) {
        self.line(
            "  save   grades the exercise that you saved\n  n      goes to the next exercise that is not done\n  h      shows a hint; the next time more\n  l      lists all exercises\n  r      grades once more\n  x      puts this exercise aside\n  q      quits",
        );
        self.keys();
    }

    fn line(&self, text: &str) {
        let text = if self.plain { anstream::adapter::strip_str(text).to_string() } else { text.to_owned() };
        // On the same stream as the reports, so that they can't overtake one another.
        let mut out = anstream::stdout();
        let _ = writeln!(out, "{text}");
        let _ = out.flush();
    }
}

/// Keys as they are pressed; in plain mode, the first letter of a line.
fn listen_for_keys(sender: Sender<Happening>, plain: bool) {
    thread::spawn(move || {
        if plain {
            for line in stdin().lock().lines().map_while(Result::ok) {
                let key = line.trim().chars().next().unwrap_or('\n');
                if sender.send(Happening::Key(key)).is_err() {
                    return;
                }
            }
            return;
        }
        let mut byte = [0];
        while let Ok(1) = stdin().lock().read(&mut byte) {
            if sender.send(Happening::Key(char::from(byte[0]))).is_err() {
                return;
            }
        }
    });
}
