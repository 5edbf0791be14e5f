//! Where things are: the workspace's root, cargo's target folder and the packages, as cargo itself tells them.

use crate::call;
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workspace that the command was started in.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// What `cargo metadata --no-deps` says: the members, what each depends on directly, and their targets.
    pub(crate) metadata: Value,
}

impl Workspace {
    /// Asks cargo. The folder compiled into this program would not do: checkouts may share a target folder.
    pub(crate) fn find() -> Result<Self> {
        let text = call::output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let metadata: Value = serde_json::from_str(&text).context("reading the answer of cargo metadata")?;
        let folder = |name: &str| {
            let told = metadata[name].as_str().with_context(|| format!("cargo metadata names no {name}"))?;
            anyhow::Ok(PathBuf::from(told))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, metadata })
    }

    /// Cargo, to be run in the workspace's root.
    pub(crate) fn cargo(&self) -> Command {
        self.command(cargo().get_program())
    }

    /// Any program, to be run in the workspace's root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The members, each as `cargo metadata` describes it.
    pub(crate) fn packages(&self) -> &[Value] {
        self.metadata["packages"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether a member has a target of this kind, such as `lib`.
    pub(crate) fn has_target(&self, package: &str, kind: &str) -> bool {
        let targets = self.packages().iter().filter(|member| member["name"] == package).flat_map(targets);
        targets.into_iter().any(|target| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind)))
    }

    /// A path as findings and messages name it: from the root on, with slashes.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// The targets of one member of `cargo metadata`.
pub(crate) fn targets(package: &Value) -> Vec<&Value> {
    package["targets"].as_array().map_or_else(Vec::new, |targets| targets.iter().collect())
}

/// The cargo that started this program, so that the pinned toolchain stays the one in use.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
