//! Reads a submission: bytes in, nothing followed, nothing run, nothing written.
//!
//! Of a folder that somebody hands in, only `<chapter>/src/**/*.rs` is looked at, `src/bin` excepted. Whatever
//! else lies there is not opened. Each file belongs to an exercise, by its name or its folder; what can't be
//! taken refuses that exercise, or the chapter where it belongs to none.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::catalogue::{Chapter, Course};
use crate::platform::{self, Folder, Kind};
use crate::sanitise;

/// At most so many files in a chapter.
pub const MAX_FILES: usize = 256;
/// A file has at most so many bytes: 256 KiB.
pub const MAX_FILE_BYTES: usize = 256 << 10;
/// All files of a chapter together have at most so many bytes: 2 MiB.
pub const MAX_CHAPTER_BYTES: usize = 2 << 20;
/// Folders are nested at most so deep below `src`.
pub const MAX_DEPTH: usize = 4;
/// A name has at most so many characters before its `.rs`.
pub const MAX_NAME_CHARS: usize = 64;

/// What was handed in.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Where it lies, as it was named.
    pub path: PathBuf,
    /// Its chapters, by name: all of the course's.
    pub chapters: BTreeMap<&'static str, Handed>,
}

/// What was handed in for one chapter.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// The folder `<chapter>/src` is not there.
    pub missing: bool,
    /// Files by path below `src`, with `/`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What could not be taken.
    pub refused: Vec<Refusal>,
    /// `src/lib.rs` differs from the given one, which is used instead.
    pub other_lib: bool,
    /// Files that belong to no exercise and are left out.
    pub unknown: Vec<String>,
}

/// Something that can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The exercise that it belongs to, or none.
    pub exercise: Option<&'static str>,
    /// What it is and what was expected.
    pub message: String,
}

/// A file that was graded.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GradedFile {
    /// `<chapter>/src/<file>`.
    pub path: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Submission {
    /// Reads the course's chapters from the folder at `path`.
    pub fn read(course: &Course, path: &Path) -> io::Result<Submission> {
        let folder = Folder::open(path)?;
        let read = |chapter: &'static Chapter| (chapter.name, Handed::read(&folder, chapter));
        Ok(Submission { path: path.to_owned(), chapters: course.chapters.iter().map(read).collect() })
    }

    /// What was handed in for a chapter of the course.
    pub fn chapter(&self, name: &str) -> &Handed {
        &self.chapters[name]
    }

    /// The files, with their hashes.
    pub fn graded_files(&self) -> Vec<GradedFile> {
        let mut graded = Vec::new();
        for (chapter, handed) in &self.chapters {
            for (file, bytes) in handed.files.iter().filter(|(file, _)| *file != "lib.rs") {
                let sha256 = given::hex::encode(&Sha256::digest(bytes));
                graded.push(GradedFile { path: format!("{chapter}/src/{file}"), sha256 });
            }
        }
        graded
    }
}

