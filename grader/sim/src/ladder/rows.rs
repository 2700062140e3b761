//! The rows of a ladder: what stands on each, before anybody knows how wide it is.

use std::collections::BTreeSet;

use given::time::Micros;

use crate::moments::{Arrow, Kind, Moment, bent, is_first_difference, moments, original};
use crate::text::Glyphs;
use crate::trace::{Delivery, Event, Message, Note, Trace};
use crate::words::{became, ended};

/// Where a note stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notes {
    /// Beside the message that it happens with, if there is one.
    Beside,
    /// On a row of its own.
    OnTheirOwn,
}

/// All rows, and the arrows that take two of them.
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    pub(super) threads: Vec<Thread>,
}

pub(super) struct Row {
    pub(super) at: Option<Micros>,
    pub(super) figure: Figure,
    pub(super) sayings: Vec<Saying>,
    pub(super) first_difference: bool,
}

/// What is drawn on a row.
#[derive(Clone, Copy)]
pub(super) enum Figure {
    Stroke(Stroke),
    /// Something happens at this actor.
    Dot(usize),
    /// Something happens to all.
    Scene,
}

/// An arrow, or one end of it.
#[derive(Clone, Copy)]
pub(super) struct Stroke {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) part: Part,
    pub(super) end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    /// It leaves here and ends on a later row.
    Start,
    /// It left on an earlier row and ends here.
    Finish,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Arrived,
    Damaged,
    Lost,
    InFlight,
}

/// A text at an actor.
pub(super) struct Saying {
    pub(super) actor: usize,
    pub(super) text: String,
    pub(super) is_note: bool,
}

/// Several texts in one: what is sent or came of it, then notes in parentheses.
pub(super) fn join(texts: impl Iterator<Item = (String, bool)>) -> String {
    let mut joined = String::new();
    for (text, is_note) in texts {
        match (joined.is_empty(), is_note) {
            (true, _) => joined += &text,
            (false, true) => joined = joined + "  (" + &text + ")",
            (false, false) => joined = joined + ", " + &text,
        }
    }
    joined
}

/// An arrow that leaves on one row and ends on a later one.
pub(super) struct Thread {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) starts: usize,
    pub(super) ends: usize,
}

/// Writes the rows of a trace.
pub(super) fn rows(trace: &Trace, glyphs: &Glyphs, notes: Notes) -> Rows {
    let moments = moments(trace);
    let actors = trace.actors().len();
    let mut writer = Writer {
        trace,
        glyphs,
        notes,
        bent: bent(&moments),
        left_on: vec![0; trace.events().len()],
        latest: vec![None; actors],
        waiting: (0..actors).map(|_| None).collect(),
        page: Rows { rows: Vec::new(), threads: Vec::new() },
    };
    for (index, moment) in moments.iter().enumerate() {
        writer.write(moment, &moments[index + 1..]);
    }
    writer.page
}

struct Writer<'a> {
    trace: &'a Trace,
    glyphs: &'a Glyphs,
    notes: Notes,
    /// The messages whose end has a row of its own.
    bent: BTreeSet<usize>,
    /// The row on which each message left.
    left_on: Vec<usize>,
    /// The latest row on which an actor sent or received something, and when.
    latest: Vec<Option<(usize, Option<Micros>)>>,
    /// The note of each actor that will stand beside what it sends next.
    waiting: Vec<Option<Saying>>,
    page: Rows,
}

