//! Names in text: what is asked about them, and a small reader that may have a habit that is a mistake.

use given::addresses::{Name, NameError};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::{Index, select};

use super::super::fewer;
use super::inputs::{name_of, names, nearly_too_long, plain, spelled_out};
use super::{judge, model};
use crate::finding::Table;
use crate::script::{Script, call};
use crate::trial::{Seen, Trial, Trouble, Verdict};

pub(super) fn reads_text(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let forced =
        ["www.London.example", "a", "a.", ".", "_dns.resolver.arpa", "www.example.", "*.1.2.0.192", "!~/@"];
    // No label is so long that one who has its limit wrong would refuse it.
    let random = (names(plain), any::<bool>()).prop_map(|(mut name, with_dot)| {
        name.labels.iter_mut().for_each(|label| label.truncate(20));
        if with_dot { name.to_string() } else { without_dot(&name) }
    });
    trial.law(
        forced.map(String::from),
        random,
        |text| ask_text(text),
        |text, seen| {
            let likely = [
                "labels-reversed",
                "last-dot-is-a-label",
                "root-is-refused",
                "root-is-a-label",
                "lower-cases",
                "host-names-only",
            ];
            judge_text(text, seen, &likely)
        },
    )
}

pub(super) fn text_errors(trial: &mut Trial<'_>) -> Verdict {
    let long = "a".repeat(64);
    let forced = [
        "www..example",
        "www.example..",
        "",
        "www.lon don.example",
        "www.zürich.example",
        r"www.a\b.example",
        "..",
        ".example",
        "www.\n",
        "a\0.b",
        "www\u{7F}",
        "www。example",
        "a b..c",
        "a..b c",
        &format!("{long} .a"),
        &format!("www.{long}..a"),
    ];
    let likely = [
        "empty-label-ok",
        "two-last-dots-ok",
        "empty-is-root",
        "labels-from-zero",
        "odd-characters-ok",
        "other-alphabets",
        "backslash-ok",
        "length-before-characters",
        "kind-by-kind",
    ];
    trial.law(
        forced.map(String::from),
        texts(),
        |text| ask_text(text),
        |text, seen| judge_text(text, seen, &likely),
    )
}

/// A name of a few labels, and what is put into its text: a dot more, an odd character, or many.
fn texts() -> impl Strategy<Value = String> {
    let labels = vec(select(vec!["a", "www", "London", "_b", "x-1", "example"]), 1..5);
    let odd = select(vec![".", "..", "..", " ", "\\", "\t", "\0", "\u{7F}", "ü", "。", "!", "~", "LONG"]);
    let change = (any::<Index>(), odd);
    (labels, vec(change, 0..3), any::<bool>()).prop_map(|(labels, changes, with_dot)| {
        let mut text = labels.join(".");
        for (at, odd) in changes {
            let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let odd = if odd == "LONG" { "a".repeat(61) } else { odd.to_owned() };
            text.insert_str(places[at.index(places.len())], &odd);
        }
        if with_dot { text + "." } else { text }
    })
}

pub(super) fn text_limits(trial: &mut Trial<'_>) -> Verdict {
    fewer(trial);
    let of = |lengths: &[usize], end: &str| without_dot(&name_of(lengths)) + end;
    let forced = [
        of(&[63], ""),
        of(&[100], ""),
        of(&[1, 64], ""),
        of(&[63, 63, 63, 61], ""),
        of(&[63, 63, 63, 61], "."),
        of(&[1; 127], ""),
        of(&[63, 63, 63, 63, 63], ""),
        of(&[63, 63, 63, 63], ""),
        of(&[63, 63, 63, 62], ""),
        of(&[63, 63, 63, 62], "."),
        of(&[1; 128], "."),
        of(&[63, 63, 63, 63, 1], "..a"),
        of(&[63, 63, 63, 63, 64], ""),
    ];
    let label = prop_oneof![Just(1), Just(61), Just(62), Just(63), Just(64), 1..=65_usize];
    let random = prop_oneof![
        vec(label, 1..6).prop_map(|lengths| name_of(&lengths)),
        nearly_too_long().prop_map(|spot| spot
            .read(model::Habit::NoLimit)
            .and_then(Result::ok)
            .unwrap_or_default()
            .0),
    ];
    let random = (random, any::<bool>())
        .prop_map(move |(name, with_dot)| if with_dot { name.to_string() } else { without_dot(&name) });
    let likely = [
        "no-label-limit",
        "label-64-ok",
        "label-63-refused",
        "no-name-limit",
        "text-is-counted",
        "name-256-ok",
        "name-255-refused",
        "last-dot-is-counted",
        "limit-before-labels",
    ];
    trial.law(forced, random, |text| ask_text(text), |text, seen| judge_text(text, seen, &likely))
}

