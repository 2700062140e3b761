//! Races with the learner's dialer: asked at once where all goes well, told call by call where not.

use std::collections::VecDeque;
use std::net::IpAddr;

use given::addresses::{ConnectError, Do, Event, Family};
use given::time::Micros;
use proptest::array::{uniform2, uniform8};
use proptest::prelude::{Just, any};
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Strategy};

use super::model::{HABITS, Habit, Model};
use super::world::{End, Entry, Player, World, ladder, run, v4, v6};
use super::{EXERCISE, forced};
use crate::finding::Table;
use crate::script::{Object, Script};
use crate::spell::Spell;
use crate::trial::{Seen, Talk, Trial, Trouble, Verdict, ensure};

/// The learner's, as cards call it.
const DIALER: Object = Object { number: 1, name: "dialer" };
/// Random races of a check.
const RACES: u32 = 48;
/// Times that a wrong race is run again, to see whether it goes the same way.
const AGAIN: u32 = 8;

/// Runs races in the forced worlds of a check and in random ones.
pub(super) fn races(
    trial: &mut Trial<'_>,
    check: &'static str,
    random: Option<BoxedStrategy<World>>,
) -> Verdict {
    trial.cases = trial.cases.min(RACES);
    trial.story(forced(check), random, |world, talk| {
        let (right, _) = played(world, Habit::Right);
        judge(world, &right, check, talk)
    })
}

/// A race of a model, and how it stops.
pub(super) fn played(world: &World, habit: Habit) -> (Vec<Entry>, End) {
    let mut entries = Vec::new();
    let end = run(world, &mut Model::new(habit), &mut entries).expect("a model is not in trouble");
    (entries, end)
}

/// Compares the learner's race with the right one. Nearly always they are the same: so all its questions are asked
/// as one, and only if an answer differs the race is run again and told, and goes where the learner's dialer leads.
fn judge(
    world: &World,
    right: &[Entry],
    check: &'static str,
    talk: &mut Talk<'_, '_>,
) -> Result<(), Trouble> {
    let answers = ask_at_once(right, talk)?;
    let Some(at) = first_difference(right, &answers) else { return Ok(()) };
    for _ in 0..AGAIN {
        let others = ask_at_once(right, talk)?;
        ensure(others == answers, || is_nondeterministic(right, &answers, &others))?;
    }
    let mut learner = Learner { talk, right, at: 0, differs_at: at, in_short: vec![], wrong: None };
    learner.ask(Script::default().new(DIALER, "Dialer::new", ()), |seen| seen.skip())?;
    let mut entries = Vec::new();
    let end = run(world, &mut learner, &mut entries);
    match (end, learner.wrong) {
        (end, Some((at, differs))) => {
            let looks = named(world, right, &entries, at, check);
            let trouble = Trouble::new(differs).figure(ladder(&entries, end.ok(), Some(at)));
            Err(looks.into_iter().fold(trouble, Trouble::looks_like))
        }
        (Err(trouble), None) => {
            let told = right.get(entries.len()).filter(|entry| matches!(entry, Entry::On(..)));
            let trouble = panicked_at(told, &entries, trouble);
            entries.extend(told.cloned());
            Err(trouble.figure(ladder(&entries, None, None)))
        }
        (Ok(_), None) => Err(is_nondeterministic(right, &answers, &answers)),
    }
}

/// The mistake by which it panicked when it was told something.
fn panicked_at(told: Option<&Entry>, before: &[Entry], trouble: Trouble) -> Trouble {
    match told {
        Some(Entry::On(_, Event::Resolved { addresses, .. })) if addresses.is_empty() => {
            trouble.panic_looks_like("empty-answer-panics")
        }
        Some(Entry::On(_, Event::Connected(address) | Event::Failed { address, .. })) => {
            let has_begun = |entry: &Entry| matches!(entry, Entry::Next(_, Do::Connect(of)) if of == address);
            let is_over = |entry: &Entry| matches!(entry, Entry::On(_, Event::Failed { address: of, .. }) if of == address);
            if before.iter().any(has_begun) && !before.iter().any(is_over) {
                trouble
            } else {
                trouble.panic_looks_like("strangers-panic")
            }
        }
        _ => trouble,
    }
}

/// Asks all the questions of a race as one, and gives the answers up to the first that is none.
fn ask_at_once(right: &[Entry], talk: &mut Talk<'_, '_>) -> Result<Vec<Do>, Trouble> {
    let new = Script::default().new(DIALER, "Dialer::new", ());
    let script = right.iter().fold(new, |script, entry| match entry {
        Entry::Next(now, _) => script.on(DIALER, "Dialer::next", (*now,)),
        Entry::On(now, event) => script.on(DIALER, "Dialer::on", (*now, event.clone())),
    });
    talk.ask(&script, |seen| {
        let mut answers = Vec::new();
        let mut went = quietly(seen, Seen::skip);
        for entry in right {
            went = went.and_then(|()| match entry {
                Entry::On(..) => quietly(seen, Seen::skip),
                Entry::Next(..) => quietly(seen, Seen::value::<Do>).map(|what| answers.push(what)),
            });
        }
        Ok(answers)
    })
}

