//! addresses/lpm: of all routes that match, the longest.

mod sparing;

use std::cmp::Reverse;
use std::net::{Ipv4Addr, Ipv6Addr};

use given::addresses::{Family, Prefix};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::prop_oneof;
use proptest::sample::Index;

use self::sparing::Sparing;
use super::fewer;
use crate::catalogue::{Check, Exercise, Level, Mistake, Track};
use crate::finding::{Detail, Finding, Kind, Step, Table};
use crate::script::{Object, Script};
use crate::spell::{Ref, Spell, Wide};
use crate::trial::{Seen, Trial, Trouble, Verdict, ensure};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "lpm",
    title: "of all routes that match, the longest",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 90,
    needs: &[],
    rust: &["generics", "ownership"],
    hints: [
        "Begin with whatever finds the right route, a list that you search from one end to the other, and see how far the checks go with you. Then think of the address as a row of bits, read from the most significant: which routes can still match after the first bit is read?",
        "A tree with two children a node, one for 0 and one for 1: the way from the root is the prefix, so all routes that match an address lie on one way down. Walk down, and remember the last value that you met. A node owns its children: `[Option<Box<Node<T>>>; 2]`. Or keep one map for each length, and ask from the longest to the shortest.",
        "`bit = bits >> (width - 1 - depth) & 1`, for `depth` from 0. `insert`: `for depth in 0..len`, step into `children[bit].get_or_insert_with(..)`; then `node.value.replace(value)`. `lookup`: start with the root's value, step down while there is a child, and note each value with its depth. `remove` takes the value out of exactly that node, and leaves the children alone. `walk`: a node, then its child for 0, then its child for 1.",
    ],
    compare: "Look at how our `remove` cleans up on the way back, and why /0 and /32 need no case of their own in `bit`.",
    checks: &[
        Check {
            name: "one_route",
            title: "a route is found for the addresses inside its prefix, and for no others",
            points: 1,
            rule: "RFC 1812, section 5.2.4.3: a route matches if its prefix is the beginning of the address",
            book: "what-matches",
            after: &[],
            mistakes: &[COMPARES_HOST_ORDER, ADDRESS_FOR_PREFIX, NOT_SHIFTED_BACK],
            run: one_route,
        },
        Check {
            name: "longest_wins",
            title: "where several routes match, the longest is the answer",
            points: 2,
            rule: "RFC 1812, section 5.2.4.3: longest match",
            book: "longest-match",
            after: &["one_route"],
            mistakes: &[FIRST_MATCH_WINS, LAST_MATCH_WINS, SHORTEST_WINS],
            run: longest_wins,
        },
        Check {
            name: "default_route",
            title: "a prefix of length 0 matches every address of its family",
            points: 1,
            rule: "RFC 1812, section 5.2.4.3: the default route has the prefix of length 0, which any address begins with",
            book: "default-route",
            after: &["one_route", "longest_wins"],
            mistakes: &[DEFAULT_NEVER_MATCHES, SHIFT_BY_WIDTH],
            run: default_route,
        },
        Check {
            name: "host_routes",
            title: "a prefix of the whole width matches one address alone",
            points: 1,
            rule: "the docs of `lookup`: a prefix matches if the first `len` bits agree, and `len` may be all of them",
            book: "what-matches",
            after: &["one_route", "longest_wins"],
            mistakes: &[HOST_ROUTE_NEVER_MATCHES, ONE_BIT_TOO_MANY, SHIFT_BY_WIDTH],
            run: host_routes,
        },
        Check {
            name: "families_apart",
            title: "IPv4 and IPv6 routes have nothing to do with one another",
            points: 1,
            rule: "the docs of `RouteTable`: a prefix of one family never matches an address of the other",
            book: "two-families",
            after: &["one_route"],
            mistakes: &[FAMILIES_MIXED, LONGER_THAN_THE_ADDRESS],
            run: families_apart,
        },
        Check {
            name: "inserting_replaces",
            title: "a second value for the same prefix takes the place of the first, which is given back",
            points: 1,
            rule: "the docs of `insert`: the new value takes its place, and the old one is the answer",
            book: "insert-and-remove",
            after: &["one_route"],
            mistakes: &[DUP_KEEPS_OLD, OLD_VALUE_LOST],
            run: inserting_replaces,
        },
        Check {
            name: "remove_is_exact",
            title: "remove takes out the route with exactly that prefix, and no other",
            points: 2,
            rule: "the docs of `remove`: all other routes stay, also those inside or around this prefix",
            book: "insert-and-remove",
            after: &["one_route", "longest_wins"],
            mistakes: &[REMOVE_CUTS_THE_WAY, REMOVE_DROPS_CHILDREN, REMOVE_IS_NOT_EXACT, REMOVE_LEAVES_IT],
            run: remove_is_exact,
        },
        Check {
            name: "walk_is_sorted",
            title: "walk gives every route once: IPv4 first, then by address, then the shorter first",
            points: 2,
            rule: "the docs of `walk`",
            book: "walk",
            after: &[],
            mistakes: &[WALK_UNSORTED, WALK_BY_LENGTH, WALK_INSIDE_OUT, WALK_MIXES_FAMILIES],
            run: walk_is_sorted,
        },
        Check {
            name: "order_does_not_matter",
            title: "the same routes, put in in another order, give the same answers",
            points: 2,
            rule: "the docs of `insert`: the order in which routes come never matters to a lookup",
            book: "longest-match",
            after: &["one_route"],
            mistakes: &[],
            run: order_does_not_matter,
        },
        Check {
            name: "like_a_list",
            title: "whatever is put in, taken out and looked up, the answers are those of a plain list",
            points: 3,
            rule: "RFC 1812, section 5.2.4.3: what the answer is does not depend on how it is found",
            book: "longest-match",
            after: &[
                "longest_wins",
                "default_route",
                "host_routes",
                "families_apart",
                "inserting_replaces",
                "remove_is_exact",
                "walk_is_sorted",
            ],
            mistakes: &[],
            run: like_a_list,
        },
        Check {
            name: "campus",
            title: "a campus with nine routes sends twelve packets the right way",
            points: 1,
            rule: "RFC 1812, section 5.2.4.3: longest match",
            book: "a-campus",
            after: &["one_route"],
            mistakes: &[],
            run: campus,
        },
        Check {
            name: "lookups_do_not_grow",
            title: "sixteen times as many routes do not make a lookup much slower",
            points: 2,
            rule: "the docs of `RouteTable`: the work of `lookup` must not grow in proportion to the number of routes",
            book: "how-fast",
            after: &["like_a_list"],
            mistakes: &[LINEAR_SCAN],
            run: lookups_do_not_grow,
        },
    ],
};

const COMPARES_HOST_ORDER: Mistake = Mistake {
    slug: "compares-host-order",
    name: "the bits are compared from the wrong end: the last of the address count as the first",
    ask: "10.1.2.3 is 0x0a010203. Which of its bits is the first, and which octet do you compare with 10.0.0.0/8?",
};

const ADDRESS_FOR_PREFIX: Mistake = Mistake {
    slug: "address-for-prefix",
    name: "the answer has the bits of the address, and not those of the route",
    ask: "Which bits of a Prefix must be zero, and are they in your answer?",
};

const NOT_SHIFTED_BACK: Mistake = Mistake {
    slug: "not-shifted-back",
    name: "the answer has the bits of the route at the wrong end: they were shifted down, and not back",
    ask: "At which end of `bits` does a Prefix have its first bits? At which end are they in your answer?",
};

const FIRST_MATCH_WINS: Mistake = Mistake {
    slug: "first-match-wins",
    name: "the route that was put in first wins",
    ask: "Two routes match. Which one knows more about where the address is?",
};

const LAST_MATCH_WINS: Mistake = Mistake {
    slug: "last-match-wins",
    name: "the route that was put in last wins",
    ask: "Two routes match. Which one knows more about where the address is?",
};

