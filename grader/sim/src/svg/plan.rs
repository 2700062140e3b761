//! What a picture shows, step after step, and the line on which everything stands: all but how wide it is.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Form, Grid, Line, Use};
use crate::moments::{Arrow, Kind, Moment, bent, is_first_difference, moments, original};
use crate::text::{UNICODE, wrap};
use crate::trace::{Delivery, Event, Message, Note, Trace};
use crate::words::{became, ended, name};

/// The columns of a text between a life line and the edge of the picture.
const TEXT_AT_A_SIDE: usize = 28;
/// The columns of a text beside all life lines.
const TEXT_AT_ALL: usize = 44;
/// A text is cut after so many lines.
const TEXT_LINES: usize = 3;

pub(super) struct Plan {
    pub(super) form: Form,
    pub(super) lines: Vec<Line>,
    /// The way of each message, by its event.
    pub(super) ways: BTreeMap<usize, Way>,
    pub(super) steps: Vec<Step>,
}

/// From which actor and line to which.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) leaves: usize,
    pub(super) to: usize,
    pub(super) ends: usize,
}

/// What becomes visible with a step.
pub(super) struct Step {
    pub(super) event: usize,
    pub(super) figure: Figure,
    pub(super) texts: Vec<Text>,
}

#[derive(Clone, Copy)]
pub(super) enum Figure {
    /// A message on its [`Way`].
    Arrow(Part),
    /// A message of an actor to itself.
    Loop {
        actor: usize,
        line: usize,
    },
    /// A note on its own.
    Dot {
        actor: usize,
        line: usize,
    },
    /// A note beside what has arrived.
    Beside,
    Scene {
        line: usize,
    },
}

/// How much of an arrow a step shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// Its end is a later step.
    Start,
    /// The rest of it, or a copy.
    Finish,
}

/// Some rows of text in one place.
pub(super) struct Text {
    pub(super) side: usize,
    pub(super) line: usize,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) style: Style,
    pub(super) text: String,
}

#[derive(Clone, Copy)]
pub(super) enum Style {
    Label,
    Words,
    Note,
    Scene,
    Difference,
}

impl Plan {
    pub(super) fn new(trace: &Trace) -> Self {
        let moments = moments(trace);
        let mut planner = Planner {
            trace,
            bent: bent(&moments),
            grid: Grid::new(trace.actors().len()),
            ways: BTreeMap::new(),
            steps: Vec::new(),
            left_in: BTreeMap::new(),
        };
        moments.iter().for_each(|moment| planner.add(moment));
        let Planner { grid, ways, steps, .. } = planner;
        Self { form: grid.form, lines: grid.lines, ways, steps }
    }
}

struct Planner<'a> {
    trace: &'a Trace,
    /// The messages whose end is a step of its own.
    bent: BTreeSet<usize>,
    grid: Grid,
    ways: BTreeMap<usize, Way>,
    steps: Vec<Step>,
    /// The step in which each message left.
    left_in: BTreeMap<usize, usize>,
}

