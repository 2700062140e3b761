//! `cities`: six cities with a router in each, and packets from one to another.
//!
//! Given, to run and to read. It has the map, the cables and the clock. What a router does with a packet, the exercises
//! know: six of your routers run in here, and none of them has seen the map. The time that passes is not real, so an
//! answer from the other end of the world is here at once.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::time::Duration;

use given::addresses::{Family, Prefix};
use given::packets::{Ends, IcmpError, Interface, Ipv4Header, Routed, UdpPorts, Via, icmp_type, protocol};
use given::program::{self, Arguments, Failure};
use given::time::Micros;
use packets::checksum::checksum;
use packets::ipv4::{emit, parse};
use packets::router::Router;
use packets::udp_icmp::{icmp_echo_reply, icmp_error, udp_emit};

const HELP: &str = "\
cities: six cities with a router in each, and packets from one to another

Usage:
  cities map                   the cities, their networks, and the cables
  cities routes CITY           what the router of a city is told
  cities ping CITY             asks a machine in a city whether it is there
  cities traceroute CITY       names each router on the way to a city

Options of the last three:
  --from CITY                  where it is sent; without it, tokyo
  --cut CITY-CITY[,...]        cables that are cut; the routes lead around them
  --stale                      the routes are still those of before the cut

Cities: tokyo frankfurt amsterdam singapore new-york london

Try it:
  cities traceroute london
  cities traceroute london --cut tokyo-new-york
  cities traceroute london --cut new-york-london --stale
  cities ping singapore --from london

Status: 0 if it worked, 1 if no answer came or an exercise is not written, 2 if the arguments make no sense.
";

const NAMES: [&str; 6] = ["Tokyo", "Frankfurt", "Amsterdam", "Singapore", "New York", "London"];

/// The cables: their two ends, and how many milliseconds a signal needs.
const CABLES: [(usize, usize, u64); 7] = [
    (0, 3, 35), // Tokyo to Singapore
    (3, 1, 80), // Singapore to Frankfurt
    (1, 2, 4),  // Frankfurt to Amsterdam
    (2, 5, 4),  // Amsterdam to London
    (5, 4, 35), // London to New York
    (4, 0, 80), // New York to Tokyo
    (2, 4, 40), // Amsterdam to New York
];

/// From a router to the machines of its city.
const IN_THE_CITY: Duration = Duration::from_millis(1);
/// After how long nobody waits any more.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a question is asked.
const TRIES: u16 = 3;
/// How far a traceroute goes.
const MAX_HOPS: u8 = 8;

fn main() -> ExitCode {
    program::run("cities", HELP, |mut arguments, out| {
        if arguments.command("map") {
            map(arguments, out)
        } else if arguments.command("routes") {
            routes(arguments, out)
        } else if arguments.command("ping") {
            ping(arguments, out)
        } else if arguments.command("traceroute") {
            traceroute(arguments, out)
        } else {
            let word = arguments.words()?.into_iter().next().unwrap_or_default();
            Err(Failure::Usage(format!("{word}: expected map, routes, ping or traceroute")))
        }
    })
}

fn map(arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(word) = arguments.words()?.first() {
        return Err(Failure::Usage(format!("{word}: `map` takes nothing")));
    }
    for (city, name) in NAMES.iter().enumerate() {
        writeln!(out, "{name:<10} {}, router {}", network(city), dotted(router_address(city)))?;
    }
    for (cable, (one, other, millis)) in CABLES.into_iter().enumerate() {
        let [left, right] = ends(cable).map(dotted);
        writeln!(out, "{:<10} {left:<10} {millis:>2} ms  {right:<10} {}", NAMES[one], NAMES[other])?;
    }
    Ok(())
}

fn routes(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let journey = Journey::of("routes", &mut arguments)?;
    let city = journey.to(arguments)?;
    for (prefix, via) in journey.table(city) {
        let destination = NAMES[city_of(prefix.bits as u32).unwrap_or_default()];
        let next = via.next_hop.map_or_else(String::new, |next| format!(" ({})", place(next)));
        writeln!(out, "{:<12} {destination:<10} {via}{next}", prefix.to_string())?;
    }
    Ok(())
}

