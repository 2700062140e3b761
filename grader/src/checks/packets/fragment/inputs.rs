//! What comes to London: forced stories, in which each mistake shows in little, and random ones.

use given::packets::{Ipv4Header, protocol};
use given::time::Micros;
use proptest::collection::vec;
use proptest::prelude::{Just, any};
use proptest::sample::Index;
use proptest::strategy::{BoxedStrategy, Strategy};

use super::model::{Act, Habit, Model, Told};
use super::stories::Story;
use super::wire::{LONDON, Packet, TOKYO, UNIT, text};

/// Three pieces of 8 bytes.
fn three() -> (Packet, [Packet; 3]) {
    let packet = Packet::new(7, 24);
    let pieces = [0, 8, 16].map(|start| packet.piece(start, start + 8));
    (packet, pieces)
}

/// A piece that Tokyo did not send.
fn lie(packet: &Packet, start: usize, len: usize, more_fragments: bool) -> Packet {
    let header =
        Ipv4Header { fragment_offset: (start / UNIT) as u16, more_fragments, ..packet.header.clone() };
    Packet { header, payload: text('z', start, len) }
}

fn with_ttl(packet: &Packet, ttl: u8) -> Packet {
    packet.clone().with(|header| header.ttl = ttl)
}

fn padded(packet: &Packet) -> Vec<u8> {
    [packet.bytes(), vec![0; 6]].concat()
}

pub(super) fn in_order() -> Vec<Story> {
    let (_, pieces) = three();
    let ragged = Packet::new(7, 20).pieces(16);
    vec![Story::default().push_all(&ragged), Story::default().push_all(&pieces)]
}

pub(super) fn any_order() -> Vec<Story> {
    let (_, [a, b, c]) = three();
    let two = Packet::new(7, 16).pieces(8);
    vec![
        Story::default().push_all([&b, &a, &c]),
        Story::default().push_all([&two[1], &two[0]]),
        Story::default().push_all([&c, &a, &a]),
        Story::default().push_all([&two[0], &two[0], &two[1]]),
        Story::default().push_all([&two[0], &two[1], &two[1]]),
        Story::default().push_all([&with_ttl(&b, 61), &with_ttl(&a, 60), &with_ttl(&c, 62)]),
    ]
}

pub(super) fn whole_packets() -> Vec<Story> {
    let two = Packet::new(0, 16).pieces(8);
    let whole =
        Packet { payload: b"hello".to_vec(), ..Packet::new(0, 5) }.with(|header| header.dont_fragment = true);
    vec![
        Story::default().push(0, &whole),
        Story::default().push_bytes(0, padded(&whole)),
        Story::default().push_all([&two[0], &whole, &two[1]]),
        Story::default().push(0, &two[0]).push_bytes(0, padded(&two[1])),
    ]
}

/// The fields that tell packets apart, changed one at a time.
const OTHERS: [fn(&mut Ipv4Header); 4] = [
    |header| header.source = TOKYO + 1,
    |header| header.destination = LONDON + 1,
    |header| header.protocol = protocol::TCP,
    |header| header.identification += 1,
];

fn other(packet: &Packet, change: fn(&mut Ipv4Header)) -> Packet {
    Packet { payload: text('b', 0, packet.payload.len()), ..packet.clone() }.with(change)
}

pub(super) fn told_apart() -> Vec<Story> {
    let packet = Packet::new(7, 16);
    let ours = packet.pieces(8);
    let story = |change: fn(&mut Ipv4Header)| {
        let theirs = other(&packet, change).pieces(8);
        Story::default().push_all([&ours[0], &theirs[1], &ours[1], &theirs[0]])
    };
    OTHERS.map(story).into()
}

/// One packet from the first hole to the last, as in RFC 815.
pub(super) fn evolution() -> Story {
    let packet = Packet::new(7, 40);
    let pieces = packet.pieces(8);
    let begin = Story::default().holes(&pieces[0]);
    [1, 3, 4, 0, 2].iter().fold(begin, |story, at| story.push(0, &pieces[*at]).holes(&pieces[0]))
}

