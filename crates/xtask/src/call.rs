//! Starts other programs: shows what is called, and turns a failure into an error that names it.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Runs a program to its end; its output is shown. An error if it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    eprintln!("   $ {}", shown(command));
    run_quietly(command)
}

/// As [`run`], without showing what is called.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("starting {}", shown(command)))?;
    if status.success() { Ok(()) } else { bail!("{} failed ({status})", shown(command)) }
}

/// As [`run`], with what the program prints moved to standard error: standard output is for figures alone.
pub(crate) fn run_aside(command: &mut Command) -> Result<()> {
    run(command.stdout(std::io::stderr()))
}

/// As [`run`], and hands over each line of its standard output while showing it.
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<()> {
    eprintln!("   $ {}", shown(command));
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("starting {}", shown(command)))?;
    let output = child.stdout.take().with_context(|| format!("reading from {}", shown(command)))?;
    let status = read_to_end(&mut child, &lines_of(output), |line| {
        std::io::stdout().write_all(line)?;
        read(String::from_utf8_lossy(line).trim_end());
        Ok(())
    })?;
    if status.success() { Ok(()) } else { bail!("{} failed ({status})", shown(command)) }
}

/// Hands over each line until the program ends. Its end counts, not that of its output: something it left behind may hold that
/// open for ever.
fn read_to_end(
    child: &mut Child,
    lines: &Receiver<Vec<u8>>,
    mut read: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> Result<ExitStatus> {
    let mut ended = None;
    loop {
        match (lines.recv_timeout(LOOK_AGAIN), ended) {
            (Ok(line), _) => read(&line)?,
            (Err(RecvTimeoutError::Timeout), Some(status)) => return Ok(status),
            (Err(RecvTimeoutError::Timeout), None) => ended = child.try_wait()?,
            (Err(RecvTimeoutError::Disconnected), _) => return Ok(child.wait()?),
        }
    }
}

/// How long nothing may be printed before we look whether the program has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(300);

/// The lines of a program's output as they come, each with its line break.
fn lines_of(output: ChildStdout) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            if send.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    receive
}

/// Runs a program to its end beside others: what it prints on standard output comes back whole, for it must not mix with theirs.
/// An error beside it if it fails.
pub(crate) fn run_keeping(command: &mut Command) -> (String, Result<()>) {
    eprintln!("   $ {}", shown(command));
    let mut printed = String::new();
    let outcome = command.stdout(Stdio::piped()).spawn().map_err(anyhow::Error::from).and_then(|mut child| {
        let status = match child.stdout.take() {
            None => child.wait()?,
            Some(output) => read_to_end(&mut child, &lines_of(output), |line| {
                printed.push_str(&String::from_utf8_lossy(line));
                Ok(())
            })?,
        };
        if status.success() { Ok(()) } else { bail!("{} failed ({status})", shown(command)) }
    });
    (printed, outcome)
}

/// What a program prints on standard output. An error, with what it said on standard error, if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("starting {}", shown(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({})\n{}", shown(command), output.status, said.trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("reading what {} printed", shown(command)))
}

/// The command as a person would type it: the program's name without its folder, and what follows.
fn shown(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
