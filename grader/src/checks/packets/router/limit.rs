//! How many errors a router may send. The docs leave open how it counts, so what is judged are their two promises.

use std::collections::HashMap;

use given::packets::{Ipv4Header, Routed, protocol};
use given::time::Micros;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::select;

use super::cases::{HOST, LONDON, interface};
use super::{ROUTER, handle, wire};
use crate::finding::Table;
use crate::script::Script;
use crate::spell::Spell;
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// After a second without errors, so many can be sent at once.
const AT_ONCE: usize = 10;
/// Within a second, never more.
const MOST: usize = 20;
const SECOND: u64 = 1_000_000;
/// Rows of the table on a card.
const ROWS: usize = 12;

/// Something that arrives at a router in Tokyo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Arriving {
    /// A packet whose time is over, from a machine of this number.
    Expired(u8),
    /// An echo to the router.
    Echo,
}

use Arriving::{Echo, Expired};

/// What arrives, each so many milliseconds after the one before.
type Story = Vec<(u64, Arriving)>;

/// Tokyo's router in its city.
fn city() -> given::packets::Interface {
    interface(0x0A01_0001, 16)
}

fn packet(arriving: Arriving) -> Vec<u8> {
    match arriving {
        Expired(from) => {
            let source = HOST + u32::from(from);
            let header = Ipv4Header { ttl: 1, ..Ipv4Header::new(protocol::UDP, source, LONDON) };
            wire::emit(&header, &wire::datagram(0))
        }
        Echo => wire::emit(&Ipv4Header::new(protocol::ICMP, HOST, city().address), &wire::echo(0)),
    }
}

/// The same arrives again and again.
fn again(count: usize, gap: u64, arriving: Arriving) -> Story {
    vec![(gap, arriving); count]
}

pub(super) fn errors_are_limited(trial: &mut Trial<'_>) -> Verdict {
    let forced = [
        again(10, 0, Expired(0)),
        again(25, 0, Expired(0)),
        [again(12, 0, Expired(0)), again(12, 0, Expired(1)), again(12, 0, Expired(2))].concat(),
        [again(15, 0, Echo), again(10, 0, Expired(0))].concat(),
        [again(20, 0, Expired(0)), vec![(2000, Expired(0))], again(9, 0, Expired(0))].concat(),
        // Tokens that come back each 100 microseconds show before those that are too many at once.
        [0, 1, 1].map(|gap| [vec![(gap, Expired(0))], again(11, 0, Expired(0))].concat()).concat(),
        again(60, 10, Expired(0)),
        [vec![(90_000, Expired(0))], again(9, 0, Expired(0))].concat(),
        // A flood that is faster than the tokens.
        again(60, 50, Expired(0)),
    ];
    let gaps = select(&[0, 1, 10, 100, 400, 999, 1000, 1001, 5000][..]);
    let arriving = select(&[Expired(0), Expired(1), Expired(2), Echo][..]);
    let bursts = vec((gaps, arriving, 1..24_usize, select(&[0, 0, 0, 7][..])), 1..6);
    let random = bursts.prop_map(|bursts| {
        let burst = |(first, arriving, count, gap): (u64, Arriving, usize, u64)| {
            let mut burst = again(count, gap, arriving);
            burst[0].0 = first;
            burst
        };
        bursts.into_iter().flat_map(burst).collect::<Story>()
    });
    trial.cases = trial.cases.min(60);
    trial.law(forced, random, script, judge)
}

/// The moments of a story, in microseconds.
fn moments(story: &Story) -> Vec<u64> {
    let mut now = 0;
    let mut moment = |(gap, _): &(u64, Arriving)| {
        now += gap * 1000;
        now
    };
    story.iter().map(&mut moment).collect()
}

fn script(story: &Story) -> Script {
    let new = Script::default()
        .new(ROUTER, "Router::new", (vec![city()],))
        .spelled(format!("let mut router = Router::new([{}])", city()))
        .coded(format!("let mut router = Router::new({})", vec![city()].rust()));
    let arrivals = story.iter().zip(moments(story));
    arrivals
        .fold(new, |script, ((_, arriving), now)| handle(script, ROUTER, Micros(now), 0, &packet(*arriving)))
}