const SHORTEST_WINS: Mistake = Mistake {
    slug: "shortest-wins",
    name: "the shortest route that matches wins",
    ask: "If the shortest won, when would any route but the default route ever be used?",
};

const DEFAULT_NEVER_MATCHES: Mistake = Mistake {
    slug: "default-never-matches",
    name: "the default route is never found",
    ask: "How many bits must agree for a prefix of length 0, and where on the way down does its value lie?",
};

const SHIFT_BY_WIDTH: Mistake = Mistake {
    slug: "shift-by-width",
    name: "a number is shifted by all its bits, or more, or by less than 0, which Rust refuses",
    ask: "By how much do you shift for the shortest prefix, of length 0, and for the longest? How many bits has the type?",
};

const HOST_ROUTE_NEVER_MATCHES: Mistake = Mistake {
    slug: "host-route-never-matches",
    name: "a route of the whole width is never found",
    ask: "After the last bit of the address, do you still look at where you are?",
};

const ONE_BIT_TOO_MANY: Mistake = Mistake {
    slug: "one-bit-too-many",
    name: "behind the last bit of an address, one more is asked for",
    ask: "If the first bit of an address has the number 0, which number has the last? Which is the last that you read?",
};

const FAMILIES_MIXED: Mistake = Mistake {
    slug: "families-mixed",
    name: "IPv4 and IPv6 routes share a place, and answer for one another",
    ask: "0.0.0.0/0 and ::/0 have the same bits and the same length. What else tells them apart?",
};

const LONGER_THAN_THE_ADDRESS: Mistake = Mistake {
    slug: "longer-than-the-address",
    name: "an address of IPv4 is compared with a route of IPv6 that is longer than the whole address",
    ask: "Which routes do you compare with an address of IPv4, and what do you ask of each first?",
};

const DUP_KEEPS_OLD: Mistake = Mistake {
    slug: "dup-keeps-old",
    name: "the first value for a prefix stays, and the second is lost",
    ask: "A link is down, and the neighbor sends a new route for the same prefix. Which one should count?",
};

const OLD_VALUE_LOST: Mistake = Mistake {
    slug: "old-value-lost",
    name: "the old value is replaced, but not given back",
    ask: "What does `Option::replace` return?",
};

const REMOVE_CUTS_THE_WAY: Mistake = Mistake {
    slug: "remove-cuts-the-way",
    name: "cleaning up behind a removed route cuts the way to others",
    ask: "A node without a value is not always useless. When is it?",
};

const REMOVE_DROPS_CHILDREN: Mistake = Mistake {
    slug: "remove-drops-children",
    name: "the routes inside a removed prefix go with it",
    ask: "When 10.0.0.0/8 is removed, what should become of 10.1.0.0/16?",
};

const REMOVE_IS_NOT_EXACT: Mistake = Mistake {
    slug: "remove-is-not-exact",
    name: "another route that matches is removed, where exactly that one is asked for",
    ask: "What should remove(10.1.0.0/16) do, if only 10.0.0.0/8 is there?",
};

const REMOVE_LEAVES_IT: Mistake = Mistake {
    slug: "remove-leaves-it",
    name: "the value is given out, but the route still answers",
    ask: "Look once more, with `lookup`: what is in the table after `remove`?",
};

const WALK_UNSORTED: Mistake = Mistake {
    slug: "walk-unsorted",
    name: "all routes are there, but not sorted",
    ask: "By what are the routes sorted, and in what order did they come?",
};

const WALK_BY_LENGTH: Mistake = Mistake {
    slug: "walk-by-length",
    name: "routes are sorted by length before they are sorted by address",
    ask: "Which counts first, the lowest address of the prefix or its length?",
};

const WALK_INSIDE_OUT: Mistake = Mistake {
    slug: "walk-inside-out",
    name: "the routes inside a prefix come before the prefix itself",
    ask: "Do you note down a node before its children, or after them?",
};

const WALK_MIXES_FAMILIES: Mistake = Mistake {
    slug: "walk-mixes-families",
    name: "IPv6 routes come before or among those of IPv4",
    ask: "What do the docs sort by first?",
};

const LINEAR_SCAN: Mistake = Mistake {
    slug: "linear-scan",
    name: "every route is looked at for every address",
    ask: "After the first bit of the address is known, which half of the routes can still match?",
};

/// The table that scripts are about, as cards call it.
const TABLE: Object = Object { number: 1, name: "table" };

/// A route as it comes back: its prefix, and its value.
type Route = (Prefix, u32);

/// What is asked of a table. Each insert puts in the next number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Insert(Prefix),
    Remove(Prefix),
    Lookup(Family, u128),
    Walk,
}

/// What a table answers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Value(Option<u32>),
    Found(Option<Route>),
    All(Vec<Route>),
}

/// How a table behaves: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Right,
    BytesSwapped,
    LowBits,
    AddressForPrefix,
    NotShiftedBack,
    FirstWins,
    LastWins,
    ShortestWins,
    DefaultNever,
    HostNever,
    FamilyForgotten,
    OneTree,
    KeepsOld,
    KeepsOldSilently,
    LosesOld,
    CutsTheWay,
    DropsChildren,
    RemovesLongestMatch,
    RemovesWhatCovers,
    RemoveLeavesIt,
    WalkAsInserted,
    WalkByLength,
    WalkInsideOut,
    WalkChildrenFirst,
    WalkV6First,
    WalkTogether,
}

const HABITS: [(&str, Habit); 25] = [
    ("compares-host-order", Habit::BytesSwapped),
    ("compares-host-order", Habit::LowBits),
    ("address-for-prefix", Habit::AddressForPrefix),
    ("not-shifted-back", Habit::NotShiftedBack),
    ("first-match-wins", Habit::FirstWins),
    ("last-match-wins", Habit::LastWins),
    ("shortest-wins", Habit::ShortestWins),
    ("default-never-matches", Habit::DefaultNever),
    ("host-route-never-matches", Habit::HostNever),
    ("families-mixed", Habit::FamilyForgotten),
    ("families-mixed", Habit::OneTree),
    ("dup-keeps-old", Habit::KeepsOld),
    ("dup-keeps-old", Habit::KeepsOldSilently),
    ("old-value-lost", Habit::LosesOld),
    ("remove-drops-children", Habit::DropsChildren),
    ("remove-cuts-the-way", Habit::CutsTheWay),
    ("remove-is-not-exact", Habit::RemovesLongestMatch),
    ("remove-is-not-exact", Habit::RemovesWhatCovers),
    ("remove-leaves-it", Habit::RemoveLeavesIt),
    ("walk-unsorted", Habit::WalkAsInserted),
    ("walk-by-length", Habit::WalkByLength),
    ("walk-inside-out", Habit::WalkInsideOut),
    ("walk-inside-out", Habit::WalkChildrenFirst),
    ("walk-mixes-families", Habit::WalkV6First),
    ("walk-mixes-families", Habit::WalkTogether),
];

/// A plain list of routes, searched from one end to the other: what a table should answer, and what it answers
/// with a habit.
#[derive(Clone, Debug)]
struct List {
    routes: Vec<Route>,
    habit: Habit,
    inserted: u32,
}

impl List {
    fn new(habit: Habit) -> List {
        List { routes: vec![], habit, inserted: 0 }
    }

    fn play(&mut self, op: Op) -> Told {
        match op {
            Op::Insert(prefix) => {
                self.inserted += 1;
                Told::Value(self.insert(prefix, self.inserted))
            }
            Op::Remove(prefix) => Told::Value(self.remove(prefix)),
            Op::Lookup(family, address) => Told::Found(self.lookup(family, address)),
            Op::Walk => Told::All(self.walk()),
        }
    }

