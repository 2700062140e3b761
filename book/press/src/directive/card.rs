//! `{{#card hello/cut/drops-remainder}}`: the card of a planted mistake, as the tests hold it.

use crate::markdown::fence;
use crate::page::Page;

pub(super) fn card(argument: &str, page: &Page<'_>) -> Result<String, String> {
    let path = format!("grader/dev/tests/snapshots/{}.snap", argument.replace('/', "__"));
    let snapshot = page.sources.read(&path)?;
    // A snapshot begins with what insta knows about it, between two lines of dashes.
    let text = snapshot.splitn(3, "---\n").nth(2).ok_or_else(|| format!("{path} is no snapshot"))?;
    Ok(fence("text,card", text))
}
