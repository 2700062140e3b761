//! Weather that becomes fairer: how a run that goes wrong is made so small that a person sees why.
//!
//! This owns the search. It counts attempts and never the time, so that the same mistake always ends in the same
//! weather.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::climate::Climate;
use super::dice::Dice;
use super::fate::{Fate, trim};
use super::milder::milder;
use super::network::LinkId;
use super::rates::Bursts;
use super::weather::{Crash, Partition, Weather};

/// One thing that goes wrong.
#[derive(Clone, Debug)]
pub(super) enum Mishap {
    /// A fate, and its place: that never changes.
    Fate(LinkId, usize, Fate),
    Partition(Partition),
    Crash(Crash),
}

/// Weather, and what is fairer.
///
/// It takes away what goes wrong, first all, then half, then quarters, and so on to one at a time, always the last
/// ones first, until each that is left is needed; then it makes each that is left milder: a shorter delay, a loss instead of damage. Fates keep
/// their places, so "packet 3" stays packet 3.
///
/// As in all of proptest, [`simplify`](ValueTree::simplify) says that the present weather still goes wrong, and
/// [`complicate`](ValueTree::complicate) that it does not. Each of them also tries the next change, so no attempt is
/// spent on weather of which the outcome is known.
#[derive(Clone, Debug)]
pub struct WeatherTree {
    seed: u64,
    mishaps: Vec<Mishap>,
    search: Search,
    tried: Option<Tried>,
}

#[derive(Clone, Copy, Debug)]
enum Search {
    /// As many at once are taken away, those just before this place. The last come first, so that what is left is
    /// early and the story short. Whether any could be, since the search was last at the end.
    Fewer {
        size: usize,
        before: usize,
        any: bool,
    },
    /// The one in this place is replaced by its milder ones, in turn.
    Milder {
        at: usize,
        choice: usize,
    },
    Done,
}

/// How to take back the last change.
#[derive(Clone, Debug)]
enum Tried {
    Without(Vec<Mishap>),
    Instead(Mishap),
}

impl WeatherTree {
    /// Weather that goes wrong, to be made smaller.
    pub fn new(weather: &Weather) -> Self {
        let fates = weather.fates.iter().enumerate().flat_map(|(link, fates)| {
            let fates = fates.iter().enumerate().filter(|(_, fate)| **fate != Fate::Deliver);
            fates.map(move |(place, fate)| Mishap::Fate(LinkId(link), place, *fate))
        });
        let partitions = weather.partitions.iter().cloned().map(Mishap::Partition);
        let crashes = weather.crashes.iter().copied().map(Mishap::Crash);
        let mishaps: Vec<Mishap> = fates.chain(partitions).chain(crashes).collect();
        let count = mishaps.len();
        WeatherTree {
            seed: weather.seed,
            mishaps,
            search: Search::Fewer { size: count, before: count, any: false },
            tried: None,
        }
    }

    /// Makes the next change. Says whether there was one.
    fn attempt(&mut self) -> bool {
        loop {
            let count = self.mishaps.len();
            match self.search {
                Search::Fewer { size, before: before @ 1.., any } => {
                    let from = before.saturating_sub(size);
                    self.tried = Some(Tried::Without(self.mishaps.drain(from..before).collect()));
                    self.search = Search::Fewer { size, before: from, any };
                    return true;
                }
                Search::Fewer { size: size @ 2.., .. } if count > 1 => {
                    self.search = Search::Fewer { size: (size / 2).min(count), before: count, any: false };
                }
                // What could not be taken away may have become needless with what was.
                Search::Fewer { any: true, .. } if count > 1 => {
                    self.search = Search::Fewer { size: 1, before: count, any: false };
                }
                Search::Fewer { .. } => self.search = Search::Milder { at: 0, choice: 0 },
                Search::Milder { at, choice } if at < count => {
                    if let Some(instead) = milder(&self.mishaps[at]).into_iter().nth(choice) {
                        let before = std::mem::replace(&mut self.mishaps[at], instead);
                        self.tried = Some(Tried::Instead(before));
                        return true;
                    }
                    self.search = Search::Milder { at: at + 1, choice: 0 };
                }
                Search::Milder { .. } => self.search = Search::Done,
                Search::Done => return false,
            }
        }
    }
}

