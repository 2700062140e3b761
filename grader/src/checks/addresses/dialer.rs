//! addresses/dialer: many addresses, some broken: the first that answers.

mod mistakes;
mod model;
mod races;
mod world;

use given::addresses::{ConnectError, Event};
use proptest::strategy::{BoxedStrategy, Strategy};

use self::mistakes::*;
use self::races::{Drawn, drawn, ladder_is_the_committed_one, races};
use self::world::{World, v4, v6};
use crate::catalogue::{Check, Exercise, Level, Track};

/// The exercise.
pub const EXERCISE: Exercise = Exercise {
    name: "dialer",
    title: "many addresses, some broken: the first that answers",
    track: Track::Deep,
    level: Level::Advanced,
    minutes: 120,
    needs: &[],
    rust: &["enums", "ownership"],
    hints: [
        "Draw one race on paper before you write: time downwards, a column for each address. Which things must you remember to answer \"what now?\" at any moment? Begin with the lookups, then with one address that connects, and let the checks lead you on. No timer is needed: a moment is a number, and `next` compares it with `now`.",
        "Remember which lookups were asked for, when each answer came, the addresses that wait (by family, in order), and all attempts with the moment at which they began and their error, once they have one. From the latest attempt follows all that `next` must know: whose turn it is, and from which moment on. The end is a state of its own, with the winner and those still to be closed.",
        "`next`: won? close one loser, or `Done`. Lookups left? `Resolve`. Then pick: the other family than the latest attempt's, if it has an address, or else the same one; IPv6 if there was no attempt. Nobody waits: `Done` with all errors if both answers came and all attempts have failed, or else `Wait` without a moment. Somebody waits: the moment is 250 ms after the latest began, 10 ms if it has failed; for the first attempt 50 ms after the answer for IPv4, if it is one of IPv4 and the answer for IPv6 is missing. Before that moment `Wait`, from then on `Connect`.",
    ],
    compare: "Look at `earliest` in our solution: no timer is stored anywhere, so none can be forgotten, or ring for an attempt that is over.",
    checks: &[
        Check {
            name: "asks_for_both",
            title: "IPv6 is looked up first, IPv4 right after it, and then there is nothing to do",
            points: 2,
            rule: "RFC 8305, section 3: both lookups at once, that for IPv6 (AAAA) first; wait for neither",
            book: "two-lookups",
            after: &[],
            mistakes: &[V4_ASKED_FIRST, LOOKUPS_ONE_BY_ONE, GIVES_UP_EARLY, WAKES_FOR_NOTHING],
            run: |trial| races(trial, "asks_for_both", None),
        },
        Check {
            name: "connects_to_the_one",
            title: "an address is tried as soon as it is known, and it is over when it connects",
            points: 2,
            rule: "RFC 8305, section 3: as soon as there are addresses of IPv6, the first attempt begins",
            book: "one-address",
            after: &["asks_for_both"],
            mistakes: &[
                WAITS_FOR_BOTH_ANSWERS,
                CONNECTING_IS_CONNECTED,
                CONNECTS_AGAIN,
                IPV6_WAITS_TOO,
                CLOSES_THE_WINNER,
                EMPTY_IS_NO_ANSWER,
                EMPTY_ANSWER_PANICS,
            ],
            run: |trial| races(trial, "connects_to_the_one", Some(random(Drawn::one_address))),
        },
        Check {
            name: "ipv4_gives_50_ms",
            title: "IPv4 waits up to 50 ms for the answer of IPv6",
            points: 2,
            rule: "RFC 8305, section 3: the Resolution Delay, 50 ms, begins when the answer for IPv4 comes",
            book: "resolution-delay",
            after: &["connects_to_the_one"],
            mistakes: &[
                RESOLUTION_DELAY_SKIPPED,
                RESOLUTION_DELAY_FROM_THE_START,
                WAITS_FOR_IPV6,
                DELAY_STARTS_OVER,
                DURATION_FOR_A_MOMENT,
                TRUSTS_THE_ALARM,
            ],
            run: |trial| races(trial, "ipv4_gives_50_ms", Some(random(Drawn::one_of_each))),
        },
        Check {
            name: "next_after_250_ms",
            title: "an address that says nothing costs 250 ms, no more and no less",
            points: 3,
            rule: "RFC 8305, section 5: the next attempt begins a Connection Attempt Delay, 250 ms, after the latest one began",
            book: "attempt-delay",
            after: &["connects_to_the_one", "ipv4_gives_50_ms"],
            mistakes: &[
                SERIAL_ATTEMPTS,
                ALL_AT_ONCE,
                WAITS_FOR_ITS_TURN,
                DELAY_FROM_THE_PLAN,
                LAST_ADDRESS_FIRST,
                NONDETERMINISTIC,
            ],
            run: |trial| races(trial, "next_after_250_ms", Some(random(Drawn::one_silent_family))),
        },
        Check {
            name: "failure_ends_the_wait",
            title: "when the latest attempt fails the next one begins at once, but not within 10 ms",
            points: 3,
            rule: "the docs of `next`: nobody waits for an attempt that has failed; RFC 8305, section 5: the delay is never below 10 ms",
            book: "failures",
            after: &["next_after_250_ms"],
            mistakes: &[
                FAILURE_IGNORED,
                NO_MINIMUM_DELAY,
                MINIMUM_FROM_THE_FAILURE,
                ANY_FAILURE_COUNTS,
                DELAY_FROM_THE_FIRST,
                FIRST_ERROR_WINS,
            ],
            run: |trial| races(trial, "failure_ends_the_wait", Some(random(Drawn::one_failing_family))),
        },
        Check {
            name: "families_take_turns",
            title: "the families take turns, and IPv6 begins",
            points: 3,
            rule: "RFC 8305, section 4: the families are interleaved, beginning with that of the best address",
            book: "interleaving",
            after: &["next_after_250_ms"],
            // What the first world can't show comes first.
            mistakes: &[LATE_ADDRESSES_LAST, TURNS_BY_NUMBER, V4_ONLY_FIRST, NO_TURNS, V4_BEGINS],
            run: |trial| races(trial, "families_take_turns", Some(random(Drawn::all_silent))),
        },
        Check {
            name: "losers_are_closed",
            title: "the first connection wins, and all others that run are closed, once, in order",
            points: 2,
            rule: "RFC 8305, section 5: once an attempt has become a connection, all others should be canceled",
            book: "losers",
            after: &["failure_ends_the_wait", "families_take_turns"],
            mistakes: &[
                LEAKS_LOSERS,
                CLOSES_THE_FAILED,
                CLOSES_NEWEST_FIRST,
                CLOSES_FOR_EVER,
                DONE_BEFORE_CLOSING,
                LATEST_WINS,
            ],
            run: |trial| races(trial, "losers_are_closed", Some(random(Drawn::some_connect))),
        },
        Check {
            name: "every_error_is_told",
            title: "when all have failed, every error is told, in the order of the attempts",
            points: 2,
            rule: "the docs of `DialError`: every attempt, in the order in which they began; none, if there was no address",
            book: "all-fail",
            after: &["failure_ends_the_wait", "families_take_turns"],
            // What the first world can't show comes first.
            mistakes: &[
                GIVES_UP_EARLY,
                NEVER_GIVES_UP,
                ERRORS_AS_THEY_CAME,
                FIRST_ERROR_WINS,
                LAST_ERROR_WINS,
            ],
            run: |trial| races(trial, "every_error_is_told", Some(random(Drawn::all_fail))),
        },
        Check {
            name: "nothing_is_tried_twice",
            title: "an address that comes twice is tried once",
            points: 1,
            rule: "the docs of `on`: an address that came before is not tried again",
            book: "twice",
            after: &["families_take_turns"],
            mistakes: &[COMPARES_NEIGHBOURS, TRIES_TWICE],
            run: |trial| races(trial, "nothing_is_tried_twice", Some(random(Drawn::doubled))),
        },
        Check {
            name: "late_changes_nothing",
            title: "what comes too late, or is about a stranger, changes nothing",
            points: 2,
            rule: "the docs of `on`: what happens to an attempt that never was, has failed or is over changes nothing",
            book: "too-late",
            after: &["losers_are_closed", "every_error_is_told"],
            // What the first worlds can't show comes first.
            mistakes: &[
                FAILED_COMES_BACK,
                LATER_WINNER_WINS,
                CLOSES_WHAT_FAILED_LATE,
                LAST_WORD_COUNTS,
                GOES_ON_AFTER_THE_END,
                UNTRIED_FAILS,
                STRANGERS_WIN,
                STRANGERS_PANIC,
            ],
            run: |trial| races(trial, "late_changes_nothing", Some(random(Drawn::with_strays))),
        },
        Check {
            name: "race_ladder",
            title: "one race, from the first lookup to the last loser, goes as the ladder shows",
            points: 2,
            rule: "RFC 8305, sections 3 to 5: two lookups, 50 ms, turns, 250 ms, 10 ms, and one winner",
            book: "a-whole-race",
            after: &["ipv4_gives_50_ms", "losers_are_closed"],
            mistakes: &[],
            run: ladder_is_the_committed_one,
        },
        Check {
            name: "any_race",
            title: "any race goes as the docs say, and the same race goes the same way twice",
            points: 3,
            rule: "RFC 8305, sections 3 to 5; and the docs of `next`: the first of the seven answers that applies",
            book: "any-race",
            after: &["nothing_is_tried_twice", "late_changes_nothing", "race_ladder"],
            mistakes: &[],
            run: |trial| races(trial, "any_race", Some(random(Drawn::anything))),
        },
    ],
};

