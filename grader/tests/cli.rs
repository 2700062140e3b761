//! The command line, run as a person runs it. Nothing here looks at `exercises/<chapter>`, which is a learner's.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the grader lies in the course").to_owned()
}

fn slot() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("slot")
}

/// `cargo grade`, in the slot that all tests share.
fn grader() -> Command {
    let mut command = Command::new(cargo_bin("grader"));
    command.env("GRADER_SLOT", slot()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// A copy of the course's folder that holds what `reset` and `hint` need.
fn scratch() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for tree in ["exercises", "grader/stubs"] {
        put(&folder.path().join(tree).join("hello/src/cut.rs"), "the stub\n");
    }
    folder
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it has a folder")).expect("folders can be made");
    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    fs::write(path, text).expect("it can be written");
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().expect("it runs").stdout).expect("it is text")
}

#[test]
fn solutions_are_full_and_the_status_says_so() {
    let mut command = grader();
    command.current_dir(root()).args(["hello", "--submission", "solutions"]);
    let text = stdout(&mut command);
    assert!(text.contains("✓ all ") && !text.contains('\u{1b}'), "{text}");
    command.assert().code(0);
    grader()
        .current_dir(root())
        .args(["hello", "--submission", "grader/stubs", "-q"])
        .assert()
        .code(1)
        .stdout("");
}

#[test]
fn color_is_for_terminals_or_for_who_asks() {
    let run = |color: &str| {
        stdout(grader().current_dir(root()).args([
            "hello/cut",
            "--submission",
            "solutions",
            "--color",
            color,
        ]))
    };
    assert!(run("always").contains('\u{1b}'));
    assert!(!run("auto").contains('\u{1b}'));
}

#[test]
fn a_wrong_name_gets_the_nearest_one() {
    for (name, words) in [
        ("hello/ctu", "did you mean `hello/cut`?"),
        ("helo", "did you mean `hello`?"),
        ("put_bakc", "did you mean `hello/put_back`?"),
        ("zzzzzzzz", "which `cargo grade list` shows"),
        ("hello/cut/size", "did you mean `hello/cut/sizes`?"),
    ] {
        let assert = grader().arg(name).assert().code(2);
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(said.contains(words), "{name}: {said}");
    }
}

#[test]
fn bad_arguments_say_what_was_expected() {
    let nowhere = std::env::temp_dir().join("no such submission");
    for (args, words) in [
        (
            vec!["--submission", nowhere.to_str().expect("it is text")],
            "expected a folder that holds <chapter>/src",
        ),
        (vec!["replay", "hello/cut/sizes"], "expected chapter/exercise/check.seed.case"),
        (vec!["replay", "hello/cut/sizes.0.x"], "expected chapter/exercise/check.seed.case"),
        (vec!["replay", "hello/cut/sizes.zz.1"], "expected chapter/exercise/check.seed.case"),
        (vec!["replay", "hello/cut.0.1"], "expected chapter/exercise/check.seed.case"),
        (vec!["replay", "hello/cut/nonesuch.0.1"], "there is no `hello/cut/nonesuch`"),
        (vec!["replay", "\u{7}\u{1b}[31mred.0.1"], "got `\\u{7}red.0.1`"),
        (vec!["--seed", "x", "hello"], "expected 1 to 32 hexadecimal digits, or `fresh`"),
        (vec!["--cases", "0", "hello"], "0 is not in 1..=100000"),
        (vec!["--format", "text,json", "hello"], "several formats need --output"),
        (vec!["hint", "hello"], "expected one exercise"),
        (vec!["hint", "hello/cut", "--step", "4"], "there are hints 1 to 3, not 4"),
    ] {
        let assert = grader().args(&args).assert().code(2).stdout("");
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn a_slot_that_cannot_be_written_is_our_trouble_and_says_where() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("file");
    put(&file, "");
    let mut command = grader();
    command.env("GRADER_SLOT", file.join("slot")).current_dir(root()).args([
        "hello",
        "--submission",
        "solutions",
    ]);
    let assert = command.assert().code(70);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("make the grader's own folder") && said.contains("not yours"), "{said}");
}

