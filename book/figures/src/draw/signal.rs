//! What a wire does: a step line for each code, and over it the bits that it stands for.

use maud::{Markup, html};

use super::svg::{LINE, n, picture, text_width};
use super::{Frame, in_words, scroll, table};
use crate::{Signal, Wave};

/// How wide the picture is: as wide as the text of a page.
const WIDTH: f64 = 720.0;
/// Beside a wave, for `high` and `low`.
const LEFT: f64 = 48.0;
/// From the low level to the high one.
const RISE: f64 = 28.0;
/// A wave with its name and its bits, and some air below.
const WAVE: f64 = 2.0 * LINE + RISE + 26.0;

pub(super) fn draw(frame: &Frame<'_>, signal: &Signal) -> Markup {
    let height = signal.waves.len() as f64 * WAVE;
    let about = "Levels of a wire over time, one line a code. The words below say the same.";
    let inside = html! {
        @for (index, wave) in signal.waves.iter().enumerate() {
            (draw_wave(wave, index as f64 * WAVE))
        }
    };
    html! {
        (scroll(frame.title, picture(frame, about, WIDTH, height, inside)))
        (in_words(words(signal)))
    }
}

fn draw_wave(wave: &Wave, top: f64) -> Markup {
    let bit = (WIDTH - LEFT - 1.0) / wave.bits.len().max(1) as f64;
    let high = top + 2.0 * LINE + 4.0;
    let low = high + RISE;
    html! {
        text x="0" y=(n(top + LINE - 4.0)) font-weight="bold" { (wave.name) }
        text x="0" y=(n(high + 4.0)) { "high" }
        text x="0" y=(n(low + 4.0)) { "low" }
        @for (index, text) in wave.bits.iter().enumerate() {
            @let left = LEFT + index as f64 * bit;
            line class="line-guide" x1=(n(left)) x2=(n(left)) y1=(n(high - LINE)) y2=(n(low + 8.0)) stroke="currentColor" {}
            text x=(n(left + (bit - text_width(text)) / 2.0)) y=(n(high - 8.0)) { (text) }
        }
        path d=(steps(wave, high, low)) fill="none" stroke="currentColor" stroke-width="2" {}
    }
}

/// Along at one level, and up or down where the next is another.
fn steps(wave: &Wave, high: f64, low: f64) -> String {
    let step = (WIDTH - LEFT - 1.0) / wave.levels.len().max(1) as f64;
    let mut path = String::new();
    for (index, level) in wave.levels.iter().enumerate() {
        let y = n(if *level { high } else { low });
        let begin = if index == 0 { format!("M{} {y}", n(LEFT)) } else { format!("V{y}") };
        path.push_str(&begin);
        path.push('H');
        path.push_str(&n(LEFT + (index + 1) as f64 * step));
    }
    path
}

fn words(signal: &Signal) -> Markup {
    let row = |wave: &Wave| {
        let levels: String = wave.levels.iter().map(|level| if *level { '-' } else { '_' }).collect();
        [html! { (wave.name) }, html! { (wave.bits.concat()) }, html! { code { (levels) } }]
    };
    let heads = ["code", "bits", "levels, - is high and _ is low"];
    table("The levels", heads, signal.waves.iter().map(row))
}