    fn insert(&mut self, prefix: Prefix, value: u32) -> Option<u32> {
        let same = |route: &&mut Route| {
            route.0 == prefix
                || self.habit == Habit::OneTree && top(route.0) == top(prefix) && route.0.len == prefix.len
        };
        let Some((_, old)) = self.routes.iter_mut().find(same) else {
            self.routes.push((prefix, value));
            return None;
        };
        match self.habit {
            Habit::KeepsOld => Some(value),
            Habit::KeepsOldSilently => None,
            Habit::LosesOld => {
                *old = value;
                None
            }
            _ => Some(std::mem::replace(old, value)),
        }
    }

    fn remove(&mut self, prefix: Prefix) -> Option<u32> {
        let matched = |route: &Route| self.matches(route.0, prefix.family, prefix.bits);
        let is_it = match self.habit {
            Habit::RemovesLongestMatch => {
                let longest =
                    self.routes.iter().filter(|route| matched(route)).max_by_key(|(prefix, _)| prefix.len);
                longest.map(|(prefix, _)| *prefix)
            }
            Habit::RemovesWhatCovers => {
                let covers = |route: &&Route| matched(route) && route.0.len <= prefix.len;
                self.routes
                    .iter()
                    .filter(covers)
                    .max_by_key(|(prefix, _)| prefix.len)
                    .map(|(prefix, _)| *prefix)
            }
            _ => Some(prefix),
        };
        let at = self.routes.iter().position(|route| Some(route.0) == is_it)?;
        let (found, value) = self.routes[at];
        match self.habit {
            Habit::RemoveLeavesIt => {}
            Habit::DropsChildren => self.routes.retain(|(other, _)| !lies_inside(*other, found)),
            // All below the last node on the way that has a value, in the direction of the removed one.
            Habit::CutsTheWay => {
                let around =
                    self.routes.iter().filter(|(other, _)| lies_inside(found, *other) && *other != found);
                let len = around.map(|(other, _)| other.len + 1).max().unwrap_or(1).min(found.len);
                let branch = Prefix { bits: cut(found.bits, len, found.family.width()), len, ..found };
                self.routes.retain(|(other, _)| !lies_inside(*other, branch) && *other != found);
            }
            _ => drop(self.routes.remove(at)),
        }
        Some(value)
    }

    fn lookup(&self, family: Family, address: u128) -> Option<Route> {
        let mut matching = self.routes.iter().filter(|route| self.matches(route.0, family, address));
        let found = match self.habit {
            Habit::FirstWins => matching.next(),
            Habit::LastWins => matching.next_back(),
            Habit::ShortestWins => matching.min_by_key(|(prefix, _)| prefix.len),
            _ => matching.max_by_key(|(prefix, _)| prefix.len),
        };
        let (prefix, value) = *found?;
        Some(match self.habit {
            Habit::AddressForPrefix => (Prefix { bits: address, ..prefix }, value),
            Habit::NotShiftedBack => {
                let down = if prefix.len == 0 { 0 } else { prefix.bits >> (family.width() - prefix.len) };
                (Prefix { bits: down, ..prefix }, value)
            }
            Habit::OneTree => (aligned(prefix, family), value),
            _ => (prefix, value),
        })
    }

    fn matches(&self, prefix: Prefix, family: Family, address: u128) -> bool {
        let Prefix { len, bits, .. } = prefix;
        let width = prefix.family.width();
        match self.habit {
            Habit::FamilyForgotten => len == 0 || (bits ^ address) >> (width - len) == 0,
            Habit::OneTree => {
                let address = Prefix { family, bits: address, len: family.width() };
                len == 0 || len <= family.width() && (top(prefix) ^ top(address)) >> (128 - len) == 0
            }
            _ if prefix.family != family => false,
            Habit::DefaultNever if len == 0 => false,
            Habit::HostNever if len == width => false,
            Habit::BytesSwapped => {
                shared(swapped(prefix), swapped(Prefix { bits: address, ..prefix }).bits) >= len
            }
            Habit::LowBits => len == 0 || (bits ^ address) << (128 - len) == 0,
            _ => shared(prefix, address) >= len,
        }
    }

    fn walk(&self) -> Vec<Route> {
        let mut all = self.routes.clone();
        let family = |family| match family {
            Family::V4 => 0,
            Family::V6 => 1,
        };
        match self.habit {
            Habit::WalkAsInserted => {}
            Habit::WalkByLength => {
                all.sort_by_key(|(prefix, _)| (family(prefix.family), prefix.len, prefix.bits))
            }
            Habit::WalkInsideOut => {
                all.sort_by_key(|(prefix, _)| (family(prefix.family), prefix.bits, Reverse(prefix.len)));
            }
            Habit::WalkChildrenFirst => {
                all.sort_by_key(|(prefix, _)| (family(prefix.family), highest(*prefix), Reverse(prefix.len)));
            }
            Habit::WalkV6First => {
                all.sort_by_key(|(prefix, _)| (Reverse(family(prefix.family)), prefix.bits, prefix.len));
            }
            Habit::WalkTogether => {
                all.sort_by_key(|(prefix, _)| (prefix.bits, prefix.len, family(prefix.family)))
            }
            _ => all.sort_by_key(|(prefix, _)| (family(prefix.family), prefix.bits, prefix.len)),
        }
        all
    }
}

fn lies_inside(inner: Prefix, outer: Prefix) -> bool {
    inner.family == outer.family && inner.len >= outer.len && shared(outer, inner.bits) == outer.len
}

/// The highest address of a prefix.
fn highest(prefix: Prefix) -> u128 {
    let most = u128::MAX >> (128 - prefix.family.width());
    prefix.bits | most ^ cut(most, prefix.len, prefix.family.width())
}

/// How many of the first bits of a prefix and of an address of its family agree, `len` at most.
fn shared(prefix: Prefix, address: u128) -> u8 {
    let differ = (prefix.bits ^ address) << (128 - u32::from(prefix.family.width()));
    (differ.leading_zeros() as u8).min(prefix.len)
}

/// The bits of a prefix at the top of 128, where prefixes of both families begin.
fn top(prefix: Prefix) -> u128 {
    prefix.bits << (128 - prefix.family.width())
}

/// The same first bits in the other family.
fn aligned(prefix: Prefix, family: Family) -> Prefix {
    Prefix { family, bits: top(prefix) >> (128 - family.width()), len: prefix.len }
}

/// With the bytes in the other order.
fn swapped(prefix: Prefix) -> Prefix {
    Prefix { bits: prefix.bits.swap_bytes() >> (128 - prefix.family.width()), ..prefix }
}

fn play(ops: &[Op], habit: Habit) -> Vec<Told> {
    let mut list = List::new(habit);
    ops.iter().map(|op| list.play(*op)).collect()
}

type Ops = Vec<Op>;

fn ask(ops: &Ops) -> Script {
    let mut value = 0;
    ops.iter().fold(Script::default().new(TABLE, "RouteTable::new", ()), |script, op| {
        value += u32::from(matches!(op, Op::Insert(_)));
        ask_one(script, TABLE, *op, value)
    })
}

fn ask_one(script: Script, table: Object, op: Op, value: u32) -> Script {
    match op {
        Op::Insert(prefix) => script.on(table, "RouteTable::insert", (prefix, value)),
        Op::Remove(prefix) => {
            let spelled = format!("{}.remove(&{prefix})", table.name);
            script.on(table, "RouteTable::remove", (Ref(prefix),)).spelled(spelled)
        }
        Op::Lookup(family, address) => {
            let digits = usize::from(family.width() / 4);
            let name = format!("{family:?}");
            let spelled = format!(
                "{}.lookup({name}, 0x{address:0digits$x})   // {}",
                table.name,
                dotted(family, address)
            );
            script.on(table, "RouteTable::lookup", (family, Wide(address))).spelled(spelled)
        }
        Op::Walk => script.on(table, "RouteTable::walk", ()),
    }
}

