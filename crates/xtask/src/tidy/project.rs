//! What the rules look at: the project's own files, its Rust sources taken apart, and cargo's metadata.

use super::Finding;
use super::rust_text::RustText;
use crate::tree::{self, Ignored};
use crate::workspace::Workspace;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;

/// Everything that a rule may look at.
pub(super) struct Project {
    pub(super) files: Vec<SourceFile>,
    pub(super) metadata: Value,
    pub(super) ignored: Ignored,
    /// The root as `metadata` names it, ending in a slash.
    pub(super) root: String,
}

/// One file of the project.
pub(super) struct SourceFile {
    /// From the root on, with slashes.
    pub(super) path: String,
    /// Empty where the file is no text.
    pub(super) text: String,
    /// Taken apart if it is a Rust source, else empty.
    pub(super) rust: RustText,
}

impl Project {
    /// Reads the project from its folder.
    pub(super) fn read(workspace: &Workspace) -> Result<Self> {
        let mut files = Vec::new();
        for path in tree::files(&workspace.root, &workspace.root)? {
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            files.push(SourceFile::new(&workspace.shown(&path), &String::from_utf8(bytes).unwrap_or_default()));
        }
        let root = format!("{}/", workspace.root.to_string_lossy().replace('\\', "/").trim_end_matches('/'));
        Ok(Self { files, metadata: workspace.metadata.clone(), ignored: Ignored::read(&workspace.root)?, root })
    }

    /// A file by its path.
    pub(super) fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust sources.
    pub(super) fn rust(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| file.is_rust())
    }

    /// The workspace's members as cargo describes them.
    pub(super) fn packages(&self) -> &[Value] {
        self.metadata["packages"].as_array().map_or(&[], Vec::as_slice)
    }

    /// A path of cargo's metadata, from the root on.
    pub(super) fn below_root<'a>(&self, path: &'a str) -> &'a str {
        path.strip_prefix(&self.root).unwrap_or(path)
    }
}

impl SourceFile {
    /// A file with this text.
    pub(super) fn new(path: &str, text: &str) -> Self {
        let mut file = Self { path: path.to_owned(), text: text.to_owned(), rust: RustText::default() };
        if file.is_rust() {
            file.rust = RustText::of(text);
        }
        file
    }

    /// The end of its name, without the dot.
    pub(super) fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether it is a Rust source.
    pub(super) fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    /// Whether it holds tests and nothing that is shipped.
    pub(super) fn is_test(&self) -> bool {
        let folders = ["tests/", "benches/"];
        let in_test_folder =
            folders.iter().any(|folder| self.path.starts_with(folder) || self.path.contains(&format!("/{folder}")));
        in_test_folder || self.path.ends_with("/tests.rs") || self.path.ends_with("_tests.rs")
    }
}

/// Holds tidy itself to account: with no files or no members to look at, every rule would pass.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in ["Cargo.toml", "clippy.toml", "ARCHITECTURE.md", "crates/xtask/src/tidy.rs"] {
        if project.file(path).is_none() {
            findings.push(Finding::new(path, 0, "tidy looks for this file and cannot find it"));
        }
    }
    if project.packages().is_empty() {
        findings.push(Finding::new("Cargo.toml", 0, "cargo names no members of the workspace"));
    }
    findings
}

#[cfg(test)]
impl Project {
    /// A project of these files alone, for the rules' own tests.
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files.iter().map(|(path, text)| SourceFile::new(path, text)).collect(),
            metadata: Value::Null,
            ignored: Ignored::parse("/target/\n/dist/\n/data/\n"),
            root: "/ebb/".to_owned(),
        }
    }
}
