//! A page of a given width: the rows, the column of times, and the lines that are written on it.

use super::rows::{Figure, Notes, Row, Rows, rows};
use crate::clock::Clock;
use crate::text::{Glyphs, columns};
use crate::trace::Trace;

/// Between a line and the mark beside it.
const SPACE: &str = "   ";

/// What every form is made of.
pub(super) struct Page<'a> {
    pub(super) glyphs: &'a Glyphs,
    pub(super) width: usize,
    pub(super) names: Vec<String>,
    pub(super) rows: Rows,
    pub(super) clock: Clock,
}

impl<'a> Page<'a> {
    pub(super) fn new(trace: &Trace, width: usize, glyphs: &'a Glyphs, notes: Notes) -> Self {
        let rows = rows(trace, glyphs, notes);
        let names = trace.actors().iter().map(|actor| glyphs.shown(&actor.name)).collect();
        let clock = Clock::new(rows.rows.iter().filter_map(|row| row.at));
        Self { glyphs, width, names, rows, clock }
    }

    /// The widest of some texts, one a row.
    pub(super) fn widest(&self, text: impl Fn(&Row) -> String) -> usize {
        self.messages_and_notes().map(|row| columns(&text(row))).max().unwrap_or(0)
    }

    /// A row about the whole scene, across everything.
    pub(super) fn scene(&self, row: &Row) -> String {
        let words: Vec<&str> = row.sayings.iter().map(|saying| saying.text.as_str()).collect();
        let room = self.width.saturating_sub(self.clock.width() + 2 * (columns(self.glyphs.scene) + 1));
        format!("{0} {1} {0}", self.glyphs.scene, self.glyphs.cut(&words.join(" "), room))
    }

    /// Writes the lines of each row, with its time in front of the first and the mark of the first difference
    /// behind the last. `indent` is where a row's own text starts, for a mark that needs a line of its own.
    pub(super) fn write(
        &self,
        heads: &str,
        rows: impl Iterator<Item = Vec<String>>,
        indent: impl Fn(&Row) -> usize,
    ) -> String {
        let mut text = String::new();
        let head = self.clock.head() + heads;
        if !head.trim_end().is_empty() {
            self.push(&mut text, &head);
        }
        for (row, lines) in self.rows.rows.iter().zip(rows) {
            let mut time = self.clock.show(row.at);
            for line in lines {
                self.push(&mut text, &(time + &line));
                time = " ".repeat(self.hanging());
            }
            if row.first_difference {
                self.mark(&mut text, indent(row));
            }
        }
        text
    }

    /// How far the second line of a row and those after it are indented.
    pub(super) fn hanging(&self) -> usize {
        (self.clock.width() + 2).min(self.width / 4)
    }

    /// Marks the last line.
    fn mark(&self, text: &mut String, indent: usize) {
        let last = text.lines().next_back().map_or(0, columns);
        let (beside, above) = (self.glyphs.difference_beside, self.glyphs.difference_above);
        if last + SPACE.len() + columns(beside) <= self.width {
            text.truncate(text.len() - "\n".len());
            *text += &format!("{SPACE}{beside}\n");
        } else {
            let indent = indent.min(self.width - columns(above));
            self.push(text, &(" ".repeat(indent) + above));
        }
    }

    fn push(&self, text: &mut String, line: &str) {
        let line = self.glyphs.cut(line.trim_end(), self.width);
        *text += line.trim_end();
        *text += "\n";
    }

    fn messages_and_notes(&self) -> impl Iterator<Item = &Row> {
        self.rows.rows.iter().filter(|row| !matches!(row.figure, Figure::Scene))
    }
}