pub(super) fn holes() -> Vec<Story> {
    let two = Packet::new(7, 13).pieces(8);
    let nothing = Packet::new(8, 13);
    vec![Story::default().push(0, &two[0]).holes(&nothing).holes(&two[1]), evolution()]
}

pub(super) fn contradictions() -> Vec<Story> {
    let (packet, [a, b, c]) = three();
    let longer = Packet::new(7, 32);
    let four = longer.pieces(8);
    let two = Packet::new(7, 16);
    let [first, last] = [two.piece(0, 8), two.piece(8, 16)];
    let of = |whole: &Packet, pieces: &[&Packet]| Story {
        sent: vec![whole.bytes()],
        ..Story::default().push_all(pieces.iter().copied())
    };
    vec![
        of(&packet, &[&lie(&packet, 8, 8, true), &b, &a, &c]),
        of(&packet, &[&b, &lie(&packet, 8, 8, true), &a, &c]),
        of(&longer, &[&lie(&longer, 0, 16, true), &four[1], &four[2], &four[0], &four[3]]),
        of(&longer, &[&four[1], &lie(&longer, 8, 16, true), &four[0], &four[2], &four[3]]),
        of(&longer, &[&four[2], &lie(&longer, 8, 16, true), &four[0], &four[1], &four[3]]),
        of(&two, &[&last, &lie(&two, 16, 8, false), &first]),
        of(&longer, &[&four[2], &lie(&longer, 8, 8, false), &four[0]]),
        of(&packet, &[&b, &b.clone().with(|header| header.more_fragments = false), &a]),
        of(&two, &[&last, &lie(&two, 16, 8, true), &first]),
    ]
}

pub(super) fn nonsense() -> Vec<Story> {
    let packet = Packet::new(7, 16);
    let two = packet.pieces(8);
    let damaged = |at: usize| {
        let mut bytes = two[0].bytes();
        bytes[at] ^= 0x20;
        bytes
    };
    let huge = Packet { payload: vec![0xAA; 65_536], ..Packet::new(7, 0) }.pieces(8192);
    let far = lie(&packet, 65_528, 8, false);
    let mut too_long = Packet { payload: vec![0xAA; 65_510], ..Packet::new(7, 0) }.pieces(8192);
    too_long[0].header.options = vec![1; 40];
    too_long.rotate_left(1);
    vec![
        Story::default().push(0, &lie(&packet, 0, 7, true)).next().push_all(&two),
        Story::default().push(0, &lie(&packet, 8, 0, false)).next().push_all(&two),
        Story::default().push(0, &lie(&packet, 0, 0, true)).next(),
        Story::default().push_bytes(0, b"hello".to_vec()).push_bytes(0, vec![]).next(),
        Story::default().push_bytes(0, damaged(0)).push_bytes(0, damaged(8)).next().push_all(&two),
        Story::default().push_bytes(0, two[0].bytes()[..24].to_vec()).next().push_all(&two),
        Story::default().push(0, &far).next().push_all(&two),
        Story::default().push_all(&huge).next(),
        Story::default().push_all(&too_long).next(),
    ]
}

/// Who is told has a check of its own.
pub(super) fn a_minute() -> Vec<Story> {
    let (_, [a, b, c]) = three();
    let two = Packet::new(7, 16).pieces(8);
    let other = Packet::new(8, 16).pieces(8);
    let stories = [
        Story::default().push(500, &two[1]).next(),
        Story::default().push(0, &b).push(30_000, &c).next(),
        Story::default().push(0, &two[1]).push(10, &other[1]).next(),
        Story::default().push(0, &two[1]).push(10, &two[0]).next(),
        Story::default().push(0, &two[1]).give_up(59_999).push(59_999, &two[0]),
        Story::default().push(0, &two[1]).give_up(60_000).push(60_000, &two[0]),
        Story::default().push(0, &b).push(30_000, &c).give_up(60_000).push(61_000, &a),
        Story::default().push(0, &two[1]).push(60_000, &two[0]),
    ];
    stories.map(Story::with_times).into()
}

