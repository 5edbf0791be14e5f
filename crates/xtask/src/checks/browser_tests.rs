//! Runs the tests in `tests/browser/`: each file by itself, with the built app, the built server and a browser.

use super::tally::Tally;
use crate::call;
use crate::demo_journal::ForBrowser;
use crate::tools::Browser;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where they are, from the root on.
const FOLDER: &str = "tests/browser";

/// Runs every `*.test.mjs`, one after the other: each starts a server and browsers of its own.
pub(super) fn run(
    workspace: &Workspace,
    browser: &Browser,
    app: &Path,
    server: &Path,
    tally: &mut Tally,
) -> Result<()> {
    let files = files(&workspace.root.join(FOLDER))?;
    let mut failed = Vec::new();
    let journals = ForBrowser::write(workspace)?;
    for file in files {
        let mut node = with_journals(workspace, browser, app, server, &journals)?;
        let name = workspace.shown(&file);
        if call::run_reading(node.arg("--test").arg(&name), |line| tally.read_node(line)).is_err() {
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("{}", failed.join(", ")) }
}

/// Node with what the harness asks for in its environment; installs its packages if they are not there.
pub(crate) fn prepared(workspace: &Workspace, browser: &Browser, app: &Path, server: &Path) -> Result<Command> {
    with_journals(workspace, browser, app, server, &ForBrowser::write(workspace)?)
}

fn with_journals(
    workspace: &Workspace,
    browser: &Browser,
    app: &Path,
    server: &Path,
    journals: &ForBrowser,
) -> Result<Command> {
    install_packages(&workspace.root.join(FOLDER), browser)?;
    let mut node = workspace.command(&browser.node);
    node.env("EBB_SERVER_BIN", server).env("EBB_APP_DIR", app).env("EBB_CHROMIUM", &browser.chromium);
    node.env("EBB_TWO_YEARS", &journals.two_years).env("EBB_FIVE_YEARS", &journals.five_years);
    Ok(node)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let mut files: Vec<PathBuf> = paths.into_iter().filter(is_test).collect();
    files.sort();
    // No files would pass as "nothing failed".
    if files.is_empty() {
        bail!("no *.test.mjs in {}", folder.display());
    }
    Ok(files)
}

/// `npm ci`, unless what is installed is at least as new as the lock file.
fn install_packages(folder: &Path, browser: &Browser) -> Result<()> {
    let time = |name: &str| fs::metadata(folder.join(name)).and_then(|found| found.modified()).ok();
    let installed = time("node_modules/.package-lock.json");
    if installed.is_some() && installed >= time("package-lock.json") {
        return Ok(());
    }
    let mut npm = Command::new(&browser.npm);
    call::run_aside(npm.current_dir(folder).args([
        "ci",
        "--include=dev",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))
}
