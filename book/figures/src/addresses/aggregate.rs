//! A list of prefixes on the number line, before and after.

use ::addresses::aggregate::aggregate;
use ::addresses::dotted::{dotted, parse_v4};
use ::addresses::prefix::{contains, last, network};
use given::addresses::{Family, Prefix};

use crate::{Drawing, Figure, Line, Stretch};

pub(super) const LINE: Figure = Figure {
    name: "addresses/aggregate/line",
    title: "five prefixes, and the three that say the same",
    draw: || Drawing::Line(line()),
};

/// Two halves, a neighbor that is no half, another one, and a part of it.
const BEFORE: [(&str, u8); 5] =
    [("10.0.0.0", 24), ("10.0.1.0", 24), ("10.0.3.0", 24), ("10.0.4.0", 24), ("10.0.4.128", 25)];

fn before() -> Vec<Prefix> {
    let prefix = |(text, len)| {
        let address = parse_v4(text).expect("it is an address");
        network(Family::V4, address.into(), len)
    };
    BEFORE.map(prefix).to_vec()
}

fn line() -> Line {
    let before = before();
    let after = aggregate(&before);
    let becomes = |prefix: &Prefix| {
        let whole = after.iter().find(|whole| contains(whole, prefix.family, prefix.bits));
        let whole = whole.expect("no address is lost");
        if whole == prefix {
            String::from("stays")
        } else if before.contains(whole) {
            format!("lies inside {whole}, and goes")
        } else {
            format!("a half of {whole}")
        }
    };
    let stretch = |when: &str, prefix: &Prefix, note: String| Stretch {
        name: prefix.to_string(),
        ends: (prefix.bits, last(prefix)),
        note: format!("{when}: {note}"),
    };
    let made_of = |whole: &Prefix| {
        let parts = before.iter().filter(|part| contains(whole, part.family, part.bits)).count();
        if parts == 1 {
            String::from("as it was")
        } else {
            format!("says the same as {parts} of those above")
        }
    };
    let stretches = before.iter().map(|prefix| stretch("before", prefix, becomes(prefix)));
    let stretches = stretches.chain(after.iter().map(|prefix| stretch("after", prefix, made_of(prefix))));
    let ends = before.iter().chain(&after).flat_map(|prefix| [prefix.bits, last(prefix)]);
    let mut marks: Vec<u128> = ends.collect();
    marks.sort_unstable();
    marks.dedup();
    Line { spell: |number| dotted(number as u32), marks, stretches: stretches.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_prefix_has_the_fate_that_the_text_speaks_of() {
        let line = line();
        let said: Vec<String> =
            line.stretches.iter().map(|Stretch { name, note, .. }| format!("{name} {note}")).collect();
        assert_eq!(
            said,
            [
                "10.0.0.0/24 before: a half of 10.0.0.0/23",
                "10.0.1.0/24 before: a half of 10.0.0.0/23",
                "10.0.3.0/24 before: stays",
                "10.0.4.0/24 before: stays",
                "10.0.4.128/25 before: lies inside 10.0.4.0/24, and goes",
                "10.0.0.0/23 after: says the same as 2 of those above",
                "10.0.3.0/24 after: as it was",
                "10.0.4.0/24 after: says the same as 2 of those above",
            ]
        );
    }
}
