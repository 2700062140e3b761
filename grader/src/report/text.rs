//! The report as a person reads it in a terminal. Pure: a report in, text out.
//!
//! Lines first, the first thing that is wrong in full, and what to do next last, where it stays on the screen.
//! Colors are always written; whoever prints takes them out where they are not wanted.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{ChapterReport, CheckReport, ExerciseReport, Report, Status, UnitStatus};
use crate::catalogue::{Chapter, Check, Course, Exercise, Mistake, Target};
use crate::finding::{Detail, Dump, Figure, Step, Table};
use crate::sanitise;

/// How to write it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The course that the report is of.
    pub course: &'a Course,
    /// What was asked for.
    pub target: Target<'a>,
    /// Columns of the terminal.
    pub width: usize,
    /// What stands before a target in the commands that are shown: nothing, or ` --submission DIR`.
    pub options: &'a str,
    /// Whether whoever reads it is in `watch`, which says itself what to do next.
    pub watched: bool,
    /// A program of the chapter asked for, if there is one.
    pub program: Option<&'a str>,
    /// The line at which our solution of the exercise asked for begins.
    pub solution_line: usize,
}

impl<'a> View<'a> {
    /// All of a report for somebody who sees nothing but this text, 100 columns wide.
    pub fn of(course: &'a Course) -> View<'a> {
        View {
            course,
            target: Target::default(),
            width: 100,
            options: "",
            watched: false,
            program: None,
            solution_line: 1,
        }
    }
}

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();
/// Lines of a compiler's message, or of a picture, before the rest is left out.
const MAX_LINES: usize = 24;
/// Lines of print: it stands beside the story, and must not push it off the screen.
const MAX_PRINTED_LINES: usize = 8;
/// Characters of the title of another check, at the end of a line.
const MAX_TITLE: usize = 40;
/// Columns of a story that no terminal shows.
const PLAIN_WIDTH: usize = 100;
/// Lines that one value may take on a card.
const MAX_VALUE_LINES: usize = 3;

/// Writes the whole report. No line of it is a command to whoever reads a log.
pub fn render(report: &Report, view: &View<'_>) -> String {
    sanitise::inert(&whole(&sanitise::report(report), view))
}

fn whole(report: &Report, view: &View<'_>) -> String {
    let mut text = String::new();
    if is_beginning(report, view) {
        greet(&mut text);
        next(&mut text, report, view);
        return text;
    }
    for warning in &report.warnings {
        let _ = writeln!(
            text,
            "{}warning{:#}: {warning}",
            AnsiColor::Yellow.on_default(),
            AnsiColor::Yellow.on_default()
        );
    }
    match (view.target.chapter, view.target.exercise) {
        (None, _) => overview(&mut text, report, view),
        (Some(chapter), None) => chapter_lines(&mut text, report, chapter, view),
        (Some(_), Some(_)) => {}
    }
    if view.target.chapter.is_some() && view.target.exercise.is_some() {
        for (chapter, exercise) in report.asked(view.target) {
            exercise_lines(&mut text, chapter, exercise, view);
        }
    }
    first_trouble(&mut text, report, view);
    summary(&mut text, report, view);
    text
}

/// Whether somebody asks for the first time: everything was looked at, and nothing is written.
fn is_beginning(report: &Report, view: &View<'_>) -> bool {
    view.target.chapter.is_none()
        && view.options.is_empty()
        && report.warnings.is_empty()
        && report
            .chapters
            .iter()
            .all(|chapter| chapter.exercises.iter().all(|exercise| exercise.status == UnitStatus::NotWritten))
}

/// How the course works, to somebody who has done nothing yet.
fn greet(text: &mut String) {
    let _ = writeln!(
        text,
        "{BOLD}Welcome.{BOLD:#} You learn how the network works by writing it, a function at a time.

  1  Open an exercise. It is one file; the comments in it say what to write.
  2  Write it where `todo!()` stands, and save.
  3  {BOLD}cargo grade{BOLD:#} runs what you wrote, and says what is right, what is not, and why.
  4  Stuck? {BOLD}cargo grade hint{BOLD:#} begins with a nudge and says more each time.
  5  {BOLD}cargo grade watch{BOLD:#} does all this by itself, each time that you save.
"
    );
}

fn overview(text: &mut String, report: &Report, view: &View<'_>) {
    let width = view.course.chapters.iter().map(|chapter| chapter.name.len()).max().unwrap_or(0);
    for (chapter, known) in report.chapters.iter().zip(view.course.chapters) {
        let ChapterReport { name, status, points, max_points, .. } = chapter;
        let _ = writeln!(
            text,
            "{} {name:width$}  {points:>3} of {max_points:>3} points  {:13}  {DIM}{}{DIM:#}",
            mark(*status),
            words(*status),
            known.title
        );
    }
}

fn chapter_lines(text: &mut String, report: &Report, name: &str, view: &View<'_>) {
    let chapter = report.chapters.iter().find(|chapter| chapter.name == name);
    let (Some(chapter), Some(known)) = (chapter, view.course.chapter(name)) else { return };
    let width = known.exercises.iter().map(|exercise| exercise.name.len()).max().unwrap_or(0);
    for (exercise, known) in chapter.exercises.iter().zip(known.exercises) {
        let ExerciseReport { name, status, points, max_points, .. } = exercise;
        let _ = writeln!(
            text,
            "{} {name:width$}  {points:>3} of {max_points:>3}  {:13}  {DIM}{}{}{DIM:#}",
            mark(*status),
            words(*status),
            known.title,
            with_ours(exercise) + &called_and_not_written(&chapter.name, exercise, view)
        );
    }
}

fn exercise_lines(text: &mut String, chapter: &str, exercise: &ExerciseReport, view: &View<'_>) {
    let known = view.course.chapter(chapter).and_then(|chapter| chapter.exercise(&exercise.name));
    let title = known.map_or("", |exercise| exercise.title);
    let _ = writeln!(text, "{BOLD}{chapter}/{}{BOLD:#}  {title}{}", exercise.name, with_ours(exercise));
    if matches!(exercise.status, UnitStatus::DidNotBuild | UnitStatus::Refused) {
        return;
    }
    let asked = |check: &&CheckReport| view.target.covers_check(last(&check.id)) || check.status.is_failure();
    for check in exercise.checks.iter().filter(asked) {
        let CheckReport { title, status, points, max_points, message, .. } = check;
        let why = match (status, message) {
            (Status::Skipped, Some(reason)) => {
                format!("  {DIM}(skipped, {}){DIM:#}", as_listed(reason, exercise))
            }
            (Status::NotWritten, message) => {
                match message.as_deref().and_then(|message| elsewhere(message, chapter, exercise, view)) {
                    Some(other) => format!("  {DIM}(calls {other}, which is not written){DIM:#}"),
                    None => format!("  {DIM}(not written){DIM:#}"),
                }
            }
            _ => String::new(),
        };
        let _ = writeln!(text, "  {} {title}  {DIM}{points}/{max_points}{DIM:#}{why}", check_mark(*status));
        // A failed one is shown on its card.
        if *status == Status::Passed {
            quote(text, &check.printed, "      ", MAX_PRINTED_LINES);
        }
    }
}

/// The exercise in which a `todo!()` was reached, if it is another one than was judged. A learner may write what they
/// like into it, so only what the catalogue knows is told.
fn elsewhere(message: &str, chapter: &str, exercise: &ExerciseReport, view: &View<'_>) -> Option<String> {
    let (_, path) = message.split_once("exercises/")?;
    let (of, file) = path.split_once("/src/")?;
    let of = view.course.chapter(of)?;
    let found = of.exercise(file.split(['.', '/']).next()?)?;
    (of.name != chapter || found.name != exercise.name).then(|| format!("{}/{}", of.name, found.name))
}

/// The first exercise that this one calls, and that is not written.
fn not_written_elsewhere(chapter: &str, exercise: &ExerciseReport, view: &View<'_>) -> Option<String> {
    let mut not_written = exercise.checks.iter().filter(|check| check.status == Status::NotWritten);
    not_written.find_map(|check| elsewhere(check.message.as_deref()?, chapter, exercise, view))
}

fn called_and_not_written(chapter: &str, exercise: &ExerciseReport, view: &View<'_>) -> String {
    let other = not_written_elsewhere(chapter, exercise, view);
    other.map_or_else(String::new, |other| format!("  (calls {other}, which is not written)"))
}

/// Why a check was skipped. The check that it comes after is called by the title that it has in the list, because its
/// name does not stand there.
fn as_listed(reason: &str, exercise: &ExerciseReport) -> String {
    let before = reason.strip_prefix("after ");
    match before.and_then(|name| exercise.checks.iter().find(|check| last(&check.id) == name)) {
        Some(check) => format!("after: {}", beginning(&check.title, MAX_TITLE)),
        None => reason.to_owned(),
    }
}

/// The first words of a text, if it is longer than that.
fn beginning(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let words = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", words.trim_end_matches(','))
}

/// What to show in full: the first thing that is wrong.
fn first_trouble(text: &mut String, report: &Report, view: &View<'_>) {
    let trouble = report.asked(view.target).find(|(_, exercise)| {
        exercise.status >= UnitStatus::Failed
            && (exercise.checks.iter().any(|check| is_shown(check, view))
                || exercise.status >= UnitStatus::DidNotBuild)
    });
    let Some((chapter, exercise)) = trouble else { return };
    text.push('\n');
    let unbuilt = matches!(exercise.status, UnitStatus::DidNotBuild | UnitStatus::Refused);
    let shown = exercise.checks.iter().find(|check| is_shown(check, view));
    match (unbuilt, shown) {
        (false, Some(check)) => text.push_str(&card(report, chapter, exercise, check, view)),
        _ => text.push_str(&unbuilt_card(chapter, exercise, view)),
    }
    if view.target.exercise.is_none() {
        others(text, report, exercise, view);
    }
}

fn is_shown(check: &CheckReport, view: &View<'_>) -> bool {
    (check.status.is_failure() || check.status == Status::Broken) && view.target.covers_check(last(&check.id))
}

/// The rest of what is wrong, a line each.
fn others(text: &mut String, report: &Report, shown: &ExerciseReport, view: &View<'_>) {
    let others: Vec<_> = report
        .asked(view.target)
        .filter(|(_, exercise)| exercise.status >= UnitStatus::Failed && exercise.file != shown.file)
        .collect();
    if others.is_empty() {
        return;
    }
    let _ = writeln!(text, "\nalso");
    for (chapter, exercise) in others.iter().take(MAX_LINES) {
        let first = exercise.checks.iter().find(|check| check.status.is_failure());
        let why = match first {
            Some(check) => &check.title,
            None => words(exercise.status),
        };
        let _ = writeln!(text, "  {} {chapter}/{}  {why}", mark(exercise.status), exercise.name);
    }
}

/// One failed check as a lesson: what we did, what we saw, what should have been, and where to read on.
pub fn card(
    report: &Report,
    chapter: &str,
    exercise: &ExerciseReport,
    check: &CheckReport,
    view: &View<'_>,
) -> String {
    let mut text = String::new();
    let known = Known::find(view.course, chapter, &exercise.name, last(&check.id));
    let status = if check.status == Status::Failed { "" } else { words_of(check.status) };
    let _ = writeln!(text, "{BAD}✗ {}{BAD:#}  {BOLD}{}{BOLD:#}", check.id, check.title);
    let steps = check.detail.iter().flat_map(|detail| &detail.steps);
    let told = steps.filter_map(|step| step.saw.as_deref()).any(|saw| Some(saw) == check.message.as_deref());
    if !status.is_empty() && !told {
        let _ = writeln!(text, "  {BAD}{status}{BAD:#}: {}", check.message.as_deref().unwrap_or_default());
    }
    let mistake = check.fault.as_deref().and_then(|slug| known.as_ref()?.exercise.mistake(slug));
    if let Some(Mistake { slug, name, .. }) = mistake {
        value(&mut text, &format!("  looks like {BOLD}{slug}{BOLD:#}: "), name, view.width);
    }
    if let Some(detail) = &check.detail {
        story(&mut text, detail, check, view.width);
    }
    text.push('\n');
    let place = format!("exercises/{}", exercise.file);
    let place =
        if view.options.is_empty() { place } else { format!("{}/{}", report.submission, exercise.file) };
    field(&mut text, "file", &place);
    if let Some(known) = &known {
        value(&mut text, &format!("  {DIM}rule   {DIM:#} "), known.check.rule, view.width);
    }
    if let Some(mistake) = mistake {
        value(&mut text, &format!("  {DIM}ask    {DIM:#} "), mistake.ask, view.width);
    }
    field(&mut text, "read", &page(&check.book));
    if !check.printed.trim().is_empty() {
        field(&mut text, "printed", "");
        quote(&mut text, &check.printed, "          ", MAX_PRINTED_LINES);
    }
    if let Some(token) = &check.replay {
        field(&mut text, "replay", &format!("cargo grade replay {token}{}", view.options));
    }
    text
}

/// What others wrote, line by line, behind a bar: what learner code printed, or the compiler said.
fn quote(text: &mut String, words: &str, indent: &str, most: usize) {
    if words.trim().is_empty() {
        return;
    }
    for line in limited(words, most) {
        let _ = writeln!(text, "{indent}{DIM}|{DIM:#} {line}");
    }
}

fn unbuilt_card(chapter: &str, exercise: &ExerciseReport, view: &View<'_>) -> String {
    let mut text = String::new();
    let what = if exercise.status == UnitStatus::Refused { "can't be taken" } else { "does not compile" };
    let _ = writeln!(text, "{BAD}✗ {chapter}/{}{BAD:#}  {BOLD}{what}{BOLD:#}\n", exercise.name);
    quote(&mut text, exercise.message.as_deref().unwrap_or_default(), "  ", MAX_LINES);
    if exercise.status == UnitStatus::DidNotBuild {
        if view.target.exercise.is_none() {
            let _ = writeln!(text, "\n  The other exercises were graded without it.");
        }
        text.push('\n');
        if view.options.is_empty() {
            let command = format!("cargo grade reset {chapter}/{}", exercise.name);
            field(
                &mut text,
                "again",
                &format!("{command}   (the stub once more; your file is kept beside it)"),
            );
        }
    }
    text
}

/// What came of a check, in a line.
pub(super) fn told(CheckReport { status, message, .. }: &CheckReport) -> String {
    let words = words_of(*status);
    match message.as_deref() {
        Some(message) if message.starts_with(words) => message.to_owned(),
        Some(message) => format!("{words}: {message}"),
        None => words.to_owned(),
    }
}

/// What went wrong with a check, without colors, for reports that have no place for a whole card.
pub(super) fn plain_story(check: &CheckReport) -> String {
    let mut text = String::new();
    let CheckReport { fault, detail, printed, replay, .. } = check;
    let _ = writeln!(text, "{}", told(check));
    if let Some(fault) = fault {
        let _ = writeln!(text, "looks like {fault}");
    }
    if let Some(detail) = detail {
        story(&mut text, detail, check, PLAIN_WIDTH);
    }
    if !printed.trim().is_empty() {
        text.push_str("\nprinted\n");
        quote(&mut text, printed, "  ", MAX_PRINTED_LINES);
    }
    if let Some(token) = replay {
        let _ = writeln!(text, "\ncargo grade replay {token}");
    }
    anstream::adapter::strip_str(&text).to_string()
}

fn story(text: &mut String, detail: &Detail, check: &CheckReport, width: usize) {
    text.push('\n');
    for (number, Step { did, saw, expected, .. }) in detail.steps.iter().enumerate() {
        value(text, &format!("  {:>2}  ", number + 1), did, width);
        match (saw, expected) {
            (Some(saw), Some(expected)) => {
                value(text, &format!("        {BAD}saw{BAD:#}       "), saw, width);
                value(text, &format!("        {GOOD}expected{GOOD:#}  "), expected, width);
            }
            (Some(saw), None) => value(text, "        saw       ", saw, width),
            _ => {}
        }
    }
    let explained = detail.steps.iter().any(|step| step.expected.is_some());
    if let (false, Status::Failed, Some(message)) = (explained, check.status, &check.message) {
        let _ = writeln!(text, "\n  {message}");
    }
    for figure in &detail.figures {
        text.push('\n');
        for line in limited(&draw(figure, width.saturating_sub(2)), MAX_LINES) {
            let _ = writeln!(text, "  {line}");
        }
    }
}

/// A figure as text.
pub fn draw(figure: &Figure, width: usize) -> String {
    match figure {
        Figure::Dump(dump) => draw_dump(dump),
        Figure::Ladder(trace) => sim::ladder(trace, width),
        Figure::Table(table) => draw_table(table),
    }
}

/// Bytes, a row a field, eight bytes a row; carets under what is wrong.
fn draw_dump(Dump { title, bytes, fields }: &Dump) -> String {
    let mut text = format!("{title}, {} bytes\n", bytes.len());
    let mut at = 0;
    for field in fields {
        rows(&mut text, bytes, at, field.offset, "", false);
        rows(&mut text, bytes, field.offset, field.offset + field.len, &field.label, field.wrong);
        at = at.max(field.offset + field.len);
    }
    rows(&mut text, bytes, at, bytes.len(), "", false);
    text
}

fn rows(text: &mut String, bytes: &[u8], start: usize, end: usize, label: &str, wrong: bool) {
    const ROW: usize = 8;
    let end = end.min(bytes.len());
    if start >= end && !label.is_empty() {
        let _ = writeln!(text, "{start:04x}  {:23}   {label}{}", "", if wrong { "  ←" } else { "" });
    }
    for (index, row) in bytes.get(start..end).unwrap_or_default().chunks(ROW).enumerate() {
        let hex: Vec<String> = row.iter().map(|byte| format!("{byte:02x}")).collect();
        let ascii: String =
            row.iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' }).collect();
        let label = if index == 0 { label } else { "" };
        let line = format!("{:04x}  {:23}  {ascii:8}  {label}", start + index * ROW, hex.join(" "));
        let _ = writeln!(text, "{}", line.trim_end());
        if wrong {
            let _ = writeln!(text, "      {}", vec!["^^"; row.len()].join(" "));
        }
    }
}

fn draw_table(Table { title, head, rows, wrong }: &Table) -> String {
    let width = |column: usize| {
        let cells = rows.iter().chain([head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |row: &[String]| -> String {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}", width = *width)).collect();
        cells.join("   ")
    };
    let mut text = format!("{title}\n{}\n", line(head).trim_end());
    for (number, row) in rows.iter().enumerate() {
        let mark = if wrong.contains(&number) { "   ←" } else { "" };
        let _ = writeln!(text, "{}", format!("{}{mark}", line(row)).trim_end());
    }
    text
}

fn summary(text: &mut String, report: &Report, view: &View<'_>) {
    let (points, max) = report
        .asked_checks(view.target)
        .fold((0, 0), |(points, max), (.., check)| (points + check.points, max + check.max_points));
    text.push('\n');
    if let (Some(chapter), Some(name), true) =
        (view.target.chapter, view.target.exercise, report.is_full(view.target))
        && let Some(exercise) = view.course.chapter(chapter).and_then(|chapter| chapter.exercise(name))
        && view.target.check.is_none()
    {
        let _ = writeln!(text, "{GOOD}✓ all {max} points{GOOD:#}");
        field(text, "compare", &format!("solutions/{chapter}/src/{name}.rs:{}", view.solution_line));
        value(text, "          ", exercise.compare, view.width);
        run(text, view);
    } else if report.is_full(view.target) {
        let _ = writeln!(text, "{GOOD}✓ all {max} points{GOOD:#}");
        run(text, view);
    } else {
        let _ = writeln!(text, "{points} of {max} points");
    }
    if report.is_broken() {
        let _ = writeln!(
            text,
            "{BAD}something in the grader itself is broken; that is our fault, please report it{BAD:#}"
        );
    }
    if view.options.is_empty() && view.target.check.is_none() && !view.watched {
        next(text, report, view);
    }
    // Of an exercise, nobody wants to read it after each save.
    if report.sandbox.tier != "strict" && view.target.exercise.is_none() {
        let tier = &report.sandbox.tier;
        let _ = writeln!(text, "{DIM}sandbox: {tier}; `cargo grade doctor` says what is missing{DIM:#}");
    }
}

/// How to run what was written for real.
fn run(text: &mut String, view: &View<'_>) {
    if let (Some(program), true) = (view.program, view.options.is_empty() && view.target.check.is_none()) {
        field(text, "run", &format!("cargo grade run {program}   what you wrote, as a program"));
    }
}

/// The next thing to do: the first exercise, in the order of the course, that is not done.
fn next(text: &mut String, report: &Report, view: &View<'_>) {
    let open = report.chapters.iter().zip(view.course.chapters).find_map(|(chapter, known)| {
        let open = |(exercise, _): &(&ExerciseReport, &Exercise)| {
            let asked = view.target.demands(known.name, &exercise.name, exercise.track);
            !matches!(exercise.status, UnitStatus::Passed | UnitStatus::Skipped) && asked
        };
        let mut exercises = chapter.exercises.iter().zip(known.exercises);
        exercises.find(open).map(|(exercise, known_exercise)| (known, exercise, known_exercise))
    });
    match open {
        Some((chapter, exercise, known)) if view.target.exercise.is_none() => {
            field(text, "next", &format!("{BOLD}{}{BOLD:#}, about {} minutes", known.title, known.minutes));
            field(text, "open", &format!("exercises/{}", exercise.file));
            field(text, "run", &format!("cargo grade {}/{}", chapter.name, exercise.name));
        }
        Some((chapter, exercise, _)) => {
            if let Some(other) = not_written_elsewhere(chapter.name, exercise, view) {
                field(text, "first", &format!("cargo grade {other}   it is called, and not written"));
            } else if exercise.status == UnitStatus::NotWritten {
                field(text, "open", &format!("exercises/{}", exercise.file));
            }
            field(text, "stuck?", &format!("cargo grade hint {}/{}", chapter.name, exercise.name));
        }
        None => after(text, report, view),
    }
}

/// What follows on an exercise or a chapter that is done. A report of one exercise knows nothing of most others, but
/// of some: those that it needs, and those that are put aside.
fn after(text: &mut String, report: &Report, view: &View<'_>) {
    let mut all = view.course.chapters.iter().flat_map(|chapter: &'static Chapter| {
        chapter.exercises.iter().map(move |exercise| (chapter.name, exercise))
    });
    let done =
        |(chapter, exercise): &(&str, &Exercise)| view.target.covers(chapter, exercise.name, exercise.track);
    let is_over = |(chapter, exercise): &(&str, &Exercise)| {
        let chapter = report.chapters.iter().find(|known| known.name == *chapter);
        let mut graded = chapter.iter().flat_map(|chapter| &chapter.exercises);
        graded.find(|graded| graded.name == exercise.name).is_some_and(|graded| match graded.status {
            UnitStatus::Passed => true,
            // What was not asked for has no message.
            UnitStatus::Skipped => graded.message.is_some(),
            _ => false,
        })
    };
    let following = all.by_ref().skip_while(|one| !done(one)).find(|one| !done(one) && !is_over(one));
    if let Some((chapter, exercise)) = following {
        let next = format!(
            "cargo grade {chapter}/{}   {}, about {} minutes",
            exercise.name, exercise.title, exercise.minutes
        );
        field(text, "next", &next);
    }
}

struct Known {
    exercise: &'static Exercise,
    check: &'static Check,
}

impl Known {
    fn find(course: &Course, chapter: &str, exercise: &str, check: &str) -> Option<Known> {
        let exercise = course.chapter(chapter)?.exercise(exercise)?;
        let check = exercise.checks.iter().find(|known| known.name == check)?;
        Some(Known { exercise, check })
    }
}

/// A page of the book, as the file that it is made from.
pub(super) fn page(book: &str) -> String {
    match book.split_once('#') {
        Some((page, anchor)) => format!("book/src/{page}.md#{anchor}"),
        None => format!("book/src/{book}.md"),
    }
}

fn field(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {DIM}{name:7}{DIM:#} {value}");
}

/// A text in lines of the terminal's width, the first after its label.
pub fn wrapped(label: &str, words: &str, width: usize) -> String {
    let indent = anstream::adapter::strip_str(label).to_string().chars().count();
    let room = width.saturating_sub(indent).max(20);
    let characters: Vec<char> = words.chars().collect();
    let (mut text, mut rest, mut lead) = (String::new(), &characters[..], label.to_owned());
    loop {
        let (line, after) = rest.split_at(end_of_line(rest, room));
        let _ = writeln!(text, "{lead}{}", line.iter().collect::<String>().trim_end());
        if after.is_empty() {
            return text;
        }
        (rest, lead) = (after, " ".repeat(indent));
    }
}

/// A value after its label, in lines of the terminal's width; what is too long is cut in the middle.
fn value(text: &mut String, label: &str, value: &str, width: usize) {
    let indent = anstream::adapter::strip_str(label).to_string().chars().count();
    let most = width.saturating_sub(indent).max(20) * MAX_VALUE_LINES;
    let characters: Vec<char> = value.chars().collect();
    let shown = if characters.len() > most {
        let half = most / 2 - 2;
        let (head, tail) = (&characters[..half], &characters[characters.len() - half..]);
        head.iter().chain(&[' ', '…', ' ']).chain(tail).collect()
    } else {
        value.to_owned()
    };
    text.push_str(&wrapped(label, &shown, width));
}

/// Where a line of at most `room` characters ends: after a space, if there is one in its second half.
fn end_of_line(text: &[char], room: usize) -> usize {
    if text.len() <= room {
        return text.len();
    }
    let space = text[..room].iter().rposition(|character| *character == ' ');
    space.map(|at| at + 1).filter(|end| *end > room / 2).unwrap_or(room)
}

fn limited(text: &str, most: usize) -> impl Iterator<Item = String> {
    let count = text.lines().count();
    let rest = (count > most).then(|| format!("… and {} lines more", count - most));
    text.lines().take(most).map(String::from).chain(rest).collect::<Vec<_>>().into_iter()
}

fn with_ours(exercise: &ExerciseReport) -> String {
    match exercise.stand_ins.as_slice() {
        [] => String::new(),
        names => format!("  (with our {})", names.join(", ")),
    }
}

fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn mark(status: UnitStatus) -> String {
    match status {
        UnitStatus::Passed => format!("{GOOD}✓{GOOD:#}"),
        UnitStatus::Skipped | UnitStatus::NotWritten => format!("{DIM}·{DIM:#}"),
        UnitStatus::Partial => String::from("◐"),
        _ => format!("{BAD}✗{BAD:#}"),
    }
}

fn check_mark(status: Status) -> String {
    match status {
        Status::Passed => format!("{GOOD}✓{GOOD:#}"),
        Status::Skipped | Status::NotWritten => format!("{DIM}·{DIM:#}"),
        _ => format!("{BAD}✗{BAD:#}"),
    }
}

/// A status in words, as long as a column.
pub fn words(status: UnitStatus) -> &'static str {
    match status {
        UnitStatus::Passed => "passed",
        UnitStatus::Skipped => "skipped",
        UnitStatus::NotWritten => "not written",
        UnitStatus::Partial => "partly done",
        UnitStatus::Failed => "failed",
        UnitStatus::Broken => "broken",
        UnitStatus::DidNotBuild => "did not build",
        UnitStatus::Refused => "refused",
    }
}

pub(super) fn words_of(status: Status) -> &'static str {
    match status {
        Status::Passed => "passed",
        Status::Failed => "failed",
        Status::NotWritten => "not written",
        Status::Panicked => "panicked",
        Status::Crashed => "crashed",
        Status::TimedOut => "timed out",
        Status::OverLimit => "over the limit",
        Status::Protocol => "spoke out of turn",
        Status::Skipped => "skipped",
        Status::Broken => "broken, and that is our fault",
    }
}
