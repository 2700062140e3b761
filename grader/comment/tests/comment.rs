//! The program that the workflow runs, against a GitHub of our own: what it says, where, and what it never says.

mod github;

use std::io::Write;
use std::process::Output;

use github::GitHub;
use grader::grade::suite;
use grader::report::{
    ChapterReport, CheckReport, ExerciseReport, Layers, Report, Sandbox, Status, UnitStatus,
};
use serde_json::{Value, json};

const SHA: &str = "0123456789abcdef0123456789abcdef01234567";
const OTHER_SHA: &str = "76543210fedcba9876543210fedcba9876543210";
const REPO: &str = "/repos/school/course";
const TOKEN: &str = "a-token-that-nobody-may-see";
const BOT: &str = "github-actions[bot]";
/// The file that a pull request changes.
const CUT: &str = "exercises/hello/src/cut.rs";

/// What a stranger may put wherever there is room for text.
const HOSTILE: &str = "</details>\n::error::x\n##[error]y <img src=x onerror=alert(1)> @everyone `$(touch /tmp/x)` [a](https://example.com) \u{202e} <!-- cargo grade -->";

/// A report in which each check has the status that `status` says, by its full id.
fn report(status: impl Fn(&str) -> Status) -> Report {
    let course = grader::checks::course();
    let chapters: Vec<ChapterReport> = course
        .chapters
        .iter()
        .map(|chapter| {
            let exercises: Vec<ExerciseReport> = chapter
                .exercises
                .iter()
                .map(|exercise| {
                    let checks: Vec<CheckReport> = exercise
                        .checks
                        .iter()
                        .map(|check| {
                            let id = format!("{}/{}/{}", chapter.name, exercise.name, check.name);
                            let status = status(&id);
                            CheckReport {
                                title: check.title.into(),
                                status,
                                points: if status == Status::Passed { check.points } else { 0 },
                                max_points: check.points,
                                fault: None,
                                message: None,
                                detail: None,
                                advice: vec![],
                                printed: String::new(),
                                calls: vec![],
                                replay: None,
                                book: format!("{}/{}#{}", chapter.name, exercise.name, check.book),
                                id,
                            }
                        })
                        .collect();
                    ExerciseReport {
                        name: exercise.name.into(),
                        file: format!("{}/src/{}.rs", chapter.name, exercise.name),
                        track: exercise.track,
                        status: ExerciseReport::status_of(&checks),
                        points: checks.iter().map(|check| check.points).sum(),
                        max_points: exercise.points(),
                        stand_ins: vec![],
                        message: None,
                        checks,
                    }
                })
                .collect();
            ChapterReport {
                name: chapter.name.into(),
                status: UnitStatus::of(exercises.iter().map(|exercise| exercise.status)),
                points: exercises.iter().map(|exercise| exercise.points).sum(),
                max_points: exercises.iter().map(|exercise| exercise.max_points).sum(),
                exercises,
            }
        })
        .collect();
    Report {
        version: 1,
        grader_version: String::from("0.1.0"),
        suite: suite(&course),
        base_commit: None,
        submission: String::from("../submission/exercises"),
        files: vec![],
        seed: String::from("0"),
        layers: Layers::Default,
        sandbox: Sandbox { tier: String::from("strict"), missing: vec![] },
        warnings: vec![],
        points: chapters.iter().map(|chapter| chapter.points).sum(),
        max_points: chapters.iter().map(|chapter| chapter.max_points).sum(),
        deep_points: 0,
        chapters,
    }
}

/// `hello` is written, and one check of `cut` fails.
fn begun() -> Report {
    let mut report = report(|id| match id {
        "hello/cut/empty_message" | "hello/cut/nothing_is_lost" => Status::Failed,
        id if id.starts_with("hello/") => Status::Passed,
        _ => Status::NotWritten,
    });
    let cut = &mut report.chapters[0].exercises[1];
    assert_eq!(cut.name, "cut");
    for check in cut.checks.iter_mut().skip(1) {
        check.status = Status::Failed;
        check.points = 0;
        check.fault = Some(first_mistake(&check.id));
        check.replay = Some(format!("{}.0.3", check.id));
        check.message = Some(HOSTILE.into());
        check.printed = HOSTILE.into();
    }
    report
}

