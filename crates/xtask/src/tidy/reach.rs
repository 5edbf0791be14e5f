//! Every Rust source is reached from a target that cargo builds: a forgotten file is neither checked nor run.

use super::Finding;
use super::project::{Project, SourceFile};
use super::rust_text::leading_name;
use crate::workspace;
use std::collections::BTreeSet;

/// Sources that nothing reaches.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let targets = project.packages().iter().flat_map(workspace::targets);
    let roots = targets.filter_map(|target| target["src_path"].as_str()).map(|path| project.below_root(path));
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let mut to_visit: Vec<(String, bool)> = roots.map(|path| (path.to_owned(), true)).collect();
    while let Some((path, is_root)) = to_visit.pop() {
        let Some(file) = project.file(&path) else { continue };
        if reached.insert(path.clone()) {
            let modules = modules_of(file, is_root).into_iter();
            to_visit.extend(modules.flatten().map(|path| (path, false)));
        }
    }
    let forgotten = project.rust().filter(|file| !reached.contains(&file.path));
    forgotten.map(|file| Finding::new(&file.path, 0, "no target and no `mod` names this file")).collect()
}

/// For each `mod name;` of a file, the places where it may be.
fn modules_of(file: &SourceFile, is_root: bool) -> Vec<Vec<String>> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let stem = name.trim_end_matches(".rs");
    let home = if is_root || stem == "mod" { folder.to_owned() } else { format!("{folder}/{stem}") };
    let lines: Vec<&str> = file.text.lines().collect();
    let mut modules = Vec::new();
    for (index, line) in file.rust.code.lines().enumerate() {
        let Some(module) = declared(line) else { continue };
        let mut attributes = lines[..index].iter().rev().take_while(|line| line.trim_start().starts_with("#["));
        let given = attributes.find_map(|line| line.split_once("path = \"")?.1.split('"').next());
        modules.push(match given {
            Some(path) => vec![resolved(folder, path)],
            None => vec![format!("{home}/{module}.rs"), format!("{home}/{module}/mod.rs")],
        });
    }
    modules
}

/// The name in `mod name;`, whatever its visibility.
fn declared(line: &str) -> Option<String> {
    let line = line.trim();
    let at = if line.starts_with("mod ") { 0 } else { line.find(" mod ")? + 1 };
    let before = line[..at].trim();
    let name = leading_name(&line[at + 4..]);
    let is_declaration = before.is_empty() || before.starts_with("pub");
    (is_declaration && line[at + 4 + name.len()..].starts_with(';')).then_some(name)
}

/// A path beside a folder, with its `..` walked.
fn resolved(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    #[test]
    fn a_file_that_nobody_names_is_found() {
        let mut project = Project::of(&[
            ("server/src/lib.rs", "pub mod db;\n#[cfg(test)]\nmod tests;\n// mod gone;"),
            ("server/src/db.rs", "pub(crate) mod push;"),
            ("server/src/db/push.rs", ""),
            ("server/src/tests.rs", "#[path = \"../shared/clock.rs\"]\nmod clock;"),
            ("server/shared/clock.rs", ""),
            ("server/src/gone.rs", ""),
            ("server/src/push.rs", ""),
            ("tests/journeys/main.rs", "mod world;"),
            ("tests/journeys/world.rs", ""),
            ("tests/load/forgotten.rs", ""),
        ]);
        project.metadata = serde_json::json!({ "packages": [
            { "targets": [{ "src_path": "/ebb/server/src/lib.rs" }] },
            { "targets": [{ "src_path": "/ebb/tests/journeys/main.rs" }] },
        ] });
        let forgotten: Vec<String> = findings(&project).into_iter().map(|finding| finding.path).collect();
        assert_eq!(forgotten, ["server/src/gone.rs", "server/src/push.rs", "tests/load/forgotten.rs"]);
    }
}
