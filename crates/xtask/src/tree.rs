//! The project's own files: everything under the root that `.gitignore` does not name.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// All files under `folder`, sorted, less `.git` and what the `.gitignore` of `root` names.
///
/// Read from the folder itself and not from git, so that it works in a copy without `.git` as well.
pub(crate) fn files(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let ignored = Ignored::read(root)?;
    let mut found = Vec::new();
    walk(root, folder, &ignored, &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(root: &Path, folder: &Path, ignored: &Ignored, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        let from_root = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if ignored.names(&from_root) {
            continue;
        }
        if kind.is_dir() {
            walk(root, &path, ignored, found)?;
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// The lines of `.gitignore`, as far as this project uses them: `/path/` from the root, or a name at any depth.
pub(crate) struct Ignored {
    patterns: Vec<String>,
}

impl Ignored {
    /// Reads the `.gitignore` at the root.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(root.join(".gitignore")).context("reading .gitignore")?;
        Ok(Self::parse(&text))
    }

    /// The patterns in a `.gitignore`'s text.
    pub(crate) fn parse(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self { patterns: lines.map(|line| line.trim_end_matches('/').to_owned()).collect() }
    }

    /// Whether a path from the root, or a folder above it, is ignored.
    pub(crate) fn names(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.split('/').any(|part| part == ".git")
            || self.patterns.iter().any(|pattern| match pattern.strip_prefix('/') {
                Some(anchored) => {
                    path.strip_prefix(anchored).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                }
                None => path.split('/').any(|part| part == pattern),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::Ignored;

    #[test]
    fn anchored_lines_name_the_root_and_bare_names_every_folder() {
        let ignored = Ignored::parse("# built\n/target/\nnode_modules/\n");
        assert!(ignored.names("target/debug/x"));
        assert!(ignored.names("tests/browser/node_modules/a.js"));
        assert!(ignored.names(".git/config"));
        assert!(!ignored.names("targets.rs"));
        assert!(!ignored.names("crates/target/x.rs"));
        assert!(!ignored.names(".gitignore"));
    }
}