/// Every check fails, and the learner's code prints all the time.
fn much() -> Report {
    let mut report = report(|_| Status::Failed);
    for check in
        report.chapters.iter_mut().flat_map(|chapter| &mut chapter.exercises).flat_map(|one| &mut one.checks)
    {
        check.fault = Some(first_mistake(&check.id));
        check.replay = Some(format!("{}.ffffffffffffffffffffffffffffffff.4999", check.id));
        check.printed = HOSTILE.repeat(300);
    }
    report
}

/// The first mistake that a check knows by sight, or none that anybody knows.
fn first_mistake(id: &str) -> String {
    let course = grader::checks::course();
    let checks = course.exercises().flat_map(|(chapter, exercise)| {
        exercise
            .checks
            .iter()
            .map(move |check| (format!("{}/{}/{}", chapter.name, exercise.name, check.name), check))
    });
    let mut found = checks.filter(|(other, _)| other == id);
    found
        .next()
        .and_then(|(_, check)| check.mistakes.first())
        .map_or("unknown", |mistake| mistake.slug)
        .into()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a name");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("it is whole").into_inner()
}

/// An artifact with all that the report says, also what one of the format `brief` would leave out.
fn packed(report: &Report) -> Vec<u8> {
    zipped(&[("brief.json", &serde_json::to_vec(report).expect("it is plain data"))])
}

fn pull(sha: &str) -> Value {
    json!({ "number": 7, "state": "open", "changed_files": 1, "updated_at": "2026-11-26T12:00:00Z",
            "title": HOSTILE, "body": HOSTILE,
            "head": { "sha": sha, "repo": { "full_name": "learner/course", "owner": { "login": "learner" } } } })
}

/// A GitHub with one pull request, whose run has left this artifact.
fn with(artifact: &[u8]) -> GitHub {
    let github = GitHub::new();
    let url = format!("{}/artifact", github.base);
    github
        .answers(&format!("{REPO}/pulls"), &json!([pull(SHA)]))
        .answers(&format!("{REPO}/pulls/7"), &pull(SHA))
        .answers(&format!("{REPO}/pulls/7/files"), &json!([{ "filename": CUT }]))
        .answers(&format!("{REPO}/issues/7/comments"), &json!([]))
        .answers(
            &format!("{REPO}/actions/runs/99/artifacts"),
            &json!({ "artifacts": [left(1, artifact.len(), &url)] }),
        )
        .raw("/artifact", 200, &[], artifact);
    github
}

/// An artifact of this many bytes.
fn left(id: u64, bytes: usize, url: &str) -> Value {
    json!({ "id": id, "name": "report", "size_in_bytes": bytes, "expired": false, "archive_download_url": url })
}

fn event() -> Value {
    json!({ "action": "completed", "repository": { "topics": ["networks"] },
            "workflow_run": { "id": 99, "event": "pull_request", "conclusion": "failure",
            "head_sha": SHA, "head_branch": "work",
            "head_repository": { "full_name": "learner/course", "owner": { "login": "learner" } } } })
}

fn run_with(github: &GitHub, event: &Value) -> Output {
    run_where(github, event, &[("COURSE_BOOK", "https://course.example/book/")])
}

