//! What the book shows of a terminal is what a terminal shows.
//!
//! `book/listings/runs/hello_say_*.txt` are conversations of two terminals: the first command is London's, which
//! listens, the second is Tokyo's, which speaks. Here both run, at a port that is free. The pages before the first
//! chapter show what `cargo grade` prints to a newcomer, which `grader/tests/newcomer.txt` holds.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SAY: &str = env!("CARGO_BIN_EXE_solution-say");

/// What a page shows after the prompt when the program is meant.
const PROGRAM: &str = "cargo grade run say -- ";

/// Where the pages' London listens.
const ADDRESS: &str = "127.0.0.1:4000";

#[test]
fn the_conversations_of_the_book_are_real() {
    let runs = course().join("book/listings/runs");
    let mut count = 0;
    for file in fs::read_dir(&runs).expect("the book's runs") {
        let path = file.expect("a readable folder").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("hello_say_") {
            count += 1;
            let text = text_of(&path);
            let (london, tokyo) = text.trim_end().split_once("\n\n").expect("two commands");
            replay(&name, london, tokyo);
        }
    }
    assert!(count >= 3, "only {count} conversations");
}

#[test]
fn the_first_pages_show_what_a_newcomer_sees() {
    let newcomer = text_of(&course().join("grader/tests/newcomer.txt"));
    let mut count = 0;
    for page in ["index.md", "how.md"] {
        let text = text_of(&course().join("book/src").join(page));
        for block in text.split("```console\n").skip(1) {
            let (shown, _) = block.split_once("```").expect("the block ends");
            assert!(newcomer.contains(shown), "{page} shows what no newcomer sees:\n{shown}");
            count += 1;
        }
    }
    assert!(count >= 3, "only {count} blocks");
}

/// Runs both, and compares what they print with what stands below each command.
fn replay(name: &str, london: &str, tokyo: &str) {
    let (listen, heard) = command(london);
    let (to, said) = command(tokyo);
    let listen = listen.iter().map(|word| if word == "4000" { "0" } else { word });
    #[expect(clippy::disallowed_methods, reason = "both programs are to run at the same time")]
    let listener = &mut Command::new(SAY);
    listener.args(listen).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut listener = listener.spawn().expect("it starts");
    let mut out = BufReader::new(listener.stdout.take().expect("its output is a pipe"));
    let mut first = String::new();
    out.read_line(&mut first).expect("it says where it listens");
    let address = first.trim_end().strip_prefix("listening on ").expect("it begins with that").to_owned();

    let to = to.iter().map(|word| if word == ADDRESS { &address } else { word });
    let output = assert_cmd::Command::new(SAY).args(to).output().expect("it runs");
    let printed = [output.stdout, output.stderr].concat();
    assert_eq!(String::from_utf8_lossy(&printed).trim_end(), said, "{name}, Tokyo");

    let mut printed = first.replace(&address, ADDRESS);
    out.read_to_string(&mut printed).expect("it prints text");
    let mut errors = listener.stderr.take().expect("its errors are a pipe");
    errors.read_to_string(&mut printed).expect("it complains in text");
    listener.wait().expect("it ends after one message");
    assert_eq!(any_speaker(&printed), any_speaker(heard), "{name}, London");
}

/// The arguments after the prompt, and what is printed below.
fn command(terminal: &str) -> (Vec<String>, &str) {
    let (line, printed) = terminal.split_once('\n').expect("a command, and what it prints");
    let words = line.strip_prefix("$ ").and_then(|line| line.strip_prefix(PROGRAM)).expect("a run of `say`");
    (split(words), printed)
}

/// As a shell splits: at blanks, but for those in single quotes.
fn split(words: &str) -> Vec<String> {
    let parts = words.split('\'').zip([false, true].into_iter().cycle());
    let parts =
        parts.flat_map(|(part, quoted)| if quoted { vec![part] } else { part.split_whitespace().collect() });
    parts.map(str::to_owned).collect()
}

/// Tokyo's own port is another one each time.
fn any_speaker(printed: &str) -> String {
    let lines = printed.trim_end().lines();
    lines
        .map(|line| if line.ends_with(" speaks") { "somebody speaks" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.replace("\r\n", "\n")
}
