//! Somebody who puts fragments together, byte by byte, as RFC 791 §3.2 does with a table of bits: what should come of
//! a story, and what comes of it with a mistake. Without a limit for memory, which has a check of its own.

use std::time::Duration;

use given::packets::{Hole, Ipv4Header};
use given::time::Micros;

use super::wire::{LONGEST, Packet, UNIT};
use crate::checks::packets::ipv4::model::repair;

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Something comes.
    Push(Micros, Vec<u8>),
    /// What is missing of the packet that this belongs to?
    Holes(Vec<u8>),
    /// When is the next one given up?
    Next,
    /// The time is up for some, perhaps.
    GiveUp(Micros),
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Whole(Option<Vec<u8>>),
    Holes(Vec<Hole>),
    Moment(Option<Micros>),
    Firsts(Vec<Vec<u8>>),
}

/// How somebody does it: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    LastIsAll,
    AsksAtTheEnd,
    ArrivalOrder,
    CountsDuplicates,
    CountsAndJoins,
    DuplicatesSpoil,
    FirstComesFirst,
    HeaderOfFirstToCome,
    HeaderOfLastToCome,
    KeepsMf,
    StaleLength,
    StaleChecksum,
    NothingLeft,
    OffsetInBytes,
    DeliversTwice,
    WholeSwallowed,
    WholeFlushes,
    WholeIsFragment,
    PaddingLeaks,
    NoSource,
    NoDestination,
    NoProtocol,
    NoIdentification,
    HalfOpenHoles,
    EndStaysOpen,
    NothingMissing,
    PiecesForHoles,
    EmptyHoles,
    FirstWins,
    LastWins,
    NewcomerIgnored,
    EndMoves,
    RaggedTaken,
    EmptyTaken,
    PastTheEnd,
    SumTooLong,
    NeverGivesUp,
    StartsOver,
    MomentTooLong,
    TrustsTheAlarm,
    SixtyMillis,
    LatestDeadline,
    WakesForNothing,
    ReportsAny,
    ReportsNobody,
    ReportsAgain,
    ReportsNewestFirst,
    ReportsAll,
    ReportsPayload,
}

/// The mistakes by their names.
pub(super) const HABITS: [(&str, Habit); 49] = [
    ("last-is-all", Habit::LastIsAll),
    ("last-first-breaks", Habit::AsksAtTheEnd),
    ("trusts-arrival-order", Habit::ArrivalOrder),
    ("counts-duplicates", Habit::CountsDuplicates),
    ("counts-duplicates", Habit::CountsAndJoins),
    ("duplicates-spoil", Habit::DuplicatesSpoil),
    ("first-comes-first", Habit::FirstComesFirst),
    ("header-of-the-first-to-come", Habit::HeaderOfFirstToCome),
    ("header-of-the-last-to-come", Habit::HeaderOfLastToCome),
    ("whole-keeps-mf", Habit::KeepsMf),
    ("whole-length-stale", Habit::StaleLength),
    ("whole-checksum-stale", Habit::StaleChecksum),
    ("payload-without-header", Habit::NothingLeft),
    ("offset-read-in-bytes", Habit::OffsetInBytes),
    ("delivers-twice", Habit::DeliversTwice),
    ("whole-swallowed", Habit::WholeSwallowed),
    ("whole-flushes", Habit::WholeFlushes),
    ("whole-taken-for-a-piece", Habit::WholeIsFragment),
    ("padding-leaks", Habit::PaddingLeaks),
    ("key-lacks-source", Habit::NoSource),
    ("key-lacks-destination", Habit::NoDestination),
    ("key-lacks-proto", Habit::NoProtocol),
    ("key-lacks-id", Habit::NoIdentification),
    ("holes-end-one-too-far", Habit::HalfOpenHoles),
    ("end-stays-open", Habit::EndStaysOpen),
    ("nothing-known-nothing-missing", Habit::NothingMissing),
    ("pieces-for-holes", Habit::PiecesForHoles),
    ("holes-of-nothing", Habit::EmptyHoles),
    ("overlap-splice", Habit::FirstWins),
    ("overlap-splice", Habit::LastWins),
    ("overlap-splice", Habit::NewcomerIgnored),
    ("end-may-move", Habit::EndMoves),
    ("ragged-middle-taken", Habit::RaggedTaken),
    ("empty-fragment-taken", Habit::EmptyTaken),
    ("ping-of-death", Habit::PastTheEnd),
    ("sum-too-long", Habit::SumTooLong),
    ("never-times-out", Habit::NeverGivesUp),
    ("timer-restarts", Habit::StartsOver),
    ("a-moment-too-long", Habit::MomentTooLong),
    ("trusts-the-alarm", Habit::TrustsTheAlarm),
    ("sixty-milliseconds", Habit::SixtyMillis),
    ("wakes-for-the-latest", Habit::LatestDeadline),
    ("wakes-for-nothing", Habit::WakesForNothing),
    ("reports-without-first", Habit::ReportsAny),
    ("reports-nobody", Habit::ReportsNobody),
    ("reports-again", Habit::ReportsAgain),
    ("reports-newest-first", Habit::ReportsNewestFirst),
    ("reports-all-pieces", Habit::ReportsAll),
    ("reports-the-payload", Habit::ReportsPayload),
];

