//! Every program of the book runs, and prints what the book says.

#![expect(clippy::disallowed_methods, reason = "these tests run programs and keep what they print")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn rust_programs_print_what_the_book_says() {
    // Cargo builds a package's programs before its tests, into the folder above the tests' own.
    let tests = std::env::current_exe().expect("a test knows where it is");
    let built = tests.ancestors().nth(2).expect("target/debug/deps/programs-…");
    let programs = names("src/bin", "rs");
    assert!(!programs.is_empty(), "no programs");
    for name in &programs {
        let file = built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        expect_output(name, &run(&mut Command::new(file)));
    }
    let expected = names("expected", "txt");
    assert_eq!(expected.difference(&programs).next(), None, "output of no program");
}

#[test]
#[ignore = "needs a C compiler: .ci/extras c-listings"]
fn c_programs_compile_without_a_warning_and_print_the_same() {
    let scratch = std::env::temp_dir().join(format!("listings-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder");
    for name in names("c", "c") {
        let program = scratch.join(&name);
        let mut cc = Command::new("cc");
        cc.args([
            "-std=c11",
            "-D_POSIX_C_SOURCE=200809L",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-O1",
            "-o",
        ]);
        cc.arg(&program).arg(here(&format!("c/{name}.c")));
        let compiled = run(&mut cc);
        assert!(compiled.status.success(), "{name}.c: {}", text(&compiled.stderr));
        let output = run(&mut Command::new(&program));
        assert!(output.status.success(), "{name}.c: {}", text(&output.stderr));
        let expected =
            std::fs::read_to_string(here(&format!("expected/{name}.txt"))).expect("a Rust twin's output");
        assert_eq!(text(&output.stdout), expected, "{name}.c and {name}.rs print different things");
    }
    std::fs::remove_dir_all(scratch).expect("the scratch folder goes");
}

/// Compares with `expected/<name>.txt`, or writes it with INSTA_UPDATE=always.
fn expect_output(name: &str, output: &Output) {
    assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    let file = here(&format!("expected/{name}.txt"));
    let printed = text(&output.stdout);
    if std::env::var("INSTA_UPDATE").as_deref() == Ok("always") {
        std::fs::write(&file, printed).expect("write what was printed");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_else(|error| {
        panic!("{}: {error}; INSTA_UPDATE=always writes it:\n{printed}", file.display());
    });
    assert_eq!(printed, expected, "{name} prints something else than {}", file.display());
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

fn names(folder: &str, extension: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(here(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let files = files.map(|file| file.expect("a readable folder").path());
    let files = files.filter(|file| file.extension().is_some_and(|is| is == extension));
    files.map(|file| file.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
