//! Which names a piece of Rust text mentions, as far as that decides whether an import is still needed.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};

/// A name of these stands for the type unless `::` follows: `&str` does not need `use std::str`.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// The names in `text` that an import may have brought. Docs do not count.
///
/// Left out are names that are certainly something else: `x` in `y.x`, `fn x`, `x: u8`, `y::x` and `'x`.
/// Not left out is a variable that happens to have the name.
pub(super) fn mentioned(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    // The text is made of whole items of a file that has been parsed.
    collect(text.parse().expect("items of a parsed file are tokens"), &mut names);
    names
}

/// Every word in `text` that is not part of a comment or a literal: names, methods and keywords.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut groups: Vec<TokenStream> = text.parse().into_iter().collect();
    while let Some(tokens) = groups.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => groups.push(group.stream()),
                TokenTree::Ident(ident) => _ = words.insert(ident.to_string()),
                TokenTree::Literal(_) | TokenTree::Punct(_) => {}
            }
        }
    }
    words
}

fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if may_be_imported(&name, &tokens[..index], &tokens[index + 1..]) {
                    names.insert(name);
                }
            }
            TokenTree::Literal(literal) => names.extend(captured(&literal.to_string())),
            TokenTree::Punct(_) => {}
        }
    }
}

fn may_be_imported(name: &str, before: &[TokenTree], after: &[TokenTree]) -> bool {
    let opens_a_path = starts_with_path_separator(after);
    let is_declared = matches!(after.first(), Some(token) if is_punct(token, ':')) && !opens_a_path;
    let is_primitive = PRIMITIVES.contains(&name) && !opens_a_path;
    !is_declared && !is_primitive && !is_spoken_for(before)
}

/// Do the tokens in front say that the name after them is not one from an import?
fn is_spoken_for(before: &[TokenTree]) -> bool {
    match before {
        // A range, `0..MAX`.
        [.., dot, last] if is_punct(dot, '.') && is_punct(last, '.') => false,
        // An inner module's `super::Name`.
        [.., parent, colon, last] if is_punct(colon, ':') && is_punct(last, ':') => {
            !matches!(parent, TokenTree::Ident(ident) if ident == "super" || ident == "self")
        }
        [.., colon, last] if is_punct(colon, ':') && is_punct(last, ':') => true,
        [.., last] => is_punct(last, '.') || is_punct(last, '\'') || is_keyword(last, "fn"),
        [] => false,
    }
}

fn starts_with_path_separator(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(first), second, ..] => {
            first.as_char() == ':' && first.spacing() == Spacing::Joint && is_punct(second, ':')
        }
        _ => false,
    }
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

fn is_keyword(token: &TokenTree, wanted: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == wanted)
}

/// The names that a format string captures: `MAX` in `"at most {MAX:>4}"`.
fn captured(literal: &str) -> impl Iterator<Item = String> {
    literal.split('{').skip(1).filter_map(|rest| {
        let end = rest.find(['}', ':'])?;
        let name = &rest[..end];
        syn::parse_str::<syn::Ident>(name).ok().map(|_| name.to_owned())
    })
}
