//! The one place that every byte from a submission passes before a terminal, a log, a page or a report.
//!
//! There are two doors. [`report()`] is where a report is made: all its texts pass, whoever wrote them, and a field
//! that is added to it does not compile before somebody has said how it is cleaned. [`inert`] is where text is
//! printed: no line of it can be taken for a command by GitHub's runner, which reads what programs print in two ways:
//!
//! - `::name key=value::data` at the start of a line, behind blanks;
//! - `##[name key=value]data` anywhere in a line.
//!
//! Checks, and whoever quotes a name in a message, clean what they quote with [`line()`] before: then what they cut,
//! align and compare is what will be shown. A text that is cleaned twice is the same as one that is cleaned once.

mod report;

pub use report::report;

use std::borrow::Cow;
use std::fmt::Write;

/// Bytes of one text, and of one line that stands alone. What a person reads is far less; a program that answers with
/// a mebibyte does not get to fill everybody's logs.
pub const MAX_TEXT_BYTES: usize = 64 << 10;
/// Bytes of a line among others.
pub const MAX_LINE_BYTES: usize = 4 << 10;
/// Lines of one text.
pub const MAX_LINES: usize = 1000;

/// What some terminal, log viewer or page takes for the end of a line.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Cleans what learner code printed.
pub fn print(bytes: &[u8]) -> String {
    without_thread_numbers(&text(&String::from_utf8_lossy(bytes)))
}

/// Cleans a text of several lines: line feeds end them, and nothing else does. What commands a terminal is left out;
/// what else can't be seen, or hides or reorders what can, is shown as `\u{…}`.
pub fn text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = text.split(LINE_ENDS).map(|line| cut(visible(line), MAX_LINE_BYTES));
    cut(few(lines.collect()).join("\n"), MAX_TEXT_BYTES)
}

/// Cleans one line: line ends are shown, too.
pub fn line(text: &str) -> String {
    cut(visible(&text.replace("\r\n", "\n")), MAX_TEXT_BYTES)
}

/// Cleans a text of a trace. The control characters of ASCII stay: pictures show them in a way of their own, which tells
/// a line feed from a backslash and an n, and JSON escapes them.
fn label(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_control() || is_harmless(character) {
            clean.push(character);
        } else {
            let _ = write!(clean, "\\u{{{:x}}}", u32::from(character));
        }
    }
    cut(broken(&clean), MAX_LINE_BYTES)
}

/// Makes each line of a text that is about to be printed one that GitHub's runner takes for no command. Colors are
/// ours and stay, but in a line that has to be changed.
pub fn inert(text: &str) -> String {
    text.split_inclusive('\n').map(inert_line).collect()
}

fn inert_line(styled: &str) -> Cow<'_, str> {
    let plain = anstream::adapter::strip_str(styled).to_string();
    if plain.trim_start().starts_with("::") {
        Cow::Owned(format!("| {}", broken(&plain)))
    } else if plain.contains(COMMAND) {
        Cow::Owned(broken(&plain))
    } else {
        Cow::Borrowed(styled)
    }
}

/// What begins a command in the middle of a line.
const COMMAND: &str = "##[";

fn broken(line: &str) -> String {
    line.replace(COMMAND, "## [")
}

/// One line, with all in it visible, and with nothing in it that a terminal or a runner obeys.
fn visible(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '\u{1b}' if after_sequence(rest).is_some() => rest = after_sequence(rest).unwrap_or_default(),
            '\n' => clean.push_str("\\n"),
            '\t' => clean.push_str("    "),
            _ if is_harmless(character) => clean.push(character),
            _ => {
                let _ = write!(clean, "\\u{{{:x}}}", u32::from(character));
            }
        }
    }
    broken(&clean)
}

/// Bytes of a string for the terminal, as a title or a link is one. What is longer is none, and is shown.
const MAX_SEQUENCE_BYTES: usize = 4 << 10;

/// What follows the sequence that an ESC before `rest` begins, if there is a whole one in this line. ECMA-48, 5.3 to
/// 5.6; that BEL ends a string as well is xterm's.
fn after_sequence(rest: &str) -> Option<&str> {
    let ends =
        |rest: &str, last: std::ops::RangeInclusive<char>| last.contains(&rest.chars().next()?).then_some(1);
    let kind = rest.chars().next()?;
    let rest_of =
        |skipped: std::ops::RangeInclusive<char>| rest[1..].trim_start_matches(move |c| skipped.contains(&c));
    match kind {
        '[' => {
            let last = rest_of(' '..='?');
            ends(last, '@'..='~').map(|end| &last[end..])
        }
        ']' | 'P' | 'X' | '^' | '_' => {
            let near = &rest[..rest.floor_char_boundary(MAX_SEQUENCE_BYTES)];
            let line = &rest[..near.find(LINE_ENDS).unwrap_or(near.len())];
            let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"].into_iter();
            let end = ends.filter_map(|end| Some(line.find(end)? + end.len())).min()?;
            Some(&rest[end..])
        }
        ' '..='/' => {
            let last = rest_of(' '..='/');
            ends(last, '0'..='~').map(|end| &last[end..])
        }
        '0'..='~' => Some(&rest[1..]),
        _ => None,
    }
}

/// Whether a character shows itself, and nothing but itself. Unicode's `Default_Ignorable_Code_Point`, its noncharacters
/// and what orders or annotates text do not.
fn is_harmless(character: char) -> bool {
    let hidden = matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}');
    let is_noncharacter = u32::from(character) & 0xfffe == 0xfffe;
    !character.is_control() && !hidden && !is_noncharacter
}

