//! A trace in sentences, one a step: what happens, for who can't see a picture, and for who wants it told.
//!
//! This owns the sentences. How they are numbered, marked up or read aloud is for those who show them.

use given::time::Micros;

use crate::moments::{Arrow, Kind, Moment, bent, is_first_difference, moments};
use crate::text::UNICODE;
use crate::trace::{ActorId, Damage, Delivery, Event, EventId, Message, Note, Trace};
use crate::words;

/// Labels, notes and reasons are cut after so many columns.
const LONGEST: usize = 160;

/// One thing that happens, in a full sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, if the trace has times. The sentence says so, too.
    pub at: Option<Micros>,
    /// `Tokyo sends “chunk 0 of 3” to London at 0 ms; it arrives at 50 ms.` Labels stand in it as on a
    /// [`ladder`](crate::ladder()): no character in them hides, reorders or commands anything. What is longer than
    /// 160 columns is cut with `…`. It is text, not HTML: who writes HTML escapes it.
    pub text: String,
    /// The event that it tells of. A message of two steps has both.
    pub event: EventId,
}

/// What happens, step by step, in the order in which it happens.
///
/// A step is a message, a note, or the end of a message that must be told apart from its beginning because
/// something else came to the receiver first, or because it took more than twice the usual time. A copy that the
/// network made has no beginning of its own, so its only step is its end. These are the rows that a [`ladder`]
/// has where each note has a row of its own, and the steps of [`svg`].
///
/// [`ladder`]: crate::ladder()
/// [`svg`]: crate::svg()
///
/// ```
/// # let ms = sim::Micros::from_millis;
/// # let mut trace = sim::Trace::new();
/// # let (tokyo, london) = (trace.actor("Tokyo"), trace.actor("London"));
/// trace.message(tokyo, london, "chunk 0 of 2").sent(ms(0)).arrives(ms(50));
/// trace.message(tokyo, london, "chunk 1 of 2").sent(ms(10)).lost("fate 2: drop");
/// trace.note(london, "missing 1").at(ms(50));
///
/// let told: Vec<String> = sim::list(&trace).into_iter().map(|step| step.text).collect();
/// assert_eq!(told, [
///     "Tokyo sends “chunk 0 of 2” to London at 0 ms; it arrives at 50 ms.",
///     "Tokyo sends “chunk 1 of 2” to London at 10 ms; it is lost: fate 2: drop.",
///     "London, at 50 ms: missing 1.",
/// ]);
/// ```
pub fn list(trace: &Trace) -> Vec<Step> {
    let moments = moments(trace);
    let bent = bent(&moments);
    let told = |moment: &Moment| {
        let text = sentence(trace, moment, bent.contains(&moment.event));
        let mark = if is_first_difference(trace, moment) { " This is the first difference." } else { "" };
        Step { at: moment.at, text: text + mark, event: trace.id(moment.event) }
    };
    moments.iter().filter(|moment| moment.is_a_step()).map(told).collect()
}

fn sentence(trace: &Trace, moment: &Moment, ends_later: bool) -> String {
    match (&trace.events()[moment.event], moment.kind) {
        (Event::Note(note), _) => noted(trace, note),
        (Event::Message(message), Kind::Arrives(Arrow::Bent { overtaken })) => {
            ends(trace, message, overtaken)
        }
        (Event::Message(message), _) => leaves(trace, message, ends_later),
    }
}

fn noted(trace: &Trace, note: &Note) -> String {
    let who = match (note.actor, note.at) {
        (Some(actor), Some(at)) => format!("{}, at {at}", name(trace, actor)),
        (Some(actor), None) => name(trace, actor),
        (None, Some(at)) => format!("Everywhere, at {at}"),
        (None, None) => "Everywhere".to_owned(),
    };
    closed(format!("{who}: {}", short(UNICODE.shown(&note.text).trim())))
}

fn leaves(trace: &Trace, message: &Message, ends_later: bool) -> String {
    let receiver = if message.is_to_itself() { "itself".to_owned() } else { name(trace, message.to) };
    let what = quoted(message).unwrap_or_else(|| "a message".to_owned());
    let what = if message.copy_of.is_some() { format!("a copy of {what}") } else { what };
    let sent = format!("{} sends {what} to {receiver}{}", name(trace, message.from), at(message.sent_at));
    match &message.delivery {
        _ if ends_later => closed(sent),
        Delivery::Arrived { at: None, damage: None } => closed(sent),
        Delivery::Arrived { at, damage: None } if *at == message.sent_at => {
            closed(format!("{sent}; it arrives at once"))
        }
        delivery => closed(format!("{sent}; it {}", fate(delivery, "", ""))),
    }
}

fn ends(trace: &Trace, message: &Message, overtaken: bool) -> String {
    let (from, to) = (name(trace, message.from), name(trace, message.to));
    let what = match (message.copy_of, quoted(message)) {
        (Some(_), Some(label)) => format!("A copy of {label}"),
        (Some(_), None) => "A copy of a message".to_owned(),
        (None, Some(label)) => format!("The message {label}"),
        (None, None) => "The message".to_owned(),
    };
    let by = match (message.copy_of, overtaken) {
        (None, true) => ", overtaken by a later message",
        _ => "",
    };
    match &message.delivery {
        delivery @ Delivery::Arrived { .. } => {
            closed(format!("{what} from {from} {}", fate(delivery, &format!(" at {to}"), by)))
        }
        delivery => closed(format!("{what} from {from} to {to} {}", fate(delivery, "", ""))),
    }
}

/// What becomes of a message, as it goes on after "it": `arrives at London at 50 ms`.
fn fate(delivery: &Delivery, place: &str, by: &str) -> String {
    match delivery {
        Delivery::Arrived { at: time, damage: None } => format!("arrives{place}{}{by}", at(*time)),
        Delivery::Arrived { at: time, damage: Some(Damage { what, .. }) } => {
            format!("arrives{place}{}{by}, damaged{}", at(*time), because(what))
        }
        Delivery::Lost { why } => format!("is lost{}", because(why)),
        Delivery::InFlight => "is still on its way at the end".to_owned(),
    }
}

fn at(time: Option<Micros>) -> String {
    time.map(|time| format!(" at {time}")).unwrap_or_default()
}

fn because(reason: &str) -> String {
    match UNICODE.shown(reason).trim() {
        "" => String::new(),
        reason => format!(": {}", short(reason)),
    }
}

fn name(trace: &Trace, actor: ActorId) -> String {
    words::name(&trace.actors()[actor.index()], &UNICODE)
}

/// The label in quotation marks, unless it brings its own. `None` if there is nothing to read.
fn quoted(message: &Message) -> Option<String> {
    match UNICODE.shown(&message.label).trim() {
        "" => None,
        label if label.len() > 1 && label.starts_with('"') && label.ends_with('"') => Some(short(label)),
        label => Some(format!("“{}”", short(label))),
    }
}

/// As much of a text as a person listens to.
fn short(text: &str) -> String {
    UNICODE.cut(text, LONGEST)
}

/// With a full stop, unless it ends like a sentence already.
fn closed(sentence: String) -> String {
    if sentence.ends_with(['.', '!', '?', '…']) { sentence } else { sentence + "." }
}
