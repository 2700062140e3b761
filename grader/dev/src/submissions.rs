//! Submissions made by us: a chapter of the solutions or of the stubs, with some files changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A submission in a folder of its own, removed when dropped.
#[derive(Debug)]
pub struct Made {
    folder: TempDir,
    chapter: String,
}

impl Made {
    /// A copy of `<from>/<chapter>/src`, programs excepted.
    pub fn copy_of(from: &Path, chapter: &str) -> io::Result<Made> {
        let folder = TempDir::new()?;
        copy(&from.join(chapter).join("src"), &folder.path().join(chapter).join("src"))?;
        Ok(Made { folder, chapter: chapter.to_owned() })
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The file of an exercise in it.
    pub fn file(&self, exercise: &str) -> PathBuf {
        self.path().join(&self.chapter).join("src").join(format!("{exercise}.rs"))
    }

    /// Takes the file of an exercise away.
    pub fn without(self, exercise: &str) -> io::Result<Made> {
        #[expect(clippy::disallowed_methods, reason = "a submission of our own making")]
        fs::remove_file(self.file(exercise))?;
        Ok(self)
    }

    /// Replaces the file of an exercise.
    pub fn with(self, exercise: &str, text: &str) -> io::Result<Made> {
        write(&self.file(exercise), text)?;
        Ok(self)
    }
}

/// Writes a file in a folder made by us.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    #[expect(clippy::disallowed_methods, reason = "a submission of our own making")]
    fs::write(path, text)
}

/// Copies the files of a folder, and of the folders in it but `bin`.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            #[expect(clippy::disallowed_methods, reason = "a submission of our own making")]
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "bin" {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}
