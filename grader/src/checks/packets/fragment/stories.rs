//! Stories: what comes to London and when, and how the answers of the learner's code are judged.

use given::packets::Hole;
use given::time::Micros;
use proptest::strategy::Strategy;
use serde::Deserialize;
use sim::Trace;

use super::EXERCISE;
use super::model::{Act, HABITS, Habit, Model, Told, played};
use super::wire::{LONGEST, Packet, UNIT, describe, header_dump, units};
use crate::finding::{Figure, Table};
use crate::script::{Object, Script};
use crate::spell::{Bytes, Spell};
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// The learner's, as cards call it.
pub(super) const LONDON: Object = Object { number: 1, name: "london" };

/// A limit that no story of these reaches.
const ENOUGH: usize = 1 << 20;

/// What happens.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) acts: Vec<Act>,
    /// Whether it is told as a ladder: because it matters when something comes.
    pub(super) has_times: bool,
    /// Whole packets that somebody sent. Where their fragments contradict one another, nothing should come of it, but
    /// if one of these comes, nobody is deceived.
    pub(super) sent: Vec<Vec<u8>>,
}

impl Story {
    pub(super) fn act(mut self, act: Act) -> Story {
        self.acts.push(act);
        self
    }

    pub(super) fn push(self, ms: u64, packet: &Packet) -> Story {
        self.push_bytes(ms, packet.bytes())
    }

    pub(super) fn push_bytes(self, ms: u64, bytes: Vec<u8>) -> Story {
        self.act(Act::Push(Micros::from_millis(ms), bytes))
    }

    pub(super) fn push_all<'p>(self, packets: impl IntoIterator<Item = &'p Packet>) -> Story {
        packets.into_iter().fold(self, |story, packet| story.push(0, packet))
    }

    pub(super) fn give_up(self, ms: u64) -> Story {
        self.act(Act::GiveUp(Micros::from_millis(ms)))
    }

    pub(super) fn next(self) -> Story {
        self.act(Act::Next)
    }

    pub(super) fn holes(self, of: &Packet) -> Story {
        self.act(Act::Holes(of.bytes()))
    }

    pub(super) fn with_times(self) -> Story {
        Story { has_times: true, ..self }
    }
}

/// Tells the stories of a check, forced ones and random ones.
pub(super) fn tell<S: Strategy<Value = Story>>(
    trial: &mut Trial<'_>,
    check: &'static str,
    forced: Vec<Story>,
    random: S,
) -> Verdict {
    trial.law(forced, random, ask, |story, seen| judge(story, seen, check))
}

fn ask(story: &Story) -> Script {
    let new = Script::default()
        .new(LONDON, "Reassembly::new", (ENOUGH,))
        .spelled("let mut london = Reassembly::new(1 << 20)");
    story.acts.iter().fold(new, |script, act| match act {
        Act::Push(now, bytes) => push(script, *now, bytes, story.has_times),
        Act::Holes(bytes) => {
            let of = Packet::read(bytes).map_or(0, |packet| packet.header.identification);
            script
                .on(LONDON, "Reassembly::holes", (Bytes(bytes.clone()),))
                .spelled(format!("london.holes(&packet)   // of id {of}"))
        }
        Act::Next => script.on(LONDON, "Reassembly::poll_timeout", ()),
        Act::GiveUp(now) => script
            .on(LONDON, "Reassembly::handle_timeout", (*now,))
            .spelled(format!("london.handle_timeout({now})")),
    })
}

/// The call with what a person wants to know of the bytes.
pub(super) fn push(script: Script, now: Micros, bytes: &[u8], has_times: bool) -> Script {
    let when = if has_times || now != Micros(0) { now.to_string() } else { String::from("0") };
    let padding = match Packet::read(bytes).map_or(0, |packet| bytes.len() - packet.len()) {
        0 => String::new(),
        more => format!(", and {more} bytes behind it"),
    };
    let text = Packet::read(bytes).map_or(String::new(), |packet| said(&packet.payload));
    script
        .on(LONDON, "Reassembly::push", (now, Bytes(bytes.to_vec())))
        .spelled(format!("london.push({when}, &packet)   // {}{padding}{text}", describe(bytes)))
}

