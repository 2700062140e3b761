//! The chapters' programs over exercises that are not written, or wrong: built as a learner builds them, with the
//! learner's manifests, but over the pristine stubs. Nothing here looks at anybody's work in `exercises/`.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use dev::submissions::{copy, write};

/// A workspace that holds the learner's crates and nothing else. It stays, so that serde is built once.
fn workspace() -> PathBuf {
    let root = grader::checks::course().root;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    write(&folder.join("Cargo.toml"), &manifest(&read(&root.join("Cargo.toml")))).expect("it can be written");
    write(&folder.join("Cargo.lock"), &read(&root.join("Cargo.lock"))).expect("it can be written");
    let exercises = folder.join("exercises");
    copy(&root.join("exercises/given"), &exercises.join("given")).expect("the given types can be copied");
    for chapter in ["hello", "addresses"] {
        let (stubs, ours) = (root.join("grader/stubs").join(chapter), exercises.join(chapter));
        let of_learners = read(&root.join("exercises").join(chapter).join("Cargo.toml"));
        write(&ours.join("Cargo.toml"), &of_learners).expect("it can be written");
        copy(&stubs.join("src"), &ours.join("src")).expect("stubs can be copied");
        copy(&stubs.join("src/bin"), &ours.join("src/bin")).expect("programs can be copied");
    }
    folder
}

/// The course's manifest, with the exercises for its only members.
fn manifest(course: &str) -> String {
    let from = course.find("[workspace.package]").expect("the course has one version");
    let to = course.find("[profile").expect("it has profiles");
    format!("[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*\"]\n\n{}", &course[from..to])
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the course's files can be read")
}

/// Builds the programs.
fn build(workspace: &Path) {
    let mut cargo = Command::new(env!("CARGO"));
    // What they need was fetched to build this test.
    cargo.args(["build", "--quiet", "--offline", "--bins"]).current_dir(workspace);
    cargo.env("CARGO_TARGET_DIR", workspace.join("target")).assert().success().stderr("");
}

/// What the program prints, and what it complains about. Its status is 1.
fn fails(workspace: &Path, program: &str, arguments: &str) -> (String, String) {
    let program =
        workspace.join("target/debug").join(program).with_extension(std::env::consts::EXE_EXTENSION);
    let output = Command::new(program).args(arguments.split(' ')).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it is text");
    assert_eq!(output.status.code(), Some(1), "{arguments}");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn programs_say_which_exercise_is_not_written_and_which_one_panics() {
    let workspace = workspace();
    let source = |path: &str| workspace.join("exercises").join(path);
    // Of `addresses` one exercise is written, and of `hello` one is wrong.
    let dotted = read(&grader::checks::course().root.join("solutions/addresses/src/dotted.rs"));
    write(&source("addresses/src/dotted.rs"), &dotted).expect("it can be written");
    let cut = read(&source("hello/src/cut.rs"))
        .replace("todo!()", "vec![Chunk { number: 0, of: 1, bytes: message[..size].to_vec() }]");
    write(&source("hello/src/cut.rs"), &cut).expect("it can be written");
    build(&workspace);

    let missing = |exercise: &str| {
        format!("addr needs `{exercise}`, which is not written yet: exercises/addresses/src/{exercise}.rs\n")
    };
    let rows = "number     167772161\ndotted     10.0.0.1\nbinary     00001010.00000000.00000000.00000001\n\
                hex        0x0A000001\n";
    for (arguments, prints, needs) in [
        ("10.0.0.1", rows, "ipv6"),
        ("10.0.0.0/8", "", "prefix"),
        ("route 10.0.0.1 10.0.0.0/8", "", "lpm"),
        ("name bücher.example --server 127.0.0.1", "", "punycode"),
        ("name london.example --server 127.0.0.1", "", "dns_name"),
    ] {
        assert_eq!(fails(&workspace, "addr", arguments), (prints.to_owned(), missing(needs)), "{arguments}");
    }

    let line = 1 + cut.lines().position(|line| line.contains("message[..size]")).expect("it is there");
    let (_, complaint) = fails(&workspace, "say", "to 127.0.0.1:1 hi");
    let place = format!("say panicked at exercises/hello/src/cut.rs:{line}: ");
    assert!(complaint.starts_with(&place), "{complaint}");
}
