//! `cargo xtask tidy`: proves the absences that the architecture promises, from cargo's metadata and the text itself.

mod architecture;
mod bad_actors;
mod catalogue;
mod house;
mod insights;
mod links;
mod lints;
mod private_words;
mod project;
mod reach;
mod rooms;
mod rust_text;
mod stillness;

use crate::workspace::Workspace;
use anyhow::Result;
use project::Project;

/// A place where a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// From 1; 0 where the whole file is meant.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

/// A rule: what it holds to, and how it looks.
type Rule = (&'static str, fn(&Project) -> Vec<Finding>);

const RULES: [Rule; 12] = [
    ("crates depend only on those they may know", links::findings),
    ("no clock, randomness, I/O or async in crates/", stillness::findings),
    ("browser words in frontend/src/platform/ alone, SQL in server/src/db/ alone", rooms::findings),
    ("ebb-insights returns findings as data", insights::findings),
    ("one clippy.toml, and no lint lifted", lints::findings),
    ("files open with their job, stay short, and are named for what they hold", house::findings),
    ("every source file is part of a build", reach::findings),
    ("ARCHITECTURE.md names what there is", architecture::findings),
    ("docs/threat-model.md names tests that there are", bad_actors::findings),
    ("the catalogue's tables are what their TSV files say", catalogue::findings),
    ("nothing private is committed", private_words::findings),
    ("the rules themselves apply", project::findings),
];

/// Checks every rule and prints what does not hold. `true` if all do.
pub(crate) fn tidy(workspace: &Workspace) -> Result<bool> {
    let project = Project::read(workspace)?;
    let mut count = 0;
    for (promise, look) in RULES {
        let mut findings = look(&project);
        findings.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
        if !findings.is_empty() {
            println!("{promise}:");
        }
        for Finding { path, line, message } in &findings {
            match line {
                0 => println!("   {path}: {message}"),
                _ => println!("   {path}:{line}: {message}"),
            }
        }
        count += findings.len();
    }
    println!("tidy: {} files, {} rules, {count} findings", project.files.len(), RULES.len());
    Ok(count == 0)
}