/// The answers to a story.
pub(super) fn played(acts: &[Act], habit: Habit) -> Vec<Told> {
    let mut model = Model::new(habit);
    acts.iter().map(|act| model.play(act)).collect()
}

type Key = (u32, u32, u8, u16);

#[derive(Debug)]
pub(super) struct Model {
    habit: Habit,
    /// In the order in which they began.
    open: Vec<Open>,
    /// When the last one would have been given up.
    latest: Option<Micros>,
}

/// A packet that is not whole yet.
#[derive(Debug)]
pub(super) struct Open {
    key: Key,
    began: Micros,
    /// Its fragments in the order in which they came.
    pub(super) pieces: Vec<Packet>,
    got: Vec<Option<u8>>,
    end: Option<usize>,
    /// The lengths of all that came, doubles too.
    counted: usize,
}

impl Model {
    pub(super) fn new(habit: Habit) -> Model {
        Model { habit, open: vec![], latest: None }
    }

    pub(super) fn play(&mut self, act: &Act) -> Told {
        match act {
            Act::Push(now, bytes) => Told::Whole(self.push(*now, bytes)),
            Act::Holes(bytes) => Told::Holes(self.holes(bytes)),
            Act::Next => Told::Moment(self.next()),
            Act::GiveUp(now) => Told::Firsts(self.give_up(*now)),
        }
    }

    /// The packet that these bytes are of, as it is now.
    pub(super) fn open(&self, bytes: &[u8]) -> Option<&Open> {
        let key = self.key(&Packet::read(bytes)?.header);
        self.open.iter().find(|open| open.key == key)
    }

    fn key(&self, header: &Ipv4Header) -> Key {
        let Ipv4Header { source, destination, protocol, identification, .. } = *header;
        match self.habit {
            Habit::NoSource => (0, destination, protocol, identification),
            Habit::NoDestination => (source, 0, protocol, identification),
            Habit::NoProtocol => (source, destination, 0, identification),
            Habit::NoIdentification => (source, destination, protocol, 0),
            _ => (source, destination, protocol, identification),
        }
    }

    fn push(&mut self, now: Micros, bytes: &[u8]) -> Option<Vec<u8>> {
        let habit = self.habit;
        let mut packet = Packet::read(bytes)?;
        if habit == Habit::PaddingLeaks {
            packet.payload.extend(&bytes[packet.len()..]);
        }
        let key = self.key(&packet.header);
        if packet.is_whole() {
            match habit {
                Habit::WholeSwallowed => return None,
                Habit::WholeFlushes => self.open.retain(|open| open.key != key),
                Habit::PaddingLeaks => return Some(bytes.to_vec()),
                _ => {}
            }
            if habit != Habit::WholeIsFragment || self.open.iter().all(|open| open.key != key) {
                return Some(packet.bytes());
            }
        }
        let ragged = packet.header.more_fragments && !packet.payload.len().is_multiple_of(UNIT);
        let past = packet.header_bytes() + packet.end() > LONGEST;
        if packet.payload.is_empty() && habit != Habit::EmptyTaken
            || ragged && habit != Habit::RaggedTaken
            || past && habit != Habit::PastTheEnd
        {
            return None;
        }
        let at = self.open.iter().position(|open| open.key == key);
        let over = at.is_some_and(|at| self.deadline(&self.open[at]) <= now);
        if over && !matches!(habit, Habit::TrustsTheAlarm | Habit::NeverGivesUp) {
            return None;
        }
        let at = match at {
            Some(at) => at,
            None if habit == Habit::FirstComesFirst && packet.start() != 0 => return None,
            None => {
                self.latest = Some(now + Duration::from_secs(60));
                let open = Open { key, began: now, pieces: vec![], got: vec![], end: None, counted: 0 };
                self.open.push(open);
                self.open.len() - 1
            }
        };
        if habit == Habit::StartsOver {
            self.open[at].began = now;
        }
        self.take(at, packet)
    }