impl ValueTree for WeatherTree {
    type Value = Weather;

    fn current(&self) -> Weather {
        let mut weather = Weather::fair().seed(self.seed);
        for mishap in &self.mishaps {
            match mishap {
                Mishap::Fate(LinkId(link), place, fate) => put(&mut weather.fates, *link, *place, *fate),
                Mishap::Partition(partition) => weather.partitions.push(partition.clone()),
                Mishap::Crash(crash) => weather.crashes.push(*crash),
            }
        }
        weather
    }

    fn simplify(&mut self) -> bool {
        match (&mut self.search, self.tried.take()) {
            (Search::Fewer { any, .. }, Some(_)) => *any = true,
            (Search::Milder { choice, .. }, Some(_)) => *choice = 0,
            _ => {}
        }
        self.attempt()
    }

    fn complicate(&mut self) -> bool {
        match (&mut self.search, self.tried.take()) {
            (Search::Fewer { before, .. }, Some(Tried::Without(mishaps))) => {
                self.mishaps.splice(*before..*before, mishaps);
            }
            (Search::Milder { at, choice }, Some(Tried::Instead(before))) => {
                *choice += 1;
                self.mishaps[*at] = before;
            }
            _ => return false,
        }
        // The last change is taken back even if there is no other: that is news, too.
        self.attempt();
        true
    }
}

fn put(fates: &mut Vec<Vec<Fate>>, link: usize, place: usize, fate: Fate) {
    if fates.len() <= link {
        fates.resize(link + 1, vec![]);
    }
    let fates = &mut fates[link];
    if fates.len() <= place {
        fates.resize(place + 1, Fate::Deliver);
    }
    fates[place] = fate;
}

impl Strategy for Climate {
    type Tree = WeatherTree;
    type Value = Weather;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        Ok(WeatherTree::new(&self.weather(seed(runner)?)))
    }
}

/// A strategy of the fates of one link.
#[derive(Clone, Debug)]
pub struct FateLists {
    bursts: Bursts,
    packets: usize,
}

/// Fates of so many packets, by [`Rates`](super::Rates) or [`Bursts`], for proptest.
pub fn fates(bursts: impl Into<Bursts>, packets: usize) -> FateLists {
    FateLists { bursts: bursts.into(), packets }
}

impl Strategy for FateLists {
    type Tree = FatesTree;
    type Value = Vec<Fate>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let fates = self.bursts.list(self.packets, &mut Dice::new(seed(runner)?));
        Ok(FatesTree::new(fates))
    }
}

/// The fates of one link, and what is fairer: a [`WeatherTree`] of nothing else.
#[derive(Clone, Debug)]
pub struct FatesTree(WeatherTree);

impl FatesTree {
    /// Fates that go wrong, to be made fewer and milder.
    pub fn new(fates: Vec<Fate>) -> Self {
        FatesTree(WeatherTree::new(&Weather { fates: vec![fates], ..Weather::fair() }))
    }
}

impl ValueTree for FatesTree {
    type Value = Vec<Fate>;

    fn current(&self) -> Vec<Fate> {
        let mut fates = self.0.current().fates.pop().unwrap_or_default();
        trim(&mut fates);
        fates
    }

    fn simplify(&mut self) -> bool {
        self.0.simplify()
    }

    fn complicate(&mut self) -> bool {
        self.0.complicate()
    }
}

/// From proptest's stream only a seed is taken: what it means is ours, and stays the same with its next version.
fn seed(runner: &mut TestRunner) -> Result<u64, proptest::test_runner::Reason> {
    Ok(proptest::num::u64::ANY.new_tree(runner)?.current())
}

#[cfg(test)]
mod tests {
    use super::*;
    use given::time::Micros;
    use std::time::Duration;

