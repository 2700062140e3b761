//! Plants the attacks and judges what comes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::LazyLock;
use std::time::Duration;

use dev::submissions::write;
use grader::confinement::Tier;
use grader::process::{Exit, Heard, Limit};
use grader::report::UnitStatus;
use libtest_mimic::{Arguments, Trial};
use tempfile::TempDir;

use crate::range::EXERCISES;
use crate::rows::{self, Attack, MANIFEST, Off, Row, Trip, Verdict};
use crate::world::{FOLDER, Naive, Outcome, SECRET, World};

static WORLD: LazyLock<World> = LazyLock::new(World::new);

pub(crate) fn main() -> ExitCode {
    // The secret must be in the environment that we have from our start, as it is in CI.
    if std::env::var_os(SECRET).is_none() {
        let random = RandomState::new();
        let secret = format!("{:016x}{:016x}", random.hash_one(1), random.hash_one(2));
        // And somebody must be there to remove the folder in the end.
        let folder = tempfile::Builder::new().prefix("range-").tempdir().expect("a folder can be made");
        let mut own = Command::new(std::env::current_exe().expect("we run"));
        own.args(std::env::args_os().skip(1))
            .env(SECRET, secret)
            .env(FOLDER, folder.path())
            .env("CI", "true");
        let status = own.status().expect("it starts");
        return if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    grader::process::adopt_orphans().expect("Linux has that");
    let mut tests: Vec<Trial> = rows::rows()
        .into_iter()
        .map(|row| {
            let name = format!("{} {}", row.id, row.what);
            Trial::test(name, move || {
                attack(&row);
                Ok(())
            })
        })
        .collect();
    for (name, test) in [
        ("honest code is full under every tier", honest as fn()),
        ("H2 one panic costs one check", one_panic_costs_one_check),
        ("the table of defenses is the one that is written down", defenses),
    ] {
        tests.push(Trial::test(name, move || {
            test();
            Ok(())
        }));
    }
    let arguments = Arguments { test_threads: Some(1), ..Arguments::from_args() };
    // None of these tests is one of the ignored ones.
    if !arguments.list && !arguments.ignored {
        // While there is one thread: see `Confinement::find`.
        LazyLock::force(&WORLD);
    }
    libtest_mimic::run(&arguments, tests).exit_code()
}

/// Plants an attack, grades it, and looks at everything.
fn attack(row: &Row) {
    let world = &*WORLD;
    world.clean();
    let submission = planted(row);
    let mut shop = world.greatest(row.tier);
    shop.confinement.time_percent = row.time_percent;
    let before = world.canaries();
    let target = target(row);
    let outcome = world.grade(&shop, submission.path(), &target, |request| request);
    judge(row, &outcome);
    world.hold(before, &outcome);
    shop.confinement.time_percent = 100;
    assert!(world.is_honest_full(&shop, &target), "the next honest submission is not full");
    without(row, &submission);
    world.clean();
}

/// What is asked for: an exercise, or all of the range.
fn target(row: &Row) -> String {
    let named = EXERCISES.iter().find(|(_, name, ..)| *name == row.target);
    named.map_or_else(|| String::from("range"), |(chapter, name, ..)| format!("{chapter}/{name}"))
}

/// The honest submission with the attack in it.
fn planted(row: &Row) -> TempDir {
    let world = &*WORLD;
    let folder = world.honest();
    let file = |text: &str| {
        let path = target(row).replace('/', "/src/") + ".rs";
        write(&folder.path().join(path), &world.told(text)).expect("it can be written");
    };
    match &row.attack {
        Attack::Body(body) => {
            file(&format!("#![allow(unreachable_code)]\npub fn double(x: u32) -> u32 {{ {body} }}\n"))
        }
        Attack::File(text) => file(text),
        Attack::Folder(change) => change(folder.path(), &|text| world.told(text)),
    }
    folder
}

/// G1 and G2.
fn judge(row: &Row, outcome: &Outcome) {
    let Outcome { report, took, .. } = outcome;
    let target = target(row);
    let (chapter, name) = target.split_once('/').unwrap_or(("range", "plain"));
    let found = dev::faults::exercise_of(report, chapter, name).expect("it is listed");
    let said = found.message.as_deref().unwrap_or_default();
    match row.verdict {
        Verdict::Full => {
            assert_eq!(found.status, UnitStatus::Passed, "{found:#?}")
        }
        Verdict::Nothing => {
            assert_eq!((found.status, report.points), (UnitStatus::NotWritten, 0), "{found:#?}");
            assert!(report.max_points > 0);
        }
        Verdict::Refused(words) | Verdict::DidNotBuild(words) => {
            let status = if matches!(row.verdict, Verdict::Refused(_)) {
                UnitStatus::Refused
            } else {
                UnitStatus::DidNotBuild
            };
            assert_eq!((found.status, found.points), (status, 0), "{found:#?}");
            assert!(said.contains(words), "expected {words:?}: {said}");
        }
        Verdict::Check(status, words) => {
            let first = &found.checks[0];
            let said = first.message.as_deref().unwrap_or_default();
            assert_eq!(first.status, status, "{first:#?}");
            assert!(said.contains(words), "expected {words:?}: {said}");
            assert_eq!(found.points, 0, "{found:#?}");
        }
    }
    assert!(*took < Duration::from_secs(row.seconds), "it took {took:?}");
    let size: usize = serde_json::to_vec(report).expect("plain data").len();
    assert!(size < 512 << 10, "a report of {size} bytes");
}

/// G10: the attack, with its defense away.
fn without(row: &Row, submission: &TempDir) {
    let world = &*WORLD;
    let works = match row.off {
        Off::Never(_) => true,
        Off::Basic(trip) => {
            let mut shop = world.greatest(Tier::Basic);
            shop.confinement.time_percent = row.time_percent;
            let outcome = world.grade(&shop, submission.path(), &target(row), |request| request);
            match trip {
                Trip::Passes => outcome.is_full(&target(row)),
                _ => world.tripped(trip, &serde_json::to_string(&outcome.report).expect("plain data")),
            }
        }
        Off::Rules => {
            let shop = world.greatest(row.tier);
            let outcome = world.grade(&shop, submission.path(), &target(row), |request| {
                grader::grade::Request { house_rules: false, ..request }
            });
            outcome.is_full(&target(row))
        }
        Off::Forced => {
            let shop = world.greatest(row.tier);
            let outcome = world.grade(&shop, submission.path(), &target(row), |request| {
                grader::grade::Request { cases: Some(0), ..request }
            });
            outcome.is_full(&target(row))
        }
        Off::Cargo(trip) => shows(trip, &cargo_test(&submission.path().join("range"))),
        Off::Process(trip) => shows(trip, &test_in_process(submission, row.target, trip)),
    };
    assert!(works, "without {:?} it should work, and does not", row.defense);
}

fn shows(trip: Trip, Naive { said, end }: &Naive) -> bool {
    match trip {
        Trip::Passes => *end == Heard::Exit(Exit::Code(0)),
        Trip::Dies => said.contains("running 1 test") && !said.contains("test result:"),
        Trip::Floods => matches!(end, Heard::Killed(Limit::Line | Limit::Output)),
        Trip::Endless => *end == Heard::Killed(Limit::Wall),
        _ => WORLD.tripped(trip, said),
    }
}

/// What a grader does that trusts everybody: a test of ours put into what was handed in, and `cargo test` there.
fn cargo_test(package: &Path) -> Naive {
    let lib = package.join("src/lib.rs");
    if !package.join("Cargo.toml").exists() {
        write(&package.join("Cargo.toml"), MANIFEST).expect("it can be written");
    }
    // A link leads out of the folder: what lies there is ours, and stays as it is.
    if !package.join("src").is_symlink() {
        write(&lib, "pub mod plain;\n#[test] fn doubles() { assert_eq!(plain::double(21), 42); }\n")
            .expect("it can be written");
    }
    // In colors, as in many a workflow: else cargo takes out all escape sequences, also those of others.
    WORLD.naive(&["cargo", "test", "--offline", "--color=always"], package, 60)
}

/// A test in the same crate and the same process, compiled by rustc alone.
fn test_in_process(submission: &TempDir, target: &str, trip: Trip) -> Naive {
    let folder = submission.path().join("naive");
    let source = submission.path().join("range/src").join(format!("{target}.rs"));
    let main = format!("#[path = {source:?}] mod tried;\n#[test] fn is_right() {{ {} }}\n", asked(target));
    write(&folder.join("main.rs"), &main).expect("it can be written");
    let seconds = if matches!(trip, Trip::Endless) { 3 } else { 60 };
    let built =
        WORLD.naive(&[&rustc(), "--test", "--edition=2024", "-o", "tests", "main.rs"], &folder, seconds);
    if built.end != Heard::Exit(Exit::Code(0)) {
        return built;
    }
    let ran = WORLD.naive(&["./tests", "--nocapture", "--test-threads=2"], &folder, seconds);
    Naive { said: built.said + &ran.said, ..ran }
}

/// How a test asks that expects no harm.
fn asked(target: &str) -> &'static str {
    match target {
        "shout" => "assert_eq!(tried::shout(\"a\"), \"A\");",
        // Its port is none that a connection may get for its own end: it would reach itself.
        "server" => {
            r#"
            use std::io::{Read, Write};
            use std::net::{Shutdown, TcpListener, TcpStream};
            let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
            let port = (20_000..30_000).find(free).unwrap();
            std::thread::spawn(move || tried::serve(port));
            let mut stream = loop {
                if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                    break stream;
                }
            };
            stream.write_all(b"abc").unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            let mut said = Vec::new();
            stream.read_to_end(&mut said).unwrap();
            assert!(said == b"cba", "{}", String::from_utf8_lossy(&said));
            "#
        }
        // What happens between two questions has time to happen.
        _ => {
            r#"
            for x in 0..100 {
                assert_eq!(tried::double(x), 2 * x);
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            "#
        }
    }
}

