//! How data looks: HTML and SVG. Never here: what is worth drawing.

use crate::Figure;

/// Draws a figure: a custom element, without the `figure` around it and without a caption.
pub fn html(figure: &Figure) -> String {
    figure.id()
}
