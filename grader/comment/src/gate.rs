//! Which pull requests a machine may speak about: those that change exercises, and nothing else.

use serde::Deserialize;

/// A file of a pull request, as GitHub lists it.
#[derive(Debug, Deserialize)]
pub struct ChangedFile {
    /// Its path now, or before it was removed.
    pub filename: String,
    /// Its path before it was renamed.
    pub previous_filename: Option<String>,
}

/// GitHub lists so many files of a pull request, and no more.
pub const MOST_FILES: usize = 3000;

/// Whether all changes are to the sources of exercises: `exercises/<chapter>/src/…`. Of a renamed file both names
/// count. Where GitHub has not listed all, it is not known, and the answer is no.
pub fn is_learners_own(files: &[ChangedFile], changed: usize) -> bool {
    files.len() == changed
        && !files.is_empty()
        && files.len() < MOST_FILES
        && files
            .iter()
            .all(|file| is_source(&file.filename) && file.previous_filename.as_deref().is_none_or(is_source))
}

fn is_source(path: &str) -> bool {
    let names: Vec<&str> = path.split('/').collect();
    let is_plain = |name: &&str| !matches!(*name, "" | "." | "..");
    matches!(names[..], ["exercises", _, "src", _, ..]) && names.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(filename: &str, previous: Option<&str>) -> ChangedFile {
        ChangedFile { filename: filename.into(), previous_filename: previous.map(String::from) }
    }

    #[test]
    fn sources_of_exercises_pass() {
        for path in
            ["exercises/hello/src/cut.rs", "exercises/hello/src/cut/helper.rs", "exercises/x/src/a b.rs"]
        {
            assert!(is_learners_own(&[file(path, None)], 1), "{path}");
        }
    }

    #[test]
    fn whatever_else_is_touched_needs_a_person() {
        for path in [
            "README.md",
            ".github/workflows/grade.yml",
            "exercises/hello/Cargo.toml",
            "exercises/hello/build.rs",
            "exercises/src/cut.rs",
            "exercises/hello/src",
            "exercises/hello/src/",
            "exercises/hello/src/../../../grader/src/lib.rs",
            "exercises/../src/x.rs",
            "exercises//src/x.rs",
            "/exercises/hello/src/cut.rs",
            "Exercises/hello/src/cut.rs",
            "a/exercises/hello/src/cut.rs",
        ] {
            let own = || file("exercises/hello/src/cut.rs", None);
            assert!(!is_learners_own(&[own(), file(path, None)], 2), "{path}");
            assert!(!is_learners_own(&[file("exercises/hello/src/cut.rs", Some(path))], 1), "from {path}");
        }
    }

    #[test]
    fn a_list_that_is_not_whole_needs_a_person() {
        let files = || vec![file("exercises/hello/src/cut.rs", None)];
        assert!(!is_learners_own(&files(), 2));
        assert!(!is_learners_own(&[], 0));
        let many: Vec<ChangedFile> = (0..MOST_FILES)
            .map(|number| file(&format!("exercises/hello/src/cut/m{number}.rs"), None))
            .collect();
        assert!(!is_learners_own(&many, MOST_FILES));
    }
}
