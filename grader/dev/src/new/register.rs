//! The places where a new exercise or chapter is listed, and how a text gets one line, or one item, more.
//!
//! These are edits of text, so that comments and order stay. Each leaves alone a text that has the line already,
//! and each refuses a text in which it does not find its place.

use super::Named;

/// A file to change, and how.
pub(super) struct Place {
    /// Relative to the course's root.
    pub(super) path: String,
    edits: Vec<Edit>,
}

enum Edit {
    /// This line, behind the last line that begins with `begin`, and with an empty one between if `apart`.
    Line { line: String, begin: &'static str, apart: bool },
    /// These lines, behind the last line that links to a page of a chapter; of any chapter if it is empty.
    Pages { lines: String, chapter: String },
    /// This item, at the end of the list that begins with `begin`.
    Item { item: String, begin: &'static str },
}

/// Where a new exercise is listed; where the chapter is new, its own files list the exercise already.
pub(super) fn places(named: &Named<'_>) -> Vec<Place> {
    let Named { chapter, exercise, chapter_is_new } = named;
    if *chapter_is_new {
        return vec![
            Place {
                path: String::from("grader/src/checks.rs"),
                edits: vec![
                    line(format!("pub mod {chapter};"), "pub mod "),
                    Edit::Item { item: format!("{chapter}::CHAPTER"), begin: "CHAPTERS: &[Chapter] = &[" },
                ],
            },
            Place {
                path: String::from("exercises/given/src/lib.rs"),
                edits: vec![line(format!("pub mod {chapter};"), "pub mod ")],
            },
            pages(
                format!(
                    "\n# {chapter}\n\n- [{chapter}]({chapter}/index.md)\n  - [{exercise}]({chapter}/{exercise}.md)"
                ),
                "",
            ),
        ];
    }
    vec![
        Place {
            path: format!("solutions/{chapter}/src/lib.rs"),
            edits: vec![
                line(format!("//! | [`{exercise}`] | How many bits are 1? |"), "//! | "),
                Edit::Line { line: format!("pub mod {exercise};"), begin: "pub mod ", apart: true },
            ],
        },
        Place {
            path: format!("grader/src/checks/{chapter}.rs"),
            edits: vec![
                line(format!("pub mod {exercise};"), "pub mod "),
                Edit::Item { item: format!("{exercise}::EXERCISE"), begin: "exercises: &[" },
            ],
        },
        Place {
            path: format!("grader/probes/{chapter}/src/main.rs"),
            edits: vec![
                line(format!("mod {exercise};"), "mod "),
                line(format!("        {exercise}::calls(table.exercise(\"{exercise}\"));"), "        "),
            ],
        },
        pages(format!("  - [{exercise}]({chapter}/{exercise}.md)"), chapter),
    ]
}

fn line(line: String, begin: &'static str) -> Edit {
    Edit::Line { line, begin, apart: false }
}

fn pages(lines: String, chapter: &str) -> Place {
    let edit = Edit::Pages { lines, chapter: chapter.to_owned() };
    Place { path: String::from("book/src/SUMMARY.md"), edits: vec![edit] }
}

impl Place {
    /// The text with all edits made.
    pub(super) fn register(&self, text: &str) -> Result<String, String> {
        let edited = self.edits.iter().try_fold(text.to_owned(), |text, edit| edit.make(&text));
        edited.map_err(|missing| format!("{}: expected {missing}", self.path))
    }
}

impl Edit {
    /// The text with this edit made, or what was looked for in vain.
    fn make(&self, text: &str) -> Result<String, String> {
        match self {
            Edit::Pages { lines, chapter } => add_pages(text, lines, chapter)
                .ok_or_else(|| format!("a link to a page of {chapter}, to put another behind it")),
            Edit::Line { line, begin, apart } => add_line(text, line, begin, *apart).ok_or_else(|| {
                format!("a line that begins with `{}`, to put `{}` behind it", begin.trim(), line.trim())
            }),
            Edit::Item { item, begin } => add_item(text, item, begin)
                .ok_or_else(|| format!("the list `{begin}...]`, to put `{item}` at its end")),
        }
    }
}

fn add_line(text: &str, line: &str, begin: &str, apart: bool) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.contains(&line) {
        return Some(text.to_owned());
    }
    let last = lines.iter().rposition(|line| line.starts_with(begin))?;
    let added = if apart { vec!["", line] } else { vec![line] };
    let lines = [&lines[..=last], &added, &lines[last + 1..]].concat();
    Some(lines.join("\n") + "\n")
}

fn add_pages(text: &str, added: &str, chapter: &str) -> Option<String> {
    if text.contains(added) {
        return Some(text.to_owned());
    }
    let lines: Vec<&str> = text.lines().collect();
    let is_link = |line: &&str| line.trim_start().starts_with("- [");
    let is_behind =
        |line: &&str| is_link(line) && (chapter.is_empty() || line.contains(&format!("]({chapter}/")));
    let last = lines.iter().rposition(is_behind)?;
    Some([&lines[..=last], &[added], &lines[last + 1..]].concat().join("\n") + "\n")
}

fn add_item(text: &str, item: &str, begin: &str) -> Option<String> {
    let start = text.find(begin)? + begin.len();
    let end = start + text[start..].find(']')?;
    let list = text[start..end].trim_end();
    if list.split(',').any(|listed| listed.trim() == item) {
        return Some(text.to_owned());
    }
    let comma = if list.is_empty() || list.ends_with(',') { "" } else { "," };
    Some(format!("{}{list}{comma} {item}{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_behind_the_last_of_its_kind() {
        let text = "//! Docs.\n\npub mod a;\npub mod c;\n\nuse std::fmt;\n";
        let added = add_line(text, "pub mod b;", "pub mod ", false).unwrap();
        assert_eq!(added, "//! Docs.\n\npub mod a;\npub mod c;\npub mod b;\n\nuse std::fmt;\n");
        assert_eq!(add_line(&added, "pub mod b;", "pub mod ", false).unwrap(), added);
        assert_eq!(
            add_line("pub mod a;\n", "pub mod b;", "pub mod ", true).unwrap(),
            "pub mod a;\n\npub mod b;\n"
        );
        assert_eq!(add_line("use std::fmt;\n", "pub mod b;", "pub mod ", false), None);
    }

    #[test]
    fn a_page_goes_behind_those_of_its_chapter() {
        let text =
            "# Hello\n\n- [hello](hello/index.md)\n  - [cut](hello/cut.md)\n\n# B\n\n- [b](b/index.md)\n";
        let added = add_pages(text, "  - [new](hello/new.md)", "hello").unwrap();
        assert!(added.contains("  - [cut](hello/cut.md)\n  - [new](hello/new.md)\n\n# B"), "{added}");
        assert_eq!(add_pages(&added, "  - [new](hello/new.md)", "hello").unwrap(), added);
        assert!(
            add_pages(text, "\n# C\n\n- [c](c/index.md)", "")
                .unwrap()
                .ends_with("md)\n\n# C\n\n- [c](c/index.md)\n")
        );
        assert_eq!(add_pages(text, "  - [x](x/x.md)", "x"), None);
    }

    #[test]
    fn an_item_goes_to_the_end_of_its_list() {
        let add = |list: &str| add_item(&format!("x: &[{list}] }} ]"), "b", "x: &[").unwrap();
        assert_eq!(add(""), "x: &[ b] } ]");
        assert_eq!(add("a, c"), "x: &[a, c, b] } ]");
        assert_eq!(add("\n    a,\n    c,\n"), "x: &[\n    a,\n    c, b] } ]");
        assert_eq!(add("a, b, c"), "x: &[a, b, c] } ]");
        assert_eq!(add("ab"), "x: &[ab, b] } ]");
        assert_eq!(add_item("y: &[]", "b", "x: &["), None);
        assert_eq!(add_item("x: &[", "b", "x: &["), None);
    }

    #[test]
    fn what_has_no_place_is_said() {
        let named = Named { chapter: "hello", exercise: "parity", chapter_is_new: false };
        let place = &places(&named)[1];
        let why = place.register("pub mod cut;\n").unwrap_err();
        let expected = "grader/src/checks/hello.rs: expected the list `exercises: &[...]`, to put `parity::EXERCISE` at its end";
        assert_eq!(why, expected);
    }
}
