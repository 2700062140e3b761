use std::collections::{BTreeMap, BTreeSet};

use super::super::super::tests::drawn as some;
use super::super::world::family;
use super::*;

/// Worlds of all kinds, and what a right dialer does in them.
fn races_of(make: impl Fn(&Drawn) -> World) -> Vec<(World, Vec<Entry>, End)> {
    let worlds = some(&drawn(), 300).into_iter().map(|drawn| make(&drawn));
    worlds
        .map(|world| {
            let (race, end) = played(&world, Habit::Right);
            (world, race, end)
        })
        .collect()
}

fn connects(race: &[Entry]) -> Vec<(Micros, IpAddr)> {
    let connect = |entry: &Entry| match entry {
        Entry::Next(now, Do::Connect(address)) => Some((*now, *address)),
        _ => None,
    };
    race.iter().filter_map(connect).collect()
}

fn millis(from: Micros, to: Micros) -> u64 {
    (to.0 - from.0) / 1000
}

#[test]
fn the_committed_race_is_that_of_the_model() {
    let world = &forced("race_ladder")[0];
    let (race, end) = played(world, Habit::Right);
    let decisions = race.iter().filter_map(|entry| match entry {
        Entry::Next(now, what) => Some((now.0 / 1000, what.clone())),
        Entry::On(..) => None,
    });
    assert_eq!(decisions.collect::<Vec<_>>(), committed());
    assert_eq!(end, End::Done);
}

#[test]
fn the_model_keeps_the_delays() {
    for (world, race, _) in races_of(Drawn::some_connect) {
        let connects = connects(&race);
        for pair in connects.windows(2) {
            assert!(millis(pair[0].0, pair[1].0) >= 10, "{race:?}");
        }
        // Nobody waits longer than this for the first address that works, once its answer is there.
        let up =
            |address| matches!(world.fates.iter().find(|(of, _)| *of == address), Some((_, (_, Ok(())))));
        let Some(place) = connects.iter().position(|(_, address)| up(*address)) else { continue };
        let answers = world.answers.iter().map(|(after, ..)| *after).max().unwrap_or(0);
        let began = millis(Micros::from_millis(world.start), connects[place].0);
        assert!(began <= answers + 50 + 250 * place as u64, "{race:?}");
    }
}

#[test]
fn the_model_tries_each_address_once_and_closes_what_runs() {
    for (_, race, end) in races_of(Drawn::anything) {
        assert_ne!(end, End::Endless);
        let connects = connects(&race);
        let tried: BTreeSet<IpAddr> = connects.iter().map(|(_, address)| *address).collect();
        assert_eq!(tried.len(), connects.len());
        let closed: Vec<IpAddr> = race
            .iter()
            .filter_map(|entry| match entry {
                Entry::Next(_, Do::Close(address)) => Some(*address),
                _ => None,
            })
            .collect();
        let once: BTreeSet<IpAddr> = closed.iter().copied().collect();
        assert!(once.len() == closed.len() && once.is_subset(&tried));
        let winner = race.iter().find_map(|entry| match entry {
            Entry::Next(_, Do::Done(Ok(winner))) => Some(*winner),
            _ => None,
        });
        let failed: BTreeSet<IpAddr> = race
            .iter()
            .filter_map(|entry| match entry {
                Entry::On(_, Event::Failed { address, .. }) if tried.contains(address) => Some(*address),
                _ => None,
            })
            .collect();
        if let Some(winner) = winner {
            let settled =
                |address: &IpAddr| winner == *address || once.contains(address) || failed.contains(address);
            assert!(tried.iter().all(settled), "{race:?}");
        }
    }
}

