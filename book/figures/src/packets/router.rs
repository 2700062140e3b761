//! A traceroute from Tokyo to London over three of our routers.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::time::Duration;

use given::addresses::{Family, Prefix};
use given::packets::{Ends, IcmpError, Interface, Ipv4Header, Routed, UdpPorts, Via, icmp_type, protocol};
use packets::ipv4::{emit, parse};
use packets::router::Router;
use packets::udp_icmp::{icmp_error, udp_emit};
use sim::net::cities::{LONDON, NAMES, NEW_YORK, ROADS, TOKYO, lan, road_ends, router};
use sim::net::{Fate, Limits, Link, Network, Node, Simulation, Transmit, Weather};
use sim::{Micros, Trace};

use crate::{Drawing, Figure, Ladder};

/// Each router that the packet comes to, until London answers.
pub(super) const TRACEROUTE: Figure = Figure {
    name: "packets/router/traceroute",
    title: "Probes from Tokyo to London live one router longer each time, and each router reports the end of one",
    draw: || Drawing::Ladder(Ladder { can_be_lost: LOSABLE.map(String::from).to_vec(), trace: traceroute }),
};

/// What the reader can have lost.
const LOSABLE: [&str; 3] = ["probe 2", "London's answer", "probe 4"];

/// The cities on the way, and the roads between them.
const WAY: [usize; 3] = [TOKYO, NEW_YORK, LONDON];
/// After how long the sender gives a probe up.
const PATIENCE: Duration = Duration::from_secs(1);
/// More are not tried.
const MAX_HOPS: u8 = 8;

fn you() -> u32 {
    lan(TOKYO).0 | 7
}

fn machine() -> u32 {
    lan(LONDON).0 | 9
}

fn traceroute(lost: &[usize]) -> Trace {
    let mut network = Network::new();
    let nodes =
        ["you", NAMES[TOKYO], NAMES[NEW_YORK], NAMES[LONDON], "10.6.0.9"].map(|name| network.node(name));
    let near = Link::new().delay(Duration::from_millis(1));
    let links = [near, cable(TOKYO, NEW_YORK), cable(NEW_YORK, LONDON), near];
    let wires: Vec<_> = links
        .into_iter()
        .enumerate()
        .map(|(at, link)| network.wires(&nodes, &[(at, at + 1)], link)[0])
        .collect();
    // Each is the first packet of its link.
    let first = [wires[1].there, wires[2].back, wires[3].there];
    let weather = lost.iter().fold(Weather::fair(), |weather, at| weather.on(first[*at], [Fate::Drop]));
    let cities = WAY.iter().enumerate().map(|(at, city)| Player::City(City::new(at, *city)));
    let sender =
        Sender { hop: 0, sent: Micros(0), out: VecDeque::new(), notes: VecDeque::new(), is_done: false };
    let players =
        [Player::Sender(sender)].into_iter().chain(cities).chain([Player::Machine(VecDeque::new())]);
    let mut simulation = Simulation::new(&network, &weather, players).labelled(label);
    let Ok(_) = simulation.run(Limits::default());
    simulation.trace().clone()
}

fn cable(one: usize, other: usize) -> Link {
    let road = ROADS.iter().find(|road| [(one, other), (other, one)].contains(&road.ends)).expect("a road");
    Link::new().delay(road.delay)
}

/// What a packet is called in the figure.
fn label(packet: &[u8]) -> String {
    let Ok((header, message)) = parse(packet) else { return String::from("no packet") };
    let ttl = header.ttl;
    match (header.protocol, message.first()) {
        (protocol::UDP, _) => format!("probe, ttl {ttl}"),
        (_, Some(&icmp_type::TIME_EXCEEDED)) => format!("time exceeded, ttl {ttl}"),
        _ => format!("port unreachable, ttl {ttl}"),
    }
}

enum Player {
    Sender(Sender),
    City(City),
    /// The machine in London, and what it will send.
    Machine(VecDeque<Vec<u8>>),
}

/// Who sends the probes.
struct Sender {
    hop: u8,
    sent: Micros,
    out: VecDeque<Vec<u8>>,
    notes: VecDeque<String>,
    is_done: bool,
}

/// A router. Interface 0 leads to Tokyo's side, interface 1 to London's.
struct City {
    router: Router,
    out: VecDeque<Transmit>,
}

impl City {
    fn new(at: usize, city: usize) -> City {
        let side = |to: Option<&usize>| match to {
            None => interface(router(city), lan(city).1),
            Some(other) => interface(ends(city, *other)[0], 30),
        };
        let (back, on) = (at.checked_sub(1).and_then(|at| WAY.get(at)), WAY.get(at + 1));
        let mut router = Router::new(vec![side(back), side(on)]);
        for (interface, other, far) in [(0, back, TOKYO), (1, on, LONDON)] {
            if let Some(other) = other {
                let via = Via { interface, next_hop: Some(ends(city, *other)[1]) };
                let (bits, len) = lan(far);
                router.add_route(Prefix { family: Family::V4, bits: bits.into(), len }, via);
            }
        }
        City { router, out: VecDeque::new() }
    }
}

