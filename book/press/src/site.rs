//! The site: from the sources of the book to a folder of pages.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};

use crate::page::Course;

/// A book, and how it is built.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder that holds `book/`.
    pub root: PathBuf,
    /// Where the site will be, for the one page that any address may lead to (404.html): `/` or `/course/`.
    pub base: String,
}

impl Site {
    /// The book of the course in `root`, at the top of its host.
    pub fn new(root: &Path) -> Site {
        Site { root: root.to_owned(), base: "/".to_owned() }
    }

    /// Builds all pages into `folder`, which mdBook empties first.
    ///
    /// # Errors
    ///
    /// If `book.toml` has a key that nobody knows, if a page asks for what is not there ([`crate::Problems`]), or if a
    /// file can't be read or written.
    pub fn build(&self, folder: &Path) -> Result<()> {
        // mdBook takes a path like this as it is, and a relative one as relative to the book.
        let folder = std::path::absolute(folder)?;
        self.may_be_emptied(&folder)?;
        let mut book = MDBook::load_with_config(self.book(), self.config(&folder)?)?;
        book.with_preprocessor(Course);
        book.build().map_err(without_context)
    }

    fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// The configuration. mdBook goes on with its defaults where it can't read ours; we don't.
    fn config(&self, folder: &Path) -> Result<Config> {
        let file = self.book().join("book.toml");
        let mut config = Config::from_disk(&file).with_context(|| format!("read {}", file.display()))?;
        config.build.build_dir = folder.to_owned();
        config.set("output.html.site-url", &self.base)?;
        let html =
            config.get::<HtmlConfig>("output.html").with_context(|| format!("read {}", file.display()))?;
        let html = html.ok_or_else(|| anyhow!("{} has no [output.html]", file.display()))?;
        for extra in html.additional_css.iter().chain(&html.additional_js) {
            if !self.book().join(extra).is_file() {
                bail!("{}: there is no file {}", file.display(), extra.display());
            }
        }
        Ok(config)
    }

    /// mdBook removes what is in the folder. So it must be empty, or hold a site.
    fn may_be_emptied(&self, folder: &Path) -> Result<()> {
        let mut entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error).with_context(|| format!("read {}", folder.display())),
        };
        if entries.next().is_some() && !folder.join("toc.html").is_file() {
            bail!(
                "{} holds something else than a built book; expected an empty or a new folder",
                folder.display()
            );
        }
        Ok(())
    }
}

/// What is wrong with a page is all there is to say: not in which of mdBook's steps it was found.
fn without_context(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<crate::Problems>() {
        Ok(problems) => problems.into(),
        Err(error) => error,
    }
}
