//! A tree: a leaf has a column of its own, and whatever has children stands in the middle above them.

use maud::{Markup, html};

use super::svg::{LETTER, LINE, n, picture, text_width};
use super::{Frame, in_words, scroll};
use crate::{Node, Tree};

/// From the middle of a node to the middle of the one below.
const LEVEL: f64 = 84.0;
/// Half of the height of a node.
const HALF: f64 = 14.0;
/// Between two columns.
const GAP: f64 = 14.0;
/// Around the picture.
const MARGIN: f64 = 4.0;

pub(super) fn draw(frame: &Frame<'_>, tree: &Tree) -> Markup {
    let placed = Placed::of(&tree.root);
    let width = placed.left + placed.right + 2.0 * MARGIN;
    let height = (placed.depth() - 1) as f64 * LEVEL + 2.0 * HALF + 2.0 * MARGIN;
    let (x, y) = (placed.left + MARGIN, HALF + MARGIN);
    let inside = html! {
        g stroke="currentColor" fill="none" { (edges(&placed, x, y)) }
        (nodes(&placed, x, y))
    };
    html! {
        (scroll(frame.title, picture(frame, "A tree. The words below say the same.", width, height, inside)))
        (in_words(html! { ul { (words(&tree.root)) } }))
    }
}

/// A node, and how far what hangs below it reaches to the left and to the right of its middle. Trees beside each other
/// are kept apart by these, so no label covers another.
struct Placed<'a> {
    node: &'a Node,
    left: f64,
    right: f64,
    /// From the middle of this node to the middle of the child.
    children: Vec<(f64, Placed<'a>)>,
}

impl<'a> Placed<'a> {
    fn of(node: &'a Node) -> Placed<'a> {
        let mut end = 0.0;
        let mut children: Vec<(f64, Placed<'_>)> = Vec::new();
        for child in &node.children {
            let child = Placed::of(child);
            let gap = if children.is_empty() { 0.0 } else { GAP };
            let at = end + gap + child.left;
            end = at + child.right;
            children.push((at, child));
        }
        let middle = match (children.first(), children.last()) {
            (Some((first, _)), Some((last, _))) => f64::midpoint(*first, *last),
            _ => 0.0,
        };
        for (at, _) in &mut children {
            *at -= middle;
        }
        let own = half_width(node);
        // What stands at the line from above is as wide as it is, and has its place in this column, too.
        let branch = text_width(&node.branch) / 2.0 + 2.0;
        let own = own.max(branch);
        Placed { node, left: own.max(middle), right: own.max(end - middle), children }
    }

    fn depth(&self) -> usize {
        1 + self.children.iter().map(|(_, child)| child.depth()).max().unwrap_or(0)
    }
}

fn half_width(node: &Node) -> f64 {
    if node.label.is_empty() { 8.0 } else { text_width(&node.label) / 2.0 + 9.0 }
}

/// Down, across, and down again, so that the words at a line stand on a piece of it that is no other line's.
fn edges(placed: &Placed<'_>, x: f64, y: f64) -> Markup {
    let turn = y + HALF + 12.0;
    html! {
        @for (by, child) in &placed.children {
            path d={ "M" (n(x)) " " (n(y)) "V" (n(turn)) "H" (n(x + by)) "V" (n(y + LEVEL)) } {}
            (edges(child, x + by, y + LEVEL))
        }
    }
}

fn nodes(placed: &Placed<'_>, x: f64, y: f64) -> Markup {
    let node = placed.node;
    let half = half_width(node);
    let class = if node.marked { "tree-node tree-marked" } else { "tree-node" };
    let stroke = if node.marked { "3" } else { "1" };
    html! {
        @if !node.branch.is_empty() {
            text class="tree-branch" text-anchor="middle" x=(n(x)) y=(n(y - HALF - 12.0)) { (node.branch) }
        }
        @if node.label.is_empty() {
            circle class=(class) cx=(n(x)) cy=(n(y)) r="7" stroke="currentColor" stroke-width=(stroke) {}
        } @else {
            rect class=(class) x=(n(x - half)) y=(n(y - HALF)) width=(n(2.0 * half)) height=(n(2.0 * HALF)) rx="5"
                stroke="currentColor" stroke-width=(stroke) {}
            text text-anchor="middle" x=(n(x)) y=(n(y + LETTER / 3.0))
                font-weight=[node.marked.then_some("bold")] { (node.label) }
        }
        @for (by, child) in &placed.children { (nodes(child, x + by, y + LEVEL)) }
    }
}

fn words(node: &Node) -> Markup {
    html! {
        li {
            @if !node.branch.is_empty() { code { (node.branch) } ": " }
            @if node.label.is_empty() { "a node" } @else { (node.label) }
            @if node.marked { strong { " (marked)" } }
            @if !node.children.is_empty() {
                ul { @for child in &node.children { (words(child)) } }
            }
        }
    }
}

/// A line of text fits into a node.
const _: () = assert!(2.0 * HALF > LINE);
