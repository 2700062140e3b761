//! Lines from top to bottom, and what is taken on each of them.
//!
//! A line holds what happens at one time to different actors, or to one actor at once: an arrow may end where the
//! next one begins. What happens to one actor later stands lower, and no two texts share a place.

use std::collections::{BTreeMap, BTreeSet};

use given::time::Micros;

/// Where texts stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Two actors: each actor's on its own side.
    TwoSides,
    /// All at the right.
    OneSide,
}

impl Form {
    /// The side at which the texts of an actor stand.
    pub(super) fn side(self, actor: usize) -> usize {
        match self {
            Self::TwoSides => actor,
            Self::OneSide => 0,
        }
    }
}

pub(super) struct Line {
    /// The time, on the first line of it.
    pub(super) at: Option<Micros>,
    /// Whether another time begins here, or something at no known time.
    pub(super) is_apart: bool,
}

/// What an actor does on a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Sends,
    Gets,
    /// An arrow ends here on the very line on which it began: the next must not cover it.
    GetsLevel,
    /// It does not get what was lost on the way to it. Nothing happens to it, but the place is taken.
    Misses,
    Notes,
    Scene,
}

pub(super) struct Grid {
    pub(super) form: Form,
    pub(super) lines: Vec<Line>,
    /// The first line of the time that it is now, and that time.
    top: usize,
    now: Option<Micros>,
    uses: BTreeMap<(usize, usize), Use>,
    /// The sides and lines that have text.
    written: BTreeSet<(usize, usize)>,
    /// The lowest line on which each actor does something, and when.
    latest: Vec<Option<(usize, Option<Micros>)>>,
}

impl Grid {
    pub(super) fn new(actors: usize) -> Self {
        Self {
            form: if actors == 2 { Form::TwoSides } else { Form::OneSide },
            lines: Vec::new(),
            top: 0,
            now: None,
            uses: BTreeMap::new(),
            written: BTreeSet::new(),
            latest: vec![None; actors],
        }
    }

    /// What happens at another time, or at nobody knows which, stands below everything else.
    pub(super) fn turn_to(&mut self, at: Option<Micros>) {
        if at.is_none() || at != self.now {
            self.now = at;
            self.top = self.lines.len();
        }
    }

    /// Takes the highest line on which the actors can do these things and texts of these heights have room beside
    /// them.
    pub(super) fn place(&mut self, wanted: &[(usize, Use, usize)], lowest: usize) -> usize {
        let busy = wanted.iter().filter(|(_, what, _)| *what != Use::Misses);
        let after = busy.filter_map(|(actor, ..)| Some(self.latest[*actor]?.0));
        let mut line = after.fold(self.top.max(lowest), usize::max);
        while !self.has_room(wanted, line) {
            line += 1;
        }
        for (actor, what, height) in wanted {
            self.uses.insert((*actor, line), *what);
            if *what != Use::Misses {
                self.latest[*actor] = Some((line, self.now));
            }
            self.write(*actor, line, *height);
        }
        self.reach(line);
        line
    }

    /// Takes the line on which the actor has just got something, if a note has room there.
    pub(super) fn place_beside(&mut self, actor: usize, at: Option<Micros>, height: usize) -> Option<usize> {
        let (line, then) = self.latest[actor]?;
        let gets = matches!(self.uses.get(&(actor, line)), Some(Use::Gets | Use::GetsLevel));
        let has_room = gets && then == at && self.is_blank(actor, line, height);
        has_room.then(|| self.write(actor, line, height))?;
        Some(line)
    }

    /// Takes a line below everything, across all actors.
    pub(super) fn place_across(&mut self, height: usize) -> usize {
        let last = self.latest.len().saturating_sub(1);
        let line = self.lines.len();
        for actor in 0..self.latest.len() {
            self.uses.insert((actor, line), Use::Scene);
            self.latest[actor] = Some((line, self.now));
        }
        self.write(last, line, height);
        self.reach(line);
        line
    }

    fn has_room(&self, wanted: &[(usize, Use, usize)], line: usize) -> bool {
        wanted.iter().all(|(actor, what, height)| {
            self.can(*actor, line, *what) && self.is_blank(*actor, line, *height)
        })
    }

    fn can(&self, actor: usize, line: usize, what: Use) -> bool {
        match self.uses.get(&(actor, line)) {
            None => true,
            Some(Use::Gets) => what == Use::Sends,
            Some(_) => false,
        }
    }

    fn is_blank(&self, actor: usize, line: usize, height: usize) -> bool {
        let side = self.form.side(actor);
        (line..line + height).all(|line| !self.written.contains(&(side, line)))
    }

    fn write(&mut self, actor: usize, line: usize, height: usize) {
        for line in line..line + height {
            self.written.insert((self.form.side(actor), line));
            self.reach(line);
        }
    }

    /// Makes lines, down to this one.
    fn reach(&mut self, line: usize) {
        while self.lines.len() <= line {
            let is_apart = self.lines.len() == self.top;
            self.lines.push(Line { at: self.now.filter(|_| is_apart), is_apart });
        }
    }
}
