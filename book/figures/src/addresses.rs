//! Figures of addresses, a module a page.

mod dialer;
mod dns_msg;
mod dns_name;
mod lpm;
mod punycode;

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] = &[
    lpm::TRIE,
    lpm::PATH,
    dns_name::POINTERS,
    dns_msg::HEADER,
    dns_msg::QUERY,
    dns_msg::RESOLVE,
    punycode::DELTAS,
    dialer::RACE,
];
