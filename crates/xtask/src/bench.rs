//! `cargo xtask bench`: starts what measures, and prints one line a figure, `name: value unit`.

use crate::app;
use crate::call;
use crate::checks::node_for_browser;
use crate::server::{self, Profile};
use crate::tools::Browser;
use crate::workspace::Workspace;
use anyhow::{Result, bail};

/// A name on the command line, and what it measures.
type Bench = (&'static str, fn(&Workspace) -> Result<()>);

const BENCHES: [Bench; 9] = [
    ("app", app_size),
    ("archive", archive),
    ("segments", segments),
    ("compaction", compaction),
    ("feeds", feeds),
    ("server", server_load),
    ("latency", latency),
    ("new-device", new_device),
    ("sharing", sharing),
];

/// Runs one measurement, or all. `false` if one could not be made; the others are made all the same.
pub(crate) fn bench(workspace: &Workspace, name: Option<&str>) -> Result<bool> {
    let chosen: Vec<&Bench> = BENCHES.iter().filter(|(known, _)| name.is_none_or(|name| name == *known)).collect();
    if chosen.is_empty() {
        bail!("bench knows {}", BENCHES.map(|(known, _)| known).join(", "));
    }
    let mut all_made = true;
    for (name, measure) in chosen {
        if let Err(error) = measure(workspace) {
            eprintln!("   {name} could not be measured: {error:#}");
            all_made = false;
        }
    }
    Ok(all_made)
}

/// What a first visit loads.
fn app_size(workspace: &Workspace) -> Result<()> {
    let first_load = app::first_load(workspace)?;
    for (part, size) in &first_load.parts {
        println!("app_{part}: {size} bytes");
    }
    println!("app_first_load: {} bytes", first_load.total());
    println!("app_kept_later: {} bytes", first_load.later);
    Ok(())
}

/// Size and speed of a journal as segments.
fn segments(workspace: &Workspace) -> Result<()> {
    call::run(&mut program_of_tests(workspace, "bench_segments"))
}

/// What compaction makes of a journal.
fn compaction(workspace: &Workspace) -> Result<()> {
    call::run(&mut program_of_tests(workspace, "bench_compaction"))
}

/// What it takes to keep the feeds of those who follow.
fn feeds(workspace: &Workspace) -> Result<()> {
    call::run(&mut program_of_tests(workspace, "bench_feeds"))
}

/// Size and speed of a journal as an archive.
fn archive(workspace: &Workspace) -> Result<()> {
    call::run(&mut program_of_tests(workspace, "bench_archive"))
}

/// Appends and pulls against a server of its own.
fn server_load(workspace: &Workspace) -> Result<()> {
    let server = server::build(workspace, Profile::Release)?;
    call::run(program_of_tests(workspace, "bench_server").env("EBB_SERVER_BIN", server))
}

/// From a tap on one device to the changed screen of the other.
fn latency(workspace: &Workspace) -> Result<()> {
    let browser = Browser::find()?;
    let app = app::build(workspace)?;
    let server = server::build(workspace, Profile::Release)?;
    let mut node = node_for_browser(workspace, &browser, &app, &server)?;
    call::run(node.arg("tests/browser/bench_latency.mjs"))
}

/// Ten years of a journal on a new device.
fn new_device(workspace: &Workspace) -> Result<()> {
    with_ten_years(workspace, "tests/browser/bench_new_device.mjs")
}

/// Ten years of a journal for somebody who follows, and what an entry costs then.
fn sharing(workspace: &Workspace) -> Result<()> {
    with_ten_years(workspace, "tests/browser/bench_sharing.mjs")
}

fn with_ten_years(workspace: &Workspace, script: &str) -> Result<()> {
    let browser = Browser::find()?;
    let app = app::build(workspace)?;
    let server = server::build(workspace, Profile::Release)?;
    let ten_years = workspace.target.join("xtask/journals/ten-years.gz");
    let mut node = node_for_browser(workspace, &browser, &app, &server)?;
    call::run_aside(program_of_tests(workspace, "bench_archive").arg("--").arg(&ten_years))?;
    call::run(node.env("EBB_TEN_YEARS", ten_years).arg(script))
}

fn program_of_tests(workspace: &Workspace, name: &str) -> std::process::Command {
    let mut run = workspace.cargo();
    run.args(["run", "--quiet", "--release", "--package", "ebb-tests", "--bin", name]);
    run
}
