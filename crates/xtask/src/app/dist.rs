//! The built folder `dist/`: which files there are, and their compressed copies beside them.

use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where Trunk assembles a build; a failed one leaves it behind.
const STAGING: &str = ".stage";

/// What is worth compressing; typefaces and pictures are compressed already.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "css", "wasm", "json", "webmanifest", "svg", "txt"];

/// The files of `dist/`, sorted by path.
pub(super) struct Dist {
    folder: PathBuf,
    files: Vec<BuiltFile>,
}

/// One file of `dist/`.
pub(super) struct BuiltFile {
    pub(super) path: PathBuf,
    /// The path by which a browser asks for it: `/icons/icon.svg`.
    pub(super) address: String,
}

impl Dist {
    /// Lists the folder.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        list(folder, folder, &mut files)?;
        files.sort_by(|one, other| one.address.cmp(&other.address));
        Ok(Self { folder: folder.to_path_buf(), files })
    }

    /// The files as built, without their compressed copies.
    pub(super) fn plain(&self) -> impl Iterator<Item = &BuiltFile> {
        self.files.iter().filter(|file| !file.is_compressed_copy())
    }

    /// Every path, compressed copies too.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    /// The path of a file, there or not.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Removes copies of an earlier build: a stale one would be served in place of its file.
    pub(super) fn remove_compressed(&self) -> Result<()> {
        for file in self.files.iter().filter(|file| file.is_compressed_copy()) {
            fs::remove_file(&file.path).with_context(|| format!("removing {}", file.path.display()))?;
        }
        Ok(())
    }
}

impl BuiltFile {
    /// The end of its name, without the dot.
    pub(super) fn extension(&self) -> &str {
        self.path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
    }

    /// What crosses the wire when a browser asks for it, in bytes.
    pub(super) fn transfer_size(&self) -> Result<u64> {
        let compressed = fs::metadata(compressed_copy(&self.path));
        let served = compressed.or_else(|_| fs::metadata(&self.path));
        Ok(served.with_context(|| format!("reading {}", self.path.display()))?.len())
    }

    fn is_compressed_copy(&self) -> bool {
        ["br", "gz"].contains(&self.extension())
    }
}

/// Writes a Brotli copy beside each file that gets smaller by it.
pub(super) fn compress(dist: &Dist) -> Result<()> {
    for file in dist.plain().filter(|file| COMPRESSIBLE.contains(&file.extension())) {
        let bytes = fs::read(&file.path).with_context(|| format!("reading {}", file.path.display()))?;
        let compressed = brotli(&bytes)?;
        if compressed.len() < bytes.len() {
            fs::write(compressed_copy(&file.path), compressed)?;
        }
    }
    Ok(())
}

fn compressed_copy(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Compresses as hard as Brotli can: done once a build, paid back at each first visit.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    const BUFFER: usize = 64 * 1024;
    const QUALITY: u32 = 11;
    const WINDOW_BITS: u32 = 24;
    let mut compressor = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW_BITS);
    compressor.write_all(bytes)?;
    compressor.flush()?;
    Ok(compressor.into_inner())
}

fn list(top: &Path, folder: &Path, files: &mut Vec<BuiltFile>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != STAGING) {
                list(top, &path, files)?;
            }
        } else {
            let from_top = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(BuiltFile { address: format!("/{from_top}"), path });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::brotli;
    use std::io::Read;

    #[test]
    fn a_compressed_copy_opens_to_the_file() {
        let bytes = b"the level rises, the level falls ".repeat(50);
        let compressed = brotli(&bytes).unwrap();
        assert!(compressed.len() < bytes.len() / 5);
        let mut opened = Vec::new();
        brotli::Decompressor::new(compressed.as_slice(), 4096).read_to_end(&mut opened).unwrap();
        assert_eq!(opened, bytes);
    }
}