fn ping(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let journey = Journey::of("ping", &mut arguments)?;
    let mut world = World::new(&journey);
    let (from, to) = (machine(journey.from), machine(journey.to(arguments)?));
    let mut answers = 0;
    for number in 1..=TRIES {
        let packet = emit(&Ipv4Header::new(protocol::ICMP, from, to), &echo(number));
        match world.ask(journey.from, packet) {
            Some(Heard { header, message, took }) if message.first() == Some(&icmp_type::ECHO_REPLY) => {
                let bytes = message.len();
                answers += 1;
                writeln!(
                    out,
                    "{bytes} bytes from {}: number {number}, ttl {}, {took}",
                    dotted(to),
                    header.ttl
                )?;
            }
            Some(Heard { header, message, took }) => {
                writeln!(out, "{} from {}, {took}", what(&message), named(header.source))?;
            }
            None => writeln!(out, "number {number}: no answer within {} ms", PATIENCE.as_millis())?,
        }
    }
    writeln!(out, "{TRIES} sent, {answers} answered")?;
    if answers == 0 { Err(Failure::Failed(String::from("no answer came"))) } else { Ok(()) }
}

fn traceroute(mut arguments: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    let journey = Journey::of("traceroute", &mut arguments)?;
    let mut world = World::new(&journey);
    let (from, to) = (machine(journey.from), machine(journey.to(arguments)?));
    writeln!(out, "from {} to {}", named(from), named(to))?;
    for ttl in 1..=MAX_HOPS {
        let ends = Ends::V4 { source: from, destination: to };
        let mut line = String::new();
        let mut known = None;
        let mut is_over = false;
        for probe in 0..TRIES {
            // A port that nobody listens on, as the real traceroute does it.
            let ports = UdpPorts { source: 33_434, destination: 33_434 + u16::from(ttl) * TRIES + probe };
            let header = Ipv4Header { ttl, ..Ipv4Header::new(protocol::UDP, from, to) };
            match world.ask(journey.from, emit(&header, &udp_emit(&ends, &ports, b""))) {
                None => line += "  *",
                Some(Heard { header, message, took }) => {
                    if known != Some(header.source) {
                        line += &format!("  {:<22}", named(header.source));
                        known = Some(header.source);
                    }
                    line += &format!("  {took}");
                    let is_on_its_way = message.first() == Some(&icmp_type::TIME_EXCEEDED);
                    if !is_on_its_way && header.source != to {
                        line += &format!(" {}", what(&message));
                    }
                    is_over = !is_on_its_way;
                }
            }
        }
        writeln!(out, "{ttl:2}{line}")?;
        if is_over {
            return Ok(());
        }
    }
    Err(Failure::Failed(format!(
        "{} did not answer within {MAX_HOPS} steps",
        NAMES[city_of(to).unwrap_or_default()]
    )))
}

/// An ICMP message of type 8 with this number.
fn echo(number: u16) -> Vec<u8> {
    let [high, low] = number.to_be_bytes();
    let mut message = vec![icmp_type::ECHO, 0, 0, 0, 0x12, 0x34, high, low];
    message.extend_from_slice(b"are you there?  ");
    let field = checksum(&message, 2).to_be_bytes();
    message[2..4].copy_from_slice(&field);
    message
}

/// What an ICMP message says.
fn what(message: &[u8]) -> &'static str {
    match message {
        [icmp_type::TIME_EXCEEDED, ..] => "time exceeded",
        [icmp_type::DESTINATION_UNREACHABLE, 0, ..] => "network unreachable",
        [icmp_type::DESTINATION_UNREACHABLE, 3, ..] => "port unreachable",
        [icmp_type::DESTINATION_UNREACHABLE, ..] => "unreachable",
        _ => "something else",
    }
}

/// What was asked for.
struct Journey {
    command: &'static str,
    from: usize,
    /// Cables, as places in the list.
    cut: Vec<usize>,
    is_stale: bool,
}

impl Journey {
    fn of(command: &'static str, arguments: &mut Arguments) -> Result<Journey, Failure> {
        let from: Option<String> = arguments.option("--from")?;
        let cut: Option<String> = arguments.option("--cut")?;
        let is_stale = arguments.flag("--stale");
        let from = from.map_or(Ok(0), |name| city(&name))?;
        let cut = cut.map_or(Ok(vec![]), |cables| cables.split(',').map(cable).collect())?;
        Ok(Journey { command, from, cut, is_stale })
    }

    fn to(&self, arguments: Arguments) -> Result<usize, Failure> {
        let [name] = &arguments.words()?[..] else {
            return Err(Failure::Usage(format!("`{}` takes one city", self.command)));
        };
        let to = city(name)?;
        if self.command != "routes" && to == self.from {
            return Err(Failure::Usage(format!("{name}: it is sent from there")));
        }
        Ok(to)
    }

