//! Splits the app into parts, see `frontend/src/parts.rs`: the first one is loaded at a first visit, the others when they are used.
//!
//! The split has to come between cargo and wasm-bindgen, where Trunk has no hook. So Trunk is given this program under the name of
//! wasm-bindgen: it splits, and hands the first part on to the real one.

use super::dist::Dist;
use super::fingerprint;
use super::glue;
use super::webassembly::without_custom_sections;
use crate::call;
use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name under which Trunk calls this program.
const STAND_IN: &str = "wasm-bindgen";
/// The real wasm-bindgen, the splitter, and the folder for the parts: from [`StandIn::lend_to`] to [`as_wasm_bindgen`].
const REAL: &str = "EBB_WASM_BINDGEN";
const SPLITTER: &str = "EBB_WASM_SPLIT";
const PARTS: &str = "EBB_APP_PARTS";

/// What rustc is told so that the parts can be split off: which functions begin one, and what refers to what.
pub(super) const FLAGS: [&str; 2] = ["--cfg=split_parts", "-Clink-arg=--emit-relocs"];

/// The app's name, as Trunk names its files.
const APP: &str = "ebb-app";
/// The script that loads the parts, as the splitter names it.
const LOADER: &str = "__wasm_split.js";

/// This program in the place of wasm-bindgen.
pub(super) struct StandIn {
    folder: PathBuf,
    parts: PathBuf,
}

impl StandIn {
    /// Puts it into a folder under `target/`. What an earlier build left there goes.
    pub(super) fn place(target: &Path) -> Result<Self> {
        let folder = target.join("xtask/stand_in");
        let parts = target.join("xtask/parts");
        for old in [&folder, &parts] {
            if old.exists() {
                fs::remove_dir_all(old).with_context(|| format!("removing {}", old.display()))?;
            }
            fs::create_dir_all(old).with_context(|| format!("making {}", old.display()))?;
        }
        let this = std::env::current_exe().context("finding this program")?;
        fs::copy(this, folder.join(STAND_IN)).context("placing the stand-in for wasm-bindgen")?;
        Ok(Self { folder, parts })
    }

