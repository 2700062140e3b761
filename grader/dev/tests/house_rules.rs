//! House rules: what an exercise may not use is found in whatever guise it comes, and nothing else is taken for it.

mod support;

use std::path::Path;

use grader::report::{ExerciseReport, Status, UnitStatus};
use support::{check, course, exercise, grade, solved};

/// The exercise `dotted` with another `parse_v4`, and with this in front.
fn dotted(front: &str, body: &str) -> String {
    let path = course().root.join("solutions/addresses/src/dotted.rs");
    let text = std::fs::read_to_string(path).expect("the solution is there");
    let text = text.replacen("pub fn parse_v4(", "fn by_hand(", 1);
    let text = text.replacen("\nuse ", &format!("\n{front}\nuse "), 1);
    format!("{text}\n/// Reads.\npub fn parse_v4(text: &str) -> Result<u32, AddrError> {{ {body} }}\n")
}

fn graded(files: &[(&str, String)]) -> ExerciseReport {
    let made = files
        .iter()
        .fold(solved("addresses"), |made, (name, text)| made.with(name, text).expect("it can be written"));
    exercise(&grade(made.path(), "addresses/dotted"), "addresses", "dotted").clone()
}

fn refused(name: &str, files: &[(&str, String)], words: &str) {
    let found = graded(files);
    let message = found.message.clone().unwrap_or_default();
    assert_eq!((found.status, found.points), (UnitStatus::Refused, 0), "{name}: {message}");
    assert!(message.contains(words), "{name}: {message}");
}

/// In front, in `parse_v4`, and what the card says.
const GUISES: &[(&str, &str, &str, &str)] = &[
    (
        "by its name",
        "",
        "let _: Option<std::net::Ipv4Addr> = text.parse().ok(); by_hand(text)",
        "is not to be used here",
    ),
    (
        "of core",
        "",
        "let _: Option<core::net::Ipv4Addr> = text.parse().ok(); by_hand(text)",
        "is not to be used here",
    ),
    (
        "by another name",
        "use std::net::Ipv4Addr as Plain;",
        "let _: Option<Plain> = text.parse().ok(); by_hand(text)",
        "is not to be used here",
    ),
    (
        "as an alias",
        "type Plain = std::net::Ipv4Addr;",
        "let _: Option<Plain> = text.parse().ok(); by_hand(text)",
        "is not to be used here",
    ),
    (
        "as a function",
        "",
        "let read = <std::net::Ipv4Addr as std::str::FromStr>::from_str; let _ = read(text); by_hand(text)",
        "is not to be used here",
    ),
    (
        "as a socket's",
        "",
        "let _ = format!(\"{text}:1\").parse::<std::net::SocketAddr>(); by_hand(text)",
        "`std::net::SocketAddr`",
    ),
    ("by a glob", "use std::net::*;", "let _ = text.parse::<IpAddr>(); by_hand(text)", "`std::net::IpAddr`"),
    (
        "in a macro",
        "macro_rules! read { ($kind:ident) => { std::net::$kind } }",
        "let _ = text.parse::<read!(Ipv4Addr)>(); by_hand(text)",
        "is not to be used here",
    ),
    (
        "inferred from a given type that holds one",
        "",
        "let data = text.parse().map(given::addresses::Data::A); let _ = data; by_hand(text)",
        "with stubs of what it needs",
    ),
    (
        "inside a given type that writes one",
        "",
        "let ones = given::addresses::Prefix { family: given::addresses::Family::V4, bits: 1, len: 32 }; \
         let _ = ones.to_string(); by_hand(text)",
        "with stubs of what it needs",
    ),
    (
        "as what another exercise returns",
        "",
        "let _ = crate::prefix::network(given::addresses::Family::V4, 1, 32).to_string(); by_hand(text)",
        "with stubs of what it needs",
    ),
    (
        "allowed",
        "#![allow(clippy::disallowed_types)]",
        "let _ = text.parse::<std::net::Ipv4Addr>(); by_hand(text)",
        "no attribute turns off",
    ),
    (
        "allowed with all",
        "#![allow(clippy::all)]",
        "let _ = text.parse::<std::net::Ipv4Addr>(); by_hand(text)",
        "no attribute turns off",
    ),
    (
        "expected",
        "#![expect(clippy::style, reason = \"none\")]",
        "let _ = text.parse::<std::net::Ipv4Addr>(); by_hand(text)",
        "no attribute turns off",
    ),
];

#[test]
fn what_is_banned_is_found_in_every_guise() {
    for (name, front, body, words) in GUISES {
        refused(name, &[("dotted", dotted(front, body))], words);
    }
}

