//! ARCHITECTURE.md is a map that is true: the paths and types that it names in backticks exist.

use super::Finding;
use super::project::Project;
use super::rust_text::{is_name, leading_name};

const MAP: &str = "ARCHITECTURE.md";

/// Ends by which a word in backticks shows as a file.
const FILES: [&str; 16] = [
    ".rs",
    ".toml",
    ".md",
    ".json",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".sql",
    ".svg",
    ".woff2",
    ".png",
    ".sh",
    ".yml",
    ".webmanifest",
    ".lock",
];

/// What the map names and the project lacks.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let Some(map) = project.file(MAP) else { return Vec::new() };
    let mut findings = Vec::new();
    for (line, word) in in_backticks(&map.text) {
        if let Some(message) = problem(project, word) {
            findings.push(Finding::new(MAP, line, message));
        }
    }
    findings
}

fn problem(project: &Project, word: &str) -> Option<String> {
    if is_path(word) {
        return (!path_exists(project, word)).then(|| format!("there is no `{word}`"));
    }
    let missing = missing_name(project, word)?;
    Some(format!("`{word}`: no source declares {missing}"))
}

/// The words in backticks of a text outside its fenced blocks, each with its line.
fn in_backticks(text: &str) -> Vec<(usize, &str)> {
    let (mut fenced, mut words) = (false, Vec::new());
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            words.extend(line.split('`').skip(1).step_by(2).map(|word| (index + 1, word)));
        }
    }
    words
}

/// A path of the project. What starts with a slash is an address of the server; what holds `…` or `*` is a pattern.
fn is_path(word: &str) -> bool {
    let plain = word.chars().all(|character| is_name(character) || "./-".contains(character));
    let shown = word.ends_with('/') || FILES.iter().any(|end| word.ends_with(end));
    plain && shown && !word.starts_with('/')
}

/// Whether it is there, from the root on or from a crate's folder on; what a build makes is not there yet.
fn path_exists(project: &Project, word: &str) -> bool {
    let holds = |path: &str| {
        let start = path.starts_with(word) || path.contains(&format!("/{word}"));
        let end = path == word || path.ends_with(&format!("/{word}"));
        if word.ends_with('/') { start } else { end }
    };
    project.ignored.names(word) || project.files.iter().any(|file| holds(&file.path))
}

/// The first name of a type or of what belongs to it, such as `State::apply`, that no source declares.
fn missing_name(project: &Project, word: &str) -> Option<String> {
    let path = word.split(['(', '<', '{', '!']).next().unwrap_or_default().trim();
    let names: Vec<&str> = path.split("::").collect();
    if !names.iter().all(|name| !name.is_empty() && name.chars().all(is_name))
        || !names.iter().any(|name| is_type(name))
    {
        return None;
    }
    let after_type = names.iter().position(|name| is_type(name)).unwrap_or_default();
    let declared = |index: usize, name: &str| match (is_type(name), index > after_type) {
        (true, false) => is_declared(project, name, &["struct", "enum", "trait", "type", "fn"]),
        // A variant or a constant is declared by its bare name.
        (true, true) => project.rust().any(|file| !file.rust.lines_with(name).is_empty()),
        (false, true) => is_declared(project, name, &["fn", "const"]),
        // Modules and crates before the type: the type itself is what counts.
        (false, false) => true,
    };
    names.iter().enumerate().find(|(index, name)| !declared(*index, name)).map(|(_, name)| (*name).to_owned())
}

/// Starts as a type does and is no constant: `Op`, `SealedSegment`, not `LIMIT`.
fn is_type(name: &str) -> bool {
    name.starts_with(|character: char| character.is_ascii_uppercase())
        && name.chars().any(|character| character.is_ascii_lowercase())
}

fn is_declared(project: &Project, name: &str, keywords: &[&str]) -> bool {
    let declares = |code: &str, keyword: &str| {
        let start = format!("{keyword} ");
        code.match_indices(&start)
            .any(|(at, _)| !code[..at].ends_with(is_name) && leading_name(&code[at + start.len()..]) == name)
    };
    project.rust().any(|file| keywords.iter().any(|keyword| declares(&file.rust.code, keyword)))
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    /// What is missing if the map says this.
    fn missing(map: &str) -> usize {
        let source =
            "pub struct State;\nimpl State { pub(crate) fn apply(&mut self) {} }\nenum Kind { Dose }\n// struct Gone;";
        findings(&Project::of(&[
            ("ARCHITECTURE.md", map),
            ("crates/ebb-replica/src/state.rs", source),
            ("clippy.toml", ""),
        ]))
        .len()
    }

    #[test]
    fn what_is_there_is_no_finding() {
        let map = "`crates/`, `crates/ebb-replica/src/state.rs`, `state.rs`, `src/state.rs`, `clippy.toml`, `data/`, `dist/index.html`,
            `State`, `State::apply(&op)`, `Kind::Dose`, `/api/v1/openapi.json`, `cargo xtask run`, `crates/*/src`, `two words/`";
        assert_eq!(missing(map), 0);
        assert_eq!(missing("```\n`gone.rs` `Gone`\n```"), 0);
    }

    #[test]
    fn what_is_gone_is_found() {
        for word in [
            "crates/ebb-gone/",
            "src/gone.rs",
            "gone.rs",
            "Gone",
            "State::gone",
            "Kind::Gone",
            "ebb_replica::Gone",
            "late.rs",
        ] {
            assert_eq!(missing(&format!("a `{word}` b")), 1, "{word}");
        }
    }
}
