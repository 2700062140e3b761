//! Honest code is full under every tier that this machine offers, and what each tier stops is stopped.
#![cfg(target_os = "linux")]
#![expect(clippy::print_stdout, reason = "a tier that is not there is skipped visibly")]

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use dev::submissions::Made;
use dev::workshop::{confined, grade_folder};
use grader::confinement::Tier;
use grader::grade::Workshop;
use grader::report::{Report, Status, UnitStatus};
use tempfile::NamedTempFile;

use support::{check, course, exercise, shop, solved};

/// Does `work` under each tier; says which are not there.
fn under_each_tier(work: impl Fn(Tier, &Workshop)) {
    shop(|shop| {
        for tier in [Tier::Basic, Tier::Landlock, Tier::Strict] {
            match confined(shop, tier) {
                Ok(shop) => work(tier, &shop),
                Err(missing) => println!("skipped: {tier} is not here: {missing:?}"),
            }
        }
    });
}

fn graded(shop: &Workshop, submission: &Path, target: &str) -> Report {
    let course = course();
    let target = course.target(target).expect("it exists");
    grade_folder(&course, shop, submission, target).expect("grading works")
}

#[test]
fn solutions_are_full_under_every_tier() {
    under_each_tier(|tier, shop| {
        for chapter in ["hello", "addresses"] {
            let report = graded(shop, &course().root.join("solutions"), chapter);
            let graded = report.chapters.iter().find(|graded| graded.name == chapter).expect("it is listed");
            assert_eq!(graded.status, UnitStatus::Passed, "{tier}: {graded:#?}");
            assert_eq!(report.sandbox.tier, tier.to_string());
        }
    });
}

/// What honest code may do beside its work, once: print, ask the time, start threads, recurse, compute for long.
const HABITS: &str = r#"
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        for _ in 0..1000 {
            println!("{}", "x".repeat(512));
            eprintln!("{}", "y".repeat(512));
        }
        let threads: Vec<_> = (0..200)
            .map(|_| std::thread::spawn(|| std::thread::sleep(std::time::Duration::from_millis(20))))
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert!(std::time::SystemTime::now() > std::time::UNIX_EPOCH);
        assert!(std::thread::available_parallelism().is_ok());
        let random: std::collections::HashMap<u8, u8> = (0..100).map(|byte| (byte, byte)).collect();
        assert_eq!(random[&7], 7);
        assert_ne!(name_machine_deep(4 << 10), 1);
        let start = std::time::Instant::now();
        while start.elapsed() < std::time::Duration::from_millis(600) {}
        assert_eq!(deep::deeper::deepest(), 3);
    });"#;

/// A KiB of stack each, 4 MiB in all; and modules in folders.
const BESIDE: &str = "
#[inline(never)]
fn name_machine_deep(left: u32) -> u64 {
    let room = std::hint::black_box([1_u64; 128]);
    if left == 0 { 0 } else { room[5] + name_machine_deep(left - 1) }
}

mod deep;
// Grüße aus 東京
";

#[test]
fn honest_habits_cost_nothing_under_any_tier() {
    let made = name_machine(HABITS);
    let text = std::fs::read_to_string(made.file("name_machine")).expect("it was just written");
    // As an editor on Windows may leave it.
    let text = format!("\u{feff}{text}{BESIDE}").replace('\n', "\r\n");
    let put = |path: &str, text: &str| {
        dev::submissions::write(&made.path().join(path), text).expect("it can be written")
    };
    put("hello/src/name_machine.rs", &text);
    put("hello/src/name_machine/deep/mod.rs", "pub mod deeper;\n");
    put(
        "hello/src/name_machine/deep/deeper.rs",
        "mod deepest;\npub fn deepest() -> u8 {\n    deepest::three()\n}\n",
    );
    put("hello/src/name_machine/deep/deeper/deepest.rs", "pub fn three() -> u8 {\n    3\n}\n");
    for beside in ["README.md", "hello/notes.txt", "hello/.vscode/settings.json", "hello/target/debug/hello"]
    {
        put(beside, "not ours to look at");
    }
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        assert_eq!(status(&report), UnitStatus::Passed, "{tier}: {report:#?}");
        assert!(report.warnings.is_empty(), "{tier}: {:?}", report.warnings);
    });
}

