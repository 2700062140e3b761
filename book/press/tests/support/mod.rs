//! A copy of the book's sources, to break.

#![expect(clippy::disallowed_methods, reason = "files of the tests' own")]

use std::fs;
use std::path::{Path, PathBuf};

use press::Problems;
use press::check::check;
use press::site::Site;
use tempfile::TempDir;

/// The folder of the course.
pub(crate) fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the press stands in book/press")
        .to_owned()
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("it can be written");
}

/// What the book is made of, in a folder of its own.
pub(crate) struct Copy {
    folder: TempDir,
}

impl Copy {
    pub(crate) fn new() -> Copy {
        let folder = tempfile::tempdir().expect("a scratch folder");
        for part in ["book/src", "book/theme", "book/listings", "grader/dev/tests/snapshots"] {
            copy(&course().join(part), &folder.path().join(part));
        }
        fs::copy(course().join("book/book.toml"), folder.path().join("book/book.toml"))
            .expect("it can be copied");
        Copy { folder }
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.root().join("site")
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write(&self.root().join(path), text);
    }

    /// Adds lines to a page, each a paragraph. Gives the place of each, `file:line:`, with what was given beside it.
    pub(crate) fn append<'a>(&self, path: &str, lines: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
        let mut text = self.read(path);
        let mut places = Vec::new();
        for (line, message) in lines {
            text += "\n";
            places.push((format!("{path}:{}:", text.lines().count() + 1), *message));
            text += line;
            text += "\n";
        }
        self.write(path, &text);
        places
    }

    pub(crate) fn build(&self) -> anyhow::Result<()> {
        Site::new(self.root()).build(&self.site())
    }

    pub(crate) fn check(&self) -> Result<(), Problems> {
        check(self.root(), &self.site())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders can be made");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())).flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("it can be copied");
        }
    }
}
