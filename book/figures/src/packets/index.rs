//! Three packets from Tokyo to London, over six of our routers, whose routes six of our distance vectors have found.

use std::collections::BTreeMap;
use std::time::Duration;

use ::packets::distance_vector::{DistanceVector, INFINITY};
use ::packets::ipv4::{emit, parse};
use ::packets::router::Router;
use given::addresses::{Family, Prefix};
use given::packets::{
    Interface, Ipv4Header, RipEntry, RipInterface, RipNetwork, RipRoute, Routed, Via, protocol,
};
use sim::net::cities::{LONDON, NAMES, NEW_YORK, ROADS, TOKYO, lan, road_ends, router};
use sim::{ActorId, EventId, Micros, Trace};

use crate::{Drawing, Figure, Ladder, Map, Place};

/// The chapter's picture: packets find their way, and nobody has the map.
pub(super) const JOURNEY: Figure = Figure {
    name: "packets/journey",
    title: "Three packets go from Tokyo to London, and each router on the way knows only the next step",
    draw: || {
        let can_be_lost =
            ["packet 1", "the cable Tokyo–New York", "the cable New York–London"].map(String::from).to_vec();
        let lines = ROADS.iter().map(|road| road.ends).collect();
        Drawing::Map(Map { places: places(), lines, journeys: Ladder { can_be_lost, trace: journey } })
    },
};

/// Where the cities are in the picture, roughly as on a globe seen from above the pole.
fn places() -> Vec<Place> {
    let at = [(60.0, 180.0), (290.0, 0.0), (470.0, 80.0), (60.0, 20.0), (230.0, 310.0), (470.0, 230.0)];
    let place = |(name, (x, y)): (&str, (f64, f64))| Place { name: String::from(name), x, y };
    NAMES.into_iter().zip(at).map(place).collect()
}

/// The routers have told each other what they know for so long before the picture begins.
const BEFORE: Duration = Duration::from_secs(60);
/// When the three packets leave. By the last, the routers have told each other all that they know once more.
const SENT: [u64; 3] = [0, 1000, 31_000];
/// When a cable is cut: the second packet is on its way.
const CUT: u64 = 1020;

fn journey(lost: &[usize]) -> Trace {
    let mut world = World::new();
    let loses_first = lost.contains(&0);
    let cables: Vec<usize> = [(1, (TOKYO, NEW_YORK)), (2, (NEW_YORK, LONDON))]
        .into_iter()
        .filter(|(which, _)| lost.contains(which))
        .map(|(_, ends)| road_between(ends))
        .collect();
    for (number, sent) in (1..).zip(SENT) {
        world.run(at(sent));
        world.is_lossy = loses_first && number == 1;
        let header = Ipv4Header {
            identification: number,
            ..Ipv4Header::new(protocol::UDP, router(TOKYO) + 6, router(LONDON) + 8)
        };
        let way_in = world.cities[TOKYO].roads.len();
        world.route(at(sent), TOKYO, way_in, &emit(&header, b"hello"));
        if number == 2 {
            world.run(at(CUT));
            cables.iter().for_each(|road| world.cut(*road));
        }
    }
    world.run(at(SENT[2] + 1000));
    world.trace
}

fn at(millis: u64) -> Micros {
    Micros::from_millis(millis) + BEFORE
}

fn road_between((one, other): (usize, usize)) -> usize {
    let found = ROADS.iter().position(|road| [(one, other), (other, one)].contains(&road.ends));
    found.expect("a road")
}

/// What a city has.
struct City {
    /// The roads that end here, each with the side. They are the first interfaces; the city itself is the last.
    roads: Vec<(usize, usize)>,
    /// What it hears of far networks, and tells.
    rumors: DistanceVector,
    /// How far London is and who is next, as it was last noted.
    london: Option<(u32, Option<usize>)>,
}

/// Something on a road, at its end.
enum Arrival {
    Words(Vec<RipEntry>),
    /// And its message in the trace.
    Packet(Vec<u8>, EventId),
}

struct World {
    cities: Vec<City>,
    /// By time, and of the same time in the order of sending: to which city, by which road, and what.
    on_the_way: BTreeMap<(Micros, usize), (usize, usize, Arrival)>,
    sent: usize,
    cut: Vec<usize>,
    /// Whether the next packet on a road is lost.
    is_lossy: bool,
    trace: Trace,
    actors: Vec<ActorId>,
}

