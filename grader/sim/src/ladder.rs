//! A trace as a ladder in a terminal: time runs down, messages run across.
//!
//! This owns the choice of a form that fits the width: two columns of text with arrows between them for two
//! actors, a line of life each for more, a list where neither fits. It never colors, never asks the terminal
//! anything, and never lets through a character that could command one: labels come from strangers.
//!
//! How to read one, whatever its form:
//!
//! - The time of a row with a message is the time at which it was *sent*. A straight arrow took the usual
//!   time.
//! - An arrow that bends arrives on a later row, whose time is that of the arrival: something else reached
//!   the receiver before it, or it took more than twice the usual time (the median of the trace). Each
//!   actor's own rows, read downwards, are always in the order in which things happened to it.
//! - A branch is a copy that the network made. A dashed arrow that ends in a cross was lost.
//! - At one instant, events stand in the order in which they were told.

mod canvas;
mod columns;
mod lanes;
mod lifelines;
mod list;
mod page;
mod rows;

use crate::text::{ASCII, Glyphs, UNICODE};
use crate::trace::Trace;
use page::Page;
use rows::Notes;

/// The narrowest width that is kept to: one that is smaller is taken for this.
pub const MIN_WIDTH: usize = 20;

/// Draws a trace with arrows of Unicode's box characters, in lines of at most `width` columns of a terminal
/// (or [`MIN_WIDTH`], if that is more). What does not fit is cut with `…`. Every line ends with a line
/// feed.
///
/// Characters of a label that could move the cursor, hide or reorder text are shown escaped, as in Rust's
/// strings: a line feed as `\n`, a backslash as `\\`, a right-to-left override as `\u{202e}`.
pub fn ladder(trace: &Trace, width: usize) -> String {
    draw(trace, width, &UNICODE)
}

/// Draws the same as [`ladder`] in ASCII alone: arrows of `-` and `>`, and other characters escaped.
pub fn ladder_ascii(trace: &Trace, width: usize) -> String {
    draw(trace, width, &ASCII)
}

fn draw(trace: &Trace, width: usize, glyphs: &Glyphs) -> String {
    let merged = Page::new(trace, width.max(MIN_WIDTH), glyphs, Notes::Beside);
    let apart = Page::new(trace, width.max(MIN_WIDTH), glyphs, Notes::OnTheirOwn);
    let form = match trace.actors().len() {
        2 => columns::whole(&merged).or_else(|| columns::whole(&apart)).or_else(|| columns::cut(&apart)),
        3.. => {
            lifelines::whole(&merged).or_else(|| lifelines::whole(&apart)).or_else(|| lifelines::cut(&apart))
        }
        _ => None,
    };
    form.unwrap_or_else(|| list::draw(&apart))
}