/// The beginning of a payload, where it's text.
fn said(payload: &[u8]) -> String {
    const SHOWN: usize = 4 * UNIT;
    let is_text = payload.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    match payload.len() {
        0 => String::new(),
        _ if !is_text => String::new(),
        len if len <= SHOWN => format!(": {}", payload.escape_ascii()),
        _ => format!(": {}…", payload[..UNIT].escape_ascii()),
    }
}

/// Reads the learner's answers, up to the first that is wrong.
fn judge(story: &Story, seen: &mut Seen<'_>, check: &str) -> Result<(), Trouble> {
    seen.skip()?;
    let right = played(&story.acts, Habit::Right);
    let mut told: Vec<Told> = Vec::new();
    for (act, right) in story.acts.iter().zip(&right) {
        let own = hear(act, seen).map_err(|trouble| {
            seen.differs(right);
            let figure = if story.has_times { None } else { there(story, told.len()) };
            let trouble = known_panic(trouble, &story.acts[..=told.len()]);
            figure.into_iter().fold(trouble, Trouble::figure)
        })?;
        told.push(own);
        let own = told.last().expect("it was put there");
        // Who is told is asked in a check of its own.
        let is_for_later = check == "a_minute" && matches!(act, Act::GiveUp(_));
        if own == right || is_for_later || is_sent(story, own, right) {
            if is_for_later {
                seen.leave_open();
            }
            if matches!(right, Told::Whole(None)) {
                seen.leave_unsaid();
            } else {
                seen.shown_as(&words(own));
            }
            continue;
        }
        seen.shown_as(&words(own));
        let message = seen.differs(right);
        let figure = figure(story, &told, right);
        let at = told.len() - 1;
        let named = named(story, &right_until(&told, right), &all_told(story, told.clone(), seen), at, check);
        let trouble = Trouble::new(message);
        let trouble = figure.into_iter().fold(trouble, Trouble::figure);
        return Err(named.into_iter().fold(trouble, Trouble::looks_like));
    }
    Ok(())
}

/// The answers with the right one in the place of the last.
fn right_until(told: &[Told], right: &Told) -> Vec<Told> {
    let mut all = told.to_vec();
    all.pop();
    all.push(right.clone());
    all
}

/// All that was answered, also behind the first wrong answer. It is no part of the story any more.
fn all_told(story: &Story, mut told: Vec<Told>, seen: &mut Seen<'_>) -> Vec<Told> {
    while let Some(act) = story.acts.get(told.len()) {
        let more = hear(act, seen);
        seen.leave_out();
        let Ok(own) = more else { break };
        told.push(own);
    }
    told
}

fn hear(act: &Act, seen: &mut Seen<'_>) -> Result<Told, Trouble> {
    Ok(match act {
        Act::Push(..) => Told::Whole(seen.value::<Option<Bytes>>()?.map(|bytes| bytes.0)),
        Act::Holes(_) => Told::Holes(seen.value()?),
        Act::Next => Told::Moment(seen.value()?),
        Act::GiveUp(_) => Told::Firsts(seen.value::<Firsts>()?.0.into_iter().map(|bytes| bytes.0).collect()),
    })
}

/// Whether a packet came out that somebody sent, where fragments contradict one another.
fn is_sent(story: &Story, own: &Told, right: &Told) -> bool {
    matches!((own, right), (Told::Whole(Some(packet)), Told::Whole(None)) if story.sent.contains(packet))
}

