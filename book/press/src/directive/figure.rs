//! `{{#figure hello/cut/chunks}}`, and the caption below it.

use crate::page::Page;

pub(super) fn figure(name: &str, page: &Page<'_>, caption: &str) -> Result<String, String> {
    let figure = figures::find(name).ok_or_else(|| format!("there is no figure `{name}` in book/figures"))?;
    let of = name.rsplit_once('/').map_or("", |(of, _)| of);
    // An index page is named like its chapter.
    let here = page.name().trim_end_matches("/index");
    if of != here {
        return Err(format!("the figure `{name}` belongs on the page {of}.md, and this is {here}.md"));
    }
    if caption.is_empty() {
        return Err(format!(
            "the figure `{name}` has no caption: write it on the lines below, without an empty one"
        ));
    }
    Ok(format!(
        "<figure class=\"figure\" id=\"{}\">\n{}\n<figcaption>\n\n{caption}\n\n</figcaption>\n</figure>",
        figure.id(),
        figures::html(figure)
    ))
}
