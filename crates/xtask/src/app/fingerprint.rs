//! A short name for the names and contents of many files: equal exactly when they are.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// 32 hexadecimal digits over the files' paths from `root` and their bytes, in the order given.
pub(super) fn of_files(root: &Path, paths: &[PathBuf]) -> Result<String> {
    let mut files = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
        files.push((name, fs::read(path).with_context(|| format!("reading {}", path.display()))?));
    }
    Ok(of(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

/// The same over names and contents at hand.
pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        // Lengths first, so that no two lists of files read alike.
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal).collect()
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_byte_that_moves_from_the_name_to_the_content_changes_the_fingerprint() {
        let whole = of([("ab", b"c".as_slice())].into_iter());
        assert_ne!(whole, of([("a", b"bc".as_slice())].into_iter()));
        assert_ne!(whole, of([("ab", b"d".as_slice())].into_iter()));
        assert_eq!(whole.len(), 32);
    }
}
