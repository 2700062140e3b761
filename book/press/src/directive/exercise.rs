//! `{{#exercise hello/cut}}`: what is to be done, drawn from the catalogue.

use grader::catalogue::{Chapter, Exercise, Track};
use grader::checks::CHAPTERS;
use maud::{Markup, html};

use crate::markdown::one_line;
use crate::page::Page;

pub(super) fn card(argument: &str, page: &Page<'_>) -> Result<String, String> {
    let (chapter, exercise) = find(argument)?;
    if page.name() != argument {
        return Err(format!("the card of {argument} belongs on the page {argument}.md"));
    }
    Ok(one_line(&draw(chapter, exercise, page).into_string()))
}

/// The exercise of this name, with its chapter.
pub(super) fn find(name: &str) -> Result<(&'static Chapter, &'static Exercise), String> {
    let (chapter, exercise) =
        name.split_once('/').ok_or_else(|| format!("`{name}` is no chapter/exercise"))?;
    let chapter = CHAPTERS.iter().find(|known| known.name == chapter);
    chapter
        .and_then(|chapter| Some((chapter, chapter.exercise(exercise)?)))
        .ok_or_else(|| format!("there is no exercise `{name}`"))
}

fn draw(chapter: &Chapter, exercise: &Exercise, page: &Page<'_>) -> Markup {
    let name = format!("{}/{}", chapter.name, exercise.name);
    let title = format!("exercise-{}-{}", chapter.name, exercise.name);
    let points = match (exercise.track, exercise.points()) {
        (Track::Deep, points) => format!("{points}, beside the course's total"),
        (_, points) => points.to_string(),
    };
    html! {
        section class="exercise-card" aria-labelledby=(title) {
            p class="exercise-title" id=(title) { "Exercise " code { (name) } ": " (exercise.title) }
            dl {
                dt { "write" } dd { code { "exercises/" (chapter.name) "/src/" (exercise.name) ".rs" } }
                dt { "grade" } dd { code { "cargo grade " (name) } }
                dt { "track" } dd { (exercise.track.name()) }
                dt { "level" } dd { (exercise.level.name()) }
                dt { "takes" } dd { "about " (exercise.minutes) " minutes" }
                dt { "points" } dd { (points) }
                @if !exercise.needs.is_empty() {
                    dt { "needs" }
                    dd {
                        @for (index, need) in exercise.needs.iter().enumerate() {
                            @let (chapter, need) = chapter.resolve(need);
                            @if index > 0 { ", " }
                            a href=(format!("{}{chapter}/{need}.md", page.to_root())) { (chapter) "/" (need) }
                        }
                        " (ours stands in until yours passes)"
                    }
                }
                @if !exercise.rust.is_empty() {
                    dt { "Rust" } dd { (exercise.rust.join(", ")) }
                }
            }
            p { "What must hold:" }
            ol class="exercise-checks" {
                @for check in exercise.checks {
                    li {
                        a href=(format!("#{}", check.book)) { (check.title) }
                        " "
                        span class="points" {
                            (check.points) @if check.points == 1 { " point" } @else { " points" }
                        }
                    }
                }
            }
        }
    }
}
