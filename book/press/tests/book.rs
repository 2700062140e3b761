//! The book that is here is whole, and a book in which something is broken says what, with file and line.

mod support;

use press::check::check;
use press::site::Site;
use support::{Copy, course};

#[test]
fn the_book_is_whole() {
    let site = tempfile::tempdir().expect("a scratch folder");
    Site::new(&course()).build(site.path()).unwrap_or_else(|error| panic!("{error:#}"));
    if let Err(problems) = check(&course(), site.path()) {
        panic!("{problems}");
    }
}

/// Lines that ask for what is not there, and what is said about them.
const NOT_THERE: &[(&str, &str)] = &[
    ("{{#figure hello/cut/nothing}}", "there is no figure `hello/cut/nothing`"),
    ("{{#quiz nothing}}", "no question `nothing` in book/src/hello/cut.quiz.toml"),
    ("{{#listing hello_nothing}}", "there is no file book/listings/src/bin/hello_nothing.rs"),
    ("{{#listing hello_three_spellings:nothing}}", "no lines `ANCHOR: nothing`"),
    ("{{#beside hello_nothing}}", "there is no file book/listings/c/hello_nothing.c"),
    ("{{#output hello_nothing}}", "there is no file book/listings/expected/hello_nothing.txt"),
    ("{{#run hello_nothing}}", "there is no file book/listings/runs/hello_nothing.txt"),
    ("{{#card hello/cut/nothing}}", "there is no file grader/dev/tests/snapshots/hello__cut__nothing.snap"),
    ("{{#exercise hello/nothing}}", "there is no exercise `hello/nothing`"),
    ("{{#exercise hello/send}}", "belongs on the page hello/send.md"),
    ("{{#level hard}}", "there is no level `hard`"),
    ("{{#nothing}}", "nobody knows `{{#nothing}}`"),
    ("see {{#map}}", "must stand alone"),
    ("```rust\nfn main() {}\n```", "a program in Rust belongs in book/listings"),
];

#[test]
fn what_a_page_asks_for_and_is_not_there_stops_the_build() {
    let copy = Copy::new();
    let expected = copy.append("book/src/hello/cut.md", NOT_THERE);

    let said = format!("{:#}", copy.build().expect_err("much is not there"));

    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), NOT_THERE.len(), "{said}");
    for ((place, message), line) in expected.iter().zip(lines) {
        assert!(
            line.starts_with(place.as_str()) && line.contains(message),
            "{line}\nis not\n{place} {message}"
        );
    }
}

/// Lines that mdBook makes pages of, and that are broken all the same.
const BROKEN: &[(&str, &str)] = &[
    ("A [link](nothing.md) to a page.", "there is no hello/nothing.html"),
    ("A [link](put_back.md#nothing) to a section.", "hello/put_back.html has no id `nothing`"),
    ("A [link](#nothing) to a section here.", "hello/cut.html has no id `nothing`"),
    ("An image: ![nothing](nothing.png)", "there is no hello/nothing.png"),
    ("<img src=\"https://example.com/tracker.png\" alt=\"\">", "<img> asks another host"),
    ("<p id=\"same\"></p><p id=\"same\"></p>", "the id `same` is there twice"),
    ("<p aria-labelledby=\"nobody\"></p>", "has no id `nobody`"),
    ("An ipv4 address.", "`ipv4` is spelled IPv4"),
];

#[test]
fn what_is_broken_on_a_page_is_named_with_its_line() {
    let copy = Copy::new();
    let expected = copy.append("book/src/hello/cut.md", BROKEN);
    copy.build().unwrap_or_else(|error| panic!("{error:#}"));

    let said = copy.check().expect_err("much is broken").to_string();

    for (place, message) in expected {
        let is_said = said.lines().any(|line| line.starts_with(&place) && line.contains(message));
        assert!(is_said, "nobody said\n{place} {message}\nbut\n{said}");
    }
}

#[test]
fn an_answer_that_the_program_does_not_print_is_named_with_its_line() {
    let copy = Copy::new();
    let quiz = "book/src/hello/cut.quiz.toml";
    let line = copy.read(quiz).lines().count() + 3;
    copy.write(
        quiz,
        &(copy.read(quiz)
            + r#"
[[question]]
id = "planted"
ask = "What does this print?"
listing = "hello_three_spellings"
[[question.option]]
text = "42"
right = true
why = "It does not, and that is the test."
[[question.option]]
text = "43"
why = "It does not print this either."
"#),
    );
    copy.append("book/src/hello/cut.md", &[("{{#quiz planted}}", "")]);
    copy.build().unwrap_or_else(|error| panic!("{error:#}"));

    let said = copy.check().expect_err("the answer is wrong").to_string();

    let is_said =
        said.lines().any(|said| said.starts_with(&format!("{quiz}:{line}: the right answer is `42`")));
    assert!(is_said, "{said}");
}

#[test]
fn what_no_page_shows_is_named() {
    let copy = Copy::new();
    copy.write("book/src/hello/stray.md", "# Stray\n");
    copy.write("book/listings/src/bin/hello_stray.rs", "fn main() {}\n");
    copy.write("book/listings/runs/hello_stray.txt", "$ true\n");
    copy.build().unwrap_or_else(|error| panic!("{error:#}"));

    let said = copy.check().expect_err("something is stray").to_string();

    for line in [
        "book/src/hello/stray.md:1: stands nowhere in SUMMARY.md",
        "book/listings/src/bin/hello_stray.rs:1: no page shows it",
        "book/listings/runs/hello_stray.txt:1: no page shows it",
    ] {
        assert!(said.lines().any(|said| said == line), "nobody said\n{line}\nbut\n{said}");
    }
}

#[test]
fn a_section_that_a_card_names_must_be_there() {
    let copy = Copy::new();
    let page = copy.read("book/src/hello/cut.md");
    copy.write("book/src/hello/cut.md", &page.replace("{#remainder}", ""));
    copy.build().unwrap_or_else(|error| panic!("{error:#}"));

    let said = copy.check().expect_err("a section is gone").to_string();

    assert!(
        said.contains("book/src/hello/cut.md:1: no section has the id `remainder`, which nothing_lost names"),
        "{said}"
    );
}

#[test]
fn a_wrong_key_is_an_error() {
    let copy = Copy::new();
    let toml = copy.read("book/book.toml");
    copy.write("book/book.toml", &toml.replace("additional-css", "aditional-css"));

    let said = format!("{:#}", copy.build().expect_err("mdBook would go on without our styles"));

    assert!(said.contains("book.toml") && said.contains("aditional-css"), "{said}");
}

#[test]
fn a_folder_with_other_things_in_it_is_not_emptied() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("thesis.txt");
    support::write(&file, "years of work");

    let said =
        format!("{:#}", Site::new(&course()).build(folder.path()).expect_err("mdBook would remove it"));

    assert!(said.contains("expected an empty or a new folder"), "{said}");
    assert_eq!(std::fs::read_to_string(file).expect("it is still there"), "years of work");
}
