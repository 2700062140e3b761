//! Reads a site that was built, and the sources it was built from, and names what is broken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use grader::checks::CHAPTERS;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{Html, Selector};

use crate::problem::{Problem, Problems};
use crate::quiz::{pages, questions};
use crate::source::{Sources, built};
use crate::words::misspelled;

/// The most that a page may weigh: its own HTML, in bytes.
pub const MAX_PAGE_BYTES: usize = 300_000;
/// The most that all our scripts may weigh, in bytes.
pub const MAX_SCRIPT_BYTES: u64 = 40_000;

/// Everything that is wrong with the book in `root`, whose site was built into `site`.
///
/// # Errors
///
/// The problems, in the order of files and lines.
pub fn check(root: &Path, site: &Path) -> Result<(), Problems> {
    let mut found = Finder {
        root,
        site,
        pages: built(site).map(|(name, text)| (name, read(&text))).collect(),
        problems: BTreeSet::new(),
    };
    found.pages();
    found.exercises();
    found.summary();
    found.prose();
    found.strays();
    found.scripts();
    found.problems.extend(questions(root).1);
    Problems(found.problems.into_iter().collect()).into_result(())
}

/// A page as a browser reads it.
struct Built {
    ids: BTreeSet<String>,
    /// Ids that are there more than once.
    twice: BTreeSet<String>,
    /// What it refers to, and by which attribute.
    references: Vec<Reference>,
    bytes: usize,
}

struct Reference {
    /// `a`, `img`, `script`, …
    element: String,
    to: String,
}

fn read(text: &str) -> Built {
    let page = Html::parse_document(text);
    let [all, text_of_page] = ["*", "main *"].map(|selector| Selector::parse(selector).expect("a selector"));
    let mut built =
        Built { ids: BTreeSet::new(), twice: BTreeSet::new(), references: Vec::new(), bytes: text.len() };
    for element in page.select(&all).map(|element| element.value()) {
        if let Some(id) = element.attr("id")
            && !built.ids.insert(id.to_owned())
        {
            built.twice.insert(id.to_owned());
        }
        for attribute in ["href", "src", "poster", "data", "action"] {
            if let Some(to) = element.attr(attribute) {
                built.references.push(Reference { element: element.name().to_owned(), to: to.to_owned() });
            }
        }
    }
    // Around the text, mdBook's own scripts make what is referred to.
    for element in page.select(&text_of_page).map(|element| element.value()) {
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for id in element.attr(attribute).into_iter().flat_map(str::split_whitespace) {
                built.references.push(Reference { element: element.name().to_owned(), to: format!("#{id}") });
            }
        }
    }
    built
}

struct Finder<'a> {
    root: &'a Path,
    site: &'a Path,
    pages: BTreeMap<String, Built>,
    problems: BTreeSet<Problem>,
}

