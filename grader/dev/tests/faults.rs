//! Every planted fault is caught by the check that says so, and the card that tells of it is one that a person
//! has read: `snapshots/` holds them. What `--test` writes of it is a test that compiles, and that our solution passes.
//!
//! One test a chapter of the catalogue, so that a failure says where and a new chapter is tested too. That is why
//! this program has a `main` of its own.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use dev::faults::{self, Demand, Trial};
use dev::submissions::write;
use grader::catalogue::{Course, Target};
use grader::report::{Report, test};
use libtest_mimic::{Arguments, Trial as Test};

fn main() -> ExitCode {
    let test = |name: &'static str| {
        Test::test(format!("faults_of_{name}_are_caught_by_name"), move || {
            demand(name);
            Ok(())
        })
    };
    let tests = support::course().chapters.iter().map(|chapter| test(chapter.name)).collect();
    // Each test keeps both slots busy.
    libtest_mimic::run(&Arguments { test_threads: Some(1), ..Arguments::from_args() }, tests).exit_code()
}

/// The reports of the rounds, graded in two slots side by side.
fn graded(course: &Course, rounds: &[Vec<Trial>]) -> Vec<Report> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut reports = Vec::new();
        while let Some((number, round)) = {
            let number = next.fetch_add(1, Ordering::Relaxed);
            rounds.get(number).map(|round| (number, round))
        } {
            let report = support::shop(|shop| faults::grade(course, shop, round));
            reports.push((number, report.expect("grading works")));
        }
        reports
    };
    let mut reports = thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut reports = work();
        reports.extend(other.join().expect("it does not panic"));
        reports
    });
    reports.sort_by_key(|(number, _)| *number);
    reports.into_iter().map(|(_, report)| report).collect()
}

/// The faults of a chapter.
fn demand(chapter: &str) {
    let course = support::course();
    let target = Target { chapter: Some(chapter), ..Target::default() };
    let trials: Vec<Trial> = faults::trials(&course, target).expect("faults can be planted");
    assert!(!trials.is_empty(), "{chapter} has no faults");
    let (mut escaped, mut tests) = (Vec::new(), Vec::new());
    // A mistake may be planted in several ways; each has a card of its own.
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let rounds = faults::rounds(&course, trials);
    for (round, report) in rounds.iter().zip(&graded(&course, &rounds)) {
        for trial in round {
            match faults::judge(trial, report) {
                Ok(()) => {
                    compare(&course, trial, report, &mut seen);
                    tests.extend(as_test(trial, report));
                }
                Err(trouble) => escaped.push(trouble.to_string()),
            }
        }
    }
    assert!(escaped.is_empty(), "{} escaped:\n{}", escaped.len(), escaped.join("\n"));
    assert!(!tests.is_empty(), "no fault of {chapter} can be told as a test");
    pass_with_the_solution(&course, chapter, &tests);
}

/// What a learner with this fault gets from `--test`.
fn as_test(trial: &Trial, report: &Report) -> Option<String> {
    let (chapter, exercise) = (trial.chapter.name, trial.exercise.name);
    let target = Target { chapter: Some(chapter), exercise: Some(exercise), ..Target::default() };
    matches!(trial.demand, Demand::Caught { .. }).then(|| test::render(report, target).ok())?
}

/// The tests compile, and say nothing that is not so: our solution passes them.
fn pass_with_the_solution(course: &Course, chapter: &str, tests: &[String]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tests-of-{chapter}"));
    let root = course.root.display();
    let manifest = format!(
        "[package]\nname = \"tests-of-{chapter}\"\nedition = \"2024\"\n\n[workspace]\n\n[lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\n{chapter} = {{ package = \"solution-{chapter}\", path = '{root}/solutions/{chapter}' }}\n\
         given = {{ path = '{root}/exercises/given' }}\n\n[profile.test]\ndebug = false\n"
    );
    let mut text = String::new();
    for (number, test) in tests.iter().enumerate() {
        let _ = write!(text, "mod test_{number} {{\n{test}}}\n");
    }
    write(&folder.join("Cargo.toml"), &manifest).expect("the manifest can be written");
    write(&folder.join("lib.rs"), &text).expect("the tests can be written");
    let lock = std::fs::read_to_string(course.root.join("Cargo.lock")).expect("the lockfile can be read");
    write(&folder.join("Cargo.lock"), &lock).expect("the lockfile can be written");
    #[expect(clippy::disallowed_methods, reason = "a learner's own `cargo test`")]
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo starts");
    let [said, errors] =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(!errors.contains("warning: "), "{errors}");
}

/// A caught fault's card is the one that somebody has read.
fn compare(course: &Course, trial: &Trial, report: &Report, seen: &mut BTreeMap<String, u32>) {
    if let (Demand::Caught { .. }, false, Some(card)) =
        (&trial.demand, trial.varies, faults::card(course, trial, report))
    {
        let mut name = format!("{}__{}__{}", trial.chapter.name, trial.exercise.name, trial.name);
        let count = seen.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        if *count > 1 {
            name.push_str(&format!("-{count}"));
        }
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, card);
        });
    }
}