pub(super) fn reports() -> Vec<Story> {
    let (packet, [a, b, c]) = three();
    let other = Packet::new(8, 16).pieces(8);
    let third = Packet::new(9, 16).pieces(8);
    let stories = [
        Story::default().push(0, &a).push(5, &b).give_up(60_000).give_up(60_001),
        Story::default().push(0, &b).push(5, &c).give_up(60_000),
        Story::default().push(0, &b).push(50_000, &a).give_up(60_000),
        Story::default().push(0, &a).push(10, &other[0]).push(20, &third[1]).give_up(70_000),
        Story::default().push(0, &other[0]).push(1, &third[0]).push(2, &a).give_up(60_001).give_up(60_002),
        Story::default().push(0, &a).push(5, &lie(&packet, 0, 8, true)).give_up(60_000),
        Story::default().push_bytes(0, padded(&a)).give_up(60_000),
        Story::default().push(0, &other[0]).push(5, &other[1]).give_up(60_000),
        Story::default().push(0, &third[1]).push(10, &other[1]).give_up(60_000).next(),
    ];
    stories.map(Story::with_times).into()
}

/// A packet of up to a hundred bytes, and its pieces in order: at least two.
fn cuts() -> impl Strategy<Value = (Packet, Vec<Packet>)> {
    (1..4_usize, 1..70_usize, any::<bool>()).prop_map(|(units, more, has_options)| {
        let piece = units * UNIT;
        let mut packet = Packet::new(7, piece + more);
        if has_options {
            packet.header.options = vec![0x94, 4, 0, 0];
        }
        let pieces = packet.pieces(piece);
        (packet, pieces)
    })
}

pub(super) fn some_in_order() -> impl Strategy<Value = Story> {
    cuts().prop_map(|(_, pieces)| Story::default().push_all(&pieces))
}

/// In any order, some of them more than once, each of another age.
pub(super) fn some_in_any_order() -> impl Strategy<Value = Story> {
    let shuffled = cuts().prop_flat_map(|(_, pieces)| Just(pieces).prop_shuffle());
    (shuffled, vec((any::<Index>(), any::<Index>()), 0..4), vec(50..64_u8, 16)).prop_map(
        |(mut pieces, doubles, ttls)| {
            for (piece, ttl) in pieces.iter_mut().zip(ttls) {
                piece.header.ttl = ttl;
            }
            for (which, to) in doubles {
                let double = pieces[which.index(pieces.len())].clone();
                pieces.insert(to.index(pieces.len() + 1), double);
            }
            Story::default().push_all(&pieces)
        },
    )
}

pub(super) fn some_whole() -> impl Strategy<Value = Story> {
    (cuts(), any::<Index>(), any::<bool>(), 0..40_usize).prop_map(|((_, pieces), at, framed, len)| {
        let whole = Packet::new(7, len).with(|header| header.dont_fragment = true);
        let mut story = Story::default();
        let at = at.index(pieces.len() + 1);
        for index in 0..=pieces.len() {
            if index == at {
                story = story.push(0, &whole);
            }
            if let Some(piece) = pieces.get(index) {
                story = story.push_bytes(0, if framed { padded(piece) } else { piece.bytes() });
            }
        }
        story
    })
}

pub(super) fn some_told_apart() -> impl Strategy<Value = Story> {
    (1..16_usize, cuts()).prop_flat_map(|(fields, (packet, mut pieces))| {
        let len = pieces[0].payload.len();
        let theirs = OTHERS
            .iter()
            .enumerate()
            .filter(|(bit, _)| fields >> bit & 1 == 1)
            .fold(packet, |packet, (_, change)| other(&packet, *change));
        pieces.extend(theirs.pieces(len));
        Just(pieces).prop_shuffle().prop_map(|pieces| Story::default().push_all(&pieces))
    })
}

pub(super) fn some_holes() -> impl Strategy<Value = Story> {
    cuts().prop_flat_map(|(_, pieces)| {
        let of = pieces[0].clone();
        Just(pieces).prop_shuffle().prop_map(move |pieces| {
            pieces.iter().fold(Story::default(), |story, piece| story.push(0, piece).holes(&of))
        })
    })
}

