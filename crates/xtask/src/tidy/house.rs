//! How files are kept: each opens with its one job, stays short, and is named for what it holds.

use super::Finding;
use super::project::{Project, SourceFile};

const MOST_LINES: usize = 400;
const MOST_LINES_OF_TESTS: usize = 600;

/// Marks a generated table, which may be as long as it must.
const GENERATED: &str = "@generated";

/// Names of drawers, into which anything fits.
const DRAWERS: [&str; 9] = ["utils", "util", "common", "helpers", "helper", "misc", "models", "types", "stuff"];

/// Files that are not kept so.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let is_code =
        |file: &&SourceFile| ["rs", "mjs", "js", "css"].iter().any(|end| file.path.ends_with(&format!(".{end}")));
    project.files.iter().filter(is_code).flat_map(in_file).collect()
}

fn in_file(file: &SourceFile) -> Vec<Finding> {
    [opening(file), length(file), name(file)]
        .into_iter()
        .flatten()
        .map(|message| Finding::new(&file.path, 0, message))
        .collect()
}

/// A crate may open with its README instead: one text, two doors.
fn opening(file: &SourceFile) -> Option<String> {
    let readme = "#![doc = include_str!(\"../README.md\")]";
    let opens = file.text.starts_with("//! ") || file.text.starts_with(readme);
    (file.is_rust() && !opens).then(|| "must open with `//!` and its one job".to_owned())
}

fn length(file: &SourceFile) -> Option<String> {
    let most = if file.is_test() { MOST_LINES_OF_TESTS } else { MOST_LINES };
    let lines = file.text.lines().count();
    let generated = file.text.lines().take(5).any(|line| line.contains(GENERATED));
    (lines > most && !generated).then(|| format!("has {lines} lines; {most} are the most"))
}

fn name(file: &SourceFile) -> Option<String> {
    let mut parts = file.path.split(['/', '.']);
    let is_drawer = |part: &str| DRAWERS.iter().any(|drawer| part == *drawer || part.ends_with(&format!("_{drawer}")));
    if let Some(drawer) = parts.find(|part| is_drawer(part)) {
        return Some(format!("`{drawer}` is a drawer; name it for what it holds"));
    }
    let is_tree = file.path.ends_with("/mod.rs") && !file.is_test();
    is_tree.then(|| "write name.rs beside the folder name/ instead of mod.rs".to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn count(path: &str, text: &str) -> usize {
        findings(&Project::of(&[(path, text)])).len()
    }

    #[test]
    fn a_file_that_does_not_say_its_job_is_found() {
        assert_eq!(count("server/src/a.rs", "// Serves.\nfn f() {}\n"), 1);
        assert_eq!(count("server/src/a.rs", ""), 1);
        assert_eq!(count("server/src/a.rs", "//! Serves.\n"), 0);
        assert_eq!(count("crates/ebb-sync/src/lib.rs", "#![doc = include_str!(\"../README.md\")]\n"), 0);
    }

    #[test]
    fn a_long_file_is_found_and_a_long_test_is_held_to_more() {
        let text = |lines: usize| format!("//! Serves.\n{}", "\n".repeat(lines - 1));
        assert_eq!(count("server/src/a.rs", &text(400)), 0);
        assert_eq!(count("server/src/a.rs", &text(401)), 1);
        assert_eq!(count("tests/server_contract/a.rs", &text(600)), 0);
        assert_eq!(count("tests/server_contract/a.rs", &text(601)), 1);
        assert_eq!(count("frontend/styles/a.css", &"\n".repeat(401)), 1);
        assert_eq!(count("server/src/a.rs", &format!("//! A table. @generated\n{}", text(500))), 0);
    }

    #[test]
    fn drawers_and_trees_of_mod_rs_are_found() {
        for path in [
            "server/src/utils.rs",
            "frontend/src/common/a.rs",
            "tests/browser/form_helpers.mjs",
            "server/src/db/mod.rs",
        ] {
            assert_eq!(count(path, "//! Serves.\n"), 1, "{path}");
        }
        assert_eq!(count("tests/simulation/mod.rs", "//! Serves.\n"), 0);
        assert_eq!(count("server/src/prototypes.rs", "//! Serves.\n"), 0);
    }
}
