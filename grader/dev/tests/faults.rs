//! Every planted fault is caught by the check that says so, and the card that tells of it is one that a person
//! has read: `snapshots/` holds them.
//!
//! One test a chapter of the catalogue, so that a failure says where and a new chapter is tested too. That is why
//! this program has a `main` of its own.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::collections::BTreeMap;
use std::process::ExitCode;

use dev::faults::{self, Demand, Trial};
use grader::catalogue::{Course, Target};
use grader::report::Report;
use libtest_mimic::{Arguments, Trial as Test};

fn main() -> ExitCode {
    let test = |name: &'static str| {
        Test::test(format!("faults_of_{name}_are_caught_by_name"), move || {
            demand(name);
            Ok(())
        })
    };
    let tests = support::course().chapters.iter().map(|chapter| test(chapter.name)).collect();
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// The faults of a chapter.
fn demand(chapter: &str) {
    let course = support::course();
    let target = Target { chapter: Some(chapter), ..Target::default() };
    let trials: Vec<Trial> = faults::trials(&course, target).expect("faults can be planted");
    assert!(!trials.is_empty(), "{chapter} has no faults");
    let mut escaped = Vec::new();
    // A mistake may be planted in several ways; each has a card of its own.
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let rounds = faults::rounds(&course, trials);
    for round in &rounds {
        let report = support::shop(|shop| faults::grade(&course, shop, round)).expect("grading works");
        for trial in round {
            match faults::judge(trial, &report) {
                Ok(()) => compare(&course, trial, &report, &mut seen),
                Err(trouble) => escaped.push(trouble.to_string()),
            }
        }
    }
    assert!(escaped.is_empty(), "{} escaped:\n{}", escaped.len(), escaped.join("\n"));
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
