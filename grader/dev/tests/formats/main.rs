//! Every format of a report parses under its own strict parser or schema, whatever stands in the report, and nothing
//! that we write is a command to GitHub's runner but our own annotations.

mod hostile;
mod made;
#[path = "../support/schema.rs"]
mod schema;
mod xsd;

use dev::runner::{Command, commands};
use grader::catalogue::{Course, Target};
use grader::report::{Report, UnitStatus, annotations, brief, json, junit, sarif, summary, text};
use grader::sanitise;
use hostile::{Names, reports};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use roxmltree::Document;
use schema::{held_to, schema};
use serde_json::Value;

fn some(cases: u32) -> Config {
    let once = Config { cases, rng_seed: RngSeed::Fixed(0), failure_persistence: None, ..Config::default() };
    Config { max_shrink_iters: 500, ..once }
}

fn course() -> Course {
    grader::checks::course()
}

fn as_text(report: &Report, course: &Course) -> String {
    text::render(report, &text::View { options: " --submission there", ..text::View::of(course) })
}

#[test]
fn json_is_what_the_schema_says_and_loses_nothing() {
    let schema = schema(include_str!("../../../report.schema.json"));
    proptest!(some(60), |(report in reports(Names::Ours))| {
        held_to(&schema, &json::render(&report));
    });
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        let text = json::render(&report);
        prop_assert_eq!(serde_json::from_str::<Report>(&text).expect("it is a report"), report);
        prop_assert_eq!(commands(&text), []);
    });
}

#[test]
fn brief_is_what_the_schema_says_and_has_nobodys_words() {
    let schema = schema(include_str!("../../../report.schema.json"));
    proptest!(some(60), |(report in reports(Names::Ours))| {
        held_to(&schema, &brief::render(&report));
    });
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        prop_assert_eq!(commands(&brief::render(&report)), []);
    });
    let mut report = made::mixed();
    let short = brief::render(&report);
    report.warnings = vec![String::from("forged")];
    for exercise in report.chapters.iter_mut().flat_map(|chapter| &mut chapter.exercises) {
        exercise.message = Some(String::from("forged"));
        for check in &mut exercise.checks {
            (check.message, check.printed) = (Some(String::from("forged")), "forged".repeat(1 << 20));
            check.advice = vec![String::from("forged")];
        }
    }
    assert_eq!(brief::render(&report), short);
}

#[test]
fn sarif_is_what_its_schema_says() {
    let schema = schema(include_str!("schemas/sarif-schema-2.1.0.json"));
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        let text = sarif::render(&report);
        let value = held_to(&schema, &text);
        prop_assert_eq!(commands(&text), []);
        hold_sarif_to(&sanitise::report(&report), &value);
    });
}

/// Results are those of the report, each with a rule of its own and a path below the checkout.
fn hold_sarif_to(report: &Report, value: &Value) {
    let rules = value["runs"][0]["tool"]["driver"]["rules"].as_array().expect("there are rules");
    let results = value["runs"][0]["results"].as_array().expect("there are results");
    let expected: Vec<String> = troubles(report).into_iter().map(|trouble| trouble.rule).collect();
    let found: Vec<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    assert_eq!(found, expected);
    for result in results {
        assert_eq!(rules.iter().filter(|rule| rule["id"] == result["ruleId"]).count(), 1, "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("there is a place");
        assert!(
            !uri.starts_with('/') && !uri.contains(':') && !uri.split('/').any(|part| part == ".."),
            "{uri}"
        );
        assert!(place.get("region").is_none_or(|region| region["startLine"].as_u64() >= Some(1)), "{place}");
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    }
}

/// What did not pass, as the report has it.
struct Trouble {
    rule: String,
    title: String,
    file: String,
}

fn troubles(report: &Report) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for chapter in &report.chapters {
        for exercise in &chapter.exercises {
            let trouble = |rule: &str, title: String| Trouble {
                rule: rule.to_owned(),
                title,
                file: exercise.file.clone(),
            };
            match exercise.status {
                UnitStatus::Refused | UnitStatus::DidNotBuild => {
                    let words = exercise.status.name();
                    troubles.push(trouble(
                        words,
                        format!("{}/{} {}", chapter.name, exercise.name, words.replace('_', " ")),
                    ));
                }
                _ => {
                    let failed = exercise.checks.iter().filter(|check| check.status.is_failure());
                    troubles.extend(failed.map(|check| trouble(&check.id, check.id.clone())));
                }
            }
        }
    }
    troubles
}

