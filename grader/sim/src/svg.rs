//! A trace as a ladder in SVG: time runs down, messages slant from who sent them to who gets them.
//!
//! This owns where things stand and how they look. Which things there are, and in what order, it shares with
//! the ladder of the terminal and with the [`list`](crate::list()). It has no color of its own and knows no page: a
//! theme colors the classes below.
//!
//! How to read one: rows are moments, not a scale; the time of each stands at the left. An arrow starts on the row
//! on which it was sent and ends on the row on which it arrived, so what crosses it was sent before it came, and
//! what a life line shows from top to bottom is what its actor saw. Without times, each message has a row.

mod arrows;
mod draw;
mod grid;
mod page;
mod pen;
mod plan;

use crate::trace::Trace;
use plan::Plan;

/// What a picture is called.
#[derive(Clone, Copy, Debug)]
pub struct Svg<'a> {
    /// What all ids in the picture begin with. No other element of the page may have an id that does.
    pub id: &'a str,
    /// What is to be seen, in a few words: who can't see the picture hears this, and then one sentence that
    /// sums the conversation up.
    pub title: &'a str,
}

/// Draws a trace as an SVG element, which is a file of its own (`.svg`) or a part of a page.
///
/// - It takes its color from the text around it, and says nothing by color: what is lost is dashed, ends in a
///   cross and has the word beside it.
/// - The elements of each step of the [`list`](crate::list()) are in one `<g class="sim-event" data-step="…">`,
///   counted from 1 and in order. Without some of the last of them it is still a picture, of an earlier time: only
///   names, life lines and times are outside. A message whose end is a step of its own begins as a stub.
/// - There are two ids, `{id}-title` and `{id}-desc`, no references but to these, and no blank lines.
/// - Labels wrap, and after three lines they are cut with `…`. Their characters are shown as on the terminal's
///   [`ladder`](crate::ladder()).
///
/// A style sheet can speak of these classes; what it does not say is right as it is:
///
/// | class | what |
/// |---|---|
/// | `sim-ladder` | the picture |
/// | `sim-time` | the times at the left, and their heading |
/// | `sim-actor` | the head of an actor: a box, and a text of class `sim-name` |
/// | `sim-life` | a life line |
/// | `sim-event` | all that belongs to a step |
/// | `sim-arrow` | the line of a message |
/// | `sim-lost`, `sim-damaged` | such a line, of a message that is lost, or damaged |
/// | `sim-open`, `sim-copy` | such a line, of a message that is still on its way, or of a copy |
/// | `sim-head` | the head of an arrow |
/// | `sim-cross` | the cross at the end of a lost message |
/// | `sim-branch` | the dot where a copy leaves its original |
/// | `sim-label` | what a message is |
/// | `sim-words` | what became of it |
/// | `sim-note` | a note at an actor: text, and a dot |
/// | `sim-scene` | what happens to all: text, and a rule across |
/// | `sim-difference` | the mark of the first difference |
pub fn svg(trace: &Trace, called: &Svg<'_>) -> String {
    draw::draw(trace, &Plan::new(trace), called)
}
