//! What a network of packets keeps to, whatever the weather.

use std::convert::Infallible;
use std::time::Duration;

use proptest::prelude::*;
use sim::net::Weather;
use sim::net::{
    Arrival, Chance, Climate, Dice, Ended, FOREVER, Fate, Keep, Limits, Link, LinkId, Micros, Network, Node,
    Rates, Scripted, Simulation, Transmit, Wire, messages_sent, replay, shape, single,
};
use sim::{Delivery, Event, Trace};

const MS: fn(u64) -> Micros = Micros::from_millis;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Numbers, a packet every millisecond.
fn numbers(count: u8) -> Scripted {
    (0..count).fold(Scripted::new(), |node, number| node.sends(MS(number.into()), 0, [number]))
}

/// Sends numbers to a listener; gives the times and numbers that arrive.
fn arrivals(link: Link, count: u8, weather: impl Fn(Wire) -> Weather) -> (Trace, Vec<(u64, u8)>) {
    let (network, _, wire) = Network::pair(link);
    let weather = weather(wire);
    let mut simulation = Simulation::new(&network, &weather, [numbers(count), Scripted::new()]);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
    let (trace, nodes) = simulation.into_parts();
    let arrived = nodes[1].heard.iter().map(|heard| match &heard.what {
        Arrival::Bytes(bytes) => (heard.at.0 / 1000, bytes[0]),
        other => panic!("{other:?} on a link of packets"),
    });
    (trace, arrived.collect())
}

fn with(fates: &[Fate]) -> impl Fn(Wire) -> Weather {
    move |wire| Weather::fair().on(wire.there, fates)
}

fn why_lost(trace: &Trace) -> Vec<&str> {
    let lost = trace.events().iter().filter_map(|event| match event {
        Event::Message(message) => match &message.delivery {
            Delivery::Lost { why } => Some(why.as_str()),
            _ => None,
        },
        Event::Note(_) => None,
    });
    lost.collect()
}