fn dotted(family: Family, address: u128) -> String {
    match family {
        Family::V4 => Ipv4Addr::from(address as u32).to_string(),
        Family::V6 => Ipv6Addr::from(address).to_string(),
    }
}

/// Reads the learner's answers, up to the first that is wrong. A mistake is named where a list that has it as a
/// habit gives the same answers; one that gives all of them before one that gives those so far.
fn judge(ops: &Ops, seen: &mut Seen<'_>, likely: &[&str]) -> Result<(), Trouble> {
    seen.skip()?;
    let expected = play(ops, Habit::Right);
    let mut told: Vec<Told> = Vec::new();
    for (op, right) in ops.iter().zip(&expected) {
        let own = hear(*op, seen).map_err(|trouble| {
            seen.differs(right);
            let list = held_at(ops, told.len());
            let trouble = known_panic(trouble, &list, *op);
            // A picture of an empty table says nothing that the story does not.
            if list.routes.is_empty() { trouble } else { trouble.figure(picture(ops, told.len(), None)) }
        })?;
        told.push(own);
        if told.last() == Some(right) {
            if matches!(op, Op::Insert(_)) && *right == Told::Value(None) {
                seen.leave_unsaid();
            }
            continue;
        }
        let at = told.len() - 1;
        let message = seen.differs(right);
        let figure = picture(ops, at, told.last());
        let mut all = told.clone();
        while let Some(op) = ops.get(all.len()) {
            let more = hear(*op, seen);
            seen.leave_out();
            let Ok(own) = more else { break };
            all.push(own);
        }
        // A list that has the habit must give all of these answers; the values are enough, because a tree that goes
        // wrong may make up the prefix of what it finds.
        let known = HABITS.iter().filter(|(slug, _)| likely.contains(slug));
        let habits: Vec<(&str, Vec<Told>)> = known.map(|(slug, habit)| (*slug, play(ops, *habit))).collect();
        let like = |same: fn(&Told, &Told) -> bool| {
            let all_same = |played: &[Told]| {
                !same(&played[at], right) && played.iter().zip(&all).all(|(played, told)| same(played, told))
            };
            habits.iter().find(|(_, played)| all_same(played))
        };
        let trouble = Trouble::new(message).figure(figure);
        let named = like(|played, told| played == told).or_else(|| like(same_values));
        let trouble = named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug));
        let unsorted = is_unsorted(&told[at], right) && likely.contains(&"walk-unsorted");
        return Err(trouble.looks_like_if(unsorted, "walk-unsorted"));
    }
    Ok(())
}

/// What a panic says of the mistake, where this was asked of this table: bits that are not there have messages of
/// their own, but the message does not tell whose they are.
fn known_panic(trouble: Trouble, list: &List, op: Op) -> Trouble {
    const SHIFTED: &str = "attempt to shift";
    const PAST_THE_END: [&str; 4] = [
        "attempt to subtract with overflow",
        "the len is 32 but the index is 32",
        "the len is 128 but the index is 128",
        "out of range for slice of length 32",
    ];
    let past = |trouble: Trouble, slug| {
        PAST_THE_END.iter().fold(trouble, |trouble, words| trouble.panic_with_looks_like(words, slug))
    };
    let own = |family: Family| list.routes.iter().filter(move |(prefix, _)| prefix.family == family);
    let too_long = |family| family == Family::V4 && own(Family::V6).any(|(prefix, _)| prefix.len > 32);
    let is_host = |prefix: Prefix| prefix.len == prefix.family.width();
    match op {
        Op::Insert(prefix) | Op::Remove(prefix) if is_host(prefix) => past(trouble, "one-bit-too-many"),
        Op::Lookup(family, address) => {
            let host = list.lookup(family, address).is_some_and(|(prefix, _)| is_host(prefix));
            match (host, too_long(family)) {
                (true, false) => past(trouble, "one-bit-too-many"),
                (false, true) => {
                    let at_an_edge = |(prefix, _): &Route| prefix.len == 0 || is_host(*prefix);
                    let trouble = past(trouble, "longer-than-the-address");
                    if own(family).any(at_an_edge) {
                        trouble
                    } else {
                        trouble.panic_with_looks_like(SHIFTED, "longer-than-the-address")
                    }
                }
                _ => trouble,
            }
        }
        _ => trouble,
    }
    .panic_with_looks_like(SHIFTED, "shift-by-width")
}

fn same_values(a: &Told, b: &Told) -> bool {
    match (a, b) {
        (Told::Found(a), Told::Found(b)) => a.map(|(_, value)| value) == b.map(|(_, value)| value),
        _ => a == b,
    }
}

fn is_unsorted(own: &Told, right: &Told) -> bool {
    let (Told::All(own), Told::All(right)) = (own, right) else { return false };
    own.len() == right.len()
        && own.iter().all(|route| right.contains(route))
        && right.iter().all(|route| own.contains(route))
}

fn hear(op: Op, seen: &mut Seen<'_>) -> Result<Told, Trouble> {
    Ok(match op {
        Op::Insert(_) | Op::Remove(_) => Told::Value(seen.value()?),
        Op::Lookup(..) => Told::Found(seen.value()?),
        Op::Walk => Told::All(seen.value()?),
    })
}

impl Spell for Told {
    fn spell(&self) -> String {
        match self {
            Told::Value(value) => value.spell(),
            Told::Found(found) => found.spell(),
            Told::All(all) => all.spell(),
        }
    }

    fn rust(&self) -> String {
        let lent = |(prefix, value): &Route| (*prefix, Ref(*value));
        match self {
            Told::Value(value) => value.rust(),
            Told::Found(found) => found.as_ref().map(lent).rust(),
            Told::All(all) => all.iter().map(lent).collect::<Vec<_>>().rust(),
        }
    }
}

/// What the table should hold before the call at this place is made.
fn held_at(ops: &[Op], at: usize) -> List {
    let mut list = List::new(Habit::Right);
    for op in &ops[..at] {
        list.play(*op);
    }
    list
}

/// What the table held when the call was made, and what is to be said of it.
fn picture(ops: &[Op], at: usize, told: Option<&Told>) -> Table {
    let list = held_at(ops, at);
    match (ops[at], told) {
        (Op::Lookup(family, address), _) => {
            let answer = match told {
                Some(Told::Found(found)) => *found,
                _ => None,
            };
            matching(&list, family, address, answer)
        }
        (Op::Walk, Some(Told::All(own))) => beside(&list.walk(), own),
        _ => held(&list),
    }
}

/// Which routes match an address, the longest first, and which one was answered.
fn matching(list: &List, family: Family, address: u128, answer: Option<Route>) -> Table {
    let mut routes = list.walk();
    routes.sort_by_key(|(prefix, _)| Reverse(prefix.len));
    let right = list.lookup(family, address);
    let row = |route: &Route| {
        let (prefix, value) = route;
        let (agree, said) = if prefix.family != family {
            (String::from("-"), "another family")
        } else {
            let shared = shared(*prefix, address);
            let said = match shared == prefix.len {
                true if Some(*route) == right => "matches, the longest",
                true => "matches",
                false => "no match",
            };
            (format!("{shared} of {}", prefix.len), said)
        };
        vec![prefix.to_string(), value.to_string(), agree, said.to_owned()]
    };
    let wrong = routes
        .iter()
        .position(|route| answer.is_some_and(|answer| answer.1 == route.1) && Some(*route) != right);
    let address = dotted(family, address);
    Table {
        title: match (routes.is_empty(), wrong) {
            (true, _) => format!("which routes match {address}: there are none"),
            (_, Some(_)) => format!("which routes match {address}; ← is your answer"),
            _ => format!("which routes match {address}"),
        },
        head: ["route", "value", "bits that agree", ""].map(String::from).to_vec(),
        rows: routes.iter().map(row).collect(),
        wrong: wrong.into_iter().collect(),
    }
}

