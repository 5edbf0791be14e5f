//! Builds the app: Trunk makes `dist/`, then the worker's precache list and the compressed copies are added.

mod dist;
mod fingerprint;
mod first_load;
mod glue;
mod parts;
mod sample;
mod service_worker;
mod styles;
mod webassembly;

pub(crate) use first_load::FirstLoad;
pub(crate) use parts::{as_wasm_bindgen, is_called_as_wasm_bindgen};

use crate::call;
use crate::tools::{self, Tools};
use crate::tree;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use dist::Dist;
use std::fs;
use std::path::{Path, PathBuf};

/// What the app is made of, from the root on.
const SOURCES: [&str; 7] =
    ["frontend", "crates", "tests/src", "Cargo.toml", "Cargo.lock", "Trunk.toml", "rust-toolchain.toml"];

/// What is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contents {
    /// The app as it is served.
    App,
    /// The app with the page that shows its components, for development.
    WithGallery,
}

/// Builds the app unless `dist/` already holds just what the sources make, and tells its folder.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    build_with(workspace, Contents::App)
}

/// The same with what is asked for in it.
pub(crate) fn build_with(workspace: &Workspace, contents: Contents) -> Result<PathBuf> {
    let folder = workspace.root.join("dist");
    let stamp = Stamp { file: workspace.target.join("xtask/app.stamp") };
    let mut sources = fingerprint_of_sources(workspace)?;
    if contents == Contents::WithGallery {
        sources += " with the gallery";
    }
    if stamp.holds(&sources, &folder)? {
        eprintln!("   The app in dist/ is up to date.");
        return Ok(folder);
    }
    let parts = parts::StandIn::place(&workspace.target)?;
    call_trunk(workspace, &parts, contents)?;
    parts.finish(&folder)?;
    styles::join(&folder)?;
    sample::write(workspace, &folder)?;
    let dist = Dist::read(&folder)?;
    dist.remove_compressed()?;
    service_worker::fill_in(&Dist::read(&folder)?)?;
    dist::compress(&Dist::read(&folder)?)?;
    eprintln!("   First load: {} bytes, compressed.", FirstLoad::of(&Dist::read(&folder)?)?.total());
    stamp.set(&sources, &folder)?;
    Ok(folder)
}

/// The app's parts and their sizes, from a `dist/` that is built.
pub(crate) fn first_load(workspace: &Workspace) -> Result<FirstLoad> {
    FirstLoad::of(&Dist::read(&build(workspace)?)?)
}

fn call_trunk(workspace: &Workspace, parts: &parts::StandIn, contents: Contents) -> Result<()> {
    let tools = Tools::for_app(workspace)?;
    // Trunk works offline, so that it downloads no tools; what cargo needs is fetched before.
    call::run_aside(workspace.cargo().arg("fetch"))?;
    let mut trunk = workspace.command("trunk");
    trunk.arg("build").env("CARGO_ENCODED_RUSTFLAGS", flags(workspace)?);
    if contents == Contents::WithGallery {
        trunk.args(["--features", "gallery"]);
    }
    // Trunk takes the value of NO_COLOR for that of its own flag, and refuses `1`.
    trunk.env_remove("NO_COLOR").env_remove("RUSTFLAGS");
    // What refers to what is needed until the parts are split off.
    trunk.env("CARGO_PROFILE_WASM_STRIP", "none");
    tools.lend_to(&mut trunk)?;
    parts.lend_to(&mut trunk, &tools.program("wasm-bindgen")?, &tools.program("wasm-split-cli")?)?;
    call::run_aside(&mut trunk)
}

/// What rustc is told for the app alone: Trunk builds for a target of its own, so no build script is built with these.
fn flags(workspace: &Workspace) -> Result<String> {
    let mut flags = without_local_paths(workspace)?;
    // Leptos then builds views of one type each instead of nested ones: 7 % less to load.
    flags.push("--cfg=erase_components".to_owned());
    flags.extend(parts::FLAGS.map(str::to_owned));
    Ok(flags.join("\u{1f}"))
}

/// Flags that keep this machine's paths out of the app, so that every checkout builds the same bytes.
fn without_local_paths(workspace: &Workspace) -> Result<Vec<String>> {
    let mut renamed: Vec<(PathBuf, &str)> = vec![(workspace.root.clone(), "/ebb")];
    renamed.push((tools::sysroot(workspace)?, "/rust"));
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("there is no home folder")?;
    // The folders of registries have names that differ between machines; of several flags that fit, the last counts.
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    renamed.push((home, "/cargo"));
    renamed.extend(registries.map(|folder| (folder, "/cargo/registry")));
    renamed.iter().map(|(from, to)| remap(from, to)).collect()
}

fn remap(from: &Path, to: &str) -> Result<String> {
    let Some(from) = from.to_str() else { bail!("{} is not UTF-8", from.display()) };
    Ok(format!("--remap-path-prefix={from}={to}"))
}

fn fingerprint_of_sources(workspace: &Workspace) -> Result<String> {
    let mut paths = Vec::new();
    for source in SOURCES.map(|name| workspace.root.join(name)) {
        if source.is_dir() {
            paths.extend(tree::files(&workspace.root, &source)?);
        } else {
            paths.push(source);
        }
    }
    fingerprint::of_files(&workspace.root, &paths)
}

/// Remembers of which sources the present `dist/` was made, and that nothing in it changed since.
struct Stamp {
    file: PathBuf,
}

impl Stamp {
    fn holds(&self, sources: &str, folder: &Path) -> Result<bool> {
        let Ok(written) = fs::read_to_string(&self.file) else { return Ok(false) };
        Ok(folder.is_dir() && written == Self::text(sources, folder)?)
    }

    fn set(&self, sources: &str, folder: &Path) -> Result<()> {
        if let Some(parent) = self.file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&self.file, Self::text(sources, folder)?).with_context(|| format!("writing {}", self.file.display()))
    }

    fn text(sources: &str, folder: &Path) -> Result<String> {
        let built = Dist::read(folder)?;
        Ok(format!("{sources}\n{}\n", fingerprint::of_files(folder, &built.paths())?))
    }
}
