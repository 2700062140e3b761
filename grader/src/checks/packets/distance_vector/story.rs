//! Stories of one router: what it hears at its interfaces, and what must come of it.
//!
//! The questions do not depend on the answers: they are asked at the moments at which a router that is right has
//! something to do. So a story is one script.

use std::net::Ipv4Addr;
use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;
use serde::de::DeserializeOwned;
use sim::{ActorId, Trace};

use super::EXERCISE;
use super::model::{HABITS, Habit, INFINITY, Model};
use crate::finding::{Code, Detail, Figure, Step, Table};
use crate::script::{Object, Script};
use crate::spell::Spell;
use crate::trial::{Seen, Trouble};

/// The learner's router, as cards call it.
const ROUTER: Object = Object { number: 1, name: "router" };

/// 10.`number`.0.0/16, as the networks of the six cities are called.
pub(super) const fn network(number: u32) -> RipNetwork {
    RipNetwork { address: (10 << 24) | (number << 16), len: 16 }
}

/// 10.`number`.0.1, the router of that city.
pub(super) const fn router(number: u32) -> u32 {
    network(number).address | 1
}

pub(super) const fn lan(number: u32, cost: u32) -> RipInterface {
    RipInterface { network: Some(network(number)), cost }
}

pub(super) const fn line(cost: u32) -> RipInterface {
    RipInterface { network: None, cost }
}

pub(super) const fn entry(number: u32, metric: u32) -> RipEntry {
    RipEntry { network: network(number), metric }
}

/// What happens to a router.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// A neighbor, by its number, says something at an interface.
    Hear(usize, u32, Vec<RipEntry>),
    /// An interface is down.
    Down(usize),
    /// Only time goes on.
    Wait,
    /// Time goes on, and nobody asks the router meanwhile.
    Oversleep,
}

/// What is asked beside that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// The table, after each thing that happens. All happens at one moment.
    Table,
    /// The updates, but not what they say on an interface of the rows whose packets leave there.
    Ways,
    /// The updates.
    Updates,
    /// The updates, and when there is something to do next.
    Times,
    /// All of that, and the table in the end.
    All,
}

/// What a router lives through.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) asks: Asks,
    pub(super) start: Micros,
    pub(super) interfaces: Vec<RipInterface>,
    /// Each so many milliseconds after the one before.
    pub(super) ops: Vec<(u64, Op)>,
}

impl Story {
    pub(super) fn new(asks: Asks, interfaces: impl Into<Vec<RipInterface>>) -> Story {
        Story { asks, start: Micros(0), interfaces: interfaces.into(), ops: vec![] }
    }

    pub(super) fn start(mut self, millis: u64) -> Story {
        self.start = Micros::from_millis(millis);
        self
    }

    pub(super) fn hear(
        self,
        after: u64,
        interface: usize,
        from: u32,
        entries: impl Into<Vec<RipEntry>>,
    ) -> Story {
        self.then(after, Op::Hear(interface, from, entries.into()))
    }

    pub(super) fn down(self, after: u64, interface: usize) -> Story {
        self.then(after, Op::Down(interface))
    }

    pub(super) fn wait(self, millis: u64) -> Story {
        self.then(millis, Op::Wait)
    }

    pub(super) fn oversleep(self, millis: u64) -> Story {
        self.then(millis, Op::Oversleep)
    }

    pub(super) fn then(mut self, after: u64, op: Op) -> Story {
        self.ops.push((after, op));
        self
    }
}

/// A call of a router's methods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    New(Vec<RipInterface>),
    Hear(usize, u32, Vec<RipEntry>),
    Down(usize),
    Update,
    Timeout,
    Table,
}

/// What is answered.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Nothing,
    Updates(Vec<RipUpdate>),
    Moment(Micros),
    Table(Vec<RipRoute>),
}

