//! Streams: every byte once and in order, in whatever pieces.

use std::time::Duration;

use proptest::prelude::*;
use sim::net::{
    Arrival, Chance, Climate, Ended, FOREVER, Fate, Limits, Link, Micros, Network, Node, NodeId, Rates,
    Scripted, Simulation, Transmit, Weather, Wire,
};
use sim::{Delivery, Event, Trace};

const MS: fn(u64) -> Micros = Micros::from_millis;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn writes(at: u64, bytes: &[u8]) -> Scripted {
    Scripted::new().sends(MS(at), 0, bytes)
}

fn end() -> Transmit {
    Transmit::End { interface: 0 }
}

/// What a node hears, in short: time and what.
fn heard(node: &Scripted) -> Vec<(u64, String)> {
    let short = |what: &Arrival| match what {
        Arrival::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Arrival::End => String::from("<end>"),
        Arrival::Reset => String::from("<reset>"),
    };
    node.heard.iter().map(|heard| (heard.at.0 / 1000, short(&heard.what))).collect()
}

struct Told {
    trace: Trace,
    client: Vec<(u64, String)>,
    server: Vec<(u64, String)>,
}

fn run(nodes: [Scripted; 2], weather: impl Fn(Wire, [NodeId; 2]) -> Weather) -> Told {
    let (network, ends, wire) = Network::pair(Link::stream().delay(millis(10)));
    let weather = weather(wire, ends);
    let mut simulation = Simulation::new(&network, &weather, nodes);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
    let (trace, nodes) = simulation.into_parts();
    Told { trace, client: heard(&nodes[0]), server: heard(&nodes[1]) }
}

fn list(told: &[(u64, &str)]) -> Vec<(u64, String)> {
    told.iter().map(|(at, what)| (*at, (*what).to_owned())).collect()
}

