//! What the comment remembers of the push before: a line that nobody sees, and that is believed only in a comment of
//! our own.

use grader::catalogue::{Check, Course, Track};
use grader::grade::suite;
use grader::report::Status;

use crate::claim::Claim;

/// Begins each comment of ours.
pub const MARK: &str = "<!-- cargo grade -->";
const BEGIN: &str = "<!-- cargo grade, last push v1 ";
const END: &str = " -->";

/// Which checks had passed, in the catalogue's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The checks that were run, by [`suite`]: others can't be compared.
    suite: String,
    passed: Vec<bool>,
}

impl Past {
    /// What a claim says.
    pub fn of(course: &Course, claim: &Claim) -> Past {
        let statuses = claim.exercises.iter().flat_map(|judged| &judged.checks);
        Past { suite: suite(course), passed: statuses.map(|status| *status == Status::Passed).collect() }
    }

    /// The line that holds it.
    pub fn line(&self) -> String {
        let bits: String = self.passed.iter().map(|passed| if *passed { '1' } else { '0' }).collect();
        format!("{BEGIN}{} {bits}{END}", self.suite)
    }

    /// Reads it from a comment of ours. `None` where there is none, or of other checks than today's.
    pub fn find(course: &Course, comment: &str) -> Option<Past> {
        let line = comment.lines().find_map(|line| line.strip_prefix(BEGIN)?.strip_suffix(END))?;
        let (suite_then, bits) = line.split_once(' ')?;
        let passed: Option<Vec<bool>> = bits
            .chars()
            .map(|bit| match bit {
                '1' => Some(true),
                '0' => Some(false),
                _ => None,
            })
            .collect();
        let past = Past { suite: suite_then.to_owned(), passed: passed? };
        (past.suite == suite(course) && past.passed.len() == checks(course).count()).then_some(past)
    }

    /// Points, those of optional exercises excepted.
    pub fn points(&self, course: &Course) -> u32 {
        let passed = checks(course).zip(&self.passed).filter(|(_, passed)| **passed);
        passed.filter(|((_, track, _), _)| *track != Track::Deep).map(|((.., check), _)| check.points).sum()
    }

    /// Full ids of the checks that pass now and did not, and of those that did and no longer do.
    pub fn changes(&self, now: &Past, course: &Course) -> (Vec<String>, Vec<String>) {
        let (mut better, mut worse) = (vec![], vec![]);
        for (((exercise, _, check), before), now) in checks(course).zip(&self.passed).zip(&now.passed) {
            let id = || format!("{exercise}/{}", check.name);
            match (before, now) {
                (false, true) => better.push(id()),
                (true, false) => worse.push(id()),
                _ => {}
            }
        }
        (better, worse)
    }
}

/// Every check in order, with its exercise's full name and track.
fn checks(course: &Course) -> impl Iterator<Item = (String, Track, &'static Check)> {
    course.exercises().flat_map(|(chapter, exercise)| {
        let name = format!("{}/{}", chapter.name, exercise.name);
        exercise.checks.iter().map(move |check| (name.clone(), exercise.track, check))
    })
}
