//! The stories of each check: forced ones, in which each mistake shows in little, and random ones.
//!
//! A check comes after others, and its stories ask for nothing that is the matter of a later one.

use given::packets::{RipEntry, RipInterface};
use proptest::array::{uniform4, uniform5};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;

use super::model::INFINITY;
use super::story::{Asks, Op, Story, entry, lan, line};
use super::towns::{Cut, Town};

/// The stories of each check that are told before random ones.
pub(super) fn forced(check: &str) -> Vec<Story> {
    let table = |interfaces: &[RipInterface]| Story::new(Asks::Table, interfaces);
    let ways = |interfaces: &[RipInterface]| Story::new(Asks::Ways, interfaces);
    let updates = |interfaces: &[RipInterface]| Story::new(Asks::Updates, interfaces);
    let times = |interfaces: &[RipInterface]| Story::new(Asks::Times, interfaces);
    let all = |interfaces: &[RipInterface]| Story::new(Asks::All, interfaces);
    let lines = [line(1), line(1)];
    let tokyo = [lan(1, 1), line(1), line(1)];
    match check {
        "knows_its_own" => vec![
            table(&[lan(1, 1)]),
            table(&[lan(1, 3)]),
            table(&[line(1), lan(1, 1)]),
            table(&[lan(2, 4), line(1), lan(1, 15)]),
            table(&[]),
        ],
        "adds_the_cost" => vec![
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 2)]),
            table(&[line(4)]).hear(0, 0, 5, [entry(6, 2)]),
            table(&[lan(1, 1), line(1)]).hear(0, 1, 5, [entry(5, 1), entry(6, 2)]),
        ],
        "sixteen_is_infinity" => vec![
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 14)]),
            table(&[line(3)]).hear(0, 0, 5, [entry(6, 14)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, INFINITY)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 0)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 0), entry(5, 2)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 2)]).hear(0, 0, 5, [entry(6, 17)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, u32::MAX)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 15)]),
            table(&[line(15)]).hear(0, 0, 5, [entry(6, 1)]),
        ],
        "less_is_better" => vec![
            table(&lines).hear(0, 0, 4, [entry(6, 4)]).hear(0, 1, 5, [entry(6, 2)]),
            table(&lines).hear(0, 1, 5, [entry(6, 2)]).hear(0, 0, 4, [entry(6, 4)]),
            table(&lines).hear(0, 0, 4, [entry(6, 2)]).hear(0, 1, 5, [entry(6, 2)]),
            table(&[lan(1, 5), line(1)]).hear(0, 1, 5, [entry(1, 1)]),
            table(&[line(1), line(3)]).hear(0, 0, 4, [entry(6, 4)]).hear(0, 1, 5, [entry(6, 3)]),
        ],
        "next_hop_is_believed" => vec![
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 2)]).hear(0, 0, 5, [entry(6, 9)]),
            table(&[line(1)]).hear(0, 0, 5, [entry(6, 2)]).hear(0, 0, 5, [entry(6, INFINITY)]),
            table(&[lan(1, 1)]).hear(0, 0, 7, [entry(6, 2)]).hear(0, 0, 8, [entry(6, 5)]),
            table(&lines).hear(0, 0, 5, [entry(6, 2)]).hear(0, 1, 5, [entry(6, 5)]),
            table(&lines).hear(0, 0, 4, [entry(6, 2)]).hear(0, 0, 4, [entry(6, INFINITY)]).hear(
                0,
                1,
                5,
                [entry(6, 7)],
            ),
        ],
        "one_way_a_network" => vec![
            table(&lines).hear(0, 0, 4, [entry(6, 4)]).hear(0, 1, 5, [entry(6, 2)]).hear(
                0,
                1,
                5,
                [entry(6, INFINITY)],
            ),
            table(&[lan(1, 1)]).hear(0, 0, 7, [entry(6, 2)]).hear(0, 0, 8, [entry(6, 2)]),
        ],
        "tells_its_table" => vec![
            ways(&[lan(1, 1), line(1)]),
            ways(&[lan(1, 2), line(1), line(3)]),
            ways(&tokyo).hear(0, 2, 5, [entry(6, 2)]),
            ways(&tokyo).start(7000).hear(0, 2, 5, [entry(6, 2)]),
        ],
        "poisoned_reverse" => vec![
            updates(&lines).hear(0, 0, 5, [entry(6, 2)]),
            updates(&[lan(1, 1), line(1)]),
            updates(&[line(1), lan(1, 1), line(1)]).hear(0, 1, 7, [entry(6, 2)]).hear(0, 2, 5, [entry(5, 1)]),
            updates(&lines),
        ],
        "every_30_seconds" => vec![
            times(&[lan(1, 1), line(1)]).wait(30_000),
            times(&[lan(1, 1), line(1)]).wait(10_000),
            times(&[lan(1, 1), line(1)]).start(7000).wait(23_000).wait(7000),
            times(&[lan(1, 1), line(1)]).start(3000).oversleep(37_000).wait(23_000),
            times(&[lan(1, 1), line(1)]).oversleep(97_000).wait(1000),
        ],
        "news_travel_at_once" => vec![
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]),
            times(&tokyo).hear(5000, 2, 5, [entry(6, 2)]),
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]).hear(200, 0, 5, [entry(5, 1)]).wait(800),
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]).hear(2000, 0, 5, [entry(6, 2)]),
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]).wait(3000),
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]).hear(2000, 0, 5, [entry(6, 5)]),
            times(&lines).hear(5000, 0, 5, [entry(6, 2)]).hear(2000, 0, 5, [entry(6, INFINITY)]),
            times(&lines).hear(29_500, 0, 5, [entry(6, 2)]).hear(200, 0, 5, [entry(5, 1)]).wait(1000),
        ],
        "silence_is_death" => vec![
            all(&lines).hear(1000, 0, 5, [entry(6, 2)]).wait(185_000),
            all(&lines).hear(1000, 0, 5, [entry(6, 2)]).hear(100_000, 0, 5, [entry(6, 2)]).wait(100_000),
            all(&lines).hear(1000, 0, 5, [entry(6, 2)]).hear(100_000, 1, 4, [entry(6, 9)]).wait(85_000),
            all(&lines).hear(1000, 0, 5, [entry(6, 2)]).hear(1000, 0, 5, [entry(6, INFINITY)]).wait(125_000),
            all(&lines)
                .hear(1000, 0, 5, [entry(6, 2)])
                .hear(1000, 0, 5, [entry(6, INFINITY)])
                .hear(60_000, 0, 5, [entry(6, INFINITY)])
                .wait(65_000),
            all(&lines)
                .hear(1000, 0, 5, [entry(6, 2)])
                .hear(1000, 0, 5, [entry(6, INFINITY)])
                .hear(60_000, 1, 4, [entry(6, 3)])
                .wait(65_000),
            all(&[lan(1, 1), line(1)]).wait(181_000),
        ],
        "interface_down" => vec![
            all(&tokyo).hear(1000, 1, 4, [entry(6, 2)]).down(2000, 1),
            all(&tokyo).down(5000, 0),
            all(&tokyo).down(5000, 1).hear(2000, 1, 4, [entry(6, 2)]),
            all(&[line(1), lan(1, 1), line(1), line(2)]).down(5000, 0).hear(2000, 3, 5, [entry(6, 2)]),
            all(&[lan(1, 1), line(1)]).down(5000, 1).hear(2000, 0, 7, [entry(6, 2)]),
            all(&tokyo)
                .hear(1000, 1, 4, [entry(6, 2)])
                .hear(2000, 1, 4, [entry(6, INFINITY)])
                .down(50_000, 1)
                .wait(75_000),
            all(&tokyo).hear(1000, 1, 4, [entry(6, 2)]).down(2000, 1).hear(3000, 2, 5, [entry(6, 4)]),
        ],
        "updates_of_25" => {
            let many = |count: u32| (1..=count).map(|number| entry(number, 1)).collect::<Vec<_>>();
            [26, 25, 60].map(|count| updates(&lines).hear(0, 0, 5, many(count))).to_vec()
        }
        _ => vec![],
    }
}

