//! The comment's text. Everything in it is a word of ours, an id of the catalogue, a number, a commit, or a token that
//! was read and spelled again.

use std::fmt::Write;

use grader::catalogue::{Course, Track};
use grader::report::{Status, UnitStatus};

use crate::claim::{Claim, First, Judged};
use crate::past::{MARK, Past};

/// Where the comment leads.
#[derive(Debug)]
pub struct Links {
    /// The published book, without the slash at its end; `None` leads to its sources in the repository.
    pub book: Option<String>,
    /// The repository's page, without the slash at its end.
    pub page: String,
    /// The run, whose summary has the whole report.
    pub run: String,
    /// The commit that was graded.
    pub commit: String,
}

/// Checks that are listed one by one.
const MOST_CHECKS: usize = 60;
/// Changes that are listed one by one.
const MOST_CHANGES: usize = 10;

/// What is said of a pull request that a machine may not speak about.
pub fn needs_a_person(links: &Links) -> String {
    format!(
        "{MARK}\n### cargo grade: a person has to look at this\n\nThis pull request changes more than \
         `exercises/<chapter>/src`, so nothing that a machine says of it counts, and no points are shown. If you only \
         meant to hand in exercises: take the other changes out, and push again.\n\n{}",
        footer(links, None)
    )
}

/// What is said where a run has left no report that could be believed.
pub fn no_verdict(links: &Links) -> String {
    format!(
        "{MARK}\n### cargo grade: no verdict\n\nThe run has left no report that can be read, or one in which the \
         grader itself is broken. If its log says that it is our fault, that is so, and a maintainer can run it again. \
         If the branch is older than the checks of this course, bring it up to date.\n\n{}",
        footer(links, None)
    )
}

/// What is said to somebody who hands exercises in to the course itself.
pub fn wrong_place() -> String {
    format!(
        "{MARK}\n### This is where the course itself is made\n\nYou have done exercises, and that is good to see. But \
         this repository is everybody's, so it can't take them, and nothing is graded here. You have lost nothing: \
         your branch is in your own fork.\n\n- To have your work graded, run `cargo grade` in your clone. It says the \
         same as a machine elsewhere would.\n- If you are in a class, open the pull request in the repository that \
         your teacher has named. On the page where you open it, *base repository* is the place to choose.\n- If this \
         is a change to the course and touches solutions, checks or the book as well, leave the exercises out of it.\n\n\
         You can close this pull request.\n"
    )
}

/// What is said of a graded pull request; `touched` are the exercises whose files it changes.
pub fn verdict(
    course: &Course,
    claim: &Claim,
    past: Option<&Past>,
    touched: &dyn Fn(&str, &str) -> bool,
    links: &Links,
) -> String {
    let counted = claim.exercises.iter().filter(|judged| judged.exercise.track != Track::Deep);
    let most: u32 = counted.map(|judged| judged.exercise.points()).sum();
    let now = Past::of(course, claim);
    let points = now.points(course);
    let mut text = format!("{MARK}\n### cargo grade: {points} of {most} points\n\n");
    if let Some(past) = past {
        text += &since(past, &now, course);
    }
    text += &exercises(claim);
    if let Some(judged) = to_look_at(claim, touched) {
        text += &first(judged, links);
    }
    text += &checks(claim, touched);
    let _ = write!(text, "\n{}{}\n", footer(links, Some(claim)), now.line());
    text
}

fn since(past: &Past, now: &Past, course: &Course) -> String {
    let (better, worse) = past.changes(now, course);
    if better.is_empty() && worse.is_empty() {
        return String::from("Since the last push no check has changed.\n\n");
    }
    let mut text =
        format!("Since the last push: {} → {} points\n\n", past.points(course), now.points(course));
    for (sign, ids) in [("now passes", better), ("no longer passes", worse)] {
        for id in ids.iter().take(MOST_CHANGES) {
            let _ = writeln!(text, "- {sign}: `{id}`");
        }
        if ids.len() > MOST_CHANGES {
            let _ = writeln!(text, "- {sign}: {} more", ids.len() - MOST_CHANGES);
        }
    }
    text + "\n"
}

/// A table of the exercises that somebody has begun.
fn exercises(claim: &Claim) -> String {
    let is_begun = |judged: &&Judged| !matches!(judged.status, UnitStatus::NotWritten | UnitStatus::Skipped);
    let begun: Vec<&Judged> = claim.exercises.iter().filter(is_begun).collect();
    if begun.is_empty() {
        return String::from("No exercise is written yet.\n");
    }
    let mut text = String::from("| exercise | checks | points | |\n|---|---:|---:|---|\n");
    for judged in &begun {
        let _ = writeln!(
            text,
            "| `{}/{}` | {} of {} | {} of {} | {} |",
            judged.chapter.name,
            judged.exercise.name,
            judged.passed(),
            judged.checks.len(),
            judged.points(),
            judged.exercise.points(),
            words(judged.status),
        );
    }
    let others = claim.exercises.len() - begun.len();
    if others > 0 {
        let _ = writeln!(text, "\n{others} other exercises are not written yet.");
    }
    text
}

