//! What holds for the SVG of every trace.

mod lot;

use std::collections::BTreeSet;

use lot::drawn_by_lot;
use roxmltree::{Document, Node};
use sim::{Svg, Trace, list, svg};
use unicode_width::UnicodeWidthStr;

const FONT_SIZE: f64 = 13.0;

#[test]
fn it_is_xml_that_refers_to_nothing_outside_and_has_no_blank_lines() {
    each(|_, text, picture| {
        assert!(text.lines().all(|line| !line.trim().is_empty()), "a blank line: {text:?}");
        assert!(!text.contains("url(") && !text.contains("href"), "{text}");
        assert!(picture.descendants().all(|node| !node.has_tag_name("use")), "{text}");
        assert!(!picture.descendants().any(|node| node.has_tag_name("foreignObject")), "{text}");
    });
}

#[test]
fn its_ids_are_its_own_and_name_it() {
    each(|_, text, picture| {
        let ids: Vec<&str> = picture.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids, ["fig-a-title", "fig-a-desc"], "{text}");
        assert_eq!(picture.root_element().attribute("aria-labelledby"), Some("fig-a-title fig-a-desc"));
        assert_eq!(picture.root_element().attribute("role"), Some("img"));
    });
}

#[test]
fn it_has_the_steps_of_the_list() {
    each(|trace, text, picture| {
        let events = picture.descendants().filter(|node| node.attribute("class") == Some("sim-event"));
        let steps: Vec<&str> = events.filter_map(|node| node.attribute("data-step")).collect();
        let expected: Vec<String> = (1..=list(trace).len()).map(|number| number.to_string()).collect();
        assert_eq!(steps, expected, "{text}");
    });
}

#[test]
fn each_event_has_a_step() {
    each(|trace, _, _| {
        let told: BTreeSet<_> = list(trace).into_iter().map(|step| step.event.index()).collect();
        assert_eq!(told, (0..trace.events().len()).collect());
    });
}

#[test]
fn everything_is_inside() {
    each(|_, text, picture| {
        let whole = whole(&picture);
        for node in picture.descendants() {
            let Some(part) = extent(node) else { continue };
            assert!(part.is_inside(&whole), "{part:?} is not inside of {whole:?}: {node:?}\n{text}");
        }
    });
}

#[test]
fn no_text_covers_another() {
    each(|_, text, picture| {
        let texts: Vec<Node<'_, '_>> =
            picture.descendants().filter(|node| node.has_tag_name("text")).collect();
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[..index] {
                let (one, other) = (extent(*one).unwrap(), extent(*other).unwrap());
                assert!(!one.covers(&other), "{one:?} covers {other:?}\n{text}");
            }
        }
    });
}

#[test]
fn no_arrow_runs_upwards() {
    each(|_, text, picture| {
        let is_arrow =
            |node: &Node<'_, '_>| node.attribute("class").is_some_and(|class| class.starts_with("sim-arrow"));
        for arrow in picture.descendants().filter(is_arrow) {
            let points = points(arrow);
            assert!(points[0].1 <= points[points.len() - 1].1, "{points:?}\n{text}");
        }
    });
}

#[test]
fn no_character_hides_or_reorders_others() {
    let hides = |character: char| {
        (character.is_control() && character != '\n')
            || ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2066}'..='\u{2069}']
                .iter()
                .any(|range| range.contains(&character))
    };
    each(|trace, text, _| {
        assert!(!text.contains(hides), "{text:?}");
        assert!(
            list(trace)
                .iter()
                .all(|step| !step.text.contains(|character| hides(character) || character == '\n'))
        );
    });
}

fn each(check: impl Fn(&Trace, &str, Document<'_>)) {
    for seed in 0..400 {
        let trace = drawn_by_lot(seed);
        let text = svg(&trace, &Svg { id: "fig-a", title: "A trace <drawn> by \"lot\"\n\n & 'luck'" });
        match Document::parse(&text) {
            Ok(picture) => check(&trace, &text, picture),
            Err(error) => panic!("seed {seed}: {error}\n{text}"),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Extent {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Extent {
    fn is_inside(&self, other: &Extent) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }

    fn covers(&self, other: &Extent) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

fn whole(picture: &Document<'_>) -> Extent {
    let root = picture.root_element();
    let view: Vec<f64> =
        root.attribute("viewBox").unwrap().split(' ').map(|number| number.parse().unwrap()).collect();
    assert_eq!([number(root, "width"), number(root, "height")], view[2..]);
    Extent { left: view[0], right: view[2], top: view[1], bottom: view[3] }
}

/// The place that an element takes, if it is one that is seen.
fn extent(node: Node<'_, '_>) -> Option<Extent> {
    match node.tag_name().name() {
        "text" => Some(text(node)),
        "rect" => {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(node, name));
            Some(Extent { left: x, right: x + width, top: y, bottom: y + height })
        }
        "circle" => {
            let [x, y, r] = ["cx", "cy", "r"].map(|name| number(node, name));
            Some(Extent { left: x - r, right: x + r, top: y - r, bottom: y + r })
        }
        "path" => Some(path(node)),
        _ => None,
    }
}

fn text(node: Node<'_, '_>) -> Extent {
    let width = node.text().unwrap().width() as f64 * 0.6 * FONT_SIZE;
    let (x, y) = (number(node, "x"), number(node, "y"));
    let left = match node.attribute("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2.0,
        _ => x,
    };
    Extent { left, right: left + width, top: y - FONT_SIZE, bottom: y + 0.3 * FONT_SIZE }
}

fn path(node: Node<'_, '_>) -> Extent {
    let points = points(node);
    let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    Extent {
        left: xs.clone().fold(f64::INFINITY, f64::min),
        right: xs.fold(f64::NEG_INFINITY, f64::max),
        top: ys.clone().fold(f64::INFINITY, f64::min),
        bottom: ys.fold(f64::NEG_INFINITY, f64::max),
    }
}

/// The points of a path, which has straight lines alone.
fn points(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let path = node.attribute("d").unwrap();
    let points = path.trim_start_matches('M').trim_end_matches('Z').split('L');
    points
        .map(|point| point.split_once(' ').unwrap())
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap_or_else(|| panic!("{node:?} has no {name}")).parse().unwrap()
}
