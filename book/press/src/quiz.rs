//! Questions: read from the file beside a page, and drawn as a form that is complete without JavaScript.

use std::path::{Path, PathBuf};

use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use crate::markdown::{block, inline, one_line};
use crate::page::Page;
use crate::problem::Problem;
use crate::source::{Sources, files};

/// A question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name on the page.
    pub id: String,
    /// The question, in Markdown.
    pub ask: String,
    /// The program that prints the right answer, and is shown with the question.
    pub listing: Option<String>,
    /// What one can answer.
    #[serde(rename = "option")]
    options: Vec<Choice>,
}

/// An answer, and what there is to say to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    text: String,
    #[serde(default)]
    right: bool,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiz {
    question: Vec<Question>,
}

/// The form of one question of this page.
pub(crate) fn form(id: &str, page: &Page<'_>) -> Result<String, String> {
    let file = file_of(page.name());
    let text = page.sources.read(&file)?;
    let questions = parse(&text).map_err(|(line, message)| format!("{file}:{line}: {message}"))?;
    let question = questions
        .iter()
        .find(|question| question.id == id)
        .ok_or_else(|| format!("no question `{id}` in {file}"))?;
    let listing = match &question.listing {
        None => None,
        Some(name) => {
            let text = page.sources.read(&format!("book/listings/src/bin/{name}.rs"))?;
            let part = if text.contains("ANCHOR: shown") { Some("shown") } else { None };
            Some(Sources::part(&text, part).map_err(|error| format!("{name}: {error}"))?)
        }
    };
    Ok(draw(question, listing.as_deref(), page.name()))
}

/// All questions of a course, and what is wrong with them: an answer to what a program prints must be what the program
/// prints.
pub fn questions(root: &Path) -> (Vec<Question>, Vec<Problem>) {
    let sources = Sources::new(root);
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for page in pages(root) {
        let file = page.with_extension("quiz.toml");
        let name = file.to_string_lossy().replace('\\', "/");
        if !sources.has(&name) {
            continue;
        }
        let mut problem =
            |line: usize, message: String| problems.push(Problem { file: file.clone(), line, message });
        let text = match sources.read(&name) {
            Ok(text) => text,
            Err(message) => {
                problem(1, message);
                continue;
            }
        };
        let markdown = sources.read(&page.to_string_lossy()).unwrap_or_default();
        match parse(&text) {
            Err((line, message)) => problem(line, message),
            Ok(questions) => {
                for question in questions {
                    let line = line_of(&text, &question.id);
                    if let Err(message) = agrees(&question, &sources) {
                        problem(line, message);
                    }
                    if !markdown.contains(&format!("{{{{#quiz {}}}}}", question.id)) {
                        problem(
                            line,
                            format!("nobody asks `{}`: its page has no {{{{#quiz {0}}}}}", question.id),
                        );
                    }
                    all.push(question);
                }
            }
        }
    }
    (all, problems)
}

/// Whether the right answer is what the program prints. A test of `listings` holds `expected/` to the program.
fn agrees(question: &Question, sources: &Sources) -> Result<(), String> {
    let Some(listing) = &question.listing else { return Ok(()) };
    let printed = sources.read(&format!("book/listings/expected/{listing}.txt"))?;
    let plain = |text: &str| {
        let lines = text.trim().lines().map(|line| line.trim().replace('`', ""));
        lines.filter(|line| !line.is_empty() && line != "text").collect::<Vec<_>>().join("\n")
    };
    let is = |choice: &&Choice| plain(&choice.text) == plain(&printed);
    let right: Vec<&Choice> = question.options.iter().filter(|choice| choice.right).collect();
    match right[..] {
        [right] if is(&right) => Ok(()),
        [right] => Err(format!(
            "the right answer is `{}`, and {listing} prints `{}`",
            right.text.trim(),
            printed.trim()
        )),
        _ => Err("a question about what a program prints has one right answer".to_owned()),
    }
}

/// All pages as they are written, relative to the course.
pub(crate) fn pages(root: &Path) -> Vec<PathBuf> {
    let folder = Path::new("book/src");
    files(&root.join(folder), "md").into_iter().map(|page| folder.join(page)).collect()
}

fn file_of(page: &str) -> String {
    format!("book/src/{page}.quiz.toml")
}

/// Reads the questions of a file; or the line, and what is wrong with it.
fn parse(text: &str) -> Result<Vec<Question>, (usize, String)> {
    let quiz: Quiz = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        (line, error.message().to_owned())
    })?;
    for (index, question) in quiz.question.iter().enumerate() {
        let wrong = |message: String| Err((line_of(text, &question.id), message));
        let id = &question.id;
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return wrong(format!("`{id}`: an id is made of small letters, digits and `-`"));
        }
        if quiz.question[..index].iter().any(|other| other.id == *id) {
            return wrong(format!("there are two questions `{id}`"));
        }
        if question.options.len() < 2 {
            return wrong(format!("`{id}` has fewer than two options"));
        }
        let right = question.options.iter().filter(|choice| choice.right).count();
        if right == 0 || right == question.options.len() {
            return wrong(format!("`{id}` has {right} right options of {}", question.options.len()));
        }
        if let Some(choice) = question.options.iter().find(|choice| choice.why.trim().len() < 10) {
            return wrong(format!("`{id}`: the option `{}` does not say why", choice.text));
        }
    }
    Ok(quiz.question)
}

/// The line on which a question's id stands.
fn line_of(text: &str, id: &str) -> usize {
    let wanted = format!("\"{id}\"");
    let is = |line: &str| line.trim_start().starts_with("id") && line.contains(&wanted);
    text.lines().position(is).map_or(1, |index| index + 1)
}

fn draw(question: &Question, listing: Option<&str>, page: &str) -> String {
    let name = format!("quiz-{}-{}", page.replace('/', "-"), question.id);
    let ask = format!("{name}-ask");
    let several = question.options.iter().filter(|choice| choice.right).count() > 1;
    let kind = if several { "checkbox" } else { "radio" };
    let drawn = html! {
        form class="quiz" aria-labelledby=(ask) {
            div class="quiz-ask" id=(ask) {
                (PreEscaped(block(&question.ask)))
                @if several { p class="quiz-several" { "Several are right." } }
            }
            @if let Some(listing) = listing { (code(listing)) }
            ul class="quiz-options" {
                @for (index, choice) in question.options.iter().enumerate() {
                    li {
                        label {
                            input type=(kind) name=(name) value=(index);
                            span { (PreEscaped(inline(&choice.text))) }
                        }
                        div class="quiz-why" data-right[choice.right] { (why(choice)) }
                    }
                }
            }
            details class="quiz-answers" {
                summary { "Answers, and why" }
                ol {
                    @for choice in &question.options {
                        li { (PreEscaped(inline(&choice.text))) " " (why(choice)) }
                    }
                }
            }
        }
    };
    format!(
        "<net-quiz data-quiz=\"{page}/{}\">\n{}\n</net-quiz>",
        question.id,
        one_line(&drawn.into_string())
    )
}

fn why(choice: &Choice) -> Markup {
    html! {
        strong { @if choice.right { "Right. " } @else { "Not this. " } }
        (PreEscaped(inline(&choice.why)))
    }
}

fn code(listing: &str) -> Markup {
    html! { pre { code class="language-rust noplayground" { (listing) "\n" } } }
}
