//! What became of a message, in the few words that stand at an arrow; and a whole conversation in one sentence.

use crate::text::Glyphs;
use crate::trace::{Actor, Damage, Delivery, Event, Message, Trace};

/// More actors than this are counted, not named.
const NAMED_ACTORS: usize = 6;

/// What to say of a message that did not simply arrive.
pub(crate) fn became(message: &Message, glyphs: &Glyphs) -> Option<String> {
    match &message.delivery {
        Delivery::Arrived { damage: None, .. } => None,
        Delivery::Arrived { damage: Some(Damage { what, .. }), .. } => Some(because("damaged", what, glyphs)),
        Delivery::Lost { why } => Some(because("lost", why, glyphs)),
        Delivery::InFlight => Some("still on its way".to_owned()),
    }
}

/// What to say where a message ends that cannot be told by the place alone at which its arrow does.
pub(crate) fn ended(message: &Message, overtaken: bool, glyphs: &Glyphs) -> String {
    let label = glyphs.shown(&message.label);
    let words = match (message.copy_of, overtaken) {
        (Some(_), _) if label.trim().is_empty() => "copy".to_owned(),
        (Some(_), _) => format!("copy of {label}"),
        (None, true) if label.trim().is_empty() => "overtaken".to_owned(),
        (None, true) => format!("{label}, overtaken"),
        (None, false) => label,
    };
    match became(message, glyphs) {
        Some(became) => words + ", " + &became,
        None => words,
    }
}

/// The name of an actor, for a sentence.
pub(crate) fn name(actor: &Actor, glyphs: &Glyphs) -> String {
    match glyphs.shown(&actor.name).trim() {
        "" => "(no name)".to_owned(),
        name => name.to_owned(),
    }
}

/// The conversation in one sentence: `4 messages between Tokyo and London; 1 lost`.
pub(crate) fn summary(trace: &Trace, glyphs: &Glyphs) -> String {
    let messages = || {
        trace.events().iter().filter_map(|event| match event {
            Event::Message(message) => Some(message),
            Event::Note(_) => None,
        })
    };
    let count = |which: fn(&Message) -> bool| messages().filter(|message| which(message)).count();
    let sent = match count(|message| message.copy_of.is_none()) {
        0 => "No messages".to_owned(),
        1 => "1 message".to_owned(),
        more => format!("{more} messages"),
    };
    let fates = [
        (count(|message| message.copy_of.is_some()), "copied on the way"),
        (count(|message| matches!(message.delivery, Delivery::Lost { .. })), "lost"),
        (count(|message| matches!(message.delivery, Delivery::Arrived { damage: Some(_), .. })), "damaged"),
        (count(|message| message.delivery == Delivery::InFlight), "still on its way"),
    ];
    let fates: Vec<String> = fates
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, fate)| format!("{count} {fate}"))
        .collect();
    let fates = if fates.is_empty() { String::new() } else { format!("; {}", fates.join(", ")) };
    format!("{sent}{}{fates}.", among(trace, glyphs))
}

fn among(trace: &Trace, glyphs: &Glyphs) -> String {
    let names: Vec<String> = trace.actors().iter().map(|actor| name(actor, glyphs)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!(" of {one}"),
        [one, other] => format!(" between {one} and {other}"),
        [others @ .., last] if names.len() <= NAMED_ACTORS => {
            format!(" among {} and {last}", others.join(", "))
        }
        _ => format!(" among {} actors", names.len()),
    }
}

fn because(word: &str, reason: &str, glyphs: &Glyphs) -> String {
    match glyphs.shown(reason).trim() {
        "" => word.to_owned(),
        reason => format!("{word} ({reason})"),
    }
}
