//! Which items are a solution's public face.

use std::collections::BTreeSet;

use syn::visit::Visit;
use syn::{Attribute, Ident, Item, ItemImpl, Path, Visibility};

use super::attributes::is_for_tests;
use super::imports;

/// What most kinds of items have in common. An `impl`, for one, has neither visibility nor name.
pub(super) struct Parts<'a> {
    pub(super) attributes: &'a [Attribute],
    pub(super) visibility: Option<&'a Visibility>,
    pub(super) name: Option<&'a Ident>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(item: &'a Item) -> Parts<'a> {
        match item {
            Item::Const(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Enum(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::ExternCrate(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Fn(item) => Parts::new(&item.attrs, &item.vis, &item.sig.ident),
            Item::Mod(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Static(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Struct(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Trait(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::TraitAlias(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Type(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Union(item) => Parts::new(&item.attrs, &item.vis, &item.ident),
            Item::Use(item) => Parts { attributes: &item.attrs, visibility: Some(&item.vis), name: None },
            Item::Macro(item) => {
                Parts { attributes: &item.attrs, visibility: None, name: item.ident.as_ref() }
            }
            Item::Impl(item) => Parts { attributes: &item.attrs, visibility: None, name: None },
            _ => Parts { attributes: &[], visibility: None, name: None },
        }
    }

    fn new(attributes: &'a [Attribute], visibility: &'a Visibility, name: &'a Ident) -> Parts<'a> {
        Parts { attributes, visibility: Some(visibility), name: Some(name) }
    }

    /// Is the item public by itself, whatever it is about?
    pub(super) fn is_face(&self) -> bool {
        let is_exported = || self.attributes.iter().any(|it| it.path().is_ident("macro_export"));
        !self.attributes.iter().any(is_for_tests) && self.visibility.map_or_else(is_exported, is_public)
    }
}

/// `pub`, and nothing less: `pub(crate)` is private.
pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Does the block say something about what stays? `gone` are the names of what does not.
///
/// `Drop` is not part of the face: nobody calls it, and `todo!()` in it would abort a program that is
/// already unwinding from the `todo!()` of a method.
pub(super) fn is_for_face(block: &ItemImpl, gone: &BTreeSet<String>) -> bool {
    let mut search = Search { gone, found: false };
    search.visit_type(&block.self_ty);
    if let Some((path, _)) = &block.trait_ {
        search.visit_path(path);
    }
    let is_drop = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "Drop");
    !search.found
        && !block.attrs.iter().any(is_for_tests)
        && !block.trait_.as_ref().is_some_and(|(path, _)| is_drop(path))
}

/// Does this import bring something that goes?
pub(super) fn is_from_gone(import: &syn::ItemUse, gone: &BTreeSet<String>) -> bool {
    imports::root(&import.tree).is_some_and(|root| gone.contains(&root))
}

struct Search<'a> {
    gone: &'a BTreeSet<String>,
    found: bool,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let mut names = path.segments.iter().map(|segment| &segment.ident).filter(|name| *name != "self");
        self.found |= names.next().is_some_and(|name| self.gone.contains(&name.to_string()));
        syn::visit::visit_path(self, path);
    }
}