    /// All routes that a city's router is told: the next city on the shortest way to each other one.
    fn table(&self, city: usize) -> Vec<(Prefix, Via)> {
        let next = |other: usize| Some((network(other), via(city, self.next(city, other)?)));
        (0..NAMES.len()).filter(|other| *other != city).filter_map(next).collect()
    }

    /// Whether routes may lead through a cable.
    fn is_open(&self, cable: usize) -> bool {
        self.is_stale || !self.cut.contains(&cable)
    }

    /// The cable that is the first of the shortest way, if there is one.
    fn next(&self, from: usize, to: usize) -> Option<usize> {
        let mut distances = [u64::MAX; NAMES.len()];
        distances[to] = 0;
        // Six cities: no way has more than five steps.
        for _ in 1..NAMES.len() {
            let open = CABLES.into_iter().enumerate().filter(|(cable, _)| self.is_open(*cable));
            for (_, (one, other, millis)) in open {
                distances[one] = distances[one].min(distances[other].saturating_add(millis));
                distances[other] = distances[other].min(distances[one].saturating_add(millis));
            }
        }
        let there = |(cable, (one, other, millis)): (usize, (usize, usize, u64))| {
            let neighbor = if one == from { other } else { one };
            let is_ours = (one == from || other == from) && self.is_open(cable);
            (is_ours && distances[neighbor] != u64::MAX).then(|| (distances[neighbor] + millis, cable))
        };
        CABLES.into_iter().enumerate().filter_map(there).min().map(|(_, cable)| cable)
    }
}

fn city(name: &str) -> Result<usize, Failure> {
    let found = NAMES.iter().position(|city| spelled(city) == name);
    found.ok_or_else(|| Failure::Usage(format!("{name}: expected a city, such as london or new-york")))
}

/// A city as arguments name it.
fn spelled(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn cable(text: &str) -> Result<usize, Failure> {
    let is_it = |(one, other, _): &(usize, usize, u64)| {
        let [one, other] = [NAMES[*one], NAMES[*other]].map(spelled);
        [format!("{one}-{other}"), format!("{other}-{one}")].iter().any(|name| name == text)
    };
    let found = CABLES.iter().position(is_it);
    found.ok_or_else(|| {
        Failure::Usage(format!("--cut {text}: there is no such cable; `cities map` lists them"))
    })
}

/// A city's network: Tokyo's is 10.1.0.0/16.
fn network(city: usize) -> Prefix {
    Prefix { family: Family::V4, bits: u128::from(router_address(city) - 1), len: 16 }
}

/// A router in its city: Tokyo's is 10.1.0.1.
fn router_address(city: usize) -> u32 {
    0x0A00_0001 | (city as u32 + 1) << 16
}

/// Somebody in a city.
fn machine(city: usize) -> u32 {
    router_address(city) + 8
}

/// The addresses of a cable's ends: the first cable is 10.0.1.0/30.
fn ends(cable: usize) -> [u32; 2] {
    let network = 0x0A00_0000 | (cable as u32 + 1) << 8;
    [network | 1, network | 2]
}

/// A city's cables in their order, each with the side on which the city is. They are the router's first interfaces; the
/// last one is the city itself.
fn cables_of(city: usize) -> Vec<(usize, usize)> {
    let side = |(cable, (one, other, _)): (usize, (usize, usize, u64))| match city {
        _ if one == city => Some((cable, 0)),
        _ if other == city => Some((cable, 1)),
        _ => None,
    };
    CABLES.into_iter().enumerate().filter_map(side).collect()
}

fn via(city: usize, cable: usize) -> Via {
    let cables = cables_of(city);
    let interface = cables.iter().position(|(other, _)| *other == cable).unwrap_or_default();
    Via { interface, next_hop: Some(ends(cable)[1 - cables[interface].1]) }
}

/// The city that an address is in, or the cable's end of which it is.
fn city_of(address: u32) -> Option<usize> {
    let in_city = (0..NAMES.len()).find(|city| network(*city).bits as u32 >> 16 == address >> 16);
    in_city.or_else(|| {
        let is_end = |(cable, (one, other, _)): (usize, (usize, usize, u64))| match ends(cable) {
            [first, _] if first == address => Some(one),
            [_, second] if second == address => Some(other),
            _ => None,
        };
        CABLES.into_iter().enumerate().find_map(is_end)
    })
}

fn place(address: u32) -> &'static str {
    city_of(address).map_or("nowhere", |city| NAMES[city])
}

