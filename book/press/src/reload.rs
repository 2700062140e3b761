//! The pages as they are now, for the server: built beside the site that is shown, then put in its place.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::Result;
use tempfile::TempDir;

use crate::site::Site;
use crate::source::built;

/// A site that is shown while the next is built.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    site: Site,
    now: Arc<RwLock<Arc<TempDir>>>,
}

impl Shown {
    /// Builds the first one.
    pub(crate) fn new(site: Site) -> Result<Shown> {
        let first = build(&site)?;
        Ok(Shown { site, now: Arc::new(RwLock::new(Arc::new(first))) })
    }

    /// The folder that is shown. It stays while somebody holds it.
    pub(crate) fn folder(&self) -> Arc<TempDir> {
        self.now
            .read()
            .map(|now| Arc::clone(&now))
            .unwrap_or_else(|poisoned| Arc::clone(&poisoned.into_inner()))
    }

    /// Builds the site again, and shows it. Gives the pages that are not what they were.
    pub(crate) fn again(&self) -> Result<Vec<String>> {
        let next = build(&self.site)?;
        let changed = changed(&texts(self.folder().path()), &texts(next.path()));
        let mut now = self.now.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        *now = Arc::new(next);
        Ok(changed)
    }
}

fn build(site: &Site) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("book-").tempdir()?;
    site.build(folder.path())?;
    Ok(folder)
}

fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    after
        .iter()
        .filter(|(name, text)| before.get(*name) != Some(text))
        .map(|(name, _)| name.clone())
        .collect()
}

/// Every page, with its text: what is around it names the search index, which changes with every page.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    built(folder).map(|(name, text)| (name, inner(&text).to_owned())).collect()
}

fn inner(page: &str) -> &str {
    let text = page.split_once("<main>").map(|(_, rest)| rest);
    text.and_then(|text| text.rsplit_once("</main>")).map_or(page, |(text, _)| text)
}
