//! The lints stay on: one `clippy.toml`, the length of functions checked, and no crate or file that lifts them.

use super::Finding;
use super::project::Project;

/// The most lines that a function may have.
const FUNCTION_LINES: usize = 70;

/// Where a lint is lifted.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    [second_settings(project), settings(project), manifests(project), sources(project)].concat()
}

/// A second `clippy.toml` replaces the first for its crate, bans included.
fn second_settings(project: &Project) -> Vec<Finding> {
    let is_settings = |path: &str| matches!(path.rsplit('/').next(), Some("clippy.toml" | ".clippy.toml"));
    let others = project.files.iter().filter(|file| is_settings(&file.path) && file.path != "clippy.toml");
    others.map(|file| Finding::new(&file.path, 0, "lifts the bans of the clippy.toml at the root; remove it")).collect()
}

fn settings(project: &Project) -> Vec<Finding> {
    let has = |path: &str, part: &str| {
        project.file(path).is_some_and(|file| file.text.lines().any(|line| line.trim() == part))
    };
    let length = format!("too-many-lines-threshold = {FUNCTION_LINES}");
    let mut findings = Vec::new();
    if !has("clippy.toml", &length) {
        findings.push(Finding::new("clippy.toml", 0, format!("must say `{length}`")));
    }
    for lint in ["unsafe_code = \"forbid\"", "too_many_lines = \"warn\""] {
        if !has("Cargo.toml", lint) {
            findings.push(Finding::new("Cargo.toml", 0, format!("must say `{lint}` among the workspace's lints")));
        }
    }
    for banned in ["std::time::SystemTime::now", "std::time::Instant::now", "getrandom::fill"] {
        if !project.file("clippy.toml").is_some_and(|file| file.text.contains(&format!("\"{banned}\""))) {
            findings.push(Finding::new("clippy.toml", 0, format!("must ban {banned}")));
        }
    }
    findings
}

/// Each member takes the workspace's lints.
fn manifests(project: &Project) -> Vec<Finding> {
    let paths = project.packages().iter().filter_map(|package| package["manifest_path"].as_str());
    let files = paths.filter_map(|path| project.file(project.below_root(path)));
    let lifted = files.filter(|file| !file.text.contains("[lints]\nworkspace = true"));
    lifted
        .map(|file| Finding::new(&file.path, 0, "must take the workspace's lints: `[lints]`, `workspace = true`"))
        .collect()
}

/// Exceptions are expected, with a reason, so that one that is no longer needed shows.
fn sources(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in project.rust() {
        for attribute in ["#[allow(", "#![allow("] {
            let lines = file.rust.lines_with(attribute).into_iter();
            findings.extend(
                lines.map(|line| Finding::new(&file.path, line, "write #[expect(…, reason = \"…\")] instead of allow")),
            );
        }
        let lifted = file.rust.lines_with("clippy::too_many_lines").into_iter();
        findings.extend(
            lifted.map(|line| Finding::new(&file.path, line, format!("a function has at most {FUNCTION_LINES} lines"))),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    const CLIPPY: (&str, &str) = (
        "clippy.toml",
        "too-many-lines-threshold = 70\n\"std::time::SystemTime::now\" \"std::time::Instant::now\" \"getrandom::fill\"",
    );
    const MANIFEST: (&str, &str) = ("Cargo.toml", "unsafe_code = \"forbid\"\ntoo_many_lines = \"warn\"");

    fn count(others: &[(&str, &str)]) -> usize {
        findings(&Project::of(&[&[CLIPPY, MANIFEST], others].concat())).len()
    }

    #[test]
    fn lints_that_stay_on_are_no_findings() {
        assert_eq!(count(&[("server/src/a.rs", "#[expect(clippy::panic, reason = \"\")]")]), 0);
    }

    #[test]
    fn a_second_clippy_toml_is_found() {
        assert_eq!(count(&[("server/clippy.toml", "")]), 1);
    }

    #[test]
    fn an_allowed_lint_and_a_lifted_length_are_found() {
        assert_eq!(count(&[("server/src/a.rs", "#[allow(dead_code)]")]), 1);
        assert_eq!(count(&[("server/src/a.rs", "#[expect(clippy::too_many_lines, reason = \"\")]")]), 1);
    }

    #[test]
    fn settings_that_were_softened_are_found() {
        let softened = [("clippy.toml", "too-many-lines-threshold = 700"), ("Cargo.toml", "")];
        assert_eq!(findings(&Project::of(&softened)).len(), 6);
    }

    #[test]
    fn a_member_without_the_workspace_s_lints_is_found() {
        let mut project = Project::of(&[CLIPPY, MANIFEST, ("server/Cargo.toml", "[package]\n")]);
        project.metadata = serde_json::json!({ "packages": [{ "manifest_path": "/ebb/server/Cargo.toml" }] });
        assert_eq!(findings(&project).len(), 1);
    }
}