    fn take(&mut self, at: usize, packet: Packet) -> Option<Vec<u8>> {
        let habit = self.habit;
        let open = &mut self.open[at];
        open.counted += packet.payload.len();
        let is_double = open.pieces.iter().any(|piece| {
            piece.header.fragment_offset == packet.header.fragment_offset
                && piece.header.more_fragments == packet.header.more_fragments
                && piece.payload == packet.payload
        });
        let goes_on = matches!(habit, Habit::CountsDuplicates | Habit::CountsAndJoins | Habit::DeliversTwice);
        if is_double && !goes_on {
            if habit == Habit::DuplicatesSpoil {
                self.open.remove(at);
            }
            return None;
        }
        let is_last = !packet.header.more_fragments;
        let start = if habit == Habit::OffsetInBytes { packet.start() / UNIT } else { packet.start() };
        let end = start + packet.payload.len();
        let overlaps = open.got.iter().take(end).skip(start).any(Option::is_some);
        let beyond = open.got.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let ends_badly = match (open.end, is_last) {
            (Some(known), false) => end > known,
            (Some(known), true) => end != known,
            (None, true) => beyond > end,
            (None, false) => false,
        };
        let contradicts = !is_double && (overlaps || ends_badly && habit != Habit::EndMoves);
        match habit {
            Habit::FirstWins | Habit::LastWins => {}
            Habit::NewcomerIgnored if contradicts => return None,
            // Whatever is not looked at by these goes through.
            Habit::OffsetInBytes | Habit::LastIsAll | Habit::ArrivalOrder => {}
            _ if contradicts => {
                self.open.remove(at);
                return None;
            }
            _ => {}
        }
        if open.got.len() < end {
            open.got.resize(end, None);
        }
        for (byte, place) in packet.payload.iter().zip(&mut open.got[start..end]) {
            if habit != Habit::FirstWins || place.is_none() {
                *place = Some(*byte);
            }
        }
        if is_last && (open.end.is_none() || matches!(habit, Habit::LastWins | Habit::EndMoves)) {
            open.end = Some(end);
        }
        if !is_double {
            open.pieces.push(packet);
        }
        self.finish(at, is_last)
    }

    fn finish(&mut self, at: usize, came_last: bool) -> Option<Vec<u8>> {
        let habit = self.habit;
        let open = &self.open[at];
        let all_there = |end: usize| open.got.len() >= end && open.got[..end].iter().all(Option::is_some);
        let lengths: usize = open.pieces.iter().map(|piece| piece.payload.len()).sum();
        let is_whole = match habit {
            Habit::LastIsAll => came_last,
            Habit::AsksAtTheEnd => came_last && open.end.is_some_and(all_there),
            Habit::CountsDuplicates | Habit::CountsAndJoins => {
                open.end.is_some_and(|end| open.counted >= end)
            }
            Habit::ArrivalOrder => open.end.is_some_and(|end| lengths >= end),
            _ => open.end.is_some_and(all_there),
        };
        if !is_whole {
            return None;
        }
        let mut payload: Vec<u8> = open.got.iter().map(|byte| byte.unwrap_or(0)).collect();
        payload.truncate(open.end.unwrap_or(payload.len()));
        match habit {
            Habit::ArrivalOrder => {
                payload = open.pieces.iter().flat_map(|piece| piece.payload.clone()).collect()
            }
            Habit::LastIsAll | Habit::CountsAndJoins => {
                let mut pieces: Vec<&Packet> = open.pieces.iter().collect();
                pieces.sort_by_key(|piece| piece.start());
                payload = pieces.iter().flat_map(|piece| piece.payload.clone()).collect();
            }
            _ => {}
        }
        let first = open.pieces.iter().find(|piece| piece.start() == 0);
        let of = match habit {
            Habit::HeaderOfFirstToCome => open.pieces.first(),
            Habit::HeaderOfLastToCome => open.pieces.last(),
            _ => first.or(open.pieces.first()),
        }?;
        let header =
            Ipv4Header { more_fragments: habit == Habit::KeepsMf, fragment_offset: 0, ..of.header.clone() };
        let old = of.bytes();
        let whole = Packet { header, payload };
        let mut bytes = whole.bytes();
        match habit {
            Habit::StaleLength => {
                bytes[2..4].copy_from_slice(&old[2..4]);
                repair(&mut bytes);
            }
            Habit::StaleChecksum => bytes[10..12].copy_from_slice(&old[10..12]),
            Habit::NothingLeft => bytes = whole.payload.clone(),
            _ => {}
        }
        if habit != Habit::DeliversTwice {
            self.open.remove(at);
        }
        (whole.len() <= LONGEST || habit == Habit::SumTooLong).then_some(bytes)
    }

