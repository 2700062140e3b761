use super::super::tales::{self, Drawn, forced};
use super::super::tests::some;
use super::*;

/// Whether a router with this habit answers just as one that is right.
fn passes(story: &Story, habit: Habit) -> bool {
    let mut model = None;
    right(story).iter().all(|entry| answer(&mut model, habit, entry.now, &entry.call) == entry.answer)
}

#[test]
fn each_mistake_shows_in_a_story_of_its_check() {
    for check in EXERCISE.checks.iter().filter(|check| !forced(check.name).is_empty()) {
        for mistake in check.mistakes {
            for (slug, habit) in HABITS.iter().filter(|(slug, _)| *slug == mistake.slug) {
                let shows = forced(check.name).iter().any(|story| !passes(story, *habit));
                assert!(shows, "{}: {slug}, {habit:?}", check.name);
            }
        }
    }
}

/// What those who have passed one check may still do wrong is not told by another before its turn.
#[test]
fn no_story_asks_for_what_comes_later() {
    type Make = fn(&Drawn) -> Story;
    let early: [(&str, Make); 6] = [
        ("knows_its_own", tales::own),
        ("adds_the_cost", tales::new_networks),
        ("sixteen_is_infinity", tales::large_metrics),
        ("less_is_better", tales::many_neighbors),
        ("tells_its_table", tales::first_words),
        ("poisoned_reverse", tales::first_words_to_all),
    ];
    // Mistakes of these belong to a later check, and the table alone shows them.
    let later = ["next_hop_is_believed", "every_30_seconds", "news_travel_at_once", "silence_is_death"];
    let slugs: Vec<&str> = EXERCISE
        .checks
        .iter()
        .filter(|check| later.contains(&check.name))
        .flat_map(|check| check.mistakes.iter().map(|mistake| mistake.slug))
        .collect();
    for (check, make) in early {
        let random = some(&tales::drawn(), 100);
        let stories = forced(check).into_iter().chain(random.iter().map(make));
        for story in stories {
            for (slug, habit) in HABITS.iter().filter(|(slug, _)| slugs.contains(slug)) {
                assert!(passes(&story, *habit), "{check}: {slug} shows in {story:?}");
            }
        }
    }
}

#[test]
fn long_lives_see_everything_happen() {
    let (mut died, mut gone, mut back, mut waited) = (0, 0, 0, 0);
    for drawn in some(&tales::drawn(), 400) {
        let story = tales::long_lives(&drawn);
        let mut model = None;
        let (mut before, mut last): (Vec<RipRoute>, Micros) = (vec![], story.start);
        for entry in right(&story) {
            answer(&mut model, Habit::Right, entry.now, &entry.call);
            let after = model.as_ref().map(Model::routes).unwrap_or_default();
            let metric = |table: &[RipRoute], network| {
                table.iter().find(|route| route.network == network).map(|route| route.metric)
            };
            for route in &before {
                match (route.metric, metric(&after, route.network)) {
                    (..INFINITY, Some(INFINITY)) => died += 1,
                    (INFINITY, None) => gone += 1,
                    (INFINITY, Some(..INFINITY)) => back += 1,
                    _ => {}
                }
            }
            waited += u32::from(entry.now > last);
            (before, last) = (after, entry.now);
        }
    }
    assert!(died > 100 && gone > 30 && back > 10 && waited > 1000, "{died} {gone} {back} {waited}");
}

#[test]
fn polls_that_went_well_are_one_step() {
    let step = |did: &str, saw: Option<&str>| Step {
        did: did.to_owned(),
        saw: saw.map(String::from),
        code: Some(Code { call: did.to_owned(), ..Code::default() }),
        ..Step::default()
    };
    let mut detail = Detail {
        steps: vec![
            step("let mut router = DistanceVector::new(0 ms, [])", None),
            step("router.poll_update(0 ms)", None),
            step("router.poll_update(30000 ms)", None),
            step("router.poll_update(60000 ms)", None),
            step("router.poll_update(90000 ms)", Some("[]")),
        ],
        figures: vec![],
    };
    in_short(&mut detail);
    let did: Vec<&str> = detail.steps.iter().map(|step| step.did.as_str()).collect();
    assert_eq!(
        did[1..],
        ["router.poll_update(0 ms), 3 times until 60000 ms", "router.poll_update(90000 ms)"]
    );
    let call = detail.steps[1].code.as_ref().map(|code| code.call.as_str());
    assert_eq!(
        call,
        Some("{ router.poll_update(0 ms); router.poll_update(30000 ms); router.poll_update(60000 ms) }")
    );
}
