//! How each kind of figure is drawn, and what holds for all of them: no empty line, ids that are the figure's own,
//! elements that are all closed, nothing that only a script shows.

use figures::{
    Bits, Drawing, Field, Figure, Hex, Ladder, Line, Map, Node, Place, Signal, Span, Spelling, Stretch, Tree,
    Wave, html,
};
use scraper::{Html, Selector};
use sim::{Micros, Trace};

const LADDER: Figure = Figure {
    name: "test/page/ladder",
    title: "Two chunks <and> an answer",
    draw: || Drawing::Ladder(Ladder { can_be_lost: vec!["chunk 0".into(), "chunk 1".into()], trace }),
};

const MAP: Figure = Figure {
    name: "test/page/map",
    title: "The same, between two places of three",
    draw: || {
        let place = |name: &str, x, y| Place { name: name.into(), x, y };
        Drawing::Map(Map {
            places: vec![
                place("sender", 0.0, 0.0),
                place("receiver", 300.0, 100.0),
                place("nobody", 0.0, 200.0),
            ],
            lines: vec![(0, 1), (1, 2)],
            journeys: Ladder { can_be_lost: vec!["chunk 0".into(), "chunk 1".into()], trace },
        })
    },
};

const BITS: Figure = Figure {
    name: "test/page/bits",
    title: "The first 48 bits of a header",
    draw: || {
        Drawing::Bits(Bits {
            fields: vec![
                Field { name: "Version", bits: 4, about: "Which layout follows." },
                Field { name: "IHL", bits: 4, about: "How many words of 32 bits the header has." },
                Field { name: "Flag", bits: 1, about: "A flag." },
                Field { name: "Rest", bits: 39, about: "More than there is room for in the first row." },
            ],
            value: 0x4580_0000_0001,
            spelling: Spelling::Bytes,
        })
    },
};

const ADDRESS: Figure = Figure {
    name: "test/page/address",
    title: "An address and its four numbers",
    draw: || {
        let byte = |name| Field { name, bits: 8, about: "A quarter." };
        Drawing::Bits(Bits {
            fields: vec![byte("first"), byte("second"), byte("third"), byte("fourth")],
            value: 0x0a00_0001,
            spelling: Spelling::Dotted,
        })
    },
};

const HEX: Figure = Figure {
    name: "test/page/hex",
    title: "A name, and a pointer to it",
    draw: || {
        let span = |range, name: &str, value: &str, points_to| Span {
            range,
            name: name.into(),
            value: value.into(),
            points_to,
        };
        Drawing::Hex(Hex {
            bytes: b"\x1d\x3f\x03www\0\x04mail\xc0\x02".to_vec(),
            spans: vec![
                span(0..2, "ID", "0x1d3f", None),
                span(2..6, "label", "www", None),
                span(6..7, "end", "of the name", None),
                span(7..12, "label", "mail", None),
                span(12..14, "pointer", "the rest of the name", Some(2)),
            ],
        })
    },
};

const LINE: Figure = Figure {
    name: "test/page/line",
    title: "A network, cut in half",
    draw: || {
        let stretch = |name: &str, ends, note: &str| Stretch { name: name.into(), ends, note: note.into() };
        Drawing::Line(Line {
            spell: |number| std::net::Ipv4Addr::from(number as u32).to_string(),
            marks: vec![0x0a00_0000, 0x0a00_0080, 0x0a00_0081, 0x0a00_00ff],
            stretches: vec![
                stretch("10.0.0.0/25", (0x0a00_0000, 0x0a00_007f), "the lower half"),
                stretch("10.0.0.128/25", (0x0a00_0080, 0x0a00_00ff), "the upper half"),
                stretch("10.0.0.129", (0x0a00_0081, 0x0a00_0081), ""),
            ],
        })
    },
};

const TREE: Figure = Figure {
    name: "test/page/tree",
    title: "A trie of two prefixes",
    draw: || {
        let leaf = |branch: &str, label: &str| Node {
            branch: branch.into(),
            label: label.into(),
            marked: label == "10.0.0.0/9",
            children: vec![],
        };
        let inner = Node {
            branch: "00001010".into(),
            label: String::new(),
            marked: false,
            children: vec![leaf("0", "10.0.0.0/9"), leaf("1", "10.128.0.0/9")],
        };
        Drawing::Tree(Tree {
            root: Node {
                branch: String::new(),
                label: "0.0.0.0/0".into(),
                marked: false,
                children: vec![inner, leaf("11", "192.0.0.0/2")],
            },
        })
    },
};

