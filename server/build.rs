//! Tells Cargo what the server is made of besides Rust: with `embed-app` the built app.

#![expect(clippy::panic, reason = "a build script fails by panicking")]

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_EMBED_APP").is_some() {
        embed_app();
    }
}

/// Writes a table of all files of `dist/` to `$OUT_DIR/embedded_app.rs`: path, time of change in seconds, a number below
/// a billion that follows from the content, bytes.
fn embed_app() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../dist");
    println!("cargo:rerun-if-changed={}", root.display());
    assert!(
        root.join("index.html").is_file(),
        "feature embed-app needs the built app: run `cargo xtask app` first, so that dist/index.html is there"
    );
    let mut table = String::from("&[\n");
    add_folder(&root, &root, &mut table);
    table.push(']');
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded_app.rs");
    if let Err(error) = fs::write(&target, table) {
        panic!("cannot write {}: {error}", target.display());
    }
}

fn add_folder(root: &Path, folder: &Path, table: &mut String) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // A failed build of the app leaves its half-made folder behind.
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            add_folder(root, &path, table);
            continue;
        }
        let changed = fs::metadata(&path).and_then(|metadata| metadata.modified()).unwrap_or(UNIX_EPOCH);
        let seconds = changed.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        // Writing to a string cannot fail.
        let _ =
            writeln!(table, "({name:?}, {seconds}, {}, include_bytes!({:?})),", content_number(&path), path.display());
    }
}

fn content_number(path: &Path) -> u64 {
    let content = fs::read(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    let mut hasher = DefaultHasher::new();
    hasher.write(&content);
    hasher.finish() % 1_000_000_000
}
