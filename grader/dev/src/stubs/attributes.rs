//! The attributes of an item, docs included: which of them the stub keeps, and how they are spelled in it.

use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::{AttrStyle, Attribute, Path, Token};

use super::pieces::indent;
use super::source::range;

/// The derives that a struct can keep when `PhantomData` takes the place of its private fields.
const DERIVES_OF_PHANTOM_DATA: &[&str] =
    &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// The attributes on one side of an item, in order.
pub(super) struct Attributes(Vec<Spelled>);

struct Spelled {
    /// Where it is in the solution.
    range: Range<usize>,
    /// What it is in the stub. `None` if it goes.
    text: Option<String>,
}

impl Attributes {
    /// Those in front of the item.
    pub(super) fn outer(solution: &str, attributes: &[Attribute]) -> Attributes {
        Self::spelled(attributes.iter().filter(|it| is_outer(it)), |it| Some(as_is(solution, it)))
    }

    /// Those inside its braces, or at the top of the file.
    pub(super) fn inner(solution: &str, attributes: &[Attribute]) -> Attributes {
        Self::spelled(attributes.iter().filter(|it| !is_outer(it)), |it| Some(as_is(solution, it)))
    }

    /// Those in front of a function that loses its body. What the body did to deserve an `#[expect(…)]`,
    /// `todo!()` does not. Clippy's expectations stay: the compiler ignores them, and some are about the
    /// signature.
    pub(super) fn of_function(solution: &str, attributes: &[Attribute]) -> Attributes {
        Self::spelled(attributes.iter().filter(|it| is_outer(it)), |it| {
            (!is_compiler_expectation(it)).then(|| as_is(solution, it))
        })
    }

    /// Those in front of a struct that loses its private fields.
    pub(super) fn of_struct(solution: &str, attributes: &[Attribute]) -> Attributes {
        Self::spelled(attributes.iter().filter(|it| is_outer(it)), |it| match fewer_derives(it) {
            Some(derives) if derives.is_empty() => None,
            Some(derives) => Some(format!("#[derive({})]", derives.join(", "))),
            None => Some(as_is(solution, it)),
        })
    }

    /// Where the last of them ends.
    pub(super) fn end(&self) -> Option<usize> {
        self.0.last().map(|last| last.range.end)
    }

    /// Those that stay, without the comments between them.
    pub(super) fn text(&self, solution: &str, depth: usize) -> String {
        let mut result = String::new();
        let mut end = None;
        for Spelled { range, text } in &self.0 {
            let Some(text) = text else { continue };
            if let Some(end) = end {
                result.push_str(&separator(&solution[end..range.start], depth));
            }
            result.push_str(text);
            end = Some(range.end);
        }
        result
    }

    fn spelled<'a>(
        attributes: impl Iterator<Item = &'a Attribute>,
        spell: impl Fn(&Attribute) -> Option<String>,
    ) -> Attributes {
        Attributes(attributes.map(|it| Spelled { range: range(it), text: spell(it) }).collect())
    }
}

/// What stands between two things in the stub when `gap` stands between them in the solution.
pub(super) fn separator(gap: &str, depth: usize) -> String {
    match gap {
        gap if gap.contains("\n\n") => format!("\n\n{}", indent(depth)),
        gap if gap.contains('\n') => format!("\n{}", indent(depth)),
        _ => " ".to_owned(),
    }
}

/// `#[cfg(test)]`.
pub(super) fn is_for_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.parse_args::<Path>().is_ok_and(|condition| condition.is_ident("test"))
}

fn as_is(solution: &str, attribute: &Attribute) -> String {
    solution[range(attribute)].to_owned()
}

fn is_outer(attribute: &Attribute) -> bool {
    matches!(attribute.style, AttrStyle::Outer)
}

fn is_compiler_expectation(attribute: &Attribute) -> bool {
    let is_clippys = |tokens: &str| tokens.trim_start().starts_with("clippy");
    attribute.path().is_ident("expect")
        && attribute.meta.require_list().is_ok_and(|list| !is_clippys(&list.tokens.to_string()))
}

/// The derives that stay, if some go.
fn fewer_derives(attribute: &Attribute) -> Option<Vec<String>> {
    if !attribute.path().is_ident("derive") {
        return None;
    }
    let derives = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok()?;
    let staying: Vec<String> = derives.iter().filter_map(derive_of_phantom_data).collect();
    (staying.len() < derives.len()).then_some(staying)
}

fn derive_of_phantom_data(path: &Path) -> Option<String> {
    let name = path.segments.last()?.ident.to_string();
    DERIVES_OF_PHANTOM_DATA.contains(&name.as_str()).then_some(name)
}
