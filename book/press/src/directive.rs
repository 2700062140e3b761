//! Lines that ask for something: `{{#figure hello/cut/chunks}}`.

mod card;
mod exercise;
mod figure;
mod listing;
mod map;

use crate::page::Page;
use crate::quiz;

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Directive<'a> {
    kind: Kind,
    argument: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Exercise,
    Figure,
    Quiz,
    Listing,
    Beside,
    Output,
    Run,
    Card,
    Level,
    Map,
}

const KINDS: &[(&str, Kind)] = &[
    ("exercise", Kind::Exercise),
    ("figure", Kind::Figure),
    ("quiz", Kind::Quiz),
    ("listing", Kind::Listing),
    ("beside", Kind::Beside),
    ("output", Kind::Output),
    ("run", Kind::Run),
    ("card", Kind::Card),
    ("level", Kind::Level),
    ("map", Kind::Map),
];

/// What mdBook itself understands.
const MDBOOK: &[&str] = &["include", "title"];

impl<'a> Directive<'a> {
    /// Reads a line. `None` if it asks for nothing; an error if nobody knows what it asks for.
    pub(crate) fn parse(line: &'a str) -> Option<Result<Directive<'a>, String>> {
        let (before, rest) = line.split_once("{{#")?;
        let Some((inner, after)) = rest.split_once("}}") else {
            return Some(Err("`{{#` without `}}` on the same line".to_owned()));
        };
        if before.ends_with('\\') || before.contains('`') {
            return None;
        }
        let (name, argument) = inner.trim().split_once(' ').unwrap_or((inner.trim(), ""));
        if MDBOOK.contains(&name) {
            return None;
        }
        if !before.trim().is_empty() || !after.trim().is_empty() {
            return Some(Err(format!("`{{{{#{name}}}}}` must stand alone on its line")));
        }
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            return Some(Err(format!("nobody knows `{{{{#{name}}}}}`; there are {}", known.join(", "))));
        };
        Some(Ok(Directive { kind: *kind, argument: argument.trim() }))
    }

    /// Whether the lines after it are its caption.
    pub(crate) fn has_caption(&self) -> bool {
        self.kind == Kind::Figure
    }
}

/// The text in place of the directive.
pub(crate) fn expand(directive: &Directive<'_>, page: &Page<'_>, caption: &str) -> Result<String, String> {
    let argument = directive.argument;
    match directive.kind {
        Kind::Exercise => exercise::card(argument, page),
        Kind::Figure => figure::figure(argument, page, caption),
        Kind::Quiz => quiz::form(argument, page),
        Kind::Listing => listing::listing(argument, page),
        Kind::Beside => listing::beside(argument, page),
        Kind::Output => listing::output(argument, page),
        Kind::Run => listing::run(argument, page),
        Kind::Card => card::card(argument, page),
        Kind::Level => level(argument),
        Kind::Map => Ok(map::map(page)),
    }
}

fn level(argument: &str) -> Result<String, String> {
    let pass = match argument {
        "beginner" => "first",
        "intermediate" => "second",
        "advanced" => "third",
        _ => {
            return Err(format!(
                "there is no level `{argument}`; expected beginner, intermediate or advanced"
            ));
        }
    };
    Ok(format!(r#"<p class="level level-{argument}">{argument}: for the {pass} pass</p>"#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_its_own_asks_for_something() {
        assert_eq!(
            Directive::parse("{{#figure hello/cut/chunks}}"),
            Some(Ok(Directive { kind: Kind::Figure, argument: "hello/cut/chunks" }))
        );
        assert_eq!(Directive::parse("{{#map}}"), Some(Ok(Directive { kind: Kind::Map, argument: "" })));
        assert_eq!(Directive::parse("plain text, {{no directive}}"), None);
        assert_eq!(Directive::parse("the line `{{#map}}` gives the map"), None);
        assert_eq!(Directive::parse("{{#include ../../README.md}}"), None);
    }

    #[test]
    fn what_nobody_knows_is_an_error() {
        for line in ["{{#figur hello}}", "see {{#map}}", "{{#map", "{{#map}} there"] {
            assert!(matches!(Directive::parse(line), Some(Err(_))), "{line}");
        }
        assert!(level("hard").is_err());
    }
}