const SIGNAL: Figure = Figure {
    name: "test/page/signal",
    title: "Three bits in two codes",
    draw: || {
        let wave = |name: &str, levels: &[bool]| Wave {
            name: name.into(),
            bits: ["1", "1", "0"].map(String::from).to_vec(),
            levels: levels.to_vec(),
        };
        Drawing::Signal(Signal {
            waves: vec![
                wave("plain", &[true, true, false]),
                wave("in halves", &[false, true, false, true, true, false]),
            ],
        })
    },
};

const ALL: &[Figure] = &[LADDER, MAP, BITS, ADDRESS, HEX, LINE, TREE, SIGNAL];

fn trace(lost: &[usize]) -> Trace {
    let ms = Micros::from_millis;
    let mut trace = Trace::new();
    let alice = trace.actor("sender");
    let bob = trace.actor("receiver");
    for chunk in 0..2 {
        let sent = ms(10 * chunk);
        let message = trace.message(alice, bob, format!("chunk {chunk} \"a\n\nb\"")).sent(sent);
        if lost.contains(&(chunk as usize)) {
            message.lost("");
        } else {
            message.arrives(ms(10 * chunk + 50));
        }
    }
    if lost.is_empty() {
        trace.note(bob, "has </script> all").at(ms(60));
    }
    trace
}

#[test]
fn every_kind_is_drawn_as_it_was() {
    for figure in ALL {
        let name = figure.name.rsplit('/').next().unwrap_or_default();
        insta::assert_snapshot!(name, html(figure));
    }
}

fn every() -> impl Iterator<Item = &'static Figure> {
    ALL.iter().chain(figures::all())
}

#[test]
fn no_line_is_empty() {
    for figure in every() {
        for line in html(figure).lines() {
            assert!(!line.trim().is_empty(), "{}", figure.name);
        }
    }
}

/// A custom element alone on its line opens a block of HTML, and so does what follows it.
#[test]
fn the_element_stands_alone_on_the_first_line_and_on_the_last() {
    for figure in every() {
        let drawn = html(figure);
        let (first, last) =
            (drawn.lines().next().unwrap_or_default(), drawn.lines().last().unwrap_or_default());
        assert!(first.starts_with("<net-") && first.ends_with('>') && !first.contains("><"), "{first}");
        assert!(last.starts_with("</net-"), "{last}");
    }
}

#[test]
fn ids_are_the_figures_own_and_references_find_them() {
    for figure in every() {
        let page = Html::parse_fragment(&html(figure));
        let mut ids = Vec::new();
        for element in select(&page, "[id]") {
            let id = element.attr("id").unwrap_or_default();
            assert!(id.starts_with(&format!("{}-", figure.id())), "{id}");
            assert!(!ids.contains(&id), "{id} is there twice");
            ids.push(id);
        }
        for attribute in ["aria-labelledby", "aria-describedby"] {
            for element in select(&page, &format!("[{attribute}]")) {
                for id in element.attr(attribute).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(&id), "{}: no {id}", figure.name);
                }
            }
        }
    }
}

#[test]
fn every_picture_has_a_name_and_can_be_scrolled_by_keys() {
    for figure in every() {
        let page = Html::parse_fragment(&html(figure));
        assert!(!select(&page, "[role=img]").is_empty(), "{}", figure.name);
        for element in select(&page, "[role=img]") {
            let named = element.attr("aria-label").or(element.attr("aria-labelledby"));
            assert!(named.is_some_and(|name| !name.is_empty()), "{}", figure.name);
        }
        for element in select(&page, "net-scroll") {
            assert_eq!(element.attr("tabindex"), Some("0"), "{}", figure.name);
            assert!(element.attr("aria-label").is_some_and(|name| !name.is_empty()), "{}", figure.name);
        }
    }
}

