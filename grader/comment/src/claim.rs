//! What the artifact of a stranger's run claims, and what of it can be said in the catalogue's own words.

use std::io::{Cursor, Read};

use grader::catalogue::{Chapter, Check, Course, Exercise, Mistake};
use grader::grade::{Replay, suite};
use grader::report::{ChapterReport, CheckReport, ExerciseReport, Report, Status, UnitStatus};

use crate::Problem;

/// The most bytes of the report in an artifact: 256 KiB. One of the format `brief` has some 300 for a check.
pub const MOST_BYTES: u64 = 256 << 10;
/// The one file in an artifact: a report of the format `brief`.
pub const FILE: &str = "brief.json";

/// What came of each exercise, with nothing in it but the catalogue, numbers and words of ours.
#[derive(Debug)]
pub struct Claim {
    /// In the order of the course.
    pub exercises: Vec<Judged>,
    /// How learner code was confined.
    pub tier: Tier,
}

/// What came of one exercise.
#[derive(Debug)]
pub struct Judged {
    /// Its chapter.
    pub chapter: &'static Chapter,
    /// The exercise.
    pub exercise: &'static Exercise,
    /// What came of it all.
    pub status: UnitStatus,
    /// What came of each check, in the catalogue's order.
    pub checks: Vec<Status>,
    /// More about the first check that did not pass.
    pub first: Option<First>,
}

/// The first check that ran and did not pass.
#[derive(Debug)]
pub struct First {
    /// The check.
    pub check: &'static Check,
    /// The mistake that it looks like.
    pub mistake: Option<&'static Mistake>,
    /// What shows it again.
    pub replay: Option<Replay>,
}

/// How learner code can be confined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// The kernel keeps it from files, network and processes.
    Strict,
    /// From files, and from most system calls.
    Landlock,
    /// Limits alone.
    Basic,
}

impl Tier {
    /// As reports spell it.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Strict => "strict",
            Tier::Landlock => "landlock",
            Tier::Basic => "basic",
        }
    }

    fn find(name: &str) -> Option<Tier> {
        [Tier::Strict, Tier::Landlock, Tier::Basic].into_iter().find(|tier| tier.name() == name)
    }
}

impl Judged {
    /// Points, counted from the checks.
    pub fn points(&self) -> u32 {
        let passed = self.exercise.checks.iter().zip(&self.checks);
        passed.filter(|(_, status)| **status == Status::Passed).map(|(check, _)| check.points).sum()
    }

    /// Checks that passed.
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|status| **status == Status::Passed).count()
    }
}

/// Takes the report out of an artifact: a ZIP with one file of one name, of at most [`MOST_BYTES`].
///
/// # Errors
///
/// If it is anything else, whatever its directory says.
pub fn unpack(artifact: &[u8]) -> Result<Vec<u8>, Problem> {
    let no_zip = |_| String::from("expected a ZIP file");
    let mut archive = zip::ZipArchive::new(Cursor::new(artifact)).map_err(no_zip)?;
    if archive.len() != 1 {
        return Err(format!("expected one file, and there are {}", archive.len()));
    }
    let entry = archive.by_index(0).map_err(no_zip)?;
    if entry.name_raw() != FILE.as_bytes() || !entry.is_file() || entry.is_symlink() {
        return Err(format!("expected a file of the name {FILE}"));
    }
    let mut text = Vec::new();
    // What the directory says of its length is a claim too.
    entry
        .take(MOST_BYTES + 1)
        .read_to_end(&mut text)
        .map_err(|_| String::from("expected a ZIP file that is whole"))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(format!("expected at most {MOST_BYTES} bytes"));
    }
    Ok(text)
}

/// Reads a report by the catalogue.
///
/// # Errors
///
/// If it is no report of version 1, has anything that a report does not have, was made with other checks than ours, is
/// not about exactly our chapters, exercises and checks in their order, or says that the grader is broken.
pub fn read(course: &Course, text: &[u8]) -> Result<Claim, Problem> {
    let no_report = |_| String::from("expected a report");
    // A key that comes twice is an error here, and would be lost below.
    let report: Report = serde_json::from_slice(text).map_err(no_report)?;
    let value: serde_json::Value = serde_json::from_slice(text).map_err(no_report)?;
    // What a report does not have is lost on the way there and back.
    if serde_json::to_value(&report).map_err(no_report)? != value {
        return Err(String::from("expected a report, and nothing else in it"));
    }
    if report.version != 1 {
        return Err(format!("expected version 1, and it is {}", report.version));
    }
    if report.suite != suite(course) {
        return Err(String::from(
            "expected the checks of this course as it is today; they have changed meanwhile",
        ));
    }
    if report.is_broken() {
        return Err(String::from("expected a verdict of every check; something in the grader is broken"));
    }
    let tier = Tier::find(&report.sandbox.tier).ok_or("expected a tier of confinement")?;
    let chapters = pairs(course.chapters, &report.chapters, |chapter, found| chapter.name == found.name)?;
    let mut exercises = Vec::new();
    for (chapter, found) in chapters {
        exercises.extend(self::exercises(chapter, found)?);
    }
    Ok(Claim { exercises, tier })
}

fn exercises(chapter: &'static Chapter, found: &ChapterReport) -> Result<Vec<Judged>, Problem> {
    pairs(chapter.exercises, &found.exercises, |exercise, found| exercise.name == found.name)?
        .map(|(exercise, found)| judged(chapter, exercise, found))
        .collect()
}

fn judged(
    chapter: &'static Chapter,
    exercise: &'static Exercise,
    found: &ExerciseReport,
) -> Result<Judged, Problem> {
    let id = |check: &Check| format!("{}/{}/{}", chapter.name, exercise.name, check.name);
    let checks: Vec<(&'static Check, &CheckReport)> =
        pairs(exercise.checks, &found.checks, |check, found| id(check) == found.id)?.collect();
    let statuses: Vec<Status> = checks.iter().map(|(_, found)| found.status).collect();
    let status = match found.status {
        // These can't be counted from the checks, which were not run.
        given @ (UnitStatus::DidNotBuild | UnitStatus::Refused)
            if statuses.iter().all(|one| *one == Status::Skipped) =>
        {
            given
        }
        UnitStatus::DidNotBuild | UnitStatus::Refused => {
            return Err(String::from("expected no verdict of a check where a file was not built"));
        }
        _ => ExerciseReport::status_of(&found.checks),
    };
    let first = checks.iter().find(|(_, found)| found.status.is_failure()).map(|(check, found)| First {
        check,
        mistake: check.mistakes.iter().find(|mistake| found.fault.as_deref() == Some(mistake.slug)),
        replay: found.replay.as_deref().and_then(|token| replay(token, &id(check))),
    });
    Ok(Judged { chapter, exercise, status, checks: statuses, first })
}

/// A token, if it is one for this check, spelled as we spell it.
fn replay(token: &str, check: &str) -> Option<Replay> {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-');
    let replay: Replay = token.bytes().all(is_plain).then(|| token.parse().ok())??;
    (replay.check == check && replay.to_string() == token).then_some(replay)
}

/// Ours and theirs, if they are the same ones in the same order.
fn pairs<'a, T, U>(
    ours: &'static [T],
    theirs: &'a [U],
    same: impl Fn(&T, &U) -> bool,
) -> Result<impl Iterator<Item = (&'static T, &'a U)>, Problem> {
    if ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs)) {
        Ok(ours.iter().zip(theirs))
    } else {
        Err(String::from(
            "expected exactly the chapters, exercises and checks of the catalogue, in its order",
        ))
    }
}
