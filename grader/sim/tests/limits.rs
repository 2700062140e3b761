//! What holds for every ladder of every trace.

mod lot;

use lot::drawn_by_lot;
use sim::{MIN_WIDTH, Micros, Trace, ladder, ladder_ascii};
use unicode_width::UnicodeWidthStr;

const WIDTHS: std::ops::RangeInclusive<usize> = 0..=120;

#[test]
fn no_line_is_wider_than_the_page() {
    each(|trace, width| {
        for drawing in [ladder(trace, width), ladder_ascii(trace, width)] {
            for line in drawing.lines() {
                assert!(line.width() <= width.max(MIN_WIDTH), "more than {width} columns: {line:?}");
            }
        }
    });
}

#[test]
fn nothing_commands_the_terminal() {
    let commands = |character: char| character.is_control() && character != '\n';
    let reorders = |character: char| {
        ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2066}'..='\u{2069}']
            .iter()
            .any(|range| range.contains(&character))
    };
    each(|trace, width| {
        let drawing = ladder(trace, width);
        assert!(!drawing.contains(commands) && !drawing.contains(reorders), "{drawing:?}");
    });
}

#[test]
fn ascii_is_ascii() {
    each(|trace, width| assert!(ladder_ascii(trace, width).is_ascii()));
}

#[test]
fn lines_end_without_blanks_and_with_a_line_feed() {
    each(|trace, width| {
        let drawing = ladder(trace, width);
        assert!(drawing.is_empty() || drawing.ends_with('\n'));
        assert!(drawing.lines().all(|line| line == line.trim_end()), "{drawing:?}");
    });
}

#[test]
fn the_same_trace_is_drawn_the_same_also_after_a_journey_as_json() {
    each(|trace, width| {
        let json = serde_json::to_string(trace).expect("a trace is plain data");
        let copy: Trace = serde_json::from_str(&json).expect("what we wrote can be read");
        assert_eq!(&copy, trace);
        assert_eq!(ladder(&copy, width), ladder(trace, width));
    });
}

/// Every trace at a width, every width at some trace.
fn each(check: impl Fn(&Trace, usize)) {
    for (index, width) in (0..2).flat_map(|_| WIDTHS).enumerate() {
        check(&drawn_by_lot(index as u64), width);
    }
}

#[test]
fn careless_times_are_drawn_somehow() {
    let ms = Micros::from_millis;
    let mut trace = Trace::new();
    let (client, server) = (trace.actor("client"), trace.actor("server"));
    trace.scene("late").at(ms(100));
    trace.message(client, server, "nobody knows when").arrives(ms(50));
    trace.note(server, "then").at(ms(50));
    trace.message(server, client, "nobody knows when").arrives(ms(20));
    WIDTHS.for_each(|width| assert!(ladder(&trace, width).contains("then")));
}
