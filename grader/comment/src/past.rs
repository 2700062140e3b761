//! What the comment remembers of the push before: a line that nobody sees, and that is believed only in a comment of
//! our own.

use grader::catalogue::Course;
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
        let checks: usize = course.exercises().map(|(_, exercise)| exercise.checks.len()).sum();
        let past = Past { suite: suite_then.to_owned(), passed: passed? };
        (past.suite == suite(course) && past.passed.len() == checks).then_some(past)
    }

    /// Full ids of the checks that pass now and did not, and of those that did and no longer do.
    pub fn changes(&self, now: &Past, course: &Course) -> (Vec<String>, Vec<String>) {
        let ids = course.exercises().flat_map(|(chapter, exercise)| {
            exercise
                .checks
                .iter()
                .map(move |check| format!("{}/{}/{}", chapter.name, exercise.name, check.name))
        });
        let (mut better, mut worse) = (vec![], vec![]);
        for ((id, before), now) in ids.zip(&self.passed).zip(&now.passed) {
            match (before, now) {
                (false, true) => better.push(id),
                (true, false) => worse.push(id),
                _ => {}
            }
        }
        (better, worse)
    }
}
