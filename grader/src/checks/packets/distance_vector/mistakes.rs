//! What people do wrong in `distance_vector`.

use crate::catalogue::Mistake;

pub(super) const OWN_COST_IGNORED: Mistake = Mistake {
    slug: "own-cost-ignored",
    name: "the metric of an own network is not the cost of its interface",
    ask: "What does it cost to cross the network at an interface, and who says so?",
};

pub(super) const INTERFACES_MISCOUNTED: Mistake = Mistake {
    slug: "interfaces-miscounted",
    name: "interfaces are counted without the lines that have no network",
    ask: "The third interface in the list has the number 2. Which numbers come out if you first leave out those without a network?",
};

pub(super) const COST_NOT_ADDED: Mistake = Mistake {
    slug: "cost-not-added",
    name: "the cost of the interface is not added to what a neighbor says",
    ask: "London is 2 from New York. How far is New York from here?",
};

pub(super) const ADDS_ONE: Mistake = Mistake {
    slug: "adds-one",
    name: "1 is added, whatever the interface costs",
    ask: "What is 1, if every line costs 1? And if this one costs 4?",
};

pub(super) const NEXT_HOP_MISSING: Mistake = Mistake {
    slug: "next-hop-missing",
    name: "a row that was learned has no next hop",
    ask: "Packets leave at this interface. Which of the machines there should take them?",
};

pub(super) const FIRST_ENTRY_ONLY: Mistake = Mistake {
    slug: "first-entry-only",
    name: "only the first entry of an update is read",
    ask: "An update is a list. What becomes of its second entry?",
};

pub(super) const KEEPS_THE_FIRST: Mistake = Mistake {
    slug: "keeps-the-first",
    name: "a row never takes a better way than the first it had",
    ask: "Two neighbors know a way, and the shorter one is heard of second. Which one should packets take?",
};

pub(super) const LAST_WORD_WINS: Mistake = Mistake {
    slug: "last-word-wins",
    name: "whoever speaks last is believed, better or not",
    ask: "Singapore says 4, and New York said 2. What is wrong with the old row?",
};

pub(super) const EQUAL_REPLACES: Mistake = Mistake {
    slug: "equal-replaces",
    name: "a way of the same metric takes the place of the old one",
    ask: "Two neighbors with the same metric speak in turn. How often does the row change, and who must hear of it each time?",
};

pub(super) const OWN_NETWORK_TAKEN: Mistake = Mistake {
    slug: "own-network-taken",
    name: "a network that is connected right here is reached by a neighbor",
    ask: "How many neighbors does it take to come to a network that one stands in?",
};

pub(super) const COMPARES_BEFORE_ADDING: Mistake = Mistake {
    slug: "compares-before-adding",
    name: "what the neighbor says is compared before the cost is added",
    ask: "Both numbers must count from the same place. From where does the neighbor's count, and from where the table's?",
};

pub(super) const KEEPS_BETTER_OLD: Mistake = Mistake {
    slug: "keeps-better-old",
    name: "news from the next hop itself is ignored if it is worse",
    ask: "The row is what this neighbor said. If the neighbor takes it back, who still says so?",
};

pub(super) const NEXT_HOP_BY_INTERFACE: Mistake = Mistake {
    slug: "next-hop-by-interface",
    name: "another neighbor at the same interface is taken for the next hop",
    ask: "Two routers are on this network. Which of them gave you the row, and which of them speaks now?",
};

pub(super) const NEXT_HOP_BY_ADDRESS: Mistake = Mistake {
    slug: "next-hop-by-address",
    name: "the same neighbor on another line is taken for the next hop",
    ask: "This neighbor can be reached by two lines. On which do the packets of the row leave?",
};

pub(super) const DEAD_ARE_GONE: Mistake = Mistake {
    slug: "dead-are-gone",
    name: "a row whose network can't be reached is deleted at once",
    ask: "If there is no row any more, who tells the neighbors that they must not believe in it?",
};

pub(super) const METRIC_OVERFLOW: Mistake = Mistake {
    slug: "metric-overflow",
    name: "metrics grow beyond 16",
    ask: "What should stand where the sum is more than infinity?",
};

