//! `cargo xtask`: builds, runs, checks and measures Ebb, and finds or installs what that needs.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks by printing")]

mod app;
mod bench;
mod call;
mod catalogue;
mod checks;
mod demo_journal;
mod run;
mod screens;
mod server;
mod simulate;
mod tidy;
mod tools;
mod tree;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;
use workspace::Workspace;

const USAGE: &str = "\
cargo xtask run [--port N] [--database-url URL] [--debug] [--gallery]
    Builds the app and the server, and serves both on http://127.0.0.1:8080 with SQLite under data/.
    --debug builds the server without optimisation, which is quicker. --gallery puts every component in its states at /gallery.
cargo xtask app
    Builds the app into dist/, as it is served.
cargo xtask test [--quick]
    All checks and tests. --quick: format, tidy, clippy and the tests that need no browser.
cargo xtask bench [NAME]
    Measures, one line a figure, `name: value unit`. Names: app, archive, segments, server, latency.
cargo xtask simulate --seeds N [--seed S] [--planted FAULT]
    Lets N worlds of devices, a network and a server happen in memory, the first from seed S. One line gives a seed that fails.
cargo xtask screens
    Draws every screen and state of the app into docs/screens/.
cargo xtask demo-journal --years N --out FILE [--seed S] [--who woman|man] [--until YYYY-MM-DD]
    Writes a journal as a person would have kept it, as an archive: the same for the same words.
cargo xtask catalogue
    Makes the tables of ebb-journal from crates/ebb-journal/catalogue/*.tsv.
cargo xtask tidy
    Proves who may know whom, and what is absent where.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome =
        if app::is_called_as_wasm_bindgen() { app::as_wasm_bindgen().map(|()| true) } else { command(&words) };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what the words of the command line ask for.
///
/// `false` where the command did its work and what it checked does not hold; that has been said then.
fn command(words: &[String]) -> Result<bool> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", options @ ..] => {
            let options = run::Options::parse(options)?;
            run::run(&Workspace::find()?, &options)?;
            Ok(true)
        }
        ["app"] => app::build(&Workspace::find()?).map(|_| true),
        ["test"] => Ok(checks::test(&Workspace::find()?, checks::Extent::Whole)),
        ["test", "--quick"] => Ok(checks::test(&Workspace::find()?, checks::Extent::Quick)),
        ["bench"] => bench::bench(&Workspace::find()?, None),
        ["bench", name] => bench::bench(&Workspace::find()?, Some(name)),
        ["simulate", options @ ..] => simulate::simulate(&Workspace::find()?, options),
        ["screens"] => {
            screens::screens(&Workspace::find()?)?;
            Ok(true)
        }
        ["demo-journal", options @ ..] => {
            demo_journal::demo_journal(options)?;
            Ok(true)
        }
        ["catalogue"] => catalogue::write(&Workspace::find()?).map(|()| true),
        ["tidy"] => tidy::tidy(&Workspace::find()?),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(true)
        }
        _ => bail!("{USAGE}"),
    }
}
