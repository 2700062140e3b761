//! An exercise, and a chapter on another subject, are added to a course by `cargo dev new` alone: no file is edited
//! by hand but those that it made.
//!
//! The course is a copy of this one with the first chapter only, so that this takes no longer when the course grows.
//! It stays in the target folder, built, for the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dev::new::{Asked, Error, Written, make};
use dev::submissions::write;
use grader::catalogue::Course;

/// A copy of the course with one chapter. What learners have written in `exercises/` is not copied.
fn scratch() -> Course {
    let course = grader::checks::course();
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new");
    for path in listed(&root).filter(|path| !path.ends_with("target")) {
        remove(&path);
    }
    let (first, others) = course.chapters.split_first().expect("there are chapters");
    let is_left_out = |path: &Path| {
        let (name, parent) = (name_of(path), path.parent().unwrap_or(Path::new("")));
        let is_another_chapter = others.iter().any(|other| name.trim_end_matches(".rs") == other.name);
        let is_a_learners = parent.ends_with(first.name) && parent.starts_with("exercises");
        ["target", ".git", "snapshots"].contains(&name.as_str())
            // What draws the book draws chapters that are not in the copy. Its text takes no building.
            || parent == Path::new("book") && name != "src"
            // Much of the grader knows the given types of all chapters.
            || is_another_chapter && parent != Path::new("exercises/given/src")
            || is_a_learners && name != "Cargo.toml"
    };
    copy(&course.root, &root, &is_left_out);
    edit(&root.join("grader/src/checks.rs"), |text| {
        others.iter().fold(text, |text, other| {
            let name = other.name;
            text.replace(&format!("pub mod {name};\n"), "")
                // On one line with the others, or on one of its own.
                .replace(&format!(", {name}::CHAPTER"), "")
                .replace(&format!("{name}::CHAPTER,"), "")
        })
    });
    // Waiting for the compiler is most of this test.
    edit(&root.join("Cargo.toml"), |text| {
        let members = ["figures", "listings", "press"].map(|member| format!("\"book/{member}\", "));
        let without_book = members.iter().fold(text, |text, member| text.replace(member, ""));
        let of_book =
            |line: &&str| !line.trim_start().starts_with("\"book/") && !line.starts_with("figures = ");
        let text: String = without_book.lines().filter(of_book).map(|line| format!("{line}\n")).collect();
        text.replace("opt-level = 1", "opt-level = 0")
            .replace("opt-level = 3", "opt-level = 0")
            .replace("debug = \"line-tables-only\"", "debug = false")
    });
    Course { root, chapters: &course.chapters[..1] }
}

fn listed(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("it can be listed").path())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn edit(path: &Path, change: impl Fn(String) -> String) {
    let text = fs::read_to_string(path).expect("it can be read");
    write(path, &change(text)).expect("it can be written");
}

#[expect(clippy::disallowed_methods, reason = "files of the test's own")]
fn remove(path: &Path) {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.expect("it can be removed");
}

/// Copies a folder, but nothing that is left out by its path in it.
fn copy(from: &Path, to: &Path, is_left_out: &dyn Fn(&Path) -> bool) {
    let mut waiting = vec![PathBuf::new()];
    while let Some(folder) = waiting.pop() {
        fs::create_dir_all(to.join(&folder)).expect("folders can be made");
        for path in listed(&from.join(&folder)) {
            let inside = folder.join(name_of(&path));
            if is_left_out(&inside) {
                continue;
            }
            if path.is_dir() {
                waiting.push(inside);
            } else {
                #[expect(clippy::disallowed_methods, reason = "files of the test's own")]
                fs::copy(&path, to.join(&inside)).expect("it can be copied");
            }
        }
    }
}

fn new(course: &Course, target: &str, with_chapter: bool) -> Result<Written, Error> {
    make(course, &course.root.join("target/dev-slot"), &Asked { target, with_chapter })
}