impl Planner<'_> {
    fn add(&mut self, moment: &Moment) {
        match (&self.trace.events()[moment.event], moment.kind) {
            (Event::Note(note), _) => match note.actor {
                Some(actor) => self.note(actor.index(), note, moment),
                None => self.scene(note, moment),
            },
            (Event::Message(message), Kind::Arrives(Arrow::Straight)) => self.arrives(message, moment),
            (Event::Message(message), Kind::Arrives(Arrow::Bent { overtaken })) => {
                self.ends(message, moment, overtaken);
            }
            (Event::Message(message), _) => self.leaves(message, moment),
        }
    }

    fn leaves(&mut self, message: &Message, moment: &Moment) {
        self.grid.turn_to(moment.at);
        self.left_in.insert(moment.event, self.steps.len());
        if message.is_to_itself() {
            self.loops(message, moment);
        } else if self.bent.contains(&moment.event) {
            self.starts(message, moment);
        } else if is_level(message) {
            self.runs_level(message, moment);
        } else {
            self.slants(message, moment);
        }
    }

    fn loops(&mut self, message: &Message, moment: &Moment) {
        let actor = message.from.index();
        let label = format!("{} (to itself)", UNICODE.shown(&message.label).trim());
        let label = self.marked(moment, Style::Label, &join(&label, became(message, &UNICODE)));
        let line = self.grid.place(&[(actor, Use::Sends, label.len())], 0);
        let texts = vec![self.text(actor, line, label)];
        self.step(moment, Figure::Loop { actor, line }, texts);
    }

    /// It leaves; its end is a later step.
    fn starts(&mut self, message: &Message, moment: &Moment) {
        let from = message.from.index();
        let label = self.marked(moment, Style::Label, &UNICODE.shown(&message.label));
        let line = self.grid.place(&[(from, Use::Sends, label.len())], 0);
        self.set_way(message, moment, line, line);
        let texts = vec![self.text(from, line, label)];
        self.step(moment, Figure::Arrow(Part::Start), texts);
    }

    /// It leaves and ends on one line.
    fn runs_level(&mut self, message: &Message, moment: &Moment) {
        let (from, to) = (message.from.index(), message.to.index());
        let (label, words) = self.label_and_words(message, moment);
        let end = if has_arrived(message) { Use::GetsLevel } else { Use::Misses };
        let line = self.grid.place(&[(from, Use::Sends, label.len()), (to, end, words.len())], 0);
        self.set_way(message, moment, line, line);
        let texts = vec![self.text(from, line, label), self.text(to, line, words)];
        self.step(moment, Figure::Arrow(Part::Whole), texts);
    }

    /// It leaves, and ends on a lower line: here, if it does not arrive.
    fn slants(&mut self, message: &Message, moment: &Moment) {
        let (from, to) = (message.from.index(), message.to.index());
        let (label, words) = self.label_and_words(message, moment);
        let leaves = self.grid.place(&[(from, Use::Sends, label.len())], 0);
        let mut texts = vec![self.text(from, leaves, label)];
        let mut ends = leaves;
        if !has_arrived(message) {
            ends = self.grid.place(&[(to, Use::Misses, words.len())], leaves + 1);
            texts.push(self.text(to, ends, words));
        }
        self.set_way(message, moment, leaves, ends);
        self.step(moment, Figure::Arrow(Part::Whole), texts);
    }

    /// The end of a message that has been drawn as one step.
    fn arrives(&mut self, message: &Message, moment: &Moment) {
        if is_level(message) {
            return;
        }
        self.grid.turn_to(moment.at);
        let to = message.to.index();
        let (_, words) = self.label_and_words(message, moment);
        let leaves = self.ways[&moment.event].leaves;
        let line = self.grid.place(&[(to, Use::Gets, words.len())], leaves);
        self.set_way(message, moment, leaves, line);
        let text = self.text(to, line, words);
        self.steps[self.left_in[&moment.event]].texts.push(text);
    }

    /// The end of a message that is a step of its own.
    fn ends(&mut self, message: &Message, moment: &Moment, overtaken: bool) {
        self.grid.turn_to(moment.at);
        let to = message.to.index();
        let words = match overtaken || message.copy_of.is_some() {
            true => ended(message, overtaken, &UNICODE),
            false => became(message, &UNICODE).unwrap_or_default(),
        };
        let words = self.marked(moment, Style::Words, &words);
        let leaves = self.ways[&original(moment.event, message)].leaves;
        let (end, lowest) =
            if has_arrived(message) { (Use::Gets, leaves) } else { (Use::Misses, leaves + 1) };
        let line = self.grid.place(&[(to, end, words.len())], lowest);
        self.set_way(message, moment, leaves, line);
        let texts = vec![self.text(to, line, words)];
        self.step(moment, Figure::Arrow(Part::Finish), texts);
    }

    fn note(&mut self, actor: usize, note: &Note, moment: &Moment) {
        let text = UNICODE.shown(&note.text);
        let said = match self.grid.form {
            Form::TwoSides => text,
            Form::OneSide => format!("{}: {text}", name(&self.trace.actors()[actor], &UNICODE)),
        };
        let rows = self.marked(moment, Style::Note, &said);
        if let Some(line) = self.grid.place_beside(actor, moment.at, rows.len()) {
            let texts = vec![self.text(actor, line, rows)];
            return self.step(moment, Figure::Beside, texts);
        }
        self.grid.turn_to(moment.at);
        let line = self.grid.place(&[(actor, Use::Notes, rows.len())], 0);
        let texts = vec![self.text(actor, line, rows)];
        self.step(moment, Figure::Dot { actor, line }, texts);
    }

    fn scene(&mut self, note: &Note, moment: &Moment) {
        self.grid.turn_to(moment.at);
        let rows = self.marked(moment, Style::Scene, &UNICODE.shown(&note.text));
        let line = self.grid.place_across(rows.len());
        let last = self.trace.actors().len().saturating_sub(1);
        let texts = vec![self.text(last, line, rows)];
        self.step(moment, Figure::Scene { line }, texts);
    }

    fn set_way(&mut self, message: &Message, moment: &Moment, leaves: usize, ends: usize) {
        let way = Way { from: message.from.index(), leaves, to: message.to.index(), ends };
        self.ways.insert(moment.event, way);
    }

    fn step(&mut self, moment: &Moment, figure: Figure, texts: Vec<Text>) {
        self.steps.push(Step { event: moment.event, figure, texts });
    }

    fn text(&self, actor: usize, line: usize, rows: Vec<Row>) -> Text {
        Text { side: self.grid.form.side(actor), line, rows }
    }

    /// What a message is, and what became of it: apart where each has a side of its own.
    fn label_and_words(&self, message: &Message, moment: &Moment) -> (Vec<Row>, Vec<Row>) {
        let (label, became) = (UNICODE.shown(&message.label), became(message, &UNICODE));
        match self.grid.form {
            Form::TwoSides => (
                self.marked(moment, Style::Label, &label),
                self.rows(Style::Words, &became.unwrap_or_default()),
            ),
            Form::OneSide => (self.marked(moment, Style::Label, &join(&label, became)), Vec::new()),
        }
    }

    /// A text in rows, and below it the mark, if this is the first difference.
    fn marked(&self, moment: &Moment, style: Style, text: &str) -> Vec<Row> {
        let mut rows = self.rows(style, text);
        if is_first_difference(self.trace, moment) {
            let pointer = if rows.is_empty() { "" } else { "↑ " };
            rows.push(Row { style: Style::Difference, text: format!("{pointer}first difference") });
        }
        rows
    }

    fn rows(&self, style: Style, text: &str) -> Vec<Row> {
        let width = match self.grid.form {
            Form::TwoSides => TEXT_AT_A_SIDE,
            Form::OneSide => TEXT_AT_ALL,
        };
        wrap(text, width, TEXT_LINES).into_iter().map(|text| Row { style, text }).collect()
    }
}

fn has_arrived(message: &Message) -> bool {
    matches!(message.delivery, Delivery::Arrived { .. })
}

/// Whether a message ends on the line on which it leaves: it takes no time, or nobody knows how much.
fn is_level(message: &Message) -> bool {
    match message.delivery {
        Delivery::Arrived { at, .. } => at.is_none() || message.sent_at.is_none() || at == message.sent_at,
        Delivery::Lost { .. } | Delivery::InFlight => message.sent_at.is_none(),
    }
}

fn join(label: &str, became: Option<String>) -> String {
    match became {
        Some(became) if label.trim().is_empty() => became,
        Some(became) => format!("{label}, {became}"),
        None => label.to_owned(),
    }
}
