//! What people do wrong in `dialer`.

use crate::catalogue::Mistake;

pub(super) const V4_ASKED_FIRST: Mistake = Mistake {
    slug: "v4-asked-first",
    name: "IPv4 is looked up first",
    ask: "Whose answer would you rather have a few milliseconds earlier?",
};

pub(super) const LOOKUPS_ONE_BY_ONE: Mistake = Mistake {
    slug: "lookups-one-by-one",
    name: "the second lookup is not asked for before the first has answered",
    ask: "What does the user gain while one of the two lookups waits for the other?",
};

pub(super) const GIVES_UP_EARLY: Mistake = Mistake {
    slug: "gives-up-early",
    name: "it gives up, although the answer of a lookup is still missing",
    ask: "Of no attempts, \"all have failed\" holds. What else must hold before all hope is lost?",
};

pub(super) const WAKES_FOR_NOTHING: Mistake = Mistake {
    slug: "wakes-for-nothing",
    name: "it wants to be asked again at a moment, and no address waits for one",
    ask: "If you were asked again then, what could be different, if nothing has happened?",
};

pub(super) const WAITS_FOR_BOTH_ANSWERS: Mistake = Mistake {
    slug: "waits-for-both-answers",
    name: "no attempt begins before both lookups have answered",
    ask: "The best address is here. What could the other answer still change about the first attempt?",
};

pub(super) const CONNECTING_IS_CONNECTED: Mistake = Mistake {
    slug: "connecting-is-connected",
    name: "it is over as soon as an attempt has begun",
    ask: "Who says that an attempt has become a connection, and when?",
};

pub(super) const CONNECTS_AGAIN: Mistake = Mistake {
    slug: "connects-again",
    name: "an address that was tried still waits, and its turn comes again",
    ask: "Where is an address before its attempt begins, and where afterwards?",
};

pub(super) const IPV6_WAITS_TOO: Mistake = Mistake {
    slug: "ipv6-waits-too",
    name: "IPv6 waits for the answer of IPv4, as IPv4 does for that of IPv6",
    ask: "Who is to be favored by the resolution delay?",
};

pub(super) const CLOSES_THE_WINNER: Mistake = Mistake {
    slug: "closes-the-winner",
    name: "the winner is closed with the losers",
    ask: "Which of the attempts that run does the user want to keep?",
};

pub(super) const EMPTY_ANSWER_PANICS: Mistake = Mistake {
    slug: "empty-answer-panics",
    name: "an answer without addresses makes it panic",
    ask: "Many names have no address of IPv6. What is then the first of them?",
};

pub(super) const RESOLUTION_DELAY_SKIPPED: Mistake = Mistake {
    slug: "resolution-delay-skipped",
    name: "IPv4 begins at once, though IPv6 might have come a moment later",
    ask: "Two answers travel side by side, and one is a few milliseconds ahead. Is that worth the rest of the connection?",
};

pub(super) const RESOLUTION_DELAY_FROM_THE_START: Mistake = Mistake {
    slug: "resolution-delay-from-the-start",
    name: "the 50 ms are counted from the beginning, and not from the answer for IPv4",
    ask: "What if both lookups take a whole second? When did IPv4 begin to wait?",
};

pub(super) const WAITS_FOR_IPV6: Mistake = Mistake {
    slug: "waits-for-ipv6",
    name: "IPv4 waits for the answer of IPv6, however long that takes",
    ask: "A server of the DNS that drops every question for AAAA: when does the user see the page?",
};

pub(super) const EMPTY_IS_NO_ANSWER: Mistake = Mistake {
    slug: "empty-is-no-answer",
    name: "the answer for IPv6 has come, without addresses, and it is still waited for",
    ask: "What is IPv4 waiting for: addresses of IPv6, or to know whether there are any?",
};

pub(super) const DELAY_STARTS_OVER: Mistake = Mistake {
    slug: "delay-starts-over",
    name: "the delay is counted from each question anew, and so never ends",
    ask: "From which moment does the delay count, and is that moment another one when you are asked again?",
};

pub(super) const SERIAL_ATTEMPTS: Mistake = Mistake {
    slug: "serial-attempts",
    name: "the next attempt does not begin before the one before it has failed",
    ask: "A broken address often says nothing. After how long does the system give up, and what does the user do meanwhile?",
};

pub(super) const ALL_AT_ONCE: Mistake = Mistake {
    slug: "all-at-once",
    name: "the attempts begin all at once",
    ask: "If every client in the world did that, how many connections would a server open and throw away?",
};