/// An address, and where it is.
fn named(address: u32) -> String {
    format!("{} ({})", dotted(address), place(address))
}

fn dotted(address: u32) -> Ipv4Addr {
    Ipv4Addr::from(address)
}

/// Six routers, and what is on its way between them.
struct World {
    routers: Vec<Router>,
    cut: Vec<usize>,
    now: Micros,
    /// By the time of the arrival; of the same time, in the order of sending.
    flying: BTreeMap<(Micros, u64), (Place, Vec<u8>)>,
    sent: u64,
}

/// Where a packet arrives.
#[derive(Clone, Copy)]
enum Place {
    /// At a city's router, through this interface.
    Router(usize, usize),
    /// At a machine.
    Machine(usize),
}

/// An ICMP message that came back.
struct Heard {
    header: Ipv4Header,
    message: Vec<u8>,
    took: Micros,
}

impl World {
    fn new(journey: &Journey) -> World {
        let router = |city: usize| {
            let interface = |address: u32, network: Prefix| Interface {
                address,
                network,
                mtu: 1500,
                checks_source: false,
            };
            let cables = cables_of(city).into_iter().map(|(cable, side)| {
                let bits = u128::from(ends(cable)[0] - 1);
                interface(ends(cable)[side], Prefix { family: Family::V4, bits, len: 30 })
            });
            let city_itself = interface(router_address(city), network(city));
            let mut router = Router::new(cables.chain([city_itself]).collect());
            for (prefix, via) in journey.table(city) {
                router.add_route(prefix, via);
            }
            router
        };
        let routers = (0..NAMES.len()).map(router).collect();
        World { routers, cut: journey.cut.clone(), now: Micros(0), flying: BTreeMap::new(), sent: 0 }
    }

    /// Sends a packet from a city's machine, and waits for the first answer. A packet that goes round for ever is no
    /// answer either.
    fn ask(&mut self, from: usize, packet: Vec<u8>) -> Option<Heard> {
        let begun = self.now;
        let until = begun + PATIENCE;
        self.flying.clear();
        self.send(IN_THE_CITY, Place::Router(from, cables_of(from).len()), packet);
        while let Some(((at, _), (place, packet))) = self.flying.pop_first() {
            if at > until {
                break;
            }
            self.now = at;
            match place {
                Place::Router(city, interface) => self.route(city, interface, &packet),
                Place::Machine(city) if city == from => {
                    let Ok((header, message)) = parse(&packet) else { continue };
                    let took = Micros(at.0 - begun.0);
                    return Some(Heard { message: message.to_vec(), header, took });
                }
                Place::Machine(city) => self.answer(city, &packet),
            }
        }
        self.now = until;
        None
    }

    fn route(&mut self, city: usize, ingress: usize, packet: &[u8]) {
        for routed in self.routers[city].handle_packet(self.now, ingress, packet) {
            let Routed::Send { interface, next_hop, packet } = routed else { continue };
            match cables_of(city).get(interface) {
                // Nobody else is there.
                None if next_hop == machine(city) => self.send(IN_THE_CITY, Place::Machine(city), packet),
                Some((cable, side)) if ends(*cable)[1 - side] == next_hop && !self.cut.contains(cable) => {
                    let (one, other, millis) = CABLES[*cable];
                    let neighbor = if *side == 0 { other } else { one };
                    let arrives = cables_of(neighbor).iter().position(|(other, _)| other == cable);
                    let place = Place::Router(neighbor, arrives.unwrap_or_default());
                    self.send(Duration::from_millis(millis), place, packet);
                }
                _ => {}
            }
        }
    }

    /// What a machine does that runs no program: it answers echoes, and has no port.
    fn answer(&mut self, city: usize, packet: &[u8]) {
        let Ok((header, message)) = parse(packet) else { return };
        let answer = match header.protocol {
            protocol::ICMP => icmp_echo_reply(message),
            protocol::UDP => icmp_error(&IcmpError::PortUnreachable, packet),
            _ => icmp_error(&IcmpError::ProtocolUnreachable, packet),
        };
        if let Some(answer) = answer {
            let header = Ipv4Header::new(protocol::ICMP, header.destination, header.source);
            self.send(IN_THE_CITY, Place::Router(city, cables_of(city).len()), emit(&header, &answer));
        }
    }

    fn send(&mut self, delay: Duration, place: Place, packet: Vec<u8>) {
        self.sent += 1;
        self.flying.insert((self.now + delay, self.sent), (place, packet));
    }
}
