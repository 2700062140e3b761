//! What the course consists of: chapters, exercises, checks and points, in order.
//!
//! Plain data. Each chapter's is written once, beside its checks (`checks/<chapter>`); everything else that
//! lists exercises is derived from here or compared with it. Nothing here touches a file or a process.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::trial::{Trial, Verdict};

/// A course: chapters, and the folder that holds its sources.
#[derive(Clone, Debug)]
pub struct Course {
    /// The folder with `exercises`, `solutions` and `grader`.
    pub root: PathBuf,
    /// In the order in which they are read.
    pub chapters: &'static [Chapter],
}

/// A chapter: one crate of exercises.
#[derive(Debug)]
pub struct Chapter {
    /// One word: the name of its crate, its folders and its page.
    pub name: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Chapters whose crates this one's solutions use.
    pub needs: &'static [&'static str],
    /// In the order in which they are written.
    pub exercises: &'static [Exercise],
    /// Whether its exercises talk over UDP. Below the tier `strict` nothing tells loopback from the rest of the world for
    /// UDP, so code that does not need it may not have it.
    pub udp: bool,
    /// What some of them may not use.
    pub house_rules: &'static [HouseRule],
}

/// Something of the standard library that would do an exercise in the learner's place.
#[derive(Debug)]
pub struct HouseRule {
    /// Who may not use it.
    pub exercises: &'static [&'static str],
    /// What it is.
    pub banned: Banned,
    /// Why not, as a sentence about the exercise.
    pub reason: &'static str,
}

/// What a house rule is about, by its path in the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Banned {
    /// A type, and with it its associated functions and whatever is made from text by way of it.
    Type(&'static str),
    /// A function or a method.
    Method(&'static str),
}

impl Banned {
    /// The path.
    pub fn path(self) -> &'static str {
        let (Banned::Type(path) | Banned::Method(path)) = self;
        path
    }
}

/// An exercise: one file to complete.
#[derive(Debug)]
pub struct Exercise {
    /// The name of its file and of its page.
    pub name: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// The course within the course that it belongs to.
    pub track: Track,
    /// For reading: on which pass through the book it comes.
    pub level: Level,
    /// How long it takes, about.
    pub minutes: u32,
    /// Exercises whose modules this one uses: `name`, or `chapter/name` in another chapter.
    pub needs: &'static [&'static str],
    /// Ideas of Rust beyond the basics.
    pub rust: &'static [&'static str],
    /// From a nudge to nearly there.
    pub hints: [&'static str; 3],
    /// After full marks: one thing to compare in our solution.
    pub compare: &'static str,
    /// In the order in which they run. The first is the positive one: no constant answer passes it.
    pub checks: &'static [Check],
}

/// A check: one fact that must hold, worth points.
#[derive(Debug)]
pub struct Check {
    /// Its name within the exercise; never changes.
    pub name: &'static str,
    /// The fact, as a sentence.
    pub title: &'static str,
    /// What it is worth.
    pub points: u32,
    /// The rule it follows from, with its source.
    pub rule: &'static str,
    /// The anchor on the exercise's page.
    pub book: &'static str,
    /// Checks of this exercise that must have passed before this one means anything.
    pub after: &'static [&'static str],
    /// The mistakes that it knows by sight.
    pub mistakes: &'static [Mistake],
    /// Does it.
    pub run: fn(&mut Trial<'_>) -> Verdict,
}

/// A mistake that a check recognises.
#[derive(Debug)]
pub struct Mistake {
    /// Its name within the exercise; never changes.
    pub slug: &'static str,
    /// What went wrong, in a line.
    pub name: &'static str,
    /// A question that leads to it.
    pub ask: &'static str,
}

/// A course within the course. Each holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Track {
    /// About 25 exercises that are a course of their own.
    First,
    /// The whole course.
    Core,
    /// Optional, with points of its own.
    Deep,
}

/// On which pass through the book something is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Two machines, one conversation.
    Beginner,
    /// How machines agree to talk.
    Intermediate,
    /// How it is done for real, and at scale.
    Advanced,
}

impl Track {
    /// Its name, as options and reports spell it.
    pub fn name(self) -> &'static str {
        match self {
            Track::First => "first",
            Track::Core => "core",
            Track::Deep => "deep",
        }
    }
}

impl Level {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Beginner => "beginner",
            Level::Intermediate => "intermediate",
            Level::Advanced => "advanced",
        }
    }
}