/// The compiler beside the cargo that built us.
fn rustc() -> String {
    Path::new(env!("CARGO")).with_file_name("rustc").display().to_string()
}

/// H4 (tokio), H6 (UDP), and the rest of the range. What honest code does beside its work stands in `sandbox.rs`.
fn honest() {
    let world = &*WORLD;
    for tier in [Tier::Basic, Tier::Landlock, Tier::Strict] {
        match world.shop(tier) {
            Some(shop) => {
                for chapter in ["range", "liar", "air"] {
                    let honest = world.honest();
                    let outcome = world.grade(&shop, honest.path(), chapter, |request| request);
                    assert!(outcome.is_full(chapter), "{tier}: {:#?}", outcome.report);
                    world.hold(world.canaries(), &outcome);
                }
            }
            None => println!("skipped: {tier} is not here"),
        }
    }
}

/// A panic is one answer, and the process goes on.
fn one_panic_costs_one_check() {
    let world = &*WORLD;
    let honest = world.honest();
    let path = honest.path().join("range/src/plain.rs");
    write(&path, "pub fn double(x: u32) -> u32 { assert_ne!(x, 1); x.wrapping_mul(2) }\n")
        .expect("it can be written");
    let outcome = world.grade(&world.greatest(Tier::Strict), honest.path(), "range", |request| request);
    let points: BTreeMap<&str, u32> = outcome.report.chapters[0]
        .exercises
        .iter()
        .map(|exercise| (exercise.name.as_str(), exercise.points))
        .collect();
    assert_eq!(
        points,
        BTreeMap::from([("plain", 0), ("ruled", 1), ("shout", 1), ("server", 1), ("uses", 1)])
    );
}

/// Which defense stops which rows, and how that is known: a table for people, made of the rows and compared with them.
fn defenses() {
    let mut table: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows::rows() {
        let known = match row.off {
            Off::Basic(trip) => format!("under the tier basic: {trip:?}"),
            Off::Cargo(trip) => format!("by cargo test in its folder: {trip:?}"),
            Off::Process(trip) => format!("by a test in its process: {trip:?}"),
            Off::Rules => String::from("without house rules: full"),
            Off::Forced => String::from("on forced cases alone: full"),
            Off::Never(why) => {
                assert_ne!(why, "", "{} {}: shown, or why not?", row.id, row.what);
                format!("not shown here: {why}")
            }
        };
        table.entry(row.defense).or_default().insert(format!("{} {} ({known})", row.id, row.what));
    }
    let mut text = String::new();
    for (defense, rows) in &table {
        text += &format!("{defense}\n");
        for row in rows {
            text += &format!("    {row}\n");
        }
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("defenses", text);
    });
}
