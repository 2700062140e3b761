//! The six cities, with a router in each that knows one step of each way: the learner's, six times in one probe.
//!
//! A trip is run with six models first, which gives all questions. They are asked at once. Only if an answer differs the
//! trip is run again, and goes where the learner's routers lead: the ladder on the card shows that run.

use std::cell::{Cell, RefCell};

use given::addresses::Prefix;
use given::packets::{Routed, Via, protocol};
use given::time::Micros;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::sample::Index;
use proptest::strategy::BoxedStrategy;
use sim::net::NodeId;
use sim::net::cities::{AMSTERDAM, LONDON, NAMES, NEW_YORK, ROADS, SINGAPORE, TOKYO, road_ends};
use sim::{ActorId, Delivery, Event, Trace};

use super::cases::Op;
use super::model::{Act, Acts, Eye, Habit, Model};
use super::run::{Asked, Models, Routers, Run, label, lines, network_of, run};
use super::trip::{Sends, Trip, network};
use super::{acts_said, differing, handle, named, new, said, wire};
use crate::finding::Table;
use crate::script::{Object, Script};
use crate::trial::{Talk, Trial, Trouble, Verdict, ensure};

/// Random trips of a check.
const TRIPS: u32 = 40;
/// What is shown of a run after its first wrong answer: enough to see a circle.
const SHOWN_AFTER: usize = 6;

/// The six routers, as cards call them.
const ROUTERS: [Object; 6] = [
    Object { number: 1, name: "tokyo" },
    Object { number: 2, name: "frankfurt" },
    Object { number: 3, name: "amsterdam" },
    Object { number: 4, name: "singapore" },
    Object { number: 5, name: "new_york" },
    Object { number: 6, name: "london" },
];

/// The learner's routers in a run that is told.
struct Learner<'l, 't, 'a> {
    talk: RefCell<&'l mut Talk<'t, 'a>>,
    check: &'static str,
    eye: Eye,
    models: Models,
    wrong: RefCell<Option<Wrong>>,
    /// Questions since then.
    since: Cell<usize>,
}

/// The first wrong answer.
struct Wrong {
    city: usize,
    trouble: Trouble,
    /// The mistake that it looks like.
    looks: Option<&'static str>,
    /// What is written beside it in the ladder.
    note: String,
    is_marked: bool,
}

impl Routers for Learner<'_, '_, '_> {
    fn handle(
        &self,
        now: Micros,
        city: usize,
        ingress: usize,
        packet: &[u8],
    ) -> Result<Vec<Routed>, Trouble> {
        let right = self.models.models[city].handle(ingress, packet);
        let script = handle(Script::default(), ROUTERS[city], now, ingress, packet);
        let is_told = self.wrong.borrow().is_none();
        let (check, eye, models) = (self.check, self.eye, &self.models.models);
        let (routed, wrong) = self.talk.borrow_mut().ask(&script, |seen| {
            let routed: Vec<Routed> = seen.value()?;
            if eye.sees_no_difference(&right, &routed) || !is_told {
                seen.leave_out();
                return Ok((routed, None));
            }
            seen.shown_as(&said(&routed));
            let trouble = differing(seen.expected(acts_said(&right)), &right, &routed);
            let looks = looks_like(check, eye, models, (city, ingress, packet), &right, &routed);
            let note = short(&right);
            Ok((routed, Some(Wrong { city, trouble, looks, note, is_marked: false })))
        })?;
        self.since.update(|since| since + usize::from(!is_told));
        if wrong.is_some() {
            self.wrong.replace(wrong);
        } else if let Some(first) = self.wrong.borrow_mut().as_mut()
            && first.looks == Some("ttl-zero-forwarded")
            && packet.get(8) == Some(&0)
            && goes_on(&routed)
        {
            // Only the next router tells the two apart.
            first.looks = Some("never-expires");
        }
        Ok(routed)
    }
}

