//! The parts of the Rust toolchain that `rust-toolchain.toml` names: rustup fetches them by itself only where it may.

use crate::call;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

const WASM: &str = "wasm32-unknown-unknown";

/// The standard library for WebAssembly.
pub(super) fn require_wasm_target(workspace: &Workspace) -> Result<()> {
    let library = sysroot(workspace)?.join("lib/rustlib").join(WASM).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    rustup(workspace, &["target", "add", WASM], "the standard library for WebAssembly")
}

/// rustfmt and clippy.
pub(super) fn require_components(workspace: &Workspace) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if call::output(workspace.cargo().args([command, "--version"])).is_err() {
            rustup(workspace, &["component", "add", component], component)?;
        }
    }
    Ok(())
}

/// The folder that holds the toolchain in use.
pub(crate) fn sysroot(workspace: &Workspace) -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let told = call::output(workspace.command(rustc).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(told.trim()))
}

fn rustup(workspace: &Workspace, words: &[&str], what: &str) -> Result<()> {
    if super::on_path("rustup").is_none() {
        bail!("{what} is missing, and there is no rustup to add it. Install it with your Rust toolchain.");
    }
    call::run_aside(workspace.command("rustup").args(words)).with_context(|| format!("adding {what}"))
}