pub(super) const DURATION_FOR_A_MOMENT: Mistake = Mistake {
    slug: "duration-for-a-moment",
    name: "`until` is how long to wait, where the moment is asked for",
    ask: "It is ten o'clock, and you want to be called in a quarter of an hour. Which time do you name?",
};

pub(super) const TRUSTS_THE_ALARM: Mistake = Mistake {
    slug: "trusts-the-alarm",
    name: "it is asked before the moment that it named, and goes on as if that had come",
    ask: "You are called, and no event has come. How do you know what time it is?",
};

pub(super) const WAITS_FOR_ITS_TURN: Mistake = Mistake {
    slug: "waits-for-its-turn",
    name: "it is the turn of the other family, which has no address, so nobody begins",
    ask: "Whose turn is it, if the other family has nobody to send?",
};

pub(super) const DELAY_FROM_THE_PLAN: Mistake = Mistake {
    slug: "delay-from-the-plan",
    name: "the delay is counted from when the latest attempt should have begun, and not from when it did",
    ask: "You were asked 10 ms too late. When did the attempt begin, and how long may it be alone?",
};

pub(super) const FAILURE_IGNORED: Mistake = Mistake {
    slug: "failure-ignored",
    name: "the latest attempt has failed, and it still gets its 250 ms",
    ask: "What is the delay good for? Is that still so when the attempt has failed?",
};

pub(super) const NO_MINIMUM_DELAY: Mistake = Mistake {
    slug: "no-minimum-delay",
    name: "an attempt begins within 10 ms of the one before it",
    ask: "A cable is out, and every attempt fails at once. How many packets leave in a millisecond?",
};

pub(super) const MINIMUM_FROM_THE_FAILURE: Mistake = Mistake {
    slug: "minimum-from-the-failure",
    name: "the 10 ms are counted from the failure, and not from the beginning of the attempt",
    ask: "Between which two moments must 10 ms pass?",
};

pub(super) const ANY_FAILURE_COUNTS: Mistake = Mistake {
    slug: "any-failure-counts",
    name: "an earlier attempt has failed, and the latest loses the rest of its 250 ms",
    ask: "To whom was the delay given: to the attempt that failed, or to another one?",
};

pub(super) const DELAY_FROM_THE_FIRST: Mistake = Mistake {
    slug: "delay-from-the-first",
    name: "the attempts have a timetable: every 250 ms from the first one on",
    ask: "One attempt began early, because the one before it failed. How long is it alone by your timetable?",
};

pub(super) const FIRST_ERROR_WINS: Mistake = Mistake {
    slug: "first-error-wins",
    name: "only the error of the first attempt counts",
    ask: "All attempts fail, each for a reason of its own. What does the user need, to find out what is wrong?",
};

pub(super) const LATE_ADDRESSES_LAST: Mistake = Mistake {
    slug: "late-addresses-last",
    name: "addresses that come late stand in line behind all others",
    ask: "An address of the other family comes late. Whose turn is it after the attempt that runs?",
};

pub(super) const TURNS_BY_NUMBER: Mistake = Mistake {
    slug: "turns-by-number",
    name: "whose turn it is follows from the number of the attempt",
    ask: "IPv4 has begun, because IPv6 was late. Of which family was the latest attempt, and which is the other one?",
};

pub(super) const V4_ONLY_FIRST: Mistake = Mistake {
    slug: "v4-only-first",
    name: "all addresses of IPv4 are tried before the first of IPv6",
    ask: "Who gets a new network to work, if everybody tries the old one first?",
};

pub(super) const NO_TURNS: Mistake = Mistake {
    slug: "no-turns",
    name: "one family is tried to the end before the other begins",
    ask: "If one family is broken as a whole, how long does the user wait for the other one?",
};

pub(super) const LAST_ADDRESS_FIRST: Mistake = Mistake {
    slug: "last-address-first",
    name: "within a family, the last address is tried first",
    ask: "The best one comes first in the answer. At which end of your list do you take it?",
};

pub(super) const V4_BEGINS: Mistake = Mistake {
    slug: "v4-begins",
    name: "IPv4 begins, although an address of IPv6 waits",
    ask: "Before the first attempt there is none before it. Which family should that favor?",
};

pub(super) const NONDETERMINISTIC: Mistake = Mistake {
    slug: "nondeterministic",
    name: "the same race, run twice, goes two ways",
    ask: "In which order does a `HashMap` give out what it holds? Is there a clock, a thread or chance in your dialer?",
};

