//! What stays of a public item: its docs and its signature.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{
    Attribute, Block, ImplItem, Item, ItemImpl, ItemMod, ItemTrait, PatIdent, Receiver, Signature, TraitItem,
};

use super::StubError;
use super::attributes::{Attributes, is_for_tests};
use super::derive::{Deriver, Scope};
use super::items::{Parts, is_public};
use super::pieces::{Piece, Pieces, block, braces, indent, part};
use super::source::{Place, line, range};

impl Deriver<'_> {
    /// `None` if nothing is left to say.
    pub(super) fn face(&mut self, item: &Item, scope: &Scope<'_>) -> Result<Option<String>, StubError> {
        let depth = scope.depth;
        match item {
            Item::Fn(item) => {
                Ok(Some(self.function(&item.attrs, range(item), &item.sig, &item.block, depth)))
            }
            Item::Struct(item) => self.structure(item, depth).map(Some),
            Item::Impl(item) => Ok(self.implementation(item, depth)),
            Item::Trait(item) => Ok(Some(self.interface(item, depth))),
            Item::Mod(item) => self.module(item, scope).map(Some),
            item => Ok(Some(self.whole(Parts::of(item).attributes, range(item), depth))),
        }
    }

    /// Only the comments around its attributes go.
    pub(super) fn whole(&self, attributes: &[Attribute], range: Range<usize>, depth: usize) -> String {
        part(self.solution, &Attributes::outer(self.solution, attributes), range, depth, &[])
    }

    fn function(
        &self,
        attributes: &[Attribute],
        range: Range<usize>,
        signature: &Signature,
        body: &Block,
        depth: usize,
    ) -> String {
        let mut edits = Muts::of(signature);
        let indent = indent(depth);
        edits.push((braces(&body.brace_token), format!("{{\n{indent}    todo!()\n{indent}}}")));
        let attributes = Attributes::of_function(self.solution, attributes);
        part(self.solution, &attributes, range, depth, &edits)
    }

    fn module(&mut self, module: &ItemMod, around: &Scope<'_>) -> Result<String, StubError> {
        let Some((brace, items)) = &module.content else {
            return Ok(self.whole(&module.attrs, range(module), around.depth));
        };
        let path = around.path.join(module.ident.to_string());
        let inner = Attributes::inner(self.solution, &module.attrs);
        let scope = Scope { path: &path, depth: around.depth + 1, gone: around.gone.clone() };
        let open = inner.end().unwrap_or(braces(brace).start + 1);
        let pieces = self.items(items, open, scope)?;
        let body = block(self.solution, &inner, &pieces, around.depth);
        Ok(self.with_body(&module.attrs, range(module), around.depth, (braces(brace), body)))
    }

    /// Without anything public, only `impl Trait for Type` still says something.
    fn implementation(&mut self, implementation: &ItemImpl, depth: usize) -> Option<String> {
        let is_of_trait = implementation.trait_.is_some();
        let brace = braces(&implementation.brace_token);
        let inner = Attributes::inner(self.solution, &implementation.attrs);
        let open = inner.end().unwrap_or(brace.start + 1);
        let pieces = self.members(open, &implementation.items, |deriver, item| {
            deriver.implementation_member(item, is_of_trait, depth + 1)
        });
        if pieces.is_empty() && !is_of_trait {
            return None;
        }
        let body = block(self.solution, &inner, &pieces, depth);
        Some(self.with_body(&implementation.attrs, range(implementation), depth, (brace, body)))
    }

    fn implementation_member(&mut self, item: &ImplItem, is_of_trait: bool, depth: usize) -> Option<String> {
        let (visibility, name, attributes) = match item {
            ImplItem::Fn(item) => (&item.vis, &item.sig.ident, &item.attrs),
            ImplItem::Const(item) => (&item.vis, &item.ident, &item.attrs),
            ImplItem::Type(item) => (&item.vis, &item.ident, &item.attrs),
            _ => return None,
        };
        let is_face = is_of_trait || is_public(visibility);
        if !is_face || attributes.iter().any(is_for_tests) {
            self.gone.members.entry(name.to_string()).or_insert(line(name));
            return None;
        }
        Some(match item {
            ImplItem::Fn(item) => self.function(attributes, range(item), &item.sig, &item.block, depth),
            item => self.whole(attributes, range(item), depth),
        })
    }

    fn interface(&mut self, interface: &ItemTrait, depth: usize) -> String {
        let brace = braces(&interface.brace_token);
        let inner = Attributes::inner(self.solution, &interface.attrs);
        let open = inner.end().unwrap_or(brace.start + 1);
        let pieces = self
            .members(open, &interface.items, |deriver, item| Some(deriver.interface_member(item, depth + 1)));
        let body = block(self.solution, &inner, &pieces, depth);
        self.with_body(&interface.attrs, range(interface), depth, (brace, body))
    }

    fn interface_member(&self, item: &TraitItem, depth: usize) -> String {
        match item {
            TraitItem::Fn(item) => match &item.default {
                Some(body) => self.function(&item.attrs, range(item), &item.sig, body, depth),
                None => self.whole(&item.attrs, range(item), depth),
            },
            TraitItem::Const(item) => self.whole(&item.attrs, range(item), depth),
            TraitItem::Type(item) => self.whole(&item.attrs, range(item), depth),
            item => self.whole(&[], range(item), depth),
        }
    }

    /// The items of an `impl` or a `trait`, each given, or what `face` makes of it.
    fn members<T: Spanned>(
        &mut self,
        open: usize,
        items: &[T],
        mut face: impl FnMut(&mut Self, &T) -> Option<String>,
    ) -> Vec<Piece> {
        let mut pieces = Pieces::new(self.solution);
        for (item, place) in items.iter().zip(Place::of_all(open, items)) {
            let text = match place.given(self.solution) {
                Some(start) => Some(self.keep_given(start, &place)),
                None => face(self, item),
            };
            pieces.push(&place, text, None);
        }
        pieces.finish()
    }

    fn with_body(
        &self,
        attributes: &[Attribute],
        range: Range<usize>,
        depth: usize,
        body: (Range<usize>, String),
    ) -> String {
        part(self.solution, &Attributes::outer(self.solution, attributes), range, depth, &[body])
    }
}

/// The `mut`s of a signature's parameters, replaced by nothing. They are the body's business, and the compiler
/// would warn about them.
#[derive(Default)]
struct Muts {
    edits: Vec<(Range<usize>, String)>,
}

impl Muts {
    fn of(signature: &Signature) -> Vec<(Range<usize>, String)> {
        let mut muts = Muts::default();
        signature.inputs.iter().for_each(|input| muts.visit_fn_arg(input));
        muts.edits
    }

    fn remove(&mut self, keyword: &impl Spanned, name: &impl Spanned) {
        self.edits.push((range(keyword).start..range(name).start, String::new()));
    }
}

impl<'ast> Visit<'ast> for Muts {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        if let (Some(keyword), None) = (&pattern.mutability, &pattern.by_ref) {
            self.remove(keyword, &pattern.ident);
        }
    }

    /// The `mut` of `&mut self` is part of the type, and is kept elsewhere in the tree.
    fn visit_receiver(&mut self, receiver: &'ast Receiver) {
        if let Some(keyword) = &receiver.mutability {
            self.remove(keyword, &receiver.self_token);
        }
    }
}
