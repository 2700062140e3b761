//! Programs, what they print, and commands with what they print.

use crate::markdown::fence;
use crate::page::Page;
use crate::source::Sources;

/// `{{#listing name}}` or `{{#listing name:part}}`.
pub(super) fn listing(argument: &str, page: &Page<'_>) -> Result<String, String> {
    quote(argument, "rust", page)
}

/// `{{#beside name}}` or `{{#beside name:part}}`: in C and in Rust.
pub(super) fn beside(argument: &str, page: &Page<'_>) -> Result<String, String> {
    let (c, rust) = (quote(argument, "c", page)?, quote(argument, "rust", page)?);
    Ok(format!("<div class=\"beside\">\n\n{c}\n\n{rust}\n\n</div>"))
}

/// `{{#output name}}`.
pub(super) fn output(name: &str, page: &Page<'_>) -> Result<String, String> {
    let text = page.sources.read(&format!("book/listings/expected/{name}.txt"))?;
    Ok(fence("text", &text))
}

/// `{{#run name}}`.
pub(super) fn run(name: &str, page: &Page<'_>) -> Result<String, String> {
    let text = page.sources.read(&format!("book/listings/runs/{name}.txt"))?;
    Ok(fence("console", &text))
}

fn quote(argument: &str, language: &str, page: &Page<'_>) -> Result<String, String> {
    let (name, part) = match argument.split_once(':') {
        Some((name, part)) => (name, Some(part)),
        None => (argument, None),
    };
    let (path, spoken, info) = match language {
        "c" => (format!("book/listings/c/{name}.c"), "C", "c"),
        // mdBook would add a hidden `main` to a part of a program.
        _ => (format!("book/listings/src/bin/{name}.rs"), "Rust", "rust,noplayground"),
    };
    let text = page.sources.read(&path)?;
    let text = Sources::part(&text, part).map_err(|error| format!("{path}: {error}"))?;
    Ok(format!(
        "<figure class=\"listing\">\n<figcaption>{spoken} <code>{path}</code></figcaption>\n\n{}\n\n</figure>",
        fence(info, text.trim_matches('\n'))
    ))
}
