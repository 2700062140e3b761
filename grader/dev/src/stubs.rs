//! The learner's stubs, derived from the solutions: `cargo dev stubs`.
//!
//! [`derive()`] turns the text of one solution into the text of its stub, and touches nothing. The rest of
//! this file reads `solutions/`, and compares or writes the two trees made from it: `exercises/`, where
//! learners work, and `grader/stubs/`, the pristine copy. Nobody's work in `exercises/` is ever overwritten.

mod attributes;
mod contract;
mod derive;
mod error;
mod faces;
mod imports;
mod items;
mod leaks;
mod names;
mod pieces;
mod source;
mod structs;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::panic;
use std::path::{Path, PathBuf};
use std::thread;

pub use error::StubError;

use crate::rustfmt;

/// Derives the learner's stub from the text of a solution.
///
/// What is public stays, with its docs and its signature, and what is marked `// given` stays whole. The
/// result is well formed, but not formatted: see [`all`].
pub fn derive(solution: &str) -> Result<String, StubError> {
    derive::stub(solution).text
}

/// A tree of files made from the solutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tree {
    /// `grader/stubs/`: what `reset` and the tests start from. Nobody edits it.
    Pristine,
    /// `exercises/`: what learners edit.
    Exercises,
}

/// What `cargo dev stubs` would write: path relative to the course's root, and text.
///
/// Programs (`src/bin/`) are given, and stay as they are. Files of private modules are left out.
pub fn all(root: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
    let mut files = Vec::new();
    for (chapter, chapter_files) in chapters(root)? {
        for (file, text) in chapter_files {
            for tree in [Tree::Pristine, Tree::Exercises] {
                files.push((tree.folder().join(&chapter).join(&file), text.clone()));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The files of a tree that are not what [`all`] says: missing, different, or stray. Relative to the root.
pub fn differing(root: &Path, tree: Tree) -> Result<Vec<PathBuf>, Error> {
    let wanted = tree.part_of(all(root)?);
    let mut differing = tree.strays(root, &wanted)?;
    for (path, text) in &wanted {
        if read_if_there(&root.join(path))?.as_ref() != Some(text) {
            differing.insert(path.clone());
        }
    }
    Ok(differing.into_iter().collect())
}

/// Writes the pristine tree, and into `exercises/` what nobody has begun to edit.
///
/// The answer lists the files in `exercises/` that were left alone although they should change, because
/// they are neither missing nor what the pristine tree held until now.
pub fn write(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let files = all(root)?;
    let wanted = Tree::Pristine.part_of(files.clone());
    // The exercises first: which of them may change depends on the pristine tree as it was.
    let refused = write_exercises(root, &Tree::Exercises.part_of(files))?;
    for stray in Tree::Pristine.strays(root, &wanted)? {
        put(&root.join(stray), None)?;
    }
    for (path, text) in &wanted {
        put(&root.join(path), Some(text))?;
    }
    Ok(refused)
}

/// Why the stubs could not be derived, compared or written.
#[derive(Debug)]
pub enum Error {
    /// There is no stub of this solution.
    Stub {
        /// The solution, relative to the root.
        path: PathBuf,
        /// What is wrong with it.
        error: StubError,
    },
    /// A file or folder could not be read or written.
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// `rustfmt` did not format a stub.
    Rustfmt {
        /// The solution of the stub, relative to the root.
        path: PathBuf,
        /// What it said, or why it did not start.
        message: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Stub { path, error } => write!(f, "derive the stub of {}: {error}", path.display()),
            Error::File { path, error } => write!(f, "{}: {error}", path.display()),
            Error::Rustfmt { path, message } => {
                write!(f, "format the stub of {}: {}", path.display(), message.trim_end())
            }
        }
    }
}

impl std::error::Error for Error {}

impl Tree {
    /// Relative to the root.
    fn folder(self) -> &'static Path {
        Path::new(match self {
            Tree::Pristine => "grader/stubs",
            Tree::Exercises => "exercises",
        })
    }

    fn part_of(self, mut files: Vec<(PathBuf, String)>) -> BTreeMap<PathBuf, String> {
        files.retain(|(path, _)| path.starts_with(self.folder()));
        files.into_iter().collect()
    }

    /// The files of the tree that are not `wanted`. In `exercises/`, the given types are not from solutions,
    /// and a chapter's manifest and tests are not stubs.
    fn strays(self, root: &Path, wanted: &BTreeMap<PathBuf, String>) -> Result<BTreeSet<PathBuf>, Error> {
        let folder = self.folder();
        let present = files_under(&root.join(folder))?;
        let is_ours = |file: &PathBuf| match self {
            Tree::Pristine => true,
            Tree::Exercises => !file.starts_with("given") && file.iter().nth(1).is_some_and(|it| it == "src"),
        };
        let paths = present.into_iter().filter(is_ours).map(|file| folder.join(file));
        Ok(paths.filter(|path| !wanted.contains_key(path)).collect())
    }
}

/// Writes what is missing or pristine, removes what is stray and pristine, and answers what is neither.
fn write_exercises(root: &Path, wanted: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    let mut refused = Vec::new();
    let strays = Tree::Exercises.strays(root, wanted)?.into_iter().map(|path| (path, None));
    let wanted = wanted.iter().map(|(path, text)| (path.clone(), Some(text.as_str())));
    for (path, text) in wanted.chain(strays) {
        let present = read_if_there(&root.join(&path))?;
        let pristine = read_if_there(&root.join(pristine_of(&path)))?;
        // A file of the learner's own was never ours.
        let is_theirs = text.is_none() && pristine.is_none();
        if is_theirs || present.as_deref() == text {
            continue;
        }
        if present.is_none() || present == pristine {
            put(&root.join(&path), text)?;
        } else {
            refused.push(path);
        }
    }
    refused.sort();
    Ok(refused)
}

/// Where the pristine copy of an exercise is.
fn pristine_of(exercise: &Path) -> PathBuf {
    let file = exercise.strip_prefix(Tree::Exercises.folder()).unwrap_or(exercise);
    Tree::Pristine.folder().join(file)
}

/// The files of a chapter: path relative to it, and text.
type Files = BTreeMap<PathBuf, String>;

/// All chapters and their files, derived side by side: starting `rustfmt` takes longer than all the rest.
fn chapters(root: &Path) -> Result<Vec<(PathBuf, Files)>, Error> {
    let names = folders(&root.join("solutions"))?;
    thread::scope(|scope| {
        let threads: Vec<_> = names.iter().map(|name| scope.spawn(|| chapter_files(root, name))).collect();
        let files = threads.into_iter().map(|thread| match thread.join() {
            Ok(files) => files,
            Err(panic) => panic::resume_unwind(panic),
        });
        names.iter().cloned().zip(files).map(|(name, files)| Ok((name, files?))).collect()
    })
}

/// The stubs and the programs of a chapter: path relative to the chapter, and text.
fn chapter_files(root: &Path, chapter: &Path) -> Result<Files, Error> {
    let folder = Path::new("solutions").join(chapter);
    let mut files = Files::new();
    let mut stubs = BTreeMap::new();
    let mut gone = Vec::new();
    for file in files_under(&root.join(&folder).join("src"))? {
        let file = Path::new("src").join(file);
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = read(&root.join(&folder).join(&file))?;
        if file.starts_with("src/bin") {
            files.insert(file, text);
            continue;
        }
        let stub = derive::stub(&text);
        gone.extend(stub.gone_modules.iter().map(|module| modules_folder(&file).join(module)));
        stubs.insert(file, stub.text);
    }
    // Whether a file is in a private module is not known before all have been looked at, and what is in one
    // need not keep to the contract.
    stubs.retain(|file, _| !gone.iter().any(|module| is_in(file, module)));
    for (file, stub) in stubs {
        let path = folder.join(&file);
        let stub = stub.map_err(|error| Error::Stub { path: path.clone(), error })?;
        files.insert(file, formatted(root, &path, &stub)?);
    }
    Ok(files)
}

/// Where the files of the modules are that `file` declares.
fn modules_folder(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new(""));
    match file.file_stem() {
        Some(stem) if stem != "lib" && stem != "main" && stem != "mod" => folder.join(stem),
        _ => folder.to_owned(),
    }
}

/// Is `file` the module at this path without `.rs`, or inside of it?
fn is_in(file: &Path, module: &Path) -> bool {
    file.with_extension("") == module || file.starts_with(module)
}

/// The stub of the solution at `path`, as `rustfmt` would have it.
fn formatted(root: &Path, path: &Path, stub: &str) -> Result<String, Error> {
    rustfmt::formatted(root, stub).map_err(|message| Error::Rustfmt { path: path.to_owned(), message })
}

/// Writes a file, and the folders it needs, or removes it. A file that is as it should be is not touched, for
/// build tools look at times.
#[expect(clippy::disallowed_methods, reason = "writing the stubs is what `cargo dev stubs` is for")]
fn put(path: &Path, text: Option<&str>) -> Result<(), Error> {
    let failed = |error| Error::File { path: path.to_owned(), error };
    let Some(text) = text else {
        return fs::remove_file(path).map_err(failed);
    };
    if read_if_there(path)?.as_deref() == Some(text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

/// A checkout on Windows may have other line ends than the repository. They are no difference.
fn read(path: &Path) -> Result<String, Error> {
    let text = fs::read_to_string(path).map_err(|error| Error::File { path: path.to_owned(), error })?;
    Ok(text.replace("\r\n", "\n"))
}

/// For comparing: whoever put something there that is not text has not put our text there.
fn read_if_there(path: &Path) -> Result<Option<String>, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::File { path: path.to_owned(), error }),
    }
}

/// The names of the folders in a folder.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = entries(folder)?.into_iter();
    Ok(entries
        .filter(|entry| entry.is_dir())
        .filter_map(|entry| entry.file_name().map(PathBuf::from))
        .collect())
}

/// Every file in a folder and the folders in it, relative to it. None if the folder is not there.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut waiting = if folder.is_dir() { vec![folder.to_owned()] } else { Vec::new() };
    while let Some(next) = waiting.pop() {
        for entry in entries(&next)? {
            if entry.is_dir() {
                waiting.push(entry);
            } else {
                files.push(entry.strip_prefix(folder).unwrap_or(&entry).to_owned());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The paths of what is in a folder, in order.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>();
    let mut entries = list().map_err(|error| Error::File { path: folder.to_owned(), error })?;
    entries.sort();
    Ok(entries)
}