/// Whether a packet of somebody else's is sent on.
fn goes_on(routed: &[Routed]) -> bool {
    routed
        .iter()
        .any(|routed| matches!(routed, Routed::Send { packet, .. } if packet.get(9) != Some(&protocol::ICMP)))
}

/// The mistake that explains one answer.
fn looks_like(
    check: &str,
    eye: Eye,
    models: &[Model],
    (city, ingress, packet): (usize, usize, &[u8]),
    right: &Acts,
    routed: &[Routed],
) -> Option<&'static str> {
    let own = &models[city];
    let is_it = |habit: Habit| {
        let mut model = Model::new(habit, &own.interfaces);
        for (prefix, via) in &own.routes[own.interfaces.len()..] {
            model.add(*prefix, *via);
        }
        eye.sees_no_difference(&model.handle(ingress, packet), routed)
    };
    let is_error = right.iter().any(|acts| matches!(acts[..], [Act::Send { is_own: true, .. }, ..]));
    let is_others = |other: &&Model| {
        ingress < other.interfaces.len() && goes_where(&other.handle(ingress, packet), routed)
    };
    match check {
        // Everything about single errors was checked before: now there are three.
        "traceroute" if is_error && routed.is_empty() => Some("too-few-errors"),
        _ => named(check, is_it).or_else(|| models.iter().find(is_others).map(|_| "routers-share-state")),
    }
}

/// Whether a packet is sent to whom it should be, whatever is sent.
fn goes_where(acts: &Acts, routed: &[Routed]) -> bool {
    match (&acts[0][..], routed) {
        (
            [Act::Send { interface, next_hop, .. }],
            [Routed::Send { interface: through, next_hop: to, .. }],
        ) => (interface, next_hop) == (through, to),
        _ => false,
    }
}

/// What should have been, in the space that a ladder has.
fn short(right: &Acts) -> String {
    match &right[0][..] {
        [] => String::from("should drop it"),
        [Act::Deliver(_), ..] => String::from("should deliver it"),
        [Act::Send { next_hop, packet, .. }, ..] => {
            format!("should send {} to {}", label(packet), wire::dotted(*next_hop))
        }
    }
}

/// Judges a trip.
fn judge(check: &'static str, eye: Eye, trip: &Trip, talk: &mut Talk<'_, '_>) -> Result<Run, Trouble> {
    let models = Models::of(trip, Habit::Right);
    let right = run(trip, &models, |_| true).map_err(|ended| ended.1)?;
    let asked = models.asked.take();
    let answers = ask_at_once(trip, &asked, talk)?;
    let differs = |(asked, answer): &(&Asked, &Option<Vec<Routed>>)| {
        answer.as_ref().is_none_or(|answer| !eye.sees_no_difference(&asked.right, answer))
    };
    let Some((first, _)) = asked.iter().zip(&answers).find(differs) else { return Ok(right) };
    let mut cities: Vec<usize> = asked.iter().map(|asked| asked.city).collect();
    // Those that a packet may come to when it goes astray, too.
    cities.extend(0..NAMES.len());
    Err(told(check, eye, trip, models, first.city, &cities, talk))
}

/// The calls that make the routers of some cities, each once.
fn routers(trip: &Trip, cities: &[usize]) -> Vec<(usize, Script)> {
    let mut made: Vec<(usize, Script)> = Vec::new();
    for city in cities {
        if made.iter().all(|(other, _)| other != city) {
            let case = trip.case(*city);
            let script = case.ops.iter().fold(new(ROUTERS[*city], &case), |script, op| match op {
                Op::Add(prefix, via) => script.on(ROUTERS[*city], "Router::add_route", (*prefix, *via)),
                Op::Remove(_) | Op::Packet(..) => script,
            });
            made.push((*city, script));
        }
    }
    made
}

