//! Runs the tests in `tests/browser/`: each file by itself, with the built app, the built server and a browser; two files at
//! a time, but those that measure time alone.

use super::tally::Tally;
use crate::call;
use crate::demo_journal::ForBrowser;
use crate::tools::Browser;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::{fs, thread};

/// Where they are, from the root on.
const FOLDER: &str = "tests/browser";

/// Those that hold times: nothing else may run beside them.
const ALONE: [&str; 3] = ["five_years.test.mjs", "kill.test.mjs", "latency.test.mjs"];

/// The longest: begun first, so that nobody waits for it at the end.
const LONGEST: &str = "reach.test.mjs";

/// So many files at a time. Each drives a browser or two and mostly waits for them.
const AT_ONCE: usize = 2;

/// Runs every `*.test.mjs`: each starts a server and browsers of its own.
pub(super) fn run(
    workspace: &Workspace,
    browser: &Browser,
    app: &Path,
    server: &Path,
    tally: &mut Tally,
) -> Result<()> {
    let files = files(&workspace.root.join(FOLDER))?;
    let journals = ForBrowser::write(workspace)?;
    install_packages(&workspace.root.join(FOLDER), browser)?;
    let is_alone = |file: &PathBuf| ALONE.iter().any(|name| file.ends_with(name));
    let (alone, mut together): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_alone);
    together.sort_by_key(|file| !file.ends_with(LONGEST));
    let started = |file: &Path| {
        let mut node = with_journals(workspace, browser, app, server, &journals);
        node.arg("--test").arg(workspace.shown(file));
        node
    };
    let mut failed = run_files(workspace, together, AT_ONCE, &started, tally);
    failed.extend(run_files(workspace, alone, 1, &started, tally));
    if failed.is_empty() { Ok(()) } else { bail!("{}", failed.join(", ")) }
}

/// Runs files, some at a time, and shows what each printed once it has ended. Returns the names of those that failed.
fn run_files(
    workspace: &Workspace,
    files: Vec<PathBuf>,
    at_once: usize,
    started: &(impl Fn(&Path) -> Command + Sync),
    tally: &mut Tally,
) -> Vec<String> {
    let waiting = Mutex::new(VecDeque::from(files));
    let take = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let (ended, results) = channel();
    let mut failed = Vec::new();
    thread::scope(|scope| {
        for _ in 0..at_once {
            let (ended, take) = (ended.clone(), &take);
            scope.spawn(move || {
                while let Some(file) = take() {
                    let result = call::run_keeping(&mut started(&file));
                    // Whoever listens does so until all have ended.
                    let _ = ended.send((workspace.shown(&file), result));
                }
            });
        }
        drop(ended);
        for (name, result) in results {
            let (printed, outcome) = result;
            print!("{printed}");
            printed.lines().for_each(|line| tally.read_node(line));
            if let Err(error) = outcome {
                println!("   {error:#}");
                failed.push(name);
            }
        }
    });
    failed
}

/// Node with what the harness asks for in its environment; installs its packages if they are not there.
pub(crate) fn prepared(workspace: &Workspace, browser: &Browser, app: &Path, server: &Path) -> Result<Command> {
    let journals = ForBrowser::write(workspace)?;
    install_packages(&workspace.root.join(FOLDER), browser)?;
    Ok(with_journals(workspace, browser, app, server, &journals))
}

fn with_journals(
    workspace: &Workspace,
    browser: &Browser,
    app: &Path,
    server: &Path,
    journals: &ForBrowser,
) -> Command {
    let mut node = workspace.command(&browser.node);
    node.env("EBB_SERVER_BIN", server).env("EBB_APP_DIR", app).env("EBB_CHROMIUM", &browser.chromium);
    node.env("EBB_TWO_YEARS", &journals.two_years).env("EBB_FIVE_YEARS", &journals.five_years);
    node
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
