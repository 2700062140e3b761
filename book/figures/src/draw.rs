//! How data looks: HTML and SVG. Never here: what is worth drawing.
//!
//! A drawing is complete without JavaScript: a picture, and beside it the same in words. The scripts in
//! `book/theme/js` find what they need in the drawing itself, and only hide, mark and change it.
//!
//! Three things hold for all drawings, and a test for each is in `tests/drawings.rs`. No line is empty, because that
//! would end the block of HTML in a page of Markdown. Every id begins with the figure's, so that none is there twice
//! where all pages are one (mdBook renames the second, and not what refers to it). Nothing is said by color alone.

mod bits;
mod hex;
mod ladder;
mod line;
mod map;
mod signal;
mod svg;
mod tree;

use maud::{Markup, html};
use serde::Serialize;

use crate::{Drawing, Figure};

/// Draws a figure: a custom element, without the `figure` around it and without a caption.
pub fn html(figure: &Figure) -> String {
    let frame = Frame { id: &figure.id(), title: figure.title };
    let (element, inside) = match (figure.draw)() {
        Drawing::Ladder(ladder) => ("net-ladder", ladder::draw(&frame, &ladder)),
        Drawing::Map(map) => ("net-map", map::draw(&frame, &map)),
        Drawing::Bits(bits) => ("net-bits", bits::draw(&frame, &bits)),
        Drawing::Hex(hex) => ("net-hex", hex::draw(&frame, &hex)),
        Drawing::Line(line) => ("net-line", line::draw(&frame, &line)),
        Drawing::Tree(tree) => ("net-tree", tree::draw(&frame, &tree)),
        Drawing::Signal(signal) => ("net-signal", signal::draw(&frame, &signal)),
    };
    let inside = without_empty_lines(&inside.into_string());
    format!("<{element} data-figure=\"{}\">\n{inside}\n</{element}>", frame.id)
}

/// What every part of a drawing needs to know of its figure.
struct Frame<'a> {
    id: &'a str,
    title: &'a str,
}

impl Frame<'_> {
    /// The id of a part of the figure.
    fn id_of(&self, part: &str) -> String {
        format!("{}-{part}", self.id)
    }
}

/// Something that may be wider than a narrow screen: it scrolls by itself, by keys too, and the page stays where it is.
fn scroll(name: &str, inside: Markup) -> Markup {
    html! {
        net-scroll tabindex="0" role="group" aria-label=(name) { (inside) }
    }
}

/// A table to look at. What stands first in a row is what the row is about.
fn table<const N: usize>(name: &str, heads: [&str; N], rows: impl Iterator<Item = [Markup; N]>) -> Markup {
    let table = html! {
        table {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody {
                @for row in rows {
                    tr {
                        @for (index, cell) in row.into_iter().enumerate() {
                            @if index == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                        }
                    }
                }
            }
        }
    };
    scroll(name, table)
}

/// The same in words, for those who want or need them.
fn in_words(inside: Markup) -> Markup {
    html! {
        details class="net-words" {
            summary { "In words" }
            (inside)
        }
    }
}

/// Bits, bytes or numbers from one to another: `4`, or `4–7`.
fn from_to(first: impl PartialEq + std::fmt::Display, last: impl PartialEq + std::fmt::Display) -> String {
    let (first, last) = (first.to_string(), last.to_string());
    if first == last { first } else { format!("{first}–{last}") }
}

/// Data for the script of a figure, safe inside of a `script` element: nothing in it can end the element.
fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("plain data is JSON").replace('<', "\\u003c")
}

fn without_empty_lines(html: &str) -> String {
    html.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}
