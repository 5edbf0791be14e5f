//! Finds what the build needs beyond cargo, and installs what is missing: one entry for each kind of work.

mod pinned;
mod rust_parts;
mod system;

pub(crate) use rust_parts::sysroot;

use crate::workspace::Workspace;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of the tools that were found, to stand first on the PATH of what is started.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// What it takes to build the app: the WASM target, Trunk, wasm-bindgen and the splitter.
    pub(crate) fn for_app(workspace: &Workspace) -> Result<Self> {
        system::find(&[system::C_COMPILER])?;
        rust_parts::require_wasm_target(workspace)?;
        Ok(Self { folders: pinned::find(&[&pinned::TRUNK, &pinned::WASM_BINDGEN, &pinned::WASM_SPLIT])? })
    }

    /// What it takes to run the checks that need no browser and no build of the app.
    pub(crate) fn for_quick_checks(workspace: &Workspace) -> Result<Self> {
        system::find(&[system::C_COMPILER])?;
        rust_parts::require_wasm_target(workspace)?;
        rust_parts::require_components(workspace)?;
        Ok(Self { folders: Vec::new() })
    }

    /// What it takes to run every check and test.
    pub(crate) fn for_all_checks(workspace: &Workspace) -> Result<(Self, Browser)> {
        let browser = Browser::find()?;
        Self::for_quick_checks(workspace)?;
        let tools = [&pinned::TRUNK, &pinned::WASM_BINDGEN, &pinned::WASM_SPLIT, &pinned::CARGO_DENY];
        Ok((Self { folders: pinned::find(&tools)? }, browser))
    }

    /// One of the programs, by its name.
    pub(crate) fn program(&self, name: &str) -> Result<PathBuf> {
        let programs = self.folders.iter().map(|folder| folder.join(name));
        programs.into_iter().find(|program| is_program(program)).with_context(|| format!("{name} was not found"))
    }

    /// Lets a program find the tools by name.
    pub(crate) fn lend_to<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let present = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(std::env::split_paths(&present));
        Ok(command.env("PATH", std::env::join_paths(folders).context("putting the tools on PATH")?))
    }
}

/// A browser, and what drives it.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
    pub(crate) node: PathBuf,
    pub(crate) npm: PathBuf,
}

impl Browser {
    /// Finds or installs Chromium, its driver, Node and npm. `EBB_CHROMIUM` names another Chromium.
    pub(crate) fn find() -> Result<Self> {
        let wanted = [system::CHROMIUM, system::CHROMEDRIVER, system::NODE, system::NPM];
        let [chromium, chromedriver, node, npm] = system::find(&wanted)?;
        let chromium = std::env::var_os("EBB_CHROMIUM").map_or(chromium, PathBuf::from);
        Ok(Self { chromium, chromedriver, node, npm })
    }
}

/// A program on PATH.
fn on_path(name: &str) -> Option<PathBuf> {
    let path: OsString = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| is_program(program))
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        path.with_extension(std::env::consts::EXE_EXTENSION).is_file()
    }
}