/// Of a row that is dead, its way does not matter.
impl PartialEq for Answer {
    fn eq(&self, other: &Answer) -> bool {
        match (self, other) {
            (Answer::Nothing, Answer::Nothing) => true,
            (Answer::Updates(one), Answer::Updates(other)) => one == other,
            (Answer::Moment(one), Answer::Moment(other)) => one == other,
            (Answer::Table(one), Answer::Table(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same_row(one, other))
            }
            _ => false,
        }
    }
}

fn is_same_row(one: &RipRoute, other: &RipRoute) -> bool {
    let are_dead = one.metric == INFINITY && other.metric == INFINITY;
    one == other || (are_dead && one.network == other.network)
}

/// A call at a moment, and its answer.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) now: Micros,
    pub(super) call: Call,
    pub(super) answer: Answer,
}

/// A model that is called like a learner's router.
pub(super) fn answer(model: &mut Option<Model>, habit: Habit, now: Micros, call: &Call) -> Answer {
    let router = model.get_or_insert_with(|| Model::new(habit, now, &[]));
    match call {
        Call::New(interfaces) => *router = Model::new(habit, now, interfaces),
        Call::Hear(interface, from, entries) => {
            router.handle_update(now, *interface, self::router(*from), entries);
        }
        Call::Down(interface) => router.link_down(now, *interface),
        Call::Update => return Answer::Updates(router.poll_update(now)),
        Call::Timeout => return Answer::Moment(router.poll_timeout()),
        Call::Table => return Answer::Table(router.routes()),
    }
    Answer::Nothing
}

/// The whole story, as it must go.
pub(super) fn right(story: &Story) -> Vec<Entry> {
    let mut telling = Telling { asks: story.asks, now: story.start, router: None, entries: vec![] };
    telling.call(Call::New(story.interfaces.clone()));
    let mut delays = story.ops.iter().map(|(after, _)| *after).skip(1).chain([1]);
    // What happens at one moment is told together.
    let mut goes_on =
        |first: Option<u64>| story.asks == Asks::Table || first.or_else(|| delays.next()) != Some(0);
    if goes_on(story.ops.first().map(|(after, _)| *after).or(Some(1))) {
        telling.look();
    }
    for (after, op) in &story.ops {
        if story.asks != Asks::Table {
            telling.pass(Duration::from_millis(*after), *op == Op::Oversleep);
        }
        match op {
            Op::Hear(interface, from, entries) => {
                telling.call(Call::Hear(*interface, *from, entries.clone()));
            }
            Op::Down(interface) => telling.call(Call::Down(*interface)),
            Op::Wait | Op::Oversleep => {}
        }
        if goes_on(None) {
            telling.look();
        }
    }
    if story.asks == Asks::All {
        telling.call(Call::Table);
    }
    telling.entries
}

struct Telling {
    asks: Asks,
    now: Micros,
    router: Option<Model>,
    entries: Vec<Entry>,
}

impl Telling {
    fn call(&mut self, call: Call) {
        let answer = answer(&mut self.router, Habit::Right, self.now, &call);
        self.entries.push(Entry { now: self.now, call, answer });
    }

    /// Asks what there is to see after something has happened.
    fn look(&mut self) {
        if self.asks == Asks::Table {
            return self.call(Call::Table);
        }
        self.call(Call::Update);
        if matches!(self.asks, Asks::Times | Asks::All) {
            self.call(Call::Timeout);
        }
    }

    /// Lets time go on, with all that happens by itself meanwhile.
    fn pass(&mut self, time: Duration, asleep: bool) {
        // At one moment several things may happen before anybody looks.
        if time.is_zero() {
            return;
        }
        let until = self.now + time;
        while let Some(wakes) = self.router.as_ref().map(Model::poll_timeout)
            && wakes <= until
            && !asleep
        {
            self.now = wakes;
            self.look();
        }
        self.now = until;
    }
}

/// The story as calls.
pub(super) fn script(story: &Story) -> Script {
    let mut script = Script::default();
    for Entry { now, call, .. } in right(story) {
        script = ask(script, ROUTER, now, &call);
    }
    script
}

