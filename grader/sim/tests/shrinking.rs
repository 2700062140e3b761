//! A run of hundreds of packets that goes wrong ends as a sentence: drop only packet 3.

mod lot_net;

use lot_net::{Flaw, goes_wrong, transfer};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sim::net::{Chance, Climate, Fate, Link, Network, Rates, Weather};
use std::time::Duration;

/// As the grader shrinks: counted, and no more often than it does.
const MAX_SHRINKS: usize = 600;

struct Shrunk {
    weather: Weather,
    attempts: usize,
    mishaps_before: usize,
}

/// Draws weather until the flaw shows, and shrinks it. `None` if it does not show.
fn shrunk(climate: &Climate, flaw: Flaw, case: u8) -> Option<Shrunk> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[case; 32]);
    let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
    let mut tree = climate.new_tree(&mut runner).unwrap();
    let mut weather = tree.current();
    if !goes_wrong(&weather, flaw) {
        return None;
    }
    let mishaps_before = weather.mishaps();
    let mut attempts = 0;
    let mut more = tree.simplify();
    while more && attempts < MAX_SHRINKS {
        attempts += 1;
        let fairer = tree.current();
        more = if goes_wrong(&fairer, flaw) {
            weather = fairer;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    Some(Shrunk { weather: weather.trimmed(), attempts, mishaps_before })
}

fn climate() -> Climate {
    let (network, _, wire) = Network::pair(Link::new());
    let foul = Rates::new()
        .drop(Chance::percent(5))
        .duplicate(Chance::percent(5), Duration::from_millis(200))
        .swap(Chance::percent(5), 4)
        .delay(Chance::percent(5), Duration::from_millis(300));
    let acks = Rates::new().drop(Chance::percent(5)).delay(Chance::percent(5), Duration::from_millis(300));
    Climate::new(&network).packets(400).on(wire.there, foul).on(wire.back, acks)
}

#[test]
fn the_protocol_itself_is_right_in_any_weather() {
    for seed in 0..40 {
        assert!(!goes_wrong(&climate().weather(seed), Flaw::None), "{seed}");
    }
}

#[test]
fn every_planted_flaw_ends_with_at_most_three_mishaps_and_mostly_with_one() {
    for flaw in [Flaw::DeliversDuplicates, Flaw::SkipsGaps, Flaw::NeverSendsAgain] {
        let found: Vec<Shrunk> = (0..20).filter_map(|case| shrunk(&climate(), flaw, case)).collect();
        assert!(found.len() >= 18, "{flaw:?} shows in {} of 20", found.len());
        for Shrunk { weather, attempts, mishaps_before } in &found {
            assert!(*mishaps_before > 50, "{flaw:?}: {mishaps_before}");
            assert!((1..=3).contains(&weather.mishaps()), "{flaw:?}: {weather:?}");
            assert!(*attempts < 100, "{flaw:?}: {attempts} attempts");
        }
        let of_one = found.iter().filter(|shrunk| shrunk.weather.mishaps() == 1).count();
        assert!(of_one * 10 >= found.len() * 9, "{flaw:?}: {of_one} of {}", found.len());
    }
}

#[test]
fn drop_only_packet_3() {
    let (network, _, wire) = Network::pair(Link::new());
    let climate = Climate::new(&network).packets(300).on(wire.there, Rates::new().drop(Chance::percent(30)));
    let found = (0..40).filter_map(|case| shrunk(&climate, Flaw::GivesUpOnPacket3, case)).next().unwrap();
    assert_eq!(found.weather.fates, [[Fate::Deliver, Fate::Deliver, Fate::Drop]]);
    let text = sim::net::replay::emit(&network, &found.weather);
    let fates: Vec<&str> = text.lines().filter(|line| line.starts_with("link")).collect();
    assert_eq!(fates, ["link client.0 -> server.0: deliver x2, drop"]);
}

#[test]
fn the_story_of_a_shrunk_run_is_short() {
    let found = (0..20).filter_map(|case| shrunk(&climate(), Flaw::DeliversDuplicates, case)).next().unwrap();
    let (trace, _) = transfer(&found.weather, Flaw::DeliversDuplicates, sim::net::Keep::Labels);
    let ladder = sim::ladder(&trace, 100);
    let until: Vec<&str> = ladder.lines().take_while(|line| !line.contains("again")).collect();
    assert!(until.len() < 20, "{ladder}");
}