/// Runs cargo in the course: never with the network, and never with a lockfile that would have to change.
fn cargo(course: &Course, arguments: &str) -> Output {
    let target = course.root.join("target");
    #[expect(clippy::disallowed_methods, reason = "the author's own commands, as an author runs them")]
    let output = Command::new(env!("CARGO"))
        .args(["--locked", "--offline"])
        .args(arguments.split(' '))
        .current_dir(&course.root)
        .env("CARGO_TARGET_DIR", &target)
        // Nobody works there.
        .env("CARGO_INCREMENTAL", "0")
        .env("GRADER_SLOT", target.join("dev-slot"))
        .output();
    output.expect("cargo starts")
}

/// What cargo's program prints; it must end well, and cargo must not warn.
#[track_caller]
fn passes(course: &Course, arguments: &str) -> String {
    let output = cargo(course, arguments);
    let [stdout, stderr] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{arguments}:\n{stdout}\n{stderr}");
    assert!(!stderr.contains("warning: "), "{arguments}:\n{stderr}");
    stdout
}

#[test]
fn what_is_new_is_graded_without_another_edit() {
    let course = scratch();
    let written = new(&course, "hello/tried_out", false).expect("hello gets an exercise");
    assert_eq!((written.new.len(), written.changed.len(), written.left.len()), (6, 4, 0), "{written:?}");
    let written = new(&course, "calendar/leap", true).expect("the course gets a chapter");
    assert_eq!((written.new.len(), written.changed.len(), written.left.len()), (14, 3, 0), "{written:?}");
    // The sample stays in `hello`. The chapter is filled in, on a subject of its own.
    for (path, text) in [
        ("solutions/calendar/src/leap.rs", include_str!("new/solution.rs")),
        ("solutions/calendar/tests/leap.rs", include_str!("new/test.rs")),
        ("grader/probes/calendar/src/leap.rs", include_str!("new/probe.rs")),
        ("grader/src/checks/calendar/leap.rs", include_str!("new/checks.rs")),
        ("grader/faults/calendar/leap.toml", include_str!("new/faults.toml")),
    ] {
        write(&course.root.join(path), text).expect("it can be written");
    }

    passes(&course, "build -p dev -p grader");
    passes(&course, "fmt --all --check");
    passes(&course, "dev stubs");
    let said = passes(&course, "dev check");
    assert_eq!(said, "");
    for (target, all) in [("hello/tried_out", "✓ all 2 points"), ("calendar", "✓ all 3 points")] {
        assert!(passes(&course, &format!("dev faults {target}")).ends_with("3 of 3 as demanded\n"));
        let full = passes(&course, &format!("run -p grader -- {target} --submission solutions"));
        assert!(full.contains(all), "{full}");
        let stubs = cargo(&course, &format!("run -p grader -- {target} --submission grader/stubs"));
        let stubs = String::from_utf8_lossy(&stubs.stdout);
        assert!(stubs.contains("not written"), "{stubs}");
    }
}

#[test]
fn what_is_refused_is_not_begun() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let course = Course { root: folder.path().to_owned(), ..grader::checks::course() };
    let refused = |target: &str, with_chapter| {
        let error = new(&course, target, with_chapter).expect_err("nothing can be made here").to_string();
        assert_eq!(listed(folder.path()).count(), 0, "{target}");
        error
    };
    assert_eq!(refused("hello/cut", false), "there is an exercise hello/cut");
    assert!(refused("hello/Cut", false).contains("is no name"));
    // The files are thought out, and then there is no list to put the exercise on.
    assert!(refused("hello/tried_out", false).contains("lib.rs"));
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let course = Course { root: folder.path().to_owned(), ..grader::checks::course() };
    let taken = "grader/probes/hello/src/tried_out.rs";
    write(&course.root.join(taken), "mine").expect("it can be written");
    let error = new(&course, "hello/tried_out", false).expect_err("a file is there");
    assert_eq!(error.to_string(), format!("{taken} is there already"));
    assert_eq!(fs::read_to_string(course.root.join(taken)).ok().as_deref(), Some("mine"));
}