/// Reads an answer that is no part of the story.
fn quietly<'a, T>(
    seen: &mut Seen<'a>,
    read: impl FnOnce(&mut Seen<'a>) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let read = read(seen);
    seen.leave_out();
    read
}

/// The entry of the right race whose answer is another one, or none.
fn first_difference(right: &[Entry], answers: &[Do]) -> Option<usize> {
    let mut answers = answers.iter();
    right.iter().position(|entry| match entry {
        Entry::Next(_, what) => answers.next() != Some(what),
        Entry::On(..) => false,
    })
}

/// Two runs of one race, side by side.
fn is_nondeterministic(right: &[Entry], first: &[Do], second: &[Do]) -> Trouble {
    let questions = right.iter().filter_map(|entry| match entry {
        Entry::Next(now, what) => Some((now, what)),
        Entry::On(..) => None,
    });
    let said = |answers: &[Do], at: usize| answers.get(at).map_or(String::from("-"), Do::to_string);
    let row = |(at, (now, what)): (usize, (&Micros, &Do))| {
        vec![now.to_string(), said(first, at), said(second, at), what.to_string()]
    };
    let rows: Vec<_> = questions.enumerate().map(row).collect();
    let table = Table {
        title: String::from("the same race, run twice"),
        head: ["at", "first run", "second run", "must be"].map(String::from).to_vec(),
        wrong: (0..rows.len()).filter(|at| first.get(*at) != second.get(*at)).collect(),
        rows,
    };
    Trouble::new("the same questions at the same moments get other answers the second time")
        .looks_like("nondeterministic")
        .figure(table)
}

/// The mistake by which the race goes like this. What the check knows comes first; then a mistake must explain all
/// that was answered, or at least all that was done.
fn named(world: &World, right: &[Entry], entries: &[Entry], at: usize, check: &str) -> Option<&'static str> {
    let known = EXERCISE.checks.iter().find(|known| known.name == check)?.mistakes;
    let own = known.iter().flat_map(|mistake| HABITS.iter().filter(|(slug, _)| *slug == mistake.slug));
    let others = HABITS.iter().filter(|(slug, _)| known.iter().all(|mistake| mistake.slug != *slug));
    let races: Vec<_> = own.chain(others).map(|(slug, habit)| (*slug, played(world, *habit).0)).collect();
    let like =
        |same: &dyn Fn(&[Entry]) -> bool| races.iter().find(|(_, race)| same(race)).map(|(slug, _)| *slug);
    let done = done(entries);
    let wakes = matches!(
        (&right[at], &entries[at]),
        (Entry::Next(_, Do::Wait { until: None }), Entry::Next(_, Do::Wait { until: Some(_) }))
    );
    like(&|race| race == entries)
        .or_else(|| like(&|race| self::done(race) == done).filter(|_| self::done(right) != done))
        .or(wakes.then_some("wakes-for-nothing"))
}

/// What was done in a race, without the waiting.
fn done(entries: &[Entry]) -> Vec<(Micros, &Do)> {
    let mut done = Vec::new();
    for entry in entries {
        if let Entry::Next(now, what) = entry
            && !matches!(what, Do::Wait { .. })
        {
            done.push((*now, what));
        }
    }
    done
}

/// The learner's dialer in a race that is told. Up to the wrong answer, it is the right race.
struct Learner<'l, 't, 'a> {
    talk: &'l mut Talk<'t, 'a>,
    right: &'l [Entry],
    /// How many calls there were.
    at: usize,
    /// Where the wrong answer is to be expected.
    differs_at: usize,
    /// Questions before that, at one moment. They are asked together, and take one line on the card.
    in_short: Vec<(Micros, &'l Do)>,
    /// Where the wrong answer was, and how it differs. What follows is seen in the ladder, and is no part of the story.
    wrong: Option<(usize, String)>,
}

