//! packets/distance_vector: nobody has the map, and each router knows the way.

mod cities;
mod mistakes;
mod model;
mod story;
mod tales;
mod towns;

use proptest::strategy::Strategy;

use self::mistakes::*;
use self::tales::{forced, forced_towns};
use crate::catalogue::{Check, Exercise, Level, Track};
use crate::trial::{Trial, Verdict};

/// The exercise. Of a check's mistakes, the first one that gives the same answers is named, so one that shows only in
/// particular stories stands before one that shows in many.
pub const EXERCISE: Exercise = Exercise {
    name: "distance_vector",
    title: "nobody has the map, and each router knows the way",
    track: Track::Core,
    level: Level::Intermediate,
    minutes: 120,
    needs: &[],
    rust: &["enums", "ownership"],
    hints: [
        "Take one network and three routers in a row, and write each router's row for it on paper: metric, interface, next hop. Let them speak in turn. Begin with the table alone, `new`, `handle_update` and `routes`: no timer is needed for the first six checks. Then `poll_update`, and the clock last.",
        "A map from network to row, best one that is sorted (`BTreeMap`). A row has a metric, an interface, a next hop, whether it is news, and a moment at which something happens to it: it dies, or it goes, and never both. In `handle_update` there are two questions: is this the neighbor that the row came from (interface *and* address)? Is the metric, with the cost added, less than that of the row? If the answer to either is yes, it counts.",
        "`poll_update`: first let rows go and die whose moment is not after `now`. If `now >= next_update`, put it forward by 30 s until it is after `now`, and tell all rows; otherwise, if there is news and `now >= quiet_until`, set that to a second after `now`, and tell the rows that are news; otherwise nothing. Clear the mark of what is told. For each interface that is up: an entry for each row, with 16 if `row.interface` is this one; `chunks(25)`. `poll_timeout` is the least of `next_update`, the moments of all rows, and `quiet_until` if there is news.",
    ],
    compare: "Look at `State` in our solution: metric and timer are parts of what a row can be, so that there is no dead row with a metric, and no row with two timers.",
    checks: &[
        Check {
            name: "knows_its_own",
            title: "a router that starts knows the networks at its own interfaces, at their cost",
            points: 1,
            rule: "RFC 2453, section 3.5: the metric of a directly connected network is its cost",
            book: "own-networks",
            after: &[],
            mistakes: &[OWN_COST_IGNORED, INTERFACES_MISCOUNTED],
            run: |trial| told(trial, "knows_its_own", tales::own),
        },
        Check {
            name: "adds_the_cost",
            title: "what a neighbor knows is known here, and the cost of the way to the neighbor is added",
            points: 2,
            rule: "RFC 2453, section 3.9.2: add the cost of the network on which the message arrived; the next hop is who sent it",
            book: "a-rumor",
            after: &["knows_its_own"],
            mistakes: &[COST_NOT_ADDED, ADDS_ONE, NEXT_HOP_MISSING, FIRST_ENTRY_ONLY],
            run: |trial| told(trial, "adds_the_cost", tales::new_networks),
        },
        Check {
            name: "sixteen_is_infinity",
            title: "no metric is above 16, and what is 16 can't be reached",
            points: 2,
            rule: "RFC 2453, section 3.9.2: metric = MIN(metric + cost, infinity); an entry that is not from 1 to 16 is ignored",
            book: "sixteen",
            after: &["adds_the_cost"],
            mistakes: &[
                METRIC_OVERFLOW,
                INFINITY_GETS_A_ROW,
                FIFTEEN_IS_INFINITY,
                ZERO_IS_A_METRIC,
                LARGE_IS_INFINITY,
                STOPS_AT_A_BAD_ENTRY,
                SUM_OVERFLOWS,
            ],
            run: |trial| told(trial, "sixteen_is_infinity", tales::large_metrics),
        },
        Check {
            name: "less_is_better",
            title: "of two neighbors, the one with the shorter way counts",
            points: 2,
            rule: "RFC 2453, section 3.9.2: a metric that is lower than the old one is adopted, the same one is not",
            book: "two-neighbors",
            after: &["sixteen_is_infinity"],
            mistakes: &[
                KEEPS_THE_FIRST,
                COMPARES_BEFORE_ADDING,
                LAST_WORD_WINS,
                EQUAL_REPLACES,
                OWN_NETWORK_TAKEN,
            ],
            run: |trial| told(trial, "less_is_better", tales::many_neighbors),
        },
        Check {
            name: "next_hop_is_believed",
            title: "what the next hop itself says counts, better or worse",
            points: 3,
            rule: "RFC 2453, section 3.4: information from the router of the route always replaces what was there",
            book: "worse-news",
            after: &["less_is_better"],
            mistakes: &[KEEPS_BETTER_OLD, DEAD_ARE_GONE, NEXT_HOP_BY_INTERFACE, NEXT_HOP_BY_ADDRESS],
            run: |trial| told(trial, "next_hop_is_believed", tales::quarrels),
        },
        Check {
            name: "one_way_a_network",
            title: "the table has one row a network, however many neighbors there are",
            points: 1,
            rule: "RFC 2453, section 3.4: real implementations remember the best metric seen so far, and the neighbor that sent it",
            book: "what-nobody-knows",
            after: &["adds_the_cost"],
            mistakes: &[KEEPS_WHAT_OTHERS_SAID],
            run: |trial| told(trial, "one_way_a_network", tales::crowds),
        },
        Check {
            name: "tells_its_table",
            title: "a router that starts tells every neighbor what it can reach, and how far that is",
            points: 2,
            rule: "RFC 2453, sections 3.8 and 3.10: an update has the complete table, and goes out on every network",
            book: "telling",
            after: &["adds_the_cost"],
            mistakes: &[
                ADDS_AT_BOTH_ENDS,
                TELLS_ONLY_ITS_OWN,
                FIRST_UPDATE_LATE,
                ONE_INTERFACE_ONLY,
                POISON_TO_ALL,
                NETWORKS_LEFT_OUT,
            ],
            run: |trial| told(trial, "tells_its_table", tales::first_words),
        },
        Check {
            name: "poisoned_reverse",
            title: "where a route's packets leave, it is told as 16, and only there",
            points: 3,
            rule: "RFC 2453, section 3.4.3: split horizon with poisoned reverse",
            book: "poisoned-reverse",
            after: &["tells_its_table"],
            mistakes: &[
                OWN_NETWORK_NOT_POISONED,
                NO_SPLIT_HORIZON,
                LEAVES_OUT_AND_DOES_NOT_POISON,
                EMPTY_UPDATE,
            ],
            run: |trial| told(trial, "poisoned_reverse", tales::first_words_to_all),
        },
        Check {
            name: "every_30_seconds",
            title: "all is told every 30 seconds from the start, and not in between",
            points: 2,
            rule: "RFC 2453, section 3.8: every 30 seconds, by a clock that is not affected by how long it took to serve it",
            book: "thirty-seconds",
            after: &["poisoned_reverse"],
            mistakes: &[
                CLOCK_DRIFTS,
                CATCHES_UP,
                TELLS_WHENEVER_ASKED,
                COUNTS_FROM_ZERO,
                WRONG_UNIT,
                PERIOD_KEEPS_NEWS,
            ],
            run: |trial| told(trial, "every_30_seconds", tales::silence),
        },
        Check {
            name: "news_travel_at_once",
            title: "what has changed is told at once, alone, and at most once a second",
            points: 3,
            rule: "RFC 2453, section 3.10.1: a triggered update has the routes that have changed, and the next one waits for a timer",
            book: "triggered-updates",
            after: &["every_30_seconds", "next_hop_is_believed"],
            mistakes: &[
                WAITS_FOR_THE_PERIOD,
                TELLS_ALL_AT_ONCE,
                NO_GAP,
                GAP_LOSES_NEWS,
                NEWS_RESTART_THE_PERIOD,
                REFRESH_IS_NEWS,
                NEWS_FOR_EVER,
                WORSE_IS_NO_NEWS,
                SLEEPS_THROUGH_NEWS,
            ],
            run: |trial| told(trial, "news_travel_at_once", tales::busy_minutes),
        },
        Check {
            name: "silence_is_death",
            title: "a route that nobody repeats is dead after 180 s, and gone after 120 s more",
            points: 3,
            rule: "RFC 2453, section 3.8: the timeout of 180 s, and garbage collection after 120 s",
            book: "timers",
            after: &["news_travel_at_once"],
            mistakes: &[
                ANYONE_REFRESHES,
                NO_EXPIRY,
                EXPIRES_FROM_THE_FIRST,
                DIES_IN_SILENCE,
                A_MOMENT_LATE,
                DIES_AGAIN,
                NEVER_FORGETS,
                OLD_END_STAYS,
                OWN_NETWORKS_EXPIRE,
                SLEEPS_THROUGH_DEATHS,
            ],
            run: |trial| told(trial, "silence_is_death", tales::long_lives),
        },
        Check {
            name: "interface_down",
            title: "when an interface is down, its routes are dead at once, and it is deaf and dumb",
            points: 2,
            rule: "the docs of `link_down`: the rows whose packets leave there are dead; RFC 2453, section 3.4.1: a route whose network is broken is invalid",
            book: "a-cut",
            after: &["news_travel_at_once"],
            mistakes: &[
                OWN_NETWORK_SURVIVES,
                TALKS_INTO_THE_DARK,
                HEARS_THE_DEAD,
                ALL_DIE,
                DOWN_IS_NO_NEWS,
                INTERFACES_RENUMBERED,
            ],
            run: |trial| told(trial, "interface_down", tales::cuts),
        },
        Check {
            name: "updates_of_25",
            title: "a long table is told in updates of at most 25 entries",
            points: 1,
            rule: "RFC 2453, sections 3.6 and 3.10.2: there is a limit of 25 entries; if there are more, start a new message",
            book: "telling",
            after: &["poisoned_reverse"],
            mistakes: &[LONG_UPDATES, ONLY_THE_FIRST_25],
            run: |trial| told(trial, "updates_of_25", tales::long_tables),
        },
        Check {
            name: "finds_the_shortest",
            title: "a network of routers finds all shortest ways, though updates are lost and doubled",
            points: 3,
            rule: "RFC 2453, section 3.4: the algorithm comes to the right metrics in finite time; updates can be dropped, as long as not all are",
            book: "it-settles",
            after: &["adds_the_cost", "tells_its_table"],
            mistakes: &[KEEPS_THE_FIRST],
            run: |trial| lived(trial, "finds_the_shortest", towns::Drawn::lossy),
        },
        Check {
            name: "bad_news_end",
            title: "after a cut, no wrong route lives on",
            points: 3,
            rule: "RFC 2453, sections 3.4.2 to 3.4.4: infinity, poisoned reverse and triggered updates end what counts to infinity",
            book: "counting-to-infinity",
            after: &["finds_the_shortest"],
            mistakes: &[COUNT_TO_INFINITY, NO_EXPIRY, KEEPS_BETTER_OLD],
            run: |trial| lived(trial, "bad_news_end", towns::Drawn::broken),
        },
        Check {
            name: "six_cities",
            title: "the word of London goes around the six cities, and a cut line is noticed, as the table shows",
            points: 2,
            rule: "RFC 2453, sections 3.4 to 3.10, all together",
            book: "six-cities",
            after: &["bad_news_end", "silence_is_death", "interface_down"],
            mistakes: &[],
            run: cities::rounds_are_the_committed_ones,
        },
        Check {
            name: "any_story",
            title: "whatever happens to a router, it does as the docs say",
            points: 2,
            rule: "RFC 2453, sections 3.8 to 3.10; and the docs of `DistanceVector`",
            book: "timers",
            after: &["silence_is_death", "interface_down", "updates_of_25"],
            mistakes: &[],
            run: |trial| told(trial, "any_story", tales::anything),
        },
    ],
};

