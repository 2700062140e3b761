//! Figures of addresses, a module a page.

mod aggregate;
mod cursor;
mod dialer;
mod dns_msg;
mod dns_name;
mod dotted;
mod ipv6;
mod lpm;
mod prefix;
mod punycode;

use crate::Figure;

/// In the order of the pages.
pub(crate) const FIGURES: &[Figure] = &[
    dotted::STRIP,
    cursor::FIELDS,
    ipv6::CANONICAL,
    ipv6::TIE,
    prefix::BITS,
    prefix::LINE,
    aggregate::LINE,
    lpm::TRIE,
    lpm::PATH,
    dns_name::POINTERS,
    dns_msg::HEADER,
    dns_msg::QUERY,
    dns_msg::RESOLVE,
    punycode::DELTAS,
    dialer::RACE,
];
