//! Figures of addresses, a module a page.

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] = &[];
