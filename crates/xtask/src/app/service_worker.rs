//! Fills in what the service worker cannot know before the build: every file of this version, and a name for it.

use super::dist::Dist;
use super::{fingerprint, sample};
use anyhow::{Context, Result, bail};
use std::fs;

const NAME: &str = "service_worker.js";
const PRECACHE: &str = "/* precache */ []";
const VERSION: &str = "/* version */ \"dev\"";

/// Writes the list and the version into the worker in `dist/`.
///
/// The version is made of all names and contents, the worker's own included, so that any change is a new version.
pub(super) fn fill_in(dist: &Dist) -> Result<()> {
    let mut kept = Vec::new();
    let mut contents = Vec::new();
    for file in dist.plain() {
        contents.push((file.address.as_str(), fs::read(&file.path)?));
        if file.address.trim_start_matches('/') != NAME && file.address != sample::ADDRESS {
            kept.push(file.address.as_str());
        }
    }
    let version = fingerprint::of(contents.iter().map(|(name, bytes)| (*name, bytes.as_slice())));
    let path = dist.path(NAME);
    let worker = fs::read_to_string(&path).context("reading the built service worker")?;
    fs::write(&path, filled(&worker, &kept, &version)?).context("writing the built service worker")
}

/// The worker's text with both placeholders replaced; an error if one is not there exactly once.
fn filled(worker: &str, kept: &[&str], version: &str) -> Result<String> {
    let mut text = worker.to_owned();
    let list = serde_json::to_string_pretty(kept)?;
    let version = serde_json::to_string(version)?;
    for (placeholder, value) in [(PRECACHE, list), (VERSION, version)] {
        let count = text.matches(placeholder).count();
        if count != 1 {
            bail!("frontend/{NAME} must hold `{placeholder}` once, and holds it {count} times");
        }
        text = text.replace(placeholder, &value);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::filled;

    const WORKER: &str = "const VERSION = /* version */ \"dev\";\nconst PRECACHE = /* precache */ [];\n";

    #[test]
    fn both_placeholders_are_replaced() {
        let text = filled(WORKER, &["/index.html", "/boot.js"], "0a1b").unwrap();
        assert_eq!(text, "const VERSION = \"0a1b\";\nconst PRECACHE = [\n  \"/index.html\",\n  \"/boot.js\"\n];\n");
    }

    #[test]
    fn a_worker_without_its_placeholder_fails_the_build() {
        assert!(filled("const VERSION = /* version */ \"dev\";\n", &[], "0a1b").is_err());
        assert!(filled(&WORKER.repeat(2), &[], "0a1b").is_err());
    }
}
