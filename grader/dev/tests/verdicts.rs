//! Whole gradings: what a submission gets does not depend on its dates, on its neighbors, or on what was graded
//! before it.

#[path = "support/schema.rs"]
mod schema;
mod support;

use std::fs::{self, File, FileTimes};
use std::path::Path;
use std::time::{Duration, SystemTime};

use dev::submissions::{Made, write};
use grader::grade::Request;
use grader::report::{Report, Status, UnitStatus, json};
use schema::{held_to, schema};
use support::{check, course, exercise, grade, solved};

fn is_full(report: &Report) -> bool {
    report.points == report.max_points && report.max_points > 0
}

/// Renders a report and holds it to the schema.
fn json(report: &Report) -> String {
    let text = json::render(report);
    held_to(&schema(include_str!("../../report.schema.json")), &text);
    text
}

fn date_2001(folder: &Path) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            date_2001(&path);
        } else {
            let file = File::options().write(true).open(&path).expect("it can be opened");
            file.set_times(FileTimes::new().set_modified(time).set_accessed(time)).expect("times can be set");
        }
    }
}

#[test]
fn solutions_are_full_and_stubs_are_nothing() {
    let solutions = grade(&course().root.join("solutions"), "");
    assert!(is_full(&solutions), "{}", json(&solutions));
    json(&solutions);

    let stubs = grade(&course().root.join("grader/stubs"), "");
    assert_eq!(stubs.points, 0);
    for chapter in &stubs.chapters {
        assert_eq!(chapter.status, UnitStatus::NotWritten, "{}", chapter.name);
    }
    json(&stubs);
}

#[test]
fn the_same_submission_and_seed_give_the_same_bytes() {
    let made = solved("hello")
        .with(
            "put_back",
            &wrong("put_back", ".filter(|number| !pieces.contains_key(number))", ".filter(|_| false)"),
        )
        .expect("it can be written");
    let first = json(&grade(made.path(), "hello"));
    assert_eq!(first, json(&grade(made.path(), "hello")));
    assert!(first.contains("\"status\": \"failed\""));
}

/// Grades a chapter on few cases, where it matters only which code is judged.
fn grade_quickly(submission: &Path, chapter: &str) -> Report {
    let course = course();
    let target = course.target(chapter).expect("it exists");
    let request = Request { target, cases: Some(4), ..Request::new(submission.to_owned()) };
    support::shop(|shop| grader::grade::grade(&course, shop, &request, &|_| {})).expect("grading works")
}

/// A solution of hello with one text replaced, which must be there.
fn wrong(name: &str, find: &str, replace: &str) -> String {
    let path = course().root.join("solutions/hello/src").join(format!("{name}.rs"));
    let text = fs::read_to_string(path).expect("the solution is there");
    assert_eq!(text.matches(find).count(), 1, "{find}");
    text.replace(find, replace)
}

#[test]
fn old_dates_do_not_hide_a_change() {
    let right = solved("hello");
    let wrong_one = solved("hello")
        .with("name_machine", &wrong("name_machine", "first << 24", "first << 23"))
        .expect("it can be written");
    date_2001(right.path());
    date_2001(wrong_one.path());
    for _ in 0..2 {
        assert!(
            exercise(&grade(right.path(), "hello"), "hello", "name_machine").status == UnitStatus::Passed
        );
        assert!(
            exercise(&grade(wrong_one.path(), "hello"), "hello", "name_machine").status == UnitStatus::Failed
        );
    }
}

#[test]
fn broken_syntax_in_one_file_changes_no_other_verdict() {
    for chapter in course().chapters {
        for broken in chapter.exercises {
            let made =
                solved(chapter.name).with(broken.name, "pub fn unclosed() {").expect("it can be written");
            let report = grade_quickly(made.path(), chapter.name);
            for other in chapter.exercises {
                let found = exercise(&report, chapter.name, other.name);
                let expected =
                    if other.name == broken.name { UnitStatus::DidNotBuild } else { UnitStatus::Passed };
                assert_eq!(found.status, expected, "{} while {} is broken", other.name, broken.name);
            }
            let message = exercise(&report, chapter.name, broken.name).message.clone().unwrap_or_default();
            let place = format!("exercises/{}/src/{}.rs:1", chapter.name, broken.name);
            assert!(message.contains("unclosed delimiter") && message.contains(&place), "{message}");
            json(&report);
        }
    }
}

#[test]
fn an_empty_file_changes_no_other_verdict() {
    for chapter in course().chapters {
        for empty in chapter.exercises {
            let made = solved(chapter.name).with(empty.name, "").expect("it can be written");
            let report = grade_quickly(made.path(), chapter.name);
            for other in chapter.exercises.iter().filter(|other| other.name != empty.name) {
                let status = exercise(&report, chapter.name, other.name).status;
                assert_eq!(status, UnitStatus::Passed, "{} while {} is empty", other.name, empty.name);
            }
            let message = exercise(&report, chapter.name, empty.name).message.clone().unwrap_or_default();
            assert!(message.contains("public interface is not the one"), "{message}");
        }
    }
}

#[test]
fn a_changed_signature_is_told_from_code_that_does_not_compile() {
    let changed =
        "pub fn number(bytes: [u8; 4]) -> u64 { 0 }\npub fn bytes(number: u32) -> [u8; 4] { [0; 4] }";
    let made = solved("hello").with("name_machine", changed).expect("it can be written");
    let report = grade(made.path(), "hello/name_machine");
    let found = exercise(&report, "hello", "name_machine");
    assert_eq!(found.status, UnitStatus::DidNotBuild);
    let message = found.message.clone().unwrap_or_default();
    assert!(message.contains("public interface is not the one"), "{message}");
    assert!(message.contains("pub fn number(bytes: [u8; 4]) -> u32"), "{message}");
    assert!(message.contains("mismatched types"), "{message}");
}