#[test]
fn junit_is_what_its_schema_says() {
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        let text = junit::render(&report);
        prop_assert_eq!(commands(&text), []);
        let document = Document::parse(&text).expect("it is XML, without a document type");
        prop_assert_eq!(xsd::problems(include_str!("schemas/junit-10.xsd"), &document), Vec::<String>::new());
        hold_junit_to(&sanitise::report(&report), &document);
    });
}

/// Counts count, and names and print are those of the report.
fn hold_junit_to(report: &Report, document: &Document<'_>) {
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> usize {
        node.attribute(name).expect("it is counted").parse().expect("it is a number")
    };
    let below = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.descendants().filter(|inner| inner.has_tag_name(name)).count()
    };
    let root = document.root_element();
    let suites: Vec<_> = root.children().filter(|node| node.is_element()).collect();
    for node in suites.iter().copied().chain([root]) {
        for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
            assert_eq!(number(node, attribute), below(node, element), "{attribute}");
        }
    }
    let exercises: Vec<_> = report.chapters.iter().flat_map(|chapter| &chapter.exercises).collect();
    assert_eq!(suites.len(), exercises.len());
    for (suite, exercise) in suites.iter().zip(exercises) {
        assert_eq!(number(*suite, "skipped"), below(*suite, "skipped"));
        let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
        let of_checks = &cases[cases.len() - exercise.checks.len()..];
        for (case, check) in of_checks.iter().zip(&exercise.checks) {
            let name = format!("{}: {}", check.id.rsplit('/').next().unwrap_or_default(), check.title);
            assert_eq!(case.attribute("name"), Some(name.as_str()));
            let printed = case.children().find(|node| node.has_tag_name("system-out"));
            assert_eq!(printed.and_then(|node| node.text()).unwrap_or_default(), check.printed);
        }
    }
}

#[test]
fn annotations_are_ours_and_say_what_we_meant() {
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        let text = annotations::render(&report);
        let found = commands(&text);
        prop_assert_eq!(found.len(), text.lines().count());
        let (errors, warnings): (Vec<Command>, Vec<Command>) =
            found.into_iter().partition(|command| command.name == "error");
        prop_assert!(warnings.iter().all(|command| command.name == "warning"));
        let report = sanitise::report(&report);
        prop_assert_eq!(warnings.len(), report.warnings.len().min(annotations::MAX_OF_A_KIND));
        hold_annotations_to(&report, &errors);
    });
}

fn hold_annotations_to(report: &Report, errors: &[Command]) {
    let expected = troubles(report);
    assert_eq!(errors.len(), expected.len().min(annotations::MAX_OF_A_KIND));
    let shown = if expected.len() > errors.len() { errors.len() - 1 } else { errors.len() };
    for (error, Trouble { title, file, .. }) in errors[..shown].iter().zip(&expected) {
        let begin = title[..title.floor_char_boundary(200)].trim();
        assert_eq!(error.property("title").unwrap_or_default(), begin);
        let shown = error.property("file").unwrap_or_default();
        let own = report.checkout_path(file);
        // The message may name another file of the exercise.
        let stem = own.strip_suffix(".rs").unwrap_or(&own);
        assert!(shown == own || shown.starts_with(&format!("{stem}/")), "{shown}: {file}");
        assert!(error.property("line").is_none_or(|line| line.parse::<u32>().is_ok_and(|line| line > 0)));
        assert!(error.data.encode_utf16().count() <= annotations::MAX_MESSAGE_BYTES);
    }
    if shown < errors.len() {
        let words = format!("and {} more, which the report has", expected.len() - shown);
        assert_eq!(errors[shown].data, words);
    }
}

