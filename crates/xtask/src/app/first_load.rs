//! What a first visit loads, in bytes as they cross the wire.

use super::dist::{BuiltFile, Dist};
use super::sample;
use anyhow::Result;

/// The files of a first visit by part, each with its bytes.
pub(crate) struct FirstLoad {
    pub(crate) parts: Vec<(&'static str, u64)>,
    /// What the worker keeps for offline use after the first picture stands: icons, licence texts, the parts of the app and of the
    /// typeface that are loaded when they are needed; and the sample, which is kept only once somebody has asked for it.
    pub(crate) later: u64,
}

impl FirstLoad {
    /// Adds up the files of a built folder.
    pub(super) fn of(dist: &Dist) -> Result<Self> {
        let mut parts: Vec<(&'static str, u64)> =
            ["html", "wasm", "js", "css", "font", "rest"].map(|part| (part, 0)).into();
        let mut later = 0;
        for file in dist.plain() {
            let size = file.transfer_size()?;
            match part(file) {
                Some(name) => parts.iter_mut().filter(|(part, _)| *part == name).for_each(|(_, sum)| *sum += size),
                None => later += size,
            }
        }
        Ok(Self { parts, later })
    }

    /// All parts together.
    pub(crate) fn total(&self) -> u64 {
        self.parts.iter().map(|(_, size)| size).sum()
    }
}

/// The part that a file belongs to; none where a first visit does not wait for it.
fn part(file: &BuiltFile) -> Option<&'static str> {
    if file.address == sample::ADDRESS
        || ["/icons/", "/part-"].iter().any(|start| file.address.starts_with(start))
        || file.address.contains("-more.")
    {
        return None;
    }
    match file.extension() {
        "html" => Some("html"),
        "wasm" => Some("wasm"),
        "js" => Some("js"),
        "css" => Some("css"),
        "woff2" => Some("font"),
        "txt" => None,
        _ => Some("rest"),
    }
}
