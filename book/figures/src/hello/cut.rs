//! A message in chunks.

use hello::cut::cut;

use super::{MESSAGE, quoted};
use crate::{Drawing, Figure, Hex, Span};

/// Which bytes of the message travel in which chunk.
pub(super) const CHUNKS: Figure = Figure {
    name: "hello/cut/chunks",
    title: "the bytes of \"hello, London\", and the chunk in which each travels",
    draw: || Drawing::Hex(chunks()),
};

fn chunks() -> Hex {
    let mut bytes = Vec::new();
    let mut spans = Vec::new();
    for chunk in cut(MESSAGE, 4) {
        let begin = bytes.len();
        bytes.extend(&chunk.bytes);
        spans.push(Span {
            range: begin..bytes.len(),
            name: format!("chunk {} of {}", chunk.number, chunk.of),
            value: quoted(&chunk.bytes),
            points_to: None,
        });
    }
    Hex { bytes, spans }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chunks_are_the_message() {
        let hex = chunks();
        assert_eq!(hex.bytes, MESSAGE);
        let names: Vec<&str> = hex.spans.iter().map(|span| span.name.as_str()).collect();
        assert_eq!(names, ["chunk 0 of 4", "chunk 1 of 4", "chunk 2 of 4", "chunk 3 of 4"]);
    }
}
