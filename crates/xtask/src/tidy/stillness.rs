//! The crates under `crates/` are still: they read no clock, draw no randomness, do no I/O and are not async.

use super::Finding;
use super::project::{Project, SourceFile};

/// Parts of the standard library that reach outside.
const OUTSIDE: [&str; 7] = ["env", "fs", "io", "net", "os", "process", "thread"];

/// Words that stand for a clock, randomness, I/O or async, whoever's they are.
const WORDS: [&str; 13] = [
    "SystemTime",
    "::now(",
    "tokio",
    "async_std",
    "futures",
    "async",
    ".await",
    "getrandom",
    "OsRng",
    "SysRng",
    "ThreadRng",
    "thread_rng",
    "disallowed_methods",
];

/// Randomness that may be seeded; the testkit alone makes it.
const RANDOMNESS: &str = "rand::";

/// Where a still crate reaches outside.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    project.rust().filter(|file| is_still(file)).flat_map(in_file).collect()
}

fn is_still(file: &SourceFile) -> bool {
    file.path.starts_with("crates/") && !file.path.starts_with("crates/xtask/")
}

fn in_file(file: &SourceFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, name) in file.rust.names_in_std() {
        if OUTSIDE.contains(&name.as_str()) {
            findings.push(Finding::new(
                &file.path,
                line,
                format!("std::{name} reaches outside; a crate here is still"),
            ));
        }
    }
    for line in file.rust.lines_with("Instant") {
        // A name that others use as well: only the standard library's is a clock.
        if file.rust.code.lines().nth(line - 1).is_some_and(|code| code.contains("std::time")) {
            findings.push(Finding::new(&file.path, line, "`std::time::Instant` in a crate that is still"));
        }
    }
    let seeded = file.path.starts_with("crates/ebb-testkit/");
    for word in WORDS.iter().chain((!seeded).then_some(&RANDOMNESS)) {
        let lines = file.rust.lines_with(word).into_iter();
        findings.extend(lines.map(|line| Finding::new(&file.path, line, format!("`{word}` in a crate that is still"))));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn count(path: &str, text: &str) -> usize {
        findings(&Project::of(&[(path, text)])).len()
    }

    #[test]
    fn every_way_outside_is_found() {
        for text in [
            "use std::time::SystemTime;",
            "use std::time::{Duration, Instant};",
            "use std::{collections::BTreeMap, fs};",
            "fn f(e: std::io::Error) {}",
            "let zone = std::env::var(\"TZ\");",
            "std::thread::sleep(pause);",
            "let t = Timestamp::now();",
            "async fn f() {}",
            "pull().await;",
            "use tokio::spawn;",
            "getrandom::fill(&mut bytes);",
            "let n = rand::random();",
            "#![expect(clippy::disallowed_methods, reason = \"\")]",
        ] {
            assert_eq!(count("crates/ebb-sync/src/engine.rs", text), 1, "{text}");
        }
    }

    #[test]
    fn words_in_comments_and_texts_and_in_other_rooms_are_no_findings() {
        assert_eq!(count("crates/ebb-sync/src/engine.rs", "// std::fs and tokio\nlet s = \"async .await\";"), 0);
        assert_eq!(
            count(
                "crates/ebb-sync/src/engine.rs",
                "use std::time::Duration;\nenum Malformed { Instant }\nlet known_now = now;"
            ),
            0
        );
        assert_eq!(count("crates/ebb-testkit/src/randomness.rs", "use rand::Rng;"), 0);
        assert_eq!(count("crates/xtask/src/call.rs", "use std::io::Write;"), 0);
        assert_eq!(count("server/src/clock.rs", "SystemTime::now()"), 0);
    }
}
