//! `cargo xtask simulate`: the worlds of the simulation tests, quick and many.

use anyhow::{Result, bail};

use crate::workspace::Workspace;

/// Runs the worlds in release mode. `false` where one of them was not well; its seed has been said then.
pub(crate) fn simulate(workspace: &Workspace, options: &[&str]) -> Result<bool> {
    if !options.contains(&"--seeds") {
        bail!("simulate --seeds N [--seed S]");
    }
    let mut run = workspace.cargo();
    run.args(["run", "--quiet", "--release", "--package", "ebb-tests", "--bin", "simulate", "--"]).args(options);
    Ok(run.status()?.success())
}
