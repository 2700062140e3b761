//! A router as the docs of the exercise describe it, which may have a habit that is a mistake.

use std::time::Duration;

use given::packets::{RipEntry, RipInterface, RipNetwork, RipRoute, RipUpdate};
use given::time::Micros;

/// RFC 2453, sections 3.4.1, 3.8, 3.10.1 and 3.6.
pub(super) const INFINITY: u32 = 16;
pub(super) const PERIOD: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(180);
const GARBAGE: Duration = Duration::from_secs(120);
const GAP: Duration = Duration::from_secs(1);
const MAX_ENTRIES: usize = 25;

/// How a router goes about it: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    OwnAreOne,
    OwnAreZero,
    OnlyNetworksCount,
    AddsNothing,
    AddsOne,
    NoNextHop,
    FirstEntryOnly,
    KeepsFirst,
    LastWins,
    EqualReplaces,
    OwnIsTaken,
    ComparesAsTold,
    KeepsBetterOld,
    BelievesOnlyTheEnd,
    HopIsInterface,
    HopIsAddress,
    DeadAreGone,
    NoLimit,
    InfinityGetsARow,
    ZeroIsAMetric,
    LargeIsInfinity,
    StopsAtABadEntry,
    FifteenIsInfinity,
    AddsAtBothEnds,
    TellsOnlyOwn,
    TellsNothingToo,
    NetworksAreNotTold,
    OneForAll,
    NoSplitHorizon,
    LeavesOut,
    PoisonsAll,
    OwnIsNotPoisoned,
    FirstIsLate,
    Drifts,
    CatchesUp,
    AlwaysTells,
    PhaseOfZero,
    WrongUnit,
    OnlyPeriodic,
    TellsAllAtOnce,
    NoGap,
    LosesNews,
    NewsRestartPeriod,
    RefreshIsNews,
    StaysNews,
    PeriodKeepsNews,
    WorseIsNoNews,
    SleepsThroughNews,
    NeverExpires,
    ExpiresFromTheFirst,
    AnyoneRefreshes,
    DiesInSilence,
    AMomentLate,
    NeverForgets,
    DiesAgain,
    OldEndStays,
    OwnExpire,
    SleepsThroughDeaths,
    OwnSurvives,
    TalksIntoTheDark,
    HearsTheDead,
    AllDie,
    DownIsNoNews,
    LongUpdates,
    OnlyTheFirst25,
    KeepsWhatOthersSaid,
}

use Habit::*;

/// The mistakes that give themselves away by what is answered.
pub(super) const HABITS: &[(&str, Habit)] = &[
    ("own-cost-ignored", OwnAreOne),
    ("own-cost-ignored", OwnAreZero),
    ("interfaces-miscounted", OnlyNetworksCount),
    ("cost-not-added", AddsNothing),
    ("adds-one", AddsOne),
    ("next-hop-missing", NoNextHop),
    ("first-entry-only", FirstEntryOnly),
    ("keeps-the-first", KeepsFirst),
    ("last-word-wins", LastWins),
    ("equal-replaces", EqualReplaces),
    ("own-network-taken", OwnIsTaken),
    ("compares-before-adding", ComparesAsTold),
    ("keeps-better-old", KeepsBetterOld),
    ("keeps-better-old", BelievesOnlyTheEnd),
    ("next-hop-by-interface", HopIsInterface),
    ("next-hop-by-address", HopIsAddress),
    ("dead-are-gone", DeadAreGone),
    ("metric-overflow", NoLimit),
    ("infinity-gets-a-row", InfinityGetsARow),
    ("zero-is-a-metric", ZeroIsAMetric),
    ("large-is-infinity", LargeIsInfinity),
    ("stops-at-a-bad-entry", StopsAtABadEntry),
    ("fifteen-is-infinity", FifteenIsInfinity),
    ("adds-at-both-ends", AddsAtBothEnds),
    ("tells-only-its-own", TellsOnlyOwn),
    ("empty-update", TellsNothingToo),
    ("networks-left-out", NetworksAreNotTold),
    ("one-interface-only", OneForAll),
    // The same one shows in a single router, and in a network.
    ("no-split-horizon", NoSplitHorizon),
    ("count-to-infinity", NoSplitHorizon),
    ("leaves-out-and-does-not-poison", LeavesOut),
    ("poison-to-all", PoisonsAll),
    ("own-network-not-poisoned", OwnIsNotPoisoned),
    ("first-update-late", FirstIsLate),
    ("clock-drifts", Drifts),
    ("catches-up", CatchesUp),
    ("tells-whenever-asked", AlwaysTells),
    ("counts-from-zero", PhaseOfZero),
    ("wrong-unit", WrongUnit),
    ("waits-for-the-period", OnlyPeriodic),
    ("tells-all-at-once", TellsAllAtOnce),
    ("no-gap", NoGap),
    ("gap-loses-news", LosesNews),
    ("news-restart-the-period", NewsRestartPeriod),
    ("refresh-is-news", RefreshIsNews),
    ("news-for-ever", StaysNews),
    ("period-keeps-news", PeriodKeepsNews),
    ("worse-is-no-news", WorseIsNoNews),
    ("sleeps-through-news", SleepsThroughNews),
    ("no-expiry", NeverExpires),
    ("expires-from-the-first", ExpiresFromTheFirst),
    ("anyone-refreshes", AnyoneRefreshes),
    ("dies-in-silence", DiesInSilence),
    ("a-moment-late", AMomentLate),
    ("never-forgets", NeverForgets),
    ("dies-again", DiesAgain),
    ("old-end-stays", OldEndStays),
    ("own-networks-expire", OwnExpire),
    ("sleeps-through-deaths", SleepsThroughDeaths),
    ("own-network-survives", OwnSurvives),
    ("talks-into-the-dark", TalksIntoTheDark),
    ("hears-the-dead", HearsTheDead),
    ("all-die", AllDie),
    ("down-is-no-news", DownIsNoNews),
    ("long-updates", LongUpdates),
    ("only-the-first-25", OnlyTheFirst25),
    ("keeps-what-others-said", KeepsWhatOthersSaid),
];