/// The networks of each check that live before random ones.
pub(super) fn forced_towns(check: &str) -> Vec<Town> {
    let row = [(0, 1, 1), (1, 2, 1)];
    let ring = [(0, 1, 1), (1, 2, 1), (2, 3, 2), (3, 0, 1)];
    match check {
        "finds_the_shortest" => vec![
            Town::new(2, &[(0, 1, 1)], 5),
            Town::new(3, &row, 5),
            // The longer way is heard of first.
            Town::new(3, &[(0, 1, 1), (1, 2, 1), (0, 2, 5)], 5),
            Town::new(3, &row, 130).losing(8, 1),
            Town::new(4, &ring, 130).losing(8, 2),
        ],
        "bad_news_end" => vec![
            Town::new(2, &[(0, 1, 1)], 10).cut(5, Cut::Network(0)),
            // The bad news is lost, and comes again with the next period.
            Town::new(2, &[(0, 1, 1)], 35).cut(5, Cut::Network(0)).without(0, 3),
            Town::new(3, &row, 10).cut(5, Cut::Line(0)),
            Town::new(2, &[(0, 1, 1)], 200).cut(5, Cut::InSilence(0)),
            Town::new(3, &[(0, 1, 1), (1, 2, 1), (0, 2, 5)], 40).cut(5, Cut::Line(0)),
            // The example of RFC 2453, section 3.4.2. C hears of its other way when D repeats it at 60 s.
            Town::new(4, &[(0, 1, 1), (0, 2, 1), (1, 2, 1), (1, 3, 1), (2, 3, 10)], 65).cut(40, Cut::Line(3)),
        ],
        _ => vec![],
    }
}

