//! What the contract asks of the public functions of a solution.

use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Meta, Signature, TraitItem, TypeImplTrait};

use super::StubError;
use super::items::is_public;
use super::source::line;

/// Holds an item that stays to the contract.
pub(super) fn check(item: &Item) -> Result<(), StubError> {
    match item {
        Item::Fn(function) if is_public(&function.vis) => check_public(&function.attrs, &function.sig),
        Item::Impl(block) if block.trait_.is_some() => block.items.iter().try_for_each(check_answer),
        Item::Impl(block) => block.items.iter().try_for_each(check_method),
        Item::Trait(interface) if is_public(&interface.vis) => {
            interface.items.iter().try_for_each(check_required)
        }
        _ => Ok(()),
    }
}

fn check_method(item: &ImplItem) -> Result<(), StubError> {
    match item {
        ImplItem::Fn(method) if is_public(&method.vis) => check_public(&method.attrs, &method.sig),
        _ => Ok(()),
    }
}

/// The docs of a trait's method are in the trait.
fn check_answer(item: &ImplItem) -> Result<(), StubError> {
    match item {
        ImplItem::Fn(method) => check_return(&method.sig),
        _ => Ok(()),
    }
}

fn check_required(item: &TraitItem) -> Result<(), StubError> {
    match item {
        TraitItem::Fn(method) => check_public(&method.attrs, &method.sig),
        _ => Ok(()),
    }
}

fn check_public(attributes: &[Attribute], signature: &Signature) -> Result<(), StubError> {
    if !attributes.iter().any(is_doc) {
        let name = signature.ident.to_string();
        return Err(StubError::Undocumented { line: line(&signature.ident), name });
    }
    check_return(signature)
}

fn check_return(signature: &Signature) -> Result<(), StubError> {
    let mut search = ImplTraitSearch { found: false };
    search.visit_return_type(&signature.output);
    if search.found {
        let name = signature.ident.to_string();
        return Err(StubError::ReturnsImplTrait { line: line(&signature.ident), name });
    }
    Ok(())
}

/// `#[doc = "…"]`, which is what `///` means, but not `#[doc(hidden)]`.
fn is_doc(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::NameValue(meta) if meta.path.is_ident("doc"))
}

struct ImplTraitSearch {
    found: bool,
}

impl<'ast> Visit<'ast> for ImplTraitSearch {
    fn visit_type_impl_trait(&mut self, node: &'ast TypeImplTrait) {
        self.found = true;
        visit::visit_type_impl_trait(self, node);
    }
}
