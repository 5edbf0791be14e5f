//! `cargo xtask catalogue`: makes the tables of `ebb-journal` from the TSV files beside it. Text in, text out; what the tables
//! mean is the crate's own affair, and the compiler tells where a TSV names what the crate does not have.

mod codes;
mod safety;
mod symptoms;
mod table;
mod things;

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs;
use table::Table;

/// Where the TSV files lie.
const SOURCES: &str = "crates/ebb-journal/catalogue/";
/// Where the tables go.
pub(crate) const TABLES: &str = "crates/ebb-journal/src/catalogue/tables/";

/// Writes all tables.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let read = |path: &str| fs::read_to_string(workspace.root.join(path)).with_context(|| format!("reading {path}"));
    for (path, text) in tables(&read)? {
        fs::write(workspace.root.join(&path), text).with_context(|| format!("writing {path}"))?;
        eprintln!("   {path}");
    }
    Ok(())
}

/// Every table: its path from the root on, and its text. `read` gives the text of a file by such a path.
pub(crate) fn tables(read: &dyn Fn(&str) -> Result<String>) -> Result<Vec<(String, String)>> {
    let table = |name: &str| {
        let path = format!("{SOURCES}{name}.tsv");
        Table::parse(&path, &read(&path)?)
    };
    let (symptoms, places, flags) = (table("symptoms")?, table("places")?, table("flags")?);
    let (medicines, labs, bone) = (table("medications")?, table("labs")?, table("bone")?);
    let mut files = symptoms::tables(&symptoms, &places, &flags)?;
    files.push(("starting", "what is followed from the start", symptoms::starting(&symptoms)?));
    files.push(("places", "places of the body", things::places(&places)?));
    files.push(("flags", "what can be ticked", things::flags(&flags)?));
    files.push(("units", "units", things::units(&table("units")?)?));
    files.push(("factors", "factors of daily life", things::factors(&table("factors")?)?));
    files.push(("medicines", "medicines", things::medicines(&medicines)?));
    files.push(("labs", "labs and bone scans", things::labs(&labs, &bone)?));
    files.push(("codes", "codes of other systems", codes::table(&symptoms, &medicines, &labs, &bone)?));
    let texts = table("safety")?;
    let triggers = table("safety_triggers")?;
    files.push(("safety_texts", "what is said of signs of danger", safety::texts(&texts)?));
    files.push((
        "safety_triggers",
        "by what it is shown",
        safety::triggers(&triggers, &texts, [&symptoms, &flags, &places])?,
    ));
    Ok(files.into_iter().map(|(name, what, text)| file(name, what, &text)).collect())
}

/// A table's file: its name, what it holds, its text.
type File = (&'static str, &'static str, String);

fn file(name: &str, what: &str, text: &str) -> (String, String) {
    let head =
        format!("//! Table: {what}. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.\n\n");
    (format!("{TABLES}{name}.rs"), format!("{head}{}\n", text.trim_end()))
}

/// A text as a Rust literal.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `two_words` as `TwoWords`; an error where it is no such name.
fn variant(name: &str) -> Result<String> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        bail!("`{name}` is no name in small letters");
    }
    let parts = name.split('_').map(|part| {
        let (first, rest) = part.split_at(part.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    Ok(parts.collect())
}

/// Constants of a number type, one for each row: `pub const KNEE: Self = Self(5);` with its name as documentation; its id in quotes
/// where names are of a kind that a lint takes for code.
fn constants(kind: &str, table: &Table, documented: &str) -> Result<String> {
    let mut text = format!("impl {kind} {{\n");
    for row in table.rows() {
        let (number, id) = (row.number()?, row.get("id")?.to_ascii_uppercase());
        let name = row.get(documented)?;
        let name = if documented == "id" { format!("`{name}`") } else { name.to_owned() };
        writeln!(text, "    /// {name}.\n    pub const {id}: Self = Self({number});")?;
    }
    Ok(text + "}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_variants_and_texts_literals() {
        assert_eq!(variant("zero_to_ten").unwrap(), "ZeroToTen");
        assert!(variant("Zero").is_err() && variant("").is_err());
        assert_eq!(literal("a \"b\""), "\"a \\\"b\\\"\"");
    }

    #[test]
    fn a_table_says_that_it_was_made() {
        let (path, text) = file("places", "places", "pub static A: u8 = 1;\n\n");
        assert_eq!(path, "crates/ebb-journal/src/catalogue/tables/places.rs");
        assert!(text.starts_with("//! ") && text.contains("@generated") && text.ends_with("1;\n"));
    }
}
