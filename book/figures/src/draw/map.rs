//! A map: places, the lines between them, and what travels, hop by hop.
//!
//! Every hop is an arrow with the number of its step, beside the line that it takes, on the right hand of who travels
//! there. So what goes and what comes back don't cover each other, and neither does what takes the same line later.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sim::{Delivery, Event, Message, Trace};

use super::svg::{LETTER, n, picture, text_width};
use super::{Frame, ladder, scroll};
use crate::Map;

/// Half of the height of a place.
const HALF: f64 = 15.0;
/// From a line to the first arrow beside it, and from each to the next.
const LANE: f64 = 12.0;
/// Around the picture, outside of the outermost places.
const MARGIN: f64 = 60.0;

pub(super) fn draw(frame: &Frame<'_>, map: &Map) -> Markup {
    let drawing = |trace: &Trace| svg(frame, map, trace).into_string();
    let trace = (map.journeys.trace)(&[]);
    html! {
        (scroll(frame.title, svg(frame, map, &trace)))
        (ladder::told(&map.journeys, &trace, drawing))
    }
}

fn svg(frame: &Frame<'_>, map: &Map, trace: &Trace) -> Markup {
    let right = map.places.iter().map(|place| place.x).fold(0.0, f64::max);
    let bottom = map.places.iter().map(|place| place.y).fold(0.0, f64::max);
    let about = "A map. The steps below say what happens on it.";
    let inside = html! {
        g transform={ "translate(" (n(MARGIN)) " " (n(MARGIN / 2.0)) ")" } {
            g class="map-lines" stroke="currentColor" {
                @for &(one, other) in &map.lines {
                    @let (from, to) = (&map.places[one], &map.places[other]);
                    line x1=(n(from.x)) y1=(n(from.y)) x2=(n(to.x)) y2=(n(to.y)) {}
                }
            }
            @for place in &map.places {
                @let half = half_width(&place.name);
                rect class="map-place" x=(n(place.x - half)) y=(n(place.y - HALF)) width=(n(2.0 * half))
                    height=(n(2.0 * HALF)) rx="6" stroke="currentColor" {}
                text text-anchor="middle" x=(n(place.x)) y=(n(place.y + LETTER / 3.0)) { (place.name) }
            }
            (steps(map, trace))
        }
    };
    picture(frame, about, right + 2.0 * MARGIN, bottom + MARGIN, inside)
}

fn half_width(name: &str) -> f64 {
    text_width(name) / 2.0 + 10.0
}

/// What belongs to each step, in a group that says so.
fn steps(map: &Map, trace: &Trace) -> Markup {
    // How many arrows a line has already in this direction, and how many notes a place.
    let mut lanes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut notes: BTreeMap<usize, u32> = BTreeMap::new();
    let mut begun = Vec::new();
    let told = sim::list(trace);
    let parts = told.iter().enumerate().map(|(index, step)| {
        let number = index + 1;
        let drawn = match &trace.events()[step.event.index()] {
            // The end of a message that has been drawn already: its step has the sentence alone.
            Event::Message(_) if begun.contains(&step.event) => html! {},
            Event::Message(message) => {
                begun.push(step.event);
                let ways = (message.from.index(), message.to.index());
                let lane = lanes.entry(ways).or_default();
                *lane += 1;
                arrow(map, message, number, *lane)
            }
            Event::Note(note) => match note.actor {
                Some(actor) => {
                    let count = notes.entry(actor.index()).or_default();
                    *count += 1;
                    badge(map, actor.index(), number, *count)
                }
                None => html! {},
            },
        };
        html! { g class="map-step" data-step=(number) { (drawn) } }
    });
    html! { @for part in parts { (part) } }
}

/// From one place to another, or halfway if it is lost.
fn arrow(map: &Map, message: &Message, number: usize, lane: u32) -> Markup {
    let (from, to) = (&map.places[message.from.index()], &map.places[message.to.index()]);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    // On the right hand of who goes there, in a picture whose y runs down.
    let aside = LANE * f64::from(lane);
    let (ox, oy) = (-uy * aside, ux * aside);
    let room = |name: &str| (half_width(name) / ux.abs()).min(HALF / uy.abs()).min(length / 3.0) + 4.0;
    let (begin, end) = (room(&from.name), length - room(&to.name));
    let lost = matches!(message.delivery, Delivery::Lost { .. });
    let end = if lost { f64::midpoint(begin, end) } else { end };
    let at = |along: f64| (from.x + ux * along + ox, from.y + uy * along + oy);
    let ((x1, y1), (x2, y2)) = (at(begin), at(end));
    // Beside each other the numbers would collide.
    let (lx, ly) = at(begin + (end - begin) * if lane.is_multiple_of(2) { 0.35 } else { 0.6 });
    let class = if lost { "map-arrow map-lost" } else { "map-arrow" };
    let (bx, by) = (x2 - ux * 8.0, y2 - uy * 8.0);
    html! {
        line class=(class) x1=(n(x1)) y1=(n(y1)) x2=(n(x2)) y2=(n(y2)) stroke="currentColor"
            stroke-dasharray=[lost.then_some("5 4")] {}
        @if lost {
            path class="map-cross" stroke="currentColor" d={
                "M" (n(x2 - 5.0)) " " (n(y2 - 5.0)) "l10 10m0 -10l-10 10"
            } {}
            text class="map-word" x=(n(x2 + 10.0)) y=(n(y2 + 14.0)) { "lost" }
        } @else {
            path class="map-head" d={
                "M" (n(x2)) " " (n(y2)) "L" (n(bx - uy * 4.0)) " " (n(by + ux * 4.0))
                "L" (n(bx + uy * 4.0)) " " (n(by - ux * 4.0)) "Z"
            } {}
        }
        text class="map-word" text-anchor="middle" x=(n(lx)) y=(n(ly + LETTER / 3.0)) { (number) }
        circle class="map-dot" cx=(n(x1)) cy=(n(y1)) r="5" style={
            "--map-x:" (n(x2 - x1)) "px;--map-y:" (n(y2 - y1)) "px"
        } {}
    }
}

/// The number of a step at a place where something is noted.
fn badge(map: &Map, place: usize, number: usize, count: u32) -> Markup {
    let place = &map.places[place];
    let (x, y) = (place.x - half_width(&place.name) + 20.0 * f64::from(count), place.y + HALF + 13.0);
    html! { text class="map-word" text-anchor="middle" x=(n(x)) y=(n(y)) { (number) } }
}