impl Writer<'_> {
    fn write(&mut self, moment: &Moment, later: &[Moment]) {
        match (&self.trace.events()[moment.event], moment.kind) {
            (Event::Note(note), _) => self.note(note, moment, later),
            (Event::Message(message), Kind::Arrives(Arrow::Bent { overtaken })) => {
                self.finish(message, moment, overtaken);
            }
            (Event::Message(message), Kind::Arrives(Arrow::Straight)) => {
                self.latest[message.to.index()] = Some((self.left_on[moment.event], moment.at));
            }
            (Event::Message(message), _) => self.leave(message, moment),
        }
    }

    fn leave(&mut self, message: &Message, moment: &Moment) {
        let (from, to) = (message.from.index(), message.to.index());
        let part = if self.bent.contains(&moment.event) { Part::Start } else { Part::Whole };
        let mut sayings = vec![self.saying(from, &message.label)];
        if part == Part::Whole {
            sayings.extend(became(message, self.glyphs).map(|words| Saying {
                actor: to,
                text: words,
                is_note: false,
            }));
        }
        if message.is_to_itself() {
            sayings.push(Saying { actor: from, text: "to itself".to_owned(), is_note: true });
        }
        sayings.extend(self.waiting[from].take());

        let stroke = Stroke { from, to, part, end: end(&message.delivery) };
        let figure = if message.is_to_itself() { Figure::Dot(from) } else { Figure::Stroke(stroke) };
        let row = self.push(moment, figure, sayings);
        self.left_on[moment.event] = row;
        self.latest[from] = Some((row, moment.at));
    }

    fn finish(&mut self, message: &Message, moment: &Moment, overtaken: bool) {
        let (from, to) = (message.from.index(), message.to.index());
        let stroke = Stroke { from, to, part: Part::Finish, end: end(&message.delivery) };
        let words = ended(message, overtaken, self.glyphs);
        let sayings = vec![Saying { actor: to, text: words, is_note: false }];
        let row = self.push(moment, Figure::Stroke(stroke), sayings);
        let starts = self.left_on[original(moment.event, message)];
        self.page.threads.push(Thread { from, to, starts, ends: row });
        if matches!(message.delivery, Delivery::Arrived { .. }) {
            self.latest[to] = Some((row, moment.at));
        }
    }

    fn note(&mut self, note: &Note, moment: &Moment, later: &[Moment]) {
        let Some(actor) = note.actor.map(|actor| actor.index()) else {
            let scene = self.saying(0, &note.text);
            self.push(moment, Figure::Scene, vec![scene]);
            return;
        };
        let saying = Saying { is_note: true, ..self.saying(actor, &note.text) };
        // The mark of the first difference must not seem to mean a message.
        let may_merge = self.notes == Notes::Beside && !is_first_difference(self.trace, moment);
        if let Some(row) = self.row_beside(actor, moment).filter(|_| may_merge) {
            self.page.rows[row].sayings.push(saying);
        } else if may_merge && self.is_about_to_send(actor, moment, later) {
            self.waiting[actor] = Some(saying);
        } else {
            self.push(moment, Figure::Dot(actor), vec![saying]);
            self.latest[actor] = None;
        }
    }

    /// The row of what the actor has just sent or received, if it has room for a note.
    fn row_beside(&self, actor: usize, moment: &Moment) -> Option<usize> {
        let (row, at) = self.latest[actor]?;
        let taken = self.page.rows[row].sayings.iter().any(|saying| saying.is_note && saying.actor == actor);
        (at == moment.at && !taken).then_some(row)
    }

    /// Whether the next thing that happens to the actor is a message that it sends at this very moment.
    fn is_about_to_send(&self, actor: usize, moment: &Moment, later: &[Moment]) -> bool {
        let next = later.iter().find(|next| self.happens_to(next) == Some(actor));
        next.is_some_and(|next| next.kind == Kind::Leaves && next.at == moment.at)
    }

    fn happens_to(&self, moment: &Moment) -> Option<usize> {
        match &self.trace.events()[moment.event] {
            Event::Note(note) => note.actor.map(|actor| actor.index()),
            Event::Message(message) if moment.kind == Kind::Leaves => Some(message.from.index()),
            Event::Message(message) => Some(message.to.index()),
        }
    }

    fn push(&mut self, moment: &Moment, figure: Figure, sayings: Vec<Saying>) -> usize {
        let first_difference = is_first_difference(self.trace, moment);
        self.page.rows.push(Row { at: moment.at, figure, sayings, first_difference });
        self.page.rows.len() - 1
    }

    fn saying(&self, actor: usize, text: &str) -> Saying {
        Saying { actor, text: self.glyphs.shown(text), is_note: false }
    }
}

fn end(delivery: &Delivery) -> End {
    match delivery {
        Delivery::Arrived { damage: None, .. } => End::Arrived,
        Delivery::Arrived { damage: Some(_), .. } => End::Damaged,
        Delivery::Lost { .. } => End::Lost,
        Delivery::InFlight => End::InFlight,
    }
}