/// The mistake with which somebody gives these answers. One that gives all of them comes before one that gives those
/// up to the first wrong one, and what the check knows before what it does not.
fn named(story: &Story, right: &[Told], told: &[Told], at: usize, check: &str) -> Option<&'static str> {
    let known = EXERCISE.checks.iter().find(|known| known.name == check)?.mistakes;
    let place = |slug: &str| known.iter().position(|mistake| mistake.slug == slug);
    let mut habits: Vec<&(&str, Habit)> = HABITS.iter().filter(|(slug, _)| place(slug).is_some()).collect();
    habits.sort_by_key(|(slug, _)| place(slug));
    let habits: Vec<(&'static str, Vec<Told>)> =
        habits.into_iter().map(|(slug, habit)| (*slug, played(&story.acts, *habit))).collect();
    let like = |len: usize| {
        let same = |played: &[Told]| played[at] != right[at] && played[..len] == told[..len];
        habits.iter().find(|(_, played)| same(played)).map(|(slug, _)| *slug)
    };
    like(told.len()).or_else(|| like(at + 1))
}

/// What a panic says of the mistake.
fn known_panic(trouble: Trouble, acts: &[Act]) -> Trouble {
    let bytes = match acts.last() {
        Some(Act::Push(_, bytes)) => bytes,
        Some(Act::Holes(_)) => {
            return trouble.panic_with_looks_like("attempt to subtract with overflow", "holes-of-nothing");
        }
        _ => return trouble,
    };
    let is_too_long = |habit| matches!(played(acts, habit).last(), Some(Told::Whole(Some(_))));
    match Packet::read(bytes) {
        None => trouble.panic_looks_like("panics-on-nonsense"),
        Some(packet) if packet.header_bytes() + packet.end() > LONGEST => {
            trouble.panic_looks_like("ping-of-death")
        }
        Some(packet) if packet.payload.is_empty() => trouble.panic_looks_like("empty-fragment-taken"),
        Some(_) if is_too_long(Habit::SumTooLong) && !is_too_long(Habit::Right) => {
            trouble.panic_looks_like("sum-too-long")
        }
        Some(packet) if packet.start() != 0 => {
            trouble.panic_with_looks_like("`None` value", "first-comes-first")
        }
        Some(_) => trouble,
    }
}

/// An answer as a card shows it.
fn words(told: &Told) -> String {
    match told {
        Told::Whole(None) => String::from("None"),
        Told::Whole(Some(bytes)) => format!("Some({})", packet_words(bytes)),
        Told::Holes(holes) => hole_words(holes),
        Told::Moment(moment) => {
            moment.map_or_else(|| String::from("None"), |moment| format!("Some({moment})"))
        }
        Told::Firsts(firsts) if firsts.is_empty() => String::from("nobody"),
        Told::Firsts(firsts) => {
            let all: Vec<String> = firsts.iter().map(|first| packet_words(first)).collect();
            format!("[{}]", all.join("; "))
        }
    }
}

fn packet_words(bytes: &[u8]) -> String {
    let Some(packet) = Packet::read(bytes) else { return describe(bytes) };
    let behind = match bytes.len() - packet.len() {
        0 => String::new(),
        more => format!(", and {more} bytes behind it"),
    };
    format!("{}{behind}{}", packet.words(), said(&packet.payload))
}

/// An answer in the picture, where there is little room.
fn short_words(told: &Told) -> String {
    match told {
        Told::Whole(Some(bytes)) => describe(bytes),
        Told::Firsts(firsts) if !firsts.is_empty() => {
            firsts.iter().map(|first| describe(first)).collect::<Vec<_>>().join("; ")
        }
        _ => words(told),
    }
}

fn hole_words(holes: &[Hole]) -> String {
    let all: Vec<String> = holes.iter().map(Hole::to_string).collect();
    if all.is_empty() { String::from("no holes") } else { all.join("; ") }
}

/// The picture of a story that went wrong at its last answer.
fn figure(story: &Story, told: &[Told], right: &Told) -> Vec<Figure> {
    let at = told.len() - 1;
    if story.has_times {
        return vec![ladder(story, told).into()];
    }
    match (&told[at], right) {
        (Told::Whole(Some(own)), Told::Whole(Some(right))) => {
            let (own_packet, right_packet) = (Packet::read(own), Packet::read(right));
            match (own_packet, right_packet) {
                (Some(own), Some(right)) if own.payload != right.payload => {
                    vec![units(&own.payload, &right.payload).into()]
                }
                _ if own.starts_with(right) => vec![],
                _ => vec![header_dump("the header that came", own, right).into()],
            }
        }
        (Told::Moment(_), _) | (Told::Firsts(_), _) => vec![ladder(story, told).into()],
        _ => there(story, at).map(Figure::from).into_iter().collect(),
    }
}

