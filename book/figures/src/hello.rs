//! Figures of hello, a module a page.

mod cut;
mod name_machine;
mod notice;
mod put_back;
mod send;

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] =
    &[name_machine::ADDRESS, cut::CHUNKS, put_back::ANY_ORDER, notice::DAMAGE, send::CONVERSATION];

/// What Tokyo says on all these pages.
const MESSAGE: &[u8] = b"hello, London";

/// Text in quotes; what is no text is escaped.
fn quoted(bytes: &[u8]) -> String {
    format!("\"{}\"", bytes.escape_ascii())
}
