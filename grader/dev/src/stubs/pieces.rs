//! Putting a stub together from the pieces that stay.

use std::ops::Range;

use syn::token::Brace;

use super::attributes::{Attributes, separator};
use super::source::{self, Place, skip_trivia};

/// An item of the stub, without the indentation of its first line.
pub(super) struct Piece {
    pub(super) text: String,
    /// Is there a blank line in front of it?
    pub(super) blank: bool,
    /// The path, for a private import.
    pub(super) import: Option<String>,
}

/// The pieces of a file or of a block, in order.
pub(super) struct Pieces<'a> {
    solution: &'a str,
    /// Was there a blank line since the last piece?
    blank: bool,
    pieces: Vec<Piece>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(solution: &'a str) -> Pieces<'a> {
        Pieces { solution, blank: false, pieces: Vec::new() }
    }

    /// Adds what stays of the item at `place`: `None` when it goes.
    pub(super) fn push(&mut self, place: &Place, text: Option<String>, import: Option<String>) {
        self.blank |= place.has_blank(self.solution);
        if let Some(text) = text {
            let blank = std::mem::take(&mut self.blank);
            self.pieces.push(Piece { text, blank, import });
        }
    }

    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces
    }
}

/// The pieces, one below the other.
pub(super) fn joined(pieces: &[Piece], depth: usize) -> String {
    let mut result = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let between = match index {
            0 => "",
            _ if piece.blank => "\n\n",
            _ => "\n",
        };
        result.push_str(&format!("{between}{}{}", indent(depth), piece.text));
    }
    result
}

/// The pieces in the braces of an item at `depth`, behind inner attributes.
pub(super) fn block(solution: &str, inner: &Attributes, pieces: &[Piece], depth: usize) -> String {
    let header = inner.text(solution, depth + 1);
    match (header.as_str(), pieces) {
        ("", []) => "{}".to_owned(),
        ("", pieces) => format!("{{\n{}\n{}}}", joined(pieces, depth + 1), indent(depth)),
        (header, pieces) => {
            let between = if pieces.first().is_some_and(|first| first.blank) { "\n\n" } else { "\n" };
            let (inside, outside) = (indent(depth + 1), indent(depth));
            let pieces = joined(pieces, depth + 1);
            format!("{{\n{inside}{header}{between}{pieces}\n{outside}}}")
        }
    }
}

/// An item at `range`: its attributes without the comments around them, and the rest of it, edited.
pub(super) fn part(
    solution: &str,
    attributes: &Attributes,
    range: Range<usize>,
    depth: usize,
    edits: &[(Range<usize>, String)],
) -> String {
    let start = attributes.end().map_or(range.start, |end| skip_trivia(solution, end));
    let rest = source::edited(solution, start..range.end, edits);
    match (attributes.text(solution, depth), attributes.end()) {
        (text, Some(end)) if !text.is_empty() => text + &separator(&solution[end..start], depth) + &rest,
        _ => rest,
    }
}

/// The white space in front of an item at `depth`.
pub(super) fn indent(depth: usize) -> String {
    "    ".repeat(depth)
}

/// The bytes from an opening brace to its closing one.
pub(super) fn braces(brace: &Brace) -> Range<usize> {
    brace.span.join().byte_range()
}
