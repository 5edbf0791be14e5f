//! Builds the server.

use crate::call;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::PathBuf;

/// How the server is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Debug,
    /// Quick to run.
    Release,
}

/// Builds the server and tells where its program is.
pub(crate) fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    let mut build = workspace.cargo();
    build.args(["build", "--package", "ebb-server"]);
    if profile == Profile::Release {
        build.arg("--release");
    }
    call::run_aside(&mut build)?;
    let folder = if profile == Profile::Release { "release" } else { "debug" };
    Ok(workspace.target.join(folder).join(format!("ebb-server{}", std::env::consts::EXE_SUFFIX)))
}
