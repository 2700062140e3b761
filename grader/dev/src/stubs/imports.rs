//! The imports of a stub: those of the solution that what stays still needs, and `PhantomData`.

use std::collections::BTreeSet;

use syn::{ItemUse, UseTree};

use super::pieces::Piece;

/// Methods of traits that solutions import. A name that is only there to bring methods into scope never
/// occurs itself, and nothing else tells that it is a trait.
const METHODS: &[(&str, &[&str])] = &[
    ("Any", &["type_id"]),
    ("Borrow", &["borrow"]),
    ("BorrowMut", &["borrow_mut"]),
    ("BufRead", &["consume", "fill_buf", "lines", "read_line", "read_until", "split"]),
    ("BuildHasher", &["build_hasher", "hash_one"]),
    ("FromStr", &["from_str"]),
    ("Hash", &["hash", "hash_slice"]),
    ("Hasher", &["finish"]),
    ("Read", &["by_ref", "bytes", "chain", "read", "read_exact", "read_to_end", "read_to_string", "take"]),
    ("Seek", &["rewind", "seek", "stream_position"]),
    ("ToSocketAddrs", &["to_socket_addrs"]),
    ("Write", &["flush", "write", "write_all", "write_char", "write_fmt", "write_str", "writeln"]),
];

/// What stays of the items that are not imports.
pub(super) struct Kept {
    /// The names they mention.
    pub(super) names: BTreeSet<String>,
    /// All words of the given ones, methods too. Empty when nothing is given.
    pub(super) given_words: BTreeSet<String>,
}

impl Kept {
    fn needs(&self, name: &str) -> bool {
        self.names.contains(name) || self.calls_methods_of(name).unwrap_or(false)
    }

    /// `Trait as _` has no name that could occur.
    fn needs_unnamed(&self, name: &str) -> bool {
        self.calls_methods_of(name).unwrap_or_else(|| self.given_words.contains("fn"))
    }

    /// `None` for what is not one of the traits that we know.
    fn calls_methods_of(&self, name: &str) -> Option<bool> {
        let (_, methods) = METHODS.iter().find(|(known, _)| *known == name)?;
        Some(methods.iter().any(|method| self.given_words.contains(*method)))
    }

    fn needs_globs(&self) -> bool {
        !self.given_words.is_empty()
    }
}

/// The path of an import, as text, without the names that are not needed any more.
pub(super) fn pruned(import: &ItemUse, kept: &Kept) -> Option<String> {
    prune(&import.tree, "", Some(kept)).map(|path| match import.leading_colon {
        Some(_) => format!("::{path}"),
        None => path,
    })
}

/// The path of an import, as text, with all its names.
pub(super) fn whole(import: &ItemUse) -> String {
    let path = prune(&import.tree, "", None).unwrap_or_default();
    if import.leading_colon.is_some() { format!("::{path}") } else { path }
}

/// The names that an import brings into scope. A glob brings none that we know of.
pub(super) fn bound_names(tree: &UseTree) -> Vec<String> {
    match tree {
        UseTree::Path(path) => match &*path.tree {
            UseTree::Name(name) if name.ident == "self" => vec![path.ident.to_string()],
            tree => bound_names(tree),
        },
        UseTree::Name(name) => vec![name.ident.to_string()],
        UseTree::Rename(rename) => vec![rename.rename.to_string()],
        UseTree::Glob(_) => Vec::new(),
        UseTree::Group(group) => group.items.iter().flat_map(bound_names).collect(),
    }
}

/// The first name of an import's path, after any `self`.
pub(super) fn root(tree: &UseTree) -> Option<String> {
    match tree {
        UseTree::Path(path) if path.ident == "self" => root(&path.tree),
        UseTree::Path(path) => Some(path.ident.to_string()),
        UseTree::Name(name) => Some(name.ident.to_string()),
        UseTree::Rename(rename) => Some(rename.ident.to_string()),
        UseTree::Glob(_) | UseTree::Group(_) => None,
    }
}

fn is_from_std(piece: &Piece) -> bool {
    piece.import.as_deref().is_some_and(|path| path.starts_with("std::"))
}

/// Adds the import of `PhantomData`: in its place among those of `std`, or before all other imports.
pub(super) fn add_phantom(pieces: &mut Vec<Piece>) {
    let path = "std::marker::PhantomData";
    let text = format!("use {path};");
    let import = Some(path.to_owned());
    if let Some(first) = pieces.iter().position(is_from_std) {
        let others = &pieces[first..];
        let group = others.iter().take_while(|piece| is_from_std(piece)).count();
        let before = others[..group].iter().take_while(|piece| piece.import.as_deref() < Some(path)).count();
        let blank = before == 0 && std::mem::take(&mut pieces[first].blank);
        pieces.insert(first + before, Piece { text, blank, import });
    } else {
        let at = pieces.iter().position(|piece| piece.import.is_some()).unwrap_or(0);
        let blank = pieces.get_mut(at).is_some_and(|next| std::mem::replace(&mut next.blank, true));
        pieces.insert(at, Piece { text, blank, import });
    }
}

/// Keeps everything when `kept` is `None`.
fn prune(tree: &UseTree, parent: &str, kept: Option<&Kept>) -> Option<String> {
    match tree {
        UseTree::Path(path) => {
            let ident = path.ident.to_string();
            prune(&path.tree, &ident, kept).map(|rest| joined(&ident, &rest))
        }
        UseTree::Name(name) => {
            let ident = name.ident.to_string();
            let bound = if ident == "self" { parent } else { &ident };
            kept.is_none_or(|kept| kept.needs(bound)).then_some(ident)
        }
        UseTree::Rename(rename) => {
            let (ident, bound) = (rename.ident.to_string(), rename.rename.to_string());
            let needs = |kept: &Kept| {
                if bound == "_" { kept.needs_unnamed(&ident) } else { kept.needs(&bound) }
            };
            kept.is_none_or(needs).then(|| format!("{ident} as {bound}"))
        }
        UseTree::Glob(_) => kept.is_none_or(Kept::needs_globs).then(|| "*".to_owned()),
        UseTree::Group(group) => {
            let names: Vec<String> =
                group.items.iter().filter_map(|tree| prune(tree, parent, kept)).collect();
            match names.as_slice() {
                [] => None,
                [name] => Some(name.clone()),
                names => Some(format!("{{{}}}", names.join(", "))),
            }
        }
    }
}

/// `self` stands alone only inside braces: `io::{self}` is `io`.
fn joined(ident: &str, rest: &str) -> String {
    match rest.strip_prefix("self") {
        Some(renamed) if renamed.is_empty() || renamed.starts_with(' ') => format!("{ident}{renamed}"),
        _ => format!("{ident}::{rest}"),
    }
}