impl World {
    /// All know the way to all others, and time is where the picture begins.
    fn new() -> World {
        let mut trace = Trace::new();
        let actors = NAMES.iter().map(|name| trace.actor(*name)).collect();
        let city = |city: usize| {
            let side = |(road, of): (usize, &sim::net::cities::Road)| match of.ends {
                (one, _) if one == city => Some((road, 0)),
                (_, other) if other == city => Some((road, 1)),
                _ => None,
            };
            let roads: Vec<(usize, usize)> = ROADS.iter().enumerate().filter_map(side).collect();
            let line = RipInterface { network: None, cost: 1 };
            let own = RipInterface { network: Some(network(city)), cost: 1 };
            let interfaces = [vec![line; roads.len()], vec![own]].concat();
            City { roads, rumors: DistanceVector::new(Micros(0), &interfaces), london: None }
        };
        let mut world = World {
            cities: (0..NAMES.len()).map(city).collect(),
            on_the_way: BTreeMap::new(),
            sent: 0,
            cut: vec![],
            is_lossy: false,
            trace,
            actors,
        };
        world.run(at(0));
        world
    }

    /// Lets everything happen until this moment.
    fn run(&mut self, until: Micros) {
        loop {
            let wakes = self.cities.iter().map(|city| city.rumors.poll_timeout()).zip(0..).min();
            let (wakes, city) = wakes.expect("there are cities");
            let arrives = self.on_the_way.first_key_value().map(|((at, _), _)| *at);
            if arrives.is_none_or(|arrives| wakes < arrives) {
                if wakes > until {
                    return;
                }
                self.tell(wakes, city);
                continue;
            }
            let Some(next) = self.on_the_way.first_entry().filter(|next| next.key().0 <= until) else {
                return;
            };
            let ((now, _), (city, road, arrival)) = next.remove_entry();
            let interface = self.interface(city, road);
            match arrival {
                Arrival::Words(entries) => {
                    let from = road_ends(road)[1 - self.cities[city].roads[interface].1];
                    self.cities[city].rumors.handle_update(now, interface, from, &entries);
                    self.tell(now, city);
                }
                Arrival::Packet(packet, _) => self.route(now, city, interface, &packet),
            }
        }
    }

    fn interface(&self, city: usize, road: usize) -> usize {
        self.cities[city].roads.iter().position(|(other, _)| *other == road).expect("a road of this city")
    }

    fn neighbor(&self, city: usize, interface: usize) -> usize {
        let (road, side) = self.cities[city].roads[interface];
        if side == 0 { ROADS[road].ends.1 } else { ROADS[road].ends.0 }
    }

    fn put(&mut self, now: Micros, city: usize, interface: usize, arrival: Arrival) {
        let (road, _) = self.cities[city].roads[interface];
        let arrives = now + ROADS[road].delay;
        self.on_the_way.insert((arrives, self.sent), (self.neighbor(city, interface), road, arrival));
        self.sent += 1;
    }

    /// Lets a city tell its neighbors what it has to tell.
    fn tell(&mut self, now: Micros, city: usize) {
        for update in self.cities[city].rumors.poll_update(now) {
            if update.interface < self.cities[city].roads.len() {
                self.put(now, city, update.interface, Arrival::Words(update.entries));
            }
        }
        self.note(now, city);
    }

    /// Says what a city believes of London, if that is something else than before.
    fn note(&mut self, now: Micros, city: usize) {
        let routes = self.cities[city].rumors.routes();
        let way = routes.iter().find(|route| route.network == network(LONDON));
        let next = |way: &RipRoute| way.next_hop.map(|_| self.neighbor(city, way.interface));
        let london = way.map(|way| (way.metric, if way.metric < INFINITY { next(way) } else { None }));
        if london != self.cities[city].london && now > at(0) {
            let text = match london {
                Some((metric, Some(next))) => format!("London is {metric} from here, by {}", NAMES[next]),
                _ => String::from("no way to London is left"),
            };
            self.trace.note(self.actors[city], text).at(drawn(now));
        }
        self.cities[city].london = london;
    }

