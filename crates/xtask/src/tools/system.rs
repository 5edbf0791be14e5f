//! Programs of the system: found on PATH, else installed by apt where we may, else named with the command that does it.

use crate::call;
use anyhow::{Result, anyhow, bail};
use std::path::PathBuf;
use std::process::Command;

/// A program, under any of the names that systems give it.
#[derive(Clone, Copy)]
pub(super) struct Program {
    what: &'static str,
    names: &'static [&'static str],
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
    /// The lowest major version that will do, asked by `--version`; 0 where any will.
    least_version: u32,
}

pub(super) const C_COMPILER: Program =
    Program { what: "a C compiler", names: &["cc", "gcc", "clang"], packages: &["gcc", "libc6-dev"], least_version: 0 };

pub(super) const CHROMIUM: Program = Program {
    what: "Chromium",
    names: &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"],
    packages: &["chromium", "fonts-liberation"],
    least_version: 0,
};

pub(super) const CHROMEDRIVER: Program =
    Program { what: "chromedriver", names: &["chromedriver"], packages: &["chromium-driver"], least_version: 0 };

pub(super) const NODE: Program =
    Program { what: "Node 18 or newer", names: &["node", "nodejs"], packages: &["nodejs"], least_version: 18 };

pub(super) const NPM: Program = Program { what: "npm", names: &["npm"], packages: &["npm"], least_version: 0 };

/// Where each program is, in the order asked for; installs what is missing, or says how to.
pub(super) fn find<const N: usize>(programs: &[Program; N]) -> Result<[PathBuf; N]> {
    let missing: Vec<&Program> = programs.iter().filter(|program| program.found().is_none()).collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let found: Vec<PathBuf> = programs.iter().filter_map(Program::found).collect();
    <[PathBuf; N]>::try_from(found).map_err(|_| {
        let missing: Vec<&Program> = programs.iter().filter(|program| program.found().is_none()).collect();
        anyhow!("Missing: {}. The packages of this system do not bring it.", names(&missing))
    })
}

impl Program {
    fn found(&self) -> Option<PathBuf> {
        self.names
            .iter()
            .filter_map(|name| super::on_path(name))
            .find(|path| self.least_version == 0 || self.is_new(path))
    }

    fn is_new(&self, path: &PathBuf) -> bool {
        call::output(Command::new(path).arg("--version")).is_ok_and(|told| major(&told) >= self.least_version)
    }
}

/// The first number of a version such as `v20.20.2`; 0 where there is none.
fn major(told: &str) -> u32 {
    let digits: String = told.trim().trim_start_matches('v').chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

fn install(missing: &[&Program]) -> Result<()> {
    let packages: Vec<&str> = missing.iter().flat_map(|program| program.packages).copied().collect();
    let command = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if super::on_path("apt-get").is_none() {
        bail!("Missing: {}. Install it with your system's package manager (on Debian: {command}).", names(missing));
    }
    let user = call::output(Command::new("id").arg("-u")).unwrap_or_default();
    if user.trim() != "0" {
        bail!("Missing: {}. Install it with:\n    sudo {command}", names(missing));
    }
    eprintln!("   Installing {}.", names(missing));
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    if call::run_aside(apt().arg("update")).is_err() {
        eprintln!("   The package lists could not be brought up to date; going on with those that are here.");
    }
    call::run_aside(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

fn names(programs: &[&Program]) -> String {
    programs.iter().map(|program| program.what).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), 20);
        assert_eq!(major("18.19.0"), 18);
        assert_eq!(major("unknown"), 0);
    }
}
