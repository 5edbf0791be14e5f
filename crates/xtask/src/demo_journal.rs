//! `cargo xtask demo-journal`: starts what writes a demo journal as an archive.

use crate::call;
use crate::workspace::{self, Workspace};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The day on which `tests/browser/walk.mjs` goes through the app.
const DAY_OF_THE_WALK: &str = "2026-11-23";

/// Hands the words of the command line on. In the folder that the command was started in, so that the file lands there.
pub(crate) fn demo_journal(words: &[&str]) -> Result<()> {
    call::run(started(workspace::cargo()).args(words))
}

/// The journals that the browser tests bring in: two years up to the day of the walk, five years up to today.
pub(crate) struct ForBrowser {
    pub(crate) two_years: PathBuf,
    pub(crate) five_years: PathBuf,
}

impl ForBrowser {
    /// Writes them anew.
    pub(crate) fn write(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target.join("xtask/journals");
        fs::create_dir_all(&folder).context("making the folder of journals")?;
        let journals = Self { two_years: folder.join("two-years.gz"), five_years: folder.join("five-years.gz") };
        let write = |out: &PathBuf, words: &[&str]| {
            call::run_quietly(started(workspace.cargo()).arg("--out").arg(out).args(words))
        };
        write(&journals.two_years, &["--years", "2", "--until", DAY_OF_THE_WALK])?;
        write(&journals.five_years, &["--years", "5"])?;
        Ok(journals)
    }
}

fn started(mut cargo: Command) -> Command {
    cargo.args(["run", "--quiet", "--package", "ebb-tests", "--bin", "demo_journal", "--"]);
    cargo
}
