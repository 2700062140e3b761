//! Planted faults: each is a mistake made in the solution on purpose, and the check named for it must catch it
//! and say its name.
//!
//! `grader/faults/<chapter>/<exercise>.toml` lists them, with submissions that always give the same answer,
//! which must score nothing. `<exercise>.right/*.rs` are other right answers, which must score full.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use grader::catalogue::{Chapter, Course, Exercise, Target};
use grader::error::Error;
use grader::grade::{Request, Workshop, wanted};
use grader::report::text::View;
use grader::report::{ExerciseReport, Layers, Report};
use serde::Deserialize;

use crate::submissions::{Made, copy};

/// What an exercise's file of faults holds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faults {
    /// Mistakes.
    #[serde(default)]
    pub fault: Vec<Fault>,
    /// Submissions that always answer the same.
    #[serde(default)]
    pub constant: Vec<Constant>,
}

/// One mistake, as changes of the solution.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The name of the mistake.
    pub slug: String,
    /// The check that must catch it.
    pub check: String,
    /// Whether the mistake itself is random, as the order of a hash map is: it is caught every time, and its card
    /// is another each time, so none is kept.
    #[serde(default)]
    pub varies: bool,
    /// The changes.
    pub edit: Vec<Edit>,
}

/// A text that stands exactly once in the solution, and what stands there instead.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The text.
    pub find: String,
    /// What replaces it.
    pub replace: String,
}

/// A submission made of the stub: each function named has this body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// What it is called.
    pub name: String,
    /// `function`, or `Type::method`, and the expression that replaces its `todo!()`.
    pub bodies: BTreeMap<String, String>,
}

/// What to grade, and what must come of it.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The chapter.
    pub chapter: &'static Chapter,
    /// The exercise.
    pub exercise: &'static Exercise,
    /// What is tried, in a word.
    pub name: String,
    /// The text of the exercise's file.
    pub text: String,
    /// What must come of it.
    pub demand: Demand,
    /// Whether its card is another each time.
    pub varies: bool,
}

/// What must come of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// This check fails, and names this mistake.
    Caught {
        /// The check.
        check: String,
        /// The mistake.
        slug: String,
    },
    /// No points.
    Nothing,
    /// All points.
    Full,
}

/// Why a trial could not be made, or did not end as demanded.
#[derive(Debug)]
pub enum Trouble {
    /// A file can't be read or written.
    Io(PathBuf, std::io::Error),
    /// A file of faults is not as it should be.
    File(PathBuf, String),
    /// Grading failed.
    Grade(Error),
    /// It did not end as demanded.
    Escaped(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Trouble::File(path, message) => write!(f, "{}: {message}", path.display()),
            Trouble::Grade(error) => write!(f, "{error}"),
            Trouble::Escaped(message) => write!(f, "{message}"),
        }
    }
}

impl std::error::Error for Trouble {}

/// Reads an exercise's file of faults.
pub fn load(course: &Course, chapter: &str, exercise: &str) -> Result<Faults, Trouble> {
    let path = folder(course, chapter).join(format!("{exercise}.toml"));
    let text = fs::read_to_string(&path).map_err(|error| Trouble::Io(path.clone(), error))?;
    toml::from_str(&text).map_err(|error| Trouble::File(path, error.to_string()))
}

/// All that is to be tried for what `target` covers; of faults, where it is a check, those that this one must catch.
pub fn trials(course: &Course, target: Target<'_>) -> Result<Vec<Trial>, Trouble> {
    let mut trials = Vec::new();
    for chapter in course.chapters {
        for exercise in chapter.exercises {
            if target.covers(chapter.name, exercise.name, exercise.track) {
                let all = of_exercise(course, chapter, exercise)?.into_iter();
                trials.extend(all.filter(|trial| match (&trial.demand, target.check) {
                    (Demand::Caught { check, .. }, Some(asked)) => check == asked,
                    _ => true,
                }));
            }
        }
    }
    Ok(trials)
}

fn of_exercise(
    course: &Course,
    chapter: &'static Chapter,
    exercise: &'static Exercise,
) -> Result<Vec<Trial>, Trouble> {
    let faults = load(course, chapter.name, exercise.name)?;
    let source = |tree: &str| {
        let path =
            course.root.join(tree).join(chapter.name).join("src").join(format!("{}.rs", exercise.name));
        fs::read_to_string(&path).map_err(|error| Trouble::Io(path, error))
    };
    let (solution, stub) = (source("solutions")?, source("grader/stubs")?);
    let here = folder(course, chapter.name).join(format!("{}.toml", exercise.name));
    let trial = |name: &str, text: String, demand| Trial {
        chapter,
        exercise,
        name: name.to_owned(),
        text,
        demand,
        varies: false,
    };
    let mut trials = Vec::new();
    for Fault { slug, check, varies, edit } in &faults.fault {
        let text =
            plant(&solution, edit).map_err(|why| Trouble::File(here.clone(), format!("{slug}: {why}")))?;
        let demand = Demand::Caught { check: check.clone(), slug: slug.clone() };
        trials.push(Trial { varies: *varies, ..trial(slug, text, demand) });
    }
    for Constant { name, bodies } in &faults.constant {
        let text =
            fill(&stub, bodies).map_err(|why| Trouble::File(here.clone(), format!("{name}: {why}")))?;
        trials.push(trial(&format!("constant-{name}"), text, Demand::Nothing));
    }
    for (name, text) in others(course, chapter.name, exercise.name)? {
        trials.push(trial(&format!("right-{name}"), text, Demand::Full));
    }
    Ok(trials)
}

