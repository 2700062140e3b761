//! `cargo dev check`: what is missing, stray, stale or untrue in the course's own files.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use grader::catalogue::{Chapter, Course, Exercise, Target};
use grader::grade::Workshop;
use grader::report::{Report, Status};

use crate::faults;
use crate::stubs::{self, Tree};
use crate::vectors;
use crate::workshop::grade_folder;

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untidy {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for Untidy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

/// All that can be seen without building anything.
pub fn look(course: &Course) -> Vec<Untidy> {
    let mut found = Finder { course, found: BTreeSet::new() };
    for chapter in course.chapters {
        found.chapter(chapter);
        for (index, exercise) in chapter.exercises.iter().enumerate() {
            found.exercise(chapter, exercise);
            found.needs(chapter, index, exercise);
            found.faults(chapter, exercise);
        }
    }
    found.strays();
    found.derived();
    found.found.into_iter().collect()
}

/// Whether `exercises/` is what `cargo dev stubs` writes. Only for the course's authors: a learner's is not.
pub fn look_at_exercises(course: &Course) -> Vec<Untidy> {
    match stubs::differing(&course.root, Tree::Exercises) {
        Ok(paths) => {
            paths.into_iter().map(|path| untidy(path, "is not the stub; cargo dev stubs writes it")).collect()
        }
        Err(error) => vec![untidy("solutions", error)],
    }
}

/// What can be seen by grading: the solutions are full, and the stubs are not written and nothing else.
pub fn grade_both(course: &Course, workshop: &Workshop) -> Vec<Untidy> {
    let mut found = Vec::new();
    let trees: [(&str, IsRight); 2] = [
        ("solutions", |status| status == Status::Passed),
        ("grader/stubs", |status| matches!(status, Status::NotWritten | Status::Skipped)),
    ];
    for (tree, is_right) in trees {
        match grade_folder(course, workshop, &course.root.join(tree), Target::default()) {
            Ok(report) => found.extend(wrong(&report, tree, is_right)),
            Err(error) => found.push(untidy(tree, error)),
        }
    }
    found
}

/// Whether a check may have this status in a tree.
type IsRight = fn(Status) -> bool;

fn wrong(report: &Report, tree: &str, is_right: IsRight) -> Vec<Untidy> {
    let exercises = report.chapters.iter().flat_map(|chapter| &chapter.exercises);
    exercises
        .flat_map(|exercise| {
            let built =
                exercise.message.iter().map(|message| untidy(format!("{tree}/{}", exercise.file), message));
            let checks = exercise.checks.iter().filter(|check| !is_right(check.status)).map(|check| {
                let message = check.message.as_deref().unwrap_or_default();
                untidy(
                    format!("{tree}/{}", exercise.file),
                    format!("{} is {}: {message}", check.id, check.status.name()),
                )
            });
            built.chain(checks).collect::<Vec<_>>()
        })
        .collect()
}

fn untidy(path: impl Into<PathBuf>, message: impl fmt::Display) -> Untidy {
    Untidy { path: path.into(), message: message.to_string() }
}

struct Finder<'a> {
    course: &'a Course,
    found: BTreeSet<Untidy>,
}