/// A row of the table: plain numbers, and a moment for each thing that may happen to it.
#[derive(Clone, Debug)]
struct Row {
    network: RipNetwork,
    metric: u32,
    interface: usize,
    next_hop: Option<u32>,
    is_own: bool,
    is_news: bool,
    dies: Option<Micros>,
    goes: Option<Micros>,
}

/// A router that keeps its rows in a list.
#[derive(Clone, Debug)]
pub(super) struct Model {
    habit: Habit,
    interfaces: Vec<RipInterface>,
    down: Vec<bool>,
    rows: Vec<Row>,
    next_update: Micros,
    quiet_until: Micros,
    /// What each neighbor said last of each network, for those who keep it.
    said: Vec<(RipNetwork, usize, u32, u32)>,
}

impl Model {
    pub(super) fn new(habit: Habit, now: Micros, interfaces: &[RipInterface]) -> Model {
        let mut rows = Vec::new();
        for (interface, RipInterface { network, cost }) in interfaces.iter().enumerate() {
            let Some(network) = *network else { continue };
            rows.push(Row {
                network,
                metric: match habit {
                    OwnAreOne => 1,
                    OwnAreZero => 0,
                    _ => *cost,
                },
                interface: if habit == OnlyNetworksCount { rows.len() } else { interface },
                next_hop: None,
                is_own: true,
                is_news: habit != FirstIsLate,
                dies: (habit == OwnExpire).then_some(now + TIMEOUT),
                goes: None,
            });
        }
        Model {
            habit,
            interfaces: interfaces.to_vec(),
            down: vec![false; interfaces.len()],
            rows,
            next_update: match habit {
                FirstIsLate => now + PERIOD,
                PhaseOfZero => Micros(0),
                _ => now,
            },
            quiet_until: now,
            said: vec![],
        }
    }

    pub(super) fn handle_update(&mut self, now: Micros, interface: usize, from: u32, entries: &[RipEntry]) {
        if self.down[interface] && self.habit != HearsTheDead {
            return;
        }
        let cost = match self.habit {
            AddsNothing => 0,
            AddsOne => 1,
            _ => self.interfaces[interface].cost,
        };
        let most = if self.habit == FirstEntryOnly { 1 } else { usize::MAX };
        for RipEntry { network, metric } in entries.iter().take(most) {
            let metric = if self.habit == LargeIsInfinity { INFINITY.min(*metric) } else { *metric };
            let least = u32::from(self.habit != ZeroIsAMetric);
            if !(least..=INFINITY).contains(&metric) {
                if self.habit == StopsAtABadEntry {
                    return;
                }
                continue;
            }
            let sum = match self.habit {
                NoLimit => metric + cost,
                FifteenIsInfinity if metric + cost >= INFINITY - 1 => INFINITY,
                _ => INFINITY.min(metric + cost),
            };
            self.hear(now, *network, Heard { interface, from, told: metric, sum });
        }
    }