#[test]
fn each_fate_does_what_it_says() {
    let link = Link::new().delay(millis(10));
    type Arrived<'a> = &'a [(u64, u8)];
    let cases: &[(&[Fate], Arrived<'_>)] = &[
        (&[], &[(10, 0), (11, 1), (12, 2), (13, 3)]),
        (&[Fate::Drop], &[(11, 1), (12, 2), (13, 3)]),
        (&[Fate::Delay(millis(2))], &[(11, 1), (12, 0), (12, 2), (13, 3)]),
        (&[Fate::Duplicate(millis(0))], &[(10, 0), (10, 0), (11, 1), (12, 2), (13, 3)]),
        (&[Fate::Duplicate(millis(30))], &[(10, 0), (11, 1), (12, 2), (13, 3), (40, 0)]),
        (&[Fate::Swap(1)], &[(11, 1), (11, 0), (12, 2), (13, 3)]),
        (&[Fate::Swap(2)], &[(11, 1), (12, 2), (12, 0), (13, 3)]),
        (&[Fate::Swap(0)], &[(10, 0), (11, 1), (12, 2), (13, 3)]),
        // What is lost is not passed.
        (&[Fate::Swap(1), Fate::Drop], &[(12, 2), (12, 0), (13, 3)]),
        // Nobody comes any more.
        (&[Fate::Swap(9)], &[(11, 1), (12, 2), (13, 3), (1010, 0)]),
        (&[Fate::FlipBit(7)], &[(10, 1), (11, 1), (12, 2), (13, 3)]),
        // They are for streams.
        (&[Fate::Cut(1), Fate::Join, Fate::Reset, Fate::Pieces(1)], &[(10, 0), (11, 1), (12, 2), (13, 3)]),
    ];
    for (fates, expected) in cases {
        let (trace, arrived) = arrivals(link, 4, with(fates));
        assert_eq!(arrived, *expected, "{fates:?}");
        assert_eq!(messages_sent(&trace), 4);
    }
}

#[test]
fn a_fate_stands_in_the_trace() {
    let fates =
        [Fate::Drop, Fate::FlipBit(7), Fate::Delay(millis(30)), Fate::Duplicate(millis(0)), Fate::Swap(1)];
    let (trace, _) = arrivals(Link::new(), 6, with(&fates));
    let told: Vec<String> = sim::list(&trace).into_iter().map(|step| step.text).collect();
    assert_eq!(told[0], "client sends “1 byte” to server at 0 ms; it is lost: fate 1: drop.");
    assert!(told[1].contains("fate 2: bit 7 flipped"), "{}", told[1]);
    let kept = trace.events().iter().filter_map(|event| match event {
        Event::Message(message) => message.fate.as_deref(),
        Event::Note(_) => None,
    });
    assert_eq!(
        kept.collect::<Vec<_>>(),
        ["fate 3: delay 30 ms", "fate 4: dup", "fate 4: dup", "fate 5: swap 1"]
    );
}

#[test]
fn each_packet_uses_a_fate_whatever_becomes_of_it() {
    let link = Link::new().mtu(1);
    let (network, _, wire) = Network::pair(link);
    let weather = Weather::fair().on(wire.there, single(3, Fate::Drop));
    let sender = numbers(1).sends(MS(1), 0, [0, 0]).sends(MS(2), 0, [2]).sends(MS(3), 0, [3]);
    let mut simulation = Simulation::new(&network, &weather, [sender, Scripted::new()]);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
    assert_eq!(why_lost(simulation.trace()), ["2 bytes, MTU 1", "fate 3: drop"]);
    assert_eq!(simulation.node(network.find("server").unwrap()).bytes(0), [0, 3]);
    assert_eq!(simulation.traffic(wire.there).packets, 4);
    assert_eq!(simulation.traffic(wire.there).arrived, 2);
}

#[test]
fn a_full_queue_loses_what_comes_last() {
    // A byte takes 4 ms; one leaves, two wait.
    let (trace, arrived) = arrivals(Link::new().rate(2000).queue_bytes(2), 6, with(&[]));
    assert_eq!(arrived, [(4, 0), (8, 1), (12, 2), (16, 4)]);
    assert_eq!(why_lost(&trace), ["queue full", "queue full"]);
}

#[test]
fn a_partition_loses_what_leaves_or_arrives_and_heals() {
    let link = Link::new().delay(millis(2));
    let cut = |wire: Wire| Weather::fair().cut([wire.there], MS(3), MS(6));
    let (trace, arrived) = arrivals(link, 10, cut);
    assert_eq!(arrived, [(2, 0), (8, 6), (9, 7), (10, 8), (11, 9)]);
    assert_eq!(why_lost(&trace), ["partition"; 5]);
    let told: Vec<String> = sim::list(&trace).into_iter().map(|step| step.text).collect();
    assert!(told.contains(&"Everywhere, at 3 ms: client → server is down.".to_owned()), "{told:#?}");
    assert!(told.contains(&"Everywhere, at 6 ms: client → server is up again.".to_owned()), "{told:#?}");
    let (_, arrived) = arrivals(link, 10, |wire| Weather::fair().cut([wire.there], MS(3), FOREVER));
    assert_eq!(arrived, [(2, 0)]);
    let (_, arrived) = arrivals(link, 10, |wire| Weather::fair().cut([wire.back], MS(3), FOREVER));
    assert_eq!(arrived.len(), 10);
}

/// Counts what it is told.
#[derive(Default)]
struct Mortal {
    log: Vec<(u64, &'static str)>,
    timer: Option<Micros>,
}

impl Node for Mortal {
    type Error = Infallible;

    fn handle_packet(&mut self, now: Micros, _: usize, _: &[u8]) -> Result<(), Infallible> {
        self.log.push((now.0 / 1000, "packet"));
        Ok(())
    }

    fn handle_timer(&mut self, now: Micros) -> Result<(), Infallible> {
        self.log.push((now.0 / 1000, "timer"));
        self.timer = None;
        Ok(())
    }

    fn poll_transmit(&mut self, _: Micros) -> Result<Option<Transmit>, Infallible> {
        Ok(None)
    }

    fn poll_timeout(&mut self) -> Result<Option<Micros>, Infallible> {
        Ok(self.timer)
    }

    fn crash(&mut self, now: Micros) -> Result<(), Infallible> {
        self.log.push((now.0 / 1000, "crash"));
        Ok(())
    }

    fn restart(&mut self, now: Micros) -> Result<(), Infallible> {
        self.log.push((now.0 / 1000, "restart"));
        Ok(())
    }
}

#[test]
fn who_is_down_is_told_nothing() {
    let (network, [_, server], _) = Network::pair(Link::new());
    let weather = Weather::fair().crash(server, MS(2), Some(MS(5))).crash(server, MS(3), Some(MS(4)));
    let mut client = numbers(7);
    let mut mortal = Mortal { timer: Some(MS(3)), ..Mortal::default() };
    let nodes: [&mut dyn Node<Error = Infallible>; 2] = [&mut client, &mut mortal];
    let mut simulation = Simulation::new(&network, &weather, nodes);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
    let (trace, _) = simulation.into_parts();
    // The first restart counts. A timer that is due comes at once.
    let expected = [
        (0, "packet"),
        (1, "packet"),
        (2, "crash"),
        (4, "restart"),
        (4, "timer"),
        (4, "packet"),
        (5, "packet"),
        (6, "packet"),
    ];
    assert_eq!(mortal.log, expected);
    assert_eq!(why_lost(&trace), ["server is down"; 2]);
}

/// Never has enough.
struct Chatty;

impl Node for Chatty {
    type Error = &'static str;

    fn handle_packet(&mut self, _: Micros, _: usize, _: &[u8]) -> Result<(), &'static str> {
        Err("I don't listen")
    }

    fn poll_transmit(&mut self, _: Micros) -> Result<Option<Transmit>, &'static str> {
        Ok(Some(Transmit::packet(7, [0])))
    }
}