/// Adds a call of a router to a script.
pub(super) fn ask(script: Script, object: Object, now: Micros, call: &Call) -> Script {
    match call.clone() {
        Call::New(interfaces) => script.new(object, "DistanceVector::new", (now, interfaces)),
        Call::Hear(interface, from, entries) => {
            let address = router(from);
            let spelled = entries.iter().map(RipEntry::to_string).collect::<Vec<_>>().join(", ");
            let from = Ipv4Addr::from(address);
            script
                .on(object, "DistanceVector::handle_update", (now, interface, address, entries))
                .spelled(format!("{}.handle_update({now}, {interface}, {from}, [{spelled}])", object.name))
        }
        Call::Down(interface) => script.on(object, "DistanceVector::link_down", (now, interface)),
        Call::Update => script.on(object, "DistanceVector::poll_update", (now,)),
        Call::Timeout => script.on(object, "DistanceVector::poll_timeout", ()),
        Call::Table => script.on(object, "DistanceVector::routes", ()),
    }
}

/// Compares the answers with the right ones. At the first that differs, the story ends.
pub(super) fn judge(check: &str, story: &Story, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    let right = right(story);
    let mut answers: Vec<Answer> = Vec::new();
    let mut wrong: Option<(usize, String)> = None;
    for (at, entry) in right.iter().enumerate() {
        let told = read(entry, story.asks, seen, wrong.is_none());
        match (told, &wrong) {
            (Ok((answer, differs)), _) => {
                wrong = wrong.or_else(|| differs.map(|differs| (at, differs)));
                answers.push(answer);
            }
            // What came before is the story.
            (Err(_), Some(_)) => break,
            (Err(trouble), None) => return Err(panicked(entry, story, trouble)),
        }
    }
    let Some((at, differs)) = wrong else { return Ok(()) };
    let trouble = match named(check, story, &right, &answers) {
        Some(slug) => Trouble::new(differs).looks_like(slug),
        None => Trouble::new(differs),
    };
    Err(figures(story, &right[..=at], &answers[at]).into_iter().fold(trouble, Trouble::figure))
}

/// Reads an answer, and says how it differs from the right one. What comes after the first difference is no part of
/// the story.
fn read(
    entry: &Entry,
    asks: Asks,
    seen: &mut Seen<'_>,
    is_told: bool,
) -> Result<(Answer, Option<String>), Trouble> {
    let answer = match &entry.answer {
        Answer::Nothing => seen.skip().map(|()| Answer::Nothing)?,
        Answer::Updates(_) => Answer::Updates(value(seen)?),
        Answer::Moment(_) => Answer::Moment(value(seen)?),
        Answer::Table(_) => Answer::Table(value(seen)?),
    };
    if !is_told {
        seen.leave_out();
        return Ok((answer, None));
    }
    let is_right = match (asks, &answer, &entry.answer) {
        (Asks::Ways, Answer::Updates(given), Answer::Updates(right)) => {
            ways(given, right) == ways(right, right)
        }
        (_, given, right) => given == right,
    };
    if is_right {
        match entry.call {
            Call::Timeout | Call::Table => seen.leave_out(),
            _ => seen.leave_unsaid(),
        }
        return Ok((answer, None));
    }
    let differs = match &entry.answer {
        Answer::Nothing => String::new(),
        Answer::Updates(right) => seen.differs(right),
        Answer::Moment(right) => seen.differs(right),
        Answer::Table(right) => seen.differs(right),
    };
    Ok((answer, Some(differs)))
}

/// What is said, interface by interface, of networks that can be reached in another way than by those who hear it.
fn ways(told: &[RipUpdate], right: &[RipUpdate]) -> Vec<(usize, RipEntry)> {
    let all = |updates: &[RipUpdate]| -> Vec<(usize, RipEntry)> {
        let of = |update: &RipUpdate| {
            let interface = update.interface;
            update.entries.iter().map(move |entry| (interface, *entry)).collect::<Vec<_>>()
        };
        updates.iter().flat_map(of).collect()
    };
    let mut back = all(right);
    back.retain(|(_, entry)| entry.metric == INFINITY);
    let leads_back = |interface: usize, network: RipNetwork| {
        back.iter().any(|(at, entry)| (*at, entry.network) == (interface, network))
    };
    let mut told = all(told);
    told.retain(|(interface, entry)| !leads_back(*interface, entry.network));
    told
}

