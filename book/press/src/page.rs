//! The preprocessor: a page as it was written becomes the page that mdBook reads.

use std::path::{Path, PathBuf};

use anyhow::Result;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::directive::{self, Directive};
use crate::problem::{Problem, Problems};
use crate::source::Sources;

/// Puts figures, quizzes, cards and listings where pages ask for them.
#[derive(Clone, Copy, Debug)]
pub struct Course;

impl Preprocessor for Course {
    fn name(&self) -> &str {
        "course"
    }

    fn run(&self, context: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let root = context.root.parent().unwrap_or(Path::new("."));
        let sources = Sources::new(root);
        let mut problems = Vec::new();
        book.for_each_mut(|item| {
            if let BookItem::Chapter(chapter) = item
                && let Some(path) = chapter.source_path.clone()
            {
                expand(chapter, &path, &sources, &mut problems);
            }
        });
        Ok(Problems(problems).into_result(book)?)
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        // Every other renderer, `mdbook test` too, would have to read our HTML.
        Ok(renderer == "html")
    }
}

/// What a directive needs to know of the page that it stands on.
pub(crate) struct Page<'a> {
    pub(crate) sources: &'a Sources,
    /// Below `book/src`, with `/`: `hello/cut.md`.
    pub(crate) path: String,
}

impl Page<'_> {
    /// The way from this page to the folder of all pages: `../`.
    pub(crate) fn to_root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    /// The name of the page within the book: `hello/cut`.
    pub(crate) fn name(&self) -> &str {
        self.path.trim_end_matches(".md")
    }
}

fn expand(chapter: &mut Chapter, path: &Path, sources: &Sources, problems: &mut Vec<Problem>) {
    let path = path.to_string_lossy().replace('\\', "/");
    let file = PathBuf::from("book/src").join(&path);
    let page = Page { sources, path };
    let mut problem =
        |line: usize, message: String| problems.push(Problem { file: file.clone(), line: line + 1, message });

    let lines: Vec<&str> = chapter.content.lines().collect();
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let number = index;
        index += 1;
        if let Some(mark) = fence_of(line) {
            match fence {
                None => {
                    if let Some(language) = quoted(line) {
                        problem(
                            number,
                            format!("a program in {language} belongs in book/listings, where it is tested"),
                        );
                    }
                    fence = Some(mark);
                }
                Some(open) if mark.starts_with(open) && line.trim() == mark => fence = None,
                Some(_) => {}
            }
        }
        if fence.is_some() {
            out.push((*line).to_owned());
            continue;
        }
        match Directive::parse(line) {
            None => out.extend(titled_note(line).unwrap_or_else(|| vec![(*line).to_owned()])),
            Some(Err(message)) => problem(number, message),
            Some(Ok(directive)) => {
                let mut caption = Vec::new();
                if directive.has_caption() {
                    caption =
                        lines[index..].iter().take_while(|line| !line.trim().is_empty()).copied().collect();
                    index += caption.len();
                }
                match directive::expand(&directive, &page, &caption.join("\n")) {
                    // Empty lines around it, so that it is a block of its own.
                    Ok(text) => out.extend([String::new(), text, String::new()]),
                    Err(message) => problem(number, message),
                }
            }
        }
    }
    chapter.content = out.join("\n") + "\n";
}

/// The first line of a box with a title, `> [!NOTE] Arrays`: mdBook knows boxes without.
fn titled_note(line: &str) -> Option<Vec<String>> {
    let title = line.strip_prefix("> [!NOTE] ")?.trim();
    Some(vec!["> [!NOTE]".to_owned(), format!("> **{title}**"), ">".to_owned()])
}

/// The mark that opens or closes a block of code.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = |with: char| &line[..line.len() - line.trim_start_matches(with).len()];
    [mark('`'), mark('~')].into_iter().find(|mark| mark.len() >= 3)
}

/// The language of a fenced program that should be a file.
fn quoted(line: &str) -> Option<&'static str> {
    let info = line.trim_start().trim_start_matches(['`', '~']).trim();
    match info.split([',', ' ']).next()? {
        "rust" => Some("Rust"),
        "c" => Some("C"),
        _ => None,
    }
}