    fn cut(&mut self, road: usize) {
        let (one, other) = ROADS[road].ends;
        self.cut.push(road);
        let text = format!("the cable between {} and {} is cut", NAMES[one], NAMES[other]);
        self.trace.scene(text).at(drawn(at(CUT)));
        let hit = self.on_the_way.extract_if(.., |_, (_, on, _)| *on == road);
        for (_, (_, _, arrival)) in hit {
            if let Arrival::Packet(_, message) = arrival {
                self.trace.resume(message).expect("a message").lost("its cable is cut");
            }
        }
        for city in [one, other] {
            let interface = self.interface(city, road);
            self.cities[city].rumors.link_down(at(CUT), interface);
            self.tell(at(CUT), city);
        }
    }

    /// Lets a city's router do what it does with a packet, by the routes that the city knows now.
    fn route(&mut self, now: Micros, city: usize, ingress: usize, packet: &[u8]) {
        for routed in self.router(city).handle_packet(now, ingress, packet) {
            let Routed::Send { interface, packet, .. } = routed else { continue };
            let label = label(&packet);
            if interface == self.cities[city].roads.len() {
                self.trace.note(self.actors[city], format!("{label} has arrived")).at(drawn(now));
                continue;
            }
            let (road, _) = self.cities[city].roads[interface];
            let to = self.neighbor(city, interface);
            let sent = self.trace.message(self.actors[city], self.actors[to], label).sent(drawn(now));
            if std::mem::take(&mut self.is_lossy) {
                sent.lost("");
            } else {
                let message = sent.arrives(drawn(now + ROADS[road].delay)).id();
                self.put(now, city, interface, Arrival::Packet(packet, message));
            }
        }
    }

    /// A router with the routes that are known in a city.
    fn router(&self, city: usize) -> Router {
        let City { roads, rumors, .. } = &self.cities[city];
        let lines = roads.iter().map(|(road, side)| interface(road_ends(*road)[*side], 30));
        let own = interface(router(city), lan(city).1);
        let mut router = Router::new(lines.chain([own]).collect());
        for RipRoute { network, metric, interface, next_hop } in rumors.routes() {
            if metric < INFINITY && next_hop.is_some() {
                let prefix = Prefix { family: Family::V4, bits: network.address.into(), len: network.len };
                router.add_route(prefix, Via { interface, next_hop });
            }
        }
        router
    }
}

fn network(city: usize) -> RipNetwork {
    let (address, len) = lan(city);
    RipNetwork { address, len }
}

fn interface(address: u32, len: u8) -> Interface {
    let bits = address & (u32::MAX << (32 - len));
    let network = Prefix { family: Family::V4, bits: bits.into(), len };
    Interface { address, network, mtu: 1500, checks_source: false }
}

/// A moment as the picture counts it.
fn drawn(now: Micros) -> Micros {
    Micros(now.0 - at(0).0)
}

/// What a packet is called in the picture.
fn label(packet: &[u8]) -> String {
    match parse(packet) {
        Ok((Ipv4Header { protocol: protocol::UDP, identification, ttl, .. }, _)) => {
            format!("packet {identification}, ttl {ttl}")
        }
        _ => String::from("network unreachable"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::{Delivery, Event};

    /// The cities that each packet leaves, and `!` behind the last one if it is lost there.
    fn ways(lost: &[usize]) -> Vec<String> {
        let trace = journey(lost);
        let mut ways: Vec<String> = vec![String::new(); 3];
        for event in trace.events() {
            let Event::Message(message) = event else { continue };
            let Some(number) = message.label.strip_prefix("packet ") else { continue };
            let way: &mut String = &mut ways[number[..1].parse::<usize>().unwrap() - 1];
            *way += &trace.name(message.from)[..1];
            if matches!(message.delivery, Delivery::Lost { .. }) {
                way.push('!');
            }
        }
        ways
    }

    #[test]
    fn packets_go_where_a_cable_is() {
        let near = ["TN", "TN", "TN"];
        assert_eq!(ways(&[]), near);
        assert_eq!(ways(&[0]), ["T!", "TN", "TN"]);
        assert_eq!(ways(&[1]), ["TN", "T!", "TSFA"]);
        assert_eq!(ways(&[2]), ["TN", "T", "TNA"]);
        assert_eq!(ways(&[1, 2]), ["TN", "T!", "TSFA"]);
    }

    #[test]
    fn who_has_no_way_says_so() {
        let said = |lost: &[usize]| {
            let trace = journey(lost);
            let told: Vec<String> = sim::list(&trace).into_iter().map(|step| step.text).collect();
            told
        };
        insta::assert_debug_snapshot!(said(&[2]));
    }
}
