//! Which names an exercise or a chapter can have.

use std::collections::BTreeSet;
use std::fs;

use grader::catalogue::Course;

/// What an author asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// `chapter/exercise`, or `chapter` for one with an exercise called `first`.
    pub target: &'a str,
    /// The chapter is to be made too.
    pub with_chapter: bool,
}

/// An exercise that is not there, of a chapter that may not be there either. Both names are good ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The chapter.
    pub chapter: &'a str,
    /// The exercise.
    pub exercise: &'a str,
    /// Whether the chapter is to be made too.
    pub chapter_is_new: bool,
}

/// What was asked for, or why it can't be made.
pub(super) fn look<'a>(course: &Course, asked: &Asked<'a>) -> Result<Named<'a>, String> {
    let (chapter, exercise) = match asked.target.split_once('/') {
        Some((chapter, exercise)) => (chapter, Some(exercise)),
        None => (asked.target, None),
    };
    let known = course.chapter(chapter);
    let exercise = match (known, exercise) {
        (Some(_), None) => {
            return Err(format!("there is a chapter {chapter}; {chapter}/<exercise> adds an exercise to it"));
        }
        (Some(_), Some(_)) if asked.with_chapter => return Err(format!("there is a chapter {chapter}")),
        (Some(known), Some(exercise)) if known.exercise(exercise).is_some() => {
            return Err(format!("there is an exercise {chapter}/{exercise}"));
        }
        (None, Some(_)) if !asked.with_chapter => {
            return Err(format!("there is no chapter {chapter}; with --chapter it is made too"));
        }
        (_, exercise) => exercise.unwrap_or("first"),
    };
    check(chapter)?;
    check(exercise)?;
    if known.is_none() {
        check_chapter(course, chapter)?;
    }
    check_exercise(chapter, exercise)?;
    Ok(Named { chapter, exercise, chapter_is_new: known.is_none() })
}

/// What holds for both: it is the name of a module, of a file and of a part of a command.
fn check(name: &str) -> Result<(), String> {
    let rest = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.bytes().all(rest) {
        return Err(format!("`{name}` is no name: expected a to z, then a to z, 0 to 9 and _"));
    }
    if name.contains("__") || name.ends_with('_') {
        return Err(format!("`{name}` is no name: expected _ between two words"));
    }
    // `gen` is a keyword since edition 2024, which syn can't know of every text.
    if syn::parse_str::<syn::Ident>(name).is_err() || name == "gen" {
        return Err(format!("`{name}` is a keyword of Rust"));
    }
    if ["aux", "con", "nul", "prn"].contains(&name) {
        return Err(format!("no file can be called `{name}` on Windows"));
    }
    if ["alloc", "core", "proc_macro", "proptest", "std", "test", "tests"].contains(&name) {
        return Err(format!("`{name}` means something else to Rust, or in the course's own code"));
    }
    Ok(())
}

/// A chapter's name is the name of a crate, too, and comes where commands come.
fn check_chapter(course: &Course, name: &str) -> Result<(), String> {
    const COMMANDS: [&str; 11] =
        ["doctor", "help", "hint", "list", "prepare", "replay", "report", "reset", "run", "skip", "watch"];
    if COMMANDS.contains(&name) {
        return Err(format!("`cargo grade {name}` is a command"));
    }
    let packages = packages(course)?;
    for package in [name.to_owned(), format!("probe_{name}"), format!("solution_{name}")] {
        if packages.contains(&package) {
            return Err(format!("there is a package `{package}`, ours or one that we use"));
        }
    }
    Ok(())
}

/// An exercise's name stands beside the names of its chapter's crates and files.
fn check_exercise(chapter: &str, name: &str) -> Result<(), String> {
    if name == chapter || ["bin", "given", "lib", "main", "probe"].contains(&name) {
        return Err(format!(
            "`{name}` can't be an exercise: there are crates, files or folders of this name"
        ));
    }
    Ok(())
}

/// The names of all packages in the lockfile, as code spells them.
fn packages(course: &Course) -> Result<BTreeSet<String>, String> {
    let lock =
        fs::read_to_string(course.root.join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let name = |line: &str| Some(line.strip_prefix("name = \"")?.strip_suffix('"')?.replace('-', "_"));
    Ok(lock.lines().filter_map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(target: &str, with_chapter: bool) -> Result<Named<'_>, String> {
        look(&grader::checks::course(), &Asked { target, with_chapter })
    }

    #[test]
    fn good_names_are_taken() {
        let named = |chapter, exercise, chapter_is_new| Ok(Named { chapter, exercise, chapter_is_new });
        assert_eq!(asked("hello/untaken", false), named("hello", "untaken", false));
        assert_eq!(asked("hello/x2_y", false), named("hello", "x2_y", false));
        assert_eq!(asked("gates", false), named("gates", "first", true));
        assert_eq!(asked("gates", true), named("gates", "first", true));
        assert_eq!(asked("gates/adder", true), named("gates", "adder", true));
    }

    #[test]
    fn what_is_there_is_not_made_again() {
        for (target, with_chapter, why) in [
            ("hello", false, "there is a chapter hello; hello/<exercise> adds an exercise to it"),
            ("hello/untaken", true, "there is a chapter hello"),
            ("hello/cut", false, "there is an exercise hello/cut"),
            ("helo/untaken", false, "there is no chapter helo; with --chapter it is made too"),
        ] {
            assert_eq!(asked(target, with_chapter), Err(why.to_owned()), "{target}");
        }
    }

    #[test]
    fn bad_names_are_refused() {
        let words = [
            ("", "expected a to z"),
            ("Parity", "expected a to z"),
            ("2parity", "expected a to z"),
            ("par-ity", "expected a to z"),
            ("par/ity", "expected a to z"),
            ("../parity", "expected a to z"),
            ("parität", "expected a to z"),
            ("_parity", "expected a to z"),
            ("par__ity", "between two words"),
            ("parity_", "between two words"),
            ("loop", "a keyword"),
            ("async", "a keyword"),
            ("gen", "a keyword"),
            ("try", "a keyword"),
            ("aux", "on Windows"),
            ("std", "something else"),
        ];
        for (word, why) in words {
            let got = asked(&format!("hello/{word}"), false).expect_err(word);
            assert!(got.contains(why), "{word}: {got}");
            if !word.contains('/') {
                let got = asked(&format!("{word}/untaken"), true).expect_err(word);
                assert!(got.contains(why), "{word}: {got}");
            }
        }
        for exercise in ["hello", "lib", "main", "bin", "given", "probe"] {
            let got = asked(&format!("hello/{exercise}"), false).expect_err(exercise);
            assert!(got.contains("can't be an exercise"), "{exercise}: {got}");
        }
        for (chapter, why) in [
            ("serde", "a package"),
            ("given", "a package"),
            ("proc_macro2", "a package"),
            ("list", "a command"),
        ] {
            let got = asked(chapter, false).expect_err(chapter);
            assert!(got.contains(why), "{chapter}: {got}");
        }
    }
}