#[test]
fn a_summary_is_ours_outside_of_code() {
    proptest!(some(60), |(report in reports(Names::Hostile))| {
        let text = summary::render(&report);
        prop_assert_eq!(commands(&text), []);
        prop_assert!(text.len() <= summary::MAX_BYTES);
        let troubles = report.chapters.iter().flat_map(|chapter| &chapter.exercises);
        let troubles = troubles.filter(|exercise| exercise.status >= UnitStatus::Failed).count();
        // Confinement; warnings, together; and each exercise that did not pass.
        let blocks = 1 + usize::from(!report.warnings.is_empty()) + troubles;
        prop_assert_eq!(read_markdown(&text), blocks);
    });
}

/// Reads Markdown as GitHub does, and counts its blocks of code. Outside of them there are words of ours alone.
fn read_markdown(text: &str) -> usize {
    let (mut blocks, mut in_code) = (0, false);
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                assert_eq!(&*language, "text");
                (blocks, in_code) = (blocks + 1, true);
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(words) if !in_code => assert!(is_ours(&words), "{words}"),
            Event::Text(_) => {}
            Event::Code(name) => {
                assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_?".contains(&byte)))
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::TableCell,
            ) => {}
            other => panic!("{other:?} in {text}"),
        }
    }
    blocks
}

/// Plain words and numbers: no address, no mention, no markup.
fn is_ours(words: &str) -> bool {
    let known = "cargo grade of points passed skipped not written partly done failed broken did build refused optional \
                 beside the total What pass There is no room for more Something in grader itself That our fault and \
                 verdict";
    let mut parts = words.split(|sign: char| " .,:".contains(sign)).filter(|part| !part.is_empty());
    parts.all(|part| {
        part.bytes().all(|byte| byte.is_ascii_digit()) || known.split_whitespace().any(|word| word == part)
    })
}

#[test]
fn text_commands_neither_terminal_nor_runner() {
    let course = course();
    proptest!(some(60), |(report in reports(Names::Hostile), ours in reports(Names::Ours))| {
        for report in [&report, &ours] {
            let colored = as_text(report, &course);
            let plain = anstream::adapter::strip_str(&colored).to_string();
            prop_assert_eq!(commands(&colored), []);
            prop_assert_eq!(commands(&plain), []);
            prop_assert!(plain.chars().all(|sign| sign == '\n' || !sign.is_control()), "{plain:?}");
        }
    });
}

#[test]
fn the_summary_of_a_course_full_of_trouble_ends_in_time() {
    let mut report = made::mixed();
    let chapter = &mut report.chapters[0];
    for exercise in &mut chapter.exercises {
        exercise.status = UnitStatus::DidNotBuild;
        exercise.message = Some("`x`\n".repeat(5000));
    }
    chapter.exercises = chapter.exercises.iter().cloned().cycle().take(400).collect();
    let text = summary::render(&report);
    assert!(
        text.len() <= summary::MAX_BYTES && text.len() > summary::MAX_BYTES - (32 << 10),
        "{}",
        text.len()
    );
    assert!(text.ends_with(" more.\n"), "{}", &text[text.len() - 100..]);
    read_markdown(&text);
}

#[test]
fn reports_look_as_they_did() {
    for (name, report) in [("full", made::full()), ("mixed", made::mixed())] {
        let plain = anstream::adapter::strip_str(&as_text(&report, &course())).to_string();
        for (format, text) in [
            ("text", plain),
            ("json", json::render(&report)),
            ("summary", summary::render(&report)),
            ("annotations", annotations::render(&report)),
            ("junit", junit::render(&report)),
            ("sarif", sarif::render(&report)),
        ] {
            insta::assert_snapshot!(format!("{name}_{format}"), text);
        }
    }
}

