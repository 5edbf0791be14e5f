//! Who may know whom: each member's dependencies against an explicit list, and what the server must never reach.

use super::Finding;
use super::project::Project;
use serde_json::Value;
use std::collections::BTreeSet;

/// A member, which members it may depend on, and which further ones its tests may.
struct Row {
    name: &'static str,
    may_know: &'static [&'static str],
    tests_may_know: &'static [&'static str],
}

const fn row(name: &'static str, may_know: &'static [&'static str], tests_may_know: &'static [&'static str]) -> Row {
    Row { name, may_know, tests_may_know }
}

const TESTKIT: &[&str] = &["ebb-testkit"];

const ROWS: [Row; 13] = [
    row("ebb-journal", &[], TESTKIT),
    row("ebb-protocol", &[], TESTKIT),
    row("ebb-replica", &["ebb-journal", "ebb-protocol"], TESTKIT),
    row("ebb-vault", &["ebb-protocol"], TESTKIT),
    row("ebb-sync", &["ebb-journal", "ebb-replica", "ebb-vault", "ebb-protocol"], TESTKIT),
    row("ebb-insights", &["ebb-journal"], TESTKIT),
    row("ebb-interop", &["ebb-journal", "ebb-replica"], TESTKIT),
    row("ebb-qr", &[], TESTKIT),
    row("ebb-testkit", &["ebb-journal", "ebb-protocol", "ebb-replica"], &[]),
    row("ebb-app", EVERY_CRATE_OF_THE_APP, TESTKIT),
    row("ebb-server", &["ebb-protocol", "ebb-journal"], TESTKIT),
    row("ebb-tests", EVERYTHING, &[]),
    row("xtask", &[], &[]),
];

const EVERY_CRATE_OF_THE_APP: &[&str] =
    &["ebb-journal", "ebb-protocol", "ebb-replica", "ebb-vault", "ebb-sync", "ebb-insights", "ebb-interop", "ebb-qr"];

const EVERYTHING: &[&str] = &[
    "ebb-journal",
    "ebb-protocol",
    "ebb-replica",
    "ebb-vault",
    "ebb-sync",
    "ebb-insights",
    "ebb-interop",
    "ebb-qr",
    "ebb-testkit",
    "ebb-app",
    "ebb-server",
];

/// The code that can read a journal, which the server must not reach, over however many others.
const UNREACHABLE_FOR_SERVER: [&str; 2] = ["ebb-replica", "ebb-vault"];

/// What brings a clock, randomness, I/O or async, and so is no dependency of a crate under `crates/`.
const NOT_STILL: [&str; 15] = [
    "async-std",
    "chrono",
    "futures",
    "getrandom",
    "gloo-net",
    "gloo-storage",
    "hyper",
    "js-sys",
    "rand",
    "reqwest",
    "sqlx",
    "tokio",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
];

/// What the members' manifests say that they may not.
pub(super) fn findings(project: &Project) -> Vec<Finding> {
    let packages = project.packages();
    let members: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut findings = Vec::new();
    for package in packages {
        let manifest = project.below_root(package["manifest_path"].as_str().unwrap_or_default());
        findings.extend(against_row(package, &members).map(|message| Finding::new(manifest, 0, message)));
        findings.extend(against_stillness(package, manifest).map(|message| Finding::new(manifest, 0, message)));
    }
    findings.extend(
        against_server(packages, &members).into_iter().map(|message| Finding::new("server/Cargo.toml", 0, message)),
    );
    findings
}

/// The names of what a member depends on, with the kind: empty, `dev` or `build`.
fn dependencies(package: &Value) -> impl Iterator<Item = (&str, &str)> {
    let listed = package["dependencies"].as_array().map_or(&[][..], Vec::as_slice);
    listed.iter().filter_map(|on| Some((on["name"].as_str()?, on["kind"].as_str().unwrap_or_default())))
}

fn against_row<'a>(package: &'a Value, members: &'a BTreeSet<&str>) -> impl Iterator<Item = String> + 'a {
    let name = package["name"].as_str().unwrap_or_default();
    let row = ROWS.iter().find(|row| row.name == name);
    let unknown = row.is_none().then(|| format!("{name} is not in tidy's list of who may know whom"));
    let forbidden = dependencies(package).filter(|(on, _)| members.contains(on)).filter_map(move |(on, kind)| {
        let row = row?;
        let allowed = row.may_know.contains(&on) || (kind == "dev" && row.tests_may_know.contains(&on));
        (!allowed).then(|| format!("{name} may not depend on {on}"))
    });
    unknown.into_iter().chain(forbidden)
}

fn against_stillness<'a>(package: &'a Value, manifest: &str) -> impl Iterator<Item = String> + 'a {
    let name = package["name"].as_str().unwrap_or_default();
    let still = manifest.starts_with("crates/") && name != "xtask";
    let is_restless = move |on: &str, kind: &str| {
        // Seeded randomness is what the testkit is for, and tests may use its kind.
        let seeded = on == "rand" && (name == "ebb-testkit" || kind == "dev");
        still && NOT_STILL.contains(&on) && !seeded
    };
    dependencies(package)
        .filter(move |(on, kind)| is_restless(on, kind))
        .map(move |(on, _)| format!("{name} is still: it may not depend on {on}"))
}

