//! A number line: the stretches below each other, all to the same scale.

use maud::{Markup, html};

use super::svg::{LINE, n, picture, text_width};
use super::{Frame, from_to, in_words, scroll, table};
use crate::{Line, Stretch};

/// How wide the picture is: as wide as the text of a page.
const WIDTH: f64 = 720.0;
/// Beside the line, for half of the words at its ends.
const MARGIN: f64 = 12.0;
/// What is said of a stretch, and the bar below it.
const STRETCH: f64 = 44.0;
/// A stretch of one number can still be seen.
const THINNEST: f64 = 3.0;

pub(super) fn draw(frame: &Frame<'_>, line: &Line) -> Markup {
    let scale = Scale::of(line);
    let labels = labels(line, &scale);
    let lanes = labels.iter().map(|label| label.lane + 1).max().unwrap_or(0);
    let axis = lanes as f64 * LINE + 14.0;
    let height = axis + 12.0 + line.stretches.len() as f64 * STRETCH;
    let about =
        format!("{} on a number line. The words below say the same.", stretches(line.stretches.len()));
    let inside = html! {
        @for label in &labels {
            @let bottom = (lanes - label.lane) as f64 * LINE - 4.0;
            line class="line-guide" x1=(n(label.at)) x2=(n(label.at)) y1=(n(bottom + 4.0)) y2=(n(height)) stroke="currentColor" {}
            text x=(n(label.left)) y=(n(bottom)) { (label.text) }
        }
        line x1=(n(MARGIN)) x2=(n(WIDTH - MARGIN)) y1=(n(axis)) y2=(n(axis)) stroke="currentColor" stroke-width="2" {}
        @for (index, stretch) in line.stretches.iter().enumerate() {
            (bar(stretch, &scale, axis + 12.0 + index as f64 * STRETCH))
        }
    };
    html! {
        (scroll(frame.title, picture(frame, &about, WIDTH, height, inside)))
        (in_words(words(line)))
    }
}

fn stretches(count: usize) -> String {
    if count == 1 { "One stretch".to_owned() } else { format!("{count} stretches") }
}

/// From numbers to pixels.
struct Scale {
    first: u128,
    last: u128,
}

impl Scale {
    fn of(line: &Line) -> Scale {
        let marks = line.marks.iter().copied();
        let ends = line.stretches.iter().flat_map(|stretch| [stretch.ends.0, stretch.ends.1]);
        let all = marks.chain(ends);
        let first = all.clone().min().unwrap_or(0);
        Scale { first, last: all.max().unwrap_or(first).max(first + 1) }
    }

    /// Where a number begins. A number has a width, too: four numbers are four steps, not three.
    fn begin(&self, number: u128) -> f64 {
        let all = (self.last - self.first) as f64 + 1.0;
        MARGIN + (number - self.first) as f64 / all * (WIDTH - 2.0 * MARGIN)
    }

    /// Where it ends.
    fn end(&self, number: u128) -> f64 {
        if number == self.last { WIDTH - MARGIN } else { self.begin(number + 1) }
    }
}

/// The words at a place of the line. They stand in lanes above each other, so that none covers another.
struct Label {
    text: String,
    at: f64,
    left: f64,
    lane: usize,
}

fn labels(line: &Line, scale: &Scale) -> Vec<Label> {
    let mut marks = line.marks.clone();
    marks.sort_unstable();
    let mut ends: Vec<f64> = Vec::new();
    let label = |number: u128| {
        let at = if number == scale.last { scale.end(number) } else { scale.begin(number) };
        let text = (line.spell)(number);
        let width = text_width(&text);
        let left = (at - width / 2.0).clamp(0.0, (WIDTH - width).max(0.0));
        let lane = ends.iter().position(|end| *end < left).unwrap_or(ends.len());
        if lane == ends.len() {
            ends.push(0.0);
        }
        ends[lane] = left + width + 10.0;
        Label { text, at, left, lane }
    };
    marks.into_iter().map(label).collect()
}

fn bar(stretch: &Stretch, scale: &Scale, top: f64) -> Markup {
    let (left, right) = (scale.begin(stretch.ends.0), scale.end(stretch.ends.1));
    let width = (right - left).max(THINNEST);
    let text = match stretch.note.as_str() {
        "" => stretch.name.clone(),
        note => format!("{}: {note}", stretch.name),
    };
    let text_left = left.min(WIDTH - text_width(&text)).max(0.0);
    html! {
        text class="line-words" x=(n(text_left)) y=(n(top + LINE - 4.0)) {
            tspan font-weight="bold" { (stretch.name) }
            @if !stretch.note.is_empty() { ": " (stretch.note) }
        }
        rect class="line-bar" x=(n(left)) y=(n(top + LINE + 2.0)) width=(n(width)) height="12" stroke="currentColor" {}
    }
}

fn words(line: &Line) -> Markup {
    let row = |stretch: &Stretch| {
        let ends = from_to((line.spell)(stretch.ends.0), (line.spell)(stretch.ends.1));
        [html! { (stretch.name) }, html! { (ends) }, html! { (stretch.note) }]
    };
    table("The stretches", ["stretch", "from–to", "note"], line.stretches.iter().map(row))
}
