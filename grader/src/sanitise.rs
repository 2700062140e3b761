//! The one place that bytes from a submission pass before they reach a report.
//!
//! What comes out is text without control characters but line feeds, and without anything that reorders or hides
//! text. A terminal or a page shows what is there, and can't be told what to do by it.

use std::fmt::Write;

/// Cleans what learner code printed.
pub fn print(bytes: &[u8]) -> String {
    without_thread_numbers(&text(&String::from_utf8_lossy(bytes)))
}

/// Cleans one text.
pub fn text(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' => clean.push('\n'),
            '\t' => clean.push_str("    "),
            _ if is_harmless(character) => clean.push(character),
            _ => {
                let _ = write!(clean, "\\u{{{:x}}}", u32::from(character));
            }
        }
    }
    clean
}

/// Cleans one line: line ends are shown too.
pub fn line(text: &str) -> String {
    self::text(text).replace('\n', "\\n")
}

fn is_harmless(character: char) -> bool {
    let hidden = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !character.is_control() && !hidden
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
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        assert_eq!(text("a\u{1b}[31mb\u{7}"), "a\\u{1b}[31mb\\u{7}");
        assert_eq!(text("a\u{202e}b\u{200b}"), "a\\u{202e}b\\u{200b}");
        assert_eq!(text("a\r\nb\tc\rd"), "a\nb    c\\u{d}d");
        assert_eq!(line("a\nb"), "a\\nb");
    }

    #[test]
    fn thread_numbers_are_left_out() {
        assert_eq!(
            print(b"one\n\nthread 'learner' (4711) has overflowed its stack\n(4711)\n"),
            "one\n\nthread 'learner' has overflowed its stack\n(4711)\n"
        );
    }
}