#[test]
fn reports_are_written_in_one_grading() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = folder.path().to_str().expect("it is text");
    let mut command = grader();
    command.current_dir(root()).args(["report", "hello", "--submission", "solutions"]);
    command.args(["--format", "text,json", "--output", output]).assert().code(0).stdout("");
    let json = fs::read_to_string(folder.path().join("report.json")).expect("it was written");
    assert!(json.starts_with("{\n  \"version\": 1,"), "{json}");
    let text = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert!(text.contains("✓ all ") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_folder_for_reports_is_made_and_written_again() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = folder.path().join("made/for it");
    let report = || {
        let mut command = grader();
        command.current_dir(root()).args(["report", "hello/cut", "--submission", "solutions"]);
        for format in ["text", "json", "summary", "annotations", "junit", "sarif", "brief"] {
            command.args(["--format", format]);
        }
        command.arg("--output").arg(&output).assert().code(0).stdout("");
        let mut files: Vec<(String, String)> = fs::read_dir(&output)
            .expect("it was made")
            .flatten()
            .map(|entry| {
                let text = fs::read_to_string(entry.path()).expect("it is text");
                (entry.file_name().to_string_lossy().into_owned(), text)
            })
            .collect();
        files.sort();
        files
    };
    let first = report();
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "annotations.txt",
            "brief.json",
            "junit.xml",
            "report.json",
            "report.sarif",
            "report.txt",
            "summary.md"
        ]
    );
    assert_eq!(first, report());
}

#[test]
fn a_report_takes_the_place_of_nobodys_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = folder.path().to_str().expect("it is text");
    for (format, name) in [
        ("text", "report.txt"),
        ("json", "report.json"),
        ("summary", "summary.md"),
        ("annotations", "annotations.txt"),
        ("junit", "junit.xml"),
        ("sarif", "report.sarif"),
        ("brief", "brief.json"),
    ] {
        let path = folder.path().join(name);
        put(&path, "an evening's work\n");
        let path = path.to_str().expect("it is text");
        for output in [output, path] {
            let args = ["hello/cut", "--submission", "solutions", "--format", format, "--output", output];
            let assert = grader().current_dir(root()).args(args).assert().code(2);
            let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
            assert!(said.contains(&format!("is no {format} report of ours")), "{said}");
        }
        assert_eq!(fs::read_to_string(path).expect("it is still there"), "an evening's work\n");
    }
    let args = ["hello/cut", "--test", "--output", "README.md"];
    let assert = grader().current_dir(root()).args(args).assert().code(2);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("expected a new file"), "{said}");
}

#[test]
fn a_replay_shows_the_same_failure_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let solution = fs::read_to_string(root().join("solutions/hello/src/cut.rs")).expect("it is there");
    for entry in fs::read_dir(root().join("solutions/hello/src")).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&path).expect("it is text");
        put(&folder.path().join("hello/src").join(path.file_name().expect("it has a name")), &text);
    }
    let wrong = solution.replacen("message.chunks(size)", "message.chunks_exact(size)", 1);
    assert_ne!(wrong, solution);
    put(&folder.path().join("hello/src/cut.rs"), &wrong);
    let submission = folder.path().to_str().expect("it is text");
    let whole = stdout(grader().args(["hello/cut", "--submission", submission]));
    let token = whole.split("cargo grade replay ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let token = token.expect("the card says how to replay it");
    let again = stdout(grader().args(["replay", token, "--submission", submission]));
    let card = |text: &str| {
        let from = text.find("✗ hello/cut/").expect("there is a card");
        text[from..].split("\n\n").next().map(String::from)
    };
    assert_eq!(card(&whole), card(&again));
    grader().args(["replay", token, "--submission", submission]).assert().code(1);
    grader().current_dir(root()).args(["replay", token, "--submission", "solutions"]).assert().code(0);
}

