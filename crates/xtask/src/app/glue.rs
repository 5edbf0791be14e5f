//! Makes what wasm-bindgen writes between the app and the browser smaller: imports with short names, the script without comments and
//! indentation.

use super::webassembly::{imported_names, with_imports_renamed, without_source_paths};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

/// How many hexadecimal digits of a hash wasm-bindgen puts at the end of a name.
const HASH_DIGITS: usize = 16;

/// The script and the module, smaller.
pub(super) fn slim(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let names = shorter_names(&imported_names(module).context("the app is no WebAssembly")?);
    let module = with_imports_renamed(module, &names).context("the app is no WebAssembly")?;
    let module = without_source_paths(&module).context("the app is no WebAssembly")?;
    let script = names.iter().fold(script.to_owned(), |script, (long, short)| script.replace(long, short));
    Ok((without_comments(&script), module))
}

/// For each name that ends in a hash a short one: nobody calls them but the script.
fn shorter_names(names: &[String]) -> BTreeMap<String, String> {
    let with_hash: BTreeSet<&String> = names.iter().filter(|name| ends_in_hash(name)).collect();
    with_hash.into_iter().enumerate().map(|(number, name)| (name.clone(), format!("_{number:x}"))).collect()
}

fn ends_in_hash(name: &str) -> bool {
    let is_hash =
        |hash: &str| hash.len() == HASH_DIGITS && hash.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    name.rsplit_once('_').is_some_and(|(_, hash)| is_hash(hash))
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
    fn names_with_a_hash_become_short_and_stay_apart() {
        let names = ["__wbg_new_0123456789abcdef", "__wbg_new_fedcba9876543210", "__wbg_new_2", "memory"];
        let shorter = shorter_names(&names.map(str::to_owned));
        assert_eq!(shorter.len(), 2);
        assert_eq!((shorter[names[0]].as_str(), shorter[names[1]].as_str()), ("_0", "_1"));
    }

    #[test]
    fn comments_go_and_code_stays() {
        let script = "/* @ts */\nimport x from \"//a\";\n\n/**\n * What it does. */\nfunction f() {\n    // why\n    return 1; // here\n}\n";
        assert_eq!(without_comments(script), "import x from \"//a\";\nfunction f() {\nreturn 1; // here\n}\n");
        let over_lines = "const text = `a\n  // b`;\n";
        assert_eq!(without_comments(over_lines), over_lines);
    }
}