/// Reads what came of a text. Of the mistakes only those are named that are likely in this check: the others can't
/// be, after the checks before.
fn judge_text(text: &str, seen: &mut Seen<'_>, likely: &[&str]) -> Result<(), Trouble> {
    let looks = |answer: &Result<Name, NameError>| {
        let mut habits = HABITS.into_iter().filter(|(slug, _)| likely.contains(slug));
        habits.find(|(_, habit)| read(text, *habit) == *answer).map(|(slug, _)| slug)
    };
    judge(seen, &read(text, Habit::Right), looks).map_err(|trouble| match text {
        // The root has no labels to be shown.
        "." => trouble,
        _ => trouble.figure(picture(text)),
    })
}

fn ask_text(text: &str) -> Script {
    let script = call("parse_name", (text.to_owned(),));
    // Of a long text the card says what it is; the picture has the beginning of each label.
    if text.len() > 80 {
        script.spelled(format!("parse_name(&text)   // {}", in_words(text)))
    } else {
        script
    }
}

/// A long text, said by the lengths of its labels: `3 labels of 63 letters, 1 of 61`.
fn in_words(text: &str) -> String {
    const MOST: usize = 6;
    let labels: Vec<&str> = text.strip_suffix('.').unwrap_or(text).split('.').collect();
    let letters = labels.concat().chars().all(|each| each.is_ascii_alphabetic());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for label in &labels {
        match runs.last_mut() {
            Some((count, length)) if *length == label.len() => *count += 1,
            _ => runs.push((1, label.len())),
        }
    }
    let of = |(at, (count, length)): (usize, &(usize, usize))| {
        if at > 0 {
            return format!("{count} of {length}");
        }
        let unit = if letters { "letter" } else { "byte" };
        format!("{} of {}", counted(*count, "label"), counted(*length, unit))
    };
    let shown: Vec<String> = runs.iter().take(MOST).enumerate().map(of).collect();
    let rest = if runs.len() > MOST {
        format!(" and so on, {} in all", counted(labels.len(), "label"))
    } else {
        String::new()
    };
    let dot = if text.ends_with('.') { ", and a dot at the end" } else { "" };
    format!("{}{rest}{dot}", shown.join(", "))
}

/// `1 label`, `2 labels`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A name as text, without the dot at the end where it can do without.
fn without_dot(name: &Name) -> String {
    let mut text = name.to_string();
    if text != "." {
        text.pop();
    }
    text
}

/// How one reads a text: right, or with a habit that is a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Right,
    // What is a label.
    LastDotIsEmptyLabel,
    LastDotMakesALabel,
    RootIsRefused,
    RootIsALabel,
    LowerCases,
    FromRightToLeft,
    HostNamesOnly,
    EmptyIsRoot,
    SkipsEmpty,
    TakesAllLastDots,
    // What may stand in one.
    AnyAscii,
    AnyText,
    ControlsOnly,
    BackslashOk,
    AnyAlphabet,
    // Which error.
    FromZero,
    LengthFirst,
    KindByKind,
    LimitFirst,
    // How long.
    Label64Ok,
    Label63Refused,
    NoLabelLimit,
    LimitWithoutZero,
    LimitIsReached,
    TextIsCounted,
    LastDotIsCounted,
    NoNameLimit,
}

use Habit::*;

/// Each habit with the mistake that it is; of those that give the same answer to a text, the rarer one first.
pub(super) const HABITS: [(&str, Habit); 27] = [
    ("last-dot-is-a-label", LastDotIsEmptyLabel),
    ("last-dot-is-a-label", LastDotMakesALabel),
    ("root-is-refused", RootIsRefused),
    ("root-is-a-label", RootIsALabel),
    ("lower-cases", LowerCases),
    ("labels-reversed", FromRightToLeft),
    ("host-names-only", HostNamesOnly),
    ("empty-is-root", EmptyIsRoot),
    ("two-last-dots-ok", TakesAllLastDots),
    ("empty-label-ok", SkipsEmpty),
    ("backslash-ok", BackslashOk),
    ("other-alphabets", AnyAlphabet),
    ("labels-from-zero", FromZero),
    ("length-before-characters", LengthFirst),
    ("kind-by-kind", KindByKind),
    ("odd-characters-ok", AnyAscii),
    ("odd-characters-ok", AnyText),
    ("odd-characters-ok", ControlsOnly),
    ("limit-before-labels", LimitFirst),
    ("label-64-ok", Label64Ok),
    ("label-63-refused", Label63Refused),
    ("no-label-limit", NoLabelLimit),
    ("name-256-ok", LimitWithoutZero),
    ("last-dot-is-counted", LastDotIsCounted),
    ("name-255-refused", LimitIsReached),
    ("text-is-counted", TextIsCounted),
    ("no-name-limit", NoNameLimit),
];

