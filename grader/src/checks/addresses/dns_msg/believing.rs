//! The checks of `resolve`: what is believed, and what it says.

use given::addresses::{RecordType, Why};
use proptest::collection::vec;
use proptest::prelude::Strategy;

use super::belief::{Attempt, BELIEVES, Believes, MAX_ALIASES, Resolved};
use super::inputs::{self, Fact, Lie, Says, THIEF, answered, chain, told};
use super::{known, named};
use crate::checks::addresses::fewer;
use crate::finding::Table;
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// Judges what `resolve` answered. A mistake is named if this is what it gives.
fn judge_attempt(
    check: &str,
    attempt: &Attempt,
    seen: &mut Seen<'_>,
    figure: fn(&Attempt, Option<&Resolved>) -> Table,
) -> Result<(), Trouble> {
    let right = Believes::Right.resolve(attempt);
    let no_question = attempt.response.questions.is_empty();
    let own = seen.value().map_err(|trouble| {
        let trouble = if no_question { trouble.panic_looks_like("question-for-granted") } else { trouble };
        trouble.figure(figure(attempt, None))
    })?;
    ensure(own == right, || {
        let known = known(&BELIEVES, check);
        let looks = known.iter().find(|(_, habit)| habit.resolve(attempt) == own);
        named(Trouble::new(seen.differs(&right)), looks).figure(figure(attempt, Some(&own)))
    })
}

pub(super) fn finds_addresses(trial: &mut Trial<'_>) -> Verdict {
    let own = |last| vec![Fact::new(0, Says::Address(last))];
    let forced = [(RecordType::A, own(1)), (RecordType::AAAA, own(1)), (RecordType::A, own(9))];
    let random = (inputs::families(), (1..200_u8).prop_map(own));
    answers_law(trial, "finds_addresses", forced, random)
}

/// A law about answers to one query, which are judged by the habits of reading them.
fn answers_law(
    trial: &mut Trial<'_>,
    check: &str,
    forced: impl IntoIterator<Item = (RecordType, Vec<Fact>)>,
    random: impl Strategy<Value = (RecordType, Vec<Fact>)>,
) -> Verdict {
    trial.law(
        forced,
        random,
        |(qtype, facts)| answered(*qtype, facts).ask(),
        |(qtype, facts), seen| judge_attempt(check, &answered(*qtype, facts), seen, Attempt::answers),
    )
}

fn lied(lies: &[Lie]) -> Attempt {
    inputs::lied(0x1267, RecordType::A, lies)
}

/// A law about one message, compared with the query.
fn attempts_law(
    trial: &mut Trial<'_>,
    check: &str,
    lies: &[&[Lie]],
    random: impl Strategy<Value = Lie>,
) -> Verdict {
    trial.law(lies.iter().map(|lies| lied(lies)), told(vec(random, 1..=1)), Attempt::ask, |attempt, seen| {
        judge_attempt(check, attempt, seen, Attempt::comparison)
    })
}

pub(super) fn doubts_strangers(trial: &mut Trial<'_>) -> Verdict {
    // What is not looked at at all shows first, then what is looked at in part.
    let forced: [&[Lie]; 18] = [
        &[Lie::Address, Lie::Port(5353)],
        &[Lie::Address],
        &[Lie::Port(5353)],
        &[Lie::V6],
        &[Lie::Id(1)],
        &[Lie::Id(0x8000)],
        &[Lie::Query],
        &[Lie::Opcode(2)],
        &[Lie::QuestionName(false), Lie::QuestionType(28), Lie::QuestionClass(3)],
        &[Lie::QuestionName(false)],
        &[Lie::QuestionName(true)],
        &[Lie::QuestionType(28)],
        &[Lie::QuestionClass(3)],
        &[Lie::NoQuestion],
        &[Lie::TwoQuestions(true)],
        &[Lie::TwoQuestions(false)],
        &[Lie::QuestionTwice],
        &[Lie::Case],
    ];
    attempts_law(trial, "doubts_strangers", &forced, inputs::spoofs())
}

pub(super) fn says_why_not(trial: &mut Trial<'_>) -> Verdict {
    let forced: [&[Lie]; 5] = [
        &[Lie::Cut],
        &[Lie::Rcode(3)],
        &[Lie::Rcode(8)],
        &[Lie::NoAnswers],
        &[Lie::Rcode(2), Lie::NoAnswers],
    ];
    attempts_law(trial, "says_why_not", &forced, inputs::refusals())
}

