//! `cargo xtask test`: every check and test of the project, one step after the other, and at the end the sum.

mod browser_tests;
mod report;
mod tally;

pub(crate) use browser_tests::prepared as node_for_browser;

use crate::server::{self, Profile};
use crate::tools::{Browser, Tools};
use crate::workspace::Workspace;
use crate::{app, call, tidy};
use anyhow::{Context, Result, bail};
use report::Report;
use std::path::PathBuf;
use tally::Tally;

/// The app's package: built for the browser, and left out of what is built for this machine.
const APP: &str = "ebb-app";
const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Format, tidy, clippy and the tests that need no browser: for the inner loop.
    Quick,
    /// Everything.
    Whole,
}

/// Runs the steps; a step that fails does not stop the next. `true` if all went well.
pub(crate) fn test(workspace: &Workspace, extent: Extent) -> bool {
    let mut report = Report::default();
    let whole = extent == Extent::Whole;
    let Some((tools, browser)) = report.step("tools", |_| find_tools(workspace, extent)) else {
        return report.end();
    };
    report.step("lock file", |_| call::run(workspace.cargo().args(["fetch", "--locked"])));
    report.step("format", |_| call::run(workspace.cargo().args(["fmt", "--all", "--check"])));
    report.step("tidy", |_| if tidy::tidy(workspace)? { Ok(()) } else { bail!("tidy has findings") });
    if whole {
        report.step("licences and sources", |_| {
            let mut deny = workspace.cargo();
            deny.args(["deny", "--offline", "check", "bans", "licenses", "sources"]);
            call::run(tools.lend_to(&mut deny)?)
        });
    }
    report.step("clippy", |_| clippy(workspace));
    if whole {
        report.step("documentation", |_| documentation(workspace));
    }
    let server = report.step("server", |_| server::build(workspace, Profile::Debug));
    report.step("tests", |tally| host_tests(workspace, server.as_ref(), tally));
    if let Some(browser) = browser {
        report.step("tests of the app in WebAssembly", |tally| wasm_tests(workspace, &tools, &browser, tally));
        let app = report.step("app", |_| app::build(workspace));
        report.step("browser tests", |tally| {
            let app = app.context("not run, because the app was not built")?;
            let server = server.context("not run, because the server was not built")?;
            browser_tests::run(workspace, &browser, &app, &server, tally)
        });
    }
    report.end()
}

fn find_tools(workspace: &Workspace, extent: Extent) -> Result<(Tools, Option<Browser>)> {
    match extent {
        Extent::Quick => Ok((Tools::for_quick_checks(workspace)?, None)),
        Extent::Whole => {
            let (tools, browser) = Tools::for_all_checks(workspace)?;
            Ok((tools, Some(browser)))
        }
    }
}

fn clippy(workspace: &Workspace) -> Result<()> {
    let strict = ["--all-targets", "--", "-D", "warnings"];
    let rest = call::run(workspace.cargo().args(["clippy", "--workspace", "--exclude", APP]).args(strict));
    let app = |features: &[&str]| {
        call::run(workspace.cargo().args(["clippy", "--package", APP]).args(WASM).args(features).args(strict))
    };
    rest.and(app(&[])).and(app(&["--features", "gallery"]))
}

fn documentation(workspace: &Workspace) -> Result<()> {
    let strict = ["--no-deps", "--document-private-items"];
    let doc = || {
        let mut doc = workspace.cargo();
        doc.env("RUSTDOCFLAGS", "-D warnings").arg("doc");
        doc
    };
    let rest = call::run(doc().args(["--workspace", "--exclude", APP]).args(strict));
    let app = call::run(doc().args(["--package", APP]).args(WASM).args(strict));
    rest.and(app)
}

/// The tests that run on this machine without a browser; those that kill the server start the built one.
fn host_tests(workspace: &Workspace, server: Option<&PathBuf>, tally: &mut Tally) -> Result<()> {
    let mut test = workspace.cargo();
    test.args(["test", "--workspace", "--exclude", APP, "--no-fail-fast"]);
    if let Some(server) = server {
        test.env("EBB_SERVER_BIN", server);
    }
    let all = call::run_reading(&mut test, |line| tally.read_cargo(line));
    if workspace.has_target(APP, "lib") {
        let mut test = workspace.cargo();
        call::run_reading(test.args(["test", "--package", APP, "--lib"]), |line| tally.read_cargo(line))?;
    }
    all
}

fn wasm_tests(workspace: &Workspace, tools: &Tools, browser: &Browser, tally: &mut Tally) -> Result<()> {
    let mut test = workspace.cargo();
    test.args(["test", "--package", APP, "--no-fail-fast"]).args(WASM);
    test.env("CHROMEDRIVER", &browser.chromedriver);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    call::run_reading(tools.lend_to(&mut test)?, |line| tally.read_cargo(line))
}
