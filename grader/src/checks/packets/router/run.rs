//! A trip in virtual time: six routers, whoever they are, and a machine at either end.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::Duration;

use given::packets::{IcmpError, Ipv4Header, Routed, protocol};
use given::time::Micros;
use sim::Trace;
use sim::net::cities::{NAMES, ROADS, road_ends};
use sim::net::{Link, Network, Node, NodeId, Simulation, Transmit, Weather};

use super::cases::Op;
use super::model::{Act, Acts, Habit, Model};
use super::trip::{Sends, Trip, ends, machine};
use super::wire;
use crate::trial::Trouble;

/// Questions of one trip before nobody believes that it ends.
const MAX_STEPS: usize = 600;
/// From a city's router to its machines.
const IN_THE_CITY: Duration = Duration::from_millis(1);

/// Six routers, whoever they are.
pub(super) trait Routers {
    fn handle(&self, now: Micros, city: usize, ingress: usize, packet: &[u8])
    -> Result<Vec<Routed>, Trouble>;
}

/// A question to one of them.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) now: Micros,
    pub(super) city: usize,
    pub(super) ingress: usize,
    pub(super) packet: Vec<u8>,
    pub(super) right: Acts,
}

/// Models, which note down what they are asked.
pub(super) struct Models {
    pub(super) models: Vec<Model>,
    pub(super) asked: RefCell<Vec<Asked>>,
}

impl Models {
    pub(super) fn of(trip: &Trip, habit: Habit) -> Models {
        let model = |city| {
            let case = trip.case(city);
            let mut model = Model::new(habit, &case.interfaces);
            for op in case.ops {
                if let Op::Add(prefix, via) = op {
                    model.add(prefix, via);
                }
            }
            model
        };
        Models { models: (0..NAMES.len()).map(model).collect(), asked: RefCell::default() }
    }
}

impl Routers for Models {
    fn handle(
        &self,
        now: Micros,
        city: usize,
        ingress: usize,
        packet: &[u8],
    ) -> Result<Vec<Routed>, Trouble> {
        let right = self.models[city].handle(ingress, packet);
        let routed = right[0].iter().map(|act| match act.clone() {
            Act::Send { interface, next_hop, packet, .. } => Routed::Send { interface, next_hop, packet },
            Act::Deliver(packet) => Routed::Deliver { packet },
        });
        let routed = routed.collect();
        self.asked.borrow_mut().push(Asked { now, city, ingress, packet: packet.to_vec(), right });
        Ok(routed)
    }
}

/// A packet in a ladder.
pub(super) fn label(packet: &[u8]) -> String {
    match wire::read(packet, false) {
        Some(read) => format!("{}, ttl {}", wire::contents(&read.header, read.payload), read.header.ttl),
        None => String::from("no packet"),
    }
}

/// A router at its place in the network.
pub(super) struct Station<'r> {
    pub(super) city: usize,
    routers: &'r dyn Routers,
    /// The addresses that there are on each of its networks, beside its own.
    there: Vec<Vec<u32>>,
    out: VecDeque<Transmit>,
    notes: VecDeque<String>,
}

/// A machine in a city.
pub(super) struct Machine {
    address: u32,
    plan: Plan,
    out: VecDeque<Transmit>,
    /// What it was told, and when.
    pub(super) heard: Vec<(Micros, Vec<u8>)>,
}

pub(super) enum Plan {
    Nothing,
    Once(Vec<u8>),
    /// The trip, and the number of the probe that is on its way.
    Traceroute(Trip, u8),
}

pub(super) enum Player<'r> {
    Router(Station<'r>),
    Machine(Machine),
}

impl Node for Player<'_> {
    type Error = Trouble;

    fn handle_packet(&mut self, now: Micros, interface: usize, packet: &[u8]) -> Result<(), Trouble> {
        match self {
            Player::Machine(machine) => machine.hear(now, packet),
            Player::Router(station) => {
                let routed = station.routers.handle(now, station.city, interface, packet)?;
                routed.into_iter().for_each(|routed| station.act(routed));
            }
        }
        Ok(())
    }

    fn poll_transmit(&mut self, _now: Micros) -> Result<Option<Transmit>, Trouble> {
        Ok(match self {
            Player::Machine(machine) => {
                machine.begin();
                machine.out.pop_front()
            }
            Player::Router(station) => station.out.pop_front(),
        })
    }

    fn poll_note(&mut self) -> Option<String> {
        match self {
            Player::Machine(_) => None,
            Player::Router(station) => station.notes.pop_front(),
        }
    }
}

impl Station<'_> {
    fn act(&mut self, routed: Routed) {
        match routed {
            Routed::Send { interface, next_hop, packet } => {
                if self.there.get(interface).is_some_and(|there| there.contains(&next_hop)) {
                    self.out.push_back(Transmit::packet(interface, packet));
                } else {
                    let next_hop = wire::dotted(next_hop);
                    self.notes.push_back(format!("nobody is {next_hop} on interface {interface}"));
                }
            }
            Routed::Deliver { packet } => self.notes.push_back(format!("delivers {}", label(&packet))),
        }
    }
}

impl Machine {
    fn begin(&mut self) {
        match std::mem::replace(&mut self.plan, Plan::Nothing) {
            Plan::Once(packet) => self.out.push_back(Transmit::packet(0, packet)),
            Plan::Traceroute(trip, 0) => self.probe(trip, 1),
            other => self.plan = other,
        }
    }

