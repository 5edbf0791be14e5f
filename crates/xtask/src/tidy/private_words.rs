//! Nothing private is committed: no path of one machine, no host of one network.

use super::Finding;
use super::project::Project;

/// The only registry that a lock file may name.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// First folders of paths that hold one person's or one machine's things. The slash is added when looking for them, so that
/// this file does not hold what it looks for.
const PRIVATE_FOLDERS: [&str; 3] = ["/work", "/root", "/home"];

/// Parts of a host's name that only exist inside one network, or stand for a copy of a public registry.
const PRIVATE_HOSTS: [&str; 6] = ["artifact", "registry", "nexus", "mirror", "proxy", "internal"];

/// Lines that name something private.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &project.files {
        for (index, line) in file.text.lines().enumerate() {
            findings.extend(problem(&file.path, line).map(|message| Finding::new(&file.path, index + 1, message)));
        }
    }
    findings
}

fn problem(path: &str, line: &str) -> Option<String> {
    if let Some(folder) = PRIVATE_FOLDERS.iter().find(|folder| has_path(line, folder)) {
        return Some(format!("a path under {folder} of one machine"));
    }
    if path.ends_with("package-lock.json") && line.contains("\"resolved\"") {
        return Some("an address of a registry; npm's `omit-lockfile-registry-resolved` leaves it out".to_owned());
    }
    if path.ends_with("Cargo.lock") {
        let source = line.split_once("source = \"")?.1;
        return (source.trim_end_matches('"') != REGISTRY).then(|| "a source that is not crates.io".to_owned());
    }
    let host = private_host(line)?;
    Some(format!("an address of the host {host}"))
}

/// Whether a path starts with this folder; `/home` within a longer path or an address is something else.
fn has_path(line: &str, folder: &str) -> bool {
    let start = format!("{folder}/");
    let continues =
        |before: &str| before.ends_with(|character: char| character.is_alphanumeric() || "._-~/}".contains(character));
    line.match_indices(&start).any(|(at, _)| !continues(&line[..at]))
}

fn private_host(line: &str) -> Option<&str> {
    line.match_indices("://").find_map(|(at, mark)| {
        let address = &line[at + mark.len()..];
        let host =
            address.split(|character: char| !(character.is_alphanumeric() || ".-".contains(character))).next()?;
        host.split(['.', '-']).any(|part| PRIVATE_HOSTS.iter().any(|private| part.starts_with(private))).then_some(host)
    })
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;

    fn count(path: &str, text: &str) -> usize {
        findings(&Project::of(&[(path, text)])).len()
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        for folder in super::PRIVATE_FOLDERS {
            assert_eq!(count("docs/a.md", &format!("see {folder}/ebb")), 1);
            assert_eq!(count("tests/a.mjs", &format!("open('{folder}/ebb')")), 1);
            assert_eq!(count("docs/a.md", &format!("tests{folder}/ and https://example.org{folder}/")), 0);
        }
    }

    #[test]
    fn hosts_of_one_network_are_found() {
        for host in super::PRIVATE_HOSTS {
            assert_eq!(count("docs/a.md", &format!("http://{host}.example.org/x")), 1);
            assert_eq!(count("tests/a.mjs", &format!("fetch('http://npm-{host}s.example.org:8080')")), 1);
        }
        assert_eq!(count("docs/a.md", "https://github.com/rust-lang/registry http://127.0.0.1:8080"), 0);
    }

    #[test]
    fn lock_files_name_no_other_registry() {
        let line = |source: &str| format!("source = \"{source}\"");
        assert_eq!(count("Cargo.lock", &line(super::REGISTRY)), 0);
        assert_eq!(count("Cargo.lock", &line("sparse+https://index.example.org/")), 1);
        assert_eq!(count("tests/browser/package-lock.json", "\"resolved\": \"https://example.org/a.tgz\""), 1);
    }
}