/// One lie among the pieces of a packet. A piece that is not touched by it comes last, so that the contradiction is
/// there to be seen before all is there.
pub(super) fn some_contradictions() -> impl Strategy<Value = Story> {
    let numbers = (any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>(), any::<bool>());
    (1..4_usize, 3..7_usize, 1..8_usize, numbers).prop_flat_map(
        |(units, count, more, (kept, touched, from, len, is_last))| {
            let piece = units * UNIT;
            let packet = Packet::new(7, piece * (count - 1) + more);
            let mut pieces = packet.pieces(piece);
            let kept_at = kept.index(count);
            let touched_at = (kept_at + 1 + touched.index(count - 1)) % count;
            let touched = &pieces[touched_at];
            let start = touched.start() + UNIT * from.index(touched.payload.len().div_ceil(UNIT));
            // Not into the piece that comes last, but beyond the end, perhaps.
            let most = if kept_at > touched_at { kept_at * piece } else { count * piece };
            let len = UNIT * (1 + len.index((most - start) / UNIT));
            let kept = pieces.remove(kept_at);
            pieces.push(lie(&packet, start, len, !(is_last && kept_at < touched_at)));
            Just(pieces).prop_shuffle().prop_map(move |mut pieces| {
                pieces.push(kept.clone());
                Story { sent: vec![packet.bytes()], ..Story::default().push_all(&pieces) }
            })
        },
    )
}

/// Something that can't be a fragment, between the pieces of a packet.
pub(super) fn some_nonsense() -> impl Strategy<Value = Story> {
    (cuts(), any::<Index>(), 0..6_u8, any::<Index>()).prop_map(|((packet, pieces), at, what, byte)| {
        let mut bytes = pieces[0].bytes();
        let nonsense = match what {
            0 => lie(&packet, 8, 9, true).bytes(),
            1 => lie(&packet, 16, 0, false).bytes(),
            2 => lie(&packet, 65_528, 8, false).bytes(),
            3 => bytes[..byte.index(bytes.len())].to_vec(),
            _ => {
                let at = byte.index(20);
                bytes[at] ^= 1 << (what + 2);
                bytes
            }
        };
        let at = at.index(pieces.len());
        let story = Story::default().push_all(&pieces[..at]).push_bytes(0, nonsense);
        let story = if at == 0 { story.next() } else { story };
        story.push_all(&pieces[at..])
    })
}

/// Moments of a story: how much later than the last.
const LATER: [u64; 7] = [0, 0, 10, 1_000, 20_000, 59_999, 60_000];

/// Pieces that come and don't come, of one packet or two, and nobody comes too late to give them up.
pub(super) fn some_times(with_questions: bool) -> BoxedStrategy<Story> {
    let event = (any::<Index>(), 0..LATER.len(), 0..5_u8);
    (cuts(), 0..5_usize, vec(event, 2..9))
        .prop_map(move |((packet, mut pieces), another, events)| {
            let len = pieces[0].payload.len();
            if let Some(change) = OTHERS.get(another) {
                pieces.extend(other(&packet, *change).pieces(len));
            }
            if another == 4 {
                pieces.push(Packet::new(7, 9).with(|header| header.dont_fragment = true));
            }
            let mut clock = Clock::new();
            for (which, later, question) in events {
                clock.pass(LATER[later]);
                clock.push(&pieces[which.index(pieces.len())]);
                match question {
                    0 if with_questions => clock.ask(Act::Holes(pieces[0].bytes())),
                    1 if with_questions => clock.ask(Act::Next),
                    2 => clock.ask(Act::GiveUp(clock.now)),
                    _ => {}
                }
            }
            clock.ask(Act::Next);
            clock.pass(59_000);
            clock.give_up();
            clock.pass(1_000);
            clock.give_up();
            clock.ask(Act::Next);
            Story { acts: clock.acts, has_times: true, sent: vec![] }
        })
        .boxed()
}

/// Writes a story, and gives up in time what is to be given up.
struct Clock {
    now: Micros,
    acts: Vec<Act>,
    model: Model,
}

impl Clock {
    fn new() -> Clock {
        Clock { now: Micros(0), acts: vec![], model: Model::new(Habit::Right) }
    }

    fn ask(&mut self, act: Act) {
        self.model.play(&act);
        self.acts.push(act);
    }