/// What there should be of the packet that an act is about, when it has come. Nothing if it is about no packet.
fn there(story: &Story, at: usize) -> Option<Table> {
    let mut model = Model::new(Habit::Right);
    for act in &story.acts[..at] {
        model.play(act);
    }
    let (Act::Push(_, bytes) | Act::Holes(bytes)) = &story.acts[at] else {
        return None;
    };
    let own = Packet::read(bytes)?;
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let row = |packet: &Packet, what: &str| {
        (packet.start(), vec![packet.place(), payload_cell(&packet.payload), String::from(what)])
    };
    let open = model.open(bytes);
    for piece in open.into_iter().flat_map(|open| &open.pieces) {
        rows.push(row(piece, "there"));
    }
    if matches!(&story.acts[at], Act::Push(..)) {
        rows.push(row(&own, "comes"));
    } else {
        let all = vec![Hole { first: 0, last: None }];
        for hole in open.map_or(all, |open| open.holes()) {
            rows.push((hole.first, vec![hole.to_string(), String::new(), String::from("missing")]));
        }
    }
    rows.sort_by_key(|(start, _)| *start);
    Some(Table {
        title: String::from("what there should be of this packet"),
        head: ["bytes", "payload", ""].map(String::from).to_vec(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        wrong: vec![],
    })
}

fn payload_cell(payload: &[u8]) -> String {
    said(payload).trim_start_matches(": ").to_owned()
}

/// Who sent what, and what London made of it. The last answer is the wrong one.
fn ladder(story: &Story, told: &[Told]) -> Trace {
    let mut trace = Trace::new();
    let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
    let mut now = Micros(0);
    for (act, own) in story.acts.iter().zip(told) {
        let is_wrong = std::ptr::eq(own, &told[told.len() - 1]);
        if let Act::Push(at, bytes) = act {
            now = *at;
            trace.message(tokyo, london, describe(bytes)).sent(*at).arrives(*at);
        }
        if let Act::GiveUp(at) = act {
            now = *at;
        }
        let says = match (act, own) {
            (_, Told::Whole(None)) if !is_wrong => continue,
            (Act::Next, _) if !is_wrong => continue,
            (Act::Push(..), Told::Whole(None)) => String::from("nothing yet"),
            (Act::Push(..), _) => short_words(own),
            (Act::Next, _) => format!("next given up: {}", words(own)),
            (Act::GiveUp(_), Told::Firsts(firsts)) if firsts.is_empty() => String::from("tells nobody"),
            (Act::GiveUp(_), _) => format!("tells the sender of {}", short_words(own)),
            (Act::Holes(_), _) => format!("missing: {}", words(own)),
        };
        let note = trace.note(london, says).at(now);
        if is_wrong {
            note.first_difference();
        }
    }
    trace
}

/// What `handle_timeout` gives.
#[derive(Debug, Deserialize)]
pub(super) struct Firsts(Vec<Bytes>);

impl Spell for Firsts {
    fn spell(&self) -> String {
        self.0.spell()
    }

    /// An empty list with its type: a comparison leaves open what kind of list it is equal to.
    fn rust(&self) -> String {
        if self.0.is_empty() { String::from("Vec::<Vec<u8>>::new()") } else { self.0.rust() }
    }
}

/// Spelled for a test of the learner's own.
impl Spell for Told {
    fn spell(&self) -> String {
        words(self)
    }

    fn rust(&self) -> String {
        match self {
            Told::Whole(whole) => whole.clone().map(Bytes).rust(),
            Told::Holes(holes) => holes.rust(),
            Told::Moment(moment) => moment.rust(),
            Told::Firsts(firsts) => Firsts(firsts.iter().cloned().map(Bytes).collect()).rust(),
        }
    }
}
