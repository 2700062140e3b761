//! addresses: how one machine among billions is found.

pub mod aggregate;
pub mod cursor;
pub mod dialer;
pub mod dns_msg;
pub mod dns_name;
pub mod dotted;
pub mod ipv6;
pub mod lpm;
pub mod prefix;
pub mod punycode;

use proptest::prelude::{Strategy, any};

use crate::catalogue::{Banned, Chapter, HouseRule};
use crate::trial::Trial;

/// The chapter.
pub const CHAPTER: Chapter = Chapter {
    name: "addresses",
    title: "one machine among billions",
    needs: &[],
    exercises: &[
        dotted::EXERCISE,
        cursor::EXERCISE,
        ipv6::EXERCISE,
        prefix::EXERCISE,
        aggregate::EXERCISE,
        lpm::EXERCISE,
        dns_name::EXERCISE,
        dns_msg::EXERCISE,
        punycode::EXERCISE,
        dialer::EXERCISE,
    ],
    udp: false,
    house_rules: HOUSE_RULES,
};

/// The standard library reads and writes addresses.
const HOUSE_RULES: &[HouseRule] = &[
    no_parser("std::net::Ipv4Addr"),
    no_parser("std::net::Ipv6Addr"),
    no_parser("std::net::IpAddr"),
    no_parser("std::net::SocketAddrV4"),
    no_parser("std::net::SocketAddrV6"),
    no_parser("std::net::SocketAddr"),
];

const fn no_parser(path: &'static str) -> HouseRule {
    HouseRule {
        exercises: &["dotted", "ipv6"],
        banned: Banned::Type(path),
        reason: "the exercise is to read and write addresses yourself, and this type does it",
    }
}

/// Checks whose cases are long scripts have fewer of them.
fn fewer(trial: &mut Trial<'_>) {
    trial.cases = (trial.cases * 3 / 5).max(1);
}

/// A number of so many bits. Half of them are at an edge (0, the most, one beside a power of two), because that
/// is where mistakes live.
fn number(bits: u32) -> impl Strategy<Value = u128> {
    draw().prop_map(move |draw| draw.number(bits))
}

/// What a number is made of, when it is known later how many bits it has.
///
/// Strategies that choose one of several (`prop_oneof!`) each seed a generator of their own for every value, which
/// takes longer than the checks where a script has many values. So we draw the parts of all, and choose afterwards.
#[derive(Clone, Copy, Debug)]
struct Draw {
    anywhere: bool,
    power: u8,
    above: u8,
    any: u128,
}

fn draw() -> impl Strategy<Value = Draw> {
    (any::<bool>(), any::<u8>(), 0..4_u8, any::<u128>()).prop_map(|(anywhere, power, above, any)| Draw {
        anywhere,
        power,
        above,
        any,
    })
}

impl Draw {
    fn number(self, bits: u32) -> u128 {
        let most = u128::MAX >> (128 - bits);
        if self.anywhere {
            return self.any & most;
        }
        // One draw in four is an end; the others are spread over all the powers.
        if self.power >= 192 {
            return [0, 1, most - 1, most][usize::from(self.above)];
        }
        let power = 1_u128.checked_shl(u32::from(self.power) % (bits + 1)).unwrap_or(0);
        power.wrapping_add(self.above.into()).wrapping_sub(2) & most
    }
}

/// So many bytes: 1, 2, 3 and so on, or any. One number to draw, because a draw a byte takes longer than the checks.
fn bytes(count: usize) -> impl Strategy<Value = Vec<u8>> {
    any::<u32>().prop_map(move |seed| {
        let byte = |at: usize| {
            (at as u32 + 1).wrapping_mul(2_654_435_761).rotate_left(seed % 32).wrapping_mul(seed) >> 24
        };
        (0..count).map(|at| byte(at) as u8 ^ (at as u8 + 1)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    /// What a generator gives, as a check would see it.
    pub(super) fn drawn<S: Strategy>(strategy: &S, count: u32) -> Vec<S::Value> {
        use proptest::strategy::ValueTree;

        let one = |case| {
            strategy.new_tree(&mut Seed::default().streams("a test").runner(case)).expect("it generates")
        };
        (0..count).map(|case| one(case).current()).collect()
    }

    #[test]
    fn half_of_the_numbers_are_at_an_edge() {
        for bits in [8, 24, 32, 64, 128] {
            let most = u128::MAX >> (128 - bits);
            let all = drawn(&number(bits), 400);
            assert!(all.iter().all(|number| *number <= most));
            let near = |number: u128| (0..3).any(|above: u128| number.wrapping_add(above).is_power_of_two());
            let is_edge = |number: u128| near(number) || near(number.wrapping_sub(1)) || number >= most - 1;
            assert!(all.iter().filter(|number| is_edge(**number)).count() >= 160, "{bits}");
            for edge in [0, 1, most - 1, most] {
                assert!(all.contains(&edge), "{bits} {edge}");
            }
        }
    }

    #[test]
    fn bytes_are_of_all_kinds() {
        let all = drawn(&bytes(30), 100).concat();
        let negative = all.iter().filter(|byte| **byte >= 0x80).count();
        assert!((1000..2000).contains(&negative), "{negative}");
        assert!((0..=255).all(|byte| all.contains(&byte)));
    }
}
