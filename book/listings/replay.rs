//! What the book shows of a terminal is what a terminal shows: a part of the tests of the chapters' programs.
//!
//! A file of `book/listings/runs` has commands, each with what it prints below it. With `INSTA_UPDATE=always` the files
//! are written, and have to be read by a person.

#![expect(clippy::disallowed_methods, reason = "this test keeps what a program prints")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Runs the commands of all files whose names begin with `files` again, with the program `name`, which is at `program`.
///
/// # Panics
///
/// If something else is printed than the book shows, or there are fewer files than `least`.
pub(crate) fn hold(files: &str, least: usize, name: &str, program: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/listings/runs");
    let there =
        fs::read_dir(&folder).expect("the book's runs").map(|file| file.expect("a readable folder").path());
    let mut paths: Vec<PathBuf> = there.filter(|path| name_of(path).starts_with(files)).collect();
    paths.sort_unstable();
    assert!(paths.len() >= least, "only {paths:?}");

    let updates = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    for path in paths {
        let file = name_of(&path);
        let shown = fs::read_to_string(&path).expect("it is text").replace("\r\n", "\n");
        let commands: Vec<&str> = shown.lines().filter(|line| line.starts_with("$ ")).collect();
        assert!(!commands.is_empty(), "{file} has no command");
        let prompt = format!("$ cargo grade run {name} -- ");
        let runs = commands.into_iter().map(|command| {
            let words = command.strip_prefix(&prompt);
            run(command, program, words.unwrap_or_else(|| panic!("{file}: no run of `{name}`: {command}")))
        });
        let printed = runs.collect::<Vec<_>>().join("\n");
        if updates {
            fs::write(&path, printed).expect("it can be written");
        } else {
            assert_eq!(printed, shown, "{file}: what is printed, and what the book shows");
        }
    }
}

/// The command, and below it what it prints, complaints last.
fn run(command: &str, program: &str, words: &str) -> String {
    let output = Command::new(program).args(split(words)).output().expect("it runs");
    let printed = [output.stdout, output.stderr].concat();
    format!("{command}\n{}\n", String::from_utf8(printed).expect("it prints text").trim_end())
}

/// As a shell splits: at blanks, but for those in single quotes.
fn split(words: &str) -> Vec<&str> {
    let parts = words.split('\'').zip([false, true].into_iter().cycle());
    parts
        .flat_map(|(part, quoted)| if quoted { vec![part] } else { part.split_whitespace().collect() })
        .collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}