#[test]
fn who_only_wraps_the_standard_library_is_right_and_refused() {
    for exercise in ["dotted", "ipv6"] {
        let path = format!("grader/faults/addresses/{exercise}.right/standard_library.rs");
        let text = std::fs::read_to_string(course().root.join(path)).expect("the answer is there");
        let made = solved("addresses").with(exercise, &text).expect("it can be written");
        let report = grade(made.path(), &format!("addresses/{exercise}"));
        let found = support::exercise(&report, "addresses", exercise);
        assert_eq!((found.status, found.points), (UnitStatus::Refused, 0), "{:?}", found.message);
    }
}

#[test]
fn what_is_banned_can_not_be_had_from_another_file() {
    let other = std::fs::read_to_string(course().root.join("solutions/addresses/src/dialer.rs"));
    let other = other.expect("the solution is there") + "\npub type Plain = std::net::Ipv4Addr;\n";
    let by_way = dotted("", "let _ = text.parse::<crate::dialer::Plain>(); by_hand(text)");
    refused(
        "of a file without rules",
        &[("dotted", by_way), ("dialer", other)],
        "with stubs of what it needs",
    );

    let helper = String::from("pub type Plain = std::net::Ipv4Addr;");
    let own = dotted("mod helper;", "let _ = text.parse::<helper::Plain>(); by_hand(text)");
    refused("of its own", &[("dotted", own), ("dotted/helper", helper)], "is not to be used here");
}

#[test]
fn what_keeps_the_rules_is_graded() {
    let tests = "#[cfg(test)] mod tests { #[test] fn agrees() { let _: std::net::Ipv4Addr = \"1.2.3.4\".parse().unwrap(); } }";
    let words = "/// Reads what [`std::net::Ipv4Addr`] reads.\nconst _WORDS: &str = \"std::net::Ipv4Addr\";";
    for (name, front) in [
        ("tests", tests),
        ("words", words),
        ("lints", "#[allow(clippy::needless_return)] fn _f() -> u8 { return 1; }"),
    ] {
        let found = graded(&[("dotted", dotted("", "by_hand(text)") + front)]);
        assert_eq!(
            (found.status, found.points),
            (UnitStatus::Passed, found.max_points),
            "{name}: {:?}",
            found.message
        );
    }
}

#[test]
fn what_hides_from_clippy_is_not_built_either() {
    let hidden = "#[cfg(not(clippy))] if let Ok(address) = text.parse::<std::net::Ipv4Addr>() { return Ok(u32::from(address) ^ 1); } by_hand(text)";
    let made = solved("addresses").with("dotted", &dotted("", hidden)).expect("it can be written");
    let report = grade(made.path(), "addresses/dotted");
    assert_eq!(check(&report, "addresses/dotted/parses_what_std_parses").status, Status::Passed);
    let found = exercise(&report, "addresses", "dotted");
    assert_eq!(found.points, found.max_points, "{:?}", found.message);
}

#[test]
fn an_exercise_without_rules_may_use_what_others_may_not() {
    let report = grade(&course().root.join("solutions"), "addresses/dns_msg");
    let found = exercise(&report, "addresses", "dns_msg");
    assert_eq!(found.points, found.max_points, "{:?}", found.message);
}

#[test]
fn each_rule_names_exercises_of_its_chapter() {
    for chapter in course().chapters {
        for rule in chapter.house_rules {
            assert!(!rule.exercises.is_empty(), "{:?}", rule.banned);
            for name in rule.exercises {
                assert!(chapter.exercise(name).is_some(), "{}/{name}", chapter.name);
                // Who reads only the stub knows of it.
                let stub = course().root.join(format!("grader/stubs/{}/src/{name}.rs", chapter.name));
                let text = std::fs::read_to_string(stub).expect("the stub is there");
                let (module, _) = rule.banned.path().split_once("::").expect("it is a path");
                assert!(text.contains("House rule:") && text.contains(module), "{}/{name}", chapter.name);
            }
        }
    }
}

/// Whether a file of `given`, or one of its modules that stay, names addresses of the standard library.
fn names_addresses(file: &Path) -> bool {
    let text = std::fs::read_to_string(file).expect("it is there");
    let parsed = syn::parse_file(&text).expect("it is Rust");
    let folder = file.with_extension("");
    let folder = if file.ends_with("lib.rs") { file.parent().expect("it has one") } else { &folder };
    let stays =
        |attributes: &[syn::Attribute]| attributes.iter().all(|attribute| !attribute.path().is_ident("cfg"));
    let modules = parsed.items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) if stays(&module.attrs) && module.content.is_none() => Some(&module.ident),
        _ => None,
    });
    ["Ipv4Addr", "Ipv6Addr", "IpAddr", "SocketAddr"].iter().any(|name| text.contains(name))
        || modules.into_iter().any(|name| names_addresses(&folder.join(format!("{name}.rs"))))
}

#[test]
fn what_is_given_to_them_does_not_know_addresses() {
    assert!(!names_addresses(&course().root.join("exercises/given/src/lib.rs")));
    assert!(names_addresses(&course().root.join("exercises/given/src/addresses/prefix.rs")));
}
