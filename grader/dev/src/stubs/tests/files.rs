//! The trees: what is derived, compared, written, and left alone.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::stubs::{Error, StubError, Tree, all, differing, put, write};

/// A course with one small chapter.
struct Course {
    folder: TempDir,
}

impl Course {
    fn new() -> Course {
        let course = Course { folder: tempfile::tempdir().expect("a fresh folder") };
        course.put("rustfmt.toml", "max_width = 40\n");
        course.put("solutions/hello/Cargo.toml", "");
        course.put("solutions/hello/src/lib.rs", "//! Hello.\n\npub mod chunks;\nmod inner;\n");
        course.put("solutions/hello/src/chunks.rs", CHUNKS);
        course.put("solutions/hello/src/chunks/tests.rs", "pub fn undocumented() {}\n");
        course.put("solutions/hello/src/inner/mod.rs", "pub mod deep;\n");
        course.put("solutions/hello/src/inner/deep.rs", "pub fn undocumented() {}\n");
        course.put("solutions/hello/src/bin/chat.rs", PROGRAM);
        course.put("solutions/hello/tests/oracle.rs", "fn main() {}\n");
        course
    }

    fn written() -> Course {
        let course = Course::new();
        assert_eq!(course.write(), paths(&[]));
        course
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, text: &str) {
        put(&self.root().join(path), Some(text)).expect("a file can be written");
    }

    fn remove(&self, path: &str) {
        put(&self.root().join(path), None).expect("a file can be removed");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a file can be read")
    }

    fn write(&self) -> Vec<PathBuf> {
        write(self.root()).expect("stubs can be written")
    }

    fn differing(&self, tree: Tree) -> Vec<PathBuf> {
        differing(self.root(), tree).expect("stubs can be compared")
    }
}

const CHUNKS: &str =
    "/// Cuts.\npub fn cut(bytes: &[u8], most_at_once: usize) -> u8 {\n    1\n}\n\nmod tests;\n";

const JOIN: &str = "/// Joins.\npub fn join() {}\n\nmod tests;\n";

/// As it should look at 40 columns.
const CHUNKS_STUB: &str =
    "/// Cuts.\npub fn cut(\n    bytes: &[u8],\n    most_at_once: usize,\n) -> u8 {\n    todo!()\n}\n";

/// Not as rustfmt would have it.
const PROGRAM: &str = "fn main( ) { }\n";

fn paths(paths: &[&str]) -> Vec<PathBuf> {
    paths.iter().map(PathBuf::from).collect()
}

#[test]
fn both_trees_are_derived_and_formatted_without_private_modules() {
    let files = all(Course::new().root()).expect("stubs can be derived");
    let expected = [
        ("exercises/hello/src/bin/chat.rs", PROGRAM),
        ("exercises/hello/src/chunks.rs", CHUNKS_STUB),
        ("exercises/hello/src/lib.rs", "//! Hello.\n\npub mod chunks;\n"),
        ("grader/stubs/hello/src/bin/chat.rs", PROGRAM),
        ("grader/stubs/hello/src/chunks.rs", CHUNKS_STUB),
        ("grader/stubs/hello/src/lib.rs", "//! Hello.\n\npub mod chunks;\n"),
    ];
    assert_eq!(files, expected.map(|(path, text)| (PathBuf::from(path), text.to_owned())));
}

#[test]
fn what_was_written_does_not_differ() {
    let course = Course::written();
    assert_eq!(course.differing(Tree::Pristine), paths(&[]));
    assert_eq!(course.differing(Tree::Exercises), paths(&[]));
    assert_eq!(course.read("exercises/hello/src/chunks.rs"), CHUNKS_STUB);
}

#[test]
fn missing_different_and_stray_files_differ() {
    let course = Course::written();
    course.remove("grader/stubs/hello/src/lib.rs");
    course.put("grader/stubs/hello/src/chunks.rs", "// old\n");
    course.put("grader/stubs/hello/notes.txt", "stray\n");
    let expected = ["hello/notes.txt", "hello/src/chunks.rs", "hello/src/lib.rs"];
    let expected: Vec<PathBuf> = expected.iter().map(|file| Path::new("grader/stubs").join(file)).collect();
    assert_eq!(course.differing(Tree::Pristine), expected);
    assert_eq!(course.differing(Tree::Exercises), paths(&[]));
}

