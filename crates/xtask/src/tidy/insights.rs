//! `ebb-insights` returns findings as data: it owns no sentence, and no finding claims a cause.

use super::Finding;
use super::project::{Project, SourceFile};
use super::rust_text::is_name;

const ROOM: &str = "crates/ebb-insights/src/";

/// Sentences and causes in the crate that must have neither.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    project.rust().filter(|file| file.path.starts_with(ROOM) && !file.is_test()).flat_map(in_file).collect()
}

fn in_file(file: &SourceFile) -> Vec<Finding> {
    // What follows the test module's mark is never shown to anybody.
    let tests = file.rust.lines_with("#[cfg(test)]").first().copied().unwrap_or(usize::MAX);
    let sentences = file.rust.strings.iter().filter(|(line, text)| *line < tests && is_sentence(file, *line, text));
    let causes = file.rust.code.lines().enumerate().filter(|(_, line)| names_a_cause(line));
    sentences
        .map(|(line, _)| Finding::new(&file.path, *line, "a sentence; the app words what was found"))
        .chain(
            causes.map(|(index, _)| Finding::new(&file.path, index + 1, "what goes together is never called a cause")),
        )
        .collect()
}

/// Two words or more, other than the reason given for a lint.
fn is_sentence(file: &SourceFile, line: usize, text: &str) -> bool {
    let is_reason = file.rust.code.lines().nth(line - 1).is_some_and(|code| code.contains("reason ="));
    let words = text.split_whitespace().filter(|word| word.chars().all(|c| c.is_alphabetic() || ".,;:!?".contains(c)));
    !is_reason && words.count() >= 2
}

/// A field such as `cause:` or `likely_cause:`.
fn names_a_cause(line: &str) -> bool {
    let is_cause = |name: &str| name.split('_').any(|part| part == "cause" || part == "causes");
    line.split_once(':')
        .is_some_and(|(before, _)| is_cause(before.trim_end().rsplit(|c| !is_name(c)).next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn count(text: &str) -> usize {
        findings(&Project::of(&[("crates/ebb-insights/src/trend.rs", text)])).len()
    }

    #[test]
    fn a_sentence_and_a_cause_are_found() {
        assert_eq!(count("let told = \"Flashes became rarer.\";"), 1);
        assert_eq!(count("pub struct Trend {\n    pub likely_cause: Symptom,\n}"), 1);
    }

    #[test]
    fn data_reasons_and_tests_are_no_findings() {
        assert_eq!(
            count("#[expect(clippy::panic, reason = \"it cannot be\")]\nlet unit = \"mg\";\npub because: u8"),
            0
        );
        assert_eq!(count("#[cfg(test)]\nmod tests { const T: &str = \"a test's own words\"; }"), 0);
    }
}