/// Every mistake shows in a forced race of each check that knows it, and in that race it is not taken for another one
/// of the check.
#[test]
fn every_mistake_shows_in_its_checks() {
    let habits: BTreeMap<&str, Vec<Habit>> = HABITS.iter().fold(BTreeMap::new(), |mut all, (slug, habit)| {
        all.entry(*slug).or_insert_with(Vec::new).push(*habit);
        all
    });
    let mut wrong = Vec::new();
    for check in EXERCISE.checks {
        for mistake in check.mistakes {
            let Some(habits) = habits.get(mistake.slug) else { continue };
            let names: Vec<_> = habits.iter().filter_map(|habit| first_name(check.name, *habit)).collect();
            if names.is_empty() || names.iter().any(|name| *name != mistake.slug) {
                wrong.push(format!("{} in {}: {names:?}", mistake.slug, check.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How a dialer with this habit is named by the first forced race of the check that it runs wrong.
fn first_name(check: &str, habit: Habit) -> Option<&'static str> {
    forced(check).iter().find_map(|world| {
        let (right, _) = played(world, Habit::Right);
        let (race, _) = played(world, habit);
        let at = right.iter().zip(&race).position(|(right, other)| right != other)?;
        Some(named(world, &right, &race, at, check).unwrap_or("-"))
    })
}

#[test]
fn every_habit_is_known_to_a_check() {
    for (slug, _) in HABITS {
        let known =
            EXERCISE.checks.iter().any(|check| check.mistakes.iter().any(|mistake| mistake.slug == slug));
        assert!(known, "{slug}");
    }
}

#[test]
fn random_worlds_are_of_all_kinds() {
    let count = |make: fn(&Drawn) -> World, is: &dyn Fn(&World, &[Entry], End) -> bool| {
        races_of(make).iter().filter(|(world, race, end)| is(world, race, *end)).count()
    };
    let ended = |race: &[Entry], is: &dyn Fn(&Do) -> bool| matches!(race.iter().rfind(|entry| matches!(entry, Entry::Next(..))), Some(Entry::Next(_, what)) if is(what));

    // The first attempt begins as soon as the answer for IPv4 comes, 50 ms later, or when that for IPv6 comes.
    let waits = |world: &World, race: &[Entry]| {
        let [(six, ..), (four, ..)] = world.answers[..] else { unreachable!("both answer") };
        (six, four, millis(Micros::from_millis(world.start), connects(race)[0].0))
    };
    let first =
        |is: fn((u64, u64, u64)) -> bool| count(Drawn::one_of_each, &|world, race, _| is(waits(world, race)));
    assert!(first(|(_, four, began)| began == four) > 60);
    assert!(first(|(_, four, began)| began == four + 50) > 60);
    assert!(first(|(six, four, began)| began == six && six > four) > 15);
    // Turns are taken, and one family is left over.
    let turns = |race: &[Entry]| {
        connects(race).windows(2).filter(|pair| family(pair[0].1) != family(pair[1].1)).count()
    };
    assert!(count(Drawn::all_silent, &|_, race, _| turns(race) >= 3) > 60);
    assert!(count(Drawn::all_silent, &|_, race, _| turns(race) + 1 < connects(race).len()) > 60);
    // The latest fails within 10 ms, within 250 ms, or only after that.
    for range in [0..10, 10..250, 250..1001] {
        let fails = |world: &World, race: &[Entry]| {
            let after =
                |address| world.fates.iter().find(|(of, _)| *of == address).map(|(_, (after, _))| *after);
            connects(race)
                .iter()
                .any(|(_, address)| after(*address).is_some_and(|after| range.contains(&after)))
        };
        assert!(count(Drawn::one_failing_family, &|world, race, _| fails(world, race)) > 40, "{range:?}");
    }
    let closes =
        |race: &[Entry]| race.iter().filter(|entry| matches!(entry, Entry::Next(_, Do::Close(_)))).count();
    assert!(count(Drawn::some_connect, &|_, race, _| closes(race) >= 2) > 30);
    assert!(
        count(Drawn::some_connect, &|_, race, _| ended(race, &|what| matches!(what, Do::Done(Ok(_))))) > 100
    );
    assert!(
        count(Drawn::all_fail, &|_, race, _| ended(race, &|what| matches!(what, Do::Done(Err(_))))) > 280
    );
    assert!(
        count(Drawn::doubled, &|world, race, _| {
            connects(race).len() < world.answers.iter().map(|(_, _, addresses)| addresses.len()).sum()
        }) > 100
    );
    assert!(count(Drawn::anything, &|_, _, end| end == End::Done) > 150);
}