#[test]
fn manifests_and_given_types_are_not_stray_exercises() {
    let course = Course::written();
    course.put("exercises/given/src/lib.rs", "");
    course.put("exercises/hello/Cargo.toml", "");
    course.put("exercises/hello/src/mine.rs", "");
    assert_eq!(course.differing(Tree::Exercises), paths(&["exercises/hello/src/mine.rs"]));
}

#[test]
fn other_line_ends_are_no_difference() {
    let course = Course::written();
    course.put("exercises/hello/src/chunks.rs", "");
    course.put("exercises/hello/src/chunks.rs", &CHUNKS_STUB.replace('\n', "\r\n"));
    assert_eq!(course.differing(Tree::Exercises), paths(&[]));
}

#[test]
fn untouched_exercises_follow_the_solution() {
    let course = Course::written();
    course.put("solutions/hello/src/chunks.rs", JOIN);
    assert_eq!(course.write(), paths(&[]));
    assert_eq!(course.read("exercises/hello/src/chunks.rs"), "/// Joins.\npub fn join() {\n    todo!()\n}\n");
    assert_eq!(course.differing(Tree::Exercises), paths(&[]));
}

#[test]
fn work_is_never_overwritten() {
    let course = Course::written();
    let work = CHUNKS_STUB.replace("todo!()", "2");
    course.put("exercises/hello/src/chunks.rs", &work);
    course.put("solutions/hello/src/chunks.rs", JOIN);

    // The second time, too, although the pristine tree has moved on.
    for _ in 0..2 {
        assert_eq!(course.write(), paths(&["exercises/hello/src/chunks.rs"]));
        assert_eq!(course.read("exercises/hello/src/chunks.rs"), work);
        assert_eq!(course.differing(Tree::Pristine), paths(&[]));
    }
}

#[test]
fn work_is_kept_where_there_is_no_pristine_tree_yet() {
    let course = Course::new();
    course.put("exercises/hello/src/chunks.rs", "// work\n");
    assert_eq!(course.write(), paths(&["exercises/hello/src/chunks.rs"]));
    assert_eq!(course.read("exercises/hello/src/chunks.rs"), "// work\n");
    assert_eq!(course.read("exercises/hello/src/lib.rs"), "//! Hello.\n\npub mod chunks;\n");
}

#[test]
fn a_removed_solution_removes_its_stubs_but_no_work() {
    let course = Course::written();
    course.put("exercises/hello/src/mine.rs", "// a learner's own file\n");
    course.put("exercises/hello/src/chunks.rs", "// work\n");
    course.remove("solutions/hello/src/chunks.rs");
    course.remove("solutions/hello/src/chunks/tests.rs");
    course.remove("solutions/hello/src/bin/chat.rs");

    assert_eq!(course.write(), paths(&["exercises/hello/src/chunks.rs"]));
    assert_eq!(course.differing(Tree::Pristine), paths(&[]));
    assert!(!course.root().join("exercises/hello/src/bin/chat.rs").exists());
    assert_eq!(course.read("exercises/hello/src/mine.rs"), "// a learner's own file\n");
    assert_eq!(course.read("exercises/hello/src/chunks.rs"), "// work\n");
}

#[test]
fn a_solution_without_a_stub_is_named() {
    let course = Course::new();
    course.put("solutions/hello/src/chunks.rs", "\npub fn cut() {}\nmod tests;\n");
    let error = all(course.root()).expect_err("there are no docs");
    assert!(matches!(&error, Error::Stub { error: StubError::Undocumented { line: 2, .. }, .. }));
    assert_eq!(
        error.to_string().replace('\\', "/"),
        "derive the stub of solutions/hello/src/chunks.rs: line 2: `cut` is public and has no docs, which are \
         the learner's specification"
    );
}

#[test]
fn what_rustfmt_refuses_is_named() {
    let course = Course::new();
    course.put("rustfmt.toml", "max_width = \"wide\"\n");
    let error = all(course.root()).expect_err("the configuration is wrong");
    assert!(matches!(&error, Error::Rustfmt { .. }), "{error}");
}