fn value<T: DeserializeOwned + Spell>(seen: &mut Seen<'_>) -> Result<T, Trouble> {
    seen.value()
}

/// The mistake by which a call panicked.
fn panicked(entry: &Entry, story: &Story, trouble: Trouble) -> Trouble {
    let is_after_down = story.ops.iter().any(|(_, op)| matches!(op, Op::Down(_)));
    let large = |entry: &RipEntry| entry.metric.checked_add(15).is_none();
    match &entry.call {
        Call::Hear(_, _, entries) if entries.iter().any(large) => {
            trouble.panic_with_looks_like("overflow", "sum-overflows")
        }
        Call::Hear(..) | Call::Down(_) if is_after_down => {
            trouble.panic_with_looks_like("out of bounds", "interfaces-renumbered")
        }
        _ => trouble,
    }
}

/// The mistake that gives just these answers. What the check knows comes first.
fn named(check: &str, story: &Story, right: &[Entry], answers: &[Answer]) -> Option<&'static str> {
    let gives = |habit: Habit| {
        let mut model = None;
        let mut pairs = right.iter().zip(answers);
        pairs.all(|(entry, given)| answer(&mut model, habit, entry.now, &entry.call) == *given)
    };
    let renumbers = || renumbered(story, right, answers).then_some("interfaces-renumbered");
    habits_of(check).find(|(_, habit)| gives(*habit)).map(|(slug, _)| slug).or_else(renumbers)
}

/// The habits that a check knows, and then all others.
pub(super) fn habits_of(check: &str) -> impl Iterator<Item = (&'static str, Habit)> {
    let known = EXERCISE.checks.iter().find(|known| known.name == check).map_or(&[][..], |of| of.mistakes);
    let is_known = move |slug: &str| known.iter().any(|mistake| mistake.slug == slug);
    let own = known.iter().flat_map(|mistake| HABITS.iter().filter(|(slug, _)| *slug == mistake.slug));
    own.chain(HABITS.iter().filter(move |(slug, _)| !is_known(slug))).copied()
}

/// Whether the answers are those of somebody who takes interfaces that are down out of the list: from then on the
/// others have other numbers in the updates.
fn renumbered(story: &Story, right: &[Entry], answers: &[Answer]) -> bool {
    let Some(down) = right.iter().position(|entry| matches!(entry.call, Call::Down(_))) else { return false };
    let Call::Down(interface) = right[down].call else { return false };
    let last = story.interfaces.len() - 1;
    let first_told =
        right.iter().zip(answers).skip(down).find_map(|(entry, given)| match (&entry.answer, given) {
            (Answer::Updates(right), Answer::Updates(given)) if !right.is_empty() => Some((right, given)),
            _ => None,
        });
    let Some((right, given)) = first_told else { return false };
    let numbers = |updates: &[RipUpdate]| updates.iter().map(|update| update.interface).collect::<Vec<_>>();
    interface < last && numbers(given) == (0..last).collect::<Vec<_>>() && numbers(given) != numbers(right)
}

/// Pictures of a story up to the answer that is wrong: who said what when, where that matters, and a long table.
fn figures(story: &Story, told: &[Entry], given: &Answer) -> Vec<Figure> {
    let mut figures = Vec::new();
    if story.asks != Asks::Table {
        figures.push(ladder(story, told, given).into());
    }
    if let (Some(Entry { answer: Answer::Table(right), .. }), Answer::Table(given)) = (told.last(), given)
        && right.len().max(given.len()) > 1
    {
        figures.push(table(right, given).into());
    }
    figures
}

