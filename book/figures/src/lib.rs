//! What the book's figures show.
//!
//! A figure is a function that runs our solutions and gives plain data: a conversation, bytes and what they mean, a
//! number line, a tree. [`html`] draws the data, complete without JavaScript. So a figure says what the code does, and
//! changes when the code does. Nothing here knows mdBook, files, or where on a page a figure stands.

mod addresses;
mod draw;
mod hello;
mod packets;

use std::ops::Range;

use sim::Trace;

pub use draw::html;

/// All figures, in the order in which the book shows them.
pub fn all() -> impl Iterator<Item = &'static Figure> {
    [hello::FIGURES, addresses::FIGURES, packets::FIGURES].into_iter().flatten()
}

/// The figure of this name.
pub fn find(name: &str) -> Option<&'static Figure> {
    all().find(|figure| figure.name == name)
}

/// A figure of the book.
#[derive(Debug)]
pub struct Figure {
    /// `<chapter>/<page>/<name>`: what the page asks for, and what the figure's id is made of.
    pub name: &'static str,
    /// What is to be seen, in a few words: who can't see the figure hears this.
    pub title: &'static str,
    /// Makes what is drawn.
    pub draw: fn() -> Drawing,
}

impl Figure {
    /// Its id in the book, which no other figure has: `fig-hello-put_back-any-order`.
    pub fn id(&self) -> String {
        format!("fig-{}", self.name.replace('/', "-"))
    }
}

/// What a figure shows.
#[derive(Debug)]
pub enum Drawing {
    /// A conversation.
    Ladder(Ladder),
    /// A conversation on a map.
    Map(Map),
    /// Fields of bits, and a value.
    Bits(Bits),
    /// Bytes, and the fields that they belong to.
    Hex(Hex),
    /// Stretches of a number line.
    Line(Line),
    /// A tree.
    Tree(Tree),
    /// What a wire does.
    Signal(Signal),
}

/// A conversation, and what becomes of it when messages are lost.
#[derive(Debug)]
pub struct Ladder {
    /// The messages that the reader can have lost, by a short name each: `chunk 2`. At most five: each set of them is
    /// a conversation of its own in the page.
    pub can_be_lost: Vec<String>,
    /// The conversation in which these were lost, by their places in `can_be_lost`. None lost is the figure as it
    /// stands.
    pub trace: fn(lost: &[usize]) -> Trace,
}

/// A conversation that crosses places on a map, hop by hop.
#[derive(Debug)]
pub struct Map {
    /// The places: the actors of the trace, in the same order.
    pub places: Vec<Place>,
    /// The lines between them, each by the places of its two ends in `places`.
    pub lines: Vec<(usize, usize)>,
    /// What travels there.
    pub journeys: Ladder,
}

/// A place on a map.
#[derive(Debug)]
pub struct Place {
    /// How it is called.
    pub name: String,
    /// How far from the left its middle is, in pixels.
    pub x: f64,
    /// How far from the top its middle is.
    pub y: f64,
}

/// A layout, field after field, and a value: all the bits are one number, the first field's are the most significant.
#[derive(Debug)]
pub struct Bits {
    /// From the most significant. At most 128 bits in all, a multiple of 8.
    pub fields: Vec<Field>,
    /// The value at first.
    pub value: u128,
    /// How else the whole value is spelled, if somehow.
    pub spelling: Spelling,
}

/// A field of a layout.
#[derive(Debug)]
pub struct Field {
    /// As its RFC names it.
    pub name: &'static str,
    /// How many bits it has: 1 to 32, or more if they are a multiple of 8.
    pub bits: u32,
    /// What it is for, in a sentence.
    pub about: &'static str,
}

/// How a value is spelled for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Only as its bytes.
    Bytes,
    /// Also as four numbers with dots.
    Dotted,
}

/// Bytes, and what they mean.
#[derive(Debug)]
pub struct Hex {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// In order, without a gap and without an overlap.
    pub spans: Vec<Span>,
}

/// Some bytes that belong together.
#[derive(Debug)]
pub struct Span {
    /// Which bytes.
    pub range: Range<usize>,
    /// What they are: `ID`, `label`, `pointer`.
    pub name: String,
    /// What they say: `0x1d3f`, `www`, `to byte 12`.
    pub value: String,
    /// The byte that a pointer points to.
    pub points_to: Option<usize>,
}

/// Stretches of a number line, one below the other.
#[derive(Debug)]
pub struct Line {
    /// How the numbers of the line are spelled.
    pub spell: fn(u128) -> String,
    /// The ends of the line, and more places worth a mark.
    pub marks: Vec<u128>,
    /// The stretches.
    pub stretches: Vec<Stretch>,
}

/// A stretch of a number line.
#[derive(Debug)]
pub struct Stretch {
    /// How it is called: `10.0.0.0/9`.
    pub name: String,
    /// Its first and last number.
    pub ends: (u128, u128),
    /// What there is to say about it.
    pub note: String,
}

/// A tree, drawn from its root downwards.
#[derive(Debug)]
pub struct Tree {
    /// The root.
    pub root: Node,
}

/// A node of a tree, and what hangs below it.
#[derive(Debug)]
pub struct Node {
    /// What stands at the line to it from above: `0`, `www`. Empty at the root.
    pub branch: String,
    /// What stands in it.
    pub label: String,
    /// Whether it is one of those that the text speaks of: it is drawn heavier, and named in the words beside.
    pub marked: bool,
    /// From left to right.
    pub children: Vec<Node>,
}

/// The levels of a wire over time, in one code or several, one below the other.
#[derive(Debug)]
pub struct Signal {
    /// From top to bottom. All take the same time.
    pub waves: Vec<Wave>,
}

/// Some bits in one code.
#[derive(Debug)]
pub struct Wave {
    /// The code: `Manchester`.
    pub name: String,
    /// What stands over the wave: a bit each, all as wide as each other.
    pub bits: Vec<String>,
    /// High is `true`. All levels last as long as each other; a bit may have several.
    pub levels: Vec<bool>,
}

/// What actors note in a trace, in order.
#[cfg(test)]
fn notes(trace: &Trace) -> Vec<&str> {
    let notes = trace.events().iter().filter_map(|event| match event {
        sim::Event::Note(note) => Some(note.text.as_str()),
        sim::Event::Message(_) => None,
    });
    notes.collect()
}
