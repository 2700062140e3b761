//! The six cities: how the word of London goes around, and how it is taken back.

use given::packets::RipRoute;
use given::time::Micros;
use sim::Trace;
use sim::net::cities::{LONDON, NAMES, NEW_YORK, ROADS};

#[cfg(test)]
use super::model::Habit;
use super::story::network;
#[cfg(test)]
use super::towns::Models;
use super::towns::{Cut, Learners, Tables, Town, named, run};
use crate::finding::Table;
use crate::trial::{Talk, Trial, Trouble, Verdict};

/// When the line between London and New York breaks, in seconds.
const BREAKS: u64 = 40;

/// When we look, in milliseconds, and how far it is to London then: from each city, in the order of the course. A
/// dash stands for no row. This is what must come out; the table on the card is drawn from what did.
const COMMITTED: [(u64, [&str; 6]); 11] = [
    (0, ["-", "-", "-", "-", "-", "1"]),
    (10, ["-", "-", "2", "-", "-", "1"]),
    (100, ["-", "-", "2", "-", "2", "1"]),
    (200, ["3", "-", "2", "-", "2", "1"]),
    (1050, ["3", "3", "2", "-", "2", "1"]),
    (39_000, ["3", "3", "2", "4", "2", "1"]),
    (40_000, ["3", "3", "2", "4", "16", "1"]),
    (40_100, ["16", "3", "2", "4", "16", "1"]),
    (40_200, ["16", "3", "2", "16", "16", "1"]),
    (60_100, ["16", "3", "2", "4", "3", "1"]),
    (62_000, ["4", "3", "2", "4", "3", "1"]),
];

pub(super) fn town() -> Town {
    let roads: Vec<_> = ROADS.iter().map(|road| (road.ends.0, road.ends.1, 1)).collect();
    let delays = ROADS.iter().map(|road| road.delay.as_millis() as u64).collect();
    let ends = |road: &(usize, usize, u32)| [road.0, road.1] == [LONDON, NEW_YORK];
    let breaks = roads.iter().position(ends).expect("there is such a line");
    let until = COMMITTED[COMMITTED.len() - 1].0 / 1000;
    let town = Town { names: NAMES.to_vec(), delays, ..Town::new(NAMES.len(), &roads, until) };
    town.cut(BREAKS, Cut::Line(breaks))
}

fn moments() -> Vec<Micros> {
    COMMITTED[..COMMITTED.len() - 1].iter().map(|(millis, _)| Micros::from_millis(*millis)).collect()
}

/// How far it is to London from each city.
fn distances(tables: &Tables) -> Vec<String> {
    let to_london = |table: &Vec<RipRoute>| {
        let row = table.iter().find(|route| route.network == network(LONDON as u32 + 1));
        row.map_or(String::from("-"), |row| row.metric.to_string())
    };
    tables.iter().map(to_london).collect()
}

pub(super) fn rounds_are_the_committed_ones(trial: &mut Trial<'_>) -> Verdict {
    trial.story([()], None::<proptest::strategy::Just<()>>, |(), talk| judge(talk))
}

fn judge(talk: &mut Talk<'_, '_>) -> Result<(), Trouble> {
    let town = town();
    let mut trace = Trace::new();
    let (result, _) = run(&town, Learners::new(talk, &town), &moments(), &mut trace);
    let all = match result {
        Ok(all) => all,
        Err(trouble) => {
            talk.note(town.words(), "see below");
            return Err(trouble);
        }
    };
    let given: Vec<Vec<String>> = all.iter().map(distances).collect();
    let is_right = |at: &usize| given[*at] == COMMITTED[*at].1;
    let Some(wrong) = (0..given.len()).find(|at| !is_right(at)) else { return Ok(()) };
    talk.note(
        format!("{}; at {} ms, how far is it to London?", town.words(), COMMITTED[wrong].0),
        spelled(&given[wrong]),
    );
    let differs = talk.expected(spelled(&COMMITTED[wrong].1.map(String::from)));
    let slug = named("six_cities", &town, &moments(), &all, &trace);
    let trouble = slug.into_iter().fold(Trouble::new(differs), Trouble::looks_like);
    Err(trouble.figure(table(&given)))
}

/// As in `Tokyo 3, Frankfurt 3`.
fn spelled(distances: &[String]) -> String {
    let one = |(name, distance): (&&str, &String)| format!("{name} {distance}");
    NAMES.iter().zip(distances).map(one).collect::<Vec<_>>().join(", ")
}

fn table(given: &[Vec<String>]) -> Table {
    let cell = |(given, right): (&String, &&str)| match given == right {
        true => given.clone(),
        false => format!("{given}, must be {right}"),
    };
    let row = |(given, (millis, right)): (&Vec<String>, &(u64, [&str; 6]))| {
        let cells = given.iter().zip(right).map(cell);
        [millis.to_string()].into_iter().chain(cells).collect()
    };
    let head = ["t ms"].into_iter().chain(NAMES).map(String::from);
    Table {
        title: String::from("how far it is to London, from each city"),
        head: head.collect(),
        rows: given.iter().zip(&COMMITTED).map(row).collect(),
        wrong: (0..given.len()).filter(|at| given[*at] != COMMITTED[*at].1).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_rounds_are_those_of_the_model() {
        let town = town();
        let (all, _) = run(&town, Models::new(Habit::Right, &town), &moments(), &mut Trace::new());
        let all = all.expect("a model is not in trouble");
        for (tables, (millis, right)) in all.iter().zip(&COMMITTED) {
            assert_eq!(distances(tables), *right, "at {millis} ms");
        }
        assert_eq!(super::super::towns::first_difference(&town, &all[all.len() - 1]), None);
    }
}