    /// Shrinks as the grader does; gives what is left, and how many attempts it took.
    fn shrink<T: ValueTree>(tree: &mut T, goes_wrong: impl Fn(&T::Value) -> bool) -> (T::Value, usize) {
        let mut smallest = tree.current();
        assert!(goes_wrong(&smallest));
        let mut attempts = 0;
        let mut more = tree.simplify();
        while more {
            attempts += 1;
            let value = tree.current();
            more = if goes_wrong(&value) {
                smallest = value;
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        (smallest, attempts)
    }

    fn drops(places: impl IntoIterator<Item = usize>) -> Vec<Fate> {
        let mut fates = vec![];
        for place in places {
            fates.resize(fates.len().max(place + 1), Fate::Deliver);
            fates[place] = Fate::Drop;
        }
        fates
    }

    #[test]
    fn one_of_many_is_found_by_halving() {
        for culprit in 0..300 {
            let wrong = |fates: &Vec<Fate>| fates.get(culprit) == Some(&Fate::Drop);
            let (left, attempts) = shrink(&mut FatesTree::new(drops(0..300)), wrong);
            assert_eq!(left, drops([culprit]));
            assert!(attempts <= 25, "{attempts}");
        }
    }

    #[test]
    fn several_that_are_needed_together_are_all_that_is_left() {
        let wrong = |fates: &Vec<Fate>| [3, 150, 299].iter().all(|at| fates.get(*at) == Some(&Fate::Drop));
        let (left, attempts) = shrink(&mut FatesTree::new(drops(0..300)), wrong);
        assert_eq!(left, drops([3, 150, 299]));
        assert!(attempts <= 80, "{attempts}");
    }

    #[test]
    fn what_goes_wrong_in_fair_weather_needs_one_attempt() {
        let (left, attempts) = shrink(&mut FatesTree::new(drops(0..300)), |_| true);
        assert_eq!((left, attempts), (vec![], 1));
        assert_eq!(shrink(&mut FatesTree::new(vec![]), |_| true), (vec![], 0));
    }

    #[test]
    fn each_that_is_left_is_needed() {
        // Any two of the even ones.
        let wrong =
            |fates: &Vec<Fate>| fates.iter().step_by(2).filter(|fate| **fate == Fate::Drop).count() > 1;
        let (left, _) = shrink(&mut FatesTree::new(drops(0..77)), wrong);
        assert_eq!(left.iter().filter(|fate| **fate != Fate::Deliver).count(), 2);
    }

    #[test]
    fn what_is_left_becomes_milder() {
        let late = |millis| Fate::Delay(Duration::from_millis(millis));
        let wrong = |fates: &Vec<Fate>| match fates.as_slice() {
            [Fate::Delay(late), ..] => late.as_millis() > 30,
            _ => false,
        };
        let (left, _) = shrink(&mut FatesTree::new(vec![late(1000), Fate::Drop]), wrong);
        assert_eq!(left, [late(31)]);
        let lost_or_damaged = |fates: &Vec<Fate>| fates.iter().any(|fate| *fate != Fate::Deliver);
        let (left, _) = shrink(&mut FatesTree::new(vec![Fate::FlipBit(700)]), lost_or_damaged);
        assert_eq!(left, [Fate::Drop]);
        let flipped = |fates: &Vec<Fate>| matches!(fates.as_slice(), [Fate::FlipBit(bit)] if *bit >= 9);
        let (left, _) = shrink(&mut FatesTree::new(vec![Fate::FlipBit(700)]), flipped);
        assert_eq!(left, [Fate::FlipBit(9)]);
    }

    #[test]
    fn partitions_and_crashes_become_shorter_or_go() {
        use super::super::{Link, Network};
        let (network, [client, server], wire) = Network::pair(Link::new());
        let ms = Micros::from_millis;
        let weather = Weather::fair()
            .on(wire.there, drops(0..9))
            .cut_off([client, server], ms(100), ms(900))
            .crash(server, ms(200), Some(ms(1000)));
        let wrong = |weather: &Weather| {
            weather.downs(&network, wire.there).is_down(ms(500)) || weather.partitions.is_empty()
        };
        assert!(!wrong(&weather));
        let weather = weather.cut([wire.there], ms(0), ms(800));
        let needs_the_cut = |weather: &Weather| weather.downs(&network, wire.there).is_down(ms(500));
        let (left, attempts) = shrink(&mut WeatherTree::new(&weather), needs_the_cut);
        assert_eq!(left, Weather::fair().cut([wire.there], ms(500), ms(501)));
        assert!(attempts < 60, "{attempts}");
    }
}
