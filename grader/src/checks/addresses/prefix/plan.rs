//! The plan of an office: nine networks, drawn from the learner's answers.

use given::addresses::{Family, Hosts, Prefix};
use serde::de::DeserializeOwned;

use super::inputs::v4;
use super::model::{Habit, Habit::Right};
use super::pictures::text;
use super::{BROADCASTS, HOSTS};
use crate::finding::Table;
use crate::script::Script;
use crate::spell::{Ref, Spell, Wide};
use crate::trial::{Seen, Trial, Trouble, Verdict};

/// The networks of an office in 10.9.8.0/24: who, an address there, the length of its prefix; then the network, the
/// mask, the machines and the broadcast address.
#[rustfmt::skip]
const PLAN: [(&str, u8, u8, [&str; 4]); 9] = [
    ("the office",   77, 24, ["10.9.8.0/24",   "255.255.255.0",   "10.9.8.1 to 10.9.8.254",   "10.9.8.255"]),
    ("desks",        77, 25, ["10.9.8.0/25",   "255.255.255.128", "10.9.8.1 to 10.9.8.126",   "10.9.8.127"]),
    ("guests",      130, 26, ["10.9.8.128/26", "255.255.255.192", "10.9.8.129 to 10.9.8.190", "10.9.8.191"]),
    ("telephones",  200, 27, ["10.9.8.192/27", "255.255.255.224", "10.9.8.193 to 10.9.8.222", "10.9.8.223"]),
    ("cameras",     230, 28, ["10.9.8.224/28", "255.255.255.240", "10.9.8.225 to 10.9.8.238", "10.9.8.239"]),
    ("printers",    244, 29, ["10.9.8.240/29", "255.255.255.248", "10.9.8.241 to 10.9.8.246", "10.9.8.247"]),
    ("door locks",  250, 30, ["10.9.8.248/30", "255.255.255.252", "10.9.8.249 to 10.9.8.250", "10.9.8.251"]),
    ("to upstairs", 253, 31, ["10.9.8.252/31", "255.255.255.254", "10.9.8.252 to 10.9.8.253", "none"]),
    ("name server", 255, 32, ["10.9.8.255/32", "255.255.255.255", "10.9.8.255 to 10.9.8.255", "none"]),
];

/// The cells of a row of the plan, as the model with a habit gives them.
fn planned(habit: Habit, octet: u8, len: u8) -> [String; 4] {
    let place = v4(10, 9, 8, octet, len);
    let prefix = place.prefix();
    [
        habit.network(place.family, place.address, len).to_string(),
        text(place.family, habit.mask(place.family, len)),
        habit.hosts(prefix).to_string(),
        address_or_none(habit.broadcast(prefix)),
    ]
}

fn address_or_none(address: Option<u128>) -> String {
    address.map_or_else(|| String::from("none"), |address| text(Family::V4, address))
}

pub(super) fn office_plan(trial: &mut Trial<'_>) -> Verdict {
    let ask = |(): &()| {
        PLAN.iter().fold(Script::default(), |script, (_, octet, len, _)| {
            let place = v4(10, 9, 8, *octet, *len);
            let spelled = format!("network(V4, {}, {len})   // 10.9.8.{octet}", Wide(place.address).spell());
            script
                .call("network", (Family::V4, Wide(place.address), *len))
                .spelled(spelled)
                .call("mask", (Family::V4, *len))
                .call("hosts", (Ref(place.prefix()),))
                .call("broadcast", (Ref(place.prefix()),))
        })
    };
    trial.table([()], ask, |(), seen| {
        let mut own: Vec<[String; 4]> = Vec::new();
        let mut trouble = None;
        for (_, octet, len, cells) in PLAN {
            let place = v4(10, 9, 8, octet, len);
            let mut row = Vec::new();
            row.push(planned_cell(seen, cells[0], &mut trouble, place.prefix(), Prefix::to_string)?);
            let mask = Wide(Right.mask(Family::V4, len));
            row.push(planned_cell(seen, cells[1], &mut trouble, mask, |mask| text(Family::V4, mask.0))?);
            row.push(planned_cell(
                seen,
                cells[2],
                &mut trouble,
                Right.hosts(place.prefix()),
                Hosts::to_string,
            )?);
            let broadcast = Right.broadcast(place.prefix()).map(Wide);
            row.push(planned_cell(seen, cells[3], &mut trouble, broadcast, |own| {
                address_or_none(own.map(|own| own.0))
            })?);
            own.push(row.try_into().expect("there are four cells"));
        }
        let Some(trouble) = trouble else { return Ok(()) };
        let with = |habit: Habit| PLAN.map(|(_, octet, len, _)| planned(habit, octet, len));
        let named = HOSTS.iter().chain(BROADCASTS).find(|(_, habit)| with(*habit)[..] == own[..]);
        let trouble = named.into_iter().fold(trouble, |trouble: Trouble, (slug, _)| trouble.looks_like(slug));
        Err(trouble.figure(plan(&own)))
    })
}

/// Reads a cell of the plan. Only the first that is wrong is told as a step; the table shows them all.
fn planned_cell<T: DeserializeOwned + Spell>(
    seen: &mut Seen<'_>,
    expected: &str,
    trouble: &mut Option<Trouble>,
    right: T,
    text: impl Fn(&T) -> String,
) -> Result<String, Trouble> {
    let own = text(&seen.value()?);
    if own == expected || trouble.is_some() {
        seen.leave_out();
    } else {
        *trouble = Some(Trouble::new(seen.differs(&right)));
    }
    Ok(own)
}

/// The learner's plan; rows that differ from the committed one are marked.
fn plan(own: &[[String; 4]]) -> Table {
    let row = |((who, ..), cells): (&(&str, u8, u8, [&str; 4]), &[String; 4])| {
        let cells = cells.iter().map(|cell| cell.chars().take(24).collect());
        [String::from(*who)].into_iter().chain(cells).collect()
    };
    let wrong = PLAN.iter().zip(own).enumerate().filter(|(_, ((.., cells), own))| *own != cells);
    Table {
        title: String::from("your plan"),
        head: ["for", "network", "mask", "hosts", "broadcast"].map(String::from).to_vec(),
        rows: PLAN.iter().zip(own).map(row).collect(),
        wrong: wrong.map(|(number, _)| number).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_is_right() {
        for (_, octet, len, cells) in PLAN {
            assert_eq!(planned(Right, octet, len), cells);
        }
    }
}