pub(super) fn doubts_in_order(trial: &mut Trial<'_>) -> Verdict {
    let forced: [&[Lie]; 9] = [
        &[Lie::Id(1), Lie::Rcode(3)],
        &[Lie::Address, Lie::Cut],
        &[Lie::QuestionName(false), Lie::NoAnswers],
        &[Lie::Id(1), Lie::Address],
        &[Lie::Id(1), Lie::Query],
        &[Lie::Id(1), Lie::NoQuestion],
        &[Lie::Query, Lie::QuestionName(false)],
        &[Lie::Cut, Lie::Rcode(2)],
        &[Lie::Cut, Lie::NoAnswers],
    ];
    let lies = (vec(inputs::spoofs(), 1..3), vec(inputs::refusals(), 0..3));
    let random = told(lies.prop_map(|(spoofs, refusals)| [spoofs, refusals].concat()));
    trial.law(forced.map(lied), random, Attempt::ask, |attempt, seen| {
        let right = Believes::Right.resolve(attempt);
        let own: Resolved = seen.value()?;
        ensure(own == right, || {
            let is_strangers =
                |resolved: &Resolved| resolved.as_ref().is_err_and(Why::is_about_another_message);
            let says = [Why::Truncated, Why::Failed(attempt.response.flags.rcode), Why::NoAddress];
            let believes = is_strangers(&right) && own.as_ref().is_err_and(|why| says.contains(why));
            let is_true = own.as_ref().is_err_and(|why| {
                let no_address = *why == Why::NoAddress && attempt.response.answers.is_empty();
                no_address || Believes::Right.doubts(attempt).contains(why)
            });
            Trouble::new(seen.differs(&right))
                .looks_like_if(believes && is_true, "believes-before-asking")
                .looks_like_if(is_true, "doubts-out-of-order")
                .figure(attempt.comparison(None))
        })
    })
}

pub(super) fn only_its_own_answers(trial: &mut Trial<'_>) -> Verdict {
    let (own, other) = (Fact::new(0, Says::Address(1)), Fact::new(1, Says::Address(THIEF[3])));
    let forced = [
        vec![other, own],
        vec![Fact::new(0, Says::Address(9)), own, Fact::new(0, Says::Address(5))],
        vec![Fact { upper: true, ..own }],
        vec![own, other],
        vec![other],
        vec![Fact { class: 3, ..own }],
        vec![Fact::new(0, Says::OtherFamily(1)), own],
        vec![Fact::new(0, Says::Other), own],
    ];
    let forced = forced.into_iter().map(|facts| (RecordType::A, facts));
    answers_law(
        trial,
        "only_its_own_answers",
        forced,
        (inputs::families(), vec(inputs::facts(1, false), 0..6)),
    )
}

pub(super) fn follows_aliases(trial: &mut Trial<'_>) -> Verdict {
    let (alias, address) = (Fact::new(0, Says::Alias(1)), Fact::new(1, Says::Address(1)));
    let stray = Fact::new(5, Says::Address(THIEF[3]));
    let forced = [
        vec![alias, address],
        vec![address, alias],
        vec![stray, address, alias],
        vec![Fact { upper: true, ..alias }, Fact { upper: true, ..address }],
        vec![alias, Fact::new(0, Says::Address(7)), address],
        vec![alias, Fact::new(0, Says::Alias(2)), address, Fact::new(2, Says::Address(2))],
        vec![Fact { class: 3, ..alias }, address],
        vec![alias],
        chain(3).into_iter().rev().collect(),
    ];
    let forced = forced.into_iter().map(|facts| (RecordType::A, facts));
    answers_law(trial, "follows_aliases", forced, (inputs::families(), inputs::shuffled_chains()))
}

/// Each case is a question of its own, because one that never ends must be noticed alone.
pub(super) fn aliases_have_an_end(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    fewer(trial);
    let most = MAX_ALIASES as u8;
    let circle = |size: u8| (0..size).map(|n| Fact::new(n, Says::Alias((n + 1) % size))).collect::<Vec<_>>();
    let without_end = |mut facts: Vec<Fact>| {
        facts.pop();
        facts
    };
    let forced = [
        circle(2),
        circle(1),
        chain(40),
        chain(most),
        chain(most + 1),
        without_end(chain(most)),
        without_end(chain(most + 1)),
        [chain(most), circle(1)].concat(),
        [
            vec![Fact::new(0, Says::Alias(1)), Fact::new(1, Says::Alias(2))],
            vec![Fact::new(2, Says::Alias(1))],
        ]
        .concat(),
    ];
    let forced = forced.into_iter().map(|facts| (RecordType::A, facts));
    let random = (inputs::families(), vec(inputs::facts(3, true), 0..8));
    trial.story(forced, Some(random), |(qtype, facts), talk| {
        let attempt = answered(*qtype, facts);
        let judged = talk.ask(&attempt.ask(), |seen| {
            Ok(judge_attempt("aliases_have_an_end", &attempt, seen, Attempt::answers))
        });
        judged.unwrap_or_else(|trouble| {
            // It did not end by itself.
            let trouble = trouble.endless_looks_like("cname-cycle");
            Err(trouble.figure(attempt.answers(None)))
        })
    })
}
