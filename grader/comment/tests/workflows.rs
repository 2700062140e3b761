//! The shell parts of the workflows, run as GitHub's runner would run them, and what the workflows must be.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("it lies in the course").to_owned()
}

fn write(path: &Path, text: &str) {
    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    fs::write(path, text).expect("it can be written");
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A program that does what this shell text says.
fn write_program(path: &Path, body: &str) {
    write(path, &format!("#!/bin/sh\n{body}\n"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

/// A grader that does what this shell text says.
fn grader(folder: &Path, body: &str) -> PathBuf {
    let path = folder.join("grader");
    write_program(&path, body);
    path
}

fn run(folder: &Path, grader: &Path) -> Output {
    Command::new(root().join(".github/grade/run"))
        .current_dir(folder)
        .env("GITHUB_TOKEN", "a-token")
        .env("GITHUB_ENV", "/somewhere")
        .env("ACTIONS_RUNTIME_TOKEN", "another")
        .env("GRADER", grader)
        .env("COURSE", "/course")
        .env("SUBMISSION", "/sub mission/$(touch x)")
        .env("SLOT", "/slot")
        .env("OUTPUT", "/reports")
        .env("TIER", "strict")
        .output()
        .expect("it runs")
}

#[test]
fn the_log_of_a_grading_is_no_command() {
    let folder = TempDir::new().expect("a folder");
    let grader = grader(folder.path(), "echo '::error::forged'; printf 'no end of line'; exit 1");
    let output = run(folder.path(), &grader);
    assert_eq!(output.status.code(), Some(1));
    let log = words(&output);
    let lines: Vec<&str> = log.lines().collect();
    let token = lines[0].strip_prefix("::stop-commands::").expect("commands stop first");
    assert!(token.len() == 48 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    assert_eq!(lines.last(), Some(&&*format!("::{token}::")), "{log}");
    assert_eq!(log.matches(token).count(), 2);
    let again = words(&run(folder.path(), &grader));
    assert!(!again.contains(token), "another one each time");
}

#[test]
fn a_grading_gets_what_it_needs_and_nothing_of_the_runner() {
    let folder = TempDir::new().expect("a folder");
    let grader = grader(folder.path(), "env; for arg in \"$@\"; do echo \"arg=$arg\"; done; exit 70");
    let output = run(folder.path(), &grader);
    assert_eq!(output.status.code(), Some(70), "our fault stays our fault");
    let log = words(&output);
    let names: Vec<&str> =
        log.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    let allowed = [
        "PATH",
        "HOME",
        "LC_ALL",
        "CI",
        "GRADER_COURSE",
        "GRADER_SLOT",
        "arg",
        "PWD",
        "OLDPWD",
        "SHLVL",
        "_",
    ];
    assert!(names.iter().all(|name| allowed.contains(name)), "{names:?}");
    let args: Vec<&str> = log.lines().filter_map(|line| line.strip_prefix("arg=")).collect();
    assert_eq!(
        args,
        [
            "report",
            "--submission",
            "/sub mission/$(touch x)",
            "--output",
            "/reports",
            "--format",
            "summary,annotations,brief",
            "--require-sandbox",
            "strict",
            "--color",
            "never"
        ]
    );
    assert!(!folder.path().join("x").exists());
}

#[test]
fn nothing_is_graded_where_something_is_not_said() {
    let output =
        Command::new(root().join(".github/grade/run")).env("GRADER", "/bin/true").output().expect("it runs");
    assert!(!output.status.success() && words(&output).contains("COURSE"), "{}", words(&output));
}

#[test]
fn reports_are_shown_afterwards() {
    let folder = TempDir::new().expect("a folder");
    let summary = folder.path().join("step");
    write(&summary, "before\n");
    let tell = || {
        let mut command = Command::new(root().join(".github/grade/tell"));
        command.env("OUTPUT", folder.path()).env("GITHUB_STEP_SUMMARY", &summary).output().expect("it runs")
    };
    let output = tell();
    assert!(output.status.success() && words(&output).contains("there is no report"), "{}", words(&output));
    write(&folder.path().join("summary.md"), "# cargo grade\n");
    write(&folder.path().join("annotations.txt"), "::error file=a::b\n");
    let output = tell();
    assert!(output.status.success() && words(&output) == "::error file=a::b\n", "{}", words(&output));
    assert_eq!(fs::read_to_string(&summary).expect("it is there"), "before\n# cargo grade\n");
}

/// A file as `pack` writes it, and its digest.
fn packed(folder: &Path) -> (PathBuf, String) {
    let inside = folder.join("inside");
    fs::create_dir_all(inside.join("slot")).expect("a folder");
    write(&inside.join("grader"), "a grader");
    write(&inside.join("slot/prepared"), "a slot");
    let file = folder.join("grader.tar");
    let mut tar = Command::new("tar");
    tar.arg("--create").arg("--file").arg(&file).arg("-C").arg(&inside).args(["grader", "slot"]);
    assert!(tar.output().expect("tar is there").status.success());
    let sum = Command::new("sha256sum").arg(&file).output().expect("sha256sum is there");
    let digest = String::from_utf8_lossy(&sum.stdout)[..64].to_owned();
    (file, digest)
}

/// A digest of something else.
fn other(digest: &str) -> String {
    digest.chars().rev().collect()
}

fn add_a_byte(path: &Path) {
    let mut bytes = fs::read(path).expect("it is there");
    bytes.push(0);
    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    fs::write(path, bytes).expect("it can be written");
}

#[test]
fn only_what_was_packed_is_restored() {
    let folder = TempDir::new().expect("a folder");
    let (file, digest) = packed(folder.path());
    let to = folder.path().join("to");
    let restore = |digest: &str| {
        let mut restore = Command::new(root().join(".github/grade/restore"));
        restore.arg(&file).arg(digest).arg(&to).output().expect("it runs")
    };
    for (digest, why) in [
        ("", "usage"),
        ("0123", "64 hexadecimal digits"),
        (&digest.to_uppercase(), "64 hexadecimal digits"),
        (&other(&digest), "is not the one that was packed"),
    ] {
        let output = restore(digest);
        assert!(!output.status.success() && words(&output).contains(why), "{}", words(&output));
        assert!(!to.exists());
    }
    assert!(restore(&digest).status.success());
    assert_eq!(fs::read_to_string(to.join("slot/prepared")).expect("it is there"), "a slot");
    // One byte more, and it is another.
    add_a_byte(&file);
    assert_eq!(restore(&digest).status.code(), Some(70));
}

/// A course with these scripts, and a cargo that says it was called and builds nothing.
fn course(folder: &Path, scripts: &[&str]) -> (PathBuf, PathBuf) {
    let course = folder.join("course");
    fs::create_dir_all(course.join(".github/grade")).expect("a folder");
    for script in scripts {
        #[expect(clippy::disallowed_methods, reason = "a course of the test's own")]
        fs::copy(root().join(".github/grade").join(script), course.join(".github/grade").join(script))
            .expect("it is there");
    }
    let bin = folder.join("bin");
    fs::create_dir(&bin).expect("a folder");
    write_program(&bin.join("cargo"), "echo \"cargo $*\"; [ \"$1\" = --version ]");
    (course, bin)
}

#[test]
fn a_course_says_where_its_grader_lies_and_by_which_digest_it_is_known() {
    let folder = TempDir::new().expect("a folder");
    let (file, digest) = packed(folder.path());
    let (course, bin) = course(folder.path(), &["get", "restore"]);
    write_program(&course.join(".github/grade/state"), "echo today");
    let path = format!("{}:/usr/bin:/bin", bin.display());
    let get = |what: &str, to: &str| {
        let mut get = Command::new(course.join(".github/grade/get"));
        get.current_dir(folder.path()).env("PATH", &path).arg(what).arg(to).output().expect("it runs")
    };
    let is_built = |output: &Output| {
        !output.status.success() && words(output).contains("cargo build --locked --profile grade -p grader")
    };
    let built = get("grader", "built");
    assert!(is_built(&built) && !words(&built).contains("::warning::"), "{}", words(&built));

    let prebuilt = course.join(".github/grade/prebuilt");
    let address = format!("file://{}", folder.path().display());
    let digests = format!("{digest}  grader.tar\n{}  comment.tar\n", other(&digest));
    write(&prebuilt, &format!("{address}\n{digests}today  course\n"));
    let restored = get("grader", "restored");
    assert!(restored.status.success(), "{}", words(&restored));
    assert_eq!(words(&restored), "cargo --version\n", "the toolchain is fetched, and nothing is built");
    let grader = fs::read_to_string(folder.path().join("restored/grader")).expect("it is there");
    assert_eq!(grader, "a grader");

    #[expect(clippy::disallowed_methods, reason = "a file of the test's own")]
    fs::copy(&file, folder.path().join("comment.tar")).expect("it is there");
    let output = get("comment", "comment");
    assert_eq!(output.status.code(), Some(70), "{}", words(&output));
    for text in [format!("{address}\n"), format!("http://127.0.0.1:1/\n{digest}  grader.tar\n")] {
        write(&prebuilt, &format!("{text}today  course\n"));
        let output = get("grader", "nothing");
        assert!(!output.status.success() && !is_built(&output), "{text}: {}", words(&output));
        assert!(fs::read_dir(folder.path().join("nothing")).expect("it is there").next().is_none());
    }

    for line in ["", "yesterday  course\n"] {
        write(&prebuilt, &format!("{address}\n{digests}{line}"));
        let output = get("grader", "nothing");
        assert!(is_built(&output) && words(&output).contains("out of date"), "{}", words(&output));
    }
}

#[test]
fn what_is_packed_is_out_of_date_when_its_sources_change() {
    let folder = TempDir::new().expect("a folder");
    let (course, _) = course(folder.path(), &["state"]);
    let git = |args: &[&str]| {
        let output = Command::new("git").current_dir(&course).args(args).output().expect("git is there");
        assert!(output.status.success(), "{}", words(&output));
    };
    let state_with = |file: &str| {
        fs::create_dir_all(course.join(file).parent().expect("a folder")).expect("a folder");
        write(&course.join(file), "text\n");
        git(&["add", "."]);
        words(&Command::new(course.join(".github/grade/state")).output().expect("it runs"))
    };
    git(&["init", "--quiet"]);
    let first = state_with("Cargo.lock");
    assert!(first.trim().len() == 64 && first.trim().bytes().all(|byte| byte.is_ascii_hexdigit()), "{first}");
    for others in [".github/grade/prebuilt", "exercises/hello/src/cut.rs", "book/src/index.md"] {
        assert_eq!(state_with(others), first, "{others}");
    }
    assert_ne!(state_with("grader/src/lib.rs"), first);
}

fn workflows() -> Vec<(String, String)> {
    let folder = root().join(".github/workflows");
    let entries = fs::read_dir(folder).expect("workflows are there");
    let texts = entries.map(|entry| {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("it is text"))
    });
    texts.collect()
}

/// The lines of all `run:` blocks.
fn shell(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut block: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|outer| indent > outer || line.trim().is_empty()) {
            found.push(line);
            continue;
        }
        block = None;
        let key = line.trim_start().trim_start_matches("- ");
        if let Some(rest) = key.strip_prefix("run:") {
            found.push(rest);
            block = Some(line.find("run:").expect("it is there"));
        }
    }
    found
}

/// What the jobs of a workflow are allowed, without comments.
fn permissions(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<usize> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let words = line.split(" #").next().unwrap_or_default().trim();
        if block.is_some_and(|outer| indent > outer) {
            if !words.starts_with('#') {
                found.push(words.to_owned());
            }
            continue;
        }
        block = (words == "permissions:").then_some(indent);
    }
    found
}

/// C4: what a stranger wrote reaches a program in its environment.
#[test]
fn no_strangers_text_is_part_of_a_command() {
    let workflows = workflows();
    let commands: Vec<&str> = workflows.iter().flat_map(|(_, text)| shell(text)).collect();
    assert!(commands.len() > 10 && commands.iter().any(|line| line.contains(".github/grade/get grader")));
    for line in commands {
        assert!(!line.contains("${{"), "{line}");
    }
}

#[test]
fn actions_are_pinned_and_permissions_are_few() {
    for (name, text) in workflows() {
        assert!(text.contains("\npermissions: {}\n"), "{name}: nothing is allowed but what a job asks for");
        for line in
            text.lines().filter(|line| line.trim_start().trim_start_matches("- ").starts_with("uses:"))
        {
            let (_, version) = line.split_once('@').unwrap_or_default();
            let (commit, comment) = version.split_once(" # v").unwrap_or_default();
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !comment.is_empty(), "{name}: {line}");
        }
        for checkout in text.split("actions/checkout@").skip(1) {
            let step = checkout.split("\n      - ").next().unwrap_or_default();
            assert!(step.contains("persist-credentials: false"), "{name}: {step}");
        }
        assert!(
            !text.contains("pull_request_target") && !text.contains("allow-unsafe-pr-checkout"),
            "{name}"
        );
    }
    let of = |wanted: &str| workflows().into_iter().find(|(name, _)| name == wanted).expect("it is there").1;
    let (grade, comment) = (of("grade.yml"), of("grade-comment.yml"));
    // What runs a stranger's code can write nothing and knows no secret.
    let code =
        |text: &str| text.lines().filter(|line| !line.trim_start().starts_with('#')).collect::<String>();
    assert_eq!(permissions(&grade), ["contents: read"]);
    for word in ["secrets.", "github.token", "GITHUB_TOKEN", "cache"] {
        assert!(!code(&grade).contains(word), "{word}");
    }
    // The sandbox is there before a stranger's code, and the report is shown when none runs any more.
    let at = |step: &str| grade.find(step).unwrap_or_else(|| panic!("expected {step}"));
    let steps =
        ["apparmor_restrict_unprivileged_userns=0", ".github/grade/run", ".github/grade/tell"].map(at);
    assert!(steps.is_sorted(), "{steps:?}");
    // GitHub hands no variable to the pull request of a fork.
    assert!(!code(&grade).contains("vars."));
    // What can write takes no code, and the token goes to one step only.
    assert_eq!(permissions(&comment), ["actions: read", "contents: read", "pull-requests: write"]);
    assert_eq!(comment.matches("github.token").count(), 1);
    assert!(!comment.contains("ref:") && !comment.contains("repository:"));
    // The program and both workflows mean the same topic.
    let topic = format!("contains(github.event.repository.topics, '{}')", comment::event::UPSTREAM);
    assert!(grade.contains(&format!("if: ${{{{ !{topic} }}}}")) && comment.contains(&topic), "{topic}");
}