/// Reads a name in this way.
fn read(text: &str, habit: Habit) -> Result<Name, NameError> {
    let is_root = text == "." && !matches!(habit, RootIsRefused | RootIsALabel);
    if is_root || text.is_empty() && habit == EmptyIsRoot {
        return Ok(Name::default());
    }
    if text == "." && habit == RootIsALabel {
        return Ok(Name { labels: vec![vec![]] });
    }
    let stripped = match habit {
        LastDotIsEmptyLabel | LastDotMakesALabel => text,
        TakesAllLastDots => text.trim_end_matches('.'),
        _ => text.strip_suffix('.').unwrap_or(text),
    };
    let mut texts: Vec<&str> = stripped.split('.').collect();
    match habit {
        SkipsEmpty => texts.retain(|label| !label.is_empty()),
        FromRightToLeft => texts.reverse(),
        _ => {}
    }
    let limit = || check_limit(text, &texts, habit);
    if habit == LimitFirst {
        limit()?;
    }
    let complaints = (1..).zip(&texts).map(|(number, label)| complaint(label, number, habit));
    let first = match habit {
        KindByKind => complaints.flatten().min_by_key(|error| kind(*error)),
        LastDotMakesALabel => {
            let last = text.ends_with('.').then_some(texts.len());
            complaints
                .flatten()
                .find(|error| Some(*error) != last.map(|label| NameError::EmptyLabel { label }))
        }
        _ => complaints.flatten().next(),
    };
    if let Some(error) = first {
        return Err(error);
    }
    limit()?;
    let label = |text: &&str| match habit {
        LowerCases => text.to_ascii_lowercase().into_bytes(),
        _ => text.as_bytes().to_vec(),
    };
    Ok(Name { labels: texts.iter().map(label).collect() })
}

/// The order of the errors in the docs.
fn kind(error: NameError) -> u8 {
    match error {
        NameError::EmptyLabel { .. } => 0,
        NameError::NotPlain { .. } => 1,
        _ => 2,
    }
}

/// What is wrong with the label of this number.
fn complaint(text: &str, number: usize, habit: Habit) -> Option<NameError> {
    let label = if habit == FromZero { number - 1 } else { number };
    let may_stand = |character: char| match habit {
        AnyText => true,
        AnyAscii => character.is_ascii(),
        ControlsOnly => !character.is_control() && character.is_ascii() && character != '\\',
        BackslashOk => character.is_ascii_graphic(),
        AnyAlphabet => (character.is_alphanumeric() || character.is_ascii_graphic()) && character != '\\',
        HostNamesOnly => character.is_ascii_alphanumeric() || character == '-',
        _ => character.is_ascii_graphic() && character != '\\',
    };
    let most = match habit {
        Label64Ok => 64,
        Label63Refused => 62,
        NoLabelLimit => usize::MAX,
        _ => 63,
    };
    let too_long = || (text.len() > most).then_some(NameError::LabelTooLong { label, bytes: text.len() });
    if text.is_empty() {
        Some(NameError::EmptyLabel { label })
    } else if let (LengthFirst, Some(error)) = (habit, too_long()) {
        Some(error)
    } else if !text.chars().all(may_stand) {
        Some(NameError::NotPlain { label })
    } else {
        too_long()
    }
}

fn check_limit(text: &str, texts: &[&str], habit: Habit) -> Result<(), NameError> {
    let name = Name { labels: texts.iter().map(|label| label.as_bytes().to_vec()).collect() };
    let bytes = match habit {
        TextIsCounted => text.len(),
        LastDotIsCounted => text.len() + 2,
        NoNameLimit => 0,
        LimitWithoutZero => spelled_out(&name) - 1,
        LimitIsReached => spelled_out(&name) + 1,
        _ => spelled_out(&name),
    };
    if bytes > 255 { Err(NameError::NameTooLong) } else { Ok(()) }
}

