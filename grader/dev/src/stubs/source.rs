//! The text around the tokens, which `syn` does not keep: comments, blank lines, indentation.
//!
//! Everything here takes the whole text and byte positions in it. Nothing here knows which items stay.

use std::ops::Range;

use syn::spanned::Spanned;

/// Where one item stands, and what is in front of it.
pub(super) struct Place {
    /// From the end of the item before (or the opening brace) to this one: white space and comments.
    pub(super) gap: Range<usize>,
    /// The item, from its first attribute to its last token.
    pub(super) item: Range<usize>,
}

impl Place {
    /// The places of items that follow each other, the first one somewhere after `open`.
    pub(super) fn of_all<T: Spanned>(open: usize, items: &[T]) -> Vec<Place> {
        let mut end = open;
        let place = |item: &T| {
            let item = range(item);
            let gap = end..item.start;
            end = item.end;
            Place { gap, item }
        };
        items.iter().map(place).collect()
    }

    /// Where the item starts when the comment directly above belongs to it, if a line of that is `// given`.
    pub(super) fn given(&self, text: &str) -> Option<usize> {
        let start = self.comment_start(text);
        text[start..self.item.start].lines().any(is_given).then_some(start)
    }

    /// Is there a blank line in front of the item?
    pub(super) fn has_blank(&self, text: &str) -> bool {
        let lines: Vec<&str> = text[self.gap.clone()].split('\n').collect();
        // The first line ends the item before, the last one is this item's own indentation.
        lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| line.trim().is_empty())
    }

    /// Where the comment lines directly above the item start, or the item if there are none.
    fn comment_start(&self, text: &str) -> usize {
        let line_start = text[..self.item.start].rfind('\n').map_or(0, |at| at + 1);
        // What follows the item before on its own line belongs to that one.
        let gap = &text[self.gap.clone()];
        let behind = if self.gap.start == 0 { 0 } else { gap.find('\n').map_or(gap.len(), |at| at + 1) };
        let above = text.get(self.gap.start + behind..line_start).unwrap_or("");

        let mut start = self.item.start;
        let mut end = line_start;
        for line in above.split_inclusive('\n').rev() {
            let comment = line.trim_start();
            if !comment.starts_with("//") {
                break;
            }
            start = end - comment.len();
            end -= line.len();
        }
        start
    }
}

/// Is this line the comment that keeps an item whole?
pub(super) fn is_given(line: &str) -> bool {
    line.trim() == "// given"
}

/// The bytes that a part of the syntax tree spans.
pub(super) fn range(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

/// The line, from 1, that a part of the syntax tree starts on.
pub(super) fn line(node: &impl Spanned) -> usize {
    node.span().start().line
}

/// The first position from `at` on that is neither white space nor inside a comment.
pub(super) fn skip_trivia(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let trimmed = rest.trim_start();
    let start = at + (rest.len() - trimmed.len());
    if trimmed.starts_with("//") {
        skip_trivia(text, start + trimmed.find('\n').unwrap_or(trimmed.len()))
    } else if trimmed.starts_with("/*") {
        skip_trivia(text, block_comment_end(text, start))
    } else {
        start
    }
}

/// Where an item ends when the comment behind it on its last line belongs to it.
pub(super) fn end_with_comment(text: &str, end: usize) -> usize {
    let rest = text[end..].lines().next().unwrap_or("");
    if rest.trim_start().starts_with("//") { end + rest.trim_end().len() } else { end }
}

/// The text of `range` with some of its parts replaced. The edits are in order and do not overlap.
pub(super) fn edited(text: &str, range: Range<usize>, edits: &[(Range<usize>, String)]) -> String {
    let mut result = String::new();
    let mut at = range.start;
    for (part, replacement) in edits {
        result.push_str(&text[at..part.start]);
        result.push_str(replacement);
        at = part.end;
    }
    result.push_str(&text[at..range.end]);
    result
}

/// Block comments nest.
fn block_comment_end(text: &str, start: usize) -> usize {
    let mut open = 0_usize;
    let mut at = start;
    loop {
        let rest = &text[at..];
        match (rest.find("/*"), rest.find("*/")) {
            (Some(opens), Some(closes)) if opens < closes => {
                open += 1;
                at += opens + 2;
            }
            (_, Some(closes)) => {
                open -= 1;
                at += closes + 2;
            }
            (_, None) => return text.len(),
        }
        if open == 0 {
            return at;
        }
    }
}
