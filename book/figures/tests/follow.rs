//! A figure says what the code does: one changed byte of a solution is another figure.
//!
//! A copy of the few crates that figures are made of, in the target folder. It stays there, built, for the next time.

#![expect(clippy::disallowed_methods, reason = "builds and runs a copy of this crate, and edits its files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to change in which file, and a figure that then must change.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("solutions/hello/src/name_machine.rs", "first << 24", "first << 23", "hello/name_machine/address"),
    ("solutions/hello/src/put_back.rs", "(0..of)", "(1..of)", "hello/put_back/any-order"),
];

#[test]
fn one_byte_of_a_solution_changes_the_figure() {
    let root = scratch();
    let before = shown(&root);
    let originals: Vec<String> = CHANGES.iter().map(|(file, ..)| read(&root.join(file))).collect();

    // All changes at once: each figure is drawn by one chapter's code, and a build takes longer than the test.
    for (file, find, replace, _) in CHANGES {
        assert_eq!(find.len(), replace.len());
        let text = read(&root.join(file));
        assert_eq!(text.matches(find).count(), 1, "`{find}` in {file}");
        fs::write(root.join(file), text.replace(find, replace)).expect("it can be written");
    }
    let after = shown(&root);

    for (_, _, _, figure) in CHANGES {
        assert!(before.contains_key(*figure), "there is no figure {figure}");
        assert_ne!(before.get(*figure), after.get(*figure), "{figure} does not say what the code does");
    }
    for ((file, ..), text) in CHANGES.iter().zip(originals) {
        fs::write(root.join(file), text).expect("it can be written");
    }
}

/// All figures of a course, by name.
fn shown(root: &Path) -> BTreeMap<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", "figures", "--example", "show"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        // A name stands alone on its line, and a drawing begins with a tag.
        if figures::find(line).is_some() {
            name = line.to_owned();
        } else {
            *all.entry(name.clone()).or_default() += line;
        }
    }
    all
}

/// The crates that figures are made of, as a workspace.
fn scratch() -> PathBuf {
    const CRATES: &[&str] = &[
        "book/figures",
        "exercises/given",
        "grader/corpus",
        "grader/sim",
        "solutions/hello",
        "solutions/addresses",
        "solutions/packets",
    ];
    let course =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("figures stand in book/figures");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures");
    for member in CRATES {
        copy(&course.join(member), &root.join(member));
    }
    for file in ["Cargo.lock", "rust-toolchain.toml"] {
        copy_file(&course.join(file), &root.join(file));
    }
    // The same manifest, but for its members.
    let manifest = read(&course.join("Cargo.toml"));
    let rest = manifest.split_once("[workspace.package]").expect("the workspace has a package section").1;
    let members: Vec<String> = CRATES.iter().map(|member| format!("{member:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[workspace.package]{rest}",
        members.join(", ")
    );
    let file = root.join("Cargo.toml");
    if fs::read_to_string(&file).ok().as_deref() != Some(&manifest) {
        fs::write(file, manifest).expect("it can be written");
    }
    root
}

/// A copy of a folder, without what is not there any more since the last time.
fn copy(from: &Path, to: &Path) {
    let _ = fs::create_dir_all(to);
    for entry in fs::read_dir(to).unwrap_or_else(|error| panic!("{}: {error}", to.display())).flatten() {
        let path = entry.path();
        let original = from.join(entry.file_name());
        if path.is_dir() && !original.is_dir() {
            fs::remove_dir_all(path).expect("it can be removed");
        } else if path.is_file() && !original.is_file() {
            fs::remove_file(path).expect("it can be removed");
        }
    }
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())).flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { copy_file(&from, &to) }
    }
}

/// Copies what differs: cargo looks at dates, and what has not changed need not be built.
fn copy_file(from: &Path, to: &Path) {
    let bytes = fs::read(from).expect("it can be read");
    if fs::read(to).ok().as_ref() != Some(&bytes) {
        fs::write(to, bytes).expect("it can be written");
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