impl Finder<'_> {
    fn say(&mut self, path: impl Into<PathBuf>, message: impl fmt::Display) {
        self.found.insert(untidy(path, message));
    }

    fn demand(&mut self, fact: bool, path: impl Into<PathBuf>, message: impl fmt::Display) {
        if !fact {
            self.say(path, message);
        }
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let name = chapter.name;
        for path in [
            format!("exercises/{name}/Cargo.toml"),
            format!("exercises/given/src/{name}.rs"),
            format!("solutions/{name}/Cargo.toml"),
            format!("solutions/{name}/src/lib.rs"),
            format!("solutions/{name}/tests"),
            format!("grader/probes/{name}/Cargo.toml"),
            format!("grader/probes/{name}/src/main.rs"),
            format!("grader/stubs/{name}/src/lib.rs"),
        ] {
            let there = self.course.root.join(&path).exists();
            self.demand(there, path, "is missing");
        }
        self.demand(!chapter.title.is_empty(), catalogue(chapter, None), "the chapter has no title");
    }

    fn exercise(&mut self, chapter: &Chapter, exercise: &Exercise) {
        let here = catalogue(chapter, Some(exercise));
        let file = format!("{}/src/{}.rs", chapter.name, exercise.name);
        for path in [
            format!("solutions/{file}"),
            format!("grader/stubs/{file}"),
            format!("grader/probes/{file}"),
            here.clone(),
            format!("grader/faults/{}/{}.toml", chapter.name, exercise.name),
        ] {
            let there = self.course.root.join(&path).is_file();
            self.demand(there, path, "is missing");
        }
        self.demand(!exercise.title.is_empty(), &here, "the exercise has no title");
        self.demand((5..=120).contains(&exercise.minutes), &here, "minutes are 5 to 120");
        self.demand(!exercise.compare.is_empty(), &here, "compare says nothing");
        self.demand(exercise.hints.iter().all(|hint| hint.len() > 20), &here, "a hint is empty or too short");
        self.checks(exercise, &here);
    }

    fn checks(&mut self, exercise: &Exercise, here: &str) {
        self.demand(!exercise.checks.is_empty(), here, "the exercise has no checks");
        self.demand(
            exercise.checks.first().is_some_and(|check| check.after.is_empty()),
            here,
            "the first check comes after another",
        );
        let mut before: BTreeSet<&str> = BTreeSet::new();
        for check in exercise.checks {
            // Several checks may know one mistake; one check lists it once.
            let mut slugs: BTreeSet<&str> = BTreeSet::new();
            let name = check.name;
            self.demand(check.points > 0, here, format!("{name} is worth nothing"));
            for (text, what) in [(check.title, "title"), (check.rule, "rule"), (check.book, "book anchor")] {
                self.demand(!text.is_empty(), here, format!("{name} has no {what}"));
            }
            self.demand(is_name(name), here, format!("{name}: expected a to z, 0 to 9 and _"));
            for after in check.after {
                self.demand(
                    before.contains(after),
                    here,
                    format!("{name} comes after {after}, which is not before it"),
                );
            }
            self.demand(before.insert(name), here, format!("there are two checks called {name}"));
            for mistake in check.mistakes {
                self.demand(
                    slugs.insert(mistake.slug),
                    here,
                    format!("two mistakes are called {}", mistake.slug),
                );
                self.demand(
                    mistake.ask.ends_with('?'),
                    here,
                    format!("{}: what it asks is no question", mistake.slug),
                );
            }
        }
    }

    /// `needs` is what the solution uses, and comes before it in the course.
    fn needs(&mut self, chapter: &Chapter, index: usize, exercise: &Exercise) {
        let path = format!("solutions/{}/src/{}.rs", chapter.name, exercise.name);
        let Ok(text) = fs::read_to_string(self.course.root.join(&path)) else { return };
        let used = used(&text, self.course, chapter, exercise);
        let needed: BTreeSet<String> = exercise.needs.iter().map(|need| (*need).to_owned()).collect();
        for need in used.difference(&needed) {
            self.say(&path, format!("uses {need}, which `needs` does not list"));
        }
        for need in needed.difference(&used) {
            self.say(&path, format!("does not use {need}, which `needs` lists"));
        }
        for need in exercise.needs {
            let (of, name) = chapter.resolve(need);
            let there = if of == chapter.name {
                chapter.exercises[..index].iter().any(|before| before.name == name)
            } else {
                chapter.needs.contains(&of)
                    && self.course.chapter(of).is_some_and(|of| of.exercise(name).is_some())
            };
            self.demand(
                there,
                catalogue(chapter, Some(exercise)),
                format!("needs {need}, which does not come before it"),
            );
        }
    }

    /// Every mistake is planted, every planted fault is known to the check that must catch it, and answers that
    /// are always the same are tried.
    fn faults(&mut self, chapter: &Chapter, exercise: &Exercise) {
        let path = format!("grader/faults/{}/{}.toml", chapter.name, exercise.name);
        if !self.course.root.join(&path).exists() {
            return;
        }
        let faults = match faults::load(self.course, chapter.name, exercise.name) {
            Ok(faults) => faults,
            Err(error) => return self.say(&path, error),
        };
        let planted: BTreeSet<&str> = faults.fault.iter().map(|fault| fault.slug.as_str()).collect();
        for check in exercise.checks {
            for mistake in check.mistakes.iter().filter(|mistake| !planted.contains(mistake.slug)) {
                self.say(&path, format!("{} is not planted", mistake.slug));
            }
        }
        for fault in &faults.fault {
            let check = exercise.checks.iter().find(|check| check.name == fault.check);
            let known =
                check.is_some_and(|check| check.mistakes.iter().any(|mistake| mistake.slug == fault.slug));
            self.demand(known, &path, format!("{} is no mistake that {} knows", fault.slug, fault.check));
        }
        self.demand(!faults.constant.is_empty(), &path, "no submission that always answers the same");
    }

    /// Files that no exercise accounts for.
    fn strays(&mut self) {
        for path in faults::stray(self.course) {
            self.say(relative(self.course, &path), "belongs to no exercise");
        }
        for path in vectors::stray(self.course) {
            self.say(path, "is made by no test `vectors` of its chapter");
        }
        for tree in ["solutions", "grader/probes", "grader/src/checks"] {
            let root = self.course.root.join(tree);
            for entry in list(&root) {
                let name = stem(&entry);
                if self.course.chapter(&name).is_none() {
                    self.say(relative(self.course, &entry), "belongs to no chapter");
                }
            }
        }
        for chapter in self.course.chapters {
            for (folder, extra) in [
                (format!("solutions/{}/src", chapter.name), &["lib", "bin"][..]),
                (format!("grader/probes/{}/src", chapter.name), &["main"][..]),
                (format!("grader/src/checks/{}", chapter.name), &[][..]),
            ] {
                for entry in list(&self.course.root.join(&folder)) {
                    let name = stem(&entry);
                    let known = chapter.exercise(&name).is_some() || extra.contains(&name.as_str());
                    self.demand(known, relative(self.course, &entry), "belongs to no exercise");
                }
            }
        }
    }

    /// What is derived from something else is what would be derived now.
    fn derived(&mut self) {
        match stubs::differing(&self.course.root, Tree::Pristine) {
            Ok(paths) => {
                for path in paths {
                    self.say(path, "is stale; cargo dev stubs writes it");
                }
            }
            Err(error) => self.say("solutions", error),
        }
        match crate::lock::differing(self.course) {
            Ok(packages) => {
                for package in packages {
                    self.say(
                        "grader/stage/Cargo.lock",
                        format!("{package} is not the course's; cargo dev lock writes it"),
                    );
                }
            }
            Err(error) => self.say("grader/stage/Cargo.lock", error),
        }
    }
}