/// The rows as they are and as they must be.
fn table(right: &[RipRoute], given: &[RipRoute]) -> Table {
    let mut networks: Vec<RipNetwork> = right.iter().chain(given).map(|route| route.network).collect();
    networks.sort_unstable();
    networks.dedup();
    let find = |routes: &[RipRoute], network: RipNetwork| {
        routes.iter().find(|route| route.network == network).copied()
    };
    let pairs: Vec<_> =
        networks.iter().map(|network| (*network, find(given, *network), find(right, *network))).collect();
    let rows = pairs
        .iter()
        .map(|(network, given, right)| vec![network.to_string(), way(given.as_ref()), way(right.as_ref())]);
    let differs = |(given, right): (&Option<RipRoute>, &Option<RipRoute>)| match (given, right) {
        (Some(given), Some(right)) => !is_same_row(given, right),
        (given, right) => given.is_some() != right.is_some(),
    };
    Table {
        title: String::from("the table"),
        head: ["network", "saw", "must be"].map(String::from).to_vec(),
        rows: rows.collect(),
        wrong: (0..pairs.len()).filter(|at| differs((&pairs[*at].1, &pairs[*at].2))).collect(),
    }
}

fn way(route: Option<&RipRoute>) -> String {
    match route {
        None => String::from("-"),
        Some(RipRoute { metric: INFINITY, .. }) => String::from("16"),
        Some(RipRoute { metric, interface, next_hop: None, .. }) => format!("{metric} at {interface}"),
        Some(RipRoute { metric, interface, next_hop: Some(hop), .. }) => {
            format!("{metric} at {interface} by {}", Ipv4Addr::from(*hop))
        }
    }
}

/// Rounds of updates that are shown before and after those that are left out of a ladder.
const ROUNDS: usize = 2;

/// What was said, with the updates that the router sent. The last entry is the one that is wrong.
fn ladder(story: &Story, told: &[Entry], given: &Answer) -> Trace {
    let mut trace = Trace::new();
    let router = trace.actor("router");
    let name = |interface: usize| match story.interfaces[interface].network {
        Some(_) => format!("network at {interface}"),
        None => format!("line at {interface}"),
    };
    let others: Vec<ActorId> = (0..story.interfaces.len()).map(|at| trace.actor(name(at))).collect();
    let long = left_out(told);
    for (at, Entry { now, call, answer }) in told.iter().enumerate() {
        let is_wrong = at + 1 == told.len();
        if long.contains(&at) {
            if long.first() == Some(&at) {
                trace.scene(format!("{} times as before", long.len()));
            }
            continue;
        }
        match call {
            Call::Hear(interface, from, entries) => {
                let label = format!("{} says {}", Ipv4Addr::from(self::router(*from)), short(entries));
                trace.message(others[*interface], router, label).sent(*now).arrives(*now);
            }
            Call::Down(interface) => drop(trace.note(others[*interface], "down").at(*now)),
            Call::Update => {
                let updates = match (if is_wrong { given } else { answer }, is_wrong) {
                    (Answer::Updates(updates), _) => updates.as_slice(),
                    _ => &[],
                };
                for RipUpdate { interface, entries } in updates {
                    // One that does not exist is told in the story.
                    let Some(other) = others.get(*interface) else { continue };
                    trace.message(router, *other, short(entries)).sent(*now).arrives(*now);
                }
                if is_wrong {
                    let said = if updates.is_empty() { "says nothing" } else { "says this" };
                    trace.note(router, said).at(*now).first_difference();
                }
            }
            Call::Timeout if is_wrong => {
                let text = match given {
                    Answer::Moment(moment) => format!("sleeps until {moment}"),
                    _ => String::from("sleeps"),
                };
                trace.note(router, text).at(*now).first_difference();
            }
            Call::Table if is_wrong => drop(trace.note(router, "its table").at(*now).first_difference()),
            Call::New(_) | Call::Timeout | Call::Table => {}
        }
    }
    trace
}