impl Learner<'_, '_, '_> {
    fn ask<T>(
        &mut self,
        script: Script,
        read: impl FnOnce(&mut Seen<'_>) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let is_told = self.wrong.is_none();
        self.talk.ask(&script, |seen| if is_told { read(seen) } else { quietly(seen, read) })
    }

    fn ask_in_short(&mut self) -> Result<(), Trouble> {
        let all = std::mem::take(&mut self.in_short);
        let Some((now, _)) = all.first() else { return Ok(()) };
        let script =
            all.iter().fold(Script::default(), |script, (now, _)| script.on(DIALER, "Dialer::next", (*now,)));
        let times = if all.len() == 1 { String::new() } else { format!(", {} times", all.len()) };
        let answers: Vec<String> = all.iter().map(|(_, what)| what.to_string()).collect();
        let calls = vec![format!("dialer.next({})", now.rust()); all.len()];
        let script = script
            .spelled(format!("dialer.next({now}){times}   // {}", answers.join(", ")))
            .coded(if all.len() == 1 { calls.concat() } else { format!("{{ {} }}", calls.join("; ")) });
        self.ask(script, |seen| {
            for (index, (_, right)) in all.iter().enumerate() {
                let what: Do = seen.value()?;
                ensure(what == **right, || {
                    Trouble::new(seen.differs(*right)).looks_like("nondeterministic")
                })?;
                seen.leave_unsaid();
                if index + 1 < all.len() {
                    seen.leave_out();
                }
            }
            Ok(())
        })
    }
}

impl Player for Learner<'_, '_, '_> {
    fn next(&mut self, now: Micros) -> Result<Do, Trouble> {
        let right = match (&self.wrong, self.right.get(self.at)) {
            (None, Some(Entry::Next(_, what))) => Some(what),
            _ => None,
        };
        if let (Some(what), true) = (right, self.at < self.differs_at) {
            if self.in_short.first().is_some_and(|(moment, _)| *moment != now) {
                self.ask_in_short()?;
            }
            self.in_short.push((now, what));
            self.at += 1;
            return Ok(what.clone());
        }
        self.ask_in_short()?;
        let (what, differs) = self.ask(Script::default().on(DIALER, "Dialer::next", (now,)), |seen| {
            let what: Do = seen.value()?;
            let differs = right.filter(|right| **right != what).map(|right| seen.differs(right));
            Ok((what, differs))
        })?;
        self.wrong = self.wrong.take().or(differs.map(|differs| (self.at, differs)));
        self.at += 1;
        Ok(what)
    }

    fn on(&mut self, now: Micros, event: &Event) -> Result<(), Trouble> {
        self.ask_in_short()?;
        self.ask(Script::default().on(DIALER, "Dialer::on", (now, event.clone())), |seen| seen.skip())?;
        self.at += 1;
        Ok(())
    }
}

/// One whole race, as it must go; its world is in `forced`. These are the committed decisions: the ladder on the card
/// is drawn from the learner's, and marks the first that is another one.
#[rustfmt::skip]
fn committed() -> [(u64, Do); 16] {
    let wait = |millis| Do::Wait { until: Some(Micros::from_millis(millis)) };
    [
        (0,   Do::Resolve(Family::V6)),
        (0,   Do::Resolve(Family::V4)),
        (0,   Do::Wait { until: None }),
        (20,  wait(70)),              // the resolution delay: IPv4 is there, and IPv6 is not
        (50,  Do::Connect(v6(1))),    // IPv6 came on time
        (50,  wait(300)),
        (300, Do::Connect(v4(1))),    // 250 ms later, it is the turn of IPv4
        (300, wait(550)),
        (340, Do::Connect(v6(2))),    // v4(1) has refused
        (340, wait(590)),
        (344, wait(350)),             // v6(2) is unreachable, but 10 ms must pass
        (350, Do::Connect(v4(2))),
        (350, Do::Wait { until: None }),
        (410, Do::Close(v6(1))),      // v4(2) is connected; two others have failed
        (410, Do::Done(Ok(v4(2)))),
        (410, Do::Done(Ok(v4(2)))),   // for ever after
    ]
}

pub(super) fn ladder_is_the_committed_one(trial: &mut Trial<'_>) -> Verdict {
    trial.story(forced("race_ladder"), None::<Just<World>>, |world, talk| {
        let mut entries = Vec::new();
        run(world, &mut Committed(committed().into()), &mut entries)?;
        judge(world, &entries, "race_ladder", talk)
    })
}

/// Somebody who does what stands in a list.
struct Committed(VecDeque<(u64, Do)>);

impl Player for Committed {
    fn next(&mut self, _now: Micros) -> Result<Do, Trouble> {
        let (_, what) = self.0.pop_front().expect("the race ends with the list");
        Ok(what)
    }

    fn on(&mut self, _now: Micros, _event: &Event) -> Result<(), Trouble> {
        Ok(())
    }
}

/// What a random world is made of.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    start: u64,
    /// For IPv6 and IPv4: when the answer comes, and how many addresses are in it.
    when: [u64; 2],
    counts: [usize; 2],
    /// Four for each family: what becomes of an attempt, and when.
    fates: [(u8, u64); 8],
    late: u64,
    looks: [u64; 2],
    strays: [(u8, u64); 2],
}