/// The learner's walk beside what it should be.
fn beside(right: &[Route], own: &[Route]) -> Table {
    let cell = |route: Option<&Route>| {
        route.map_or_else(|| String::from("-"), |(prefix, value)| format!("{prefix}  {value}"))
    };
    let count = right.len().max(own.len());
    Table {
        title: String::from("the walk"),
        head: ["yours", "should be"].map(String::from).to_vec(),
        rows: (0..count).map(|at| vec![cell(own.get(at)), cell(right.get(at))]).collect(),
        wrong: (0..count).filter(|at| own.get(*at) != right.get(*at)).collect(),
    }
}

/// The routes in the table.
fn held(list: &List) -> Table {
    Table {
        title: String::from("what the table should hold at that moment"),
        head: ["route", "value"].map(String::from).to_vec(),
        rows: list.walk().iter().map(|(prefix, value)| vec![prefix.to_string(), value.to_string()]).collect(),
        wrong: vec![],
    }
}

/// A prefix of IPv4, spelled by its octets.
const fn v4(a: u8, b: u8, c: u8, d: u8, len: u8) -> Prefix {
    Prefix { family: Family::V4, bits: cut(u32::from_be_bytes([a, b, c, d]) as u128, len, 32), len }
}

/// An address of IPv4.
const fn at(a: u8, b: u8, c: u8, d: u8) -> Op {
    Op::Lookup(Family::V4, u32::from_be_bytes([a, b, c, d]) as u128)
}

/// A prefix of IPv6 in the documentation range 2001:db8::/32, or around it.
const fn v6(bits: u128, len: u8) -> Prefix {
    Prefix { family: Family::V6, bits: cut(DOCUMENTATION | bits, len, 128), len }
}

const DOCUMENTATION: u128 = 0x2001_0db8 << 96;

/// The first `len` of `width` bits, and zeros.
const fn cut(bits: u128, len: u8, width: u8) -> u128 {
    if len == 0 { 0 } else { bits >> (width - len) << (width - len) }
}

/// What a prefix is made of, when it is known later of which family it is. Addresses lie around a few stems, so
/// that prefixes lie inside one another; lengths are at an edge, mostly.
#[derive(Clone, Copy, Debug)]
struct Draw {
    stem: usize,
    flip: Option<u8>,
    edge: Option<usize>,
    len: u8,
}

fn draw() -> impl Strategy<Value = Draw> {
    (0..20_usize, 0..3_u8, any::<u8>(), 0..4_u8, 0..7_usize, any::<u8>()).prop_map(
        |(stem, flips, bit, anywhere, edge, len)| Draw {
            stem,
            flip: (flips == 2).then_some(bit),
            edge: (anywhere < 3).then_some(edge),
            len,
        },
    )
}

impl Draw {
    fn address(self, family: Family) -> u128 {
        let stem = match family {
            Family::V4 => [0x0a01_0203, 0x0a01_02ff, 0xc0a8_0101, 0, u128::from(u32::MAX)][self.stem % 5],
            Family::V6 => [DOCUMENTATION | 1, DOCUMENTATION | 0xffff << 64, 0, u128::MAX][self.stem % 4],
        };
        self.flip.map_or(stem, |bit| stem ^ 1 << (bit % family.width()))
    }

    fn prefix(self, family: Family) -> Prefix {
        let edges = match family {
            Family::V4 => [8, 0, 1, 16, 24, 31, 32],
            Family::V6 => [32, 0, 1, 48, 64, 127, 128],
        };
        let len = self.edge.map_or(self.len % (family.width() + 1), |edge| edges[edge]);
        Prefix { family, bits: cut(self.address(family), len, family.width()), len }
    }
}

/// Addresses of one family.
fn addresses(family: Family) -> impl Strategy<Value = u128> {
    draw().prop_map(move |draw| draw.address(family))
}

/// Prefixes of both families.
fn prefixes() -> impl Strategy<Value = Prefix> {
    (0..5_u8, draw()).prop_map(|(family, draw)| draw.prefix(if family < 3 { Family::V4 } else { Family::V6 }))
}

/// What is done next, told by what was done before.
#[derive(Clone, Debug)]
enum Plan {
    Insert(Prefix),
    InsertAround(Index, u8),
    InsertAgain(Index),
    Remove(Index),
    RemoveAny(Prefix),
    Inside(Index, u128),
    Beside(Index),
    Anywhere(Prefix),
    Walk,
}

fn scripts() -> impl Strategy<Value = Ops> {
    let plan = (0..30_u8, prefixes(), any::<Index>(), any::<u128>()).prop_map(
        |(what, prefix, old, noise)| match what {
            0..4 => Plan::Insert(prefix),
            4..11 => Plan::InsertAround(old, (noise % 32) as u8),
            11..13 => Plan::InsertAgain(old),
            13..22 => Plan::Inside(old, noise),
            22..24 => Plan::Beside(old),
            24 => Plan::Anywhere(prefix),
            25..28 => Plan::Remove(old),
            28 => Plan::RemoveAny(prefix),
            _ => Plan::Walk,
        },
    );
    vec(plan, 1..20).prop_map(|plans| {
        let mut inserted: Vec<Prefix> = Vec::new();
        plans.iter().filter_map(|plan| plan.make(&mut inserted)).collect()
    })
}

impl Plan {
    fn make(&self, inserted: &mut Vec<Prefix>) -> Option<Op> {
        let old = |index: &Index| (!inserted.is_empty()).then(|| inserted[index.index(inserted.len())]);
        Some(match self {
            Plan::Insert(prefix) => {
                inserted.push(*prefix);
                Op::Insert(*prefix)
            }
            // A prefix in which the old one lies.
            Plan::InsertAround(index, shorter) => {
                let Prefix { family, bits, len } = old(index)?;
                let len = len.saturating_sub(*shorter);
                let prefix = Prefix { family, bits: cut(bits, len, family.width()), len };
                inserted.push(prefix);
                Op::Insert(prefix)
            }
            Plan::InsertAgain(index) => Op::Insert(old(index)?),
            Plan::Remove(index) => Op::Remove(old(index)?),
            Plan::RemoveAny(prefix) => Op::Remove(*prefix),
            Plan::Inside(index, noise) => {
                let Prefix { family, bits, len } = old(index)?;
                let width = family.width();
                let noise = noise >> (128 - width);
                Op::Lookup(family, bits | (noise ^ cut(noise, len, width)))
            }
            // The neighbor that differs in the last bit of the prefix.
            Plan::Beside(index) => {
                let Prefix { family, bits, len } = old(index)?;
                let flip = if len == 0 { 0 } else { 1 << (family.width() - len) };
                Op::Lookup(family, bits ^ flip)
            }
            Plan::Anywhere(Prefix { family, bits, .. }) => Op::Lookup(*family, *bits),
            Plan::Walk => Op::Walk,
        })
    }
}

/// One route, and addresses at its edges: the lowest and the highest inside, and what is beside them.
fn around(prefix: Prefix) -> Ops {
    let Prefix { family, bits, .. } = prefix;
    let most = u128::MAX >> (128 - family.width());
    let highest = highest(prefix);
    let inside = [bits, highest, bits + (highest - bits) / 2];
    let beside = [bits.checked_sub(1), highest.checked_add(1).filter(|address| *address <= most)];
    let addresses = inside.into_iter().chain(beside.into_iter().flatten());
    [Op::Insert(prefix)].into_iter().chain(addresses.map(|address| Op::Lookup(family, address))).collect()
}

fn one_route(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let likely = ["compares-host-order", "address-for-prefix", "not-shifted-back"];
    let forced = [
        vec![Op::Insert(v4(10, 0, 0, 0, 8)), at(10, 1, 2, 3), at(11, 0, 0, 0), at(1, 2, 3, 0)],
        vec![Op::Insert(v4(192, 168, 1, 0, 24)), at(192, 168, 1, 77), at(192, 168, 2, 77)],
        around(v4(10, 64, 0, 0, 10)),
    ];
    let random = (addresses(Family::V4), 1..=31_u8)
        .prop_map(|(bits, len)| around(Prefix { family: Family::V4, bits: cut(bits, len, 32), len }));
    trial.law(forced, random, ask, |ops, seen| judge(ops, seen, &likely))
}