    fn probe(&mut self, trip: Trip, number: u8) {
        self.out.push_back(Transmit::packet(0, trip.packet(number.div_ceil(PROBES_A_HOP))));
        self.plan = Plan::Traceroute(trip, number);
    }

    fn hear(&mut self, now: Micros, packet: &[u8]) {
        let Some(read) = wire::read(packet, true).filter(|read| read.header.destination == self.address)
        else {
            return;
        };
        self.heard.push((now, packet.to_vec()));
        let answer = match read.header.protocol {
            protocol::UDP => wire::error(&IcmpError::PortUnreachable, packet),
            _ => wire::echo_reply(read.payload),
        };
        let header = Ipv4Header::new(protocol::ICMP, self.address, read.header.source);
        self.out.extend(answer.map(|answer| Transmit::packet(0, wire::emit(&header, &answer))));
        if let Plan::Traceroute(trip, number) = &self.plan {
            let (trip, number) = (trip.clone(), *number);
            let is_there = read.header.source == trip.destination();
            let is_last = is_there && number.is_multiple_of(PROBES_A_HOP);
            if is_last || number == MAX_PROBES {
                self.plan = Plan::Nothing;
            } else {
                self.probe(trip, number + 1);
            }
        }
    }
}

/// As `traceroute` does it.
pub(super) const PROBES_A_HOP: u8 = 3;
/// It gives up some time.
const MAX_PROBES: u8 = 90;

/// The network of a trip: six cities, and the machines at its ends.
pub(super) fn network_of(trip: &Trip) -> (Network, [NodeId; 2]) {
    let mut network = Network::new();
    let cities: Vec<NodeId> = NAMES.iter().map(|name| network.node(*name)).collect();
    for road in &ROADS {
        network.wires(&cities, &[road.ends], Link::new().delay(road.delay));
    }
    let machine = |network: &mut Network, city: usize, address: u32| {
        let node = network.node(wire::dotted(address).to_string());
        network.wires(&[cities[city], node], &[(0, 1)], Link::new().delay(IN_THE_CITY));
        node
    };
    let machines = [
        machine(&mut network, trip.from, trip.source()),
        machine(&mut network, trip.to, self::machine(trip.to, 9)),
    ];
    (network, machines)
}

/// What came of a trip.
pub(super) struct Run {
    pub(super) trace: Trace,
    /// What the one who sent has heard.
    pub(super) heard: Vec<(Micros, Vec<u8>)>,
}

/// Lets a trip happen. `look` is called after each step, and says whether to go on.
pub(super) fn run(
    trip: &Trip,
    routers: &dyn Routers,
    mut look: impl FnMut(&mut Simulation<'_, Player<'_>>) -> bool,
) -> Result<Run, Box<(Trace, Trouble)>> {
    let (network, machines) = network_of(trip);
    let addresses = [trip.source(), machine(trip.to, 9)];
    let station = |city: usize| {
        let others = ends(city).map(|(road, end)| vec![road_ends(road)[1 - end]]);
        let in_city = [trip.from, trip.to].into_iter().zip(addresses).filter(|(of, _)| *of == city);
        let there = others.chain([in_city.map(|(_, address)| address).collect()]).collect();
        Player::Router(Station { city, routers, there, out: VecDeque::new(), notes: VecDeque::new() })
    };
    let plan = match trip.sends {
        Sends::Traceroute => Plan::Traceroute(trip.clone(), 0),
        Sends::Datagram(ttl) | Sends::IntoCircle(ttl) => Plan::Once(trip.packet(ttl)),
        Sends::Ping => Plan::Once(trip.packet(64)),
    };
    let machine =
        |(address, plan)| Player::Machine(Machine { address, plan, out: VecDeque::new(), heard: vec![] });
    let players =
        (0..NAMES.len()).map(station).chain(addresses.into_iter().zip([plan, Plan::Nothing]).map(machine));
    let weather = Weather::fair();
    let mut simulation = Simulation::new(&network, &weather, players).labelled(label);
    for _ in 0..MAX_STEPS {
        match simulation.step() {
            Ok(true) if look(&mut simulation) => {}
            Ok(_) => break,
            Err(trouble) => return Err(Box::new((simulation.trace().clone(), trouble))),
        }
    }
    let heard = match simulation.node(machines[0]) {
        Player::Machine(machine) => machine.heard.clone(),
        Player::Router(_) => unreachable!("the last two are machines"),
    };
    Ok(Run { trace: simulation.trace().clone(), heard })
}

/// The lines of a traceroute. The next probe is sent as soon as one is answered, so the times add up.
pub(super) fn lines(heard: &[(Micros, Vec<u8>)]) -> String {
    let mut lines = String::new();
    let mut sent = Micros(0);
    for (hop, answers) in heard.chunks(PROBES_A_HOP.into()).enumerate() {
        let source = wire::read(&answers[0].1, true).map_or(0, |read| read.header.source);
        lines += &format!("{:2}  {}", hop + 1, wire::dotted(source));
        for (now, _) in answers {
            lines += &format!("  {}", Micros(now.0 - sent.0));
            sent = *now;
        }
        lines += "\n";
    }
    lines
}