/// Asks all the questions of a trip as one, and gives the answers up to the first that is none.
fn ask_at_once(
    trip: &Trip,
    asked: &[Asked],
    talk: &mut Talk<'_, '_>,
) -> Result<Vec<Option<Vec<Routed>>>, Trouble> {
    let cities: Vec<usize> = asked.iter().map(|asked| asked.city).collect();
    let mut script = Script::default();
    for (_, more) in routers(trip, &cities) {
        script = script.and(more);
    }
    let made = script.calls.len();
    for Asked { now, city, ingress, packet, .. } in asked {
        script = handle(script, ROUTERS[*city], *now, *ingress, packet);
    }
    talk.ask(&script, |seen| {
        for _ in 0..made {
            let skipped = seen.skip();
            seen.leave_out();
            skipped?;
        }
        let mut answers: Vec<Option<Vec<Routed>>> = Vec::new();
        for _ in asked {
            let answer: Option<Vec<Routed>> = seen.value().ok();
            seen.leave_out();
            let ended = answer.is_none();
            answers.push(answer);
            if ended {
                break;
            }
        }
        answers.resize(asked.len(), None);
        Ok(answers)
    })
}

/// Runs a trip with the learner's routers, step by step, and tells what goes wrong.
fn told(
    check: &'static str,
    eye: Eye,
    trip: &Trip,
    models: Models,
    at: usize,
    cities: &[usize],
    talk: &mut Talk<'_, '_>,
) -> Trouble {
    for (city, script) in routers(trip, cities) {
        if let Err(trouble) = make(city == at, city, &script, talk) {
            return trouble;
        }
    }
    let nodes: Vec<NodeId> = network_of(trip).0.nodes().collect();
    let talk = RefCell::new(talk);
    let learner = Learner { talk, check, eye, models, wrong: RefCell::default(), since: Cell::default() };
    let run = run(trip, &learner, |simulation| {
        if let Some(wrong) = learner.wrong.borrow_mut().as_mut().filter(|wrong| !wrong.is_marked) {
            wrong.is_marked = true;
            simulation.note(nodes[wrong.city], wrong.note.clone()).first_difference();
        }
        learner.since.get() < SHOWN_AFTER
    });
    let trace = match &run {
        Ok(run) => &run.trace,
        Err(ended) => &ended.0,
    };
    let shown = |trouble: Trouble, city| trouble.figure(excerpt(trace)).figure(routes(trip, city));
    match (learner.wrong.into_inner(), &run) {
        (Some(Wrong { city, trouble, looks, .. }), _) => {
            shown(looks.into_iter().fold(trouble, Trouble::looks_like), city)
        }
        (None, Ok(_)) => Trouble::new(
            "wrong after other calls, and right when asked again: does your code keep something between calls?",
        ),
        (None, Err(_)) => {
            let trace = excerpt(trace);
            let Err(ended) = run else { unreachable!("it is an error") };
            let (_, trouble) = *ended;
            trouble.figure(trace).figure(routes(trip, at))
        }
    }
}

/// Makes a router. Of the one that goes wrong the card says that it has its routes: a table lists them.
fn make(is_told: bool, city: usize, script: &Script, talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    let name = ROUTERS[city].name;
    let told = format!("let mut {name} = Router::new(…), and its routes: see the table");
    let script = script.clone().told_as_one(name, told);
    talk.ask(&script, |seen| {
        for call in 0..script.calls.len() {
            let skipped = seen.skip();
            // All but the first have no step of their own.
            if !is_told || call > 0 {
                seen.leave_out();
            }
            skipped?;
        }
        Ok(())
    })
}

/// What a city's router was told.
fn routes(trip: &Trip, city: usize) -> Table {
    let case = trip.case(city);
    let connected = case
        .interfaces
        .iter()
        .enumerate()
        .map(|(interface, of)| (of.network, Via { interface, next_hop: None }));
    let told = case.ops.iter().filter_map(|op| match op {
        Op::Add(prefix, via) => Some((*prefix, *via)),
        Op::Remove(_) | Op::Packet(..) => None,
    });
    let row = |(prefix, via): (Prefix, Via)| vec![prefix.to_string(), via.to_string(), who(prefix)];
    Table {
        title: format!("what {} knows", NAMES[city]),
        head: ["destinations", "go", "who that is"].map(String::from).to_vec(),
        rows: told.chain(connected).map(row).collect(),
        wrong: vec![],
    }
}

