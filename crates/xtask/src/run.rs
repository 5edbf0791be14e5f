//! `cargo xtask run`: builds the app and the server, and serves both on this machine alone.

use crate::app::{self, Contents};
use crate::server::{self, Profile};
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// What the command line of `run` says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    port: u16,
    database_url: String,
    profile: Profile,
    contents: Contents,
}

impl Options {
    /// Reads the words after `run`.
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            port: 8080,
            database_url: "sqlite:data/ebb.db".to_owned(),
            profile: Profile::Release,
            contents: Contents::App,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, value) = word.split_once('=').map_or((*word, None), |(name, value)| (name, Some(value)));
            let mut value = || value.or_else(|| words.next().copied()).with_context(|| format!("{name} wants a value"));
            match name {
                "--port" => options.port = value()?.parse().context("--port wants a number from 1 to 65535")?,
                "--database-url" => value()?.clone_into(&mut options.database_url),
                "--debug" => options.profile = Profile::Debug,
                "--gallery" => options.contents = Contents::WithGallery,
                _ => bail!("`run` knows --port N, --database-url URL, --debug and --gallery, and not {word}"),
            }
        }
        Ok(options)
    }
}

/// Serves until Ctrl-C.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let app = app::build_with(workspace, options.contents)?;
    let program = server::build(workspace, options.profile)?;
    std::fs::create_dir_all(workspace.root.join("data")).context("making the folder data/")?;
    let mut server = workspace.command(program);
    server.args(["serve", "--listen", &format!("127.0.0.1:{}", options.port)]);
    server.args(["--database-url", &options.database_url, "--app-dir"]).arg(workspace.shown(&app));
    eprintln!("\n   Ebb is at http://127.0.0.1:{}. Ctrl-C ends it.\n", options.port);
    become_it(&mut server)
}

/// Gives this process over to the server, so that Ctrl-C and a kill reach it and nothing is left to wait for.
#[cfg(unix)]
fn become_it(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("starting the server")
}

#[cfg(not(unix))]
fn become_it(server: &mut Command) -> Result<()> {
    crate::call::run(server)
}

#[cfg(test)]
mod tests {
    use super::Options;
    use crate::app::Contents;
    use crate::server::Profile;

    #[test]
    fn options_are_read_in_both_spellings() {
        let expected = Options {
            port: 9090,
            database_url: "sqlite:other.db".to_owned(),
            profile: Profile::Debug,
            contents: Contents::WithGallery,
        };
        let apart =
            Options::parse(&["--port", "9090", "--database-url", "sqlite:other.db", "--debug", "--gallery"]).unwrap();
        let joined =
            Options::parse(&["--database-url=sqlite:other.db", "--gallery", "--debug", "--port=9090"]).unwrap();
        assert_eq!(apart, expected);
        assert_eq!(joined, expected);
    }

    #[test]
    fn an_unknown_or_unfinished_option_is_refused() {
        assert!(Options::parse(&["--prot", "1"]).is_err());
        assert!(Options::parse(&["--port"]).is_err());
        assert!(Options::parse(&["--port", "70000"]).is_err());
    }
}
