//! A stub stands alone: neither its code nor the links in its docs may need what went.
//!
//! Looks at the finished stub, so it also proves that the stub parses. What a name means is guessed from the
//! name alone; a name that the stub itself defines anywhere is never taken for one that went.

use std::collections::{BTreeMap, BTreeSet};

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Ident, ItemUse, Lit, Macro, Meta, Path, Token};

use super::{StubError, imports};

/// The names of what went, and the line where each was.
#[derive(Default)]
pub(super) struct Gone {
    /// Items of a module.
    pub(super) items: BTreeMap<String, usize>,
    /// Methods, constants and fields, of whichever type.
    pub(super) members: BTreeMap<String, usize>,
}

/// Fails if `stub` needs something that went.
pub(super) fn check(stub: &str, gone: &Gone) -> Result<(), StubError> {
    let file = syn::parse_file(stub).map_err(|error| StubError::unparsable(&error))?;
    let mut mentions = Mentions::default();
    mentions.visit_file(&file);
    for path in &mentions.paths {
        if let Some((name, line)) = mentions.gone(path, gone) {
            return Err(StubError::MentionsPrivate { line, name });
        }
    }
    for path in &mentions.links {
        if let Some((name, line)) = mentions.gone(path, gone) {
            return Err(StubError::LinksPrivate { line, name });
        }
    }
    Ok(())
}

#[derive(Default)]
struct Mentions {
    /// Every name that the stub defines: items, members, parameters, variables, what it imports.
    defined: BTreeSet<String>,
    /// Every path in its code.
    paths: Vec<Vec<String>>,
    /// Every path in brackets and backticks in its docs.
    links: Vec<Vec<String>>,
}

impl Mentions {
    fn gone(&self, path: &[String], gone: &Gone) -> Option<(String, usize)> {
        let find = |name: &String, went: &BTreeMap<String, usize>| {
            let line = went.get(name).filter(|_| !self.defined.contains(name))?;
            Some((name.clone(), *line))
        };
        match path {
            [own, name, ..] if own == "self" => find(name, &gone.items),
            [own, name, ..] if own == "Self" => find(name, &gone.members),
            [name, member, ..] => {
                let of_this_file = self.defined.contains(name);
                find(name, &gone.items).or_else(|| find(member, &gone.members).filter(|_| of_this_file))
            }
            [name] => find(name, &gone.items),
            [] => None,
        }
    }
}

impl<'ast> Visit<'ast> for Mentions {
    /// Only where something is defined (or is a field's or a method's name) is an `Ident` visited by itself;
    /// in a path it is a part of the path.
    fn visit_ident(&mut self, node: &'ast Ident) {
        self.defined.insert(node.to_string());
    }

    fn visit_path(&mut self, node: &'ast Path) {
        self.paths.push(node.segments.iter().map(|segment| segment.ident.to_string()).collect());
        for segment in &node.segments {
            self.visit_path_arguments(&segment.arguments);
        }
    }

    fn visit_item_use(&mut self, node: &'ast ItemUse) {
        self.defined.extend(imports::bound_names(&node.tree));
        self.paths.extend(imports::root(&node.tree).map(|root| vec![root]));
    }

    fn visit_attribute(&mut self, node: &'ast Attribute) {
        if let Meta::NameValue(meta) = &node.meta
            && let Expr::Lit(value) = &meta.value
            && let Lit::Str(text) = &value.lit
        {
            self.links.extend(links(&text.value()));
        }
    }

    /// The arguments of a macro are tokens; most are expressions nevertheless.
    fn visit_macro(&mut self, node: &'ast Macro) {
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = node.parse_body_with(arguments) {
            let mut inner = Mentions::default();
            arguments.iter().for_each(|argument| inner.visit_expr(argument));
            self.defined.append(&mut inner.defined);
            self.paths.append(&mut inner.paths);
        }
        visit::visit_macro(self, node);
    }
}

/// The paths that Markdown links to as code: ``[`Segment::seq()`]``.
fn links(docs: &str) -> impl Iterator<Item = Vec<String>> {
    docs.split("[`").skip(1).filter_map(|rest| {
        let (path, _) = rest.split_once("`]")?;
        let path = path.trim_end_matches("()").trim_end_matches('!');
        Some(path.split("::").map(str::to_owned).collect())
    })
}