#[test]
fn fates_cut_join_and_delay_but_keep_the_order() {
    type Heard<'a> = &'a [(u64, &'a str)];
    let cases: &[(&[Fate], Heard<'_>)] = &[
        (&[], &[(10, "hello"), (11, "world"), (12, "<end>")]),
        (&[Fate::Cut(2)], &[(10, "he"), (10, "llo"), (11, "world"), (12, "<end>")]),
        (&[Fate::Cut(5)], &[(10, "hello"), (11, "world"), (12, "<end>")]),
        (&[Fate::Pieces(2)], &[(10, "he"), (10, "ll"), (10, "o"), (11, "world"), (12, "<end>")]),
        (&[Fate::Delay(millis(30))], &[(40, "hello"), (40, "world"), (40, "<end>")]),
        (&[Fate::Join], &[(11, "helloworld"), (12, "<end>")]),
        (&[Fate::Join, Fate::Cut(2)], &[(11, "hellowo"), (11, "rld"), (12, "<end>")]),
        (&[Fate::Join, Fate::Join], &[(12, "helloworld"), (12, "<end>")]),
        (&[Fate::Deliver, Fate::Join], &[(10, "hello"), (12, "world"), (12, "<end>")]),
        // An attacker's.
        (&[Fate::Drop], &[(11, "world"), (12, "<end>")]),
        (&[Fate::FlipBit(2)], &[(10, "Hello"), (11, "world"), (12, "<end>")]),
        (&[Fate::Truncate(2)], &[(10, "he"), (11, "world"), (12, "<end>")]),
        (&[Fate::Truncate(0)], &[(11, "world"), (12, "<end>")]),
        (&[Fate::Swap(1)], &[(11, "world"), (11, "hello"), (12, "<end>")]),
        (&[Fate::Duplicate(millis(0))], &[(10, "hello"), (10, "hello"), (11, "world"), (12, "<end>")]),
        (&[Fate::Join, Fate::FlipBit(2)], &[(11, "helloWorld"), (12, "<end>")]),
        (&[Fate::Join, Fate::Drop], &[(11, "hello"), (12, "<end>")]),
        (&[Fate::Join, Fate::Duplicate(millis(0))], &[(11, "helloworld"), (11, "world"), (12, "<end>")]),
    ];
    for (fates, expected) in cases {
        let client = writes(0, b"hello").sends(MS(1), 0, *b"world").then(MS(2), end());
        let told = run([client, Scripted::new()], |wire, _| Weather::fair().on(wire.there, *fates));
        assert_eq!(told.server, list(expected), "{fates:?}");
        assert_eq!(told.client, [], "{fates:?}");
    }
}

#[test]
fn what_waits_for_another_write_waits_no_longer_than_a_second() {
    let told =
        run([writes(0, b"alone"), Scripted::new()], |wire, _| Weather::fair().on(wire.there, [Fate::Join]));
    assert_eq!(told.server, list(&[(1010, "alone")]));
}

#[test]
fn a_reset_loses_what_is_on_its_way_and_tells_both_ends() {
    let client = writes(0, b"a").sends(MS(5), 0, *b"b").sends(MS(7), 0, *b"c").sends(MS(30), 0, *b"d");
    let server = writes(8, b"x").sends(MS(30), 0, *b"y");
    let fates = [Fate::Deliver, Fate::Reset];
    let told = run([client, server], |wire, _| Weather::fair().on(wire.there, fates));
    assert_eq!(told.server, list(&[(10, "a"), (15, "<reset>"), (40, "d")]));
    assert_eq!(told.client, list(&[(15, "<reset>"), (40, "y")]));
    let lost: Vec<&str> = told
        .trace
        .events()
        .iter()
        .filter_map(|event| match event {
            Event::Message(message) => match &message.delivery {
                Delivery::Lost { why } => Some(why.as_str()),
                _ => None,
            },
            Event::Note(_) => None,
        })
        .collect();
    assert_eq!(lost, ["fate 2: reset", "the stream is broken", "the stream is broken"]);
}

#[test]
fn who_breaks_a_stream_can_begin_another_at_once() {
    let client = writes(0, b"a").then(MS(2), Transmit::Reset { interface: 0 }).sends(MS(2), 0, *b"b");
    let server = writes(1, b"x").sends(MS(20), 0, *b"y");
    let told = run([client, server], |_, _| Weather::fair());
    assert_eq!(told.server, list(&[(10, "a"), (12, "<reset>"), (12, "b")]));
    // What the server wrote before it knew is lost.
    assert_eq!(told.client, list(&[(30, "y")]));
}

#[test]
fn a_stream_waits_for_a_partition_to_heal() {
    let client = writes(0, b"a").sends(MS(5), 0, *b"b").sends(MS(25), 0, *b"c").then(MS(26), end());
    let told =
        run([client, Scripted::new()], |_, [client, _]| Weather::fair().cut_off([client], MS(9), MS(30)));
    assert_eq!(told.server, list(&[(30, "a"), (30, "b"), (40, "c"), (40, "<end>")]));
    let client = writes(0, b"a").sends(MS(5), 0, *b"b");
    let told = run([client, Scripted::new()], |wire, _| Weather::fair().cut([wire.there], MS(12), FOREVER));
    assert_eq!(told.server, list(&[(10, "a")]));
}

#[test]
fn a_crash_breaks_streams_and_who_writes_to_the_dead_hears_it() {
    let client = writes(0, b"a").sends(MS(2), 0, *b"b").sends(MS(30), 0, *b"c").sends(MS(60), 0, *b"d");
    let server = writes(5, b"x").sends(MS(60), 0, *b"y");
    let told = run([client, server], |_, [_, server]| Weather::fair().crash(server, MS(11), Some(MS(55))));
    assert_eq!(told.server, list(&[(10, "a"), (70, "d")]));
    assert_eq!(told.client, list(&[(15, "x"), (21, "<reset>"), (50, "<reset>"), (70, "y")]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_an_attacker_every_byte_arrives_once_and_in_order(
        seed in any::<u64>(),
        sizes in prop::collection::vec((0_u64..40, 0_usize..60), 0..30),
        rate in prop::option::of(1_000_u64..1_000_000),
    ) {
        let link = Link { rate: rate.and_then(std::num::NonZeroU64::new), ..Link::stream().delay(millis(10)) };
        let (network, [_, server], wire) = Network::pair(link);
        let fifth = Chance::percent(20);
        let rates = Rates::new().cut(fifth).pieces(fifth).join(fifth).delay(fifth, millis(50));
        let climate = Climate::new(&network).packets(30).everywhere(rates).partitions(3, millis(500), millis(300));
        let weather = climate.weather(seed);
        let (mut client, mut now, mut sent) = (writes(0, b""), 0, Vec::new());
        for (gap, size) in sizes {
            now += gap;
            let bytes: Vec<u8> = (0..size).map(|place| (sent.len() + place) as u8).collect();
            sent.extend_from_slice(&bytes);
            client = client.sends(MS(now), 0, bytes);
        }
        client = client.then(MS(now), end());
        let mut simulation = Simulation::new(&network, &weather, [client, Scripted::new()]);
        prop_assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
        let server = simulation.node(server);
        prop_assert_eq!(server.bytes(0), sent.clone());
        prop_assert_eq!(server.heard.last().map(|heard| &heard.what), Some(&Arrival::End));
        // The messages of the trace, one after another, are what was written.
        let told = simulation.trace().events().iter().filter_map(|event| match event {
            Event::Message(message) => message.bytes.clone(),
            Event::Note(_) => None,
        });
        prop_assert_eq!(told.collect::<Vec<_>>().concat(), sent.clone());
        prop_assert_eq!(simulation.traffic(wire.there).bytes, sent.len() as u64);
    }

    #[test]
    fn in_any_weather_a_run_ends_and_tells_of_every_message(seed in any::<u64>()) {
        let mut network = Network::new();
        let nodes: Vec<_> = ["a", "b", "c"].into_iter().map(|name| network.node(name)).collect();
        network.wires(&nodes, &sim::net::shape::ring(3), Link::stream().delay(millis(10)).rate(100_000));
        let tenth = Chance::percent(10);
        let rates = Rates::new().cut(tenth).pieces(tenth).join(tenth).delay(tenth, millis(50)).reset(tenth)
            .drop(tenth).duplicate(tenth, millis(50)).swap(tenth, 3);
        let climate = Climate::new(&network).packets(30).everywhere(rates)
            .partitions(3, millis(200), millis(100)).crashes(nodes, 3, millis(200), millis(100));
        let weather = climate.weather(seed);
        let players = (0..3_u64).map(|number| {
            let mut player = Scripted::<std::convert::Infallible>::new();
            for place in 0..20 {
                player = player.sends(MS(10 * place + number), (place % 2) as usize, vec![place as u8; 20]);
            }
            player.then(MS(300), end())
        });
        let players: Vec<Box<dyn Node<Error = std::convert::Infallible>>> =
            players.map(|player| Box::new(player) as Box<_>).collect();
        let mut simulation = Simulation::new(&network, &weather, players);
        prop_assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
        let is_open = |event: &Event| matches!(event, Event::Message(message) if message.delivery == Delivery::InFlight);
        prop_assert!(!simulation.trace().events().iter().any(is_open));
    }
}