/// Which arrivals were answered.
fn judge(story: &Story, seen: &mut Seen<'_>) -> Result<(), Trouble> {
    seen.skip()?;
    let moments = moments(story);
    let mut told: Vec<bool> = Vec::new();
    let mut verdict = Ok(());
    for (at, (_, arriving)) in story.iter().enumerate() {
        let routed: Vec<Routed> = seen.value().map_err(|trouble| {
            trouble
                .panic_with_looks_like("subtract with overflow", "bucket-underflow-panics")
                .figure(table(story, &moments, &told, None))
        })?;
        told.push(!routed.is_empty());
        seen.shown_as(if routed.is_empty() { "nothing" } else { "an answer" });
        // The table says it all.
        seen.leave_out();
        if verdict.is_ok()
            && let Some(wrong) = wrong(story, &moments, &told)
        {
            verdict = Err((at, *arriving, wrong));
        }
    }
    let Err((at, arriving, wrong)) = verdict else { return Ok(()) };
    let trouble = Trouble::new(wrong).figure(table(story, &moments, &told, Some(at)));
    // An echo has no limit, whatever the mistake.
    let looks = if arriving == Echo { None } else { named(story, &moments, &told) };
    Err(looks.into_iter().fold(trouble, Trouble::looks_like))
}

/// What is wrong with the last of these answers.
fn wrong(story: &Story, moments: &[u64], told: &[bool]) -> Option<String> {
    let last = told.len() - 1;
    let now = moments[last];
    if story[last].1 == Echo {
        return (!told[last]).then(|| String::from("an echo is not answered: echo replies are not errors"));
    }
    let errors = (0..last).filter(|at| told[*at] && story[*at].1 != Echo).map(|at| moments[at]);
    let at_once = errors.clone().filter(|moment| *moment == now).count();
    let before = errors.clone().filter(|moment| *moment < now && *moment + SECOND > now).count();
    let second = at_once + before;
    if told[last] && second >= MOST {
        return Some(format!("{} errors within a second, and {MOST} are the most", second + 1));
    }
    let is_missing = !told[last] && before == 0 && at_once < AT_ONCE;
    is_missing
        .then(|| format!("after a quiet second {at_once} errors are sent at once, and it could be {AT_ONCE}"))
}

/// The mistake that leads to exactly these answers.
fn named(story: &Story, moments: &[u64], told: &[bool]) -> Option<&'static str> {
    let errors = || story.iter().map(|(_, arriving)| *arriving).zip(moments.iter().copied());
    let answered = |mut answer: Box<dyn FnMut(Arriving, u64) -> bool>| -> Vec<bool> {
        errors().map(|(arriving, now)| answer(arriving, now)).collect()
    };
    let is_echo = |arriving: Arriving| arriving == Echo;
    let mut left = AT_ONCE;
    let for_ever = answered(Box::new(move |arriving, _| {
        let may = is_echo(arriving) || left > 0;
        left -= usize::from(may && !is_echo(arriving));
        may
    }));
    let mut buckets: HashMap<u8, Bucket> = HashMap::new();
    let per_source = answered(Box::new(move |arriving, now| match arriving {
        Echo => true,
        Expired(from) => buckets.entry(from).or_insert(Bucket::new(100_000)).take(now),
    }));
    let mut bucket = Bucket::new(100_000);
    let echoes_count = answered(Box::new(move |arriving, now| bucket.take(now) || is_echo(arriving)));
    let mut bucket = Bucket::new(100);
    let millis = answered(Box::new(move |arriving, now| is_echo(arriving) || bucket.take(now)));
    let mut last = None;
    let one_a_second = answered(Box::new(move |arriving, now| {
        let may = is_echo(arriving) || last.is_none_or(|last| now >= last + SECOND);
        last = if may && !is_echo(arriving) { Some(now) } else { last };
        may
    }));
    let all = vec![true; told.len()];
    let fractions_lost = |when_empty| {
        let mut bucket = Bucket { loses: Some(when_empty), ..Bucket::new(100_000) };
        answered(Box::new(move |arriving, now| is_echo(arriving) || bucket.take(now)))
    };
    let mut twenty = Bucket { tokens: 20, most: 20, ..Bucket::new(100_000) };
    let mistakes = [
        ("twenty-at-once", answered(Box::new(move |arriving, now| is_echo(arriving) || twenty.take(now)))),
        // In a flood both are silent in the end. Whoever is so for ever was found out after a quiet second.
        ("fractions-lost", fractions_lost(false)),
        ("fractions-lost", fractions_lost(true)),
        ("limit-for-ever", for_ever),
        ("limit-per-source", per_source),
        ("echoes-count", echoes_count),
        // Whoever has no limit at all was found out where all arrives at once.
        ("micros-are-millis", millis),
        ("no-limit", all),
        ("too-few-errors", one_a_second),
    ];
    mistakes.into_iter().find(|(_, answers)| answers == told).map(|(slug, _)| slug)
}