/// What a network is, for people.
fn who(prefix: Prefix) -> String {
    let city = (0..NAMES.len()).find(|city| network(*city) == prefix).map(|city| String::from(NAMES[city]));
    let road = || {
        let road =
            ROADS.iter().enumerate().find(|(road, _)| u128::from(road_ends(*road)[0]) & !3 == prefix.bits);
        road.map(|(_, road)| format!("cable {} to {}", NAMES[road.ends.0], NAMES[road.ends.1]))
    };
    city.or_else(road).unwrap_or_else(|| String::from("nobody"))
}

/// The part of a trace in which it goes wrong, with those who take part in it: from the last packet that the sender sent
/// before.
fn excerpt(trace: &Trace) -> Trace {
    let until = trace.first_difference().map_or(trace.events().len(), |event| event.index());
    let sender = NAMES.len();
    let is_sent = |event: &Event| matches!(event, Event::Message(message) if message.from.index() == sender);
    let first = trace.events()[..until].iter().rposition(is_sent).unwrap_or(0);
    let events = &trace.events()[first..];
    let mut excerpt = Trace::new();
    let takes_part = |actor: usize| {
        events.iter().any(|event| match event {
            Event::Message(message) => message.from.index() == actor || message.to.index() == actor,
            Event::Note(note) => note.actor.is_some_and(|of| of.index() == actor),
        })
    };
    // The sender to the left, the other machine to the right.
    let order = [sender].into_iter().chain(0..sender).chain([sender + 1]);
    let actors: Vec<(usize, ActorId)> = order
        .filter(|actor| takes_part(*actor))
        .map(|actor| (actor, excerpt.actor(trace.actors()[actor].name.clone())))
        .collect();
    let new = |actor: ActorId| {
        let (_, new) = actors.iter().find(|(old, _)| *old == actor.index()).expect("it takes part");
        *new
    };
    for (at, event) in events.iter().enumerate() {
        let is_first_difference = first + at == until;
        match event {
            Event::Message(message) => {
                let label = message.label.clone();
                let told = excerpt.message(new(message.from), new(message.to), label);
                let told = told.sent(message.sent_at.unwrap_or_default());
                match &message.delivery {
                    Delivery::Arrived { at, .. } => drop(told.arrives(at.unwrap_or_default())),
                    Delivery::Lost { why } => drop(told.lost(why.clone())),
                    Delivery::InFlight => {}
                }
            }
            Event::Note(note) => {
                let told = match note.actor {
                    Some(actor) => excerpt.note(new(actor), note.text.clone()),
                    None => excerpt.scene(note.text.clone()),
                };
                let told = told.at(note.at.unwrap_or_default());
                if is_first_difference {
                    told.first_difference();
                }
            }
        }
    }
    excerpt
}

/// Trips between cities, with any roads closed.
fn trips(sends: &'static [Sends]) -> BoxedStrategy<Trip> {
    let places = (0..NAMES.len(), 1..NAMES.len(), vec(0..ROADS.len(), 0..3), any::<Index>());
    places
        .prop_map(|(from, further, closed, sends_at)| {
            let to = (from + further) % NAMES.len();
            let trip = Trip { from, to, closed, circle: &[], sends: sends_at.get(sends).clone() };
            // There must be a way.
            if trip.next(from, to).is_some() { trip } else { Trip { closed: vec![], ..trip } }
        })
        .boxed()
}

/// From Tokyo to London, as the map is.
fn to_london(sends: Sends) -> Trip {
    Trip { from: TOKYO, to: LONDON, closed: vec![], circle: &[], sends }
}