/// Names are looked up in files that have to be granted.
#[test]
fn localhost_is_found_where_there_are_sockets() {
    let made = solved("hello");
    let text = std::fs::read_to_string(made.file("send")).expect("there is a solution");
    let look = "\n    use std::net::ToSocketAddrs;\n    assert!(\"localhost:80\".to_socket_addrs().unwrap().count() > 0);\n";
    let start =
        text.find("pub fn send").and_then(|at| Some(at + text[at..].find("{\n")? + 1)).expect("it is there");
    let text = format!("{}{look}{}", &text[..start], &text[start..]);
    let made = made.with("send", &text).expect("it can be written");
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/send");
        assert_eq!(exercise(&report, "hello", "send").status, UnitStatus::Passed, "{tier}: {report:#?}");
    });
}

/// The solution of `hello/name_machine`, with something at the beginning of its first function.
fn name_machine(first: &str) -> Made {
    let made = solved("hello");
    let text = std::fs::read_to_string(made.file("name_machine")).expect("there is a solution");
    let function = "pub fn number(bytes: [u8; 4]) -> u32 {\n";
    assert_eq!(text.matches(function).count(), 1);
    made.with("name_machine", &text.replace(function, &format!("{function}{first}\n")))
        .expect("it can be written")
}

/// A file that every user of this machine may read.
fn open_to_all() -> NamedTempFile {
    let file = NamedTempFile::new().expect("a file can be made");
    std::fs::set_permissions(file.path(), Permissions::from_mode(0o644)).expect("it is ours");
    file
}

fn status(report: &Report) -> UnitStatus {
    exercise(report, "hello", "name_machine").status
}

#[test]
fn a_file_outside_is_read_under_basic_alone() {
    let file = open_to_all();
    let made = name_machine(&format!("    assert!(std::fs::read({:?}).is_err());", file.path()));
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        let expected = if tier == Tier::Basic { UnitStatus::Failed } else { UnitStatus::Passed };
        assert_eq!(status(&report), expected, "{tier}: {report:#?}");
    });
}

#[test]
fn a_file_outside_is_not_included_but_under_basic() {
    let file = open_to_all();
    let made = name_machine(&format!("    let _ = include_str!({:?});", file.path()));
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        let expected = if tier == Tier::Basic { UnitStatus::Passed } else { UnitStatus::DidNotBuild };
        assert_eq!(status(&report), expected, "{tier}: {report:#?}");
    });
}

#[test]
fn a_listener_outside_hears_under_basic_alone() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback works");
    listener.set_nonblocking(true).expect("it is a socket");
    let port = listener.local_addr().expect("it listens").port();
    let made = name_machine(&format!(
        "    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| drop(std::net::TcpStream::connect((\"127.0.0.1\", {port}))));"
    ));
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        assert_eq!(status(&report), UnitStatus::Passed, "{tier}: {report:#?}");
        assert_eq!(listener.accept().is_ok(), tier == Tier::Basic, "{tier}");
        while listener.accept().is_ok() {}
    });
}

#[test]
fn the_words_of_a_launcher_do_not_make_it_our_fault() {
    let made = name_machine("    eprintln!(\"launcher 0: expected to execute\"); std::process::exit(125);");
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        let first = check(&report, "hello/name_machine/first_byte_counts_most");
        assert_eq!(first.status, Status::Crashed, "{tier}: {first:#?}");
        assert!(!report.is_broken());
    });
}

#[test]
fn memory_is_bounded_under_every_tier() {
    let made = name_machine("    std::hint::black_box(vec![1_u8; 600 << 20]);");
    under_each_tier(|tier, shop| {
        let report = graded(shop, made.path(), "hello/name_machine");
        let first = check(&report, "hello/name_machine/first_byte_counts_most");
        assert_eq!(first.status, Status::OverLimit, "{tier}: {first:#?}");
    });
}

#[test]
fn a_launcher_that_is_not_there_is_our_fault() {
    let report = shop(|shop| {
        let mut shop = shop.clone();
        shop.confinement.launcher = PathBuf::from("/no/such/launcher");
        let target = course().target("hello/name_machine").expect("it exists");
        grade_folder(&course(), &shop, &course().root.join("solutions"), target)
    });
    assert!(report.is_err(), "{report:#?}");
}
