//! House rules: what an exercise may not use, because it would do the exercise.
//!
//! Clippy looks for it in a copy of the chapter where only the exercises with such a rule are the learner's, what they need
//! is stubs, all else is empty, and `given` lacks what holds or uses what is banned (its feature `bare`): so what is banned
//! can't be had by way of another file either. Nothing here runs anything.

use std::fmt::Write;

use crate::catalogue::{Banned, Chapter, Exercise, HouseRule};
use crate::compile::Diagnostic;
use crate::submission::owner;

/// The lints by which clippy finds what is banned. No attribute of the learner's turns them off.
pub const LINTS: [&str; 2] = ["clippy::disallowed_types", "clippy::disallowed_methods"];

impl Chapter {
    /// The rules of one exercise.
    pub fn rules_of(&self, exercise: &str) -> impl Iterator<Item = &'static HouseRule> {
        self.house_rules.iter().filter(move |rule| rule.exercises.contains(&exercise))
    }
}

/// A chapter's rules, as clippy reads them.
pub fn configuration(chapter: &Chapter) -> String {
    let list = |name: &str, is_listed: fn(Banned) -> bool| {
        let rules = chapter.house_rules.iter().filter(|rule| is_listed(rule.banned));
        let paths: Vec<String> = rules
            .map(|rule| format!("{{ path = {:?}, reason = {:?} }}", rule.banned.path(), rule.reason))
            .collect();
        format!("{name} = [{}]\n", paths.join(", "))
    };
    list("disallowed-types", |banned| matches!(banned, Banned::Type(_)))
        + &list("disallowed-methods", |banned| matches!(banned, Banned::Method(_)))
}

/// Whether all that clippy found is a use of what is banned, in exercises that have no such rule.
pub fn is_about_others(errors: &[Diagnostic]) -> bool {
    !errors.is_empty()
        && errors.iter().all(|error| error.lint.as_deref().is_some_and(|lint| LINTS.contains(&lint)))
}

/// Why an exercise is refused, by what clippy says of that copy; `None` where it keeps its rules.
pub fn refusal(chapter: &Chapter, exercise: &Exercise, errors: &[Diagnostic]) -> Option<String> {
    let own = errors.iter().filter(|error| {
        error.place.as_ref().is_some_and(|place| {
            place.chapter == chapter.name && !place.in_probe && owner(&place.file) == Some(exercise.name)
        })
    });
    let mut text = String::new();
    for error in own {
        let why = match error.lint.as_deref() {
            Some(lint) if LINTS.contains(&lint) => {
                let mut rules = chapter.rules_of(exercise.name);
                let Some(rule) =
                    rules.find(|rule| error.rendered.contains(&format!("`{}`", rule.banned.path())))
                else {
                    continue;
                };
                format!("`{}` is not to be used here: {}", rule.banned.path(), rule.reason)
            }
            Some("E0453") => String::from("no attribute turns off the rules of the house: take it out"),
            _ => String::from(
                "this exercise has a rule of the house, so its file must compile with stubs of what it needs and nothing else, also of `given` only what does not do the exercise, and it does not",
            ),
        };
        let _ = write!(text, "{}{why}\n\n{}", if text.is_empty() { "" } else { "\n\n" }, error.rendered);
    }
    (!text.is_empty()).then_some(text)
}
