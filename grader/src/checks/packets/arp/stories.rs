//! Stories of a machine on a link: what it is asked and told, and when. All of it is settled beforehand, so a story is
//! asked as one question, and each answer is compared with that of a model.

use std::net::Ipv4Addr;
use std::ops::Range;

use given::packets::{LinkPacket, LinkReceived, LinkTimeout, Undeliverable};
use given::time::Micros;
use proptest::strategy::BoxedStrategy;
use serde::Serialize;
use sim::Trace;

use super::EXERCISE;
use super::model::{HABITS, Habit, Model};
use super::wire::{TOKYO, address, card_of, dump, fields_of_frame, is_arp, text, who_has, words};
use crate::finding::Table;
use crate::script::{Object, Script};
use crate::spell::{Bytes, Hex, Spell};
use crate::trial::{Seen, Talk, Trial, Trouble, Verdict, ensure};

/// The learner's, as cards call it.
const NEIGHBORS: Object = Object { number: 1, name: "tokyo" };
/// Random stories of a check.
const STORIES: u32 = 48;
/// Times that a wrong story is told again, to see whether it goes the same way.
const AGAIN: u32 = 8;
/// The same where many are alike: which of them is forgotten shows in two of sixteen.
const AGAIN_IN_A_CROWD: u32 = 64;
/// What is drawn of a story after its first wrong answer.
const SHOWN_AFTER: usize = 3;

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Send {
        to: u32,
        packet: Vec<u8>,
    },
    Frame(Vec<u8>),
    Timeout,
    Poll,
    /// Several like one another, at one moment. A card shows the first and the last.
    Many(Vec<Act>),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Sent(Option<Vec<u8>>),
    Received(LinkReceived),
    TimedOut(LinkTimeout),
    Due(Option<Micros>),
    Many(Vec<Answer>),
}

/// What is done, and after how many milliseconds.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) acts: Vec<(u64, Act)>,
}

impl Story {
    fn then(mut self, at: u64, act: Act) -> Story {
        self.acts.push((at, act));
        self
    }

    pub(super) fn send(self, at: u64, to: u32, packet: &str) -> Story {
        self.then(at, Act::Send { to, packet: packet.into() })
    }

    pub(super) fn frame(self, at: u64, frame: Vec<u8>) -> Story {
        self.then(at, Act::Frame(frame))
    }

    pub(super) fn timeout(self, at: u64) -> Story {
        self.then(at, Act::Timeout)
    }

    pub(super) fn poll(self, at: u64) -> Story {
        self.then(at, Act::Poll)
    }

    /// The machines with these numbers all ask for Tokyo.
    pub(super) fn crowd(self, at: u64, numbers: Range<u8>) -> Story {
        let asks = |number| Act::Frame(who_has(TOKYO, address(number)));
        self.then(at, Act::Many(numbers.map(asks).collect()))
    }

    /// Tokyo sends a packet to each of the machines with these numbers.
    pub(super) fn send_all(self, at: u64, numbers: Range<u8>) -> Story {
        let send = |number| Act::Send { to: address(number), packet: format!("to {number}").into() };
        self.then(at, Act::Many(numbers.map(send).collect()))
    }
}

/// What a machine with this habit answers.
pub(super) fn played(story: &Story, habit: Habit) -> Vec<Answer> {
    let mut model = Model::new(habit);
    story.acts.iter().map(|(at, act)| model.act(Micros::from_millis(*at), act)).collect()
}

/// A packet, which the learner's function takes as its own.
#[derive(Serialize)]
#[serde(transparent)]
struct Owned(Bytes);

impl Spell for Owned {
    fn spell(&self) -> String {
        self.0.spell()
    }

    fn rust(&self) -> String {
        self.0.rust()
    }
}

pub(super) fn ask(story: &Story) -> Script {
    let name = format!("Neighbors::new({}, {})", card_of(TOKYO), Ipv4Addr::from(TOKYO));
    let new = Script::default()
        .new(NEIGHBORS, "Neighbors::new", (card_of(TOKYO), Hex(TOKYO)))
        .spelled(format!("let mut tokyo = {name}"));
    story.acts.iter().fold(new, |script, (at, act)| add(script, Micros::from_millis(*at), act))
}

/// Adds the calls of an act.
fn add(script: Script, now: Micros, act: &Act) -> Script {
    let spelled = spelled(now, act);
    match act {
        Act::Send { to, packet } => script
            .on(NEIGHBORS, "Neighbors::send", (now, Hex(*to), Owned(Bytes(packet.clone()))))
            .spelled(spelled),
        Act::Frame(frame) => {
            script.on(NEIGHBORS, "Neighbors::handle_frame", (now, Bytes(frame.clone()))).spelled(spelled)
        }
        Act::Timeout => script.on(NEIGHBORS, "Neighbors::handle_timeout", (now,)).spelled(spelled),
        Act::Poll => script.on(NEIGHBORS, "Neighbors::poll_timeout", ()).spelled(spelled),
        // All but the last are left out of the story, so that one stands for all.
        Act::Many(acts) => {
            let calls: Vec<String> = acts.iter().map(|act| coded(now, act)).collect();
            acts.iter()
                .fold(script, |script, act| add(script, now, act))
                .spelled(spelled)
                .coded(format!("{{ {} }}", calls.join("; ")))
        }
    }
}

