//! Figures of hello.

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] = &[];
