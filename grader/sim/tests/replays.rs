//! Weather as text, and back.

use proptest::prelude::*;
use sim::net::replay::{emit, parse};
use sim::net::{
    Chance, Climate, Crash, FOREVER, Fate, Link, Micros, Network, Partition, Rates, Split, Weather,
};
use std::time::Duration;

/// A network with names of every kind.
fn network() -> Network {
    let mut network = Network::new();
    let names = ["client", "10.0.0.1", "2", "off", "b \"2\"\\", "東京", "a->b", ""];
    let nodes: Vec<_> = names.into_iter().map(|name| network.node(name)).collect();
    network.wires(&nodes, &sim::net::shape::mesh(nodes.len()), Link::new());
    network
}

fn any_fate() -> impl Strategy<Value = Fate> {
    let time =
        || any::<(u32, u32)>().prop_map(|(secs, nanos)| Duration::new(secs.into(), nanos % 1_000_000_000));
    prop_oneof![
        4 => Just(Fate::Deliver),
        1 => Just(Fate::Drop),
        1 => Just(Fate::Join),
        1 => Just(Fate::Reset),
        1 => Just(Fate::Duplicate(Duration::ZERO)),
        1 => time().prop_map(Fate::Delay),
        1 => time().prop_map(Fate::Duplicate),
        1 => any::<u32>().prop_map(Fate::Swap),
        1 => any::<u32>().prop_map(Fate::FlipBit),
        1 => any::<(u32, u32)>().prop_map(|(one, other)| Fate::SwapWords(one, other)),
        1 => any::<u32>().prop_map(Fate::Truncate),
        1 => any::<u32>().prop_map(Fate::Cut),
        1 => any::<u32>().prop_map(Fate::Pieces),
    ]
}

