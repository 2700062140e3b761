//! The files of `grader/dev/templates`, filled in.

use std::path::PathBuf;

use super::Named;

/// Where a file goes, and its text.
type Template = (&'static str, &'static str);

/// The files of an exercise.
const EXERCISE: &[Template] = &[
    ("solutions/{{chapter}}/src/{{exercise}}.rs", include_str!("../../templates/exercise/solution.rs")),
    ("solutions/{{chapter}}/tests/{{exercise}}.rs", include_str!("../../templates/exercise/test.rs")),
    ("grader/probes/{{chapter}}/src/{{exercise}}.rs", include_str!("../../templates/exercise/probe.rs")),
    ("grader/src/checks/{{chapter}}/{{exercise}}.rs", include_str!("../../templates/exercise/checks.rs")),
    ("grader/faults/{{chapter}}/{{exercise}}.toml", include_str!("../../templates/exercise/faults.toml")),
    ("book/src/{{chapter}}/{{exercise}}.md", include_str!("../../templates/exercise/page.md")),
];

/// The files of a chapter beside those of its first exercise.
const CHAPTER: &[Template] = &[
    ("solutions/{{chapter}}/Cargo.toml", include_str!("../../templates/chapter/solutions.toml")),
    ("solutions/{{chapter}}/src/lib.rs", include_str!("../../templates/chapter/lib.rs")),
    ("exercises/{{chapter}}/Cargo.toml", include_str!("../../templates/chapter/exercises.toml")),
    ("exercises/given/src/{{chapter}}.rs", include_str!("../../templates/chapter/given.rs")),
    ("grader/probes/{{chapter}}/Cargo.toml", include_str!("../../templates/chapter/probes.toml")),
    ("grader/probes/{{chapter}}/src/main.rs", include_str!("../../templates/chapter/main.rs")),
    ("grader/src/checks/{{chapter}}.rs", include_str!("../../templates/chapter/checks.rs")),
    ("book/src/{{chapter}}/index.md", include_str!("../../templates/chapter/index.md")),
];

/// The new files: path relative to the course's root, and text.
pub(super) fn filled(named: &Named<'_>) -> Vec<(PathBuf, String)> {
    let fill =
        |text: &str| text.replace("{{chapter}}", named.chapter).replace("{{exercise}}", named.exercise);
    let chapter = if named.chapter_is_new { CHAPTER } else { &[] };
    chapter.iter().chain(EXERCISE).map(|(path, text)| (fill(path).into(), fill(text))).collect()
}
