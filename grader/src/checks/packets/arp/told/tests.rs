use std::collections::BTreeSet;

use super::super::EXERCISE;
use super::super::model::{HABITS, Habit};
use super::super::stories::{named, played};
use super::super::tests::drawn as some;
use super::*;

/// How a machine with this habit is named by the first story of the check that it tells wrong.
fn first_name(check: &str, habit: Habit) -> Option<&'static str> {
    written(check).iter().find_map(|story| {
        let right = played(story, Habit::Right);
        let other = played(story, habit);
        let at = right.iter().zip(&other).position(|(right, other)| !right.is(other))?;
        Some(named(check, story, &other, at).unwrap_or("-"))
    })
}

/// Every mistake shows in a written story of each check that knows it, and in that story it is not taken for another
/// one.
#[test]
fn every_mistake_shows_in_its_checks() {
    let mut wrong = Vec::new();
    for check in EXERCISE.checks {
        for mistake in check.mistakes {
            let habits: Vec<_> = HABITS.iter().filter(|(slug, _)| *slug == mistake.slug).collect();
            if habits.is_empty() || written(check.name).is_empty() {
                continue;
            }
            for (slug, habit) in habits {
                let name = first_name(check.name, *habit);
                if name != Some(slug) {
                    wrong.push(format!("{slug} in {}: {name:?}", check.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_habit_is_known_to_a_check() {
    for (slug, _) in HABITS {
        let known =
            EXERCISE.checks.iter().any(|check| check.mistakes.iter().any(|mistake| mistake.slug == *slug));
        assert!(known, "{slug}");
    }
}

/// The story of the ladder, as it must go.
#[test]
fn the_whole_story_goes_as_it_is_written() {
    let words: Vec<String> = played(&whole_story(), Habit::Right).iter().map(Answer::words).collect();
    assert_eq!(
        words,
        [
            "who has 192.0.2.254? tell 192.0.2.1",
            "nothing",
            "who has 192.0.2.254? tell 192.0.2.1",
            "\"one\" to 00:00:5e:00:53:fe; \"two\" to 00:00:5e:00:53:fe",
            "192.0.2.1 is at 00:00:5e:00:53:01, to 192.0.2.7",
            "\"a page\" to 00:00:5e:00:53:07",
            "nothing",
            "\"three\" to 00:00:5e:00:53:42",
            "who has 192.0.2.254? tell 192.0.2.1",
        ]
    );
}

/// Packets of a story in the order in which they leave, each with what they were sent to.
fn sent(answers: &[Answer]) -> Vec<String> {
    let words =
        answers.iter().flat_map(|answer| answer.words().split("; ").map(String::from).collect::<Vec<_>>());
    words.filter(|words| words.starts_with('"') && !words.contains("comes back")).collect()
}

#[test]
fn the_model_sends_nothing_twice_and_asks_in_intervals() {
    let random = random("any_story");
    for story in some(&random, 200) {
        let answers = played(&story, Habit::Right);
        let sent = sent(&answers);
        let once: BTreeSet<_> = sent.iter().filter_map(|sent| sent.split(' ').next()).collect();
        assert_eq!(once.len(), sent.len(), "{sent:?}");
    }
    for story in some(&super::random("one_request_in_five_seconds"), 200) {
        let mut asked: Vec<(u64, String)> = Vec::new();
        for ((at, _), answer) in story.acts.iter().zip(played(&story, Habit::Right)) {
            for words in answer.words().split("; ").filter(|words| words.starts_with("who has")) {
                let earlier = asked.iter().rfind(|(_, other)| other == words);
                assert!(earlier.is_none_or(|(before, _)| at - before >= 5000), "{story:?}");
                asked.push((*at, words.to_owned()));
            }
        }
    }
}

/// How many random stories of a check hold an answer like this.
fn count(check: &str, is: impl Fn(&Act, &str) -> bool) -> usize {
    let random = random(check);
    let holds = |story: &&Story| {
        let answers = played(story, Habit::Right);
        story.acts.iter().zip(&answers).any(|((_, act), answer)| is(act, &answer.words()))
    };
    some(&random, 200).iter().filter(holds).count()
}

#[test]
fn random_stories_are_of_all_kinds() {
    let is_sent = |act: &Act, words: &str| matches!(act, Act::Send { .. }) && words.starts_with('"');
    let asks = |act: &Act, words: &str| matches!(act, Act::Send { .. }) && words.starts_with("who has");
    let two_leave = |act: &Act, words: &str| {
        matches!(act, Act::Frame(_)) && words.split("; ").filter(|word| word.starts_with('"')).count() > 1
    };
    assert!(count("packets_wait", two_leave) > 60);
    assert!(count("packets_wait", is_sent) > 100);
    let again = |act: &Act, words: &str| matches!(act, Act::Timeout) && words.starts_with("who has");
    assert!(count("one_request_in_five_seconds", again) > 100);
    assert!(count("gives_up", |_, words| words.contains("comes back")) > 60);
    let answers = |_: &Act, words: &str| words.starts_with("192.0.2.1 is at");
    assert!(count("answers_for_itself", answers) > 100);
    assert!(count("takes_what_is_for_it", |_, words| words.contains("came to all")) > 60);
    assert!(count("learns_from_who_speaks", is_sent) > 100);
    assert!(count("learns_from_who_speaks", |_, words| words.contains("00:00:5e:00:53:4")) > 40);
    // Somebody who was known is asked for again.
    let random = random("entries_expire");
    let expires = some(&random, 200).into_iter().filter(|story| {
        let right = played(story, Habit::Right);
        let kept = played(story, Habit::NeverExpires);
        right.iter().zip(&kept).any(|(right, kept)| !right.is(kept))
    });
    assert!(expires.count() > 60);
    for is in [is_sent, asks] {
        assert!(count("any_story", is) > 100);
    }
    assert!(count("any_story", again) > 40);
    assert!(count("any_story", |_, words| words.contains("comes back")) > 10);
}

#[test]
fn a_story_may_be_one_that_shows_each_habit() {
    // Of these, perhaps only the written stories can tell.
    let rare = [
        "expired-take-room",
        "forgets-who-waits",
        "full-is-full",
        "newest-is-forgotten",
        "nobody-has-a-card",
        "room-without-end",
        "strangers-push-out",
    ];
    let stories = some(&random("any_story"), 1000);
    let rights: Vec<_> = stories.iter().map(|story| played(story, Habit::Right)).collect();
    let shows = |habit: Habit| {
        stories.iter().zip(&rights).any(|(story, right)| {
            right.iter().zip(&played(story, habit)).any(|(right, other)| !right.is(other))
        })
    };
    let hidden: Vec<_> =
        HABITS.iter().filter(|(slug, habit)| !rare.contains(slug) && !shows(*habit)).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}
