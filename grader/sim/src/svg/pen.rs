//! Elements of SVG, one a line.

use super::page::{COLUMN, wide};
use crate::text::columns;

#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The text of a picture, as far as it is written.
#[derive(Default)]
pub(super) struct Pen {
    pub(super) svg: String,
}

impl Pen {
    /// One line of markup.
    pub(super) fn line(&mut self, markup: &str) {
        self.svg += markup;
        self.svg += "\n";
    }

    /// A line through points.
    pub(super) fn stroke(&mut self, class: &str, attributes: &str, points: &[Point]) {
        self.path(class, &format!("fill=\"none\" stroke=\"currentColor\"{attributes}"), &path(points));
    }

    /// A filled shape between points.
    pub(super) fn fill(&mut self, class: &str, points: &[Point]) {
        self.path(class, "fill=\"currentColor\"", &format!("{}Z", path(points)));
    }

    pub(super) fn path(&mut self, class: &str, attributes: &str, d: &str) {
        self.line(&format!("<path class=\"{class}\" {attributes} d=\"{d}\"/>"));
    }

    pub(super) fn dot(&mut self, class: &str, center: Point) {
        let Point { x, y } = center;
        self.line(&format!(
            "<circle class=\"{class}\" fill=\"currentColor\" cx=\"{}\" cy=\"{}\" r=\"3\"/>",
            px(x),
            px(y)
        ));
    }

    /// A text that has been made harmless for people; here it is made so for XML. `place` is the middle of its
    /// height.
    pub(super) fn text(&mut self, class: &str, attributes: &str, place: Point, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let (x, y) = (px(place.x), px(place.y + 4.5));
        let length = exactly(text);
        self.line(&format!(
            "<text class=\"{class}\" fill=\"currentColor\"{attributes} x=\"{x}\" y=\"{y}\"{length}>{}</text>",
            escape(text)
        ));
    }
}

/// A number with at most one digit after the point.
pub(super) fn px(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// A text for XML.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            _ => escaped.push(character),
        }
    }
    escaped
}

fn path(points: &[Point]) -> String {
    let points: Vec<String> = points.iter().map(|point| format!("{} {}", px(point.x), px(point.y))).collect();
    format!("M{}", points.join("L"))
}

/// Characters of other scripts come from other fonts, which know nothing of our columns: a text that has such is
/// told how long to be.
fn exactly(text: &str) -> String {
    if text.chars().all(|character| character.is_ascii() || "→←↑…–—×".contains(character)) {
        return String::new();
    }
    let length = px(wide(columns(text.trim_end())).max(COLUMN));
    format!(" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"")
}
