//! Test vectors that other people's code made: `grader/corpus/<chapter>/*.txt`.
//!
//! The crates that make them, the *oracles*, are heavy, and only `solutions/<chapter>` depends on them. There a test
//! in `tests/vectors` calls [`keep()`] for each file. It fails if the committed file is not what the oracle makes
//! now, and writes it when `cargo dev vectors` says so. Whoever wants the vectors reads the file with [`records()`],
//! and needs no oracle: the grader's checks include it as text. What a standard publishes stands here as constants.

pub mod punycode;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// The environment variable that makes [`keep()`] write: it is [`WRITE`].
pub const VARIABLE: &str = "CORPUS";

/// See [`VARIABLE`].
pub const WRITE: &str = "write";

/// What belongs together: fields, each with a name, in order. In a file each takes a line, and an empty line stands
/// between two records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Name and value. No name has a space, and neither has a line break.
    pub fields: Vec<(String, String)>,
}

impl Record {
    /// With one field more.
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Record {
        self.fields.push((name.to_owned(), value.to_string()));
        self
    }

    /// With one field more: bytes, in hexadecimal.
    pub fn with_bytes(self, name: &str, bytes: &[u8]) -> Record {
        self.with(name, given::hex::encode(bytes))
    }

    /// The values of all fields of this name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let named = self.fields.iter().filter(|(field, _)| field == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of the first field of this name, which must be there.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).first().unwrap_or_else(|| panic!("expected a field {name} in\n{self}"))
    }

    /// The same, as bytes.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        given::hex::decode(self.text(name))
            .unwrap_or_else(|| panic!("expected hexadecimal in {name} of\n{self}"))
    }
}

/// Lines, each with its end.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields.iter().try_for_each(|(name, value)| writeln!(f, "{name} {value}"))
    }
}

/// Reads the text of a file.
pub fn records(text: &str) -> Vec<Record> {
    let mut records = vec![Record::default()];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let last = records.last_mut().expect("there is always one");
        match line.split_once(' ') {
            Some((name, value)) => last.fields.push((name.to_owned(), value.to_owned())),
            None if line.is_empty() && !last.fields.is_empty() => records.push(Record::default()),
            None => {}
        }
    }
    records.retain(|record| !record.fields.is_empty());
    records
}

/// Holds the file at `path`, in `grader/corpus`, to the records that the crate `oracle` makes now. `about` says what
/// they are, and stands in the file's head with the version of the oracle.
///
/// # Panics
///
/// If the file is another one, and is not to be written.
#[track_caller]
pub fn keep(path: &str, oracle: &str, about: &[&str], records: &[Record]) {
    let made = text(oracle, about, records);
    let file = folder().join(path);
    if is_to_be_written() {
        return write(&file, &made);
    }
    let there = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if let Some(difference) = difference(&there, &made) {
        panic!("grader/corpus/{path} is not what is made now; `cargo dev vectors` writes it\n{difference}");
    }
}

fn text(oracle: &str, about: &[&str], records: &[Record]) -> String {
    let head = ["Made by `cargo dev vectors`, not by hand, with", oracle, &version(oracle)].join(" ");
    let head: String = [&head, ""]
        .iter()
        .chain(about)
        .map(|line| format!("# {line}").trim_end().to_owned() + "\n")
        .collect();
    let records: String = records.iter().map(|record| format!("\n{record}")).collect();
    head + &records
}

/// The version of a crate in the course's lockfile.
fn version(name: &str) -> String {
    let lock = folder().join("../../Cargo.lock");
    let lock = fs::read_to_string(&lock).unwrap_or_else(|error| panic!("{}: {error}", lock.display()));
    version_in(&lock, name)
}

fn version_in(lock: &str, name: &str) -> String {
    let versions: Vec<&str> = lock
        .split(&format!("\nname = \"{name}\"\nversion = \""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(!versions.is_empty(), "there is no {name} in Cargo.lock");
    versions.join(" or ")
}

/// The first line that differs.
fn difference(there: &str, made: &str) -> Option<String> {
    if there == made {
        return None;
    }
    let line = |text: &str, at: usize| text.lines().nth(at).unwrap_or("the end").to_owned();
    let same = there.lines().zip(made.lines()).take_while(|(there, made)| there == made).count();
    Some(format!("line {}\n  there  {}\n  made   {}", same + 1, line(there, same), line(made, same)))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[expect(clippy::disallowed_methods, reason = "how `cargo dev vectors` tells the tests that it starts")]
fn is_to_be_written() -> bool {
    std::env::var_os(VARIABLE).is_some_and(|value| value == WRITE)
}

#[expect(clippy::disallowed_methods, reason = "writing vectors is what `cargo dev vectors` is for")]
fn write(file: &Path, text: &str) {
    let written = file.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(file, text));
    written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_survive() {
        let one = Record::default().with("name", "a b  c").with("name", 7).with_bytes("bytes", b"\x00\xff");
        let two = Record::default().with_bytes("bytes", b"");
        let text = format!("# head\n#\n\n{one}\n# between\n{two}");
        let read = records(&text);
        assert_eq!(read, [one, two]);
        assert_eq!(read[0].all("name"), ["a b  c", "7"]);
        assert_eq!((read[0].bytes("bytes"), read[1].bytes("bytes")), (vec![0, 0xFF], vec![]));
        assert_eq!(records("# nothing\n\n\n"), []);
    }

    #[test]
    fn a_version_is_found_in_the_lockfile() {
        let lock = "\n[[package]]\nname = \"ab\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\nversion = \"0.2.1\"\n";
        assert_eq!(version_in(lock, "b"), "0.2.1");
        assert_eq!(version_in(&format!("{lock}{}", lock.replace("0.2", "0.3")), "b"), "0.2.1 or 0.3.1");
    }

    #[test]
    fn the_first_difference_is_shown() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\nd\n").unwrap(), "line 2\n  there  b\n  made   c");
        assert_eq!(difference("a\n", "").unwrap(), "line 1\n  there  a\n  made   the end");
    }
}