#[test]
fn a_run_ends_also_with_who_is_busy_for_ever() {
    let (network, _, _) = Network::pair(Link::new());
    let fair = Weather::fair();
    let mut simulation = Simulation::new(&network, &fair, [Chatty, Chatty]).keeping(Keep::Nothing);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::TooManyEvents));
    assert_eq!(simulation.now(), MS(0));
    assert_eq!(simulation.run(Limits { events: 5, ..Limits::default() }), Ok(Ended::TooManyEvents));
}

#[test]
fn a_run_stops_at_its_deadline_and_goes_on_from_there() {
    let (network, [client, server], _) = Network::pair(Link::new().delay(millis(10)));
    let fair = Weather::fair();
    let mut simulation = Simulation::new(&network, &fair, [numbers(3), Scripted::new()]);
    assert_eq!(simulation.run(Limits::until(MS(11))), Ok(Ended::Deadline));
    assert_eq!((simulation.now(), simulation.node(server).heard.len()), (MS(11), 2));
    let in_flight = |trace: &Trace| {
        let open = |event: &&Event| matches!(event, Event::Message(message) if message.delivery == Delivery::InFlight);
        trace.events().iter().filter(open).count()
    };
    assert_eq!(in_flight(simulation.trace()), 1);
    // Its user says something at the present moment.
    let told = simulation.tell(client, |node, now| {
        *node = Scripted::new().sends(now, 0, [9]);
        Ok(7)
    });
    assert_eq!(told, Ok(7));
    assert_eq!(simulation.run(Limits::until(MS(100))), Ok(Ended::Quiet));
    assert_eq!(simulation.node(server).bytes(0), [0, 1, 2, 9]);
    assert_eq!(in_flight(simulation.trace()), 0);
}

#[test]
fn a_failure_ends_the_run_and_leaves_the_trace() {
    let (network, _, _) = Network::pair(Link::new());
    let fair = Weather::fair();
    let mut sends: Scripted<&'static str> = Scripted::new().sends(MS(1), 0, [0]);
    let mut fails = Failing;
    let nodes: [&mut dyn Node<Error = &'static str>; 2] = [&mut sends, &mut fails];
    let mut simulation = Simulation::new(&network, &fair, nodes);
    assert_eq!(simulation.run(Limits::default()), Err("it broke"));
    simulation.note(network.find("server").unwrap(), "fails").first_difference();
    assert_eq!(simulation.trace().events().len(), 2);
    assert!(simulation.trace().first_difference().is_some());
}

struct Failing;

impl Node for Failing {
    type Error = &'static str;

    fn handle_packet(&mut self, _: Micros, _: usize, _: &[u8]) -> Result<(), &'static str> {
        Err("it broke")
    }

    fn poll_transmit(&mut self, _: Micros) -> Result<Option<Transmit>, &'static str> {
        Ok(None)
    }
}