fn longest_wins(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let likely = ["first-match-wins", "last-match-wins", "shortest-wins", "address-for-prefix"];
    // The longest is neither the first nor the last, and the shortest neither as well.
    let nested =
        [v4(10, 1, 0, 0, 16), v4(10, 1, 2, 0, 24), v4(10, 0, 0, 0, 8), v4(10, 0, 0, 0, 12)].map(Op::Insert);
    let ask_for = |addresses: &[Op]| [&nested[..], addresses].concat();
    let forced =
        [ask_for(&[at(10, 1, 2, 3)]), ask_for(&[at(10, 1, 9, 9), at(10, 15, 0, 1), at(10, 16, 0, 1)])];
    let random =
        (addresses(Family::V4), vec(1..=31_u8, 2..5), any::<u32>()).prop_map(|(stem, lengths, noise)| {
            let prefix = |len: &u8| Prefix { family: Family::V4, bits: cut(stem, *len, 32), len: *len };
            let mut ops: Ops = Vec::new();
            for prefix in lengths.iter().map(prefix) {
                if !ops.contains(&Op::Insert(prefix)) {
                    ops.push(Op::Insert(prefix));
                }
            }
            let noises = lengths.iter().map(|len| stem ^ u128::from(noise >> len));
            let lookups: Ops =
                [stem].into_iter().chain(noises).map(|address| Op::Lookup(Family::V4, address)).collect();
            [ops, lookups].concat()
        });
    trial.law(forced, random, ask, |ops, seen| judge(ops, seen, &likely))
}

fn default_route(trial: &mut Trial<'_>) -> Verdict {
    let likely = ["default-never-matches"];
    let everything = Op::Insert(v4(0, 0, 0, 0, 0));
    let six = Op::Insert(v6(0, 0));
    let forced = [
        vec![everything, at(192, 0, 2, 1)],
        vec![everything, at(0, 0, 0, 0), at(255, 255, 255, 255)],
        vec![everything, Op::Insert(v4(10, 0, 0, 0, 8)), at(10, 1, 2, 3), at(192, 0, 2, 1)],
        vec![six, Op::Lookup(Family::V6, DOCUMENTATION | 1), Op::Lookup(Family::V6, u128::MAX)],
    ];
    trial.table(forced, ask, |ops, seen| judge(ops, seen, &likely))
}

fn host_routes(trial: &mut Trial<'_>) -> Verdict {
    let likely = ["host-route-never-matches"];
    let host = Op::Insert(v4(192, 0, 2, 1, 32));
    let forced = [
        vec![host, at(192, 0, 2, 1), at(192, 0, 2, 0), at(192, 0, 2, 2)],
        vec![Op::Insert(v4(192, 0, 2, 0, 24)), host, at(192, 0, 2, 1), at(192, 0, 2, 2)],
        vec![Op::Insert(v4(255, 255, 255, 255, 32)), at(255, 255, 255, 255), at(255, 255, 255, 254)],
        around(v6(1, 128)),
        around(v6(1 << 40, 88)),
        around(v6(1 << 64, 64)),
    ];
    trial.table(forced, ask, |ops, seen| judge(ops, seen, &likely))
}

fn families_apart(trial: &mut Trial<'_>) -> Verdict {
    let low = |len| Prefix { family: Family::V6, bits: 0, len };
    let forced = [
        vec![Op::Insert(v4(10, 0, 0, 0, 8)), Op::Lookup(Family::V6, 0x0a01_0203), at(10, 1, 2, 3)],
        vec![Op::Insert(v4(10, 0, 0, 0, 8)), Op::Lookup(Family::V6, 0x0a01_0203 << 96)],
        vec![Op::Insert(low(16)), at(0, 0, 0, 1)],
        vec![Op::Insert(v4(0, 0, 0, 0, 8)), Op::Insert(low(8)), at(0, 0, 0, 1), Op::Lookup(Family::V6, 1)],
        // Longer than any address of the other family.
        vec![Op::Insert(v6(0, 48)), at(10, 1, 2, 3)],
        vec![Op::Insert(v4(10, 0, 0, 0, 8)), Op::Insert(v6(1, 128)), at(10, 1, 2, 3)],
    ];
    trial.table(forced, ask, |ops, seen| judge(ops, seen, &["families-mixed"]))
}

fn inserting_replaces(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let likely = ["dup-keeps-old", "old-value-lost"];
    let again = |prefix: Prefix| {
        let twice = [Op::Insert(prefix), Op::Insert(prefix), Op::Lookup(prefix.family, prefix.bits)];
        [&twice[..], &[Op::Insert(prefix), Op::Lookup(prefix.family, prefix.bits)]].concat()
    };
    let forced = [again(v4(10, 0, 0, 0, 8)), again(v6(0, 32)), again(v4(192, 0, 2, 1, 31))];
    let inner = prefixes().prop_filter("edges are another check's", |prefix| (1..32).contains(&prefix.len));
    trial.law(forced, inner.prop_map(again), ask, |ops, seen| judge(ops, seen, &likely))
}

fn remove_is_exact(trial: &mut Trial<'_>) -> Verdict {
    let likely = [
        "remove-cuts-the-way",
        "remove-drops-children",
        "remove-is-not-exact",
        "remove-leaves-it",
        "families-mixed",
    ];
    let [campus, library, room] = [v4(10, 0, 0, 0, 8), v4(10, 1, 0, 0, 16), v4(10, 1, 2, 0, 24)];
    let six = Prefix { family: Family::V6, bits: 0, len: 8 };
    let all = [campus, library, room].map(Op::Insert);
    let then = |ops: &[Op]| [&all[..], ops].concat();
    let forced = [
        vec![Op::Insert(campus), Op::Remove(campus), at(10, 1, 2, 3), Op::Remove(campus)],
        vec![Op::Insert(room), Op::Insert(v4(10, 1, 3, 0, 24)), Op::Remove(room), at(10, 1, 3, 4)],
        then(&[Op::Remove(campus), at(10, 9, 9, 9), at(10, 1, 9, 9), at(10, 1, 2, 3)]),
        then(&[Op::Remove(library), at(10, 1, 9, 9), at(10, 1, 2, 3)]),
        then(&[Op::Remove(room), at(10, 1, 2, 3), at(10, 9, 9, 9)]),
        vec![Op::Insert(campus), Op::Remove(library), at(10, 1, 2, 3)],
        vec![Op::Insert(room), Op::Remove(campus), at(10, 1, 2, 3)],
        vec![Op::Insert(v4(10, 0, 0, 0, 16)), Op::Remove(campus), at(10, 0, 2, 3)],
        vec![Op::Insert(v4(0, 0, 0, 0, 8)), Op::Insert(six), Op::Remove(six), at(0, 0, 0, 1)],
        then(&[
            Op::Remove(campus),
            Op::Remove(library),
            Op::Remove(room),
            Op::Insert(library),
            at(10, 1, 2, 3),
        ]),
    ];
    trial.table(forced, ask, |ops, seen| judge(ops, seen, &likely))
}