pub(super) const INFINITY_GETS_A_ROW: Mistake = Mistake {
    slug: "infinity-gets-a-row",
    name: "a network that nobody here can reach gets a row",
    ask: "You never knew a way, and now you hear that there is none. What has changed?",
};

pub(super) const FIFTEEN_IS_INFINITY: Mistake = Mistake {
    slug: "fifteen-is-infinity",
    name: "15 is taken for infinity",
    ask: "Which is the largest metric of a network that can be reached?",
};

pub(super) const ZERO_IS_A_METRIC: Mistake = Mistake {
    slug: "zero-is-a-metric",
    name: "a metric of 0 is believed",
    ask: "Who is at distance 0 from a network, if already the router inside of it says 1?",
};

pub(super) const LARGE_IS_INFINITY: Mistake = Mistake {
    slug: "large-is-infinity",
    name: "a metric above 16 is taken for 16",
    ask: "A neighbor that says 17 is broken. What do you do with words that make no sense?",
};

pub(super) const STOPS_AT_A_BAD_ENTRY: Mistake = Mistake {
    slug: "stops-at-a-bad-entry",
    name: "what follows a bad entry is not read",
    ask: "The next entry is about another network. What is wrong with that one?",
};

pub(super) const SUM_OVERFLOWS: Mistake = Mistake {
    slug: "sum-overflows",
    name: "the cost is added before the metric is looked at, and the sum does not fit into its type",
    ask: "A neighbor can send 4294967295. What do you do with a number first: use it, or ask whether it is one?",
};

pub(super) const KEEPS_WHAT_OTHERS_SAID: Mistake = Mistake {
    slug: "keeps-what-others-said",
    name: "what other neighbors said is kept and used later",
    ask: "How large is the table if every neighbor's words are kept? And is it still true what was said then?",
};

pub(super) const ADDS_AT_BOTH_ENDS: Mistake = Mistake {
    slug: "adds-at-both-ends",
    name: "the cost is added when an update is sent as well",
    ask: "The neighbor adds the cost of its interface. How often is the line between you counted then?",
};

pub(super) const TELLS_ONLY_ITS_OWN: Mistake = Mistake {
    slug: "tells-only-its-own",
    name: "only the router's own networks are told",
    ask: "Tokyo has learned from New York where London is. How shall Singapore hear of it?",
};

pub(super) const FIRST_UPDATE_LATE: Mistake = Mistake {
    slug: "first-update-late",
    name: "nothing is told before the first period is over",
    ask: "A router starts. How long should its neighbors wait until they know its network?",
};

pub(super) const ONE_INTERFACE_ONLY: Mistake = Mistake {
    slug: "one-interface-only",
    name: "updates go out on one interface alone",
    ask: "Who else lives next door?",
};

pub(super) const NO_SPLIT_HORIZON: Mistake = Mistake {
    slug: "no-split-horizon",
    name: "a route is told to the very neighbor that it came from",
    ask: "What can New York do with \"you can reach London by me\", if you reach London by New York?",
};

pub(super) const LEAVES_OUT_AND_DOES_NOT_POISON: Mistake = Mistake {
    slug: "leaves-out-and-does-not-poison",
    name: "a route is left out for those it came from, and not told as 16",
    ask: "What does a neighbor learn from silence, and how long does that take? And from 16?",
};

pub(super) const POISON_TO_ALL: Mistake = Mistake {
    slug: "poison-to-all",
    name: "a route that was learned is told as 16 to everybody",
    ask: "To whom is it no use that you know a way? And to the others?",
};

pub(super) const OWN_NETWORK_NOT_POISONED: Mistake = Mistake {
    slug: "own-network-not-poisoned",
    name: "the network of an interface is told on that interface as if it were news there",
    ask: "Who hears an update on this interface, and how far are they from this network themselves?",
};

pub(super) const NETWORKS_LEFT_OUT: Mistake = Mistake {
    slug: "networks-left-out",
    name: "on an interface with a network of its own nothing is told",
    ask: "May there be other routers on that network?",
};

