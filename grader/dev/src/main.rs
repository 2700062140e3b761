//! `cargo dev`: the author's tools.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that people read")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dev::faults::{self, Demand};
use dev::new::{self, Asked};
use dev::stubs::{self, Tree};
use dev::workshop::{slot, workshop};
use dev::{lock, tidy, vectors};
use grader::catalogue::{Course, Target};
use grader::grade::Workshop;

/// The tools of the course's authors.
#[derive(Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the files of a new exercise, or of a new chapter, and list it where it must be listed
    New {
        /// <chapter>/<exercise>, or <chapter> for a new chapter with an exercise called `first`
        #[arg(value_name = "CHAPTER/EXERCISE")]
        target: String,
        /// Make the chapter too
        #[arg(long)]
        chapter: bool,
    },
    /// Derive grader/stubs and exercises from solutions; work in exercises is never overwritten
    Stubs {
        /// Write nothing; say what differs
        #[arg(long)]
        check: bool,
    },
    /// Plant every fault, and demand that its check catches it and says its name
    Faults {
        /// A chapter or an exercise
        target: Option<String>,
        /// Show each card
        #[arg(long)]
        cards: bool,
    },
    /// Have the vectors in grader/corpus made by other people's crates, and write them
    Vectors {
        /// Write nothing; say what differs
        #[arg(long)]
        check: bool,
    },
    /// Say what is missing, stray, stale or untrue
    Check,
    /// Make grader/stage/Cargo.lock from Cargo.lock
    Lock,
}

fn main() -> ExitCode {
    grader::confinement::launch_if_told();
    let course = grader::checks::course();
    let done = match Cli::parse().command {
        Command::New { target, chapter } => make(&course, &target, chapter),
        Command::Stubs { check } => derive(&course, check),
        Command::Faults { target, cards } => plant(&course, target.as_deref(), cards),
        Command::Vectors { check } => make_vectors(&course, check),
        Command::Check => check(&course),
        Command::Lock => lock::make(&course, &slot(&course)).map(|_| true).map_err(|error| error.to_string()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The author's workshop, in which this program is the launcher.
fn workshop_here(course: &Course) -> Result<Workshop, String> {
    let launcher = std::env::current_exe().map_err(|error| format!("find this program: {error}"))?;
    Ok(workshop(slot(course), launcher))
}

fn make(course: &Course, target: &str, with_chapter: bool) -> Result<bool, String> {
    let written = new::make(course, &slot(course), &Asked { target, with_chapter })
        .map_err(|error| error.to_string())?;
    for path in &written.new {
        println!("new      {}", path.display());
    }
    for path in &written.changed {
        println!("changed  {}", path.display());
    }
    for path in &written.left {
        println!("{} is not the old stub, so it was left alone", path.display());
    }
    println!("It counts bits. Replace it, file by file; `cargo dev check` says whether all fits together.");
    Ok(written.left.is_empty())
}

fn derive(course: &Course, check: bool) -> Result<bool, String> {
    let said = |error: stubs::Error| error.to_string();
    if check {
        let mut differing = stubs::differing(&course.root, Tree::Pristine).map_err(said)?;
        differing.extend(stubs::differing(&course.root, Tree::Exercises).map_err(said)?);
        for path in &differing {
            println!("{} differs", path.display());
        }
        return Ok(differing.is_empty());
    }
    let refused = stubs::write(&course.root).map_err(said)?;
    for path in &refused {
        println!("{} is not the old stub, so it was left alone", path.display());
    }
    Ok(refused.is_empty())
}

fn plant(course: &Course, target: Option<&str>, cards: bool) -> Result<bool, String> {
    let target = match target {
        Some(text) => course.target(text).map_err(|unknown| format!("there is no `{}`", unknown.asked))?,
        None => Target::default(),
    };
    let workshop = workshop_here(course)?;
    let trials = faults::trials(course, target).map_err(|trouble| trouble.to_string())?;
    let count = trials.len();
    let mut escaped = 0;
    for round in faults::rounds(course, trials) {
        let report = faults::grade(course, &workshop, &round).map_err(|trouble| trouble.to_string())?;
        for trial in &round {
            match faults::judge(trial, &report) {
                Ok(()) => {
                    let name = format!("{}/{} {}", trial.chapter.name, trial.exercise.name, trial.name);
                    println!("ok       {name}{}", as_demanded(&trial.demand));
                }
                Err(trouble) => {
                    escaped += 1;
                    println!("ESCAPED  {trouble}");
                }
            }
            if let (true, Some(card)) = (cards, faults::card(course, trial, &report)) {
                println!("\n{card}");
            }
        }
    }
    println!("{} of {} as demanded", count - escaped, count);
    Ok(escaped == 0)
}

fn as_demanded(demand: &Demand) -> String {
    match demand {
        Demand::Caught { check, .. } => format!(", caught by {check}"),
        Demand::Nothing => String::from(", no points"),
        Demand::Full => String::from(", full"),
    }
}

fn make_vectors(course: &Course, check: bool) -> Result<bool, String> {
    let changed = vectors::make(course, !check).map_err(|error| error.to_string())?;
    for path in changed.iter().flatten() {
        println!("written  {}", path.display());
    }
    Ok(changed.is_some())
}

fn check(course: &Course) -> Result<bool, String> {
    let mut found = tidy::look(course);
    found.extend(tidy::look_at_exercises(course));
    found.extend(tidy::grade_both(course, &workshop_here(course)?));
    for untidy in &found {
        println!("{untidy}");
    }
    Ok(found.is_empty())
}