    fn holes(&self, bytes: &[u8]) -> Vec<Hole> {
        let Some(open) = self.open(bytes) else {
            let all = Hole { first: 0, last: None };
            return if self.habit == Habit::NothingMissing { vec![] } else { vec![all] };
        };
        let mut holes = open.holes();
        match self.habit {
            Habit::HalfOpenHoles => {
                for hole in &mut holes {
                    hole.last = hole.last.map(|last| last + 1);
                }
            }
            Habit::EndStaysOpen => {
                if let Some(end) = open.end {
                    holes.push(Hole { first: end, last: None });
                }
            }
            Habit::PiecesForHoles => {
                let mut pieces: Vec<&Packet> = open.pieces.iter().collect();
                pieces.sort_by_key(|piece| piece.start());
                holes = pieces
                    .iter()
                    .map(|piece| Hole { first: piece.start(), last: Some(piece.end() - 1) })
                    .collect();
            }
            Habit::EmptyHoles => {
                let mut pieces: Vec<&Packet> = open.pieces.iter().collect();
                pieces.sort_by_key(|piece| piece.start());
                let mut next = 0;
                holes.clear();
                for piece in pieces {
                    if let Some(last) = piece.start().checked_sub(1) {
                        holes.push(Hole { first: next, last: Some(last) });
                    }
                    next = piece.end();
                }
                if open.end.is_none() {
                    holes.push(Hole { first: next, last: None });
                }
            }
            _ => {}
        }
        holes
    }

    fn deadline(&self, open: &Open) -> Micros {
        open.began
            + match self.habit {
                Habit::SixtyMillis => Duration::from_millis(60),
                Habit::MomentTooLong => Duration::from_secs(60) + Duration::from_micros(1),
                _ => Duration::from_secs(60),
            }
    }

    fn next(&self) -> Option<Micros> {
        let deadlines = self.open.iter().map(|open| self.deadline(open));
        match self.habit {
            Habit::NeverGivesUp => None,
            Habit::LatestDeadline => deadlines.max(),
            Habit::WakesForNothing if self.open.is_empty() => self.latest,
            // Compares with `<` where it gives up, and says the moment right.
            Habit::MomentTooLong => deadlines.min().map(|moment| Micros(moment.0 - 1)),
            _ => deadlines.min(),
        }
    }

    fn give_up(&mut self, now: Micros) -> Vec<Vec<u8>> {
        if self.habit == Habit::NeverGivesUp {
            return vec![];
        }
        let deadlines: Vec<Micros> = self.open.iter().map(|open| self.deadline(open)).collect();
        let mut over: Vec<&Open> =
            self.open.iter().zip(&deadlines).filter(|(_, at)| **at <= now).map(|(open, _)| open).collect();
        if self.habit == Habit::ReportsNewestFirst {
            over.reverse();
        }
        let first = |open: &&Open| open.pieces.iter().find(|piece| piece.start() == 0).cloned();
        let firsts = match self.habit {
            Habit::ReportsNobody => vec![],
            Habit::ReportsAny => over
                .iter()
                .filter_map(|open| first(open).or(open.pieces.first().cloned()))
                .map(|piece| piece.bytes())
                .collect(),
            Habit::ReportsAll => {
                let all = over.iter().filter(|open| first(open).is_some()).flat_map(|open| &open.pieces);
                all.map(Packet::bytes).collect()
            }
            Habit::ReportsPayload => over.iter().filter_map(first).map(|piece| piece.payload).collect(),
            _ => over.iter().filter_map(first).map(|piece| piece.bytes()).collect(),
        };
        if self.habit != Habit::ReportsAgain {
            let mut deadlines = deadlines.iter();
            self.open.retain(|_| deadlines.next().is_some_and(|at| *at > now));
        }
        firsts
    }
}

impl Open {
    /// The stretches of which nothing came.
    pub(super) fn holes(&self) -> Vec<Hole> {
        let mut holes: Vec<Hole> = Vec::new();
        let there = |at: usize| self.got.get(at).is_some_and(Option::is_some);
        for at in 0..self.end.unwrap_or(self.got.len()) {
            match holes.last_mut() {
                _ if there(at) => {}
                Some(hole) if hole.last == at.checked_sub(1) && at > 0 => hole.last = Some(at),
                _ => holes.push(Hole { first: at, last: Some(at) }),
            }
        }
        if self.end.is_none() {
            holes.push(Hole { first: self.got.len(), last: None });
        }
        holes
    }
}
