//! A list, for pages on which no picture fits, and for actors on their own.

use super::page::Page;
use super::rows::{End, Figure, Part, Row, Stroke};
use crate::text::columns;

/// Names are not cut to less than this.
const LEAST_NAME: usize = 4;

/// Draws the list. It fits any page.
pub(super) fn draw(page: &Page<'_>) -> String {
    let longest = page.names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let arrow = columns(" -> ");
    let room = page.width.saturating_sub(page.clock.width() + arrow) / 2;
    let name = longest.min(room.max(LEAST_NAME));
    let items = page.rows.rows.iter().map(|row| match row.figure {
        Figure::Stroke(stroke) => item(page, &who(page, stroke, name), row),
        Figure::Dot(actor) => item(page, &format!("{}:", page.glyphs.cut(&page.names[actor], name)), row),
        Figure::Scene => vec![page.scene(row)],
    });
    page.write("", items, |_| page.clock.width())
}

/// Who did what: on one line if it fits, else what on the next, else each thing that was said on its own.
fn item(page: &Page<'_>, who: &str, row: &Row) -> Vec<String> {
    let said = row.sayings.iter().map(|saying| saying.text.as_str()).filter(|text| !text.trim().is_empty());
    let said: Vec<&str> = said.collect();
    let what = said.join(", ");
    let space = if matches!(row.figure, Figure::Dot(_)) { " " } else { "  " };
    let line = format!("{who}{space}{what}");
    if said.is_empty() || page.clock.width() + columns(&line) <= page.width {
        vec![line]
    } else if page.hanging() + columns(&what) <= page.width {
        vec![who.to_owned(), what]
    } else {
        std::iter::once(who).chain(said).map(str::to_owned).collect()
    }
}

fn who(page: &Page<'_>, stroke: Stroke, width: usize) -> String {
    let name = |actor: usize| page.glyphs.fit(&page.names[actor], width);
    let end = match (stroke.part, stroke.end) {
        (Part::Start, _) => page.glyphs.rightward.turn_down,
        (_, End::Arrived | End::Damaged) => page.glyphs.rightward.head,
        (_, End::Lost) => page.glyphs.lost,
        (_, End::InFlight) => page.glyphs.dash,
    };
    let line = match (stroke.part, stroke.end) {
        (Part::Start, _) => page.glyphs.line,
        (Part::Finish, _) => page.glyphs.rightward.turn_across,
        (_, End::Damaged) => page.glyphs.damaged,
        (_, End::Lost | End::InFlight) => page.glyphs.dash,
        (_, End::Arrived) => page.glyphs.line,
    };
    format!("{} {line}{end} {}", name(stroke.from), name(stroke.to))
}
