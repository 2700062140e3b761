//! As much of XML Schema as Jenkins' schema of JUnit's format uses. It reads the schema itself, and does not pass over a
//! construct that it does not know.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

/// All in a document that the schema does not allow.
pub(crate) fn problems(schema: &str, document: &Document<'_>) -> Vec<String> {
    let schema = Document::parse(schema).expect("the schema is XML");
    let mut problems = Vec::new();
    let root = document.root_element();
    match global(&schema, "element", root.tag_name().name()) {
        Some(declaration) => check(&schema, declaration, root, &mut problems),
        None => problems.push(format!("<{}> is not declared", root.tag_name().name())),
    }
    problems
}

fn global<'a>(schema: &'a Document<'a>, kind: &str, name: &str) -> Option<Node<'a, 'a>> {
    let found = |node: &Node<'_, '_>| node.has_tag_name(("http://www.w3.org/2001/XMLSchema", kind));
    elements(schema.root_element()).find(|node| found(node) && node.attribute("name") == Some(name))
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

fn kind<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// Holds an element to its declaration.
fn check(
    schema: &Document<'_>,
    declaration: Node<'_, '_>,
    element: Node<'_, '_>,
    problems: &mut Vec<String>,
) {
    if element.tag_name().namespace().is_some() {
        problems.push(format!("<{}> has a namespace", kind(element)));
    }
    let of_its_own = elements(declaration).find(|node| kind(*node) == "complexType");
    let named = declaration.attribute("type").and_then(|name| global(schema, "complexType", name));
    match of_its_own.or(named) {
        Some(complex) => check_complex(schema, complex, element, problems),
        None => {
            let simple = declaration.attribute("type").expect("an element has a type");
            assert_eq!(simple, "xs:string", "the only simple type of elements that is known here");
            if elements(element).next().is_some() || element.attributes().next().is_some() {
                problems.push(format!("<{}> is text alone", kind(element)));
            }
        }
    }
}

fn check_complex(
    schema: &Document<'_>,
    complex: Node<'_, '_>,
    element: Node<'_, '_>,
    problems: &mut Vec<String>,
) {
    let name = kind(element);
    let (attributes, model): (Vec<Node<'_, '_>>, Vec<Node<'_, '_>>) =
        elements(complex).partition(|node| kind(*node) == "attribute");
    let known = |name: &str| attributes.iter().find(|known| known.attribute("name") == Some(name));
    for attribute in element.attributes() {
        match known(attribute.name()) {
            Some(known) => assert_eq!(known.attribute("type"), Some("xs:string"), "the only known type"),
            None => problems.push(format!("<{name}> has an attribute {}", attribute.name())),
        }
    }
    for required in attributes.iter().filter(|known| known.attribute("use") == Some("required")) {
        let attribute = required.attribute("name").expect("attributes have names");
        if !element.has_attribute(attribute) {
            problems.push(format!("<{name}> lacks the attribute {attribute}"));
        }
    }
    let is_mixed = complex.attribute("mixed") == Some("true");
    let has_text =
        element.children().any(|node| node.is_text() && !node.text().unwrap_or_default().trim().is_empty());
    if has_text && !is_mixed {
        problems.push(format!("<{name}> has text"));
    }
    let children: Vec<Node<'_, '_>> = elements(element).collect();
    let names: Vec<&str> = children.iter().map(|child| kind(*child)).collect();
    let ends = model.iter().fold(BTreeSet::from([0]), |starts, particle| after(*particle, &names, &starts));
    if !ends.contains(&names.len()) {
        problems.push(format!("<{name}> may not hold {names:?}"));
    }
    for child in children {
        match global(schema, "element", kind(child)) {
            Some(declaration) => check(schema, declaration, child, problems),
            None => problems.push(format!("<{}> is not declared", kind(child))),
        }
    }
}

/// Where a particle can end in a list of names, if it begins in one of these places.
fn after(particle: Node<'_, '_>, names: &[&str], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let count = |name: &str| match particle.attribute(name) {
        None => 1,
        Some("unbounded") => usize::MAX,
        Some(number) => number.parse().expect("it is a number"),
    };
    let (least, most) = (count("minOccurs"), count("maxOccurs"));
    let mut ends = if least == 0 { starts.clone() } else { BTreeSet::new() };
    let mut starts = starts.clone();
    for times in 1..=most {
        starts = once(particle, names, &starts);
        let before = ends.len();
        if times >= least {
            ends.extend(&starts);
        }
        if starts.is_empty() || (times >= least && ends.len() == before) {
            break;
        }
    }
    ends
}

fn once(particle: Node<'_, '_>, names: &[&str], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    match kind(particle) {
        "sequence" => {
            elements(particle).fold(starts.clone(), |starts, particle| after(particle, names, &starts))
        }
        "choice" => elements(particle).flat_map(|particle| after(particle, names, starts)).collect(),
        "element" => {
            let name = particle.attribute("ref").expect("only references are known here");
            starts.iter().filter(|start| names.get(**start) == Some(&name)).map(|start| start + 1).collect()
        }
        other => panic!("{other} is not known here"),
    }
}

#[test]
fn the_schema_refuses_what_it_should() {
    let schema = include_str!("schemas/junit-10.xsd");
    let suite = |inner: &str| {
        format!(
            "<testsuites><testsuite name='a' tests='1' failures='0' errors='0'>{inner}</testsuite></testsuites>"
        )
    };
    let told = |text: &str| problems(schema, &Document::parse(text).expect("it is XML"));
    let full = suite(
        "<testcase name='b'><error type='c' message='d'>e</error><system-out>f</system-out></testcase>",
    );
    assert_eq!(told(&full), Vec::<String>::new());
    for (text, words) in [
        (suite("<testcase/>"), "lacks the attribute name"),
        (suite("<testcase name='a' color='b'/>"), "has an attribute color"),
        (suite("<testcase name='a'>text</testcase>"), "has text"),
        (suite("<testcase name='a'><other/></testcase>"), "may not hold"),
        (suite("<testcase name='a'><testcase name='b'/></testcase>"), "may not hold"),
        (suite("<system-out><error/></system-out>"), "is text alone"),
        ("<testsuites><testcase name='a'/></testsuites>".to_owned(), "may not hold"),
        ("<testsuites><testsuite/></testsuites>".to_owned(), "lacks the attribute tests"),
        ("<other/>".to_owned(), "is not declared"),
    ] {
        assert!(told(&text).iter().any(|problem| problem.contains(words)), "{text}: {:?}", told(&text));
    }
}
