//! The picture part of a row: arrows, lanes and lines of life, a character a cell.
//!
//! Everything is drawn as if it went to the right; what goes to the left is drawn in a mirror.

use super::lanes::{self, MARGIN};
use super::rows::{End, Figure, Part, Rows, Stroke, Thread};
use crate::text::{Glyphs, Way};

/// Where actors stand, and which lanes their messages take.
pub(super) struct Canvas<'a> {
    glyphs: &'a Glyphs,
    rows: &'a Rows,
    lanes: Vec<Option<usize>>,
    actors: usize,
    /// The columns between two neighbors. Odd, so that lanes stand at the same places seen from either side.
    gap: usize,
    lifelines: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Blank,
    Life,
    Lane,
    Ink(char),
}

impl<'a> Canvas<'a> {
    pub(super) fn new(
        glyphs: &'a Glyphs,
        rows: &'a Rows,
        actors: usize,
        gap: usize,
        lifelines: bool,
    ) -> Self {
        let lanes = lanes::assign(&rows.threads, lanes::lanes_of(gap));
        Self { glyphs, rows, lanes, actors, gap, lifelines }
    }

    /// The columns of every row.
    pub(super) fn width(&self) -> usize {
        self.place(self.actors - 1) + 1
    }

    /// Where an actor stands.
    pub(super) fn place(&self, actor: usize) -> usize {
        actor * (self.gap + 1)
    }

    /// Draws one row.
    pub(super) fn row(&self, index: usize) -> String {
        let mut cells = self.backdrop(index);
        match self.rows.rows[index].figure {
            Figure::Stroke(stroke) => self.stroke(&mut cells, index, stroke),
            Figure::Dot(actor) if self.lifelines => cells[self.place(actor)] = Cell::Ink(self.glyphs.dot),
            Figure::Dot(_) | Figure::Scene => {}
        }
        cells.into_iter().map(|cell| self.glyph(cell)).collect()
    }

    /// Lines of life, and the arrows that wait.
    fn backdrop(&self, index: usize) -> Vec<Cell> {
        let mut cells = vec![Cell::Blank; self.width()];
        if self.lifelines {
            (0..self.actors).for_each(|actor| cells[self.place(actor)] = Cell::Life);
        }
        for (thread, lane) in self.rows.threads.iter().zip(&self.lanes) {
            if let (true, Some(lane)) = (thread.starts < index && index < thread.ends, *lane) {
                cells[self.lane_place(thread, lane)] = Cell::Lane;
            }
        }
        cells
    }

    fn stroke(&self, cells: &mut [Cell], index: usize, stroke: Stroke) {
        let mirrored = stroke.to < stroke.from;
        let seen = |place: usize| if mirrored { self.width() - 1 - place } else { place };
        let mut turns: Vec<usize> = self.turns(index, stroke.part).map(seen).collect();
        turns.sort_unstable();
        let (from, to) = (seen(self.place(stroke.from)), seen(self.place(stroke.to)));
        let way = if mirrored { &self.glyphs.leftward } else { &self.glyphs.rightward };

        if mirrored {
            cells.reverse();
        }
        if self.lifelines && stroke.part != Part::Finish {
            cells[from] = Cell::Ink(way.leave);
        }
        Pen { glyphs: self.glyphs, way, cells, from, to, gap: self.gap }.draw(stroke, &turns);
        if mirrored {
            cells.reverse();
        }
    }

    /// The lanes that a row turns into, or out of.
    fn turns(&self, index: usize, part: Part) -> impl Iterator<Item = usize> {
        let here = move |thread: &Thread| match part {
            Part::Finish => thread.ends == index,
            Part::Whole | Part::Start => thread.starts == index,
        };
        let threads = self.rows.threads.iter().zip(&self.lanes).filter(move |(thread, _)| here(thread));
        threads.filter_map(|(thread, lane)| Some(self.lane_place(thread, (*lane)?)))
    }

    fn lane_place(&self, thread: &Thread, lane: usize) -> usize {
        self.place(lanes::gap_of(thread)) + 1 + MARGIN + 2 * lane
    }

    fn glyph(&self, cell: Cell) -> char {
        match cell {
            Cell::Blank => ' ',
            Cell::Life => self.glyphs.life,
            Cell::Lane => self.glyphs.lane,
            Cell::Ink(character) => character,
        }
    }
}

/// Draws one arrow to the right, over what is there.
struct Pen<'a> {
    glyphs: &'a Glyphs,
    way: &'a Way,
    cells: &'a mut [Cell],
    from: usize,
    to: usize,
    gap: usize,
}

impl Pen<'_> {
    fn draw(mut self, stroke: Stroke, turns: &[usize]) {
        match stroke.part {
            Part::Whole => self.whole(stroke.end, turns),
            Part::Start => self.start(turns),
            Part::Finish => self.finish(stroke.end, turns.first().copied()),
        }
    }

    fn whole(&mut self, end: End, turns: &[usize]) {
        let last = match end {
            End::Arrived | End::Damaged => self.to - 1,
            End::Lost | End::InFlight => {
                turns.last().map_or(self.middle(), |turn| self.middle().max(turn + MARGIN))
            }
        };
        self.line(self.from + 1, last, end);
        for turn in turns {
            self.cells[*turn] = Cell::Ink(self.glyphs.branch);
        }
    }

    fn start(&mut self, turns: &[usize]) {
        let Some((furthest, branches)) = turns.split_last() else {
            // All lanes are taken: the line stops where they begin.
            return self.line(self.from + 1, self.to - self.gap + MARGIN - 1, End::InFlight);
        };
        self.run(self.from + 1, *furthest, self.glyphs.line);
        self.cells[*furthest] = Cell::Ink(self.way.turn_down);
        for branch in branches {
            self.cells[*branch] = Cell::Ink(self.glyphs.branch);
        }
    }

    fn finish(&mut self, end: End, turn: Option<usize>) {
        let first = turn.unwrap_or(self.to - MARGIN);
        let last = match end {
            End::Arrived | End::Damaged => self.to - 1,
            End::Lost | End::InFlight => (first + MARGIN).min(self.to - 1),
        };
        self.line(first, last, end);
        match turn {
            Some(turn) => self.cells[turn] = Cell::Ink(self.way.turn_across),
            // It had no lane: the line begins behind them.
            None => self.run(first, last - 1, self.glyphs.dash),
        }
    }

    /// A line whose last cells tell how it ended.
    fn line(&mut self, first: usize, last: usize, end: End) {
        let Glyphs { line, dash, lost, damaged, .. } = *self.glyphs;
        let (body, before_last, last_glyph) = match end {
            End::Arrived => (line, line, self.way.head),
            End::Damaged => (line, damaged, self.way.head),
            End::Lost => (dash, dash, lost),
            End::InFlight => (line, dash, dash),
        };
        self.run(first, last, body);
        self.run(last - 2, last - 1, before_last);
        self.cells[last] = Cell::Ink(last_glyph);
    }

    /// Cells of one kind, from the first to the last. Arrows that wait are crossed.
    fn run(&mut self, first: usize, last: usize, glyph: char) {
        let crossed = [Cell::Lane, Cell::Ink(self.glyphs.cross)];
        for cell in &mut self.cells[first..=last] {
            *cell = Cell::Ink(if crossed.contains(cell) { self.glyphs.cross } else { glyph });
        }
    }

    /// Half-way through the gap in front of the receiver, where no lane is.
    fn middle(&self) -> usize {
        self.to - self.gap + ((self.gap / 2) & !1)
    }
}
