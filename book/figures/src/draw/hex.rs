//! Bytes: a dump in rows, and a table of what they are.

use std::ops::Range;

use maud::{Markup, html};

use super::{Frame, from_to, scroll};
use crate::{Hex, Span};

pub(super) fn draw(frame: &Frame<'_>, hex: &Hex) -> Markup {
    gapless(hex);
    html! {
        (scroll(&format!("{}: the bytes", frame.title), dump(frame, hex)))
        (scroll(&format!("{}: the fields", frame.title), table(hex)))
    }
}

fn gapless(hex: &Hex) {
    let mut next = 0;
    for span in &hex.spans {
        assert!(span.range.start == next && !span.range.is_empty(), "{}: a gap or an overlap", span.name);
        next = span.range.end;
    }
    assert_eq!(next, hex.bytes.len(), "the spans end elsewhere than the bytes");
}

fn dump(frame: &Frame<'_>, hex: &Hex) -> Markup {
    // Few bytes fit on a narrow screen without scrolling.
    let columns = if hex.bytes.len() <= 32 { 8 } else { 16 };
    html! {
        div class="hex-dump" role="img" aria-label={ (frame.title) ". The table below says the same." }
            style={ "--columns:" (columns) } {
            @for (row, bytes) in hex.bytes.chunks(columns).enumerate() {
                @let first = row * columns;
                div class="hex-row" {
                    span class="hex-offset" { (first) }
                    @for at in first..first + bytes.len() { (byte(hex, at)) }
                    @for _ in bytes.len()..columns { span {} }
                    span class="hex-text" { (bytes.iter().map(|byte| shown(*byte)).collect::<String>()) }
                }
            }
        }
    }
}

/// A byte: with a border where its field begins and ends, and, if it is one end of a pointer, where the other is.
fn byte(hex: &Hex, at: usize) -> Markup {
    let index = hex.spans.iter().position(|span| span.range.contains(&at)).expect("the spans have no gap");
    let span = &hex.spans[index];
    let mut class = format!("hex-byte hex-{}", if index % 2 == 0 { "even" } else { "odd" });
    if at == span.range.start {
        class += " hex-first";
    }
    if at + 1 == span.range.end {
        class += " hex-last";
    }
    let to = span.points_to.filter(|_| at == span.range.start);
    html! {
        span class=(class) data-byte=(at) data-field=(index) {
            (format!("{:02x}", hex.bytes[at]))
            @if let Some(to) = to { small { "→" (to) } }
            @else if let Some(from) = pointer_to(hex, at) { small { "←" (from) } }
        }
    }
}

/// Where the first pointer to a byte is.
fn pointer_to(hex: &Hex, at: usize) -> Option<usize> {
    hex.spans.iter().find(|span| span.points_to == Some(at)).map(|span| span.range.start)
}

fn table(hex: &Hex) -> Markup {
    let points = |span: &Span| span.points_to.is_some();
    html! {
        table class="hex-table" {
            thead {
                tr {
                    th scope="col" { "bytes" }
                    th scope="col" { "field" }
                    th scope="col" { "value" }
                    @if hex.spans.iter().any(points) { th scope="col" { "points to" } }
                }
            }
            tbody {
                @for (index, span) in hex.spans.iter().enumerate() {
                    tr data-field=(index) data-to=[span.points_to] {
                        td { (range(&span.range)) }
                        th scope="row" { (span.name) }
                        td { (span.value) }
                        @if hex.spans.iter().any(points) {
                            td { @if let Some(to) = span.points_to { "byte " (to) } }
                        }
                    }
                }
            }
        }
    }
}

fn range(range: &Range<usize>) -> String {
    from_to(range.start, range.end - 1)
}

/// A byte as a letter, as dumps show it.
fn shown(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' { char::from(byte) } else { '.' }
}
