//! A conversation: the ladder, its steps in sentences, and what becomes of it when messages are lost.

use maud::{Markup, PreEscaped, html};
use serde::Serialize;
use sim::Trace;

use super::{Frame, scroll};
use crate::Ladder;

/// With more there would be more than 32 conversations in a page.
const MOST_LOST: usize = 5;

pub(super) fn draw(frame: &Frame<'_>, ladder: &Ladder) -> Markup {
    let trace = (ladder.trace)(&[]);
    let drawing = |trace: &Trace| ladder_svg(frame, trace);
    html! {
        (scroll(frame.title, PreEscaped(drawing(&trace))))
        (told(ladder, &trace, drawing))
    }
}

/// The steps in sentences, and, for the script, the conversations with something lost.
pub(super) fn told(ladder: &Ladder, trace: &Trace, drawing: impl Fn(&Trace) -> String) -> Markup {
    html! {
        ol class="net-steps" {
            @for (index, step) in steps(trace).iter().enumerate() { li data-step=(index + 1) { (step) } }
        }
        @if !ladder.can_be_lost.is_empty() {
            script type="application/json" { (PreEscaped(data(ladder, drawing))) }
        }
    }
}

/// The conversations with something lost, as a script finds them: neither mdBook's search nor its page of all pages
/// reads what stands in a script, so that each drawing may have the ids of the one that it takes the place of.
fn data(ladder: &Ladder, drawing: impl Fn(&Trace) -> String) -> String {
    #[derive(Serialize)]
    struct Data<'a> {
        can_be_lost: &'a [String],
        /// By which are lost: the first one counts 1, the second 2, the third 4. Nothing lost is in the page itself.
        conversations: Vec<Option<Conversation>>,
    }
    #[derive(Serialize)]
    struct Conversation {
        drawing: String,
        steps: Vec<String>,
    }
    let count = ladder.can_be_lost.len();
    assert!(count <= MOST_LOST, "{count} messages can be lost, and there is room for {MOST_LOST}");
    let conversation = |set: usize| {
        let lost: Vec<usize> = (0..count).filter(|message| set & (1 << message) != 0).collect();
        (set != 0).then(|| {
            let trace = (ladder.trace)(&lost);
            Conversation { drawing: drawing(&trace), steps: steps(&trace) }
        })
    };
    let conversations = (0..1 << count).map(conversation).collect();
    super::json(&Data { can_be_lost: &ladder.can_be_lost, conversations })
}

/// The drawing. Its parts say by `data-step` which step they belong to.
fn ladder_svg(frame: &Frame<'_>, trace: &Trace) -> String {
    sim::svg(trace, &sim::Svg { id: frame.id, title: frame.title })
}

/// What happens, a sentence a step.
fn steps(trace: &Trace) -> Vec<String> {
    sim::list(trace).into_iter().map(|step| step.text).collect()
}