fn walk_is_sorted(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let likely = ["walk-by-length", "walk-inside-out", "walk-mixes-families", "walk-unsorted"];
    let walked = |prefixes: &[Prefix]| -> Ops {
        let mut ops: Ops = Vec::new();
        for insert in prefixes.iter().map(|prefix| Op::Insert(*prefix)) {
            if !ops.contains(&insert) {
                ops.push(insert);
            }
        }
        [ops, vec![Op::Walk]].concat()
    };
    let forced = [
        walked(&[v4(192, 0, 2, 0, 24), v4(10, 0, 0, 0, 8)]),
        walked(&[v4(192, 0, 0, 0, 8), v4(10, 0, 0, 0, 16), v4(11, 0, 0, 0, 8)]),
        walked(&[v4(10, 1, 0, 0, 16), v4(10, 0, 0, 0, 8), v4(10, 0, 0, 0, 16)]),
        walked(&[
            v6(0, 32),
            v4(192, 0, 2, 0, 24),
            Prefix { family: Family::V6, bits: 0, len: 16 },
            v4(10, 0, 0, 0, 8),
        ]),
        walked(&[v4(255, 255, 255, 255, 32), v4(0, 0, 0, 0, 0), v4(0, 0, 0, 0, 32), v6(0, 0)]),
    ];
    let random = vec(prefixes(), 0..10).prop_map(move |prefixes| walked(&prefixes));
    trial.law(forced, random, ask, |ops, seen| judge(ops, seen, &likely))
}

/// Routes, the keys that sort them for the second table, and what is looked up in both.
#[derive(Clone, Debug)]
struct Orders {
    routes: Vec<Prefix>,
    keys: Vec<u8>,
    lookups: Vec<(Family, u128)>,
}

impl Orders {
    /// The same routes with the same values, in the other order.
    fn other(&self) -> Vec<Route> {
        let mut routes: Vec<Route> = self.routes.iter().copied().zip(1..).collect();
        routes.sort_by_key(|(_, value)| Reverse(self.keys[*value as usize % self.keys.len()]));
        routes
    }

    fn ask(&self) -> Script {
        let script = Script::default().new(TABLE, "RouteTable::new", ());
        let script = self
            .routes
            .iter()
            .zip(1..)
            .fold(script, |script, (prefix, value)| ask_one(script, TABLE, Op::Insert(*prefix), value));
        let script = script.new(OTHER, "RouteTable::new", ());
        let script = self
            .other()
            .into_iter()
            .fold(script, |script, (prefix, value)| ask_one(script, OTHER, Op::Insert(prefix), value));
        self.lookups.iter().fold(script, |script, (family, address)| {
            let lookup = Op::Lookup(*family, *address);
            ask_one(ask_one(script, TABLE, lookup, 0), OTHER, lookup, 0)
        })
    }

    fn judge(&self, seen: &mut Seen<'_>) -> Result<(), Trouble> {
        let routes = self.routes.iter().copied().zip(1..).collect();
        let list = List { routes, habit: Habit::Right, inserted: 0 };
        for routes in [&list.routes, &self.other()] {
            seen.skip()?;
            for (prefix, _) in routes {
                let insert = Op::Insert(*prefix);
                seen.skip().map_err(|trouble| known_panic(trouble, &List::new(Habit::Right), insert))?;
            }
        }
        let hear = |seen: &mut Seen<'_>, family: Family, address: u128| {
            seen.value::<Option<Route>>().map_err(|trouble| {
                seen.differs(&Told::Found(list.lookup(family, address)));
                known_panic(trouble, &list, Op::Lookup(family, address))
            })
        };
        for (family, address) in &self.lookups {
            let found = hear(seen, *family, *address)?;
            let other = hear(seen, *family, *address)?;
            ensure(found == other, || {
                let in_order =
                    |routes: Vec<Route>, habit| List { routes, habit, inserted: 0 }.lookup(*family, *address);
                let first: Vec<Route> = self.routes.iter().copied().zip(1..).collect();
                let like =
                    |habit| in_order(first.clone(), habit) == found && in_order(self.other(), habit) == other;
                Trouble::new(seen.expected(format!("the same as before: {}", found.spell())))
                    .looks_like_if(like(Habit::FirstWins), "first-match-wins")
                    .looks_like_if(like(Habit::LastWins), "last-match-wins")
                    .figure(matching(
                        &List { routes: first.clone(), habit: Habit::Right, inserted: 0 },
                        *family,
                        *address,
                        other,
                    ))
            })?;
            seen.leave_out();
            seen.leave_out();
        }
        Ok(())
    }
}

/// The second table of a pair.
const OTHER: Object = Object { number: 2, name: "other" };

fn order_does_not_matter(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced = [
        Orders {
            routes: vec![v4(10, 0, 0, 0, 8), v4(10, 1, 0, 0, 16)],
            keys: vec![0, 1, 2],
            lookups: vec![(Family::V4, 0x0a01_0203)],
        },
        Orders {
            routes: vec![v4(10, 1, 0, 0, 16), v4(10, 0, 0, 0, 8), v4(0, 0, 0, 0, 0), v4(10, 1, 2, 3, 32)],
            keys: vec![2, 1, 4, 3, 0],
            lookups: vec![(Family::V4, 0x0a01_0203), (Family::V4, 0x0a01_0909), (Family::V4, 0x0a09_0909)],
        },
    ];
    trial.law(forced, orders(), Orders::ask, Orders::judge)
}

fn orders() -> impl Strategy<Value = Orders> {
    let of = |family: Family| {
        (vec(draw(), 1..8), any::<[u8; 8]>(), vec(addresses(family), 1..5)).prop_map(
            move |(routes, keys, lookups)| {
                let mut prefixes: Vec<Prefix> = Vec::new();
                for prefix in routes.iter().map(|draw| draw.prefix(family)) {
                    if !prefixes.contains(&prefix) {
                        prefixes.push(prefix);
                    }
                }
                let lookups = lookups.into_iter().map(|address| (family, address)).collect();
                Orders { routes: prefixes, keys: keys.to_vec(), lookups }
            },
        )
    };
    prop_oneof![of(Family::V4), of(Family::V6)]
}

fn like_a_list(trial: &mut Trial<'_>) -> Verdict {
    let likely = HABITS.map(|(slug, _)| slug);
    fewer(trial);
    trial.law([], Sparing(scripts()), ask, |ops, seen| judge(ops, seen, &likely))
}

/// The routes of a campus: where packets go, and the number of that way.
const CAMPUS: [(Prefix, &str); 9] = [
    (v4(10, 1, 0, 0, 16), "the library"),
    (v4(192, 0, 2, 0, 24), "the guests"),
    (v4(0, 0, 0, 0, 0), "the provider"),
    (v4(10, 1, 2, 128, 25), "the desks in room 12"),
    (v4(10, 0, 0, 0, 8), "the campus"),
    (v4(10, 1, 2, 255, 32), "the printer"),
    (v4(172, 16, 0, 0, 12), "the laboratory"),
    (v4(10, 1, 2, 0, 24), "room 12"),
    (v4(10, 128, 0, 0, 9), "the dormitories"),
];

/// Twelve packets, and where each must go.
const PACKETS: [([u8; 4], &str); 12] = [
    ([198, 51, 100, 7], "the provider"),
    ([10, 0, 0, 1], "the campus"),
    ([10, 127, 255, 255], "the campus"),
    ([10, 128, 0, 0], "the dormitories"),
    ([10, 1, 9, 9], "the library"),
    ([10, 1, 2, 3], "room 12"),
    ([10, 1, 2, 128], "the desks in room 12"),
    ([10, 1, 2, 255], "the printer"),
    ([172, 15, 255, 255], "the provider"),
    ([172, 31, 255, 255], "the laboratory"),
    ([192, 0, 2, 200], "the guests"),
    ([192, 0, 3, 0], "the provider"),
];