fn random(make: fn(&Drawn) -> World) -> BoxedStrategy<World> {
    drawn().prop_map(move |drawn| make(&drawn)).boxed()
}

/// The races of each check that are run before random ones. A mistake shows in one of its check's, in little.
fn forced(check: &str) -> Vec<World> {
    use ConnectError::{Refused, TimedOut, Unreachable};

    let world = World::default;
    let failed = |address, error| Event::Failed { address, error };
    match check {
        "asks_for_both" => vec![world(), World { start: 5000, ..world() }],
        "connects_to_the_one" => vec![
            world().v6(10, &[1]).v4(20, &[]).up(v6(1), 30),
            world().v6(5, &[]).v4(10, &[1]).up(v4(1), 30),
        ],
        "ipv4_gives_50_ms" => vec![
            World { start: 30, attempts: Some(1), ..world().v4(10, &[1]) },
            World { attempts: Some(1), ..world().v4(10, &[1]).v6(40, &[]) },
            World { attempts: Some(1), ..world().v4(10, &[1]).v6(90, &[1]) },
            World { attempts: Some(1), looks: vec![30], ..world().v4(10, &[1]) },
        ],
        "next_after_250_ms" => vec![
            World { attempts: Some(2), ..world().v6(10, &[1, 2]).v4(10, &[]).down(v6(1), 75_000, TimedOut) },
            world().v6(10, &[]).v4(10, &[1, 2, 3]),
            World { late: 10, ..world().v4(10, &[1, 2]) },
        ],
        "failure_ends_the_wait" => vec![
            world().v6(10, &[1, 2]).v4(10, &[]).down(v6(1), 100, Refused),
            world().v6(10, &[1, 2]).v4(10, &[]).down(v6(1), 3, Unreachable),
            world().v6(10, &[1, 2, 3]).v4(10, &[]).down(v6(1), 300, Refused),
            world().v6(10, &[1, 2, 3]).v4(10, &[]).down(v6(1), 100, Refused),
        ],
        "families_take_turns" => vec![
            world().v6(10, &[1, 2, 3]).v4(10, &[1, 2]),
            world().v4(10, &[1, 2, 3]).v6(100, &[1, 2]),
            world().v4(10, &[1, 2, 3]).v6(40, &[1]),
            world().v4(10, &[1]).v6(60, &[1]),
        ],
        "losers_are_closed" => vec![
            world().v6(10, &[1]).v4(10, &[1]).up(v4(1), 30),
            world().v6(10, &[1]).v4(10, &[1]).up(v6(1), 300),
            world().v6(10, &[1]).v4(10, &[1]).down(v6(1), 20, Refused).up(v4(1), 30),
            world().v6(10, &[1, 2]).v4(10, &[1]).up(v6(2), 30),
        ],
        "every_error_is_told" => vec![
            world().v6(10, &[1]).v4(10, &[1]).down(v6(1), 20, Unreachable).down(v4(1), 30, Refused),
            world().v6(10, &[1]).v4(10, &[1]).down(v6(1), 400, TimedOut).down(v4(1), 30, Refused),
            world().v6(10, &[]).v4(20, &[]),
            world().v4(10, &[1]).v6(500, &[]).down(v4(1), 30, Refused),
            world().v4(10, &[1]).v6(500, &[1]).down(v4(1), 30, Refused),
        ],
        "nothing_is_tried_twice" => {
            vec![world().v6(10, &[1, 1]).v4(10, &[]), world().v6(10, &[1, 2, 1]).v4(10, &[1])]
        }
        "late_changes_nothing" => {
            let both = || World { goes_on: true, ..world().v6(10, &[1]).v4(10, &[1]) };
            vec![
                both().up(v6(1), 50).stray(20, Event::Connected(v4(9))),
                both().up(v6(1), 50).stray(20, Event::Connected(v4(1))),
                both().up(v6(1), 50).stray(20, failed(v4(9), Refused)),
                both().stray(20, failed(v4(1), Refused)),
                both().down(v6(1), 20, Refused).stray(40, Event::Connected(v6(1))),
                both().up(v4(1), 30).stray(300, Event::Connected(v6(1))),
                both().stray(290, Event::Connected(v4(1))).stray(290, failed(v6(1), Refused)),
                both().down(v6(1), 20, Refused).down(v4(1), 30, Refused).stray(40, failed(v6(1), TimedOut)),
                World { goes_on: true, ..world().v6(10, &[1]).v4(50, &[1]).up(v6(1), 20) },
            ]
        }
        "race_ladder" => vec![
            world()
                .v4(20, &[1, 2])
                .v6(50, &[1, 2])
                .down(v4(1), 40, Refused)
                .down(v6(2), 4, Unreachable)
                .up(v4(2), 60),
        ],
        _ => vec![],
    }
}