fn any_weather(network: &Network) -> impl Strategy<Value = Weather> + use<> {
    let nodes: Vec<_> = network.nodes().collect();
    let links: Vec<_> = network.links().collect();
    let moment = || any::<u64>().prop_map(Micros);
    let fates = prop::collection::vec(prop::collection::vec(any_fate(), 0..40), 0..links.len());
    let split = prop_oneof![
        prop::sample::subsequence(nodes.clone(), 1..nodes.len()).prop_map(Split::Nodes),
        prop::sample::subsequence(links, 1..4).prop_map(Split::Links),
    ];
    let partition = (split, moment(), prop_oneof![Just(FOREVER), moment()])
        .prop_map(|(split, from, until)| Partition { split, from, until });
    let crash = (prop::sample::select(nodes), moment(), prop::option::of(moment()))
        .prop_map(|(node, at, restart)| Crash { node, at, restart });
    let outages = (prop::collection::vec(partition, 0..3), prop::collection::vec(crash, 0..3));
    (any::<u64>(), fates, outages).prop_map(|(seed, fates, (partitions, crashes))| Weather {
        seed,
        fates,
        partitions,
        crashes,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(weather in any_weather(&network())) {
        let text = emit(&network(), &weather);
        prop_assert_eq!(parse(&network(), &text), Ok(weather.trimmed()), "{}", text);
        let longest = text.lines().map(|line| line.chars().count()).max();
        prop_assert!(longest < Some(200));
    }

    #[test]
    fn no_text_panics(text in "(sim 1\n)?([a-z0-9.,:>\"\\\\ -]{0,30}\n){0,4}") {
        let _ = parse(&network(), &text);
    }

    #[test]
    fn no_change_of_a_character_panics(seed in any::<u64>(), at in any::<prop::sample::Index>(), to in any::<char>()) {
        let (network, [_, server], _) = Network::pair(Link::new());
        let climate = Climate::new(&network)
            .packets(20)
            .everywhere(Rates::new().drop(Chance::percent(30)).truncate(Chance::percent(30)))
            .partitions(2, Duration::from_secs(1), Duration::from_secs(1))
            .crashes([server], 2, Duration::from_secs(1), Duration::from_secs(1));
        let mut text: Vec<char> = emit(&network, &climate.weather(seed)).chars().collect();
        let at = at.index(text.len());
        text[at] = to;
        let _ = parse(&network, &text.into_iter().collect::<String>());
    }
}

#[test]
fn a_file_is_for_people() {
    let (network, [client, server], wire) = Network::pair(Link::new());
    let ms = Micros::from_millis;
    let mut fates = vec![Fate::Deliver; 2];
    fates.extend([Fate::Drop, Fate::Delay(Duration::from_micros(1500))]);
    fates.extend([Fate::Deliver; 17]);
    fates.extend([
        Fate::FlipBit(17),
        Fate::SwapWords(3, 9),
        Fate::Duplicate(Duration::ZERO),
        Fate::Truncate(20),
    ]);
    fates.extend([Fate::Duplicate(Duration::from_millis(30)), Fate::Swap(2), Fate::Cut(1), Fate::Pieces(1)]);
    fates.extend([Fate::Join, Fate::Reset]);
    let weather = Weather::fair()
        .seed(42)
        .on(wire.there, fates)
        .on(wire.back, [Fate::Drop])
        .cut_off([client], ms(100), ms(2000))
        .cut([wire.there, wire.back], ms(3000), FOREVER)
        .crash(server, Micros(300_500), Some(ms(500)))
        .crash(client, ms(700), None);
    let text = "\
sim 1
seed 0x2a
link client.0 -> server.0: deliver x2, drop, delay 1.5 ms, deliver x17, flip 17, swap-words 3 9,
  dup, truncate 20, dup 30 ms, swap 2, cut 1, pieces 1, join, reset
link server.0 -> client.0: drop
cut off client from 100 ms until 2000 ms
cut client.0 -> server.0, server.0 -> client.0 from 3000 ms
crash server at 300.5 ms restart at 500 ms
crash client at 700 ms
";
    assert_eq!(emit(&network, &weather), text);
    assert_eq!(parse(&network, text), Ok(weather));
}

#[test]
fn by_hand_there_may_be_remarks_and_any_order() {
    let (network, _, wire) = Network::pair(Link::new());
    let text = "# found on a Monday\n\n  sim  1\r\nlink client.0 -> server.0:\n  drop x2\n\n# and then\n  , dup\nseed 7\n";
    let error = parse(&network, text).unwrap_err();
    assert_eq!(error.to_string(), "line 8: expected a fate, such as `drop` or `delay 30 ms`, found `,`");
    let text = text.replace("  , dup", "\tdup");
    let expected =
        Weather::fair().seed(7).on(wire.there, [Fate::Drop, Fate::Drop, Fate::Duplicate(Duration::ZERO)]);
    assert_eq!(parse(&network, &text), Ok(expected));
}

#[test]
fn an_error_says_the_line_and_what_was_expected() {
    let (network, _, _) = Network::pair(Link::new());
    let cases = [
        ("", "line 1: expected `sim 1`, found the end"),
        ("sim 2", "line 1: expected `sim 1`, found `2`"),
        ("sim 1\nrain", "line 2: expected `link`, `seed`, `cut` or `crash`, found `rain`"),
        ("sim 1\nseed x", "line 2: expected a number of up to 64 bits, found `x`"),
        ("sim 1\nseed 1 2", "line 2: expected the end of the line, found `2`"),
        ("sim 1\nlink a.0", "line 2: expected a node: client, server, found `a`"),
        ("sim 1\nlink client.0 server.0", "line 2: expected `->`, found `server`"),
        ("sim 1\nlink client.1 -> server.0: drop", "line 2: expected a link of the network, found `client`"),
        ("sim 1\nlink client.0 -> server.0 drop", "line 2: expected `:`, found `drop`"),
        (
            "sim 1\nlink client.0 -> server.0: dorp",
            "line 2: expected a fate, such as `drop` or `delay 30 ms`, found `dorp`",
        ),
        ("sim 1\nlink client.0 -> server.0: drop dup", "line 2: expected `,`, found `dup`"),
        ("sim 1\nlink client.0 -> server.0: drop x", "line 2: expected `x1` to `x1048576`, found `x`"),
        (
            "sim 1\nlink client.0 -> server.0: drop x1048576, drop x1",
            "line 2: expected `x1` to `x0`, found `x1`",
        ),
        ("sim 1\nlink client.0 -> server.0: flip", "line 2: expected a number, found the end of the line"),
        ("sim 1\nlink client.0 -> server.0: delay 30", "line 2: expected `ms`, found the end of the line"),
        (
            "sim 1\nlink client.0 -> server.0: drop\nlink client.0 -> server.0: drop",
            "line 3: expected a link whose fates were not said before, found `client`",
        ),
        ("sim 1\ncut off client, from 1 ms", "line 2: expected a node: client, server, found `from`"),
        ("sim 1\ncut off client at 1 ms", "line 2: expected `from`, found `at`"),
        (
            "sim 1\ncrash client at 0.0001 ms",
            "line 2: expected a moment in whole microseconds, such as `1.5 ms`, found `0.0001`",
        ),
        ("sim 1\ncrash client at 1 ms restart", "line 2: expected `restart at`, found the end of the line"),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(&network, text).unwrap_err().to_string(), expected, "{text}");
    }
}