#[test]
fn a_hub_sends_to_all() {
    let mut network = Network::new();
    let nodes: Vec<_> = ["a", "b", "c"].into_iter().map(|name| network.node(name)).collect();
    network.link(nodes[0].port(0), nodes[1].port(0), Link::new());
    network.link(nodes[0].port(0), nodes[2].port(4), Link::new());
    let fair = Weather::fair();
    let mut simulation = Simulation::new(&network, &fair, [numbers(2), Scripted::new(), Scripted::new()]);
    assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
    assert_eq!(simulation.node(nodes[1]).bytes(0), [0, 1]);
    assert_eq!(simulation.node(nodes[2]).bytes(4), [0, 1]);
}

/// Passes on what it has not seen, on every interface but where it came from.
struct Gossip {
    interfaces: usize,
    seen: Vec<u8>,
    to_send: Vec<(usize, u8)>,
}

impl Node for Gossip {
    type Error = Infallible;

    fn handle_packet(&mut self, _: Micros, interface: usize, bytes: &[u8]) -> Result<(), Infallible> {
        // Damage may leave nothing.
        let Some(rumor) = bytes.first().copied().filter(|rumor| !self.seen.contains(rumor)) else {
            return Ok(());
        };
        self.seen.push(rumor);
        let others = (0..self.interfaces).filter(|other| *other != interface);
        self.to_send.extend(others.map(|other| (other, rumor)));
        Ok(())
    }

    fn poll_transmit(&mut self, _: Micros) -> Result<Option<Transmit>, Infallible> {
        Ok(self.to_send.pop().map(|(interface, rumor)| Transmit::packet(interface, [rumor, 1, 2, 3, 4, 5])))
    }
}

fn town(seed: u64) -> (Network, Vec<Gossip>) {
    let mut network = Network::new();
    let nodes: Vec<_> = (0..12).map(|number| network.node(format!("n{number}"))).collect();
    let edges = shape::random(12, 8, &mut Dice::new(seed));
    let link = Link::new().delay(millis(5)).rate(1_000_000).queue_bytes(40).mtu(20);
    network.wires(&nodes, &edges, link);
    let gossips = nodes.iter().map(|node| {
        let interfaces = network.neighbors(*node).len();
        // Each begins with a rumor of its own.
        let rumor = node.index() as u8;
        let to_send = (0..interfaces).map(|interface| (interface, rumor)).collect();
        Gossip { interfaces, seen: vec![rumor], to_send }
    });
    let gossips = gossips.collect();
    (network, gossips)
}

fn storms(network: &Network) -> Climate {
    let tenth = Chance::percent(8);
    let rates = Rates::new()
        .drop(tenth)
        .delay(tenth, millis(40))
        .duplicate(tenth, millis(40))
        .swap(tenth, 3)
        .flip_bit(tenth)
        .swap_words(tenth)
        .truncate(tenth);
    let nodes: Vec<_> = network.nodes().collect();
    Climate::new(network).packets(30).everywhere(rates).partitions(3, millis(60), millis(40)).crashes(
        nodes,
        2,
        millis(60),
        millis(40),
    )
}