/// The addresses of the cable between two cities: this city's end, and the other one.
fn ends(city: usize, other: usize) -> [u32; 2] {
    let at =
        ROADS.iter().position(|road| [(city, other), (other, city)].contains(&road.ends)).expect("a road");
    let [one, two] = road_ends(at);
    if ROADS[at].ends.0 == city { [one, two] } else { [two, one] }
}

fn interface(address: u32, len: u8) -> Interface {
    let bits = address & (u32::MAX << (32 - len));
    let network = Prefix { family: Family::V4, bits: bits.into(), len };
    Interface { address, network, mtu: 1500, checks_source: false }
}

impl Sender {
    fn next(&mut self, now: Micros) {
        if self.hop == MAX_HOPS {
            self.is_done = true;
            return;
        }
        self.hop += 1;
        self.sent = now;
        let ends = Ends::V4 { source: you(), destination: machine() };
        let datagram = udp_emit(&ends, &UdpPorts { source: 33_434, destination: 33_435 }, b"");
        let header = Ipv4Header { ttl: self.hop, ..Ipv4Header::new(protocol::UDP, you(), machine()) };
        self.out.push_back(emit(&header, &datagram));
    }

    fn hear(&mut self, now: Micros, packet: &[u8]) {
        let Ok((header, _)) = parse(packet) else { return };
        let took = Micros(now.0 - self.sent.0);
        self.notes.push_back(format!("{}  {}  {took}", self.hop, Ipv4Addr::from(header.source)));
        self.is_done = header.source == machine();
        if !self.is_done {
            self.next(now);
        }
    }
}

impl Node for Player {
    type Error = Infallible;

    fn handle_packet(&mut self, now: Micros, interface: usize, packet: &[u8]) -> Result<(), Infallible> {
        match self {
            Player::Sender(sender) => sender.hear(now, packet),
            Player::City(city) => {
                for routed in city.router.handle_packet(now, interface, packet) {
                    if let Routed::Send { interface, packet, .. } = routed {
                        city.out.push_back(Transmit::packet(interface, packet));
                    }
                }
            }
            Player::Machine(out) => {
                let header = Ipv4Header::new(protocol::ICMP, machine(), you());
                let error = icmp_error(&IcmpError::PortUnreachable, packet);
                out.extend(error.map(|error| emit(&header, &error)));
            }
        }
        Ok(())
    }

    fn handle_timer(&mut self, now: Micros) -> Result<(), Infallible> {
        if let Player::Sender(sender) = self {
            sender.notes.push_back(format!("{}  *", sender.hop));
            sender.next(now);
        }
        Ok(())
    }

    fn poll_transmit(&mut self, now: Micros) -> Result<Option<Transmit>, Infallible> {
        Ok(match self {
            Player::Sender(sender) => {
                if sender.hop == 0 {
                    sender.next(now);
                }
                sender.out.pop_front().map(|packet| Transmit::packet(0, packet))
            }
            Player::City(city) => city.out.pop_front(),
            Player::Machine(out) => out.pop_front().map(|packet| Transmit::packet(0, packet)),
        })
    }

    fn poll_timeout(&mut self) -> Result<Option<Micros>, Infallible> {
        Ok(match self {
            Player::Sender(sender) if !sender.is_done => Some(sender.sent + PATIENCE),
            _ => None,
        })
    }

    fn poll_note(&mut self) -> Option<String> {
        match self {
            Player::Sender(sender) => sender.notes.pop_front(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim::Event;

    fn notes(lost: &[usize]) -> Vec<String> {
        let trace = traceroute(lost);
        let note = |event: &Event| match event {
            Event::Note(note) => Some(note.text.clone()),
            Event::Message(_) => None,
        };
        trace.events().iter().filter_map(note).collect()
    }

    #[test]
    fn each_router_is_named() {
        assert_eq!(
            notes(&[]),
            ["1  10.1.0.1  2 ms", "2  10.0.6.1  162 ms", "3  10.0.5.1  232 ms", "4  10.6.0.9  234 ms"]
        );
    }

    #[test]
    fn what_is_lost_is_a_star() {
        for (lost, line) in [(0, 1), (1, 2), (2, 3)] {
            assert_eq!(notes(&[lost])[line], format!("{}  *", line + 1));
        }
        assert_eq!(notes(&[0, 1, 2]), ["1  10.1.0.1  2 ms", "2  *", "3  *", "4  *", "5  10.6.0.9  234 ms"]);
    }
}
