//! The server as a program of its own: started, read, killed.

use std::env;
use std::io::{self, BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

/// A running server. It is killed when this is dropped.
#[derive(Debug)]
pub struct Program {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

/// The program `ebb-server`: the one that `EBB_SERVER_BIN` names, else one built now beside this test.
pub fn server_program() -> PathBuf {
    if let Some(program) = env::var_os("EBB_SERVER_BIN") {
        return program.into();
    }
    // target/<profile>/deps/<test>, or target/<profile>/<program>
    let this = env::current_exe().expect("a running program has a path");
    let folder = this.ancestors().skip(1).find(|folder| !folder.ends_with("deps")).expect("it lies in a folder");
    let target = folder.parent().expect("the profile's folder lies in the target folder");
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--quiet", "--package", "ebb-server", "--target-dir"]).arg(target);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    let status = build.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo runs");
    assert!(status.success(), "ebb-server does not build");
    folder.join("ebb-server")
}

impl Program {
    /// Starts a server over a database and waits until it listens. Its log goes to `log`, as full as `filter` says.
    pub fn start(program: &Path, database: &Path, flags: &[&str], filter: &str, log: Stdio) -> io::Result<Self> {
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--database-url"])
            .arg(format!("sqlite:{}", database.display()))
            .args(flags)
            .env("EBB_LOG", filter)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let mut line = String::new();
        let stdout = child.stdout.take().ok_or_else(|| io::Error::other("no stdout"))?;
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on http://").and_then(|address| address.parse().ok());
        let Some(address) = address else {
            let _ = child.kill();
            return Err(io::Error::other(format!("the server said {line:?}")));
        };
        Ok(Self { address, child })
    }

    /// SIGKILL: the process has no say. Returns once it is gone.
    pub fn kill(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }

    /// SIGTERM; returns how it ended.
    pub fn terminate(mut self) -> io::Result<ExitStatus> {
        let signalled = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if !signalled.success() {
            return Err(io::Error::other("kill failed"));
        }
        self.child.wait()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