/// A call as a card shows it.
fn spelled(now: Micros, act: &Act) -> String {
    match act {
        Act::Send { to, packet } => format!("tokyo.send({now}, {}, {})", Ipv4Addr::from(*to), text(packet)),
        Act::Frame(frame) => format!("tokyo.handle_frame({now}, frame)   // {}", words(frame, false)),
        Act::Timeout => format!("tokyo.handle_timeout({now})"),
        Act::Poll => format!("tokyo.poll_timeout()   // at {now}"),
        Act::Many(acts) => {
            let ends = [acts.first(), acts.last()].map(|act| act.map(|act| spelled(now, act)));
            let [first, last] = ends.map(Option::unwrap_or_default);
            format!("{} calls, from {first}   to {last}", acts.len())
        }
    }
}

/// A call as a test makes it.
fn coded(now: Micros, act: &Act) -> String {
    let now = now.rust();
    match act {
        Act::Send { to, packet } => {
            format!("tokyo.send({now}, {}, {})", Hex(*to).rust(), Bytes(packet.clone()).rust())
        }
        Act::Frame(frame) => format!("tokyo.handle_frame({now}, {})", Bytes(frame.clone()).arg()),
        Act::Timeout => format!("tokyo.handle_timeout({now})"),
        Act::Poll => String::from("tokyo.poll_timeout()"),
        Act::Many(acts) => acts.iter().map(|act| coded(Micros(0), act)).collect::<Vec<_>>().join("; "),
    }
}

impl Answer {
    /// The same, with what may stand in any order in one order.
    fn ordered(mut self) -> Answer {
        match &mut self {
            Answer::Received(received) => received.frames.sort_by_key(|frame| !is_arp(frame)),
            Answer::TimedOut(out) => {
                out.frames.sort();
                out.undeliverable.sort_by_key(|back| back.next_hop);
            }
            Answer::Many(answers) => {
                *answers = answers.drain(..).map(Answer::ordered).collect();
            }
            Answer::Sent(_) | Answer::Due(_) => {}
        }
        self
    }

    /// Whether this is the other one, where the order does not matter in any order.
    pub(super) fn is(&self, other: &Answer) -> bool {
        self == other || self.clone().ordered() == other.clone().ordered()
    }

    pub(super) fn words(&self) -> String {
        if let Answer::Many(answers) = self {
            let mut words: Vec<String> = answers.iter().map(Answer::words).collect();
            words.dedup();
            if words.len() > 3 {
                words.splice(1..words.len() - 1, [String::from("…")]);
            }
            return words.join("; ");
        }
        let mut words: Vec<String> = self.frames().iter().map(|frame| self::words(frame, true)).collect();
        words.extend(self.notes());
        if words.is_empty() {
            words.push(String::from(if matches!(self, Answer::Due(_)) { "None" } else { "nothing" }));
        }
        words.join("; ")
    }

    /// What of it is not sent.
    fn notes(&self) -> Vec<String> {
        match self {
            Answer::Sent(_) => vec![],
            Answer::Received(LinkReceived { packet, .. }) => {
                let note = |packet: &LinkPacket| {
                    let all = if packet.broadcast { ", came to all" } else { "" };
                    format!("for IP: {} in {} bytes{all}", text(&packet.bytes), packet.bytes.len())
                };
                packet.iter().map(note).collect()
            }
            Answer::TimedOut(LinkTimeout { undeliverable, .. }) => {
                let note = |back: &Undeliverable| {
                    format!("{} for {} comes back", text(&back.packet), Ipv4Addr::from(back.next_hop))
                };
                undeliverable.iter().map(note).collect()
            }
            Answer::Due(due) => due.iter().map(Micros::to_string).collect(),
            Answer::Many(_) => vec![],
        }
    }

    fn frames(&self) -> &[Vec<u8>] {
        match self {
            Answer::Sent(frame) => frame.as_slice(),
            Answer::Received(LinkReceived { frames, .. }) | Answer::TimedOut(LinkTimeout { frames, .. }) => {
                frames
            }
            Answer::Due(_) | Answer::Many(_) => &[],
        }
    }
}

