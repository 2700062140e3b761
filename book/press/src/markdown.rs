//! Markdown inside of what we draw: the text of a question, the reason of an answer.

use pulldown_cmark::{Options, Parser, html};

/// Markdown as HTML, in one line: an empty line would end the block that it stands in.
pub(crate) fn block(markdown: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES));
    one_line(out.trim())
}

/// The same, without the paragraph around it.
pub(crate) fn inline(markdown: &str) -> String {
    let html = block(markdown);
    match html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html,
    }
}

/// HTML without a line feed, that reads the same: in code, line feeds are written as what they are to a browser.
pub(crate) fn one_line(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut preformatted = false;
    for (index, line) in html.split('\n').enumerate() {
        if index > 0 {
            out.push_str(if preformatted { "&#10;" } else { " " });
        }
        out.push_str(line);
        if let (start, end) = (line.rfind("<pre"), line.rfind("</pre"))
            && start != end
        {
            preformatted = start > end;
        }
    }
    out
}

/// A fenced block of code. Its fence is longer than any in the text.
pub(crate) fn fence(info: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{info}\n{}\n{fence}", text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_keeps_its_lines() {
        assert_eq!(block("a\nb\n\n    x\n\n    y\n"), "<p>a b</p> <pre><code>x&#10;&#10;y&#10;</code></pre>");
        assert_eq!(inline("`a` *b*"), "<code>a</code> <em>b</em>");
        assert_eq!(fence("c", "a ``` b"), "````c\na ``` b\n````");
    }
}
