//! Makes what wasm-bindgen writes between the app and the browser smaller: imports without the hashes in their names, the script without
//! comments and indentation.

use super::webassembly::{imported_names, with_imports_renamed};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

/// How many hexadecimal digits of a hash wasm-bindgen puts at the end of a name.
const HASH_DIGITS: usize = 16;

/// The script and the module, smaller.
pub(super) fn slim(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let names = shorter_names(&imported_names(module).context("the app is no WebAssembly")?);
    let module = with_imports_renamed(module, &names).context("the app is no WebAssembly")?;
    let script = names.iter().fold(script.to_owned(), |script, (long, short)| script.replace(long, short));
    Ok((without_comments(&script), module))
}

/// For each name that ends in a hash one without, and no two alike.
fn shorter_names(names: &[String]) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut shorter = BTreeMap::new();
    for name in names {
        let Some(bare) = without_hash(name) else { continue };
        let numbered = (2..).map(|number| format!("{bare}_{number}"));
        let free = std::iter::once(bare.to_owned()).chain(numbered).find(|name| !taken.contains(name));
        if let Some(free) = free {
            taken.insert(free.clone());
            shorter.insert(name.clone(), free);
        }
    }
    shorter
}

fn without_hash(name: &str) -> Option<&str> {
    let (bare, hash) = name.rsplit_once('_')?;
    let is_hash = hash.len() == HASH_DIGITS && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then_some(bare)
}

/// Drops comments that stand on lines of their own, and indentation. A script with texts over several lines stays as it is.
fn without_comments(script: &str) -> String {
    let spans_lines = |line: &str| line.matches('`').count() % 2 == 1;
    if script.lines().any(spans_lines) {
        return script.to_owned();
    }
    let mut in_comment = false;
    let mut kept = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_hash_and_stay_apart() {
        let names = ["__wbg_new_0123456789abcdef", "__wbg_new_fedcba9876543210", "__wbg_new_2", "memory"];
        let shorter = shorter_names(&names.map(str::to_owned));
        assert_eq!(shorter[names[0]], "__wbg_new");
        assert_eq!(shorter[names[1]], "__wbg_new_3");
        assert_eq!(shorter.len(), 2);
    }

    #[test]
    fn comments_go_and_code_stays() {
        let script = "/* @ts */\nimport x from \"//a\";\n\n/**\n * What it does. */\nfunction f() {\n    // why\n    return 1; // here\n}\n";
        assert_eq!(without_comments(script), "import x from \"//a\";\nfunction f() {\nreturn 1; // here\n}\n");
        let over_lines = "const text = `a\n  // b`;\n";
        assert_eq!(without_comments(over_lines), over_lines);
    }
}