/// Other right answers to an exercise: name and text.
fn others(course: &Course, chapter: &str, exercise: &str) -> Result<Vec<(String, String)>, Trouble> {
    let folder = folder(course, chapter).join(format!("{exercise}.right"));
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(vec![]) };
    let mut others = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let text = fs::read_to_string(&path).map_err(|error| Trouble::Io(path.clone(), error))?;
        others.push((path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), text));
    }
    others.sort();
    Ok(others)
}

fn folder(course: &Course, chapter: &str) -> PathBuf {
    course.root.join("grader/faults").join(chapter)
}

/// Makes the changes; each must fit in exactly one place.
pub fn plant(solution: &str, edits: &[Edit]) -> Result<String, String> {
    let mut text = solution.to_owned();
    for Edit { find, replace } in edits {
        let find = find.trim_matches('\n');
        match text.matches(find).count() {
            1 => text = text.replacen(find, replace.trim_matches('\n'), 1),
            count => {
                return Err(format!(
                    "expected the text once in the solution, found it {count} times:\n{find}"
                ));
            }
        }
    }
    Ok(text)
}

/// Gives functions of a stub their bodies.
fn fill(stub: &str, bodies: &BTreeMap<String, String>) -> Result<String, String> {
    let mut text = stub.to_owned();
    for (function, body) in bodies {
        let (from, name) = match function.split_once("::") {
            // The first `impl` of the type, with or without parameters.
            Some((owner, method)) => {
                let starts = ["<'", "<T", " ", " {"].iter().filter_map(|after| {
                    let found = text.match_indices("impl").find(|(at, _)| {
                        let rest = text[*at..].lines().next().unwrap_or_default();
                        rest.contains(&format!(" {owner}{after}")) && rest.ends_with('{')
                    });
                    found.map(|(at, _)| at)
                });
                (starts.min().ok_or_else(|| format!("there is no impl of {owner}"))?, method)
            }
            None => (0, function.as_str()),
        };
        let missing = || format!("there is no function {function} that is todo!() in the stub");
        let head =
            ["(", "<"].iter().filter_map(|after| text[from..].find(&format!("fn {name}{after}"))).min();
        let head = from + head.ok_or_else(missing)?;
        let todo = head + text[head..].find("todo!()").ok_or_else(missing)?;
        text.replace_range(todo..todo + "todo!()".len(), body);
    }
    Ok(text)
}

/// Trials that can be graded as one submission, because none changes what another one stands on: at most one an
/// exercise, all of one chapter, and no exercise with another one that it needs. It saves most of the builds.
pub fn rounds(course: &Course, trials: Vec<Trial>) -> Vec<Vec<Trial>> {
    let mut rounds: Vec<Vec<Trial>> = Vec::new();
    for trial in trials {
        match rounds.iter_mut().find(|round| round.iter().all(|other| are_apart(course, &trial, other))) {
            Some(round) => round.push(trial),
            None => rounds.push(vec![trial]),
        }
    }
    rounds
}

fn are_apart(course: &Course, a: &Trial, b: &Trial) -> bool {
    a.chapter.name == b.chapter.name
        && !stands_on(course, a.chapter, a.exercise).contains(b.exercise.name)
        && !stands_on(course, b.chapter, b.exercise).contains(a.exercise.name)
}

/// An exercise, and those of its chapter that it needs, directly or not.
fn stands_on(
    course: &Course,
    chapter: &'static Chapter,
    exercise: &'static Exercise,
) -> BTreeSet<&'static str> {
    wanted(course, [(chapter, exercise)])
        .into_iter()
        .filter(|(name, _)| *name == chapter.name)
        .map(|(_, exercise)| exercise)
        .collect()
}

