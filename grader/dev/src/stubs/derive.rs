//! From a solution to its stub: decides for every item whether it stays.
//!
//! Works on the text, by the byte ranges that the syntax tree gives, so that docs, signatures and given items
//! keep every byte they had. Pure: no file and no `rustfmt` here. The result is well formed, and close to what
//! `rustfmt` makes of it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use syn::{Item, ItemUse};

use super::StubError;
use super::attributes::Attributes;
use super::contract;
use super::imports::{self, Kept};
use super::items::{Parts, is_for_face, is_from_gone, is_public};
use super::leaks::{self, Gone};
use super::names;
use super::pieces::{Piece, Pieces, joined, part};
use super::source::{self, Place, line, range};

/// What became of a solution's text.
pub(super) struct Stub {
    /// The stub, if there is one.
    pub(super) text: Result<String, StubError>,
    /// The private modules, as paths without `.rs` from the folder of the file's own modules. Their files go.
    pub(super) gone_modules: Vec<PathBuf>,
}

/// Derives the stub, and says which other files go with what goes.
pub(super) fn stub(solution: &str) -> Stub {
    let mut deriver = Deriver::new(solution);
    let text = deriver.stub();
    Stub { text, gone_modules: deriver.gone_modules }
}

/// One derivation: the solution, and what has been learnt about it on the way.
pub(super) struct Deriver<'a> {
    pub(super) solution: &'a str,
    pub(super) gone: Gone,
    /// Has a struct of the module at hand got a field of `PhantomData`?
    pub(super) uses_phantom: bool,
    gone_modules: Vec<PathBuf>,
    /// Where given items are.
    given: Vec<Range<usize>>,
}

/// A module being derived.
pub(super) struct Scope<'a> {
    /// The names of the inline modules around its items.
    pub(super) path: &'a Path,
    /// How deep its items are indented, in steps of four spaces.
    pub(super) depth: usize,
    /// The names of what goes, here and in the modules around.
    pub(super) gone: BTreeSet<String>,
}

/// What happens to an item.
enum Fate {
    /// It stays as it is, from this position (of its `// given`) on.
    Given(usize),
    /// Its public face stays.
    Face,
    /// It stays if something else needs it.
    Import,
    /// It goes.
    Gone,
}

/// An item on its way.
struct Candidate<'a> {
    item: &'a Item,
    place: Place,
    fate: Fate,
    /// What stays of it. Imports wait until everything else is known.
    text: Option<String>,
}