/// The exercises that the code of a solution names, as `needs` spells them. Comments don't count.
fn used(text: &str, course: &Course, chapter: &Chapter, exercise: &Exercise) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut used = BTreeSet::new();
    for other in chapter.exercises.iter().filter(|other| other.name != exercise.name) {
        if ["crate", "super"].iter().any(|root| names(&code, &format!("{root}::{}", other.name))) {
            used.insert(other.name.to_owned());
        }
    }
    for other in course.chapters.iter().filter(|other| other.name != chapter.name) {
        for exercise in other.exercises {
            if names(&code, &format!("{}::{}", other.name, exercise.name)) {
                used.insert(format!("{}/{}", other.name, exercise.name));
            }
        }
    }
    used
}

/// Whether a path stands in code, and not as the beginning or the end of another name.
fn names(code: &str, path: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
    code.match_indices(path).any(|(at, _)| {
        !code[..at].ends_with(is_part)
            && !code[at + path.len()..]
                .starts_with(|character: char| character.is_alphanumeric() || character == '_')
    })
}

fn catalogue(chapter: &Chapter, exercise: Option<&Exercise>) -> String {
    match exercise {
        Some(exercise) => format!("grader/src/checks/{}/{}.rs", chapter.name, exercise.name),
        None => format!("grader/src/checks/{}.rs", chapter.name),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn list(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn relative(course: &Course, path: &Path) -> PathBuf {
    path.strip_prefix(&course.root).unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_paths_in_code_count() {
        assert!(names("use crate::cut;", "crate::cut"));
        assert!(names("crate::cut::cut(1)", "crate::cut"));
        assert!(!names("use crate::cutter;", "crate::cut"));
        assert!(!names("mycrate::cut", "crate::cut"));
    }
}