fn against_server(packages: &[Value], members: &BTreeSet<&str>) -> Vec<String> {
    let mut messages = Vec::new();
    for forbidden in UNREACHABLE_FOR_SERVER.iter().chain(["ebb-server"].iter()) {
        // A ban on a name that nobody bears would hold for ever, and prove nothing.
        if !members.contains(forbidden) {
            messages.push(format!("tidy watches over {forbidden}, and there is no such member"));
        }
    }
    let mut reached = BTreeSet::new();
    let mut to_visit = vec!["ebb-server"];
    while let Some(name) = to_visit.pop() {
        let package = packages.iter().find(|package| package["name"] == name);
        for (on, kind) in package.into_iter().flat_map(dependencies) {
            // Tests of a crate further down do not enter the server.
            if members.contains(on) && (kind != "dev" || name == "ebb-server") && reached.insert(on) {
                to_visit.push(on);
            }
        }
    }
    let broken = UNREACHABLE_FOR_SERVER.iter().filter(|forbidden| reached.contains(*forbidden));
    messages.extend(
        broken.map(|forbidden| format!("the server reaches {forbidden}: it must not be able to read a journal")),
    );
    messages
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::findings;
    use serde_json::{Value, json};

    fn package(name: &str, folder: &str, on: &[(&str, Option<&str>)]) -> Value {
        let on: Vec<Value> = on.iter().map(|(name, kind)| json!({ "name": name, "kind": kind })).collect();
        json!({ "name": name, "manifest_path": format!("/ebb/{folder}/Cargo.toml"), "dependencies": on })
    }

    /// What tidy says of a workspace in which these packages stand in for the good ones of their names.
    fn said(changed: &[Value]) -> Vec<String> {
        let mut packages = vec![
            package("ebb-journal", "crates/ebb-journal", &[("ebb-testkit", Some("dev"))]),
            package("ebb-protocol", "crates/ebb-protocol", &[]),
            package("ebb-replica", "crates/ebb-replica", &[("ebb-journal", None)]),
            package("ebb-vault", "crates/ebb-vault", &[("ebb-protocol", None)]),
            package("ebb-testkit", "crates/ebb-testkit", &[("ebb-journal", None), ("rand", None)]),
            package("ebb-server", "server", &[("ebb-protocol", None), ("tokio", None)]),
        ];
        for package in changed {
            packages.retain(|present| present["name"] != package["name"]);
            packages.push(package.clone());
        }
        let mut project = Project::of(&[]);
        project.metadata = json!({ "packages": packages });
        findings(&project).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_workspace_that_keeps_to_the_list_has_no_findings() {
        assert_eq!(said(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_server_that_links_the_vault_is_found() {
        let said = said(&[package("ebb-server", "server", &[("ebb-vault", None)])]);
        assert_eq!(said.len(), 2, "{said:?}");
    }

    #[test]
    fn a_server_that_reaches_the_replica_through_another_crate_is_found() {
        let said = said(&[package("ebb-protocol", "crates/ebb-protocol", &[("ebb-replica", None)])]);
        assert!(said.iter().any(|message| message.starts_with("the server reaches ebb-replica")), "{said:?}");
    }

    #[test]
    fn a_test_dependency_that_is_used_for_real_is_found() {
        let said = said(&[package("ebb-vault", "crates/ebb-vault", &[("ebb-testkit", None)])]);
        assert_eq!(said, ["ebb-vault may not depend on ebb-testkit"]);
    }

    #[test]
    fn a_member_that_is_not_listed_is_found() {
        assert_eq!(
            said(&[package("ebb-extra", "extra", &[])]),
            ["ebb-extra is not in tidy's list of who may know whom"]
        );
    }

    #[test]
    fn a_still_crate_with_a_runtime_or_with_randomness_is_found() {
        let said = said(&[package("ebb-journal", "crates/ebb-journal", &[("tokio", None), ("rand", None)])]);
        assert_eq!(said.len(), 2, "{said:?}");
    }

    #[test]
    fn a_ban_on_a_crate_that_is_gone_is_found() {
        let mut project = Project::of(&[]);
        project.metadata = json!({ "packages": [package("ebb-server", "server", &[]), package("ebb-replica", "crates/ebb-replica", &[])] });
        let said = findings(&project);
        assert_eq!(said.len(), 1);
        assert!(said[0].message.contains("watches over ebb-vault"));
    }
}
