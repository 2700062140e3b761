//! What stays of a public struct: its public fields, and one `PhantomData` for all the others.

use std::collections::BTreeSet;

use syn::{
    Field, Fields, FieldsNamed, GenericParam, Generics, ItemStruct, Type, TypeParamBound, WherePredicate,
};

use super::StubError;
use super::attributes::Attributes;
use super::derive::Deriver;
use super::items::is_public;
use super::pieces::{Piece, Pieces, block, braces, indent, part};
use super::source::{Place, line, range};

/// Stands above the field that stands for all private ones.
const YOURS: &str =
    "// Put your own fields here, in place of this one. More types and functions of your own are welcome.";

impl Deriver<'_> {
    /// A struct without private fields stays whole.
    pub(super) fn structure(&mut self, structure: &ItemStruct, depth: usize) -> Result<String, StubError> {
        if structure.fields.iter().all(|field| is_public(&field.vis)) {
            return Ok(self.whole(&structure.attrs, range(structure), depth));
        }
        self.uses_phantom = true;
        self.note_private_fields(&structure.fields);
        let phantom = format!("PhantomData<{}>", everything(&structure.generics));
        let edit = match &structure.fields {
            Fields::Named(fields) => {
                let pieces = self.named_fields(fields, &phantom, depth + 1);
                let inner = Attributes::inner(self.solution, &structure.attrs);
                (braces(&fields.brace_token), block(self.solution, &inner, &pieces, depth))
            }
            fields => (range(fields), self.numbered_fields(structure, &phantom, depth)?),
        };
        let attributes = Attributes::of_struct(self.solution, &structure.attrs);
        Ok(part(self.solution, &attributes, range(structure), depth, &[edit]))
    }

    fn note_private_fields(&mut self, fields: &Fields) {
        for field in fields.iter().filter(|field| !is_public(&field.vis)) {
            if let Some(name) = &field.ident {
                self.gone.members.entry(name.to_string()).or_insert(line(name));
            }
        }
    }

    fn named_fields(&self, fields: &FieldsNamed, phantom: &str, depth: usize) -> Vec<Piece> {
        let named: Vec<&Field> = fields.named.iter().collect();
        let mut pieces = Pieces::new(self.solution);
        for (field, place) in named.iter().zip(Place::of_all(braces(&fields.brace_token).start + 1, &named)) {
            let text = is_public(&field.vis).then(|| self.field(field, depth) + ",");
            pieces.push(&place, text, None);
        }
        let mut pieces = pieces.finish();
        // Nobody who has not met it knows what a phantom is for.
        let text = format!("{YOURS}\n{}_yours: {phantom},", indent(depth));
        pieces.push(Piece { text, blank: false, import: None });
        pieces
    }

    /// The first private field becomes the `PhantomData`, so that public ones keep their numbers.
    fn numbered_fields(
        &self,
        structure: &ItemStruct,
        phantom: &str,
        depth: usize,
    ) -> Result<String, StubError> {
        let mut texts = Vec::new();
        let mut privates = 0;
        for field in &structure.fields {
            if !is_public(&field.vis) {
                privates += 1;
                texts.extend((privates == 1).then(|| phantom.to_owned()));
            } else if privates > 1 {
                let name = structure.ident.to_string();
                return Err(StubError::MovesField { line: line(&structure.ident), name });
            } else {
                texts.push(self.field(field, depth));
            }
        }
        Ok(format!("({})", texts.join(", ")))
    }

    fn field(&self, field: &Field, depth: usize) -> String {
        self.whole(&field.attrs, range(field), depth)
    }
}

/// A type that mentions every lifetime and every type of `generics`. Constants may go unmentioned.
fn everything(generics: &Generics) -> String {
    let unsized_types = unsized_types(generics);
    let lifetimes = generics.lifetimes().map(|parameter| format!("&{} ()", parameter.lifetime));
    let types = generics.type_params().map(|parameter| parameter.ident.to_string());
    let mentions: Vec<String> = lifetimes.chain(types).collect();
    match mentions.as_slice() {
        [] => "()".to_owned(),
        [one] => one.clone(),
        // Only the last of a tuple may be without a size, and a box always has one.
        several => {
            let sized = several.iter().map(|name| match unsized_types.contains(name) {
                true => format!("Box<{name}>"),
                false => name.clone(),
            });
            format!("({})", sized.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The type parameters that are `?Sized`.
fn unsized_types(generics: &Generics) -> BTreeSet<String> {
    let in_brackets = generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) if parameter.bounds.iter().any(is_maybe) => {
            Some(parameter.ident.to_string())
        }
        _ => None,
    });
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    in_brackets.chain(predicates.filter_map(unsized_type)).collect()
}

fn unsized_type(predicate: &WherePredicate) -> Option<String> {
    match predicate {
        WherePredicate::Type(predicate) if predicate.bounds.iter().any(is_maybe) => {
            match &predicate.bounded_ty {
                Type::Path(path) => path.path.get_ident().map(ToString::to_string),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_maybe(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}