/// Tokens, and how long it takes until one comes back.
struct Bucket {
    tokens: u64,
    counted: u64,
    micros: u64,
    most: u64,
    /// Whether the rest of a token's time is lost, and whether only while there is no token.
    loses: Option<bool>,
}

impl Bucket {
    fn new(micros: u64) -> Bucket {
        Bucket { tokens: AT_ONCE as u64, counted: 0, micros, most: AT_ONCE as u64, loses: None }
    }

    fn take(&mut self, now: u64) -> bool {
        let back = (now - self.counted) / self.micros;
        self.counted += back * self.micros;
        if self.loses == Some(false) || (self.loses == Some(true) && self.tokens == 0 && back == 0) {
            self.counted = now;
        }
        self.tokens = (self.tokens + back).min(self.most);
        let has_one = self.tokens > 0;
        self.tokens -= u64::from(has_one);
        has_one
    }
}

/// What arrived and what came of it, the same in a row in one line. One arrival may be marked; it is the last then.
fn table(story: &Story, moments: &[u64], told: &[bool], wrong: Option<usize>) -> Table {
    let mut rows: Vec<(u64, Arriving, bool, usize)> = Vec::new();
    for (at, is_told) in told.iter().enumerate() {
        let (now, arriving) = (moments[at], story[at].1);
        match rows.last_mut() {
            Some((moment, what, answered, count))
                if (*moment, *what, *answered) == (now, arriving, *is_told) && Some(at) != wrong =>
            {
                *count += 1;
            }
            _ => rows.push((now, arriving, *is_told, 1)),
        }
        if Some(at) == wrong {
            break;
        }
    }
    let first = rows.len().saturating_sub(ROWS);
    let row = |(now, arriving, told, count): &(u64, Arriving, bool, usize)| {
        let what = match arriving {
            Expired(from) => format!("ttl 1 from {}", wire::dotted(HOST + u32::from(*from))),
            Echo => String::from("echo"),
        };
        let answer = match (arriving, told) {
            (_, false) => "nothing",
            (Expired(_), true) => "time exceeded",
            (Echo, true) => "echo reply",
        };
        vec![Micros(*now).to_string(), format!("{count} x {what}"), String::from(answer)]
    };
    Table {
        title: String::from(match (wrong, first) {
            (None, _) => "what arrived before",
            (_, 0) => "what arrived",
            _ => "what arrived in the end",
        }),
        head: ["at", "arrives", "you send"].map(String::from).to_vec(),
        rows: rows[first..].iter().map(row).collect(),
        wrong: wrong.map(|_| rows.len() - 1 - first).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The story as a limiter goes through it.
    fn first_wrong(story: &Story, mut may: impl FnMut(u64) -> bool) -> Option<String> {
        let moments = moments(story);
        let told: Vec<bool> = moments.iter().map(|now| may(*now)).collect();
        (1..=told.len()).find_map(|len| wrong(story, &moments, &told[..len]))
    }

    #[test]
    fn several_ways_to_count_are_right() {
        let stories: [Story; 4] = [
            again(200, 0, Expired(0)),
            again(500, 10, Expired(0)),
            again(500, 97, Expired(0)),
            [again(30, 0, Expired(0)), again(30, 999, Expired(0)), again(30, 1, Expired(0))].concat(),
        ];
        for story in &stories {
            let mut bucket = Bucket::new(100_000);
            assert_eq!(first_wrong(story, |now| bucket.take(now)), None);
            // The last ten.
            let mut last = Vec::new();
            let window = |now: u64| {
                last.retain(|moment| moment + SECOND > now);
                last.len() < 10 && {
                    last.push(now);
                    true
                }
            };
            assert_eq!(first_wrong(story, window), None);
            // Ten in each second of the clock.
            let mut count = HashMap::new();
            let clock = |now: u64| {
                let count = count.entry(now / SECOND).or_insert(0);
                *count += 1;
                *count <= 10
            };
            assert_eq!(first_wrong(story, clock), None);
        }
    }

    #[test]
    fn others_are_wrong() {
        assert!(first_wrong(&again(21, 0, Expired(0)), |_| true).unwrap().starts_with("21 errors"));
        assert!(first_wrong(&again(1, 0, Expired(0)), |_| false).unwrap().contains("0 errors"));
    }
}