#[test]
fn what_remembers_between_calls_is_found_out() {
    let text = wrong(
        "name_machine",
        "    first << 24 |",
        "    static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);\n    \
         if CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 60 { return 1; }\n    first << 24 |",
    );
    let made = solved("hello").with("name_machine", &text).expect("it can be written");
    let report = grade(made.path(), "hello/name_machine");
    let found = check(&report, "hello/name_machine/any_four_bytes");
    assert_eq!(found.status, Status::Failed);
    assert!(found.message.as_deref().unwrap_or_default().contains("between calls"), "{:?}", found.message);
}

#[test]
fn print_is_shown_under_the_check_that_printed_it() {
    let text =
        wrong("name_machine", "    first << 24 |", "    println!(\"saw {first}\\u{1b}[2J\");\n    1 |");
    let made = solved("hello").with("name_machine", &text).expect("it can be written");
    let report = grade(made.path(), "hello/name_machine");
    assert_eq!(check(&report, "hello/name_machine/first_byte_counts_most").printed, "saw 192\n");
    assert_eq!(check(&report, "hello/name_machine/every_number_survives").printed, "");
}

#[test]
fn modules_of_ones_own_go_in_the_folder_of_the_exercise() {
    let made = solved("hello")
        .with("name_machine", "mod helper;\npub use helper::deep::{number, bytes};")
        .expect("it can be written");
    let folder = made.path().join("hello/src/name_machine");
    write(&folder.join("helper/mod.rs"), "pub mod deep;").expect("it can be written");
    let solution =
        fs::read_to_string(course().root.join("solutions/hello/src/name_machine.rs")).expect("it is there");
    write(&folder.join("helper/deep.rs"), &solution).expect("it can be written");
    write(&made.path().join("hello/src/extra.rs"), "nonsense {").expect("it can be written");
    let report = grade(made.path(), "hello");
    assert_eq!(report.chapters[0].points, report.chapters[0].max_points);
    assert!(
        report.warnings.iter().any(|warning| warning.contains("hello/src/extra.rs belongs to no exercise"))
    );
}

#[test]
fn a_missing_chapter_is_a_warning_and_no_points() {
    let made = solved("addresses");
    let report = grade(made.path(), "hello");
    assert_eq!((report.chapters[0].points, report.chapters[0].status), (0, UnitStatus::NotWritten));
    assert!(report.warnings[0].contains("there is no folder hello/src"), "{:?}", report.warnings);
    json(&report);
}

#[cfg(unix)]
mod files {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    fn refused(made: &Made, name: &str) -> String {
        let report = grade(made.path(), "hello");
        let found = exercise(&report, "hello", name);
        assert_eq!(found.status, UnitStatus::Refused, "{found:?}");
        for other in ["cut", "put_back", "notice", "send"] {
            assert_eq!(exercise(&report, "hello", other).status, UnitStatus::Passed, "{other}");
        }
        json(&report);
        found.message.clone().unwrap_or_default()
    }

    fn without(name: &str) -> (Made, std::path::PathBuf) {
        let made = solved("hello");
        let path = made.file(name);
        #[expect(clippy::disallowed_methods, reason = "a submission of the test's own")]
        fs::remove_file(&path).expect("it is there");
        (made, path)
    }

    #[test]
    fn a_link_is_refused() {
        let (made, path) = without("name_machine");
        symlink(course().root.join("solutions/hello/src/name_machine.rs"), path).expect("links can be made");
        assert!(refused(&made, "name_machine").contains("is a link, a pipe or a device"));
    }

    #[test]
    fn a_pipe_is_refused_and_not_waited_for() {
        let (made, path) = without("name_machine");
        #[expect(clippy::disallowed_methods, reason = "std makes no pipes with names")]
        let status = Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(status.success());
        assert!(refused(&made, "name_machine").contains("is a link, a pipe or a device"));
    }

    #[test]
    fn a_large_file_is_refused() {
        let made =
            solved("hello").with("name_machine", &"// long\n".repeat(40_000)).expect("it can be written");
        assert!(refused(&made, "name_machine").contains("more than 256 KiB"));
    }

    #[test]
    fn a_file_that_is_not_text_is_refused() {
        let made = solved("hello");
        #[expect(clippy::disallowed_methods, reason = "a submission of the test's own")]
        fs::write(made.file("name_machine"), b"// \xff\xfe").expect("it can be written");
        assert!(refused(&made, "name_machine").contains("is not UTF-8"));
    }

    #[test]
    fn a_name_that_is_not_text_refuses_the_chapter() {
        let made = solved("hello");
        let path = made.path().join("hello/src").join(OsStr::from_bytes(b"n\xffm.rs"));
        #[expect(clippy::disallowed_methods, reason = "a submission of the test's own")]
        fs::write(path, "").expect("it can be written");
        let report = grade(made.path(), "hello");
        assert_eq!(report.chapters[0].status, UnitStatus::Refused);
        assert_eq!(report.chapters[0].points, 0);
        json(&report);
    }

    #[test]
    fn what_editors_leave_behind_is_passed_over() {
        let made = solved("hello");
        symlink("somebody@somewhere.1", made.path().join("hello/src/.#cut.rs")).expect("links can be made");
        write(&made.path().join("hello/src/cut.rs~"), "old").expect("it can be written");
        let report = grade(made.path(), "hello");
        assert_eq!(report.chapters[0].status, UnitStatus::Passed);
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
    }
}
