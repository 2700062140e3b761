//! What the book shows of a terminal is what a terminal shows.
//!
//! `book/listings/runs/packets_dissect_*.txt` are commands, each with what it prints below it. Here they run again.
//! With `INSTA_UPDATE=always` the files are written, and have to be read by a person.

#![expect(clippy::disallowed_methods, reason = "this test keeps what a program prints")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// What a page shows after the prompt when the program is meant.
const PROMPT: &str = "$ cargo grade run dissect -- ";

#[test]
fn the_runs_of_the_book_are_real() {
    let runs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/listings/runs");
    let files =
        fs::read_dir(&runs).expect("the book's runs").map(|file| file.expect("a readable folder").path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| name_of(path).starts_with("packets_dissect_")).collect();
    files.sort_unstable();
    assert!(files.len() >= 2, "only {files:?}");

    let updates = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    for path in files {
        let name = name_of(&path);
        let shown = fs::read_to_string(&path).expect("it is text").replace("\r\n", "\n");
        let commands: Vec<&str> = shown.lines().filter(|line| line.starts_with("$ ")).collect();
        assert!(!commands.is_empty(), "{name} has no command");
        let runs: Vec<String> = commands.into_iter().map(|command| run(&name, command)).collect();
        let printed = runs.join("\n");
        if updates {
            fs::write(&path, printed).expect("it can be written");
        } else {
            assert_eq!(printed, shown, "{name}: what is printed, and what the book shows");
        }
    }
}

/// The command, and below it what it prints, complaints last.
fn run(name: &str, command: &str) -> String {
    let words =
        command.strip_prefix(PROMPT).unwrap_or_else(|| panic!("{name}: no run of `dissect`: {command}"));
    let mut dissect = Command::new(env!("CARGO_BIN_EXE_solution-dissect"));
    let output = dissect.args(words.split_whitespace()).output().expect("it runs");
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).expect("it prints text");
    format!("{command}\n{}\n", printed.trim_end())
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}