pub(super) const EMPTY_UPDATE: Mistake = Mistake {
    slug: "empty-update",
    name: "an update without entries is sent",
    ask: "What does a message say that says nothing?",
};

pub(super) const CLOCK_DRIFTS: Mistake = Mistake {
    slug: "clock-drifts",
    name: "the next period begins when the last update was sent, and not when it should have been",
    ask: "You were called 7 s late. Is the whole schedule late from now on?",
};

pub(super) const CATCHES_UP: Mistake = Mistake {
    slug: "catches-up",
    name: "for each period that was missed an update is sent afterwards",
    ask: "Three updates one after the other say the same. Which of them is of use?",
};

pub(super) const TELLS_WHENEVER_ASKED: Mistake = Mistake {
    slug: "tells-whenever-asked",
    name: "all is told each time that somebody asks",
    ask: "How often is `poll_update` called? And how often should all be told?",
};

pub(super) const COUNTS_FROM_ZERO: Mistake = Mistake {
    slug: "counts-from-zero",
    name: "periods are counted from the moment 0, and not from the start",
    ask: "Does a router know that the moment 0 was special?",
};

pub(super) const WRONG_UNIT: Mistake = Mistake {
    slug: "wrong-unit",
    name: "a period is a thousand times too short: milliseconds are taken for microseconds",
    ask: "What is the unit of `Micros`? What is 30 s in it, and who can add a `Duration` for you?",
};

pub(super) const PERIOD_KEEPS_NEWS: Mistake = Mistake {
    slug: "period-keeps-news",
    name: "what has just been told with everything is still news",
    ask: "All rows were told a moment ago. Which of them has changed since?",
};

pub(super) const WAITS_FOR_THE_PERIOD: Mistake = Mistake {
    slug: "waits-for-the-period",
    name: "what has changed is told only with the next period",
    ask: "Bad news must cross ten routers. How long does it take if each waits for its clock?",
};

pub(super) const TELLS_ALL_AT_ONCE: Mistake = Mistake {
    slug: "tells-all-at-once",
    name: "when one row has changed, all are told",
    ask: "What do the neighbors learn from rows that are as before?",
};

pub(super) const NO_GAP: Mistake = Mistake {
    slug: "no-gap",
    name: "triggered updates follow one another at once",
    ask: "A line that goes up and down makes news each time. How many updates a second should the neighbors get?",
};

pub(super) const GAP_LOSES_NEWS: Mistake = Mistake {
    slug: "gap-loses-news",
    name: "what changes within a second after a triggered update is not told any more",
    ask: "The update may not go out now. When may it, and who remembers until then?",
};

pub(super) const NEWS_RESTART_THE_PERIOD: Mistake = Mistake {
    slug: "news-restart-the-period",
    name: "a triggered update puts off the next update of all rows",
    ask: "Which rows were told in the triggered update, and which still wait for their period?",
};

pub(super) const REFRESH_IS_NEWS: Mistake = Mistake {
    slug: "refresh-is-news",
    name: "what is only repeated is told as news",
    ask: "What is different in the table after the neighbor has said the same again?",
};

pub(super) const NEWS_FOR_EVER: Mistake = Mistake {
    slug: "news-for-ever",
    name: "what has been told in a triggered update is still news",
    ask: "When does a row stop being news?",
};

pub(super) const WORSE_IS_NO_NEWS: Mistake = Mistake {
    slug: "worse-is-no-news",
    name: "only what is better now is told at once",
    ask: "Which news is more urgent: that a way is shorter, or that it leads nowhere?",
};

pub(super) const SLEEPS_THROUGH_NEWS: Mistake = Mistake {
    slug: "sleeps-through-news",
    name: "the next moment is named without the news that wait for their turn",
    ask: "Who will call `poll_update` when the second is over?",
};

pub(super) const NO_EXPIRY: Mistake = Mistake {
    slug: "no-expiry",
    name: "a route lives for ever, although nobody repeats it",
    ask: "The neighbor's power is cut. What does it tell you then?",
};

pub(super) const EXPIRES_FROM_THE_FIRST: Mistake = Mistake {
    slug: "expires-from-the-first",
    name: "the 180 s count from when the route was new, and not from when it was repeated",
    ask: "The neighbor repeats the route every 30 s. Why should it die?",
};