/// The places of updates in the middle of a long silence, all the same.
fn left_out(told: &[Entry]) -> Vec<usize> {
    let mut runs: Vec<Vec<usize>> = vec![vec![]];
    for (at, Entry { call, answer, .. }) in told.iter().enumerate() {
        match (call, answer) {
            (Call::Update, Answer::Updates(updates)) if updates.is_empty() => {}
            (Call::Update, _) => {
                let run = runs.last_mut().expect("there is one");
                let is_same = run.last().is_none_or(|last: &usize| told[*last].answer == *answer);
                if is_same { run.push(at) } else { runs.push(vec![at]) }
            }
            (Call::Hear(..) | Call::Down(_), _) => runs.push(vec![]),
            _ => {}
        }
    }
    let longest = runs.into_iter().max_by_key(Vec::len).unwrap_or_default();
    let end = longest.len().saturating_sub(ROUNDS);
    longest.get(ROUNDS..end).filter(|middle| middle.len() > 1).unwrap_or_default().to_vec()
}

/// As in `10.6: 3, 10.1: 16`, with the end of a long list left out.
pub(super) fn short(entries: &[RipEntry]) -> String {
    const MOST: usize = 3;
    let name = |network: RipNetwork| match network {
        RipNetwork { address, len: 16 } => format!("{}.{}", address >> 24, address >> 16 & 0xFF),
        other => other.to_string(),
    };
    let one = |RipEntry { network, metric }: &RipEntry| format!("{}: {metric}", name(*network));
    let shown: Vec<String> = entries.iter().take(MOST).map(one).collect();
    let more = entries.len().saturating_sub(MOST);
    match (entries.len(), more) {
        (0, _) => String::from("no entries"),
        (_, 0) => shown.join(", "),
        (_, more) => format!("{}, and {more} more", shown.join(", ")),
    }
}

/// Takes polls that went well and stand next to each other as one step, and makes what a test needs of that.
pub(super) fn in_short(detail: &mut Detail) {
    let mut steps: Vec<Step> = Vec::new();
    for step in std::mem::take(&mut detail.steps) {
        let moment = poll(&step).map(str::to_owned);
        match (steps.last_mut(), moment) {
            (Some(last), Some(moment)) if last.saw.is_none() && last.did.starts_with(POLL) => {
                merge(last, step, &moment);
            }
            _ => steps.push(step),
        }
    }
    // A test that only reads the table must not say `mut`, or it has a warning.
    if steps.iter().all(|step| !MUTATE.iter().any(|method| step.did.starts_with(method))) {
        for step in &mut steps {
            let read_only = |text: &str| text.replacen("let mut ", "let ", 1);
            step.did = read_only(&step.did);
            if let Some(code) = &mut step.code {
                code.call = read_only(&code.call);
            }
        }
    }
    detail.steps = steps;
}

/// What changes a router.
const MUTATE: [&str; 3] = [POLL, "router.handle_update(", "router.link_down("];
const POLL: &str = "router.poll_update(";

/// The moment of a poll that went well.
fn poll(step: &Step) -> Option<&str> {
    let moment = step.did.strip_prefix(POLL)?.strip_suffix(')')?;
    step.saw.is_none().then_some(moment)
}

fn merge(last: &mut Step, step: Step, moment: &str) {
    let begin = last.did.split("), ").next().unwrap_or_default().trim_end_matches(')').to_owned();
    let times = last.did.split("), ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<u32>().ok());
    let times = times.unwrap_or(1) + 1;
    last.did = format!("{begin}), {times} times until {moment}");
    if let (Some(Code { call, .. }), Some(next)) = (&mut last.code, step.code) {
        let inner = call.strip_prefix("{ ").and_then(|call| call.strip_suffix(" }")).unwrap_or(call);
        *call = format!("{{ {inner}; {} }}", next.call);
    }
    if let Some(code) = &mut last.code {
        code.saw = None;
    }
}

#[cfg(test)]
mod tests;