fn gossip(seed: u64, keep: Keep, limits: Limits) -> (Trace, Vec<Vec<u8>>, u64) {
    let (network, nodes) = town(seed);
    let weather = storms(&network).weather(seed);
    let mut simulation = Simulation::new(&network, &weather, nodes).keeping(keep);
    let Ok(_) = simulation.run(limits);
    let packets = network.links().map(|link| simulation.traffic(link).packets).sum();
    let (trace, nodes) = simulation.into_parts();
    (trace, nodes.into_iter().map(|node| node.seen).collect(), packets)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_packet_is_once_in_the_trace(seed in any::<u64>(), until in 0_u64..150) {
        let (trace, _, packets) = gossip(seed, Keep::Bytes, Limits::until(MS(until)));
        prop_assert_eq!(messages_sent(&trace) as u64, packets);
        for event in trace.events() {
            let Event::Message(message) = event else { continue };
            match &message.delivery {
                Delivery::Arrived { at: Some(at), damage } => {
                    prop_assert!(Some(*at) >= message.sent_at.map(|sent| sent + millis(5)));
                    prop_assert!(*at <= MS(until));
                    let changed = damage.as_ref().and_then(|damage| damage.bytes.as_ref());
                    prop_assert!(changed.is_none_or(|bytes| Some(bytes) != message.bytes.as_ref()));
                }
                Delivery::Arrived { at: None, .. } => prop_assert!(false, "{message:?}"),
                Delivery::Lost { why } => prop_assert!(!why.is_empty()),
                Delivery::InFlight => prop_assert!(message.sent_at <= Some(MS(until))),
            }
        }
    }

    #[test]
    fn a_quiet_network_has_nothing_on_its_way(seed in any::<u64>()) {
        let (trace, _, _) = gossip(seed, Keep::Bytes, Limits::default());
        let is_open = |event: &Event| matches!(event, Event::Message(message) if message.delivery == Delivery::InFlight);
        prop_assert!(!trace.events().iter().any(is_open));
    }

    #[test]
    fn the_same_seed_is_the_same_run_whatever_is_kept(seed in any::<u64>()) {
        let first = gossip(seed, Keep::Bytes, Limits::default());
        prop_assert_eq!(&first, &gossip(seed, Keep::Bytes, Limits::default()));
        let (trace, seen, packets) = gossip(seed, Keep::Nothing, Limits::default());
        prop_assert!(trace.events().is_empty());
        prop_assert_eq!((&first.1, first.2), (&seen, packets));
    }

    #[test]
    fn a_replay_is_the_same_run(seed in any::<u64>()) {
        let (network, nodes) = town(seed);
        let text = replay::emit(&network, &storms(&network).weather(seed));
        let weather = replay::parse(&network, &text).unwrap();
        let mut simulation = Simulation::new(&network, &weather, nodes);
        prop_assert!(simulation.run(Limits::default()).is_ok());
        prop_assert_eq!(simulation.trace(), &gossip(seed, Keep::Bytes, Limits::default()).0);
    }

    #[test]
    fn without_fates_packets_keep_their_order_and_take_size_over_rate_and_delay(
        sizes in prop::collection::vec(0_usize..2000, 1..40),
        gaps in prop::collection::vec(0_u64..20_000, 40),
        rate in 10_000_u64..10_000_000,
        delay in 0_u64..100_000,
    ) {
        let link = Link::new().rate(rate).delay(Duration::from_micros(delay));
        let (network, [_, server], _) = Network::pair(link);
        let mut sender = Scripted::<Infallible>::new();
        let (mut now, mut free, mut expected) = (0, 0.0_f64, vec![]);
        for (number, (size, gap)) in sizes.iter().zip(gaps).enumerate() {
            now += gap;
            free = free.max(now as f64) + *size as f64 * 8e6 / rate as f64;
            expected.push((free + delay as f64, *size));
            sender = sender.sends(Micros(now), 0, vec![number as u8; *size]);
        }
        let fair = Weather::fair();
        let mut simulation = Simulation::new(&network, &fair, [sender, Scripted::new()]);
        prop_assert_eq!(simulation.run(Limits::default()), Ok(Ended::Quiet));
        let heard = &simulation.node(server).heard;
        prop_assert_eq!(heard.len(), sizes.len());
        for (heard, (at, size)) in heard.iter().zip(expected) {
            prop_assert!((heard.at.0 as f64 - at).abs() <= 1.5, "{} for {}", heard.at.0, at);
            prop_assert!(matches!(&heard.what, Arrival::Bytes(bytes) if bytes.len() == size));
        }
    }
}

#[test]
fn links_are_numbered_in_order() {
    let (network, _, wire) = Network::pair(Link::new());
    assert_eq!(network.links().collect::<Vec<LinkId>>(), [wire.there, wire.back]);
}