/// Milliseconds on both sides of each delay, and others.
const MOMENTS: [u64; 20] =
    [30, 10, 0, 1, 5, 9, 11, 49, 50, 51, 77, 100, 200, 249, 250, 251, 260, 333, 400, 1000];

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    let moment = || select(&MOMENTS[..]);
    let start = select(&[0, 1, 30, 777, 100_000][..]);
    let late = select(&[0, 1, 10, 40][..]);
    let parts = (
        start,
        uniform2(moment()),
        uniform2(0..5_usize),
        uniform8((any::<u8>(), moment())),
        late,
        uniform2(moment()),
        uniform2((any::<u8>(), moment())),
    );
    parts.prop_map(|(start, when, counts, fates, late, looks, strays)| Drawn {
        start,
        when,
        counts,
        fates,
        late,
        looks,
        strays,
    })
}

impl Drawn {
    /// So many addresses of both families.
    fn answers(&self, when: [u64; 2], counts: [usize; 2]) -> World {
        let numbers = |count: usize| 1..=count as u8;
        let six: Vec<u16> = numbers(counts[0]).map(u16::from).collect();
        let four: Vec<u8> = numbers(counts[1]).collect();
        World { start: self.start, ..World::default().v6(when[0], &six).v4(when[1], &four) }
    }

    /// Addresses of one family. The answer for IPv6 is never behind, so nobody waits for it.
    fn one_family(&self, count: usize) -> World {
        let [first, second] = self.when;
        let when = [first.min(second), first.max(second)];
        self.answers(when, if self.fates[0].0 < 128 { [count, 0] } else { [0, count] })
    }

    /// Adds what becomes of attempts: 0 is silence, 1 and 2 are failures, and the rest are connections.
    fn fates(&self, world: World, kind: impl Fn(u8) -> u8) -> World {
        let addresses = (1..=4).map(v6).chain((1..=4).map(v4));
        addresses.zip(self.fates).fold(world, |world, (address, (what, after))| match kind(what) {
            0 => world,
            1 => world.down(address, after, ConnectError::Refused),
            2 => world.down(address, after, ConnectError::Unreachable),
            _ => world.up(address, after),
        })
    }

    pub(super) fn one_address(&self) -> World {
        self.fates(self.one_family(1), |_| 3)
    }

    /// The first attempt of a race, and no other. IPv6 is late, or has no address: who begins, where both wait, is
    /// another question.
    pub(super) fn one_of_each(&self) -> World {
        let [six, four] = self.when;
        let count = if six > four + 50 { self.counts[0] % 2 } else { 0 };
        World { attempts: Some(1), ..self.answers(self.when, [count, 1]) }
    }

    pub(super) fn one_silent_family(&self) -> World {
        self.one_family(self.counts[0].max(1))
    }

    /// The last one is silent: what is told when all fail is another question.
    pub(super) fn one_failing_family(&self) -> World {
        let count = self.counts[0].max(1);
        let mut world = self.fates(self.one_family(count), |what| what % 3);
        world.fates.retain(|(address, _)| *address != v6(count as u16) && *address != v4(count as u8));
        world
    }

    pub(super) fn all_silent(&self) -> World {
        let [six, four] = self.counts;
        self.answers(self.when, [six, four.max(usize::from(six == 0))])
    }

    pub(super) fn some_connect(&self) -> World {
        self.fates(self.all_silent(), |what| [0, 0, 0, 1, 2, 3, 3][usize::from(what % 7)])
    }

    pub(super) fn all_fail(&self) -> World {
        self.fates(self.answers(self.when, self.counts), |what| 1 + what % 2)
    }

    /// Silent addresses, many of them more than once.
    pub(super) fn doubled(&self) -> World {
        let numbers = |fates: &[(u8, u64)]| fates.iter().map(|(what, _)| what % 3 + 1).collect::<Vec<_>>();
        let six: Vec<u16> = numbers(&self.fates[..self.counts[0]]).into_iter().map(u16::from).collect();
        let four = numbers(&self.fates[4..4 + self.counts[1]]);
        World { start: self.start, ..World::default().v6(self.when[0], &six).v4(self.when[1], &four) }
    }

    /// Things happen that nobody asked for, and after the end too.
    pub(super) fn with_strays(&self) -> World {
        const ABOUT: [IpAddr; 6] = [v6(1), v6(2), v4(1), v4(2), v6(9), v4(9)];
        let stray = |world: World, (what, at): (u8, u64)| {
            let address = ABOUT[usize::from(what % 6)];
            let error = ConnectError::TimedOut;
            let event = if what < 128 { Event::Connected(address) } else { Event::Failed { address, error } };
            world.stray(at, event)
        };
        World { goes_on: true, ..self.strays.into_iter().fold(self.some_connect(), stray) }
    }

    /// And it is asked too late, and out of turn.
    pub(super) fn anything(&self) -> World {
        World { late: self.late, looks: self.looks.to_vec(), ..self.with_strays() }
    }
}

#[cfg(test)]
mod tests;
