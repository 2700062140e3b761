//! A report's texts, each cleaned in the way of its kind.
//!
//! Every struct is taken apart without `..`: a new field has to be thought about here.

use super::{label, line, text};
use crate::finding::{Detail, Dump, Field, Figure, Step, Table};
use crate::report::{ChapterReport, CheckReport, ExerciseReport, Report, Sandbox};
use crate::submission::GradedFile;

/// Cleans all texts of a report. Those that are ours stay as they are.
pub fn report(report: &Report) -> Report {
    let Report {
        version,
        grader_version,
        suite,
        base_commit,
        submission,
        files,
        seed,
        layers,
        sandbox: Sandbox { tier, missing },
        warnings,
        points,
        max_points,
        deep_points,
        chapters,
    } = report;
    Report {
        version: *version,
        grader_version: line(grader_version),
        suite: line(suite),
        base_commit: some_line(base_commit),
        submission: line(submission),
        files: files.iter().map(file).collect(),
        seed: line(seed),
        layers: *layers,
        sandbox: Sandbox { tier: line(tier), missing: lines(missing) },
        warnings: lines(warnings),
        points: *points,
        max_points: *max_points,
        deep_points: *deep_points,
        chapters: chapters.iter().map(chapter).collect(),
    }
}

fn file(GradedFile { path, sha256 }: &GradedFile) -> GradedFile {
    GradedFile { path: line(path), sha256: line(sha256) }
}

fn chapter(chapter: &ChapterReport) -> ChapterReport {
    let ChapterReport { name, status, points, max_points, exercises } = chapter;
    ChapterReport {
        name: line(name),
        status: *status,
        points: *points,
        max_points: *max_points,
        exercises: exercises.iter().map(exercise).collect(),
    }
}

fn exercise(exercise: &ExerciseReport) -> ExerciseReport {
    let ExerciseReport { name, file, track, status, points, max_points, stand_ins, message, checks } =
        exercise;
    ExerciseReport {
        name: line(name),
        file: line(file),
        track: *track,
        status: *status,
        points: *points,
        max_points: *max_points,
        stand_ins: lines(stand_ins),
        // The compiler's words, which quote the learner's source.
        message: message.as_deref().map(text),
        checks: checks.iter().map(check).collect(),
    }
}

fn check(check: &CheckReport) -> CheckReport {
    let CheckReport {
        id,
        title,
        status,
        points,
        max_points,
        fault,
        message,
        detail,
        advice,
        printed,
        calls,
        replay,
        book,
    } = check;
    CheckReport {
        id: line(id),
        title: line(title),
        status: *status,
        points: *points,
        max_points: *max_points,
        fault: some_line(fault),
        message: some_line(message),
        detail: detail.as_ref().map(self::detail),
        advice: lines(advice),
        printed: text(printed),
        // Not shown: they are ours, and for the probe.
        calls: calls.clone(),
        replay: some_line(replay),
        book: line(book),
    }
}

fn detail(Detail { steps, figures }: &Detail) -> Detail {
    Detail { steps: steps.iter().map(step).collect(), figures: figures.iter().map(figure).collect() }
}

fn step(Step { did, saw, expected, code }: &Step) -> Step {
    Step {
        did: line(did),
        saw: some_line(saw),
        expected: some_line(expected),
        // Rust that has to compile: `report::test` makes it inert in Rust's own way.
        code: code.clone(),
    }
}

fn figure(figure: &Figure) -> Figure {
    match figure {
        Figure::Dump(Dump { title, bytes, fields }) => Figure::Dump(Dump {
            title: line(title),
            bytes: bytes.clone(),
            fields: fields.iter().map(field).collect(),
        }),
        Figure::Ladder(trace) => Figure::Ladder(trace.clone().with_texts(&mut |text| label(text))),
        Figure::Table(Table { title, head, rows, wrong }) => Figure::Table(Table {
            title: line(title),
            head: lines(head),
            rows: rows.iter().map(|row| lines(row)).collect(),
            wrong: wrong.clone(),
        }),
    }
}

fn field(Field { offset, len, label, wrong }: &Field) -> Field {
    Field { offset: *offset, len: *len, label: line(label), wrong: *wrong }
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| line(text)).collect()
}

fn some_line(text: &Option<String>) -> Option<String> {
    text.as_deref().map(line)
}