/// Sources that say in every place where a learner can speak what a runner would obey.
const SOURCES: [(&str, &str); 4] = [
    // The compiler quotes the message, and the line that it stands in.
    ("notice.rs", "compile_error!(\"x\n::error file=a.rs::forged\n##[error]forged\");\n"),
    (
        "cut.rs",
        "pub fn cut(message: &[u8], size: usize) -> Vec<given::hello::Chunk> {
            println!(\"::error::forged\\n  ::add-mask::e\\rx\\u{1b}[31m ##[error]forged\\u{85}::debug::forged\");
            eprintln!(\"::stop-commands::forged\");
            let bytes = b\"::error::forged ##[error]forged\".to_vec();
            vec![given::hello::Chunk { number: 0, of: 1, bytes }]
        }",
    ),
    (
        "put_back.rs",
        "pub fn put_back(_: &[given::hello::Chunk]) -> Result<Vec<u8>, given::hello::Missing> {
            panic!(\"::error::forged\\n::set-output name=a::forged ##[error]forged\")
        }",
    ),
    ("name_machine/\n::error::forged ##[error]forged.rs", "fn forged() {}"),
];

#[test]
fn what_learners_say_is_no_command_in_any_format() {
    let made =
        dev::submissions::Made::copy_of(&course().root.join("solutions"), "hello").expect("it can be copied");
    for (name, text) in SOURCES {
        let path = made.path().join("hello/src").join(name);
        dev::submissions::write(&path, text).expect("it can be written");
    }
    let shop = dev::workshop::workshop(
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("slot-formats"),
        env!("CARGO_BIN_EXE_dev").into(),
    );
    let report =
        dev::workshop::grade_folder(&course(), &shop, made.path(), Target::default()).expect("it is graded");
    let colored = as_text(&report, &course());
    let of_one = |target: &str| {
        let (course, target) = (course(), course().target(target).expect("it exists"));
        text::render(&report, &text::View { target, width: 40, ..text::View::of(&course) })
    };
    let cards = ["hello/notice", "hello/cut", "hello/put_back", "hello/name_machine"].map(of_one);
    for text in
        [json::render(&report), summary::render(&report), junit::render(&report), sarif::render(&report)]
            .iter()
            .chain([&colored, &anstream::adapter::strip_str(&colored).to_string()])
            .chain(&cards)
            .chain(&cards.clone().map(|card| anstream::adapter::strip_str(&card).to_string()))
    {
        assert_eq!(commands(text), [], "{text}");
        assert!(text.contains("forged"), "{text}");
    }
    let found = commands(&annotations::render(&report));
    assert!(
        !found.is_empty()
            && found.iter().all(|command| ["error", "warning"].contains(&command.name.as_str())),
        "{found:?}"
    );
    let exercises = &report.chapters[0].exercises;
    let statuses: Vec<UnitStatus> = exercises.iter().map(|exercise| exercise.status).take(4).collect();
    let expected = [UnitStatus::Refused, UnitStatus::Failed, UnitStatus::Failed, UnitStatus::DidNotBuild];
    assert_eq!(statuses, expected, "each speaks in its own way");
}

#[test]
fn a_test_that_is_made_of_a_failure_means_the_same_and_is_no_command() {
    let mut report = made::mixed();
    let check = &mut report.chapters[0].exercises[1].checks[1];
    let detail = check.detail.as_mut().expect("it failed");
    let (call, expected) = (String::from("cut(b\"###[error]forged\", 2)"), Some(String::from("vec![]")));
    detail.steps[0].code = Some(grader::finding::Code { call, saw: None, expected });
    let target = course().target("hello/cut").expect("it exists");
    let text = grader::report::test::render(&report, target).expect("there are calls");
    assert_eq!(commands(&text), []);
    assert!(text.contains("cut(b\"##\\x23[error]forged\", 2)"), "{text}");
}