    fn hear(&mut self, now: Micros, network: RipNetwork, heard: Heard) {
        let Heard { interface, from, sum, .. } = heard;
        self.said.retain(|(of, at, by, _)| (*of, *at, *by) != (network, interface, from));
        self.said.push((network, interface, from, sum));
        let habit = self.habit;
        let next_hop = (habit != NoNextHop).then_some(from);
        let Some(at) = self.rows.iter().position(|row| row.network == network) else {
            if sum != INFINITY || habit == InfinityGetsARow {
                self.rows.push(Row {
                    network,
                    metric: sum,
                    interface,
                    next_hop,
                    is_own: false,
                    is_news: true,
                    dies: Some(now + TIMEOUT),
                    goes: None,
                });
            }
            return;
        };
        if self.rows[at].hear(habit, now, heard) && sum == INFINITY {
            self.kill(now, at);
        }
    }

    pub(super) fn link_down(&mut self, now: Micros, interface: usize) {
        self.down[interface] = true;
        for at in (0..self.rows.len()).rev() {
            let row = &self.rows[at];
            let leaves_there = row.interface == interface || self.habit == AllDie;
            let stays = self.habit == OwnSurvives && row.is_own;
            if leaves_there && !stays && (row.metric < INFINITY || self.habit == DiesAgain) {
                let was_news = row.is_news;
                self.kill(now, at);
                if self.habit == DownIsNoNews {
                    self.rows[at].is_news = was_news;
                }
            }
        }
    }

    /// A row is dead from now on; who remembers what others said takes the best of that instead.
    fn kill(&mut self, now: Micros, at: usize) {
        if self.habit == DeadAreGone {
            self.rows.remove(at);
            return;
        }
        let row = &mut self.rows[at];
        row.metric = INFINITY;
        row.is_own = false;
        row.is_news = true;
        row.dies = None;
        row.goes = Some(now + GARBAGE);
        if self.habit == KeepsWhatOthersSaid {
            let of = |said: &&(RipNetwork, usize, u32, u32)| {
                let leads_elsewhere = said.1 != row.interface || Some(said.2) != row.next_hop;
                said.0 == row.network && leads_elsewhere && said.3 < INFINITY && !self.down[said.1]
            };
            if let Some((_, interface, from, metric)) = self.said.iter().filter(of).min_by_key(|said| said.3)
            {
                (row.metric, row.interface, row.next_hop) = (*metric, *interface, Some(*from));
                (row.dies, row.goes) = (Some(now + TIMEOUT), None);
            }
        }
    }

    pub(super) fn poll_update(&mut self, now: Micros) -> Vec<RipUpdate> {
        self.age(now);
        let habit = self.habit;
        let is_due = now >= self.next_update || habit == AlwaysTells;
        let is_triggered = now >= self.quiet_until || habit == NoGap;
        let news = self.rows.iter().any(|row| row.is_news);
        let mut told: Vec<Row> = if is_due {
            match habit {
                Drifts => self.next_update = now + PERIOD,
                CatchesUp => self.next_update = self.next_update + PERIOD,
                WrongUnit => self.next_update = now + Duration::from_micros(30_000),
                _ => {
                    while self.next_update <= now {
                        self.next_update = self.next_update + PERIOD;
                    }
                }
            }
            self.rows.clone()
        } else if news && is_triggered && habit != OnlyPeriodic {
            self.quiet_until = now + GAP;
            if habit == NewsRestartPeriod {
                self.next_update = now + PERIOD;
            }
            let wanted = |row: &&Row| row.is_news || habit == TellsAllAtOnce;
            self.rows.iter().filter(wanted).cloned().collect()
        } else {
            if news && habit == LosesNews {
                self.rows.iter_mut().for_each(|row| row.is_news = false);
            }
            return vec![];
        };
        told.sort_by_key(|row| row.network);
        if habit == TellsOnlyOwn {
            told.retain(|row| row.is_own);
        }
        if habit != StaysNews && !(habit == PeriodKeepsNews && is_due) {
            self.rows.iter_mut().for_each(|row| row.is_news = false);
        }
        self.updates(&told)
    }

    fn updates(&self, told: &[Row]) -> Vec<RipUpdate> {
        let mut updates = Vec::new();
        for (interface, RipInterface { network, cost }) in self.interfaces.iter().enumerate() {
            let is_left_out = match self.habit {
                TalksIntoTheDark => false,
                NetworksAreNotTold => network.is_some() || self.down[interface],
                OneForAll => self.down[interface] || !updates.is_empty(),
                _ => self.down[interface],
            };
            if is_left_out {
                continue;
            }
            let entry = |row: &Row| {
                let leads_back = match self.habit {
                    NoSplitHorizon => false,
                    PoisonsAll => row.interface == interface || !row.is_own,
                    OwnIsNotPoisoned => row.interface == interface && row.next_hop.is_some(),
                    _ => row.interface == interface,
                };
                let metric = match self.habit {
                    LeavesOut if leads_back => return None,
                    _ if leads_back => INFINITY,
                    AddsAtBothEnds => INFINITY.min(row.metric + cost),
                    _ => row.metric,
                };
                Some(RipEntry { network: row.network, metric })
            };
            let entries: Vec<RipEntry> = told.iter().filter_map(entry).collect();
            match self.habit {
                LongUpdates if !entries.is_empty() => updates.push(RipUpdate { interface, entries }),
                TellsNothingToo if entries.is_empty() => updates.push(RipUpdate { interface, entries }),
                OnlyTheFirst25 => {
                    let first = entries.chunks(MAX_ENTRIES).next().map(<[_]>::to_vec);
                    updates.extend(first.map(|entries| RipUpdate { interface, entries }));
                }
                _ => {
                    let chunks = entries.chunks(MAX_ENTRIES).map(<[_]>::to_vec);
                    updates.extend(chunks.map(|entries| RipUpdate { interface, entries }));
                }
            }
        }
        updates
    }

