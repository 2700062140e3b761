//! Three actors or more: a line of life each, and what is said beside the picture.

use super::canvas::Canvas;
use super::page::Page;
use super::rows::{Figure, Row, join};
use crate::text::columns;

/// Between two lines of life, from roomy to tight. Odd, as the canvas wants it.
const GAPS: [usize; 5] = [15, 13, 11, 9, 7];
/// Between the picture and the text.
const SPACE: &str = "   ";
/// The text is not cut to less than this.
const LEAST_TEXT: usize = 24;

/// The drawing with every text whole, if the page is wide enough.
pub(super) fn whole(page: &Page<'_>) -> Option<String> {
    let text = page.widest(|row| words(page, row));
    let gap = gaps(page).find(|gap| text <= room(page, *gap))?;
    Some(draw(page, gap))
}

/// The drawing with long texts cut, if that leaves something to read.
pub(super) fn cut(page: &Page<'_>) -> Option<String> {
    let gap = gaps(page).last()?;
    (room(page, gap) >= LEAST_TEXT).then(|| draw(page, gap))
}

/// The gaps that are wide enough for the names, or the widest one if none is.
fn gaps(page: &Page<'_>) -> impl Iterator<Item = usize> {
    let longest = page.names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let fits = move |gap: &usize| *gap == GAPS[0] || longest < *gap;
    GAPS.into_iter().filter(fits)
}

/// The columns that are left for text.
fn room(page: &Page<'_>, gap: usize) -> usize {
    let picture = (page.names.len() - 1) * (gap + 1) + 1;
    page.width.saturating_sub(page.clock.width() + picture + SPACE.len())
}

fn draw(page: &Page<'_>, gap: usize) -> String {
    let canvas = Canvas::new(page.glyphs, &page.rows, page.names.len(), gap, true);
    let lines = page.rows.rows.iter().enumerate().map(|(index, row)| match row.figure {
        Figure::Scene => vec![page.scene(row)],
        _ => vec![canvas.row(index) + SPACE + &page.glyphs.cut(&words(page, row), room(page, gap))],
    });
    let heads: String = page.names.iter().map(|name| page.glyphs.fit(name, gap) + " ").collect();
    page.write(&heads, lines, |_| page.clock.width() + canvas.width() + SPACE.len())
}

/// What there is to say on a row. Notes name their actor, which the picture of a message does not.
fn words(page: &Page<'_>, row: &Row) -> String {
    join(row.sayings.iter().map(|saying| match saying.is_note {
        true => (format!("{}: {}", page.names[saying.actor], saying.text), true),
        false => (saying.text.clone(), false),
    }))
}
