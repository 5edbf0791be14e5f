//! Joins the style sheets into one: it is asked for once, and what they have in common is compressed once.

use super::dist::Dist;
use super::fingerprint;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Writes one sheet in the place of those that the page links to, in their order.
pub(super) fn join(folder: &Path) -> Result<()> {
    let dist = Dist::read(folder)?;
    let page = dist.path("index.html");
    let html = fs::read_to_string(&page).context("reading the page")?;
    let (mut sheets, mut kept, mut rest) = (Vec::new(), String::new(), html.as_str());
    while let Some(start) = rest.find("<link ") {
        let length = rest[start..].find('>').context("a link of the page does not end")? + 1;
        let (before, from) = rest.split_at(start);
        let (link, after) = from.split_at(length);
        kept.push_str(before);
        match sheet_of(link) {
            None => kept.push_str(link),
            Some(sheet) => {
                if sheets.is_empty() {
                    kept.push(PLACE);
                }
                sheets.push(sheet);
            }
        }
        rest = after;
    }
    kept.push_str(rest);
    if sheets.is_empty() {
        bail!("the page links to no style sheet");
    }
    let mut joined = String::new();
    for sheet in &sheets {
        let path = dist.path(sheet);
        joined.push_str(&fs::read_to_string(&path).with_context(|| format!("reading {sheet}"))?);
        fs::remove_file(&path).with_context(|| format!("removing {sheet}"))?;
    }
    let print = fingerprint::of([("styles", joined.as_bytes())].into_iter());
    let name = format!("styles-{}.css", &print[..16]);
    fs::write(dist.path(&name), joined).context("writing the style sheet")?;
    let html = kept.replace(PLACE, &format!("<link rel=stylesheet href=/{name}>"));
    fs::write(page, html).context("writing the page")
}

/// Stands in the page where the sheet's link goes: no character of a page.
const PLACE: char = '\u{0}';

/// The file that a link to a style sheet names; `None` for other links.
fn sheet_of(link: &str) -> Option<String> {
    let words = link.trim_matches(['<', '>', '/']).split_whitespace().filter_map(|word| word.split_once('='));
    let value = |name: &str| words.clone().find(|word| word.0 == name).map(|word| word.1.trim_matches('"'));
    (value("rel") == Some("stylesheet")).then(|| value("href").map(|path| path.trim_start_matches('/').to_owned()))?
}

#[cfg(test)]
mod tests {
    use super::sheet_of;

    #[test]
    fn links_to_style_sheets_are_told_from_others() {
        assert_eq!(sheet_of("<link href=/base-1a.css rel=stylesheet>").as_deref(), Some("base-1a.css"));
        assert_eq!(sheet_of("<link rel=\"stylesheet\" href=\"/base-1a.css\" />").as_deref(), Some("base-1a.css"));
        assert_eq!(sheet_of("<link rel=preload href=/base-1a.css>"), None);
    }
}