fn run_where(github: &GitHub, event: &Value, more: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("event.json");
    std::fs::File::create(&path)
        .and_then(|mut file| file.write_all(event.to_string().as_bytes()))
        .expect("a file");
    let mut command = assert_cmd::Command::cargo_bin("grade-comment").expect("it is built");
    command
        .env_clear()
        .env("GITHUB_EVENT_PATH", &path)
        .env("GITHUB_REPOSITORY", "school/course")
        .env("GITHUB_SERVER_URL", "https://github.example")
        .env("GITHUB_API_URL", &github.base)
        .env("GITHUB_TOKEN", TOKEN)
        .envs(more.iter().copied());
    let output = command.output().expect("it runs");
    let log = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!log.contains(TOKEN), "{log}");
    assert!(!log.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[")), "{log}");
    output
}

/// Runs it, and gives what it wrote.
fn run(github: &GitHub) -> Vec<(String, String, String)> {
    let output = run_with(github, &event());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    github.said()
}

/// A comment without what changes with the course: how many points and exercises there are, and the line of checks.
fn lasting(body: &str) -> String {
    let course = grader::checks::course();
    let counted = course.exercises().filter(|(_, exercise)| exercise.track != grader::catalogue::Track::Deep);
    let most: u32 = counted.map(|(_, exercise)| exercise.points()).sum();
    let others = course.exercises().filter(|(chapter, _)| chapter.name != "hello").count();
    let body = body.replace(&format!(" of {most} points\n"), " of MOST points\n");
    let body = body.replace(&format!("{others} other exercises"), "OTHERS other exercises");
    let lines =
        body.lines().map(|line| if line.contains("last push v1") { "<!-- the line -->" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// The one comment that is written.
fn said(github: &GitHub) -> String {
    let said = run(github);
    let [(_, _, body)] = &said[..] else { panic!("one comment, and not {said:?}") };
    body.clone()
}

fn says_nothing(github: &GitHub, why: &str) {
    let output = run_with(github, &event());
    let log = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && log.contains(why), "{log}");
    assert_eq!(github.said(), []);
}

#[test]
fn the_first_push_gets_a_comment() {
    let github = with(&packed(&begun()));
    let said = run(&github);
    let [(method, path, body)] = &said[..] else { panic!("one comment, and not {said:?}") };
    assert_eq!((method.as_str(), path.as_str()), ("POST", "/repos/school/course/issues/7/comments"));
    insta::assert_snapshot!("first_push", lasting(body));
}

#[test]
fn the_next_push_changes_it_and_says_what_has_changed() {
    let before = said(&with(&packed(&begun())));
    let mut report = begun();
    for check in &mut report.chapters[0].exercises[1].checks {
        check.status = Status::Passed;
    }
    report.chapters[0].exercises[0].checks[0].status = Status::Panicked;
    let github = with(&packed(&report));
    let comments = json!([
        { "id": 1, "body": "hello", "user": { "login": "learner" } },
        { "id": 2, "body": before, "user": { "login": BOT } },
    ]);
    github.answers(&format!("{REPO}/issues/7/comments"), &comments);
    let said = run(&github);
    let [(method, path, body)] = &said[..] else { panic!("one comment, and not {said:?}") };
    assert_eq!((method.as_str(), path.as_str()), ("PATCH", "/repos/school/course/issues/comments/2"));
    insta::assert_snapshot!("next_push", lasting(body));
}

#[test]
fn a_comment_of_somebody_else_with_our_mark_is_neither_changed_nor_believed() {
    let before = said(&with(&packed(&begun())));
    let github = with(&packed(&begun()));
    let comments = json!([{ "id": 1, "body": before, "user": { "login": "learner" } }]);
    github.answers(&format!("{REPO}/issues/7/comments"), &comments);
    let said = run(&github);
    let [(method, _, body)] = &said[..] else { panic!("one comment, and not {said:?}") };
    assert_eq!(method, "POST");
    assert!(!body.contains("Since the last push"), "{body}");
}

#[test]
fn our_own_line_is_read_strictly() {
    let before = said(&with(&packed(&begun())));
    let line = before.lines().find(|line| line.contains("last push")).expect("it is remembered");
    for other in
        [line.replace('0', "2"), line.replace("v1 ", "v1 0"), line.replacen('1', "", 2), format!("{line} x")]
    {
        let github = with(&packed(&begun()));
        let comments = json!([{ "id": 2, "body": before.replace(line, &other), "user": { "login": BOT } }]);
        github.answers(&format!("{REPO}/issues/7/comments"), &comments);
        assert!(!said(&github).contains("Since the last push"), "{other}");
    }
}

/// C1: the workflow that is in the pull request leaves an artifact of its own making.
#[test]
fn whatever_is_changed_beside_exercises_needs_a_person() {
    for files in [
        json!([{ "filename": CUT }, { "filename": ".github/workflows/grade.yml" }]),
        json!([{ "filename": "grader/src/lib.rs" }]),
        json!([{ "filename": CUT, "previous_filename": "solutions/hello/src/cut.rs", "status": "renamed" }]),
        json!([{ "filename": "exercises/hello/Cargo.toml", "status": "removed" }]),
    ] {
        let github = with(&packed(&begun()));
        let mut pull = pull(SHA);
        pull["changed_files"] = json!(files.as_array().map(Vec::len));
        github.answers(&format!("{REPO}/pulls/7"), &pull);
        github.answers(&format!("{REPO}/pulls/7/files"), &files);
        let body = said(&github);
        assert!(body.contains("a person has to look at this") && !body.contains(" points\n"), "{body}");
        // Nobody even looks at what it claims.
        assert!(!github.asked().iter().any(|asked| asked.path.contains("artifact")), "{files}");
    }
}

/// C1.
#[test]
fn files_beyond_the_first_page_are_looked_at() {
    let github = with(&packed(&begun()));
    let page: Vec<Value> =
        (0..100).map(|n| json!({ "filename": format!("exercises/hello/src/cut/m{n}.rs") })).collect();
    let mut pull = pull(SHA);
    pull["changed_files"] = json!(101);
    github.answers(&format!("{REPO}/pulls/7"), &pull);
    github.answers(&format!("{REPO}/pulls/7/files?per_page=100&page=1"), &json!(page));
    github.answers(
        &format!("{REPO}/pulls/7/files?per_page=100&page=2"),
        &json!([{ "filename": "Cargo.toml" }]),
    );
    github.raw(&format!("{REPO}/pulls/7/files"), 500, &[], b"");
    assert!(said(&github).contains("a person has to look at this"));
}

/// C2.
#[test]
fn a_report_is_believed_only_as_far_as_the_catalogue_goes() {
    // All that it says in words is hostile, and all its points are lies.
    let mut report = begun();
    report.points = 9999;
    report.max_points = 1;
    report.grader_version = HOSTILE.into();
    report.submission = HOSTILE.into();
    report.seed = HOSTILE.into();
    report.warnings = vec![HOSTILE.into()];
    report.sandbox.missing = vec![HOSTILE.into()];
    for chapter in &mut report.chapters {
        chapter.points = 9999;
        chapter.status = UnitStatus::Passed;
        for exercise in &mut chapter.exercises {
            exercise.points = 9999;
            exercise.status = UnitStatus::Passed;
            exercise.message = Some(HOSTILE.into());
            exercise.file = HOSTILE.into();
            exercise.stand_ins = vec![HOSTILE.into()];
            for check in &mut exercise.checks {
                check.points = 9999;
                check.title = HOSTILE.into();
                check.book = HOSTILE.into();
                check.advice = vec![HOSTILE.into()];
            }
        }
    }
    assert_eq!(said(&with(&packed(&report))), said(&with(&packed(&begun()))));
}

#[test]
fn much_print_is_no_reason_for_no_verdict() {
    let report = much();
    assert!(grader::report::json::render(&report).len() > 1 << 20);
    let brief = grader::report::brief::render(&report);
    // Where this fails because the course has grown, the limit can grow with it.
    assert!((brief.len() as u64) < comment::claim::MOST_BYTES * 9 / 10, "{} bytes", brief.len());
    let body = said(&with(&zipped(&[("brief.json", brief.as_bytes())])));
    assert!(body.contains("### cargo grade: 0 of "), "{body}");
}

/// C2.
#[test]
fn a_mistake_or_token_that_is_none_is_left_out() {
    for (fault, token) in [
        (HOSTILE, HOSTILE),
        ("unknown", "hello/cut/empty_message.0.3"),
        ("unknown", "hello/cut/no_such_check.0.3"),
        ("unknown", "hello/cut/empty_message.0.3\n"),
        ("unknown", "hello/cut/empty_message.00.3"),
    ] {
        let mut report = begun();
        let cut = &mut report.chapters[0].exercises[1];
        let failed = cut.checks.iter_mut().find(|check| check.status == Status::Failed).expect("one failed");
        // One of another check is none for this.
        let token = if token.starts_with(&failed.id) { "hello/send/whole_message.0.3" } else { token };
        failed.fault = Some(fault.into());
        failed.replay = Some(token.into());
        let body = said(&with(&packed(&report)));
        assert!(
            body.contains("**First:**") && !body.contains("replay") && !body.contains("looks like"),
            "{body}"
        );
    }
}

fn no_verdict(name: &str, artifact: &[u8]) {
    let body = said(&with(artifact));
    assert!(body.contains("no verdict") && !body.contains(" points\n"), "{name}: {body}");
}

/// C2: names that lead elsewhere, many files, a bomb.
#[test]
fn an_artifact_that_is_anything_else_gives_no_verdict() {
    let good = grader::report::brief::render(&begun());
    let bomb = vec![b' '; 64 << 20];
    for (name, files) in [
        ("nothing in it", vec![]),
        ("two files", vec![("brief.json", good.as_bytes()), ("other", b"")]),
        ("another name", vec![("brief.txt", good.as_bytes())]),
        ("out of the folder", vec![("../brief.json", good.as_bytes())]),
        ("from the root", vec![("/brief.json", good.as_bytes())]),
        ("a folder", vec![("brief.json/", b"".as_slice())]),
        ("a bomb", vec![("brief.json", &bomb)]),
        ("no JSON", vec![("brief.json", b"{")]),
        ("deep JSON", vec![("brief.json", "[".repeat(100_000).leak().as_bytes())]),
    ] {
        no_verdict(name, &zipped(&files));
    }
    no_verdict("no ZIP", b"PK\x03\x04");
    no_verdict("cut off", &zipped(&[("brief.json", good.as_bytes())])[..200]);
}

/// C2: unknown fields, other checks.
#[test]
fn a_report_that_is_not_exactly_one_gives_no_verdict() {
    let good: Value = serde_json::from_str(&grader::report::brief::render(&begun())).expect("JSON");
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut value = good.clone();
        change(&mut value);
        zipped(&[("brief.json", value.to_string().as_bytes())])
    };
    type Change<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let cases: [Change<'_>; 13] = [
        ("one field more", &|value| value["more"] = json!(1)),
        ("the number of another pull request", &|value| value["pull_request"] = json!(8)),
        ("one field more, deep inside", &|value| {
            value["chapters"][0]["exercises"][0]["checks"][0]["more"] = json!(1)
        }),
        ("one field less", &|value| drop(value.as_object_mut().map(|object| object.remove("seed")))),
        ("another version", &|value| value["version"] = json!(2)),
        ("other checks", &|value| value["suite"] = json!("0000000000000000")),
        ("another tier", &|value| value["sandbox"]["tier"] = json!(HOSTILE)),
        ("a chapter less", &|value| drop(value["chapters"].as_array_mut().map(Vec::pop))),
        ("a check twice", &|value| {
            let checks = value["chapters"][0]["exercises"][0]["checks"].as_array_mut().expect("a list");
            let first = checks[0].clone();
            checks.push(first);
        }),
        ("a check of another name", &|value| {
            value["chapters"][0]["exercises"][0]["checks"][0]["id"] = json!(HOSTILE)
        }),
        ("a status that is none", &|value| {
            value["chapters"][0]["exercises"][0]["checks"][0]["status"] = json!("full")
        }),
        ("a broken grader", &|value| {
            value["chapters"][0]["exercises"][0]["checks"][0]["status"] = json!("broken")
        }),
        ("passed and not built", &|value| {
            value["chapters"][0]["exercises"][0]["status"] = json!("did_not_build")
        }),
    ];
    for (name, change) in cases {
        no_verdict(name, &changed(change));
    }
    let twice = good.to_string().replacen("{\"", "{\"version\":1,\"", 1);
    assert!(twice.matches("\"version\":1").count() == 2, "{}", &twice[..60]);
    no_verdict("a key twice", &zipped(&[("brief.json", twice.as_bytes())]));
}

#[test]
fn what_was_not_built_is_said_without_the_compilers_words() {
    let mut report = begun();
    let cut = &mut report.chapters[0].exercises[1];
    cut.status = UnitStatus::DidNotBuild;
    cut.message = Some(HOSTILE.into());
    for check in &mut cut.checks {
        check.status = Status::Skipped;
        check.fault = None;
        check.replay = None;
    }
    insta::assert_snapshot!("not_built", lasting(&said(&with(&packed(&report)))));
}

/// C2: none, or one of 1 GiB.
#[test]
fn a_run_without_a_report_gives_no_verdict() {
    let github = with(b"");
    github.answers(&format!("{REPO}/actions/runs/99/artifacts"), &json!({ "artifacts": [] }));
    assert!(said(&github).contains("no verdict"));
    let big = json!({ "artifacts": [left(1, 1 << 30, "http://127.0.0.1:1/")] });
    github.answers(&format!("{REPO}/actions/runs/99/artifacts"), &big);
    run(&github);
    assert!(github.said().iter().all(|(_, _, body)| body.contains("no verdict")));
}

#[test]
fn of_a_run_that_ran_twice_the_newest_report_counts() {
    let github = with(&packed(&begun()));
    let here = format!("{}/artifact", github.base);
    let older = left(4, 10, "http://127.0.0.1:1/");
    let mut gone = left(9, 10, "http://127.0.0.1:1/");
    gone["expired"] = json!(true);
    let mut other = left(8, 10, "http://127.0.0.1:1/");
    other["name"] = json!("reports");
    let found = json!({ "artifacts": [other, left(5, 10, &here), older, gone] });
    github.answers(&format!("{REPO}/actions/runs/99/artifacts"), &found);
    assert!(said(&github).contains(" points\n"));
}

/// C3.
#[test]
fn nothing_is_said_of_another_commit_or_of_two_pull_requests() {
    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls"), &json!([pull(OTHER_SHA)]));
    says_nothing(&github, "there are 0");

    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls"), &json!([pull(SHA), pull(SHA)]));
    says_nothing(&github, "there are 2");

    let mut elsewhere = pull(SHA);
    elsewhere["head"]["repo"]["full_name"] = json!("somebody/course");
    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls"), &json!([elsewhere]));
    says_nothing(&github, "there are 0");

    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls/7"), &pull(OTHER_SHA));
    says_nothing(&github, "moved on");

    let mut closed = pull(SHA);
    closed["state"] = json!("closed");
    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls/7"), &closed);
    says_nothing(&github, "moved on");
}

#[test]
fn nothing_is_said_of_a_run_that_no_pull_request_started() {
    let github = with(&packed(&begun()));
    for change in [("event", json!("push")), ("head_repository", Value::Null)] {
        let mut event = event();
        event["workflow_run"][change.0] = change.1;
        assert!(run_with(&github, &event).status.success());
    }
    assert_eq!(github.asked().len(), 0);
}

/// C4. Titles are hostile in all tests: see `pull`.
#[test]
fn a_hostile_branch_stays_one_name_in_a_query() {
    let github = with(&packed(&begun()));
    let mut event = event();
    event["workflow_run"]["head_branch"] = json!("a&state=all#$(touch x)`id`\nHost: evil\r\n");
    assert!(run_with(&github, &event).status.success());
    let first = &github.asked()[0];
    assert!(
        first
            .path
            .ends_with("&head=learner%3Aa%26state%3Dall%23%24%28touch%20x%29%60id%60%0AHost%3A%20evil%0D%0A")
    );
    assert_eq!(github.said().len(), 1);
}

#[test]
fn the_token_goes_to_github_and_not_where_artifacts_lie() {
    let elsewhere = GitHub::new();
    elsewhere.raw("/blob", 200, &[], &packed(&begun()));
    let github = with(b"");
    let location = format!("{}/blob", elsewhere.base.replace("127.0.0.1", "localhost"));
    github.raw("/artifact", 302, &[("Location", &location)], b"");
    assert!(said(&github).contains(" points\n"));
    assert!(github.asked().iter().all(|asked| asked.token.as_deref() == Some(&format!("Bearer {TOKEN}"))));
    assert!(!elsewhere.asked().is_empty() && elsewhere.asked().iter().all(|asked| asked.token.is_none()));
}

#[test]
fn a_book_that_is_not_published_is_read_in_the_repository() {
    let github = with(&packed(&begun()));
    assert!(run_where(&github, &event(), &[]).status.success());
    let page = "https://github.example/school/course/blob/HEAD/book/src/hello/cut.md#remainder";
    assert!(github.said()[0].2.contains(&format!("[the page]({page})")), "{}", github.said()[0].2);
}

#[test]
fn the_courses_own_repository_tells_learners_where_to_go() {
    // At once: the run of a newcomer waits for a maintainer.
    for (action, conclusion) in [("requested", Value::Null), ("completed", json!("skipped"))] {
        let mut event = event();
        event["action"] = json!(action);
        event["workflow_run"]["conclusion"] = conclusion;
        event["repository"]["topics"] = json!(["networks", "course-upstream"]);
        let github = with(b"");
        assert!(run_with(&github, &event).status.success());
        let said = github.said();
        assert_eq!(said.len(), 1);
        insta::assert_snapshot!("wrong_place", said[0].2);

        let github = with(b"");
        github.answers(&format!("{REPO}/pulls/7/files"), &json!([{ "filename": "book/src/index.md" }]));
        assert!(run_with(&github, &event).status.success());
        assert_eq!(github.said(), []);
    }
}

#[test]
fn nothing_is_said_of_a_run_that_has_not_begun_or_not_ended() {
    let github = with(&packed(&begun()));
    for (action, conclusion) in [("requested", Value::Null), ("completed", json!("action_required"))] {
        let mut event = event();
        event["action"] = json!(action);
        event["workflow_run"]["conclusion"] = conclusion;
        let output = run_with(&github, &event);
        let log = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && log.contains("waits for a maintainer"), "{log}");
    }
    assert_eq!(github.asked().len(), 0);
}

/// C1 and C3.
#[test]
fn changes_that_are_taken_back_while_they_are_read_are_not_believed() {
    // What was there a moment later, and what the commit that was graded really changes.
    let harmless = json!([{ "filename": CUT }]);
    let real = json!([{ "filename": ".github/workflows/grade.yml" }]);
    let at = |time: &str| {
        let mut pull = pull(SHA);
        pull["updated_at"] = json!(time);
        pull
    };
    let github = with(&packed(&begun()));
    github.answers(&format!("{REPO}/pulls/7/files"), &real);
    github.answers_first(&format!("{REPO}/pulls/7/files"), &harmless);
    github.answers(&format!("{REPO}/pulls/7"), &at("2026-11-26T12:00:02Z"));
    github.answers_first(&format!("{REPO}/pulls/7"), &at("2026-11-26T12:00:00Z"));
    assert!(said(&github).contains("a person has to look at this"));

    let github = with(&packed(&begun()));
    for second in (0..9).rev() {
        github.answers_first(&format!("{REPO}/pulls/7"), &at(&format!("2026-11-26T12:00:0{second}Z")));
    }
    let output = run_with(&github, &event());
    let log = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.code() == Some(70) && log.contains("run this again later"), "{log}");
    assert_eq!(github.said(), []);
}