pub(super) const LEAKS_LOSERS: Mistake = Mistake {
    slug: "leaks-losers",
    name: "attempts that run are not closed when another one wins",
    ask: "Who closes the socket of an attempt that nobody needs any more?",
};

pub(super) const CLOSES_THE_FAILED: Mistake = Mistake {
    slug: "closes-the-failed",
    name: "attempts that have failed are closed",
    ask: "What is left to close of an attempt that has failed?",
};

pub(super) const CLOSES_NEWEST_FIRST: Mistake = Mistake {
    slug: "closes-newest-first",
    name: "the losers are closed from the last to the first",
    ask: "In which order did they begin, and at which end do you take them?",
};

pub(super) const CLOSES_FOR_EVER: Mistake = Mistake {
    slug: "closes-for-ever",
    name: "a loser is closed again and again",
    ask: "What is different after `next` has said `Close`?",
};

pub(super) const DONE_BEFORE_CLOSING: Mistake = Mistake {
    slug: "done-before-closing",
    name: "it says `Done` before the losers are closed",
    ask: "Who asks again after `Done`?",
};

pub(super) const LATEST_WINS: Mistake = Mistake {
    slug: "latest-wins",
    name: "the attempt that began last is taken for the winner",
    ask: "An attempt may take longer than the delay. Which address stands in the event?",
};

pub(super) const LAST_ERROR_WINS: Mistake = Mistake {
    slug: "last-error-wins",
    name: "only the error of the last attempt is told",
    ask: "All attempts fail, each for a reason of its own. Where do you keep an error until the end?",
};

pub(super) const ERRORS_AS_THEY_CAME: Mistake = Mistake {
    slug: "errors-as-they-came",
    name: "the errors are in the order in which they came",
    ask: "The first attempt may be the last to fail. In which order do the docs of `DialError` want them?",
};

pub(super) const NEVER_GIVES_UP: Mistake = Mistake {
    slug: "never-gives-up",
    name: "there is no address at all, and it waits for ever",
    ask: "Both lookups have answered. Which event could still come?",
};

pub(super) const COMPARES_NEIGHBOURS: Mistake = Mistake {
    slug: "compares-neighbors",
    name: "an address is compared with the one before it only",
    ask: "`dedup` drops what is equal to its neighbor. What if something stands between them?",
};

pub(super) const TRIES_TWICE: Mistake = Mistake {
    slug: "tries-twice",
    name: "an address that comes twice is tried twice",
    ask: "What can the second attempt at an address tell, that the first one could not?",
};

pub(super) const FAILED_COMES_BACK: Mistake = Mistake {
    slug: "failed-comes-back",
    name: "an attempt that has failed is taken for the winner",
    ask: "Its socket is gone. What would the user hold in hand?",
};

pub(super) const LATER_WINNER_WINS: Mistake = Mistake {
    slug: "later-winner-wins",
    name: "who connects later takes the place of the winner",
    ask: "The winner has been told, and is in use. What is an attempt that connects after it?",
};

pub(super) const CLOSES_WHAT_FAILED_LATE: Mistake = Mistake {
    slug: "closes-what-failed-late",
    name: "a loser that fails before it was closed is closed all the same",
    ask: "Between the victory and the closing, something happened to the loser. Is there still something to close?",
};

pub(super) const LAST_WORD_COUNTS: Mistake = Mistake {
    slug: "last-word-counts",
    name: "an attempt that has failed fails again, and the second error is told",
    ask: "When is an attempt over?",
};

pub(super) const GOES_ON_AFTER_THE_END: Mistake = Mistake {
    slug: "goes-on-after-the-end",
    name: "an attempt begins after another one has won",
    ask: "An answer comes after the end. Who still needs it?",
};

pub(super) const UNTRIED_FAILS: Mistake = Mistake {
    slug: "untried-fails",
    name: "an address that was not tried is given up, because something was said about it",
    ask: "Has your dialer begun an attempt at this address? Whose failure can it have been?",
};

pub(super) const STRANGERS_WIN: Mistake = Mistake {
    slug: "strangers-win",
    name: "an address that was never tried wins",
    ask: "Who asked for this connection? How do you know an attempt of your own?",
};

pub(super) const STRANGERS_PANIC: Mistake = Mistake {
    slug: "strangers-panic",
    name: "an event about an attempt that it does not have makes it panic",
    ask: "An event may be late, or meant for somebody else. What if you find no attempt for it?",
};