pub(super) const ANYONE_REFRESHES: Mistake = Mistake {
    slug: "anyone-refreshes",
    name: "a route is kept alive by what somebody else says",
    ask: "The next hop is silent. What does another neighbor know about it?",
};

pub(super) const DIES_IN_SILENCE: Mistake = Mistake {
    slug: "dies-in-silence",
    name: "that a route has died is not told before the next period",
    ask: "A row's metric has changed to 16. What do you do with every other change?",
};

pub(super) const A_MOMENT_LATE: Mistake = Mistake {
    slug: "a-moment-late",
    name: "at the moment that was named, nothing happens yet",
    ask: "`poll_timeout` said: at this moment. Is a row that was believed for 180 s still believed then?",
};

pub(super) const NEVER_FORGETS: Mistake = Mistake {
    slug: "never-forgets",
    name: "a dead row stays in the table for ever",
    ask: "For whom is a dead row kept, and for how long?",
};

pub(super) const DIES_AGAIN: Mistake = Mistake {
    slug: "dies-again",
    name: "a dead row starts its 120 s again when somebody repeats that it is dead",
    ask: "Two neighbors repeat to each other that it is dead. When does the row go?",
};

pub(super) const OLD_END_STAYS: Mistake = Mistake {
    slug: "old-end-stays",
    name: "a row that came back to life is deleted when its old 120 s are over",
    ask: "Which timers does a row have when it is learned anew, and which should it have no more?",
};

pub(super) const OWN_NETWORKS_EXPIRE: Mistake = Mistake {
    slug: "own-networks-expire",
    name: "a network that is connected right here dies like a rumor",
    ask: "Who has to repeat that the router stands in its own network?",
};

pub(super) const SLEEPS_THROUGH_DEATHS: Mistake = Mistake {
    slug: "sleeps-through-deaths",
    name: "the next moment is named without the rows that die or go",
    ask: "Who will call `poll_update` when the 180 s are over?",
};

pub(super) const OWN_NETWORK_SURVIVES: Mistake = Mistake {
    slug: "own-network-survives",
    name: "the network of an interface that is down is still reached",
    ask: "Where would packets for that network leave?",
};

pub(super) const TALKS_INTO_THE_DARK: Mistake = Mistake {
    slug: "talks-into-the-dark",
    name: "updates are sent on an interface that is down",
    ask: "Who hears what is said on a line that is cut?",
};

pub(super) const HEARS_THE_DEAD: Mistake = Mistake {
    slug: "hears-the-dead",
    name: "what comes from an interface that is down is believed",
    ask: "Packets would have to leave where this came from. Can they?",
};

pub(super) const ALL_DIE: Mistake = Mistake {
    slug: "all-die",
    name: "rows of other interfaces die, too",
    ask: "Which rows have their packets leave at the interface that is down?",
};

pub(super) const DOWN_IS_NO_NEWS: Mistake = Mistake {
    slug: "down-is-no-news",
    name: "that rows have died with an interface is not told",
    ask: "How long should the neighbors send you packets that you can only drop?",
};

pub(super) const INTERFACES_RENUMBERED: Mistake = Mistake {
    slug: "interfaces-renumbered",
    name: "when an interface is down, the others get other numbers",
    ask: "What becomes of the numbers behind it if you take something out of a list?",
};

pub(super) const LONG_UPDATES: Mistake = Mistake {
    slug: "long-updates",
    name: "an update has more than 25 entries",
    ask: "Each entry takes 20 bytes. Which datagram is sure to arrive in one piece?",
};

pub(super) const ONLY_THE_FIRST_25: Mistake = Mistake {
    slug: "only-the-first-25",
    name: "only the first 25 rows are told",
    ask: "Where do the other rows go?",
};

pub(super) const COUNT_TO_INFINITY: Mistake = Mistake {
    slug: "count-to-infinity",
    name: "two routers tell each other of a way that each has only from the other",
    ask: "Follow one number around: who told it to whom, and where did the first of them have it from?",
};