/// Grades the trials of a round, and nothing else: what they stand on is ours, and right.
pub fn grade(course: &Course, workshop: &Workshop, round: &[Trial]) -> Result<Report, Trouble> {
    let chapter = round.first().expect("a round is of something").chapter;
    let solutions = course.root.join("solutions");
    let make = || {
        let mut made = Made::copy_of(&solutions, chapter.name)?;
        for need in course.with_needs(|other| chapter.needs.contains(&other.name)) {
            copy(&solutions.join(need.name).join("src"), &made.path().join(need.name).join("src"))?;
        }
        for trial in round {
            made = made.with(trial.exercise.name, &trial.text)?;
        }
        Ok(made)
    };
    let made = make().map_err(|error| Trouble::Io(PathBuf::from("a submission of ours"), error))?;
    let request = Request {
        target: Target { chapter: Some(chapter.name), ..Target::default() },
        layers: Layers::Mine,
        alone: Some(round.iter().map(|trial| (chapter.name, trial.exercise.name)).collect()),
        // Faults prove the checks, and so does an answer that wraps the standard library, which a rule of the house
        // forbids.
        house_rules: false,
        ..Request::new(made.path().to_owned())
    };
    grader::grade::grade(course, workshop, &request, &|_| {}).map_err(Trouble::Grade)
}

/// Whether a report says what the trial demands.
pub fn judge(trial: &Trial, report: &Report) -> Result<(), Trouble> {
    let Trial { chapter, exercise, name, demand, .. } = trial;
    let place = format!("{}/{} {name}", chapter.name, exercise.name);
    let graded = exercise_of(report, chapter.name, exercise.name)
        .ok_or_else(|| Trouble::Escaped(format!("{place}: not in the report")))?;
    if let Some(message) = &graded.message {
        return Err(Trouble::Escaped(format!("{place}: {}: {message}", graded.status.name())));
    }
    let table = || -> String {
        let line = |check: &grader::report::CheckReport| {
            format!(
                "\n    {} {} {} {}",
                check.id,
                check.status.name(),
                check.fault.as_deref().unwrap_or("-"),
                check.message.as_deref().unwrap_or_default()
            )
        };
        graded.checks.iter().map(line).collect()
    };
    let right = match demand {
        Demand::Full => graded.points == graded.max_points,
        Demand::Nothing => graded.points == 0,
        Demand::Caught { check, slug } => graded.checks.iter().any(|found| {
            found.id.ends_with(&format!("/{check}"))
                && found.status.is_failure()
                && found.fault.as_deref() == Some(slug)
        }),
    };
    if right {
        Ok(())
    } else {
        Err(Trouble::Escaped(format!("{place}: expected {demand:?}, got{}", table())))
    }
}

/// An exercise's part of a report.
pub fn exercise_of<'a>(report: &'a Report, chapter: &str, exercise: &str) -> Option<&'a ExerciseReport> {
    let chapter = report.chapters.iter().find(|found| found.name == chapter)?;
    chapter.exercises.iter().find(|found| found.name == exercise)
}

/// The card that a caught fault shows: what its snapshot holds.
pub fn card(course: &Course, trial: &Trial, report: &Report) -> Option<String> {
    let Demand::Caught { check, .. } = &trial.demand else { return None };
    let graded = exercise_of(report, trial.chapter.name, trial.exercise.name)?;
    let found = graded.checks.iter().find(|found| found.id.ends_with(&format!("/{check}")))?;
    let view = View::of(course);
    let card = grader::report::text::card(report, trial.chapter.name, graded, found, &view);
    Some(plain(&card))
}

/// Text without colors.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain
}

/// The files of faults that belong to no exercise of the course.
pub fn stray(course: &Course) -> Vec<PathBuf> {
    let mut stray = Vec::new();
    let known = |chapter: &str, name: &str| {
        let name = name.trim_end_matches(".toml").trim_end_matches(".right");
        course.chapter(chapter).is_some_and(|chapter| chapter.exercise(name).is_some())
    };
    let folders = list(&course.root.join("grader/faults"));
    for folder in folders {
        let chapter = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for path in list(&folder) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !known(&chapter, &name) {
                stray.push(path);
            }
        }
    }
    stray
}

fn list(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(find: &str, replace: &str) -> Edit {
        Edit { find: find.to_owned(), replace: replace.to_owned() }
    }

    #[test]
    fn an_edit_fits_in_exactly_one_place() {
        assert_eq!(plant("a b a", &[edit("b", "c")]).unwrap(), "a c a");
        assert!(plant("a b a", &[edit("a", "c")]).unwrap_err().contains("2 times"));
        assert!(plant("a b a", &[edit("d", "c")]).unwrap_err().contains("0 times"));
    }

    #[test]
    fn functions_and_methods_of_a_stub_get_bodies() {
        let stub = "impl<'a> Reader<'a> {\n    pub fn u8(&mut self) -> u8 {\n        todo!()\n    }\n}\n\nimpl Writer {\n    pub fn u8(&mut self) {\n        todo!()\n    }\n}\n\npub fn f() {\n    todo!()\n}\n";
        let bodies = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(name, body)| (String::from(*name), String::from(*body)))
                .collect::<BTreeMap<_, _>>()
        };
        let filled = fill(stub, &bodies(&[("Writer::u8", "{}"), ("f", "()")])).unwrap();
        assert_eq!(filled.matches("todo!()").count(), 1);
        assert!(filled.contains("impl Writer {\n    pub fn u8(&mut self) {\n        {}"));
        assert!(fill(stub, &bodies(&[("g", "()")])).is_err());
    }
}
