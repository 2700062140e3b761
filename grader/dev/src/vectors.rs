//! `cargo dev vectors`: the vectors in `grader/corpus` are what their oracles make now.
//!
//! They are made by the test `vectors` of `solutions/<chapter>`, a file or a folder, because only a chapter's solutions
//! depend on its oracles. This starts those tests, and knows nothing of what they make.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use grader::catalogue::Course;

/// Has all vectors made and compared, or written. `None` if they are not what is committed; else the files, relative
/// to the course's root, that are others than before.
pub fn make(course: &Course, write: bool) -> io::Result<Option<Vec<PathBuf>>> {
    let makers = makers(course);
    if makers.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let before = files(course);
    #[expect(clippy::disallowed_methods, reason = "an author's tool, with nobody's code but ours")]
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["test", "--quiet", "--test", "vectors"]).current_dir(&course.root);
    for chapter in makers {
        cargo.arg("-p").arg(format!("solution-{chapter}"));
    }
    if write {
        cargo.env(corpus::VARIABLE, corpus::WRITE);
    } else {
        cargo.env_remove(corpus::VARIABLE);
    }
    // What tests say is for people. Our own standard output is a list of files.
    if !cargo.stdout(io::stderr()).status()?.success() {
        return Ok(None);
    }
    let is_other = |path: &PathBuf, text: &Vec<u8>| before.get(path) != Some(text);
    let others = files(course).into_iter().filter(|(path, text)| is_other(path, text));
    Ok(Some(others.map(|(path, _)| path).collect()))
}

/// Vectors that no test makes.
pub fn stray(course: &Course) -> Vec<PathBuf> {
    let is_made = |path: &Path| {
        let chapter = path.iter().nth(2).unwrap_or_default();
        let name = format!("\"{}/{}\"", chapter.display(), path.file_name().unwrap_or_default().display());
        let texts = maker(course, &chapter.to_string_lossy()).into_iter().map(fs::read_to_string);
        texts.flatten().any(|text| text.contains(&name))
    };
    files(course).into_keys().filter(|path| !is_made(path)).collect()
}

/// The chapters that have a test which makes vectors.
fn makers(course: &Course) -> Vec<&'static str> {
    let names = course.chapters.iter().map(|chapter| chapter.name);
    names.filter(|name| !maker(course, name).is_empty()).collect()
}

/// The files of a chapter's test.
fn maker(course: &Course, chapter: &str) -> Vec<PathBuf> {
    let tests = course.root.join("solutions").join(chapter).join("tests");
    let file = tests.join("vectors.rs");
    let in_folder = list(&tests.join("vectors"));
    in_folder.into_iter().chain(file.is_file().then_some(file)).collect()
}

/// All vectors: path relative to the course's root, and contents.
fn files(course: &Course) -> BTreeMap<PathBuf, Vec<u8>> {
    list(&course.root.join("grader/corpus"))
        .into_iter()
        .filter(|folder| folder.is_dir() && !folder.ends_with("src"))
        .flat_map(|folder| list(&folder))
        .map(|path| {
            (path.strip_prefix(&course.root).unwrap_or(&path).to_owned(), fs::read(&path).unwrap_or_default())
        })
        .collect()
}

/// What is in a folder; nothing if there is none.
fn list(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}
