//! The files that the book is made of.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the course, with what the book takes from it.
#[derive(Clone, Debug)]
pub(crate) struct Sources {
    root: PathBuf,
}

impl Sources {
    /// The sources below the folder that holds `book/`.
    pub(crate) fn new(root: &Path) -> Sources {
        Sources { root: root.to_owned() }
    }

    /// A file of the course, or what there is to say if it can't be read.
    pub(crate) fn read(&self, path: &str) -> Result<String, String> {
        let text = fs::read_to_string(self.root.join(path));
        text.map(|text| text.replace("\r\n", "\n")).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no file {path}"),
            _ => format!("can't read {path}: {error}"),
        })
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).is_file()
    }

    /// The names, without extension, of the files with this extension in a folder; none if there is no folder.
    pub(crate) fn names(&self, folder: &str, extension: &str) -> Vec<String> {
        let files = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let files =
            files.map(|file| file.path()).filter(|path| path.extension().is_some_and(|is| is == extension));
        let mut names: Vec<String> =
            files.filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
        names.sort();
        names
    }

    /// The part of a text between `ANCHOR: part` and `ANCHOR_END: part`, indented as little as possible; or all of it
    /// but those marks.
    pub(crate) fn part(text: &str, part: Option<&str>) -> Result<String, String> {
        let mark = |line: &str, word: &str| {
            let (_, rest) = line.split_once(word)?;
            Some(rest.trim().trim_end_matches("*/").trim().to_owned())
        };
        let is_mark = |line: &&str| line.contains("ANCHOR: ") || line.contains("ANCHOR_END: ");
        let Some(part) = part else {
            return Ok(text.lines().filter(|line| !is_mark(line)).collect::<Vec<_>>().join("\n"));
        };
        let here = |line: &&str| mark(line, "ANCHOR: ").as_deref() == Some(part);
        let ends = |line: &&str| mark(line, "ANCHOR_END: ").as_deref() == Some(part);
        if !text.lines().any(|line| here(&line)) || !text.lines().any(|line| ends(&line)) {
            return Err(format!("no lines `ANCHOR: {part}` and `ANCHOR_END: {part}` in it"));
        }
        let lines = text.lines().skip_while(|line| !here(line)).take_while(|line| !ends(line));
        Ok(outdented(lines.filter(|line| !is_mark(line))))
    }
}

/// All files with this extension in a folder and in those below it, by their paths in it, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut waiting) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(inside) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&inside)).into_iter().flatten().flatten() {
            let path = inside.join(entry.file_name());
            if entry.path().is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|is| is == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The pages of a built site, by their paths in it with `/`, and their HTML.
pub(crate) fn built(site: &Path) -> impl Iterator<Item = (String, String)> {
    files(site, "html").into_iter().filter_map(move |path| {
        let text = fs::read_to_string(site.join(&path)).ok()?;
        Some((path.to_string_lossy().replace('\\', "/"), text))
    })
}

fn outdented<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let lines: Vec<&str> = lines.collect();
    let indent = |line: &&&str| line.len() - line.trim_start().len();
    let least =
        lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(&line)).min().unwrap_or(0);
    lines.iter().map(|line| line.get(least..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn a_part_is_what_stands_between_its_marks_without_the_indent() {
        let text = "fn main() {\n    // ANCHOR: a\n    let x = 1;\n    /* ANCHOR: b */\n\n        x;\n    /* ANCHOR_END: b */\n    // ANCHOR_END: a\n}\n";

        assert_eq!(Sources::part(text, Some("a")), Ok("let x = 1;\n\n    x;".to_owned()));
        assert_eq!(Sources::part(text, Some("b")), Ok("\nx;".to_owned()));
        assert_eq!(Sources::part(text, None), Ok("fn main() {\n    let x = 1;\n\n        x;\n}".to_owned()));
        assert!(Sources::part(text, Some("c")).is_err());
    }
}