pub(super) fn six_cities(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(TRIPS);
    let closed = |roads: &[usize]| Trip { closed: roads.to_vec(), ..to_london(Sends::Datagram(64)) };
    // The road from New York to Tokyo is closed, and then that between Amsterdam and London as well.
    let forced = [to_london(Sends::Datagram(64)), closed(&[5]), closed(&[5, 3]), to_london(Sends::Ping)];
    let random = trips(&[Sends::Datagram(64), Sends::Ping]);
    trial.story(forced, Some(random), |trip, talk| judge("six_cities", Eye::Everything, trip, talk).map(drop))
}

/// Circles of neighbors.
const CIRCLES: [&[usize]; 3] = [&[NEW_YORK, AMSTERDAM], &[NEW_YORK, LONDON, AMSTERDAM], &[SINGAPORE, TOKYO]];

pub(super) fn loops_end(trial: &mut Trial<'_>) -> Verdict {
    trial.cases = trial.cases.min(TRIPS / 2);
    let circling = |from: usize, circle: usize, ttl: u8| Trip {
        from,
        to: if from == LONDON { TOKYO } else { LONDON },
        closed: vec![],
        circle: CIRCLES[circle],
        sends: Sends::IntoCircle(ttl),
    };
    let forced = [circling(TOKYO, 0, 5), circling(TOKYO, 1, 7), circling(LONDON, 2, 9)];
    let random = (0..NAMES.len(), 0..CIRCLES.len(), 2..40_u8);
    let random = random.prop_map(move |(from, circle, ttl)| circling(from, circle, ttl));
    trial.story(forced, Some(random), |trip, talk| judge("loops_end", Eye::Life, trip, talk).map(drop))
}

/// What `traceroute` prints in Tokyo: the committed answer, with the times of the map.
const TRACEROUTE: &str = " 1  10.1.0.1  2 ms  2 ms  2 ms
 2  10.0.6.1  162 ms  162 ms  162 ms
 3  10.0.5.1  232 ms  232 ms  232 ms
 4  10.6.0.9  234 ms  234 ms  234 ms
";

pub(super) fn traceroute(trial: &mut Trial<'_>) -> Verdict {
    trial.story([to_london(Sends::Traceroute)], None::<Just<Trip>>, |trip, talk| {
        let run = judge("traceroute", Eye::Everything, trip, talk)?;
        let lines = lines(&run.heard);
        ensure(lines == TRACEROUTE, || Trouble::new(format!("expected {TRACEROUTE:?}, saw {lines:?}")))
    })
}

#[cfg(test)]
mod tests {
    use given::packets::protocol;

    use super::*;

    #[test]
    fn the_traceroute_is_the_committed_one() {
        let trip = to_london(Sends::Traceroute);
        let Ok(run) = run(&trip, &Models::of(&trip, Habit::Right), |_| true) else { panic!() };
        assert_eq!(lines(&run.heard), TRACEROUTE);
    }

    #[test]
    fn ways_are_the_shortest() {
        let trip = to_london(Sends::Ping);
        assert_eq!(trip.next(TOKYO, LONDON), Some(NEW_YORK));
        assert_eq!(trip.next(NEW_YORK, LONDON), Some(LONDON));
        let trip = Trip { closed: vec![5], ..trip };
        assert_eq!(trip.next(TOKYO, LONDON), Some(SINGAPORE));
        let trip = Trip { closed: vec![5, 0], ..trip };
        assert_eq!(trip.next(TOKYO, LONDON), None);
    }

    #[test]
    fn a_circle_ends_with_the_time_to_live() {
        for circle in CIRCLES {
            let trip = Trip { circle, sends: Sends::IntoCircle(9), ..to_london(Sends::Ping) };
            let models = Models::of(&trip, Habit::Right);
            let Ok(run) = run(&trip, &models, |_| true) else { panic!() };
            let asked = models.asked.take();
            let there = asked.iter().filter(|asked| asked.packet[9] == protocol::UDP).count();
            assert_eq!((there, run.heard.len()), (9, 1), "{circle:?}");
        }
    }
}