impl Handed {
    fn read(submission: &Folder, chapter: &'static Chapter) -> Handed {
        let mut handed = Handed::default();
        let source = submission
            .folder(&OsString::from(chapter.name))
            .and_then(|folder| folder.folder(&OsString::from("src")));
        match source {
            Ok(source) => {
                let mut walk = Walk { chapter, handed: &mut handed, bytes: 0, seen: 0 };
                walk.folder(&source, &mut Vec::new());
                if walk.seen > MAX_FILES {
                    walk.refuse("", &format!("more than {MAX_FILES} files"));
                } else if walk.bytes > MAX_CHAPTER_BYTES {
                    walk.refuse("", "more than 2 MiB in all its files");
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => handed.missing = true,
            Err(error) => handed.refused.push(Refusal {
                exercise: None,
                message: format!("{}/src: expected a folder, not a link to one: {error}", chapter.name),
            }),
        }
        handed
    }

    /// Why this exercise can't be graded, if it can't.
    pub fn refusal(&self, exercise: &str) -> Option<&str> {
        self.refused
            .iter()
            .find(|refusal| refusal.exercise.is_none_or(|name| name == exercise))
            .map(|refusal| refusal.message.as_str())
    }

    /// The files of one exercise: `<exercise>.rs` and what lies in the folder `<exercise>`.
    pub fn files_of<'a>(&'a self, exercise: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files
            .iter()
            .filter(move |(path, _)| owner(path) == Some(exercise))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// The exercise that a path below `src` belongs to, by name; `lib.rs` belongs to none.
pub fn owner(path: &str) -> Option<&str> {
    let first = path.split('/').next().unwrap_or(path);
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib").then_some(name)
}

struct Walk<'a> {
    chapter: &'static Chapter,
    handed: &'a mut Handed,
    bytes: usize,
    seen: usize,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Folder, path: &mut Vec<String>) {
        let entries = match folder.entries() {
            Ok(entries) => entries,
            Err(error) => return self.refuse(&path.join("/"), &format!("can't be listed: {error}")),
        };
        for (name, kind) in entries {
            if self.seen > MAX_FILES || self.bytes > MAX_CHAPTER_BYTES {
                return;
            }
            let mut shown = sanitise::line(&name.to_string_lossy());
            // What a name looks like is not what it is: another file may really be called that.
            if name.to_str() != Some(&shown) {
                shown.insert(0, '?');
            }
            // What editors leave behind; Emacs' locks are links whose names even end in `.rs`.
            if shown.starts_with('.') || (path.is_empty() && shown == "bin" && kind == Kind::Folder) {
                continue;
            }
            path.push(shown);
            self.entry(folder, &name, kind, path);
            path.pop();
        }
    }

    fn entry(&mut self, folder: &Folder, name: &OsString, kind: Kind, path: &mut Vec<String>) {
        let joined = path.join("/");
        let is_source = joined.ends_with(".rs");
        match kind {
            Kind::Folder if is_source => self.refuse(&joined, "is a folder; expected a file"),
            Kind::Folder if path.len() > MAX_DEPTH => {
                self.refuse(&joined, &format!("expected at most {MAX_DEPTH} folders inside each other"));
            }
            Kind::Folder => match folder.folder(name) {
                Ok(inner) => self.folder(&inner, path),
                Err(error) => self.refuse(&joined, &format!("can't be opened: {error}")),
            },
            Kind::Special if is_source || self.known(&joined).is_some() => {
                self.refuse(&joined, "is a link, a pipe or a device; expected a regular file");
            }
            Kind::File if is_source => self.source(folder, name, &joined),
            // Not Rust: notes, backups. None of our business.
            Kind::File | Kind::Special => {}
        }
    }

    fn source(&mut self, folder: &Folder, name: &OsString, path: &str) {
        self.seen += 1;
        if !path.split('/').all(is_plain_name) {
            let expected = format!("expected names of a to z, 0 to 9 and _, at most {MAX_NAME_CHARS} long");
            return self.refuse(path, &expected);
        }
        match read_file(folder, name) {
            Ok(Ok(bytes)) => self.take(path, bytes),
            Ok(Err(reason)) => self.refuse(path, &reason),
            Err(error) => self.refuse(path, &format!("can't be read: {error}")),
        }
    }

    fn take(&mut self, path: &str, bytes: Vec<u8>) {
        self.bytes += bytes.len();
        if std::str::from_utf8(&bytes).is_err() {
            self.refuse(path, "is not UTF-8 text, which Rust sources are");
        } else if path == "lib.rs" || self.known(path).is_some() {
            self.handed.files.insert(path.to_owned(), bytes);
        } else {
            self.handed.unknown.push(path.to_owned());
        }
    }

    fn known(&self, path: &str) -> Option<&'static str> {
        owner(path).and_then(|name| self.chapter.exercise(name)).map(|exercise| exercise.name)
    }

    fn refuse(&mut self, path: &str, message: &str) {
        let place = format!("{}/src/{path}", self.chapter.name);
        let message = format!("{}: {message}", place.trim_end_matches('/'));
        self.handed.refused.push(Refusal { exercise: self.known(path), message });
    }
}

fn is_plain_name(name: &str) -> bool {
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    (1..=MAX_NAME_CHARS).contains(&stem.len())
        && stem.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Reads a file whole, or says why it can't be taken. What counts is what the open file is, not what its name was
/// a moment ago.
fn read_file(folder: &Folder, name: &OsString) -> io::Result<Result<Vec<u8>, String>> {
    let file = folder.file(name)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(Err(String::from("is a link, a pipe or a device; expected a regular file")));
    }
    if platform::links(&file)? > 1 {
        return Ok(Err(String::from(
            "has a second name elsewhere (a hard link); expected a file of its own",
        )));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Ok(Err(String::from("has more than 256 KiB")));
    }
    Ok(Ok(bytes))
}