/// The labels of a text, with what is to be said of each. The one that decides is marked.
fn picture(text: &str) -> Table {
    const MOST: usize = 8;
    let labels: Vec<&str> = text.strip_suffix('.').unwrap_or(text).split('.').collect();
    let complaints: Vec<Option<NameError>> =
        (1..).zip(&labels).map(|(number, label)| complaint(label, number, Right)).collect();
    let decides = complaints.iter().position(Option::is_some);
    let first_shown = decides.map_or(0, |at| (at + 1).saturating_sub(MOST));
    let rows = labels.iter().zip(&complaints).enumerate().skip(first_shown).take(MOST);
    let row = |(number, (label, complaint)): (usize, (&&str, &Option<NameError>))| {
        let said = match complaint {
            None => counted(label.len(), "byte"),
            Some(NameError::EmptyLabel { .. }) => String::from("there is nothing in it"),
            Some(NameError::NotPlain { .. }) => {
                match label.chars().find(|each| !each.is_ascii_graphic() || *each == '\\') {
                    Some('\\') => String::from(r"has a backslash in it, which is shown as \\"),
                    odd => format!("has {:?} in it", odd.unwrap_or_default()),
                }
            }
            Some(_) => format!("{} bytes, more than 63", label.len()),
        };
        let shown: String = label.chars().take(24).collect();
        let shown = if shown.len() < label.len() { format!("{shown}…") } else { shown };
        vec![(number + 1).to_string(), format!("{shown:?}"), said]
    };
    let bytes: usize = labels.iter().map(|label| 1 + label.len()).sum::<usize>() + 1;
    Table {
        title: match labels.len() {
            1 => format!("1 label; with its length and the zero, {bytes} bytes"),
            count => format!("{count} labels; with their lengths and the zero, {bytes} bytes"),
        },
        head: ["label", "text", "what it is"].map(String::from).to_vec(),
        rows: rows.map(row).collect(),
        wrong: decides.map(|at| at - first_shown).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::drawn;
    use super::*;

    #[test]
    fn every_habit_differs_somewhere() {
        let long = "a".repeat(64);
        let text_255 = format!("{}.{}.{}.{}", &long[1..], &long[1..], &long[1..], &long[3..]);
        let texts = [
            ".",
            "",
            "a",
            "Ab.c",
            "a.",
            "a..",
            "a..b",
            "a_b",
            "a b",
            "a\t",
            "a\\b",
            "zürich",
            "..",
            "a b..c",
            "a b.",
            "a.b c",
            ".b",
            &long,
            &long[1..],
            &format!("{long} "),
            &text_255,
            &format!("{text_255}a"),
            &format!("{text_255}aa"),
            &format!("{text_255}..{text_255}"),
            &format!("{text_255}a."),
            &format!("{text_255}."),
        ];
        for (slug, habit) in HABITS {
            let shows = texts.iter().any(|text| read(text, habit) != read(text, Right));
            assert!(shows, "{slug} {habit:?}");
        }
    }

    #[test]
    fn long_texts_are_said_in_words() {
        let of = |lengths: &[usize]| without_dot(&name_of(lengths));
        assert_eq!(in_words(&of(&[63, 63, 63, 63])), "4 labels of 63 letters");
        assert_eq!(
            in_words(&(of(&[63, 63, 61]) + ".")),
            "2 labels of 63 letters, 1 of 61, and a dot at the end"
        );
        assert_eq!(in_words(&of(&[100])), "1 label of 100 letters");
        assert_eq!(in_words(&(of(&[63]) + "..ü")), "1 label of 63 bytes, 1 of 0, 1 of 2");
        assert_eq!(
            in_words(&of(&[1, 2, 3, 4, 5, 6, 7])),
            "1 label of 1 letter, 1 of 2, 1 of 3, 1 of 4, 1 of 5, 1 of 6 and so on, 7 labels in all"
        );
    }

    #[test]
    fn texts_go_wrong_in_every_way() {
        let all: Vec<_> = drawn(&texts(), 300).iter().map(|text| read(text, Habit::Right)).collect();
        let how_many = |is: fn(&Result<Name, NameError>) -> bool| all.iter().filter(|read| is(read)).count();
        assert!(how_many(Result::is_ok) > 60);
        assert!(how_many(|read| matches!(read, Err(NameError::EmptyLabel { .. }))) > 25);
        assert!(how_many(|read| matches!(read, Err(NameError::NotPlain { .. }))) > 30);
        assert!(how_many(|read| matches!(read, Err(NameError::LabelTooLong { .. }))) > 3);
    }
}