#[test]
fn hints_go_from_a_nudge_to_nearly_there() {
    let slot = tempfile::tempdir().expect("a folder can be made");
    let hint = || stdout(grader().env("GRADER_SLOT", slot.path()).args(["hint", "hello/cut"]));
    let (first, second, third, again) = (hint(), hint(), hint(), hint());
    assert!(first.contains("hint 1 of 3") && second.contains("hint 2 of 3") && third.contains("hint 3 of 3"));
    assert_eq!(third, again);
}

#[test]
fn reset_keeps_what_was_there() {
    let course = scratch();
    let folder = course.path().join("exercises/hello/src");
    let own = folder.join("cut.rs");
    let reset = |args: &[&str]| {
        let mut command = grader();
        command.env("GRADER_COURSE", course.path()).args(["reset", "hello/cut"]).args(args);
        command.assert()
    };
    // The stub itself: nothing to do.
    reset(&[]).code(0);
    for (work, kept) in [("an evening's work", "cut.rs.kept-1"), ("another evening's", "cut.rs.kept-2")] {
        put(&own, work);
        // Nobody is there to ask.
        reset(&[]).code(2);
        assert_eq!(fs::read_to_string(&own).expect("it is still there"), work);
        reset(&["--yes"]).code(0);
        assert_eq!(fs::read_to_string(&own).expect("it is there"), "the stub\n");
        assert_eq!(fs::read_to_string(folder.join(kept)).expect("it was kept"), work);
    }
    assert_eq!(fs::read_to_string(folder.join("cut.rs.kept-1")).expect("it was kept"), "an evening's work");
}

#[test]
fn two_at_once_wait_for_each_other() {
    let run = || {
        std::thread::spawn(|| {
            grader().current_dir(root()).args(["hello", "--submission", "solutions", "-q"]).assert().code(0);
        })
    };
    let (first, second) = (run(), run());
    first.join().expect("the first is full");
    second.join().expect("the second is full");
}

#[test]
fn help_is_what_it_was() {
    let help = stdout(grader().arg("--help"));
    insta::assert_snapshot!(help);
}

/// Needs /proc, to see whether anything is left.
#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_ends_every_child() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    let folder = tempfile::tempdir().expect("a folder can be made");
    let text = "pub fn number(bytes: [u8; 4]) -> u32 { loop { std::thread::park() } }\n\
                pub fn bytes(number: u32) -> [u8; 4] { [0; 4] }";
    put(&folder.path().join("hello/src/name_machine.rs"), text);
    // A slot of its own, so that the processes in it are this test's.
    let slot = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ctrl-c-slot");
    #[expect(clippy::disallowed_methods, reason = "assert_cmd only runs to the end")]
    let mut child = std::process::Command::new(cargo_bin("grader"))
        .env("GRADER_SLOT", &slot)
        .args(["hello/name_machine", "-q", "--submission"])
        .arg(folder.path())
        .spawn()
        .expect("it starts");
    let probe = slot.join("target/debug/probe-hello");
    while running(&probe) == 0 {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended before the probe was seen");
        std::thread::yield_now();
    }
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGINT).expect("it can be interrupted");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    // A killed process may be listed until its parent's parent has noticed.
    for _ in 0..10_000 {
        if running(&probe) == 0 {
            return;
        }
        std::thread::yield_now();
    }
    panic!("{} are left", running(&probe));
}

/// How many processes run this program. In mounts of its own it has another path, and is the same file.
#[cfg(target_os = "linux")]
fn running(program: &Path) -> usize {
    use std::os::unix::fs::MetadataExt;

    let file = |path: &Path| fs::metadata(path).map(|data| (data.dev(), data.ino())).ok();
    let Some(wanted) = file(program) else { return 0 };
    let processes = fs::read_dir("/proc").expect("Linux has it").flatten();
    processes.filter(|process| file(&process.path().join("exe")) == Some(wanted)).count()
}
