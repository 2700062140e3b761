//! The course's own files are in order. Nothing here looks at `exercises/<chapter>`: a learner's are not ours.

use std::path::Path;

use dev::tidy;

#[test]
fn the_course_is_tidy() {
    let found = tidy::look(&grader::checks::course());
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn a_missing_file_is_found() {
    let mut course = grader::checks::course();
    let empty = tempfile::tempdir().expect("a folder can be made");
    course.root = empty.path().to_owned();
    let found = tidy::look(&course);
    assert!(
        found.iter().any(|untidy| untidy.to_string() == "solutions/hello/src/cut.rs: is missing"),
        "{found:?}"
    );
}

#[test]
fn vectors_that_nobody_makes_are_found() {
    let mut course = grader::checks::course();
    let folder = tempfile::tempdir().expect("a folder can be made");
    course.root = folder.path().to_owned();
    for (path, text) in [
        ("grader/corpus/addresses/names.txt", ""),
        ("grader/corpus/addresses/others.txt", ""),
        ("grader/corpus/src/lib.rs", ""),
        ("solutions/addresses/tests/vectors.rs", "keep(\"addresses/names.txt\")"),
    ] {
        dev::submissions::write(&course.root.join(path), text).expect("it can be written");
    }
    assert_eq!(dev::vectors::stray(&course), [Path::new("grader/corpus/addresses/others.txt")]);
}