impl<'a> Deriver<'a> {
    fn new(solution: &'a str) -> Deriver<'a> {
        Deriver {
            solution,
            gone: Gone::default(),
            uses_phantom: false,
            gone_modules: Vec::new(),
            given: Vec::new(),
        }
    }

    fn stub(&mut self) -> Result<String, StubError> {
        let file: syn::File = syn::parse_str(self.solution).map_err(|error| StubError::unparsable(&error))?;
        let text = self.file(&file)?;
        self.check_given()?;
        leaks::check(&text, &self.gone)?;
        Ok(text)
    }

    fn file(&mut self, file: &syn::File) -> Result<String, StubError> {
        let inner = Attributes::inner(self.solution, &file.attrs);
        let scope = Scope { path: Path::new(""), depth: 0, gone: BTreeSet::new() };
        let pieces = self.items(&file.items, inner.end().unwrap_or(0), scope)?;
        let header = inner.text(self.solution, 0);
        let between = match pieces.first() {
            Some(_) if header.is_empty() => "",
            Some(first) if first.blank => "\n\n",
            Some(_) => "\n",
            None => "",
        };
        Ok(format!("{header}{between}{}\n", joined(&pieces, 0)))
    }

    /// What stays of a module's items.
    pub(super) fn items(
        &mut self,
        items: &[Item],
        open: usize,
        mut scope: Scope<'_>,
    ) -> Result<Vec<Piece>, StubError> {
        let uses_phantom_around = std::mem::take(&mut self.uses_phantom);
        self.note_gone_items(items, open, &mut scope);
        self.note_gone_imports(items, open, &mut scope);
        let mut candidates = self.candidates(items, open, &scope.gone);
        for candidate in &mut candidates {
            candidate.text = self.text_unless_import(candidate, &scope)?;
        }
        let mut pieces = self.with_imports(candidates);
        let has_phantom = items.iter().any(binds_phantom);
        if std::mem::replace(&mut self.uses_phantom, uses_phantom_around) && !has_phantom {
            imports::add_phantom(&mut pieces);
        }
        Ok(pieces)
    }

    /// Keeps a given item whole.
    pub(super) fn keep_given(&mut self, start: usize, place: &Place) -> String {
        let kept = start..source::end_with_comment(self.solution, place.item.end);
        let text = self.solution[kept.clone()].to_owned();
        self.given.push(kept);
        text
    }

    fn candidates<'i>(&self, items: &'i [Item], open: usize, gone: &BTreeSet<String>) -> Vec<Candidate<'i>> {
        let candidate = |(item, place): (&'i Item, Place)| {
            let fate = self.fate(item, &place, gone);
            Candidate { item, place, fate, text: None }
        };
        items.iter().zip(Place::of_all(open, items)).map(candidate).collect()
    }

    fn fate(&self, item: &Item, place: &Place, gone: &BTreeSet<String>) -> Fate {
        if let Some(start) = place.given(self.solution) {
            return Fate::Given(start);
        }
        match item {
            Item::Impl(block) if is_for_face(block, gone) => Fate::Face,
            Item::Use(import) if !is_public(&import.vis) && is_from_gone(import, gone) => Fate::Gone,
            Item::Use(import) if !is_public(&import.vis) => Fate::Import,
            item if Parts::of(item).is_face() => Fate::Face,
            _ => Fate::Gone,
        }
    }

    fn note_gone_items(&mut self, items: &[Item], open: usize, scope: &mut Scope<'_>) {
        for Candidate { item, fate, .. } in self.candidates(items, open, &BTreeSet::new()) {
            let Some(name) = Parts::of(item).name else { continue };
            if !matches!(fate, Fate::Gone) {
                // It hides what has this name outside.
                scope.gone.remove(&name.to_string());
                continue;
            }
            if matches!(item, Item::Mod(_)) {
                self.gone_modules.push(scope.path.join(name.to_string()));
            }
            self.note_gone(name.to_string(), line(name), scope);
        }
    }

    /// What comes from a module that goes, goes as well.
    fn note_gone_imports(&mut self, items: &[Item], open: usize, scope: &mut Scope<'_>) {
        for Candidate { item, fate, .. } in self.candidates(items, open, &scope.gone) {
            if let (Item::Use(import), Fate::Gone) = (item, fate) {
                for name in imports::bound_names(&import.tree) {
                    self.note_gone(name, line(import), scope);
                }
            }
        }
    }

    fn note_gone(&mut self, name: String, line: usize, scope: &mut Scope<'_>) {
        self.gone.items.entry(name.clone()).or_insert(line);
        scope.gone.insert(name);
    }

    fn text_unless_import(
        &mut self,
        candidate: &Candidate<'_>,
        scope: &Scope<'_>,
    ) -> Result<Option<String>, StubError> {
        match candidate.fate {
            Fate::Given(start) => {
                contract::check(candidate.item)?;
                Ok(Some(self.keep_given(start, &candidate.place)))
            }
            Fate::Face => {
                contract::check(candidate.item)?;
                self.face(candidate.item, scope)
            }
            Fate::Import | Fate::Gone => Ok(None),
        }
    }

    fn with_imports(&self, candidates: Vec<Candidate<'_>>) -> Vec<Piece> {
        let kept = kept(&candidates);
        let mut pieces = Pieces::new(self.solution);
        for Candidate { item, place, fate, text } in candidates {
            match (item, fate) {
                (Item::Use(import), Fate::Import) => {
                    let (text, path) = self.import(import, &kept).unzip();
                    pieces.push(&place, text, path);
                }
                _ => pieces.push(&place, text, None),
            }
        }
        pieces.finish()
    }

    /// What stays of an import, and of its path.
    fn import(&self, import: &ItemUse, kept: &Kept) -> Option<(String, String)> {
        let path = imports::pruned(import, kept)?;
        let is_whole = path == imports::whole(import);
        let edit = (!is_whole).then(|| (range(&import.tree), path.trim_start_matches("::").to_owned()));
        let attributes = Attributes::outer(self.solution, &import.attrs);
        Some((part(self.solution, &attributes, range(import), 0, edit.as_slice()), path))
    }

    /// A `// given` that keeps nothing is a mistake that nobody would see.
    fn check_given(&self) -> Result<(), StubError> {
        let mut start = 0;
        for (index, text) in self.solution.split_inclusive('\n').enumerate() {
            let end = start + text.len();
            let keeps = self.given.iter().any(|given| given.start < end && start < given.end);
            if source::is_given(text) && !keeps {
                return Err(StubError::LooseGiven { line: index + 1 });
            }
            start = end;
        }
        Ok(())
    }
}

fn kept(candidates: &[Candidate<'_>]) -> Kept {
    let text_of = |wanted: fn(&Fate) -> bool| {
        let texts = candidates.iter().filter(|candidate| wanted(&candidate.fate));
        texts.filter_map(|candidate| candidate.text.as_deref()).collect::<Vec<_>>().join("\n")
    };
    Kept {
        names: names::mentioned(&text_of(|_| true)),
        given_words: names::words(&text_of(|fate| matches!(fate, Fate::Given(_)))),
    }
}

/// Does this import bring `PhantomData`? If the stub needs it, this one stays.
fn binds_phantom(item: &Item) -> bool {
    match item {
        Item::Use(import) => imports::bound_names(&import.tree).iter().any(|name| name == "PhantomData"),
        _ => false,
    }
}
