//! Puts the sample that people look around in beside the app: a demo journal of two years. It is fetched when somebody asks for it.

use crate::call;
use crate::workspace::Workspace;
use anyhow::Result;
use std::path::Path;

/// By this address the app and its worker know it.
pub(super) const ADDRESS: &str = "/sample.archive";

/// What the sample is drawn from. Its last day is no matter: the app moves it to the day on which it is looked at.
const WORDS: [&str; 8] = ["--years", "2", "--seed", "1", "--who", "woman", "--until", "2026-11-23"];

/// Writes it into `dist/`: always the same bytes.
pub(super) fn write(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut run = workspace.cargo();
    run.args(["run", "--quiet", "--package", "ebb-tests", "--bin", "demo_journal", "--"]).args(WORDS);
    run.arg("--out").arg(folder.join(ADDRESS.trim_start_matches('/')));
    call::run_aside(&mut run)
}
