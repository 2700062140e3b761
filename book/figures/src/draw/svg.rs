//! What all pictures in SVG have in common.

use maud::{Markup, html};

use super::Frame;

/// The size of letters, in pixels.
pub(super) const LETTER: f64 = 13.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 18.0;

/// A picture with a name and a sentence about it.
pub(super) fn picture(frame: &Frame<'_>, about: &str, width: f64, height: f64, inside: Markup) -> Markup {
    let (title, desc) = (frame.id_of("title"), frame.id_of("desc"));
    html! {
        svg role="img" aria-labelledby={ (title) " " (desc) } viewBox={ "0 0 " (n(width)) " " (n(height)) }
            width=(n(width)) height=(n(height)) font-size=(LETTER) fill="currentColor" {
            title id=(title) { (frame.title) }
            desc id=(desc) { (about) }
            (inside)
        }
    }
}

/// How wide a text is. Pictures are set in a font whose letters are all as wide as each other, so that it is known
/// here; a letter of Chinese or an emoji takes two places.
pub(super) fn text_width(text: &str) -> f64 {
    let places: u32 = text.chars().map(|letter| if u32::from(letter) < 0x1100 { 1 } else { 2 }).sum();
    f64::from(places) * LETTER * 0.61
}

/// A number as short as it can be: half a pixel is as good as it gets.
pub(super) fn n(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
