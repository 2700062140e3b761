//! `cargo dev new`: all files of a new exercise, or of a new chapter with one exercise, and the places where they
//! are listed. What it makes works: it is a tiny exercise, for its author to replace.
//!
//! All is thought out before anything is written, and nothing that is there is overwritten.

mod names;
mod register;
mod templates;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use grader::catalogue::{Chapter, Course};

use crate::{lock, rustfmt, stubs, submissions};

pub use names::{Asked, Named};

/// What was written. Paths are relative to the course's root.
#[derive(Debug)]
pub struct Written {
    /// Files that are new.
    pub new: Vec<PathBuf>,
    /// Files that name the new exercise, or the new chapter, now.
    pub changed: Vec<PathBuf>,
    /// Stubs that were left alone, because somebody works there.
    pub left: Vec<PathBuf>,
}

/// Why nothing, or not everything, was made.
#[derive(Debug)]
pub enum Error {
    /// Nothing was written, because of this.
    Refused(String),
    /// A file can't be read or written.
    File(PathBuf, io::Error),
    /// All files are written, and no stubs.
    Stubs(stubs::Error),
    /// All files are written, and not all lockfiles.
    Lock(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Refused(why) => write!(f, "{why}"),
            Error::File(path, error) => write!(f, "{}: {error}", path.display()),
            Error::Stubs(error) => write!(f, "the files are written, but not the stubs: {error}"),
            Error::Lock(error) => write!(f, "the files are written, but not the lockfiles: {error}"),
        }
    }
}

impl std::error::Error for Error {}

/// Makes what was asked for. Lockfiles are made in `slot`.
pub fn make(course: &Course, slot: &Path, asked: &Asked<'_>) -> Result<Written, Error> {
    let named = names::look(course, asked).map_err(Error::Refused)?;
    let plan = Plan::of(course, &named)?;
    plan.write(&course.root)?;
    let left = stubs::write(&course.root).map_err(Error::Stubs)?;
    if named.chapter_is_new {
        lock::update(course).map_err(Error::Lock)?;
        lock::make(&with_chapter(course, named.chapter), slot).map_err(Error::Lock)?;
    }
    let paths = |files: Vec<(PathBuf, String)>| files.into_iter().map(|(path, _)| path).collect();
    Ok(Written { new: paths(plan.new), changed: paths(plan.changed), left })
}

/// What to write: paths relative to the course's root, and whole texts.
struct Plan {
    new: Vec<(PathBuf, String)>,
    changed: Vec<(PathBuf, String)>,
}

impl Plan {
    fn of(course: &Course, named: &Named<'_>) -> Result<Plan, Error> {
        let mut plan = Plan { new: templates::filled(named), changed: Vec::new() };
        if let Some((path, _)) = plan.new.iter().find(|(path, _)| course.root.join(path).exists()) {
            return Err(Error::Refused(format!("{} is there already", path.display())));
        }
        for place in register::places(named) {
            let path = PathBuf::from(&place.path);
            let text = fs::read_to_string(course.root.join(&path))
                .map_err(|error| Error::File(path.clone(), error))?;
            let text = place.register(&text.replace("\r\n", "\n")).map_err(Error::Refused)?;
            plan.changed.push((path, text));
        }
        for (path, text) in plan.new.iter_mut().chain(&mut plan.changed) {
            *text = formatted(&course.root, path, text)?;
        }
        Ok(plan)
    }

    fn write(&self, root: &Path) -> Result<(), Error> {
        for (path, text) in &self.new {
            create(&root.join(path), text).map_err(|error| Error::File(path.clone(), error))?;
        }
        for (path, text) in &self.changed {
            submissions::write(&root.join(path), text).map_err(|error| Error::File(path.clone(), error))?;
        }
        Ok(())
    }
}

/// Names are of any length, so lines are not always broken where the templates break them.
fn formatted(root: &Path, path: &Path, text: &str) -> Result<String, Error> {
    if path.extension().is_none_or(|extension| extension != "rs") {
        return Ok(text.to_owned());
    }
    rustfmt::formatted(root, text).map_err(|why| Error::Refused(format!("format {}: {why}", path.display())))
}

/// Writes a file that must not be there.
fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::options().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// The course with one more chapter, which this program was not built with. A lockfile wants no more than its name.
fn with_chapter(course: &Course, name: &str) -> Course {
    let copy = |chapter: &Chapter| Chapter { ..*chapter };
    let new = Chapter {
        name: String::from(name).leak(),
        title: "",
        needs: &[],
        exercises: &[],
        udp: false,
        house_rules: &[],
    };
    // A course lives as long as the program, and this program ends soon.
    let chapters: Vec<Chapter> = course.chapters.iter().map(copy).chain([new]).collect();
    Course { root: course.root.clone(), chapters: chapters.leak() }
}
