//! The picture from top to bottom: its names, the life lines, and then step after step.

use super::Svg;
use super::arrows::{self, Route};
use super::page::{FONT_SIZE, HEAD_HEIGHT, LINE, Page};
use super::pen::{Pen, Point, escape, px};
use super::plan::{Figure, Part, Plan, Step, Style, Text};
use crate::text::UNICODE;
use crate::trace::{Event, Message, Trace};
use crate::words::summary;

const FONT: &str = "ui-monospace, Menlo, Consolas, monospace";

pub(super) fn draw(trace: &Trace, plan: &Plan, called: &Svg<'_>) -> String {
    let page = Page::new(trace, plan);
    let mut artist = Artist { trace, plan, page, pen: Pen::default() };
    artist.begin(called);
    artist.backdrop();
    for (step, number) in plan.steps.iter().zip(1..) {
        artist.step(step, number);
    }
    artist.pen.line("</svg>");
    artist.pen.svg
}

struct Artist<'a> {
    trace: &'a Trace,
    plan: &'a Plan,
    page: Page,
    pen: Pen,
}

impl Artist<'_> {
    fn begin(&mut self, called: &Svg<'_>) {
        let id = escape(&UNICODE.shown(called.id));
        let (width, height) = (px(self.page.width.ceil()), px(self.page.height.ceil()));
        self.pen.line(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sim-ladder\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"{FONT}\" font-size=\"{FONT_SIZE}\" xml:space=\"preserve\">"
        ));
        self.pen.line(&format!("<title id=\"{id}-title\">{}</title>", escape(&UNICODE.shown(called.title))));
        let summary = summary(self.trace, &UNICODE);
        self.pen.line(&format!("<desc id=\"{id}-desc\">{}</desc>", escape(&summary)));
    }

    /// What stands there before anything happens.
    fn backdrop(&mut self) {
        for actor in 0..self.page.names.len() {
            self.life(actor);
            self.head(actor);
        }
        if self.page.clock.is_empty() {
            return;
        }
        let x = self.page.time();
        let end = " text-anchor=\"end\"";
        let heading = Point { x, y: self.page.birth() - HEAD_HEIGHT / 2.0 };
        self.pen.text("sim-time", end, heading, self.page.clock.head().trim());
        for (index, line) in self.plan.lines.iter().enumerate() {
            if let Some(at) = line.at {
                let place = Point { x, y: self.page.line(index) };
                self.pen.text("sim-time", end, place, &self.page.clock.text(at));
            }
        }
    }

    fn head(&mut self, actor: usize) {
        let (x, y, width) = self.page.head(actor);
        self.pen.line("<g class=\"sim-actor\">");
        self.pen.line(&format!(
            "<rect fill=\"none\" stroke=\"currentColor\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"/>",
            px(x),
            px(y),
            px(width),
            px(HEAD_HEIGHT)
        ));
        let middle = Point { x: self.page.life(actor), y: y + HEAD_HEIGHT / 2.0 };
        let bold = " text-anchor=\"middle\" font-weight=\"bold\"";
        let name = &self.page.names[actor];
        self.pen.text("sim-name", bold, middle, name);
        self.pen.line("</g>");
    }

    fn life(&mut self, actor: usize) {
        let x = self.page.life(actor);
        let ends = [Point { x, y: self.page.birth() }, Point { x, y: self.page.death() }];
        self.pen.stroke("sim-life", " stroke-opacity=\"0.6\"", &ends);
    }

    fn step(&mut self, step: &Step, number: usize) {
        self.pen.line(&format!("<g class=\"sim-event\" data-step=\"{number}\">"));
        match (&self.trace.events()[step.event], step.figure) {
            (Event::Message(message), Figure::Arrow(part)) => self.arrow(step, message, part),
            (Event::Message(message), Figure::Loop { actor, line }) => {
                let to_the_right = actor + 1 < self.page.names.len();
                let life = self.at(actor, line);
                arrows::draw_loop(&mut self.pen, life, message, to_the_right);
            }
            (_, Figure::Dot { actor, line }) => {
                let life = self.at(actor, line);
                self.pen.dot("sim-note", life);
            }
            (_, Figure::Scene { line }) => self.across(line),
            _ => {}
        }
        step.texts.iter().for_each(|text| self.text(text));
        self.pen.line("</g>");
    }

    fn arrow(&mut self, step: &Step, message: &Message, part: Part) {
        let mut own = Route::new(&self.page, self.plan.ways[&step.event], message);
        if let Some((original, first)) = self.original(message) {
            own = Route::new(&self.page, self.plan.ways[&original], first).branch(own);
            self.pen.dot("sim-branch", own.start());
        }
        arrows::draw(&mut self.pen, own, message, part);
    }

    fn original(&self, copy: &Message) -> Option<(usize, &Message)> {
        let original = copy.copy_of?.index();
        match &self.trace.events()[original] {
            Event::Message(message) => Some((original, message)),
            Event::Note(_) => None,
        }
    }

    /// A double rule, over all life lines.
    fn across(&mut self, line: usize) {
        if self.page.names.is_empty() {
            return;
        }
        let (left, right) = (self.page.left(), self.page.last_life() + 6.0);
        for y in [-1.5, 1.5] {
            let y = self.page.line(line) + y;
            self.pen.stroke("sim-scene", "", &[Point { x: left, y }, Point { x: right, y }]);
        }
    }

    fn text(&mut self, text: &Text) {
        let (x, ends_here) = self.page.beside(text);
        let anchor = if ends_here { " text-anchor=\"end\"" } else { "" };
        for (index, row) in text.rows.iter().enumerate() {
            let (class, look) = match row.style {
                Style::Label => ("sim-label", ""),
                Style::Words => ("sim-words", ""),
                Style::Note => ("sim-note", " font-style=\"italic\""),
                Style::Scene => ("sim-scene", " font-weight=\"bold\""),
                Style::Difference => ("sim-difference", " font-weight=\"bold\""),
            };
            let y = self.page.line(text.line) + LINE * index as f64;
            self.pen.text(class, &format!("{anchor}{look}"), Point { x, y }, &row.text);
        }
    }

    fn at(&self, actor: usize, line: usize) -> Point {
        Point { x: self.page.life(actor), y: self.page.line(line) }
    }
}