fn answer(act: &Act, seen: &mut Seen<'_>) -> Result<Answer, Trouble> {
    Ok(match act {
        Act::Send { .. } => Answer::Sent(seen.value::<Option<Bytes>>()?.map(|bytes| bytes.0)),
        Act::Frame(_) => Answer::Received(seen.value()?),
        Act::Timeout => Answer::TimedOut(seen.value()?),
        Act::Poll => Answer::Due(seen.value()?),
        Act::Many(acts) => {
            let mut answers = vec![];
            for (index, act) in acts.iter().enumerate() {
                answers.push(answer(act, seen)?);
                if index + 1 < acts.len() {
                    seen.leave_out();
                }
            }
            Answer::Many(answers)
        }
    })
}

/// Reads the next answer. The card shows it in words, and what should have been, if it is another one.
fn read(act: &Act, right: &Answer, seen: &mut Seen<'_>) -> Result<Answer, Trouble> {
    let answer = answer(act, seen)?;
    seen.shown_as(&answer.words());
    if !answer.is(right) {
        match right {
            Answer::Sent(frame) => drop(seen.differs(&frame.clone().map(Bytes))),
            Answer::Received(received) => drop(seen.differs(received)),
            Answer::TimedOut(out) => drop(seen.differs(out)),
            Answer::Due(due) => drop(seen.differs(due)),
            Answer::Many(_) => {}
        }
    }
    Ok(answer)
}

/// Compares what the learner's code answers with the right answers.
fn judge(check: &str, story: &Story, right: &[Answer], seen: &mut Seen<'_>) -> Result<(), Trouble> {
    seen.skip()?;
    let mut answers: Vec<Answer> = Vec::new();
    let mut wrong: Option<(usize, String)> = None;
    for ((_, act), right) in story.acts.iter().zip(right) {
        let read = read(act, right, seen);
        if wrong.is_some() {
            // It is seen in the ladder.
            seen.leave_out();
        }
        match read {
            Err(_) if wrong.is_some() => break,
            Err(trouble) => {
                let trouble = trouble_of_panic(act, trouble);
                return Err(trouble.figure(ladder(story, &answers, None)));
            }
            Ok(answer) => {
                if wrong.is_none() && !answer.is(right) {
                    wrong = Some((answers.len(), seen.expected(right.words())));
                }
                answers.push(answer);
            }
        }
    }
    let Some((at, differs)) = wrong else { return Ok(()) };
    let trouble = Trouble::new(differs);
    let trouble = match hidden(&answers[at], &right[at]) {
        Some((frame, should)) => {
            let fields = fields_of_frame(frame.len(), should.len().saturating_sub(14));
            trouble.figure(dump("the frame", frame, &fields, should))
        }
        None => trouble.figure(ladder(story, &answers, Some(at))),
    };
    Err(named(check, story, &answers, at).into_iter().fold(trouble, Trouble::looks_like))
}

/// The first frame that differs, and what it should be, where words don't show it.
fn hidden<'a>(answer: &'a Answer, right: &'a Answer) -> Option<(&'a [u8], &'a [u8])> {
    let mut pairs = answer.frames().iter().zip(right.frames());
    let (frame, should) = pairs.find(|(frame, should)| frame != should)?;
    (answer.words() == right.words()).then_some((frame.as_slice(), should.as_slice()))
}

/// Many acts in words.
fn crowd(acts: &[Act]) -> String {
    match acts.first() {
        Some(Act::Send { .. }) => format!("packets for {} neighbors", acts.len()),
        _ => format!("{} machines ask for Tokyo", acts.len()),
    }
}

fn trouble_of_panic(act: &Act, trouble: Trouble) -> Trouble {
    match act {
        Act::Frame(_) => trouble.panic_looks_like("rubbish-panics"),
        _ => trouble,
    }
}

/// Tells the stories of a check, and then random ones.
pub(super) fn stories(
    trial: &mut Trial<'_>,
    check: &'static str,
    forced: Vec<Story>,
    random: Option<BoxedStrategy<Story>>,
) -> Verdict {
    trial.cases = trial.cases.min(STORIES);
    trial.story(forced, random, |story, talk| {
        let right = played(story, Habit::Right);
        let answers = answers(story, talk)?;
        if same(&answers, &right) {
            return Ok(());
        }
        let is_crowded = story.acts.iter().any(|(_, act)| matches!(act, Act::Many(_)));
        for _ in 0..if is_crowded { AGAIN_IN_A_CROWD } else { AGAIN } {
            let others = self::answers(story, talk)?;
            ensure(same(&answers, &others), || is_nondeterministic(story, &answers, &others, &right))?;
        }
        talk.ask(&ask(story), |seen| judge(check, story, &right, seen))
    })
}

