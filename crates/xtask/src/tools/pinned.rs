//! Build tools of one exact version: on PATH, else in the user's cache folder, else built into it.

use crate::call;
use crate::workspace;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A tool that `cargo install` builds.
pub(super) struct Pinned {
    name: &'static str,
    version: &'static str,
    /// What it installs and we start; the first one tells its version.
    programs: &'static [&'static str],
    /// How it is installed, beyond name and version.
    options: &'static [&'static str],
    /// Whether `--version` is answered.
    tells_version: bool,
}

pub(super) const TRUNK: Pinned =
    Pinned { name: "trunk", version: "0.21.14", programs: &["trunk"], options: &["--locked"], tells_version: true };

/// Not `--locked`: its lock file asks for a crate version that registries may lack.
pub(super) const WASM_BINDGEN: Pinned = Pinned {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    options: &["--no-default-features"],
    tells_version: true,
};

/// Splits the app into parts. It does not tell its version, so it is taken from the cache folder alone.
pub(super) const WASM_SPLIT: Pinned = Pinned {
    name: "wasm_split_cli_support",
    version: "0.2.4",
    programs: &["wasm-split-cli"],
    options: &["--locked", "--features=build-binary"],
    tells_version: false,
};

pub(super) const CARGO_DENY: Pinned = Pinned {
    name: "cargo-deny",
    version: "0.20.2",
    programs: &["cargo-deny"],
    options: &["--locked"],
    tells_version: true,
};

/// Built quickly rather than to run quickly: each is started a few times a day at most.
const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback"),
];

/// The folders that hold the tools; builds what is nowhere to be found.
pub(super) fn find(tools: &[&Pinned]) -> Result<Vec<PathBuf>> {
    let cache = cache()?;
    if tools.iter().any(|tool| tool.found(&cache).is_none()) {
        install_missing(tools, &cache)?;
    }
    tools
        .iter()
        .map(|tool| tool.found(&cache).with_context(|| format!("{} was installed, yet does not start", tool.name)))
        .collect()
}

/// `~/.cache/ebb/tools`: one for all checkouts.
fn cache() -> Result<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let folder = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")));
    Ok(folder.context("neither XDG_CACHE_HOME nor HOME names a folder to keep the build tools in")?.join("ebb/tools"))
}

fn install_missing(tools: &[&Pinned], cache: &Path) -> Result<()> {
    let building = cache.join(".building");
    fs::create_dir_all(&building).with_context(|| format!("making {}", building.display()))?;
    // Another checkout may be at it: wait, then look again.
    let turn = File::create(cache.join(".lock"))?;
    turn.lock().context("waiting for another checkout to install its tools")?;
    for tool in tools {
        if tool.found(cache).is_none() {
            tool.install(cache, &building)?;
        }
    }
    fs::remove_dir_all(&building).with_context(|| format!("removing {}", building.display()))
}

impl Pinned {
    /// The folder of its programs: on PATH at exactly this version, else in the cache.
    fn found(&self, cache: &Path) -> Option<PathBuf> {
        let on_path = super::on_path(self.programs.first()?).and_then(|program| Some(program.parent()?.to_path_buf()));
        let on_path = on_path.filter(|_| self.tells_version);
        [on_path, Some(self.home(cache).join("bin"))].into_iter().flatten().find(|folder| self.is_in(folder))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let all_there = self.programs.iter().all(|program| super::is_program(&folder.join(program)));
        let version = || {
            let told = call::output(Command::new(folder.join(self.programs.first()?)).arg("--version")).ok()?;
            told.split_whitespace().nth(1).map(str::to_owned)
        };
        all_there && (!self.tells_version || version().as_deref() == Some(self.version))
    }

    fn home(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}-{}", self.name, self.version))
    }

    /// Builds it beside its place and moves it there whole, so that an interrupted build is never taken for a good one.
    fn install(&self, cache: &Path, building: &Path) -> Result<()> {
        eprintln!("   Building {} {}, once for this machine; this takes some minutes.", self.name, self.version);
        let staging = building.join(self.name);
        let home = self.home(cache);
        for left_over in [&staging, &home] {
            if left_over.exists() {
                fs::remove_dir_all(left_over).with_context(|| format!("removing {}", left_over.display()))?;
            }
        }
        let mut install = workspace::cargo();
        // From the cache folder, with no flags of the caller, so that no checkout's settings leak into a shared tool.
        install.current_dir(cache).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").envs(QUICK_BUILD);
        install.env_remove("CARGO_BUILD_TARGET").env("CARGO_TARGET_DIR", building.join("target"));
        install.args(["install", self.name, "--version", self.version, "--root"]).arg(&staging).args(self.options);
        if call::run_aside(&mut install).is_err() {
            bail!("{} {} could not be built; the lines above say why.", self.name, self.version);
        }
        fs::rename(&staging, &home).with_context(|| format!("moving {} into place", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::WASM_BINDGEN;

    #[test]
    fn trunk_and_the_app_ask_for_the_very_wasm_bindgen_that_is_installed() {
        let trunk = include_str!("../../../../Trunk.toml");
        let manifest = include_str!("../../../../Cargo.toml");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
        assert!(manifest.contains(&format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version)));
    }

    #[test]
    fn trunk_asks_for_the_very_trunk_that_is_installed() {
        let trunk = include_str!("../../../../Trunk.toml");
        assert!(trunk.contains(&format!("trunk-version = \"={}\"", super::TRUNK.version)));
    }
}