/// A parser of HTML repairs what is wrong without a word; written again, a figure without mistakes is what it was.
#[test]
fn every_element_is_closed_where_it_should_be() {
    for figure in every() {
        let drawn = html(figure);
        let page = Html::parse_fragment(&drawn);
        for name in
            ["div", "span", "table", "tr", "td", "th", "ol", "ul", "li", "svg", "g", "text", "details"]
        {
            let opened =
                drawn.matches(&format!("<{name} ")).count() + drawn.matches(&format!("<{name}>")).count();
            let in_scripts: usize = select(&page, "script")
                .iter()
                .map(|script| script.inner_html())
                .map(|text| text.matches(&format!("<{name}")).count())
                .sum();
            assert_eq!(in_scripts, 0, "{}: a script holds elements", figure.name);
            assert_eq!(select(&page, name).len(), opened, "{}: {name}", figure.name);
            assert_eq!(drawn.matches(&format!("</{name}>")).count(), opened, "{}: {name}", figure.name);
        }
        let roots = page.root_element().children().filter(|node| node.value().is_element()).count();
        assert_eq!(roots, 1, "{}: something stands outside of the element", figure.name);
    }
}

/// Fits what one of mdBook's pages may weigh.
#[test]
fn no_figure_is_heavier_than_a_page_may_be() {
    for figure in every() {
        let bytes = html(figure).len();
        assert!(bytes < 200_000, "{} has {bytes} bytes", figure.name);
    }
}

#[test]
fn each_set_of_lost_messages_is_a_conversation_in_the_page() {
    for figure in [LADDER, MAP] {
        each_set_is_there(&figure);
    }
}

fn each_set_is_there(figure: &Figure) {
    let drawn = html(figure);
    let page = Html::parse_fragment(&drawn);
    let data = select(&page, "script[type='application/json']")[0].inner_html();
    let data: serde_json::Value = serde_json::from_str(&data).expect("the script holds JSON");
    assert_eq!(data["can_be_lost"].as_array().map(Vec::len), Some(2));
    let conversations = data["conversations"].as_array().expect("a list");
    assert_eq!(conversations.len(), 4);
    assert!(conversations[0].is_null(), "nothing lost is in the page itself");
    for conversation in &conversations[1..] {
        assert_eq!(conversation["steps"].as_array().map(Vec::len), Some(2));
        assert!(conversation["drawing"].as_str().is_some_and(|drawing| drawing.contains("lost")));
    }
}

#[test]
fn labels_of_a_tree_do_not_cover_each_other() {
    for figure in every().filter(|figure| matches!((figure.draw)(), Drawing::Tree(_))) {
        let page = Html::parse_fragment(&html(figure));
        let number = |element: &scraper::ElementRef<'_>, name: &str| -> f64 {
            element.attr(name).and_then(|value| value.parse().ok()).unwrap_or_default()
        };
        let mut boxes: Vec<(f64, f64, f64)> = select(&page, "rect.tree-node")
            .iter()
            .map(|node| (number(node, "y"), number(node, "x"), number(node, "x") + number(node, "width")))
            .collect();
        boxes.sort_by(f64_order);
        for pair in boxes.windows(2) {
            let below = pair[0].0 != pair[1].0;
            assert!(below || pair[0].2 < pair[1].1, "{}: {pair:?}", figure.name);
        }
    }
}

/// Each hop of the map that is drawn has the number of a step, and each step is told.
#[test]
fn a_map_draws_each_message_beside_its_line() {
    let page = Html::parse_fragment(&html(&MAP));
    let steps: Vec<String> =
        select(&page, ".net-steps li").iter().map(|step| step.text().collect()).collect();
    let arrows = select(&page, ".map-step:has(.map-arrow)");
    let numbers: Vec<&str> = arrows.iter().filter_map(|arrow| arrow.attr("data-step")).collect();
    let sent = |step: &&String| step.contains(" sends ");
    assert_eq!(numbers.len(), steps.iter().filter(sent).count());
    for number in numbers {
        let step = &steps[number.parse::<usize>().expect("a number") - 1];
        assert!(sent(&step), "step {number}: {step}");
    }
    // Two messages on one line: the second one does not cover the first.
    let ends: Vec<_> =
        select(&page, ".map-arrow").iter().map(|line| (line.attr("x1"), line.attr("y1"))).collect();
    assert_eq!(ends.len(), 2);
    assert_ne!(ends[0], ends[1]);
}

fn f64_order(a: &(f64, f64, f64), b: &(f64, f64, f64)) -> std::cmp::Ordering {
    a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal)
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}