/// Takes out the middle of a line that is too long: it begins and ends as before.
fn cut(text: String, most: usize) -> String {
    /// Room for the words between.
    const WORDS: usize = 64;
    if text.len() <= most {
        return text;
    }
    let half = (most - WORDS) / 2;
    let head = &text[..text.floor_char_boundary(half)];
    let tail = &text[text.ceil_char_boundary(text.len() - half)..];
    let left_out = text.len() - head.len() - tail.len();
    broken(&format!("{head} … ({left_out} bytes left out) … {tail}"))
}

/// Takes out the lines in the middle where there are too many.
fn few(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > MAX_LINES {
        let left_out = lines.len() - (MAX_LINES - 1);
        let start = MAX_LINES / 2;
        lines.splice(start..start + left_out, [format!("… ({left_out} lines left out) …")]);
    }
    lines
}

/// `thread 'learner' (4711) has …` names a number that is another one every time, and reports must not.
fn without_thread_numbers(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let number = line.trim_start().strip_prefix("thread '").and_then(|rest| {
            let (_, rest) = rest.split_once("' (")?;
            let (number, _) = rest.split_once(')')?;
            number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
        });
        match number {
            Some(number) => clean.push_str(&line.replacen(&format!(" ({number})"), "", 1)),
            None => clean.push_str(line),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        assert_eq!(text("a\u{7}b\u{0}c\u{9b}31m"), "a\\u{7}b\\u{0}c\\u{9b}31m");
        assert_eq!(text("a\u{202e}b\u{200b}\u{fe0f}\u{ffff}"), "a\\u{202e}b\\u{200b}\\u{fe0f}\\u{ffff}");
        assert_eq!(line("a\nb\rc"), "a\\nb\\u{d}c");
    }

    #[test]
    fn only_a_line_feed_ends_a_line() {
        assert_eq!(
            text("a\r\nb\tc\rd\u{b}e\u{c}f\u{85}g\u{2028}h\u{2029}i\n"),
            "a\nb    c\nd\ne\nf\ng\nh\ni\n"
        );
    }

    #[test]
    fn what_commands_a_terminal_is_left_out() {
        for (sequence, what) in [
            ("\u{1b}[1;31m", "a color"),
            ("\u{1b}[2J", "clear the screen"),
            ("\u{1b}]0;title\u{7}", "a title"),
            ("\u{1b}]8;;https://example.com\u{1b}\\", "a link"),
            ("\u{1b}P1$r\u{1b}\\", "a string for the terminal"),
            ("\u{1b}(0", "another set of characters"),
            ("\u{1b}c", "a reset"),
        ] {
            assert_eq!(text(&format!("a{sequence}b")), "ab", "{what}");
        }
        // What is not whole is no sequence, and hides nothing.
        assert_eq!(text("a\u{1b}]0;b\nc"), "a\\u{1b}]0;b\nc");
        assert_eq!(text("a\u{1b}[31"), "a\\u{1b}[31");
        assert_eq!(text("\u{1b}"), "\\u{1b}");
        assert_eq!(text("\u{1b}ä"), "\\u{1b}ä");
    }

    #[test]
    fn what_is_long_loses_its_middle() {
        let long = line(&"ab".repeat(MAX_TEXT_BYTES));
        assert!(long.len() <= MAX_TEXT_BYTES && long.starts_with("abab") && long.ends_with("abab"));
        assert!(long.contains(" bytes left out) … "));
        let many = text(&"x\n".repeat(MAX_LINES * 2));
        assert_eq!(many.split('\n').count(), MAX_LINES);
        let wide = text(&format!("{}\nshort", "ä".repeat(MAX_LINE_BYTES)));
        let (first, second) = wide.split_once('\n').expect("it has two lines");
        assert!(first.len() <= MAX_LINE_BYTES && second == "short");
    }

    #[test]
    fn printed_lines_are_no_commands_and_keep_their_color_where_they_can() {
        assert_eq!(inert("\u{1b}[31mred\u{1b}[0m\n"), "\u{1b}[31mred\u{1b}[0m\n");
        assert_eq!(inert("a\n  ::error::b\nc"), "a\n|   ::error::b\nc");
        assert_eq!(inert("\u{1b}[2m\u{a0}::error\u{1b}[0m::b\n"), "| \u{a0}::error::b\n");
        assert_eq!(inert("a ###[error]b"), "a ### [error]b");
        assert_eq!(inert("a::b"), "a::b");
    }

    #[test]
    fn thread_numbers_are_left_out() {
        assert_eq!(
            print(b"one\n\nthread 'learner' (4711) has overflowed its stack\n(4711)\n"),
            "one\n\nthread 'learner' has overflowed its stack\n(4711)\n"
        );
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(parts in proptest::collection::vec(part(), 0..40)) {
            let dirty: String = parts.concat();
            for clean in [text, line] {
                let once = clean(&dirty);
                prop_assert_eq!(clean(&once), once.clone());
                prop_assert!(once.chars().all(|c| c == '\n' || is_harmless(c)), "{once:?}");
                prop_assert!(!once.contains(COMMAND));
            }
            let printed = inert(&text(&dirty));
            prop_assert_eq!(inert(&printed), printed.clone());
            prop_assert!(!printed.lines().any(|line| line.trim_start().starts_with("::")));
        }
    }

    fn part() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<char>().prop_map(String::from),
            proptest::sample::select(vec![
                "#", "##[", "::", "\u{1b}", "\u{1b}[", "\r\n", "\n", "]", "\u{7}", "m"
            ])
            .prop_map(String::from),
            (4000usize..5000).prop_map(|count| "y".repeat(count)),
        ]
    }
}
