//! Text from anywhere, made harmless, measured and cut; and the characters that ladders are drawn with.

use unicode_width::UnicodeWidthChar;

/// The characters of one way of drawing.
pub(crate) struct Glyphs {
    /// Whether nothing but ASCII may come out.
    ascii: bool,
    /// What stands for text that was cut away.
    ellipsis: &'static str,
    pub(crate) line: char,
    /// The line of a message that is lost, or has not arrived yet.
    pub(crate) dash: char,
    pub(crate) lost: char,
    pub(crate) damaged: char,
    /// An arrow on its way down to a later row.
    pub(crate) lane: char,
    /// Another arrow passes one that is on its way down.
    pub(crate) cross: char,
    /// A copy leaves its original.
    pub(crate) branch: char,
    pub(crate) rightward: Way,
    pub(crate) leftward: Way,
    /// The line of life of an actor.
    pub(crate) life: char,
    /// Something happens at an actor.
    pub(crate) dot: char,
    /// Around what happens to the whole scene.
    pub(crate) scene: &'static str,
    pub(crate) difference_beside: &'static str,
    pub(crate) difference_above: &'static str,
}

/// The characters that show which way a message goes.
pub(crate) struct Way {
    pub(crate) head: char,
    /// It leaves a line of life.
    pub(crate) leave: char,
    /// It turns down to a later row.
    pub(crate) turn_down: char,
    /// It is on its row and turns to the receiver.
    pub(crate) turn_across: char,
}

pub(crate) const UNICODE: Glyphs = Glyphs {
    ascii: false,
    ellipsis: "…",
    line: '─',
    dash: '╌',
    lost: '✗',
    damaged: '≈',
    lane: '│',
    cross: '┼',
    branch: '┬',
    rightward: Way { head: '▶', leave: '├', turn_down: '╮', turn_across: '╰' },
    leftward: Way { head: '◀', leave: '┤', turn_down: '╭', turn_across: '╯' },
    life: '┊',
    dot: '●',
    scene: "══",
    difference_beside: "← first difference",
    difference_above: "↑ first difference",
};

pub(crate) const ASCII: Glyphs = Glyphs {
    ascii: true,
    ellipsis: "...",
    line: '-',
    dash: '.',
    lost: 'X',
    damaged: '~',
    lane: '|',
    cross: '|',
    branch: '+',
    rightward: Way { head: '>', leave: '|', turn_down: '.', turn_across: '\'' },
    leftward: Way { head: '<', leave: '|', turn_down: '.', turn_across: '\'' },
    life: ':',
    dot: 'o',
    scene: "==",
    difference_beside: "<- first difference",
    difference_above: "^ first difference",
};

impl Glyphs {
    /// A text with every character visible, in its place, and one or two columns wide; the rest is escaped,
    /// so that no text can look like another or command a terminal.
    pub(crate) fn shown(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                // Nothing here stands between quotes.
                '"' | '\'' => shown.push(character),
                _ if self.ascii && !character.is_ascii() => push_ascii(&mut shown, character),
                _ if character.width() == Some(0) => shown.extend(character.escape_unicode()),
                _ => shown.extend(character.escape_debug()),
            }
        }
        shown
    }

    /// The text, or as much of it as fits a width together with the ellipsis.
    pub(crate) fn cut(&self, text: &str, width: usize) -> String {
        if columns(text) <= width {
            return text.to_owned();
        }
        let ellipsis = if columns(self.ellipsis) <= width { self.ellipsis } else { "" };
        let room = width - columns(ellipsis);
        let mut kept = String::new();
        let mut used = 0;
        for character in text.chars() {
            used += character.width().unwrap_or(0);
            if used > room {
                break;
            }
            kept.push(character);
        }
        kept + ellipsis
    }

    /// The text, cut or filled up with blanks to exactly this width.
    pub(crate) fn fit(&self, text: &str, width: usize) -> String {
        let mut cell = self.cut(text, width);
        cell.extend(std::iter::repeat_n(' ', width - columns(&cell)));
        cell
    }
}

/// A shown text in lines of at most this width, broken at blanks where there are some. If there would be more lines
/// than that, the last one says so with an ellipsis. Nothing but blanks is no line at all.
pub(crate) fn wrap(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if lines.len() + 1 == most {
            lines.push(UNICODE.cut(rest, width));
            break;
        }
        let (line, after) = rest.split_at(end_of_line(rest, width));
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

/// How many bytes of a text go on a line of this width: at least one character.
fn end_of_line(text: &str, width: usize) -> usize {
    let mut used = 0;
    let mut blank = None;
    for (place, character) in text.char_indices() {
        if character == ' ' {
            blank = Some(place);
        }
        used += character.width().unwrap_or(0);
        if used > width && place > 0 {
            return blank.unwrap_or(place);
        }
    }
    text.len()
}

/// How many columns of a terminal a shown text takes.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

fn push_ascii(shown: &mut String, character: char) {
    match character {
        // What our own labels are written with.
        '→' => shown.push_str("->"),
        '←' => shown.push_str("<-"),
        '…' => shown.push_str("..."),
        '–' | '—' => shown.push('-'),
        '×' => shown.push('x'),
        _ => shown.extend(character.escape_unicode()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_command_a_terminal_is_escaped() {
        let shown = [
            ("GET / \"x\"", "GET / \"x\""),
            ("\x1b[31m", "\\u{1b}[31m"),
            ("a\r\n\t", "a\\r\\n\\t"),
            ("\\n", "\\\\n"),
            ("\u{202e}", "\\u{202e}"),
            ("e\u{301}", "e\\u{301}"),
            ("\u{1160}", "\\u{1160}"),
            ("世", "世"),
        ];
        for (text, expected) in shown {
            assert_eq!(UNICODE.shown(text), expected);
        }
        assert_eq!(ASCII.shown("→ 世\u{7f}"), "-> \\u{4e16}\\u{7f}");
    }

    #[test]
    fn a_text_is_cut_to_the_columns_that_it_takes() {
        assert_eq!(UNICODE.cut("handshake", 9), "handshake");
        assert_eq!(UNICODE.cut("handshake", 8), "handsha…");
        assert_eq!(UNICODE.cut("世界世界", 6), "世界…");
        assert_eq!(UNICODE.fit("世界世界", 6), "世界… ");
        assert_eq!(ASCII.cut("handshake", 8), "hands...");
        assert_eq!(ASCII.cut("handshake", 2), "ha");
        assert_eq!(UNICODE.cut("handshake", 0), "");
    }

    #[test]
    fn a_text_is_broken_at_blanks_where_it_has_some() {
        assert_eq!(wrap(" three way handshake ", 10, 3), ["three way", "handshake"]);
        assert_eq!(wrap("three way handshake", 9, 3), ["three way", "handshake"]);
        assert_eq!(wrap("handshake", 4, 3), ["hand", "shak", "e"]);
        assert_eq!(wrap("世界世界", 5, 3), ["世界", "世界"]);
        assert_eq!(wrap("one two three four", 5, 3), ["one", "two", "thre…"]);
        assert_eq!(wrap("  ", 5, 3), [""; 0]);
    }
}