    fn age(&mut self, now: Micros) {
        let is_past = |moment: Option<Micros>| match self.habit {
            AMomentLate => moment.is_some_and(|moment| moment < now),
            _ => moment.is_some_and(|moment| moment <= now),
        };
        if self.habit != NeverForgets {
            self.rows.retain(|row| !is_past(row.goes));
        }
        let dying: Vec<usize> =
            (0..self.rows.len()).rev().filter(|at| is_past(self.rows[*at].dies)).collect();
        for at in dying {
            if self.habit != NeverExpires {
                let was_news = self.rows[at].is_news;
                self.kill(now, at);
                if self.habit == DiesInSilence {
                    self.rows[at].is_news = was_news;
                }
            }
        }
    }

    pub(super) fn poll_timeout(&self) -> Micros {
        let news = self.rows.iter().any(|row| row.is_news);
        let triggered = news && !matches!(self.habit, SleepsThroughNews | OnlyPeriodic);
        let ends = self.rows.iter().flat_map(|row| match self.habit {
            SleepsThroughDeaths => [None, None],
            NeverExpires => [None, row.goes],
            NeverForgets => [row.dies, None],
            _ => [row.dies, row.goes],
        });
        ends.flatten().chain(triggered.then_some(self.quiet_until)).fold(self.next_update, Micros::min)
    }

    pub(super) fn routes(&self) -> Vec<RipRoute> {
        let route = |row: &Row| {
            let Row { network, metric, interface, next_hop, .. } = *row;
            RipRoute { network, metric, interface, next_hop }
        };
        let mut routes: Vec<RipRoute> = self.rows.iter().map(route).collect();
        routes.sort_by_key(|route| route.network);
        routes
    }
}

/// What a neighbor says of a network.
#[derive(Clone, Copy)]
struct Heard {
    interface: usize,
    from: u32,
    /// As it was told.
    told: u32,
    /// With the cost of the interface.
    sum: u32,
}

impl Row {
    /// Says whether it has taken what was said.
    fn hear(&mut self, habit: Habit, now: Micros, heard: Heard) -> bool {
        let Heard { interface, from, told, sum } = heard;
        if self.is_own && habit != OwnIsTaken {
            return false;
        }
        let is_next_hop = match habit {
            HopIsInterface => self.interface == interface && self.next_hop.is_some(),
            HopIsAddress => self.next_hop == Some(from),
            _ => self.interface == interface && self.next_hop == Some(from),
        };
        let is_better = match habit {
            KeepsFirst => sum < self.metric && (is_next_hop || self.metric >= INFINITY),
            LastWins => sum != self.metric,
            EqualReplaces => sum < self.metric || (sum == self.metric && sum < INFINITY && !is_next_hop),
            ComparesAsTold => told < self.metric && sum != self.metric,
            _ => sum < self.metric,
        };
        let is_worse = match habit {
            KeepsBetterOld => false,
            BelievesOnlyTheEnd => is_next_hop && sum > self.metric && sum == INFINITY,
            _ => is_next_hop && sum > self.metric,
        };
        if habit == AnyoneRefreshes && self.dies.is_some() {
            self.dies = Some(now + TIMEOUT);
        }
        if is_better || is_worse {
            (self.metric, self.interface) = (sum, interface);
            self.next_hop = (habit != NoNextHop).then_some(from);
            self.is_own = false;
            self.is_news |= is_better || habit != WorseIsNoNews;
            self.dies = Some(now + TIMEOUT);
            if habit != OldEndStays {
                self.goes = None;
            }
            return true;
        }
        if is_next_hop && self.metric < INFINITY && sum == self.metric {
            if habit != ExpiresFromTheFirst {
                self.dies = Some(now + TIMEOUT);
            }
            self.is_news |= habit == RefreshIsNews;
        }
        if is_next_hop && sum == INFINITY && self.goes.is_some() && habit == DiesAgain {
            self.goes = Some(now + GARBAGE);
        }
        false
    }
}