fn campus(trial: &mut Trial<'_>) -> Verdict {
    let inserts = CAMPUS.map(|(prefix, _)| Op::Insert(prefix));
    let ops = [&inserts[..], &PACKETS.map(|([a, b, c, d], _)| at(a, b, c, d))].concat();
    let ask = |ops: &Ops| {
        let spelled = "for (route, value) in campus { table.insert(route, value); }";
        let script = Script::default().new(TABLE, "RouteTable::new", ());
        ops.iter().zip(1..).fold(script, |script, (op, value)| match op {
            Op::Insert(_) => ask_one(script, TABLE, *op, value).spelled(spelled),
            _ => ask_one(script, TABLE, *op, value),
        })
    };
    trial.table([ops], ask, |ops, seen| {
        let known = |trouble, at: usize| known_panic(trouble, &held_at(ops, at), ops[at]);
        seen.skip()?;
        for place in 0..CAMPUS.len() {
            seen.skip().map_err(|trouble| known(trouble, place))?;
            if place > 0 {
                seen.leave_out();
            }
        }
        let right = PACKETS.map(|(_, name)| {
            let place = CAMPUS.iter().position(|(_, other)| *other == name).expect("it is one of the nine");
            Told::Found(Some((CAMPUS[place].0, place as u32 + 1)))
        });
        let mut told = Vec::new();
        let mut first_trouble = None;
        for (place, right) in (CAMPUS.len()..).zip(&right) {
            let found = hear(ops[place], seen).map_err(|trouble| {
                seen.differs(right);
                known(trouble, place)
            })?;
            if found == *right || first_trouble.is_some() {
                // Only the first that is wrong is told as a step; the table shows them all.
                seen.leave_out();
            } else {
                first_trouble = Some(Trouble::new(seen.differs(right)));
            }
            told.push(found);
        }
        let named = HABITS.iter().find(|(_, habit)| play(ops, *habit)[CAMPUS.len()..] == told[..]);
        first_trouble.map_or(Ok(()), |trouble| {
            let trouble = named.into_iter().fold(trouble, |trouble, (slug, _)| trouble.looks_like(slug));
            Err(trouble.figure(ways(&told, &right)))
        })
    })
}

/// The ways of the twelve packets, as the learner's table sends them.
fn ways(told: &[Told], right: &[Told]) -> Table {
    let row = |((address, right), told): (&([u8; 4], &str), &Told)| {
        let found = match told {
            Told::Found(found) => *found,
            _ => None,
        };
        let (prefix, name) = way(found);
        vec![Ipv4Addr::from(*address).to_string(), prefix, name.to_owned(), (*right).to_owned()]
    };
    Table {
        title: String::from("twelve packets, as your table sends them"),
        head: ["to", "your match", "goes to", "must go to"].map(String::from).to_vec(),
        rows: PACKETS.iter().zip(told).map(row).collect(),
        wrong: (0..told.len()).filter(|at| told[*at] != right[*at]).collect(),
    }
}

/// The prefix of a route, and where it leads.
fn way(found: Option<Route>) -> (String, &'static str) {
    let Some((prefix, value)) = found else { return (String::from("-"), "nowhere: dropped") };
    let place = (value as usize).checked_sub(1).and_then(|place| CAMPUS.get(place));
    (prefix.to_string(), place.map_or("nobody", |(_, name)| name))
}

/// Routes in the small table, and how many times more are in the large one.
const SMALL: u32 = 256;
const TIMES: u32 = 16;
/// Lookups measured at once: enough for the clock, and soon over for a list.
const LOOKUPS: u32 = 1000;
/// Looking at every route takes [`TIMES`] as long in the large table; a tree or maps, less than twice.
const LIMIT: u32 = 6;

fn lookups_do_not_grow(trial: &mut Trial<'_>) -> Verdict {
    for _ in 0..3 {
        let mut measure = |routes: u32| {
            let setup = Script::default()
                .new(TABLE, "RouteTable::new", ())
                .on(TABLE, "RouteTable::fill", (routes, 1_u32))
                .spelled(format!("put in {routes} routes"))
                .of_the_probe();
            let lookups = Script::default()
                .on(TABLE, "RouteTable::look_up_many", (LOOKUPS, 77_u32))
                .spelled(format!("look up {LOOKUPS} addresses in a table of {routes} routes"))
                .of_the_probe();
            trial.best_time(&setup, &lookups)
        };
        let small = measure(SMALL)?;
        // Where the small table was quick, what takes so long with the large one is its size.
        let large = measure(SMALL * TIMES).map_err(|finding| match finding.kind {
            Kind::TimedOut => Box::new(Finding { fault: Some("linear-scan"), ..*finding }),
            _ => finding,
        })?;
        if large <= small * LIMIT {
            return Ok(());
        }
        if large > small * (2 * LIMIT) {
            break;
        }
    }
    let step = |routes: u32, saw: &str, expected: Option<&str>| Step {
        did: format!("look up {LOOKUPS} addresses in a table of {routes} routes"),
        saw: Some(saw.to_owned()),
        expected: expected.map(String::from),
        code: None,
    };
    let slow = format!("takes more than {LIMIT} times as long");
    let steps = vec![
        step(SMALL, "takes a moment", None),
        step(
            SMALL * TIMES,
            &slow,
            Some("takes about as long, as there are no more bits in an address than before"),
        ),
    ];
    Err(Box::new(Finding {
        kind: Kind::Failed,
        message: format!("{TIMES} times as many routes make a lookup more than {LIMIT} times slower"),
        fault: Some("linear-scan"),
        detail: Detail { steps, figures: vec![] },
        printed: String::new(),
        case: 0,
        calls: vec![],
    }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::drawn;
    use super::*;

    #[test]
    fn the_campus_is_right() {
        let routes = CAMPUS.iter().map(|(prefix, _)| *prefix).zip(1..).collect();
        let list = List { routes, habit: Habit::Right, inserted: 9 };
        for (address, place) in PACKETS {
            let (_, value) =
                list.lookup(Family::V4, u128::from(u32::from_be_bytes(address))).expect("there is a default");
            assert_eq!(CAMPUS[value as usize - 1].1, place, "{address:?}");
        }
        assert!(
            CAMPUS.iter().all(|(_, name)| PACKETS.iter().any(|(_, place)| name == place)),
            "every route is used"
        );
    }

    #[test]
    fn scripts_find_much_and_miss_some() {
        let mut counts = [0; 7];
        for ops in drawn(&scripts(), 500) {
            let mut list = List::new(Habit::Right);
            for op in ops {
                let prefix = match op {
                    Op::Insert(prefix) | Op::Remove(prefix) => Some(prefix),
                    _ => None,
                };
                assert!(
                    prefix.is_none_or(
                        |prefix| cut(prefix.bits, prefix.len, prefix.family.width()) == prefix.bits
                    )
                );
                if let Op::Lookup(family, address) = op {
                    let matching =
                        list.routes.iter().filter(|route| list.matches(route.0, family, address)).count();
                    counts[matching.min(2)] += 1;
                }
                match (op, list.play(op)) {
                    (Op::Insert(_), Told::Value(Some(_))) => counts[3] += 1,
                    (Op::Insert(_), _) => counts[4] += 1,
                    (Op::Remove(_), Told::Value(Some(_))) => counts[5] += 1,
                    (Op::Remove(_), _) => counts[6] += 1,
                    _ => {}
                }
            }
        }
        let [none, one, more, again, new, hit, missed] = counts;
        let lookups = none + one + more;
        assert!(none * 10 >= lookups && one * 5 >= lookups && more * 6 >= lookups, "{none} {one} {more}");
        assert!(again * 10 >= new, "{again} {new}");
        assert!(hit * 4 >= hit + missed && missed * 10 >= hit, "{hit} {missed}");
    }

    #[test]
    fn orders_are_not_all_the_same() {
        let drawn = drawn(&orders(), 200);
        let sorted = drawn.iter().filter(|orders| orders.other().iter().map(|(_, value)| *value).is_sorted());
        assert!(sorted.count() < 100);
        let matter = drawn.iter().filter(|orders| {
            let routes = orders.routes.iter().copied().zip(1..).collect();
            let list = List { routes, habit: Habit::Right, inserted: 0 };
            orders.lookups.iter().any(|(family, address)| {
                list.routes.iter().filter(|route| list.matches(route.0, *family, *address)).count() > 1
            })
        });
        assert!(matter.count() > 50);
    }
}
