//! `{{#map}}`: every exercise, where it belongs, and what it stands on.

use std::fmt::Write as _;

use grader::catalogue::{Chapter, Track};
use grader::checks::CHAPTERS;

use crate::page::Page;

pub(super) fn map(page: &Page<'_>) -> String {
    let mut out = String::new();
    for chapter in CHAPTERS {
        let points = |optional: bool| -> u32 {
            let of = chapter.exercises.iter().filter(|exercise| (exercise.track == Track::Deep) == optional);
            of.map(|exercise| exercise.points()).sum()
        };
        let more = match points(true) {
            0 => String::new(),
            points => format!(", and {points} that are optional"),
        };
        // No link in a heading: mdBook makes a heading a link to itself.
        let _ = writeln!(
            out,
            "## {0}: {2} {{#map-{0}}}\n\n[The chapter's first page]({1}{0}/index.md). {3} points{more}.\n",
            chapter.name,
            page.to_root(),
            chapter.title,
            points(false)
        );
        out += "| exercise | what it is about | track | level | minutes | stands on |\n|---|---|---|---|---:|---|\n";
        for exercise in chapter.exercises {
            let needs =
                exercise.needs.iter().map(|need| link(chapter, need, page)).collect::<Vec<_>>().join(", ");
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {needs} |",
                link(chapter, exercise.name, page),
                exercise.title,
                exercise.track.name(),
                exercise.level.name(),
                exercise.minutes,
            );
        }
        out += "\n";
    }
    out
}

fn link(chapter: &Chapter, need: &str, page: &Page<'_>) -> String {
    let (of, name) = chapter.resolve(need);
    let shown = if of == chapter.name { name.to_owned() } else { format!("{of}/{name}") };
    format!("[{shown}]({}{of}/{name}.md)", page.to_root())
}
