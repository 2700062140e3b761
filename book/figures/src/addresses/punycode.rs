//! The Punycode of a label, and which digits put in which character.

use ::addresses::punycode::to_ascii;

use crate::{Drawing, Figure, Hex, Span};

pub(super) const DELTAS: Figure = Figure {
    name: "addresses/punycode/deltas",
    title: "The Punycode of the Danish word blåbærgrød, and which digits put in which character",
    draw: deltas,
};

const LABEL: &str = "blåbærgrød";

fn deltas() -> Drawing {
    let ascii: String = LABEL.chars().filter(char::is_ascii).collect();
    let mut spans = vec![
        span(0..ascii.len(), "ASCII", format!("{ascii}, as it is")),
        span(ascii.len()..ascii.len() + 1, "delimiter", "behind it are numbers"),
    ];
    // The order in which the reader puts them in: that of the code points.
    let mut missing: Vec<char> = LABEL.chars().filter(|character| !character.is_ascii()).collect();
    missing.sort_unstable();

    let mut walk = Walk { code_point: 0x80, place: 0 };
    for character in missing {
        // The label as it is once this one is in. Its Punycode is the beginning of the whole one.
        let known: String = LABEL.chars().filter(|other| other.is_ascii() || *other <= character).collect();
        let text = to_ascii(&known).expect("it is short");
        let place = known.chars().position(|other| other == character).expect("it was put in");
        let steps = walk.on_to(character, place, known.chars().count() - 1);
        let start = spans.last().map_or(0, |span: &Span| span.range.end);
        let value = format!("{steps}: {character} at place {place}, and the label is {known}");
        spans.push(span(start..text.len(), "number", value));
    }
    let bytes = to_ascii(LABEL).expect("it is short").into_bytes();
    Drawing::Hex(Hex { bytes, spans })
}

fn span(range: std::ops::Range<usize>, name: &str, value: impl Into<String>) -> Span {
    Span { range, name: name.to_owned(), value: value.into(), points_to: None }
}

/// Where the reader is.
struct Walk {
    code_point: u32,
    place: usize,
}

impl Walk {
    /// Walks, step by step, to the place of this character in a text of so many characters, and counts the steps.
    fn on_to(&mut self, character: char, place: usize, length: usize) -> usize {
        let mut steps = 0;
        while (self.code_point, self.place) != (u32::from(character), place) {
            assert!(self.code_point <= u32::from(character), "the reader has walked past it");
            steps += 1;
            self.place += 1;
            // There is a place in front of each character, and one behind the last.
            if self.place > length {
                (self.code_point, self.place) = (self.code_point + 1, 0);
            }
        }
        self.place += 1;
        steps
    }
}

#[cfg(test)]
mod tests {
    use ::addresses::punycode::to_unicode;

    use super::*;

    /// Each span ends where a label ends that the reader could have stopped at.
    #[test]
    fn the_numbers_are_where_the_reader_ends_them() {
        let Drawing::Hex(hex) = deltas() else { panic!("it is bytes") };
        let text = String::from_utf8(hex.bytes).expect("it is ASCII");
        assert_eq!(to_unicode(&text).as_deref(), Ok(LABEL));
        assert_eq!(hex.spans.last().map(|span| span.range.end), Some(text.len()));
        for span in &hex.spans[2..] {
            let known = to_unicode(&text[..span.range.end]).expect("a number ends here");
            assert!(span.value.ends_with(&format!("the label is {known}")), "{}", span.value);
        }
    }
}