/// What random stories are made of.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    start: u64,
    /// Whether each is a line, and what it costs.
    interfaces: [(bool, u8); 4],
    /// How many of them there are.
    count: u8,
    ops: Vec<Word>,
}

/// Something that happens.
#[derive(Clone, Debug)]
struct Word {
    gap: u8,
    interface: u8,
    from: u8,
    /// Networks and metrics; as many of them are said.
    entries: [(u8, u8); 5],
    count: u8,
    kind: u8,
}

/// Costs: mostly small.
const COSTS: [u32; 8] = [1, 1, 1, 2, 3, 4, 14, 15];
/// Metrics, half of them at an edge.
const METRICS: [u32; 16] = [1, 2, 2, 3, 4, 5, 7, 9, 1, 13, 14, 15, 16, 16, 0, 17];
/// Of them, those that are never too large with a small cost.
const SMALL: usize = 8;
/// Of them, those that are metrics.
const VALID: usize = 14;
/// Milliseconds on both sides of each period.
const GAPS: [u64; 16] = [
    0, 1, 100, 900, 999, 1000, 1001, 2500, 29_000, 30_000, 31_000, 61_000, 90_000, 119_000, 120_000, 179_000,
];
/// Of them, those within a triggered update or two.
const SHORT: usize = 8;

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
    let word = (any::<[u8; 5]>(), uniform5((any::<u8>(), any::<u8>())));
    let word = word.prop_map(|([gap, interface, from, count, kind], entries)| Word {
        gap,
        interface,
        from,
        entries,
        count,
        kind,
    });
    let parts = (0..3_u64, uniform4((any::<bool>(), any::<u8>())), any::<u8>(), vec(word, 0..8));
    parts.prop_map(|(start, interfaces, count, ops)| Drawn { start: start * 7000, interfaces, count, ops })
}

/// Which of a list a drawn number means.
fn pick<T: Copy>(list: &[T], drawn: u8) -> T {
    list[usize::from(drawn) % list.len()]
}

impl Drawn {
    /// One to four interfaces, of these costs.
    fn interfaces(&self, costs: &[u32]) -> Vec<RipInterface> {
        let count = 1 + usize::from(self.count % 4);
        let of = |(number, (is_line, cost)): (u32, &(bool, u8))| {
            let cost = pick(costs, *cost);
            if *is_line { line(cost) } else { lan(number, cost) }
        };
        (1..).zip(&self.interfaces[..count]).map(of).collect()
    }

    fn story(&self, asks: Asks, costs: &[u32]) -> Story {
        Story::new(asks, self.interfaces(costs)).start(self.start)
    }

    /// Adds what the neighbors say, by a table of metrics.
    fn said(&self, story: Story, metrics: &[u32], gaps: &[u64]) -> Story {
        let count = story.interfaces.len();
        self.ops.iter().fold(story, |story, word| {
            let interface = usize::from(word.interface) % count;
            let op = Op::Hear(interface, 4 + u32::from(word.from % 3), word.entries(metrics));
            story.then(pick(gaps, word.gap), op)
        })
    }

    fn first(&self) -> Option<&Word> {
        self.ops.first()
    }
}

impl Word {
    fn entries(&self, metrics: &[u32]) -> Vec<RipEntry> {
        let count = 1 + usize::from(self.count % 3);
        self.entries[..count]
            .iter()
            .map(|(of, metric)| entry(1 + u32::from(of % 6), pick(metrics, *metric)))
            .collect()
    }
}

pub(super) fn own(drawn: &Drawn) -> Story {
    drawn.story(Asks::Table, &COSTS)
}

/// Each network is heard of once, and none is the router's own.
fn once(drawn: &Drawn, story: Story, metrics: &[u32]) -> Story {
    let mut number = 9;
    let story = drawn.said(story, metrics, &[0]);
    let ops = story.ops.iter().map(|(after, op)| {
        let Op::Hear(interface, from, entries) = op else { return (*after, op.clone()) };
        let fresh = entries.iter().map(|of| {
            number += 1;
            entry(number, of.metric)
        });
        (*after, Op::Hear(*interface, *from, fresh.collect()))
    });
    Story { ops: ops.collect(), ..story }
}

