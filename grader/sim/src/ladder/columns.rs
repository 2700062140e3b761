//! Two actors: a column of text each, and arrows between them.

use super::canvas::Canvas;
use super::lanes::{busiest, gap_for};
use super::page::Page;
use super::rows::{Figure, Row, join};
use crate::text::columns;

/// The columns of an arrow, from roomy to tight. Odd, as the canvas wants it.
const ARROWS: [usize; 5] = [15, 13, 11, 9, 7];
/// An arrow does not grow beyond this, however many others are on their way at once.
const LONGEST_ARROW: usize = 25;
/// Between a text and the arrows.
const SPACE: &str = " ";
/// A text is not cut to less than this.
const LEAST_TEXT: usize = 16;

/// The drawing with every text whole, if the page is wide enough.
pub(super) fn whole(page: &Page<'_>) -> Option<String> {
    let (left, right) = natural(page);
    let arrow = arrows(page).find(|arrow| left + right <= room(page, *arrow))?;
    Some(draw(page, arrow, left, right))
}

/// The drawing with long texts cut, if that leaves something to read.
pub(super) fn cut(page: &Page<'_>) -> Option<String> {
    let (left, right) = natural(page);
    let arrow = arrows(page).last()?;
    let room = room(page, arrow);
    if room < 2 * LEAST_TEXT {
        return None;
    }
    let left = left.min((room / 2).max(room.saturating_sub(right)));
    Some(draw(page, arrow, left, room - left))
}

/// The lengths of arrow with enough lanes for all that are on their way at once; where that is too many, the
/// longest, and one that leaves room for texts.
fn arrows(page: &Page<'_>) -> impl Iterator<Item = usize> {
    let needed = gap_for(busiest(&page.rows.threads));
    let longer = (needed > ARROWS[0]).then_some(needed.min(LONGEST_ARROW));
    let usual = ARROWS.into_iter().filter(move |arrow| *arrow >= needed.min(ARROWS[0]));
    longer.into_iter().chain(usual)
}

/// The columns that the texts of each side would like.
fn natural(page: &Page<'_>) -> (usize, usize) {
    let side = |actor| page.widest(|row| cell(row, actor)).max(columns(&page.names[actor]));
    (side(0), side(1))
}

/// The columns that are left for text.
fn room(page: &Page<'_>, arrow: usize) -> usize {
    // The canvas has a column for each actor, which stays blank.
    page.width.saturating_sub(page.clock.width() + 2 * SPACE.len() + arrow + 2)
}

fn draw(page: &Page<'_>, arrow: usize, left: usize, right: usize) -> String {
    let canvas = Canvas::new(page.glyphs, &page.rows, 2, arrow, false);
    let across = |texts: [&str; 2], picture: &str| {
        let [left, right] = [page.glyphs.fit(texts[0], left), page.glyphs.cut(texts[1], right)];
        left + SPACE + picture + SPACE + &right
    };
    let lines = page.rows.rows.iter().enumerate().map(|(index, row)| match row.figure {
        Figure::Scene => vec![page.scene(row)],
        _ => vec![across([&cell(row, 0), &cell(row, 1)], &canvas.row(index))],
    });
    let heads = across([&page.names[0], &page.names[1]], &" ".repeat(canvas.width()));
    let right_column = page.clock.width() + left + canvas.width() + 2 * SPACE.len();
    let starts = |row: &Row| if starts_right(row) { right_column } else { page.clock.width() };
    page.write(&heads, lines, starts)
}

fn starts_right(row: &Row) -> bool {
    row.sayings.first().is_some_and(|saying| saying.actor == 1)
}

/// What stands at an actor on a row: what it sends or gets, and its note in parentheses.
fn cell(row: &Row, actor: usize) -> String {
    let here = row.sayings.iter().filter(|saying| saying.actor == actor);
    join(here.map(|saying| (saying.text.clone(), saying.is_note)))
}