/// The exercise whose first trouble is told: one of those that were changed, if there is trouble there.
fn to_look_at<'a>(claim: &'a Claim, touched: &dyn Fn(&str, &str) -> bool) -> Option<&'a Judged> {
    let is_touched = |judged: &&Judged| touched(judged.chapter.name, judged.exercise.name);
    let in_trouble = || {
        claim.exercises.iter().filter(|judged| {
            judged.first.is_some() || matches!(judged.status, UnitStatus::DidNotBuild | UnitStatus::Refused)
        })
    };
    in_trouble().find(is_touched).or_else(|| in_trouble().next())
}

fn first(judged: &Judged, links: &Links) -> String {
    let name = format!("{}/{}", judged.chapter.name, judged.exercise.name);
    let Some(First { check, mistake, replay }) = &judged.first else {
        let what = if judged.status == UnitStatus::Refused { "can't be taken" } else { "does not compile" };
        return format!(
            "\n**First:** `{name}` {what}. Why is in [the whole report]({}), and `cargo grade {name}` says it too.\n",
            links.run
        );
    };
    let mut text = format!("\n**First:** `{name}/{}`, {}\n", check.name, plain(check.title));
    if let Some(mistake) = mistake {
        let _ = write!(
            text,
            "\n> It looks like `{}`: {}.\n>\n> {}\n",
            mistake.slug,
            plain(mistake.name),
            plain(mistake.ask)
        );
    }
    text.push('\n');
    let page = match &links.book {
        Some(book) => format!("{book}/{name}.html"),
        None => format!("{}/blob/HEAD/book/src/{name}.md", links.page),
    };
    let _ = writeln!(text, "- Read [the page]({page}#{}).", check.book);
    if let Some(replay) = replay {
        let _ = writeln!(text, "- See exactly this: `cargo grade replay {replay}`");
    }
    let _ = writeln!(text, "- The drawing, and what the code printed: [the whole report]({}).", links.run);
    text
}

/// The checks of what was changed, one by one.
fn checks(claim: &Claim, touched: &dyn Fn(&str, &str) -> bool) -> String {
    let changed = claim.exercises.iter().filter(|judged| touched(judged.chapter.name, judged.exercise.name));
    let rows: Vec<String> = changed
        .flat_map(|judged| {
            let checks = judged.exercise.checks.iter().zip(&judged.checks);
            checks.map(move |(check, status)| {
                let sign = if *status == Status::Passed { "✓" } else { "" };
                format!(
                    "| {sign} | `{}/{}` | {} | {} |\n",
                    judged.exercise.name,
                    check.name,
                    cell(check.title),
                    status.name().replace('_', " "),
                )
            })
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n<details><summary>The checks of what this changes</summary>\n\n| | check | fact | |\n|---|---|---|---|\n",
    );
    text.extend(rows.iter().take(MOST_CHECKS).map(String::as_str));
    if rows.len() > MOST_CHECKS {
        let _ = writeln!(text, "\n{} more are in the whole report.", rows.len() - MOST_CHECKS);
    }
    text + "\n</details>\n"
}

fn footer(links: &Links, claim: Option<&Claim>) -> String {
    let confined = claim.map_or(String::new(), |claim| format!(" · confinement: {}", claim.tier.name()));
    format!("<sub>{}{confined} · [the run]({})</sub>\n", &links.commit[..12], links.run)
}

fn words(status: UnitStatus) -> String {
    status.name().replace('_', " ")
}

/// A sentence of the catalogue, in which nothing is meant as Markdown but code, where nothing has to be escaped.
fn plain(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let is_code = |index: usize| index % 2 == 1 && index + 1 < parts.len();
    let escaped = parts.iter().enumerate().map(|(index, part)| match is_code(index) {
        true => part.to_string(),
        false => part
            .replace('\\', "\\\\")
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('*', "\\*")
            .replace('[', "\\["),
    });
    escaped.collect::<Vec<_>>().join("`")
}

/// The same in a table, where this ends a cell even in code.
fn cell(text: &str) -> String {
    plain(text).replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_markdown() {
        assert_eq!(plain("what is `a << b` & <b>?"), "what is `a << b` &amp; &lt;b>?");
        assert_eq!(plain("*[a](b)* \\n and a lone ` <"), "\\*\\[a](b)\\* \\\\n and a lone ` &lt;");
        assert_eq!(cell("`a | b` or c | d"), "`a \\| b` or c \\| d");
    }
}