#[test]
fn what_github_refuses_is_said_and_is_our_fault() {
    for (status, headers, words) in [
        (403, vec![("X-RateLimit-Remaining", "0")], "no more requests for now"),
        (429, vec![("Retry-After", "60")], "no more requests for now"),
        (403, vec![], "pull-requests: write"),
        (500, vec![], "status 500"),
        (200, vec![], "expected what GitHub documents"),
    ] {
        let github = with(b"");
        github.raw(&format!("{REPO}/pulls"), status, &headers, b"{\"message\": \"no\"}");
        let output = run_with(&github, &event());
        let log = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(70) && log.contains(words), "{status}: {log}");
    }
    for path in [
        format!("{REPO}/pulls/7"),
        format!("{REPO}/pulls/7/files"),
        format!("{REPO}/issues/7/comments"),
        format!("{REPO}/actions/runs/99/artifacts"),
        String::from("/artifact"),
        format!("POST {REPO}/issues/7/comments"),
    ] {
        let github = with(&packed(&begun()));
        github.raw(&path, 500, &[], b"{}");
        let output = run_with(&github, &event());
        let log = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(70) && log.contains("status 500"), "{path}: {log}");
        assert!(path.starts_with("POST") || github.said().is_empty(), "{path}");
    }
}

#[test]
fn an_event_that_is_none_is_said() {
    let github = with(b"");
    let mut event = event();
    event["workflow_run"]["head_sha"] = json!("0123; touch x");
    let output = run_with(&github, &event);
    assert_eq!(output.status.code(), Some(70));
    assert!(String::from_utf8_lossy(&output.stdout).contains("40 hexadecimal digits"));
    assert_eq!(github.asked().len(), 0);
}
