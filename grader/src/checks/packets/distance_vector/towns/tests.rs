use super::super::tales::forced_towns;
use super::super::tests::some;
use super::*;

/// How a town of routers with this habit ends.
fn end(town: &Town, habit: Habit) -> Option<(usize, usize)> {
    let (result, _) = run(town, Models::new(habit, town), &[], &mut Trace::new());
    let all = result.expect("a model is not in trouble");
    first_difference(town, all.last().expect("the end is looked at"))
}

#[test]
fn the_model_keeps_the_law() {
    let random = some(&drawn(), 300).into_iter().flat_map(|drawn| [drawn.lossy(), drawn.broken()]);
    let forced = ["finds_the_shortest", "bad_news_end"].into_iter().flat_map(forced_towns);
    for town in forced.chain(random) {
        assert_eq!(end(&town, Habit::Right), None, "{}: {town:?}", town.words());
    }
}

#[test]
fn networks_tell_what_a_single_router_may_not() {
    let broken = forced_towns("bad_news_end");
    for habit in [Habit::NoSplitHorizon, Habit::NeverExpires, Habit::KeepsBetterOld] {
        assert!(broken.iter().any(|town| end(town, habit).is_some()), "{habit:?}");
    }
    let lossy = forced_towns("finds_the_shortest");
    assert!(lossy.iter().any(|town| end(town, Habit::PoisonsAll).is_some()));
}

#[test]
fn towns_are_of_all_kinds() {
    let towns: Vec<Town> = some(&drawn(), 300).iter().map(Drawn::broken).collect();
    let count = |is: &dyn Fn(&Town) -> bool| towns.iter().filter(|town| is(town)).count();
    let parted = |town: &Town| town.distances().iter().flatten().any(|metric| *metric == INFINITY);
    assert!(count(&parted) > 60);
    assert!(count(&|town| !parted(town)) > 60);
    assert!(count(&|town| matches!(town.cut, Some((_, Cut::InSilence(_))))) > 40);
    assert!(count(&|town| town.roads.len() > town.names.len()) > 40);
    let lossy = some(&drawn(), 300).iter().map(Drawn::lossy).filter(|town| town.weather.0 > 3).count();
    assert!(lossy > 100);
}

#[test]
fn updates_travel_as_they_are() {
    let entries =
        [RipEntry { network: network(6), metric: 3 }, RipEntry { network: network(200), metric: u32::MAX }];
    assert_eq!(parse(&emit(4, &entries)), (4, entries.to_vec()));
    assert_eq!(parse(&emit(0, &[])), (0, vec![]));
}
