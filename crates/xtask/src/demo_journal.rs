//! `cargo xtask demo-journal`: starts what writes a demo journal as an archive.

use crate::call;
use crate::workspace;
use anyhow::Result;

/// Hands the words of the command line on. In the folder that the command was started in, so that the file lands there.
pub(crate) fn demo_journal(words: &[&str]) -> Result<()> {
    let mut run = workspace::cargo();
    run.args(["run", "--quiet", "--release", "--package", "ebb-tests", "--bin", "demo_journal", "--"]);
    call::run(run.args(words))
}