pub(super) fn new_networks(drawn: &Drawn) -> Story {
    once(drawn, drawn.story(Asks::Table, &COSTS[..6]), &METRICS[..SMALL])
}

pub(super) fn large_metrics(drawn: &Drawn) -> Story {
    once(drawn, drawn.story(Asks::Table, &COSTS), &METRICS)
}

/// One neighbor at each interface, and nobody speaks twice of a network: who is the next hop is another matter.
pub(super) fn many_neighbors(drawn: &Drawn) -> Story {
    let story = drawn.said(drawn.story(Asks::Table, &COSTS), &METRICS[..VALID], &[0]);
    let mut said = Vec::new();
    let ops = story.ops.iter().map(|(after, op)| {
        let Op::Hear(interface, _, entries) = op else { return (*after, op.clone()) };
        let mut new = entries.clone();
        new.retain(|of| {
            let is_new = !said.contains(&(*interface, of.network));
            said.push((*interface, of.network));
            is_new
        });
        (*after, Op::Hear(*interface, 4 + *interface as u32, new))
    });
    Story { ops: ops.collect(), ..story.clone() }
}

pub(super) fn quarrels(drawn: &Drawn) -> Story {
    drawn.said(drawn.story(Asks::Table, &COSTS), &METRICS, &[0])
}

/// Many say the same of a few networks, and then some take it back.
pub(super) fn crowds(drawn: &Drawn) -> Story {
    let story = drawn.story(Asks::Table, &COSTS[..6]);
    let count = story.interfaces.len() as u32;
    let number = 9;
    let everybody = (0..count).fold(story, |story, interface| {
        story.hear(0, interface as usize, 4 + interface, [entry(number, 2 + interface)])
    });
    let takes_back = drawn.first().map_or(0, |word| u32::from(word.interface) % count);
    everybody.hear(0, takes_back as usize, 4 + takes_back, [entry(number, INFINITY)])
}

pub(super) fn first_words(drawn: &Drawn) -> Story {
    once(drawn, drawn.story(Asks::Ways, &COSTS[..6]), &METRICS[..SMALL])
}

pub(super) fn first_words_to_all(drawn: &Drawn) -> Story {
    once(drawn, drawn.story(Asks::Updates, &COSTS[..6]), &METRICS[..SMALL])
}

/// Nothing is heard; now and then somebody is late.
pub(super) fn silence(drawn: &Drawn) -> Story {
    let waits = drawn.ops.iter().take(4).scan(0, |slept, word| {
        let gap = pick(&GAPS, word.gap);
        *slept += gap;
        // Rows that die are another matter.
        let op = if word.kind < 64 { Op::Oversleep } else { Op::Wait };
        (*slept < 170_000).then_some((gap, op))
    });
    let story = drawn.story(Asks::Times, &COSTS);
    Story { ops: waits.collect(), ..story }
}

/// Within two minutes no row dies by itself.
pub(super) fn busy_minutes(drawn: &Drawn) -> Story {
    drawn.said(drawn.story(Asks::Times, &COSTS), &METRICS, &GAPS[..SHORT])
}

pub(super) fn long_lives(drawn: &Drawn) -> Story {
    drawn.said(drawn.story(Asks::All, &COSTS), &METRICS, &GAPS)
}

/// Some of what happens is that an interface goes down.
fn with_cuts(drawn: &Drawn, story: Story) -> Story {
    let count = story.interfaces.len();
    let ops = story.ops.iter().zip(&drawn.ops).map(|((after, op), word)| match word.kind {
        0..70 => (*after, Op::Down(usize::from(word.interface) % count)),
        _ => (*after, op.clone()),
    });
    Story { ops: ops.collect(), ..story.clone() }
}

pub(super) fn cuts(drawn: &Drawn) -> Story {
    with_cuts(drawn, drawn.said(drawn.story(Asks::All, &COSTS), &METRICS, &GAPS[..SHORT]))
}

pub(super) fn long_tables(drawn: &Drawn) -> Story {
    let count = drawn.first().map_or(30, |word| u32::from(word.kind % 80));
    let entries: Vec<RipEntry> = (1..=count).map(|number| entry(number, 1 + number % 3)).collect();
    let story = drawn.story(Asks::Updates, &COSTS[..6]);
    let interface = drawn.first().map_or(0, |word| usize::from(word.interface) % story.interfaces.len());
    story.hear(0, interface, 5, entries)
}

pub(super) fn anything(drawn: &Drawn) -> Story {
    with_cuts(drawn, drawn.said(drawn.story(Asks::All, &COSTS), &METRICS, &GAPS))
}