    fn pass(&mut self, ms: u64) {
        self.now.0 += 1000 * ms;
        while let Told::Moment(Some(moment)) = self.model.play(&Act::Next)
            && moment <= self.now
        {
            self.ask(Act::GiveUp(self.now));
        }
    }

    fn push(&mut self, packet: &Packet) {
        self.ask(Act::Push(self.now, packet.bytes()));
    }

    fn give_up(&mut self) {
        self.ask(Act::GiveUp(self.now));
    }
}

#[cfg(test)]
mod tests {
    use given::packets::Hole;
    use proptest::strategy::ValueTree;

    use super::super::model::{HABITS, played};
    use super::*;
    use crate::seed::Seed;

    fn drawn<S: Strategy>(strategy: &S) -> Vec<S::Value> {
        let one = |case| strategy.new_tree(&mut Seed::default().streams("a test").runner(case));
        (0..300).map(|case| one(case).expect("it generates").current()).collect()
    }

    fn wholes(story: &Story, habit: Habit) -> usize {
        played(&story.acts, habit).iter().filter(|told| matches!(told, Told::Whole(Some(_)))).count()
    }

    /// What is committed here is drawn from nobody's code: one takes it from the picture on the page.
    #[test]
    fn the_evolution_of_the_holes() {
        let hole = |first, last| Hole { first, last };
        let evolution: Vec<Vec<Hole>> = played(&evolution().acts, Habit::Right)
            .into_iter()
            .filter_map(|told| match told {
                Told::Holes(holes) => Some(holes),
                _ => None,
            })
            .collect();
        let right = [
            vec![hole(0, None)],
            vec![hole(0, Some(7)), hole(16, None)],
            vec![hole(0, Some(7)), hole(16, Some(23)), hole(32, None)],
            vec![hole(0, Some(7)), hole(16, Some(23))],
            vec![hole(16, Some(23))],
            vec![hole(0, None)],
        ];
        assert_eq!(evolution, right);
    }

    #[test]
    fn a_contradiction_is_seen_before_all_is_there() {
        let stories = drawn(&some_contradictions());
        assert!(stories.iter().all(|story| wholes(story, Habit::Right) == 0));
        let fooled = |habit| {
            let is_fooled = |story: &&Story| {
                played(&story.acts, habit)
                    .iter()
                    .any(|told| matches!(told, Told::Whole(Some(whole)) if !story.sent.contains(whole)))
            };
            stories.iter().filter(is_fooled).count()
        };
        for habit in [Habit::FirstWins, Habit::LastWins, Habit::NewcomerIgnored] {
            assert!(fooled(habit) > 30, "{habit:?}: {}", fooled(habit));
        }
    }

    #[test]
    fn the_last_comes_first_often_and_doubles_come() {
        let stories = drawn(&some_in_any_order());
        for habit in [Habit::LastIsAll, Habit::AsksAtTheEnd, Habit::ArrivalOrder, Habit::CountsDuplicates] {
            let differs = |story: &&Story| played(&story.acts, habit) != played(&story.acts, Habit::Right);
            assert!(stories.iter().filter(differs).count() > 30, "{habit:?}");
        }
    }

    #[test]
    fn in_stories_with_times_something_is_finished_and_something_given_up() {
        let stories = drawn(&some_times(true));
        let told = |fact: fn(&Told) -> bool| {
            stories.iter().filter(|story| played(&story.acts, Habit::Right).iter().any(fact)).count()
        };
        assert!(told(|told| matches!(told, Told::Whole(Some(_)))) > 60);
        assert!(told(|told| matches!(told, Told::Firsts(firsts) if !firsts.is_empty())) > 60);
        assert!(told(|told| matches!(told, Told::Moment(Some(_)))) > 60);
    }

    /// A habit that no forced story shows could never be named.
    #[test]
    fn each_habit_shows_in_a_forced_story() {
        let all = [
            in_order(),
            any_order(),
            whole_packets(),
            told_apart(),
            holes(),
            contradictions(),
            nonsense(),
            a_minute(),
            reports(),
        ]
        .concat();
        for (slug, habit) in HABITS {
            let shows =
                all.iter().any(|story| played(&story.acts, habit) != played(&story.acts, Habit::Right));
            assert!(shows, "{slug}");
        }
    }
}
