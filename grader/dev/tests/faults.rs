//! Every planted fault is caught by the check that says so, and the card that tells of it is one that a person
//! has read: `snapshots/` holds them.

#[expect(dead_code, reason = "each test uses some of it")]
mod support;

use std::collections::BTreeMap;

use dev::faults::{self, Demand, Trial};
use grader::catalogue::{Course, Target};
use grader::report::Report;

/// One test a chapter, so that a failure says where.
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

#[test]
fn faults_of_hello_are_caught_by_name() {
    demand("hello");
}

#[test]
fn faults_of_addresses_are_caught_by_name() {
    demand("addresses");
}

#[test]
fn every_chapter_is_tested_here() {
    let names: Vec<&str> = support::course().chapters.iter().map(|chapter| chapter.name).collect();
    assert_eq!(names, ["hello", "addresses"]);
}
