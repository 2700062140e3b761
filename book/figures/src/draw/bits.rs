//! A layout: the bits in rows of 32, as RFCs draw headers, and a table of the fields.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;

use super::{Frame, from_to, scroll};
use crate::{Bits, Field, Spelling};

/// As many bits in a row as RFCs draw.
const ROW: u32 = 32;

pub(super) fn draw(frame: &Frame<'_>, bits: &Bits) -> Markup {
    let layout = Layout::new(bits);
    html! {
        (scroll(&format!("{}: the bits", frame.title), ruler(frame, &layout)))
        (scroll(&format!("{}: the fields", frame.title), table(&layout)))
        (spelled(bits.value, layout.bits, bits.spelling))
        script type="application/json" { (PreEscaped(data(bits))) }
    }
}

struct Layout<'a> {
    bits: u32,
    value: u128,
    placed: Vec<Placed<'a>>,
}

/// A field and the bits it takes, counted from the most significant.
struct Placed<'a> {
    field: &'a Field,
    first: u32,
    last: u32,
    value: u128,
}

impl<'a> Layout<'a> {
    fn new(bits: &'a Bits) -> Self {
        let all: u32 = bits.fields.iter().map(|field| field.bits).sum();
        assert!(all <= 128 && all.is_multiple_of(8), "{all} bits are no layout of whole bytes, up to 16");
        assert!(all == 128 || bits.value < 1 << all, "the value does not fit into {all} bits");
        let mut first = 0;
        let placed = bits.fields.iter().map(|field| {
            let last = first + field.bits - 1;
            let value = cut(bits.value, all, first, last);
            let placed = Placed { field, first, last, value };
            first = last + 1;
            placed
        });
        Layout { bits: all, value: bits.value, placed: placed.collect() }
    }

    /// The fields that have bits in a row, and which bits those are.
    fn in_row(&self, first: u32, last: u32) -> impl Iterator<Item = (usize, &Placed<'a>, u32, u32)> {
        let overlaps = move |placed: &Placed<'_>| placed.first <= last && first <= placed.last;
        let placed = self.placed.iter().enumerate().filter(move |(_, placed)| overlaps(placed));
        placed.map(move |(index, placed)| (index, placed, placed.first.max(first), placed.last.min(last)))
    }
}

/// The bits from `first` to `last` of a number of `all` bits.
fn cut(value: u128, all: u32, first: u32, last: u32) -> u128 {
    let bits = last - first + 1;
    let mask = if bits == 128 { u128::MAX } else { (1 << bits) - 1 };
    (value >> (all - 1 - last)) & mask
}

fn ruler(frame: &Frame<'_>, layout: &Layout<'_>) -> Markup {
    let columns = layout.bits.min(ROW);
    let rows = (0..layout.bits).step_by(ROW as usize);
    html! {
        div class="bits-ruler" role="img" aria-label={ (frame.title) ". The table below says the same." }
            style={ "--columns:" (columns) } {
            div class="bits-row bits-numbers" { @for bit in 0..columns { span { (bit) } } }
            @for first in rows {
                @let last = (first + ROW).min(layout.bits) - 1;
                div class="bits-row" {
                    @for bit in first..=last {
                        span class="bits-bit" data-bit=(bit) { (cut(layout.value, layout.bits, bit, bit)) }
                    }
                    @for (index, placed, from, to) in layout.in_row(first, last) {
                        span class="bits-field" data-field=(index) style={ "grid-column:span " (to - from + 1) }
                            title=(placed.field.name) {
                            (placed.field.name) @if from > placed.first { " …" }
                        }
                    }
                }
            }
        }
    }
}

fn table(layout: &Layout<'_>) -> Markup {
    html! {
        table class="bits-table" {
            thead {
                tr {
                    th scope="col" { "field" }
                    th scope="col" { "bits" }
                    th scope="col" { "hex" }
                    th scope="col" { "binary" }
                    th scope="col" { "decimal" }
                    th scope="col" { "what it is for" }
                }
            }
            tbody {
                @for (index, placed) in layout.placed.iter().enumerate() {
                    tr data-field=(index) {
                        th scope="row" { (placed.field.name) }
                        td { (from_to(placed.first, placed.last)) }
                        td { code class="bits-hex" { (hex(placed.value, placed.field.bits)) } }
                        td { code class="bits-binary" { (binary(placed.value, placed.field.bits)) } }
                        td { code class="bits-decimal" { (placed.value) } }
                        td { (placed.field.about) }
                    }
                }
            }
        }
    }
}

fn spelled(value: u128, bits: u32, spelling: Spelling) -> Markup {
    html! {
        dl class="net-facts" {
            dt { "bytes" }
            dd { code class="bits-bytes" { (bytes(value, bits, " ", |byte| format!("{byte:02x}"))) } }
            @if spelling == Spelling::Dotted {
                dt { "with dots" }
                dd { code class="bits-dotted" { (bytes(value, bits, ".", |byte| byte.to_string())) } }
            }
        }
    }
}

fn bytes(value: u128, bits: u32, between: &str, spell: fn(u8) -> String) -> String {
    let skipped = 16 - bits as usize / 8;
    value.to_be_bytes()[skipped..].iter().map(|byte| spell(*byte)).collect::<Vec<_>>().join(between)
}

fn hex(value: u128, bits: u32) -> String {
    format!("0x{value:0digits$x}", digits = bits.div_ceil(4) as usize)
}

/// In groups of eight from the right, so that a long one can be read, and wrapped.
fn binary(value: u128, bits: u32) -> String {
    let digits = format!("{value:0bits$b}", bits = bits as usize);
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(8) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// What the script needs to know, besides what it can read in the table. Numbers of JavaScript end at 53 bits, so the
/// value is a text.
fn data(bits: &Bits) -> String {
    #[derive(Serialize)]
    struct Data<'a> {
        value: String,
        fields: Vec<Width<'a>>,
    }
    #[derive(Serialize)]
    struct Width<'a> {
        name: &'a str,
        bits: u32,
        about: &'a str,
    }
    let fields =
        bits.fields.iter().map(|field| Width { name: field.name, bits: field.bits, about: field.about });
    super::json(&Data { value: format!("{:#x}", bits.value), fields: fields.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_cut_out_of_the_number() {
        assert_eq!(cut(0x4500_0054, 32, 0, 3), 4);
        assert_eq!(cut(0x4500_0054, 32, 24, 31), 0x54);
        assert_eq!(cut(u128::MAX, 128, 0, 127), u128::MAX);
    }

    #[test]
    fn numbers_are_as_long_as_their_fields() {
        assert_eq!(hex(5, 13), "0x0005");
        assert_eq!(binary(5, 13), "00000 00000101");
        assert_eq!(binary(0, 8), "00000000");
        assert_eq!(bytes(0x0a00_0001, 32, ".", |byte| byte.to_string()), "10.0.0.1");
    }
}