/// Random stories of a check, which are long.
const STORIES: u32 = 40;
/// Random networks, which are longer.
const TOWNS: u32 = 12;

/// Tells the stories of a check, forced ones first, and then random ones.
fn told(trial: &mut Trial<'_>, check: &'static str, make: fn(&tales::Drawn) -> story::Story) -> Verdict {
    trial.cases = trial.cases.min(STORIES);
    let random = tales::drawn().prop_map(move |drawn| make(&drawn));
    let verdict =
        trial.law(forced(check), random, story::script, |story, seen| story::judge(check, story, seen));
    verdict.map_err(|mut finding| {
        story::in_short(&mut finding.detail);
        finding
    })
}

/// Lets the networks of a check live.
fn lived(trial: &mut Trial<'_>, check: &'static str, make: fn(&towns::Drawn) -> towns::Town) -> Verdict {
    trial.cases = trial.cases.min(TOWNS);
    let random = towns::drawn().prop_map(move |drawn| make(&drawn));
    trial.story(forced_towns(check), Some(random), |town, talk| towns::judge(check, town, talk))
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;

    use super::*;
    use crate::seed::Seed;

    /// What a generator gives, as a check would see it.
    pub(super) fn some<S: Strategy>(strategy: &S, count: u32) -> Vec<S::Value> {
        let streams = Seed::default().streams("a test");
        let one = |case| strategy.new_tree(&mut streams.runner(case)).expect("it generates").current();
        (0..count).map(one).collect()
    }

    #[test]
    fn every_check_but_the_last_has_stories_of_its_own() {
        for check in EXERCISE.checks {
            let count = forced(check.name).len() + forced_towns(check.name).len();
            assert_eq!(count == 0, ["six_cities", "any_story"].contains(&check.name), "{}", check.name);
        }
    }
}