impl Finder<'_> {
    fn problem(&mut self, file: impl Into<PathBuf>, line: usize, message: impl Into<String>) {
        self.problems.insert(Problem { file: file.into(), line, message: message.into() });
    }

    /// Links, ids, images, weight, and whom a page asks for what.
    fn pages(&mut self) {
        let mut wrong = Vec::new();
        for (name, page) in &self.pages {
            let source = source_of(name);
            let text = Sources::new(self.root).read(&source).unwrap_or_default();
            for id in &page.twice {
                let line = line_with(&text, &[format!("\"{id}\""), format!("{{#{id}}}"), id.clone()]);
                wrong.push((source.clone(), line, format!("the id `{id}` is there twice in {name}")));
            }
            let whole_book = matches!(name.as_str(), "print.html" | "toc.html");
            if page.bytes > MAX_PAGE_BYTES && !whole_book {
                let message = format!("{name} weighs {} bytes; at most {MAX_PAGE_BYTES}", page.bytes);
                wrong.push((source.clone(), 1, message));
            }
            for reference in &page.references {
                if let Err(message) = self.leads_somewhere(name, reference) {
                    // In the source a link names the page as it is written, and an attribute names an id alone.
                    let written = reference.to.replace(".html", ".md");
                    let id = reference.to.trim_start_matches('#');
                    let ways =
                        [format!("({written})"), format!("\"{written}\""), format!("\"{id}\""), written];
                    wrong.push((source.clone(), line_with(&text, &ways), message));
                }
            }
        }
        for (file, line, message) in wrong {
            self.problem(file, line, message);
        }
    }

    fn leads_somewhere(&self, from: &str, reference: &Reference) -> Result<(), String> {
        let to = reference.to.as_str();
        let other_host = to.starts_with("http://") || to.starts_with("https://") || to.starts_with("//");
        if other_host {
            return match reference.element.as_str() {
                "a" => Ok(()),
                element => Err(format!("<{element}> asks another host: {to}")),
            };
        }
        if to.starts_with("data:") || to.starts_with("mailto:") || from == "404.html" {
            return Ok(());
        }
        let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
        let target = if path.is_empty() { from.to_owned() } else { join(from, path) };
        let Some(page) = self.pages.get(&target) else {
            return match self.site.join(&target).is_file() {
                true => Ok(()),
                false => Err(format!("`{to}` leads nowhere: there is no {target}")),
            };
        };
        // What stands behind a `?` is a state of a figure.
        let id = fragment.split('?').next().unwrap_or_default();
        if id.is_empty() || page.ids.contains(&percent_decoded(id)) {
            return Ok(());
        }
        Err(format!("`{to}` leads nowhere: {target} has no id `{id}`"))
    }

    /// Every exercise has a page, with its card, and with every section that a check names.
    fn exercises(&mut self) {
        for chapter in CHAPTERS {
            for exercise in chapter.exercises {
                let source = format!("book/src/{}/{}.md", chapter.name, exercise.name);
                let page = format!("{}/{}.html", chapter.name, exercise.name);
                let Some(built) = self.pages.get(&page) else {
                    self.problem(source, 1, format!("{}/{} has no page", chapter.name, exercise.name));
                    continue;
                };
                let card = format!("exercise-{}-{}", chapter.name, exercise.name);
                let mut missing = Vec::new();
                if !built.ids.contains(&card) {
                    missing.push(format!(
                        "the page has no {{{{#exercise {}/{}}}}}",
                        chapter.name, exercise.name
                    ));
                }
                for check in exercise.checks {
                    if !built.ids.contains(check.book) {
                        missing.push(format!(
                            "no section has the id `{}`, which {} names",
                            check.book, check.name
                        ));
                    }
                }
                for message in missing {
                    self.problem(source.clone(), 1, message);
                }
            }
        }
    }

    /// Every page has its place in the summary.
    fn summary(&mut self) {
        let summary = Sources::new(self.root).read("book/src/SUMMARY.md").unwrap_or_default();
        for page in pages(self.root) {
            let inside = page.strip_prefix("book/src").unwrap_or(&page).to_string_lossy().replace('\\', "/");
            let listed =
                summary.contains(&format!("({inside})")) || summary.contains(&format!("(./{inside})"));
            if !listed && !matches!(inside.as_str(), "SUMMARY.md" | "404.md") {
                self.problem(page, 1, "stands nowhere in SUMMARY.md");
            }
        }
    }

    /// The spelling of the field's terms.
    fn prose(&mut self) {
        for page in pages(self.root) {
            let text = Sources::new(self.root).read(&page.to_string_lossy()).unwrap_or_default();
            let mut in_code = false;
            for (event, range) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
                match event {
                    Event::Start(Tag::CodeBlock(_)) => in_code = true,
                    Event::End(TagEnd::CodeBlock) => in_code = false,
                    // A directive is no prose, and names what is spelled as it is.
                    Event::Text(words) if !in_code && !words.contains("{{#") => {
                        if let Some((wrong, right)) = misspelled(&words) {
                            let line = text[..range.start].matches('\n').count() + 1;
                            self.problem(page.clone(), line, format!("`{wrong}` is spelled {right}"));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// Figures and programs that no page shows.
    fn strays(&mut self) {
        let sources = Sources::new(self.root);
        let all: Vec<String> = pages(self.root)
            .iter()
            .flat_map(|page| [page.clone(), page.with_extension("quiz.toml")])
            .filter_map(|file| sources.read(&file.to_string_lossy()).ok())
            .collect();
        let shows =
            |words: &[String]| words.iter().any(|word| all.iter().any(|text| text.contains(word.as_str())));
        let directives = |kinds: &[&str], name: &str| -> Vec<String> {
            let ends = ["}}", ":"];
            let all = kinds.iter().flat_map(|kind| ends.map(|end| format!("{{{{#{kind} {name}{end}")));
            all.chain([format!("listing = \"{name}\"")]).collect()
        };
        let mut stray = Vec::new();
        for figure in figures::all() {
            if !shows(&directives(&["figure"], figure.name)) {
                stray.push((
                    "book/figures/src".to_owned(),
                    format!("no page shows the figure {}", figure.name),
                ));
            }
        }
        let folders = [
            ("src/bin", "rs", &["listing", "beside", "output"][..]),
            ("c", "c", &["beside"]),
            ("runs", "txt", &["run"]),
        ];
        for (folder, extension, kinds) in folders {
            let folder = format!("book/listings/{folder}");
            for name in sources.names(&folder, extension) {
                if !shows(&directives(kinds, &name)) {
                    stray.push((format!("{folder}/{name}.{extension}"), "no page shows it".to_owned()));
                }
            }
        }
        for (file, message) in stray {
            self.problem(file, 1, message);
        }
    }

    fn scripts(&mut self) {
        let folder = self.root.join("book/theme/js");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let bytes: u64 = files.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
        if bytes > MAX_SCRIPT_BYTES {
            self.problem(
                "book/theme/js",
                1,
                format!("the scripts weigh {bytes} bytes; at most {MAX_SCRIPT_BYTES}"),
            );
        }
    }
}

/// The file that a page was made of, relative to the course.
fn source_of(page: &str) -> String {
    match page {
        "print.html" | "toc.html" => "book/src/SUMMARY.md".to_owned(),
        page => format!("book/src/{}.md", page.trim_end_matches(".html")),
    }
}

/// The number of the first line that holds the first of `needles` that any line holds; 1 if none does.
fn line_with(text: &str, needles: &[String]) -> usize {
    let find = |needle: &String| text.lines().position(|line| line.contains(needle.as_str()));
    needles.iter().find_map(find).map_or(1, |index| index + 1)
}

/// Where a relative path leads from a page.
fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in percent_decoded_parts(path) {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded_parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('?').next().unwrap_or_default().split('/')
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