    /// Lets Trunk find it before the real one.
    pub(super) fn lend_to(&self, trunk: &mut Command, real: &Path, splitter: &Path) -> Result<()> {
        let path = trunk.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, value)| value.map(OsStr::to_owned));
        let path = path.or_else(|| std::env::var_os("PATH")).unwrap_or_default();
        let folders = std::iter::once(self.folder.clone()).chain(std::env::split_paths(&path));
        trunk.env("PATH", std::env::join_paths(folders).context("putting the stand-in on PATH")?);
        trunk.env(REAL, real).env(SPLITTER, splitter).env(PARTS, &self.parts);
        Ok(())
    }

    /// Puts the parts beside the first one in `dist/`. All of them carry one fingerprint in their names, made of what all hold: they
    /// refer to each other, and only those of one build fit together.
    pub(super) fn finish(&self, folder: &Path) -> Result<()> {
        let dist = Dist::read(folder)?;
        let main = |end: &str| {
            let is_it = |name: &str| name.starts_with(&format!("/{APP}-")) && name.ends_with(end);
            let found = dist.plain().find(|file| is_it(&file.address));
            found.map(|file| file.path.clone()).with_context(|| format!("there is no {APP}-….{end} in dist/"))
        };
        let (script, wasm) = (main(".js")?, main("_bg.wasm")?);
        let mut parts = wasm_files(&self.parts)?;
        parts.retain(|part| part.file_name() != Some(OsStr::new(MAIN)));
        if parts.is_empty() {
            bail!("the app was built in one piece");
        }
        let all: Vec<PathBuf> = [&script, &wasm, &self.parts.join(LOADER)].into_iter().chain(&parts).cloned().collect();
        let mut contents = Vec::new();
        for (number, path) in all.iter().enumerate() {
            contents.push((number.to_string(), fs::read(path).with_context(|| format!("reading {}", path.display()))?));
        }
        let print = fingerprint::of(contents.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        let print = &print[..16];

        let names =
            [(file_name(&script), format!("{APP}-{print}.js")), (file_name(&wasm), format!("{APP}-{print}_bg.wasm"))];
        let mut renamed =
            vec![(LOADER.to_owned(), format!("parts-{print}.js")), (format!("{APP}.js"), names[0].1.clone())];
        for part in &parts {
            let name = file_name(part);
            let new = format!("part-{}-{print}.wasm", name.trim_end_matches(".wasm").trim_start_matches("split_"));
            let whole = fs::read(part).with_context(|| format!("reading {name}"))?;
            let bare = without_custom_sections(&whole).with_context(|| format!("{name} is no WebAssembly"))?;
            fs::write(dist.path(&new), bare).with_context(|| format!("writing {name}"))?;
            renamed.push((name, new));
        }
        let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
        let loader = read(&self.parts.join(LOADER))?;
        let loader =
            renamed.iter().fold(loader, |loader, (from, to)| loader.replace(&format!("/{from}"), &format!("/{to}")));
        fs::write(dist.path(&renamed[0].1), loader).context("writing what loads the parts")?;
        // Only where it is loaded from: to the app it is still known by the splitter's name.
        let (from, to) = (format!("from \"./{LOADER}\""), format!("from \"./{}\"", renamed[0].1));
        let main_script = read(&script)?;
        if !main_script.contains(&from) {
            bail!("the app's script does not know of its parts");
        }
        let main_script = main_script.replace(&from, &to);
        let module = fs::read(&wasm).context("reading the app")?;
        let (main_script, module) = glue::slim(&main_script, &module)?;
        fs::remove_file(&script).context("renaming the app's script")?;
        fs::remove_file(&wasm).context("renaming the app")?;
        fs::write(dist.path(&names[0].1), main_script).context("renaming the app's script")?;
        fs::write(dist.path(&names[1].1), module).context("renaming the app")?;
        let page = dist.path("index.html");
        let html = fs::read_to_string(&page).context("reading the page")?;
        let html = names.iter().fold(html, |html, (from, to)| html.replace(from, to));
        fs::write(page, html).context("writing the page")
    }
}

/// The first part, as the splitter names it.
const MAIN: &str = "ebb-app.wasm";

/// Whether Trunk takes this process for wasm-bindgen.
pub(crate) fn is_called_as_wasm_bindgen() -> bool {
    let called = std::env::args_os().next().map(PathBuf::from);
    called.is_some_and(|called| called.file_stem() == Some(OsStr::new(STAND_IN)))
}

/// Does wasm-bindgen's work for Trunk: splits the app, and hands its first part on.
pub(crate) fn as_wasm_bindgen() -> Result<()> {
    let told = |name: &str| std::env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set"));
    let real = told(REAL)?;
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let is_wasm = |word: &OsString| Path::new(word).extension() == Some(OsStr::new("wasm"));
    let Some(input) = words.iter().find(|word| is_wasm(word)) else {
        // Trunk asks for the version.
        return call::run_quietly(Command::new(real).args(&words));
    };
    let parts = told(PARTS)?;
    let mut split = Command::new(told(SPLITTER)?);
    call::run_quietly(split.args(["--target=web", &format!("--out-name={APP}")]).arg(input).arg(&parts))?;
    let first = parts.join(MAIN);
    let words = words.iter().map(|word| if is_wasm(word) { first.as_os_str() } else { word.as_os_str() });
    // What the parts share are exports of the first. Names and producers are for debuggers.
    let kept = ["--keep-lld-exports", "--remove-name-section", "--remove-producers-section"];
    call::run_quietly(Command::new(real).args(kept).args(words))
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> =
        paths.into_iter().filter(|path| path.extension() == Some(OsStr::new("wasm"))).collect();
    files.sort();
    Ok(files)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