impl Course {
    /// The chapter of this name.
    pub fn chapter(&self, name: &str) -> Option<&'static Chapter> {
        self.chapters.iter().find(|chapter| chapter.name == name)
    }

    /// The chapters that are asked for, and those that they need, directly or not, in order. Needs come earlier in it.
    pub fn with_needs(&self, is_asked: impl Fn(&Chapter) -> bool) -> Vec<&'static Chapter> {
        let mut needs: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for chapter in self.chapters.iter().rev() {
            if is_asked(chapter) || needs.contains(&chapter.name) {
                needs.extend(chapter.needs);
                found.push(chapter);
            }
        }
        found.reverse();
        found
    }

    /// Every exercise, with its chapter, in order.
    pub fn exercises(&self) -> impl Iterator<Item = (&'static Chapter, &'static Exercise)> + use<> {
        let of =
            |chapter: &'static Chapter| chapter.exercises.iter().map(move |exercise| (chapter, exercise));
        self.chapters.iter().flat_map(of)
    }
}

impl Chapter {
    /// The exercise of this name.
    pub fn exercise(&self, name: &str) -> Option<&'static Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// What `need`, written in one of this chapter's exercises, names: chapter and exercise.
    pub fn resolve<'a>(&'a self, need: &'a str) -> (&'a str, &'a str) {
        need.split_once('/').unwrap_or((self.name, need))
    }
}

impl Exercise {
    /// Points of all checks.
    pub fn points(&self) -> u32 {
        self.checks.iter().map(|check| check.points).sum()
    }

    /// The mistake of this name, whichever check recognises it.
    pub fn mistake(&self, slug: &str) -> Option<&'static Mistake> {
        self.checks.iter().flat_map(|check| check.mistakes).find(|mistake| mistake.slug == slug)
    }
}

/// What a person asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target<'a> {
    /// This chapter only.
    pub chapter: Option<&'a str>,
    /// This exercise only.
    pub exercise: Option<&'a str>,
    /// This check only.
    pub check: Option<&'a str>,
    /// No exercise beyond this track.
    pub track: Option<Track>,
}

/// There is nothing of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget {
    /// What was asked for.
    pub asked: String,
    /// The name that is nearest to it.
    pub nearest: Option<String>,
}

impl Course {
    /// Finds what `text` names: `chapter`, `chapter/exercise` or `chapter/exercise/check`.
    pub fn target(&self, text: &str) -> Result<Target<'static>, UnknownTarget> {
        self.targets()
            .find(|(name, _)| name == text.trim_end_matches('/'))
            .map(|(_, target)| target)
            .ok_or_else(|| UnknownTarget { asked: text.to_owned(), nearest: self.nearest(text) })
    }

    /// Everything that can be asked for, with its name.
    pub fn targets(&self) -> impl Iterator<Item = (String, Target<'static>)> {
        self.chapters.iter().flat_map(|chapter| {
            let whole = Target { chapter: Some(chapter.name), ..Target::default() };
            let exercises = chapter.exercises.iter().flat_map(move |exercise| {
                let name = format!("{}/{}", chapter.name, exercise.name);
                let target = Target { exercise: Some(exercise.name), ..whole };
                let checks = exercise.checks.iter().map({
                    let name = name.clone();
                    move |check| {
                        (format!("{name}/{}", check.name), Target { check: Some(check.name), ..target })
                    }
                });
                std::iter::once((name, target)).chain(checks)
            });
            std::iter::once((chapter.name.to_owned(), whole)).chain(exercises)
        })
    }

    /// The name nearest to `text`, whole or without its chapter, if any is near.
    fn nearest(&self, text: &str) -> Option<String> {
        let likeness = |name: &str| {
            let tail = name.split_once('/').map_or(name, |(_, tail)| tail);
            strsim::jaro_winkler(text, name).max(strsim::jaro_winkler(text, tail))
        };
        self.targets()
            .map(|(name, _)| (likeness(&name), name))
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, name)| name)
    }
}

impl Target<'_> {
    /// Whether this asks for the exercise, or for something in it.
    pub fn covers(&self, chapter: &str, exercise: &str, track: Track) -> bool {
        self.chapter.is_none_or(|name| name == chapter)
            && self.exercise.is_none_or(|name| name == exercise)
            && self.track.is_none_or(|last| track <= last)
    }

    /// Whether this needs the exercise to pass. An optional one counts only where it, or something in it, or its
    /// track was asked for by name.
    pub fn demands(&self, chapter: &str, exercise: &str, track: Track) -> bool {
        let optional = track == Track::Deep && self.exercise.is_none() && self.track != Some(Track::Deep);
        self.covers(chapter, exercise, track) && !optional
    }

    /// Whether this asks for the check.
    pub fn covers_check(&self, check: &str) -> bool {
        self.check.is_none_or(|name| name == check)
    }
}