/// All answers up to the first that is none. Nothing of it is seen on a card.
fn answers(story: &Story, talk: &mut Talk<'_, '_>) -> Result<Vec<Answer>, Trouble> {
    talk.ask(&ask(story), |seen| {
        let mut answers = vec![];
        let mut went = seen.skip();
        seen.leave_out();
        for (_, act) in &story.acts {
            went = went.and_then(|()| answer(act, seen).map(|answer| answers.push(answer)));
            seen.leave_out();
        }
        Ok(answers)
    })
}

fn same(answers: &[Answer], others: &[Answer]) -> bool {
    answers.len() == others.len() && answers.iter().zip(others).all(|(one, other)| one.is(other))
}

/// Two runs of one story, side by side.
fn is_nondeterministic(story: &Story, first: &[Answer], second: &[Answer], right: &[Answer]) -> Trouble {
    let said = |answers: &[Answer], at: usize| answers.get(at).map_or(String::from("-"), Answer::words);
    let differs: Vec<usize> = (0..story.acts.len())
        .filter(|at| match (first.get(*at), second.get(*at)) {
            (Some(one), Some(other)) => !one.is(other),
            (one, other) => one.is_some() != other.is_some(),
        })
        .collect();
    let row = |at: &usize| {
        let now = Micros::from_millis(story.acts[*at].0);
        let did = match &story.acts[*at].1 {
            Act::Send { to, packet } => format!("send {} to {}", text(packet), Ipv4Addr::from(*to)),
            Act::Frame(frame) => words(frame, false),
            Act::Timeout => String::from("handle_timeout"),
            Act::Poll => String::from("poll_timeout"),
            Act::Many(acts) => format!("{} calls", acts.len()),
        };
        vec![now.to_string(), did, said(first, *at), said(second, *at), right[*at].words()]
    };
    let table = Table {
        title: String::from("the same story, told twice: where the answers differ"),
        head: ["at", "what", "first time", "second time", "must be"].map(String::from).to_vec(),
        rows: differs.iter().take(4).map(row).collect(),
        wrong: vec![],
    };
    Trouble::new("the same calls get other answers the second time")
        .looks_like("nondeterministic")
        .figure(table)
}

/// The mistake by which a story goes like this. What the check knows comes first. A mistake must explain all that was
/// answered, or at least everything up to the first wrong answer, and that one.
pub(super) fn named(check: &str, story: &Story, answers: &[Answer], at: usize) -> Option<&'static str> {
    let known = EXERCISE.checks.iter().find(|known| known.name == check)?.mistakes;
    let own = known.iter().flat_map(|mistake| HABITS.iter().filter(|(slug, _)| *slug == mistake.slug));
    let others = HABITS.iter().filter(|(slug, _)| known.iter().all(|mistake| mistake.slug != *slug));
    let like = |end: usize| {
        own.clone().chain(others.clone()).find(|(_, habit)| {
            let played = played(story, *habit);
            answers[..end].iter().zip(&played).all(|(answer, habit)| answer.is(habit))
        })
    };
    like(answers.len()).or_else(|| like(at + 1)).map(|(slug, _)| *slug)
}

/// A story as a ladder. `wrong` is the act whose answer should have been another one; who panicked has no answer.
fn ladder(story: &Story, answers: &[Answer], wrong: Option<usize>) -> Trace {
    let mut trace = Trace::new();
    let tokyo = trace.actor("Tokyo");
    let link = trace.actor("the link");
    let end = wrong.map_or(answers.len() + 1, |wrong| wrong + 1 + SHOWN_AFTER);
    for (index, (at, act)) in story.acts.iter().enumerate().take(end) {
        let now = Micros::from_millis(*at);
        let is_wrong = wrong == Some(index);
        if let Act::Frame(frame) = act {
            trace.message(link, tokyo, words(frame, false)).sent(now).arrives(now);
        }
        if let Act::Many(acts) = act {
            trace.note(tokyo, crowd(acts)).at(now);
        }
        let Some(answer) = answers.get(index) else { continue };
        // A packet that is not sent now is seen all the same.
        if let Act::Send { to, packet } = act
            && answer.frames().iter().all(|frame| is_arp(frame))
        {
            trace.note(tokyo, format!("{} for {}", text(packet), Ipv4Addr::from(*to))).at(now);
        }
        let mut is_marked = false;
        for frame in answer.frames() {
            let sent = trace.message(tokyo, link, words(frame, true)).sent(now).arrives(now);
            if is_wrong && !is_marked {
                sent.first_difference();
                is_marked = true;
            }
        }
        let mut notes = answer.notes();
        if is_wrong && !is_marked && notes.is_empty() {
            notes.push(answer.words());
        }
        if let (Answer::Due(_), false) = (answer, is_wrong) {
            notes.clear();
        }
        for (number, note) in notes.iter().enumerate() {
            let noted = trace.note(tokyo, note).at(now);
            if is_wrong && !is_marked && number + 1 == notes.len() {
                noted.first_difference();
            }
        }
    }
    trace
}
