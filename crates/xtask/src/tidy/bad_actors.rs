//! docs/threat-model.md names, for each bad actor, the tests that stand in the way: they exist.

use super::Finding;
use super::project::Project;

const MODEL: &str = "docs/threat-model.md";
const HEADING: &str = "## Who may try what";

/// What the table names and the project lacks.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let Some(model) = project.file(MODEL) else { return Vec::new() };
    let lines = model.text.lines().enumerate().skip_while(|(_, line)| !line.starts_with(HEADING));
    let rows: Vec<_> = lines.filter(|(_, line)| line.starts_with("| ") && !line.starts_with("| ---")).skip(1).collect();
    let mut findings = Vec::new();
    if rows.is_empty() {
        findings.push(Finding::new(MODEL, 0, format!("has no table under `{HEADING}…`")));
    }
    for (index, row) in rows {
        let names: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        if names.is_empty() {
            findings.push(Finding::new(MODEL, index + 1, "names no test"));
        }
        let missing = names.into_iter().filter(|name| !exists(project, name));
        findings.extend(missing.map(|name| Finding::new(MODEL, index + 1, format!("there is no test `{name}`"))));
    }
    findings
}

fn exists(project: &Project, name: &str) -> bool {
    if name.contains('/') {
        return project.file(name).is_some();
    }
    let declaration = format!("fn {name}(");
    project.rust().any(|file| file.text.contains(&declaration))
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn found(rows: &str) -> usize {
        let model = format!("# Model\n\n| a | b |\n\n## Who may try what\n\n| who | tests |\n| --- | --- |\n{rows}");
        let test = "//! Tests.\n#[test]\nfn nobody_comes_in() {}\n";
        let files = [("docs/threat-model.md", model.as_str()), ("tests/door.rs", test)];
        findings(&Project::of(&files)).len()
    }

    #[test]
    fn a_test_that_is_not_there_is_found() {
        assert_eq!(found("| a thief | `nobody_comes_in`, `tests/door.rs` |\n"), 0);
        assert_eq!(found("| a thief | `nobody_comes`, `tests/gate.rs` |\n"), 2);
    }

    #[test]
    fn a_row_without_a_test_and_a_model_without_rows_are_found() {
        assert_eq!(found("| a thief | none |\n"), 1);
        assert_eq!(found(""), 1);
    }
}
