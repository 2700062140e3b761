//! How wide and how high everything is, in the units of the picture: pixels, if nobody scales it.

use super::grid::{Form, Line};
use super::plan::{Plan, Text};
use crate::clock::Clock;
use crate::text::{UNICODE, columns};
use crate::trace::Trace;

pub(super) const FONT_SIZE: f64 = 13.0;
/// A column of text, in a monospaced font.
pub(super) const COLUMN: f64 = 0.6 * FONT_SIZE;
/// From one line to the next.
pub(super) const LINE: f64 = 20.0;
/// Between what happens at different times.
const APART: f64 = 8.0;
/// Around the picture.
const MARGIN: f64 = 8.0;
/// From a life line to the text at it.
const TO_TEXT: f64 = 12.0;
/// From the last life line to the texts that belong to all.
const TO_ALL_TEXTS: f64 = 28.0;
/// Left of a life line, so much may be taken by a message that its actor sends to itself.
const LOOP: f64 = 28.0;
/// From the times to what stands right of them.
const AFTER_TIME: f64 = 16.0;
pub(super) const HEAD_HEIGHT: f64 = 24.0;
/// Between a name and the box around it.
const HEAD_PADDING: f64 = 8.0;
/// Between two boxes.
const BETWEEN_HEADS: f64 = 16.0;
/// A name is cut after so many columns.
const NAME: usize = 24;
/// Two life lines are not farther apart, unless names need it.
const MOST_GAP: f64 = 360.0;
/// As wide as the text of a book, about.
const USUAL_WIDTH: f64 = 600.0;

/// The places of a picture.
pub(super) struct Page {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) names: Vec<String>,
    pub(super) clock: Clock,
    form: Form,
    /// Of each life line.
    lives: Vec<f64>,
    /// Of each line.
    lines: Vec<f64>,
    /// Where texts begin if all stand at one side.
    text: f64,
}

impl Page {
    pub(super) fn new(trace: &Trace, plan: &Plan) -> Self {
        let names: Vec<String> =
            trace.actors().iter().map(|actor| UNICODE.cut(UNICODE.shown(&actor.name).trim(), NAME)).collect();
        let clock = Clock::new(plan.lines.iter().filter_map(|line| line.at));
        let left = MARGIN + if clock.is_empty() { 0.0 } else { wide(clock.columns()) + AFTER_TIME };
        let half = |actor: usize| names.get(actor).map_or(0.0, |name| head(name) / 2.0);
        let last = names.len().saturating_sub(1);
        let texts = |side| widest(plan, side) + TO_TEXT;

        let first_life = match plan.form {
            Form::TwoSides => left + texts(0).max(half(0)),
            Form::OneSide => left + half(0).max(LOOP),
        };
        let beyond = MARGIN
            + match plan.form {
                Form::TwoSides => texts(1).max(half(last)),
                Form::OneSide => half(last).max(TO_ALL_TEXTS + widest(plan, 0)),
            };
        let neighbors = names.windows(2).map(|two| (head(&two[0]) + head(&two[1])) / 2.0 + BETWEEN_HEADS);
        let needed = neighbors.fold(least_gap(names.len()), f64::max);
        let usual = (USUAL_WIDTH - first_life - beyond) / last.max(1) as f64;
        let gap = usual.min(MOST_GAP).max(needed).round();

        let lives: Vec<f64> = (0..names.len()).map(|actor| first_life + gap * actor as f64).collect();
        let last_life = lives.last().copied().unwrap_or(first_life);
        let lines = lines(plan);
        let width = last_life + beyond;
        let height = lines.last().copied().unwrap_or(MARGIN + HEAD_HEIGHT) + LINE + MARGIN;
        let text = last_life + TO_ALL_TEXTS;
        Self { width, height, names, clock, form: plan.form, lives, lines, text }
    }

    /// The x of an actor.
    pub(super) fn life(&self, actor: usize) -> f64 {
        self.lives[actor]
    }

    /// The x of the last life line of all.
    pub(super) fn last_life(&self) -> f64 {
        self.lives.last().copied().unwrap_or(self.text)
    }

    /// The y of a line.
    pub(super) fn line(&self, line: usize) -> f64 {
        self.lines[line]
    }

    /// The right end of the times.
    pub(super) fn time(&self) -> f64 {
        MARGIN + wide(self.clock.columns())
    }

    /// Where a text stands, and whether it ends there. Otherwise it begins there.
    pub(super) fn beside(&self, text: &Text) -> (f64, bool) {
        match (self.form, text.side) {
            (Form::TwoSides, 0) => (self.lives[0] - TO_TEXT, true),
            (Form::TwoSides, side) => (self.lives[side] + TO_TEXT, false),
            (Form::OneSide, _) => (self.text, false),
        }
    }

    /// The box of an actor: its left side, its top, its width.
    pub(super) fn head(&self, actor: usize) -> (f64, f64, f64) {
        let width = head(&self.names[actor]);
        (self.lives[actor] - width / 2.0, MARGIN, width)
    }

    /// The top of life lines.
    pub(super) fn birth(&self) -> f64 {
        MARGIN + HEAD_HEIGHT
    }

    /// The bottom of life lines.
    pub(super) fn death(&self) -> f64 {
        self.height - MARGIN
    }

    /// The left end of what goes across.
    pub(super) fn left(&self) -> f64 {
        match (self.form, self.lives.first()) {
            (Form::OneSide, Some(life)) => life - 2.0 * MARGIN,
            _ if self.clock.is_empty() => MARGIN,
            _ => self.time() + AFTER_TIME,
        }
        .max(MARGIN)
    }
}

/// The width of a text.
pub(super) fn wide(columns: usize) -> f64 {
    columns as f64 * COLUMN
}

/// Two life lines are not closer than this.
fn least_gap(actors: usize) -> f64 {
    match actors {
        0..=2 => 160.0,
        3..=6 => 88.0,
        _ => 64.0,
    }
}

fn head(name: &str) -> f64 {
    wide(columns(name).max(2)) + 2.0 * HEAD_PADDING
}

fn widest(plan: &Plan, side: usize) -> f64 {
    let texts = plan.steps.iter().flat_map(|step| &step.texts).filter(|text| text.side == side);
    wide(texts.flat_map(|text| &text.rows).map(|row| columns(&row.text)).max().unwrap_or(0))
}

fn lines(plan: &Plan) -> Vec<f64> {
    let mut y = MARGIN + HEAD_HEIGHT;
    let place = |line: &Line| {
        y += LINE + if line.is_apart { APART } else { 0.0 };
        y
    };
    plan.lines.iter().map(place).collect()
}
