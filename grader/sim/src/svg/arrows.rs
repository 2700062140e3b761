//! Arrows, from the line on which a message leaves to the one on which it ends.

use super::page::Page;
use super::pen::{Pen, Point};
use super::plan::{Part, Way};
use crate::trace::{Delivery, Message};

/// How far along its way a copy leaves its original, and a message that ends in a later step is drawn at first.
const BRANCH: f64 = 0.3;
/// Of the gap in front of the receiver, so much is left by what does not arrive.
const MISSED: f64 = 0.4;
/// An arrow ends a bit above its line and begins a bit below: there may be both.
const ASIDE: f64 = 3.0;
const DASHES: &str = " stroke-dasharray=\"6 4\"";
const DOTS: &str = " stroke-dasharray=\"2 5\"";
const WIDTH: &str = " stroke-width=\"1.5\"";
/// The head of an arrow: how long, and how far to either side of its line.
const HEAD: (f64, f64) = (10.0, 4.5);
/// The wave in an arrow whose message is damaged: how long, how far to either side, how many turns.
const WAVE: (f64, f64, usize) = (24.0, 5.0, 6);
/// From the wave to the head.
const AFTER_WAVE: f64 = 6.0;
/// From the middle of a cross to each side.
const CROSS: f64 = 5.0;

/// The straight line from one life line to another, or to where a message is lost or seen for the last time.
#[derive(Clone, Copy)]
pub(super) struct Route {
    start: Point,
    end: Point,
}

impl Route {
    pub(super) fn new(page: &Page, way: Way, message: &Message) -> Self {
        let mut start = Point { x: page.life(way.from), y: page.line(way.leaves) };
        let mut end = Point { x: page.life(way.to), y: page.line(way.ends) };
        if way.ends != way.leaves {
            start.y += ASIDE;
            end.y -= ASIDE;
        }
        if !matches!(message.delivery, Delivery::Arrived { .. }) {
            let neighbor = if way.from < way.to { way.to - 1 } else { way.to + 1 };
            end = Point { x: end.x - MISSED * (end.x - page.life(neighbor)), y: page.line(way.ends) };
        }
        Self { start, end }
    }

    /// The way of a copy, from its original's.
    pub(super) fn branch(self, copy: Self) -> Self {
        // A copy can end long before its original, and yet it does not run upwards.
        let (height, of_copy) = (self.end.y - self.start.y, copy.end.y - self.start.y);
        let part = if of_copy < height { BRANCH * of_copy / height } else { BRANCH };
        Self { start: self.at(part), end: copy.end }
    }

    pub(super) fn start(self) -> Point {
        self.start
    }

    fn at(self, part: f64) -> Point {
        let Self { start, end } = self;
        Point { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part }
    }

    fn length(self) -> f64 {
        let (x, y) = (self.end.x - self.start.x, self.end.y - self.start.y);
        (x * x + y * y).sqrt()
    }
}

/// Draws an arrow, or a part of it.
pub(super) fn draw(pen: &mut Pen, route: Route, message: &Message, part: Part) {
    let from = if part == Part::Finish && message.copy_of.is_none() { BRANCH } else { 0.0 };
    let copy = if message.copy_of.is_some() { " sim-copy" } else { "" };
    let class = |kind: &str| format!("sim-arrow{kind}{copy}");
    match &message.delivery {
        _ if part == Part::Start => {
            pen.stroke(&class(""), WIDTH, &[route.at(0.0), route.at(BRANCH)]);
        }
        Delivery::Arrived { damage, .. } => {
            let is_damaged = damage.is_some();
            let kind = if is_damaged { " sim-damaged" } else { "" };
            pen.stroke(&class(kind), WIDTH, &line(route, from, is_damaged));
            pen.fill("sim-head", &head(route));
        }
        Delivery::Lost { .. } => {
            let dashes = format!("{WIDTH}{DASHES}");
            pen.stroke(&class(" sim-lost"), &dashes, &[route.at(from), route.end]);
            cross(pen, route.end);
        }
        Delivery::InFlight => {
            let last_seen = 0.6;
            pen.stroke(&class(" sim-open"), WIDTH, &[route.at(from), route.at(last_seen)]);
            let dashes = format!("{WIDTH}{DOTS}");
            pen.stroke(&class(" sim-open"), &dashes, &[route.at(last_seen), route.end]);
        }
    }
}

/// Draws a message of an actor to itself: out and back, on the side that is to the right, or not.
pub(super) fn draw_loop(pen: &mut Pen, life: Point, message: &Message, to_the_right: bool) {
    let side = if to_the_right { 1.0 } else { -1.0 };
    let at = |x: f64, y: f64| Point { x: life.x + side * x, y: life.y + y };
    let points = [at(0.0, -6.0), at(20.0, -6.0), at(20.0, 6.0), at(10.0, 6.0)];
    match &message.delivery {
        Delivery::Arrived { damage, .. } => {
            let kind = if damage.is_some() { "sim-arrow sim-damaged" } else { "sim-arrow" };
            pen.stroke(kind, WIDTH, &points);
            pen.fill("sim-head", &[at(1.0, 6.0), at(11.0, 2.5), at(11.0, 9.5)]);
        }
        Delivery::Lost { .. } => {
            pen.stroke("sim-arrow sim-lost", &format!("{WIDTH}{DASHES}"), &points[..3]);
            cross(pen, points[2]);
        }
        Delivery::InFlight => {
            pen.stroke("sim-arrow sim-open", &format!("{WIDTH}{DOTS}"), &points[..3]);
        }
    }
}

/// From a place on the way to the head.
fn line(route: Route, from: f64, is_damaged: bool) -> Vec<Point> {
    let length = route.length();
    let back = |distance: f64| 1.0 - distance / length;
    let mut points = vec![route.at(from)];
    if is_damaged {
        let (wave, height, turns) = WAVE;
        let begins = HEAD.0 + AFTER_WAVE + wave;
        points.push(route.at(back(begins)));
        for turn in 0..turns {
            let along = route.at(back(begins - wave * (turn as f64 + 0.5) / turns as f64));
            points.push(aside(route, along, if turn % 2 == 0 { height } else { -height }));
        }
        points.push(route.at(back(begins - wave)));
    }
    points.push(route.at(back(HEAD.0)));
    points
}

fn head(route: Route) -> [Point; 3] {
    let base = route.at(1.0 - HEAD.0 / route.length());
    [route.end, aside(route, base, HEAD.1), aside(route, base, -HEAD.1)]
}

/// A point so far from another, at a right angle to the way.
fn aside(route: Route, point: Point, distance: f64) -> Point {
    let (x, y) = (route.end.x - route.start.x, route.end.y - route.start.y);
    let length = route.length();
    Point { x: point.x - distance * y / length, y: point.y + distance * x / length }
}

fn cross(pen: &mut Pen, center: Point) {
    let at = |x: f64, y: f64| Point { x: center.x + x * CROSS, y: center.y + y * CROSS };
    for slope in [1.0, -1.0] {
        pen.stroke("sim-cross", " stroke-width=\"2\"", &[at(-1.0, -slope), at(1.0, slope)]);
    }
}
